#include "llm/chat_wire.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "llm/pace.h"

namespace retort::llm {
namespace {

const std::string kGoodReply = R"({"id":"x","model":"m-1","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
  "content":"Let me compute.","reasoning_content":"hm","tool_calls":[{"id":"a","type":"function","function":{"name":"gcd","arguments":"{\"a\":12"}},
  {"id":"a","type":"function","function":{"name":"lcm","arguments":{"a":4}}},{"type":"function","function":{"name":"lcm"}}]}}],
  "usage":{"prompt_tokens":11,"completion_tokens":7,"completion_tokens_details":{"reasoning_tokens":3}}})";

TEST(ChatWire, ReadsAReply) {
  auto reply = read_chat_reply(kGoodReply);
  ASSERT_TRUE(reply.ok()) << reply.error().message;
  EXPECT_TRUE(reply->ok());
  EXPECT_EQ(reply->content, "Let me compute.");
  EXPECT_EQ(reply->reasoning, "hm");
  ASSERT_EQ(reply->tool_uses.size(), 3u);
  EXPECT_EQ(reply->tool_uses[0], (ToolUse{"a", "gcd", "{\"a\":12"}));
  EXPECT_EQ(reply->tool_uses[1], (ToolUse{"a_2", "lcm", "{\"a\":4}"}));
  EXPECT_EQ(reply->tool_uses[2].id, "call_3");
  EXPECT_EQ(reply->finish, FinishReason::kToolCalls);
  EXPECT_EQ(reply->usage.prompt_tokens, 11);
  EXPECT_EQ(reply->usage.reasoning_tokens, 3);
  EXPECT_EQ(reply->model, "m-1");
}

TEST(ChatWire, CutOffAndWithheldRepliesAreFailuresThatKeepTheirText) {
  auto with = [](std::string_view finish) {
    return read_chat_reply(fmt::format(R"({{"choices":[{{"finish_reason":{},"message":{{"content":"half"}}}}]}})", finish));
  };
  EXPECT_EQ(with("\"length\"")->failure->kind, ChatFailureKind::kLength);
  EXPECT_EQ(with("\"length\"")->content, "half");
  EXPECT_EQ(with("\"content_filter\"")->failure->kind, ChatFailureKind::kFiltered);
  EXPECT_TRUE(with("\"stop\"")->ok());
  EXPECT_EQ(with("null")->finish, FinishReason::kOther);
  EXPECT_EQ(with("\"error\"").error().code, ErrorCode::kUnavailable);
  EXPECT_TRUE(with("\"stop\"")->usage.estimated);
  EXPECT_GT(with("\"stop\"")->usage.completion_tokens, 0);
}

