// The parts of training that need no torch: the job, the examples, the plan of steps, the launcher.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <set>

#include "base/files.h"
#include "base/random.h"
#include "train/examples.h"
#include "train/job.h"
#include "train/launch.h"
#include "train/plan.h"

namespace retort::train {
namespace {

std::string temporary(const std::string& name) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "retort_train_test";
  std::filesystem::create_directories(folder);
  return (folder / name).string();
}

TrainJob small_job() {
  TrainJob job;
  job.base = "base.gguf";
  job.examples = "examples.jsonl";
  job.out = "out";
  return job;
}

TEST(TrainJob, RoundTripKeepsEveryKey) {
  TrainJob job = small_job();
  job.heldout = "heldout.jsonl";
  job.rank = 3;
  job.alpha = 6.5;
  job.targets = {"attn_q", "ffn_down"};
  job.first_layer = 2;
  job.learning_rate = 3e-4;
  job.schedule = "linear";
  job.seed = 99;
  const auto read = parse_train_job(to_line(to_json(job)));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(to_json(*read), to_json(job));
}

TEST(TrainJob, ErrorsNameTheKey) {
  struct Case {
    const char* change;
    const char* expected;
  };
  const Case cases[] = {
      {R"({"learning_rat": 1})", "did you mean learning_rate"},
      {R"({"rank": 0})", "rank is 0"},
      {R"({"rank": "16"})", "rank must be an integer"},
      {R"({"rank": 4294967297})", "rank must be an integer"},
      {R"({"epochs": 1.5})", "epochs must be an integer"},
      {R"({"schedule": "step"})", "schedule is 'step'"},
      {R"({"method": "dora"})", "method is 'dora'"},
      {R"({"method": "full", "dropout": 0.1})", "dropout is of LoRA"},
      {R"({"method": "full", "first_layer": 1})", "first_layer is of LoRA"},
      {R"({"dropout": 1})", "dropout is 1"},
      {R"({"patience": 2})", "no held-out examples"},
      {R"({"recompute": 1})", "recompute must be true or false"},
      {R"({"save_model": "q9"})", "save_model is 'q9'"},
      {R"({"device": "gpu"})", "device is 'gpu'; known are auto, cpu, cuda"},
      {R"({"precision": "fp16"})", "precision is 'fp16'; known are auto, fp32, bf16"},
      {R"({"targets": ["attn_q", "attn_qkv"]})", "'attn_qkv'"},
      {R"({"targets": ["attn_q", "attn_q"]})", "names attn_q twice"},
      {R"({"targets": []})", "targets is empty"},
      {R"({"warmup": 1})", "warmup is 1"},
      {R"({"base": ""})", "base is missing"},
      {R"({"seed": -1})", "seed is -1"},
  };
  for (const auto& c : cases) {
    Json json = to_json(small_job());
    const auto changes = parse_json(c.change);
    for (const auto& item : changes->items()) json[item.key()] = item.value();
    const auto job = parse_train_job(to_line(json));
    ASSERT_FALSE(job.ok()) << c.change;
    EXPECT_EQ(job.error().code, ErrorCode::kInvalidArgument);
    EXPECT_NE(job.error().message.find(c.expected), std::string::npos) << job.error().message;
  }
  EXPECT_FALSE(parse_train_job("[]").ok());
  EXPECT_FALSE(parse_train_job("{").ok());
}

TEST(TrainJob, HashDependsOnWhatDecidesTheAdapterOnly) {
  const TrainJob job = small_job();
  const std::string hash = train_job_hash(job, "b", "e");
  TrainJob other = job;
  other.out = "elsewhere";
  other.threads = 7;
  other.eval_every = 3;
  other.base = "moved.gguf";
  EXPECT_EQ(train_job_hash(other, "b", "e"), hash);
  EXPECT_NE(train_job_hash(job, "b2", "e"), hash);
  EXPECT_NE(train_job_hash(job, "b", "e2"), hash);
  other = job;
  other.learning_rate *= 2;
  EXPECT_NE(train_job_hash(other, "b", "e"), hash);
  // What "auto" means is known only where it is trained; the CPU's own arithmetic is what it was before there was another.
  other = job;
  other.device = "cpu";
  other.precision = "fp32";
  EXPECT_EQ(train_job_hash(other, "b", "e"), hash);
  std::set<std::string> hashes = {hash};
  for (const auto& [device, precision] : {std::pair{"cuda", "fp32"}, {"cuda", "bf16"}, {"cpu", "bf16"}, {"torch-cpu", "fp32"}}) {
    other.device = device;
    other.precision = precision;
    EXPECT_TRUE(hashes.insert(train_job_hash(other, "b", "e")).second) << device << precision;
  }
  // Held-out examples that choose the best state decide too.
  other = job;
  other.heldout = "heldout.jsonl";
  EXPECT_NE(train_job_hash(other, "b", "e", "h"), train_job_hash(other, "b", "e", "h2"));
  other.keep_best = false;
  EXPECT_EQ(train_job_hash(other, "b", "e", "h"), train_job_hash(other, "b", "e", "h2"));
}

TEST(Examples, RoundTrip) {
  const std::string path = temporary("examples.jsonl");
  ASSERT_TRUE(write_examples(path, {{"a", {1, 2, 3}, 1}, {"b", {49151, 0}, 1}}).ok());
  const auto read = read_examples(path);
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(read->size(), 2u);
  EXPECT_EQ((*read)[0].tokens, (std::vector<std::int32_t>{1, 2, 3}));
  EXPECT_EQ((*read)[1].id, "b");
  EXPECT_EQ((*read)[1].loss_from, 1u);
}

TEST(Examples, BadRowsAreNamedByLine) {
  const std::string path = temporary("bad.jsonl");
  for (const char* row :
       {R"({"id":"x","tokens":[1,2],"loss_from":0})", R"({"id":"x","tokens":[1,2],"loss_from":2})",
        R"({"id":"x","tokens":[1,-2],"loss_from":1})", R"({"id":"x","tokens":[1,4294967296],"loss_from":1})",
        R"({"tokens":[1,2],"loss_from":1})", R"({"id":"x","tokens":"1 2","loss_from":1})", "[1]", "{"}) {
    std::ofstream(path) << R"({"id":"good","tokens":[1,2],"loss_from":1})"
                        << "\n"
                        << row << "\n";
    const auto read = read_examples(path);
    ASSERT_FALSE(read.ok()) << row;
    EXPECT_NE(read.error().message.find("bad.jsonl:2: "), std::string::npos) << read.error().message;
  }
  EXPECT_EQ(read_examples(temporary("absent.jsonl")).error().code, ErrorCode::kNotFound);
}

TrainJob plan_job(int epochs, long long seed) {
  TrainJob job = small_job();
  job.epochs = epochs;
  job.seed = seed;
  job.batch_tokens = 512;
  return job;
}

TEST(Plan, EachEpochHoldsEachExampleOnceAndFillsBatches) {
  std::vector<std::size_t> lengths;
  for (std::size_t i = 0; i < 100; ++i) lengths.push_back(20 + 7 * i % 90);
  lengths[40] = 700;  // longer than a batch: alone
  const auto batches = plan_batches(lengths, plan_job(2, 5));
  std::vector<int> seen(lengths.size());
  std::size_t full = 0;
  for (const auto& batch : batches) {
    std::size_t tokens = 0;
    for (const auto index : batch) {
      ++seen[index];
      tokens += lengths[index];
    }
    EXPECT_TRUE(tokens <= 512 || batch.size() == 1);
    full += tokens > 400;
  }
  EXPECT_TRUE(std::all_of(seen.begin(), seen.end(), [](int n) { return n == 2; }));
  EXPECT_GE(full + 4, batches.size());
  EXPECT_EQ(batches, plan_batches(lengths, plan_job(2, 5)));
  EXPECT_NE(batches, plan_batches(lengths, plan_job(2, 6)));
  EXPECT_TRUE(plan_batches({}, plan_job(3, 5)).empty());
}

TEST(Plan, BatchesByCountAndTheirParts) {
  const std::vector<std::size_t> lengths(10, 30);
  TrainJob job = plan_job(2, 5);
  job.batch_examples = 4;
  const auto batches = plan_batches(lengths, job);
  ASSERT_EQ(batches.size(), 6u);  // 4, 4, 2 in each epoch
  EXPECT_EQ(batches[1].size(), 4u);
  EXPECT_EQ(batches[2].size(), 2u);
  EXPECT_EQ(cut_batch(batches[0], lengths, 60), (std::vector<Batch>{{batches[0][0], batches[0][1]}, {batches[0][2], batches[0][3]}}));
  EXPECT_EQ(cut_batch(batches[0], lengths, 1).size(), 4u);
}

TEST(Plan, SharesOfProcessesMakeUpTheBatchInOrder) {
  Random random(4);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::size_t> lengths;
    Batch batch;
    for (long long i = random.between(1, 12); i > 0; --i) {
      batch.push_back(lengths.size());
      lengths.push_back(static_cast<std::size_t>(random.between(1, 50)));
    }
    const int size = static_cast<int>(random.between(1, 5));
    Batch all;
    for (int rank = 0; rank < size; ++rank) {
      const Batch share = share_of(batch, lengths, rank, size);
      all.insert(all.end(), share.begin(), share.end());
    }
    EXPECT_EQ(all, batch);
  }
  EXPECT_EQ(share_of({0, 1, 2, 3}, {10, 10, 10, 10}, 1, 2), (Batch{2, 3}));
}

