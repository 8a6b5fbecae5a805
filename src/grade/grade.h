// Is this answer the gold answer? Decided by mathematics, within a budget, never by a guess.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"

namespace retort::grade {

// A final answer found in free text.
struct Extracted {
  std::string answer;       // as written, without the box
  std::string how;          // "boxed", "answer tag", "####", "final answer", "the answer is", "last formula", "last number"
};

enum class Extraction {
  kBoxedOnly,               // \boxed{} or nothing
  kAnyForm,                 // box, <answer>, ####, "the answer is", then the last formula or number of the text
};
// The last \boxed{} with balanced braces wins; boxes joined by a comma or "and" are one list; a "final answer is" behind the last box
// takes it back (kAnyForm). Nothing when the text gives no answer. Linear time.
std::optional<Extracted> extract_answer(std::string_view text, Extraction extraction = Extraction::kAnyForm);

enum class Outcome { kEqual, kDifferent, kUndecided };
std::string_view outcome_name(Outcome outcome);   // "equal", "different", "undecided"

struct GradeOptions {
  bool strict = false;      // units, order of sets and forms must agree too
  bool sets_as_tuples = false;   // "strict": false, said so: a set may stand for a tuple of the same items, in any order
  // Relative. 0: exact, or a decimal that shows at least six significant digits and agrees with the other side to each of them.
  double tolerance = 0;
  std::optional<int> round_places;   // "float_rounding": both sides are rounded to so many places first
  bool phrase_before_box = false;    // "boxed_match_priority" above 50: "final answer is" goes before a box
  bool require_units = false;        // "normalization": {"units": false}: a unit on one side only makes a difference
  bool require_braces = false;       // "normalization": {"malformed_operators": false}: `\frac12` is not read
  std::chrono::milliseconds budget{200};   // "budget_ms": processor time, after which a pair is undecided
};
// Reads options from JSON; an unknown key is kInvalidArgument that names it. Read: strict, tolerance, float_rounding,
// boxed_match_priority, normalization, budget_ms. Keys that only describe a case and are passed over: symmetric, contested, extraction,
// extraction_mode, fallback, lowercase, allow_set_relation_comp (always so).
Result<GradeOptions> options_from_json(const Json& json);

struct Verdict {
  Outcome outcome = Outcome::kUndecided;
  std::string rule;         // which comparison decided: "integer", "rational", "set", "interval", ...
  std::string reason;       // one sentence with the two values
};

// Compares two answers (not whole texts). Any thread; whatever the input, no longer than the budget and a few milliseconds of reading.
Verdict compare(std::string_view gold, std::string_view pred, const GradeOptions& options = {});

// Is the answer read whole? Otherwise it is only ever equal to the same text.
bool is_readable(std::string_view answer);

// Compares two texts: each may be an answer or a longer text that contains one (box, ####, "the answer is"; last formula or number only where
// the text has words in it, so that an answer that is not read whole is not taken for its last number).
// A text without any answer is kDifferent with rule "no answer". What batch grading uses.
Verdict compare_texts(std::string_view gold, std::string_view pred, const GradeOptions& options = {});

std::string_view grade_revision();

}  // namespace retort::grade
