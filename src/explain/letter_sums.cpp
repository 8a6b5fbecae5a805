#include "explain/letter_sums.h"

#include <algorithm>

#include "cas/factorial_terms.h"
#include "cas/written_form.h"
#include "explain/arithmetic.h"
#include "explain/factoring.h"
#include "explain/general_equation.h"
#include "explain/integration.h"
#include "explain/power_sums.h"
#include "explain/series_methods.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/parse.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr int kMaxPower = 4;

Expr whole(long long v) { return Expr::integer(v); }
bool is_one(const Expr& e) { return e.is_number() && e.value() == Rational(1); }

class LetterSum {
 public:
  LetterSum(Board& board, std::string variable, long long low, std::string n) : board_(board), k_(std::move(variable)), low_(low), n_(std::move(n)) {}

  std::optional<Expr> polynomial(const Expr& e, const std::optional<Expr>& goal);
  std::optional<Expr> powers(const Expr& e, const std::optional<Expr>& goal);
  std::optional<Expr> fractions(const Expr& e, const std::optional<Expr>& goal);
  std::optional<Expr> factorials(const Expr& e, const std::optional<Expr>& goal);
  std::optional<Expr> kinds(const Expr& e, const std::optional<Expr>& goal);

 private:
  using Found = std::optional<Expr>;
  Expr n() const { return Expr::symbol(n_); }
  Expr k() const { return Expr::symbol(k_); }
  Expr sum(const Expr& e, long long low, const Expr& high) const { return Expr::func("sum", {e, k(), whole(low), high}); }
  Expr sum(const Expr& e) const { return sum(e, low_, n()); }
  Expr at(const Expr& e, const Expr& value) const {
    const Expr put = e.substitute(k_, value), tidy = cas::written(put);
    return tidy.symbols().empty() || !value.is_number() ? tidy : math::normal_form(put).value_or(tidy);
  }

  // Equalities of sums to the letter: each sum is replaced by what is proved for it, the rest is an identity.
  Judgement judge_sums(const Expr& left, const Expr& right) const;
  std::optional<Expr> closed(const Expr& sum) const;
  void claim(const Expr& left, const Expr& right, std::string_view rule, std::string because);
  // The sum of e is the goal, or `value` where none is given.
  Expr conclude(const Expr& e, const Expr& value, const std::optional<Expr>& goal, std::string_view rule, std::string because);

  Found arithmetic(const Expr& e, const std::optional<Expr>& goal);
  Found one_power(const Expr& e, int power, const std::optional<Expr>& goal);
  Found power_sums(const Expr& e, const std::vector<Expr>& c, const std::optional<Expr>& goal);
  Found without_first(const Expr& e, const std::optional<Expr>& goal);
  Found shifted(const Expr& e, const PowerTerm& t, const std::optional<Expr>& goal);
  Found geometric(const Expr& e, const Expr& ratio, const std::optional<Expr>& goal);
  void write_power_sum(int i);

  Board& board_;
  std::string k_;
  long long low_;
  std::string n_;
};

std::optional<Expr> LetterSum::closed(const Expr& s) const {
  const Expr &body = s.arg(0), &high = s.arg(3);
  const std::string k = s.arg(1).name();
  const auto low = math::exact_value(s.arg(2));
  if (!low || !low->to_int64()) return std::nullopt;
  const Expr before = Expr::number(*low - 1);
  if (body.is(Op::kNeg)) {
    const auto size = closed(Expr::func("sum", {body.arg(0), s.arg(1), s.arg(2), high}));
    return size ? std::optional(-*size) : std::nullopt;
  }
  if (const auto c = math::coefficients_in(body, k, kMaxPower + 1)) {
    // (k + 1)^5 - k^5 keeps within the known power sums.
    if (c->size() > kMaxPower + 1) return std::nullopt;
    Expr total = whole(0);
    for (std::size_t i = 0; i < c->size(); ++i) total = total + (*c)[i] * (power_sum(static_cast<int>(i), high) - power_sum(static_cast<int>(i), before));
    return total;
  }
  if (const auto t = as_power_term(body, k)) {
    const Coefficients q = power_antidifference(*t);
    const auto there = [&](const Expr& x) { return math::to_expr(q, k).substitute(k, x) * math::pow(Expr::number(t->r), x); };
    return there(high) - there(before);
  }
  if (!body.is(Op::kAdd)) return std::nullopt;
  Expr total = whole(0);
  for (const Expr& t : body.args()) {
    const auto part = closed(Expr::func("sum", {t, s.arg(1), s.arg(2), high}));
    if (!part) return std::nullopt;
    total = total + *part;
  }
  return total;
}

