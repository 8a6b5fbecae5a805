// retort ablate from problems to the table on a tiny random student, killed on the way.
#include <algorithm>

#include "base/files.h"
#include "base/process.h"
#include "cli/program_test.h"
#include "tests/support/tiny_model.h"

namespace retort::cli {
namespace {

class AblateTest : public ProgramTest {
 protected:
  AblateTest() {
    EXPECT_TRUE(testing::write_tiny_model(path("tiny.gguf"), {}).ok());
    write("ablate.toml", "[problems]\ncount = 40\n[student]\nmodel = \"tiny.gguf\"\n[gates]\nmax_tokens = 2000\n"
                         "[train]\nrank = 4\nmax_tokens = 2000\nbatch_tokens = 4096\ncheckpoint_seconds = 0\n"
                         "[eval]\ndata = [\"starter-test\", \"heldout\"]\ncount = 6\nshots = 1\nmax_new_tokens = 16\nthreads = 1\n"
                         "[ablate]\nseeds = 2\nsamples = 2\ntoken_limit = 8000\n");
  }
};

TEST_F(AblateTest, TrainsFourArmsOnTheSameProblemsAndComparesThem) {
  auto planned = retort("ablate ablate.toml --out run --plan --json");
  ASSERT_EQ(planned.status, 0) << planned.err;
  Json plan = planned.json();
  EXPECT_GT(plan["over_limit"], 0);
  EXPECT_GT(plan["problems"], 3);
  for (const char* arm : {"answers", "traces", "explanations", "narratives"}) {
    EXPECT_LE(plan["arms"][arm]["tokens"], 8000) << arm;
    EXPECT_GT(plan["arms"][arm]["tokens"], plan["problems"]) << arm;
  }
  EXPECT_LT(plan["arms"]["answers"]["tokens"], plan["arms"]["narratives"]["tokens"]);
  EXPECT_FALSE(std::filesystem::exists(path("run/ablate/adapter")));

  {   // killed when the first adapters are there
    ProcessOptions options;
    options.argv = {RETORT_BIN_DIR "/retort", "ablate", "--out", path("run")};
    options.directory = folder_;
    options.merge_stderr = true;
    auto child = Process::start(options);
    ASSERT_TRUE(child.ok());
    const auto deadline = Clock::now() + std::chrono::minutes(5);
    while (Clock::now() < deadline && !std::filesystem::exists(path("run/ablate/adapter/traces-1/job.json"))) {}
    child->kill();
  }
  ASSERT_TRUE(std::filesystem::exists(path("run/ablate/adapter/traces-1/job.json")));
  auto done = retort("ablate --out run --json");
  ASSERT_EQ(done.status, 0) << done.err;
  Json table = done.json();
  ASSERT_EQ(table["data"].size(), 2u);
  for (const Json& set : table["data"]) {
    ASSERT_EQ(set["rows"].size(), 6u);
    for (const Json& row : set["rows"]) {
      const bool trained = row["tokens"] > 0;
      EXPECT_EQ(trained, row["model"] != "base" && row["model"] != "base-shots");
      EXPECT_EQ(row["greedy"]["samples"], trained ? 2 : 1) << row["model"];
      EXPECT_EQ(row["samples"]["samples"], trained ? 4 : 2) << row["model"];
      EXPECT_EQ(row.contains("against_narratives"), row["model"] != "narratives");
      const Json tokens = trained ? plan["arms"][row["model"].get<std::string>()]["tokens"] : Json(0);
      EXPECT_EQ(row["tokens"], tokens) << row["model"];
    }
    EXPECT_EQ(set["rows"][0]["against_narratives"]["mcnemar"].size(), 2u);
  }
  EXPECT_NE(file_text(path("run/ablate/table.md")).find("| narratives | "), std::string::npos);
  EXPECT_EQ(retort("compare run/ablate/results/answers-1-greedy.jsonl run/ablate/results/narratives-1-greedy.jsonl").status, 0);
  auto again = retort("ablate --out run --json");
  ASSERT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(again.out, done.out);
  EXPECT_NE(done.err.find("of its memory are needed"), std::string::npos) << done.err;   // said before the training begins

  // An adapter by itself: the items are looked for in the rows it learnt from, and another base than its own is noticed.
  const std::string arguments = " --adapter run/ablate/adapter/narratives-1/adapter.gguf --data starter-test --count 2 --max-new-tokens 4 ";
  auto own = retort("eval tiny.gguf" + arguments + "--out own.jsonl");
  ASSERT_EQ(own.status, 0) << own.err;
  EXPECT_NE(own.out.find("leaks: "), std::string::npos) << own.out;
  EXPECT_EQ(own.err.find("was trained on another file"), std::string::npos) << own.err;
  ASSERT_TRUE(testing::write_tiny_model(path("other.gguf"), {.seed = 2}).ok());
  EXPECT_NE(retort("eval other.gguf" + arguments + "--out other.jsonl").err.find("was trained on another file"), std::string::npos);
}

}  // namespace
}  // namespace retort::cli
