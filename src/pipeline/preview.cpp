#include "pipeline/preview.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "cas/tool.h"
#include "pipeline/lineage.h"
#include "pipeline/model_access.h"
#include "pipeline/problem_set.h"

namespace retort::pipeline {

namespace {

constexpr std::uint64_t kSeed = 1;
constexpr std::size_t kLookedAt = 100, kRehearsed = 6;
constexpr double kBytesOfAToken = 3.5;       // English with LaTeX
constexpr double kLeastReply = 120;          // tokens: models say more than rules
constexpr double kTries = 1.3;               // of an explanation or a narrative: some are refused and asked for again

// A problem with all that the agents which need no model make of it.
struct Worked {
  trace::Problem problem;
  trace::Trace trace;
  std::vector<trace::Explanation> explanations;
  std::string narrative;
};

// A model that goes about a problem as the rules do, and writes down what it is asked.
class Rehearsal : public llm::Chat {
 public:
  Rehearsal(llm::Capabilities can, agent::CallForm calls) : can_(can), calls_(calls) {}
  llm::Capabilities capabilities() const override { return can_; }
  std::string identity() const override { return "rehearsal"; }

  void begin_problem(const Worked* worked) {
    worked_ = worked;
    explained = 0;
    requests.clear();
    replies.clear();
  }

  std::vector<llm::ChatRequest> requests;
  std::vector<std::size_t> replies;   // bytes of the reply to each
  std::size_t explained = 0;          // which explanation is asked for

 protected:
  void begin(std::shared_ptr<const llm::ChatRequest> request, const StopToken&, llm::ReplyHandler done) override {
    llm::ChatReply reply = answer(*request);
    std::size_t bytes = reply.content.size();
    for (const llm::ToolUse& use : reply.tool_uses) bytes += use.name.size() + use.arguments.size();
    requests.push_back(*request);
    replies.push_back(bytes);
    done(std::move(reply));
  }

 private:
  static llm::ChatReply say(std::string text) {
    llm::ChatReply reply;
    reply.content = std::move(text);
    return reply;
  }

  llm::ChatReply answer(const llm::ChatRequest& request) {
    if (request.purpose == "judge") return say(R"({"verdict": "pass", "reason": "each step follows from what stands before it"})");
    if (request.purpose.starts_with("translator")) return say(worked_ ? worked_->explanations[explained].text : "");
    if (request.purpose.starts_with("rephraser")) return say(worked_ ? worked_->narrative : "");
    if (requests.empty()) return say(plan());
    if (!worked_) return llm::failed_reply(llm::ChatFailureKind::kRefused, "a rehearsal of a problem that the rules cannot solve");
    return round(static_cast<int>(requests.size()) - 1);
  }

  std::string plan() const {
    if (worked_)
      for (const trace::Turn& turn : worked_->trace.turns)
        if (turn.kind == trace::TurnKind::kPlan && !turn.text.empty()) return turn.text;
    return "(the model's plan stands here)";
  }

  // The words before the call with this number, and the call; behind the last call the conclusion.
  llm::ChatReply round(int number) const {
    std::string words;
    int call = 0;
    for (const trace::Turn& turn : worked_->trace.turns) {
      if (turn.kind == trace::TurnKind::kPlan || turn.kind == trace::TurnKind::kResult) continue;
      if (turn.kind != trace::TurnKind::kCall) words += (words.empty() ? "" : "\n") + turn.text;
      else if (call++ == number) return ask_tool(words, turn.call);
      else words.clear();
    }
    return say(words);
  }

  llm::ChatReply ask_tool(const std::string& words, const cas::ToolCall& call) const {
    if (calls_ == agent::CallForm::kNative) {
      llm::ChatReply reply = say(words);
      reply.tool_uses.push_back({"call_1", call.tool, to_line(call.args)});
      return reply;
    }
    const Json body = {{"thought", words}, {"tool", call.tool}, {"args", call.args}};
    return say(calls_ == agent::CallForm::kSchema ? to_line(body) : words + "\n```json\n" + to_line(body) + "\n```");
  }

