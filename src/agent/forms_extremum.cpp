// The smallest and largest values of quotients of polynomials, also where an equation leaves one of two letters free, and ranges of functions.
#include <algorithm>

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

Expr num(const Rational& r) { return Expr::number(r); }

struct Interval {
  std::optional<Rational> low, high;   // open ends; nothing: unbounded
  bool closed = false;                 // where a finite end belongs to it
};

bool bounded_by(const Expr& relation, const std::string& name, Interval& interval) {
  if (relation.is(Op::kChain)) return std::all_of(relation.args().begin(), relation.args().end(), [&](const Expr& link) { return bounded_by(link, name, interval); });
  if (!relation.is(Op::kRel) || relation.symbols() != std::vector<std::string>{name}) return false;
  const bool left = relation.arg(0).is(Op::kSymbol);
  if (!left && !relation.arg(1).is(Op::kSymbol)) return false;
  auto end = math::exact_value(relation.arg(left ? 1 : 0));
  const std::string& sign = relation.name();
  if (!end.ok() || sign.empty() || (sign[0] != '<' && sign[0] != '>')) return false;
  (left == (sign[0] == '>') ? interval.low : interval.high) = *end;
  interval.closed = interval.closed || sign.size() == 2;
  return true;
}

bool inside(const Interval& i, const Expr& at) {
  auto is_so = [](const Expr& relation) { return math::holds(relation).outcome == math::Verdict::Outcome::kEqual; };
  return (!i.low || is_so(Expr::rel("<", num(*i.low), at))) && (!i.high || is_so(Expr::rel("<", at, num(*i.high))));
}

Rational sample(const Interval& i) {
  if (i.low && i.high) return (*i.low + *i.high) / 2;
  if (i.low) return *i.low + 1;
  if (i.high) return *i.high - 1;
  return Rational(1) / 3;
}

bool has_zero(const Coefficients& p, const Interval& i) {
  if (math::degree(p) < 1) return false;
  int count = math::count_real_roots(p, i.low, i.high);
  if (i.high && math::evaluate(p, *i.high).is_zero()) --count;
  return count > 0;
}

// Is f - m of one sign (or zero) on the open interval? Zeros of odd order would change it.
bool never_beyond(const Coefficients& above, const Coefficients& below, const Rational& m, const Interval& i, bool maximum) {
  if (has_zero(below, i)) return false;
  Coefficients scaled = below;
  for (Rational& c : scaled) c = -(c * m);
  const Coefficients rest = math::add(above, scaled);
  if (rest.empty()) return false;
  for (const auto& [factor, times] : math::factor(rest).factors)
    if (times % 2 == 1 && has_zero(factor, i)) return false;
  Rational at = sample(i);
  for (int k = 0; k < 8 && (math::evaluate(rest, at).is_zero() || math::evaluate(below, at).is_zero()); ++k) at = at + Rational(1) / (i.low && i.high ? 1000 : 7);
  if (math::evaluate(below, at).is_zero()) return false;
  const Rational value = math::evaluate(rest, at) / math::evaluate(below, at);
  return maximum ? value.sign() <= 0 : value.sign() >= 0;
}

std::string shown(const Interval& i, const std::string& v) {
  if (i.low && i.high) return inline_math(tex(*i.low) + " < " + v + " < " + tex(*i.high));
  if (i.low) return inline_math(v + " > " + tex(*i.low));
  return inline_math(v + " < " + tex(*i.high));
}

