// The trace of one solution while it is being written: plan, thoughts, calls with their results, reflections, answer.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "cas/tool.h"
#include "trace/records.h"

namespace retort::agent {

// The value of a successful exact result; nothing for an error, an approximate value or one that cannot be read.
std::optional<math::Expr> closed_value(const cas::ToolResult& result);

class Work {
 public:
  // The words vary with the seed and the problem.
  Work(cas::Toolbox& tools, std::uint64_t seed, std::string_view problem) : tools_(tools), random_(seed, problem) {}

  void plan(std::string text);
  // What is done next; goes before the next call.
  void think(std::string text);
  // Calls a tool and records thought, call and result. A call made before is not made again: its result is returned and nothing
  // recorded. After kMaxRounds calls the work is over (`over`), and an error result comes back.
  const cas::ToolResult& call(const std::string& tool, Json args);
  // What the result means, after every recorded call. `outcome` as in trace::Turn.
  void reflect(std::string text, std::string_view outcome = "confirmed");

  // The answer as LaTeX in a closing sentence with "@" in its place ("the price is @ dollars").
  void finish(const std::string& answer, const std::string& closing);
  // No answer. The first reason given stays.
  void give_up(std::string reason);
  bool over() const { return over_; }

  // The value of a call as a number or an expression; on an error or another kind of value the work is given up.
  std::optional<math::Rational> number(const std::string& tool, Json args);
  std::optional<math::Expr> expression(const std::string& tool, Json args);
  // The items of a list or tuple that a call returned.
  std::optional<std::vector<math::Expr>> items(const std::string& tool, Json args);

  // One of some ways to say the same, chosen by the seed.
  std::string vary(const std::vector<std::string>& ways) { return random_.pick(ways); }

  trace::Trace take() && { return std::move(trace_); }

 private:
  static constexpr long kMaxRounds = 15;

  struct Made { std::string key; cas::ToolResult result; };

  void add(trace::TurnKind kind, std::string text);
  std::nullopt_t fail(const std::string& tool, const cas::ToolResult& result);

  cas::Toolbox& tools_;
  Random random_;
  trace::Trace trace_;
  std::deque<Made> made_;       // references to results stay valid
  std::string thought_;         // not recorded yet
  bool over_ = false, awaits_reflection_ = false;
};

}  // namespace retort::agent
