// Golden runs of the subcommands that need no run directory.
#include "cli/program_test.h"

namespace retort::cli {
namespace {

using CommandTest = ProgramTest;

TEST_F(CommandTest, SaysItsVersionAndHelps) {
  auto version = retort("--version");
  EXPECT_EQ(version.status, 0);
  EXPECT_EQ(version.out.find("retort " RETORT_VERSION), 0u) << version.out;
  auto help = retort("--help");
  EXPECT_EQ(help.status, 0);
  for (const char* command : {"run", "import", "decontaminate", "dedupe", "solve", "translate", "rephrase", "train", "status", "stats", "show", "report", "export", "eval", "compare", "ablate", "check", "grade",
                              "tool", "tool list", "tool call", "tool explain", "tool serve", "eval show", "sample", "curate", "curate drop", "curate edit",
                              "curate restore", "curate list", "doctor"}) {
    auto one = retort(std::string(command) + " --help");
    EXPECT_EQ(one.status, 0) << command;
    EXPECT_NE(one.out.find("Example"), std::string::npos) << command << ": " << one.out;
  }
}

TEST_F(CommandTest, RefusesWrongUsage) {
  for (const char* arguments : {"", "fly", "run --fly", "grade", "grade --gold 1", "tool", "tool call", "tool call gcd 'no json'", "export", "check", "import",
                                "run --set problems.source", "run --set problem.source=x", "run --set train.rank=many", "show"}) {
    auto outcome = retort(arguments);
    EXPECT_EQ(outcome.status, 2) << arguments << ": " << outcome.err;
    EXPECT_NE(outcome.err, "") << arguments;
  }
}

TEST_F(CommandTest, GradesAPairAndAFile) {
  auto pair = retort("grade --gold '\\frac{1}{2}' --pred 0.5 --json");
  EXPECT_EQ(pair.status, 0);
  EXPECT_EQ(pair.json()["verdict"], "equal");
  write("rows.jsonl", R"({"id":"x","gold":"2","pred":"3"}
{"id":7,"gold":"2","pred":"2"}
not json
{"gold":"2","pred":"2","options":{"no_such_option":1}}
{"id":"y","gold":"2"}
)");
  auto file = retort("grade rows.jsonl");
  EXPECT_EQ(file.status, 0) << file.err;
  auto rows = file.rows();
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[0]["id"], "x");
  EXPECT_EQ(rows[0]["verdict"], "different");
  EXPECT_EQ(rows[1]["id"], 7);
  EXPECT_EQ(rows[1]["verdict"], "equal");
  EXPECT_EQ(rows[2]["id"], 3);
  for (int i : {2, 3, 4}) EXPECT_TRUE(rows[static_cast<std::size_t>(i)].contains("error")) << rows[static_cast<std::size_t>(i)];
  EXPECT_NE(rows[3]["error"].get<std::string>().find("no_such_option"), std::string::npos);
  auto absent = retort("grade absent.jsonl");
  EXPECT_EQ(absent.status, 1);
  EXPECT_NE(absent.err.find("absent.jsonl"), std::string::npos);
}

TEST_F(CommandTest, ChecksNarratives) {
  write("rows.jsonl", R"({"id":"good","problem":"What is $2 + 3$?","answer":"5","narrative":"Adding gives $2 + 3 = 5$, so the answer is $\\boxed{5}$."}
{"id":"false","problem":"What is $2 + 3$?","answer":"5","narrative":"Adding gives $2 + 3 = 6$, so the answer is $\\boxed{5}$."}
{"id":"tool","problem":"What is $2 + 3$?","answer":"5","narrative":"The tool returned 5, so the answer is $\\boxed{5}$."}
{"id":"bad"}
)");
  auto outcome = retort("check rows.jsonl");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  auto rows = outcome.rows();
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0]["passed"], true) << rows[0];
  EXPECT_EQ(rows[1]["passed"], false);
  ASSERT_FALSE(rows[1]["reasons"].empty());
  for (const char* key : {"gate", "at", "message"}) EXPECT_TRUE(rows[1]["reasons"][0].contains(key)) << key;
  EXPECT_EQ(rows[2]["passed"], false);
  EXPECT_EQ(rows[3]["passed"], false);
  EXPECT_TRUE(rows[3].contains("error"));
}

