// What a narrative's problem, its text and the values found so far say about a statement, besides what follows from equations.
#pragma once

#include <cctype>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "check/congruences.h"
#include "check/known_expressions.h"
#include "math/derivative.h"
#include "math/identity.h"
#include "math/parse.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::check {

class KnownFacts : protected KnownExpressions {
 protected:
  using Outcome = math::Verdict::Outcome;

  KnownFacts(std::string_view problem, std::string_view narrative) : KnownExpressions(problem, narrative), problem_(problem), text_(narrative) {}

  std::string_view text_in_front(std::size_t at) const {
    constexpr std::size_t kFront = 40;
    return text_.substr(at > kFront ? at - kFront : 0, std::min(at, kFront));
  }

  // "Both $x - 2 \ge 0$ and $5 - x \ge 0$ must hold."
  bool must_hold(const Statement& statement) const {
    const std::size_t end = std::min(statement.at + statement.length, text_.size());
    const std::string_view behind = text_.substr(end, 160), sentence = behind.substr(0, behind.find(". "));
    return sentence.find(" must hold") != std::string_view::npos && sentence.find(" gives ") == std::string_view::npos;
  }

  // f(x) \le 17 for a curve f where values of x were tried or found: is 17 the largest of its values there? Nothing for all else.
  std::optional<bool> bound_of_values(const Statement& statement) const {
    if (statement.sides.size() != 2 || (statement.signs[0] != "<=" && statement.signs[0] != ">=")) return std::nullopt;
    const auto curve = reader_.value(statement.sides[0]), value = reader_.value(statement.sides[1]);
    const auto bound = curve && value ? constant(value->expr) : std::nullopt;
    const Expr body = curve ? scope_.resolve(curve->expr) : Expr::integer(0);
    if (!bound || body.symbols().size() != 1 || body.is(Op::kSymbol)) return std::nullopt;
    if (std::none_of(curves_.begin(), curves_.end(), [&](const Expr& known) { return known.same(body); })) return std::nullopt;
    std::set<Rational> values;
    for (const Rational& x : scope_.candidates(body.symbols()[0])) {
      if (const auto y = constant(body.substitute(body.symbols()[0], Expr::number(x)))) values.insert(*y);
    }
    if (values.size() < 2) return std::nullopt;
    return (statement.signs[0] == "<=" ? *values.rbegin() : *values.begin()) == *bound;
  }

  // x < y where both have values: does it hold for some of them? Nothing while one has none.
  std::optional<bool> order_of_values(const Statement& statement) const {
    constexpr std::size_t kMostCases = 16;
    std::vector<Expr> sides;
    std::set<std::string> symbols;
    for (const Side& side : statement.sides) {
      const auto value = side.latex.empty() ? std::nullopt : reader_.value(side);
      if (!value) return std::nullopt;
      sides.push_back(scope_.resolve(value->expr));
      for (const std::string& symbol : sides.back().symbols()) symbols.insert(symbol);
    }
    if (symbols.size() < 2 || statement.hypothetical || statement.supposed) return std::nullopt;
    std::vector<std::vector<Expr>> cases{sides};
    for (const std::string& symbol : symbols) {
      std::set<Rational> values = scope_.candidates(symbol);
      if (const auto value = scope_.value_of(symbol)) values.insert(*value);
      if (values.empty() || values.size() * cases.size() > kMostCases) return std::nullopt;
      std::vector<std::vector<Expr>> next;
      for (const auto& one : cases) {
        for (const Rational& value : values) {
          next.push_back(one);
          for (Expr& side : next.back()) side = side.substitute(symbol, Expr::number(value));
        }
      }
      cases = std::move(next);
    }
    const auto holds = [&](const std::vector<Expr>& one) {
      for (std::size_t i = 0; i + 1 < one.size(); ++i) {
        if (math::holds(Expr::rel(statement.signs[i] == "\\approx" ? "~" : statement.signs[i], one[i], one[i + 1])).outcome != Outcome::kEqual) return false;
      }
      return true;
    };
    return std::any_of(cases.begin(), cases.end(), holds);
  }