TEST(ChatWire, AnyTypeMayStandAnywhere) {
  // Each member in turn becomes a value of another type: no crash, and either a whole reply or a reason.
  Json good = *parse_json(kGoodReply);
  std::vector<Json> odd = {nullptr, 7, -1e300, "text", Json::array(), Json::object(), Json::array({1}), true, 18446744073709551615ULL,
                           Json::array({Json::object()})};
  std::vector<Json::json_pointer> places;
  Json flat = good.flatten();
  for (const auto& [path, value] : flat.items()) {
    for (Json::json_pointer at(path); !at.empty(); at = at.parent_pointer()) places.push_back(at);
  }
  int refused = 0, read = 0;
  for (const auto& place : places) {
    for (const Json& value : odd) {
      Json changed = good;
      changed[place] = value;
      auto reply = read_chat_reply(to_line(changed));
      if (reply.ok()) {
        ++read;
        EXPECT_GE(reply->usage.prompt_tokens, 0);
        EXPECT_LE(reply->usage.completion_tokens, 1'000'000'000);
      } else {
        ++refused;
        EXPECT_FALSE(reply.error().message.empty());
      }
    }
  }
  EXPECT_GT(refused, 50);
  EXPECT_GT(read, 50);
}

TEST(ChatWire, EveryTruncationAndManyFlippedBytesAreSurvived) {
  for (std::size_t n = 0; n < kGoodReply.size(); ++n) EXPECT_FALSE(read_chat_reply(kGoodReply.substr(0, n)).ok()) << n;
  Random random(3);
  for (int i = 0; i < 2000; ++i) {
    std::string body = kGoodReply;
    for (int k = 0; k < 3; ++k)
      body[static_cast<std::size_t>(random.between(0, static_cast<long long>(body.size()) - 1))] = static_cast<char>(random.between(0, 255));
    auto reply = read_chat_reply(body);
    EXPECT_TRUE(reply.ok() || !reply.error().message.empty());
  }
  EXPECT_FALSE(read_chat_reply(std::string(1'000'000, '[')).ok());
}

TEST(ChatWire, ServersOwnWordsAreFoundInEveryForm) {
  struct Case { const char *body, *message, *code; };
  for (const Case& c : {Case{R"({"error":{"message":"no","code":"bad_key"}})", "no", "bad_key"},
                        Case{R"({"error":{"message":"no","type":"t","code":400}})", "no", "t"}, Case{R"({"error":"plain"})", "plain", ""},
                        Case{R"({"object":"error","message":"vllm","code":400})", "vllm", ""},
                        Case{R"({"detail":[{"msg":"field required"}]})", R"([{"msg":"field required"}])", ""},
                        Case{"<html>502</html>", "<html>502</html>", ""}, Case{"<!doctype html>\n<title>It works!</title><p>Much more", "a web page, \"It works!\"", ""}, Case{"a\nb\x01", "a b ", ""}, Case{"", "", ""}}) {
    std::string code;
    EXPECT_EQ(read_error_message(c.body, code), c.message) << c.body;
    EXPECT_EQ(code, c.code) << c.body;
  }
  std::string code;
  EXPECT_LE(read_error_message(std::string(100'000, 'x'), code).size(), 600u);
}

TEST(ChatWire, WaitsAreReadInEveryForm) {
  struct Case { const char* text; long ms; };
  for (const Case& c : {Case{"2", 2000}, Case{"0.25", 250}, Case{"20ms", 20}, Case{"1s", 1000}, Case{"6m0s", 360'000}, Case{"1h2m3.5s", 3'723'500},
                        Case{"Thu, 01 Jan 1970 00:00:10 GMT", 0}, Case{"0", 0}, Case{"1000000000000", 0}})
    EXPECT_EQ(read_wait(c.text).value_or(Milliseconds(-1)).count(), c.ms) << c.text;
  for (const char* text : {"", "soon", "-3", "1x", "nan"}) EXPECT_FALSE(read_wait(text)) << text;
  HttpOutcome reply;
  reply.headers = "x-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: 1s\r\nx-ratelimit-remaining-tokens: 0\r\n"
                  "x-ratelimit-reset-tokens: 6m0s\r\n";
  EXPECT_EQ(asked_wait(reply)->count(), 360'000);
  reply.headers = "x-ratelimit-remaining-requests: 5\r\nx-ratelimit-reset-requests: 1s\r\n";
  EXPECT_FALSE(asked_wait(reply));
  reply.headers += "retry-after: 7\r\n";
  EXPECT_EQ(asked_wait(reply)->count(), 7000);
  reply.headers += "retry-after-ms: 70\r\n";
  EXPECT_EQ(asked_wait(reply)->count(), 70);
}

TEST(Pace, HoldsInEveryMinute) {
  const Clock::time_point start{};
  Pace pace(300);
  std::vector<double> taken;
  // Asked every 7 ms, with a pause of a minute in between that must not be made up for.
  for (int ms = 0; ms < 180'000; ms += 7) {
    auto now = start + std::chrono::hours(1) + Milliseconds(ms);
    if (ms > 60'000 && ms < 120'000) continue;
    if (pace.next() > now) continue;
    pace.take(1, now);
    taken.push_back(ms / 1000.0);
  }
  for (std::size_t i = 300; i < taken.size(); ++i) EXPECT_GE(taken[i] - taken[i - 300], 60.0 - 1e-6) << i;
  EXPECT_GT(taken.size(), 570u);
}

TEST(Window, HalvesOnceForOneEventAndRises) {
  Window window(1000);
  for (int i = 0; i < 2000; ++i) window.on_success();
  EXPECT_EQ(window.size(), 1000);
  auto at = Clock::time_point{} + std::chrono::hours(1);
  EXPECT_TRUE(window.on_busy(at, at + Milliseconds(10)));
  for (int i = 0; i < 500; ++i) EXPECT_FALSE(window.on_busy(at, at + Milliseconds(20)));
  EXPECT_EQ(window.size(), 500);
  for (int i = 0; i < 500; ++i) window.on_success();
  EXPECT_GT(window.size(), 505);
  EXPECT_LT(window.size(), 520);
  for (int i = 0; i < 20; ++i) window.on_busy(at + Milliseconds(30 + i), at + Milliseconds(30 + i));
  EXPECT_EQ(window.size(), 1);
}

}  // namespace
}  // namespace retort::llm
