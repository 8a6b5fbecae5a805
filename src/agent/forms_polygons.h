// Statements about regular polygons, and about the third side of a triangle.
#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

// One thing about a regular polygon is given (its name, its number of sides, an angle, a sum of angles), another asked for.
std::optional<Goal> read_polygon(const std::vector<Token>& tokens);

// Two sides of a triangle are given, the third is an integer: how many such lengths there are, their sum, the largest or the smallest, or the
// perimeter with it.
std::optional<Goal> read_third_side(const std::vector<Token>& tokens);

}  // namespace retort::agent