Judgement LetterSum::judge_sums(const Expr& left, const Expr& right) const {
  bool open = false;
  const auto by = [&](const Expr& e) -> std::optional<Expr> {
    if (!e.is_func("sum") || !e.arg(3).contains_symbol(n_)) return std::nullopt;
    auto value = closed(e);
    open = open || !value;
    return value;
  };
  const Expr a = with_replaced(left, by), b = with_replaced(right, by);
  if (open) return fails("a sum without a known value");
  return judge(math::equal(a, b));
}

void LetterSum::claim(const Expr& left, const Expr& right, std::string_view rule, std::string because) {
  const std::string a = tex_of_sums(left), b = tex_of_sums(right);
  if (a != b) board_.write(a + " = " + b, rule, std::move(because), judge_sums(left, right));
}

Expr LetterSum::conclude(const Expr& e, const Expr& value, const std::optional<Expr>& goal, std::string_view rule, std::string because) {
  const Expr last = goal.value_or(value);
  claim(sum(e), last, rule, std::move(because));
  return last;
}

// n terms: n (first + last)/2.
LetterSum::Found LetterSum::arithmetic(const Expr& e, const std::optional<Expr>& goal) {
  const Expr first = at(e, whole(low_)), last = at(e, n()), count = low_ == 1 ? n() : cas::written(n() + whole(1 - low_));
  if (!board_.brief()) {
    const std::string raw = math::to_latex(e.substitute(k_, whole(low_)));
    if (raw != math::to_latex(first)) board_.fact(raw + " = " + math::to_latex(first), "first_term", board_.say({"taking the first term", "working out the first term, at ${0} = {1}$"}, k_, low_));
    if (low_ > 1) board_.fact(math::to_latex(n() - whole(low_) + whole(1)) + " = " + math::to_latex(count), "number_of_terms", board_.say({"counting the terms from ${0} = {1}$ to ${2}$", "finding the number of terms"}, k_, low_, n_));
  }
  const Expr ends = last.is(Op::kSymbol) && first.is_number() && first.value().sign() > 0 ? math::sum_of({last, first}) : math::sum_of({first, last}), paired = math::product_of({count, ends}) / whole(2);
  claim(sum(e), paired, "arithmetic_series", board_.say({"pairing the first term with the last: the mean ${1}$ of both ends, ${0}$ times", "taking the number of terms ${0}$ times the mean ${1}$ of the first and the last term"}, math::to_latex(count), math::to_latex(ends / whole(2))));
  const auto total = math::as_polynomial(paired, n_);
  if (!total) return std::nullopt;
  const Expr value = goal.value_or(factored(*total, n_));
  if (!board_.brief()) {
    const auto inside = math::as_polynomial(ends, n_);
    const std::string tidy_ends = inside ? tex(*inside, n_) : math::to_latex(ends);
    if (tidy_ends != math::to_latex(ends)) board_.fact(math::to_latex(ends) + " = " + tidy_ends, "add", board_.say({"adding the two ends", "putting the ends together"}));
    if (math::to_latex(paired) != math::to_latex(value)) board_.fact(math::to_latex(paired) + " = " + math::to_latex(value), "simplify", board_.say({"multiplying and cancelling", "simplifying the product"}));
  }
  return conclude(e, value, value, "sum", board_.say({"which is the sum asked for", "so this is the sum"}));
}

void LetterSum::write_power_sum(int i) {
  static constexpr const char* kNames[] = {"", "the whole numbers", "the square numbers", "the cubes", "the fourth powers"};
  const Expr term = i == 1 ? k() : math::pow(k(), whole(i));
  claim(sum(term, 1, n()), power_sum(i, n()), "power_sum", board_.say({"knowing the formula for the sum of {0} up to ${1}$", "recalling the sum of {0} from 1 to ${1}$"}, kNames[i], n_));
}

