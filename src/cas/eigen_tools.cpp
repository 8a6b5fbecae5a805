// Eigenvalues and eigenvectors.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "cas/elimination.h"
#include "cas/expression_matrix.h"
#include "cas/polynomial_roots.h"
#include "cas/real_roots.h"
#include "cas/registry.h"
#include "cas/verify.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Grade;
using math::Matrix;
using math::Op;
using math::Rational;

namespace {

constexpr std::size_t kMaxSide = 12;
constexpr int kMaxExactDegree = 2;

struct Eigen {
  Expr value;
  bool approximate = false;
  int multiplicity = 1;
  Coefficients factor;                       // empty for matrices of expressions
  std::vector<std::vector<Expr>> vectors;    // a basis, where it was asked for
};

struct Spectrum {
  std::vector<Eigen> all;
  std::string verified_by;
  Grade grade = Grade::kProved;
};

Status check_shape(const ExprMatrix& m) {
  if (m.size() != m[0].size()) return Error{ErrorCode::kInvalidArgument, fmt::format("only a square matrix has eigenvalues; this one is {}", shape(m))};
  if (m.size() > kMaxSide) return Error{ErrorCode::kUnsupported, fmt::format("the matrix may have at most {} rows here", kMaxSide)};
  return {};
}

// det(t I - m) at n + 1 numbers, which only one polynomial of degree n passes.
bool is_characteristic(const Coefficients& p, const Matrix& m) {
  for (std::size_t k = 0; k <= m.size(); ++k) {
    const Rational t(static_cast<long long>(k));
    Matrix shifted = m;
    for (std::size_t i = 0; i < m.size(); ++i)
      for (std::size_t j = 0; j < m.size(); ++j) shifted[i][j] = (i == j ? t : Rational(0)) - m[i][j];
    if (math::evaluate(p, t) != math::determinant(shifted)) return false;
  }
  return true;
}

Outcome<Spectrum> rational_spectrum(const Matrix& m) {
  const Coefficients p = math::characteristic_polynomial(m);
  if (!is_characteristic(p, m)) return Failure(FailureKind::kUnverified, "the characteristic polynomial could not be confirmed");
  RETORT_TRY(auto roots, polynomial_roots(p));
  Spectrum s{.verified_by = "zeros of the characteristic polynomial, which determinants confirm (FLINT)", .grade = roots.grade};
  for (auto& root : roots.all) s.all.push_back({std::move(root.value), root.approximate, root.multiplicity, std::move(root.factor), {}});
  return s;
}

bool is_triangular(const ExprMatrix& m) {
  bool upper = true, lower = true;
  for (std::size_t i = 0; i < m.size(); ++i)
    for (std::size_t j = 0; j < m.size(); ++j) {
      if (i > j && !is_zero(m[i][j])) upper = false;
      if (i < j && !is_zero(m[i][j])) lower = false;
    }
  return upper || lower;
}

// Entries that are no rational numbers: what stands on the diagonal of a triangular matrix, the quadratic formula for two rows.
Outcome<Spectrum> expression_spectrum(const ExprMatrix& m) {
  std::vector<Expr> values;
  if (is_triangular(m)) {
    for (std::size_t i = 0; i < m.size(); ++i) values.push_back(collected(m[i][i]));
  } else if (m.size() == 2) {
    const Expr trace = collected(m[0][0] + m[1][1]), difference = m[0][0] - m[1][1];
    const Expr inside = collected(math::pow(difference, Expr::integer(2)) + Expr::integer(4) * m[0][1] * m[1][0]);
    const Expr root = Expr::func("sqrt", {inside});
    if (is_zero(inside)) {
      values = {collected(trace / Expr::integer(2)), collected(trace / Expr::integer(2))};
    } else {
      values = {collected((trace - root) / Expr::integer(2)), collected((trace + root) / Expr::integer(2))};
    }
  } else {
    return Failure(FailureKind::kUnsupported, "with symbols or roots in it only a triangular or a 2x2 matrix can be treated: put numbers in");
  }
  Spectrum s{.verified_by = "det(A - v I) = 0 at each value v; sum and product are trace and determinant"};
  std::vector<Expr> diagonal;
  for (std::size_t i = 0; i < m.size(); ++i) diagonal.push_back(m[i][i]);
  RETORT_TRY(const auto det, determinant(m));
  RETORT_TRY(const auto sum, confirm_equal(math::sum_of(diagonal), math::sum_of(values)));
  RETORT_TRY(const auto product, confirm_equal(det, math::product_of(values)));
  s.grade = weaker(sum, product);
  for (const Expr& value : values) {
    ExprMatrix shifted = m;
    for (std::size_t i = 0; i < m.size(); ++i) shifted[i][i] = m[i][i] - value;
    RETORT_TRY(const auto at_value, determinant(shifted));
    RETORT_TRY(const auto grade, confirm_equal(at_value, Expr::integer(0)));
    s.grade = weaker(s.grade, grade);
    const auto same = std::find_if(s.all.begin(), s.all.end(), [&](const Eigen& e) { return confirm_equal(e.value, value).ok(); });
    if (same != s.all.end()) {
      ++same->multiplicity;
    } else {
      s.all.push_back({value, false, 1, {}, {}});
    }
  }
  return s;
}

Outcome<Spectrum> spectrum(const ExprMatrix& m) {
  RETORT_TRY_STATUS(check_shape(m));
  if (const auto rational = rational_entries(m)) return rational_spectrum(*rational);
  return expression_spectrum(m);
}

ToolResult eigen_answer(const Spectrum& s, std::string plain, std::string latex) {
  ToolResult r = answer(std::move(plain), std::move(latex), s.verified_by, s.grade);
  r.approximate = std::any_of(s.all.begin(), s.all.end(), [](const Eigen& e) { return e.approximate; });
  return r;
}

Outcome<ToolResult> compute_eigenvalues(Session&, const Arguments& args) {
  RETORT_TRY(const auto s, spectrum(args.rows("matrix")));
  std::vector<std::string> plain, latex;
  for (const Eigen& e : s.all) {
    plain.push_back(fmt::format("{}: {}", math::to_plain(e.value), e.multiplicity));
    for (int i = 0; i < e.multiplicity; ++i) latex.push_back(math::to_latex(e.value));
  }
  return eigen_answer(s, "{" + join(plain, ", ") + "}", join(latex, ", "));
}

// ---- eigenvectors ----

using FieldRows = Rows<NumberField>;

// A - t I over Q[t]/(factor), for all roots t of the factor at once; checked by multiplying.
Outcome<FieldRows> field_vectors(const Matrix& m, const Coefficients& factor) {
  const NumberField field(factor);
  FieldRows shifted(m.size());
  const auto t = math::divide({Rational(0), Rational(1)}, factor).second;
  for (std::size_t i = 0; i < m.size(); ++i)
    for (std::size_t j = 0; j < m.size(); ++j) {
      const auto entry = m[i][j].is_zero() ? Coefficients() : Coefficients{m[i][j]};
      shifted[i].push_back(i == j ? field.add(entry, field.negative(t)) : entry);
    }
  FieldRows reduced = shifted;
  RETORT_TRY(const auto pivots, reduce(field, reduced));
  auto basis = null_basis(field, reduced, pivots);
  for (const auto& v : basis)
    for (const auto& row : shifted) {
      Coefficients sum;
      for (std::size_t j = 0; j < v.size(); ++j) sum = field.add(sum, field.multiply(row[j], v[j]));
      if (!sum.empty()) return Failure(FailureKind::kUnverified, "an eigenvector could not be confirmed");
    }
  return basis;
}

// The polynomial in t at a root of the factor.
Expr at_root(const Coefficients& p, const Eigen& e) {
  if (p.size() < 2) return Expr::number(p.empty() ? Rational(0) : p[0]);
  QuadraticNumber root = quadratic_root(e.factor);
  if (!confirm_equal(root.written(), e.value).ok()) root.b = -root.b;
  return QuadraticNumber{p[0] + p[1] * root.a, p[1] * root.b, root.d}.written();
}

Outcome<Spectrum> with_rational_vectors(Spectrum s, const Matrix& m) {
  std::map<Coefficients, FieldRows> of_factor;
  for (Eigen& e : s.all) {
    if (math::degree(e.factor) > kMaxExactDegree)
      return Failure(FailureKind::kUnsupported, "an eigenvalue (" + math::to_plain(e.value) + ") has no simple exact form, so neither have its vectors; "
                                                "compute_eigenvalues gives the values");
    if (!of_factor.contains(e.factor)) {
      RETORT_TRY(auto vectors, field_vectors(m, e.factor));
      of_factor.emplace(e.factor, std::move(vectors));
    }
    for (const auto& v : of_factor.at(e.factor)) {
      auto& out = e.vectors.emplace_back();
      for (const auto& entry : v) out.push_back(at_root(entry, e));
    }
  }
  s.verified_by = "multiplied with the matrix, for all zeros of the characteristic polynomial (FLINT)";
  return s;
}

// Two rows: (b, v - a) or (v - d, c), whichever is not zero.
Outcome<Spectrum> with_expression_vectors(Spectrum s, const ExprMatrix& m) {
  if (m.size() != 2) return Failure(FailureKind::kUnsupported, "with symbols or roots in it only a 2x2 matrix can be treated: put numbers in");
  for (Eigen& e : s.all) {
    if (is_zero(m[0][1]) && is_zero(m[1][0])) {
      const bool first = confirm_equal(e.value, m[0][0]).ok(), second = confirm_equal(e.value, m[1][1]).ok();
      if (first) e.vectors.push_back({Expr::integer(1), Expr::integer(0)});
      if (second) e.vectors.push_back({Expr::integer(0), Expr::integer(1)});
    } else if (!is_zero(m[0][1])) {
      e.vectors.push_back({m[0][1], collected(e.value - m[0][0])});
    } else {
      e.vectors.push_back({collected(e.value - m[1][1]), m[1][0]});
    }
    for (const auto& v : e.vectors)
      for (std::size_t i = 0; i < 2; ++i) {
        RETORT_TRY(const auto grade, confirm_equal(m[i][0] * v[0] + m[i][1] * v[1], e.value * v[i]));
        s.grade = weaker(s.grade, grade);
      }
  }
  s.verified_by = "multiplied with the matrix";
  return s;
}

Outcome<ToolResult> compute_eigenvectors(Session&, const Arguments& args) {
  const ExprMatrix& m = args.rows("matrix");
  RETORT_TRY(auto s, spectrum(m));
  const auto rational = rational_entries(m);
  RETORT_TRY(s, rational ? with_rational_vectors(std::move(s), *rational) : with_expression_vectors(std::move(s), m));
  std::vector<std::string> plain, latex;
  for (const Eigen& e : s.all) {
    std::vector<std::string> columns;
    std::vector<Expr> shown{e.value};
    for (const auto& v : e.vectors) {
      columns.push_back(math::to_plain(column_expr(v)));
      shown.push_back(column_expr(v));
    }
    plain.push_back(fmt::format("({}, {}, [{}])", math::to_plain(e.value), e.multiplicity, join(columns, ", ")));
    latex.push_back(math::to_latex(Expr::make(Op::kTuple, std::move(shown))));
  }
  return eigen_answer(s, "[" + join(plain, ", ") + "]", join(latex, ", "));
}

}  // namespace

std::vector<ToolEntry> eigen_tools() {
  const std::vector<ArgSpec> matrix{{"matrix", ArgKind::kMatrix, "square, rows such as [[2, 1], [1, 2]]; an entry may be a number or text such as \"1/2\" or \"a\""}};
  const Json example = {{"matrix", {{2, 1}, {1, 2}}}};
  return {
      {"compute_eigenvalues", "Eigenvalues of a square matrix, real and complex, each with its multiplicity.", matrix, example, false,
       compute_eigenvalues},
      {"compute_eigenvectors", "List of (eigenvalue, multiplicity, [eigenvectors]) of a square matrix.", matrix, example, false, compute_eigenvectors},
  };
}

}  // namespace retort::cas
