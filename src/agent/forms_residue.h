// Remainders that are given for unknown integers, and the remainder that a term in them leaves; two integers by their common divisor and multiple.
#pragma once

#include <optional>
#include <vector>

#include "agent/forms_phrases.h"
#include "agent/goal.h"

namespace retort::agent {

// "When n is divided by 7, the remainder is 4. What is the remainder when 3n + 2 is divided by 7?": facts of this kind and one question.
std::optional<Goal> read_residues(const std::vector<Token>& tokens, Phrases& phrases);

// Of the product, the greatest common divisor, the least common multiple and one of two integers enough are given: gcd times lcm is the product.
std::optional<Goal> read_common(const std::vector<Token>& tokens, Phrases& phrases);

}  // namespace retort::agent
