#include "explain/levels.h"

#include <algorithm>

#include "explain/board.h"
#include "math/parse.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// What a person does on the side, or to be sure.
constexpr std::string_view kAside[] = {
    "add", "add_digits", "better_root", "check", "distribute", "divide", "divide_in_pieces", "group", "half_coefficient", "multiply", "multiply_decimals", "multiply_in_pieces", "next_power", "power",
    "reduce_inverse", "rest_of_series", "series_terms", "square", "square_power", "subtract", "try_root", "value_beside",
};

bool is_aside(const Step& s) { return std::find(std::begin(kAside), std::end(kAside), s.rule) != std::end(kAside); }

// The members of "A = B = C" between relations outside of braces; empty where another relation occurs.
std::vector<std::string> members_of(const std::string& claim) {
  std::vector<std::string> out;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < claim.size(); ++i) {
    depth += (claim[i] == '{') - (claim[i] == '}');
    if (depth == 0 && claim.compare(i, 3, " = ") == 0) {
      out.push_back(claim.substr(start, i - start));
      start = i + 3;
    }
  }
  out.push_back(claim.substr(start));
  for (const std::string_view other : {"\\approx", "<", ">", "\\le", "\\ge", "\\ne", "\\equiv", "\\text", "\\in ", "\\sim", "\\pmod"})
    if (claim.find(other) != std::string::npos) return {};
  return out;
}

std::optional<Expr> number_expression(const std::string& text) {
  const auto read = math::parse(text, math::Notation::kLatex);
  return read && read->symbols().empty() ? std::optional(*read) : std::nullopt;
}

bool holds_operation(const Expr& e, Op op) {
  if (e.is(op) && std::all_of(e.args().begin(), e.args().end(), [](const Expr& a) { return a.is_number() || (a.is(Op::kNeg) && a.arg(0).is_number()); })) return true;
  return std::any_of(e.args().begin(), e.args().end(), [&](const Expr& a) { return holds_operation(a, op); });
}

// What is done from one member of a chain to the next.
std::string reason_for(Board& words, const Expr& from) {
  if (!from.symbols().empty()) return from.is(Op::kAdd) ? words.say({"working out the terms and combining like ones", "simplifying the terms"}) : words.say({"working on from there", "simplifying further"});
  if (holds_operation(from, Op::kPow)) return words.say({"working out the powers", "taking the powers"});
  if (holds_operation(from, Op::kMul)) return words.say({"multiplying", "working out the products"});
  if (from.is(Op::kAdd) && from.args().size() == 2 && from.arg(1).is(Op::kNeg)) return words.say({"subtracting", "working out the difference"});
  if (from.is(Op::kAdd) && from.args().size() == 2) return words.say({"adding the two", "working out the sum"});
  if (holds_operation(from, Op::kAdd)) return words.say({"adding step by step", "adding further"});
  if (holds_operation(from, Op::kDiv) || from.is(Op::kDiv)) return words.say({"reducing the fraction", "dividing"});
  if (from.is_func("sqrt")) return words.say({"drawing the root", "taking the root"});
  return words.say({"working on from there", "going on"});
}

}  // namespace

Derivation broken_apart(const Derivation& derivation, const ExplainOptions& options) {
  Board words(options);
  Derivation out;
  for (const Step& step : derivation.steps) {
    const auto members = members_of(step.claim);
    std::vector<Step> links;
    // 5x = 13 + 10 = 23 holds for the solution only: its numbers are a fact between.
    const bool unknown = members.size() > 2 && !number_expression(members[0]) && !judge_fact(members[0] + " = " + members[1]).holds;
    if (members.size() > 2 && step.rule != "trial_division") {   // whose members are divisions beside each other
      for (std::size_t i = 0; i + 1 < members.size(); ++i) {
        Step link{members[i] + " = " + members[i + 1], step.rule, step.because, step.checked_by, step.grade};
        const auto from = math::parse(members[i], math::Notation::kLatex);
        const Judgement fits = unknown && i == 0 ? Judgement{true, step.grade, step.checked_by, {}} : judge_fact(link.claim);
        if (!fits.holds || !from || (unknown && i > 0 && !from->symbols().empty())) break;
        link.grade = std::max(fits.grade, step.grade);
        link.checked_by = fits.engine;
        if (i > 0) {
          link.because = reason_for(words, *from);
          link.rule = "value";
        }
        links.push_back(std::move(link));
      }
      if (unknown && links.size() + 1 == members.size()) {
        links.push_back({members.front() + " = " + members.back(), step.rule, words.say({"so this is what stays", "putting the value in"}), step.checked_by, step.grade});
        out.steps.insert(out.steps.end(), links.begin(), links.end());
        continue;
      }
    }
    if (links.size() + 1 == members.size() && links.size() > 1)
      out.steps.insert(out.steps.end(), links.begin(), links.end());
    else
      out.steps.push_back(step);
  }
  return out;
}

Derivation condensed(const Derivation& derivation) {
  Derivation out;
  for (std::size_t i = 0; i < derivation.steps.size(); ++i) {
    const Step& step = derivation.steps[i];
    const bool last = i + 1 == derivation.steps.size();
    const bool second_look = step.rule == "two_numbers" && i > 0 && derivation.steps[i - 1].rule == "two_numbers";
    if (!last && (is_aside(step) || second_look)) continue;
    Step kept = step;
    const auto members = members_of(step.claim);
    if (members.size() > 2 && number_expression(members.front()) && number_expression(members.back())) {
      const std::string ends = members.front() + " = " + members.back();
      if (judge_fact(ends).holds) kept.claim = ends;
    }
    out.steps.push_back(std::move(kept));
  }
  return out;
}

}  // namespace retort::explain
