#include "agent/imported.h"

#include <fmt/core.h>

#include <optional>

#include "base/text.h"
#include "cas/python_tool.h"
#include "data/given.h"
#include "grade/grade.h"

namespace retort::agent {

namespace {

using trace::Turn;
using trace::TurnKind;

// A recorded trace, run again part by part.
class Rerun {
 public:
  Rerun(cas::Toolbox& tools, trace::Trace& out) : tools_(tools), out_(out) {}

  void part(const Json& part) {
    if (part.contains("text")) return add_text(string_or(part, "text", ""));
    ++number_;
    const Turn asked{.kind = TurnKind::kCall, .call = call_of(part)};
    Turn answered{.kind = TurnKind::kResult};
    answered.result = part.contains("code") ? run_program(asked.call, string_or(part, "output", ""), part.contains("output"))
                                            : run_tool(asked.call, string_or(part, "result", ""));
    if (!out_.failure.empty()) return;
    out_.turns.push_back(asked);
    out_.turns.push_back(std::move(answered));
  }

 private:
  static cas::ToolCall call_of(const Json& part) {
    if (part.contains("code")) return {"python", {{"code", part["code"]}}};
    return {string_or(part, "tool", ""), part.contains("args") ? part["args"] : Json::object()};
  }

  void add_text(std::string text) {
    Turn turn{.kind = TurnKind::kThought};
    turn.text = std::move(text);
    out_.turns.push_back(std::move(turn));
  }

  void fail(std::string why) { out_.failure = fmt::format("call {}: {}", number_, why); }

  cas::ToolResult run_program(const cas::ToolCall& call, std::string_view recorded, bool is_recorded) {
    cas::ToolResult result;
    if (!session_) {
      auto started = cas::PythonSession::start();
      if (!started.ok()) {
        fail(started.error().message);
        out_.transient = true;
        return result;
      }
      session_.emplace(std::move(started).value());
    }
    const cas::CellResult cell = session_->run(string_or(call.args, "code", ""));
    result.ok = cell.ok;
    result.result = std::string(trim(cell.shown()));
    result.kind = cell.kind;
    result.message = cell.message;
    if (cell.kind == "deadline" || cell.kind == "memory" || cell.kind == "crash") {
      out_.transient = true;
      fail(fmt::format("the program did not end as recorded: {}", cell.message));
    } else if (is_recorded && !same_output(cell, recorded)) {
      fail(fmt::format("the program's recorded output does not come out again: \"{}\" instead of \"{}\"", shortened(cell.ok ? result.result : cell.message), shortened(recorded)));
    }
    return result;
  }

  // A program that failed: the recorded text ends in the exception that the run names.
  static bool same_output(const cas::CellResult& cell, std::string_view recorded) {
    recorded = trim(recorded);
    if (cell.ok) return trim(cell.shown()) == recorded;
    const std::string_view last = trim(recorded.substr(recorded.rfind('\n') == std::string_view::npos ? 0 : recorded.rfind('\n')));
    return !last.empty() && std::string_view(cell.message).ends_with(last);
  }

  cas::ToolResult run_tool(const cas::ToolCall& call, std::string_view recorded) {
    cas::ToolResult result = tools_.call(call);
    if (!result.ok) {
      out_.transient = result.kind == "deadline" || result.kind == "memory" || result.kind == "crash";
      fail(fmt::format("{}: {}", call.tool, result.message));
      return result;
    }
    const std::string value = recorded_value(recorded);
    if (!value.empty() && grade::compare(value, result.result).outcome == grade::Outcome::kDifferent)
      fail(fmt::format("{}: the recorded result {} is not what comes out, {}", call.tool, shortened(value), shortened(result.result)));
    return result;
  }

  // Tools answer with the value, or with an object that holds it.
  static std::string recorded_value(std::string_view recorded) {
    const auto json = parse_json(recorded);
    if (!json.ok() || !json->is_object() || !json->contains("result")) return std::string(trim(recorded));
    const Json& value = (*json)["result"];
    return value.is_string() ? value.get<std::string>() : to_line(value);
  }

  static std::string shortened(std::string_view text) { return text.size() > 60 ? std::string(text.substr(0, 60)) + "..." : std::string(text); }

