#include "grade/boxes.h"

#include <cctype>
#include <limits>

namespace retort::grade {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// close[i] is the position of the brace that closes the one at i, or kNone.
std::vector<std::size_t> match_braces(std::string_view text) {
  std::vector<std::size_t> close(text.size(), kNone), open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '{') {
      open.push_back(i);
    } else if (text[i] == '}' && !open.empty()) {
      close[open.back()] = i;
      open.pop_back();
    }
  }
  return close;
}

// The length of the command at `at` when it draws a box, else 0.
std::size_t box_command(std::string_view text, std::size_t at) {
  for (std::string_view name : {std::string_view("\\boxed"), std::string_view("\\fbox"), std::string_view("\\beginboxed")}) {
    if (text.substr(at, name.size()) != name) continue;
    const std::size_t after = at + name.size();
    if (after >= text.size() || !is_letter(text[after])) return name.size();
  }
  return 0;
}

// The end of the sign, digits, letters and points that stand after `\boxed ` without braces.
std::size_t bare_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  if (end < text.size() && text[end] == '-') ++end;
  while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '.')) ++end;
  while (end > at && text[end - 1] == '.') --end;
  return end;
}

}  // namespace

std::vector<Box> find_boxes(std::string_view text) {
  std::vector<Box> boxes;
  if (text.find('\\') == std::string_view::npos) return boxes;
  std::vector<std::size_t> close;
  for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
    const std::size_t length = box_command(text, at);
    if (length == 0) {
      ++at;
      continue;
    }
    if (close.empty()) close = match_braces(text);
    std::size_t open = at + length;
    while (open < text.size() && std::isspace(static_cast<unsigned char>(text[open]))) ++open;
    if (open < text.size() && text[open] == '{' && close[open] != kNone) {
      boxes.push_back({at, close[open] + 1, text.substr(open + 1, close[open] - open - 1)});
      at = close[open];
    } else if (open < text.size() && text[open] != '{' && bare_end(text, open) > open) {
      const std::size_t end = bare_end(text, open);
      boxes.push_back({at, end, text.substr(open, end - open)});
      at = end;
    } else {
      at += length;
    }
    if (at >= text.size()) break;
  }
  return boxes;
}

}  // namespace retort::grade
