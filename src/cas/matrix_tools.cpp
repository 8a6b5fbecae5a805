// Matrices and vectors: determinant, inverse, rank, null space, products. Rational entries are FLINT's; others are worked out as
// expressions.
#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "cas/elimination.h"
#include "cas/expression_matrix.h"
#include "cas/registry.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/collect.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

Failure not_square(const ExprMatrix& m, const char* what) {
  return {FailureKind::kDomain, fmt::format("only a square matrix has {}; this one is {}", what, shape(m))};
}

ExprMatrix transposed(const ExprMatrix& m) {
  ExprMatrix out(m[0].size());
  for (const auto& row : m)
    for (std::size_t j = 0; j < row.size(); ++j) out[j].push_back(row[j]);
  return out;
}

ExprMatrix identity(std::size_t n) {
  ExprMatrix out(n, std::vector<Expr>(n));
  for (std::size_t i = 0; i < n; ++i) out[i][i] = Expr::integer(1);
  return out;
}

// The determinant as the sum over all permutations, as it stands.
Expr sum_over_permutations(const ExprMatrix& m) {
  std::vector<std::size_t> columns(m.size());
  std::iota(columns.begin(), columns.end(), 0);
  std::vector<Expr> terms;
  do {
    int inversions = 0;
    std::vector<Expr> factors;
    for (std::size_t i = 0; i < m.size(); ++i) {
      factors.push_back(m[i][columns[i]]);
      for (std::size_t j = i + 1; j < m.size(); ++j) inversions += columns[i] > columns[j] ? 1 : 0;
    }
    const Expr term = math::product_of(std::move(factors));
    terms.push_back(inversions % 2 == 0 ? term : -term);
  } while (std::next_permutation(columns.begin(), columns.end()));
  return math::sum_of(std::move(terms));
}

bool has_function(const Expr& e) {
  if (e.is(Op::kFunc) && e.name() != "sqrt" && e.name() != "root") return true;
  return std::any_of(e.args().begin(), e.args().end(), has_function);
}

// Sines and the like cancel only by their identities: cos(t)^2 + sin(t)^2.
Expr shortest(Session& session, const Expr& e) {
  if (!has_function(e)) return e;
  const auto simplified = session.try_apply("simplify", e);
  return simplified && reading_cost(tidy(*simplified)) < reading_cost(e) ? tidy(*simplified) : e;
}

Outcome<ToolResult> compute_determinant(Session& session, const Arguments& args) {
  const ExprMatrix& m = args.rows("matrix");
  if (m.size() != m[0].size()) return not_square(m, "a determinant");
  if (const auto rational = rational_entries(m)) {
    const Rational value = math::determinant(*rational);
    // The constant term of det(t I - A) is det(-A).
    const Rational other = math::characteristic_polynomial(*rational)[0];
    if (other != (m.size() % 2 == 0 ? value : -value)) return Failure(FailureKind::kUnverified, "two ways to compute this determinant disagree");
    return answer(Expr::number(value), "constant term of the characteristic polynomial (FLINT)", Grade::kProved);
  }
  RETORT_TRY(const auto expanded, determinant(m));
  const Expr value = shortest(session, expanded);
  RETORT_TRY(const auto grade, confirm_equal(value, sum_over_permutations(m)));
  return answer(value, "compared with the sum over all permutations", grade);
}

// adj(m) / det(m)
Outcome<ExprMatrix> inverse_by_cofactors(const ExprMatrix& m, const Expr& det) {
  const std::size_t n = m.size();
  ExprMatrix out(n, std::vector<Expr>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      ExprMatrix minor;
      for (std::size_t r = 0; r < n; ++r) {
        if (r == i) continue;
        minor.push_back(m[r]);
        minor.back().erase(minor.back().begin() + static_cast<long>(j));
      }
      Expr cofactor = Expr::integer(1);
      if (n > 1) {
        RETORT_TRY(cofactor, determinant(minor));
      }
      if ((i + j) % 2 == 1) cofactor = collected(-cofactor);
      const bool over_one = det.is_integer() && det.value() == Rational(1);
      const bool zero = cofactor.is_number() && cofactor.value().is_zero();
      out[j][i] = zero || over_one ? cofactor : written(cofactor / det);
    }
  return out;
}

