// retort ablate: the same student on the same problems, told four ways.
#include <fmt/core.h>

#include <memory>

#include "cli/command.h"
#include "cli/run_folder.h"
#include "pipeline/ablation.h"

namespace retort::cli {

namespace {

struct Arguments : RecipeArguments {
  bool plan = false, json = false;
};

std::string plan_text(const Json& plan) {
  std::string text = fmt::format("the dataset has {} rows; {} are too long in some arm, {} are past the limit of {} tokens; trained on {}, held out {}, {} passes\n",
                                 integer_or(plan, "rows", 0), integer_or(plan, "too_long", 0), integer_or(plan, "over_limit", 0), integer_or(plan, "token_limit", 0),
                                 integer_or(plan, "problems", 0), integer_or(plan, "heldout", 0), integer_or(plan, "passes", 0));
  for (const auto& [arm, counts] : plan["arms"].items())
    text += fmt::format("{:<14} {:>9} tokens, {:>6.1f} a problem\n", arm, integer_or(counts, "tokens", 0), number_or(counts, "mean_tokens", 0));
  text += fmt::format("{} trainings; evaluation on", integer_or(plan, "trainings", 0));
  for (const Json& data : plan["data"]) text += fmt::format(" {} ({} problems)", string_or(data, "data", ""), integer_or(data, "problems", 0));
  return text + "\n";
}

int run(Arguments a) {
  auto recipe = chosen_recipe(a, "ablate");
  if (!recipe.ok()) return usage(recipe.error());
  auto opened = open_to_work(a.out, *recipe);
  if (!opened.ok()) return fail(opened.error());
  auto made = a.plan ? pipeline::plan_ablation(*opened) : pipeline::run_ablation(*opened);
  if (!made.ok()) return fail(made.error());
  if (a.json) print_json(*made);
  else print(a.plan ? plan_text(*made) : fmt::format("{}\ntable: {}/ablate/table.md, every answer: {}/ablate/results\n", pipeline::ablation_table(*made), a.out, a.out));
  return kDone;
}

}  // namespace

void add_ablate(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("ablate", "Train the student on the same problems as answers, tool traces, explained traces and narratives, and compare them without tools");
  add_recipe_options(*command, *arguments);
  command->add_flag("--plan", arguments->plan, "Build the data, print what would be trained on, and stop");
  command->add_flag("--json", arguments->json, "Print the table, or the plan, as JSON");
  command->footer("Run it again to continue where it stopped. Beside the arms stand the base model and the base model with worked examples.\n\nExamples:\n"
                  "  retort ablate recipes/ablate-starter.toml --plan\n  retort ablate recipes/ablate-gsm8k.toml --set problems.source=gsm8k/train.jsonl --set eval.data=gsm8k/test.jsonl");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
