// Inequalities in one variable: linear ones and double ones step by step, others by their roots and signs.
#include <algorithm>

#include "explain/arithmetic.h"
#include "explain/factoring.h"
#include "explain/rules.h"
#include "explain/solution_set.h"
#include "explain/surds.h"
#include "explain/terms.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// s0 r0 s1 [r1 s2]
struct Inequality {
  std::vector<Coefficients> sides;
  std::vector<std::string> relations;
};

Coefficients times(const Coefficients& p, const Rational& k) {
  Coefficients out = p;
  for (Rational& c : out) c *= k;
  return out;
}
Coefficients minus(const Coefficients& a, const Coefficients& b) { return math::add(a, times(b, Rational(-1))); }
Rational coefficient(const Coefficients& p, std::size_t i) { return i < p.size() ? p[i] : Rational(0); }

// Inequality lines: each must be the one before with terms moved, or multiplied by one number (a negative one turns the signs).
class InequalityLines {
 public:
  InequalityLines(Board& board, std::string variable, Inequality start) : board_(board), variable_(std::move(variable)), now_(std::move(start)) {}

  const Inequality& now() const { return now_; }
  void line(std::string claim, std::string_view rule, std::string because);

 private:
  Judgement follows(const std::string& claim);
  Board& board_;
  std::string variable_;
  Inequality now_;
};

std::optional<Inequality> read_inequality(const Expr& e, const std::string& variable) {
  Inequality out;
  const std::vector<Expr> links = e.is(Op::kChain) ? e.args() : std::vector<Expr>{e};
  for (const Expr& link : links) {
    const bool order = link.is(Op::kRel) && (link.name() == "<" || link.name() == "<=" || link.name() == ">" || link.name() == ">=");
    if (!order) return std::nullopt;
    if (out.sides.empty()) {
      const auto p = math::as_polynomial(link.arg(0), variable);
      if (!p) return std::nullopt;
      out.sides.push_back(*p);
    }
    const auto p = math::as_polynomial(link.arg(1), variable);
    if (!p) return std::nullopt;
    out.sides.push_back(*p);
    out.relations.push_back(link.name());
  }
  return out;
}

Judgement InequalityLines::follows(const std::string& claim) {
  const auto read = math::parse(claim, math::Notation::kLatex, {.symbols = {variable_}});
  if (!read) return fails(read.error().message);
  auto next = read_inequality(*read, variable_);
  if (!next || next->relations.size() != now_.relations.size()) return fails("not an inequality of the same form");
  const std::size_t n = now_.relations.size();
  // Turned around as a whole: a < x is x > a.
  const auto reversed = [&](Inequality x) {
    std::reverse(x.sides.begin(), x.sides.end());
    std::reverse(x.relations.begin(), x.relations.end());
    for (std::string& r : x.relations) r = flipped(r);
    return x;
  };
  for (const Inequality& candidate : {*next, reversed(*next)}) {
    // The same number k for all differences of neighbouring sides.
    std::optional<Rational> k;
    bool good = true;
    for (std::size_t i = 0; i < n && good; ++i) {
      const Coefficients a = minus(candidate.sides[i], candidate.sides[i + 1]), b = minus(now_.sides[i], now_.sides[i + 1]);
      if (a.empty() || b.empty() || a.size() != b.size()) {
        good = false;
        break;
      }
      const Rational here = a.back() / b.back();
      good = times(b, here) == a && (!k || *k == here) && candidate.relations[i] == (here.sign() > 0 ? now_.relations[i] : flipped(now_.relations[i]));
      k = here;
    }
    if (!good || !k) continue;
    now_ = *next;
    return proved(true);
  }
  return fails("does not follow from the line before in one step");
}

void InequalityLines::line(std::string claim, std::string_view rule, std::string because) {
  if (board_.failed()) return;
  const Judgement judgement = follows(claim);
  board_.write(std::move(claim), rule, std::move(because), judgement);
}

std::string text_of(const Inequality& q, const std::string& variable) {
  std::string out = tex(q.sides[0], variable);
  for (std::size_t i = 0; i < q.relations.size(); ++i) out += " " + tex_relation(q.relations[i]) + " " + tex(q.sides[i + 1], variable);
  return out;
}

