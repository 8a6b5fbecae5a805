// retort show: one record with all it came from and all that came of it.
#include <fmt/core.h>

#include <memory>
#include <optional>
#include <vector>

#include "cli/command.h"
#include "cli/find_row.h"
#include "cli/lineage_text.h"
#include "cli/run_folder.h"
#include "pipeline/curation.h"

namespace retort::cli {

namespace {

struct Arguments {
  std::string folder, id;
  bool json = false;
};

// One sample of the problem, and what people decided about its narrative.
struct Shown {
  pipeline::Lineage line;
  std::optional<pipeline::Decision> decision;
};

Result<std::vector<Shown>> find(const Arguments& arguments) {
  RETORT_TRY(auto run, open_to_read(arguments.folder));
  RETORT_TRY(auto lines, find_lines(run, arguments.id));
  RETORT_TRY(auto curation, pipeline::Curation::read(run.paths.curation()));
  std::vector<Shown> shown;
  for (auto& line : lines) {
    const auto* decision = line.accepted() ? curation.about(line.accepted()->id) : nullptr;
    shown.push_back({std::move(line), decision ? std::optional(*decision) : std::nullopt});
  }
  return shown;
}

Json shown_json(const Shown& shown) {
  Json json = lineage_json(shown.line);
  if (shown.decision) json["curation"] = shown.decision->to_json();
  return json;
}

int run(const Arguments& arguments) {
  auto shown = find(arguments);
  if (!shown.ok()) return fail(shown.error());
  const bool several = shown->size() > 1;
  Json samples = Json::array();
  for (const Shown& one : *shown) {
    if (arguments.json) samples.push_back(shown_json(one));
    else print((several ? fmt::format("[sample {}]\n", one.line.sample) : "") + lineage_text(one.line) + (one.decision ? "\n" + decision_text(*one.decision) : ""));
  }
  if (arguments.json) print_json(several ? Json{{"samples", std::move(samples)}} : samples[0]);
  return kDone;
}

}  // namespace

void add_show(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("show", "One problem or record with all it came from and all that came of it");
  command->add_option("DIR", arguments->folder, "Run directory")->required();
  command->add_option("ID", arguments->id, "A problem's id, or the beginning of a record's")->required();
  command->add_flag("--json", arguments->json, "Print JSON");
  command->footer("Example:\n  retort show runs/first starter-train-1-17");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
