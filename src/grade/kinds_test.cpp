// The pairs of kinds_cases.txt, forms_cases.txt and wordings_cases.txt, both ways round.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "grade/grade.h"

namespace retort::grade {
namespace {

void check(char expected, const std::string& gold, const std::string& pred) {
  const Verdict verdict = compare_texts(gold, pred);
  const std::string shown = gold + " ## " + pred + ": " + std::string(outcome_name(verdict.outcome)) + " by " + verdict.rule + ", " + verdict.reason;
  if (expected == '=') EXPECT_EQ(verdict.outcome, Outcome::kEqual) << shown;
  if (expected == '!') EXPECT_EQ(verdict.outcome, Outcome::kDifferent) << shown;
  if (expected == '?') EXPECT_NE(verdict.outcome, Outcome::kEqual) << shown;
}

// Checks every pair of the file and returns how many there are.
int check_file(const std::string& name) {
  std::ifstream file(RETORT_SOURCE_DIR "/src/grade/" + name);
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t middle = line.find(" ## ");
    if (middle == std::string::npos || std::string("=!?").find(line[0]) == std::string::npos) {
      ADD_FAILURE() << line;
      continue;
    }
    const std::string gold = line.substr(2, middle - 2), pred = line.substr(middle + 4);
    check(line[0], gold, pred);
    check(line[0], pred, gold);
    ++cases;
  }
  return cases;
}

TEST(Kinds, AreComparedBothWays) { EXPECT_GT(check_file("kinds_cases.txt"), 250); }
TEST(Kinds, AreReadInWordsAndSentences) { EXPECT_GT(check_file("wordings_cases.txt"), 100); }
TEST(Kinds, AreReadInManyForms) { EXPECT_GT(check_file("forms_cases.txt"), 450); }

}  // namespace
}  // namespace retort::grade
