#include "pipeline/report_page.h"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "pipeline/report_charts.h"
#include "pipeline/report_text.h"

namespace retort::pipeline {

namespace {

constexpr std::string_view kStyle = R"(
:root{--ink:#1c2024;--soft:#5b6570;--line:#e0e4e8;--page:#fbfcfd;--card:#fff;--a:#2563a8;--b:#c2571a;--whisker:#1c2024;--tint:#eef4fb}
@media(prefers-color-scheme:dark){:root{--ink:#e7eaed;--soft:#9aa5b0;--line:#2c333a;--page:#14171a;--card:#1b1f24;--a:#6aa8ea;--b:#ef9a63;--whisker:#f4f6f8;--tint:#1f2933}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2.5rem 1.25rem 5rem;max-width:60rem;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1{font-size:1.7rem;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2.75rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.25rem 0 .5rem}p{margin:.4rem 0}.soft{color:var(--soft)}
svg{width:100%;max-width:46rem;height:auto;display:block;margin:.75rem 0}svg text{fill:var(--soft);font-size:13px}svg .strong{fill:var(--ink);font-weight:600}svg .small{font-size:11px}
.bar{fill:var(--a)}.grid{stroke:var(--line)}.whisker{stroke:var(--whisker);stroke-width:1.6;fill:none}
polyline{fill:none;stroke-width:2}line.train,polyline.train{stroke:var(--a);stroke-width:2}line.heldout,polyline.heldout{stroke:var(--b);stroke-width:2}
polyline.raw{opacity:.3;stroke-width:1}circle.train{fill:var(--a)}circle.heldout{fill:var(--b)}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:right}
th:first-child,td:first-child{text-align:left}th{color:var(--soft);font-weight:600}.scroll{overflow-x:auto}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin:.75rem 0 2rem}@media(max-width:44rem){.pair{grid-template-columns:1fr}}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.9rem 1.1rem;min-width:0;overflow-wrap:anywhere}
.statement{background:var(--tint);border-radius:8px;padding:.8rem 1.1rem}
.turn{margin:.5rem 0}.kind{display:inline-block;min-width:5.6rem;color:var(--soft);font-size:.75rem;text-transform:uppercase;letter-spacing:.04em}
.tag{border:1px solid var(--line);border-radius:99px;padding:.05rem .6rem;font-size:.78rem;color:var(--soft);margin-left:.4rem}
.boxed{border:1.5px solid currentColor;border-radius:3px;padding:.05em .35em}code,pre{font:13px/1.5 ui-monospace,Menlo,Consolas,monospace}
pre{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem}details{margin:.75rem 0}summary{cursor:pointer}
)";

std::string count_table(const std::map<std::string, long>& counts, std::string_view head, std::string_view unit, std::size_t most) {
  if (counts.empty()) return "";
  std::vector<std::pair<std::string, long>> rows(counts.begin(), counts.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string html = fmt::format("<div class=\"scroll\"><table><tr><th>{}</th><th>{}</th></tr>", escape_html(head), unit);
  for (std::size_t i = 0; i < rows.size() && i < most; ++i)
    html += fmt::format("<tr><td>{}</td><td>{}</td></tr>", escape_html(shorten(rows[i].first, 160)), rows[i].second);
  if (rows.size() > most) html += fmt::format("<tr><td class=\"soft\">{} more reasons</td><td></td></tr>", rows.size() - most);
  return html + "</table></div>";
}

std::string turn_html(const trace::Turn& turn) {
  std::string body;
  switch (turn.kind) {
    case trace::TurnKind::kCall: body = fmt::format("<code>{} {}</code>", escape_html(turn.call.tool), escape_html(to_line(turn.call.args))); break;
    case trace::TurnKind::kResult:
      body = turn.result.ok ? formula_html(turn.result.latex.empty() ? turn.result.result : turn.result.latex) : escape_html(turn.result.message);
      if (!turn.result.verified_by.empty()) body += fmt::format("<span class=\"tag\">{}</span>", escape_html(turn.result.verified_by));
      break;
    default: body = to_html(turn.text);
  }
  if (!turn.outcome.empty()) body += fmt::format("<span class=\"tag\">{}</span>", escape_html(turn.outcome));
  return fmt::format("<div class=\"turn\"><span class=\"kind\">{}</span> {}</div>", trace::turn_kind_name(turn.kind), body);
}

// Values of `key`, at the steps listed under `steps_key`, else one for each step from 1 on.
std::vector<std::pair<double, double>> points_of(const Json& training, const char* key, const char* steps_key) {
  std::vector<std::pair<double, double>> points;
  if (!training.contains(key) || !training[key].is_array()) return points;
  const Json& values = training[key];
  const Json* steps = training.contains(steps_key) && training[steps_key].is_array() ? &training[steps_key] : nullptr;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i].is_number()) continue;
    bool listed = steps && i < steps->size() && (*steps)[i].is_number();
    points.emplace_back(listed ? (*steps)[i].get<double>() : static_cast<double>(i + 1), values[i].get<double>());
  }
  return points;
}

