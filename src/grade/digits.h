// Numbers written with groups, as mixed numbers or with a repeating part, brought to plain digits and fractions.
#pragma once

#include <string>
#include <string_view>

namespace retort::grade {

// `1,234` and `1 234` outside tuples become 1234. `1,23`, `32, 349` and `0,111` stay as they are.
std::string join_digit_groups(std::string_view text);

// `2.5e-3`, `2.5 x 10^{-3}` become 2.5\times 10^{-3}.
std::string expand_powers_of_ten(std::string_view text);

// `0.1666\ldots` becomes 0.1\overline{6}, where its last digits repeat; `1.234.567,8` becomes 1234567.8. Whole texts only.
std::string expand_dots(std::string_view text);

// `3 1/3` becomes (3+1/3).
std::string expand_mixed_numbers(std::string_view text);

// `0.\overline{3}`, `0.\dot{3}` become (1/3), `2.1\overline{6}` becomes (13/6).
std::string expand_repeating_decimals(std::string_view text);

}  // namespace retort::grade
