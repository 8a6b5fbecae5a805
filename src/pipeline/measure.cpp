#include "pipeline/measure.h"

#include <fmt/core.h>

#include <chrono>
#include <filesystem>
#include <optional>

#include "base/hash.h"
#include "base/progress.h"
#include "grade/grade.h"

namespace retort::pipeline {

namespace {

// Where a question of all data sets together stands.
struct Place {
  std::size_t set;
  long item;
};

Json shots_json(const std::vector<eval::Shot>& shots) {
  Json json = Json::array();
  for (const eval::Shot& shot : shots) json.push_back({{"problem", shot.statement}, {"solution", shot.solution}});
  return json;
}

// The conversation around a stand-in for the problem, as the model's template writes it; for a server, the messages.
Result<std::string> rendered_prompt(const Measurement& m) {
  const auto messages = eval::conversation("{problem}", m.contender.shots);
  if (m.chat) {
    Json json = Json::array();
    for (const llm::Message& message : messages) json.push_back({{"role", message.role}, {"content", message.content}});
    return to_line(json);
  }
  RETORT_TRY(auto tokenizer, llm::ChatTokenizer::open(m.contender.gguf));
  return tokenizer.render(messages, true);
}

Result<Json> model_json(const Measurement& m) {
  if (m.chat) return Json{{"served", m.chat->identity()}};
  Json model = {{"hash", m.contender.model_hash}};
  if (!m.contender.adapter.empty()) {
    RETORT_TRY(std::string hash, hash_file(m.contender.adapter));
    model["adapter_hash"] = hash;
  }
  return model;
}

// Everything between the questions and the file.
class Work {
 public:
  Work(const Measurement& m, eval::ResultWriter& writer) : m_(m), writer_(writer) {
    for (std::size_t set = 0; set < m.data.size(); ++set) {
      const auto questions = eval::questions_of(m.data[set].problems, m.decoding.samples);
      questions_.insert(questions_.end(), questions.begin(), questions.end());
      for (std::size_t q = 0; q < questions.size(); ++q) places_.push_back({set, static_cast<long>(q) / m.decoding.samples});
    }
    samples_.resize(questions_.size());
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      auto found = writer.kept().find({m.data[places_[i].set].name, places_[i].item, questions_[i].number});
      if (found == writer.kept().end()) missing_.push_back(i);
      else samples_[i] = found->second.text.empty() ? found->second : eval::graded_again(*questions_[i].problem, found->second);
    }
  }

  Status ask(const StopToken& stop) {
    if (missing_.empty()) return {};
    std::vector<eval::Question> questions;
    for (std::size_t i : missing_) questions.push_back(questions_[i]);
    Progress progress("evaluate " + m_.contender.label, questions_.size(), questions_.size() - missing_.size());
    auto keep = [&](std::size_t k, const eval::Sample& sample) -> Status {
      samples_[missing_[k]] = sample;
      progress.add();
      return writer_.add(row(missing_[k]));
    };
    if (m_.chat) return eval::evaluate(*m_.chat, questions, m_.contender.shots, m_.decoding, stop, keep);
    return generate_samples(m_.contender, questions, m_.decoding, m_.pace, stop, keep);
  }

  eval::ResultRow row(std::size_t i) const {
    return {m_.data[places_[i].set].name, places_[i].item, *questions_[i].problem, samples_[i]};
  }
  std::vector<eval::ResultRow> rows() const {
    std::vector<eval::ResultRow> all;
    for (std::size_t i = 0; i < questions_.size(); ++i) all.push_back(row(i));
    return all;
  }
  std::vector<eval::Answered> answered(std::size_t set) const {
    std::vector<eval::Answered> all;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      if (places_[i].set != set) continue;
      if (questions_[i].number == 0) all.push_back({questions_[i].problem, {}});
      all.back().samples.push_back(samples_[i]);
    }
    return all;
  }
  std::size_t size() const { return questions_.size(); }
  std::size_t missing() const { return missing_.size(); }

