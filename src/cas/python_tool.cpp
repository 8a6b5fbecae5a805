#include "cas/python_tool.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "cas/python_driver.h"
#include "cas/python_filter.h"

namespace retort::cas {

namespace {

constexpr Milliseconds kStartLimit{10'000}, kLookAround{50};
constexpr std::size_t kLongestCode = 100'000, kMostCells = 100, kMostKept = 8, kMessageChars = 1'000;
constexpr const char* kInterpreters[] = {"/usr/bin/python3", "/usr/local/bin/python3"};
constexpr const char* kAdvice = "programs run only in a sandbox of bubblewrap (apt-get install bubblewrap; user namespaces must be allowed)";

Error unsupported(const std::string& why) { return {ErrorCode::kUnsupported, why + ": " + kAdvice}; }

Result<std::string> interpreter() {
  for (const char* path : kInterpreters)
    if (::access(path, X_OK) == 0) return std::string(path);
  return Error{ErrorCode::kUnsupported, "no python3 under /usr: apt-get install python3"};
}

Json driver_limits(const PythonOptions& options) {
  return {{"output", options.output_chars}, {"message", kMessageChars},
          {"resources", {{"RLIMIT_AS", options.memory_bytes}, {"RLIMIT_FSIZE", 16 << 20}, {"RLIMIT_NOFILE", 64}, {"RLIMIT_NPROC", 0}, {"RLIMIT_CORE", 0}}}};
}

// /bin, /lib and /lib64 as they are here: links into /usr, or folders of their own.
void add_system(std::vector<std::string>& argv) {
  const auto add = [&](std::initializer_list<std::string> words) { argv.insert(argv.end(), words); };
  add({"--ro-bind", "/usr", "/usr", "--ro-bind-try", "/etc/alternatives", "/etc/alternatives"});
  for (const char* folder : {"/bin", "/lib", "/lib64"}) {
    std::error_code error;
    if (const auto target = std::filesystem::read_symlink(folder, error); !error) add({"--symlink", target.string(), folder});
    else add({"--ro-bind-try", folder, folder});
  }
}

std::vector<std::string> command_line(const std::string& python, const PythonOptions& options) {
  std::vector<std::string> argv = {options.sandbox_program, "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--die-with-parent",
                                   "--new-session", "--seccomp", "3", "--hostname", "sandbox"};
  add_system(argv);
  const auto add = [&](std::initializer_list<std::string> words) { argv.insert(argv.end(), words); };
  add({"--dev", "/dev", "--size", "16777216", "--tmpfs", "/tmp", "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp", "--clearenv"});
  add({"--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", "/tmp", "--setenv", "LC_ALL", "C.UTF-8", "--setenv", "PYTHONHASHSEED", "0"});
  add({"--setenv", "OPENBLAS_NUM_THREADS", "1", "--setenv", "OMP_NUM_THREADS", "1"});
  add({"--", python, "-B", "-s", "-c", std::string(kPythonDriver), to_line(driver_limits(options))});
  return argv;
}

std::string joined(const std::vector<CellResult>& cells) {
  std::string all;
  for (const CellResult& cell : cells) {
    const std::string shown = cell.shown();
    if (!all.empty() && !shown.empty() && all.back() != '\n') all += '\n';
    all += shown;
  }
  return all;
}

CellResult failure(std::string kind, std::string message) {
  CellResult result;
  result.kind = std::move(kind);
  result.message = std::move(message);
  return result;
}

Result<std::vector<std::string>> cells_of(const Json& arguments) {
  const auto wrong = [](const std::string& message) { return Error{ErrorCode::kInvalidArgument, message}; };
  if (!arguments.is_object()) return wrong("the arguments are a JSON object");
  for (const auto& [key, value] : arguments.items())
    if (!python_spec().schema["properties"].contains(key)) return wrong("unknown argument '" + shorten(key, 40) + "'");
  const auto code = arguments.find("code");
  if (code == arguments.end()) return wrong("'code' is missing");
  if (arguments.contains("session") && !arguments["session"].is_string()) return wrong("'session' must be text");
  std::vector<std::string> cells;
  for (const Json& cell : code->is_array() ? *code : Json::array({*code})) {
    if (!cell.is_string()) return wrong("'code' must be text or a list of texts");
    cells.push_back(cell.get<std::string>());
  }
  if (cells.empty() || cells.size() > kMostCells) return wrong(fmt::format("'code' must have 1 to {} cells", kMostCells));
  return cells;
}

// Cells one after another, up to the first that fails.
std::vector<CellResult> run_in(PythonSession& session, const std::vector<std::string>& cells, const StopToken* stop) {
  std::vector<CellResult> results;
  for (const std::string& cell : cells) {
    results.push_back(session.run(cell, stop));
    if (!results.back().ok) break;
  }
  return results;
}

}  // namespace

std::string CellResult::shown() const {
  if (value.empty()) return output;
  return output.empty() || output.back() == '\n' ? output + value : output + "\n" + value;
}

Json CellResult::to_json() const {
  Json json = ok ? Json{{"status", "ok"}, {"result", shown()}, {"output", output}, {"value", value}}
                 : Json{{"status", "error"}, {"kind", kind}, {"message", message}, {"output", output}};
  if (cut) json["cut"] = true;
  return json;
}

Result<PythonSession> PythonSession::start(const PythonOptions& options) {
  RETORT_TRY(const std::string python, interpreter());
  if (::access(options.sandbox_program.c_str(), X_OK) != 0) return unsupported("no " + options.sandbox_program + " here");
  RETORT_TRY(const int filter, python_filter());
  PythonSession session(options);
  auto started = Process::start({.argv = command_line(python, options), .merge_stderr = true, .inherited = filter});
  ::close(filter);
  if (!started.ok()) return unsupported(started.error().message);
  session.process_.emplace(std::move(started).value());
  const auto line = session.process_->read_line(Clock::now() + kStartLimit, kMessageChars);
  const auto hello = line.ok() && line->has_value() ? parse_json(**line) : Result<Json>(Error{ErrorCode::kUnavailable, "nothing"});
  if (hello.ok() && hello->is_object() && hello->contains("ready")) return session;
  const std::string said = line.ok() && line->has_value() ? shorten(**line, 200) : line.ok() ? "it ended at once" : line.error().message;
  return unsupported("the sandbox did not start (" + said + ")");
}

CellResult PythonSession::run(const std::string& code, const StopToken* stop) {
  if (!process_) return failure("crash", "the interpreter has ended and its variables are gone: start anew");
  if (code.size() > kLongestCode) return failure("arguments", fmt::format("a cell may have {} bytes", kLongestCode));
  if (!valid_utf8(code)) return failure("arguments", "the code is not UTF-8");
  const auto deadline = Clock::now() + options_.deadline;
  const long long id = ++next_id_;
  if (!process_->write_line(to_line({{"id", id}, {"code", code}}), deadline).ok()) return lost("crash", "the interpreter no longer reads");
  for (;;) {
    const auto now = Clock::now();
    if (stop != nullptr && stop->requested()) return lost("cancelled", "stopped on request");
    if (now >= deadline)
      return lost("deadline", fmt::format("no end within {} ms: the interpreter was ended and its variables are gone", options_.deadline.count()));
    const std::size_t longest = 16 * options_.output_chars + 10'000;   // a character is up to 12 bytes of JSON
    const auto until = std::min(deadline, now + kLookAround);
    const auto line = process_->read_line(until, longest);
    if (!line.ok() && line.error().code == ErrorCode::kBudget && Clock::now() >= until) continue;
    if (!line.ok() || !*line) return lost("crash", "the interpreter ended in the middle of the cell (out of memory or stack, or the program ended it)");
    const auto answer = parse_json(**line);
    if (!answer.ok() || integer_or(*answer, "id", 0) != id) return lost("crash", "the program disturbed the interpreter's answers");
    CellResult result = failure(string_or(*answer, "kind", ""), string_or(*answer, "message", ""));
    result.ok = result.kind.empty();
    result.output = string_or(*answer, "output", "");
    result.value = string_or(*answer, "value", "");
    result.cut = bool_or(*answer, "cut", false);
    return result;
  }
}

CellResult PythonSession::lost(std::string kind, std::string message) {
  process_.reset();
  return failure(std::move(kind), std::move(message));
}

Result<std::vector<CellResult>> run_cells(const std::vector<std::string>& cells, const PythonOptions& options) {
  RETORT_TRY(auto session, PythonSession::start(options));
  return run_in(session, cells, nullptr);
}

Result<std::string> python_available() {
  RETORT_TRY(auto session, PythonSession::start());
  const CellResult python = session.run("import sys\nsys.version.split()[0]");
  if (!python.ok) return Error{ErrorCode::kUnsupported, python.message};
  const CellResult sympy = session.run("import sympy\nprint(sympy.__version__)");
  const std::string version = std::string(trim(sympy.output));
  return fmt::format("Python {}, {}", python.value.substr(1, python.value.size() - 2),
                     sympy.ok ? "sympy " + version : "no sympy (apt-get install python3-sympy)");
}

const ToolSpec& python_spec() {
  static const ToolSpec spec = [] {
    const Json text = {{"type", "string"}};
    ToolSpec s;
    s.name = "python";
    s.help = "Runs a Python program in a sandbox (sympy where installed; no files, network or processes) and returns what it prints and the value of its "
             "last expression.";
    s.schema = {{"type", "object"},
                {"properties",
                 {{"code", {{"anyOf", Json::array({text, {{"type", "array"}, {"items", text}}})}, {"description", "the program, or cells that run one after another"}}},
                  {"session", {{"type", "string"}, {"description", "calls that name the same session share their variables"}}}}},
                {"required", Json::array({"code"})},
                {"additionalProperties", false}};
    s.example = {{"code", "total = sum(k**2 for k in range(1, 11))\ntotal"}};
    return s;
  }();
  return spec;
}

std::shared_ptr<PythonTool::Kept> PythonTool::kept(const std::string& name) {
  std::lock_guard lock(mutex_);
  auto at = std::find_if(kept_.begin(), kept_.end(), [&](const auto& k) { return k->name == name; });
  if (at == kept_.end()) {
    // A session in use stays with its user until that call ends.
    if (kept_.size() >= kMostKept) kept_.pop_back();
    kept_.push_front(std::make_shared<Kept>());
    kept_.front()->name = name;
  } else {
    kept_.splice(kept_.begin(), kept_, at);
  }
  return kept_.front();
}

Json PythonTool::call(const Json& arguments, const StopToken* stop) {
  const auto cells = cells_of(arguments);
  if (!cells.ok()) return failure("arguments", cells.error().message).to_json();
  const std::string name = string_or(arguments, "session", "");
  const auto slot = name.empty() ? std::make_shared<Kept>() : kept(name);
  std::lock_guard lock(slot->mutex);
  if (!slot->session || !slot->session->alive()) {
    auto started = PythonSession::start(options_);
    if (!started.ok()) return failure("unsupported", started.error().message).to_json();
    slot->session.emplace(std::move(started).value());
  }
  const std::vector<CellResult> results = run_in(*slot->session, *cells, stop);
  Json json = results.back().to_json();
  if (!arguments["code"].is_array()) return json;
  (results.back().ok ? json["result"] : json["output"]) = joined(results);
  json["cells"] = Json::array();
  for (const CellResult& result : results) json["cells"].push_back(result.to_json());
  return json;
}

}  // namespace retort::cas
