#include <fcntl.h>
#include <fmt/core.h>
#include <llama.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "base/parallel.h"
#include "llm/backend.h"
#include "llm/local_model.h"

namespace retort::llm {

Status requantize_q8(const std::string& from, const std::string& to) {
  if (std::filesystem::exists(to)) return {};
  RETORT_TRY(auto readable, open_model(from, true));   // a clear error for a file that cannot be read
  std::string temporary = fmt::format("{}.{}.part", to, ::getpid());
  llama_model_quantize_params params = llama_model_quantize_default_params();
  params.ftype = LLAMA_FTYPE_MOSTLY_Q8_0;
  params.allow_requantize = true;
  params.nthread = static_cast<int>(usable_threads());
  clear_backend_error();
  bool done = false;
  std::string reason;
  try {
    done = llama_model_quantize(from.c_str(), temporary.c_str(), &params) == 0;
    if (!done) reason = last_backend_error();
  } catch (const std::exception& e) {
    reason = e.what();
  }
  if (done && std::rename(temporary.c_str(), to.c_str()) == 0) return {};
  std::error_code ignored;
  std::filesystem::remove(temporary, ignored);
  return Error{ErrorCode::kIo, fmt::format("cannot write {} as Q8_0 to {}: {}", from, to, reason.empty() ? "no space left?" : reason)};
}

}  // namespace retort::llm
