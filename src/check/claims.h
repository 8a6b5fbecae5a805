// What became of each mathematical statement of a narrative.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "math/expr.h"

namespace retort::check {

enum class Standing {
  kHolds,     // true as it stands
  kFollows,   // from the problem, a definition or an earlier statement
  kDefines,   // introduces a name, an unknown or an assumption, or sets up an equation that what is found in the end satisfies
  kFails,     // false, or against what is known
  kOpen,      // says something about unknowns that is neither implied nor excluded
  kUnread,    // could not be read
};
std::string_view standing_name(Standing standing);   // "holds", "follows", ...

// One relation between two sides.
struct Claim {
  Standing standing = Standing::kUnread;
  bool numeric = false;                        // no unknowns on either side
  std::size_t at = 0, length = 0;              // byte range of both sides
  std::size_t left_at = 0, left_length = 0, right_at = 0, right_length = 0;
  std::optional<math::Expr> left, right;       // where both sides are single values
  std::optional<math::Expr> worked_left;       // the left side with the text's functions put in, where it holds some
  bool equality = false;                       // "=", not an order or a congruence
  bool order = false;                          // <, >, <=, >=
  bool restates = false;                       // of kFollows: an earlier equation times `factor`, or what elimination leaves of several
  math::Rational factor{1};
  std::string reason;                          // of kFails, kOpen and kUnread: what is wrong, with the value that would be right
};

// A number that a narrative may name from `at` on without a calculation.
struct Shown {
  math::Rational value;
  std::size_t at = 0;
};

struct Judgement {
  std::vector<Claim> claims;                   // in the order of the text
  std::vector<Shown> shown;                    // values that are tried, and those of the problem's expressions at given or tried numbers
  std::vector<math::Expr> curves;              // the problem's expressions in one unknown
};

// Judges every statement of `narrative` in order. What `problem` states is taken as true.
Judgement judge_narrative(std::string_view problem, std::string_view narrative);

}  // namespace retort::check
