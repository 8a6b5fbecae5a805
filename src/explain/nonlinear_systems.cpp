// Systems of equations that are not linear: one letter is expressed by the other and put in.
#include <algorithm>
#include <cmath>

#include "explain/exact_numbers.h"
#include "explain/general_equation.h"
#include "explain/rules.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

using Point = std::vector<std::pair<std::string, Expr>>;

Expr difference(const Expr& e) { return e.is(Op::kRel) ? (e.arg(1).is_number() && e.arg(1).value().is_zero() ? e.arg(0) : e.arg(0) - e.arg(1)) : e; }
std::string tex_zero(const Expr& e) { return math::to_latex(e) + " = 0"; }
Expr neat(const Expr& e) {
  if (const auto r = as_radical(e)) return r->expr();
  const auto n = math::normal_form(e);
  return n && n->size() <= e.size() + 4 ? *n : e;
}

// 5 - x for -x + 5
Expr positive_first(const Expr& e) {
  if (!e.is(Op::kAdd) || !e.arg(0).is(Op::kNeg)) return e;
  std::vector<Expr> terms = e.args();
  std::stable_partition(terms.begin(), terms.end(), [](const Expr& t) { return !t.is(Op::kNeg); });
  return math::sum_of(terms);
}

// Values of the elementary symmetric functions x + y (+ z), xy (+ yz + zx), (xyz) that follow from the equations, with the steps written.
class BySumAndProduct {
 public:
  BySumAndProduct(Board& board, std::vector<std::string> letters) : board_(board), letters_(std::move(letters)) {}
  // All solutions of equations = 0, where these are symmetric in the letters.
  std::optional<std::vector<Point>> solve(const std::vector<Expr>& equations);

 private:
  std::optional<std::vector<Expr>> elementary(const std::vector<Expr>& equations);
  Board& board_;
  std::vector<std::string> letters_;
};

// The sums over all letters (k = 1), pairs (k = 2) and triples (k = 3) of their products.
Expr symmetric_sum(const std::vector<std::string>& letters, std::size_t k) {
  std::vector<Expr> terms;
  for (unsigned mask = 1; mask < (1U << letters.size()); ++mask) {
    std::vector<Expr> chosen;
    for (std::size_t i = 0; i < letters.size(); ++i)
      if (mask >> i & 1) chosen.push_back(Expr::symbol(letters[i]));
    if (chosen.size() == k) terms.push_back(math::product_of(chosen));
  }
  return math::sum_of(terms);
}

Expr power_sum(const std::vector<std::string>& letters, long long n) {
  std::vector<Expr> terms;
  for (const std::string& v : letters) terms.push_back(math::pow(Expr::symbol(v), Expr::integer(n)));
  return math::sum_of(terms);
}

// The c with equation = a (form - c), a a number.
std::optional<Rational> value_of_form(const Expr& equation, const Expr& form) {
  for (const Rational& a : {Rational(1), Rational(-1), Rational(2), Rational(1, 2)}) {
    const auto rest = math::normal_form(form - equation / Expr::number(a));
    if (rest)
      if (const auto c = math::exact_value(*rest)) return *c;
  }
  return std::nullopt;
}

