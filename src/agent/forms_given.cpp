// Facts and a question: definitions of functions, equations, bounds, and a term whose value follows from them.
#include <algorithm>

#include "agent/forms.h"
#include "agent/forms_terms.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

bool mentions(const std::vector<Expr>& facts, const std::string& symbol) {
  return std::any_of(facts.begin(), facts.end(), [&](const Expr& fact) { return fact.contains_symbol(symbol); });
}

bool mentions_function(const Expr& e, const std::vector<Expr>& facts) {
  if (e.is(Op::kFunc))
    for (const Expr& fact : facts)
      if (fact.is(Op::kRel) && fact.arg(0).is(Op::kFunc) && fact.arg(0).name() == e.name()) return true;
  return std::any_of(e.args().begin(), e.args().end(), [&](const Expr& part) { return mentions_function(part, facts); });
}

// What is asked must be about what is given.
std::optional<Goal> question(std::vector<Expr> facts, const Expr& asked, bool positive) {
  auto symbols = asked.symbols();
  bool about = mentions_function(asked, facts) || !symbols.empty();
  for (const std::string& symbol : symbols) about = about && (mentions(facts, symbol) || mentions_function(asked, facts));
  if (!about) return {};
  return Given{std::move(facts), asked, Given::Take::kOne, positive};
}

std::vector<Expr> facts_of(const Captures& c) {
  std::vector<Expr> facts;
  for (const char* name : {"facts", "more", "last"})
    if (c.has(name))
      for (const Expr& e : c.at(name).exprs) facts.push_back(e);
  return facts;
}

std::optional<Goal> given(const Captures& c) { return question(facts_of(c), c.expr("asked"), false); }
std::optional<Goal> given_positive(const Captures& c) { return question(facts_of(c), c.expr("asked"), true); }

}  // namespace

std::vector<Form> given_forms() {
  return {
      {"given", "<let> <facts> <ask> {expr:asked}", given},
      {"given", "<facts> <ask> {expr:asked}", given},
      {"given", "<ask> {expr:asked} <given> <facts>", given},
      {"given_positive", "<let> [that] (positive (integers|numbers|real numbers) {vars} satisfy|{vars} (is|are) [a] positive [real] "
                         "(integer|number|integers|numbers) (and|such that|with|satisfying)) <facts> <ask> {expr:asked}", given_positive},
      {"given_positive", "<let> <facts> [and|where|with] {vars} (is|are) [a] positive [real] [integer|number|integers|numbers] <ask> {expr:asked}",
       given_positive},
      {"given_positive", "<let> {expr} [is] positive and <facts> <ask> {expr:asked}", given_positive},
      {"given_numbers", "<let> [the|two] [real] (numbers|integers) {vars} (satisfy|are such that) <facts> <ask> {expr:asked}", given},
      {"given_numbers", "[the] [real] (numbers|integers) {vars} satisfy [the] [equation|equations] <facts> <ask> {expr:asked}", given},
      {"given_function", "(the|a) function {expr} is (defined by|given by|defined as) {rels:facts} <ask> {expr:asked}", given},
      {"given_function", "let {expr} be (the|a) function (defined by|given by|defined as) {rels:facts} <ask> {expr:asked}", given},
      {"given_function", "<ask> {expr:asked} if {rels:facts} for all [real] [values of] {var}", given},
      {"given_function", "<let> {rels:facts} for all [real] [values of|numbers] {var} <ask> {expr:asked}", given},
  };
}

}  // namespace retort::agent
