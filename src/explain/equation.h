// An equation in one variable as it is transformed at the board: each line must follow from the line before in one step.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "explain/board.h"
#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

// A real root as it is written, with its value.
struct Root {
  std::string tex;
  math::Expr value;
};

class EquationLines {
 public:
  EquationLines(Board& board, std::string variable, Coefficients lhs, Coefficients rhs);

  Board& board() { return board_; }
  const std::string& variable() const { return variable_; }
  const std::string& x() const { return x_; }              // the variable in LaTeX
  const Coefficients& lhs() const { return lhs_; }         // of the last line
  const Coefficients& rhs() const { return rhs_; }
  // The polynomial whose roots are sought: left side less right side of the first equation.
  const Coefficients& polynomial() const { return polynomial_; }

  // An equation ("4x = 28", "x = 28 / 4 = 7"). From the line before it differs by simplifying or swapping its sides, moving
  // terms, or multiplying both sides by one number, never by two of these at once.
  void line(std::string claim, std::string_view rule, std::string because);
  // "x = 2 \text{ or } x = 3": every real root once, ascending, none missing.
  void solutions(const std::vector<Root>& roots, std::string_view rule, std::string because);
  // A fact that shows that there is no real root: "1^2 - 4 \cdot 1 \cdot 1 = -3".
  void no_solution(std::string claim, std::string_view rule, std::string because);

 private:
  Judgement follows(const std::string& claim);
  Board& board_;
  std::string variable_, x_;
  Coefficients lhs_, rhs_, polynomial_;
};

// The value of a claimed root put into p is zero: exact for fractions and for p + q sqrt(d), by balls elsewhere.
Judgement judge_root(const Coefficients& p, const math::Expr& value);

// Solves the equation in the lines at the board; roots ascending. The board fails with kUnsupported where no method by hand
// fits. The last claim states the solutions, or shows that there are none.
std::vector<Root> solve_polynomial_equation(EquationLines& lines);
std::vector<Root> solve_linear_equation(EquationLines& lines);
std::vector<Root> solve_quadratic_equation(EquationLines& lines);

// The two sides in normal form, without fractions, where they are not so yet.
void tidy_equation(EquationLines& lines, const math::Expr& lhs, const math::Expr& rhs);

Root rational_root(const Rational& value);
// Do the roots equal the elements of a tool's list?
bool same_roots(const std::vector<Root>& roots, std::string_view result);

}  // namespace retort::explain
