#include "cas/written_form.h"

#include <algorithm>

#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::cas {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

constexpr long kFactoredBits = 40;

// coefficient * product(top) / product(bottom)
struct Product {
  Rational coefficient = 1;
  std::vector<Expr> top, bottom;
};

void gather(const Expr& e, bool below, Product& out);

// Splits b^-n into 1 / b^n.
bool gather_power(const Expr& e, bool below, Product& out) {
  if (!e.arg(1).is_number() || e.arg(1).value().sign() >= 0) return false;
  const Rational n = -e.arg(1).value();
  gather(n == Rational(1) ? e.arg(0) : math::pow(e.arg(0), Expr::number(n)), !below, out);
  return true;
}

void gather(const Expr& e, bool below, Product& out) {
  if (e.is_number() && e.text().empty() && (!below || !e.value().is_zero())) {
    out.coefficient = below ? out.coefficient / e.value() : out.coefficient * e.value();
    return;
  }
  switch (e.op()) {
    case Op::kNeg:
      out.coefficient = -out.coefficient;
      return gather(e.arg(0), below, out);
    case Op::kMul:
      for (const Expr& factor : e.args()) gather(factor, below, out);
      return;
    case Op::kDiv:
      gather(e.arg(0), below, out);
      return gather(e.arg(1), !below, out);
    case Op::kPow:
      if (gather_power(e, below, out)) return;
      break;
    default: break;
  }
  (below ? out.bottom : out.top).push_back(e);
}

Expr product_of(Rational number, std::vector<Expr> factors) {
  if (number != Rational(1) || factors.empty()) factors.insert(factors.begin(), Expr::number(std::move(number)));
  return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, std::move(factors));
}

Expr written_product(const Expr& e) {
  Product p;
  gather(e, false, p);
  if (p.coefficient.is_zero()) return e;   // 0/x stays what it is
  const Expr top = product_of(p.coefficient.num().abs(), std::move(p.top));
  const bool whole = p.bottom.empty() && p.coefficient.is_integer();
  const Expr value = whole ? top : top / product_of(p.coefficient.den(), std::move(p.bottom));
  if (p.coefficient.sign() > 0) return value;
  return value.is_number() ? Expr::number(-value.value()) : -value;
}

bool is_negative(const Expr& e) { return e.is(Op::kNeg) || (e.is_number() && e.value().sign() < 0); }

void gather_terms(const Expr& e, bool negative, std::vector<Expr>& out) {
  if (e.is(Op::kAdd)) {
    for (const Expr& term : e.args()) gather_terms(term, negative, out);
  } else if (e.is(Op::kNeg)) {
    gather_terms(e.arg(0), !negative, out);
  } else if (negative) {
    out.push_back(e.is_number() ? Expr::number(-e.value()) : -e);
  } else {
    out.push_back(e);
  }
}

Expr written_sum(const Expr& e) {
  std::vector<Expr> terms;
  gather_terms(e, false, terms);
  if (terms.size() == 2 && is_negative(terms[0]) && !is_negative(terms[1])) std::swap(terms[0], terms[1]);
  // A negative number inside a sum is a subtraction.
  for (std::size_t i = 1; i < terms.size(); ++i)
    if (terms[i].is_number() && terms[i].value().sign() < 0) terms[i] = -Expr::number(-terms[i].value());
  return Expr::make(Op::kAdd, std::move(terms));
}

bool has_square_factor(const Rational& n) {
  if (!n.is_integer() || n.sign() <= 0 || n.bits() > kFactoredBits) return !n.is_integer();
  const auto factors = math::factor_integer(n);
  return factors.ok() && std::any_of(factors->begin(), factors->end(), [](const auto& f) { return f.second > 1; });
}

}  // namespace

Expr written(const Expr& e) {
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(written(arg));
  const Expr inner = Expr::make(e.op(), std::move(args), e.name());
  if (inner.symbols().empty())
    if (auto value = math::exact_value(inner); value.ok()) return Expr::number(std::move(value).value());
  switch (e.op()) {
    case Op::kMul:
    case Op::kDiv:
    case Op::kNeg:
    case Op::kPow: return written_product(inner);
    case Op::kAdd: return written_sum(inner);
    default: return inner;
  }
}

int reading_cost(const Expr& e) {
  int cost = 1;
  for (const Expr& arg : e.args()) cost += reading_cost(arg);
  if (e.is_func("sqrt") && e.arg(0).is_number() && has_square_factor(e.arg(0).value())) cost += 6;
  if (e.is_func("sqrt") && e.arg(0).is(Op::kPow)) cost += 4;
  if (e.is_func("ln") && (e.arg(0).is(Op::kMul) || e.arg(0).is(Op::kDiv) || e.arg(0).is(Op::kPow))) cost += 6;
  if (e.is(Op::kDiv) && e.arg(1).is_func("sqrt") && e.arg(1).symbols().empty()) cost += 3;
  return cost;
}

}  // namespace retort::cas
