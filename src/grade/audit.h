// Are the gold answers of a dataset fit to grade with? What looks wrong in one row, without a model's answer.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace retort::grade {

struct Finding {
  std::string kind;      // "no answer", "unread", "contradiction", "undecided", "several boxes"
  std::string message;   // one sentence with the texts
};

// A row has its gold answer in `gold` or `answer` and its own solution in `solution`; a row without the one is checked by the other. GSM8K's
// `answer`, which ends in `#### 5`, is both. Findings: no answer at all; a gold answer that is not read whole ("unread"); a solution that
// ends in another answer ("contradiction") or one that could not be compared with it ("undecided"); boxes in the solution that name different
// answers, where they are not one list ("several boxes").
std::vector<Finding> audit_row(const Json& row);

}  // namespace retort::grade