  // "a = 7 when b = 3": one of several cases.
  bool is_a_case(const Statement& statement) const {
    const std::size_t end = std::min(statement.at + statement.length, problem_.size());
    std::string_view behind = problem_.substr(end, 12);
    while (!behind.empty() && std::string_view("$ )\\").find(behind.front()) != std::string_view::npos) behind.remove_prefix(1);
    const std::string_view front = problem_.substr(statement.at > 12 ? statement.at - 12 : 0, std::min<std::size_t>(statement.at, 12));
    return behind.starts_with("when ") || front.find(" when ") != std::string_view::npos;
  }

  // Polynomials that differ, by something in one unknown that no known equation makes zero for all its values.
  bool holds_for_some_alone(const Expr& a, const Expr& b) const {
    if (a.is(Op::kSymbol) || a.symbols() != b.symbols()) return false;
    const Expr difference = scope_.resolve(a - b);
    const auto m = monomials_of(difference);
    if (!m || m->empty()) return false;
    std::set<std::string> left;
    for (const auto& [key, value] : *m) {
      if (key.empty()) continue;
      left.insert(key.substr(0, key.find_first_of("*^")));
      if (key.find('(') != std::string::npos) return false;   // not a polynomial
    }
    return left.size() == 1 && !scope_.is_multiple_of_known(a, b);
  }

  // And, of sets that are joined and cut, each of them?
  bool is_written_before(std::size_t at, std::string_view latex) const {
    const std::string wanted = replace_all(latex, " ", "");
    if (const std::size_t open = wanted.find("\\{"), close = wanted.find("\\}"); open != std::string::npos && close != std::string::npos && close > open && wanted.size() > close + 2 - open) {
      return is_written_before(at, std::string_view(wanted).substr(open, close + 2 - open)) && is_written_before(at, std::string_view(wanted).substr(close + 2).find("\\{") == std::string_view::npos ? std::string_view() : std::string_view(wanted).substr(close + 2));
    }
    return wanted.empty() || replace_all(problem_, " ", "").find(wanted) != std::string::npos || replace_all(text_.substr(0, at), " ", "").find(wanted) != std::string::npos;
  }

  // "the discriminant with $a = 1$, $b = -10$, $c = 41$, gives $(-10)^2 - 4 \cdot 1 \cdot 41$": another value of b^2 - 4ac?
  bool is_other_discriminant(const Side& left, const Expr& a) const {
    constexpr std::size_t kFront = 100;
    const std::string_view front = text_.substr(left.at > kFront ? left.at - kFront : 0, std::min(left.at, kFront));
    const std::size_t word = front.rfind("discriminant with ");
    if (word == std::string_view::npos || front.find(". ", word) != std::string_view::npos) return false;
    const auto named = [&](std::string_view letter) -> std::optional<Rational> {
      const std::size_t at = front.find(letter, word), end = front.find('$', at + letter.size());
      const auto value = at == std::string_view::npos || end == std::string_view::npos ? Result<Expr>(Error{}) : math::parse(front.substr(at + letter.size(), end - at - letter.size()), math::Notation::kLatex);
      return value.ok() ? constant(*value) : std::nullopt;
    };
    const auto x = named("$a = "), y = named("$b = "), z = named("$c = "), value = constant(a);
    const std::string other_sign = y && y->sign() > 0 ? "(-" + y->to_string() + ")^" : "";
    if (!other_sign.empty() && left.latex.find(other_sign) != std::string::npos) return true;
    return x && y && z && value && *y * *y - Rational(4) * *x * *z != *value;
  }

