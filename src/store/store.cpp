#include "store/store.h"

#include <fmt/core.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <mutex>

#include "base/hash.h"
#include "store/lock_file.h"
#include "store/statement.h"

namespace retort::store {

namespace {

constexpr int kApplicationId = 0x52544f52;   // "RTOR" in the header of the file

constexpr const char* kSchema = R"(
  BEGIN IMMEDIATE;
  CREATE TABLE record (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL);
  CREATE UNIQUE INDEX record_by_id ON record (kind, id);
  CREATE INDEX record_by_parent ON record (kind, parent) WHERE parent <> '';
)";

std::string body_hash(std::string_view kind, std::string_view id, std::string_view parent, std::string_view body) {
  return hash128(fmt::format("{}\n{}\n{}\n{}", kind, id, parent, body));
}

// One value of a PRAGMA or count.
Result<long long> query_number(sqlite3* db, const char* sql, const std::string& path) {
  RETORT_TRY(Statement statement, Statement::prepare(db, sql, path));
  RETORT_TRY(bool row, statement.step());
  return row ? statement.number(0) : 0LL;
}

struct CloseDatabase {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

Result<Database> open_database(const std::string& path, int flags) {
  sqlite3* raw = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Database db(raw);
  if (code != SQLITE_OK) return sqlite_error(db.get(), "open", path);
  sqlite3_busy_timeout(db.get(), 10'000);
  return db;
}

enum class State { kFresh, kOurs };

// Is this file ours, and of this version? A file that was made but not yet given its tables (killed in between) is fresh.
Result<State> examine(sqlite3* db, const std::string& path) {
  RETORT_TRY(long long application, query_number(db, "PRAGMA application_id", path));
  RETORT_TRY(long long version, query_number(db, "PRAGMA user_version", path));
  RETORT_TRY(long long tables, query_number(db, "SELECT count(*) FROM sqlite_master", path));
  if (application == 0 && tables == 0) return State::kFresh;
  if (application != kApplicationId)
    return Error{ErrorCode::kUnsupported, fmt::format("{} is an SQLite file of another program, not a run of retort", path)};
  if (version != kStoreVersion)
    return Error{ErrorCode::kUnsupported,
                 fmt::format("{} is of run version {}, this program reads and writes version {}: go on with the retort that made it, "
                             "or start a new run in another folder (--out)", path, version, kStoreVersion)};
  return State::kOurs;
}

Status create_tables(sqlite3* db, const std::string& path) {
  Status made = execute(db, kSchema, path);
  if (made.ok()) {
    std::string stamp = fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT;", kApplicationId, kStoreVersion);
    made = execute(db, stamp.c_str(), path);
  }
  if (!made.ok()) sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
  return made;
}

// WAL: readers never wait for the writer, a torn tail is dropped on the next open. FULL: the log is synced at each commit, so a
// commit survives power loss; with commits of hundreds of records that costs a few milliseconds each.
Status set_durability(sqlite3* db, const std::string& path) {
  return execute(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000;", path);
}

}  // namespace

struct Store::Impl {
  std::string path;
  LockFile lock;         // released after the database is closed: members go in reverse order
  Database db;
  mutable std::mutex mutex;   // guards db and the statements
  std::optional<Statement> insert, by_id, exists, by_parent, counter, page, id_list;

  static Result<std::unique_ptr<Impl>> make(const std::string& path, LockFile lock, Database db) {
    auto impl = std::make_unique<Impl>();
    impl->path = path;
    impl->lock = std::move(lock);
    impl->db = std::move(db);
    auto prepare = [&](std::optional<Statement>& slot, const char* sql) -> Status {
      RETORT_TRY(slot, Statement::prepare(impl->db.get(), sql, path));
      return {};
    };
    RETORT_TRY_STATUS(prepare(impl->insert, "INSERT OR IGNORE INTO record (kind, id, parent, body, hash) VALUES (?, ?, ?, ?, ?)"));
    RETORT_TRY_STATUS(prepare(impl->by_id, "SELECT seq, kind, id, parent, body, hash FROM record WHERE kind = ? AND id = ?"));
    RETORT_TRY_STATUS(prepare(impl->exists, "SELECT 1 FROM record WHERE kind = ? AND id = ?"));
    RETORT_TRY_STATUS(prepare(impl->by_parent,
                              "SELECT seq, kind, id, parent, body, hash FROM record WHERE kind = ? AND parent = ? AND parent <> '' ORDER BY seq"));
    RETORT_TRY_STATUS(prepare(impl->counter, "SELECT count(*) FROM record WHERE kind = ?"));
    RETORT_TRY_STATUS(prepare(impl->page, "SELECT seq, kind, id, parent, body, hash FROM record WHERE seq > ? AND kind = ? ORDER BY seq LIMIT 256"));
    RETORT_TRY_STATUS(prepare(impl->id_list, "SELECT id FROM record WHERE kind = ? ORDER BY seq"));
    return impl;
  }

  // The row a statement stands on, its hash checked.
  Result<Record> row(const Statement& at) const {
    Record record{std::string(at.text(1)), std::string(at.text(2)), std::string(at.text(3)), {}};
    std::string_view body = at.text(4);
    Error damaged{ErrorCode::kCorruption, fmt::format("{}: {} {} does not match its stored hash: the file is damaged; restore it from a "
                                                      "copy, or start a new run in another folder", path, record.kind, record.id)};
    if (body_hash(record.kind, record.id, record.parent, body) != at.text(5)) return damaged;
    auto json = parse_json(body, 1000);
    if (!json.ok()) return damaged;
    record.body = *std::move(json);
    return record;
  }

  Status insert_all(const std::vector<Record>& records) {
    for (const Record& record : records) {
      std::string body = to_line(record.body);
      std::string hash = body_hash(record.kind, record.id, record.parent, body);
      insert->reset().bind(1, record.kind).bind(2, record.id).bind(3, record.parent).bind(4, body).bind(5, hash);
      auto stepped = insert->step();
      insert->reset();
      if (!stepped.ok()) return stepped.error();
    }
    return {};
  }
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open_for_writing(const std::string& path) {
  RETORT_TRY(LockFile lock, LockFile::acquire(path + ".lock"));
  RETORT_TRY(Database db, open_database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
  RETORT_TRY(State state, examine(db.get(), path));
  RETORT_TRY_STATUS(set_durability(db.get(), path));
  if (state == State::kFresh) RETORT_TRY_STATUS(create_tables(db.get(), path));
  RETORT_TRY(auto impl, Impl::make(path, std::move(lock), std::move(db)));
  return Store(std::move(impl));
}

Result<Store> Store::open_for_reading(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return Error{ErrorCode::kNotFound, fmt::format("{} is not there", path)};
  // A log left by a killed writer is read too, which needs write access to the folder; a folder without it is read as it lies.
  bool writable = ::access(path.c_str(), W_OK) == 0 && ::access(std::filesystem::path(path).parent_path().c_str(), W_OK) == 0;
  auto db = writable ? open_database(path, SQLITE_OPEN_READWRITE)
                     : open_database("file:" + path + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  if (!db.ok()) return db.error();
  RETORT_TRY(State state, examine(db->get(), path));
  if (state == State::kFresh) return Error{ErrorCode::kNotFound, fmt::format("{} holds nothing yet", path)};
  RETORT_TRY_STATUS(execute(db->get(), "PRAGMA query_only = ON", path));
  RETORT_TRY(auto impl, Impl::make(path, LockFile(), *std::move(db)));
  return Store(std::move(impl));
}

Status Store::put(const std::vector<Record>& records) {
  if (records.empty()) return {};
  std::lock_guard guard(impl_->mutex);
  RETORT_TRY_STATUS(execute(impl_->db.get(), "BEGIN IMMEDIATE", impl_->path));
  Status written = impl_->insert_all(records);
  if (written.ok()) written = execute(impl_->db.get(), "COMMIT", impl_->path);
  if (!written.ok()) sqlite3_exec(impl_->db.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  return written;
}

Result<Record> Store::get(std::string_view kind, std::string_view id) const {
  std::lock_guard guard(impl_->mutex);
  Statement& query = *impl_->by_id;
  RETORT_TRY(bool found, query.reset().bind(1, kind).bind(2, id).step());
  if (!found) return Error{ErrorCode::kNotFound, fmt::format("no {} {} in {}", kind, id, impl_->path)};
  auto record = impl_->row(query);
  query.reset();
  return record;
}

bool Store::has(std::string_view kind, std::string_view id) const {
  std::lock_guard guard(impl_->mutex);
  Statement& query = *impl_->exists;
  auto found = query.reset().bind(1, kind).bind(2, id).step();
  query.reset();
  return found.ok() && *found;
}

std::vector<std::string> Store::ids(std::string_view kind) const {
  std::lock_guard guard(impl_->mutex);
  std::vector<std::string> all;
  Statement& query = *impl_->id_list;
  query.reset().bind(1, kind);
  for (auto more = query.step(); more.ok() && *more; more = query.step()) all.emplace_back(query.text(0));
  query.reset();
  return all;
}

Result<std::vector<Record>> Store::children(std::string_view kind, std::string_view parent) const {
  std::lock_guard guard(impl_->mutex);
  std::vector<Record> all;
  Statement& query = *impl_->by_parent;
  query.reset().bind(1, kind).bind(2, parent);
  for (;;) {
    RETORT_TRY(bool more, query.step());
    if (!more) break;
    auto record = impl_->row(query);
    if (!record.ok()) query.reset();
    RETORT_TRY(Record good, std::move(record));
    all.push_back(std::move(good));
  }
  query.reset();
  return all;
}

long Store::count(std::string_view kind) const {
  std::lock_guard guard(impl_->mutex);
  Statement& query = *impl_->counter;
  auto row = query.reset().bind(1, kind).step();
  long n = row.ok() && *row ? static_cast<long>(query.number(0)) : 0;
  query.reset();
  return n;
}

Status Store::each(std::string_view kind, const std::function<Status(const Record&)>& visit) const {
  // Page by page, so that `visit` may use the store and a writer is not held up.
  long long last = 0;
  for (;;) {
    std::vector<Record> rows;
    {
      std::lock_guard guard(impl_->mutex);
      Statement& query = *impl_->page;
      query.reset().bind(1, last).bind(2, kind);
      for (;;) {
        RETORT_TRY(bool more, query.step());
        if (!more) break;
        last = query.number(0);
        auto record = impl_->row(query);
        if (!record.ok()) query.reset();
        RETORT_TRY(Record good, std::move(record));
        rows.push_back(std::move(good));
      }
      query.reset();
    }
    if (rows.empty()) return {};
    for (const Record& record : rows) RETORT_TRY_STATUS(visit(record));
  }
}

}  // namespace retort::store