Outcome<ToolResult> compute_inverse(Session& session, const Arguments& args) {
  const ExprMatrix& m = args.rows("matrix");
  const Failure singular(FailureKind::kDomain, "the determinant is 0, so there is no inverse");
  if (m.size() != m[0].size()) return not_square(m, "an inverse");
  if (const auto rational = rational_entries(m)) {
    const auto inverted = math::inverse(*rational);
    if (!inverted) return singular;
    if (math::multiply(*rational, *inverted) != *rational_entries(identity(m.size())))
      return Failure(FailureKind::kUnverified, "the product with the matrix is not the identity");
    return answer(matrix_expr(expressions(*inverted)), "multiplied with the matrix (FLINT)", Grade::kProved);
  }
  RETORT_TRY(const auto expanded, determinant(m));
  const Expr det = shortest(session, expanded);
  const auto zero = math::equal(det, Expr::integer(0));
  if (zero.outcome == math::Verdict::Outcome::kEqual) return singular;
  if (zero.outcome == math::Verdict::Outcome::kUnknown) return Failure(FailureKind::kUnverified, "whether the determinant is 0 could not be decided");
  RETORT_TRY(const auto inverted, inverse_by_cofactors(m, det));
  ExprMatrix raw(m.size());
  for (std::size_t i = 0; i < m.size(); ++i)
    for (std::size_t j = 0; j < m.size(); ++j) {
      std::vector<Expr> terms;
      for (std::size_t k = 0; k < m.size(); ++k) terms.push_back(m[i][k] * inverted[k][j]);
      raw[i].push_back(math::sum_of(std::move(terms)));
    }
  RETORT_TRY(const auto grade, confirm_equal(raw, identity(m.size())));
  ToolResult r = answer(matrix_expr(inverted), "multiplied with the matrix", grade);
  if (!det.symbols().empty()) r.conditions.push_back(math::to_plain(det) + " != 0");
  return r;
}

Outcome<int> rank_of(const ExprMatrix& m) {
  if (const auto rational = rational_entries(m)) return math::rank(*rational);
  Rows<ExpressionField> rows = m;
  RETORT_TRY(const auto pivots, reduce(ExpressionField(), rows));
  return static_cast<int>(pivots.size());
}

Outcome<ToolResult> compute_rank(Session&, const Arguments& args) {
  const ExprMatrix& m = args.rows("matrix");
  RETORT_TRY(const int by_rows, rank_of(m));
  RETORT_TRY(const int by_columns, rank_of(transposed(m)));
  if (by_rows != by_columns) return Failure(FailureKind::kUnverified, "the ranks by rows and by columns disagree");
  return answer(Expr::integer(by_rows), "rows and columns reduced", Grade::kProved);
}

Outcome<ToolResult> compute_nullspace(Session&, const Arguments& args) {
  const ExprMatrix& m = args.rows("matrix");
  Rows<ExpressionField> reduced = m;
  std::vector<std::size_t> pivots;
  if (const auto rational = rational_entries(m)) {
    reduced = expressions(math::reduced_rows(*rational));
    for (const auto& row : reduced)
      if (const auto lead = std::find_if(row.begin(), row.end(), [](const Expr& e) { return !e.value().is_zero(); }); lead != row.end())
        pivots.push_back(static_cast<std::size_t>(lead - row.begin()));
  } else {
    RETORT_TRY(pivots, reduce(ExpressionField(), reduced));
  }
  const auto basis = null_basis(ExpressionField(), reduced, pivots);
  RETORT_TRY(const int rank, rank_of(transposed(m)));
  if (basis.size() + static_cast<std::size_t>(rank) != m[0].size()) return Failure(FailureKind::kUnverified, "the number of vectors is not what the rank says");
  Grade grade = Grade::kProved;
  std::vector<std::string> plain, latex;
  for (const auto& v : basis) {
    RETORT_TRY(const auto image, product(m, transposed({v})));
    RETORT_TRY(const auto g, confirm_equal(image, ExprMatrix(m.size(), {Expr::integer(0)})));
    grade = weaker(grade, g);
    plain.push_back(math::to_plain(column_expr(v)));
    latex.push_back(math::to_latex(column_expr(v)));
  }
  return answer("[" + join(plain, ", ") + "]", latex.empty() ? "\\{0\\}" : join(latex, ", "), "multiplied with the matrix; their number by the rank", grade);
}

