// retort report: the page of a run directory.
#include <fmt/core.h>

#include <memory>

#include "cli/command.h"
#include "cli/run_folder.h"
#include "cli/summary_text.h"
#include "pipeline/stages.h"
#include "pipeline/summary.h"

namespace retort::cli {

namespace {

Result<std::string> make_report(const std::string& folder) {
  RETORT_TRY(auto run, open_to_read(folder));
  RETORT_TRY(auto problems, pipeline::stored_problem_set(run));
  RETORT_TRY_STATUS(pipeline::report_stage(run, problems));
  RETORT_TRY(Json summary, pipeline::refresh_summary(run));
  return fmt::format("{}\nreport: {}\n", summary_text(summary), run.paths.report());
}

}  // namespace

void add_report(CLI::App& app, Chosen& chosen) {
  auto folder = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("report", "Write report.html and summary.json from what is there");
  command->add_option("DIR", *folder, "Run directory")->required();
  command->footer("Example:\n  retort report runs/first");
  command->callback([folder, &chosen] {
    chosen.action = [folder] {
      auto text = make_report(*folder);
      if (!text.ok()) return fail(text.error());
      print(*text);
      return kDone;
    };
  });
}

}  // namespace retort::cli
