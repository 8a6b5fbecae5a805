// Derivatives and antiderivatives: judging claims that hold them, and working them out by the rules of the textbook.
#pragma once

#include <optional>
#include <string>

#include "explain/board.h"
#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

// Every equality of the claim holds, where \frac{d}{dx}(..) is the derivative, and \int f \, dx = F means F' = f. The engine
// is math/derivative.h with math/identity.h, which share nothing with the rules at the board.
Judgement judge_calculus(const std::string& claim, const std::string& variable);
// "\int_a^b f \, dx = ... = value" where F is an antiderivative of f: F' = f and F(b) - F(a) is the value.
Judgement judge_definite(const std::string& claim, const std::string& variable, const math::Expr& antiderivative);

std::string tex_derivative_of(const math::Expr& e, const std::string& variable);        // \frac{d}{dx}(2x^3 - 5x)
std::string tex_integral_of(const math::Expr& e, const std::string& variable);          // \int (3x^2 + 4x) \, dx

// Writes the derivative of `e` rule by rule and returns it; the last claim is \frac{d}{dx}(e) = it. The board fails with
// kUnsupported where no rule fits.
math::Expr write_derivative(Board& board, const math::Expr& e, const std::string& variable);
// Writes an antiderivative of `e`: by the power rule for polynomials, by the table for sums of basic functions, and, where
// `known` is given, by differentiating that. The last claim is \int e \, dx = it + C.
math::Expr write_antiderivative(Board& board, const math::Expr& e, const std::string& variable, const std::optional<math::Expr>& known);

// By the table alone, and by substitution, parts and partial fractions: an antiderivative, its last claim as above. Nothing, and
// nothing written, where they do not lead to one.
std::optional<math::Expr> write_table_antiderivative(Board& board, const math::Expr& e, const std::string& variable);
std::optional<math::Expr> write_integral_by_methods(Board& board, const math::Expr& e, const std::string& variable);

}  // namespace retort::explain
