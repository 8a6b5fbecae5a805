#include "grade/audit.h"

#include <optional>

#include "base/text.h"
#include "grade/boxes.h"
#include "grade/grade.h"

namespace retort::grade {
namespace {

// A text, or a number as it is written.
std::string text_or_number(const Json& row, const char* key) {
  if (!row.contains(key)) return {};
  return row[key].is_number() ? row[key].dump() : string_or(row, key, "");
}

std::string in_quotes(std::string_view text) { return "'" + shorten(text, 80) + "'"; }

// The first box that differs from the last answer and is no part of it.
std::optional<std::string_view> stray_box(const std::string& solution, const std::string& last) {
  constexpr std::size_t kMaxBoxes = 50;
  const std::vector<Box> boxes = find_boxes(solution);
  if (boxes.size() < 2 || boxes.size() > kMaxBoxes) return std::nullopt;
  for (const Box& box : boxes) {
    const std::string_view content = trim(box.content);
    const bool part = last.find(content) != std::string::npos && compare(last, boxes.back().content).outcome != Outcome::kEqual;
    if (!part && !content.empty() && compare(last, content).outcome != Outcome::kEqual) return content;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Finding> audit_row(const Json& row) {
  std::string gold = text_or_number(row, row.contains("gold") ? "gold" : "answer"), solution = string_or(row, "solution", "");
  if (solution.empty() && gold.find("####") != std::string::npos) std::swap(gold, solution);
  const auto ends_in = solution.empty() ? std::nullopt : extract_answer(solution);
  const bool stated = ends_in && ends_in->how != "last formula" && ends_in->how != "last number";
  if (trim(gold).empty() && !stated) return {{"no answer", "neither a gold answer nor a solution that states one"}};

  std::vector<Finding> findings;
  const bool separate = !trim(gold).empty();
  const auto in_gold = separate ? extract_answer(gold) : std::nullopt;
  const std::string answer = !separate ? ends_in->answer : in_gold && in_gold->how == "boxed" ? in_gold->answer : gold;
  if (!is_readable(answer)) findings.push_back({"unread", "the gold answer " + in_quotes(answer) + " is not read whole"});
  if (separate && stated) {
    const Verdict verdict = compare(answer, ends_in->answer);
    const std::string both = "the gold answer is " + in_quotes(answer) + ", the solution ends in " + in_quotes(ends_in->answer);
    if (verdict.outcome == Outcome::kDifferent) findings.push_back({"contradiction", both});
    if (verdict.outcome == Outcome::kUndecided) findings.push_back({"undecided", both + ": " + verdict.reason});
  }
  if (stated && ends_in->how == "boxed") {
    if (const auto stray = stray_box(solution, ends_in->answer)) {
      findings.push_back({"several boxes", "the solution boxes " + in_quotes(*stray) + " and " + in_quotes(ends_in->answer)});
    }
  }
  return findings;
}

}  // namespace retort::grade
