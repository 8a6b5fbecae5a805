// measure-rules-solver FILE|FOLDER|starter [dev|held|all] [wrong|failures|traces]: coverage and precision by subject; the halves are
// those of rules_solver_measure.h. Prints answers that are not the gold answer, or reasons of failure, or whole traces.
#include <fmt/core.h>

#include "agent/rules_solver_measure.h"

namespace {

using namespace retort;

std::vector<trace::Problem> problems_of(const std::string& source, const std::string& half) {
  if (source == "starter") return data::starter_problems(half == "held" ? "test" : "train", 600, 1)->problems;
  auto set = data::read_problems(source);
  if (!set.ok()) {
    fmt::print(stderr, "{}\n", set.error().message);
    return {};
  }
  std::vector<trace::Problem> kept;
  for (auto& problem : set->problems)
    if (half == "all" || agent::half_of(problem) == (half == "held")) kept.push_back(std::move(problem));
  return kept;
}

void print_trace(const trace::Trace& trace) {
  for (const auto& turn : trace.turns) {
    if (turn.kind == trace::TurnKind::kCall) fmt::print("    call       {}\n", to_line(turn.call.to_json()));
    else if (turn.kind == trace::TurnKind::kResult) fmt::print("    result     {} {}\n", turn.result.result, turn.result.message);
    else fmt::print("    {:<10} {} {}\n", trace::turn_kind_name(turn.kind), turn.text, turn.outcome);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: measure-rules-solver FILE|FOLDER|starter [dev|held|all] [wrong|failures|traces]\n");
    return 2;
  }
  std::string half = argc > 2 ? argv[2] : "dev", show = argc > 3 ? argv[3] : "";
  auto problems = problems_of(argv[1], half);
  if (problems.empty()) return 1;
  cas::Toolbox tools;
  auto solver = agent::make_rules_solver();
  auto tallies = agent::measure(*solver, problems, tools, [&](const agent::Measured& m) {
    bool answered = m.trace.failure.empty(), right = answered && m.verdict.outcome == grade::Outcome::kEqual;
    if (show == "wrong" && answered && !right)
      fmt::print("{} | gold {} | given {} | {}\n", m.problem->statement, m.problem->answer, m.trace.answer, m.verdict.reason);
    if (show == "failures" && !answered) fmt::print("{} | {}\n", m.trace.failure, m.problem->statement);
    if (show == "traces" && answered) {
      fmt::print("{} | gold {} | given {}\n", m.problem->statement, m.problem->answer, m.trace.answer);
      print_trace(m.trace);
    }
  });
  fmt::print("{:<28} {:>8} {:>8} {:>6} {:>9} {:>9} {:>9}\n", "subject", "problems", "answered", "right", "undecided", "coverage", "precision");
  for (const auto& [subject, t] : tallies)
    fmt::print("{:<28} {:>8} {:>8} {:>6} {:>9} {:>8.1f}% {:>8.2f}%\n", subject.empty() ? "all" : subject, t.problems, t.answered, t.right,
               t.undecided, 100.0 * t.answered / t.problems, t.answered ? 100.0 * t.right / t.answered : 100.0);
  return 0;
}
