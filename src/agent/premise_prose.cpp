#include "agent/premise_prose.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "check/pieces.h"

namespace retort::agent {

std::vector<WrittenNumber> written_numbers(std::string_view text) {
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  std::vector<WrittenNumber> found;
  for (std::size_t i = 0; i < text.size();) {
    if (!digit(i)) {
      ++i;
      continue;
    }
    WrittenNumber number{{}, i, i};
    for (bool on = true; on;) {
      on = false;
      for (; digit(i); ++i) number.digits += text[i];
      for (std::string_view mark : {",", "{,}", "\\,"}) {
        const std::size_t next = i + mark.size();
        if (!text.substr(i).starts_with(mark) || !digit(next) || !digit(next + 1) || !digit(next + 2) || digit(next + 3)) continue;
        i = next;
        on = true;
        break;
      }
      if (!on && i < text.size() && text[i] == '.' && digit(i + 1) && number.digits.find('.') == std::string::npos) {
        number.digits += text[i++];
        on = true;
      }
    }
    number.end = i;
    if (number.digits.find('.') != std::string::npos) {   // 0.20 is 0.2
      number.digits.erase(number.digits.find_last_not_of('0') + 1);
      if (number.digits.back() == '.') number.digits.pop_back();
    }
    found.push_back(std::move(number));
  }
  return found;
}

namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// "boxes" and "box", "dollars" and "dollar".
std::string stem(std::string word) {
  if (word.size() > 4 && word.ends_with("es") && std::string_view("xshz").find(word[word.size() - 3]) != std::string_view::npos) return word.substr(0, word.size() - 2);
  if (word.size() > 3 && word.ends_with("s") && !word.ends_with("ss")) word.pop_back();
  return word;
}

bool is_more(const std::string& word) {
  static const std::set<std::string> kWords = {"more", "extra", "additional", "further", "other", "fewer", "less"};
  return kWords.contains(word);
}

bool is_measure(const std::string& word) {
  static const std::set<std::string> kWords = {"m", "second", "minute", "hour", "day", "week", "month", "year", "decade", "mile", "km", "kilometer", "kilometre", "meter", "metre", "cm", "centimeter",
                                               "foot", "feet", "inch", "yard", "pound", "ounce", "gram", "kg", "kilogram", "ton", "dollar", "cent", "euro", "percent", "degree", "gallon", "quart",
                                               "pint", "cup", "liter", "litre", "mph", "dozen", "nickel", "dime", "quarter", "penny"};
  return kWords.contains(word);
}

// Words that say nothing about what a number is.
bool is_common(const std::string& word) {
  static const std::set<std::string> kWords = {"the",  "and",   "for",  "from", "with", "give", "lead", "this",  "that",  "then", "there", "are",  "was",  "were", "has",  "have", "had",  "not",
                                               "also", "into",  "each", "per",  "one",  "all",  "will",  "would", "than", "which", "when", "where", "while", "them", "they", "what", "some",
                                               "its",  "his",   "her",  "our",  "out",  "off",  "but",  "after", "before", "because", "since", "time", "make", "plus", "minu", "equal", "both",
                                               "these", "those", "told", "given", "problem", "number", "modulo", "mod", "recall", "beside", "know", "say"};
  return kWords.contains(word);
}

// Words with which a text brings in what is given.
bool announces(const std::string& word) {
  static const std::set<std::string> kWords = {"also", "given", "told", "recall", "beside", "besides", "additionally", "moreover", "furthermore", "suppose", "assume", "know", "known"};
  return kWords.contains(word);
}

std::string number_word(const std::string& word) {
  static const std::vector<std::string> kWords = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
  const auto found = std::find(kWords.begin(), kWords.end(), word);
  return found == kWords.end() ? std::string() : std::to_string(found - kWords.begin() + 2);
}

struct Sentence {
  std::set<std::string> words;
  struct Number {
    std::string digits, counts;   // as it is written, or the calculation whose result it is; the word behind it, empty where there is none
    std::size_t at = 0, end = 0;
    bool spelled = false, worked_out = false;
  };
  std::vector<Number> numbers;
  bool calculates = false;        // holds a relation
  bool announces = false;
};

// The word that begins behind `at`, marks of mathematics and one space or hyphen passed over.
std::string word_behind(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == '$' || text[at] == '}' || text[at] == ')')) ++at;
  if (at < text.size() && (text[at] == ' ' || text[at] == '-')) ++at;
  std::size_t end = at;
  while (end < text.size() && is_letter(text[end])) ++end;
  const std::string word = stem(lower_ascii(text.substr(at, end - at)));
  return (word.size() < 3 && !is_measure(word)) || (at > 0 && text[at - 1] == '\\') ? std::string() : word;
}

