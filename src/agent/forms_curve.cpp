// Quadratic functions, circles, and functions with their domains, inverses and symmetries.
#include <algorithm>

#include "agent/forms.h"
#include "agent/phrase_terms.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr num(const Rational& r) { return Expr::number(r); }
Expr two() { return Expr::integer(2); }

// Coefficients of x^2 + y^2, x, y and 1 in an equation of a circle, scaled so that the first is 1.
struct Circle { Rational x, y, square; };   // center and squared radius

std::optional<Circle> circle_of(const Expr& equation) {
  if (!equation.is(Op::kRel) || equation.name() != "=") return {};
  Expr d = equation.arg(0) - equation.arg(1);
  auto symbols = d.symbols();
  if (symbols.size() > 2 || !std::all_of(symbols.begin(), symbols.end(), [](const std::string& s) { return s == "x" || s == "y"; })) return {};
  auto at = [&](long long x, long long y) -> std::optional<Rational> {
    auto v = math::exact_value(d.substitute("x", Expr::integer(x)).substitute("y", Expr::integer(y)));
    return v.ok() ? std::optional<Rational>(*v) : std::nullopt;
  };
  auto o = at(0, 0), px = at(1, 0), mx = at(-1, 0), py = at(0, 1), my = at(0, -1), pp = at(1, 1), far = at(2, 3);
  if (!o || !px || !mx || !py || !my || !pp || !far) return {};
  Rational a = (*px + *mx) / 2 - *o, b = (*py + *my) / 2 - *o, dx = (*px - *mx) / 2, dy = (*py - *my) / 2;
  if (a != b || a.is_zero() || *pp != a + b + dx + dy + *o) return {};
  if (*far != a * 4 + b * 9 + dx * 2 + dy * 3 + *o) return {};   // of degree two
  Rational x = -dx / (a * 2), y = -dy / (a * 2), square = x * x + y * y - *o / a;
  if (square.sign() <= 0) return {};
  return Circle{x, y, square};
}

std::string completed(const Circle& k) {
  auto part = [](const char* name, const Rational& at) {
    if (at.is_zero()) return std::string(name) + "^2";
    return "(" + std::string(name) + (at.sign() > 0 ? " - " + tex(at) : " + " + tex(-at)) + ")^2";
  };
  return "With the squares completed, the equation is $" + part("x", k.x) + " + " + part("y", k.y) + " = " + tex(k.square) + "$.";
}

std::optional<Goal> circle(const Captures& c, const char* what) {
  auto k = circle_of(c.expr("eq"));
  if (!k) return {};
  std::string asked = what, setting = completed(*k);
  if (asked == "center") return Several{{num(k->x), num(k->y)}, "(#1#, #2#)", setting, "the center is @"};
  if (asked == "center sum") return Evaluate{num(k->x) + num(k->y), setting, "the sum is @", {}};
  if (asked == "radius") return Evaluate{Expr::func("sqrt", {num(k->square)}), setting, "the radius is @", {}};
  if (asked == "area") return Evaluate{num(k->square) * Expr::constant("pi"), setting + " Its right side is the squared radius.", "the area is @", {}};
  return Evaluate{two() * Expr::constant("pi") * Expr::func("sqrt", {num(k->square)}), setting, "the circumference is @", {}};
}

// Quadratics

struct Quadratic {
  Rational a, b, c;
  std::string variable;
};

std::optional<Quadratic> quadratic_of(const Expr& e) {
  Expr body = e;
  if (e.is(Op::kRel) && e.name() == "=") {
    bool named = e.arg(0).is(Op::kFunc) || (e.arg(0).is(Op::kSymbol) && !e.arg(1).contains_symbol(e.arg(0).name()));
    body = named && !e.arg(1).symbols().empty() ? e.arg(1) : e.arg(0) - e.arg(1);
  }
  auto symbols = body.symbols();
  if (symbols.size() != 1) return {};
  auto p = math::as_polynomial(body, symbols[0]);
  if (!p || math::degree(*p) != 2) return {};
  return Quadratic{(*p)[2], (*p)[1], (*p)[0], symbols[0]};
}

