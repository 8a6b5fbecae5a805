// Parameters of equations and identities, conics, coordinates: what has to hold is written as an equation or a closed term.
#include <algorithm>
#include <cmath>

#include "agent/forms.h"
#include "agent/forms_more.h"
#include "agent/phrase_terms.h"
#include "base/text.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/number_theory.h"
#include "math/polynomial.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr num(const Rational& r) { return Expr::number(r); }
Expr integer(long long n) { return Expr::integer(n); }
Expr pi() { return Expr::constant("pi"); }

RootAsk sign_asked(const Captures& c) {
  if (!c.has("sign")) return RootAsk::kOnly;
  return c.at("sign").stem == "positive" ? RootAsk::kPositive : c.at("sign").stem == "negative" ? RootAsk::kNegative : RootAsk::kEvery;
}

// The discriminant of a quadratic in `x` whose coefficients may hold a parameter.
std::optional<Expr> discriminant(const Expr& difference, const std::string& x) {
  auto c = math::coefficients_in(difference, x, 2);
  if (!c || c->size() != 3) return {};
  return pow((*c)[1], integer(2)) - Expr::make(Op::kMul, {integer(4), (*c)[2], (*c)[0]});
}

struct Parameter { std::string parameter; Expr discriminant; };

// The parameter is the letter that is asked for; the other one is the unknown.
std::optional<Parameter> with_parameter(const Captures& c) {
  Expr difference = c.has("eq") ? c.expr("eq").arg(0) - c.expr("eq").arg(1) : c.expr("e");
  auto symbols = difference.symbols();
  if (symbols.size() != 2) return {};
  std::string parameter = c.has("v") ? c.expr("v").name() : symbols[0] == "x" || symbols[0] == "y" ? symbols[1] : symbols[0];
  if (symbols[0] != parameter && symbols[1] != parameter) return {};
  std::string x = symbols[0] == parameter ? symbols[1] : symbols[0];
  if (c.has("x") && c.expr("x").name() != x) return {};
  auto d = discriminant(difference, x);
  if (!d || d->symbols() != std::vector<std::string>{parameter}) return {};
  return Parameter{parameter, *d};
}

std::optional<Goal> one_solution(const Captures& c) {
  auto p = with_parameter(c);
  if (!p) return {};
  SolveEquation goal{Expr::rel("=", p->discriminant, integer(0)), p->parameter, sign_asked(c), {}, {}};
  goal.setting = "There is exactly one solution where the discriminant is zero: " + inline_math(tex(goal.equation)) + ".";
  return goal;
}
std::optional<Goal> solutions_exist(const Captures& c, const char* sign, const char* words) {
  auto p = with_parameter(c);
  if (!p) return {};
  (void)words;
  return SolutionSet{Expr::rel(sign, p->discriminant, integer(0)), p->parameter};
}

// Lines

std::optional<std::pair<Expr, Expr>> normal_of(const Expr& equation) {
  if (!equation.is(Op::kRel) || equation.name() != "=") return {};
  Expr d = equation.arg(0) - equation.arg(1);
  auto x = math::coefficients_in(d, "x", 1), y = math::coefficients_in(d, "y", 1);
  if (!x || !y) return {};
  Expr zero = integer(0);
  return std::pair{x->size() > 1 ? (*x)[1] : zero, y->size() > 1 ? (*y)[1] : zero};
}
std::optional<Goal> lines_are(const Captures& c, bool perpendicular) {
  const auto& lines = c.at("eqs").exprs;
  if (lines.size() != 2) return {};
  auto a = normal_of(lines[0]), b = normal_of(lines[1]);
  if (!a || !b) return {};
  Expr equation = perpendicular ? Expr::rel("=", a->first * b->first + a->second * b->second, integer(0))
                                : Expr::rel("=", a->first * b->second, a->second * b->first);
  auto symbols = equation.symbols();
  if (symbols.size() != 1 || (c.has("v") && c.expr("v").name() != symbols[0])) return {};
  SolveEquation goal{equation, symbols[0], RootAsk::kOnly, {}, {}};
  goal.setting = std::string(perpendicular ? "Two lines with the factors $a$, $b$ and $d$, $e$ of $x$ and $y$ are perpendicular when $ad + be = 0$" : "Two lines with the factors $a$, $b$ and $d$, $e$ of $x$ and $y$ are parallel when $ae = bd$") +
                 ", here " + inline_math(tex(equation)) + ".";
  return goal;
}

// Variation

