#include "pipeline/summary.h"

#include <map>
#include <string>

#include "base/files.h"
#include "pipeline/judge_check.h"

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

// How long each stage has worked, over all runs on the directory.
Json stage_seconds(const Run& run) {
  std::map<std::string, double> seconds;
  [[maybe_unused]] Status read = run.store.each("batch", [&](const store::Record& record) -> Status {
    seconds[string_or(record.body, "stage", "")] += number_or(record.body, "seconds", 0);
    return {};
  });
  return Json(seconds);
}

}  // namespace

Json training_of(const Run& run, std::string_view adapter) {
  Json training = read_json_file(run.paths.adapter(adapter) + "/training.json", Json::object());
  if (Json check = read_json_file(run.paths.adapter(adapter) + "/check.json", Json::object()); !check.empty() && !training.empty()) training["check"] = std::move(check);
  return training;
}

Json evaluations_of(const Run& run) { return read_json_file(run.paths.eval() + "/evaluations.json", Json::array()); }

Json model_use(const Run& run, const Counts& counts) {
  Json use = Json::object();
  auto totals = run.model ? run.model->totals() : std::nullopt;
  // Read while another process may be asking: what cannot be read now is left out.
  if (totals) use = *std::move(totals);
  else if (auto read = exchange_totals(run.paths.exchanges()); read.ok()) use = *std::move(read);
  if (use.empty() || counts.passed == 0) return use;
  const double accepted = static_cast<double>(counts.passed);
  const double tokens = static_cast<double>(integer_or(use, "prompt_tokens", 0) + integer_or(use, "completion_tokens", 0));
  double worked = 0;
  const Json stages = stage_seconds(run);
  for (const auto& [stage, seconds] : stages.items()) worked += seconds.get<double>();
  use["per_narrative"] = {{"tokens", tokens / accepted}, {"cost", number_or(use, "cost", 0) / accepted},
                          {"model_seconds", number_or(use, "seconds", 0) / accepted}, {"seconds", worked / accepted}};
  return use;
}

Json make_summary(const Run& run, const Counts& counts) {
  Json summary = counts.to_json();
  Json training = training_of(run, "narratives");
  summary["training"] = training_numbers(training);
  for (const char* key : {"seconds", "tokens_per_s", "check"})
    if (training.contains(key)) summary["training"][key] = training[key];
  Json examples = read_json_file(run.paths.adapter("narratives") + "/examples.json", Json::object());
  examples.erase("finished_job");
  if (!examples.empty()) summary["training"]["examples"] = examples;
  if (Json answers = training_of(run, "answers"); !answers.empty()) summary["training_answers"] = training_numbers(answers);
  summary["evaluations"] = evaluations_of(run);
  summary["stage_seconds"] = stage_seconds(run);
  if (Json judge = judge_figures(run, counts); !judge.empty()) summary["judge"] = std::move(judge);
  if (Json model = model_use(run, counts); !model.empty()) summary["llm"] = std::move(model);
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
