#include "check/dots.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::check {
namespace {

using math::Rational;

constexpr std::size_t kMaxLatex = 2000;
constexpr long long kMaxTerms = 5000;
constexpr std::array<std::string_view, 7> kDots = {"\\dotsb", "\\dotsm", "\\cdots", "\\ldots", "\\dots", "....", "..."};

struct Dots {
  std::size_t at = 0, length = 0;
};

std::optional<Dots> find_dots(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (std::string_view mark : kDots) {
      if (text.substr(i, mark.size()) == mark) return Dots{i, mark.size()};
    }
  }
  return std::nullopt;
}

std::optional<Rational> value_of(std::string_view latex) {
  const auto read = math::parse(trim(latex), math::Notation::kLatex);
  if (!read.ok() || !read->symbols().empty()) return std::nullopt;
  const auto value = math::exact_value(*read, {4096, 100});
  return value.ok() ? std::optional(*value) : std::nullopt;
}

bool is_times(std::string_view text) { return text == "\\cdot" || text == "\\times" || text == "*"; }

// The operator that stands at the very end (or start) of the text, `+`, `\cdot` or `\times`.
std::string_view operator_at_end(std::string_view text) {
  for (std::string_view mark : {std::string_view("+"), std::string_view("\\cdot"), std::string_view("\\times"), std::string_view("*")}) {
    if (text.ends_with(mark)) return mark;
  }
  return {};
}

std::string_view operator_at_start(std::string_view text) {
  for (std::string_view mark : {std::string_view("+"), std::string_view("\\cdot"), std::string_view("\\times"), std::string_view("*")}) {
    if (text.starts_with(mark) && !(mark == "\\cdot" && text.starts_with("\\cdots"))) return mark;
  }
  return {};
}

// The terms in front of the dots, last first, at most four; `begin` of the run of terms is not needed.
std::vector<std::string_view> terms_before(std::string_view text, bool product) {
  std::vector<std::string_view> terms;
  int depth = 0;
  std::size_t end = text.size();
  for (std::size_t i = text.size(); i-- > 0 && terms.size() < 4;) {
    const char c = text[i];
    if (c == ')' || c == '}' || c == ']') ++depth;
    if (c == '(' || c == '{' || c == '[') --depth;
    const std::string_view mark = depth == 0 ? operator_at_end(text.substr(0, i + 1)) : std::string_view();
    const bool stop = depth < 0 || (depth == 0 && !mark.empty() && is_times(mark) != product && product);
    const bool cut = depth == 0 && !mark.empty() && (is_times(mark) == product);
    if (!stop && !cut && i > 0) continue;
    const std::size_t begin = stop || cut ? i + 1 : 0;
    terms.push_back(trim(text.substr(begin, end - begin)));
    if (stop) break;
    if (cut) {
      i = i + 1 - mark.size();
      end = i;
    }
  }
  return terms;
}

// The term behind the operator that follows the dots.
std::string_view term_after(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(' || c == '{' || c == '[') ++depth;
    if (c == ')' || c == '}' || c == ']') --depth;
    const bool sign = depth == 0 && i > 0 && (c == '+' || c == '-' || c == '*' || c == '=' || text.substr(i).starts_with("\\cdot") || text.substr(i).starts_with("\\times"));
    if (depth < 0 || sign) return trim(text.substr(0, i));
  }
  return trim(text);
}

std::string in_braces(const Rational& value) { return "{(" + value.to_string() + ")}"; }

// The terms between `before` (last first) and `last`, by a common difference or ratio; nothing where there is none.
std::optional<std::string> omitted(const std::vector<Rational>& before, const std::optional<Rational>& last, std::string_view last_text, bool product) {
  if (before.size() < 2) return std::nullopt;
  const std::string big = product ? "\\prod" : "\\sum";
  const Rational step = before[0] - before[1];
  bool arithmetic = !step.is_zero(), geometric = !before[1].is_zero() && !before[0].is_zero();
  for (std::size_t i = 0; i + 1 < before.size(); ++i) {
    arithmetic = arithmetic && before[i] - before[i + 1] == step;
    geometric = geometric && !before[i + 1].is_zero() && before[i] / before[i + 1] == before[0] / before[1];
  }
  if (arithmetic && last) {
    const Rational count = (*last - before[0]) / step - Rational(1);
    if (!count.is_integer() || count.sign() < 0 || count > Rational(kMaxTerms)) return std::nullopt;
    if (count.is_zero()) return product ? "1" : "0";
    return "(" + big + "_{j=1}^{" + count.to_string() + "}(" + before[0].to_string() + "+(" + step.to_string() + ")j))";
  }
  if (arithmetic && !last && !last_text.empty() && step == Rational(1)) {
    return "(" + big + "_{j=" + (before[0] + Rational(1)).to_string() + "}^{" + std::string(last_text) + "-1}j)";
  }
  if (!geometric || product || before.size() < (last ? 2u : 3u)) return std::nullopt;
  const Rational ratio = before[0] / before[1];
  if (!last) {   // to infinity
    if (!last_text.empty() || ratio.abs() >= Rational(1)) return std::nullopt;
    return in_braces(before[0] * ratio / (Rational(1) - ratio));
  }
  Rational sum, term = before[0] * ratio;
  for (int i = 0; i < 200 && term != *last; ++i, term *= ratio) {
    sum += term;
    if (term.bits() > 2000) return std::nullopt;
  }
  return term == *last ? std::optional(in_braces(sum)) : std::nullopt;
}

std::optional<std::string> replacement(std::string_view front, std::string_view back) {
  const std::string_view mark = operator_at_end(front);
  if (mark.empty()) return std::nullopt;
  const bool product = is_times(mark);
  std::vector<Rational> before;
  for (std::string_view term : terms_before(trim(front.substr(0, front.size() - mark.size())), product)) {
    const auto value = value_of(term);
    if (!value) break;
    before.push_back(*value);
  }
  const std::string_view next = operator_at_start(back);
  const std::string_view last_text = next.empty() ? std::string_view() : term_after(trim(back.substr(next.size())));
  if (!next.empty() && is_times(next) != product) return std::nullopt;
  if (next.empty() && !back.empty() && std::string_view(")}]=").find(back[0]) == std::string_view::npos) return std::nullopt;
  return omitted(before, last_text.empty() ? std::nullopt : value_of(last_text), last_text, product);
}

}  // namespace

std::string without_dots(std::string_view latex) {
  std::string text(latex);
  if (text.size() > kMaxLatex) return text;
  for (int round = 0; round < 4; ++round) {
    const auto dots = find_dots(text);
    if (!dots) return text;
    const std::string_view all(text);
    const std::string_view front = trim(all.substr(0, dots->at)), back = trim(all.substr(dots->at + dots->length));
    const auto by = replacement(front, back);
    if (!by) return std::string(latex);
    text = std::string(front) + " " + *by + " " + std::string(back);
  }
  return text;
}

}  // namespace retort::check
