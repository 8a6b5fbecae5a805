// The canned server of bench/llm: plain HTTP/1.1, the same reply of 1 KB to every chat request after a fixed latency.
//   llm_bench_server [--port N] [--latency MS] [--bytes N]
// Prints its port; GET /stats gives what it counted; ends when its stdin closes.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <cstdio>

#include "base/json.h"
#include "tests/support/http_server.h"

using retort::Json;
using retort::testing::HttpRequest;
using retort::testing::HttpResponse;
using retort::testing::HttpServer;

int main(int argc, char** argv) {
  int port = 0, latency = 200;
  std::size_t bytes = 1024;
  CLI::App app{"the canned chat server of bench/llm"};
  app.add_option("--port", port);
  app.add_option("--latency", latency, "milliseconds");
  app.add_option("--bytes", bytes, "of the body of a reply");
  CLI11_PARSE(app, argc, argv);

  auto body_with = [](std::size_t letters) {
    return retort::to_line({{"id", "chatcmpl-bench"}, {"object", "chat.completion"}, {"created", 0}, {"model", "bench"},
                            {"choices", {{{"index", 0}, {"message", {{"role", "assistant"}, {"content", std::string(letters, 'a')}}},
                                          {"finish_reason", "stop"}}}},
                            {"usage", {{"prompt_tokens", 100}, {"completion_tokens", 200}, {"total_tokens", 300}}}});
  };
  std::size_t frame = body_with(0).size();
  const std::string body = body_with(bytes > frame ? bytes - frame : 0);
  std::atomic<long> answered{0};
  HttpServer* running = nullptr;
  auto server = HttpServer::start([&](const HttpRequest& request) {
    HttpResponse response;
    if (request.path == "/stats") {
      response.body = retort::to_line({{"answered", answered.load()}, {"most_waiting", running->most_waiting()},
                                       {"most_connections", running->most_connections()}});
      return response;
    }
    ++answered;
    response.body = body;
    response.delay_ms = latency;
    return response;
  }, 0, port);
  if (!server.ok()) {
    fmt::print(stderr, "{}\n", server.error().message);
    return 1;
  }
  running = server->get();
  fmt::print("{}\n", running->port());
  std::fflush(stdout);
  while (std::getchar() != EOF) {}
  return 0;
}