  llm::Capabilities can_;
  agent::CallForm calls_;
  const Worked* worked_ = nullptr;
};

// The recipe with agents that need no model.
Recipe without_model(Recipe recipe) {
  for (std::string* agent : {&recipe.agents.solver, &recipe.agents.translator, &recipe.agents.rephraser})
    if (*agent == "llm") *agent = "rules";
  recipe.agents.judge = "none";
  return recipe;
}

std::optional<Worked> work(const Agents& agents, const trace::Problem& problem, cas::Toolbox& tools) {
  Worked worked{problem, {}, {}, {}};
  auto trace = agents.solver->solve(problem, tools, kSeed);
  if (!trace.ok() || !trace->failure.empty()) return std::nullopt;
  worked.trace = *std::move(trace);
  for (int call : explained_calls(worked.trace)) {
    auto explanation = agents.translator->translate(problem, worked.trace, call, kSeed);
    if (!explanation.ok() || !explanation->failure.empty()) return std::nullopt;
    worked.explanations.push_back(*std::move(explanation));
  }
  auto narrative = agents.rephraser->rephrase(problem, worked.trace, worked.explanations, {}, 0, kSeed);
  if (!narrative.ok() || narrative->text.empty()) return std::nullopt;
  worked.narrative = narrative->text;
  return worked;
}

// Problems of the recipe, the agents and the rehearsing model: what both previews need.
struct Studio {
  Peek problems;
  cas::Toolbox tools;
  std::shared_ptr<Rehearsal> model;
  Agents plain, asking;

