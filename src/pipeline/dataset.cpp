#include "pipeline/dataset.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/files.h"
#include "base/hash.h"
#include "eval/prompt.h"

namespace retort::pipeline {

Json dataset_row(const Lineage& line, const Decision* edit) {
  const trace::Problem& problem = line.problem;
  const Attempt& attempt = line.attempts.back();
  Json messages = Json::array();
  for (const llm::Message& message : eval::conversation(problem.statement))
    messages.push_back({{"role", message.role}, {"content", message.content}});
  messages.push_back({{"role", "assistant"}, {"content", edit ? edit->text : attempt.narrative.text}});

  const std::string id = line.sample == 0 ? problem.id : fmt::format("{}/{}", problem.id, line.sample);
  Json row = {{"id", id}, {"messages", messages}, {"answer", line.reference}};
  for (const auto& [key, value] : {std::pair{"source", problem.source}, {"licence", problem.licence}, {"subject", problem.subject}, {"level", problem.level}, {"family", problem.family}})
    if (!value.empty()) row[key] = value;
  row["origin"] = line.trace->origin;
  row["agent"] = line.trace->agent;
  if (line.sample > 0) row["sample"] = line.sample;
  if (line.vote) row["vote"] = {{"agree", line.vote->traces.size()}, {"of", line.vote->samples}};
  row["calls"] = line.trace->calls();
  row["attempt"] = attempt.narrative.attempt;
  row["checks"] = {{"checked", edit ? edit->checked : attempt.verdict->checked}, {"unread", edit ? edit->unread : attempt.verdict->unread}};
  if (edit) row["edited"] = edit->reason;
  row["problem_id"] = line.row.record;
  row["trace_id"] = line.trace->id;
  row["narrative_id"] = attempt.narrative.id;
  row["verdict_id"] = attempt.verdict->id;
  return row;
}

Result<DatasetRow> read_dataset_row(const Json& json) {
  DatasetRow row;
  row.id = string_or(json, "id", "");
  row.answer = string_or(json, "answer", "");
  row.sample = static_cast<std::size_t>(std::max(0LL, integer_or(json, "sample", 0)));
  for (auto [key, text] : {std::pair{"family", &row.family}, {"source", &row.source}, {"licence", &row.licence}, {"subject", &row.subject}, {"level", &row.level},
                           {"problem_id", &row.problem_id}})
    *text = string_or(json, key, "");
  bool shaped = json.is_object() && json.contains("messages") && json["messages"].is_array() && json["messages"].size() == 2;
  if (shaped) {
    row.question = string_or(json["messages"][0], "content", "");
    row.narrative = string_or(json["messages"][1], "content", "");
  }
  if (row.question.empty() || row.narrative.empty()) return Error{ErrorCode::kParse, "a dataset row needs \"messages\" of a user and an assistant"};
  return row;
}

Status each_dataset_row(const std::string& path, const std::function<Status(const DatasetRow&)>& visit) {
  RETORT_TRY(LineReader reader, LineReader::open(path));
  for (;;) {
    RETORT_TRY(auto text, reader.next());
    if (!text) return {};
    auto json = parse_json(*text);
    auto row = json.ok() ? read_dataset_row(*json) : json.error();
    if (!row.ok()) return Error{row.error().code, fmt::format("{}:{}: {}", path, reader.line_number(), row.error().message)};
    RETORT_TRY_STATUS(visit(*row));
  }
}

std::uint64_t heldout_draw(std::string_view statement, long long seed) { return hash64(fmt::format("heldout {}\n{}", seed, statement)); }

std::optional<std::uint64_t> heldout_limit(long n, std::uint64_t smallest, double share) {
  if (share <= 0 || n < 2) return std::nullopt;
  return std::max(smallest, static_cast<std::uint64_t>(share * 0x1p64));
}

}  // namespace retort::pipeline
