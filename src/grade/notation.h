// Notations beside LaTeX's own that answers are written in, brought to LaTeX: counting (`_7C_2`), cis, degrees with minutes, `+/-`, digit groups
// of programs, units over units.
#pragma once

#include <string>
#include <string_view>

namespace retort::grade {

// Takes and gives text as the first pass of clean_answer leaves it. `{}_7C_2` and `^7P_2` become a binomial coefficient and a quotient
// of factorials, `2\text{cis}(30^\circ)` becomes 2(\cos(30^\circ)+i\sin(30^\circ)), `30^\circ 15'` becomes (30+15/60)^\circ, `+/-` is \pm,
// `i6` is 6i, `1'234'567` and `1_234` are numbers, `\frac{\text{km}}{\text{h}}` is \text{km/h}, `negative 5` is -5. Linear time.
std::string expand_notations(std::string text);

}  // namespace retort::grade
