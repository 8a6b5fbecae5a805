// Equations in one unknown and linear systems. Every root is put back; what the question excludes is rejected.
#include <algorithm>

#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

bool is_true(const Expr& relation) { return math::holds(relation).outcome == math::Verdict::Outcome::kEqual; }

// "$3 \cdot 2 + 1 = 7$", or both sides worked out when neither is a plain number.
std::string put_back(const Expr& equation, const std::string& name, const Expr& value) {
  Expr left = at_value(equation.arg(0), name, value), right = at_value(equation.arg(1), name, value);
  if (equation.arg(1).symbols().empty()) return inline_math(worked(left));
  if (equation.arg(0).symbols().empty()) return inline_math(worked(right));
  return inline_math(worked(left)) + " and " + inline_math(worked(right));
}

std::optional<Rational> exact(const Expr& e) {
  auto value = math::exact_value(e);
  return value.ok() ? std::optional<Rational>(*value) : std::nullopt;
}

// The roots by factoring, for when the equation could not be solved directly: all of them, or nothing.
std::optional<std::vector<Expr>> roots_by_factoring(const SolveEquation& goal, Work& work) {
  Expr difference = goal.equation.arg(0) - goal.equation.arg(1);
  auto polynomial = math::as_polynomial(difference, goal.variable);
  if (!polynomial) return {};
  work.reflect("We try another way.", "corrected");
  work.think("All terms go to one side, and we factor " + inline_math(tex(math::to_expr(*polynomial, goal.variable))) + ".");
  auto product = work.expression("factor_expression", {{"expression", math::to_plain(difference)}});
  if (!product) return {};
  std::vector<Expr> roots;
  for (const auto& [root, multiplicity] : math::rational_roots(*polynomial)) roots.push_back(Expr::number(root));
  if (static_cast<int>(roots.size()) != math::count_real_roots(*polynomial)) return {};
  return roots;
}

std::optional<std::vector<Expr>> roots_of(const SolveEquation& goal, Work& work) {
  const auto& result =
      work.call("solve_equation", {{"sympy_equation", math::to_plain(goal.equation)}, {"variable", goal.variable}});
  auto roots = result.ok && !result.approximate ? read_items(result.result) : std::nullopt;
  if (!roots && !work.over()) roots = roots_by_factoring(goal, work);
  if (!roots) {
    work.give_up("the equation was not solved: " + result.message);
    return {};
  }
  for (const Expr& root : *roots) {
    if (is_true(goal.equation.substitute(goal.variable, root))) continue;
    work.give_up("the root " + math::to_plain(root) + " does not satisfy the equation");
    return {};
  }
  return roots;
}

double size_of(const Expr& e) {
  auto ball = math::real_value(e, 15);
  return ball.ok() ? ball->mid : 0;
}

// The roots that the question leaves, in ascending order.
std::vector<Expr> wanted(RootAsk ask, std::vector<Expr> roots) {
  std::sort(roots.begin(), roots.end(), [](const Expr& a, const Expr& b) { return size_of(a) < size_of(b); });
  if (roots.empty()) return roots;
  switch (ask) {
    case RootAsk::kSmallest: return {roots.front()};
    case RootAsk::kLargest: return {roots.back()};
    case RootAsk::kPositive: std::erase_if(roots, [](const Expr& e) { return size_of(e) <= 0; }); return roots;
    case RootAsk::kNegative: std::erase_if(roots, [](const Expr& e) { return size_of(e) >= 0; }); return roots;
    default: return roots;
  }
}

std::string tex_list(const std::vector<Expr>& items) {
  std::string out;
  for (const Expr& item : items) out += (out.empty() ? "" : ", ") + tex(item);
  return out;
}

std::string reason_to_reject(RootAsk ask, const std::vector<Expr>& rejected) {
  std::vector<std::string> texts;
  for (const Expr& root : rejected) texts.push_back(inline_math(tex(root)));
  std::string which = and_list(texts);
  switch (ask) {
    case RootAsk::kSmallest: return " The other solution " + which + " is larger.";
    case RootAsk::kLargest: return " The other solution " + which + " is smaller.";
    case RootAsk::kPositive: return " The solution " + which + " is not positive, so it is left out.";
    default: return " The solution " + which + " is not negative, so it is left out.";
  }
}

