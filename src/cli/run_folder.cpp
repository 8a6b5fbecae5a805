#include "cli/run_folder.h"

#include <filesystem>

#include "base/stop.h"
#include "cli/command.h"

namespace retort::cli {

Status apply_sets(pipeline::Recipe& recipe, const std::vector<std::string>& sets) {
  for (const std::string& set : sets) RETORT_TRY_STATUS(pipeline::apply_set(recipe, set));
  return {};
}

Result<pipeline::Recipe> choose_recipe(const std::string& file, const std::string& out) {
  std::error_code ignored;
  const std::string kept = out + "/recipe.toml";
  if (!file.empty()) return pipeline::read_recipe(file);
  if (std::filesystem::exists(kept, ignored)) return pipeline::read_recipe(kept);
  return pipeline::Recipe();
}

Result<pipeline::Run> open_to_read(const std::string& folder) { return pipeline::read_run(folder, signal_stop(), say); }

Result<pipeline::Run> open_to_work(const std::string& folder, const pipeline::Recipe& recipe) {
  return pipeline::open_run(folder, recipe, signal_stop(), say);
}

}  // namespace retort::cli
