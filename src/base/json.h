// The one JSON type of the project. Objects keep the order in which keys were added, so that equal records print
// equal bytes. Parsing never throws; depth and size are bounded because the text may come from a model.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/error.h"

namespace retort {

using Json = nlohmann::ordered_json;

// Parses one JSON text. kParse with the byte offset and a clause on what was expected; kBudget when the nesting is
// deeper than `max_depth`. Invalid UTF-8 is kParse.
Result<Json> parse_json(std::string_view text, int max_depth = 200);

// One line, UTF-8 kept as it is, no trailing newline; bytes that are not UTF-8 become U+FFFD.
std::string to_line(const Json& json);

// The member `key` as the type asked for, or nothing when it is absent, null or of another type.
std::string string_or(const Json& object, std::string_view key, std::string_view fallback);
double number_or(const Json& object, std::string_view key, double fallback);
long long integer_or(const Json& object, std::string_view key, long long fallback);
bool bool_or(const Json& object, std::string_view key, bool fallback);

}  // namespace retort
