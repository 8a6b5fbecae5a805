#include "pipeline/evaluation.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <limits>
#include <set>

#include "base/hash.h"
#include "base/progress.h"
#include "base/random.h"
#include "data/source.h"
#include "llm/backend.h"
#include "pipeline/dataset.h"
#include "pipeline/problem_set.h"

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

// Tokens of each question's prompt.
Result<std::vector<std::size_t>> prompt_lengths(const Contender& contender, const std::vector<eval::Question>& questions) {
  RETORT_TRY(auto tokenizer, llm::ChatTokenizer::open(contender.gguf));
  std::vector<std::size_t> lengths;
  const trace::Problem* before = nullptr;
  for (const eval::Question& question : questions) {
    if (question.problem != before) {
      RETORT_TRY(auto tokens, tokenizer.prompt(eval::conversation(question.problem->statement, contender.shots)));
      lengths.push_back(tokens.size());
    } else {
      lengths.push_back(lengths.back());
    }
    before = question.problem;
  }
  return lengths;
}

// What stands for the answer to a question that the model cannot be asked.
eval::Sample too_long(const eval::Question& question, std::size_t tokens, std::size_t known) {
  eval::Sample sample;
  sample.problem_id = question.problem->record_id();
  sample.number = question.number;
  sample.outcome = "no_answer";
  sample.reason = fmt::format("not asked: the prompt has {} tokens, the model's context {}", tokens, known);
  return sample;
}

}  // namespace

Result<TestSet> load_test_set(const std::string& data, long count, long long seed, const data::StarterOptions& starter) {
  if (data == "starter-test") {
    RETORT_TRY(auto made, data::starter_problems("test", static_cast<std::size_t>(count > 0 ? count : 200), static_cast<std::uint64_t>(seed), starter));
    return TestSet{data, std::move(made.problems), 0, ""};
  }
  RETORT_TRY(auto set, data::read_problems(data, {.limit = count}));
  TestSet test{std::filesystem::path(data).stem().string(), std::move(set.problems), set.skipped_rows, ""};
  if (!set.skipped.empty()) test.why_skipped = fmt::format("{}:{}: {}", set.skipped[0].file, set.skipped[0].line, set.skipped[0].reason);
  return test;
}

Result<TestSet> load_test_set(const Run& run, const std::string& data) {
  const auto& e = run.recipe.eval;
  if (data != kHeldoutData) return load_test_set(data, static_cast<long>(e.count), e.seed, starter_options(run.recipe));
  TestSet test{data, {}, 0, ""};
  const std::string request = eval::conversation("").back().content;
  RETORT_TRY_STATUS(each_dataset_row(run.paths.heldout_rows(), [&](const DatasetRow& row) -> Status {
    trace::Problem problem;
    problem.id = row.id;
    problem.statement = row.question.substr(0, row.question.size() - request.size());
    problem.answer = row.answer;
    problem.source = row.source;
    problem.subject = row.subject;
    problem.level = row.level;
    problem.family = row.family;
    if (e.count == 0 || static_cast<long long>(test.problems.size()) < e.count) test.problems.push_back(std::move(problem));
    return {};
  }));
  return test;
}

Result<std::vector<eval::Shot>> choose_shots(const Run& run) {
  std::vector<DatasetRow> rows;
  RETORT_TRY_STATUS(each_dataset_row(run.paths.train_rows(), [&](const DatasetRow& row) -> Status {
    rows.push_back(row);
    return {};
  }));
  Random random(static_cast<std::uint64_t>(run.recipe.eval.seed), "shots");
  random.shuffle(rows);
  std::set<std::string> families;
  std::stable_partition(rows.begin(), rows.end(), [&](const DatasetRow& row) { return families.insert(row.family).second; });
  // A row's question ends with the sentence that asks for the box, which conversation() puts there again.
  std::string request = eval::conversation("").back().content;
  std::vector<eval::Shot> shots;
  for (std::size_t i = 0; i < rows.size() && i < static_cast<std::size_t>(run.recipe.eval.shots); ++i)
    shots.push_back({rows[i].question.substr(0, rows[i].question.size() - request.size()), rows[i].narrative});
  return shots;
}

Status choose_weights(const Run& run, Contender& contender) {
  contender.gguf = run.student.path;
  contender.model_hash = run.student.hash;
  if (!run.recipe.eval.requantize) return {};
  contender.gguf = fmt::format("{}/student-{}.q8_0.gguf", run.paths.eval(), run.student.hash.substr(0, 12));
  contender.model_hash += " q8_0";
  return llm::requantize_q8(run.student.path, contender.gguf);
}

Status use_trained(const Run& run, const std::string& gguf, Contender& contender) {
  if (run.recipe.train.method != "full") {
    contender.adapter = gguf;
    return {};
  }
  contender.gguf = gguf;
  RETORT_TRY(contender.model_hash, hash_file(gguf));
  if (!run.recipe.eval.requantize) return {};
  contender.gguf = fmt::format("{}/trained-{}.q8_0.gguf", run.paths.eval(), contender.model_hash);
  contender.model_hash += " q8_0";
  return llm::requantize_q8(gguf, contender.gguf);
}

Status generate_samples(const Contender& contender, const std::vector<eval::Question>& questions, const eval::Decoding& decoding,
                        const llm::GenerateOptions& pace, const StopToken& stop, const eval::OnSample& on_sample) {
  RETORT_TRY(const auto lengths, prompt_lengths(contender, questions));
  // Memory for each sequence grows with the context: as much as the longest prompt and answer need, of what the model knows.
  const int known = llm::trained_context(contender.gguf);
  const auto most = known > 0 ? static_cast<std::size_t>(known) : std::numeric_limits<int>::max() / 2;
  std::vector<eval::Question> asked;
  std::vector<std::size_t> places;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (lengths[i] >= most) {
      RETORT_TRY_STATUS(on_sample(i, too_long(questions[i], lengths[i], most)));
      continue;
    }
    longest = std::max(longest, lengths[i]);
    asked.push_back(questions[i]);
    places.push_back(i);
  }
  if (asked.empty()) return {};
  llm::LocalModel::LoadOptions load;
  load.gguf = contender.gguf;
  load.adapter = contender.adapter;
  load.context = static_cast<int>(std::min(most, (longest + static_cast<std::size_t>(decoding.max_new_tokens) + 16 + 63) / 64 * 64));
  RETORT_TRY(auto model, llm::LocalModel::load(load));
  return eval::evaluate(model, asked, contender.shots, decoding, pace, stop,
                        [&](std::size_t i, const eval::Sample& sample) { return on_sample(places[i], sample); });
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
      // A mended grader or reference answer needs no new answers.
      RETORT_TRY(eval::Sample stored, eval::Sample::from_json(record->body));
      samples[i] = eval::graded_again(test.problems[i], stored);
    }
  }
  seconds = 0;
  if (missing.empty()) return samples;

  std::vector<eval::Question> ask;
  for (std::size_t i : missing) ask.push_back({&test.problems[i], 0});
  eval::Decoding decoding;
  decoding.max_new_tokens = options.max_new_tokens;
  Progress progress(fmt::format("evaluate {} on {}", contender.label, test.name), test.problems.size(), test.problems.size() - missing.size());
  std::vector<store::Record> group;
  auto start = std::chrono::steady_clock::now(), committed = start;
  Status answered = generate_samples(contender, ask, decoding, options, stop, [&](std::size_t k, const eval::Sample& sample) -> Status {
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
