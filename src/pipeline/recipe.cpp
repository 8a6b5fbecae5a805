#include "pipeline/recipe.h"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <toml++/toml.h>

#include "base/files.h"
#include "base/text.h"
#include "data/source.h"

namespace retort::pipeline {

namespace {

const std::map<std::string_view, std::string_view> kTables = {
    {"problems", "What to solve."},
    {"agents", "Who makes traces, explanations and narratives."},
    {"llm", "The model behind agents that are \"llm\": any OpenAI-compatible server, or a GGUF file."},
    {"tools", "Limits of one call of a symbolic tool."},
    {"gates", "What a narrative must pass."},
    {"dataset", "Which accepted narratives are taken, and how they are divided."},
    {"student", "The model that is trained and evaluated."},
    {"train", "Training of the student."},
    {"eval", "Accuracy without tools."},
    {"ablate", "What `retort ablate` trains and compares; all else is as [train] and [eval] say."},
};

std::string_view table_of(std::string_view key) { return key.substr(0, key.find('.')); }
std::string_view name_of(std::string_view key) { return key.substr(key.find('.') + 1); }

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) out += fmt::format("\\u{:04x}", static_cast<int>(c));
    else out += c;
  }
  return out + '"';
}

std::string number_text(double value) {
  std::string text = fmt::format("{}", value);
  return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

std::string value_text(const Setting& setting) {
  struct {
    std::string operator()(const bool* v) const { return *v ? "true" : "false"; }
    std::string operator()(const long long* v) const { return fmt::format("{}", *v); }
    std::string operator()(const double* v) const { return number_text(*v); }
    std::string operator()(const std::string* v) const { return toml_text(*v); }
    std::string operator()(const std::vector<std::string>* v) const {
      std::vector<std::string> entries;
      for (const std::string& entry : *v) entries.push_back(toml_text(entry));
      return "[" + join(entries, ", ") + "]";
    }
  } print;
  return std::visit(print, setting.value);
}

std::string_view type_name(const Setting& setting) {
  constexpr std::string_view kNames[] = {"true or false", "a whole number", "a number", "a text", "a list of texts"};
  return kNames[setting.value.index()];
}

Error bad_value(const Setting& setting, std::string_view where, std::string_view expected) {
  return {ErrorCode::kInvalidArgument, fmt::format("{}: {} must be {}", where, setting.key, expected)};
}

Status check_range(const Setting& setting, double value, std::string_view where) {
  if (std::isfinite(value) && value >= setting.low && value <= setting.high) return {};
  std::string range = std::isinf(setting.high) ? fmt::format("at least {}", setting.low) : fmt::format("between {} and {}", setting.low, setting.high);
  return bad_value(setting, where, range);
}

Status check_choice(const Setting& setting, const std::string& value, std::string_view where) {
  if (setting.choices.empty()) return {};
  for (const std::string& choice : setting.choices)
    if (choice == value) return {};
  return bad_value(setting, where, fmt::format("one of {}, not \"{}\"", join(setting.choices, ", "), value));
}

// Puts a TOML value into the field, if it has the field's type and is allowed.
struct Assign {
  const Setting& setting;
  const toml::node& node;
  std::string_view where;

  Status operator()(bool* field) const {
    auto value = node.value_exact<bool>();
    if (!value) return bad_value(setting, where, type_name(setting));
    *field = *value;
    return {};
  }
  Status operator()(long long* field) const {
    auto value = node.value_exact<std::int64_t>();
    if (!value) return bad_value(setting, where, type_name(setting));
    RETORT_TRY_STATUS(check_range(setting, static_cast<double>(*value), where));
    *field = *value;
    return {};
  }
  Status operator()(double* field) const {
    if (!node.is_number()) return bad_value(setting, where, type_name(setting));
    double value = *node.value<double>();
    RETORT_TRY_STATUS(check_range(setting, value, where));
    *field = value;
    return {};
  }
  Status operator()(std::string* field) const {
    auto value = node.value_exact<std::string>();
    if (!value) return bad_value(setting, where, type_name(setting));
    RETORT_TRY_STATUS(check_choice(setting, *value, where));
    *field = *value;
    return {};
  }
  Status operator()(std::vector<std::string>* field) const {
    const toml::array* array = node.as_array();
    if (!array) return bad_value(setting, where, type_name(setting));
    std::vector<std::string> entries;
    for (const toml::node& entry : *array) {
      auto value = entry.value_exact<std::string>();
      if (!value) return bad_value(setting, where, type_name(setting));
      RETORT_TRY_STATUS(check_choice(setting, *value, where));
      entries.push_back(*value);
    }
    *field = std::move(entries);
    return {};
  }
};

Error unknown_key(std::string_view key, const std::vector<Setting>& known, std::string_view where) {
  std::vector<std::string> names;
  for (const Setting& setting : known) names.emplace_back(setting.key);
  std::string near = nearest(key, names);
  // A right name in the wrong table: "agents.rank" means train.rank.
  for (std::size_t i = 0; near.empty() && i < known.size(); ++i)
    if (name_of(known[i].key) == name_of(key)) near = known[i].key;
  std::string advice = near.empty() ? "`retort run --dry-run` lists all keys" : fmt::format("did you mean {}?", near);
  return {ErrorCode::kInvalidArgument, fmt::format("{}: unknown key {}; {}", where, key, advice)};
}

Result<const Setting*> find_setting(std::string_view key, const std::vector<Setting>& known, std::string_view where) {
  for (const Setting& setting : known)
    if (setting.key == key) return &setting;
  return unknown_key(key, known, where);
}

std::string place(std::string_view file, const toml::node& node) { return fmt::format("{}:{}", file, node.source().begin.line); }

Status assign_table(const toml::table& table, std::string_view name, const std::vector<Setting>& known, std::string_view file) {
  for (const auto& [key, node] : table) {
    std::string where = place(file, node);
    RETORT_TRY(const Setting* setting, find_setting(fmt::format("{}.{}", name, std::string_view(key.str())), known, where));
    RETORT_TRY_STATUS(std::visit(Assign{*setting, node, where}, setting->value));
  }
  return {};
}

Result<toml::table> parse_toml(std::string_view text, std::string_view name) {
  try {
    return toml::parse(text, name);
  } catch (const toml::parse_error& e) {
    return Error{ErrorCode::kParse, fmt::format("{}:{}: {}", name, e.source().begin.line, e.description())};
  }
}

// `value` of --set as a TOML literal for a setting of this type.
std::string as_literal(const Setting& setting, std::string_view value) {
  bool is_quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
  if (std::holds_alternative<std::string*>(setting.value)) return is_quoted ? std::string(value) : toml_text(value);
  if (!std::holds_alternative<std::vector<std::string>*>(setting.value) || value.starts_with('[')) return std::string(value);
  std::vector<std::string> entries;
  for (std::string_view entry : split(value, ','))
    if (!trim(entry).empty()) entries.push_back(toml_text(trim(entry)));
  return "[" + join(entries, ", ") + "]";
}

void make_absolute(std::string& path) {
  if (!path.empty()) path = std::filesystem::absolute(path).lexically_normal();
}

}  // namespace

