// The mathematics inside a statement: cleaned of layout and read row by row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "math/expr.h"

namespace retort::agent {

// align, aligned, gather, cases, ... with or without a star.
bool is_aligned_block(std::string_view name);

// `latex` without layout (\displaystyle, blanks at the ends) and without the mark at its end, which goes to `mark`.
std::string clean_math(std::string_view latex, char& mark);

// What it says: one expression, or one for each row of an aligned block. Empty when something could not be read.
std::vector<math::Expr> read_math(const std::string& latex);

}  // namespace retort::agent
