// Sentences that say in which form the answer is wanted: taken off before the rest is matched.
#pragma once

#include <optional>
#include <vector>

#include "agent/statement.h"

namespace retort::agent {

// What such sentences said.
struct AnswerForm {
  bool listed = false;           // "Enter all solutions, separated by commas"
  std::optional<int> places;     // "to the nearest tenth": 1; to the nearest ten: -1
};

// Removes sentences at the end of `tokens` (and such clauses after a comma) that only name a form: a common fraction, simplest radical
// form, interval notation, .... Of what changes the value, rounding to a place is noted; anything else is left where it is, so that no
// form will match.
AnswerForm take_answer_form(std::vector<Token>& tokens);

}  // namespace retort::agent
