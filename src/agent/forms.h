// The forms of statements that the rules Solver understands: a table of patterns, each of which builds a goal. A statement
// is understood only when one pattern covers all of it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/forms_pattern.h"
#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

struct Form {
  std::string_view name;
  std::string_view pattern;                        // see forms_pattern.h; phrases in forms.cpp
  // The goal, or nothing when the slots do not fit together (then the next form is tried).
  std::optional<Goal> (*build)(const Captures&);
};

struct ReadGoal {
  std::string_view form;
  Goal goal;
};

// Ways of saying the same that many patterns share, by name.
const std::map<std::string, std::string>& shared_phrases();

// The tables, one for each subject.
std::vector<Form> expression_forms();
std::vector<Form> value_forms();
std::vector<Form> given_forms();
std::vector<Form> inequality_forms();
std::vector<Form> algebra_forms();
std::vector<Form> number_forms();
std::vector<Form> counting_forms();
std::vector<Form> calculus_forms();
std::vector<Form> story_forms();
std::vector<Form> quantity_forms();
std::vector<Form> plane_forms();
std::vector<Form> figure_forms();
std::vector<Form> sequence_forms();
std::vector<Form> chance_forms();
std::vector<Form> choice_forms();
std::vector<Form> matrix_forms();
std::vector<Form> base_forms();
std::vector<Form> curve_forms();
std::vector<Form> parameter_forms();
std::vector<Form> everyday_forms();
std::vector<Form> root_forms();
std::vector<Form> trigonometry_forms();
std::vector<Form> rate_forms();
// forms_starter_*.cpp: questions that one tool answers.
std::vector<Form> integer_question_forms();
std::vector<Form> algebra_question_forms();
std::vector<Form> plane_question_forms();
std::vector<Form> analysis_question_forms();

// A command such as "compute" with one expression: the goal depends on what the expression is (integral, limit, gcd, ...).
std::optional<Goal> goal_of_expression(const math::Expr& e);

}  // namespace retort::agent
