// Forms of polynomials, series and continuity.
#include <algorithm>
#include <cmath>

#include "cas/written_form.h"
#include "explain/calculus.h"
#include "explain/exact_numbers.h"
#include "explain/factoring.h"
#include "explain/general_equation.h"
#include "explain/limit_finder.h"
#include "explain/matrices.h"
#include "explain/rewriting.h"
#include "explain/partial_fractions.h"
#include "explain/rules.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

Expr difference_of(const Expr& e) { return e.is(Op::kRel) && e.name() == "=" ? e.arg(0) - e.arg(1) : e; }
std::string variable_or_x(const Call& call, const Expr& e) { return call.has("variable") || !e.symbols().empty() ? call.variable(e) : "x"; }

// "(-a - b)x", "2x^3", "ab": a term of a polynomial in x with coefficients in letters.
std::string tex_letter_term(const Expr& c, const std::string& variable, std::size_t k) {
  if (k == 0) return math::to_latex(c);
  const std::string x = k == 1 ? tex_variable(variable) : tex_power(tex_variable(variable), static_cast<long long>(k));
  if (c.is_number()) return tex_monomial(c.value(), variable, static_cast<int>(k));
  return (c.is(Op::kAdd) ? "(" + math::to_latex(c) + ")" : math::to_latex(c)) + x;
}

// The polynomial in descending powers; written when it is not so yet.
std::vector<Expr> write_descending(const Call& call, const Expr& e, const std::string& variable) {
  Board& board = call.board();
  if (const auto p = math::as_polynomial(e, variable)) {
    const Expr tidy = math::to_expr(*p, variable);
    if (!is_tidy(e, *p, variable)) write_expanded(board, e, tidy);
    std::vector<Expr> out;
    for (const Rational& c : *p) out.push_back(Expr::number(c));
    return out;
  }
  const auto c = math::coefficients_in(e, variable);
  if (!c) {
    board.unsupported("an expression that is no polynomial");
    return {};
  }
  if (has_bracket(e) && !write_expansion_alone(board, e)) {
    const auto flat = math::multiply_out(e);
    const auto collected = flat ? math::collect_terms(*flat) : flat;
    if (collected) write_expanded(board, e, *collected);
  }
  // Ordered by the powers of the letter.
  std::string ordered;
  bool sums = false;
  for (std::size_t k = c->size(); k-- > 0;) {
    if (math::is_zero((*c)[k])) continue;
    const std::string term = tex_letter_term((*c)[k], variable, k);
    sums = sums || (k > 0 && (*c)[k].is(Op::kAdd));
    ordered += ordered.empty() ? term : term[0] == '-' ? " - " + term.substr(1) : " + " + term;
  }
  if (sums) board.fact(math::to_latex(e) + " = " + ordered, "sort_by_letter", board.say({"putting together what stands with each power of ${0}$", "collecting the terms with the same power of ${0}$"}, tex_variable(variable)));
  return *c;
}

}  // namespace

void rule_polynomial_representation(const Call& call) {
  Board& board = call.board();
  const Expr e = difference_of(call.expr("expression")), result = call.result_expr();
  if (board.failed()) return;
  write_expanded(board, e, result);
  call.expect(e);
}

void rule_polynomial_degree(const Call& call) {
  Board& board = call.board();
  const Expr e = difference_of(call.expr("expression"));
  if (board.failed()) return;
  const std::string variable = variable_or_x(call, e);
  const auto c = write_descending(call, e, variable);
  if (board.failed()) return;
  const auto p = math::as_polynomial(e, variable);
  const std::string text = p ? tex(*p, variable) : math::to_latex(e), degree = std::to_string(c.empty() ? 0 : c.size() - 1);
  const std::string x = tex_variable(variable);
  board.write("\\deg(" + text + ") = " + degree, "highest_power",
              degree == "0" ? board.say({"seeing a number other than 0 without ${0}$", "noting that no power of ${0}$ is left"}, x)
                            : board.say({"reading off the highest power, ${0}^{{{1}}}$", "looking at the highest power of ${0}$", "taking the largest exponent of ${0}$"}, x, degree),
              proved(call.result() == degree && !c.empty(), "another degree", "certificate"));
}

