#include "agent/llm_solver.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <vector>

#include "agent/tool_request.h"
#include "base/text.h"
#include "grade/grade.h"

namespace retort::agent {

namespace {

using trace::Turn;
using trace::TurnKind;

constexpr double kHighestTemperature = 2;   // that servers take

// `"n": a positive integer; "variable" (optional): the unknown`. A schema of all tools would fill the context of a small model.
std::string arguments_as_text(const Json& schema) {
  std::vector<std::string> out;
  const Json required = schema.value("required", Json::array());
  for (const auto& [name, property] : schema["properties"].items()) {
    const bool needed = std::find(required.begin(), required.end(), name) != required.end();
    std::string meaning = string_or(property, "description", "");
    if (property.contains("enum")) meaning += (meaning.empty() ? "" : ", ") + fmt::format("one of {}", fmt::join(property["enum"].get<std::vector<std::string>>(), ", "));
    out.push_back(fmt::format("\"{}\"{}: {}", name, needed ? "" : " (optional)", meaning));
  }
  return fmt::format("{}", fmt::join(out, "; "));
}

// Where a schema holds the arguments to their form, an example is enough: the prompt of a small model must be short.
std::string tools_as_text(CallForm form) {
  std::string out;
  for (const cas::ToolSpec& spec : cas::tool_specs())
    out += fmt::format("- {}: {}{} Example: {}\n", spec.name, spec.help, form == CallForm::kText ? fmt::format(" Arguments: {}.", arguments_as_text(spec.schema)) : "", to_line(spec.example));
  return out;
}

Json tools_as_json() {
  Json all = Json::array();
  for (const cas::ToolSpec& spec : cas::tool_specs()) all.push_back(spec.openai());
  return all;
}

// One problem being solved.
class Session {
 public:
  Session(const Teacher& teacher, cas::Toolbox& tools, const trace::Problem& problem, trace::Trace& trace, std::uint64_t seed)
      : teacher_(teacher), toolbox_(tools), problem_(problem), trace_(trace), plan_(teacher, "solver", seed),
        rounds_(teacher, "solver", seed + 1) {}

  Status run() {
    RETORT_TRY(const bool planned, make_plan());
    if (!planned) return {};
    const Json tools = teacher_.calls == CallForm::kNative ? tools_as_json() : Json::array();
    for (int round = 0; round < teacher_.rounds; ++round) {
      RETORT_TRY(const bool on, take_round(tools));
      if (!on) return {};
    }
    return wrap_up();
  }

 private:
  // Asks; nothing when this problem has failed, which the trace then says.
  Result<std::optional<llm::ChatReply>> ask(Conversation& conversation, const Json& tools, const std::optional<Json>& schema = std::nullopt) {
    llm::ChatReply reply = conversation.ask(tools, schema);
    if (reply.ok()) return std::optional(std::move(reply));
    RETORT_TRY(ChatTrouble trouble, trouble_of(reply));
    trace_.failure = "the model gave no usable reply: " + trouble.message;
    trace_.transient = trouble.transient;
    return std::optional<llm::ChatReply>();
  }

  void add_turn(TurnKind kind, std::string text, const llm::ChatReply& reply) {
    if (text.empty()) return;
    Turn turn;
    turn.kind = kind;
    turn.text = std::move(text);
    if (teacher_.keep_reasoning) turn.reasoning = reply.reasoning;
    trace_.turns.push_back(std::move(turn));
  }

  Result<bool> make_plan() {
    plan_.add(teacher_.prompts.fill(Prompt::kSolverPlan, {{"problem", problem_.statement}}));
    std::string text;
    for (int i = 0; i < teacher_.tries && text.empty(); ++i) {
      RETORT_TRY(auto reply, ask(plan_, Json::array()));
      if (!reply) return false;
      text = trim(reply->content);
      add_turn(TurnKind::kPlan, text, *reply);
    }
    if (text.empty()) {
      trace_.failure = fmt::format("the model gave no plan ({} empty replies)", teacher_.tries);
      return false;
    }
    std::string protocol;
    if (teacher_.calls != CallForm::kNative) {
      const Prompt form = teacher_.calls == CallForm::kText ? Prompt::kSolverJsonTools : Prompt::kSolverSchemaTools;
      protocol = "\n\n" + teacher_.prompts.fill(form, {{"tools", tools_as_text(teacher_.calls)}})[0].content;
    }
    rounds_.add(teacher_.prompts.fill(Prompt::kSolverRounds, {{"problem", problem_.statement},
                                                              {"plan", text},
                                                              {"rounds", std::to_string(teacher_.rounds)},
                                                              {"tool_protocol", protocol}}));
    return true;
  }

  // False when the problem is done with: answered, or failed.
  Result<bool> take_round(const Json& tools) {
    RETORT_TRY(auto reply, ask(rounds_, tools, schema(true)));
    if (!reply) return false;
    ToolRequests asked = read_tool_requests(*reply);
    if (asked.requests.empty()) return take_words(*reply, said(asked.words));
    idle_ = 0;
    const bool after_result = !trace_.turns.empty() && trace_.turns.back().kind == TurnKind::kResult;
    add_turn(after_result ? TurnKind::kReflection : TurnKind::kThought, asked.words, *reply);
    rounds_.add(sendable(reply->to_message()));
    for (const ToolRequest& request : asked.requests) {
      if (teacher_.stop && teacher_.stop->requested()) return Error{ErrorCode::kCancelled, "stopped"};
      answer(request);
    }
    return true;
  }

