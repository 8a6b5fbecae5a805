// retort tool: the symbolic tools by hand.
#include <fmt/core.h>

#include <memory>

#include "base/parallel.h"
#include "base/stop.h"
#include "cas/tool.h"
#include "cli/batch.h"
#include "cli/command.h"
#include "serve/rows.h"
#include "serve/stdio.h"

namespace retort::cli {

namespace {

struct Arguments {
  std::string name, args, batch;
  bool json = false;
  std::string detail = "normal";   // of explain
  std::uint64_t seed = 0;
};

int list(const Arguments& arguments) {
  Json all = Json::array();
  std::vector<cas::ToolSpec> specs = cas::tool_specs();
  specs.push_back(cas::python_spec());
  for (const cas::ToolSpec& spec : specs) {
    all.push_back(spec.openai());
    if (!arguments.json) print(fmt::format("{:<28} {}\n{:<28} e.g. '{}'\n", spec.name, spec.help, "", to_line(spec.example)));
  }
  if (arguments.json) print_json(all);
  return kDone;
}

using RowFunction = Result<Json> (*)(serve::Workbench&, const Json&);

// A row's own detail and seed go before those of the command line.
Json with_options(const Json& row, const Arguments& arguments) {
  Json all = {{"detail", arguments.detail}, {"seed", arguments.seed}};
  all.update(row);
  return all;
}

int run(const Arguments& arguments, RowFunction action, bool explains) {
  if (arguments.batch.empty() == arguments.name.empty())
    return usage({ErrorCode::kInvalidArgument, "needs either a tool's name with its arguments as JSON, or --batch FILE.jsonl"});
  serve::Workbench bench;
  if (!arguments.batch.empty())
    return run_batch(arguments.batch, explains ? Json{{"steps", Json::array()}} : Json::object(), [&](const Json& row) { return action(bench, explains && row.is_object() ? with_options(row, arguments) : row); });
  auto args = parse_json(arguments.args);
  if (!args.ok()) return usage({args.error().code, fmt::format("arguments of {}: {}", arguments.name, args.error().message)});
  const Json row = {{"tool", arguments.name}, {"args", *args}};
  auto answer = action(bench, explains ? with_options(row, arguments) : row);
  if (!answer.ok()) return fail(answer.error());
  print_json(explains ? *answer : (*answer)["output"]);
  return explains || string_or((*answer)["output"], "status", "") == "ok" ? kDone : kFailed;
}

int serve_tools() {
  serve::Workbench bench;
  const serve::ServerOptions options{.version = RETORT_VERSION, .threads = 2 * usable_threads()};
  return finish(serve::serve_stdio(serve::all_offers(bench), options, signal_stop()));
}

CLI::App* add_one(CLI::App& tool, Chosen& chosen, const std::string& name, const std::string& help, RowFunction action, bool explains) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = tool.add_subcommand(name, help);
  CLI::Option* tool_name = command->add_option("NAME", arguments->name, "Name of the tool (retort tool list)");
  command->add_option("ARGS", arguments->args, "Its arguments, a JSON object")->needs(tool_name);
  command->add_option("--batch", arguments->batch, "JSONL rows {\"id\", \"tool\", \"args\"}; - for stdin")->type_name("FILE");
  if (explains) {
    command->add_option("--detail", arguments->detail, "How small the steps are: brief, normal or full")->check(CLI::IsMember({"brief", "normal", "full"}))->capture_default_str();
    command->add_option("--seed", arguments->seed, "Varies the wording, never the mathematics")->capture_default_str();
  }
  command->callback([=, &chosen] { chosen.action = [=] { return run(*arguments, action, explains); }; });
  return command;
}

}  // namespace

void add_tool(CLI::App& app, Chosen& chosen) {
  CLI::App* tool = app.add_subcommand("tool", "Symbolic tools: list them, call one, explain a result by hand");
  tool->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  CLI::App* list_command = tool->add_subcommand("list", "All tools with an example");
  list_command->add_flag("--json", arguments->json, "As OpenAI's `tools` with JSON schemas");
  list_command->callback([arguments, &chosen] { chosen.action = [arguments] { return list(*arguments); }; });
  list_command->footer("Example:\n  retort tool list --json");
  add_one(*tool, chosen, "call", "Call a tool; prints its result as JSON", serve::call_row, false)
      ->footer("Status 1 when the call gave an error; a batch ends with 0 and adds `output` to each row.\n\n"
               "Examples:\n  retort tool call solve_equation '{\"sympy_equation\": \"2x+3=7\", \"variable\": \"x\"}'\n  retort tool call --batch calls.jsonl");
  add_one(*tool, chosen, "explain", "Call a tool and derive its result by hand, every step checked", serve::explain_row, true)
      ->footer("Prints {\"output\", \"steps\"}; a batch adds both to each row, or `error` where there is no derivation.\n\n"
               "Examples:\n  retort tool explain gcd '{\"numbers\": [48, 18]}'\n  retort tool explain --detail full integrate '{\"expression\": \"x*exp(x)\"}'");
  CLI::App* server = tool->add_subcommand("serve", "Serve the tools over the Model Context Protocol: JSON-RPC, a message a line, on stdin and stdout");
  server->footer("Beside the tools it offers explain, grade_answer, check_narrative and python. Ends when stdin is closed.\n\n"
                 "Example, in the settings of an MCP client:\n  {\"mcpServers\": {\"retort\": {\"command\": \"build/bin/retort\", \"args\": [\"tool\", \"serve\"]}}}");
  server->callback([&chosen] { chosen.action = serve_tools; });
  tool->footer("Examples:\n  retort tool list\n  retort tool call gcd '{\"numbers\": [48, 18]}'\n  retort tool explain gcd '{\"numbers\": [48, 18]}'");
}

}  // namespace retort::cli
