#include "cas/expression_matrix.h"

#include <algorithm>

#include "cas/verify.h"
#include "math/collect.h"
#include "math/exact.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

constexpr std::size_t kMaxSide = 5;        // of a matrix with entries that are no rational numbers
constexpr std::size_t kMaxEntrySize = 400;

Failure too_large() { return {FailureKind::kUnsupported, "the entries are too large: put numbers in for the symbols, or take a smaller matrix"}; }

}  // namespace

std::optional<math::Matrix> rational_entries(const ExprMatrix& m) {
  math::Matrix out;
  for (const auto& row : m) {
    auto& cells = out.emplace_back();
    for (const Expr& e : row) {
      auto value = math::exact_value(e);
      if (!value.ok()) return std::nullopt;
      cells.push_back(std::move(value).value());
    }
  }
  return out;
}

ExprMatrix expressions(const math::Matrix& m) {
  ExprMatrix out;
  for (const auto& row : m) {
    auto& cells = out.emplace_back();
    for (const Rational& r : row) cells.push_back(Expr::number(r));
  }
  return out;
}

Expr matrix_expr(const ExprMatrix& m) {
  std::vector<Expr> rows;
  for (const auto& row : m) rows.push_back(Expr::make(Op::kTuple, row));
  return Expr::make(Op::kMatrix, std::move(rows));
}

Expr column_expr(const std::vector<Expr>& entries) {
  ExprMatrix m;
  for (const Expr& e : entries) m.push_back({e});
  return matrix_expr(m);
}

std::string shape(const ExprMatrix& m) { return std::to_string(m.size()) + "x" + std::to_string(m[0].size()); }

Expr collected(const Expr& e) {
  const auto normal = math::normal_form(e);
  return tidy(normal.ok() ? *normal : e);
}

Outcome<ExprMatrix> product(const ExprMatrix& a, const ExprMatrix& b) {
  RETORT_CHECK(a[0].size() == b.size(), "the shapes of the factors fit");
  if (const auto x = rational_entries(a))
    if (const auto y = rational_entries(b)) return expressions(math::multiply(*x, *y));
  ExprMatrix out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b[0].size(); ++j) {
      std::vector<Expr> terms;
      for (std::size_t k = 0; k < b.size(); ++k) terms.push_back(a[i][k] * b[k][j]);
      const Expr sum = math::sum_of(std::move(terms));
      if (sum.size() > kMaxEntrySize * b.size()) return too_large();
      out[i].push_back(collected(sum));
    }
  return out;
}

Outcome<Expr> determinant(const ExprMatrix& m) {
  RETORT_CHECK(m.size() == m[0].size(), "a square matrix");
  if (m.size() > kMaxSide) return Failure(FailureKind::kUnsupported, "with symbols or roots in it a matrix may have at most 5 rows");
  if (m.size() == 1) return collected(m[0][0]);
  std::vector<Expr> terms;
  for (std::size_t j = 0; j < m.size(); ++j) {
    if (m[0][j].is_number() && m[0][j].value().is_zero()) continue;
    ExprMatrix minor;
    for (std::size_t i = 1; i < m.size(); ++i) {
      minor.push_back(m[i]);
      minor.back().erase(minor.back().begin() + static_cast<long>(j));
    }
    RETORT_TRY(const auto below, determinant(minor));
    if (below.size() > kMaxEntrySize) return too_large();
    const Expr term = m[0][j] * below;
    terms.push_back(j % 2 == 0 ? term : -term);
  }
  return collected(math::sum_of(std::move(terms)));
}

Outcome<Grade> confirm_equal(const ExprMatrix& a, const ExprMatrix& b) {
  Grade grade = Grade::kProved;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < a[i].size(); ++j) {
      RETORT_TRY(const auto g, confirm_equal(a[i][j], b[i][j]));
      grade = weaker(grade, g);
    }
  return grade;
}

Outcome<bool> ExpressionField::is_zero(const Expr& a) const {
  const auto symbols = a.symbols();
  if (!symbols.empty())
    return Failure(FailureKind::kDomain, "the answer depends on '" + symbols[0] + "': put a number in for it first (substitute)");
  if (a.size() > kMaxEntrySize) return too_large();
  const auto verdict = math::equal(a, Expr::integer(0));
  if (verdict.outcome == math::Verdict::Outcome::kUnknown)
    return Failure(FailureKind::kUnverified, "whether an entry is zero could not be decided: " + verdict.reason);
  return verdict.outcome == math::Verdict::Outcome::kEqual;
}

}  // namespace retort::cas
