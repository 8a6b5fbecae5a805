// Starter problems of linear algebra with small whole entries.
#include <algorithm>
#include <numeric>

#include "data/starter_family.h"

namespace retort::data {

namespace {

using Rows = std::vector<std::vector<long long>>;

Rows draw_matrix(Random& random, std::size_t rows, std::size_t columns, long long low, long long high) {
  Rows m(rows, std::vector<long long>(columns));
  for (auto& row : m)
    for (long long& entry : row) entry = random.between(low, high);
  return m;
}

std::vector<long long> entries(int variant, const Rows& m) {
  std::vector<long long> key = {variant};
  for (const auto& row : m) key.insert(key.end(), row.begin(), row.end());
  return key;
}

long long determinant(const Rows& m) {
  if (m.size() == 1) return m[0][0];
  long long sum = 0;
  for (std::size_t j = 0; j < m.size(); ++j) {
    Rows minor;
    for (std::size_t i = 1; i < m.size(); ++i) {
      minor.push_back(m[i]);
      minor.back().erase(minor.back().begin() + static_cast<std::ptrdiff_t>(j));
    }
    sum += (j % 2 ? -1 : 1) * m[0][j] * determinant(minor);
  }
  return sum;
}

Instance determinants(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  std::size_t size = easy ? 2 : static_cast<std::size_t>(random.between(2, 3));
  Rows m = draw_matrix(random, size, size, easy ? 0 : -6, easy ? 9 : 9);
  return {entries(0, m), {{"m", matrix_text(m)}}, text(determinant(m))};
}

// 2 by 2 with determinant 1, -1 or, hard, a small number.
Instance matrix_inverse(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  Rows m;
  long long d;
  do {
    m = draw_matrix(random, 2, 2, easy ? 1 : -6, easy ? 7 : 9);
    d = determinant(m);
  } while (d == 0 || (easy && d != 1 && d != -1) || d > 6 || d < -6);
  auto entry = [&](long long n) { return fraction_text(n, d); };
  return {entries(0, m), {{"m", matrix_text(m)}},
          "\\begin{pmatrix} " + entry(m[1][1]) + " & " + entry(-m[0][1]) + " \\\\ " + entry(-m[1][0]) + " & " + entry(m[0][0]) + " \\end{pmatrix}"};
}

// 2 by 2 with different whole eigenvalues l < r. 0: both; 1: triangular, (t, 1) is an eigenvector for r.
Instance eigenvalues(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long l, r, t = nonzero(random, easy ? 2 : 4), u = nonzero(random, easy ? 1 : 2);
  do {
    l = random.between(easy ? 1 : -5, easy ? 5 : 7);
    r = random.between(easy ? 1 : -5, easy ? 7 : 9);
  } while (l >= r || (variant == 1 && (l == 0 || r == 0)));
  if (variant == 1) {
    Rows m = {{l, (r - l) * t}, {0, r}};
    return {entries(1, m), {{"m", matrix_text(m)}, {"value", text(r)}}, matrix_text({{t}, {1}})};
  }
  // Eigenvectors (1 + tu, u) for l and (t, 1) for r, of determinant 1, so the entries are whole.
  long long a = 1 + t * u;
  Rows m = {{l * a - r * t * u, -l * a * t + r * t * a}, {l * u - r * u, -l * t * u + r * a}};
  return {entries(0, m), {{"m", matrix_text(m)}}, text(l) + ", " + text(r)};
}

// Rank by construction. Easy: two rows of three, one a multiple of the other or not; hard: three rows, combinations of independent ones.
Instance matrix_rank(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  const std::size_t rows = easy ? 2 : 3;
  long long rank = random.between(1, static_cast<long long>(rows));
  auto independent = [](const std::vector<long long>& a, const std::vector<long long>& b) {
    return a[0] * b[1] != a[1] * b[0] || a[0] * b[2] != a[2] * b[0] || a[1] * b[2] != a[2] * b[1];
  };
  Rows m;
  do {
    m = draw_matrix(random, rows, 3, easy ? 0 : -3, 5);
    const long long p = random.between(1, 2), q = random.between(2, 3);
    for (std::size_t j = 0; j < 3; ++j) {
      if (rank == 1) m[1][j] = q * m[0][j];
      if (rank < 3 && rows == 3) m[2][j] = p * m[0][j] + (rank == 2 ? m[1][j] : 0);
    }
  } while (m[0] == std::vector<long long>(3, 0) || (rank > 1 && !independent(m[0], m[1])) || (rank == 3 && determinant(m) == 0));
  return {entries(0, m), {{"m", matrix_text(m)}}, text(rank)};
}

// The vector with last entry 1 that a matrix sends to zero.
Instance null_vector(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  if (variant == 0) {
    long long s = nonzero(random, easy ? 9 : 12), a = nonzero(random, easy ? 5 : 9), b = random.between(2, easy ? 4 : 6);
    Rows m = {{a, -a * s}, {a * b, -a * b * s}};
    return {entries(0, m), {{"m", matrix_text(m)}}, matrix_text({{s}, {1}})};
  }
  // Rows orthogonal to (s, t, 1).
  long long s = nonzero(random, easy ? 3 : 6), t = nonzero(random, easy ? 3 : 6), b = nonzero(random, easy ? 3 : 5), c = nonzero(random, easy ? 3 : 5);
  Rows m = {{1, b, -s - b * t}, {c, b * c + 1, -s * c - (b * c + 1) * t}};
  return {entries(1, m), {{"m", matrix_text(m)}}, matrix_text({{s}, {t}, {1}})};
}

Instance matrix_product(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  std::size_t columns = easy ? 2 : static_cast<std::size_t>(random.between(2, 3));
  Rows a = draw_matrix(random, 2, 2, easy ? 0 : -5, easy ? 5 : 7), b = draw_matrix(random, 2, columns, easy ? 0 : -5, easy ? 5 : 7), c(2, std::vector<long long>(columns));
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t j = 0; j < columns; ++j) c[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j];
  auto key = entries(0, a);
  for (const auto& row : b) key.insert(key.end(), row.begin(), row.end());
  return {key, {{"a", matrix_text(a)}, {"b", matrix_text(b)}}, matrix_text(c)};
}

Instance dot_product(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  std::size_t size = static_cast<std::size_t>(random.between(2, 3));
  Rows m = draw_matrix(random, 2, size, easy ? 0 : -9, 9);
  long long sum = 0;
  for (std::size_t j = 0; j < size; ++j) sum += m[0][j] * m[1][j];
  return {entries(0, m), {{"u", "(" + list_text(m[0]) + ")"}, {"v", "(" + list_text(m[1]) + ")"}}, text(sum)};
}

}  // namespace

