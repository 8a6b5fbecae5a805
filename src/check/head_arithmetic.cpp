#include "check/head_arithmetic.h"

#include <algorithm>

namespace retort::check {

using math::Rational;

bool adds_up(const std::vector<Rational>& known, const Rational& value) {
  for (std::size_t i = 0; i < known.size(); ++i) {
    for (std::size_t k = i + 1; k < known.size(); ++k) {
      if (known[i] + known[k] == value || (known[i] - known[k]).abs() == value) return true;
    }
  }
  return false;
}

bool makes(const std::vector<Rational>& known, const Rational& value) {
  for (std::size_t i = 0; i < known.size(); ++i) {
    for (std::size_t k = 0; k < known.size(); ++k) {
      const Rational &a = known[i], &b = known[k];
      if (i < k && (a + b == value || a * b == value)) return true;
      if (i != k && (a - b == value || (!b.is_zero() && a / b == value))) return true;
    }
  }
  return false;
}

bool rounds_one(const std::vector<Rational>& known, const Rational& value) {
  return std::any_of(known.begin(), known.end(), [&](const Rational& number) { return !number.is_integer() && (number - value).abs() < Rational(1); });
}

}  // namespace retort::check