std::optional<Goal> variation(const Captures& c, bool inverse) {
  Expr a = c.expr("a"), b = c.expr("b");
  auto put = [](Expr e, const Expr& fact) { return fact.arg(0).is(Op::kSymbol) ? e.substitute(fact.arg(0).name(), fact.arg(1)) : e; };
  const Expr &first = c.expr("f"), &second = c.expr("s"), &third = c.expr("t");
  Expr known_a = put(put(a, first), second), known_b = put(put(b, first), second), new_a = put(a, third), new_b = put(b, third);
  const Expr& asked = c.expr("asked");
  if (!known_a.symbols().empty() || !known_b.symbols().empty() || a.symbols().size() != 1 || b.symbols().size() != 1) return {};
  Expr equation = inverse ? Expr::rel("=", new_a * new_b, known_a * known_b) : Expr::rel("=", new_a * known_b, known_a * new_b);
  auto symbols = equation.symbols();
  if (symbols.size() != 1 || asked.symbols() != symbols) return {};
  std::string setting = std::string(inverse ? "The product of the two is always the same" : "The quotient of the two is always the same") + ", so " + inline_math(tex(equation)) + ".";
  if (asked.is(Op::kSymbol)) return SolveEquation{equation, symbols[0], RootAsk::kOnly, setting, {}};
  if (!asked.same(new_a) && !asked.same(new_b)) return {};
  Expr value = inverse ? known_a * known_b / (asked.same(new_a) ? new_b : new_a) : asked.same(new_a) ? known_a * new_b / known_b : known_b * new_a / known_a;
  return Evaluate{value, setting, inline_math(tex(asked)) + " is @", {}};
}

// Conics

struct Conic { Rational h, k, p, q; };   // (x - h)^2 / p + (y - k)^2 / q = 1

std::optional<Conic> conic_of(const Expr& equation) {
  if (!equation.is(Op::kRel) || equation.name() != "=") return {};
  Expr d = equation.arg(0) - equation.arg(1);
  for (const std::string& s : d.symbols())
    if (s != "x" && s != "y") return {};
  auto x = math::coefficients_in(d, "x", 2);
  if (!x || x->size() != 3 || !(*x)[2].symbols().empty() || !(*x)[1].symbols().empty()) return {};
  auto y = math::as_polynomial((*x)[0], "y", 2);
  auto a = math::exact_value((*x)[2]), e = math::exact_value((*x)[1]);
  if (!y || math::degree(*y) != 2 || !a.ok() || !e.ok() || a->is_zero()) return {};
  Rational b = (*y)[2], f = (*y)[1], g = (*y)[0];
  Rational h = -*e / (*a * 2), k = -f / (b * 2), right = *a * h * h + b * k * k - g;
  if (right.is_zero()) return {};
  return Conic{h, k, right / *a, right / b};
}

std::string standard(const Conic& c) {
  auto part = [](const char* name, const Rational& at) {
    if (at.is_zero()) return std::string(name) + "^2";
    return "(" + std::string(name) + (at.sign() > 0 ? " - " + tex(at) : " + " + tex(-at)) + ")^2";
  };
  auto over = [](const Rational& by) { return tex(by.sign() < 0 ? -by : by); };
  std::string first = "\\frac{" + part("x", c.h) + "}{" + over(c.p) + "}", second = "\\frac{" + part("y", c.k) + "}{" + over(c.q) + "}";
  std::string left = c.p.sign() > 0 ? first + (c.q.sign() > 0 ? " + " : " - ") + second : second + " - " + first;
  return "In standard form the equation is $" + left + " = 1$.";
}

