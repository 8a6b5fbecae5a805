#include "pipeline/adapter_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <vector>

#include "base/files.h"
#include "llm/local_model.h"
#include "train/probe.h"

namespace retort::pipeline {

namespace {

constexpr double kRounding = 0.005;      // of half-precision caches, beside what quantized products round
constexpr double kOverEngines = 2;       // another adapter's logits round otherwise, within this factor
constexpr double kEnginesAtMost = 0.25;  // on the same weights: beyond it they read them differently

std::string check_path(const train::TrainJob& job) { return job.out + "/check.json"; }

// What a model may differ by from its own weights in full precision once they are rounded to `type`. Products with quantized weights round
// what they are multiplied with, too.
double rounding_of(const std::string& type) {
  if (type == "f32" || type == "f16") return kRounding;
  if (type == "bf16") return 0.03;
  if (type == "q8_0") return 0.08;
  if (type == "q6_k" || type.starts_with("q5")) return 0.25;
  return 0.6;
}

double relative_difference(const std::vector<float>& a, const std::vector<float>& b, std::size_t vocabulary) {
  double apart = 0, norm = 0;
  for (std::size_t row = 0; row + vocabulary <= a.size(); row += vocabulary) {
    double mean_a = 0, mean_b = 0;
    for (std::size_t i = row; i < row + vocabulary; ++i) {
      mean_a += a[i];
      mean_b += b[i];
    }
    mean_a /= static_cast<double>(vocabulary);
    mean_b /= static_cast<double>(vocabulary);
    for (std::size_t i = row; i < row + vocabulary; ++i) {
      const double x = a[i] - mean_a, y = b[i] - mean_b;
      apart += (x - y) * (x - y);
      norm += x * x;
    }
  }
  return std::sqrt(apart / norm);
}

// What llama.cpp says of the probe's texts.
Result<std::vector<float>> logits_by_llama(const std::string& gguf, const std::string& adapter, const train::Probe& probe) {
  std::size_t longest = 0;
  for (const auto& text : probe.texts) longest = std::max(longest, text.tokens.size());
  llm::LocalModel::LoadOptions options;
  options.gguf = gguf;
  options.adapter = adapter;
  options.context = static_cast<int>(longest);
  RETORT_TRY(auto model, llm::LocalModel::load(options));
  if (model.vocabulary_size() != probe.vocabulary)
    return Error{ErrorCode::kCorruption, fmt::format("{} knows {} tokens, it was trained with {}", gguf, model.vocabulary_size(), probe.vocabulary)};
  std::vector<float> rows;
  for (const auto& text : probe.texts) {
    RETORT_TRY(const auto said, model.logits(text.tokens, text.from));
    rows.insert(rows.end(), said.begin(), said.end());
  }
  return rows;
}

bool within(double difference, double limit) { return std::isfinite(difference) && difference <= limit; }

// `check` gets the figures; false when the adapter's file computes something else.
Result<bool> adapter_agrees(const train::TrainJob& job, const train::Probe& probe, Json& check) {
  RETORT_TRY(const auto plain, logits_by_llama(job.base, "", probe));
  RETORT_TRY(const auto adapted, logits_by_llama(job.base, job.out + "/adapter.gguf", probe));
  const double engines = relative_difference(probe.base, plain, probe.vocabulary);
  const double difference = relative_difference(probe.trained, adapted, probe.vocabulary);
  check["engines"] = engines;
  check["effect"] = relative_difference(probe.trained, probe.base, probe.vocabulary);
  check["adapter"] = difference;
  return within(engines, kEnginesAtMost) && within(difference, kOverEngines * engines + kRounding);
}

Result<bool> merged_agrees(const train::TrainJob& job, const std::string& type, const train::Probe& probe, Json& check) {
  RETORT_TRY(const auto merged, logits_by_llama(job.out + "/model.gguf", "", probe));
  const double difference = relative_difference(probe.trained, merged, probe.vocabulary);
  check["merged"] = difference;
  check["merged_type"] = type;
  return within(difference, kOverEngines * number_or(check, "engines", 0) + rounding_of(type));
}

}  // namespace

bool adapter_was_checked(const train::TrainJob& job) {
  const auto text = read_file(check_path(job));
  const auto check = text.ok() ? parse_json(*text) : text.error();
  return check.ok() && bool_or(*check, "agrees", false);
}

Result<Json> check_adapter(const train::TrainJob& job) {
  RETORT_TRY(const train::Probe probe, train::read_probe(train::probe_path(job.out)));
  Json check = {{"texts", probe.texts.size()}, {"rows", probe.rows()}};
  bool agrees = true;
  if (job.method == "lora") {
    RETORT_TRY(agrees, adapter_agrees(job, probe, check));
  }
  if (const std::string type = train::saved_model_type(job); !type.empty()) {
    RETORT_TRY(const bool merged, merged_agrees(job, type, probe, check));
    agrees = agrees && merged;
  }
  check["agrees"] = agrees;
  RETORT_TRY_STATUS(write_file(check_path(job), check.dump(2) + "\n"));
  if (agrees) return check;
  return Error{ErrorCode::kCorruption,
               fmt::format("what was trained in {} computes something else in llama.cpp than it did in training, so it is not used: {}. The "
                           "figures are relative differences of logits on {} texts; please report them with the model's name",
                           job.out, to_line(check), probe.texts.size())};
}

}  // namespace retort::pipeline
