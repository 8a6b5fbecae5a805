#include "explain/program.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "base/json.h"

namespace retort::explain {
namespace {

TEST(ExplainProgram, TellsWhatWasWorkedOut) {
  const auto d = explain_program("def f():\n    eggs_per_day = 16\n    eggs_eaten = 3\n    eggs_left = eggs_per_day - eggs_eaten - 4\n    return eggs_left\n\nanswer = f()\nprint(answer)\n", "9");
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(d->steps[0].claim, "\\text{eggs per day} = 16");
  EXPECT_EQ(d->steps.back().claim, "\\text{eggs that are left} = 16 - 3 - 4 = 9");
  EXPECT_NE(d->steps.back().because.find("the eggs per day"), std::string::npos) << d->steps.back().because;
}

TEST(ExplainProgram, LoopsAndOperators) {
  EXPECT_TRUE(explain_program("total = 0\nfor day in range(1, 4):\n    total += day ** 2\nprint(total)", "14").ok());
  EXPECT_TRUE(explain_program("rest = 17 % 5 + 17 // 5\nprint('rest', rest)", "rest 5").ok());
  EXPECT_TRUE(explain_program("share = 10 / 3\nprint(share)", "3.3333333333333335").ok());
}

TEST(ExplainProgram, RefusesWithTheLine) {
  for (const char* source : {"x = open('a')\nprint(x)", "while True:\n    x = 1\nprint(x)", "x = y + 1\nprint(x)", "x = [1, 2]\nprint(x)", "def f(a):\n    return a\nprint(f(2))", "x = 5"}) {
    const auto d = explain_program(source, "1");
    ASSERT_FALSE(d.ok()) << source;
    EXPECT_EQ(d.error().code, ErrorCode::kUnsupported) << source << d.error().message;
  }
  EXPECT_EQ(explain_program("x = 2 + 2\nprint(x)", "5").error().code, ErrorCode::kCorruption);
}

TEST(ExplainProgram, HostileSourcesEnd) {
  EXPECT_FALSE(explain_program("x = " + std::string(5000, '(') + "1\nprint(x)", "1").ok());
  EXPECT_FALSE(explain_program("x = " + std::string(5000, '-') + "1\nprint(x)", "1").ok());
  EXPECT_FALSE(explain_program("x = 10 ** 10 ** 10\nprint(x)", "1").ok());
  EXPECT_FALSE(explain_program("x = 0\nfor i in range(1000000000):\n    x += i\nprint(x)", "1").ok());
  EXPECT_FALSE(explain_program("def f():\n    x = f()\n    return x\ny = f()\nprint(y)", "1").ok());
  EXPECT_FALSE(explain_program("x = 1 / 0\nprint(x)", "1").ok());
}

TEST(ExplainProgram, Names) {
  EXPECT_EQ(words_of_name("eggs_left"), "the eggs that are left");
  EXPECT_EQ(words_of_name("totalCost"), "the total cost");
  EXPECT_EQ(words_of_name("x"), "$x$");
}

TEST(ExplainProgram, RealTraces) {
  std::ifstream file(RETORT_SOURCE_DIR "/../shared/data/tir/tora70b_gsm8k_dev.jsonl");
  if (!file) GTEST_SKIP() << "absent: ../shared/data/tir";
  int n = 0, told = 0, wrong = 0;
  std::map<std::string, int> reasons;
  for (std::string line; std::getline(file, line);) {
    const auto row = parse_json(line);
    if (!row.ok()) continue;
    const std::string text = (*row)["code"][0].get<std::string>();
    const auto start = text.find("```python\n"), middle = text.find("```output\n"), end = text.find("```", middle + 9);
    if (start == text.npos || middle == text.npos) continue;
    ++n;
    const auto d = explain_program(text.substr(start, middle - start), text.substr(middle + 10, end - middle - 10));
    told += d.ok();
    if (!d.ok()) {
      wrong += d.error().code == ErrorCode::kCorruption;
      ++reasons[d.error().message.substr(d.error().message.find(':') == std::string::npos ? 0 : d.error().message.find(':')).substr(0, 50)];
    }
  }
  std::printf("%d of %d traces told, %d with another output\n", told, n, wrong);
  for (const auto& [reason, count] : reasons) std::printf("  %d %s\n", count, reason.c_str());
  EXPECT_GE(told, n * 9 / 10);
}

}  // namespace
}  // namespace retort::explain
