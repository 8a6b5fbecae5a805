#include "eval/prompt.h"

namespace retort::eval {

namespace {

llm::Message question(std::string_view statement) {
  return {"user", std::string(statement) + "\nPut the final answer in \\boxed{}."};
}

}  // namespace

std::vector<llm::Message> conversation(std::string_view statement, const std::vector<Shot>& shots) {
  std::vector<llm::Message> messages;
  for (const auto& shot : shots) {
    messages.push_back(question(shot.statement));
    messages.push_back({"assistant", shot.solution});
  }
  messages.push_back(question(statement));
  return messages;
}

std::string_view prompt_revision() { return "boxed-1"; }

}  // namespace retort::eval