TEST_F(CommandTest, CallsAndExplainsTools) {
  auto list = retort("tool list --json");
  EXPECT_EQ(list.status, 0);
  EXPECT_GE(list.json().size(), 10u);
  auto call = retort(R"(tool call solve_equation '{"sympy_equation": "2x+3=7", "variable": "x"}')");
  EXPECT_EQ(call.status, 0) << call.err;
  EXPECT_EQ(call.json()["status"], "ok");
  EXPECT_EQ(call.json()["result"], "[2]");
  auto unknown = retort(R"(tool call fly '{}')");
  EXPECT_EQ(unknown.status, 1);
  EXPECT_EQ(unknown.json()["status"], "error");
  auto explained = retort(R"(tool explain gcd '{"numbers": [48, 18]}')");
  EXPECT_EQ(explained.status, 0) << explained.err;
  EXPECT_FALSE(explained.json()["steps"].empty());

  write("calls.jsonl", R"({"id":"a","tool":"gcd","args":{"numbers":[48,18]}}
{"id":"b","tool":"fly","args":{}}
[]
)");
  auto batch = retort("tool call --batch calls.jsonl");
  EXPECT_EQ(batch.status, 0);
  auto rows = batch.rows();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0]["output"]["result"], "6");
  EXPECT_EQ(rows[1]["output"]["status"], "error");
  EXPECT_TRUE(rows[2].contains("error"));
  auto derivations = retort("tool explain --batch calls.jsonl").rows();
  ASSERT_EQ(derivations.size(), 3u);
  EXPECT_FALSE(derivations[0]["steps"].empty());
  EXPECT_TRUE(derivations[1].contains("error"));
}

TEST_F(CommandTest, ImportsProblems) {
  write("gsm.jsonl", R"({"question":"Tom has 2 apples and buys 3. How many?","answer":"He has 2+3=<<2+3=5>>5.\n#### 5"}
{"question":"","answer":"#### 5"}
broken
)");
  auto outcome = retort("import gsm.jsonl --into imported --json");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.json()["problems"], 1);
  EXPECT_EQ(outcome.json()["skipped"].size(), 2u);
  EXPECT_EQ(outcome.json()["skipped"][1]["line"], 3);
  EXPECT_TRUE(std::filesystem::exists(path("imported/problems.jsonl")));
  auto strict = retort("import gsm.jsonl --into other --strict");
  EXPECT_EQ(strict.status, 1);
  EXPECT_NE(strict.err.find("gsm.jsonl"), std::string::npos);
  EXPECT_EQ(retort("import absent.jsonl --into other").status, 1);
}

TEST_F(CommandTest, ImportsMixesWithTheirSourceAndLicence) {
  std::string a, b;
  for (int i = 0; i < 6; ++i) a += "{\"problem\":\"What is " + std::to_string(i) + "+1?\",\"answer\":\"x\",\"source\":\"sums\",\"license\":\"MIT\"}\n";
  for (int i = 0; i < 2; ++i) b += "{\"problem\":\"What is " + std::to_string(i) + "*2?\",\"answer\":\"y\"}\n";
  write("a.jsonl", a);
  write("b.jsonl", "[" + b.substr(0, b.find('\n')) + ",\n" + b.substr(b.find('\n') + 1) + "]");
  auto outcome = retort("import 'a.jsonl*2' 'b.jsonl*1' --licence CC0 --into mix --json");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.json()["problems"], 7) << outcome.out;   // a b a a b a a, and b has no more
  EXPECT_EQ(outcome.json()["sources"]["b.jsonl"], 2);
  std::string rows = file_text(path("mix/problems.jsonl"));
  EXPECT_NE(rows.find(R"("source":"sums","licence":"MIT")"), std::string::npos) << rows;
  EXPECT_NE(rows.find(R"("source":"b.jsonl","licence":"CC0")"), std::string::npos) << rows;
  EXPECT_EQ(retort("import 'a.jsonl*2' b.jsonl --into mix").status, 1);
  EXPECT_EQ(retort("import 'a.jsonl*-2' --into mix").status, 2);
  EXPECT_EQ(retort("import /bin --into mix").status, 1);
}

