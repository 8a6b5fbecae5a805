// retort import: problems of any known form as one JSONL file of one form.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "base/files.h"
#include "cli/command.h"
#include "data/source.h"
#include "pipeline/atomic_file.h"

namespace retort::cli {

namespace fs = std::filesystem;

namespace {

struct Arguments {
  std::string source, into;
  bool strict = false, json = false;
  long limit = 0;
};

Status write_problems(const std::string& path, const std::vector<trace::Problem>& problems) {
  RETORT_TRY(auto file, pipeline::AtomicFile::create(path));
  for (const trace::Problem& problem : problems) RETORT_TRY_STATUS(file.write(to_line(problem.to_json()) + "\n"));
  return file.commit();
}

// A recipe that starts from the imported file makes the folder a run directory.
Status write_recipe(const std::string& folder, const std::string& problems) {
  std::error_code ignored;
  std::string path = folder + "/recipe.toml";
  if (fs::exists(path, ignored)) return {};
  pipeline::Recipe recipe;
  recipe.problems.source = problems;
  pipeline::resolve_paths(recipe);
  return write_file(path, pipeline::to_toml(recipe));
}

int run(const Arguments& arguments) {
  auto set = data::read_problems(arguments.source, {.strict = arguments.strict, .limit = arguments.limit});
  if (!set.ok()) return fail(set.error());
  if (Status made = make_directories(arguments.into); !made.ok()) return fail(made.error());
  std::string path = arguments.into + "/problems.jsonl";
  if (Status written = write_problems(path, set->problems); !written.ok()) return fail(written.error());
  if (Status written = write_recipe(arguments.into, path); !written.ok()) return fail(written.error());
  if (arguments.json) {
    Json skipped = Json::array();
    for (const auto& row : set->skipped) skipped.push_back({{"line", row.line}, {"reason", row.reason}});
    print_json({{"path", path}, {"format", set->format}, {"problems", set->problems.size()}, {"skipped", skipped}});
    return kDone;
  }
  for (const auto& row : set->skipped) say(fmt::format("{}:{}: row skipped: {}", arguments.source, row.line, row.reason));
  print(fmt::format("{} problems ({}), {} rows skipped: {}\n", set->problems.size(), set->format, set->skipped.size(), path));
  return kDone;
}

}  // namespace

void add_import(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("import", "Read problems (GSM8K, MATH, plain rows; the form is recognised) and write them as problems.jsonl");
  command->add_option("SOURCE", arguments->source, "JSONL file, or a folder of them")->required();
  command->add_option("--into", arguments->into, "Folder for problems.jsonl and a recipe.toml that starts from it")->required()->type_name("DIR");
  command->add_flag("--strict", arguments->strict, "Stop at the first bad row instead of skipping it");
  command->add_option("--limit", arguments->limit, "First rows to take, 0: all")->check(CLI::NonNegativeNumber);
  command->add_flag("--json", arguments->json, "Print the counts as JSON");
  command->footer("Example:\n  retort import gsm8k/train.jsonl --into runs/gsm8k\n  retort solve runs/gsm8k --set agents.solver=annotated");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
