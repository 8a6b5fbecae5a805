// Problems from files and from the starter generator.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "trace/records.h"

namespace retort::data {

struct ReadOptions {
  bool strict = false;       // the first bad row is an error; else bad rows are skipped and counted
  long limit = 0;            // 0: all
  std::string licence;       // of rows that name none
  std::string request;       // a sentence that chats put behind the statement: cut off there
  bool without_answer = false;   // take rows that have neither an answer nor work
};

// One file or folder to read from. In a mix, `weight` of its rows are taken for each `weight` of another's.
struct DataSource {
  std::string path;
  double weight = 0;         // 0: all rows, one source after the other
};
// "PATH" or "PATH*WEIGHT". kInvalidArgument for a weight that is no positive number.
Result<DataSource> parse_source(std::string_view text);

struct SkippedRow { long line = 0; std::string reason, file; };

inline constexpr std::size_t kKeptSkips = 1000;

struct ProblemSet {
  std::vector<trace::Problem> problems;   // in the order of the file
  std::vector<SkippedRow> skipped;        // bad rows with their line and reason; the first kKeptSkips of them
  long skipped_rows = 0;
  std::string format;                     // "gsm8k", "math", "plain", ... (data/problem_row.h), "mixed", "starter"
};

// Problems one at a time. Memory: one row, and some 20 bytes for each problem to keep ids apart. Not for use by several threads at once.
class ProblemReader {
 public:
  // Sources with weights are mixed in proportion, evenly and always in the same order, until one of them has no row left: no row comes
  // twice. Without weights one follows the other. kNotFound, kIo; kInvalidArgument when only some have a weight.
  static Result<ProblemReader> open(const std::vector<DataSource>& sources, const ReadOptions& options = {});
  ProblemReader(ProblemReader&&) noexcept;
  ~ProblemReader();
  // The next problem; nothing at the end or at the limit. kParse with file and line in strict mode; kIo.
  Result<std::optional<trace::Problem>> next();

  const std::vector<SkippedRow>& skipped() const;   // so far, the first kKeptSkips
  long skipped_rows() const;
  std::string format() const;

 private:
  struct Impl;
  explicit ProblemReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Why `reader`, at its end, gave no problem at all: kParse with the first bad row.
Error no_problem(const std::string& path, const ProblemReader& reader);

// All problems of a file or folder of rows in any form that data/problem_row.h names, packed by gzip or not: lines of JSON, an array, or
// one object a file; folders sorted by name. Bad is a row that is no JSON object or not UTF-8, has no or an empty statement, has no
// answer, or is longer than 4 MiB. A repeated id gets "#2", "#3", ...; in strict mode a repeated id within one file is bad.
// kNotFound, kParse (strict, or when no row at all could be read) with file and line.
Result<ProblemSet> read_problems(const std::string& path, const ReadOptions& options = {});

// Parametric families over algebra, number theory, counting, calculus and word problems; answers are computed here, without the
// Solver and without the tools. Split "train" and "test" share no parameters, and some wordings belong to "test" alone.
// The first problems are the same for equal (seed, split, options) whatever `count` is. No statement comes twice, and in the test split no
// parameters: there are fewer problems than asked for when the families have no more.
// `families` empty: all, in a fixed rotation; else those in the rotation's order (unknown names: kInvalidArgument).
enum class StarterLevel { kEasy, kHard };   // how large the numbers are, and how many steps they take
// "hard", else easy: the choice of names is the caller's.
inline StarterLevel starter_level(std::string_view name) { return name == "hard" ? StarterLevel::kHard : StarterLevel::kEasy; }

struct StarterOptions {
  StarterLevel level = StarterLevel::kHard;
  std::vector<std::string> families;
};

Result<ProblemSet> starter_problems(const std::string& split, std::size_t count, std::uint64_t seed, const StarterOptions& options = {});
std::vector<std::string> starter_families();
std::string_view starter_revision();

}  // namespace retort::data
