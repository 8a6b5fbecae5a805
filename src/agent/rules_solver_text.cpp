#include "agent/rules_solver_text.h"

#include <optional>

#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

std::string tex(const Expr& e) { return math::to_latex(e); }
std::string tex(const Rational& r) { return math::to_latex(Expr::number(r)); }
std::string inline_math(std::string_view latex) { return "$" + std::string(latex) + "$"; }

namespace {

// Each term, or each factor of a product of brackets, replaced by its value.
std::optional<Expr> one_step(const Expr& e) {
  if (!e.is(Op::kAdd) && !e.is(Op::kMul)) return {};
  std::vector<Expr> parts;
  for (const Expr& part : e.args()) {
    bool minus = part.is(Op::kNeg);
    auto value = math::exact_value(minus ? part.arg(0) : part);
    if (!value.ok()) return {};
    // a - (-b) is written a + b.
    if (minus && value->sign() >= 0) parts.push_back(-Expr::number(*value));
    else parts.push_back(Expr::number(minus ? -*value : *value));
  }
  return Expr::make(e.op(), std::move(parts));
}

}  // namespace

std::string worked(const Expr& e) {
  std::string chain = tex(e), last = chain;
  auto add = [&](const Expr& next) {
    std::string text = tex(next);
    if (text != last) chain += " = " + text;
    last = text;
  };
  auto value = math::exact_value(e);
  if (!value.ok()) return chain;
  if (auto step = one_step(e)) add(*step);
  add(Expr::number(*value));
  return chain;
}

std::string and_list(const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? " and " : ", ";
    out += items[i];
  }
  return out;
}

Expr at_value(const Expr& e, std::string_view name, const Expr& value) { return e.substitute(name, value); }

std::optional<std::vector<Expr>> read_items(std::string_view text) {
  text = trim(text);
  if (text.size() < 2 || std::string_view("[({").find(text.front()) == text.npos) return {};
  text = text.substr(1, text.size() - 2);
  std::vector<Expr> items;
  int depth = 0;
  for (std::size_t start = 0, i = 0; i <= text.size(); ++i) {
    char c = i < text.size() ? text[i] : ',';
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (c != ',' || depth != 0) continue;
    std::string_view item = trim(text.substr(start, i - start));
    start = i + 1;
    if (item.empty() && items.empty() && i == text.size()) break;   // "[]"
    auto read = math::parse(item, math::Notation::kPlain);
    if (!read.ok()) return {};
    items.push_back(*read);
  }
  return items;
}

}  // namespace retort::agent
