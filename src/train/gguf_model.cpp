#include "train/gguf_model.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <vector>

#include "base/atomic_file.h"
#include "train/gguf_file.h"

namespace retort::train {
namespace {

struct ModelType {
  ggml_type type;
  int file_type;  // general.file_type
};

const std::map<std::string, ModelType>& types() {
  static const std::map<std::string, ModelType> known = {
      {"f32", {GGML_TYPE_F32, 0}},   {"f16", {GGML_TYPE_F16, 1}},   {"bf16", {GGML_TYPE_BF16, 32}},
      {"q8_0", {GGML_TYPE_Q8_0, 7}}, {"q6_k", {GGML_TYPE_Q6_K, 18}}, {"q5_k", {GGML_TYPE_Q5_K, 17}},
      {"q4_k", {GGML_TYPE_Q4_K, 15}}, {"q4_0", {GGML_TYPE_Q4_0, 2}}, {"q4_1", {GGML_TYPE_Q4_1, 3}}};
  return known;
}

ggml_type type_of(const NamedTensor& tensor, ggml_type wanted) {
  if (tensor.values.dim() == 1) return GGML_TYPE_F32;
  const bool outer = tensor.name == "token_embd.weight" || tensor.name == "output.weight";
  const bool coarse = ggml_is_quantized(wanted) && wanted != GGML_TYPE_Q8_0;
  const ggml_type type = outer && coarse ? GGML_TYPE_Q8_0 : wanted;
  return tensor.values.size(1) % ggml_blck_size(type) == 0 ? type : GGML_TYPE_F16;
}

// The weights with LoRA's updates, fp32 on the CPU. `weights`: of that tensor, without them.
at::Tensor merged(const NamedTensor& tensor, const at::Tensor& weights, const std::map<std::string, const LoraPair*>& pairs, float scale) {
  const auto found = pairs.find(tensor.name);
  if (found == pairs.end()) return weights.contiguous();
  return at::addmm(weights, found->second->b.cpu(), found->second->a.cpu(), 1, scale);
}

std::map<std::string, const LoraPair*> pairs_by_name(const Lora& lora) {
  std::map<std::string, const LoraPair*> pairs;
  for (const auto* pair : lora.pairs()) pairs[fmt::format("blk.{}.{}.weight", pair->layer, pair->target)] = pair;
  return pairs;
}

// Values in a stored form.
void convert(const at::Tensor& values, ggml_type type, std::string& out) {
  const std::int64_t columns = values.size(-1), rows = values.numel() / columns;
  out.resize(ggml_row_size(type, columns) * static_cast<std::size_t>(rows));
  ggml_quantize_chunk(type, values.data_ptr<float>(), out.data(), 0, rows, columns, nullptr);
}

}  // namespace

Status write_gguf(const std::string& path, const gguf_context* gguf,
                  const std::function<Result<std::string_view>(std::int64_t)>& bytes_of) {
  std::string head(gguf_get_meta_size(gguf), '\0');
  gguf_get_meta_data(gguf, head.data());
  RETORT_TRY(AtomicFile file, AtomicFile::create(path));
  RETORT_TRY_STATUS(file.write(head));
  const std::size_t alignment = gguf_get_alignment(gguf);
  for (std::int64_t i = 0; i < gguf_get_n_tensors(gguf); ++i) {
    RETORT_TRY(const std::string_view bytes, bytes_of(i));
    RETORT_CHECK(bytes.size() == gguf_get_tensor_size(gguf, i), "a tensor has the bytes that its type and size ask for");
    RETORT_TRY_STATUS(file.write(bytes));
    RETORT_TRY_STATUS(file.write(std::string((alignment - bytes.size() % alignment) % alignment, '\0')));
  }
  return file.commit();
}

Status write_gguf_model(const std::string& path, const gguf_context* keys, const std::string& type,
                        const std::vector<NamedTensor>& tensors,
                        const std::function<Result<at::Tensor>(std::size_t)>& values_of) {
  const ModelType& wanted = types().at(type);
  const std::unique_ptr<gguf_context, FreeGguf> gguf(gguf_init_empty());
  const std::unique_ptr<ggml_context, FreeGgmlContext> shapes(ggml_init(
      {.mem_size = ggml_tensor_overhead() * (tensors.size() + 1), .mem_buffer = nullptr, .no_alloc = true}));
  if (!shapes) return Error{ErrorCode::kBudget, "no memory for the model's tensors"};
  gguf_set_kv(gguf.get(), keys);
  gguf_set_val_u32(gguf.get(), "general.file_type", static_cast<std::uint32_t>(wanted.file_type));
  for (const auto& tensor : tensors) {
    const ggml_type stored = type_of(tensor, wanted.type);
    ggml_tensor* shape = tensor.values.dim() == 1
                             ? ggml_new_tensor_1d(shapes.get(), stored, tensor.values.size(0))
                             : ggml_new_tensor_2d(shapes.get(), stored, tensor.values.size(1), tensor.values.size(0));
    ggml_set_name(shape, tensor.name.c_str());
    gguf_add_tensor(gguf.get(), shape);
  }
  std::string bytes;
  return write_gguf(path, gguf.get(), [&](std::int64_t i) -> Result<std::string_view> {
    const auto index = static_cast<std::size_t>(i);
    RETORT_TRY(const at::Tensor values, values_of(index));
    convert(values, type_of(tensors[index], wanted.type), bytes);
    return std::string_view(bytes);
  });
}

std::vector<NamedTensor> stored_tensors(const DecoderTensors& tensors, const ModelShape& shape) {
  auto all = named_tensors(tensors, shape);
  if (!shape.rope_factors.empty()) all.push_back({"rope_freqs.weight", at::tensor(shape.rope_factors)});
  return all;
}

Status write_trained_model(const std::string& path, const std::string& base_path, const std::string& type,
                           const BaseWeights& weights, const Lora& lora) {
  RETORT_TRY(GgufFile base, GgufFile::open(base_path));
  const auto tensors = stored_tensors(weights, weights.shape);
  const auto pairs = pairs_by_name(lora);
  return write_gguf_model(path, base.keys(), type, tensors, [&](std::size_t i) -> Result<at::Tensor> {
    at::Tensor values = tensors[i].values.cpu();
    if (values.scalar_type() != at::kFloat) {  // rounded in training, not in the file
      values = at::empty(values.sizes());
      RETORT_TRY_STATUS(base.read(tensors[i].name, values));
    }
    return merged(tensors[i], values, pairs, lora.scale());
  });
}

}  // namespace retort::train
