// Inequalities in one unknown: their solutions, the integers among them, the first or last of these.
#include <cmath>

#include "agent/rules_solver_sets.h"
#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

// The integer next to an end of a piece, inside it. Nothing when the end is too close to an integer to tell.
std::optional<Rational> inner_integer(const Expr& end, bool closed, bool low) {
  auto exact = math::exact_value(end);
  if (exact.ok()) {
    Rational n = low ? exact->ceil() : exact->floor();
    if (*exact == n && !closed) n += low ? 1 : -1;
    return n;
  }
  auto ball = math::real_value(end, 20);
  if (!ball.ok() || ball->radius > 1e-6 || std::abs(ball->mid) > 1e9) return {};
  long long below = static_cast<long long>(std::floor(ball->mid));
  if (ball->mid - static_cast<double>(below) < 1e-5 || static_cast<double>(below + 1) - ball->mid < 1e-5) return {};
  return Rational(low ? below + 1 : below);
}

// How one gets from the end of a piece to the integer next to it: "-9 + 1 = -8", "\\lceil \\frac{13}{4} \\rceil = 4", or the end itself.
std::string next_integer(const Expr& end, const Rational& n) {
  auto exact = math::exact_value(end);
  if (exact.ok() && *exact == n) return tex(n);
  if (exact.ok() && exact->is_integer()) return tex(*exact) + (*exact < n ? " + 1 = " : " - 1 = ") + tex(n);
  bool up = exact.ok() ? *exact < n : math::real_value(end).value_or({}).mid < n.to_double();
  return std::string(up ? "\\lceil " : "\\lfloor ") + tex(end) + (up ? " \\rceil = " : " \\rfloor = ") + tex(n);
}

// Nothing where it cannot be decided.
std::optional<bool> satisfies(const Expr& relation, const std::string& variable, const Rational& n) {
  switch (math::holds(relation.substitute(variable, Expr::number(n))).outcome) {
    case math::Verdict::Outcome::kEqual: return true;
    case math::Verdict::Outcome::kDifferent: return false;
    default: return {};
  }
}

// The term of the relation that holds the variable, at n: "7 \cdot 26 + 2 = 184".
std::string at_integer(const Expr& relation, const std::string& variable, const Rational& n) {
  const Expr& link = relation.is(Op::kChain) ? relation.arg(0) : relation;
  const Expr& side = link.arg(1).contains_symbol(variable) ? link.arg(1) : link.arg(0);
  return inline_math(worked(at_value(side, variable, Expr::number(n))));
}

std::optional<std::vector<SolutionPiece>> solve(const Expr& relation, const std::string& variable, Work& work) {
  work.think(work.vary({"We solve ", "Let us solve "}) + inline_math(tex(relation)) + ".");
  const auto& result = work.call("solve_univariate_inequality", {{"inequality", math::to_plain(relation)}, {"variable", variable}});
  auto pieces = result.ok && !result.approximate ? read_set(result.result, variable) : std::nullopt;
  if (!pieces) work.give_up("the inequality was not solved: " + (result.ok ? result.result : result.message));
  return pieces;
}

void contradiction(Work& work) {
  work.reflect("These ends do not fit.", "rejected");
  work.give_up("the ends of the solutions do not satisfy the inequality as they should");
}

}  // namespace

