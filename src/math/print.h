// Writing expressions: LaTeX for narratives, plain text for tool arguments and results,
// MathML for the report. What is printed reads back as the same tree (print then parse is the identity; tested): as
// `as_read(e)`, to be exact, and with the same ParseLimits::functions where letters besides f, g and h are applied.
#pragma once

#include <string>

#include "math/expr.h"

namespace retort::math {

std::string to_latex(const Expr& e);   // 2x^2 - \frac{3}{4}, minimal brackets, \cdot between numbers
// 2*x**2 - 3/4, as SymPy prints it, so that its users feel at home. Symbols that bear the name of a constant or function get
// an underscore (a point E is E_), words stand in double quotes, and \log without a base prints as log(x, 10).
std::string to_plain(const Expr& e);
std::string to_mathml(const Expr& e);  // one <math> element

// A number as LaTeX: -\frac{3}{4}, 1{,}234 where the text had separators, else 12345.
std::string latex_number(const Rational& value);

// The tree that the text of `e` gives when it is read: a negative number is a kNeg, a fraction a kDiv, an open interval with
// finite ends a pair, a pair with an infinite end an open interval.
Expr as_read(const Expr& e);

}  // namespace retort::math
