// The agents that talk to a model, with a model that a test writes and the real tools.
#include <gtest/gtest.h>

#include <set>

#include "agent/llm_rephraser.h"
#include "agent/llm_solver.h"
#include "agent/llm_translator.h"
#include "tests/support/scripted_chat.h"

namespace retort::agent {
namespace {

using retort::testing::ScriptedChat, retort::testing::text_reply, retort::testing::tool_reply;
using trace::TurnKind;

constexpr const char* kGcd = R"({"numbers":[48,36]})";

trace::Problem problem() {
  trace::Problem p;
  p.statement = "Find the greatest common divisor of $48$ and $36$.";
  p.answer = "12";
  return p;
}

struct Fixture {
  std::shared_ptr<ScriptedChat> chat;
  Teacher teacher;
  explicit Fixture(std::vector<llm::ChatReply> replies) : chat(std::make_shared<ScriptedChat>(std::move(replies))) { teacher.chat = chat; }
};

std::vector<TurnKind> kinds(const trace::Trace& trace) {
  std::vector<TurnKind> out;
  for (const trace::Turn& turn : trace.turns) out.push_back(turn.kind);
  return out;
}

class LlmSolverTest : public ::testing::Test {
 protected:
  trace::Trace solve(Fixture& fixture) {
    auto made = make_llm_solver(fixture.teacher)->solve(problem(), tools_, 7);
    EXPECT_TRUE(made.ok()) << made.error().message;
    return made.value_or({});
  }
  cas::Toolbox tools_{{.worker_program = RETORT_BIN_DIR "/retort-cas"}};
};

TEST_F(LlmSolverTest, PlansWithoutToolsThenCallsReflectsAndConcludes) {
  Fixture f({text_reply("1. Take the gcd."), tool_reply({{"gcd", kGcd}}, "We take the gcd."), text_reply("It divides both, so it is $\\boxed{12}$.")});
  const trace::Trace trace = solve(f);
  EXPECT_EQ(trace.failure, "");
  EXPECT_EQ(trace.answer, "12");
  EXPECT_EQ(kinds(trace), (std::vector{TurnKind::kPlan, TurnKind::kThought, TurnKind::kCall, TurnKind::kResult, TurnKind::kFinal}));
  const auto requests = f.chat->requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_TRUE(requests[0].tools.empty());
  EXPECT_FALSE(requests[1].tools.empty());
  const llm::ChatMessage& result = requests[2].messages.back();
  EXPECT_EQ(result.role, llm::Role::kTool);
  EXPECT_NE(result.content.find("\"12\""), std::string::npos) << result.content;
  EXPECT_NE(requests[1].seed, requests[2].seed);
}

TEST_F(LlmSolverTest, HoldsEachMessageToASchemaWhereTheModelCan) {
  Fixture f({text_reply("Plan."), text_reply(R"({"thought": "We take the gcd.", "tool": "gcd", "args": {"numbers": [48, 36]}})"),
             text_reply(R"({"thought": "It divides both.", "answer": "12"})")});
  f.teacher.calls = CallForm::kSchema;
  const trace::Trace trace = solve(f);
  EXPECT_EQ(trace.failure, "");
  EXPECT_EQ(trace.answer, "12");
  EXPECT_EQ(kinds(trace), (std::vector{TurnKind::kPlan, TurnKind::kThought, TurnKind::kCall, TurnKind::kResult, TurnKind::kFinal}));
  EXPECT_EQ(trace.turns[1].text, "We take the gcd.");
  EXPECT_EQ(trace.turns[4].text, "It divides both.\nThe answer is $\\boxed{12}$.");
  const auto requests = f.chat->requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_FALSE(requests[0].schema);
  ASSERT_TRUE(requests[1].schema);
  EXPECT_EQ((*requests[1].schema)["anyOf"].size(), cas::tool_specs().size() + 1);
}

TEST_F(LlmSolverTest, FurtherSamplesAreHotterByAStep) {
  Fixture f({text_reply("Plan."), text_reply("So $\\boxed{12}$.")});
  f.teacher.temperature = 0.2;
  f.teacher.temperature_step = 0.5;
  const auto solver = make_llm_solver(f.teacher);
  ASSERT_TRUE(solver->sample(problem(), tools_, 2, 7).ok());
  EXPECT_DOUBLE_EQ(*f.chat->requests()[1].temperature, 1.2);
}

TEST_F(LlmSolverTest, MakesParallelCallsOneByOneAndLosesNone) {
  Fixture f({text_reply("Plan."), tool_reply({{"gcd", kGcd}, {"lcm", R"({"numbers":[48,36]})"}}), text_reply("So $\\boxed{12}$.")});
  const trace::Trace trace = solve(f);
  EXPECT_EQ(trace.calls(), 2);
  const auto messages = f.chat->requests().back().messages;
  EXPECT_EQ(messages[messages.size() - 2].tool_use_id, "call_1");
  EXPECT_EQ(messages.back().tool_use_id, "call_2");
}

TEST_F(LlmSolverTest, AnswersARepeatedCallFromTheRecordAndSaysSo) {
  Fixture f({text_reply("Plan."), tool_reply({{"gcd", kGcd}}), tool_reply({{"gcd", kGcd}}), text_reply("So $\\boxed{12}$.")});
  const trace::Trace trace = solve(f);
  EXPECT_EQ(trace.calls(), 1);
  EXPECT_EQ(tools_.counts().calls, 1);
  EXPECT_NE(f.chat->requests().back().messages.back().content.find("before"), std::string::npos);
}

TEST_F(LlmSolverTest, GivesErrorsBackAsResults) {
  Fixture f({text_reply("Plan."), tool_reply({{"no_such_tool", "{}"}, {"gcd", "{not json"}, {"gcd", R"({"numbers":"x"})"}}), text_reply("$\\boxed{12}$")});
  const trace::Trace trace = solve(f);
  EXPECT_EQ(trace.answer, "12");
  std::vector<std::string> errors;
  for (const trace::Turn& turn : trace.turns)
    if (turn.kind == TurnKind::kResult) errors.push_back(turn.result.kind);
  EXPECT_EQ(errors, (std::vector<std::string>{"unknown_tool", "arguments", "arguments"}));
  // What is sent again holds no arguments that are no JSON.
  for (const llm::ChatMessage& message : f.chat->requests().back().messages)
    for (const llm::ToolUse& use : message.tool_uses) EXPECT_TRUE(parse_json(use.arguments).ok()) << use.arguments;
}

TEST_F(LlmSolverTest, WithoutNativeToolsReadsBlocksAndShowsTheToolsAsText) {
  Fixture f({text_reply("Plan."), text_reply("We take the gcd.\n```json\n{\"tool\": \"gcd\", \"args\": {\"numbers\": [48, 36]}}\n```"),
             text_reply("So $\\boxed{12}$.")});
  f.teacher.calls = CallForm::kText;
  const trace::Trace trace = solve(f);
  EXPECT_EQ(trace.calls(), 1);
  EXPECT_EQ(trace.answer, "12");
  const auto requests = f.chat->requests();
  EXPECT_TRUE(requests[1].tools.empty());
  EXPECT_NE(requests[1].messages[0].content.find("factor_integer"), std::string::npos);
  EXPECT_EQ(requests[2].messages.back().role, llm::Role::kUser);
}

TEST_F(LlmSolverTest, EndsAfterABoundedNumberOfEmptyReplies) {
  Fixture f({text_reply("Plan."), text_reply(""), text_reply("  "), text_reply(""), text_reply("$\\boxed{12}$")});
  const trace::Trace trace = solve(f);
  EXPECT_NE(trace.failure, "");
  EXPECT_EQ(trace.answer, "");
  EXPECT_EQ(f.chat->requests().size(), 4u);
}

TEST_F(LlmSolverTest, WrapsUpWithoutToolsAfterTheLastRound) {
  Fixture f({text_reply("Plan."), tool_reply({{"gcd", kGcd}}), tool_reply({{"lcm", kGcd}}), text_reply("It follows that $\\boxed{12}$.")});
  f.teacher.rounds = 2;
  const trace::Trace trace = solve(f);
  EXPECT_EQ(trace.answer, "12");
  EXPECT_TRUE(f.chat->requests().back().tools.empty());
}

TEST_F(LlmSolverTest, AReplyThatWasCutOffIsNoAnswer) {
  llm::ChatReply cut = llm::failed_reply(llm::ChatFailureKind::kLength, "cut off at 2048 tokens");
  cut.content = "So $\\boxed{12}$ or";
  Fixture f({text_reply("Plan."), cut});
  const trace::Trace trace = solve(f);
  EXPECT_EQ(trace.answer, "");
  EXPECT_NE(trace.failure.find("cut off"), std::string::npos);
  EXPECT_FALSE(trace.transient);
}

TEST_F(LlmSolverTest, TellsAServerThatIsGoneFromOneThatRefusesEverything) {
  Fixture gone({text_reply("Plan."), llm::failed_reply(llm::ChatFailureKind::kUnavailable, "connection refused")});
  EXPECT_TRUE(solve(gone).transient);
  Fixture forbidden({llm::failed_reply(llm::ChatFailureKind::kForbidden, "bad key", 401)});
  const auto made = make_llm_solver(forbidden.teacher)->solve(problem(), tools_, 7);
  ASSERT_FALSE(made.ok());
  EXPECT_NE(made.error().message.find("bad key"), std::string::npos);
}

TEST_F(LlmSolverTest, KeepsReasoningApart) {
  llm::ChatReply reply = text_reply("So $\\boxed{12}$.");
  reply.reasoning = "Hmm, is it 6?";
  Fixture f({text_reply("Plan."), reply});
  EXPECT_EQ(solve(f).turns.back().reasoning, "");
  Fixture keeping({text_reply("Plan."), reply});
  keeping.teacher.keep_reasoning = true;
  const trace::Trace trace = solve(keeping);
  EXPECT_EQ(trace.turns.back().reasoning, "Hmm, is it 6?");
  EXPECT_EQ(trace.turns.back().text.find("Hmm"), std::string::npos);
}

// A Translator by rules that a test writes.
class FixedTranslator : public Translator {
 public:
  explicit FixedTranslator(std::size_t steps) : steps_(steps) {}
  Result<trace::Explanation> translate(const trace::Problem&, const trace::Trace&, int, std::uint64_t) const override {
    trace::Explanation out;
    out.text = "By rules.";
    const std::vector<std::string> claims = {"48 = 1 \\cdot 36 + 12", "36 = 3 \\cdot 12"};
    for (std::size_t i = 0; i < steps_; ++i) out.derivation.steps.push_back({claims.at(i), "divide", "", "flint"});
    if (steps_ == 0) out.failure = "no rule";
    return out;
  }
  std::string revision() const override { return "fixed"; }

