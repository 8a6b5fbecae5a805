#include "agent/rules_solver_work.h"

#include <algorithm>

#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::agent {

using trace::TurnKind;

void Work::add(TurnKind kind, std::string text) {
  trace::Turn turn;
  turn.kind = kind;
  turn.text = std::move(text);
  trace_.turns.push_back(std::move(turn));
}

void Work::plan(std::string text) {
  if (trace_.turns.empty()) add(TurnKind::kPlan, std::move(text));
}

void Work::think(std::string text) {
  if (text.empty()) return;
  thought_ += (thought_.empty() ? "" : " ") + text;
}

const cas::ToolResult& Work::call(const std::string& tool, Json args) {
  cas::ToolCall call{tool, std::move(args)};
  std::string key = to_line(call.to_json());
  awaits_reflection_ = false;
  auto before = std::find_if(made_.begin(), made_.end(), [&](const Made& m) { return m.key == key; });
  if (before != made_.end()) {
    if (before->result.ok) think("As before, this is " + inline_math(before->result.latex) + ".");
    return before->result;
  }
  if (static_cast<long>(made_.size()) >= kMaxRounds) {
    static const cas::ToolResult too_many = [] {
      cas::ToolResult result;
      result.kind = "deadline";
      result.message = "the solution takes more than 15 calls";
      return result;
    }();
    give_up(too_many.message);
    return too_many;
  }
  add(TurnKind::kThought, std::exchange(thought_, ""));
  add(TurnKind::kCall, "");
  trace_.turns.back().call = call;
  cas::ToolResult result = tools_.call(call);
  add(TurnKind::kResult, "");
  trace_.turns.back().result = result;
  awaits_reflection_ = true;
  made_.push_back({std::move(key), std::move(result)});
  return made_.back().result;
}

void Work::reflect(std::string text, std::string_view outcome) {
  if (over_) return;
  if (!awaits_reflection_) return think(std::move(text));
  awaits_reflection_ = false;
  add(TurnKind::kReflection, std::move(text));
  trace_.turns.back().outcome = outcome;
}

void Work::finish(const std::string& answer, const std::string& closing) {
  if (over_) return;
  over_ = true;
  std::string sentence = replace_all(closing, "@", "$\\boxed{" + answer + "}$");
  std::string start = vary({"So", "Hence", "Therefore", "Thus"});
  add(TurnKind::kFinal, (thought_.empty() ? "" : thought_ + " ") + start + " " + sentence + ".");
  trace_.answer = answer;
}

void Work::give_up(std::string reason) {
  if (over_) return;
  over_ = true;
  trace_.failure = std::move(reason);
}

std::nullopt_t Work::fail(const std::string& tool, const cas::ToolResult& result) {
  std::string reason = result.ok ? "its value could not be read: " + shorten(result.result, 80) : result.kind + ": " + result.message;
  reflect("This does not lead to a value.", "rejected");
  give_up(tool + ": " + reason);
  return std::nullopt;
}

std::optional<math::Expr> closed_value(const cas::ToolResult& result) {
  if (!result.ok || result.approximate) return {};
  auto value = math::parse(result.result, math::Notation::kPlain);
  if (!value.ok()) return {};
  return *value;
}

std::optional<math::Expr> Work::expression(const std::string& tool, Json args) {
  if (over_) return {};
  const cas::ToolResult& result = call(tool, std::move(args));
  auto value = closed_value(result);
  if (!value) return fail(tool, result);
  return value;
}

std::optional<math::Rational> Work::number(const std::string& tool, Json args) {
  auto value = expression(tool, std::move(args));
  if (!value) return {};
  auto exact = math::exact_value(*value);
  if (!exact.ok()) return fail(tool, made_.back().result);
  return *exact;
}

std::optional<std::vector<math::Expr>> Work::items(const std::string& tool, Json args) {
  if (over_) return {};
  const cas::ToolResult& result = call(tool, std::move(args));
  if (!result.ok || result.approximate) return fail(tool, result);
  auto list = read_items(result.result);
  if (!list) return fail(tool, result);
  return list;
}

}  // namespace retort::agent
