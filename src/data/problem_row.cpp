#include "data/problem_row.h"

#include "base/hash.h"
#include "base/text.h"
#include "grade/grade.h"

namespace retort::data {

namespace {

// A string member, or a number written as JSON writes it; empty when absent or of another type.
std::string text_of(const Json& row, std::string_view key) {
  auto found = row.find(std::string(key));
  if (found == row.end()) return "";
  if (found->is_string()) return std::string(trim(found->get_ref<const std::string&>()));
  if (found->is_number()) return found->dump();
  return "";
}

std::string first_of(const Json& row, std::initializer_list<std::string_view> keys) {
  for (std::string_view key : keys)
    if (std::string text = text_of(row, key); !text.empty()) return text;
  return "";
}

// The text after the last "####".
std::string marked_answer(std::string_view text) {
  std::size_t at = text.rfind("####");
  return at == std::string_view::npos ? "" : std::string(trim(text.substr(at + 4)));
}

std::string boxed_answer(std::string_view text) {
  auto found = grade::extract_answer(text, grade::Extraction::kBoxedOnly);
  return found ? std::string(trim(found->answer)) : "";
}

Error missing(std::string what) { return {ErrorCode::kParse, std::move(what)}; }

}  // namespace

Result<RowProblem> problem_from_row(const Json& row) {
  if (!row.is_object()) return missing("the row is no JSON object");
  RowProblem made;
  trace::Problem& problem = made.problem;
  bool has_statement = row.contains("problem") || row.contains("question");
  problem.statement = first_of(row, {"problem", "question"});
  if (!has_statement) return missing("no \"problem\" or \"question\"");
  if (problem.statement.empty()) return missing("the statement is empty");

  std::string answer = text_of(row, "answer");
  problem.solution = text_of(row, "solution");
  problem.subject = first_of(row, {"subject", "type"});
  problem.level = text_of(row, "level");
  problem.id = text_of(row, "id");
  if (answer.find("####") != std::string::npos) {
    made.format = "gsm8k";
    problem.answer = marked_answer(answer);
    if (problem.solution.empty()) problem.solution = answer;
    if (problem.answer.empty()) return missing("nothing follows #### in \"answer\"");
  } else if (!answer.empty()) {
    made.format = "plain";
    problem.answer = answer.find("\\boxed") == std::string::npos ? answer : boxed_answer(answer);
    if (problem.answer.empty()) return missing("the box in \"answer\" is empty or not closed");
  } else if (problem.solution.empty()) {
    return missing("no \"answer\" and no \"solution\"");
  } else {
    made.format = row.contains("type") && row.contains("level") ? "math" : "plain";
    problem.answer = boxed_answer(problem.solution);
    if (problem.answer.empty()) problem.answer = marked_answer(problem.solution);
    if (problem.answer.empty()) return missing("\"solution\" has no \\boxed{} and no ####");
  }
  if (made.format != "plain") problem.source = made.format;
  if (problem.id.empty()) problem.id = hash128(problem.statement).substr(0, 16);
  return made;
}

}  // namespace retort::data
