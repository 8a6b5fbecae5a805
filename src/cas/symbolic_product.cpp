// Products to a symbol: the zeros r and s of c (k - r1)(k - r2).../((k - s1)(k - s2)...) are paired where they differ by a whole number.
#include <algorithm>

#include "cas/calculus.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Rational;

namespace {

constexpr long long kMaxDistance = 20;   // of two zeros that are paired
constexpr int kMaxDegree = 12;
constexpr long long kChecked = 6;        // products multiplied out

struct Split {
  Rational lead;
  std::vector<Rational> zeros;
};

// Nothing when a factor has no rational zero.
std::optional<Split> split(const math::Coefficients& p) {
  Split out{p.back(), {}};
  for (const auto& [root, times] : math::rational_roots(p)) out.zeros.insert(out.zeros.end(), static_cast<std::size_t>(times), root);
  return out.zeros.size() + 1 == p.size() ? std::optional(out) : std::nullopt;
}

// The product so far: a number, factors n + c above and below the line.
struct Telescope {
  Rational lower;
  Expr n;
  Rational number = Rational(1);
  std::vector<Expr> above = {}, below = {};

  Expr shifted(const Rational& by) const { return by.is_zero() ? n : written(n + Expr::number(by)); }

  // (k - r)/(k - s) for r = s + distance: what is left at both ends.
  void pair(const Rational& r, long long distance, bool turned) {
    for (long long j = 0; j < distance; ++j) {
      const Rational first = lower - r + Rational(j);
      number = turned ? number / first : number * first;
      (turned ? above : below).push_back(shifted(Rational(j + 1) - r));
    }
  }

  // (k - r) for a whole r: (n - r)!/(lower - 1 - r)!
  bool join(const Rational& r, bool turned) {
    if (!r.is_integer()) return false;
    const auto start = math::exact_value(Expr::func("factorial", {Expr::number(lower - 1 - r)}));
    if (!start.ok()) return false;
    number = turned ? number * *start : number / *start;
    (turned ? below : above).push_back(Expr::func("factorial", {shifted(-r)}));
    return true;
  }

  Expr value(const Rational& lead) const {
    std::vector<Expr> top = above;
    if (lead != Rational(1)) top.push_back(math::pow(Expr::number(lead), shifted(Rational(1) - lower)));
    return written(Expr::number(number) * math::product_of(top) / math::product_of(below));
  }
};

bool vanishes_from(const std::vector<Rational>& zeros, const Rational& lower) {
  return std::any_of(zeros.begin(), zeros.end(), [&](const Rational& z) { return z.is_integer() && lower <= z; });
}

// The closed form; nothing where the zeros neither pair nor are whole.
std::optional<Expr> closed_product(Split above, Split below, const Rational& lower, const Expr& n) {
  Telescope telescope{lower, n};
  for (auto r = above.zeros.begin(); r != above.zeros.end();) {
    const auto s = std::find_if(below.zeros.begin(), below.zeros.end(), [&](const Rational& z) { return (*r - z).is_integer() && (*r - z).abs() <= Rational(kMaxDistance); });
    if (s == below.zeros.end()) {
      ++r;
      continue;
    }
    const Rational apart = *r - *s;
    telescope.pair(apart.sign() > 0 ? *r : *s, *apart.abs().to_int64(), apart.sign() < 0);
    below.zeros.erase(s);
    r = above.zeros.erase(r);
  }
  const auto joined = [&](const std::vector<Rational>& zeros, bool turned) {
    return std::all_of(zeros.begin(), zeros.end(), [&](const Rational& z) { return telescope.join(z, turned); });
  };
  if (!joined(above.zeros, false) || !joined(below.zeros, true)) return std::nullopt;
  return telescope.value(above.lead / below.lead);
}

// A polynomial or a quotient of two with common factors cancelled and whole numbers as coefficients.
Expr reduced(const Expr& e, const std::string& n) {
  auto f = math::as_fraction(e, n);
  if (!f)
    if (auto p = math::as_polynomial(e, n)) f = math::Fraction{*p, {Rational(1)}};
  if (!f) return tidy(e);
  Rational common(1);
  for (const auto* part : {&f->num, &f->den})
    for (const Rational& c : *part) common = math::lcm(common, c.den());
  const auto whole = [&](const math::Coefficients& p) { return math::to_expr(math::multiply(p, {common}), n); };
  if (f->den.size() > 1) {
    // (n + 1)/(2 n): what all coefficients below share stands before them.
    Rational below(0);
    for (const Rational& c : f->den) below = math::gcd(below, c * common);
    const Expr rest = math::to_expr(math::multiply(f->den, {common / below}), n);
    return written(whole(f->num) / (below == Rational(1) ? rest : Expr::number(below) * rest));
  }
  return written(whole(f->num) / Expr::number(f->den[0] * common));
}

Outcome<math::Grade> confirmed(const Expr& value, const Expr& e, const std::string& variable, const Rational& lower, const std::string& n) {
  const Expr at = Expr::symbol(n);
  RETORT_TRY(const auto first, confirm_equal(value.substitute(n, Expr::number(lower)), e.substitute(variable, Expr::number(lower))));
  RETORT_TRY(const auto step, confirm_equal(value, value.substitute(n, at - Expr::integer(1)) * e.substitute(variable, at)));
  Rational product(1);
  for (long long i = 0; i < kChecked; ++i) {
    const Expr k = Expr::number(lower + Rational(i));
    RETORT_TRY(const auto factor, math::exact_value(e.substitute(variable, k)));
    product *= factor;
    RETORT_TRY([[maybe_unused]] const auto same, confirm_equal(value.substitute(n, k), Expr::number(product)));
  }
  return weaker(first, step);
}

}  // namespace

