// Two passes: the training set against an index of the items finds the rows that leak, and the items against an index of those rows find every
// item that one of them holds.
#include "eval/leaks.h"

#include <algorithm>

#include "data/problem_row.h"
#include "data/row_reader.h"

namespace retort::eval {

Json Leaks::to_json(std::size_t set) const {
  const auto& items = leaked[set];
  return {{"items", std::count(items.begin(), items.end(), true)}, {"of", items.size()}, {"rows", rows}, {"rows_in_items", rows_in_items},
          {"unreadable", unreadable}, {"ngram", rule.ngram}, {"tokenizer", data::kTokenizerNames[static_cast<std::size_t>(rule.tokenizer)]}};
}

Result<Leaks> find_leaks(const std::vector<TestSet>& sets, const std::vector<std::string>& training, const data::DecontaminateOptions& rule,
                         const StopToken& stop) {
  data::Benchmark items(rule), leaking(rule);
  for (const TestSet& set : sets)
    for (const trace::Problem& problem : set.problems) items.add({set.name, problem.id, problem.statement, problem.line});
  Leaks leaks;
  leaks.rule = rule;
  for (const std::string& path : training) {
    RETORT_TRY(auto reader, data::RowReader::open(path));
    for (;;) {
      if (stop.requested()) return Error{ErrorCode::kCancelled, "stopped on request"};
      RETORT_TRY(auto row, reader.next());
      if (!row) break;
      ++leaks.rows;
      std::string statement = row->error.empty() ? data::statement_of_row(row->json) : "";
      leaks.unreadable += statement.empty();
      if (statement.empty() || !items.find(statement)) continue;
      ++leaks.rows_in_items;
      leaking.add({row->file, "", std::move(statement), row->line});
    }
  }
  for (const TestSet& set : sets) {
    std::vector<bool> leaked;
    for (const trace::Problem& problem : set.problems) leaked.push_back(leaking.find(problem.statement).has_value());
    leaks.leaked.push_back(std::move(leaked));
  }
  return leaks;
}

}  // namespace retort::eval
