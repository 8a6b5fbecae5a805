// retort-train --job JOB.json: trains a LoRA adapter or all weights. Progress goes to stdout, one JSON object a line; messages to
// stderr. --convert writes a Hugging Face folder as GGUF. Exit status: 0 done, 1 failed, 2 wrong usage or job, 130 stopped
// by a signal (with a checkpoint).
#include <dlfcn.h>
#include <signal.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

#include "base/files.h"
#include "base/text.h"
#include "train/hf_convert.h"
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

// `device`: instead of the job's; empty: the job's.
int run(const char* job_path, const std::string& device) {
  const auto text = retort::read_file(job_path, 1 << 20);
  if (!text.ok()) return fail(2, text.error());
  auto job = retort::train::parse_train_job(*text);
  if (!job.ok()) return fail(2, job.error());
  if (!device.empty()) job->device = device;
  if (const auto checked = retort::train::check_train_job(*job); !checked.ok()) return fail(2, checked.error());
  auto ranks = retort::train::Ranks::join_from_environment();
  if (!ranks.ok()) return fail(1, ranks.error());
  const bool speaks = ranks->first();
  const auto print = [speaks](const retort::train::TrainProgress& progress) {
    if (!speaks) return;
    std::printf("%s\n", retort::to_line(retort::train::to_json(progress)).c_str());
    std::fflush(stdout);
  };
  const auto note = [speaks](const std::string& sentence) {
    if (speaks) std::fprintf(stderr, "retort-train: %s\n", sentence.c_str());
  };
  const auto done = retort::train::train(*job, print, note, stop_token(), &*ranks);
  if (done.ok()) return 0;
  return fail(done.error().code == retort::ErrorCode::kCancelled ? 130 : 1, done.error());
}

int convert(const char* folder, const char* out, const char* type) {
  const auto& types = retort::train::model_types();
  if (*type != 0 && std::find(types.begin(), types.end(), type) == types.end()) {
    std::fprintf(stderr, "retort-train: --type is '%s'; known are %s\n", type, retort::join(types, ", ").c_str());
    return 2;
  }
  const auto done = retort::train::convert_hf_folder(folder, out, type);
  return done.ok() ? 0 : fail(1, done.error());
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

constexpr const char* kUsage =
    "usage: retort-train --job JOB.json [--device auto|cpu|cuda]\n"
    "       retort-train --convert FOLDER --out MODEL.gguf [--type TYPE]\n";

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--help") {
    std::fputs(kUsage, stdout);
    std::puts(
        "Trains a LoRA adapter or all weights as the job says; `retort train` writes such jobs. --device stands in for the job's.\n"
        "Started several times by torchrun or srun (RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT), the processes share the work.\n"
        "--convert writes a Hugging Face folder (llama, qwen2, qwen3) as GGUF.");
    return 0;
  }
  const bool converts = (argc == 5 || argc == 7) && std::string_view(argv[1]) == "--convert" &&
                        std::string_view(argv[3]) == "--out" && (argc == 5 || std::string_view(argv[5]) == "--type");
  const bool trains = (argc == 3 || argc == 5) && std::string_view(argv[1]) == "--job" &&
                      (argc == 3 || std::string_view(argv[3]) == "--device");
  if (!converts && !trains) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  use_fast_blas_kernels(argv);
  install_signals();
  try {
    return converts ? convert(argv[2], argv[4], argc == 7 ? argv[6] : "") : run(argv[2], argc == 5 ? argv[4] : "");
  } catch (const std::exception& exception) {  // out of memory, or a refusal of libtorch
    return fail(1, {retort::ErrorCode::kInternal, exception.what()});
  }
}
