#include "pipeline/lessons.h"

#include <fmt/core.h>

#include <filesystem>
#include <optional>

#include "base/files.h"
#include "base/hash.h"
#include "base/progress.h"
#include "pipeline/adapter_check.h"
#include "train/examples.h"
#include "train/launch.h"

namespace retort::pipeline {

namespace {

struct Tokenized {
  std::vector<train::TrainExample> examples;
  long too_long = 0;
};

Result<Tokenized> tokenize(const Run& run, const llm::ChatTokenizer& tokenizer, const std::vector<Lesson>& lessons) {
  Tokenized out;
  for (const Lesson& lesson : lessons) {
    RETORT_TRY(auto example, tokenizer.example({{"user", lesson.question}}, lesson.target));
    if (static_cast<long long>(example.tokens.size()) > run.recipe.train.max_tokens) ++out.too_long;
    else out.examples.push_back({lesson.id, {example.tokens.begin(), example.tokens.end()}, example.answer_from});
  }
  return out;
}

// Writes the token files only when they differ, so that a finished run is seen to be of the same data.
Result<std::pair<Tokenized, Tokenized>> write_tokens(const Run& run, const llm::ChatTokenizer& tokenizer, const AdapterPlan& plan,
                                                     const train::TrainJob& job) {
  RETORT_TRY(Tokenized train, tokenize(run, tokenizer, plan.train));
  RETORT_TRY(Tokenized heldout, tokenize(run, tokenizer, plan.heldout));
  if (train.examples.empty())
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("{} gives nothing to train on ({} rows longer than train.max_tokens = {}): `retort stats {}` says where the problems went",
                             run.paths.train_rows(), train.too_long, run.recipe.train.max_tokens, run.paths.root)};
  RETORT_TRY_STATUS(train::write_examples(job.examples, train.examples));
  if (!job.heldout.empty()) RETORT_TRY_STATUS(train::write_examples(job.heldout, heldout.examples));
  return std::pair(std::move(train), std::move(heldout));
}

train::TrainJob make_job(const Run& run, const AdapterPlan& plan) {
  const auto& t = run.recipe.train;
  train::TrainJob job;
  job.base = run.student.path;
  job.out = plan.folder;
  job.examples = job.out + "/train.tokens.jsonl";
  job.heldout = job.out + "/heldout.tokens.jsonl";
  job.method = t.method;
  job.rank = static_cast<int>(t.rank);
  job.alpha = t.alpha;
  job.dropout = t.dropout;
  job.targets = t.targets;
  job.first_layer = static_cast<int>(t.first_layer);
  job.epochs = static_cast<int>(t.epochs);
  job.learning_rate = t.learning_rate;
  job.warmup = t.warmup;
  job.schedule = t.schedule;
  job.weight_decay = t.weight_decay;
  job.clip = t.clip;
  job.batch_tokens = static_cast<int>(t.batch_tokens);
  job.batch_examples = static_cast<int>(t.batch_examples);
  job.pack_tokens = static_cast<int>(t.pack_tokens);
  job.max_tokens = static_cast<int>(t.max_tokens);
  job.recompute = t.recompute;
  job.seed = plan.seed;
  job.checkpoint_seconds = t.checkpoint_seconds;
  job.eval_every = static_cast<int>(t.eval_every);
  job.keep_best = t.keep_best;
  job.patience = static_cast<int>(t.patience);
  if (t.save_model != "none") job.save_model = t.save_model;
  job.device = t.device;
  job.precision = t.precision;
  job.threads = static_cast<int>(t.threads);
  return job;
}

// What is kept beside an adapter: how many examples it was given, and the job that finished.
std::string record_path(const train::TrainJob& job) { return job.out + "/examples.json"; }

bool is_finished(const train::TrainJob& job, const std::string& hash) {
  std::error_code ignored;
  auto text = read_file(record_path(job));
  auto record = text.ok() ? parse_json(*text) : text.error();
  const auto is_there = [&](const char* name) { return std::filesystem::exists(job.out + name, ignored); };
  return adapter_was_checked(job) && record.ok() && string_or(*record, "finished_job", "") == hash && is_there("/training.json") &&
         (job.method == "full" || is_there("/adapter.gguf")) && (train::saved_model_type(job).empty() || is_there("/model.gguf"));
}

// The job that was begun in an adapter's folder; empty: none, or of an earlier version.
std::string begun_path(const train::TrainJob& job) { return job.out + "/begun.json"; }

std::string begun_job(const train::TrainJob& job) {
  for (const auto& [path, key] : {std::pair{begun_path(job), "job"}, {record_path(job), "finished_job"}}) {
    auto text = read_file(path);
    auto record = text.ok() ? parse_json(*text) : text.error();
    if (record.ok() && !string_or(*record, key, "").empty()) return string_or(*record, key, "");
  }
  return {};
}

// What was trained on other data or with other settings makes room, whole, for what is to be trained now.
Result<bool> set_aside(const Run& run, const train::TrainJob& job, const std::string& hash) {
  const std::string before = begun_job(job);
  if (before.empty() || before == hash) return false;
  const std::string aside = job.out + "-" + before.substr(0, 8);
  std::error_code failed;
  std::filesystem::remove_all(aside, failed);
  std::filesystem::rename(job.out, aside, failed);
  if (failed) return Error{ErrorCode::kIo, fmt::format("cannot rename {} to {}: {}", job.out, aside, failed.message())};
  run.note(fmt::format("{}: the data or settings have changed since it was trained; what was there is kept in {}", job.out, aside));
  return true;
}

// Runs retort-train and shows its steps. Its first line says how many an earlier run had done.
Status run_job(Run& run, const train::TrainJob& job, const std::string& name) {
  std::optional<Progress> progress;
  long done = 0;
  auto relay = [&](const train::TrainProgress& p) {
    if (!progress) {
      done = p.loss == 0 ? p.step : p.step - 1;
      progress.emplace("train " + name, static_cast<std::size_t>(p.steps), static_cast<std::size_t>(done));
    }
    if (p.step > done) progress->add(static_cast<std::size_t>(p.step - done));
    done = std::max(done, p.step);
    if (p.loss == 0) return;
    std::string heldout = p.heldout_loss ? fmt::format(", held-out {:.3f}", *p.heldout_loss) : "";
    progress->note(fmt::format("loss {:.3f}{}, {:.0f} tokens/s", p.loss, heldout, p.tokens_per_s));
  };
  auto note = [&](const std::string& sentence) { run.note(fmt::format("train {}: {}", name, sentence)); };
  RETORT_TRY(const auto outcome, train::run_train_job(job, relay, run.stop, "", note));
  if (integer_or(outcome.training, "result_step", 1) == 0)
    note("the held-out loss was lowest before the first step, and that state is the result: it is the model as it came. "
         "Choose a smaller train.learning_rate, more rows, or train.keep_best = false");
  return {};
}

Result<Json> training_file(const train::TrainJob& job) {
  RETORT_TRY(std::string text, read_file(job.out + "/training.json"));
  return parse_json(text);
}

}  // namespace

