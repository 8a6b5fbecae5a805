// Limits, integrals and sums without end by their values: what a claim about them is held against. Nothing here knows how they are found by hand.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "math/expr.h"

namespace retort::check {

// Does `e` hold a limit, an integral between bounds, or a sum without end?
bool holds_calculus(const math::Expr& e);

// Do both sides, of which one holds such a form, have one value (to nine digits)? With free letters: at several numbers put in; then false only where
// both sides are in the same letters, since a = b may else be an equation to solve. \infty is a value of its own. Nothing where a value is not found
// to enough digits, or there is none.
std::optional<bool> calculus_agrees(const math::Expr& left, const math::Expr& right);

// Does `e` hold an integral without bounds? Its letter; empty where it holds none.
std::string antiderivative_letter(const math::Expr& e);

// The derivative by `variable` of sums, multiples and differences of integrals without bounds and of other terms. `meaning` says what another
// letter, over which is integrated, stands for (u = x^2 + 1); nothing where a part has no rule.
using Meaning = std::function<std::optional<math::Expr>(const std::string&)>;
std::optional<math::Expr> slope_of(const math::Expr& e, const std::string& variable, const Meaning& meaning);

// Does the chain of orders (signs "<", "<=", ">", ">=") hold wherever it was looked at, at twenty places at least? One unknown runs from -10^6 to
// 10^6, up to four through a fixed choice of small numbers; `positive`: through those above 0 alone. Not asked of a lone letter's bounds.
bool holds_everywhere(const std::vector<math::Expr>& sides, const std::vector<std::string>& signs, bool positive);

}  // namespace retort::check
