#include "pipeline/identity.h"

#include <fmt/core.h>

#include "agent/premises.h"
#include "base/hash.h"
#include "cas/tool.h"
#include "check/gates.h"
#include "explain/derivation.h"
#include "grade/grade.h"

namespace retort::pipeline {

Identity Identity::of(const Recipe& recipe, const agent::Solver& solver, const agent::Translator& translator,
                      const agent::Rephraser& rephraser, const agent::Judge* judge, std::string_view student_hash) {
  Identity id;
  id.seed = fmt::format("{}", recipe.agents.seed);
  if (recipe.llm.temperature_step > 0) id.samples = fmt::format(" step {}", recipe.llm.temperature_step);
  id.solver = fmt::format("{} {}", solver.revision(), cas::tools_revision());
  id.translator = fmt::format("{} {}", translator.revision(), explain::explain_revision());
  id.rephraser = rephraser.revision();
  id.grader = grade::grade_revision();
  id.gates = fmt::format("{} {} {} {} {}", check::gates_revision(), id.grader, recipe.gates.max_tokens, recipe.gates.reject_unread, student_hash);
  if (recipe.agents.rephraser == "llm") id.gates.append(" ").append(agent::premises_revision());
  if (judge) id.gates += " " + judge->revision();
  return id;
}

std::string Identity::trace(std::string_view problem, int sample) const {
  std::vector<std::string> made_from = {std::string(problem), solver, seed};
  if (sample > 0) made_from.push_back(fmt::format("sample {}{}", sample, samples));
  return trace::make_id("trace", made_from);
}

std::string Identity::vote(const std::vector<std::string>& traces) const {
  std::vector<std::string> made_from = traces;
  made_from.push_back(grader);
  return trace::make_id("vote", made_from);
}

std::string Identity::answer_check(std::string_view trace) const { return trace::make_id("answer_check", {std::string(trace), grader}); }

std::string Identity::explanation(std::string_view trace, int call) const {
  return trace::make_id("explanation", {std::string(trace), fmt::format("{}", call), translator, seed});
}

std::string Identity::narrative(std::string_view trace, const std::vector<trace::Explanation>& explanations, int attempt,
                                const std::vector<trace::Finding>& reasons) const {
  std::vector<std::string> made_from = {std::string(trace), rephraser, seed, fmt::format("{}", attempt)};
  for (const trace::Explanation& explanation : explanations) made_from.push_back(explanation.id);
  for (const trace::Finding& reason : reasons) made_from.push_back(to_line(reason.to_json()));
  return trace::make_id("narrative", made_from);
}

std::string Identity::verdict(std::string_view narrative) const { return trace::make_id("verdict", {std::string(narrative), gates}); }

std::uint64_t Identity::seed_for(std::string_view what) const { return hash64(fmt::format("{}:{}", seed, what)); }

}  // namespace retort::pipeline
