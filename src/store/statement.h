// SQLite's C interface as values: a statement that is bound by position and stepped, errors in this project's words.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

#include "base/error.h"

namespace retort::store {

// What SQLite says about its last failure on `db`, as an Error: a full disk is kIo with "no space left", damage is kCorruption.
Error sqlite_error(sqlite3* db, std::string_view doing, std::string_view path);

class Statement {
 public:
  // `sql` must be a statement of ours: one that SQLite refuses for its text is a defect. kIo or kCorruption otherwise.
  static Result<Statement> prepare(sqlite3* db, const char* sql, const std::string& path);
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  // Starts anew; the texts must outlive the steps that follow.
  Statement& reset();
  Statement& bind(int position, std::string_view text);
  Statement& bind(int position, long long number);
  // True: a row stands ready. False: done.
  Result<bool> step();
  std::string_view text(int column) const;      // valid until the next step or reset
  long long number(int column) const;

 private:
  Statement() = default;
  sqlite3* db_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
  std::string path_;
};

// Runs statements that return no rows.
Status execute(sqlite3* db, const char* sql, const std::string& path);

}  // namespace retort::store
