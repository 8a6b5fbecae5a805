// retort solve, translate, rephrase, train: a run directory up to one stage.
#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <memory>

#include "cli/command.h"
#include "cli/run_folder.h"
#include "cli/summary_text.h"
#include "pipeline/stages.h"
#include "pipeline/summary.h"

namespace retort::cli {

namespace {

struct Arguments {
  std::string folder;
  std::vector<std::string> sets;
  bool json = false;
};

int run(const Arguments& arguments, pipeline::Stage stage) {
  auto recipe = pipeline::recipe_of(arguments.folder);
  if (!recipe.ok()) return fail(recipe.error());
  if (Status set = apply_sets(*recipe, arguments.sets); !set.ok()) return usage(set.error());
  pipeline::resolve_paths(*recipe);
  if (stage == pipeline::Stage::kTrain && !recipe->train.enabled)
    return usage({ErrorCode::kInvalidArgument, "train.enabled is false in this run's recipe: add --set train.enabled=true"});
  auto opened = open_to_work(arguments.folder, *recipe);
  if (!opened.ok()) return fail(opened.error());
  if (Status worked = pipeline::run_stages(*opened, stage); !worked.ok()) return fail(worked.error());
  auto summary = pipeline::refresh_summary(*opened);
  if (!summary.ok()) return fail(summary.error());
  if (arguments.json) print_json(*summary);
  else print(summary_text(*summary));
  return outcome(*summary, stage);
}

void add_stage(CLI::App& app, Chosen& chosen, pipeline::Stage stage, const std::string& help) {
  auto arguments = std::make_shared<Arguments>();
  std::string name(pipeline::stage_name(stage));
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option("DIR", arguments->folder, "Run directory")->required();
  command->add_option("--set", arguments->sets, "Override one key of its recipe; may be given again")->type_name("KEY=VALUE")->allow_extra_args(false);
  if (stage == pipeline::Stage::kTrain) {
    command->add_option_function<std::string>("--device", [arguments](const std::string& device) { arguments->sets.push_back("train.device=" + device); },
                                              "Where to train; the same as --set train.device=...")->check(CLI::IsMember({"auto", "cpu", "cuda"}));
  }
  command->add_flag("--json", arguments->json, "Print the summary as JSON");
  command->footer(fmt::format("What comes before it is done first where it is missing; summary.json is refreshed.\n\nExample:\n  retort {} runs/first", name));
  command->callback([arguments, stage, &chosen] { chosen.action = [arguments, stage] { return run(*arguments, stage); }; });
}

}  // namespace

void add_stages(CLI::App& app, Chosen& chosen) {
  add_stage(app, chosen, pipeline::Stage::kSolve, "Traces for the problems of a run directory");
  add_stage(app, chosen, pipeline::Stage::kTranslate, "Explanations for its tool calls");
  add_stage(app, chosen, pipeline::Stage::kRephrase, "Narratives, and the verdicts of the gates");
  add_stage(app, chosen, pipeline::Stage::kTrain, "The dataset, and adapters trained on it");
}

}  // namespace retort::cli
