// Against the default student itself: scripts/setup.sh always installs it.
#include "llm/local_chat.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <thread>

#include "base/parallel.h"
#include "llm/schema_grammar.h"

namespace retort::llm {
namespace {

const std::string kStudent = RETORT_SOURCE_DIR "/.deps/models/smollm2-135m-instruct.gguf";

std::unique_ptr<LocalChat> open(int sequences, int context = 512) {
  auto chat = LocalChat::open({.gguf = kStudent, .context = context, .sequences = sequences});
  EXPECT_TRUE(chat.ok()) << chat.error().message;
  return *std::move(chat);
}

ChatRequest question(const std::string& text, int max_tokens = 12) {
  ChatRequest request;
  request.messages = {system_message("You answer in one word."), user_message(text)};
  request.max_tokens = max_tokens;
  return request;
}

const Json kCallSchema = {{"type", "object"},
                          {"properties", {{"tool", {{"enum", {"gcd", "lcm"}}}},
                                          {"args", {{"type", "array"}, {"items", {{"type", "integer"}}}, {"minItems", 2}, {"maxItems", 2}}}}},
                          {"required", {"tool", "args"}}};

TEST(LocalChat, DecodesSideBySideAndKeepsToSchemas) {
  auto chat = open(4);
  const StopToken never;
  std::vector<ChatReply> replies(6);
  auto work = [&](std::size_t i) -> Status {
    ChatRequest request = question(fmt::format("Name a tool and two numbers near {}.", 10 * i), 60);
    request.schema = kCallSchema;
    request.temperature = 0.8;
    request.seed = i;
    replies[i] = chat->ask(std::move(request), never);
    return {};
  };
  ASSERT_TRUE(parallel_ordered(replies.size(), replies.size(), replies.size(), never, work, [](std::size_t) { return Status(); }).ok());
  for (const ChatReply& reply : replies) {
    ASSERT_TRUE(reply.ok()) << reply.failure->message << ": " << reply.content;
    auto json = parse_json(reply.content);
    ASSERT_TRUE(json.ok()) << reply.content;
    EXPECT_TRUE(string_or(*json, "tool", "") == "gcd" || string_or(*json, "tool", "") == "lcm") << reply.content;
    ASSERT_EQ((*json)["args"].size(), 2u) << reply.content;
    for (const Json& number : (*json)["args"]) EXPECT_TRUE(number.is_number_integer());
  }
  EXPECT_EQ(chat->counts().most_at_once, 4);
  EXPECT_GT(chat->counts().reused_tokens, 0);
}

TEST(LocalChat, AConversationThatGoesOnIsNotComputedAgain) {
  auto chat = open(1);
  const StopToken never;
  ChatRequest request = question("What is the capital of France?");
  ChatReply first = chat->ask(request, never);
  ASSERT_FALSE(first.content.empty());
  long before = chat->counts().reused_tokens, prompt = chat->counts().prompt_tokens;
  request.messages.push_back(first.to_message());
  request.messages.push_back(user_message("And of Spain?"));
  ChatReply second = chat->ask(request, never);
  EXPECT_GE(chat->counts().reused_tokens - before, prompt - 2);
  auto fresh = open(1);
  EXPECT_EQ(fresh->ask(request, never).content, second.content);
}

TEST(LocalChat, HonoursStopTextsLimitsAndRefuses) {
  auto chat = open(2, 128);
  const StopToken never;
  ChatReply cut = chat->ask(question("Tell a long story.", 3), never);
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.failure->kind, ChatFailureKind::kLength);
  EXPECT_EQ(cut.usage.completion_tokens, 3);
  ChatRequest stopped = question("Count.", 40);
  stopped.grammar = "root ::= \"one two three\"";
  stopped.stop = {" two"};
  EXPECT_EQ(chat->ask(stopped, never).content, "one");
  ChatReply long_prompt = chat->ask(question(std::string(3000, 'x')), never);
  EXPECT_EQ(long_prompt.failure->kind, ChatFailureKind::kRefused);
  ChatRequest tools = question("Go.");
  tools.tools = Json::array({Json::object()});
  EXPECT_EQ(chat->ask(tools, never).failure->kind, ChatFailureKind::kUnsupported);
  ChatRequest bad = question("Go.");
  bad.grammar = "root ::= (";
  EXPECT_EQ(chat->ask(bad, never).failure->kind, ChatFailureKind::kUnsupported);
}

TEST(LocalChat, StopsAndCloses) {
  auto chat = open(1);
  StopToken stop;
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    stop.request();
  });
  ChatRequest request = question("Tell a very long story.", 450);
  request.grammar = "root ::= [a-z ]{2000}";
  EXPECT_EQ(chat->ask(request, stop).failure->kind, ChatFailureKind::kCancelled);
  stopper.join();
  const StopToken never;
  int ended = 0;
  for (int i = 0; i < 3; ++i)
    chat->Chat::ask(std::make_shared<const ChatRequest>(request), never, [&](ChatReply reply) { ended += !reply.ok(); });
  chat.reset();
  EXPECT_EQ(ended, 3);
}

TEST(SchemaGrammar, NamesWhatItCannotHonour) {
  EXPECT_TRUE(schema_grammar(kCallSchema).ok());
  for (const char* text : {R"({"type":"string","pattern":"a+"})", R"({"$ref":"#/x"})", R"({"type":"array"})", R"({"type":"thing"})", "{}", "3",
                           R"({"type":"object","required":["a"]})", R"({"enum":[]})"}) {
    auto grammar = schema_grammar(*parse_json(text));
    ASSERT_FALSE(grammar.ok()) << text;
    EXPECT_EQ(grammar.error().code, ErrorCode::kUnsupported) << text;
  }
  Json deep = {{"type", "integer"}};
  for (int i = 0; i < 100; ++i) deep = {{"type", "array"}, {"items", deep}};
  EXPECT_EQ(schema_grammar(deep).error().code, ErrorCode::kBudget);
}

}  // namespace
}  // namespace retort::llm
