#include "data/near_duplicates.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/random.h"

namespace retort::data {
namespace {

constexpr const char* kText =
    "A farmer has 12 cows and buys 5 more of them on the market in the village, and then she sells 3 goats to a neighbour who lives on the other side "
    "of the river. How many animals does the farmer have now in all on her farm?";

std::string replaced(std::string text, const std::string& from, const std::string& to) { return text.replace(text.find(from), from.size(), to); }

TEST(NearDuplicates, FindsTextsThatDifferInAWord) {
  NearDuplicates seen({.threshold = 0.8});
  EXPECT_FALSE(seen.add("Something that has nothing to do with what comes after it.", "other"));
  EXPECT_FALSE(seen.add(kText, "farm"));
  EXPECT_EQ(seen.add(replaced(kText, "she sells", "he sells"), "a"), "farm");
  EXPECT_EQ(seen.add(replaced(kText, "farm?", "farm ?"), "b"), "farm");
  EXPECT_FALSE(seen.add("How many cows are on the farm of the farmer after he has sold the goats to the neighbour on the other side?", "c"));
}

TEST(NearDuplicates, KeepsVariationsWithOtherNumbersUnlessAskedNotTo) {
  NearDuplicates strict, loose({.threshold = 0.75, .same_numbers = false});
  for (NearDuplicates* seen : {&strict, &loose}) EXPECT_FALSE(seen->add(kText, "farm"));
  std::string other = replaced(kText, "12", "14");
  EXPECT_FALSE(strict.add(other, "x"));
  EXPECT_EQ(loose.add(other, "x"), "farm");
}

TEST(NearDuplicates, ForgetsWhatLiesOutsideTheWindow) {
  NearDuplicates seen({.window = 50});
  Random random(5);
  auto text = [&] {
    std::string words;
    for (int i = 0; i < 30; ++i) words += "w" + std::to_string(random.between(0, 500)) + " ";
    return words;
  };
  std::string first = text();
  EXPECT_FALSE(seen.add(first, "first"));
  for (int i = 0; i < 49; ++i) EXPECT_FALSE(seen.add(text(), "other"));
  EXPECT_EQ(seen.add(first, "again"), "first");
  EXPECT_FALSE(seen.add(text(), "other"));   // takes the place of the first
  EXPECT_FALSE(seen.add(first, "later"));
  EXPECT_EQ(seen.add(first, "again"), "later");
}

// Many more texts than the window holds: those in it are found, and those that left it are not.
TEST(NearDuplicates, KeepsItsBooksOverManyWindows) {
  constexpr int kWindow = 100, kTexts = 2000;
  NearDuplicates seen({.window = kWindow});
  Random random(7);
  std::vector<std::string> texts;
  for (int i = 0; i < kTexts; ++i) {
    std::string words;
    for (int k = 0; k < 12; ++k) words.append("w").append(std::to_string(random.between(0, 100000))).append(" ");
    texts.push_back(words);
    EXPECT_FALSE(seen.add(words, std::to_string(i)));
    for (int back : {0, 1, kWindow / 2, kWindow - 1})
      if (i >= back) {
        EXPECT_EQ(seen.add(texts[static_cast<std::size_t>(i - back)], "again"), std::to_string(i - back));
      }
  }
  for (int i = kTexts - 3 * kWindow; i < kTexts - kWindow; i += 10) EXPECT_FALSE(seen.add(texts[static_cast<std::size_t>(i)], "old")) << i;
}

TEST(NearDuplicates, ShortTextsHaveNone) {
  NearDuplicates seen;
  EXPECT_FALSE(seen.add("What is it?", "q"));
  EXPECT_FALSE(seen.add("What is it?", "q"));
}

}  // namespace
}  // namespace retort::data
