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

// A part of the line; a missing end lies at infinity.
struct Part {
  std::optional<Expr> low, high;
  bool low_closed = false, high_closed = false;
};

bool is_so(const Expr& relation) { return math::holds(relation).outcome == math::Verdict::Outcome::kEqual; }

// Without one number.
std::vector<Part> without(const std::vector<Part>& parts, const Expr& hole) {
  std::vector<Part> left;
  for (Part part : parts) {
    const bool at_low = part.low && is_so(Expr::rel("=", *part.low, hole)), at_high = part.high && is_so(Expr::rel("=", *part.high, hole));
    if (at_low && at_high) continue;
    if (at_low) part.low_closed = false;
    if (at_high) part.high_closed = false;
    const bool inside = !at_low && !at_high && (!part.low || is_so(Expr::rel("<", *part.low, hole))) && (!part.high || is_so(Expr::rel("<", hole, *part.high)));
    if (inside) {
      Part before = part;
      before.high = hole, before.high_closed = false;
      left.push_back(before);
      part.low = hole, part.low_closed = false;
    }
    left.push_back(part);
  }
  return left;
}

std::string parts_text(const std::vector<Part>& parts) {
  std::string text;
  for (const Part& p : parts)
    text += (text.empty() ? "" : " \\cup ") + std::string(p.low_closed ? "\\left[" : "\\left(") + (p.low ? tex(*p.low) : "-\\infty") + ", " + (p.high ? tex(*p.high) : "\\infty") + (p.high_closed ? "\\right]" : "\\right)");
  return text;
}

// Where a polynomial of degree two at most is not negative; `zeros` are its real ones.
std::vector<Part> not_negative(const Coefficients& p, const std::vector<Expr>& zeros) {
  const Part all;
  if (math::degree(p) <= 0) return p.empty() || p[0].sign() > 0 ? std::vector<Part>{all} : std::vector<Part>{};
  const bool up = p.back().sign() > 0;
  if (math::degree(p) == 1) return {up ? Part{zeros[0], {}, true, false} : Part{{}, zeros[0], false, true}};
  if (zeros.empty()) return up ? std::vector<Part>{all} : std::vector<Part>{};
  if (up) return zeros.size() == 1 ? std::vector<Part>{all} : std::vector<Part>{{{}, zeros[0], false, true}, {zeros[1], {}, true, false}};
  return {{zeros.front(), zeros.back(), true, true}};
}

