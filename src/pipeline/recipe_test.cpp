#include "pipeline/recipe.h"

#include <gtest/gtest.h>

#include <set>

#include "base/files.h"

namespace retort::pipeline {
namespace {

std::string error_of(std::string_view toml) {
  auto recipe = parse_recipe(toml, "r.toml");
  return recipe.ok() ? "" : recipe.error().message;
}

TEST(Recipe, ReadsOverTheDefaults) {
  auto recipe = parse_recipe("[train]\nrank = 8\nlearning_rate = 2\n[eval]\ndata = [\"a.jsonl\", \"b.jsonl\"]\nenabled = false\n", "r.toml");
  ASSERT_TRUE(recipe.ok()) << recipe.error().message;
  EXPECT_EQ(recipe->train.rank, 8);
  EXPECT_EQ(recipe->train.learning_rate, 2);
  EXPECT_EQ(recipe->eval.data.size(), 2u);
  EXPECT_FALSE(recipe->eval.enabled);
  EXPECT_EQ(recipe->problems.source, "starter");
}

TEST(Recipe, WritesWhatItReads) {
  Recipe recipe;
  recipe.problems.source = "a \"strange\\name\"\n.jsonl";
  recipe.train.learning_rate = 3e-4;
  recipe.train.alpha = 1e6;
  recipe.eval.models = {};
  auto back = parse_recipe(to_toml(recipe), "r.toml");
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(to_toml(*back), to_toml(recipe));
  EXPECT_EQ(back->problems.source, recipe.problems.source);
  EXPECT_EQ(back->train.learning_rate, 3e-4);
}

TEST(Recipe, NamesTheNearestKeyAndTheLine) {
  EXPECT_EQ(error_of("[train]\nrank = 8\nepoch = 2\n"), "r.toml:3: unknown key train.epoch; did you mean train.epochs?");
  EXPECT_EQ(error_of("[agents]\nrank = 8\n"), "r.toml:2: unknown key agents.rank; did you mean train.rank?");
  EXPECT_EQ(error_of("\n[trains]\nrank = 8\n"), "r.toml:2: unknown table [trains]; did you mean [train]?");
  EXPECT_NE(error_of("[train]\nxyzzyplugh = 8\n").find("--dry-run"), std::string::npos);
  EXPECT_NE(error_of("[train]\nrank = = 8\n").find("r.toml:2:"), std::string::npos);
}

TEST(Recipe, ChecksTypesAndRanges) {
  EXPECT_EQ(error_of("[train]\nrank = \"8\"\n"), "r.toml:2: train.rank must be a whole number");
  EXPECT_EQ(error_of("[train]\nrank = 8.5\n"), "r.toml:2: train.rank must be a whole number");
  EXPECT_EQ(error_of("[train]\nrank = 0\n"), "r.toml:2: train.rank must be between 1 and 1024");
  EXPECT_EQ(error_of("[train]\nwarmup = nan\n"), "r.toml:2: train.warmup must be between 0 and 0.99");
  EXPECT_EQ(error_of("[train]\nenabled = 1\n"), "r.toml:2: train.enabled must be true or false");
  EXPECT_EQ(error_of("[agents]\nsolver = \"magic\"\n"), "r.toml:2: agents.solver must be one of rules, annotated, imported, llm, not \"magic\"");
  EXPECT_EQ(error_of("[eval]\ndata = \"x\"\n"), "r.toml:2: eval.data must be a list of texts");
  EXPECT_EQ(error_of("[eval]\nmodels = [\"best\"]\n"), "r.toml:2: eval.models must be one of base, base-shots, answers, trained, not \"best\"");
  EXPECT_EQ(error_of("train = 3\n"), "r.toml:1: train must be a table");
}

TEST(Recipe, SetReachesEveryKey) {
  Recipe source;
  source.problems.source = "x.jsonl";
  source.train.rank = 7;
  for (const Setting& setting : settings(source)) {
    // Take each value over to a fresh recipe in the form in which it is written.
    std::string toml = to_toml(source);
    std::string name(setting.key.substr(setting.key.find('.') + 1));
    std::string table = "\n[" + std::string(setting.key.substr(0, setting.key.find('.'))) + "]";
    std::size_t at = toml.find("\n" + name + " = ", toml.find(table));
    ASSERT_NE(at, std::string::npos) << setting.key;
    std::string value = toml.substr(at + name.size() + 4, toml.find('\n', at + 1) - at - name.size() - 4);
    Recipe target;
    Status set = apply_set(target, std::string(setting.key) + "=" + value);
    EXPECT_TRUE(set.ok()) << set.error().message;
  }
  Recipe recipe;
  EXPECT_TRUE(apply_set(recipe, "problems.source=my file.jsonl").ok());
  EXPECT_EQ(recipe.problems.source, "my file.jsonl");
  EXPECT_TRUE(apply_set(recipe, "eval.data=a.jsonl, b.jsonl").ok());
  EXPECT_EQ(recipe.eval.data, (std::vector<std::string>{"a.jsonl", "b.jsonl"}));
  EXPECT_TRUE(apply_set(recipe, "train.rank=4").ok());
  EXPECT_EQ(recipe.train.rank, 4);
  EXPECT_FALSE(apply_set(recipe, "train.rank=four").ok());
  EXPECT_FALSE(apply_set(recipe, "train.rank=").ok());
  EXPECT_FALSE(apply_set(recipe, "train.rank=4\nx = 5").ok());
  EXPECT_FALSE(apply_set(recipe, "train.rank").ok());
  EXPECT_FALSE(apply_set(recipe, "train.ranks=4").ok());
  EXPECT_EQ(recipe.train.rank, 4);
}

TEST(Recipe, EveryKeyIsDescribedOnce) {
  Recipe recipe;
  std::set<std::string_view> keys;
  for (const Setting& setting : settings(recipe)) {
    EXPECT_TRUE(keys.insert(setting.key).second) << setting.key;
    EXPECT_FALSE(setting.help.empty()) << setting.key;
  }
}

TEST(Recipe, DefaultFileIsTheBuiltInRecipe) {
  auto text = read_file(RETORT_SOURCE_DIR "/recipes/default.toml");
  ASSERT_TRUE(text.ok()) << text.error().message;
  EXPECT_EQ(*text, to_toml(Recipe()));
}

TEST(Recipe, ThePapersRecipeHasItsSettings) {
  const auto text = read_file(std::string(RETORT_SOURCE_DIR) + "/recipes/paper.toml");
  ASSERT_TRUE(text.ok());
  const auto recipe = parse_recipe(*text, "paper.toml");
  ASSERT_TRUE(recipe.ok()) << recipe.error().message;
  EXPECT_EQ(recipe->train.rank, 64);
  EXPECT_EQ(recipe->train.epochs, 3);
  EXPECT_EQ(recipe->train.learning_rate, 2e-5);
  EXPECT_EQ(recipe->train.batch_examples, 8);
  EXPECT_EQ(recipe->train.max_tokens, 4096);
}

}  // namespace
}  // namespace retort::pipeline
