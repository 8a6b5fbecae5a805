#include "train/job.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/hash.h"
#include "base/text.h"

namespace retort::train {
namespace {

Error bad(std::string_view key, std::string_view what) {
  return Error{ErrorCode::kInvalidArgument, fmt::format("training job: {} {}", key, what)};
}

// Calls field(name, member) for each key of the job, in the order in which it is written.
template <typename Job, typename Field>
void visit(Job& job, Field&& field) {
  field("base", job.base);
  field("examples", job.examples);
  field("heldout", job.heldout);
  field("out", job.out);
  field("method", job.method);
  field("rank", job.rank);
  field("alpha", job.alpha);
  field("dropout", job.dropout);
  field("targets", job.targets);
  field("first_layer", job.first_layer);
  field("epochs", job.epochs);
  field("learning_rate", job.learning_rate);
  field("warmup", job.warmup);
  field("schedule", job.schedule);
  field("weight_decay", job.weight_decay);
  field("clip", job.clip);
  field("batch_tokens", job.batch_tokens);
  field("batch_examples", job.batch_examples);
  field("pack_tokens", job.pack_tokens);
  field("max_tokens", job.max_tokens);
  field("recompute", job.recompute);
  field("seed", job.seed);
  field("checkpoint_seconds", job.checkpoint_seconds);
  field("eval_every", job.eval_every);
  field("keep_best", job.keep_best);
  field("patience", job.patience);
  field("save_model", job.save_model);
  field("device", job.device);
  field("precision", job.precision);
  field("threads", job.threads);
}

// Each overload stores the value or returns what it should have been.
std::string_view store(const Json& value, std::string& out) {
  if (!value.is_string()) return "must be text";
  out = value.get<std::string>();
  return {};
}
std::string_view store(const Json& value, bool& out) {
  if (!value.is_boolean()) return "must be true or false";
  out = value.get<bool>();
  return {};
}
std::string_view store(const Json& value, double& out) {
  if (!value.is_number()) return "must be a number";
  out = value.get<double>();
  return {};
}
template <typename Integer>
std::string_view store_integer(const Json& value, Integer& out) {
  constexpr std::string_view wrong = "must be an integer of at most 32 bits";
  if (value.is_number_unsigned() && value.get<unsigned long long>() > 2147483647ULL) return wrong;
  if (!value.is_number_integer()) return wrong;
  const auto wide = value.get<long long>();
  if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max()) return wrong;
  out = static_cast<Integer>(wide);
  return {};
}
std::string_view store(const Json& value, int& out) { return store_integer(value, out); }
std::string_view store(const Json& value, long long& out) { return store_integer(value, out); }
std::string_view store(const Json& value, std::vector<std::string>& out) {
  if (!value.is_array()) return "must be a list of texts";
  out.clear();
  for (const auto& item : value) {
    if (!item.is_string()) return "must be a list of texts";
    out.push_back(item.get<std::string>());
  }
  return {};
}

std::vector<std::string> known_keys() {
  std::vector<std::string> keys;
  TrainJob job;
  visit(job, [&](const char* name, auto&) { keys.emplace_back(name); });
  return keys;
}

Status check_range(std::string_view key, double value, double low, double high) {
  if (std::isfinite(value) && value >= low && value <= high) return {};
  return bad(key, fmt::format("is {}; it must lie between {} and {}", value, low, high));
}

Status check_choice(std::string_view key, const std::string& value, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), value) != known.end()) return {};
  return bad(key, fmt::format("is '{}'; known are {}", shorten(value, 40), join(known, ", ")));
}

Status check_targets(const std::vector<std::string>& targets) {
  if (targets.empty()) return bad("targets", "is empty: name at least one linear");
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto& known = lora_targets();
    if (std::find(known.begin(), known.end(), targets[i]) == known.end()) {
      return bad("targets", fmt::format("has '{}'; known are {}", shorten(targets[i], 40), join(known, ", ")));
    }
    if (std::find(targets.begin(), targets.begin() + static_cast<long>(i), targets[i]) !=
        targets.begin() + static_cast<long>(i)) {
      return bad("targets", fmt::format("names {} twice", targets[i]));
    }
  }
  return {};
}

}  // namespace

const std::vector<std::string>& lora_targets() {
  static const std::vector<std::string> targets = {"attn_q",   "attn_k", "attn_v",  "attn_output",
                                                   "ffn_gate", "ffn_up", "ffn_down"};
  return targets;
}

const std::vector<std::string>& model_types() {
  static const std::vector<std::string> types = {"f32", "f16", "bf16", "q8_0", "q6_k", "q5_k", "q4_k", "q4_1", "q4_0"};
  return types;
}

std::string saved_model_type(const TrainJob& job) {
  return job.save_model.empty() && job.method == "full" ? "f16" : job.save_model;
}

