// solve_equation.
#include "explain/equation.h"
#include "explain/rules.h"
#include "math/exact.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// lhs = rhs; an expression alone is meant to be zero.
bool read_equation(const Call& call, Expr& lhs, Expr& rhs) {
  const Expr e = call.expr("sympy_equation");
  if (call.board().failed()) return false;
  if (e.is(Op::kRel) && e.name() == "=") {
    lhs = e.arg(0);
    rhs = e.arg(1);
    return true;
  }
  if (e.is(Op::kRel) || e.is(Op::kChain) || e.is(Op::kList)) {
    call.board().unsupported("a relation that is no equation");
    return false;
  }
  lhs = e;
  rhs = Expr::integer(0);
  return true;
}

}  // namespace

void rule_solve_equation(const Call& call) {
  Board& board = call.board();
  Expr lhs, rhs;
  if (!read_equation(call, lhs, rhs)) return;
  const std::string variable = call.variable(lhs - rhs);
  if (board.failed()) return;
  const auto left = math::as_polynomial(lhs, variable), right = math::as_polynomial(rhs, variable);
  if (!left || !right) return board.unsupported("an equation that is not between polynomials");
  EquationLines lines(board, variable, *left, *right);
  tidy_equation(lines, lhs, rhs);
  const auto roots = solve_polynomial_equation(lines);
  if (!board.failed()) call.expect(same_roots(roots, call.result()));
}

}  // namespace retort::explain
