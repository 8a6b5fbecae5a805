#include "pipeline/run.h"

#include <fmt/core.h>

#include <filesystem>

#include "agent/llm_rephraser.h"
#include "agent/llm_translator.h"
#include "agent/rules_translator.h"
#include "base/files.h"
#include "base/parallel.h"
#include "llm/backend.h"
#include "llm/endpoint.h"

namespace retort::pipeline {

namespace {

agent::Length length_of(const Recipe& recipe) {
  if (recipe.agents.length == "short") return agent::Length::kShort;
  return recipe.agents.length == "long" ? agent::Length::kLong : agent::Length::kMedium;
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
  if (needs_student(recipe)) RETORT_TRY_STATUS(convert_student(recipe, paths.student()));
  RETORT_TRY(Student student, find_student(recipe, paths.student()));
  if (!student.path.empty()) RETORT_TRY_STATUS(llm::check_gguf(student.path));
  if (!student.path.empty() || needs_student(recipe)) return student;
  student.hash.clear();
  RETORT_TRY_STATUS(write_if_changed(paths.student(), Json{{"model", student.name}, {"hash", ""}}.dump(2) + "\n"));
  return student;
}

Result<Run> assemble(Paths paths, Recipe recipe, Student student, store::Store store, std::unique_ptr<ModelAccess> model, const StopToken& stop,
                     Note note) {
  RETORT_TRY(Agents agents, make_agents(recipe, model ? model->teacher(recipe, stop) : agent::Teacher{}));
  Identity identity = Identity::of(recipe, *agents.solver, *agents.translator, *agents.rephraser, agents.judge.get(), student.hash);
  if (!note) note = [](const std::string&) {};
  return Run{std::move(recipe), std::move(paths),    std::move(store), std::move(model), std::move(agents),
             std::move(student), std::move(identity), stop,             std::move(note)};
}

Result<std::unique_ptr<ModelAccess>> open_model_access(const Recipe& recipe, const Paths& paths, ModelAccess::Purpose purpose) {
  if (!asks_a_model(recipe)) return std::unique_ptr<ModelAccess>();
  return ModelAccess::open(recipe, paths.exchanges(), paths.teacher(), purpose);
}

}  // namespace

Result<Agents> make_agents(const Recipe& recipe, agent::Teacher teacher) {
  const auto& r = recipe.agents;
  const agent::Style style = r.style == "concise" ? agent::Style::kConcise : agent::Style::kFull;
  if (!r.prompts.empty()) {
    RETORT_TRY(teacher.prompts, agent::Prompts::load(r.prompts));
  }
  Agents agents;
  if (r.solver == "llm") {
    auto solver = agent::make_llm_solver(teacher);
    agents.sampler = solver.get();
    agents.solver = std::move(solver);
  } else {
    agents.solver = r.solver == "annotated" ? agent::make_annotated_solver() : agent::make_rules_solver();
  }
  // Programs of traces ask for tools while they are told; workers start with the first such call.
  agents.translator = agent::make_rules_translator(style, [tools = std::make_shared<cas::Toolbox>()](const cas::ToolCall& call) { return tools->call(call); });
  if (r.translator == "llm") agents.translator = agent::make_llm_translator(teacher, std::move(agents.translator));
  agents.rephraser = agent::make_rules_rephraser(style);
  if (r.rephraser == "llm")
    agents.rephraser = agent::make_llm_rephraser(teacher, std::move(agents.rephraser), style, length_of(recipe), static_cast<int>(r.attempts));
  if (r.solver == "imported") {
    agents.solver = agent::make_imported_solver();
    agents.rephraser = agent::make_imported_rephraser(std::move(agents.rephraser));
  }
  if (r.judge == "llm") agents.judge = agent::make_llm_judge(teacher);
  return agents;
}

unsigned Run::threads(bool remote) const {
  if (remote) return static_cast<unsigned>(recipe.llm.in_flight);
  return recipe.agents.threads > 0 ? static_cast<unsigned>(recipe.agents.threads) : usable_threads();
}

Result<Run> open_run(const std::string& root, Recipe recipe, const StopToken& stop, Note note) {
  // Before the recipe is written: it goes into the report too.
  for (const std::string& entry : recipe.llm.endpoint) RETORT_TRY_STATUS(llm::carries_no_key(entry));
  RETORT_TRY_STATUS(make_directories(root));
  Paths paths{root};
  RETORT_TRY(store::Store store, store::Store::open_for_writing(paths.database()));
  RETORT_TRY_STATUS(write_if_changed(paths.recipe(), to_toml(recipe)));
  RETORT_TRY(Student student, student_for_work(recipe, paths));
  RETORT_TRY(auto model, open_model_access(recipe, paths, ModelAccess::Purpose::kWork));
  return assemble(std::move(paths), std::move(recipe), std::move(student), std::move(store), std::move(model), stop, std::move(note));
}

Result<Run> read_run(const std::string& root, const StopToken& stop, Note note) {
  RETORT_TRY(Recipe recipe, recipe_of(root));
  Paths paths{root};
  RETORT_TRY(store::Store store, store::Store::open_for_reading(paths.database()));
  RETORT_TRY(Student student, find_student(recipe, paths.student()));
  RETORT_TRY(auto model, open_model_access(recipe, paths, ModelAccess::Purpose::kRead));
  return assemble(std::move(paths), std::move(recipe), std::move(student), std::move(store), std::move(model), stop, std::move(note));
}

Result<Recipe> recipe_of(const std::string& root) {
  Paths paths{root};
  std::error_code ignored;
  if (!std::filesystem::exists(paths.recipe(), ignored))
    return Error{ErrorCode::kNotFound, fmt::format("{} is no run directory (it has no recipe.toml): make one with `retort run --out {}`", root, root)};
  return read_recipe(paths.recipe());
}

}  // namespace retort::pipeline
