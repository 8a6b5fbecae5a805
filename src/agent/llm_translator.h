// The paper's Translator Agent (arXiv 2506.19171, section 3.2): one tool call at a time in the words of a teacher.
#pragma once

#include <memory>

#include "agent/agent.h"
#include "agent/conversation.h"

namespace retort::agent {

// The model sees the problem, what was done so far, the call, its result and the derivation that `rules` would tell. Its text goes
// through the gates at once (as a passage after what was explained so far is known), up to Teacher::tries times with what they found;
// then the explanation of `rules` stands. A call whose derivation is a single step is told by `rules` and costs nothing.
std::unique_ptr<Translator> make_llm_translator(Teacher teacher, std::unique_ptr<Translator> rules);

}  // namespace retort::agent
