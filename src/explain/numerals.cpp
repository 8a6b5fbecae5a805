#include "explain/numerals.h"

#include <fmt/format.h>

#include "base/text.h"
#include "math/print.h"

namespace retort::explain {
namespace {

constexpr int kPlacesShown = 6;

}  // namespace

std::string tex_fraction(const Rational& num, const Rational& den) {
  if (num.sign() < 0) return fmt::format("-\\frac{{{}}}{{{}}}", (-num).to_string(), den.to_string());
  return fmt::format("\\frac{{{}}}{{{}}}", num.to_string(), den.to_string());
}

std::string tex(const Rational& value, Form form) {
  if (value.is_integer()) return value.to_string();
  if (form == Form::kDecimals)
    if (auto digits = value.to_decimal(kPlacesShown)) return *digits;
  return tex_fraction(value.num(), value.den());
}

std::string tex_bracketed(const Rational& value, Form form) {
  return value.sign() < 0 ? "(" + tex(value, form) + ")" : tex(value, form);
}

std::string tex_base(const Rational& value, Form form) {
  const std::string text = tex(value, form);
  return value.sign() < 0 || text[0] == '\\' ? "(" + text + ")" : text;
}

std::string tex_power(const std::string& base, long long exponent) {
  return exponent >= 0 && exponent <= 9 ? fmt::format("{}^{}", base, exponent) : fmt::format("{}^{{{}}}", base, exponent);
}

std::string tex_signed(const Rational& value, Form form) {
  return (value.sign() < 0 ? " - " : " + ") + tex(value.abs(), form);
}

std::string words(const Rational& value, Form form) {
  std::string text = tex(value, form);
  return value.sign() < 0 || text[0] == '\\' ? "$" + text + "$" : text;
}

std::string words_list(const std::vector<std::string>& items) {
  if (items.size() < 2) return items.empty() ? std::string() : items[0];
  const std::vector<std::string> first(items.begin(), items.end() - 1);
  return join(first, ", ") + " and " + items.back();
}

std::string tex(const Coefficients& p, const std::string& variable) { return math::to_latex(math::to_expr(p, variable)); }

std::string tex_bracketed(const Coefficients& p, const std::string& variable) {
  int terms = 0;
  for (const Rational& c : p) terms += !c.is_zero();
  const std::string text = tex(p, variable);
  return terms > 1 || text[0] == '-' ? "(" + text + ")" : text;
}

std::string tex_variable(const std::string& variable) { return math::to_latex(math::Expr::symbol(variable)); }

std::string tex_monomial(const Rational& coefficient, const std::string& variable, int power) {
  Coefficients p(static_cast<std::size_t>(power) + 1);
  p.back() = coefficient;
  return coefficient.is_zero() ? "0" : tex(p, variable);
}

int significant_digits(const Rational& integer) {
  std::string digits = integer.abs().to_string();
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  return static_cast<int>(digits.size());
}

std::optional<Scaled> scaled(const Rational& value) {
  Scaled s{value, 0};
  while (!s.integer.is_integer()) {
    if (++s.places > 9) return std::nullopt;
    s.integer *= 10;
  }
  return s;
}

Rational power_of_ten(int exponent) {
  Rational r(1);
  for (int i = 0; i < exponent; ++i) r *= 10;
  return r;
}

bool ends(const Rational& value, int max_places) { return value.to_decimal(max_places).has_value(); }

std::vector<std::string> list_elements(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && (text.front() == '[' || text.front() == '(')) text = text.substr(1, text.size() - 2);
  std::vector<std::string> out;
  int depth = 0;
  std::string item;
  for (char c : text) {
    depth += (c == '(' || c == '[') - (c == ')' || c == ']');
    if (c == ',' && depth == 0) {
      out.emplace_back(trim(item));
      item.clear();
    } else {
      item += c;
    }
  }
  if (!trim(item).empty()) out.emplace_back(trim(item));
  return out;
}

}  // namespace retort::explain
