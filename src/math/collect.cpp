#include "math/collect.h"

#include <algorithm>

#include "math/algebra.h"
#include "math/exact.h"

namespace retort::math {
namespace {

constexpr std::size_t kMaxTerms = 200;
constexpr long kMaxPower = 20;

void append_terms(const Expr& e, bool negative, std::vector<Expr>& out) {
  if (e.is(Op::kAdd)) {
    for (const Expr& t : e.args()) append_terms(t, negative, out);
  } else if (e.is(Op::kNeg)) {
    append_terms(e.arg(0), !negative, out);
  } else {
    out.push_back(negative ? -e : e);
  }
}

void append_factors(const Expr& e, std::vector<Expr>& out) {
  if (e.is(Op::kMul)) {
    for (const Expr& f : e.args()) append_factors(f, out);
  } else {
    out.push_back(e);
  }
}

Error too_many() { return {ErrorCode::kBudget, "more than 200 terms"}; }

// Every pair of a term of `a` and one of `b`, simplified as one product.
Result<std::vector<Expr>> pairwise(const std::vector<Expr>& a, const std::vector<Expr>& b) {
  if (a.size() * b.size() > kMaxTerms) return too_many();
  std::vector<Expr> out;
  for (const Expr& x : a)
    for (const Expr& y : b) {
      RETORT_TRY(Expr product, normal_form(x * y));
      append_terms(product, false, out);
    }
  return out;
}

Result<std::vector<Expr>> multiplied_terms(const Expr& e) {
  std::vector<Expr> out;
  switch (e.op()) {
    case Op::kAdd:
      for (const Expr& t : e.args()) {
        RETORT_TRY(const std::vector<Expr> part, multiplied_terms(t));
        out.insert(out.end(), part.begin(), part.end());
        if (out.size() > kMaxTerms) return too_many();
      }
      return out;
    case Op::kNeg: {
      RETORT_TRY(const std::vector<Expr> part, multiplied_terms(e.arg(0)));
      for (const Expr& t : part) out.push_back(t.is(Op::kNeg) ? t.arg(0) : -t);
      return out;
    }
    case Op::kMul: {
      out = {Expr::integer(1)};
      for (const Expr& f : e.args()) {
        RETORT_TRY(const std::vector<Expr> part, multiplied_terms(f));
        RETORT_TRY(std::vector<Expr> next, pairwise(out, part));
        out = std::move(next);
      }
      return out;
    }
    case Op::kPow: {
      const auto n = e.arg(1).is_integer() ? e.arg(1).value().to_int64() : std::nullopt;
      if (!n || *n < 2 || !e.arg(0).is(Op::kAdd)) return std::vector<Expr>{e};
      if (*n > kMaxPower) return too_many();
      RETORT_TRY(const std::vector<Expr> base, multiplied_terms(e.arg(0)));
      out = base;
      for (long i = 1; i < *n; ++i) {
        RETORT_TRY(std::vector<Expr> next, pairwise(out, base));
        out = std::move(next);
      }
      return out;
    }
    default: return std::vector<Expr>{e};
  }
}

// Sums inside a term stand aside under names of their own, which sort last, while like terms meet.
class Aside {
 public:
  Expr hide(const Expr& e) {
    if (e.is(Op::kAdd)) return named(e);
    if (e.args().empty()) return e;
    std::vector<Expr> args;
    for (const Expr& arg : e.args()) args.push_back(hide(arg));
    return Expr::make(e.op(), std::move(args), e.name());
  }
  Expr show(Expr e) const {
    for (std::size_t i = hidden_.size(); i-- > 0;) e = e.substitute(name(i), hidden_[i]);
    return e;
  }

 private:
  static std::string name(std::size_t i) { return "~" + std::to_string(i); }
  Expr named(const Expr& e) {
    for (std::size_t i = 0; i < hidden_.size(); ++i)
      if (hidden_[i].same(e)) return Expr::symbol(name(i));
    hidden_.push_back(e);
    return Expr::symbol(name(hidden_.size() - 1));
  }
  std::vector<Expr> hidden_;
};

}  // namespace

std::vector<Expr> terms_of(const Expr& e) {
  std::vector<Expr> out;
  append_terms(e, false, out);
  return out;
}

std::vector<Expr> factors_of(const Expr& e) {
  std::vector<Expr> out;
  append_factors(e, out);
  return out;
}

Expr sum_of(std::vector<Expr> terms) {
  if (terms.empty()) return Expr::integer(0);
  return terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, std::move(terms));
}

Expr product_of(std::vector<Expr> factors) {
  if (factors.empty()) return Expr::integer(1);
  return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, std::move(factors));
}

Result<Expr> multiply_out(const Expr& e) {
  if (e.depth() > 500) return Error{ErrorCode::kBudget, "nested too deeply"};
  RETORT_TRY(std::vector<Expr> terms, multiplied_terms(e));
  return sum_of(std::move(terms));
}

Result<Expr> collect_terms(const Expr& e) {
  if (e.depth() > 500) return Error{ErrorCode::kBudget, "nested too deeply"};
  Aside aside;
  std::vector<Expr> terms;
  for (const Expr& t : terms_of(e)) terms.push_back(aside.hide(t));
  RETORT_TRY(const Expr collected, normal_form(sum_of(std::move(terms))));
  return aside.show(collected);
}

std::optional<std::vector<Expr>> coefficients_in(const Expr& e, std::string_view variable, int max_degree) {
  Algebra algebra(Algebra::Quotients::kKept);
  const auto read = algebra.convert(e);
  const auto below = read ? read->den.constant() : std::nullopt;
  const auto x = algebra.convert(Expr::symbol(std::string(variable)));
  if (!below || !x) return std::nullopt;
  const int id = x->num.terms().begin()->first.front().first;
  const SparsePoly reduced = algebra.reduced(read->num).scaled(Rational(1) / *below);
  std::vector<SparsePoly> parts;
  for (const auto& [monomial, c] : reduced.terms()) {
    Monomial rest;
    int power = 0;
    for (const auto& [g, k] : monomial) {
      if (g == id) {
        power = k;
      } else {
        rest.emplace_back(g, k);
      }
    }
    if (power > max_degree) return std::nullopt;
    if (parts.size() <= static_cast<std::size_t>(power)) parts.resize(static_cast<std::size_t>(power) + 1);
    parts[static_cast<std::size_t>(power)].add_term(rest, c);
  }
  std::vector<Expr> out;
  for (const SparsePoly& p : parts) {
    out.push_back(algebra.expression(p));
    if (out.back().contains_symbol(variable)) return std::nullopt;   // sin x, 1/x
  }
  return out;
}

std::optional<std::pair<Expr, Expr>> as_single_fraction(const Expr& e) {
  Algebra algebra(Algebra::Quotients::kCleared);
  auto r = algebra.convert(e);
  if (!r) return std::nullopt;
  const SparsePoly den = algebra.reduced(r->den);
  if (den.is_zero()) return std::nullopt;
  const Rational lead = den.constant() ? *den.constant() : Rational(1);
  return std::pair{algebra.expression(algebra.reduced(r->num).scaled(Rational(1) / lead)), algebra.expression(den.scaled(Rational(1) / lead))};
}

}  // namespace retort::math
