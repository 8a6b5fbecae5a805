// retort decontaminate: which rows share words with a benchmark.
#include <fmt/core.h>

#include <array>
#include <memory>

#include "cli/row_filter.h"
#include "data/decontaminate.h"
#include "data/problem_row.h"

namespace retort::cli {

namespace {

struct Arguments : FilterArguments {
  std::vector<std::string> against;
  std::string tokenizer = "whitespace";
  std::size_t ngram = 10;
};

// What one statement gave.
struct Finding {
  std::optional<data::Contamination> found;
  std::array<bool, data::kTokenizerNames.size()> by{};
};

Drop drop_for(const data::Contamination& found) {
  const data::BenchmarkItem& item = *found.item;
  std::string name = item.id.empty() ? "" : fmt::format(" ({})", item.id);
  Json keys = {{"rule", found.rule}, {"text", found.text}, {"benchmark", item.file}, {"benchmark_line", item.line}};
  if (!item.id.empty()) keys["benchmark_id"] = item.id;
  return {keys, fmt::format("{} in {}:{}{}: {}", found.rule, item.file, item.line, name, found.text)};
}

Result<Json> decontaminate(const Arguments& arguments) {
  data::DecontaminateOptions options{arguments.ngram, *data::tokenizer_named(arguments.tokenizer)};
  RETORT_TRY(data::Benchmark benchmark, data::Benchmark::read(arguments.against, options));
  std::vector<Finding> block(kFilterBlock);
  std::array<long, data::kTokenizerNames.size()> by{};
  long ngram = 0, statement = 0;
  auto prepare = [&](const data::DataRow& row, std::size_t i) {
    std::string text = data::statement_of_row(row.json);
    block[i] = {benchmark.find(text), benchmark.found_by(text)};
  };
  auto judge = [&](const data::DataRow&, std::size_t i) -> std::optional<Drop> {
    for (std::size_t t = 0; t < by.size(); ++t) by[t] += block[i].by[t];
    if (!block[i].found) return std::nullopt;
    ++(block[i].found->rule == "statement" ? statement : ngram);
    return drop_for(*block[i].found);
  };
  RETORT_TRY(FilterCounts counts, filter_rows(arguments, prepare, judge));
  Json json = {{"rows", counts.rows}, {"kept", counts.kept}, {"dropped", counts.dropped}, {"by_ngram", ngram}, {"by_statement", statement},
               {"skipped", counts.skipped}, {"benchmark_items", benchmark.size()}, {"ngram", arguments.ngram}, {"tokenizer", arguments.tokenizer}};
  for (std::size_t t = 0; t < by.size(); ++t) json["ngram_rows"][std::string(data::kTokenizerNames[t])] = by[t];
  return json;
}

std::string counts_text(const Json& c) {
  std::string text = fmt::format("{} of {} rows dropped against {} items: {} by {}-grams ({}), {} more by the normalised statement; {} kept, {} skipped\n",
                                 integer_or(c, "dropped", 0), integer_or(c, "rows", 0), integer_or(c, "benchmark_items", 0), integer_or(c, "by_ngram", 0),
                                 integer_or(c, "ngram", 0), string_or(c, "tokenizer", ""), integer_or(c, "by_statement", 0), integer_or(c, "kept", 0),
                                 integer_or(c, "skipped", 0));
  text += fmt::format("rows with a common {}-gram, by tokenizer:", integer_or(c, "ngram", 0));
  for (const auto& [name, n] : c["ngram_rows"].items()) text += fmt::format(" {} {}", name, n.get<long>());
  return text + "\n";
}

int run(const Arguments& arguments) {
  auto counts = decontaminate(arguments);
  if (!counts.ok()) return fail(counts.error());
  if (arguments.json) print_json(*counts);
  else print(counts_text(*counts));
  return kDone;
}

}  // namespace

void add_decontaminate(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("decontaminate", "Drop rows whose problem shares words with a benchmark, and say with which item");
  add_filter_options(*command, *arguments);
  command->add_option("--against", arguments->against, "Benchmark files or folders; may be given again")->required()->type_name("FILE");
  command->add_option("--ngram", arguments->ngram, "So many words in a row in common are too many; shorter statements are matched whole")
      ->check(CLI::Range(1, 1000))->capture_default_str();
  std::vector<std::string> tokenizers(data::kTokenizerNames.begin(), data::kTokenizerNames.end());
  command->add_option("--tokenizer", arguments->tokenizer, "Which words decide: split at white space; runs of letters and digits; these and single symbols. All in lower case")
      ->check(CLI::IsMember(tokenizers))->capture_default_str();
  command->footer("A statement that equals an item's but for how it is written down is dropped too. A run does the same by itself: problems.decontaminate_against\n"
                  "and eval.data name its benchmarks.\n\nExample:\n  retort decontaminate math/train.jsonl --against math500.jsonl amc.jsonl --out clean.jsonl");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
