// The sentences of a narrative, from traces of a Solver and from human solutions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agent/agent.h"
#include "trace/records.h"

namespace retort::agent {

struct Told {
  std::string text;        // one sentence or a few that stay together
  bool optional = false;   // nothing after it rests on it: a check, or words without a computation
};

// A human solution told without marks: the human's words with each computation as an equality in its place. Products and
// quotients that are not done in the head are broken up as their explanation does it. Without the boxed answer.
std::vector<Told> human_sentences(const trace::Trace& trace, const std::vector<trace::Explanation>& explanations);

// A Solver's trace told: each thought, the explanation of its call, and of its reflection what goes further; the last sentence
// boxes the answer. What stands already is not said again. In the full style checks are kept or left out by seed; in the concise
// one they are left out, and so is a sentence that only says what is to be done ("We solve $2x = 6$." after a problem that asks it).
std::vector<Told> solver_sentences(const trace::Problem& problem, const trace::Trace& trace,
                                   const std::vector<trace::Explanation>& explanations, Style style, std::uint64_t seed);

}  // namespace retort::agent
