// Grades the same pairs with retort and, in a child process, with Math-Verify; first compares the verdicts, then the times. Prints one JSON
// object; OUT/pairs.jsonl holds every pair with both verdicts, OUT/disagreements.jsonl those where the two differ or one is wrong by
// construction. Both run on one core, a hundred pairs each in turn, timed by processor time.
#include <fmt/core.h>
#include <time.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

#include "base/files.h"
#include "base/process.h"
#include "base/progress.h"
#include "grade/grade.h"
#include "pairs.h"

namespace retort::bench {
namespace {

struct Settings {
  std::string data, python, peer, out;
  std::size_t pairs = 2000;
  std::uint64_t seed = 1;
  int limit_s = 10;   // for the peer's one pair; then it is killed and the pair counts as a hang
};

double thread_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

class Peer {
 public:
  explicit Peer(const Settings& settings) : settings_(settings) {}

  // {"verdict", "ms", "read"}; the verdict is "hang" past the limit.
  Result<Json> grade(const Pair& pair) {
    if (!process_) {
      RETORT_TRY(Process started, Process::start({{settings_.python, settings_.peer}, {{"PYTHONHASHSEED", "0"}}, {}, false}));
      process_ = std::move(started);
    }
    const auto deadline = Clock::now() + std::chrono::seconds(settings_.limit_s + (first_ ? 60 : 0));
    first_ = false;
    RETORT_TRY_STATUS(process_->write_line(to_line({{"gold", pair.gold}, {"pred", pair.pred}}), deadline));
    auto line = process_->read_line(deadline);
    if (!line.ok() && line.error().code == ErrorCode::kBudget) {
      process_.reset();
      first_ = true;
      return Json{{"verdict", "hang"}, {"ms", 1e3 * settings_.limit_s}, {"read", Json::array()}};
    }
    if (!line.ok()) return line.error();
    if (!line->has_value()) return Error{ErrorCode::kUnavailable, "the peer ended: is math-verify installed for " + settings_.python + "?"};
    return parse_json(**line);
  }

 private:
  const Settings& settings_;
  std::optional<Process> process_;
  bool first_ = true;   // starting takes seconds
};

struct Graded {
  Pair pair;
  grade::Verdict ours;
  double our_ms = 0, peer_ms = 0;
  std::string peer;
  Json read;

  bool equal() const { return ours.outcome == grade::Outcome::kEqual; }
  bool agree() const { return equal() == (peer == "equal"); }
  bool ours_wrong() const { return pair.same && *pair.same != equal(); }
  bool peer_wrong() const { return pair.same && *pair.same != (peer == "equal"); }

  Json to_json() const {
    Json row = {{"id", pair.id}, {"kind", pair.kind}, {"how", pair.how}, {"gold", pair.gold}, {"pred", pair.pred}};
    row["same"] = pair.same ? Json(*pair.same) : Json();
    row["ours"] = grade::outcome_name(ours.outcome);
    row["rule"] = ours.rule;
    row["peer"] = peer;
    row["peer_read"] = read;
    row["our_ms"] = our_ms;
    row["peer_ms"] = peer_ms;
    return row;
  }
};

double quantile(std::vector<double> values, double q) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(q * static_cast<double>(values.size())))];
}

Json times(const std::vector<Graded>& all, double Graded::*ms) {
  std::vector<double> values;
  double total = 0;
  for (const Graded& one : all) {
    values.push_back(one.*ms);
    total += one.*ms;
  }
  return {{"pairs_per_s", 1e3 * static_cast<double>(all.size()) / std::max(total, 1e-9)}, {"median_ms", quantile(values, 0.5)},
          {"p99_ms", quantile(values, 0.99)}, {"max_ms", quantile(values, 1)}};
}

template <typename Test>
long counted(const std::vector<Graded>& all, const Test& test) {
  return std::count_if(all.begin(), all.end(), test);
}

Json verdicts(const std::vector<Graded>& all) {
  using grade::Outcome;
  return {{"pairs", all.size()},
          {"agree", counted(all, [](const Graded& g) { return g.agree(); })},
          {"ours_undecided", counted(all, [](const Graded& g) { return g.ours.outcome == Outcome::kUndecided; })},
          {"ours_false_accepts", counted(all, [](const Graded& g) { return g.ours_wrong() && g.equal(); })},
          {"ours_false_rejects", counted(all, [](const Graded& g) { return g.ours_wrong() && !g.equal(); })},
          {"peer_false_accepts", counted(all, [](const Graded& g) { return g.peer_wrong() && g.peer == "equal"; })},
          {"peer_false_rejects", counted(all, [](const Graded& g) { return g.peer_wrong() && g.peer != "equal"; })},
          {"peer_hangs", counted(all, [](const Graded& g) { return g.peer == "hang"; })}};
}

