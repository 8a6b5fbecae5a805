#include "check/number_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>

#include "grade/number_words.h"

namespace retort::check {

using math::Rational;

std::optional<SpokenNumber> spoken_number(const std::vector<Token>& tokens, std::size_t at, std::size_t end) {
  constexpr std::size_t kMaxWords = 12;
  // Most words begin no number.
  if (at >= end || tokens[at].kind != Kind::kWord || grade::count_words(std::span(&tokens[at].text, 1)).words == 0) return std::nullopt;
  std::vector<std::string> words;
  std::vector<std::size_t> behind;   // the token behind each word
  for (std::size_t i = at; i < end && words.size() < kMaxWords; ++i) {
    const bool hyphen = i > at && tokens[i].kind == Kind::kOperator && tokens[i].text == "-" && tokens[i].glued;   // twenty-five
    if (hyphen) continue;
    if (tokens[i].kind != Kind::kWord || tokens[i].text == "dozen" || (i == at && tokens[i].text == "a")) break;   // "five dozen" says both
    words.push_back(tokens[i].text);
    behind.push_back(i + 1);
  }
  const grade::CountedWords found = grade::count_words(words);
  return found.words == 0 ? std::nullopt : std::optional(SpokenNumber{Rational(found.value), behind[found.words - 1] - at});
}

std::optional<int> ordinal_word(std::string_view word) {
  constexpr std::array<std::string_view, 20> kOrdinals = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
                                                          "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
  const auto found = std::find(kOrdinals.begin(), kOrdinals.end(), word);
  return found == kOrdinals.end() ? std::nullopt : std::optional(static_cast<int>(found - kOrdinals.begin()) + 1);
}

std::optional<Rational> number_word(std::string_view word) {
  constexpr std::pair<std::string_view, int> kTimes[] = {
      {"once", 1}, {"twice", 2}, {"thrice", 3}, {"double", 2}, {"doubles", 2}, {"doubled", 2}, {"doubling", 2}, {"triple", 3}, {"triples", 3},
      {"tripled", 3}, {"quadruple", 4}, {"quadruples", 4}, {"quadrupled", 4}, {"single", 1}, {"couple", 2}, {"pair", 2}, {"pairs", 2}, {"both", 2},
      {"twins", 2}, {"triplets", 3}, {"score", 20}};
  const auto found = std::find_if(std::begin(kTimes), std::end(kTimes), [&](const auto& entry) { return entry.first == word; });
  return found == std::end(kTimes) ? grade::number_word(word) : std::optional(Rational(found->second));
}

}  // namespace retort::check
