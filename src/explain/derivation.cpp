#include "explain/derivation.h"

#include "cas/accepted_forms.h"
#include "explain/board.h"
#include "explain/gaps.h"
#include "explain/levels.h"
#include "explain/program.h"
#include "explain/rules.h"

namespace retort::explain {

Json Step::to_json() const {
  return {{"claim", claim}, {"rule", rule}, {"because", because}, {"checked_by", checked_by}, {"grade", math::grade_name(grade)}};
}

Json Derivation::to_json() const {
  Json list = Json::array();
  for (const Step& s : steps) list.push_back(s.to_json());
  return {{"steps", std::move(list)}};
}

Result<Derivation> Derivation::from_json(const Json& json) {
  const auto list = json.is_object() ? json.find("steps") : json.end();
  if (!json.is_object() || list == json.end() || !list->is_array())
    return Error{ErrorCode::kInvalidArgument, "a derivation is an object {\"steps\": [...]}"};
  Derivation d;
  for (const Json& item : *list) {
    Step s{string_or(item, "claim", ""), string_or(item, "rule", ""), string_or(item, "because", ""), string_or(item, "checked_by", "")};
    const std::string grade = string_or(item, "grade", "");
    bool known = false;
    for (const auto g : {math::Grade::kProved, math::Grade::kNumeric, math::Grade::kQuoted})
      if (math::grade_name(g) == grade) {
        s.grade = g;
        known = true;
      }
    if (s.claim.empty() || s.rule.empty() || !known)
      return Error{ErrorCode::kInvalidArgument, "a step needs \"claim\", \"rule\" and a known \"grade\""};
    d.steps.push_back(std::move(s));
  }
  return d;
}

namespace {

Result<Derivation> derived(Rule rule, const cas::ToolCall& call, const cas::ToolResult& result, const ExplainOptions& options) {
  Board board(options);
  rule(Call(call, result, board));
  RETORT_TRY(Derivation derivation, std::move(board).finish());
  RETORT_TRY_STATUS(check_gaps(call, derivation));
  return derivation;
}

}  // namespace

Result<Derivation> explain(const cas::ToolCall& given, const cas::ToolResult& result, const ExplainOptions& options) {
  const cas::ToolCall call = cas::in_documented_form(given);
  if (!result.ok) return Error{ErrorCode::kUnsupported, "there is no result to derive"};
  if (call.tool == "python") return explain_program(string_or(call.args, "code", ""), result.result, options);
  const Rule rule = find_rule(call.tool);
  if (!rule) return Error{ErrorCode::kUnsupported, "no derivation by hand for the tool \"" + call.tool + "\""};
  RETORT_TRY(Derivation derivation, derived(rule, call, result, options));
  if (options.detail == Detail::kFull) derivation = broken_apart(derivation, options);
  if (options.detail == Detail::kBrief && derivation.steps.size() == 1) {
    // The bare result: the key steps of the normal way are more than that.
    const auto normal = derived(rule, call, result, {Detail::kNormal, options.seed});
    if (normal && normal->steps.size() > 1) {
      const Derivation key = condensed(*normal);
      derivation = key.steps.size() > 1 && check_gaps(call, key).ok() ? key : *normal;
    } else if (normal) {
      // One claim either way: with its members between where the ends alone are a leap.
      Derivation marked = derivation;
      mark_leaps(marked);
      if (marked.steps[0].grade == math::Grade::kQuoted && derivation.steps[0].grade != math::Grade::kQuoted) derivation = *normal;
    }
  }
  mark_leaps(derivation);
  return derivation;
}

std::string_view explain_revision() { return "explain-9"; }

}  // namespace retort::explain
