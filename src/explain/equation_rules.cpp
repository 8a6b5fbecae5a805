// solve_equation.
#include <algorithm>
#include <cmath>

#include "explain/bracketing.h"
#include "explain/equation.h"
#include "explain/exact_numbers.h"
#include "explain/general_equation.h"
#include "explain/rules.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// lhs = rhs; an expression alone is meant to be zero.
bool read_equation(const Call& call, Expr& lhs, Expr& rhs) {
  const Expr e = call.expr("sympy_equation");
  if (call.board().failed()) return false;
  if (e.is(Op::kRel) && e.name() == "=") {
    lhs = e.arg(0);
    rhs = e.arg(1);
    return true;
  }
  if (e.is(Op::kRel) || e.is(Op::kChain) || e.is(Op::kList)) {
    call.board().unsupported("a relation that is no equation");
    return false;
  }
  lhs = e;
  rhs = Expr::integer(0);
  return true;
}

// "[2, 3*pi/4]"
std::optional<std::vector<Expr>> read_values(std::string_view result) {
  std::vector<Expr> out;
  for (const std::string& text : list_elements(result)) {
    auto value = math::parse_any(text);
    if (!value) return std::nullopt;
    out.push_back(std::move(*value));
  }
  return out;
}

// The solutions in one line: "x = 2 \\text{ or } x = 3".
std::string tex_solutions(const std::vector<Solution>& all, const std::string& x) {
  std::string claim;
  for (const Solution& s : all) claim += (claim.empty() ? "" : " \\text{ or } ") + x + " = " + tex_number(s.value);
  return claim;
}

double number_of(const Expr& e) {
  return defined_value(e).value_or(std::nan(""));
}

bool same_number(const Expr& a, const Expr& b) {
  const double x = number_of(a), y = number_of(b);
  if (std::isnan(x) || std::isnan(y)) return math::equal(a, b).outcome == math::Verdict::Outcome::kEqual;
  return std::fabs(x - y) <= 1e-9 * std::max(1.0, std::fabs(x));
}

// Is `value` one of the family s?
bool belongs(const Expr& value, const Solution& s) {
  if (!s.period) return same_number(value, s.value);
  const double k = (number_of(value) - number_of(s.value)) / number_of(*s.period);
  return std::fabs(k - std::round(k)) < 1e-9;
}

bool same_solutions(const std::vector<Solution>& mine, const std::vector<Expr>& theirs) {
  const bool all_there = std::all_of(theirs.begin(), theirs.end(), [&](const Expr& v) {
    return std::any_of(mine.begin(), mine.end(), [&](const Solution& s) { return belongs(v, s); });
  });
  return all_there && std::all_of(mine.begin(), mine.end(), [&](const Solution& s) {
    return std::any_of(theirs.begin(), theirs.end(), [&](const Expr& v) { return belongs(v, s); });
  });
}

// The solutions that the tool names, where they are numbers found by approximation or no method by hand fits.
void quote_solutions(const Call& call, const Expr& lhs, const Expr& rhs, const std::string& variable, const std::vector<Expr>& values) {
  Board& board = call.board();
  const std::string x = tex_variable(variable);
  std::string claim;
  for (const Expr& v : values) {
    const auto exact = math::exact_value(v);
    const bool approximate = exact && tex_number(v).find('.') != std::string::npos;
    claim += (claim.empty() ? "" : " \\text{ or } ") + x + (approximate ? " \\approx " : " = ") + math::to_latex(v);
    const Expr f = lhs - rhs;
    if (approximate) {
      // A change of sign close by shows a zero.
      const Rational step(1, 1'000'000);
      const auto low = math::real_value(f, 6, {{variable, *exact - step}}), high = math::real_value(f, 6, {{variable, *exact + step}});
      if (!low || !high || low->mid * high->mid > 0) return board.unsupported("a zero without a change of sign");
      const std::string inside = tex(*exact - step, Form::kDecimals).substr(0, 40);
      board.write("f(x) = " + math::to_latex(f) + ", \\; f(" + math::to_latex(v) + ") \\approx 0", "change_of_sign",
                  board.say({"halving an interval until the change of sign is pinned down", "closing in on the change of sign", "narrowing down where the sign changes"}), {true, math::Grade::kNumeric, "arb", {}});
    } else if (!board.brief()) {
      const Expr l = lhs.substitute(variable, v), r = rhs.substitute(variable, v);
      board.fact(math::to_latex(l) + " = " + math::to_latex(r), "check", board.say({"trying ${0} = {1}$, which fits", "checking ${0} = {1}$ in the equation", "putting in ${0} = {1}$"}, x, math::to_latex(v)));
    }
  }
  if (values.empty()) return board.unsupported("an equation without a method by hand");
  board.write(claim, "known_solutions", board.say({"taking it as known that there are no others", "relying on a sketch of both sides for there being no others", "knowing from the graphs of both sides that these are all"}),
              {true, math::Grade::kQuoted, "certificate", {}});
}

}  // namespace

