// retort run: all stages.
#include <fmt/core.h>

#include <map>
#include <memory>

#include "cli/command.h"
#include "cli/run_folder.h"
#include "cli/summary_text.h"
#include "pipeline/preview.h"
#include "pipeline/stages.h"
#include "pipeline/summary.h"

namespace retort::cli {

namespace {

struct Arguments : RecipeArguments {
  bool dry_run = false, show_prompts = false, json = false;
};

std::string prompt_text(const pipeline::ShownPrompt& prompt, std::size_t number) {
  std::string text = fmt::format("{}======== {}, request {} ========\n", number > 1 ? "\n" : "", prompt.agent, number);
  for (const auto& message : prompt.request.messages) text += fmt::format("[{}]\n{}\n", llm::role_name(message.role), message.content);
  if (!prompt.request.tools.empty()) text += fmt::format("({} tools are offered: `retort tool list`)\n", prompt.request.tools.size());
  if (prompt.request.schema) text += "(the reply is held to a JSON schema)\n";
  return text;
}

int show_prompts(const pipeline::Recipe& recipe) {
  auto prompts = pipeline::first_prompts(recipe, signal_stop());
  if (!prompts.ok()) return fail(prompts.error());
  if (prompts->empty()) return usage({ErrorCode::kInvalidArgument, "no agent of this recipe asks a model: set agents.solver, agents.translator, agents.rephraser or agents.judge to \"llm\""});
  std::map<std::string, std::size_t> seen;
  for (const auto& prompt : *prompts) print(prompt_text(prompt, ++seen[prompt.agent]));
  return kDone;
}

int run(Arguments arguments) {
  auto recipe = chosen_recipe(arguments, "default");
  if (!recipe.ok()) return usage(recipe.error());
  if (arguments.dry_run) {
    auto estimate = pipeline::estimate_model_use(*recipe, signal_stop());
    print(fmt::format("# run directory: {}\n{}{}", arguments.out, pipeline::to_toml(*recipe), estimate.ok() ? estimate->text() : std::string()));
    return estimate.ok() ? kDone : fail(estimate.error());
  }
  if (arguments.show_prompts) return show_prompts(*recipe);
  auto opened = open_to_work(arguments.out, *recipe);
  if (!opened.ok()) return fail(opened.error());
  Status worked = pipeline::run_stages(*opened, pipeline::Stage::kReport);
  if (!worked.ok()) return fail(worked.error());
  auto summary = pipeline::refresh_summary(*opened);
  if (!summary.ok()) return fail(summary.error());
  if (arguments.json) print_json(*summary);
  else print(fmt::format("{}\nreport: {}\n", summary_text(*summary), opened->paths.report()));
  return outcome(*summary, pipeline::Stage::kReport);
}

}  // namespace

void add_run(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("run", "All stages of a recipe: problems, traces, narratives, gates, dataset, training, evaluation, report");
  add_recipe_options(*command, *arguments);
  command->add_flag("--dry-run", arguments->dry_run, "Print the recipe as it would be used, with every key, and what its model would be asked; then stop");
  command->add_flag("--show-prompts", arguments->show_prompts, "Print the first prompt of each agent that asks a model, and stop; nothing is sent");
  command->add_flag("--json", arguments->json, "Print the summary as JSON");
  command->footer("Run it again to continue where it stopped: nothing finished is done twice.\n\nExamples:\n  retort run --out runs/first\n"
                  "  retort run --out runs/gsm8k --set problems.source=gsm8k/train.jsonl --set agents.solver=annotated\n"
                  "  retort run my_recipe.toml --dry-run");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
