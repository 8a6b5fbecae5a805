// The decoder in libtorch's operations against the one of our own, whole runs with it, and the choice of the device. What needs a GPU is
// skipped where there is none.
#include <signal.h>

#include "train/learner.h"
#include "train/memory.h"
#include "train/ops.h"
#include "train/placement.h"
#include "train/torch_model.h"
#include "train/torch_ops.h"
#include "train/trainer_fixture.h"

namespace retort::train {
namespace {

BaseWeights reference_weights(const std::string& name) {
  auto weights = load_base_weights(std::string(RETORT_SOURCE_DIR) + "/tests/reference/train/" + name + "/model.gguf");
  EXPECT_TRUE(weights.ok()) << weights.error().message;
  return std::move(weights).value();
}

// Examples that begin with the same `common` tokens.
std::vector<TrainExample> examples_of(const std::vector<int>& lengths, std::int64_t vocabulary, std::size_t common) {
  Random random(6);
  std::vector<TrainExample> examples;
  for (const int length : lengths) {
    TrainExample example{"x", {}, static_cast<std::size_t>(random.between(static_cast<long long>(common) + 1, length - 1))};
    for (int i = 0; i < length; ++i) example.tokens.push_back(static_cast<std::int32_t>(random.between(0, vocabulary - 1)));
    if (!examples.empty()) std::copy_n(examples[0].tokens.begin(), common, example.tokens.begin());
    examples.push_back(std::move(example));
  }
  return examples;
}

Pack pack_of(const std::vector<TrainExample>& examples) {
  std::vector<const TrainExample*> pointers;
  for (const auto& example : examples) pointers.push_back(&example);
  return make_pack(pointers);
}

// All linears, or as `job` says, with a B that is not zero.
Lora random_lora(const ModelShape& shape, TrainJob job = {}) {
  job.rank = 4;
  job.alpha = 6;
  Lora lora = Lora::create(shape, job).value();
  Random random(5);
  for (const auto* pair : lora.pairs()) {
    for (std::int64_t i = 0; i < pair->b.numel(); ++i) pair->b.data_ptr<float>()[i] = static_cast<float>(random.unit() - 0.5) / 4;
  }
  return lora;
}

double off(const at::Tensor& a, const at::Tensor& b) { return ((a - b).norm() / b.norm()).item<double>(); }

at::Tensor gradients_of(Decoder& model, const Lora& lora, const Pack& pack, double* loss = nullptr) {
  lora.gradients().zero_();
  const double sum = model.loss_and_gradients(pack, 0.25f, 9);
  if (loss) *loss = sum;
  return lora.gradients().clone();
}

void compare(const std::string& name, const std::vector<int>& lengths, std::size_t common, double dropout, const TrainJob& job = {}) {
  const BaseWeights weights = reference_weights(name);
  const Lora lora = random_lora(weights.shape, job);
  const Pack pack = pack_of(examples_of(lengths, weights.shape.vocabulary, common));
  EXPECT_EQ(pack.layout.shared_rows(), static_cast<std::int64_t>(common));
  Team team(2);
  const ModelOptions options{.max_positions = 2048, .dropout = dropout};
  Model ours(weights, lora, team, options);
  TorchModel theirs(weights, lora, options, at::kFloat);
  EXPECT_NEAR(theirs.loss(pack) / ours.loss(pack), 1, 1e-5);
  double our_loss = 0, their_loss = 0;
  const at::Tensor expected = gradients_of(ours, lora, pack, &our_loss), gradients = gradients_of(theirs, lora, pack, &their_loss);
  EXPECT_NEAR(their_loss / our_loss, 1, 1e-5);
  EXPECT_LT(off(gradients, expected), 1e-4) << name;
  EXPECT_LT(off(theirs.logits(pack), ours.logits(pack)), 1e-5);
  // The gradients of several packs add up.
  theirs.loss_and_gradients(pack, 0.25f, 9);
  EXPECT_LT(off(lora.gradients(), 2 * gradients), 1e-5);
}

TEST(TorchModel, EqualsTheModelOfOurOwn) {
  for (const char* name : {"llama3-tied", "llama-untied", "qwen2", "qwen3"}) compare(name, {7, 2, 130, 40}, 0, 0);
}

TEST(TorchModel, EqualsItWithACommonBeginning) { compare("qwen3", {37, 150, 29, 60}, 20, 0); }

TEST(TorchModel, EqualsItWithRowsOfOneExampleInSeveralBlocks) {
  compare("llama3-tied", {1500}, 0, 0);
  compare("llama3-tied", {1500, 1300}, 100, 0);
}

TEST(TorchModel, DropsTheSameValues) {
  compare("qwen2", {37, 150, 29, 60}, 20, 0.3);
  const at::Tensor x = at::rand({33, 70});
  at::Tensor ours = at::empty_like(x);
  Team team(1);
  for (const double share : {0.1, 0.5}) {
    dropout(team, share, 0xfedcba9876543210ULL, x, 0, ours);
    EXPECT_TRUE(at::equal(torch_ops::dropout(x, share, 0xfedcba9876543210ULL), ours));
  }
  EXPECT_FALSE(at::equal(torch_ops::dropout(x, 0.5, 1), ours));
}

TEST(TorchModel, EqualsItWithSomeLinearsAboveALayer) {
  TrainJob job;
  job.targets = {"attn_v", "ffn_up", "ffn_down"};
  job.first_layer = 1;
  compare("qwen2", {33, 12}, 0, 0.1, job);
}

TEST(TorchModel, RecomputingAndRepeatingGiveTheSameBits) {
  const BaseWeights weights = reference_weights("qwen3");
  const Lora lora = random_lora(weights.shape);
  const Pack pack = pack_of(examples_of({60, 100, 15}, weights.shape.vocabulary, 5));
  for (const at::ScalarType products : {at::kFloat, at::kBFloat16}) {
    std::vector<at::Tensor> gradients;
    for (const bool recompute : {false, true, false}) {
      TorchModel model(weights, lora, {.max_positions = 256, .dropout = 0.1, .recompute = recompute}, products);
      gradients.push_back(gradients_of(model, lora, pack));
    }
    EXPECT_TRUE(at::equal(gradients[0], gradients[1]));
    EXPECT_TRUE(at::equal(gradients[0], gradients[2]));
  }
}

// A product in bf16 is off by about 2^-9 of its size, and the gradient has passed through some ten of them.
TEST(TorchModel, ProductsInBf16AreCloseToThoseInFp32) {
  for (const char* name : {"llama3-tied", "qwen2", "qwen3"}) {
    const BaseWeights weights = reference_weights(name);
    auto rounded = load_base_weights(std::string(RETORT_SOURCE_DIR) + "/tests/reference/train/" + name + "/model.gguf",
                                     {at::kCPU, at::kBFloat16});
    ASSERT_TRUE(rounded.ok());
    EXPECT_EQ(rounded->blocks[0].qkv.scalar_type(), at::kBFloat16);
    EXPECT_EQ(rounded->blocks[0].attn_norm.scalar_type(), at::kFloat);
    const Lora lora = random_lora(weights.shape);
    const Pack pack = pack_of(examples_of({7, 2, 130, 40}, weights.shape.vocabulary, 0));
    const ModelOptions options{.max_positions = 256};
    TorchModel exact(weights, lora, options, at::kFloat), coarse(*rounded, lora, options, at::kBFloat16);
    double loss = 0, coarse_loss = 0;
    const at::Tensor gradients = gradients_of(exact, lora, pack, &loss);
    EXPECT_LT(off(gradients_of(coarse, lora, pack, &coarse_loss), gradients), 0.05) << name;
    EXPECT_NEAR(coarse_loss / loss, 1, 2e-3) << name;
    EXPECT_LT(off(coarse.logits(pack), exact.logits(pack)), 0.03) << name;
  }
}

TEST(AdamW, TakesTheSameStepsByLibtorchsOperations) {
  Team team(1);
  const at::Tensor values = at::rand({1000}), same = values.clone();
  AdamW ours(1000), theirs(1000);
  for (int step = 0; step < 5; ++step) {
    const at::Tensor gradients = at::randn({1000});
    ours.step(team, values, gradients, 0.5f, 0.01, 0.1, 600);
    theirs.step(same, gradients, 0.5f, 0.01, 0.1, 600);
  }
  EXPECT_LT((values - same).abs().max().item<double>(), 1e-6);
  EXPECT_EQ(ours.steps, theirs.steps);
}

// --- the choice of the device -----------------------------------------------------------------------------------------

TEST(Placement, FollowsTheJobAndWhatIsThere) {
  const DevicesFound none{false, 0, false, "1.13"}, hidden{true, 0, false, "2.15"}, old{true, 1, false, "2.15"}, eight{true, 8, true, "2.15"};
  const auto choose = [](const char* device, const char* precision, const DevicesFound& found, int local_rank = 0) {
    TrainJob job;
    job.device = device;
    job.precision = precision;
    const auto placement = choose_placement(job, found, local_rank);
    if (!placement.ok()) return placement.error().message;
    const TrainJob now = placed(job, *placement);
    return placement->device.str() + " " + now.device + " " + now.precision + (placement->native ? " native" : "");
  };
  EXPECT_EQ(choose("auto", "auto", none), "cpu cpu fp32 native");
  EXPECT_EQ(choose("auto", "auto", hidden), "cpu cpu fp32 native");
  EXPECT_EQ(choose("auto", "auto", old), "cuda:0 cuda fp32");
  EXPECT_EQ(choose("auto", "auto", eight, 3), "cuda:3 cuda bf16");
  EXPECT_EQ(choose("auto", "fp32", eight), "cuda:0 cuda fp32");
  EXPECT_EQ(choose("cuda", "auto", eight, 9), "cuda:1 cuda bf16");
  EXPECT_EQ(choose("cpu", "auto", eight), "cpu cpu fp32 native");
  EXPECT_EQ(choose("cpu", "bf16", none), "cpu cpu bf16");
  EXPECT_EQ(choose("torch-cpu", "auto", none), "cpu torch-cpu fp32");
  EXPECT_NE(choose("cuda", "auto", none).find("a libtorch (1.13) that has no CUDA: build it with -DRETORT_TORCH"), std::string::npos);
  EXPECT_NE(choose("cuda", "auto", hidden).find("libtorch 2.15 has CUDA, but it finds no GPU"), std::string::npos);
  EXPECT_NE(choose("cuda", "bf16", old).find("precision is 'bf16', but the GPU cannot"), std::string::npos);
}

TEST(Placement, MemoryFollowsTheType) {
  const ModelShape shape = reference_weights("qwen2").shape;
  TrainJob job;
  Placement placement;
  placement.native = false;
  const MemoryNeed wide = memory_needed(shape, job, 500, 300, placement);
  placement.products = at::kBFloat16;
  const MemoryNeed narrow = memory_needed(shape, job, 500, 300, placement);
  EXPECT_EQ(wide.weights, 2 * narrow.weights);
  EXPECT_EQ(wide.learning, narrow.learning);
  EXPECT_LT(narrow.activations, wide.activations);
  job.recompute = true;
  EXPECT_LT(memory_needed(shape, job, 500, 300, placement).activations, narrow.activations);
}

// --- whole runs -------------------------------------------------------------------------------------------------------

class TorchRun : public TrainerTest {
 protected:
  TrainJob job_on(const char* device, const char* precision, const std::string& out) const {
    TrainJob made = job(out);
    made.device = device;
    made.precision = precision;
    return made;
  }
  static Json report(const TrainJob& job) { return parse_json(bytes(job.out + "/training.json")).value(); }

