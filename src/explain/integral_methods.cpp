// Integrals that are no sums of table entries: substitution, parts, partial fractions.
#include <algorithm>
#include <cmath>

#include "explain/calculus.h"
#include "explain/factoring.h"
#include "explain/general_equation.h"
#include "explain/integration.h"
#include "explain/partial_fractions.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// Outer functions k with an antiderivative K that is known.
struct Outer {
  Expr k, K;
};
std::vector<Outer> outer_functions(const Expr& u) {
  const auto f = [&](const char* name) { return Expr::func(name, {u}); };
  const Expr one = Expr::integer(1);
  std::vector<Outer> out{{f("exp"), f("exp")}, {f("cos"), f("sin")}, {f("sin"), -f("cos")}, {one / u, Expr::func("ln", {f("abs")})},
                         {f("sqrt"), Expr::integer(2) * u * f("sqrt") / Expr::integer(3)}, {one / f("sqrt"), Expr::integer(2) * f("sqrt")},
                         {one / (one + math::pow(u, Expr::integer(2))), f("atan")}, {one / math::pow(f("cos"), Expr::integer(2)), f("tan")}, {one / Expr::func("sqrt", {one - math::pow(u, Expr::integer(2))}), f("asin")}};
  for (long long n = 1; n <= 6; ++n) {
    const Expr up = math::pow(u, Expr::integer(n + 1));
    out.push_back({n == 1 ? u : math::pow(u, Expr::integer(n)), up / Expr::integer(n + 1)});
    if (n > 1) out.push_back({one / math::pow(u, Expr::integer(n)), -(n == 2 ? one / u : one / (Expr::integer(n - 1) * math::pow(u, Expr::integer(n - 1))))});
  }
  return out;
}

void inner_functions(const Expr& e, const std::string& x, std::vector<Expr>& out) {
  const auto add = [&](const Expr& g) {
    if (g.contains_symbol(x) && !g.is(Op::kSymbol) && std::none_of(out.begin(), out.end(), [&](const Expr& o) { return o.same(g); })) out.push_back(g);
  };
  for (const Expr& a : e.args()) {
    if (e.is(Op::kFunc)) add(a);
    if (a.is(Op::kFunc)) add(a);
    if ((e.is(Op::kPow) && &a == &e.arg(0)) || (e.is(Op::kDiv) && &a == &e.arg(1))) add(a);
    if (e.is(Op::kPow) && &a == &e.arg(1)) add(a);
    // x^4 may be the square of u = x^2
    if (a.is(Op::kPow) && a.arg(0).is(Op::kSymbol) && a.arg(1).is_integer() && (a.arg(1).value() / 2).is_integer() && a.arg(1).value() > Rational(2)) add(math::pow(a.arg(0), Expr::number(a.arg(1).value() / 2)));
    inner_functions(a, x, out);
  }
}

}  // namespace

std::optional<Rational> constant_ratio(const Expr& e, const Expr& f, const std::string& x) {
  constexpr long long kLargestBelow = 400;
  std::optional<Rational> c;
  for (const Rational& at : {Rational(7, 5), Rational(2, 3), Rational(13, 4)}) {
    const auto a = math::real_value(e, 12, {{x, at}}), b = math::real_value(f, 12, {{x, at}});
    if (!a || !b || b->mid == 0) continue;
    const double ratio = a->mid / b->mid;
    for (long long den = 1; den <= kLargestBelow && !c; ++den)
      if (std::fabs(ratio * static_cast<double>(den) - std::round(ratio * static_cast<double>(den))) < 1e-9 && std::fabs(ratio) < 1e5)
        c = Rational(static_cast<long long>(std::llround(ratio * static_cast<double>(den))), den);
    break;
  }
  if (!c || c->is_zero() || !judge_same(e, Expr::number(*c) * f).holds) return std::nullopt;
  return c;
}

std::optional<Coefficients> linear_in(const Expr& e, const std::string& x) {
  auto p = math::as_polynomial(e, x, 1);
  return p && p->size() == 2 ? p : std::nullopt;
}

