#include "agent/rules_translator.h"

#include <gtest/gtest.h>

#include <set>

#include "base/random.h"
#include "base/text.h"

namespace retort::agent {
namespace {

explain::Step step(std::string rule, std::string because, std::string claim) {
  explain::Step s;
  s.rule = std::move(rule);
  s.because = std::move(because);
  s.claim = std::move(claim);
  return s;
}

TEST(DerivationText, StatesPlainArithmeticAlone) {
  explain::Derivation d{{step("add", "adding 17 and 4", "17 + 4 = 21")}};
  EXPECT_EQ(derivation_text(d, Style::kFull, 1), "$17 + 4 = 21$.");
  d.steps.push_back(step("multiply", "doubling", "21 \\cdot 2 = 42"));
  EXPECT_EQ(derivation_text(d, Style::kFull, 1), "$17 + 4 = 21$, then $21 \\cdot 2 = 42$.");
}

TEST(DerivationText, GivesReasonsAndVariesTheLink) {
  const explain::Derivation d{{step("move_constant", "subtracting 5 from both sides", "6x = 18"),
                               step("divide_by_coefficient", "dividing by 6", "x = 3")}};
  const std::vector<std::string> links = {" gives ", " leads to ", " gives us "};
  std::set<std::string> allowed, texts;
  for (const std::string& first : links)
    for (const std::string& second : links)
      allowed.insert("Subtracting 5 from both sides" + first + "$6x = 18$. Dividing by 6" + second + "$x = 3$.");
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    texts.insert(derivation_text(d, Style::kFull, seed));
    EXPECT_TRUE(allowed.contains(derivation_text(d, Style::kFull, seed))) << derivation_text(d, Style::kFull, seed);
  }
  EXPECT_GE(texts.size(), 5u);
}

TEST(DerivationText, TellsWhatOneNoticesOtherwiseThanWhatOneDoes) {
  const explain::Derivation d{{step("proper_divisor", "seeing that 7 divides 21", "21 = 7 \\cdot 3")}};
  std::set<std::string> texts;
  for (std::uint64_t seed = 0; seed < 40; ++seed) texts.insert(derivation_text(d, Style::kFull, seed));
  EXPECT_EQ(texts, (std::set<std::string>{"Seeing that 7 divides 21, we get $21 = 7 \\cdot 3$.",
                                          "Seeing that 7 divides 21, we have $21 = 7 \\cdot 3$."}));
}

TEST(DerivationText, ConciseStepsByOneRuleShareTheFirstReason) {
  const explain::Derivation d{{step("euclid", "dividing 70 by 60 with remainder 10", "70 = 1 \\cdot 60 + 10"),
                               step("euclid", "seeing that 10 divides 60", "60 = 6 \\cdot 10"),
                               step("gcd", "taking the last remainder that is not 0", "\\gcd(70, 60) = 10")}};
  EXPECT_EQ(derivation_text(d, Style::kConcise, 1),
            "Dividing 70 by 60 with remainder 10 gives $70 = 1 \\cdot 60 + 10$, then $60 = 6 \\cdot 10$. "
            "Taking the last remainder that is not 0 gives $\\gcd(70, 60) = 10$.");
}

TEST(DerivationText, AReasonWithACommaEndsInOne) {
  const explain::Derivation d{{step("euclid", "taking 6 out of 10, which leaves 4", "10 = 1 \\cdot 6 + 4")}};
  EXPECT_EQ(derivation_text(d, Style::kConcise, 1), "Taking 6 out of 10, which leaves 4, gives $10 = 1 \\cdot 6 + 4$.");
}

TEST(DerivationText, ReturnsToArithmeticAfterAReason) {
  const explain::Derivation d{{step("add", "adding 17 and 4", "17 + 4 = 21"),
                               step("proper_divisor", "seeing that 7 divides 21", "21 = 7 \\cdot 3"),
                               step("multiply", "doubling", "3 \\cdot 2 = 6")}};
  const std::string text = derivation_text(d, Style::kFull, 1);
  EXPECT_TRUE(text.starts_with("$17 + 4 = 21$. Seeing that 7 divides 21, we ")) << text;
  EXPECT_TRUE(text.ends_with("$21 = 7 \\cdot 3$. $3 \\cdot 2 = 6$.")) << text;
  EXPECT_EQ(derivation_text({}, Style::kFull, 1), "");
}

// A trace with one call of `tool` as the toolbox answers it.
trace::Trace one_call(const std::string& tool, Json args) {
  static cas::Toolbox tools;
  trace::Trace trace;
  trace.id = "t";
  trace::Turn call, result;
  call.kind = trace::TurnKind::kCall;
  call.call = {tool, std::move(args)};
  result.kind = trace::TurnKind::kResult;
  result.result = tools.call(call.call);
  trace.turns = {call, result};
  return trace;
}

TEST(RulesTranslator, ExplainsArithmeticWithoutToolWords) {
  const auto translator = make_rules_translator();
  Random random(11, "expressions");
  for (int i = 0; i < 200; ++i) {
    std::string expression = std::to_string(random.between(2, 99));
    for (long long k = random.between(1, 3); k > 0; --k)
      expression +=
          std::string(1, random.pick(std::vector<char>{'+', '-', '*'})) + std::to_string(random.between(2, 99));
    const auto trace = one_call("evaluate", {{"expression", expression}});
    const auto made = translator->translate({}, trace, 0, static_cast<std::uint64_t>(i));
    ASSERT_TRUE(made.ok());
    ASSERT_EQ(made->failure, "") << expression;
    EXPECT_EQ(made->text.back(), '.');
    const std::string lower = lower_ascii(made->text);
    for (const char* word : {"tool", "call", "function", "output", "evaluate", "compute_", "result is"})
      EXPECT_EQ(lower.find(word), std::string::npos) << made->text;
    EXPECT_EQ(made->to_json(), translator->translate({}, trace, 0, static_cast<std::uint64_t>(i))->to_json());
  }
}

TEST(RulesTranslator, KeepsWhatCannotBeExplainedAsAFailure) {
  auto trace = one_call("evaluate", {{"expression", "2+3"}});
  trace.turns[0].call.tool = "no_such_tool";
  const auto made = make_rules_translator()->translate({}, trace, 0, 1);
  ASSERT_TRUE(made.ok());
  EXPECT_NE(made->failure, "");
  EXPECT_EQ(made->text, "");
}

TEST(RulesTranslator, HasNothingToSayAboutAFailedCall) {
  const auto trace = one_call("evaluate", {{"expression", "1/0"}});
  const auto made = make_rules_translator()->translate({}, trace, 0, 1);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->text, "");
  EXPECT_EQ(made->failure, "");
  EXPECT_FALSE(make_rules_translator()->translate({}, trace, 1, 1).ok());
}

}  // namespace
}  // namespace retort::agent
