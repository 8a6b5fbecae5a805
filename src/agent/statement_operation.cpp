#include "agent/statement_operation.h"

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
std::optional<std::string> rewrite(std::string_view text, const Operation& op, int level) {
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

}  // namespace

std::string Operation::rewritten(const std::string& latex) const {
  if (latex.find(sign) == std::string::npos) return latex;
  return rewrite(latex, *this, 0).value_or(latex);
}

std::optional<Operation> defined_operation(const std::vector<std::string>& pieces) {
  for (const std::string& piece : pieces) {
    const std::size_t equals = piece.find('=');
    if (equals == std::string::npos) continue;
    std::string left = replace_all(replace_all(replace_all(piece.substr(0, equals), " ", ""), "{", ""), "}", "");
    if (left.size() > 2 && left.front() == '(' && left.back() == ')') left = left.substr(1, left.size() - 2);
    for (std::string_view sign : kSigns) {
      std::string plain = replace_all(replace_all(replace_all(sign, " ", ""), "{", ""), "}", "");
      if (left.size() != plain.size() + 2 || !letter(left.front()) || !letter(left.back()) || left.front() == left.back()) continue;
      if (left.compare(1, plain.size(), plain) != 0) continue;
      std::string all;
      for (const std::string& p : pieces) all += p;
      for (char name : {'T', 'S', 'U', 'V', 'W'})
        if (all.find(name) == std::string::npos) return Operation{std::string(sign), name};
    }
  }
  return {};
}

}  // namespace retort::agent
