#include <fstream>

#include "base/random.h"
#include "explain/derivation_cases.h"

namespace retort::explain {
namespace {

Case evaluate(const std::string& expression, const std::string& result) {
  return {"evaluate", to_line({{"expression", expression}}), result};
}

struct Worked {
  const char* expression;
  const char* result;
  std::vector<std::string> claims;
};

TEST(Evaluate, OneStepForOneOperation) {
  const std::vector<Worked> table = {
      {"48/2+5*3", "39", {"48 / 2 = 24", "5 \\cdot 3 = 15", "24 + 15 = 39"}},
      {"5*(3+4)", "35", {"3 + 4 = 7", "5 \\cdot 7 = 35"}},
      {"16-3-4", "9", {"16 - 3 = 13", "13 - 4 = 9"}},
      {"0.2*50", "10", {"0.2 \\cdot 50 = 10"}},
      {"1/2*48", "24", {"\\frac{1}{2} \\cdot 48 = 48 / 2 = 24"}},
      {"8*1/2", "4", {"8 \\cdot \\frac{1}{2} = 8 / 2 = 4"}},
      {"2/3*3", "2", {"3 / 3 = 1", "\\frac{2}{3} \\cdot 3 = 2 \\cdot 1 = 2"}},
      {"2/3*60", "40", {"60 / 3 = 20", "\\frac{2}{3} \\cdot 60 = 2 \\cdot 20 = 40"}},
      {"10*(6/3)", "20", {"6 / 3 = 2", "10 \\cdot 2 = 20"}},
      {"100/3", "100/3", {"100 / 3 = \\frac{100}{3}"}},
      {"12/60", "1/5", {"12 / 60 = \\frac{1}{5} = 0.2"}},
      {"1/2+1/3", "5/6", {"\\frac{1}{2} + \\frac{1}{3} = \\frac{3}{6} + \\frac{2}{6} = \\frac{5}{6}"}},
      {"23*14", "322", {"23 \\cdot 14 = 23 \\cdot 10 + 23 \\cdot 4 = 230 + 92 = 322"}},
      {"2415/7", "345", {"2415 / 7 = (2100 + 315) / 7 = 300 + 45 = 345"}},
      {".75*12",
       "9",
       {"75 \\cdot 12 = 75 \\cdot 10 + 75 \\cdot 2 = 750 + 150 = 900", "0.75 \\cdot 12 = 900 / 100 = 9"}},
      {"20%*50", "10", {"20 \\cdot 50 = 1000", "\\frac{20}{100} \\cdot 50 = 1000 / 100 = 10"}},
      {"5", "5", {"5 = 5"}},
  };
  for (const Worked& w : table) {
    const auto d = derive(evaluate(w.expression, w.result));
    ASSERT_TRUE(d.ok()) << w.expression << ": " << d.error().message;
    EXPECT_EQ(claims(*d), w.claims) << w.expression;
  }
}

TEST(Evaluate, CancelsFactorialsBeforeMultiplying) {
  const auto d = derive(evaluate("factorial(11)/(factorial(4)*factorial(4)*factorial(2))", "34650"));
  ASSERT_TRUE(d.ok()) << d.error().message;
  for (const Step& s : d->steps) EXPECT_EQ(s.claim.find("39916800"), std::string::npos);
}

TEST(Evaluate, RejectsAResultThatTheStepsDoNotReach) {
  const auto d = derive(evaluate("48/2+5*3", "40"));
  ASSERT_FALSE(d.ok());
  EXPECT_EQ(d.error().code, ErrorCode::kCorruption);
}

TEST(Evaluate, SaysWhatItDoesNotDoByHand) {
  for (const char* e : {"sin(1)", "2**(1/2)", "3**1000", "pi"}) {
    const auto d = derive(evaluate(e, "1"));
    ASSERT_FALSE(d.ok()) << e;
    EXPECT_NE(d.error().code, ErrorCode::kInternal) << e;
  }
}

// Random trees of + - * / over whole numbers and decimals; the value comes from exact arithmetic on the whole
// expression.
std::string random_expression(Random& random, int depth) {
  if (depth == 0 || random.chance(0.25)) {
    if (random.chance(0.2)) return std::to_string(random.between(0, 20)) + "." + std::to_string(random.between(1, 99));
    return std::to_string(random.between(1, random.chance(0.2) ? 999 : 60));
  }
  static const std::vector<std::string> kSigns = {"+", "-", "*", "*", "/"};
  const std::string a = random_expression(random, depth - 1), b = random_expression(random, depth - 1);
  return fmt::format("({}){}({})", a, random.pick(kSigns), b);
}

TEST(Evaluate, RandomExpressions) {
  Random random(17, "evaluate_test");
  int derived = 0;
  while (derived < 400) {
    const std::string e = random_expression(random, static_cast<int>(random.between(1, 3)));
    const auto value = math::exact_value(*math::parse_any(e));
    if (!value || value->bits() > 40) continue;
    const Case c = evaluate(e, value->to_string());
    expect_derived(c, static_cast<std::uint64_t>(derived));
    expect_states(c);
    ++derived;
  }
}

// The calculator marks of human solutions: whatever a person typed must come out.
TEST(Evaluate, CalculatorMarks) {
  std::ifstream file(RETORT_SOURCE_DIR "/../shared/data/gsm8k/train.jsonl");
  if (!file) GTEST_SKIP() << "absent: ../shared/data/gsm8k/train.jsonl";
  std::string line;
  long marks = 0, failed = 0;
  for (int row = 0; row < 1500 && std::getline(file, line); ++row) {
    const auto json = parse_json(line);
    ASSERT_TRUE(json.ok());
    const std::string answer = string_or(*json, "answer", "");
    for (std::size_t at = answer.find("<<"); at != answer.npos; at = answer.find("<<", at + 2)) {
      const std::string mark = answer.substr(at + 2, answer.find(">>", at) - at - 2);
      const std::string expression = mark.substr(0, mark.rfind('='));
      const auto read = math::parse_any(expression);
      const auto value = read ? math::exact_value(*read) : Result<math::Rational>(read.error());
      if (!value) continue;
      ++marks;
      const auto d = derive(evaluate(expression, value->to_string()));
      if (!d) ++failed;
      EXPECT_TRUE(d.ok()) << expression << ": " << d.error().message;
    }
  }
  EXPECT_GT(marks, 4000);
  EXPECT_EQ(failed, 0);
}

TEST(Substitute, OneRoundOfOperationsAClaim) {
  const Case c{"substitute", R"({"expression":"3*x**2 - 4*x + 1","values":{"x":"5"}})", "56"};
  const auto d = derive(c);
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(claims(*d), (std::vector<std::string>{"3 \\cdot 5^2 - 4 \\cdot 5 + 1 = 3 \\cdot 25 - 20 + 1", "3 \\cdot 25 - 20 + 1 = 75 - 20 + 1", "75 - 20 + 1 = 56"}));
  EXPECT_TRUE(d->steps[0].because.find("$x = 5$") != std::string::npos) << d->steps[0].because;
  expect_derived(c);
}

TEST(Substitute, NegativeNumbersAndAllAtOnce) {
  expect_derived({"substitute", R"({"expression":"2*x**3 - x","values":{"x":-3}})", "-51"});
  expect_derived({"substitute", R"({"expression":"x - 2*y","values":{"x":"3","y":"-4"}})", "11"});
  expect_states({"substitute", R"({"expression":"x - 2*y","values":{"x":"3","y":"-4"}})", "11"});
}

TEST(Substitute, RandomPolynomials) {
  Random random(3, "substitute_test");
  for (int i = 0; i < 200; ++i) {
    const long long a = random.between(-9, 9), b = random.between(-9, 9), c = random.between(-9, 9),
                    x = random.between(-6, 6);
    const std::string e = fmt::format("{}*x**2 + {}*x + {}", a, b, c);
    const Case one{"substitute", to_line({{"expression", e}, {"values", {{"x", x}}}}),
                   std::to_string(a * x * x + b * x + c)};
    expect_derived(one, static_cast<std::uint64_t>(i));
    expect_states(one);
  }
}

TEST(FromBase, DigitsAboveNineInEitherCase) {
  for (const char* digits : {"CF", "cf", "1C0", "F"}) {
    const std::string value = std::to_string(std::stoll(digits, nullptr, 16));
    expect_derived({"from_base", to_line({{"digits", digits}, {"base", 16}}), value});
  }
}

}  // namespace
}  // namespace retort::explain
