// Single operations on numbers as they are done on paper: one claim each, large operands broken into pieces.
#pragma once

#include <string>
#include <vector>

#include "explain/board.h"
#include "explain/numerals.h"

namespace retort::explain {

// An operation carried out: "23 \cdot 14 = 230 + 92 = 322".
struct Worked {
  std::string chain;     // starts with the operation, ends with the value
  Rational value;
  std::string rule, because;
};

class Arithmetic {
 public:
  Arithmetic(Board& board, Form form) : board_(board), form_(form) {}
  Form form() const { return form_; }

  // Each writes one claim (two where a product of decimals needs the product of integers first) and returns the value.
  // With `prefix`, the claim starts with it: "\frac{25}{100} \cdot 28 = 700 / 100 = 7".
  Rational add(const Rational& a, const Rational& b, const std::string& prefix = {});       // b < 0 is written as a - |b|
  Rational multiply(const Rational& a, const Rational& b, const std::string& prefix = {});
  Rational divide(const Rational& a, const Rational& b, const std::string& prefix = {});    // b != 0 (checked)
  // Integer exponents; the board fails with kUnsupported beyond what is done by hand.
  Rational power(const Rational& base, const Rational& exponent);
  // Left to right, one claim for each operation; one claim in all at brief detail.
  Rational sum(const std::vector<Rational>& terms);
  Rational product(const std::vector<Rational>& factors);

  // The same without writing: for claims that hold more than the operation.
  Worked added(const Rational& a, const Rational& b);
  Worked multiplied(const Rational& a, const Rational& b);
  Worked divided(const Rational& a, const Rational& b);

 private:
  Rational state(const Worked& worked, const std::string& prefix);
  std::string number(const Rational& v) const { return tex(v, form_); }
  std::string bracketed(const Rational& v) const { return tex_bracketed(v, form_); }
  std::string word(const Rational& v) const { return words(v, form_); }
  void state_fraction(const Rational& v);   // 7.5 = \frac{15}{2}, before it is used as a fraction
  Worked multiplied_integers(const Rational& a, const Rational& b);
  Worked multiplied_fractions(const Rational& a, const Rational& b);
  Worked divided_integers(const Rational& a, const Rational& b);
  Worked divided_exactly(const Rational& a, const Rational& b);
  Worked added_fractions(const Rational& a, const Rational& b);

  Board& board_;
  Form form_;
};

// Does a person break this product of positive integers into pieces?
bool product_needs_pieces(const Rational& a, const Rational& b, bool full);
// The values of the digits of a positive integer, largest first: 345 -> 300, 40, 5.
std::vector<Rational> digit_values(const Rational& n);
// "a + b + c"
std::string tex_sum(const std::vector<Rational>& terms, Form form = Form::kFractions);
// Added two at a time in one chain: "8 + 9 + 5 = 17 + 5 = 22".
std::string running_sum(std::vector<Rational> terms);
// Long ones several at a time: "1 + 1 + 2 + 3 + 4 + 3 = 2 + 5 + 7 = 14".
std::string grouped_sum(std::vector<Rational> terms);
// "a \cdot b \cdot c", 1 for no factor.
std::string tex_product(const std::vector<Rational>& factors);
// Multiplied two at a time in one chain: "990 \cdot 7 \cdot 5 = 6930 \cdot 5 = 34650".
std::string running_product(std::vector<Rational> factors);

}  // namespace retort::explain
