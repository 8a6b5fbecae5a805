// From the arguments of a command to an open run.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/problem_set.h"
#include "pipeline/run.h"

namespace retort::cli {

// Applies --set assignments; an error is the user's.
Status apply_sets(pipeline::Recipe& recipe, const std::vector<std::string>& sets);

// RECIPE, --out and --set of a command that works on a recipe.
struct RecipeArguments {
  std::string recipe, out;
  std::vector<std::string> sets;
};
void add_recipe_options(CLI::App& command, RecipeArguments& arguments);

// The recipe file given; else that of the run directory, so that a run continues as it began; else the built-in one. With --set, and paths made whole; `out` becomes
// runs/NAME of the recipe, or runs/`name` without one, where it is empty. An error is the user's.
Result<pipeline::Recipe> chosen_recipe(RecipeArguments& arguments, const std::string& name);

// Opens `folder` for reading with notes on stderr.
Result<pipeline::Run> open_to_read(const std::string& folder);
// kNotFound, with what to do, where no narrative is accepted: none was yet, or those that are there were made by another version of the
// program or under another recipe.
Status need_accepted(const pipeline::Run& run, const pipeline::ProblemSet& problems);
Result<pipeline::Run> open_to_work(const std::string& folder, const pipeline::Recipe& recipe);

}  // namespace retort::cli
