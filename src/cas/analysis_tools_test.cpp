// Power series and continuity.
#include "cas/tool_cases.h"

namespace retort::cas {
namespace {

TEST(AnalysisTools, PowerSeries) {
  check("series_expansion", {{R"j({"expression": "sin(x)", "variable": "x", "point": 0, "order": 6})j", "x - x**3/6 + x**5/120"},
                             {R"j({"expression": "log(1 + x)", "variable": "x", "point": 0, "order": 5})j", "x - x**2/2 + x**3/3 - x**4/4"},
                             {R"j({"expression": "cos(x)", "variable": "x", "point": 0, "order": 8})j", "1 - x**2/2 + x**4/24 - x**6/720"},
                             {R"j({"expression": "tan(x)", "variable": "x", "point": 0, "order": 8})j", "x + x**3/3 + 2*x**5/15 + 17*x**7/315"},
                             {R"j({"expression": "log(x)", "variable": "x", "point": 1, "order": 4})j", "(x - 1) - (x - 1)**2/2 + (x - 1)**3/3"},
                             {R"j({"expression": "\\frac{1}{1-x}", "order": 4})j", "1 + x + x**2 + x**3"},
                             {R"j({"expression": "sqrt(1 + x)", "order": 4})j", "1 + x/2 - x**2/8 + x**3/16"},
                             {R"j({"expression": "exp(x)", "point": 1, "order": 3})j", "E + E*(x - 1) + E*(x - 1)**2/2"},
                             {R"j({"expression": "sin(x)", "point": "pi/2", "order": 4})j", "1 - (x - pi/2)**2/2"},
                             {R"j({"expression": "sin(x)/x**2", "order": 4})j", "1/x - x/6 + x**3/120"},
                             {R"j({"expression": "(1 - cos(x))/x^2", "order": 3})j", "1/2 - x**2/24"},
                             {R"j({"expression": "exp(a*x)", "variable": "x", "order": 3})j", "1 + a*x + a**2*x**2/2"},
                             {R"j({"expression": "atan(x)", "order": 6})j", "x - x**3/3 + x**5/5"},
                             {R"j({"expression": "asin(x)", "order": 6})j", "x + x**3/6 + 3*x**5/40"},
                             {R"j({"expression": "x^2 + 1", "order": 6})j", "1 + x**2"},
                             {R"j({"expression": "1/sin(x) - 1/x", "order": 4})j", "x/6 + 7*x**3/360"},
                             {R"j({"expression": "log(x)", "point": 0})j", "error: domain"},
                             {R"j({"expression": "sqrt(x)"})j", "error: domain"},
                             {R"j({"expression": "sin(x)", "order": 0})j", "error: arguments"},
                             {R"j({"expression": "sin(x)", "order": 1000})j", "error: arguments"},
                             {R"j({"expression": "floor(x)"})j", "error: unsupported"},
                             {R"j({"expression": "sin(x)", "point": "oo"})j", "error: unsupported"}});
  EXPECT_EQ(call("series_expansion", R"j({"expression": "sin(x)", "order": 6})j").conditions, std::vector<std::string>{"terms from x**6 on are left out"});
}

TEST(AnalysisTools, Continuity) {
  check("check_continuity", {{R"j({"expression": "x**2", "variable": "x", "point": 1})j", "True"},
                             {R"j({"expression": "sin(x)/x", "variable": "x", "point": 0})j", "False"},
                             {R"j({"expression": "floor(x)", "variable": "x", "point": 1})j", "False"},
                             {R"j({"expression": "floor(x)", "variable": "x", "point": "3/2"})j", "True"},
                             {R"j({"expression": "(x**2 - 1)/(x - 1)", "variable": "x", "point": 1})j", "False"},
                             {R"j({"expression": "abs(x)", "point": 0})j", "True"},
                             {R"j({"expression": "sign(x)", "point": 0})j", "False"},
                             {R"j({"expression": "tan(x)", "point": "pi/2"})j", "False"},
                             {R"j({"expression": "tan(x)", "point": "pi/4"})j", "True"},
                             {R"j({"expression": "x*sign(x)", "point": 0})j", "True"},
                             {R"j({"expression": "sqrt(x)", "point": 0})j", "True"},
                             {R"j({"expression": "log(x)", "point": -1})j", "False"},
                             {R"j({"expression": "a*x", "variable": "x", "point": 1})j", "True"},
                             {R"j({"expression": "a/x", "variable": "x", "point": 1})j", "True"},
                             {R"j({"expression": "1/(x - a)", "variable": "x", "point": 1})j", "error: unsupported"},
                             {R"j({"expression": "x", "point": "y"})j", "error: arguments"}});
  EXPECT_EQ(call("check_continuity", R"j({"expression": "sqrt(x)", "point": 0})j").conditions.size(), 1u);
}

}  // namespace
}  // namespace retort::cas
