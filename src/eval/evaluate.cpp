#include "eval/evaluate.h"

#include <fmt/core.h>

#include "base/hash.h"
#include "grade/grade.h"

namespace retort::eval {

Json Sample::to_json() const {
  Json json = {{"problem_id", problem_id}};
  if (number != 0) json["number"] = number;
  json.update({{"text", text}, {"answer", answer}, {"outcome", outcome}, {"reason", reason}, {"truncated", truncated}, {"prompt_tokens", prompt_tokens},
               {"new_tokens", new_tokens}});
  return json;
}

Result<Sample> Sample::from_json(const Json& json) {
  Sample s;
  s.problem_id = string_or(json, "problem_id", "");
  s.number = static_cast<int>(integer_or(json, "number", 0));
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

Sample graded_again(const trace::Problem& problem, const Sample& stored) {
  Sample s = grade_sample(problem, {stored.text, stored.prompt_tokens, stored.new_tokens, stored.truncated});
  s.number = stored.number;
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

std::vector<Question> questions_of(const std::vector<trace::Problem>& problems, int samples) {
  std::vector<Question> questions;
  for (const trace::Problem& problem : problems)
    for (int number = 0; number < samples; ++number) questions.push_back({&problem, number});
  return questions;
}

std::uint64_t seed_of(const Decoding& decoding, const Question& question) {
  return hash64(fmt::format("{} {} {}", decoding.seed, question.number, question.problem->record_id()));
}

Status evaluate(llm::LocalModel& model, const std::vector<Question>& questions, const std::vector<Shot>& shots, const Decoding& decoding,
                llm::GenerateOptions pace, const StopToken& stop, const OnSample& on_sample) {
  std::vector<std::vector<llm::Message>> conversations;
  for (const Question& question : questions) {
    conversations.push_back(conversation(question.problem->statement, shots));
    if (decoding.temperature > 0) pace.seeds.push_back(seed_of(decoding, question));
  }
  pace.max_new_tokens = decoding.max_new_tokens;
  pace.temperature = decoding.temperature;
  return model.generate(conversations, pace, stop, [&](std::size_t i, const llm::Generation& generation) {
    Sample sample = grade_sample(*questions[i].problem, generation);
    sample.number = questions[i].number;
    return on_sample(i, sample);
  });
}

}  // namespace retort::eval
