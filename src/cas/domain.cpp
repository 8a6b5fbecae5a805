#include "cas/domain.h"

#include <algorithm>

#include "math/compare.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Op;
using math::Rational;

namespace {

constexpr int kMaxDegree = 60;

void collect(const Expr& e, std::vector<Expr>& out) {
  if (e.is(Op::kDiv) && !e.arg(1).symbols().empty()) out.push_back(e.arg(1));
  if (e.is(Op::kPow) && !e.arg(0).symbols().empty()) {
    const auto exponent = math::exact_value(e.arg(1));
    if (exponent.ok() && exponent->sign() < 0) out.push_back(e.arg(0));
  }
  for (const Expr& arg : e.args()) collect(arg, out);
}

bool is_zero_at(const Expr& denominator, const std::string& variable, const RealRoot& root) {
  const auto fraction = math::as_fraction(denominator, variable, kMaxDegree);
  const auto polynomial = fraction ? std::optional(fraction->num) : math::as_polynomial(denominator, variable, kMaxDegree);
  if (!polynomial || polynomial->empty()) return false;
  return math::divide(*polynomial, root.factor()).second.empty();
}

void add_once(std::vector<std::string>& list, std::string item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
}

void add_factors(const Expr& e, std::vector<std::string>& out) {
  if (e.symbols().empty()) return;
  const bool power = e.is(Op::kPow) && math::exact_value(e.arg(1)).value_or(Rational(0)).sign() > 0;
  const auto symbols = e.symbols();
  if (const auto p = symbols.size() == 1 ? math::as_polynomial(e, symbols[0], 1) : std::nullopt; p && p->size() == 2)
    return add_once(out, symbols[0] + " != " + math::to_plain(Expr::number(-(*p)[0] / (*p)[1])));
  if (!power && !e.is(Op::kMul) && !e.is(Op::kNeg)) return add_once(out, math::to_plain(e) + " != 0");
  for (const Expr& part : power ? std::vector<Expr>{e.arg(0)} : e.args()) add_factors(part, out);
}

}  // namespace

std::vector<Expr> denominators(const Expr& e) {
  std::vector<Expr> out;
  collect(e, out);
  return out;
}

bool divides_by_zero(const Expr& e, const std::string& variable, const RealRoot& root) {
  const auto all = denominators(e);
  return std::any_of(all.begin(), all.end(), [&](const Expr& d) { return is_zero_at(d, variable, root); });
}

std::vector<std::string> nonzero_conditions(const std::vector<Expr>& all) {
  std::vector<std::string> conditions;
  for (const Expr& d : all) add_factors(d, conditions);
  return conditions;
}

std::vector<std::string> lost_conditions(const Expr& original, const Expr& rewritten) {
  std::vector<std::string> conditions;
  const auto kept = nonzero_conditions(denominators(rewritten));
  for (const Expr& d : denominators(original)) {
    const auto symbols = d.symbols();
    const auto polynomial = symbols.size() == 1 ? math::as_polynomial(d, symbols[0], kMaxDegree) : std::nullopt;
    if (!polynomial) {
      if (symbols.size() > 1)
        for (auto& c : nonzero_conditions({d}))
          if (std::find(kept.begin(), kept.end(), c) == kept.end()) add_once(conditions, std::move(c));
      continue;
    }
    if (polynomial->empty()) continue;
    for (const RealRoot& root : real_roots(*polynomial)) {
      if (divides_by_zero(rewritten, symbols[0], root)) continue;
      const auto value = root.exact();
      add_once(conditions, value ? symbols[0] + " != " + math::to_plain(*value) : math::to_plain(d) + " != 0");
    }
  }
  return conditions;
}

bool is_rational_function(const Expr& e, const std::string& variable) {
  if (!e.contains_symbol(variable) || e.is(Op::kSymbol)) return true;
  if (e.is(Op::kPow) && !math::exact_value(e.arg(1)).value_or(Rational(1, 2)).is_integer()) return false;
  if (!e.is(Op::kPow) && !e.is(Op::kAdd) && !e.is(Op::kMul) && !e.is(Op::kDiv) && !e.is(Op::kNeg) && !e.is(Op::kPercent)) return false;
  return std::all_of(e.args().begin(), e.args().end(), [&](const Expr& a) { return is_rational_function(a, variable); });
}

