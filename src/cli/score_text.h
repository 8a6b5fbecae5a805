// Scores of evaluations and comparisons as text.
#pragma once

#include <string>

#include "base/json.h"
#include "eval/result.h"

namespace retort::cli {

// What the table of accuracies does not hold: pass@k, majority, subjects and levels, shares, tokens, leaks.
std::string score_details(const Json& scores);
// One answer with its problem, for reading.
std::string row_text(const eval::ResultRow& row);
// The comparisons of eval::compare_results.
std::string comparison_text(const Json& comparisons, const std::string& a, const std::string& b);

}  // namespace retort::cli
