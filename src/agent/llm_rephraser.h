// The paper's Rephrase Agent (arXiv 2506.19171, section 3.3) and an optional judge of its narratives.
#pragma once

#include <memory>

#include "agent/agent.h"
#include "agent/conversation.h"

namespace retort::agent {

enum class Length { kShort, kMedium, kLong };

// The model merges thoughts and explanations; what the gates found in one attempt is quoted in the next. After the attempts that the
// recipe allows, one more is made by `rules`.
std::unique_ptr<Rephraser> make_llm_rephraser(Teacher teacher, std::unique_ptr<Rephraser> rules, Style style, Length length, int attempts);

// Asks for {"verdict": "pass" or "reject", "reason"}, constrained by a schema where the model can be; anything else is no verdict.
std::unique_ptr<Judge> make_llm_judge(Teacher teacher);

}  // namespace retort::agent
