// Derivations of integrals, improper ones too, and of limits of every shape: complete at each level of detail, and none for a wrong result.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "explain/derivation_cases.h"
#include "explain/property_cases.h"

namespace retort::explain {
namespace {

Derivation derived(const std::string& tool, const Json& args, Detail detail = Detail::kNormal, std::uint64_t seed = 3) {
  const cas::ToolCall call{tool, args};
  const auto answered = tools().call(call);
  EXPECT_TRUE(answered.ok) << tool << " " << args << ": " << answered.message;
  const auto d = explain(call, answered, {detail, seed});
  EXPECT_TRUE(d.ok()) << tool << " " << args << " -> " << answered.result << ": " << (d.ok() ? "" : d.error().message);
  if (!d.ok()) return {};
  expect_well_written(*d, {tool, args.dump(), answered.result});
  return *d;
}

bool has_rule(const Derivation& d, std::string_view rule) {
  return std::any_of(d.steps.begin(), d.steps.end(), [&](const Step& s) { return s.rule == rule; });
}

// Complete at each level of detail; `rule` is what a teacher would do.
void expect_method(const std::string& tool, const Json& args, std::string_view rule) {
  for (const Detail detail : {Detail::kBrief, Detail::kNormal, Detail::kFull}) {
    const Derivation d = derived(tool, args, detail);
    EXPECT_FALSE(d.steps.empty()) << args;
    for (const Step& s : d.steps) EXPECT_NE(s.grade, math::Grade::kQuoted) << args << ": " << s.claim;
    if (detail != Detail::kNormal) continue;
    EXPECT_TRUE(has_rule(d, rule)) << args << " without " << rule;
  }
}

TEST(CalculusDerivations, AntiderivativesByTheMethodsOfACourse) {
  const std::pair<const char*, const char*> cases[] = {
      {"exp(x)*sin(x)", "integral_returns"}, {"exp(2*x)*cos(3*x)", "integral_returns"}, {"tan(x)", "in_sine_and_cosine"}, {"sec(x)", "multiply_by_one"}, {"sin(x)**2", "half_angle"},
      {"cos(x)**4", "half_angle"}, {"sin(x)**3*cos(x)**2", "pythagoras"}, {"sqrt(9-x**2)", "integral_returns"}, {"sqrt(x**2+4)", "integral_returns"}, {"1/(x**2+2*x+5)", "complete_the_square"},
      {"(3*x+1)/(x**2+4)", "split_numerator"}, {"exp(sqrt(x))", "change_of_variable"}, {"1/(x**3+1)", "compare_coefficients"},
      {"sin(5*x)*cos(3*x)", "product_to_sum"}, {"ln(x)/x**2", "integration_by_parts"}, {"1/(1+exp(x))", "add_and_subtract"}, {"a*x**2+b*x+c", "constant_factor"}, {"x**(2/3)", "known_integral"}};
  for (const auto& [expression, rule] : cases) expect_method("integrate", {{"expression", expression}, {"variable", "x"}}, rule);
}

TEST(CalculusDerivations, DefiniteIntegralsWithLimitsAndCases) {
  const auto over = [](const char* expression, const Json& low, const Json& high, std::string_view rule) {
    expect_method("definite_integral", {{"expression", expression}, {"variable", "x"}, {"lower", low}, {"upper", high}}, rule);
  };
  over("1/x**2", 1, "oo", "improper_integral");
  over("x**2*exp(-x)", 0, "oo", "l_hospital");
  over("1/(1+x**2)", "-oo", "oo", "split_at_zero");
  over("ln(x)", 0, 1, "improper_integral");
  over("1/(x**2+x)", 1, "oo", "logarithm_of_quotient");
  over("abs(x-1)", 0, 3, "cases");
  over("abs(x**2-3)", 0, 3, "cases");
  over("abs(cos(x))", 0, "pi", "cases");
  over("sin(x)**2", 0, "pi", "half_angle");
  over("x**2", 0, "a", "difference_of_values");
}

TEST(CalculusDerivations, LimitsPartByPart) {
  const auto at = [](const char* expression, const Json& point, const char* direction, std::string_view rule) {
    Json args{{"expression", expression}, {"variable", "x"}, {"point", point}};
    if (*direction) args["direction"] = direction;
    expect_method("compute_limit", args, rule);
  };
  at("sqrt(x**2+x)-x", "oo", "", "conjugate");
  at("x*(sqrt(x**2+1)-x)", "oo", "", "conjugate");
  at("(1+2/x)**x", "oo", "", "power_as_exponential");
  at("x**x", 0, "+", "power_as_exponential");
  at("x*ln(x)", 0, "+", "as_quotient");
  at("sin(x)/x", "oo", "", "squeeze");
  at("x**2*sin(1/x)", 0, "", "squeeze");
  at("(2*x+1)/sqrt(x**2+3)", "-oo", "", "divide_by_power");
  at("1/x-1/sin(x)", 0, "", "one_fraction");
  at("abs(x)/x", 0, "-", "absolute_value");
  at("floor(x)", 2, "-", "constant_beside");
  at("tan(x)", "pi/2", "-", "in_sine_and_cosine");
  at("x*sin(1/x)", "oo", "", "l_hospital");
  at("(x+sin(x))/x", "oo", "", "split_fraction");
  at("(x**2-a**2)/(x-a)", "a", "", "l_hospital");
}

TEST(CalculusDerivations, WrongValuesAreNotDerived) {
  const Case cases[] = {
      {"definite_integral", R"j({"expression":"abs(sin(x))","variable":"x","lower":0,"upper":"2*pi"})j", "0"},
      {"definite_integral", R"j({"expression":"1/x**2","variable":"x","lower":1,"upper":"oo"})j", "2"},
      {"definite_integral", R"j({"expression":"abs(x-1)","variable":"x","lower":0,"upper":3})j", "3/2"},
      {"compute_limit", R"j({"expression":"sqrt(x**2+x)-x","variable":"x","point":"oo"})j", "1"},
      {"compute_limit", R"j({"expression":"x*ln(x)","variable":"x","point":0,"direction":"+"})j", "1"},
      {"compute_limit", R"j({"expression":"(1+2/x)**x","variable":"x","point":"oo"})j", "e"},
  };
  for (const Case& c : cases) EXPECT_FALSE(derive(c).ok()) << c.tool << " " << c.args << " -> " << c.result;
}

TEST(CalculusDerivations, NumeratorsOfPartialFractionsAreFound) {
  for (const char* expression : {"(3*x+5)/((x-1)**2*(x+2))", "1/(x**3+x)", "(x**2+2*x+3)/((x**2+1)*(x**2+4))", "1/((x**2+1)**2*(x-1))", "1/(x**4-1)", "(2*x+3)/(x**2-5*x+6)", "x**4/(x**3-1)", "1/(2*x**2+x)"})
    expect_method("partial_fractions", {{"expression", expression}, {"variable", "x"}}, "clear_denominators");
}

TEST(CalculusDerivations, SumsByTheirStructure) {
  const auto sum = [](const char* expression, const Json& low, const Json& high, std::string_view rule) {
    expect_method("summation", {{"expression", expression}, {"variable", "k"}, {"lower", low}, {"upper", high}}, rule);
  };
  sum("(1/2)**k", 0, "oo", "infinite_geometric_series");
  sum("k**2/3**k", 1, "oo", "subtract_shifted");
  sum("1/(k*(k+2))", 1, "oo", "vanishing_fractions");
  sum("1/((3*k-2)*(3*k+1))", 1, "oo", "telescope");
  sum("1/(k*(k+1))", 1, 99, "put_bound_in");
  sum("(-1)**k*k", 1, 100, "subtract_shifted");
  sum("1/(sqrt(k)+sqrt(k+1))", 1, 99, "rationalize");
  sum("log(1+1/k)", 1, 9, "logarithm_of_quotient");
  sum("k**2+3*k", 5, 30, "less_the_first");
  sum("k**2", 1, "n-1", "put_bound_in");
  sum("binomial(n,k)*2**k", 0, "n", "binomial_theorem");
}

TEST(CalculusDerivations, ZerosAndConstantsDigitByDigit) {
  for (const char* equation : {"x**3-3*x+1", "x**3+x-1", "x**3-2*x-5", "cos(x)-x", "x**5-x-1"}) expect_method("solve_equation", {{"sympy_equation", equation}, {"variable", "x"}}, "change_of_sign");
  for (const char* number : {"pi", "E", "ln(2)", "ln(10)", "sin(1)", "cos(1)", "exp(1.5)", "sqrt(2)+pi", "pi**2", "log(2,10)"})
    for (const int digits : {5, 10}) expect_method("numeric_value", {{"expression", number}, {"digits", digits}}, "series");
}

TEST(CalculusDerivations, PowersOfDifferentBasesByLogarithms) {
  for (const char* equation : {"59**x = 24*40**(x-2)", "3**x = 5*2**(x+1)", "exp(2*x) = 3*5**x"}) expect_method("solve_equation", {{"sympy_equation", equation}, {"variable", "x"}}, "take_logarithms");
}

TEST(CalculusDerivations, LogarithmsDefinedFarOutOnly) {
  expect_method("solve_equation", {{"sympy_equation", "log(x) + log(x - 50) = log(6)"}, {"variable", "x"}}, "combine_logarithms");
}

TEST(CalculusDerivations, FactorsWithoutRationalZeros) {
  const std::pair<const char*, const char*> cases[] = {{"x**4+4", "complete_the_square"}, {"x**4-7*x**2+1", "difference_of_squares"}, {"x**8-1", "factor"}, {"x**4+2*x**3+3*x**2+2*x+1", "perfect_square"}, {"x**5+x+1", "group"}, {"x**4+5*x**2+4", "two_numbers"}};
  for (const auto& [expression, rule] : cases) expect_method("factor_expression", {{"expression", expression}}, rule);
}

TEST(CalculusDerivations, CriticalPointsWithoutADerivative) {
  for (const char* expression : {"x**(2/3)", "abs(x-2)", "abs(x**2-4)", "x**(1/3)*(x-4)"}) expect_method("find_critical_points", {{"expression", expression}, {"variable", "x"}}, "no_derivative");
  for (const char* expression : {"ln(x)/x", "x*ln(x)"}) expect_method("find_critical_points", {{"expression", expression}, {"variable", "x"}}, "set_derivative_zero");
}

}  // namespace
}  // namespace retort::explain
