// Clauses about polynomials and parabolas with unknown coefficients: what they are divisible by, which roots they have, where they pass.
#include <algorithm>

#include "agent/forms_more.h"
#include "agent/phrase_terms.h"
#include "agent/rules_solver_given.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Built = std::optional<Capture>;

Expr integer(long long n) { return Expr::integer(n); }

// The unknown of a polynomial with lettered coefficients: the one that both have, or x.
std::optional<std::string> unknown_of(const Expr& p, const Expr& d) {
  for (const char* name : {"x", "z", "t", "y"})
    if (p.contains_symbol(name) && d.contains_symbol(name)) return name;
  return {};
}

int degree_in(const Expr& e, const std::string& x) {
  auto c = math::coefficients_in(e, x, 12);
  return c ? static_cast<int>(c->size()) - 1 : -1;
}

// P = D (s x^k + t x^{k-1} + ...) + R: an equation for all x.
Built identity(const Expr& p, const Expr& d, const Expr& rest) {
  auto x = unknown_of(p, d);
  if (!x || p.symbols().size() < 2) return {};
  const int k = degree_in(p, *x) - degree_in(d, *x);
  if (k < 0 || k > 3 || degree_in(d, *x) < 2) return {};
  std::vector<std::string> letters;
  for (const char* name : {"s", "t", "u", "v"})
    if (!p.contains_symbol(name) && !d.contains_symbol(name) && !rest.contains_symbol(name)) letters.emplace_back(name);
  if (static_cast<int>(letters.size()) < k + 1) return {};
  std::vector<Expr> terms;
  for (int i = k; i >= 0; --i) {
    const Expr letter = Expr::symbol(letters[static_cast<std::size_t>(k - i)]);
    terms.push_back(i == 0 ? letter : i == 1 ? letter * Expr::symbol(*x) : letter * pow(Expr::symbol(*x), integer(i)));
  }
  const Expr quotient = terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms);
  const Expr product = d * quotient;
  Capture made = number_capture(Expr::rel("=", p, rest.same(integer(0)) ? product : product + rest));
  made.own.push_back({"The quotient is " + inline_math(tex(quotient)) + " with numbers to be found. Multiplied by the divisor " + inline_math(tex(d)) + (rest.same(integer(0)) ? " it must give " : " and with the remainder added it must give ") + inline_math(tex(p)) + ".", {}, {}, {}, {}});
  return made;
}

Built divisible(const Captures& c) {
  return identity(c.expr("p"), c.expr("d"), integer(0));
}
Built with_remainder(const Captures& c) { return identity(c.expr("p"), c.expr("d"), c.expr("r")); }

// What is zero in an equation.
Expr left_of(const Expr& equation) {
  if (!equation.is(Op::kRel)) return equation;
  return equation.arg(1).same(integer(0)) ? equation.arg(0) : equation.arg(0) - equation.arg(1);
}

// The other root that comes along when the coefficients are rational (roots) or real (i).
std::optional<Expr> conjugate(const Expr& e) {
  std::optional<Expr> part;
  std::vector<Expr> open = {e};
  while (!open.empty()) {
    Expr now = open.back();
    open.pop_back();
    const bool imaginary = now.is(Op::kConstant) && now.name() == "i", root = now.is_func("sqrt");
    if (imaginary && (!part || part->is_func("sqrt"))) part = now;
    else if (root && !part) part = now;
    else if (root && part->is_func("sqrt") && !part->same(now)) return {};
    for (const Expr& arg : now.args()) open.push_back(arg);
  }
  if (!part) return {};
  return with_replaced(e, *part, -*part);
}

