#include "agent/tool_request.h"

#include <gtest/gtest.h>

#include "tests/support/scripted_chat.h"

namespace retort::agent {
namespace {

ToolRequests read(const std::string& text) { return read_tool_requests(retort::testing::text_reply(text)); }

TEST(ToolRequest, ReadsNativeCallsInOrder) {
  const auto got = read_tool_requests(retort::testing::tool_reply({{"gcd", R"({"numbers":[4,6]})"}, {"lcm", "{oops"}, {"list", ""}}, "First the gcd."));
  ASSERT_EQ(got.requests.size(), 3u);
  EXPECT_EQ(got.words, "First the gcd.");
  EXPECT_EQ(got.requests[0].call.tool, "gcd");
  EXPECT_EQ(got.requests[0].call.args["numbers"].size(), 2u);
  EXPECT_TRUE(got.requests[0].trouble.empty());
  EXPECT_EQ(got.requests[1].call.tool, "lcm");
  EXPECT_NE(got.requests[1].trouble.find("not JSON"), std::string::npos);
  EXPECT_TRUE(got.requests[2].trouble.empty());
  EXPECT_FALSE(got.requests[0].id.empty());
}

TEST(ToolRequest, ReadsBlocksInTheText) {
  for (const std::string text : {"We factor.\n```json\n{\"tool\": \"factor_integer\", \"args\": {\"n\": 12}}\n```",
                                 "We factor.\n<tool_call>\n{\"name\": \"factor_integer\", \"arguments\": {\"n\": 12}}\n</tool_call>",
                                 "We factor. {\"function\": {\"name\": \"factor_integer\", \"arguments\": \"{\\\"n\\\": 12}\"}}",
                                 "We factor. [{\"tool\": \"factor_integer\", \"parameters\": {\"n\": 12}}]"}) {
    const auto got = read(text);
    ASSERT_EQ(got.requests.size(), 1u) << text;
    EXPECT_EQ(got.requests[0].call.tool, "factor_integer");
    EXPECT_EQ(got.requests[0].call.args["n"], 12) << text;
    EXPECT_EQ(got.words, "We factor.") << text;
  }
}

TEST(ToolRequest, LosesNoneOfSeveralBlocks) {
  const auto got = read("A\n```json\n{\"tool\":\"gcd\",\"args\":{}}\n```\nB\n```json\n{\"tool\":\"lcm\",\"args\":{}}\n```");
  ASSERT_EQ(got.requests.size(), 2u);
  EXPECT_EQ(got.requests[1].call.tool, "lcm");
  EXPECT_EQ(got.words, "A\nB");
}

TEST(ToolRequest, SaysOfABrokenBlockWhatIsWrong) {
  for (const char* text : {"We take it.\n```json\n{\"tool\": \"gcd\", \"args\": {\"numbers\": [48, 36}}\n```\nThen we go on.",
                           "We take it.\n```json\n{\"tool\": \"gcd\", \"args\": {\"numbers\": [48, 36]\n```\nThen we go on.",
                           "We take it.\n{\"tool\" : \"gcd\", \"args\": {\"expression\": \"\\sqrt{2}\"}}\nThen we go on."}) {
    llm::ChatReply reply;
    reply.content = text;
    const ToolRequests read = read_tool_requests(reply);
    ASSERT_EQ(read.requests.size(), 1u) << text;
    EXPECT_EQ(read.requests[0].call.tool, "gcd");
    EXPECT_NE(read.requests[0].trouble.find("not JSON"), std::string::npos) << read.requests[0].trouble;
    EXPECT_EQ(read.words, "We take it.\nThen we go on.");
  }
}

TEST(ToolRequest, LeavesMathematicsAlone) {
  const std::string text = "The set $\\{1, 2\\}$, the point $[3, 4]$, {\"a\": 1} and \\boxed{5} are no calls; {\"tool\": 7, \"args\": {}} neither.";
  const auto got = read(text);
  EXPECT_TRUE(got.requests.empty());
  EXPECT_EQ(got.words, text);
}

TEST(ToolRequest, IsBoundedOnHostileText) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "{\"";
  EXPECT_TRUE(read(text).requests.empty());
  text.clear();
  for (int i = 0; i < 1000; ++i) text += "{\"tool\":\"gcd\",\"args\":{}}";
  EXPECT_LE(read(text).requests.size(), 64u);
  EXPECT_TRUE(read(std::string(100'000, '[') + "\"").requests.empty());
}

}  // namespace
}  // namespace retort::agent
