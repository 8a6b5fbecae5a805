// The agents of the paper (arXiv 2506.19171, section 3): Solver, Translator, Rephraser. Each is an interface with several makers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cas/tool.h"
#include "trace/records.h"

namespace retort::agent {

// Makes a trace: a plan without tools, then thought, one call, its result and a reflection in turn, until a boxed answer.
// A problem it cannot solve gives a trace with `failure` set (never a guess). Errors are for what ends the run. Any thread.
class Solver {
 public:
  virtual ~Solver() = default;
  virtual Result<trace::Trace> solve(const trace::Problem& problem, cas::Toolbox& tools, std::uint64_t seed) const = 0;
  virtual std::string revision() const = 0;   // name and version: part of each trace's id
};

// Explains one tool call of a trace (index among its calls); sees the problem, everything before the call, the call, its result
// and the derivation.
class Translator {
 public:
  virtual ~Translator() = default;
  virtual Result<trace::Explanation> translate(const trace::Problem& problem, const trace::Trace& trace, int call,
                                               std::uint64_t seed) const = 0;
  virtual std::string revision() const = 0;
};

// The attempt before this one, which the gates rejected; empty at first.
struct Rejected {
  std::string text;
  std::vector<trace::Finding> reasons;
};

// Merges thoughts, explanations and reflections into one narrative without tools.
class Rephraser {
 public:
  virtual ~Rephraser() = default;
  virtual Result<trace::Narrative> rephrase(const trace::Problem& problem, const trace::Trace& trace,
                                            const std::vector<trace::Explanation>& explanations,
                                            const Rejected& before, int attempt, std::uint64_t seed) const = 0;
  // Attempts worth making for this trace when the recipe allows `allowed`.
  virtual int attempts(const trace::Trace&, int allowed) const { return allowed; }
  virtual std::string revision() const = 0;
};

// An opinion on a narrative that passed the gates.
struct Opinion {
  enum class Verdict { kPass, kReject, kNone };   // kNone: the reply was no verdict, which is never a pass
  Verdict verdict = Verdict::kNone;
  std::string reason;
};

std::string_view opinion_name(Opinion::Verdict verdict);   // "pass", "reject", "none"

class Judge {
 public:
  virtual ~Judge() = default;
  virtual Result<Opinion> judge(const trace::Problem& problem, const std::string& narrative, std::uint64_t seed) const = 0;
  virtual std::string revision() const = 0;
};

// How much is said beside the mathematics. The steps are the same in both.
enum class Style {
  kConcise,   // for small students: nothing is announced, repeated steps share one reason, no checks are told
  kFull,
};

std::unique_ptr<Solver> make_rules_solver();
std::unique_ptr<Solver> make_annotated_solver();
std::unique_ptr<Solver> make_imported_solver();
std::unique_ptr<Rephraser> make_imported_rephraser(std::unique_ptr<Rephraser> teller);
std::unique_ptr<Translator> make_rules_translator(Style style = Style::kFull);
std::unique_ptr<Rephraser> make_rules_rephraser(Style style = Style::kFull);

}  // namespace retort::agent
