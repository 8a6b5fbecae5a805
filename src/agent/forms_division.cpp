// Remainders of polynomials that are not given, by the remainders they leave.
#include <algorithm>

#include "agent/forms_more.h"
#include "agent/rules_solver_text.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Coefficients;
using math::Expr;
using math::Op;
using math::Rational;

Expr num(const Rational& r) { return Expr::number(r); }

// Where a linear divisor is zero.
std::optional<Rational> zero_of(const Expr& d, const std::string& x) {
  auto p = math::as_polynomial(d, x, 1);
  if (!p || math::degree(*p) != 1) return {};
  return -(*p)[0] / (*p)[1];
}

// P leaves r_i at the zero c_i of its divisor: the remainder on division by the product takes the same values there.
std::optional<Goal> from_values(const std::vector<std::pair<Expr, Expr>>& divisions, const Expr& divisor, const std::optional<Rational>& asked_at) {
  auto symbols = divisor.symbols();
  if (symbols.size() != 1 || divisions.size() < 2 || divisions.size() > 3) return {};
  const std::string& x = symbols[0];
  auto whole = math::as_polynomial(divisor, x, 4);
  if (!whole || math::degree(*whole) != static_cast<int>(divisions.size())) return {};
  static const std::vector<std::string> kNames = {"a", "b", "c"};
  const std::size_t n = divisions.size();
  std::vector<std::string> names(kNames.begin(), kNames.begin() + static_cast<std::ptrdiff_t>(n)), shown;
  if (std::find(names.begin(), names.end(), x) != names.end()) return {};
  std::vector<Rational> at, values;
  Json plain = Json::array();
  for (const auto& [d, r] : divisions) {
    auto zero = zero_of(d, x);
    auto value = math::exact_value(r);
    if (!zero || !value.ok() || !math::evaluate(*whole, *zero).is_zero() || std::find(at.begin(), at.end(), *zero) != at.end()) return {};
    at.push_back(*zero);
    values.push_back(*value);
    std::vector<Expr> terms;
    for (std::size_t i = 0; i < n; ++i) {
      const Expr letter = Expr::symbol(names[i]);
      Rational power = 1;
      for (std::size_t k = 0; k + 1 + i < n; ++k) power = power * *zero;
      terms.push_back(power == Rational(1) ? letter : num(power) * letter);
    }
    const Expr equation = Expr::rel("=", Expr::make(Op::kAdd, terms), num(*value));
    plain.push_back(math::to_plain(equation));
    shown.push_back(inline_math(tex(equation)));
  }
  // Lagrange's form, for the values that are expected.
  Coefficients rest(n, Rational(0));
  for (std::size_t i = 0; i < n; ++i) {
    Coefficients basis = {Rational(1)};
    Rational scale = 1;
    for (std::size_t j = 0; j < n; ++j)
      if (j != i) basis = math::multiply(basis, {-at[j], Rational(1)}), scale = scale * (at[i] - at[j]);
    for (std::size_t k = 0; k < basis.size(); ++k) rest[k] += basis[k] * values[i] / scale;
  }
  std::vector<Expr> expected;
  for (std::size_t i = 0; i < n; ++i) expected.push_back(num(rest[n - 1 - i]));
  Expr form = Expr::symbol(names[n - 1]);
  form = n == 2 ? Expr::symbol("a") * Expr::symbol(x) + form : Expr::make(Op::kAdd, {Expr::symbol("a") * pow(Expr::symbol(x), Expr::integer(2)), Expr::symbol("b") * Expr::symbol(x), form});
  std::vector<std::string> places;
  for (const Rational& c : at) places.push_back(inline_math(tex(c)));
  Lookup solved{"The remainder has a lower degree than the divisor, so it is " + inline_math(tex(form)) + " with numbers to be found. At " + and_list(places) + " the divisor is zero, and the remainder takes the given values: " + and_list(shown) + ".",
                "solve_linear_system", {{"equations", plain}, {"variables", names}}, expected, ""};
  while (!rest.empty() && rest.back().is_zero()) rest.pop_back();
  if (rest.empty()) return {};
  const Expr remainder = math::to_expr(rest, x);
  if (!asked_at) return Several{{}, tex(remainder), "", "the remainder is @", {solved}};
  return Evaluate{remainder.substitute(x, num(*asked_at)), "We put " + inline_math(tex(*asked_at)) + " into " + inline_math(tex(remainder)) + ".", "the value is @", {solved}};
}

std::vector<std::pair<Expr, Expr>> divisions_of(const Captures& c) {
  std::vector<std::pair<Expr, Expr>> out;
  for (const auto& [d, r] : {std::pair{"d1", "r1"}, {"d2", "r2"}, {"d3", "r3"}})
    if (c.has(d) && c.has(r)) out.emplace_back(c.expr(d), c.expr(r));
  return out;
}

