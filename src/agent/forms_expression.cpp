// Commands with one expression: "Compute ...", "What is ...". What is to be done follows from the expression.
#include <algorithm>
#include <cmath>

#include "agent/forms.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

bool holds_matrix(const Expr& e) { return e.is(Op::kMatrix) || std::any_of(e.args().begin(), e.args().end(), holds_matrix); }

bool is_number(const Expr& e) { return math::exact_value(e).ok(); }

std::optional<Goal> integral(const Expr& e) {
  if (e.args().size() != 4 || e.arg(0).symbols() != std::vector<std::string>{e.arg(1).name()}) return {};
  if (!is_number(e.arg(2)) || !is_number(e.arg(3))) return {};
  return DefiniteIntegral{e.arg(0), e.arg(1).name(), e.arg(2), e.arg(3), false};
}

std::optional<Goal> limit(const Expr& e) {
  if (e.args().size() != 3 || e.arg(0).symbols() != std::vector<std::string>{e.arg(1).name()} || !is_number(e.arg(2))) return {};
  return Limit{e.arg(0), e.arg(1).name(), e.arg(2)};
}

std::optional<Goal> divisor_or_multiple(const Expr& e) {
  CommonDivisor goal{{}, e.is_func("lcm"), {}, {}};
  for (const Expr& arg : e.args()) {
    if (!arg.is_integer() || arg.value().sign() <= 0) return {};
    goal.numbers.push_back(arg.value());
  }
  return goal;
}

std::optional<Goal> residue(const Expr& e) {
  const Expr &power = e.arg(0), &modulus = e.arg(1);
  if (!power.is(Op::kPow) || !power.arg(0).is_integer() || !power.arg(1).is_integer() || !modulus.is_integer()) return {};
  if (power.arg(1).value().sign() <= 0 || modulus.value() < math::Rational(2)) return {};
  return PowerRemainder{power.arg(0).value(), power.arg(1).value(), modulus.value()};
}

// A sum of a linear term is an arithmetic series.
std::optional<Goal> sum(const Expr& e) {
  auto low = math::exact_value(e.arg(2)), high = math::exact_value(e.arg(3));
  auto term = math::as_polynomial(e.arg(0), e.arg(1).name());
  if (!low.ok() || !high.ok() || !term || math::degree(*term) != 1) return {};
  math::Rational terms = *high - *low + 1;
  if (!terms.is_integer() || terms < math::Rational(2)) return {};
  return SeriesSum{math::evaluate(*term, *low), (*term)[1], terms, {}, {}, {}};
}

// log_b(a) = p/q where a^q = b^p.
std::optional<Goal> rational_log(const Expr& e) {
  if ( e.args().size() != 2 || !e.symbols().empty() || math::exact_value(e).ok()) return {};
  auto ball = math::real_value(e, 15);
  auto base = math::exact_value(e.arg(1));
  if (!ball.ok() || !base.ok() || std::abs(ball->mid) > 60) return {};
  for (long long q = 1; q <= 12; ++q) {
    const double p = ball->mid * static_cast<double>(q);
    if (std::abs(p - std::round(p)) > 1e-9) continue;
    const math::Rational value(static_cast<long long>(std::round(p)), q);
    const Expr power = pow(e.arg(1), Expr::number(value));
    auto left = math::normal_form(pow(e.arg(0), Expr::integer(q)));
    auto raised = left.ok() ? math::exact_value(*left) : Result<math::Rational>(Error{}), right = math::exact_value(pow(e.arg(1), Expr::number(value * q)));
    if (!raised.ok() || !right.ok() || *raised != *right) return {};
    Lookup lookup{"We look for the exponent that turns " + inline_math(tex(e.arg(1))) + " into " + inline_math(tex(e.arg(0))) + ". It is " + inline_math(tex(value)) + ", as we see by working out " + inline_math(tex(power)) + ".", "evaluate",
                  {{"expression", math::to_plain(power)}}, {e.arg(0)}, ""};
    return Evaluate{Expr::number(value), "", "the logarithm is @", {lookup}};
  }
  return {};
}

std::optional<Goal> command(const Captures& c) { return goal_of_expression(c.expr("e")); }

}  // namespace

std::optional<Goal> goal_of_expression(const Expr& e) {
  if (e.is_func("derivative") || holds_matrix(e)) return {};
  if (e.is_func("integral")) return integral(e);
  if (e.is_func("limit")) return limit(e);
  if (e.is_func("gcd") || e.is_func("lcm")) return divisor_or_multiple(e);
  if (e.is_func("log"))
    if (auto goal = rational_log(e)) return goal;
  if (e.is_func("mod"))
    if (auto goal = residue(e)) return goal;
  if (e.is_func("sum"))
    if (auto goal = sum(e)) return goal;
  // A number by itself is no question.
  if (!e.symbols().empty() || e.is_number() || e.size() < 2) return {};
  return Evaluate{e, {}, {}};
}

std::vector<Form> expression_forms() {
  return {
      {"expression", "<find> <value> [the (sum|product|limit|integral|definite integral|expression)] {expr:e}", command},
  };
}

}  // namespace retort::agent