Inequality transformed(const Inequality& q, const Rational& k, const Coefficients& shift) {
  Inequality out = q;
  for (Coefficients& s : out.sides) s = times(math::add(s, shift), k);
  if (k.sign() < 0)
    for (std::string& r : out.relations) r = flipped(r);
  return out;
}

Inequality ascending(Inequality q) {
  if (q.relations.size() < 2 || q.relations[0][0] == '<') return q;
  std::reverse(q.sides.begin(), q.sides.end());
  std::reverse(q.relations.begin(), q.relations.end());
  for (std::string& r : q.relations) r = flipped(r);
  return q;
}

class InequalityRule {
 public:
  InequalityRule(Board& board, Expr e, std::string variable)
      : board_(board), e_(std::move(e)), variable_(std::move(variable)), x_(tex_variable(variable_)) {}
  void write();
  const std::optional<SolutionSet>& set() const { return set_; }

 private:
  void tidy(InequalityLines& lines, const std::vector<Expr>& sides);
  void linear(InequalityLines& lines);
  void double_linear(InequalityLines& lines);
  void polynomial(InequalityLines& lines);
  void nowhere(const Coefficients& p, const Rational& d);
  void write_samples(const Coefficients& p, const std::vector<Root>& roots);
  bool quotient();
  bool absolute();
  void finish_linear(const InequalityLines& lines);
  void finish(const SolutionSet& set) { set_ = set; }
  void conclude(const SignCondition& condition, const std::vector<Root>& roots);

  Board& board_;
  Expr e_;
  std::string variable_, x_;
  std::optional<SolutionSet> set_;
};

// The last line reads "x < 2" or "1 < x \leq 5": the set it stands for.
void InequalityRule::finish_linear(const InequalityLines& lines) {
  const Inequality& q = lines.now();
  Interval i;
  for (std::size_t k = 0; k < q.relations.size(); ++k) {
    const bool variable_left = math::degree(q.sides[k]) == 1;
    const Root end = rational_root(coefficient(variable_left ? q.sides[k + 1] : q.sides[k], 0));
    const bool below = (q.relations[k][0] == '<') == variable_left;
    (below ? i.high : i.low) = end;
    (below ? i.high_closed : i.low_closed) = q.relations[k].size() == 2;
  }
  finish({i});
}

void InequalityRule::tidy(InequalityLines& lines, const std::vector<Expr>& sides) {
  Rational common(1);
  bool is_plain = true, brackets = false;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    for (const Rational& c : lines.now().sides[i]) common = math::lcm(common, c.den());
    is_plain = is_plain && is_tidy(sides[i], lines.now().sides[i], variable_);
    brackets = brackets || has_bracket(sides[i]);
  }
  if (common != Rational(1)) {
    lines.line(text_of(transformed(lines.now(), common, {}), variable_), "clear_fractions",
               board_.say({"multiplying by {0}", "multiplying all sides by {0}", "clearing the fractions with {0}"}, tex(common)));
  } else if (!is_plain) {
    lines.line(text_of(lines.now(), variable_), brackets ? "expand" : "combine",
               brackets ? board_.say({"multiplying out the brackets", "opening the brackets", "expanding the brackets"})
                        : board_.say({"combining like terms", "collecting like terms", "adding like terms"}));
  }
}

