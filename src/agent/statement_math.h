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

// What it says: one expression, or one for each row of an aligned block. Empty when something could not be read. `functions`: letters
// that apply to the bracket behind them, besides f, g and h; `symbols`: letters that are unknowns though they also name constants.
std::vector<math::Expr> read_math(const std::string& latex, const std::vector<std::string>& functions, const std::vector<std::string>& symbols);

// "e" where it stands among letters such as d and is no base of a power.
std::vector<std::string> letters_not_constants(const std::vector<std::string>& pieces);

// The letters P of which some piece says P(x) = ....
std::vector<std::string> defined_functions(const std::vector<std::string>& pieces);

}  // namespace retort::agent
