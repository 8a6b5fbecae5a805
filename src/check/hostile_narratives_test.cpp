// Every kept hostile input goes through the fuzz target, which ends the program on a finding; inputs too large to keep as files are made here.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "check/gates.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace retort::check {
namespace {

int run(const std::string& input) { return LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()); }

TEST(HostileNarratives, KeptInputsStayHarmless) {
  int inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(RETORT_SOURCE_DIR "/src/check/fuzz_corpus")) {
    std::stringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    SCOPED_TRACE(entry.path().filename().string());
    EXPECT_EQ(run(bytes.str()), 0);
    ++inputs;
  }
  EXPECT_GE(inputs, 40);
}

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string out;
  out.reserve(bytes + part.size());
  while (out.size() < bytes) out += part;
  return out;
}

// The longest text that is read whole, made of each of these.
TEST(HostileNarratives, LongRepetitionsEndInTime) {
  for (const char* part : {"$", "(", "{", "[", "=", "\\", "$$", "$x$", "1 + ", "1=1, ", "3 apples and 4 + 5 x ", "$5 + ", "\\frac{", "\\text{", "\\begin{aligned}", "x^", "9^{9^", "= 1 ", "is ",
                           "91 is prime ", "a_", "\\sqrt", "!", "\\binom{9}{", "1+2+\\cdots+", "\\pm ", "(x, y) = ", "\\begin{pmatrix} 1 \\\\ ", "x < 3 < ", "x = 2 or ", "\\cancel{", "ABC ", "0.\\overline{3}", "5\\% ",
                           "1,234,567.", "$4 + x$ ", "\xe2\x80\xae", "\xff", "\x01", "let x = 1 ", "x^2 - y^2 = 0, ", "f(f(", "\\int_0^1 ", "10 000 000 "}) {
    SCOPED_TRACE(part);
    EXPECT_EQ(run(repeated(part, 199'000)), 0);
    EXPECT_EQ(run("$" + repeated(part, 3'000) + "$ so $x = 3$. The answer is $\\boxed{7}$."), 0);
  }
}

TEST(HostileNarratives, MegabytesAreRefusedAtOnce) {
  const trace::Verdict verdict = run_gates({"", "7", std::string(8'000'000, 'x')});
  EXPECT_FALSE(verdict.passed);
  EXPECT_FALSE(run_gates({std::string(8'000'000, '$'), "7", "$3 + 4 = 7$, so $\\boxed{7}$."}).passed);
  EXPECT_FALSE(run_gates({"", std::string(1'000'000, '('), "$3 + 4 = 7$, so $\\boxed{7}$."}).passed);
}

// Text from outside ends as a reason, and the reason can be written as JSON.
TEST(HostileNarratives, BadBytesAreNamed) {
  for (const char* bytes : {"\xff\xfe", "\xc3", "\xe2\x80\xae 7", "\x01", "\x7f", "\xef\xbf\xbd", "\xed\xa0\x80", "\xe2\x80\x8f"}) {
    const trace::Verdict verdict = run_gates({"How many are 3 and 4?", "7", std::string("So 3 + 4 = 7 ") + bytes + ". The answer is $\\boxed{7}$."});
    EXPECT_FALSE(verdict.passed) << bytes;
    EXPECT_FALSE(to_line(verdict.to_json()).empty());
  }
}

}  // namespace
}  // namespace retort::check
