#include "store/statement.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace retort::store {

Error sqlite_error(sqlite3* db, std::string_view doing, std::string_view path) {
  int code = sqlite3_errcode(db) & 0xff;
  int system = sqlite3_system_errno(db);
  if (code == SQLITE_FULL || (code == SQLITE_IOERR && (system == ENOSPC || system == EFBIG || system == EDQUOT)))
    return {ErrorCode::kIo, fmt::format("cannot {} {}: no space left; free some and run it again, nothing finished is lost", doing, path)};
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    return {ErrorCode::kCorruption, fmt::format("cannot {} {}: {}; the file is damaged or no run database", doing, path, sqlite3_errmsg(db))};
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    return {ErrorCode::kUnavailable, fmt::format("cannot {} {}: another process holds it", doing, path)};
  std::string reason = sqlite3_errmsg(db);
  if (system != 0) reason += fmt::format(" ({})", std::strerror(system));
  return {ErrorCode::kIo, fmt::format("cannot {} {}: {}", doing, path, reason)};
}

Result<Statement> Statement::prepare(sqlite3* db, const char* sql, const std::string& path) {
  Statement statement;
  statement.db_ = db;
  statement.path_ = path;
  if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement.statement_, nullptr) != SQLITE_OK)
    return sqlite_error(db, "read", path);
  return statement;
}

Statement::Statement(Statement&& other) noexcept
    : db_(other.db_), statement_(std::exchange(other.statement_, nullptr)), path_(std::move(other.path_)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(db_, other.db_);
  std::swap(statement_, other.statement_);
  std::swap(path_, other.path_);
  return *this;
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::reset() {
  sqlite3_reset(statement_);
  return *this;
}

Statement& Statement::bind(int position, std::string_view text) {
  // SQLITE_STATIC with a null pointer would bind NULL: an empty view still needs an address.
  sqlite3_bind_text64(statement_, position, text.data() ? text.data() : "", text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind(int position, long long number) {
  sqlite3_bind_int64(statement_, position, number);
  return *this;
}

Result<bool> Statement::step() {
  int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  Error error = sqlite_error(db_, "use", path_);
  sqlite3_reset(statement_);
  return error;
}

std::string_view Statement::text(int column) const {
  const unsigned char* bytes = sqlite3_column_text(statement_, column);
  return bytes ? std::string_view(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
               : std::string_view();
}

long long Statement::number(int column) const { return sqlite3_column_int64(statement_, column); }

Status execute(sqlite3* db, const char* sql, const std::string& path) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return sqlite_error(db, "write", path);
  return {};
}

}  // namespace retort::store