namespace {

// c, or c^(a k + b) with a number c: the exponents add up.
std::optional<Expr> power_product(const Expr& e, const std::string& variable, long long from, const Expr& upper) {
  const Expr one = Expr::integer(1), count = from == 1 ? upper : written(upper + Expr::integer(1 - from));
  if (!e.contains_symbol(variable)) return e.is_number() && e.value().sign() > 0 && e.value() != Rational(1) ? std::optional(math::pow(e, count)) : std::nullopt;
  if (!e.is(math::Op::kPow) || !e.arg(0).is_number() || e.arg(0).value().sign() <= 0) return std::nullopt;
  const auto line = math::as_polynomial(e.arg(1), variable, 1);
  if (!line || line->size() != 2) return std::nullopt;
  // The sum of a k + b over k = from, ..., n is (n - from + 1)(a (from + n) + 2 b)/2.
  const Rational twice = Rational(2) * (*line)[0];
  const Expr first = Expr::number((*line)[1]) * (upper + Expr::integer(from)), ends = written(twice.is_zero() ? first : first + Expr::number(twice));
  return math::pow(e.arg(0), written(count * ends / Expr::integer(2)));
}

}  // namespace

Outcome<ToolResult> product_to_symbol(const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  if (!upper.is(math::Op::kSymbol) || upper.name() == variable)
    return Failure(FailureKind::kUnsupported, "'upper' must be an integer or a symbol other than the variable; put your expression in afterwards");
  const auto from = math::exact_value(lower);
  if (!from.ok() || !from->to_int64()) return Failure(FailureKind::kArguments, "'lower' must be an integer");
  if (const auto power = power_product(e, variable, *from->to_int64(), upper)) {
    RETORT_TRY(const auto grade, confirmed(*power, e, variable, *from, upper.name()));
    ToolResult r = answer(*power, "induction: first factor and quotients", grade);
    r.conditions.push_back(upper.name() + " >= " + from->to_string());
    return r;
  }
  const auto whole = math::as_polynomial(e, variable, kMaxDegree);
  const auto quotient = whole ? std::nullopt : math::as_fraction(e, variable, kMaxDegree);
  const auto top = whole && !whole->empty() ? split(*whole) : quotient ? split(quotient->num) : std::nullopt;
  const auto bottom = quotient ? split(quotient->den) : std::optional(Split{Rational(1), {}});
  if (!top || !bottom) return Failure(FailureKind::kNoSolutionFound, "no closed form of this product was found: its factors are no quotients of polynomials with rational zeros");
  if (vanishes_from(bottom->zeros, *from)) return Failure(FailureKind::kDomain, "a factor is not defined: its denominator becomes 0");
  if (vanishes_from(top->zeros, *from)) return Failure(FailureKind::kDomain, "a factor becomes 0: from there on the product is 0");
  const auto product = closed_product(*top, *bottom, *from, upper);
  if (!product) return Failure(FailureKind::kNoSolutionFound, "no closed form of this product was found");
  const Expr value = reduced(*product, upper.name());
  RETORT_TRY(const auto grade, confirmed(value, e, variable, *from, upper.name()));
  ToolResult r = answer(value, "induction: first factor and quotients", grade);
  r.conditions.push_back(upper.name() + " >= " + from->to_string());
  return r;
}

}  // namespace retort::cas
