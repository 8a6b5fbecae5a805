#include "train/memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/files.h"
#include "base/text.h"
#include "train/lora.h"
#include "train/model.h"

namespace retort::train {
namespace {

constexpr std::int64_t kFixedBytes = std::int64_t{160} << 20;

double gib(std::int64_t bytes) { return static_cast<double>(bytes) / (1 << 30); }

// The number that begins `text`, blanks before it skipped; nothing where there is none ("max").
std::optional<std::int64_t> leading_number(std::string_view text) {
  text = trim(text);
  std::int64_t value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> number_in(const std::string& path) {
  const auto text = read_file(path, 1 << 12);
  return text.ok() ? leading_number(*text) : std::nullopt;
}

// The number behind `key` at the beginning of a line.
std::optional<std::int64_t> number_behind(std::string_view key, const std::string& path) {
  const auto text = read_file(path, 1 << 16);
  if (!text.ok()) return std::nullopt;
  const std::size_t at = ("\n" + *text).find("\n" + std::string(key));
  return at == std::string::npos ? std::nullopt : leading_number(std::string_view(*text).substr(at + key.size()));
}

std::optional<std::int64_t> left_in_control_group() {
  const std::string folder = "/sys/fs/cgroup/";
  const auto limit = number_in(folder + "memory.max"), used = number_in(folder + "memory.current");
  if (!limit || !used) return std::nullopt;
  // Pages of files count as used, but give way.
  const std::int64_t files = number_behind("inactive_file ", folder + "memory.stat").value_or(0) +
                             number_behind("active_file ", folder + "memory.stat").value_or(0);
  return std::max<std::int64_t>(0, *limit - *used + files);
}

std::optional<std::int64_t> left_in_system() {
  const auto kib = number_behind("MemAvailable:", "/proc/meminfo");
  return kib ? std::optional(*kib * 1024) : std::nullopt;
}

// What a block keeps of each token for its backward pass, in floats.
std::int64_t kept_floats(const ModelShape& s, std::int64_t lora_columns) {
  return 2 * s.width + s.qkv_rows() + (s.head_norms ? s.q_rows() + s.kv_rows() : 0) + s.q_rows() + s.heads +
         2 * s.ffn + lora_columns;
}

// Bytes of activations where libtorch keeps what its backward pass needs: of each token and block in the type of the products,
// but for the residual stream and what is normed.
std::int64_t torch_activations(const ModelShape& s, const TrainJob& job, std::int64_t tokens, std::int64_t loss_rows,
                               std::int64_t product_bytes) {
  const bool full = job.method == "full";
  const auto pairs = static_cast<std::int64_t>(full ? 0 : job.targets.size());
  const std::int64_t products = 2 * s.width + s.qkv_rows() + s.q_rows() + 4 * s.ffn + pairs * job.rank +
                                (job.dropout > 0 ? 2 * (5 * s.width + s.q_rows() + s.ffn) : 0);
  const std::int64_t floats = 2 * s.width + s.heads + (s.head_norms ? s.q_rows() + s.kv_rows() : 0);
  const std::int64_t block = product_bytes * products + 4 * floats;
  const std::int64_t blocks = s.layers - job.first_layer, kept = job.recompute ? 1 : blocks;
  const std::int64_t copies = full && product_bytes < 4 ? product_bytes * s.parameters() * kept / blocks : 0;  // of weights
  const std::int64_t scores = 4 * 4 * std::min(s.heads * tokens * tokens, std::int64_t{1} << 24);
  const std::int64_t moving = block + 4 * (3 * s.width + 2 * s.qkv_rows()) + product_bytes * 4 * s.ffn;  // in a block's backward pass
  const std::int64_t sum = tokens * (kept * block + (job.recompute ? blocks * 4 * s.width : 0) + moving) + copies + scores +
                           loss_rows * 4 * 4 * s.width + 4 * head_logit_bytes(s.vocabulary, loss_rows);
  return sum + sum / 4;  // pieces that the allocator holds and cannot use
}

}  // namespace

std::int64_t learning_parameters(const ModelShape& shape, const TrainJob& job) {
  if (job.method == "full") return shape.parameters();
  return lora_parameters(shape, job);
}

MemoryNeed memory_needed(const ModelShape& s, const TrainJob& job, std::int64_t tokens, std::int64_t loss_rows,
                         const Placement& placement) {
  constexpr std::int64_t kFloat = 4;
  const bool full = job.method == "full";
  const std::int64_t parameters = learning_parameters(s, job);
  const std::int64_t ranks = full ? 0 : job.rank;
  const std::int64_t block = kept_floats(s, static_cast<std::int64_t>(job.targets.size()) * ranks);
  const std::int64_t blocks = s.layers - job.first_layer;
  // Beside what each block keeps: one block more that nothing is kept of, and the scratch of forward and backward pass.
  const std::int64_t scratch = block + s.width + 2 * s.width + 2 * s.ffn + std::max(s.q_rows(), s.width) +
                               s.qkv_rows() + 2 * s.q_rows() + 3 * ranks +
                               (job.dropout > 0 ? std::max({s.width, s.q_rows(), s.ffn}) : 0);
  const std::int64_t per_token = blocks * (job.recompute ? s.width : block) + scratch;
  MemoryNeed need;
  const std::int64_t product_bytes = placement.products == at::kBFloat16 ? 2 : kFloat;
  need.weights = (full ? kFloat : product_bytes) * s.parameters();
  need.learning = kFloat * parameters * ((full ? 3 : 4) + (heldout_decides(job) && job.keep_best ? 1 : 0));
  need.activations = kFloat * (tokens * per_token + loss_rows * 4 * s.width) + head_logit_bytes(s.vocabulary, loss_rows);
  if (!placement.native) need.activations = torch_activations(s, job, tokens, loss_rows, product_bytes);
  need.fixed = kFixedBytes;
  return need;
}

std::int64_t available_memory() {
  const auto system = left_in_system(), group = left_in_control_group();
  if (system && group) return std::min(*system, *group);
  return system ? *system : group.value_or(0);
}

Status check_memory(const MemoryNeed& need, std::int64_t available, const TrainJob& job) {
  if (available == 0 || need.total() <= available) return {};
  std::string advice = "a smaller pack_tokens (longer examples still count whole)";
  if (!job.recompute) advice += ", recompute = true";
  if (job.method == "full") advice += ", method = \"lora\"";
  return Error{ErrorCode::kBudget,
               fmt::format("training needs about {:.1f} GiB ({:.1f} weights, {:.1f} gradients and optimizer, {:.1f} "
                           "activations), but {:.1f} GiB are free; less is needed with {}",
                           gib(need.total()), gib(need.weights), gib(need.learning), gib(need.activations),
                           gib(available), advice)};
}

}  // namespace retort::train