// By the zeros of the derivative; that the value is the best one is certain by counting zeros.
std::optional<Goal> best_of(const Expr& f, const std::string& v, const Interval& interval, bool maximum, std::vector<Lookup> before) {
  auto parts = math::as_single_fraction(f);
  auto above = parts ? math::as_polynomial(parts->first, v, 30) : std::nullopt, below = parts ? math::as_polynomial(parts->second, v, 30) : std::nullopt;
  if (!above || !below || below->empty()) return {};
  if (const Coefficients common = math::gcd(*above, *below); math::degree(common) > 0) {
    above = math::divide(*above, common).first;
    below = math::divide(*below, common).first;
  }
  Coefficients minus = math::multiply(*above, math::derivative(*below));
  for (Rational& c : minus) c = -c;
  const Coefficients slope = math::add(math::multiply(math::derivative(*above), *below), minus);
  auto places = real_zeros(slope);
  if (!places || places->empty() || places->size() > 5) return {};
  std::vector<Expr> allowed, left_out;
  std::optional<Expr> at;
  std::optional<Rational> best;
  for (const Expr& place : *places) {
    if (auto exact = math::exact_value(place); exact.ok() && math::evaluate(*below, *exact).is_zero()) return {};
    if (!inside(interval, place)) {
      left_out.push_back(place);
      continue;
    }
    allowed.push_back(place);
    auto value = math::normal_form(f.substitute(v, place));
    auto exact = value.ok() ? math::exact_value(*value) : Result<Rational>(Error{});
    if (!exact.ok()) return {};
    if (!best || (maximum ? *exact > *best : *exact < *best)) best = *exact, at = place;
  }
  if (!best || !never_beyond(*above, *below, *best, interval, maximum)) return {};
  if (interval.closed)
    for (const auto& end : {interval.low, interval.high})
      if (end && (math::evaluate(*below, *end).is_zero() || (maximum ? math::evaluate(*above, *end) / math::evaluate(*below, *end) > *best : math::evaluate(*above, *end) / math::evaluate(*below, *end) < *best))) return {};
  Lookup critical{"We look for the places where the derivative of " + inline_math(tex(f)) + " is zero.", "find_critical_points", {{"expression", math::to_plain(f)}, {"variable", v}}, *places, ""};
  if (!left_out.empty()) critical.reflection = "Only " + shown(interval, v) + " counts.";
  before.push_back(critical);
  before.push_back({"We put " + inline_math(tex(*at)) + " into " + inline_math(tex(f)) + ".", "substitute", {{"expression", math::to_plain(f)}, {"values", {{v, math::to_plain(*at)}}}}, {num(*best)}, ""});
  return Evaluate{num(*best), "", std::string(maximum ? "the maximum" : "the minimum") + " is @", before};
}

std::optional<bool> wants_maximum(const Captures& c) {
  const std::string& which = c.at("which").stem;
  if (which == "maximum" || which == "largest" || which == "greatest") return true;
  if (which == "minimum" || which == "smallest" || which == "least") return false;
  return {};
}

// x^2 + y^2 - 6x + 4y + 18 and the like: the square of each letter apart.
std::optional<Goal> squares(const Expr& f, bool maximum) {
  auto symbols = f.symbols();
  if (symbols.size() != 2) return {};
  for (const std::string& name : symbols) {
    auto c = math::coefficients_in(f, name, 2);
    if (!c || c->size() != 3) return {};
    auto lead = math::exact_value((*c)[2]), slope = math::exact_value((*c)[1]);
    if (!lead.ok() || !slope.ok() || (lead->sign() > 0) == maximum) return {};
  }
  ToolQuestion goal{"complete_the_square", {Json{{"expression", math::to_plain(f)}}}, {"We complete the square in each letter."}, ToolQuestion::Take::kFirst, std::string(maximum ? "the maximum" : "the minimum") + " is @"};
  return goal;
}

std::optional<Goal> extremum(const Captures& c) {
  auto maximum = wants_maximum(c);
  if (!maximum) return {};
  Expr f = c.has("q") ? c.expr("q").arg(1) : c.expr("f");
  if (c.has("q") && (!c.expr("q").is(Op::kRel) || c.expr("q").name() != "=")) return {};
  std::vector<Lookup> before;
  auto symbols = f.symbols();
  Interval interval;
  auto narrow = [&](const std::string& name, Interval& to) {
    for (const char* slot : {"range", "more"})
      if (c.has(slot))
        for (const Expr& relation : c.at(slot).exprs)
          if (relation.contains_symbol(name) && !bounded_by(relation, name, to)) return false;
    if (c.has("positive")) to.low = to.low ? *to.low : Rational(0);
    return true;
  };
  if (c.has("condition")) {
    // x + y = 35 gives y.
    const Expr& condition = c.expr("condition");
    auto linear = math::as_linear(condition.arg(0) - condition.arg(1));
    auto names = condition.symbols();
    if (!linear || names.size() != 2 || symbols.size() != 2) return {};
    const std::string x = names[0], y = names[1];
    const Rational a = linear->at(x), b = linear->at(y), rest = linear->count("") ? linear->at("") : Rational(0);
    const Expr put = math::normal_form((num(-rest) - num(a) * Expr::symbol(x)) / num(b)).value_or((num(-rest) - num(a) * Expr::symbol(x)) / num(b));
    f = f.substitute(y, put);
    before.push_back({"From " + inline_math(tex(condition)) + " we get " + inline_math(y + " = " + tex(put)) + ", so we look at " + inline_math(tex(f)) + ".", "", {}, {}, ""});
    symbols = {x};
    if (c.has("positive")) {
      const Rational end = -rest / a;
      if (end.sign() <= 0 || (a / b).sign() <= 0) return {};
      interval = {Rational(0), end, false};
    }
  } else {
    for (const char* slot : {"range", "more"})
      if (c.has(slot))
        for (const Expr& relation : c.at(slot).exprs)
          for (const std::string& name : relation.symbols())
            if (!f.contains_symbol(name)) return {};
    if (symbols.size() == 2 && !c.has("range") && !c.has("positive")) return squares(f, *maximum);
    if (symbols.size() != 1 || !narrow(symbols[0], interval)) return {};
  }
  if (symbols.size() != 1) return {};
  return best_of(f, symbols[0], interval, *maximum, before);
}

