#include "check/number_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace retort::check {
namespace {

using math::Rational;

struct NumberWord {
  std::string_view word;
  int num, den;
};

constexpr std::array<NumberWord, 79> kNumberWords = {{
    {"zero", 0, 1}, {"one", 1, 1}, {"two", 2, 1}, {"three", 3, 1}, {"four", 4, 1}, {"five", 5, 1}, {"six", 6, 1}, {"seven", 7, 1},
    {"eight", 8, 1}, {"nine", 9, 1}, {"ten", 10, 1}, {"eleven", 11, 1}, {"twelve", 12, 1}, {"thirteen", 13, 1}, {"fourteen", 14, 1},
    {"fifteen", 15, 1}, {"sixteen", 16, 1}, {"seventeen", 17, 1}, {"eighteen", 18, 1}, {"nineteen", 19, 1}, {"twenty", 20, 1},
    {"thirty", 30, 1}, {"forty", 40, 1}, {"fourty", 40, 1}, {"fifty", 50, 1}, {"sixty", 60, 1}, {"seventy", 70, 1}, {"eighty", 80, 1},
    {"ninety", 90, 1}, {"hundred", 100, 1}, {"hundreds", 100, 1}, {"thousand", 1000, 1}, {"million", 1000000, 1}, {"dozen", 12, 1},
    {"dozens", 12, 1}, {"half", 1, 2}, {"halves", 1, 2}, {"third", 1, 3}, {"thirds", 1, 3}, {"quarter", 1, 4}, {"quarters", 1, 4},
    {"fourth", 1, 4}, {"fourths", 1, 4}, {"fifth", 1, 5}, {"fifths", 1, 5}, {"sixth", 1, 6}, {"sixths", 1, 6}, {"seventh", 1, 7},
    {"sevenths", 1, 7}, {"eighth", 1, 8}, {"eighths", 1, 8}, {"ninth", 1, 9}, {"ninths", 1, 9}, {"tenth", 1, 10}, {"tenths", 1, 10},
    {"twelfth", 1, 12}, {"twentieth", 1, 20}, {"hundredth", 1, 100}, {"hundredths", 1, 100}, {"once", 1, 1}, {"twice", 2, 1}, {"thrice", 3, 1},
    {"double", 2, 1}, {"doubles", 2, 1}, {"doubled", 2, 1}, {"doubling", 2, 1}, {"triple", 3, 1}, {"triples", 3, 1}, {"tripled", 3, 1},
    {"quadruple", 4, 1}, {"quadrupled", 4, 1}, {"single", 1, 1}, {"couple", 2, 1}, {"pair", 2, 1}, {"pairs", 2, 1}, {"both", 2, 1},
    {"twins", 2, 1}, {"triplets", 3, 1}, {"score", 20, 1},
}};

}  // namespace

std::optional<Rational> number_word(std::string_view word) {
  static const auto table = [] {
    std::unordered_map<std::string_view, Rational> made;
    for (const NumberWord& entry : kNumberWords) made.emplace(entry.word, Rational(entry.num, entry.den));
    return made;
  }();
  const auto at = table.find(word);
  return at == table.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace retort::check
