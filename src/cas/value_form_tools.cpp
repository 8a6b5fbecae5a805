// One number in another form: decimals, a + b i, r (cos t + i sin t).
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cas/expression_matrix.h"
#include "cas/registry.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "cas/zero_scan.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

constexpr long long kMaxDigits = 100;
const Expr kUnit = Expr::constant("i");

Outcome<Expr> number_in(const Arguments& args) {
  const Expr& e = args.expr("expression");
  if (!e.symbols().empty()) return Failure(FailureKind::kArguments, "'expression' holds the symbol '" + e.symbols()[0] + "': put a number in for it first (substitute)");
  return e;
}

// ---- decimals ----

// The worker's own decimals agree to twelve digits. Nothing where it gives none.
std::optional<bool> worker_agrees(Session& session, const Expr& e, double value) {
  const auto theirs = session.try_apply("decimals", e);
  const auto ball = theirs ? math::real_value(*theirs) : Result<math::RealBall>(Error{ErrorCode::kUnsupported, ""});
  const auto exact = theirs ? math::exact_value(*theirs) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
  if (!ball.ok() && !exact.ok()) return std::nullopt;
  const double other = exact.ok() ? exact->to_double() : ball->mid;
  return std::abs(other - value) <= 1e-12 * std::max(1.0, std::abs(value));
}

// Digits from the first that is not zero to the last that is not: 3 of "0.01230", 8 of "12345678".
std::size_t significant_digits(std::string_view decimal) {
  std::string digits;
  for (char c : decimal)
    if (c >= '0' && c <= '9') digits += c;
  const auto first = digits.find_first_not_of('0'), last = digits.find_last_not_of('0');
  return first == std::string::npos ? 1 : last - first + 1;
}

// "-1.23e-5" as "-0.0000123"; nothing beyond 120 places.
std::optional<std::string> without_exponent(const std::string& text) {
  constexpr int kMostPlaces = 120;
  const auto e = text.find('e');
  if (e == std::string::npos) return text;
  const int shift = std::atoi(text.c_str() + e + 1);
  if (std::abs(shift) > kMostPlaces) return std::nullopt;
  std::string sign = text[0] == '-' ? "-" : "", digits = text.substr(sign.size(), e - sign.size());
  const auto point = std::min(digits.find('.'), digits.size());
  if (point < digits.size()) digits.erase(point, 1);
  int place = static_cast<int>(point) + shift;
  if (place <= 0) return sign + "0." + std::string(static_cast<std::size_t>(-place), '0') + digits;
  if (static_cast<std::size_t>(place) >= digits.size()) return sign + digits + std::string(static_cast<std::size_t>(place) - digits.size(), '0');
  return sign + digits.insert(static_cast<std::size_t>(place), 1, '.');
}

Outcome<ToolResult> numeric_value(Session& session, const Arguments& args) {
  RETORT_TRY(const Expr e, number_in(args));
  const auto digits = args.has("digits") ? args.integer("digits").to_int64() : std::optional<long long>(15);
  if (!digits || *digits < 1 || *digits > kMaxDigits) return Failure(FailureKind::kArguments, fmt::format("'digits' must lie between 1 and {}", kMaxDigits));
  if (const auto exact = math::exact_value(e); exact.ok())
    if (const auto decimal = exact->to_decimal(kMaxDigits); decimal && significant_digits(*decimal) <= static_cast<std::size_t>(*digits))
      return answer(Expr::number(*exact, *decimal), "computed exactly (FLINT)", Grade::kProved);
  const auto ball = math::real_value(e, static_cast<int>(*digits));
  // A ball never gets narrow relative to a value that is exactly 0.
  if (!ball.ok() && ball.error().code == ErrorCode::kBudget)
    if (const auto grade = confirm_equal(e, Expr::integer(0)); grade.ok()) return answer(Expr::integer(0), "compared with 0", *grade);
  if (!ball.ok())
    return Failure(ball.error().code == ErrorCode::kInvalidArgument ? FailureKind::kDomain : FailureKind::kUnsupported, "this has no real value that can be computed: " + ball.error().message);
  const auto value = Rational::parse(ball->digits);
  if (!value.ok()) return Failure(FailureKind::kUnsupported, "the value is too large or too small to write out");
  const auto agrees = worker_agrees(session, e, ball->mid);
  if (agrees == false) return Failure(FailureKind::kUnverified, "two computations of this value disagree");
  ToolResult r = answer(Expr::number(*value, without_exponent(ball->digits).value_or(std::string())),
                        agrees ? "enclosed by ball arithmetic (Arb), computed again by the worker" : "enclosed by ball arithmetic (Arb)", Grade::kProved);
  r.approximate = true;
  return r;
}