TEST(Plan, LearningRateWarmsUpAndDecays) {
  TrainJob job = small_job();
  job.learning_rate = 1;
  job.warmup = 0.1;
  for (const char* schedule : {"cosine", "linear", "constant"}) {
    job.schedule = schedule;
    for (std::size_t step = 0; step + 1 < 100; ++step) {
      const double now = learning_rate_at(job, step, 100), next = learning_rate_at(job, step + 1, 100);
      EXPECT_GT(now, 0);
      if (step < 10) EXPECT_LT(now, next) << schedule << step;
      else EXPECT_GE(now, next) << schedule << step;
    }
    EXPECT_DOUBLE_EQ(learning_rate_at(job, 10, 100), 1);
  }
  job.schedule = "linear";
  EXPECT_NEAR(learning_rate_at(job, 55, 100), 0.5, 1e-12);
  job.schedule = "cosine";
  EXPECT_NEAR(learning_rate_at(job, 55, 100), 0.5, 1e-12);
  EXPECT_GT(learning_rate_at(job, 0, 1), 0);  // a single step still learns
}

// A stand-in for retort-train: a script that prints lines and ends as told.
std::string script(const std::string& name, const std::string& body) {
  const std::string path = temporary(name);
  std::ofstream(path) << "#!/bin/sh\n" << body;
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  return path;
}

