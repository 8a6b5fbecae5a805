// Stage "report": report.html from what the run directory holds.
#include <fmt/core.h>

#include <filesystem>

#include "base/files.h"
#include "pipeline/judge_check.h"
#include "pipeline/report_page.h"
#include "pipeline/stages.h"
#include "pipeline/summary.h"

namespace retort::pipeline {

Status report_stage(Run& run, const ProblemSet& problems) {
  constexpr std::size_t kExamples = 3;
  Counts counts;
  counts.add_source(problems);
  ExampleChooser chooser;
  RejectedChooser rejected;
  RETORT_TRY_STATUS(each_lineage(run, problems, [&](const Lineage& line) -> Status {
    counts.add(line);
    chooser.offer(line);
    rejected.offer(line);
    return {};
  }));
  std::string source = run.recipe.problems.source == "starter" ? "starter problems" : std::filesystem::path(run.recipe.problems.source).filename().string();
  std::string page = page_head("retort: " + source);
  page += fmt::format("<h1>retort</h1><p class=\"soft\">Tool knowledge from {}, written out as solutions without tools.</p>", source);
  page += evaluation_section(evaluations_of(run));
  page += funnel_section(counts);
  page += model_section(model_use(run, counts), counts);
  page += judge_section(judge_figures(run, counts));
  page += training_section({{"narratives", training_of(run, "narratives")}, {"answers", training_of(run, "answers")}});
  page += examples_section(chooser.best(kExamples));
  page += rejected_section(rejected.chosen());
  page += settings_section(run);
  page += page_tail();
  return write_file(run.paths.report(), page);
}

}  // namespace retort::pipeline
