#include "pipeline/report_charts.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace retort::pipeline {

namespace {

// A round step such that about `count` of them cover `span`.
double tick_step(double span, int count) {
  double raw = span / count, power = std::pow(10.0, std::floor(std::log10(raw)));
  for (double factor : {1.0, 2.0, 5.0})
    if (raw <= factor * power) return factor * power;
  return 10 * power;
}

struct Frame {
  double left = 48, top = 12, width = 640, height = 220;   // of the plot
  double x_high = 1, y_low = 0, y_high = 1;
  double x(double v) const { return left + v / x_high * width; }
  double y(double v) const { return top + (y_high - v) / (y_high - y_low) * height; }
};

std::string axes(const Frame& f) {
  std::string svg;
  double step = tick_step(f.y_high - f.y_low, 4);
  for (double v = std::ceil(f.y_low / step) * step; v <= f.y_high + 1e-9; v += step)
    svg += fmt::format("<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{1:.1f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\"/><text x=\"{3:.1f}\" y=\"{4:.1f}\" "
                       "text-anchor=\"end\">{5:g}</text>", f.left, f.left + f.width, f.y(v), f.left - 6, f.y(v) + 4, std::abs(v) < 1e-9 ? 0 : v);
  step = std::max(1.0, tick_step(f.x_high, 8));
  for (double v = 0; v <= f.x_high; v += step)
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:g}</text>", f.x(v), f.top + f.height + 18, v);
  return svg;
}

std::string polyline(const Frame& f, const std::vector<std::pair<double, double>>& points, const std::string& css_class) {
  std::string path;
  for (const auto& [x, y] : points) path += fmt::format("{:.1f},{:.1f} ", f.x(x), f.y(y));
  return fmt::format("<polyline class=\"{}\" points=\"{}\"/>", css_class, path);
}

// Exponential mean: the trend of a loss that jumps from batch to batch.
std::vector<std::pair<double, double>> smoothed(const std::vector<std::pair<double, double>>& points) {
  std::vector<std::pair<double, double>> out;
  double keep = 1 - 1 / std::max(1.0, static_cast<double>(points.size()) / 25);
  double mean = points.front().second;
  for (const auto& [x, y] : points) {
    mean = keep * mean + (1 - keep) * y;
    out.emplace_back(x, mean);
  }
  return out;
}

std::string draw_curve(const Frame& f, const Curve& curve) {
  if (curve.points.size() > 60) return polyline(f, curve.points, curve.css_class + " raw") + polyline(f, smoothed(curve.points), curve.css_class);
  std::string svg = polyline(f, curve.points, curve.css_class);
  for (const auto& [x, y] : curve.points) svg += fmt::format("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.5\"/>", curve.css_class, f.x(x), f.y(y));
  return svg;
}

}  // namespace

std::string funnel_chart(const std::vector<FunnelStep>& steps) {
  if (steps.empty()) return "";
  constexpr double kRow = 30, kLabel = 130, kWidth = 420;
  double most = static_cast<double>(std::max(1L, steps.front().count));
  std::string svg = fmt::format("<svg viewBox=\"0 0 720 {:.0f}\" role=\"img\" aria-label=\"how many problems reached each stage\">", kRow * static_cast<double>(steps.size()));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    double y = kRow * static_cast<double>(i), width = std::min(1.0, static_cast<double>(steps[i].count) / most) * kWidth;
    svg += fmt::format("<text x=\"{0}\" y=\"{1}\" text-anchor=\"end\">{2}</text><rect class=\"bar\" x=\"{3}\" y=\"{4}\" width=\"{5:.1f}\" height=\"18\" rx=\"3\"/>"
                       "<text class=\"strong\" x=\"{6:.1f}\" y=\"{1}\">{7}</text>",
                       kLabel - 10, y + 19, escape_html(steps[i].label), kLabel, y + 5, std::max(1.0, width), kLabel + width + 8, steps[i].count);
  }
  return svg + "</svg>";
}

std::string loss_chart(const std::vector<Curve>& curves) {
  Frame f;
  double high = 0, low = 1e9;
  for (const Curve& curve : curves)
    for (const auto& [x, y] : curve.points) {
      f.x_high = std::max(f.x_high, x);
      high = std::max(high, y);
      low = std::min(low, y);
    }
  if (high <= 0) return "";
  f.y_low = 0;
  f.y_high = high * 1.05;
  std::string svg = fmt::format("<svg viewBox=\"0 0 720 {:.0f}\" role=\"img\" aria-label=\"loss over training steps\">{}", f.top + f.height + 46, axes(f));
  double legend = f.left;
  for (const Curve& curve : curves) {
    if (curve.points.empty()) continue;
    svg += draw_curve(f, curve);
    double y = f.top + f.height + 38;
    svg += fmt::format("<line class=\"{}\" x1=\"{:.0f}\" x2=\"{:.0f}\" y1=\"{:.0f}\" y2=\"{:.0f}\"/><text x=\"{:.0f}\" y=\"{:.0f}\">{}</text>", curve.css_class,
                       legend, legend + 22, y - 4, y - 4, legend + 28, y, escape_html(curve.label));
    legend += 40 + 8.0 * static_cast<double>(curve.label.size());
  }
  return svg + "</svg>";
}

std::string accuracy_chart(const std::vector<Accuracy>& rows) {
  constexpr double kRow = 40, kLabel = 210, kWidth = 400;
  std::string svg = fmt::format("<svg viewBox=\"0 0 720 {:.0f}\" role=\"img\" aria-label=\"accuracy with 95% intervals\">", kRow * static_cast<double>(rows.size()) + 24);
  for (int percent = 0; percent <= 100; percent += 25)
    svg += fmt::format("<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"0\" y2=\"{1:.0f}\"/><text x=\"{0:.1f}\" y=\"{2:.0f}\" text-anchor=\"middle\">{3}%</text>",
                       kLabel + kWidth * percent / 100, kRow * static_cast<double>(rows.size()), kRow * static_cast<double>(rows.size()) + 18, percent);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Accuracy& row = rows[i];
    double middle = kRow * static_cast<double>(i) + kRow / 2, low = kLabel + row.low * kWidth, high = kLabel + row.high * kWidth;
    svg += fmt::format("<text class=\"strong\" x=\"{0}\" y=\"{1:.1f}\" text-anchor=\"end\">{2}</text><text class=\"small\" x=\"{0}\" y=\"{3:.1f}\" text-anchor=\"end\">{4}</text>",
                       kLabel - 10, middle - 1, escape_html(row.label), middle + 13, escape_html(row.note));
    svg += fmt::format("<rect class=\"bar\" x=\"{}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"18\" rx=\"3\"/>", kLabel, middle - 9, std::max(0.5, row.accuracy * kWidth));
    svg += fmt::format("<path class=\"whisker\" d=\"M{0:.1f} {2:.1f}H{1:.1f}M{0:.1f} {3:.1f}V{4:.1f}M{1:.1f} {3:.1f}V{4:.1f}\"/>", low, high, middle, middle - 5, middle + 5);
    svg += fmt::format("<text class=\"strong\" x=\"{:.1f}\" y=\"{:.1f}\">{:.1f}%</text>", high + 8, middle + 4, row.accuracy * 100);
  }
  return svg + "</svg>";
}

}  // namespace retort::pipeline