void rule_polynomial_coefficients(const Call& call) {
  Board& board = call.board();
  const Expr e = difference_of(call.expr("expression"));
  if (board.failed()) return;
  const std::string variable = variable_or_x(call, e);
  const auto c = write_descending(call, e, variable);
  if (board.failed()) return;
  const auto theirs = cas::result_items(call.result());
  std::string names, values;
  Judgement fits = proved(theirs.size() == std::max<std::size_t>(c.size(), 1), "another number of coefficients");
  for (std::size_t i = c.size(); i-- > 0;) {
    names += (names.empty() ? "" : ", ") + ("a_{" + std::to_string(i) + "}");
    values += (values.empty() ? "" : ", ") + tex_number(c[i]);
    if (fits.holds) fits = both(fits, judge_same(c[i], call.parse(theirs[c.size() - 1 - i])));
  }
  if (!fits.holds) return call.expect(false);
  const bool missing = std::any_of(c.begin(), c.end(), [](const Expr& k) { return k.is_number() && k.value().is_zero(); });
  board.write(c.size() == 1 ? names + " = " + values : "(" + names + ") = (" + values + ")", "read_coefficients",
              missing ? board.say({"reading off the number before each power, with 0 for the powers that are missing", "taking the factor of each power, 0 where a power is missing"})
                      : board.say({"reading off the number before each power", "taking the factor of each power from the highest down", "listing what stands before each power"}), fits);
}

void rule_partial_fractions(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression"), result = call.result_expr();
  if (board.failed()) return;
  const std::string variable = call.variable(e);
  const auto f = math::as_fraction(e, variable, 12);
  if (!f || math::degree(f->den) < 1) return board.unsupported("no fraction of polynomials");
  if (!board.brief()) write_numerators(board, f->num, f->den, partial_fractions_of(f->num, f->den), variable);
  board.fact(math::to_latex(e) + " = " + math::to_latex(result), "partial_fractions", board.say({"writing the sum of simple fractions", "putting the simple fractions together", "putting the numbers found over their factors"}));
}

void rule_polynomial_division(const Call& call) {
  Board& board = call.board();
  const Expr a = call.expr("dividend"), b = call.expr("divisor");
  if (board.failed()) return;
  const std::string variable = call.variable(a + b);
  const auto p = math::as_polynomial(a, variable), q = math::as_polynomial(b, variable);
  if (!p || !q || q->empty()) return board.unsupported("a division of other expressions");
  Coefficients left = *p, quotient;
  while (math::degree(left) >= math::degree(*q) && !board.failed()) {
    Coefficients term(left.size() - q->size() + 1);
    term.back() = left.back() / q->back();
    const Coefficients away = math::multiply(term, *q);
    Coefficients minus = away;
    for (Rational& c : minus) c = -c;
    const Coefficients next = math::add(left, minus);
    const bool falls = term.back().sign() < 0;
    Coefficients positive = term;
    for (Rational& c : positive) c = -c;
    if (!board.brief())
      board.fact(tex(left, variable) + (falls ? " + " : " - ") + tex(falls ? positive : term, variable) + "(" + tex(*q, variable) + ") = " + tex(next, variable), "division_step",
                 board.say({"taking ${0}$ times the divisor away", "subtracting ${0}$ times the divisor", "removing the leading term with ${0}$"}, tex(term, variable)));
    quotient = math::add(quotient, term);
    left = next;
  }
  const std::string claim = tex(*p, variable) + " = (" + tex(quotient, variable) + ")(" + tex(*q, variable) + ")" + (left.empty() ? "" : " + " + tex_bracketed(left, variable));
  board.fact(claim, "polynomial_division", left.empty() ? board.say({"collecting the quotient, with nothing left over", "putting the quotient together, without a remainder"})
                                                        : board.say({"collecting the quotient ${0}$ and the remainder ${1}$", "stopping at the remainder ${1}$, with the quotient ${0}$"}, tex(quotient, variable), tex(left, variable)));
  const auto theirs = cas::result_items(call.result());
  call.expect(theirs.size() == 2 && judge_same(math::to_expr(quotient, variable), call.parse(theirs[0])).holds && judge_same(math::to_expr(left, variable), call.parse(theirs[1])).holds);
}

