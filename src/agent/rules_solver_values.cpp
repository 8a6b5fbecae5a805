// Terms worked out or brought into another form. The value is confirmed by exact or ball arithmetic on the term as it was given.
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;

namespace {

bool agree(const Expr& a, const Expr& b) { return math::equal(a, b).outcome == math::Verdict::Outcome::kEqual; }

// Numbers, roots and the constants pi, e and i under the four operations and powers: nothing left to be worked out.
bool is_closed_form(const Expr& e) {
  switch (e.op()) {
    case Op::kNumber: return true;
    case Op::kConstant: return e.name() != "oo";
    case Op::kFunc: if (e.name() != "sqrt" && e.name() != "root") return false; break;
    case Op::kAdd: case Op::kMul: case Op::kDiv: case Op::kNeg: case Op::kPow: break;
    default: return false;
  }
  for (const Expr& part : e.args())
    if (!is_closed_form(part)) return false;
  return true;
}

// Three digits behind the point of a value that is not rational.
std::optional<std::string> decimals(const Expr& e) {
  auto ball = math::real_value(e, 12);
  if (!ball.ok() || std::abs(ball->mid) > 1e6 || ball->radius > 1e-6) return {};
  return fmt::format("{:.3f}", ball->mid);
}

// Another way to see the value: a decimal expansion of both sides.
std::string seen_as_decimal(const Expr& term, const Expr& value) {
  auto exact = math::exact_value(value);
  if (exact.ok()) {
    auto places = exact->is_integer() ? std::nullopt : exact->to_decimal(3);
    return places ? "As a decimal this is " + inline_math(tex(value) + " = " + *places) + "." : "";
  }
  auto left = decimals(term), right = decimals(value);
  return left && left == right ? "Check with decimals: both are about $" + *left + "$." : "";
}

}  // namespace

namespace {

// The call of the tool that the term asks for.
const cas::ToolResult& called_for(const Expr& term, Work& work) {
  if (term.is_func("det") && term.arg(0).is(Op::kMatrix)) return work.call("compute_determinant", {{"matrix", math::to_plain(term.arg(0))}});
  if (term.is_func("sum") && term.args().size() == 4)
    return work.call("summation", {{"expression", math::to_plain(term.arg(0))}, {"variable", term.arg(1).name()}, {"lower", math::to_plain(term.arg(2))},
                                   {"upper", math::to_plain(term.arg(3))}});
  return work.call("evaluate", {{"expression", math::to_plain(term)}});
}

}  // namespace

std::optional<Expr> worked_out(const Expr& term, Work& work) {
  if (work.over()) return {};
  std::string plain = math::to_plain(term);
  const bool series = term.is_func("sum") && term.args().size() == 4;
  const cas::ToolResult* result = &called_for(term, work);
  auto value = closed_value(*result);
  if (!value && !work.over()) {
    work.reflect("This is no plain number, so we simplify the term as it is.", "corrected");
    work.think("We simplify " + inline_math(tex(term)) + ".");
    result = &work.call("simplify_expression", {{"expression", plain}});
    value = closed_value(*result);
  }
  if (!value || !is_closed_form(*value)) {
    work.reflect("This is not yet a value.", "rejected");
    work.give_up("the term could not be worked out: " + (result->ok ? "it stays " + result->result : result->message));
    return {};
  }
  auto exact = math::exact_value(term), found = math::exact_value(*value);
  bool confirmed = exact.ok() && found.ok() ? *exact == *found : agree(term, *value) || result->grade == math::Grade::kProved;
  confirmed = confirmed || (series && result->grade == math::Grade::kNumeric);   // it has been held against its partial sums
  if (!confirmed) {
    work.reflect("The value does not agree with the term.", "rejected");
    work.give_up("the value " + result->result + " could not be confirmed");
    return {};
  }
  work.reflect(seen_as_decimal(term, *value));
  return value;
}

namespace {

// The results of the calls that a phrase needs must be those that were found in reading it.
bool looked_up(const Lookup& lookup, Work& work) {
  work.think(lookup.thought);
  if (lookup.tool.empty()) return true;
  const auto& result = work.call(lookup.tool, lookup.args);
  std::vector<Expr> found;
  if (auto value = closed_value(result); value && lookup.expected.size() == 1) found = {*value};
  else if (auto items = read_items(result.result)) found = *items;
  bool same = result.ok && found.size() == lookup.expected.size();
  for (std::size_t i = 0; same && i < found.size(); ++i) same = agree(found[i], lookup.expected[i]);
  if (!same) {
    work.reflect("This is not what was expected.", "rejected");
    work.give_up(lookup.tool + " gave another result than reading the statement: " + result.result);
    return false;
  }
  work.reflect(lookup.reflection);
  return true;
}

}  // namespace