 private:
  const Measurement& m_;
  eval::ResultWriter& writer_;
  std::vector<eval::Question> questions_;
  std::vector<Place> places_;
  std::vector<eval::Sample> samples_;
  std::vector<std::size_t> missing_;
};

// The score of the items that are in no training row, beside how many are.
Json leaks_json(const eval::Leaks& leaks, std::size_t set, const std::vector<eval::Answered>& answered, std::uint64_t seed) {
  Json json = leaks.to_json(set);
  std::vector<eval::Answered> clean;
  for (std::size_t i = 0; i < answered.size(); ++i)
    if (!leaks.leaked[set][i]) clean.push_back(answered[i]);
  const Json scores = eval::scores_of(clean, seed);
  json["accuracy_without"] = {{"n", scores["n"]}, {"accuracy", scores["accuracy"]}, {"ci95", scores["ci95"]}};
  return json;
}

Result<Json> scores_of_all(const Measurement& m, const Work& work, const StopToken& stop) {
  std::optional<eval::Leaks> leaks;
  if (!m.training.empty()) {
    RETORT_TRY(leaks, eval::find_leaks(m.data, m.training, m.leak_rule, stop));
  }
  const auto seed = static_cast<std::uint64_t>(m.decoding.seed);
  Json all = Json::array();
  for (std::size_t set = 0; set < m.data.size(); ++set) {
    const auto answered = work.answered(set);
    Json scores = {{"model", m.contender.label}, {"data", m.data[set].name}};
    scores.update(eval::scores_of(answered, seed));
    if (m.data[set].skipped > 0) scores["skipped_rows"] = m.data[set].skipped;
    if (leaks) scores["leaks"] = leaks_json(*leaks, set, answered, seed);
    all.push_back(std::move(scores));
  }
  return all;
}

}  // namespace

Result<Json> header_of(const Measurement& m) {
  RETORT_TRY(const std::string rendered, rendered_prompt(m));
  RETORT_TRY(const Json model, model_json(m));
  Json about = {{"label", m.contender.label}};
  if (!m.chat) about["gguf"] = std::filesystem::path(m.contender.gguf).filename().string();
  if (!m.contender.adapter.empty()) about["adapter"] = m.contender.adapter;
  about["prompt"] = rendered;
  Json settings = {{"samples", m.decoding.samples}, {"temperature", m.decoding.temperature}, {"max_new_tokens", m.decoding.max_new_tokens}};
  if (m.decoding.temperature > 0) settings["seed"] = m.decoding.seed;
  Json sets = Json::array();
  for (const TestSet& set : m.data) sets.push_back({{"name", set.name}, {"problems", set.problems.size()}, {"hash", eval::content_hash(set)}});
  const Json shots = shots_json(m.contender.shots);
  return Json{{"evaluation", 1}, {"about", about}, {"model", model},
              {"prompt", {{"revision", eval::prompt_revision()}, {"shots", shots.size()}, {"shots_hash", shots.empty() ? "" : hash128(to_line(shots))}}},
              {"settings", settings}, {"grader", grade::grade_revision()}, {"data", sets}};
}

std::string default_result(const std::string& label, const Json& header) {
  Json deciding = header;
  for (const char* key : {"about", "grader"}) deciding.erase(key);
  return fmt::format("runs/eval/{}-{}.jsonl", label, hash128(to_line(deciding)).substr(0, 12));
}

Result<Measured> measure(const Measurement& m, const StopToken& stop) {
  Measured made;
  RETORT_TRY(made.header, header_of(m));
  made.path = m.out.empty() ? default_result(m.contender.label, made.header) : m.out;
  RETORT_TRY(auto writer, eval::ResultWriter::open(made.path, made.header));
  Work work(m, writer);
  const auto start = std::chrono::steady_clock::now();
  RETORT_TRY_STATUS(work.ask(stop));
  made.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  made.answers = static_cast<long>(work.size());
  made.asked_now = static_cast<long>(work.missing());
  RETORT_TRY(made.scores, scores_of_all(m, work, stop));
  RETORT_TRY_STATUS(writer.finish(work.rows(), made.scores));
  return made;
}

}  // namespace retort::pipeline