  // "Putting $y = 0$ back" where other values were found.
  bool puts_back_another(const Statement& statement, const std::string& symbol, const Rational& value) const {
    const std::size_t end = std::min(statement.at + statement.length, text_.size());
    std::string_view behind = text_.substr(end, 8);
    if (behind.starts_with("$")) behind.remove_prefix(1);
    if (!statement.hypothetical || !behind.starts_with(" back")) return false;
    const std::set<Rational> found = scope_.candidates(symbol);
    if (!found.empty()) return found.count(value) == 0;
    return congruences_.relate(Expr::symbol(symbol), Expr::number(value), congruences_.modulus_of(symbol)) == Congruences::Relation::kExcluded;
  }

  // x = 5 + 7t with a new t: all of them in one residue class of x, which must be a known one.
  bool leaves_class(const Expr& a, const Expr& b) const {
    const std::vector<std::string> letters = b.symbols();
    if (!a.is(Op::kSymbol) || letters.size() != 1 || letters[0] == a.name() || scope_.knows_symbol(letters[0])) return false;
    const auto line = math::as_polynomial(b, letters[0], 1);
    if (!line || math::degree(*line) != 1 || !(*line)[0].is_integer() || !(*line)[1].is_integer() || (*line)[1].abs() < Rational(2)) return false;
    return congruences_.relate(a, Expr::number((*line)[0]), (*line)[1].abs()) == Congruences::Relation::kExcluded;
  }

  // Is something of the problem divided by it?
  bool is_denominator(const Expr& e) const {
    const auto holds = [&](const auto& self, const Expr& part, int depth) -> bool {
      if (part.is(Op::kDiv) && identical(part.arg(1), e)) return true;
      return depth < 8 && std::any_of(part.args().begin(), part.args().end(), [&](const Expr& arg) { return self(self, arg, depth + 1); });
    };
    return std::any_of(curves_.begin(), curves_.end(), [&](const Expr& curve) { return curve.symbols() == e.symbols() && holds(holds, curve, 0); });
  }

  // "a slope of $-7$" with y = mx + b, so m = -7: a letter of the problem, of which nothing is known, gets a number that is written there.
  bool is_value_of_problem(const std::string& symbol, const Rational& value, const Side& right) const {
    if (!scope_.knows_symbol(symbol) || scope_.has_candidate(symbol) || scope_.value_of(symbol)) return false;
    const std::string shown = replace_all(right.latex, " ", ""), problem = replace_all(problem_, " ", "");
    for (std::size_t at = problem.find(shown); at != std::string::npos; at = problem.find(shown, at + 1)) {
      const auto part = [&](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '/' || c == '^'; };
      const char before = at > 0 ? problem[at - 1] : ' ', after = at + shown.size() < problem.size() ? problem[at + shown.size()] : ' ';
      const bool sign = before == '-' || before == '=' || (before == '{' && value.sign() > 0);
      if (!part(before) && !part(after) && !sign) return true;
    }
    return false;
  }

  // x = \pi/6 + 2 \pi k: the angle without its turns (or half turns) and the next one, where k is a letter of its own.
  std::optional<std::pair<Expr, Expr>> without_turns(const Expr& a, const Expr& b) const {
    const std::vector<std::string> letters = b.symbols();
    if (letters.size() != 1 || (letters[0] != "k" && letters[0] != "n" && letters[0] != "m") || scope_.knows_symbol(letters[0])) return std::nullopt;
    if (a.contains_symbol(letters[0]) || b.size() > 40 || a.symbols().empty()) return std::nullopt;
    const auto at = [&](long long k) { return b.substitute(letters[0], Expr::integer(k)); };
    const Expr pi = Expr::constant("pi"), step = at(1) - at(0);
    const bool turns = math::equal(step, Expr::integer(2) * pi).outcome == Outcome::kEqual || math::equal(step, pi).outcome == Outcome::kEqual;
    return turns ? std::optional(std::pair(at(0), at(1))) : std::nullopt;
  }

  // An identity: polynomials by their coefficients, all else by math::equal.
  bool identical(const Expr& a, const Expr& b) const {
    const Expr x = scope_.resolve(a), y = scope_.resolve(b);
    if (const auto m = monomials_of(x - y); m && m->empty()) return true;
    return math::equal(x, y).outcome == Outcome::kEqual;
  }