void pursue(const IntegerCount& goal, Work& work) {
  const std::string& v = goal.variable;
  work.plan("Solve the inequality, find the smallest and the largest integer that satisfy it, and count from one to the other.");
  auto pieces = solve(goal.relation, v, work);
  if (!pieces) return;
  // Of positive integers only what reaches beyond zero counts.
  if (goal.positive)
    std::erase_if(*pieces, [](const SolutionPiece& p) {
      auto end = p.high ? math::real_value(*p.high, 15) : Result<math::RealBall>(Error{});
      return end.ok() && end->mid < 0.5;
    });
  if (pieces->size() != 1 || !pieces->front().high || (!pieces->front().low && !goal.positive))
    return work.give_up("the solutions of the inequality are no bounded interval");
  const SolutionPiece& piece = pieces->front();
  auto low = piece.low ? inner_integer(*piece.low, piece.low_closed, true) : Rational(1);
  auto high = inner_integer(*piece.high, piece.high_closed, false);
  bool cut = goal.positive && low && *low < Rational(1);
  if (cut) low = Rational(1);
  if (!low || !high || *high < *low) return work.give_up("no integer satisfies the inequality for certain");
  bool fits = satisfies(goal.relation, v, *low) == true && satisfies(goal.relation, v, *high) == true &&
              satisfies(goal.relation, v, *high + 1) != true && (goal.positive || satisfies(goal.relation, v, *low - 1) != true);
  if (!fits) return contradiction(work);
  std::string from = piece.low && !cut ? next_integer(*piece.low, *low) : tex(*low);
  work.reflect(std::string("So the ") + (goal.positive ? "positive " : "") + "integers run from " + inline_math(from) + " to " +
               inline_math(next_integer(*piece.high, *high)) + ". Check: " + at_integer(goal.relation, v, *low) + " and " + at_integer(goal.relation, v, *high) +
               " are allowed, " + at_integer(goal.relation, v, *high + 1) + " is not.");
  work.think("The number of integers is one more than the difference of the ends.");
  Expr count = Expr::number(*high) - Expr::number(*low) + Expr::integer(1);
  auto value = work.number("evaluate", {{"expression", math::to_plain(count)}});
  if (!value) return;
  work.reflect("Check: " + inline_math(worked(Expr::number(*low) + Expr::number(*value) - Expr::integer(1))) + ".");
  work.finish(tex(*value), "there are @ such integers");
}

namespace {

std::string interval_text(const SolutionPiece& p) {
  if (p.low && p.high && p.low->same(*p.high)) return "\\{" + tex(*p.low) + "\\}";
  return std::string(p.low_closed ? "[" : "(") + (p.low ? tex(*p.low) : "-\\infty") + ", " + (p.high ? tex(*p.high) : "\\infty") +
         (p.high_closed ? "]" : ")");
}

// A number inside a piece: between its ends, or one beyond the only end.
std::optional<Rational> inside(const SolutionPiece& p) {
  auto low = p.low ? math::exact_value(*p.low) : Result<Rational>(Error{});
  auto high = p.high ? math::exact_value(*p.high) : Result<Rational>(Error{});
  if (low.ok() && high.ok()) return (*low + *high) / 2;
  if (low.ok() && !p.high) return *low + 1;
  if (high.ok() && !p.low) return *high - 1;
  return {};
}

}  // namespace

void pursue(const SolutionSet& goal, Work& work) {
  work.plan("Find where the two sides are equal or not defined, test one number in each part, and write the parts as intervals.");
  auto pieces = solve(goal.relation, goal.variable, work);
  if (!pieces) return;
  if (pieces->empty()) return work.give_up("no number satisfies the inequality");
  std::string set;
  std::vector<std::string> tested;
  for (const SolutionPiece& piece : *pieces) {
    set += (set.empty() ? "" : " \\cup ") + interval_text(piece);
    auto n = inside(piece);
    if (!n) continue;
    if (satisfies(goal.relation, goal.variable, *n) == false) return contradiction(work);
    tested.push_back(inline_math(goal.variable + " = " + tex(*n)));
  }
  work.reflect(tested.empty() ? "" : "Check: " + and_list(tested) + (tested.size() > 1 ? " satisfy" : " satisfies") + " the inequality.");
  work.finish(set, "the solutions are @");
}

