// Full fine-tuning, whole models on disk, the best state, early stop, dropout, and several processes: whole runs on a tiny
// model.
#include <signal.h>
#include <sys/socket.h>

#include <netinet/in.h>
#include <unistd.h>

#include "base/text.h"
#include "train/gguf_file.h"
#include "train/gguf_model.h"
#include "train/memory.h"
#include "train/trainer_fixture.h"

namespace retort::train {
namespace {

class TuningTest : public TrainerTest {
 protected:
  // What the run at `job.out` reported.
  static Json report(const TrainJob& job) { return parse_json(bytes(job.out + "/training.json")).value(); }

  TrainJob full_job(const std::string& out) const {
    TrainJob made = job(out);
    made.method = "full";
    made.learning_rate = 0.003;
    made.save_model = "f32";
    return made;
  }

  // Wide enough for the forms that store 256 values of a row together.
  static retort::testing::TinyModelOptions wide_model() {
    retort::testing::TinyModelOptions options;
    options.width = options.ffn = 256;
    return options;
  }

  TrainExample text() const {
    TrainExample example{"x", {}, 1};
    for (std::int32_t i = 0; i < 60; ++i) example.tokens.push_back(i * 37 % 256);
    return example;
  }
};

TEST_F(TuningTest, FullFineTuningLearnsAndContinuesBitForBit) {
  const TrainJob whole = full_job("whole"), killed = full_job("killed");
  ASSERT_TRUE(run(whole).ok());
  const Json told = report(whole);
  EXPECT_LT(told["heldout_loss"].back().get<double>(), 0.8 * told["heldout_loss"].front().get<double>());
  EXPECT_EQ(told["parameters"].get<std::int64_t>(), load_model_shape(whole.base)->parameters());
  EXPECT_FALSE(fs::exists(whole.out + "/adapter.gguf"));
  int deaths = 0;
  for (const int lines : {2, 3, 5}) deaths += interrupt(killed, SIGKILL, lines).signal == SIGKILL;
  EXPECT_GE(deaths, 2);
  ASSERT_TRUE(run(killed).ok());
  EXPECT_NE(bytes(whole.out + "/model.gguf"), "absent");
  EXPECT_TRUE(bytes(whole.out + "/model.gguf") == bytes(killed.out + "/model.gguf"));
}

// Logits of the trainer, of llama.cpp with the adapter and of the merged model: all the same.
TEST_F(TuningTest, MergedModelComputesWhatTheAdapterDoes) {
  for (const char* type : {"f32", "f16", "bf16", "q8_0"}) {
    TrainJob lora = job(std::string("lora-") + type);
    lora.save_model = type;
    ASSERT_TRUE(run(lora).ok());
    const TrainExample example = text();
    const at::Tensor adapted = llama_logits(lora.base, lora.out + "/adapter.gguf", example.tokens),
                     merged = llama_logits(lora.out + "/model.gguf", "", example.tokens),
                     plain = llama_logits(lora.base, "", example.tokens);
    ASSERT_TRUE(adapted.defined() && merged.defined() && plain.defined());
    const double off = ((adapted - merged).norm() / adapted.norm()).item<double>();
    EXPECT_LT(off, std::string(type) == "f32" ? 1e-5 : std::string(type) == "q8_0" ? 0.05 : 0.02) << type;
    EXPECT_GT((adapted - plain).norm().item<double>(), 0.1 * plain.norm().item<double>());
    // The file can be trained on again, and our reading of it agrees with llama.cpp's, which rounds what it multiplies
    // these matrices with to their type.
    const auto weights = load_base_weights(lora.out + "/model.gguf");
    ASSERT_TRUE(weights.ok()) << weights.error().message;
    EXPECT_EQ(weights->quantization, type);
    const Lora none = Lora::none(weights->shape);
    Team team(2);
    Model model(*weights, none, team, {.max_positions = 64});
    const double reading = ((model.logits(make_pack({&example})) - merged).norm() / merged.norm()).item<double>();
    EXPECT_LT(reading, std::string(type) == "q8_0" ? 0.05 : std::string(type) == "bf16" ? 0.02 : 2e-3) << type;
  }
}

TEST_F(TuningTest, EveryStoredTypeIsReadBack) {
  ASSERT_TRUE(retort::testing::write_tiny_model(path("base.gguf"), wide_model()).ok());
  const auto base = load_base_weights(path("base.gguf"));
  ASSERT_TRUE(base.ok());
  const Lora none = Lora::none(base->shape);
  for (const auto& type : model_types()) {
    const std::string file = path(type + ".gguf");
    ASSERT_TRUE(write_trained_model(file, path("base.gguf"), type, *base, none).ok()) << type;
    const auto again = load_base_weights(file);
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(lower_ascii(again->quantization), type);
    const at::Tensor was = base->blocks[1].ffn_down, is = again->blocks[1].ffn_down;
    EXPECT_LT(((was - is).norm() / was.norm()).item<double>(), type == "f32" ? 1e-9 : 0.11) << type;
    EXPECT_TRUE(at::equal(base->blocks[0].attn_norm, again->blocks[0].attn_norm));
  }
}

// The quantized forms that llama.cpp reads, beside F32, F16 and BF16.
const std::vector<ggml_type> kQuantized = {
    GGML_TYPE_Q4_0,    GGML_TYPE_Q4_1,  GGML_TYPE_Q5_0,   GGML_TYPE_Q5_1,    GGML_TYPE_Q8_0,  GGML_TYPE_Q2_K,
    GGML_TYPE_Q3_K,    GGML_TYPE_Q4_K,  GGML_TYPE_Q5_K,   GGML_TYPE_Q6_K,    GGML_TYPE_IQ1_S, GGML_TYPE_IQ1_M,
    GGML_TYPE_IQ2_XXS, GGML_TYPE_IQ2_XS, GGML_TYPE_IQ2_S, GGML_TYPE_IQ3_XXS, GGML_TYPE_IQ3_S, GGML_TYPE_IQ4_NL,
    GGML_TYPE_IQ4_XS,  GGML_TYPE_TQ1_0, GGML_TYPE_TQ2_0,  GGML_TYPE_MXFP4,   GGML_TYPE_NVFP4, GGML_TYPE_Q1_0,
    GGML_TYPE_Q2_0};

// `from` in the form of `to`. Forms that look values up in a grid take ggml seconds to write: those get bytes drawn at random, with
// a scale of about 0.001 (of iq1_m in its last four bits, of the others in the first two bytes of a block).
void fill(const ggml_tensor* from, ggml_tensor* to) {
  const std::string_view name = ggml_type_name(to->type);
  if (!name.starts_with("iq1") && !name.starts_with("iq2") && !name.starts_with("iq3")) {
    ggml_quantize_chunk(to->type, static_cast<const float*>(from->data), to->data, 0, from->ne[1], from->ne[0], nullptr);
    return;
  }
  Random random(1, from->name);
  auto* bytes = static_cast<std::uint8_t*>(to->data);
  for (std::size_t i = 0; i < ggml_nbytes(to); ++i) bytes[i] = static_cast<std::uint8_t>(random.between(0, 255));
  const std::size_t block = ggml_type_size(to->type);
  for (std::size_t at = 0; at < ggml_nbytes(to); at += block) {
    if (to->type == GGML_TYPE_IQ1_M) {
      bytes[at + block - 1] = 0x10 | (bytes[at + block - 1] & 0x0f);
    } else {
      bytes[at] = 0;
      bytes[at + 1] = 0x14;
    }
  }
}

// Writes the model `from` again, its linears in `type`, with `extra` added to its keys.
void write_again(const std::string& from, const std::string& to, ggml_type type,
                 const std::function<void(gguf_context*)>& extra = {}) {
  ggml_context* read = nullptr;
  const std::unique_ptr<gguf_context, FreeGguf> old(gguf_init_from_file(from.c_str(), {.no_alloc = false, .ctx = &read}));
  const std::unique_ptr<ggml_context, FreeGgmlContext> tensors(read);
  const std::unique_ptr<gguf_context, FreeGguf> made(gguf_init_empty());
  const std::unique_ptr<ggml_context, FreeGgmlContext> linears(
      ggml_init({.mem_size = std::size_t{64} << 20, .mem_buffer = nullptr, .no_alloc = false}));
  gguf_set_kv(made.get(), old.get());
  if (extra) extra(made.get());
  for (std::int64_t i = 0; i < gguf_get_n_tensors(old.get()); ++i) {
    ggml_tensor* tensor = ggml_get_tensor(tensors.get(), gguf_get_tensor_name(old.get(), i));
    if (ggml_n_dims(tensor) == 2 && std::string_view(tensor->name).starts_with("blk.")) {
      ggml_tensor* linear = ggml_new_tensor_2d(linears.get(), type, tensor->ne[0], tensor->ne[1]);
      ggml_set_name(linear, tensor->name);
      fill(tensor, linear);
      tensor = linear;
    }
    gguf_add_tensor(made.get(), tensor);
  }
  ASSERT_TRUE(gguf_write_to_file(made.get(), to.c_str(), false));
}

TEST_F(TuningTest, EveryQuantizedFormIsReadAsLlamaCppReadsIt) {
  auto options = wide_model();
  options.layers = 1;
  ASSERT_TRUE(retort::testing::write_tiny_model(path("base.gguf"), options).ok());
  const TrainExample example = text();
  for (const ggml_type type : kQuantized) {
    SCOPED_TRACE(ggml_type_name(type));
    write_again(path("base.gguf"), path("quantized.gguf"), type);
    const auto weights = load_base_weights(path("quantized.gguf"));
    ASSERT_TRUE(weights.ok()) << weights.error().message;
    EXPECT_EQ(weights->quantization, ggml_type_name(type));
    const Lora none = Lora::none(weights->shape);
    Team team(2);
    Model model(*weights, none, team, {.max_positions = 64});
    const at::Tensor ours = model.logits(make_pack({&example})),
                     theirs = llama_logits(path("quantized.gguf"), "", example.tokens);
    ASSERT_TRUE(theirs.defined());
    // llama.cpp rounds what it multiplies such matrices with, too.
    EXPECT_LT(((ours - theirs).norm() / theirs.norm()).item<double>(), 0.05);
  }
}

TEST_F(TuningTest, OnePartOfASplitModelIsNamed) {
  write_again(path("base.gguf"), path("part.gguf"), GGML_TYPE_Q8_0,
              [](gguf_context* keys) { gguf_set_val_u16(keys, "split.count", 3); });
  const auto part = load_base_weights(path("part.gguf"));
  ASSERT_FALSE(part.ok());
  EXPECT_NE(part.error().message.find("part.gguf: is one of the 3 parts"), std::string::npos) << part.error().message;
}

TEST_F(TuningTest, TheBestStateIsKeptAndPatienceEndsTheRun) {
  // The held-out rows count on too, but backwards: the better the model counts, the worse it does on them.
  auto backwards = counting(2, 4);
  for (auto& example : backwards) std::reverse(example.tokens.begin() + 2, example.tokens.end());
  ASSERT_TRUE(write_examples(path("heldout.jsonl"), backwards).ok());
  TrainJob best = job("best");
  best.epochs = 20;
  best.eval_every = 2;
  best.patience = 3;
  ASSERT_TRUE(run(best).ok());
  const Json told = report(best);
  const auto losses = told["heldout_loss"].get<std::vector<double>>();
  const auto steps = told["heldout_steps"].get<std::vector<long>>();
  const auto lowest = static_cast<std::size_t>(std::min_element(losses.begin(), losses.end()) - losses.begin());
  EXPECT_EQ(losses.size() - 1 - lowest, 3u);
  EXPECT_EQ(told["result_step"], steps[lowest]);
  EXPECT_LT(told["steps"].get<long>(), told["planned_steps"].get<long>());
  // Killed and continued, it ends with the same; and a run that trains just as far as the best state gives that state.
  TrainJob killed = best;
  killed.out = path("killed");
  for (const int lines : {2, 4, 7}) interrupt(killed, SIGKILL, lines);
  ASSERT_TRUE(run(killed).ok());
  expect_same_adapter(best, killed);
  TrainJob last = best;
  last.out = path("last");
  last.keep_best = false;
  ASSERT_TRUE(run(last).ok());
  EXPECT_EQ(report(last)["result_step"], told["steps"]);
  EXPECT_FALSE(bytes(last.out + "/adapter.gguf") == bytes(best.out + "/adapter.gguf"));
}

TEST_F(TuningTest, DropoutAndRecomputingContinueBitForBit) {
  TrainJob whole = job("whole");
  whole.dropout = 0.2;
  TrainJob other = whole;
  other.out = path("other");
  other.recompute = true;  // the same bits for less memory
  other.threads = 1;
  ASSERT_TRUE(run(whole).ok());
  interrupt(other, SIGKILL, 3);
  ASSERT_TRUE(run(other).ok());
  expect_same_adapter(whole, other);
  TrainJob plain = job("plain");
  ASSERT_TRUE(run(plain).ok());
  EXPECT_FALSE(bytes(plain.out + "/adapter.gguf") == bytes(whole.out + "/adapter.gguf"));
  EXPECT_LT(report(whole)["heldout_loss"].back().get<double>(), 0.8 * report(whole)["heldout_loss"].front().get<double>());
}

TEST_F(TuningTest, AStepInPartsIsTheStepAsAWhole) {
  TrainJob whole = job("whole"), parts = job("parts");
  whole.batch_tokens = parts.batch_tokens = 300;
  parts.pack_tokens = 40;
  ASSERT_TRUE(run(whole).ok() && run(parts).ok());
  const auto a = report(whole)["loss"].get<std::vector<double>>(), b = report(parts)["loss"].get<std::vector<double>>();
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i] / b[i], 1, 1e-4) << i;
}

