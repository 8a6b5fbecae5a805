// Other spellings of an answer, and other answers that look like it: pairs whose verdict is known without a grader.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/random.h"

namespace retort::bench {

struct Rewrite {
  std::string_view name;
  bool same;   // the result means the same as the answer; else something else
  std::optional<std::string> (*apply)(const std::string& answer, Random& random);   // nothing where it does not fit
};

// All of them. The answers are LaTeX as in MATH.
std::span<const Rewrite> rewrites();

}  // namespace retort::bench
