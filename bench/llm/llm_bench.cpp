// Asks a server the same question in many samples and says how fast that went; one line of JSON.
//   llm_bench --url http://127.0.0.1:PORT/v1 --requests N --in-flight M [--store FILE]
#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <optional>

#include "base/parallel.h"
#include "llm/endpoint.h"
#include "llm/recorded_chat.h"

using namespace retort;

namespace {

double cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double resident_mb() {
  long pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return static_cast<double>(resident * ::sysconf(_SC_PAGESIZE)) / 1e6;
}

int fail(const Error& error) {
  fmt::print(stderr, "llm_bench: {}\n", error.message);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::string url, store_path;
  std::size_t requests = 10'000, in_flight = 1000;
  CLI::App app{"bench of the endpoint"};
  app.add_option("--url", url)->required();
  app.add_option("--requests", requests);
  app.add_option("--in-flight", in_flight);
  app.add_option("--store", store_path, "a new run database: every exchange is stored");
  CLI11_PARSE(app, argc, argv);

  llm::EndpointOptions options;
  options.servers = {{.url = url}};
  options.model = "bench";
  options.in_flight = static_cast<int>(in_flight);
  auto endpoint = llm::Endpoint::open(options);
  if (!endpoint.ok()) return fail(endpoint.error());
  std::optional<store::Store> store;
  std::unique_ptr<llm::RecordedChat> recorded;
  llm::Chat* chat = endpoint->get();
  if (!store_path.empty()) {
    auto opened = store::Store::open_for_writing(store_path);
    if (!opened.ok()) return fail(opened.error());
    store.emplace(*std::move(opened));
    recorded = llm::RecordedChat::record(*chat, *store);
    chat = recorded.get();
  }

  std::atomic<long> good = 0, done = 0;
  std::atomic<std::size_t> reply_bytes = 0;
  double rss_after_tenth = 0;
  const StopToken stop;
  const std::string prompt = "Solve $7x + 5 = 3x + 33$. Explain each step as a person would do it by hand, and box the answer.";
  auto work = [&](std::size_t i) -> Status {
    llm::ChatRequest request;
    request.messages = {llm::system_message("You are a careful teacher of mathematics."), llm::user_message(prompt)};
    request.temperature = 0.7;
    request.max_tokens = 512;
    request.seed = i;
    request.sample = static_cast<long>(i);
    llm::ChatReply reply = chat->ask(std::move(request), stop);
    good += reply.ok();
    reply_bytes += reply.content.size();
    if (++done == static_cast<long>(requests / 10)) rss_after_tenth = resident_mb();
    return {};
  };
  double cpu = cpu_seconds();
  auto start = Clock::now();
  Status worked = parallel_ordered(requests, in_flight, requests, stop, work, [](std::size_t) { return Status(); });
  if (!worked.ok()) return fail(worked.error());
  double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  cpu = cpu_seconds() - cpu;
  auto figures = (*endpoint)->figures();
  Json result = {{"client", store_path.empty() ? "retort" : "retort with store"}, {"requests", requests}, {"good", good.load()},
                 {"reply_bytes", reply_bytes.load()}, {"seconds", seconds}, {"requests_per_second", static_cast<double>(requests) / seconds},
                 {"cpu_us_per_request", cpu * 1e6 / static_cast<double>(requests)}, {"most_in_flight", figures.most_in_flight},
                 {"rss_mb_after_a_tenth", rss_after_tenth}, {"rss_mb_at_the_end", resident_mb()}};
  if (recorded) result["commits"] = recorded->counts().commits;
  fmt::print("{}\n", to_line(result));
  return good == static_cast<long>(requests) ? 0 : 1;
}
