// Linear recurrences with constant coefficients: a(n) = c1 a(n-1) + ... + ck a(n-k) + d.
#include <fmt/core.h>

#include "cas/elimination.h"
#include "cas/expression_matrix.h"
#include "cas/polynomial_roots.h"
#include "cas/registry.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Grade;
using math::Rational;

namespace {

constexpr std::size_t kMaxOrder = 8;
constexpr long long kMaxIndex = 20'000;
constexpr long kMaxBits = 60;            // of one given number
constexpr long kMaxTermBits = 40'000;

struct Recurrence {
  std::vector<Rational> coefficients;   // c1, c2, ...
  std::vector<Rational> initial;        // a(first), a(first + 1), ...
  Rational constant;
  long long first = 0;
  std::size_t order() const { return coefficients.size(); }
};

Outcome<std::vector<Rational>> numbers(const Arguments& args, const char* name) {
  std::vector<Rational> out;
  for (const Expr& e : args.exprs(name)) {
    auto value = math::exact_value(e);
    if (!value.ok()) return Failure(FailureKind::kUnsupported, fmt::format("'{}' must hold rational numbers", name));
    if (value->bits() > kMaxBits) return Failure(FailureKind::kUnsupported, fmt::format("'{}' holds a number of too many digits", name));
    out.push_back(std::move(value).value());
  }
  return out;
}

Outcome<Recurrence> read(const Arguments& args) {
  Recurrence r;
  RETORT_TRY(r.coefficients, numbers(args, "coefficients"));
  RETORT_TRY(r.initial, numbers(args, "initial"));
  if (args.has("constant")) {
    const auto d = math::exact_value(args.expr("constant"));
    if (!d.ok() || d->bits() > kMaxBits) return Failure(FailureKind::kUnsupported, "'constant' must be a rational number of few digits");
    r.constant = *d;
  }
  if (args.has("first")) {
    const auto first = args.integer("first").to_int64();
    if (!first || std::abs(*first) > kMaxIndex) return Failure(FailureKind::kUnsupported, "'first' is too large");
    r.first = *first;
  }
  if (r.order() > kMaxOrder) return Failure(FailureKind::kUnsupported, fmt::format("at most {} earlier terms can be used", kMaxOrder));
  if (r.coefficients.back().is_zero()) return Failure(FailureKind::kArguments, "the last of 'coefficients' is 0: leave it out");
  if (r.initial.size() != r.order())
    return Failure(FailureKind::kArguments, fmt::format("'initial' must hold {} terms, as many as 'coefficients'", r.order()));
  return r;
}

// a(first), a(first + 1), ..., `count` of them.
Outcome<std::vector<Rational>> terms(const Recurrence& r, std::size_t count) {
  std::vector<Rational> a = r.initial;
  while (a.size() < count) {
    Rational next = r.constant;
    for (std::size_t i = 0; i < r.order(); ++i) next += r.coefficients[i] * a[a.size() - 1 - i];
    if (next.bits() > kMaxTermBits) return Failure(FailureKind::kUnsupported, "the terms have too many digits");
    a.push_back(std::move(next));
  }
  return a;
}

// x^k - c1 x^(k-1) - ... - ck, times x - 1 for the constant: what is left is homogeneous.
Coefficients characteristic(const Recurrence& r) {
  Coefficients p(r.order() + 1);
  for (std::size_t i = 0; i < r.order(); ++i) p[r.order() - 1 - i] = -r.coefficients[i];
  p[r.order()] = Rational(1);
  return r.constant.is_zero() ? p : math::multiply(p, {Rational(-1), Rational(1)});
}

// The same term by x^steps modulo the characteristic polynomial, by squaring.
Rational by_powers(const Recurrence& r, const std::vector<Rational>& start, long long steps) {
  const Coefficients p = characteristic(r);
  Coefficients result{Rational(1)}, base = math::divide({Rational(0), Rational(1)}, p).second;
  for (; steps > 0; steps /= 2) {
    if (steps % 2 == 1) result = math::divide(math::multiply(result, base), p).second;
    base = math::divide(math::multiply(base, base), p).second;
  }
  Rational sum;
  for (std::size_t i = 0; i < result.size(); ++i) sum += result[i] * start[i];
  return sum;
}

Outcome<ToolResult> nth_term(const Recurrence& r, const Rational& n) {
  const auto at = n.to_int64();
  if (!at || *at < r.first) return Failure(FailureKind::kDomain, "'n' must not lie before the first given term");
  const long long steps = *at - r.first;
  if (steps > kMaxIndex) return Failure(FailureKind::kUnsupported, fmt::format("at most {} terms from the first one are worked out", kMaxIndex));
  RETORT_TRY(const auto a, terms(r, std::max<std::size_t>(static_cast<std::size_t>(steps) + 1, r.order() + 1)));
  if (by_powers(r, a, steps) != a[static_cast<std::size_t>(steps)]) return Failure(FailureKind::kUnverified, "two computations of this term disagree");
  return answer(Expr::number(a[static_cast<std::size_t>(steps)]), "powers of x modulo the characteristic polynomial (FLINT)", Grade::kProved);
}

// n^power root^n, at n or at a number.
Expr shape(const Expr& root, int power, const Expr& n) {
  const Expr exponential = root.is_number() && root.value() == Rational(1) ? Expr::integer(1) : math::pow(root, n);
  if (power == 0) return exponential;
  const Expr factor = power == 1 ? n : math::pow(n, Expr::integer(power));
  return exponential.is_number() ? factor : factor * exponential;
}

Expr shape_at(const Expr& root, int power, long long n) {
  if (n == 0 && power == 0) return Expr::integer(1);
  return collected(shape(root, power, Expr::integer(n)));
}

// The sum of multiples of the shapes that has the right first terms.
Outcome<Expr> fitted(const std::vector<std::pair<Expr, int>>& shapes, const std::vector<Rational>& a, long long first) {
  const ExpressionField field;
  Rows<ExpressionField> rows;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    auto& row = rows.emplace_back();
    for (const auto& [root, power] : shapes) row.push_back(shape_at(root, power, first + static_cast<long long>(i)));
    row.push_back(Expr::number(a[i]));
  }
  RETORT_TRY(const auto pivots, reduce(field, rows));
  if (pivots.size() != shapes.size() || pivots.back() == shapes.size()) return Failure(FailureKind::kUnverified, "the constants are not determined");
  std::vector<Expr> sum;
  const Expr n = Expr::symbol("n");
  for (std::size_t i = 0; i < shapes.size(); ++i)
    if (const Expr& c = rows[i].back(); !math::is_zero(c)) sum.push_back(written(c * shape(shapes[i].first, shapes[i].second, n)));
  return tidy(math::sum_of(std::move(sum)));
}

