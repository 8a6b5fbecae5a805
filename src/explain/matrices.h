// Matrices at the board: entries that are exact numbers or expressions, row operations that are judged one by one.
#pragma once

#include <string>
#include <vector>

#include "explain/board.h"
#include "explain/rules.h"
#include "math/expr.h"

namespace retort::explain {

using ExprRows = std::vector<std::vector<math::Expr>>;

// The argument `name` of the call: lists of rows, or text of a matrix.
ExprRows read_rows(const Call& call, std::string_view name);
// A list of numbers or texts, or text of a vector; columns count as lists.
std::vector<math::Expr> read_vector(const Call& call, std::string_view name);

math::Expr matrix_expr(const ExprRows& rows);
std::string tex_matrix(const ExprRows& rows, const char* environment = "pmatrix");
// An entry in its simplest form.
math::Expr simple_entry(const math::Expr& e);
bool is_zero_entry(const math::Expr& e);
ExprRows product(const ExprRows& a, const ExprRows& b);
// Entry by entry.
Judgement judge_rows(const ExprRows& a, const ExprRows& b);

// The determinant, every step written; the last claim is |rows| = it. `name` stands for the matrix in that claim where it is given.
math::Expr write_determinant(Board& board, const ExprRows& rows);

// Gauss-Jordan elimination. Each claim is "one matrix \sim the next"; the rows of both span the same space.
struct Reduced {
  ExprRows rows;
  std::vector<std::size_t> pivots;   // the column of each pivot
};
// `pivot_columns`: only so many columns are searched for pivots (the rest are carried along); `full`: zeros above the pivots too.
Reduced write_reduction(Board& board, const ExprRows& rows, std::size_t pivot_columns, bool full);
// A basis of the vectors that the reduced matrix sends to 0, each scaled as the free variable is 1.
// "x_1 = 4 x_3": each row of the reduced matrix times the unknowns is 0.
void write_read_rows(Board& board, const Reduced& reduced, std::size_t columns);
std::vector<std::vector<math::Expr>> null_vectors(const Reduced& reduced, std::size_t columns);

// All roots of p, complex ones included, each once: factored, then by the formula. Nothing where a factor has no roots in closed
// form; what was written then stays.
std::optional<std::vector<math::Expr>> write_all_roots(Board& board, const Coefficients& p, const std::string& variable);

}  // namespace retort::explain
