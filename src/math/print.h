// Writing expressions: LaTeX for narratives, plain text for tool arguments and results, Giac's syntax for the worker,
// MathML for the report. What is printed reads back as the same tree (print then parse is the identity; tested).
#pragma once

#include <string>

#include "math/expr.h"

namespace retort::math {

std::string to_latex(const Expr& e);   // 2x^2 - \frac{3}{4}, minimal brackets, \cdot between numbers
std::string to_plain(const Expr& e);   // 2*x**2 - 3/4, as SymPy prints it, so that its users feel at home
std::string to_mathml(const Expr& e);  // one <math> element

}  // namespace retort::math
