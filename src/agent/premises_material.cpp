#include <algorithm>

#include "agent/premises.h"
#include "agent/rules_translator.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using trace::Turn;
using trace::TurnKind;

// Numbers and formulas of arguments and results as mathematics.
void append_mathematics(const Json& value, std::string& out) {
  if (value.is_string()) {
    const auto& formula = value.get_ref<const std::string&>();
    if (const auto read = math::parse_any(formula); read.ok()) out += " $" + math::to_latex(*read) + "$";
  } else if (value.is_number()) {
    out += " $" + value.dump() + "$";
  } else if (value.is_structured()) {
    for (const Json& item : value) append_mathematics(item, out);
  }
}

void append_call(const cas::ToolCall& call, std::string& out) {
  append_mathematics(call.args, out);
  out.append(" ").append(to_line(call.args)).append("\n");   // as written: numbers inside of code and names
}

void append_result(const cas::ToolResult& result, std::string& out) { out += " $" + result.latex + "$ (" + result.result + ")\n"; }

void append_derivation(const explain::Derivation& derivation, std::string& out) {
  for (const explain::Step& step : derivation.steps) out += "$" + step.claim + "$\n" + step.because + "\n";
}

// Must a narrative tell this result? A model's trace holds what it threw away: there those that go into a later call or the answer.
bool is_used(const trace::Trace& trace, std::size_t result) {
  if (trace.agent != "llm") return true;
  const std::string& value = trace.turns[result].result.result;
  if (trace.answer.find(trace.turns[result].result.latex) != std::string::npos) return true;
  return std::any_of(trace.turns.begin() + static_cast<std::ptrdiff_t>(result), trace.turns.end(), [&](const Turn& turn) {
    return turn.kind == TurnKind::kCall && to_line(turn.call.args).find(value) != std::string::npos;
  });
}

// What comes before the explanation of a call, and the call.
void append_turn(const Turn& turn, int step, std::vector<Material::Passage>& out) {
  if (!turn.text.empty()) out.push_back({turn.text, step, turn.kind == TurnKind::kPlan, false});
  std::string aside;
  if (turn.kind == TurnKind::kCall) append_call(turn.call, aside);
  if (turn.kind == TurnKind::kResult && turn.result.ok) append_result(turn.result, aside);
  if (!aside.empty()) out.push_back({std::move(aside), step, true, false});
}

}  // namespace

Material material_of(const trace::Problem& problem, const trace::Trace& trace, const std::vector<trace::Explanation>& explanations) {
  Material out{problem.statement, {{"$" + trace.answer + "$", 0, true, false}}};
  int call = -1;
  for (std::size_t i = 0; i < trace.turns.size(); ++i) {
    const Turn& turn = trace.turns[i];
    call += turn.kind == TurnKind::kCall;
    const bool of_call = turn.kind == TurnKind::kCall || turn.kind == TurnKind::kResult;
    append_turn(turn, of_call ? call : call + 1, out.passages);
    if (turn.kind != TurnKind::kResult || !turn.result.ok) continue;
    const bool used = is_used(trace, i);
    const auto explained = std::find_if(explanations.begin(), explanations.end(), [&](const trace::Explanation& explanation) { return explanation.call == call; });
    if (used && (explained == explanations.end() || explained->derivation.steps.empty())) out.passages[out.passages.size() - 2].needed = true;   // the call itself
    for (const trace::Explanation& explanation : explanations) {
      if (explanation.call != call) continue;
      std::string derivation;
      append_derivation(explanation.derivation, derivation);
      out.passages.push_back({std::move(derivation), call, false, used});
      if (explanation.agent.empty() || explanation.derivation.steps.empty()) out.passages.push_back({explanation.text, call, false, false});
    }
  }
  return out;
}

Material material_of_call(const trace::Problem& problem, const trace::Trace& trace, int call, const trace::Explanation& by_rules) {
  Material out{problem.statement, {}};
  const Exchange exchange = find_exchange(trace, call);
  int step = 0;
  for (const Turn& turn : trace.turns) {
    append_turn(turn, step, out.passages);
    step += turn.kind == TurnKind::kResult;
    if (&turn == exchange.result) break;
  }
  std::string derivation;
  append_derivation(by_rules.derivation, derivation);
  out.passages.push_back({std::move(derivation), call, false, true});
  out.passages.push_back({by_rules.text, call, false, false});
  return out;
}

}  // namespace retort::agent
