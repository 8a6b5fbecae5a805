#include "check/expression_kind.h"

#include <algorithm>
#include <string_view>

#include "math/exact.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;

constexpr int kMaxDepth = 12;

// 1/3 and 3/4, but not 66/6.
bool is_reduced(const Expr& e) {
  if (e.is(Op::kNeg)) return is_reduced(e.arg(0));
  if (!e.is(Op::kDiv) || !is_lone(e.arg(0)) || !e.arg(1).is_number() || e.arg(1).value() == math::Rational(1)) return false;
  const auto value = math::exact_value(e);
  return value.ok() && value->den() == e.arg(1).value();
}

bool irrational(const Expr& e, int depth) {
  constexpr std::string_view kRational[] = {"factorial", "binomial", "gcd", "lcm", "mod", "integral", "limit", "derivative", "abs", "max", "min", "sum", "product"};
  if (depth > kMaxDepth || e.is(Op::kConstant)) return true;
  if (e.is(Op::kFunc) && e.name().size() > 1 && std::find(std::begin(kRational), std::end(kRational), e.name()) == std::end(kRational)) return true;
  return std::any_of(e.args().begin(), e.args().end(), [&](const Expr& arg) { return irrational(arg, depth + 1); });
}

bool arithmetic(const Expr& e, int depth) {
  const bool known = e.is_number() || e.is(Op::kAdd) || e.is(Op::kMul) || e.is(Op::kDiv) || e.is(Op::kNeg) || e.is(Op::kPow) || e.is_func("factorial");
  return known && depth < kMaxDepth && std::all_of(e.args().begin(), e.args().end(), [&](const Expr& arg) { return arithmetic(arg, depth + 1); });
}

}  // namespace

bool is_lone(const Expr& e) { return e.is_number() || (e.args().size() == 1 && !e.is(Op::kFunc) && is_lone(e.arg(0))); }
bool is_calculation(const std::optional<Expr>& side) { return side && side->symbols().empty() && !is_lone(*side) && !is_reduced(*side); }
bool has_irrational_parts(const Expr& e) { return irrational(e, 0); }
bool is_arithmetic(const Expr& e) { return arithmetic(e, 0); }

bool is_decimal_product(const math::Expr& left, const math::Expr& right) {
  if (!left.is(math::Op::kMul) || !right.is(math::Op::kDiv) || !right.arg(0).is_number() || !right.arg(1).is_number()) return false;
  math::Rational unit(1);
  for (const math::Expr& factor : left.args()) {
    if (!factor.is_number()) return false;
    for (math::Rational scaled = factor.value(); !scaled.is_integer() && unit.bits() < 100; scaled *= math::Rational(10)) unit *= math::Rational(10);
  }
  return unit > math::Rational(1) && right.arg(1).value() == unit;
}

}  // namespace retort::check
