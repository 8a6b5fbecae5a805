#include "pipeline/summary.h"

#include "base/files.h"

namespace retort::pipeline {

namespace {

Json read_json_file(const std::string& path, Json otherwise) {
  auto text = read_file(path);
  if (!text.ok()) return otherwise;
  auto json = parse_json(*text);
  return json.ok() && json->type() == otherwise.type() ? *json : otherwise;
}

Json training_numbers(const Json& training) {
  auto list = [&](const char* key) { return training.contains(key) && training[key].is_array() ? training[key] : Json::array(); };
  return {{"steps", integer_or(training, "steps", 0)}, {"tokens", integer_or(training, "tokens", 0)}, {"loss", list("loss")},
          {"heldout_loss", list("heldout_loss")}};
}

}  // namespace

Json training_of(const Run& run, std::string_view adapter) { return read_json_file(run.paths.adapter(adapter) + "/training.json", Json::object()); }

Json evaluations_of(const Run& run) { return read_json_file(run.paths.eval() + "/evaluations.json", Json::array()); }

Json make_summary(const Run& run, const Counts& counts) {
  Json summary = counts.to_json();
  Json training = training_of(run, "narratives");
  summary["training"] = training_numbers(training);
  for (const char* key : {"seconds", "tokens_per_s"})
    if (training.contains(key)) summary["training"][key] = training[key];
  Json examples = read_json_file(run.paths.adapter("narratives") + "/examples.json", Json::object());
  examples.erase("finished_job");
  if (!examples.empty()) summary["training"]["examples"] = examples;
  if (Json answers = training_of(run, "answers"); !answers.empty()) summary["training_answers"] = training_numbers(answers);
  summary["evaluations"] = evaluations_of(run);
  // Read while another process may be asking: what cannot be read now is left out.
  if (auto totals = exchange_totals(run.paths.exchanges()); totals.ok() && !totals->empty()) summary["llm"] = *totals;
  return summary;
}

Result<Json> refresh_summary(const Run& run) {
  Counts counts;
  if (auto problems = stored_problem_set(run); problems.ok()) {
    RETORT_TRY(counts, count_run(run, *problems));
  } else if (problems.error().code != ErrorCode::kNotFound) {
    return problems.error();
  }
  Json summary = make_summary(run, counts);
  RETORT_TRY_STATUS(write_file(run.paths.summary(), summary.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"));
  return summary;
}

}  // namespace retort::pipeline
