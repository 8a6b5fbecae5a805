// Equalities whose left side is named in words or signs that are no value: the rank of a matrix, the degree of a polynomial, sets joined
// and cut, an inverse matrix, a resultant, a limit from one side.
#pragma once

#include <optional>
#include <string_view>

namespace retort::check {

// Is `left` = `right` true? Nothing when it is none of these. Bounded: matrices of at most 6 rows, sets of at most 60 numbers.
std::optional<bool> named_fact(std::string_view left, std::string_view right);

// Do two matrices have the same row space? Nothing when one cannot be read.
std::optional<bool> row_equivalent(std::string_view left, std::string_view right);

// Is `right`, a polynomial + O(x^n), the beginning of the power series of `left` about 0? Judged by values near 0. Nothing without an O( ).
std::optional<bool> series_fact(std::string_view left, std::string_view right);

}  // namespace retort::check
