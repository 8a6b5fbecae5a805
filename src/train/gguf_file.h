// One GGUF file: its keys and tensors, each error with the file's name in front.
#pragma once

#include <ATen/ATen.h>
#include <ggml.h>
#include <gguf.h>

#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace retort::train {

struct FreeGguf {
  void operator()(gguf_context* context) const { gguf_free(context); }
};
struct FreeGgmlContext {
  void operator()(ggml_context* context) const { ggml_free(context); }
};

// Reads one file; not for several threads at once.
class GgufFile {
 public:
  // kNotFound; kParse with what ggml says of it; kUnsupported for one part of a model that was split.
  static Result<GgufFile> open(const std::string& path);

  const std::string& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  const gguf_context* keys() const { return gguf_.get(); }
  Error error(ErrorCode code, std::string_view what) const;

  std::optional<std::string> text(const std::string& key) const;
  std::optional<double> number(const std::string& key) const;
  // kCorruption when it is missing or not in [low, high].
  Result<double> required(const std::string& key, double low, double high) const;

  bool has(const std::string& tensor) const { return gguf_find_tensor(gguf_.get(), tensor.c_str()) >= 0; }
  std::vector<std::string> tensor_names() const;
  std::string type_of(const std::string& tensor) const;
  // Columns and rows as stored; rows is 1 for a vector.
  Result<std::pair<std::int64_t, std::int64_t>> extent(const std::string& tensor) const;
  // Writes the tensor as fp32 rows to `out`, a contiguous vector or (rows, columns). kCorruption when the sizes differ,
  // the file ends early or a value is not finite; kUnsupported for a type that ggml cannot turn into numbers.
  Status read(const std::string& tensor, at::Tensor out);

 private:
  Status convert(const std::string& tensor, ggml_type type, std::uint64_t begin, std::int64_t rows,
                 std::int64_t columns, float* out);

  std::string path_;
  std::ifstream stream_;
  std::uint64_t size_ = 0;
  std::unique_ptr<gguf_context, FreeGguf> gguf_;
  std::unique_ptr<ggml_context, FreeGgmlContext> tensors_;
};

}  // namespace retort::train