TEST(Launch, RelaysProgressAndReadsTheReport) {
  TrainJob job = small_job();
  job.out = temporary("launched");
  const auto program =
      script("good.sh", R"(echo 'retort-train: 3 GiB are needed'
echo '{"step":1,"steps":2,"loss":2.5,"tokens":10,"tokens_per_s":5,"eta_s":2}'
echo '{"step":2,"steps":2,"loss":1.5,"heldout_loss":1.75,"tokens":20,"tokens_per_s":5,"eta_s":0}'
echo '{"steps":2}' > ")" + job.out +
                            R"(/training.json"
)");
  std::vector<TrainProgress> seen;
  std::vector<std::string> notes;
  StopToken stop;
  const auto outcome = run_train_job(
      job, [&](const TrainProgress& p) { seen.push_back(p); }, stop, program,
      [&](const std::string& note) { notes.push_back(note); });
  ASSERT_TRUE(outcome.ok()) << outcome.error().message;
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(notes, std::vector<std::string>{"3 GiB are needed"});
  EXPECT_EQ(seen[0].loss, 2.5);
  EXPECT_FALSE(seen[0].heldout_loss);
  EXPECT_EQ(seen[1].heldout_loss, 1.75);
  EXPECT_EQ(outcome->training["steps"], 2);
  EXPECT_EQ(parse_train_job(read_file(job.out + "/job.json").value())->rank, job.rank);
}

TEST(Launch, FailureCarriesTheProgramsMessage) {
  TrainJob job = small_job();
  job.out = temporary("failed");
  StopToken stop;
  const auto outcome = run_train_job(job, nullptr, stop, script("bad.sh", "echo 'no such tensor' >&2\nexit 1\n"));
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(outcome.error().message.find("no such tensor"), std::string::npos);
  EXPECT_EQ(run_train_job(job, nullptr, stop, temporary("absent")).error().code, ErrorCode::kNotFound);
}

TEST(Launch, StopAsksTheProgramToEnd) {
  TrainJob job = small_job();
  job.out = temporary("stopped");
  const std::string mark = temporary("asked");
  std::filesystem::remove(mark);
  const auto program = script("slow.sh", "trap 'echo yes > " + mark + R"(; exit 130' TERM
echo '{"step":1,"steps":9,"loss":2,"tokens":1,"tokens_per_s":1,"eta_s":9}'
while true; do sleep 0.05; done
)");
  StopToken stop;
  const auto outcome = run_train_job(
      job, [&](const TrainProgress&) { stop.request(); }, stop, program);
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kCancelled);
  EXPECT_TRUE(std::filesystem::exists(mark));
}

}  // namespace
}  // namespace retort::train
