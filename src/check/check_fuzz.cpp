// One input of the fuzzer: problem, answer and narrative, cut at zero bytes (the narrative alone where there are none). Ends the program where
// the gates take longer than their budget, point outside the text, give another verdict the second time, or (under sanitizers) touch what
// they must not.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "check/gates.h"
#include "tests/support/fuzz.h"

namespace {

using retort::testing::require, retort::testing::thread_milliseconds;

// Milliseconds of processor time: the budget of the algebra and what the rest may take.
constexpr long long kLimit = (retort::check::kGateBudget.count() + 100) * retort::testing::kSlowdown;

retort::check::Subject subject_of(std::string_view input) {
  const std::size_t first = input.find('\0');
  if (first == std::string_view::npos) return {"How many are 3 apples and 4 pears?", "7", std::string(input)};
  const std::size_t second = input.find('\0', first + 1);
  if (second == std::string_view::npos) return {std::string(input.substr(0, first)), "7", std::string(input.substr(first + 1))};
  return {std::string(input.substr(0, first)), std::string(input.substr(first + 1, second - first - 1)), std::string(input.substr(second + 1))};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const retort::check::Subject subject = subject_of({reinterpret_cast<const char*>(data), size});
  const long long start = thread_milliseconds();
  const retort::trace::Verdict verdict = retort::check::run_gates(subject);
  const long long taken = thread_milliseconds() - start;
  require(taken <= kLimit, "longer than the budget");
  for (const retort::trace::Finding& finding : verdict.reasons) {
    require(finding.at <= subject.narrative.size() && finding.length <= subject.narrative.size() - finding.at, "a place outside the text");
    require(!retort::to_line(retort::Json(finding.message)).empty(), "a message that is no text");
  }
  require(verdict.passed == verdict.reasons.empty(), "passed with reasons");
  if (size < 10'000 && taken < retort::check::kGateBudget.count() / 2) require(retort::check::run_gates(subject).to_json() == verdict.to_json(), "another verdict the second time");
  return 0;
}
