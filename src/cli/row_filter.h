// Commands that copy the rows of a data file but for those that have to go.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "cli/command.h"
#include "data/row_reader.h"

namespace retort::cli {

struct FilterArguments {
  std::string file, out, dropped;
  bool json = false, quiet = false, strict = false;
};
void add_filter_options(CLI::App& command, FilterArguments& arguments);

// Why a row has to go: keys for --dropped, and the sentence that is printed.
struct Drop {
  Json keys;
  std::string sentence;
};

struct FilterCounts {
  long rows = 0, kept = 0, dropped = 0, skipped = 0;
};

// Looks at the rows in order: `prepare` on many of them side by side (may be empty), then `judge` one by one. Rows that are kept go to
// --out as they are, byte for byte; the others are printed and go to --dropped. Memory: some thousand rows. An unreadable row is
// skipped and counted, and an error with --strict.
Result<FilterCounts> filter_rows(const FilterArguments& arguments, const std::function<void(const data::DataRow&, std::size_t)>& prepare,
                                 const std::function<std::optional<Drop>(const data::DataRow&, std::size_t)>& judge);
inline constexpr std::size_t kFilterBlock = 2048;   // the second argument of both is the place in the block, below this

}  // namespace retort::cli
