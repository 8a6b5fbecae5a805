// Derivations of recurrences, sets, extreme values, values in other forms, circles, angles, sums and products to a letter: for calls
// with drawn numbers the steps hold, and the last one states the result.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "base/text.h"
#include "explain/derivation_cases.h"
#include "explain/property_cases.h"

namespace retort::explain {
namespace {

Derivation derived(const std::string& tool, const Json& args, std::uint64_t seed = 0, Detail detail = Detail::kNormal) {
  const cas::ToolCall call{tool, args};
  const auto answered = tools().call(call);
  EXPECT_TRUE(answered.ok) << tool << " " << args << ": " << answered.message;
  const auto d = explain(call, answered, {detail, seed});
  EXPECT_TRUE(d.ok()) << tool << " " << args << " -> " << answered.result << ": " << (d.ok() ? "" : d.error().message);
  if (!d.ok()) return {};
  expect_well_written(*d, {tool, args.dump(), answered.result});
  return *d;
}

bool quoted(const Derivation& d) {
  return std::any_of(d.steps.begin(), d.steps.end(), [](const Step& s) { return s.grade == math::Grade::kQuoted; });
}

// Each level of detail, several wordings; complete, without a quoted step.
void expect_complete(const std::string& tool, const std::vector<Json>& calls) {
  for (const Json& args : calls)
    for (const Detail detail : {Detail::kBrief, Detail::kNormal, Detail::kFull}) {
      const Derivation d = derived(tool, args, 7, detail);
      EXPECT_FALSE(d.steps.empty()) << tool << " " << args;
      EXPECT_FALSE(quoted(d)) << tool << " " << args;
    }
}

TEST(MoreDerivations, ExtremaAtKinksAndRootsInDenominators) {
  expect_complete("minimum", {{{"expression", "|x^2-4|"}, {"lower", -3}, {"upper", 1}}, {{"expression", "|x-1|+|x+2|"}}, {{"expression", "|x-1|+|x-2|+|x-3|"}},
                              {{"expression", "|2x-3|-x"}, {"lower", -1}, {"upper", 4}}, {{"expression", "x+|x-3|"}, {"lower", 0}, {"upper", 5}}});
  expect_complete("maximum", {{{"expression", "|x^2-4|"}, {"lower", -3}, {"upper", 1}}, {{"expression", "x*sqrt(8-x^2)"}, {"lower", 0}, {"upper", 2}}, {{"expression", "2*sin(x)+cos(2*x)"}, {"lower", 0}, {"upper", "pi"}}});
}

TEST(MoreDerivations, EquationsWithFractionsAndTwoRoots) {
  for (const char* equation : {"x^2/2 - x = 4", "x + 1 = x^2/4", "x^2/4 + 1 = 2x + 3", "sqrt(2x+3) - sqrt(x+1) = 1", "sqrt(x+1) = x/2 + 1/2", "1/(2*sqrt(x)) = 1/(2*sqrt(1-x))", "2cos(x) - 2sin(2x) = 0"})
    expect_complete("solve_equation", {{{"sympy_equation", equation}, {"variable", "x"}}});
}

TEST(MoreDerivations, AreCompleteForTheirTools) {
  expect_complete("solve_recurrence", {{{"coefficients", {1, 1}}, {"initial", {0, 1}}, {"n", 12}},
                                       {{"coefficients", {5, -6}}, {"initial", {1, 4}}},
                                       {{"coefficients", {4, -4}}, {"initial", {1, 6}}},
                                       {{"coefficients", {3}}, {"initial", {2}}},
                                       {{"coefficients", {2}}, {"initial", {1}}, {"constant", 3}},
                                       {{"coefficients", {2, 3}}, {"initial", {1, 5}}, {"first", 1}, {"constant", "1/2"}, {"n", 6}},
                                       {{"coefficients", {1, 1}}, {"initial", {0, 1}}}});
  expect_complete("combine_sets", {{{"operation", "union"}, {"sets", {"{1, 2, 3}", "{2, 3, 5}"}}},
                                   {{"operation", "intersection"}, {"sets", {"{1, 2, 3}", "{2, 3, 5}", "{3}"}}},
                                   {{"operation", "difference"}, {"sets", {"{1, 2, 3}", "{2, 5}"}}},
                                   {{"operation", "symmetric_difference"}, {"sets", {"{1, 2, 3}", "{2, 5}"}}}});
  expect_complete("maximum", {{{"expression", "x**3 - 3*x"}, {"lower", 0}, {"upper", 2}}, {{"expression", "-x**2 + 4*x + 1"}}, {{"expression", "x/(x**2 + 1)"}},
                              {{"expression", "3*x + 1"}, {"lower", -1}, {"upper", 4}}, {{"expression", "2*sin(x)"}, {"lower", 0}, {"upper", "pi"}}});
  expect_complete("minimum", {{{"expression", "x**2 - 6*x + 11"}}, {{"expression", "x + 4/x"}, {"lower", 1}, {"upper", 10}}, {{"expression", "x**4 - 2*x**2"}}});
  expect_complete("numeric_value", {{{"expression", "sqrt(2)"}, {"digits", 6}}, {{"expression", "3/8 + 1/4"}}});
  expect_complete("rectangular_form", {{{"expression", "(3 + I)/(1 - I)"}}, {{"expression", "(2 + I)*(3 - 4*I)"}}});
  expect_complete("polar_form", {{{"expression", "-1 + sqrt(3)*I"}}, {{"expression", "1 - I"}}, {{"expression", "3 + 4*I"}}, {{"expression", "-7"}}});
  expect_complete("circle_through", {{{"points", {{0, 0}, {4, 0}, {0, 2}}}}, {{"points", {{1, 2}, {4, 6}, {-3, 5}}}}});
  expect_complete("circle_center_radius", {{{"equation", "x**2 + y**2 - 4*x + 6*y = 12"}}, {{"equation", "2*x**2 + 2*y**2 = 6*x + 1"}}, {{"equation", "x**2 + y**2 = 7"}}});
  expect_complete("angle_at", {{{"points", {{1, 0}, {0, 0}, {1, 1}}}}, {{"points", {{3, 0}, {0, 0}, {0, 5}}}}, {{"points", {{5, 1}, {1, -2}, {4, 4}}}}});
  expect_complete("complete_the_square", {{{"expression", "x**2 - 6*x + 1"}}, {{"expression", "3*x**2 + 5*x - 2"}}, {{"expression", "-x**2 + 4*x"}},
                                          {{"expression", "x**2 + y**2 - 4*x + 6*y = 12"}}, {{"expression", "x**2 + 4"}}});
  expect_complete("resultant", {{{"polynomial1", "x**2 + y**2 - 5"}, {"polynomial2", "x - y - 1"}, {"variable", "y"}}, {{"polynomial1", "x**2 - 3*x + 2"}, {"polynomial2", "x**2 - 1"}}});
  expect_complete("summation", {{{"expression", "k"}, {"variable", "k"}, {"lower", 1}, {"upper", "n"}}, {{"expression", "k**2"}, {"variable", "k"}, {"lower", 1}, {"upper", "n"}},
                                {{"expression", "1/(k*(k + 1))"}, {"variable", "k"}, {"lower", 1}, {"upper", "n"}}, {{"expression", "2**k"}, {"variable", "k"}, {"lower", 0}, {"upper", "n"}}});
  expect_complete("product", {{{"expression", "1 - 1/k**2"}, {"variable", "k"}, {"lower", 2}, {"upper", "n"}}, {{"expression", "1 + 1/k"}, {"variable", "k"}, {"lower", 1}, {"upper", "n"}}});
}

TEST(MoreDerivations, ArithmeticArgumentsAreWorkedOutFirst) {
  expect_complete("gcd", {{{"numbers", {"2^5 + 4", "3*8"}}}});
  expect_complete("lcm", {{{"numbers", {"2*3", 10}}}});
  expect_complete("factor_integer", {{{"n", "2^10 - 1"}}});
  expect_complete("divisor_count", {{{"n", "2^5*9"}}});
  expect_complete("is_prime", {{{"n", "2^7 - 1"}}});
}

// With drawn numbers: the claims that can be read alone hold, and the last one ends with the result.
TEST(MoreDerivations, HoldForDrawnNumbers) {
  Random random(31, "more derivations");
  for (std::uint64_t i = 0; i < 12; ++i) {
    const long long a = random.between(-9, 9), b = random.between(-9, 9), c = random.between(1, 9);
    const auto number = [](long long n) { return "(" + std::to_string(n) + ")"; };
    const Derivation square = derived("complete_the_square", {{"expression", number(c) + "*x**2 + " + number(a) + "*x + " + number(b)}}, i);
    ASSERT_FALSE(square.steps.empty());
    EXPECT_TRUE(claim_holds(square.steps.back().claim, {})) << square.steps.back().claim;
    const Derivation term = derived("solve_recurrence", {{"coefficients", {a, c}}, {"initial", {b, 1}}, {"n", 6}}, i);
    ASSERT_FALSE(term.steps.empty());
    std::vector<Rational> all{Rational(b), Rational(1)};
    while (all.size() < 7) all.push_back(Rational(a) * all.back() + Rational(c) * all[all.size() - 2]);
    EXPECT_TRUE(agree(last_of(term.steps.back().claim), Expr::number(all[6]))) << term.steps.back().claim;
    const Derivation least = derived("minimum", {{"expression", number(c) + "*x**2 + " + number(a) + "*x + " + number(b)}}, i);
    ASSERT_FALSE(least.steps.empty());
    EXPECT_TRUE(agree(last_of(least.steps.back().claim), Expr::number(Rational(b) - Rational(a * a, 4 * c)))) << least.steps.back().claim;
  }
}

// A result that is not the tool's is never derived.
TEST(MoreDerivations, RefuseOtherResults) {
  const std::vector<Case> cases = {
      {"solve_recurrence", R"j({"coefficients": [1, 1], "initial": [0, 1], "n": 12})j", "145"},
      {"solve_recurrence", R"j({"coefficients": [5, -6], "initial": [1, 4]})j", "2*3**n + 2**n"},
      {"combine_sets", R"j({"operation": "union", "sets": ["{1, 2}", "{2, 3}"]})j", "{1, 2}"},
      {"maximum", R"j({"expression": "x**3 - 3*x", "lower": 0, "upper": 2})j", "3"},
      {"minimum", R"j({"expression": "x**2 - 6*x + 11"})j", "1"},
      {"numeric_value", R"j({"expression": "sqrt(2)", "digits": 4})j", "1.415"},
      {"polar_form", R"j({"expression": "1 + I"})j", "2*(cos(pi/4) + I*sin(pi/4))"},
      {"circle_through", R"j({"points": [[0, 0], [4, 0], [0, 2]]})j", "(x - 2)**2 + (y - 1)**2 = 6"},
      {"circle_center_radius", R"j({"equation": "x**2 + y**2 - 4*x + 6*y = 12"})j", "((2, -3), 4)"},
      {"angle_at", R"j({"points": [[1, 0], [0, 0], [1, 1]]})j", "pi/3"},
      {"complete_the_square", R"j({"expression": "x**2 - 6*x + 1"})j", "(x - 3)**2 - 9"},
      {"resultant", R"j({"polynomial1": "x**2 - 3*x + 2", "polynomial2": "x**2 - 1"})j", "1"},
      {"summation", R"j({"expression": "k", "variable": "k", "lower": 1, "upper": "n"})j", "n*(n - 1)/2"},
      {"product", R"j({"expression": "1 + 1/k", "variable": "k", "lower": 1, "upper": "n"})j", "n + 2"},
  };
  for (const Case& c : cases) EXPECT_FALSE(derive(c).ok()) << c.tool << " -> " << c.result;
}

TEST(MoreDerivations, AKnownIntegralIsSaidToBeExactOnlyWhereItIs) {
  const auto only_step = [](const char* expression, const char* upper, const char* result, std::uint64_t seed) {
    const auto d = derive({"definite_integral", Json{{"expression", expression}, {"variable", "x"}, {"lower", 0}, {"upper", upper}}.dump(), result}, Detail::kNormal, seed);
    EXPECT_TRUE(d.ok() && d->steps.size() == 1) << expression;
    return d.ok() && d->steps.size() == 1 ? d->steps[0] : Step{};
  };
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const Step exact = only_step("exp(-x**2)", "oo", "sqrt(pi)/2", seed), rounded = only_step("exp(-x**2)", "1", "0.7468241328", seed);
    EXPECT_EQ(exact.claim.find("\\approx"), std::string::npos) << exact.claim;
    EXPECT_EQ(exact.because.find("numerical"), std::string::npos) << exact.because;
    EXPECT_NE(rounded.claim.find("\\approx"), std::string::npos) << rounded.claim;
    EXPECT_EQ(exact.grade, math::Grade::kQuoted);
  }
}

TEST(MoreDerivations, AnInfiniteSumIsNotTakenForAFiniteOne) {
  const auto d = derive({"summation", R"j({"expression": "1/2**k", "variable": "k", "lower": 0, "upper": "oo"})j", "3"});
  ASSERT_FALSE(d.ok());
  EXPECT_EQ(d.error().code, ErrorCode::kCorruption) << d.error().message;
}

}  // namespace
}  // namespace retort::explain
