// How each record of a run is named: by what it is made from, who makes it and with which settings. The same work has the same name
// in every run, so finished work is found again, and a changed rule renames only what depends on it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "agent/agent.h"
#include "pipeline/recipe.h"
#include "trace/records.h"

namespace retort::pipeline {

struct Identity {
  std::string seed, samples, solver, translator, rephraser, gates, grader;

  static Identity of(const Recipe& recipe, const agent::Solver& solver, const agent::Translator& translator,
                     const agent::Rephraser& rephraser, const agent::Judge* judge, std::string_view student_hash);

  std::string trace(std::string_view problem, int sample) const;
  std::string vote(const std::vector<std::string>& traces) const;
  std::string answer_check(std::string_view trace) const;
  std::string explanation(std::string_view trace, int call) const;
  // `reasons`: what the attempt before was rejected for.
  std::string narrative(std::string_view trace, const std::vector<trace::Explanation>& explanations, int attempt,
                        const std::vector<trace::Finding>& reasons) const;
  std::string verdict(std::string_view narrative) const;

  // The seed of one piece of work: the same whatever else a run works on.
  std::uint64_t seed_for(std::string_view what) const;
};

}  // namespace retort::pipeline