std::string coefficients(const Quadratic& q) {
  return "Here $a = " + tex(q.a) + "$, $b = " + tex(q.b) + "$ and $c = " + tex(q.c) + "$.";
}
Expr discriminant(const Quadratic& q) { return pow(num(q.b), two()) - Expr::make(Op::kMul, {Expr::integer(4), num(q.a), num(q.c)}); }

std::optional<Goal> discriminant_of(const Captures& c) {
  auto q = quadratic_of(c.expr("e"));
  if (!q) return {};
  return Evaluate{discriminant(*q), coefficients(*q) + " The discriminant is $b^2 - 4ac$.", "the discriminant is @", {}};
}

std::optional<Goal> vertex(const Captures& c) {
  const Expr& e = c.expr("e");
  if (!e.is(Op::kRel) || !e.arg(0).is(Op::kSymbol) || (e.arg(0).name() != "y" && e.arg(0).name() != "x")) return {};
  auto q = quadratic_of(e);
  if (!q) return {};
  auto x = -q->b / (q->a * 2);
  Rational y = q->c - q->b * q->b / (q->a * 4);
  bool upright = e.arg(0).name() == "y";
  std::string setting = coefficients(*q) + " At the vertex $" + q->variable + " = -\\frac{b}{2a} = " + tex(x) + "$, and there the other coordinate is $" + tex(y) + "$.";
  return Several{{num(upright ? x : y), num(upright ? y : x)}, "(#1#, #2#)", setting, "the vertex is @"};
}

// Of the two roots: sums of powers and of reciprocals by Vieta, and their difference.
std::optional<Goal> of_roots(const Captures& c, const char* what) {
  auto q = quadratic_of(c.expr("e"));
  if (!q) return {};
  Rational s = -q->b / q->a, p = q->c / q->a;
  std::string setting = coefficients(*q) + " The roots have the sum $-\\frac{b}{a} = " + tex(s) + "$ and the product $\\frac{c}{a} = " + tex(p) + "$.";
  std::string asked = what;
  auto d = math::exact_value(discriminant(*q));
  if (!d.ok() || d->is_zero()) return {};
  if (asked == "squares") return Evaluate{pow(num(s), two()) - two() * num(p), setting + " The sum of the squares is $s^2 - 2p$.", "the sum of the squares is @", {}};
  if (asked == "reciprocals" && !p.is_zero()) return Evaluate{num(s) / num(p), setting + " The sum of the reciprocals is their quotient.", "the sum is @", {}};
  if (asked == "sum") return Evaluate{num(s), setting, "the sum is @", {}};
  if (asked == "product") return Evaluate{num(p), setting, "the product is @", {}};
  if (asked != "difference" || d->sign() < 0) return {};
  return Evaluate{Expr::func("sqrt", {discriminant(*q)}) / Expr::func("abs", {num(q->a)}), coefficients(*q) + " The roots differ by $\\frac{\\sqrt{b^2 - 4ac}}{|a|}$.",
                  "the difference is @", {}};
}

std::optional<Goal> extreme_value(const Captures& c) {
  auto q = quadratic_of(c.expr("e"));
  if (!q) return {};
  const std::string& which = c.at("which").stem;
  bool maximum = which == "maximum" || which == "largest" || which == "greatest";
  if (!maximum && which != "minimum" && which != "smallest" && which != "least") return {};
  if ((q->a.sign() < 0) != maximum) return {};
  Expr body = math::to_expr({q->c, q->b, q->a}, q->variable);
  if (c.has("where")) {
    if (c.has("v") && c.expr("v").name() != q->variable) return {};
    return Evaluate{-num(q->b) / (two() * num(q->a)), coefficients(*q) + " The extreme value is taken at $-\\frac{b}{2a}$.", "it is taken at @", {}};
  }
  return Extremum{body, q->variable, maximum, {}};
}