// (k + 1)^3 - k^3 = 3k^2 + 3k + 1, added up.
LetterSum::Found LetterSum::one_power(const Expr& e, int power, const std::optional<Expr>& goal) {
  const Expr up = whole(power + 1), one = whole(1), difference = math::pow(k() + one, up) - math::pow(k(), up);
  const auto expanded = math::as_polynomial(difference, k_);
  if (!expanded) return std::nullopt;
  const Coefficients& c = *expanded;
  board_.fact(math::to_latex(difference) + " = " + tex(c, tex_variable(k_)), "expand", board_.say({"multiplying out the difference of neighbouring powers", "comparing neighbouring powers, one degree higher"}));
  const Expr top_power = math::pow(n() + one, up), ends = top_power - one;
  // What the sum of differences is needs no closed form: the powers between cancel.
  const Expr all = sum(difference);
  board_.write(tex_of_sums(all) + " = " + math::to_latex(ends), "telescope", board_.say({"adding from 1 to ${0}$, where each power but the first and the last comes once with plus and once with minus", "adding up, so that only the last power and the first stay"}, n_), judge_sums(sum(math::to_expr(c, k_)), ends));
  std::vector<Expr> parts, known{top_power, -one};
  for (std::size_t i = c.size(); i-- > 0;) {
    const Expr term = i == 1 ? k() : math::pow(k(), whole(static_cast<long long>(i)));
    parts.push_back(i == 0 ? times(c[0], n()) : times(c[i], sum(term)));
    if (static_cast<int>(i) < power) known.push_back(-times(c[i], power_sum(static_cast<int>(i), n())));
  }
  claim(ends, math::sum_of(parts), "split_sum", board_.say({"adding the terms on the right kind by kind", "doing the same with the right side, power by power"}));
  for (int i = power - 1; i > 0; --i) write_power_sum(i);
  const Expr wanted = parts[0], value = math::sum_of(known);
  claim(wanted, value, "isolate", board_.say({"solving for the sum that is sought, with the known sums put in", "bringing the known sums to the other side"}));
  const auto total = math::as_polynomial(value, n_);
  if (!total) return std::nullopt;
  const Expr product = factored(*total, n_);
  Rational below(1);
  for (const Rational& x : *total) below = math::lcm(below, x.den());
  const Coefficients top = math::multiply(*total, {below});
  const Expr over = math::to_expr(top, n_) / Expr::number(below);
  if (below != Rational(1)) board_.fact(math::to_latex(value) + " = " + math::to_latex(over), "one_fraction", board_.say({"multiplying out over the denominator {0}", "putting all over {0}"}, words(below)));
  board_.fact(math::to_latex(below == Rational(1) ? value : over) + " = " + math::to_latex(product), "factor", board_.say({"factoring the numerator", "taking the numerator apart into factors"}));
  return conclude(e, power_sum(power, n()), goal, "divide_by_coefficient", board_.say({"dividing by {0}", "dividing both sides by {0}"}, words(c[static_cast<std::size_t>(power)])));
}

// The sum as numbers times known power sums, then n(n + 1) taken out.
LetterSum::Found LetterSum::power_sums(const Expr& e, const std::vector<Expr>& c, const std::optional<Expr>& goal) {
  std::vector<Expr> named, put;
  bool numbers = true;   // polynomials in n with numbers as coefficients
  const auto scaled = [](const Expr& factor, const Expr& rest) {
    if (const auto value = math::exact_value(factor)) return times(*value, rest);
    return factor.is(Op::kNeg) ? -math::product_of({factor.arg(0), rest}) : math::product_of({factor, rest});
  };
  for (std::size_t i = c.size(); i-- > 0;) {
    if (math::is_zero(c[i])) continue;
    numbers = numbers && math::as_polynomial(c[i], n_).has_value();
    const Expr term = i == 1 ? k() : math::pow(k(), whole(static_cast<long long>(i)));
    named.push_back(i == 0 ? scaled(c[0], n()) : scaled(c[i], sum(term, 1, n())));
    put.push_back(scaled(c[i], power_sum(static_cast<int>(i), n())));
  }
  const Expr split = math::sum_of(named), value = math::sum_of(put);
  claim(sum(e), split, "split_sum", board_.say({"adding the powers of ${0}$ kind by kind, with the numbers before them taken out", "splitting the sum by powers of ${0}$"}, k_));
  for (std::size_t i = c.size(); i-- > 1;)
    if (!math::is_zero(c[i])) write_power_sum(static_cast<int>(i));
  claim(sum(e), value, "put_in", board_.say({"putting the known sums in", "inserting these formulas"}));
  if (!numbers) {
    const Expr last = goal.value_or(value);
    if (math::to_latex(value) != math::to_latex(last)) board_.fact(math::to_latex(value) + " = " + math::to_latex(last), "common_factor", board_.say({"bringing it over one denominator and taking out what is common", "taking out the common factor"}));
    return conclude(e, last, last, "sum", board_.say({"which is the sum asked for", "so this is the sum"}));
  }
  const auto total = math::as_polynomial(value, n_);
  if (!total) return std::nullopt;
  const Expr product = factored(*total, n_);
  const Expr last = goal.value_or(product);
  if (put.size() > 1 && !board_.brief()) {
    const bool constant = !math::is_zero(c[0]);
    Rational below(1);
    for (std::size_t i = 0; i < c.size(); ++i) {
      const auto p = math::as_polynomial(c[i], n_);
      Rational own(power_sum_parts(static_cast<int>(i), n()).below);
      if (p)
        for (const Rational& x : *p) below = math::lcm(below, x.is_zero() ? Rational(1) : (x / own).den());
    }
    std::vector<Expr> inside;
    for (std::size_t i = c.size(); i-- > 0;) {
      if (math::is_zero(c[i])) continue;
      const PowerSum parts = power_sum_parts(static_cast<int>(i), n());
      const auto p = math::as_polynomial(c[i], n_);
      const Coefficients factor = math::multiply(*p, {below / Rational(parts.below)});
      std::vector<Expr> factors;
      if (constant && i > 0) factors.push_back(n() + whole(1));
      if (!is_one(parts.rest))
        for (const Expr& f : math::factors_of(parts.rest)) factors.push_back(f);
      const bool minus = factor.back().sign() < 0;
      Coefficients size = factor;
      if (minus)
        for (Rational& x : size) x = -x;
      if (size != Coefficients{Rational(1)} || factors.empty()) factors.insert(factors.begin(), math::to_expr(size, n_));
      const Expr term = math::product_of(factors);
      // n + 1 + 3 needs no brackets.
      if (!minus && term.is(Op::kAdd))
        for (const Expr& t : math::terms_of(term)) inside.push_back(t);
      else
        inside.push_back(minus ? -term : term);
    }
    const Expr bracket = math::sum_of(inside);
    const auto plain = math::as_polynomial(bracket, n_);
    if (!plain || plain->empty()) return std::nullopt;
    const Expr common = constant ? n() : n() * (n() + whole(1)), taken = constant ? math::product_of({n(), bracket}) : math::product_of({n(), n() + whole(1), bracket}), out = below == Rational(1) ? taken : taken / Expr::number(below);
    board_.fact(math::to_latex(value) + " = " + math::to_latex(out), "common_factor", board_.say({"taking out ${0}$", "taking the common factor ${0}$ out"}, math::to_latex(below == Rational(1) ? common : common / Expr::number(below))));
    const std::string raw = math::to_latex(bracket), text = tex(*plain, n_), split_text = math::to_latex(factored(*plain, n_));
    if (raw != text) board_.fact(raw + " = " + text, "expand", board_.say({"multiplying out what is in the bracket", "working out the bracket"}));
    if (text != split_text && math::degree(*plain) > 0) board_.fact(text + " = " + split_text, "factor", board_.say({"factoring this", "taking this apart into factors"}));
  }
  return conclude(e, last, last, "put_together", board_.say({"putting the factors together", "writing the sum with these factors"}));
}

