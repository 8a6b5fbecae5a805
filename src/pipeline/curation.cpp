#include "pipeline/curation.h"

#include <fmt/core.h>

#include <array>

#include "base/files.h"
#include "pipeline/gatekeeper.h"

namespace retort::pipeline {

namespace {

constexpr std::array kActions = {CurationAction::kDrop, CurationAction::kEdit, CurationAction::kRestore};

}  // namespace

std::string_view curation_action_name(CurationAction action) {
  switch (action) {
    case CurationAction::kDrop: return "drop";
    case CurationAction::kEdit: return "edit";
    case CurationAction::kRestore: break;
  }
  return "restore";
}

Json Decision::to_json() const {
  Json json = {{"narrative_id", narrative_id}, {"problem_id", problem_id}, {"action", curation_action_name(action)}, {"reason", reason}};
  if (action == CurationAction::kEdit) json.update({{"text", text}, {"checked", checked}, {"unread", unread}});
  return json;
}

Result<Decision> Decision::from_json(const Json& json) {
  Decision decision;
  decision.narrative_id = string_or(json, "narrative_id", "");
  decision.problem_id = string_or(json, "problem_id", "");
  decision.reason = string_or(json, "reason", "");
  decision.text = string_or(json, "text", "");
  decision.checked = static_cast<long>(integer_or(json, "checked", 0));
  decision.unread = static_cast<long>(integer_or(json, "unread", 0));
  const std::string action = string_or(json, "action", "");
  for (CurationAction known : kActions) {
    if (action != curation_action_name(known)) continue;
    decision.action = known;
    if (decision.narrative_id.empty()) return Error{ErrorCode::kParse, "a decision needs a \"narrative_id\""};
    if (known == CurationAction::kEdit && decision.text.empty()) return Error{ErrorCode::kParse, "an edit needs a \"text\""};
    return decision;
  }
  return Error{ErrorCode::kParse, fmt::format("\"action\" must be drop, edit or restore, not \"{}\"", action)};
}

Result<Curation> Curation::read(const std::string& path) {
  Curation curation;
  auto reader = LineReader::open(path);
  if (!reader.ok() && reader.error().code == ErrorCode::kNotFound) return curation;
  if (!reader.ok()) return reader.error();
  for (;;) {
    RETORT_TRY(auto text, reader->next());
    if (!text) return curation;
    auto json = parse_json(*text);
    auto decision = json.ok() ? Decision::from_json(*json) : json.error();
    if (!decision.ok()) return Error{ErrorCode::kParse, fmt::format("{}:{}: {}", path, reader->line_number(), decision.error().message)};
    curation.last_.insert_or_assign(decision->narrative_id, *decision);
  }
}

const Decision* Curation::about(std::string_view narrative_id) const {
  const auto found = last_.find(narrative_id);
  return found == last_.end() || found->second.action == CurationAction::kRestore ? nullptr : &found->second;
}

std::vector<Decision> Curation::standing() const {
  std::vector<Decision> all;
  for (const auto& [id, decision] : last_)
    if (decision.action != CurationAction::kRestore) all.push_back(decision);
  return all;
}

Status add_decision(const std::string& path, const Decision& decision) {
  auto before = read_file(path);
  if (!before.ok() && before.error().code != ErrorCode::kNotFound) return before.error();
  return write_file(path, (before.ok() ? *before : std::string()) + to_line(decision.to_json()) + "\n");
}

Result<Decision> edited(const Run& run, const Lineage& line, std::string text, std::string reason) {
  RETORT_TRY(Gatekeeper gates, Gatekeeper::open(run));
  const trace::Verdict verdict = gates.judge(line, text);
  if (!verdict.passed) {
    std::string found;
    for (const trace::Finding& finding : verdict.reasons)
      found += fmt::format("\n  {} at byte {}: \"{}\": {}", finding.gate, finding.at, text.substr(finding.at, finding.length), finding.message);
    return Error{ErrorCode::kInvalidArgument, "the gates reject the edited text:" + found};
  }
  return Decision{line.accepted()->id, line.problem.id, CurationAction::kEdit, std::move(reason), std::move(text), verdict.checked, verdict.unread};
}

}  // namespace retort::pipeline