// Of a polynomial all of whose coefficients are letters all roots are given, or all but one: the coefficients as multiples of the first.
Built of_letters(const Expr& zero, const std::string& x, const std::vector<Expr>& roots) {
  auto c = math::coefficients_in(zero, x, 5);
  if (!c || c->size() < 3 || roots.size() + 2 < c->size() || roots.size() + 1 > c->size()) return {};
  if (!std::all_of(c->begin(), c->end(), [](const Expr& e) { return e.is(Op::kSymbol); })) return {};
  std::vector<Expr> all = roots;
  if (all.size() + 1 < c->size()) all.push_back(Expr::symbol(zero.contains_symbol("r") ? "w" : "r"));
  std::vector<Expr> factors;
  for (const Expr& root : all) factors.push_back(Expr::symbol(x) - root);
  const Expr product = Expr::make(Op::kMul, factors);
  auto expanded = math::coefficients_in(product, x, 5);
  if (!expanded || expanded->size() != c->size()) return {};
  const Expr& lead = c->back();
  Capture made;
  std::vector<std::string> shown;
  for (std::size_t i = 0; i + 1 < c->size(); ++i) {
    auto factor = math::normal_form((*expanded)[i]);
    if (!factor.ok()) return {};
    made.exprs.push_back(Expr::rel("=", (*c)[i], *factor * lead));
    shown.push_back(inline_math(tex((*c)[i])) + " is " + inline_math(tex(*factor * lead)));
  }
  made.own.push_back({(all.size() > roots.size() ? "Let " + inline_math(tex(all.back())) + " be the other root. " : std::string()) + "With its roots the polynomial is " + inline_math(tex(lead * product)) + ", so " + and_list(shown) + ".", {}, {}, {}, {}});
  return made;
}

// A root of a polynomial with lettered coefficients: put in, or as a factor with its conjugate.
Built has_root(const Expr& equation, const Expr& root) {
  const Expr zero = left_of(equation);
  auto x = unknown_of(zero, zero);
  if (!x || zero.symbols().size() < 2 || !root.symbols().empty()) return {};
  if (math::exact_value(root).ok()) return number_capture(Expr::rel("=", zero.substitute(*x, root), integer(0)));
  auto other = conjugate(root);
  if (!other) return {};
  auto sum = math::normal_form(root + *other), product = math::normal_form(root * *other);
  auto s = sum.ok() ? math::exact_value(*sum) : Result<Rational>(Error{}), p = product.ok() ? math::exact_value(*product) : Result<Rational>(Error{});
  if (!s.ok() || !p.ok()) return {};
  const Expr factor = math::to_expr({*p, -*s, Rational(1)}, *x);
  Built made = identity(zero, factor, integer(0));
  if (!made) return {};
  Lookup conjugated{"With " + inline_math(tex(root)) + " the number " + inline_math(tex(*other)) + " is a root, too. Their sum is " + inline_math(tex(*s)) + " and their product is " + inline_math(tex(*p)) + ", so " +
                        inline_math(tex(factor)) + " is a factor.", {}, {}, {}, {}};
  made->own.insert(made->own.begin(), conjugated);
  return made;
}

Built roots_are(const Captures& c) {
  const Expr zero = left_of(c.expr("q"));
  if (auto x = unknown_of(zero, zero))
    if (auto whole = of_letters(zero, *x, c.at("roots").exprs)) return whole;
  Capture made;
  for (const Expr& root : c.at("roots").exprs) {
    auto one = has_root(c.expr("q"), root);
    if (!one) return {};
    made.exprs.insert(made.exprs.end(), one->exprs.begin(), one->exprs.end());
    made.own.insert(made.own.end(), one->own.begin(), one->own.end());
  }
  return made;
}

// y = a x^2 + b x + c with its vertex and points on it; x = a y^2 + b y + c alike.
Built parabola(const Captures& c) {
  const Expr& curve = c.expr("q");
  if (!curve.is(Op::kRel) || curve.name() != "=" || !curve.arg(0).is(Op::kSymbol)) return {};
  const std::string up = curve.arg(0).name(), along = up == "y" ? "x" : "y";
  auto k = math::coefficients_in(curve.arg(1), along, 2);
  if ((up != "y" && up != "x") || !k || k->size() != 3 || curve.symbols().size() < 3) return {};
  Capture made;
  auto through = [&](const Expr& point) {
    if (point.args().size() != 2) return false;
    made.exprs.push_back(curve.substitute("x", point.arg(0)).substitute("y", point.arg(1)));
    return made.exprs.back().symbols().size() > 0;
  };
  if (c.has("v")) {
    const Expr& vertex = c.expr("v");
    if (vertex.args().size() != 2 || !through(vertex)) return {};
    const Expr& at = vertex.arg(up == "y" ? 0 : 1);
    made.exprs.push_back(Expr::rel("=", (*k)[1], -(integer(2) * (*k)[2] * at)));
    made.own.push_back({"The vertex lies at " + inline_math("-\\frac{b}{2a}") + " with the factors $a$ of " + inline_math(along + "^2") + " and $b$ of " + inline_math(along) + ", which gives " + inline_math(tex(made.exprs.back())) + ".", {}, {}, {}, {}});
  }
  for (const char* slot : {"p", "ps"})
    if (c.has(slot))
      for (const Expr& point : c.at(slot).exprs)
        if (!through(point)) return {};
  return made.exprs.empty() ? Built() : made;
}

