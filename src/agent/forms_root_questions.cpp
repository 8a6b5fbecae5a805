// What is asked about all solutions of one equation: their sum, product, difference, mean, number, ends. The ways to name the equation and the ways to
// ask are written apart and combined.
#include <algorithm>
#include <array>
#include <deque>

#include "agent/exact_roots.h"
#include "agent/forms_more.h"
#include "agent/rules_solver_text.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

enum class Asked { kSum, kProduct, kDifference, kSquares, kCubes, kSizes, kMean, kLargest, kSmallest };

Expr total(const std::vector<Expr>& items, Op op) { return items.size() == 1 ? items[0] : Expr::make(op, items); }

Expr term(Asked asked, const std::vector<Expr>& roots) {
  std::vector<Expr> parts;
  for (const Expr& root : roots) {
    if (asked == Asked::kSquares) parts.push_back(pow(root, Expr::integer(2)));
    else if (asked == Asked::kCubes) parts.push_back(pow(root, Expr::integer(3)));
    else if (asked == Asked::kSizes) parts.push_back(Expr::func("abs", {root}));
    else parts.push_back(root);
  }
  switch (asked) {
    case Asked::kProduct: return total(parts, Op::kMul);
    case Asked::kDifference: return roots.back() - roots.front();
    case Asked::kMean: return total(parts, Op::kAdd) / Expr::integer(static_cast<long long>(roots.size()));
    case Asked::kLargest: return roots.back();
    case Asked::kSmallest: return roots.front();
    default: return total(parts, Op::kAdd);
  }
}

const char* thought(Asked asked) {
  switch (asked) {
    case Asked::kSum: return "We add the solutions.";
    case Asked::kProduct: return "We multiply the solutions.";
    case Asked::kDifference: return "We subtract the smaller solution from the larger one.";
    case Asked::kSquares: return "We add the squares of the solutions.";
    case Asked::kCubes: return "We add the cubes of the solutions.";
    case Asked::kSizes: return "We add the absolute values of the solutions.";
    case Asked::kMean: return "We add the solutions and divide by their number.";
    case Asked::kLargest: return "We take the largest solution.";
    case Asked::kSmallest: return "We take the smallest solution.";
  }
  return "";
}

const char* closing(Asked asked) {
  switch (asked) {
    case Asked::kSum: case Asked::kSquares: case Asked::kCubes: case Asked::kSizes: return "the sum is @";
    case Asked::kProduct: return "the product is @";
    case Asked::kDifference: return "the difference is @";
    case Asked::kMean: return "the mean is @";
    case Asked::kLargest: return "the largest solution is @";
    case Asked::kSmallest: return "the smallest solution is @";
  }
  return "";
}

// Values are real and different; roots are counted as often as they occur, so where some are repeated or not real it is not clear what is asked.
std::optional<Goal> about(const Captures& c, Asked asked, bool values) {
  Expr equation = c.has("q") ? c.expr("q") : Expr::rel("=", c.expr("p"), Expr::integer(0));
  auto symbols = equation.symbols();
  if (symbols.size() != 1 || (c.has("v") && c.expr("v").name() != symbols[0])) return {};
  auto roots = exact_roots(equation, symbols[0]);
  if (!roots || roots->empty() || (asked == Asked::kDifference && roots->size() != 2)) return {};
  auto p = math::as_polynomial(equation.arg(0) - equation.arg(1), symbols[0], 40);
  if (!values && p && static_cast<int>(roots->size()) != math::degree(*p) && asked != Asked::kLargest && asked != Asked::kSmallest) return {};
  Lookup solved{"We solve " + inline_math(tex(equation)) + ".", "solve_equation", {{"sympy_equation", math::to_plain(equation)}, {"variable", symbols[0]}}, *roots, ""};
  return Evaluate{term(asked, *roots), roots->size() == 1 ? "This is the only solution." : thought(asked), closing(asked), {solved}};
}

template <Asked asked, bool values>
std::optional<Goal> about_roots(const Captures& c) { return about(c, asked, values); }

struct Way {
  const char* words;
  std::optional<Goal> (*of_values)(const Captures&);
  std::optional<Goal> (*of_roots)(const Captures&);
};