 private:
  std::size_t steps_;   // at most 2
};

trace::Trace gcd_trace() {
  trace::Trace trace;
  trace.answer = "12";
  trace::Turn call, result, last;
  call.kind = TurnKind::kCall;
  call.call = {"gcd", {{"numbers", {48, 36}}}};
  result.kind = TurnKind::kResult;
  result.result.ok = true;
  result.result.result = result.result.latex = "12";
  last.kind = TurnKind::kFinal;
  last.text = "So the answer is $\\boxed{12}$.";
  trace.turns = {call, result, last};
  return trace;
}

constexpr const char* kGood = "Dividing gives $48 = 1 \\cdot 36 + 12$ and $36 = 3 \\cdot 12$, so the greatest common divisor is $12$.";

TEST(LlmTranslator, KeepsWhatPassesAndQuotesWhatDoesNot) {
  Fixture f({text_reply("Dividing gives $48 = 1 \\cdot 36 + 13$."), text_reply("The gcd function returns $12$."), text_reply(kGood)});
  const auto made = make_llm_translator(f.teacher, std::make_unique<FixedTranslator>(2))->translate(problem(), gcd_trace(), 0, 3);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->text, kGood);
  EXPECT_EQ(made->agent, "llm");
  const auto requests = f.chat->requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_NE(requests[1].messages.back().content.find("36 + 13"), std::string::npos) << requests[1].messages.back().content;
}

TEST(LlmTranslator, FallsBackToTheRulesAndFailsWithoutThem) {
  const std::vector<llm::ChatReply> wrong(3, text_reply("Clearly $48 = 40$."));
  Fixture f(wrong);
  const auto made = make_llm_translator(f.teacher, std::make_unique<FixedTranslator>(2))->translate(problem(), gcd_trace(), 0, 3);
  EXPECT_EQ(made->text, "By rules.");
  EXPECT_EQ(made->agent, "");
  Fixture bare(wrong);
  const auto failed = make_llm_translator(bare.teacher, std::make_unique<FixedTranslator>(0))->translate(problem(), gcd_trace(), 0, 3);
  EXPECT_NE(failed->failure.find("no rule; the model's explanations were refused"), std::string::npos) << failed->failure;
}

TEST(LlmTranslator, SpendsNothingOnTrivialCalls) {
  Fixture f({});
  EXPECT_EQ(make_llm_translator(f.teacher, std::make_unique<FixedTranslator>(1))->translate(problem(), gcd_trace(), 0, 3)->text, "By rules.");
  EXPECT_TRUE(f.chat->requests().empty());
}

class FixedRephraser : public Rephraser {
 public:
  Result<trace::Narrative> rephrase(const trace::Problem&, const trace::Trace&, const std::vector<trace::Explanation>&, const Rejected&, int attempt,
                                    std::uint64_t) const override {
    trace::Narrative out;
    out.text = "By rules, attempt " + std::to_string(attempt) + ".";
    return out;
  }
  std::string revision() const override { return "fixed"; }
};

TEST(LlmRephraser, QuotesWhatTheGatesFoundThenLeavesItToTheRules) {
  Fixture f({text_reply("First."), text_reply("Second.")});
  const auto rephraser = make_llm_rephraser(f.teacher, std::make_unique<FixedRephraser>(), Style::kConcise, Length::kMedium, 2);
  EXPECT_EQ(rephraser->attempts({}, 2), 3);
  EXPECT_EQ(rephraser->rephrase(problem(), gcd_trace(), {}, {}, 0, 1)->text, "First.");
  const Rejected before{"First.", {{"equality", 0, 5, "this does not hold"}}};
  EXPECT_EQ(rephraser->rephrase(problem(), gcd_trace(), {}, before, 1, 1)->text, "Second.");
  const auto asked = f.chat->requests().back().messages;
  EXPECT_EQ(asked[asked.size() - 2].content, "First.");
  EXPECT_NE(asked.back().content.find("\"First\": this does not hold"), std::string::npos) << asked.back().content;
  EXPECT_EQ(rephraser->rephrase(problem(), gcd_trace(), {}, before, 2, 1)->text, "By rules, attempt 0.");
}

TEST(LlmRephraser, EachStyleAndLengthIsAskedForInWordsOfItsOwn) {
  std::set<std::string> asked, revisions;
  const std::vector<std::pair<Style, Length>> settings = {{Style::kConcise, Length::kMedium}, {Style::kFull, Length::kMedium}, {Style::kFull, Length::kShort}, {Style::kFull, Length::kLong}};
  for (const auto& [style, length] : settings) {
    Fixture f({text_reply("Told.")});
    const auto rephraser = make_llm_rephraser(f.teacher, std::make_unique<FixedRephraser>(), style, length, 2);
    ASSERT_TRUE(rephraser->rephrase(problem(), gcd_trace(), {}, {}, 0, 1).ok());
    asked.insert(f.chat->requests()[0].messages[0].content);
    revisions.insert(rephraser->revision());
  }
  EXPECT_EQ(asked.size(), settings.size());
  EXPECT_EQ(revisions.size(), settings.size());
}

TEST(LlmJudge, ReadsVerdictsStrictly) {
  auto opinion = [](const std::string& reply) {
    Fixture f({text_reply(reply)});
    return make_llm_judge(f.teacher)->judge(problem(), kGood, 1)->verdict;
  };
  EXPECT_EQ(opinion(R"({"verdict": "pass", "reason": "fine"})"), Opinion::Verdict::kPass);
  EXPECT_EQ(opinion("```json\n{\"verdict\": \"reject\", \"reason\": \"step 2\"}\n```"), Opinion::Verdict::kReject);
  for (const char* reply : {"pass", "", "{}", R"({"verdict": "Pass!"})", R"(I think {"verdict": "pass", "reason": ""})", R"(["pass"])"})
    EXPECT_EQ(opinion(reply), Opinion::Verdict::kNone) << reply;
}

}  // namespace
}  // namespace retort::agent
