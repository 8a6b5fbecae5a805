// retort show: one record with all it came from and all that came of it.
#include <memory>
#include <optional>

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

struct Shown {
  pipeline::Lineage line;
  std::optional<pipeline::Decision> decision;
};

Result<Shown> find(const Arguments& arguments) {
  RETORT_TRY(auto run, open_to_read(arguments.folder));
  RETORT_TRY(auto line, find_line(run, arguments.id));
  RETORT_TRY(auto curation, pipeline::Curation::read(run.paths.curation()));
  const auto* decision = line.accepted() ? curation.about(line.accepted()->id) : nullptr;
  return Shown{std::move(line), decision ? std::optional(*decision) : std::nullopt};
}

int run(const Arguments& arguments) {
  auto shown = find(arguments);
  if (!shown.ok()) return fail(shown.error());
  if (arguments.json) {
    Json json = lineage_json(shown->line);
    if (shown->decision) json["curation"] = shown->decision->to_json();
    print_json(json);
    return kDone;
  }
  print(lineage_text(shown->line));
  if (shown->decision) print("\n" + decision_text(*shown->decision));
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