  // A reply without a call: the answer, or words and the request to go on.
  Result<bool> take_words(const llm::ChatReply& reply, const std::string& words) {
    if (conclude(reply, words)) return false;
    add_turn(TurnKind::kThought, words, reply);
    if (++idle_ >= teacher_.tries) {
      trace_.failure = fmt::format("the model neither called a tool nor answered in {} replies in a row", idle_);
      return false;
    }
    if (!words.empty()) rounds_.add(reply.to_message());
    rounds_.add(teacher_.prompts.fill(Prompt::kSolverGoOn, {}));
    return true;
  }

  // What holds the next message to its form, where something does.
  std::optional<Json> schema(bool may_call) const {
    if (teacher_.calls != CallForm::kSchema) return std::nullopt;
    static const Json kRound = round_schema(true), kLast = round_schema(false);
    return may_call ? kRound : kLast;
  }
  std::string said(const std::string& words) const { return teacher_.calls == CallForm::kSchema ? said_in_round(words) : words; }

  // Servers refuse a conversation in which the arguments of an earlier call are no JSON.
  static llm::ChatMessage sendable(llm::ChatMessage message) {
    for (llm::ToolUse& use : message.tool_uses) {
      const auto read = parse_json(use.arguments);
      if (!read.ok() || !read->is_object()) use.arguments = "{}";
    }
    return message;
  }

  bool conclude(const llm::ChatReply& reply, const std::string& words) {
    const auto found = grade::extract_answer(words, grade::Extraction::kBoxedOnly);
    if (!found || trim(found->answer).empty()) return false;
    add_turn(TurnKind::kFinal, words, reply);
    trace_.answer = trim(found->answer);
    return true;
  }

  void answer(const ToolRequest& request) {
    const std::string key = fmt::format("{} {}", request.call.tool, request.trouble.empty() ? to_line(request.call.args) : request.trouble);
    const auto known = made_.find(key);
    if (known != made_.end()) {
      // A result is in the turns once; each error is, so that they count what the model did.
      if (!known->second.ok) add_call(request.call, known->second);
      Json result = known->second.to_json();
      result["note"] = "You have made this very call before; this is its result from then. Use it, or do something else.";
      give(request, result);
      return;
    }
    const cas::ToolResult result = request.trouble.empty() ? toolbox_.call(request.call) : unreadable(request.trouble);
    add_call(request.call, result);
    made_.emplace(key, result);
    give(request, result.to_json());
  }

  void add_call(const cas::ToolCall& asked, const cas::ToolResult& result) {
    Turn call, made;
    call.kind = TurnKind::kCall;
    call.call = asked;
    made.kind = TurnKind::kResult;
    made.result = result;
    trace_.turns.push_back(std::move(call));
    trace_.turns.push_back(std::move(made));
  }

  static cas::ToolResult unreadable(const std::string& trouble) {
    cas::ToolResult result;
    result.kind = "arguments";
    result.message = trouble + "; give one JSON object with the arguments by name";
    return result;
  }

  void give(const ToolRequest& request, const Json& result) {
    if (!request.id.empty()) rounds_.add(llm::tool_message(request.id, to_line(result)));
    else rounds_.add(llm::user_message(fmt::format("Result of {}: {}", request.call.tool, to_line(result))));
  }

  Status wrap_up() {
    rounds_.add(teacher_.prompts.fill(Prompt::kSolverWrapUp, {}));
    for (int i = 0; i < teacher_.tries; ++i) {
      RETORT_TRY(auto reply, ask(rounds_, Json::array(), schema(false)));
      if (!reply || conclude(*reply, said(read_tool_requests(*reply).words))) return {};
    }
    trace_.failure = fmt::format("no final answer after {} rounds", teacher_.rounds);
    return {};
  }

  const Teacher& teacher_;
  cas::Toolbox& toolbox_;
  const trace::Problem& problem_;
  trace::Trace& trace_;
  Conversation plan_, rounds_;
  std::map<std::string, cas::ToolResult> made_;   // by tool and arguments
  int idle_ = 0;                                  // replies in a row that neither called nor answered
};

class LlmSolver : public SampleSolver {
 public:
  explicit LlmSolver(Teacher teacher) : teacher_(std::move(teacher)) {}
  std::string revision() const override { return "llm-solver/2 " + teacher_.revision(); }

  Result<trace::Trace> solve(const trace::Problem& problem, cas::Toolbox& tools, std::uint64_t seed) const override {
    return sample(problem, tools, 0, seed);
  }

  Result<trace::Trace> sample(const trace::Problem& problem, cas::Toolbox& tools, int number, std::uint64_t seed) const override {
    Teacher teacher = teacher_;
    teacher.temperature = std::min(kHighestTemperature, teacher_.temperature + number * teacher_.temperature_step);
    trace::Trace trace;
    trace.problem_id = problem.record_id();
    trace.id = trace::make_id("trace", {trace.problem_id, teacher.revision(), std::to_string(seed)});
    trace.agent = "llm";
    trace.origin = "solver";
    RETORT_TRY_STATUS(Session(teacher, tools, problem, trace, seed).run());
    return trace;
  }

 private:
  Teacher teacher_;
};

}  // namespace

std::unique_ptr<SampleSolver> make_llm_solver(Teacher teacher) { return std::make_unique<LlmSolver>(std::move(teacher)); }

}  // namespace retort::agent
