// evaluate and substitute.
#include "explain/evaluate.h"
#include "explain/exact_numbers.h"
#include "explain/rules.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// -3 as one number: as a base it gets its brackets, (-3)^2.
Expr plain_number(const Expr& e) {
  return e.is(Op::kNeg) && e.arg(0).is_number() ? Expr::number(-e.arg(0).value()) : e;
}

}  // namespace

namespace {

void evaluate_fraction(const Call& call, const Expr& e) {
  Board& board = call.board();
  const Form form = form_of(e);
  Rational value;
  if (board.brief()) {
    const auto exact = math::exact_value(e);
    if (!exact) return board.fail(exact.error());
    value = *exact;
  } else {
    value = Evaluation(board, form).value(e);
  }
  close_with_value(board, e, value, form);
  call.expect(value);
}

}  // namespace

void write_number(const Call& call, const Expr& e) {
  Board& board = call.board();
  const Expr result = call.result_expr();
  const Expr value = ExactNumbers(board).value(e);
  if (board.failed()) return;
  const bool known = math::equal(value, result).outcome == math::Verdict::Outcome::kEqual;
  if (!known) return call.expect(false);
  // Where a part has no rule, what is left is known and not worked out.
  const std::string left = math::to_latex(e);
  const std::string right = !as_radical(value) && !value.same(result) && result.size() <= value.size() ? math::to_latex(result) : tex_number(value);
  const bool simpler = as_radical(value) || value.size() <= result.size();
  if (!simpler) return write_quoted(board, e, result, board.say({"recalling this value", "knowing this value", "taking this value as known"}));
  const bool stands = !board.steps().empty() && board.steps().back().claim.starts_with(left + " = ") && board.steps().back().claim.ends_with(" = " + right);
  if (!stands) board.fact(left + " = " + right, "value", board.say({"putting it together", "taking the whole expression", "coming back to the whole expression"}));
}

void rule_evaluate(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression");
  if (board.failed()) return;
  Board trial = board;
  evaluate_fraction(call.on(trial), e);
  if (!trial.failed() || !trial.error_is(ErrorCode::kUnsupported)) {
    board = std::move(trial);
    return;
  }
  write_number(call, e);
}

void rule_substitute(const Call& call) {
  Board& board = call.board();
  Expr e = call.expr("expression");
  if (!call.has("values")) return board.fail({ErrorCode::kInvalidArgument, "substitute needs the argument \"values\""});
  if (board.failed()) return;
  const auto values = call.values("values");
  // All at once: a value may hold the symbols that are replaced.
  for (std::size_t i = 0; i < values.size(); ++i) e = e.substitute(values[i].first, Expr::symbol("retort_" + std::to_string(i)));
  for (std::size_t i = 0; i < values.size(); ++i) e = e.substitute("retort_" + std::to_string(i), plain_number(values[i].second));
  if (board.failed()) return;
  const auto exact = math::exact_value(e);
  if (!exact) {
    board.fact(math::to_latex(e) + " = " + math::to_latex(call.result_expr()), "substitute",
               board.say({"putting in the values", "inserting the values", "replacing the letters"}));
    return;
  }
  write_value(board, e, form_of(e));
  call.expect(*exact);
}

}  // namespace retort::explain
