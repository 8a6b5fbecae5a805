// What is measured of plane and solid figures, each measure a symbol of its own, and the formulas between them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "math/expr.h"

namespace retort::agent {

struct Measure { std::string figure, attribute; };

std::optional<Measure> as_measure(const std::string& symbol);

// What is measured of a figure with one measure of its own: so many times a power of that.
struct Power {
  std::string_view figure, attribute, from;
  math::Expr factor;
  int exponent = 1;
  std::string_view times;   // the factor in words
};

const Power* power_of(std::string_view figure, std::string_view attribute);   // null: none
math::Expr scaled(const Power& p, const math::Expr& base);
std::string in_words(const Power& p);

// What a measure of a figure is by those that it is made from.
std::optional<math::Expr> formula(const std::string& figure, const std::string& attribute);

std::string name_of(std::string_view attribute);

// Measures that a figure is made from; the formulas give the others.
const std::map<std::string, std::set<std::string>>& made_from();

}  // namespace retort::agent
