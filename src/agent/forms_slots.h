// The slot types of patterns.
//
// int, number    12, "three", $-4$; number also 2.5 and \frac{1}{2}, as a number
// ints           two or more integers: 12, 18 and 30
// expr           a term without a relation; exprs: one or more of them
// eq, rel        one equation; one relation of any kind or a chain of them
// eqs, rels      one or more of these
// var            a letter; vars: one or more of them
// word, name     one word; one word with a capital
// words, thing   1 to 6 words; 1 to 3 words, compared by their stem
// point, points  a tuple of numbers, also with a name before it (A(3,5), A = (3,5)); two or more of them
// tuple          (a, b), of numbers or letters
// matrix         one matrix or column vector
// ordinal        third, 10th, $100$th; as a number
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agent/forms_pattern.h"

namespace retort::agent {

struct SlotReading {
  std::size_t length = 0;   // tokens
  Capture capture;
};

bool is_slot_type(std::string_view type);

// Every way in which a slot of this type can be filled from tokens[at] on, longest first for lists of mathematics, shortest first
// for words.
std::vector<SlotReading> read_slot(std::string_view type, const std::vector<Token>& tokens, std::size_t at);

// "tickets" and "ticket" have the same stem.
std::string word_stem(std::string_view word);

}  // namespace retort::agent