Expr root_of(const Rational& c) {
  const Expr root = Expr::func("sqrt", {Expr::number(c)});
  const auto exact = math::exact_value(root);
  return exact ? Expr::number(*exact) : root;
}

namespace {

// The number in front of an expression, its divisor included, and the rest: 3x/4 is 3/4 and x, 1/(2u) is 1/2 and 1/u.
std::pair<Rational, Expr> number_and_rest(const Expr& e) {
  if (e.is(Op::kNeg)) {
    const auto [c, rest] = number_and_rest(e.arg(0));
    return {-c, rest};
  }
  if (e.is_number() && !e.value().is_zero()) return {e.value(), Expr::integer(1)};
  if (e.is(Op::kMul) && e.arg(0).is_number() && !e.arg(0).value().is_zero()) {
    const auto [c, rest] = number_and_rest(math::product_of({e.args().begin() + 1, e.args().end()}));
    return {c * e.arg(0).value(), rest};
  }
  if (e.is(Op::kDiv)) {
    const auto [above, top] = number_and_rest(e.arg(0));
    const auto [below, bottom] = number_and_rest(e.arg(1));
    if (bottom.is_number()) return {above / below, top};
    return {above / below, top / bottom};
  }
  return {Rational(1), e};
}

}  // namespace

Expr times(const Rational& c, const Expr& e) {
  const auto [number, rest] = number_and_rest(e);
  const Rational k = c * number;
  if (k.sign() < 0) return -times(-k, rest);
  if (rest.is_number()) return Expr::number(k * rest.value());
  const Expr top = Expr::number(k.num()), bottom = Expr::number(k.den());
  const bool one_above = k.num() == Rational(1), one_below = k.den() == Rational(1);
  if (rest.is(Op::kDiv)) {
    const Expr& inner = rest.arg(0);
    const Expr above = one_above ? inner : inner.is_number() ? Expr::number(k.num() * inner.value()) : top * inner;
    return above / (one_below ? rest.arg(1) : bottom * rest.arg(1));
  }
  std::vector<Expr> factors{top};
  for (const Expr& f : math::factors_of(rest)) factors.push_back(f);
  const Expr above = one_above ? rest : math::product_of(factors);
  return one_below ? above : above / bottom;
}

void Integration::state(const Expr& e, const Expr& F, std::string_view rule, std::string because) {
  const std::string claim = tex_integral_of(e, variable_) + " = " + math::to_latex(F) + " + C";
  board_.write(claim, rule, std::move(because), judge_calculus(claim, variable_));
}

std::optional<Expr> Integration::substitution(const Expr& e) {
  std::vector<Expr> inner;
  inner_functions(e, variable_, inner);
  for (const Expr& g : inner) {
    if (const auto p = math::as_polynomial(g, variable_); p && math::degree(*p) < 1) continue;
    const auto raw = math::derivative(g, variable_);
    if (!raw) continue;
    const Expr dg = math::normal_form(*raw).value_or(*raw);
    for (const Outer& o : outer_functions(g)) {
      const auto c = constant_ratio(e, o.k * dg, variable_);
      if (!c) continue;
      const Expr F = times(*c, o.K);
      const std::string d = "\\frac{d}{d" + tex_variable(variable_) + "}" + tex_grouped(g) + " = " + math::to_latex(dg);
      if (!board_.brief()) {
        board_.write(d, "inner_derivative", board_.say({"taking $u = {0}$", "substituting $u = {0}$", "choosing $u = {0}$, whose derivative stands beside it"}, math::to_latex(g)), judge_calculus(d, variable_));
        const Expr u = Expr::symbol("u");
        std::vector<Outer> at_u = outer_functions(u);
        for (const Outer& outer : at_u)
          if (outer.k.substitute("u", g).same(o.k)) {
            const Expr fu = times(*c, outer.k), Fu = times(*c, outer.K);
            const std::string claim = tex_integral_of(fu, "u") + " = " + math::to_latex(Fu) + " + C";
            board_.write(claim, "integral_in_u", board_.say({"integrating over $u$", "taking the integral in $u$", "finding the antiderivative in $u$"}), judge_calculus(claim, "u"));
            break;
          }
      }
      state(e, F, "substitution", board_.say({"putting ${0}$ back for $u$", "going back to ${1}$", "replacing $u$ by ${0}$ again"}, math::to_latex(g), tex_variable(variable_)));
      return F;
    }
  }
  return std::nullopt;
}