// Ranges

std::optional<std::pair<Expr, std::string>> body_of(const Captures& c) {
  const Expr& e = c.has("q") ? c.expr("q") : c.expr("f");
  if (e.is(Op::kRel) && (e.name() != "=" || e.arg(1).symbols().size() != 1)) return {};
  const Expr f = e.is(Op::kRel) ? e.arg(1) : e;
  auto symbols = f.symbols();
  if (symbols.size() != 1) return {};
  return std::pair{f, symbols[0]};
}

std::optional<Goal> range(const Captures& c) {
  auto f = body_of(c);
  if (!f) return {};
  auto parts = math::as_single_fraction(f->first);
  auto above = parts ? math::as_polynomial(parts->first, f->second, 4) : std::nullopt, below = parts ? math::as_polynomial(parts->second, f->second, 4) : std::nullopt;
  if (!above || !below || math::degree(math::gcd(*above, *below)) > 0) return {};
  const int m = math::degree(*above), n = math::degree(*below);
  auto at = [](const Coefficients& p, std::size_t i) { return i < p.size() ? p[i] : Rational(0); };
  const Expr x = Expr::symbol(f->second);
  if (n == 1 && m <= 1) {
    const Rational value = at(*above, 1) / at(*below, 1);
    const std::string text = "From " + inline_math("y = " + tex(f->first)) + " we get " + inline_math("y(" + tex(math::to_expr(*below, f->second)) + ") = " + tex(math::to_expr(*above, f->second))) +
                             ". This can be solved for " + inline_math(f->second) + " unless the factors " + inline_math(tex(Expr::number(at(*below, 1)) * Expr::symbol("y"))) + " and " + inline_math(tex(at(*above, 1))) + " of " +
                             inline_math(f->second) + " agree, so only " + inline_math(tex(value)) + " is never reached.";
    return Several{{}, "\\left(-\\infty, " + tex(value) + "\\right) \\cup \\left(" + tex(value) + ", \\infty\\right)", text, "the range is @"};
  }
  if (n != 2 || m > 2 || (n == 2 && m < 0)) return {};
  // y below - above = A x^2 + B x + C has a real zero where B^2 - 4 A C >= 0.
  const Expr y = Expr::symbol("y");
  auto line = [&](std::size_t i) { return Coefficients{-at(*above, i), at(*below, i)}; };
  const Coefficients a = line(2), b = line(1), d = line(0);
  Coefficients four = math::multiply(math::multiply(a, d), {Rational(-4)});
  const Coefficients disc = math::add(math::multiply(b, b), four);
  auto ends = math::degree(disc) == 2 && disc[2].sign() < 0 ? real_zeros(disc) : std::nullopt;
  if (!ends || ends->size() != 2 || math::count_real_roots(*below) > 0) return {};
  // Where A is zero the equation is linear: the value must be reached.
  const Rational lead = at(*above, 2) / at(*below, 2);
  const bool lead_inside = math::holds(Expr::rel("<", (*ends)[0], num(lead))).outcome == math::Verdict::Outcome::kEqual && math::holds(Expr::rel("<", num(lead), (*ends)[1])).outcome == math::Verdict::Outcome::kEqual;
  const bool reached = !math::evaluate(b, lead).is_zero();
  if (!lead_inside || !reached) return {};
  const Expr condition = math::to_expr(disc, "y");
  const Expr equation = Expr::rel("=", condition, Expr::integer(0));
  const Expr top = math::to_expr(*above, f->second);
  Lookup solved{"A number " + inline_math("y") + " is a value of the function when " + inline_math("y(" + tex(math::to_expr(*below, f->second)) + ") - " + (top.is(Op::kAdd) ? "(" + tex(top) + ")" : tex(top))) + " is zero for some real " +
                    inline_math(f->second) + ", which means that the discriminant of this quadratic is not negative. The discriminant is " + inline_math(tex(condition)) + ", and we look where it is zero.",
                "solve_equation", {{"sympy_equation", math::to_plain(equation)}, {"variable", "y"}}, *ends, "Between these two numbers it is positive, outside of them it is negative."};
  return Several{{}, "\\left[" + tex((*ends)[0]) + ", " + tex((*ends)[1]) + "\\right]", "", "the range is @", {solved}};
}

}  // namespace

