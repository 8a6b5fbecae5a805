#include "check/geometry_names.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace retort::check {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::size_t kMaxName = 12;

class Namer {
 public:
  explicit Namer(std::string_view text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      if (!angle() && !figure("\\triangle") && !arc() && !area()) out_ += text_[at_++];
    }
    return std::move(out_);
  }

 private:
  bool starts(std::string_view mark) const { return text_.substr(at_, mark.size()) == mark; }

  // Names of points behind `at`, with or without braces: ABC, A_1B, XY', 4. Lower case, digits as letters; empty where there are none.
  std::string points(std::size_t at, std::size_t& end) const {
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '~')) ++at;
    const bool braced = at < text_.size() && text_[at] == '{';
    if (braced) ++at;
    std::string name;
    for (; at < text_.size() && name.size() < kMaxName; ++at) {
      const char c = text_[at];
      if (is_capital(c)) name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      else if (is_digit(c) && (name.empty() || text_[at - 1] == '_')) name += static_cast<char>('a' + (c - '0'));
      else if (c == '\'') name += 'p';
      else if (c == '_' || (c == ' ' && at + 1 < text_.size() && is_capital(text_[at + 1]))) continue;
      else break;
    }
    if (braced) {
      if (at >= text_.size() || text_[at] != '}') return {};
      ++at;
    }
    end = at;
    return name;
  }

  void symbol(std::string kind, std::string name, bool ordered) {
    if (ordered && name.size() == 3 && name.front() > name.back()) std::reverse(name.begin(), name.end());
    if (!ordered) std::sort(name.begin(), name.end());
    out_ += "\\mathit{" + std::move(kind) + std::move(name) + "}";
  }

  bool angle() {
    std::size_t begin = at_;
    const bool measured = text_[begin] == 'm' && (begin == 0 || !std::isalpha(static_cast<unsigned char>(text_[begin - 1])));   // m\angle ABC
    if (measured) {
      ++begin;
      while (begin < text_.size() && (text_[begin] == ' ' || text_.substr(begin, 2) == "\\,")) begin += text_[begin] == ' ' ? 1 : 2;
    }
    if (text_.substr(begin, 6) != "\\angle") return false;
    std::size_t end = 0;
    const std::string name = points(begin + 6, end);
    if (name.empty()) return false;
    symbol("ang", name, true);
    at_ = end;
    return true;
  }

  bool figure(std::string_view command) {
    std::size_t end = 0;
    if (!starts(command)) return false;
    const std::string name = points(at_ + command.size(), end);
    if (name.size() < 3) return false;
    symbol("tri", name, false);
    at_ = end;
    return true;
  }

  bool arc() {
    for (std::string_view command : {std::string_view("\\widehat"), std::string_view("\\overarc"), std::string_view("\\stackrel\\frown"), std::string_view("\\stackrel \\frown")}) {
      std::size_t end = 0;
      if (!starts(command)) continue;
      const std::string name = points(at_ + command.size(), end);
      if (name.size() < 2) return false;
      symbol("arc", name, false);
      at_ = end;
      return true;
    }
    return false;
  }

  // [ABC], [\triangle ABC]: three points or more.
  bool area() {
    if (text_[at_] != '[') return false;
    std::size_t inner = at_ + 1, end = 0;
    if (text_.substr(inner, 9) == "\\triangle") inner += 9;
    const std::string name = points(inner, end);
    if (name.size() < 3 || end >= text_.size() || text_[end] != ']' || (inner < text_.size() && is_digit(text_[inner]))) return false;
    symbol("area", name, false);
    at_ = end + 1;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

// \|v\| is the root of v v.
std::string without_norms(std::string text) {
  constexpr std::size_t kMaxNorms = 20;
  for (std::size_t round = 0; round < kMaxNorms; ++round) {
    const std::size_t open = text.find("\\|"), close = open == std::string::npos ? open : text.find("\\|", open + 2);
    if (close == std::string::npos) break;
    const std::string inner = text.substr(open + 2, close - open - 2);
    text = text.substr(0, open) + "\\sqrt{(" + inner + ")(" + inner + ")}" + text.substr(close + 2);
    if (text.size() > 4'000) break;
  }
  return text;
}

}  // namespace

std::string name_figures(std::string_view latex) {
  const bool norm = latex.find("\\|") != std::string_view::npos && latex.find("\\left\\|") == std::string_view::npos;
  std::string out = Namer(norm ? without_norms(std::string(latex)) : std::string(latex)).run();
  const std::size_t colon = out.find(':');
  const bool ratio = colon != std::string::npos && colon > 0 && colon + 1 < out.size() && out.find(':', colon + 1) == std::string::npos &&
                     std::none_of(out.begin(), out.end(), [](char c) { return c == '\\' || c == '|' || c == '{'; });
  if (ratio) out[colon] = '/';
  return out;
}

}  // namespace retort::check
