// What a statement asks for together with the form in which it wants the answer.
#pragma once

#include <vector>

#include "agent/forms.h"
#include "agent/forms_answer.h"

namespace retort::agent {

inline constexpr std::size_t kMostReadings = 4;

struct Reading {
  std::vector<ReadGoal> goals;   // of the forms that cover the whole statement, in their order, at most kMostReadings
  AnswerForm form;               // what was taken off the statement before it matched
};

// Any thread.
Reading read_statement_goals(const Statement& statement);

}  // namespace retort::agent
