// Inequalities in one unknown.
#include "agent/forms.h"
#include "agent/forms_terms.h"

namespace retort::agent {

namespace {

using math::Expr;

struct OneUnknown { Expr relation; std::string variable; };

std::optional<OneUnknown> one_unknown(const Captures& c) {
  const Expr& relation = c.expr("rel");
  auto symbols = relation.symbols();
  if (symbols.size() != 1 || (c.has("v") && c.expr("v").name() != symbols[0]) || !is_inequality(relation)) return {};
  return OneUnknown{relation, symbols[0]};
}

std::optional<Goal> solution_set(const Captures& c) {
  auto u = one_unknown(c);
  if (!u) return {};
  return SolutionSet{u->relation, u->variable};
}

std::optional<Goal> count(const Captures& c, bool positive) {
  auto u = one_unknown(c);
  if (!u) return {};
  return IntegerCount{u->relation, u->variable, positive};
}

std::optional<Goal> extreme(const Captures& c, bool largest) {
  auto u = one_unknown(c);
  if (!u) return {};
  return ExtremeInteger{u->relation, u->variable, largest};
}

}  // namespace

std::vector<Form> inequality_forms() {
  constexpr auto all = [](const Captures& c) { return count(c, false); };
  constexpr auto positive = [](const Captures& c) { return count(c, true); };
  constexpr auto largest = [](const Captures& c) { return extreme(c, true); };
  constexpr auto smallest = [](const Captures& c) { return extreme(c, false); };
  return {
      {"inequality", "solve [the inequality] {rel} [for {var:v}]", solution_set},
      {"inequality", "(find|for what|what are|determine) [all|the] [real] (values|solutions|numbers|value) [of|to|for] [{var:v}] "
                     "[that satisfy|which satisfy|such that|is|satisfy|satisfying|for which|satisfies|so that|do we have] [the inequality] {rel} [give your answer in interval notation]", solution_set},
      {"inequality", "find all [real] {var:v} (such that|satisfying|that satisfy|which satisfy|for which|so that|where) {rel}", solution_set},
      {"inequality", "for (what|which) [real] [values of|numbers] {var:v} (is|does|is it true that) {rel} [hold|true]", solution_set},
      {"integer_count", "how many (different|) (integers|integer values|integral values|integer solutions) [of|for] [{var:v}] (satisfy|are there such that|"
                        "are solutions to|does|are in the solution set of|are in the solution of|will satisfy|make) [the] [inequality] {rel} [have|true]", all},
      {"integer_count", "how many (integers|integer values of|integer values for|different integer values of) {var:v} (are there such that|are such that|"
                        "satisfy|make|satisfy the inequality|are solutions to) {rel} [true]", all},
      {"integer_count", "how many (integers|integer solutions) (are there in|are in) the solution set of [the inequality] {rel}", all},
      {"integer_count", "how many (integers|integer solutions) (are in the solution set of|does the inequality|are in the solution of) [the inequality] "
                        "{rel} [have]", all},
      {"integer_count", "(for how many integers|for how many integer values of) {var:v} (is|is it true that|does) {rel} [true|hold]", all},
      {"integer_count", "how many positive (integers|integer values of|integral values of|integer values for) [{var:v}] (satisfy|are there such that|make|"
                        "are solutions to) [the inequality] {rel} [true]", positive},
      {"integer_count", "for how many positive (integers|integer values of) {var:v} (is|is it true that|does) {rel} [true|hold]", positive},
      {"largest_integer", "<find> the (greatest|largest) [possible] (integer|integer value of|integral value of|integer value for|value of the integer) [{var:v}] "
                          "(such that|for which|that satisfies|satisfying|so that|if) {rel}", largest},
      {"smallest_integer", "<find> the (smallest|least) [possible] (integer|integer value of|integral value of|integer value for) [{var:v}] (such that|for "
                           "which|that satisfies|satisfying|so that|if) {rel}", smallest},
      {"largest_integer", "what is the (greatest|largest) integer {var:v} (such that|for which|satisfying) {rel}", largest},
  };
}

}  // namespace retort::agent
