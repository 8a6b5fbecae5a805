// Terms in the roots of a polynomial that do not change when the roots change places: written with Vieta's sums, whose values the
// coefficients give.
#include <algorithm>

#include "agent/forms.h"
#include "agent/rules_solver_text.h"
#include "agent/symmetric_terms.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/polynomial.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

struct Roots {
  std::vector<std::string> names;
  std::vector<Expr> sums, values;   // s_1, s_2, ... in the roots, and their values
};

std::optional<Roots> roots_of(const Expr& equation, std::vector<std::string> names) {
  const Expr zero = equation.is(Op::kRel) ? equation.arg(0) - equation.arg(1) : equation;
  auto symbols = zero.symbols();
  if (symbols.size() != 1) return {};
  auto p = math::as_polynomial(zero, symbols[0], 20);
  if (!p) return {};
  auto n = static_cast<std::size_t>(std::max(0, math::degree(*p)));
  if (names.empty())
    for (const char* letter : {"a", "b", "c", "d"})
      if (names.size() < n && symbols[0] != letter) names.emplace_back(letter);
  if (n != names.size() || n < 2 || n > 4 || std::find(names.begin(), names.end(), symbols[0]) != names.end()) return {};
  Roots roots{std::move(names), {}, {}};
  for (std::size_t k = 1; k <= n; ++k) {
    roots.sums.push_back(elementary_sum(k, roots.names));
    Rational value = (*p)[n - k] / (*p)[n];
    roots.values.push_back(Expr::number(k % 2 == 1 ? -value : value));
  }
  return roots;
}

std::optional<Goal> symmetric(const Roots& roots, const Expr& asked, const std::string& named) {
  const std::size_t n = roots.names.size();
  auto with_letters = in_elementary(asked, roots.names, roots.sums), with_numbers = in_elementary(asked, roots.names, roots.values);
  if (!with_letters || !with_numbers) return {};
  const Expr letters = *with_letters, numbers = *with_numbers;
  std::vector<std::string> vieta;
  for (std::size_t i = 0; i < n; ++i) vieta.push_back(inline_math(tex(roots.sums[i]) + " = " + tex(roots.values[i])));
  std::string setting = "By Vieta's formulas the coefficients give " + and_list(vieta) + ".";
  if (!letters.same(asked)) setting += " We have " + inline_math(tex(asked) + " = " + tex(letters)) + ".";
  return Evaluate{numbers, setting, named.empty() ? inline_math(tex(asked)) + " is @" : named, {}};
}

std::optional<Goal> of_named_roots(const Captures& c) {
  std::vector<std::string> names;
  for (const Expr& name : c.at("vars").exprs) names.push_back(name.name());
  auto roots = roots_of(c.expr("q"), names);
  if (!roots || c.expr("asked").symbols().empty()) return {};
  return symmetric(*roots, c.expr("asked"), "");
}

std::optional<Goal> of_all_roots(const Captures& c, const char* what) {
  auto roots = roots_of(c.expr("q"), {});
  if (!roots || roots->names.size() < 3) return {};
  const std::string kind = what;
  std::vector<Expr> parts;
  for (const std::string& name : roots->names) {
    Expr r = Expr::symbol(name);
    parts.push_back(kind == "squares" ? pow(r, Expr::integer(2)) : kind == "cubes" ? pow(r, Expr::integer(3)) : kind == "reciprocals" ? Expr::integer(1) / r : r);
  }
  std::vector<std::string> letters;
  for (const std::string& name : roots->names) letters.push_back(inline_math(name));
  auto goal = symmetric(*roots, Expr::make(kind == "product" ? Op::kMul : Op::kAdd, parts), "this is @");
  if (!goal) return {};
  auto& evaluate = std::get<Evaluate>(*goal);
  evaluate.setting = "Let the roots be " + and_list(letters) + ". " + evaluate.setting;
  return goal;
}

