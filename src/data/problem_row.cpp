#include "data/problem_row.h"

#include "base/hash.h"
#include "base/text.h"
#include "data/given.h"
#include "data/row_forms.h"

namespace retort::data {

namespace {

Error missing(std::string what) { return {ErrorCode::kParse, std::move(what)}; }

std::string keys_of(const Json& row) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : row.items()) {
    keys.push_back("\"" + shorten(key, 30) + "\"");
    if (keys.size() == 8) break;
  }
  return keys.empty() ? "no key" : join(keys, ", ");
}

// The final answer that a text of a dataset gives: behind "####", in a box, or the text itself.
std::string plain_answer(const std::string& answer) {
  if (answer.find("####") != std::string::npos) return marked_answer(answer);
  return answer.find("\\boxed") == std::string::npos ? answer : boxed_answer(answer);
}

// "3159.0" in the place of a solution: AMC's rows have the answer there.
bool is_bare_number(const std::string& text) {
  return text.size() <= 40 && text.find_first_of("0123456789") != std::string::npos && text.find_first_not_of("0123456789.,-/ ") == std::string::npos;
}

// Some sets write "Problem" and "Answer".
Json with_lower_keys(const Json& row) {
  if (!row.contains("Problem") && !row.contains("Question")) return row;
  Json lower = Json::object();
  for (const auto& [key, value] : row.items()) lower[lower_ascii(key)] = value;
  return lower;
}

// GSM8K, MATH and plain rows: statement, answer, solution.
Status read_solved(const Json& row, bool without_answer, RowProblem& made) {
  trace::Problem& problem = made.problem;
  std::string answer = reference_of(row);
  problem.solution = text_of(row, "solution");
  if (answer.find("####") != std::string::npos) {
    made.format = "gsm8k";
    problem.answer = marked_answer(answer);
    if (problem.solution.empty()) problem.solution = answer;
    if (problem.answer.empty()) return missing("nothing follows #### in \"answer\"");
  } else if (!answer.empty()) {
    made.format = "plain";
    problem.answer = plain_answer(answer);
    if (problem.answer.empty()) return missing("the box in \"answer\" is empty or not closed");
  } else if (problem.solution.empty()) {
    made.format = "plain";
    return without_answer ? Status() : missing("no \"answer\" and no \"solution\"");
  } else {
    made.format = row.contains("type") && row.contains("level") ? "math" : "plain";
    problem.answer = boxed_answer(problem.solution);
    if (problem.answer.empty()) problem.answer = marked_answer(problem.solution);
    if (problem.answer.empty() && is_bare_number(problem.solution)) problem.answer.swap(problem.solution);
    if (problem.answer.empty()) return missing("\"solution\" has no \\boxed{} and no ####");
  }
  return {};
}

// Rows that bring work along: its answer stands for the reference where the row has none.
Status read_given(const Json& row, Work work, RowProblem& made) {
  made.format = work.form;
  made.problem.given = std::move(work.given);
  made.problem.answer = plain_answer(reference_of(row));
  if (made.problem.answer.empty()) {
    bool narrative = string_or(made.problem.given, "kind", "") == "narrative";
    made.problem.answer = narrative ? boxed_answer(string_or(made.problem.given, "text", "")) : answer_of_trace(made.problem.given);
  }
  if (made.problem.answer.empty()) return missing("no \"answer\" (or \"gt\", \"gold\", \"ground_truth\"), and the solution has no \\boxed{}");
  return {};
}

std::string source_of(const Json& row, const std::string& format) {
  if (std::string said = first_of(row, {"source", "dataset"}); !said.empty()) return said;
  for (std::string_view known : {"gsm8k", "math", "tora", "numina-tir"})
    if (format == known) return format;
  return "";
}

// What every form has beside statement, answer and work.
void add_common(const Json& row, RowProblem& made) {
  trace::Problem& problem = made.problem;
  problem.id = id_of_row(row);
  if (problem.id.empty()) problem.id = hash128(problem.statement).substr(0, 16);
  problem.subject = first_of(row, {"subfield", "subject", "type"});
  problem.level = first_of(row, {"level", "difficulty"});
  problem.family = text_of(row, "family");
  problem.wording = text_of(row, "wording");
  problem.licence = first_of(row, {"licence", "license"});
  problem.source = source_of(row, made.format);
}

}  // namespace

Result<std::vector<RowProblem>> problems_from_row(const Json& original, std::string_view request, bool without_answer) {
  if (!original.is_object()) return missing("the row is no JSON object");
  const Json row = with_lower_keys(original);
  if (string_or(row, "modality", "") == "Multimodal") return missing("the problem needs its image");
  RETORT_TRY(Task task, task_of_row(row, request));
  if (!task.has_statement) return missing("no \"problem\" or \"question\" (nor messages, conversations or instruction); the row has " + keys_of(row));
  if (task.statement.empty()) return missing("the statement is empty");
  if (!task.lacking.empty()) return missing(task.lacking);
  std::vector<RowProblem> all;
  for (std::size_t i = 0; i < std::max<std::size_t>(task.work.size(), 1); ++i) {
    RowProblem made;
    made.problem.statement = task.statement;
    RETORT_TRY_STATUS(task.work.empty() ? read_solved(row, without_answer, made) : read_given(row, std::move(task.work[i]), made));
    add_common(row, made);
    all.push_back(std::move(made));
  }
  return all;
}

std::string statement_of_row(const Json& original) {
  if (!original.is_object()) return "";
  const Json row = with_lower_keys(original);
  if (auto task = task_of_row(row, {}); task.ok() && !task->statement.empty()) return task->statement;
  return first_of(row, {"prompt", "text"});
}

std::string id_of_row(const Json& row) { return row.is_object() ? first_of(row, {"id", "idx", "unique_id"}) : ""; }

}  // namespace retort::data
