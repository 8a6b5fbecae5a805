#include "grade/spoken.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "grade/number_words.h"

namespace retort::grade {
namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

// ---- formulas ----------------------------------------------------------------------------------------------------------------

enum class Kind { kOperand, kSum, kProduct, kQuotient, kRoot, kPower };

struct Phrase {
  std::string_view words;
  Kind kind;
  std::string_view latex;
};

constexpr std::array<Phrase, 22> kPhrases = {{
    {"plus", Kind::kSum, "+"}, {"minus", Kind::kSum, "-"}, {"negative", Kind::kSum, "-"}, {"times", Kind::kProduct, "\\cdot "}, {"multiplied by", Kind::kProduct, "\\cdot "},
    {"over", Kind::kQuotient, "/"}, {"divided by", Kind::kQuotient, "/"}, {"out of", Kind::kQuotient, "/"}, {"in every", Kind::kQuotient, "/"},
    {"the square root of", Kind::kRoot, "\\sqrt"}, {"square root of", Kind::kRoot, "\\sqrt"}, {"square root", Kind::kRoot, "\\sqrt"}, {"the cube root of", Kind::kRoot, "\\sqrt[3]"},
    {"cube root of", Kind::kRoot, "\\sqrt[3]"}, {"cube root", Kind::kRoot, "\\sqrt[3]"}, {"the root of", Kind::kRoot, "\\sqrt"}, {"root", Kind::kRoot, "\\sqrt"}, {"radical", Kind::kRoot, "\\sqrt"},
    {"squared", Kind::kPower, "^{2}"}, {"cubed", Kind::kPower, "^{3}"}, {"pi", Kind::kOperand, "\\pi "}, {"infinity", Kind::kOperand, "\\infty "},
}};

struct Part {
  Kind kind;
  std::string latex;
};

// The phrase at the begin of `left`, the longest first, and how many words it has.
const Phrase* phrase_at(const std::vector<std::string>& all, std::size_t at, std::size_t& length) {
  const Phrase* best = nullptr;
  for (const Phrase& phrase : kPhrases) {
    const auto wanted = words(phrase.words);
    const bool here = at + wanted.size() <= all.size() && std::equal(wanted.begin(), wanted.end(), all.begin() + static_cast<std::ptrdiff_t>(at));
    if (here && (!best || wanted.size() > length)) best = &phrase, length = wanted.size();
  }
  return best;
}

// A number or a short formula without words: `3`, `2x`, `\sqrt{3}`.
bool is_formula(std::string_view word) {
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    if (word[i] == '\\') {
      while (i + 1 < word.size() && is_letter(word[i + 1])) ++i;
    } else if (is_letter(word[i]) && is_letter(word[i + 1])) {
      return false;
    }
  }
  return !word.empty() && word.find_first_of("=<>,;:") == word.npos && std::string_view("+-*/").find(word.back()) == std::string_view::npos;
}

std::optional<std::vector<Part>> parts_of(const std::vector<std::string>& all) {
  std::vector<Part> parts;
  for (std::size_t at = 0; at < all.size();) {
    std::size_t length = 0;
    if (const Phrase* phrase = phrase_at(all, at, length)) {
      parts.push_back({phrase->kind, std::string(phrase->latex)});
      at += length;
    } else if (const CountedWords number = count_words({all.begin() + static_cast<std::ptrdiff_t>(at), all.end()}); number.words > 0) {
      parts.push_back({Kind::kOperand, std::to_string(number.value)});
      at += number.words;
    } else if (is_formula(all[at])) {
      parts.push_back({Kind::kOperand, all[at++]});
    } else {
      return std::nullopt;
    }
  }
  return parts;
}

}  // namespace

