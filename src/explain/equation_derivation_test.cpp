#include "explain/equation.h"

#include <set>

#include "base/random.h"
#include "explain/derivation_cases.h"

namespace retort::explain {
namespace {

Case equation(const std::string& text, const std::string& result) {
  return {"solve_equation", to_line({{"sympy_equation", text}, {"variable", "x"}}), result};
}

TEST(LinearEquation, MovesCombinesDivides) {
  const auto d = derive(equation("7x+5=3x+33", "[7]"));
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(claims(*d), (std::vector<std::string>{"7x - 3x = 33 - 5", "4x = 28", "x = 28 / 4 = 7"}));
}

TEST(LinearEquation, BracketsFractionsDecimals) {
  const std::vector<Case> table = {
      equation("2*(x+3)-4 = 14", "[6]"), equation("x/2+x/3=10", "[12]"), equation("2*x-7", "[7/2]"),
      equation("0.2*x+3=8", "[25]"),     equation("3x+5=7x-15", "[5]"),  equation("20 = 3*x + 5", "[5]"),
      equation("x = 4", "[4]"),          equation("-x = 3", "[-3]"),     equation("x + x + 5 = 25", "[10]")};
  for (const Case& c : table) expect_derived(c);
}

TEST(QuadraticEquation, TwoNumbers) {
  const auto d = derive(equation("x**2-5*x+6", "[2, 3]"));
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(claims(*d), (std::vector<std::string>{"-2 \\cdot (-3) = 6", "-2 - 3 = -5", "(x - 2)(x - 3) = 0",
                                                  "x = 2 \\text{ or } x = 3"}));
}

TEST(QuadraticEquation, EveryKind) {
  const std::vector<Case> table = {
      equation("x**2 = 49", "[-7, 7]"),
      equation("4*x**2 = 9", "[-3/2, 3/2]"),
      equation("x**2 = 5", "[-sqrt(5), sqrt(5)]"),
      equation("2*x**2 - 8*x", "[0, 4]"),
      equation("x**2 - 6*x + 9 = 0", "[3]"),
      equation("x**2 = 0", "[0]"),
      equation("6*x**2 + 5*x - 6", "[-3/2, 2/3]"),
      equation("16*x**2 - 72*x + 81", "[9/4]"),
      equation("x*(x+3) = 40", "[-8, 5]"),
      equation("x**2 - 2*x = 5", "[1 - sqrt(6), 1 + sqrt(6)]"),
      equation("x**2 + x + 1", "[]"),
      equation("x**2 + 4 = 0", "[]"),
      equation("x**2 + 3*x = x**2 + 6", "[2]"),
  };
  for (const Case& c : table) expect_derived(c);
}

TEST(PolynomialEquation, RationalRootsDividedOut) {
  expect_derived(equation("x**3 - 6*x**2 + 11*x - 6", "[1, 2, 3]"));
  expect_derived(equation("x**4 - 10*x**2 + 9", "[-3, -1, 1, 3]"));
  expect_derived(equation("x**4 - 5*x**2 + 6", "[-sqrt(3), -sqrt(2), sqrt(2), sqrt(3)]"));
  expect_derived(equation("x**3 - 2*x**2", "[0, 2]"));
}

TEST(SolveEquation, RefusesWhatItCannotDo) {
  const auto d = derive(equation("x < 3", "[1]"));
  ASSERT_FALSE(d.ok());
  EXPECT_EQ(d.error().code, ErrorCode::kUnsupported) << d.error().message;
}

TEST(SolveEquation, RejectsWrongRoots) {
  for (const auto& c : {equation("7x+5=3x+33", "[8]"), equation("x**2-5*x+6", "[2]"), equation("x**2 = 49", "[]"),
                        equation("exp(x) = 5", "[1]"), equation("exp(2*x) = 5*exp(x) - 6", "[log(2)]"), equation("x**5 - x + 1 = 0", "[1]"), equation("0*x = 3", "[1]"),
                        equation("Abs(x - 3) = 4", "[7]"), equation("sqrt(x + 5) = x - 1", "[-1, 4]"), equation("x**3 - 3*x + 1 = 0", "[1.53208888623796]")}) {
    const auto d = derive(c);
    ASSERT_FALSE(d.ok()) << c.args << c.result;
    EXPECT_EQ(d.error().code, ErrorCode::kCorruption) << c.args << ": " << d.error().message;
  }
}

TEST(EquationLines, RejectsALineThatDoesNotFollow) {
  const auto code_after = [](const char* claim) {
    Board board({});
    EquationLines lines(board, "x", {5, 7}, {33, 3});   // 7x + 5 = 3x + 33
    lines.line(claim, "test", "testing");
    return std::move(board).finish();
  };
  EXPECT_TRUE(code_after("4x = 28").ok());
  EXPECT_TRUE(code_after("14x + 10 = 6x + 66").ok());
  for (const char* wrong : {"4x = 27", "x = 7", "x + 1 = 8", "4x = 28 = 29", "4x", "4x = 28 \\text{ or } x = 2"}) {
    const auto d = code_after(wrong);
    ASSERT_FALSE(d.ok()) << wrong;
    EXPECT_EQ(d.error().code, ErrorCode::kCorruption) << wrong;
  }
}

TEST(EquationLines, EveryRootOnceAndNoneMissing) {
  const auto ok_with = [](const std::vector<Root>& roots) {
    Board board({});
    EquationLines lines(board, "x", {6, -5, 1}, {});
    lines.solutions(roots, "test", "testing");
    return std::move(board).finish().ok();
  };
  EXPECT_TRUE(ok_with({rational_root(2), rational_root(3)}));
  EXPECT_FALSE(ok_with({rational_root(2)}));
  EXPECT_FALSE(ok_with({rational_root(2), rational_root(2)}));
  EXPECT_FALSE(ok_with({rational_root(2), rational_root(4)}));
}

TEST(SolveEquation, RandomLinear) {
  Random random(11, "linear_test");
  for (int i = 0; i < 300; ++i) {
    const long long a = random.between(-12, 12), c = random.between(-12, 12), x = random.between(-20, 20),
                    b = random.between(-40, 40);
    if (a == c) continue;
    expect_derived(equation(fmt::format("{}*x + {} = {}*x + {}", a, b, c, a * x + b - c * x), fmt::format("[{}]", x)),
                   static_cast<std::uint64_t>(i));
  }
}

TEST(SolveEquation, RandomRoots) {
  Random random(12, "roots_test");
  for (int i = 0; i < 200; ++i) {
    const long long r = random.between(-12, 12), s = random.between(-12, 12), t = random.between(-6, 6);
    const bool cubic = random.chance(0.4);
    std::set<long long> roots{r, s};
    if (cubic) roots.insert(t);
    std::vector<std::string> list;
    for (long long v : roots) list.push_back(std::to_string(v));
    std::string e = fmt::format("(x - ({}))*(x - ({}))", r, s);
    if (cubic) e += fmt::format("*(x - ({}))", t);
    expect_derived(equation(e, fmt::format("[{}]", join(list, ", "))), static_cast<std::uint64_t>(i));
  }
}

TEST(LinearSystem, Elimination) {
  const Case c{"solve_linear_system", R"({"equations":["x+y=30","2x+4y=74"],"variables":["x","y"]})", "(23, 7)"};
  const auto d = derive(c);
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(claims(*d), (std::vector<std::string>{"2x + 2y = 60", "2y = 74 - 60 = 14", "y = 14 / 2 = 7", "x + 7 = 30",
                                                  "x = 30 - 7 = 23", "(x, y) = (23, 7)"}));
  expect_derived(c);
  expect_derived({"solve_linear_system", R"({"equations":["x+y=30","y=2x"],"variables":["x","y"]})", "(10, 20)"});
  expect_derived({"solve_linear_system", R"({"equations":["x/2+y=4","x-y=2"],"variables":["x","y"]})", "(4, 2)"});
}

TEST(LinearSystem, WithoutOneSolution) {
  for (const char* second : {"2x+2y=60", "2x+2y=61"}) {
    const auto d = derive(
        {"solve_linear_system", to_line({{"equations", {"x+y=30", second}}, {"variables", {"x", "y"}}}), "(1, 29)"});
    ASSERT_FALSE(d.ok());
    EXPECT_EQ(d.error().code, ErrorCode::kCorruption);
  }
  expect_derived({"solve_linear_system", R"({"equations":["x+y=30","2x+2y=60"],"variables":["x","y"]})", "(30 - y, y)"});
  expect_derived({"solve_linear_system", R"({"equations":["x+y=30","2x+2y=61"],"variables":["x","y"]})", "[]"});
  expect_derived({"solve_linear_system", R"({"equations":["a*x+y=1","x-y=2"],"variables":["x","y"]})", "(3/(a + 1), (1 - 2*a)/(a + 1))"});
}

TEST(LinearSystem, Random) {
  Random random(13, "system_test");
  int derived = 0;
  while (derived < 200) {
    const int n = random.chance(0.3) ? 3 : 2;
    const std::vector<std::string> names{"x", "y", "z"};
    std::vector<long long> solution;
    for (int i = 0; i < n; ++i) solution.push_back(random.between(-9, 9));
    std::vector<std::vector<long long>> a(static_cast<std::size_t>(n));
    Json equations = Json::array(), variables = Json::array();
    for (auto& row : a) {
      long long value = 0;
      std::string text;
      for (std::size_t j = 0; j < static_cast<std::size_t>(n); ++j) {
        row.push_back(random.between(-5, 5));
        value += row[j] * solution[j];
        text += fmt::format("{}{}*{}", j ? " + " : "", row[j], names[j]);
      }
      equations.push_back(text + " = " + std::to_string(value));
    }
    const long long det = n == 2 ? a[0][0] * a[1][1] - a[0][1] * a[1][0]
                                 : a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) -
                                       a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0]) +
                                       a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
    if (det == 0) continue;
    std::vector<std::string> values;
    for (std::size_t j = 0; j < static_cast<std::size_t>(n); ++j) {
      variables.push_back(names[j]);
      values.push_back(std::to_string(solution[j]));
    }
    expect_derived({"solve_linear_system", to_line({{"equations", equations}, {"variables", variables}}),
                    fmt::format("({})", join(values, ", "))},
                   static_cast<std::uint64_t>(derived));
    ++derived;
  }
}

