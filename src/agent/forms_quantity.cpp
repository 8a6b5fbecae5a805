// Questions for a number that a phrase names.
#include <algorithm>
#include <array>

#include "agent/forms.h"

namespace retort::agent {

namespace {

using math::Expr;

std::optional<Goal> quantity(const Captures& c) {
  const Expr& e = c.expr("q");
  if (!e.symbols().empty()) return {};
  // A number by itself is no question.
  if (e.is_number() && c.at("q").before.empty()) return {};
  // A remainder of a power, a common divisor: these have goals of their own.
  if (c.at("q").before.empty())
    if (auto special = goal_of_expression(e)) return special;
  return Evaluate{e, {}, {}, c.at("q").before};
}

}  // namespace

std::vector<Form> quantity_forms() {
  return {
      {"quantity", "<find> <value> {num:q}", quantity},
      {"quantity", "<find> {num:q} [in simplest form|as a (fraction|decimal|common fraction|simplified fraction)]", quantity},
      {"quantity", "{num:q}", [](const Captures& c) -> std::optional<Goal> {
         // "How many ..." asks by itself.
         static constexpr std::array<std::string_view, 16> kAsking = {"Subtract", "Add", "Multiply", "Divide", "subtract", "add", "multiply", "divide", "How many", "What", "Which", "For how many", "how many", "what", "which", "for how many"};
         if (std::none_of(kAsking.begin(), kAsking.end(), [&](std::string_view start) { return c.text("q").rfind(start, 0) == 0; })) return {};
         return quantity(c);
       }},
      {"quantity", "{num:q} is what", quantity},
      {"quantity", "what (integer|number) (is|equals) {num:q}", quantity},
  };
}

}  // namespace retort::agent
