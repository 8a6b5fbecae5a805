// The tool `python`: programs as tool-integrated traces have them, run in a sandbox that only Linux's namespaces give (bubblewrap): no network,
// a read-only system without /etc, /home and /proc, a private /tmp, a process namespace of its own, an empty environment; within it a
// filter of system calls (no processes, threads, sockets or limits), bounds on memory, files and output, and SIGKILL at the deadline.
// Where such a sandbox is not to be had, nothing runs: kUnsupported with the reason, never a weaker way.
//
// What a program prints is its own claim: nothing here is verified.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/process.h"
#include "base/stop.h"
#include "cas/tool.h"

namespace retort::cas {

struct PythonOptions {
  Milliseconds deadline{10'000};                     // of one cell
  std::size_t memory_bytes = std::size_t{1} << 30;   // address space of the interpreter
  std::size_t output_chars = 20'000;                 // of one cell, and of its value; what is longer is cut
  std::string sandbox_program = "/usr/bin/bwrap";
};

// What one cell gave.
struct CellResult {
  bool ok = false;
  std::string output;          // what it printed, on stdout and stderr
  std::string value;           // repr of its last expression; empty where there is none or it is None
  bool cut = false;            // output or value were longer than allowed
  // When not ok: "exception" (message: "line 3: ZeroDivisionError: ..."), "deadline", "memory", "crash", "cancelled", "unsupported",
  // "arguments".
  std::string kind, message;

  // What a notebook would show: the output, then the value.
  std::string shown() const;
  // {"status":"ok","result":shown(),"output","value"} or {"status":"error","kind","message","output"}; "cut":true where it is.
  Json to_json() const;
};

// One interpreter that keeps its variables from cell to cell. Not for several threads at once, and gone with the thread that started it.
class PythonSession {
 public:
  // kUnsupported: no sandbox or no interpreter on this machine; the message says what is missing.
  static Result<PythonSession> start(const PythonOptions& options = {});

  // Runs a cell to its end, to the deadline, or until `stop`. After "deadline", "cancelled" and "crash" the interpreter and its variables are
  // gone, and every further cell is a "crash".
  CellResult run(const std::string& code, const StopToken* stop = nullptr);
  bool alive() const { return process_.has_value(); }
  int pid() const { return process_ ? process_->pid() : 0; }   // of the sandbox

 private:
  explicit PythonSession(PythonOptions options) : options_(std::move(options)) {}
  CellResult lost(std::string kind, std::string message);
  PythonOptions options_;
  std::optional<Process> process_;
  long long next_id_ = 0;
};

// Runs the cells of one trace in one fresh interpreter and stops behind the first that fails. kUnsupported as start().
Result<std::vector<CellResult>> run_cells(const std::vector<std::string>& cells, const PythonOptions& options = {});

// Whether programs can run here, tried out: the versions of Python and sympy, or kUnsupported with what is missing and how to get it.
Result<std::string> python_available();

// The tool in the form of the others: {"code": text or list of cells, "session": name}.
const ToolSpec& python_spec();

// Calls of the tool `python`. Calls that name the same session share an interpreter and wait for each other; without a session each call has
// its own. At most eight sessions are kept: a ninth ends the one that was idle longest. Any thread that outlives this object.
class PythonTool {
 public:
  explicit PythonTool(PythonOptions options = {}) : options_(std::move(options)) {}
  // {"status":"ok","result",...} of the last cell with what all cells printed, and "cells" where a list was given; or {"status":"error",...}.
  Json call(const Json& arguments, const StopToken* stop = nullptr);

 private:
  struct Kept {
    std::string name;
    std::mutex mutex;                          // held while a call uses the session
    std::optional<PythonSession> session;
  };
  std::shared_ptr<Kept> kept(const std::string& name);

  PythonOptions options_;
  std::mutex mutex_;
  std::list<std::shared_ptr<Kept>> kept_;      // the one used last in front
};

}  // namespace retort::cas
