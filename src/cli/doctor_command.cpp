// retort doctor: what works on this machine, what is missing and how to get it.
#include <fmt/core.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "base/files.h"
#include "base/parallel.h"
#include "base/process.h"
#include "cas/python_tool.h"
#include "cas/tool.h"
#include "cli/command.h"
#include "llm/local_model.h"
#include "pipeline/student.h"

namespace retort::cli {

namespace {

struct Finding {
  std::string name;
  bool ok = false;
  std::string detail, advice;   // what was found; what to do when it is not ok
  bool needed = true;           // without it a part of the program that the main job does not use is closed
};

constexpr std::string_view kSetup = "run scripts/setup.sh and build again";

Finding processor() {
  bool avx2 = __builtin_cpu_supports("avx2") != 0;
  return {"processor", avx2, fmt::format("{} threads usable, {}", usable_threads(), avx2 ? "AVX2" : "no AVX2"), "programs built here need a processor with AVX2 and run on none without"};
}

Finding memory() {
  constexpr double kNeeded = 3.5;
  double gib = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 30);
  return {"memory", gib >= kNeeded, fmt::format("{:.1f} GiB", gib), "training the default student takes about 3.5 GiB: lower train.batch_tokens, or use a larger machine"};
}

Finding disk() {
  constexpr double kNeeded = 1;
  struct statvfs info {};
  double gib = ::statvfs(".", &info) == 0 ? static_cast<double>(info.f_bavail) * static_cast<double>(info.f_frsize) / (1 << 30) : 0;
  return {"disk", gib >= kNeeded, fmt::format("{:.1f} GiB free in this folder", gib), "a run with the default student takes about 0.5 GiB: free some space, or choose another folder with --out"};
}

Finding worker() {
  cas::Toolbox tools({.deadline = Milliseconds(10'000), .workers = 1});
  cas::ToolResult result = tools.call({"factor_expression", {{"expression", "x^2 - 1"}}});
  return {"algebra worker (retort-cas)", result.ok, result.ok ? "x^2 - 1 = " + result.result : result.message, std::string("retort-cas must lie beside retort: ") + std::string(kSetup)};
}

Finding trainer() {
  auto said = run_process({.argv = {program_directory() + "/retort-train", "--help"}, .merge_stderr = true}, Milliseconds(60'000));
  return {"trainer (retort-train)", said.ok(), said.ok() ? "runs" : said.error().message, std::string("retort-train must lie beside retort and find libtorch: ") + std::string(kSetup)};
}

Finding student() {
  pipeline::Recipe recipe;
  Finding finding{"student " + recipe.student.model, false, "", std::string(kSetup)};
  auto path = pipeline::find_model(recipe.student.model);
  if (!path.ok()) {
    finding.detail = path.error().message;
    return finding;
  }
  auto tokenizer = llm::ChatTokenizer::open(*path);
  finding.ok = tokenizer.ok();
  std::error_code ignored;
  finding.detail = tokenizer.ok() ? fmt::format("{} ({} MB)", *path, std::filesystem::file_size(*path, ignored) / 1'000'000) : tokenizer.error().message;
  return finding;
}

Finding python() {
  const auto found = cas::python_available();
  return {"sandbox of the tool python", found.ok(), found.ok() ? *found : found.error().message, "programs of traces cannot be run here; everything else works", false};
}

int run(bool json) {
  Json all = Json::array();
  bool ok = true;
  for (const Finding& finding : {processor(), memory(), disk(), worker(), trainer(), student(), python()}) {
    ok = ok && (finding.ok || !finding.needed);
    Json row = {{"name", finding.name}, {"ok", finding.ok}, {"needed", finding.needed}, {"detail", finding.detail}};
    if (!finding.ok) row["advice"] = finding.advice;
    all.push_back(row);
    if (!json) print(fmt::format("{:<8} {:<32} {}\n", finding.ok ? "ok" : finding.needed ? "MISSING" : "closed", finding.name, finding.detail));
    if (!json && !finding.ok) print(fmt::format("{:<8} -> {}\n", "", finding.advice));
  }
  if (json) print_json({{"ok", ok}, {"checks", all}});
  return ok ? kDone : kFailed;
}

}  // namespace

void add_doctor(CLI::App& app, Chosen& chosen) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("doctor", "What works on this machine, what is missing and how to get it");
  command->add_flag("--json", *json, "Print JSON");
  command->footer("Status 1 when something is missing that the main job needs.\n\nExample:\n  retort doctor");
  command->callback([json, &chosen] { chosen.action = [json] { return run(*json); }; });
}

}  // namespace retort::cli
