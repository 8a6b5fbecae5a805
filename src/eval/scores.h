// The figures of one evaluation: accuracy, pass@k, majority@n, each with its number of problems and a 95% interval.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "eval/evaluate.h"

namespace retort::eval {

// One problem with all its answers, in the order of their numbers.
struct Answered {
  const trace::Problem* problem = nullptr;
  std::vector<Sample> samples;
  long correct() const;
  double share_correct() const;   // of the samples
};

// Unbiased estimate of the chance that at least one of k samples is right, from n of which c are (Chen et al. 2021, equation 1):
// 1 - C(n-c, k) / C(n, k). 1 <= k <= n.
double pass_at_k(long n, long c, long k);

// Which sample stands for the answer that most samples give, equal answers being those that the grader calls equal; of two answers with as many
// samples the one that came first. A sample without an answer has no voice; -1 when none has.
int majority_sample(const std::vector<Sample>& samples);

// {"n","samples","correct","accuracy","ci95","interval","no_answer","truncated","undecided","shares":{those three of all answers},"prompt_tokens",
// "new_tokens","pass_at_k":{"K":{"value","ci95"}},"majority":{"at","correct","accuracy","ci95"},"by_subject":{NAME:{"n","accuracy","ci95"}},
// "by_level":{...}}. n counts problems, the other counts samples. With one sample the interval is Wilson's and pass_at_k and majority are left out;
// with more, accuracy is the mean over all samples and its interval a bootstrap over problems, seeded by `seed`.
Json scores_of(const std::vector<Answered>& answered, std::uint64_t seed);

}  // namespace retort::eval
