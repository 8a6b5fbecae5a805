// Matrices: products, determinants, inverses, rank, null space.
#include <algorithm>

#include "explain/evaluate.h"
#include "explain/exact_numbers.h"
#include "explain/matrices.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

ExprRows identity(std::size_t n) {
  ExprRows out(n, std::vector<Expr>(n, Expr::integer(0)));
  for (std::size_t i = 0; i < n; ++i) out[i][i] = Expr::integer(1);
  return out;
}

ExprRows result_rows(const Call& call) {
  const Expr e = call.result_expr();
  ExprRows out;
  if (e.is(Op::kMatrix))
    for (const Expr& row : e.args()) out.push_back(row.args());
  if (out.empty()) call.expect(false);
  return out;
}

// 1 \cdot 4 + 2 \cdot 5 = 14
Expr write_dot(Board& board, const std::string& name, const std::vector<Expr>& a, const std::vector<Expr>& b, std::string because) {
  std::optional<Expr> total;
  std::string products, values;
  Expr sum = Expr::integer(0);
  const auto factor = [](const Expr& e) {
    const std::string text = tex_number(e);
    return e.is(Op::kAdd) || text[0] == '-' ? "(" + text + ")" : text;
  };
  for (std::size_t i = 0; i < a.size(); ++i) {
    products += (i ? " + " : "") + factor(a[i]) + " \\cdot " + factor(b[i]);
    const Expr p = simple_entry(a[i] * b[i]);
    const std::string text = tex_number(p);
    values += values.empty() ? text : text[0] == '-' ? " - " + text.substr(1) : " + " + text;
    sum = sum + a[i] * b[i];
  }
  const Expr value = simple_entry(sum);
  const std::string end = tex_number(value);
  std::string claim = (name.empty() ? "" : name + " = ") + products;
  if (!board.brief() && values != end && a.size() > 1) claim += " = " + values;
  claim += " = " + end;
  const std::size_t start = name.empty() ? 0 : name.size() + 3;
  board.write(claim, "inner_product", std::move(because), judge_fact(claim.substr(start)));
  return value;
}

}  // namespace

void rule_compute_inner_product(const Call& call) {
  Board& board = call.board();
  const auto a = read_vector(call, "vector1"), b = read_vector(call, "vector2");
  if (board.failed()) return;
  if (a.size() != b.size() || a.empty()) return board.unsupported("vectors of different length");
  const Expr value = write_dot(board, {}, a, b, board.say({"multiplying entry by entry and adding", "adding the products of the entries", "taking the products in each place and adding them"}));
  call.expect(value);
}

void rule_matrix_multiplication(const Call& call) {
  Board& board = call.board();
  const ExprRows a = read_rows(call, "matrix1"), b = read_rows(call, "matrix2");
  if (board.failed()) return;
  if (a[0].size() != b.size()) return board.unsupported("matrices that do not fit");
  const ExprRows c = product(a, b), result = result_rows(call);
  if (board.failed()) return;
  if (!board.brief())
    for (std::size_t i = 0; i < a.size(); ++i)
      for (std::size_t j = 0; j < b[0].size(); ++j) {
        std::vector<Expr> column;
        for (const auto& row : b) column.push_back(row[j]);
        write_dot(board, fmt::format("c_{{{}{}}}", i + 1, j + 1), a[i], column, board.say({"taking row {0} times column {1}", "multiplying row {0} by column {1}", "combining row {0} and column {1}"}, i + 1, j + 1));
      }
  board.write(tex_matrix(a) + " \\cdot " + tex_matrix(b) + " = " + tex_matrix(c), "matrix_product", board.say({"writing the entries into the product", "collecting the entries", "putting the entries in their places"}), judge_rows(product(a, b), result));
}

void rule_compute_determinant(const Call& call) {
  const ExprRows m = read_rows(call, "matrix");
  if (call.board().failed()) return;
  if (m.size() != m[0].size()) return call.board().unsupported("a matrix that is not square");
  const Expr value = write_determinant(call.board(), m);
  call.expect(value);
}