// p(x) + h(x) = q(x): what is h(x)?
std::optional<Goal> missing_polynomial(const Captures& c) {
  const Expr& h = c.expr("h");
  const Expr& equation = c.expr("eq");
  if (!h.is(Op::kFunc) || h.args().size() != 1 || !h.arg(0).is(Op::kSymbol)) return {};
  for (std::size_t side : {0u, 1u}) {
    const Expr& sum = equation.arg(side);
    if (!sum.is(Op::kAdd)) continue;
    std::vector<Expr> others;
    bool found = false;
    for (const Expr& term : sum.args()) {
      if (term.same(h)) found = true;
      else others.push_back(term);
    }
    if (!found || others.empty()) continue;
    Expr rest = equation.arg(1 - side) - (others.size() == 1 ? others[0] : Expr::make(Op::kAdd, others));
    if (!math::as_polynomial(rest, h.arg(0).name())) return {};
    return Transform{Transform::To::kExpanded, rest};
  }
  return {};
}

// Of a polynomial of any degree the sum or product alone.
std::optional<Goal> vieta_end(const Captures& c, bool product) {
  const Expr& equation = c.expr("q");
  const Expr zero = equation.is(Op::kRel) ? equation.arg(0) - equation.arg(1) : equation;
  auto symbols = zero.symbols();
  if (symbols.size() != 1) return {};
  auto p = math::as_polynomial(zero, symbols[0], 3'000);
  if (!p || math::degree(*p) < 3) return {};
  auto n = static_cast<std::size_t>(math::degree(*p));
  const Rational &lead = (*p)[n], &next = product ? (*p)[0] : (*p)[n - 1];
  const bool minus = !product || n % 2 == 1;
  Expr value = Expr::number(next) / Expr::number(lead);
  return Evaluate{minus ? -value : value,
                  std::string("The highest coefficient is ") + inline_math(tex(lead)) + (product ? " and the constant term is " : " and the next one is ") + inline_math(tex(next)) + ". By Vieta's formulas the " +
                      (product ? "product" : "sum") + " of the roots is " + (minus ? "the negative of" : "") + " their quotient.",
                  product ? "the product of the roots is @" : "the sum of the roots is @", {}};
}

}  // namespace

std::vector<Form> root_forms() {
  std::vector<Form> forms = {
      {"named_roots", "[let|if|suppose|suppose that|given that|given] {vars:vars} [be|are|denote|represent|and] [the|be the] [three|two|four|distinct] [real|complex|distinct|] [<roots>] (of|to) [the] [quadratic|cubic|quartic] "
                      "[equation|polynomial|cubic polynomial] ({eq:q}|{expr:q}) [then] <find> <value> {expr:asked}", of_named_roots},
      {"named_roots", "(let|if|suppose|suppose that|given that) [the] [three|two|four] [real|complex] <roots> (of|to) [the] [quadratic|cubic] [equation|polynomial|cubic polynomial] ({eq:q}|{expr:q}) (be|are) {vars:vars} [then] <find> <value> {expr:asked}", of_named_roots},
      {"named_roots", "[the] [equation|polynomial|cubic] ({eq:q}|{expr:q}) has [three|two|four] [real|complex|distinct] [distinct] <roots> {vars:vars} [then] <find> <value> {expr:asked}", of_named_roots},
      {"named_roots", "<find> <value> {expr:asked} (if|where|given that) {vars:vars} are [the] [three|two|four] <roots> (of|to) [the] [equation|polynomial|cubic] ({eq:q}|{expr:q})", of_named_roots},
      {"missing_polynomial", "find {expr:h} [with terms in order of decreasing degree|with [the] terms in decreasing order of degree] (if|given that|when) {eq:eq}", missing_polynomial},
      {"roots_sum", "<find> the sum of [all] the roots of [the] [equation|polynomial] ({eq:q}|{expr:q})", [](const Captures& c) { return vieta_end(c, false); }},
      {"roots_product", "<find> the product of [all] the roots of [the] [equation|polynomial] ({eq:q}|{expr:q})", [](const Captures& c) { return vieta_end(c, true); }},
      {"roots_squares", "<find> the sum of the squares of the roots of [the] [equation|polynomial] ({eq:q}|{expr:q})", [](const Captures& c) { return of_all_roots(c, "squares"); }},
      {"roots_cubes", "<find> the sum of the cubes of the roots of [the] [equation|polynomial] ({eq:q}|{expr:q})", [](const Captures& c) { return of_all_roots(c, "cubes"); }},
      {"roots_reciprocals", "<find> the sum of the reciprocals of the roots of [the] [equation|polynomial] ({eq:q}|{expr:q})", [](const Captures& c) { return of_all_roots(c, "reciprocals"); }},
  };
  return forms;
}

}  // namespace retort::agent