Json report(const std::vector<Graded>& all, const Settings& settings) {
  const Json ours = times(all, &Graded::our_ms), peer = times(all, &Graded::peer_ms);
  const auto ratio = [&](const char* key) { return number_or(peer, key, 0) / std::max(number_or(ours, key, 0), 1e-9); };
  return {{"bench", "grade"}, {"compiler", __VERSION__}, {"seed", settings.seed}, {"grader", grade::grade_revision()}, {"peer", "math-verify 0.9.0"},
          {"verdicts", verdicts(all)}, {"ours", ours}, {"peer_times", peer},
          {"times_faster", {{"pairs_per_s", 1.0 / ratio("pairs_per_s")}, {"median", ratio("median_ms")}, {"p99", ratio("p99_ms")}}}};
}

constexpr std::size_t kRound = 100;   // pairs of one side before it is the other's turn: each works with its own data in the caches

Graded grade_ours(const Pair& pair) {
  Graded one{pair, {}, 0, 0, "not asked", Json::array()};
  const double start = thread_ms();
  one.ours = grade::compare_texts(pair.gold, pair.pred);
  one.our_ms = thread_ms() - start;
  return one;
}

Status grade_theirs(Peer& peer, Graded& one) {
  RETORT_TRY(const Json answer, peer.grade(one.pair));
  one.peer = string_or(answer, "verdict", "error");
  one.peer_ms = number_or(answer, "ms", 0);
  one.read = answer.value("read", Json::array());
  return {};
}

Result<std::vector<Graded>> grade_all(const Settings& settings) {
  RETORT_TRY(const std::vector<Answered> problems, read_answered(settings.data));
  Peer peer(settings);
  std::vector<Graded> all;
  const std::vector<Pair> pairs = make_pairs(problems, settings.pairs, settings.seed);
  Progress progress("pairs", pairs.size());
  for (std::size_t from = 0; from < pairs.size(); from += kRound) {
    const std::size_t to = std::min(pairs.size(), from + kRound);
    for (std::size_t i = from; i < to; ++i) all.push_back(grade_ours(pairs[i]));
    if (!settings.python.empty())
      for (std::size_t i = from; i < to; ++i) RETORT_TRY_STATUS(grade_theirs(peer, all[i]));
    progress.add(to - from);
  }
  return all;
}

Status write_rows(const std::string& path, const std::vector<Graded>& all, bool only_disputed) {
  std::string rows;
  for (const Graded& one : all) {
    const bool disputed = one.ours_wrong() || one.ours.outcome == grade::Outcome::kUndecided || (one.peer != "not asked" && (!one.agree() || one.peer_wrong()));
    if (!only_disputed || disputed) rows += to_line(one.to_json()) + "\n";
  }
  return write_file(path, rows);
}

int run(const Settings& settings) {
  auto all = grade_all(settings);
  Status written = all.ok() ? make_directories(settings.out) : Status(all.error());
  if (written.ok()) written = write_rows(settings.out + "/pairs.jsonl", *all, false);
  if (written.ok()) written = write_rows(settings.out + "/disagreements.jsonl", *all, true);
  if (!written.ok()) {
    fmt::print(stderr, "grade_bench: {}\n", written.error().message);
    return 1;
  }
  fmt::print("{}\n", to_line(report(*all, settings)));
  return 0;
}

}  // namespace
}  // namespace retort::bench

int main(int argc, char** argv) {
  retort::bench::Settings settings;
  CLI::App app("Compares the grader with Math-Verify on the same pairs");
  app.add_option("--data", settings.data, "Problems with solutions: a JSONL file or a folder of them")->required();
  app.add_option("--out", settings.out, "Folder for pairs.jsonl and disagreements.jsonl")->required();
  app.add_option("--pairs", settings.pairs, "How many pairs");
  app.add_option("--seed", settings.seed, "Of the choice of pairs");
  CLI::Option* python = app.add_option("--python", settings.python, "Python with math-verify; without it the peer is left out");
  app.add_option("--peer", settings.peer, "peer.py")->needs(python);
  app.add_option("--limit", settings.limit_s, "Seconds for one pair of the peer");
  CLI11_PARSE(app, argc, argv);
  return retort::bench::run(settings);
}
