// retort export: the dataset of a run in the forms that other trainers read.
#include <fmt/core.h>

#include <memory>

#include "base/files.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/run_folder.h"
#include "pipeline/atomic_file.h"
#include "pipeline/export_rows.h"
#include "pipeline/stages.h"

namespace retort::cli {

namespace {

struct Arguments {
  std::string folder, format = "messages", split = "train", out, into;
};

// Copies rows of the run's dataset files into one file.
Result<long> write_rows(const Arguments& arguments, const std::vector<std::string>& sources, const std::string& out) {
  RETORT_TRY(auto file, pipeline::AtomicFile::create(out));
  long rows = 0;
  for (const std::string& source : sources) {
    Status copied = pipeline::each_dataset_row(source, [&](const pipeline::DatasetRow& row) -> Status {
      ++rows;
      return file.write(to_line(pipeline::export_row(row, arguments.format)) + "\n");
    });
    if (!copied.ok()) return copied.error();
  }
  RETORT_TRY_STATUS(file.commit());
  return rows;
}

// What Hugging Face reads at the top of a card.
std::string front_matter(long train, long validation) {
  return fmt::format("---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: train.jsonl\n{}size_categories:\n- {}\n"
                     "task_categories:\n- text-generation\ntags:\n- math\n- synthetic\n---\n\n",
                     validation > 0 ? "  - split: validation\n    path: validation.jsonl\n" : "",
                     train + validation < 1000 ? "n<1K" : train + validation < 10'000 ? "1K<n<10K" : train + validation < 100'000 ? "10K<n<100K" : "n>100K");
}

// A folder to be loaded or published as it is: two files and a card.
Result<std::string> write_folder(const Arguments& arguments) {
  pipeline::Paths paths{arguments.folder};
  RETORT_TRY_STATUS(make_directories(arguments.into));
  RETORT_TRY(long train, write_rows(arguments, {paths.train_rows()}, arguments.into + "/train.jsonl"));
  RETORT_TRY(long validation, write_rows(arguments, {paths.heldout_rows()}, arguments.into + "/validation.jsonl"));
  RETORT_TRY(std::string card, read_file(paths.dataset() + "/README.md"));
  RETORT_TRY_STATUS(write_file(arguments.into + "/README.md", front_matter(train, validation) + replace_all(card, "heldout.jsonl", "validation.jsonl") +
                                                                fmt::format("- form of the rows: {}\n- {}\n", arguments.format, version_text())));
  return fmt::format("{} rows for training, {} for validation, and a card: {}\n", train, validation, arguments.into);
}

Result<std::string> export_dataset(const Arguments& arguments) {
  {
    RETORT_TRY(auto run, open_to_read(arguments.folder));
    RETORT_TRY(auto problems, pipeline::stored_problem_set(run));
    RETORT_TRY_STATUS(need_accepted(run, problems));
    RETORT_TRY_STATUS(pipeline::export_stage(run, problems));   // the dataset as the records and the decisions of people are now
  }
  if (arguments.out.empty() && arguments.into.empty()) return fmt::format("written: {}\n", pipeline::Paths{arguments.folder}.dataset());
  if (!arguments.into.empty()) return write_folder(arguments);
  pipeline::Paths paths{arguments.folder};
  std::vector<std::string> sources;
  if (arguments.split != "heldout") sources.push_back(paths.train_rows());
  if (arguments.split != "train") sources.push_back(paths.heldout_rows());
  RETORT_TRY(long rows, write_rows(arguments, sources, arguments.out));
  return fmt::format("{} rows: {}\n", rows, arguments.out);
}

int run(const Arguments& arguments) {
  if (!arguments.out.empty() && !arguments.into.empty())
    return usage({ErrorCode::kInvalidArgument, "give --out FILE for one file, or --into DIR for train.jsonl, validation.jsonl and a card, not both"});
  auto told = export_dataset(arguments);
  if (!told.ok()) return fail(told.error());
  print(*told);
  return kDone;
}

}  // namespace

void add_export(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("export", "Write a run's dataset from its accepted narratives, also in another form");
  command->add_option("DIR", arguments->folder, "Run directory")->required();
  command->add_option("--format", arguments->format, "Form of the rows")->check(CLI::IsMember({"messages", "alpaca", "sharegpt", "text"}))->capture_default_str();
  command->add_option("--split", arguments->split, "Which rows")->check(CLI::IsMember({"train", "heldout", "all"}))->capture_default_str();
  command->add_option("--out", arguments->out, "JSONL file to write")->type_name("FILE");
  command->add_option("--into", arguments->into, "Folder for train.jsonl, validation.jsonl (the held-out problems) and README.md, a dataset card")->type_name("DIR");
  command->footer("Example:\n  retort export runs/first --format sharegpt --out sharegpt.jsonl\n  retort export runs/first --into published");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
