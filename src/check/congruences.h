// What is known of unknowns modulo numbers: x \equiv 3 \pmod 7, 8x \equiv 4 \pmod{12}.
#pragma once

#include <string>
#include <vector>

#include "math/expr.h"
#include "math/rational.h"

namespace retort::check {

// Congruences between polynomials with whole coefficients in at most two unknowns. They are decided by trying all residues, as long as there are
// at most kMaxCases of them.
class Congruences {
 public:
  static constexpr long long kMaxCases = 20'000;

  enum class Relation { kHolds, kImplied, kExcluded, kIndependent, kNew, kUnread };
  // How a = b modulo m stands to what is known: true for all numbers, for all that are left, for none of them, or for some. kNew: of these
  // unknowns nothing is known. kUnread: no such polynomials, or too many cases.
  Relation relate(const math::Expr& a, const math::Expr& b, const math::Rational& m) const;
  // The modulus of the last congruence about `symbol` alone; 1 where there is none.
  math::Rational modulus_of(const std::string& symbol) const;
  // a = b modulo m from here on; at most 40 are kept.
  void add(const math::Expr& a, const math::Expr& b, const math::Rational& m);

 private:
  struct Fact { math::Expr difference; std::vector<std::string> symbols; long long modulus; };
  std::vector<Fact> facts_;
};

}  // namespace retort::check
