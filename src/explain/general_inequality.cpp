// Inequalities with fractions, absolute values, roots and the like, and several at once: where may the sign change, and what holds
// between these points?
#include <algorithm>
#include <cmath>
#include <limits>

#include "explain/exact_numbers.h"
#include "explain/factoring.h"
#include "explain/general_equation.h"
#include "explain/rules.h"
#include "explain/solution_set.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

struct BreakPoint {
  Root root;
  double at = 0;
};

double value_of(const Expr& e) {
  return defined_value(e).value_or(std::nan(""));
}

// Where both sides are the same to the last digit that is looked at, `at` is a border: a place where they were found to be equal.
bool holds_at(const Expr& relation, const std::string& variable, const Expr& at) {
  const Expr put = relation.substitute(variable, at);
  const auto left = defined_value(put.arg(0)), right = defined_value(put.arg(1));
  if (!left || !right) return false;
  if (std::fabs(*left - *right) < 1e-12 * std::max(1.0, std::fabs(*left))) return relation.name() == "<=" || relation.name() == ">=";
  return math::holds(put).outcome == math::Verdict::Outcome::kEqual;
}

// A short fraction strictly between two numbers, infinite ones included.
Rational sample_between(double low, double high) {
  if (std::isinf(low) && std::isinf(high)) return Rational(0);
  if (std::isinf(low)) return Rational(static_cast<long long>(std::ceil(high)) - 1);
  if (std::isinf(high)) return Rational(static_cast<long long>(std::floor(low)) + 1);
  if (low < 0 && high > 0) return Rational(0);
  for (long long scale = 1; scale <= 1LL << 40; scale *= 2) {
    const double s = static_cast<double>(scale);
    const double candidate = std::floor((low + high) / 2 * s + 0.5) / s;
    if (candidate > low + (high - low) / 16 && candidate < high - (high - low) / 16) return Rational(static_cast<long long>(std::llround(candidate * s)), scale);
  }
  return Rational(0);
}

class GeneralInequality {
 public:
  GeneralInequality(Board& board, Expr relation, std::string variable) : board_(board), relation_(std::move(relation)), variable_(std::move(variable)), x_(tex_variable(variable_)) {}
  std::optional<SolutionSet> solve();

 private:
  bool one_fraction();
  bool zeros();
  bool zeros_of_fraction(const math::Fraction& f);
  bool domain(const Expr& e);
  void add(const Expr& value);
  void zeros_of_part(const Expr& part, std::string_view rule, const char* told);
  SolutionSet between();

  Board& board_;
  Expr relation_;
  std::string variable_, x_;
  std::vector<BreakPoint> points_;
  Judgement grade_ = proved(true);
};

void GeneralInequality::add(const Expr& value) {
  const double at = value_of(value);
  if (std::isnan(at)) return;
  for (const BreakPoint& p : points_)
    if (std::fabs(p.at - at) < 1e-12 * std::max(1.0, std::fabs(at))) return;
  points_.push_back({{tex_number(value), value}, at});
}

// Where a part of the inequality is 0 and may lose its meaning.
void GeneralInequality::zeros_of_part(const Expr& part, std::string_view rule, const char* told) {
  Board quiet = board_;
  const auto found = GeneralEquation(quiet, variable_, part, Expr::integer(0)).solve();
  if (!found || quiet.failed()) return;
  for (const Solution& s : *found) {
    if (s.period) continue;
    add(s.value);
    const Expr put = part.substitute(variable_, s.value);
    const bool bare = math::is_zero(put);
    const std::string stated = bare ? tex_variable(variable_) + " = 0" : math::to_latex(put) + " = 0";
    if (std::any_of(board_.steps().begin(), board_.steps().end(), [&](const Step& known) { return known.claim == stated; })) continue;
    board_.write(stated, rule, board_.say({"finding that {0} is 0 at ${1}$", "noting that {0} vanishes at ${1}$", "watching ${1}$, where {0} is 0"}, told, tex_number(s.value)), bare ? proved(true, "", "certificate") : judge(math::equal(put, Expr::integer(0))));
  }
}

