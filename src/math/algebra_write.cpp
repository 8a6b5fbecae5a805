// Sparse polynomials back to expressions: coefficient first, then roots of numbers, constants, symbols, other generators; what is
// inverted goes below one line.
#include <algorithm>
#include <map>

#include "math/algebra.h"

namespace retort::math {
namespace {

Expr to_power(const Expr& base, int exponent) { return exponent == 1 ? base : pow(base, Expr::integer(exponent)); }

Expr product(std::vector<Expr> factors) {
  if (factors.empty()) return Expr::integer(1);
  return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, std::move(factors));
}

// Constants before symbols before the rest.
int rank(const Expr& e) {
  if (e.is(Op::kConstant)) return 0;
  if (e.is(Op::kSymbol)) return 1;
  return 2;
}

}  // namespace

// 3/2 * x * sqrt(2) / (x + 1), without its sign.
Expr Algebra::term(const Monomial& m, const Rational& coefficient) const {
  std::map<int, Rational> radicands;   // index -> product of primes under that root
  bool imaginary = false;
  std::vector<std::pair<Expr, int>> above;
  std::vector<Expr> below;
  for (const auto& [id, k] : m) {
    const Generator& g = generators_[static_cast<std::size_t>(id)];
    switch (g.kind) {
      case Generator::Kind::kAtom: above.emplace_back(g.expr, k); break;
      case Generator::Kind::kInverse: below.push_back(to_power(g.expr, k)); break;
      case Generator::Kind::kImaginary: imaginary = true; break;
      case Generator::Kind::kPrimeRoot: {
        auto& radicand = radicands.try_emplace(g.index, 1).first->second;
        for (int i = 0; i < k; ++i) radicand *= g.prime;
        break;
      }
    }
  }
  std::stable_sort(above.begin(), above.end(), [](const auto& a, const auto& b) {
    const int ra = rank(a.first), rb = rank(b.first);
    return ra != rb ? ra < rb : ra < 2 && a.first.name() < b.first.name();
  });
  std::vector<Expr> factors;
  // 2/3 x is written 2x/3 where something else stands above the line.
  Rational number = coefficient.abs();
  const bool alone = above.empty() && radicands.empty() && !imaginary;
  const bool split = !number.is_integer() && (!below.empty() || !alone);
  const Rational over = split ? number.num() : number;
  if (over != 1 || alone) factors.push_back(Expr::number(over));
  for (const auto& [index, radicand] : radicands) {
    const Expr x = Expr::number(radicand);
    factors.push_back(index == 2 ? Expr::func("sqrt", {x}) : Expr::func("root", {x, Expr::integer(index)}));
  }
  bool imaginary_done = !imaginary;
  for (const auto& [e, k] : above) {
    if (!imaginary_done && !e.is(Op::kConstant)) {
      factors.push_back(Expr::constant("i"));
      imaginary_done = true;
    }
    factors.push_back(to_power(e, k));
  }
  if (!imaginary_done) factors.push_back(Expr::constant("i"));
  if (split && number.den() != 1) below.insert(below.begin(), Expr::number(number.den()));
  const Expr numerator = product(std::move(factors));
  return below.empty() ? numerator : numerator / product(std::move(below));
}

Expr Algebra::expression(const SparsePoly& p) const {
  if (p.is_zero()) return Expr::integer(0);
  // Descending total degree in the symbols, then the earlier symbol's power, then as they come.
  struct Ordered {
    int degree;
    std::vector<std::pair<std::string, int>> powers;
    Expr written;
    bool negative;
  };
  std::vector<Ordered> terms;
  for (const auto& [m, c] : p.terms()) {
    Ordered t{0, {}, term(m, c), c.sign() < 0};
    for (const auto& [id, k] : m) {
      const Generator& g = generators_[static_cast<std::size_t>(id)];
      if (g.kind != Generator::Kind::kAtom || !g.expr.is(Op::kSymbol)) continue;
      t.degree += k;
      t.powers.emplace_back(g.expr.name(), -k);
    }
    std::sort(t.powers.begin(), t.powers.end());
    terms.push_back(std::move(t));
  }
  std::stable_sort(terms.begin(), terms.end(), [](const Ordered& a, const Ordered& b) {
    return a.degree != b.degree ? a.degree > b.degree : a.powers < b.powers;
  });
  std::vector<Expr> written;
  for (const Ordered& t : terms) written.push_back(t.negative ? -t.written : t.written);
  return written.size() == 1 ? written[0] : Expr::make(Op::kAdd, std::move(written));
}

Result<Expr> normal_form(const Expr& e, const EvalLimits& limits) {
  Algebra algebra(Algebra::Quotients::kKept, limits);
  const auto r = algebra.convert(e);
  if (!r) {
    if (e.is(Op::kRel) || e.is(Op::kTuple) || e.is(Op::kList) || e.is(Op::kSet) || e.is(Op::kChain) || e.is(Op::kInterval) ||
        e.is(Op::kMatrix) || e.is(Op::kUnion)) {
      std::vector<Expr> parts;
      for (const Expr& part : e.args()) {
        RETORT_TRY(Expr n, normal_form(part, limits));
        parts.push_back(std::move(n));
      }
      return Expr::make(e.op(), std::move(parts), e.name());
    }
    const Result<Rational> value = exact_value(e, limits);
    if (!value && value.error().code != ErrorCode::kUnsupported) return value.error();
    return Error{ErrorCode::kBudget, "a normal form that is too large, or of something that is not algebraic"};
  }
  const auto below = r->den.constant();
  RETORT_CHECK(below.has_value(), "with quotients kept the denominator is a number");
  return algebra.expression(algebra.reduced(r->num).scaled(Rational(1) / *below));
}

}  // namespace retort::math
