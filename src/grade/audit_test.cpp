#include "grade/audit.h"

#include <gtest/gtest.h>

namespace retort::grade {
namespace {

std::string kinds(const char* row) {
  std::string all;
  for (const Finding& finding : audit_row(Json::parse(row))) {
    EXPECT_FALSE(finding.message.empty());
    all += (all.empty() ? "" : ", ") + finding.kind;
  }
  return all;
}

TEST(Audit, PassesSoundRows) {
  EXPECT_EQ(kinds(R"({"answer":"\\frac{1}{2}","solution":"So it is $\\boxed{0.5}$."})"), "");
  EXPECT_EQ(kinds(R"({"gold":12})"), "");
  EXPECT_EQ(kinds(R"({"solution":"It is $\\boxed{7}$."})"), "");
  EXPECT_EQ(kinds(R"({"question":"?","answer":"3+4=<<3+4=7>>7\n#### 7"})"), "");
  EXPECT_EQ(kinds(R"({"answer":"3, 5","solution":"They are $\\boxed{3}$ and $\\boxed{5}$."})"), "");
  EXPECT_EQ(kinds(R"({"answer":"6","solution":"$\\boxed{6}$. Once more: $\\boxed{6}$"})"), "");
  EXPECT_EQ(kinds(R"({"answer":"6","solution":"Some steps without an end."})"), "");
}

TEST(Audit, FindsWhatIsWrong) {
  EXPECT_EQ(kinds(R"({"problem":"?"})"), "no answer");
  EXPECT_EQ(kinds(R"({"answer":"","solution":"There are 5 of them"})"), "no answer");
  EXPECT_EQ(kinds(R"({"answer":"\\mystery{3}"})"), "unread");
  EXPECT_EQ(kinds(R"({"answer":"1, 2, \\dots, 9"})"), "unread");
  EXPECT_EQ(kinds(R"({"answer":"8","solution":"So it is $\\boxed{9}$."})"), "contradiction");
  EXPECT_EQ(kinds(R"({"gold":8,"solution":"and so\n#### 9"})"), "contradiction");
  EXPECT_EQ(kinds(R"({"answer":"8","solution":"So it is $\\boxed{\\mystery{8}}$."})"), "undecided");
  EXPECT_EQ(kinds(R"({"answer":"8","solution":"First $\\boxed{9}$ is found. Then $\\boxed{8}$ is."})"), "several boxes");
}

}  // namespace
}  // namespace retort::grade
