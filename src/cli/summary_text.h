// The numbers of a run for a reader at a terminal.
#pragma once

#include <string>

#include "base/json.h"

namespace retort::cli {

// Counts, rejections, losses and the accuracy table of a summary.json.
std::string summary_text(const Json& summary);

// The table alone, of the rows of "evaluations".
std::string evaluation_table(const Json& rows);

}  // namespace retort::cli