TEST_F(TuningTest, MemoryIsEstimatedAndCompared) {
  const ModelShape shape = load_model_shape(path("base.gguf")).value();
  TrainJob small = job("out");
  const MemoryNeed need = memory_needed(shape, small, 500, 300);
  EXPECT_EQ(need.weights, 4 * shape.parameters());
  const Status refused = check_memory(need, need.total() - 1, small);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kBudget);
  EXPECT_NE(refused.error().message.find("recompute = true"), std::string::npos) << refused.error().message;
  EXPECT_TRUE(check_memory(need, need.total(), small).ok());
  EXPECT_TRUE(check_memory(need, 0, small).ok());  // unknown
  small.recompute = true;
  EXPECT_LT(memory_needed(shape, small, 500, 300).activations, need.activations);
  TrainJob all = small;
  all.method = "full";
  EXPECT_GE(memory_needed(shape, all, 500, 300).learning, 3 * need.weights);
  EXPECT_GT(available_memory(), 0);
}

// --- several processes ------------------------------------------------------------------------------------------------

// A port that was free a moment ago, and the next one too most likely.
int free_port() {
  const int file = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  EXPECT_EQ(::bind(file, reinterpret_cast<sockaddr*>(&address), length), 0);
  EXPECT_EQ(::getsockname(file, reinterpret_cast<sockaddr*>(&address), &length), 0);
  ::close(file);
  return ntohs(address.sin_port);
}

