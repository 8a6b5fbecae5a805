// A model as Hugging Face keeps it: a folder with config.json and safetensors.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "train/safetensors.h"
#include "train/weights.h"

namespace retort::train {

// Hugging Face's name of a tensor that named_tensors() has, "model.layers.0.self_attn.q_proj.weight"; empty for others.
std::string hugging_face_name(const std::string& gguf_name);

// Reads one folder; not for several threads at once. Errors name the file and the key or tensor.
class HfFolder {
 public:
  // Reads config.json and the headers of model.safetensors, or of all files that model.safetensors.index.json names.
  // kNotFound, kIo; kUnsupported for another architecture, a tensor this trainer does not know, rope scaling other than
  // Llama 3's, or a setting that would change the model.
  static Result<HfFolder> open(const std::string& folder);

  const ModelShape& shape() const { return shape_; }
  const Json& config() const { return config_; }
  // The tensor of this name in GGUF, as fp32 in the row order of GGUF, into `out` of its sizes.
  Status read(const std::string& gguf_name, at::Tensor out);

 private:
  Status open_files(const std::string& folder);
  Status check_names(const std::string& folder) const;
  ModelShape shape_;
  Json config_;
  std::vector<std::unique_ptr<SafetensorsFile>> files_;
  std::map<std::string, SafetensorsFile*> where_;
};

}  // namespace retort::train
