#include "llm/recorded_chat.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "base/parallel.h"
#include "llm/endpoint.h"
#include "tests/support/scripted_chat.h"
#include "tests/support/stand_in_server.h"

namespace retort::llm {
namespace {

using retort::testing::ScriptedChat;
using retort::testing::text_reply;

struct Folder {
  Folder() {
    std::string pattern = std::filesystem::temp_directory_path() / "retort-recorded-XXXXXX";
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string db() const { return path + "/retort.db"; }
  std::string path;
};

store::Store open_store(const Folder& folder) {
  auto store = store::Store::open_for_writing(folder.db());
  EXPECT_TRUE(store.ok()) << store.error().message;
  return *std::move(store);
}

ChatRequest question(int number, long sample = 0) {
  ChatRequest request;
  request.messages = {user_message(fmt::format("question {}", number))};
  request.sample = sample;
  return request;
}

ChatReply ask(Chat& chat, ChatRequest request) {
  const StopToken never;
  return chat.ask(std::move(request), never);
}

ChatReply echo(const ChatRequest& request) { return text_reply("about " + request.messages[0].content); }

TEST(RecordedChat, AsksOnceAndReplaysBitForBitWithoutTheModel) {
  Folder folder;
  std::vector<std::string> first;
  {
    auto store = open_store(folder);
    ScriptedChat model(echo);
    auto chat = RecordedChat::record(model, store);
    for (int i = 0; i < 50; ++i) first.push_back(to_line(ask(*chat, question(i)).to_json()));
    for (int i = 0; i < 50; ++i) {
      ChatReply again = ask(*chat, question(i));
      EXPECT_TRUE(again.from_record);
      EXPECT_EQ(to_line(again.to_json()), first[static_cast<std::size_t>(i)]);
    }
    EXPECT_EQ(model.requests().size(), 50u);
    ask(*chat, question(0, 1));   // another sample is another exchange
    EXPECT_EQ(model.requests().size(), 51u);
    EXPECT_EQ(chat->counts().from_records, 50);
    EXPECT_EQ(chat->counts().stored, 51);
    auto paid = recorded_ledger(store);
    ASSERT_TRUE(paid.ok());
    EXPECT_EQ(paid->total().usage.prompt_tokens, 510);
    EXPECT_EQ(paid->total().replies, 51);
    EXPECT_EQ(chat->ledger().total().to_json(), paid->total().to_json());
  }
  auto store = open_store(folder);
  auto replay = RecordedChat::replay("scripted", {}, store);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(to_line(ask(*replay, question(i)).to_json()), first[static_cast<std::size_t>(i)]);
  ChatReply absent = ask(*replay, question(99));
  ASSERT_FALSE(absent.ok());
  EXPECT_EQ(absent.failure->kind, ChatFailureKind::kNotRecorded);
}

TEST(RecordedChat, ServesNoFailureAsAResult) {
  Folder folder;
  auto store = open_store(folder);
  ChatReply cut = text_reply("half an ans");
  cut.failure = ChatFailure{ChatFailureKind::kLength, "cut off", 200};
  cut.finish = FinishReason::kLength;
  ScriptedChat model({failed_reply(ChatFailureKind::kUnavailable, "down"), failed_reply(ChatFailureKind::kUnavailable, "still down"),
                      text_reply("up again"), cut, failed_reply(ChatFailureKind::kBudget, "used up"),
                      failed_reply(ChatFailureKind::kMalformed, "no JSON")});
  auto chat = RecordedChat::record(model, store);
  EXPECT_FALSE(ask(*chat, question(1)).ok());
  auto replay = RecordedChat::replay("scripted", {}, store);
  EXPECT_EQ(ask(*replay, question(1)).failure->message, "down");
  EXPECT_FALSE(ask(*chat, question(1)).ok());
  EXPECT_EQ(ask(*replay, question(1)).failure->message, "still down");
  EXPECT_EQ(ask(*chat, question(1)).content, "up again");
  EXPECT_EQ(ask(*replay, question(1)).content, "up again");
  for (int twice = 0; twice < 2; ++twice) {
    ChatReply reply = ask(*chat, question(2));
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.failure->kind, ChatFailureKind::kLength);
    EXPECT_EQ(reply.content, "half an ans");
  }
  EXPECT_EQ(ask(*chat, question(3)).failure->kind, ChatFailureKind::kBudget);
  EXPECT_EQ(ask(*replay, question(3)).failure->kind, ChatFailureKind::kNotRecorded);
  EXPECT_EQ(ask(*chat, question(3)).failure->kind, ChatFailureKind::kMalformed);
  EXPECT_EQ(store.count(kChatRecord), 2);
  EXPECT_EQ(store.count(kChatFailureRecord), 3);
}

TEST(RecordedChat, EqualRequestsUnderWayAreAskedOnce) {
  Folder folder;
  auto store = open_store(folder);
  ScriptedChat model(echo);
  auto chat = RecordedChat::record(model, store);
  const StopToken never;
  std::atomic<int> good = 0;
  auto work = [&](std::size_t i) -> Status {
    ChatReply reply = chat->ask(question(static_cast<int>(i % 10)), never);
    good += reply.ok();
    return {};
  };
  ASSERT_TRUE(parallel_ordered(1000, 1000, 1000, never, work, [](std::size_t) { return Status(); }).ok());
  EXPECT_EQ(good, 1000);
  EXPECT_EQ(model.requests().size(), 10u);
  EXPECT_LT(chat->counts().commits, 10);
}

TEST(RecordedChat, AnUnwritableStoreEndsTheRun) {
  Folder folder;
  { auto store = open_store(folder); ASSERT_TRUE(store.put({{"other", "1", "", Json::object()}}).ok()); }
  auto store = store::Store::open_for_reading(folder.db());
  ASSERT_TRUE(store.ok());
  ScriptedChat model(echo);
  auto chat = RecordedChat::record(model, *store);
  ChatReply reply = ask(*chat, question(1));
  ASSERT_FALSE(reply.ok());
  EXPECT_TRUE(reply.failure->ends_run());
}

constexpr int kQuestions = 8000;

// Asks everything through a recorded endpoint; the body of the child that is killed.
[[noreturn]] void work_until_done(const std::string& db, const std::string& url) {
  auto store = store::Store::open_for_writing(db);
  if (!store.ok()) ::_exit(3);
  EndpointOptions options;
  options.servers = {{.url = url}};
  options.model = "stand-in";
  options.backoff = Milliseconds(5);
  auto endpoint = Endpoint::open(options);
  if (!endpoint.ok()) ::_exit(4);
  {
    auto chat = RecordedChat::record(**endpoint, *store);
    const StopToken never;
    auto work = [&](std::size_t i) -> Status {
      ChatReply reply = chat->ask(question(static_cast<int>(i)), never);
      if (!reply.ok()) return reply.failure->error();
      return {};
    };
    if (!parallel_ordered(kQuestions, 100, kQuestions, never, work, [](std::size_t) { return Status(); }).ok()) ::_exit(5);
  }
  ::_exit(0);
}

// Bodies whose exchange the store holds.
std::set<std::string> recorded_questions(const std::string& db) {
  std::set<std::string> found;
  auto store = store::Store::open_for_reading(db);
  if (!store.ok()) return found;
  Status visited = store->each(kChatRecord, [&](const store::Record& record) -> Status {
    found.insert(record.body["request"]["messages"][0]["content"].get<std::string>());
    return {};
  });
  EXPECT_TRUE(visited.ok());
  return found;
}

TEST(RecordedChat, TwentyKillsPayForNothingTwice) {
  Folder folder;
  std::mutex mutex;
  std::multiset<std::string> asked;   // since the last kill
  retort::testing::StandInOptions options;
  options.latency_ms = 20;
  options.answer = [&](const Json& body) {
    std::string text = body["messages"][0]["content"].get<std::string>();
    std::lock_guard lock(mutex);
    asked.insert(text);
    return text_reply("about " + text);
  };
  // Children are forked from a process whose only other thread is the server's: they make their own.
  auto server = retort::testing::StandInServer::start(options);
  ASSERT_TRUE(server.ok());
  long again = 0;
  int killed = 0, last_state = -1;
  for (int kill = 0; kill <= 20; ++kill) {
    auto finished = recorded_questions(folder.db());
    {
      std::lock_guard lock(mutex);
      asked.clear();
    }
    pid_t child = ::fork();
    if (child == 0) work_until_done(folder.db(), (*server)->url());
    if (kill < 20) {
      std::this_thread::sleep_for(std::chrono::milliseconds(40 + 7 * kill));
      ::kill(child, SIGKILL);
    }
    int state = 0;
    ::waitpid(child, &state, 0);
    killed += WIFSIGNALED(state);
    last_state = state;
    std::lock_guard lock(mutex);
    for (const std::string& text : asked) again += finished.contains(text);
    for (auto it = asked.begin(); it != asked.end(); it = asked.upper_bound(*it)) EXPECT_EQ(asked.count(*it), 1u) << *it;
  }
  EXPECT_TRUE(WIFEXITED(last_state) && WEXITSTATUS(last_state) == 0) << last_state;
  EXPECT_EQ(killed, 20) << "some children had ended before";
  EXPECT_EQ(again, 0) << "finished exchanges were asked again";
  EXPECT_EQ(recorded_questions(folder.db()).size(), static_cast<std::size_t>(kQuestions));
  auto store = store::Store::open_for_reading(folder.db());
  EXPECT_EQ(store->count(kChatRecord), kQuestions);
}

TEST(Ledger, SaysWhetherAnyTokensAreEstimates) {
  ChatReply counted, guessed;
  guessed.usage.estimated = true;
  Ledger ledger;
  ledger.by_purpose["solver"].add(counted);
  EXPECT_FALSE(bool_or(ledger.total().to_json(), "estimated", true));
  ledger.by_purpose["judge"].add(guessed);
  EXPECT_TRUE(bool_or(ledger.total().to_json(), "estimated", false));
  EXPECT_FALSE(bool_or(ledger.by_purpose["solver"].to_json(), "estimated", true));
}

}  // namespace
}  // namespace retort::llm
