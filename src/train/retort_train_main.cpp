// retort-train --job JOB.json: trains a LoRA adapter. Progress goes to stdout, one JSON object a line; messages to
// stderr. Exit status: 0 done, 1 failed, 2 wrong usage or job, 130 stopped by a signal (with a checkpoint).
#include <dlfcn.h>
#include <signal.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

#include "base/files.h"
#include "train/trainer.h"

namespace {

retort::StopToken& stop_token() {
  static retort::StopToken token;
  return token;
}

// The first signal asks for a stop after the running step. One Ctrl-C reaches this process twice, from the terminal and
// from the program that started it; a signal that comes seconds later means it.
extern "C" void on_signal(int) {
  static volatile time_t first = 0;
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  if (stop_token().requested() && now.tv_sec - first >= 2) ::_exit(130);
  if (!stop_token().requested()) first = now.tv_sec;
  stop_token().request();
}

void install_signals() {
  stop_token();  // built before a handler can run
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  ::signal(SIGPIPE, SIG_IGN);  // a reader of the progress that is gone does not end the training
}

int fail(int status, const retort::Error& error) {
  std::fprintf(stderr, "retort-train: %s\n", error.message.c_str());
  return status;
}

int run(const char* job_path) {
  const auto text = retort::read_file(job_path, 1 << 20);
  if (!text.ok()) return fail(2, text.error());
  const auto job = retort::train::parse_train_job(*text);
  if (!job.ok()) return fail(2, job.error());
  const auto print = [](const retort::train::TrainProgress& progress) {
    std::printf("%s\n", retort::to_line(retort::train::to_json(progress)).c_str());
    std::fflush(stdout);
  };
  const auto note = [](const std::string& sentence) { std::fprintf(stderr, "retort-train: %s\n", sentence.c_str()); };
  const auto done = retort::train::train(*job, print, note, stop_token());
  if (done.ok()) return 0;
  return fail(done.error().code == retort::ErrorCode::kCancelled ? 130 : 1, done.error());
}

// OpenBLAS picks its kernels by the processor's model and takes SSE ones on a model newer than itself, at a fifth of the speed. Then the
// kernels are named by what the processor can do, and the program starts again: they are chosen when the library is loaded.
void use_fast_blas_kernels(char** argv) {
  using CoreName = char* (*)();
  auto core_name = reinterpret_cast<CoreName>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
  if (!core_name || std::getenv("OPENBLAS_CORETYPE")) return;
  const std::string chosen = core_name();
  for (const char* fast : {"Haswell", "Zen", "SkylakeX", "Cooperlake", "Sapphirerapids"})
    if (strcasecmp(chosen.c_str(), fast) == 0) return;
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                    __builtin_cpu_supports("avx512vl");
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (!wide && !avx2) return;
  setenv("OPENBLAS_CORETYPE", wide ? "SkylakeX" : "Haswell", 1);
  execv("/proc/self/exe", argv);   // on failure: go on with the slow ones
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--help") {
    std::puts(
        "usage: retort-train --job JOB.json\nTrains a LoRA adapter as the job says; `retort train` writes such jobs.");
    return 0;
  }
  if (argc != 3 || std::string_view(argv[1]) != "--job") {
    std::fputs("usage: retort-train --job JOB.json\n", stderr);
    return 2;
  }
  use_fast_blas_kernels(argv);
  install_signals();
  try {
    return run(argv[2]);
  } catch (const std::exception& exception) {  // out of memory, or a refusal of libtorch
    return fail(1, {retort::ErrorCode::kInternal, exception.what()});
  }
}
