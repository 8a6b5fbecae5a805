#include "pipeline/report_text.h"

#include <fmt/core.h>

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

}  // namespace retort::pipeline
