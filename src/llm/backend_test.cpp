// What a GGUF must have before work begins with it.
#include "llm/backend.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/tiny_model.h"

namespace retort::llm {
namespace {

namespace fs = std::filesystem;

class CheckGguf : public ::testing::Test {
 protected:
  // A folder of its own: tests run side by side.
  CheckGguf()
      : folder_(fs::path(::testing::TempDir()) / fmt::format("retort_check_gguf_{}", ::getpid())) {
    fs::create_directories(folder_);
    EXPECT_TRUE(testing::write_tiny_model(whole_).ok());
  }
  ~CheckGguf() override { fs::remove_all(folder_); }

  fs::path folder_;
  std::string whole_ = (folder_ / "whole.gguf").string(), cut_ = (folder_ / "cut.gguf").string();
};

TEST_F(CheckGguf, AWholeFilePasses) {
  const Status checked = check_gguf(whole_);
  EXPECT_TRUE(checked.ok()) << checked.error().message;
}

// Cut inside the weights, by one byte too; the header is whole.
TEST_F(CheckGguf, AFileWithoutItsLastWeightsIsRefusedWithBothSizes) {
  const auto size = fs::file_size(whole_);
  for (const auto left : {size - 1, size / 2}) {
    fs::copy_file(whole_, cut_, fs::copy_options::overwrite_existing);
    fs::resize_file(cut_, left);
    const Status checked = check_gguf(cut_);
    ASSERT_FALSE(checked.ok()) << left;
    EXPECT_EQ(checked.error().code, ErrorCode::kCorruption);
    const std::string& message = checked.error().message;
    for (const std::string& part : {cut_, std::to_string(left), std::to_string(size)}) EXPECT_NE(message.find(part), std::string::npos) << message;
    EXPECT_EQ(open_model(cut_, true).error().message, message);
  }
}

TEST_F(CheckGguf, AFileWithoutAWholeHeaderIsRefused) {
  for (const int left : {4, 20, 1000, 5000}) {
    fs::copy_file(whole_, cut_, fs::copy_options::overwrite_existing);
    fs::resize_file(cut_, static_cast<std::uintmax_t>(left));
    const Status checked = check_gguf(cut_);
    ASSERT_FALSE(checked.ok()) << left;
    EXPECT_EQ(checked.error().code, ErrorCode::kCorruption);
    EXPECT_NE(checked.error().message.find(cut_ + " (" + std::to_string(left) + " bytes)"), std::string::npos) << checked.error().message;
  }
}

TEST_F(CheckGguf, OtherFilesAreNamed) {
  std::ofstream(cut_) << "no model at all";
  EXPECT_EQ(check_gguf(cut_).error().code, ErrorCode::kCorruption);
  EXPECT_EQ(check_gguf(folder_.string()).error().code, ErrorCode::kIo);
  EXPECT_EQ(check_gguf((folder_ / "absent.gguf").string()).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace retort::llm
