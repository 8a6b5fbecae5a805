// Equations, systems, quadratics, products, inequalities.
#include "agent/forms.h"
#include "agent/forms_terms.h"
#include "math/polynomial.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

std::optional<Goal> solve(const Captures& c, RootAsk ask) {
  const Expr& equation = c.expr("eq");
  auto symbols = equation.symbols();
  if (symbols.size() != 1 || (c.has("v") && c.expr("v").name() != symbols[0])) return {};
  return SolveEquation{equation, symbols[0], ask, {}, {}};
}

// "For which x does L equal R".
std::optional<Goal> two_sides(const Captures& c) {
  Expr equation = Expr::rel("=", c.expr("l"), c.expr("r"));
  auto symbols = equation.symbols();
  if (symbols.size() != 1 || c.expr("v").name() != symbols[0]) return {};
  return SolveEquation{equation, symbols[0], RootAsk::kEvery, {}, {}};
}

std::optional<Goal> asked_root(const Captures& c) {
  static const std::map<std::string, RootAsk> asks = {
      {"smaller", RootAsk::kSmallest}, {"smallest", RootAsk::kSmallest}, {"least", RootAsk::kSmallest},
      {"larger", RootAsk::kLargest},   {"largest", RootAsk::kLargest},   {"greater", RootAsk::kLargest},
      {"greatest", RootAsk::kLargest}, {"positive", RootAsk::kPositive}, {"negative", RootAsk::kNegative}};
  auto ask = asks.find(c.at("which").stem);
  return ask == asks.end() ? std::nullopt : solve(c, ask->second);
}

// Linear equations in as many letters, and a term in these letters.
std::optional<Goal> linear_system(const Captures& c) {
  std::vector<Expr> equations = c.at("eqs").exprs;
  // Values that are given need no system.
  if (std::all_of(equations.begin(), equations.end(), [](const Expr& e) { return e.arg(0).is(Op::kSymbol) && e.arg(1).symbols().empty(); })) return {};
  std::vector<std::string> variables;
  for (const Expr& equation : equations) {
    if (!math::as_linear(equation.arg(0) - equation.arg(1))) return {};
    for (const std::string& name : equation.symbols())
      if (std::find(variables.begin(), variables.end(), name) == variables.end()) variables.push_back(name);
  }
  if (equations.size() < 2 || equations.size() > 3 || variables.size() != equations.size()) return {};
  std::sort(variables.begin(), variables.end());
  const Expr& asked = c.expr("asked");
  for (const std::string& name : asked.symbols())
    if (std::find(variables.begin(), variables.end(), name) == variables.end()) return {};
  if (asked.symbols().empty()) return {};
  return SolveSystem{equations, variables, asked, {}, {}, false};
}

std::optional<Goal> coefficient(const Captures& c) {
  const Expr& term = c.expr("term");
  const Expr& product = c.expr("product");
  std::string variable;
  int power = 1;
  if (term.is(Op::kSymbol)) {
    variable = term.name();
  } else if (term.is(Op::kPow) && term.arg(0).is(Op::kSymbol) && term.arg(1).is_integer()) {
    auto n = term.arg(1).value().to_int64();
    if (!n || *n < 0 || *n > 60) return {};
    variable = term.arg(0).name();
    power = static_cast<int>(*n);
  } else {
    return {};
  }
  if (product.symbols() != std::vector<std::string>{variable} || !math::as_polynomial(product, variable, 60)) return {};
  return Coefficient{product, variable, power};
}

std::optional<Goal> integer_count(const Captures& c) {
  const Expr& relation = c.expr("rel");
  auto symbols = relation.symbols();
  if (symbols.size() != 1 || (c.has("v") && c.expr("v").name() != symbols[0]) || !is_inequality(relation)) return {};
  return IntegerCount{relation, symbols[0], false};
}

// An area that a length and a width of given difference enclose.
std::optional<Goal> rectangle(const Captures& c) {
  Expr w = Expr::symbol("w"), more = c.expr("more");
  SolveEquation goal{Expr::rel("=", pow(w, Expr::integer(2)) + more * w, c.expr("area")), "w", RootAsk::kPositive, {}, {}};
  goal.setting = "Let $w$ be the width. The length is $w + " + number_text(more) + "$, so $w(w + " + number_text(more) + ") = " +
                 number_text(c.expr("area")) + "$.";
  goal.closing = "the width is @";
  return goal;
}

}  // namespace

