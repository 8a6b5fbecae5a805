#include "pipeline/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/hash.h"
#include "base/text.h"

namespace retort::pipeline {

namespace {

constexpr std::size_t kRun = 4;

std::uint64_t hash_of(const std::vector<std::string_view>& all, std::size_t from) {
  std::string run;
  for (std::size_t i = from; i < from + kRun; ++i) run.append(all[i]).push_back(' ');
  return hash64(run);
}

double rounded(double value) { return std::round(value * 10'000) / 10'000; }

}  // namespace

Json Spread::to_json() const {
  if (values_.empty()) return Json::object();
  std::vector<long long> sorted = values_;
  std::sort(sorted.begin(), sorted.end());
  const auto at = [&](double share) { return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))]; };
  const double sum = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  return {{"mean", rounded(sum / static_cast<double>(sorted.size()))}, {"p5", at(0.05)}, {"median", at(0.5)}, {"p95", at(0.95)}, {"max", sorted.back()}};
}

void Wording::add(std::string_view text) {
  const auto all = words(text);
  ++texts_;
  if (all.size() < kRun) {
    openings_.insert(hash64(text));
    return;
  }
  openings_.insert(hash_of(all, 0));
  for (std::size_t i = 0; i + kRun <= all.size(); ++i) runs_.insert(hash_of(all, i));
  total_runs_ += static_cast<long>(all.size() - kRun + 1);
}

double Wording::distinct_4() const { return total_runs_ == 0 ? 0 : static_cast<double>(runs_.size()) / static_cast<double>(total_runs_); }
double Wording::openings() const { return texts_ == 0 ? 0 : static_cast<double>(openings_.size()) / static_cast<double>(texts_); }

void Statistics::add(const Lineage& line, std::size_t tokens) {
  tokens_.add(static_cast<long long>(tokens));
  calls_.add(line.trace->calls());
  for (const trace::Turn& turn : line.trace->turns)
    if (turn.kind == trace::TurnKind::kCall) ++tools_[turn.call.tool];
  wording_.add(line.accepted()->text);
}

Json Statistics::to_json() const {
  return {{"tokens", tokens_.to_json()},
          {"calls", calls_.to_json()},
          {"tools", Json(tools_)},
          {"wording", {{"texts", wording_.texts()}, {"distinct_4", rounded(wording_.distinct_4())}, {"openings", rounded(wording_.openings())}}}};
}

}  // namespace retort::pipeline
