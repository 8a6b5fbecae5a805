#include "eval/leaks.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/files.h"

namespace retort::eval {
namespace {

TEST(Leaks, FindsEveryItemThatATrainingRowHolds) {
  auto problem = [](const std::string& statement) {
    trace::Problem p;
    p.id = p.statement = statement;
    return p;
  };
  const std::string shared = "a train leaves the station at nine and travels east at forty miles an hour";
  std::vector<TestSet> sets = {{"one", {problem("When " + shared + ", where is it?"), problem("Each day " + shared + "; how far?"), problem("What is $2+2$?")}},
                               {"two", {problem("Nothing of this is known to anybody who trains.")}}};
  const std::string path = std::filesystem::temp_directory_path() / ("retort_leaks_" + std::to_string(::getpid()) + ".jsonl");
  ASSERT_TRUE(write_file(path, "{\"problem\":\"Once " + shared + ". Why?\",\"answer\":\"1\"}\n"
                               "{\"messages\":[{\"role\":\"user\",\"content\":\"What is $3+2$?\"},{\"role\":\"assistant\",\"content\":\"5\"}]}\n"
                               "no JSON\n")
                  .ok());
  StopToken stop;
  auto leaks = find_leaks(sets, {path}, {}, stop);
  ASSERT_TRUE(leaks.ok()) << leaks.error().message;
  EXPECT_EQ(leaks->rows, 3);
  EXPECT_EQ(leaks->unreadable, 1);
  EXPECT_EQ(leaks->rows_in_items, 1);
  EXPECT_EQ(leaks->leaked[0], (std::vector<bool>{true, true, false}));   // one row, two items
  EXPECT_EQ(leaks->to_json(1)["items"], 0);
  EXPECT_EQ(leaks->to_json(0)["items"], 2);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace retort::eval
