// Thoughts, explanations and reflections of a trace as one narrative.
#pragma once

#include <memory>

#include "agent/agent.h"

namespace retort::agent {

// What stands already is not said again, what only confirms is short or left out, what corrects is told; the last sentence
// boxes the answer. The concise style announces nothing and tells no checks. Dollar signs of money are written `\$`, a single `$` always opens or closes mathematics. On `reasons` the
// sentences named by them are dropped where nothing is computed in them; later attempts keep only what computes.
std::unique_ptr<Rephraser> make_rules_rephraser(Style style);

}  // namespace retort::agent
