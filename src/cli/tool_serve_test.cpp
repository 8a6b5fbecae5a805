// `retort tool serve` as a client sees it: lines in, lines out, the end.
#include <gtest/gtest.h>

#include <csignal>
#include <map>
#include <optional>
#include <set>

#include "base/json.h"
#include "base/process.h"

namespace retort::cli {
namespace {

constexpr Milliseconds kPatience{20'000};

class ToolServeTest : public testing::Test {
 protected:
  void SetUp() override {
    auto started = Process::start({.argv = {RETORT_BIN_DIR "/retort", "tool", "serve"}});
    ASSERT_TRUE(started.ok()) << started.error().message;
    server_.emplace(std::move(started).value());
  }
  void initialize() {
    const Json answer = ask(R"({"jsonrpc":"2.0","id":"start","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})");
    ASSERT_EQ(answer["result"]["protocolVersion"], "2025-06-18") << answer;
    tell(R"({"jsonrpc":"2.0","method":"notifications/initialized"})");
  }
  void tell(const std::string& line) { ASSERT_TRUE(server_->write_line(line, Clock::now() + kPatience).ok()); }
  // The next line of the server; every line must be a message.
  Json hear() {
    auto line = server_->read_line(Clock::now() + kPatience);
    EXPECT_TRUE(line.ok() && line->has_value());
    if (!line.ok() || !line->has_value()) return Json();
    auto json = parse_json(**line);
    EXPECT_TRUE(json.ok()) << **line;
    if (!json.ok()) return Json();
    EXPECT_EQ((*json)["jsonrpc"], "2.0");
    return *json;
  }
  Json ask(const std::string& line) { return tell(line), hear(); }
  static std::string call_line(int id, const std::string& tool, const Json& arguments) {
    return to_line({{"jsonrpc", "2.0"}, {"id", id}, {"method", "tools/call"}, {"params", {{"name", tool}, {"arguments", arguments}}}});
  }
  Json call(const std::string& tool, const Json& arguments) {
    const Json answer = ask(call_line(++id_, tool, arguments));
    EXPECT_EQ(answer["id"], id_);
    EXPECT_EQ(answer["result"]["content"][0]["text"], to_line(answer["result"]["structuredContent"]));
    return answer["result"];
  }
  int end() {
    auto state = server_->wait(Clock::now() + kPatience);
    EXPECT_TRUE(state.ok());
    return state.ok() ? state->code : -2;
  }

  std::optional<Process> server_;
  int id_ = 0;
};

TEST_F(ToolServeTest, OffersEveryToolAndItsExampleWorks) {
  initialize();
  std::set<std::string> names;
  std::string cursor;
  do {
    const Json page = ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{)" + (cursor.empty() ? "" : "\"cursor\":\"" + cursor + "\"") + "}}")["result"];
    for (const Json& tool : page["tools"]) {
      EXPECT_TRUE(names.insert(tool["name"]).second) << tool["name"];
      EXPECT_EQ(tool["inputSchema"]["type"], "object");
      const auto description = tool["description"].get<std::string>();
      const auto example = description.find("Example: ");
      if (example == std::string::npos) continue;
      const auto arguments = parse_json(description.substr(example + 9));
      ASSERT_TRUE(arguments.ok()) << description;
      const Json result = call(tool["name"], *arguments);
      // Where there is no sandbox, the tool says so; its own tests are skipped there.
      if (tool["name"] == "python" && result["structuredContent"].value("kind", "") == "unsupported") continue;
      EXPECT_EQ(result["isError"], false) << tool["name"] << ": " << result;
    }
    cursor = page.value("nextCursor", "");
  } while (!cursor.empty());
  for (const char* name : {"solve_equation", "integrate", "gcd", "explain", "grade_answer", "check_narrative"}) EXPECT_TRUE(names.contains(name)) << name;
}

TEST_F(ToolServeTest, ExplainsGradesAndChecks) {
  initialize();
  const Json steps = call("explain", {{"tool", "gcd"}, {"args", {{"numbers", {48, 18}}}}})["structuredContent"];
  EXPECT_EQ(steps["output"]["result"], "6");
  EXPECT_GE(steps["steps"].size(), 2u);
  EXPECT_EQ(call("explain", {{"tool", "gcd"}, {"args", {{"numbers", "x"}}}})["isError"], true);
  EXPECT_EQ(call("grade_answer", {{"gold", "\\frac{1}{2}"}, {"pred", "so it is \\boxed{0.5}"}})["structuredContent"]["verdict"], "equal");
  EXPECT_EQ(call("grade_answer", {{"gold", "1103_7"}, {"pred", "1103_6"}})["structuredContent"]["verdict"], "different");
  const Json narrative = {{"problem", "What is $2 + 3$?"}, {"answer", "5"}, {"narrative", "Adding gives $2 + 3 = 6$, so the answer is $\\boxed{5}$."}};
  const Json checked = call("check_narrative", narrative)["structuredContent"];
  EXPECT_EQ(checked["passed"], false);
  EXPECT_EQ(checked["reasons"][0]["gate"], "equality");
  for (const auto& [tool, arguments] : std::map<std::string, Json>{{"grade_answer", {{"gold", "1"}}}, {"check_narrative", {{"problem", 1}}},
                                                                   {"explain", {{"tool", 5}}}, {"gcd", {{"numbers", Json::array({"x"})}}}}) {
    const Json refused = call(tool, arguments);
    EXPECT_EQ(refused["isError"], true) << tool;
    EXPECT_EQ(refused["structuredContent"]["kind"], "arguments") << refused;
    EXPECT_FALSE(refused["structuredContent"]["message"].get<std::string>().empty());
  }
  EXPECT_EQ(call("grade_answer", {{"gold", "1"}, {"pred", "1"}, {"tolerence", 1}})["isError"], true);
}