  void expect_equal_losses(const TrainJob& a, const TrainJob& b, double bound) const {
    for (const char* key : {"loss", "heldout_loss"}) {
      const auto x = report(a)[key].get<std::vector<double>>(), y = report(b)[key].get<std::vector<double>>();
      ASSERT_EQ(x.size(), y.size());
      for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(x[i] / y[i], 1, bound) << key << " " << i;
    }
  }

  // Whole runs against runs that are killed again and again, which go on with the same bits.
  void expect_continuation(const TrainJob& whole, TrainJob killed) const {
    ASSERT_TRUE(run(whole).ok());
    int deaths = 0;
    for (const int lines : {2, 3, 5}) deaths += interrupt(killed, SIGKILL, lines).signal == SIGKILL;
    EXPECT_GE(deaths, 2);
    const auto done = run(killed);
    ASSERT_TRUE(done.ok()) << done.error().message;
    if (whole.method == "lora") expect_same_adapter(whole, killed);
    EXPECT_TRUE(bytes(whole.out + "/model.gguf") == bytes(killed.out + "/model.gguf"));
  }

  void expect_a_gpu() {
    if (find_devices(0).gpus == 0) GTEST_SKIP() << "absent: no GPU that this libtorch can use";
  }
};

TEST_F(TorchRun, LearnsWhatOurOperationsLearn) {
  TrainJob native = job("native"), torch = job_on("torch-cpu", "fp32", "torch");
  native.dropout = torch.dropout = 0.1;
  ASSERT_TRUE(run(native).ok());
  const auto done = run(torch);
  ASSERT_TRUE(done.ok()) << done.error().message;
  expect_equal_losses(torch, native, 1e-3);  // after 20 steps; ten are held to 1e-4 by reference_test
  EXPECT_EQ(report(torch)["settings"]["device"], "torch-cpu");
  EXPECT_EQ(report(native)["settings"]["device"], "cpu");
  EXPECT_EQ(report(native)["settings"]["precision"], "fp32");
}

TEST_F(TorchRun, ContinuesBitForBit) {
  TrainJob whole = job_on("torch-cpu", "fp32", "whole");
  whole.dropout = 0.2;
  TrainJob killed = whole;
  killed.out = path("killed");
  killed.recompute = true;
  expect_continuation(whole, killed);
}

TEST_F(TorchRun, TrainsAllWeightsAndContinuesBitForBit) {
  TrainJob whole = job_on("cpu", "bf16", "whole");
  whole.method = "full";
  whole.learning_rate = 0.003;
  TrainJob killed = whole;
  killed.out = path("killed");
  expect_continuation(whole, killed);
  EXPECT_LT(report(whole)["heldout_loss"].back().get<double>(), 0.8 * report(whole)["heldout_loss"].front().get<double>());
}

// The adapter was trained on rounded weights; the model that it is merged into is the file's.
TEST_F(TorchRun, AMergedModelHasTheWeightsOfTheFile) {
  TrainJob lora = job_on("cpu", "bf16", "lora");
  lora.save_model = "f32";
  ASSERT_TRUE(run(lora).ok());
  EXPECT_LT(report(lora)["heldout_loss"].back().get<double>(), 0.8 * report(lora)["heldout_loss"].front().get<double>());
  TrainExample text{"x", {}, 1};
  for (std::int32_t i = 0; i < 60; ++i) text.tokens.push_back(i * 37 % 256);
  const at::Tensor adapted = llama_logits(lora.base, lora.out + "/adapter.gguf", text.tokens),
                   merged = llama_logits(lora.out + "/model.gguf", "", text.tokens);
  ASSERT_TRUE(adapted.defined() && merged.defined());
  EXPECT_LT(off(merged, adapted), 1e-5);
}

TEST_F(TorchRun, AnotherDeviceIsAnotherJob) {
  TrainJob first = job_on("torch-cpu", "fp32", "out"), other = job("out");
  StopToken stop;
  ASSERT_TRUE(train(first, nullptr, nullptr, stop).ok());
  const auto refused = train(other, nullptr, nullptr, stop);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("belongs to another training job"), std::string::npos) << refused.error().message;
}

TEST_F(TorchRun, AGpuThatIsNotThereIsNamed) {
  if (find_devices(0).gpus > 0) GTEST_SKIP() << "there is a GPU";
  StopToken stop;
  const auto refused = train(job_on("cuda", "auto", "out"), nullptr, nullptr, stop);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(refused.error().message.find("device is 'cuda'"), std::string::npos) << refused.error().message;
}

TEST_F(TorchRun, GpuLearnsWhatTheCpuLearns) {
  expect_a_gpu();
  if (IsSkipped()) return;
  TrainJob native = job_on("cpu", "fp32", "native"), wide = job_on("cuda", "fp32", "wide"), narrow = job_on("cuda", "auto", "narrow");
  native.dropout = wide.dropout = narrow.dropout = 0.1;
  for (const TrainJob& one : {native, wide, narrow}) {
    const auto done = run(one);
    ASSERT_TRUE(done.ok()) << done.error().message;
  }
  expect_equal_losses(wide, native, 2e-3);
  expect_equal_losses(narrow, native, 0.2);
}

TEST_F(TorchRun, GpuContinuesBitForBit) {
  expect_a_gpu();
  if (IsSkipped()) return;
  for (const char* method : {"lora", "full"}) {
    TrainJob whole = job_on("cuda", "auto", std::string("whole-") + method);
    whole.method = method;
    TrainJob killed = whole;
    killed.out = path(std::string("killed-") + method);
    killed.recompute = true;
    expect_continuation(whole, killed);
  }
}

}  // namespace
}  // namespace retort::train
