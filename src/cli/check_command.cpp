// retort check: the gates on narratives from anywhere.
#include <fmt/core.h>

#include <memory>
#include <optional>

#include "check/gates.h"
#include "check/text_gates.h"
#include "cli/batch.h"
#include "cli/command.h"
#include "llm/local_model.h"
#include "pipeline/student.h"
#include "serve/rows.h"

namespace retort::cli {

namespace {

struct Arguments {
  std::string file, student, language = "en";
  std::size_t max_tokens = 1024;
  bool allow_unread = false;
};

int run(const Arguments& arguments) {
  check::GateOptions options;
  options.max_tokens = arguments.max_tokens;
  options.reject_unread = !arguments.allow_unread;
  options.language = arguments.language == "any" ? "" : arguments.language;
  std::optional<llm::ChatTokenizer> tokenizer;
  if (!arguments.student.empty()) {
    auto path = pipeline::find_model(arguments.student);
    if (!path.ok()) return fail(path.error());
    auto opened = llm::ChatTokenizer::open(*path);
    if (!opened.ok()) return fail(opened.error());
    tokenizer.emplace(std::move(*opened));
    options.count_tokens = [&](std::string_view text) { return tokenizer->count(text); };
  }
  return run_batch(arguments.file, {{"passed", false}, {"reasons", Json::array()}}, [&](const Json& row) { return serve::check_row(row, options); });
}

}  // namespace

void add_check(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("check", "Run the gates on solutions: answer kept, every equality true, no tools, not too long");
  command->add_option("FILE", arguments->file, "JSONL rows {\"id\", \"problem\", \"answer\", \"narrative\"}; - for stdin")->required();
  command->add_option("--max-tokens", arguments->max_tokens, "Longest narrative")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_option("--student", arguments->student, "Count tokens as this model does (a name under .deps/models, or a GGUF); without it a token is three bytes");
  std::vector<std::string> languages = check::known_languages();
  languages.emplace_back("any");
  command->add_option("--language", arguments->language, "Of the narratives")->check(CLI::IsMember(languages))->capture_default_str();
  command->add_flag("--allow-unread", arguments->allow_unread, "Do not reject for a statement that could not be read, or that neither follows nor is refuted");
  command->footer("Adds passed, reasons (each {gate, at, length, message}; at and length in bytes), checked and unread. Ends with status 0 whatever the verdicts.\n\n"
                  "Example:\n  retort check solutions.jsonl > verdicts.jsonl");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
