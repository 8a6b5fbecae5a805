// The figures of report.html as inline SVG. Colours come from the page's style sheet, so that they follow light and dark.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace retort::pipeline {

struct FunnelStep {
  std::string label;
  long count = 0;
};
// Bars one below the other, each as long as its share of the first.
std::string funnel_chart(const std::vector<FunnelStep>& steps);

struct Curve {
  std::string label, css_class;                       // "train", "heldout"
  std::vector<std::pair<double, double>> points;      // step, loss
};
// Loss over steps; a curve of many points gets a smoothed line over its raw one. Empty text when there is no point.
std::string loss_chart(const std::vector<Curve>& curves);

struct Accuracy {
  std::string label, note;
  long n = 0, correct = 0;
  double accuracy = 0, low = 0, high = 1;
};
// A bar for each row with a whisker for its interval.
std::string accuracy_chart(const std::vector<Accuracy>& rows);

}  // namespace retort::pipeline
