// One row of a data file as problems, whatever form it has. Pure: no files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "trace/records.h"

namespace retort::data {

struct RowProblem {
  trace::Problem problem;
  std::string format;   // which form the row has, one of row_formats()
};

// The form is recognised by the row's keys and content:
//   gsm8k        "question", "answer" with "####"
//   math         "problem", "solution" with a box, "level", "type"
//   plain        "problem" or "question", "answer" (or a "solution" that ends in a box or "####", or is a bare number)
//   narrative    the same with "narrative": a solution made elsewhere
//   messages     "messages" of a user and an assistant; sharegpt: "conversations"; alpaca: "instruction", "input", "output"; text: "text", where
//                `request` stands between problem and solution
//   tora         "question" or "problem", "code": texts with ```python and ```output blocks, "gt"
//   numina-tir   "problem", "solution" with such blocks; also "messages" of which the assistant's has them
//   tool-calls   "messages" with "tool_calls" and role "tool" (OpenAI), or "conversations" with function_call and observation, or Hermes blocks
//   camel        a "history" of such messages, or a log of <tool>, <tool_name>, <args> and <message> in "solver_log", "trace" or "log"
// The reference answer is "answer", "gt", "gold", "ground_truth", "expected_answer" or "final_answer", else the box of the solution; a
// list of texts is joined by commas (OlympiadBench, whose "context" goes before its question). Keys may begin with a capital ("Problem"). Optional:
// "id" or "idx", "subfield", "subject" or "type", "level" or "difficulty", "source" or "dataset", "licence" or "license", "given" (what import wrote).
// `request`: a sentence that chats put behind the statement, which is cut off there. A row of several samples gives several problems.
// `without_answer`: a plain row with neither answer nor solution is a problem, too; its answer is empty.
// kParse says what is missing. `source` is empty where the row names none and its form does not either.
Result<std::vector<RowProblem>> problems_from_row(const Json& row, std::string_view request = {}, bool without_answer = false);

// The statement alone, or empty: for benchmarks, whose rows may lack an answer. Its id, or empty.
std::string statement_of_row(const Json& row);
std::string id_of_row(const Json& row);

}  // namespace retort::data
