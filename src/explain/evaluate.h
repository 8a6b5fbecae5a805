// The value of an expression without symbols, operation by operation.
#pragma once

#include <optional>

#include "explain/arithmetic.h"
#include "math/expr.h"

namespace retort::explain {

// Works out expressions of numbers at the board. Operations outside of what is done by hand make the board fail with
// kUnsupported.
class Evaluation {
 public:
  explicit Evaluation(Board& board, Form form) : board_(board), arithmetic_(board, form) {}

  // Writes the operations of `e` in the order in which a person takes them and returns the value. A number alone needs none.
  Rational value(const math::Expr& e);
  Arithmetic& arithmetic() { return arithmetic_; }

 private:
  struct Factor {
    Rational value;
    bool divides = false;
  };
  struct Product {
    std::vector<Factor> factors;
    int sign = 1;
  };
  Rational sum(const math::Expr& e);
  Rational product(const math::Expr& e);
  Rational power(const math::Expr& e);
  Rational function(const math::Expr& e);
  Rational root(const math::Expr& of, long long index);
  void collect(const math::Expr& e, bool divides, Product& out);
  bool factorial_quotient(const math::Expr& e, Rational& out);
  std::optional<Rational> residue(const math::Expr& e, const Rational& m);
  Rational carry_out(const Product& product);
  std::string stated(const Product& product) const;
  Rational nothing(std::string what);

  Board& board_;
  Arithmetic arithmetic_;
};

// Decimals when the expression has some, or when each of its quotients ends soon as a decimal and none is meant as a fraction.
Form form_of(const math::Expr& e);

// A claim with the value of the whole expression, unless the last claim ends with it.
void close_with_value(Board& board, const math::Expr& e, const Rational& value, Form form);
// The value of a sum in one claim: "3 \cdot 5^2 - 4 \cdot 5 + 1 = 3 \cdot 25 - 20 + 1 = 75 - 20 + 1 = 55 + 1 = 56"; what is not
// done in the head has claims of its own before.
// `because`: in place of the usual words.
Rational write_value(Board& board, const math::Expr& e, Form form, std::string because = {});

}  // namespace retort::explain