TEST_F(CommandTest, DecontaminatesAndSaysWhy) {
  write("train.jsonl", R"rows({"id":"a","problem":"A farmer has 12 cows and buys 5 more of them today. How many?","answer":"17"}
{"id":"b","problem":"What is $7 - 5$?","answer":"2"}
broken
{"id":"c","problem":"What is \\(2+2\\)","answer":"4"}
)rows");;
  write("bench.jsonl", R"({"question":"Once a farmer has 12 cows and buys 5 more of them now."}
{"question":"What is $2 + 2$?"}
)");
  auto outcome = retort("decontaminate train.jsonl --against bench.jsonl --out clean.jsonl --dropped dropped.jsonl");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("train.jsonl:1 (a): 10-gram in bench.jsonl:1: a farmer has 12 cows"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("train.jsonl:4 (c): statement in bench.jsonl:2"), std::string::npos) << outcome.out;
  EXPECT_EQ(file_text(path("clean.jsonl")), "{\"id\":\"b\",\"problem\":\"What is $7 - 5$?\",\"answer\":\"2\"}\n");
  EXPECT_NE(file_text(path("dropped.jsonl")).find("\"benchmark_line\":2"), std::string::npos);
  auto json = retort("decontaminate train.jsonl --against bench.jsonl --json").json();
  EXPECT_EQ(json["dropped"], 2);
  EXPECT_EQ(json["skipped"], 1);
  EXPECT_EQ(json["ngram_rows"]["whitespace"], 1);
  EXPECT_EQ(retort("decontaminate train.jsonl --against bench.jsonl --strict").status, 1);
  EXPECT_EQ(retort("decontaminate train.jsonl --against absent.jsonl").status, 1);
  EXPECT_EQ(retort("decontaminate train.jsonl").status, 2);
}

TEST_F(CommandTest, DropsRepeatedRows) {
  write("rows.jsonl", R"rows({"id":"a","problem":"What is $2+2$?","answer":"4","narrative":"It is $\\boxed{4}$."}
{"id":"b","problem":"What is $2+2$?","answer":"4","narrative":"Four: $\\boxed{4}$."}
{"id":"c","problem":"What is \\(2 + 2\\)","answer":"4","narrative":"Two and two: $\\boxed{4}$."}
)rows");;
  auto problems = retort("dedupe rows.jsonl --json").json();
  EXPECT_EQ(problems["exact"], 1);
  EXPECT_EQ(problems["normalised"], 1);
  EXPECT_EQ(problems["kept"], 1);
  EXPECT_EQ(retort("dedupe rows.jsonl --by narrative --json").json()["kept"], 3);
}

TEST_F(CommandTest, DryRunPrintsARecipeThatReadsBack) {
  auto dry = retort("run --dry-run --set problems.count=7");
  ASSERT_EQ(dry.status, 0) << dry.err;
  EXPECT_NE(dry.out.find("count = 7"), std::string::npos);
  write("again.toml", dry.out);
  EXPECT_EQ(retort("run again.toml --dry-run").status, 0);
  write("bad.toml", "[train]\nrankk = 3\n");
  auto bad = retort("run bad.toml");
  EXPECT_EQ(bad.status, 2);
  EXPECT_NE(bad.err.find("bad.toml:2"), std::string::npos) << bad.err;
  EXPECT_NE(bad.err.find("train.rank"), std::string::npos) << bad.err;
  EXPECT_EQ(retort("run absent.toml").status, 2);
}

TEST_F(CommandTest, SaysWhenStdoutIsFull) {
  auto outcome = retort("tool list --json > /dev/full; exit $?; true");
  EXPECT_EQ(outcome.status, 1);
}

TEST_F(CommandTest, DoctorNamesEachPart) {
  auto outcome = retort("doctor --json");
  auto json = outcome.json();
  EXPECT_EQ(outcome.status, json["ok"] == true ? 0 : 1);
  EXPECT_GE(json["checks"].size(), 6u);
  for (const Json& check : json["checks"]) EXPECT_TRUE(check["ok"] == true || !check["advice"].get<std::string>().empty()) << check;
}

}  // namespace
}  // namespace retort::cli