bool looked_up(const std::vector<Lookup>& lookups, Work& work) {
  return std::all_of(lookups.begin(), lookups.end(), [&](const Lookup& lookup) { return looked_up(lookup, work); });
}

void pursue(const Evaluate& goal, Work& work) {
  work.plan("Work the term out from the inside to the outside, then look at the value in another way.");
  if (!looked_up(goal.before, work)) return;
  const std::string closing = goal.closing.empty() ? "the value is @" : goal.closing;
  if (goal.expression.is_number()) {
    work.think(goal.setting);
    return work.finish(tex(goal.expression), closing);
  }
  work.think(goal.setting.empty() ? work.vary({"We work out ", "Let us work out "}) + inline_math(tex(goal.expression)) + "." : goal.setting);
  auto value = worked_out(goal.expression, work);
  if (value) work.finish(tex(*value), closing);
}

void pursue(const Several& goal, Work& work) {
  work.plan("Work out the parts of the answer one by one, and look at each in another way.");
  if (!looked_up(goal.before, work)) return;
  work.think(goal.setting);
  std::string answer = goal.shape;
  for (std::size_t i = goal.parts.size(); i > 0; --i) {
    Expr part = goal.parts[goal.parts.size() - i];
    if (!part.symbols().empty()) return work.give_up("a part of the answer is no term of numbers");
    if (part.size() > 2 || !is_closed_form(part)) {
      work.think(work.vary({"We work out ", "Next comes "}) + inline_math(tex(part)) + ".");
      auto value = worked_out(part, work);
      if (!value) return;
      part = *value;
    }
    answer = replace_all(answer, "#" + std::to_string(goal.parts.size() - i + 1) + "#", tex(part));
  }
  work.finish(answer, goal.closing);
}

void pursue(const DirectCall& goal, Work& work) {
  work.plan("Use the rule for this kind of term, and compare with the result of the definition.");
  work.think(goal.setting);
  const auto& result = work.call(goal.tool, goal.args);
  auto value = closed_value(result);
  if (!value || !agree(*value, goal.expected)) {
    work.reflect("This is not what the definition gives.", "rejected");
    return work.give_up(goal.tool + " gave no result, or another than the definition: " + result.result + result.message);
  }
  work.reflect("");
  work.finish(result.latex, goal.closing);
}

namespace {

struct Form {
  const char *tool, *verb, *closing;
};

Form form_of(Transform::To to) {
  switch (to) {
    case Transform::To::kExpanded: return {"expand_expression", "multiply out", "the expanded form is @"};
    case Transform::To::kFactored: return {"factor_expression", "factor", "the factored form is @"};
    case Transform::To::kSimple: break;
  }
  return {"simplify_expression", "simplify", "the term is equal to @"};
}

bool has_form(const Expr& e, const Transform& goal) {
  switch (goal.to) {
    case Transform::To::kExpanded: return true;
    case Transform::To::kFactored: return e.is(Op::kMul) || e.is(Op::kPow) || (e.is(Op::kNeg) && !e.arg(0).is(Op::kAdd));
    case Transform::To::kSimple: break;
  }
  return e.size() < goal.expression.size() && !e.same(goal.expression);
}

// Both sides with each symbol replaced by 2, when that gives numbers: a look at one instance.
std::string instance(const Expr& term, const Expr& value) {
  Expr left = term, right = value;
  std::string at;
  for (const std::string& name : term.symbols()) {
    left = left.substitute(name, Expr::integer(2));
    right = right.substitute(name, Expr::integer(2));
    at += (at.empty() ? "" : ", ") + tex(Expr::symbol(name)) + " = 2";
  }
  auto a = math::exact_value(left), b = math::exact_value(right);
  if (!a.ok() || !b.ok() || *a != *b || term.symbols().size() > 1) return "";
  return "Check with " + inline_math(at) + ": " + inline_math(worked(left)) + " and " + inline_math(worked(right)) + ".";
}

}  // namespace

void pursue(const Transform& goal, Work& work) {
  Form form = form_of(goal.to);
  work.plan(std::string("Use the rules of algebra to ") + form.verb + ", then compare both forms at one value.");
  work.think(work.vary({"We ", "Let us "}) + form.verb + " " + inline_math(tex(goal.expression)) + ".");
  auto value = work.expression(form.tool, {{"expression", math::to_plain(goal.expression)}});
  if (!value) return;
  if (!agree(goal.expression, *value)) {
    work.reflect("The two forms do not agree.", "rejected");
    return work.give_up("the new form could not be confirmed");
  }
  if (!has_form(*value, goal)) {
    work.reflect("This is not the form that is asked for.", "rejected");
    return work.give_up("the term could not be brought into the form asked for");
  }
  work.reflect(instance(goal.expression, *value));
  work.finish(tex(*value), form.closing);
}

}  // namespace retort::agent
