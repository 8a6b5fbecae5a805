// Dates and times of day as answers.
#pragma once

#include <optional>
#include <string_view>

#include "grade/answer.h"

namespace retort::grade {

// `8:34`, `12:00`, `4:51:06 \text{ p.m.}`, `3 p.m.`, noon.
std::optional<ClockTime> read_clock(std::string_view text);

// `March 14, 2015`, `\text{14 March}`, `Saturday, March 14th`, `March 2015`, `2015-03-14`, `3/14/2015`, `14/3/2015`.
std::optional<Date> read_date(std::string_view text);

}  // namespace retort::grade
