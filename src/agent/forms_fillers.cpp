#include "agent/forms_fillers.h"

#include <algorithm>
#include <array>

namespace retort::agent {

bool is_filler(std::string_view word) {
  static constexpr std::array<std::string_view, 5> kWords = {"the", "a", "an", "then", "following"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

std::vector<Token> without_fillers(const std::vector<Token>& tokens) {
  std::vector<Token> kept;
  bool starts = true;   // a sentence; inside one a capital "A" is a name
  for (const Token& token : tokens) {
    const bool named = token.kind != TokenKind::kWord || (token.written == "A" && !starts);
    starts = token.ends_sentence();
    if (named || !is_filler(token.text)) {
      kept.push_back(token);
    } else if (token.mark != 0 && !kept.empty() && kept.back().mark == 0) {
      kept.back().mark = token.mark;
    }
  }
  return kept;
}

}  // namespace retort::agent
