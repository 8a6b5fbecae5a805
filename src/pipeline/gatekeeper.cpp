#include "pipeline/gatekeeper.h"

namespace retort::pipeline {

Result<Gatekeeper> Gatekeeper::open(const Run& run) {
  Gatekeeper gates;
  gates.options_.max_tokens = static_cast<std::size_t>(run.recipe.gates.max_tokens);
  gates.options_.reject_unread = run.recipe.gates.reject_unread;
  if (run.student.path.empty() && needs_student(run.recipe)) return find_model(run.student.name).error();
  if (!run.student.path.empty()) {
    RETORT_TRY(llm::ChatTokenizer opened, llm::ChatTokenizer::open(run.student.path));
    gates.tokenizer_ = std::make_shared<const llm::ChatTokenizer>(std::move(opened));
    gates.options_.count_tokens = [tokenizer = gates.tokenizer_.get()](std::string_view text) { return tokenizer->count(text); };
  }
  return gates;
}

trace::Verdict Gatekeeper::judge(const Lineage& line, std::string_view text) const {
  return check::run_gates({line.problem.statement, line.reference, std::string(text)}, options_);
}

}  // namespace retort::pipeline