std::optional<Goal> conic(const Captures& c, const char* what) {
  auto k = conic_of(c.expr("eq"));
  if (!k) return {};
  bool hyperbola = k->p.sign() != k->q.sign();
  if (!hyperbola && (k->p.sign() < 0 || k->p == k->q)) return {};
  if (c.has("kind") && (c.at("kind").stem == "hyperbola") != hyperbola) return {};
  std::string asked = what, setting = standard(*k);
  Rational focal = hyperbola ? (k->p.sign() > 0 ? k->p - k->q : k->q - k->p) : (k->q < k->p ? k->p - k->q : k->q - k->p);
  Rational major = hyperbola ? (k->p.sign() > 0 ? k->p : k->q) : (k->q < k->p ? k->p : k->q), minor = k->q < k->p ? k->q : k->p;
  auto size = [](const Rational& r) { return num(r.sign() < 0 ? -r : r); };
  Expr wide = size(k->q < k->p ? k->p : k->q), narrow = size(k->q < k->p ? k->q : k->p), focal_term = hyperbola ? wide + narrow : wide - narrow;
  auto twice_root = [](const Rational& r) { return integer(2) * Expr::func("sqrt", {Expr::number(r)}); };
  if (asked == "center") return Several{{num(k->h), num(k->k)}, "(#1#, #2#)", setting, "the center is @"};
  if (asked == "foci") return Evaluate{twice_root(focal), setting + " The foci are at the distance $c$ from the center, where $c^2 = " + worked(focal_term) + "$.", "the distance is @", {}};
  if (asked == "vertices") return Evaluate{twice_root(major), setting, "the distance is @", {}};
  if (asked == "major") return hyperbola ? std::optional<Goal>() : Evaluate{twice_root(major), setting, "the length is @", {}};
  if (asked == "minor") return hyperbola ? std::optional<Goal>() : Evaluate{twice_root(minor), setting, "the length is @", {}};
  if (asked == "area") return hyperbola ? std::optional<Goal>() : Evaluate{pi() * Expr::func("sqrt", {num(major)}) * Expr::func("sqrt", {num(minor)}), setting + " The area is $\\pi ab$.", "the area is @", {}};
  return {};
}

struct Parabola { Rational a, h, k; bool upright = true; };

std::optional<Parabola> parabola_of(const Expr& equation) {
  if (!equation.is(Op::kRel) || equation.name() != "=" || !equation.arg(0).is(Op::kSymbol)) return {};
  const std::string& left = equation.arg(0).name();
  if (left != "x" && left != "y") return {};
  auto p = math::as_polynomial(equation.arg(1), left == "y" ? "x" : "y", 2);
  if (!p || math::degree(*p) != 2) return {};
  Rational h = -(*p)[1] / ((*p)[2] * 2);
  return Parabola{(*p)[2], h, math::evaluate(*p, h), left == "y"};
}
std::optional<Goal> focus(const Captures& c) {
  auto p = parabola_of(c.expr("eq"));
  if (!p) return {};
  Expr along = num(p->k) + integer(1) / (integer(4) * num(p->a));
  std::string setting = "The vertex is at $" + std::string(p->upright ? "x" : "y") + " = " + tex(p->h) + "$ with the value $" + tex(p->k) + "$, and the focus lies $\\frac{1}{4a}$ from it, where $a = " + tex(p->a) + "$.";
  if (p->upright) return Several{{num(p->h), along}, "\\left(#1#, #2#\\right)", setting, "the focus is @"};
  return Several{{along, num(p->h)}, "\\left(#1#, #2#\\right)", setting, "the focus is @"};
}
std::optional<Goal> directrix(const Captures& c) {
  auto p = parabola_of(c.expr("eq"));
  if (!p) return {};
  Expr along = num(p->k) - integer(1) / (integer(4) * num(p->a));
  std::string setting = "The vertex has the value $" + tex(p->k) + "$, and the directrix lies $\\frac{1}{4a}$ from it on the other side than the focus, where $a = " + tex(p->a) + "$.";
  return Several{{along}, std::string(p->upright ? "y" : "x") + " = #1#", setting, "the directrix is @"};
}

// Coordinates

std::optional<std::vector<Expr>> triple(const Captures& c, std::size_t n) {
  const Capture& p = c.at("p");
  if (p.exprs.size() != 1) return {};
  Expr e = p.exprs[0].is(Op::kRel) ? p.exprs[0].arg(1) : p.exprs[0];
  if ((!e.is(Op::kTuple) && !e.is(Op::kInterval)) || e.args().size() != n || !e.symbols().empty()) return {};
  return e.args();
}
Expr sine(const Expr& e) { return Expr::func("sin", {e}); }
Expr cosine(const Expr& e) { return Expr::func("cos", {e}); }
std::optional<Goal> from_polar(const Captures& c) {
  auto p = triple(c, 2);
  if (!p) return {};
  return Several{{(*p)[0] * cosine((*p)[1]), (*p)[0] * sine((*p)[1])}, "(#1#, #2#)", "The coordinates are $x = r\\cos\\theta$ and $y = r\\sin\\theta$.", "the point is @"};
}
std::optional<Goal> from_cylindrical(const Captures& c) {
  auto p = triple(c, 3);
  if (!p) return {};
  return Several{{(*p)[0] * cosine((*p)[1]), (*p)[0] * sine((*p)[1]), (*p)[2]}, "(#1#, #2#, #3#)", "The coordinates are $x = r\\cos\\theta$, $y = r\\sin\\theta$ and $z$.", "the point is @"};
}
std::optional<Goal> from_spherical(const Captures& c) {
  auto p = triple(c, 3);
  if (!p) return {};
  Expr flat = (*p)[0] * sine((*p)[2]);
  return Several{{flat * cosine((*p)[1]), flat * sine((*p)[1]), (*p)[0] * cosine((*p)[2])}, "(#1#, #2#, #3#)",
                 "The coordinates are $x = \\rho\\sin\\phi\\cos\\theta$, $y = \\rho\\sin\\phi\\sin\\theta$ and $z = \\rho\\cos\\phi$.", "the point is @"};
}
// Digits of decimals