std::optional<std::vector<Expr>> BySumAndProduct::elementary(const std::vector<Expr>& equations) {
  const std::size_t n = letters_.size();
  std::vector<std::optional<Rational>> e(n + 1), p(4);   // elementary sums, sums of powers
  for (const Expr& equation : equations) {
    bool known = false;
    for (std::size_t k = 1; k <= n && !known; ++k)
      if (const auto c = value_of_form(equation, symmetric_sum(letters_, k))) {
        e[k] = *c;
        known = true;
      }
    for (long long k = 2; k <= 3 && !known; ++k)
      if (const auto c = value_of_form(equation, power_sum(letters_, k))) {
        p[static_cast<std::size_t>(k)] = *c;
        known = true;
      }
    if (!known) return std::nullopt;
  }
  if (!e[1]) return std::nullopt;
  const std::string sum = math::to_latex(symmetric_sum(letters_, 1)), pairs = math::to_latex(symmetric_sum(letters_, 2)), squares = math::to_latex(power_sum(letters_, 2));
  const Judgement certain = proved(true, "", "certificate");
  if (!e[2] && p[2]) {
    e[2] = (*e[1] * *e[1] - *p[2]) / 2;
    board_.fact("(" + sum + ")^2 = " + squares + " + 2" + (n == 2 ? pairs : "(" + pairs + ")"), "binomial_square", board_.say({"squaring the sum", "taking the square of the sum"}));
    board_.write((n == 2 ? pairs : pairs) + " = \\frac{" + tex_power(tex_base(*e[1]), 2) + tex_signed(-*p[2]) + "}{2} = " + tex(*e[2]), "put_in", board_.say({"putting in the sum {0} and the squares {1}", "solving for the products, with the sum {0} and the squares {1}"}, words(*e[1]), words(*p[2])), certain);
  } else if (!e[2] && p[3] && n == 2 && !e[1]->is_zero()) {
    e[2] = (*e[1] * *e[1] * *e[1] - *p[3]) / (Rational(3) * *e[1]);
    board_.fact("(" + sum + ")^3 = " + math::to_latex(power_sum(letters_, 3)) + " + 3" + pairs + "(" + sum + ")", "binomial_formula", board_.say({"taking the third power of the sum", "cubing the sum"}));
    board_.write(pairs + " = \\frac{" + tex_power(tex_base(*e[1]), 3) + tex_signed(-*p[3]) + "}{3 \\cdot " + tex_bracketed(*e[1]) + "} = " + tex(*e[2]), "put_in", board_.say({"putting in the sum {0} and the cubes {1}", "solving for the product, with the sum {0} and the cubes {1}"}, words(*e[1]), words(*p[3])), certain);
  }
  std::vector<Expr> out;
  for (std::size_t k = 1; k <= n; ++k) {
    if (!e[k]) return std::nullopt;
    out.push_back(Expr::number(*e[k]));
  }
  return out;
}

std::optional<std::vector<Point>> BySumAndProduct::solve(const std::vector<Expr>& equations) {
  const std::size_t n = letters_.size();
  if (n < 2 || n > 3 || equations.size() != n) return std::nullopt;
  const auto e = elementary(equations);
  if (!e || board_.failed()) return std::nullopt;
  const std::string t = std::find(letters_.begin(), letters_.end(), "t") == letters_.end() ? "t" : "s";
  Coefficients p{n == 2 ? (*e)[1].value() : -(*e)[2].value()};
  if (n == 3) p.push_back((*e)[1].value());
  p.push_back(-(*e)[0].value());
  p.push_back(Rational(1));
  std::vector<std::string> names;
  for (const std::string& v : letters_) names.push_back("$" + tex_variable(v) + "$");
  board_.write(tex(p, t) + " = 0", "vieta", n == 2 ? board_.say({"using Vieta: {0} are the zeros of the quadratic with this sum and this product", "noting that {0}, with this sum and this product, solve this equation"}, words_list(names))
                                                   : board_.say({"using Vieta: {0} are the zeros of the polynomial with these coefficients", "noting that {0} are the three solutions of this equation, by Vieta"}, words_list(names)), proved(true, "", "certificate"));
  GeneralEquation one(board_, t, math::to_expr(p, t), Expr::integer(0));
  const auto found = one.solve();
  if (!found || board_.failed()) return std::nullopt;
  std::vector<Expr> zeros;
  for (const Solution& s : *found) zeros.push_back(s.value);
  if (zeros.empty()) return std::vector<Point>{};
  // A double zero counts twice: the sum tells which.
  const auto total = [&](const std::vector<Expr>& values) { return math::equal(math::sum_of(values), (*e)[0]).outcome == math::Verdict::Outcome::kEqual; };
  std::vector<Point> all;
  const auto place = [&](std::vector<std::size_t> order) {
    std::sort(order.begin(), order.end());
    do {
      Point point;
      for (std::size_t i = 0; i < n; ++i) point.emplace_back(letters_[i], zeros[order[i]]);
      all.push_back(std::move(point));
    } while (std::next_permutation(order.begin(), order.end()));
  };
  if (zeros.size() == n) {
    std::vector<std::size_t> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = i;
    place(order);
    return all;
  }
  for (std::size_t i = 0; i < zeros.size(); ++i)
    for (std::size_t j = 0; j < zeros.size(); ++j) {
      std::vector<Expr> values{zeros[i], zeros[j]};
      std::vector<std::size_t> order{i, j};
      if (n == 3) {
        values.push_back(zeros[j]);
        order.push_back(j);
      }
      const bool fits = total(values) && (zeros.size() == 1 || i != j);
      if (fits && all.empty()) place(order);
    }
  // One real zero of three, or none that fits: other methods.
  if (all.empty()) return std::nullopt;
  return all;
}

