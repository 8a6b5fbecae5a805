// Sentences that say in which form the answer is wanted: taken off before the rest is matched.
#pragma once

#include <vector>

#include "agent/statement.h"

namespace retort::agent {

// What such sentences said.
struct AnswerForm {
  bool listed = false;    // "Enter all solutions, separated by commas"
};

// Removes sentences at the end of `tokens` (and such clauses after a comma) that only name a form which the value keeps: a common
// fraction, simplest radical form, interval notation, .... A wish that changes the value (rounding) is left where it is, so that
// no form will match.
AnswerForm take_answer_form(std::vector<Token>& tokens);

}  // namespace retort::agent
