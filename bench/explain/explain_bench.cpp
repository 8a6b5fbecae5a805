// Derivations on the inputs of a file: how many are complete, and how many a second on variations of them that are all distinct.
// A derivation is complete when it ends in the verified result and no step is quoted.
#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include <atomic>
#include <chrono>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "base/random.h"
#include "explain/derivation.h"

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

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("completeness and speed of derivations");
  std::string inputs, out;
  int variations = 40, threads = 2;
  app.add_option("--inputs", inputs, "JSONL of {id, ground, tool, args}")->required();
  app.add_option("--out", out, "JSONL of {id, result, complete, steps}")->required();
  app.add_option("--variations", variations, "of each input");
  app.add_option("--threads", threads);
  CLI11_PARSE(app, argc, argv);
  cas::Toolbox tools;
  auto base = read_inputs(inputs);
  std::map<std::string, std::pair<int, int>> complete;
  std::ofstream file(out);
  for (Input& input : base) {
    input.result = tools.call(input.call);
    const auto d = explain::explain(input.call, input.result);
    bool whole = d.ok();
    Json steps = Json::array();
    if (d.ok())
      for (const auto& s : d->steps) {
        whole = whole && s.grade != math::Grade::kQuoted;
        steps.push_back(s.to_json());
      }
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
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::jthread> team;
  for (int t = 0; t < threads; ++t)
    team.emplace_back([&] {
      for (std::size_t i = next++; i < many.size(); i = next++) {
        const auto d = explain::explain(many[i].call, many[i].result, {explain::Detail::kNormal, i});
        derived += d.ok();
        if (d.ok())
          for (const auto& s : d->steps)
            if (s.grade == math::Grade::kQuoted) {
              ++quoted;
              break;
            }
      }
    });
  team.clear();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  Json report{{"inputs", base.size()}, {"variations", many.size()}, {"derived", derived.load()}, {"quoted", quoted.load()}, {"threads", threads},
              {"derivations_per_second", static_cast<double>(many.size()) / seconds}, {"mix", mix}};
  for (const auto& [ground, counts] : complete) report["complete"][ground] = fmt::format("{}/{}", counts.first, counts.second);
  fmt::print("{}\n", report.dump(2));
  return 0;
}
