#include "tests/support/rules_teacher.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "agent/agent.h"
#include "agent/rules_translator.h"
#include "base/hash.h"
#include "base/random.h"
#include "check/mutants.h"
#include "explain/derivation.h"
#include "tests/support/wrong_premises.h"

namespace retort::testing {

namespace {

constexpr std::uint64_t kSeed = 5;

std::string content_of(const Json& message) { return string_or(message, "content", ""); }

// The text between two headings of a prompt.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
  std::size_t begin = text.find(from);
  if (begin == std::string::npos) return {};
  begin += from.size();
  const std::size_t end = to.empty() ? std::string::npos : text.find(to, begin);
  return text.substr(begin, end == std::string::npos ? end : end - begin);
}

trace::Problem problem_of(const std::string& statement) {
  trace::Problem problem;
  problem.statement = statement;
  return problem;
}

llm::ChatReply say(std::string content) {
  llm::ChatReply reply;
  reply.content = std::move(content);
  return reply;
}

llm::ChatReply call(const std::string& name, const std::string& arguments, std::string content, int number) {
  llm::ChatReply reply = say(std::move(content));
  reply.tool_uses.push_back({"call_" + std::to_string(number), name, arguments});
  reply.finish = llm::FinishReason::kToolCalls;
  return reply;
}

}  // namespace

RulesTeacher::RulesTeacher(std::map<Lie, double> shares) : shares_(std::move(shares)), tools_({.worker_program = RETORT_BIN_DIR "/retort-cas"}) {}

bool RulesTeacher::lies_now(Lie lie, const std::string& body) {
  const auto share = shares_.find(lie);
  if (share == shares_.end() || !Random(static_cast<std::uint64_t>(lie), hash128(body)).chance(share->second)) return false;
  std::lock_guard lock(mutex_);
  ++told_[lie];
  return true;
}

long RulesTeacher::told(Lie lie) const {
  std::lock_guard lock(mutex_);
  const auto found = told_.find(lie);
  return found == told_.end() ? 0 : found->second;
}

std::set<std::string> RulesTeacher::lies() const {
  std::lock_guard lock(mutex_);
  std::set<std::string> all;
  for (const auto& [lie, texts] : lies_) all.insert(texts.begin(), texts.end());
  return all;
}

std::set<std::string> RulesTeacher::lies(Lie lie) const {
  std::lock_guard lock(mutex_);
  const auto found = lies_.find(lie);
  return found == lies_.end() ? std::set<std::string>() : found->second;
}

std::string RulesTeacher::spoilt(std::string text, const std::string& prompt, const std::string& body, bool whole) {
  Random random(kSeed, body);
  auto tell = [&](Lie lie, std::optional<std::string> changed) {
    std::lock_guard lock(mutex_);
    if (changed) lies_[lie].insert(text = *std::move(changed));
    else --told_[lie];   // the text held no place for it
  };
  for (const auto& [lie, kind] : {std::pair{Lie::kWrongDigit, check::Change::kDigit}, std::pair{Lie::kToolWord, check::Change::kToolWord},
                                  std::pair{Lie::kOtherAnswer, check::Change::kAnswer}})
    if ((whole || lie != Lie::kOtherAnswer) && lies_now(lie, body)) tell(lie, check::mutate(kind, {"", "", text}, random));
  if (lies_now(Lie::kWrongPremise, body)) {
    const std::string problem = between(prompt, "Problem:\n", "\n\n");
    std::vector<WrongPremise> kinds(kWrongPremises.begin(), kWrongPremises.end());
    std::erase_if(kinds, [](WrongPremise kind) { return !calculates(kind); });
    random.shuffle(kinds);
    std::optional<std::string> wrong;
    for (std::size_t i = 0; i < kinds.size() && !wrong; ++i) wrong = plant(kinds[i], problem, text, prompt + text, random);
    tell(Lie::kWrongPremise, std::move(wrong));
  }
  static const std::vector<std::string> kFalse = {"Note that $91$ is prime.", "Here $7$ is less than $5$.", "Clearly $15$ divides $40$.", "Here $3$ is greater than $8$.",
                                                  "Since $12$ is a multiple of $5$, this is no surprise."};
  if (lies_now(Lie::kFalseClaim, body)) tell(Lie::kFalseClaim, random.pick(kFalse) + " " + text);
  if (lies_now(Lie::kOtherNumber, body)) tell(Lie::kOtherNumber, "We begin with the $7919$ that was found before. " + text);
  return text;
}