void rule_compute_line_bisectors(const Call& call) {
  Board& board = call.board();
  const auto a = read_vector(call, "point1"), b = read_vector(call, "point2");
  const Expr result = call.result_expr();
  if (board.failed()) return;
  if (a.size() != 2 || b.size() != 2 || !result.is(Op::kRel)) return board.unsupported("points that are not in the plane");
  const Expr x = Expr::symbol("x"), y = Expr::symbol("y"), half = Expr::integer(2);
  const auto raw = [&](std::size_t i) { return "\\frac{" + tex_number(a[i]) + " + " + (tex_number(b[i])[0] == '-' ? "(" + tex_number(b[i]) + ")" : tex_number(b[i])) + "}{2}"; };
  const Expr mx = simple_entry((a[0] + b[0]) / half), my = simple_entry((a[1] + b[1]) / half), dx = simple_entry(b[0] - a[0]), dy = simple_entry(b[1] - a[1]);
  const std::string M = "(" + tex_number(mx) + ", " + tex_number(my) + ")";
  board.write("M = \\left(" + raw(0) + ", " + raw(1) + "\\right) = " + M, "midpoint", board.say({"taking the middle of the segment", "averaging the coordinates of both ends", "finding the midpoint"}),
              both(judge(math::equal(mx - a[0], b[0] - mx)), judge(math::equal(my - a[1], b[1] - my))));
  const auto shifted = [](const char* letter, const Expr& m) {
    const std::string text = tex_number(m);
    return text == "0" ? std::string(letter) : text[0] == '-' ? std::string("(") + letter + " + " + text.substr(1) + ")" : std::string("(") + letter + " - " + text + ")";
  };
  const Expr line = dx * (x - mx) + dy * (y - my);
  // Another point of it, and the middle, are as far from one end as from the other.
  const auto square = [](const Expr& e) { return e * e; };
  const Expr px = mx - dy, py = my + dx;
  const Judgement equally_far = both(judge(math::equal(square(px - a[0]) + square(py - a[1]), square(px - b[0]) + square(py - b[1]))),
                                     judge(math::equal(line.substitute("x", px).substitute("y", py), Expr::integer(0))));
  const auto factor = [](const Expr& e) { const std::string t = tex_number(e); return t[0] == '-' ? "(" + t + ")" : t; };
  const auto going = [&](std::size_t i) { return tex_number(b[i]) + " - " + factor(a[i]); };
  if (!board.brief())
    board.write("\\vec{d} = (" + going(0) + ", " + going(1) + ") = (" + tex_number(dx) + ", " + tex_number(dy) + ")", "direction", board.say({"taking the direction of the segment", "going from one end to the other"}),
                both(judge(math::equal(b[0] - a[0], dx)), judge(math::equal(b[1] - a[1], dy))));
  board.write(factor(dx) + " \\cdot " + shifted("x", mx) + " + " + factor(dy) + " \\cdot " + shifted("y", my) + " = 0", "perpendicular", board.say({"using that the line is perpendicular to the direction $({0}, {1})$ of the segment and goes through the midpoint", "going through the midpoint at right angles to $({0}, {1})$"}, tex_number(dx), tex_number(dy)), equally_far);
  const auto mine = math::as_linear(line), theirs = math::as_linear(result.arg(0) - result.arg(1));
  bool same = mine && theirs;
  std::optional<Rational> k;
  if (same)
    for (const char* name : {"x", "y", ""}) {
      const auto p = mine->find(name), q = theirs->find(name);
      const Rational u = p == mine->end() ? Rational(0) : p->second, v = q == theirs->end() ? Rational(0) : q->second;
      if (v.is_zero() || u.is_zero()) {
        same = same && u.is_zero() && v.is_zero();
        continue;
      }
      if (!k) k = u / v;
      same = same && u == *k * v;
    }
  if (!same) return call.expect(false);
  // 8x - 6y - 2 = 0 and 8x - 6y = 2 before the common factor goes.
  const auto flat = math::normal_form(line);
  if (!board.brief() && flat && k) {
    const auto coefficient = [&](const char* name) { const auto at = mine->find(name); return at == mine->end() ? Rational(0) : at->second; };
    const Rational u = coefficient("x"), v = coefficient("y"), w = coefficient("");
    std::string left = u.is_zero() ? "" : tex_monomial(u, "x", 1);
    if (!v.is_zero()) left += left.empty() ? tex_monomial(v, "y", 1) : (v.sign() < 0 ? " - " : " + ") + tex_monomial(v.abs(), "y", 1);
    const std::string all = left + (w.is_zero() ? "" : tex_signed(w)) + " = 0", moved = left + " = " + tex(-w), end = math::to_latex(result);
    if (all != end) board.write(all, "expand", board.say({"multiplying out", "multiplying the brackets out"}), proved(true, "", "certificate"));
    if (!w.is_zero() && moved != end) board.write(moved, "move_constant", board.say({"bringing the number to the right", "moving the number to the right"}), proved(true, "", "certificate"));
    if (moved != end && all != end) board.write(end, "divide_through", k->abs() == Rational(1) ? board.say({"changing the signs", "ordering the equation"}) : board.say({"dividing by {0}", "dividing both sides by {0}"}, words(*k)), proved(same, "another line"));
    return;
  }
  board.write(math::to_latex(result), "simplify", board.say({"multiplying out and reducing", "writing it without brackets", "ordering the equation"}), proved(same, "another line"));
}