Closing root_closing(const SolveEquation& goal, std::size_t count) {
  if (!goal.closing.empty()) return goal.closing;
  switch (goal.ask) {
    case RootAsk::kSmallest: return "the smaller solution is @";
    case RootAsk::kLargest: return "the larger solution is @";
    case RootAsk::kPositive: return "the positive solution is @";
    case RootAsk::kNegative: return "the negative solution is @";
    default: return count == 1 ? "$" + goal.variable + "$ is @" : "the solutions are @";
  }
}

// How many roots of odd index the unknown stands under.
int odd_roots(const Expr& e, const std::string& name) {
  bool odd = e.is_func("root") && e.args().size() == 2 && e.arg(1).is_integer() && !(e.arg(1).value() / 2).is_integer();
  int count = odd && e.contains_symbol(name);
  for (const Expr& part : e.args()) count += odd_roots(part, name);
  return count;
}

// Does the equation have all its complex roots among these? True where it is no polynomial equation, unless odd roots may hide one.
bool is_complete(const SolveEquation& goal, const std::vector<Expr>& roots) {
  if (is_hidden_power(goal.equation, goal.variable)) return false;
  if (odd_roots(goal.equation, goal.variable) > 1) return false;
  auto p = math::as_polynomial(goal.equation.arg(0) - goal.equation.arg(1), goal.variable);
  if (!p) {
    // Coefficients with roots in them: the degree says how many there are, but for repeated ones.
    const auto c = math::coefficients_in(goal.equation.arg(0) - goal.equation.arg(1), goal.variable);
    return !c || c->size() <= 3 || roots.size() + 1 == c->size();
  }
  if (math::degree(*p) < 1) return true;
  int distinct = math::degree(*p) - math::degree(math::gcd(*p, math::derivative(*p)));
  return distinct == static_cast<int>(roots.size());
}

// The sum or product of all roots, crossed with the coefficients where none is repeated.
void combined(const SolveEquation& goal, const std::vector<Expr>& roots, Work& work) {
  bool sum = goal.ask == RootAsk::kSum;
  auto p = math::as_polynomial(goal.equation.arg(0) - goal.equation.arg(1), goal.variable);
  if (is_hidden_power(goal.equation, goal.variable)) return work.give_up("some solutions may be missing");
  bool repeated = p && static_cast<int>(roots.size()) != math::degree(*p);
  if (roots.size() < 2 || repeated) return work.give_up("the roots are repeated or not all real, so what is asked is not clear");
  Expr term = Expr::make(sum ? Op::kAdd : Op::kMul, roots);
  work.think(std::string("All solutions are ") + (sum ? "added." : "multiplied."));
  auto value = worked_out(term, work);
  if (!value) return;
  if (p) {
    Rational lead = p->back(), even = math::degree(*p) % 2 == 0 ? 1 : -1;
    Rational expected = sum ? -(*p)[p->size() - 2] / lead : even * p->front() / lead;
    if (!is_true(Expr::rel("=", *value, Expr::number(expected)))) return work.give_up("the roots do not agree with the coefficients");
  }
  work.finish(tex(*value), sum ? "the sum is @" : "the product is @");
}

// r^2 + s^2 of the two roots, crossed with (r + s)^2 - 2rs.
void square_sum(const std::vector<Expr>& roots, Work& work) {
  if (roots.size() != 2) return work.give_up("the sum of squares is asked of an equation without two roots");
  auto r = exact(roots[0]), s = exact(roots[1]);
  if (!r || !s) return work.give_up("the roots are not rational");
  Expr two = Expr::integer(2), sum = pow(roots[0], two) + pow(roots[1], two);
  work.think("Their squares are added.");
  auto value = work.number("evaluate", {{"expression", math::to_plain(sum)}});
  if (!value) return;
  Rational total = *r + *s, product = *r * *s;
  if (total * total - 2 * product != *value) return work.give_up("the sum of squares does not agree with sum and product of the roots");
  work.reflect("Check: the roots have the sum " + inline_math(tex(total)) + " and the product " + inline_math(tex(product)) + ", and " +
               inline_math(worked(pow(Expr::number(total), two) - two * Expr::number(product))) + ".");
  work.finish(tex(*value), "the sum of the squares is @");
}

}  // namespace