Status check_train_job(const TrainJob& job) {
  if (job.base.empty()) return bad("base", "is missing: the path of a GGUF model");
  if (job.examples.empty()) return bad("examples", "is missing: the path of a JSONL file");
  if (job.out.empty()) return bad("out", "is missing: the folder to write to");
  RETORT_TRY_STATUS(check_choice("method", job.method, {"lora", "full"}));
  RETORT_TRY_STATUS(check_choice("schedule", job.schedule, {"cosine", "linear", "constant"}));
  if (!job.save_model.empty()) RETORT_TRY_STATUS(check_choice("save_model", job.save_model, model_types()));
  if (job.device != "torch-cpu") RETORT_TRY_STATUS(check_choice("device", job.device, {"auto", "cpu", "cuda"}));
  RETORT_TRY_STATUS(check_choice("precision", job.precision, {"auto", "fp32", "bf16"}));
  RETORT_TRY_STATUS(check_targets(job.targets));
  RETORT_TRY_STATUS(check_range("rank", job.rank, 1, 1024));
  RETORT_TRY_STATUS(check_range("alpha", job.alpha, 1e-6, 1e6));
  RETORT_TRY_STATUS(check_range("dropout", job.dropout, 0, 0.95));
  RETORT_TRY_STATUS(check_range("first_layer", job.first_layer, 0, 100000));
  if (job.method == "full" && job.dropout != 0) return bad("dropout", "is of LoRA: it must be 0 with method full");
  if (job.method == "full" && job.first_layer != 0)
    return bad("first_layer", "is of LoRA: it must be 0 with method full");
  RETORT_TRY_STATUS(check_range("epochs", job.epochs, 1, 10000));
  RETORT_TRY_STATUS(check_range("learning_rate", job.learning_rate, 1e-12, 10));
  RETORT_TRY_STATUS(check_range("warmup", job.warmup, 0, 0.999));
  RETORT_TRY_STATUS(check_range("weight_decay", job.weight_decay, 0, 10));
  RETORT_TRY_STATUS(check_range("clip", job.clip, 0, 1e6));
  RETORT_TRY_STATUS(check_range("batch_tokens", job.batch_tokens, 1, 1 << 24));
  RETORT_TRY_STATUS(check_range("batch_examples", job.batch_examples, 0, 1 << 20));
  RETORT_TRY_STATUS(check_range("pack_tokens", job.pack_tokens, 1, 1 << 24));
  RETORT_TRY_STATUS(check_range("max_tokens", job.max_tokens, 2, 1 << 20));
  RETORT_TRY_STATUS(check_range("seed", static_cast<double>(job.seed), 0, 2147483647));
  RETORT_TRY_STATUS(check_range("checkpoint_seconds", job.checkpoint_seconds, 0, 1e6));
  RETORT_TRY_STATUS(check_range("eval_every", job.eval_every, 0, 1 << 30));
  RETORT_TRY_STATUS(check_range("patience", job.patience, 0, 1 << 30));
  if (job.patience > 0 && job.heldout.empty())
    return bad("patience", fmt::format("is {}, but there are no held-out examples to judge by", job.patience));
  RETORT_TRY_STATUS(check_range("threads", job.threads, 0, 1024));
  return {};
}

Result<TrainJob> parse_train_job(std::string_view text) {
  RETORT_TRY(const Json json, parse_json(text, 8));
  if (!json.is_object()) return Error{ErrorCode::kInvalidArgument, "training job: must be one JSON object"};
  const auto keys = known_keys();
  for (const auto& item : json.items()) {
    if (std::find(keys.begin(), keys.end(), item.key()) != keys.end()) continue;
    const std::string guess = nearest(item.key(), keys);
    return bad(fmt::format("key '{}'", shorten(item.key(), 60)),
               guess.empty() ? "is unknown" : "is unknown: did you mean " + guess + "?");
  }
  TrainJob job;
  Status status;
  visit(job, [&](const char* name, auto& member) {
    const auto found = json.find(name);
    if (!status.ok() || found == json.end()) return;
    if (const auto wrong = store(*found, member); !wrong.empty()) status = bad(name, wrong);
  });
  RETORT_TRY_STATUS(status);
  RETORT_TRY_STATUS(check_train_job(job));
  return job;
}

Json to_json(const TrainJob& job) {
  Json json = Json::object();
  visit(job, [&](const char* name, const auto& member) { json[name] = member; });
  return json;
}

bool heldout_decides(const TrainJob& job) { return !job.heldout.empty() && (job.keep_best || job.patience > 0); }

std::string train_job_hash(const TrainJob& job, std::string_view base_hash, std::string_view examples_hash,
                           std::string_view heldout_hash) {
  Json json = to_json(job);
  for (const char* key : {"base", "examples", "heldout", "out", "checkpoint_seconds", "recompute", "save_model", "threads"})
    json.erase(key);
  if ((job.device == "auto" || job.device == "cpu") && (job.precision == "auto" || job.precision == "fp32")) {
    json.erase("device");
    json.erase("precision");
  }
  if (heldout_decides(job)) {
    json["heldout_hash"] = heldout_hash;
  } else {
    for (const char* key : {"eval_every", "keep_best", "patience"}) json.erase(key);
  }
  json["base_hash"] = base_hash;
  json["examples_hash"] = examples_hash;
  return hash128(to_line(json));
}

}  // namespace retort::train
