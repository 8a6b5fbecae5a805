#include "explain/terms.h"

#include <algorithm>

#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

bool bracket_inside(const Expr& e, bool inside_product) {
  if (e.is(Op::kAdd) && inside_product) return true;
  const bool product = e.is(Op::kMul) || e.is(Op::kDiv) || e.is(Op::kPow) || e.is(Op::kNeg);
  return std::any_of(e.args().begin(), e.args().end(), [&](const Expr& a) { return bracket_inside(a, inside_product || product); });
}

}  // namespace

bool has_bracket(const Expr& e) { return bracket_inside(e, false); }

bool is_tidy(const Expr& side, const Coefficients& p, const std::string& variable) {
  if (has_bracket(side)) return false;
  const std::size_t terms = side.is(Op::kAdd) ? side.args().size() : 1;
  std::size_t nonzero = 0;
  for (const Rational& c : p) nonzero += !c.is_zero();
  if (terms != std::max<std::size_t>(nonzero, 1)) return false;
  const auto plain = [&](const Expr& e) { return !e.contains_symbol(variable) && !e.is_number() && !(e.is(Op::kNeg) && e.arg(0).is_number()); };
  const auto& parts = side.is(Op::kAdd) ? side.args() : std::vector<Expr>{side};
  return std::none_of(parts.begin(), parts.end(), plain);
}

std::string tex_grouped(const Expr& e) {
  const std::string text = math::to_latex(e);
  const bool plain = e.is(Op::kSymbol) || (e.is_integer() && e.value().sign() >= 0) ||
                     (e.is(Op::kPow) && e.arg(0).is(Op::kSymbol)) ||
                     (e.is(Op::kMul) && e.args().size() == 2 && e.arg(0).is_integer() && e.arg(0).value().sign() > 0 &&
                      (e.arg(1).is(Op::kSymbol) || (e.arg(1).is(Op::kPow) && e.arg(1).arg(0).is(Op::kSymbol))));
  return plain ? text : "(" + text + ")";
}

}  // namespace retort::explain
