// SPDX-License-Identifier: GPL-3.0-or-later
// Giac behind one function: the operations that the worker offers, each in a fresh Giac context.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"

namespace retort::cas {

// An answer of the engine: a value (texts and lists of texts as Giac prints them) or an error.
struct EngineAnswer {
  Json value;
  std::string error, message;   // error: "" (value holds the result), "request", "engine", "memory"
};

std::string giac_version();

// Loads what Giac loads lazily, so that later calls need no file.
void warm_up_giac();

// Runs one operation ("solve", "factor", ...; see kOperations) on arguments that are checked here. Never throws.
EngineAnswer run_giac(std::string_view operation, const Json& args);

}  // namespace retort::cas
