// The numbers of a run for a reader at a terminal.
#pragma once

#include <string>

#include "base/json.h"
#include "pipeline/stages.h"

namespace retort::cli {

// The exit status of a command that did all it could and has nothing to show for it.
inline constexpr int kNothing = 3;

// kDone; kNothing, with one line on stderr that says why, where no problem was left to work on, none was answered, or no narrative
// passed, as far as `stage` goes.
int outcome(const Json& summary, pipeline::Stage stage);

// Counts, rejections, losses and the accuracy table of a summary.json.
std::string summary_text(const Json& summary);

// The table alone, of the rows of "evaluations".
std::string evaluation_table(const Json& rows);

}  // namespace retort::cli