std::vector<Setting> settings(Recipe& r) {
  const std::vector<std::string> kAgent = {"rules", "llm"};
  return {
      {"problems.source", &r.problems.source, "\"starter\" makes problems; or a file or folder of rows in any form that `retort import` reads"},
      {"problems.mix", &r.problems.mix, "several files or folders instead of source: all rows of each (PATH), or rows in proportion (PATH*WEIGHT)"},
      {"problems.licence", &r.problems.licence, "of rows that name none"},
      {"problems.count", &r.problems.count, "starter problems to make", 1, 1e7},
      {"problems.level", &r.problems.level, "of the starter problems: size of the numbers and number of steps", 0, 0, {"easy", "hard"}},
      {"problems.families", &r.problems.families, "families of starter problems, empty: all", 0, 0, data::starter_families()},
      {"problems.limit", &r.problems.limit, "first rows to take of a file, 0: all", 0, 1e12},
      {"problems.seed", &r.problems.seed, "of the starter problems", 0, 1e15},
      {"problems.strict", &r.problems.strict, "stop at the first bad row instead of skipping and counting it"},
      {"problems.decontaminate", &r.problems.decontaminate, "leave out problems that share words with a benchmark: the files below, and those in eval.data"},
      {"problems.decontaminate_against", &r.problems.decontaminate_against, "files or folders of benchmark items, beside those in eval.data"},
      {"problems.ngram", &r.problems.ngram, "so many words in a row in common are too many", 1, 1000},
      {"problems.tokenizer", &r.problems.tokenizer, "what a word is: split at white space; runs of letters and digits; these and single symbols", 0, 0,
       {"whitespace", "words", "symbols"}},
      {"problems.near_duplicates", &r.problems.near_duplicates,
       "leave out a problem whose statement shares this part of its word runs with an earlier one, numbers being equal; 0: keep them", 0, 1},
      {"agents.solver", &r.agents.solver, "rules: from the statement alone; annotated: from a human solution with checked calculations; imported: the row's own narrative, as it is; llm: a model with tools",
       0, 0, {"rules", "annotated", "imported", "llm"}},
      {"agents.translator", &r.agents.translator, "who explains a tool call by hand", 0, 0, kAgent},
      {"agents.rephraser", &r.agents.rephraser, "who writes the narrative", 0, 0, kAgent},
      {"agents.judge", &r.agents.judge, "an opinion on each narrative that passed the gates; no verdict is no pass", 0, 0, {"none", "llm"}},
      {"agents.judge_planted", &r.agents.judge_planted, "wrong solutions that the judge is shown to measure how many it rejects", 0, 1e6},
      {"agents.style", &r.agents.style, "of the narratives; concise: for small students, without announcements and checks", 0, 0, {"concise", "full"}},
      {"agents.length", &r.agents.length, "of narratives that a model writes", 0, 0, {"short", "medium", "long"}},
      {"agents.prompts", &r.agents.prompts, "folder with prompts of your own, by the names of those in prompts/; empty: the built-in ones"},
      {"agents.attempts", &r.agents.attempts, "narratives to try for one trace before it is left out; an imported one is tried once", 1, 100},
      {"agents.seed", &r.agents.seed, "of the wording", 0, 1e15},
      {"agents.threads", &r.agents.threads, "problems worked on at once, 0: one for each processor", 0, 1024},
      {"llm.endpoint", &r.llm.endpoint, "addresses of servers of the same model (\"http://127.0.0.1:8080/v1\"), each with a weight behind it if they differ"},
      {"llm.model", &r.llm.model, "name under which the servers know the model; without an endpoint a GGUF file, or the name of one under .deps/models, that works in this program"},
      {"llm.revision", &r.llm.revision, "declared by you: another revision of the model is asked anew"},
      {"llm.api_key_env", &r.llm.api_key_env, "environment variable with the key: one for all servers or one for each; empty: none is sent"},
      {"llm.api_key_file", &r.llm.api_key_file, "or a file with the key"},
      {"llm.in_flight", &r.llm.in_flight, "requests at once, and problems worked on at once by agents that are \"llm\"", 1, 4096},
      {"llm.requests_per_minute", &r.llm.requests_per_minute, "0: no limit", 0, 1e9},
      {"llm.tokens_per_minute", &r.llm.tokens_per_minute, "0: no limit", 0, 1e12},
      {"llm.budget_tokens", &r.llm.budget_tokens, "the run ends when so many are used, 0: no limit", 0, 1e15},
      {"llm.budget_cost", &r.llm.budget_cost, "the run ends when so much is spent, 0: no limit", 0, 1e9},
      {"llm.prompt_price", &r.llm.prompt_price, "for a million tokens", 0, 1e6},
      {"llm.completion_price", &r.llm.completion_price, "for a million tokens", 0, 1e6},
      {"llm.samples", &r.llm.samples, "traces that the Solver makes of each problem; problems without an answer need several, which then vote", 1, 1000},
      {"llm.narratives", &r.llm.narratives, "at most so many narratives of one problem, from samples with the right answer", 1, 1000},
      {"llm.temperature", &r.llm.temperature, "of sampling", 0, 2},
      {"llm.temperature_step", &r.llm.temperature_step, "so much hotter is each further sample of a problem, up to 2", 0, 2},
      {"llm.top_p", &r.llm.top_p, "of sampling", 0.01, 1},
      {"llm.max_tokens", &r.llm.max_tokens, "of one reply, a model's reasoning included", 16, 1 << 20},
      {"llm.rounds", &r.llm.rounds, "of thought, tool call and result before the Solver must conclude", 1, 1000},
      {"llm.tries", &r.llm.tries, "explanations of one call before the rules explain it; replies in a row that lead nowhere", 1, 100},
      {"llm.native_tools", &r.llm.native_tools, "the servers take OpenAI's `tools`; false: calls are JSON blocks in the text (a GGUF file is held to a schema instead)"},
      {"llm.schema", &r.llm.schema, "the servers take a JSON schema for a reply"},
      {"llm.seeds", &r.llm.seeds, "the servers take a seed"},
      {"llm.keep_reasoning", &r.llm.keep_reasoning, "keep a reasoning model's own thoughts in the traces; narratives never have them"},
      {"llm.timeout_seconds", &r.llm.timeout_seconds, "of one request", 0.1, 86400},
      {"llm.ca_file", &r.llm.ca_file, "certificates (PEM) to trust instead of the system's; empty: $SSL_CERT_FILE or $CURL_CA_BUNDLE, else the system's"},
      {"llm.context", &r.llm.context, "of a GGUF file: tokens of one conversation, prompt and reply together", 256, 1 << 20},
      {"llm.sequences", &r.llm.sequences, "of a GGUF file: conversations decoded side by side", 1, 256},
      {"llm.replay", &r.llm.replay, "answer from the records of earlier runs alone and ask no server"},
      {"tools.deadline_ms", &r.tools.deadline_ms, "a call that takes longer is ended", 1, 3.6e6},
      {"tools.memory_mb", &r.tools.memory_mb, "memory of one algebra worker", 64, 1 << 20},
      {"tools.workers", &r.tools.workers, "algebra workers, 0: one for each processor", 0, 1024},
      {"gates.max_tokens", &r.gates.max_tokens, "longest narrative, in the student's tokens", 16, 1 << 20},
      {"gates.reject_unread", &r.gates.reject_unread, "reject a narrative with a statement that could not be read, or that neither follows nor is refuted"},
      {"dataset.heldout", &r.dataset.heldout, "share of the problems kept for the held-out loss", 0, 0.9},
      {"dataset.seed", &r.dataset.seed, "of that division, and of the choice within a subject", 0, 1e15},
      {"dataset.levels", &r.dataset.levels, "take problems of these levels alone (\"Level 3\"), empty: all"},
      {"dataset.min_calls", &r.dataset.min_calls, "fewest tool calls of the trace", 0, 1e6},
      {"dataset.max_calls", &r.dataset.max_calls, "most tool calls of the trace, 0: any number", 0, 1e6},
      {"dataset.min_tokens", &r.dataset.min_tokens, "shortest narrative, in the student's tokens", 0, 1e6},
      {"dataset.max_tokens", &r.dataset.max_tokens, "longest narrative, 0: any length that passes the gates", 0, 1e6},
      {"dataset.per_problem", &r.dataset.per_problem, "most narratives for one statement, the first ones, 0: all", 0, 1e6},
      {"dataset.per_subject", &r.dataset.per_subject, "most narratives for one family, subject or source, drawn by the seed, 0: all", 0, 1e12},
      {"dataset.near_duplicates", &r.dataset.near_duplicates,
       "leave out a narrative that shares this part of its word runs with an earlier one, numbers being equal; 0: keep them", 0, 1},
      {"student.model", &r.student.model, "name of a model under .deps/models, a GGUF file, or a Hugging Face folder with safetensors"},
      {"train.enabled", &r.train.enabled, "train the student"},
      {"train.adapters", &r.train.adapters, "narratives: the dataset; answers: the same problems with the boxed answer alone, for comparison",
       0, 0, {"narratives", "answers"}},
      {"train.method", &r.train.method, "lora: an adapter; full: all weights (the next five keys are of lora)", 0, 0, {"lora", "full"}},
      {"train.rank", &r.train.rank, "of the adapter", 1, 1024},
      {"train.alpha", &r.train.alpha, "the update is alpha / rank times the product of the two factors", 0.001, 1e6},
      {"train.dropout", &r.train.dropout, "share of the adapter's inputs that is dropped in training", 0, 0.95},
      {"train.targets", &r.train.targets, "linears with an adapter", 0, 0,
       {"attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"}},
      {"train.first_layer", &r.train.first_layer, "lowest block with an adapter", 0, 1e4},
      {"train.epochs", &r.train.epochs, "passes over the dataset", 1, 1e5},
      {"train.learning_rate", &r.train.learning_rate, "at its highest", 1e-9, 10},
      {"train.warmup", &r.train.warmup, "share of the steps on which the rate rises", 0, 0.99},
      {"train.schedule", &r.train.schedule, "of the rate after the warm-up", 0, 0, {"cosine", "linear", "constant"}},
      {"train.weight_decay", &r.train.weight_decay, "of AdamW", 0, 10},
      {"train.clip", &r.train.clip, "largest gradient norm, 0: not clipped", 0, 1e9},
      {"train.batch_tokens", &r.train.batch_tokens, "tokens of one step", 1, 1 << 24},
      {"train.batch_examples", &r.train.batch_examples, "examples of one step instead, 0: batch_tokens counts", 0, 1 << 20},
      {"train.pack_tokens", &r.train.pack_tokens, "tokens that go through the model at once; a larger step adds up gradients", 1, 1 << 24},
      {"train.max_tokens", &r.train.max_tokens, "longer examples are left out and counted, never cut", 16, 1 << 20},
      {"train.recompute", &r.train.recompute, "gradient checkpointing: less memory for more time, the same result"},
      {"train.seed", &r.train.seed, "of the order and the first weights", 0, 1e15},
      {"train.checkpoint_seconds", &r.train.checkpoint_seconds, "a killed training loses at most this much work", 0, 1e6},
      {"train.eval_every", &r.train.eval_every, "steps between held-out losses, 0: at the start and the end", 0, 1e9},
      {"train.keep_best", &r.train.keep_best, "the result is the state of the lowest held-out loss, not of the last step"},
      {"train.patience", &r.train.patience, "end after so many held-out losses in a row without a new best, 0: never", 0, 1e9},
      {"train.save_model", &r.train.save_model, "write the whole model too, in this form; method full writes f16 where it says none", 0, 0,
       {"none", "f32", "f16", "bf16", "q8_0", "q6_k", "q5_k", "q4_k", "q4_1", "q4_0"}},
      {"train.device", &r.train.device, "where the student is trained; auto: on a GPU where retort-train can use one", 0, 0, {"auto", "cpu", "cuda"}},
      {"train.precision", &r.train.precision, "of products of matrices; auto: bf16 on a GPU that has it, else fp32", 0, 0, {"auto", "fp32", "bf16"}},
      {"train.threads", &r.train.threads, "0: all processors", 0, 1024},
      {"eval.enabled", &r.eval.enabled, "measure the accuracy"},
      {"eval.data", &r.eval.data, "\"starter-test\" (other starter problems), \"heldout\" (the dataset's own, never trained on: for choosing settings), or JSONL files"},
      {"eval.models", &r.eval.models, "base; base-shots: base with worked examples; answers, trained: with the adapter", 0, 0,
       {"base", "base-shots", "answers", "trained"}},
      {"eval.count", &r.eval.count, "problems of each data set, 0: all of a file", 0, 1e7},
      {"eval.seed", &r.eval.seed, "of the held-out starter problems and the worked examples", 0, 1e15},
      {"eval.shots", &r.eval.shots, "worked examples for base-shots", 1, 64},
      {"eval.max_new_tokens", &r.eval.max_new_tokens, "longest answer", 1, 1 << 20},
      {"eval.sequences", &r.eval.sequences, "answers decoded side by side", 1, 4096},
      {"eval.threads", &r.eval.threads, "0: all processors", 0, 1024},
      {"eval.requantize", &r.eval.requantize, "write the student's weights once in Q8_0, which decodes faster on a CPU; false: the file as it is"},
      {"ablate.arms", &r.ablate.arms, "what the student learns to say to the same problems: the boxed answer; the tool trace as text; the trace with each call explained by hand; the narrative",
       0, 0, {"answers", "traces", "explanations", "narratives"}},
      {"ablate.seeds", &r.ablate.seeds, "trainings of each arm, with train.seed and the seeds after it", 1, 100},
      {"ablate.token_limit", &r.ablate.token_limit, "most tokens that any arm trains on, all passes counted: so many problems are taken, the same for all; 0: all", 0, 1e15},
      {"ablate.samples", &r.ablate.samples, "answers to each problem at the temperature below, beside the greedy one; 0: none", 0, 1024},
      {"ablate.temperature", &r.ablate.temperature, "of those", 0.01, 10},
  };
}

