// The same tool calls by retort and, in a child process, by CAMEL's SymPyToolkit: first the answers are compared, then the times. Each call
// of the file also runs in variations with other numbers, so that neither program can remember an answer; retort keeps none and verifies
// every one. Prints one JSON object; OUT/calls.jsonl holds every call with both answers, OUT/disagreements.jsonl those that differ.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <map>
#include <thread>

#include "agreement.h"
#include "base/files.h"
#include "base/text.h"
#include "measure.h"
#include "variations.h"

namespace retort::bench {
namespace {

struct Settings {
  std::string calls, python, peer, out;
  std::size_t variations = 20;
  std::uint64_t seed = 1;
  int limit_s = 20;   // for the peer's one call; then it is killed and the call counts as a hang
  int starts = 20;
};

struct Timed {
  std::string id;
  bool original = false;
  cas::ToolCall call;
  cas::ToolResult ours;
  double ms = 0, cpu_ms = 0;
  Json peer;               // its answer; null when it was not asked or hung
  double peer_ms = 0, peer_cpu_ms = 0;
  Agreement agreement = Agreement::kNeither;

  Json to_json() const {
    return {{"id", id}, {"tool", call.tool}, {"args", call.args}, {"agreement", agreement_name(agreement)}, {"ours", ours.to_json()},
            {"peer", peer}, {"ms", ms}, {"cpu_ms", cpu_ms}, {"peer_ms", peer_ms}, {"peer_cpu_ms", peer_cpu_ms}};
  }
};

double since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

// Processor time of the workers, from the scheduler's own count; 0 where the system keeps none.
double worker_ms(const cas::Toolbox& tools) {
  double ns = 0;
  for (const int pid : tools.worker_pids()) {
    double spent = 0;
    if (std::ifstream file("/proc/" + std::to_string(pid) + "/schedstat"); file >> spent) ns += spent;
  }
  return 1e-6 * ns;
}

Result<std::vector<Timed>> read_calls(const Settings& settings) {
  RETORT_TRY(const std::string text, read_file(settings.calls));
  std::vector<Timed> out;
  for (const std::string_view line : split(text, '\n')) {
    if (trim(line).empty()) continue;
    RETORT_TRY(const Json row, parse_json(line));
    RETORT_TRY(cas::ToolCall call, cas::ToolCall::from_json(row));
    const std::string id = row.contains("id") ? row["id"].dump() : std::to_string(out.size());
    Random random(settings.seed, "variations of " + id);
    const auto others = variations(call, settings.variations, random);
    out.push_back({id, true, std::move(call)});
    for (const auto& other : others) out.push_back({id, false, other});
  }
  return out;
}

Status ask_peer(Peer& peer, Timed& one) {
  RETORT_TRY(const auto reply, peer.ask(one.call.to_json()));
  one.peer = reply ? (*reply)["answer"] : Json();
  one.peer_ms = reply ? number_or(*reply, "ms", 0) : 0;
  one.peer_cpu_ms = reply ? number_or(*reply, "cpu_ms", 0) : 0;
  return {};
}

void ask_ours(cas::Toolbox& tools, Timed& one) {
  const double cpu = thread_ms() + worker_ms(tools);
  const auto start = Clock::now();
  one.ours = tools.call(one.call);
  one.ms = since(start);
  one.cpu_ms = thread_ms() + worker_ms(tools) - cpu;
}

// Both programs on each call, in turn by rows: a busy machine slows both.
Status run_both(std::vector<Timed>& all, const Settings& settings, Json& report) {
  cas::Toolbox tools({.workers = 1});
  Peer peer({settings.python, settings.peer}, settings.limit_s, "camel-ai with sympy");
  tools.call({"simplify_expression", {{"expression", "x + x"}}});
  const auto start = Clock::now();
  if (!settings.python.empty()) {
    RETORT_TRY(const auto first, peer.ask(Json{{"tool", "simplify_expression"}, {"args", {{"expression", "x + x"}}}}));
    report["start"]["peer_first_answer_ms"] = since(start);
  }
  for (std::size_t row = 0; row < all.size();) {
    std::size_t end = row + 1;
    while (end < all.size() && !all[end].original) ++end;
    for (std::size_t i = row; i < end && !settings.python.empty(); ++i) RETORT_TRY_STATUS(ask_peer(peer, all[i]));
    for (std::size_t i = row; i < end; ++i) ask_ours(tools, all[i]);
    row = end;
  }
  for (Timed& one : all) one.agreement = agreement(one.call, one.ours, one.peer.is_null() ? Json::object() : one.peer);
  return {};
}

Json times(const std::vector<Timed>& all, double Timed::*wall, double Timed::*cpu) {
  std::vector<double> walls, cpus;
  double total = 0, total_cpu = 0;
  for (const Timed& one : all) {
    walls.push_back(one.*wall);
    cpus.push_back(one.*cpu);
    total += one.*wall;
    total_cpu += one.*cpu;
  }
  const auto rate = [&](double ms) { return 1e3 * static_cast<double>(all.size()) / std::max(ms, 1e-9); };
  return {{"calls_per_s", rate(total)}, {"calls_per_cpu_s", rate(total_cpu)}, {"median_ms", quantile(walls, 0.5)},
          {"p99_ms", quantile(walls, 0.99)}, {"max_ms", quantile(walls, 1)}, {"median_cpu_ms", quantile(cpus, 0.5)},
          {"p99_cpu_ms", quantile(cpus, 0.99)}, {"max_cpu_ms", quantile(cpus, 1)}};
}

// How often the answers agree, hung calls of the peer among its errors.
Json agreements(const std::vector<Timed>& all, bool original) {
  std::map<std::string_view, int> counts;
  for (const Timed& one : all)
    if (one.original == original) ++counts[agreement_name(one.agreement)];
  return counts;
}

// From nothing to the first answer that needs a worker: inside a program, and of `retort tool call` as a whole.
Json first_answers(int starts) {
  const cas::ToolCall call{"solve_equation", {{"sympy_equation", "exp(x) = 5"}, {"variable", "x"}}};
  std::vector<double> inside, program;
  for (int i = 0; i < starts; ++i) {
    auto start = Clock::now();
    cas::Toolbox tools({.workers = 1});
    if (tools.call(call).ok) inside.push_back(since(start));
    start = Clock::now();
    const ProcessOptions command{{program_directory() + "/retort", "tool", "call", call.tool, to_line(call.args)}, {}, {}, false};
    if (run_process(command, std::chrono::seconds(30)).ok()) program.push_back(since(start));
  }
  return {{"starts", starts}, {"answered", std::min(inside.size(), program.size())}, {"inside_median_ms", quantile(inside, 0.5)},
          {"inside_max_ms", quantile(inside, 1)}, {"program_median_ms", quantile(program, 0.5)}, {"program_max_ms", quantile(program, 1)}};
}

// All calls by as many threads as workers.
double pool_rate(const std::vector<Timed>& all, unsigned workers) {
  cas::Toolbox tools({.workers = workers});
  for (unsigned i = 0; i < workers; ++i) tools.call(all.front().call);
  std::atomic<std::size_t> next{0};
  const auto start = Clock::now();
  std::vector<std::jthread> team;
  for (unsigned i = 0; i < workers; ++i)
    team.emplace_back([&] {
      for (std::size_t k = next++; k < all.size(); k = next++) tools.call(all[k].call);
    });
  team.clear();
  return 1e3 * static_cast<double>(all.size()) / since(start);
}

Json pool(const std::vector<Timed>& all) {
  Json out = Json::array();
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  for (unsigned workers = 1; workers <= cores; workers *= 2) {
    std::vector<double> rates;
    for (int round = 0; round < 3; ++round) rates.push_back(pool_rate(all, workers));
    out.push_back({{"workers", workers}, {"calls_per_s", quantile(rates, 0.5)}});
  }
  return out;
}

Status write_calls(const std::string& path, const std::vector<Timed>& all, bool only_disputed) {
  std::string rows;
  for (const Timed& one : all)
    if (!only_disputed || (one.agreement != Agreement::kSame && one.agreement != Agreement::kNeither)) rows += to_line(one.to_json()) + "\n";
  return write_file(path, rows);
}

Status run(const Settings& settings) {
  RETORT_TRY(std::vector<Timed> all, read_calls(settings));
  Json report = {{"bench", "cas"}, {"compiler", __VERSION__}, {"seed", settings.seed}, {"tools", cas::tools_revision()}, {"calls", all.size()}};
  RETORT_TRY_STATUS(make_directories(settings.out));
  report["start"] = first_answers(settings.starts);
  RETORT_TRY_STATUS(run_both(all, settings, report));
  const Json ours = times(all, &Timed::ms, &Timed::cpu_ms), theirs = times(all, &Timed::peer_ms, &Timed::peer_cpu_ms);
  report["agreement"] = {{"of_the_file", agreements(all, true)}, {"of_variations", agreements(all, false)}};
  report["ours"] = ours;
  if (!settings.python.empty()) {
    report["peer"] = theirs;
    for (const char* key : {"calls_per_s", "calls_per_cpu_s"}) report["times_faster"][key] = number_or(ours, key, 0) / number_or(theirs, key, 1);
  }
  report["pool"] = pool(all);
  RETORT_TRY_STATUS(write_calls(settings.out + "/calls.jsonl", all, false));
  RETORT_TRY_STATUS(write_calls(settings.out + "/disagreements.jsonl", all, true));
  fmt::print("{}\n", report.dump(2));
  return {};
}

}  // namespace
}  // namespace retort::bench

int main(int argc, char** argv) {
  retort::bench::Settings settings;
  CLI::App app("Compares the tools with CAMEL's SymPyToolkit on the same calls");
  app.add_option("--calls", settings.calls, "JSONL of {id, tool, args}")->required();
  app.add_option("--out", settings.out, "Folder for calls.jsonl and disagreements.jsonl")->required();
  app.add_option("--variations", settings.variations, "Of each call, with other numbers");
  app.add_option("--seed", settings.seed, "Of the variations");
  CLI::Option* python = app.add_option("--python", settings.python, "Python with camel-ai; without it the peer is left out");
  app.add_option("--peer", settings.peer, "peer.py")->needs(python);
  app.add_option("--limit", settings.limit_s, "Seconds for one call of the peer");
  app.add_option("--starts", settings.starts, "How often the first answer is timed");
  CLI11_PARSE(app, argc, argv);
  const retort::Status done = retort::bench::run(settings);
  if (!done.ok()) fmt::print(stderr, "cas_bench: {}\n", done.error().message);
  return done.ok() ? 0 : 1;
}