// Functions

struct Function { std::string name, variable; Expr body; };

std::optional<Function> function_of(const Expr& e) {
  if (e.is(Op::kRel)) {
    if (e.name() != "=") return {};
    const Expr& left = e.arg(0);
    auto symbols = e.arg(1).symbols();
    bool applied = left.is(Op::kFunc) && left.args().size() == 1 && left.arg(0).is(Op::kSymbol);
    if (symbols.size() != 1 || (applied && left.arg(0).name() != symbols[0]) || (!applied && !left.is(Op::kSymbol))) return {};
    return Function{applied ? left.name() : "", symbols[0], e.arg(1)};
  }
  auto symbols = e.symbols();
  if (symbols.size() != 1) return {};
  return Function{"", symbols[0], e};
}

std::optional<Goal> parity(const Captures& c) {
  auto f = function_of(c.expr("f"));
  if (!f) return {};
  Expr mirrored = f->body.substitute(f->variable, -Expr::symbol(f->variable));
  auto even = math::equal(f->body, mirrored), odd = math::equal(-f->body, mirrored);
  using Outcome = math::Verdict::Outcome;
  std::string kind, why = "We put $-" + f->variable + "$ for $" + f->variable + "$: the value becomes $" + tex(mirrored) + "$. ";
  if (even.outcome == Outcome::kEqual && odd.outcome == Outcome::kDifferent) kind = "even", why += "This is the same as before for every $" + f->variable + "$.";
  else if (odd.outcome == Outcome::kEqual && even.outcome == Outcome::kDifferent) kind = "odd", why += "This is the negative of what it was for every $" + f->variable + "$.";
  else if (even.outcome == Outcome::kDifferent && odd.outcome == Outcome::kDifferent) kind = "neither", why += "This is neither the same nor the negative for every $" + f->variable + "$.";
  else return {};
  return Several{{}, "\\text{" + kind + "}", why, "the answer is @"};
}

// Every condition under which the term is defined: what stands under a fraction line, an even root or a logarithm.
bool conditions(const Expr& e, std::vector<Expr>& positive, std::vector<Expr>& nonnegative, std::vector<Expr>& nonzero) {
  for (const Expr& part : e.args())
    if (!conditions(part, positive, nonnegative, nonzero)) return false;
  switch (e.op()) {
    case Op::kDiv: if (!e.arg(1).symbols().empty()) nonzero.push_back(e.arg(1)); return true;
    case Op::kNumber: case Op::kSymbol: case Op::kConstant: case Op::kAdd: case Op::kMul: case Op::kNeg: return true;
    case Op::kPow: return e.arg(1).is_integer() && e.arg(1).value().sign() > 0;
    case Op::kFunc: break;
    default: return false;
  }
  if (e.is_func("abs")) return true;
  if (e.is_func("sqrt")) return nonnegative.push_back(e.arg(0)), true;
  if (e.is_func("root") && e.arg(1).is_integer()) {
    if ((e.arg(1).value() / 2).is_integer()) nonnegative.push_back(e.arg(0));
    return true;
  }
  if ((e.is_func("log") || e.is_func("ln")) && (e.args().size() == 1 || e.arg(1).symbols().empty())) return positive.push_back(e.arg(0)), true;
  return false;
}

std::optional<Goal> domain(const Captures& c) {
  auto f = function_of(c.expr("f"));
  if (!f) return {};
  std::vector<Expr> positive, nonnegative, nonzero;
  if (!conditions(f->body, positive, nonnegative, nonzero)) return {};
  if (nonzero.size() + positive.size() + nonnegative.size() == 0) return {};
  return Domain{f->body, f->variable, positive, nonnegative, nonzero};
}

