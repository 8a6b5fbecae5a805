#include "pipeline/statistics.h"

#include <gtest/gtest.h>

namespace retort::pipeline {
namespace {

TEST(Spread, OrdersWhatItWasGiven) {
  Spread spread;
  EXPECT_TRUE(spread.to_json().empty());
  for (long long value : {9, 1, 5, 3, 7}) spread.add(value);
  const Json json = spread.to_json();
  EXPECT_EQ(json["mean"], 5.0);
  EXPECT_EQ(json["median"], 5);
  EXPECT_EQ(json["p5"], 1);
  EXPECT_EQ(json["max"], 9);
}

TEST(Wording, CountsDifferentRunsAndOpenings) {
  Wording wording;
  EXPECT_EQ(wording.distinct_4(), 0);
  wording.add("a b c d e");    // abcd bcde
  wording.add("a b c d f");    // abcd bcdf
  wording.add("x y");          // none
  EXPECT_DOUBLE_EQ(wording.distinct_4(), 3.0 / 4);
  EXPECT_DOUBLE_EQ(wording.openings(), 2.0 / 3);
}

TEST(Statistics, CountsToolsStepsAndLengths) {
  Lineage line;
  line.trace.emplace();
  for (const char* tool : {"gcd", "gcd", "expand_expression"}) line.trace->turns.push_back({.kind = trace::TurnKind::kCall, .call = {tool}});
  Attempt attempt;
  attempt.narrative.text = "one two three four";
  attempt.verdict.emplace();
  attempt.verdict->passed = true;
  line.attempts.push_back(attempt);
  Statistics statistics;
  statistics.add(line, 12);
  const Json json = statistics.to_json();
  EXPECT_EQ(json["tokens"]["mean"], 12.0);
  EXPECT_EQ(json["calls"]["max"], 3);
  EXPECT_EQ(json["tools"]["gcd"], 2);
  EXPECT_EQ(json["wording"]["texts"], 1);
}

}  // namespace
}  // namespace retort::pipeline