void InequalityRule::linear(InequalityLines& lines) {
  const Inequality q = lines.now();
  Rational a = coefficient(q.sides[0], 1), b = coefficient(q.sides[0], 0), c = coefficient(q.sides[1], 1), d = coefficient(q.sides[1], 0);
  std::string relation = q.relations[0];
  if (a.is_zero()) {
    std::swap(a, c);
    std::swap(b, d);
    relation = flipped(relation);
    lines.line(text_of({{q.sides[1], q.sides[0]}, {relation}}, variable_), "swap_sides",
               board_.say({"turning the inequality around", "reading it from right to left", "writing the side with ${0}$ first"}, x_));
  }
  const Rational factor = a - c, value = d - b;
  if (factor.is_zero()) return board_.unsupported("an inequality that does not depend on the variable");
  std::string r = " " + tex_relation(relation) + " ";
  if (!c.is_zero()) {
    std::string left = tex_monomial(a, variable_, 1) + (c.sign() < 0 ? " + " : " - ") + tex_monomial(c.abs(), variable_, 1);
    std::string right = b.is_zero() ? tex(d) : d.is_zero() ? tex(-b) : tex(d) + tex_signed(-b);
    if (!board_.brief())
      lines.line(left + r + right, "move_terms", board_.say({"moving the terms with ${0}$ to the left and the numbers to the right", "collecting ${0}$ on the left and numbers on the right", "bringing ${1}$ to the left"}, x_, tex_monomial(c, variable_, 1)));
    lines.line(tex_monomial(factor, variable_, 1) + r + tex(value), "combine", board_.say({"combining both sides", "working out both sides", "simplifying both sides"}));
  } else if (!b.is_zero()) {
    lines.line(tex_monomial(factor, variable_, 1) + r + tex(value), "move_constant",
               b.sign() > 0 ? board_.say({"subtracting {0} from both sides", "taking {0} away on both sides", "moving {0} to the right"}, words(b))
                            : board_.say({"adding {0} to both sides", "adding {0} on both sides", "moving $-{0}$ to the right"}, tex(-b)));
  }
  if (factor != Rational(1)) {
    const bool turn = factor.sign() < 0;
    const std::string last = turn ? flipped(relation) : relation;
    lines.line(x_ + " " + tex_relation(last) + " " + tex(value / factor), "divide_by_coefficient",
               turn ? board_.say({"dividing by {0}, which turns the sign around", "dividing by the negative number {0} and turning the sign", "dividing by {0} and flipping the sign"}, words(factor))
                    : board_.say({"dividing both sides by {0}", "dividing by {0}", "dividing through by {0}"}, words(factor)));
  }
  if (board_.failed()) return;
  if (board_.steps().empty()) lines.line(text_of(lines.now(), variable_), "solution", board_.say({"reading off the solution", "having ${0}$ alone already", "taking it as it stands"}, x_));
  finish_linear(lines);
}

// a < b x + c <= d
void InequalityRule::double_linear(InequalityLines& lines) {
  const Coefficients middle = lines.now().sides[1];
  if (math::degree(middle) != 1 || math::degree(lines.now().sides[0]) > 0 || math::degree(lines.now().sides[2]) > 0)
    return board_.unsupported("a double inequality without the variable in the middle alone");
  if (!middle[0].is_zero())
    lines.line(text_of(transformed(lines.now(), Rational(1), {-middle[0]}), variable_), "move_constant",
               middle[0].sign() > 0 ? board_.say({"subtracting {0} everywhere", "taking {0} away from all three parts", "subtracting {0} in all three parts"}, words(middle[0]))
                                    : board_.say({"adding {0} everywhere", "adding {0} to all three parts", "adding {0} in all three parts"}, words(-middle[0])));
  if (middle[1] != Rational(1))
    lines.line(text_of(ascending(transformed(lines.now(), Rational(1) / middle[1], {})), variable_), "divide_by_coefficient",
               middle[1].sign() < 0 ? board_.say({"dividing by {0}, which turns the signs around", "dividing by {0} and flipping both signs", "dividing by the negative number {0} and turning the signs"}, words(middle[1]))
                                    : board_.say({"dividing everywhere by {0}", "dividing all three parts by {0}", "dividing by {0} in all three parts"}, words(middle[1])));
  if (board_.failed()) return;
  if (board_.steps().empty()) lines.line(text_of(lines.now(), variable_), "solution", board_.say({"reading off the solution", "having ${0}$ alone already", "taking it as it stands"}, x_));
  const Inequality& q = lines.now();
  const bool up = q.relations[0][0] == '<';
  const Rational low = coefficient(q.sides[up ? 0 : 2], 0), high = coefficient(q.sides[up ? 2 : 0], 0);
  if (low > high || (q.relations[0][0] != q.relations[1][0])) return board_.unsupported("a double inequality without solutions");
  finish_linear(lines);
}