TEST(LetterFactoring, NoLeaps) {
  for (const Case& c : std::vector<Case>{{"factor_expression", R"({"expression": "x**6 - y**6"})", "(x - y)*(x + y)*(x**2 - x*y + y**2)*(x**2 + x*y + y**2)"},
                                         {"factor_expression", R"({"expression": "a*b + a*c + b**2 + b*c"})", "(a + b)*(b + c)"},
                                         {"factor_expression", R"({"expression": "x**2 - y**2 + 2*y - 1"})", "(x - y + 1)*(x + y - 1)"},
                                         {"factor_expression", R"({"expression": "x**2 + 5*x*y + 6*y**2"})", "(x + 2*y)*(x + 3*y)"},
                                         {"factor_expression", R"({"expression": "a**2 + b**2 + c**2 + 2*a*b + 2*a*c + 2*b*c"})", "(a + b + c)**2"},
                                         {"factor_expression", R"({"expression": "x**4 + x**2*y**2 + y**4"})", "(x**2 - x*y + y**2)*(x**2 + x*y + y**2)"},
                                         {"factor_expression", R"({"expression": "a**3 + b**3 + c**3 - 3*a*b*c"})", "(a + b + c)*(a**2 + b**2 + c**2 - a*b - a*c - b*c)"},
                                         {"factor_expression", R"j({"expression": "(x + y)**2 - 9"})j", "(x + y - 3)*(x + y + 3)"},
                                         {"factor_expression", R"j({"expression": "x*(x + y) - 3*(x + y)"})j", "(x + y)*(x - 3)"}}) {
    for (const Detail detail : {Detail::kBrief, Detail::kNormal, Detail::kFull}) {
      const auto d = derive(c, detail, 3);
      ASSERT_TRUE(d.ok()) << c.args << d.error().message;
      EXPECT_TRUE(d->steps.size() > 1 || d->steps[0].rule == "common_factor") << c.args;
      for (const Step& s : d->steps) EXPECT_EQ(s.grade, math::Grade::kProved) << s.claim;
    }
  }
}

