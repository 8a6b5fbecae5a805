#include "explain/quadratic.h"

#include <algorithm>

#include "explain/equation.h"
#include "explain/surds.h"
#include "math/number_theory.h"

namespace retort::explain {

using math::Expr;

Coefficients linear_factor(const Rational& root) { return {-root.num(), root.den()}; }

std::string tex_factor(const Coefficients& p, const std::string& variable) { return tex_bracketed(p, variable); }

std::optional<FactoredQuadratic> factor_quadratic(const Coefficients& p, const std::string& variable) {
  if (p.size() != 3) return std::nullopt;
  const Rational &a = p[2], &b = p[1], &c = p[0];
  const auto root = rational_square_root(b * b - Rational(4) * a * c);
  if (!root || a.sign() <= 0) return std::nullopt;
  FactoredQuadratic f;
  f.first = (b + *root) / 2;
  f.second = (b - *root) / 2;
  if (f.first.abs() > f.second.abs() || (f.first.abs() == f.second.abs() && f.first < f.second)) std::swap(f.first, f.second);
  if (a == Rational(1)) {
    // Roots are the numbers with their signs changed, the smaller first.
    const Rational low = std::min(-f.first, -f.second), high = std::max(-f.first, -f.second);
    const std::string one = tex_factor({-low, 1}, variable), two = tex_factor({-high, 1}, variable);
    f.factored = low == high ? one + "^2" : low.is_zero() || !high.is_zero() ? one + two : two + one;
    return f;
  }
  const Rational big = f.second, small = f.first;
  if (!a.is_integer() || !big.is_integer()) return std::nullopt;
  // (a x^2 + big x) + (small x + c) = g x (m x + n) + h (m x + n)
  const Rational g = math::gcd(a, big), m = a / g, n = big / g, h = small / m;
  if (!(h.is_integer()) || h * n != c) return std::nullopt;
  const Coefficients inner{n, m}, outer{h, g};
  f.split = tex_monomial(a, variable, 2);
  for (const Rational& k : {big, small})
    if (!k.is_zero()) f.split += (k.sign() < 0 ? " - " : " + ") + tex_monomial(k.abs(), variable, 1);
  if (!c.is_zero()) f.split += tex_signed(c);
  const std::string bracket = tex_factor(inner, variable);
  f.grouped = tex_monomial(g, variable, 1) + bracket + (h.sign() < 0 ? " - " : " + ") + (h.abs() == Rational(1) ? "" : tex(h.abs())) + bracket;
  const std::string other = tex_factor(outer, variable);
  f.factored = bracket == other ? bracket + "^2" : other + bracket;
  return f;
}

void write_factoring(Board& board, const Coefficients& p, const std::string& variable, const FactoredQuadratic& f, const Emit& emit) {
  const Rational &a = p[2], &b = p[1], &c = p[0];
  const std::string x = tex_variable(variable);
  if (c.is_zero()) {
    const Rational g = math::gcd(a, b);
    emit(tex_monomial(g, variable, 1) + tex_factor({b / g, a / g}, variable), "common_factor",
         board.say({"taking out ${0}$", "factoring out ${0}$", "pulling out the common factor ${0}$"}, tex_monomial(g, variable, 1)));
    return;
  }
  if (b.is_zero()) {
    const Rational r = *rational_square_root(a), s = *rational_square_root(-c);
    if (board.full())
      emit((r == Rational(1) ? x : "(" + tex_monomial(r, variable, 1) + ")") + "^2 - " + tex_power(tex(s), 2), "difference_of_squares",
           board.say({"writing both terms as squares", "seeing two squares", "writing {0} as ${1}^2$"}, tex(-c), tex(s)));
    emit("(" + tex({-s, r}, variable) + ")(" + tex({s, r}, variable) + ")", "difference_of_squares",
         board.say({"using $a^2 - b^2 = (a - b)(a + b)$", "splitting the difference of squares", "factoring the difference of squares"}));
    return;
  }
  if (!board.brief()) {
    const std::string target = a == Rational(1) ? "" : " (" + tex(a) + " times " + words(c) + ")";
    board.fact(tex(f.first) + " \\cdot " + tex_bracketed(f.second) + " = " + tex(f.first * f.second), "two_numbers",
               board.say({"looking for two numbers with product {0} and sum {1}", "finding two numbers whose product is {0} and whose sum is {1}",
                          "choosing factors of {0} that add up to {1}"}, words(a * c), words(b)));
    board.fact(tex(f.first) + tex_signed(f.second) + " = " + tex(b), "two_numbers",
               board.say({"adding them", "taking their sum", "checking their sum"}));
  }
  if (a != Rational(1) && !board.brief()) {
    emit(f.split, "split_middle",
         board.say({"splitting ${0}$", "writing ${0}$ as two terms", "breaking up the middle term ${0}$"}, tex_monomial(b, variable, 1)));
    emit(f.grouped, "group", board.say({"factoring each pair", "taking out common factors in pairs", "grouping in pairs"}));
  }
  emit(f.factored, "factor",
       a == Rational(1) ? board.say({"factoring with {0} and {1}", "writing the factors with {0} and {1}", "using {0} and {1}"}, words(f.first), words(f.second))
                        : board.say({"taking out the common bracket", "factoring out the bracket", "pulling out the bracket"}));
}

Rational write_discriminant(Board& board, const Coefficients& p) {
  const Rational &a = p[2], &b = p[1], &c = p[0];
  const Rational product = Rational(4) * a * c, d = b * b - product;
  std::string chain = tex_power(tex_base(b), 2) + " - 4 \\cdot " + tex_bracketed(a) + " \\cdot " + tex_bracketed(c);
  if (!board.brief()) chain += " = " + tex(b * b) + tex_signed(-product);
  board.fact(chain + " = " + tex(d), "discriminant",
             board.say({"working out the discriminant $b^2 - 4ac$", "taking the discriminant with $a = {0}$, $b = {1}$, $c = {2}$", "computing $b^2 - 4ac$"}, tex(a), tex(b), tex(c)));
  return d;
}

namespace {

std::string quadratic_equation(const Coefficients& p, const std::string& v) { return tex(p, v) + " = 0"; }

// x^2 = k
std::vector<Root> take_roots(EquationLines& lines, const Rational& a, const Rational& k0) {
  Board& board = lines.board();
  const Rational k = k0 / a;
  if (k.sign() < 0) {
    board.unsupported("a square that is negative");
    return {};
  }
  if (k.is_zero()) {
    std::vector<Root> roots{rational_root(0)};
    lines.solutions(roots, "square_root", board.say({"noting that only 0 has the square 0", "taking the square root", "seeing that the square is 0 only for 0"}));
    return roots;
  }
  std::vector<Root> roots;
  if (const auto r = rational_square_root(k)) {
    roots = {rational_root(-*r), rational_root(*r)};
    lines.solutions(roots, "square_root",
                    board.say({"taking square roots, as ${0} = {1}$", "using ${0} = {1}$ and both signs", "noting that ${0} = {1}$"}, tex_power(tex_base(*r), 2), tex(k)));
    return roots;
  }
  const auto square = square_part(k.num() * k.den());
  if (!square) {
    board.unsupported("a square root of a large number");
    return {};
  }
  const Surd r{0, square->s / k.den(), square->d}, minus{0, -square->s / k.den(), square->d};
  roots = {{tex(minus), to_expr(minus)}, {tex(r), to_expr(r)}};
  lines.solutions(roots, "square_root", board.say({"taking square roots with both signs", "taking the square root on both sides", "drawing the root with both signs"}));
  return roots;
}

// Roots by the formula, for a discriminant that is no square or factors that are hard to see.
std::vector<Root> by_formula(EquationLines& lines, const Coefficients& p) {
  Board& board = lines.board();
  const Rational &a = p[2], &b = p[1];
  const Rational d = write_discriminant(board, p);
  std::vector<Root> roots;
  if (board.failed()) return roots;
  const std::string because = board.say({"using the quadratic formula", "putting the numbers into the quadratic formula", "solving with the quadratic formula"});
  const auto square = square_part(d);
  if (!square) {
    board.unsupported("a discriminant too large for work by hand");
    return roots;
  }
  const bool surd = square->d != Rational(1);
  if (square->s != Rational(1) && !board.brief())
    board.fact("\\sqrt{" + tex(d) + "} = " + (surd ? tex(square->s) + "\\sqrt{" + tex(square->d) + "}" : tex(square->s)), "simplify_root",
               surd ? board.say({"taking {0} out of the root", "using ${1} = {0}^2 \\cdot {2}$", "writing {1} as ${0}^2 \\cdot {2}$"}, tex(square->s), tex(d), tex(square->d))
                    : board.say({"using ${0}^2 = {1}$", "knowing that ${0}^2 = {1}$", "noting that ${0}^2 = {1}$"}, tex(square->s), tex(d)));
  for (const int sign : {-1, 1}) {
    const Surd value{-b / (Rational(2) * a), Rational(sign) * square->s / (Rational(2) * a), square->d};
    const std::string s = (square->s == Rational(1) && surd ? "" : tex(square->s)) + (surd ? "\\sqrt{" + tex(square->d) + "}" : "");
    const std::string above = b.is_zero() ? (sign < 0 ? "-" : "") + s : tex(-b) + (sign < 0 ? " - " : " + ") + s;
    const Surd shown = surd ? value : Surd{value.p + value.q, 0, 1};
    const std::string raw = "\\frac{" + above + "}{" + tex(Rational(2) * a) + "}", reduced = tex(shown);
    roots.push_back({raw == reduced || board.brief() ? reduced : raw + " = " + reduced, to_expr(shown)});
  }
  lines.solutions(roots, "quadratic_formula", because);
  return roots;
}

}  // namespace

std::vector<Root> solve_quadratic_equation(EquationLines& lines) {
  Board& board = lines.board();
  const std::string& v = lines.variable();
  Coefficients p = lines.polynomial();
  Rational content(0);
  for (const Rational& c : p) content = math::gcd(content, c.num());
  if (p[1].is_zero() && (p[0] / p[2]).sign() < 0) {
    // a x^2 + c = 0: x^2 alone on the left.
    const Rational k = -p[0] / p[2];
    const std::string moved = tex_monomial(p[2], v, 2) + " = " + tex(-p[0]);
    const bool alone = lines.lhs() == Coefficients{0, 0, p[2]} && lines.rhs() == Coefficients{-p[0]};
    if (!alone)
      lines.line(moved, "move_constant", board.say({"moving {0} to the right", "bringing {0} to the other side", "leaving the square on the left"}, words(p[0])));
    if (p[2] != Rational(1))
      lines.line(lines.x() + "^2 = " + tex(k), "divide_by_coefficient", board.say({"dividing both sides by {0}", "dividing by {0}", "dividing through by {0}"}, words(p[2])));
    return take_roots(lines, Rational(1), k);
  }
  if (!lines.rhs().empty())
    lines.line(quadratic_equation(p, v), "move_all_left", board.say({"bringing everything to the left", "moving all terms to one side", "collecting everything on the left"}));
  const Rational factor = p[2].sign() < 0 ? -content : content;
  if (factor != Rational(1)) {
    for (Rational& c : p) c /= factor;
    lines.line(quadratic_equation(p, v), "divide_through", board.say({"dividing by {0}", "dividing every term by {0}", "dividing both sides by {0}"}, words(factor)));
  }
  if (board.failed()) return {};
  if (p[1].is_zero() && p[0].is_zero()) return take_roots(lines, Rational(1), Rational(0));
  const Rational d = p[1] * p[1] - Rational(4) * p[2] * p[0];
  if (d.sign() < 0) {
    Rational product = Rational(4) * p[2] * p[0];
    std::string chain = tex_power(tex_base(p[1]), 2) + " - 4 \\cdot " + tex_bracketed(p[2]) + " \\cdot " + tex_bracketed(p[0]);
    lines.no_solution(chain + " = " + tex(p[1] * p[1]) + tex_signed(-product) + " = " + tex(d) + " < 0", "negative_discriminant",
                      board.say({"getting a negative discriminant, so there is no real solution", "finding $b^2 - 4ac$ negative, so no real number solves it",
                                 "seeing a negative discriminant, which leaves no real solution"}));
    return {};
  }
  const auto factored = factor_quadratic(p, v);
  constexpr int kLargestProduct = 1000;
  if (!factored || (!d.is_zero() && (p[2] * p[0]).abs() > Rational(kLargestProduct))) return by_formula(lines, p);
  write_factoring(board, p, v, *factored, [&](const std::string& form, std::string_view rule, std::string because) {
    lines.line(form + " = 0", rule, std::move(because));
  });
  std::vector<Root> roots;
  for (const auto& [value, multiplicity] : math::rational_roots(p)) roots.push_back(rational_root(value));
  lines.solutions(roots, "zero_product",
                  roots.size() == 1 ? board.say({"setting the factor to 0", "using that the square is 0 only when the bracket is", "solving for the bracket"})
                                    : board.say({"setting each factor to 0", "using that a product is 0 when a factor is", "solving for each factor"}));
  return roots;
}

}  // namespace retort::explain
