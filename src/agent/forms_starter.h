// What the forms of questions that one tool answers share.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "agent/forms.h"

namespace retort::agent {

using Take = ToolQuestion::Take;

// A slot as a tool's argument.
std::string plain(const Captures& c, std::string_view slot);

// One call; the thought and the closing are sentences.
Goal ask(std::string tool, Json args, std::string thought, Closing closing, Take take = Take::kValue);

// Slots that hold points "(1, 2)", as a tool's list; nothing when one holds something else.
std::optional<Json> points(const Captures& c, const std::vector<std::string>& slots);

}  // namespace retort::agent
