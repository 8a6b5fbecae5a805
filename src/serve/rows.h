// One row of work in JSON and its answer in JSON: what the batch commands, the single commands and the server have in common.
#pragma once

#include "base/error.h"
#include "base/json.h"
#include "cas/python_tool.h"
#include "cas/tool.h"
#include "check/gates.h"
#include "grade/grade.h"

namespace retort::serve {

// What calls are made with: the symbolic tools and the sandbox.
struct Workbench {
  cas::Toolbox tools;
  cas::PythonTool python;
};

// {"tool","args"} -> {"output": the tool's result or its error}; the tool may be `python`. kInvalidArgument when the row is no call.
Result<Json> call_row(Workbench& bench, const Json& row);

// {"tool","args"} -> {"output","steps"}; also "detail" (brief, normal, full) and "seed" (of the wording). kUnsupported when the call fails or no rule
// derives its result. The tool may be `python`: its program is run and told from what it did.
Result<Json> explain_row(Workbench& bench, const Json& row);

Json verdict_json(const grade::Verdict& verdict);   // {"verdict","reason","rule"}

// {"gold","pred","options"} -> verdict_json. The row's own options go before the common ones; both as options_from_json reads them.
Result<Json> grade_row(const Json& row, const Json& common_options);

// {"problem","answer","narrative"} -> {"passed","reasons","checked","unread"}.
Result<Json> check_row(const Json& row, const check::GateOptions& options);

}  // namespace retort::serve
