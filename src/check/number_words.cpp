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

constexpr std::array<NumberWord, 82> kNumberWords = {{
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
    {"quadruple", 4, 1}, {"quadruples", 4, 1}, {"thousandth", 1, 1000}, {"thousandths", 1, 1000}, {"quadrupled", 4, 1}, {"single", 1, 1}, {"couple", 2, 1}, {"pair", 2, 1}, {"pairs", 2, 1}, {"both", 2, 1},
    {"twins", 2, 1}, {"triplets", 3, 1}, {"score", 20, 1},
}};

// Those that count: zero to ninety.
std::optional<int> cardinal(std::string_view word) {
  const auto end = std::find_if(kNumberWords.begin(), kNumberWords.end(), [](const NumberWord& entry) { return entry.word == "hundred"; });
  const auto found = std::find_if(kNumberWords.begin(), end, [&](const NumberWord& entry) { return entry.word == word; });
  return found == end ? std::nullopt : std::optional(found->num);
}

}  // namespace

std::optional<SpokenNumber> spoken_number(const std::vector<Token>& tokens, std::size_t at, std::size_t end) {
  const auto word = [&](std::size_t i) { return i < end && tokens[i].kind == Kind::kWord ? std::string_view(tokens[i].text) : std::string_view(); };
  long long total = 0, group = 0;
  std::size_t i = at;
  bool tens = false, open = true;   // open: another count may follow
  while (i < end) {
    std::size_t skip = 0;
    if (i > at && tens && tokens[i].kind == Kind::kOperator && tokens[i].text == "-" && tokens[i].glued) skip = 1;   // twenty-five
    if (i > at && word(i) == "and" && open && cardinal(word(i + 1)) && group % 100 == 0 && group > 0) skip = 1;       // three hundred and six
    const std::string_view next = word(i + skip);
    if (const auto count = cardinal(next); count && open && (!tens || *count < 10)) {
      group += *count;
      tens = *count >= 20 && !tens;
      open = tens;
    } else if (next == "hundred" && group > 0 && group < 10) {
      group *= 100;
      tens = false;
      open = true;
    } else if ((next == "thousand" || next == "million") && group > 0 && total == 0) {
      total = group * (next == "thousand" ? 1'000 : 1'000'000);
      group = 0;
      tens = false;
      open = true;
    } else {
      break;
    }
    i += skip + 1;
  }
  return i == at ? std::nullopt : std::optional(SpokenNumber{Rational(total + group), i - at});
}

std::optional<int> ordinal_word(std::string_view word) {
  constexpr std::array<std::string_view, 20> kOrdinals = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
                                                          "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
  const auto found = std::find(kOrdinals.begin(), kOrdinals.end(), word);
  return found == kOrdinals.end() ? std::nullopt : std::optional(static_cast<int>(found - kOrdinals.begin()) + 1);
}

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