bool GeneralInequality::domain(const Expr& e) {
  if (e.is(Op::kDiv) && e.arg(1).contains_symbol(variable_)) zeros_of_part(e.arg(1), "pole", "a denominator");
  if (e.is_func("sqrt") && e.arg(0).contains_symbol(variable_)) zeros_of_part(e.arg(0), "pole", "what is under a root");
  if ((e.is_func("ln") || e.is_func("log")) && e.arg(0).contains_symbol(variable_)) zeros_of_part(e.arg(0), "pole", "the inside of a logarithm");
  for (const Expr& a : e.args())
    if (!domain(a)) return false;
  return !board_.failed();
}

// Everything to the left, over one denominator.
bool GeneralInequality::one_fraction() {
  const Expr f = relation_.arg(0) - relation_.arg(1);
  const auto fraction = math::as_fraction(f, variable_, 12);
  if (!fraction) return false;
  math::Fraction whole = *fraction;
  // Whole coefficients, a positive leading one below.
  const auto content = [](const Coefficients& p) {
    Rational g(0), l(1);
    for (const Rational& c : p) {
      Rational a = c.num().abs(), b = g;
      while (!a.is_zero()) {
        const Rational r = b - (b / a).floor() * a;
        b = a;
        a = r;
      }
      g = b;
      Rational m = l, n = c.den();
      while (!n.is_zero()) {
        const Rational r = m - (m / n).floor() * n;
        m = n;
        n = r;
      }
      l = l / m * c.den();
    }
    return g / l;
  };
  const Rational top = content(whole.num), bottom = content(whole.den) * Rational(whole.den.back().sign() < 0 ? -1 : 1);
  const Rational ratio = top / bottom;
  for (Rational& c : whole.num) c = c / top * ratio.num();
  for (Rational& c : whole.den) c = c / bottom * ratio.den();
  const Expr num = math::to_expr(whole.num, variable_), den = math::to_expr(whole.den, variable_);
  const std::string claim = "\\frac{" + tex(whole.num, variable_) + "}{" + tex(whole.den, variable_) + "} " + tex_relation(relation_.name()) + " 0";
  const bool already = math::to_latex(relation_) == claim;
  if (!already)
    board_.write(claim, "one_fraction", board_.say({"bringing everything to the left over one denominator", "moving all to one side and taking one fraction", "subtracting the right side and using the common denominator"}), judge_same(num / den, f));
  return zeros_of_fraction(whole);
}

bool GeneralInequality::zeros_of_fraction(const math::Fraction& f) {
  for (const Coefficients* p : {&f.num, &f.den}) {
    if (math::degree(*p) < 1) continue;
    const std::string whole = tex(*p, variable_);
    const bool below = p == &f.den;
    if (math::degree(*p) > 1 && math::count_real_roots(*p) > 0) {
      const auto factors = primitive_factors(*p);
      if (!(factors.factors.size() == 1 && factors.factors[0].second == 1) || factors.content != Rational(1))
        write_polynomial_factoring(board_, *p, variable_, [&](const std::string& form, std::string_view rule, std::string because) { board_.fact(whole + " = " + form, rule, std::move(because)); });
    }
    for (const auto& [factor, k] : primitive_factors(*p).factors) {
      if (math::count_real_roots(factor) == 0) continue;
      if (math::degree(factor) > 2) return false;
      Board quiet = board_;
      const auto roots = GeneralEquation(quiet, variable_, math::to_expr(factor, variable_), Expr::integer(0)).solve();
      if (!roots || quiet.failed()) return false;
      if (math::degree(factor) == 2) board_ = quiet;
      for (const Solution& s : *roots) {
        add(s.value);
        const bool plain = math::exact_value(s.value).ok();
        const std::string inserted = math::to_latex(math::to_expr(math::degree(*p) == 1 ? *p : factor, variable_).substitute(variable_, s.value));
        if (!board_.brief() && plain)
          board_.write((inserted == "0" ? tex_variable(variable_) : inserted) + " = 0", below ? "pole" : "zero",
                      below ? board_.say({"finding that the denominator is 0 at ${0}$", "excluding ${0}$, where the denominator is 0", "leaving out ${0}$ because of the denominator"}, tex_number(s.value))
                            : board_.say({"finding that the numerator is 0 at ${0}$", "noting the zero ${0}$", "seeing that the numerator vanishes at ${0}$"}, tex_number(s.value)),
                       inserted == "0" ? proved(true, "", "certificate") : judge_fact(inserted + " = 0"));
      }
    }
  }
  return domain(relation_) && !board_.failed();
}