std::optional<std::string> spoken_formula(std::string_view text) {
  constexpr std::size_t kMaxText = 120;
  const auto word = [&](std::size_t i) { return is_letter(text[i]) && is_letter(text[i + 1]) && is_letter(text[i + 2]); };
  bool any = false;
  for (std::size_t i = 0; i + 2 < text.size() && !any; ++i) any = word(i) && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '{');
  if (text.size() > kMaxText || !any || text.find(' ') == text.npos) return std::nullopt;
  const std::string plain = lower_ascii(replace_all(replace_all(text, "\\text{", " "), "}", " "));
  const bool said = std::any_of(kPhrases.begin(), kPhrases.end(), [&](const Phrase& phrase) { return phrase.words != "pi" && plain.find(phrase.words) != plain.npos; });
  if (!said) return std::nullopt;
  std::vector<std::string> all;
  for (std::string_view word : words(text.find("\\text{") == text.npos ? std::string_view(text) : std::string_view(plain))) all.push_back(is_formula(word) ? std::string(word) : lower_ascii(word));
  const auto parts = parts_of(all);
  if (!parts) return std::nullopt;
  std::string above, below;
  int sums = 0, quotients = 0, long_roots = 0;
  bool operand_next = true, root = false;
  for (const Part& part : *parts) {
    std::string& out = quotients > 0 ? below : above;
    const bool behind_operand = !operand_next;
    switch (part.kind) {
      case Kind::kOperand:
        if (behind_operand) return std::nullopt;
        out += root ? "{" + part.latex + "}" : part.latex;
        operand_next = root = false;
        continue;
      case Kind::kRoot:   // "2 root 3" is a product
        if (root) return std::nullopt;
        out += part.latex;
        root = operand_next = true;
        ++long_roots;
        continue;
      case Kind::kPower:
        if (!behind_operand) return std::nullopt;
        out += part.latex;
        continue;
      case Kind::kSum:
        if (root || (!behind_operand && (part.latex != "-" || !out.empty()))) return std::nullopt;
        sums += behind_operand ? 1 : 0;
        break;
      case Kind::kQuotient:
        if (++quotients > 1) return std::nullopt;
        [[fallthrough]];
      case Kind::kProduct:
        if (!behind_operand) return std::nullopt;
        break;
    }
    if (part.kind != Kind::kQuotient) out += part.latex;
    operand_next = true;
  }
  if (operand_next || (quotients > 0 && (sums > 0 || long_roots > 0)) || (sums > 0 && long_roots > 1)) return std::nullopt;
  if (quotients == 0) return above;
  const bool negative = above.starts_with('-');
  return std::string(negative ? "-" : "") + "\\frac{" + above.substr(negative ? 1 : 0) + "}{" + below + "}";
}

// ---- lead-ins ----------------------------------------------------------------------------------------------------------------

namespace {

constexpr std::array<std::string_view, 66> kLeading = {
    "the", "exactly", "namely", "both", "either", "point", "points", "interval", "intervals", "set", "pair", "pairs", "ordered", "triple", "line", "matrix", "vector", "number", "numbers", "value",
    "values", "fraction", "ratio", "all", "real", "solution", "solutions", "root", "roots", "answer", "answers", "expression", "function", "equation", "polynomial", "integer", "integers", "coordinates",
    "such", "that", "option", "simply", "just", "precisely", "are", "is", "area", "volume", "length", "center",
    "range", "domain", "for", "so", "thus", "hence", "then", "therefore", "we", "get", "obtain", "have", "result", "total", "probability", "slope"};
// Words that let the answer follow whatever they stand behind.
constexpr std::array<std::string_view, 7> kStating = {"is", "are", "equals", "equal", "be", "becomes", "gives"};

}  // namespace

std::vector<std::string_view> behind_lead_in(std::string_view text) {
  constexpr std::size_t kMaxText = 400;
  std::vector<std::string_view> found;
  if (text.size() > kMaxText) return found;
  bool leading = true, colon = false;
  for (std::size_t at = 0; at < text.size() && !colon;) {
    if (text[at] == ' ' || text[at] == '\'') {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    colon = end < text.size() && text[end] == ':';
    if (end == at && !colon) break;
    const std::string word = lower_ascii(text.substr(at, end - at));
    leading = leading && (contains(kLeading, word) || word == "a" || word == "x" || word == "of");
    const bool cut = (leading && word.size() > 1 && word != "of") || contains(kStating, word) || (colon && word.size() > 1 && word != "lambda");
    const bool comma = end < text.size() && text[end] == ',' && leading && word.size() > 1 && !number_word(word);   // "Therefore, 5"
    at = end + (colon || comma ? 1 : 0);
    std::string_view rest = trim(text.substr(at));
    if (lower_ascii(rest.substr(0, 3)) == "to ") rest = trim(rest.substr(3));
    const bool starts = !rest.empty() && std::string_view(",;+*/=<>:)]}^_").find(rest.front()) == std::string_view::npos;
    const bool another = rest.find(" is ") != rest.npos || rest.find(" are ") != rest.npos || rest.find("\\text{ is ") != rest.npos;   // "x > 5 is the solution"
    if (cut && starts && !another) found.insert(found.begin(), rest);
  }
  return found;
}

}  // namespace retort::grade
