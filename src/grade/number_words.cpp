#include "grade/number_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "base/text.h"

namespace retort::grade {
namespace {

using math::Rational;
using Words = std::span<const std::string>;

constexpr std::size_t kMaxWords = 40;

constexpr std::array<std::string_view, 20> kOnes = {
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> kTens = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::pair<std::string_view, long long> kScales[] = {
    {"dozen", 12}, {"hundred", 100}, {"thousand", 1'000}, {"million", 1'000'000}, {"billion", 1'000'000'000}, {"trillion", 1'000'000'000'000}};
constexpr std::pair<std::string_view, long long> kParts[] = {
    {"half", 2}, {"halves", 2}, {"third", 3}, {"quarter", 4}, {"fourth", 4}, {"fifth", 5}, {"sixth", 6}, {"seventh", 7},
    {"eighth", 8}, {"ninth", 9}, {"tenth", 10}, {"eleventh", 11}, {"twelfth", 12}, {"twentieth", 20}, {"hundredth", 100}, {"thousandth", 1'000}};

template <std::size_t N>
int index_of(const std::array<std::string_view, N>& table, std::string_view word) {
  const auto it = std::find(table.begin(), table.end(), word);
  return it == table.end() || word.empty() ? -1 : static_cast<int>(it - table.begin());
}

int tens_of(std::string_view word) { return index_of(kTens, word == "fourty" ? "forty" : word); }

long long scale_of(std::string_view word) {
  for (const auto& [name, scale] : kScales) {
    if (word == name) return scale;
  }
  return 0;
}

// The 3 of "thirds", 0 for other words.
long long part_of(std::string_view word) {
  for (const auto& [name, part] : kParts) {
    if (word == name || (word.size() == name.size() + 1 && word.starts_with(name) && word.ends_with('s'))) return part;
  }
  return 0;
}

}  // namespace

CountedWords count_words(Words words) {
  long long total = 0, group = 0, last_scale = 1'000'000'000'000'000;
  enum class Seen { kNothing, kOne, kTen, kScale } seen = Seen::kNothing;
  CountedWords found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const int one = index_of(kOnes, word), ten = tens_of(word);
    const long long scale = scale_of(word);
    if (word == "and" && seen == Seen::kScale) continue;
    if (one >= 0 && (seen == Seen::kNothing || seen == Seen::kScale || (seen == Seen::kTen && one >= 1 && one <= 9))) {
      group += one;
      seen = Seen::kOne;
    } else if (ten >= 2 && (seen == Seen::kNothing || seen == Seen::kScale)) {
      group += 10 * ten;
      seen = Seen::kTen;
    } else if (word == "a" && seen == Seen::kNothing && i + 1 < words.size() && scale_of(words[i + 1]) > 0) {
      group = 1;
      seen = Seen::kOne;
    } else if (scale == 100 && group > 0 && group < 100) {
      group *= 100;
      seen = Seen::kScale;
    } else if (scale > 0 && scale != 100 && group > 0 && scale < last_scale) {
      total += group * scale;
      group = 0;
      last_scale = scale;
      seen = Seen::kScale;
    } else {
      break;
    }
    found = {total + group, i + 1};
  }
  return found;
}

std::optional<Rational> number_word(std::string_view word) {
  if (const int one = index_of(kOnes, word); one >= 0) return Rational(one);
  if (const int ten = tens_of(word); ten >= 0) return Rational(10 * ten);
  if (const long long part = part_of(word); part > 0) return Rational(1, part);
  return scale_word(word);
}

namespace {

// "three quarters", "a half", "half": a fraction below one at the begin.
std::optional<std::pair<Rational, std::size_t>> read_fraction(Words words) {
  if (words.empty()) return std::nullopt;
  if (words[0] == "half") return std::pair{Rational(1, 2), std::size_t{1}};
  CountedWords above = count_words(words);
  if (above.words == 0 && (words[0] == "a" || words[0] == "an")) above = {1, 1};
  if (above.words == 0 || above.words >= words.size()) return std::nullopt;
  const long long part = part_of(words[above.words]);
  if (part == 0) return std::nullopt;
  return std::pair{Rational(above.value, part), above.words + 1};
}

// Lower case, without \text, braces and marks; a hyphen divides words.
std::vector<std::string> words_of(std::string_view text) {
  std::string plain = lower_ascii(replace_all(text, "\\text{", " "));
  for (char& c : plain) {
    if (c == '-' || c == ',' || c == '}' || c == '.' || c == '*') c = ' ';
  }
  std::vector<std::string> all;
  for (std::string_view word : words(plain)) {
    all.emplace_back(word);
    if (all.size() > kMaxWords) return {};
  }
  return all;
}

}  // namespace

std::optional<Rational> scale_word(std::string_view word) {
  const long long scale = scale_of(word.ends_with('s') ? word.substr(0, word.size() - 1) : word);
  return scale > 0 ? std::optional(Rational(scale)) : std::nullopt;
}

std::optional<SpelledNumber> leading_number_word(std::string_view text) {
  const std::vector<std::string> all = words_of(text);
  Words left(all);
  if (left.empty()) return std::nullopt;
  const bool negative = left[0] == "negative" || left[0] == "minus";
  if (negative) left = left.subspan(1);
  SpelledNumber found;
  if (const auto fraction = read_fraction(left)) {
    found.value = fraction->first;
    left = left.subspan(fraction->second);
  } else {
    const CountedWords whole = count_words(left);
    if (whole.words == 0) return std::nullopt;
    found.value = Rational(whole.value);
    left = left.subspan(whole.words);
    const auto part = !left.empty() && left[0] == "and" ? read_fraction(left.subspan(1)) : std::nullopt;   // two and a half
    if (part) {
      found.value += part->first;
      left = left.subspan(1 + part->second);
    }
  }
  if (negative) found.value = -found.value;
  found.rest = join(std::vector<std::string>(left.begin(), left.end()), " ");
  return found;
}

std::optional<Rational> number_in_words(std::string_view text) {
  const auto found = leading_number_word(text);
  return found && found->rest.empty() ? std::optional(found->value) : std::nullopt;
}

}  // namespace retort::grade
