// Systems of equations and of inequalities; the bisector of a segment.
#include "base/random.h"
#include "cas/tool_cases.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::cas {
namespace {

TEST(Systems, NonlinearEquations) {
  check("solve_nonlinear_system",
        {{R"j({"sympy_equations": ["x**2 + y**2 - 25", "x + y - 7"], "variables": ["x", "y"]})j", "[(3, 4), (4, 3)]"},
         {R"j({"sympy_equations": ["x*y = 6", "x + y = 5"], "variables": ["x", "y"]})j", "[(2, 3), (3, 2)]"},
         {R"j({"sympy_equations": ["sqrt(x) + y - 3", "x - 4"], "variables": ["x", "y"]})j", "[(4, 1)]"},
         {R"j({"sympy_equations": ["x**2 + 1", "y - x"], "variables": ["x", "y"]})j", "[]"},
         {R"j({"sympy_equations": ["x + y + z = 6", "x y + y z + z x = 11", "x y z = 6"], "variables": ["x", "y", "z"]})j",
          "[(1, 2, 3), (1, 3, 2), (2, 1, 3), (2, 3, 1), (3, 1, 2), (3, 2, 1)]"},
         {R"j({"sympy_equations": ["x^2 + x y = 3", "y^2 + x y = 1"], "variables": ["x", "y"]})j", "[(-3/2, -1/2), (3/2, 1/2)]"},
         {R"j({"sympy_equations": ["x^2 = 2", "y = x^2 + x"], "variables": ["x", "y"]})j", "[(-sqrt(2), 2 - sqrt(2)), (sqrt(2), 2 + sqrt(2))]"},
         {R"j({"sympy_equations": ["x*y = 0", "x + y = 1"], "variables": ["x", "y"]})j", "[(0, 1), (1, 0)]"},
         {R"j({"sympy_equations": ["x*y = x", "x^2 = 4"], "variables": ["x", "y"]})j", "[(-2, 1), (2, 1)]"},
         {R"j({"sympy_equations": ["x + y = 3", "x + y = 4"], "variables": ["x", "y"]})j", "[]"},
         {R"j({"sympy_equations": ["x + y = 3", "2x + 2y = 6"], "variables": ["x", "y"]})j", "error: domain"},
         {R"j({"sympy_equations": ["x^2 + y^2 = 1"], "variables": ["x", "y"]})j", "error: domain"},
         {R"j({"sympy_equations": ["x < 1", "y = 2"], "variables": ["x", "y"]})j", "error: arguments"},
         {R"j({"sympy_equations": ["x = 1"], "variables": ["x", "x"]})j", "error: arguments"},
         {R"j({"sympy_equations": ["x^2 = 9"], "variables": ["x"]})j", "[(-3,), (3,)]"}});
}

// Engines list exact and float solutions together, unmarked.
TEST(Systems, SolutionsWithoutASimpleFormAreMarked) {
  const auto r = call("solve_nonlinear_system", R"j({"sympy_equations": ["x^3 + y = 2", "y^3 + x = 2"], "variables": ["x", "y"]})j");
  ASSERT_TRUE(r.ok) << r.message;
  EXPECT_NE(r.result.find("(1, 1)"), std::string::npos) << r.result;
  for (const auto& solution : result_items(r.result)) {
    const auto xy = result_items(solution);
    const double x = math::real_value(*math::parse(xy[0], math::Notation::kPlain))->mid, y = math::real_value(*math::parse(xy[1], math::Notation::kPlain))->mid;
    EXPECT_NEAR(x * x * x + y, 2, 1e-9) << solution;
    EXPECT_NEAR(y * y * y + x, 2, 1e-9) << solution;
  }
}

// Planted common points of two random conics are found.
TEST(Systems, PlantedPointsAreFound) {
  Random random(21, "conics");
  int answered = 0;
  for (int round = 0; round < 30; ++round) {
    const long long x = random.between(-4, 4), y = random.between(-4, 4);
    Json equations = Json::array();
    for (int i = 0; i < 2; ++i) {
      const long long a = random.between(1, 3), b = random.between(-2, 2), c = random.between(-3, 3), d = random.between(-3, 3), e = random.between(-3, 3);
      const long long value = a * x * x + b * x * y + c * y * y + d * x + e * y;
      equations.push_back(std::to_string(a) + "*x**2+(" + std::to_string(b) + ")*x*y+(" + std::to_string(c) + ")*y**2+(" + std::to_string(d) + ")*x+(" +
                          std::to_string(e) + ")*y = " + std::to_string(value));
    }
    const auto r = call("solve_nonlinear_system", Json{{"sympy_equations", equations}, {"variables", {"x", "y"}}}.dump());
    if (!r.ok) continue;
    ++answered;
    EXPECT_NE(r.result.find("(" + std::to_string(x) + ", " + std::to_string(y) + ")"), std::string::npos) << equations.dump() << " => " << r.result;
  }
  EXPECT_GE(answered, 24);
}

TEST(Systems, Inequalities) {
  check("reduce_inequalities", {{R"j({"inequalities": ["x**2 - 4 > 0", "x > 0"]})j", "(2 < x) & (x < oo)"},
                                {R"j({"inequalities": ["x > 3", "x < 1"]})j", "False"},
                                {R"j({"inequalities": ["x >= 1", "x <= 10", "x**2 - 7*x + 10 >= 0"]})j", "((1 <= x) & (x <= 2)) | ((5 <= x) & (x <= 10))"},
                                {R"j({"inequalities": ["x^2 = 4", "x > 0"]})j", "Eq(x, 2)"},
                                {R"j({"inequalities": ["1 < x < 3", "y >= 2"]})j", "(1 < x) & (x < 3) & (2 <= y) & (y < oo)"},
                                {R"j({"inequalities": ["x^3 - 3x + 1 > 0", "x < 0"]})j", "(-1.87938524157182 < x) & (x < 0)"},
                                {R"j({"inequalities": ["a*x > 1"]})j", "error: unsupported"},
                                {R"j({"inequalities": ["x + 1"]})j", "error: arguments"},
                                {R"j({"inequalities": []})j", "error: arguments"}});
}

TEST(Systems, Bisector) {
  check("compute_line_bisectors", {{R"j({"point1": [0, 0], "point2": [4, 2]})j", "2*x + y = 5"},
                                   {R"j({"point1": "(1, 1)", "point2": ["1", "3.5"]})j", "4*y = 9"},
                                   {R"j({"point1": [1, 2], "point2": [5, 2]})j", "x = 3"},
                                   {R"j({"point1": [0, 0], "point2": ["2*a", 0]})j", "4*a*x = 4*a**2"},
                                   {R"j({"point1": [1, 1], "point2": [1, 1]})j", "error: domain"},
                                   {R"j({"point1": [1], "point2": [1, 1]})j", "error: arguments"},
                                   {R"j({"point1": ["x", 1], "point2": [1, 1]})j", "error: arguments"}});
}

}  // namespace
}  // namespace retort::cas