void rule_compute_inverse(const Call& call) {
  Board& board = call.board();
  const ExprRows m = read_rows(call, "matrix"), result = result_rows(call);
  if (board.failed()) return;
  const std::size_t n = m.size();
  const Judgement fits = both(judge_rows(product(m, result), identity(n)), judge_rows(product(result, m), identity(n)));
  const std::string left = tex_matrix(m) + "^{-1}";
  if (n == 2) {
    const Expr d = write_determinant(board, m);
    const ExprRows adjugate{{m[1][1], simple_entry(-m[0][1])}, {simple_entry(-m[1][0]), m[0][0]}};
    const bool plain = d.is_number() && d.value() == Rational(1);
    const std::string factor = d.is_number() && d.value().den() != Rational(1) ? tex(Rational(1) / d.value()) : "\\frac{1}{" + tex_number(d) + "}";
    ExprRows scaled = adjugate;
    for (auto& row : scaled)
      for (Expr& e : row) e = simple_entry(e / d);
    board.write(left + " = " + (plain ? "" : factor + " \\cdot " + tex_matrix(adjugate) + " = ") + tex_matrix(result), "inverse_2", board.say({"swapping the diagonal, turning the other signs and dividing by the determinant", "using the formula for the inverse of a two by two matrix", "exchanging the diagonal entries, changing the other signs and dividing by the determinant"}),
                both(fits, judge_rows(scaled, result)));
    return;
  }
  ExprRows wide = m;
  const ExprRows one = identity(n);
  for (std::size_t i = 0; i < n; ++i) wide[i].insert(wide[i].end(), one[i].begin(), one[i].end());
  board.write(tex_matrix(m) + " \\cdot " + left + " = " + tex_matrix(one), "identity_beside", board.say({"looking for the matrix that gives the identity, which is written beside it", "writing the identity matrix to the right of it", "putting the identity matrix beside it"}), fits);
  const Reduced reduced = write_reduction(board, wide, n, true);
  if (board.failed()) return;
  ExprRows right;
  for (const auto& row : reduced.rows) right.emplace_back(row.begin() + static_cast<std::ptrdiff_t>(n), row.end());
  board.write(left + " = " + tex_matrix(right), "read_inverse", board.say({"reading the inverse off the right half", "taking the right half, as the left one is the identity", "finding the inverse where the identity was"}), both(fits, judge_rows(right, result)));
}

void rule_compute_rank(const Call& call) {
  Board& board = call.board();
  const ExprRows m = read_rows(call, "matrix");
  if (board.failed()) return;
  const Reduced reduced = write_reduction(board, m, m[0].size(), false);
  if (board.failed()) return;
  const std::size_t rank = reduced.pivots.size();
  board.write("\\operatorname{rank} " + tex_matrix(m) + " = " + std::to_string(rank), "count_rows",
              rank == 1 ? board.say({"counting one row that is not zero", "finding a single row that is not zero", "seeing one row left that is not zero"})
                        : board.say({"counting {0} rows that are not zero", "finding {0} rows with a leading entry", "seeing {0} rows left that are not zero"}, rank), proved(call.result() == std::to_string(rank), "another rank", "certificate"));
}

void rule_compute_nullspace(const Call& call) {
  Board& board = call.board();
  const ExprRows m = read_rows(call, "matrix");
  if (board.failed()) return;
  const Reduced reduced = write_reduction(board, m, m[0].size(), true);
  if (board.failed()) return;
  const auto basis = null_vectors(reduced, m[0].size());
  const auto items = cas::result_items(call.result());
  if (items.size() != basis.size()) return call.expect(false);
  if (basis.empty())
    return board.write("\\left\\{ " + tex_matrix(ExprRows(m[0].size(), {Expr::integer(0)})) + " \\right\\}", "only_zero", board.say({"having a pivot in every column, so only the zero vector is left", "finding no free variable, which leaves the zero vector alone"}),
                       proved(reduced.pivots.size() == m[0].size(), "a column is free", "certificate"));
  if (!board.brief()) write_read_rows(board, reduced, m[0].size());
  std::string span;
  Judgement fits = proved(true);
  for (std::size_t i = 0; i < basis.size(); ++i) {
    ExprRows column;
    for (const Expr& e : basis[i]) column.push_back({e});
    fits = both(fits, judge_rows(product(m, column), ExprRows(m.size(), {Expr::integer(0)})));
    span += (i ? ", " : "") + tex_matrix(column);
    const Expr theirs = call.parse(items[i]);
    fits = both(fits, judge(math::equal(matrix_expr(column), theirs)));
  }
  board.write("\\operatorname{span} \\left\\{ " + span + " \\right\\}", "free_variables", basis.size() == 1 ? board.say({"setting the free unknown to 1", "putting 1 for the free unknown", "choosing 1 for the unknown that is free"})
                                                                                   : board.say({"setting each free unknown to 1 in turn and the others to 0", "letting one free unknown after the other be 1"}), fits);
}

}  // namespace retort::explain
