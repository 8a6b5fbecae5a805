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
  for (const char* source : {"x = open('a')\nprint(x)", "x = y + 1\nprint(x)", "x = [i for i in y]\nprint(x)", "x = lambda a: a\nprint(x(2))", "x = 5"}) {
    const auto d = explain_program(source, "1");
    ASSERT_FALSE(d.ok()) << source;
    EXPECT_EQ(d.error().code, ErrorCode::kUnsupported) << source << d.error().message;
  }
  EXPECT_EQ(explain_program("x = 2 + 2\nprint(x)", "5").error().code, ErrorCode::kCorruption);
  EXPECT_EQ(explain_program("while True:\n    x = 1\nprint(x)", "1").error().code, ErrorCode::kBudget);
}

TEST(ExplainProgram, ConditionsAndWhile) {
  const auto ends = [](const char* source, const char* output, const std::string& end) {
    const auto d = explain_program(source, output);
    ASSERT_TRUE(d.ok()) << source << d.error().message;
    EXPECT_EQ(d->steps.back().claim, end) << source;
  };
  ends("n = 0\nfor k in range(1, 41):\n    if k % 3 == 0 and not k % 2 == 0 or k == 40:\n        n += 1\nprint(n)", "8", "n = 7 + 1 = 8");
  ends("a = 84\nb = 36\nwhile b != 0:\n    a, b = b, a % b\nprint(a)", "12", "a = 12");
  ends("hours = 45\npay = 40 * 12 + (hours - 40) * 18 if hours > 40 else hours * 12\nprint(pay)", "570", "\\text{pay} = 40 \\cdot 12 + (45 - 40) \\cdot 18 = 570");
  ends("ways = [1, 1] + [0] * 3\nfor i in range(2, 5):\n    ways[i] = ways[i - 1] + ways[i - 2]\nprint(ways[4])", "5", "\\text{result} = 5");
  ends("n = 0\nwhile True:\n    n += 1\n    if n % 4 == 3 and n % 5 == 2:\n        break\nprint(n)", "7", "n = 7");
}

// What the last line of a program leads to, its claims joined.
std::string told(std::string_view source, std::string_view output, const CallTool& tools = {}) {
  const auto d = explain_program(source, output, {}, tools);
  EXPECT_TRUE(d.ok()) << source << d.error().message;
  std::string all;
  if (d.ok())
    for (const Step& step : d->steps) all += step.claim + "\n";
  return all;
}

TEST(ExplainProgram, ListsConditionsAndFunctions) {
  EXPECT_NE(told("scores = [82, 91, 77, 90]\naverage = sum(scores) / len(scores)\nprint(f\"The average is {average:.1f}\")", "The average is 85.0").find("\\frac{82 + 91 + 77 + 90}{4} = 85"), std::string::npos);
  EXPECT_NE(told("def area(a, b):\n    return a * b\ngarden = area(12, 7)\npath = area(14, 9) - garden\nprint(path)", "42").find("126 - 84 = 42"), std::string::npos);
  EXPECT_NE(told("hours = 45\nif hours > 40:\n    extra = hours - 40\nelse:\n    extra = 0\nprint(extra)", "5").find("45 > 40"), std::string::npos);
  EXPECT_NE(told("hours = 35\nif hours > 40:\n    extra = hours - 40\nelse:\n    extra = 0\nprint(extra)", "0").find("35 \\le 40"), std::string::npos);
  EXPECT_NE(told("students = 41\nbuses = -(-students // 12)\nprint(buses)", "4").find("\\lceil \\frac{41}{12} \\rceil = 4"), std::string::npos);
  EXPECT_NE(told("share = 10 / 3\nprint(round(share, 2))", "3.33").find("\\approx 3.33"), std::string::npos);
  EXPECT_NE(told("kept = [n for n in range(10, 20) if n % 4 == 3]\nprint(sum(kept))", "45").find("11 + 15 + 19 = 45"), std::string::npos);
  EXPECT_EQ(explain_program("share = 10 / 3\nprint(round(share, 2))", "3.34").error().code, ErrorCode::kCorruption);
}

