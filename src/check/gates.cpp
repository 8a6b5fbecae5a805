#include "check/gates.h"

#include <algorithm>

#include "base/text.h"
#include "check/claims.h"
#include "check/number_gate.h"
#include "check/text_gates.h"
#include "grade/grade.h"
#include "math/time_budget.h"

namespace retort::check {
namespace {

constexpr std::size_t kMaxNarrative = 200'000;   // bytes; longer text is only measured
constexpr std::size_t kMaxReasons = 20;

void append(std::vector<trace::Finding>& to, std::vector<trace::Finding> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

std::vector<trace::Finding> check_answer(const Subject& subject) {
  const auto found = grade::extract_answer(subject.narrative, grade::Extraction::kBoxedOnly);
  const std::size_t box = subject.narrative.rfind("\\boxed");
  const std::size_t at = box == std::string::npos ? 0 : box;
  if (!found) return {{"answer", at, 0, "there is no boxed answer; end with \\boxed{" + shorten(subject.answer, 60) + "}"}};
  const grade::Verdict verdict = grade::compare(subject.answer, found->answer);
  if (verdict.outcome == grade::Outcome::kEqual) return {};
  return {{"answer", at, subject.narrative.size() - at,
           "the boxed answer " + shorten(found->answer, 60) + " is not " + shorten(subject.answer, 60) + " (" + verdict.reason + ")"}};
}

void check_claims(const std::vector<Claim>& claims, const GateOptions& options, trace::Verdict& verdict) {
  for (const Claim& claim : claims) {
    const bool read = claim.standing != Standing::kUnread && claim.standing != Standing::kOpen;
    ++(read ? verdict.checked : verdict.unread);
    if (claim.standing == Standing::kFails) verdict.reasons.push_back({"equality", claim.at, claim.length, claim.reason});
    if (!read && options.reject_unread) {
      const char* advice = claim.standing == Standing::kUnread ? "; write it as simple arithmetic" : "; show the steps that lead to it";
      verdict.reasons.push_back({"unread", claim.at, claim.length, claim.reason + advice});
    }
  }
}

}  // namespace

trace::Verdict run_gates(const Subject& subject, const GateOptions& options) {
  trace::Verdict verdict;
  const math::TimeBudget budget(kGateBudget);
  append(verdict.reasons, find_bad_bytes(subject.narrative));
  append(verdict.reasons, find_length(subject.narrative, options));
  if (subject.narrative.size() <= kMaxNarrative && subject.problem.size() <= kMaxNarrative) {
    if (!options.passage) append(verdict.reasons, check_answer(subject));
    const Judgement judgement = judge_narrative(subject.problem, subject.narrative);
    check_claims(judgement.claims, options, verdict);
    append(verdict.reasons, find_loose_numbers(subject, judgement));
    append(verdict.reasons, find_tool_words(subject.problem, subject.narrative));
    append(verdict.reasons, find_loops(subject.narrative));
    append(verdict.reasons, find_language(subject.narrative, options.language));
  } else {
    verdict.reasons.push_back({"length", 0, subject.narrative.size(), "the text is too long to be read"});
  }
  if (verdict.reasons.size() > kMaxReasons) verdict.reasons.resize(kMaxReasons);
  verdict.passed = verdict.reasons.empty();
  return verdict;
}

std::string_view gates_revision() { return "gates-8"; }

}  // namespace retort::check
