// Stage "export": accepted narratives become dataset/train.jsonl and dataset/heldout.jsonl, in the order of the problems, with a card.
#include <fmt/core.h>

#include <filesystem>
#include <functional>
#include <optional>

#include "base/files.h"
#include "eval/prompt.h"
#include "pipeline/atomic_file.h"
#include "pipeline/counts.h"
#include "pipeline/curation.h"
#include "pipeline/dataset.h"
#include "pipeline/gatekeeper.h"
#include "pipeline/selection.h"
#include "pipeline/stages.h"

namespace retort::pipeline {

namespace {

std::string list_counts(const std::map<std::string, long>& counts) {
  std::string lines;
  for (const auto& [name, n] : counts) lines += fmt::format("- {}: {}\n", name, n);
  return lines.empty() ? "- none\n" : lines;
}

// By people: how many were left out and how many edited.
struct Curated {
  long dropped = 0, edited = 0;
};

std::string card(const Run& run, const Counts& counts, const Curated& curated, const Selection& selection, long train_rows, long heldout_rows) {
  const Recipe& r = run.recipe;
  std::string text = "# Tool-free solutions made by retort\n\n";
  text += "Each row of `train.jsonl` and `heldout.jsonl` holds `messages` (the problem with a sentence that asks for a boxed answer, and a solution "
          "without tools), the reference `answer`, and where it came from.\n\n";
  text += fmt::format("| | rows |\n| --- | --- |\n| train.jsonl | {} |\n| heldout.jsonl (by problem, never trained on) | {} |\n\n", train_rows, heldout_rows);
  text += fmt::format("Problems: {} from `{}`{}; {} of them have a trace, {} a narrative, {} passed the gates.\n\n", counts.problems, r.problems.source,
                      r.problems.source == "starter" ? fmt::format(", seed {}", r.problems.seed) : "", counts.traces, counts.narratives, counts.passed);
  text += "## Sources of the accepted problems, with their licences\n\n" + list_counts(counts.sources);
  text += "\n## Hygiene\n\n";
  text += counts.benchmark_items > 0 ? fmt::format("- decontamination: {} problems left out for words in common with {} benchmark items ({} words in a row, {}; or the same statement)\n",
                                                   counts.contaminated, counts.benchmark_items, r.problems.ngram, r.problems.tokenizer)
                                     : "- decontamination: no benchmark was named\n";
  for (const std::string& file : benchmark_files(r)) text += fmt::format("  - {}\n", std::filesystem::path(file).filename().string());
  text += fmt::format("- duplicates left out: {} the same, {} the same but for how they are written, {} nearly the same\n- rows that could not be used: {}\n\n", counts.duplicates,
                      counts.normalised, counts.near, counts.skipped);
  text += "## Where the reasoning comes from\n\n`human`: the calculations of a human solution, checked by tools. `solver`: found from the statement alone. "
          "`imported`: a narrative made elsewhere, checked by the gates.\n\n";
  text += list_counts(counts.origins);
  text += "\n## What the gates said\n\n";
  text += fmt::format("In the accepted solutions {} mathematical claims were checked and found true, {} could not be read. Left out, by the first reason:\n\n",
                      counts.checked, counts.unread);
  text += list_counts(counts.rejected);
  if (curated.dropped + curated.edited > 0)
    text += fmt::format("\nBy people, with reasons: {} narratives left out, {} edited (and checked again by the gates).\n", curated.dropped, curated.edited);
  if (!selection.left_out().empty()) text += "\nAccepted, and not taken by the recipe's selection:\n\n" + list_counts(selection.left_out());
  text += "\nWithout a narrative, by the stage that ended it:\n\n" + list_counts(counts.failed);
  text += "\n## Made by\n\n";
  text += fmt::format("- solver: {}\n- translator: {}\n- rephraser: {}\n- gates (with grader, limits and student): {}\n- prompt: {}\n", run.identity.solver,
                      run.identity.translator, run.identity.rephraser, run.identity.gates, eval::prompt_revision());
  return text;
}

// Visits what may be written: accepted narratives that nobody left out, each with what people put in its place.
Status each_candidate(const Run& run, const ProblemSet& problems, const Curation& curation, const std::function<Status(const Lineage&, const Decision* edit)>& visit,
                      const std::function<void(const Lineage&, bool dropped)>& see = {}) {
  return each_lineage(run, problems, [&](const Lineage& line) -> Status {
    const Decision* decision = line.accepted() ? curation.about(line.accepted()->id) : nullptr;
    const bool dropped = decision && decision->action == CurationAction::kDrop;
    if (see) see(line, dropped);
    return line.accepted() && !dropped ? visit(line, decision) : Status();
  });
}

}  // namespace

Status export_stage(const Run& run, const ProblemSet& problems) {
  Counts counts;
  counts.add_source(problems);
  RETORT_TRY(const Curation curation, Curation::read(run.paths.curation()));
  std::optional<Gatekeeper> gates;   // the student's file is needed for lengths alone
  if (Selection::counts_tokens(run.recipe)) {
    RETORT_TRY(gates, Gatekeeper::open(run));
  }
  Selection selection(run.recipe, gates ? &*gates : nullptr);
  Curated curated;
  RETORT_TRY_STATUS(each_candidate(
      run, problems, curation,
      [&](const Lineage& line, const Decision* edit) -> Status {
        curated.edited += edit != nullptr;
        selection.offer(line, edit ? edit->text : line.accepted()->text);
        return {};
      },
      [&](const Lineage& line, bool dropped) {
        counts.add(line);
        curated.dropped += dropped;
      }));
  selection.close();
  if (const long gone = static_cast<long>(curation.standing().size()) - curated.dropped - curated.edited; gone > 0)
    run.note(fmt::format("{} decisions of people (`retort curate list {}`) are about narratives that this run does not have any more: they change nothing", gone, run.paths.root));
  RETORT_TRY_STATUS(make_directories(run.paths.dataset()));
  RETORT_TRY(AtomicFile train, AtomicFile::create(run.paths.train_rows()));
  RETORT_TRY(AtomicFile kept, AtomicFile::create(run.paths.heldout_rows()));
  std::size_t offered = 0;
  long train_rows = 0, kept_rows = 0;
  RETORT_TRY_STATUS(each_candidate(run, problems, curation, [&](const Lineage& line, const Decision* edit) -> Status {
    if (!selection.takes(offered++, line)) return {};
    const bool keep = selection.holds_out(line);
    ++(keep ? kept_rows : train_rows);
    return (keep ? kept : train).write(to_line(dataset_row(line, edit)) + "\n");
  }));
  RETORT_TRY_STATUS(train.commit());
  RETORT_TRY_STATUS(kept.commit());
  return write_file(run.paths.dataset() + "/README.md", card(run, counts, curated, selection, train_rows, kept_rows));
}

}  // namespace retort::pipeline
