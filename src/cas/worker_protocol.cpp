#include "cas/worker_protocol.h"

#include <algorithm>
#include <array>
#include <string>

namespace retort::cas {

namespace {

constexpr std::array<std::string_view, 32> kIdentifiers = {
    "abs", "acos", "acosh", "asin",     "asinh", "atan", "atanh", "ceil", "comb", "cos",  "cosh",
    "cot", "csc",  "erf",   "exp",      "factorial", "floor", "gcd", "i", "infinity", "lcm", "ln",
    "max", "min",  "pi",    "sec",      "sign",  "sin",  "sinh",  "sqrt", "tan",  "tanh"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool allowed_word(std::string_view word) {
  if (word.size() >= 2 && word.size() <= 4 && word[0] == 'v' && std::all_of(word.begin() + 1, word.end(), is_digit)) return true;
  return std::find(kIdentifiers.begin(), kIdentifiers.end(), word) != kIdentifiers.end();
}

Error refused(std::string_view what, std::size_t at) {
  return {ErrorCode::kParse, std::string(what) + " at byte " + std::to_string(at)};
}

}  // namespace

Status check_worker_text(std::string_view text) {
  if (text.empty()) return refused("no text", 0);
  if (text.size() > kMaxWorkerText) return Error{ErrorCode::kBudget, "a text of " + std::to_string(text.size()) + " bytes"};
  int open = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_lower(c)) {
      std::size_t end = at;
      while (end < text.size() && (is_lower(text[end]) || is_digit(text[end]) || text[end] == '_')) ++end;
      const auto word = text.substr(at, end - at);
      if (!allowed_word(word)) return refused("the name '" + std::string(word.substr(0, 20)) + "'", at);
      at = end;
      continue;
    }
    if (c == '(' && ++open > kMaxWorkerBrackets) return refused("too many open brackets", at);
    if (c == ')' && --open < 0) return refused("a bracket that was not opened", at);
    if (!is_digit(c) && std::string_view("+-*/^(),").find(c) == std::string_view::npos) return refused("a character that may not stand", at);
    ++at;
  }
  if (open != 0) return refused("an open bracket", text.size());
  return {};
}

}  // namespace retort::cas
