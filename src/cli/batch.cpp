#include "cli/batch.h"

#include <fmt/core.h>

#include <optional>
#include <vector>

#include "base/files.h"
#include "base/parallel.h"
#include "base/stop.h"
#include "cli/command.h"

namespace retort::cli {

namespace {

struct Line {
  long number = 0;
  Result<std::string> text;
};

Json answer(const Line& line, const Json& failed, const RowAction& action) {
  Json out = {{"id", line.number}};
  auto refuse = [&](const Error& error) {
    for (const auto& [key, value] : failed.items()) out[key] = value;
    out["error"] = error.message;
    return out;
  };
  if (!line.text.ok()) return refuse(line.text.error());
  auto row = parse_json(*line.text);
  if (!row.ok()) return refuse({row.error().code, fmt::format("line {}: {}", line.number, row.error().message)});
  if (!row->is_object()) return refuse({ErrorCode::kParse, fmt::format("line {}: a JSON object is needed", line.number)});
  if (row->contains("id")) out["id"] = (*row)["id"];
  auto result = action(*row);
  if (!result.ok()) return refuse(result.error());
  out.update(*result);
  return out;
}

// Up to `most` lines; fewer at the end of the file.
Result<std::vector<Line>> read_block(LineReader& reader, std::size_t most) {
  std::vector<Line> lines;
  while (lines.size() < most) {
    auto text = reader.next();
    if (!text.ok() && text.error().code != ErrorCode::kBudget) return text.error();
    if (!text.ok()) lines.push_back({reader.line_number(), text.error()});
    else if (!text->has_value()) break;
    else if (!(*text)->empty()) lines.push_back({reader.line_number(), std::move(**text)});
  }
  return lines;
}

}  // namespace

int run_batch(const std::string& path, const Json& failed, const RowAction& action) {
  constexpr std::size_t kBlock = 1024;
  auto reader = LineReader::open(path == "-" ? "/dev/stdin" : path);
  if (!reader.ok()) return fail(reader.error());
  for (;;) {
    auto lines = read_block(*reader, kBlock);
    if (!lines.ok()) return fail(lines.error());
    if (lines->empty()) return kDone;
    std::vector<std::string> answers(lines->size());
    Status done = parallel_ordered(
        lines->size(), usable_threads(), kBlock, signal_stop(),
        [&](std::size_t i) -> Status {
          answers[i] = to_line(answer((*lines)[i], failed, action)) + "\n";
          return {};
        },
        [&](std::size_t i) -> Status {
          print(answers[i]);
          return {};
        });
    if (!done.ok()) return fail(done.error());
  }
}

}  // namespace retort::cli
