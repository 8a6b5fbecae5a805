// How an expression is written: does it have brackets, is it a polynomial term by term?
#pragma once

#include <string>

#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

// A sum inside a product, quotient, power or difference.
bool has_bracket(const math::Expr& e);
// `side`, whose value is the polynomial p: one term for each power, each a number times a power of the variable.
bool is_tidy(const math::Expr& side, const Coefficients& p, const std::string& variable);
// The factor as it stands in a product or behind a derivative: in brackets unless it is one plain term.
std::string tex_grouped(const math::Expr& e);

}  // namespace retort::explain