std::string percent(double share) { return fmt::format("{:.1f}%", share * 100); }

std::string row_title(const Json& row) {
  std::string model = string_or(row, "model", "");
  if (model == "base") return "base";
  if (model == "base-shots") return fmt::format("base, {} worked examples", integer_or(row, "shots", 0));
  if (model == "answers") return "trained on answers alone";
  if (model == "trained") return "trained on narratives";
  return model;
}

}  // namespace

std::string page_head(const std::string& title) {
  return fmt::format("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                     "<meta name=\"color-scheme\" content=\"light dark\"><title>{}</title><style>{}</style></head><body>\n", escape_html(title), kStyle);
}

std::string page_tail() { return "</body></html>\n"; }

std::string funnel_section(const Counts& c) {
  std::string html = "<h2>From problems to solutions</h2>";
  std::vector<FunnelStep> bars = {{"problems", c.problems}};
  if (c.samples > c.problems) bars.push_back({"samples", c.samples});
  bars.push_back({"traces", c.traces});
  if (c.samples > c.problems) bars.push_back({"with the right answer", c.right});
  bars.push_back({"narratives", c.narratives});
  bars.push_back({"passed the gates", c.passed});
  html += funnel_chart(bars);
  if (c.samples > c.problems)
    html += fmt::format("<p class=\"soft\">{} of {} problems have a sample with the right answer, {} a narrative that passed; {} more right samples were kept and not told. "
                        "What follows counts samples.</p>", c.solved, c.problems, c.told, c.spare);
  html += fmt::format("<p class=\"soft\">{} tool calls, {} explanations, {} narratives written in all. In what passed, {} mathematical claims were checked and hold; {} could "
                      "not be read.</p>", c.calls, c.explanations, c.attempts, c.checked, c.unread);
  html += fmt::format("<p class=\"soft\">Of the source, {} rows could not be used; {} were the same as an earlier one, {} the same but for how they were written, {} nearly the "
                      "same.</p>", c.skipped, c.duplicates, c.normalised, c.near);
  if (c.benchmark_items > 0)
    html += fmt::format("<p class=\"soft\">Decontamination: {} problems were left out because they share words with one of {} benchmark items.</p>", c.contaminated, c.benchmark_items);
  else html += "<p class=\"soft\">Decontamination: no benchmark was named, so none was held against the problems.</p>";
  for (const auto& [origin, n] : c.origins)
    html += fmt::format("<p class=\"soft\">{} of the accepted narratives {}.</p>", n,
                        origin == "human"      ? "follow a human solution whose calculations were checked"
                        : origin == "imported" ? "were made elsewhere and passed the gates as they were"
                                               : "were found by the Solver from the statement alone");
  const std::string_view unit = c.samples > c.problems ? "samples" : "problems";
  html += count_table(c.rejected, "rejected by gate", unit, 20);
  html += count_table(c.failed, "without a narrative, by stage", unit, 20);
  html += count_table(c.failure_reasons, "why", unit, 12);
  return html;
}

std::string model_section(const Json& use, const Counts& counts) {
  if (use.empty()) return "";
  std::string html = "<h2>The model</h2><div class=\"scroll\"><table><tr><th>agent</th><th>replies</th><th>cut off</th><th>empty</th><th>given up</th><th>tries</th>"
                     "<th>prompt tokens</th><th>reply tokens</th><th>cost</th><th>seconds of waiting</th></tr>";
  auto row = [&](const std::string& name, const Json& e) {
    html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{:.4f}</td><td>{:.1f}</td></tr>", escape_html(name),
                        integer_or(e, "exchanges", 0), integer_or(e, "cut_off", 0), integer_or(e, "empty", 0), integer_or(e, "failed", 0), integer_or(e, "tries", 0),
                        integer_or(e, "prompt_tokens", 0), integer_or(e, "completion_tokens", 0), number_or(e, "cost", 0), number_or(e, "seconds", 0));
  };
  for (const auto& [agent, entry] : use["agents"].items()) row(agent, entry);
  row("all", use);
  html += "</table></div>";
  if (bool_or(use, "estimated", false)) html += "<p>Tokens and money are in part estimates: a server counted no tokens, and what it was sent is charged by its bytes.</p>";
  if (use.contains("per_narrative")) {
    const Json& each = use["per_narrative"];
    html += fmt::format("<p>Each of the {} accepted narratives took {:.0f} tokens, {:.4f} in money and {:.2f} s of work, everything counted that was lost on the way. {} of them "
                        "were written by the model, the others by rules; so were {} of all {} explanations.</p>", counts.passed, number_or(each, "tokens", 0), number_or(each, "cost", 0),
                        number_or(each, "seconds", 0), counts.by_model, counts.explained_by_model, counts.explanations);
  } else {
    html += "<p>No narrative was accepted for it.</p>";
  }
  std::map<std::string, long> faults;
  for (const auto& [kind, n] : use["faults"].items()) faults[kind] = n.get<long>();
  html += count_table(faults, "tries that the server failed", "tries", 20);
  html += count_table(counts.tool_errors, "calls of tools that gave an error", "calls", 20);
  html += count_table(counts.refused_narratives, "narratives refused, by gate", "texts", 20);
  return html;
}

