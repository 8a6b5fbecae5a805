#include "agent/statement_operation.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace retort::agent {

namespace {

constexpr std::array<std::string_view, 34> kSigns = {
    "\\star", "\\Diamond", "\\diamondsuit", "\\diamond", "\\#", "@", "\\&", "\\nabla", "\\oplus", "\\otimes", "\\ominus", "\\odot", "\\clubsuit",
    "\\spadesuit", "\\heartsuit", "\\ast", "*", "\\circ", "\\Box", "\\square", "\\bowtie", "\\triangle", "\\dagger", "\\dag", "\\ddagger", "\\bigstar",
    "\\blacktriangle", "\\bigcirc", "\\Delta", "\\wedge", "\\vee", "\\Join", "\\S", "\\text{ Y }"};

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool opens(char c) { return c == '(' || c == '{' || c == '['; }
bool closes(char c) { return c == ')' || c == '}' || c == ']'; }

// The sign at text[at], as a whole command.
bool sign_at(std::string_view text, std::size_t at, std::string_view sign) {
  if (text.substr(at, sign.size()) != sign) return false;
  return !letter(sign.back()) || at + sign.size() >= text.size() || !letter(text[at + sign.size()]);
}

// Where the sign stands outside brackets.
std::vector<std::size_t> places_of(std::string_view text, std::string_view sign) {
  std::vector<std::size_t> places;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += opens(text[i]) - closes(text[i]);
    if (depth == 0 && sign_at(text, i, sign)) places.push_back(i);
  }
  return places;
}

// One number, letter, bracket, root or fraction.
bool is_single(std::string_view text) {
  if (text.empty()) return false;
  if (text.size() == 1 && letter(text[0])) return true;
  if (text.find_first_not_of("0123456789.") == text.npos) return true;
  std::size_t at = 0;
  for (std::string_view command : {"\\frac", "\\dfrac", "\\sqrt", "\\left"})
    if (text.substr(0, command.size()) == command) at = command.size();
  if (at == 0 && !opens(text[0])) return letter(text[0]) && text.size() > 2 && text[1] == '(' && text.back() == ')' && places_of(text, "+").empty();
  int depth = 0, groups = 0;
  for (; at < text.size(); ++at) {
    if (depth == 0 && !opens(text[at])) return false;
    groups += depth == 0;
    depth += opens(text[at]) - closes(text[at]);
    if (depth < 0) return false;
  }
  return depth == 0 && groups <= (text.find("frac") == 1 || text.find("frac") == 2 ? 2 : 1);
}

constexpr int kMostDepth = 20;

// Nothing when the sign stands where its operands are not clear.
std::optional<std::string> rewrite(std::string_view text, const DefinedOperation& op, int level) {
  if (level > kMostDepth) return {};
  for (char cut : {'=', ','}) {
    auto places = places_of(text, std::string_view(&cut, 1));
    if (places.empty()) continue;
    auto left = rewrite(text.substr(0, places[0]), op, level + 1), right = rewrite(text.substr(places[0] + 1), op, level + 1);
    if (!left || !right) return {};
    return *left + cut + *right;
  }
  auto places = places_of(text, op.sign);
  if (places.size() > 1) return {};
  if (places.size() == 1) {
    std::string_view left = trim(text.substr(0, places[0])), right = trim(text.substr(places[0] + op.sign.size()));
    if (!is_single(left) || !is_single(right)) return {};
    auto a = rewrite(left, op, level + 1), b = rewrite(right, op, level + 1);
    if (!a || !b) return {};
    return std::string(1, op.letter) + "(" + *a + ", " + *b + ")";
  }
  // Inside brackets only.
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (!opens(text[i])) {
      out += text[i++];
      continue;
    }
    int depth = 0;
    std::size_t end = i;
    for (; end < text.size(); ++end) {
      depth += opens(text[end]) - closes(text[end]);
      if (depth == 0) break;
    }
    if (end == text.size()) return {};
    std::string_view inside = text.substr(i + 1, end - i - 1);
    std::string_view kept = inside;
    // \left( ... \right)
    bool sized = kept.size() > 6 && kept.substr(kept.size() - 6) == "\\right";
    if (sized) kept = kept.substr(0, kept.size() - 6);
    auto changed = rewrite(kept, op, level + 1);
    if (!changed) return {};
    out += text[i] + *changed + (sized ? "\\right" : "") + text[end];
    i = end + 1;
  }
  return out;
}

// Where the bracket that opens at `at` closes; npos where it does not.
std::size_t closing_of(std::string_view text, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    depth += opens(text[i]) - closes(text[i]);
    if (depth == 0) return i;
  }
  return text.npos;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// \#(a, b) and \#5 with the sign before its operand.
std::optional<std::string> rewrite_before(std::string_view text, const DefinedOperation& op, int level) {
  if (level > kMostDepth) return {};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (!sign_at(text, i, op.sign)) {
      out += text[i++];
      continue;
    }
    i += op.sign.size();
    while (i < text.size() && text[i] == ' ') ++i;
    if (i >= text.size()) return {};
    std::size_t end = i;
    std::string_view operand;
    if (opens(text[i])) {
      end = closing_of(text, i);
      if (end == text.npos) return {};
      operand = text.substr(i + 1, end - i - 1);
      ++end;
    } else if (sign_at(text, i, op.sign)) {
      end = text.size();
      operand = text.substr(i);
    } else if (digit(text[i])) {
      while (end < text.size() && (digit(text[end]) || text[end] == '.')) ++end;
      operand = text.substr(i, end - i);
    } else if (letter(text[i])) {
      operand = text.substr(i, 1);
      end = i + 1;
    } else {
      return {};
    }
    auto inside = rewrite_before(operand, op, level + 1);
    if (!inside) return {};
    out += std::string(1, op.letter) + "(" + *inside + ")";
    i = end;
  }
  return out;
}

