#include "cli/row_filter.h"

#include <fmt/core.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "base/stop.h"
#include "data/problem_row.h"
#include "pipeline/atomic_file.h"

namespace retort::cli {

namespace {

Status create(const std::string& path, std::optional<pipeline::AtomicFile>& slot) {
  if (path.empty()) return {};
  RETORT_TRY(auto file, pipeline::AtomicFile::create(path));
  slot.emplace(std::move(file));
  return {};
}

class Filter {
 public:
  explicit Filter(const FilterArguments& arguments) : arguments_(arguments) {}
  Status open() {
    RETORT_TRY_STATUS(create(arguments_.out, out_));
    return create(arguments_.dropped, dropped_);
  }

  Status skip(const data::DataRow& row, const std::string& reason) {
    if (arguments_.strict) return Error{ErrorCode::kParse, fmt::format("{}:{}: {}", row.file, row.line, reason)};
    ++counts_.skipped;
    say(fmt::format("{}:{}: row skipped: {}", row.file, row.line, reason));
    return {};
  }

  Status take(const data::DataRow& row, const std::optional<Drop>& drop) {
    ++counts_.rows;
    if (!drop) {
      ++counts_.kept;
      return out_ ? out_->write(row.text + "\n") : Status();
    }
    ++counts_.dropped;
    std::string id = data::id_of_row(row.json);
    if (!arguments_.json && !arguments_.quiet) print(fmt::format("{}:{}{}: {}\n", row.file, row.line, id.empty() ? "" : " (" + id + ")", drop->sentence));
    if (!dropped_) return {};
    Json line = {{"file", row.file}, {"line", row.line}};
    if (!id.empty()) line["id"] = id;
    line.update(drop->keys);
    return dropped_->write(to_line(line) + "\n");
  }

  Result<FilterCounts> finish() {
    if (out_) RETORT_TRY_STATUS(out_->commit());
    if (dropped_) RETORT_TRY_STATUS(dropped_->commit());
    return counts_;
  }

 private:
  const FilterArguments& arguments_;
  std::optional<pipeline::AtomicFile> out_, dropped_;
  FilterCounts counts_;
};

}  // namespace

void add_filter_options(CLI::App& command, FilterArguments& arguments) {
  command.add_option("FILE", arguments.file, "File or folder of rows, in any form that import reads")->required();
  command.add_option("--out", arguments.out, "Write the rows that stay, as they are")->type_name("FILE");
  command.add_option("--dropped", arguments.dropped, "Write what was dropped and why, as JSONL")->type_name("FILE");
  command.add_flag("--strict", arguments.strict, "Stop at the first bad row instead of skipping it");
  command.add_flag("--quiet", arguments.quiet, "Print the counts alone");
  command.add_flag("--json", arguments.json, "Print the counts alone, as JSON");
}

Result<FilterCounts> filter_rows(const FilterArguments& arguments, const std::function<void(const data::DataRow&, std::size_t)>& prepare,
                                 const std::function<std::optional<Drop>(const data::DataRow&, std::size_t)>& judge) {
  RETORT_TRY(data::RowReader reader, data::RowReader::open(arguments.file));
  Filter filter(arguments);
  RETORT_TRY_STATUS(filter.open());
  Progress progress("rows", 0);
  for (bool more = true; more;) {
    std::vector<data::DataRow> block;
    while (block.size() < kFilterBlock) {
      RETORT_TRY(auto row, reader.next());
      if (!(more = row.has_value())) break;
      if (row->error.empty() && data::statement_of_row(row->json).empty()) row->error = "no statement (problem, question, messages, ...)";
      if (row->error.empty()) {
        block.push_back(*std::move(row));
      } else {
        RETORT_TRY_STATUS(filter.skip(*row, row->error));
      }
    }
    auto work = [&](std::size_t i) -> Status {
      if (prepare) prepare(block[i], i);
      return {};
    };
    RETORT_TRY_STATUS(parallel_ordered(block.size(), usable_threads(), kFilterBlock, signal_stop(), work,
                                       [&](std::size_t i) -> Status { return filter.take(block[i], judge(block[i], i)); }));
    progress.add(block.size());
  }
  return filter.finish();
}

}  // namespace retort::cli
