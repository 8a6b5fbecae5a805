// Linear equations, and bringing any equation into a tidy form.
#include <algorithm>

#include "explain/arithmetic.h"
#include "explain/equation.h"
#include "explain/terms.h"
#include "math/number_theory.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

Rational coefficient(const Coefficients& p, std::size_t i) { return i < p.size() ? p[i] : Rational(0); }

Rational common_denominator(const Coefficients& p) {
  Rational l(1);
  for (const Rational& c : p) l = math::lcm(l, c.den());
  return l;
}

// The fractions of `e` as written, cleared term by term: x/2 + x/3 times 6 is 3x + 2x.
std::string times(const Expr& side, const std::string& variable, const Rational& factor) {
  std::string out;
  const auto& parts = side.is(Op::kAdd) ? side.args() : std::vector<Expr>{side};
  for (const Expr& part : parts) {
    auto p = math::as_polynomial(part, variable);
    if (!p) return {};
    for (Rational& c : *p) c *= factor;
    const std::string text = tex(*p, variable);
    if (out.empty())
      out = text;
    else
      out += text[0] == '-' ? " - " + text.substr(1) : " + " + text;
  }
  return out;
}

std::string equation(const Coefficients& lhs, const Coefficients& rhs, const std::string& variable) {
  return tex(lhs, variable) + " = " + tex(rhs, variable);
}

std::string joined(const std::string& first, const std::string& second) {
  if (first.empty() || first == "0") return second;
  return second[0] == '-' ? first + " - " + second.substr(1) : first + " + " + second;
}

// The last division: x = 28 / 4 = 7.
Rational divide_by_coefficient(EquationLines& lines, const Rational& a, const Rational& d) {
  Board& board = lines.board();
  const std::string because = board.say({"dividing both sides by {0}", "dividing by {0}", "dividing through by {0}"}, words(a));
  if (a == Rational(-1)) {
    lines.line(lines.x() + " = " + tex(-d), "change_sign", board.say({"changing the sign on both sides", "multiplying both sides by $-1$", "turning the signs around"}));
    return -d;
  }
  Arithmetic arithmetic(board, Form::kFractions);
  const Worked worked = arithmetic.divided(d, a);
  lines.line(lines.x() + " = " + worked.chain, "divide_by_coefficient", because);
  return worked.value;
}

}  // namespace

void tidy_equation(EquationLines& lines, const Expr& lhs, const Expr& rhs) {
  Board& board = lines.board();
  const std::string& v = lines.variable();
  const Rational common = math::lcm(common_denominator(lines.lhs()), common_denominator(lines.rhs()));
  if (common != Rational(1)) {
    const std::string left = times(lhs, v, common), right = times(rhs, v, common);
    if (left.empty() || right.empty()) return board.unsupported("an equation whose sides are no sums");
    lines.line(left + " = " + right, "clear_fractions",
               board.say({"multiplying both sides by {0}", "multiplying through by {0}", "clearing the fractions with {0}"}, tex(common)));
  }
  const bool tidy = common == Rational(1) && is_tidy(lhs, lines.lhs(), v) && is_tidy(rhs, lines.rhs(), v);
  const std::string text = equation(lines.lhs(), lines.rhs(), v);
  const bool shown = !board.steps().empty() && board.steps().back().claim == text;
  if (tidy || shown) return;
  const bool brackets = has_bracket(lhs) || has_bracket(rhs);
  lines.line(text, brackets ? "expand" : "combine",
             brackets ? board.say({"multiplying out the brackets", "opening the brackets", "expanding the brackets"})
                      : board.say({"combining like terms", "collecting like terms", "adding like terms"}));
}

std::vector<Root> solve_linear_equation(EquationLines& lines) {
  Board& board = lines.board();
  const std::string& v = lines.variable();
  if (coefficient(lines.lhs(), 1).is_zero())
    lines.line(equation(lines.rhs(), lines.lhs(), v), "swap_sides",
               board.say({"swapping the sides", "writing the side with ${0}$ first", "turning the equation around to have ${0}$ first"}, lines.x()));
  const Rational a = coefficient(lines.lhs(), 1), b = coefficient(lines.lhs(), 0), c = coefficient(lines.rhs(), 1), d = coefficient(lines.rhs(), 0);
  const Rational factor = a - c, value = d - b;
  if (factor.is_zero()) {
    board.unsupported("an equation without exactly one solution");
    return {};
  }
  const std::string numbers = b.is_zero() ? tex(d) : joined(tex(d), tex(-b));
  const bool sum_on_right = !b.is_zero() && !d.is_zero();
  const std::string left = c.is_zero() ? tex_monomial(a, v, 1) : joined(tex_monomial(a, v, 1), tex_monomial(-c, v, 1));
  if (!c.is_zero()) {
    if (!board.brief())
      lines.line(left + " = " + numbers, "move_terms",
                 b.is_zero() ? board.say({"bringing the terms with ${0}$ to the left", "moving ${1}$ to the left", "taking ${1}$ to the other side"}, lines.x(), tex_monomial(c, v, 1))
                             : board.say({"moving the terms with ${0}$ to the left and the numbers to the right", "collecting ${0}$ on the left and numbers on the right",
                                          "bringing ${1}$ to the left and {2} to the right"}, lines.x(), tex_monomial(c, v, 1), words(b)));
    lines.line(tex_monomial(factor, v, 1) + " = " + tex(value), board.brief() ? "move_terms" : "combine",
               board.say({"combining both sides", "working out both sides", "simplifying both sides"}));
  } else if (!b.is_zero()) {
    // 4x = 28 - 5 = 23
    const std::string right = sum_on_right && !board.brief() ? Arithmetic(board, Form::kFractions).added(d, -b).chain : tex(value);
    lines.line(tex_monomial(a, v, 1) + " = " + right, "move_constant",
               b.sign() > 0 ? board.say({"subtracting {0} from both sides", "taking {0} away on both sides", "moving {0} to the right"}, words(b))
                            : board.say({"adding {0} to both sides", "adding {0} on both sides", "moving $-{0}$ to the right"}, tex(-b)));
  }
  Rational x = value;
  if (factor != Rational(1)) x = divide_by_coefficient(lines, factor, value);
  if (board.failed()) return {};
  std::vector<Root> roots{rational_root(x)};
  // The last line stands as the solution unless it was not written at all.
  if (board.steps().empty())
    lines.solutions(roots, "solution", board.say({"reading off the solution", "seeing the solution at once", "having ${0}$ alone already"}, lines.x()));
  if (board.full()) {
    const Coefficients& p = lines.polynomial();
    if (!math::evaluate(p, x).is_zero()) board.fail({ErrorCode::kCorruption, "the solution put back does not satisfy the equation"});
  }
  return roots;
}

}  // namespace retort::explain
