// The server without its transport: messages, revisions of the protocol, paging, cancellation.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <mutex>

#include "serve/server.h"

namespace retort::serve {
namespace {

// A server with three offers: `echo`, `fail`, and `wait`, which is at work until it is let go.
class ServerTest : public testing::Test {
 protected:
  ServerTest() : server_(offers(), [this](const std::string& line) { keep(line); }, {.version = "1.2", .threads = 2, .waiting = 3, .page = 2}) {}

  std::vector<Offer> offers() {
    const auto offer = [](std::string name, std::function<Answer(const Json&, const StopToken&)> run) {
      return Offer{name, name, "does " + name, {{"type", "object"}}, {{"type", "object"}}, std::move(run)};
    };
    return {offer("echo", [](const Json& arguments, const StopToken&) { return Answer{arguments, false}; }),
            offer("fail", [](const Json&, const StopToken&) { return Answer{{{"message", "no"}}, true}; }),
            offer("wait", [this](const Json&, const StopToken&) {
              ++at_work_;
              let_go_.get_future().wait();
              return Answer{Json::object(), false};
            })};
  }
  void keep(const std::string& line) {
    auto json = parse_json(line);
    ASSERT_TRUE(json.ok()) << line;
    std::lock_guard lock(mutex_);
    kept_.push_back(*json);
  }
  // What the server says to a line.
  std::vector<Json> say(const std::string& line) {
    server_.receive(line);
    server_.finish(never_);
    std::lock_guard lock(mutex_);
    return std::exchange(kept_, {});
  }
  Json one(const std::string& line) {
    auto all = say(line);
    EXPECT_EQ(all.size(), 1u) << line;
    return all.empty() ? Json() : all[0];
  }
  void initialize(const std::string& version) {
    const Json answer = one(R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":")" + version + R"(","capabilities":{}}})");
    EXPECT_TRUE(answer.contains("result")) << answer;
  }
  static int code(const Json& answer) { return answer.contains("error") ? answer["error"]["code"].get<int>() : 0; }

  std::mutex mutex_;
  std::vector<Json> kept_;
  std::promise<void> let_go_;
  std::atomic<int> at_work_{0};
  StopToken never_;
  Server server_;
};

constexpr const char* kOwn =
    R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}})";

TEST_F(ServerTest, AgreesOnARevisionItKnows) {
  for (const auto& [wanted, agreed] : std::map<std::string, std::string>{{"2024-11-05", "2024-11-05"}, {"2025-03-26", "2025-03-26"},
                                                                         {"2025-06-18", "2025-06-18"}, {"2025-11-25", "2025-11-25"},
                                                                         {"2026-07-28", "2025-11-25"}, {"1999-01-01", "2025-11-25"}, {"", "2025-11-25"}}) {
    std::vector<Json> said;
    Server server(offers(), [&](const std::string& line) { said.push_back(*parse_json(line)); }, {.version = "1.2"});
    server.receive(R"({"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":")" + wanted + R"("}})");
    ASSERT_EQ(said.size(), 1u);
    EXPECT_EQ(said[0]["id"], "a");
    EXPECT_EQ(said[0]["result"]["protocolVersion"], agreed);
    EXPECT_EQ(said[0]["result"]["serverInfo"], Json({{"name", "retort"}, {"version", "1.2"}}));
    EXPECT_TRUE(said[0]["result"]["capabilities"].contains("tools"));
  }
}

