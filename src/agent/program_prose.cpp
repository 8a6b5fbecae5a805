#include "agent/program_prose.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "agent/rules_translator.h"
#include "agent/statement.h"
#include "agent/wording.h"
#include "base/random.h"
#include "base/text.h"

namespace retort::agent {

namespace {

using explain::Step;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The numbers of a statement as numerals: "1,200" is 1200, "three" 3.
std::set<std::string> numbers_of(std::string_view statement) {
  std::set<std::string> out;
  for (std::size_t i = 0; i < statement.size();) {
    std::size_t end = i;
    if (is_digit(statement[i])) {
      std::string number;
      for (; end < statement.size() && (is_digit(statement[end]) || ((statement[end] == ',' || statement[end] == '.') && end + 1 < statement.size() && is_digit(statement[end + 1]))); ++end)
        if (statement[end] != ',') number += statement[end];
      out.insert(number);
    } else {
      while (end < statement.size() && is_letter(statement[end])) ++end;
      if (const auto value = number_word(lower_ascii(statement.substr(i, end - i)))) out.insert(std::to_string(*value));
    }
    i = std::max(end, i + 1);
  }
  return out;
}

// Words that often begin a sentence and stand in names of variables.
bool is_common(const std::string& word) {
  static const std::set<std::string> kWords = {"the", "this", "that", "these", "those", "they", "there", "then", "his", "her", "its", "their", "she", "our", "your", "and", "but", "for", "from", "how", "what", "when", "where",
      "who", "which", "why", "while", "with", "each", "every", "all", "some", "any", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "twice", "after", "before",
      "during", "later", "next", "last", "first", "second", "third", "today", "yesterday", "tomorrow", "now", "out", "another", "other", "both", "given", "total", "cost", "price", "number", "time", "children", "people", "students"};
  return kWords.contains(word);
}

// Words that the statement writes with a capital only, and not because a sentence begins: "janet" is Janet.
std::map<std::string, std::string> proper_names(std::string_view statement) {
  std::map<std::string, std::string> capitals;
  std::set<std::string> lower;
  std::vector<std::string> first;
  for (std::size_t i = 0; i < statement.size();) {
    std::size_t end = i;
    while (end < statement.size() && is_letter(statement[end])) ++end;
    const std::string word(statement.substr(i, end - i));
    const std::string_view behind = statement.substr(end);
    const bool owner = behind.starts_with("'s") || behind.starts_with("\xE2\x80\x99s");
    const auto before = statement.find_last_not_of(' ', i == 0 ? 0 : i - 1);
    const bool begins = i == 0 || before == std::string_view::npos || std::string_view(".?!\"\n").find(statement[before]) != std::string_view::npos;
    const bool capital = word.size() > 2 && word[0] >= 'A' && word[0] <= 'Z';
    if (capital && begins && !owner) first.push_back(word);
    else if (capital) capitals.emplace(lower_ascii(word), word);
    else lower.insert(word);
    i = std::max(end, i + 1);
  }
  // "Liam had 3 eggs." and later "Liam": the first word of a sentence counts when it is no word of every day.
  for (const std::string& word : first)
    if (!is_common(lower_ascii(word))) capitals.emplace(lower_ascii(word), word);
  std::erase_if(capitals, [&](const auto& entry) { return lower.contains(entry.first); });
  return capitals;
}

bool joins(std::string_view word) {
  static const std::set<std::string, std::less<>> kJoints = {"per", "of", "in", "for", "from", "to", "at", "on", "by", "that", "with", "each", "after", "before", "is", "are", "and", "gives", "away", "times"};
  return kJoints.contains(word);
}

// "the janet income" as "Janet's income". Formulas stay.
std::string with_names(const std::string& text, const std::map<std::string, std::string>& names) {
  std::vector<std::string_view> words;
  for (std::string_view word : split(text, ' ')) words.push_back(word);
  std::string out;
  bool formula = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string word(words[i]);
    const std::string_view next = i + 1 < words.size() ? words[i + 1] : std::string_view();
    const auto letters = std::min(word.find_last_not_of(".,;:") + 1, word.size());
    const auto name = formula ? names.end() : names.find(word.substr(0, letters));
    if (name != names.end()) {
      word = name->second + word.substr(letters);
      const bool owns = letters == word.size() && !next.empty() && is_letter(next[0]) && !joins(next) && !names.contains(std::string(next));
      for (std::string_view the : {"the ", "The "})
        if (owns && out.ends_with(the)) {
          out.resize(out.size() - the.size());
          word += "'s";
          break;
        }
    }
    if (std::count(words[i].begin(), words[i].end(), '$') % 2 == 1) formula = !formula;
    out += word;
    if (i + 1 < words.size()) out += ' ';
  }
  return out;
}

// Is the thing that a name speaks of one of many: "the eggs per day", "the price"?
bool is_plural(const std::string& name) {
  std::string head;
  for (std::string_view word : split(name, ' ')) {
    if (joins(word) && !head.empty()) break;
    head = word;
  }
  return head == "people" || head == "children" || head == "men" || head == "women" || head == "feet" || (head.ends_with("s") && !head.ends_with("ss"));
}

// "\text{eggs sold} = 16 - 3 - 4 = 9": the name and what stands behind its sign of equality.
struct Quantity {
  std::string name, relation;
};
Quantity quantity_of(const std::string& claim) {
  const std::string_view open = "\\text{";
  const auto close = claim.find("} = ");
  if (!claim.starts_with(open) || close == std::string::npos) return {"", claim};
  return {claim.substr(open.size(), close - open.size()), claim.substr(close + 4)};
}

class ProgramProse {
 public:
  ProgramProse(std::string_view statement, std::uint64_t seed) : given_(numbers_of(statement)), names_(proper_names(statement)), random_(seed, "program"), seed_(seed) {}