Process start_rank(const TrainJob& job, int rank, int size, int port) {
  fs::create_directories(job.out);
  EXPECT_TRUE(write_file(job.out + "/job.json", to_line(to_json(job))).ok());
  ProcessOptions options;
  options.argv = {"/bin/sh", "-c",
                  "RANK=" + std::to_string(rank) + " WORLD_SIZE=" + std::to_string(size) +
                      " MASTER_ADDR=127.0.0.1 GLOO_SOCKET_IFNAME=lo MASTER_PORT=" + std::to_string(port) + " exec " + kProgram +
                      " --job " + job.out + "/job.json"};
  options.merge_stderr = true;
  auto child = Process::start(options);
  EXPECT_TRUE(child.ok());
  return std::move(child).value();
}

// Everything that it still prints.
std::string drain(Process& child) {
  std::string all;
  const auto deadline = retort::Clock::now() + std::chrono::seconds(100);
  while (true) {
    const auto line = child.read_line(deadline);
    if (!line.ok() || !line->has_value()) return all;
    all += **line + "\n";
  }
}

class ProcessesTest : public TuningTest, public ::testing::WithParamInterface<const char*> {};

INSTANTIATE_TEST_SUITE_P(Devices, ProcessesTest, ::testing::Values("cpu", "torch-cpu"), [](const auto& info) {
  return std::string(info.param) == "cpu" ? "OurOperations" : "LibtorchsOperations";
});

