#include "cli/run_folder.h"

#include <fmt/core.h>

#include <filesystem>

#include "base/stop.h"
#include "cli/command.h"
#include "pipeline/counts.h"

namespace retort::cli {

namespace {

Result<pipeline::Recipe> choose_recipe(const std::string& file, const std::string& out) {
  std::error_code ignored;
  const std::string kept = out + "/recipe.toml";
  if (!file.empty()) return pipeline::read_recipe(file);
  if (std::filesystem::exists(kept, ignored)) return pipeline::read_recipe(kept);
  return pipeline::Recipe();
}

}  // namespace

Status apply_sets(pipeline::Recipe& recipe, const std::vector<std::string>& sets) {
  for (const std::string& set : sets) RETORT_TRY_STATUS(pipeline::apply_set(recipe, set));
  return {};
}

void add_recipe_options(CLI::App& command, RecipeArguments& arguments) {
  command.add_option("RECIPE", arguments.recipe, "TOML file; without it the run directory's own recipe, else the built-in one (recipes/default.toml)");
  command.add_option("--out", arguments.out, "Run directory; default runs/NAME of the recipe")->type_name("DIR");
  command.add_option("--set", arguments.sets, "Override one key of the recipe; may be given again")->type_name("KEY=VALUE")->allow_extra_args(false);
}

Result<pipeline::Recipe> chosen_recipe(RecipeArguments& arguments, const std::string& name) {
  if (arguments.out.empty()) arguments.out = "runs/" + (arguments.recipe.empty() ? name : std::filesystem::path(arguments.recipe).stem().string());
  RETORT_TRY(auto recipe, choose_recipe(arguments.recipe, arguments.out));
  RETORT_TRY_STATUS(apply_sets(recipe, arguments.sets));
  pipeline::resolve_paths(recipe);
  return recipe;
}

Result<pipeline::Run> open_to_read(const std::string& folder) { return pipeline::read_run(folder, signal_stop(), say); }

Status need_accepted(const pipeline::Run& run, const pipeline::ProblemSet& problems) {
  RETORT_TRY(const bool any, pipeline::has_accepted(run, problems));
  if (any) return {};
  return Error{ErrorCode::kNotFound, fmt::format("{0} has no accepted narrative of this version of the program under its recipe: `retort status {0}` shows what is open, "
                                                 "`retort run --out {0}` does it; nothing was written", run.paths.root)};
}

Result<pipeline::Run> open_to_work(const std::string& folder, const pipeline::Recipe& recipe) {
  return pipeline::open_run(folder, recipe, signal_stop(), say);
}

}  // namespace retort::cli
