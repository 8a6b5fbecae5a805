// Equations of any degree: rational roots by trial and division, then what is left.
#include <algorithm>
#include <cmath>

#include "explain/equation.h"
#include "explain/factoring.h"
#include "explain/quadratic.h"
#include "explain/surds.h"

namespace retort::explain {
namespace {

bool is_linear_in_sides(const EquationLines& lines) { return math::degree(lines.lhs()) <= 1 && math::degree(lines.rhs()) <= 1; }

void move_all_left(EquationLines& lines) {
  if (lines.rhs().empty()) return;
  Board& board = lines.board();
  lines.line(tex(lines.polynomial(), lines.variable()) + " = 0", "move_all_left",
             board.say({"bringing everything to the left", "moving all terms to one side", "collecting everything on the left"}));
}

// Real roots of an irreducible factor of degree 1 or 2; false when it is of another kind.
bool roots_of_factor(EquationLines& lines, const Coefficients& f, std::vector<Root>& roots) {
  Board& board = lines.board();
  if (f.size() == 2) {
    roots.push_back(rational_root(-f[0] / f[1]));
    return true;
  }
  if (f.size() != 3) return false;
  // x^2 - 3 has its roots in sight, and x^2 + 3 none.
  const Rational d = f[1].is_zero() ? Rational(-4) * f[2] * f[0] : write_discriminant(board, f);
  if (d.sign() < 0 || board.failed()) return true;
  const auto square = square_part(d);
  if (!square) return false;
  for (const int sign : {-1, 1}) {
    const Surd value{-f[1] / (Rational(2) * f[2]), Rational(sign) * square->s / (Rational(2) * f[2]), square->d};
    roots.push_back({tex(value), to_expr(value)});
  }
  return true;
}

void sort_roots(std::vector<Root>& roots) {
  std::stable_sort(roots.begin(), roots.end(), [](const Root& a, const Root& b) {
    const auto x = as_surd(a.value), y = as_surd(b.value);
    const auto approximate = [](const Surd& s) { return s.p.to_double() + s.q.to_double() * std::sqrt(s.d.to_double()); };
    return approximate(*x) < approximate(*y);
  });
}

}  // namespace

std::vector<Root> solve_polynomial_equation(EquationLines& lines) {
  Board& board = lines.board();
  const int degree = math::degree(lines.polynomial());
  if (degree < 1) {
    board.unsupported("an equation that does not depend on the variable");
    return {};
  }
  if (degree == 1) {
    if (!is_linear_in_sides(lines)) move_all_left(lines);
    return solve_linear_equation(lines);
  }
  if (degree == 2) return solve_quadratic_equation(lines);
  move_all_left(lines);
  const PolynomialFactors factors = write_polynomial_factoring(board, lines.polynomial(), lines.variable(),
      [&](const std::string& form, std::string_view rule, std::string because) { lines.line(form + " = 0", rule, std::move(because)); });
  std::vector<Root> roots;
  for (const Coefficients& f : factors.distinct) {
    if (board.failed()) return roots;
    if (!roots_of_factor(lines, f, roots)) {
      board.unsupported("a factor of degree 3 or more without a rational root");
      return roots;
    }
  }
  if (roots.empty()) {
    board.unsupported("an equation of higher degree without a real root");
    return roots;
  }
  sort_roots(roots);
  lines.solutions(roots, "zero_product", board.say({"setting each factor to 0", "using that a product is 0 when a factor is", "solving for each factor"}));
  return roots;
}

}  // namespace retort::explain
