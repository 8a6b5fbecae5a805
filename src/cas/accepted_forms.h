// Arguments as people and models write them, brought to the forms that the tools document.
#pragma once

#include "cas/tool.h"

namespace retort::cas {

// The same call with
//   a list given as text, "12, 18" or "[x, y]", as a list;
//   $...$ around a formula left out, "=<" and "=>" as "<=" and ">=";
//   names of several letters as products where the letters say so: xy beside x and y, 7xy, ax in an equation for x;
//   x**0 as 1;
//   a product written with a space before a function, x sin(x) or x ln x, with its sign;
//   braces beside functions without a backslash, sqrt(x)+x^{2}, as brackets, and sin beside commands, \frac{sin(x)}{x}, as \sin;
//   directions in words, "left" or "from above", as "-" or "+"; names of set operations, "A ∪ B" or "minus", by their own;
//   sets as lists, "{}", "∅" or "{1/2, sqrt(4)}" as FiniteSet(...) and EmptySet; digits as a list as text; a vector in angle brackets in round ones.
//   Piecewise(...) of a function whose continuity at a point is asked for as its pieces there and beside it.
// What is in none of these forms stays as it is, wrong or right. Any thread; linear in the size of the arguments.
ToolCall in_documented_form(const ToolCall& call);

}  // namespace retort::cas
