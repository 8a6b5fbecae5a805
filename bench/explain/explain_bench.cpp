// Derivations on the inputs of a file: how many are complete, and how many a second on variations of them that are all distinct; and on
// calls drawn from templates of all tools, which nobody has looked at: how many are complete, have a quoted step, or have none.
// A derivation is complete when it ends in the verified result and no step is quoted.
#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include <atomic>
#include <chrono>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/random.h"
#include "explain/derivation.h"
#include "measure.h"

namespace {

using namespace retort;

struct Input {
  std::string id, ground;
  cas::ToolCall call;
  cas::ToolResult result;
};

std::vector<Input> read_inputs(const std::string& path) {
  std::vector<Input> out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto row = parse_json(line);
    if (!row.ok()) continue;
    auto call = cas::ToolCall::from_json(*row);
    if (call.ok()) out.push_back({string_or(*row, "id", ""), string_or(*row, "ground", ""), *call, {}});
  }
  return out;
}

// Other numbers: every digit above 1 of the text arguments but exponents (behind **) and roots stays or moves by up to 3.
Input varied(const Input& input, Random& random) {
  Input out = input;
  for (auto& [name, value] : out.call.args.items()) {
    if (!value.is_string() || name == "variable" || name == "point") continue;
    std::string text = value.get<std::string>(), made;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool exponent = i >= 2 && text[i - 1] == '*' && text[i - 2] == '*';
      const bool digit = text[i] >= '1' && text[i] <= '9';
      if (digit && !exponent)
        made += std::to_string(random.between(1, 60));
      else
        made += text[i];
    }
    value = made;
  }
  return out;
}

// A template filled in: # is a number from -9 to 9 but 0, @ one from 2 to 9, & one from 10 to 99, ~ a word of up to nine letters.
void fill(Json& args, Random& random) {
  if (args.is_structured()) {
    for (Json& item : args) fill(item, random);
    return;
  }
  if (!args.is_string()) return;
  const auto text = args.get<std::string>();
  std::string made;
  for (const char c : text) {
    if (c == '#') {
      const long long n = random.between(1, 9) * (random.chance(0.5) ? 1 : -1);
      made += n < 0 && text.size() > 1 ? fmt::format("({})", n) : std::to_string(n);
    } else if (c == '@' || c == '&') {
      made += std::to_string(c == '@' ? random.between(2, 9) : random.between(10, 99));
    } else if (c == '~') {
      for (long long i = random.between(4, 9); i > 0; --i) made += "AEINRST"[random.between(0, 6)];
    } else {
      made += c;
    }
  }
  args = made;
}

enum class Kind { kComplete, kQuoted, kNone };
Kind kind_of(const Result<explain::Derivation>& d) {
  if (!d.ok()) return Kind::kNone;
  for (const auto& s : d->steps)
    if (s.grade == math::Grade::kQuoted) return Kind::kQuoted;
  return Kind::kComplete;
}

