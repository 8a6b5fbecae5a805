// The hand-written forward and backward pass against plain torch autograd, operation by operation and as a whole.
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <filesystem>
#include <fstream>

#include "base/random.h"
#include "tests/support/tiny_model.h"
#include "train/model.h"
#include "train/vector_math.h"

namespace retort::train {
namespace {

using retort::testing::TinyModelOptions;
using retort::testing::write_tiny_model;
using torch::Tensor;

std::string temporary(const std::string& name) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "retort_model_test";
  std::filesystem::create_directories(folder);
  return (folder / name).string();
}

BaseWeights tiny_weights(const TinyModelOptions& options = {}) {
  const std::string path = temporary("tiny.gguf");
  EXPECT_TRUE(write_tiny_model(path, options).ok());
  auto weights = load_base_weights(path);
  EXPECT_TRUE(weights.ok()) << weights.error().message;
  return std::move(weights).value();
}

std::vector<TrainExample> random_examples(std::uint64_t seed, const std::vector<int>& lengths,
                                          std::int64_t vocabulary) {
  Random random(seed);
  std::vector<TrainExample> examples;
  for (const int length : lengths) {
    TrainExample example{"x", {}, static_cast<std::size_t>(random.between(1, length - 1))};
    for (int i = 0; i < length; ++i)
      example.tokens.push_back(static_cast<std::int32_t>(random.between(0, vocabulary - 1)));
    examples.push_back(std::move(example));
  }
  return examples;
}

Pack pack_of(const std::vector<TrainExample>& examples) {
  std::vector<const TrainExample*> pointers;
  for (const auto& example : examples) pointers.push_back(&example);
  return make_pack(pointers);
}

// B starts at zero, which would leave A without a gradient.
void fill_lora(Lora& lora, std::uint64_t seed) {
  Random random(seed);
  for (const auto* pair : lora.pairs()) {
    float* b = pair->b.data_ptr<float>();
    for (std::int64_t i = 0; i < pair->b.numel(); ++i) b[i] = static_cast<float>(random.unit() - 0.5);
  }
}

// The decoder written plainly, one example at a time, with autograd. Parameters are copies of the LoRA pairs.
struct Reference {
  const BaseWeights& weights;
  double scale;
  std::map<std::string, std::pair<Tensor, Tensor>> pairs;  // "layer.target" -> A, B

  Reference(const BaseWeights& base, const Lora& lora) : weights(base), scale(lora.scale()) {
    for (const auto* pair : lora.pairs()) {
      pairs[key(pair->layer, pair->target)] = {pair->a.clone().requires_grad_(), pair->b.clone().requires_grad_()};
    }
  }
  static std::string key(std::int64_t layer, const std::string& target) { return std::to_string(layer) + "." + target; }

