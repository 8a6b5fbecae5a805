// One form for statements that differ only in how they are written down.
#pragma once

#include <string>
#include <string_view>

namespace retort::data {

// Lower case (ASCII); no white space, dollars, braces, \left, \right or spacing commands; \dfrac and \tfrac as \frac, \times and \cdot as *;
// typographic quotes and dashes as ASCII; no final punctuation. Operators and digits stay: "2+3" and "2-3" differ.
std::string normalised_statement(std::string_view text);

}  // namespace retort::data
