// A step on the way to a number that a phrase names: "the prime factors of 60".
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "math/expr.h"

namespace retort::agent {

// `tool` may be empty: a thought alone. The result of the call, or the items of it, must be `expected`, which reading the phrase found by another way.
struct Lookup {
  std::string thought, tool;
  Json args;
  std::vector<math::Expr> expected;
  std::string reflection;
};

}  // namespace retort::agent
