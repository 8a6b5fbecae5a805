#include "math/polynomial.h"

#include <flint/fmpz.h>
#include <flint/fmpq_poly.h>
#include <flint/fmpz_poly_factor.h>

#include <algorithm>

#include "math/flint_access.h"
#include "math/number_theory.h"

namespace retort::math {
namespace {

// An fmpq_poly_t that clears itself.
class Poly {
 public:
  Poly() { fmpq_poly_init(p_); }
  explicit Poly(const Coefficients& c) {
    fmpq_poly_init(p_);
    fmpq_t q;
    fmpq_init(q);
    for (std::size_t i = 0; i < c.size(); ++i) {
      RationalAccess::get(q, c[i]);
      fmpq_poly_set_coeff_fmpq(p_, static_cast<slong>(i), q);
    }
    fmpq_clear(q);
  }
  ~Poly() { fmpq_poly_clear(p_); }
  Poly(const Poly&) = delete;
  Poly& operator=(const Poly&) = delete;
  fmpq_poly_struct* get() { return p_; }
  Coefficients coefficients() const {
    Coefficients out;
    fmpq_t q;
    fmpq_init(q);
    for (slong i = 0; i < fmpq_poly_length(p_); ++i) {
      fmpq_poly_get_coeff_fmpq(q, p_, i);
      out.push_back(RationalAccess::from(q));
    }
    fmpq_clear(q);
    return out;
  }

 private:
  fmpq_poly_t p_;
};

void trim(Coefficients& c) {
  while (!c.empty() && c.back().is_zero()) c.pop_back();
}

// The polynomial of whole coefficients that has the same roots.
class Primitive {
 public:
  explicit Primitive(const Coefficients& c) {
    fmpz_poly_init(p_);
    Poly q(c);
    fmpq_poly_get_numerator(p_, q.get());
  }
  ~Primitive() { fmpz_poly_clear(p_); }
  Primitive(const Primitive&) = delete;
  Primitive& operator=(const Primitive&) = delete;
  fmpz_poly_struct* get() { return p_; }