// From 1 on, less (or with) the terms before.
LetterSum::Found LetterSum::without_first(const Expr& e, const std::optional<Expr>& goal) {
  const Expr all = sum(e, 1, n());
  if (low_ == 0) {
    const auto start = math::exact_value(e.substitute(k_, whole(0)));
    if (!start) return std::nullopt;
    claim(sum(e), start->is_zero() ? all : math::sum_of({Expr::number(*start), all}), "first_term", start->is_zero() ? board_.say({"as the term for ${0} = 0$ is 0", "leaving out the term for ${0} = 0$, which is 0"}, k_) : board_.say({"taking the term for ${0} = 0$ by itself", "splitting off the term ${1}$ for ${0} = 0$"}, k_, tex(*start)));
    const auto rest = LetterSum(board_, k_, 1, n_).polynomial(e, start->is_zero() ? goal : std::nullopt);
    if (!rest || board_.failed()) return std::nullopt;
    const auto total = math::as_polynomial(Expr::number(*start) + *rest, n_);
    return conclude(e, total ? factored(*total, n_) : *rest, goal, "put_together", board_.say({"adding the two parts", "putting both together"}));
  }
  if (low_ < 0 || low_ > 12) return std::nullopt;
  const Expr before = sum(e, 1, whole(low_ - 1));
  std::vector<Rational> values;
  Rational less;
  for (long long i = 1; i < low_; ++i) {
    const auto v = math::exact_value(e.substitute(k_, whole(i)));
    if (!v) return std::nullopt;
    values.push_back(*v);
    less += *v;
  }
  claim(sum(e), all - before, "less_the_first", board_.say({"adding from 1 on and taking away the terms up to {0}", "taking the whole sum from 1 on, less the terms before ${1} = {2}$"}, low_ - 1, k_, low_));
  board_.fact(tex_of_sums(before) + " = " + (values.size() > 1 ? tex_sum(values) + " = " : "") + tex(less), "written_out", board_.say({"adding the first terms", "working out what is taken away"}));
  const auto rest = LetterSum(board_, k_, 1, n_).polynomial(e, std::nullopt);
  if (!rest || board_.failed()) return std::nullopt;
  const Expr value = less.sign() < 0 ? *rest + Expr::number(-less) : *rest - Expr::number(less);
  claim(sum(e), value, "put_in", board_.say({"putting both together", "subtracting {0}"}, words(less)));
  return conclude(e, value, goal, "simplify", board_.say({"multiplying out", "simplifying"}));
}

