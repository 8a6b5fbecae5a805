// The tool `python`: what it gives, and what programs cannot do.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/files.h"
#include "base/text.h"
#include "cas/python_tool.h"

namespace retort::cas {
namespace {

class PythonToolTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto found = python_available();
    if (!found.ok()) GTEST_SKIP() << (::access(PythonOptions().sandbox_program.c_str(), X_OK) == 0 ? "absent: " : "") << found.error().message;
  }
  static PythonSession start(PythonOptions options = {}) {
    auto session = PythonSession::start(options);
    EXPECT_TRUE(session.ok()) << session.error().message;
    return std::move(session).value();
  }
  // The last cell of a fresh interpreter.
  static CellResult run(const std::string& code, PythonOptions options = {}) { return start(options).run(code); }
};

TEST_F(PythonToolTest, GivesWhatWasPrintedAndTheLastValue) {
  auto session = start();
  auto first = session.run("x = 6\nprint('six', x)\nx * 7");
  EXPECT_TRUE(first.ok) << first.message;
  EXPECT_EQ(first.output, "six 6\n");
  EXPECT_EQ(first.value, "42");
  EXPECT_EQ(first.shown(), "six 6\n42");
  EXPECT_EQ(session.run("def f(n):\n    return n + x").shown(), "");
  EXPECT_EQ(session.run("f(1)").value, "7");
  EXPECT_EQ(session.run("print('é', '\\u2713', end='')").output, "é ✓");
  EXPECT_EQ(session.run("None").value, "");
  EXPECT_EQ(session.run("'text'").value, "'text'");
  EXPECT_EQ(session.run("# nothing").shown(), "");
  EXPECT_EQ(session.run("import sys\nprint('to stderr', file=sys.stderr)").output, "to stderr\n");
}

