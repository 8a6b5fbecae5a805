#include "agent/brief.h"
#include "agent/rules_rephraser.h"
#include "agent/wording.h"

#include <gtest/gtest.h>

#include <set>

#include "agent/annotated_solver.h"
#include "base/text.h"

namespace retort::agent {
namespace {

using trace::Turn;
using trace::TurnKind;

Turn words(TurnKind kind, std::string text, std::string outcome = {}) {
  Turn turn;
  turn.kind = kind;
  turn.text = std::move(text);
  turn.outcome = std::move(outcome);
  return turn;
}

// plan, one step with `explanation`, reflection and the end.
struct Story {
  trace::Trace trace;
  std::vector<trace::Explanation> explanations;

  Story(std::string thought, std::string explanation, std::string reflection, std::string outcome = "confirmed") {
    trace.id = "story";
    trace.origin = "solver";
    trace.answer = "5";
    Turn call, result;
    call.kind = TurnKind::kCall;
    call.call.tool = "solve_equation";
    result.kind = TurnKind::kResult;
    result.result.ok = true;
    trace.turns = {words(TurnKind::kPlan, "Solve it."),
                   words(TurnKind::kThought, std::move(thought)),
                   call,
                   result,
                   words(TurnKind::kReflection, std::move(reflection), std::move(outcome)),
                   words(TurnKind::kFinal, "So the length is $\\boxed{5}$.")};
    explanations.resize(1);
    explanations[0].text = std::move(explanation);
  }
  std::string concise(const std::string& statement) const {
    trace::Problem problem;
    problem.statement = statement;
    return make_rules_rephraser(Style::kConcise)->rephrase(problem, trace, explanations, {}, 0, 1)->text;
  }
  std::string told(std::uint64_t seed = 1, int attempt = 0, const std::vector<trace::Finding>& reasons = {}) const {
    return make_rules_rephraser()->rephrase({}, trace, explanations, {{}, reasons}, attempt, seed)->text;
  }
};

TEST(RulesRephraser, LeavesThePlanOutAndEndsInTheBox) {
  const std::string text =
      Story("We solve $x + 2 = 7$.", "Subtracting 2 gives $x = 5$.", "Check: $5 + 2 = 7$.").told(1);
  EXPECT_TRUE(text.starts_with("We solve $x + 2 = 7$. Subtracting 2 gives $x = 5$.")) << text;
  EXPECT_TRUE(text.ends_with("So the length is $\\boxed{5}$.")) << text;
  EXPECT_EQ(text.find("Solve it."), std::string::npos);
}

TEST(RulesRephraser, KeepsAConfirmationForSomeSeedsOnly) {
  const Story story("We solve $x + 2 = 7$.", "Subtracting 2 gives $x = 5$.", "Check: $5 + 2 = 7$.");
  int kept = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) kept += story.told(seed).find("Check") != std::string::npos;
  EXPECT_GT(kept, 0);
  EXPECT_LT(kept, 30);
}

TEST(RulesRephraser, TellsWhatWasRejected) {
  const Story story("We solve $x^2 = 25$.", "Taking roots gives $x = -5 \\text{ or } x = 5$.",
                    "The solution $-5$ does not work because a length is positive.", "rejected");
  EXPECT_NE(story.told().find("$-5$ does not work"), std::string::npos);
}

TEST(RulesRephraser, SaysNothingTwice) {
  const std::string text = Story("We know $x = 5$.", "Subtracting 2 gives $x = 5$.", "So $x = 5$.").told();
  EXPECT_EQ(text.find("$x = 5$"), text.rfind("$x = 5$")) << text;
}

TEST(RulesRephraser, DropsOptionalSentencesThatAGateFound) {
  const Story story("We solve $x + 2 = 7$.", "Subtracting 2 gives $x = 5$.", "Check: $5 + 2 = 7$.");
  std::uint64_t seed = 0;
  while (story.told(seed).find("Check") == std::string::npos) ++seed;
  trace::Finding found;
  found.gate = "equality";
  found.at = story.told(seed).find("Check");
  found.length = 5;
  EXPECT_EQ(story.told(seed, 1, {found}).find("Check"), std::string::npos);
  EXPECT_EQ(story.told(seed, 2).find("Check"), std::string::npos);
}

TEST(RulesRephraser, ConciseAnnouncesNothingThatTheProblemSays) {
  const Story story("We solve $x + 2 = 7$.", "Subtracting 2 gives $x = 5$.", "Check: $5 + 2 = 7$.");
  EXPECT_EQ(story.concise("Solve $x + 2 = 7$."), "Subtracting 2 gives $x = 5$. So the length is $\\boxed{5}$.");
  // What the problem does not say stays.
  EXPECT_TRUE(story.concise("A length and 2 make 7.").starts_with("We solve $x + 2 = 7$.")) << story.concise("");
}

TEST(RulesRephraser, PassesAFailureOn) {
  Story story("We solve $x + 2 = 7$.", "", "");
  story.trace.failure = "no form matches";
  const auto made = make_rules_rephraser()->rephrase({}, story.trace, {}, {}, 0, 1);
  EXPECT_EQ(made->failure, "the trace failed: no form matches");
  EXPECT_EQ(made->text, "");
}

std::string human(const std::string& solution, const std::string& answer, std::uint64_t seed = 1) {
  static cas::Toolbox tools;
  trace::Problem problem;
  problem.statement = "How many?";
  problem.answer = answer;
  problem.solution = solution;
  const auto trace = make_annotated_solver()->solve(problem, tools, 1);
  const auto translator = make_rules_translator();
  std::vector<trace::Explanation> explanations;
  for (int i = 0; i < trace->calls(); ++i) explanations.push_back(*translator->translate(problem, *trace, i, seed));
  return make_rules_rephraser()->rephrase(problem, *trace, explanations, {}, 0, seed)->text;
}

// Without the sentence that states the answer.
std::string body(const std::string& text) {
  const std::size_t box = text.find("$\\boxed");
  const std::size_t end = text.rfind(". ", box);
  return box == std::string::npos || end == std::string::npos ? text : text.substr(0, end + 1);
}

TEST(HumanNarrative, KeepsTheWordsAndShowsEachEquality) {
  EXPECT_EQ(
      body(human("Ann sold 36/2 = <<36/2=18>>18 cakes in May.\nAnn sold 36+18 = <<36+18=54>>54 cakes in all", "54")),
      "Ann sold $36 / 2 = 18$ cakes in May. Ann sold $36 + 18 = 54$ cakes in all.");
}

TEST(HumanNarrative, NamesMoneyAfterTheEquality) {
  EXPECT_EQ(body(human("at $7 each, 3 pens cost 3*7 = $<<3*7=21>>21", "21")),
            "At \\$7 each, 3 pens cost $3 \\cdot 7 = 21$ dollars.");
  EXPECT_EQ(body(human("It costs 5/2 = $<<5/2=2.50>>2.50.", "2.50")), "It costs $5 / 2 = 2.50$ dollars.");
}

TEST(HumanNarrative, BreaksHardProductsUp) {
  EXPECT_EQ(body(human("He has 23*14 = <<23*14=322>>322 pens.", "322")),
            "He has $23 \\cdot 14 = 23 \\cdot 10 + 23 \\cdot 4 = 230 + 92 = 322$ pens.");
}

TEST(HumanNarrative, JoinsComputationsOfOneSentence) {
  EXPECT_EQ(body(human(
                "Ann has 3*4 = <<3*4=12>>12 pens and Bob has 2*5 = <<2*5=10>>10 pens.\nBoth: 12 + 10 = <<12+10=22>>22.",
                "22")),
            "Ann has $3 \\cdot 4 = 12$ pens and Bob has $2 \\cdot 5 = 10$ pens. Both: $12 + 10 = 22$.");
}

TEST(HumanNarrative, SaysAValueOnce) {
  EXPECT_EQ(body(human("We have $h(1) = 2(1)^2 - 7 = -5$. So the value is $\\boxed{-5}$.", "-5")), "We have $h(1) = 2(1)^2 - 7 = -5$.");
  const std::string text = human("The square of it is $(1/3)^2 = \\boxed{\\frac{1}{9}}$.", "\\frac{1}{9}");
  EXPECT_EQ(text.find("\\frac{1}{9}"), text.rfind("\\frac{1}{9}")) << text;
}

TEST(HumanNarrative, StatesTheAnswerInSeveralWordings) {
  std::set<std::string> endings;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const std::string text = human("It is 3*4 = <<3*4=12>>12.", "12", seed);
    EXPECT_TRUE(text.ends_with("$\\boxed{12}$.")) << text;
    endings.insert(text);
  }
  EXPECT_GE(endings.size(), 4u);
}