namespace {

using Place = Substituted::Place;

// What becomes of the real value of a function or operation `e` that holds the variable, its arguments being `args`.
Substituted applied(const Expr& e, std::vector<Expr> args) {
  const bool root = e.is_func("sqrt") || e.is_func("root"), logarithm = e.is_func("ln") || e.is_func("log");
  if (!root && !logarithm && !e.is(Op::kPow) && !e.is(Op::kDiv)) return {Place::kInside, Expr::make(e.op(), std::move(args), e.name())};
  const auto sign = math::sign_of_constant(e.is(Op::kDiv) ? args[1] : args[0]);
  if (!sign) return {Place::kUnknown, {}};
  const auto exponent = e.is(Op::kPow) ? math::exact_value(args[1]) : Result<Rational>(Rational(1));
  const bool zero = *sign == 0, negative = *sign < 0;
  bool outside = false;
  if (e.is(Op::kDiv)) outside = zero;
  if (logarithm) outside = zero || negative;
  if (e.is_func("sqrt")) outside = negative;
  if (e.is_func("root")) outside = negative && !(args[1].is_integer() && !(args[1].value() / 2).is_integer());
  if (e.is(Op::kPow)) outside = (negative && !(exponent.ok() && exponent->is_integer())) || (zero && !(exponent.ok() && exponent->sign() > 0));
  if (outside) return {Place::kOutside, {}};
  if (zero && (root || e.is(Op::kPow))) return {Place::kInside, Expr::integer(0)};
  return {Place::kInside, Expr::make(e.op(), std::move(args), e.name())};
}

}  // namespace

Substituted put_in_reals(const Expr& e, const std::string& variable, const Expr& value) {
  if (!e.contains_symbol(variable)) return {Place::kInside, e};
  if (e.is(Op::kSymbol)) return {Place::kInside, value};
  std::vector<Expr> args;
  Place worst = Place::kInside;
  for (const Expr& arg : e.args()) {
    Substituted inner = put_in_reals(arg, variable, value);
    if (inner.place == Place::kOutside) return inner;
    if (inner.place == Place::kUnknown) worst = Place::kUnknown;
    args.push_back(std::move(inner.e));
  }
  return worst == Place::kInside ? applied(e, std::move(args)) : Substituted{worst, {}};
}

std::optional<std::vector<Coefficients>> abs_arguments(const Expr& e, const std::string& variable) {
  std::vector<Coefficients> out;
  for (const Expr& arg : e.args()) {
    auto inner = abs_arguments(arg, variable);
    if (!inner) return std::nullopt;
    std::move(inner->begin(), inner->end(), std::back_inserter(out));
  }
  if (e.is_func("abs") && e.contains_symbol(variable)) {
    if (e.arg(0).args().size() > 0 && !abs_arguments(e.arg(0), variable)->empty()) return std::nullopt;
    auto polynomial = math::as_polynomial(e.arg(0), variable, kMaxDegree);
    if (!polynomial) return std::nullopt;
    out.push_back(std::move(*polynomial));
  }
  return out;
}

Expr without_max(const Expr& e) {
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(without_max(arg));
  if ((e.is_func("max") || e.is_func("min")) && args.size() == 2) {
    const Expr distance = Expr::func("abs", {args[0] - args[1]}), sum = args[0] + args[1];
    return (e.is_func("max") ? sum + distance : sum - distance) / Expr::integer(2);
  }
  return Expr::make(e.op(), std::move(args), e.name());
}

Expr without_abs(const Expr& e, const std::string& variable, const Rational& at) {
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(without_abs(arg, variable, at));
  if (e.is_func("abs") && e.contains_symbol(variable)) {
    const Expr inside = e.arg(0).substitute(variable, Expr::number(at));
    const auto value = math::exact_value(inside);
    const auto real = value.ok() ? Result<math::RealBall>(Error{ErrorCode::kUnsupported, ""}) : math::real_value(inside);
    return (value.ok() && value->sign() < 0) || (real.ok() && real->mid < 0) ? -args[0] : args[0];
  }
  return Expr::make(e.op(), std::move(args), e.name());
}

}  // namespace retort::cas