bool GeneralInequality::zeros() {
  if (one_fraction()) return true;
  if (board_.failed()) return false;
  points_.clear();
  if (!domain(relation_)) return false;
  board_.write(math::to_latex(relation_.arg(0)) + " = " + math::to_latex(relation_.arg(1)) + " \\text{ at the borders}", "boundary", board_.say({"looking first where both sides are equal", "finding the points where both sides agree", "solving the equation first"}), proved(true, "", "certificate"));
  const auto found = GeneralEquation(board_, variable_, relation_.arg(0), relation_.arg(1)).solve();
  if (!found || board_.failed()) return false;
  for (const Solution& s : *found) {
    if (s.period) return false;
    add(s.value);
  }
  grade_ = {true, math::Grade::kNumeric, "arb", {}};
  return true;
}

SolutionSet GeneralInequality::between() {
  std::sort(points_.begin(), points_.end(), [](const BreakPoint& a, const BreakPoint& b) { return a.at < b.at; });
  const double infinity = std::numeric_limits<double>::infinity();
  SolutionSet out;
  bool open = false;   // the last piece runs up to here
  for (std::size_t i = 0; i <= points_.size(); ++i) {
    const double low = i ? points_[i - 1].at : -infinity, high = i < points_.size() ? points_[i].at : infinity;
    const Rational s = sample_between(low, high);
    const Expr put = relation_.substitute(variable_, Expr::number(s));
    const auto l = defined_value(put.arg(0)), r = defined_value(put.arg(1));
    const bool defined = l && r, inside = defined && holds_at(relation_, variable_, Expr::number(s));
    if (defined && !board_.brief()) {
      const std::string relation = inside ? tex_relation(relation_.name()) : tex_relation(relation_.name() == "<" ? ">=" : relation_.name() == "<=" ? ">" : relation_.name() == ">" ? "<=" : "<");
      const std::string strict = *l < *r ? "<" : *l > *r ? ">" : relation;
      board_.fact(math::to_latex(put.arg(0)) + " " + strict + " " + math::to_latex(put.arg(1)), "sample",
                  inside ? board_.say({"testing ${0} = {1}$, which fits", "trying ${0} = {1}$, where it holds", "putting in ${0} = {1}$, which satisfies it"}, x_, tex(s))
                         : board_.say({"testing ${0} = {1}$, which does not fit", "trying ${0} = {1}$, where it fails", "putting in ${0} = {1}$, which does not satisfy it"}, x_, tex(s)));
    }
    const bool start_closed = i > 0 && holds_at(relation_, variable_, points_[i - 1].root.value);
    if (i > 0 && open && !(start_closed && inside)) {
      out.back().high = points_[i - 1].root;
      out.back().high_closed = start_closed;
      open = false;
    } else if (i > 0 && !open && start_closed && !inside) {
      out.push_back({points_[i - 1].root, points_[i - 1].root, true, true});
    }
    if (inside && !open) {
      Interval next;
      if (i > 0) next.low = points_[i - 1].root;
      next.low_closed = start_closed;
      out.push_back(next);
      open = true;
    }
  }
  return out;
}

std::optional<SolutionSet> GeneralInequality::solve() {
  if (!relation_.is(Op::kRel)) return std::nullopt;
  const std::string& name = relation_.name();
  if (name == "=") {
    const auto found = GeneralEquation(board_, variable_, relation_.arg(0), relation_.arg(1)).solve();
    if (!found || board_.failed()) return std::nullopt;
    SolutionSet out;
    for (const Solution& s : *found) out.push_back({Root{tex_number(s.value), s.value}, Root{tex_number(s.value), s.value}, true, true});
    return out;
  }
  if (name[0] != '<' && name[0] != '>') return std::nullopt;
  if (!zeros() || board_.failed()) return std::nullopt;
  const SolutionSet set = between();
  const std::string claim = set.empty() ? "L = \\varnothing" : tex(set, x_);
  board_.write(claim, "sign_chart", set.empty() ? board_.say({"finding no part of the number line where it holds", "seeing that it holds nowhere"})
                                                : board_.say({"taking the parts of the number line where it holds, with the right ends", "putting the parts together where it holds", "collecting the parts that fit and checking their ends"}), grade_);
  return set;
}