LetterSum::Found LetterSum::polynomial(const Expr& e, const std::optional<Expr>& goal) {
  const auto c = math::coefficients_in(e, k_, kMaxPower);
  if (!c || c->empty()) return std::nullopt;
  const auto p = math::as_polynomial(e, k_, kMaxPower);
  if (c->size() == 1) {
    const Expr count = low_ == 1 ? n() : cas::written(n() + whole(1 - low_)), value = goal.value_or(cas::written((*c)[0] * count));
    return conclude(e, value, value, "equal_terms", board_.say({"adding the same term ${0}$ times", "counting ${0}$ equal terms"}, math::to_latex(count)));
  }
  if (p && p->size() == 2) return arithmetic(e, goal);
  if (low_ != 1) return p ? without_first(e, goal) : std::nullopt;
  if (p && !is_tidy(e, *p, k_) && !board_.brief()) board_.fact(math::to_latex(e) + " = " + tex(*p, tex_variable(k_)), "expand", board_.say({"multiplying the term out", "writing the term as a sum of powers"}));
  const bool single = std::count_if(c->begin(), c->end(), [](const Expr& x) { return !math::is_zero(x); }) == 1;
  if (single && is_one(c->back()) && !board_.brief()) return one_power(e, static_cast<int>(c->size()) - 1, goal);
  return power_sums(e, *c, goal);
}

// first (r^count - 1)/(r - 1)
LetterSum::Found LetterSum::geometric(const Expr& e, const Expr& ratio, const std::optional<Expr>& goal) {
  const Expr one = whole(1), first = at(e, whole(low_)), count = low_ == 1 ? n() : cas::written(n() + whole(1 - low_)), next = e.substitute(k_, k() + one);
  const auto r = math::exact_value(ratio), start = math::exact_value(first);
  const bool falls = r && r->abs() < Rational(1);
  const Expr power = math::pow(ratio, count), top = falls ? one - power : power - one, bottom = falls ? one - ratio : ratio - one;
  if (!board_.brief()) {
    const std::string raw = math::to_latex(e.substitute(k_, whole(low_)));
    if (raw != math::to_latex(first)) board_.fact(raw + " = " + math::to_latex(first), "first_term", board_.say({"taking the first term", "working out the first term, at ${0} = {1}$"}, k_, low_));
    board_.fact("\\frac{" + math::to_latex(next) + "}{" + math::to_latex(e) + "} = " + math::to_latex(ratio), "ratio", board_.say({"seeing that each term is the one before times this ratio", "dividing a term by the one before"}));
  }
  const Expr formula = is_one(first) ? top / bottom : math::product_of({first, top}) / bottom;
  const auto write = [&](const Expr& right, std::string_view rule, std::string because) {
    const std::string left = tex_of_sums(sum(e)), text = math::to_latex(right);
    if (r) return claim(sum(e), right, rule, std::move(because));
    // Another letter as ratio: the first values, multiplied out.
    Judgement holds = proved(true);
    Expr total = whole(0);
    for (long long i = low_; i < low_ + 6; ++i) {
      total = total + e.substitute(k_, whole(i));
      holds = both(holds, judge(math::equal(right.substitute(n_, whole(i)), total)));
    }
    board_.write(left + " = " + text, rule, std::move(because), holds);
  };
  const auto shown = [](const Expr& x) { return "$" + math::to_latex(x) + "$"; };
  write(formula, "geometric_series", board_.say({"using the formula for a geometric series with first term {0}, ratio {1} and {2} terms", "adding {2} terms with first term {0} and ratio {1} by the formula for a geometric series"}, shown(first), shown(ratio), shown(count)));
  Expr value = formula;
  if (r && start) {
    // A r^(n + 1) - B
    const auto shift = Rational::pow(*r, Rational(-low_), 1 << 10);
    if (!shift) return std::nullopt;
    const Rational b = *start / (*r - Rational(1)), a = b * *shift;
    const Expr end = times(a.abs(), math::pow(ratio, n() + one));
    value = a.sign() < 0 ? (b.sign() < 0 ? Expr::number(-b) - end : -end - Expr::number(b)) : b.sign() < 0 ? end + Expr::number(-b) : end - Expr::number(b);
  }
  const Expr last = goal.value_or(value);
  if (math::to_latex(last) != math::to_latex(formula)) write(last, "simplify", board_.say({"working out the fraction", "simplifying"}));
  return last;
}