std::string judge_section(const Json& figures) {
  if (figures.empty()) return "";
  const Json& opinions = figures["opinions"];
  std::string html = fmt::format("<h2>The judge</h2><p>Of the narratives that passed the gates it passed {} and rejected {}; {} times it gave no verdict.</p>",
                                 integer_or(opinions, "pass", 0), integer_or(opinions, "reject", 0), integer_or(opinions, "none", 0));
  if (!figures.contains("planted")) return html + "<p class=\"soft\">It was not shown any wrong solution, so nothing is known about what its word is worth.</p>";
  const Json& planted = figures["planted"];
  html += fmt::format("<p>Shown {} solutions in which one calculation had been made wrong, it rejected {} ({}; 95%: {} to {}) and gave no verdict on {}.</p>",
                      integer_or(planted, "n", 0), integer_or(planted, "rejected", 0), percent(number_or(planted, "share", 0)),
                      percent(planted["ci95"][0].get<double>()), percent(planted["ci95"][1].get<double>()), integer_or(planted, "none", 0));
  return html;
}

namespace {

std::string check_sentence(const Json& check) {
  if (!check.is_object() || check.empty()) return "";
  std::string text = fmt::format("Logits on {} texts in llama.cpp and in the trainer differ", integer_or(check, "texts", 0));
  if (check.contains("adapter"))
    text += fmt::format(" by {} with the adapter (by {} without it; it changes them by {})", percent(number_or(check, "adapter", 0)),
                        percent(number_or(check, "engines", 0)), percent(number_or(check, "effect", 0)));
  if (check.contains("merged"))
    text += fmt::format("{} by {} in the model as {}", check.contains("adapter") ? " and" : "", percent(number_or(check, "merged", 0)),
                        escape_html(string_or(check, "merged_type", "")));
  return fmt::format("<p class=\"soft\">{}: {}.</p>", text, bool_or(check, "agrees", false) ? "they agree" : "<b>they do not agree</b>");
}

}  // namespace

std::string training_section(const std::vector<std::pair<std::string, Json>>& trainings) {
  std::string html;
  for (const auto& [adapter, training] : trainings) {
    if (training.empty()) continue;
    html += fmt::format("<h3>Adapter “{}”</h3><p class=\"soft\">{} steps, {} tokens, {:.0f} s.</p>", escape_html(adapter), integer_or(training, "steps", 0),
                        integer_or(training, "tokens", 0), number_or(training, "seconds", 0));
    html += loss_chart({{"training loss", "train", points_of(training, "loss", "loss_steps")}, {"held-out loss", "heldout", points_of(training, "heldout_loss", "heldout_steps")}});
    if (training.contains("check")) html += check_sentence(training["check"]);
  }
  return html.empty() ? "" : "<h2>Training</h2>" + html;
}

std::string evaluation_section(const Json& evaluations) {
  if (evaluations.empty()) return "";
  std::string html = "<h2>Accuracy without tools</h2><p class=\"soft\">Greedy answers to the same prompt; a box counts, and so does a plain last number. Whiskers: 95% (Wilson).</p>";
  std::vector<Accuracy> bars;
  std::string table = "<div class=\"scroll\"><table><tr><th>model</th><th>data</th><th>n</th><th>correct</th><th>accuracy</th><th>95% interval</th><th>no answer</th>"
                      "<th>truncated</th></tr>";
  for (const Json& row : evaluations) {
    double low = 0, high = 1;
    if (row.contains("ci95") && row["ci95"].is_array() && row["ci95"].size() == 2 && row["ci95"][0].is_number() && row["ci95"][1].is_number()) {
      low = row["ci95"][0].get<double>();
      high = row["ci95"][1].get<double>();
    }
    long n = static_cast<long>(integer_or(row, "n", 0)), correct = static_cast<long>(integer_or(row, "correct", 0));
    double accuracy = number_or(row, "accuracy", 0);
    std::string title = row_title(row), data = string_or(row, "data", "");
    bars.push_back({title, fmt::format("{}, n = {}", data, n), n, correct, accuracy, low, high});
    table += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{} – {}</td><td>{}</td><td>{}</td></tr>", escape_html(title), escape_html(data), n,
                         correct, percent(accuracy), percent(low), percent(high), integer_or(row, "no_answer", 0), integer_or(row, "truncated", 0));
  }
  return html + accuracy_chart(bars) + table + "</table></div>";
}

