#include "eval/paired.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace retort::eval {

namespace {

bool is_right(const Answered& one) {
  if (one.samples.size() == 1) return one.samples[0].outcome == "correct";
  int chosen = majority_sample(one.samples);
  return chosen >= 0 && one.samples[static_cast<std::size_t>(chosen)].outcome == "correct";
}

Json accuracy_of(const std::vector<Answered>& answered, bool single, std::uint64_t seed) {
  std::vector<double> shares;
  long correct = 0;
  for (const Answered& one : answered) {
    shares.push_back(one.share_correct());
    correct += one.correct();
  }
  Interval interval = single ? wilson95(correct, static_cast<long>(answered.size())) : bootstrap95(shares, seed);
  return {{"correct", correct}, {"accuracy", mean_of(shares)}, {"ci95", {interval.low, interval.high}}};
}

// Of the mean difference. Differences that are all the same stay so however they are drawn.
Interval interval_of(const std::vector<double>& differences, std::uint64_t seed) {
  if (differences.empty()) return {-1, 1};
  const bool same = std::all_of(differences.begin(), differences.end(), [&](double d) { return d == differences.front(); });
  return same ? Interval{differences.front(), differences.front()} : bootstrap95(differences, seed);
}

// What makes two sets of items the same: not their names.
Json items_of(const Json& header) {
  Json items = Json::array();
  for (const Json& data : header.value("data", Json::array())) items.push_back({{"problems", data.value("problems", 0)}, {"hash", string_or(data, "hash", "")}});
  return {{"data", items}};
}

Status check_finished(const StoredResult& result) {
  if (result.finished) return {};
  return Error{ErrorCode::kInvalidArgument, result.path + " is not finished: run its `retort eval` again first"};
}

}  // namespace

McNemar mcnemar(long only_a, long only_b) {
  McNemar test{only_a, only_b, 1, true};
  const long n = only_a + only_b, fewer = std::min(only_a, only_b);
  if (n == 0) return test;
  if (n <= kExactUpTo) {
    double sum = 0;   // of C(n, i) / 2^n for i up to the smaller count
    for (long i = 0; i <= fewer; ++i)
      sum += std::exp(std::lgamma(n + 1.0) - std::lgamma(i + 1.0) - std::lgamma(static_cast<double>(n - i) + 1) - static_cast<double>(n) * std::log(2.0));
    test.p = std::min(1.0, 2 * sum);
    return test;
  }
  test.exact = false;
  const double excess = std::max(0.0, std::abs(static_cast<double>(only_a - only_b)) - 1);
  test.p = std::erfc(std::sqrt(excess * excess / static_cast<double>(n) / 2));   // the tail of chi-square with one degree of freedom
  return test;
}

Json compare_answers(const std::vector<Answered>& a, const std::vector<Answered>& b, std::uint64_t seed) {
  bool single = true;
  long both = 0, neither = 0, only_a = 0, only_b = 0;
  std::vector<double> differences;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    const bool in_a = is_right(a[i]), in_b = is_right(b[i]);
    both += in_a && in_b;
    neither += !in_a && !in_b;
    only_a += in_a && !in_b;
    only_b += !in_a && in_b;
    differences.push_back(b[i].share_correct() - a[i].share_correct());
    single = single && a[i].samples.size() == 1 && b[i].samples.size() == 1;
  }
  const McNemar test = mcnemar(only_a, only_b);
  const Interval interval = interval_of(differences, seed);
  return {{"n", differences.size()}, {"a", accuracy_of(a, single, seed)}, {"b", accuracy_of(b, single, seed)}, {"both", both}, {"neither", neither},
          {"only_a", only_a}, {"only_b", only_b}, {"p", test.p}, {"test", test.exact ? "McNemar, exact" : "McNemar, chi-square with correction"},
          {"outcome", single ? "answer" : "majority"}, {"difference", mean_of(differences)}, {"difference_ci95", {interval.low, interval.high}}};
}

namespace {

// "settings.max_new_tokens"
bool has_member(const Json& header, std::string_view path) {
  const Json* at = &header;
  for (std::string_view key : split(path, '.')) {
    if (!at->is_object() || !at->contains(std::string(key))) return false;
    at = &(*at)[std::string(key)];
  }
  return true;
}

}  // namespace

Result<Json> compare_results(const StoredResult& a, const StoredResult& b, const std::vector<std::string>& allow) {
  RETORT_TRY_STATUS(check_finished(a));
  RETORT_TRY_STATUS(check_finished(b));
  for (const std::string& key : allow) {
    const bool compared = key == "prompt" || key == "grader" || key == "settings" || key.starts_with("settings.") || key.starts_with("prompt.") || key.starts_with("grader.");
    if (!compared || !(has_member(a.header, key) || has_member(b.header, key)))
      return Error{ErrorCode::kInvalidArgument, fmt::format("'{}' is nothing that two results may differ in: prompt, grader, settings, or one of them as settings.max_new_tokens", key)};
  }
  std::vector<std::string> differ;
  for (const std::string& clause : differences(a.header, b.header, {"prompt", "settings", "grader"})) {
    const std::string name = clause.substr(0, clause.find(' '));
    bool allowed = std::any_of(allow.begin(), allow.end(), [&](const std::string& key) { return name == key || name.starts_with(key + "."); });
    if (!allowed) differ.push_back(clause);
  }
  for (const std::string& clause : differences(items_of(a.header), items_of(b.header), {"data"})) differ.push_back(clause);
  if (!differ.empty())
    return Error{ErrorCode::kInvalidArgument, fmt::format("{} and {} cannot be compared: {}", a.path, b.path, join(differ, "; "))};
  const auto in_a = answered_of(a), in_b = answered_of(b);
  const auto seed = static_cast<std::uint64_t>(integer_or(a.header["settings"], "seed", 1));
  Json all = Json::array();
  for (std::size_t i = 0; i < in_a.size(); ++i) {
    Json one = {{"data", in_a[i].first}};
    one.update(compare_answers(in_a[i].second, in_b[i].second, seed));
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace retort::eval
