// Problems from files and from the starter generator.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "trace/records.h"

namespace retort::data {

struct ReadOptions {
  bool strict = false;       // the first bad row is an error; else bad rows are skipped and counted
  long limit = 0;            // 0: all
};

struct SkippedRow { long line = 0; std::string reason, file; };

struct ProblemSet {
  std::vector<trace::Problem> problems;   // in the order of the file
  std::vector<SkippedRow> skipped;        // bad rows with their line and reason
  std::string format;                     // "gsm8k", "math", "plain", "mixed", "starter"
};

// Reads JSONL rows of GSM8K (question, answer with <<..>> marks and ####), MATH (problem, solution with a box, level, type) or
// plain {"problem" or "question", "answer"} form, or a folder of such files (and of MATH's single-object .json files), sorted by name.
// Bad is a row that is no JSON object or not UTF-8, has no or an empty statement, has no answer, or is longer than 4 MiB. A repeated
// id gets "#2", "#3", ...; in strict mode a repeated id within one file is bad. GSM8K's `answer` is kept as it is in `solution`.
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
