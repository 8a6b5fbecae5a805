// Questions that one tool answers, angles in a range, a step done again and again.
#include <algorithm>

#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;
using Take = ToolQuestion::Take;

namespace {

std::optional<std::vector<Expr>> items_of(const cas::ToolResult& result) {
  auto items = read_items(result.result);
  return items && !items->empty() ? items : std::nullopt;
}

// The constant behind the square in m(x - h)^2 + k.
std::optional<Expr> constant_term(const cas::ToolResult& result) {
  auto form = math::parse(result.result, math::Notation::kPlain);
  if (!form.ok() || !form->is(Op::kAdd) || !form->args().back().symbols().empty()) return {};
  return form->args().back();
}

std::optional<std::string> taken(const cas::ToolResult& result, const ToolQuestion& goal, Work& work) {
  if (goal.take == Take::kValue) return result.latex + goal.constant;
  if (goal.tool == "complete_the_square") {
    auto k = constant_term(result);
    return k ? std::optional(tex(*k)) : std::nullopt;
  }
  auto items = items_of(result);
  if (!items) return {};
  if (goal.take == Take::kFirst) return tex(items->front());
  if (goal.take == Take::kSecond) return items->size() == 2 ? std::optional(tex(items->back())) : std::nullopt;
  if (goal.take == Take::kSize) {
    std::string ones = "1";
    for (std::size_t i = 1; i < items->size(); ++i) ones += " + 1";
    if (items->size() > 1) work.think("Counting them one by one gives " + inline_math(ones + " = " + std::to_string(items->size())) + ".");
    return std::to_string(items->size());
  }
  if (items->size() < 2) return {};
  const bool sum = goal.take == Take::kSum;
  work.think(sum ? "Their sum is asked for." : "Their product is asked for.");
  auto total = work.number("evaluate", {{"expression", math::to_plain(Expr::make(sum ? Op::kAdd : Op::kMul, *items))}});
  if (!total) return {};
  work.reflect("");
  return tex(*total);
}

// The matrix among `e` or, for eigenvectors, in the triple of the value that is chosen; as LaTeX.
std::optional<std::string> vector_in(const Expr& e, const std::optional<Expr>& chosen) {
  if (!chosen) return e.is(Op::kMatrix) ? std::optional(tex(e)) : std::nullopt;
  if (!e.is(Op::kTuple) || e.args().size() != 3) return {};
  auto value = math::exact_value(e.arg(0)), wanted = math::exact_value(*chosen);
  // A list of one matrix reads as that matrix.
  const bool found = value.ok() && wanted.ok() && *value == *wanted && e.arg(2).is(Op::kMatrix);
  return found ? std::optional(tex(e.arg(2))) : std::nullopt;
}

}  // namespace

void pursue(const ToolQuestion& goal, Work& work) {
  work.plan("Do it step by step, and look whether the result is what was asked for.");
  long long count = 0;
  std::optional<std::string> answer;
  for (std::size_t i = 0; i < goal.calls.size(); ++i) {
    work.think(goal.thoughts[i]);
    const cas::ToolResult& result = work.call(goal.tool, goal.calls[i]);
    if (!result.ok || (result.approximate && goal.tool != "numeric_value")) {
      work.reflect("This does not lead to a value.", "rejected");
      return work.give_up(goal.tool + ": " + (result.ok ? "the value is not exact" : result.message));
    }
    work.reflect("");
    if (goal.take == Take::kTrue) count += result.result == "True";
    else if (goal.take == Take::kFalse) count += result.result == "False";
    else if (goal.take != Take::kVector) answer = taken(result, goal, work);
    else if (auto items = items_of(result))
      for (const Expr& e : *items)
        if (auto vector = vector_in(e, goal.chosen)) answer = vector;
  }
  if (goal.take == Take::kTrue || goal.take == Take::kFalse) answer = std::to_string(count);
  if (!answer) return work.give_up("the result of " + goal.tool + " is not of the kind asked for");
  work.finish(*answer, goal.closing);
}

void pursue(const AngleEquation& goal, Work& work) {
  work.plan("Solve the equation, add or subtract whole turns, and keep the angles in the range.");
  work.think("We solve " + inline_math(tex(goal.equation)) + ".");
  const cas::ToolResult& result = work.call("solve_equation", {{"sympy_equation", math::to_plain(goal.equation)}, {"variable", goal.variable}});
  const bool full_turns = result.ok && !result.approximate && result.conditions == std::vector<std::string>{"plus any whole multiple of 2*pi"};
  auto roots = full_turns ? items_of(result) : std::nullopt;
  if (!roots) return work.give_up("the equation was not solved by angles that repeat after a turn: " + result.message);
  work.reflect("");
  auto value = [](const Expr& e) {
    auto ball = math::real_value(e);
    return ball.ok() ? ball->mid : 1e9;
  };
  const double low = value(goal.low), high = value(goal.high), slack = 1e-9;
  const Expr turn = Expr::integer(2) * Expr::constant("pi");
  std::vector<std::pair<double, Expr>> kept;
  for (const Expr& root : *roots)
    for (int turns : {0, 1}) {
      const double angle = value(root) + turns * value(turn);
      if (angle < low - slack || angle > high + slack || (!goal.high_included && angle > high - slack)) continue;
      std::optional<Expr> exact = root;
      if (turns == 1) {
        work.think("One turn further this is an angle in the range.");
        exact = work.expression("evaluate", {{"expression", math::to_plain(root + turn)}});
        if (!exact) return;
        work.reflect("");
      }
      kept.emplace_back(angle, *exact);
    }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  if (kept.empty()) return work.give_up("no angle lies in the range");
  std::vector<std::string> written;
  for (const auto& [at, angle] : kept) written.push_back(tex(angle));
  std::string all;
  for (const std::string& one : written) all += (all.empty() ? "" : ", ") + one;
  work.finish(all, kept.size() == 1 ? "the angle in the range is @" : "the angles in the range are @");
}

void pursue(const RepeatedStep& goal, Work& work) {
  work.plan("Do the step again and again.");
  work.think("We do the step " + std::to_string(goal.times) + " times.");
  const std::string change = (goal.change < 0 ? " - " : " + ") + std::to_string(goal.change < 0 ? -goal.change : goal.change);
  const std::string code = "value = " + std::to_string(goal.start) + "\nfor step in range(" + std::to_string(goal.times) + "):\n    value = " +
                           std::to_string(goal.factor) + " * value" + change + "\nprint(value)\n";
  const cas::ToolResult& result = work.call("python", {{"code", code}});
  auto value = result.ok ? math::parse(result.result, math::Notation::kPlain) : Result<Expr>(Error{});
  if (value.ok() && value->is_number()) {
    work.reflect("");
    return work.finish(tex(*value), goal.closing);
  }
  // Without a sandbox: one calculation after the other.
  work.reflect("We do the steps one by one.", "corrected");
  Rational at = goal.start;
  for (long long i = 0; i < goal.times && !work.over(); ++i) {
    auto next = work.number("evaluate", {{"expression", std::to_string(goal.factor) + "*" + at.to_string() + change}});
    if (!next) return;
    work.reflect("");
    at = *next;
  }
  work.finish(tex(at), goal.closing);
}

}  // namespace retort::agent
