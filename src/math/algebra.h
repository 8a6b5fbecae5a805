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
  // kCleared: quotients are brought to one fraction, as equality needs. kKept: a quotient by something with generators stays a
  // generator (the inverse of its denominator) and never cancels, so that the domain stays.
  enum class Quotients { kCleared, kKept };
  explicit Algebra(Quotients quotients, const EvalLimits& limits = {}) : quotients_(quotients), limits_(limits) {}

  // Nothing where a limit is passed, or a part is a division by 0 or no number.
  std::optional<Ratio> convert(const Expr& e);
  // i^2 = -1, sqrt(2)^2 = 2, ...
  SparsePoly reduced(SparsePoly p) const;
  // Written in descending order of degree.
  Expr expression(const SparsePoly& p) const;

 private:
  struct Generator {
    enum class Kind { kAtom, kInverse, kImaginary, kPrimeRoot } kind;
    Expr expr;        // the atom; the denominator of an inverse
    Rational prime;   // kPrimeRoot: prime^(1/index)
    int index = 0;
  };

  std::optional<Ratio> quotient(const Ratio& above, const Ratio& below);
  std::optional<Ratio> inverse(const Ratio& r);
  std::optional<Ratio> power(const Expr& e);
  std::optional<Ratio> power_of_sum(const Expr& base, const Expr& exponent);
  std::optional<Ratio> raised(const Ratio& base, long exponent);
  std::optional<Ratio> root_of_number(const Rational& x, long index, long power);
  std::optional<Ratio> function(const Expr& e);
  std::optional<Ratio> atom(const Expr& e);
  Expr normal(const Expr& e);   // an argument of a function
  int generator(Generator g);
  Ratio one(int id) const { return {SparsePoly::generator(id), SparsePoly(Rational(1))}; }
  Expr term(const Monomial& m, const Rational& coefficient) const;

  Quotients quotients_;
  EvalLimits limits_;
  int depth_ = 0;
  long steps_ = 20'000;
  std::vector<Generator> generators_;
  std::unordered_multimap<std::size_t, int> by_hash_;
};

}  // namespace retort::math