template <Asked asked>
constexpr Way way(const char* words) {
  return {words, about_roots<asked, true>, about_roots<asked, false>};
}

constexpr std::array<Way, 7> kOfAll = {
    way<Asked::kSum>("sum of"),
    way<Asked::kProduct>("product of"),
    way<Asked::kDifference>("[positive|absolute|nonnegative|non-negative] difference (between|of)"),
    way<Asked::kSquares>("sum of [the] squares of"),
    way<Asked::kCubes>("sum of [the] cubes of"),
    way<Asked::kSizes>("sum of [the] absolute values of"),
    way<Asked::kMean>("(average|mean|arithmetic mean) of")};
constexpr std::array<Way, 2> kOfOne = {way<Asked::kLargest>("(largest|greatest|larger|greater|maximum|biggest)"), way<Asked::kSmallest>("(smallest|least|smaller|lesser|minimum)")};

// How an equation is named behind the question, and before it.
constexpr const char* kBehind = "[which|that] [are|is] (of|to|for|in|satisfy|satisfies|satisfying|such that|for which|when|if|so that|where|solutions to|solutions of|make|makes) [it is true that] [the] "
                                "[following] [quadratic|cubic|polynomial] [equation|polynomial] {eq:q} [true|is true|holds|has solutions]";
constexpr const char* kBefore = "[if|given|given that|suppose|suppose that|let|in|for|consider|in solving|solve] [{var} is [a] real [number] and] [the] [quadratic|cubic|polynomial] [equation] {eq:q} "
                                "[and {var} is [a] real [number]|where {var} is [a] real [number]|is true|has two [real|distinct|different] [real] <roots>|has three [real|distinct] <roots>|for {var}]";
constexpr const char* kValues = "[all|both] [of] [the|its|these|those] [two|three|four|both] [distinct|different|possible|real] [real|possible] "
                                "(values|numbers|value|number|value s|{var:v} values) [of|for] [{var:v}]";
constexpr const char* kRealRoots = "[all|both] [of] [the|its|these|those] [two|three|four|both] [distinct|different] real [number] <roots> [of|for|to] [{var:v}]";
constexpr const char* kRoots = "[all|both] [of] [the|its|these|those] [two|three|four|both] [distinct|different|possible] <roots> [for {var:v}]";

void add(std::vector<Form>& forms, std::string pattern, std::optional<Goal> (*build)(const Captures&)) {
  static std::deque<std::string> kept;   // patterns of forms are views
  kept.push_back(std::move(pattern));
  forms.push_back({"about_roots", kept.back(), build});
}

}  // namespace

std::vector<Form> root_question_forms() {
  std::vector<Form> forms;
  const std::string find = "(<find>|enter|solve for) [the] ", links = kBehind;
  for (const Way& w : kOfAll) {
    for (const auto& [nouns, real] : {std::pair{kValues, true}, {kRealRoots, true}, {kRoots, false}}) {
      auto build = real ? w.of_values : w.of_roots;
      add(forms, find + w.words + " " + nouns + " " + links, build);
      add(forms, std::string(kBefore) + " " + find + w.words + " " + nouns + " [of|to|for] [the|this|these] [equation|quadratic]", build);
    }
    add(forms, find + w.words + " [all] [{var:v}] (that satisfy|which satisfy|satisfying|such that|for which) [the] [equation] {eq:q}", w.of_values);
    add(forms, find + w.words + " [all] [the] [two|three] <roots> (of|to) [the] [polynomial|quadratic|cubic|function|expression] {expr:p}", w.of_roots);
  }
  for (const Way& w : kOfOne) {
    const std::string noun = std::string(w.words) + " [possible] [of the] [two|real|distinct] [possible] (value|solution|root|number|solutions|roots|zero) [for|of|to] [{var:v}] ";
    add(forms, find + noun + links, w.of_values);
    add(forms, std::string(kBefore) + " " + find + noun, w.of_values);
    add(forms, "(find|give|enter|what is) [the] (solution|root|value of {var:v}) (to|of) [the] [equation] {eq:q} (which|that) (has [the] " + std::string(w.words) + " value|is [the] " + w.words + ")", w.of_values);
  }
  return forms;
}

}  // namespace retort::agent
