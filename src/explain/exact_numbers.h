// Values that are no fractions: square roots, complex numbers, logarithms and angles, worked out from the inside to the outside.
#pragma once

#include <optional>
#include <string>

#include "explain/evaluate.h"
#include "explain/radical.h"

namespace retort::explain {

class ExactNumbers {
 public:
  explicit ExactNumbers(Board& board) : board_(board) {}

  // Writes what a person does to `e`, which has no symbols, and returns its simplest form; parts without a rule stay as they are.
  math::Expr value(const math::Expr& e);

 private:
  math::Expr rebuilt(const math::Expr& e);          // its parts worked out
  math::Expr operation(const math::Expr& e);        // one operation on parts that are worked out
  math::Expr sum(const math::Expr& e);
  math::Expr product(const math::Expr& e);
  math::Expr quotient(const math::Expr& e);
  math::Expr power(const math::Expr& e);
  math::Expr root(const math::Expr& e);
  math::Expr magnitude(const math::Expr& e);
  std::optional<math::Expr> euler(const math::Expr& e);
  math::Expr logarithm(const math::Expr& e);
  math::Expr rounded(const math::Expr& e);
  std::optional<Radical> denested(const Radical& inside);
  // `e` = `middle` = value, unless it says nothing; returns the value.
  math::Expr state(const math::Expr& e, const std::string& middle, const math::Expr& value, std::string_view rule, std::string because);
  math::Expr state(const math::Expr& e, const Radical& value, std::string_view rule, std::string because) { return state(e, {}, value.expr(), rule, std::move(because)); }

  Board& board_;
};

// How many half turns an angle is: 150 degrees are 5/6, 3*pi/4 is 3/4.
std::optional<Rational> half_turns(const math::Expr& angle);
// The value of a trigonometric function, or of an inverse one, step by step; `e` itself where no rule fits.
math::Expr write_trigonometric_value(Board& board, const math::Expr& e);
// The number as it is written in a claim: its canonical form where it is built from roots.
std::string tex_number(const math::Expr& value);
// Writes `e` = its value, graded as quoted: a value that is known and not worked out.
void write_quoted(Board& board, const math::Expr& e, const math::Expr& value, std::string because);

}  // namespace retort::explain