// ---- complex numbers ----

struct Parts {
  Expr re, im;
};

bool holds_unit(const Expr& e) {
  if (e.is(Op::kConstant)) return e.name() == "i";
  return std::any_of(e.args().begin(), e.args().end(), holds_unit);
}

// b of b i; nothing when i stands anywhere but as a factor of a term.
std::optional<Expr> without_unit(const Expr& term) {
  if (term.is(Op::kConstant) && term.name() == "i") return Expr::integer(1);
  if (term.is(Op::kNeg)) {
    const auto inner = without_unit(term.arg(0));
    return inner ? std::optional(-*inner) : std::nullopt;
  }
  if (term.is(Op::kDiv)) {
    const auto above = holds_unit(term.arg(1)) ? std::nullopt : without_unit(term.arg(0));
    return above ? std::optional(*above / term.arg(1)) : std::nullopt;
  }
  if (!term.is(Op::kMul)) return std::nullopt;
  std::vector<Expr> rest;
  for (const Expr& factor : term.args())
    if (!(factor.is(Op::kConstant) && factor.name() == "i")) rest.push_back(factor);
  if (rest.size() + 1 != term.args().size() || std::any_of(rest.begin(), rest.end(), holds_unit)) return std::nullopt;
  return math::product_of(std::move(rest));
}

// a and b of a sum of real terms and real multiples of i; of (2 + 3 i)/5 too.
std::optional<Parts> parts_of(const Expr& e) {
  if (e.is(Op::kDiv) && !holds_unit(e.arg(1))) {
    auto above = parts_of(e.arg(0));
    if (above) return Parts{tidy(above->re / e.arg(1)), tidy(above->im / e.arg(1))};
  }
  std::vector<Expr> re, im;
  for (const Expr& term : math::terms_of(e)) {
    if (!holds_unit(term)) {
      re.push_back(term);
      continue;
    }
    const auto b = without_unit(term);
    if (!b) return std::nullopt;
    im.push_back(*b);
  }
  return Parts{collected(math::sum_of(std::move(re))), collected(math::sum_of(std::move(im)))};
}

bool is_one(const Expr& e) { return e.is_number() && e.value().abs() == Rational(1); }

// a + b i with the real part first.
Expr rectangular(const Parts& p) {
  if (math::is_zero(p.im)) return p.re;
  const bool negative = p.im.is(Op::kNeg) || (p.im.is_number() && p.im.value().sign() < 0);
  const Expr size = negative ? written(-p.im) : p.im;
  const Expr term = is_one(size) ? kUnit : size.is(Op::kAdd) ? size * kUnit : written(size * kUnit);
  if (math::is_zero(p.re)) return negative ? -term : term;
  return negative ? p.re - term : p.re + term;
}

// Functions besides roots, which are to be worked out first.
bool has_functions(const Expr& e) {
  if (e.is(Op::kFunc) && !e.is_func("sqrt")) return true;
  return std::any_of(e.args().begin(), e.args().end(), has_functions);
}

