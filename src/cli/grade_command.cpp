// retort grade: is an answer the gold answer? Are a dataset's gold answers fit to grade with?
#include <fmt/core.h>

#include <memory>

#include "cli/command.h"
#include "cli/grade_batch.h"
#include "grade/audit.h"
#include "grade/grade.h"
#include "serve/rows.h"

namespace retort::cli {

namespace {

struct Arguments {
  std::string gold, pred, audit;
  GradeBatch batch;
  bool json = false, strict = false;
  bool braces_required = false;
  double tolerance = 0;
  long budget_ms = 0, box_priority = 0;
  int round_places = -1;
};

// The options of the command line, in the form that rows have them.
Json common_options(const Arguments& arguments) {
  Json options = Json::object();
  if (arguments.strict) options["strict"] = true;
  if (arguments.tolerance != 0) options["tolerance"] = arguments.tolerance;
  if (arguments.budget_ms != 0) options["budget_ms"] = arguments.budget_ms;
  if (arguments.round_places >= 0) options["float_rounding"] = arguments.round_places;
  if (arguments.box_priority != 0) options["boxed_match_priority"] = arguments.box_priority;
  if (arguments.braces_required) options["normalization"] = {{"malformed_operators", false}};
  return options;
}

Result<Json> audit_row(const Json& row) {
  Json findings = Json::array();
  for (const grade::Finding& finding : grade::audit_row(row)) findings.push_back({{"kind", finding.kind}, {"message", finding.message}});
  return findings.empty() ? Json::object() : Json{{"findings", findings}};
}

int run_audit(const Arguments& arguments) {
  GradeBatch batch = arguments.batch;
  batch.file = arguments.audit;
  batch.silent_rows = true;
  return run_grade_batch(batch, "findings", audit_row);
}

int run(const Arguments& arguments, bool pair) {
  if (int(pair) + int(!arguments.batch.file.empty()) + int(!arguments.audit.empty()) != 1)
    return usage({ErrorCode::kInvalidArgument, "grade needs one of: FILE.jsonl, --audit FILE.jsonl, or both --gold and --pred"});
  const Json common = common_options(arguments);
  const auto options = grade::options_from_json(common);
  if (!options.ok()) return usage(options.error());
  if (!arguments.audit.empty()) return run_audit(arguments);
  if (!pair) return run_grade_batch(arguments.batch, "verdict", [&](const Json& row) { return serve::grade_row(row, common); });
  grade::Verdict verdict = grade::compare_texts(arguments.gold, arguments.pred, *options);
  if (arguments.json) print_json(serve::verdict_json(verdict));
  else print(fmt::format("{}: {}\n", grade::outcome_name(verdict.outcome), verdict.reason));
  return kDone;
}

}  // namespace

void add_grade(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("grade", "Compare answers with gold answers by mathematics");
  CLI::Option* file = command->add_option("FILE", arguments->batch.file, "JSONL rows {\"id\", \"gold\", \"pred\", \"options\"}; - for stdin");
  CLI::Option* gold = command->add_option("--gold", arguments->gold, "The reference answer, LaTeX or plain");
  CLI::Option* pred = command->add_option("--pred", arguments->pred, "The answer to judge")->needs(gold);
  gold->needs(pred);
  command->add_option("--audit", arguments->audit, "JSONL rows {\"id\", \"answer\", \"solution\"}: report those whose gold answer does not hold up");
  command->add_option("--out", arguments->batch.out, "With FILE: write the answers here; run it again to go on where it stopped")->needs(file);
  command->add_option("--threads", arguments->batch.threads, "How many rows at once (default: all processors)")->check(CLI::Range(1, 1024));
  command->add_flag("--strict", arguments->strict, "Units, the order of lists and forms must agree too");
  command->add_option("--tolerance", arguments->tolerance, "Numbers within this share of each other are equal (default: exact)")->check(CLI::NonNegativeNumber);
  command->add_option("--budget-ms", arguments->budget_ms, "Processor time for one pair, after which it is undecided (default 200)")->check(CLI::Range(1, 600000));
  command->add_option("--float-rounding", arguments->round_places, "Round both numbers to so many places first")->check(CLI::Range(0, 50));
  command->add_option("--boxed-match-priority", arguments->box_priority, "Above 50: \"the final answer is\" goes before a box");
  command->add_flag("--no-malformed-operators", arguments->braces_required, "Do not read \\frac12 and \\sqrt2 without braces");
  CLI::Option* json = command->add_flag("--json", arguments->json, "With --gold and --pred: print JSON");
  json->needs(gold);
  command->footer("Verdicts: equal, different, undecided; a row that cannot be read has the verdict \"error\". A file of rows ends with status 0 whatever the\n"
                  "verdicts. The options of a row go before those of the command (docs/grade.md).\n\n"
                  "Examples:\n  retort grade --gold '\\frac{1}{2}' --pred 0.5\n  retort grade answers.jsonl --out verdicts.jsonl\n  retort grade --audit train.jsonl");
  command->callback([=, &chosen] { chosen.action = [=] { return run(*arguments, gold->count() > 0); }; });
}

}  // namespace retort::cli