// Two terms back with a negative discriminant and an angle that is known: rho^n (A cos(n t) + B sin(n t)), with the constant part for d.
Outcome<ToolResult> turning_form(const Recurrence& r) {
  const Failure other(FailureKind::kUnsupported, "the characteristic equation has roots that are not real or without a simple form: ask for one term with 'n'");
  if (r.order() != 2 || r.first != 0) return other;
  const Rational &c = r.coefficients[0], square = -r.coefficients[1], four(4);
  if (square.sign() <= 0 || c * c >= four * square) return other;
  // cos^2 t of the root rho (cos t + i sin t)
  const Rational quarter = c * c / (four * square);
  const std::vector<std::pair<Rational, Rational>> angles{{Rational(0), Rational(1, 2)}, {Rational(1, 4), Rational(1, 3)}, {Rational(1, 2), Rational(1, 4)}, {Rational(3, 4), Rational(1, 6)}};
  for (const auto& [cosine, turn] : angles) {
    if (cosine != quarter) continue;
    const Rational t = c.sign() < 0 ? Rational(1) - turn : turn;
    const Expr n = Expr::symbol("n"), pi = Expr::constant("pi"), rho = tidy(Expr::func("sqrt", {Expr::number(square)}));
    const Expr steady = Expr::number(r.constant / (Rational(1) - c + square));
    const auto root_of = [](const Rational& x) { return tidy(Expr::func("sqrt", {Expr::number(x)})); };
    const Expr cosine_of = c.sign() < 0 ? -root_of(quarter) : root_of(quarter), sine_of = root_of(Rational(1) - quarter);
    const Expr a = collected(Expr::number(r.initial[0]) - steady);
    const Expr b = collected(((Expr::number(r.initial[1]) - steady) / rho - a * cosine_of) / sine_of);
    const Expr turns = written(Expr::number(t.num()) * n * pi / Expr::number(t.den()));
    std::vector<Expr> waves;
    if (!math::is_zero(a)) waves.push_back(written(a * Expr::func("cos", {turns})));
    if (!math::is_zero(b)) waves.push_back(written(b * Expr::func("sin", {turns})));
    const Expr wave = math::sum_of(waves), grown = square == Rational(1) || waves.empty() ? wave : math::pow(rho, n) * wave;
    const Expr formula = r.constant.is_zero() ? grown : grown + steady;
    constexpr std::size_t kTerms = 8;
    RETORT_TRY(const auto first, terms(r, kTerms));
    Grade grade = Grade::kProved;
    for (std::size_t i = 0; i < first.size(); ++i) {
      RETORT_TRY(const auto same, confirm_equal(formula.substitute("n", Expr::integer(static_cast<long long>(i))), Expr::number(first[i])));
      grade = weaker(grade, same);
    }
    return answer(formula, fmt::format("compared with the first {} terms", first.size()), grade);
  }
  return other;
}