  std::string write(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
      if (step.rule == "given") given(step);
      else if (step.rule == "quantity") quantity(step);
      else if (step.rule == "same_value" || step.rule == "result") last_ = quantity_of(step.claim);
      else pieces_.steps.push_back(step);
    }
    if (!pieces_.steps.empty()) text_ = joined(text_, derivation_text(pieces_, Style::kConcise, seed_));
    if (text_.empty()) say(last_, false);   // nothing is worked out: the number is all there is to tell
    return with_names(text_, names_);
  }

 private:
  void given(const Step& step) {
    last_ = quantity_of(step.claim);
    if (!given_.contains(last_.relation)) say(last_, false);
  }

  void quantity(const Step& step) {
    last_ = quantity_of(step.claim);
    const bool pieces = !pieces_.steps.empty();
    if (pieces) text_ = joined(text_, derivation_text(pieces_, Style::kConcise, seed_));
    pieces_.steps.clear();
    const bool named = !last_.name.empty() && last_.name[0] != '$';
    if (pieces || !named || step.because.ends_with(last_.name) || random_.chance(0.5)) return say(last_, pieces);
    text_ = joined(text_, capitalised(step.because) + ", we get $" + last_.relation + "$ for the " + last_.name + ".");
  }

  void say(const Quantity& quantity, bool concludes) {
    if (quantity.relation.empty()) return;
    if (quantity.name == "result" && !text_.empty() && quantity.relation.find('=') == std::string::npos) return;   // print(int(total))
    if (quantity.name.empty() || quantity.name[0] == '$') {
      const std::string left = quantity.name.size() > 2 ? quantity.name.substr(1, quantity.name.size() - 2) + " = " : "";
      text_ = joined(text_, (concludes ? "So $" : "We have $") + left + quantity.relation + "$.");
      return;
    }
    text_ = joined(text_, (concludes ? "So the " : "The ") + quantity.name + (is_plural(quantity.name) ? " are $" : " is $") + quantity.relation + "$.");
  }

  std::set<std::string> given_;
  std::map<std::string, std::string> names_;
  Random random_;
  std::uint64_t seed_;
  explain::Derivation pieces_;   // operations that a quantity is put together from
  Quantity last_;
  std::string text_;
};

}  // namespace

std::string program_text(const explain::Derivation& derivation, std::string_view statement, std::uint64_t seed) {
  return ProgramProse(statement, seed).write(derivation.steps);
}

}  // namespace retort::agent