 private:
  fmpz_poly_t p_;
};

Coefficients from_integers(const fmpz_poly_struct* p) {
  Coefficients out;
  for (slong i = 0; i < fmpz_poly_length(p); ++i) {
    Integer c;
    fmpz_poly_get_coeff_fmpz(c.get(), p, i);
    out.push_back(c.rational());
  }
  return out;
}

Coefficients scaled(const Coefficients& p, const Rational& by) {
  Coefficients out = p;
  for (Rational& c : out) c *= by;
  trim(out);
  return out;
}

int sign_at_infinity(const Coefficients& p, bool negative) {
  if (p.empty()) return 0;
  const int s = p.back().sign();
  return negative && degree(p) % 2 != 0 ? -s : s;
}

}  // namespace

int degree(const Coefficients& p) { return static_cast<int>(p.size()) - 1; }

Coefficients add(const Coefficients& a, const Coefficients& b) {
  Coefficients out = a.size() >= b.size() ? a : b;
  const Coefficients& other = a.size() >= b.size() ? b : a;
  for (std::size_t i = 0; i < other.size(); ++i) out[i] += other[i];
  trim(out);
  return out;
}

Coefficients multiply(const Coefficients& a, const Coefficients& b) {
  Poly x(a), y(b), out;
  fmpq_poly_mul(out.get(), x.get(), y.get());
  return out.coefficients();
}

Coefficients derivative(const Coefficients& p) {
  Coefficients out;
  for (std::size_t i = 1; i < p.size(); ++i) out.push_back(p[i] * static_cast<long long>(i));
  trim(out);
  return out;
}

Coefficients antiderivative(const Coefficients& p) {
  if (p.empty()) return {};
  Coefficients out{Rational(0)};
  for (std::size_t i = 0; i < p.size(); ++i) out.push_back(p[i] / static_cast<long long>(i + 1));
  trim(out);
  return out;
}

std::pair<Coefficients, Coefficients> divide(const Coefficients& a, const Coefficients& b) {
  RETORT_CHECK(!b.empty(), "a polynomial divided by 0");
  Poly x(a), y(b), quotient, rest;
  fmpq_poly_divrem(quotient.get(), rest.get(), x.get(), y.get());
  return {quotient.coefficients(), rest.coefficients()};
}

Coefficients gcd(const Coefficients& a, const Coefficients& b) {
  Poly x(a), y(b), out;
  fmpq_poly_gcd(out.get(), x.get(), y.get());
  return out.coefficients();
}

std::optional<Coefficients> inverse_modulo(const Coefficients& a, const Coefficients& p) {
  RETORT_CHECK(degree(p) > 0, "the modulus is no constant");
  Poly x(a), y(p), common, s, t;
  fmpq_poly_xgcd(common.get(), s.get(), t.get(), x.get(), y.get());
  if (fmpq_poly_length(common.get()) != 1) return std::nullopt;
  return divide(s.coefficients(), p).second;
}

Rational resultant(const Coefficients& a, const Coefficients& b) {
  Poly x(a), y(b);
  fmpq_t r;
  fmpq_init(r);
  fmpq_poly_resultant(r, x.get(), y.get());
  Rational out = RationalAccess::from(r);
  fmpq_clear(r);
  return out;
}

Rational evaluate(const Coefficients& p, const Rational& at) {
  Rational total;
  for (auto c = p.rbegin(); c != p.rend(); ++c) total = total * at + *c;
  return total;
}

Factorization factor(const Coefficients& p) {
  if (p.empty()) return {Rational(0), {}};
  Primitive z(p);
  fmpz_poly_factor_t found;
  fmpz_poly_factor_init(found);
  fmpz_poly_factor(found, z.get());
  Factorization result;
  Rational lead = 1;
  for (slong i = 0; i < found->num; ++i) {
    Coefficients f = from_integers(found->p + i);
    if (f.back().sign() < 0) f = scaled(f, -1);
    const int k = static_cast<int>(found->exp[i]);
    for (int j = 0; j < k; ++j) lead *= f.back();
    result.factors.emplace_back(std::move(f), k);
  }
  fmpz_poly_factor_clear(found);
  result.content = p.back() / lead;
  std::sort(result.factors.begin(), result.factors.end(), [](const auto& a, const auto& b) {
    if (a.first.size() != b.first.size()) return a.first.size() < b.first.size();
    return std::lexicographical_compare(b.first.begin(), b.first.end(), a.first.begin(), a.first.end());
  });
  return result;
}

std::vector<std::pair<Rational, int>> rational_roots(const Coefficients& p) {
  std::vector<std::pair<Rational, int>> roots;
  for (const auto& [f, k] : factor(p).factors)
    if (degree(f) == 1) roots.emplace_back(-f[0] / f[1], k);
  std::sort(roots.begin(), roots.end());
  return roots;
}

// Sturm: sign changes of p, p', -rem, ... at the low end less those at the high end; on the squarefree part.
int count_real_roots(const Coefficients& p, const std::optional<Rational>& low, const std::optional<Rational>& high) {
  RETORT_CHECK(!p.empty(), "the zero polynomial has every number as root");
  if (degree(p) == 0 || (low && high && *low >= *high)) return 0;
  std::vector<Coefficients> chain{divide(p, gcd(p, derivative(p))).first};
  chain.push_back(derivative(chain[0]));
  while (degree(chain.back()) > 0) {
    Coefficients rest = divide(chain[chain.size() - 2], chain.back()).second;
    if (rest.empty()) break;
    // A positive factor changes no sign and keeps the coefficients short.
    chain.push_back(scaled(rest, Rational(-1) / rest.back().abs()));
  }
  const auto changes = [&](const std::optional<Rational>& at, bool negative) {
    int count = 0, last = 0;
    for (const Coefficients& c : chain) {
      const int s = at ? evaluate(c, *at).sign() : sign_at_infinity(c, negative);
      if (s == 0) continue;
      if (last != 0 && s != last) ++count;
      last = s;
    }
    return count;
  };
  return changes(low, true) - changes(high, false);
}

Expr to_expr(const Coefficients& p, const std::string& variable) {
  const Expr x = Expr::symbol(variable);
  std::vector<Expr> terms;
  for (int k = degree(p); k >= 0; --k) {
    const Rational& c = p[static_cast<std::size_t>(k)];
    if (c.is_zero()) continue;
    const Expr power = k == 1 ? x : pow(x, Expr::integer(k));
    Expr term = k == 0 ? Expr::number(c.abs()) : c.abs() == 1 ? power : Expr::number(c.abs()) * power;
    terms.push_back(c.sign() < 0 ? -term : term);
  }
  if (terms.empty()) return Expr::integer(0);
  return terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, std::move(terms));
}

}  // namespace retort::math