void InequalityRule::conclude(const SignCondition& condition, const std::vector<Root>& roots) {
  if (board_.failed()) return;
  const SolutionSet set = solve_sign_condition(condition, roots);
  const bool positive = condition.relation[0] == '>';
  const Judgement judgement = judge_solution_set(condition, roots, set);
  if (set.empty()) return board_.unsupported("an inequality without solutions");
  const bool parabola = math::degree(condition.p) == 2 && condition.poles.empty();
  if (math::degree(condition.p) > 2 && condition.poles.empty() && !board_.brief()) write_samples(condition.p, roots);
  board_.write(tex(set, x_), "sign_chart",
               parabola && roots.empty() ? board_.say({"so it is positive for every ${0}$", "which is above 0 for every ${0}$, as a square is never negative"}, x_)
               : parabola && roots.size() == 1 ? (positive ? board_.say({"using that a square is positive everywhere but at ${0} = {1}$, where it is 0", "as the square is never negative, and 0 only at ${0} = {1}$"}, x_, roots[0].tex) : board_.say({"as the square is never negative and is 0 only at ${0} = {1}$", "using that a square is at least 0, and 0 only for ${0} = {1}$"}, x_, roots[0].tex))
               : parabola && roots.size() == 2
                   ? (e_.is(Op::kRel) && e_.arg(0).is_func("abs") ? board_.say({"putting both parts together", "taking one or the other"}) : positive ? board_.say({"taking the numbers outside the roots, where the product is positive", "going outside the two roots, where both factors have the same sign", "noting that the parabola is above 0 outside the roots"})
                               : board_.say({"taking the numbers between the roots, where the product is negative", "going between the two roots, where the factors have opposite signs", "noting that the parabola is below 0 between the roots"}))
                   : board_.say({"taking the parts of the number line with the right sign", "collecting the parts where the sign fits", "reading the solution off these signs"}),
               judgement);
  finish(set);
}

// One number between any two roots, and beyond them: the sign there is the sign of the whole part.
void InequalityRule::write_samples(const Coefficients& p, const std::vector<Root>& roots) {
  std::vector<Rational> ends;
  for (const Root& r : roots) {
    const auto value = math::exact_value(r.value);
    if (!value) return;
    ends.push_back(*value);
  }
  for (std::size_t i = 0; i <= ends.size(); ++i) {
    const Rational at = ends.empty() ? Rational(0) : i == 0 ? ends[0].floor() - 1 : i == ends.size() ? ends.back().floor() + 1 : ends[i - 1] < Rational(0) && Rational(0) < ends[i] ? Rational(0) : ends[i - 1].floor() + 1 < ends[i] ? ends[i - 1].floor() + 1 : (ends[i - 1] + ends[i]) / 2;
    const Rational value = math::evaluate(p, at);
    const std::string put = math::to_latex(math::to_expr(p, variable_).substitute(variable_, Expr::number(at)));
    const std::string where = ends.empty() ? "everywhere" : i == 0 ? "below $" + tex(ends[0]) + "$" : i == ends.size() ? "above $" + tex(ends.back()) + "$" : "between $" + tex(ends[i - 1]) + "$ and $" + tex(ends[i]) + "$";
    board_.fact(put + " = " + tex(value) + (value.sign() < 0 ? " < 0" : " > 0"), "sample", board_.say({"testing ${0} = {1}$: {2} the sign is {3}", "putting in ${0} = {1}$, so it is {3} {2}"}, x_, tex(at), where, value.sign() < 0 ? "negative" : "positive"));
  }
}

