// Tables of forms that build their goals from work of their own, beside those of forms.h.
#pragma once

#include <optional>
#include <string>
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
std::vector<Form> series_forms();
std::vector<Form> graph_forms();
std::vector<Form> line_forms();
std::vector<Form> inverse_forms();
std::vector<Form> coordinate_forms();
std::vector<Form> variation_forms();

// Clauses about polynomials and parabolas with unknown coefficients.
std::vector<PhraseForm> polynomial_fact_phrases();
// Phrases that name a line: their capture holds its equation.
std::vector<PhraseForm> line_phrases();

// x = at when it is upright, y = slope x + at otherwise; nothing for what is no equation of a line in x and y.
struct PlaneLine {
  bool upright = false;
  math::Rational slope, at;
  std::string rise, start;   // how they follow from the factors of the equation, as LaTeX
};
std::optional<PlaneLine> line_of(const math::Expr& equation);

}  // namespace retort::agent
