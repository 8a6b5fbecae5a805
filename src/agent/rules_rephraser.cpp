#include "agent/rules_rephraser.h"

#include <algorithm>

#include "agent/brief.h"
#include "agent/told.h"
#include "agent/wording.h"
#include "base/random.h"

namespace retort::agent {

namespace {

std::string text_of(const std::vector<Told>& told) {
  std::string out;
  for (const Told& sentence : told) out = joined(out, capitalised(sentence.text));
  return out;
}

// Without the optional sentences that a finding touches.
std::vector<Told> without_found(const std::vector<Told>& told, const std::vector<trace::Finding>& reasons) {
  std::vector<Told> out;
  std::string before;
  for (const Told& sentence : told) {
    const std::string text = capitalised(sentence.text);
    before = joined(before, text);
    const std::size_t end = before.size(), begin = end - text.size();
    bool found = false;
    for (const trace::Finding& reason : reasons) found = found || (reason.at < end && reason.at + reason.length > begin);
    if (!found || !sentence.optional) out.push_back(sentence);
  }
  return out;
}

std::vector<Told> without_optional(const std::vector<Told>& told) {
  std::vector<Told> out;
  for (const Told& sentence : told)
    if (!sentence.optional) out.push_back(sentence);
  return out;
}

// Routine steps without their reasons, up to three in a sentence.
std::vector<Told> without_routine_reasons(const std::vector<Told>& told) {
  constexpr std::size_t kMostInSentence = 3;
  std::vector<Told> out;
  std::vector<std::string> row;
  const auto finish = [&] {
    if (!row.empty()) out.push_back({routine_sentence(row), false});
    row.clear();
  };
  for (const Told& sentence : told) {
    const std::string formula = routine_formula(sentence.text);
    if (formula.empty() || row.size() == kMostInSentence) finish();
    if (formula.empty()) out.push_back(sentence);
    else row.push_back(formula);
  }
  finish();
  return out;
}

bool too_long(const std::vector<trace::Finding>& reasons) {
  return std::any_of(reasons.begin(), reasons.end(), [](const trace::Finding& reason) { return reason.gate == "length"; });
}

bool boxes(const Told& sentence) { return sentence.text.find("\\boxed") != std::string::npos; }

class RulesRephraser : public Rephraser {
 public:
  explicit RulesRephraser(Style style) : style_(style) {}
  std::string revision() const override { return style_ == Style::kConcise ? "rules-rephraser/7 concise" : "rules-rephraser/7"; }

  Result<trace::Narrative> rephrase(const trace::Problem& problem, const trace::Trace& trace,
                                    const std::vector<trace::Explanation>& explanations,
                                    const Rejected& before, int attempt, std::uint64_t seed) const override {
    trace::Narrative out;
    out.trace_id = trace.id;
    out.problem_id = problem.record_id();
    out.attempt = attempt;
    std::vector<std::string> made_from = {trace.id, revision(), std::to_string(attempt), std::to_string(seed)};
    for (const trace::Explanation& e : explanations) made_from.push_back(e.id);
    for (const trace::Finding& r : before.reasons) made_from.push_back(to_line(r.to_json()));
    out.id = trace::make_id("narrative", made_from);
    if (!trace.failure.empty() || trace.answer.empty()) {
      out.failure = trace.failure.empty() ? "the trace has no answer" : "the trace failed: " + trace.failure;
      return out;
    }
    out.answer = trace.answer;
    // Of its own for each trace. The first attempt and its repair share it, so that the findings point into the same text.
    const std::uint64_t words = Random(seed, trace.id).next();
    std::vector<Told> told = trace.origin == "human" ? human_sentences(trace, explanations)
                                                     : solver_sentences(problem, trace, explanations, style_, words);
    if (attempt == 1) told = without_found(told, before.reasons);
    if (attempt > 1) {
      std::vector<Told> bare = without_optional(told);
      // A person's words carry the thread: without a third of them what is left does not hold together.
      if (trace.origin == "human" && bare.size() * 3 < told.size() * 2) {
        out.failure = "the gates reject it" + (before.reasons.empty() ? std::string() : " (" + before.reasons.front().gate + ")") + ", and without what they name too little is left";
        return out;
      }
      told = std::move(bare);
    }
    if (attempt > 0 && too_long(before.reasons))
      for (Told& sentence : told) sentence.text = brief_sentence(sentence.text);
    if (attempt > 1 && too_long(before.reasons)) told = without_routine_reasons(told);
    if (told.empty() || !boxes(told.back()))
      told.push_back({answer_sentence(trace.answer, words + static_cast<std::uint64_t>(attempt)), false});
    out.text = text_of(told);
    return out;
  }

 private:
  Style style_;
};

}  // namespace

std::unique_ptr<Rephraser> make_rules_rephraser(Style style) { return std::make_unique<RulesRephraser>(style); }

}  // namespace retort::agent
