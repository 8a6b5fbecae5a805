#include "train/trainer.h"

#include <ATen/Parallel.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/files.h"
#include "base/hash.h"
#include "base/parallel.h"
#include "train/adamw.h"
#include "train/adapter_files.h"
#include "train/checkpoint.h"
#include "train/examples.h"
#include "train/model.h"
#include "train/plan.h"

namespace retort::train {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kPackTokens = 2048;  // of a batch, how much goes through the model at once; bounds the memory

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// Held while a run works in a folder; the system frees it when the process ends, however it ends.
class FolderLock {
 public:
  static Result<FolderLock> take(const std::string& folder) {
    RETORT_TRY_STATUS(make_directories(folder));
    FolderLock lock;
    lock.file_ = ::open((folder + "/train.lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (lock.file_ < 0) return Error{ErrorCode::kIo, fmt::format("cannot write into {}", folder)};
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
      return Error{ErrorCode::kUnavailable,
                   fmt::format("another training run works in {}: wait for it or choose another folder", folder)};
    }
    return lock;
  }
  FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  FolderLock& operator=(FolderLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~FolderLock() {
    if (file_ >= 0) ::close(file_);
  }

 private:
  FolderLock() = default;
  int file_ = -1;
};

struct ExampleSet {
  std::vector<TrainExample> examples;
  std::size_t left_out = 0;  // longer than the limit
};

Result<ExampleSet> load_examples(const std::string& path, std::size_t limit, std::int64_t vocabulary) {
  ExampleSet set;
  RETORT_TRY(auto all, read_examples(path));
  for (auto& example : all) {
    for (const auto token : example.tokens) {
      if (token >= vocabulary) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("{}: example {} has token {}, but the base knows {}: was it made for another model?",
                                 path, example.id, token, vocabulary)};
      }
    }
    if (example.tokens.size() > limit) ++set.left_out;
    else set.examples.push_back(std::move(example));
  }
  return set;
}

// Cuts a list of examples into packs of at most kPackTokens (or one longer example).
std::vector<Pack> packs_of(const std::vector<const TrainExample*>& examples) {
  std::vector<Pack> packs;
  std::vector<const TrainExample*> members;
  std::size_t tokens = 0;
  for (const auto* example : examples) {
    if (!members.empty() && tokens + example->tokens.size() > kPackTokens) {
      packs.push_back(make_pack(members));
      members.clear();
      tokens = 0;
    }
    members.push_back(example);
    tokens += example->tokens.size();
  }
  if (!members.empty()) packs.push_back(make_pack(members));
  return packs;
}

class Trainer {
 public:
  Trainer(const TrainJob& job, std::string job_hash, const BaseWeights& base, Lora lora, ExampleSet examples,
          ExampleSet heldout, std::int64_t max_positions)
      : job_(job),
        job_hash_(std::move(job_hash)),
        checkpoint_path_(job.out + "/checkpoint.bin"),
        base_(base),
        lora_(std::move(lora)),
        examples_(std::move(examples)),
        team_(job.threads > 0 ? static_cast<unsigned>(job.threads) : usable_threads()),
        model_(base_, lora_, team_, max_positions),
        optimizer_(lora_.values().numel()) {
    std::vector<std::size_t> lengths;
    for (const auto& example : examples_.examples) lengths.push_back(example.tokens.size());
    batches_ = plan_batches(lengths, job.epochs, job.batch_tokens, job.seed);
    std::vector<const TrainExample*> pointers;
    for (const auto& example : heldout.examples) pointers.push_back(&example);
    heldout_left_out_ = heldout.left_out;
    heldout_count_ = pointers.size();
    heldout_packs_ = packs_of(pointers);
  }