Outcome<ToolResult> compute_inner_product(Session&, const Arguments& args) {
  const auto &a = args.exprs("vector1"), &b = args.exprs("vector2");
  if (a.size() != b.size())
    return Failure(FailureKind::kArguments, fmt::format("the vectors must have the same length, not {} and {}", a.size(), b.size()));
  std::vector<Expr> terms;
  for (std::size_t i = 0; i < a.size(); ++i) terms.push_back(a[i] * b[i]);
  const Expr sum = math::sum_of(std::move(terms)), value = collected(sum);
  RETORT_TRY(const auto grade, confirm_equal(value, sum));
  return answer(value, "compared with the sum of the products", grade);
}

Outcome<ToolResult> matrix_multiplication(Session&, const Arguments& args) {
  const auto &a = args.rows("matrix1"), &b = args.rows("matrix2");
  if (a[0].size() != b.size())
    return Failure(FailureKind::kArguments, fmt::format("a {} matrix cannot be multiplied with a {} one: the columns of the first must be as many as "
                                                        "the rows of the second", shape(a), shape(b)));
  RETORT_TRY(const auto result, product(a, b));
  // The transposes, multiplied in the other order.
  RETORT_TRY(const auto other, product(transposed(b), transposed(a)));
  RETORT_TRY(const auto grade, confirm_equal(transposed(other), result));
  return answer(matrix_expr(result), "transposes multiplied in the other order", grade);
}

}  // namespace

std::vector<ToolEntry> matrix_tools() {
  const std::vector<ArgSpec> matrix{{"matrix", ArgKind::kMatrix, "rows such as [[1, 2], [3, 4]]; an entry may be a number or text such as \"1/2\" or \"a\""}};
  const Json example = {{"matrix", {{2, 1}, {5, 3}}}};
  return {
      {"compute_determinant", "Determinant of a square matrix.", matrix, example, false, compute_determinant},
      {"compute_inverse", "Inverse of a square matrix.", matrix, example, false, compute_inverse},
      {"compute_rank", "Rank of a matrix.", matrix, {{"matrix", {{1, 2}, {2, 4}}}}, false, compute_rank},
      {"compute_nullspace", "Basis of the vectors that a matrix sends to zero, as a list of columns.", matrix, {{"matrix", {{1, 2}, {2, 4}}}}, false,
       compute_nullspace},
      {"compute_inner_product",
       "Inner (dot) product of two vectors.",
       {{"vector1", ArgKind::kVector, "a list such as [1, 2, 3]"}, {"vector2", ArgKind::kVector, "a list of the same length"}},
       {{"vector1", {1, 2, 3}}, {"vector2", {4, 5, 6}}},
       false,
       compute_inner_product},
      {"matrix_multiplication",
       "Product of two matrices.",
       {{"matrix1", ArgKind::kMatrix, "the first factor, rows such as [[1, 2], [3, 4]]"}, {"matrix2", ArgKind::kMatrix, "the second factor"}},
       {{"matrix1", {{1, 2}, {3, 4}}}, {"matrix2", {{0, 1}, {1, 0}}}},
       false,
       matrix_multiplication},
  };
}

}  // namespace retort::cas
