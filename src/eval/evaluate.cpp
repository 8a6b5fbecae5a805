#include "eval/evaluate.h"

#include <fmt/core.h>

#include "grade/grade.h"

namespace retort::eval {

Json Sample::to_json() const {
  return {{"problem_id", problem_id}, {"text", text}, {"answer", answer}, {"outcome", outcome}, {"reason", reason},
          {"truncated", truncated}, {"prompt_tokens", prompt_tokens}, {"new_tokens", new_tokens}};
}

Result<Sample> Sample::from_json(const Json& json) {
  Sample s;
  s.problem_id = string_or(json, "problem_id", "");
  s.text = string_or(json, "text", "");
  s.answer = string_or(json, "answer", "");
  s.outcome = string_or(json, "outcome", "");
  s.reason = string_or(json, "reason", "");
  s.truncated = bool_or(json, "truncated", false);
  s.prompt_tokens = static_cast<int>(integer_or(json, "prompt_tokens", 0));
  s.new_tokens = static_cast<int>(integer_or(json, "new_tokens", 0));
  if (s.problem_id.empty() || s.outcome.empty()) return Error{ErrorCode::kCorruption, "a sample without problem_id or outcome"};
  return s;
}

Sample grade_sample(const trace::Problem& problem, const llm::Generation& generation) {
  Sample s;
  s.problem_id = problem.record_id();
  s.text = generation.text;
  s.truncated = generation.truncated;
  s.prompt_tokens = generation.prompt_tokens;
  s.new_tokens = generation.new_tokens;
  auto extracted = grade::extract_answer(generation.text);
  if (!extracted) {
    s.outcome = "no_answer";
    s.reason = "neither a box nor a number";
    return s;
  }
  s.answer = extracted->answer;
  auto verdict = grade::compare(problem.answer, s.answer);
  s.outcome = verdict.outcome == grade::Outcome::kEqual ? "correct" : verdict.outcome == grade::Outcome::kDifferent ? "wrong" : "undecided";
  s.reason = fmt::format("{} ({})", verdict.reason, extracted->how);
  return s;
}

Json Summary::to_json() const {
  return {{"n", n}, {"correct", correct}, {"accuracy", accuracy}, {"ci95", Json::array({ci95.low, ci95.high})}, {"no_answer", no_answer},
          {"truncated", truncated}, {"undecided", undecided}, {"prompt_tokens", prompt_tokens}, {"new_tokens", new_tokens}};
}

Summary summarize(const std::vector<Sample>& samples) {
  Summary sum;
  sum.n = static_cast<long>(samples.size());
  for (const auto& s : samples) {
    sum.correct += s.outcome == "correct";
    sum.no_answer += s.outcome == "no_answer";
    sum.undecided += s.outcome == "undecided";
    sum.truncated += s.truncated;
    sum.prompt_tokens += s.prompt_tokens;
    sum.new_tokens += s.new_tokens;
  }
  if (sum.n > 0) sum.accuracy = static_cast<double>(sum.correct) / static_cast<double>(sum.n);
  sum.ci95 = wilson95(sum.correct, sum.n);
  return sum;
}

Status evaluate(llm::LocalModel& model, const std::vector<trace::Problem>& problems, const Options& options, const StopToken& stop,
                const std::function<Status(std::size_t, const Sample&)>& on_sample) {
  std::vector<std::vector<llm::Message>> conversations;
  for (const auto& p : problems) conversations.push_back(conversation(p.statement, options.shots));
  return model.generate(conversations, options.generate, stop, [&](std::size_t i, const llm::Generation& generation) {
    return on_sample(i, grade_sample(problems[i], generation));
  });
}

}  // namespace retort::eval
