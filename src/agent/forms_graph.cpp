// Asymptotes of quotients of polynomials, and functions put together from even and odd ones.
#include <algorithm>
#include <map>

#include "agent/exact_roots.h"
#include "agent/forms_more.h"
#include "agent/rules_solver_text.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Coefficients;
using math::Expr;
using math::Op;
using math::Rational;

struct Quotient {
  std::string x;
  Expr term = Expr::integer(0), below = Expr::integer(1);
  Coefficients num, den;   // as they stand
};

std::optional<Quotient> quotient_of(const Captures& c) {
  const Expr& e = c.has("q") ? c.expr("q") : c.expr("f");
  if (e.is(Op::kRel) && (e.name() != "=" || e.arg(1).symbols().size() != 1)) return {};
  Quotient q;
  q.term = e.is(Op::kRel) ? e.arg(1) : e;
  auto symbols = q.term.symbols();
  if (symbols.size() != 1 || !q.term.is(Op::kDiv)) return {};
  q.x = symbols[0];
  q.below = q.term.arg(1);
  auto num = math::as_polynomial(q.term.arg(0), q.x, 12), den = math::as_polynomial(q.below, q.x, 12);
  if (!num || !den || math::degree(*den) < 1 || num->empty()) return {};
  q.num = *num;
  q.den = *den;
  return q;
}

// The zeros of the denominator, and which of them are none of the numerator.
struct Poles {
  Lookup solved;
  std::vector<Expr> all, poles;
};

std::optional<Poles> poles_of(const Quotient& q) {
  auto zeros = real_zeros(q.den);
  if (!zeros) return {};
  const Coefficients common = math::gcd(q.num, q.den), rest = math::degree(common) > 0 ? math::divide(q.den, common).first : q.den;
  Poles made;
  made.all = *zeros;
  std::vector<std::string> holes;
  for (const Expr& zero : *zeros) {
    auto exact = math::exact_value(zero);
    const bool pole = exact.ok() ? math::evaluate(rest, *exact).is_zero() : true;
    if (pole) made.poles.push_back(zero);
    else holes.push_back(inline_math(tex(zero)));
  }
  if (made.poles.size() < zeros->size() && std::any_of(zeros->begin(), zeros->end(), [](const Expr& e) { return !math::exact_value(e).ok(); })) return {};
  const Expr equation = Expr::rel("=", q.below, Expr::integer(0));
  made.solved = {"We look where the denominator is zero: " + inline_math(tex(equation)) + ".", "solve_equation", {{"sympy_equation", math::to_plain(equation)}, {"variable", q.x}}, *zeros,
                 holes.empty() ? "The numerator is not zero there." : "At " + and_list(holes) + " the numerator is zero, too, and the factor cancels."};
  return made;
}

std::optional<Goal> vertical(const Captures& c) {
  auto q = quotient_of(c);
  auto p = q ? poles_of(*q) : std::nullopt;
  if (!p || p->poles.empty()) return {};
  std::string list;
  for (const Expr& e : p->poles) list += (list.empty() ? "" : ", ") + tex(e);
  return Several{{}, list, "", p->poles.size() == 1 ? "the vertical asymptote is at @" : "the vertical asymptotes are at @", {p->solved}};
}

std::optional<Goal> vertical_count(const Captures& c) {
  auto q = quotient_of(c);
  auto p = q ? poles_of(*q) : std::nullopt;
  if (!p || p->poles.empty()) return {};
  std::vector<Expr> ones(p->poles.size(), Expr::integer(1));
  return Evaluate{ones.size() == 1 ? ones[0] : Expr::make(Op::kAdd, ones), "We count them.", "there are @ vertical asymptotes", {p->solved}};
}

// "has vertical asymptotes at x = a and x = b": what is asked must not depend on which is which.
std::optional<Goal> named_places(const Captures& c, bool all) {
  auto q = quotient_of(c);
  auto p = q ? poles_of(*q) : std::nullopt;
  if (!p) return {};
  std::vector<std::string> names;
  for (const Expr& place : c.at("places").exprs) {
    if (!place.is(Op::kRel) || !place.arg(0).is(Op::kSymbol) || place.arg(0).name() != q->x || !place.arg(1).is(Op::kSymbol)) return {};
    names.push_back(place.arg(1).name());
  }
  const auto& values = all ? p->all : p->poles;
  if (names.size() != values.size() || names.size() > 2 || names.empty()) return {};
  Expr asked = c.expr("asked"), swapped = asked;
  for (const std::string& name : asked.symbols())
    if (std::find(names.begin(), names.end(), name) == names.end()) return {};
  for (std::size_t i = 0; i < names.size(); ++i) {
    asked = asked.substitute(names[i], values[i]);
    swapped = swapped.substitute(names[i], values[names.size() - 1 - i]);
  }
  if (!asked.symbols().empty() || math::equal(asked, swapped).outcome != math::Verdict::Outcome::kEqual) return {};
  Lookup solved = p->solved;
  if (all) solved.reflection.clear();
  return Evaluate{asked, "", inline_math(tex(c.expr("asked"))) + " is @", {solved}};
}