TEST_P(ProcessesTest, TwoTakeTheStepsOfOneWithTwiceTheShare) {
  TrainJob alone = job("alone"), team = job("team");
  alone.threads = team.threads = 1;
  alone.device = team.device = GetParam();
  ASSERT_TRUE(run(alone).ok());
  const int port = free_port();
  Process first = start_rank(team, 0, 2, port), second = start_rank(team, 1, 2, port);
  const std::string said = drain(first), other = drain(second);
  const auto deadline = retort::Clock::now() + std::chrono::seconds(100);
  ASSERT_EQ(first.wait(deadline)->code, 0) << said;
  ASSERT_EQ(second.wait(deadline)->code, 0) << other;
  EXPECT_EQ(other, "");  // one process speaks
  EXPECT_EQ(report(team)["processes"], 2);
  for (const char* key : {"loss", "gradient_norm", "heldout_loss"}) {
    const auto a = report(alone)[key].get<std::vector<double>>(), b = report(team)[key].get<std::vector<double>>();
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i] / b[i], 1, 1e-4) << key << i;
  }
  EXPECT_EQ(report(alone)["tokens"], report(team)["tokens"]);
}

TEST_F(TuningTest, AProcessThatDiesEndsTheOthersWithAMessage) {
  TrainJob team = job("team");
  team.threads = 1;
  team.epochs = 200;
  const int port = free_port();
  Process first = start_rank(team, 0, 2, port), second = start_rank(team, 1, 2, port);
  const auto deadline = retort::Clock::now() + std::chrono::seconds(100);
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(first.read_line(deadline).ok());
  second.signal(SIGKILL);
  const std::string said = drain(first);
  EXPECT_EQ(first.wait(deadline)->code, 1);
  EXPECT_NE(said.find("another one has ended"), std::string::npos) << said;
  EXPECT_NE(said.find("the last checkpoint is good"), std::string::npos) << said;
  drain(second);
  // What was saved goes on, here with one process.
  EXPECT_EQ(interrupt(team, SIGTERM, 3).code, 130);
}

TEST_F(TuningTest, AnEnvironmentThatMakesNoSenseIsNamed) {
  const auto said = [&](const std::string& prefix) {
    ProcessOptions options;
    options.argv = {"/bin/sh", "-c", prefix + " exec " + kProgram + " --job " + path("job.json")};
    options.merge_stderr = true;
    auto child = Process::start(options);
    return drain(*child);
  };
  ASSERT_TRUE(write_file(path("job.json"), to_line(to_json(job("out")))).ok());
  EXPECT_NE(said("RANK=2 WORLD_SIZE=2 MASTER_ADDR=localhost").find("RANK is '2'"), std::string::npos);
  EXPECT_NE(said("RANK=0 WORLD_SIZE=two").find("WORLD_SIZE is 'two'"), std::string::npos);
  EXPECT_NE(said("RANK=0 WORLD_SIZE=2").find("MASTER_ADDR is not set"), std::string::npos);
}

}  // namespace
}  // namespace retort::train
