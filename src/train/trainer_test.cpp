// Whole runs of retort-train on a tiny model: learning, interruption and continuation, refusals, and what others read.
#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>
#include <map>

#include "train/adapter_files.h"
#include "train/trainer_fixture.h"

namespace retort::train {
namespace {

TEST_F(TrainerTest, LearnsAndReports) {
  std::vector<TrainProgress> seen;
  StopToken stop;
  TrainJob learning = job("out");
  learning.epochs = 10;
  const auto outcome = run_train_job(
      learning, [&](const TrainProgress& p) { seen.push_back(p); }, stop, kProgram);
  ASSERT_TRUE(outcome.ok()) << outcome.error().message;
  const Json& report = outcome->training;
  const auto steps = report["steps"].get<std::size_t>();
  ASSERT_EQ(report["loss"].size(), steps);
  ASSERT_EQ(seen.size(), steps + 1);
  EXPECT_EQ(seen.front().step, 0);
  EXPECT_EQ(seen.back().step, static_cast<long>(steps));
  EXPECT_EQ(seen.back().eta_s, 0);
  EXPECT_TRUE(seen.front().heldout_loss && seen.back().heldout_loss);
  EXPECT_LT(report["loss"].back().get<double>(), 0.5 * report["loss"].front().get<double>());
  EXPECT_LT(*seen.back().heldout_loss, 0.7 * *seen.front().heldout_loss);
  EXPECT_EQ(report["heldout_steps"].size(), steps / 5 + 1 + (steps % 5 != 0));
  EXPECT_EQ(report["settings"]["rank"], 8);
  EXPECT_GT(report["tokens_per_s"].get<double>(), 0);
  // Run again, it finds the work done.
  const auto again = run(learning);
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(again->training["loss"], report["loss"]);
}

TEST_F(TrainerTest, KilledRunsContinueBitForBit) {
  TrainJob whole = job("whole");
  whole.threads = 1;
  ASSERT_TRUE(run(whole).ok());
  const TrainJob killed = job("killed");
  int deaths = 0;
  for (const int lines : {1, 2, 4, 3, 6}) {
    const ExitState end = interrupt(killed, SIGKILL, lines);
    deaths += end.signal == SIGKILL;
    EXPECT_FALSE(fs::exists(killed.out + "/training.json") && end.signal == SIGKILL && deaths == 1);
  }
  EXPECT_GE(deaths, 3);
  ASSERT_TRUE(run(killed).ok());
  expect_same_adapter(whole, killed);
}

TEST_F(TrainerTest, SignalsEndAfterTheStepWithACheckpoint) {
  TrainJob whole = job("whole");
  ASSERT_TRUE(run(whole).ok());
  TrainJob stopped = job("stopped");
  stopped.checkpoint_seconds = 1000;  // so that only the signal can have written one
  EXPECT_EQ(interrupt(stopped, SIGTERM, 4).code, 130);
  EXPECT_TRUE(fs::exists(stopped.out + "/checkpoint.bin"));
  EXPECT_FALSE(fs::exists(stopped.out + "/adapter.gguf"));
  EXPECT_EQ(interrupt(stopped, SIGINT, 2).code, 130);
  ASSERT_TRUE(run(stopped).ok());
  expect_same_adapter(whole, stopped);
}

TEST_F(TrainerTest, AFullDiskKeepsTheLastCheckpoint) {
  const TrainJob whole = job("whole"), full = job("full");
  ASSERT_TRUE(run(whole).ok());
  EXPECT_EQ(interrupt(full, SIGTERM, 4).code, 130);
  const std::string kept = bytes(full.out + "/checkpoint.bin");
  EXPECT_EQ(interrupt(full, 0, 1, "ulimit -f 16; trap '' XFSZ;").code, 1);
  EXPECT_TRUE(bytes(full.out + "/checkpoint.bin") == kept);
  ASSERT_TRUE(run(full).ok());
  expect_same_adapter(whole, full);
}

TEST_F(TrainerTest, RefusesForeignAndDamagedCheckpoints) {
  StopToken stop;
  const TrainJob first = job("out");
  ASSERT_TRUE(train(first, nullptr, nullptr, stop).ok());
  TrainJob other = first;
  other.learning_rate = 0.02;
  const auto refused = train(other, nullptr, nullptr, stop);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("checkpoint.bin belongs to another training job"), std::string::npos)
      << refused.error().message;
  const std::string content = bytes(first.out + "/checkpoint.bin");
  for (const std::size_t at : {std::size_t{3}, std::size_t{12}, content.size() / 2, content.size() - 1}) {
    std::string changed = content;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    std::ofstream(first.out + "/checkpoint.bin", std::ios::binary) << changed;
    const auto damaged = train(first, nullptr, nullptr, stop);
    ASSERT_FALSE(damaged.ok()) << at;
    EXPECT_NE(damaged.error().message.find("checkpoint.bin is damaged"), std::string::npos) << damaged.error().message;
  }
}

TEST_F(TrainerTest, BadInputsAreNamed) {
  const auto expect = [&](const TrainJob& job, const std::string& words) {
    StopToken stop;
    const auto outcome = train(job, nullptr, nullptr, stop);
    ASSERT_FALSE(outcome.ok()) << words;
    EXPECT_NE(outcome.error().message.find(words), std::string::npos) << outcome.error().message;
  };
  TrainJob absent = job("a");
  absent.base = path("none.gguf");
  expect(absent, "none.gguf: cannot be opened");
  ASSERT_TRUE(write_examples(path("foreign.jsonl"), {{"big", {1, 5000}, 1}}).ok());
  TrainJob foreign = job("b");
  foreign.examples = path("foreign.jsonl");
  expect(foreign, "example big has token 5000");
  TrainJob tight = job("c");
  tight.max_tokens = 3;
  expect(tight, "no example of at most 3 tokens");
  TrainJob high = job("d");
  high.first_layer = 2;
  expect(high, "first_layer is 2");
  TrainJob wild = job("e");
  wild.learning_rate = wild.weight_decay = 10;  // each step multiplies what there is by -99
  wild.schedule = "constant";
  wild.eval_every = 0;
  expect(wild, "the loss of step");
  wild.out = path("f");
  wild.eval_every = 1;
  expect(wild, "the held-out loss after step");
  ASSERT_TRUE(write_file(path("empty.jsonl"), "").ok());
  TrainJob empty = job("g");
  empty.examples = path("empty.jsonl");
  expect(empty, "empty.jsonl holds no example");
}

TEST_F(TrainerTest, ExitStatusTellsUsageFromFailure) {
  TrainJob bad = job("out");
  bad.rank = 0;
  EXPECT_EQ(interrupt(bad, 0, 0).code, 2);
  bad.rank = 1;
  bad.base = path("none.gguf");
  EXPECT_EQ(interrupt(bad, 0, 0).code, 1);
}

TEST_F(TrainerTest, OneRunAtATimeWorksInAFolder) {
  StopToken stop;
  std::string inner;
  const TrainJob both = job("out");
  const auto outcome = train(
      both,
      [&](const TrainProgress& p) {
        if (p.step == 1) inner = train(both, nullptr, nullptr, stop).ok() ? "ran" : "refused";
      },
      nullptr, stop);
  EXPECT_TRUE(outcome.ok());
  EXPECT_EQ(inner, "refused");
}

// --- what others read -----------------------------------------------------------------------------------------------

struct Adapted {
  BaseWeights base;
  Lora lora;
  TrainJob job;
};

// A LoRA whose B is not zero, on all linears.
Adapted random_adapter(const std::string& base_path) {
  TrainJob job;
  job.base = base_path;
  job.rank = 4;
  job.alpha = 6;
  auto base = load_base_weights(base_path).value();
  Lora lora = Lora::create(base.shape, job).value();
  Random random(11);
  for (const auto* pair : lora.pairs()) {
    for (std::int64_t i = 0; i < pair->b.numel(); ++i)
      pair->b.data_ptr<float>()[i] = static_cast<float>(0.4 * (random.unit() - 0.5));
  }
  return {std::move(base), std::move(lora), job};
}

TEST_F(TrainerTest, LlamaCppComputesTheSameLogitsWithTheAdapter) {
  Adapted adapted = random_adapter(path("base.gguf"));
  const std::string adapter = path("adapter.gguf");
  ASSERT_TRUE(write_gguf_adapter(adapter, adapted.base, adapted.lora, adapted.job).ok());
  TrainExample example{"x", {}, 1};
  Random random(3);
  for (int i = 0; i < 100; ++i) example.tokens.push_back(static_cast<std::int32_t>(random.between(0, 255)));
  Team team(2);
  Model model(adapted.base, adapted.lora, team, {.max_positions = 256});
  const at::Tensor ours = model.logits(make_pack({&example}));
  const at::Tensor theirs = llama_logits(path("base.gguf"), adapter, example.tokens);
  const at::Tensor plain = llama_logits(path("base.gguf"), "", example.tokens);
  ASSERT_TRUE(theirs.defined() && plain.defined());
  EXPECT_LT((ours - theirs).abs().max().item<double>(), 1e-4);
  EXPECT_GT((plain - theirs).abs().mean().item<double>(), 0.1);  // the adapter does matter
}

std::map<std::string, at::Tensor> read_safetensors(const std::string& file) {
  const std::string content = read_file(file).value();
  std::uint64_t length = 0;
  std::memcpy(&length, content.data(), sizeof length);
  const Json header = parse_json(content.substr(8, length)).value();
  std::map<std::string, at::Tensor> tensors;
  for (const auto& item : header.items()) {
    if (item.key() == "__metadata__") continue;
    EXPECT_EQ(item.value()["dtype"], "F32");
    const auto begin = item.value()["data_offsets"][0].get<std::size_t>(),
               end = item.value()["data_offsets"][1].get<std::size_t>();
    at::Tensor tensor =
        at::empty({item.value()["shape"][0].get<std::int64_t>(), item.value()["shape"][1].get<std::int64_t>()});
    EXPECT_EQ(end - begin, static_cast<std::size_t>(tensor.numel()) * 4);
    std::memcpy(tensor.data_ptr<float>(), content.data() + 8 + length + begin, end - begin);
    tensors[item.key()] = tensor;
  }
  return tensors;
}

// Rotates (n, heads * d) as Hugging Face's llama does: the two halves of each head against each other.
at::Tensor rotate_halves(const at::Tensor& x, std::int64_t heads, double base) {
  const std::int64_t d = x.size(1) / heads, half = d / 2;
  const at::Tensor angle =
      at::outer(at::arange(x.size(0), at::kFloat), at::pow(base, -at::arange(0, d, 2, at::kFloat) / d)).unsqueeze(1);
  const at::Tensor view = x.view({x.size(0), heads, d}), low = view.narrow(2, 0, half),
                   high = view.narrow(2, half, half);
  return at::cat({low * angle.cos() - high * angle.sin(), high * angle.cos() + low * angle.sin()}, 2);
}

TEST_F(TrainerTest, PeftFilesHaveHuggingFaceNamesAndRowOrder) {
  Adapted adapted = random_adapter(path("base.gguf"));
  const auto& s = adapted.base.shape;
  ASSERT_TRUE(write_peft_adapter(path("peft"), adapted.base, adapted.lora, adapted.job).ok());
  const auto tensors = read_safetensors(path("peft/adapter_model.safetensors"));
  EXPECT_EQ(tensors.size(), 2u * 7u * 2u);
  const auto shape = [&](const std::string& name) {
    return tensors.at("base_model.model.model.layers.1." + name + ".weight").sizes().vec();
  };
  using Shape = std::vector<std::int64_t>;
  EXPECT_EQ(shape("self_attn.q_proj.lora_A"), (Shape{4, 64}));
  EXPECT_EQ(shape("self_attn.k_proj.lora_B"), (Shape{32, 4}));
  EXPECT_EQ(shape("mlp.down_proj.lora_A"), (Shape{4, 128}));
  EXPECT_EQ(shape("mlp.gate_proj.lora_B"), (Shape{128, 4}));
  const Json config = parse_json(bytes(path("peft/adapter_config.json"))).value();
  EXPECT_EQ(config["r"], 4);
  EXPECT_EQ(config["lora_alpha"], 6.0);
  EXPECT_EQ(config["target_modules"].size(), 7u);

  // Attention scores of the updates alone: ours with neighbouring pairs, Hugging Face's with halves on the exported
  // rows.
  const std::int64_t n = 9;
  const at::Tensor x = at::rand({n, s.width});
  const auto update = [&](const char* module) {
    const std::string name = std::string("base_model.model.model.layers.0.self_attn.") + module;
    return x.matmul(tensors.at(name + ".lora_A.weight").t()).matmul(tensors.at(name + ".lora_B.weight").t());
  };
  const at::Tensor q = rotate_halves(update("q_proj"), s.heads, s.rope_base),
                   k = rotate_halves(update("k_proj"), s.kv_heads, s.rope_base);
  Team team(1);
  const RopeTable table(n, s.head_dim, s.rope_base);
  std::vector<std::int32_t> positions(static_cast<std::size_t>(n));
  for (std::size_t i = 0; i < positions.size(); ++i) positions[i] = static_cast<std::int32_t>(i);
  const auto& pairs = adapted.lora.group(0, kQkv).pairs;
  const auto turned = [&](const LoraPair& pair) {
    at::Tensor y = x.matmul(pair.a.t()).matmul(pair.b.t());
    rope(team, table, positions, false, y);
    return y.view({n, -1, s.head_dim});
  };
  const at::Tensor our_q = turned(pairs[0]), our_k = turned(pairs[1]);
  for (std::int64_t head = 0; head < s.heads; ++head) {
    const std::int64_t kv = head / (s.heads / s.kv_heads);
    const at::Tensor theirs = q.select(1, head).matmul(k.select(1, kv).t()),
                     ours = our_q.select(1, head).matmul(our_k.select(1, kv).t());
    EXPECT_LT((theirs - ours).abs().max().item<double>(), 1e-4 * ours.abs().max().item<double>()) << head;
  }
}

}  // namespace
}  // namespace retort::train
