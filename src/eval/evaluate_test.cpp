#include "eval/evaluate.h"

#include <gtest/gtest.h>

#include <mutex>
#include <set>

#include "tests/support/scripted_chat.h"

namespace retort::eval {
namespace {

trace::Problem problem(const std::string& statement, const std::string& answer) {
  trace::Problem p;
  p.id = statement;
  p.statement = statement;
  p.answer = answer;
  return p;
}

TEST(GradeSample, TellsNoAnswerFromAWrongOne) {
  auto p = problem("What is 2+2?", "4");
  EXPECT_EQ(grade_sample(p, {"So it is $\\boxed{4}$."}).outcome, "correct");
  EXPECT_EQ(grade_sample(p, {"That makes 4."}).outcome, "correct");
  EXPECT_EQ(grade_sample(p, {"\\boxed{4} no, wait: \\boxed{5}"}).outcome, "wrong");
  EXPECT_EQ(grade_sample(p, {"I do not know."}).outcome, "no_answer");
  EXPECT_EQ(grade_sample(p, {""}).outcome, "no_answer");
}

TEST(Summarize, CountsEveryOutcomeOnce) {
  std::vector<Sample> samples(10);
  for (int i = 0; i < 10; ++i) samples[static_cast<std::size_t>(i)].outcome = i < 5 ? "correct" : i < 8 ? "wrong" : i < 9 ? "no_answer" : "undecided";
  samples[9].truncated = true;
  auto s = summarize(samples);
  EXPECT_EQ(s.correct, 5);
  EXPECT_EQ(s.no_answer, 1);
  EXPECT_EQ(s.undecided, 1);
  EXPECT_EQ(s.truncated, 1);
  EXPECT_DOUBLE_EQ(s.accuracy, 0.5);
  EXPECT_NEAR(s.ci95.low, 0.2366, 1e-4);
}

TEST(Evaluate, AsksEachProblemOnceAndGradesIt) {
  auto model = llm::LocalModel::load({.gguf = RETORT_SOURCE_DIR "/.deps/models/smollm2-135m-instruct.gguf", .context = 768});
  ASSERT_TRUE(model.ok()) << model.error().message;
  std::vector<trace::Problem> problems = {problem("What is 1+1?", "2"), problem("What is 5+3?", "8"), problem("What is 2+1?", "3")};
  Decoding decoding;
  decoding.max_new_tokens = 16;
  std::vector<Shot> shots = {{"What is 2+2?", "It is $\\boxed{4}$."}, {"What is 3+4?", "It is $\\boxed{7}$."}};
  std::vector<Sample> samples(problems.size());
  std::vector<int> times(problems.size());
  StopToken stop;
  auto status = evaluate(*model, questions_of(problems, 1), shots, decoding, {}, stop, [&](std::size_t i, const Sample& s) {
    samples[i] = s;
    ++times[i];
    return Status();
  });
  ASSERT_TRUE(status.ok()) << status.error().message;
  EXPECT_EQ(times, (std::vector<int>{1, 1, 1}));
  for (std::size_t i = 0; i < problems.size(); ++i) {
    EXPECT_EQ(samples[i].problem_id, problems[i].record_id());
    EXPECT_FALSE(samples[i].answer.empty()) << samples[i].text;
  }
  auto again = Sample::from_json(samples[0].to_json());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(to_line(again->to_json()), to_line(samples[0].to_json()));
}

TEST(Evaluate, ThroughAChatModelGradesRepliesAndNamesWhatIsMissing) {
  std::vector<trace::Problem> problems = {problem("What is 1+1?", "2"), problem("What is 5+3?", "8"), problem("cut off", "8"), problem("withheld", "1"),
                                          problem("broken", "1")};
  std::mutex mutex;
  std::set<std::uint64_t> seeds;
  testing::ScriptedChat chat([&](const llm::ChatRequest& request) {
    const std::string& said = request.messages.back().content;
    if (request.seed) {
      std::lock_guard lock(mutex);
      seeds.insert(*request.seed);
    }
    llm::ChatReply reply;
    reply.usage.completion_tokens = 7;
    reply.content = said.starts_with("What is 5") ? "It is $\\boxed{9}$." : "It is $\\boxed{2}$.";
    if (said.starts_with("cut off")) {
      reply.finish = llm::FinishReason::kLength;
      reply.failure = llm::ChatFailure{llm::ChatFailureKind::kLength, "cut off", 0};
    }
    if (said.starts_with("withheld")) return llm::failed_reply(llm::ChatFailureKind::kFiltered, "withheld by the server");
    if (said.starts_with("broken")) return llm::failed_reply(llm::ChatFailureKind::kUnavailable, "the server is down");
    return reply;
  });
  Decoding decoding;
  decoding.samples = 2;
  decoding.temperature = 0.6;
  const auto questions = questions_of(problems, decoding.samples);
  std::vector<Sample> samples(questions.size());
  StopToken stop;
  auto status = evaluate(chat, questions, {}, decoding, stop, [&](std::size_t i, const Sample& s) {
    samples[i] = s;
    return Status();
  });
  ASSERT_FALSE(status.ok());
  EXPECT_NE(status.error().message.find("2 of 10 answers are missing"), std::string::npos) << status.error().message;
  EXPECT_NE(status.error().message.find("the server is down"), std::string::npos) << status.error().message;
  EXPECT_EQ(samples[0].outcome, "correct");
  EXPECT_EQ(samples[1].number, 1);
  EXPECT_EQ(samples[2].outcome, "wrong");
  EXPECT_EQ(samples[2].new_tokens, 7);
  EXPECT_TRUE(samples[4].truncated);
  EXPECT_EQ(samples[6].outcome, "no_answer");
  EXPECT_NE(samples[6].reason.find("withheld"), std::string::npos);
  EXPECT_TRUE(samples[8].outcome.empty());
  EXPECT_EQ(seeds.size(), 10u);   // each answer has its own
}

}  // namespace
}  // namespace retort::eval
