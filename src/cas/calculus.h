// Integrals and sums: proposed by the worker, confirmed here.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cas/session.h"
#include "math/identity.h"

namespace retort::cas {

// An expression and how well it is confirmed.
using Confirmed = std::pair<math::Expr, math::Grade>;

// The shortest of `forms` that equals `reference`.
Outcome<Confirmed> shortest_confirmed(std::vector<math::Expr> forms, const math::Expr& reference);

// Is the form about as short as `e`, so that asking for shorter ones is not worth the time?
bool is_short_for(const math::Expr& form, const math::Expr& e);

// An antiderivative that needs no search, as a table has it, not yet confirmed: c sec(u), c csc(u), their cubes, c/(sin(u) + cos(u)), roots of x^2 + c, c exp(u) cos(v), c exp(u) sin(v) with u
// and v linear, and quotients of polynomials over a quadratic one without a double zero.
std::optional<math::Expr> known_antiderivative(const math::Expr& e, const std::string& variable);

// An antiderivative, confirmed by differentiating it. kNoSolutionFound when the worker finds none.
Outcome<Confirmed> antiderivative(Session& session, const math::Expr& e, const std::string& variable);

// The integral from lower to upper: an antiderivative's difference, compared with a numeric quadrature unless the
// integrand is a polynomial; ten digits (approximate) where no antiderivative is found. kDomain when a pole lies between the bounds or the integral diverges.
Outcome<ToolResult> definite_integral(Session& session, const math::Expr& e, const std::string& variable, const math::Expr& lower,
                                      const math::Expr& upper);

// The sum over variable = lower, lower + 1, ..., upper. Written out where both bounds are numbers, by induction where the
// upper one is a symbol, against partial sums where it is infinite.
Outcome<ToolResult> sum(Session& session, const math::Expr& e, const std::string& variable, const math::Expr& lower,
                        const math::Expr& upper);

// Do the values of `e` tend to `value` as the variable tends to the finite `point` from above (side 1) or below (-1)? Judged by balls at
// distances down to 1e-320: kNo where they stay away by more than a thousandth.
enum class Approach { kYes, kNo, kOpen };
Approach approaches(const math::Expr& e, const std::string& variable, const math::Expr& point, int side, const math::Expr& value);

// The product over variable = lower, lower + 1, ..., upper, between whole numbers and of rational factors: multiplied out upwards, and
// downwards with numerators and denominators apart. To a symbol: product_to_symbol.
Outcome<ToolResult> product(const math::Expr& e, const std::string& variable, const math::Expr& lower, const math::Expr& upper);

// The same to a symbol, of a quotient of polynomials with rational zeros: equal factors cancel (telescoping) or join to factorials.
// Confirmed by the first factor, the quotient of two products that follow each other, and the first values multiplied out.
Outcome<ToolResult> product_to_symbol(const math::Expr& e, const std::string& variable, const math::Expr& lower, const math::Expr& upper);

}  // namespace retort::cas
