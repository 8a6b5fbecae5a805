#include "agent/llm_translator.h"

#include <fmt/core.h>

#include "agent/premises.h"
#include "agent/rules_translator.h"
#include "base/text.h"
#include "check/gates.h"

namespace retort::agent {

namespace {

using trace::Turn;
using trace::TurnKind;

constexpr std::size_t kMaxContext = 6000;   // bytes of what was done so far: its end counts most

std::string shown(const cas::ToolCall& call) { return fmt::format("{} {}", call.tool, to_line(call.args)); }

// Numbers and formulas of the arguments as mathematics, so that the gates know them.
void append_mathematics(const Json& value, std::string& out) {
  if (value.is_string()) out += fmt::format(" $ {} $", value.get_ref<const std::string&>());
  else if (value.is_number()) out += fmt::format(" $ {} $", value.dump());
  else if (value.is_structured())
    for (const Json& item : value) append_mathematics(item, out);
}

// What was said and found before `result`.
std::string work_before(const trace::Trace& trace, const Turn* result) {
  std::string text;
  for (const Turn& turn : trace.turns) {
    if (&turn == result) break;
    if (turn.kind == TurnKind::kCall || turn.kind == TurnKind::kPlan) continue;
    if (turn.kind == TurnKind::kResult) text += turn.result.ok ? fmt::format("(computed: ${}$)\n", turn.result.latex) : "";
    else text += turn.text + "\n";
  }
  if (text.size() <= kMaxContext) return text;
  const std::size_t line = text.find('\n', text.size() - kMaxContext);
  return line == std::string::npos ? text : text.substr(line + 1);
}

std::string derivation_lines(const explain::Derivation& derivation) {
  std::string out;
  for (const explain::Step& step : derivation.steps)
    out += step.because.empty() ? fmt::format("${}$\n", step.claim) : fmt::format("${}$ ({})\n", step.claim, step.because);
  return out;
}

class LlmTranslator : public Translator {
 public:
  LlmTranslator(Teacher teacher, std::unique_ptr<Translator> rules) : teacher_(std::move(teacher)), rules_(std::move(rules)) {}
  std::string revision() const override {
    return fmt::format("llm-translator/3 {} {} {}", teacher_.revision(), check::gates_revision(), rules_->revision());
  }

  Result<trace::Explanation> translate(const trace::Problem& problem, const trace::Trace& trace, int call,
                                       std::uint64_t seed) const override {
    // Its wording is part of what the model is asked, so it follows from the seed and not from the trace's name, in which all prompts are.
    trace::Trace unnamed = trace;
    unnamed.id = std::to_string(seed);
    RETORT_TRY(trace::Explanation by_rules, rules_->translate(problem, unnamed, call, seed));
    by_rules.trace_id = trace.id;
    const Exchange exchange = find_exchange(trace, call);
    if (!exchange.call || !exchange.result || !exchange.result->result.ok) return by_rules;
    if (by_rules.failure.empty() && by_rules.derivation.steps.size() <= 1) return by_rules;
    std::string last_failure;
    const Material material = material_of_call(problem, trace, call, by_rules);
    Conversation conversation(teacher_, "translator", seed);
    conversation.add(first_question(problem, exchange, work_before(trace, exchange.result), by_rules));
    for (int i = 0; i < teacher_.tries; ++i) {
      const llm::ChatReply reply = conversation.ask();
      if (!reply.ok()) {
        RETORT_TRY(ChatTrouble trouble, trouble_of(reply));
        if (trouble.transient) return failed(std::move(by_rules), trouble);
        last_failure = trouble.message;
        break;
      }
      const std::string text(trim(reply.content));
      const std::vector<trace::Finding> findings = check_text(problem, exchange, material, text);
      if (findings.empty()) {
        by_rules.text = text;
        by_rules.agent = "llm";
        by_rules.failure.clear();
        return by_rules;
      }
      last_failure = findings[0].message;
      conversation.add(reply.to_message());
      conversation.add(teacher_.prompts.fill(Prompt::kTranslatorAgain, {{"complaints", complaints(findings, text)}}));
      conversation.set_purpose("translator again");
    }
    if (!by_rules.failure.empty()) by_rules.failure += "; the model's explanations were refused, the last one: " + last_failure;
    return by_rules;
  }

 private:
  static trace::Explanation failed(trace::Explanation explanation, const ChatTrouble& trouble) {
    explanation.failure = "the model gave no usable reply: " + trouble.message;
    explanation.transient = true;
    return explanation;
  }

  std::vector<llm::ChatMessage> first_question(const trace::Problem& problem, const Exchange& exchange, const std::string& so_far,
                                               const trace::Explanation& by_rules) const {
    const std::string derivation = derivation_lines(by_rules.derivation);
    return teacher_.prompts.fill(Prompt::kTranslator,
                                 {{"problem", problem.statement},
                                  {"so_far", so_far.empty() ? "(nothing yet)" : so_far},
                                  {"call", shown(exchange.call->call)},
                                  {"result", fmt::format("${}$", exchange.result->result.latex)},
                                  {"derivation", derivation.empty() ? "(there is none: find the steps yourself)" : derivation}});
  }

  // As a passage about a problem that also holds what the call was given and what it gave; then where what it calculates comes from.
  static std::vector<trace::Finding> check_text(const trace::Problem& problem, const Exchange& exchange, const Material& material, const std::string& text) {
    check::GateOptions options;
    options.passage = true;
    check::Subject subject;
    subject.problem = problem.statement + "\n";
    append_mathematics(exchange.call->call.args, subject.problem);
    subject.problem += fmt::format(" $ {} $", exchange.result->result.latex);
    subject.narrative = text;
    std::vector<trace::Finding> found = check::run_gates(subject, options).reasons;
    return found.empty() ? wrong_premises(material, text) : found;
  }

  Teacher teacher_;
  std::unique_ptr<Translator> rules_;
};

}  // namespace

std::unique_ptr<Translator> make_llm_translator(Teacher teacher, std::unique_ptr<Translator> rules) {
  return std::make_unique<LlmTranslator>(std::move(teacher), std::move(rules));
}

}  // namespace retort::agent
