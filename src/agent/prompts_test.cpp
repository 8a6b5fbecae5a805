#include "agent/prompts.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace retort::agent {
namespace {

namespace fs = std::filesystem;

class PromptsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("prompts_test." + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string load_error() {
    const auto loaded = Prompts::load(folder_);
    return loaded.ok() ? "" : loaded.error().message;
  }
  fs::path folder_;
};

TEST_F(PromptsTest, BuiltinOnesAreTheFilesOfTheTree) {
  const auto loaded = Prompts::load(RETORT_SOURCE_DIR "/prompts");
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  EXPECT_EQ(loaded->revision(), Prompts::builtin().revision());
}

TEST_F(PromptsTest, PutsValuesInOnce) {
  const auto messages = Prompts::builtin().fill(Prompt::kSolverPlan, {{"problem", "What is {{plan}} + 1?"}});
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].role, llm::Role::kSystem);
  EXPECT_EQ(messages[1].role, llm::Role::kUser);
  EXPECT_EQ(messages[1].content, "What is {{plan}} + 1?");
}

TEST_F(PromptsTest, AnOwnFileReplacesOneAndChangesTheRevision) {
  write("solver_plan.txt", "[user]\nPlan for: {{ problem }}\n");
  const auto loaded = Prompts::load(folder_);
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  EXPECT_EQ(loaded->fill(Prompt::kSolverPlan, {{"problem", "P"}})[0].content, "Plan for: P");
  EXPECT_NE(loaded->revision(), Prompts::builtin().revision());
}

TEST_F(PromptsTest, RefusesWhatCannotWork) {
  write("judge.txt", "[user]\n{{problem}} {{narrativ}}");
  EXPECT_NE(load_error().find("{{narrativ}}"), std::string::npos) << load_error();
  EXPECT_NE(load_error().find("judge.txt"), std::string::npos) << load_error();
  write("judge.txt", "[user]\n{{problem}}");
  EXPECT_NE(load_error().find("{{narrative}} is missing"), std::string::npos) << load_error();
  write("judge.txt", "{{problem}} {{narrative}}");
  EXPECT_NE(load_error().find("no message"), std::string::npos) << load_error();
  write("judge.txt", "[user]\n{{problem}} {{narrative}} \xff");
  EXPECT_NE(load_error().find("UTF-8"), std::string::npos) << load_error();
  EXPECT_FALSE(Prompts::load(folder_.string() + "/none").ok());
}

TEST_F(PromptsTest, RefusesAMisspeltFileAndLeavesOtherFilesAlone) {
  write("README.md", "my prompts");
  EXPECT_EQ(load_error(), "");
  write("tranlator.txt", "[user]\n{{problem}}");
  EXPECT_NE(load_error().find("tranlator.txt is the name of no prompt; did you mean translator.txt?"), std::string::npos) << load_error();
}

}  // namespace
}  // namespace retort::agent
