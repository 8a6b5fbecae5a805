// What forms ask about the expressions in their slots.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "math/expr.h"

namespace retort::agent {

// One of < <= > >= or a chain of them that points one way.
bool is_inequality(const math::Expr& relation);

// A number as it stands in a sentence.
std::string number_text(const math::Expr& number);

// first, first + step, ..., [last], written with dots and joined by '+' or ','.
struct WrittenSequence {
  std::vector<math::Rational> terms;      // at least two, before the dots
  std::optional<math::Rational> last;     // behind them
};
std::optional<WrittenSequence> read_sequence(std::string_view latex, char separator);

}  // namespace retort::agent
