// Phrases for lists of numbers that are no sets of integers: terms of written sequences.
#include "agent/forms_phrases.h"
#include "agent/forms_terms.h"
#include "agent/phrase_terms.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using Built = std::optional<Capture>;

// Two numbers side by side with a sign of their own: "3 and 4 more".
Built reciprocals(const Captures& c) {
  Capture made;
  for (const Expr& e : c.at("l").exprs) made.exprs.push_back(Expr::integer(1) / e);
  return made;
}
Built squares(const Captures& c) {
  Capture made;
  for (const Expr& e : c.at("l").exprs) made.exprs.push_back(pow(e, Expr::integer(2)));
  return made;
}
Built cubes(const Captures& c) {
  Capture made;
  for (const Expr& e : c.at("l").exprs) made.exprs.push_back(pow(e, Expr::integer(3)));
  return made;
}

}  // namespace

std::vector<PhraseForm> list_phrases() {
  return {
      {"nums", "[the] reciprocals of {nums:l}", reciprocals},
      {"nums", "[the] squares of {nums:l}", squares},
      {"nums", "[the] cubes of {nums:l}", cubes},
  };
}

}  // namespace retort::agent
