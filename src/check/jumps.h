// Steps whose numbers do not come from what stands before them, though the numbers are known: `5x = 35, so x = 42 / 6`.
#pragma once

#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

#include "check/claims.h"
#include "check/given_numbers.h"

namespace retort::check {

// Where such numbers stand. `sentences`: where each sentence of the narrative begins, ascending from 0.
std::set<std::size_t> find_jumps(std::string_view narrative, const std::vector<Claim>& claims, const std::vector<NumberPlace>& numbers, const std::vector<std::size_t>& sentences);

}  // namespace retort::check
