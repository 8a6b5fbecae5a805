// Derivations about matrices, polynomials, series and continuity: they exist at every level of detail and refuse another result.
#include "explain/derivation_cases.h"

namespace retort::explain {
namespace {

const Case kRight[] = {
    {"compute_determinant", R"j({"matrix":[[1,2],[3,4]]})j", "-2"},
    {"compute_determinant", R"j({"matrix":[[2,0,1],[1,3,2],[1,1,1]]})j", "0"},
    {"compute_determinant", R"j({"matrix":[[4,3,2,1],[3,4,3,2],[2,3,4,3],[1,2,3,4]]})j", "20"},
    {"compute_determinant", R"j({"matrix":[["a","b"],["c","d"]]})j", "a*d - b*c"},
    {"compute_inverse", R"j({"matrix":[[1,2],[3,4]]})j", "Matrix([[-2, 1], [3/2, -1/2]])"},
    {"compute_inverse", R"j({"matrix":[[1,1,1],[0,1,1],[0,0,1]]})j", "Matrix([[1, -1, 0], [0, 1, -1], [0, 0, 1]])"},
    {"compute_rank", R"j({"matrix":[[1,2,3],[2,4,6],[1,0,1]]})j", "2"},
    {"compute_nullspace", R"j({"matrix":[[1,2,3],[4,5,6],[7,8,9]]})j", "[Matrix([[1], [-2], [1]])]"},
    {"compute_eigenvalues", R"j({"matrix":[[4,1,0],[1,3,1],[0,1,2]]})j", "{3 - sqrt(3): 1, 3: 1, 3 + sqrt(3): 1}"},
    {"compute_eigenvalues", R"j({"matrix":[[0,-1],[1,0]]})j", "{-I: 1, I: 1}"},
    {"compute_eigenvectors", R"j({"matrix":[[2,1],[0,2]]})j", "[(2, 2, [Matrix([[1], [0]])])]"},
    {"compute_inner_product", R"j({"vector1":[1,2,3],"vector2":[4,5,6]})j", "32"},
    {"matrix_multiplication", R"j({"matrix1":[[1,2],[3,4]],"matrix2":[[0,1],[1,0]]})j", "Matrix([[2, 1], [4, 3]])"},
    {"compute_line_bisectors", R"j({"point1":[0,0],"point2":[4,2]})j", "2*x + y = 5"},
    {"find_roots", R"j({"expression":"x**4+4"})j", "[-1 - I, -1 + I, 1 - I, 1 + I]"},
    {"polynomial_degree", R"j({"expression":"(x+1)**2-x**2","variable":"x"})j", "1"},
    {"polynomial_coefficients", R"j({"expression":"3*x**4-2*x**2+7","variable":"x"})j", "[3, 0, -2, 0, 7]"},
    {"polynomial_division", R"j({"dividend":"x**3-2*x+5","divisor":"x-2"})j", "(x**2 + 2*x + 2, 9)"},
    {"partial_fractions", R"j({"expression":"(3*x+5)/(x**2-1)"})j", "4/(x - 1) - 1/(x + 1)"},
    {"series_expansion", R"j({"expression":"sin(x)","variable":"x","point":0,"order":6})j", "x - x**3/6 + x**5/120"},
    {"check_continuity", R"j({"expression":"floor(x)","variable":"x","point":1})j", "False"},
    {"check_continuity", R"j({"expression":"x**2","variable":"x","point":1})j", "True"},
    {"solve_nonlinear_system", R"j({"sympy_equations":["x**2+y**2-25","x+y-7"],"variables":["x","y"]})j", "[(3, 4), (4, 3)]"},
    {"reduce_inequalities", R"j({"inequalities":["x**2-4>0","x>0"]})j", "(2 < x) & (x < oo)"},
    {"integrate", R"j({"expression":"x*exp(x)","variable":"x"})j", "(x - 1)*exp(x)"},
    {"integrate", R"j({"expression":"2*x/(x**2+1)","variable":"x"})j", "log(x**2 + 1)"},
    {"integrate", R"j({"expression":"1/(x**2-1)","variable":"x"})j", "log(Abs(x - 1))/2 - log(Abs(x + 1))/2"},
    {"evaluate", R"j({"expression":"sqrt(50)+sqrt(18)"})j", "8*sqrt(2)"},
    {"evaluate", R"j({"expression":"(1+I)**6"})j", "-8*I"},
    {"evaluate", R"j({"expression":"cos(5*pi/4)"})j", "-sqrt(2)/2"},
    {"evaluate", R"j({"expression":"log(81,3)-log(1/9,3)"})j", "6"},
    {"solve_univariate_inequality", R"j({"inequality":"1/x+1/(x-1)>2","variable":"x"})j", "((0 < x) & (x < (2 - sqrt(2))/2)) | ((1 < x) & (x < (2 + sqrt(2))/2))"},
    {"solve_univariate_inequality", R"j({"inequality":"2**x>=10","variable":"x"})j", "((log(2) + log(5))/log(2) <= x) & (x < oo)"},
    {"solve_univariate_inequality", R"j({"inequality":"3**x<=7","variable":"x"})j", "(-oo < x) & (x <= log(7)/log(3))"},
    {"factor_integer", R"j({"n":101})j", "101"},
    {"factor_integer", R"j({"n":-90})j", "-2 * 3**2 * 5"},
};

TEST(ManyTools, DerivedAtEveryLevelOfDetail) {
  for (const Case& c : kRight)
    for (const std::uint64_t seed : {0, 7}) expect_derived(c, seed);
}

TEST(ManyTools, AnotherResultIsRefused) {
  const Case kWrong[] = {
      {"compute_determinant", R"j({"matrix":[[1,2],[3,4]]})j", "2"},
      {"compute_inverse", R"j({"matrix":[[1,2],[3,4]]})j", "Matrix([[-2, 1], [3/2, 1/2]])"},
      {"compute_rank", R"j({"matrix":[[1,2],[2,4]]})j", "2"},
      {"compute_nullspace", R"j({"matrix":[[1,2],[2,4]]})j", "[Matrix([[2], [1]])]"},
      {"compute_eigenvalues", R"j({"matrix":[[2,1],[1,2]]})j", "{1: 1, 4: 1}"},
      {"compute_inner_product", R"j({"vector1":[1,2],"vector2":[4,5]})j", "13"},
      {"matrix_multiplication", R"j({"matrix1":[[1,2],[3,4]],"matrix2":[[0,1],[1,0]]})j", "Matrix([[2, 1], [4, 4]])"},
      {"compute_line_bisectors", R"j({"point1":[0,0],"point2":[4,2]})j", "2*x + y = 6"},
      {"find_roots", R"j({"expression":"x**2-9"})j", "[3]"},
      {"polynomial_degree", R"j({"expression":"x**2","variable":"x"})j", "3"},
      {"polynomial_coefficients", R"j({"expression":"x**2","variable":"x"})j", "[1, 0, 1]"},
      {"polynomial_division", R"j({"dividend":"x**3-2*x+5","divisor":"x-2"})j", "(x**2 + 2*x + 2, 8)"},
      {"partial_fractions", R"j({"expression":"(3*x+5)/(x**2-1)"})j", "4/(x - 1) + 1/(x + 1)"},
      {"series_expansion", R"j({"expression":"sin(x)","variable":"x","point":0,"order":6})j", "x - x**3/5 + x**5/120"},
      {"check_continuity", R"j({"expression":"x**2","variable":"x","point":1})j", "False"},
      {"solve_nonlinear_system", R"j({"sympy_equations":["x**2+y**2-25","x+y-7"],"variables":["x","y"]})j", "[(3, 5)]"},
      {"reduce_inequalities", R"j({"inequalities":["x**2-4>0","x>0"]})j", "(1 < x) & (x < oo)"},
      {"evaluate", R"j({"expression":"sqrt(50)+sqrt(18)"})j", "7*sqrt(2)"},
      {"evaluate", R"j({"expression":"cos(5*pi/4)"})j", "sqrt(2)/2"},
  };
  for (const Case& c : kWrong) {
    const auto d = derive(c);
    EXPECT_FALSE(d.ok()) << c.tool << " " << c.args << " -> " << c.result;
  }
}

}  // namespace
}  // namespace retort::explain
