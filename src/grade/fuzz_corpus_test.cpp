// Every input kept from fuzzing goes through the fuzz target again; it ends the program on a finding.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace retort::grade {
namespace {

TEST(FuzzCorpus, StaysHarmless) {
  int inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(RETORT_SOURCE_DIR "/src/grade/fuzz_corpus")) {
    std::stringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    const std::string input = bytes.str();
    SCOPED_TRACE(entry.path().filename().string());
    EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()), 0);
    ++inputs;
  }
  EXPECT_GE(inputs, 40);
}

}  // namespace
}  // namespace retort::grade