// Calls from templates: how many of those that the tools answer are derived, and what is not.
Json unseen(cas::Toolbox& tools, const std::string& path, int each, std::uint64_t seed, const std::string& out) {
  const auto templates = read_inputs(path);
  std::set<std::string> tools_seen;
  std::map<Kind, int> counts;
  int refused = 0;
  std::ofstream file(out);
  Random random(seed, "unseen calls");
  for (const Input& one : templates)
    for (int i = 0; i < each; ++i) {
      cas::ToolCall call = one.call;
      for (auto& [name, value] : call.args.items())
        if (name != "variable" && name != "variables") fill(value, random);
      const auto result = tools.call(call);
      tools_seen.insert(call.tool);
      if (!result.ok) {
        ++refused;
        file << to_line({{"call", call.to_json()}, {"refused", result.message}}) << '\n';
        continue;
      }
      const auto d = explain::explain(call, result, {explain::Detail::kNormal, static_cast<std::uint64_t>(i)});
      const Kind kind = kind_of(d);
      ++counts[kind];
      if (kind == Kind::kComplete) continue;
      file << to_line({{"call", call.to_json()}, {"result", result.result}, {kind == Kind::kNone ? "none" : "quoted", d.ok() ? d->to_json() : Json(d.error().message)}}) << '\n';
    }
  return {{"tools", tools_seen.size()}, {"calls", templates.size() * static_cast<std::size_t>(each)}, {"refused_by_the_tool", refused}, {"complete", counts[Kind::kComplete]},
          {"quoted", counts[Kind::kQuoted]}, {"none", counts[Kind::kNone]}};
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("completeness and speed of derivations");
  std::string inputs, out, templates;
  int variations = 40, threads = 2, each = 10;
  std::uint64_t seed = 1;
  app.add_option("--inputs", inputs, "JSONL of {id, ground, tool, args}")->required();
  app.add_option("--out", out, "JSONL of {id, result, complete, steps}; what is not complete of the templates goes to OUT.unseen")->required();
  app.add_option("--variations", variations, "of each input");
  app.add_option("--threads", threads);
  app.add_option("--templates", templates, "JSONL of {tool, args} with #, @, & and ~ for numbers and words");
  app.add_option("--each", each, "calls drawn from each template");
  app.add_option("--seed", seed, "of the calls drawn from templates");
  CLI11_PARSE(app, argc, argv);
  cas::Toolbox tools;
  auto base = read_inputs(inputs);
  std::map<std::string, std::pair<int, int>> complete;
  std::ofstream file(out);
  for (Input& input : base) {
    input.result = tools.call(input.call);
    const auto d = explain::explain(input.call, input.result);
    const bool whole = kind_of(d) == Kind::kComplete;
    Json steps = Json::array();
    if (d.ok())
      for (const auto& s : d->steps) steps.push_back(s.to_json());
    auto& [good, all] = complete[input.ground];
    good += whole;
    ++all;
    file << to_line({{"id", input.id}, {"result", input.result.result}, {"complete", whole}, {"steps", steps}}) << '\n';
  }
  // Distinct inputs, answered before the clock starts: the derivation and its checks alone are timed.
  Random random(1, "explain bench");
  std::vector<Input> many;
  std::set<std::string> seen;
  std::map<std::string, int> mix;
  for (const Input& input : base)
    for (int i = 0, tries = 0; i < variations && tries < 4 * variations; ++tries) {
      Input v = varied(input, random);
      if (!seen.insert(to_line(v.call.to_json())).second) continue;
      v.result = tools.call(v.call);
      if (!v.result.ok) continue;
      ++mix[v.call.tool];
      many.push_back(std::move(v));
      ++i;
    }
  std::atomic<std::size_t> next{0}, derived{0}, quoted{0};
  std::mutex mutex;
  double processor_ms = 0;
  std::map<std::string, double> by_tool;
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::jthread> team;
  for (int t = 0; t < threads; ++t)
    team.emplace_back([&] {
      std::map<std::string, double> spent;
      for (std::size_t i = next++; i < many.size(); i = next++) {
        const double before = bench::thread_ms();
        const auto d = explain::explain(many[i].call, many[i].result, {explain::Detail::kNormal, i});
        spent[many[i].call.tool] += bench::thread_ms() - before;
        derived += d.ok();
        quoted += kind_of(d) == Kind::kQuoted;
      }
      const std::scoped_lock lock(mutex);
      for (const auto& [tool, ms] : spent) {
        by_tool[tool] += ms;
        processor_ms += ms;
      }
    });
  team.clear();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  Json report{{"inputs", base.size()}, {"variations", many.size()}, {"derived", derived.load()}, {"quoted", quoted.load()}, {"threads", threads},
              {"derivations_per_second", static_cast<double>(many.size()) / seconds},
              {"derivations_per_processor_second", 1e3 * static_cast<double>(many.size()) / processor_ms}, {"mix", mix}};
  for (const auto& [tool, ms] : by_tool) report["processor_ms_each"][tool] = ms / std::max(1, mix[tool]);
  for (const auto& [ground, counts] : complete) report["complete"][ground] = fmt::format("{}/{}", counts.first, counts.second);
  if (!templates.empty()) report["unseen"] = unseen(tools, templates, each, seed, out + ".unseen");
  fmt::print("{}\n", report.dump(2));
  return 0;
}
