// Equalities whose left side is named in words or signs that are no value: the rank of a matrix, the degree of a polynomial, sets joined
// and cut, an inverse matrix, a resultant.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace retort::check {

// Is `left` = `right` true? Nothing when it is none of these. Bounded: matrices of at most 6 rows, sets of at most 60 numbers.
std::optional<bool> named_fact(std::string_view left, std::string_view right);

// The part of `left` that a named fact is about and that must have been written before: the matrix of a rank, the polynomial of a degree, the sets
// that are joined or cut. Empty where there is none.
std::string_view subject_of_fact(std::string_view left);

// Do two matrices have the same row space? Nothing when one cannot be read.
std::optional<bool> row_equivalent(std::string_view left, std::string_view right);

// A matrix and what row operations make of it, M \sim N with both as pmatrix: byte ranges of the two, and whether they have the same row space.
struct RowStep {
  std::size_t left_at = 0, left_length = 0, right_at = 0, right_length = 0;
  std::optional<bool> holds;   // nothing when one cannot be read
};
std::vector<RowStep> row_steps(std::string_view text);

// Is `right`, a polynomial + O(x^n), the beginning of the power series of `left` about 0, or with O((x - c)^n)
// about c? Judged by values near there. Nothing without an O( ).
std::optional<bool> series_fact(std::string_view left, std::string_view right);

}  // namespace retort::check
