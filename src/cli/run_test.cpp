// Runs on directories: from problems to dataset, the commands that read them, and what they refuse.
#include <sqlite3.h>

#include <algorithm>
#include <sstream>

#include "base/files.h"
#include "base/text.h"
#include "cli/program_test.h"
#include "tests/support/tiny_model.h"

namespace retort::cli {
namespace {

class RunTest : public ProgramTest {
 protected:
  // No training and no evaluation: seconds.
  static constexpr const char* kData = " --set train.enabled=false --set eval.enabled=false --set problems.count=40 ";

  Outcome small_run(const std::string& folder, const std::string& more = "") const { return retort("run --out " + folder + kData + more); }
};

TEST_F(RunTest, GoesFromProblemsToADatasetAndFindsItsWorkAgain) {
  auto first = small_run("run", "--json");
  ASSERT_EQ(first.status, 0) << first.err;
  Json summary = first.json();
  EXPECT_EQ(summary["problems"], 40);
  EXPECT_GE(summary["traces"].get<int>(), 36);
  EXPECT_GT(summary["calls"].get<int>(), 30);
  EXPECT_GE(summary["passed"].get<int>(), 36);
  int rejected = 0;
  for (const auto& [reason, n] : summary["rejected"].items()) rejected += n.get<int>();
  EXPECT_EQ(summary["narratives"].get<int>(), summary["passed"].get<int>() + rejected);
  EXPECT_TRUE(summary["training"]["loss"].is_array());
  EXPECT_EQ(summary["evaluations"], Json::array());
  EXPECT_EQ(parse_json(file_text(path("run/summary.json")))->dump(), summary.dump());

  std::string train = file_text(path("run/dataset/train.jsonl")), heldout = file_text(path("run/dataset/heldout.jsonl"));
  EXPECT_EQ(std::count(train.begin(), train.end(), '\n') + std::count(heldout.begin(), heldout.end(), '\n'), summary["passed"].get<int>());
  EXPECT_NE(heldout, "");
  EXPECT_NE(file_text(path("run/dataset/README.md")).find("train.jsonl"), std::string::npos);
  std::string page = file_text(path("run/report.html"));
  EXPECT_NE(page.find("<math"), std::string::npos);
  EXPECT_EQ(page.find("http://"), page.find("http://www.w3.org"));   // nothing is loaded from anywhere
  EXPECT_EQ(page.find("<script"), std::string::npos);

  auto again = retort("run --out run --json");
  ASSERT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(again.json(), summary);
  EXPECT_EQ(file_text(path("run/dataset/train.jsonl")), train);

  auto other = small_run("other", "--set agents.threads=1");
  ASSERT_EQ(other.status, 0);
  EXPECT_EQ(file_text(path("other/dataset/train.jsonl")), train);
}

TEST_F(RunTest, PeopleLeaveOutAndEditNarratives) {
  ASSERT_EQ(small_run("run", "--set dataset.heldout=0").status, 0);
  const std::string before = file_text(path("run/dataset/train.jsonl"));
  std::vector<Json> rows;
  std::istringstream lines(before);
  for (std::string line; std::getline(lines, line);) rows.push_back(*parse_json(line));
  ASSERT_GE(rows.size(), 10u);
  const std::string first = rows[0]["id"], second = rows[1]["id"], text = rows[1]["messages"][1]["content"];

  EXPECT_EQ(retort("curate drop run " + first).status, 2);   // no reason
  ASSERT_EQ(retort("curate drop run " + first + " --reason 'reads badly'").status, 0);
  write("edit.txt", "Carefully. " + text + "\n");
  auto edit = retort("curate edit run " + second + " --file edit.txt --reason clearer");
  ASSERT_EQ(edit.status, 0) << edit.err;
  write("false.txt", "We know that $2 + 2 = 5$. " + text);
  auto refused = retort("curate edit run " + second + " --file false.txt --reason worse");
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("2 + 2 = 5"), std::string::npos) << refused.err;