std::optional<Goal> decimal_digit(const Captures& c) {
  auto value = math::exact_value(c.expr("e"));
  long long n = c.integer("n");
  if (!value.ok() || value->sign() < 0 || n < 1 || n > 1'000'000) return {};
  auto p = value->num().to_int64(), q = value->den().to_int64();
  if (!p || !q || *q > 100'000) return {};
  long long rest = *p % *q;
  std::vector<long long> digits;
  std::map<long long, std::size_t> seen;
  while (rest != 0 && !seen.count(rest) && digits.size() < 500) {
    seen[rest] = digits.size();
    rest *= 10;
    digits.push_back(rest / *q);
    rest %= *q;
  }
  if (rest == 0 || !seen.count(rest)) return {};
  std::size_t start = seen[rest], period = digits.size() - start;
  if (static_cast<std::size_t>(n) <= start || period > 40) return {};
  std::string before, block;
  for (std::size_t i = 0; i < start; ++i) before += static_cast<char>('0' + digits[i]);
  for (std::size_t i = start; i < digits.size(); ++i) block += static_cast<char>('0' + digits[i]);
  std::size_t place = (static_cast<std::size_t>(n) - start - 1) % period;
  Lookup lookup{"As a decimal, $" + tex(c.expr("e")) + " = " + value->floor().to_string() + "." + before + "\\overline{" + block + "}$, so $" + std::to_string(period) + "$ digits repeat" +
                    (start > 0 ? " behind the first $" + std::to_string(start) + "$." : "."), "evaluate",
                {{"expression", "Mod(" + std::to_string(n - static_cast<long long>(start)) + ", " + std::to_string(period) + ")"}},
                {integer((n - static_cast<long long>(start)) % static_cast<long long>(period))}, ""};
  return Evaluate{integer(digits[start + place]), "So it is digit number $" + std::to_string(place + 1) + "$ of the block, which is $" + std::to_string(digits[start + place]) + "$.", "the digit is @", {lookup}};
}

// n! ends in as many zeros as it has factors of five.
std::optional<Goal> trailing_zeros(const Captures& c) {
  const Expr& e = c.expr("e");
  if (!e.is_func("factorial") || !e.arg(0).is_integer() || !e.arg(0).value().to_int64()) return {};
  long long n = *e.arg(0).value().to_int64();
  if (n < 5 || n > 100'000) return {};
  std::vector<Expr> terms;
  for (long long p = 5; p <= n; p *= 5) terms.push_back(Expr::func("floor", {integer(n) / integer(p)}));
  return Evaluate{terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms), "Every zero at the end needs a factor $5$, and factors $2$ are plenty. We count the multiples of $5$ and of its powers.", "there are @ zeros", {}};
}

// a^{-1} \pmod{m}
std::optional<Goal> inverse_mod(const Captures& c) {
  std::string text;
  for (char ch : c.text("math"))
    if (ch != ' ' && ch != '{' && ch != '}') text += ch;
  std::size_t mark = text.find("^-1\\pmod");
  if (mark == text.npos) return {};
  auto a = Rational::parse(text.substr(0, mark)), m = Rational::parse(text.substr(mark + 8));
  if (!a.ok() || !m.ok() || !a->is_integer() || !m->is_integer() || *m < Rational(2)) return {};
  return InverseMod{*a, *m};
}
std::optional<Goal> named_inverse(const Captures& c) { return InverseMod{c.expr("a").value(), c.expr("m").value()}; }

// Decimals as fractions.
std::optional<Goal> decimal_fraction(const Captures& c) {
  const Expr& e = c.expr("e");
  if (!e.is_number() || e.value().is_integer()) return {};
  Rational den = 1;
  while (!(e.value() * den).is_integer() && den < Rational(1'000'000'000)) den = den * 10;
  if ((e.value() * den).is_integer()) return Evaluate{num(e.value() * den) / num(den), "We write the decimal over a power of ten, " + inline_math(replace_all(c.text("e"), "$", "") + " = \\frac{" + tex(e.value() * den) + "}{" + tex(den) + "} = " + tex(e.value())) + ".", "the fraction is @", {}};
  // Repeating: the smallest 10^a (10^b - 1) that makes it whole.
  for (long long a = 1; a <= 1'000'000; a *= 10)
    for (long long b = 10; b <= 1'000'000; b *= 10) {
      Rational by = Rational(a) * Rational(b - 1);
      if (!(e.value() * by).is_integer()) continue;
      const std::string once = (a == 1 ? "" : std::to_string(a)) + "x", further = std::to_string(a * b) + "x";
      return Evaluate{num(e.value() * by) / num(by),
                      "Let " + inline_math("x = " + tex(e)) + ". The digits that repeat cancel in " + inline_math(further + " - " + once + " = " + tex(e.value() * by)) + ", so " +
                          inline_math(tex(by) + "x = " + tex(e.value() * by)) + ".",
                      "the fraction is @", {}};
    }
  return {};
}

// Infinite sums by the tool, which compares with partial sums.
std::optional<Goal> infinite_sum(const Captures& c) {
  const Expr& e = c.expr("e");
  if (!e.is_func("sum") || !e.arg(1).is(Op::kSymbol) || e.arg(0).symbols() != std::vector<std::string>{e.arg(1).name()}) return {};
  if (!e.arg(3).is(Op::kConstant) || e.arg(3).name() != "oo" || !e.arg(2).is_integer() || !e.arg(2).value().to_int64()) return {};
  return InfiniteSum{e.arg(0), e.arg(1).name(), *e.arg(2).value().to_int64()};
}

}  // namespace

std::vector<Form> parameter_forms() {
  return {
      {"one_solution", "[for] (what|which|find the|find all) [{word:sign}] [real] (value|values) of {var:v} (does|such that|so that|is it true that|will) [the] [quadratic] [equation] {eq:eq} (have|has) (exactly|only) one [real] (solution|root) [in {var:x}|for {var:x}]", one_solution},
      {"one_solution", "(suppose|given) [that] {eq:eq} is a quadratic equation with one solution for {var:x} (express|find|what is) {var:v} [as a common fraction]", one_solution},
      {"one_solution", "(find|what is|determine) [the] [{word:sign}] [value of] {var:v} (such that|so that|if) {expr:e} is the square of a binomial", one_solution},
      {"non_real", "if {expr:e} has two non-real roots find all real possible values of {var:v}", [](const Captures& c) { return solutions_exist(c, "<", ""); }},
      {"lines_are", "(find|what is) the value of {var:v} (so that|such that|if) the lines [with the given equations|with equations|described by|given by] [are (perpendicular)] {eqs:eqs} (are perpendicular|)", [](const Captures& c) { return lines_are(c, true); }},
      {"lines_are", "(find|what is) the value of {var:v} (so that|such that|if) the lines [with the given equations|with equations|given by] are perpendicular {eqs:eqs}", [](const Captures& c) { return lines_are(c, true); }},
      {"lines_are", "(find|what is) the value of {var:v} if the lines [with] [the] [equations|given by] {eqs:eqs} are parallel", [](const Captures& c) { return lines_are(c, false); }},

      {"conic_center", "(find|what is) the center of the {word:kind} [with equation|given by] {eq:eq}", [](const Captures& c) { return conic(c, "center"); }},
      {"conic_foci", "(find|what is) the distance between the foci of the {word:kind} [with equation|given by] {eq:eq}", [](const Captures& c) { return conic(c, "foci"); }},
      {"conic_foci", "for the {word:kind} {eq:eq} (find|what is) the distance between the foci", [](const Captures& c) { return conic(c, "foci"); }},
      {"conic_vertices", "(find|what is) the distance between the vertices of the {word:kind} [with equation|given by] {eq:eq}", [](const Captures& c) { return conic(c, "vertices"); }},
      {"conic_axis", "(find|what is) the length of the major axis of the {word:kind} [with equation|given by] {eq:eq}", [](const Captures& c) { return conic(c, "major"); }},
      {"conic_axis", "(find|what is) the length of the minor axis of the {word:kind} [with equation|given by] {eq:eq}", [](const Captures& c) { return conic(c, "minor"); }},
      {"conic_area", "(find|what is) the area of the (region enclosed by the|ellipse|region enclosed by the ellipse) [given by|with equation] {eq:eq}", [](const Captures& c) { return conic(c, "area"); }},
      {"focus", "(find|what (is|are)) [the coordinates of] the focus of the parabola [with equation|given by] {eq:eq}", focus},
      {"directrix", "(find|what is) the [equation of the] directrix of the parabola [with equation|given by] {eq:eq}", directrix},

      {"from_polar", "convert the point {math:p} in polar coordinates to rectangular coordinates", from_polar},
      {"from_cylindrical", "convert the point {math:p} in cylindrical coordinates to rectangular coordinates", from_cylindrical},
      {"from_spherical", "convert the point {math:p} in spherical coordinates to rectangular coordinates", from_spherical},

      {"decimal_digit", "<find> the {ordinal:n} digit (after|beyond|past|to the right of) the decimal point (in|of|when) [the] [decimal] [expansion|representation] [of] [the fraction] {expr:e} [is (expressed|written) [as|in] [a] decimal [form]]", decimal_digit},
      {"decimal_digit", "<find> the {ordinal:n} digit (after|beyond|past|to the right of) the decimal point of the decimal representation of {expr:e}", decimal_digit},
      {"trailing_zeros", "(how many|find the number of) [trailing] (zeros|zeroes) (are there|are) at the end of [the number] {expr:e}", trailing_zeros},
      {"trailing_zeros", "how many trailing (zeros|zeroes) does {expr:e} have", trailing_zeros},
      {"inverse_mod", "(find|what is|compute) {math} [as a residue] [modulo {int}] [give (a number|an answer|your answer as an integer) (between|from) {int} (and|to) {int} [inclusive]]", inverse_mod},
      {"inverse_mod", "find the modular inverse of {int:a} modulo {int:m} [express your answer as an integer from {int} to {int} inclusive]", named_inverse},
      {"decimal_fraction", "(express|write) {expr:e} as a [simplified|common|reduced] fraction [in lowest terms|in simplest form]", decimal_fraction},
      {"decimal_fraction", "(find the fraction that equals|what common fraction is equal to|what fraction is equal to) {expr:e}", decimal_fraction},
      {"infinite_sum", "(compute|find|evaluate|what is) [the sum] [the] [infinite] [series] {expr:e}", infinite_sum},
  };
}

std::vector<Form> variation_forms() {
  static const std::vector<std::pair<std::string, std::string>> patterns = [] {
    const std::string start = "[suppose [that]|if|given that|assume that|the (quantity|value|number) of] [the] (quantities|variables|values of|) ", ask = " [then] (find|what is|compute|determine) [the value of] {expr:asked} (when|if|for|at) {eq:t}",
                      known = " [and|if|when|suppose|given that|suppose that] [also] {eq:f} (when|if|and|for|at|where) {eq:s}";
    std::vector<std::pair<std::string, std::string>> made;
    for (const auto& [name, between] : {std::pair<std::string, std::string>{"inverse_variation", "(varies inversely|varies indirectly|is inversely proportional|varies in inverse proportion) (with|as|to)"},
                                        std::pair<std::string, std::string>{"direct_variation", "(varies directly|varies|is directly proportional|is proportional|varies proportionally) (with|as|to)"}}) {
      made.emplace_back(name, start + "{expr:a} " + between + " {expr:b}" + known + ask);
      made.emplace_back(name, start + "{expr:a} " + between + " {expr:b} (when|if) {eq:s} {eq:f}" + ask);
      made.emplace_back(name, start + "{expr:a} " + between + " {expr:b}" + known + " when {eq:t} [then] (find|what is|compute|determine) [the value of] {expr:asked}");
    }
    for (const auto& [name, kind] : {std::pair<std::string, std::string>{"inverse_variation", "(inversely proportional|in inverse proportion)"}, std::pair<std::string, std::string>{"direct_variation", "(directly proportional|proportional)"}})
      made.emplace_back(name, start + "{var:a} and {var:b} are " + kind + known + ask);
    return made;
  }();
  std::vector<Form> forms;
  for (const auto& [name, pattern] : patterns) {
    const bool inverse = name == "inverse_variation";
    forms.push_back({inverse ? "inverse_variation" : "direct_variation", pattern, inverse ? +[](const Captures& c) { return variation(c, true); } : +[](const Captures& c) { return variation(c, false); }});
  }
  return forms;
}

}  // namespace retort::agent
