#include "tests/support/tiny_model.h"

#include <fmt/format.h>
#include <ggml.h>
#include <gguf.h>

#include <cmath>
#include <memory>
#include <vector>

#include "base/random.h"

namespace retort::testing {
namespace {

constexpr const char* kTemplate =
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + "
    "'\\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

std::string utf8(int code) {
  if (code < 0x80) return std::string(1, static_cast<char>(code));
  return {static_cast<char>(0xc0 | code >> 6), static_cast<char>(0x80 | (code & 0x3f))};
}

// The printable stand-in for a byte in vocabularies of this kind: itself where it is a visible Latin-1 character, else
// the next free character from U+0100 on.
std::vector<std::string> byte_tokens() {
  std::vector<std::string> tokens;
  int next = 0x100;
  for (int byte = 0; byte < 256; ++byte) {
    const bool visible = (byte >= '!' && byte <= '~') || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae);
    tokens.push_back(utf8(visible ? byte : next++));
  }
  return tokens;
}

struct FreeGguf {
  void operator()(gguf_context* context) const { gguf_free(context); }
};
struct FreeTensors {
  void operator()(ggml_context* context) const { ggml_free(context); }
};

class Writer {
 public:
  explicit Writer(const TinyModelOptions& options)
      : options_(options),
        gguf_(gguf_init_empty()),
        tensors_(ggml_init({.mem_size = std::size_t{64} << 20, .mem_buffer = nullptr, .no_alloc = false})) {}

  void number(const std::string& key, int value) {
    gguf_set_val_u32(gguf_.get(), key.c_str(), static_cast<std::uint32_t>(value));
  }
  void real(const std::string& key, float value) { gguf_set_val_f32(gguf_.get(), key.c_str(), value); }
  void text(const std::string& key, const std::string& value) {
    gguf_set_val_str(gguf_.get(), key.c_str(), value.c_str());
  }
  void flag(const std::string& key, bool value) { gguf_set_val_bool(gguf_.get(), key.c_str(), value); }
  void texts(const std::string& key, const std::vector<std::string>& values) {
    std::vector<const char*> pointers;
    for (const auto& value : values) pointers.push_back(value.c_str());
    gguf_set_arr_str(gguf_.get(), key.c_str(), pointers.data(), pointers.size());
  }
  void numbers(const std::string& key, const std::vector<std::int32_t>& values) {
    gguf_set_arr_data(gguf_.get(), key.c_str(), GGUF_TYPE_INT32, values.data(), values.size());
  }

  // Uniform values centre +- spread.
  void tensor(const std::string& name, int columns, int rows, double centre, double spread) {
    if (name == options_.omitted_tensor) return;
    ggml_tensor* tensor = rows == 0 ? ggml_new_tensor_1d(tensors_.get(), GGML_TYPE_F32, columns)
                                    : ggml_new_tensor_2d(tensors_.get(), GGML_TYPE_F32, columns, rows);
    ggml_set_name(tensor, name.c_str());
    Random random(options_.seed, name);
    auto* data = static_cast<float*>(tensor->data);
    for (std::int64_t i = 0; i < ggml_nelements(tensor); ++i)
      data[i] = static_cast<float>(centre + spread * (2 * random.unit() - 1));
    gguf_add_tensor(gguf_.get(), tensor);
  }
  // Keeps the size of the values that pass through.
  void matrix(const std::string& name, int columns, int rows) {
    tensor(name, columns, rows, 0, std::sqrt(3.0 / columns));
  }

  bool write(const std::string& path) const { return gguf_write_to_file(gguf_.get(), path.c_str(), false); }

 private:
  const TinyModelOptions& options_;
  std::unique_ptr<gguf_context, FreeGguf> gguf_;
  std::unique_ptr<ggml_context, FreeTensors> tensors_;
};

int write_vocabulary(Writer& writer) {
  std::vector<std::string> tokens = byte_tokens();
  const std::string space = tokens[' '];
  std::vector<std::string> merges;
  for (const auto& [left, right] : std::vector<std::pair<std::string, std::string>>{
           {space, "t"}, {"h", "e"}, {space + "t", "he"}, {"i", "n"}, {space, "="}, {"a", "n"}, {"an", "s"}}) {
    merges.push_back(left + " " + right);
    tokens.push_back(left + right);
  }
  std::vector<std::int32_t> types(tokens.size(), 1);  // normal
  const int first_special = static_cast<int>(tokens.size());
  for (const char* special : {"<|endoftext|>", "<|im_start|>", "<|im_end|>"}) {
    tokens.emplace_back(special);
    types.push_back(3);  // control
  }
  writer.text("tokenizer.ggml.model", "gpt2");
  writer.text("tokenizer.ggml.pre", "smollm");
  writer.texts("tokenizer.ggml.tokens", tokens);
  writer.numbers("tokenizer.ggml.token_type", types);
  writer.texts("tokenizer.ggml.merges", merges);
  writer.number("tokenizer.ggml.bos_token_id", first_special + 1);
  writer.number("tokenizer.ggml.eos_token_id", first_special + 2);
  writer.number("tokenizer.ggml.padding_token_id", first_special + 2);
  writer.flag("tokenizer.ggml.add_bos_token", false);
  writer.text("tokenizer.chat_template", kTemplate);
  return static_cast<int>(tokens.size());
}

}  // namespace

Status write_tiny_model(const std::string& path, const TinyModelOptions& o) {
  Writer writer(o);
  const std::string prefix = o.architecture + ".";
  const int head_dim = o.width / o.heads, kv = head_dim * o.kv_heads;
  writer.text("general.architecture", o.architecture);
  writer.text("general.name", "tiny");
  writer.number(prefix + "block_count", o.layers);
  writer.number(prefix + "context_length", o.context);
  writer.number(prefix + "embedding_length", o.width);
  writer.number(prefix + "feed_forward_length", o.ffn);
  writer.number(prefix + "attention.head_count", o.heads);
  writer.number(prefix + "attention.head_count_kv", o.kv_heads);
  writer.number(prefix + "rope.dimension_count", head_dim);
  writer.real(prefix + "attention.layer_norm_rms_epsilon", 1e-5f);
  writer.real(prefix + "rope.freq_base", 10000.0f);
  const int vocabulary = write_vocabulary(writer);
  writer.number(prefix + "vocab_size", vocabulary);
  writer.tensor("token_embd.weight", o.width, vocabulary, 0, 0.5);
  writer.tensor("output_norm.weight", o.width, 0, 1, 0.2);
  if (!o.tied) writer.tensor("output.weight", o.width, vocabulary, 0, 0.5);
  for (int i = 0; i < o.layers; ++i) {
    const auto name = [&](const char* part) { return fmt::format("blk.{}.{}.weight", i, part); };
    writer.tensor(name("attn_norm"), o.width, 0, 1, 0.2);
    writer.matrix(name("attn_q"), o.width, o.width);
    writer.matrix(name("attn_k"), o.width, kv);
    writer.matrix(name("attn_v"), o.width, kv);
    writer.matrix(name("attn_output"), o.width, o.width);
    writer.tensor(name("ffn_norm"), o.width, 0, 1, 0.2);
    writer.matrix(name("ffn_gate"), o.width, o.ffn);
    writer.matrix(name("ffn_up"), o.width, o.ffn);
    writer.matrix(name("ffn_down"), o.ffn, o.width);
  }
  if (!writer.write(path)) return Error{ErrorCode::kIo, fmt::format("cannot write {}", path)};
  return {};
}

}  // namespace retort::testing