  Result<Json> run(const std::function<void(const TrainProgress&)>& on_progress, const StopToken& stop) {
    RETORT_TRY(auto found, read_checkpoint(checkpoint_path_, job_hash_, lora_.values(), optimizer_));
    if (found) history_ = std::move(*found);
    if (!history_.loss.empty() && history_.step > steps())
      return Error{ErrorCode::kCorruption, checkpoint_path_ + " has more steps than its job"};
    begin_ = saved_ = Clock::now();
    first_tokens_ = history_.tokens;
    evaluate_if_due(stop);
    if (on_progress) on_progress(progress());
    while (history_.step < steps() && !stop.requested()) {
      RETORT_TRY_STATUS(step());
      evaluate_if_due(stop);
      if (on_progress) on_progress(progress());
      if (seconds_since(saved_) >= job_.checkpoint_seconds || history_.step == steps()) RETORT_TRY_STATUS(save());
    }
    if (stop.requested() && !finished()) {
      RETORT_TRY_STATUS(save());
      return Error{ErrorCode::kCancelled,
                   fmt::format("stopped after step {} of {}; the same command continues", history_.step, steps())};
    }
    RETORT_TRY_STATUS(write_gguf_adapter(job_.out + "/adapter.gguf", base_, lora_, job_));
    RETORT_TRY_STATUS(write_peft_adapter(job_.out + "/peft", base_, lora_, job_));
    Json report = make_report();
    RETORT_TRY_STATUS(write_file(job_.out + "/training.json", report.dump(2) + "\n"));
    return report;
  }

 private:
  long steps() const { return static_cast<long>(batches_.size()); }
  bool finished() const { return history_.step == steps() && !due(); }

  // Whether the held-out loss after the current step is wanted and not yet known.
  bool due() const {
    if (heldout_packs_.empty()) return false;
    if (!history_.heldout_steps.empty() && history_.heldout_steps.back() == history_.step) return false;
    return history_.step == 0 || history_.step == steps() ||
           (job_.eval_every > 0 && history_.step % job_.eval_every == 0);
  }

  // Leaves it undone on `stop`; a continued run makes up for it.
  void evaluate_if_due(const StopToken& stop) {
    if (!due()) return;
    double sum = 0;
    std::size_t tokens = 0;
    for (const auto& pack : heldout_packs_) {
      if (stop.requested()) return;
      sum += model_.loss(pack);
      tokens += pack.targets.size();
    }
    history_.heldout_steps.push_back(history_.step);
    history_.heldout_loss.push_back(sum / static_cast<double>(tokens));
  }

  // One optimizer step on the next batch: the mean loss over its loss tokens.
  Status step() {
    const auto begin = Clock::now();
    std::vector<const TrainExample*> members;
    for (const std::size_t index : batches_[static_cast<std::size_t>(history_.step)])
      members.push_back(&examples_.examples[index]);
    const auto packs = packs_of(members);
    std::size_t targets = 0, tokens = 0;
    for (const auto& pack : packs) {
      targets += pack.targets.size();
      tokens += pack.example_tokens;
    }
    lora_.gradients().zero_();
    double loss = 0;
    for (const auto& pack : packs) loss += model_.loss_and_gradients(pack, 1.0f / static_cast<float>(targets));
    loss /= static_cast<double>(targets);
    const double norm = std::sqrt(sum_of_squares(team_, lora_.gradients()));
    if (!std::isfinite(loss) || !std::isfinite(norm)) {
      return Error{
          ErrorCode::kInvalidArgument,
          fmt::format("the loss of step {} is not finite: choose a smaller learning_rate than {} and delete {}",
                      history_.step + 1, job_.learning_rate, checkpoint_path_)};
    }
    const double scale = job_.clip > 0 && norm > job_.clip ? job_.clip / norm : 1;
    const double rate = learning_rate_at(job_, static_cast<std::size_t>(history_.step), batches_.size());
    optimizer_.step(team_, lora_.values(), lora_.gradients(), static_cast<float>(scale), rate, job_.weight_decay);
    ++history_.step;
    history_.tokens += static_cast<long long>(tokens);
    history_.loss.push_back(loss);
    history_.seconds += seconds_since(begin);
    return {};
  }