  Tensor linear(std::int64_t layer, const std::string& target, const Tensor& w, const Tensor& x) const {
    Tensor y = x.matmul(w.t());
    if (const auto found = pairs.find(key(layer, target)); found != pairs.end()) {
      y = y + scale * x.matmul(found->second.first.t()).matmul(found->second.second.t());
    }
    return y;
  }
  Tensor norm(const Tensor& x, const Tensor& gain) const {
    return x * torch::rsqrt(x.pow(2).mean(1, true) + weights.shape.rms_epsilon) * gain;
  }
  Tensor turn(const Tensor& x, std::int64_t heads) const {
    const auto& s = weights.shape;
    const Tensor frequency = torch::pow(s.rope_base, -torch::arange(0, s.head_dim, 2, torch::kFloat64) / s.head_dim);
    const Tensor angle =
        torch::outer(torch::arange(x.size(0), torch::kFloat64), frequency).to(torch::kFloat32).unsqueeze(1);
    const Tensor pairs_of = x.view({x.size(0), heads, s.head_dim / 2, 2});
    const Tensor even = pairs_of.select(3, 0), odd = pairs_of.select(3, 1);
    return torch::stack({even * angle.cos() - odd * angle.sin(), even * angle.sin() + odd * angle.cos()}, 3)
        .view({x.size(0), heads, s.head_dim});
  }
  Tensor logits(const TrainExample& example) const {
    const auto& s = weights.shape;
    const auto tokens = static_cast<std::int64_t>(example.tokens.size());
    Tensor x = weights.embedding.index_select(
        0, torch::tensor(std::vector<std::int64_t>(example.tokens.begin(), example.tokens.end())));
    const Tensor mask = torch::full({tokens, tokens}, -INFINITY).triu(1);
    for (std::int64_t l = 0; l < s.layers; ++l) {
      const auto& b = weights.blocks[static_cast<std::size_t>(l)];
      Tensor n = norm(x, b.attn_norm);
      const Tensor q = turn(linear(l, "attn_q", b.qkv.narrow(0, 0, s.q_rows()), n), s.heads);
      const Tensor k = turn(linear(l, "attn_k", b.qkv.narrow(0, s.q_rows(), s.kv_rows()), n), s.kv_heads);
      const Tensor v = linear(l, "attn_v", b.qkv.narrow(0, s.q_rows() + s.kv_rows(), s.kv_rows()), n)
                           .view({tokens, s.kv_heads, s.head_dim});
      const std::int64_t group = s.heads / s.kv_heads;
      const Tensor scores =
          torch::einsum("ihd,jhd->hij", {q, k.repeat_interleave(group, 1)}) / std::sqrt(double(s.head_dim)) + mask;
      const Tensor mixed = torch::einsum("hij,jhd->ihd", {torch::softmax(scores, 2), v.repeat_interleave(group, 1)})
                               .reshape({tokens, -1});
      x = x + linear(l, "attn_output", b.attn_output, mixed);
      n = norm(x, b.ffn_norm);
      const Tensor gate = linear(l, "ffn_gate", b.gate_up.narrow(0, 0, s.ffn), n),
                   up = linear(l, "ffn_up", b.gate_up.narrow(0, s.ffn, s.ffn), n);
      x = x + linear(l, "ffn_down", b.ffn_down, torch::silu(gate) * up);
    }
    return norm(x, weights.output_norm).matmul(weights.head.t());
  }
  Tensor loss(const std::vector<TrainExample>& examples) const {
    Tensor sum = torch::zeros({});
    for (const auto& example : examples) {
      const auto from = static_cast<std::int64_t>(example.loss_from),
                 n = static_cast<std::int64_t>(example.tokens.size());
      const Tensor targets =
          torch::tensor(std::vector<std::int64_t>(example.tokens.begin() + from, example.tokens.end()));
      sum = sum -
            torch::log_softmax(logits(example).narrow(0, from - 1, n - from), 1).gather(1, targets.unsqueeze(1)).sum();
    }
    return sum;
  }
};

double relative_difference(const Tensor& a, const Tensor& b) {
  return ((a - b).norm() / b.norm().clamp_min(1e-20)).item<double>();
}

// The examples begin with the same `common` tokens.
void compare_with_autograd(const TinyModelOptions& options, const TrainJob& job, const std::vector<int>& lengths,
                           std::size_t common = 0) {
  const BaseWeights weights = tiny_weights(options);
  auto lora = Lora::create(weights.shape, job);
  ASSERT_TRUE(lora.ok());
  fill_lora(*lora, 5);
  auto examples = random_examples(6, lengths, weights.shape.vocabulary);
  for (auto& example : examples) {
    std::copy_n(examples[0].tokens.begin(), common, example.tokens.begin());
    example.loss_from = std::max(example.loss_from, common + 1);
  }
  const Pack pack = pack_of(examples);
  EXPECT_EQ(pack.layout.shared_rows(), static_cast<std::int64_t>(common));
  Team team(2);
  Model model(weights, *lora, team, {.max_positions = 1024});
  const Reference reference(weights, *lora);

  Tensor expected = reference.loss(examples);
  EXPECT_NEAR(model.loss(pack) / expected.item<double>(), 1, 1e-5);
  const float weight = 0.25f;
  (expected * weight).backward();
  EXPECT_NEAR(model.loss_and_gradients(pack, weight) / expected.item<double>(), 1, 1e-5);
  for (const auto* pair : lora->pairs()) {
    const auto& [a, b] = reference.pairs.at(Reference::key(pair->layer, pair->target));
    EXPECT_LT(relative_difference(pair->a_gradient, a.grad()), 2e-4) << pair->layer << pair->target;
    EXPECT_LT(relative_difference(pair->b_gradient, b.grad()), 2e-4) << pair->layer << pair->target;
  }
  // Gradients add up over packs, and the buffers of a larger pack do no harm to a smaller one.
  const Tensor once = lora->gradients().clone();
  model.loss_and_gradients(pack_of({examples[0]}), weight);
  model.loss_and_gradients(pack, weight);
  lora->gradients().sub_(once);
  model.loss_and_gradients(pack_of({examples[0]}), -weight);
  EXPECT_LT(relative_difference(lora->gradients(), once), 1e-4);

  const Tensor logits = model.logits(pack);
  const std::int64_t shared = pack.layout.shared_rows();
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const Segment own = pack.layout.segments[i + (shared > 0)];
    const Tensor theirs = reference.logits(examples[i]);
    EXPECT_LT(relative_difference(logits.narrow(0, own.begin, own.length), theirs.narrow(0, shared, own.length)), 1e-5);
    if (shared > 0) {
      EXPECT_LT(relative_difference(logits.narrow(0, 0, shared), theirs.narrow(0, 0, shared)), 1e-5);
    }
  }
}