std::vector<Form> algebra_forms() {
  constexpr auto every = [](const Captures& c) { return solve(c, RootAsk::kEvery); };
  constexpr auto real = [](const Captures& c) { return solve(c, RootAsk::kReal); };
  constexpr auto only = [](const Captures& c) { return solve(c, RootAsk::kOnly); };
  return {
      {"solve", "solve for {var:v} [in] {eq}", every},
      {"solve", "solve [the equation] {eq} [for {var:v}]", every},
      {"solve", "find [all] [the] [value|values|solutions|solution] [of|to|for] [{var:v}] [that satisfies|that satisfy|which satisfies|satisfying|<given>] "
                "[the] [equation] {eq}", every},
      {"solve_real", "(find|what are|determine) [all] [the] real (values|solutions|roots|numbers|value|solution) [of|to|for] [{var:v}] "
                     "[that satisfies|that satisfy|which satisfies|satisfying|<given>] [the] [equation] {eq}", real},
      {"solve_only", "<find> [the] <value> {var:v} (<given>|that satisfies|which satisfies|satisfying|in) [the] [equation] {eq}", only},
      {"solve_only", "<find> the [real|numerical|only|unique] (value|number|solution|root) [of|to|for] [{var:v}] [that satisfies|which satisfies|satisfying|"
                     "<given>] [the] [equation] {eq} [true]", only},
      {"solve_only", "<let> {eq} [then] (<find>|find|solve for|what does) <value> {var:v} [equal]", only},
      {"solve_only", "(what|which) [real] (value|number) [of] {var:v} (makes|satisfies|solves|will make|will satisfy|gives) [the] [equation] {eq} [true]", only},
      {"solve_only", "for (what|which) [real] (value|number) [of] {var:v} (is|does|will) [the] [equation] {eq} [true|hold|a true statement]", only},
      {"root_sum", "<find> the sum of [all] [the] [possible] [real|complex] (values of {var:v}|<roots>|solutions for {var:v}) (that satisfy|such that|of|to|satisfying|for which|"
                   "for) [the] [equation] {eq}", [](const Captures& c) { return solve(c, RootAsk::kSum); }},
      {"root_sum", "if {eq} <find> the sum of [all] [the] [possible] (values of {var:v}|<roots>)", [](const Captures& c) { return solve(c, RootAsk::kSum); }},
      {"root_product", "<find> the product of [all] [the] [possible] [real|complex] (values of {var:v}|<roots>|solutions for {var:v}) (that satisfy|such that|of|to|satisfying|for "
                       "which|for) [the] [equation] {eq}", [](const Captures& c) { return solve(c, RootAsk::kProduct); }},
      {"root_sum", "<find> the sum of [all] [of] [the] [possible] (values|numbers) [of] [{var:v}] [which] (that are solutions (of|to)|satisfying|which satisfy|satisfy|for which) [the] [equation] {eq}",
       [](const Captures& c) { return solve(c, RootAsk::kSum); }},
      {"root_sum", "<find> the sum of [all] [of] [the] (<roots>) (of|to) [the] [equation] {eq}", [](const Captures& c) { return solve(c, RootAsk::kSum); }},
      {"root_sum", "if {eq} <find> the sum of the possible values of {var:v}", [](const Captures& c) { return solve(c, RootAsk::kSum); }},
      {"root_product", "if {eq} <find> the product of [all] the possible values of {var:v}", [](const Captures& c) { return solve(c, RootAsk::kProduct); }},
      {"root_extreme", "[let {var:v} be a number such that] {eq} what is the {word:which} possible value of {var:v}", asked_root},
      {"root_extreme", "(if|suppose) {eq} what is the {word:which} possible value of {var:v}", asked_root},
      {"solve_only", "{name} knows that {eq} what is the value of {var:v}", only},
      {"solve_only", "find {var:v} [such that|if] {eq}", only},
      {"root_count", "(how many|find the number of|what is the number of) [distinct] real (<roots>|numbers|values of|solutions for) [{var:v}] (does|of|to|satisfy|are there to|that "
                     "satisfy) [the] [equation] {eq} [have]", [](const Captures& c) { return solve(c, RootAsk::kCount); }},
      {"solve_sides", "for (which|what) [value of] {var:v} (does|is) {expr:l} (equal|equal to) [to] {expr:r}", two_sides},
      {"system", "<let> {eqs} <find> <value> {expr:asked}", linear_system},
      {"system", "<find> <value> {expr:asked} <given> {eqs}", linear_system},
      {"root", "<find> the {word:which} [possible] [real] (<root>|value of {var:v}|value for {var:v}|number {var:v}) (of|for|to|that satisfies|satisfying|such that|for which|if|in) [the] [equation] {eq}", asked_root},
      {"positive", "if {var:v} is {word:which} and {eq} what is {var:v}", asked_root},
      {"positive", "the {word:which} number {var:v} satisfies {eq} what is {var:v}", asked_root},
      {"square_sum", "<find> the sum of the squares of the <roots> of [the equation] {eq}",
       [](const Captures& c) { return solve(c, RootAsk::kSquareSum); }},
      {"coefficient", "<find> the coefficient of {expr:term} (in|when|after) [the] (expansion of|product|expanding) {expr:product}",
       coefficient},
      {"coefficient", "(<find>|what's) the coefficient of the {expr:term} term (in|of) [the] (expansion of|product|expansion of the product|polynomial) {expr:product}", coefficient},
      {"coefficient", "in the expansion of {expr:product} what is the coefficient of the {expr:term} term", coefficient},
      {"coefficient", "<find> the coefficient of {expr:term} when {expr:product} is (expanded|multiplied out)", coefficient},
      {"coefficient", "when {expr:product} is (expanded|multiplied out) what is the coefficient of {expr:term}", coefficient},
      {"coefficient", "(expand|after expanding) {expr:product} (what is the coefficient of|which number stands in front of) {expr:term}",
       coefficient},
      {"integer_count", "how many integers [{var:v}] satisfy [the inequality] {rel}", integer_count},
      {"integer_count", "<find> the number of (integers|integer <roots>) [{var:v}] (such that|of|to|with|that satisfy) [the inequality] {rel}",
       integer_count},
      {"integer_count", "for how many integers {var:v} is {rel}", integer_count},
      {"integer_count", "count the integers {var:v} with {rel}", integer_count},
      {"rectangle", "a rectangle has area {int:area} its length is {int:more} more than its width what is its width", rectangle},
  };
}

}  // namespace retort::agent
