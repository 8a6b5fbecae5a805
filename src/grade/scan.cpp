#include "grade/scan.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace retort::grade {
namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// Length of the token at `at`, and by how much it changes the depth.
struct Token {
  std::size_t length = 1;
  int opens = 0;
};

Token token_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '(' || c == '[' || c == '{') return {1, 1};
  if (c == ')' || c == ']' || c == '}') return {1, -1};
  if (c != '\\' || at + 1 >= text.size()) return {};
  if (text[at + 1] == '{') return {2, 1};
  if (text[at + 1] == '}') return {2, -1};
  if (!is_letter(text[at + 1])) return {2, 0};
  std::size_t end = at + 1;
  while (end < text.size() && is_letter(text[end])) ++end;
  const std::string_view name = text.substr(at + 1, end - at - 1);
  if (name == "begin" || name == "langle" || name == "lfloor" || name == "lceil") return {end - at, 1};
  if (name == "end" || name == "rangle" || name == "rfloor" || name == "rceil") return {end - at, -1};
  return {end - at, 0};
}

bool mark_here(std::string_view text, std::size_t at, std::string_view mark, std::size_t token) {
  if (text.substr(at, mark.size()) != mark) return false;
  return mark.front() != '\\' || mark.size() == token;
}

}  // namespace

std::vector<Cut> cuts(std::string_view text, std::initializer_list<std::string_view> marks) {
  std::vector<Cut> found;
  if (std::none_of(marks.begin(), marks.end(), [&](std::string_view mark) { return text.find(mark) != text.npos; })) return found;
  int depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Token token = token_at(text, at);
    const std::string_view* best = nullptr;
    for (const std::string_view& mark : marks) {
      if (depth == 0 && mark_here(text, at, mark, token.length) && (!best || mark.size() > best->size())) best = &mark;
    }
    if (best) {
      found.push_back({at, *best});
      at += std::max(best->size(), token.length);
      continue;
    }
    depth = std::max(0, depth + token.opens);
    at += token.length;
  }
  return found;
}

std::vector<std::string_view> pieces(std::string_view text, const std::vector<Cut>& at) {
  std::vector<std::string_view> found;
  std::size_t begin = 0;
  for (const Cut& cut : at) {
    found.push_back(trim(text.substr(begin, cut.at - begin)));
    begin = cut.at + cut.mark.size();
  }
  found.push_back(trim(text.substr(begin)));
  return found;
}

bool encloses(std::string_view text, std::string_view open, std::string_view close) {
  if (text.size() < 2) return false;
  const Token first = token_at(text, 0);
  if (first.opens != 1 || open.find(text.substr(0, first.length)) == std::string_view::npos) return false;
  int depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Token token = token_at(text, at);
    depth += token.opens;
    if (depth == 0) {
      return at + token.length == text.size() && close.find(text.substr(at, token.length)) != std::string_view::npos;
    }
    at += token.length;
  }
  return false;
}

}  // namespace retort::grade
