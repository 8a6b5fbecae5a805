// Derivations that go forwards to a formula: sums and products to a letter, power series, recurrences, waves, inequalities without borders.
#include <gtest/gtest.h>

#include <algorithm>

#include "explain/derivation_cases.h"
#include "explain/property_cases.h"

namespace retort::explain {
namespace {

Derivation derived(const std::string& tool, const Json& args, Detail detail = Detail::kNormal) {
  const cas::ToolCall call{tool, args};
  const auto answered = tools().call(call);
  EXPECT_TRUE(answered.ok) << tool << " " << args << ": " << answered.message;
  const auto d = explain(call, answered, {detail, 3});
  EXPECT_TRUE(d.ok()) << tool << " " << args << " -> " << answered.result << ": " << (d.ok() ? "" : d.error().message);
  if (!d.ok()) return {};
  expect_well_written(*d, {tool, args.dump(), answered.result});
  return *d;
}

// Complete at each level of detail; at the normal one a step of this rule, and none that starts from the formula that is sought.
void expect_forward(const std::string& tool, const Json& args, std::string_view rule) {
  for (const Detail detail : {Detail::kBrief, Detail::kNormal, Detail::kFull}) {
    const Derivation d = derived(tool, args, detail);
    for (const Step& s : d.steps) EXPECT_NE(s.grade, math::Grade::kQuoted) << args << ": " << s.claim;
    if (detail != Detail::kNormal) continue;
    EXPECT_TRUE(std::any_of(d.steps.begin(), d.steps.end(), [&](const Step& s) { return s.rule == rule; })) << args << " without " << rule;
    EXPECT_GT(d.steps.size(), 1u) << args;
  }
}

void expect_sum(const char* term, const Json& low, const Json& high, std::string_view rule) { expect_forward("summation", {{"expression", term}, {"variable", "k"}, {"lower", low}, {"upper", high}}, rule); }
void expect_product(const char* factor, const Json& low, const Json& high, std::string_view rule) { expect_forward("product", {{"expression", factor}, {"variable", "k"}, {"lower", low}, {"upper", high}}, rule); }

TEST(ForwardDerivations, SumsOfPowersToALetter) {
  expect_sum("3*k-2", 1, "n", "arithmetic_series");
  expect_sum("k", 5, "n", "number_of_terms");
  for (const char* power : {"k**2", "k**3", "k**4"}) expect_sum(power, 1, "n", "isolate");
  expect_sum("k*(k+1)", 1, "n", "common_factor");
  expect_sum("(2*k-1)**2", 1, "n", "power_sum");
  expect_sum("k**2", 3, "n", "less_the_first");
  expect_sum("k**2+1", 0, "n", "first_term");
  expect_sum("k*(n-k)", 1, "n", "split_sum");
  expect_sum("k**2", 1, "2*n", "put_bound_in");
}

TEST(ForwardDerivations, SeriesOfPowersToALetter) {
  expect_sum("2**k", 0, "n", "geometric_series");
  expect_sum("(1/2)**k", 1, "n", "ratio");
  expect_sum("x**k", 0, "n", "geometric_series");
  expect_sum("k*2**k", 1, "n", "subtract_shifted");
  expect_sum("k**2*3**k", 0, "n", "shift");
  expect_sum("2**k+k", 1, "n", "split_sum");
  expect_sum("(2**k+3**k)/6**k", 0, "oo", "split_sum");
}

TEST(ForwardDerivations, TermsThatCancel) {
  expect_sum("1/(k*(k+1))", 1, "n", "common_denominator");
  expect_sum("1/(k*(k+1)*(k+2))", 1, "n", "telescope");
  expect_sum("k*factorial(k)", 1, "n", "difference_of_neighbours");
  expect_sum("k/factorial(k+1)", 1, "n", "first_terms");
  expect_sum("k/factorial(k+1)", 1, "oo", "infinite_sum");
  expect_sum("k*factorial(k)", 1, 10, "put_bound_in");
  expect_sum("k*binomial(n,k)", 0, "n", "absorption");
  expect_sum("k**2*binomial(n,k)", 0, "n", "falling_factors");
  expect_sum("binomial(20,k)", 0, 20, "binomial_theorem");
}

TEST(ForwardDerivations, ProductsToALetter) {
  expect_product("(k+2)/k", 1, "n", "telescope");
  expect_product("1-1/k**2", 2, "n", "split_product");
  expect_product("k/(k+3)", 1, "n", "first_terms");
  expect_product("2*k", 1, "n", "factorial");
  expect_product("2**k", 1, "n", "add_exponents");
  expect_product("(k**2+3*k+2)/(k**2+2*k)", 1, "n", "cancel");
  expect_product("1-1/k**2", 2, 100, "put_bound_in");
}

TEST(ForwardDerivations, EachDerivativeOfASeriesOrAKnownSeries) {
  const auto series = [](const char* expression, const Json& point, int order, std::string_view rule) { expect_forward("series_expansion", {{"expression", expression}, {"variable", "x"}, {"point", point}, {"order", order}}, rule); };
  series("exp(2*x)", 0, 5, "next_derivative");
  series("1/x", 2, 4, "next_derivative");
  series("cos(x**2)", 0, 9, "put_in");
  series("ln(1+2*x)*cos(x)", 0, 5, "product_of_series");
  series("sqrt(1+sin(x))", 0, 4, "power_of_series");
  series("tan(x)", 0, 6, "quotient_of_series");
  series("x/(exp(x)-1)", 0, 4, "quotient_of_series");
}

TEST(ForwardDerivations, OneUseOfTheRuleInEachClaim) {
  for (const char* expression : {"(x-sin(x))/x**3", "(1-cos(2*x))/x**2", "(exp(x)-1-x)/x**2"}) {
    const Derivation d = derived("compute_limit", {{"expression", expression}, {"variable", "x"}, {"point", 0}});
    const auto used = std::count_if(d.steps.begin(), d.steps.end(), [](const Step& s) { return s.rule == "l_hospital"; });
    EXPECT_GE(used, 2) << expression;
  }
}

TEST(ForwardDerivations, ConstantsOfARecurrence) {
  const auto recurrence = [](const Json& coefficients, const Json& initial, std::string_view rule) { expect_forward("solve_recurrence", {{"coefficients", coefficients}, {"initial", initial}}, rule); };
  recurrence({1, 1}, {0, 1}, "express");
  recurrence({2, 2}, {1, 3}, "put_back");
  recurrence({2, -2}, {1, 2}, "modulus");
  recurrence({0, -1}, {1, 0}, "known_angle");
  recurrence({1, -1}, {1, 1}, "general_form");
}

TEST(ForwardDerivations, WavesPiecesAndSigns) {
  expect_forward("maximum", {{"expression", "3*sin(x)+4*cos(x)"}}, "addition_formula");
  expect_forward("minimum", {{"expression", "3*sin(x)+4*cos(x)"}}, "addition_formula");
  expect_forward("minimum", {{"expression", "abs(x-2)+abs(x+5)"}}, "compare_values");
  expect_forward("maximum", {{"expression", "abs(x+3)-abs(x-3)"}}, "far_out");
  for (const char* inequality : {"x**2-4*x+5>0", "2*x**2-3*x+4>0"}) expect_forward("solve_univariate_inequality", {{"inequality", inequality}, {"variable", "x"}}, "complete_the_square");
  expect_forward("solve_univariate_inequality", {{"inequality", "x**3-4*x>0"}, {"variable", "x"}}, "sample");
  expect_forward("solve_univariate_inequality", {{"inequality", "abs(2*x-3)>=5"}, {"variable", "x"}}, "absolute_value");
  expect_forward("check_continuity", {{"expression", "Piecewise((x**2+1, x<2), (3*x-1, True))"}, {"variable", "x"}, {"point", 2}}, "continuous");
  expect_forward("check_continuity", {{"expression", "Piecewise((x, x<=1), (x+1, True))"}, {"variable", "x"}, {"point", 1}}, "not_continuous");
  expect_forward("differentiate", {{"expression", "log(x,2)"}, {"variable", "x"}}, "change_of_base");
  expect_forward("differentiate", {{"expression", "ln((x**2+1)/(x-3))"}, {"variable", "x"}}, "logarithm_laws");
  expect_forward("rectangular_form", {{"expression", "5*exp(I*pi/3)+1/(2+I)"}}, "euler");
  expect_forward("evaluate", {{"expression", "cos(pi/5)"}}, "quadratic_formula");
  expect_forward("evaluate", {{"expression", "tan(pi/8)"}}, "half_angle");
  expect_forward("integrate", {{"expression", "1/(sin(x)+cos(x))"}, {"variable", "x"}}, "addition_formula");
  expect_forward("integrate", {{"expression", "sec(x)**3"}, {"variable", "x"}}, "solve_for_integral");
}

TEST(ForwardDerivations, WrongFormulasAreNotDerived) {
  const Case cases[] = {
      {"summation", R"j({"expression":"k**2","variable":"k","lower":1,"upper":"n"})j", "n*(n + 1)*(2*n + 1)/5"},
      {"summation", R"j({"expression":"k*2**k","variable":"k","lower":1,"upper":"n"})j", "n*2**(n + 1) - 2**(n + 1)"},
      {"summation", R"j({"expression":"k*factorial(k)","variable":"k","lower":1,"upper":"n"})j", "factorial(n + 1)"},
      {"product", R"j({"expression":"(k+2)/k","variable":"k","lower":1,"upper":"n"})j", "(n + 1)*(n + 2)"},
      {"series_expansion", R"j({"expression":"tan(x)","variable":"x","point":0,"order":6})j", "x + x**3/3 + x**5/15"},
      {"solve_recurrence", R"j({"coefficients":[0,-1],"initial":[1,0]})j", "sin(n*pi/2)"},
      {"maximum", R"j({"expression":"3*sin(x)+4*cos(x)"})j", "7"},
  };
  for (const Case& c : cases) EXPECT_FALSE(derive(c).ok()) << c.tool << " " << c.args << " -> " << c.result;
}

}  // namespace
}  // namespace retort::explain
