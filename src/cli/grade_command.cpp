// retort grade: is an answer the gold answer?
#include <fmt/core.h>

#include <memory>

#include "cli/batch.h"
#include "cli/command.h"
#include "grade/grade.h"

namespace retort::cli {

namespace {

struct Arguments {
  std::string file, gold, pred;
  bool json = false;
};

Json verdict_json(const grade::Verdict& verdict) {
  return {{"verdict", grade::outcome_name(verdict.outcome)}, {"reason", verdict.reason}, {"rule", verdict.rule}};
}

Result<std::string> text_of(const Json& row, const char* key) {
  if (row.contains(key) && row[key].is_string()) return row[key].get<std::string>();
  if (row.contains(key) && row[key].is_number()) return row[key].dump();
  return Error{ErrorCode::kInvalidArgument, fmt::format("needs \"{}\", a text or a number", key)};
}

Result<Json> grade_row(const Json& row) {
  RETORT_TRY(std::string gold, text_of(row, "gold"));
  RETORT_TRY(std::string pred, text_of(row, "pred"));
  grade::GradeOptions options;
  if (row.contains("options")) {
    RETORT_TRY(options, grade::options_from_json(row["options"]));
  }
  return verdict_json(grade::compare_texts(gold, pred, options));
}

int run(const Arguments& arguments, bool pair) {
  if (pair == !arguments.file.empty())
    return usage({ErrorCode::kInvalidArgument, "grade needs either FILE.jsonl, or both --gold and --pred"});
  if (!pair) return run_batch(arguments.file, {{"verdict", "error"}}, grade_row);
  grade::Verdict verdict = grade::compare_texts(arguments.gold, arguments.pred);
  if (arguments.json) print_json(verdict_json(verdict));
  else print(fmt::format("{}: {}\n", grade::outcome_name(verdict.outcome), verdict.reason));
  return kDone;
}

}  // namespace

void add_grade(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("grade", "Compare answers with gold answers by mathematics");
  command->add_option("FILE", arguments->file, "JSONL rows {\"id\", \"gold\", \"pred\", \"options\"}; - for stdin");
  CLI::Option* gold = command->add_option("--gold", arguments->gold, "The reference answer, LaTeX or plain");
  CLI::Option* pred = command->add_option("--pred", arguments->pred, "The answer to judge")->needs(gold);
  gold->needs(pred);
  CLI::Option* json = command->add_flag("--json", arguments->json, "With --gold and --pred: print JSON");
  json->needs(gold);
  command->footer("Verdicts: equal, different, undecided; a row that cannot be read has the verdict \"error\". A file of rows ends with status 0 whatever the\n"
                  "verdicts. Options of a row: strict, tolerance; keys that only describe the case are allowed (docs/formats/batch.md).\n\n"
                  "Examples:\n  retort grade --gold '\\frac{1}{2}' --pred 0.5\n  retort grade answers.jsonl > verdicts.jsonl");
  command->callback([=, &chosen] { chosen.action = [=] { return run(*arguments, gold->count() > 0); }; });
}

}  // namespace retort::cli
