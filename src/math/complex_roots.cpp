#include "math/complex_roots.h"

#include <flint/fmpq_poly.h>

#include <acb.h>
#include <arb_fmpz_poly.h>

#include <algorithm>

#include "math/flint_access.h"
#include "math/number_theory.h"

namespace retort::math {
namespace {

constexpr int kDigits = 15;
constexpr long kPrecision = 80;   // bits: the digits and room to round them

class Integers {
 public:
  explicit Integers(const Coefficients& p) {
    Rational common = 1;
    for (const Rational& c : p) common = lcm(common, c.den());
    fmpz_poly_init(p_);
    for (std::size_t i = 0; i < p.size(); ++i) {
      const Rational whole = p[i] * common;
      fmpz_poly_set_coeff_fmpz(p_, static_cast<slong>(i), RationalAccess::num(whole));
    }
  }
  ~Integers() { fmpz_poly_clear(p_); }
  Integers(const Integers&) = delete;
  Integers& operator=(const Integers&) = delete;
  const fmpz_poly_struct* get() const { return p_; }

 private:
  fmpz_poly_t p_;
};

Rational rounded(const arb_struct* value) {
  char* text = arb_get_str(value, kDigits, ARB_STR_NO_RADIUS);
  auto parsed = Rational::parse(text);
  flint_free(text);
  RETORT_CHECK(parsed.ok(), "a printed ball reads back");
  return std::move(parsed).value();
}

}  // namespace

std::vector<ComplexRoot> complex_roots(const Coefficients& p) {
  RETORT_CHECK(degree(p) > 0, "a constant has no roots");
  const Integers integers(p);
  const slong n = degree(p);
  acb_ptr balls = _acb_vec_init(n);
  arb_fmpz_poly_complex_roots(balls, integers.get(), 0, kPrecision);
  std::vector<ComplexRoot> roots;
  for (slong i = 0; i < n; ++i)
    roots.push_back({rounded(acb_realref(balls + i)), rounded(acb_imagref(balls + i)), acb_is_real(balls + i) != 0});
  _acb_vec_clear(balls, n);
  std::stable_sort(roots.begin(), roots.end(), [](const ComplexRoot& a, const ComplexRoot& b) {
    if (a.is_real != b.is_real) return a.is_real;
    if (a.re != b.re) return a.re < b.re;
    return a.im.abs() != b.im.abs() ? a.im.abs() < b.im.abs() : a.im < b.im;
  });
  return roots;
}

}  // namespace retort::math
