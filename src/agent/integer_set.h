// Integers described by bounds and conditions: "two-digit multiples of 7 whose digits sum to 10".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "math/rational.h"

namespace retort::agent {

class IntegerSet {
 public:
  struct Condition {
    std::function<bool(long long)> test;
    // Shows for an integer that passes why it does ("$36 = 6^2$"); may be empty.
    std::function<std::string(long long)> witness = {};
    std::string trait = {};    // what all that pass have in common: "are prime"; may be empty
    bool in_lists = false;     // lists give the witness in the place of the number
    long long period = 0;      // not 0: one residue class of this modulus passes
    std::optional<long long> residue = {};   // which, where it is known
  };

  static IntegerSet with(Condition condition);
  static IntegerSet range(std::optional<long long> low, std::optional<long long> high);
  // Between two numbers: whether they belong to it is not said.
  static IntegerSet between(const math::Rational& low, const math::Rational& high);
  static IntegerSet multiples(long long n);   // n > 0

  IntegerSet and_also(const IntegerSet& other) const;
  IntegerSet or_else(const IntegerSet& other) const;
  IntegerSet negated() const;

  bool contains(long long n) const;
  // All of them, ascending; nothing when they are not bounded, too many or too far apart, or when the bounds are not clear.
  std::optional<std::vector<long long>> members() const;
  std::optional<long long> smallest() const, largest() const;
  // "$36 = 2 \cdot 18$" for each condition that can show it. Of several divisors their least common multiple alone is shown.
  std::vector<std::string> witnesses(long long n) const;

  const std::optional<long long>& low() const { return low_; }
  const std::optional<long long>& high() const { return high_; }
  // The numbers that all of it are multiples of, when there are no other conditions.
  std::optional<std::vector<long long>> pure_multiples() const;
  const std::vector<long long>& divisors() const { return divisors_; }
  // The number in a list: itself, or the condition's witness that stands for it.
  std::string listed(long long n) const;
  // "are prime", "divide $180$": of each condition that has one.
  std::vector<std::string> traits() const;
  // What a bound that is not written as a number comes from: "$1061 < 10.2^3 < 1062$".
  IntegerSet& explain_bound(std::string sentence);
  const std::vector<std::string>& bound_notes() const { return bound_notes_; }
  // The distance of neighbours where nothing but residues and bounds is asked for.
  std::optional<long long> regular_step() const;
  // Residue and modulus of each condition that asks for one; the divisors with residue 0.
  std::vector<std::pair<long long, long long>> residues() const;
  // Is it a divisor or modulus that the description names?
  bool names_step(long long step) const;

 private:
  bool ends_are_clear() const;
  std::optional<long long> stride() const;
  std::optional<long long> first(long long from, long long by, long long most) const;

  std::optional<long long> low_, high_;
  std::vector<Condition> conditions_;
  std::vector<long long> divisors_;     // every member is a multiple of these; tested besides the conditions
  std::vector<long long> unclear_;      // members that must not matter
  std::vector<std::string> bound_notes_;
};

}  // namespace retort::agent
