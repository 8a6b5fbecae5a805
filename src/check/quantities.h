// The quantities of a text in its other measures: 4 hours are 240 minutes, 5 feet 6 inches are 66 inches.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "math/rational.h"

namespace retort::check {

// What the quantities of `text` come to in the measures among `words` (lower case, singular), and what two of them side by side
// (1 hour and 45 minutes, 5'6") make together. At most kMaxQuantities.
inline constexpr std::size_t kMaxQuantities = 60;
std::vector<math::Rational> other_measures(std::string_view text, const std::set<std::string>& words);

}  // namespace retort::check
