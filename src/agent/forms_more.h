// Tables of forms that build their goals from work of their own, beside those of forms.h.
#pragma once

#include <vector>

#include "agent/forms.h"
#include "agent/forms_phrases.h"

namespace retort::agent {

std::vector<Form> root_question_forms();
std::vector<Form> piecewise_forms();
std::vector<Form> dotted_forms();
std::vector<Form> extremum_forms();
std::vector<Form> division_forms();
std::vector<Form> quadratic_family_forms();

// Clauses about polynomials and parabolas with unknown coefficients.
std::vector<PhraseForm> polynomial_fact_phrases();

}  // namespace retort::agent
