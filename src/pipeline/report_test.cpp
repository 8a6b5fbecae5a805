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