  ASSERT_EQ(retort("export run --format text --out text.jsonl").status, 0);
  const std::string after = file_text(path("run/dataset/train.jsonl"));
  EXPECT_EQ(static_cast<std::size_t>(std::count(after.begin(), after.end(), '\n')), rows.size() - 1);
  EXPECT_EQ(after.find("\"" + first + "\""), std::string::npos);
  EXPECT_NE(file_text(path("text.jsonl")).find("Carefully. "), std::string::npos);
  EXPECT_NE(file_text(path("run/dataset/README.md")).find("1 narratives left out, 1 edited"), std::string::npos);
  EXPECT_NE(retort("show run " + first).out.find("left out: reads badly"), std::string::npos);
  EXPECT_EQ(retort("curate list run --json").rows().size(), 2u);
  const auto sampled = retort("sample run -n 1000").out;
  EXPECT_EQ(sampled.find("problem " + first + " "), std::string::npos);
  EXPECT_NE(sampled.find("edited: clearer"), std::string::npos);

  ASSERT_EQ(retort("curate restore run " + first).status, 0);
  ASSERT_EQ(retort("curate restore run " + second).status, 0);
  ASSERT_EQ(retort("export run").status, 0);
  EXPECT_EQ(file_text(path("run/dataset/train.jsonl")), before);
}

// As after an update of the program: what was made then is not what would be made now, and its dataset stays until it is.
TEST_F(RunTest, ADatasetIsNotReplacedByAnEmptyOne) {
  ASSERT_EQ(small_run("run").status, 0);
  const std::string before = file_text(path("run/dataset/train.jsonl"));
  write("run/recipe.toml", replace_all(file_text(path("run/recipe.toml")), "style = \"concise\"", "style = \"full\""));
  for (const char* command : {"export run", "export run --out rows.jsonl", "sample run"}) {
    const auto refused = retort(command);
    EXPECT_EQ(refused.status, 1) << command;
    EXPECT_NE(refused.err.find("retort status"), std::string::npos) << refused.err;
  }
  EXPECT_FALSE(std::filesystem::exists(path("rows.jsonl")));
  EXPECT_EQ(file_text(path("run/dataset/train.jsonl")), before);
  ASSERT_EQ(retort("run --out run").status, 0);
  EXPECT_EQ(retort("export run").status, 0);
}

TEST_F(RunTest, OtherDataAreTrainedAnewAndTheFormerAdapterIsKept) {
  ASSERT_TRUE(testing::write_tiny_model(path("tiny.gguf"), {}).ok());
  const std::string work = "run --out run --set problems.count=12 --set student.model=tiny.gguf --set eval.enabled=false --set 'train.adapters=[\"narratives\"]' --set train.threads=1";
  ASSERT_EQ(retort(work).status, 0);
  const std::string first = file_text(path("run/adapter/narratives/adapter.gguf"));
  ASSERT_EQ(retort("curate drop run starter-train-1-1 --reason short").status, 0);
  auto again = retort(work);
  ASSERT_EQ(again.status, 0) << again.err;
  EXPECT_NE(again.err.find("is kept in"), std::string::npos) << again.err;
  EXPECT_NE(file_text(path("run/adapter/narratives/adapter.gguf")), first);
  int kept = 0;
  for (const auto& entry : std::filesystem::directory_iterator(path("run/adapter")))
    kept += entry.path().filename() != "narratives" && file_text((entry.path() / "adapter.gguf").string()) == first;
  EXPECT_EQ(kept, 1);
}

TEST_F(RunTest, SamplesAreDrawnBySeed) {
  ASSERT_EQ(small_run("run").status, 0);
  auto once = retort("sample run -n 5 --seed 3 --json");
  ASSERT_EQ(once.status, 0) << once.err;
  EXPECT_EQ(once.rows().size(), 5u);
  EXPECT_EQ(retort("sample run -n 5 --seed 3 --json").out, once.out);
  EXPECT_NE(retort("sample run -n 5 --seed 4 --json").out, once.out);
  EXPECT_EQ(retort("sample run -n 1000 --json").rows().size(), retort("stats run --json").json()["passed"].get<std::size_t>());
  const auto measured = retort("sample run -n 2 --seed 3 --json --perplexity smollm2-135m-instruct");
  ASSERT_EQ(measured.status, 0) << measured.err;
  ASSERT_EQ(measured.rows().size(), 3u);
  const Json perplexity = measured.rows().back();
  EXPECT_EQ(perplexity["narratives"]["texts"], 2);
  EXPECT_GT(perplexity["narratives"]["perplexity"], 1.0);
  EXPECT_EQ(perplexity["human_solutions"]["texts"], 0);   // starter problems have none
  EXPECT_NE(retort("sample run -n 2 --perplexity no-such-model").status, 0);
}

TEST_F(RunTest, StagesAndReadersWorkOnOneDirectory) {
  write("gsm.jsonl", R"({"question":"Tom has 2 apples and buys 3 bags of 4 apples. How many apples does he have?","answer":"The bags hold 3*4=<<3*4=12>>12 apples.\nHe has 2+12=<<2+12=14>>14 apples.\n#### 14"}
)");
  std::string off = " --set train.enabled=false --set eval.enabled=false --set agents.solver=annotated";
  ASSERT_EQ(retort("import gsm.jsonl --into run").status, 0);
  auto solved = retort("solve run --json" + off);
  ASSERT_EQ(solved.status, 0) << solved.err;
  EXPECT_EQ(solved.json()["traces"], 1);
  EXPECT_EQ(solved.json()["explanations"], 0);
  auto translated = retort("translate run --json");
  ASSERT_EQ(translated.status, 0) << translated.err;
  EXPECT_EQ(translated.json()["explanations"], 2);
  auto rephrased = retort("rephrase run --json");
  ASSERT_EQ(rephrased.status, 0) << rephrased.err;
  EXPECT_EQ(rephrased.json()["passed"], 1) << rephrased.out;
  EXPECT_EQ(retort("train run").status, 2);
  ASSERT_EQ(retort("run --out run").status, 0);

  EXPECT_EQ(retort("status run --json").json()["finished"], 1);
  EXPECT_EQ(retort("stats run --json").json()["origins"]["human"], 1);
  EXPECT_NE(retort("stats run").out.find("group"), std::string::npos);
  auto problems = parse_json(file_text(path("run/dataset/train.jsonl")));
  ASSERT_TRUE(problems.ok());
  auto shown = retort("show run " + (*problems)["narrative_id"].get<std::string>().substr(0, 12) + " --json");
  ASSERT_EQ(shown.status, 0) << shown.err;
  EXPECT_EQ(shown.json()["trace"]["id"], (*problems)["trace_id"]);
  EXPECT_EQ(shown.json()["verdicts"].size(), 1u);
  EXPECT_NE(retort("show run " + (*problems)["id"].get<std::string>()).out.find("explanation"), std::string::npos);
  EXPECT_EQ(retort("show run nothing").status, 1);
  EXPECT_EQ(retort("report run").status, 0);

  for (const auto& [format, key] : {std::pair{"messages", "messages"}, {"alpaca", "instruction"}, {"sharegpt", "conversations"}, {"text", "text"}}) {
    ASSERT_EQ(retort(std::string("export run --split all --out rows.jsonl --format ") + format).status, 0) << format;
    auto row = parse_json(file_text(path("rows.jsonl")));
    ASSERT_TRUE(row.ok());
    EXPECT_TRUE(row->contains(key)) << format;
  }
  EXPECT_EQ(retort("export run --format csv --out rows.csv").status, 2);
  EXPECT_EQ(retort("export run --out absent/rows.jsonl").status, 1);
}

TEST_F(RunTest, JudgesNarrativesMadeElsewhereByTheGatesAlone) {
  write("told.jsonl", R"({"id":"good","messages":[{"role":"user","content":"What is $2 + 3$?"},{"role":"assistant","content":"Adding gives $2 + 3 = 5$, so the answer is $\\boxed{5}$."}]}
{"id":"false","problem":"What is $3 + 4$?","answer":"7","narrative":"Adding gives $3 + 4 = 8$, and the answer is $\\boxed{7}$."}
{"id":"wrong","problem":"What is $6 + 4$?","answer":"10","narrative":"Adding gives $6 + 5 = 11$, and the answer is $\\boxed{11}$."}
{"id":"bare","problem":"What is $1 + 4$?","answer":"5"}
)");
  auto outcome = small_run("run", "--json --set agents.solver=imported --set problems.source=told.jsonl --set problems.licence=CC0");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  Json summary = outcome.json();
  EXPECT_EQ(summary["passed"], 1) << summary;
  EXPECT_EQ(summary["origins"]["imported"], 1);
  EXPECT_EQ(summary["rejected"]["equality"], 1) << summary;
  EXPECT_EQ(summary["failed"]["wrong_answer"], 1);
  EXPECT_EQ(summary["failed"]["solver"], 1);
  EXPECT_EQ(summary["sources"]["told.jsonl (CC0)"], 1);
  ASSERT_EQ(retort("export run --into published").status, 0);
  EXPECT_NE(file_text(path("published/README.md")).find("told.jsonl (CC0)"), std::string::npos);
  EXPECT_NE(file_text(path("published/train.jsonl")).find("Adding gives $2 + 3 = 5$, so the answer is $\\\\boxed{5}$."), std::string::npos);
  EXPECT_EQ(retort("export run --out a --into b").status, 2);
}

TEST_F(RunTest, LeavesOutWhatABenchmarkHolds) {
  write("rows.jsonl", R"rows({"id":"a","problem":"What is $2 + 3$?","answer":"5"}
{"id":"b","problem":"What is $12 + 30$?","answer":"42"}
{"id":"c","problem":"What is \\(12+30\\)","answer":"42"}
)rows");;
  write("bench.jsonl", "{\"problem\":\"What is $2+3$?\"}\n");
  auto outcome = small_run("run", "--json --set problems.source=rows.jsonl --set problems.decontaminate_against=bench.jsonl");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.json()["problems"], 1);
  EXPECT_EQ(outcome.json()["contaminated_rows"], 1);
  EXPECT_EQ(outcome.json()["normalised_duplicates"], 1);
  EXPECT_NE(outcome.err.find("statement of"), std::string::npos) << outcome.err;
  EXPECT_NE(file_text(path("run/report.html")).find("1 problems were left out"), std::string::npos);
  auto none = small_run("none", "--set problems.source=rows.jsonl --set problems.decontaminate_against=rows.jsonl");
  EXPECT_EQ(none.status, 1);
  EXPECT_NE(none.err.find("problems.decontaminate"), std::string::npos) << none.err;
}

