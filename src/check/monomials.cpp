#include "check/monomials.h"

#include <algorithm>

#include "math/exact.h"
#include "math/print.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::size_t kMaxTerms = 60;

// The coefficient and the rest of one term of a normal form.
bool add_term(const Expr& term, Rational sign, Monomials& out) {
  if (term.is(Op::kNeg)) return add_term(term.arg(0), -sign, out);
  std::string key;
  if (term.is_number()) {
    sign *= term.value();
  } else if (term.is(Op::kMul)) {
    for (const Expr& factor : term.args()) {
      const auto value = factor.symbols().empty() ? math::exact_value(factor) : Result<Rational>(Error{});
      if (value.ok()) sign *= *value;
      else key += (key.empty() ? "" : "*") + math::to_plain(factor);
    }
  } else if (term.is(Op::kDiv) && term.arg(1).is_number() && !term.arg(1).value().is_zero()) {
    return add_term(term.arg(0), sign / term.arg(1).value(), out);
  } else {
    key = math::to_plain(term);
  }
  Rational& coefficient = out[key];
  coefficient += sign;
  if (coefficient.is_zero()) out.erase(key);
  return out.size() <= kMaxTerms;
}

}  // namespace

std::optional<Monomials> monomials_of(const Expr& e) {
  const auto normal = math::normal_form(e);
  if (!normal.ok()) return std::nullopt;
  Monomials m;
  if (!normal->is(Op::kAdd)) return add_term(*normal, Rational(1), m) ? std::optional(m) : std::nullopt;
  for (const Expr& term : normal->args()) {
    if (!add_term(term, Rational(1), m)) return std::nullopt;
  }
  return m;
}

bool is_multiple(const Monomials& a, const Monomials& b) {
  if (a.empty() || a.size() != b.size()) return false;
  const Rational factor = a.begin()->second / b.begin()->second;
  return std::equal(a.begin(), a.end(), b.begin(), [&](const auto& p, const auto& q) { return p.first == q.first && p.second == q.second * factor; });
}

}  // namespace retort::check