TEST(ExplainProgram, CallsOfSymPyAreDerived) {
  cas::Toolbox box({.worker_program = RETORT_BIN_DIR "/retort-cas"});
  const CallTool tools = [&](const cas::ToolCall& call) { return box.call(call); };
  EXPECT_NE(told("from sympy import symbols, Eq, solve\nx = symbols('x')\nsols = solve(Eq(x**2 - 5*x + 6, 0), x)\nprint(sols)", "[2, 3]", tools).find("(x - 2)(x - 3) = 0"), std::string::npos);
  EXPECT_NE(told("import sympy as sp\nx, y = sp.symbols('x y')\ns = sp.solve([x + y - 10, x - y - 4], (x, y))\nprint(s[x] * s[y])", "21", tools).find("7 \\cdot 3 = 21"), std::string::npos);
  EXPECT_NE(told("x = symbols('x')\nslope = diff(x**3 - 2*x, x)\nprint(slope.subs(x, 2))", "10", tools).find("3 \\cdot 2^2 - 2 = 10"), std::string::npos);
  EXPECT_NE(told("from math import comb\nways = comb(5, 2) * comb(6, 3)\nprint(ways)", "200", tools).find("10 \\cdot 20 = 200"), std::string::npos);
  EXPECT_NE(told("d = sqrt(50) + sqrt(8)\nprint(simplify(d))", "7*sqrt(2)", tools).find("5\\sqrt{2} + 2\\sqrt{2} = 7\\sqrt{2}"), std::string::npos);
  EXPECT_EQ(explain_program("x = symbols('x')\nprint(solve(x - 2, x))", "[3]", {}, tools).error().code, ErrorCode::kCorruption);
  EXPECT_EQ(explain_program("x = symbols('x')\nprint(solve(x - 2, x))", "[2]").error().code, ErrorCode::kUnsupported);   // nothing to ask
}

TEST(ExplainProgram, HostileSourcesEnd) {
  EXPECT_FALSE(explain_program("x = " + std::string(5000, '(') + "1\nprint(x)", "1").ok());
  EXPECT_FALSE(explain_program("x = " + std::string(5000, '-') + "1\nprint(x)", "1").ok());
  EXPECT_FALSE(explain_program("x = 10 ** 10 ** 10\nprint(x)", "1").ok());
  EXPECT_FALSE(explain_program("x = 0\nfor i in range(1000000000):\n    x += i\nprint(x)", "1").ok());
  EXPECT_FALSE(explain_program("def f():\n    x = f()\n    return x\ny = f()\nprint(y)", "1").ok());
  EXPECT_FALSE(explain_program("x = 1 / 0\nprint(x)", "1").ok());
  EXPECT_FALSE(explain_program("x = [i for i in range(1000000000)]\nprint(sum(x))", "1").ok());
  EXPECT_FALSE(explain_program("x = " + std::string(5000, '[') + "\nprint(x)", "1").ok());
  EXPECT_FALSE(explain_program("def f(a):\n    return f(a)\nprint(f(1))", "1").ok());
  EXPECT_FALSE(explain_program("x = 'a\nprint(x)", "1").ok());
}

TEST(ExplainProgram, Names) {
  EXPECT_EQ(words_of_name("eggs_left"), "the eggs that are left");
  EXPECT_EQ(words_of_name("totalCost"), "the total cost");
  EXPECT_EQ(words_of_name("x"), "$x$");
  EXPECT_EQ(words_of_name("distance_km"), "the distance in kilometers");
  EXPECT_EQ(words_of_name("cost_per_m2"), "the cost per square meter");
  EXPECT_EQ(words_of_name("num_boys"), "the number of boys");
  EXPECT_EQ(words_of_name("fish_final"), "the final fish");
  EXPECT_EQ(words_of_name("price_per_ticket_first_three_weeks"), "the price per ticket in the first three weeks");
  EXPECT_EQ(words_of_name("cost_second_shirt"), "the cost of the second shirt");
  EXPECT_EQ(words_of_name("total_first_week"), "the total first week");
  EXPECT_EQ(words_of_name("second_week_total"), "the total second week");
  EXPECT_EQ(words_of_name("wall_height_inches"), "the wall height in inches");
  EXPECT_EQ(words_of_name("total_hours"), "the total hours");
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
  EXPECT_GE(told, n * 49 / 50);
}

}  // namespace
}  // namespace retort::explain