std::optional<Goal> oblique(const Captures& c) {
  auto q = quotient_of(c);
  if (!q || math::degree(q->num) != math::degree(q->den) + 1) return {};
  auto [whole, rest] = math::divide(q->num, q->den);
  if (rest.empty()) return {};
  const Expr line = math::to_expr(whole, q->x);
  Lookup divided{"We divide the numerator by the denominator.", "polynomial_division", {{"dividend", math::to_plain(q->term.arg(0))}, {"divisor", math::to_plain(q->below)}}, {line, math::to_expr(rest, q->x)},
                 "Far out the remainder over the denominator comes close to zero."};
  if (!c.has("asked")) return Several{{}, "y = " + tex(line), "", "the asymptote is @", {divided}};
  // y = m x + b
  const Expr& form = c.expr("form");
  if (!form.is(Op::kRel) || form.name() != "=") return {};
  auto k = math::coefficients_in(form.arg(1), q->x, 1);
  if (!k || k->size() != 2 || !(*k)[0].is(Op::kSymbol) || !(*k)[1].is(Op::kSymbol) || whole.size() != 2) return {};
  Expr asked = c.expr("asked").substitute((*k)[1].name(), Expr::number(whole[1])).substitute((*k)[0].name(), Expr::number(whole[0]));
  if (!asked.symbols().empty()) return {};
  return Evaluate{asked, "So the line is " + inline_math("y = " + tex(line)) + ", with " + inline_math(tex((*k)[1]) + " = " + tex(whole[1])) + " and " + inline_math(tex((*k)[0]) + " = " + tex(whole[0])) + ".",
                  inline_math(tex(c.expr("asked"))) + " is @", {divided}};
}

// Where a quotient with numerator and denominator of the same degree meets its horizontal asymptote.
std::optional<Goal> crossing(const Captures& c) {
  auto q = quotient_of(c);
  if (!q || math::degree(q->num) != math::degree(q->den)) return {};
  const Rational level = q->num.back() / q->den.back();
  SolveEquation goal{Expr::rel("=", q->term, Expr::number(level)), q->x, RootAsk::kOnly, {}, {}};
  goal.setting = "Far out the quotient comes close to that of the leading coefficients, " + inline_math(tex(Expr::number(q->num.back()) / Expr::number(q->den.back())) + (level.is_integer() ? " = " + tex(level) : "")) +
                 ". So we solve " + inline_math(tex(goal.equation)) + ".";
  return goal;
}

// Parity

enum class Parity { kEven, kOdd, kNone };

const char* word_of(Parity p) { return p == Parity::kEven ? "even" : p == Parity::kOdd ? "odd" : "neither"; }

Parity product(Parity a, Parity b) {
  if (a == Parity::kNone || b == Parity::kNone) return Parity::kNone;
  return a == b ? Parity::kEven : Parity::kOdd;
}

// By the rules for sums, products and functions of functions; `told` gets what is found about each function on the way.
Parity parity_of(const Expr& e, const std::map<std::string, Parity>& known, std::vector<std::string>& told) {
  if (e.symbols().empty()) return Parity::kEven;
  if (e.is(Op::kSymbol)) return Parity::kOdd;
  std::vector<Parity> parts;
  for (const Expr& arg : e.args()) parts.push_back(parity_of(arg, known, told));
  auto say = [&](Parity p) {
    told.push_back(inline_math(tex(e)) + " is " + word_of(p));
    return p;
  };
  switch (e.op()) {
    case Op::kNeg: return parts[0];
    case Op::kAdd: return std::all_of(parts.begin(), parts.end(), [&](Parity p) { return p == parts[0]; }) ? parts[0] : Parity::kNone;
    case Op::kMul: case Op::kDiv: {
      Parity all = Parity::kEven;
      for (Parity p : parts) all = product(all, p);
      return say(all);
    }
    case Op::kPow: {
      if (!e.arg(1).is_integer()) return Parity::kNone;
      const bool even = (e.arg(1).value() / 2).is_integer();
      return say(parts[0] == Parity::kNone ? Parity::kNone : even ? Parity::kEven : parts[0]);
    }
    case Op::kFunc: break;
    default: return Parity::kNone;
  }
  if (e.is_func("abs")) return parts[0] == Parity::kNone ? Parity::kNone : say(Parity::kEven);
  auto found = known.find(e.name());
  if (found == known.end() || e.args().size() != 1 || parts[0] == Parity::kNone) return Parity::kNone;
  return say(parts[0] == Parity::kEven ? Parity::kEven : found->second);
}

