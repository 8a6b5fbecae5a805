#include "agent/rules_translator.h"

#include <algorithm>
#include <set>
#include <vector>

#include "agent/program_prose.h"
#include "agent/wording.h"
#include "base/hash.h"
#include "base/random.h"
#include "math/rational.h"

namespace retort::agent {

namespace {

// Steps that the equality itself explains.
bool is_plain_arithmetic(const explain::Step& step) {
  static const std::set<std::string> kRules = {
      "add", "subtract", "multiply", "multiply_in_pieces", "multiply_fractions", "multiply_decimals", "divide",
      "divide_in_pieces", "divide_decimals", "divide_fraction", "divide_by_fraction", "reduce_fraction", "add_fractions",
      "power", "square", "square_power", "next_power", "collect"};
  return step.because.empty() || kRules.contains(step.rule);
}

// "seeing that 7 divides 21" tells what one notices, "dividing by 7" what one does.
bool is_remark(const std::string& because) {
  for (std::string_view word : {"seeing", "noting", "using", "knowing", "having", "finding", "needing", "as ", "since "})
    if (because.starts_with(word)) return true;
  return false;
}

// Steps of one rule are told together, but not where each names a value or equations of its own: "putting in $x = 2$", "adding the first
// equation and the third".
bool go_together(const explain::Step& first, const explain::Step& next) {
  if (next.because != first.because && next.because.find("equation") != std::string::npos) return false;
  return next.rule == first.rule && next.rule != "value_at_point" && next.because.find('=') == std::string::npos;
}

// Does the reason say all there is, so that its formula would only be said again? "leaving out $x = 3$, where ..." with the claim x = 3, and
// "excluding 0, where the denominator is 0" with 0 = 0.
bool says_it_all(const explain::Step& step) {
  return step.claim == "0 = 0" || (step.rule == "reject" && step.because.find("$" + step.claim + "$") != std::string::npos);
}

// "\frac{\sqrt{65}}{9} = \frac{\sqrt{65}}{9}": what is already as simple as it can be.
bool says_nothing(const explain::Step& step) {
  const std::size_t sign = step.claim.find(" = ");
  return sign != std::string::npos && step.claim != "0 = 0" && std::string_view(step.claim).substr(0, sign) == std::string_view(step.claim).substr(sign + 3);
}

// "2 / 3 = \frac{2}{3}" on the way to something else.
bool writes_as_fraction(const explain::Step& step) {
  const std::size_t over = step.claim.find(" / "), sign = step.claim.find(" = ");
  if (over == std::string::npos || sign == std::string::npos || sign < over) return false;
  return step.claim.substr(sign + 3) == "\\frac{" + step.claim.substr(0, over) + "}{" + step.claim.substr(over + 3, sign - over - 3) + "}";
}

// "leaving out 3" as a sentence of its own.
std::string as_sentence(const std::string& because) {
  constexpr std::pair<std::string_view, std::string_view> kVerbs[] = {{"leaving ", "leave "}, {"rejecting ", "reject "}, {"excluding ", "exclude "},
                                                                       {"noting ", "note "}, {"finding ", "find "}};
  for (const auto& [participle, verb] : kVerbs)
    if (because.starts_with(participle)) return "We " + std::string(verb) + because.substr(participle.size()) + ".";
  return {};
}

class Prose {
 public:
  Prose(Style style, std::uint64_t seed) : concise_(style == Style::kConcise), random_(seed, "translator") {}

  std::string write(std::vector<explain::Step> steps) {
    std::erase_if(steps, says_nothing);
    if (steps.size() > 1) steps.erase(std::remove_if(steps.begin(), steps.end() - 1, writes_as_fraction), steps.end() - 1);
    for (std::size_t i = 0; i < steps.size();) {
      std::size_t end = i;
      while (end < steps.size() && is_plain_arithmetic(steps[end])) ++end;
      if (end > i) {
        arithmetic({steps.begin() + static_cast<std::ptrdiff_t>(i), steps.begin() + static_cast<std::ptrdiff_t>(end)});
        i = end;
      } else {
        end = i + 1;
        while (end < steps.size() && (concise_ || steps[end].because == steps[i].because) && go_together(steps[i], steps[end]) && says_it_all(steps[end]) == says_it_all(steps[i])) ++end;
        reasoned({steps.begin() + static_cast<std::ptrdiff_t>(i), steps.begin() + static_cast<std::ptrdiff_t>(end)});
        i = end;
      }
    }
    return std::move(text_);
  }

 private:
  // "$4 \cdot 3 = 12$, then $12 + 5 = 17$."
  void arithmetic(const std::vector<explain::Step>& steps) {
    std::string sentence;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (i > 0) sentence += i + 1 < steps.size() ? ", " : steps.size() == 2 ? ", then " : " and ";
      sentence += "$" + steps[i].claim + "$";
    }
    text_ = joined(text_, sentence + ".");
  }

