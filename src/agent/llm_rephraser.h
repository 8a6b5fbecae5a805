// The paper's Rephrase Agent (arXiv 2506.19171, section 3.3) and an optional judge of its narratives.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "agent/agent.h"
#include "agent/conversation.h"

namespace retort::agent {

enum class Length { kShort, kMedium, kLong };

// The model merges thoughts and explanations; what the gates found in one attempt is quoted in the next. After the attempts that the
// recipe allows, one more is made by `rules`.
std::unique_ptr<Rephraser> make_llm_rephraser(Teacher teacher, std::unique_ptr<Rephraser> rules, Style style, Length length, int attempts);

// The numbers of a model's narrative that are neither in the problem nor in anything that the trace and its derivations hold: a finding of gate "material"
// for each. A calculation on other numbers can be as true as the right one, and the gates see no more than that it is true. 0, 1, 2, 10 and 100 may
// stand anywhere.
std::vector<trace::Finding> foreign_numbers(const trace::Problem& problem, const trace::Trace& trace, const std::vector<trace::Explanation>& explanations,
                                            std::string_view narrative);

// Asks for {"verdict": "pass" or "reject", "reason"}, constrained by a schema where the model can be; anything else is no verdict.
std::unique_ptr<Judge> make_llm_judge(Teacher teacher);

}  // namespace retort::agent
