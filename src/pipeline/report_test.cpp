#include <gtest/gtest.h>

#include "pipeline/report_charts.h"
#include "pipeline/report_page.h"
#include "pipeline/report_text.h"

namespace retort::pipeline {
namespace {

TEST(ReportText, RendersMathematicsAndEscapesTheRest) {
  EXPECT_NE(to_html("So $x = 2$.").find("<math"), std::string::npos);
  EXPECT_EQ(to_html("a < b & <script>"), "a &lt; b &amp; &lt;script&gt;");
  EXPECT_EQ(to_html("two\nlines"), "two<br>lines");
  EXPECT_EQ(to_html("It costs $5."), "It costs $5.");
  std::string boxed = to_html("$\\boxed{\\frac{1}{2}}$");
  EXPECT_NE(boxed.find("class=\"boxed\""), std::string::npos);
  EXPECT_NE(boxed.find("<mfrac>"), std::string::npos);
}

TEST(ReportText, MarksThePlacesOfFindings) {
  const std::string text = "So $3 + 4 = 8$ & all is <well>.";
  const std::string html = marked_html(text, {{"equality", 4, 9, "3 + 4 is 7, not 8"}});
  EXPECT_NE(html.find("<mark title=\"equality: 3 + 4 is 7, not 8\"><math"), std::string::npos) << html;
  EXPECT_NE(html.find("</math></mark> &amp; all is &lt;well&gt;."), std::string::npos) << html;
  EXPECT_EQ(html.find("<mark", html.find("<mark") + 1), std::string::npos) << "one place, one mark: " << html;
  const std::string both = marked_html(text, {{"number", 12, 1, "b"}, {"equality", 4, 9, "a"}, {"number", 25, 4, "c"}});
  EXPECT_NE(both.find("title=\"number: b; equality: a\""), std::string::npos) << both;
  EXPECT_NE(both.find("<mark title=\"number: c\">well</mark>"), std::string::npos) << both;
  EXPECT_EQ(marked_html(text, {{"length", 0, 0, "empty"}, {"number", 9'999, 3, "past the end"}}), to_html(text));
  EXPECT_EQ(marked_html("\xc3\xa9", {{"text", 1, 1, "x"}}), "<mark title=\"text: x\">\xc3\xa9</mark>");
}

TEST(RejectedChooser, TakesTheFirstFewOfEachGate) {
  RejectedChooser chooser;
  for (int i = 0; i < 5; ++i) {
    Lineage line;
    line.problem.id = "p" + std::to_string(i);
    line.problem.statement = "What is $1 + 1$?";
    Attempt attempt;
    attempt.narrative.text = "It is $1 + 1 = 3$.";
    attempt.verdict = trace::Verdict{};
    attempt.verdict->passed = i == 4;
    attempt.verdict->reasons = {{i == 3 ? "number" : "equality", 7, 9, "1 + 1 is 2, not 3"}};
    line.attempts.push_back(attempt);
    chooser.offer(line);
  }
  ASSERT_EQ(chooser.chosen().size(), 3u);
  EXPECT_EQ(chooser.chosen()[2].problem.id, "p3");
  const std::string html = rejected_section(chooser.chosen());
  EXPECT_NE(html.find("<mark title=\"equality"), std::string::npos) << html;
  EXPECT_EQ(rejected_section({}), "");
}

TEST(ReportText, ShowsWhatDoesNotReadAsItStands) {
  EXPECT_NE(to_html("$\\frac{1}{$").find("<code>\\frac{1}{</code>"), std::string::npos);
  EXPECT_NE(to_html("$<b>\\nonsense$").find("&lt;b&gt;"), std::string::npos);
  EXPECT_NE(to_html("$\\boxed{$"), "");
}

TEST(ReportCharts, TakeEdgeCases) {
  EXPECT_EQ(funnel_chart({}), "");
  EXPECT_NE(funnel_chart({{"problems", 0}, {"passed", 0}}).find("<svg"), std::string::npos);
  EXPECT_EQ(loss_chart({}), "");
  EXPECT_EQ(loss_chart({{"training", "train", {}}}), "");
  EXPECT_NE(loss_chart({{"training", "train", {{1, 2.5}}}}).find("<circle"), std::string::npos);
  std::vector<std::pair<double, double>> many;
  for (int i = 0; i < 500; ++i) many.emplace_back(i, 1.0 / (i + 1));
  std::string chart = loss_chart({{"training", "train", many}, {"held-out", "heldout", {{0, 1}, {499, 0.1}}}});
  EXPECT_NE(chart.find("train raw"), std::string::npos);
  EXPECT_EQ(chart.find("nan"), std::string::npos);
  EXPECT_NE(accuracy_chart({{"base", "n = 0", 0, 0, 0, 0, 1}}).find("whisker"), std::string::npos);
}

TEST(ReportPage, DrawsEvaluationsAndSurvivesDamagedOnes) {
  Json rows = Json::array({{{"model", "base"}, {"data", "d"}, {"n", 10}, {"correct", 1}, {"accuracy", 0.1}, {"ci95", {0.02, 0.4}}}, {{"model", "x"}}, 7});
  std::string html = evaluation_section(rows);
  EXPECT_NE(html.find("10.0%"), std::string::npos);
  EXPECT_NE(html.find("2.0% – 40.0%"), std::string::npos);
  EXPECT_EQ(evaluation_section(Json::array()), "");
  EXPECT_EQ(training_section({{"narratives", Json::object()}}), "");
  std::string training = training_section({{"narratives", {{"steps", 3}, {"loss", {3, 2, 1}}, {"heldout_loss", {3.5, 1.5}}, {"heldout_steps", {0, 3}}}}});
  EXPECT_NE(training.find("<svg"), std::string::npos);
  EXPECT_EQ(training.find("Logits"), std::string::npos);
  std::string checked = training_section({{"narratives", {{"steps", 3}, {"check", {{"texts", 4}, {"engines", 0.01}, {"adapter", 0.012}, {"effect", 0.5}, {"agrees", true}}}}}});
  EXPECT_NE(checked.find("by 1.2% with the adapter (by 1.0% without it; it changes them by 50.0%): they agree"), std::string::npos) << checked;
}

TEST(ExampleChooser, PrefersCorrectionsAndDifferentFamilies) {
  ExampleChooser chooser;
  auto offer = [&](const std::string& id, const std::string& family, bool corrected) {
    Lineage line;
    line.row.id = id;
    line.problem.family = family;
    line.trace.emplace();
    trace::Turn turn;
    turn.kind = trace::TurnKind::kReflection;
    turn.outcome = corrected ? "corrected" : "confirmed";
    line.trace->turns.push_back(turn);
    line.attempts.push_back({trace::Narrative{}, trace::Verdict{"v", "n", true, {}, 1, 0}});
    chooser.offer(line);
  };
  offer("a1", "a", false);
  offer("a2", "a", false);
  offer("b1", "b", false);
  offer("b2", "b", true);
  auto best = chooser.best(3);
  ASSERT_EQ(best.size(), 3u);
  EXPECT_EQ(best[0].row.id, "b2");
  EXPECT_EQ(best[1].row.id, "a1");
  EXPECT_EQ(best[2].row.id, "a2");
  EXPECT_EQ(chooser.best(10).size(), 4u);
}

}  // namespace
}  // namespace retort::pipeline