TEST_F(ServerTest, AsksForTheHandshakeFirst) {
  EXPECT_EQ(one(R"({"jsonrpc":"2.0","id":1,"method":"ping"})")["result"], Json::object());
  EXPECT_EQ(code(one(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})")), -32600);
  EXPECT_EQ(code(one(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}})")), -32600);
  EXPECT_EQ(code(one(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{}})")), -32602);
  EXPECT_EQ(code(one(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":7}})")), -32602);
  initialize("2025-06-18");
  EXPECT_EQ(code(one(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}})")), -32600);
  EXPECT_TRUE(say(R"({"jsonrpc":"2.0","method":"notifications/initialized"})").empty());
  EXPECT_EQ(one(R"({"jsonrpc":"2.0","id":2,"method":"ping"})")["result"], Json::object());
}

TEST_F(ServerTest, NamesEachMistake) {
  initialize("2025-11-25");
  const std::vector<std::tuple<std::string, int, std::string>> cases = {
      {"not json", -32700, "null"},
      {R"({"jsonrpc":"2.0","id":1,"method":"ping")", -32700, "null"},
      {"\"\xff\xfe\"", -32700, "null"},
      {std::string(300, '[') + std::string(300, ']'), -32700, "null"},
      {"7", -32600, "null"},
      {"[]", -32600, "null"},
      {R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])", -32600, "null"},
      {"{}", -32600, "null"},
      {R"({"jsonrpc":"1.0","id":1,"method":"ping"})", -32600, "1"},
      {R"({"id":"x","method":"ping"})", -32600, "\"x\""},
      {R"({"jsonrpc":"2.0","id":null,"method":"ping"})", -32600, "null"},
      {R"({"jsonrpc":"2.0","id":{},"method":"ping"})", -32600, "null"},
      {R"({"jsonrpc":"2.0","id":true,"method":"ping"})", -32600, "null"},
      {R"({"jsonrpc":"2.0","id":1})", -32600, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":5})", -32600, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[1]})", -32602, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":"no/such"})", -32601, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})", -32601, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":"resources/list"})", -32601, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"no"}})", -32602, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":3}})", -32602, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"-1"}})", -32602, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/call"})", -32602, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":["echo"]}})", -32602, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"nothing"}})", -32602, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":"x"}})", -32602, "1"},
  };
  for (const auto& [line, expected, id] : cases) {
    const Json answer = one(line);
    EXPECT_EQ(code(answer), expected) << line.substr(0, 80) << " -> " << answer;
    EXPECT_EQ(to_line(answer["id"]), id) << line.substr(0, 80);
    EXPECT_FALSE(answer["error"]["message"].get<std::string>().empty());
  }
  for (const char* silent : {"", "   ", R"({"jsonrpc":"2.0","method":"no/such"})", R"({"jsonrpc":"2.0","method":"notifications/cancelled"})",
                             R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":[]})", R"({"jsonrpc":"2.0","id":5,"result":{}})",
                             R"({"jsonrpc":"2.0","id":5,"error":{}})", R"({"jsonrpc":"2.0","id":null,"error":{"code":1,"message":""}})"})
    EXPECT_TRUE(say(silent).empty()) << silent;
}

TEST_F(ServerTest, CallsGiveTextAndStructure) {
  initialize("2025-06-18");
  const Json echoed = one(R"({"jsonrpc":"2.0","id":-3,"method":"tools/call","params":{"name":"echo","arguments":{"a":[1,"\u00e9"]}}})");
  EXPECT_EQ(echoed["id"], -3);
  EXPECT_EQ(echoed["result"]["isError"], false);
  EXPECT_EQ(echoed["result"]["structuredContent"], Json({{"a", {1, "é"}}}));
  EXPECT_EQ(echoed["result"]["content"][0]["type"], "text");
  EXPECT_EQ(echoed["result"]["content"][0]["text"], R"({"a":[1,"é"]})");
  const Json failed = one(R"({"jsonrpc":"2.0","id":"f","method":"tools/call","params":{"name":"fail"}})");
  EXPECT_EQ(failed["result"]["isError"], true);
  EXPECT_EQ(failed["result"]["structuredContent"]["message"], "no");
}

TEST_F(ServerTest, OlderRevisionsGetWhatTheyKnow) {
  initialize("2024-11-05");
  const Json tool = one(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})")["result"]["tools"][0];
  EXPECT_FALSE(tool.contains("outputSchema") || tool.contains("annotations") || tool.contains("title")) << tool;
  EXPECT_FALSE(one(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}})")["result"].contains("structuredContent"));
}

TEST_F(ServerTest, PagesTheList) {
  initialize("2025-11-25");
  const Json first = one(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})")["result"];
  ASSERT_EQ(first["tools"].size(), 2u);
  const Json second = one(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":)" + to_line(first["nextCursor"]) + "}}")["result"];
  ASSERT_EQ(second["tools"].size(), 1u);
  EXPECT_EQ(second["tools"][0]["name"], "wait");
  EXPECT_TRUE(second["tools"][0].contains("outputSchema"));
  EXPECT_FALSE(second.contains("nextCursor"));
}

TEST_F(ServerTest, BatchesAreOneArrayWhereTheRevisionHasThem) {
  initialize("2025-03-26");
  const Json answers = one(R"([{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/initialized"},
      {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo","arguments":{"x":1}}},5])");
  ASSERT_TRUE(answers.is_array());
  ASSERT_EQ(answers.size(), 3u) << answers;
  std::map<std::string, Json> by_id;
  for (const Json& answer : answers) by_id[to_line(answer["id"])] = answer;
  EXPECT_EQ(by_id["1"]["result"], Json::object());
  EXPECT_EQ(by_id["2"]["result"]["isError"], false);
  EXPECT_EQ(code(by_id["null"]), -32600);
  EXPECT_TRUE(say(R"([{"jsonrpc":"2.0","method":"notifications/initialized"}])").empty());
  EXPECT_EQ(code(one("[]")), -32600);
  std::string many = "[1";
  for (int i = 0; i < 1000; ++i) many += ",1";
  EXPECT_EQ(code(one(many + "]")), -32600);
}