TEST_F(RunTest, RefusesWhatIsNoRunDirectory) {
  for (const char* command : {"status", "stats", "report", "solve", "train"}) {
    auto outcome = retort(std::string(command) + " nowhere");
    EXPECT_EQ(outcome.status, 1) << command;
    EXPECT_NE(outcome.err.find("nowhere"), std::string::npos) << command << ": " << outcome.err;
  }
  EXPECT_EQ(retort("show nowhere x").status, 1);
}

TEST_F(RunTest, RefusesARunOfAnotherVersion) {
  ASSERT_EQ(small_run("run", "--set problems.count=3").status, 0);
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path("run/retort.db").c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "PRAGMA user_version = 99", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  for (const char* command : {"run --out run", "status run", "solve run"}) {
    auto outcome = retort(command);
    EXPECT_EQ(outcome.status, 1) << command;
    EXPECT_NE(outcome.err.find("version 99"), std::string::npos) << outcome.err;
  }
}

TEST_F(RunTest, SaysWhatIsWrongWithTheInput) {
  auto absent = small_run("a", "--set problems.source=absent.jsonl");
  EXPECT_EQ(absent.status, 1);
  EXPECT_NE(absent.err.find("absent.jsonl"), std::string::npos) << absent.err;
  write("rows.jsonl", "{\"problem\":\"What is $2+2$?\",\"answer\":\"4\"}\n{\"problem\":\n{\"problem\":\"\",\"answer\":\"1\"}\n{\"problem\":\"What is $1+1$?\"}\n");
  auto mixed = small_run("b", "--set problems.source=rows.jsonl --json");
  EXPECT_EQ(mixed.status, 0) << mixed.err;
  EXPECT_EQ(mixed.json()["problems"], 1);
  EXPECT_EQ(mixed.json()["skipped_rows"], 3);
  for (const char* line : {"rows.jsonl:2", "rows.jsonl:3", "rows.jsonl:4"}) EXPECT_NE(mixed.err.find(line), std::string::npos) << mixed.err;
  auto strict = small_run("c", "--set problems.source=rows.jsonl --set problems.strict=true");
  EXPECT_EQ(strict.status, 1);
  EXPECT_NE(strict.err.find(":2"), std::string::npos) << strict.err;
}

