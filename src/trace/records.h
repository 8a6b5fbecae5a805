// The records of a run. Immutable; each id is a hash of what the record was made from (inputs, producer's revision, settings,
// seed, attempt), so finished work is found again and a changed rule redoes only what depends on it. JSON forms: docs/formats.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "cas/tool.h"
#include "explain/derivation.h"

namespace retort::trace {

// The id of a record: hash over its kind and every part it was made from, in order.
std::string make_id(std::string_view kind, const std::vector<std::string>& made_from);

struct Problem {
  std::string id;                        // the user's, or made from the statement
  std::string statement, answer;         // answer as LaTeX or plain text, without a box
  std::string source, licence;           // "starter", "gsm8k", "math", file name, or what the row says; licence may be empty
  std::string subject, level, solution;  // may be empty
  std::string family, wording;           // starter problems: which generator and phrasing
  Json given;                            // work that came with the problem: a narrative or a tool trace (data/given.h); null: none
  long line = 0;                         // in the file it came from, 0: none

  std::string record_id() const;         // hash of the content, independent of `id`
  Json to_json() const;
  static Result<Problem> from_json(const Json& json);
};

enum class TurnKind { kPlan, kThought, kCall, kResult, kReflection, kFinal };
std::string_view turn_kind_name(TurnKind kind);

struct Turn {
  TurnKind kind = TurnKind::kThought;
  std::string text;                      // plan, thought, reflection, final: words, mathematics in $...$
  cas::ToolCall call;                    // kCall
  cas::ToolResult result;                // kResult: of the call just before it
  // kReflection: "confirmed", "corrected" (an earlier value was replaced), "rejected" (a candidate was thrown out); empty when unsaid
  std::string outcome;
  std::string reasoning;                 // a reasoning model's own, where the run keeps it; never part of a narrative
};

// One attempt of a Solver. A trace without an answer is kept as a failure with its reason.
struct Trace {
  std::string id, problem_id;            // Problem::record_id
  std::string agent;                     // "rules", "annotated", "llm", "imported"
  std::string origin;                    // "solver", or "human" when the reasoning stems from a human solution
  std::vector<Turn> turns;
  std::string answer;                    // of the kFinal turn; empty on failure
  std::string failure;                   // "no form matches the statement", ...; empty on success
  bool transient = false;                // the failure may be a server's: another run tries again (not part of the JSON form)
  long calls() const;
  Json to_json() const;
  static Result<Trace> from_json(const Json& json);
};

// The explanation of one tool call.
struct Explanation {
  std::string id, trace_id;
  int call = 0;                          // 0 for the first call of the trace
  explain::Derivation derivation;
  std::string text;                      // natural language with mathematics in $...$, no tools
  std::string agent;                     // "llm"; empty: by rules
  std::string failure;
  bool transient = false;                // as in Trace
  Json to_json() const;
  static Result<Explanation> from_json(const Json& json);
};

struct Narrative {
  std::string id, trace_id, problem_id;
  int attempt = 0;
  std::string text;                      // ends in the boxed answer
  std::string answer;
  std::string agent;                     // "llm"; empty: by rules
  std::string failure;
  bool transient = false;                // as in Trace
  Json to_json() const;
  static Result<Narrative> from_json(const Json& json);
};

// One thing a gate found.
struct Finding {
  std::string gate;                      // "answer", "equality", "number", "tool_words", "length", "loop", "unread"
  std::size_t at = 0, length = 0;        // byte range in the narrative
  std::string message;
  Json to_json() const;                  // {"gate","at","length","message"}
};

struct Verdict {
  std::string id, narrative_id;
  bool passed = false;
  std::vector<Finding> reasons;          // why it was rejected; empty when passed
  long checked = 0, unread = 0;          // mathematical claims that were decided / could not be read
  std::string opinion;                   // of the judge: "pass", "reject" or "none" (no verdict); empty when none was asked
  Json to_json() const;
  static Result<Verdict> from_json(const Json& json);
};

}  // namespace retort::trace
