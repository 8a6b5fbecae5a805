#include "agent/forms.h"

namespace retort::agent {

namespace {

// Ways of saying the same that many patterns share.
const std::map<std::string, std::string>& phrases() {
  static const std::map<std::string, std::string> table = {
      {"find", "(find|compute|determine|calculate|evaluate|what is|give|state|work out)"},
      {"value", "[the [exact] value of]"},
      {"given", "(given that|if|when|where|such that|for which|so that|knowing that|given)"},
      {"let", "(if|let|suppose|suppose that|given|given that|assume that|the numbers {vars} satisfy|the number {var} satisfies)"},
      {"root", "(root|solution|zero)"},
      {"roots", "(roots|solutions|zeros|zeroes)"},
      {"in_all", "(in all|in total|altogether)"},
  };
  return table;
}

struct CompiledForm {
  Form form;
  Pattern pattern;
};

const std::vector<CompiledForm>& compiled_forms() {
  static const std::vector<CompiledForm> all = [] {
    std::vector<CompiledForm> made;
    for (auto table : {algebra_forms, number_forms, counting_forms, calculus_forms, story_forms, expression_forms})
      for (const Form& form : table()) made.push_back({form, Pattern::compile(form.pattern, phrases())});
    return made;
  }();
  return all;
}

}  // namespace

std::optional<ReadGoal> read_goal(const Statement& statement) {
  for (const CompiledForm& compiled : compiled_forms()) {
    auto captures = compiled.pattern.match(statement.tokens);
    if (!captures) continue;
    if (auto goal = compiled.form.build(*captures)) return ReadGoal{compiled.form.name, std::move(*goal)};
  }
  return {};
}

}  // namespace retort::agent
