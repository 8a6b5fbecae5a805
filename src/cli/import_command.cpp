// retort import: problems, narratives and traces of any known form as one JSONL file of one form.
#include <fmt/core.h>

#include <filesystem>
#include <map>
#include <memory>

#include "base/files.h"
#include "base/progress.h"
#include "base/stop.h"
#include "cli/command.h"
#include "cli/summary_text.h"
#include "data/source.h"
#include "eval/prompt.h"
#include "pipeline/atomic_file.h"

namespace retort::cli {

namespace fs = std::filesystem;

namespace {

struct Arguments {
  std::vector<std::string> sources;
  std::string into, licence;
  bool strict = false, json = false;
  long limit = 0;
};

// What was read.
struct Imported {
  std::string path, format;
  long problems = 0, narratives = 0, traces = 0, skipped_rows = 0;
  std::vector<data::SkippedRow> skipped;
  std::map<std::string, long> sources;
};

Result<data::ProblemReader> open_sources(const Arguments& arguments) {
  std::vector<data::DataSource> sources;
  for (const std::string& text : arguments.sources) {
    RETORT_TRY(auto source, data::parse_source(text));
    sources.push_back(std::move(source));
  }
  return data::ProblemReader::open(sources, {.strict = arguments.strict, .limit = arguments.limit, .licence = arguments.licence,
                                             .request = eval::conversation("").back().content});
}

Result<Imported> copy_problems(const Arguments& arguments) {
  RETORT_TRY(auto reader, open_sources(arguments));
  RETORT_TRY_STATUS(make_directories(arguments.into));
  Imported made;
  made.path = arguments.into + "/problems.jsonl";
  RETORT_TRY(auto file, pipeline::AtomicFile::create(made.path));
  Progress progress("import", 0);
  for (;;) {
    if (signal_stop().requested()) return Error{ErrorCode::kCancelled, "stopped on request"};
    RETORT_TRY(auto problem, reader.next());
    if (!problem) break;
    ++made.problems;
    std::string kind = string_or(problem->given, "kind", "");
    made.narratives += kind == "narrative";
    made.traces += kind == "trace";
    ++made.sources[problem->source];
    RETORT_TRY_STATUS(file.write(to_line(problem->to_json()) + "\n"));
    progress.add();
  }
  if (made.problems == 0) return data::no_problem(arguments.sources.front(), reader);
  made.format = reader.format();
  made.skipped = reader.skipped();
  made.skipped_rows = reader.skipped_rows();
  RETORT_TRY_STATUS(file.commit());
  return made;
}

// A recipe that starts from the imported file makes the folder a run directory.
Status write_recipe(const std::string& folder, const Imported& made) {
  std::error_code ignored;
  std::string path = folder + "/recipe.toml";
  if (fs::exists(path, ignored)) return {};
  pipeline::Recipe recipe;
  recipe.problems.source = made.path;
  if (made.narratives + made.traces == made.problems) recipe.agents.solver = "imported";   // all rows bring their work along
  pipeline::resolve_paths(recipe);
  return write_file(path, pipeline::to_toml(recipe));
}

// Rows that were all refused are no import.
int imported(const Imported& made) {
  if (made.problems > 0) return kDone;
  say(fmt::format("nothing came of it: {}", made.skipped_rows > 0 ? fmt::format("all {} rows were skipped", made.skipped_rows) : std::string("there are no rows")));
  return kNothing;
}

int run(const Arguments& arguments) {
  for (const std::string& text : arguments.sources)
    if (auto source = data::parse_source(text); !source.ok()) return usage(source.error());
  auto made = copy_problems(arguments);
  if (!made.ok()) return fail(made.error());
  if (Status written = write_recipe(arguments.into, *made); !written.ok()) return fail(written.error());
  if (arguments.json) {
    Json skipped = Json::array();
    for (const auto& row : made->skipped) skipped.push_back({{"file", row.file}, {"line", row.line}, {"reason", row.reason}});
    print_json({{"path", made->path}, {"format", made->format}, {"problems", made->problems}, {"narratives", made->narratives}, {"traces", made->traces},
                {"sources", made->sources}, {"skipped_rows", made->skipped_rows}, {"skipped", skipped}});
    return imported(*made);
  }
  for (const auto& row : made->skipped) say(fmt::format("{}:{}: row skipped: {}", row.file, row.line, row.reason));
  print(fmt::format("{} problems ({}), {} with a narrative, {} with a trace, {} rows skipped: {}\n", made->problems, made->format, made->narratives, made->traces,
                    made->skipped_rows, made->path));
  return imported(*made);
}

}  // namespace

void add_import(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("import", "Read problems, narratives and tool traces (the form is recognised) and write them as problems.jsonl");
  command->add_option("SOURCE", arguments->sources, "Files or folders, packed by gzip or not; PATH*WEIGHT mixes several in proportion")->required();
  command->add_option("--into", arguments->into, "Folder for problems.jsonl and a recipe.toml that starts from it")->required()->type_name("DIR");
  command->add_option("--licence", arguments->licence, "Of rows that name none")->type_name("NAME");
  command->add_flag("--strict", arguments->strict, "Stop at the first bad row instead of skipping it");
  command->add_option("--limit", arguments->limit, "First rows to take, 0: all")->check(CLI::NonNegativeNumber);
  command->add_flag("--json", arguments->json, "Print the counts as JSON");
  command->footer("Forms: GSM8K, MATH, {problem, answer}, {problem, answer, narrative}, messages, sharegpt, alpaca, text of retort export, ToRA, NuminaMath-TIR,\n"
                  "OpenAI tool calls, logs of CAMEL agents. docs/formats/import.md tells them apart.\n\n"
                  "Examples:\n  retort import gsm8k/train.jsonl --into runs/gsm8k\n  retort solve runs/gsm8k --set agents.solver=annotated\n"
                  "  retort import math/*2 gsm8k/train.jsonl.gz*1 --licence MIT --into runs/mix");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
