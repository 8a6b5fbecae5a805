#include "pipeline/report_text.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::pipeline {

namespace {

// `x = \boxed{3}` -> `x = 3` and true: a box is a border around the formula, not mathematics.
bool unbox(std::string& formula) {
  constexpr std::string_view kBox = "\\boxed{";
  std::size_t at = formula.find(kBox);
  if (at == std::string::npos) return false;
  int depth = 1;
  std::size_t end = at + kBox.size();
  for (; end < formula.size() && depth > 0; ++end) depth += formula[end] == '{' ? 1 : formula[end] == '}' ? -1 : 0;
  if (depth > 0) return false;
  formula = formula.substr(0, at) + formula.substr(at + kBox.size(), end - 1 - at - kBox.size()) + formula.substr(end);
  return true;
}

std::string words_html(std::string_view words) { return replace_all(escape_html(words), "\n", "<br>"); }

}  // namespace

std::string formula_html(std::string_view formula) {
  std::string inner(trim(formula));
  bool boxed = unbox(inner);
  auto parsed = math::parse_any(inner);
  if (!parsed.ok()) parsed = math::parse(inner, math::Notation::kLatex);
  std::string html = parsed.ok() ? math::to_mathml(*parsed) : fmt::format("<code>{}</code>", escape_html(inner));
  return boxed ? fmt::format("<span class=\"boxed\">{}</span>", html) : html;
}

std::string to_html(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    std::size_t open = text.find('$');
    std::size_t close = open == std::string_view::npos ? open : text.find('$', open + 1);
    if (close == std::string_view::npos) return html + words_html(text);   // a lone dollar is money
    html += words_html(text.substr(0, open));
    html += formula_html(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  return html;
}

std::string marked_html(std::string_view text, const std::vector<trace::Finding>& findings) {
  struct Range {
    std::size_t begin, end;
    std::string title;
  };
  std::vector<Range> formulas, marks;
  for (std::size_t open = text.find('$'); open != std::string_view::npos;) {
    const std::size_t close = text.find('$', open + 1);
    if (close == std::string_view::npos) break;
    formulas.push_back({open, close + 1, {}});
    open = text.find('$', close + 1);
  }
  const auto inside_character = [&](std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80; };
  for (const trace::Finding& finding : findings) {
    Range range{std::min(finding.at, text.size()), std::min(finding.at + std::min(finding.length, text.size()), text.size()), finding.gate + ": " + finding.message};
    for (const Range& formula : formulas) {
      if (formula.begin >= range.end || formula.end <= range.begin) continue;
      range.begin = std::min(range.begin, formula.begin);
      range.end = std::max(range.end, formula.end);
    }
    while (range.begin > 0 && inside_character(range.begin)) --range.begin;
    while (inside_character(range.end)) ++range.end;
    if (range.begin < range.end) marks.push_back(std::move(range));
  }
  std::stable_sort(marks.begin(), marks.end(), [](const Range& a, const Range& b) { return a.begin < b.begin; });
  std::string html;
  std::size_t at = 0;
  for (std::size_t i = 0; i < marks.size();) {
    Range whole = marks[i];
    for (++i; i < marks.size() && marks[i].begin < whole.end; ++i) {
      whole.end = std::max(whole.end, marks[i].end);
      if (whole.title.find(marks[i].title) == std::string::npos) whole.title += "; " + marks[i].title;
    }
    html += to_html(text.substr(at, whole.begin - at));
    html += fmt::format("<mark title=\"{}\">{}</mark>", escape_html(whole.title), to_html(text.substr(whole.begin, whole.end - whole.begin)));
    at = whole.end;
  }
  return html + to_html(text.substr(at));
}

}  // namespace retort::pipeline
