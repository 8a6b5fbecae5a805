// Gates: is every line of this narrative true, does it keep the answer, and is it free of tools?
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "trace/records.h"

namespace retort::check {

struct GateOptions {
  std::size_t max_tokens = 1024;                                 // of the narrative, in the student's tokens
  std::function<std::size_t(std::string_view)> count_tokens;     // empty: bytes / 3, rounded up
  // Reject when a statement could not be read, or neither follows nor is refuted. Rules narratives must have none either.
  bool reject_unread = true;
  bool passage = false;   // the text is a part of a narrative: no boxed answer is asked for
  std::string language = "en";                                   // one of known_languages() (text_gates.h); empty: any
};

// A text's length by these options.
inline std::size_t count_tokens(std::string_view text, const GateOptions& options) { return options.count_tokens ? options.count_tokens(text) : (text.size() + 2) / 3; }

struct Subject {
  std::string problem, answer, narrative;   // statement, gold answer, text
};

// Processor time that the algebra of one narrative may take; what it cannot decide by then counts as unread.
inline constexpr std::chrono::milliseconds kGateBudget{3'000};

// All gates on one narrative; `passed`, `reasons`, `checked` and `unread` are filled in, ids are left empty. Any thread; bounded
// time whatever the text; deterministic.
trace::Verdict run_gates(const Subject& subject, const GateOptions& options = {});

std::string_view gates_revision();

}  // namespace retort::check
