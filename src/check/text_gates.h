// Gates that read a narrative as text: words about tools, repetition, length, bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/gates.h"

namespace retort::check {

// Words that give away a tool, code or the process ("the function returned", "step 3 of the trace"). A word that the problem itself
// uses is innocent.
std::vector<trace::Finding> find_tool_words(std::string_view problem, std::string_view narrative);

// A sentence that comes three times, or twice in a row; twelve words that come four times.
std::vector<trace::Finding> find_loops(std::string_view narrative);

// More tokens than allowed, or a text that stops in the middle.
std::vector<trace::Finding> find_length(std::string_view narrative, const GateOptions& options);

// Prose in another script or language than `asked`; nothing where `asked` is none of known_languages() or the prose is too short to tell.
std::vector<trace::Finding> find_language(std::string_view narrative, std::string_view asked);
const std::vector<std::string>& known_languages();   // "en", "de", "fr", "es", "it"

// Bytes that are no text: invalid UTF-8, control characters, marks that turn the writing direction.
std::vector<trace::Finding> find_bad_bytes(std::string_view narrative);

}  // namespace retort::check