llm::ChatReply RulesTeacher::plan(const std::string& statement) {
  const auto trace = agent::make_rules_solver()->solve(problem_of(statement), tools_, kSeed);
  if (trace.ok())
    for (const trace::Turn& turn : trace->turns)
      if (turn.kind == trace::TurnKind::kPlan) return say(turn.text);
  return say("1. Work it out.");
}

llm::ChatReply RulesTeacher::next_round(const std::string& statement, const Json& messages, const std::string& body) {
  // Results of right calls so far; those of spoilt ones are errors.
  int done = 0, replies = 0;
  for (const Json& message : messages) {
    replies += string_or(message, "role", "") == "assistant";
    done += string_or(message, "role", "") == "tool" && content_of(message).find("unknown_tool") == std::string::npos &&
            content_of(message).find("not JSON") == std::string::npos;
  }
  const auto trace = agent::make_rules_solver()->solve(problem_of(statement), tools_, kSeed);
  if (!trace.ok() || !trace->failure.empty()) return say("I do not know.");
  if (lies_now(Lie::kWrongTool, body)) return call("ask_the_oracle", "{}", "We look it up.", replies);
  if (lies_now(Lie::kBadArguments, body)) return call("evaluate", "{\"expression\": ", "We compute.", replies);
  const bool endless = lies_now(Lie::kEndlessCalls, statement);
  int calls = 0;
  std::string words;
  for (const trace::Turn& turn : trace->turns) {
    if (turn.kind == trace::TurnKind::kCall) {
      if (calls++ == done || endless) return call(turn.call.tool, to_line(turn.call.args), words, replies);
      words.clear();
    } else if (turn.kind != trace::TurnKind::kPlan && turn.kind != trace::TurnKind::kResult) {
      words += (words.empty() ? "" : "\n") + turn.text;
    }
  }
  return say(words);
}

std::string RulesTeacher::explanation(const std::string& user) {
  const std::string shown = between(user, "The computation to explain:\n", "\n\nIts result:");
  const std::size_t space = shown.find(' ');
  const auto args = parse_json(space == std::string::npos ? "" : shown.substr(space + 1));
  if (!args.ok()) return "I do not know.";
  const cas::ToolCall call{shown.substr(0, space), *args};
  const cas::ToolResult result = tools_.call(call);
  const auto derivation = explain::explain(call, result, {.seed = kSeed});
  return derivation.ok() ? agent::derivation_text(*derivation, agent::Style::kFull, kSeed) : "It is known.";
}

std::string RulesTeacher::solution(const std::string& statement) {
  const trace::Problem problem = problem_of(statement);
  const auto trace = agent::make_rules_solver()->solve(problem, tools_, kSeed);
  if (!trace.ok() || !trace->failure.empty()) return "I do not know.";
  std::vector<trace::Explanation> explanations;
  const auto translator = agent::make_rules_translator();
  for (int i = 0; i < trace->calls(); ++i)
    if (auto made = translator->translate(problem, *trace, i, kSeed); made.ok()) explanations.push_back(std::move(*made));
  const auto narrative = agent::make_rules_rephraser()->rephrase(problem, *trace, explanations, {}, 0, kSeed);
  return narrative.ok() ? narrative->text : "I do not know.";
}

llm::ChatReply RulesTeacher::answer(const Json& body) {
  const Json messages = body.value("messages", Json::array());
  if (messages.size() < 2) return say("Hello.");
  const std::string system = content_of(messages[0]), user = content_of(messages[1]), bytes = to_line(body);
  if (system.find("Write a short plan") != std::string::npos) return plan(user);
  if (system.find("You solve a competition problem") != std::string::npos)
    return next_round(between(user, "Problem:\n", "\n\nPlan:"), messages, bytes);
  if (system.find("patient mathematics teacher") != std::string::npos) return say(spoilt(explanation(user), user, bytes, false));
  if (system.find("editor of mathematical solutions") != std::string::npos)
    return say(spoilt(solution(between(user, "Problem:\n", "\n\nMaterial:")), user, bytes, true));
  return say(R"({"verdict": "pass", "reason": "each step follows"})");
}

}  // namespace retort::testing