void InequalityRule::polynomial(InequalityLines& lines) {
  const Coefficients all = minus(lines.now().sides[0], lines.now().sides[1]);
  std::string relation = lines.now().relations[0];
  if (!lines.now().sides[1].empty())
    lines.line(text_of({{all, {}}, {relation}}, variable_), "move_all_left", board_.say({"bringing everything to the left", "moving all terms to one side", "collecting everything on the left"}));
  Rational content(0);
  for (const Rational& c : all) content = math::gcd(content, c.num());
  if (all.back().sign() < 0) content = -content;
  Coefficients p = times(all, Rational(1) / content);
  if (content != Rational(1)) {
    if (content.sign() < 0) relation = flipped(relation);
    lines.line(text_of({{p, {}}, {relation}}, variable_), "divide_through",
               content.sign() < 0 ? board_.say({"dividing by {0}, which turns the sign around", "dividing by {0} and flipping the sign", "dividing every term by {0} and turning the sign"}, words(content))
                                  : board_.say({"dividing by {0}", "dividing every term by {0}", "dividing both sides by {0}"}, words(content)));
  }
  if (board_.failed()) return;
  const std::string tail = " " + tex_relation(relation) + " 0";
  std::vector<Root> roots;
  const Emit emit = [&](const std::string& form, std::string_view rule, std::string because) { lines.line(form + tail, rule, std::move(because)); };
  const auto factored = math::degree(p) == 2 ? factor_quadratic(p, variable_) : std::nullopt;
  const Rational d = math::degree(p) == 2 ? p[1] * p[1] - Rational(4) * p[2] * p[0] : Rational(0);
  if (math::degree(p) == 2 && relation == "<" && d.sign() <= 0) return nowhere(p, d);
  if (math::degree(p) == 2 && relation == "<=" && d.sign() < 0) return nowhere(p, d);
  if (math::degree(p) == 2 && !factored) {
    if (d.sign() < 0) {
      // a(x + h)^2 + k with k > 0
      const Rational h = p[1] / (Rational(2) * p[2]), k = p[0] - p[2] * h * h;
      const std::string inside = h.is_zero() ? x_ : "(" + x_ + tex_signed(h) + ")", square = (p[2] == Rational(1) ? "" : tex(p[2])) + inside + "^2";
      if (!h.is_zero()) board_.fact(tex(p, variable_) + " = " + square + tex_signed(k), "complete_the_square", board_.say({"completing the square", "writing it as a square plus a number"}));
      board_.write(square + tex_signed(k) + " \\geq " + tex(k), "square_not_negative", board_.say({"as a square is never negative", "using that the square is at least 0"}), proved(k.sign() > 0 && p[2].sign() > 0, "there are smaller values", "certificate"));
      return conclude({p, relation, {}}, {});
    }
    write_discriminant(board_, p);
    const auto square = d.sign() > 0 ? square_part(d) : std::nullopt;
    if (d.sign() > 0 && !square) return board_.unsupported("a discriminant too large for work by hand");
    if (d.sign() > 0) {
      std::string claim;
      for (const int sign : {-1, 1}) {
        const Surd value{-p[1] / (Rational(2) * p[2]), Rational(sign) * square->s / (Rational(2) * p[2]), square->d};
        roots.push_back({tex(value), to_expr(value)});
        claim += (claim.empty() ? "" : " \\text{ or } ") + x_ + " = " + roots.back().tex;
      }
      board_.write(claim, "quadratic_formula", board_.say({"finding the roots by the quadratic formula", "using the quadratic formula for the roots", "solving for the roots with the quadratic formula"}),
                   both(judge_root(p, roots[0].value), judge_root(p, roots[1].value)));
    }
  } else if (factored && !(p[1].is_zero() && p[0].is_zero())) {
    write_factoring(board_, p, variable_, *factored, emit);
  } else if (math::degree(p) > 2) {
    const auto factors = write_polynomial_factoring(board_, p, variable_, emit);
    for (const Coefficients& f : factors.distinct)
      if (math::degree(f) > 1 && math::count_real_roots(f) > 0) return board_.unsupported("a factor whose roots are no fractions");
  }
  if (roots.empty())
    for (const auto& [value, k] : math::rational_roots(p)) roots.push_back(rational_root(value));
  conclude({p, relation, {}}, roots);
}