namespace {

// The values of f on one side close to the point tend to `value`.
Judgement judge_one_side(const Expr& f, const std::string& variable, const Rational& at, int side, double value) {
  double last = 1e300;
  for (const long long scale : {1'000LL, 1'000'000LL}) {
    const auto v = defined_value(f.substitute(variable, Expr::number(at + Rational(side, scale))));
    if (!v) return fails("the function has no value near the point");
    const double distance = std::fabs(*v - value);
    if (distance > last + 1e-12) return fails("the values do not come closer");
    last = distance;
  }
  return last < 1e-3 * std::max(1.0, std::fabs(value)) ? Judgement{true, math::Grade::kNumeric, "arb", {}} : fails("the values stay away");
}

// A part that has no value at the point: a denominator that is 0, a root or logarithm of a number outside of its domain.
std::optional<std::pair<Expr, const char*>> bad_part(const Expr& e, const std::string& variable, const Expr& at) {
  if (e.is(Op::kDiv)) {
    const Expr below = e.arg(1).substitute(variable, at);
    if (math::equal(below, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual) return std::pair(below, " = 0");
  }
  if ((e.is_func("ln") || e.is_func("log")) && e.arg(0).contains_symbol(variable)) {
    const Expr inside = e.arg(0).substitute(variable, at);
    const auto v = defined_value(inside);
    if (v && *v <= 0) return std::pair(inside, " \\leq 0");
  }
  for (const auto& [pole, below] : {std::pair("tan", "cos"), std::pair("sec", "cos"), std::pair("cot", "sin"), std::pair("csc", "sin")})
    if (e.is_func(pole)) {
      const Expr under = Expr::func(below, {e.arg(0).substitute(variable, at)});
      if (math::equal(under, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual) return std::pair(under, " = 0");
    }
  if (e.is_func("sqrt")) {
    const Expr inside = e.arg(0).substitute(variable, at);
    const auto v = defined_value(inside);
    if (v && *v < 0) return std::pair(inside, " < 0");
  }
  for (const Expr& a : e.args())
    if (auto found = bad_part(a, variable, at)) return found;
  return std::nullopt;
}

}  // namespace

void rule_check_continuity(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression"), point = call.expr("point");
  if (board.failed()) return;
  const std::string variable = call.variable(e), x = tex_variable(variable);
  const auto a = math::exact_value(point);
  const bool continuous = call.result() == "True";
  if (!a) {
    const auto bad = bad_part(e, variable, point);
    if (!bad) return board.unsupported("a point that is no fraction");
    board.fact(math::to_latex(bad->first) + bad->second, "not_defined", board.say({"finding no value at ${0}$, so it is not continuous there", "seeing that there is no value at ${0}$, which rules out continuity"}, math::to_latex(point)));
    return call.expect(!continuous);
  }
  const std::string at = tex(*a), f = math::to_latex(e);
  if (const auto bad = bad_part(e, variable, Expr::number(*a))) {
    const bool bare = math::is_zero(bad->first) && bad->second[1] == '=';
    board.write(bare ? x + " \\neq " + at : math::to_latex(bad->first) + bad->second, "not_defined", board.say({"finding no value at {0}, so it is not continuous there", "seeing that there is no value at {0}, which rules out continuity", "noting that nothing is defined at {0}, so continuity fails"}, words(*a)), bare ? proved(true, "", "certificate") : judge_fact(math::to_latex(bad->first) + bad->second));
    return call.expect(!continuous);
  }
  const Expr put = e.substitute(variable, Expr::number(*a));
  const auto value = defined_value(put);
  if (!value) return board.unsupported("a function without a value at the point");
  const Expr v = as_radical(put) ? as_radical(put)->expr() : math::exact_value(put) ? Expr::number(*math::exact_value(put)) : put;
  const std::string left = math::to_latex(put), right = tex_number(v);
  if (left != right) board.fact(left + " = " + right, "value_at_point", board.say({"putting in ${0} = {1}$", "taking the value at {1}", "evaluating at {1}"}, x, at));
  const auto name_of = [&](int side) {
    const Expr here = side < 0 && call.has("left") ? call.expr("left") : side > 0 && call.has("right") ? call.expr("right") : e;
    const std::string text = math::to_latex(here), where = at[0] == '-' && side != 0 ? "(" + at + ")" : at;
    return "\\lim_{" + x + " \\to " + where + (side < 0 ? "^-" : side > 0 ? "^+" : "") + "} " + (here.is(Op::kAdd) || here.is(Op::kNeg) ? "(" + text + ")" : text);
  };
  const bool pieces = call.has("left") || call.has("right");
  bool both_sides = true;
  std::vector<std::string> limits;
  int only = 0;   // the side on which alone there are values
  for (const int side : {-1, 1}) {
    const Expr here = side < 0 && call.has("left") ? call.expr("left") : side > 0 && call.has("right") ? call.expr("right") : e;
    const auto beside = [&](long long scale) { return defined_value(here.substitute(variable, Expr::number(*a + Rational(side, scale)))).has_value(); };
    if (!beside(1'000'000) && !beside(1'000'000'000)) {
      if (only != 0) return board.unsupported("a point around which there are no values");
      only = -side;
      continue;
    }
    // By the rules for limits, where these lead to a number.
    Board trial = board;
    if (const auto found = LimitFinder(trial, variable, Expr::number(*a), side < 0 ? "-" : "+").find(here); found && !found->infinite && !trial.failed()) {
      const auto tends = defined_value(found->value);
      const auto exact = math::exact_value(found->value);
      if (tends && !trial.steps().empty()) {
        const std::string goal = name_of(side) + " = " + (exact ? tex(*exact) : tex_number(found->value));
        const bool stated = trial.steps().size() > board.steps().size() && trial.steps().back().claim.starts_with(name_of(side));
        board = std::move(trial);
        if (!stated) board.write(goal, "one_sided_limit", side < 0 ? board.say({"coming from the left", "approaching {0} from the left"}, words(*a)) : board.say({"coming from the right", "approaching {0} from the right"}, words(*a)), judge_one_side(here, variable, *a, side, *tends));
        limits.push_back(exact ? tex(*exact) : tex_number(found->value));
        both_sides = both_sides && std::fabs(*tends - *value) < 1e-9 * std::max(1.0, std::fabs(*value));
        continue;
      }
    }
    // A limit that is not the value is a whole number where the function jumps by rounding or by its sign.
    Expr limit = v;
    Judgement near = judge_one_side(here, variable, *a, side, *value);
    if (!near.holds) {
      both_sides = false;
      const auto close = defined_value(here.substitute(variable, Expr::number(*a + Rational(side, 1'000'000'000))));
      const Rational guess(close ? static_cast<long long>(std::llround(*close)) : 0);
      near = judge_one_side(here, variable, *a, side, guess.to_double());
      if (!close || !near.holds) {
        const std::string sign = side < 0 ? "^-" : "^+";
        board.write(f + " \\not\\to " + right + " \\quad (" + x + " \\to " + at + sign + ")", "no_one_sided_limit", board.say({"seeing that the values on one side do not come near {0}", "noting that the values on this side stay away"}, right), proved(true, "", "arb"));
        return call.expect(!continuous);
      }
      limit = Expr::number(guess);
    }
    limits.push_back(tex_number(limit));
    board.write(name_of(side) + " = " + limits.back(), "one_sided_limit",
                side < 0 ? board.say({"coming from the left", "looking at the values from below {0}", "approaching {0} from the left"}, words(*a)) : board.say({"coming from the right", "looking at the values from above {0}", "approaching {0} from the right"}, words(*a)), near);
  }
  if (both_sides && only != 0)
    board.write(name_of(only) + " = " + right, "continuous", only > 0 ? board.say({"finding the value at {0} again, with values on the right only", "as the limit is the value, and to the left of {0} nothing is defined"}, words(*a)) : board.say({"finding the value at {0} again, with values on the left only", "as the limit is the value, and to the right of {0} nothing is defined"}, words(*a)), judge_one_side(e, variable, *a, only, *value));
  else if (both_sides)
    board.write(pieces ? name_of(-1) + " = " + name_of(1) + " = " + right : name_of(0) + " = " + right, "continuous", board.say({"seeing that both limits equal the value, which is continuity at {0}", "noting that limit and value agree, which is continuity at {0}", "finding both sides equal to the value at {0}, so it is continuous there"}, words(*a)),
                judge_one_side(call.has("right") ? call.expr("right") : e, variable, *a, 1, *value));
  else
    board.fact((limits[0] == right ? limits[1] : limits[0]) + " \\neq " + right, "not_continuous", board.say({"comparing with the value, which differs, so continuity fails at {0}", "seeing that a limit is not the value, so continuity fails at {0}", "finding a jump at {0}, where it is not continuous"}, words(*a)));
  call.expect(continuous == both_sides);
}

}  // namespace retort::explain