TEST_F(ToolServeTest, CallsRunSideBySide) {
  initialize();
  // Work that lasts until its deadline does not keep another call waiting.
  tell(call_line(100, "expand_expression", {{"expression", "(a + b + c + d + k + m + n + p)**60"}}));
  tell(call_line(101, "gcd", {{"numbers", {12, 18}}}));
  Json first = hear();
  EXPECT_EQ(first["id"], 101);
  Json late = hear();
  EXPECT_EQ(late["id"], 100);
  EXPECT_EQ(late["result"]["structuredContent"]["kind"], "deadline");
  for (int i = 200; i < 260; ++i) tell(call_line(i, "solve_equation", {{"sympy_equation", "x - " + std::to_string(i)}, {"variable", "x"}}));
  std::set<int> seen;
  for (int i = 200; i < 260; ++i) {
    const Json answer = hear();
    const int id = answer["id"];
    EXPECT_EQ(answer["result"]["structuredContent"]["result"], "[" + std::to_string(id) + "]");
    seen.insert(id);
  }
  EXPECT_EQ(seen.size(), 60u);
}

TEST_F(ToolServeTest, HostileLinesGetErrorsAndTheNextLineWorks) {
  initialize();
  const auto works = [&] { EXPECT_EQ(ask(R"({"jsonrpc":"2.0","id":"still","method":"ping"})")["id"], "still"); };
  const std::vector<std::string> broken = {
      std::string(10 << 20, 'x'), "{\"a\":\"" + std::string(10 << 20, 'y') + "\"}", std::string(100'000, '[') + std::string(100'000, ']'),
      std::string(1'000'000, '{'), "\xff\xfe\x80{}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xc3\x28\"}", "null", "true", "\"text\"", "1e999",
      "{\"jsonrpc\":\"2.0\",\"id\":1e999,\"method\":\"ping\"}", "Content-Length: 20", std::string("\0\0\0", 3)};
  for (const std::string& line : broken) {
    const Json answer = ask(line);
    EXPECT_TRUE(answer.contains("error")) << line.substr(0, 40);
    EXPECT_TRUE(answer["id"].is_null()) << answer;
    works();
  }
  // Depth within the reader's limit, but not within that of any tool.
  const std::string deep = std::string(150, '[') + "1" + std::string(150, ']');
  EXPECT_EQ(ask(R"({"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"evaluate","arguments":{"expression":)" + deep + "}}}")["result"]["isError"], true);
  EXPECT_EQ(call("evaluate", {{"expression", std::string(1 << 20, '(')}})["isError"], true);
  EXPECT_EQ(call("check_narrative", {{"problem", "p"}, {"answer", "1"}, {"narrative", std::string(1 << 20, '$')}})["structuredContent"]["passed"], false);
  call("grade_answer", {{"gold", std::string(1 << 20, '{')}, {"pred", "9^{9^{9^{9}}}"}});
  for (const char* id : {"0", "-1", "9007199254740993", "1.5", "\"\"", "\"7\"", "\"\\u0000\""}) {
    const Json answer = ask(std::string(R"({"jsonrpc":"2.0","method":"ping","id":)") + id + "}");
    EXPECT_EQ(answer["id"], *parse_json(id));
  }
  works();
}

TEST_F(ToolServeTest, EndsWhenItsInputEndsAndAnswersFirst) {
  initialize();
  tell(call_line(1, "solve_equation", {{"sympy_equation", "x**2 = 9"}, {"variable", "x"}}));
  server_->close_stdin();
  EXPECT_EQ(hear()["result"]["structuredContent"]["result"], "[-3, 3]");
  EXPECT_EQ(end(), 0);
}

TEST_F(ToolServeTest, EndsOnSigterm) {
  initialize();
  server_->signal(SIGTERM);
  EXPECT_EQ(end(), 0);
}

TEST_F(ToolServeTest, EndsWithoutEverBeingAsked) {
  server_->close_stdin();
  EXPECT_EQ(end(), 0);
}

}  // namespace
}  // namespace retort::cli