TEST_F(RunTest, SaysThatNothingCameOfIt) {
  write("stories.jsonl", "{\"problem\":\"Anna tells Ben a long story about seven geese. Which one is grey?\",\"answer\":\"4\"}\n");
  auto unanswered = small_run("a", "--set problems.source=stories.jsonl");
  EXPECT_EQ(unanswered.status, 3) << unanswered.err;
  EXPECT_NE(unanswered.err.find("none of the 1 problems was answered"), std::string::npos) << unanswered.err;
  EXPECT_EQ(retort("solve a").status, 3);
  write("false.jsonl", R"({"problem":"What is $3 + 4$?","answer":"7","narrative":"Adding gives $3 + 4 = 8$, and the answer is $\\boxed{7}$."})" "\n");
  auto rejected = small_run("b", "--set agents.solver=imported --set problems.source=false.jsonl");
  EXPECT_EQ(rejected.status, 3) << rejected.err;
  EXPECT_NE(rejected.err.find("none of the 1 narratives passed"), std::string::npos) << rejected.err;
  write("refused.jsonl", "{\"problem\":\"\",\"answer\":\"1\"}\n");
  auto refused = retort("import refused.jsonl --into c");
  EXPECT_NE(refused.status, 0);
}

TEST_F(RunTest, SaysHowMuchOfTheStudentIsMissing) {
  ASSERT_TRUE(testing::write_tiny_model(path("tiny.gguf")).ok());
  const std::string whole = file_text(path("tiny.gguf"));
  write("cut.gguf", whole.substr(0, whole.size() - 100));
  auto outcome = small_run("run", "--set student.model=cut.gguf");
  EXPECT_EQ(outcome.status, 1);
  for (std::size_t size : {whole.size() - 100, whole.size()}) EXPECT_NE(outcome.err.find(std::to_string(size)), std::string::npos) << outcome.err;
}

TEST_F(RunTest, SaysWhatIsWrongWithTheStudent) {
  auto absent = retort("run --out a --set student.model=no-such-model");
  EXPECT_EQ(absent.status, 1);
  EXPECT_NE(absent.err.find("setup.sh"), std::string::npos) << absent.err;
  ASSERT_TRUE(testing::write_tiny_model(path("tiny.gguf")).ok());
  std::string whole = file_text(path("tiny.gguf"));
  write("cut.gguf", whole.substr(0, whole.size() / 2));
  write("text.gguf", "no model at all");
  for (const char* model : {"cut.gguf", "text.gguf"}) {
    auto outcome = retort(std::string("run --out ") + model + ".run --set problems.count=4 --set student.model=" + model);
    EXPECT_EQ(outcome.status, 1) << model;
    EXPECT_NE(outcome.err.find(model), std::string::npos) << outcome.err;
    EXPECT_EQ(retort(std::string("status ") + model + ".run --json").json()["solved"], 0);   // refused before the first stage
    EXPECT_EQ(retort(std::string("eval ") + model + " --data starter-test --count 2").status, 1);
  }
}

}  // namespace
}  // namespace retort::cli
