#include "math/matrix.h"

#include <flint/fmpq_mat.h>
#include <flint/fmpq_poly.h>

#include "math/flint_access.h"

namespace retort::math {
namespace {

// An fmpq_mat_t that clears itself.
class FlintMatrix {
 public:
  FlintMatrix(std::size_t rows, std::size_t columns) { fmpq_mat_init(m_, static_cast<slong>(rows), static_cast<slong>(columns)); }
  explicit FlintMatrix(const Matrix& a) : FlintMatrix(checked(a).size(), a[0].size()) {
    for (std::size_t i = 0; i < a.size(); ++i)
      for (std::size_t j = 0; j < a[i].size(); ++j) RationalAccess::get(entry(i, j), a[i][j]);
  }
  ~FlintMatrix() { fmpq_mat_clear(m_); }
  FlintMatrix(const FlintMatrix&) = delete;
  FlintMatrix& operator=(const FlintMatrix&) = delete;
  fmpq_mat_struct* get() { return m_; }

  Matrix matrix() {
    Matrix out(static_cast<std::size_t>(fmpq_mat_nrows(m_)));
    for (std::size_t i = 0; i < out.size(); ++i)
      for (slong j = 0; j < fmpq_mat_ncols(m_); ++j) out[i].push_back(RationalAccess::from(entry(i, static_cast<std::size_t>(j))));
    return out;
  }

 private:
  static const Matrix& checked(const Matrix& a) {
    RETORT_CHECK(!a.empty() && !a[0].empty(), "a matrix has at least one entry");
    for (const auto& row : a) RETORT_CHECK(row.size() == a[0].size(), "the rows of a matrix have equal length");
    return a;
  }
  fmpq* entry(std::size_t i, std::size_t j) { return fmpq_mat_entry(m_, static_cast<slong>(i), static_cast<slong>(j)); }

  fmpq_mat_t m_;
};

void check_square(const Matrix& a) { RETORT_CHECK(!a.empty() && a.size() == a[0].size(), "a square matrix"); }

}  // namespace

Matrix multiply(const Matrix& a, const Matrix& b) {
  FlintMatrix x(a), y(b), out(a.size(), b[0].size());
  RETORT_CHECK(a[0].size() == b.size(), "the shapes of the factors fit");
  fmpq_mat_mul(out.get(), x.get(), y.get());
  return out.matrix();
}

Rational determinant(const Matrix& a) {
  FlintMatrix x(a);
  check_square(a);
  fmpq_t d;
  fmpq_init(d);
  fmpq_mat_det(d, x.get());
  Rational out = RationalAccess::from(d);
  fmpq_clear(d);
  return out;
}

std::optional<Matrix> inverse(const Matrix& a) {
  FlintMatrix x(a), out(a.size(), a.size());
  check_square(a);
  if (fmpq_mat_inv(out.get(), x.get()) == 0) return std::nullopt;
  return out.matrix();
}

int rank(const Matrix& a) {
  FlintMatrix x(a), reduced(a.size(), a[0].size());
  return static_cast<int>(fmpq_mat_rref(reduced.get(), x.get()));
}

Matrix reduced_rows(const Matrix& a) {
  FlintMatrix x(a), reduced(a.size(), a[0].size());
  fmpq_mat_rref(reduced.get(), x.get());
  return reduced.matrix();
}

Coefficients characteristic_polynomial(const Matrix& a) {
  FlintMatrix x(a);
  check_square(a);
  fmpq_poly_t p;
  fmpq_poly_init(p);
  fmpq_mat_charpoly(p, x.get());
  Coefficients out;
  fmpq_t c;
  fmpq_init(c);
  for (slong i = 0; i < fmpq_poly_length(p); ++i) {
    fmpq_poly_get_coeff_fmpq(c, p, i);
    out.push_back(RationalAccess::from(c));
  }
  fmpq_clear(c);
  fmpq_poly_clear(p);
  return out;
}

}  // namespace retort::math
