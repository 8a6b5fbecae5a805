// One row of a problem file as a Problem. Pure: no files.
#pragma once

#include <string>

#include "base/json.h"
#include "trace/records.h"

namespace retort::data {

struct RowProblem {
  trace::Problem problem;
  std::string format;   // "gsm8k", "math", "plain"
};

// GSM8K: "question" and an "answer" with "####"; MATH: "problem", "solution", no "answer"; plain: "problem" or "question" and
// "answer", or a "solution" that ends in a box or "####". Optional "id", "subject" or "type", "level", "solution".
// kParse says what is missing: no statement, empty statement, no answer, or a solution without a final answer.
// `source` of a plain row is left empty.
Result<RowProblem> problem_from_row(const Json& row);

}  // namespace retort::data