// p has a positive leading coefficient and no value below 0 (d: its discriminant, not positive).
void InequalityRule::nowhere(const Coefficients& p, const Rational& d) {
  const Judgement judgement = proved(p[2].sign() > 0 && p[1] * p[1] - Rational(4) * p[2] * p[0] == d && d.sign() <= 0, "there are smaller values", "certificate");
  if (d.is_zero()) {
    const auto factored = factor_quadratic(p, variable_);
    if (!factored) return board_.unsupported("an inequality without solutions");
    board_.write(tex(p, variable_) + " = " + factored->factored + " \\geq 0", "square_not_negative",
                 board_.say({"seeing a square, which is never negative, so no number works", "noting that a square is never below 0, so there is no solution", "finding a perfect square, so nothing satisfies it"}),
                 both(judgement, judge_fact(tex(p, variable_) + " = " + factored->factored)));
    return finish({});
  }
  const Rational product = Rational(4) * p[2] * p[0];
  const std::string claim = tex_power(tex_base(p[1]), 2) + " - 4 \\cdot " + tex_bracketed(p[2]) + " \\cdot " + tex_bracketed(p[0]) + " = " + tex(p[1] * p[1]) + tex_signed(-product) + " = " + tex(d) + " < 0";
  board_.write(claim, "negative_discriminant",
               board_.say({"getting a negative discriminant, so the expression is always positive and no number works", "finding $b^2 - 4ac$ negative, so the parabola stays above 0 and there is no solution",
                           "seeing a negative discriminant, which leaves no solution"}),
               both(judgement, judge_fact(claim)));
  finish({});
}