  cas::Toolbox& tools_;
  trace::Trace& out_;
  std::optional<cas::PythonSession> session_;   // of the thread that works on the trace
  int number_ = 0;
};

class ImportedSolver : public Solver {
 public:
  std::string revision() const override { return "imported/2+" + std::string(cas::tools_revision()); }

  Result<trace::Trace> solve(const trace::Problem& problem, cas::Toolbox& tools, std::uint64_t seed) const override {
    trace::Trace out;
    out.problem_id = problem.record_id();
    out.agent = out.origin = "imported";
    out.id = trace::make_id("trace", {out.problem_id, revision(), std::to_string(seed)});
    const std::string kind = string_or(problem.given, "kind", "");
    if (kind == "narrative") take_narrative(problem.given, out);
    else if (kind == "trace") run_again(problem.given, tools, out);
    else out.failure = "the row brings no narrative and no trace";
    return out;
  }

 private:
  static void take_narrative(const Json& given, trace::Trace& out) {
    Turn told{.kind = TurnKind::kFinal};
    told.text = string_or(given, "text", "");
    if (auto answer = grade::extract_answer(told.text, grade::Extraction::kBoxedOnly)) out.answer = std::string(trim(answer->answer));
    if (out.answer.empty()) out.failure = "the narrative has no boxed answer";
    out.turns.push_back(std::move(told));
  }

  // Programs print 59.0 where a person writes 59.
  static void without_idle_places(trace::Trace& out) {
    const auto point = out.answer.find('.');
    if (point == std::string::npos || point == 0 || out.answer.find_first_not_of("-0123456789") != point || out.answer.find_first_not_of('0', point + 1) != std::string::npos) return;
    const std::string whole = out.answer.substr(0, point);
    for (Turn& turn : out.turns) turn.text = replace_all(turn.text, "\\boxed{" + out.answer + "}", "\\boxed{" + whole + "}");
    out.answer = whole;
  }

  static void run_again(const Json& given, cas::Toolbox& tools, trace::Trace& out) {
    Rerun rerun(tools, out);
    for (const Json& part : given["parts"]) {
      rerun.part(part);
      if (!out.failure.empty()) return;
    }
    out.answer = data::answer_of_trace(given);
    without_idle_places(out);
    if (out.calls() == 0) out.failure = "the trace has no call";
    else if (out.answer.empty()) out.failure = "the trace has no answer";
    if (!out.turns.empty() && out.turns.back().kind == TurnKind::kThought) out.turns.back().kind = TurnKind::kFinal;
  }
};

class ImportedRephraser : public Rephraser {
 public:
  explicit ImportedRephraser(std::unique_ptr<Rephraser> teller) : teller_(std::move(teller)) {}
  std::string revision() const override { return "imported/2+" + teller_->revision(); }
  // What is taken over as it is gains nothing from another attempt.
  int attempts(const trace::Trace& trace, int allowed) const override { return trace.calls() > 0 ? teller_->attempts(trace, allowed) : 1; }

  Result<trace::Narrative> rephrase(const trace::Problem& problem, const trace::Trace& trace, const std::vector<trace::Explanation>& explanations,
                                    const Rejected& before, int attempt, std::uint64_t seed) const override {
    if (trace.calls() > 0) return teller_->rephrase(problem, trace, explanations, before, attempt, seed);
    trace::Narrative out;
    out.id = trace::make_id("narrative", {trace.id, revision(), std::to_string(attempt)});
    out.trace_id = trace.id;
    out.problem_id = problem.record_id();
    out.attempt = attempt;
    out.answer = trace.answer;
    if (!trace.failure.empty() || trace.turns.empty()) out.failure = trace.failure.empty() ? "the trace is empty" : trace.failure;
    else out.text = trace.turns.back().text;
    return out;
  }

 private:
  std::unique_ptr<Rephraser> teller_;
};

}  // namespace

std::unique_ptr<Solver> make_imported_solver() { return std::make_unique<ImportedSolver>(); }
std::unique_ptr<Rephraser> make_imported_rephraser(std::unique_ptr<Rephraser> teller) { return std::make_unique<ImportedRephraser>(std::move(teller)); }

}  // namespace retort::agent
