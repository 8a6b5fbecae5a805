#include "explain/telescoping.h"

#include "explain/rules.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr long long kCheckedByHand = 6;

std::string bracketed(const Expr& e) { return e.is(Op::kAdd) || e.is(Op::kNeg) ? "\\left(" + math::to_latex(e) + "\\right)" : math::to_latex(e); }

// The claim for the first values of the letter, term by term.
Judgement judge_first_values(const Expr& term, const std::string& variable, long long low, const Expr& formula, const std::string& letter, bool product) {
  Judgement all = proved(true);
  Rational total(product ? 1 : 0);
  for (long long n = low; n < low + kCheckedByHand; ++n) {
    const auto next = math::exact_value(term.substitute(variable, Expr::integer(n)));
    if (!next) return {true, math::Grade::kNumeric, "arb", {}};   // the identities above are what shows it
    total = product ? total * *next : total + *next;
    all = both(all, judge(math::equal(formula.substitute(letter, Expr::integer(n)), Expr::number(total))));
  }
  return all;
}

void write_telescoped(const Call& call, const Expr& term, const std::string& variable, const Expr& low, const Expr& upper, const Expr& formula, bool product);

// To n - 1 or 2n: to a letter of its own first, then the bound put in.
void write_to_line(const Call& call, const Expr& term, const std::string& variable, const Expr& low, const Expr& upper) {
  Board& board = call.board();
  const std::string n = upper.symbols()[0];
  const auto line = math::as_polynomial(upper, n, 1);
  const Expr result = call.result_expr();
  if (board.failed()) return;
  if (!line || line->size() != 2) return board.unsupported("a bound that is no multiple of a letter plus a number");
  std::string letter = "m";
  while (term.contains_symbol(letter) || letter == n || letter == variable) letter += "m";
  const Expr m = Expr::symbol(letter), inverse = (*line)[1] == Rational(1) ? m - Expr::number((*line)[0]) : (m - Expr::number((*line)[0])) / Expr::number((*line)[1]);
  const Expr raw = result.substitute(n, inverse);
  const auto normal = math::normal_form(raw);
  const auto polynomial = math::as_polynomial(raw, letter);
  Expr formula = normal && normal->size() < raw.size() ? *normal : raw;
  if (polynomial) formula = [&] {
    const auto factors = math::factor(*polynomial);
    // m(m + 1)/2 reads better than m^2/2 + m/2.
    Rational below(1);
    for (const Rational& c : *polynomial) below = math::lcm(below, c.den());
    std::vector<Expr> parts;
    Rational content = factors.content * below;
    for (const auto& [f, k] : factors.factors) {
      Rational den(1);
      for (const Rational& c : f) den = math::lcm(den, c.den());
      Coefficients whole = f;
      for (Rational& c : whole) c *= den;
      for (int i = 0; i < k; ++i) content /= den;
      const Expr base = math::to_expr(whole, letter);
      parts.push_back(k == 1 ? base : math::pow(base, Expr::integer(k)));
    }
    below = below / content;
    const Expr top = math::product_of(parts);
    if (below == Rational(1)) return top;
    return below.num() == Rational(1) ? Expr::number(below.den()) * top : below.den() == Rational(1) ? top / Expr::number(below) : Expr::number(below.den()) * top / Expr::number(below.num());
  }();
  write_telescoped(call, term, variable, low, m, formula, false);
  if (board.failed()) return;
  const std::string bound = math::to_latex(upper), x = tex_variable(variable);
  board.write("\\sum_{" + x + "=" + math::to_latex(low) + "}^{" + bound + "} " + bracketed(term) + " = " + math::to_latex(result), "put_bound_in",
              board.say({"putting ${0}$ in for ${1}$", "taking ${1} = {0}$"}, bound, letter), judge(math::equal(formula.substitute(letter, upper), result)));
}

// c binomial(n, k) x^k from 0 to n: the binomial theorem read backwards.
void write_binomial_sum(const Call& call, const Expr& term, const std::string& variable, const std::string& n) {
  Board& board = call.board();
  const Expr result = call.result_expr(), k = Expr::symbol(variable), count = Expr::symbol(n);
  if (board.failed()) return;
  Expr x = Expr::integer(1), y = Expr::integer(1);
  bool binomial = false, others = false;
  for (const Expr& f : math::factors_of(term)) {
    if (f.is_func("binomial") && f.arg(0).same(count) && f.arg(1).same(k))
      binomial = true;
    else if (f.is(Op::kPow) && f.arg(1).same(k) && !f.arg(0).contains_symbol(variable))
      x = f.arg(0);
    else if (f.is(Op::kPow) && !f.arg(0).contains_symbol(variable) && math::equal(f.arg(1), count - k).outcome == math::Verdict::Outcome::kEqual)
      y = f.arg(0);
    else
      others = true;
  }
  if (!binomial || others) return board.unsupported("terms that hold the upper bound");
  Judgement holds = proved(true);
  for (long long size = 0; size < kCheckedByHand; ++size) {
    Expr total = Expr::integer(0);
    for (long long j = 0; j <= size; ++j) total = total + term.substitute(n, Expr::integer(size)).substitute(variable, Expr::integer(j));
    holds = both(holds, judge(math::equal(total, math::pow(x + y, Expr::integer(size)))));
  }
  holds.grade = math::Grade::kNumeric;
  const std::string sum = "\\sum_{" + tex_variable(variable) + "=0}^" + n + " " + bracketed(term), power = math::to_latex(math::pow(y + x, count));
  board.write(sum + " = " + power, "binomial_theorem", board.say({"reading the binomial theorem $(a + b)^n = \\sum \\binom{{n}}{{k}} a^{{n - k}} b^k$ backwards, with $a = {0}$ and $b = {1}$", "using the binomial theorem with $a = {0}$ and $b = {1}$"}, math::to_latex(y), math::to_latex(x)), holds);
  if (power != math::to_latex(result)) board.fact(power + " = " + math::to_latex(result), "simplify", board.say({"adding inside the bracket", "working out the bracket"}));
}

