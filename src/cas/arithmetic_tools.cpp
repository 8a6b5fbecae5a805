// Values of expressions without symbols, putting values in, and binomial coefficients.
#include <fmt/core.h>

#include <cmath>

#include "cas/registry.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "cas/zero_scan.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/number_theory.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& n : names) out += (out.empty() ? "" : ", ") + n;
  return out;
}

// What ball arithmetic, which shares no code with exact arithmetic, says of `value` as the value of `e`; nothing where it has no word.
std::optional<bool> balls_agree(const Expr& e, const Rational& value) {
  // A ball gets narrow beside a value other than 0 only.
  const int shift = value.is_zero() ? 1 : 0;
  const auto ball = math::real_value(shift == 0 ? e : e + Expr::integer(shift));
  if (!ball.ok() && ball.error().code == ErrorCode::kInvalidArgument) return false;
  if (!ball.ok() || !std::isnormal(ball->mid)) return std::nullopt;
  return (rational_of(ball->mid) - value - Rational(shift)).abs() <= rational_of(ball->radius);
}

// An exact value stands unless the ball of the same expression lies elsewhere.
Outcome<ToolResult> certified(const Expr& e, const Rational& value) {
  const auto agree = balls_agree(e, value);
  if (agree == false) return Failure(FailureKind::kUnverified, "two computations of this value disagree");
  return answer(Expr::number(value), agree ? "computed exactly (FLINT), enclosed by a ball (Arb)" : "computed exactly (FLINT)", Grade::kProved);
}

// Values with roots, pi or logarithms: simplified by the worker and compared by ball arithmetic; 15 certain digits where that
// does not succeed.
Outcome<ToolResult> simplified_value(Session& session, const Expr& e) {
  const auto ball = math::real_value(e);
  if (auto simple = session.try_apply("simplify", e)) {
    const Expr form = tidy(*simple);
    if (auto grade = confirm_equal(e, form); grade.ok()) return answer(form, "simplified and compared (Arb)", *grade);
  }
  if (!ball.ok()) return Failure(FailureKind::kUnsupported, "this value cannot be computed: " + ball.error().message);
  ToolResult r = answer(decimal_number(ball->mid), "enclosed by ball arithmetic (Arb)", Grade::kProved);
  r.approximate = true;
  return r;
}

Outcome<ToolResult> value_of(Session& session, const Expr& e) {
  auto value = math::exact_value(e);
  if (value.ok()) return certified(e, *value);
  if (value.error().code == ErrorCode::kInvalidArgument) return Failure(FailureKind::kDomain, value.error().message);
  if (value.error().code == ErrorCode::kBudget)
    return Failure(FailureKind::kUnsupported, "the value is too large to write out: " + value.error().message);
  return simplified_value(session, e);
}

Outcome<ToolResult> evaluate(Session& session, const Arguments& args) {
  const Expr& e = args.expr("expression");
  if (const auto symbols = e.symbols(); !symbols.empty())
    return Failure(FailureKind::kArguments, fmt::format("'expression' holds the symbols {}: use substitute to give them values, or "
                                                        "simplify_expression", listed(symbols)));
  return value_of(session, e);
}

// All values at once: a value may hold a symbol that is itself replaced.
Expr put_in(Expr e, const std::vector<std::pair<std::string, Expr>>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) e = e.substitute(values[i].first, Expr::symbol(fmt::format("value {}", i)));
  for (std::size_t i = 0; i < values.size(); ++i) e = e.substitute(fmt::format("value {}", i), values[i].second);
  return e;
}

Outcome<ToolResult> substitute(Session& session, const Arguments& args) {
  const Expr& e = args.expr("expression");
  const auto symbols = e.symbols();
  for (const auto& [name, value] : args.values("values"))
    if (!e.contains_symbol(name))
      return Failure(FailureKind::kArguments, fmt::format("'expression' does not hold '{}'; its symbols are {}", name, listed(symbols)));
  const Expr replaced = put_in(e, args.values("values"));
  if (replaced.symbols().empty()) return value_of(session, replaced);
  RETORT_TRY(auto normal, math::normal_form(replaced));
  Expr result = tidy(normal);
  // y/y
  if (const auto symbols_left = result.symbols(); symbols_left.size() == 1)
    if (const auto quotient = math::as_fraction(result, symbols_left[0]); quotient && math::degree(quotient->den) == 0) result = written(math::to_expr(math::multiply(quotient->num, {Rational(1) / quotient->den[0]}), symbols_left[0]));
  RETORT_TRY(auto grade, confirm_equal(replaced, result));
  return answer(result, "both forms compared", grade);
}

// n (n-1) ... (n-k+1) / k!, dividing at each step, against FLINT's value.
Outcome<ToolResult> binomial(Session&, const Arguments& args) {
  const Rational &n = args.integer("n"), &k = args.integer("k");
  if (n.sign() < 0 || k.sign() < 0) return Failure(FailureKind::kDomain, "'n' and 'k' must not be negative");
  if (Rational(20'000) < n) return Failure(FailureKind::kUnsupported, "'n' beyond 20000");
  RETORT_TRY(auto value, math::binomial(n, k));
  Rational product(k <= n ? 1 : 0);
  const Rational fewer = k <= n && n - k < k ? n - k : k;
  for (Rational i = 1; i <= fewer && !product.is_zero(); i += 1) product = product * (n - fewer + i) / i;
  if (product != value) return Failure(FailureKind::kUnverified, "two computations of this value disagree");
  return answer(Expr::number(value), "multiplied out (second algorithm)", Grade::kProved);
}

}  // namespace

std::vector<ToolEntry> arithmetic_tools() {
  const ArgSpec expression{"expression", ArgKind::kExpression, "arithmetic without symbols, such as \"3/4 + 5^2\""};
  return {
      {"evaluate", "Exact value of arithmetic without symbols.", {expression}, {{"expression", "3/4 + 5**2"}}, false, evaluate},
      {"substitute",
       "Value of an expression after putting in values for its symbols.",
       {{"expression", ArgKind::kExpression, "an expression such as \"x**2 - 3*x\""},
        {"values", ArgKind::kValues, "a value for each symbol, such as {\"x\": \"3\"}"}},
       {{"expression", "x**2 - 3*x + 1"}, {"values", {{"x", "5"}}}},
       false,
       substitute},
      {"binomial",
       "Number of ways to choose k of n things.",
       {{"n", ArgKind::kInteger, "how many there are"}, {"k", ArgKind::kInteger, "how many are chosen"}},
       {{"n", 10}, {"k", 3}},
       false,
       binomial},
  };
}

}  // namespace retort::cas
