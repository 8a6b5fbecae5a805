// The calculations of a text as operations on values, so that those of one text can be found in another: 3 + 4 + 5 holds 3 + 4 and
// 7 + 5, and 20% of 50 is 20 * 50 / 100.
#pragma once

#include <complex>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "math/expr.h"

namespace retort::agent {

using Approximate = std::complex<double>;
// The value of `e` where its symbols have these values, to about twelve digits; nothing where it has none or is no number.
std::optional<Approximate> approximate_value(const math::Expr& e, const std::map<std::string, Approximate>& at = {});
// Equal but for rounding.
bool near(Approximate a, Approximate b);

// One sum, product, power or function of numbers.
class Operation {
 public:
  // Every operation on numbers in `e`, at any depth, outer ones first; a sum in a sum and a product in a product count as one with it. What has no
  // value that can be computed is left out.
  static std::vector<Operation> all_in(const math::Expr& e);

  // Is `part` this operation, or a step on the way to its result from the front: 3 + 4 and 7 + 5 of 3 + 4 + 5? A power is a product, too.
  bool holds(const Operation& part) const;
  bool same(const Operation& other) const;

 private:
  enum class Kind { kSum, kProduct, kPower, kFunction };
  Operation(Kind kind, std::string name, std::vector<Approximate> parts) : kind_(kind), name_(std::move(name)), parts_(std::move(parts)) {}
  static std::optional<Operation> top_of(const math::Expr& e);
  static void collect(const math::Expr& e, int depth, std::vector<Operation>& out);
  bool takes_together(const std::vector<Approximate>& wanted) const;
  bool same_but_for_hundreds(const Operation& other) const;
  std::optional<Operation> as_product() const;   // of a power

  Kind kind_;
  std::string name_;                 // of a function
  std::vector<Approximate> parts_;   // terms with their signs, factors (those below a fraction line as one over them), or arguments
};

}  // namespace retort::agent
