// One input of the fuzzer: a text that is read as LaTeX and as plain notation. Ends the program where reading or printing takes longer than
// a linear reader may, an error says nothing, what was printed cannot be read back, or (under sanitizers) memory is misused.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "math/parse.h"
#include "math/print.h"
#include "tests/support/fuzz.h"

namespace {

using namespace retort::math;
using retort::testing::require, retort::testing::thread_milliseconds;

constexpr long long kBudget = 100 * retort::testing::kSlowdown;   // milliseconds of processor time for one step

template <typename Work>
auto timed(const Work& work, const char* what) {
  const long long start = thread_milliseconds();
  auto result = work();
  require(thread_milliseconds() - start <= kBudget, what);
  return result;
}

// Printed longer or deeper than may be read is allowed.
void reads_back(const std::string& printed, Notation notation) {
  const auto back = timed([&] { return parse(printed, notation); }, "reading what was printed takes too long");
  if (back.ok() || back.error().code == retort::ErrorCode::kBudget) return;
  std::fprintf(stderr, "printed: %s\n%s\n", printed.c_str(), back.error().message.c_str());
  require(false, "what was printed cannot be read");
}

void read_and_print(std::string_view text, Notation notation) {
  const auto e = timed([&] { return parse(text, notation); }, "reading takes too long");
  if (!e.ok()) {
    require(!e.error().message.empty() && e.error().message.size() < 1'000, "an error without a message, or without an end");
    require(e.error().code != retort::ErrorCode::kInternal, "a defect");
    return;
  }
  require(e->depth() <= 4 * ParseLimits().max_depth, "deeper than the limit");
  reads_back(timed([&] { return to_latex(*e); }, "printing LaTeX takes too long"), Notation::kLatex);
  reads_back(timed([&] { return to_plain(*e); }, "printing plain text takes too long"), Notation::kPlain);
  timed([&] { return to_mathml(*e); }, "printing MathML takes too long");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_and_print(text, Notation::kLatex);
  read_and_print(text, Notation::kPlain);
  return 0;
}