namespace {

bool holds_exponential(const Expr& e) {
  if (e.is_func("exp") || (e.is(Op::kPow) && e.arg(0).is(Op::kConstant))) return true;
  return std::any_of(e.args().begin(), e.args().end(), holds_exponential);
}

}  // namespace

std::optional<Expr> Integration::parts(const Expr& e, int depth) {
  std::vector<Expr> factors = math::factors_of(e);
  std::optional<Expr> u, dv;
  std::vector<Expr> rest;
  const auto is_log = [&](const Expr& f) { return f.is_func("ln") || f.is_func("atan") || f.is_func("asin") || (f.is(Op::kPow) && f.arg(0).is_func("ln") && f.arg(1).is_integer() && f.arg(1).value().sign() > 0); };
  // ln x / x^2 is ln x times 1/x^2.
  if (e.is(Op::kDiv) && e.arg(1).contains_symbol(variable_)) {
    factors = math::factors_of(e.arg(0));
    factors.push_back(Expr::integer(1) / e.arg(1));
  }
  for (const Expr& f : factors)
    if (!u && f.contains_symbol(variable_) && is_log(f))
      u = f;
    else
      rest.push_back(f);
  if (u) {
    const Expr other = rest.empty() ? Expr::integer(1) : math::product_of(rest);
    // Logarithms beside powers of any kind: ln x / x^2, sqrt(x) ln x.
    Board scratch = board_;
    if (!math::as_polynomial(other, variable_) && !write_table_antiderivative(scratch, other, variable_)) return std::nullopt;
    dv = other;
  } else {
    rest.clear();
    for (const Expr& f : factors)
      if (!u && f.contains_symbol(variable_) && math::as_polynomial(f, variable_))
        u = f;
      else
        rest.push_back(f);
    if (!u || rest.empty()) return std::nullopt;
    dv = math::product_of(rest);
    if (!dv->contains_symbol(variable_)) return std::nullopt;
  }
  Board quiet = board_;
  const auto v = Integration(quiet, variable_).integrate(*dv, kMaxDepth);
  const auto raw = math::derivative(*u, variable_);
  if (!v || !raw || quiet.failed()) return std::nullopt;
  const Expr du = math::normal_form(*raw).value_or(*raw);
  // A number leaves v as it is written: exp(8x) stays where its normal form would be a power.
  Expr left = du.is_number() ? times(du.value(), *v) : math::normal_form(*v * du).value_or(*v * du);
  // x^2/2 \cdot 1/x is x/2.
  for (long long n = 0; n <= 6; ++n) {
    const Expr power = n == 0 ? Expr::integer(1) : n == 1 ? Expr::symbol(variable_) : math::pow(Expr::symbol(variable_), Expr::integer(n));
    if (const auto c = constant_ratio(left, power, variable_)) {
      left = times(*c, power);
      break;
    }
  }
  // x^2/2 \ln x, the minus in front: -x e^{-x}.
  const auto [size, function] = number_and_rest(*v);
  const Expr uv = times(size, math::as_polynomial(function, variable_) ? math::product_of({function, *u}) : math::product_of({*u, function}));
  const bool turned = left.is(Op::kNeg);
  if (turned) left = left.arg(0);
  board_.write(tex_integral_of(e, variable_) + " = " + math::to_latex(uv) + (turned ? " + " : " - ") + tex_integral_of(left, variable_), "integration_by_parts",
               board_.say({"integrating by parts with $u = {0}$ and $v = {1}$", "using $\\int u v' = uv - \\int u' v$ with $u = {0}$ and $v = {1}$", "taking $u = {0}$, $v' = {2}$ and integrating by parts"}, math::to_latex(*u), math::to_latex(*v), math::to_latex(*dv)),
               judge_same(*dv * *u, e));
  const auto F = integrate(left, depth + 1);
  if (!F || board_.failed()) return std::nullopt;
  const Expr raw_total = turned == F->is(Op::kNeg) ? uv - (turned ? F->arg(0) : *F) : uv + (turned ? *F : F->arg(0));
  // exp(3x) stays where collecting would write a power of e^x.
  const Expr total = holds_exponential(raw_total) ? raw_total : math::collect_terms(raw_total).value_or(raw_total);
  state(e, total, "put_together", board_.say({"putting the remaining integral in", "subtracting the remaining integral", "taking both parts together"}));
  return total;
}

