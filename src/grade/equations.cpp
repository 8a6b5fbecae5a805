#include "grade/equations.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "math/exact.h"
#include "math/identity.h"

namespace retort::grade {
namespace {

using math::Expr;
using math::Rational;

// The text without subscripts: `x_{1}` is `x`.
std::string without_subscripts(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      out += text[i];
      continue;
    }
    if (i + 1 < text.size() && text[i + 1] == '{') {
      const std::size_t close = text.find('}', i);
      i = close == std::string::npos ? text.size() : close;
    } else {
      ++i;
    }
  }
  return out;
}

// AB + CD: lengths
bool is_sum_of_lengths(std::string_view text) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool capital = text[i] >= 'A' && text[i] <= 'Z';
    if (!capital && ((text[i] != '+' && text[i] != '-') || run != 2)) return false;
    run = capital ? run + 1 : 0;
  }
  return run == 2;
}

bool is_name(const Answer& side) {
  if (side.as<Words>() || is_sum_of_lengths(side.text)) return true;
  if (side.as<Interval>() || side.as<Matrix>()) return false;
  std::string text = replace_all(without_subscripts(side.text), "^{-1}(", "(");   // f^{-1}(x) names a function
  if (text.ends_with("^\\circ")) text.resize(text.size() - 6);                    // x^\circ = 30^\circ
  if (text.size() == 6 && text[0] >= 'A' && text[0] <= 'Z' && text.ends_with("^{-1}")) return true;   // the inverse of a matrix
  const bool letter = std::any_of(text.begin(), text.end(), [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
  if (!letter || text.find("\\pi") != std::string::npos || text.find("\\sqrt") != std::string::npos) return false;
  // f(3) names a value: digits count only outside its bracket
  const std::size_t bracket = text.find('(');
  const std::string head = bracket != std::string::npos && bracket > 0 && text.back() == ')' ? text.substr(0, bracket) : text;
  return head.find_first_of("0123456789+-^") == std::string::npos;
}

bool all_equal_signs(const Relation& relation) {
  return std::all_of(relation.signs.begin(), relation.signs.end(), [](const std::string& sign) { return sign == "="; });
}

// left - right of a relation with one sign between two values.
std::optional<Expr> difference(const Relation& relation, std::string& sign) {
  if (relation.signs.size() != 1) return std::nullopt;
  const Value *left = relation.sides[0].as<Value>(), *right = relation.sides[1].as<Value>();
  if (!left || !right) return std::nullopt;
  sign = relation.signs[0];
  if (sign == ">" || sign == ">=") {
    sign[0] = '<';
    return right->expr - left->expr;
  }
  return left->expr - right->expr;
}

std::vector<std::string> sorted_symbols(const Expr& e) {
  std::vector<std::string> symbols = e.symbols();
  std::sort(symbols.begin(), symbols.end());
  return symbols;
}

// Both differences at one rational point; nothing when one is zero or not rational there.
std::optional<std::pair<Rational, Rational>> at_point(Expr a, Expr b, const std::vector<std::string>& symbols, int trial) {
  constexpr int kSteps[] = {3, 7, 11, 5, 13, 17};
  int step = trial;
  for (const std::string& symbol : symbols) {
    const Expr value = Expr::number(Rational(kSteps[static_cast<std::size_t>(step++) % 6] + trial, 2));
    a = a.substitute(symbol, value);
    b = b.substitute(symbol, value);
  }
  const auto x = math::exact_value(a), y = math::exact_value(b);
  if (!x.ok() || !y.ok() || x->is_zero() || y->is_zero()) return std::nullopt;
  return std::pair{*x, *y};
}

}  // namespace

bool is_assignment(const Relation& relation) {
  if (!all_equal_signs(relation) || relation.sides.size() < 2) return false;
  if (is_name(relation.sides.front())) return true;
  return relation.sides.size() == 2 && is_name(relation.sides.back());
}

bool is_membership(const Relation& relation) {
  return relation.signs.size() == 1 && relation.signs[0] == "in" && relation.sides[1].as<Set>();
}

const Answer& assigned(const Relation& relation) {
  return is_name(relation.sides.front()) ? relation.sides.back() : relation.sides.front();
}

bool is_calculation(const Relation& relation) {
  const auto number = [](const Answer& side) { return side.as<Value>() && side.as<Value>()->expr.symbols().empty(); };
  return all_equal_signs(relation) && std::all_of(relation.sides.begin(), relation.sides.end(), number);
}

const Answer& closest_side(const Relation& calculation, const Answer& other) {
  const Answer &first = calculation.sides.front(), &last = calculation.sides.back();
  const Value *a = first.as<Value>(), *b = other.as<Value>();
  const bool first_is_it = a && b && math::equal(a->expr, b->expr).outcome == math::Verdict::Outcome::kEqual;
  return first_is_it ? first : last;
}

Verdict compare_relations(const Relation& gold, const Relation& pred) {
  if (all_equal_signs(gold) != all_equal_signs(pred)) return {Outcome::kDifferent, "relation", "one is an equation, the other is not"};
  std::string gold_sign, pred_sign;
  const auto a = difference(gold, gold_sign), b = difference(pred, pred_sign);
  if (!a || !b) return {Outcome::kUndecided, "equation", "a side was not read as an expression"};
  const std::string rule = gold_sign == "=" || gold_sign == "!=" ? "equation" : "inequality";
  if (gold_sign != pred_sign) return {Outcome::kDifferent, rule, "the signs between the sides differ"};
  const std::vector<std::string> symbols = sorted_symbols(*a);
  if (symbols.empty()) return {Outcome::kUndecided, rule, "both are statements about numbers"};
  if (symbols != sorted_symbols(*b)) return {Outcome::kDifferent, rule, "different unknowns"};
  using State = math::Verdict::Outcome;
  for (int trial = 0; trial < 4; ++trial) {
    const auto values = at_point(*a, *b, symbols, trial);
    if (!values) continue;
    if (rule == "inequality" && values->first.sign() != values->second.sign()) return {Outcome::kDifferent, rule, "one is the opposite of the other"};
    const math::Verdict same = math::equal(*a * Expr::number(values->second), *b * Expr::number(values->first));
    if (same.outcome == State::kEqual) return {Outcome::kEqual, rule, "one is a multiple of the other"};
    if (same.outcome == State::kDifferent) return {Outcome::kDifferent, rule, "not multiples of one another"};
  }
  if (math::equal(*a, *b).outcome == State::kEqual) return {Outcome::kEqual, rule, "the same after moving all to one side"};
  if (rule == "equation" && math::equal(*a, -*b).outcome == State::kEqual) return {Outcome::kEqual, rule, "the same with both sides exchanged"};
  const math::Verdict same = math::equal(*a, *b);
  return {same.outcome == State::kDifferent ? Outcome::kDifferent : Outcome::kUndecided, rule, "the two could not be brought to one form"};
}

}  // namespace retort::grade
