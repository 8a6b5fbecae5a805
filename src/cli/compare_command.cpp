// retort compare: two models on the same items.
#include <memory>

#include "cli/command.h"
#include "cli/score_text.h"
#include "eval/paired.h"

namespace retort::cli {

namespace {

struct Arguments {
  std::string a, b;
  std::vector<std::string> allow;
  bool json = false;
};

std::string name_of(const eval::StoredResult& result) { return string_or(result.header["about"], "label", "") + ", " + result.path; }

int run(const Arguments& arguments) {
  auto a = eval::read_result(arguments.a), b = eval::read_result(arguments.b);
  if (!a.ok()) return fail(a.error());
  if (!b.ok()) return fail(b.error());
  auto comparisons = eval::compare_results(*a, *b, arguments.allow);
  if (!comparisons.ok()) return fail(comparisons.error());
  if (arguments.json) print_json({{"a", a->path}, {"b", b->path}, {"comparisons", *comparisons}});
  else print(comparison_text(*comparisons, name_of(*a), name_of(*b)));
  return kDone;
}

}  // namespace

void add_compare(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("compare", "Two results of retort eval on the same items: McNemar's test, and the difference with a paired bootstrap");
  command->add_option("A", arguments->a, "Result file of one model")->required();
  command->add_option("B", arguments->b, "And of the other")->required();
  command->add_option("--allow", arguments->allow, "What may differ: prompt, settings, settings.max_new_tokens, grader, ...; the items never may")
      ->delimiter(',')->type_name("KEY");
  command->add_flag("--json", arguments->json, "Print JSON");
  command->footer("Results on other items or made with other settings are refused, with what differs.\n\nExample:\n  retort compare base.jsonl trained.jsonl");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
