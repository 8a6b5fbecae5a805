#include <gtest/gtest.h>

#include "cas/tool.h"

namespace retort::cas {
namespace {

using Items = std::vector<std::string>;

TEST(ResultItems, ListsTuplesAndTables) {
  EXPECT_EQ(result_items("[1, (2, 3), Matrix([[1, 2]])]"), (Items{"1", "(2, 3)", "Matrix([[1, 2]])"}));
  EXPECT_EQ(result_items("(1, 2)"), (Items{"1", "2"}));
  EXPECT_EQ(result_items("(5,)"), (Items{"5"}));
  EXPECT_EQ(result_items("{2: 1, 3 - sqrt(2): 2}"), (Items{"2: 1", "3 - sqrt(2): 2"}));
  EXPECT_EQ(result_items("[]"), Items{});
}

TEST(ResultItems, OtherResultsAreOneItem) {
  for (const char* text : {"x + 1", "(x + 1)*(x - 1)", "(0 < x) & (x < 1)", "f(1, 2)", "5", "(1", "1)", ")("}) EXPECT_EQ(result_items(text), Items{text}) << text;
  EXPECT_EQ(result_items(""), Items{});
}

}  // namespace
}  // namespace retort::cas