std::string examples_section(const std::vector<Lineage>& examples) {
  if (examples.empty()) return "";
  std::string html = "<h2>Narratives beside their traces</h2>";
  for (const Lineage& line : examples) {
    html += fmt::format("<div class=\"statement\">{}<span class=\"tag\">{}</span><span class=\"tag\">{}</span></div>", to_html(line.problem.statement),
                        escape_html(line.problem.family.empty() ? line.problem.source : line.problem.family),
                        line.trace->origin == "human" ? "from a human solution" : line.trace->origin == "imported" ? "made elsewhere" : "found by the Solver");
    html += "<div class=\"pair\"><div class=\"card\"><h3>What the student reads</h3>" + to_html(line.accepted()->text) + "</div><div class=\"card\"><h3>The trace</h3>";
    for (const trace::Turn& turn : line.trace->turns) html += turn_html(turn);
    html += "</div></div>";
  }
  return html;
}

std::string rejected_section(const std::vector<Lineage>& rejected) {
  if (rejected.empty()) return "";
  std::string html = "<h2>Narratives that the gates rejected</h2><p class=\"soft\">The last attempt of each; what the verdict names is marked.</p>";
  for (const Lineage& line : rejected) {
    const Attempt& last = line.attempts.back();
    html += fmt::format("<div class=\"statement\">{}<span class=\"tag\">{}</span></div><div class=\"card\">{}<ul class=\"soft\">", to_html(line.problem.statement), escape_html(line.problem.id),
                        marked_html(last.narrative.text, last.verdict->reasons));
    for (const trace::Finding& reason : last.verdict->reasons) html += fmt::format("<li>{}: {}</li>", escape_html(reason.gate), escape_html(reason.message));
    html += "</ul></div>";
  }
  return html;
}

std::string settings_section(const Run& run) {
  std::string html = "<h2>Settings and hashes</h2><div class=\"scroll\"><table>";
  for (const auto& [name, value] : {std::pair<std::string, std::string>{"student", run.student.name}, {"student's bytes (XXH3)", run.student.hash},
                                    {"solver, tools", run.identity.solver}, {"translator, derivations", run.identity.translator},
                                    {"rephraser", run.identity.rephraser}, {"gates, grader, limits, student", run.identity.gates}})
    html += fmt::format("<tr><td>{}</td><td><code>{}</code></td></tr>", escape_html(name), escape_html(value));
  html += "</table></div><details><summary>The recipe</summary><pre>" + escape_html(to_toml(run.recipe)) + "</pre></details>";
  return html;
}

void ExampleChooser::offer(const Lineage& line) {
  constexpr std::size_t kPerFamily = 3;
  if (!line.accepted()) return;
  long score = std::min(line.trace->calls(), 5L);
  for (const trace::Turn& turn : line.trace->turns)
    if (turn.outcome == "corrected" || turn.outcome == "rejected") score += 10;
  auto& list = by_family_[line.problem.family];
  auto better = [](const Candidate& a, const Candidate& b) { return std::tuple(-a.score, a.order) < std::tuple(-b.score, b.order); };
  if (list.size() == kPerFamily && list.back().score >= score) {
    ++offered_;
    return;
  }
  Candidate candidate{score, offered_++, line};
  list.insert(std::upper_bound(list.begin(), list.end(), candidate, better), candidate);
  if (list.size() > kPerFamily) list.pop_back();
}

void RejectedChooser::offer(const Lineage& line) {
  constexpr int kPerGate = 2;
  constexpr std::size_t kMost = 8, kLongest = 20'000;
  if (line.accepted() || line.attempts.empty() || chosen_.size() >= kMost) return;
  const Attempt& last = line.attempts.back();
  const bool shows = last.verdict && !last.verdict->passed && !last.verdict->reasons.empty() && last.narrative.failure.empty() && last.narrative.text.size() <= kLongest;
  if (shows && by_gate_[last.verdict->reasons.front().gate]++ < kPerGate) chosen_.push_back(line);
}

std::vector<Lineage> ExampleChooser::best(std::size_t count) const {
  // The best of each family before the second best of any.
  std::vector<std::tuple<std::size_t, long, std::size_t, const Lineage*>> all;
  for (const auto& [family, list] : by_family_)
    for (std::size_t i = 0; i < list.size(); ++i) all.emplace_back(i, -list[i].score, list[i].order, &list[i].line);
  std::sort(all.begin(), all.end());
  std::vector<Lineage> chosen;
  for (std::size_t i = 0; i < all.size() && i < count; ++i) chosen.push_back(*std::get<3>(all[i]));
  return chosen;
}

}  // namespace retort::pipeline
