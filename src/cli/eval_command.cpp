// retort eval: the accuracy of any GGUF model on problem files, without tools.
#include <fmt/core.h>

#include <memory>

#include "base/progress.h"
#include "base/stop.h"
#include "cli/command.h"
#include "cli/summary_text.h"
#include "pipeline/atomic_file.h"
#include "pipeline/evaluation.h"
#include "pipeline/student.h"

namespace retort::cli {

namespace {

struct Arguments {
  std::string model, adapter, out, level = "easy";
  std::vector<std::string> data, families;
  long count = 0;
  long long seed = 1;
  int max_new_tokens = 256, sequences = 64;
  unsigned threads = 0;
  bool json = false;
};

Status write_samples(pipeline::AtomicFile& file, const pipeline::TestSet& test, const std::vector<eval::Sample>& samples) {
  for (std::size_t i = 0; i < samples.size(); ++i) {
    Json row = {{"id", test.problems[i].id}, {"data", test.name}, {"problem", test.problems[i].statement}, {"gold", test.problems[i].answer}};
    row.update(samples[i].to_json());
    RETORT_TRY_STATUS(file.write(to_line(row) + "\n"));
  }
  return {};
}

Result<std::vector<eval::Sample>> answers(const Arguments& arguments, const pipeline::Contender& contender, const pipeline::TestSet& test) {
  llm::GenerateOptions options{arguments.max_new_tokens, arguments.sequences, arguments.threads};
  std::vector<eval::Sample> samples(test.problems.size());
  Progress progress("evaluate on " + test.name, samples.size());
  RETORT_TRY_STATUS(pipeline::generate_samples(contender, test.problems, options, signal_stop(), [&](std::size_t i, const eval::Sample& sample) -> Status {
    samples[i] = sample;
    progress.add();
    return {};
  }));
  return samples;
}

Result<Json> evaluate(const Arguments& arguments) {
  pipeline::Contender contender;
  RETORT_TRY(contender.gguf, pipeline::find_model(arguments.model));
  contender.label = arguments.adapter.empty() ? "base" : "trained";
  contender.adapter = arguments.adapter;
  std::optional<pipeline::AtomicFile> file;
  if (!arguments.out.empty()) {
    RETORT_TRY(auto created, pipeline::AtomicFile::create(arguments.out));
    file.emplace(std::move(created));
  }
  Json rows = Json::array();
  data::StarterOptions starter{data::starter_level(arguments.level), arguments.families};
  for (const std::string& data : arguments.data) {
    RETORT_TRY(auto test, pipeline::load_test_set(data, arguments.count, arguments.seed, starter));
    RETORT_TRY(auto samples, answers(arguments, contender, test));
    Json row = {{"model", contender.label}, {"data", test.name}};
    row.update(eval::summarize(samples).to_json());
    rows.push_back(row);
    if (file) RETORT_TRY_STATUS(write_samples(*file, test, samples));
  }
  if (file) RETORT_TRY_STATUS(file->commit());
  return rows;
}

int run(const Arguments& arguments) {
  auto rows = evaluate(arguments);
  if (!rows.ok()) return fail(rows.error());
  if (arguments.json) print_json({{"evaluations", *rows}});
  else print(evaluation_table(*rows));
  return kDone;
}

}  // namespace

void add_eval(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("eval", "Accuracy of a GGUF model on problems, greedy and without tools");
  command->add_option("MODEL", arguments->model, "GGUF file, or a name under .deps/models")->required();
  command->add_option("--adapter", arguments->adapter, "GGUF LoRA adapter")->check(CLI::ExistingFile);
  command->add_option("--data", arguments->data, "Problem files or folders, or starter-test")->required()->type_name("FILE");
  command->add_option("--count", arguments->count, "First problems of each, 0: all (200 of starter-test)")->check(CLI::NonNegativeNumber);
  command->add_option("--seed", arguments->seed, "Of starter-test")->capture_default_str();
  command->add_option("--level", arguments->level, "Of starter-test")->check(CLI::IsMember({"easy", "hard"}))->capture_default_str();
  command->add_option("--families", arguments->families, "Of starter-test, all if not given")->delimiter(',');
  command->add_option("--max-new-tokens", arguments->max_new_tokens, "Longest answer")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_option("--sequences", arguments->sequences, "Answers decoded side by side")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_option("--threads", arguments->threads, "0: all processors")->capture_default_str();
  command->add_option("--out", arguments->out, "Write every answer with its grade as JSONL")->type_name("FILE");
  command->add_flag("--json", arguments->json, "Print {\"evaluations\": [...]}");
  command->footer("Example:\n  retort eval smollm2-135m-instruct --adapter runs/first/adapter/narratives/adapter.gguf --data starter-test");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
