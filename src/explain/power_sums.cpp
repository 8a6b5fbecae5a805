#include "explain/power_sums.h"

#include <algorithm>

#include "explain/arithmetic.h"
#include "explain/factoring.h"
#include "explain/integration.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

Expr whole(long long v) { return Expr::integer(v); }
bool is_one(const Expr& e) { return e.is_number() && e.value() == Rational(1); }

}  // namespace

PowerSum power_sum_parts(int i, const Expr& n) {
  const Expr next = n + whole(1), odd = whole(2) * n + whole(1);
  if (i == 2) return {6, odd};
  if (i == 3) return {4, n * next};
  if (i == 4) return {30, math::product_of({odd, whole(3) * square(n) + whole(3) * n - whole(1)})};
  return {i == 0 ? 1 : 2, whole(1)};
}
Expr power_sum(int i, const Expr& n) {
  const Expr next = n + whole(1);
  if (i == 0) return n;
  if (i == 3) return square(n) * square(next) / whole(4);
  const PowerSum parts = power_sum_parts(i, n);
  std::vector<Expr> top{n, next};
  if (!is_one(parts.rest))
    for (const Expr& f : math::factors_of(parts.rest)) top.push_back(f);
  return math::product_of(top) / whole(parts.below);
}

Expr factored(const Coefficients& p, const std::string& n) {
  if (p.empty()) return whole(0);
  const auto f = primitive_factors(p);
  std::vector<Expr> top;
  if (f.content.num() != Rational(1)) top.push_back(Expr::number(f.content.num()));
  auto factors = f.factors;
  std::stable_sort(factors.begin(), factors.end(), [](const auto& a, const auto& b) {
    if (a.first.size() != b.first.size()) return a.first.size() < b.first.size();
    if (a.first.back() != b.first.back()) return a.first.back() < b.first.back();
    return a.first[0] < b.first[0];
  });
  std::stable_partition(factors.begin(), factors.end(), [](const auto& x) { return x.first.size() == 2 && x.first[0].is_zero(); });
  for (const auto& [base, k] : factors) {
    const Expr b = math::to_expr(base, n);
    top.push_back(k == 1 ? b : math::pow(b, whole(k)));
  }
  const Expr above = math::product_of(top);
  return f.content.den() == Rational(1) ? above : above / Expr::number(f.content.den());
}

std::string tex_of_sums(const Expr& e) {
  if (e.is_func("sum")) return tex_sum_of(e.arg(0), e.arg(1).name(), math::to_latex(e.arg(2)), math::to_latex(e.arg(3)));
  if (e.is(Op::kNeg)) return e.arg(0).is(Op::kAdd) ? math::to_latex(e) : "-" + tex_of_sums(e.arg(0));
  if (e.is(Op::kMul) && e.args().back().is_func("sum")) {
    const std::vector<Expr> factors(e.args().begin(), e.args().end() - 1);
    const Expr front = math::product_of(factors);
    return (front.is(Op::kAdd) ? "(" + math::to_latex(front) + ")" : math::to_latex(front)) + " " + tex_of_sums(e.args().back());
  }
  if (!e.is(Op::kAdd) || std::none_of(e.args().begin(), e.args().end(), [](const Expr& t) { return tex_of_sums(t).find("\\sum") != std::string::npos; })) return math::to_latex(e);
  std::string out;
  for (const Expr& t : e.args()) {
    const bool minus = t.is(Op::kNeg);
    const Expr size = minus ? t.arg(0) : t;
    const std::string text = size.is(Op::kAdd) ? "(" + tex_of_sums(size) + ")" : tex_of_sums(size);
    out += out.empty() ? (minus ? "-" : "") + text : (minus ? " - " : " + ") + text;
  }
  return out;
}

Coefficients power_antidifference(const PowerTerm& t) {
  Coefficients q(t.p.size()), left = t.p;
  for (Rational& c : left) c *= t.r;
  for (std::size_t j = q.size(); j-- > 0;) {
    q[j] = left[j] / (t.r - Rational(1));
    Coefficients here(j + 1), back{Rational(1)};
    here[j] = Rational(1);
    for (std::size_t i = 0; i < j; ++i) back = math::multiply(back, {Rational(-1), Rational(1)});
    left = math::add(left, math::multiply(math::add(math::multiply(here, {t.r}), math::multiply(back, {Rational(-1)})), {-q[j]}));
    left.resize(j);
  }
  return q;
}

}  // namespace retort::explain
