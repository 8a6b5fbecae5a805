// Factoring quadratics by the two numbers, shared by equations, factoring, limits and inequalities.
#pragma once

#include <functional>
#include <string>

#include "explain/board.h"
#include "explain/numerals.h"

namespace retort::explain {

// a x^2 + b x + c with integers without a common factor and rational roots, taken apart as by hand.
struct FactoredQuadratic {
  Rational first, second;      // the two numbers: product a c, sum b
  std::string grouped;         // "3x(2x + 3) - 2(2x + 3)", empty for a = 1
  std::string split;           // "6x^2 + 9x - 4x - 6", empty for a = 1
  std::string factored;        // "(x - 2)(x - 3)", "(x - 3)^2"
};
std::optional<FactoredQuadratic> factor_quadratic(const Coefficients& p, const std::string& variable);

// Writes the search for the two numbers and the way to the factored form; `emit` receives each form of the polynomial.
using Emit = std::function<void(const std::string& form, std::string_view rule, std::string because)>;
void write_factoring(Board& board, const Coefficients& p, const std::string& variable, const FactoredQuadratic& f, const Emit& emit);

// Discriminant as a claim: "(-2)^2 - 4 \cdot 1 \cdot (-5) = 4 + 20 = 24"; returns its value.
Rational write_discriminant(Board& board, const Coefficients& p);

// A linear factor in integers: (2x - 3) for the root 3/2.
Coefficients linear_factor(const Rational& root);
// x itself stands without brackets.
std::string tex_factor(const Coefficients& p, const std::string& variable);

}  // namespace retort::explain