TEST(Wording, SentencesKeepTheirFormulasWhole) {
  const auto cut = sentences_of("Note that \\[a = 3. \\]Then $b = 4.$ So \\begin{align*} c &= 5. \\\\ d &= 6. \\end{align*} Hence $x. y$ stays, e.g. here. Done.");
  ASSERT_EQ(cut.size(), 4u) << cut[1];
  EXPECT_EQ(cut[0], "Note that \\[a = 3. \\]Then $b = 4.$");
  EXPECT_EQ(cut[1], "So \\begin{align*} c &= 5. \\\\ d &= 6. \\end{align*}");
  EXPECT_EQ(cut[2], "Hence $x. y$ stays, e.g. here.");
  EXPECT_EQ(cut[3], "Done.");
  EXPECT_EQ(finished_sentence("so $x = 3.$"), "so $x = 3.$");
  EXPECT_EQ(finished_sentence("so $x = 3$"), "so $x = 3$.");
  EXPECT_EQ(finished_sentence("$9 \\cdot 5 = 45$ cents, and"), "$9 \\cdot 5 = 45$ cents.");
  EXPECT_EQ(finished_sentence("this and"), "this and.");
  EXPECT_EQ(finished_sentence("so \\[x = 3.\\]"), "so \\[x = 3.\\]");
}

