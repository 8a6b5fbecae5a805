#include "train/probe.h"

#include <fmt/format.h>

#include <cstring>

#include "base/files.h"
#include "base/json.h"

namespace retort::train {

namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 30;

std::string_view bytes_of(const std::vector<float>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

std::vector<float> floats_of(std::string_view bytes) {
  std::vector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return values;
}

Result<Probe::Text> parse_text(const Json& json) {
  Probe::Text text;
  text.id = string_or(json, "id", "");
  text.from = static_cast<std::size_t>(integer_or(json, "from", 0));
  if (json.contains("tokens") && json["tokens"].is_array())
    for (const Json& token : json["tokens"])
      if (token.is_number_integer()) text.tokens.push_back(token.get<std::int32_t>());
  if (text.from < 1 || text.from >= text.tokens.size()) return Error{ErrorCode::kCorruption, "a text without tokens to predict"};
  return text;
}

}  // namespace

std::size_t Probe::rows() const {
  std::size_t sum = 0;
  for (const Text& text : texts) sum += text.rows();
  return sum;
}

std::string probe_path(const std::string& folder) { return folder + "/probe.bin"; }

Status write_probe(const std::string& path, const Probe& probe) {
  Json head = {{"texts", Json::array()}, {"vocabulary", probe.vocabulary}, {"base", !probe.base.empty()}};
  for (const Probe::Text& text : probe.texts) head["texts"].push_back({{"id", text.id}, {"from", text.from}, {"tokens", text.tokens}});
  std::string content = to_line(head) + "\n";
  content += bytes_of(probe.trained);
  content += bytes_of(probe.base);
  return write_file(path, content);
}

Result<Probe> read_probe(const std::string& path) {
  RETORT_TRY(const std::string content, read_file(path, kMaxBytes));
  const auto broken = [&](const std::string& why) { return Error{ErrorCode::kCorruption, fmt::format("{}: {}", path, why)}; };
  const std::size_t end = content.find('\n');
  if (end == std::string::npos) return broken("not a probe");
  const auto head = parse_json(std::string_view(content).substr(0, end));
  if (!head.ok() || !head->is_object() || !head->contains("texts") || !(*head)["texts"].is_array()) return broken("not a probe");
  Probe probe;
  probe.vocabulary = static_cast<std::size_t>(integer_or(*head, "vocabulary", 0));
  for (const Json& json : (*head)["texts"]) {
    auto text = parse_text(json);
    if (!text.ok()) return broken(text.error().message);
    probe.texts.push_back(*std::move(text));
  }
  const std::size_t bytes = probe.rows() * probe.vocabulary * sizeof(float);
  const std::string_view floats = std::string_view(content).substr(end + 1);
  const std::size_t parts = bool_or(*head, "base", false) ? 2 : 1;
  if (bytes == 0 || floats.size() != parts * bytes) return broken("cut off");
  probe.trained = floats_of(floats.substr(0, bytes));
  if (parts == 2) probe.base = floats_of(floats.substr(bytes));
  return probe;
}

}  // namespace retort::train