// r times the sum, one place further, taken from the sum: the polynomial before the powers loses a degree.
LetterSum::Found LetterSum::shifted(const Expr& e, const PowerTerm& t, const std::optional<Expr>& goal) {
  if (t.p.size() == 1) return geometric(e, Expr::number(t.r), goal);
  const Expr one = whole(1), r = Expr::number(t.r), s = sum(e), up = n() + one;
  const auto [q, moved] = differences(t.p);
  const PowerTerm rest{q, t.r};
  const auto first = math::exact_value(e.substitute(k_, whole(low_)));
  if (!first) return std::nullopt;
  const Expr left = to_expr(rest, k_), end = math::product_of({math::to_expr(t.p, n_), math::pow(r, up)}), inner_sum = sum(left, low_ + 1, n());
  const Expr r_times = r * s;
  if (!board_.brief()) claim(r_times, sum(to_expr(PowerTerm{moved, t.r}, k_), low_ + 1, up), "shift", board_.say({"multiplying the sum by ${0}$ and counting each term one place further", "taking ${0}$ times the sum, where ${1}$ stands for the old ${1} + 1$"}, math::to_latex(r), k_));
  std::vector<Expr> kept;
  if (!first->is_zero()) kept.push_back(Expr::number(*first));
  std::vector<Expr> with_value = kept;
  kept.push_back(inner_sum);
  kept.push_back(-end);
  if (!board_.brief()) claim(s - r_times, math::sum_of(kept), "subtract_shifted", board_.say({"subtracting, where the terms with the same power leave ${0}$", "taking the one from the other, so that the powers of ${1}$ fall by one"}, math::to_latex(left), k_));
  const auto inner = LetterSum(board_, k_, low_ + 1, n_).shifted(left, rest, std::nullopt);
  if (!inner || board_.failed()) return std::nullopt;
  with_value.push_back(*inner);
  with_value.push_back(-end);
  const Expr factor = times(Rational(1) - t.r, s), right = math::sum_of(with_value);
  claim(factor, right, "put_in", board_.say({"putting in the sum that was left", "with the remaining sum known"}));
  // Q(n) r^(n + 1) - B
  Coefficients big = math::multiply(power_antidifference(t), {Rational(1) / t.r});
  const auto before = math::exact_value(closed(s)->substitute(n_, whole(low_)));
  const auto power = Rational::pow(t.r, Rational(low_ + 1), 1 << 10);
  if (!before || !power) return std::nullopt;
  const Rational constant = *before - math::evaluate(big, Rational(low_)) * *power;
  Rational below = constant.den();
  for (const Rational& x : big) below = math::lcm(below, x.den());
  Expr value = math::product_of({math::to_expr(math::multiply(big, {below}), n_), math::pow(r, up)});
  if (const Rational c = constant * below; !c.is_zero()) value = c.sign() < 0 ? value - Expr::number(-c) : value + Expr::number(c);
  if (below != Rational(1)) value = value / Expr::number(below);
  const Rational divisor = Rational(1) - t.r;
  const std::string because = divisor == Rational(-1) ? board_.say({"changing all signs and collecting the powers", "turning the signs and collecting"}) : board_.say({"dividing by {0} and collecting the powers", "solving for the sum"}, words(divisor));
  return conclude(e, value, goal, "solve_for_sum", because);
}

LetterSum::Found LetterSum::powers(const Expr& e, const std::optional<Expr>& goal) {
  const auto t = as_power_term(e, k_);
  if (!t) {
    // c x^(k + b) with another letter as base.
    for (const Expr& f : math::factors_of(e))
      if (f.is(Op::kPow) && f.arg(0).is(Op::kSymbol) && f.arg(0).name() != k_)
        if (const auto line = math::as_polynomial(f.arg(1), k_, 1); line && line->size() == 2 && (*line)[1] == Rational(1) && judge(math::equal(e.substitute(k_, k() + whole(1)), e * f.arg(0))).holds) return geometric(e, f.arg(0), goal);
    return std::nullopt;
  }
  if (t->p.size() == 1) return geometric(e, Expr::number(t->r), goal);
  const Expr plain = to_expr(*t, k_);
  if (math::to_latex(plain) == math::to_latex(e)) return shifted(e, *t, goal);
  if (!board_.brief()) board_.write(math::to_latex(e) + " = " + math::to_latex(plain), "as_power", board_.say({"writing the term with a power of ${0}$", "taking ${0}$ to the power ${1}$"}, tex(t->r), k_), judge_same(e, plain));
  const auto value = shifted(plain, *t, goal);
  if (!value || board_.failed()) return std::nullopt;
  return conclude(e, *value, value, "same_sum", board_.say({"which is the sum asked for", "as the terms are the same"}));
}

// Terms of several kinds, each kind by itself.
LetterSum::Found LetterSum::kinds(const Expr& e, const std::optional<Expr>& goal) {
  const auto terms = math::terms_of(e);
  if (terms.size() < 2) return std::nullopt;
  std::vector<Expr> smooth, others;
  for (const Expr& t : terms) (math::coefficients_in(t, k_, kMaxPower) ? smooth : others).push_back(t);
  std::vector<Expr> kinds = others;
  if (!smooth.empty()) kinds.push_back(math::sum_of(smooth));
  if (kinds.size() < 2) return std::nullopt;
  std::vector<Expr> parts, values;
  for (const Expr& t : kinds) parts.push_back(t.is(Op::kNeg) ? -sum(t.arg(0)) : sum(t));
  claim(sum(e), math::sum_of(parts), "split_sum", board_.say({"adding each kind of term by itself", "splitting the sum"}));
  for (const Expr& t : kinds) {
    const bool minus = t.is(Op::kNeg);
    const auto v = write_sum_to_letter(board_, minus ? t.arg(0) : t, k_, low_, n_, std::nullopt);
    if (!v || board_.failed()) return std::nullopt;
    values.push_back(minus ? -*v : *v);
  }
  const Expr total = math::sum_of(values);
  claim(sum(e), total, "put_together", board_.say({"putting the sums together", "adding the parts"}));
  return conclude(e, total, goal, "simplify", board_.say({"bringing it over one line", "collecting"}));
}

