#include "cli/score_text.h"

#include <fmt/core.h>

#include "base/text.h"

namespace retort::cli {

namespace {

std::string percent(const Json& object, const char* key) { return fmt::format("{:.1f}%", number_or(object, key, 0) * 100); }

std::string interval(const Json& object, const char* key = "ci95", const char* sign = "") {
  const Json& ci = object[key];
  if (!ci.is_array() || ci.size() != 2) return "";
  return fmt::format("{}{:.1f}% to {}{:.1f}%", *sign && ci[0] > 0 ? sign : "", ci[0].get<double>() * 100, *sign && ci[1] > 0 ? sign : "", ci[1].get<double>() * 100);
}

std::string line(const std::string& name, long long n, const std::string& value, const std::string& range) {
  return fmt::format("  {:<34} {:>6} {:>9}  {}\n", shorten(name, 34), n, value, range);
}

std::string groups(const Json& scores, const char* key) {
  std::string text;
  if (!scores.contains(key)) return text;
  for (const auto& [name, group] : scores[key].items())
    text += line(fmt::format("{} {}", std::string_view(key) == "by_level" ? "level" : "subject", name), integer_or(group, "n", 0), percent(group, "accuracy"), interval(group));
  return text;
}

std::string leaks_line(const Json& leaks) {
  std::string text = fmt::format("  leaks: {} of {} items share {} words in a row with a training row, or are one ({} of {} training rows)", integer_or(leaks, "items", 0),
                                 integer_or(leaks, "of", 0), integer_or(leaks, "ngram", 0), integer_or(leaks, "rows_in_items", 0), integer_or(leaks, "rows", 0));
  const Json& clean = leaks["accuracy_without"];
  if (integer_or(leaks, "items", 0) > 0) text += fmt::format("; without those items {} of {}, {}", percent(clean, "accuracy"), integer_or(clean, "n", 0), interval(clean));
  return text + "\n";
}

std::string details_of(const Json& scores) {
  const long samples = static_cast<long>(integer_or(scores, "samples", 1));
  const long problems = static_cast<long>(integer_or(scores, "n", 0));
  std::string text = fmt::format("\n{} on {}\n", string_or(scores, "model", ""), string_or(scores, "data", ""));
  if (samples > 1) text += line(fmt::format("mean of {} samples", samples), problems, percent(scores, "accuracy"), interval(scores));
  if (scores.contains("pass_at_k"))
    for (const auto& [k, pass] : scores["pass_at_k"].items()) text += line("pass@" + k, problems, percent(pass, "value"), interval(pass));
  if (scores.contains("majority")) text += line(fmt::format("majority@{}", samples), problems, percent(scores["majority"], "accuracy"), interval(scores["majority"]));
  text += groups(scores, "by_subject") + groups(scores, "by_level");
  const Json& shares = scores["shares"];
  text += fmt::format("  of {} answers: no answer {}, truncated {}, undecided {}\n", problems * samples, percent(shares, "no_answer"), percent(shares, "truncated"),
                      percent(shares, "undecided"));
  text += fmt::format("  tokens: {} prompt, {} written\n", integer_or(scores, "prompt_tokens", 0), integer_or(scores, "new_tokens", 0));
  if (scores.contains("leaks")) text += leaks_line(scores["leaks"]);
  return text;
}

}  // namespace

std::string score_details(const Json& scores) {
  std::string text;
  for (const Json& one : scores) text += details_of(one);
  return text;
}

std::string row_text(const eval::ResultRow& row) {
  return fmt::format("=== {} {} ({}), sample {}: {}{}\n{}\n--- answer, {} tokens\n{}\n--- found: {}   gold: {}   {}\n\n", row.data, row.item + 1, row.problem.id,
                     row.sample.number + 1, row.sample.outcome, row.sample.truncated ? ", truncated" : "", row.problem.statement, row.sample.new_tokens, row.sample.text,
                     row.sample.answer.empty() ? "nothing" : row.sample.answer, row.problem.answer, row.sample.reason);
}

std::string comparison_text(const Json& comparisons, const std::string& a, const std::string& b) {
  std::string text = fmt::format("A: {}\nB: {}\n", a, b);
  for (const Json& c : comparisons) {
    const bool majority = string_or(c, "outcome", "") == "majority";
    text += fmt::format("\n{}, {} problems\n", string_or(c, "data", ""), integer_or(c, "n", 0));
    text += fmt::format("  A {} ({}), B {} ({})\n", percent(c["a"], "accuracy"), interval(c["a"]), percent(c["b"], "accuracy"), interval(c["b"]));
    text += fmt::format("  B minus A {:+.1f}% ({}, paired bootstrap over problems)\n", number_or(c, "difference", 0) * 100, interval(c, "difference_ci95", "+"));
    text += fmt::format("  {}: both {}, only A {}, only B {}, neither {}; p = {:.4g} ({})\n", majority ? "right by the majority's answer" : "right", integer_or(c, "both", 0),
                        integer_or(c, "only_a", 0), integer_or(c, "only_b", 0), integer_or(c, "neither", 0), number_or(c, "p", 1), string_or(c, "test", ""));
  }
  return text;
}

}  // namespace retort::cli
