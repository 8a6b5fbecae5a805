// `retort grade` over files: answers on stdout or in a file that a second run completes, and the audit of gold answers.
#include "cli/program_test.h"

namespace retort::cli {
namespace {

class GradeCommandTest : public ProgramTest {
 protected:
  // Rows "r0", "r1", ...; every third answer is wrong.
  std::string rows(int count) const {
    std::string text;
    for (int i = 0; i < count; ++i) {
      const Json row = {{"id", "r" + std::to_string(i)}, {"gold", i}, {"pred", "so \\boxed{" + std::to_string(i % 3 == 0 ? i + 1 : i) + "}"}};
      text += to_line(row) + "\n";
    }
    return text;
  }
};

TEST_F(GradeCommandTest, AnswersManyRowsInOrder) {
  write("rows.jsonl", rows(10'000));
  const Outcome one = retort("grade rows.jsonl --threads 1"), many = retort("grade rows.jsonl --threads 8");
  EXPECT_EQ(many.status, 0) << many.err;
  EXPECT_EQ(one.out, many.out);
  const auto answers = many.rows();
  ASSERT_EQ(answers.size(), 10'000u);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i]["id"], "r" + std::to_string(i));
    EXPECT_EQ(answers[i]["verdict"], i % 3 == 0 ? "different" : "equal");
  }
  EXPECT_NE(many.err.find("different 3334, equal 6666"), std::string::npos) << many.err;
}

TEST_F(GradeCommandTest, GoesOnWhereItStopped) {
  write("rows.jsonl", rows(300));
  const std::string whole = retort("grade rows.jsonl").out;
  const std::size_t torn = whole.find("\n", whole.size() / 2) + 20;   // some lines and a piece of one
  write("out.jsonl", whole.substr(0, torn));
  const Outcome second = retort("grade rows.jsonl --out out.jsonl");
  EXPECT_EQ(second.status, 0) << second.err;
  EXPECT_EQ(second.out, "");
  EXPECT_EQ(file_text(path("out.jsonl")), whole);
  EXPECT_EQ(retort("grade rows.jsonl --out out.jsonl").status, 0);
  EXPECT_EQ(file_text(path("out.jsonl")), whole);
}

TEST_F(GradeCommandTest, DoesNotMixAnswersOfOtherRows) {
  write("rows.jsonl", rows(5));
  write("out.jsonl", "{\"id\":\"other\",\"verdict\":\"equal\"}\n");
  const Outcome mixed = retort("grade rows.jsonl --out out.jsonl");
  EXPECT_EQ(mixed.status, 2);
  EXPECT_NE(mixed.err.find("out.jsonl"), std::string::npos);
  EXPECT_EQ(file_text(path("out.jsonl")), "{\"id\":\"other\",\"verdict\":\"equal\"}\n");
  write("long.jsonl", retort("grade rows.jsonl").out + "{\"id\":\"r5\",\"verdict\":\"equal\"}\n");
  EXPECT_EQ(retort("grade rows.jsonl --out long.jsonl").status, 2);
}

TEST_F(GradeCommandTest, TakesOptionsFromTheCommandAndTheRow) {
  EXPECT_EQ(retort("grade --gold '5 cm' --pred 5 --json").json()["verdict"], "equal");
  EXPECT_EQ(retort("grade --gold '5 cm' --pred 5 --json --strict").json()["verdict"], "different");
  EXPECT_EQ(retort("grade --gold '\\sqrt{2}' --pred 1.41 --json --tolerance 0.01").json()["verdict"], "equal");
  EXPECT_EQ(retort("grade --gold 3.14159 --pred 3.1416 --json --float-rounding 2").json()["verdict"], "equal");
  EXPECT_EQ(retort("grade --gold '\\frac12' --pred '\\frac12' --json --no-malformed-operators").json()["verdict"], "undecided");
  const std::string two = "grade --gold 4 --pred 'The final answer is 4. \\boxed{5}' --json";
  EXPECT_EQ(retort(two).json()["verdict"], "different");
  EXPECT_EQ(retort(two + " --boxed-match-priority 60").json()["verdict"], "equal");
  write("rows.jsonl", R"({"gold":"5 cm","pred":"5"}
{"gold":"5 cm","pred":"5","options":{"strict":false}}
{"gold":"5 cm","pred":"5","options":"strict"}
{"gold":"5 cm","pred":"5","options":{"speling":true}}
)");
  const auto answers = retort("grade rows.jsonl --strict").rows();
  ASSERT_EQ(answers.size(), 4u);
  EXPECT_EQ(answers[3]["verdict"], "error");
  EXPECT_NE(answers[3]["error"].get<std::string>().find("speling"), std::string::npos);
  EXPECT_EQ(answers[0]["verdict"], "different");
  EXPECT_EQ(answers[1]["verdict"], "equal");
  EXPECT_EQ(answers[2]["verdict"], "error");
  for (const char* wrong : {"grade --gold 1 --pred 1 --tolerance -1", "grade --gold 1 --pred 1 --budget-ms 0", "grade rows.jsonl --threads 0",
                            "grade rows.jsonl --audit rows.jsonl", "grade --audit rows.jsonl --out x"}) {
    EXPECT_EQ(retort(wrong).status, 2) << wrong;
  }
}

TEST_F(GradeCommandTest, AuditsGoldAnswers) {
  write("rows.jsonl", R"({"id":"sound","answer":"1/2","solution":"It is $\\boxed{0.5}$."}
{"id":"other","answer":"8","solution":"It is $\\boxed{9}$."}
{"id":"unread","answer":"\\mystery{3}"}
no json
)");
  const Outcome audit = retort("grade --audit rows.jsonl");
  EXPECT_EQ(audit.status, 0) << audit.err;
  const auto found = audit.rows();
  ASSERT_EQ(found.size(), 3u) << audit.out;
  EXPECT_EQ(found[0]["id"], "other");
  EXPECT_EQ(found[0]["line"], 2);
  EXPECT_EQ(found[0]["findings"][0]["kind"], "contradiction");
  EXPECT_EQ(found[1]["findings"][0]["kind"], "unread");
  EXPECT_EQ(found[2]["verdict"], "error");
  EXPECT_NE(audit.err.find("contradiction 1"), std::string::npos) << audit.err;
  EXPECT_EQ(retort("grade --audit absent.jsonl").status, 1);
}

}  // namespace
}  // namespace retort::cli
