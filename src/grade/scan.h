// Finding one's way in cleaned LaTeX: brackets, braces and commands at the top level of a text.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace retort::grade {

// A place outside all brackets, braces and environments where one of the marks stands.
struct Cut {
  std::size_t at = 0;
  std::string_view mark;
};

// The marks found at the top level, left to right, longest mark first. A command mark (`\cup`) ends where its letters end. `|` does not
// nest. Unbalanced closing brackets are level zero.
std::vector<Cut> cuts(std::string_view text, std::initializer_list<std::string_view> marks);

// The pieces between the cuts, trimmed; one piece when there are none.
std::vector<std::string_view> pieces(std::string_view text, const std::vector<Cut>& at);

// Does the bracket that opens the text (one of `open`) close only at its very end with one of `close`?
bool encloses(std::string_view text, std::string_view open, std::string_view close);

// Does a text end in three points that go on, as 0.333...? A fourth one ends the sentence.
inline bool ends_in_dots(std::string_view text) { return text.ends_with("...") && !text.ends_with("...."); }

}  // namespace retort::grade