// The numerators by putting zeros in and comparing coefficients.
std::optional<Expr> Integration::partial_fractions(const Expr& e, int depth) {
  const auto f = math::as_fraction(e, variable_, 8);
  if (!f || math::degree(f->den) < 1) return std::nullopt;
  const PartialFractions split = partial_fractions_of(f->num, f->den);
  const auto terms = split.terms(variable_);
  if (terms.size() < 2 && split.whole.empty() && (split.parts.size() != 1 || e.arg(e.args().size() - 1).is(Op::kPow) || split.parts[0].factor.size() > 2)) return std::nullopt;
  const Expr sum = math::sum_of(terms);
  if (sum.same(e)) return std::nullopt;
  if (!board_.brief()) write_numerators(board_, f->num, f->den, split, variable_);
  board_.fact(math::to_latex(e) + " = " + math::to_latex(sum), "partial_fractions", board_.say({"splitting into partial fractions", "writing it as a sum of simple fractions", "taking it apart into partial fractions"}));
  std::optional<Expr> total;
  for (const Expr& term : math::terms_of(sum)) {
    const auto F = integrate(term, depth + 1);
    if (!F || board_.failed()) return std::nullopt;
    total = !total ? *F : F->is(Op::kNeg) ? *total - F->arg(0) : *total + *F;
  }
  state(e, *total, "sum_rule", board_.say({"adding the parts", "integrating term by term", "putting the terms together"}));
  return total;
}

std::optional<Expr> Integration::integrate(const Expr& e, int depth) {
  if (board_.failed() || depth > kMaxDepth + 1) return std::nullopt;
  const auto attempt = [&](auto method) -> std::optional<Expr> {
    Board before = board_;
    auto found = method();
    if (found && !board_.failed()) return found;
    board_ = std::move(before);
    return std::nullopt;
  };
  if (auto F = attempt([&] { return write_table_antiderivative(board_, e, variable_); })) return F;
  if (depth <= kMaxDepth)
    if (auto F = attempt([&] { return constant_factor(e, depth); })) return F;
  if (auto F = attempt([&] { return substitution(e); })) return F;
  if (depth > kMaxDepth) return std::nullopt;
  if (auto F = attempt([&] { return quadratic_below(e, depth); })) return F;
  if (auto F = attempt([&] { return partial_fractions(e, depth); })) return F;
  if (auto F = attempt([&] { return by_identity(e, depth); })) return F;
  if (auto F = attempt([&] { return returning(e, depth); })) return F;
  if (auto F = attempt([&] { return parts(e, depth); })) return F;
  if (auto F = attempt([&] { return change_of_variable(e, depth); })) return F;
  if (auto F = attempt([&] { return half_angle_tangent(e, depth); })) return F;
  const auto terms = math::terms_of(e);
  if (terms.size() < 2) return std::nullopt;
  return attempt([&]() -> std::optional<Expr> {
    std::optional<Expr> total;
    for (const Expr& term : terms) {
      const auto F = integrate(term, depth + 1);
      if (!F) return std::nullopt;
      total = !total ? *F : F->is(Op::kNeg) ? *total - F->arg(0) : *total + *F;
    }
    state(e, *total, "sum_rule", board_.say({"adding the parts", "integrating term by term", "putting the terms together"}));
    return total;
  });
}

std::optional<Expr> write_integral_by_methods(Board& board, const Expr& e, const std::string& variable) {
  Board trial = board;
  auto F = Integration(trial, variable).integrate(e, 0);
  if (!F || trial.failed()) return std::nullopt;
  board = std::move(trial);
  return F;
}

}  // namespace retort::explain
