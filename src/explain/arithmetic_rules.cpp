// evaluate and substitute.
#include <algorithm>

#include "explain/evaluate.h"
#include "explain/exact_numbers.h"
#include "explain/rewriting.h"
#include "explain/rules.h"
#include "math/collect.h"
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
  if (value.same(e) && !result.same(e) && math::to_latex(result) != math::to_latex(e) && !as_radical(e) && math::equal(e, result).outcome == math::Verdict::Outcome::kEqual)
    return write_quoted(board, e, result, board.say({"recalling this value", "knowing this value", "taking this value as known"}));
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

namespace {

// One round of `e`: each operation whose parts are plain numbers is carried out; `done` tells what kinds these were.
Expr one_round(Board& board, const Expr& e, Form form, std::vector<std::string>& done) {
  const auto plain = [](const Expr& x) { return x.is_number() || (x.is(Op::kNeg) && x.arg(0).is_number()); };
  if (board.failed() || e.args().empty() || plain(e)) return e;
  const bool ready = std::all_of(e.args().begin(), e.args().end(), plain) || (e.is(Op::kAdd) && std::all_of(e.args().begin(), e.args().end(), [&](const Expr& x) { return plain(x.is(Op::kNeg) ? x.arg(0) : x); }));
  if (!ready) {
    std::vector<Expr> args;
    for (const Expr& a : e.args()) args.push_back(plain_number(one_round(board, a, form, done)));
    return Expr::make(e.op(), std::move(args), e.name());
  }
  // What is not done in the head has claims of its own.
  Board aside = board;
  const std::size_t before = aside.steps().size();
  const Rational value = Evaluation(aside, form).value(e);
  if (aside.failed()) {
    board = std::move(aside);
    return e;
  }
  const bool hard = !e.is(Op::kAdd) && (aside.steps().size() > before + 1 || (aside.steps().size() > before && aside.steps().back().claim.size() > 40));
  if (hard || board.full()) board = std::move(aside);
  const auto kind = [&]() -> std::string {
    switch (e.op()) {
      case Op::kPow: return "taking the power" ;
      case Op::kMul: return "multiplying";
      case Op::kDiv: return "dividing";
      case Op::kAdd: return e.args().size() == 2 && (e.arg(1).is(Op::kNeg) || (e.arg(1).is_number() && e.arg(1).value().sign() < 0)) ? "subtracting" : "adding up";
      default: return "working out the value";
    }
  }();
  if (std::find(done.begin(), done.end(), kind) == done.end()) done.push_back(kind);
  const auto text = form == Form::kDecimals && !value.is_integer() ? value.abs().to_decimal(6) : std::nullopt;
  if (!text) return Expr::number(value);
  const Expr size = Expr::number(value.abs(), *text);
  return value.sign() < 0 ? -size : size;
}

}  // namespace

void rule_substitute(const Call& call) {
  Board& board = call.board();
  Expr e = call.expr("expression");
  if (!call.has("values")) return board.fail({ErrorCode::kInvalidArgument, "substitute needs the argument \"values\""});
  if (board.failed()) return;
  const auto values = call.values("values");
  // All at once: a value may hold the symbols that are replaced.
  std::vector<std::string> names;
  bool decimals = false, fractions = call.result().find('/') != std::string::npos;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (e.contains_symbol(values[i].first)) names.push_back("$" + tex_variable(values[i].first) + " = " + math::to_latex(values[i].second) + "$");
    e = e.substitute(values[i].first, Expr::symbol("retort_" + std::to_string(i)));
    decimals = decimals || math::to_latex(values[i].second).find('.') != std::string::npos;
    fractions = fractions || values[i].second.is(Op::kDiv) || (values[i].second.is(Op::kNeg) && values[i].second.arg(0).is(Op::kDiv));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto number = math::exact_value(values[i].second);
    e = e.substitute("retort_" + std::to_string(i), number && !values[i].second.is_number() ? Expr::number(*number) : plain_number(values[i].second));
  }
  if (board.failed()) return;
  if (!names.empty()) board.lead(board.say({"putting in {0}", "inserting {0}", "replacing the letters by {0}"}, words_list(names)));
  const auto exact = math::exact_value(e);
  if (!exact) {
    if (e.symbols().empty()) return write_number(call, e);
    const Expr result = call.result_expr();
    const auto flat = math::as_single_fraction(e);
    if (flat && flat->second.is_number()) return write_expanded(board, e, result);
    return write_rewriting(board, e, result);
  }
  const Form form = fractions && !decimals ? Form::kFractions : form_of(e);
  constexpr std::size_t kShort = 7;
  const Board before = board;
  const auto otherwise = [&] {
    // Roots and logarithms of numbers: as an exact value.
    board = before;
    write_number(call, e);
  };
  if (board.brief() || e.size() <= kShort) {
    write_value(board, e, form);
    return board.error_is(ErrorCode::kUnsupported) ? otherwise() : call.expect(*exact);
  }
  Expr now = e;
  for (int round = 0; round < 12 && !now.is_number() && !board.failed(); ++round) {
    std::vector<std::string> done;
    const Expr next = plain_number(one_round(board, now, form, done));
    const std::string left = math::to_latex(now), right = next.is_number() ? tex(next.value(), form) : math::to_latex(next);
    if (board.error_is(ErrorCode::kUnsupported) || next.same(now)) return otherwise();
    if (left != right) board.fact(left + " = " + right, "value_of_sum", words_list(done));
    now = next;
  }
  call.expect(*exact);
}

}  // namespace retort::explain
