#include "cli/summary_text.h"

#include <fmt/core.h>

#include "base/text.h"
#include "cli/command.h"

namespace retort::cli {

namespace {

std::string counts_line(const Json& counts) {
  std::string line;
  for (const auto& [name, n] : counts.items()) line += fmt::format("{}{} {}", line.empty() ? "" : ", ", name, n.get<long>());
  return line;
}

std::string last_of(const Json& values) {
  if (!values.is_array() || values.empty()) return "-";
  const Json& last = values.back();
  const Json& value = last.is_array() && last.size() == 2 ? last[1] : last;
  return value.is_number() ? fmt::format("{:.3f}", value.get<double>()) : "-";
}

std::string first_of(const Json& values) {
  if (!values.is_array() || values.empty()) return "-";
  return last_of(Json::array({values.front()}));
}

std::string model_lines(const Json& use) {
  std::string text = fmt::format("{:<18}{:>8} replies, {} tries, {} + {} tokens, {:.4f} spent\n", "model", integer_or(use, "exchanges", 0), integer_or(use, "tries", 0),
                                 integer_or(use, "prompt_tokens", 0), integer_or(use, "completion_tokens", 0), number_or(use, "cost", 0));
  if (use.contains("per_narrative")) {
    const Json& each = use["per_narrative"];
    text += fmt::format("{:<18}{:>8.0f} tokens, {:.4f} spent, {:.2f} s\n", "for each accepted", number_or(each, "tokens", 0), number_or(each, "cost", 0),
                        number_or(each, "seconds", 0));
  }
  if (bool_or(use, "estimated", false)) text += fmt::format("{:<18}in part: a server counted no tokens, which are charged by the bytes\n", "estimated");
  if (!use["faults"].empty()) text += fmt::format("{:<18}{}\n", "failed tries", counts_line(use["faults"]));
  return text;
}

}  // namespace

std::string evaluation_table(const Json& rows) {
  std::string text = fmt::format("{:<12} {:<16} {:>5} {:>8} {:>9}  {:<16} {:>9} {:>9}\n", "model", "data", "n", "correct", "accuracy", "95% interval", "no answer",
                                 "truncated");
  for (const Json& row : rows) {
    const Json& ci = row["ci95"];
    std::string interval = ci.is_array() && ci.size() == 2 ? fmt::format("{:.1f}% to {:.1f}%", ci[0].get<double>() * 100, ci[1].get<double>() * 100) : "";
    // n counts problems, the rest answers: of several to each problem it is said of how many.
    const long long n = integer_or(row, "n", 0), samples = integer_or(row, "samples", 1);
    const std::string of = samples > 1 ? fmt::format("/{}", n * samples) : "";
    text += fmt::format("{:<12} {:<16} {:>5} {:>8} {:>8.1f}%  {:<16} {:>9} {:>9}\n", string_or(row, "model", ""),
                        string_or(row, "data", ""), n, fmt::format("{}{}", integer_or(row, "correct", 0), of),
                        number_or(row, "accuracy", 0) * 100, interval, integer_or(row, "no_answer", 0), integer_or(row, "truncated", 0));
  }
  return text;
}

std::string summary_text(const Json& s) {
  std::string text;
  for (const auto& [key, label] : {std::pair{"problems", "problems"}, {"traces", "traces"}, {"calls", "tool calls"}, {"explanations", "explanations"},
                                   {"narratives", "narratives"}, {"passed", "passed the gates"}})
    text += fmt::format("{:<18}{:>8}\n", label, integer_or(s, key, 0));
  if (integer_or(s, "samples", 0) > integer_or(s, "problems", 0))
    for (const auto& [key, label] : {std::pair{"samples", "samples"}, {"right_traces", "right samples"}, {"spare_traces", "right, not told"},
                                     {"solved_problems", "problems solved"}, {"told_problems", "problems told"}})
      text += fmt::format("{:<18}{:>8}\n", label, integer_or(s, key, 0));
  for (const auto& [key, label] : {std::pair{"skipped_rows", "skipped rows"}, {"duplicate_rows", "repeated rows"}, {"normalised_duplicates", "rewritten rows"},
                                   {"near_duplicates", "near duplicates"}, {"contaminated_rows", "in a benchmark"}})
    if (integer_or(s, key, 0) > 0) text += fmt::format("{:<18}{:>8}\n", label, integer_or(s, key, 0));
  if (s.contains("rejected") && !s["rejected"].empty()) text += fmt::format("{:<18}{}\n", "rejected", counts_line(s["rejected"]));
  if (s.contains("failed") && !s["failed"].empty()) text += fmt::format("{:<18}{}\n", "no narrative", counts_line(s["failed"]));
  if (s.contains("failure_reasons") && !s["failure_reasons"].empty())
    text += fmt::format("{:<18}{} of them: {}\n", "most often", integer_or(s["failure_reasons"][0], "n", 0), shorten(string_or(s["failure_reasons"][0], "reason", ""), 160));
  if (s.contains("origins") && !s["origins"].empty()) text += fmt::format("{:<18}{}\n", "reasoning from", counts_line(s["origins"]));
  if (s.contains("judge") && s["judge"].contains("planted")) {
    const Json& planted = s["judge"]["planted"];
    text += fmt::format("{:<18}{:>8} of {} planted wrong solutions rejected, {} without a verdict\n", "judge", integer_or(planted, "rejected", 0), integer_or(planted, "n", 0),
                        integer_or(planted, "none", 0));
  }
  if (s.contains("llm")) text += model_lines(s["llm"]);
  if (s.contains("training") && integer_or(s["training"], "steps", 0) > 0) {
    const Json& t = s["training"];
    text += fmt::format("{:<18}{} steps, {} tokens, loss {} -> {}, held-out {} -> {}\n", "training", integer_or(t, "steps", 0), integer_or(t, "tokens", 0),
                        first_of(t["loss"]), last_of(t["loss"]), first_of(t["heldout_loss"]), last_of(t["heldout_loss"]));
    if (t.contains("check") && t["check"].contains("adapter"))
      text += fmt::format("{:<18}logits differ from llama.cpp's by {:.2g}, without the adapter by {:.2g}; it changes them by {:.2g}\n", "adapter checked",
                          number_or(t["check"], "adapter", 0), number_or(t["check"], "engines", 0), number_or(t["check"], "effect", 0));
  }
  if (s.contains("evaluations") && !s["evaluations"].empty()) text += fmt::format("\n{}", evaluation_table(s["evaluations"]));
  return text;
}

int outcome(const Json& summary, pipeline::Stage stage) {
  const auto count = [&](const char* name) { return summary.value(name, 0L); };
  auto nothing = [](const std::string& why) {
    say("nothing came of it: " + why);
    return kNothing;
  };
  if (count("problems") == 0) return nothing("no problem is left to work on");
  if (count("traces") == 0) return nothing(fmt::format("none of the {} problems was answered; `retort stats DIR` lists the reasons", count("problems")));
  if (stage >= pipeline::Stage::kRephrase && count("passed") == 0)
    return nothing(fmt::format("none of the {} narratives passed the gates; `retort stats DIR` lists the reasons", count("narratives")));
  return kDone;
}

}  // namespace retort::cli