// N / D REL 0
bool InequalityRule::quotient() {
  if (!e_.is(Op::kRel)) return false;
  const Expr difference = e_.arg(1).is_number() && e_.arg(1).value().is_zero() ? e_.arg(0) : e_.arg(0) - e_.arg(1);
  if (!difference.is(Op::kDiv)) return false;
  const auto n = math::as_polynomial(difference.arg(0), variable_), d = math::as_polynomial(difference.arg(1), variable_);
  const std::string& relation = e_.name();
  if (!n || !d || math::degree(*n) < 1 || math::degree(*d) < 1 || (relation[0] != '<' && relation[0] != '>')) return false;
  SignCondition condition{math::multiply(*n, *d), relation, {}};
  std::vector<Rational> ends;
  for (const Coefficients& p : {*n, *d}) {
    const auto found = math::rational_roots(p);
    if (static_cast<int>(found.size()) != math::count_real_roots(p)) return false;
    const bool below = &p != &*n && p == *d;
    const std::string whole = tex(p, variable_);
    if (math::degree(p) > 1)
      write_polynomial_factoring(board_, p, variable_, [&](const std::string& form, std::string_view rule, std::string because) { board_.fact(whole + " = " + form, rule, std::move(because)); });
    for (const auto& [value, k] : found) {
      ends.push_back(value);
      if (below) condition.poles.push_back(value);
      const std::string inserted = math::to_latex(math::to_expr(p, variable_).substitute(variable_, Expr::number(value)));
      if (!board_.brief())
        board_.write(inserted == "0" ? x_ + (below ? " \\neq 0" : " = 0") : inserted + " = 0", below ? "pole" : "zero",
                    below ? board_.say({"finding that the denominator is 0 at {0}", "excluding {0}, where the denominator is 0", "leaving out {0} because of the denominator"}, words(value))
                          : board_.say({"finding that the numerator is 0 at {0}", "noting the zero {0}", "seeing that the numerator vanishes at {0}"}, words(value)),
                     proved(math::evaluate(p, value).is_zero()));
    }
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  std::vector<Root> roots;
  for (const Rational& r : ends) roots.push_back(rational_root(r));
  conclude(condition, roots);
  return true;
}

// |u| < c
bool InequalityRule::absolute() {
  if (!e_.is(Op::kRel) || !e_.arg(0).is_func("abs") || !e_.arg(1).is_number() || e_.arg(1).value().sign() <= 0) return false;
  const Rational c = e_.arg(1).value();
  const auto u = math::as_polynomial(e_.arg(0).arg(0), variable_, 1);
  const std::string& relation = e_.name();
  if (!u || math::degree(*u) != 1) return false;
  const std::string inner = math::to_latex(e_.arg(0).arg(0)), r = tex_relation(relation);
  if (relation[0] == '<') {
    const std::string claim = tex(-c) + " " + r + " " + inner + " " + r + " " + tex(c);
    const auto read = math::parse(claim, math::Notation::kLatex, {.symbols = {variable_}});
    const auto q = read ? read_inequality(*read, variable_) : std::nullopt;
    const Inequality expected{{{-c}, *u, {c}}, {relation, relation}};
    board_.write(claim, "absolute_value", board_.say({"using that the distance from 0 is less than {0}", "opening the absolute value", "writing the absolute value as a double inequality"}, words(c)),
                 proved(q && q->sides == expected.sides && q->relations == expected.relations, "not the inequality without the absolute value", "certificate"));
    InequalityLines lines(board_, variable_, expected);
    double_linear(lines);
    return true;
  }
  if (relation[0] != '>') return false;
  // u > c or u < -c
  const std::string turned = flipped(relation);
  const SignCondition condition{minus(math::multiply(*u, *u), {c * c}), relation, {}};
  board_.write(inner + " " + r + " " + tex(c) + " \\text{ or } " + inner + " " + tex_relation(turned) + " " + tex(-c), "absolute_value", board_.say({"using that the distance from 0 is more than {0} on both sides", "opening the absolute value: the inside lies beyond {0} or beyond $-{0}$"}, tex(c)), proved(true, "", "certificate"));
  const Expr inside = e_.arg(0).arg(0);
  for (const auto& [bound, sign] : {std::pair(c, relation), std::pair(-c, turned)}) {
    InequalityLines lines(board_, variable_, {{*u, {bound}}, {sign}});
    if (!is_tidy(inside, *u, variable_)) tidy(lines, {inside, Expr::number(bound)});
    const std::size_t before = board_.steps().size();
    if ((*u)[0].is_zero() && (*u)[1] == Rational(1)) continue;
    if (board_.failed()) return true;
    linear(lines);
    if (board_.failed() || board_.steps().size() == before) return true;
  }
  std::vector<Rational> ends{(-c - (*u)[0]) / (*u)[1], (c - (*u)[0]) / (*u)[1]};
  std::sort(ends.begin(), ends.end());
  set_.reset();
  conclude(condition, {rational_root(ends[0]), rational_root(ends[1])});
  return true;
}

void InequalityRule::write() {
  if (absolute() || board_.failed()) return;
  const auto q = read_inequality(e_, variable_);
  if (!q) {
    if (!quotient() && !board_.failed()) board_.unsupported("an inequality that is not between polynomials");
    return;
  }
  std::vector<Expr> sides;
  const std::vector<Expr> links = e_.is(Op::kChain) ? e_.args() : std::vector<Expr>{e_};
  sides.push_back(links[0].arg(0));
  for (const Expr& link : links) sides.push_back(link.arg(1));
  InequalityLines lines(board_, variable_, *q);
  tidy(lines, sides);
  if (board_.failed()) return;
  if (q->relations.size() == 2) return double_linear(lines);
  if (q->relations.size() > 2) return board_.unsupported("a chain of more than two inequalities");
  const Coefficients all = minus(q->sides[0], q->sides[1]);
  if (math::degree(all) < 1) return board_.unsupported("an inequality that does not depend on the variable");
  const bool linear_sides = math::degree(q->sides[0]) <= 1 && math::degree(q->sides[1]) <= 1;
  math::degree(all) == 1 && linear_sides ? linear(lines) : polynomial(lines);
}

}  // namespace

std::optional<SolutionSet> write_inequality(Board& board, const Expr& e, const std::string& variable) {
  Board trial = board;
  InequalityRule rule(trial, e, variable);
  rule.write();
  if (!trial.failed() && rule.set()) {
    board = std::move(trial);
    return rule.set();
  }
  return write_general_inequality(board, e, variable);
}

void rule_solve_univariate_inequality(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("inequality");
  if (board.failed()) return;
  const std::string variable = call.variable(e);
  if (board.failed()) return;
  const auto set = write_inequality(board, e, variable);
  if (board.failed()) return;
  if (!set) return board.unsupported("an inequality without a method by hand");
  call.expect(same_set(*set, call.result()));
}

}  // namespace retort::explain
