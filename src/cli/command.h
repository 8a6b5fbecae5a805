// What the subcommands share: registration, exit statuses, where output goes.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "pipeline/recipe.h"

namespace retort::cli {

inline constexpr int kDone = 0, kFailed = 1, kUsage = 2, kInterrupted = 130;

// The action of the chosen subcommand; runs after the arguments have been read, and returns the exit status.
struct Chosen {
  std::function<int()> action;
};

// Each subcommand registers itself and sets `chosen.action` when it is picked. One function, one file.
void add_run(CLI::App& app, Chosen& chosen);
void add_import(CLI::App& app, Chosen& chosen);
void add_decontaminate(CLI::App& app, Chosen& chosen);
void add_dedupe(CLI::App& app, Chosen& chosen);
void add_stages(CLI::App& app, Chosen& chosen);      // solve, translate, rephrase, train
void add_status(CLI::App& app, Chosen& chosen);
void add_stats(CLI::App& app, Chosen& chosen);
void add_show(CLI::App& app, Chosen& chosen);
void add_report(CLI::App& app, Chosen& chosen);
void add_check(CLI::App& app, Chosen& chosen);
void add_grade(CLI::App& app, Chosen& chosen);
void add_tool(CLI::App& app, Chosen& chosen);
void add_sample(CLI::App& app, Chosen& chosen);
void add_curate(CLI::App& app, Chosen& chosen);
void add_export(CLI::App& app, Chosen& chosen);
void add_eval(CLI::App& app, Chosen& chosen);
void add_ablate(CLI::App& app, Chosen& chosen);
void add_compare(CLI::App& app, Chosen& chosen);
void add_doctor(CLI::App& app, Chosen& chosen);

// Says the error on stderr. 130 for a requested stop, else 1.
int fail(const Error& error);
// The same for what the user wrote wrongly: 2.
int usage(const Error& error);
int finish(const Status& status);

// A note on stderr that does not tear a progress line.
void say(const std::string& sentence);
// Progress lines on stderr: one that is rewritten on a terminal, one every few seconds elsewhere.
void show_progress();

void print(const std::string& text);   // stdout
void print_json(const Json& json);     // stdout, one line

// The version line of --version.
std::string version_text();

}  // namespace retort::cli