TEST_F(PythonToolTest, ErrorsNameTheLineAndKeepTheState) {
  auto session = start();
  session.run("kept = 5");
  const auto raised = session.run("print('before')\ny = kept\ny / 0");
  EXPECT_EQ(raised.kind, "exception");
  EXPECT_EQ(raised.message, "line 3: ZeroDivisionError: division by zero");
  EXPECT_EQ(raised.output, "before\n");
  EXPECT_EQ(session.run("x = = 3").message, "line 1: SyntaxError: invalid syntax");
  EXPECT_EQ(session.run("exit()").kind, "exception");
  EXPECT_EQ(session.run("input()").kind, "exception");
  EXPECT_EQ(session.run("def f(): return f()\nf()").kind, "exception");
  EXPECT_EQ(session.run("kept").value, "5");
  EXPECT_EQ(session.run(std::string(200'000, '1')).kind, "arguments");
  EXPECT_EQ(session.run("\xff\xfe").kind, "arguments");
  EXPECT_EQ(session.run("\"\"\"\\ud800\"\"\"").kind, "");
}

TEST_F(PythonToolTest, SympyWorksWhereItIsInstalled) {
  auto session = start();
  if (!session.run("import sympy").ok) GTEST_SKIP() << "no sympy: run scripts/setup.sh";
  EXPECT_EQ(session.run("from sympy import *\nx = symbols('x')\nsolve(x**2 - 5*x + 6, x)").value, "[2, 3]");
  EXPECT_EQ(session.run("print(integrate(x*exp(x), x))").output, "(x - 1)*exp(x)\n");
}

TEST_F(PythonToolTest, ProgramsOfATraceShareTheirVariables) {
  const auto cells = run_cells({"a = 2", "print(a + 1)", "1/0", "print('never')"});
  ASSERT_TRUE(cells.ok());
  ASSERT_EQ(cells->size(), 3u);
  EXPECT_EQ((*cells)[1].output, "3\n");
  EXPECT_EQ((*cells)[2].kind, "exception");
}

TEST_F(PythonToolTest, CallsByNameShareASession) {
  PythonTool tool;
  EXPECT_EQ(tool.call({{"code", "a = 20"}, {"session", "one"}})["status"], "ok");
  EXPECT_EQ(tool.call({{"code", "a + 1"}, {"session", "one"}})["result"], "21");
  EXPECT_EQ(tool.call({{"code", "a + 1"}, {"session", "two"}})["kind"], "exception");
  EXPECT_EQ(tool.call({{"code", "a + 1"}})["kind"], "exception");
  const Json cells = tool.call({{"code", {"b = 1", "print(b)", "b + 1"}}});
  EXPECT_EQ(cells["result"], "1\n2");
  EXPECT_EQ(cells["cells"].size(), 3u);
  // A ninth session ends the one that was idle longest.
  for (int i = 0; i < 8; ++i) tool.call({{"code", "c = 1"}, {"session", "s" + std::to_string(i)}});
  EXPECT_EQ(tool.call({{"code", "c"}, {"session", "s0"}})["result"], "1");
  EXPECT_EQ(tool.call({{"code", "a"}, {"session", "one"}})["kind"], "exception");
  for (const Json& wrong : {Json::object(), Json({{"code", 5}}), Json({{"code", Json::array()}}), Json({{"code", Json::array({1})}}),
                            Json({{"code", "1"}, {"session", 1}}), Json({{"code", "1"}, {"seesion", "a"}}), Json::array()})
    EXPECT_EQ(tool.call(wrong)["kind"], "arguments") << wrong;
}

TEST_F(PythonToolTest, NoNetworkProcessesThreadsOrSignals) {
  auto session = start();
  const std::vector<std::string> refused = {
      "import socket; socket.socket()",
      "import socket; socket.socketpair()",
      "import socket; socket.create_connection(('127.0.0.1', 80))",
      "import urllib.request; urllib.request.urlopen('http://127.0.0.1/')",
      "import os; os.fork()",
      "import os\nwhile True: os.fork()",
      "import os; os.posix_spawn('/usr/bin/id', ['id'], {})",
      "import subprocess; subprocess.run(['/usr/bin/id'])",
      "import subprocess; subprocess.check_output('id', shell=True)",
      "import threading; threading.Thread(target=print).start()",
      "import multiprocessing; multiprocessing.Process(target=print).start()",
      "import os; os.kill(os.getppid(), 9)",
      "import os; os.kill(1, 9)",
      "import os; os.kill(-1, 9)",
      "import os; os.setsid()",
      "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
      "import resource; resource.setrlimit(resource.RLIMIT_NPROC, (100, 100))",
      "import os; os.chroot('/tmp')",
      "import os; os.setuid(0)",
      "import os; os.mknod('/tmp/disk', 0o60600, os.makedev(8, 0))",
      "import os; os.chmod('/tmp', 0o4777)",
      "import os; os.symlink('/etc', '/tmp/etc')",
      "import os; assert os.system('id') == 0",
  };
  for (const std::string& code : refused) {
    const auto result = session.run(code);
    EXPECT_EQ(result.kind, "exception") << code << " => " << result.shown();
  }
  // System calls that Python has no name for: unshare, mount, ptrace, keyctl, bpf, io_uring_setup, clone, clone3, userfaultfd, process_vm_readv.
  const auto direct = session.run(
      "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
      "[(libc.syscall(n, 0, 0, 0, 0, 0), ctypes.get_errno()) for n in (272, 165, 101, 250, 321, 425, 56, 435, 323, 310, 41, 57, 58, 62)]");
  EXPECT_TRUE(direct.ok) << direct.message;
  std::string all;
  for (int i = 0; i < 14; ++i) all += std::string(i ? ", " : "") + "(-1, 1)";
  EXPECT_EQ(direct.value, "[" + all + "]");
}

TEST_F(PythonToolTest, NoFilesButItsOwn) {
  const std::string secret = std::filesystem::temp_directory_path() / ("retort-secret-" + std::to_string(::getpid()));
  std::ofstream(secret) << "secret";
  const char* home = std::getenv("HOME");
  auto session = start();
  for (const std::string& path : {std::string("/etc/shadow"), std::string("/etc/passwd"), std::string(home ? home : "/root") + "/.bashrc", secret,
                                  std::string("/proc/self/environ"), std::string("/proc/1/cmdline"), std::string("/sys/kernel/notes"),
                                  program_directory() + "/python_tool_test", std::string(RETORT_SOURCE_DIR "/README.md"), std::string("/dev/mem")})
    EXPECT_EQ(session.run("open(r'" + path + "', 'rb').read()").kind, "exception") << path;
  EXPECT_EQ(session.run("import os; sorted(set(os.listdir('/')) - {'bin', 'dev', 'lib', 'lib64', 'tmp', 'usr', 'etc'})").value, "[]");
  EXPECT_EQ(session.run("os.listdir('/tmp'), [f for f in os.listdir('/etc') if f != 'alternatives']").value, "([], [])");
  for (const char* path : {"/usr/new", "/usr/lib/python3/new", "/new", "/dev/new", "/dev/shm/new", "/etc/new", "/home/new", "/bin/new"})
    EXPECT_EQ(session.run(std::string("open('") + path + "', 'w').write('x')").kind, "exception") << path;
  EXPECT_TRUE(session.run("open('/tmp/mine', 'w').write('x' * 1000); open('/tmp/mine').read()[:3]").ok);
  EXPECT_FALSE(std::filesystem::exists("/tmp/mine"));
  EXPECT_EQ(session.run("for i in range(100): open(f'/tmp/{i}', 'w').write('x' * 1_000_000)").kind, "exception") << "the folder is small";
  EXPECT_EQ(session.run("open('/tmp/large', 'w').write('x' * 20_000_000)").kind, "exception");
  const auto environment = session.run("import os; sorted(os.environ)");
  EXPECT_EQ(environment.value, "['HOME', 'LC_ALL', 'OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'PATH', 'PWD', 'PYTHONHASHSEED']");
  EXPECT_EQ(run("import os; os.path.exists('/tmp/mine')").value, "False") << "the folder of another session";
  std::filesystem::remove(secret);
}

TEST_F(PythonToolTest, OutputIsBounded) {
  auto session = start({.output_chars = 1'000});
  const auto long_output = session.run("print('x' * 10_000_000)\nprint('more')");
  EXPECT_TRUE(long_output.ok && long_output.cut);
  EXPECT_EQ(long_output.output, std::string(1'000, 'x'));
  const auto long_value = session.run("'y' * 10_000_000");
  EXPECT_TRUE(long_value.ok && long_value.cut);
  EXPECT_EQ(long_value.value.size(), 1'000u);
  EXPECT_LT(session.run("raise ValueError('z' * 10_000_000)").message.size(), 1'100u);
  EXPECT_EQ(session.run("print('\\U0001F600' * 5_000)").output.size(), 4'000u);
}

// How long a session with this deadline takes for the code; the best of three, since the machine may be busy.
CellResult timed(const std::string& code, Milliseconds deadline) {
  for (int attempt = 1;; ++attempt) {
    auto session = PythonSession::start({.deadline = deadline});
    EXPECT_TRUE(session.ok());
    const auto start = Clock::now();
    const CellResult result = session->run(code);
    const auto took = std::chrono::duration_cast<Milliseconds>(Clock::now() - start);
    const bool in_time = took <= deadline + Milliseconds(100);
    if (!in_time && attempt < 3) continue;
    EXPECT_TRUE(in_time) << code << ": " << took.count() << " ms";
    return result;
  }
}

// Processes of any sandbox that this test started.
int children() {
  int count = 0;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream in(task.path() / "children");
    for (int pid; in >> pid;) ++count;
  }
  return count;
}

TEST_F(PythonToolTest, DeadlineHoldsWhateverTheProgramDoes) {
  for (const char* code : {"while True: pass", "while True: print('x' * 1000)", "import time; time.sleep(100)", "10**10**8",
                           "import signal\nfor s in range(1, 32):\n    try: signal.signal(s, signal.SIG_IGN)\n    except OSError: pass\nwhile True: pass",
                           "while True:\n    try:\n        while True: pass\n    except BaseException: pass", "'a' * 100 == ('a?' * 40 + 'a' * 40)\nimport re\nre.match('(a?){60}a{60}$', 'a' * 61 + 'b')"}) {
    const CellResult late = timed(code, Milliseconds(400));
    EXPECT_EQ(late.kind, "deadline") << code << " => " << late.shown() << late.message;
  }
  EXPECT_EQ(children(), 0);
}

TEST_F(PythonToolTest, MemoryIsBoundedAndTheInterpreterLivesOn) {
  auto session = start({.memory_bytes = std::size_t{300} << 20});
  EXPECT_EQ(session.run("x = 'x' * 10**9").kind, "memory");
  EXPECT_EQ(session.run("x = []\nwhile True: x.append('x' * 1_000_000)").kind, "memory");
  EXPECT_TRUE(session.run("x = None\n1 + 1").ok);
}

TEST_F(PythonToolTest, AnEndedInterpreterSaysSo) {
  for (const char* code : {"import ctypes; ctypes.string_at(0)", "import os; os._exit(0)", "import os\nfor f in range(3, 40):\n    try: os.close(f)\n    except OSError: pass",
                           "import sys; sys.setrecursionlimit(10**9)\ndef f(n): return f(n + 1)\nf(0)", "import os; os.execv('/usr/bin/env', ['env'])",
                           "import os\nfor f in range(3, 40):\n    try: os.write(f, b'{\"id\": 7}\\n')\n    except OSError: pass",
                           "import os\nfor f in range(3, 40):\n    try: os.write(f, b'[' * 100000 + b'\\n')\n    except OSError: pass"}) {
    auto session = start({.deadline = Milliseconds(2'000)});
    const auto lost = session.run(code);
    EXPECT_TRUE(lost.kind == "crash" || lost.kind == "exception" || lost.kind == "memory" || lost.kind == "deadline") << code << " => " << lost.kind << lost.shown();
    EXPECT_FALSE(lost.message.empty());
    if (session.alive()) continue;
    EXPECT_EQ(session.run("1").kind, "crash");
  }
  PythonTool tool;
  EXPECT_EQ(tool.call({{"code", "import os; os._exit(0)"}, {"session", "a"}})["kind"], "crash");
  EXPECT_EQ(tool.call({{"code", "1 + 1"}, {"session", "a"}})["result"], "2") << "the next call starts anew";
}

TEST_F(PythonToolTest, StopsWhenAsked) {
  StopToken stop;
  std::thread asking([&] {
    std::this_thread::sleep_for(Milliseconds(150));
    stop.request();
  });
  auto session = start();
  const auto begin = Clock::now();
  EXPECT_EQ(session.run("while True: pass", &stop).kind, "cancelled");
  EXPECT_LT(Clock::now() - begin, Milliseconds(8'000));
  asking.join();
}

TEST(PythonTool, RefusesWithoutASandbox) {
  for (const char* program : {"/nonexistent/bwrap", "/bin/false", "/bin/cat"}) {
    const auto session = PythonSession::start({.sandbox_program = program});
    ASSERT_FALSE(session.ok()) << program;
    EXPECT_EQ(session.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(session.error().message.find("bubblewrap"), std::string::npos);
  }
  PythonTool tool({.sandbox_program = "/bin/false"});
  EXPECT_EQ(tool.call({{"code", "1"}})["kind"], "unsupported");
}

// Traces of others, whose outputs are known: programs and what they printed.
TEST_F(PythonToolTest, ReproducesTracesOfOthers) {
  const std::string path = RETORT_SOURCE_DIR "/../shared/data/tir/tora70b_gsm8k_dev.jsonl";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "absent: " << path;
  auto reader = LineReader::open(path);
  ASSERT_TRUE(reader.ok());
  int rows = 0, same = 0;
  for (int number = 0;; ++number) {
    const auto line = reader->next();
    if (!line.ok() || !*line) break;
    if (number % 32 != 0) continue;
    const auto row = parse_json(**line);
    const std::string text = (*row)["code"][0];
    const auto code = text.find("```python\n") + 10, end = text.find("\n```\n```output\n", code), output = end + 15;
    const auto cells = run_cells({text.substr(code, end - code)});
    ASSERT_TRUE(cells.ok());
    same += trim(cells->at(0).output) == trim(text.substr(output, text.find("\n```", output) - output));
    ++rows;
  }
  EXPECT_GE(rows, 20);
  EXPECT_EQ(same, rows);
}

}  // namespace
}  // namespace retort::cas
