// Experiments with dice, coins, cards and things drawn, told in words: what is drawn from, how often, and whether things are put back.
#pragma once

#include <string>
#include <vector>

#include "agent/clauses.h"
#include "agent/sample_space.h"

namespace retort::agent {

class Experiments {
 public:
  // `tokens` must outlive the reader.
  explicit Experiments(const std::vector<Token>& tokens) : in_(tokens), tokens_(tokens) {}

 protected:
  using What = Draws::What;

  // False where words about putting back are not understood.
  bool replacement_is_clear();
  // Passes a sentence that says what a deck of cards is, or that nothing is put back.
  bool boilerplate();
  // Takes in a clause about the experiment.
  bool experiment();
  bool set_dice(const Captures& c, long long count);   // {int:sides} and a word for the solid may be caught
  bool cards(long long count);
  // "men" -> "man", "marbles" -> "marble"
  static std::string label_of(const std::string& written);

  Clauses in_;
  const std::vector<Token>& tokens_;
  Draws draws_;
  std::string noun_;                   // "marble", of what is drawn
  std::vector<std::string> letters_;   // names of the numbers thrown

 private:
  bool dice();
  bool obtained(const Captures& c);
  bool coins();
  bool card_draw();
  bool kinds();
  static bool is_join(const std::string& word);
  bool listed();
  bool draw();
  bool numbers();
  bool set_numbers(const std::vector<long long>& all, long long count);
};

}  // namespace retort::agent
