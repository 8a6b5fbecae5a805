// Where records live: one interface, SQLite behind it. Content-addressed, append-only: a record is written once under its id.
// Whatever was committed survives `kill -9` and power loss; a run directory of another version is refused, never migrated silently.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace retort::store {

inline constexpr int kStoreVersion = 1;

struct Record {
  std::string kind;      // "problem", "trace", "explanation", "narrative", "verdict", "sample", ...
  std::string id;        // unique within its kind
  std::string parent;    // id of what it belongs to, may be empty
  Json body;
};

// One open run database. One writer process at a time (a second `open_for_writing` is kUnavailable and names the holder's pid); reads from any thread.
class Store {
 public:
  static Result<Store> open_for_writing(const std::string& path);
  static Result<Store> open_for_reading(const std::string& path);
  Store(Store&&) noexcept;
  ~Store();

  // All records or none, durable on return. A record whose id is there already is left as it is. kIo with "no space left" when the disk is full.
  Status put(const std::vector<Record>& records);
  // kNotFound when absent; kCorruption when the body fails its stored hash.
  Result<Record> get(std::string_view kind, std::string_view id) const;
  bool has(std::string_view kind, std::string_view id) const;
  // Ids of the kind in the order of writing; bodies of the children of `parent`, oldest first.
  std::vector<std::string> ids(std::string_view kind) const;
  Result<std::vector<Record>> children(std::string_view kind, std::string_view parent) const;
  long count(std::string_view kind) const;
  // Visits every record of a kind in the order of writing, streamed.
  Status each(std::string_view kind, const std::function<Status(const Record&)>& visit) const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace retort::store
