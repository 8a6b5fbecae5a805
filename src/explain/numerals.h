// How numbers are written at the board.
#pragma once

#include <string>
#include <vector>

#include "math/polynomial.h"
#include "math/rational.h"

namespace retort::explain {

using math::Coefficients;
using math::Rational;

// Whether a number that is no integer is written 0.75 (where its digits end soon) or \frac{3}{4}.
enum class Form { kFractions, kDecimals };

std::string tex(const Rational& value, Form form = Form::kFractions);
// As a factor or a later term: in brackets when it starts with a minus.
std::string tex_bracketed(const Rational& value, Form form = Form::kFractions);
// As the base of a power: in brackets unless it is a plain integer that is not negative.
std::string tex_base(const Rational& value, Form form = Form::kFractions);
// base^n, in braces when it needs them.
std::string tex_power(const std::string& base, long long exponent);
// Not reduced: \frac{18}{12}.
std::string tex_fraction(const Rational& num, const Rational& den);
// " + 5" or " - 5".
std::string tex_signed(const Rational& value, Form form = Form::kFractions);
// In a sentence: 5, 0.75, $-3$, $\frac{3}{4}$.
std::string words(const Rational& value, Form form = Form::kFractions);
// "2, 3 and 5"
std::string words_list(const std::vector<std::string>& items);

// A polynomial in descending powers.
std::string tex(const Coefficients& p, const std::string& variable);
std::string tex_bracketed(const Coefficients& p, const std::string& variable);   // brackets unless it is one plain term
std::string tex_variable(const std::string& variable);
std::string tex_monomial(const Rational& coefficient, const std::string& variable, int power);

// Digits of a positive integer without the zeros at its end: 1200 -> 2.
int significant_digits(const Rational& integer);
// value = integer / 10^places, smallest places; nothing when its decimal expansion does not end within 9 places.
struct Scaled { Rational integer; int places = 0; };
std::optional<Scaled> scaled(const Rational& value);
Rational power_of_ten(int exponent);
bool ends(const Rational& value, int max_places);   // its decimal expansion does

// Elements of a tool's list "[2, -1/2]" or tuple "(3, 5)" as written.
std::vector<std::string> list_elements(std::string_view text);

}  // namespace retort::explain
