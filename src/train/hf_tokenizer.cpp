#include "train/hf_tokenizer.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "base/files.h"
#include "base/text.h"

namespace retort::train {
namespace {

enum TokenType : std::int32_t { kNormal = 1, kControl = 3, kUserDefined = 4, kUnused = 5 };

Json read_object(const std::string& path, std::size_t limit) {
  const auto text = read_file(path, limit);
  auto json = text.ok() ? parse_json(*text, 32) : text.error();
  return json.ok() && json->is_object() ? std::move(json).value() : Json();
}

Json member(const Json& json, const char* key) {
  return json.is_object() && json.contains(key) ? json[key] : Json();
}

// What GGUF calls a way of cutting text before the merges; nothing for one it has no name for, which `said` shows then.
std::optional<std::string> cutting(const Json& pre_tokenizer, std::string& said) {
  // The first is that of Llama 3; Qwen's differs in that it takes digits one by one.
  static const std::string kWords = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|)";
  static const std::string kRest = R"(| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
  std::string regex;
  bool digits = false, bytes = false, own_regex = false, other = false;
  const Json list = member(pre_tokenizer, "pretokenizers");
  for (const Json& step : list.is_array() ? list : Json::array({pre_tokenizer})) {
    const std::string type = string_or(step, "type", "");
    if (type == "Split") regex = string_or(member(step, "pattern"), "Regex", "?");
    else if (type == "Digits") digits = member(step, "individual_digits") == true;
    else if (type == "ByteLevel") bytes = true, own_regex = member(step, "use_regex") != false;
    else other = true;
  }
  said = regex.empty() ? to_line(pre_tokenizer) : regex;
  if (!bytes || other) return std::nullopt;
  if (regex == kWords + R"(\p{N}{1,3})" + kRest && !digits && !own_regex) return "llama-bpe";
  if (regex == kWords + R"(\p{N})" + kRest && !digits && !own_regex) return "qwen2";
  if (regex.empty() && own_regex) return digits ? "smollm" : "gpt-2";
  return std::nullopt;
}

struct Vocabulary {
  std::vector<std::string> tokens;
  std::vector<std::int32_t> types;
  std::optional<std::int64_t> id_of(const std::string& token) const {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (types[i] != kUnused && tokens[i] == token) return static_cast<std::int64_t>(i);
    }
    return std::nullopt;
  }
};

Result<Vocabulary> read_vocabulary(const Json& tokenizer, std::int64_t size, const std::string& path) {
  Vocabulary made{std::vector<std::string>(static_cast<std::size_t>(size)),
                  std::vector<std::int32_t>(static_cast<std::size_t>(size), kUnused)};
  const auto put = [&](const std::string& token, const Json& id, TokenType type) -> Status {
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= static_cast<std::uint64_t>(size)) {
      return Error{ErrorCode::kParse, fmt::format("{}: token '{}' has no id below the vocabulary's size, {}", path,
                                                  shorten(token, 60), size)};
    }
    made.tokens[id.get<std::size_t>()] = token;
    made.types[id.get<std::size_t>()] = type;
    return {};
  };
  const Json vocabulary = member(member(tokenizer, "model"), "vocab"), added = member(tokenizer, "added_tokens");
  if (!vocabulary.is_object()) return Error{ErrorCode::kParse, path + ": has no vocabulary"};
  for (const auto& item : vocabulary.items()) RETORT_TRY_STATUS(put(item.key(), item.value(), kNormal));
  for (const Json& token : added.is_array() ? added : Json::array())
    RETORT_TRY_STATUS(put(string_or(token, "content", ""), member(token, "id"),
                          member(token, "special") == true ? kControl : kUserDefined));
  for (std::size_t i = 0; i < made.tokens.size(); ++i)
    if (made.types[i] == kUnused) made.tokens[i] = fmt::format("[PAD{}]", i);
  return made;
}

Result<std::vector<std::string>> read_merges(const Json& tokenizer, const std::string& path) {
  const Json merges = member(member(tokenizer, "model"), "merges");
  const Error wrong{ErrorCode::kParse, path + ": its merges are no list of pairs"};
  if (!merges.is_array()) return wrong;
  std::vector<std::string> made;
  for (const Json& merge : merges) {
    if (merge.is_string()) {
      made.push_back(merge.get<std::string>());
    } else {
      if (!merge.is_array() || merge.size() != 2 || !merge[0].is_string() || !merge[1].is_string()) return wrong;
      made.push_back(merge[0].get<std::string>() + " " + merge[1].get<std::string>());
    }
  }
  return made;
}

