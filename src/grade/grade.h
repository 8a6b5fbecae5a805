// Is this answer the gold answer? Decided by mathematics, within a budget, never by a guess.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"

namespace retort::grade {

// A final answer found in free text.
struct Extracted {
  std::string answer;       // as written, without the box
  std::string how;          // "boxed", "####", "final answer", "last number", "last line"
};

enum class Extraction {
  kBoxedOnly,               // \boxed{} or nothing
  kAnyForm,                 // box, ####, "the answer is", then the last number of the text
};
// The last \boxed{} with balanced braces wins; nothing when the text gives no answer.
std::optional<Extracted> extract_answer(std::string_view text, Extraction extraction = Extraction::kAnyForm);

enum class Outcome { kEqual, kDifferent, kUndecided };
std::string_view outcome_name(Outcome outcome);   // "equal", "different", "undecided"

struct GradeOptions {
  bool strict = false;      // units, order of sets and forms must agree too
  double tolerance = 0;     // relative; 0: decimals must agree to the digits that the less precise side shows
};
// Reads options from JSON; an unknown key is kInvalidArgument that names it. Keys that only describe a case
// ("symmetric", "contested", ...) are listed in the documentation of the command.
Result<GradeOptions> options_from_json(const Json& json);

struct Verdict {
  Outcome outcome = Outcome::kUndecided;
  std::string rule;         // which comparison decided: "integer", "rational", "set", "interval", ...
  std::string reason;       // one sentence with the two values
};

// Compares two answers (not whole texts). Any thread; at most ~50 ms whatever the input.
Verdict compare(std::string_view gold, std::string_view pred, const GradeOptions& options = {});

std::string_view grade_revision();

}  // namespace retort::grade
