#include "train/hf_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "train/adapter_files.h"

namespace retort::train {
namespace {

constexpr std::int64_t kMaxSide = std::int64_t{1} << 24;

// Reads config.json's keys; the first thing that is wrong is kept.
class Config {
 public:
  Config(const Json& json, std::string path) : json_(json), path_(std::move(path)) {}

  std::int64_t size(const char* key, std::optional<std::int64_t> otherwise = {}, std::int64_t high = kMaxSide) {
    if (otherwise && (!json_.contains(key) || json_[key].is_null())) return *otherwise;
    const long long value = integer_or(json_, key, 0);
    if (value < 1 || value > high) fail(fmt::format("{} is missing or makes no sense", key));
    return value;
  }
  double number(const Json& from, const char* key, double low, double high) {
    const double value = number_or(from, key, std::nan(""));
    if (!(value >= low && value <= high)) fail(fmt::format("{} is missing or makes no sense", key));
    return value;
  }
  bool flag(const char* key) const { return json_.contains(key) && json_[key].is_boolean() && json_[key].get<bool>(); }
  void refuse(const std::string& what) {
    if (status_.ok()) status_ = Error{ErrorCode::kUnsupported, fmt::format("{}: {}", path_, what)};
  }
  void fail(const std::string& what) {
    if (status_.ok()) status_ = Error{ErrorCode::kCorruption, fmt::format("{}: {}", path_, what)};
  }
  const Json& json() const { return json_; }
  Status status() const { return status_; }

