#include "pipeline/evaluation.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "base/hash.h"
#include "base/progress.h"
#include "data/source.h"

namespace retort::pipeline {

namespace {

// Names the way of decoding: greedy, up to the model's own end of turn.
constexpr std::string_view kDecoding = "greedy-2";

// The id of one answer: everything that decides its text.
std::string sample_id(const Contender& contender, std::string_view adapter_hash, const trace::Problem& problem, int max_new_tokens) {
  std::vector<std::string> made_from = {contender.model_hash, std::string(adapter_hash), std::string(kDecoding), fmt::format("{}", max_new_tokens)};
  for (const llm::Message& message : eval::conversation(problem.statement, contender.shots)) {
    made_from.push_back(message.role);
    made_from.push_back(message.content);
  }
  return trace::make_id("sample", made_from);
}

// A stored text is graded anew, so that a mended grader or reference answer needs no new answers.
Result<eval::Sample> graded_again(const store::Record& record, const trace::Problem& problem) {
  RETORT_TRY(eval::Sample stored, eval::Sample::from_json(record.body));
  llm::Generation generation;
  generation.text = stored.text;
  generation.truncated = stored.truncated;
  generation.prompt_tokens = stored.prompt_tokens;
  generation.new_tokens = stored.new_tokens;
  return eval::grade_sample(problem, generation);
}

}  // namespace

Result<TestSet> load_test_set(const std::string& data, long count, long long seed, const data::StarterOptions& starter) {
  if (data == "starter-test") {
    RETORT_TRY(auto made, data::starter_problems("test", static_cast<std::size_t>(count > 0 ? count : 200), static_cast<std::uint64_t>(seed), starter));
    return TestSet{data, std::move(made.problems)};
  }
  RETORT_TRY(auto set, data::read_problems(data, {.limit = count}));
  return TestSet{std::filesystem::path(data).stem().string(), std::move(set.problems)};
}

Status generate_samples(const Contender& contender, const std::vector<trace::Problem>& problems, const llm::GenerateOptions& options,
                        const StopToken& stop, const std::function<Status(std::size_t, const eval::Sample&)>& on_sample) {
  // Memory for each sequence grows with the context: as much as the longest prompt and answer need.
  std::size_t longest = 0;
  {
    RETORT_TRY(auto tokenizer, llm::ChatTokenizer::open(contender.gguf));
    for (const trace::Problem& problem : problems) {
      RETORT_TRY(std::string text, tokenizer.render(eval::conversation(problem.statement, contender.shots), true));
      longest = std::max(longest, tokenizer.tokenize(text, true).size());
    }
  }
  llm::LocalModel::LoadOptions load;
  load.gguf = contender.gguf;
  load.adapter = contender.adapter;
  load.context = static_cast<int>((longest + static_cast<std::size_t>(options.max_new_tokens) + 16 + 63) / 64 * 64);
  RETORT_TRY(auto model, llm::LocalModel::load(load));
  return eval::evaluate(model, problems, {options, contender.shots}, stop, on_sample);
}

Result<std::vector<eval::Sample>> answer_all(store::Store& store, const Contender& contender, const TestSet& test,
                                             const llm::GenerateOptions& options, const StopToken& stop, double& seconds) {
  std::string adapter_hash;
  if (!contender.adapter.empty()) {
    RETORT_TRY(adapter_hash, hash_file(contender.adapter));
  }
  std::vector<eval::Sample> samples(test.problems.size());
  std::vector<std::string> ids;
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < test.problems.size(); ++i) {
    ids.push_back(sample_id(contender, adapter_hash, test.problems[i], options.max_new_tokens));
    auto record = store.get("sample", ids[i]);
    if (!record.ok() && record.error().code != ErrorCode::kNotFound) return record.error();
    if (!record.ok()) missing.push_back(i);
    else {
      RETORT_TRY(samples[i], graded_again(*record, test.problems[i]));
    }
  }
  seconds = 0;
  if (missing.empty()) return samples;

  std::vector<trace::Problem> ask;
  for (std::size_t i : missing) ask.push_back(test.problems[i]);
  Progress progress(fmt::format("evaluate {} on {}", contender.label, test.name), test.problems.size(), test.problems.size() - missing.size());
  std::vector<store::Record> group;
  auto start = std::chrono::steady_clock::now(), committed = start;
  Status answered = generate_samples(contender, ask, options, stop, [&](std::size_t k, const eval::Sample& sample) -> Status {
    samples[missing[k]] = sample;
    group.push_back({"sample", ids[missing[k]], "", sample.to_json()});
    progress.add();
    if (std::chrono::steady_clock::now() - committed < std::chrono::seconds(1)) return {};
    RETORT_TRY_STATUS(store.put(group));
    group.clear();
    committed = std::chrono::steady_clock::now();
    return {};
  });
  RETORT_TRY_STATUS(store.put(group));
  seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!answered.ok()) return answered.error();
  return samples;
}

}  // namespace retort::pipeline