// f^{-1}(k) of a function that is one to one where it matters: the equation f(x) = k has one solution.
std::optional<Goal> inverse_value(const Captures& c) {
  auto f = function_of(c.expr("f"));
  if (!f || f->name.empty()) return {};
  const std::string& asked = c.text("asked");
  std::string start = f->name + "^{-1}(";
  std::string compact;
  for (char ch : asked)
    if (ch != ' ') compact += ch;
  if (compact.rfind(start, 0) != 0 || compact.back() != ')' || compact.find('(', start.size()) != compact.npos) return {};
  auto k = read_items("(" + compact.substr(start.size()));
  if (!k || k->size() != 1 || !math::exact_value((*k)[0]).ok()) return {};
  SolveEquation goal{Expr::rel("=", f->body, (*k)[0]), f->variable, RootAsk::kOnly, {}, {}};
  goal.setting = "We look for the $" + f->variable + "$ with $" + f->name + "(" + f->variable + ") = " + tex((*k)[0]) + "$.";
  goal.closing = "$" + asked + "$ is @";
  return goal;
}

// Vertical asymptotes of a quotient of polynomials: zeros of the denominator that are none of the numerator.
std::optional<Goal> asymptote(const Captures& c) {
  auto f = function_of(c.expr("f"));
  if (!f || !f->body.is(Op::kDiv)) return {};
  auto top = math::as_polynomial(f->body.arg(0), f->variable), below = math::as_polynomial(f->body.arg(1), f->variable);
  if (!top || !below || math::degree(*below) != 1) return {};
  Rational at = -(*below)[0] / (*below)[1];
  if (math::evaluate(*top, at).is_zero()) return {};
  SolveEquation goal{Expr::rel("=", f->body.arg(1), Expr::integer(0)), f->variable, RootAsk::kOnly, {}, {}};
  goal.setting = "The denominator must be zero: " + inline_math(tex(goal.equation)) + ". The numerator is not zero there.";
  return goal;
}
std::optional<Goal> horizontal(const Captures& c) {
  auto f = function_of(c.expr("f"));
  if (!f || !f->body.is(Op::kDiv)) return {};
  auto top = math::as_polynomial(f->body.arg(0), f->variable), below = math::as_polynomial(f->body.arg(1), f->variable);
  if (!top || !below || math::degree(*below) < 1 || math::degree(*top) != math::degree(*below)) return {};
  return Evaluate{num(top->back()) / num(below->back()), "Numerator and denominator have the same degree, so far out the quotient comes close to that of the leading coefficients.",
                  "the horizontal asymptote is at @", {}};
}

// Polynomials

std::optional<Goal> division(const Captures& c, bool remainder) {
  const Expr &p = c.expr("p"), &d = c.expr("d");
  auto symbols = p.symbols();
  if (symbols.size() != 1 || d.symbols() != symbols) return {};
  auto top = math::as_polynomial(p, symbols[0]), below = math::as_polynomial(d, symbols[0]);
  if (!top || !below || math::degree(*below) < 1 || math::degree(*top) > 40) return {};
  auto [q, r] = math::divide(*top, *below);
  if (remainder && math::degree(*below) == 1) {
    Rational at = -(*below)[0] / (*below)[1];
    return Evaluate{p.substitute(symbols[0], num(at)), "The divisor is zero at $" + symbols[0] + " = " + tex(at) + "$, and the remainder is the value there.", "the remainder is @", {}};
  }
  Expr quotient = math::to_expr(q, symbols[0]), rest = math::to_expr(r, symbols[0]);
  Lookup lookup{"We divide $" + tex(p) + "$ by $" + tex(d) + "$.", "polynomial_division", {{"dividend", math::to_plain(p)}, {"divisor", math::to_plain(d)}}, {quotient, rest}, ""};
  return Several{{}, tex(remainder ? rest : quotient), "", remainder ? "the remainder is @" : "the quotient is @", {lookup}};
}

