// Two models on the same problems: is the difference more than chance?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "eval/interval.h"
#include "eval/result.h"

namespace retort::eval {

// Q. McNemar's test (1947) of whether two models are right equally often, two-sided: of the problems that only one of them has right, each is
// as likely to be the one's as the other's. Exact (binomial) up to kExactUpTo such problems, beyond by chi-square with Edwards' correction.
inline constexpr long kExactUpTo = 1000;
struct McNemar {
  long only_a = 0, only_b = 0;
  double p = 1;
  bool exact = true;
};
McNemar mcnemar(long only_a, long only_b);

// {"n","a":{"correct","accuracy","ci95"},"b":{...},"both","neither","only_a","only_b","p","test","outcome","difference","difference_ci95"}: b against a on
// the same problems in the same order. With several samples a problem counts as right where the majority's answer is ("outcome": "majority"),
// and the difference is that of the mean accuracies; its interval is a paired bootstrap over problems.
Json compare_answers(const std::vector<Answered>& a, const std::vector<Answered>& b, std::uint64_t seed);

// One such object, with "data", for each data set of two results. kInvalidArgument naming all that differs: items, prompt, settings or grader;
// or the result that is not finished. `allow`: members of the header that may differ ("prompt", "settings.max_new_tokens").
Result<Json> compare_results(const StoredResult& a, const StoredResult& b, const std::vector<std::string>& allow);

}  // namespace retort::eval
