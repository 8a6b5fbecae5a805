#include "pipeline/ablation_arms.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "base/random.h"

namespace retort::pipeline {

namespace {

using trace::Turn;
using trace::TurnKind;

std::string boxed(const std::string& answer) { return "$\\boxed{" + answer + "}$"; }

void add_line(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

std::string result_text(const cas::ToolResult& result) { return result.ok ? "Result: " + result.result : "Error: " + result.message; }

const trace::Explanation* explanation_of(const Lineage& line, int call) {
  for (const trace::Explanation& e : line.explanations)
    if (e.call == call && e.failure.empty()) return &e;
  return nullptr;
}

// The trace turn by turn; calls and results as they were, or explained.
std::string told_trace(const Lineage& line, bool explained) {
  std::string text;
  int call = -1;
  for (const Turn& turn : line.trace->turns) {
    if (turn.kind == TurnKind::kCall) {
      ++call;
      if (!explained) add_line(text, "Call: " + turn.call.tool + " " + to_line(turn.call.args));
    } else if (turn.kind == TurnKind::kResult) {
      const trace::Explanation* e = explained ? explanation_of(line, call) : nullptr;
      if (e) add_line(text, e->text);
      if (!explained) add_line(text, result_text(turn.result));
    } else {
      add_line(text, turn.text);
    }
  }
  if (text.find("\\boxed") == std::string::npos) add_line(text, "The answer is " + boxed(line.trace->answer) + ".");
  return text;
}

// One row of the dataset in all arms.
struct Candidate {
  std::vector<Lesson> lessons;        // one for each arm
  std::vector<long long> tokens;
  long long longest() const { return *std::max_element(tokens.begin(), tokens.end()); }
};

Result<std::vector<Candidate>> candidates_of(const Run& run, const std::string& rows, const llm::ChatTokenizer& tokenizer) {
  std::vector<Candidate> all;
  RETORT_TRY_STATUS(each_dataset_row(rows, [&](const DatasetRow& row) -> Status {
    RETORT_TRY(const auto lines, find_lineages(run, {row.problem_id, row.id, 0}));
    const Lineage& line = lines[std::min(row.sample, lines.size() - 1)];
    if (!line.trace) return Error{ErrorCode::kCorruption, fmt::format("{}: {} has no trace in the run's records", rows, row.id)};
    Candidate made;
    for (const std::string& arm : run.recipe.ablate.arms) {
      made.lessons.push_back({row.id, row.question, arm_text(arm, row, line)});
      RETORT_TRY(auto example, tokenizer.example({{"user", row.question}}, made.lessons.back().target));
      made.tokens.push_back(static_cast<long long>(example.tokens.size()));
    }
    all.push_back(std::move(made));
    return {};
  }));
  return all;
}

// Leaves out what is too long in any arm, and returns how many those are.
long drop_longer(std::vector<Candidate>& candidates, long long limit) {
  return static_cast<long>(std::erase_if(candidates, [&](const Candidate& c) { return c.longest() > limit; }));
}

// Keeps so many, drawn one by one, that no arm goes over `limit` tokens (0: all), in their order; returns how many are left out.
long keep_within(std::vector<Candidate>& candidates, long long limit, long long seed) {
  std::vector<std::size_t> order(candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random(static_cast<std::uint64_t>(seed), "ablation");
  random.shuffle(order);
  std::vector<long long> sums(candidates.empty() ? 0 : candidates.front().tokens.size());
  std::size_t taken = 0;
  for (; taken < order.size(); ++taken) {
    for (std::size_t a = 0; a < sums.size(); ++a) sums[a] += candidates[order[taken]].tokens[a];
    if (limit > 0 && *std::max_element(sums.begin(), sums.end()) > limit) break;
  }
  order.resize(taken);
  std::sort(order.begin(), order.end());
  std::vector<Candidate> kept;
  for (std::size_t i : order) kept.push_back(std::move(candidates[i]));
  const auto left_out = static_cast<long>(candidates.size() - taken);
  candidates = std::move(kept);
  return left_out;
}

}  // namespace

std::string arm_text(std::string_view arm, const DatasetRow& row, const Lineage& line) {
  if (arm == "answers") return boxed(row.answer);
  if (arm == "narratives") return row.narrative;
  return told_trace(line, arm == "explanations");
}

Json ArmData::to_json(const Recipe& recipe) const {
  Json by_arm = Json::object();
  long problems = 0, kept = 0;
  for (const std::string& arm : recipe.ablate.arms) {
    problems = static_cast<long>(train.at(arm).size());
    kept = static_cast<long>(heldout.at(arm).size());
    const long long all = tokens.at(arm);
    by_arm[arm] = {{"tokens", all * recipe.train.epochs}, {"mean_tokens", problems > 0 ? static_cast<double>(all) / static_cast<double>(problems) : 0.0}};
  }
  return {{"rows", rows}, {"too_long", too_long}, {"over_limit", over_limit}, {"problems", problems}, {"heldout", kept}, {"passes", recipe.train.epochs},
          {"arms", by_arm}};
}

Result<ArmData> make_arms(const Run& run, const llm::ChatTokenizer& tokenizer) {
  const Recipe& r = run.recipe;
  RETORT_TRY(auto train, candidates_of(run, run.paths.train_rows(), tokenizer));
  RETORT_TRY(auto heldout, candidates_of(run, run.paths.heldout_rows(), tokenizer));
  ArmData data;
  data.rows = static_cast<long>(train.size() + heldout.size());
  data.too_long = drop_longer(train, r.train.max_tokens) + drop_longer(heldout, r.train.max_tokens);
  data.over_limit = keep_within(train, r.ablate.token_limit / r.train.epochs, r.train.seed);
  for (std::size_t a = 0; a < r.ablate.arms.size(); ++a) {
    const std::string& arm = r.ablate.arms[a];
    auto& lessons = data.train[arm];
    auto& kept = data.heldout[arm];
    data.tokens[arm] = 0;
    for (Candidate& c : train) {
      lessons.push_back(std::move(c.lessons[a]));
      data.tokens[arm] += c.tokens[a];
    }
    for (Candidate& c : heldout) kept.push_back(std::move(c.lessons[a]));
  }
  return data;
}

}  // namespace retort::pipeline
