#include "agent/arithmetic_form.h"

#include <set>

#include "math/exact.h"
#include "math/parse.h"

namespace retort::agent {

namespace {

using Kind = SolutionToken::Kind;
using math::Rational;

SolutionToken operator_token(char op) {
  SolutionToken t;
  t.kind = Kind::kOperator;
  t.op = op;
  t.text = std::string(1, op);
  return t;
}

SolutionToken number_token(std::string digits) {
  SolutionToken t;
  t.kind = Kind::kNumber;
  t.text = std::move(digits);
  return t;
}

SolutionToken bracket_token(Kind kind) {
  SolutionToken t;
  t.kind = kind;
  return t;
}

bool starts_operand(const SolutionToken& t) {
  return t.is(Kind::kNumber) || t.is(Kind::kSymbol) || t.is(Kind::kOpen);
}
bool ends_operand(const SolutionToken& t) {
  return t.is(Kind::kNumber) || t.is(Kind::kSymbol) || t.is(Kind::kClose);
}

std::optional<long long> integer_at(const Expression& e, std::size_t i) {
  if (i >= e.parts.size() || !e.parts[i].is(Kind::kNumber) || e.parts[i].percent || !e.parts[i].fraction.empty()) return {};
  const auto value = Rational::parse(e.parts[i].text);
  return value.ok() ? value->to_int64() : std::nullopt;
}

char op_at(const Expression& e, std::size_t i) { return i < e.parts.size() ? e.parts[i].op : '\0'; }

// Is parts[i..i+2] = a/b a share such as 3/8 in 3/8*200, rather than a division to carry out?
bool is_share(const Expression& e, std::size_t i) {
  if (op_at(e, i + 1) != '/') return false;
  const auto a = integer_at(e, i), b = integer_at(e, i + 2);
  if (!a || !b || *b == 0) return false;
  const char before = i > 0 ? op_at(e, i - 1) : '\0', after = op_at(e, i + 3);
  if (before == '/' || before == '^' || after == '/' || after == '^') return false;
  if (before == '\0' && after == '\0') return false;
  return *a <= *b || (*a <= 20 && *b <= 20 && *a % *b != 0);
}

// Is parts[i..i+4] = (a/b), a share in brackets?
bool is_bracketed_share(const Expression& e, std::size_t i) {
  if (i + 4 >= e.parts.size() || !e.parts[i].is(Kind::kOpen) || !e.parts[i + 4].is(Kind::kClose)) return false;
  const auto a = integer_at(e, i + 1), b = integer_at(e, i + 3);
  return op_at(e, i + 2) == '/' && a && b && *b != 0 && *a <= *b && op_at(e, i + 5) != '^';
}

// Digits as they read best: 5.00 is 5, 2.50 stays.
std::string digits_of(const SolutionToken& t) {
  const auto value = Rational::parse(t.text);
  return value.ok() && value->is_integer() ? value->to_string() : t.text;
}

std::string latex_number(const SolutionToken& t) {
  if (const std::size_t slash = t.fraction.find('/'); slash != std::string::npos)
    return digits_of(t) + "\\frac{" + t.fraction.substr(0, slash) + "}{" + t.fraction.substr(slash + 1) + "}";
  return t.percent ? "\\frac{" + digits_of(t) + "}{100}" : digits_of(t);
}

}  // namespace

bool Expression::has_operator() const {
  for (const SolutionToken& t : parts)
    if (t.is(Kind::kOperator)) return true;
  return false;
}

bool Expression::has_unknown() const {
  for (const SolutionToken& t : parts)
    if (t.is(Kind::kSymbol)) return true;
  return false;
}

Expression expression_of(std::span<const SolutionToken> tokens) {
  Expression e;
  for (const SolutionToken& t : tokens) {
    if (t.is(Kind::kWord) || t.is(Kind::kPunctuation)) continue;
    if (t.is(Kind::kClose) && !e.parts.empty() && e.parts.back().is(Kind::kOpen)) {   // a bracket of words
      e.parts.pop_back();
      continue;
    }
    if (!e.parts.empty() && starts_operand(t) && ends_operand(e.parts.back())) e.parts.push_back(operator_token('*'));
    e.parts.push_back(t);
  }
  return e;
}

Expression expression_of_mark(std::string_view left) {
  static const std::set<char> kNoUnknowns;
  auto tokens = tokenize_line(left, kNoUnknowns);
  if (!tokens.ok()) return {};
  Expression e = expression_of(*tokens);
  for (std::size_t i = 1; i < e.parts.size();) {   // 180//3, 3*+6
    const char before = op_at(e, i - 1), op = op_at(e, i);
    if ((before == '/' && op == '/') || (before != 0 && op == '+')) e.parts.erase(e.parts.begin() + static_cast<std::ptrdiff_t>(i));
    else ++i;
  }
  for (std::size_t i = 0; i + 2 < e.parts.size(); ++i) {
    const std::string& factor = e.parts[i + 2].text;
    if (!e.parts[i].is(Kind::kNumber) || op_at(e, i + 1) != '*' || (factor != "0.01" && factor != ".01")) continue;
    e.parts[i + 1] = operator_token('/');
    e.parts[i + 2] = number_token("100");
  }
  return e;
}

Expression without_percent(Expression e) {
  for (SolutionToken& t : e.parts) t.percent = false;
  return e;
}

Expression with_tight_fractions(const Expression& e) {
  Expression out;
  for (std::size_t i = 0; i < e.parts.size(); ++i) {
    const bool tight = op_at(e, i + 1) == '/' && i + 2 < e.parts.size() && e.parts[i].end == e.parts[i + 1].begin &&
                       e.parts[i + 1].end == e.parts[i + 2].begin && integer_at(e, i) && integer_at(e, i + 2);
    const bool divides = i > 0 && op_at(e, i - 1) == '/';
    if (!tight || !divides) {
      out.parts.push_back(e.parts[i]);
      continue;
    }
    out.parts.push_back(bracket_token(Kind::kOpen));
    for (std::size_t k = i; k < i + 3; ++k) out.parts.push_back(e.parts[k]);
    out.parts.push_back(bracket_token(Kind::kClose));
    i += 2;
  }
  return out;
}

Expression times_hundred(Expression e) {
  bool sum = false;
  for (const SolutionToken& t : e.parts) sum = sum || t.op == '+' || t.op == '-';
  if (sum) {
    e.parts.insert(e.parts.begin(), bracket_token(Kind::kOpen));
    e.parts.push_back(bracket_token(Kind::kClose));
  }
  e.parts.push_back(operator_token('*'));
  e.parts.push_back(number_token("100"));
  return e;
}

std::string to_plain(const Expression& e) {
  std::string out;
  for (const SolutionToken& t : e.parts) {
    switch (t.kind) {
      case Kind::kNumber:
        out += t.percent ? "(" + t.text + "/100)" : t.fraction.empty() ? t.text : "(" + t.text + "+" + t.fraction + ")";
        break;
      case Kind::kOperator: out += t.op == '^' ? "**" : std::string(1, t.op); break;
      case Kind::kOpen: out += '('; break;
      case Kind::kClose: out += ')'; break;
      default: out += t.text;
    }
  }
  return out;
}

std::string to_latex(const Expression& e) {
  std::string out;
  for (std::size_t i = 0; i < e.parts.size(); ++i) {
    const SolutionToken& t = e.parts[i];
    const bool unary = t.op == '-' && (i == 0 || !ends_operand(e.parts[i - 1]));
    switch (t.kind) {
      case Kind::kNumber:
        if (is_share(e, i)) {
          out += "\\frac{" + digits_of(t) + "}{" + digits_of(e.parts[i + 2]) + "}";
          i += 2;
        } else {
          out += latex_number(t);
        }
        break;
      case Kind::kOperator:
        if (unary) out += '-';
        else if (t.op == '^') out += '^';
        else if (t.op != '*') out += std::string(" ") + t.op + " ";
        else if (i + 1 == e.parts.size() || !e.parts[i + 1].is(Kind::kSymbol)) out += " \\cdot ";
        else if (i > 0 && e.parts[i - 1].percent) out += " ";
        break;
      case Kind::kOpen:
        if (is_bracketed_share(e, i)) {
          out += "\\frac{" + digits_of(e.parts[i + 1]) + "}{" + digits_of(e.parts[i + 3]) + "}";
          i += 4;
        } else {
          out += '(';
        }
        break;
      case Kind::kClose: out += ')'; break;
      default: out += t.text;
    }
  }
  return out;
}

std::optional<Rational> value_of(const Expression& e) {
  if (e.parts.empty() || e.has_unknown()) return {};
  const auto tree = math::parse(to_plain(e), math::Notation::kPlain);
  if (!tree.ok()) return {};
  const auto value = math::exact_value(*tree);
  if (!value.ok()) return {};
  return *value;
}

std::string number_to_latex(const Rational& value, bool money, bool fraction) {
  if (value.is_integer()) return value.to_string();
  if (const auto decimal = value.to_decimal(6); decimal && !fraction) {
    const std::size_t point = decimal->find('.');
    return money && decimal->size() - point == 2 ? *decimal + "0" : *decimal;
  }
  const std::string sign = value.sign() < 0 ? "-" : "";
  return sign + "\\frac{" + value.abs().num().to_string() + "}{" + value.den().to_string() + "}";
}

}  // namespace retort::agent
