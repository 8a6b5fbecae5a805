// Recurrences, sets, values in other forms, extreme values, circles and angles, products to a symbol.
#include <gtest/gtest.h>

#include "base/text.h"
#include "cas/tool_cases.h"

namespace retort::cas {
namespace {

TEST(Recurrence, TermsAndFormulas) {
  check("solve_recurrence", {
      {R"j({"coefficients": [1, 1], "initial": [0, 1], "n": 100})j", "354224848179261915075"},
      {R"j({"coefficients": [5, -6], "initial": [1, 4]})j", "2*3**n - 2**n"},
      {R"j({"coefficients": [2], "initial": [1], "constant": 1})j", "2*2**n - 1"},
      {R"j({"coefficients": [2], "initial": [1], "constant": 1, "first": 1, "n": 10})j", "1023"},
      {R"j({"coefficients": [4, -4], "initial": [1, 6]})j", "2**n + 2*n*2**n"},
      {R"j({"coefficients": [1], "initial": [3], "constant": 4})j", "4*n + 3"},
      {R"j({"coefficients": ["1/2"], "initial": [8], "n": 5})j", "1/4"},
      {R"j({"coefficients": [0, -1], "initial": [1, 0]})j", "cos(n*pi/2)"},
      {R"j({"coefficients": [1, -2], "initial": [1, 0]})j", "error: unsupported"},
      {R"j({"coefficients": [0, -1], "initial": [1, 0], "n": 10})j", "-1"},
      {R"j({"coefficients": [1, 0], "initial": [1, 1]})j", "error: arguments"},
      {R"j({"coefficients": [1, 1], "initial": [1]})j", "error: arguments"},
      {R"j({"coefficients": [1, 1], "initial": [1, 1], "n": -1})j", "error: domain"},
      {R"j({"coefficients": [1, 1], "initial": [1, 1], "n": 1000000000})j", "error: unsupported"},
      {R"j({"coefficients": [9, 9], "initial": [1, 1], "n": 20000})j", "error: unsupported"},
      {R"j({"coefficients": ["a"], "initial": [1]})j", "error: unsupported"},
  });
  // Binet: the formula is exact, and so are its values.
  const auto binet = call("solve_recurrence", R"j({"coefficients": [1, 1], "initial": [0, 1]})j");
  ASSERT_TRUE(binet.ok) << binet.message;
  EXPECT_NE(binet.result.find("sqrt(5)"), std::string::npos) << binet.result;
  EXPECT_EQ(call("evaluate", to_line({{"expression", replace_all(binet.result, "n", "(10)")}})).result, "55") << binet.result;
}

TEST(Sets, AreCombinedAndCounted) {
  check("combine_sets", {
      {R"j({"operation": "union", "sets": ["{1, 2, 3}", "{2, 3, 5}"]})j", "{1, 2, 3, 5}"},
      {R"j({"operation": "intersection", "sets": ["{1, 2, 3}", "{2, 3, 5}", "{3, 1/2}"]})j", "{3}"},
      {R"j({"operation": "difference", "sets": ["{1, 2, 3, 4}", "{2}", "{3, 9}"]})j", "{1, 4}"},
      {R"j({"operation": "symmetric_difference", "sets": ["{1, 2}", "{2, 3}"]})j", "{1, 3}"},
      {R"j({"operation": "intersection", "sets": ["{1}", "{2}"]})j", "EmptySet"},
      {R"j({"operation": "sum", "sets": ["{1}"]})j", "error: arguments"},
      {R"j({"operation": "union", "sets": ["[1, 2)"]})j", "error: arguments"},
      {R"j({"operation": "union", "sets": ["{x}"]})j", "error: unsupported"},
  });
  const auto r = call("combine_sets", R"j({"operation": "union", "sets": ["{1, 2, 3}", "{2, 3, 5}"]})j");
  EXPECT_EQ(r.conditions, std::vector<std::string>{"4 elements"});
}

TEST(AcceptedForms, AreReadAsTheyAreMeant) {
  check("combine_sets", {
      {R"j({"operation": "∪", "sets": ["{}", [1, 2], "{1/2, sqrt(4)}"]})j", "{1/2, 1, 2}"},
      {R"j({"operation": "Symmetric Difference", "sets": ["∅", "\\emptyset", "set()"]})j", "EmptySet"},
      {R"j({"operation": "minus", "sets": ["\\{1, 2\\}", "{2}"]})j", "{1}"},
  });
  check("gcd", {{R"j({"numbers": "12, 18, 30"})j", "6"}, {R"j({"numbers": "[84; 126]"})j", "42"}});
  check("chinese_remainder", {{R"j({"remainders": "[2, 3]", "moduli": "(5, 7)"})j", "(17, 35)"}});
  check("solve_linear_system", {{R"j({"equations": "x + y = 3, x - y = 1", "variables": "x, y"})j", "(2, 1)"}});
  check("compute_inner_product", {{R"j({"vector1": "\\langle 1, 2, 3 \\rangle", "vector2": [4, 5, 6]})j", "32"}});
  check("from_base", {{R"j({"digits": [1, 0, 1], "base": 2})j", "5"}, {R"j({"digits": [15, 10], "base": 16})j", "250"}});
  check("compute_limit", {{R"j({"expression": "x sin(1/x)", "variable": "x", "point": 0})j", "0"},
                          {R"j({"expression": "abs(x)/x", "variable": "x", "point": 0, "direction": "from below"})j", "-1"}});
  // Letters that stand alone elsewhere, that follow a number, or one of which is the unknown.
  check("factor_expression", {{R"j({"expression": "6x^2-7xy-3y^2"})j", "(2*x - 3*y)*(3*x + y)"}, {R"j({"expression": "$x^2 - 4$"})j", "(x - 2)*(x + 2)"}});
  check("solve_equation", {{R"j({"sympy_equation": "A = P(1+rt)", "variable": "t"})j", "[(A - P)/(P*r)]"},
                           {R"j({"sympy_equation": "tax + 2 = 5", "variable": "tax"})j", "[3]"}});
  check("substitute", {{R"j({"expression": "ab + a", "values": {"ab": 3, "a": 1}})j", "4"}, {R"j({"expression": "x/y", "values": {"x": "y"}})j", "1"}});
  check("solve_univariate_inequality", {{R"j({"inequality": "x**2 =< 4"})j", "(-2 <= x) & (x <= 2)"}, {R"j({"inequality": "2^x > 0"})j", "(-oo < x) & (x < oo)"},
                                        {R"j({"inequality": "2^x + 3 > 3"})j", "(-oo < x) & (x < oo)"}, {R"j({"inequality": "e^x <= 0"})j", "False"}});
}

TEST(AcceptedForms, BracesBesideBareFunctions) {
  check("differentiate", {{R"j({"expression": "sin(x)^{2}", "variable": "x"})j", "2*cos(x)*sin(x)"}});
  check("solve_equation", {{R"j({"sympy_equation": "sqrt(x^{2}+9)=5", "variable": "x"})j", "[-4, 4]"},
                           {R"j({"sympy_equation": "ln(x)^{2}=4", "variable": "x"})j", "[1/exp(2), exp(2)]"}});
  check("compute_limit", {{R"j({"expression": "(1-cos(x))/x^{2}", "variable": "x", "point": 0})j", "1/2"},
                          {R"j({"expression": "\\frac{sin(3x)}{x}", "variable": "x", "point": 0})j", "3"}});
  check("minimum", {{R"j({"expression": "x ln x", "variable": "x", "lower": 1, "upper": 2})j", "0"}});
  check("evaluate", {{R"j({"expression": "7 mod 3"})j", "1"}, {R"j({"expression": "\\sin{0} + 2^{3}"})j", "8"}});
}

TEST(AcceptedForms, PoorFormsAreMended) {
  check("find_critical_points", {{R"j({"expression": "-2*x**3 - 3*x**2 + 2x^0", "variable": "x"})j", "[-1, 0]"}});
  check("expand_expression", {{R"j({"expression": "(2x-y)^3(x+y)"})j", "8*x**4 - 4*x**3*y - 6*x**2*y**2 + 5*x*y**3 - y**4"},
                              {R"j({"expression": "(x+1/x)^3"})j", "x**3 + 3*x + 3/x + 1/x**3"}});
  EXPECT_LT(call("expand_expression", R"j({"expression": "(x/(y+1)+1)^3"})j").result.size(), 100u);
  // Without a number for n nobody can say whether this exists.
  check("definite_integral", {{R"j({"expression": "x^n", "variable": "x", "lower": 0, "upper": 1})j", "error: unsupported"},
                              {R"j({"expression": "x^n", "variable": "x", "lower": 1, "upper": 2})j", "(2**(n + 1) - 1)/(n + 1)"}});
  check("differentiate", {{R"j({"expression": "x*sqrt(8-x^2)", "variable": "x"})j", "sqrt(8 - x**2) - x**2/sqrt(8 - x**2)"}});
  check("definite_integral", {{R"j({"expression": "abs(6*x^2+2*x)", "variable": "x", "lower": 1, "upper": -1})j", "-110/27"}});
  check("solve_equation", {{R"j({"sympy_equation": "2*cos(x)-2*sin(2*x)=0", "variable": "x"})j", "[-pi/2, pi/6, pi/2, 5*pi/6]"}});
  EXPECT_EQ(call("minimum", R"j({"expression": "sin(x)", "lower": 0, "upper": "2*pi"})j").conditions, std::vector<std::string>{"at x = 3*pi/2"});
  check("maximum", {{R"j({"expression": "max(x, 1-x)", "lower": 0, "upper": 1})j", "1"}, {R"j({"expression": "abs(x)/x", "lower": -1, "upper": 1})j", "error: domain"}});
  check("rectangular_form", {{R"j({"expression": "1/(1-1)"})j", "error: domain"}});
  check("numeric_value", {{R"j({"expression": "sqrt(8) - 2*sqrt(2)"})j", "0"}});
}

TEST(ValueForms, Decimals) {
  check("numeric_value", {
      {R"j({"expression": "sqrt(2)", "digits": 10})j", "1.414213562"},
      {R"j({"expression": "1/8"})j", "0.125"},
      {R"j({"expression": "1/3", "digits": 5})j", "0.33333"},
      {R"j({"expression": "12345678", "digits": 3})j", "12300000"},
      {R"j({"expression": "0.0123456", "digits": 2})j", "0.012"},
      {R"j({"expression": "12345678", "digits": 8})j", "12345678"},
      {R"j({"expression": "10**-8/3", "digits": 4})j", "0.000000003333"},
      {R"j({"expression": "exp(pi*sqrt(163))", "digits": 30})j", "262537412640768743.999999999999"},
      {R"j({"expression": "sqrt(-2)"})j", "error: unsupported"},
      {R"j({"expression": "x + 1"})j", "error: arguments"},
      {R"j({"expression": "1/0"})j", "error: domain"},
      {R"j({"expression": "pi", "digits": 101})j", "error: arguments"},
  });
  EXPECT_TRUE(call("numeric_value", R"j({"expression": "pi"})j").approximate);
  EXPECT_FALSE(call("numeric_value", R"j({"expression": "1/8"})j").approximate);
}

TEST(ValueForms, ComplexNumbers) {
  check("rectangular_form", {
      {R"j({"expression": "(3 + I)/(1 - I)"})j", "1 + 2*I"},
      {R"j({"expression": "(1 + I)**8"})j", "16"},
      {R"j({"expression": "2*(cos(pi/3) + I*sin(pi/3))"})j", "1 + sqrt(3)*I"},
      {R"j({"expression": "I**7"})j", "-I"},
      {R"j({"expression": "exp(I*pi/2)"})j", "I"},
      {R"j({"expression": "x + I"})j", "error: arguments"},
  });
  check("polar_form", {
      {R"j({"expression": "-1 + sqrt(3)*I"})j", "2*(cos(2*pi/3) + I*sin(2*pi/3))"},
      {R"j({"expression": "1 - I"})j", "sqrt(2)*(cos(-pi/4) + I*sin(-pi/4))"},
      {R"j({"expression": "3 + 4*I"})j", "5*(cos(atan(4/3)) + I*sin(atan(4/3)))"},
      {R"j({"expression": "-3 + 4*I"})j", "5*(cos(atan(-4/3) + pi) + I*sin(atan(-4/3) + pi))"},
      {R"j({"expression": "-5"})j", "5*(cos(pi) + I*sin(pi))"},
      {R"j({"expression": "7"})j", "7*(cos(0) + I*sin(0))"},
      {R"j({"expression": "0"})j", "error: domain"},
  });
}

TEST(Extremes, OnIntervalsAndTheWholeLine) {
  check("maximum", {
      {R"j({"expression": "x**3 - 3*x", "lower": 0, "upper": 2})j", "2"},
      {R"j({"expression": "x**3 - 3*x", "lower": -2, "upper": "3/2"})j", "2"},
      {R"j({"expression": "-x**2 + 4*x + 1"})j", "5"},
      {R"j({"expression": "x/(x**2 + 1)"})j", "1/2"},
      {R"j({"expression": "sin(x) + cos(x)"})j", "sqrt(2)"},
      {R"j({"expression": "x*sqrt(8 - x**2)"})j", "4"},
      {R"j({"expression": "x**2"})j", "error: domain"},
      {R"j({"expression": "x/(x + 1)", "lower": 0})j", "error: domain"},
      {R"j({"expression": "1/x", "lower": -1, "upper": 1})j", "error: domain"},
      {R"j({"expression": "tan(x)", "lower": 0, "upper": 3})j", "error: domain"},
      {R"j({"expression": "a*x"})j", "error: arguments"},
      {R"j({"expression": "x", "lower": 2, "upper": 1})j", "error: arguments"},
  });
  check("minimum", {
      {R"j({"expression": "x**3 - 3*x", "lower": 0, "upper": 2})j", "-2"},
      {R"j({"expression": "abs(x - 3) + abs(x + 1)"})j", "4"},
      {R"j({"expression": "x + 4/x", "lower": 1, "upper": 10})j", "4"},
      {R"j({"expression": "x*exp(x)"})j", "-exp(-1)"},
      {R"j({"expression": "exp(x)"})j", "error: domain"},
      {R"j({"expression": "log(x)"})j", "error: domain"},
      {R"j({"expression": "x**4 - 2*x**2", "lower": "-oo", "upper": "oo"})j", "-1"},
      {R"j({"expression": "cos(x)", "lower": 0, "upper": "pi/3"})j", "1/2"},
  });
  const auto r = call("minimum", R"j({"expression": "x**4 - 2*x**2"})j");
  EXPECT_EQ(r.conditions, std::vector<std::string>{"at x = -1 and x = 1"});
  EXPECT_EQ(r.grade, math::Grade::kProved);
}

TEST(Geometry, CirclesAndAngles) {
  check("circle_through", {
      {R"j({"points": [[0, 0], [4, 0], [0, 2]]})j", "(x - 2)**2 + (y - 1)**2 = 5"},
      {R"j({"points": [[1, 0], [-1, 0], [0, 1]]})j", "x**2 + y**2 = 1"},
      {R"j({"points": [[0, 0], [1, 1], [2, 2]]})j", "error: domain"},
      {R"j({"points": [[0, 0], [1, 1]]})j", "error: arguments"},
  });
  check("circle_center_radius", {
      {R"j({"equation": "x**2 + y**2 - 4*x + 6*y = 12"})j", "((2, -3), 5)"},
      {R"j({"equation": "2*x**2 + 2*y**2 = 6*x + 1"})j", "((3/2, 0), sqrt(11)/2)"},
      {R"j({"equation": "x**2 + 2*y**2 = 1"})j", "error: domain"},
      {R"j({"equation": "x**2 + y**2 + x*y = 1"})j", "error: domain"},
      {R"j({"equation": "x**2 + y**2 = -1"})j", "error: domain"},
      {R"j({"equation": "x**2 + y**2"})j", "error: arguments"},
  });
  check("angle_at", {
      {R"j({"points": [[1, 0], [0, 0], [1, 1]]})j", "pi/4"},
      {R"j({"points": [[3, 0], [0, 0], [0, 5]]})j", "pi/2"},
      {R"j({"points": [[1, 0], [0, 0], [-2, 0]]})j", "pi"},
      {R"j({"points": [[4, 0], [0, 0], [4, 3]]})j", "acos(4/5)"},
      {R"j({"points": [[0, 0], [0, 0], [4, 3]]})j", "error: domain"},
  });
}

TEST(Product, ToASymbol) {
  check("product", {
      {R"j({"expression": "1 - 1/k**2", "variable": "k", "lower": 2, "upper": "n"})j", "(n + 1)/(2*n)"},
      {R"j({"expression": "k", "variable": "k", "lower": 1, "upper": "n"})j", "factorial(n)"},
      {R"j({"expression": "(k + 2)/k", "variable": "k", "lower": 1, "upper": "n"})j", "(n**2 + 3*n + 2)/2"},
      {R"j({"expression": "1 + 1/k", "variable": "k", "lower": 1, "upper": "n"})j", "n + 1"},
      {R"j({"expression": "k - 3", "variable": "k", "lower": 1, "upper": "n"})j", "error: domain"},
      {R"j({"expression": "1/(k - 3)", "variable": "k", "lower": 1, "upper": "n"})j", "error: domain"},
      {R"j({"expression": "k**2 + 1", "variable": "k", "lower": 1, "upper": "n"})j", "error: no_solution_found"},
      {R"j({"expression": "sin(k)", "variable": "k", "lower": 1, "upper": "n"})j", "error: no_solution_found"},
  });
}

}  // namespace
}  // namespace retort::cas
