#include <algorithm>
#include <set>

#include "agent/told.h"
#include "agent/wording.h"
#include "base/random.h"
#include "base/text.h"
#include "check/given_numbers.h"

namespace retort::agent {

namespace {

using trace::Turn;
using trace::TurnKind;

bool begins_with_any(std::string_view sentence, std::initializer_list<std::string_view> starts) {
  for (std::string_view start : starts)
    if (sentence.starts_with(start)) return true;
  return false;
}

// Does a sentence of a reflection carry the solution on, or does it only confirm?
bool goes_further(const std::string& sentence, const std::string& outcome) {
  if (sentence.starts_with("Check")) return false;
  if (outcome == "rejected" || outcome == "corrected") return true;
  return begins_with_any(sentence, {"So ", "Hence ", "Thus ", "Therefore", "Then ", "Now "});
}

// "We look for the greatest common divisor of $10$ and $6$."
bool announces(const std::string& sentence) {
  return begins_with_any(sentence, {"We need the ", "We look for the ", "We solve ", "Let us ", "We work out ", "We differentiate ", "We integrate ",
                                    "We factor ", "We write ", "We multiply out ", "We find ", "We reduce "});
}

// "Let's write a function that does it."
bool speaks_of_programs(const std::string& sentence) {
  const std::string lower = lower_ascii(sentence);
  for (std::string_view word : {"program", "function", "code", "python", "sympy", "script", "librar", "variable", "print", "output"})
    if (lower.find(word) != std::string::npos) return true;
  return false;
}

// "Next comes $1 + 4$." before "$1 + 4 = 5$."
bool leads_to(const std::string& before, const std::string& sentence) {
  if (!before.starts_with("Next comes $") && !(before.starts_with("Now $") && before.ends_with("$ is worked out."))) return false;
  const std::vector<MathSpan> spans = math_spans(before);
  return spans.size() == 1 && sentence.starts_with("$" + before.substr(spans[0].begin, spans[0].end - spans[0].begin) + " = ");
}

// The formulas stated so far, to say nothing twice.
class Stated {
 public:
  // Does the sentence hold formulas with a relation, all of them stated already?
  bool repeats(const std::string& sentence) const {
    bool any = false;
    for (const std::string& formula : relations(sentence)) {
      if (!known_.contains(formula)) return false;
      any = true;
    }
    return any;
  }
  // Does it hold a relation that is not stated yet?
  bool news(const std::string& sentence) const {
    for (const std::string& formula : relations(sentence))
      if (!known_.contains(formula)) return true;
    return false;
  }
  void note(const std::string& sentence) {
    if (begins_with_any(sentence, {"Trying ", "Testing ", "Putting in ", "Checking "})) return;   // x = 3 is not found by trying it
    for (std::string& formula : relations(sentence)) known_.insert(std::move(formula));
  }

 private:
  static std::vector<std::string> relations(const std::string& sentence) {
    std::vector<std::string> out;
    for (const MathSpan& span : math_spans(sentence)) {
      std::string formula = replace_all(sentence.substr(span.begin, span.end - span.begin), " ", "");
      const bool relates = formula.find_first_of("=<>") != std::string::npos || formula.find("\\geq") != std::string::npos || formula.find("\\leq") != std::string::npos;
      if (relates) out.push_back(std::move(formula));
    }
    return out;
  }
  std::set<std::string> known_;
};

// The problem's decimals that the solution takes as fractions.
class Decimals {
 public:
  explicit Decimals(const std::string& statement) {
    for (const check::NumberPlace& number : check::numbers_in(statement)) {
      if (number.value.is_integer()) continue;
      const std::string above = number.value.num().to_string(), below = number.value.den().to_string();
      fractions_.push_back({statement.substr(number.at, number.length), "\\frac{" + above + "}{" + below + "}", above + " / " + below});
    }
  }
  // "As a fraction, $5.6 = \frac{28}{5}$." in front of the first sentence that uses it; else nothing.
  std::string first_used(const std::string& sentence) {
    std::vector<std::string> shown;
    for (Fraction& f : fractions_) {
      if (f.told || (sentence.find(f.latex) == std::string::npos && sentence.find(f.plain) == std::string::npos)) continue;
      f.told = true;
      const std::string equality = f.decimal + " = " + f.latex;
      if (sentence.find(equality) == std::string::npos && std::find(shown.begin(), shown.end(), equality) == shown.end()) shown.push_back(equality);
    }
    if (shown.empty()) return {};
    std::string list;
    for (std::size_t i = 0; i < shown.size(); ++i) list += (i == 0 ? "$" : i + 1 < shown.size() ? ", $" : " and $") + shown[i] + "$";
    return (shown.size() == 1 ? "As a fraction, " : "As fractions, ") + list + ".";
  }