// Where the denominator is zero: x = 1 for x^2 + a x + b.
Built asymptotes(const Captures& c) {
  const Expr& f = c.expr("q");
  if (!f.is(Op::kRel) || f.name() != "=" || !f.arg(1).is(Op::kDiv)) return {};
  const Expr& below = f.arg(1).arg(1);
  Capture made;
  for (const Expr& place : c.at("places").exprs) {
    if (!place.is(Op::kRel) || !place.arg(0).is(Op::kSymbol) || !math::exact_value(place.arg(1)).ok() || !below.contains_symbol(place.arg(0).name())) return {};
    made.exprs.push_back(Expr::rel("=", below.substitute(place.arg(0).name(), place.arg(1)), integer(0)));
    if (made.exprs.back().symbols().empty()) return {};
  }
  made.own.push_back({"At a vertical asymptote the denominator " + inline_math(tex(below)) + " is zero.", {}, {}, {}, {}});
  return made;
}

}  // namespace

std::vector<PhraseForm> polynomial_fact_phrases() {
  return {
      {"fact", "[the] [polynomial|expression] {expr:p} is (divisible by|a multiple of) [the] [polynomial] {expr:d}", divisible},
      {"fact", "[the] [polynomial|expression|quadratic] {expr:d} is a factor of [the] [polynomial] {expr:p}", divisible},
      {"fact", "[the] [polynomial|expression] {expr:p} has a factor of {expr:d}", divisible},
      {"fact", "[the] [graph of] {eq:q} has [two|a] vertical (asymptote|asymptotes) at {eqs:places}", asymptotes},
      {"fact", "{expr:d} (divides|evenly divides) {expr:p}", divisible},
      {"fact", "(when|if) [the] [polynomial] {expr:p} is divided by {expr:d} [the] remainder is {expr:r}", with_remainder},
      {"fact", "[the] remainder is {expr:r} when {expr:p} is divided by {expr:d}", with_remainder},
      {"fact", "[one|two|three] [of the] <roots> of [the] [equation|polynomial|cubic|quadratic|quartic] ({eq:q}|{expr:q}) (is|are) {exprs:roots}", roots_are},
      {"fact", "[one|two|three] [of the] (root|zero|solution) of [the] [equation|polynomial|cubic|quadratic|quartic] ({eq:q}|{expr:q}) is {exprs:roots}", roots_are},
      {"fact", "{exprs:roots} (is|are) [a|the|two] [of the] [real|complex] (<root>|<roots>) (of|to) [the] [equation|polynomial|cubic|quadratic] ({eq:q}|{expr:q})", roots_are},
      {"fact", "[the] [equation|polynomial|cubic|quadratic] ({eq:q}|{expr:q}) has [the] [<root>|<roots>] {exprs:roots} [as (a <root>|<roots>)]", roots_are},
      {"fact", "[the] [graph of] [the|a] [certain] [quadratic|parabola|equation|function|quadratic function] [with equation|with the equation|given by] {eq:q} [whose graph] [is|has] [a parabola] [with|that has|has|having] [a] [its] vertex [at|of] "
               "[the] [point] {point:v} [and] [with] [a] [vertical axis of symmetry|horizontal axis of symmetry] [and] [that|which|it] [passes through|passing through|contains|containing|goes through] [[the] [point|points] ({points:ps}|{point:p})]", parabola},
      {"fact", "[the] [graph of] [the|a] [certain] [quadratic|parabola|equation|function|quadratic function] [with equation|with the equation|given by] {eq:q} [is a parabola] [that|which] (passes through|contains|goes through|passing through) [the] "
               "[point|points] ({points:ps}|{point:p}) [and has|with|and] [its|a] [vertex [at] {point:v}]", parabola},
  };
}

}  // namespace retort::agent
