// Expressions as quotients of sparse polynomials. The generators are symbols, pi, e, i, roots of primes and whatever else is not
// polynomial (sin x, ln 2, f(x)), each in its own normal form, so that equal ones meet.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "math/exact.h"
#include "math/expr.h"
#include "math/sparse_poly.h"

namespace retort::math {

struct Ratio {
  SparsePoly num;
  SparsePoly den;   // not 0
};

class Algebra {
 public:
  // kKept: a quotient by something with generators stays a generator (the inverse of its denominator) and never cancels, so that
  // the domain stays. kCleared: quotients are brought to one fraction. kIdentities: and sqrt(x)^2 = x, sin^2 = 1 - cos^2, angles
  // and logarithms taken apart: for equality, which asks for the domain elsewhere.
  enum class Quotients { kKept, kCleared, kIdentities };
  explicit Algebra(Quotients quotients, const EvalLimits& limits = {}) : quotients_(quotients), limits_(limits) {}

  // Nothing where a limit is passed, or a part is a division by 0 or no number.
  std::optional<Ratio> convert(const Expr& e);
  // i^2 = -1, sqrt(2)^2 = 2, ...
  SparsePoly reduced(SparsePoly p);
  PolyWork& work() { return work_; }
  // Written in descending order of degree.
  Expr expression(const SparsePoly& p) const;

 private:
  struct Generator {
    enum class Kind { kAtom, kInverse, kImaginary, kPrimeRoot } kind;
    Expr expr;          // the atom; the denominator of an inverse
    Rational prime;     // kPrimeRoot: prime^(1/index)
    int index = 0;      // g^index = value, if not 0
    SparsePoly value = {};
  };
  struct SineCosine {
    Ratio sine, cosine;
  };

  std::optional<Ratio> quotient(const Ratio& above, const Ratio& below);
  std::optional<Ratio> inverse(const Ratio& r);
  std::optional<Ratio> inverse_of_root(const SparsePoly& p);
  std::optional<Ratio> power(const Expr& e);
  std::optional<Ratio> raised(const Ratio& base, long exponent);
  std::optional<Ratio> root_of_number(const Rational& x, long index, long power);
  std::optional<Ratio> root_atom(const Expr& inside, long index);
  std::optional<Ratio> function(const Expr& e);
  std::optional<Ratio> atom(const Expr& e);
  std::optional<Ratio> related_atom(const Expr& e, int index, const Ratio& value);
  std::optional<Ratio> multiplied(const Ratio& a, const Ratio& b);
  std::optional<Ratio> added(const Ratio& a, const Ratio& b);
  Expr normal(const Expr& e);   // an argument of a function
  int generator(Generator g);
  Ratio one(int id) const { return {SparsePoly::generator(id), SparsePoly(Rational(1))}; }
  Ratio imaginary() { return one(generator({Generator::Kind::kImaginary, Expr(), 0, 2, SparsePoly(Rational(-1))})); }
  Expr term(const Monomial& m, const Rational& coefficient) const;

  // algebra_powers.cpp
  static std::vector<std::pair<Rational, int>> prime_parts(const Rational& n);
  std::optional<Ratio> power_of_sum(const Expr& base, const Expr& exponent);
  std::optional<Ratio> power_of_term(const Expr& base, const Ratio& base_read, const Expr& term);
  std::optional<Ratio> power_of_prime_parts(const Rational& base, const Expr& exponent, long times);
  // algebra_trig.cpp
  std::optional<Ratio> trigonometric(const std::string& name, const Expr& argument);
  std::optional<SineCosine> sine_cosine(const Expr& angle);
  std::optional<SineCosine> sine_cosine_of_turns(const Rational& half_turns);
  std::optional<SineCosine> sum_of_angles(const SineCosine& a, const SineCosine& b);
  std::optional<SineCosine> multiple_angle(const Expr& part, long times);
  std::optional<Ratio> logarithm(const Expr& argument);

  Quotients quotients_;
  EvalLimits limits_;
  int depth_ = 0;
  long steps_ = 20'000;
  PolyWork work_;
  std::vector<Generator> generators_;
  std::unordered_multimap<std::size_t, int> by_hash_;
};

}  // namespace retort::math
