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
#include <numeric>
#include <optional>

#include "base/files.h"
#include "base/hash.h"
#include "base/parallel.h"
#include "base/random.h"
#include "train/adapter_files.h"
#include "train/checkpoint.h"
#include "train/examples.h"
#include "train/gguf_model.h"
#include "train/learner.h"
#include "train/memory.h"
#include "train/placement.h"
#include "train/plan.h"
#include "train/probe.h"

namespace retort::train {
namespace {

using Clock = std::chrono::steady_clock;

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

std::vector<std::size_t> lengths_of(const std::vector<TrainExample>& examples) {
  std::vector<std::size_t> lengths;
  for (const auto& example : examples) lengths.push_back(example.tokens.size());
  return lengths;
}

// Packs of at most job.pack_tokens (or one longer example).
std::vector<Pack> packs_of(const std::vector<TrainExample>& examples, const Batch& batch,
                           const std::vector<std::size_t>& lengths, const TrainJob& job) {
  std::vector<Pack> packs;
  for (const auto& part : cut_batch(batch, lengths, static_cast<std::size_t>(job.pack_tokens))) {
    std::vector<const TrainExample*> members;
    for (const std::size_t index : part) members.push_back(&examples[index]);
    packs.push_back(make_pack(members));
  }
  return packs;
}

std::size_t targets_of(const std::vector<TrainExample>& examples, const Batch& batch) {
  std::size_t targets = 0;
  for (const std::size_t index : batch) targets += examples[index].tokens.size() - examples[index].loss_from;
  return targets;
}

Batch whole(std::size_t count) {
  Batch all(count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

// Beginnings of the shortest examples: what a check after the training looks at.
std::vector<Probe::Text> probe_texts(const std::vector<TrainExample>& examples) {
  constexpr std::size_t kTexts = 4, kRows = 8;
  Batch shortest = whole(examples.size());
  std::stable_sort(shortest.begin(), shortest.end(),
                   [&](std::size_t a, std::size_t b) { return examples[a].tokens.size() < examples[b].tokens.size(); });
  shortest.resize(std::min(shortest.size(), kTexts));
  std::vector<Probe::Text> texts;
  for (const std::size_t index : shortest) {
    const auto& [id, tokens, from] = examples[index];
    const std::size_t length = std::min(tokens.size(), from + kRows);
    texts.push_back({id, {tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(length)}, from});
  }
  return texts;
}

// What a run trains on, before any weight is read.
struct Material {
  ExampleSet examples, heldout;
  std::vector<std::size_t> lengths;
  std::vector<Batch> batches;
  std::vector<Pack> heldout_packs;
};

Result<Material> prepare(const TrainJob& job, const ModelShape& shape, std::size_t limit) {
  Material material;
  RETORT_TRY(material.examples, load_examples(job.examples, limit, shape.vocabulary));
  if (!job.heldout.empty()) {
    RETORT_TRY(material.heldout, load_examples(job.heldout, limit, shape.vocabulary));
  }
  if (material.examples.examples.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 material.examples.left_out == 0 ? fmt::format("{} holds no example", job.examples)
                                                 : fmt::format("{} has no example of at most {} tokens", job.examples, limit)};
  }
  material.lengths = lengths_of(material.examples.examples);
  material.batches = plan_batches(material.lengths, job);
  const auto& heldout = material.heldout.examples;
  material.heldout_packs = packs_of(heldout, whole(heldout.size()), lengths_of(heldout), job);
  return material;
}

// The need of the largest pack of the whole run.
MemoryNeed need_of(const Material& material, const ModelShape& shape, const TrainJob& job, const Placement& placement) {
  std::int64_t tokens = 0, loss_rows = 0;
  for (const auto& batch : material.batches) {
    for (const auto& pack : packs_of(material.examples.examples, batch, material.lengths, job)) {
      tokens = std::max(tokens, static_cast<std::int64_t>(pack.tokens.size()));
      loss_rows = std::max(loss_rows, static_cast<std::int64_t>(pack.loss_rows.size()));
    }
  }
  return memory_needed(shape, job, tokens, loss_rows, placement);
}

class Trainer {
 public:
  Trainer(const TrainJob& job, std::string job_hash, Learner& learner, const Material& material, const MemoryNeed& need,
          const Team& team, Ranks& ranks)
      : job_(job),
        job_hash_(std::move(job_hash)),
        checkpoint_path_(job.out + "/checkpoint.bin"),
        learner_(learner),
        material_(material),
        need_(need),
        team_(team),
        ranks_(ranks) {
    if (heldout_decides(job) && job.keep_best) best_ = at::zeros_like(learner.values());
  }

  Result<Json> run(const std::function<void(const TrainProgress&)>& on_progress, const StopToken& stop) {
    RETORT_TRY_STATUS(load());
    begin_ = saved_ = Clock::now();
    first_tokens_ = history_.tokens;
    RETORT_TRY_STATUS(evaluate_if_due(stop));
    if (on_progress) on_progress(progress());
    RETORT_TRY(bool stopping, agree_to_stop(stop));
    while (!stopping && !complete()) {
      RETORT_TRY_STATUS(step());
      RETORT_TRY_STATUS(evaluate_if_due(stop));
      if (on_progress) on_progress(progress());
      if (seconds_since(saved_) >= job_.checkpoint_seconds || complete()) RETORT_TRY_STATUS(save());
      RETORT_TRY(stopping, agree_to_stop(stop));
    }
    if (stopping && !(complete() && !due())) {
      RETORT_TRY_STATUS(save());
      return Error{ErrorCode::kCancelled,
                   fmt::format("stopped after step {} of {}; the same command continues", history_.step, steps())};
    }
    return write_results();
  }

 private:
  long steps() const { return static_cast<long>(material_.batches.size()); }
  // Whether no step is left to do.
  bool complete() const { return history_.step == steps() || out_of_patience(); }

  // Which held-out loss is the lowest; the first of equals. There is at least one.
  std::size_t best_heldout() const {
    const auto& losses = history_.heldout_loss;
    return static_cast<std::size_t>(std::min_element(losses.begin(), losses.end()) - losses.begin());
  }
  bool out_of_patience() const {
    if (job_.patience == 0 || history_.heldout_loss.empty()) return false;
    return history_.heldout_loss.size() - 1 - best_heldout() >= static_cast<std::size_t>(job_.patience);
  }

  // From the checkpoint, if there is one; the first process reads it for all.
  Status load() {
    TrainState state{learner_.values(), &learner_.optimizer(), best_};
    std::string history;
    if (ranks_.first()) {
      RETORT_TRY(const auto found, read_checkpoint(checkpoint_path_, job_hash_, state));
      if (found) history_ = *found;
      if (history_.step > steps()) return Error{ErrorCode::kCorruption, checkpoint_path_ + " has more steps than its job"};
      history = to_line(to_json(history_));
    }
    if (ranks_.size() == 1) return {};
    RETORT_TRY_STATUS(ranks_.copy_from_first(history));
    for (const at::Tensor& array : {state.values, state.optimizer->first, state.optimizer->second, state.best}) {
      if (array.defined()) RETORT_TRY_STATUS(ranks_.copy_from_first(array));
    }
    RETORT_TRY(const Json json, parse_json(history));
    history_ = parse_train_history(json);
    state.optimizer->steps = history_.step;
    return {};
  }

  // Whether any process was asked to stop.
  Result<bool> agree_to_stop(const StopToken& stop) {
    std::vector<double> asked = {stop.requested() ? 1.0 : 0.0};
    RETORT_TRY_STATUS(ranks_.sum(asked));
    return asked[0] > 0;
  }

  // Whether the held-out loss after the current step is wanted and not yet known.
  bool due() const {
    if (material_.heldout_packs.empty()) return false;
    if (!history_.heldout_steps.empty() && history_.heldout_steps.back() == history_.step) return false;
    return history_.step == 0 || history_.step == steps() ||
           (job_.eval_every > 0 && history_.step % job_.eval_every == 0);
  }

  // Leaves it undone on `stop`; a continued run makes up for it.
  Status evaluate_if_due(const StopToken& stop) {
    if (!due()) return {};
    std::vector<double> sums = {0, 0, 0};  // loss, tokens, processes that left it undone
    for (std::size_t i = 0; i < material_.heldout_packs.size() && sums[2] == 0; ++i) {
      if (static_cast<int>(i % static_cast<std::size_t>(ranks_.size())) != ranks_.rank()) continue;
      const Pack& pack = material_.heldout_packs[i];
      sums[0] += learner_.model().loss(pack);
      sums[1] += static_cast<double>(pack.targets.size());
      if (stop.requested()) sums[2] = 1;
    }
    RETORT_TRY_STATUS(ranks_.sum(sums));
    if (sums[2] > 0) return {};
    const double loss = sums[0] / sums[1];
    if (!std::isfinite(loss)) return diverged(fmt::format("the held-out loss after step {}", history_.step));
    history_.heldout_steps.push_back(history_.step);
    history_.heldout_loss.push_back(loss);
    if (best_.defined() && best_heldout() + 1 == history_.heldout_loss.size()) best_.copy_(learner_.values());
    return {};
  }

  Error diverged(const std::string& what) const {
    return {ErrorCode::kInvalidArgument, fmt::format("{} is not finite: choose a smaller learning_rate than {} and delete {}",
                                                     what, job_.learning_rate, checkpoint_path_)};
  }

  // One optimizer step on the next batch: the mean loss over its loss tokens.
  Status step() {
    const auto begin = Clock::now();
    const Batch& batch = material_.batches[static_cast<std::size_t>(history_.step)];
    const auto& examples = material_.examples.examples;
    const std::size_t targets = targets_of(examples, batch);
    const auto packs =
        packs_of(examples, share_of(batch, material_.lengths, ranks_.rank(), ranks_.size()), material_.lengths, job_);
    Random stream(static_cast<std::uint64_t>(job_.seed), fmt::format("train/dropout/{}/{}", history_.step, ranks_.rank()));
    std::vector<double> loss = {learner_.accumulate(packs, targets, stream.next())};
    RETORT_TRY_STATUS(ranks_.sum(learner_.gradients()));
    RETORT_TRY_STATUS(ranks_.sum(loss));
    loss[0] /= static_cast<double>(targets);
    const double rate = learning_rate_at(job_, static_cast<std::size_t>(history_.step), material_.batches.size());
    const double norm = std::isfinite(loss[0]) ? learner_.apply(rate) : loss[0];
    if (!std::isfinite(norm)) return diverged(fmt::format("the loss of step {}", history_.step + 1));
    ++history_.step;
    for (const std::size_t index : batch) history_.tokens += static_cast<long long>(material_.lengths[index]);
    history_.loss.push_back(loss[0]);
    history_.gradient_norm.push_back(norm);
    history_.seconds += seconds_since(begin);
    return {};
  }

  Status save() {
    saved_ = Clock::now();
    if (!ranks_.first()) return {};
    return write_checkpoint(checkpoint_path_, job_hash_, history_, {learner_.values(), &learner_.optimizer(), best_});
  }

  // The adapter or model of the best state, by the first process.
  Result<Json> write_results() {
    if (!ranks_.first()) return make_report();
    if (best_.defined() && !history_.heldout_loss.empty()) learner_.values().copy_(best_);
    if (job_.method == "lora") {
      RETORT_TRY_STATUS(write_gguf_adapter(job_.out + "/adapter.gguf", learner_.weights(), learner_.lora(), job_));
      RETORT_TRY_STATUS(write_peft_adapter(job_.out + "/peft", learner_.weights(), learner_.lora(), job_));
    }
    if (const std::string type = saved_model_type(job_); !type.empty())
      RETORT_TRY_STATUS(write_trained_model(job_.out + "/model.gguf", job_.base, type, learner_.weights(), learner_.lora()));
    RETORT_TRY_STATUS(leave_probe());
    Json report = make_report();
    RETORT_TRY_STATUS(write_file(job_.out + "/training.json", report.dump(2) + "\n"));
    return report;
  }

  // Logits on held-out texts, or on training ones where there are none. Leaves what was learnt as it was.
  Status leave_probe() {
    const auto& heldout = material_.heldout.examples;
    Probe probe;
    probe.texts = probe_texts(heldout.empty() ? material_.examples.examples : heldout);
    probe.vocabulary = static_cast<std::size_t>(learner_.weights().shape.vocabulary);
    probe.trained = logits_of(probe.texts);
    if (job_.method == "lora") {
      const at::Tensor learnt = learner_.values().clone();
      learner_.values().zero_();
      probe.base = logits_of(probe.texts);
      learner_.values().copy_(learnt);
    }
    return write_probe(probe_path(job_.out), probe);
  }

  std::vector<float> logits_of(const std::vector<Probe::Text>& texts) {
    std::vector<float> rows;
    for (const auto& text : texts) {
      const TrainExample example{text.id, text.tokens, text.from};
      const at::Tensor logits = learner_.model().logits(make_pack({&example}));
      const auto first = static_cast<std::int64_t>(text.from) - 1;   // says what comes after it
      const at::Tensor said = logits.narrow(0, first, static_cast<std::int64_t>(text.rows())).contiguous();
      rows.insert(rows.end(), said.data_ptr<float>(), said.data_ptr<float>() + said.numel());
    }
    return rows;
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
      for (auto i = static_cast<std::size_t>(history_.step); i < material_.batches.size() && !complete(); ++i) {
        for (const std::size_t index : material_.batches[i]) left += static_cast<double>(material_.lengths[index]);
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
    const bool best = best_.defined() && !history_.heldout_loss.empty();
    return Json{{"steps", history_.step},
                {"planned_steps", steps()},
                {"result_step", best ? history_.heldout_steps[best_heldout()] : history_.step},
                {"tokens", history_.tokens},
                {"seconds", history_.seconds},
                {"tokens_per_s", history_.seconds > 0 ? static_cast<double>(history_.tokens) / history_.seconds : 0.0},
                {"examples", material_.examples.examples.size()},
                {"left_out", material_.examples.left_out},
                {"heldout_examples", material_.heldout.examples.size()},
                {"heldout_left_out", material_.heldout.left_out},
                {"parameters", learner_.values().numel()},
                {"threads", team_.threads()},
                {"processes", ranks_.size()},
                {"peak_memory_bytes", static_cast<long long>(usage.ru_maxrss) * 1024},
                {"estimated_memory_bytes", need_.total()},
                {"base_hash", learner_.weights().file_hash},
                {"base_quantization", learner_.weights().quantization},
                {"heldout_steps", history_.heldout_steps},
                {"heldout_loss", history_.heldout_loss},
                {"loss", history_.loss},
                {"gradient_norm", history_.gradient_norm},
                {"settings", to_json(job_)}};
  }

  const TrainJob& job_;
  const std::string job_hash_, checkpoint_path_;
  Learner& learner_;
  const Material& material_;
  const MemoryNeed need_;
  const Team& team_;
  Ranks& ranks_;
  at::Tensor best_;  // undefined: the last state is the result
  TrainHistory history_;
  Clock::time_point begin_, saved_;
  long long first_tokens_ = 0;
};

std::string gibibytes(std::int64_t bytes) { return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / (1 << 30)); }

Result<std::string> hash_of_job(const TrainJob& job, const std::string& base_hash) {
  RETORT_TRY(const std::string examples, hash_file(job.examples));
  std::string heldout;
  if (heldout_decides(job)) {
    RETORT_TRY(heldout, hash_file(job.heldout));
  }
  return train_job_hash(job, base_hash, examples, heldout);
}

}  // namespace

Result<Json> train(const TrainJob& asked, const std::function<void(const TrainProgress&)>& on_progress,
                   const std::function<void(const std::string&)>& note, const StopToken& stop, Ranks* ranks) {
  RETORT_TRY_STATUS(check_train_job(asked));
  at::set_num_threads(1);  // the Team shares out the work
  Ranks alone;
  if (!ranks) ranks = &alone;
  RETORT_TRY(const Placement placement, place_job(asked, ranks->local_rank()));
  const TrainJob job = placed(asked, placement);
  std::optional<FolderLock> lock;
  if (ranks->first()) {
    RETORT_TRY(lock, FolderLock::take(job.out));
  }
  RETORT_TRY(const ModelShape shape, load_model_shape(job.base));
  const auto limit = static_cast<std::size_t>(std::min<std::int64_t>(job.max_tokens, shape.context));
  RETORT_TRY(const Material material, prepare(job, shape, limit));
  if (const auto out = material.examples.left_out + material.heldout.left_out; out > 0 && note) {
    note(fmt::format("{} examples and {} held-out examples are longer than {} tokens and left out",
                     material.examples.left_out, material.heldout.left_out, limit));
  }
  const MemoryNeed need = need_of(material, shape, job, placement);
  const std::int64_t available = placement.device.is_cpu() ? available_memory() : free_device_memory(placement);
  RETORT_TRY_STATUS(check_memory(need, available, job));
  if (note) {
    note(fmt::format("device {}, products in {}: about {} of its memory are needed, {} are free", placement.device.str(), job.precision,
                     gibibytes(need.total()), available > 0 ? gibibytes(available) : "it is not known how many"));
  }
  RETORT_TRY(BaseWeights base, load_base_weights(job.base, placement.form(job)));
  RETORT_TRY(std::string hash, hash_of_job(job, base.file_hash));
  Team team(job.threads > 0 ? static_cast<unsigned>(job.threads)
                            : std::max(1u, usable_threads() / static_cast<unsigned>(ranks->local_size())));
  RETORT_TRY(const auto learner, Learner::create(job, std::move(base), team, static_cast<std::int64_t>(limit), placement));
  Trainer trainer(job, std::move(hash), *learner, material, need, team, *ranks);
  return trainer.run(on_progress, stop);
}

}  // namespace retort::train
