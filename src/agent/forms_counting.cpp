// Choices, arrangements, series.
#include <map>

#include "agent/forms.h"
#include "agent/forms_terms.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Rational;

// count_a of size_a and count_b of size_b.
std::optional<Goal> two_groups(const Captures& c) {
  Choices goal;
  for (const char* group : {"a", "b"}) {
    std::string name(group);
    long long size = c.integer("size_" + name), count = c.integer("count_" + name);
    if (size < 1 || count < 1 || count > size || size > 60) return {};
    goal.groups.push_back({size, count, c.text("chosen_" + name)});
  }
  return goal;
}

std::optional<Goal> letters(const Captures& c) {
  const std::string& word = c.text("word");
  Arrangements goal;
  for (char letter : word) {
    if (letter < 'A' || letter > 'Z') return {};
    std::string name(1, letter);
    auto found = std::find_if(goal.kinds.begin(), goal.kinds.end(), [&](const auto& kind) { return kind.first == name; });
    if (found == goal.kinds.end()) goal.kinds.emplace_back(name, 1);
    else ++found->second;
  }
  if (word.size() < 2 || word.size() > 15) return {};
  std::string spelled;
  for (char letter : word) spelled += (spelled.empty() ? "" : ", ") + std::string(1, letter);
  goal.setting = "The " + std::to_string(word.size()) + " letters are " + spelled + ".";
  return goal;
}

std::optional<Goal> coloured(const Captures& c) {
  Arrangements goal;
  long long total = 0;
  for (const char* kind : {"a", "b", "c"}) {
    std::string name(kind);
    long long count = c.integer("count_" + name);
    if (count < 1 || count > 20) return {};
    goal.kinds.emplace_back(c.text("colour_" + name), count);
    total += count;
  }
  goal.setting = "There are $" + std::to_string(goal.kinds[0].second) + " + " + std::to_string(goal.kinds[1].second) + " + " +
                 std::to_string(goal.kinds[2].second) + " = " + std::to_string(total) + "$ places.";
  return goal;
}

std::optional<Goal> arithmetic(const WrittenSequence& sequence, std::optional<Rational> terms) {
  Rational step = sequence.terms[1] - sequence.terms[0];
  for (std::size_t i = 1; i < sequence.terms.size(); ++i)
    if (sequence.terms[i] - sequence.terms[i - 1] != step) return {};
  // Two terms before the dots do not show the rule.
  if (sequence.terms.size() < 3 || step.is_zero() || (!terms && !sequence.last)) return {};
  std::string first = sequence.terms[0].to_string();
  if (sequence.terms[0].sign() < 0) first = "(" + first + ")";
  std::string setting = "Neighbouring terms differ by $" + sequence.terms[1].to_string() + " - " + first + " = " + step.to_string() + "$.";
  SeriesSum goal{sequence.terms[0], step, terms, terms ? std::nullopt : sequence.last, setting, {}};
  if (!terms) {
    Rational count = (*sequence.last - goal.first) / step;
    if (!count.is_integer() || count.sign() <= 0) return {};
  }
  return goal;
}

std::optional<Goal> written_sum(const Captures& c) {
  auto sequence = read_sequence(c.text("sum"), '+');
  return sequence ? arithmetic(*sequence, {}) : std::nullopt;
}

std::optional<Goal> first_terms(const Captures& c) {
  auto sequence = read_sequence(c.text("sequence"), ',');
  if (!sequence || sequence->last || c.integer("n") < 2) return {};
  return arithmetic(*sequence, c.expr("n").value());
}

std::optional<Goal> described_series(const Captures& c, const char* setting, const char* closing) {
  if (c.integer("n") < 2) return {};
  return SeriesSum{c.expr("first").value(), c.expr("step").value(), c.expr("n").value(), {}, setting, closing};
}

}  // namespace

std::vector<Form> counting_forms() {
  return {
      {"committee",
       "a (club|group|team|class) has {int:size_a} {thing:a} and {int:size_b} {thing:b} in how many ways can it choose a committee of "
       "{int:count_a} {thing:chosen_a} and {int:count_b} {thing:chosen_b}",
       two_groups},
      {"committee",
       "how many ways are there to choose {int:count_a} {thing:chosen_a} and {int:count_b} {thing:chosen_b} from a group of "
       "{int:size_a} {thing:a} and {int:size_b} {thing:b}",
       two_groups},
      {"committee",
       "a shelf holds {int:size_a} {thing:a} and {int:size_b} {thing:b} in how many ways can a reader pick {int:count_a} "
       "{thing:chosen_a} and {int:count_b} {thing:chosen_b}",
       two_groups},
      {"committee",
       "from {int:size_a} {thing:a} and {int:size_b} {thing:b} a team of {int:count_a} {thing:chosen_a} and {int:count_b} "
       "{thing:chosen_b} is formed how many different teams are possible",
       two_groups},
      {"committee",
       "a menu lists {int:size_a} {thing:a} and {int:size_b} {thing:b} how many ways are there to order {int:count_a} "
       "{thing:chosen_a} and {int:count_b} {thing:chosen_b}",
       two_groups},
      {"committee",
       "a bag holds {int:size_a} different {thing:a} and {int:size_b} different {thing:b} how many selections of {int:count_a} "
       "{thing:chosen_a} and {int:count_b} {thing:chosen_b} are there",
       two_groups},
      {"arrangements", "in how many [different|distinct] ways can the letters (of|in) [the word] {word:word} be (arranged|rearranged)", letters},
      {"arrangements", "how many (different|distinct) arrangements of the letters (in|of) [the word] {word:word} are there", letters},
      {"arrangements", "how many (different|distinct) ways are there to arrange the letters (of|in) [the word] {word:word}", letters},
      {"arrangements", "how many (different|distinct) strings can be made by rearranging all the letters of {word:word}", letters},
      {"beads",
       "in how many ways can {int:count_a} {word:colour_a} (bead|beads) {int:count_b} {word:colour_b} (bead|beads) and {int:count_c} "
       "{word:colour_c} (bead|beads) be placed in a row if beads of one colour look alike",
       coloured},
      {"flags",
       "a row of flags uses {int:count_a} {word:colour_a} {int:count_b} {word:colour_b} and {int:count_c} {word:colour_c} flags flags "
       "of one colour are identical how many different rows are possible",
       coloured},
      {"series", "(compute|find|evaluate|calculate) [the sum] {math:sum}", written_sum},
      {"series", "what is <value> [the sum] {math:sum}", written_sum},
      {"series", "<find> the sum of the first {int:n} terms (of|in) the arithmetic (sequence|series) {math:sequence}", first_terms},
      {"series",
       "an arithmetic (sequence|series) has first term {int:first} and common difference {int:step} what is the sum of its first {int:n} terms",
       [](const Captures& c) { return described_series(c, "", "the sum is @"); }},
      {"series_seats",
       "a theatre has {int:n} rows of seats the first row has {int:first} seats and each further row has {int:step} more than the row "
       "before it how many seats are there <in_all>",
       [](const Captures& c) { return described_series(c, "The rows form an arithmetic series.", "there are @ seats"); }},
      {"series_coins",
       "on the first day {int:first} coins go into a jar and on each further day {int:step} coins more than on the day before how many "
       "coins are in the jar after {int:n} days",
       [](const Captures& c) { return described_series(c, "The daily numbers form an arithmetic series.", "there are @ coins in the jar"); }},
  };
}

}  // namespace retort::agent