// 1/k - 1/(k + 1): what stays, then over one denominator.
LetterSum::Found LetterSum::fractions(const Expr& e, const std::optional<Expr>& goal) {
  const auto left = write_cancelled_fractions(board_, e, k_, low_, n_);
  if (!left || board_.failed()) return std::nullopt;
  const Expr formula = math::sum_of(left->terms), last = goal.value_or(formula);
  if (math::to_latex(last) == math::to_latex(formula)) return last;
  // Each numerator times what its denominator lacks.
  struct Base {
    Expr line;
    int power;
  };
  const auto split = [](const Expr& d) { return d.is(Op::kPow) ? Base{d.arg(0), static_cast<int>(d.arg(1).value().to_int64().value_or(1))} : Base{d, 1}; };
  std::vector<Base> all;
  for (const Expr& d : left->denominators) {
    const Base b = split(d);
    const auto same = std::find_if(all.begin(), all.end(), [&](const Base& x) { return x.line.same(b.line); });
    if (same == all.end())
      all.push_back(b);
    else
      same->power = std::max(same->power, b.power);
  }
  Rational number(1);
  std::vector<Rational> above, below;
  const std::size_t offset = left->terms.size() - left->denominators.size();
  for (std::size_t i = 0; i < left->terms.size(); ++i) {
    const bool minus = left->terms[i].is(Op::kNeg);
    const Expr t = minus ? left->terms[i].arg(0) : left->terms[i];
    Rational top(1), bottom(1);
    if (t.is_number()) {
      top = t.value().num();
      bottom = t.value().den();
    } else {
      top = t.arg(0).value();
      if (t.arg(1).is(Op::kMul) && t.arg(1).arg(0).is_number() && !t.arg(1).same(left->denominators[i - offset])) bottom = t.arg(1).arg(0).value();
    }
    number = math::lcm(number, bottom);
    above.push_back(minus ? -top : top);
    below.push_back(bottom);
  }
  std::vector<Expr> numerator;
  for (std::size_t i = 0; i < left->terms.size(); ++i) {
    const Rational c = above[i] * number / below[i];
    std::vector<Expr> factors;
    for (const Base& b : all) {
      int own = 0;
      if (i >= offset)
        if (const Base mine = split(left->denominators[i - offset]); mine.line.same(b.line)) own = mine.power;
      const int missing = b.power - own;
      if (missing > 0) factors.push_back(missing == 1 ? b.line : math::pow(b.line, whole(missing)));
    }
    if (c.abs() != Rational(1) || factors.empty()) factors.insert(factors.begin(), Expr::number(c.abs()));
    numerator.push_back(c.sign() < 0 ? -math::product_of(factors) : math::product_of(factors));
  }
  std::vector<Expr> denominator;
  if (number != Rational(1)) denominator.push_back(Expr::number(number));
  for (const Base& b : all) denominator.push_back(b.power == 1 ? b.line : math::pow(b.line, whole(b.power)));
  const Expr top = math::sum_of(numerator), one = top / math::product_of(denominator);
  if (!board_.brief()) {
    board_.fact(math::to_latex(formula) + " = " + math::to_latex(one), "common_denominator", board_.say({"bringing what stays to one denominator", "putting it over one denominator"}));
    const auto plain = math::as_polynomial(top, n_);
    if (plain && math::to_latex(top) != tex(*plain, n_)) board_.fact(math::to_latex(top) + " = " + tex(*plain, n_), "expand", board_.say({"multiplying out above", "working out the numerator"}));
    board_.fact(math::to_latex(one) + " = " + math::to_latex(last), "simplify", board_.say({"writing the fraction with this numerator", "simplifying the fraction"}));
  }
  Judgement holds = judge(math::equal(formula, last));
  if (!board_.steps().empty()) holds.grade = std::max(holds.grade, board_.steps().back().grade);
  board_.write(tex_of_sums(sum(e)) + " = " + math::to_latex(last), "sum", board_.say({"which is the sum asked for", "so this is the sum"}), holds);
  return last;
}

