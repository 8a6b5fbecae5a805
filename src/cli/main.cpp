// The program `retort`: reads the command line, runs one subcommand, maps its outcome to the exit status.
#include <cstdio>
#include <exception>

#include "base/stop.h"
#include "cli/command.h"

int main(int argc, char** argv) {
  using namespace retort;
  install_stop_signals();
  cli::show_progress();

  CLI::App app("Turns math problems into tool-free training data, trains a small model on it and measures the gain.\n"
               "Results go to stdout, progress to stderr. Exit status: 0 done, 1 failed, 2 wrong usage, 3 nothing came of it, 130 interrupted.");
  app.name("retort");
  app.set_version_flag("--version", cli::version_text());
  app.set_help_flag("-h,--help", "Show this help");
  app.require_subcommand(1);
  cli::Chosen chosen;
  for (auto add : {cli::add_run, cli::add_import, cli::add_decontaminate, cli::add_dedupe, cli::add_stages, cli::add_status, cli::add_stats, cli::add_show, cli::add_sample, cli::add_curate, cli::add_report, cli::add_export,
                   cli::add_eval, cli::add_compare, cli::add_ablate, cli::add_check, cli::add_grade, cli::add_tool, cli::add_doctor})
    add(app, chosen);
  // After the subcommands, which would take it over.
  app.footer("Examples:\n  retort run --out runs/first\n  retort tool call solve_equation '{\"sympy_equation\": \"2x+3=7\", \"variable\": \"x\"}'\n"
             "  retort COMMAND --help");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? cli::kDone : cli::kUsage;
  }
  try {
    int status = chosen.action();
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) return cli::fail({ErrorCode::kIo, "cannot write to stdout: no space left, or its reader has gone"});
    return status;
  } catch (const std::exception& e) {
    return cli::fail({ErrorCode::kInternal, std::string("a defect of retort: ") + e.what()});
  }
}
