// With the real trainer and a tiny random model.
#include "pipeline/adapter_check.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/files.h"
#include "base/random.h"
#include "tests/support/tiny_model.h"
#include "train/examples.h"
#include "train/launch.h"
#include "train/probe.h"

namespace retort::pipeline {
namespace {

namespace fs = std::filesystem;

class AdapterCheck : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) / ("retort_adapter_check_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    ASSERT_TRUE(testing::write_tiny_model(path("base.gguf")).ok());
    Random random(5);
    for (const char* file : {"examples.jsonl", "heldout.jsonl"}) {
      std::vector<train::TrainExample> examples;
      for (int i = 0; i < 12; ++i) {
        train::TrainExample example{std::to_string(i), {}, 3};
        for (int k = 0; k < 20; ++k) example.tokens.push_back(static_cast<std::int32_t>(random.between(0, 255)));
        examples.push_back(std::move(example));
      }
      ASSERT_TRUE(train::write_examples(path(file), examples).ok());
    }
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  train::TrainJob trained(const std::string& out, const std::string& method, const std::string& save, double rate) const {
    train::TrainJob job;
    job.base = path("base.gguf");
    job.examples = path("examples.jsonl");
    job.heldout = path("heldout.jsonl");
    job.out = path(out);
    job.method = method;
    job.save_model = save;
    job.learning_rate = rate;
    job.epochs = 4;
    job.batch_tokens = 100;
    job.threads = 1;
    job.keep_best = false;
    auto done = train::run_train_job(job, nullptr, StopToken(), std::string(RETORT_BIN_DIR) + "/retort-train");
    EXPECT_TRUE(done.ok()) << done.error().message;
    return job;
  }

  fs::path folder_;
};

TEST_F(AdapterCheck, FilesThatComputeTheSamePass) {
  const auto lora = trained("lora", "lora", "q8_0", 0.02);
  EXPECT_FALSE(adapter_was_checked(lora));
  const auto check = check_adapter(lora);
  ASSERT_TRUE(check.ok()) << check.error().message;
  EXPECT_EQ((*check)["texts"], 4);
  EXPECT_EQ((*check)["rows"], 32);
  EXPECT_GT((*check)["effect"].get<double>(), 0.2);
  EXPECT_LT((*check)["adapter"].get<double>(), 0.01);
  EXPECT_TRUE(adapter_was_checked(lora));
  const auto full = trained("full", "full", "", 0.002);
  const auto whole = check_adapter(full);
  ASSERT_TRUE(whole.ok()) << whole.error().message;
  EXPECT_FALSE(whole->contains("adapter"));
  EXPECT_LT((*whole)["merged"].get<double>(), 0.01);
}

TEST_F(AdapterCheck, AFileThatComputesSomethingElseIsRefusedWithTheFigures) {
  const auto job = trained("one", "lora", "f16", 0.02), other = trained("other", "lora", "", 0.001);
  fs::copy_file(other.out + "/adapter.gguf", job.out + "/adapter.gguf", fs::copy_options::overwrite_existing);
  const auto check = check_adapter(job);
  ASSERT_FALSE(check.ok());
  EXPECT_EQ(check.error().code, ErrorCode::kCorruption);
  EXPECT_NE(check.error().message.find("\"adapter\":"), std::string::npos) << check.error().message;
  EXPECT_FALSE(adapter_was_checked(job));
  // The same for a merged model that is only the base.
  const auto merged = trained("merged", "lora", "f16", 0.02);
  fs::copy_file(merged.base, merged.out + "/model.gguf", fs::copy_options::overwrite_existing);
  EXPECT_FALSE(check_adapter(merged).ok());
}

TEST_F(AdapterCheck, AProbeThatIsCutOffOrAbsentIsAnError) {
  const auto job = trained("cut", "lora", "", 0.02);
  const std::string probe = train::probe_path(job.out), whole = read_file(probe).value();
  ASSERT_TRUE(write_file(probe, whole.substr(0, whole.size() - 4)).ok());
  EXPECT_EQ(check_adapter(job).error().code, ErrorCode::kCorruption);
  ASSERT_TRUE(write_file(probe, "no JSON\n").ok());
  EXPECT_EQ(check_adapter(job).error().code, ErrorCode::kCorruption);
  fs::remove(probe);
  EXPECT_EQ(check_adapter(job).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace retort::pipeline
