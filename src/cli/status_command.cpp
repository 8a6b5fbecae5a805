// retort status: how far a run directory is.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "cli/command.h"
#include "cli/run_folder.h"
#include "pipeline/counts.h"
#include "pipeline/summary.h"

namespace retort::cli {

namespace fs = std::filesystem;

namespace {

struct Progressed {
  long problems = 0, samples = 0, solved = 0, translated = 0, finished = 0;
};

Result<Progressed> progress_of(const pipeline::Run& run) {
  Progressed p;
  auto problems = pipeline::stored_problem_set(run);
  if (!problems.ok()) return problems.error().code == ErrorCode::kNotFound ? Result<Progressed>(p) : problems.error();
  p.problems = static_cast<long>(problems->rows.size());
  RETORT_TRY_STATUS(pipeline::each_lineage(run, *problems, [&](const pipeline::Lineage& line) -> Status {
    bool failed = !line.failed_at.empty() || line.spare;
    ++p.samples;
    p.solved += line.trace || failed;
    p.translated += line.explained || failed;
    p.finished += line.finished;
    return {};
  }));
  return p;
}

Result<Json> status_of(const std::string& folder) {
  RETORT_TRY(auto run, open_to_read(folder));
  RETORT_TRY(Progressed p, progress_of(run));
  std::error_code ignored;
  Json json = {{"problems", p.problems}, {"samples", p.samples}, {"solved", p.solved}, {"translated", p.translated}, {"finished", p.finished},
               {"dataset", fs::exists(run.paths.train_rows(), ignored)}};
  json["adapters"] = Json::object();
  for (const std::string& adapter : run.recipe.train.adapters) {
    bool done = fs::exists(run.paths.adapter(adapter) + "/training.json", ignored);
    bool begun = fs::exists(run.paths.adapter(adapter) + "/job.json", ignored);
    json["adapters"][adapter] = !run.recipe.train.enabled ? "not asked for" : done ? "trained" : begun ? "begun" : "not begun";
  }
  json["evaluations"] = pipeline::evaluations_of(run).size();
  json["evaluations_asked"] = run.recipe.eval.enabled ? run.recipe.eval.models.size() * run.recipe.eval.data.size() : 0;
  json["report"] = fs::exists(run.paths.report(), ignored);
  return json;
}

std::string status_text(const Json& s) {
  const long problems = static_cast<long>(integer_or(s, "problems", 0)), n = static_cast<long>(integer_or(s, "samples", 0));
  std::string text = fmt::format("problems    {}\nsolve       {} of {}\ntranslate   {} of {}\nrephrase    {} of {}\ndataset     {}\n", problems, integer_or(s, "solved", 0), n,
                                 integer_or(s, "translated", 0), n, integer_or(s, "finished", 0), n, bool_or(s, "dataset", false) ? "written" : "not yet");
  for (const auto& [adapter, state] : s["adapters"].items()) text += fmt::format("train       {}: {}\n", adapter, state.get<std::string>());
  text += fmt::format("eval        {} of {} rows\nreport      {}\n", integer_or(s, "evaluations", 0), integer_or(s, "evaluations_asked", 0),
                      bool_or(s, "report", false) ? "written" : "not yet");
  return text;
}

}  // namespace

void add_status(CLI::App& app, Chosen& chosen) {
  auto folder = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("status", "How far a run directory is; also while it is being worked on");
  command->add_option("DIR", *folder, "Run directory")->required();
  command->add_flag("--json", *json, "Print JSON");
  command->footer("Example:\n  retort status runs/first");
  command->callback([folder, json, &chosen] {
    chosen.action = [folder, json] {
      auto status = status_of(*folder);
      if (!status.ok()) return fail(status.error());
      if (*json) print_json(*status);
      else print(status_text(*status));
      return kDone;
    };
  });
}

}  // namespace retort::cli
