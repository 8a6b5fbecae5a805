// Every input kept from fuzzing goes through the fuzz target again; it ends the program on a finding.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>

#include "base/files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace retort::math {
namespace {

TEST(ParseCorpus, StaysHarmless) {
  int inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(RETORT_SOURCE_DIR "/src/math/fuzz_corpus")) {
    const auto input = read_file(entry.path());
    ASSERT_TRUE(input.ok());
    SCOPED_TRACE(entry.path().filename().string());
    EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input->data()), input->size()), 0);
    ++inputs;
  }
  EXPECT_GE(inputs, 20);
}

}  // namespace
}  // namespace retort::math
