#include "pipeline/ablation.h"

#include <fmt/core.h>

#include <filesystem>

#include "base/files.h"
#include "eval/paired.h"
#include "pipeline/ablation_arms.h"
#include "pipeline/evaluation.h"
#include "pipeline/measure.h"
#include "pipeline/stages.h"

namespace retort::pipeline {

namespace {

std::string folder_of(const Run& run) { return run.paths.root + "/ablate"; }

// One row of the table: a model, trained with one or several seeds, or not at all.
struct Entrant {
  std::string name;                     // "base", "base-shots", or an arm
  std::vector<Contender> contenders;    // one for each seed
  long long tokens = 0;                 // trained on, by each
  Json training = Json::array();        // a summary for each seed
};

struct Prepared {
  ArmData arms;
  Json plan;
};

Result<Prepared> prepare(Run& run) {
  if (run.student.path.empty()) return find_model(run.student.name).error();
  if (run.recipe.ablate.arms.empty()) return Error{ErrorCode::kInvalidArgument, "ablate.arms is empty: name at least one"};
  RETORT_TRY_STATUS(run_stages(run, Stage::kExport));
  RETORT_TRY(auto tokenizer, llm::ChatTokenizer::open(run.student.path));
  Prepared made;
  RETORT_TRY(made.arms, make_arms(run, tokenizer));
  made.plan = made.arms.to_json(run.recipe);
  made.plan["token_limit"] = run.recipe.ablate.token_limit;
  made.plan["trainings"] = run.recipe.ablate.arms.size() * static_cast<std::size_t>(run.recipe.ablate.seeds);
  if (integer_or(made.plan, "problems", 0) == 0)
    return Error{ErrorCode::kInvalidArgument, fmt::format("no problem is left to train on: the dataset has {} rows, {} are longer than train.max_tokens = {}, {} do not fit into ablate.token_limit = {}",
                                                          made.arms.rows, made.arms.too_long, run.recipe.train.max_tokens, made.arms.over_limit, run.recipe.ablate.token_limit)};
  made.plan["data"] = Json::array();
  for (const std::string& data : run.recipe.eval.data) {
    RETORT_TRY(auto test, load_test_set(run, data));
    made.plan["data"].push_back({{"data", test.name}, {"problems", test.problems.size()}});
    if (test.skipped > 0) run.note(fmt::format("{} rows of {} are no problem and are left out: {}", test.skipped, data, test.why_skipped));
  }
  RETORT_TRY_STATUS(make_directories(folder_of(run)));
  RETORT_TRY_STATUS(write_file(folder_of(run) + "/plan.json", made.plan.dump(2) + "\n"));
  return made;
}

Result<Contender> base_contender(const Run& run, const std::string& label) {
  Contender contender;
  contender.label = label;
  RETORT_TRY_STATUS(make_directories(run.paths.eval()));   // where the weights are written again
  RETORT_TRY_STATUS(choose_weights(run, contender));
  return contender;
}

Result<Entrant> train_arm(Run& run, const llm::ChatTokenizer& tokenizer, const ArmData& arms, const std::string& arm) {
  Entrant entrant{arm, {}, 0, Json::array()};
  for (long long k = 0; k < run.recipe.ablate.seeds; ++k) {
    if (run.stop.requested()) return Error{ErrorCode::kCancelled, "stopped on request"};
    const long long seed = run.recipe.train.seed + k;
    const std::string name = fmt::format("{}-{}", arm, seed);
    RETORT_TRY(auto trained, train_adapter(run, tokenizer, {name, folder_of(run) + "/adapter/" + name, seed, arms.train.at(arm), arms.heldout.at(arm)}));
    RETORT_TRY(Contender contender, base_contender(run, name));
    RETORT_TRY_STATUS(use_trained(run, trained.gguf, contender));
    entrant.contenders.push_back(std::move(contender));
    entrant.tokens = integer_or(trained.training, "tokens", 0);
    auto list = [&](const char* key) { return trained.training.contains(key) ? trained.training[key] : Json::array(); };
    entrant.training.push_back({{"seed", seed}, {"examples", trained.examples}, {"steps", integer_or(trained.training, "steps", 0)}, {"tokens", entrant.tokens},
                                {"heldout_loss", list("heldout_loss")}});
  }
  return entrant;
}

Result<std::vector<Entrant>> make_entrants(Run& run, const ArmData& arms) {
  std::vector<Entrant> entrants;
  RETORT_TRY(Contender base, base_contender(run, "base"));
  Contender shots = base;
  shots.label = "base-shots";
  RETORT_TRY(shots.shots, choose_shots(run));
  entrants.push_back({"base", {std::move(base)}, 0, Json::array()});
  entrants.push_back({"base-shots", {std::move(shots)}, 0, Json::array()});
  RETORT_TRY(auto tokenizer, llm::ChatTokenizer::open(run.student.path));
  for (const std::string& arm : run.recipe.ablate.arms) {
    RETORT_TRY(auto entrant, train_arm(run, tokenizer, arms, arm));
    entrants.push_back(std::move(entrant));
  }
  return entrants;
}

// The answers of one contender to all data, greedy or drawn.
Result<eval::StoredResult> answers_of(Run& run, const Contender& contender, const std::vector<TestSet>& data, bool greedy) {
  const auto& r = run.recipe;
  Measurement m;
  m.contender = contender;
  m.data = data;
  m.decoding.max_new_tokens = static_cast<int>(r.eval.max_new_tokens);
  m.decoding.seed = r.eval.seed;
  if (!greedy) {
    m.decoding.samples = static_cast<int>(r.ablate.samples);
    m.decoding.temperature = r.ablate.temperature;
  }
  m.pace.sequences = static_cast<int>(r.eval.sequences);
  m.pace.threads = static_cast<unsigned>(r.eval.threads);
  m.out = fmt::format("{}/results/{}-{}.jsonl", folder_of(run), contender.label, greedy ? "greedy" : "samples");
  m.training = {run.paths.train_rows()};
  m.leak_rule = {static_cast<std::size_t>(r.problems.ngram), *data::tokenizer_named(r.problems.tokenizer)};
  RETORT_TRY(auto measured, measure(m, run.stop));
  return eval::read_result(measured.path);
}

// The answers of all seeds to each problem side by side: what is asked of them is asked of a mean over seeds.
using Answers = std::vector<std::pair<std::string, std::vector<eval::Answered>>>;   // by data set

Answers pooled(const std::vector<eval::StoredResult>& results) {
  Answers all = eval::answered_of(results.front());
  for (std::size_t s = 1; s < results.size(); ++s) {
    const Answers more = eval::answered_of(results[s]);
    for (std::size_t d = 0; d < all.size(); ++d)
      for (std::size_t i = 0; i < all[d].second.size(); ++i) {
        auto& samples = all[d].second[i].samples;
        samples.insert(samples.end(), more[d].second[i].samples.begin(), more[d].second[i].samples.end());
      }
  }
  return all;
}

struct Outcome {
  std::string name;
  long long tokens = 0;
  Json training;
  std::vector<eval::StoredResult> greedy, drawn;   // one for each seed
};

// Seed by seed against the narratives of the same seed (the base model has one for all).
Json against(const Outcome& one, const Outcome& narratives, std::size_t set, std::uint64_t seed) {
  Json seeds = Json::array();
  for (std::size_t s = 0; s < narratives.greedy.size(); ++s) {
    const Json c = eval::compare_answers(eval::answered_of(narratives.greedy[s])[set].second, eval::answered_of(one.greedy[std::min(s, one.greedy.size() - 1)])[set].second, seed);
    seeds.push_back({{"only_this", c["only_b"]}, {"only_narratives", c["only_a"]}, {"p", c["p"]}, {"test", c["test"]}});
  }
  const Json all = eval::compare_answers(pooled(narratives.greedy)[set].second, pooled(one.greedy)[set].second, seed);
  return {{"mcnemar", seeds}, {"difference", all["difference"]}, {"difference_ci95", all["difference_ci95"]}};
}

Json row_of(const Outcome& outcome, const Outcome* narratives, std::size_t set, std::uint64_t seed) {
  Json row = {{"model", outcome.name}, {"seeds", outcome.greedy.size()}, {"tokens", outcome.tokens}, {"training", outcome.training}};
  row["greedy"] = eval::scores_of(pooled(outcome.greedy)[set].second, seed);
  if (!outcome.drawn.empty()) row["samples"] = eval::scores_of(pooled(outcome.drawn)[set].second, seed);
  if (narratives && narratives != &outcome) row["against_narratives"] = against(outcome, *narratives, set, seed);
  return row;
}

Json table_of(const Run& run, const Json& plan, const std::vector<TestSet>& data, const std::vector<Outcome>& outcomes) {
  const Outcome* narratives = nullptr;
  for (const Outcome& outcome : outcomes)
    if (outcome.name == "narratives") narratives = &outcome;
  const auto& r = run.recipe;
  Json sets = Json::array();
  for (std::size_t d = 0; d < data.size(); ++d) {
    Json rows = Json::array();
    for (const Outcome& outcome : outcomes) rows.push_back(row_of(outcome, narratives, d, static_cast<std::uint64_t>(r.eval.seed)));
    Json leaks = outcomes.front().greedy.front().scores[d].value("leaks", Json::object());
    sets.push_back({{"data", data[d].name}, {"problems", data[d].problems.size()}, {"leaks", leaks}, {"rows", rows}});
  }
  return {{"student", r.student.model}, {"source", r.problems.mix.empty() ? r.problems.source : fmt::format("{} sources", r.problems.mix.size())}, {"plan", plan},
          {"settings", {{"epochs", r.train.epochs}, {"rank", r.train.rank}, {"alpha", r.train.alpha}, {"learning_rate", r.train.learning_rate}, {"schedule", r.train.schedule},
                        {"batch_tokens", r.train.batch_tokens}, {"max_tokens", r.train.max_tokens}, {"first_seed", r.train.seed}, {"seeds", r.ablate.seeds},
                        {"samples", r.ablate.samples}, {"temperature", r.ablate.temperature}, {"max_new_tokens", r.eval.max_new_tokens}, {"shots", r.eval.shots},
                        {"q8_0", r.eval.requantize}}},
          {"data", sets}};
}

Result<std::vector<TestSet>> load_data(const Run& run) {
  std::vector<TestSet> sets;
  for (const std::string& data : run.recipe.eval.data) {
    RETORT_TRY(auto test, load_test_set(run, data));
    if (test.problems.empty()) return Error{ErrorCode::kInvalidArgument, fmt::format("eval.data: {} holds no problem", data)};
    for (const TestSet& other : sets)
      if (other.name == test.name) return Error{ErrorCode::kInvalidArgument, fmt::format("eval.data: two data sets are called {}", test.name)};
    sets.push_back(std::move(test));
  }
  return sets;
}

}  // namespace

Result<Json> plan_ablation(Run& run) {
  RETORT_TRY(auto prepared, prepare(run));
  return std::move(prepared.plan);
}

Result<Json> run_ablation(Run& run) {
  RETORT_TRY(auto prepared, prepare(run));
  RETORT_TRY(auto data, load_data(run));
  RETORT_TRY(auto entrants, make_entrants(run, prepared.arms));
  std::vector<Outcome> outcomes;
  for (const Entrant& entrant : entrants) {
    Outcome outcome{entrant.name, entrant.tokens, entrant.training, {}, {}};
    for (const Contender& contender : entrant.contenders) {
      RETORT_TRY(auto greedy, answers_of(run, contender, data, true));
      outcome.greedy.push_back(std::move(greedy));
      if (run.recipe.ablate.samples == 0) continue;
      RETORT_TRY(auto drawn, answers_of(run, contender, data, false));
      outcome.drawn.push_back(std::move(drawn));
    }
    outcomes.push_back(std::move(outcome));
  }
  Json table = table_of(run, prepared.plan, data, outcomes);
  RETORT_TRY_STATUS(write_file(folder_of(run) + "/ablation.json", table.dump(2) + "\n"));
  RETORT_TRY_STATUS(write_file(folder_of(run) + "/table.md", ablation_table(table)));
  return table;
}

}  // namespace retort::pipeline