Result<Recipe> parse_recipe(std::string_view text, std::string_view name) {
  RETORT_TRY(toml::table document, parse_toml(text, name));
  Recipe recipe;
  std::vector<Setting> known = settings(recipe);
  for (const auto& [key, node] : document) {
    std::string_view table(key.str());
    std::string where = place(name, node);
    if (!kTables.contains(table)) {
      std::vector<std::string> tables;
      for (const auto& entry : kTables) tables.emplace_back(entry.first);
      std::string near = nearest(table, tables);
      return Error{ErrorCode::kInvalidArgument, fmt::format("{}: unknown table [{}]; {}", where, table,
                                                            near.empty() ? "known: " + join(tables, ", ") : fmt::format("did you mean [{}]?", near))};
    }
    if (!node.is_table()) return Error{ErrorCode::kInvalidArgument, fmt::format("{}: {} must be a table", where, table)};
    RETORT_TRY_STATUS(assign_table(*node.as_table(), table, known, name));
  }
  return recipe;
}

Result<Recipe> read_recipe(const std::string& path) {
  RETORT_TRY(std::string text, read_file(path, std::size_t{1} << 24));
  return parse_recipe(text, path);
}

Status apply_set(Recipe& recipe, std::string_view assignment) {
  std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos)
    return Error{ErrorCode::kInvalidArgument, fmt::format("--set {}: needs key=value", assignment)};
  std::string_view key = trim(assignment.substr(0, equals)), value = trim(assignment.substr(equals + 1));
  std::string where = fmt::format("--set {}", assignment);
  std::vector<Setting> known = settings(recipe);
  RETORT_TRY(const Setting* setting, find_setting(key, known, where));
  auto table = parse_toml(fmt::format("value = {}", as_literal(*setting, value)), where);
  // One value and nothing after it: "3\nother = 4" would be two.
  if (!table.ok() || table->size() != 1) return bad_value(*setting, where, type_name(*setting));
  return std::visit(Assign{*setting, *table->get("value"), where}, setting->value);
}

