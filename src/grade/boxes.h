// Marks of a final answer in a text: \boxed{...}, \fbox{...} and "the final answer is".
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "grade/grade.h"

namespace retort::grade {

struct Box {
  std::size_t begin = 0, end = 0;   // of the whole command, \boxed to the closing brace
  std::string_view content;         // between the braces, as written
};

// The outermost boxes with balanced braces, in order; linear time. An escaped brace (\{) does not count. An unclosed box is no box.
// `\boxed 5` (a command without braces) holds the digits, letters and sign that follow.
std::vector<Box> find_boxes(std::string_view text);

// What the last "final answer is" (or, without one, "answer is") names.
std::optional<Extracted> extract_phrase(std::string_view text);

}  // namespace retort::grade