TEST(SymmetricSystems, ByVieta) {
  const auto d = derive({"solve_nonlinear_system", R"({"sympy_equations": ["x + y = 7", "x**2 + y**2 = 25"], "variables": ["x", "y"]})", "[(3, 4), (4, 3)]"});
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_TRUE(std::any_of(d->steps.begin(), d->steps.end(), [](const Step& s) { return s.rule == "vieta" && s.claim == "t^2 - 7t + 12 = 0"; }));
}

TEST(FindRoots, AsSolveEquationDoes) {
  for (const Case& c : std::vector<Case>{{"find_roots", R"({"expression": "x**3 - 3*x + 1"})", "[-1.87938524157182, 0.347296355333861, 1.53208888623796]"},
                                         {"find_roots", R"({"expression": "x**5 - x - 1"})", "[1.16730397826142, -0.764884433600585 - 0.352471546031726*I, -0.764884433600585 + 0.352471546031726*I, 0.181232444469875 - 1.08395410131771*I, 0.181232444469875 + 1.08395410131771*I]"}}) {
    const auto d = derive(c);
    ASSERT_TRUE(d.ok()) << d.error().message;
    EXPECT_GT(d->steps.size(), 8u);
    for (const Step& s : d->steps) EXPECT_NE(s.grade, math::Grade::kQuoted) << s.claim;
  }
}

}  // namespace
}  // namespace retort::explain