 private:
  const Json& json_;
  std::string path_;
  Status status_;
};

// Llama 3's scaling: long waves are stretched by `factor`, short ones left alone, those between blended.
std::vector<float> llama3_factors(Config& config, const Json& scaling, const ModelShape& shape) {
  const double factor = config.number(scaling, "factor", 1, 1e6), low = config.number(scaling, "low_freq_factor", 1e-3, 1e6),
               high = config.number(scaling, "high_freq_factor", 1e-3, 1e6),
               context = config.number(scaling, "original_max_position_embeddings", 1, 1e9);
  if (high <= low) config.fail("high_freq_factor is not above low_freq_factor");
  std::vector<float> factors;
  for (std::int64_t i = 0; i < shape.head_dim / 2; ++i) {
    const double frequency = std::pow(shape.rope_base, -2.0 * static_cast<double>(i) / static_cast<double>(shape.head_dim));
    const double turns = context * frequency / (2 * std::numbers::pi);  // in the original context
    const double blend = std::clamp((turns - low) / (high - low), 0.0, 1.0);
    factors.push_back(static_cast<float>(1 / ((1 - blend) / factor + blend)));
  }
  return factors;
}

void read_rope(Config& config, ModelShape& shape) {
  const Json& json = config.json();
  const Json parameters = json.contains("rope_parameters") && json["rope_parameters"].is_object() ? json["rope_parameters"] : Json::object();
  const Json scaling = json.contains("rope_scaling") && json["rope_scaling"].is_object() ? json["rope_scaling"] : parameters;
  shape.rope_base = number_or(parameters, "rope_theta", number_or(json, "rope_theta", 10000.0));
  if (!(shape.rope_base > 1)) config.fail("rope_theta makes no sense");
  const std::string type = string_or(scaling, "rope_type", string_or(scaling, "type", "default"));
  if (type == "llama3") {
    if (shape.architecture == "llama") shape.rope_factors = llama3_factors(config, scaling, shape);
    else config.refuse("has rope scaling 'llama3', which GGUF knows for llama alone");
  } else if (type != "default") {
    config.refuse(fmt::format("has rope scaling '{}'; this trainer knows none and Llama 3's", shorten(type, 40)));
  }
}

Result<ModelShape> read_shape(const Json& json, const std::string& path) {
  Config config(json, path);
  ModelShape s;
  s.architecture = string_or(json, "model_type", "");
  const auto& known = known_architectures();
  if (std::find(known.begin(), known.end(), s.architecture) == known.end()) {
    return Error{ErrorCode::kUnsupported, fmt::format("{}: has model_type '{}'; this trainer knows {}", path,
                                                      shorten(s.architecture, 40), join(known, ", "))};
  }
  s.layers = config.size("num_hidden_layers", {}, 1000);
  s.width = config.size("hidden_size");
  s.ffn = config.size("intermediate_size");
  s.heads = config.size("num_attention_heads");
  s.kv_heads = config.size("num_key_value_heads", s.heads);
  RETORT_TRY_STATUS(config.status());
  s.head_dim = config.size("head_dim", s.architecture == "qwen3" ? 128 : s.width / s.heads);
  s.vocabulary = config.size("vocab_size");
  s.context = config.size("max_position_embeddings");
  s.rms_epsilon = config.number(json, "rms_norm_eps", 0, 1);
  s.tied = config.flag("tie_word_embeddings");
  s.qkv_bias = s.architecture == "qwen2";
  s.head_norms = s.architecture == "qwen3";
  RETORT_TRY_STATUS(config.status());
  if (s.heads % s.kv_heads != 0 || s.head_dim % 2 != 0)
    config.refuse(fmt::format("has {} heads, {} key-value heads of {} each", s.heads, s.kv_heads, s.head_dim));
  if (const std::string act = string_or(json, "hidden_act", "silu"); act != "silu")
    config.refuse(fmt::format("has hidden_act '{}'; this trainer knows silu", shorten(act, 40)));
  for (const char* key : {"attention_bias", "mlp_bias", "use_sliding_window"})
    if (config.flag(key)) config.refuse(fmt::format("has {}, which this trainer does not know", key));
  read_rope(config, s);
  RETORT_TRY_STATUS(config.status());
  return s;
}

// Halves of each head apart -> rotated pairs side by side.
at::Tensor permute_head_rows(const at::Tensor& rows, std::int64_t heads) {
  const std::int64_t half = rows.size(0) / heads / 2;
  return rows.view({heads, 2, half, rows.numel() / rows.size(0)}).transpose(1, 2).reshape(rows.sizes());
}

}  // namespace

std::string hugging_face_name(const std::string& gguf_name) {
  static const std::map<std::string, std::string> outer = {{"token_embd.weight", "model.embed_tokens.weight"},
                                                           {"output_norm.weight", "model.norm.weight"},
                                                           {"output.weight", "lm_head.weight"}};
  static const std::map<std::string, std::string> norms = {{"attn_norm", "input_layernorm"},
                                                           {"ffn_norm", "post_attention_layernorm"},
                                                           {"attn_q_norm", "self_attn.q_norm"},
                                                           {"attn_k_norm", "self_attn.k_norm"}};
  if (const auto found = outer.find(gguf_name); found != outer.end()) return found->second;
  const std::size_t first = gguf_name.find('.'), second = gguf_name.find('.', first + 1), last = gguf_name.rfind('.');
  if (!gguf_name.starts_with("blk.") || last <= second) return "";
  const std::string part = gguf_name.substr(second + 1, last - second - 1);
  const auto norm = norms.find(part);
  const std::string theirs = norm != norms.end() ? norm->second : peft_module(part);
  return theirs.empty() ? "" : "model.layers." + gguf_name.substr(first + 1, second - first) + theirs + gguf_name.substr(last);
}

Result<HfFolder> HfFolder::open(const std::string& folder) {
  HfFolder made;
  const std::string path = folder + "/config.json";
  RETORT_TRY(const std::string text, read_file(path, 1 << 20));
  auto config = parse_json(text, 16);
  if (!config.ok() || !config->is_object()) return Error{ErrorCode::kParse, path + ": is no JSON object"};
  made.config_ = std::move(config).value();
  RETORT_TRY(made.shape_, read_shape(made.config_, path));
  RETORT_TRY_STATUS(made.open_files(folder));
  RETORT_TRY_STATUS(made.check_names(folder));
  return made;
}

Status HfFolder::open_files(const std::string& folder) {
  std::set<std::string> names;
  const std::string index_path = folder + "/model.safetensors.index.json";
  if (const auto text = read_file(index_path, 64 << 20); text.ok()) {
    const auto index = parse_json(*text, 8);
    if (!index.ok() || !index->is_object() || !index->contains("weight_map") || !(*index)["weight_map"].is_object())
      return Error{ErrorCode::kParse, index_path + ": has no weight_map"};
    for (const auto& item : (*index)["weight_map"].items()) {
      const std::string name = item.value().is_string() ? item.value().get<std::string>() : "";
      if (name.empty() || name.find('/') != std::string::npos)
        return Error{ErrorCode::kParse, fmt::format("{}: {} names no file of the folder", index_path, shorten(item.key(), 200))};
      names.insert(name);
    }
  } else {
    names.insert("model.safetensors");
  }
  for (const auto& name : names) {
    RETORT_TRY(auto file, SafetensorsFile::open(folder + "/" + name));
    files_.push_back(std::make_unique<SafetensorsFile>(std::move(file)));
    for (const auto& tensor : files_.back()->names()) where_[tensor] = files_.back().get();
  }
  return {};
}

Status HfFolder::check_names(const std::string& folder) const {
  std::set<std::string> known;
  for (const auto& tensor : named_tensors(allocate_tensors(shape_), shape_)) known.insert(hugging_face_name(tensor.name));
  for (const auto& name : known) {
    if (!where_.contains(name)) return Error{ErrorCode::kCorruption, fmt::format("{}: tensor {} is missing", folder, name)};
  }
  for (const auto& [name, file] : where_) {
    const bool derived = name.ends_with("rotary_emb.inv_freq") || (shape_.tied && name == "lm_head.weight");
    if (!known.contains(name) && !derived) {
      return Error{ErrorCode::kUnsupported,
                   fmt::format("{}: has tensor {}, which this trainer does not know", folder, shorten(name, 200))};
    }
  }
  return {};
}

Status HfFolder::read(const std::string& gguf_name, at::Tensor out) {
  const std::string name = hugging_face_name(gguf_name);
  RETORT_CHECK(where_.contains(name), "the tensor is one of the model's");
  RETORT_TRY_STATUS(where_.at(name)->read(name, out));
  if (!shape_.rotates_neighbours()) return {};
  for (const auto& [part, heads] : {std::pair{".attn_q.", shape_.heads}, {".attn_k.", shape_.kv_heads}}) {
    if (gguf_name.find(part) != std::string::npos) out.copy_(permute_head_rows(out, heads));
  }
  return {};
}

}  // namespace retort::train
