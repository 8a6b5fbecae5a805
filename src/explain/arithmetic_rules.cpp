// evaluate and substitute.
#include "explain/calculus.h"
#include "explain/evaluate.h"
#include "explain/rules.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// The last claim names the value of the whole expression.
void close(Board& board, const Expr& e, const Rational& value, Form form) {
  if (board.failed() || board.stated_value() == std::optional(value)) return;
  const std::string text = math::to_latex(e);
  const bool given = e.is_number() || (e.is(Op::kNeg) && e.arg(0).is_number());
  board.fact(text + " = " + tex(value, text == tex(value, form) ? Form::kFractions : form), given ? "as_given" : "value",
             given ? board.say({"taking the number as it is", "having the number already", "reading off the number"})
                   : board.say({"putting it together", "taking the whole expression", "coming back to the whole expression"}));
}

// 2 \cdot 3^2: an easy power times a number is one claim, 2 \cdot 3^2 = 2 \cdot 9 = 18.
bool write_monomial(Board& board, Arithmetic& arithmetic, const Expr& term, Rational& value) {
  if (board.full() || !term.is(Op::kMul) || term.args().size() != 2 || !term.arg(0).is_number() || !term.arg(1).is(Op::kPow)) return false;
  const Expr &base = term.arg(1).arg(0), &exponent = term.arg(1).arg(1);
  if (!base.is_integer() || !exponent.is_integer()) return false;
  const auto power = math::exact_value(term.arg(1));
  if (!power || power->abs() > Rational(144)) return false;
  const Worked worked = arithmetic.multiplied(term.arg(0).value(), *power);
  board.fact(math::to_latex(term) + " = " + worked.chain, "monomial", worked.because);
  value = worked.value;
  return true;
}

// A sum of terms: each term's value, then the whole line "3 \cdot 5^2 - 4 \cdot 5 + 1 = 75 - 20 + 1 = 55 + 1 = 56".
void write_sum(Board& board, const Expr& e, Form form) {
  Evaluation evaluation(board, form);
  std::vector<Rational> values;
  for (const Expr& arg : e.args()) {
    const bool negative = arg.is(Op::kNeg);
    const Expr& term = negative ? arg.arg(0) : arg;
    Rational value;
    if (board.brief())
      value = math::exact_value(term).value_or(Rational(0));
    else if (!write_monomial(board, evaluation.arithmetic(), term, value))
      value = evaluation.value(term);
    values.push_back(negative ? -value : value);
  }
  if (board.failed()) return;
  const std::string whole = math::to_latex(e);
  std::string chain = whole;
  std::vector<Rational> rest = values;
  while (rest.size() > 1) {
    const std::string next = tex_sum(rest, form);
    if (next != whole) chain += " = " + next;
    rest[1] += rest[0];
    rest.erase(rest.begin());
  }
  board.fact(chain + " = " + tex(rest[0], form), "sum_of_terms",
             board.say({"adding the terms", "putting the terms together", "taking the terms together"}));
}

}  // namespace

Rational write_value(Board& board, const Expr& e) {
  const auto exact = math::exact_value(e);
  if (!exact) {
    board.fail(exact.error());
    return Rational(0);
  }
  const Form form = form_of(e);
  if (e.is(Op::kAdd)) {
    write_sum(board, e, form);
  } else if (!board.brief()) {
    Rational value;
    Evaluation evaluation(board, form);
    if (!write_monomial(board, evaluation.arithmetic(), e, value)) evaluation.value(e);
  }
  close(board, e, *exact, form);
  return *exact;
}

void rule_evaluate(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression");
  if (board.failed()) return;
  const Form form = form_of(e);
  Rational value;
  if (board.brief()) {
    const auto exact = math::exact_value(e);
    if (!exact) return board.fail(exact.error());
    value = *exact;
  } else {
    value = Evaluation(board, form).value(e);
  }
  close(board, e, value, form);
  call.expect(value);
}

void rule_substitute(const Call& call) {
  Board& board = call.board();
  Expr e = call.expr("expression");
  if (!call.has("values")) return board.fail({ErrorCode::kInvalidArgument, "substitute needs the argument \"values\""});
  if (board.failed()) return;
  const auto values = call.values("values");
  // All at once: a value may hold the symbols that are replaced.
  for (std::size_t i = 0; i < values.size(); ++i) e = e.substitute(values[i].first, Expr::symbol("retort_" + std::to_string(i)));
  for (std::size_t i = 0; i < values.size(); ++i) e = e.substitute("retort_" + std::to_string(i), values[i].second);
  if (board.failed()) return;
  const auto exact = math::exact_value(e);
  if (!exact) {
    board.fact(math::to_latex(e) + " = " + math::to_latex(call.result_expr()), "substitute",
               board.say({"putting in the values", "inserting the values", "replacing the letters"}));
    return;
  }
  write_value(board, e);
  call.expect(*exact);
}

}  // namespace retort::explain
