// One input of the fuzzer: the gold answer in the first line, the prediction behind it. Ends the program where the grader takes longer than
// its budget and 100 ms, contradicts itself, or (under sanitizers) touches what it must not.
#include <time.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "grade/grade.h"

namespace {

using retort::grade::Outcome;

#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
constexpr long long kSlack = 1'000;   // milliseconds: sanitizers cost a factor of ten
#else
constexpr long long kSlack = 100;
#endif

long long thread_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1'000LL + time.tv_nsec / 1'000'000;
}

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "grade_fuzz: %s\n", what);
  std::abort();
}

template <typename Compare>
retort::grade::Verdict timed(const Compare& compare, std::chrono::milliseconds budget) {
  const long long start = thread_milliseconds();
  retort::grade::Verdict verdict = compare();
  require(thread_milliseconds() - start <= budget.count() + kSlack, "longer than the budget");
  require(!verdict.rule.empty() && verdict.reason.size() < 1'000, "a verdict without its rule, or a reason without end");
  return verdict;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = text.find('\n');
  const std::string_view gold = text.substr(0, line), pred = line == text.npos ? text : text.substr(line + 1);
  retort::grade::GradeOptions options;
  options.budget = std::chrono::milliseconds(50);
  const Outcome forth = timed([&] { return compare(gold, pred, options); }, options.budget).outcome;
  const Outcome back = timed([&] { return compare(pred, gold, options); }, options.budget).outcome;
  const bool contradiction = (forth == Outcome::kEqual && back == Outcome::kDifferent) || (forth == Outcome::kDifferent && back == Outcome::kEqual);
  require(!contradiction, "another verdict with the sides exchanged");
  const retort::grade::Verdict itself = timed([&] { return compare(pred, pred, options); }, options.budget);
  require(itself.outcome == Outcome::kEqual || itself.rule == "no answer", "an answer is not itself");
  timed([&] { return compare_texts(gold, pred, options); }, options.budget);
  options.strict = true;
  options.tolerance = 1e-3;
  timed([&] { return compare_texts(pred, gold, options); }, options.budget);
  return 0;
}
