// retort curate: people leave narratives out or edit them; retort sample: narratives drawn for reading.
#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/files.h"
#include "base/progress.h"
#include "base/random.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/find_row.h"
#include "cli/lineage_text.h"
#include "cli/run_folder.h"
#include "eval/perplexity.h"
#include "llm/local_model.h"
#include "pipeline/counts.h"
#include "pipeline/curation.h"
#include "pipeline/student.h"

namespace retort::cli {

namespace {

using pipeline::CurationAction;
using pipeline::Decision;

struct Arguments {
  std::string folder, id, reason, file;
  bool json = false;
};

Result<std::string> decide(const Arguments& arguments, CurationAction action) {
  RETORT_TRY(auto run, open_to_read(arguments.folder));
  RETORT_TRY(auto line, find_line(run, arguments.id));
  const trace::Narrative* narrative = line.accepted();
  if (!narrative) return Error{ErrorCode::kInvalidArgument, fmt::format("{} has no narrative in the dataset: see `retort show {} {}`", line.problem.id, arguments.folder, arguments.id)};
  Decision decision{narrative->id, line.problem.id, action, arguments.reason, {}};
  if (action == CurationAction::kEdit) {
    RETORT_TRY(std::string text, read_file(arguments.file, std::size_t{1} << 20));
    RETORT_TRY(decision, pipeline::edited(run, line, std::string(trim(text)), arguments.reason));
  }
  RETORT_TRY_STATUS(pipeline::add_decision(run.paths.curation(), decision));
  return fmt::format("{}: {} (narrative {}). `retort export {}` writes the dataset accordingly.\n", line.problem.id, curation_action_name(action), narrative->id,
                     arguments.folder);
}

int list(const Arguments& arguments) {
  auto run = open_to_read(arguments.folder);
  if (!run.ok()) return fail(run.error());
  auto curation = pipeline::Curation::read(run->paths.curation());
  if (!curation.ok()) return fail(curation.error());
  for (const Decision& decision : curation->standing()) {
    if (arguments.json) print_json(decision.to_json());
    else print(fmt::format("{} ({}) {}", decision.problem_id, decision.narrative_id, decision_text(decision)));
  }
  return kDone;
}

void add_decision_command(CLI::App& curate, Chosen& chosen, const std::string& name, const std::string& help, CurationAction action) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = curate.add_subcommand(name, help);
  command->add_option("DIR", arguments->folder, "Run directory")->required();
  command->add_option("ID", arguments->id, "A problem's id, or the beginning of the id of its narrative")->required();
  auto* reason = command->add_option("--reason", arguments->reason, "Why; kept with the decision")->type_name("TEXT");
  if (action != CurationAction::kRestore) reason->required();
  if (action == CurationAction::kEdit) command->add_option("--file", arguments->file, "The edited text; it must pass the gates")->required()->type_name("FILE");
  command->footer(fmt::format("`retort export DIR` writes the dataset accordingly.\n\nExample:\n  retort curate {} runs/first starter-train-1-17{}{}", name,
                              action == CurationAction::kEdit ? " --file edited.txt" : "", action == CurationAction::kRestore ? "" : " --reason 'reads badly'"));
  command->callback([arguments, action, &chosen] {
    chosen.action = [arguments, action] {
      auto told = decide(*arguments, action);
      if (!told.ok()) return fail(told.error());
      print(*told);
      return kDone;
    };
  });
}

// An accepted narrative that nobody left out, and its edit.
struct Drawn {
  pipeline::Lineage line;
  std::optional<Decision> edit;
};

// `n` of them: a reservoir, so that one pass is enough.
Result<std::vector<Drawn>> draw(const std::string& folder, long n, long long seed) {
  RETORT_TRY(auto run, open_to_read(folder));
  RETORT_TRY(const auto curation, pipeline::Curation::read(run.paths.curation()));
  RETORT_TRY(auto problems, pipeline::stored_problem_set(run));
  RETORT_TRY_STATUS(need_accepted(run, problems));
  std::vector<std::pair<long, Drawn>> drawn;
  Random random(static_cast<std::uint64_t>(seed), "sample");
  long seen = 0;
  RETORT_TRY_STATUS(pipeline::each_lineage(run, problems, [&](const pipeline::Lineage& line) -> Status {
    const Decision* decision = line.accepted() ? curation.about(line.accepted()->id) : nullptr;
    if (!line.accepted() || (decision && decision->action == CurationAction::kDrop)) return {};
    const Drawn one{line, decision ? std::optional(*decision) : std::nullopt};
    const long long place = random.between(0, seen++);
    if (static_cast<long>(drawn.size()) < n) drawn.emplace_back(seen, one);
    else if (place < n) drawn[static_cast<std::size_t>(place)] = {seen, one};
    return {};
  }));
  std::sort(drawn.begin(), drawn.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Drawn> lines;
  for (auto& [at, line] : drawn) lines.push_back(std::move(line));
  return lines;
}

struct SampleArguments {
  std::string folder, model;
  long n = 30;
  long long seed = 1;
  bool json = false;
};

// The narratives that were drawn beside the human solutions of the same problems, where there are any.
Result<Json> perplexities(const std::string& name, const std::vector<Drawn>& drawn) {
  constexpr int kContext = 2048;
  RETORT_TRY(const std::string path, pipeline::find_model(name));
  RETORT_TRY(auto model, llm::LocalModel::load({.gguf = path, .context = kContext}));
  eval::Perplexity narratives(model), human(model);
  Progress progress("perplexity", drawn.size());
  for (const auto& [line, edit] : drawn) {
    RETORT_TRY_STATUS(narratives.add(line.problem.statement, edit && edit->action == CurationAction::kEdit ? edit->text : line.accepted()->text));
    if (!line.problem.solution.empty()) RETORT_TRY_STATUS(human.add(line.problem.statement, line.problem.solution));
    progress.add();
  }
  return Json{{"model", name}, {"narratives", narratives.to_json()}, {"human_solutions", human.to_json()}};
}

std::string perplexity_text(const Json& found) {
  const auto one = [](const Json& of) { return fmt::format("{:.2f} ({} texts, {} tokens)", of["perplexity"].get<double>(), of["texts"].get<long>(), of["tokens"].get<long>()); };
  std::string text = fmt::format("\nperplexity under {}: narratives {}", found["model"].get<std::string>(), one(found["narratives"]));
  if (found["human_solutions"]["texts"] != 0) text += ", human solutions of the same problems " + one(found["human_solutions"]);
  return text + "\n";
}

void print_drawn(const Drawn& drawn, std::size_t i, std::size_t n, bool json) {
  const auto& [line, edit] = drawn;
  if (!json) return print(fmt::format("{}[{} of {}]\n{}{}", i == 0 ? "" : "\n", i + 1, n, lineage_text(line), edit ? "\n" + decision_text(*edit) : ""));
  Json row = lineage_json(line);
  if (edit) row["curation"] = edit->to_json();
  print_json(row);
}

int sample(const SampleArguments& arguments) {
  auto lines = draw(arguments.folder, arguments.n, arguments.seed);
  if (!lines.ok()) return fail(lines.error());
  for (std::size_t i = 0; i < lines->size(); ++i) print_drawn((*lines)[i], i, lines->size(), arguments.json);
  if (arguments.model.empty()) return kDone;
  auto found = perplexities(arguments.model, *lines);
  if (!found.ok()) return fail(found.error());
  if (arguments.json) print_json(*found);
  else print(perplexity_text(*found));
  return kDone;
}

}  // namespace

void add_curate(CLI::App& app, Chosen& chosen) {
  CLI::App* curate = app.add_subcommand("curate", "Leave narratives out of the dataset or edit them, with the reason kept");
  curate->require_subcommand(1);
  add_decision_command(*curate, chosen, "drop", "Leave a narrative out", CurationAction::kDrop);
  add_decision_command(*curate, chosen, "edit", "Put an edited text in a narrative's place", CurationAction::kEdit);
  add_decision_command(*curate, chosen, "restore", "Take back what was decided about a narrative", CurationAction::kRestore);
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = curate->add_subcommand("list", "The decisions that stand");
  command->add_option("DIR", arguments->folder, "Run directory")->required();
  command->add_flag("--json", arguments->json, "Print JSON lines");
  command->footer("Example:\n  retort curate list runs/first");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return list(*arguments); }; });
  curate->footer("A decision is about one narrative; one that is written anew under other rules is not touched by it.\n\nExamples:\n"
                 "  retort curate drop runs/first starter-train-1-17 --reason 'reads badly'\n  retort export runs/first");
}

void add_sample(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<SampleArguments>();
  CLI::App* command = app.add_subcommand("sample", "Accepted narratives drawn by seed, beside their traces, for reading");
  command->add_option("DIR", arguments->folder, "Run directory")->required();
  command->add_option("-n,--number", arguments->n, "How many")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_option("--seed", arguments->seed, "Of the draw")->capture_default_str();
  command->add_option("--perplexity", arguments->model, "Also their perplexity under this model (GGUF file, or a name under .deps/models), given the problem, beside that of human solutions")
      ->type_name("MODEL");
  command->add_flag("--json", arguments->json, "Print JSON lines");
  command->footer("Example:\n  retort sample runs/first -n 30 --seed 7\n  retort sample runs/first -n 200 --perplexity smollm2-135m-instruct --json | tail -n 1");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return sample(*arguments); }; });
}

}  // namespace retort::cli
