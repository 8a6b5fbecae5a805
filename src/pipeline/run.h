// One run directory: its files, its records, its recipe, and what every stage needs to work on it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "agent/llm_solver.h"
#include "base/error.h"
#include "base/stop.h"
#include "pipeline/identity.h"
#include "pipeline/model_access.h"
#include "pipeline/recipe.h"
#include "pipeline/student.h"
#include "store/store.h"

namespace retort::pipeline {

// The files of a run directory.
struct Paths {
  std::string root;
  std::string database() const { return root + "/retort.db"; }
  std::string exchanges() const { return root + "/exchanges.db"; }   // with a model, where agents ask one
  std::string teacher() const { return root + "/teacher.json"; }     // which GGUF file the model was, where it is one
  std::string recipe() const { return root + "/recipe.toml"; }
  std::string student() const { return root + "/student.json"; }
  std::string dataset() const { return root + "/dataset"; }
  std::string train_rows() const { return root + "/dataset/train.jsonl"; }
  std::string heldout_rows() const { return root + "/dataset/heldout.jsonl"; }
  std::string curation() const { return root + "/curation.jsonl"; }   // where people decided about narratives
  std::string adapter(std::string_view name) const { return root + "/adapter/" + std::string(name); }
  std::string eval() const { return root + "/eval"; }
  std::string summary() const { return root + "/summary.json"; }
  std::string report() const { return root + "/report.html"; }
};

struct Agents {
  std::unique_ptr<agent::Solver> solver;
  const agent::SampleSolver* sampler = nullptr;   // the same, where its traces differ: several of each problem can be made
  std::unique_ptr<agent::Translator> translator;
  std::unique_ptr<agent::Rephraser> rephraser;
  std::unique_ptr<agent::Judge> judge;   // null: none is asked
};

// Not for use by several threads at once; stages share out work themselves.
struct Run {
  Recipe recipe;
  Paths paths;
  store::Store store;
  std::unique_ptr<ModelAccess> model;   // null when no agent asks one; outlives the agents
  Agents agents;
  Student student;
  Identity identity;
  const StopToken& stop;
  std::function<void(const std::string&)> note;   // a sentence for the user; never empty
  // For work on the processors; with `remote`, for work that waits for a model.
  unsigned threads(bool remote = false) const;
  int samples() const { return agents.sampler ? static_cast<int>(recipe.llm.samples) : 1; }   // traces of one problem
  int attempts(const trace::Trace& trace) const { return agents.rephraser->attempts(trace, static_cast<int>(recipe.agents.attempts)); }
};

// The agents of a recipe; `teacher` is how those that are "llm" ask, its prompts are replaced by the recipe's own.
Result<Agents> make_agents(const Recipe& recipe, agent::Teacher teacher);

using Note = std::function<void(const std::string&)>;

// Opens or makes a run directory for work and writes the recipe into it. kUnavailable when another process works there.
Result<Run> open_run(const std::string& root, Recipe recipe, const StopToken& stop, Note note);
// Opens what is there, with the recipe that is there, for reading. kNotFound when `root` is no run directory.
Result<Run> read_run(const std::string& root, const StopToken& stop, Note note);
// The recipe of a run directory; kNotFound says how to make one.
Result<Recipe> recipe_of(const std::string& root);

}  // namespace retort::pipeline
