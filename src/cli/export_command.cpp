// retort export: the dataset of a run in the forms that other trainers read.
#include <fmt/core.h>

#include <memory>

#include "cli/command.h"
#include "pipeline/atomic_file.h"
#include "pipeline/dataset.h"
#include "pipeline/run.h"

namespace retort::cli {

namespace {

struct Arguments {
  std::string folder, format = "messages", split = "train", out;
};

Json formatted(const pipeline::DatasetRow& row, const std::string& format) {
  if (format == "alpaca") return {{"id", row.id}, {"instruction", row.question}, {"input", ""}, {"output", row.narrative}};
  if (format == "sharegpt")
    return {{"id", row.id}, {"conversations", Json::array({{{"from", "human"}, {"value", row.question}}, {{"from", "gpt"}, {"value", row.narrative}}})}};
  if (format == "text") return {{"id", row.id}, {"text", row.question + "\n\n" + row.narrative}};
  return {{"id", row.id},
          {"messages", Json::array({{{"role", "user"}, {"content", row.question}}, {{"role", "assistant"}, {"content", row.narrative}}})}};
}

Result<long> write_rows(const Arguments& arguments) {
  pipeline::Paths paths{arguments.folder};
  RETORT_TRY([[maybe_unused]] auto recipe, pipeline::recipe_of(arguments.folder));
  std::vector<std::string> sources;
  if (arguments.split != "heldout") sources.push_back(paths.train_rows());
  if (arguments.split != "train") sources.push_back(paths.heldout_rows());
  RETORT_TRY(auto file, pipeline::AtomicFile::create(arguments.out));
  long rows = 0;
  for (const std::string& source : sources) {
    Status copied = pipeline::each_dataset_row(source, [&](const pipeline::DatasetRow& row) -> Status {
      ++rows;
      return file.write(to_line(formatted(row, arguments.format)) + "\n");
    });
    if (!copied.ok() && copied.error().code == ErrorCode::kNotFound)
      return Error{ErrorCode::kNotFound, fmt::format("{} has no dataset yet: run `retort run --out {}`", arguments.folder, arguments.folder)};
    if (!copied.ok()) return copied.error();
  }
  RETORT_TRY_STATUS(file.commit());
  return rows;
}

int run(const Arguments& arguments) {
  auto rows = write_rows(arguments);
  if (!rows.ok()) return fail(rows.error());
  print(fmt::format("{} rows: {}\n", *rows, arguments.out));
  return kDone;
}

}  // namespace

void add_export(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("export", "Write a run's dataset in another form");
  command->add_option("DIR", arguments->folder, "Run directory")->required();
  command->add_option("--format", arguments->format, "Form of the rows")->check(CLI::IsMember({"messages", "alpaca", "sharegpt", "text"}))->capture_default_str();
  command->add_option("--split", arguments->split, "Which rows")->check(CLI::IsMember({"train", "heldout", "all"}))->capture_default_str();
  command->add_option("--out", arguments->out, "JSONL file to write")->required()->type_name("FILE");
  command->footer("Example:\n  retort export runs/first --format sharegpt --out sharegpt.jsonl");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
