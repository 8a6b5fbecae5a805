// Letters that an identity leaves to be found: 1/(x(x + 1)) = A/x + B/(x + 1) for all x.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "math/expr.h"

namespace retort::check {

class Undetermined {
 public:
  // Does a = b set up such letters: a quotient without them, and terms that hold one each at least? Letters are capitals of which `is_known` says no.
  // Remembers it.
  bool introduce(const math::Expr& a, const math::Expr& b, const std::function<bool(const std::string&)>& is_known);
  const std::vector<std::string>& letters() const { return letters_; }

  // Does left = right come from what was set up last: its denominators cleared, one of the numbers `tried` put in for its unknown, the factors
  // of one power compared? What is cleared is remembered.
  // `put_in`: the number that stands for the unknown here, so that no other one and no power is looked at.
  bool gives(const math::Expr& left, const math::Expr& right, const std::set<math::Rational>& tried, const std::optional<math::Rational>& put_in = {});
  const std::string& unknown() const { return unknown_; }
  // Is it between the unknown and letters of what was set up last alone?
  bool concerns(const math::Expr& difference) const;

 private:
  bool is_letter(const std::string& name) const;
  bool clears(const math::Expr& difference) const;

  std::string unknown_;                // of what was set up last
  std::vector<std::string> letters_, own_;   // of all, of the last
  std::vector<math::Expr> set_up_;     // a - b of the last one; none before
  std::vector<math::Expr> cleared_;    // of it
};

}  // namespace retort::check