Result<TrainedAdapter> train_adapter(Run& run, const llm::ChatTokenizer& tokenizer, const AdapterPlan& plan) {
  train::TrainJob job = make_job(run, plan);
  RETORT_TRY_STATUS(make_directories(job.out));
  RETORT_TRY(auto tokens, write_tokens(run, tokenizer, plan, job));
  const auto& [train, heldout] = tokens;
  if (heldout.examples.empty()) job.heldout.clear();
  RETORT_TRY(std::string examples_hash, hash_file(job.examples));
  std::string heldout_hash;
  if (train::heldout_decides(job)) {
    RETORT_TRY(heldout_hash, hash_file(job.heldout));
  }
  std::string hash = train::train_job_hash(job, run.student.hash, examples_hash, heldout_hash);
  if (!is_finished(job, hash)) {
    RETORT_TRY(const bool moved, set_aside(run, job, hash));
    if (moved) {
      RETORT_TRY_STATUS(make_directories(job.out));
      RETORT_TRY([[maybe_unused]] auto again, write_tokens(run, tokenizer, plan, job));
    }
    RETORT_TRY_STATUS(write_file(begun_path(job), Json{{"job", hash}}.dump(2) + "\n"));
    RETORT_TRY_STATUS(run_job(run, job, plan.name));
    RETORT_TRY([[maybe_unused]] const Json check, check_adapter(job));
    Json record = {{"train", train.examples.size()}, {"heldout", heldout.examples.size()}, {"too_long", train.too_long + heldout.too_long},
                   {"finished_job", hash}};
    RETORT_TRY_STATUS(write_file(record_path(job), record.dump(2) + "\n"));
  }
  TrainedAdapter made{job.out + (job.method == "full" ? "/model.gguf" : "/adapter.gguf"), static_cast<long>(train.examples.size()), static_cast<long>(heldout.examples.size()), train.too_long, {}};
  RETORT_TRY(made.training, training_file(job));
  return made;
}

}  // namespace retort::pipeline