  // "Dividing 70 by 60 with remainder 10 gives $70 = 1 \cdot 60 + 10$, then $60 = 6 \cdot 10$." The reason is the first step's.
  void reasoned(const std::vector<explain::Step>& steps) {
    static const std::vector<std::string> kActs = {" gives ", " leads to ", " gives us "};
    static const std::vector<std::string> kRemarks = {", we get ", ", we have "};
    const std::string& because = steps[0].because;
    if (const std::string alone = as_sentence(because); says_it_all(steps[0]) && !alone.empty()) {
      for (const explain::Step& step : steps) text_ = joined(text_, as_sentence(step.because));
      return;
    }
    std::string sentence = capitalised(because);
    // A reason with a comma in it ("taking 6 out of 10, which leaves 4") takes one at its end, too.
    if (!is_remark(because) && because.find(',') != std::string::npos) sentence += ",";
    sentence += is_remark(because) ? (concise_ ? ", we get " : random_.pick(kRemarks)) : concise_ ? " gives " : random_.pick(kActs);
    for (std::size_t i = 0; i < steps.size(); ++i) sentence += (i > 0 ? ", then $" : "$") + steps[i].claim + "$";
    text_ = joined(text_, sentence + ".");
  }

  bool concise_;
  Random random_;
  std::string text_;
};

// A call that has nothing to work out: evaluate of a number, or of a fraction that cannot be reduced.
bool is_bare_number(const cas::ToolCall& call, const std::string& result) {
  const std::string expression = string_or(call.args, "expression", "");
  return call.tool == "evaluate" && math::Rational::parse(expression).ok() && (expression.find('/') == std::string::npos || expression == result);
}

class RulesTranslator : public Translator {
 public:
  RulesTranslator(Style style, explain::CallTool tools) : style_(style), tools_(std::move(tools)) {}
  std::string revision() const override {
    return (style_ == Style::kConcise ? "rules-translator/6 concise+" : "rules-translator/6+") + std::string(explain::explain_revision());
  }

  Result<trace::Explanation> translate(const trace::Problem& problem, const trace::Trace& trace, int call,
                                       std::uint64_t seed) const override {
    trace::Explanation out;
    out.trace_id = trace.id;
    out.call = call;
    out.id = trace::make_id("explanation", {trace.id, std::to_string(call), revision(), std::to_string(seed)});
    const auto [asked, answered] = find_exchange(trace, call);
    if (asked == nullptr || answered == nullptr)
      return Error{ErrorCode::kInvalidArgument, "the trace has no call " + std::to_string(call) + " with a result"};
    if (!answered->result.ok) return out;   // nothing was found, so there is nothing to explain
    if (is_bare_number(asked->call, answered->result.result)) {
      out.text = "This is $" + answered->result.latex + "$.";
      return out;
    }
    explain::ExplainOptions options;
    // A small student learns steps sooner when they are said in few ways: the concise style has two voices.
    const std::string voice = "voice " + std::to_string(hash64(trace.id) % 2);
    options.seed = Random(seed, style_ == Style::kConcise ? voice : trace.id + "/" + std::to_string(call)).next();
    const bool program = asked->call.tool == "python";
    auto derivation = program ? explain::explain_program(string_or(asked->call.args, "code", ""), answered->result.result, options, tools_)
                              : explain::explain(asked->call, answered->result, options);
    if (!derivation.ok()) {
      out.failure = derivation.error().message;
      return out;
    }
    out.derivation = std::move(derivation).value();
    out.text = program ? program_text(out.derivation, problem.statement, options.seed)
                                            : derivation_text(out.derivation, style_, options.seed);
    return out;
  }

 private:
  Style style_;
  explain::CallTool tools_;
};

}  // namespace

Exchange find_exchange(const trace::Trace& trace, int number) {
  Exchange found;
  int index = -1;
  for (const trace::Turn& turn : trace.turns) {
    if (turn.kind == trace::TurnKind::kCall && ++index == number) found.call = &turn;
    if (turn.kind != trace::TurnKind::kResult || !found.call) continue;
    found.result = &turn;
    break;
  }
  return found;
}

std::string derivation_text(const explain::Derivation& derivation, Style style, std::uint64_t seed) {
  return Prose(style, seed).write(derivation.steps);
}

std::unique_ptr<Translator> make_rules_translator(Style style) { return make_rules_translator(style, {}); }
std::unique_ptr<Translator> make_rules_translator(Style style, explain::CallTool tools) { return std::make_unique<RulesTranslator>(style, std::move(tools)); }

}  // namespace retort::agent
