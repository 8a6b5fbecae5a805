// Series with dots, `1 + 2 + \cdots + 49`, written out as sums and products that mathematics can read.
#pragma once

#include <string>
#include <string_view>

namespace retort::check {

// Each run of dots whose neighbours show an arithmetic or geometric rule is replaced by the terms it stands for; the text as it was
// where they show none. Linear but for the terms beside the dots.
std::string without_dots(std::string_view latex);

}  // namespace retort::check
