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

// Merges thoughts, explanations and reflections into one narrative without tools. `reasons`: what the gates found in the attempt
// before this one, empty at first.
class Rephraser {
 public:
  virtual ~Rephraser() = default;
  virtual Result<trace::Narrative> rephrase(const trace::Problem& problem, const trace::Trace& trace,
                                            const std::vector<trace::Explanation>& explanations,
                                            const std::vector<trace::Finding>& reasons, int attempt, std::uint64_t seed) const = 0;
  virtual std::string revision() const = 0;
};

// How much is said beside the mathematics. The steps are the same in both.
enum class Style {
  kConcise,   // for small students: nothing is announced, repeated steps share one reason, no checks are told
  kFull,
};

std::unique_ptr<Solver> make_rules_solver();
std::unique_ptr<Solver> make_annotated_solver();
std::unique_ptr<Translator> make_rules_translator(Style style = Style::kFull);
std::unique_ptr<Rephraser> make_rules_rephraser(Style style = Style::kFull);

}  // namespace retort::agent
