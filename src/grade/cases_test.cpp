// The cases of other graders' own tests: data beside the project, skipped where it is absent.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "base/json.h"
#include "grade/grade.h"

namespace retort::grade {
namespace {

struct Tally {
  int rows = 0, false_accepts = 0, false_rejects = 0, undecided = 0, contested = 0, contested_as_expected = 0;
};

void grade_row(const Json& row, Tally& tally) {
  const Json options_json = row.contains("options") ? row["options"] : Json::object();
  const auto options = options_from_json(options_json);
  ASSERT_TRUE(options.ok()) << options.error().message << " in " << row["id"];
  const std::string gold = row["gold"], pred = row["pred"];
  const bool expect = row["expect"];
  const Verdict verdict = compare_texts(gold, pred, *options);
  const bool equal = verdict.outcome == Outcome::kEqual;
  if (options_json.contains("contested")) {
    ++tally.contested;
    tally.contested_as_expected += equal == expect;
    return;
  }
  ++tally.rows;
  tally.false_accepts += equal && !expect;
  tally.false_rejects += !equal && expect;
  tally.undecided += verdict.outcome == Outcome::kUndecided;
  if (equal != expect) {
    std::cout << (expect ? "false reject " : "false accept ") << row["id"] << " [" << outcome_name(verdict.outcome) << ", " << verdict.rule << "] "
              << verdict.reason << '\n';
  }
}

TEST(Cases, OfOtherGraders) {
  const std::filesystem::path folder = std::filesystem::path(RETORT_SOURCE_DIR) / "../shared/data/grader";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "absent: " << folder;
  for (const char* name : {"math_verify.dev.jsonl", "others.dev.jsonl"}) {
    std::ifstream file(folder / name);
    Tally tally;
    const auto start = std::chrono::steady_clock::now();
    for (std::string line; std::getline(file, line);) {
      if (!line.empty()) grade_row(Json::parse(line), tally);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::cout << name << ": " << tally.rows << " rows, " << tally.false_accepts << " false accepts, " << tally.false_rejects << " false rejects, "
              << tally.undecided << " undecided; " << tally.contested_as_expected << " of " << tally.contested << " contested as the peer has them; "
              << static_cast<int>((tally.rows + tally.contested) / seconds) << " pairs/s\n";
    EXPECT_EQ(tally.false_accepts, 0) << name;
    EXPECT_LE(tally.false_rejects, tally.rows / 20) << name;
  }
}

}  // namespace
}  // namespace retort::grade