  Status save() {
    saved_ = Clock::now();
    return write_checkpoint(checkpoint_path_, job_hash_, history_, lora_.values(), optimizer_);
  }

  TrainProgress progress() const {
    TrainProgress now;
    now.step = history_.step;
    now.steps = steps();
    now.tokens = history_.tokens;
    const auto here = static_cast<double>(history_.tokens - first_tokens_);
    if (here > 0) {
      now.loss = history_.loss.back();
      now.tokens_per_s = here / seconds_since(begin_);
      double left = 0;
      for (auto i = static_cast<std::size_t>(history_.step); i < batches_.size(); ++i) {
        for (const std::size_t index : batches_[i])
          left += static_cast<double>(examples_.examples[index].tokens.size());
      }
      now.eta_s = left / now.tokens_per_s;
    }
    if (!history_.heldout_steps.empty() && history_.heldout_steps.back() == history_.step)
      now.heldout_loss = history_.heldout_loss.back();
    return now;
  }

  Json make_report() const {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return Json{{"steps", history_.step},
                {"tokens", history_.tokens},
                {"seconds", history_.seconds},
                {"tokens_per_s", history_.seconds > 0 ? static_cast<double>(history_.tokens) / history_.seconds : 0.0},
                {"examples", examples_.examples.size()},
                {"left_out", examples_.left_out},
                {"heldout_examples", heldout_count_},
                {"heldout_left_out", heldout_left_out_},
                {"parameters", lora_.values().numel()},
                {"threads", team_.threads()},
                {"peak_memory_bytes", static_cast<long long>(usage.ru_maxrss) * 1024},
                {"base_hash", base_.file_hash},
                {"base_quantization", base_.quantization},
                {"heldout_steps", history_.heldout_steps},
                {"heldout_loss", history_.heldout_loss},
                {"loss", history_.loss},
                {"settings", to_json(job_)}};
  }

  const TrainJob& job_;
  const std::string job_hash_, checkpoint_path_;
  const BaseWeights& base_;
  Lora lora_;
  ExampleSet examples_;
  std::size_t heldout_count_ = 0, heldout_left_out_ = 0;
  Team team_;
  Model model_;
  AdamW optimizer_;
  std::vector<Batch> batches_;
  std::vector<Pack> heldout_packs_;
  TrainHistory history_;
  Clock::time_point begin_, saved_;
  long long first_tokens_ = 0;
};

}  // namespace

Result<Json> train(const TrainJob& job, const std::function<void(const TrainProgress&)>& on_progress,
                   const std::function<void(const std::string&)>& note, const StopToken& stop) {
  RETORT_TRY_STATUS(check_train_job(job));
  at::set_num_threads(1);  // the Team shares out the work
  RETORT_TRY(const FolderLock lock, FolderLock::take(job.out));
  RETORT_TRY(const BaseWeights base, load_base_weights(job.base));
  const auto limit = static_cast<std::size_t>(std::min<std::int64_t>(job.max_tokens, base.shape.context));
  RETORT_TRY(ExampleSet examples, load_examples(job.examples, limit, base.shape.vocabulary));
  ExampleSet heldout;
  if (!job.heldout.empty()) {
    RETORT_TRY(heldout, load_examples(job.heldout, limit, base.shape.vocabulary));
  }
  if (examples.left_out + heldout.left_out > 0 && note) {
    note(fmt::format("{} examples and {} held-out examples are longer than {} tokens and left out", examples.left_out,
                     heldout.left_out, limit));
  }
  if (examples.examples.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("{} has no example of at most {} tokens", job.examples, limit)};
  }
  RETORT_TRY(Lora lora, Lora::create(base.shape, job));
  RETORT_TRY(const std::string examples_hash, hash_file(job.examples));
  Trainer trainer(job, train_job_hash(job, base.file_hash, examples_hash), base, std::move(lora), std::move(examples),
                  std::move(heldout), static_cast<std::int64_t>(limit));
  return trainer.run(on_progress, stop);
}

}  // namespace retort::train
