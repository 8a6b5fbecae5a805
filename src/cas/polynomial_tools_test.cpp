// Polynomials: forms, roots, division, resultants; partial fractions and completed squares.
#include "base/random.h"
#include "cas/tool_cases.h"
#include "math/identity.h"
#include "math/parse.h"

namespace retort::cas {
namespace {

TEST(PolynomialTools, FormDegreeCoefficients) {
  check("polynomial_representation", {{R"j({"expression": "x**3 + 2*x - 5", "variable": "x"})j", "x**3 + 2*x - 5"},
                                      {R"j({"expression": "(x - 2)*(x + 3)/5", "variable": "x"})j", "x**2/5 + x/5 - 6/5"},
                                      {R"j({"expression": "(a x + b)(x - 1)", "variable": "x"})j", "a*x**2 + (b - a)*x - b"},
                                      {R"j({"expression": "x^2 = 4"})j", "x**2 - 4"},
                                      {R"j({"expression": "1/x", "variable": "x"})j", "error: domain"},
                                      {R"j({"expression": "sin(x)", "variable": "x"})j", "error: domain"}});
  check("polynomial_degree", {{R"j({"expression": "x**5 + 3*x**2 + 1", "variable": "x"})j", "5"},
                              {R"j({"expression": "7", "variable": "x"})j", "0"},
                              {R"j({"expression": 7})j", "0"},
                              {R"j({"expression": "(x + 1)**2 - x**2", "variable": "x"})j", "1"},
                              {R"j({"expression": "x - x", "variable": "x"})j", "error: domain"},
                              {R"j({"expression": "x*y"})j", "error: arguments"}});
  check("polynomial_coefficients", {{R"j({"expression": "3*x**4 - 2*x**2 + 7", "variable": "x"})j", "[3, 0, -2, 0, 7]"},
                                    {R"j({"expression": "a*x**2 + b*x + c", "variable": "x"})j", "[a, b, c]"},
                                    {R"j({"expression": "(2*x + 1)**6", "variable": "x"})j", "[64, 192, 240, 160, 60, 12, 1]"},
                                    {R"j({"expression": "\\sqrt{2} x^2 - \\pi", "variable": "x"})j", "[sqrt(2), 0, -pi]"}});
}

TEST(PolynomialTools, RootsAreAllOfThem) {
  check("find_roots", {{R"j({"expression": "x**2 - 9"})j", "[-3, 3]"},
                       {R"j({"expression": "x**4 + 4"})j", "[-1 - I, -1 + I, 1 - I, 1 + I]"},
                       {R"j({"expression": "x**6 - 1"})j", "[-1, 1, (-1 - sqrt(3)*I)/2, (-1 + sqrt(3)*I)/2, (1 - sqrt(3)*I)/2, (1 + sqrt(3)*I)/2]"},
                       {R"j({"expression": "x**4 + 1"})j",
                        "[(-sqrt(2) - sqrt(2)*I)/2, (-sqrt(2) + sqrt(2)*I)/2, (sqrt(2) - sqrt(2)*I)/2, (sqrt(2) + sqrt(2)*I)/2]"},
                       {R"j({"expression": "x**3 - 2"})j", "[root(2, 3), -root(2, 3)*(1 + sqrt(3)*I)/2, -root(2, 3)*(1 - sqrt(3)*I)/2]"},
                       {R"j({"expression": "x^4 - 4x^2 + 1"})j", "[-sqrt(2 + sqrt(3)), -sqrt(2 - sqrt(3)), sqrt(2 - sqrt(3)), sqrt(2 + sqrt(3))]"},
                       {R"j({"expression": "(x^2-1)/(x-1)"})j", "[-1]"},
                       {R"j({"expression": "a x^2 - 1", "variable": "x"})j", "[-sqrt(1/a), sqrt(1/a)]"},
                       {R"j({"expression": "exp(x) - 5"})j", "[log(5)]"},
                       {R"j({"expression": "x - x", "variable": "x"})j", "error: domain"},
                       {R"j({"expression": "x + y"})j", "error: arguments"}});
  const auto twice = call("find_roots", R"j({"expression": "(x - 2)^3 (x + 1)"})j");
  EXPECT_EQ(twice.result, "[-1, 2]");
  EXPECT_EQ(twice.conditions, std::vector<std::string>{"2 has multiplicity 3"});
}

// Solvable by radicals over pages, or not at all: certified decimals, marked.
TEST(PolynomialTools, RootsWithoutASimpleFormAreDecimals) {
  const auto r = call("find_roots", R"j({"expression": "x**5 - 5*x + 12"})j");
  ASSERT_TRUE(r.ok) << r.message;
  EXPECT_TRUE(r.approximate);
  const auto roots = result_items(r.result);
  ASSERT_EQ(roots.size(), 5u);
  EXPECT_EQ(roots[0].substr(0, 12), "-1.842085966");
  for (const auto& root : roots) EXPECT_TRUE(math::parse(root, math::Notation::kPlain).ok()) << root;
}

TEST(PolynomialTools, DivisionAndResultant) {
  check("polynomial_division", {{R"j({"dividend": "x**3 - 2*x + 5", "divisor": "x - 2"})j", "(x**2 + 2*x + 2, 9)"},
                                {R"j({"dividend": "x", "divisor": "x^2", "variable": "x"})j", "(0, x)"},
                                {R"j({"dividend": "x + 1", "divisor": "0", "variable": "x"})j", "error: domain"},
                                {R"j({"dividend": "x + a", "divisor": "x", "variable": "x"})j", "error: unsupported"}});
  check("resultant", {{R"j({"polynomial1": "x**2 + y**2 - 5", "polynomial2": "x - y - 1", "variable": "y"})j", "2*x**2 - 2*x - 4"},
                      {R"j({"polynomial1": "x**2 - 4", "polynomial2": "x - 2"})j", "0"},
                      {R"j({"polynomial1": "x**2 - 4", "polynomial2": "x - 3"})j", "5"},
                      {R"j({"polynomial1": "sin(x)", "polynomial2": "x"})j", "error: unsupported"}});
}

TEST(PolynomialTools, PartialFractions) {
  check("partial_fractions", {{R"j({"expression": "(3*x + 5)/(x**2 - 1)"})j", "4/(x - 1) - 1/(x + 1)"},
                              {R"j({"expression": "1/(x^2 + x)"})j", "1/x - 1/(x + 1)"},
                              {R"j({"expression": "1/(x^2 - 1)"})j", "1/(2*(x - 1)) - 1/(2*(x + 1))"},
                              {R"j({"expression": "x^3/(x - 1)^2"})j", "x + 2 + 3/(x - 1) + 1/(x - 1)**2"},
                              {R"j({"expression": "1/(x*(x^2 + 1))"})j", "1/x - x/(x**2 + 1)"},
                              {R"j({"expression": "x^2 + 1"})j", "error: domain"},
                              {R"j({"expression": "sin(x)/x"})j", "error: domain"},
                              {R"j({"expression": "1/(x - a)", "variable": "x"})j", "error: unsupported"}});
  Random random(9, "partial fractions");
  for (int round = 0; round < 40; ++round) {
    std::string below = "1", above = std::to_string(random.between(-9, 9));
    for (int i = 0; i < 3; ++i) {
      below += random.between(0, 3) == 0 ? "*(x**2+x+" + std::to_string(random.between(1, 5)) + ")"
                                         : "*(" + std::to_string(random.between(1, 3)) + "*x-(" + std::to_string(random.between(-4, 4)) + "))";
      above += "+(" + std::to_string(random.between(-9, 9)) + ")*x**" + std::to_string(i + 1);
    }
    const std::string text = "(" + above + ")/(" + below + ")";
    const auto r = call("partial_fractions", Json{{"expression", text}, {"variable", "x"}}.dump());
    ASSERT_TRUE(r.ok || r.kind == "domain") << text << r.message;
    if (!r.ok) continue;
    const auto a = math::parse(r.result, math::Notation::kPlain), b = math::parse(text, math::Notation::kPlain);
    ASSERT_TRUE(a.ok() && b.ok());
    EXPECT_EQ(math::equal(*a, *b).outcome, math::Verdict::Outcome::kEqual) << text << " => " << r.result;
  }
}

TEST(PolynomialTools, CompletedSquares) {
  check("complete_the_square", {{R"j({"expression": "x**2 - 6*x + 1"})j", "(x - 3)**2 - 8"},
                                {R"j({"expression": "2x^2 + 3x - 1"})j", "2*(x + 3/4)**2 - 17/8"},
                                {R"j({"expression": "-x^2 + 4x"})j", "-(x - 2)**2 + 4"},
                                {R"j({"expression": "x^2 + y^2 - 4x + 6y = 12"})j", "(x - 2)**2 + (y + 3)**2 = 25"},
                                {R"j({"expression": "x^2 + 2 b x", "variable": "x"})j", "(x + b)**2 - b**2"},
                                {R"j({"expression": "x + 1"})j", "error: domain"},
                                {R"j({"expression": "x*y"})j", "error: domain"},
                                {R"j({"expression": "x^2 < 2"})j", "error: arguments"}});
}

}  // namespace
}  // namespace retort::cas
