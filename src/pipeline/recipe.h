// The recipe: every setting of a run, its default, its range and its help in one table (recipe.cpp), which reading, writing, `--set`
// and the documentation all go through.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"

namespace retort::pipeline {

struct Recipe {
  struct {
    std::string source = "starter";
    std::string level = "easy";
    std::vector<std::string> families = {"linear_equation", "quadratic_roots", "product_coefficient", "gcd", "lcm", "divisor_count",
                                         "base_conversion", "power_remainder", "committee", "arrangements", "derivative_at",
                                         "area_under", "shopping_change", "meeting_rates"};
    std::vector<std::string> mix;
    std::string licence;
    long long count = 1000, limit = 0, seed = 1;
    bool strict = false;
    bool decontaminate = true;
    std::vector<std::string> decontaminate_against;
    long long ngram = 10;
    std::string tokenizer = "whitespace";
    double near_duplicates = 0.9;
  } problems;
  struct {
    std::string solver = "rules", translator = "rules", rephraser = "rules", judge = "none";
    long long judge_planted = 40;
    std::string style = "concise", length = "medium", prompts;
    long long attempts = 3, seed = 1, threads = 0;
  } agents;
  struct {
    std::vector<std::string> endpoint;
    std::string model, revision;
    std::vector<std::string> api_key_env, api_key_file;
    long long in_flight = 64;
    double requests_per_minute = 0, tokens_per_minute = 0;
    long long budget_tokens = 0;
    double budget_cost = 0, prompt_price = 0, completion_price = 0;
    double temperature = 0.7, top_p = 0.95;
    double temperature_step = 0;
    long long samples = 1, narratives = 1;
    long long max_tokens = 2048, rounds = 15, tries = 3;
    bool native_tools = true, schema = true, seeds = true, keep_reasoning = false;
    double timeout_seconds = 600;
    std::string ca_file;
    long long context = 8192, sequences = 4;
    bool replay = false;
  } llm;
  struct {
    long long deadline_ms = 2000, memory_mb = 1024, workers = 0;
  } tools;
  struct {
    long long max_tokens = 512;
    bool reject_unread = true;
  } gates;
  struct {
    double heldout = 0.05;
    long long seed = 1;
    std::vector<std::string> levels;
    long long min_calls = 0, max_calls = 0, min_tokens = 0, max_tokens = 0, per_problem = 0, per_subject = 0;
    double near_duplicates = 0.9;
  } dataset;
  struct {
    std::string model = "smollm2-135m-instruct";
  } student;
  struct {
    bool enabled = true;
    std::vector<std::string> adapters = {"narratives", "answers"};
    std::string method = "lora";
    long long rank = 16;
    double alpha = 32, dropout = 0;
    std::vector<std::string> targets = {"attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"};
    long long first_layer = 0, epochs = 1;
    double learning_rate = 1.5e-3, warmup = 0.05;
    std::string schedule = "cosine";
    double weight_decay = 0, clip = 1;
    long long batch_tokens = 256, batch_examples = 0, pack_tokens = 2048, max_tokens = 1024;
    bool recompute = false;
    long long seed = 1;
    double checkpoint_seconds = 60;
    long long eval_every = 0;
    bool keep_best = true;
    long long patience = 0;
    std::string save_model = "none", device = "auto", precision = "auto";
    long long threads = 0;
  } train;
  struct {
    bool enabled = true;
    std::vector<std::string> data = {"starter-test"}, models = {"base", "base-shots", "answers", "trained"};
    long long count = 200, seed = 1, shots = 4, max_new_tokens = 256, sequences = 64, threads = 0;
    bool requantize = true;
  } eval;
  struct {
    std::vector<std::string> arms = {"answers", "traces", "explanations", "narratives"};
    long long seeds = 1, token_limit = 300'000, samples = 8;
    double temperature = 0.6;
  } ablate;
};

// One key of a recipe, bound to the field that holds it.
struct Setting {
  std::string_view key;                                 // "train.rank"
  std::variant<bool*, long long*, double*, std::string*, std::vector<std::string>*> value;
  std::string_view help;                                // one sentence
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();   // numbers
  std::vector<std::string> choices;                     // strings and lists: the values allowed; empty: any
};

// All settings of `recipe` in the order of the file; they stay bound to it.
std::vector<Setting> settings(Recipe& recipe);

// Reads TOML over the defaults. `name` is the file's, for messages. kParse for text that is not TOML, kInvalidArgument for an unknown
// key (names the nearest known one), a wrong type or a value out of range; each with the line.
Result<Recipe> parse_recipe(std::string_view toml, std::string_view name);
Result<Recipe> read_recipe(const std::string& path);

// Applies "key=value". Strings need no quotes; lists are TOML arrays or words with commas.
Status apply_set(Recipe& recipe, std::string_view assignment);

// The recipe as TOML with every key and its help; parse_recipe reads back the same recipe.
std::string to_toml(const Recipe& recipe);

// Is this entry of eval.data a data set of ours ("starter-test", "heldout"), and not a file?
inline bool names_data(std::string_view data) { return data == "starter-test" || data == "heldout"; }

// Makes the paths in the recipe absolute, taken from the working folder, so that the copy in a run directory means the same files.
void resolve_paths(Recipe& recipe);

}  // namespace retort::pipeline
