#include "agent/llm_rephraser.h"

#include <fmt/core.h>

#include "base/text.h"

namespace retort::agent {

namespace {

using trace::Turn;
using trace::TurnKind;

// Thoughts, explanations and reflections in order. Calls and their results are in the explanations; what gave an error is not told.
std::string material(const trace::Trace& trace, const std::vector<trace::Explanation>& explanations) {
  std::string out;
  int call = -1;
  std::size_t next = 0;
  for (const Turn& turn : trace.turns) {
    if (turn.kind == TurnKind::kPlan) continue;
    if (turn.kind == TurnKind::kCall) {
      ++call;
    } else if (turn.kind == TurnKind::kResult) {
      if (!turn.result.ok) continue;
      while (next < explanations.size() && explanations[next].call < call) ++next;
      if (next < explanations.size() && explanations[next].call == call) out += explanations[next].text + "\n\n";
    } else if (!turn.text.empty()) {
      out += turn.text + "\n\n";
    }
  }
  return std::string(trim(out));
}

std::string_view style_sentence(Style style, Length length) {
  if (length == Length::kShort) return "Be brief: the computations and the words that connect them, nothing else.";
  if (length == Length::kLong) return "Write at length: say before each step what is done and why, and check the answer at the end.";
  return style == Style::kConcise ? "Say what is needed to follow each step and no more."
                                  : "Say briefly why each step is taken, and check the answer where that is easy.";
}

class LlmRephraser : public Rephraser {
 public:
  LlmRephraser(Teacher teacher, std::unique_ptr<Rephraser> rules, Style style, Length length, int attempts)
      : teacher_(std::move(teacher)), rules_(std::move(rules)), style_(style), length_(length), attempts_(attempts) {}

  std::string revision() const override {
    return fmt::format("llm-rephraser/3 {} {} then {}", teacher_.revision(), style_sentence(style_, length_), rules_->revision());
  }
  int attempts(const trace::Trace&, int allowed) const override { return allowed + 1; }

  Result<trace::Narrative> rephrase(const trace::Problem& problem, const trace::Trace& trace,
                                    const std::vector<trace::Explanation>& explanations, const Rejected& before, int attempt,
                                    std::uint64_t seed) const override {
    // The rules begin anew: the findings point into the model's text.
    if (attempt >= attempts_) return rules_->rephrase(problem, trace, explanations, {}, 0, seed);
    trace::Narrative out;
    out.trace_id = trace.id;
    out.problem_id = problem.record_id();
    out.attempt = attempt;
    out.answer = trace.answer;
    out.agent = "llm";
    Conversation conversation(teacher_, before.text.empty() ? "rephraser" : "rephraser again", seed);
    conversation.add(teacher_.prompts.fill(Prompt::kRephraser, {{"problem", problem.statement},
                                                                {"material", material(trace, explanations)},
                                                                {"style", std::string(style_sentence(style_, length_))},
                                                                {"answer", trace.answer}}));
    if (!before.text.empty()) {
      conversation.add(llm::assistant_message(before.text));
      conversation.add(teacher_.prompts.fill(Prompt::kRephraserAgain, {{"complaints", complaints(before.reasons, before.text)}}));
    }
    const llm::ChatReply reply = conversation.ask();
    if (!reply.ok()) {
      RETORT_TRY(ChatTrouble trouble, trouble_of(reply));
      out.failure = "the model gave no usable reply: " + trouble.message;
      out.transient = trouble.transient;
      return out;
    }
    out.text = trim(reply.content);
    if (out.text.empty()) out.failure = "the model's reply was empty";
    return out;
  }

 private:
  Teacher teacher_;
  std::unique_ptr<Rephraser> rules_;
  Style style_;
  Length length_;
  int attempts_;
};

const Json& opinion_schema() {
  static const Json kSchema = {{"type", "object"},
                               {"properties", {{"verdict", {{"type", "string"}, {"enum", {"pass", "reject"}}}}, {"reason", {{"type", "string"}}}}},
                               {"required", {"verdict", "reason"}},
                               {"additionalProperties", false}};
  return kSchema;
}

// The reply must be the object and nothing else, a fence around it apart.
Opinion read_opinion(std::string_view text) {
  text = trim(text);
  for (std::string_view fence : {"```json", "```"})
    if (text.starts_with(fence) && text.ends_with("```") && text.size() >= fence.size() + 3)
      text = trim(text.substr(fence.size(), text.size() - fence.size() - 3));
  const auto json = parse_json(text, 8);
  if (!json.ok() || !json->is_object()) return {Opinion::Verdict::kNone, "the reply is no JSON object"};
  const std::string verdict = string_or(*json, "verdict", "");
  Opinion opinion{Opinion::Verdict::kNone, string_or(*json, "reason", "")};
  if (verdict == "pass") opinion.verdict = Opinion::Verdict::kPass;
  else if (verdict == "reject") opinion.verdict = Opinion::Verdict::kReject;
  else opinion.reason = "\"verdict\" is neither pass nor reject";
  return opinion;
}

class LlmJudge : public Judge {
 public:
  explicit LlmJudge(Teacher teacher) : teacher_(std::move(teacher)) {}
  std::string revision() const override { return "llm-judge/1 " + teacher_.revision(); }

  Result<Opinion> judge(const trace::Problem& problem, const std::string& narrative, std::uint64_t seed) const override {
    Conversation conversation(teacher_, "judge", seed);
    conversation.add(teacher_.prompts.fill(Prompt::kJudge, {{"problem", problem.statement}, {"narrative", narrative}}));
    const llm::ChatReply reply = conversation.ask(Json::array(), opinion_schema());
    if (reply.ok()) return read_opinion(reply.content);
    RETORT_TRY(ChatTrouble trouble, trouble_of(reply));
    return Opinion{Opinion::Verdict::kNone, trouble.message};
  }

 private:
  Teacher teacher_;
};

}  // namespace

std::string_view opinion_name(Opinion::Verdict verdict) {
  return verdict == Opinion::Verdict::kPass ? "pass" : verdict == Opinion::Verdict::kReject ? "reject" : "none";
}

std::unique_ptr<Rephraser> make_llm_rephraser(Teacher teacher, std::unique_ptr<Rephraser> rules, Style style, Length length, int attempts) {
  return std::make_unique<LlmRephraser>(std::move(teacher), std::move(rules), style, length, attempts);
}

std::unique_ptr<Judge> make_llm_judge(Teacher teacher) { return std::make_unique<LlmJudge>(std::move(teacher)); }

}  // namespace retort::agent