// 5\& and (a + 1)\& with the sign behind its operand.
std::optional<std::string> rewrite_after(std::string_view text, const DefinedOperation& op) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (!sign_at(text, i, op.sign)) {
      out += text[i++];
      continue;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    if (out.empty()) return {};
    std::size_t start = out.size();
    if (out.back() == ')') {
      int depth = 0;
      while (start > 0) {
        --start;
        depth += closes(out[start]) - opens(out[start]);
        if (depth == 0) break;
      }
      if (depth != 0) return {};
      if (start > 0 && out[start - 1] == op.letter) --start;
    } else if (letter(out.back())) {
      --start;
    } else {
      while (start > 0 && (digit(out[start - 1]) || out[start - 1] == '.')) --start;
    }
    if (start == out.size()) return {};
    out = out.substr(0, start) + op.letter + "(" + out.substr(start) + ")";
    i += op.sign.size();
  }
  return out;
}

// "\oslash" and the like: a command that stands for no operation of its own.
bool is_free_command(std::string_view text) {
  static constexpr std::array<std::string_view, 24> kTaken = {"\\cdot", "\\times", "\\div", "\\pm", "\\mp", "\\le", "\\leq", "\\ge", "\\geq", "\\ne", "\\neq", "\\to",
                                                              "\\equiv", "\\in", "\\cup", "\\cap", "\\pi", "\\sqrt", "\\mid", "\\approx", "\\sim", "\\cong", "\\parallel", "\\perp"};
  if (text.size() < 4 || text[0] != '\\' || std::find(kTaken.begin(), kTaken.end(), text) != kTaken.end()) return false;
  return std::all_of(text.begin() + 1, text.end(), letter);
}

std::optional<char> free_letter(const std::vector<std::string>& pieces) {
  std::string all;
  for (const std::string& p : pieces) all += p;
  for (char name : {'T', 'S', 'U', 'V', 'W'})
    if (all.find(name) == std::string::npos) return name;
  return {};
}

std::string bare(std::string_view text) { return replace_all(replace_all(replace_all(text, " ", ""), "{", ""), "}", ""); }

// The operation that "a \star b" on the left of an equality sign names.
std::optional<DefinedOperation> named_by(std::string left) {
  if (left.size() > 2 && left.front() == '(' && left.back() == ')') left = left.substr(1, left.size() - 2);
  for (std::string_view sign : kSigns) {
    const std::string plain = bare(sign);
    if (left.size() != plain.size() + 2 || !letter(left.front()) || !letter(left.back()) || left.front() == left.back()) continue;
    if (left.compare(1, plain.size(), plain) == 0) return DefinedOperation{std::string(sign)};
  }
  if (left.size() < 2) return {};
  // Blanks between a command and a letter behind it are gone: a letter is the operand, what is before it the command.
  if (left.size() > 3 && letter(left.front()) && letter(left.back()) && left.front() != left.back())
    if (const std::string_view command = std::string_view(left).substr(1, left.size() - 2); is_free_command(command)) return DefinedOperation{std::string(command)};
  static constexpr std::array<std::string_view, 12> kBeside = {"\\#", "@", "\\&", "\\star", "\\Diamond", "\\diamond", "\\clubsuit", "\\spadesuit", "\\heartsuit", "\\bigstar", "*", "\\ast"};
  for (std::string_view sign : kBeside) {
    const bool before = left.compare(0, sign.size(), sign) == 0;
    const std::string rest = before ? left.substr(sign.size()) : left.substr(0, left.size() - std::min(left.size(), sign.size()));
    const bool tuple = rest.size() > 2 && rest.front() == '(' && rest.back() == ')' && rest.find_first_of("+-*/\\") == rest.npos;
    if (before && (tuple || (rest.size() == 1 && letter(rest[0])))) return DefinedOperation{std::string(sign), 'T', DefinedOperation::Place::kBefore};
    const bool after = left.size() == sign.size() + 1 && letter(left.front()) && left.compare(1, sign.size(), sign) == 0;
    if (after) return DefinedOperation{std::string(sign), 'T', DefinedOperation::Place::kAfter};
  }
  return {};
}

}  // namespace

std::string DefinedOperation::rewritten(const std::string& latex) const {
  if (latex.find(sign) == std::string::npos) return latex;
  switch (place) {
    case Place::kBefore: return rewrite_before(latex, *this, 0).value_or(latex);
    case Place::kAfter: return rewrite_after(latex, *this).value_or(latex);
    case Place::kBetween: break;
  }
  return rewrite(latex, *this, 0).value_or(latex);
}

std::optional<DefinedOperation> defined_operation(const std::vector<std::string>& pieces) {
  for (const std::string& piece : pieces) {
    const std::size_t equals = piece.find('=');
    if (equals == std::string::npos) continue;
    auto named = named_by(bare(piece.substr(0, equals)));
    auto free = named ? free_letter(pieces) : std::nullopt;
    if (!free) continue;
    named->letter = *free;
    return named;
  }
  return {};
}

}  // namespace retort::agent
