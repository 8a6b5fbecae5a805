#include "explain/telescoping.h"

#include "explain/rules.h"
#include "math/exact.h"
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

void write_telescoped(const Call& call, const Expr& term, const std::string& variable, const Expr& low, const Expr& upper, bool product) {
  Board& board = call.board();
  const auto first = math::exact_value(low);
  const Expr formula = call.result_expr();
  if (board.failed()) return;
  if (!first || !first->to_int64() || !upper.is(Op::kSymbol)) return board.unsupported("bounds that are no whole number and a letter");
  for (const std::string& s : term.symbols())
    if (s == upper.name() && s != variable) return board.unsupported("terms that hold the upper bound");
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

}  // namespace retort::explain
