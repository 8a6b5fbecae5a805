// The table of an ablation, for reading.
#include <fmt/core.h>

#include <set>

#include "base/text.h"
#include "pipeline/ablation.h"

namespace retort::pipeline {

namespace {

std::string percent(double share) { return fmt::format("{:.1f}%", share * 100); }

std::string range(const Json& ci, bool sign = false) {
  if (!ci.is_array() || ci.size() != 2) return "";
  return sign ? fmt::format("{:+.1f} to {:+.1f}", ci[0].get<double>() * 100, ci[1].get<double>() * 100)
              : fmt::format("{:.1f} to {:.1f}", ci[0].get<double>() * 100, ci[1].get<double>() * 100);
}

// "-12.0 (-20.1 to -4.0); p 0.004, 0.03"
std::string against_text(const Json& row) {
  if (!row.contains("against_narratives")) return "";
  const Json& a = row["against_narratives"];
  std::vector<std::string> ps;
  for (const Json& seed : a["mcnemar"]) ps.push_back(fmt::format("{:.2g}", number_or(seed, "p", 1)));
  return fmt::format("{:+.1f} ({}); p {}", number_or(a, "difference", 0) * 100, range(a["difference_ci95"], true), join(ps, ", "));
}

std::string row_line(const Json& row) {
  const Json& g = row["greedy"];
  std::string drawn = row.contains("samples") ? fmt::format("{} | {}", percent(number_or(row["samples"], "accuracy", 0)), range(row["samples"]["ci95"])) : " | ";
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", string_or(row, "model", ""), integer_or(row, "tokens", 0), integer_or(g, "n", 0),
                     percent(number_or(g, "accuracy", 0)), range(g["ci95"]), against_text(row), drawn, percent(number_or(g["shares"], "no_answer", 0)),
                     percent(number_or(g["shares"], "truncated", 0)));
}

// Greedy accuracy by level, one column for each.
std::string levels_table(const Json& rows) {
  std::set<std::string> levels;
  for (const Json& row : rows)
    if (row["greedy"].contains("by_level"))
      for (const auto& [level, group] : row["greedy"]["by_level"].items()) levels.insert(level);
  if (levels.empty()) return "";
  std::string text = "\n| greedy by level |", rule = "\n|---|";
  for (const std::string& level : levels) {
    text += fmt::format(" {} (n = {}) |", level, integer_or(rows[0]["greedy"]["by_level"][level], "n", 0));
    rule += "---|";
  }
  text += rule + "\n";
  for (const Json& row : rows) {
    text += fmt::format("| {} |", string_or(row, "model", ""));
    for (const std::string& level : levels) text += fmt::format(" {} |", percent(number_or(row["greedy"]["by_level"][level], "accuracy", 0)));
    text += "\n";
  }
  return text;
}

std::string leaks_text(const Json& leaks) {
  if (leaks.empty()) return "";
  return fmt::format(" {} of them share {} words in a row with a training row, or are one.", integer_or(leaks, "items", 0), integer_or(leaks, "ngram", 0));
}

}  // namespace

std::string ablation_table(const Json& ablation) {
  const Json& plan = ablation["plan"];
  const Json& s = ablation["settings"];
  std::string text = fmt::format(
      "{} on {}: {} problems, {} passes, {} seeds; LoRA of rank {}, alpha {}, learning rate {} ({}), {} tokens a step, seeds from {}. Answers of at most {} tokens, no tools{}; "
      "{} worked examples for base-shots.\n",
      string_or(ablation, "student", ""), string_or(ablation, "source", ""), integer_or(plan, "problems", 0), integer_or(s, "epochs", 0), integer_or(s, "seeds", 0),
      integer_or(s, "rank", 0), number_or(s, "alpha", 0), number_or(s, "learning_rate", 0), string_or(s, "schedule", ""), integer_or(s, "batch_tokens", 0),
      integer_or(s, "first_seed", 0), integer_or(s, "max_new_tokens", 0), bool_or(s, "q8_0", false) ? ", Q8_0 weights" : "", integer_or(s, "shots", 0));
  for (const Json& set : ablation["data"]) {
    text += fmt::format("\n## {}\n{} problems.{}\n\n", string_or(set, "data", ""), integer_or(set, "problems", 0), leaks_text(set["leaks"]));
    text += fmt::format("| model | tokens trained | n | greedy | 95% | against narratives: points, McNemar | mean of {} at {} | 95% | no answer | truncated |\n",
                        integer_or(s, "samples", 0), number_or(s, "temperature", 0));
    text += "|---|---|---|---|---|---|---|---|---|---|\n";
    for (const Json& row : set["rows"]) text += row_line(row);
    text += levels_table(set["rows"]);
  }
  return text;
}

}  // namespace retort::pipeline
