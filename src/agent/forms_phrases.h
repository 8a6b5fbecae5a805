// Phrases that name numbers, lists and sets of numbers: "the sum of the prime factors of 60", "twice the square of 5". They are slots of
// patterns and contain each other; each is a row of a table.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agent/forms_pattern.h"
#include "agent/forms_slots.h"

namespace retort::agent {

struct PhraseForm {
  // num    a number or a term in unknowns; term: one that binds tighter than plus and minus
  // nums   several of them, in order
  // set    integers described by words (integer_set.h); kind, adjective, simple, condition: its parts
  // trait  a kind of divisor: "even", "multiples of 12"
  // clue   a clause that says something about one integer (forms_clues.h)
  // fact   a clause that states relations
  // A type with a "+" goes on behind a phrase of that type, whose capture is called "left".
  std::string_view type;
  std::string_view pattern;
  std::optional<Capture> (*build)(const Captures&);
};

// The tables, one for each subject.
std::vector<PhraseForm> number_phrases();
std::vector<PhraseForm> list_phrases();
std::vector<PhraseForm> set_phrases();
std::vector<PhraseForm> fact_phrases();
std::vector<PhraseForm> property_phrases();
std::vector<PhraseForm> clue_phrases();
std::vector<PhraseForm> divisor_phrases();
std::vector<PhraseForm> modular_phrases();
std::vector<PhraseForm> measure_phrases();

// Reads the phrases of one statement; each place is read once. Not for several threads.
class Phrases {
 public:
  explicit Phrases(const std::vector<Token>& tokens) : tokens_(tokens) {}

  static bool is_type(std::string_view type);

  // Every phrase of this type that starts at tokens[at] and ends in the same sentence. Where two readings of the same length differ in
  // what they say, neither is given.
  const std::vector<SlotReading>& read(const std::string& type, std::size_t at);

 private:
  std::vector<SlotReading> fresh(const std::string& type, std::size_t at);
  void add_rows(const std::string& type, std::size_t at, std::size_t from, const Capture* left, std::vector<SlotReading>& found);
  void add_lists(std::size_t at, std::vector<SlotReading>& found);
  std::string text(std::size_t at, std::size_t length) const;

  const std::vector<Token>& tokens_;
  std::map<std::pair<std::string, std::size_t>, std::vector<SlotReading>> known_;
  long work_ = 0;
};

}  // namespace retort::agent