std::optional<Goal> remainder(const Captures& c) { return from_values(divisions_of(c), c.expr("d"), {}); }
std::optional<Goal> remainder_at(const Captures& c) {
  const Expr& asked = c.expr("asked");
  if (!asked.is(Op::kFunc) || asked.args().size() != 1) return {};
  auto at = math::exact_value(asked.arg(0));
  return at.ok() ? from_values(divisions_of(c), c.expr("d"), *at) : std::nullopt;
}

// All roots of a polynomial, real or not.
std::optional<Goal> all_roots(const Captures& c) {
  Expr p = c.has("q") ? c.expr("q") : c.expr("p");
  if (p.is(Op::kRel)) {
    if (p.name() != "=") return {};
    const bool named = p.arg(0).is(Op::kFunc) || (p.arg(0).is(Op::kSymbol) && p.arg(1).contains_symbol("x") && p.arg(0).name() != "x");
    p = named ? p.arg(1) : p.arg(0) - p.arg(1);
  }
  auto symbols = p.symbols();
  if (symbols.size() != 1) return {};
  auto polynomial = math::as_polynomial(p, symbols[0], 12);
  if (!polynomial || math::degree(*polynomial) < 2) return {};
  if (math::count_real_roots(*polynomial) == math::degree(*polynomial)) return SolveEquation{Expr::rel("=", p, Expr::integer(0)), symbols[0], RootAsk::kEvery, {}, {}};
  return ToolQuestion{"find_roots", {Json{{"expression", math::to_plain(math::to_expr(*polynomial, symbols[0]))}}}, {"We look for all numbers, real or not, where " + inline_math(tex(math::to_expr(*polynomial, symbols[0]))) + " is zero."},
                      ToolQuestion::Take::kValue, "the roots are @"};
}

std::optional<Goal> real_or_rational_roots(const Captures& c) {
  Expr p = c.has("q") ? c.expr("q") : c.expr("p");
  if (p.is(Op::kRel)) {
    if (p.name() != "=") return {};
    p = p.arg(0).is(Op::kFunc) ? p.arg(1) : p.arg(0) - p.arg(1);
  }
  auto symbols = p.symbols();
  if (symbols.size() != 1 || !math::as_polynomial(p, symbols[0], 12)) return {};
  return SolveEquation{Expr::rel("=", p, Expr::integer(0)), symbols[0], RootAsk::kReal, {}, {}};
}

}  // namespace

std::vector<Form> division_forms() {
  constexpr const char* kLeaves = "(let {expr} be a polynomial such that|suppose [that]|if|a polynomial {expr}|the polynomial {expr}|let {expr} be a polynomial) [that] ";
  static const std::string when = std::string("[") + kLeaves + "] when {expr} is divided by {expr:d1} [the|leaves a] remainder [is|of] {expr:r1} and when {expr} is divided by {expr:d2} [the|leaves a] remainder [is|of] {expr:r2} ";
  static const std::string leaves = "(a|the) polynomial [{expr}] (leaves|has) a remainder [of] {expr:r1} when [it is] divided by {expr:d1} and [leaves|has] [a] remainder [of] {expr:r2} when [it is] divided by {expr:d2} ";
  static const std::string three = "(a|the) polynomial [{expr}] (leaves|has) a remainder [of] {expr:r1} when [it is] divided by {expr:d1} [and] [leaves|has] [a] remainder [of] {expr:r2} when [it is] divided by {expr:d2} and [leaves|has] "
                                   "[a] remainder [of] {expr:r3} when [it is] divided by {expr:d3} ";
  static const std::string ask = "[then] (what is|find|determine|compute) the remainder when [{expr}|it|this polynomial|the polynomial] is divided by {expr:d}";
  static const std::string value = "let {expr} be the remainder when {expr} is divided by {expr:d} (find|compute|what is) [the value of] {expr:asked}";
  static const std::vector<std::pair<std::string, bool>> patterns = {{when + ask, false}, {leaves + ask, false}, {three + ask, false}, {when + value, true}, {leaves + value, true}, {three + value, true}};
  std::vector<Form> forms;
  for (const auto& [pattern, at] : patterns) forms.push_back({"remainder", pattern, at ? remainder_at : remainder});
  const std::vector<Form> roots = {
      {"all_roots", "(<find>|list|enter) [all] [the] [complex] <roots> (of|to) [the] [polynomial|cubic|quartic|cubic polynomial|quartic polynomial|equation|function] ({expr:p}|{eq:q})", all_roots},
      {"all_roots", "solve {eq:q} [for {var}] (over|in) [the] complex numbers", all_roots},
      {"real_roots", "(<find>|list|enter) [all] [the] real <roots> (of|to) [the] [polynomial|cubic|quartic|function] ({expr:p}|{eq:q})", real_or_rational_roots},
  };
  forms.insert(forms.end(), roots.begin(), roots.end());
  return forms;
}

}  // namespace retort::agent