std::vector<Family> matrix_families() {
  return {
      {"determinant", "linear algebra", determinants,
       {{0, "Find the determinant of $<m>$."},
        {0, "What is the determinant of the matrix $<m>$?"},
        {0, "Compute the determinant of the matrix $A = <m>$."},
        {0, "Let $A = <m>$. What is the determinant of $A$?"}},
       {{0, "Evaluate the determinant of the square matrix $<m>$."}, {0, "The matrix $A = <m>$ is given. Determine its determinant."}}},
      {"matrix_inverse", "linear algebra", matrix_inverse,
       {{0, "Find the inverse of the matrix $<m>$."},
        {0, "What is the inverse of $<m>$?"},
        {0, "Let $A = <m>$. Find $A^{-1}$."},
        {0, "Compute the inverse of the matrix $A = <m>$."}},
       {{0, "Which matrix times $<m>$ gives the identity matrix?"}, {0, "The matrix $A = <m>$ is given. Determine its inverse."}}},
      {"eigenvalues", "linear algebra", eigenvalues,
       {{0, "Find the eigenvalues of the matrix $<m>$."},
        {0, "What are the eigenvalues of $<m>$?"},
        {1, "Find the eigenvector with last entry $1$ of the matrix $<m>$ for the eigenvalue $<value>$."},
        {1, "The matrix $<m>$ has the eigenvalue $<value>$. Which eigenvector for it has last entry $1$?"}},
       {{0, "Let $A = <m>$. Determine all eigenvalues of $A$."},
        {1, "Which vector with last entry $1$ does the matrix $<m>$ stretch by the factor $<value>$?"}}},
      {"matrix_rank", "linear algebra", matrix_rank,
       {{0, "Find the rank of the matrix $<m>$."},
        {0, "What is the rank of $<m>$?"},
        {0, "Let $A = <m>$. What is the rank of $A$?"},
        {0, "How many linearly independent rows does the matrix $<m>$ have?"}},
       {{0, "Determine the rank of the matrix $A = <m>$."}, {0, "What is the dimension of the space that the columns of $<m>$ span?"}}},
      {"null_vector", "linear algebra", null_vector,
       {{0, "Which vector with last entry $1$ does the matrix $<m>$ send to zero?"},
        {1, "Which vector with last entry $1$ does the matrix $<m>$ send to zero?"},
        {0, "Find the vector with last entry $1$ in the null space of $<m>$."},
        {1, "Find the vector with last entry $1$ in the null space of $<m>$."}},
       {{0, "Let $A = <m>$. Find the vector $v$ with last entry $1$ and $Av = 0$."},
        {1, "The kernel of $<m>$ is a line. Which of its vectors has last entry $1$?"}}},
      {"matrix_product", "linear algebra", matrix_product,
       {{0, "Compute the product of the matrices $<a>$ and $<b>$."},
        {0, "Let $A = <a>$ and $B = <b>$. Find $AB$."},
        {0, "Multiply the matrix $<a>$ by the matrix $<b>$."},
        {0, "What is the product of $<a>$ and $<b>$ in this order?"}},
       {{0, "Find the matrix product of $<a>$ and $<b>$."}, {0, "Let $A = <a>$ and $B = <b>$. Which matrix is $AB$?"}}},
      {"dot_product", "linear algebra", dot_product,
       {{0, "Find the dot product of $<u>$ and $<v>$."},
        {0, "What is the inner product of the vectors $<u>$ and $<v>$?"},
        {0, "Compute the dot product of the vectors $<u>$ and $<v>$."},
        {0, "What is the scalar product of $<u>$ and $<v>$?"}},
       {{0, "Evaluate the inner product of the vectors $<u>$ and $<v>$."}, {0, "Determine the scalar product of the vectors $<u>$ and $<v>$."}}},
  };
}

}  // namespace retort::data
