#include "pipeline/run.h"

#include <fmt/core.h>

#include <filesystem>

#include "base/files.h"
#include "base/parallel.h"
#include "llm/backend.h"

namespace retort::pipeline {

namespace {

Agents make_agents(const Recipe& recipe) {
  Agents agents;
  agents.solver = recipe.agents.solver == "annotated" ? agent::make_annotated_solver() : agent::make_rules_solver();
  agent::Style style = recipe.agents.style == "concise" ? agent::Style::kConcise : agent::Style::kFull;
  agents.translator = agent::make_rules_translator(style);
  agents.rephraser = agent::make_rules_rephraser(style);
  return agents;
}

// Writes a file only when it would change, so that a run that continues leaves times alone.
Status write_if_changed(const std::string& path, const std::string& content) {
  auto old = read_file(path);
  if (old.ok() && *old == content) return {};
  return write_file(path, content);
}

// A student's file that was cut off is refused before any stage begins, not when its weights are first needed.
// What is opened for work without a student's file counts tokens in another way, and must not pass for a run that had the file.
Result<Student> student_for_work(const Recipe& recipe, const Paths& paths) {
  RETORT_TRY(Student student, find_student(recipe, paths.student()));
  if (!student.path.empty()) RETORT_TRY_STATUS(llm::check_gguf(student.path));
  if (!student.path.empty() || needs_student(recipe)) return student;
  student.hash.clear();
  RETORT_TRY_STATUS(write_if_changed(paths.student(), Json{{"model", student.name}, {"hash", ""}}.dump(2) + "\n"));
  return student;
}

Result<Run> assemble(Paths paths, Recipe recipe, Student student, store::Store store, const StopToken& stop, Note note) {
  Agents agents = make_agents(recipe);
  Identity identity = Identity::of(recipe, *agents.solver, *agents.translator, *agents.rephraser, agents.judge.get(), student.hash);
  if (!note) note = [](const std::string&) {};
  return Run{std::move(recipe), std::move(paths), std::move(store), std::move(agents), std::move(student), std::move(identity), stop, std::move(note)};
}

}  // namespace

unsigned Run::threads() const { return recipe.agents.threads > 0 ? static_cast<unsigned>(recipe.agents.threads) : usable_threads(); }

Result<Run> open_run(const std::string& root, Recipe recipe, const StopToken& stop, Note note) {
  RETORT_TRY_STATUS(make_directories(root));
  Paths paths{root};
  RETORT_TRY(store::Store store, store::Store::open_for_writing(paths.database()));
  RETORT_TRY_STATUS(write_if_changed(paths.recipe(), to_toml(recipe)));
  RETORT_TRY(Student student, student_for_work(recipe, paths));
  return assemble(std::move(paths), std::move(recipe), std::move(student), std::move(store), stop, std::move(note));
}

Result<Run> read_run(const std::string& root, const StopToken& stop, Note note) {
  RETORT_TRY(Recipe recipe, recipe_of(root));
  Paths paths{root};
  RETORT_TRY(store::Store store, store::Store::open_for_reading(paths.database()));
  RETORT_TRY(Student student, find_student(recipe, paths.student()));
  return assemble(std::move(paths), std::move(recipe), std::move(student), std::move(store), stop, std::move(note));
}

Result<Recipe> recipe_of(const std::string& root) {
  Paths paths{root};
  std::error_code ignored;
  if (!std::filesystem::exists(paths.recipe(), ignored))
    return Error{ErrorCode::kNotFound, fmt::format("{} is no run directory (it has no recipe.toml): make one with `retort run --out {}`", root, root)};
  return read_recipe(paths.recipe());
}

}  // namespace retort::pipeline
