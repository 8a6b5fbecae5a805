// Texts changed in one place, for measuring what the gates notice. A finder of equalities and an evaluator of its own, so that a
// text the gates misread is not misread here in the same way.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "check/gates.h"

namespace retort::check {

enum class Change {
  kDigit,        // one digit inside an equality
  kSign,         // the sign of a number inside an equality
  kOperator,     // one operation inside an equality
  kSwap,         // two numbers on different sides of an equality
  kAnswer,       // a digit of the boxed answer
  kToolWord,     // a sentence that speaks of a tool
  kConsistent,   // both operands of a calculation, its result kept: all equalities still hold
  kProse,        // a number outside equalities
  kDropped,      // a sentence with an equality is left out
};
inline constexpr std::array<Change, 9> kChanges = {Change::kDigit,  Change::kSign,     Change::kOperator,   Change::kSwap,   Change::kAnswer,
                                                   Change::kToolWord, Change::kConsistent, Change::kProse, Change::kDropped};
std::string_view change_name(Change change);

// The narrative with one change at a place drawn by `random`; nothing where it holds no such place. A changed equality that plain
// arithmetic shows to be true still is not returned.
std::optional<std::string> mutate(Change change, const Subject& subject, Random& random);

}  // namespace retort::check
