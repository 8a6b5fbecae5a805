// retort eval: the accuracy of a model on problem files, without tools; retort eval show: its answers.
#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <set>

#include "base/hash.h"
#include "base/stop.h"
#include "cli/command.h"
#include "cli/score_text.h"
#include "cli/summary_text.h"
#include "llm/backend.h"
#include "llm/endpoint.h"
#include "llm/late_chat.h"
#include "pipeline/dataset.h"
#include "pipeline/measure.h"
#include "pipeline/student.h"

namespace retort::cli {

namespace fs = std::filesystem;

namespace {

struct Arguments {
  std::string model, adapter, out, level = "easy", label, shots;
  std::vector<std::string> data, families, train, endpoint;
  std::string key_env, key_file;
  long count = 0;
  std::size_t shot_count = 4, ngram = 10;
  long long seed = 1;
  eval::Decoding decoding;
  int sequences = 64, in_flight = 64;
  unsigned threads = 0;
  bool json = false, q8 = false;
  bool show = false;            // the subcommand
  std::string result, only, data_name, id;
  long show_count = 0;
};

// Data sets of the same name get "-2", "-3", ...
Result<std::vector<pipeline::TestSet>> load_data(const Arguments& a) {
  std::vector<pipeline::TestSet> sets;
  std::set<std::string> names;
  data::StarterOptions starter{data::starter_level(a.level), a.families};
  for (const std::string& data : a.data) {
    RETORT_TRY(auto set, pipeline::load_test_set(data, a.count, a.seed, starter));
    if (set.skipped > 0) say(fmt::format("{} rows of {} are no problem and are left out: {}", set.skipped, data, set.why_skipped));
    const std::string name = set.name;
    for (int n = 2; !names.insert(set.name).second; ++n) set.name = fmt::format("{}-{}", name, n);
    sets.push_back(std::move(set));
  }
  return sets;
}

// Worked examples: the first rows with a solution.
Result<std::vector<eval::Shot>> load_shots(const std::string& path, std::size_t count) {
  std::vector<eval::Shot> shots;
  if (path.empty()) return shots;
  data::ReadOptions options;
  options.request = eval::conversation("").back().content;
  RETORT_TRY(auto set, data::read_problems(path, options));
  for (const auto& problem : set.problems) {
    std::string solution = string_or(problem.given, "text", problem.solution);
    if (!solution.empty() && shots.size() < count) shots.push_back({problem.statement, solution});
  }
  if (shots.size() == count) return shots;
  return Error{ErrorCode::kInvalidArgument, fmt::format("{} has {} rows with a solution, --shot-count asks for {}", path, shots.size(), count)};
}

// The run's own dataset, where the adapter lies in a run directory: in adapter/NAME, or an ablation's in ablate/adapter/ARM-SEED.
std::vector<std::string> training_files(const Arguments& a) {
  if (!a.train.empty() || a.adapter.empty()) return a.train;
  std::error_code ignored;
  fs::path folder = fs::absolute(a.adapter, ignored).parent_path().parent_path().parent_path();
  for (int up = 0; up < 2; ++up, folder = folder.parent_path())
    if (const fs::path rows = folder / "dataset/train.jsonl"; fs::exists(rows, ignored)) return {rows.string()};
  return {};
}

Result<std::unique_ptr<llm::Endpoint>> open_endpoint(const Arguments& a) {
  llm::EndpointOptions options;
  for (const std::string& url : a.endpoint) {
    llm::EndpointServer server;
    server.url = url;
    server.key_env = a.key_env;
    server.key_file = a.key_file;
    options.servers.push_back(std::move(server));
  }
  options.model = a.model;
  options.in_flight = a.in_flight;
  return llm::Endpoint::open(std::move(options));
}

Status choose_file(const Arguments& a, pipeline::Contender& contender) {
  RETORT_TRY(contender.gguf, pipeline::find_model(a.model));
  contender.adapter = a.adapter;
  RETORT_TRY(contender.model_hash, hash_file(contender.gguf));
  const std::string base = a.adapter.empty() ? "" : llm::adapter_base_hash(a.adapter);
  if (!base.empty() && base != contender.model_hash)
    say(fmt::format("{} was trained on another file than {} (its hash is {}, not {}): the answers are meant as they come only if "
                    "that holds the same weights in another form", a.adapter, contender.gguf, base, contender.model_hash));
  if (!a.q8) return {};
  const fs::path folder = a.out.empty() ? fs::path("runs/eval") : fs::path(a.out).parent_path();
  std::error_code ignored;
  if (!folder.empty()) fs::create_directories(folder, ignored);
  const std::string q8 = (folder / fmt::format("{}-{}.q8_0.gguf", fs::path(contender.gguf).stem().string(), contender.model_hash.substr(0, 12))).string();
  RETORT_TRY_STATUS(llm::requantize_q8(contender.gguf, q8));
  contender.gguf = q8;
  contender.model_hash += " q8_0";
  return {};
}

Result<pipeline::Measured> evaluate(const Arguments& a) {
  pipeline::Measurement m;
  m.contender.label = !a.label.empty() ? a.label : !a.endpoint.empty() ? a.model : a.adapter.empty() ? "base" : "trained";
  m.decoding = a.decoding;
  m.decoding.seed = a.seed;
  m.pace.sequences = a.sequences;
  m.pace.threads = a.threads;
  m.out = a.out;
  m.training = training_files(a);
  m.leak_rule.ngram = a.ngram;
  RETORT_TRY(m.data, load_data(a));
  RETORT_TRY(m.contender.shots, load_shots(a.shots, a.shot_count));
  std::unique_ptr<llm::Endpoint> endpoint;
  std::unique_ptr<llm::LateChat> checked;   // a server that is not there is said at the first question; finished answers need none
  if (a.endpoint.empty()) {
    RETORT_TRY_STATUS(choose_file(a, m.contender));
  } else {
    RETORT_TRY(endpoint, open_endpoint(a));
    checked = std::make_unique<llm::LateChat>(endpoint->identity(), endpoint->capabilities(), [&endpoint](const StopToken& stop) -> Result<llm::Chat*> {
      RETORT_TRY_STATUS(endpoint->check(stop));
      return endpoint.get();
    });
    m.chat = checked.get();
  }
  RETORT_TRY(auto measured, pipeline::measure(m, signal_stop()));
  if (measured.asked_now > 0)
    say(fmt::format("{} answers in {:.0f} s{}", measured.asked_now, measured.seconds,
                    measured.asked_now < measured.answers ? fmt::format(", {} were there", measured.answers - measured.asked_now) : ""));
  return measured;
}

// What cannot be asked for together.
Status check(const Arguments& a) {
  auto wrong = [](std::string what) { return Error{ErrorCode::kInvalidArgument, std::move(what)}; };
  if (a.model.empty()) return wrong("eval needs a MODEL: a GGUF file, a name under .deps/models, or with --endpoint a served model's name");
  if (a.data.empty()) return wrong("eval needs --data FILE");
  if (a.decoding.samples > 1 && a.decoding.temperature == 0) return wrong("--samples above 1 needs a --temperature above 0: greedy answers are all the same");
  if (!a.endpoint.empty() && (!a.adapter.empty() || a.q8)) return wrong("--adapter and --q8-0 are for GGUF files, not for an endpoint");
  if (a.endpoint.empty() && (!a.key_env.empty() || !a.key_file.empty())) return wrong("a key is for an --endpoint");
  if (a.model.starts_with("http://") || a.model.starts_with("https://")) return wrong(fmt::format("give the model's name, and the address as --endpoint {}", a.model));
  return {};
}

int run(const Arguments& a) {
  if (Status fine = check(a); !fine.ok()) return usage(fine.error());
  auto measured = evaluate(a);
  if (!measured.ok()) return fail(measured.error());
  if (a.json) print_json({{"result", measured->path}, {"header", measured->header}, {"evaluations", measured->scores}});
  else print(fmt::format("{}{}\nevery answer: retort eval show {}\n", evaluation_table(measured->scores), score_details(measured->scores), measured->path));
  return kDone;
}

bool is_wanted(const Arguments& a, const eval::ResultRow& row) {
  if (!a.data_name.empty() && row.data != a.data_name) return false;
  if (!a.id.empty() && row.problem.id != a.id) return false;
  if (a.only == "truncated") return row.sample.truncated;
  return a.only.empty() || row.sample.outcome == (a.only == "no-answer" ? "no_answer" : a.only);
}

int show(const Arguments& a) {
  auto result = eval::read_result(a.result);
  if (!result.ok()) return fail(result.error());
  if (!result->finished) say(result->path + " is not finished: these are the answers so far");
  long shown = 0, wanted = 0;
  for (const auto& row : result->rows) {
    if (!is_wanted(a, row)) continue;
    ++wanted;
    if (a.show_count > 0 && shown == a.show_count) continue;
    ++shown;
    if (a.json) print_json(row.to_json());
    else print(row_text(row));
  }
  say(shown == wanted ? fmt::format("{} of {} answers", shown, result->rows.size())
                      : fmt::format("{} of {} such answers, of {} in all", shown, wanted, result->rows.size()));
  return kDone;
}

void add_data_options(CLI::App& command, Arguments& a) {
  command.add_option("--data", a.data, "Problem files or folders as published, or starter-test")->type_name("FILE");
  command.add_option("--count", a.count, "First problems of each, 0: all (200 of starter-test)")->check(CLI::NonNegativeNumber);
  command.add_option("--seed", a.seed, "Of the draws, of starter-test and of the bootstrap")->check(CLI::NonNegativeNumber)->capture_default_str();
  command.add_option("--level", a.level, "Of starter-test")->check(CLI::IsMember({"easy", "hard"}))->capture_default_str();
  command.add_option("--families", a.families, "Of starter-test, all if not given")->delimiter(',');
  command.add_option("--train", a.train, "Training files: how many items share words with them is printed beside the score (default: the dataset of the adapter's run)")
      ->check(CLI::ExistingPath)->type_name("FILE");
  command.add_option("--ngram", a.ngram, "So many words in a row in common are a leak")->check(CLI::Range(1, 1000))->capture_default_str();
}

void add_decoding_options(CLI::App& command, Arguments& a) {
  command.add_option("--samples", a.decoding.samples, "Answers to each problem: pass@k and the majority's answer are reported too")
      ->check(CLI::Range(1, 1024))->capture_default_str();
  command.add_option("--temperature", a.decoding.temperature, "Of the draws, 0: greedy")->check(CLI::Range(0.0, 10.0))->capture_default_str();
  command.add_option("--max-new-tokens", a.decoding.max_new_tokens, "Longest answer")->check(CLI::PositiveNumber)->capture_default_str();
  command.add_option("--shots", a.shots, "Worked examples before each question: the first rows with a solution of this file")->check(CLI::ExistingFile)->type_name("FILE");
  command.add_option("--shot-count", a.shot_count, "How many")->check(CLI::Range(1, 64))->capture_default_str();
  command.add_option("--sequences", a.sequences, "Answers decoded side by side")->check(CLI::Range(1, 4096))->capture_default_str();
  command.add_option("--threads", a.threads, "0: all processors")->capture_default_str();
  command.add_flag("--q8-0", a.q8, "Decode with the weights written again in Q8_0, kept beside the results: faster on a CPU");
}

void add_endpoint_options(CLI::App& command, Arguments& a) {
  command.add_option("--endpoint", a.endpoint, "Address of an OpenAI-compatible server that serves MODEL (http://host/v1); may be given again")->type_name("URL");
  command.add_option("--api-key-env", a.key_env, "Environment variable with the server's key")->type_name("NAME");
  command.add_option("--api-key-file", a.key_file, "Or a file with the key")->type_name("FILE");
  command.add_option("--in-flight", a.in_flight, "Requests at once")->check(CLI::Range(1, 4096))->capture_default_str();
}

void add_show(CLI::App& command, const std::shared_ptr<Arguments>& a) {
  CLI::App* show = command.add_subcommand("show", "The answers of a result file, also of one under way");
  show->add_option("RESULT", a->result, "What retort eval wrote")->required();
  show->add_option("--only", a->only, "Answers of this outcome")->check(CLI::IsMember({"correct", "wrong", "no-answer", "undecided", "truncated"}));
  show->add_option("--data", a->data_name, "Of this data set")->type_name("NAME");
  show->add_option("--id", a->id, "To this problem");
  show->add_option("--count", a->show_count, "The first so many, 0: all")->check(CLI::NonNegativeNumber);
  show->add_flag("--json", a->json, "One JSON object a line");
  show->footer("Example:\n  retort eval show m.jsonl --only wrong --count 5");
  show->callback([a] { a->show = true; });
}

}  // namespace

void add_eval(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("eval", "Accuracy of a model on problems, without tools");
  command->add_option("MODEL", arguments->model, "GGUF file, a name under .deps/models, or the name of a served model (--endpoint)");
  command->add_option("--adapter", arguments->adapter, "GGUF LoRA adapter")->check(CLI::ExistingFile);
  add_endpoint_options(*command, *arguments);
  add_data_options(*command, *arguments);
  add_decoding_options(*command, *arguments);
  command->add_option("--label", arguments->label, "Name of the model in the table")->type_name("NAME");
  command->add_option("--out", arguments->out, "Result file with every answer; default runs/eval/NAME-HASH.jsonl by what is asked")->type_name("FILE");
  command->add_flag("--json", arguments->json, "Print {\"result\", \"header\", \"evaluations\": [...]}");
  add_show(*command, arguments);
  command->footer("Run it again to continue where it stopped: every answer is kept as it comes, and the same command gives the same numbers.\n\nExamples:\n"
                  "  retort eval smollm2-135m-instruct --adapter runs/first/adapter/narratives/adapter.gguf --data starter-test\n"
                  "  retort eval model.gguf --data math500.jsonl --samples 8 --temperature 0.6 --max-new-tokens 1024 --out m.jsonl\n"
                  "  retort eval NAME --endpoint http://127.0.0.1:8080/v1 --data gsm8k/test.jsonl\n"
                  "  retort eval show m.jsonl --only wrong --count 5");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return arguments->show ? show(*arguments) : run(*arguments); }; });
}

}  // namespace retort::cli
