// The endpoint against servers on real sockets.
#include "llm/endpoint.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/parallel.h"
#include "base/progress.h"
#include "tests/support/stand_in_server.h"

namespace retort::llm {
namespace {

using retort::testing::Fault;
using retort::testing::HttpRequest;
using retort::testing::HttpResponse;
using retort::testing::HttpServer;
using retort::testing::StandInOptions;
using retort::testing::StandInServer;

ChatReply echo(const Json& body) {
  ChatReply reply;
  reply.content = "You said: " + string_or(body["messages"].back(), "content", "") + std::string(200, '.');
  return reply;
}

std::unique_ptr<StandInServer> stand_in(StandInOptions options = {}) {
  if (!options.answer) options.answer = echo;
  auto server = StandInServer::start(std::move(options));
  EXPECT_TRUE(server.ok()) << server.error().message;
  return *std::move(server);
}

std::unique_ptr<HttpServer> plain_server(HttpServer::Handler handler) {
  auto server = HttpServer::start(std::move(handler));
  EXPECT_TRUE(server.ok()) << server.error().message;
  return *std::move(server);
}

std::string url_of(const HttpServer& server) { return fmt::format("http://127.0.0.1:{}/v1", server.port()); }

HttpResponse respond(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {}) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(body);
  response.headers = std::move(headers);
  return response;
}

const std::string kOk = R"({"model":"m","choices":[{"finish_reason":"stop","message":{"content":"ok"}}],"usage":{"prompt_tokens":30,"completion_tokens":10}})";

EndpointOptions options_for(const std::string& url) {
  EndpointOptions options;
  options.servers = {{.url = url}};
  options.model = "stand-in";
  options.backoff = Milliseconds(5);
  return options;
}

std::unique_ptr<Endpoint> open(EndpointOptions options) {
  auto endpoint = Endpoint::open(std::move(options));
  EXPECT_TRUE(endpoint.ok()) << endpoint.error().message;
  return *std::move(endpoint);
}

ChatRequest ask_for(const std::string& text) {
  ChatRequest request;
  request.messages = {user_message(text)};
  request.max_tokens = 100;
  return request;
}

// `count` different requests, at most `limit` at once, in the order asked.
std::vector<ChatReply> ask_many(Chat& chat, std::size_t count, std::size_t limit, const StopToken& stop) {
  std::vector<ChatReply> replies(count);
  auto work = [&](std::size_t i) -> Status {
    ChatRequest request = ask_for(fmt::format("question {}", i));
    replies[i] = chat.ask(std::move(request), stop);
    return {};
  };
  const StopToken never;
  EXPECT_TRUE(parallel_ordered(count, limit, count, never, work, [](std::size_t) { return Status(); }).ok());
  return replies;
}

ChatReply ask_once(Chat& chat, const std::string& text) {
  const StopToken never;
  return chat.ask(ask_for(text), never);
}

TEST(Endpoint, AnswersAndCounts) {
  auto server = stand_in();
  auto endpoint = open(options_for(server->url()));
  const StopToken never;
  auto replies = ask_many(*endpoint, 300, 50, never);
  for (std::size_t i = 0; i < replies.size(); ++i) {
    ASSERT_TRUE(replies[i].ok()) << replies[i].failure->message;
    EXPECT_EQ(replies[i].content.rfind(fmt::format("You said: question {}.", i), 0), 0u);
    EXPECT_EQ(replies[i].model, "stand-in");
    EXPECT_GT(replies[i].usage.prompt_tokens, 0);
    EXPECT_EQ(replies[i].usage.tries, 1);
  }
  auto figures = endpoint->figures();
  EXPECT_EQ(server->requests(), 300);
  EXPECT_LE(figures.most_in_flight, 50);
}

struct FaultCase {
  Fault fault;
  long EndpointFigures::*counter;
};

class EndpointFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(EndpointFaults, LoseNothingAndAreCountedAsTheServerMadeThem) {
  StandInOptions server_options;
  server_options.faults = {{GetParam().fault, 0.3}};
  server_options.retry_after = "0.01";
  server_options.burst = 5;
  auto server = stand_in(server_options);
  EndpointOptions options = options_for(server->url());
  options.timeout = Milliseconds(GetParam().fault == Fault::kDrip ? 700 : 20'000);
  options.reply_bytes = 1 << 20;
  auto endpoint = open(options);
  const StopToken never;
  const std::size_t count = GetParam().fault == Fault::kHugeBody ? 40 : 120;
  auto replies = ask_many(*endpoint, count, 20, never);
  for (const ChatReply& reply : replies) EXPECT_TRUE(reply.ok()) << reply.failure->message;
  long made = server->made(GetParam().fault);
  EXPECT_GT(made, static_cast<long>(count / 20));
  std::this_thread::sleep_for(std::chrono::milliseconds(150));   // the figures are published with the next round of events
  auto figures = endpoint->figures();
  EXPECT_EQ(figures.*GetParam().counter, made);
  EXPECT_EQ(figures.requests, server->requests()) << figures.no_connection << " without a connection, " << figures.broken << " broken";
  EXPECT_EQ(figures.answered, static_cast<long>(count));
  EXPECT_EQ(server->answered(), static_cast<long>(count));
  EXPECT_EQ(server->answered_again(), 0);
}

INSTANTIATE_TEST_SUITE_P(OneByOne, EndpointFaults,
                         ::testing::Values(FaultCase{Fault::kTooManyRequests, &EndpointFigures::too_many_requests},
                                           FaultCase{Fault::kOverloaded, &EndpointFigures::overloaded},
                                           FaultCase{Fault::kServerError, &EndpointFigures::server_errors},
                                           FaultCase{Fault::kDropped, &EndpointFigures::broken}, FaultCase{Fault::kHalfReply, &EndpointFigures::broken},
                                           FaultCase{Fault::kDrip, &EndpointFigures::timeouts},
                                           FaultCase{Fault::kMalformedJson, &EndpointFigures::malformed},
                                           FaultCase{Fault::kWrongTypes, &EndpointFigures::malformed},
                                           FaultCase{Fault::kHugeBody, &EndpointFigures::malformed}),
                         [](const auto& info) { return std::string(retort::testing::fault_name(info.param.fault)); });

TEST(Endpoint, CutOffRepliesAreNoAnswersAndAreCounted) {
  StandInOptions server_options;
  server_options.faults = {{Fault::kCutOff, 0.3}, {Fault::kEmpty, 0.2}};
  auto server = stand_in(server_options);
  auto endpoint = open(options_for(server->url()));
  const StopToken never;
  long cut = 0, empty = 0;
  for (const ChatReply& reply : ask_many(*endpoint, 100, 10, never)) {
    if (!reply.ok()) {
      EXPECT_EQ(reply.failure->kind, ChatFailureKind::kLength);
      EXPECT_GT(reply.usage.completion_tokens, 0);
      ++cut;
    } else {
      empty += reply.content.empty();
    }
  }
  EXPECT_EQ(cut, server->made(Fault::kCutOff));
  EXPECT_EQ(empty, server->made(Fault::kEmpty));
  EXPECT_GT(cut, 10);
  EXPECT_EQ(server->requests(), 100);
}

TEST(Endpoint, PermanentErrorsStopAtOnceWithTheServersWords) {
  struct Case { int status; const char *body, *words; ChatFailureKind kind; };
  for (const Case& c : {Case{401, R"({"error":{"message":"Incorrect API key"}})", "Incorrect API key", ChatFailureKind::kForbidden},
                        Case{404, R"({"error":{"message":"no such model"}})", "no such model", ChatFailureKind::kForbidden},
                        Case{429, R"({"error":{"message":"out of quota","code":"insufficient_quota"}})", "out of quota", ChatFailureKind::kForbidden},
                        Case{302, "", "elsewhere", ChatFailureKind::kForbidden},
                        Case{400, R"({"error":{"message":"maximum context length is 8"}})", "maximum context length", ChatFailureKind::kRefused},
                        Case{413, "too large", "too large", ChatFailureKind::kRefused}}) {
    std::atomic<int> asked{0};
    auto server = plain_server([&](const HttpRequest&) {
      ++asked;
      return respond(c.status, c.body, {{"Location", "http://elsewhere/"}});
    });
    auto endpoint = open(options_for(url_of(*server)));
    ChatReply first = ask_once(*endpoint, "a"), second = ask_once(*endpoint, "b");
    ASSERT_FALSE(first.ok());
    EXPECT_EQ(first.failure->kind, c.kind) << c.status;
    EXPECT_NE(first.failure->message.find(c.words), std::string::npos) << first.failure->message;
    EXPECT_EQ(second.failure->kind, c.kind);
    EXPECT_EQ(first.failure->ends_run(), c.kind == ChatFailureKind::kForbidden);
    EXPECT_EQ(asked, c.kind == ChatFailureKind::kForbidden ? 1 : 2) << c.status;
  }
}

TEST(Endpoint, WaitsAsLongAsTheServerAsks) {
  std::atomic<int> asked{0};
  std::vector<Clock::time_point> times;
  auto server = plain_server([&](const HttpRequest&) {
    times.push_back(Clock::now());
    if (++asked == 1) return respond(429, "{}", {{"Retry-After", "1"}});
    if (asked == 2) return respond(200, kOk, {{"x-ratelimit-remaining-requests", "0"}, {"x-ratelimit-reset-requests", "400ms"}});
    return respond(200, kOk);
  });
  auto endpoint = open(options_for(url_of(*server)));
  EXPECT_TRUE(ask_once(*endpoint, "a").ok());
  EXPECT_TRUE(ask_once(*endpoint, "b").ok());
  ASSERT_EQ(times.size(), 3u);
  EXPECT_GE(times[1] - times[0], Milliseconds(990));
  EXPECT_GE(times[2] - times[1], Milliseconds(390));
}

TEST(Endpoint, LowersItsOwnConcurrencyUnderPressureAndRaisesItAgain) {
  std::atomic<int> at_once{0}, refused{0};
  // Bears twelve at once: each takes 20 ms.
  std::mutex mutex;
  std::vector<Clock::time_point> running;
  auto server = plain_server([&](const HttpRequest&) {
    std::lock_guard lock(mutex);
    auto now = Clock::now();
    std::erase_if(running, [&](auto end) { return end <= now; });
    if (running.size() >= 12) {
      ++refused;
      return respond(503, "busy");
    }
    running.push_back(now + Milliseconds(20));
    HttpResponse response = respond(200, kOk);
    response.delay_ms = 20;
    return response;
  });
  EndpointOptions options = options_for(url_of(*server));
  options.in_flight = 200;
  auto endpoint = open(options);
  const StopToken never;
  for (const ChatReply& reply : ask_many(*endpoint, 1500, 400, never)) ASSERT_TRUE(reply.ok()) << reply.failure->message;
  auto figures = endpoint->figures();
  EXPECT_LT(figures.window, 60);
  EXPECT_LT(refused, 1500) << "most requests must go through at their first try";
  EXPECT_EQ(figures.overloaded, refused);
}

TEST(Endpoint, KeepsToLimitsPerMinute) {
  auto server = stand_in();
  EndpointOptions options = options_for(server->url());
  options.requests_per_minute = 1200;   // one in 50 ms
  auto endpoint = open(options);
  const StopToken never;
  auto start = Clock::now();
  ask_many(*endpoint, 21, 21, never);
  EXPECT_GE(Clock::now() - start, Milliseconds(995));

  auto plain = plain_server([](const HttpRequest&) { return respond(200, kOk); });
  options = options_for(url_of(*plain));
  options.tokens_per_minute = 12'000;   // 200 a second; each exchange has 40
  endpoint = open(options);
  ask_many(*endpoint, 5, 1, never);     // learns what a reply costs
  start = Clock::now();
  ask_many(*endpoint, 6, 6, never);
  EXPECT_GE(Clock::now() - start, Milliseconds(900));
}

TEST(Endpoint, SharesByWeightAndGoesOnWithoutAServerThatRefuses) {
  std::atomic<int> first{0}, second{0};
  auto a = plain_server([&](const HttpRequest&) { return ++first, respond(200, kOk); });
  std::atomic<bool> closed{false};
  auto b = plain_server([&](const HttpRequest&) { return ++second, closed ? respond(403, "key revoked") : respond(200, kOk); });
  EndpointOptions options = options_for(url_of(*a));
  options.servers[0].weight = 3;
  options.servers.push_back({.url = url_of(*b)});
  auto endpoint = open(options);
  const StopToken never;
  ask_many(*endpoint, 200, 8, never);
  EXPECT_EQ(first, 150);
  EXPECT_EQ(second, 50);
  closed = true;
  for (const ChatReply& reply : ask_many(*endpoint, 100, 8, never)) EXPECT_TRUE(reply.ok());
  EXPECT_LE(second, 50 + 8);
  ask_once(*endpoint, "the figures follow");
  auto figures = endpoint->figures();
  ASSERT_EQ(figures.problems.size(), 1u);
  EXPECT_NE(figures.problems[0].find("key revoked"), std::string::npos);
}

TEST(Endpoint, BudgetsHoldAndEndTheRun) {
  auto server = plain_server([](const HttpRequest&) {
    HttpResponse response = respond(200, kOk);
    response.delay_ms = 2;
    return response;
  });
  EndpointOptions options = options_for(url_of(*server));
  options.budget_tokens = 4000;
  options.spent_before.prompt_tokens = 1000;
  auto endpoint = open(options);
  const StopToken never;
  long tokens = 0, refused = 0;
  for (const ChatReply& reply : ask_many(*endpoint, 300, 100, never)) {
    tokens += reply.usage.prompt_tokens + reply.usage.completion_tokens;
    if (reply.ok()) continue;
    EXPECT_EQ(reply.failure->kind, ChatFailureKind::kBudget);
    EXPECT_TRUE(reply.failure->ends_run());
    EXPECT_NE(reply.failure->message.find(" of 4000 tokens are spent"), std::string::npos) << reply.failure->message;
    EXPECT_EQ(reply.failure->message.find("money"), std::string::npos) << reply.failure->message;
    ++refused;
  }
  EXPECT_LE(tokens, 3000);
  EXPECT_GE(tokens, 2600);
  EXPECT_EQ(refused, 300 - tokens / 40);

  options = options_for(url_of(*server));
  options.budget_cost = 0.005;
  EXPECT_FALSE(Endpoint::open(options).ok());
  options.prompt_price = 10;
  options.completion_price = 20;   // 0.0005 for an exchange
  endpoint = open(options);
  double cost = 0;
  for (const ChatReply& reply : ask_many(*endpoint, 50, 10, never)) cost += reply.usage.cost;
  EXPECT_LE(cost, 0.005);
  EXPECT_GE(cost, 0.002);
}

TEST(Endpoint, StopsWithinASecond) {
  StandInOptions server_options;
  server_options.latency_ms = 60'000;
  auto server = stand_in(server_options);
  auto endpoint = open(options_for(server->url()));
  StopToken stop;
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    stop.request();
  });
  auto start = Clock::now();
  for (const ChatReply& reply : ask_many(*endpoint, 500, 500, stop)) EXPECT_EQ(reply.failure->kind, ChatFailureKind::kCancelled);
  EXPECT_LT(Clock::now() - start, Milliseconds(20'000));
  stopper.join();
}

TEST(Endpoint, ClosingItEndsWhatIsUnderWay) {
  StandInOptions server_options;
  server_options.latency_ms = 60'000;
  auto server = stand_in(server_options);
  auto endpoint = open(options_for(server->url()));
  const StopToken never;
  std::atomic<int> cancelled{0};
  for (int i = 0; i < 20; ++i) {
    endpoint->Chat::ask(std::make_shared<const ChatRequest>(ask_for(std::to_string(i))), never,
                        [&](ChatReply reply) { cancelled += !reply.ok() && reply.failure->kind == ChatFailureKind::kCancelled; });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  endpoint.reset();
  EXPECT_EQ(cancelled, 20);
}

TEST(Endpoint, HoldsAThousandInFlight) {
  StandInOptions server_options;
  server_options.latency_ms = 800;
  auto server = stand_in(server_options);
  EndpointOptions options = options_for(server->url());
  options.in_flight = 1200;
  auto endpoint = open(options);
  const StopToken never;
  for (const ChatReply& reply : ask_many(*endpoint, 6000, 1200, never)) ASSERT_TRUE(reply.ok()) << reply.failure->message;
  EXPECT_GE(server->most_waiting(), 1000);
}

TEST(Endpoint, KeysAreSentAndNeverTold) {
  const std::string key = "sk-secret-" + std::to_string(::getpid());
  ::setenv("RETORT_TEST_KEY", (key + "\n").c_str(), 1);
  std::string seen;
  std::atomic<int> asked{0};
  auto server = plain_server([&](const HttpRequest& request) {
    seen = request.head;
    if (++asked == 1) return respond(200, R"({"choices":[{"finish_reason":"stop","message":{"content":"your key is )" + key + R"("}}]})");
    return respond(401, R"({"error":{"message":"bad key )" + key + R"("}})");
  });
  EndpointOptions options = options_for(url_of(*server));
  options.servers[0].key_env = "RETORT_TEST_KEY";
  auto endpoint = open(options);
  ChatReply first = ask_once(*endpoint, "a"), second = ask_once(*endpoint, "b");
  EXPECT_NE(seen.find("Authorization: Bearer " + key), std::string::npos);
  EXPECT_EQ(first.content, "your key is [key]");
  EXPECT_NE(second.failure->message.find("bad key [key]"), std::string::npos) << second.failure->message;
  auto figures = endpoint->figures();
  for (const std::string& text : {to_line(first.to_json()), to_line(second.to_json()), endpoint->identity(), figures.line()})
    EXPECT_EQ(text.find(key), std::string::npos) << text;
  for (const std::string& text : figures.problems) EXPECT_EQ(text.find(key), std::string::npos) << text;
  ::unsetenv("RETORT_TEST_KEY");
  auto unset = Endpoint::open(options);
  ASSERT_FALSE(unset.ok());
  EXPECT_EQ(unset.error().code, ErrorCode::kNotFound);

  auto file = std::filesystem::temp_directory_path() / fmt::format("retort-key-{}", ::getpid());
  std::ofstream(file) << key << "\n";
  options.servers[0].key_env.clear();
  options.servers[0].key_file = file;
  endpoint = open(options);
  ask_once(*endpoint, "c");
  EXPECT_NE(seen.find("Authorization: Bearer " + key), std::string::npos);
  std::ofstream(file) << "two\r\nX-Injected: lines";
  EXPECT_EQ(Endpoint::open(options).error().code, ErrorCode::kInvalidArgument);
  std::filesystem::remove(file);
}

TEST(Endpoint, ChecksServersBeforeAnythingIsSpent) {
  StandInOptions server_options;
  server_options.key = "right";
  auto server = stand_in(server_options);
  const StopToken never;
  ::setenv("RETORT_TEST_CHECK_KEY", "right", 1);
  EndpointOptions options = options_for(server->url());
  options.servers[0].key_env = "RETORT_TEST_CHECK_KEY";
  auto endpoint = open(options);
  Status good = endpoint->check(never);
  EXPECT_TRUE(good.ok()) << good.error().message;
  EXPECT_EQ(endpoint->capabilities().context_tokens, 8192);

  options.model = "stand-im";
  Status wrong_model = open(options)->check(never);
  ASSERT_FALSE(wrong_model.ok());
  EXPECT_NE(wrong_model.error().message.find("\"stand-in\""), std::string::npos) << wrong_model.error().message;

  ::setenv("RETORT_TEST_CHECK_KEY", "wrong", 1);
  Status wrong_key = open(options)->check(never);
  ASSERT_FALSE(wrong_key.ok());
  EXPECT_NE(wrong_key.error().message.find("Incorrect API key"), std::string::npos) << wrong_key.error().message;
  ::unsetenv("RETORT_TEST_CHECK_KEY");
  EXPECT_EQ(server->requests(), 0);

  Status nobody = open(options_for("http://127.0.0.1:1/v1"))->check(never);
  ASSERT_FALSE(nobody.ok());
  EXPECT_EQ(nobody.error().code, ErrorCode::kUnavailable);
}

TEST(Endpoint, WaitsForAServerThatIsLoadingAndSaysSo) {
  std::vector<std::string> lines;
  set_progress_sink([&](const std::string& line, bool) { lines.push_back(line); });
  auto server = stand_in({.loading = 4});
  EXPECT_TRUE(open(options_for(server->url()))->check(StopToken()).ok());
  ASSERT_FALSE(lines.empty());
  EXPECT_NE(lines.back().find("waiting until the server is ready"), std::string::npos) << lines.back();
  EXPECT_NE(lines.back().find("Loading model"), std::string::npos) << lines.back();
  set_progress_sink({});

  auto never = stand_in({.loading = 1'000'000});
  EndpointOptions options = options_for(never->url());
  options.patience = Milliseconds(30);
  const Status late = open(options)->check(StopToken());
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(late.error().message.find("Loading model"), std::string::npos) << late.error().message;
  StopToken stop;
  stop.request();
  EXPECT_EQ(open(options_for(never->url()))->check(stop).error().code, ErrorCode::kCancelled);
}

TEST(Endpoint, RefusesOptionsThatCannotBe) {
  std::vector<std::function<void(EndpointOptions&)>> mistakes = {
      [](EndpointOptions& o) { o.servers.clear(); },
      [](EndpointOptions& o) { o.servers[0].url = std::string("host/v1"); },
      [](EndpointOptions& o) { o.servers[0].url = std::string("http://me:secret@host/v1"); },
      [](EndpointOptions& o) { o.servers[0].url = std::string("http://host/v1?api-version=1&API_Key=secret"); },
      [](EndpointOptions& o) { o.servers[0].url = std::string("http://host/v1\r\nX: y"); },
      [](EndpointOptions& o) { o.servers[0].weight = 0; },
      [](EndpointOptions& o) { o.model.clear(); },
      [](EndpointOptions& o) { o.in_flight = 0; }};
  for (std::size_t i = 0; i < mistakes.size(); ++i) {
    EndpointOptions options = options_for("http://127.0.0.1:1/v1");
    mistakes[i](options);
    auto endpoint = Endpoint::open(options);
    ASSERT_FALSE(endpoint.ok()) << i;
    EXPECT_EQ(endpoint.error().code, ErrorCode::kInvalidArgument) << i;
    EXPECT_EQ(endpoint.error().message.find("secret"), std::string::npos);
  }
}

TEST(Endpoint, AnAddressMayHaveParametersThatAreNoKeys) {
  EXPECT_TRUE(Endpoint::open(options_for("http://127.0.0.1:1/v1?api-version=2024-06-01")).ok());
  EXPECT_TRUE(carries_no_key("host/v1").ok());
  EXPECT_TRUE(carries_no_key("http://host/me@home/v1").ok());
  EXPECT_FALSE(carries_no_key("me:secret@host/v1").ok());
}

TEST(Endpoint, GivesUpOnAServerThatIsNotThere) {
  EndpointOptions options = options_for("http://127.0.0.1:1/v1");
  options.patience = Milliseconds(200);
  auto endpoint = open(options);
  ChatReply reply = ask_once(*endpoint, "a");
  ASSERT_FALSE(reply.ok());
  EXPECT_EQ(reply.failure->kind, ChatFailureKind::kUnavailable);
  EXPECT_GT(reply.usage.tries, 1);
}

}  // namespace
}  // namespace retort::llm
