#include <gtest/gtest.h>

#include <set>

#include "cas/tool.h"
#include "math/parse.h"

namespace retort::cas {
namespace {

Toolbox& tools() {
  static Toolbox box({.workers = 1, .worker_program = RETORT_BIN_DIR "/retort-cas"});
  return box;
}

TEST(Registry, IsOrderedAndComplete) {
  std::vector<std::string> names;
  for (const auto& spec : tool_specs()) names.push_back(spec.name);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  for (const char* name :
       {"simplify_expression", "expand_expression", "factor_expression", "solve_equation", "solve_linear_system", "solve_univariate_inequality",
        "differentiate", "integrate", "definite_integral", "compute_limit", "find_critical_points", "summation", "evaluate", "substitute", "gcd",
        "lcm", "factor_integer", "divisor_count", "power_mod", "inverse_mod", "binomial", "to_base", "from_base", "is_prime"})
    EXPECT_NE(find_tool(name), nullptr) << name;
  EXPECT_EQ(find_tool("rm"), nullptr);
}

TEST(Registry, EveryExampleRunsAndIsVerified) {
  for (const auto& spec : tool_specs()) {
    const auto r = tools().call({spec.name, spec.example});
    ASSERT_TRUE(r.ok) << spec.name << ": " << r.kind << " " << r.message;
    EXPECT_FALSE(r.verified_by.empty()) << spec.name;
    EXPECT_TRUE(math::parse(r.latex).ok()) << spec.name << ": " << r.latex;
    const auto back = ToolResult::from_json(r.to_json());
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(back->to_json(), r.to_json());
  }
}

TEST(Registry, SchemasFitTheirExamples) {
  for (const auto& spec : tool_specs()) {
    EXPECT_EQ(spec.schema["type"], "object");
    for (const auto& required : spec.schema["required"]) EXPECT_TRUE(spec.example.contains(required.get<std::string>())) << spec.name;
    for (const auto& [name, value] : spec.example.items()) EXPECT_TRUE(spec.schema["properties"].contains(name)) << spec.name << " " << name;
    EXPECT_EQ(spec.openai()["function"]["name"], spec.name);
    EXPECT_EQ(spec.openai()["function"]["parameters"], spec.schema);
  }
}

TEST(Registry, MistakesAreNamed) {
  const auto says = [](const ToolCall& call, const std::string& kind, const std::string& part) {
    const auto r = tools().call(call);
    EXPECT_FALSE(r.ok);
    EXPECT_EQ(r.kind, kind) << r.message;
    EXPECT_NE(r.message.find(part), std::string::npos) << r.message;
  };
  says({"solve_equatoin", Json::object()}, "unknown_tool", "did you mean 'solve_equation'");
  says({"launch_rocket", Json::object()}, "unknown_tool", "the tools are");
  says({"solve_equation", {{"equation", "x = 1"}}}, "arguments", "unknown argument 'equation'");
  says({"differentiate", {{"expresion", "x"}}}, "arguments", "did you mean 'expression'");
  says({"differentiate", Json::object()}, "arguments", "'expression' is missing");
  says({"differentiate", {{"expression", "((x+1"}}}, "arguments", "cannot be read");
  says({"differentiate", {{"expression", {1, 2}}}}, "arguments", "must be text");
  says({"differentiate", {{"expression", "x**2"}, {"variable", "x + 1"}}}, "arguments", "name of a variable");
  says({"gcd", {{"numbers", {12, "x"}}}}, "arguments", "must be an integer");
  says({"gcd", Json::array({1})}, "arguments", "JSON object");
  const auto counted = tools().counts();
  EXPECT_GE(counted.calls, 10);
  EXPECT_GE(counted.errors, 10);
  EXPECT_EQ(counted.crashes, 0);
}

TEST(ToolCall, RoundTripsAsJson) {
  const ToolCall call{"gcd", {{"numbers", {12, 18}}}};
  const auto back = ToolCall::from_json(call.to_json());
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->tool, "gcd");
  EXPECT_EQ(back->args, call.args);
  EXPECT_FALSE(ToolCall::from_json(Json::array()).ok());
  EXPECT_FALSE(ToolCall::from_json({{"tool", "gcd"}, {"args", 5}}).ok());
  EXPECT_FALSE(ToolCall::from_json({{"args", Json::object()}}).ok());
}

}  // namespace
}  // namespace retort::cas