  // A negative value that a name gets without a reason: nothing negative like it was written before.
  bool appears_negative(const Statement& statement, const Side& right, const Expr& b) const {
    const auto value = constant(b);
    if (!value || value->sign() >= 0) return false;
    const bool component = right.latex.find(',') != std::string::npos;   // of a tuple
    const std::string shown = replace_all(component ? math::to_latex(b) : right.latex, " ", "");
    for (std::string_view text : {problem_, text_.substr(0, statement.at)}) {
      if (replace_all(text, " ", "").find(shown) != std::string::npos) return false;
    }
    return true;
  }

  // Is the value that the equations give `symbol` written down behind `at`?
  bool is_stated(const std::string& symbol, std::size_t at) const {
    if (scope_.has_candidate(symbol) || scope_.has_irrational(symbol)) return true;
    const auto value = scope_.value_of(symbol);
    if (!value || value->is_zero()) return false;
    const std::string_view rest = text_.substr(at);
    if (!value->is_integer()) {   // as a fraction
      const std::string fraction = "\\frac{" + value->num().abs().to_string() + "}{" + value->den().to_string() + "}";
      const std::size_t found = rest.find(fraction);
      return found != std::string_view::npos && is_result(rest, found) && ends_formula(rest, found + fraction.size());
    }
    const std::vector<NumberPlace> numbers = numbers_in(rest);
    return std::any_of(numbers.begin(), numbers.end(), [&](const NumberPlace& number) { return number.value == value->abs() && is_result(rest, number.at) && ends_formula(rest, number.at + number.length); });
  }

  // Does a sign of equality or a verb stand directly in front of `at`?
  static bool is_result(std::string_view text, std::size_t at) {
    while (at > 0 && std::string_view(" $-\n&").find(text[at - 1]) != std::string_view::npos) --at;
    const std::string_view before = text.substr(0, at);
    return before.ends_with("=") || before.ends_with(" is") || before.ends_with(" are");
  }