std::optional<Parity> said(const std::string& word) {
  if (word == "even") return Parity::kEven;
  if (word == "odd") return Parity::kOdd;
  return {};
}

std::optional<Goal> composed(const Captures& c) {
  std::map<std::string, Parity> known;
  for (const auto& [f, kind] : {std::pair{"f", "kind"}, {"g", "other"}}) {
    if (!c.has(f)) continue;
    const Expr& e = c.expr(f);
    auto p = said(c.at(kind).stem);
    if (!p || (!e.is(Op::kFunc) && !e.is(Op::kSymbol))) return {};
    known[e.name()] = *p;
  }
  Expr asked = c.has("definition") ? c.expr("definition").arg(1) : c.expr("asked");
  std::vector<std::string> told;
  const Parity p = parity_of(asked, known, told);
  if (p == Parity::kNone || told.empty()) return {};
  return Several{{}, "\\text{" + std::string(word_of(p)) + "}",
                 "An odd function changes its sign when its argument does, and an even one stays the same. From the inside to the outside, " + and_list(told) + ".", "the answer is @"};
}

}  // namespace

std::vector<Form> graph_forms() {
  constexpr auto poles = [](const Captures& c) { return named_places(c, false); };
  constexpr auto gaps = [](const Captures& c) { return named_places(c, true); };
  return {
      {"vertical", "[if|given] [the] [graph of] {eq:q} (at|for) what value of {var} (is there|will there be) a vertical asymptote", vertical},
      {"vertical", "(<find>|at what value of {var} is) [all] [the] vertical (asymptote|asymptotes) of [the] [graph of] [the] [rational] [function] ({eq:q}|{expr:f})", vertical},
      {"vertical_count", "how many vertical asymptotes does [the] [graph of] [the] [function|equation] ({eq:q}|{expr:f}) have", vertical_count},
      {"vertical_places", "[the] [graph of] [the] [function|equation] {eq:q} has [two] vertical asymptotes at {eqs:places} <ask> {expr:asked}", poles},
      {"domain_gaps", "[the] domain of [the] [function|equation|expression] {eq:q} is [the set of] all real numbers (except|with [the] exception of|other than) [for] [the] [values] {eqs:places} <ask> {expr:asked}", gaps},
      {"oblique", "(<find>|what is) [the] [equation of] [the] (oblique|slant) asymptote of [the] [graph of] [the] [rational] [function] ({eq:q}|{expr:f}) [enter your answer in [the] form {math}]", oblique},
      {"oblique_form", "[the] [graph of] [the] [rational] [function] {eq:q} has [an|a] (oblique|slant) asymptote [of the form|in the form|with equation|given by|that can be written as] {eq:form} <ask> {expr:asked}", oblique},
      {"crossing", "(for|at) (which|what) value of {var} does [the] [graph of] [the] [function] {eq:q} (cross|intersect) its horizontal asymptote", crossing},
      {"composed_parity", "[let|if|suppose] {expr:f} (be|is) [a|an] {word:kind} function [then] is {expr:asked} [an] [even|odd] [odd|even] [function] [odd|even] [function] [or] [neither] [enter odd even or neither]", composed},
      {"composed_parity", "[let|if|suppose] {eq:definition} if {expr:f} is [a|an] {word:kind} function is {expr} [an] [even|odd] [odd|even] [or] neither [enter odd even or neither]", composed},
      {"composed_parity", "[let|if|suppose] {expr:f} (be|is) [a|an] {word:kind} function and [let] {expr:g} (be|is) [a|an] {word:other} function [then] is {expr:asked} [an] [even|odd] [odd|even] [function] [or] neither [enter odd even or neither]", composed},
  };
}

}  // namespace retort::agent
