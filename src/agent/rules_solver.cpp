#include "agent/agent.h"
#include "agent/answer_template.h"
#include "agent/forms_reading.h"
#include "agent/rules_solver_answer.h"
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

  std::string revision() const override { return "rules-solver-6/" + std::string(cas::tools_revision()); }

 private:
  // The first reading that leads to an answer; otherwise what became of the first.
  static trace::Trace attempt(std::string_view text, cas::Toolbox& tools, std::uint64_t seed) {
    auto statement = read_statement(text);
    if (!statement.ok()) return without_reading(statement.error().message, tools, seed, text);
    if (const Reading reading = read_statement_goals(*statement); !reading.goals.empty()) return pursued(reading, text, tools, seed);
    // The rest of the statement is tried where a form of the answer is named.
    if (auto templated = take_template(*statement))
      if (const Reading reading = read_statement_goals(templated->base); !reading.goals.empty())
        return continued(pursued(reading, text, tools, seed), templated->wanted, tools);
    return without_reading("no form matches the whole statement", tools, seed, text);
  }

  static trace::Trace pursued(const Reading& reading, std::string_view text, cas::Toolbox& tools, std::uint64_t seed) {
    std::optional<trace::Trace> first;
    for (const ReadGoal& read : reading.goals) {
      Work work(tools, seed, text);
      std::visit([&](const auto& goal) { pursue(goal, work); }, read.goal);
      if (!work.over()) work.give_up("the form " + std::string(read.form) + " led to no answer");
      trace::Trace trace = std::move(work).take();
      bring_into_form(trace, reading.form);
      if (trace.failure.empty()) return trace;
      if (!first) first = std::move(trace);
    }
    return std::move(*first);
  }

  static trace::Trace without_reading(std::string reason, cas::Toolbox& tools, std::uint64_t seed, std::string_view text) {
    Work work(tools, seed, text);
    work.give_up(std::move(reason));
    return std::move(work).take();
  }
};

}  // namespace

std::unique_ptr<Solver> make_rules_solver() { return std::make_unique<RulesSolver>(); }

}  // namespace retort::agent
