// Hugging Face's files of tensors: an 8-byte length, a JSON header with types, shapes and offsets, the bytes.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace retort::train {

// Reads one file; not for several threads at once. Errors name the file and the tensor.
class SafetensorsFile {
 public:
  // kNotFound, kIo; kCorruption for a header that is none, or that points outside the file.
  static Result<SafetensorsFile> open(const std::string& path);

  std::vector<std::string> names() const;
  bool has(const std::string& name) const { return entries_.contains(name); }
  const std::vector<std::int64_t>& shape(const std::string& name) const { return entries_.at(name).shape; }  // has(name)
  // "F32", "F16", "BF16".
  const std::string& type(const std::string& name) const { return entries_.at(name).type; }
  // Writes the tensor as fp32 to `out`, contiguous and of the same shape. kCorruption for another shape or a value that
  // is not finite, kUnsupported for a type other than F32, F16, BF16.
  Status read(const std::string& name, at::Tensor out);

 private:
  struct Entry {
    std::string type;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0, bytes = 0;
  };
  Error error(ErrorCode code, std::string_view what) const;
  std::string path_;
  std::ifstream stream_;
  std::map<std::string, Entry> entries_;
};

// Writes fp32 matrices. kIo.
Status write_safetensors(const std::string& path, const std::vector<std::pair<std::string, at::Tensor>>& tensors);

}  // namespace retort::train