TrainJob rank4() {
  TrainJob job;
  job.rank = 4;
  job.alpha = 6;
  return job;
}

TEST(Model, GradientsOfAllLinearsEqualAutograd) { compare_with_autograd({}, rank4(), {7, 2, 130, 40}); }

TEST(Model, GradientsOfAnExampleLongerThanATileEqualAutograd) { compare_with_autograd({}, rank4(), {400}); }

TEST(Model, GradientsOfSomeLinearsAboveALayerEqualAutograd) {
  TrainJob job = rank4();
  job.targets = {"attn_v", "ffn_up", "ffn_down"};
  job.first_layer = 1;
  TinyModelOptions options;
  options.layers = 3;
  options.tied = false;
  compare_with_autograd(options, job, {33, 12});
}

TEST(Model, GradientsWithoutGroupedHeadsEqualAutograd) {
  TrainJob job = rank4();
  job.targets = {"attn_q", "attn_k"};
  TinyModelOptions options;
  options.kv_heads = 4;
  compare_with_autograd(options, job, {20, 30});
}

TEST(Model, GradientsWithACommonBeginningEqualAutograd) {
  compare_with_autograd({}, rank4(), {37, 150, 29, 60}, 20);
  compare_with_autograd({}, rank4(), {140, 135}, 130);
}

// The gradient of a function whose dropped values are held fixed, by differences along itself.
TEST(Model, GradientsWithDropoutEqualDifferences) {
  const BaseWeights weights = tiny_weights();
  TrainJob job = rank4();
  auto lora = Lora::create(weights.shape, job);
  fill_lora(*lora, 5);
  Team team(2);
  Model model(weights, *lora, team, {.max_positions = 256, .dropout = 0.3});
  const Pack pack = pack_of(random_examples(7, {60, 100, 15}, weights.shape.vocabulary));
  const Tensor values = lora->values().clone();
  const double loss = model.loss_and_gradients(pack, 1e-3f, 9);
  const Tensor gradient = lora->gradients().clone();
  EXPECT_NE(loss, model.loss_and_gradients(pack, 1e-3f, 10));
  const Tensor direction = gradient / gradient.norm();
  const double step = 1e-2;
  const auto at = [&](double distance) {
    lora->values().copy_(values + distance * direction);
    return model.loss_and_gradients(pack, 1e-3f, 9) * 1e-3;
  };
  const double slope = (at(step) - at(-step)) / (2 * step);
  EXPECT_NEAR(slope / gradient.norm().item<double>(), 1, 5e-3);
}

TEST(Ops, DropoutDropsItsShareAndKeepsTheMean) {
  Team team(2);
  const Tensor x = at::ones({400, 257});
  Tensor out = at::empty_like(x);
  dropout(team, 0.25, 3, x, 0, out);
  EXPECT_NEAR((out == 0).to(at::kDouble).mean().item<double>(), 0.25, 0.01);
  EXPECT_NEAR(out.mean().item<double>(), 1, 0.01);
  Tensor again = out.clone();
  dropout(team, 0.25, 3, x, 1, again);
  EXPECT_TRUE(at::equal(again, 2 * out));
  dropout(team, 0.25, 4, x, 0, again);
  EXPECT_FALSE(at::equal(again, out));
}

TEST(Model, RecomputingGivesTheSameBits) {
  const BaseWeights weights = tiny_weights();
  auto lora = Lora::create(weights.shape, rank4());
  fill_lora(*lora, 5);
  Team team(2);
  const Pack pack = pack_of(random_examples(7, {60, 100, 15}, weights.shape.vocabulary));
  std::vector<Tensor> gradients;
  for (const bool recompute : {false, true}) {
    Model model(weights, *lora, team, {.max_positions = 256, .dropout = 0.1, .recompute = recompute});
    lora->gradients().zero_();
    model.loss_and_gradients(pack, 1, 5);
    gradients.push_back(lora->gradients().clone());
  }
  EXPECT_TRUE(torch::equal(gradients[0], gradients[1]));
}

