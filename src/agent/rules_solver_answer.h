// The form in which a statement wants its answer, where that changes the number: rounded to a place.
#pragma once

#include "agent/forms_answer.h"
#include "trace/records.h"

namespace retort::agent {

// Brings the answer of a solved trace into the form: its last turn says how. The trace fails where the answer is no real number, or where the digits do
// not decide the rounding.
void bring_into_form(trace::Trace& trace, const AnswerForm& form);

}  // namespace retort::agent
