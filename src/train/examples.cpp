#include "train/examples.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/json.h"

namespace retort::train {
namespace {

// The row, or what is wrong with it.
Result<TrainExample> parse_example(const std::string& line) {
  RETORT_TRY(const Json json, parse_json(line, 8));
  const auto wrong = [](const char* what) { return Error{ErrorCode::kInvalidArgument, what}; };
  if (!json.is_object()) return wrong("must be an object with id, tokens and loss_from");
  const auto tokens = json.find("tokens");
  if (tokens == json.end() || !tokens->is_array()) return wrong("tokens must be a list of token numbers");
  TrainExample example;
  example.id = string_or(json, "id", "");
  if (example.id.empty()) return wrong("id is missing");
  for (const auto& token : *tokens) {
    if (!token.is_number_unsigned() || token.get<std::uint64_t>() > INT32_MAX)
      return wrong("tokens must be a list of token numbers");
    example.tokens.push_back(token.get<std::int32_t>());
  }
  const long long from = integer_or(json, "loss_from", -1);
  if (from < 1 || from >= static_cast<long long>(example.tokens.size())) {
    return wrong("loss_from must be at least 1 and less than the number of tokens");
  }
  example.loss_from = static_cast<std::size_t>(from);
  return example;
}

}  // namespace

Status write_examples(const std::string& path, const std::vector<TrainExample>& examples) {
  std::string content;
  for (const auto& example : examples) {
    content += to_line(Json{{"id", example.id}, {"tokens", example.tokens}, {"loss_from", example.loss_from}});
    content += '\n';
  }
  return write_file(path, content);
}

Result<std::vector<TrainExample>> read_examples(const std::string& path) {
  RETORT_TRY(auto reader, LineReader::open(path));
  std::vector<TrainExample> examples;
  while (true) {
    RETORT_TRY(auto line, reader.next());
    if (!line) return examples;
    if (line->empty()) continue;
    auto example = parse_example(*line);
    if (!example.ok()) {
      return Error{ErrorCode::kInvalidArgument,
                   fmt::format("{}:{}: {}", path, reader.line_number(), example.error().message)};
    }
    examples.push_back(std::move(example).value());
  }
}

}  // namespace retort::train
