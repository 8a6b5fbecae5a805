// Letters that a statement gives a value ("If $n = 2^3 \\cdot 5$, ...", "Let $N$ be the sum of the divisors of 200."), put in where they stand.
#pragma once

#include <optional>
#include <vector>

#include "agent/forms_phrases.h"
#include "agent/goal.h"

namespace retort::agent {

struct PutIn {
  std::vector<Token> tokens;      // what is left of the statement
  std::vector<Lookup> before;     // what leads to the values
};

// The statement without its first definition of a letter by a number, which stands in the place of the letter in the rest of it. Nothing when there is
// none, or when the letter is not spoken of again.
std::optional<PutIn> put_in_definition(const std::vector<Token>& tokens, Phrases& phrases);

// The goal with `before` ahead of its own; nothing for a goal that cannot take it.
std::optional<Goal> with_before(Goal goal, const std::vector<Lookup>& before);

}  // namespace retort::agent
