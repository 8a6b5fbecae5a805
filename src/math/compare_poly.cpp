#include "math/algebra.h"
#include "math/compare.h"
#include "math/parse.h"

#include <algorithm>

namespace retort::math {

bool has_op(const Expr& e, Op op) {
  return e.is(op) || std::any_of(e.args().begin(), e.args().end(), [op](const Expr& a) { return has_op(a, op); });
}

bool has_unknown_function(const Expr& e) {
  if (e.is(Op::kFunc)) {
    const std::string& name = e.name();
    if (!find_function(name) || name == "limit" || name == "integral" || name == "derivative") return true;
  }
  return std::any_of(e.args().begin(), e.args().end(), has_unknown_function);
}

Expr units_as_symbols(const Expr& e) {
  if (!has_op(e, Op::kUnit)) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(units_as_symbols(arg));
  if (!e.is(Op::kUnit)) return Expr::make(e.op(), std::move(args), e.name());
  std::string name = e.arg(1).name();
  const auto caret = name.find('^');
  Expr unit = Expr::symbol("unit " + name.substr(0, caret));
  if (caret != name.npos) {
    const Result<Rational> power = Rational::parse(name.substr(caret + 1));
    if (power) unit = pow(unit, Expr::number(*power));
  }
  return Expr::make(Op::kMul, {args[0], unit});
}

bool same_as_polynomials(const Expr& a, const Expr& b) {
  Algebra algebra(Algebra::Quotients::kCleared);
  const auto left = algebra.convert(a), right = algebra.convert(b);
  if (!left || !right) return false;
  if (algebra.reduced(left->den).is_zero() || algebra.reduced(right->den).is_zero()) return false;
  if (left->den == right->den) return algebra.reduced(left->num - right->num).is_zero();
  const auto l = SparsePoly::multiply(left->num, right->den), r = SparsePoly::multiply(right->num, left->den);
  return l && r && algebra.reduced(*l - *r).is_zero();
}

}  // namespace retort::math
