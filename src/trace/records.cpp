#include "trace/records.h"

#include <fmt/core.h>

#include <array>

#include "base/hash.h"

namespace retort::trace {

namespace {

constexpr std::array<std::string_view, 6> kTurnKinds = {"plan", "thought", "call", "result", "reflection", "final"};

Error malformed(std::string_view kind, std::string_view what) {
  return {ErrorCode::kParse, fmt::format("{} record: {}", kind, what)};
}

// Records are written with the keys that say something: an absent key reads back as the empty value.
void put(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

Status require(const Json& json, std::string_view kind, std::initializer_list<const char*> strings) {
  if (!json.is_object()) return malformed(kind, "must be an object");
  for (const char* key : strings)
    if (!json.contains(key) || !json[key].is_string()) return malformed(kind, fmt::format("needs the string \"{}\"", key));
  return {};
}

Result<const Json*> array_of(const Json& json, std::string_view kind, const char* key) {
  if (!json.contains(key) || !json[key].is_array()) return malformed(kind, fmt::format("needs the array \"{}\"", key));
  return &json[key];
}

Result<TurnKind> turn_kind(std::string_view name) {
  for (std::size_t i = 0; i < kTurnKinds.size(); ++i)
    if (kTurnKinds[i] == name) return static_cast<TurnKind>(i);
  return malformed("trace", fmt::format("unknown turn \"{}\"", name));
}

Json turn_to_json(const Turn& turn) {
  Json json = {{"turn", turn_kind_name(turn.kind)}};
  if (turn.kind == TurnKind::kCall) json["call"] = turn.call.to_json();
  if (turn.kind == TurnKind::kResult) json["result"] = turn.result.to_json();
  put(json, "text", turn.text);
  put(json, "outcome", turn.outcome);
  put(json, "reasoning", turn.reasoning);
  return json;
}

Result<Turn> turn_from_json(const Json& json) {
  RETORT_TRY_STATUS(require(json, "trace", {"turn"}));
  Turn turn;
  RETORT_TRY(turn.kind, turn_kind(json["turn"].get<std::string>()));
  turn.text = string_or(json, "text", "");
  turn.outcome = string_or(json, "outcome", "");
  turn.reasoning = string_or(json, "reasoning", "");
  if (turn.kind == TurnKind::kCall) {
    if (!json.contains("call")) return malformed("trace", "a call turn needs \"call\"");
    RETORT_TRY(turn.call, cas::ToolCall::from_json(json["call"]));
  }
  if (turn.kind == TurnKind::kResult) {
    if (!json.contains("result")) return malformed("trace", "a result turn needs \"result\"");
    RETORT_TRY(turn.result, cas::ToolResult::from_json(json["result"]));
  }
  return turn;
}

Result<Finding> finding_from_json(const Json& json) {
  RETORT_TRY_STATUS(require(json, "verdict", {"gate", "message"}));
  Finding finding;
  finding.gate = string_or(json, "gate", "");
  finding.message = string_or(json, "message", "");
  finding.at = static_cast<std::size_t>(std::max(0LL, integer_or(json, "at", 0)));
  finding.length = static_cast<std::size_t>(std::max(0LL, integer_or(json, "length", 0)));
  return finding;
}

}  // namespace

std::string make_id(std::string_view kind, const std::vector<std::string>& made_from) {
  // Each part with its length in front: ("ab", "c") and ("a", "bc") are different records.
  std::string bytes = fmt::format("{}:{}", kind.size(), kind);
  for (const std::string& part : made_from) bytes += fmt::format("{}:{}", part.size(), part);
  return hash128(bytes);
}

std::string_view turn_kind_name(TurnKind kind) { return kTurnKinds[static_cast<std::size_t>(kind)]; }

std::string Problem::record_id() const {
  std::vector<std::string> made_from = {statement, answer, solution};
  if (!given.is_null()) made_from.push_back(to_line(given));
  return make_id("problem", made_from);
}

Json Problem::to_json() const {
  Json json = Json::object();
  put(json, "id", id);
  json["problem"] = statement;
  json["answer"] = answer;
  put(json, "source", source);
  put(json, "licence", licence);
  put(json, "subject", subject);
  put(json, "level", level);
  put(json, "solution", solution);
  put(json, "family", family);
  put(json, "wording", wording);
  if (!given.is_null()) json["given"] = given;
  if (line > 0) json["line"] = line;
  return json;
}

Result<Problem> Problem::from_json(const Json& json) {
  RETORT_TRY_STATUS(require(json, "problem", {"problem", "answer"}));
  Problem problem;
  problem.id = string_or(json, "id", "");
  problem.statement = string_or(json, "problem", "");
  problem.answer = string_or(json, "answer", "");
  problem.source = string_or(json, "source", "");
  problem.licence = string_or(json, "licence", "");
  problem.subject = string_or(json, "subject", "");
  problem.level = string_or(json, "level", "");
  problem.solution = string_or(json, "solution", "");
  problem.family = string_or(json, "family", "");
  problem.wording = string_or(json, "wording", "");
  if (json.contains("given")) problem.given = json["given"];
  problem.line = static_cast<long>(integer_or(json, "line", 0));
  return problem;
}

long Trace::calls() const {
  long n = 0;
  for (const Turn& turn : turns) n += turn.kind == TurnKind::kCall;
  return n;
}

Json Trace::to_json() const {
  Json json = {{"id", id}, {"problem_id", problem_id}, {"agent", agent}};
  put(json, "origin", origin);
  json["turns"] = Json::array();
  for (const Turn& turn : turns) json["turns"].push_back(turn_to_json(turn));
  put(json, "answer", answer);
  put(json, "failure", failure);
  return json;
}

Result<Trace> Trace::from_json(const Json& json) {
  RETORT_TRY_STATUS(require(json, "trace", {"id", "problem_id", "agent"}));
  Trace trace;
  trace.id = string_or(json, "id", "");
  trace.problem_id = string_or(json, "problem_id", "");
  trace.agent = string_or(json, "agent", "");
  trace.origin = string_or(json, "origin", "");
  trace.answer = string_or(json, "answer", "");
  trace.failure = string_or(json, "failure", "");
  RETORT_TRY(const Json* turns, array_of(json, "trace", "turns"));
  for (const Json& entry : *turns) {
    RETORT_TRY(Turn turn, turn_from_json(entry));
    trace.turns.push_back(std::move(turn));
  }
  return trace;
}

Json Explanation::to_json() const {
  Json json = {{"id", id}, {"trace_id", trace_id}, {"call", call}, {"derivation", derivation.to_json()}};
  put(json, "text", text);
  put(json, "agent", agent);
  put(json, "failure", failure);
  return json;
}

Result<Explanation> Explanation::from_json(const Json& json) {
  RETORT_TRY_STATUS(require(json, "explanation", {"id", "trace_id"}));
  Explanation explanation;
  explanation.id = string_or(json, "id", "");
  explanation.trace_id = string_or(json, "trace_id", "");
  explanation.call = static_cast<int>(integer_or(json, "call", 0));
  if (!json.contains("derivation")) return malformed("explanation", "needs \"derivation\"");
  RETORT_TRY(explanation.derivation, explain::Derivation::from_json(json["derivation"]));
  explanation.text = string_or(json, "text", "");
  explanation.agent = string_or(json, "agent", "");
  explanation.failure = string_or(json, "failure", "");
  return explanation;
}

Json Narrative::to_json() const {
  Json json = {{"id", id}, {"trace_id", trace_id}, {"problem_id", problem_id}, {"attempt", attempt}};
  put(json, "text", text);
  put(json, "answer", answer);
  put(json, "agent", agent);
  put(json, "failure", failure);
  return json;
}

Result<Narrative> Narrative::from_json(const Json& json) {
  RETORT_TRY_STATUS(require(json, "narrative", {"id", "trace_id", "problem_id"}));
  Narrative narrative;
  narrative.id = string_or(json, "id", "");
  narrative.trace_id = string_or(json, "trace_id", "");
  narrative.problem_id = string_or(json, "problem_id", "");
  narrative.attempt = static_cast<int>(integer_or(json, "attempt", 0));
  narrative.text = string_or(json, "text", "");
  narrative.answer = string_or(json, "answer", "");
  narrative.agent = string_or(json, "agent", "");
  narrative.failure = string_or(json, "failure", "");
  return narrative;
}

Json Finding::to_json() const {
  return {{"gate", gate}, {"at", at}, {"length", length}, {"message", message}};
}

Json Verdict::to_json() const {
  Json json = {{"id", id}, {"narrative_id", narrative_id}, {"passed", passed}};
  json["reasons"] = Json::array();
  for (const Finding& finding : reasons) json["reasons"].push_back(finding.to_json());
  json["checked"] = checked;
  json["unread"] = unread;
  put(json, "opinion", opinion);
  return json;
}

Result<Verdict> Verdict::from_json(const Json& json) {
  RETORT_TRY_STATUS(require(json, "verdict", {"id", "narrative_id"}));
  Verdict verdict;
  verdict.id = string_or(json, "id", "");
  verdict.narrative_id = string_or(json, "narrative_id", "");
  if (!json.contains("passed") || !json["passed"].is_boolean()) return malformed("verdict", "needs the boolean \"passed\"");
  verdict.passed = json["passed"].get<bool>();
  RETORT_TRY(const Json* reasons, array_of(json, "verdict", "reasons"));
  for (const Json& entry : *reasons) {
    RETORT_TRY(Finding finding, finding_from_json(entry));
    verdict.reasons.push_back(std::move(finding));
  }
  verdict.checked = static_cast<long>(integer_or(json, "checked", 0));
  verdict.unread = static_cast<long>(integer_or(json, "unread", 0));
  verdict.opinion = string_or(json, "opinion", "");
  return verdict;
}

}  // namespace retort::trace
