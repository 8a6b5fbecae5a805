#include "explain/monomial_algebra.h"

#include <algorithm>

#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::explain {

using math::Expr;

bool same_sum(const Sum& a, const Sum& b) {
  const Sum x = collected(a), y = collected(b);
  return std::equal(x.terms.begin(), x.terms.end(), y.terms.begin(), y.terms.end(),
                    [](const Term& s, const Term& t) { return s.coefficient == t.coefficient && s.exponents == t.exponents; });
}

Sum times(const Sum& a, const Sum& b) { return collected(product(a, b)); }

Sum plus(Sum a, const Sum& b) {
  a.terms.insert(a.terms.end(), b.terms.begin(), b.terms.end());
  return collected(a);
}

Sum negated(Sum a) {
  for (Term& t : a.terms) t.coefficient = -t.coefficient;
  return a;
}

Sum one(const std::vector<std::string>& letters) { return {letters, {{Rational(1), Exponents(letters.size(), 0)}}}; }

bool divides(const Term& d, const Term& t) {
  for (std::size_t i = 0; i < d.exponents.size(); ++i)
    if (d.exponents[i] > t.exponents[i]) return false;
  return true;
}

Term quotient(const Term& a, const Term& b) {
  Term out{a.coefficient / b.coefficient, a.exponents};
  for (std::size_t i = 0; i < out.exponents.size(); ++i) out.exponents[i] -= b.exponents[i];
  return out;
}

std::optional<Sum> divided(const Sum& a, const Sum& b) {
  Sum rest = collected(a), out{a.letters, {}};
  const Sum by = collected(b);
  constexpr int kMostSteps = 200;
  for (int i = 0; !rest.terms.empty(); ++i) {
    if (by.terms.empty() || i > kMostSteps || !divides(by.terms[0], rest.terms[0])) return std::nullopt;
    const Sum part{a.letters, {quotient(rest.terms[0], by.terms[0])}};
    out.terms.push_back(part.terms[0]);
    rest = plus(rest, negated(times(part, by)));
  }
  return out;
}

int degree_in(const Sum& p, std::size_t letter) {
  int d = 0;
  for (const Term& t : p.terms) d = std::max(d, t.exponents[letter]);
  return d;
}

Sum coefficient_of(const Sum& p, std::size_t letter, int k) {
  Sum out{p.letters, {}};
  for (Term t : p.terms)
    if (t.exponents[letter] == k) {
      t.exponents[letter] = 0;
      out.terms.push_back(std::move(t));
    }
  return out;
}

Term common_term(const Sum& p) {
  Term common{Rational(0), p.terms[0].exponents};
  for (const Term& t : p.terms) {
    common.coefficient = math::gcd(common.coefficient, t.coefficient);
    for (std::size_t i = 0; i < common.exponents.size(); ++i) common.exponents[i] = std::min(common.exponents[i], t.exponents[i]);
  }
  return common;
}

bool is_one(const Term& t) { return t.coefficient == Rational(1) && std::all_of(t.exponents.begin(), t.exponents.end(), [](int n) { return n == 0; }); }

std::optional<Term> root_of(const Term& t, int n) {
  const auto c = math::exact_value(Expr::func("root", {Expr::number(t.coefficient.abs()), Expr::integer(n)}));
  if (!c || !c->is_integer()) return std::nullopt;
  Term out{*c, t.exponents};
  for (int& k : out.exponents) {
    if (k % n) return std::nullopt;
    k /= n;
  }
  return out;
}

Term power_of(const Term& t, int n) {
  Term out{Rational::pow(t.coefficient, Rational(n)).value_or(Rational(0)), t.exponents};
  for (int& k : out.exponents) k *= n;
  return out;
}

Term times(const Term& a, const Term& b, const Rational& c) {
  Term out{a.coefficient * b.coefficient * c, a.exponents};
  for (std::size_t i = 0; i < out.exponents.size(); ++i) out.exponents[i] += b.exponents[i];
  return out;
}

}  // namespace retort::explain