class NonlinearSystem {
 public:
  NonlinearSystem(Board& board, std::vector<std::string> variables) : board_(board), variables_(std::move(variables)) {}
  // All real solutions of equations = 0, each letter with its value.
  std::optional<std::vector<Point>> solve(std::vector<Expr> equations, std::vector<std::string> letters);

 private:
  struct Choice {
    std::size_t equation = 0;
    std::string letter;
    Expr by;
    int cost = 1 << 20;
  };
  std::optional<Choice> choose(const std::vector<Expr>& equations, const std::vector<std::string>& letters) const;
  std::optional<Expr> combined(const std::vector<Expr>& equations, const std::vector<std::string>& letters, Rational& k) const;

  Board& board_;
  std::vector<std::string> variables_;
};

// The letter that is easiest to leave alone: linear in it, with a number as its factor where that can be.
std::optional<NonlinearSystem::Choice> NonlinearSystem::choose(const std::vector<Expr>& equations, const std::vector<std::string>& letters) const {
  Choice best;
  for (std::size_t i = 0; i < equations.size(); ++i)
    for (const std::string& v : letters) {
      if (!equations[i].contains_symbol(v)) continue;
      const auto c = math::coefficients_in(equations[i], v, 1);
      if (!c || c->size() != 2) continue;
      const bool number = (*c)[1].is_number();
      const int cost = (number ? ((*c)[1].value().abs() == Rational(1) ? 0 : 5) : 100) + static_cast<int>((*c)[0].size()) + 10 * static_cast<int>((*c)[0].symbols().size());
      if (cost < best.cost) best = {i, v, positive_first(neat(math::collect_terms(-(*c)[0] / (*c)[1]).value_or(-(*c)[0] / (*c)[1]))), cost};
    }
  return best.cost < (1 << 20) ? std::optional(best) : std::nullopt;
}

// f - k g without the highest power of the first letter.
std::optional<Expr> NonlinearSystem::combined(const std::vector<Expr>& equations, const std::vector<std::string>& letters, Rational& k) const {
  for (const std::string& v : letters) {
    const auto a = math::coefficients_in(equations[0], v, 6), b = math::coefficients_in(equations[1], v, 6);
    if (!a || !b || a->size() < 2 || b->size() != a->size() || !a->back().is_number() || !b->back().is_number()) continue;
    k = a->back().value() / b->back().value();
    const Expr out = math::normal_form(equations[0] - Expr::number(k) * equations[1]).value_or(equations[0]);
    const auto left = math::coefficients_in(out, v, 6);
    if (left && left->size() < a->size() && !out.is_number()) return out;
  }
  return std::nullopt;
}

