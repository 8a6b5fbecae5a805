// Stage "eval": accuracy of the student without tools: as it came, with worked examples, and with each adapter. The same prompt for all.
#include <fmt/core.h>

#include <filesystem>

#include "base/files.h"
#include "pipeline/atomic_file.h"
#include "pipeline/evaluation.h"
#include "pipeline/problem_set.h"
#include "pipeline/stages.h"

namespace retort::pipeline {

namespace fs = std::filesystem;

namespace {

// A contender of this label, or nothing when there is no adapter for it.
Result<std::optional<Contender>> make_contender(Run& run, const std::string& label) {
  Contender contender;
  contender.label = label;
  RETORT_TRY_STATUS(choose_weights(run, contender));
  if (label == "base-shots") {
    RETORT_TRY(contender.shots, choose_shots(run));
  }
  if (label == "trained" || label == "answers") {
    std::string name = label == "trained" ? "narratives" : "answers";
    const std::string trained = run.paths.adapter(name) + (run.recipe.train.method == "full" ? "/model.gguf" : "/adapter.gguf");
    std::error_code ignored;
    if (!fs::exists(trained, ignored)) {
      run.note(fmt::format("no row \"{}\" in the evaluation: there is no {}", label, trained));
      return std::optional<Contender>();
    }
    RETORT_TRY_STATUS(use_trained(run, trained, contender));
  }
  return std::optional(std::move(contender));
}

Status write_samples(const std::string& path, const TestSet& test, const std::vector<eval::Sample>& samples) {
  RETORT_TRY(AtomicFile file, AtomicFile::create(path));
  for (std::size_t i = 0; i < samples.size(); ++i) {
    Json row = {{"id", test.problems[i].id}, {"problem", test.problems[i].statement}, {"gold", test.problems[i].answer}};
    row.update(samples[i].to_json());
    RETORT_TRY_STATUS(file.write(to_line(row) + "\n"));
  }
  return file.commit();
}

// Seconds that this row took in earlier runs: answers that are kept cost no time now.
double seconds_before(const Json& rows, const Json& row) {
  for (const Json& old : rows)
    if (old.value("model", "") == row["model"] && old.value("data", "") == row["data"]) return number_or(old, "seconds", 0);
  return 0;
}

Json old_rows(const std::string& path) {
  auto text = read_file(path);
  auto json = text.ok() ? parse_json(*text) : text.error();
  return json.ok() && json->is_array() ? *json : Json::array();
}

}  // namespace

Status eval_stage(Run& run) {
  if (run.student.path.empty()) return find_model(run.student.name).error();
  const auto& e = run.recipe.eval;
  RETORT_TRY_STATUS(make_directories(run.paths.eval()));
  std::string table = run.paths.eval() + "/evaluations.json";
  Json before = old_rows(table), rows = Json::array();
  llm::GenerateOptions options;
  options.max_new_tokens = static_cast<int>(e.max_new_tokens);
  options.sequences = static_cast<int>(e.sequences);
  options.threads = static_cast<unsigned>(e.threads);
  for (const std::string& data : e.data) {
    RETORT_TRY(TestSet test, load_test_set(run, data));
    for (const std::string& label : e.models) {
      RETORT_TRY(auto contender, make_contender(run, label));
      if (!contender) continue;
      double seconds = 0;
      RETORT_TRY(auto samples, answer_all(run.store, *contender, test, options, run.stop, seconds));
      Json row = {{"model", label}, {"data", test.name}};
      row.update(eval::summarize(samples).to_json());
      row["shots"] = contender->shots.size();
      row["adapter"] = contender->adapter.empty() ? "" : fs::path(contender->adapter).parent_path().filename().string();
      row["seconds"] = seconds > 0 ? seconds : seconds_before(before, row);
      rows.push_back(row);
      RETORT_TRY_STATUS(write_samples(fmt::format("{}/{}-{}.jsonl", run.paths.eval(), label, test.name), test, samples));
      RETORT_TRY_STATUS(write_file(table, rows.dump(2) + "\n"));
    }
  }
  return {};
}

}  // namespace retort::pipeline
