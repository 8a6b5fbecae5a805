// Power series: derivatives at the point one after the other, or arithmetic with known series.
#include <algorithm>

#include "cas/written_form.h"
#include "explain/calculus.h"
#include "explain/exact_numbers.h"
#include "explain/radical.h"
#include "explain/rules.h"
#include "explain/series_arithmetic.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;

namespace {

constexpr std::size_t kShortDerivative = 60;   // characters of a derivative that is taken at a glance

struct Expansion {
  Expr e, point, result;
  std::string variable;
  long long order = 1;
};

// x^(-3/2): kept as a power.
bool fractional_power(const Expr& e) {
  if (e.is(math::Op::kPow) && math::exact_value(e.arg(1)) && !math::exact_value(e.arg(1))->is_integer()) return true;
  return std::any_of(e.args().begin(), e.args().end(), fractional_power);
}

// Shorter where normal form is shorter.
Expr reduced(const Expr& derivative) {
  if (fractional_power(derivative)) return derivative;
  const Expr plain = cas::written(derivative), normal = math::normal_form(derivative).value_or(plain);
  return math::to_latex(normal).size() < math::to_latex(plain).size() ? normal : plain;
}

// Every derivative that is used; false where one is too long to be seen at a glance.
bool write_derivatives(Board& board, const Expansion& s, std::size_t longest) {
  const std::string x = tex_variable(s.variable);
  const std::string at_point = math::to_latex(s.point);
  Expr f = s.e;
  // Roots of a line as powers, whose exponents count down.
  const bool below = f.is(math::Op::kDiv) && f.arg(0).is_number() && f.arg(0).value() == Rational(1);
  if (const Expr& root = below ? f.arg(1) : f; root.is_func("sqrt") && s.order > 2) {
    const Expr as = math::pow(root.arg(0), Expr::number(Rational(below ? -1 : 1, 2)));
    board.fact(math::to_latex(f) + " = " + math::to_latex(as), "as_power", board.say({"writing the root as a power", "taking the root as a power with the exponent ${0}$"}, below ? "-\\frac{1}{2}" : "\\frac{1}{2}"));
    f = as;
  }
  Rational factorial(1);
  for (long long k = 0; k < s.order; ++k) {
    if (k > 0) {
      Board aside{ExplainOptions{}};
      const Expr by_rules = write_derivative(aside, f, s.variable);
      const auto d = aside.failed() ? math::derivative(f, s.variable) : Result<Expr>(by_rules);
      if (!d) return false;
      const Expr next = reduced(*d);
      if (math::to_latex(next).size() > longest) return false;
      const std::string claim = tex_derivative_of(f, s.variable) + " = " + math::to_latex(next);
      board.write(claim, "next_derivative", board.say({"differentiating for the term with ${0}$", "taking the next derivative for the power ${0}$"}, tex_monomial(Rational(1), s.variable, static_cast<int>(k))), judge_calculus(claim, s.variable));
      f = next;
      factorial *= Rational(k);
    }
    if (board.brief()) continue;
    const Expr put = f.substitute(s.variable, s.point);
    Board aside{ExplainOptions{}};
    const auto exact = math::exact_value(put);
    const auto radical = as_radical(put);
    const Expr v = exact ? Expr::number(*exact) : radical ? radical->expr() : ExactNumbers(aside).value(put);
    const std::string left = math::to_latex(put), right = tex_number(v);
    if (left != right) board.fact(left + " = " + right, "value_at_point", board.say({"putting in ${0} = {1}$", "taking the value at ${1}$", "evaluating at ${1}$"}, x, at_point));
    const auto number = math::exact_value(v);
    if (k > 1 && !(number && number->is_zero()))
      board.fact("\\frac{" + right + "}{" + std::to_string(k) + "!} = " + tex_number(math::normal_form(v / Expr::number(factorial)).value_or(v)), "taylor_coefficient", board.say({"dividing by {0}! for the coefficient", "taking the coefficient with {0}!", "finding the coefficient of the power {0}"}, k));
    if (board.failed()) return false;
  }
  return !board.failed();
}

}  // namespace

void rule_series_expansion(const Call& call) {
  Board& board = call.board();
  Expansion s{call.expr("expression"), call.expr("point"), call.result_expr(), "", 1};
  const Rational order = call.number("order");
  if (board.failed()) return;
  s.variable = call.variable(s.e);
  const std::string x = tex_variable(s.variable);
  const auto a = math::exact_value(s.point);
  const auto n = order.to_int64();
  if (!n || *n < 1 || *n > 24) return board.unsupported("a series of this kind");
  s.order = *n;
  if (a) s.point = Expr::number(*a);
  const Judgement close = judge_expansion(s.e, s.result, s.variable, s.point, s.order);
  const std::string centred = a && a->is_zero() ? x : a ? "(" + x + tex_signed(-*a) + ")" : "\\left(" + math::to_latex(Expr::symbol(s.variable) - s.point) + "\\right)";
  const std::string claim = math::to_latex(s.e) + " = " + math::to_latex(s.result) + " + O(" + tex_power(centred, s.order) + ")";
  const auto conclude = [&](Board& on) { on.write(claim, "taylor_series", on.say({"adding the terms with these coefficients", "putting the coefficients before the powers", "writing the Taylor polynomial"}), close); };
  Board trial = board;
  if (write_derivatives(trial, s, kShortDerivative)) {
    board = std::move(trial);
    return conclude(board);
  }
  if (a && a->is_zero()) {
    trial = board;
    const auto c = write_series(trial, s.e, s.variable, s.order);
    if (c && !trial.failed()) {
      board = std::move(trial);
      const Expr mine = math::to_expr(*c, s.variable);
      if (board.steps().empty() || board.steps().back().claim != claim) board.write(claim, "taylor_series", board.say({"writing the terms in order", "collecting the terms"}), both(close, judge(math::equal(mine, s.result))));
      return call.expect(math::equal(mine, s.result).outcome == math::Verdict::Outcome::kEqual);
    }
  }
  trial = board;
  if (write_derivatives(trial, s, 10 * kShortDerivative)) {
    board = std::move(trial);
    return conclude(board);
  }
  board.unsupported("a series whose derivatives are too long for work by hand");
}

}  // namespace retort::explain
