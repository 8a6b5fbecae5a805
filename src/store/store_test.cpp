#include "store/store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace retort::store {
namespace {

struct Folder {
  Folder() {
    std::string pattern = std::filesystem::temp_directory_path() / "retort-store-XXXXXX";
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string db() const { return path + "/retort.db"; }
  std::string path;
};

Record record(const std::string& kind, const std::string& id, const std::string& parent = {}) {
  return {kind, id, parent, Json{{"id", id}, {"text", "\\frac{1}{2} \"é\"\n"}}};
}

void run_sql(const std::string& path, const char* sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  sqlite3_close(db);
}

TEST(Store, KeepsRecordsAcrossOpens) {
  Folder folder;
  {
    auto store = Store::open_for_writing(folder.db());
    ASSERT_TRUE(store.ok()) << store.error().message;
    ASSERT_TRUE(store->put({record("trace", "t1", "p1"), record("trace", "t2", "p1"), record("trace", "t3", "p2")}).ok());
    ASSERT_TRUE(store->put({}).ok());
  }
  auto store = Store::open_for_reading(folder.db());
  ASSERT_TRUE(store.ok()) << store.error().message;
  EXPECT_EQ(store->count("trace"), 3);
  EXPECT_EQ(store->count("verdict"), 0);
  EXPECT_TRUE(store->has("trace", "t2"));
  EXPECT_FALSE(store->has("verdict", "t2"));
  EXPECT_EQ(store->ids("trace"), (std::vector<std::string>{"t1", "t2", "t3"}));
  auto children = store->children("trace", "p1");
  ASSERT_TRUE(children.ok());
  ASSERT_EQ(children->size(), 2u);
  EXPECT_EQ((*children)[1].id, "t2");
  auto one = store->get("trace", "t1");
  ASSERT_TRUE(one.ok());
  EXPECT_EQ(one->parent, "p1");
  EXPECT_EQ(one->body, record("trace", "t1").body);
  EXPECT_EQ(store->get("trace", "t9").error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(store->put({record("trace", "t4")}).ok());
}

TEST(Store, WritesARecordOnce) {
  Folder folder;
  auto store = Store::open_for_writing(folder.db());
  ASSERT_TRUE(store.ok());
  ASSERT_TRUE(store->put({record("trace", "t1", "p1")}).ok());
  Record other = record("trace", "t1", "p2");
  other.body["text"] = "changed";
  ASSERT_TRUE(store->put({other, record("trace", "t2")}).ok());
  EXPECT_EQ(store->get("trace", "t1")->parent, "p1");
  EXPECT_EQ(store->get("trace", "t1")->body, record("trace", "t1").body);
  EXPECT_EQ(store->count("trace"), 2);
}

TEST(Store, StreamsAKindAndLetsTheVisitorUseIt) {
  Folder folder;
  auto store = Store::open_for_writing(folder.db());
  ASSERT_TRUE(store.ok());
  std::vector<Record> many;
  for (int i = 0; i < 1000; ++i) many.push_back(record(i % 2 ? "odd" : "even", std::to_string(i)));
  ASSERT_TRUE(store->put(many).ok());
  int expected = 1;
  Status visited = store->each("odd", [&](const Record& r) -> Status {
    EXPECT_EQ(r.id, std::to_string(expected));
    expected += 2;
    EXPECT_TRUE(store->has("even", std::to_string(expected - 3)));
    return {};
  });
  EXPECT_TRUE(visited.ok());
  EXPECT_EQ(expected, 1001);
}

TEST(Store, ServesSeveralThreads) {
  Folder folder;
  auto store = Store::open_for_writing(folder.db());
  ASSERT_TRUE(store.ok());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        std::string id = std::to_string(t * 100 + i);
        EXPECT_TRUE(store->put({record("trace", id)}).ok());
        EXPECT_TRUE(store->get("trace", id).ok());
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(store->count("trace"), 80);
}

TEST(Store, AllowsOneWriterAndNamesIt) {
  Folder folder;
  auto first = Store::open_for_writing(folder.db());
  ASSERT_TRUE(first.ok());
  auto second = Store::open_for_writing(folder.db());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(second.error().message.find(std::to_string(::getpid())), std::string::npos) << second.error().message;
  ASSERT_TRUE(first->put({record("trace", "t1")}).ok());
  auto reader = Store::open_for_reading(folder.db());
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  EXPECT_EQ(reader->count("trace"), 1);
}

TEST(Store, RefusesWhatItDidNotWrite) {
  Folder folder;
  EXPECT_EQ(Store::open_for_reading(folder.db()).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Store::open_for_writing(folder.path + "/absent/retort.db").error().code, ErrorCode::kIo);

  { ASSERT_TRUE(Store::open_for_writing(folder.db()).ok()); }
  run_sql(folder.db(), "PRAGMA user_version = 7");
  auto later = Store::open_for_writing(folder.db());
  ASSERT_FALSE(later.ok());
  EXPECT_EQ(later.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(later.error().message.find("version 7"), std::string::npos) << later.error().message;
  EXPECT_EQ(Store::open_for_reading(folder.db()).error().code, ErrorCode::kUnsupported);

  std::string foreign = folder.path + "/foreign.db";
  run_sql(foreign, "CREATE TABLE x (y)");
  EXPECT_EQ(Store::open_for_writing(foreign).error().code, ErrorCode::kUnsupported);

  std::string text = folder.path + "/text.db";
  std::ofstream(text) << std::string(5000, 'x');
  EXPECT_EQ(Store::open_for_writing(text).error().code, ErrorCode::kCorruption);
}

TEST(Store, NoticesChangedBytes) {
  Folder folder;
  {
    auto store = Store::open_for_writing(folder.db());
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE(store->put({record("trace", "t1", "p1"), record("trace", "t2", "p1")}).ok());
  }
  run_sql(folder.db(), "UPDATE record SET body = replace(body, 'frac', 'brac') WHERE id = 't1'");
  auto store = Store::open_for_reading(folder.db());
  ASSERT_TRUE(store.ok());
  EXPECT_EQ(store->get("trace", "t1").error().code, ErrorCode::kCorruption);
  EXPECT_TRUE(store->get("trace", "t2").ok());
  EXPECT_EQ(store->children("trace", "p1").error().code, ErrorCode::kCorruption);
  Status visited = store->each("trace", [](const Record&) -> Status { return {}; });
  EXPECT_EQ(visited.error().code, ErrorCode::kCorruption);
}

}  // namespace
}  // namespace retort::store