namespace {

bool before(const Expr& a, const Expr& b) {
  return math::holds(Expr::rel("<", a, b)).outcome == math::Verdict::Outcome::kEqual;
}

// The pieces without one point.
std::vector<SolutionPiece> without(const std::vector<SolutionPiece>& pieces, const Expr& point) {
  std::vector<SolutionPiece> out;
  for (const SolutionPiece& p : pieces) {
    bool above_low = !p.low || before(*p.low, point), below_high = !p.high || before(point, *p.high);
    if (above_low && below_high) {
      out.push_back({p.low, point, p.low_closed, false});
      out.push_back({point, p.high, false, p.high_closed});
      continue;
    }
    SolutionPiece rest = p;
    if (p.low && !above_low && !before(point, *p.low)) rest.low_closed = false;
    if (p.high && !below_high && !before(*p.high, point)) rest.high_closed = false;
    out.push_back(rest);
  }
  return out;
}

std::optional<std::vector<SolutionPiece>> allowed(const Domain& goal, Work& work) {
  std::vector<Expr> relations;
  const Expr zero = Expr::integer(0);
  for (const Expr& e : goal.positive) relations.push_back(Expr::rel(">", e, zero));
  for (const Expr& e : goal.nonnegative) relations.push_back(Expr::rel(">=", e, zero));
  if (relations.empty()) return std::vector<SolutionPiece>{{{}, {}, false, false}};
  if (relations.size() == 1) {
    const bool root = goal.positive.empty();
    work.think("The " + std::string(root ? "root" : "term") + " is defined where " + inline_math(tex(relations[0])) + ".");
    return solve(relations[0], goal.variable, work);
  }
  std::vector<std::string> shown;
  Json plain = Json::array();
  for (const Expr& r : relations) {
    shown.push_back(inline_math(tex(r)));
    plain.push_back(math::to_plain(r));
  }
  work.think("Both " + and_list(shown) + " must hold.");
  const auto& result = work.call("reduce_inequalities", {{"inequalities", plain}});
  auto pieces = result.ok && !result.approximate ? read_set(result.result, goal.variable) : std::nullopt;
  if (!pieces) work.give_up("the conditions were not solved: " + (result.ok ? result.result : result.message));
  return pieces;
}

}  // namespace

void pursue(const Domain& goal, Work& work) {
  work.plan("Find where roots and logarithms are defined, and leave out the zeros of the denominators.");
  auto pieces = allowed(goal, work);
  if (!pieces) return;
  work.reflect("");
  for (const Expr& e : goal.nonzero) {
    Expr equation = Expr::rel("=", e, Expr::integer(0));
    work.think("The denominator must not be zero, so we solve " + inline_math(tex(equation)) + ".");
    auto zeros = work.items("solve_equation", {{"sympy_equation", math::to_plain(equation)}, {"variable", goal.variable}});
    if (!zeros) return;
    for (const Expr& at : *zeros) {
      if (math::holds(equation.substitute(goal.variable, at)).outcome != math::Verdict::Outcome::kEqual) return contradiction(work);
      *pieces = without(*pieces, at);
    }
    work.reflect(zeros->empty() ? "So it is never zero." : "So " + std::string(zeros->size() == 1 ? "this value is" : "these values are") + " left out.");
  }
  if (pieces->empty()) return work.give_up("the term is nowhere defined");
  std::string set;
  for (const SolutionPiece& piece : *pieces) {
    set += (set.empty() ? "" : " \\cup ") + interval_text(piece);
    auto n = inside(piece);
    if (!n) continue;
    // The term must have a value there, and where a piece is cut it must not have one.
    if (!math::real_value(goal.term, 15, {{goal.variable, *n}}).ok()) return contradiction(work);
  }
  work.finish(set, "the domain is @");
}

void pursue(const ExtremeInteger& goal, Work& work) {
  const std::string& v = goal.variable;
  std::string which = goal.largest ? "largest" : "smallest";
  work.plan("Solve the inequality and take the " + which + " integer among the solutions; the next one must fail.");
  auto pieces = solve(goal.relation, v, work);
  if (!pieces) return;
  if (pieces->empty()) return work.give_up("no number satisfies the inequality");
  const SolutionPiece& piece = goal.largest ? pieces->back() : pieces->front();
  const auto& end = goal.largest ? piece.high : piece.low;
  auto n = end ? inner_integer(*end, goal.largest ? piece.high_closed : piece.low_closed, !goal.largest) : std::nullopt;
  if (!n) return work.give_up("the solutions have no " + which + " integer");
  Rational next = goal.largest ? *n + 1 : *n - 1;
  if (satisfies(goal.relation, v, *n) != true || satisfies(goal.relation, v, next) == true) return contradiction(work);
  work.reflect("Check: " + inline_math(v + " = " + tex(*n)) + " satisfies the inequality and " + inline_math(v + " = " + tex(next)) + " does not.");
  work.finish(tex(*n), "the " + which + " integer is @");
}

}  // namespace retort::agent
