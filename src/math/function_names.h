// Families of function names that reading, writing and evaluation share.
#pragma once

#include <string_view>

namespace retort::math {

bool is_trigonometric(std::string_view name);             // sin cos tan cot sec csc
bool is_elementary(std::string_view name);                // those, their inverses, hyperbolic ones, ln log exp
std::string_view canonical_function(std::string_view name);   // "arcsin" -> "asin"; empty for a name of no function

bool is_plain_function(std::string_view name);            // a name that plain text calls: sqrt, Abs, Sum, ...

}  // namespace retort::math
