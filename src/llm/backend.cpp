#include "llm/backend.h"

#include <fmt/core.h>
#include <llama.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <mutex>

#include "base/text.h"
#include "llm/kernels.h"

namespace retort::llm {

namespace {

std::mutex error_mutex;
std::string error_lines;

void keep_errors(ggml_log_level level, const char* text, void*) {
  if (level != GGML_LOG_LEVEL_ERROR) return;
  std::lock_guard lock(error_mutex);
  if (error_lines.size() < 2000) error_lines += text;
}

Status check_magic(const std::string& gguf) {
  struct stat info;
  if (::stat(gguf.c_str(), &info) != 0)
    return Error{errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo, fmt::format("cannot read model {}: {}", gguf, std::strerror(errno))};
  if (S_ISDIR(info.st_mode)) return Error{ErrorCode::kIo, fmt::format("model {} is a folder: give the GGUF file in it", gguf)};
  char magic[4] = {};
  std::ifstream(gguf, std::ios::binary).read(magic, 4);
  if (std::memcmp(magic, "GGUF", 4) != 0)
    return Error{ErrorCode::kCorruption, fmt::format("{} is not a GGUF file (it does not begin with \"GGUF\")", gguf)};
  return {};
}

}  // namespace

void use_backend() {
  static const bool started = [] {
    llama_log_set(keep_errors, nullptr);
    kernels();   // chosen before the first thread decodes; the call also brings them into the program
    llama_backend_init();
    return true;
  }();
  (void)started;
}

void clear_backend_error() {
  std::lock_guard lock(error_mutex);
  error_lines.clear();
}

std::string last_backend_error() {
  std::lock_guard lock(error_mutex);
  std::string text = replace_all(trim(error_lines), "\n", "; ");
  return text.empty() ? "llama.cpp gave no reason" : shorten(text, 600);
}

void ModelDeleter::operator()(llama_model* model) const { llama_model_free(model); }

Result<ModelHandle> open_model(const std::string& gguf, bool vocabulary_only) {
  use_backend();
  RETORT_TRY_STATUS(check_magic(gguf));
  llama_model_params params = llama_model_default_params();
  params.vocab_only = vocabulary_only;
  clear_backend_error();
  llama_model* model = nullptr;
  try {
    model = llama_model_load_from_file(gguf.c_str(), params);
  } catch (const std::exception& e) {
    return Error{ErrorCode::kCorruption, fmt::format("cannot load model {}: {}", gguf, e.what())};
  }
  if (!model) {
    return Error{ErrorCode::kCorruption, fmt::format("cannot load model {}: {}. If the file was cut off, fetch it again",
                                                     gguf, last_backend_error())};
  }
  return ModelHandle(model, ModelDeleter());
}

}  // namespace retort::llm