std::string to_toml(const Recipe& recipe) {
  Recipe copy = recipe;
  std::string out = "# A recipe of retort. Every key may be left out; `--set table.key=value` overrides it.\n";
  std::string_view table;
  for (const Setting& setting : settings(copy)) {
    if (table_of(setting.key) != table) {
      table = table_of(setting.key);
      out += fmt::format("\n# {}\n[{}]\n", kTables.at(table), table);
    }
    out += fmt::format("# {}{}\n{} = {}\n", setting.help, setting.choices.empty() ? "" : " (" + join(setting.choices, ", ") + ")",
                       name_of(setting.key), value_text(setting));
  }
  return out;
}

void resolve_paths(Recipe& recipe) {
  if (recipe.problems.source != "starter") make_absolute(recipe.problems.source);
  for (std::string& entry : recipe.problems.mix) make_absolute(entry);   // the weight stays behind the last part of the path
  for (std::string& file : recipe.problems.decontaminate_against) make_absolute(file);
  for (std::string& data : recipe.eval.data)
    if (!names_data(data)) make_absolute(data);
  make_absolute(recipe.agents.prompts);
  for (std::string& file : recipe.llm.api_key_file) make_absolute(file);
  make_absolute(recipe.llm.ca_file);
  auto is_file = [](const std::string& model) { return model.ends_with(".gguf") || model.find('/') != std::string::npos; };
  if (is_file(recipe.student.model)) make_absolute(recipe.student.model);
  // Servers' names of models have slashes in them.
  if (recipe.llm.endpoint.empty() && is_file(recipe.llm.model)) make_absolute(recipe.llm.model);
}

}  // namespace retort::pipeline
