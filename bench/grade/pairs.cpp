#include "pairs.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/files.h"
#include "base/json.h"
#include "base/random.h"
#include "base/text.h"
#include "grade/grade.h"
#include "rewrites.h"

namespace retort::bench {
namespace {

bool is_integer(const std::string& answer) {
  return !answer.empty() && std::all_of(answer.begin() + (answer.front() == '-'), answer.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string gold_text(const std::string& answer) { return answer.find('$') == answer.npos ? "$" + answer + "$" : "\\boxed{" + answer + "}"; }

std::string pred_text(const std::string& answer, std::string_view how, Random& random) {
  if (how == "unclosed") return "$" + answer + "$";
  const bool marked = how == "in dollars" || how == "in parens" || answer.find('$') != answer.npos;
  if (random.chance(0.2)) return "After all steps, the final answer is " + (marked ? answer : "$" + answer + "$") + ".";
  return "So the result is $\\boxed{" + answer + "}$.";
}

class Maker {
 public:
  Maker(const std::vector<Answered>& problems, std::uint64_t seed) : problems_(problems), random_(seed, "grade pairs") {
    for (std::size_t i = 0; i < problems.size(); ++i) {
      if (!is_integer(problems[i].answer)) by_subject_[problems[i].subject].push_back(i);
    }
  }

  std::optional<Pair> itself() {
    const Answered& p = random_.pick(problems_);
    return Pair{p.id, gold_text(p.answer), p.solution, "itself", "solution", true};
  }

  std::optional<Pair> rewritten(bool same) {
    const Answered& p = random_.pick(problems_);
    std::vector<const Rewrite*> order;
    for (const Rewrite& rewrite : rewrites()) {
      if (rewrite.same == same) order.push_back(&rewrite);
    }
    random_.shuffle(order);
    for (const Rewrite* rewrite : order) {
      const auto answer = rewrite->apply(p.answer, random_);
      if (!answer) continue;
      const std::string name(rewrite->name);
      return Pair{p.id, gold_text(p.answer), pred_text(*answer, name, random_), same ? "rewritten" : "changed", name, same};
    }
    return std::nullopt;
  }

  std::optional<Pair> other() {
    const Answered& p = random_.pick(problems_);
    const auto found = by_subject_.find(p.subject);
    if (found == by_subject_.end() || found->second.size() < 2) return std::nullopt;
    const Answered &a = problems_[random_.pick(found->second)], &b = problems_[random_.pick(found->second)];
    return Pair{a.id + " " + b.id, gold_text(a.answer), pred_text(b.answer, "", random_), "other", "answer of another problem", std::nullopt};
  }

 private:
  const std::vector<Answered>& problems_;
  Random random_;
  std::map<std::string, std::vector<std::size_t>> by_subject_;
};

Status read_file_of_rows(const std::string& path, std::vector<Answered>& all) {
  RETORT_TRY(LineReader reader, LineReader::open(path));
  for (;;) {
    RETORT_TRY(const auto line, reader.next());
    if (!line) return {};
    RETORT_TRY(const Json row, parse_json(*line));
    const std::string solution = string_or(row, "solution", "");
    const auto answer = grade::extract_answer(solution, grade::Extraction::kBoxedOnly);
    if (answer) all.push_back({string_or(row, "id", ""), answer->answer, solution, string_or(row, "subject", string_or(row, "type", ""))});
  }
}

}  // namespace

Result<std::vector<Answered>> read_answered(const std::string& path) {
  std::vector<std::string> files;
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) {
    for (const auto& entry : std::filesystem::directory_iterator(path, failed)) files.push_back(entry.path());
  } else {
    files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  std::vector<Answered> all;
  for (const std::string& file : files) RETORT_TRY_STATUS(read_file_of_rows(file, all));
  if (all.empty()) return Error{ErrorCode::kNotFound, path + ": no row with a boxed solution"};
  return all;
}

std::vector<Pair> make_pairs(const std::vector<Answered>& problems, std::size_t count, std::uint64_t seed) {
  std::vector<Pair> pairs;
  if (problems.empty()) return pairs;
  Maker maker(problems, seed);
  for (std::size_t tries = 0; pairs.size() < count && tries < 20 * count; ++tries) {
    const std::size_t turn = pairs.size() % 8;
    auto pair = turn == 0 ? maker.itself() : turn == 1 ? maker.rewritten(false) : turn < 6 ? maker.rewritten(true) : maker.other();
    if (pair) pairs.push_back(std::move(*pair));
  }
  return pairs;
}

}  // namespace retort::bench
