// The result file of an evaluation: JSON lines. The first says what was asked of which model and how, then one line for each answer, the last
// holds the scores. While the work goes on, finished answers stand in PATH.partial.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "eval/evaluate.h"
#include "eval/scores.h"

namespace retort::eval {

// One data set as asked: its problems in order.
struct TestSet {
  std::string name;
  std::vector<trace::Problem> problems;
  long skipped = 0;          // rows of the file that are no problem
  std::string why_skipped;   // the first of them: line and reason
};
// Names the problems of a set, by their content and order.
std::string content_hash(const TestSet& set);

// An answer with its place.
struct ResultRow {
  std::string data;          // TestSet::name
  long item = 0;             // of the set, from 0
  trace::Problem problem;    // id, statement, answer, subject, level
  Sample sample;
  Json to_json() const;
  static Result<ResultRow> from_json(const Json& json);
};

// A finished result, or, `finished` false, what there is of one that was stopped.
struct StoredResult {
  std::string path;
  Json header;               // {"evaluation":1,"about","model","prompt","settings","grader","data":[{"name","problems","hash"}]}
  std::vector<ResultRow> rows;
  Json scores = Json::array();   // one object for each data set
  bool finished = false;
};
// kNotFound; kParse for a file that is no result; kCorruption with the line that cannot be read.
Result<StoredResult> read_result(const std::string& path);

// The problems of a result with their answers, data set by data set, in the order of the header.
std::vector<std::pair<std::string, std::vector<Answered>>> answered_of(const StoredResult& result);

// What two headers differ in: clauses like `settings.temperature is 0 and 0.6`. `keys`: the members to look at.
std::vector<std::string> differences(const Json& a, const Json& b, const std::vector<std::string>& keys);

// A result on its way. Not for several threads at once; a second process that works on the same path is refused.
class ResultWriter {
 public:
  // Takes up what an earlier run with the same header left at `path`. kInvalidArgument when answers of another evaluation
  // are there; the message names what differs. kUnavailable when another process is at work on it.
  static Result<ResultWriter> open(const std::string& path, Json header);
  ResultWriter(ResultWriter&&) noexcept;
  ~ResultWriter();

  // Answers that are there already, by (data set, item, number).
  using Key = std::tuple<std::string, long, int>;
  const std::map<Key, Sample>& kept() const;
  // In the file, beyond the reach of a kill, when this returns (nothing is written for a result that was whole when it was opened).
  Status add(const ResultRow& row);
  // The whole result, in order, under its name.
  Status finish(const std::vector<ResultRow>& rows, const Json& scores);

 private:
  struct Impl;
  explicit ResultWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace retort::eval