bool contains(const SolutionSet& set, double at, bool at_end) {
  for (const Interval& i : set) {
    const double low = i.low ? value_of(i.low->value) : -std::numeric_limits<double>::infinity(), high = i.high ? value_of(i.high->value) : std::numeric_limits<double>::infinity();
    const auto near = [&](double a, double b) { return std::fabs(a - b) < 1e-12 * std::max(1.0, std::fabs(a)); };
    if (at_end && i.low && near(low, at)) {
      if (i.low_closed) return true;
      continue;
    }
    if (at_end && i.high && near(high, at)) {
      if (i.high_closed) return true;
      continue;
    }
    if (low < at && at < high) return true;
  }
  return false;
}

}  // namespace

SolutionSet intersection(const std::vector<SolutionSet>& sets) {
  std::vector<BreakPoint> points;
  for (const SolutionSet& set : sets)
    for (const Interval& i : set)
      for (const auto& end : {i.low, i.high}) {
        if (!end) continue;
        const double at = value_of(end->value);
        if (std::none_of(points.begin(), points.end(), [&](const BreakPoint& p) { return std::fabs(p.at - at) < 1e-12 * std::max(1.0, std::fabs(at)); })) points.push_back({*end, at});
      }
  std::sort(points.begin(), points.end(), [](const BreakPoint& a, const BreakPoint& b) { return a.at < b.at; });
  const auto in_all = [&](double at, bool end) { return std::all_of(sets.begin(), sets.end(), [&](const SolutionSet& s) { return contains(s, at, end); }); };
  const double infinity = std::numeric_limits<double>::infinity();
  SolutionSet out;
  bool open = false;
  for (std::size_t i = 0; i <= points.size(); ++i) {
    const double low = i ? points[i - 1].at : -infinity, high = i < points.size() ? points[i].at : infinity;
    const bool inside = in_all(sample_between(low, high).to_double(), false), closed = i > 0 && in_all(points[i - 1].at, true);
    if (open && !(closed && inside)) {
      out.back().high = points[i - 1].root;
      out.back().high_closed = closed;
      open = false;
    } else if (i > 0 && !open && closed && !inside) {
      out.push_back({points[i - 1].root, points[i - 1].root, true, true});
    }
    if (inside && !open) {
      Interval next;
      if (i > 0) next.low = points[i - 1].root;
      next.low_closed = closed;
      out.push_back(next);
      open = true;
    }
  }
  return out;
}

std::optional<SolutionSet> write_general_inequality(Board& board, const Expr& e, const std::string& variable) {
  if (!e.is(Op::kChain) && !e.is(Op::kList)) {
    Board trial = board;
    const auto set = GeneralInequality(trial, e, variable).solve();
    if (!set || trial.failed()) return std::nullopt;
    board = std::move(trial);
    return set;
  }
  std::vector<SolutionSet> sets;
  for (const Expr& part : e.args()) {
    board.write(math::to_latex(part), "one_part", board.say({"taking one condition alone", "looking at this part first by itself", "solving this condition by itself"}), proved(true, "", "certificate"));
    const auto set = write_inequality(board, part, variable);
    if (!set) return std::nullopt;
    sets.push_back(*set);
  }
  const SolutionSet all = intersection(sets);
  const std::string claim = all.empty() ? "L = \\varnothing" : tex(all, tex_variable(variable));
  if (board.steps().empty() || board.steps().back().claim != claim)
    board.write(claim, "all_conditions", all.empty() ? board.say({"finding no number that fits all conditions", "seeing that the conditions have nothing in common"})
                                                     : board.say({"keeping the numbers that fit all conditions", "taking what all conditions have in common", "putting the conditions together"}), proved(true, "", "certificate"));
  return all;
}

void rule_reduce_inequalities(const Call& call) {
  Board& board = call.board();
  const auto relations = call.exprs("inequalities");
  if (board.failed()) return;
  std::vector<std::string> letters;
  std::vector<Expr> flat;
  for (const Expr& r : relations) {
    for (const Expr& part : r.is(Op::kChain) ? r.args() : std::vector<Expr>{r}) flat.push_back(part);
    for (const auto& s : r.symbols())
      if (std::find(letters.begin(), letters.end(), s) == letters.end()) letters.push_back(s);
  }
  if (flat.empty() || letters.size() != 1) return board.unsupported("conditions on more than one letter");
  const auto set = flat.size() == 1 ? write_inequality(board, flat[0], letters[0]) : write_general_inequality(board, Expr::make(Op::kList, flat), letters[0]);
  if (board.failed()) return;
  if (!set) return board.unsupported("a condition without a method by hand");
  call.expect(same_set(*set, call.result()));
}

}  // namespace retort::explain
