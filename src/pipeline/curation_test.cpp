#include "pipeline/curation.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace retort::pipeline {
namespace {

class CurationTest : public testing::Test {
 protected:
  ~CurationTest() override { std::filesystem::remove(path_); }
  std::string path_ = (std::filesystem::temp_directory_path() / ("retort-curation-" + std::to_string(::getpid()))).string();
};

TEST_F(CurationTest, TheLastDecisionCounts) {
  ASSERT_TRUE(Curation::read(path_)->standing().empty());
  ASSERT_TRUE(add_decision(path_, {"n1", "p1", CurationAction::kDrop, "reads badly", {}}).ok());
  ASSERT_TRUE(add_decision(path_, {"n2", "p2", CurationAction::kEdit, "clearer", "So $\\boxed{\\frac{1}{2}}$ — \"half\".", 3, 1}).ok());
  ASSERT_TRUE(add_decision(path_, {"n3", "p3", CurationAction::kDrop, "twice", {}}).ok());
  ASSERT_TRUE(add_decision(path_, {"n3", "p3", CurationAction::kRestore, "", {}}).ok());
  auto curation = Curation::read(path_);
  ASSERT_TRUE(curation.ok()) << curation.error().message;
  EXPECT_EQ(curation->standing().size(), 2u);
  ASSERT_NE(curation->about("n1"), nullptr);
  EXPECT_EQ(curation->about("n1")->action, CurationAction::kDrop);
  EXPECT_EQ(curation->about("n1")->reason, "reads badly");
  ASSERT_NE(curation->about("n2"), nullptr);
  EXPECT_EQ(curation->about("n2")->text, "So $\\boxed{\\frac{1}{2}}$ — \"half\".");
  EXPECT_EQ(curation->about("n2")->checked, 3);
  EXPECT_EQ(curation->about("n3"), nullptr);
  EXPECT_EQ(curation->about("n4"), nullptr);
}

TEST_F(CurationTest, ABadLineIsNamed) {
  for (const char* bad : {"{", R"({"narrative_id":"a","action":"eat"})", R"({"action":"drop"})", R"({"narrative_id":"a","action":"edit"})"}) {
    std::ofstream(path_) << R"({"narrative_id":"a","action":"drop","reason":"x"})" << "\n" << bad << "\n";
    auto curation = Curation::read(path_);
    ASSERT_FALSE(curation.ok()) << bad;
    EXPECT_EQ(curation.error().code, ErrorCode::kParse);
    EXPECT_NE(curation.error().message.find(":2:"), std::string::npos) << curation.error().message;
  }
}

}  // namespace
}  // namespace retort::pipeline
