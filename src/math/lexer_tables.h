// What each LaTeX command and each Unicode character means to the lexer.
#pragma once

#include <span>
#include <string_view>

#include "math/lexer.h"

namespace retort::math {

enum class CommandRole { kSkip, kLeft, kRight, kDots, kToken, kWords };
struct CommandToken {
  std::string_view name;
  CommandRole role;
  Tok token = Tok::kEnd;
  std::string_view text = {};
};
// Null when the lexer has nothing to say about it: the parser knows \frac and its like.
const CommandToken* find_command(std::string_view name);

// "alpha" for "alpha" and "varalpha"-like variants; "pi", "oo" for \infty; empty if it is none.
std::string_view greek_name(std::string_view command);
bool is_greek(std::string_view name);

struct UnicodeToken {
  std::string_view bytes;
  Tok token;
  std::string_view text;
};
std::span<const UnicodeToken> unicode_tokens();

}  // namespace retort::math