  // Not in y = 13 - 2x for 13.
  static bool ends_formula(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '}')) ++at;
    if (at >= text.size()) return true;
    const bool goes_on = std::string_view("+-*/^_(").find(text[at]) != std::string_view::npos || text.substr(at).starts_with("\\cdot") || text.substr(at).starts_with("\\frac");
    const bool letter = std::isalpha(static_cast<unsigned char>(text[at])) != 0 && text[at - 1] != ' ';
    return !goes_on && !letter;
  }

  // What stands in the last box, up to 200 bytes of it; empty for more, or where it does not end its formula.
  std::string_view boxed_text() const {
    const std::size_t box = text_.rfind("\\boxed{");
    if (box == std::string_view::npos) return {};
    const std::size_t begin = box + 7, end = std::min(text_.find('$', begin), text_.size());
    const std::string_view inside = text_.substr(begin, end - begin);
    return inside.ends_with('}') && inside.size() <= 200 ? inside.substr(0, inside.size() - 1) : std::string_view();
  }

  // Left minus right of an equation in the box: the answer gate compares it, so what says the same was set up well.
  std::optional<Expr> boxed_equation() const {
    const std::string_view inside = boxed_text();
    if (inside.empty()) return std::nullopt;
    const auto equation = math::parse(inside, math::Notation::kLatex, reader_.limits());
    if (!equation.ok() || !equation->is(Op::kRel) || equation->name() != "=") return std::nullopt;
    return equation->arg(0) - equation->arg(1);
  }

  // `$a^2$ is $\boxed{49/8}$`: what is asked for and its value.
  std::optional<std::pair<Expr, Expr>> boxed_value() const {
    constexpr std::string_view kBox = "$ is $\\boxed{";
    const std::size_t box = text_.rfind(kBox);
    const std::size_t begin = box == std::string_view::npos || box == 0 ? std::string_view::npos : text_.rfind('$', box - 1);
    const std::size_t value_at = box + kBox.size(), end = box == std::string_view::npos ? box : text_.find("}$", value_at);
    if (begin == std::string_view::npos || end == std::string_view::npos || end - begin > 200) return std::nullopt;
    const auto asked = math::parse(text_.substr(begin + 1, box - begin - 1), math::Notation::kLatex, reader_.limits()), value = math::parse(text_.substr(value_at, end - value_at), math::Notation::kLatex, reader_.limits());
    if (!asked.ok() || !value.ok() || asked->symbols().empty() || !value->symbols().empty() || asked->is(Op::kRel)) return std::nullopt;
    return std::pair(*asked, *value);
  }

  static bool is_numeric(const Expr& a, const Expr& b) { return a.symbols().empty() && b.symbols().empty() && !holds_call(a) && !holds_call(b); }

  static std::string decimal(const Rational& value) { return value.to_decimal(6).value_or(value.to_string()); }

  static std::string mismatch(const Side& left, const Side& right, const Rational& p, const Rational& q) {
    return shorten(left.latex, 60) + " is " + decimal(p) + ", not " + (right.has_operator ? shorten(right.latex, 60) + " = " : "") + decimal(q);
  }

  // 3 \cdot 180^\circ = 540: the two values where only one side shows degrees.
  std::optional<std::pair<Rational, Rational>> without_degrees(const Side& left, const Side& right) const {
    const auto plain = [&](Side side) {
      for (std::string_view mark : {"^\\circ", "^{\\circ}", "\\degree", "\\circ"}) side.latex = replace_all(side.latex, mark, "");
      const auto value = reader_.value(side);
      return value ? math::exact_value(value->expr) : Result<Rational>(Error{});
    };
    if (left.latex.find("\\circ") == std::string::npos && right.latex.find("\\circ") == std::string::npos) return std::nullopt;
    const auto p = plain(left), q = plain(right);
    return p.ok() && q.ok() ? std::optional(std::pair(*p, *q)) : std::nullopt;
  }

  // The values of the terms of a sum, ascending.
  static std::vector<Rational> terms_of(const Expr& e) {
    std::vector<Rational> values;
    for (const Expr& term : e.is(Op::kAdd) ? e.args() : std::vector<Expr>{e}) {
      if (const auto value = constant(term)) values.push_back(*value);
    }
    std::sort(values.begin(), values.end());
    return values;
  }

  // a + b + c = 7 for the letters that the problem gives to the roots of x^3 - 7x^2 + 5x + 2 = 0: is it what the coefficients say? Nothing where no
  // polynomial of the problem has so many roots, or the left side is no elementary symmetric sum of letters of the problem.
  std::optional<bool> agrees_with_coefficients(const Expr& a, const Expr& b) const {
    constexpr int kMostRoots = 6;
    const std::string problem = lower_ascii(problem_);
    const bool speaks = problem.find("root") != std::string::npos || problem.find("solution") != std::string::npos || problem.find("zero") != std::string::npos;
    const auto value = constant(b);
    const std::vector<std::string> letters = a.symbols();
    const auto sum = speaks && value && letters.size() > 1 && letters.size() <= kMostRoots ? monomials_of(a) : std::nullopt;
    if (!sum || sum->empty()) return std::nullopt;
    std::size_t order = 0, ways = 1;
    for (const auto& [key, coefficient] : *sum) {
      const std::size_t factors = static_cast<std::size_t>(std::count(key.begin(), key.end(), '*')) + 1;
      if (key.empty() || coefficient != math::Rational(1) || key.find_first_of("^(") != std::string::npos || (order != 0 && factors != order)) return std::nullopt;
      order = factors;
    }
    for (std::size_t i = 0; i < order; ++i) ways = ways * (letters.size() - i) / (i + 1);
    if (sum->size() != ways) return std::nullopt;
    std::optional<bool> found;
    for (const Expr& curve : curves_) {
      const auto p = math::as_polynomial(curve, curve.symbols()[0], kMostRoots);
      if (!p || math::degree(*p) != static_cast<int>(letters.size()) || std::find(letters.begin(), letters.end(), curve.symbols()[0]) != letters.end()) continue;
      const math::Rational expected = (*p)[letters.size() - order] / (*p)[letters.size()] * math::Rational(order % 2 == 0 ? 1 : -1);
      if (expected == *value) return true;
      found = false;
    }
    return found;
  }

  // \int f dx = F + C: is the derivative of F f? Nothing for all else.
  std::optional<bool> is_antiderivative(const Expr& a, const Expr& b) const {
    if (!a.is_func("integral") || a.args().size() != 2 || !a.arg(1).is(Op::kSymbol) || b.is_func("integral")) return std::nullopt;
    const auto slope = math::derivative(b, a.arg(1).name());
    return slope.ok() ? std::optional(identical(a.arg(0), *slope)) : std::nullopt;
  }

  // The last polynomial in \lambda alone, whose zeros are the eigenvalues.
  void note_characteristic(const Expr& e) {
    if (e.symbols().size() == 1 && e.symbols()[0] == "lambda" && e.size() < 60) characteristic_ = e;
  }

  // Is the value a zero of it? Nothing for other letters, or before there is one.
  std::optional<bool> fits_polynomial(const std::string& symbol, const math::Rational& value) const {
    if (symbol != "lambda" || !characteristic_) return std::nullopt;
    const auto rest = constant(characteristic_->substitute(symbol, Expr::number(value)));
    return rest ? std::optional(rest->is_zero()) : std::nullopt;
  }

  // "Reading row 1 as an equation gives $x_{1} = 4 x_{2}$": is it that row of the last matrix, times the unknowns, set equal to 0?
  std::optional<bool> is_row_equation(const Side& left, const Expr& a, const Expr& b) const {
    constexpr std::size_t kFront = 80;
    const std::string_view front = text_.substr(left.at > kFront ? left.at - kFront : 0, std::min(left.at, kFront));
    const std::size_t row_at = front.rfind("row "), end = text_.rfind("\\end{pmatrix}", left.at), begin = text_.rfind("\\begin{pmatrix}", left.at);
    const bool says = front.find("as an equation", row_at) != std::string_view::npos || front.find("for its first unknown", row_at) != std::string_view::npos;
    if (row_at == std::string_view::npos || !says || begin == std::string_view::npos || end == std::string_view::npos || end < begin) return std::nullopt;
    const auto matrix = math::parse(text_.substr(begin, end + 13 - begin), math::Notation::kLatex);
    const int row = front[row_at + 4] - '1';
    const auto terms = monomials_of(a - b);
    if (!matrix.ok() || !matrix->is(Op::kMatrix) || row < 0 || row >= static_cast<int>(matrix->args().size()) || !terms) return std::nullopt;
    const auto& entries = matrix->args()[static_cast<std::size_t>(row)].args();
    std::vector<math::Rational> claimed(entries.size());
    for (const auto& [key, coefficient] : *terms) {
      const std::size_t digit = key.find_last_of("0123456789");
      const std::size_t column = digit == std::string::npos ? entries.size() : static_cast<std::size_t>(key[digit] - '1');
      if (column >= entries.size()) return false;
      claimed[column] = coefficient;
    }
    std::optional<math::Rational> factor;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto entry = constant(entries[i]);
      if (!entry) return std::nullopt;
      if (entry->is_zero() != claimed[i].is_zero()) return false;
      if (entry->is_zero()) continue;
      const math::Rational here = claimed[i] / *entry;
      if (factor && *factor != here) return false;
      factor = here;
    }
    return factor.has_value();
  }

  std::string_view problem_, text_;
  Congruences congruences_;
  std::optional<Expr> characteristic_;
};

}  // namespace retort::check
