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

struct Fact {
  std::string_view word;
  std::array<int, 6> numbers;   // zeros fill the rest
};

// What a word of measure implies, singular; the plural is found by dropping its s.
constexpr std::array<Fact, 63> kFacts = {{
    {"second", {60}}, {"minute", {60, 30}}, {"hour", {60, 24, 3600, 30}}, {"hr", {60, 24}}, {"day", {24, 7, 30, 365}}, {"daily", {7, 365, 30}}, {"night", {7}},
    {"week", {7, 52, 5, 2, 4}}, {"weekly", {7, 52, 4}}, {"weekday", {5}}, {"weekend", {2}}, {"month", {12, 30, 4, 31}}, {"monthly", {12}},
    {"year", {12, 365, 52, 10, 4, 100}}, {"yearly", {12, 52, 365}}, {"annual", {12, 52}}, {"annually", {12, 52}}, {"decade", {10}}, {"century", {100}}, {"season", {4}},
    {"february", {28}}, {"april", {30}}, {"june", {30}}, {"september", {30}}, {"november", {30}},
    {"january", {31}}, {"march", {31}}, {"may", {31}}, {"july", {31}}, {"august", {31}}, {"october", {31}}, {"december", {31}},
    {"percent", {100}}, {"percentage", {100}}, {"cent", {100}}, {"penny", {100}}, {"nickel", {5}}, {"dime", {10}}, {"quarter", {25, 4, 3}},
    {"dollar", {100}}, {"inch", {12}}, {"inche", {12}}, {"foot", {12, 3}}, {"feet", {12, 3}}, {"yard", {3}}, {"mile", {5280, 1760}}, {"meter", {100, 1000}}, {"kilometer", {1000}},
    {"gram", {1000}}, {"kilogram", {1000}}, {"pound", {16}}, {"ounce", {16, 8}}, {"gallon", {4, 16, 128}}, {"quart", {4, 2}}, {"pint", {2}}, {"liter", {1000}},
    {"ton", {2000}}, {"deck", {52}},
    {"monday", {5, 7}}, {"friday", {5, 7}}, {"weekdays", {5}}, {"sunday", {7}}, {"saturday", {7}},
}};

struct Shape {
  std::string_view word;
  int number;
};
// Parts of shapes and things, and what average, age and parity bring.
constexpr std::array<Shape, 62> kShapes = {{
    {"square", 4}, {"rectangle", 4}, {"rectangular", 4}, {"rectangle", 2}, {"rectangular", 2}, {"perimeter", 2}, {"perimeter", 4}, {"triangle", 3}, {"triangle", 2}, {"triangle", 180},
    {"cube", 3}, {"cube", 6}, {"circle", 360}, {"radius", 2}, {"diameter", 2}, {"hexagon", 6}, {"pentagon", 5}, {"octagon", 8},
    {"average", 2}, {"remainder", 1}, {"remaining", 1}, {"even", 2}, {"odd", 2}, {"symmetric", 2}, {"midpoint", 2}, {"die", 6}, {"dice", 6},
    {"gross", 144}, {"tricycle", 3}, {"bicycle", 2}, {"bike", 2}, {"unicycle", 1}, {"car", 4}, {"truck", 4}, {"tire", 4}, {"wheel", 4}, {"motorcycle", 2},
    {"finger", 10}, {"finger", 5}, {"toe", 10}, {"hand", 2}, {"leg", 2}, {"leg", 4}, {"eye", 2}, {"ear", 2}, {"arm", 2}, {"dog", 4}, {"cat", 4}, {"horse", 4},
    {"cow", 4}, {"goat", 4}, {"spider", 8}, {"insect", 6}, {"chicken", 2}, {"round", 2}, {"return", 2}, {"parent", 2}, {"free", 2}, {"way", 2}, {"back", 2},
}};

std::string_view singular(std::string_view word) {
  if (word.size() > 3 && word.ends_with('s')) word.remove_suffix(1);
  return word;
}

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

std::vector<Rational> numbers_of_word(std::string_view word) {
  std::vector<Rational> numbers;
  for (const Fact& fact : kFacts) {
    if (fact.word != word && fact.word != singular(word)) continue;
    for (int number : fact.numbers) {
      if (number != 0) numbers.emplace_back(number);
    }
  }
  for (const Shape& shape : kShapes) {
    if (shape.word == word || shape.word == singular(word)) numbers.emplace_back(shape.number);
  }
  return numbers;
}

}  // namespace retort::check
