#include "explain/telescoping.h"

#include "explain/letter_products.h"
#include "explain/letter_sums.h"
#include "explain/rules.h"
#include "math/collect.h"
#include "math/exact.h"
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

// The formula without what does not depend on the letter: neighbours differ by the same.
Expr without_constant(const Expr& formula, const std::string& n) {
  if (!formula.is(Op::kAdd)) return formula;
  std::vector<Expr> kept;
  for (const Expr& t : math::terms_of(formula))
    if (t.contains_symbol(n)) kept.push_back(t);
  return kept.empty() ? formula : math::sum_of(kept);
}

// Each term as G(k) - G(k - 1), each factor as G(k)/G(k - 1).
void write_neighbours(const Call& call, const Expr& term, const std::string& variable, long long low, const std::string& letter, const Expr& formula, bool product) {
  Board& board = call.board();
  const Expr k = Expr::symbol(variable), G = product ? formula : without_constant(formula, letter);
  const Expr here = G.substitute(letter, k), before = G.substitute(letter, k - Expr::integer(1));
  const std::string x = tex_variable(variable), n = tex_variable(letter);
  const std::string parts = product ? "\\frac{" + math::to_latex(here) + "}{" + math::to_latex(before) + "}" : math::to_latex(here) + " - " + bracketed(before);
  board.fact(math::to_latex(term) + " = " + parts, product ? "quotient_of_neighbours" : "difference_of_neighbours",
             product ? board.say({"splitting each factor into a quotient of neighbours: the same expression at ${0}$ and at ${0} - 1$", "writing each factor as a quotient of neighbours"}, x)
                     : board.say({"splitting each term into a difference of neighbours: the same expression at ${0}$ and at ${0} - 1$", "writing each term as a difference of neighbours"}, x));
  const std::string name = std::string(product ? "\\prod" : "\\sum") + "_{" + x + "=" + std::to_string(low) + "}^" + (n.size() == 1 ? n : "{" + n + "}") + " " + bracketed(term);
  Judgement holds = judge_first_values(term, variable, low, formula, letter, product);
  if (!board.failed() && !board.steps().empty()) holds = both(holds, {true, board.steps()[0].grade, board.steps()[0].checked_by, {}});
  const Expr end = G, start = G.substitute(letter, Expr::integer(low - 1));
  if (const auto v = math::exact_value(start)) {
    const Expr ends = product ? end / Expr::number(*v) : v->sign() < 0 ? end + Expr::number(-*v) : v->is_zero() ? end : end - Expr::number(*v);
    const std::string text = math::to_latex(ends);
    if (text != math::to_latex(formula))
      board.write(name + " = " + text, "telescope", product ? board.say({"multiplying, where all that lies between cancels", "letting neighbours cancel, so that only the two ends stay"}) : board.say({"adding, where all that lies between cancels", "letting neighbours cancel, so that only the two ends stay"}), both(holds, judge(math::equal(ends, formula))));
  }
  board.write(name + " = " + math::to_latex(formula), "telescope", product ? board.say({"cancelling everything but the two ends", "letting neighbours cancel"}) : board.say({"adding up, so that only the two ends stay", "letting neighbours cancel"}), holds);
}

// To n - 1 or 2n: to a letter of its own first, then the bound put in.
void write_to_line(const Call& call, const Expr& term, const std::string& variable, long long low, const Expr& upper) {
  Board& board = call.board();
  const std::string n = upper.symbols()[0];
  const auto line = math::as_polynomial(upper, n, 1);
  const Expr result = call.result_expr();
  if (board.failed()) return;
  if (!line || line->size() != 2) return board.unsupported("a bound that is no multiple of a letter plus a number");
  std::string letter = "m";
  while (term.contains_symbol(letter) || letter == n || letter == variable) letter += "m";
  const auto formula = write_sum_to_letter(board, term, variable, low, letter, std::nullopt);
  if (board.failed()) return;
  if (!formula) return board.unsupported("a sum to a letter without a rule");
  const std::string bound = math::to_latex(upper), x = tex_variable(variable);
  const Expr put = formula->substitute(letter, upper);
  const std::string middle = math::to_latex(put), last = math::to_latex(result);
  board.write("\\sum_{" + x + "=" + std::to_string(low) + "}^{" + bound + "} " + bracketed(term) + " = " + (middle == last ? "" : middle + " = ") + last, "put_bound_in",
              board.say({"putting ${0}$ in for ${1}$", "taking ${1} = {0}$"}, bound, letter), judge(math::equal(put, result)));
}

void write_to_letter(const Call& call, const Expr& term, const std::string& variable, const Expr& low, const Expr& upper, bool product) {
  Board& board = call.board();
  const auto first = math::exact_value(low);
  const Expr formula = call.result_expr();
  if (board.failed()) return;
  if (!first || !first->to_int64()) return board.unsupported("a lower bound that is no whole number");
  const long long from = *first->to_int64();
  if (!product && upper.symbols().size() == 1 && !upper.is(Op::kSymbol)) return write_to_line(call, term, variable, from, upper);
  if (!upper.is(Op::kSymbol)) return board.unsupported("bounds that are no whole number and a letter");
  const std::string& n = upper.name();
  if (product ? write_product_to_letter(board, term, variable, from, n, formula) : write_sum_to_letter(board, term, variable, from, n, formula)) return;
  if (!product && from == 0 && write_binomial_row(board, term, variable, upper, formula)) return;
  if (term.contains_symbol(n)) return board.unsupported("terms that hold the upper bound");
  write_neighbours(call, term, variable, from, n, formula, product);
}

}  // namespace

void write_telescoped_sum(const Call& call, const Expr& term, const std::string& variable, const Expr& low, const Expr& upper) { write_to_letter(call, term, variable, low, upper, false); }

void write_telescoped_product(const Call& call, const Expr& factor, const std::string& variable, const Expr& low, const Expr& upper) { write_to_letter(call, factor, variable, low, upper, true); }

}  // namespace retort::explain
