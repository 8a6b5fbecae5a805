#include "pipeline/judge_check.h"

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "base/parallel.h"
#include "base/random.h"
#include "check/mutants.h"
#include "eval/interval.h"
#include "pipeline/lineage.h"

namespace retort::pipeline {

namespace {

constexpr std::string_view kKind = "judge_check";
// A false equality of four kinds, and true equalities on wrong premises.
constexpr std::array kPlanted = {check::Change::kDigit, check::Change::kSign, check::Change::kOperator, check::Change::kSwap, check::Change::kConsistent};

struct Planted {
  std::string id, narrative_id, text;
  trace::Problem problem;
  check::Change change = check::Change::kDigit;
};

// `number` decides which kind is tried first; nothing where the narrative has no place for any.
std::optional<Planted> plant(const Run& run, const Lineage& line, std::size_t number) {
  const trace::Narrative& told = line.attempts.back().narrative;
  for (std::size_t i = 0; i < kPlanted.size(); ++i) {
    const check::Change change = kPlanted[(number + i) % kPlanted.size()];
    Random random(run.identity.seed_for("planted " + told.id), std::string(check::change_name(change)));
    auto text = check::mutate(change, {line.problem.statement, line.reference, told.text}, random);
    if (!text) continue;
    std::string id = trace::make_id(kKind, {told.id, std::string(check::change_name(change)), run.agents.judge->revision(), run.identity.seed});
    return Planted{std::move(id), told.id, *std::move(text), line.problem, change};
  }
  return std::nullopt;
}

Result<std::vector<Planted>> plant_all(const Run& run, const ProblemSet& problems) {
  const auto wanted = static_cast<std::size_t>(run.recipe.agents.judge_planted);
  std::vector<Planted> all;
  RETORT_TRY_STATUS(each_lineage(run, problems, [&](const Lineage& line) -> Status {
    if (all.size() >= wanted || line.attempts.empty() || !line.attempts.back().verdict || line.attempts.back().verdict->opinion.empty()) return {};
    if (auto planted = plant(run, line, all.size())) all.push_back(*std::move(planted));
    return {};
  }));
  return all;
}

}  // namespace

Status check_judge(Run& run, const ProblemSet& problems) {
  if (!run.agents.judge || run.recipe.agents.judge_planted == 0) return {};
  RETORT_TRY(std::vector<Planted> all, plant_all(run, problems));
  std::erase_if(all, [&](const Planted& planted) { return run.store.has(kKind, planted.id); });
  std::vector<agent::Opinion> opinions(all.size());
  auto ask = [&](std::size_t i) -> Status {
    RETORT_TRY(opinions[i], run.agents.judge->judge(all[i].problem, all[i].text, run.identity.seed_for("judge")));
    return {};
  };
  std::vector<store::Record> records;
  auto keep = [&](std::size_t i) -> Status {
    records.push_back({std::string(kKind), all[i].id, all[i].narrative_id,
                       {{"narrative_id", all[i].narrative_id}, {"judge", run.agents.judge->revision()}, {"change", check::change_name(all[i].change)},
                        {"text", all[i].text}, {"opinion", agent::opinion_name(opinions[i].verdict)}, {"reason", opinions[i].reason}}});
    return {};
  };
  Status asked = parallel_ordered(all.size(), run.threads(true), all.size() + 1, run.stop, ask, keep);
  Status kept = run.store.put(records);
  return asked.ok() ? kept : asked;
}

Json judge_figures(const Run& run, const Counts& counts) {
  if (!run.agents.judge) return Json::object();
  std::map<std::string, long> planted = {{"pass", 0}, {"reject", 0}, {"none", 0}};
  std::map<std::string, std::map<std::string, long>> by_change;
  [[maybe_unused]] Status read = run.store.each(kKind, [&](const store::Record& record) -> Status {
    if (string_or(record.body, "judge", "") != run.agents.judge->revision()) return {};
    const std::string opinion = string_or(record.body, "opinion", "none");
    ++planted[opinion];
    auto& change = by_change[string_or(record.body, "change", "")];
    ++change["n"];
    change["rejected"] += opinion == "reject";
    return {};
  });
  const long n = planted["pass"] + planted["reject"] + planted["none"];
  Json figures = {{"opinions", Json(counts.opinions)}};
  if (n == 0) return figures;
  const eval::Interval interval = eval::wilson95(planted["reject"], n);
  figures["planted"] = {{"n", n}, {"rejected", planted["reject"]}, {"passed", planted["pass"]}, {"none", planted["none"]},
                        {"share", static_cast<double>(planted["reject"]) / static_cast<double>(n)}, {"ci95", {interval.low, interval.high}},
                        {"by_change", Json(by_change)}};
  return figures;
}

}  // namespace retort::pipeline
