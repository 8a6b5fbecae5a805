// Ten steps of each architecture, by our own operations and by libtorch's, against those of Hugging Face transformers and PEFT, which tests/reference/train_reference.py
// has written down.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "base/json.h"
#include "train/adapter_files.h"
#include "train/learner.h"
#include "train/plan.h"
#include "train/safetensors.h"

namespace retort::train {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(RETORT_SOURCE_DIR) / "tests/reference/train";

struct Case {
  TrainJob job;
  std::vector<std::vector<TrainExample>> batches;
  std::vector<double> loss, gradient_norm;
  std::vector<std::int32_t> text;
  std::vector<std::vector<double>> last_logits;
};

Case read_case(const std::string& name) {
  const Json json = parse_json(read_file((kFolder / name / "case.json").string()).value()).value();
  Case read;
  Json job = json["job"];
  for (const char* key : {"base", "examples", "out"}) job[key] = "unused";
  job["base"] = (kFolder / name / "model.gguf").string();
  job["warmup"] = 0;
  read.job = parse_train_job(to_line(job)).value();
  for (const auto& batch : json["batches"]) {
    read.batches.emplace_back();
    for (const auto& row : batch) {
      read.batches.back().push_back(
          {"x", row["tokens"].get<std::vector<std::int32_t>>(), row["loss_from"].get<std::size_t>()});
    }
  }
  read.loss = json["loss"].get<std::vector<double>>();
  read.gradient_norm = json["gradient_norm"].get<std::vector<double>>();
  read.text = json["text"].get<std::vector<std::int32_t>>();
  read.last_logits = json["last_logits"].get<std::vector<std::vector<double>>>();
  return read;
}

// PEFT's own file into our matrices: the way back from write_peft_adapter.
void load_adapter(const std::string& name, Learner& learner) {
  auto file = SafetensorsFile::open((kFolder / name / "adapter.safetensors").string());
  ASSERT_TRUE(file.ok()) << file.error().message;
  const auto& shape = learner.weights().shape;
  std::size_t read = 0;
  for (const auto* pair : learner.lora().pairs()) {
    const std::string module = peft_module(*pair);
    for (const auto& [suffix, matrix] : {std::pair{".lora_A.weight", pair->a}, {".lora_B.weight", pair->b}}) {
      at::Tensor values = at::empty(matrix.sizes());
      ASSERT_TRUE(file->read(module + suffix, values).ok()) << module << suffix;
      const std::int64_t heads = pair->target == "attn_q" ? shape.heads : pair->target == "attn_k" ? shape.kv_heads : 0;
      if (shape.rotates_neighbours() && heads > 0 && matrix.is_same(pair->b)) {
        const std::int64_t half = shape.head_dim / 2;  // halves apart -> side by side
        values = values.view({heads, 2, half, values.size(1)}).transpose(1, 2).reshape(matrix.sizes());
      }
      matrix.copy_(values);
      ++read;
    }
  }
  EXPECT_EQ(read, file->names().size());
}

class Reference : public ::testing::TestWithParam<std::string> {};

// Relative bounds.
struct Bounds {
  double loss, gradient_norm, logits;
};

// These tiny models learn fast, so that what is rounded in one step grows in the next ones: by a gradient norm of 22% in the eighth.
// torch_model_test holds single gradients to 5%.
constexpr Bounds kBf16{0.03, 0.3, 0.15};

void expect_ten_steps(const std::string& name, const Placement& placement, const Bounds& bounds) {
  const Case expected = read_case(name);
  for (const bool recompute : {false, true}) {
    TrainJob job = expected.job;
    job.recompute = recompute;
    auto base = load_base_weights(job.base, placement.form(job));
    ASSERT_TRUE(base.ok()) << base.error().message;
    Team team(2);
    auto learner = Learner::create(job, std::move(base).value(), team, 128, placement);
    ASSERT_TRUE(learner.ok()) << learner.error().message;
    if (job.method == "lora") load_adapter(name, **learner);
    for (std::size_t step = 0; step < expected.batches.size(); ++step) {
      std::size_t targets = 0;
      std::vector<const TrainExample*> members;
      for (const auto& example : expected.batches[step]) {
        targets += example.tokens.size() - example.loss_from;
        members.push_back(&example);
      }
      // Two packs: their gradients must add up.
      const std::vector<Pack> packs = {make_pack({members[0], members[2], members[3]}), make_pack({members[1]})};
      const double loss = (*learner)->accumulate(packs, targets, 0) / static_cast<double>(targets);
      const double norm = (*learner)->apply(learning_rate_at(job, step, expected.batches.size()));
      EXPECT_NEAR(loss / expected.loss[step], 1, bounds.loss) << "step " << step;
      EXPECT_NEAR(norm / expected.gradient_norm[step], 1, bounds.gradient_norm) << "step " << step;
    }
    const TrainExample text{"text", expected.text, 1};
    const at::Tensor logits = (*learner)->model().logits(make_pack({&text}));
    for (std::size_t row = 0; row < expected.last_logits.size(); ++row) {
      const auto at = static_cast<std::int64_t>(expected.text.size() - expected.last_logits.size() + row);
      const at::Tensor theirs = at::tensor(expected.last_logits[row]).to(at::kFloat);
      EXPECT_LT((logits[at] - theirs).norm().item<double>(), bounds.logits * theirs.norm().item<double>());
    }
  }
}

TEST_P(Reference, TenStepsEqualTransformersAndPeft) { expect_ten_steps(GetParam(), {}, {1e-4, 1e-4, 1e-4}); }

TEST_P(Reference, TenStepsByLibtorchsOperationsEqualThem) {
  expect_ten_steps(GetParam(), {.native = false}, {1e-4, 1e-4, 1e-4});
}

TEST_P(Reference, TenStepsInBf16AreCloseToThem) {
  expect_ten_steps(GetParam(), {.native = false, .products = at::kBFloat16}, kBf16);
}

TEST_P(Reference, TenStepsOnAGpuEqualThem) {
  if (find_devices(0).gpus == 0) GTEST_SKIP() << "absent: no GPU that this libtorch can use";
  expect_ten_steps(GetParam(), {.native = false, .device = at::kCUDA}, {1e-4, 1e-4, 1e-4});
  expect_ten_steps(GetParam(), {.native = false, .device = at::kCUDA, .products = at::kBFloat16}, kBf16);
}

INSTANTIATE_TEST_SUITE_P(Architectures, Reference,
                         ::testing::Values("llama3-tied", "llama-untied", "qwen2", "qwen3", "llama3-full", "qwen2-full",
                                           "qwen3-full"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace retort::train
