#include "math/matrix.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace retort::math {
namespace {

Matrix sample(Random& random, std::size_t rows, std::size_t columns) {
  Matrix m(rows);
  for (auto& row : m)
    for (std::size_t j = 0; j < columns; ++j) row.push_back(Rational(random.between(-5, 5), random.between(1, 3)));
  return m;
}

Matrix identity(std::size_t n) {
  Matrix m(n, std::vector<Rational>(n));
  for (std::size_t i = 0; i < n; ++i) m[i][i] = 1;
  return m;
}

TEST(Matrix, KnownValues) {
  const Matrix a{{1, 2}, {3, 4}};
  EXPECT_EQ(determinant(a), Rational(-2));
  EXPECT_EQ(*inverse(a), (Matrix{{-2, 1}, {Rational(3, 2), Rational(-1, 2)}}));
  EXPECT_FALSE(inverse({{1, 2}, {2, 4}}));
  EXPECT_EQ(rank({{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}), 2);
  EXPECT_EQ(reduced_rows({{1, 2, 3}, {4, 5, 6}}), (Matrix{{1, 0, -1}, {0, 1, 2}}));
  EXPECT_EQ(characteristic_polynomial(a), (Coefficients{-2, -5, 1}));
  EXPECT_EQ(multiply(Matrix{{1, 2}}, Matrix{{3}, {4}}), (Matrix{{11}}));
}

TEST(Matrix, LawsHoldOnRandomMatrices) {
  Random random(3, "matrices");
  for (int round = 0; round < 60; ++round) {
    const auto n = static_cast<std::size_t>(random.between(1, 5));
    const Matrix a = sample(random, n, n), b = sample(random, n, n);
    EXPECT_EQ(determinant(multiply(a, b)), determinant(a) * determinant(b));
    EXPECT_EQ(rank(a) == static_cast<int>(n), !determinant(a).is_zero());
    if (const auto inverted = inverse(a)) {
      EXPECT_EQ(multiply(a, *inverted), identity(n));
    } else {
      EXPECT_TRUE(determinant(a).is_zero());
    }
    // det(k I - a) at a number is the characteristic polynomial there.
    Matrix shifted = a;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) shifted[i][j] = (i == j ? Rational(7) : Rational(0)) - a[i][j];
    EXPECT_EQ(evaluate(characteristic_polynomial(a), 7), determinant(shifted));
  }
}

}  // namespace
}  // namespace retort::math
