// What tests of whole training runs share: a folder with a tiny model and examples, runs of retort-train, logits by llama.cpp.
#pragma once

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <llama.h>

#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/process.h"
#include "base/random.h"
#include "tests/support/tiny_model.h"
#include "train/examples.h"
#include "train/launch.h"
#include "train/model.h"
#include "train/trainer.h"

namespace retort::train {

namespace fs = std::filesystem;

inline const std::string kProgram = std::string(RETORT_BIN_DIR) + "/retort-train";

// A folder with a tiny model and examples that can be learnt: counting on from a number in the prompt.
class TrainerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) /
              (std::string("retort_trainer_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    ASSERT_TRUE(retort::testing::write_tiny_model(path("base.gguf")).ok());
    ASSERT_TRUE(write_examples(path("examples.jsonl"), counting(1, 24)).ok());
    ASSERT_TRUE(write_examples(path("heldout.jsonl"), counting(2, 4)).ok());
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  static std::vector<TrainExample> counting(std::uint64_t seed, int count) {
    Random random(seed);
    std::vector<TrainExample> examples;
    for (int i = 0; i < count; ++i) {
      const auto first = static_cast<std::int32_t>(random.between(0, 200));
      TrainExample example{std::to_string(i), {first, first}, 2};
      const long long length = random.between(5, 30);
      for (std::int32_t k = 1; k < length; ++k) example.tokens.push_back(first + k);
      examples.push_back(std::move(example));
    }
    return examples;
  }

  TrainJob job(const std::string& out) const {
    TrainJob job;
    job.base = path("base.gguf");
    job.examples = path("examples.jsonl");
    job.heldout = path("heldout.jsonl");
    job.out = path(out);
    job.rank = 8;
    job.epochs = 4;
    job.learning_rate = 0.01;
    job.batch_tokens = 100;
    job.eval_every = 5;
    job.checkpoint_seconds = 0;
    job.threads = 2;
    return job;
  }

  Result<TrainOutcome> run(const TrainJob& job) const {
    StopToken stop;
    return run_train_job(job, nullptr, stop, kProgram);
  }

  // Starts the job and sends `number` once `lines` lines of progress have come. Returns how the program ended.
  ExitState interrupt(const TrainJob& job, int number, int lines, const std::string& shell_prefix = "") const {
    fs::create_directories(job.out);
    EXPECT_TRUE(write_file(job.out + "/job.json", to_line(to_json(job))).ok());
    ProcessOptions options;
    options.argv = {kProgram, "--job", job.out + "/job.json"};
    if (!shell_prefix.empty())
      options.argv = {"/bin/sh", "-c", shell_prefix + " exec " + kProgram + " --job " + job.out + "/job.json"};
    auto child = Process::start(options);
    EXPECT_TRUE(child.ok());
    const auto deadline = retort::Clock::now() + std::chrono::seconds(60);
    for (int i = 0; i < lines; ++i) {
      const auto line = child->read_line(deadline);
      if (!line.ok() || !line->has_value()) break;
    }
    if (number != 0) child->signal(number);
    while (true) {  // a full pipe would hold it up
      const auto line = child->read_line(deadline);
      if (!line.ok() || !line->has_value()) break;
    }
    return child->wait(deadline).value_or(ExitState{});
  }

  static std::string bytes(const std::string& file) { return read_file(file).value_or("absent"); }

  void expect_same_adapter(const TrainJob& a, const TrainJob& b) const {
    for (const char* file : {"/adapter.gguf", "/peft/adapter_model.safetensors"}) {
      EXPECT_NE(bytes(a.out + file), "absent");
      EXPECT_TRUE(bytes(a.out + file) == bytes(b.out + file)) << file << " of " << a.out << " and " << b.out;
    }
    const auto history = [](const TrainJob& job) {
      const Json report = parse_json(bytes(job.out + "/training.json")).value();
      return to_line(
          Json{report["loss"], report["heldout_loss"], report["heldout_steps"], report["tokens"], report["steps"]});
    };
    EXPECT_EQ(history(a), history(b));
  }

  fs::path folder_;
};

// Logits (tokens, vocabulary) of llama.cpp, in full precision; undefined when it refuses a file.
inline at::Tensor llama_logits(const std::string& base, const std::string& adapter_path,
                        const std::vector<std::int32_t>& tokens) {
  llama_log_set([](ggml_log_level, const char*, void*) {}, nullptr);
  llama_backend_init();
  llama_model* model = llama_model_load_from_file(base.c_str(), llama_model_default_params());
  if (!model) return {};
  llama_adapter_lora* adapter = adapter_path.empty() ? nullptr : llama_adapter_lora_init(model, adapter_path.c_str());
  auto params = llama_context_default_params();
  params.n_ctx = params.n_batch = params.n_ubatch = 256;
  params.n_threads = params.n_threads_batch = 1;
  params.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED;  // it rounds queries to half precision
  params.type_k = params.type_v = GGML_TYPE_F32;
  llama_context* context = llama_init_from_model(model, params);
  float scale = 1;
  at::Tensor out;
  if (adapter_path.empty() || (adapter && llama_set_adapters_lora(context, &adapter, 1, &scale) == 0)) {
    llama_batch batch = llama_batch_init(static_cast<std::int32_t>(tokens.size()), 0, 1);
    batch.n_tokens = static_cast<std::int32_t>(tokens.size());
    for (std::int32_t i = 0; i < batch.n_tokens; ++i) {
      batch.token[i] = tokens[static_cast<std::size_t>(i)];
      batch.pos[i] = i;
      batch.n_seq_id[i] = 1;
      batch.seq_id[i][0] = 0;
      batch.logits[i] = 1;
    }
    if (llama_decode(context, batch) == 0) {
      const std::int64_t vocabulary = llama_vocab_n_tokens(llama_model_get_vocab(model));
      out = at::empty({batch.n_tokens, vocabulary});
      std::memcpy(out.data_ptr<float>(), llama_get_logits(context),
                  static_cast<std::size_t>(out.numel()) * sizeof(float));
    }
    llama_batch_free(batch);
  }
  llama_free(context);
  llama_model_free(model);
  return out;
}

}  // namespace retort::train
