// Statements inside one formula: chains, rows of align, several statements with commas or arrows between them.
#pragma once

#include <string_view>
#include <vector>

#include "check/pieces.h"
#include "check/statement.h"

namespace retort::check {

void read_formula(std::string_view text, const Piece& piece, std::vector<Statement>& out);

}  // namespace retort::check
