// Symbolic tools: what a Solver may call, with JSON arguments and JSON results.
//
// Symbolic work runs in worker processes (`retort-cas`, Giac); pure number work runs here on FLINT. Caller text never reaches
// Giac: it is read by math/parse.h, its symbols are renamed, and only allow-listed operations are printed for the worker.
// Every result is verified by another way than it was found (roots put back, antiderivatives differentiated, factors
// multiplied out); one that fails is an error, never an answer.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/process.h"
#include "math/identity.h"

namespace retort::cas {

struct ToolCall {
  std::string tool;
  Json args = Json::object();
  Json to_json() const;                            // {"tool":...,"args":{...}}
  static Result<ToolCall> from_json(const Json& json);
};

// How results are written (`result`), each part in plain notation that math::parse reads back:
//   a value      3/4   x**2 - 1   Matrix([[1, 2], [3, 4]])   True   x = 2
//   a list       [1, 3]   [Matrix([[1], [0]]), ...]   [] for none
//   a solution   (2, 5): values in the order of the unknowns; several are a list of them
//   a set        (-oo < x) & (x < 2), parts joined by " | "; False for none
//   eigenvalues  {2: 1, 3: 2}: value and multiplicity; eigenvectors [(2, 1, [Matrix([[1], [0]])]), ...]
// result_items() takes lists, solutions and tables apart.
struct ToolResult {
  bool ok = false;
  // On success: the value in plain notation and in LaTeX.
  std::string result, latex;
  bool approximate = false;
  std::vector<std::string> conditions;             // "x != 1"
  std::string verified_by;                         // "roots substituted (FLINT)", "differentiated (exact)", ...
  math::Grade grade = math::Grade::kNumeric;       // strength of that verification
  // On error: kind is one of "arguments", "unknown_tool", "domain", "no_solution_found", "unverified", "deadline", "memory",
  // "crash", "unsupported"; message says what to try and is fit to be read by a model.
  std::string kind, message;

  Json to_json() const;                            // the documented form {"status":"ok"|"error",...}
  static Result<ToolResult> from_json(const Json& json);
};

// What stands between the outermost brackets of "[1, (2, 3)]", "(1, 2)" or "{2: 1}", cut at the outermost commas and trimmed: "1" and
// "(2, 3)". The whole text as one item where it has no such brackets; nothing for "[]".
std::vector<std::string> result_items(std::string_view result);

struct ToolSpec {
  std::string name, help;                          // one sentence
  Json schema;                                     // JSON schema of the arguments
  Json example;                                    // arguments that work
  bool in_worker = false;                          // computed by retort-cas
  // How a result of this kind is written in mathematics, given the arguments: "2x + 3 = 7 has the solution ..." is made in
  // explain; here only the OpenAI `tools` form.
  Json openai() const;
};

const std::vector<ToolSpec>& tool_specs();         // ordered by name
const ToolSpec* find_tool(std::string_view name);

// Part of every record that depends on the tools: changes whenever a tool's result could change.
std::string_view tools_revision();

struct ToolOptions {
  Milliseconds deadline{2000};
  std::size_t memory_bytes = std::size_t{1} << 30;
  unsigned workers = 0;                            // 0: one for each usable processor
  std::string worker_program;                      // empty: retort-cas beside this program
};

// Calls tools; owns the pool of workers, which start on first need and are replaced when they exceed their deadline or memory
// or crash. Any thread; calls run side by side up to the number of workers.
class Toolbox {
 public:
  explicit Toolbox(ToolOptions options = {});
  ~Toolbox();
  ToolResult call(const ToolCall& call);
  struct Counts { long calls = 0, errors = 0, deadlines = 0, crashes = 0; };
  Counts counts() const;
  std::vector<int> worker_pids() const;            // processes that run now

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace retort::cas