bool write_general_equation(const Call& call, const Expr& lhs, const Expr& rhs, const std::string& variable, const std::vector<Expr>& values) {
  Board& board = call.board();
  Board trial = board;
  const auto found = GeneralEquation(trial, variable, lhs, rhs).solve();
  if (!found || trial.failed()) return false;
  board = std::move(trial);
  if (!same_solutions(*found, values)) {
    call.expect(false);
    return true;
  }
  const std::string x = tex_variable(variable);
  if (values.empty()) {
    if (board.steps().empty()) return false;
    const Step& last = board.steps().back();
    if (last.rule == "reject")
      board.write("L = \\varnothing", "no_solution", board.say({"having no value left, so there is no solution", "finding that nothing remains, so the equation has no solution"}), proved(true, "", "certificate"));
    return true;
  }
  std::vector<Solution> shown;
  for (const Expr& v : values) {
    const auto at = std::find_if(found->begin(), found->end(), [&](const Solution& s) { return belongs(v, s); });
    shown.push_back({at->period || at->value.size() > v.size() ? v : at->value});
  }
  const bool periodic = std::any_of(found->begin(), found->end(), [](const Solution& s) { return s.period.has_value(); });
  const std::string claim = tex_solutions(shown, x);
  const std::string end = " = " + tex_number(shown[0].value);
  const bool shown_already = !board.steps().empty() && (board.steps().back().claim == claim ||
                             (shown.size() == 1 && board.steps().back().claim.starts_with(x + " = ") && board.steps().back().claim.ends_with(end)));
  if (!shown_already) {
    Judgement fits = proved(true);
    for (const Expr& v : values) {
      const auto at = std::find_if(found->begin(), found->end(), [&](const Solution& s) { return belongs(v, s); });
      fits = both(fits, at->period ? judge_same(lhs.substitute(variable, v), rhs.substitute(variable, v)) : judge_same(at->value, v));
    }
    board.write(claim, "solution",
                periodic ? board.say({"naming the solutions in one period, to which whole multiples of the period are added", "listing one period, after which they repeat", "taking those in one period, which then repeat"})
                         : board.say({"collecting the solutions", "listing what has been found", "putting the solutions together"}), fits);
  }
  return true;
}

void rule_solve_equation(const Call& call) {
  Board& board = call.board();
  Expr lhs, rhs;
  if (!read_equation(call, lhs, rhs)) return;
  const std::string variable = call.variable(lhs - rhs);
  if (board.failed()) return;
  const auto left = math::as_polynomial(lhs, variable), right = math::as_polynomial(rhs, variable);
  if (left && right) {
    Board trial = board;
    EquationLines lines(trial, variable, *left, *right);
    tidy_equation(lines, lhs, rhs);
    const auto roots = solve_polynomial_equation(lines);
    if (!trial.failed()) {
      board = std::move(trial);
      return call.expect(same_roots(roots, call.result()));
    }
  }
  const auto values = read_values(call.result());
  if (!values) return call.expect(false);
  if (write_general_equation(call, lhs, rhs, variable, *values)) return;
  const auto difference = math::as_polynomial(lhs - rhs, variable);
  if (difference && math::degree(*difference) >= 1 && math::count_real_roots(*difference) != static_cast<int>(values->size())) return call.expect(false);
  const auto in_decimals = [](const Expr& v) { return math::exact_value(v).ok() && math::to_latex(v).find('.') != std::string::npos; };
  if (std::all_of(values->begin(), values->end(), in_decimals) && write_bracketed_zeros(board, math::is_zero(rhs) ? lhs : lhs - rhs, variable, *values)) return;
  quote_solutions(call, lhs, rhs, variable, *values);
}

}  // namespace retort::explain