namespace {

bool asks_for_one(RootAsk ask) {
  return ask == RootAsk::kOnly || ask == RootAsk::kSmallest || ask == RootAsk::kLargest || ask == RootAsk::kPositive ||
         ask == RootAsk::kNegative;
}

void count(const SolveEquation& goal, const std::vector<Expr>& roots, Work& work) {
  auto p = math::as_polynomial(goal.equation.arg(0) - goal.equation.arg(1), goal.variable);
  if (p && math::count_real_roots(*p) != static_cast<int>(roots.size())) return work.give_up("the roots do not agree with Sturm's count");
  std::vector<std::string> checks;
  for (const Expr& root : roots)
    if (checks.size() < 2) checks.push_back(put_back(goal.equation, goal.variable, root));
  work.reflect(checks.empty() ? "No real number satisfies it." : "Check: " + and_list(checks) + ".");
  work.finish(std::to_string(roots.size()), "there are @ real solutions");
}

}  // namespace

bool is_hidden_power(const Expr& e, const std::string& name) {
  if (e.is(Op::kPow) && e.arg(0).contains_symbol(name) && e.arg(1).contains_symbol(name)) return true;
  return std::any_of(e.args().begin(), e.args().end(), [&](const Expr& part) { return is_hidden_power(part, name); });
}

void pursue(const SolveEquation& goal, Work& work) {
  work.plan("Solve the equation for $" + goal.variable + "$, put the solutions back into it, and keep those that the question asks for.");
  work.think(goal.setting.empty() ? work.vary({"We solve ", "Let us solve "}) + inline_math(tex(goal.equation)) + "." : goal.setting);
  auto roots = roots_of(goal, work);
  if (!roots) return;
  std::vector<Expr> kept = wanted(goal.ask, *roots), rejected;
  for (const Expr& root : *roots)
    if (std::none_of(kept.begin(), kept.end(), [&](const Expr& k) { return k.same(root); })) rejected.push_back(root);
  if (goal.ask == RootAsk::kCount) return count(goal, kept, work);
  if (kept.empty() || (asks_for_one(goal.ask) && kept.size() != 1)) {
    work.reflect("No single solution is left.", "rejected");
    return work.give_up("the equation has " + std::to_string(kept.size()) + " solutions of the kind that is asked for");
  }
  if ((goal.ask == RootAsk::kEvery || goal.ask == RootAsk::kOnly) && !is_complete(goal, kept))
    return work.give_up("some solutions are not real or may be missing");
  std::vector<std::string> checks;
  for (const Expr& root : kept)
    if (checks.size() < 2) checks.push_back(put_back(goal.equation, goal.variable, root));
  std::string text = "Check: " + and_list(checks) + ".";
  if (rejected.empty()) work.reflect(text);
  else work.reflect(text + reason_to_reject(goal.ask, rejected), "rejected");
  if (goal.ask == RootAsk::kSquareSum) return square_sum(kept, work);
  if (goal.ask == RootAsk::kSum || goal.ask == RootAsk::kProduct) return combined(goal, kept, work);
  work.finish(tex_list(kept), root_closing(goal, kept.size()));
}

