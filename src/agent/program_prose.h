// A program's derivation as prose: what each line works out, said of the things that its names stand for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "explain/derivation.h"

namespace retort::agent {

// "The eggs that are sold are $16 - 3 - 4 = 9$." for the line eggs_sold = eggs_per_day - eggs_eaten - eggs_baked; the seed chooses between that form
// and "Taking the eggs eaten and the eggs baked away from the eggs per day, we get ... for the eggs that are sold." What the statement
// gives is not said again, and neither is a value under a second name. `derivation`: of explain::explain_program.
std::string program_text(const explain::Derivation& derivation, std::string_view statement, std::uint64_t seed);

}  // namespace retort::agent