 private:
  struct Fraction {
    std::string decimal, latex, plain;
    bool told = false;
  };
  std::vector<Fraction> fractions_;
};

class Teller {
 public:
  Teller(const std::string& statement, Style style, std::uint64_t seed)
      : decimals_(statement), concise_(style == Style::kConcise), keeps_checks_(!concise_ && Random(seed, "rephraser").chance(0.25)) {
    asked_.note(statement);
  }

  // `imported`: of someone else's trace, where words without a formula may be talk of the program.
  void thought(const std::string& text, bool imported) {
    for (const std::string& sentence : sentences_of(text)) {
      const bool words_alone = imported && math_spans(sentence).empty();
      if (words_alone && speaks_of_programs(sentence)) continue;
      if (!concise_ || !announces(sentence) || asked_.news(sentence)) tell(finished_sentence(sentence), words_alone);
    }
  }
  // A check that a solution fits may be left out.
  void explanation(const trace::Explanation& explanation) {
    for (const std::string& sentence : sentences_of(explanation.text)) {
      const auto told = [&](const explain::Step& step) { return sentence.find("$" + step.claim + "$") != std::string::npos; };
      bool any = false, checks = true;
      for (const explain::Step& step : explanation.derivation.steps) {
        if (!told(step)) continue;
        any = true;
        checks = checks && step.rule == "check";
      }
      tell(finished_sentence(sentence), any && checks);
    }
  }
  void reflection(const Turn& turn) {
    for (const std::string& sentence : sentences_of(turn.text)) {
      const bool further = goes_further(sentence, turn.outcome);
      if (further || (keeps_checks_ && !checked_)) tell(finished_sentence(sentence), !further);
      checked_ = checked_ || !further;
    }
  }
  // "So $x = 21$." goes where "So $x$ is $\\boxed{21}$." follows.
  void final_answer(const std::string& text, bool imported) {
    const std::vector<MathSpan> spans = math_spans(text);
    const std::size_t box = text.rfind("$\\boxed{");
    if (!told_.empty() && spans.size() == 2 && text.substr(0, box).ends_with("$ is ")) {
      const std::string name = text.substr(spans[0].begin, spans[0].end - spans[0].begin), boxed = text.substr(spans[1].begin, spans[1].end - spans[1].begin);
      if (told_.back().text == "So $" + name + " = " + boxed.substr(7, boxed.size() - 8) + "$.") told_.pop_back();
    }
    thought(text, imported);
  }
  std::vector<Told> take() && { return std::move(told_); }

 private:
  void tell(const std::string& sentence, bool optional) {
    if (stated_.repeats(sentence)) return;
    if (!told_.empty() && leads_to(told_.back().text, sentence)) told_.pop_back();
    if (const std::string fractions = decimals_.first_used(sentence); !fractions.empty()) told_.push_back({fractions, false});
    stated_.note(sentence);
    told_.push_back({sentence, optional});
  }

  Decimals decimals_;
  bool concise_, keeps_checks_, checked_ = false;   // at most one check is told
  Stated asked_, stated_;
  std::vector<Told> told_;
};

const trace::Explanation* explanation_of(int call, const std::vector<trace::Explanation>& explanations) {
  for (const trace::Explanation& e : explanations)
    if (e.call == call && e.failure.empty()) return &e;
  return nullptr;
}

}  // namespace

std::vector<Told> solver_sentences(const trace::Problem& problem, const trace::Trace& trace,
                                   const std::vector<trace::Explanation>& explanations, Style style, std::uint64_t seed) {
  Teller teller(problem.statement, style, seed);
  int call = -1;
  bool failed_call = false;
  const bool imported = trace.origin == "imported";
  for (const Turn& turn : trace.turns) {
    switch (turn.kind) {
      case TurnKind::kPlan: break;   // the thoughts say it where it is done
      case TurnKind::kThought: teller.thought(turn.text, imported); break;
      case TurnKind::kCall: ++call; break;
      case TurnKind::kResult:
        failed_call = !turn.result.ok;
        if (const auto* e = explanation_of(call, explanations)) teller.explanation(*e);
        break;
      case TurnKind::kReflection:
        if (!failed_call) teller.reflection(turn);
        break;
      case TurnKind::kFinal: teller.final_answer(turn.text, imported); break;
    }
  }
  return std::move(teller).take();
}

}  // namespace retort::agent