Outcome<ToolResult> closed_form(const Recurrence& r) {
  RETORT_TRY(const auto roots, polynomial_roots(characteristic(r)));
  std::vector<std::pair<Expr, int>> shapes;
  for (const auto& root : roots.all) {
    if (root.approximate || root.im != 0) return turning_form(r);
    for (int power = 0; power < root.multiplicity; ++power) shapes.emplace_back(root.value, power);
  }
  constexpr std::size_t kMore = 5;
  RETORT_TRY(const auto a, terms(r, shapes.size() + kMore));
  RETORT_TRY(const auto formula, fitted(shapes, a, r.first));
  Grade grade = Grade::kProved;
  for (std::size_t i = 0; i < a.size(); ++i) {
    RETORT_TRY(const auto same, confirm_equal(formula.substitute("n", Expr::integer(r.first + static_cast<long long>(i))), Expr::number(a[i])));
    grade = weaker(grade, same);
  }
  return answer(formula, fmt::format("compared with the first {} terms", a.size()), grade);
}

Outcome<ToolResult> solve_recurrence(Session&, const Arguments& args) {
  RETORT_TRY(const auto r, read(args));
  return args.has("n") ? nth_term(r, args.integer("n")) : closed_form(r);
}

}  // namespace

std::vector<ToolEntry> recurrence_tools() {
  return {{"solve_recurrence",
           "Formula in n, or one term, of a sequence whose terms are fixed multiples of the terms before: a(n) = c1*a(n-1) + c2*a(n-2) + ... + constant.",
           {{"coefficients", ArgKind::kVector, "c1, c2, ...: what the terms before are multiplied with, the last one first, such as [5, -6]"},
            {"initial", ArgKind::kVector, "the first terms, as many as coefficients, such as [1, 4]"},
            {"constant", ArgKind::kExpression, "what is added at each step; 0 when it is left out", false},
            {"first", ArgKind::kInteger, "the index of the first given term; 0 when it is left out", false},
            {"n", ArgKind::kInteger, "the index of the term asked for; when it is left out, the formula", false}},
           {{"coefficients", {5, -6}}, {"initial", {1, 4}}},
           false,
           solve_recurrence}};
}

}  // namespace retort::cas