TEST(Model, APackHoldsACommonBeginningOnce) {
  const TrainExample a{"a", {1, 2, 3, 4, 5}, 4}, b{"b", {1, 2, 3, 9}, 3}, c{"c", {1, 2, 8}, 1};
  const Pack ab = make_pack({&a, &b});  // b's loss begins at token 3, so that row 2 must be its own
  EXPECT_EQ(ab.tokens, (std::vector<std::int32_t>{1, 2, 3, 4, 5, 3, 9}));
  EXPECT_EQ(ab.positions, (std::vector<std::int32_t>{0, 1, 2, 3, 4, 2, 3}));
  EXPECT_EQ(ab.loss_rows, (std::vector<std::int64_t>{3, 5}));
  EXPECT_EQ(ab.targets, (std::vector<std::int32_t>{5, 9}));
  EXPECT_EQ(ab.example_tokens, 9u);
  EXPECT_FALSE(make_pack({&a, &b, &c}).layout.shared);
  EXPECT_FALSE(make_pack({&a}).layout.shared);
}

TEST(Model, ResultDoesNotDependOnThreads) {
  const BaseWeights weights = tiny_weights();
  auto lora = Lora::create(weights.shape, rank4());
  fill_lora(*lora, 5);
  const Pack pack = pack_of(random_examples(7, {60, 200, 15}, weights.shape.vocabulary));
  std::vector<Tensor> gradients;
  for (const unsigned threads : {1u, 2u, 5u}) {
    Team team(threads);
    Model model(weights, *lora, team, {.max_positions = 1024});
    lora->gradients().zero_();
    model.loss_and_gradients(pack, 1);
    gradients.push_back(lora->gradients().clone());
  }
  EXPECT_TRUE(torch::equal(gradients[0], gradients[1]));
  EXPECT_TRUE(torch::equal(gradients[0], gradients[2]));
}

TEST(Weights, ErrorsNameFileAndTensor) {
  const auto expect = [](const std::string& path, ErrorCode code, const std::string& words) {
    const auto weights = load_base_weights(path);
    ASSERT_FALSE(weights.ok()) << path;
    EXPECT_EQ(weights.error().code, code) << weights.error().message;
    EXPECT_NE(weights.error().message.find(path), std::string::npos) << weights.error().message;
    EXPECT_NE(weights.error().message.find(words), std::string::npos) << weights.error().message;
  };
  expect(temporary("absent.gguf"), ErrorCode::kNotFound, "cannot be opened");
  TinyModelOptions options;
  options.omitted_tensor = "blk.1.ffn_up.weight";
  const std::string missing = temporary("missing.gguf");
  ASSERT_TRUE(write_tiny_model(missing, options).ok());
  expect(missing, ErrorCode::kCorruption, "tensor blk.1.ffn_up.weight is missing");
  options = {};
  options.architecture = "mamba";
  const std::string other = temporary("other.gguf");
  ASSERT_TRUE(write_tiny_model(other, options).ok());
  expect(other, ErrorCode::kUnsupported, "architecture 'mamba'");

  const std::string whole = temporary("whole.gguf"), cut = temporary("cut.gguf");
  ASSERT_TRUE(write_tiny_model(whole).ok());
  const auto size = std::filesystem::file_size(whole);
  for (const auto& [bytes, words] :
       {std::pair{size - 1000, "tensor blk.1.ffn_down.weight"}, {size / 2, "tensor "}, {std::uintmax_t{2000}, ""}}) {
    std::filesystem::copy_file(whole, cut, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(cut, bytes);
    expect(cut, bytes == 2000 ? ErrorCode::kParse : ErrorCode::kCorruption, words);
  }
  std::ofstream(cut) << "no model at all";
  expect(cut, ErrorCode::kParse, "no readable GGUF");
}

TEST(VectorMath, ExponentialIsAccurate) {
  for (double x = -87; x <= 88; x += 0.00137) {
    EXPECT_NEAR(fast_exp(static_cast<float>(x)) / std::exp(static_cast<double>(static_cast<float>(x))), 1, 4e-7) << x;
  }
  EXPECT_LT(fast_exp(-1e30f), 1e-37f);
  EXPECT_TRUE(std::isfinite(fast_exp(1e30f)));
}

TEST(Team, RunsEachBlockOnceInManyLoops) {
  Team team(4);
  std::vector<std::atomic<int>> counts(64);
  for (int loop = 0; loop < 5000; ++loop)
    team.run(static_cast<std::size_t>(loop % 64 + 1), [&](std::size_t i) { ++counts[i]; });
  for (std::size_t i = 0; i < counts.size(); ++i) {
    int expected = 0;
    for (int loop = 0; loop < 5000; ++loop) expected += static_cast<std::size_t>(loop % 64 + 1) > i;
    EXPECT_EQ(counts[i], expected);
  }
}

}  // namespace
}  // namespace retort::train
