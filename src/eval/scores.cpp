#include "eval/scores.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "grade/grade.h"

namespace retort::eval {

namespace {

Json to_json(const Interval& interval) { return Json::array({interval.low, interval.high}); }

// n, accuracy and its interval.
Json accuracy_of(const std::vector<const Answered*>& some, std::uint64_t seed) {
  std::vector<double> shares;
  long correct = 0;
  bool single = true;
  for (const Answered* one : some) {
    shares.push_back(one->share_correct());
    correct += one->correct();
    single = single && one->samples.size() == 1;
  }
  Interval interval = single ? wilson95(correct, static_cast<long>(some.size())) : bootstrap95(shares, seed);
  return {{"n", some.size()}, {"correct", correct}, {"accuracy", mean_of(shares)}, {"ci95", to_json(interval)}, {"interval", single ? "wilson" : "bootstrap"}};
}

// The same for each subject, or each level; empty when no problem has one.
Json accuracy_by(const std::vector<Answered>& answered, std::string trace::Problem::* key, std::uint64_t seed) {
  std::map<std::string, std::vector<const Answered*>> groups;
  for (const Answered& one : answered)
    if (!(one.problem->*key).empty()) groups[one.problem->*key].push_back(&one);
  Json json = Json::object();
  for (const auto& [name, members] : groups) json[name] = accuracy_of(members, seed);
  return json;
}

// 1, 2, 4, ... and n itself.
std::vector<long> ks_up_to(long n) {
  std::vector<long> ks;
  for (long k = 1; k < n; k *= 2) ks.push_back(k);
  ks.push_back(n);
  return ks;
}

Json pass_of(const std::vector<Answered>& answered, long n, std::uint64_t seed) {
  Json json = Json::object();
  for (long k : ks_up_to(n)) {
    std::vector<double> values;
    for (const Answered& one : answered) values.push_back(pass_at_k(n, one.correct(), k));
    json[fmt::format("{}", k)] = {{"n", answered.size()}, {"value", mean_of(values)}, {"ci95", to_json(bootstrap95(values, seed))}};
  }
  return json;
}

Json majority_of(const std::vector<Answered>& answered, long n) {
  long correct = 0;
  for (const Answered& one : answered) {
    int chosen = majority_sample(one.samples);
    correct += chosen >= 0 && one.samples[static_cast<std::size_t>(chosen)].outcome == "correct";
  }
  auto problems = static_cast<long>(answered.size());
  return {{"at", n}, {"n", problems}, {"correct", correct}, {"accuracy", problems > 0 ? static_cast<double>(correct) / static_cast<double>(problems) : 0.0},
          {"ci95", to_json(wilson95(correct, problems))}};
}

}  // namespace

long Answered::correct() const {
  return std::count_if(samples.begin(), samples.end(), [](const Sample& s) { return s.outcome == "correct"; });
}

double Answered::share_correct() const { return samples.empty() ? 0 : static_cast<double>(correct()) / static_cast<double>(samples.size()); }

double pass_at_k(long n, long c, long k) {
  if (n - c < k) return 1;
  double none = 1;   // C(n-c, k) / C(n, k) = product of (1 - k / i) for i from n-c+1 to n
  for (long i = n - c + 1; i <= n; ++i) none *= 1 - static_cast<double>(k) / static_cast<double>(i);
  return 1 - none;
}

int majority_sample(const std::vector<Sample>& samples) {
  struct Class {
    int first;
    long votes;
  };
  std::vector<Class> classes;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (samples[i].answer.empty()) continue;
    auto equal = [&](const Class& c) {
      const std::string& other = samples[static_cast<std::size_t>(c.first)].answer;
      return other == samples[i].answer || grade::compare(other, samples[i].answer).outcome == grade::Outcome::kEqual;
    };
    auto found = std::find_if(classes.begin(), classes.end(), equal);
    if (found == classes.end()) classes.push_back({static_cast<int>(i), 1});
    else ++found->votes;
  }
  auto most = std::max_element(classes.begin(), classes.end(), [](const Class& a, const Class& b) { return a.votes < b.votes; });
  return most == classes.end() ? -1 : most->first;
}

Json scores_of(const std::vector<Answered>& answered, std::uint64_t seed) {
  std::vector<Sample> all;
  std::vector<const Answered*> everyone;
  long samples = 0;
  for (const Answered& one : answered) {
    everyone.push_back(&one);
    all.insert(all.end(), one.samples.begin(), one.samples.end());
    samples = std::max(samples, static_cast<long>(one.samples.size()));
  }
  const Summary counts = summarize(all);
  Json json = accuracy_of(everyone, seed);
  json["samples"] = samples;
  json["no_answer"] = counts.no_answer;
  json["truncated"] = counts.truncated;
  json["undecided"] = counts.undecided;
  const double of = counts.n > 0 ? static_cast<double>(counts.n) : 1;
  json["shares"] = {{"no_answer", static_cast<double>(counts.no_answer) / of}, {"truncated", static_cast<double>(counts.truncated) / of},
                    {"undecided", static_cast<double>(counts.undecided) / of}};
  json["prompt_tokens"] = counts.prompt_tokens;
  json["new_tokens"] = counts.new_tokens;
  if (samples > 1) {
    json["pass_at_k"] = pass_of(answered, samples, seed);
    json["majority"] = majority_of(answered, samples);
  }
  for (const auto& [name, key] : {std::pair{"by_subject", &trace::Problem::subject}, {"by_level", &trace::Problem::level}})
    if (Json groups = accuracy_by(answered, key, seed); !groups.empty()) json[name] = groups;
  return json;
}

}  // namespace retort::eval
