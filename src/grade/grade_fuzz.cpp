// One input of the fuzzer: the gold answer in the first line, the prediction behind it. Ends the program where the grader takes longer than
// its budget and 100 ms, contradicts itself, or (under sanitizers) touches what it must not.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "grade/grade.h"
#include "tests/support/fuzz.h"

namespace {

using retort::grade::Outcome;

using retort::testing::require, retort::testing::thread_milliseconds;

constexpr long long kSlack = 100 * retort::testing::kSlowdown;   // milliseconds of processor time

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
