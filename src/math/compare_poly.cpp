#include <algorithm>

#include "math/algebra.h"
#include "math/compare.h"
#include "math/derivative.h"
#include "math/parse.h"

namespace retort::math {

bool has_op(const Expr& e, Op op) {
  return e.is(op) || std::any_of(e.args().begin(), e.args().end(), [op](const Expr& a) { return has_op(a, op); });
}

bool has_function(const Expr& e, std::string_view name) {
  if (e.is_func(name)) return true;
  return std::any_of(e.args().begin(), e.args().end(), [name](const Expr& a) { return has_function(a, name); });
}

bool has_unknown_function(const Expr& e) {
  if (e.is(Op::kFunc) && !find_function(e.name())) return true;
  return std::any_of(e.args().begin(), e.args().end(), has_unknown_function);
}

bool has_open_form(const Expr& e) {
  return has_function(e, "limit") || has_function(e, "integral") || has_function(e, "derivative");
}

namespace {
// f(x, y) -> x + y: defined where the arguments are.
Expr without_unknown_functions(const Expr& e) {
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(without_unknown_functions(arg));
  if (!e.is(Op::kFunc) || find_function(e.name())) return Expr::make(e.op(), std::move(args), e.name());
  return args.size() == 1 ? args[0] : Expr::make(Op::kAdd, std::move(args));
}
}  // namespace

bool is_defined_somewhere(const Expr& e) {
  const Expr known = without_unknown_functions(e);
  return compare_at_points(known, known, true).agreeing > 0;
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

Expr derivatives_taken(const Expr& e) {
  if (!has_function(e, "derivative")) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(derivatives_taken(arg));
  const Expr inside = Expr::make(e.op(), std::move(args), e.name());
  if (!inside.is_func("derivative") || !inside.arg(1).is(Op::kSymbol)) return inside;
  return derivative(inside.arg(0), inside.arg(1).name()).value_or(inside);
}

bool same_as_polynomials(const Expr& a, const Expr& b) {
  Algebra algebra(Algebra::Quotients::kIdentities);
  const auto left = algebra.convert(a), right = algebra.convert(b);
  if (!left || !right) return false;
  if (algebra.reduced(left->den).is_zero() || algebra.reduced(right->den).is_zero()) return false;
  if (left->den == right->den) return algebra.reduced(left->num - right->num).is_zero();
  const auto l = SparsePoly::multiply(left->num, right->den, algebra.work()), r = SparsePoly::multiply(right->num, left->den, algebra.work());
  return l && r && algebra.reduced(*l - *r).is_zero();
}

}  // namespace retort::math