std::vector<Form> extremum_forms() {
  constexpr const char* kWhich = "(<find>|what is) [the] {word:which} [possible] value (of|for|that) [the] [expression|function|quantity]";
  static const std::vector<std::string> patterns = {
      std::string(kWhich) + " ({expr:f}|{eq:q}) [can take] [for|where|if|over|as] [all] [real] [numbers|values of] ({rels:range}|{vars} [varies over] [all] [real] [numbers]|[is] real {vars})",
      std::string(kWhich) + " ({expr:f}|{eq:q}) [over all real numbers {vars}|for real [numbers] {vars}|as {var} varies over all real numbers|where {vars} (is|are) [a] real (number|numbers)|for [all] real [values of] {vars}]",
      std::string("(for|if|when) [real] [numbers] {rels:range} ") + kWhich + " ({expr:f}|{eq:q})",
      std::string("(for|let|if) [a] [real] [number|numbers] {vars} [be] [a] [real] [number|numbers] ") + kWhich + " ({expr:f}|{eq:q})",
      std::string("(for|let|if|suppose) [a] {vars} (be|is|are) [a] [two] real (number|numbers) (such that|with|satisfying|where) {rels:range} ") + kWhich + " ({expr:f}|{eq:q})",
      std::string("(let|if|suppose|given that) {vars} (be|are) [two] real numbers (such that|with|satisfying|where) {eq:condition} ") + kWhich + " {expr:f}",
      std::string("(what is|find) the {word:which} [possible] value of {var:value} if {eq:q}"),
      std::string("[given] the function {eq:q} (what is|find) the {word:which} [possible] value of {var:value}"),
  };
  static const std::vector<std::string> positive = {
      std::string("(for|let|if) {vars:vars} (be|is|are|denote) [a] {word:positive} [real] (number|numbers) ") + kWhich + " ({expr:f}|{eq:q})",
      std::string("for {word:positive} [real] (number|numbers|values of) {vars:vars} ") + kWhich + " ({expr:f}|{eq:q})",
      std::string("(let|if|suppose|given that) {vars:vars} (be|are) [two] {word:positive} [real] numbers (such that|with|satisfying|where) {eq:condition} ") + kWhich + " {expr:f}",
      std::string(kWhich) + " {expr:f} (for|over) [all] {word:positive} [real] (numbers|values of) {vars:vars}",
  };
  std::vector<Form> forms;
  for (const std::string& pattern : patterns) forms.push_back({"extremum", pattern, extremum});
  for (const std::string& pattern : positive)
    forms.push_back({"extremum", pattern, [](const Captures& c) -> std::optional<Goal> { return c.at("positive").stem == "positive" ? extremum(c) : std::nullopt; }});
  forms.push_back({"range", "(<find>|what is) the range of [the] [function] ({eq:q}|{expr:f}) [where {var} can be any real number] [give your answer in interval notation]", range});
  forms.push_back({"range", "(<find>|what is) the range of [the function] {expr} (if|where|when|given that) {eq:q}", range});
  return forms;
}

}  // namespace retort::agent
