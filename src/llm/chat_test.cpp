#include "llm/chat.h"

#include <gtest/gtest.h>

#include "tests/support/scripted_chat.h"

namespace retort::llm {
namespace {

using retort::testing::ScriptedChat;
using retort::testing::text_reply;
using retort::testing::tool_reply;

ChatRequest full_request() {
  ChatRequest request;
  request.messages = {system_message("Solve it."), user_message("What is $\\frac{1}{2}$ of 3?"), assistant_message("Let me see."),
                      tool_message("call_1", "1.5")};
  request.messages[2].tool_uses = {{"call_1", "evaluate", "{\"expression\": "}};   // cut off, as models do
  request.tools = Json::parse(R"([{"type":"function","function":{"name":"evaluate","parameters":{"type":"object"}}}])");
  request.tool_choice = "evaluate";
  request.schema = Json{{"type", "object"}};
  request.temperature = 0.25;
  request.top_p = 0.9;
  request.max_tokens = 77;
  request.seed = 18'446'744'073'709'551'615ULL;
  request.stop = {"\n\n", "END"};
  return request;
}

TEST(ChatRequest, ReadsBackWhatItPrints) {
  ChatRequest request = full_request();
  auto again = ChatRequest::from_json(request.to_json());
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(to_line(again->to_json()), to_line(request.to_json()));
  EXPECT_EQ(again->messages, request.messages);
  EXPECT_EQ(again->seed, request.seed);
}

TEST(ChatRequest, EveryFieldIsPartOfTheIdentityExceptItsPurpose) {
  const ChatRequest base = full_request();
  std::string id = exchange_id("model-a", base);
  EXPECT_EQ(exchange_id("model-a", base), id);
  EXPECT_NE(exchange_id("model-b", base), id);
  const std::string none = "none", grammar = "root ::= \"a\"";
  std::vector<std::function<void(ChatRequest&)>> changes = {
      [](ChatRequest& r) { r.messages[1].content += " "; },        [](ChatRequest& r) { r.messages[0].role = Role::kUser; },
      [](ChatRequest& r) { r.messages[2].tool_uses[0].id += "x"; }, [](ChatRequest& r) { r.tools = Json::array(); },
      [&](ChatRequest& r) { r.tool_choice = none; },               [](ChatRequest& r) { r.schema.reset(); },
      [&](ChatRequest& r) { r.grammar = grammar; },                [](ChatRequest& r) { r.temperature = 0.26; },
      [](ChatRequest& r) { r.top_p.reset(); },                     [](ChatRequest& r) { r.max_tokens = 78; },
      [](ChatRequest& r) { r.seed = 1; },                          [](ChatRequest& r) { r.stop.pop_back(); },
      [](ChatRequest& r) { r.sample = 1; }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    ChatRequest changed = base;
    changes[i](changed);
    EXPECT_NE(exchange_id("model-a", changed), id) << "change " << i;
  }
  ChatRequest same = base;
  same.purpose = "solver";
  EXPECT_EQ(exchange_id("model-a", same), id);
}

TEST(ChatReply, ReadsBackWhatItPrints) {
  ChatReply reply = tool_reply({{"evaluate", "{\"expression\": \"1/2\"}"}, {"evaluate", "not JSON"}}, "Thinking.");
  reply.reasoning = "hm";
  reply.usage = {12, 34, 5, 0.125, 2, 1.5, true};
  auto again = ChatReply::from_json(reply.to_json());
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(again->to_json(), reply.to_json());
  EXPECT_EQ(again->tool_uses, reply.tool_uses);
  ChatReply failed = failed_reply(ChatFailureKind::kLength, "cut", 200);
  auto failed_again = ChatReply::from_json(failed.to_json());
  ASSERT_TRUE(failed_again.ok());
  EXPECT_EQ(failed_again->failure->kind, ChatFailureKind::kLength);
  EXPECT_FALSE(ChatReply::from_json(Json::object()).ok());
}

TEST(Reasoning, IsKeptApart) {
  struct Case { const char *content, *rest, *reasoning; };
  for (const Case& c : {Case{"<think>\na\n</think>\n\nb", "b", "a"}, Case{"a\n</think> b", "b", "a"}, Case{"<think> a", "", "a"},
                        Case{"no thought", "no thought", ""}, Case{"see <think>", "see <think>", ""}}) {
    std::string content = c.content, reasoning;
    split_reasoning(content, reasoning);
    EXPECT_EQ(content, c.rest) << c.content;
    EXPECT_EQ(reasoning, c.reasoning) << c.content;
  }
}

TEST(Chat, RefusesLoudlyWhatTheModelCannotHonour) {
  ScriptedChat chat(std::vector<ChatReply>{});
  chat.can = {.tools = false, .schema = false, .grammar = false, .seed = false, .stop = false};
  std::vector<std::pair<std::string, std::function<void(ChatRequest&)>>> options = {
      {"tools", [](ChatRequest& r) { r.tools = Json::array({Json::object()}); }},
      {"schema", [](ChatRequest& r) { r.schema = Json::object(); }},
      {"grammar", [](ChatRequest& r) { r.grammar = "root ::= [0-9]"; }},
      {"seed", [](ChatRequest& r) { r.seed = 1; }},
      {"stop", [](ChatRequest& r) { r.stop = {"x"}; }},
      {"chooses", [](ChatRequest& r) { r.tool_choice += "evaluate"; }},
      {"messages", [](ChatRequest& r) { r.messages.clear(); }}};
  const StopToken stop;
  for (const auto& [word, set] : options) {
    ChatRequest request;
    request.messages = {user_message("hi")};
    set(request);
    ChatReply reply = chat.ask(std::move(request), stop);
    ASSERT_FALSE(reply.ok()) << word;
    EXPECT_EQ(reply.failure->kind, ChatFailureKind::kUnsupported);
    EXPECT_NE(reply.failure->message.find(word), std::string::npos) << reply.failure->message;
  }
  EXPECT_TRUE(chat.requests().empty());
}

TEST(Chat, ConversationsAreStraightLineCode) {
  ScriptedChat chat({tool_reply({{"evaluate", "{}"}}), text_reply("done")});
  const StopToken stop;
  auto talk = [&]() -> std::string {
    ChatRequest request;
    request.messages = {user_message("go")};
    ChatReply first = chat.ask(request, stop);
    request.messages.push_back(first.to_message());
    for (const ToolUse& use : first.tool_uses) request.messages.push_back(tool_message(use.id, "7"));
    ChatReply second = chat.ask(request, stop);
    return second.content;
  };
  EXPECT_EQ(talk(), "done");
  auto requests = chat.requests();
  ASSERT_EQ(requests.size(), 2u);
  ASSERT_EQ(requests[1].messages.size(), 3u);
  EXPECT_EQ(requests[1].messages[2].tool_use_id, "call_1");
}

TEST(Chat, AskedAfterTheStopItCancels) {
  ScriptedChat chat({text_reply("never")});
  StopToken stop;
  stop.request();
  ChatRequest request;
  request.messages = {user_message("go")};
  ChatReply reply = chat.ask(std::move(request), stop);
  ASSERT_FALSE(reply.ok());
  EXPECT_EQ(reply.failure->kind, ChatFailureKind::kCancelled);
}

}  // namespace
}  // namespace retort::llm
