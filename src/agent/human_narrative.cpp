#include <optional>

#include "agent/arithmetic_form.h"
#include "agent/told.h"
#include "agent/wording.h"
#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::agent {

namespace {

using math::Rational;
using trace::Turn;
using trace::TurnKind;

std::optional<Rational> latex_value(std::string_view latex) {
  const auto tree = math::parse(latex, math::Notation::kLatex);
  if (!tree.ok() || tree->is_number() || !tree->symbols().empty()) return {};
  const auto value = math::exact_value(*tree);
  if (!value.ok()) return {};
  return *value;
}

// The results of the calls that stand right behind a thought.
std::vector<const Turn*> results_after(const trace::Trace& trace, std::size_t thought) {
  std::vector<const Turn*> out;
  for (std::size_t i = thought + 1; i + 1 < trace.turns.size() && trace.turns[i].kind == TurnKind::kCall && trace.turns[i + 1].kind == TurnKind::kResult; i += 2)
    out.push_back(&trace.turns[i + 1]);
  return out;
}

std::string_view last_side(std::string_view formula) {
  const auto at = formula.rfind(" = ");
  return at == std::string_view::npos ? formula : formula.substr(at + 3);
}

// Is a result that is no integer meant as a fraction, because the solution goes on with one, or was made from one?
bool is_fraction_here(const trace::Trace& trace, std::size_t from, const Rational& value) {
  const auto decimal = value.to_decimal(6);
  if (!decimal) return true;
  const std::string latex = "\\frac{" + value.num().to_string() + "}{" + value.den().to_string() + "}";
  const std::string slash = value.num().to_string() + "/" + value.den().to_string();
  for (std::size_t i = from; i < trace.turns.size(); ++i) {
    const std::string& text = trace.turns[i].text;
    if (text.find(*decimal) != std::string::npos) return false;
    if (text.find(latex) != std::string::npos || text.find(slash) != std::string::npos) return true;
  }
  const std::string& own = trace.turns[from - 1].text;
  return own.find("\\frac") != std::string::npos && own.find("}{100}") == std::string::npos;
}

// "= 23 \cdot 10 + 23 \cdot 4 = 230 + 92 = 322" of an explanation that breaks one operation up, or nothing.
std::string broken_up(const trace::Explanation* explanation, std::string_view operation) {
  if (explanation == nullptr || explanation->derivation.steps.size() != 1) return {};
  const explain::Step& step = explanation->derivation.steps[0];
  if (!step.rule.ends_with("_in_pieces")) return {};
  const auto first = step.claim.find(" = ");
  if (first == std::string::npos || step.claim.substr(0, first) != operation) return {};
  return step.claim.substr(first);
}

// Is this the value itself, as "-3" or "\\boxed{\\frac{1}{4}}" are, and no operation that has it?
bool shows(std::string_view side, const Rational& value) {
  if (side.starts_with("\\boxed{") && side.ends_with("}")) side = side.substr(7, side.size() - 8);
  const std::string text = replace_all(replace_all(std::string(side), "\\dfrac", "\\frac"), "\\tfrac", "\\frac");
  return text == number_to_latex(value, false, true) || text == number_to_latex(value, false, false);
}

// The thought with the result put behind the formula that has its value.
std::string with_result(std::string thought, const Rational& result, bool fraction, const trace::Explanation* explanation) {
  const std::vector<MathSpan> spans = math_spans(thought);
  for (std::size_t k = spans.size(); k-- > 0;) {
    const std::string_view formula = std::string_view(thought).substr(spans[k].begin, spans[k].end - spans[k].begin);
    const std::string_view side = last_side(formula);
    if (latex_value(side) != result) continue;
    if (side.size() < formula.size() && shows(side, result)) return thought;
    const bool money = std::string_view(thought).substr(spans[k].end + 1).starts_with(" dollar");
    std::string pieces = broken_up(explanation, side);
    if (pieces.empty()) pieces = " = " + number_to_latex(result, money, fraction);
    thought.insert(spans[k].end, pieces);
    return thought;
  }
  return thought;
}

}  // namespace

std::vector<Told> human_sentences(const trace::Trace& trace, const std::vector<trace::Explanation>& explanations) {
  std::vector<Told> out;
  std::string open;         // a sentence that goes on in the next thought
  bool computes = false;
  int call = -1;
  const auto tell = [&](const std::string& text, bool computed) {
    open = joined(open, text);
    computes = computes || computed;
    std::vector<std::string> sentences = sentences_of(open);
    open.clear();
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      const bool ended = finished_sentence(sentences[i]) == sentences[i];
      if (i + 1 == sentences.size() && !ended) open = sentences[i];
      else out.push_back({sentences[i], i + 1 != sentences.size() || !computes});
    }
    if (open.empty()) computes = false;
  };
  for (std::size_t i = 0; i < trace.turns.size(); ++i) {
    const Turn& turn = trace.turns[i];
    call += turn.kind == TurnKind::kCall;
    if (turn.kind == TurnKind::kThought) {
      const std::vector<const Turn*> results = results_after(trace, i);
      const auto value = results.size() == 1 ? Rational::parse(results[0]->result.result) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
      if (!value.ok()) {   // several computations in a sentence are written out already
        tell(turn.text, !results.empty());
        continue;
      }
      const trace::Explanation* explanation = nullptr;
      for (const trace::Explanation& e : explanations)
        if (e.call == call + 1 && e.failure.empty()) explanation = &e;
      tell(with_result(turn.text, *value, is_fraction_here(trace, i + 1, *value), explanation), true);
    } else if (turn.kind == TurnKind::kFinal) {
      for (const std::string& sentence : sentences_of(turn.text))
        if (sentence.find("\\boxed") == std::string::npos) tell(sentence, false);
    }
  }
  if (!open.empty()) out.push_back({finished_sentence(open), !computes});
  return out;
}

}  // namespace retort::agent
