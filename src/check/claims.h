// What became of each mathematical statement of a narrative.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort::check {

enum class Standing {
  kHolds,     // true as it stands
  kFollows,   // from the problem, a definition or an earlier statement
  kDefines,   // introduces a name, an unknown or an assumption
  kFails,     // false, or against what is known
  kOpen,      // says something about unknowns that is neither implied nor excluded
  kUnread,    // could not be read
};

// One relation between two sides.
struct Claim {
  Standing standing = Standing::kUnread;
  bool numeric = false;                        // no unknowns on either side
  std::size_t at = 0, length = 0;              // byte range of both sides
  std::size_t left_at = 0, left_length = 0, right_at = 0, right_length = 0;
  std::string reason;                          // of kFails and kUnread: what is wrong, with the value that would be right
};

// Judges every statement of `narrative` in order. What `problem` states is taken as true.
std::vector<Claim> judge_narrative(std::string_view problem, std::string_view narrative);

}  // namespace retort::check