  // The first problems that can be worked without a model; a starter problem where there is none.
  Result<std::vector<Worked>> worked(const Recipe& recipe, std::size_t most) {
    std::vector<Worked> all;
    for (const trace::Problem& problem : problems.first) {
      if (all.size() == most) break;
      if (auto one = work(plain, problem, tools)) all.push_back(*std::move(one));
    }
    if (!all.empty()) return all;
    Recipe starter;
    starter.problems.count = static_cast<long long>(most);
    RETORT_TRY(Peek made, peek_problems(starter, most));
    RETORT_TRY(Agents rules, make_agents(without_model(recipe.agents.solver == "llm" ? recipe : starter), {}));
    for (const trace::Problem& problem : made.first)
      if (auto one = work(rules, problem, tools)) all.push_back(*std::move(one));
    if (all.empty()) return Error{ErrorCode::kInternal, "no starter problem can be worked by rules"};
    return all;
  }
};

Result<std::unique_ptr<Studio>> set_up(const Recipe& recipe, const StopToken& stop) {
  RETORT_TRY_STATUS(check_model(recipe, stop));
  auto studio = std::make_unique<Studio>();
  RETORT_TRY(studio->problems, peek_problems(recipe, kLookedAt));
  agent::Teacher teacher = teacher_settings(recipe);
  const llm::Capabilities can = {.tools = teacher.calls == agent::CallForm::kNative, .schema = is_local_model(recipe) || recipe.llm.schema, .seed = true};
  studio->model = std::make_shared<Rehearsal>(can, teacher.calls);
  teacher.chat = studio->model;
  teacher.stop = &stop;
  RETORT_TRY(studio->plain, make_agents(without_model(recipe), {}));
  RETORT_TRY(studio->asking, make_agents(recipe, teacher));
  return studio;
}

// Lets every agent but the Solver ask its questions about one problem; the model keeps them.
Status rehearse_telling(Studio& studio, const Recipe& recipe, const Worked& worked) {
  studio.model->begin_problem(&worked);
  for (std::size_t i = 0; i < worked.explanations.size(); ++i) {
    studio.model->explained = i;
    RETORT_TRY([[maybe_unused]] auto explained, studio.asking.translator->translate(worked.problem, worked.trace, worked.explanations[i].call, kSeed));
  }
  RETORT_TRY([[maybe_unused]] auto told, studio.asking.rephraser->rephrase(worked.problem, worked.trace, worked.explanations, {}, 0, kSeed));
  if (recipe.agents.judge == "llm") {
    RETORT_TRY([[maybe_unused]] auto judged, studio.asking.judge->judge(worked.problem, worked.narrative, kSeed));
  }
  return {};
}

double bytes_of(const llm::ChatRequest& request) { return static_cast<double>(to_line(request.to_json()).size()); }

void add_requests(const Rehearsal& model, double weight, Estimate& estimate) {
  for (std::size_t i = 0; i < model.requests.size(); ++i) {
    Estimate::Agent& agent = estimate.agents[model.requests[i].purpose];
    agent.requests += weight;
    agent.prompt_tokens += weight * bytes_of(model.requests[i]) / kBytesOfAToken;
    agent.reply_tokens += weight * std::max(kLeastReply, static_cast<double>(model.replies[i]) / kBytesOfAToken);
  }
}

}  // namespace

Result<std::vector<ShownPrompt>> first_prompts(const Recipe& recipe, const StopToken& stop) {
  std::vector<ShownPrompt> shown;
  if (!asks_a_model(recipe)) return shown;
  RETORT_TRY(auto studio, set_up(recipe, stop));
  if (recipe.agents.solver == "llm") {
    const auto first = work(studio->plain, studio->problems.first[0], studio->tools);
    studio->model->begin_problem(first ? &*first : nullptr);
    RETORT_TRY([[maybe_unused]] auto trace, studio->asking.solver->solve(studio->problems.first[0], studio->tools, kSeed));
    for (std::size_t i = 0; i < studio->model->requests.size() && i < 2; ++i) shown.push_back({"solver", studio->model->requests[i]});
  }
  RETORT_TRY(auto worked, studio->worked(recipe, kRehearsed));
  for (const Worked& one : worked) {
    RETORT_TRY_STATUS(rehearse_telling(*studio, recipe, one));
    for (const llm::ChatRequest& request : studio->model->requests)
      if (std::none_of(shown.begin(), shown.end(), [&](const ShownPrompt& prompt) { return prompt.agent == request.purpose; }))
        shown.push_back({request.purpose, request});
  }
  return shown;
}

Result<Estimate> estimate_model_use(const Recipe& recipe, const StopToken& stop) {
  Estimate estimate;
  if (!asks_a_model(recipe)) return estimate;
  RETORT_TRY(auto studio, set_up(recipe, stop));
  RETORT_TRY(auto worked, studio->worked(recipe, kRehearsed));
  estimate.rehearsed = worked.size();
  estimate.problems = studio->problems.all;
  const double problems = static_cast<double>(studio->problems.all) / static_cast<double>(worked.size());
  const double samples = static_cast<double>(recipe.llm.samples), told = static_cast<double>(std::min(recipe.llm.samples, recipe.llm.narratives));
  for (const Worked& one : worked) {
    if (recipe.agents.solver == "llm") {
      studio->model->begin_problem(&one);
      RETORT_TRY([[maybe_unused]] auto trace, studio->asking.solver->solve(one.problem, studio->tools, kSeed));
      add_requests(*studio->model, problems * samples, estimate);
    }
    RETORT_TRY_STATUS(rehearse_telling(*studio, recipe, one));
    add_requests(*studio->model, problems * told * kTries, estimate);
  }
  for (const auto& [name, agent] : estimate.agents)
    estimate.cost += (agent.prompt_tokens * recipe.llm.prompt_price + agent.reply_tokens * recipe.llm.completion_price) / 1e6;
  return estimate;
}

std::string Estimate::text() const {
  if (agents.empty()) return {};
  std::string out = fmt::format("\n# What the model will be asked, estimated from {} rehearsed problems of {} (before repeats are left out): as if it solved every problem in the way\n"
                                "# of the rules, with {:.0f} tokens a reply at least and {:.1f} tries for each text. A reasoning model takes more.\n"
                                "#   {:<11}{:>10}{:>16}{:>14}\n", rehearsed, problems, kLeastReply, kTries, "agent", "requests", "prompt tokens", "reply tokens");
  Agent all;
  auto line = [&](const std::string& name, const Agent& agent) {
    out += fmt::format("#   {:<11}{:>10.0f}{:>16.0f}{:>14.0f}\n", name, agent.requests, agent.prompt_tokens, agent.reply_tokens);
  };
  for (const auto& [name, agent] : agents) {
    line(name, agent);
    all.requests += agent.requests;
    all.prompt_tokens += agent.prompt_tokens;
    all.reply_tokens += agent.reply_tokens;
  }
  line("all", all);
  if (cost > 0) out += fmt::format("#   cost about {:.2f}\n", cost);
  return out;
}

}  // namespace retort::pipeline
