// Does a model's text calculate with what the problem and the trace gave it? A calculation on other numbers, or another calculation on the same
// ones, can be as true as the right one; the gates (check/gates.h) see no more than that it is true. Here it is held against the material.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trace/records.h"

namespace retort::agent {

// What a text may build on.
struct Material {
  // A piece of the work: words with mathematics in $...$.
  struct Passage {
    std::string text;
    int step = 0;          // passages of one step may say the same in several forms
    bool aside = false;    // arguments, results: what stands here may be told where no passage tells it
    bool needed = false;   // something that is new in this passage must be told
  };
  std::string problem;     // its statement
  std::vector<Passage> passages;   // in the order of the work
};

// Of a whole narrative: the problem, and all that the trace, its derivations and explanations hold. A model's own words about a call count where
// there is no derivation that they could be held against.
Material material_of(const trace::Problem& problem, const trace::Trace& trace, const std::vector<trace::Explanation>& explanations);
// Of the explanation of one call: the problem, the work before, the call, its result and `by_rules`, the rules' explanation with its derivation.
Material material_of_call(const trace::Problem& problem, const trace::Trace& trace, int call, const trace::Explanation& by_rules);

// Findings of gate "material":
// - a number that is neither in the problem nor in the material, and one that counts something else than there;
// - a calculation that is none of the material's: not written there, not a part of what is written there, not one of its formulas with values put in,
//   not the working out of what stands before it; one that is told more often than there, or before what stands in front of it there;
// - a step that is left out;
// - a formula with unknowns, a set, a tuple or a matrix that is not written there.
std::vector<trace::Finding> wrong_premises(const Material& material, std::string_view text);

// Part of the identity of what was judged by it.
std::string_view premises_revision();

}  // namespace retort::agent
