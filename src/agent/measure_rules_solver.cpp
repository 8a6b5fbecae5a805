// measure-rules-solver FILE|FOLDER|starter [dev|held|all] [wrong|failures|traces|varied [SEED]]: coverage and precision by subject; the
// halves are those of rules_solver_measure.h. Prints answers that are not the gold answer, or reasons of failure, or whole traces, or as
// JSON lines the statements answered right with their numbers changed, solved again (bench/agent/check_varied.py checks these answers).
#include <fmt/core.h>

#include <map>

#include "agent/rules_solver_measure.h"
#include "base/random.h"

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

// The statement with its whole numbers changed: equal ones alike, by at most a quarter; exponents, indices, numbers below 3 and a few that
// mean something of their own (10, 90, 100, 180, 360, 1000) stay.
std::string varied(const std::string& text, Random& random) {
  std::map<std::string, std::string> changed = {{"10", "10"}, {"90", "90"}, {"100", "100"}, {"180", "180"}, {"360", "360"}, {"1000", "1000"}};
  auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  auto letter = [&](std::size_t i) { return i < text.size() && ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z')); };
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (!digit(i)) {
      out += text[i++];
      continue;
    }
    std::size_t end = i;
    while (digit(end)) ++end;
    std::string number = text.substr(i, end - i);
    const char before = i > 0 ? text[i - 1] : ' ', second = i > 1 ? text[i - 2] : ' ';
    const bool raised = before == '^' || before == '_' || (before == '{' && (second == '^' || second == '_'));
    const bool part = before == '.' || before == ',' || (end < text.size() && (text[end] == '.' || text[end] == ',') && digit(end + 1));
    const bool ordinal = letter(end) && letter(end + 1) && !letter(end + 2) && before == ' ';
    if (!raised && !part && !ordinal && number.size() < 7 && std::stoll(number) >= 3) {
      auto [place, is_new] = changed.try_emplace(number, number);
      if (is_new) {
        const long long n = std::stoll(number), most = std::max(2LL, n / 4);
        place->second = std::to_string(std::max(2LL, n + random.between(-most, most)));
      }
      number = place->second;
    }
    out += number;
    i = end;
  }
  return out;
}

void solve_varied(const agent::Measured& m, const agent::Solver& solver, cas::Toolbox& tools, std::uint64_t seed) {
  Random random(seed, m.problem->statement);
  trace::Problem problem = *m.problem;
  problem.statement = varied(problem.statement, random);
  if (problem.statement == m.problem->statement) return;
  auto trace = solver.solve(problem, tools, 1);
  if (!trace.ok()) return;
  Json line = {{"statement", problem.statement}, {"subject", problem.subject}, {"answer", trace->answer}, {"answered", trace->failure.empty()}};
  fmt::print("{}\n", to_line(line));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: measure-rules-solver FILE|FOLDER|starter [dev|held|all] [wrong|failures|traces|varied [SEED]]\n");
    return 2;
  }
  std::string half = argc > 2 ? argv[2] : "dev", show = argc > 3 ? argv[3] : "";
  const std::uint64_t seed = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 1;
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
    if (show == "varied" && right) solve_varied(m, *solver, tools, seed);
  });
  if (show == "varied") return 0;
  fmt::print("{:<28} {:>8} {:>8} {:>6} {:>9} {:>9} {:>9}\n", "subject", "problems", "answered", "right", "undecided", "coverage", "precision");
  for (const auto& [subject, t] : tallies)
    fmt::print("{:<28} {:>8} {:>8} {:>6} {:>9} {:>8.1f}% {:>8.2f}%\n", subject.empty() ? "all" : subject, t.problems, t.answered, t.right,
               t.undecided, 100.0 * t.answered / t.problems, t.answered ? 100.0 * t.right / t.answered : 100.0);
  return 0;
}