void read(std::string_view text, std::size_t begin, std::size_t end, Sentence& out) {
  const std::string_view part = text.substr(begin, end - begin);
  out.calculates = part.find_first_of("=<>") != std::string_view::npos || part.find("\\le") != std::string_view::npos || part.find("\\ge") != std::string_view::npos;
  const std::vector<check::Piece> pieces = check::split_pieces(part);
  for (WrittenNumber& number : written_numbers(part)) {
    Sentence::Number one{std::move(number.digits), word_behind(part, number.end), begin + number.at, begin + number.end, false, false};
    const auto piece = std::find_if(pieces.begin(), pieces.end(), [&](const check::Piece& p) { return p.formula && number.at >= p.inner_begin && number.at < p.inner_end; });
    if (piece != pieces.end() && one.counts.size() < 3) {
      const std::size_t behind = part.find_first_not_of("})", number.end);
      if (behind < piece->inner_end) one.counts.clear();   // an unknown, m
    }
    if (piece != pieces.end() && !one.counts.empty()) {
      const std::string_view formula = part.substr(piece->inner_begin, piece->inner_end - piece->inner_begin), first = formula.substr(0, formula.find('='));
      one.worked_out = first.size() < formula.size();
      if (first.find_first_of("+-*/\\") != std::string_view::npos) one.digits = replace_all(first, " ", "");
    }
    // "$20", "\\$20"
    const bool money = number.at > 0 && part[number.at - 1] == '$' && (piece == pieces.end() || (number.at > 1 && part[number.at - 2] == '\\'));
    if (money) out.numbers.push_back({one.digits, "dollar", one.at, one.end, false, false});
    out.numbers.push_back(std::move(one));
  }
  for (std::size_t i = 0; i < part.size();) {
    std::size_t stop = i;
    while (stop < part.size() && is_letter(part[stop])) ++stop;
    if (stop == i) {
      ++i;
      continue;
    }
    const std::string word = lower_ascii(part.substr(i, stop - i));
    const bool command = i > 0 && part[i - 1] == '\\';
    if (const std::string digits = number_word(word); !digits.empty()) out.numbers.push_back({digits, word_behind(part, stop), begin + i, begin + stop, true});
    if (!command && announces(stem(word))) out.announces = true;
    else if (number_word(word).empty() && !command && word.size() > 2 && !is_common(stem(word))) out.words.insert(stem(word));
    i = stop;
  }
}

std::vector<Sentence> sentences_of(std::string_view text) {
  std::vector<Sentence> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool stop = i == text.size() || text[i] == '\n' || ((text[i] == '.' || text[i] == '?' || text[i] == ';') && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n'));
    if (!stop) continue;
    if (i > begin) read(text, begin, i, out.emplace_back());
    begin = i + 1;
  }
  return out;
}

}  // namespace

void PremiseProse::learn(std::string_view text) {
  for (const Sentence& sentence : sentences_of(text)) {
    words_.insert(sentence.words.begin(), sentence.words.end());
    for (const Sentence::Number& number : sentence.numbers) {
      if (!number.counts.empty() && !is_common(number.counts)) {
        counted_[number.digits].insert(number.counts);
        nouns_.insert(number.counts);
      }
      near_[number.digits].insert(sentence.words.begin(), sentence.words.end());
    }
  }
}

std::vector<trace::Finding> PremiseProse::foreign(std::string_view text) const {
  std::vector<trace::Finding> found;
  const auto counts = [&](const std::string& digits, const auto& wanted) {
    const auto known = counted_.find(digits);
    return known != counted_.end() && std::any_of(known->second.begin(), known->second.end(), wanted);
  };
  for (const Sentence& sentence : sentences_of(text)) {
    for (const Sentence::Number& number : sentence.numbers) {
      const std::string& noun = number.counts;
      const auto add = [&](const char* message) { found.push_back({"material", number.at, number.end - number.at, message}); };
      const bool known = noun.empty() || is_common(noun) || counts(number.digits, [&](const std::string& other) { return other == noun; });
      const bool counts_something = counts(number.digits, [](const std::string&) { return true; });
      if (!known && is_more(noun) && !number.worked_out) add("there are not so many more in the problem or the material");
      else if (!known && is_measure(noun) && (!words_.contains(noun) || counts_something)) add("the problem and the material give this number in another measure");
      else if (!known && !is_measure(noun) && nouns_.contains(noun) && counts_something) add("the problem and the material count something else by this number");
      else if (sentence.announces && !sentence.calculates) {
        const auto known_words = near_.find(number.digits);
        const bool shared = known_words != near_.end() && std::any_of(sentence.words.begin(), sentence.words.end(), [&](const std::string& word) { return known_words->second.contains(word); });
        if (!shared) add("nothing of this kind is given in the problem or the material");
      }
    }
  }
  return found;
}

}  // namespace retort::agent