void set_texts(gguf_context* keys, const char* key, const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  for (const auto& text : texts) pointers.push_back(text.c_str());
  gguf_set_arr_str(keys, key, pointers.data(), pointers.size());
}

// The id of a special token: by name in tokenizer_config.json (a text, or an object with content), else by number in
// config.json.
std::optional<std::int64_t> special_id(const Vocabulary& vocabulary, const Json& settings, const Json& config,
                                       const std::string& name) {
  const Json told = member(settings, (name + "_token").c_str());
  const std::string content = told.is_string() ? told.get<std::string>() : string_or(told, "content", "");
  if (!content.empty()) return vocabulary.id_of(content);
  Json id = member(config, (name + "_token_id").c_str());
  if (id.is_array() && !id.empty()) id = id[0];
  if (!id.is_number_unsigned() || id.get<std::size_t>() >= vocabulary.tokens.size()) return std::nullopt;
  return id.get<std::int64_t>();
}

// Whether encoding puts the first special token in front: a template of the post-processor, or a setting.
bool adds_beginning(const Json& tokenizer, const Json& settings) {
  const Json setting = member(settings, "add_bos_token");
  if (setting.is_boolean()) return setting.get<bool>();
  const Json processor = member(tokenizer, "post_processor"), list = member(processor, "processors");
  for (const Json& step : list.is_array() ? list : Json::array({processor})) {
    const Json single = member(step, "single");
    if (single.is_array() && !single.empty() && single[0].is_object() && single[0].contains("SpecialToken")) return true;
  }
  return false;
}

std::string chat_template(const std::string& folder, const Json& settings) {
  if (auto text = read_file(folder + "/chat_template.jinja", 1 << 22); text.ok()) return std::move(text).value();
  return string_or(settings, "chat_template", "");
}

}  // namespace

Status add_tokenizer(const std::string& folder, const Json& config, std::int64_t vocabulary_size, gguf_context* keys) {
  const std::string path = folder + "/tokenizer.json";
  RETORT_TRY(const std::string text, read_file(path, std::size_t{256} << 20));
  const auto tokenizer = parse_json(text, 32);
  if (!tokenizer.ok() || !tokenizer->is_object()) return Error{ErrorCode::kParse, path + ": is no JSON object"};
  if (const std::string type = string_or(member(*tokenizer, "model"), "type", "BPE"); type != "BPE") {
    return Error{ErrorCode::kUnsupported,
                 fmt::format("{}: is a tokenizer of type {}; byte-level BPE is known here", path, shorten(type, 40))};
  }
  std::string said;
  const auto pre = cutting(member(*tokenizer, "pre_tokenizer"), said);
  if (!pre) {
    return Error{ErrorCode::kUnsupported,
                 fmt::format("{}: cuts text in a way that is not known here: {}", path, shorten(said, 200))};
  }
  RETORT_TRY(const Vocabulary vocabulary, read_vocabulary(*tokenizer, vocabulary_size, path));
  RETORT_TRY(const auto merges, read_merges(*tokenizer, path));
  const Json settings = read_object(folder + "/tokenizer_config.json", 64 << 20);
  gguf_set_val_str(keys, "tokenizer.ggml.model", "gpt2");
  gguf_set_val_str(keys, "tokenizer.ggml.pre", pre->c_str());
  set_texts(keys, "tokenizer.ggml.tokens", vocabulary.tokens);
  gguf_set_arr_data(keys, "tokenizer.ggml.token_type", GGUF_TYPE_INT32, vocabulary.types.data(), vocabulary.types.size());
  set_texts(keys, "tokenizer.ggml.merges", merges);
  for (const auto& [name, key] : {std::pair{"bos", "bos"}, {"eos", "eos"}, {"pad", "padding"}}) {
    if (const auto id = special_id(vocabulary, settings, config, name))
      gguf_set_val_u32(keys, fmt::format("tokenizer.ggml.{}_token_id", key).c_str(), static_cast<std::uint32_t>(*id));
  }
  gguf_set_val_bool(keys, "tokenizer.ggml.add_bos_token", adds_beginning(*tokenizer, settings));
  if (const std::string chat = chat_template(folder, settings); !chat.empty())
    gguf_set_val_str(keys, "tokenizer.chat_template", chat.c_str());
  return {};
}

}  // namespace retort::train
