// Second readings of an answer, which count only beside what the other side is: `1,22` as 1.22, `29 and 3/8` as a mixed number, `C(7,2)` as a
// number of choices, 3:45 as a ratio; and words that mean the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grade/answer.h"

namespace retort::grade {

// One wording of those that mean the same: "no solutions" and "none" are "no solution"; articles at the begin are left out.
std::string_view meaning(std::string_view text);

// The empty set, "no solution".
bool names_nothing(const Answer& answer);

// `\text{(D)} 15`, `(D) 15`, `D: 15`: the letter and what stands behind it.
struct Labelled { char letter = 'A'; std::string rest; };
std::optional<Labelled> read_label(const Answer& answer);

// `(e)` as the choice E.
std::optional<Choice> small_choice(const Answer& answer);

// The number that a list of two stands for: `1,22` is 1.22, `29 \text{ and } 3/8` is 29 + 3/8.
std::optional<Value> as_one_number(const Answer& answer);

// `C(7,2)`, `P(7,2)`: the number of choices.
std::optional<Value> as_count(const Tuple& tuple);

// 3:45 without a half of the day.
std::optional<Ratio> as_ratio(const Answer& answer);

// f(x) and f(y) name the same function.
bool same_placeholder(std::string_view a, std::string_view b);

// `f(x)` beside `y`: what an equation gives.
bool names_function_value(std::string_view a, std::string_view b);

}  // namespace retort::grade
