// Numbers in other bases.
#pragma once

#include <string>

#include "explain/board.h"
#include "explain/numerals.h"

namespace retort::explain {

std::string explain_to_base(Board& board, const Rational& n, const Rational& base);   // digits 0-9a-z
Rational explain_from_base(Board& board, const std::string& digits, const Rational& base);

}  // namespace retort::explain