void write_telescoped(const Call& call, const Expr& term, const std::string& variable, const Expr& low, const Expr& upper, bool product) {
  Board& board = call.board();
  const auto first = math::exact_value(low);
  const Expr formula = call.result_expr();
  if (board.failed()) return;
  if (first && first->to_int64() && !product && upper.symbols().size() == 1 && !upper.is(Op::kSymbol)) return write_to_line(call, term, variable, low, upper);
  if (!first || !first->to_int64() || !upper.is(Op::kSymbol)) return board.unsupported("bounds that are no whole number and a letter");
  if (!product && *first == Rational(0) && term.contains_symbol(upper.name())) return write_binomial_sum(call, term, variable, upper.name());
  for (const std::string& s : term.symbols())
    if (s == upper.name() && s != variable) return board.unsupported("terms that hold the upper bound");
  write_telescoped(call, term, variable, low, upper, formula, product);
}

void write_telescoped(const Call& call, const Expr& term, const std::string& variable, const Expr& low, const Expr& upper, const Expr& formula, bool product) {
  Board& board = call.board();
  const auto first = math::exact_value(low);
  const Expr k = Expr::symbol(variable), here = formula.substitute(upper.name(), k), before = formula.substitute(upper.name(), k - Expr::integer(1));
  const std::string x = tex_variable(variable), n = tex_variable(upper.name());
  const std::string step = product ? "\\frac{" + math::to_latex(here) + "}{" + math::to_latex(before) + "} = " + math::to_latex(term)
                                   : math::to_latex(here) + " - " + bracketed(before) + " = " + math::to_latex(term);
  board.fact(step, product ? "quotient_of_neighbours" : "difference_of_neighbours",
             product ? board.say({"writing the factor as the quotient of one formula at ${0}$ and at ${0} - 1$", "seeing each factor as a quotient of neighbours", "taking a formula whose neighbours have the factor as their quotient"}, x)
                     : board.say({"writing the term as the difference of one formula at ${0}$ and at ${0} - 1$", "seeing each term as a difference of neighbours", "taking a formula whose neighbours differ by the term"}, x));
  const std::string start = tex(*first);
  const Expr at_first = formula.substitute(upper.name(), low), first_term = term.substitute(variable, low);
  if (!board.brief())
    board.fact(math::to_latex(at_first) + " = " + math::to_latex(first_term), "first_value", product ? board.say({"comparing with the first factor, at ${0} = {1}$", "checking the first factor"}, n, start)
                                                                                                    : board.say({"comparing with the first term, at ${0} = {1}$", "checking the first term"}, n, start));
  const std::string name = std::string(product ? "\\prod" : "\\sum") + "_{" + x + "=" + start + "}^" + (n.size() == 1 ? n : "{" + n + "}") + " " + bracketed(term);
  Judgement holds = judge_first_values(term, variable, *first->to_int64(), formula, upper.name(), product);
  if (!board.failed() && !board.steps().empty()) holds = both(holds, {true, board.steps()[0].grade, board.steps()[0].checked_by, {}});
  board.write(name + " = " + math::to_latex(formula), "telescope",
              product ? board.say({"multiplying, where all that lies between cancels", "cancelling everything but the two ends", "letting neighbours cancel"})
                      : board.say({"adding, where all that lies between cancels", "adding up, so that only the two ends stay", "letting neighbours cancel"}), holds);
}

}  // namespace

void write_telescoped_sum(const Call& call, const Expr& term, const std::string& variable, const Expr& low, const Expr& upper) {
  write_telescoped(call, term, variable, low, upper, false);
}

void write_telescoped_product(const Call& call, const Expr& factor, const std::string& variable, const Expr& low, const Expr& upper) {
  write_telescoped(call, factor, variable, low, upper, true);
}

void write_telescoped_to_letter(const Call& call, const Expr& factor, const std::string& variable, const Expr& low, const std::string& letter, const Expr& formula) {
  write_telescoped(call, factor, variable, low, Expr::symbol(letter), formula, true);
}

}  // namespace retort::explain
