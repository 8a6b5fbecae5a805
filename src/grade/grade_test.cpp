#include "grade/grade.h"

#include <gtest/gtest.h>
#include <time.h>

#include <string>
#include <vector>

namespace retort::grade {
namespace {

std::string extracted(std::string_view text, Extraction extraction = Extraction::kAnyForm) {
  const auto found = extract_answer(text, extraction);
  return found ? found->answer : "(none)";
}

TEST(Extract, TakesTheLastBalancedBox) {
  EXPECT_EQ(extracted("so \\boxed{3} and in the end \\boxed{42}."), "42");
  EXPECT_EQ(extracted("$\\boxed{\\frac{1}{2}}$"), "\\frac{1}{2}");
  EXPECT_EQ(extracted("\\boxed{\\text{set } \\{1, 2\\}}"), "\\text{set } \\{1, 2\\}");
  EXPECT_EQ(extracted("\\boxed{a + \\boxed{b}}"), "a + \\boxed{b}");
  EXPECT_EQ(extracted("\\boxed{7} and then \\boxed{8"), "7");
  EXPECT_EQ(extracted("\\fbox{9}"), "9");
  EXPECT_EQ(extracted("\\boxed 5."), "5");
  EXPECT_EQ(extracted("$\\boxed{20}$ percent"), "20\\%");
}

TEST(Extract, JoinsBoxesOnlyWhereACommaOrAndStandsBetween) {
  EXPECT_EQ(extracted("\\boxed{1}, \\boxed{2} and $\\boxed{3}$"), "1, 2, 3");
  EXPECT_EQ(extracted("\\boxed{10} and then \\boxed{42}"), "42");
  EXPECT_EQ(extracted("\\boxed{9} \\boxed{9} \\boxed{42}"), "42");
  EXPECT_EQ(extracted("\\boxed{5}, \\boxed{5}"), "5");
}

TEST(Extract, GivesNothingWhereThereIsNoAnswer) {
  EXPECT_EQ(extracted(""), "(none)");
  EXPECT_EQ(extracted("I do not know."), "(none)");
  EXPECT_EQ(extracted("\\boxed{}"), "(none)");
  EXPECT_EQ(extracted("The answer is 5.", Extraction::kBoxedOnly), "(none)");
  EXPECT_EQ(extracted("\\boxed{unclosed", Extraction::kBoxedOnly), "(none)");
}

TEST(Extract, ReadsOtherForms) {
  EXPECT_EQ(extracted("2+3=5\n#### 5"), "5");
  EXPECT_EQ(extracted("So the final answer is $\\frac{2}{3}$. I hope it is correct."), "\\frac{2}{3}");
  EXPECT_EQ(extracted("The answer is 42."), "42");
  EXPECT_EQ(extracted("**Answer:** 12 apples"), "12 apples");
  EXPECT_EQ(extracted("Thus $x + 1 = 8$, and $x = 7$ is left."), "x = 7");
  EXPECT_EQ(extracted("She has 3 cats and paid $1,250.50 for them."), "1,250.50");
  EXPECT_EQ(extracted("It fell by -12"), "-12");
  EXPECT_EQ(extracted("from \\boxed{3}. No: the final answer is 4."), "4");
}

struct Pair {
  std::string gold, pred;
};

void expect_all(const std::vector<Pair>& pairs, Outcome outcome) {
  for (const Pair& pair : pairs) {
    for (const auto& [gold, pred] : {std::pair(pair.gold, pair.pred), std::pair(pair.pred, pair.gold)}) {
      const Verdict verdict = compare(gold, pred);
      EXPECT_EQ(outcome_name(verdict.outcome), outcome_name(outcome)) << gold << " | " << pred << " | " << verdict.rule << ": " << verdict.reason;
    }
  }
}

TEST(Compare, Numbers) {
  expect_all({{"42", "42.0"}, {"1/2", "0.5"}, {"\\frac12", ".5"}, {"3 1/3", "\\frac{10}{3}"}, {"3\\frac{1}{3}", "\\frac{10}{3}"},
              {"1,234", "1234"}, {"1\\,234", "1234"}, {"1{,}234", "1234"}, {"1 000", "1000"}, {"11,\\! 111", "11111"}, {"2\\,005", "2005"},
              {"0.\\overline{3}", "\\frac13"}, {"0.1\\overline{6}", "\\frac16"}, {"2.5 \\times 10^{3}", "2500"}, {"004", "4"}, {"-\\frac{3}{4}", "\\frac{-3}{4}"},
              {"2(8)", "16"}, {"1103_6", "255"}, {"1103_{\\text{6}}", "1103_6"}, {"2^{10}", "1024"}, {"5!", "120"}, {"\\binom{5}{2}", "10"},
              {"−5", "-5"}, {"185\\", "185"}, {"$7$", "7"}, {"\\dfrac{8}{3}", "\\tfrac83"}, {"seven", "7"}, {"0.333333", "1/3"}},
             Outcome::kEqual);
  expect_all({{"10", "2(8)"}, {"1103_6", "1103_7"}, {"1103_6", "1103"}, {"0.0000001", "0.0000002"}, {"0.33", "1/3"}, {"1,234", "1235"}, {"32349", "32, 349"},
              {"100000000001000000000", "100000000000000000000"}, {"2.3", "2.31"}, {"3^{2025}", "2^{2025}"}, {"1/2004!", "1/2006!"}},
             Outcome::kDifferent);
}

TEST(Compare, UnitsPercentAndDegrees) {
  expect_all({{"10", "10\\text{ cm}"}, {"10 cm", "10\\text{ centimeters}"}, {"15\\mbox{ cm}^2", "15 square centimeters"}, {"\\$10", "10"}, {"$15,\\!000", "15000"},
              {"28\\%", "28 percent"}, {"0.28", "28\\%"}, {"0.005", "\\frac{1}{2}\\%"}, {"120^\\circ", "120°"}, {"120", "120^{\\circ}"}, {"90^\\circ", "\\frac{\\pi}{2}"},
              {"5\\text{ cm}", "0.05\\text{ m}"}, {"17\\text{ any text}", "17"}, {"240\\text{ ways.}", "240"}, {"40\\text{ min}", "40 minutes"}},
             Outcome::kEqual);
  expect_all({{"5\\text{ cm}", "5\\text{ m}"}, {"28\\%", "29\\%"}, {"120^\\circ", "121^\\circ"}, {"5 hours", "5 minutes"}}, Outcome::kDifferent);
}

TEST(Compare, SurdsAndComplex) {
  expect_all({{"8√3", "8\\sqrt{3}"}, {"\\frac{1}{\\sqrt2}", "\\frac{\\sqrt{2}}{2}"}, {"\\sqrt{3} - 1", "-1 + sqrt(3)"}, {"2**(1/4)", "\\sqrt{\\sqrt{2}}"},
              {"i(2-i)", "1+2i"}, {"\\frac{1}{i}", "-i"}, {"e^{i\\pi}", "-1"}, {"2\\sin 18^\\circ", "\\frac{\\sqrt{5}-1}{2}"}, {"\\frac94\\pi", "\\frac{9\\pi}{4}"}},
             Outcome::kEqual);
  expect_all({{"\\sqrt{2}", "\\sqrt{3}"}, {"1+2i", "1-2i"}, {"4", "4\\sqrt{2}"}, {"\\sqrt{2}", "1.41"}}, Outcome::kDifferent);
}

TEST(Compare, TuplesSetsAndLists) {
  expect_all({{"(1,2)", "\\left( 1, 2 \\right)"}, {"\\{1,2\\}", "\\{2,1\\}"}, {"1, 2", "2, 1"}, {"6 \\text{ and } 8", "8, 6"}, {"\\{1\\pm\\sqrt{5},-2\\}", "\\{-2, 1-\\sqrt5, 1+\\sqrt5\\}"},
              {"1, 2, 3", "x = 1, y = 2, z = 3"}, {"(0;0),(1;2)", "(1,2), (0,0)"}, {"\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}", "(1, 2)"}, {"\\pm 3", "3, -3"},
              {"\\begin{pmatrix} 0 & 3 \\\\ 0 & -1 \\end{pmatrix}", "\n\\begin{pmatrix} 0 & 3 \\\\ 0 & -1 \\end{pmatrix}\n"}, {"x=\\pm 2", "x=-2, x=2"}},
             Outcome::kEqual);
  expect_all({{"(1,2)", "(2,1)"}, {"2,1", "(1,2)"}, {"\\{1,2\\}", "\\{1,2,3\\}"}, {"1,1,2", "1,2,2"}, {"4, 12, 2", "10, 4, 2"}, {"12", "(1,2)"}, {"1,23", "12"},
              {"x=1, y=2", "x=2, y=1"}, {"\\begin{pmatrix} 1 & 2 \\end{pmatrix}", "\\begin{pmatrix} 1 & 3 \\end{pmatrix}"}},
             Outcome::kDifferent);
}

TEST(Compare, IntervalsAndInequalities) {
  expect_all({{"(-\\infty, 2)", "x < 2"}, {"2>x", "x<2"}, {"x \\ge 5", "5 \\le x"}, {"x<1", "-x > -1"}, {"[-2,7]", "-2 \\le x \\le 7"}, {"x \\in [0.5,\\infty)", "[1/2, \\infty)"},
              {"(-\\infty,5)\\cup(5,\\infty)", "x \\ne 5"}, {"(2,3)\\cup(3,4)", "(3,4) \\cup (2,3)"}, {"[0,1)\\cup[1,2]", "[0,2]"}, {"0<f(x)<1", "(0,1)"}, {"x < -1 \\text{ or } x > 3", "(-\\infty,-1)\\cup(3,\\infty)"}},
             Outcome::kEqual);
  expect_all({{"(0,1]", "(0,1)"}, {"[0,9)", "[0,1)"}, {"x \\ge 5", "x \\le 5"}, {"x<1", "x > -1"}, {"[x,y)", "[1,2)"}, {"x < 2", "y < 2"}}, Outcome::kDifferent);
}

TEST(Compare, EquationsAndExpressions) {
  expect_all({{"x=5", "5"}, {"y=2x+1", "2x-y+1=0"}, {"x^2/4+y^2/3=1", "x^2/16+y^2/12=1/4"}, {"(x-2)(x+2)", "x^2-4"}, {"11z^7(11z^7+5)", "11z^{7}(5+11z^{7})"},
              {"\\tan^2(y)+1", "\\sec^2(y)"}, {"\\frac{NO}{BO}=\\frac{1}{\\sqrt{6}}", "\\frac{\\sqrt6}{6}"}, {"z = 1+1 = 2", "2"}, {"S:T=7:32", "7:32"}, {"(p,q)=(3,2)", "(3,2)"}},
             Outcome::kEqual);
  expect_all({{"x+y-z+2=0", "5x-7y+11z+4=0"}, {"\\cos(x)=\\frac{42}{59}", "\\sin(x)=\\frac{42}{59}"}, {"a^2+b=0", "0"}, {"x=2", "y=2"}, {"x^2-4", "x^2+4"}, {"\\sin^2t", "\\tan^2 t"},
              {"12:00", "1:00"}, {"7:32", "7:33"}},
             Outcome::kDifferent);
}

TEST(Compare, WordsAndChoices) {
  expect_all({{"\\text{(C)}", "C"}, {"\\text{Evelyn}", "evelyn"}, {"\\text{Even}", "Even"}, {"\\text{e}", "e"}, {"A", "\\text{A}"}, {"1,22", "1.22"}}, Outcome::kEqual);
  expect_all({{"odd", "\\text{oddd}"}, {"d", "\\text{E}"}, {"5", ""}, {"A", "B"}, {"\\text{Friday}", "\\text{Sunday}"}}, Outcome::kDifferent);
}

TEST(Compare, WhatIsNotReadWholeIsNeverGuessed) {
  EXPECT_EQ(compare("\\mystery{3}", "\\mystery{4}").outcome, Outcome::kUndecided);
  EXPECT_EQ(compare("\\mystery{3}", "\\mystery{3}").outcome, Outcome::kEqual);
  EXPECT_EQ(compare("F_n = \\sum_{k=0}^{n-1} F_k", "F_n = \\sum_{k=0}^{n-2} F_k").outcome == Outcome::kEqual, false);
}

#ifdef __SANITIZE_ADDRESS__
constexpr double kSlackMs = 2'000;
#else
constexpr double kSlackMs = 100;
#endif

double thread_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

TEST(Compare, HostileInputEndsSoon) {
  std::vector<std::string> hostile = {"9^{9^{9^{9}}} - 9^{9^{9^{9}}}", "2^{2^{2^{49}}}", "1000000!", "\\binom{1000000}{500000}", std::string(100'000, '('),
                                      std::string(100'000, '{'), std::string(3000, '\\'), std::string("1\0 2", 4), "\xff\xfe"};
  std::string deep = "x", pm = "1", sum = "1";
  for (int i = 0; i < 300; ++i) deep = "\\sqrt{" + deep + "}";
  for (int i = 0; i < 300; ++i) pm += "\\pm 1";
  for (int i = 0; i < 900; ++i) sum += ",1";
  hostile.insert(hostile.end(), {deep, pm, sum, "(x+y+z)^{500}", "\\sum_{k=1}^{10^9} k", "\\boxed{" + std::string(50'000, '$')});
  std::string answers, formulas;
  for (int i = 0; i < 100'000; ++i) answers += "answer is ", formulas += "\\( ";
  hostile.insert(hostile.end(), {answers, formulas, std::string(1'000'000, '$'), std::string(1'000'000, 'a')});
  std::string sentences, words, cells = "\\begin{pmatrix}", tags, equals, overlines = "x";
  for (int i = 0; i < 20'000; ++i) sentences += "The answer is the root of ", words += "two over ", tags += "<answer>", equals += "$x=1$ and ";
  for (int i = 0; i < 400; ++i) cells += "1&2\\\\", overlines = "\\overline{" + overlines + "}";
  hostile.insert(hostile.end(), {sentences, words, cells + "\\end{pmatrix}^T", tags + "</answer>", equals, overlines, std::string("\xe2\x80\xae\xe2\x80\x8f 5 \x01\x02"), std::string(300, '"') + "{\"answer\":"});
  for (const std::string& text : hostile) {
    const auto within = [&](const auto& call) {
      const double start = thread_ms();
      const Outcome outcome = call().outcome;
      EXPECT_LT(thread_ms() - start, 200 + kSlackMs) << text.substr(0, 40);
      return outcome;
    };
    EXPECT_NE(within([&] { return compare("0", text); }), Outcome::kEqual) << text.substr(0, 40);
    within([&] { return compare(text, text + "+1"); });
    within([&] { return compare_texts(text, "5"); });
  }
}

TEST(Compare, APredictionWithoutItsBracesIsDifferentWhereTheyAreAskedFor) {
  GradeOptions options;
  options.require_braces = true;
  EXPECT_EQ(compare_texts("\\frac{1}{2}", "\\frac12", options).outcome, Outcome::kDifferent);
  EXPECT_EQ(compare_texts("\\frac12", "\\frac{1}{2}", options).outcome, Outcome::kUndecided);
  EXPECT_EQ(compare_texts("\\frac{1}{2}", "\\frac{2}{4}", options).outcome, Outcome::kEqual);
}

TEST(Compare, Options) {
  GradeOptions strict;
  strict.strict = true;
  EXPECT_EQ(compare("5\\text{ cm}", "5", strict).outcome, Outcome::kDifferent);
  EXPECT_EQ(compare("1, 2", "2, 1", strict).outcome, Outcome::kDifferent);
  GradeOptions loose;
  loose.tolerance = 0.01;
  EXPECT_EQ(compare("\\sqrt{2}", "1.41", loose).outcome, Outcome::kEqual);
  const auto read = options_from_json(Json::parse(R"({"strict":true,"float_rounding":3})"));
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read->strict);
  EXPECT_EQ(read->round_places, 3);
  const auto unknown = options_from_json(Json::parse(R"({"speling":1})"));
  ASSERT_FALSE(unknown.ok());
  EXPECT_NE(unknown.error().message.find("speling"), std::string::npos);
  for (const char* wrong : {R"({"normalization":{"unitz":true}})", R"({"normalization":{"units":"yes"}})", R"({"normalization":{"nits":false}})", R"({"strict":1})"}) {
    const auto refused = options_from_json(Json::parse(wrong));
    ASSERT_FALSE(refused.ok()) << wrong;
    EXPECT_NE(refused.error().message.find(std::string(wrong).find("strict") == std::string::npos ? "normalization." : "strict"), std::string::npos) << refused.error().message;
  }
  const auto with_units = options_from_json(Json::parse(R"({"normalization":{"units":false,"basic_latex":true}})"));
  ASSERT_TRUE(with_units.ok());
  EXPECT_EQ(compare("5\\text{ cm}", "5", *with_units).outcome, Outcome::kDifferent);
  const auto not_strict = options_from_json(Json::parse(R"({"strict":false})"));
  ASSERT_TRUE(not_strict.ok());
  EXPECT_EQ(compare("\\{1,2\\}", "(2,1)", *not_strict).outcome, Outcome::kEqual);
  EXPECT_EQ(compare("\\{1,2\\}", "(1,2)").outcome, Outcome::kDifferent);
}

TEST(CompareTexts, FindsTheAnswersFirst) {
  EXPECT_EQ(compare_texts("$9$", "Answer \\[ 9 \\]").outcome, Outcome::kEqual);
  EXPECT_EQ(compare_texts("42", "First compute 6*7.\n42").outcome, Outcome::kEqual);
  EXPECT_EQ(compare_texts("A", "The answer is A.").outcome, Outcome::kEqual);
  EXPECT_EQ(compare_texts("42", "I give up.").outcome, Outcome::kDifferent);
  EXPECT_EQ(compare_texts("42", "I do not know.").rule, "no answer");
  EXPECT_EQ(compare_texts("42", "").rule, "no answer");
  EXPECT_EQ(compare_texts("3", "\\mystery{3}").outcome, Outcome::kUndecided);
  EXPECT_EQ(compare_texts("$x > 5$", "Therefore $x \\gt 5$ is the solution.").outcome, Outcome::kEqual);
}

}  // namespace
}  // namespace retort::grade
