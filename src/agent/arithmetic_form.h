// Expressions of a worked solution: tokens as plain notation for the engine and as LaTeX for the reader.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/solution_tokens.h"
#include "math/rational.h"

namespace retort::agent {

// Numbers, unknowns, operators and brackets of one expression, products written out: `2x` holds a `*`.
struct Expression {
  std::vector<SolutionToken> parts;

  bool has_operator() const;
  bool has_unknown() const;
  bool is_number() const { return parts.size() == 1 && parts[0].is(SolutionToken::Kind::kNumber); }
};

// The expression that these tokens form when unit words between them are dropped.
Expression expression_of(std::span<const SolutionToken> tokens);
// A mark's left side. `20*.01*50` becomes 20/100*50.
Expression expression_of_mark(std::string_view left);
// Every % sign dropped: 8/20*100% is 40, the number of per cent.
Expression without_percent(Expression e);
// A fraction written without spaces counts as one number behind a division: 14 / 1/4 is 14 / (1/4).
Expression with_tight_fractions(const Expression& e);
// e * 100.
Expression times_hundred(Expression e);

std::string to_plain(const Expression& e);    // "12/60*5"
std::string to_latex(const Expression& e);    // "12 / 60 \cdot 5", "\frac{3}{8} \cdot 200"
// The exact value; nothing with unknowns, when it cannot be read, or at a division by zero.
std::optional<math::Rational> value_of(const Expression& e);

// A number as a reader expects it: integers as they are, decimals where they end within six places ("0.2"; two places
// for money: "2.50"), else a fraction. `fraction` asks for a fraction wherever it is no integer.
std::string number_to_latex(const math::Rational& value, bool money = false, bool fraction = false);

}  // namespace retort::agent