std::optional<std::vector<Point>> NonlinearSystem::solve(std::vector<Expr> equations, std::vector<std::string> letters) {
  if (board_.failed() || equations.empty()) return std::nullopt;
  // An equation in one letter is solved first.
  std::size_t single = equations.size();
  for (std::size_t i = 0; i < equations.size(); ++i)
    if (equations[i].symbols().size() == 1 && single == equations.size()) single = i;
  if (single < equations.size()) {
    const std::string letter = equations[single].symbols()[0];
    GeneralEquation one(board_, letter, equations[single], Expr::integer(0));
    const auto values = one.solve();
    if (!values || board_.failed()) return std::nullopt;
    letters.erase(std::find(letters.begin(), letters.end(), letter));
    std::vector<Point> all;
    for (const Solution& s : *values) {
      if (s.period) return std::nullopt;
      std::vector<Expr> rest;
      std::vector<std::string> shown;
      bool possible = true;
      for (std::size_t i = 0; i < equations.size(); ++i) {
        if (i == single) continue;
        const Expr put = equations[i].substitute(letter, s.value);
        if (put.symbols().empty()) {
          possible = possible && math::equal(put, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual;
          if (!possible) board_.fact(math::to_latex(put) + " \\neq 0", "reject", board_.say({"rejecting ${0} = {1}$, which does not fit the other equation", "leaving out ${0} = {1}$, as the other equation fails"}, tex_variable(letter), tex_number(s.value)));
          continue;
        }
        rest.push_back(put);
        if (letters.size() == 1) board_.write(tex_zero(put), "put_back", board_.say({"putting ${0} = {1}$ into the other equation", "using ${0} = {1}$", "inserting ${0} = {1}$"}, tex_variable(letter), tex_number(s.value)), proved(true, "", "certificate"));
      }
      if (!possible) continue;
      std::vector<Point> deeper{{}};
      if (!letters.empty()) {
        const auto found = solve(rest, letters);
        if (!found) return std::nullopt;
        deeper = *found;
      }
      for (Point& p : deeper) {
        p.emplace_back(letter, s.value);
        all.push_back(std::move(p));
      }
    }
    return all;
  }
  const auto choice = choose(equations, letters);
  Rational k;
  if (!choice || choice->cost >= 100) {
    const auto mixed = equations.size() == 2 ? combined(equations, letters, k) : std::nullopt;
    if (mixed) {
      const Judgement follows = judge_same(*mixed, equations[0] - Expr::number(k) * equations[1]);
      board_.write(tex_zero(*mixed), "subtract_equations",
                   k == Rational(1) ? board_.say({"subtracting the second equation from the first", "taking the first equation minus the second", "taking the second equation away from the first"})
                   : k == Rational(-1) ? board_.say({"adding the two equations", "putting the two equations together", "taking the sum of both equations"})
                                       : board_.say({"taking the first equation minus ${0}$ times the second", "subtracting ${0}$ times the second equation from the first"}, tex(k)), follows);
      const bool simpler = mixed->symbols().size() == 1 || choose({*mixed}, letters);
      if (simpler) return solve({*mixed, equations[1]}, letters);
    }
  }
  if (!choice) return std::nullopt;
  const std::string x = tex_variable(choice->letter);
  board_.write(x + " = " + math::to_latex(choice->by), "express", board_.say({"solving an equation for ${0}$", "expressing ${0}$ by the rest", "leaving ${0}$ alone in an equation"}, x),
               judge_same(equations[choice->equation].substitute(choice->letter, choice->by), Expr::integer(0)));
  std::vector<Expr> rest;
  for (std::size_t i = 0; i < equations.size(); ++i) {
    if (i == choice->equation) continue;
    const Expr put = equations[i].substitute(choice->letter, choice->by);
    rest.push_back(put);
    if (equations[i].contains_symbol(choice->letter))
      board_.write(tex_zero(put), "put_in", board_.say({"putting this into the other equation", "replacing ${0}$ in the other equation", "inserting it for ${0}$"}, x), proved(true, "", "certificate"));
  }
  letters.erase(std::find(letters.begin(), letters.end(), choice->letter));
  const auto found = solve(rest, letters);
  if (!found) return std::nullopt;
  std::vector<Point> all;
  for (Point p : *found) {
    Expr value = choice->by;
    std::vector<std::string> used;
    for (const auto& [letter, v] : p) {
      if (!value.contains_symbol(letter)) continue;
      value = value.substitute(letter, v);
      used.push_back("$" + tex_variable(letter) + " = " + tex_number(v) + "$");
    }
    if (!defined_value(value)) continue;
    const Expr simple = neat(value);
    const std::string before = math::to_latex(value), after = tex_number(simple);
    if (!used.empty())
      board_.write((found->size() > 1 && before != after ? "" : x + " = ") + before + (before == after ? "" : " = " + after), "put_back", board_.say({"putting {0} back", "using {0}", "taking {0}"}, words_list(used)), judge_same(value, simple));
    p.emplace_back(choice->letter, simple);
    all.push_back(std::move(p));
  }
  return all;
}

bool close(const Expr& a, const Expr& b) {
  const auto x = defined_value(a), y = defined_value(b);
  return x && y && std::fabs(*x - *y) < 1e-9 * std::max(1.0, std::fabs(*x));
}

}  // namespace

