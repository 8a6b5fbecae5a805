// Equations and inequalities as answers: `x = 5` gives a value, `y = 2x + 1` is a line.
#pragma once

#include "grade/answer.h"
#include "grade/grade.h"

namespace retort::grade {

// `x = 5`, `f(3) = 2`, `AB = 4`, `z = 1 + 1 = 2`, `2 = x`: one end names a thing (letters, no digits outside subscripts, no sums or
// powers), all signs are "=".
bool is_assignment(const Relation& relation);

// `x \in \{1, 2\}`: the members are the answer.
bool is_membership(const Relation& relation);

// What an assignment gives: the last side, or the first when the last one is the name.
const Answer& assigned(const Relation& relation);

// `1/2 + 1/2 = 1`: numbers only; the last side is what it comes to.
bool is_calculation(const Relation& relation);

// What to compare a bare value with: the last side of a calculation, or the first where that is the value (`2/3 = 0.67` beside 2/3).
const Answer& closest_side(const Relation& calculation, const Answer& other);

// Equations that differ by a constant factor are equal; inequalities in several symbols when the factor is positive. Rules "equation",
// "inequality".
Verdict compare_relations(const Relation& gold, const Relation& pred);

}  // namespace retort::grade
