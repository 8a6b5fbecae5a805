#include "llm/backend.h"

#include <fmt/core.h>
#include <gguf.h>
#include <llama.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <climits>
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

// The size of a file that begins as a GGUF does.
Result<std::size_t> gguf_size(const std::string& gguf) {
  struct stat info;
  if (::stat(gguf.c_str(), &info) != 0)
    return Error{errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo, fmt::format("cannot read model {}: {}", gguf, std::strerror(errno))};
  if (S_ISDIR(info.st_mode)) return Error{ErrorCode::kIo, fmt::format("model {} is a folder: give the GGUF file in it", gguf)};
  char magic[4] = {};
  std::ifstream(gguf, std::ios::binary).read(magic, 4);
  if (std::memcmp(magic, "GGUF", 4) != 0)
    return Error{ErrorCode::kCorruption, fmt::format("{} is not a GGUF file (it does not begin with \"GGUF\")", gguf)};
  return static_cast<std::size_t>(info.st_size);
}

struct HeaderDeleter {
  void operator()(gguf_context* header) const { gguf_free(header); }
};
using Header = std::unique_ptr<gguf_context, HeaderDeleter>;

// The header of a file for which that may fail; null then.
Header open_header(const std::string& gguf) {
  use_backend();
  if (!gguf_size(gguf).ok()) return nullptr;
  try {
    return Header(gguf_init_from_file(gguf.c_str(), {.no_alloc = true, .ctx = nullptr}));
  } catch (const std::exception&) {
    return nullptr;
  }
}

// The bytes up to the end of the last weight.
std::size_t promised_size(const gguf_context* header) {
  std::size_t weights = 0;
  for (std::int64_t i = 0; i < gguf_get_n_tensors(header); ++i)
    weights = std::max(weights, gguf_get_tensor_offset(header, i) + gguf_get_tensor_size(header, i));
  return gguf_get_data_offset(header) + weights;
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

Status check_gguf(const std::string& gguf) {
  use_backend();
  RETORT_TRY(const std::size_t size, gguf_size(gguf));
  clear_backend_error();
  Header header;
  std::string reason;
  try {
    header.reset(gguf_init_from_file(gguf.c_str(), {.no_alloc = true, .ctx = nullptr}));
    if (!header) reason = last_backend_error();
  } catch (const std::exception& e) {
    reason = e.what();
  }
  if (!header)
    return Error{ErrorCode::kCorruption, fmt::format("the header of model {} ({} bytes) cannot be read: {}. If the file was cut off, fetch it again",
                                                     gguf, size, reason)};
  if (const std::size_t promised = promised_size(header.get()); size < promised)
    return Error{ErrorCode::kCorruption, fmt::format("model {} was cut off: it has {} bytes, and by its header it should have {}. Fetch it again",
                                                     gguf, size, promised)};
  return {};
}

int trained_context(const std::string& gguf) {
  const Header header = open_header(gguf);
  if (!header) return 0;
  const auto architecture = gguf_find_key(header.get(), "general.architecture");
  if (architecture < 0 || gguf_get_kv_type(header.get(), architecture) != GGUF_TYPE_STRING) return 0;
  const auto key = gguf_find_key(header.get(), fmt::format("{}.context_length", gguf_get_val_str(header.get(), architecture)).c_str());
  if (key < 0 || gguf_get_kv_type(header.get(), key) != GGUF_TYPE_UINT32) return 0;
  return static_cast<int>(std::min<std::uint32_t>(gguf_get_val_u32(header.get(), key), INT_MAX));
}

std::string adapter_base_hash(const std::string& adapter) {
  const Header header = open_header(adapter);
  const auto key = header ? gguf_find_key(header.get(), "retort.base.hash") : -1;
  if (key < 0 || gguf_get_kv_type(header.get(), key) != GGUF_TYPE_STRING) return "";
  return gguf_get_val_str(header.get(), key);
}

void ModelDeleter::operator()(llama_model* model) const { llama_model_free(model); }

Result<ModelHandle> open_model(const std::string& gguf, bool vocabulary_only) {
  use_backend();
  RETORT_TRY_STATUS(check_gguf(gguf));
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
    return Error{ErrorCode::kCorruption, fmt::format("cannot load model {}: {}", gguf, last_backend_error())};
  }
  return ModelHandle(model, ModelDeleter());
}

}  // namespace retort::llm
