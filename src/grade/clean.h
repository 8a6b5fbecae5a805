// Answers as models and people write them, brought to one spelling of LaTeX before they are read.
#pragma once

#include <string>
#include <string_view>

namespace retort::grade {

// One spelling: no formula marks, spacing or size commands; \dfrac and \tfrac are \frac; Unicode signs are commands; \mathrm, \mbox and
// the like are \text; digit groups (`1,234`, `1\,234`, `1{,}234`) are joined; `3 1/3` is (3+1/3); `0.\overline{3}` is a fraction;
// `2.5e-3` is a product with a power of ten; `**`, `sqrt(2)` and `pi` of plain notation become LaTeX; up to four braces that were left open
// are closed at the end. Linear time. Meaning is kept: nothing is dropped that carries any.
std::string clean_answer(std::string_view raw);

// Lower case, white space and punctuation at the ends removed, inner runs of spaces single: for comparing words.
std::string clean_words(std::string_view text);

// clean_answer without spaces, save those between two digits: two texts that agree here say the same.
std::string without_spaces(std::string_view text);

}  // namespace retort::grade
