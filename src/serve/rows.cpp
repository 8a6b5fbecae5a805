#include "serve/rows.h"

#include <fmt/core.h>

#include "explain/derivation.h"
#include "explain/program.h"

namespace retort::serve {

namespace {

// Numbers count as the text they are written as.
Result<std::string> text_of(const Json& row, const char* key) {
  if (row.contains(key) && row[key].is_string()) return row[key].get<std::string>();
  if (row.contains(key) && row[key].is_number()) return row[key].dump();
  return Error{ErrorCode::kInvalidArgument, fmt::format("needs \"{}\", a text or a number", key)};
}

// "detail" and "seed" of a row.
Result<explain::ExplainOptions> options_of(const Json& row) {
  explain::ExplainOptions options;
  const std::string detail = string_or(row, "detail", row.contains("detail") ? "" : "normal");
  if (detail == "brief") options.detail = explain::Detail::kBrief;
  else if (detail == "full") options.detail = explain::Detail::kFull;
  else if (detail != "normal") return Error{ErrorCode::kInvalidArgument, "\"detail\" must be brief, normal or full"};
  if (row.contains("seed") && !row["seed"].is_number_unsigned()) return Error{ErrorCode::kInvalidArgument, "\"seed\" must be a whole number that is not negative"};
  if (row.contains("seed")) options.seed = row["seed"].get<std::uint64_t>();
  return options;
}

// A program is run in the sandbox and told from what it did.
Result<Json> explain_program_row(Workbench& bench, const Json& arguments, const explain::ExplainOptions& options) {
  const Json output = bench.python.call(arguments);
  if (string_or(output, "status", "") != "ok") return Error{ErrorCode::kUnsupported, string_or(output, "message", "the program failed")};
  std::string code;
  for (const Json& cell : arguments["code"].is_array() ? arguments["code"] : Json::array({arguments["code"]})) code += cell.get<std::string>() + "\n";
  const auto call = [&bench](const cas::ToolCall& asked) { return bench.tools.call(asked); };
  RETORT_TRY(auto derivation, explain::explain_program(code, string_or(output, "result", ""), options, call));
  return Json{{"output", output}, {"steps", derivation.to_json()["steps"]}};
}

}  // namespace

Result<Json> call_row(Workbench& bench, const Json& row) {
  RETORT_TRY(auto call, cas::ToolCall::from_json(row));
  if (call.tool == cas::python_spec().name) return Json{{"output", bench.python.call(call.args)}};
  return Json{{"output", bench.tools.call(call).to_json()}};
}

Result<Json> explain_row(Workbench& bench, const Json& row) {
  RETORT_TRY(auto call, cas::ToolCall::from_json(row));
  RETORT_TRY(const explain::ExplainOptions options, options_of(row));
  if (call.tool == cas::python_spec().name) return explain_program_row(bench, call.args, options);
  const cas::ToolResult result = bench.tools.call(call);
  if (!result.ok) return Error{ErrorCode::kUnsupported, result.message};
  RETORT_TRY(auto derivation, explain::explain(call, result, options));
  return Json{{"output", result.to_json()}, {"steps", derivation.to_json()["steps"]}};
}

Json verdict_json(const grade::Verdict& verdict) {
  return {{"verdict", grade::outcome_name(verdict.outcome)}, {"reason", verdict.reason}, {"rule", verdict.rule}};
}

Result<Json> grade_row(const Json& row, const Json& common_options) {
  RETORT_TRY(const std::string gold, text_of(row, "gold"));
  RETORT_TRY(const std::string pred, text_of(row, "pred"));
  Json merged = common_options;
  if (row.contains("options") && row["options"].is_object()) merged.update(row["options"]);
  RETORT_TRY(const grade::GradeOptions options, grade::options_from_json(row.contains("options") && !row["options"].is_object() ? row["options"] : merged));
  return verdict_json(grade::compare_texts(gold, pred, options));
}

Result<Json> check_row(const Json& row, const check::GateOptions& options) {
  RETORT_TRY(const std::string problem, text_of(row, "problem"));
  RETORT_TRY(const std::string answer, text_of(row, "answer"));
  RETORT_TRY(const std::string narrative, text_of(row, "narrative"));
  const trace::Verdict verdict = check::run_gates({problem, answer, narrative}, options);
  Json reasons = Json::array();
  for (const trace::Finding& finding : verdict.reasons) reasons.push_back(finding.to_json());
  return Json{{"passed", verdict.passed}, {"reasons", reasons}, {"checked", verdict.checked}, {"unread", verdict.unread}};
}

}  // namespace retort::serve
