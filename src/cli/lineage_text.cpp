#include "cli/lineage_text.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"

namespace retort::cli {

namespace {

std::string turn_text(const trace::Turn& turn) {
  std::string body = turn.text;
  if (turn.kind == trace::TurnKind::kCall) body = fmt::format("{} {}", turn.call.tool, to_line(turn.call.args));
  if (turn.kind == trace::TurnKind::kResult)
    body = turn.result.ok ? fmt::format("{}   [{}]", turn.result.result, turn.result.verified_by) : fmt::format("{}: {}", turn.result.kind, turn.result.message);
  if (!turn.outcome.empty()) body += fmt::format("   [{}]", turn.outcome);
  return fmt::format("  {:<11}{}\n", trace::turn_kind_name(turn.kind), body);
}

// The line of text around a finding with >>marks<< around its place.
std::string place_text(const std::string& text, const trace::Finding& finding) {
  constexpr std::size_t kAround = 50, kMarked = 160;
  const auto start_of_character = [&](std::size_t at) {
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) --at;
    return at;
  };
  const std::size_t at = start_of_character(std::min(finding.at, text.size())), end = start_of_character(std::min(at + std::min(finding.length, kMarked), text.size()));
  const std::size_t begin = start_of_character(at > kAround ? at - kAround : 0), stop = start_of_character(std::min(end + kAround, text.size()));
  const std::string marked = fmt::format("{}{}>>{}{}<<{}{}", begin > 0 ? "..." : "", text.substr(begin, at - begin), text.substr(at, end - at), finding.length > kMarked ? "..." : "", text.substr(end, stop - end),
                                         stop < text.size() ? "..." : "");
  return replace_all(marked, "\n", " ");
}

}  // namespace

Json lineage_json(const pipeline::Lineage& line) {
  Json json = {{"problem", line.problem.to_json()}, {"problem_id", line.row.record}};
  if (line.trace) json["trace"] = line.trace->to_json();
  json["explanations"] = Json::array();
  for (const auto& explanation : line.explanations) json["explanations"].push_back(explanation.to_json());
  json["narratives"] = Json::array();
  json["verdicts"] = Json::array();
  for (const auto& attempt : line.attempts) {
    json["narratives"].push_back(attempt.narrative.to_json());
    if (attempt.verdict) json["verdicts"].push_back(attempt.verdict->to_json());
  }
  if (!line.failed_at.empty()) json["failure"] = {{"at", line.failed_at}, {"reason", line.failure}};
  return json;
}

std::string lineage_text(const pipeline::Lineage& line) {
  std::string text = fmt::format("problem {} ({})\n  {}\n  answer: {}\n", line.problem.id, line.row.record, line.problem.statement, line.problem.answer);
  if (line.trace) {
    text += fmt::format("\ntrace {} by {}\n", line.trace->id, line.trace->agent);
    for (const auto& turn : line.trace->turns) text += turn_text(turn);
  }
  for (const auto& explanation : line.explanations) {
    text += fmt::format("\nexplanation {} of call {}\n  {}\n", explanation.id, explanation.call, explanation.text);
    for (const auto& step : explanation.derivation.steps) text += fmt::format("    {:<40} {} [{}, {}]\n", step.claim, step.because, step.rule, step.checked_by);
  }
  for (const auto& attempt : line.attempts) {
    text += fmt::format("\nnarrative {} (attempt {})\n  {}\n", attempt.narrative.id, attempt.narrative.attempt + 1,
                        attempt.narrative.failure.empty() ? attempt.narrative.text : "failed: " + attempt.narrative.failure);
    if (!attempt.verdict) continue;
    text += fmt::format("  {}: {} claims checked, {} unread\n", attempt.verdict->passed ? "passed" : "rejected", attempt.verdict->checked, attempt.verdict->unread);
    for (const auto& reason : attempt.verdict->reasons)
      text += fmt::format("    {} at {}: {}\n      {}\n", reason.gate, reason.at, reason.message, place_text(attempt.narrative.text, reason));
  }
  if (line.vote) text += fmt::format("\nanswer by vote: {} ({} of {} samples)\n", line.vote->answer, line.vote->traces.size(), line.vote->samples);
  if (line.spare) text += "\nright, and not told: other samples gave narratives enough\n";
  if (!line.failed_at.empty()) text += fmt::format("\nended at {}: {}\n", line.failed_at, line.failure);
  return text;
}

std::string decision_text(const pipeline::Decision& decision) {
  if (decision.action == pipeline::CurationAction::kEdit) return fmt::format("edited: {}\n  {}\n", decision.reason, decision.text);
  return fmt::format("left out: {}\n", decision.reason);
}

}  // namespace retort::cli