// The parts, and how well they are confirmed.
Outcome<std::pair<Parts, Grade>> confirmed_parts(Session& session, const Expr& e) {
  if (const auto value = math::exact_value(e); !value.ok() && value.error().code == ErrorCode::kInvalidArgument) return Failure(FailureKind::kDomain, value.error().message);
  std::vector<Expr> forms{collected(e)};
  for (const char* operation : {"normal", "simplify"})
    if (has_functions(forms.back()) || !parts_of(forms.back()))
      if (const auto form = session.try_apply(operation, e)) forms.push_back(tidy(*form));
  std::stable_partition(forms.begin(), forms.end(), [](const Expr& form) { return !has_functions(form); });
  for (const Expr& form : forms) {
    const auto parts = parts_of(form);
    if (!parts) continue;
    const auto grade = confirm_equal(rectangular(*parts), e);
    if (grade.ok()) return std::pair(*parts, *grade);
  }
  return Failure(FailureKind::kUnsupported, "the real and the imaginary part of this number have no simple form");
}

Outcome<ToolResult> rectangular_form(Session& session, const Arguments& args) {
  RETORT_TRY(const Expr e, number_in(args));
  RETORT_TRY(const auto found, confirmed_parts(session, e));
  return answer(rectangular(found.first), "compared with the original", found.second);
}

// The angle from -pi (left out) to pi: a simple part of pi where it is one, else by the arctangent.
Outcome<Expr> angle_of(const Parts& p) {
  const auto x = approximate_value(p.re, "x", Rational(0)), y = approximate_value(p.im, "x", Rational(0));
  if (!x || !y) return Failure(FailureKind::kUnsupported, "the parts of this number are not numbers");
  const double turns = std::atan2(*y, *x) / std::numbers::pi;
  for (long long below = 1; below <= 60; ++below) {
    const double above = std::round(turns * static_cast<double>(below));
    if (std::abs(turns * static_cast<double>(below) - above) < 1e-12 && above == 0) return Expr::integer(0);
    if (std::abs(turns * static_cast<double>(below) - above) < 1e-12) return written(Expr::number(Rational(static_cast<long long>(above), below)) * Expr::constant("pi"));
  }
  const Expr steep = Expr::func("atan", {collected(p.im / p.re)});
  if (*x > 0) return steep;
  return *y > 0 ? steep + Expr::constant("pi") : steep - Expr::constant("pi");
}

Outcome<ToolResult> polar_form(Session& session, const Arguments& args) {
  RETORT_TRY(const Expr e, number_in(args));
  RETORT_TRY(const auto found, confirmed_parts(session, e));
  const Parts& p = found.first;
  if (math::is_zero(p.re) && math::is_zero(p.im)) return Failure(FailureKind::kDomain, "0 has no angle");
  const Expr size = collected(Expr::func("sqrt", {collected(p.re * p.re + p.im * p.im)}));
  RETORT_TRY(const Expr angle, angle_of(p));
  const Expr turn = Expr::func("cos", {angle}) + kUnit * Expr::func("sin", {angle});
  const Expr form = is_one(size) ? turn : size * turn;
  RETORT_TRY(const auto grade, confirm_equal(form, e));
  return answer(form, "compared with the original", grade);
}

}  // namespace

std::vector<ToolEntry> value_form_tools() {
  const ArgSpec number{"expression", ArgKind::kExpression, "a complex number such as \"(3 + I)/(1 - I)\" or \"(1 + I)**8\""};
  return {
      {"numeric_value",
       "Decimal value of arithmetic without symbols, to as many significant digits as asked for.",
       {{"expression", ArgKind::kExpression, "such as \"sqrt(2) + pi\""}, {"digits", ArgKind::kInteger, "significant digits, 1 to 100; 15 when it is left out", false}},
       {{"expression", "sqrt(2) + pi"}, {"digits", 10}},
       true,
       numeric_value},
      {"rectangular_form", "A complex number as a + b*I.", {number}, {{"expression", "(3 + I)/(1 - I)"}}, true, rectangular_form},
      {"polar_form", "A complex number as r*(cos(t) + I*sin(t)) with r >= 0 and -pi < t <= pi.", {number}, {{"expression", "-1 + sqrt(3)*I"}}, true, polar_form},
  };
}

}  // namespace retort::cas