TEST_F(ServerTest, RequestsMayNameTheirRevision) {
  const auto request = [&](const std::string& method, const std::string& more = "") {
    return R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":{)" + more + kOwn + "}}";
  };
  const Json found = one(request("server/discover"))["result"];
  EXPECT_EQ(found["supportedVersions"], Json::array({"2026-07-28"}));
  EXPECT_EQ(found["resultType"], "complete");
  EXPECT_TRUE(found["capabilities"].contains("tools"));
  EXPECT_TRUE(found.contains("ttlMs") && found.contains("cacheScope"));
  EXPECT_EQ(found["_meta"]["io.modelcontextprotocol/serverInfo"]["name"], "retort");
  const Json listed = one(request("tools/list"))["result"];
  EXPECT_EQ(listed["tools"].size(), 2u);
  EXPECT_TRUE(listed.contains("ttlMs") && listed["resultType"] == "complete");
  const Json called = one(request("tools/call", R"("name":"echo",)"))["result"];
  EXPECT_TRUE(called["resultType"] == "complete" && called.contains("structuredContent"));
  EXPECT_EQ(code(one(request("ping"))), -32601);
  const Json other = one(
      R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2031-01-01","io.modelcontextprotocol/clientCapabilities":{}}}})");
  EXPECT_EQ(code(other), -32022);
  EXPECT_EQ(other["error"]["data"], Json({{"supported", {"2026-07-28"}}, {"requested", "2031-01-01"}}));
  EXPECT_EQ(code(one(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})")), -32602);
  EXPECT_EQ(code(one(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":1}}})")), -32602);
}

TEST_F(ServerTest, CancelledCallsGetNoAnswerAndOthersGoOn) {
  initialize("2025-11-25");
  server_.receive(R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"wait"}})");
  while (at_work_ == 0) std::this_thread::yield();
  // A call beside it is answered while it works.
  server_.receive(R"({"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"echo"}})");
  for (bool answered = false; !answered;) {
    std::lock_guard lock(mutex_);
    answered = !kept_.empty();
  }
  EXPECT_EQ(kept_[0]["id"], 8);
  kept_.clear();
  server_.receive(R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo"}})");
  EXPECT_EQ(code(kept_.at(0)), -32600) << "an id that is not answered yet";
  kept_.clear();
  for (const char* id : {"\"7\"", "99", "null", "{}", "7"})
    server_.receive(std::string(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":)") + id + "}}");
  let_go_.set_value();
  EXPECT_TRUE(say("").empty());
}

TEST_F(ServerTest, TooManyCallsAreRefused) {
  initialize("2025-11-25");
  std::promise<void> hold;
  std::shared_future<void> held = hold.get_future().share();
  std::vector<Json> said;
  std::mutex mutex;
  Server server({{"hold", "", "", Json::object(), Json::object(), [held](const Json&, const StopToken&) { return held.wait(), Answer{Json::object(), false}; }}},
                [&](const std::string& line) {
                  std::lock_guard lock(mutex);
                  said.push_back(*parse_json(line));
                },
                {.version = "1", .threads = 1, .waiting = 3});
  server.receive(R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25"}})");
  for (int i = 1; i <= 10; ++i) server.receive(R"({"jsonrpc":"2.0","id":)" + std::to_string(i) + R"(,"method":"tools/call","params":{"name":"hold"}})");
  hold.set_value();
  server.finish(never_);
  server.stop();
  ASSERT_EQ(said.size(), 11u);
  const auto busy = std::count_if(said.begin(), said.end(), [](const Json& answer) { return code(answer) == -32000; });
  EXPECT_GE(busy, 6);
  EXPECT_LE(busy, 7);
}

TEST_F(ServerTest, StoppingDropsWhatWaits) {
  std::vector<Json> said;
  Server server(offers(), [&](const std::string& line) { said.push_back(*parse_json(line)); }, {.version = "1", .threads = 1});
  server.receive(R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25"}})");
  server.receive(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait"}})");
  while (at_work_ == 0) std::this_thread::yield();
  server.receive(R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo"}})");
  std::thread stopping([&] { server.stop(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  let_go_.set_value();
  stopping.join();
  EXPECT_EQ(said.size(), 1u) << "neither the call at work nor the one behind it is answered";
}

TEST_F(ServerTest, LongLinesAreRefusedByTheirLimit) {
  server_.receive_oversized(4096);
  EXPECT_EQ(code(kept_.at(0)), -32700);
  EXPECT_NE(kept_[0]["error"]["message"].get<std::string>().find("4096"), std::string::npos);
}

TEST_F(ServerTest, ADefectOfOneCallIsItsAnswer) {
  std::vector<Json> said;
  Server server({{"broken", "", "", Json::object(), Json::object(), [](const Json& arguments, const StopToken&) { return Answer{arguments.at("absent"), false}; }}},
                [&](const std::string& line) { said.push_back(*parse_json(line)); }, {.version = "1"});
  server.receive(R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25"}})");
  server.receive(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"broken"}})");
  server.finish(never_);
  server.stop();
  EXPECT_EQ(code(said.at(1)), -32603);
}

}  // namespace
}  // namespace retort::serve
