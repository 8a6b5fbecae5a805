// Sines and cosines as polynomials in those of the parts of the angle, with sin^2 = 1 - cos^2, so that identities become
// polynomial ones; logarithms of numbers in those of primes.
#include "math/algebra.h"
#include "math/exact_parts.h"

namespace retort::math {
namespace {

constexpr long kMaxMultiple = 12;

Ratio constant(const Rational& r) { return {SparsePoly(r), SparsePoly(Rational(1))}; }
Ratio negative(Ratio r) {
  r.num = r.num.scaled(-1);
  return r;
}
Expr root(long n) { return Expr::func("sqrt", {Expr::integer(n)}); }

}  // namespace

std::optional<Algebra::SineCosine> Algebra::sum_of_angles(const SineCosine& a, const SineCosine& b) {
  const auto sc = multiplied(a.sine, b.cosine), cs = multiplied(a.cosine, b.sine);
  const auto cc = multiplied(a.cosine, b.cosine), ss = multiplied(a.sine, b.sine);
  if (!sc || !cs || !cc || !ss) return std::nullopt;
  auto sine = added(*sc, *cs), cosine = added(*cc, negative(*ss));
  if (!sine || !cosine) return std::nullopt;
  return SineCosine{std::move(*sine), std::move(*cosine)};
}

// At r half turns: brought to (0, 1/4], where 15, 18, 30, 36 and 45 degrees have roots for values and others are atoms.
std::optional<Algebra::SineCosine> Algebra::sine_cosine_of_turns(const Rational& half_turns) {
  const Rational r = half_turns - (half_turns / 2).floor() * 2;   // [0, 2)
  const Rational half(1, 2), quarter(1, 4);
  const auto at = [this](const Rational& x) { return sine_cosine_of_turns(x); };
  if (r >= 1) {
    auto v = at(r - 1);
    return v ? std::optional(SineCosine{negative(v->sine), negative(v->cosine)}) : std::nullopt;
  }
  if (r >= half) {
    auto v = at(r - half);
    return v ? std::optional(SineCosine{v->cosine, negative(v->sine)}) : std::nullopt;
  }
  if (r > quarter) {
    auto v = at(half - r);
    return v ? std::optional(SineCosine{v->cosine, v->sine}) : std::nullopt;
  }
  if (r.is_zero()) return SineCosine{constant(0), constant(1)};
  std::optional<Ratio> sine, cosine;
  const Expr four = Expr::integer(4), two = Expr::integer(2), one_expr = Expr::integer(1);
  if (r == quarter) {
    sine = cosine = convert(root(2) / two);
  } else if (r == Rational(1, 6)) {
    sine = constant(half);
    cosine = convert(root(3) / two);
  } else if (r == Rational(1, 12)) {
    sine = convert((root(6) - root(2)) / four);
    cosine = convert((root(6) + root(2)) / four);
  } else if (r == Rational(1, 10)) {
    sine = convert((root(5) - one_expr) / four);
    cosine = convert(Expr::func("sqrt", {(Expr::integer(10) + two * root(5)) / Expr::integer(16)}));
  } else if (r == Rational(1, 5)) {
    const auto tenth = at(Rational(1, 10));
    return tenth ? sum_of_angles(*tenth, *tenth) : std::nullopt;
  } else {
    return multiple_angle(Expr::number(r) * Expr::constant("pi"), 1);
  }
  if (!sine || !cosine) return std::nullopt;
  return SineCosine{std::move(*sine), std::move(*cosine)};
}

// The angle times * part, with sin(part) and cos(part) as atoms.
std::optional<Algebra::SineCosine> Algebra::multiple_angle(const Expr& part, long times) {
  const auto cosine = atom(Expr::func("cos", {part}));
  const auto square = multiplied(*cosine, *cosine);
  if (!square) return std::nullopt;
  const auto rest = added(constant(1), negative(*square));
  const auto sine = related_atom(Expr::func("sin", {part}), 2, *rest);
  const SineCosine once{*sine, *cosine};
  SineCosine total = once;
  for (long k = 1; k < std::abs(times); ++k) {
    auto next = sum_of_angles(total, once);
    if (!next) return std::nullopt;
    total = std::move(*next);
  }
  if (times < 0) total.sine = negative(total.sine);
  return total;
}

std::optional<Algebra::SineCosine> Algebra::sine_cosine(const Expr& angle) {
  const Expr inside = normal(angle);
  const std::vector<Expr> terms = inside.is(Op::kAdd) ? inside.args() : std::vector<Expr>{inside};
  SineCosine total{constant(0), constant(1)};
  for (const Expr& t : terms) {
    std::optional<SineCosine> part;
    if (const auto fixed = turns(t, limits_)) {
      part = sine_cosine_of_turns(*fixed);
    } else {
      const bool minus = t.is(Op::kNeg);
      const Expr& bare = minus ? t.arg(0) : t;
      long times = 1;
      Expr rest = bare;
      if (bare.is(Op::kMul) && bare.arg(0).is_number()) {
        const auto k = bare.arg(0).value().num().to_int64();
        if (k && *k > 0 && *k <= kMaxMultiple && !(bare.args().size() == 1)) {
          times = *k;
          std::vector<Expr> factors(bare.args().begin() + 1, bare.args().end());
          const Rational over = Rational(1) / bare.arg(0).value().den();
          if (over != 1) factors.insert(factors.begin(), Expr::number(over));
          rest = factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, std::move(factors));
        }
      }
      part = multiple_angle(rest, minus ? -times : times);
    }
    if (!part) return std::nullopt;
    auto next = sum_of_angles(total, *part);
    if (!next) return std::nullopt;
    total = std::move(*next);
  }
  return total;
}

std::optional<Ratio> Algebra::trigonometric(const std::string& name, const Expr& argument) {
  const auto v = sine_cosine(argument);
  if (!v) return std::nullopt;
  if (name == "sin") return v->sine;
  if (name == "cos") return v->cosine;
  if (name == "tan") return quotient(v->sine, v->cosine);
  if (name == "cot") return quotient(v->cosine, v->sine);
  return inverse(name == "sec" ? v->cosine : v->sine);
}

// ln 12 = 2 ln 2 + ln 3
std::optional<Ratio> Algebra::logarithm(const Expr& argument) {
  if (argument.is(Op::kConstant) && argument.name() == "e") return constant(1);
  const Result<Rational> x = exact_value(argument, {256, 1'000});
  if (!x || x->sign() <= 0) return atom(Expr::func("ln", {normal(argument)}));
  SparsePoly total;
  for (const bool below : {false, true}) {
    for (const auto& [p, k] : prime_parts(below ? x->den() : x->num())) total = total + atom(Expr::func("ln", {Expr::number(p)}))->num.scaled(below ? -k : k);
  }
  return Ratio{std::move(total), SparsePoly(Rational(1))};
}

}  // namespace retort::math