// k k! = (k + 1)! - k!
LetterSum::Found LetterSum::factorials(const Expr& e, const std::optional<Expr>& goal) {
  const auto d = cas::factorial_difference(e, k_);
  if (!d) return std::nullopt;
  const Expr one = whole(1), next = d->neighbour(k() + one), here = d->neighbour(k());
  const Expr pieces = d->below ? here.arg(0) - next.arg(0) : next - here;
  // The polynomial written with the next factor of the factorial: k = (k + 1) - 1.
  const std::string term = math::to_latex(e), parts = math::to_latex(pieces);
  std::string middle, idea;
  if (!board_.brief()) {
    const Expr step = cas::written(k() + whole(d->below ? d->shift : d->shift + 1));
    const Expr t_here = math::to_expr(d->t, k_), t_next = cas::written(t_here.substitute(k_, k() + one));
    const auto product = [&](const Expr& a, const Expr& b) { return is_one(a) ? b : math::product_of({a, b}); };
    const Expr lead = d->below ? product(t_here, step) : product(t_next, step), less = d->below ? t_next : t_here;
    const Expr spread = Expr::make(Op::kAdd, {lead, -less});
    const Expr base = Expr::func("factorial", {d->shift == 0 ? k() : cas::written(k() + whole(d->shift))});
    middle = math::to_latex(d->below ? spread / base : spread * base);
    if (const auto q = math::as_polynomial(spread, k_)) idea = tex(*q, tex_variable(k_)) + " = " + math::to_latex(spread);
  }
  board_.fact(term + " = " + (middle.empty() || middle == term ? "" : middle + " = ") + parts, "difference_of_neighbours", idea.empty() ? board_.say({"splitting the term into two neighbours of the same kind"}) : board_.say({"writing ${0}$, so that the term becomes a difference of neighbours", "using ${0}$, which turns the term into a difference of neighbours"}, idea));
  if (!board_.brief()) {
    std::vector<Expr> brackets;
    for (long long i = low_; i < low_ + 3; ++i) brackets.push_back(pieces.substitute(k_, whole(i)));
    std::string shown_terms;
    Rational total;
    for (const Expr& b : brackets) {
      // (2! - 1!): sums of numbers in the arguments are worked out.
      const Expr tidy = with_replaced(b, [](const Expr& x) -> std::optional<Expr> {
        if (!x.is_func("factorial")) return std::nullopt;
        const auto v = math::exact_value(x.arg(0));
        return v ? std::optional(Expr::func("factorial", {Expr::number(*v)})) : std::nullopt;
      });
      const auto value = math::exact_value(b);
      if (!value) return std::nullopt;
      total += *value;
      shown_terms += (shown_terms.empty() ? "" : " + ") + ("\\left(" + math::to_latex(tidy) + "\\right)");
    }
    board_.fact(shown_terms + " = " + tex(total), "first_terms", board_.say({"looking at the first terms, where neighbours cancel", "writing the first terms out, to see what cancels"}));
  }
  const auto start = math::exact_value(d->neighbour(whole(low_)));
  if (!start) return std::nullopt;
  const Expr end = cas::written(d->neighbour(n() + one));
  const Expr begin = Expr::number(start->abs());
  const Expr value = d->below ? math::sum_of({Expr::number(-*start), end}) : start->sign() < 0 ? end + begin : end - begin;
  const Expr last = goal.value_or(value);
  // Induction: the first sum, and neighbours that differ by the term.
  const auto judged = [&](const Expr& formula) { return both(judge(math::equal(formula.substitute(n_, whole(low_)), e.substitute(k_, whole(low_)))), judge(math::equal(formula - formula.substitute(n_, n() - one), e.substitute(k_, n())))); };
  board_.write(tex_of_sums(sum(e)) + " = " + math::to_latex(value), "telescope", board_.say({"adding all terms up to ${0}$, where everything between cancels: only the last part and the first stay", "letting neighbours cancel all the way to ${0}$, so that only the two ends stay"}, n_), judged(value));
  if (math::to_latex(value) != math::to_latex(last)) board_.write(tex_of_sums(sum(e)) + " = " + math::to_latex(last), "simplify", board_.say({"writing it over one line", "simplifying"}), judged(last));
  return last;
}

}  // namespace

std::optional<Expr> write_sum_to_letter(Board& board, const Expr& term, const std::string& variable, long long low, const std::string& n, const std::optional<Expr>& goal) {
  const auto attempt = [&](auto method) -> std::optional<Expr> {
    Board trial = board;
    LetterSum sum(trial, variable, low, n);
    auto value = (sum.*method)(term, goal);
    if (!value || trial.failed()) return std::nullopt;
    board = std::move(trial);
    return value;
  };
  for (const auto method : {&LetterSum::polynomial, &LetterSum::powers, &LetterSum::fractions, &LetterSum::factorials, &LetterSum::kinds})
    if (auto v = attempt(method)) return v;
  return std::nullopt;
}

}  // namespace retort::explain
