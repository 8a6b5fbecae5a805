// The set of numbers that satisfy inequalities, found by cutting the line into cells.
#pragma once

#include <string>
#include <vector>

#include "cas/session.h"

namespace retort::cas {

// Where all `relations` (kRel with <, <=, >, >=, no symbol but `variable`) hold. Rational functions and abs( ) of polynomials
// exactly: zeros counted by Sturm's theorem, one sample for each cell. Other functions with zeros from `solve` (kNumeric), unless
// they are periodic (kUnsupported). The worker's own solutions are compared where it gives any.
Outcome<ToolResult> solve_on_cells(Session& session, const std::vector<math::Expr>& relations, const std::string& variable);

}  // namespace retort::cas
