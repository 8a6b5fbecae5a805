// Hugging Face folders as GGUF: tokens and logits against those that tests/reference/train_reference.py has written down, and
// what is refused.
#include <fstream>

#include "train/hf_convert.h"
#include "train/hf_folder.h"
#include "train/trainer_fixture.h"

namespace retort::train {
namespace {

const fs::path kFolders = fs::path(RETORT_SOURCE_DIR) / "tests/reference/hf";

class HuggingFace : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) / (std::string("retort_hf_") + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  // A copy of a folder, with a key of its config.json changed.
  std::string changed(const std::string& name, const std::string& key, const Json& value) const {
    const std::string copy = path("changed");
    fs::remove_all(copy);
    fs::copy(kFolders / name, copy);
    Json config = parse_json(read_file(copy + "/config.json").value()).value();
    config[key] = value;
    EXPECT_TRUE(write_file(copy + "/config.json", config.dump()).ok());
    return copy;
  }

  fs::path folder_;
};

std::vector<std::int32_t> tokens_of(const std::string& gguf, const std::string& text) {
  llama_log_set([](ggml_log_level, const char*, void*) {}, nullptr);
  auto params = llama_model_default_params();
  params.vocab_only = true;
  llama_model* model = llama_model_load_from_file(gguf.c_str(), params);
  if (!model) return {};
  std::vector<std::int32_t> ids(text.size() + 8);
  const auto count = llama_tokenize(llama_model_get_vocab(model), text.data(), static_cast<std::int32_t>(text.size()),
                                    ids.data(), static_cast<std::int32_t>(ids.size()), false, true);
  ids.resize(static_cast<std::size_t>(std::max(0, count)));
  llama_model_free(model);
  return ids;
}

TEST_F(HuggingFace, TokensAndLogitsAreTheirs) {
  for (const char* name : {"llama3", "qwen2", "qwen3-digits"}) {
    const std::string gguf = path(std::string(name) + ".gguf");
    const Status done = convert_hf_folder((kFolders / name).string(), gguf, "f32");
    ASSERT_TRUE(done.ok()) << done.error().message;
    const Json expected = parse_json(read_file((kFolders / name / "expected.json").string()).value()).value();
    for (std::size_t i = 0; i < expected["texts"].size(); ++i) {
      EXPECT_EQ(tokens_of(gguf, expected["texts"][i].get<std::string>()),
                expected["ids"][i].get<std::vector<std::int32_t>>())
          << name << ": " << expected["texts"][i];
    }
    const auto ids = expected["ids"][0].get<std::vector<std::int32_t>>();
    const at::Tensor theirs = at::tensor(expected["last_logits"].get<std::vector<double>>()).to(at::kFloat);
    const at::Tensor by_llama = llama_logits(gguf, "", ids);
    ASSERT_TRUE(by_llama.defined()) << name;
    EXPECT_LT((by_llama[-1] - theirs).norm().item<double>(), 1e-4 * theirs.norm().item<double>()) << name;
    const auto weights = load_base_weights(gguf);
    ASSERT_TRUE(weights.ok()) << weights.error().message;
    const Lora none = Lora::none(weights->shape);
    Team team(2);
    Model model(*weights, none, team, {.max_positions = 128});
    const TrainExample example{"x", ids, 1};
    EXPECT_LT((model.logits(make_pack({&example}))[-1] - theirs).norm().item<double>(), 1e-4 * theirs.norm().item<double>());
  }
}

TEST_F(HuggingFace, WhatIsNotKnownIsNamed) {
  const auto expect = [&](const std::string& folder, const std::string& words) {
    const Status done = convert_hf_folder(folder, path("out.gguf"), "f16");
    ASSERT_FALSE(done.ok()) << words;
    EXPECT_NE(done.error().message.find(words), std::string::npos) << done.error().message;
    EXPECT_FALSE(fs::exists(path("out.gguf")));
  };
  expect(path("absent"), "config.json");
  expect(changed("qwen2", "model_type", "mamba"), "model_type 'mamba'; this trainer knows llama, qwen2, qwen3");
  expect(changed("qwen2", "rope_parameters", Json{{"rope_type", "yarn"}, {"rope_theta", 1e4}}), "rope scaling 'yarn'");
  expect(changed("qwen2", "hidden_act", "gelu"), "hidden_act 'gelu'");
  expect(changed("qwen2", "intermediate_size", 47), "model.layers.0.mlp.");
  expect(changed("qwen2", "num_hidden_layers", 2), "tensor model.layers.1.");
  expect(changed("qwen3-digits", "num_hidden_layers", nullptr), "num_hidden_layers is missing");
  const std::string cut = changed("qwen2", "unused", 0);
  fs::resize_file(cut + "/model.safetensors", fs::file_size(cut + "/model.safetensors") - 10);
  expect(cut, "lies outside the file");
  const std::string sentencepiece = changed("qwen2", "unused", 0);
  Json tokenizer = parse_json(read_file(sentencepiece + "/tokenizer.json").value()).value();
  tokenizer["model"]["type"] = "Unigram";
  ASSERT_TRUE(write_file(sentencepiece + "/tokenizer.json", tokenizer.dump()).ok());
  expect(sentencepiece, "tokenizer of type Unigram");
  tokenizer["model"]["type"] = "BPE";
  tokenizer["pre_tokenizer"] = Json{{"type", "Metaspace"}};
  ASSERT_TRUE(write_file(sentencepiece + "/tokenizer.json", tokenizer.dump()).ok());
  expect(sentencepiece, "Metaspace");
  for (const char* header : {"", "\x10\0\0\0\0\0\0\0{\"a\":{\"shape\":1}}", "\xff\xff\xff\xff\xff\xff\xff\xff"}) {
    const std::string broken = changed("qwen2", "unused", 0);
    std::ofstream(broken + "/model.safetensors", std::ios::binary) << header << "xxxxxxxxxxxx";
    expect(broken, "model.safetensors");
  }
}

}  // namespace
}  // namespace retort::train
