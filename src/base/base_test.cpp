#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "base/files.h"
#include "base/hash.h"
#include "base/hash_set.h"
#include "base/json.h"
#include "base/parallel.h"
#include "base/random.h"
#include "base/text.h"

namespace retort {
namespace {

TEST(Json, RefusesDeepNestingAndBadUtf8WithoutThrowing) {
  EXPECT_EQ(parse_json(std::string(100'000, '[')).error().code, ErrorCode::kBudget);
  EXPECT_EQ(parse_json("{\"a\":\"\xff\"}").error().code, ErrorCode::kParse);
  EXPECT_EQ(parse_json("{\"a\":1").error().code, ErrorCode::kParse);
  EXPECT_EQ(to_line(*parse_json(R"({"b":1,"a":"\\frac"})")), R"({"b":1,"a":"\\frac"})");
}

TEST(Random, IsTheSameOnEveryMachine) {
  Random r(7);
  EXPECT_EQ(r.next(), 7191089600892374487ULL);
  Random a(7, "x"), b(7, "y");
  EXPECT_NE(a.next(), b.next());
  for (int i = 0; i < 1000; ++i) {
    auto v = a.between(-3, 3);
    EXPECT_TRUE(v >= -3 && v <= 3);
  }
}

TEST(Text, NearestNamesTheLikelyMeaningOnly) {
  std::vector<std::string> known = {"epochs", "learning_rate", "rank"};
  EXPECT_EQ(nearest("learning_rte", known), "learning_rate");
  EXPECT_EQ(nearest("colour", known), "");
}

TEST(Text, Utf8IsChecked) {
  EXPECT_TRUE(valid_utf8("√2 ≤ π"));
  EXPECT_FALSE(valid_utf8("\xc0\xaf"));
  EXPECT_FALSE(valid_utf8("\xed\xa0\x80"));
  EXPECT_EQ(shorten("a√b", 2), "a...");
}

TEST(Files, WriteReplacesWholeAndLinesAreCounted) {
  auto path = (std::filesystem::temp_directory_path() / "retort_base_test.txt").string();
  ASSERT_TRUE(write_file(path, "one\r\ntwo\n\nlast").ok());
  auto reader = LineReader::open(path);
  ASSERT_TRUE(reader.ok());
  std::vector<std::string> lines;
  for (;;) {
    auto line = reader->next();
    ASSERT_TRUE(line.ok());
    if (!*line) break;
    lines.push_back(**line);
  }
  EXPECT_EQ(lines, (std::vector<std::string>{"one", "two", "", "last"}));
  EXPECT_EQ(*hash_file(path), hash128("one\r\ntwo\n\nlast"));
  std::filesystem::remove(path);
  EXPECT_EQ(read_file(path).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_file("/").error().code, ErrorCode::kIo);
  auto refused = write_file("/nonexistent/folder/x", "y");
  EXPECT_NE(refused.error().message.find("/nonexistent/folder/x"), std::string::npos);
}

TEST(Files, PackedLinesAreUnpackedAndACutFileIsSaid) {
  // "one\ntwo\n" packed by gzip.
  const std::string packed("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\xcf\x4b\xe5\x2a\x29\xcf\xe7\x02\x00\xe6\x0b\xba\x12\x08\x00\x00\x00", 28);
  auto path = (std::filesystem::temp_directory_path() / ("retort_packed_" + std::to_string(::getpid()))).string();
  ASSERT_TRUE(write_file(path, packed).ok());
  auto reader = LineReader::open(path);
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(**reader->next(), "one");
  EXPECT_EQ(**reader->next(), "two");
  EXPECT_FALSE(reader->next()->has_value());
  ASSERT_TRUE(write_file(path, packed.substr(0, 16)).ok());
  auto cut = LineReader::open(path);
  ASSERT_TRUE(cut.ok());
  EXPECT_EQ(**cut->next(), "one");   // what came before the cut is handed out
  auto line = cut->next();
  ASSERT_FALSE(line.ok());
  EXPECT_EQ(line.error().code, ErrorCode::kIo);
  EXPECT_NE(line.error().message.find("cut off"), std::string::npos) << line.error().message;
  std::filesystem::remove(path);
}

TEST(HashSet, TellsNewFromSeen) {
  HashSet set;
  for (std::uint64_t i = 0; i < 5000; ++i) EXPECT_TRUE(set.insert(hash64(std::to_string(i))));
  for (std::uint64_t i = 0; i < 5000; ++i) EXPECT_FALSE(set.insert(hash64(std::to_string(i))));
  EXPECT_EQ(set.size(), 5000u);
  EXPECT_TRUE(set.contains(hash64("17")));
  EXPECT_FALSE(set.contains(hash64("x")));
  EXPECT_TRUE(set.in_memory());
}

TEST(HashSet, ALargeOneIsInAFileAndKnowsAsMuch) {
  constexpr std::uint64_t kMany = HashSet::kInMemory * 2;
  HashSet set;
  for (std::uint64_t i = 0; i < kMany; ++i) ASSERT_TRUE(set.insert(hash64(std::to_string(i)))) << i;
  EXPECT_FALSE(set.in_memory());
  HashSet moved = std::move(set);
  for (std::uint64_t i = 0; i < kMany; ++i) ASSERT_FALSE(moved.insert(hash64(std::to_string(i)))) << i;
  for (std::uint64_t i = kMany; i < kMany + 1000; ++i) EXPECT_FALSE(moved.contains(hash64(std::to_string(i)))) << i;
  EXPECT_EQ(moved.size(), kMany);
  moved.clear();
  EXPECT_TRUE(moved.in_memory());
  EXPECT_FALSE(moved.contains(hash64("17")));
}

TEST(HashSet, WithoutAFolderForFilesItStaysInMemory) {
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  setenv("TMPDIR", "/nonexistent", 1);
  HashSet set;
  for (std::uint64_t i = 0; i < HashSet::kInMemory; ++i) ASSERT_TRUE(set.insert(hash64(std::to_string(i)))) << i;
  if (before) setenv("TMPDIR", kept.c_str(), 1);
  else unsetenv("TMPDIR");
  EXPECT_TRUE(set.in_memory());
  EXPECT_TRUE(set.contains(hash64("17")));
}

TEST(Parallel, HandsOverInOrderAndStopsAtTheFirstError) {
  StopToken stop;
  std::vector<std::size_t> order;
  auto status = parallel_ordered(
      500, 4, 16, stop,
      [](std::size_t i) {
        if (i % 7 == 0) std::this_thread::yield();
        return Status();
      },
      [&](std::size_t i) {
        order.push_back(i);
        return Status();
      });
  ASSERT_TRUE(status.ok());
  for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], i);
  EXPECT_EQ(order.size(), 500u);

  std::atomic<int> handed{0};
  auto failed = parallel_ordered(
      100, 3, 8, stop, [](std::size_t i) { return i == 40 ? Status(Error{ErrorCode::kParse, "bad"}) : Status(); },
      [&](std::size_t) {
        ++handed;
        return Status();
      });
  EXPECT_EQ(failed.error().message, "bad");
  EXPECT_EQ(handed, 40);
}

TEST(Parallel, StopKeepsWhatIsDone) {
  StopToken stop;
  std::size_t handed = 0;
  auto status = parallel_ordered(
      1000, 2, 4, stop, [](std::size_t) { return Status(); },
      [&](std::size_t i) {
        handed = i + 1;
        if (i == 10) stop.request();
        return Status();
      });
  EXPECT_EQ(status.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(handed, 11u);
}

}  // namespace
}  // namespace retort
