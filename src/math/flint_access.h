// The FLINT value inside a Rational: for this module's own sources, the only ones that see FLINT's headers.
#pragma once

#include <flint/fmpq.h>
#include <flint/fmpz.h>

#include <utility>

#include "math/rational.h"

namespace retort::math {

struct RationalAccess {
  static fmpz* num(Rational& r) { return &r.num_; }
  static fmpz* den(Rational& r) { return &r.den_; }
  static const fmpz* num(const Rational& r) { return &r.num_; }
  static const fmpz* den(const Rational& r) { return &r.den_; }

  // Takes the value of an integer.
  static Rational from(const fmpz_t z) {
    Rational r;
    fmpz_set(&r.num_, z);
    return r;
  }
  static Rational from(const fmpq_t q) {
    Rational r;
    fmpz_set(&r.num_, fmpq_numref(q));
    fmpz_set(&r.den_, fmpq_denref(q));
    return r;
  }
  static void get(fmpq_t q, const Rational& r) {
    fmpz_set(fmpq_numref(q), &r.num_);
    fmpz_set(fmpq_denref(q), &r.den_);
  }
};

// An fmpz_t that clears itself.
class Integer {
 public:
  Integer() { fmpz_init(z_); }
  explicit Integer(const Rational& r) { fmpz_init_set(z_, RationalAccess::num(r)); }
  ~Integer() { fmpz_clear(z_); }
  Integer(const Integer&) = delete;
  Integer& operator=(const Integer&) = delete;
  fmpz* get() { return z_; }
  const fmpz* get() const { return z_; }
  Rational rational() const { return RationalAccess::from(z_); }

 private:
  fmpz_t z_;
};

}  // namespace retort::math