// y below - above = a x^2 + b x + c with factors a, b, c that hold y: y is a value where this has a real zero.
std::optional<Goal> rational_range(const Expr& f, const std::string& name) {
  auto parts = math::as_single_fraction(f);
  auto above = parts ? math::as_polynomial(parts->first, name, 6) : std::nullopt, below = parts ? math::as_polynomial(parts->second, name, 6) : std::nullopt;
  if (!above || !below || below->empty()) return {};
  Coefficients common = math::gcd(*above, *below);
  std::vector<Lookup> before;
  if (math::degree(common) > 0) {
    above = math::divide(*above, common).first;
    below = math::divide(*below, common).first;
    const Expr less = math::to_expr(*above, name), under = math::to_expr(*below, name);
    before.push_back({"The common factor " + inline_math(tex(math::to_expr(common, name))) + " cancels, which leaves " + inline_math(tex(math::degree(*below) > 0 ? less / under : math::normal_form(less / under).value_or(less / under))) + ".", "", {}, {}, ""});
  }
  const int m = math::degree(*above), n = math::degree(*below);
  if (std::max(m, n) > 2 || std::max(m, n) < 1) return {};
  const auto at = [](const Coefficients& p, int i) { return i < static_cast<int>(p.size()) ? p[static_cast<std::size_t>(i)] : Rational(0); };
  const auto line = [&](int i) {
    Coefficients made = {-at(*above, i), at(*below, i)};
    while (!made.empty() && made.back().is_zero()) made.pop_back();
    return made;
  };
  const Coefficients a = line(2), b = line(1), d = line(0);
  const Coefficients disc = math::add(math::multiply(b, b), math::multiply(math::multiply(a, d), {Rational(-4)}));
  const bool quadratic = !a.empty();
  const Coefficients& lead = quadratic ? a : b;
  if (lead.empty()) return {};
  const Expr top = math::to_expr(*above, name), bottom = math::to_expr(*below, name);
  const std::string difference = math::degree(*below) == 0 && at(*below, 0) == Rational(1) ? "y - " : "y(" + tex(bottom) + ") - ";
  const std::string equation = difference + (top.is(Op::kAdd) ? "(" + tex(top) + ")" : tex(top));
  std::vector<Part> values = {Part{}};
  if (quadratic) {
    auto zeros = math::degree(disc) > 0 ? real_zeros(disc) : std::optional(std::vector<Expr>{});
    if (!zeros || (math::degree(disc) == 1 && zeros->size() != 1)) return {};
    values = not_negative(disc, *zeros);
    const Expr condition = math::to_expr(disc, "y");
    const std::string text = "A number " + inline_math("y") + " is a value of the function when " + inline_math(equation) + " is zero for some real " + inline_math(name) + ", which means that the discriminant " +
                             inline_math("(" + tex(math::to_expr(b, "y")) + ")^2 - 4(" + tex(math::to_expr(a, "y")) + ")(" + tex(math::to_expr(d, "y")) + ") = " + tex(condition)) + " of this quadratic is not negative.";
    if (math::degree(disc) > 0)
      before.push_back({text + " We look where it is zero.", "solve_equation", {{"sympy_equation", math::to_plain(Expr::rel("=", condition, Expr::integer(0)))}, {"variable", "y"}}, *zeros, ""});
    else
      before.push_back({text, "", {}, {}, ""});
  } else {
    before.push_back({"A number " + inline_math("y") + " is a value of the function when " + inline_math(equation) + " is zero for some real " + inline_math(name) + ". This is linear in " + inline_math(name) + ".", "", {}, {}, ""});
  }
  // Where the leading factor is zero the equation has a lower degree.
  if (math::degree(lead) == 1) {
    const Rational special = -lead[0] / lead[1];
    const Expr hole = Expr::number(special);
    const bool solvable = (quadratic && !math::evaluate(b, special).is_zero()) || (math::evaluate(d, special).is_zero() && (!quadratic || math::evaluate(b, special).is_zero()));
    const bool inside = quadratic ? math::evaluate(disc, special).sign() >= 0 : true;
    if (solvable && !inside) return {};
    if (!solvable && inside) {
      values = without(values, hole);
      before.push_back({"For " + inline_math("y = " + tex(special)) + " the leading factor is zero and no " + inline_math(name) + " is left, so this value is not reached.", "", {}, {}, ""});
    }
  }
  // A cancelled factor leaves out its zero, whose value may be reached elsewhere.
  if (math::degree(common) > 0) {
    auto holes = real_zeros(common);
    if (!holes) return {};
    for (const Expr& place : *holes) {
      auto exact = math::exact_value(place);
      if (!exact.ok()) return {};
      if (math::evaluate(*below, *exact).is_zero()) continue;
      const Rational value = math::evaluate(*above, *exact) / math::evaluate(*below, *exact);
      Coefficients scaled = *below;
      for (Rational& c : scaled) c = -(c * value);
      const Coefficients rest = math::add(*above, scaled);
      auto others = real_zeros(rest);
      if (!others) return {};
      const bool elsewhere = std::any_of(others->begin(), others->end(), [&](const Expr& other) {
        return std::none_of(holes->begin(), holes->end(), [&](const Expr& h) { return is_so(Expr::rel("=", h, other)); });
      });
      if (elsewhere) continue;
      values = without(values, Expr::number(value));
      before.push_back({"The place " + inline_math(name + " = " + tex(place)) + " is left out, and the value " + inline_math(tex(value)) + " that it would give is not reached elsewhere.", "", {}, {}, ""});
    }
  }
  if (values.empty()) return {};
  return Several{{}, parts_text(values), "", "the range is @", before};
}

// All values of a function of one real number: by algebra, or between its extreme values.
std::optional<Goal> range(const Captures& c) {
  auto f = body_of(c);
  if (!f) return {};
  if (auto goal = rational_range(f->first, f->second)) return goal;
  Given goal{{}, f->first, Given::Take::kEvery};
  goal.real = true;
  if (c.has("range")) goal.facts = c.at("range").exprs;
  return goal;
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
  forms.push_back({"range", "(<find>|what is) the range of [the] [function] ({eq:q}|{expr:f}) [where {var} (can be|is) any real number|as {var} (varies|ranges) over all real numbers|for all real [values of|numbers] {var}] [give your answer in interval notation]", range});
  forms.push_back({"range", "(as {var} ranges over all real numbers|for real [numbers] {var}|for {rels:range}) (<find>|what is) the range of [the] [function] ({eq:q}|{expr:f})", range});
  forms.push_back({"range", "(<find>|what is) the range of [the] [function] ({eq:q}|{expr:f}) (for|where|if|on|over|as {var} ranges over) {rels:range}", range});
  forms.push_back({"range", "(let|if|suppose|given|consider) [the] [function] {eq:q} [then] (<find>|what is) the range of ({expr:name}|{var:name})", range});
  forms.push_back({"range", "(<find>|what is) the range of [the function] {expr} (if|where|when|given that) {eq:q}", range});
  return forms;
}

}  // namespace retort::agent
