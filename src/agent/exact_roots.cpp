#include "agent/exact_roots.h"

#include <algorithm>

#include "agent/rules_solver_given.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/identity.h"

namespace retort::agent {

using math::Coefficients;
using math::Expr;
using math::Op;
using math::Rational;

namespace {

Expr num(const Rational& r) { return Expr::number(r); }

double size_of(const Expr& e) {
  auto ball = math::real_value(e, 15);
  return ball.ok() ? ball->mid : 0;
}

void sort(std::vector<Expr>& roots) {
  std::sort(roots.begin(), roots.end(), [](const Expr& a, const Expr& b) { return size_of(a) < size_of(b); });
  roots.erase(std::unique(roots.begin(), roots.end(), [](const Expr& a, const Expr& b) { return math::equal(a, b).outcome == math::Verdict::Outcome::kEqual; }), roots.end());
}

// The abs( ) in `e`, if there is one; false where there are two that differ.
bool find_abs(const Expr& e, std::optional<Expr>& found) {
  if (e.is_func("abs")) {
    if (found && !found->same(e)) return false;
    found = e;
    return true;
  }
  return std::all_of(e.args().begin(), e.args().end(), [&](const Expr& part) { return find_abs(part, found); });
}

bool satisfied(const Expr& equation, const std::string& variable, const Expr& root) {
  return math::holds(equation.substitute(variable, root)).outcome == math::Verdict::Outcome::kEqual;
}

}  // namespace

std::optional<std::vector<Expr>> real_zeros(const Coefficients& p) {
  if (math::degree(p) < 1 || math::degree(p) > 40) return {};
  std::vector<Expr> roots;
  Coefficients rest = p;
  for (const auto& [root, times] : math::rational_roots(p)) {
    roots.push_back(num(root));
    for (int i = 0; i < times; ++i) rest = math::divide(rest, {-root, Rational(1)}).first;
  }
  if (math::count_real_roots(rest) > 0) {
    rest = math::divide(rest, math::gcd(rest, math::derivative(rest))).first;
    if (math::degree(rest) != 2) {
      auto parts = math::factor(rest);
      std::vector<Coefficients> real;
      for (const auto& [factor, times] : parts.factors)
        if (math::count_real_roots(factor) > 0) real.push_back(factor);
      if (real.size() != 1 || math::degree(real[0]) != 2) return {};
      rest = real[0];
    }
    const Rational &a = rest[2], &b = rest[1], &c = rest[0];
    Expr root = Expr::func("sqrt", {num(b * b - a * c * 4)});
    for (int sign : {-1, 1}) {
      auto value = math::normal_form((num(-b) + (sign < 0 ? -root : root)) / num(a * 2));
      if (!value.ok()) return {};
      roots.push_back(*value);
    }
  }
  sort(roots);
  if (static_cast<int>(roots.size()) != math::count_real_roots(p)) return {};
  return roots;
}

std::optional<std::vector<Expr>> exact_roots(const Expr& equation, const std::string& variable) {
  if (!equation.is(Op::kRel) || equation.name() != "=" || equation.symbols() != std::vector<std::string>{variable}) return {};
  const Expr difference = equation.arg(0) - equation.arg(1);
  std::optional<Expr> bars;
  if (!find_abs(difference, bars)) return {};
  std::vector<Expr> roots;
  if (bars) {
    // Each case of the sign; what does not fit its case is left out when it is put back.
    for (const Expr& inside : {bars->arg(0), -bars->arg(0)}) {
      auto p = math::as_polynomial(with_replaced(difference, *bars, inside), variable, 8);
      auto zeros = p ? real_zeros(*p) : std::nullopt;
      if (p && math::degree(*p) == 0) zeros = std::vector<Expr>{};
      if (!zeros) return {};
      for (const Expr& zero : *zeros)
        if (satisfied(equation, variable, zero)) roots.push_back(zero);
    }
    sort(roots);
    return roots;
  }
  auto fraction = math::as_single_fraction(difference);
  auto p = fraction ? math::as_polynomial(fraction->first, variable, 40) : math::as_polynomial(difference, variable, 40);
  auto zeros = p ? real_zeros(*p) : std::nullopt;
  if (!zeros) return {};
  for (const Expr& zero : *zeros)
    if (satisfied(equation, variable, zero)) roots.push_back(zero);
  return roots;
}

}  // namespace retort::agent