void pursue(const StoryEquation& goal, Work& work) {
  work.plan("Name the unknown, write the story as an equation, solve it, and work out what is asked from the solution.");
  work.think(goal.setting);
  work.think("So " + inline_math(tex(goal.equation)) + ".");
  auto roots = work.items("solve_equation", {{"sympy_equation", math::to_plain(goal.equation)}, {"variable", goal.variable}});
  if (!roots) return;
  if (roots->size() != 1 || !exact(roots->front())) return work.give_up("the equation of the story has no single solution");
  Expr root = roots->front();
  if (!is_true(goal.equation.substitute(goal.variable, root)) || exact(root)->sign() < 0) {
    work.reflect("This cannot be: the value does not fit the story.", "rejected");
    return work.give_up("the solution does not fit the story");
  }
  work.reflect("Check: " + put_back(goal.equation, goal.variable, root) + ".");
  if (goal.asked.is(Op::kSymbol)) return work.finish(tex(root), goal.closing);
  work.think(goal.why_asked);
  Expr asked = goal.asked.substitute(goal.variable, root);
  auto value = work.number("evaluate", {{"expression", math::to_plain(asked)}});
  if (!value) return;
  Expr check = goal.check->substitute(goal.variable, root).substitute("result", Expr::number(*value));
  if (!is_true(check)) return work.give_up("the value asked for does not fit the story");
  work.reflect("Check: " + inline_math(worked(check.arg(0))) + ".");
  work.finish(tex(*value), goal.closing);
}

namespace {

// Another way to see x + y or x y: the last operation undone.
std::string undone(const Expr& asked, const std::vector<Rational>& operands, const Rational& value) {
  if (operands.size() != 2) return "";
  Expr result = Expr::number(value), last = Expr::number(operands[1]);
  if (asked.is(Op::kAdd)) return "Check: " + inline_math(worked(result - last)) + ".";
  if (asked.is(Op::kMul) && !operands[1].is_zero()) return "Check: " + inline_math(worked(result / last)) + ".";
  return "";
}

}  // namespace

void pursue(const SolveSystem& goal, Work& work) {
  work.plan("Solve the equations together, put the solution into each of them, then work out what is asked.");
  std::vector<std::string> equations;
  Json plain = Json::array();
  for (const Expr& equation : goal.equations) {
    equations.push_back(inline_math(tex(equation)));
    plain.push_back(math::to_plain(equation));
  }
  work.think(goal.setting);
  work.think((goal.setting.empty() ? work.vary({"We solve ", "Let us solve "}) : std::string("So ")) + and_list(equations) + ".");
  auto values = work.items("solve_linear_system", {{"equations", plain}, {"variables", goal.variables}});
  if (!values) return;
  if (values->size() != goal.variables.size()) return work.give_up("the system has no single solution");

  std::vector<std::string> checks;
  for (const Expr& equation : goal.equations) {
    Expr left = equation.arg(0), right = equation.arg(1);
    for (std::size_t i = 0; i < values->size(); ++i) {
      left = left.substitute(goal.variables[i], (*values)[i]);
      right = right.substitute(goal.variables[i], (*values)[i]);
    }
    if (!is_true(Expr::rel("=", left, right))) return work.give_up("the solution does not satisfy every equation");
    checks.push_back(inline_math(worked(right.is_number() ? left : left - right)));
  }
  Expr asked = goal.asked;
  std::vector<Rational> operands;
  for (std::size_t i = 0; i < values->size(); ++i) {
    auto number = exact((*values)[i]);
    if (!number) return work.give_up("the solution is no tuple of numbers");
    if (goal.positive && (number->sign() < 0 || !number->is_integer())) return work.give_up("the solution does not fit the story");
    asked = asked.substitute(goal.variables[i], Expr::number(*number));
    operands.push_back(*number);
  }
  work.reflect("Check: " + and_list(checks) + ".");
  Closing closing = goal.closing.empty() ? inline_math(tex(goal.asked)) + " is @" : goal.closing;
  if (asked.is_number()) return work.finish(tex(asked), closing);
  work.think("Now " + inline_math(tex(goal.asked)) + " follows.");
  auto value = work.number("evaluate", {{"expression", math::to_plain(asked)}});
  if (!value) return;
  work.reflect(undone(goal.asked, operands, *value));
  work.finish(tex(*value), closing);
}

}  // namespace retort::agent