void rule_solve_nonlinear_system(const Call& call) {
  Board& board = call.board();
  const auto given = call.exprs("sympy_equations");
  const auto variables = call.texts("variables");
  if (board.failed()) return;
  std::vector<Expr> equations;
  for (const Expr& e : given) equations.push_back(difference(e));
  std::vector<std::vector<Expr>> theirs;
  for (const std::string& item : cas::result_items(call.result())) {
    theirs.emplace_back();
    for (const std::string& value : cas::result_items(item)) theirs.back().push_back(call.parse(value));
    if (theirs.back().size() != variables.size()) return call.expect(false);
  }
  if (board.failed()) return;
  std::string names, claim;
  for (const auto& v : variables) names += (names.empty() ? "" : ", ") + tex_variable(v);
  Judgement fits = proved(true);
  for (const auto& point : theirs) {
    std::string values;
    for (const Expr& v : point) values += (values.empty() ? "" : ", ") + tex_number(v);
    claim += (claim.empty() ? "" : " \\text{ or } ") + ("(" + names + ") = (" + values + ")");
    for (Expr e : equations) {
      for (std::size_t i = 0; i < variables.size(); ++i) e = e.substitute(variables[i], point[i]);
      fits = both(fits, judge(math::equal(e, Expr::integer(0))));
    }
  }
  Board trial = board;
  auto found = BySumAndProduct(trial, variables).solve(equations);
  if (!found || trial.failed()) {
    trial = board;
    found = NonlinearSystem(trial, variables).solve(equations, variables);
  }
  const auto named = [&](const Point& p) {
    return std::any_of(theirs.begin(), theirs.end(), [&](const auto& values) {
      for (std::size_t i = 0; i < variables.size(); ++i) {
        const auto at = std::find_if(p.begin(), p.end(), [&](const auto& c) { return c.first == variables[i]; });
        if (at == p.end() || !close(at->second, values[i])) return false;
      }
      return true;
    });
  };
  if (found && !trial.failed()) {
    // Values that do not satisfy all equations have come in by squaring.
    std::vector<Point> good;
    for (const Point& p : *found) {
      bool all = true;
      for (Expr e : equations) {
        for (const auto& [letter, value] : p) e = e.substitute(letter, value);
        all = all && math::equal(e, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual;
      }
      if (all) good.push_back(p);
    }
    if (good.size() > theirs.size()) return call.expect(false);
    if (good.size() == theirs.size() && std::all_of(good.begin(), good.end(), named)) {
      board = std::move(trial);
      if (theirs.empty())
        return board.write("L = \\varnothing", "no_solution", board.say({"having no value left, so there is no solution", "finding that no pair of values fits"}), proved(true, "", "certificate"));
      return board.write(claim, "solution", board.say({"collecting the values", "putting the values together", "taking the values together"}), fits);
    }
  }
  if (theirs.empty() || !fits.holds) return board.unsupported("a system without a method by hand");
  fits.grade = math::Grade::kQuoted;
  board.write(claim, "known_solutions", board.say({"trying values that fit all equations and taking it as known that there are no others", "checking these values, with no others known"}), fits);
}

}  // namespace retort::explain
