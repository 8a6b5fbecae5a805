// Stage "problems": which problems a run works on, in which order.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/source.h"
#include "pipeline/run.h"

namespace retort::pipeline {

// Which starter problems the recipe means, for training and for "starter-test".
data::StarterOptions starter_options(const Recipe& recipe);

// One problem of a run. The record holds the content; the name and the line are the source's, and two rows of equal content are one.
struct Row {
  std::string record, id;
  long line = 0;
};

// Rows in order, many of them kept in the store page by page, so that memory does not grow with their number. Any thread.
class RowList {
 public:
  RowList() = default;
  explicit RowList(std::vector<Row> rows);
  // `pages`: ids of the store's records of kRowsPerPage rows each, the last may have fewer. The store must stay where it is.
  RowList(const store::Store& store, std::vector<std::string> pages, std::size_t size);
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // kCorruption when the page is damaged.
  Result<Row> at(std::size_t i) const;
  // In order, until `visit` fails.
  Status each(const std::function<Status(const Row&)>& visit) const;

 private:
  struct Pages;
  std::size_t size_ = 0;
  std::vector<Row> rows_;           // when there are no pages
  std::shared_ptr<Pages> pages_;
};

inline constexpr std::size_t kRowsPerPage = 4096;

// A row of the source that is not worked on, and why: it could not be read; it repeats an earlier one; or it shares words with a benchmark.
struct LeftOut {
  long line = 0;
  std::string file, reason;
};

// How many rows were left out for one kind of reason, with the first ones of them.
struct LeftOuts {
  static constexpr std::size_t kKept = 1000;
  long count = 0;
  std::vector<LeftOut> first;
  void add(LeftOut row);
};

struct ProblemSet {
  RowList rows;
  LeftOuts skipped;         // could not be used
  long duplicates = 0;      // rows of the same content as an earlier one
  LeftOuts normalised;      // the same but for how it is written down
  LeftOuts near;            // nearly the same statement, with the same numbers and the same work
  LeftOuts contaminated;    // shares words with an item of a benchmark
  long benchmark_items = 0;
  std::string format;
};

// Reads or makes the problems that the recipe asks for, leaves out what hygiene drops, and keeps the others in the store. A source that was
// read before and has not changed is not read again. Memory: bounded, but for near duplicates (data/near_duplicates.h) and the ids of pages. Errors of the source name file and line.
Result<ProblemSet> make_problem_set(Run& run);

// The first rows of a recipe's source as they are, with nothing left out, and how many there are in all. Stores nothing.
struct Peek {
  std::vector<trace::Problem> first;
  std::size_t all = 0;
};
Result<Peek> peek_problems(const Recipe& recipe, std::size_t first);

// The problems that make_problem_set stored last for this recipe. kNotFound before that.
Result<ProblemSet> stored_problem_set(const Run& run);

// The files whose items must not be trained on: those that the recipe names, and those it evaluates on.
std::vector<std::string> benchmark_files(const Recipe& recipe);

}  // namespace retort::pipeline
