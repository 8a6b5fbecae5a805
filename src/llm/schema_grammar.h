// JSON schemas as grammars that constrain what a local model writes.
#pragma once

#include <string>

#include "base/error.h"
#include "base/json.h"

namespace retort::llm {

// A GBNF grammar of the JSON texts that follow `schema`: objects (properties in their order, the required ones first), arrays, strings,
// numbers, integers, booleans, null, enum, const, anyOf, oneOf. kUnsupported names a keyword that would not be honoured; kBudget for a
// schema that is too deep or too large.
Result<std::string> schema_grammar(const Json& schema);

}  // namespace retort::llm
