#include "agent/agent.h"
#include "agent/forms.h"
#include "agent/rules_solver_strategies.h"
#include "agent/statement.h"

namespace retort::agent {

namespace {

class RulesSolver final : public Solver {
 public:
  // Reads the statement and nothing else of the problem.
  Result<trace::Trace> solve(const trace::Problem& problem, cas::Toolbox& tools, std::uint64_t seed) const override {
    trace::Trace trace = attempt(problem.statement, tools, seed);
    trace.problem_id = problem.record_id();
    trace.id = trace::make_id("trace", {trace.problem_id, revision(), std::to_string(seed)});
    trace.agent = "rules";
    trace.origin = "solver";
    return trace;
  }

  std::string revision() const override { return "rules-solver-3/" + std::string(cas::tools_revision()); }

 private:
  static trace::Trace attempt(std::string_view text, cas::Toolbox& tools, std::uint64_t seed) {
    Work work(tools, seed, text);
    auto statement = read_statement(text);
    if (!statement.ok()) {
      work.give_up(statement.error().message);
    } else if (auto read = read_goal(*statement)) {
      std::visit([&](const auto& goal) { pursue(goal, work); }, read->goal);
      if (!work.over()) work.give_up("the form " + std::string(read->form) + " led to no answer");
    } else {
      work.give_up("no form matches the whole statement");
    }
    return std::move(work).take();
  }
};

}  // namespace

std::unique_ptr<Solver> make_rules_solver() { return std::make_unique<RulesSolver>(); }

}  // namespace retort::agent
