// Small text operations on UTF-8 bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

std::string_view trim(std::string_view text);                       // ASCII white space at both ends
std::vector<std::string_view> split(std::string_view text, char separator);
std::vector<std::string_view> words(std::string_view text);         // split at runs of ASCII white space
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string lower_ascii(std::string_view text);
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);
bool valid_utf8(std::string_view text);
// The first bytes of `text` up to `max_bytes`, cut at a character, with "..." when something was left out: for messages.
std::string shorten(std::string_view text, std::size_t max_bytes);
// The entry of `known` that a misspelt `word` most likely means (edit distance at most 3 and at most half its length), or "".
std::string nearest(std::string_view word, const std::vector<std::string>& known);
// &, <, >, " and ' escaped for HTML text and attributes.
std::string escape_html(std::string_view text);

}  // namespace retort
