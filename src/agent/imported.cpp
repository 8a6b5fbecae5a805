#include "agent/imported.h"

#include "base/text.h"
#include "grade/grade.h"

namespace retort::agent {

namespace {

class ImportedSolver : public Solver {
 public:
  std::string revision() const override { return "imported/1"; }

  Result<trace::Trace> solve(const trace::Problem& problem, cas::Toolbox&, std::uint64_t seed) const override {
    trace::Trace out;
    out.problem_id = problem.record_id();
    out.agent = out.origin = "imported";
    out.id = trace::make_id("trace", {out.problem_id, revision(), std::to_string(seed)});
    std::string kind = string_or(problem.given, "kind", "");
    if (kind != "narrative") {
      out.failure = kind == "trace" ? "the row brings a tool trace: only narratives are taken over" : "the row brings no narrative";
      return out;
    }
    trace::Turn told;
    told.kind = trace::TurnKind::kFinal;
    told.text = string_or(problem.given, "text", "");
    if (auto answer = grade::extract_answer(told.text, grade::Extraction::kBoxedOnly)) out.answer = std::string(trim(answer->answer));
    if (out.answer.empty()) out.failure = "the narrative has no boxed answer";
    out.turns.push_back(std::move(told));
    return out;
  }
};

class ImportedRephraser : public Rephraser {
 public:
  std::string revision() const override { return "imported/1"; }
  int attempts(int) const override { return 1; }   // what is taken over as it is gains nothing from another attempt

  Result<trace::Narrative> rephrase(const trace::Problem& problem, const trace::Trace& trace, const std::vector<trace::Explanation>&,
                                    const Rejected&, int attempt, std::uint64_t) const override {
    trace::Narrative out;
    out.id = trace::make_id("narrative", {trace.id, revision(), std::to_string(attempt)});
    out.trace_id = trace.id;
    out.problem_id = problem.record_id();
    out.attempt = attempt;
    out.answer = trace.answer;
    if (trace.failure.empty() && !trace.turns.empty()) out.text = trace.turns.back().text;
    else out.failure = trace.failure.empty() ? "the trace is empty" : trace.failure;
    return out;
  }
};

}  // namespace

std::unique_ptr<Solver> make_imported_solver() { return std::make_unique<ImportedSolver>(); }
std::unique_ptr<Rephraser> make_imported_rephraser() { return std::make_unique<ImportedRephraser>(); }

}  // namespace retort::agent
