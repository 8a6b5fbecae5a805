// bench-check [--half dev|held|all] [--step N] [--mutants N] [--list rejected|false|unread|open|claims|missed:CHANGE] FILE.jsonl...
//
// The gates on narratives from files, printed as JSON by source: narratives a second on two threads, share rejected and why, standings of claims by
// group, and the share of changed texts that are rejected (mutants.h). dev are the even rows, on which rules are chosen; held the odd ones.
#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <map>
#include <thread>

#include "base/random.h"
#include "bench/check/samples.h"
#include "check/claims.h"
#include "check/mutants.h"

namespace {

using namespace retort;
using bench::Sample;

struct Settings {
  std::string half = "all", list;
  std::size_t step = 1;
  int mutants = 0;
  std::vector<std::string> files;
};

struct Rate {
  int made = 0, rejected = 0;
};

struct Group {
  int narratives = 0, rejected = 0, with_unread = 0, with_open = 0, with_false = 0;
  std::map<std::string, int> first_gate, standings;
  std::map<std::string, Rate> changes;
};

check::GateOptions options() {
  check::GateOptions o;
  o.max_tokens = 4096;
  return o;
}

template <typename Work>
double run_on_two(std::size_t count, const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  std::atomic<std::size_t> next{0};
  const auto loop = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::thread second(loop);
  loop();
  second.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string shown(std::string_view text, const trace::Finding& f) { return std::string(text.substr(std::min(f.at, text.size()), std::min<std::size_t>(f.length, 160))); }

void list_sample(const Settings& settings, const Sample& sample, const trace::Verdict& verdict, const std::vector<check::Claim>& claims) {
  if (settings.list == "rejected" && !verdict.passed) {
    for (const trace::Finding& f : verdict.reasons) fmt::print("{} [{}] {} | {}\n", sample.id, f.gate, shown(sample.subject.narrative, f), f.message);
  }
  for (const check::Claim& claim : claims) {
    const bool wanted = (settings.list == "false" && claim.standing == check::Standing::kFails) || (settings.list == "unread" && claim.standing == check::Standing::kUnread) ||
                        (settings.list == "open" && claim.standing == check::Standing::kOpen) || settings.list == "claims";
    const std::string_view standing = settings.list == "claims" ? check::standing_name(claim.standing) : std::string_view(sample.group);
    if (wanted) fmt::print("{} [{}] {} | {}\n", sample.id, standing, sample.subject.narrative.substr(claim.at, std::min<std::size_t>(claim.length, 200)), claim.reason);
  }
}

void change(const Settings& settings, const std::vector<Sample>& passing, std::map<std::string, Group>& groups) {
  for (check::Change kind : check::kChanges) {
    const std::string name(check::change_name(kind));
    std::vector<std::vector<std::pair<std::string, bool>>> results(passing.size());
    run_on_two(passing.size(), [&](std::size_t i) {
      Random random(7, passing[i].id + name);
      for (int k = 0; k < settings.mutants; ++k) {
        const auto mutant = check::mutate(kind, passing[i].subject, random);
        if (!mutant) continue;
        results[i].emplace_back(*mutant, !check::run_gates({passing[i].subject.problem, passing[i].subject.answer, *mutant}, options()).passed);
      }
    });
    for (std::size_t i = 0; i < passing.size(); ++i) {
      for (const auto& [text, rejected] : results[i]) {
        for (const std::string& key : {passing[i].source, passing[i].source + "/" + passing[i].group}) {
          ++groups[key].changes[name].made;
          groups[key].changes[name].rejected += rejected;
        }
        if (rejected || settings.list != "missed:" + name) continue;
        const std::string& old = passing[i].subject.narrative;
        std::size_t at = 0;
        while (at < old.size() && at < text.size() && old[at] == text[at]) ++at;
        const std::size_t begin = at > 60 ? at - 60 : 0;
        fmt::print("{} [{}] WAS {} || NOW {}\n", passing[i].id, passing[i].group, old.substr(begin, 120), text.substr(begin, 120));
      }
    }
  }
}

Json to_json(const Group& g) {
  const auto share = [](int part, int whole) { return whole == 0 ? 0.0 : std::round(1e4 * part / whole) / 1e2; };
  int claims = 0;
  for (const auto& [name, count] : g.standings) claims += count;
  Json out = {{"narratives", g.narratives}, {"rejected_percent", share(g.rejected, g.narratives)}, {"first_gate", g.first_gate}, {"claims", claims}};
  for (const auto& [name, count] : g.standings) out["claims_percent"][name] = share(count, claims);
  out["narratives_percent"] = {{"with_unread", share(g.with_unread, g.narratives)}, {"with_open", share(g.with_open, g.narratives)}, {"with_false", share(g.with_false, g.narratives)}};
  for (const auto& [name, rate] : g.changes) out["changed_rejected_percent"][name] = {{"made", rate.made}, {"percent", share(rate.rejected, rate.made)}};
  return out;
}

int run(const Settings& settings) {
  std::vector<Sample> samples;
  const std::size_t step = settings.step * (settings.half == "all" ? 1 : 2);
  for (const std::string& file : settings.files) {
    for (Sample& sample : bench::read_samples(file, step, settings.half == "held" ? 1 : 0)) samples.push_back(std::move(sample));
  }
  std::vector<trace::Verdict> verdicts(samples.size());
  const double seconds = run_on_two(samples.size(), [&](std::size_t i) { verdicts[i] = check::run_gates(samples[i].subject, options()); });
  std::map<std::string, Group> groups;
  std::vector<Sample> passing;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Sample& s = samples[i];
    const auto claims = check::judge_narrative(s.subject.problem, s.subject.narrative).claims;
    list_sample(settings, s, verdicts[i], claims);
    std::map<std::string, int> standings;
    for (const check::Claim& claim : claims) ++standings[std::string(check::standing_name(claim.standing))];
    for (const std::string& key : {s.source, s.source + "/" + s.group}) {
      Group& g = groups[key];
      ++g.narratives;
      g.rejected += !verdicts[i].passed;
      if (!verdicts[i].passed) ++g.first_gate[verdicts[i].reasons.front().gate];
      for (const auto& [name, count] : standings) g.standings[name] += count;
      g.with_unread += standings.count("unread") != 0;
      g.with_open += standings.count("open") != 0;
      g.with_false += standings.count("fails") != 0;
    }
    if (verdicts[i].passed) passing.push_back(s);
  }
  if (settings.mutants > 0) change(settings, passing, groups);
  if (!settings.list.empty()) return 0;
  Json out = {{"half", settings.half}, {"narratives", samples.size()}, {"seconds", seconds}, {"narratives_per_second", static_cast<long>(static_cast<double>(samples.size()) / seconds)}};
  for (const auto& [name, group] : groups) out["groups"][name] = to_json(group);
  fmt::print("{}\n", out.dump(1));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const bool more = i + 1 < argc;
    if (argument == "--half" && more) settings.half = argv[++i];
    else if (argument == "--list" && more) settings.list = argv[++i];
    else if (argument == "--step" && more) settings.step = std::stoul(argv[++i]);
    else if (argument == "--mutants" && more) settings.mutants = std::stoi(argv[++i]);
    else settings.files.push_back(argument);
  }
  if (settings.files.empty()) {
    fmt::print(stderr, "usage: bench-check [--half dev|held|all] [--step N] [--mutants N] [--list rejected|false|unread|open|missed:CHANGE] FILE.jsonl...\n");
    return 2;
  }
  return run(settings);
}