TEST(Brief, KeepsResultsThatAreUsed) {
  EXPECT_EQ(brief_sentence("$12 \\cdot 30 = 360$, $12 \\cdot 4 = 10 \\cdot 4 + 2 \\cdot 4 = 40 + 8 = 48$ and $12 \\cdot 34 = 12 \\cdot 30 + 12 \\cdot 4 = 360 + 48 = 408$."),
            "$12 \\cdot 34 = 408$.");
  EXPECT_EQ(brief_sentence("$12^2 = 12 \\cdot 12 = 144$, $5 + 6 = 11$ and $144 - 44 = 100$."), "$12^2 = 144$ and $144 - 44 = 100$.");
}

TEST(Brief, LeavesWordsAndUnknowns) {
  EXPECT_EQ(brief_sentence("Dividing by 4 gives $x = 12 / 4 = 3$."), "Dividing by 4 gives $x = 12 / 4 = 3$.");
  EXPECT_EQ(brief_sentence("Adding up gives $2 + 3 + 4 = 5 + 4 = 9$."), "Adding up gives $2 + 3 + 4 = 9$.");
  EXPECT_EQ(routine_formula("Moving 3 to the right gives $x = 4$."), "x = 4");
  EXPECT_EQ(routine_formula("Multiplying by the common denominator $x^3$ gives $x^6 + 1 = 52x^3$."), "x^6 + 1 = 52x^3");
  EXPECT_EQ(routine_formula("Taking $b = 6$ gives $-6 + 16 = 10$."), "");
  EXPECT_EQ(routine_formula("Using the quadratic formula, we get $x = 2$."), "");
  EXPECT_EQ(routine_formula("Moving 3 to the right gives $x = 4$, then $y = 5$."), "");
  EXPECT_EQ(routine_sentence({"2x = 8", "x = 4"}), "So $2x = 8$, then $x = 4$.");
}

}  // namespace
}  // namespace retort::agent
