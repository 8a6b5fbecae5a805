#include "agent/prompts.h"

#include <fmt/core.h>

#include <filesystem>

#include "agent/builtin_prompts.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"

namespace retort::agent {

namespace {

struct Spec {
  std::string_view name;
  std::vector<std::string> values;   // each must occur
};

const std::array<Spec, kPromptCount>& specs() {
  static const std::array<Spec, kPromptCount> kSpecs = {{
      {"solver_plan", {"problem"}},
      {"solver_rounds", {"problem", "plan", "rounds", "tool_protocol"}},
      {"solver_json_tools", {"tools"}},
      {"solver_schema_tools", {"tools"}},
      {"solver_go_on", {}},
      {"solver_wrap_up", {}},
      {"translator", {"problem", "so_far", "call", "result", "derivation"}},
      {"translator_again", {"complaints"}},
      {"rephraser", {"problem", "material", "style", "answer"}},
      {"rephraser_again", {"complaints"}},
      {"judge", {"problem", "narrative"}},
  }};
  return kSpecs;
}

// Calls text(...) for what stands between values and value(name) for each {{name}}, in order.
template <typename Text, typename Value>
void walk(std::string_view text, Text&& plain, Value&& value) {
  for (;;) {
    const std::size_t open = text.find("{{"), close = open == std::string_view::npos ? open : text.find("}}", open);
    if (close == std::string_view::npos) return plain(text);
    plain(text.substr(0, open));
    value(trim(text.substr(open + 2, close - open - 2)));
    text.remove_prefix(close + 2);
  }
}

struct Section {
  llm::Role role;
  std::string text;   // values not yet put in
};

std::vector<Section> sections(std::string_view text) {
  std::vector<Section> out;
  for (std::string_view line : split(text, '\n')) {
    if (trim(line) == "[system]") out.push_back({llm::Role::kSystem, {}});
    else if (trim(line) == "[user]") out.push_back({llm::Role::kUser, {}});
    else if (!out.empty()) out.back().text += std::string(line) + "\n";
  }
  for (Section& section : out) section.text = trim(section.text);
  return out;
}

Status check(const Spec& spec, const std::string& text, const std::string& path) {
  if (sections(text).empty())
    return Error{ErrorCode::kParse, fmt::format("{} has no message: begin it with a line [system] or [user]", path)};
  std::vector<std::string> found;
  walk(text, [](std::string_view) {}, [&](std::string_view name) { found.emplace_back(name); });
  auto has = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const std::string& name : found) {
    if (has(spec.values, name)) continue;
    return Error{ErrorCode::kInvalidArgument, fmt::format("{}: there is no value {{{{{}}}}} for this prompt; it gets {}", path, shorten(name, 60),
                                                          spec.values.empty() ? "none" : join(spec.values, ", "))};
  }
  for (const std::string& name : spec.values)
    if (!has(found, name)) return Error{ErrorCode::kInvalidArgument, fmt::format("{}: {{{{{}}}}} is missing", path, name)};
  return {};
}

// A misspelt file would leave the built-in prompt in place without a word.
Status check_names(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> known;
  for (const Spec& spec : specs()) known.push_back(std::string(spec.name) + ".txt");
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
    const std::string name = entry->path().filename().string();
    if (entry->path().extension() != ".txt" || std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string near = nearest(name, known);
    return Error{ErrorCode::kInvalidArgument, fmt::format("{} is the name of no prompt; {}", entry->path().string(),
                                                          near.empty() ? "known: " + join(known, ", ") : fmt::format("did you mean {}?", near))};
  }
  if (failed) return Error{ErrorCode::kIo, fmt::format("cannot read the folder {}: {}", folder, failed.message())};
  return {};
}

}  // namespace

const Prompts& Prompts::builtin() {
  static const Prompts kPrompts = [] {
    Prompts prompts;
    for (std::size_t i = 0; i < kPromptCount; ++i) {
      prompts.texts_[i] = builtin_prompt(specs()[i].name);
      const Status good = check(specs()[i], prompts.texts_[i], "prompts/" + std::string(specs()[i].name) + ".txt");
      RETORT_CHECK(good.ok(), good.ok() ? "" : good.error().message.c_str());
    }
    return prompts;
  }();
  return kPrompts;
}

Result<Prompts> Prompts::load(const std::string& folder) {
  namespace fs = std::filesystem;
  constexpr std::size_t kMaxBytes = std::size_t{1} << 20;
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) return Error{ErrorCode::kNotFound, fmt::format("no folder of prompts {}", folder)};
  RETORT_TRY_STATUS(check_names(folder));
  Prompts prompts = builtin();
  for (std::size_t i = 0; i < kPromptCount; ++i) {
    const std::string path = folder + "/" + std::string(specs()[i].name) + ".txt";
    if (!fs::exists(path, ignored)) continue;
    RETORT_TRY(prompts.texts_[i], read_file(path, kMaxBytes));
    if (!valid_utf8(prompts.texts_[i])) return Error{ErrorCode::kParse, path + " is not UTF-8"};
    RETORT_TRY_STATUS(check(specs()[i], prompts.texts_[i], path));
  }
  return prompts;
}

std::vector<llm::ChatMessage> Prompts::fill(Prompt prompt, const PromptValues& values) const {
  std::vector<llm::ChatMessage> messages;
  for (const Section& section : sections(texts_[static_cast<std::size_t>(prompt)])) {
    std::string text;
    walk(section.text, [&](std::string_view plain) { text += plain; },
         [&](std::string_view name) {
           const auto value = values.find(name);
           RETORT_CHECK(value != values.end(), "a prompt was filled without one of its values");
           text += value->second;
         });
    messages.push_back({section.role, std::string(trim(text)), {}, {}});
  }
  return messages;
}

std::string Prompts::revision() const {
  std::string all;
  for (const std::string& text : texts_) all += fmt::format("{}:{}", text.size(), text);
  return hash128(all);
}

}  // namespace retort::agent