std::optional<Goal> degree(const Captures& c) {
  auto symbols = c.expr("p").symbols();
  if (symbols.size() != 1) return {};
  auto p = math::as_polynomial(c.expr("p"), symbols[0], 200);
  if (!p || p->empty()) return {};
  return DirectCall{"The degree is that of the highest power that does not cancel.", "polynomial_degree", {{"expression", math::to_plain(c.expr("p"))}, {"variable", symbols[0]}},
                    Expr::integer(math::degree(*p)), "the degree is @"};
}

}  // namespace

std::vector<Form> curve_forms() {
  return {
      {"circle_center", "(find|what is) the center of the circle (with|given by|defined by|whose equation is) [the] [equation] {eq:eq}", [](const Captures& c) { return circle(c, "center"); }},
      {"circle_radius", "(find|what is) the radius of the circle (with|given by|defined by|whose equation is) [the] [equation] {eq:eq}", [](const Captures& c) { return circle(c, "radius"); }},
      {"circle_area", "[in terms of {math}] (find|what is) the area of the (circle|region) (with|given by|defined by|enclosed by|whose equation is|enclosed by the (graph|circle) of) [the] [equation|graph of] {eq:eq}", [](const Captures& c) { return circle(c, "area"); }},
      {"circle_area", "(find|what is) the area of the region enclosed by the graph of [the equation] {eq:eq}", [](const Captures& c) { return circle(c, "area"); }},
      {"circle_center_sum", "the center of the circle with equation {eq:eq} is [the] [point] {math} what is {expr}", [](const Captures& c) -> std::optional<Goal> {
         if (c.text("math").find("x") == std::string::npos || tex(c.expr("expr")) != "x + y") return {};
         return circle(c, "center sum");
       }},
      {"circle_center_sum", "what is the sum of the coordinates of the center of the circle (with|given by|defined by) [the] [equation] {eq:eq}", [](const Captures& c) { return circle(c, "center sum"); }},

      {"discriminant", "(find|what is|compute) the discriminant of [the (quadratic|equation)] ({expr:e}|{eq:e})", discriminant_of},
      {"vertex", "(find|what (is|are)) the (vertex|coordinates of the vertex) of the [graph of the] (parabola|graph|graph of) [with equation|whose equation is|given by] [the equation] {eq:e}", vertex},
      {"root_squares", "(find|what is|compute) the sum of the squares of the [two] <roots> (of|to) [the] [equation] ({eq:e}|{expr:e})", [](const Captures& c) { return of_roots(c, "squares"); }},
      {"root_squares", "the quadratic {expr:e} has two real roots what is the sum of the squares of these roots", [](const Captures& c) { return of_roots(c, "squares"); }},
      {"root_reciprocals", "(find|what is|compute) the sum of the reciprocals of the [two] <roots> (of|to) [the] [quadratic] [equation] ({eq:e}|{expr:e})", [](const Captures& c) { return of_roots(c, "reciprocals"); }},
      {"root_difference", "(find|what is|compute) the (positive|nonnegative) difference between the [two] <roots> (of|to|for) [the] [quadratic] [equation] ({eq:e}|{expr:e})", [](const Captures& c) { return of_roots(c, "difference"); }},
      {"root_sum", "(find|what is|compute) the sum of the [two] <roots> (of|to) [the] [quadratic] [equation] ({eq:e}|{expr:e})", [](const Captures& c) { return of_roots(c, "sum"); }},
      {"root_product", "(find|what is|compute) the product of the [two] <roots> (of|to) [the] [quadratic] [equation] ({eq:e}|{expr:e})", [](const Captures& c) { return of_roots(c, "product"); }},
      {"extreme", "(find|what is) the {word:which} [possible] [real] value of [the (expression|function|quadratic)] [{var}] [if] ({eq:e}|{expr:e}) [for real {var}|for (all|) real [values of] {var}|if {var} is [a] real [number]]", extreme_value},
      {"extreme", "(find|what is) the {word:which} [possible] real value of [the expression] {expr:e}", extreme_value},
      {"extreme_at", "(for what|what) [real] [value of] {var:v} {word:where} [give|gives] the {word:which} value (for|of) ({eq:e}|{expr:e})", extreme_value},
      {"extreme_at", "(for what|what) value of {var:v} {word:where} (give|gives|produce) the {word:which} value (for|of) ({eq:e}|{expr:e})", extreme_value},
      {"extreme_at", "what value of {var:v} gives the {word:which} value (for|of) [the expression] ({eq:e}|{expr:e})", [](const Captures& c) { Captures w = c; w.set("where", {}); return extreme_value(w); }},

      {"parity", "is {eq:f} an even function odd function or neither [enter {word} {word} or {word}]", parity},
      {"domain", "(find|what is|determine) the domain of the [real-valued] (function|expression) ({eq:f}|{expr:f})", domain},
      {"domain", "(find|what is|determine) the domain of [the function] ({eq:f}|{expr:f})", domain},
      {"domain", "for what [real] values of {var} is [the (expression|function)] {expr:f} defined", domain},
      {"inverse_value", "(let|if|given|suppose|given that) {eq:f} (find|what is|compute|evaluate) [the value of] {math:asked}", inverse_value},
      {"asymptote", "(at|for) what value of {var} (is there|does there exist) (a|the) vertical asymptote (for|of) [the graph of] [the equation] {eq:f}", asymptote},
      {"asymptote", "(find the|what is the|for what value of {var} is there a) vertical asymptote of [the graph of] {eq:f}", asymptote},
      {"horizontal", "[if] {eq:f} at what value of {var} will there be a horizontal asymptote", horizontal},
      {"horizontal", "(find|what is) the horizontal asymptote of [the] [rational] [function] {eq:f}", horizontal},
      {"division", "(find|what is|determine|compute) the remainder when [the polynomial] {expr:p} is divided by {expr:d}", [](const Captures& c) { return division(c, true); }},
      {"division", "(find|what is|determine|compute) the quotient when [the polynomial] {expr:p} is divided by {expr:d}", [](const Captures& c) { return division(c, false); }},
      {"division", "(when|if) [the polynomial] {expr:p} is divided by {expr:d} (find|what is|determine|compute) the [value of the] remainder", [](const Captures& c) { return division(c, true); }},
      {"division", "(when|if) [the polynomial] {expr:p} is divided by {expr:d} (find|what is|determine|compute) the quotient", [](const Captures& c) { return division(c, false); }},
      {"division", "(find|what is|determine|compute) the remainder (upon|of|on|after) (dividing|the division of|division of) [the polynomial] {expr:p} by {expr:d}", [](const Captures& c) { return division(c, true); }},
      {"division", "(find|what is|determine|compute) the quotient (upon|of|on|after) (dividing|the division|division of) [the polynomial] {expr:p} by {expr:d}", [](const Captures& c) { return division(c, false); }},
      {"division", "(find|what is|determine|compute) the quotient of the division {expr:e}", [](const Captures& c) -> std::optional<Goal> {
         if (!c.expr("e").is(math::Op::kDiv)) return {};
         Captures parts;
         parts.set("p", {{c.expr("e").arg(0)}, {}, {}});
         parts.set("d", {{c.expr("e").arg(1)}, {}, {}});
         return division(parts, false);
       }},
      {"division", "(find|what is) the quotient of the polynomial division {expr:p} by {expr:d}", [](const Captures& c) { return division(c, false); }},
      {"degree", "(find|what is) the degree of [the polynomial] {expr:p}", degree},
      {"degree", "when [the (expression|polynomial)] {expr:p} is expanded what is the degree of the resulting polynomial", degree},
  };
}

}  // namespace retort::agent
