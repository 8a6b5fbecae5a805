// Statements of analysis: limits, integrals, sums without end, and the letters of partial fractions; and the places where a value is put in.
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "check/calculus_values.h"
#include "check/known_cases.h"
#include "check/undetermined.h"
#include "math/derivative.h"

namespace retort::check {

class KnownAnalysis : protected KnownCases {
 protected:
  KnownAnalysis(std::string_view problem, std::string_view narrative) : KnownCases(problem, narrative) {}

  // Where one side holds a limit, an integral or a sum without end: are the sides equal? Nothing for all else, and where that is not found out.
  std::optional<bool> agrees_in_analysis(const Expr& a, const Expr& b) const {
    constexpr std::size_t kMaxSize = 120;
    if (const std::string letter = antiderivative_letter(a).empty() ? antiderivative_letter(b) : antiderivative_letter(a); !letter.empty()) {
      const Meaning meaning = [&](const std::string& other) { return scope_.meaning(other); };
      const Expr left = scope_.resolve(a), right = scope_.resolve(b);
      const auto p = left.size() <= kMaxSize ? slope_of(left, letter, meaning) : std::nullopt, q = right.size() <= kMaxSize ? slope_of(right, letter, meaning) : std::nullopt;
      const Outcome outcome = p && q ? math::equal(*p, *q).outcome : Outcome::kUnknown;
      return outcome == Outcome::kUnknown ? std::nullopt : std::optional(outcome == Outcome::kEqual);
    }
    const Expr x = scope_.put_in(a), y = scope_.put_in(b);
    if (x.size() > kMaxSize || y.size() > kMaxSize) return std::nullopt;
    return holds_calculus(x) || holds_calculus(y) ? calculus_agrees(x, y) : std::nullopt;
  }

  // "for $x > 0$, gives"
  bool is_said_positive(std::size_t at) const {
    constexpr std::size_t kReach = 60;
    const std::string_view front = text_.substr(at > kReach ? at - kReach : 0, std::min(at, kReach));
    const std::size_t words = front.rfind("for $");
    return words != std::string_view::npos && front.find(" > 0$", words) != std::string_view::npos && front.find(". ", words) == std::string_view::npos;
  }

  bool speaks_of_positive() const { return problem_.find("positive") != std::string_view::npos || problem_.find("nonnegative") != std::string_view::npos || problem_.find("non-negative") != std::string_view::npos; }

  bool introduces_constants(const Expr& a, const Expr& b) {
    if (!undetermined_.introduce(a, b, [&](const std::string& name) { return scope_.knows_symbol(name); })) return false;
    for (const std::string& letter : undetermined_.letters()) scope_.know(letter);
    return true;
  }

  // 1 = A(x + 1) + Bx, cleared of denominators, and what putting in a number for x leaves of it; false for another equation between x and these
  // letters. Nothing for all else.
  std::optional<bool> finds_constants(const Expr& a, const Expr& b, const std::optional<Rational>& put_in) {
    if (!undetermined_.gives(a, b, scope_.candidates(undetermined_.unknown()), put_in)) return undetermined_.concerns(a - b) ? std::optional(false) : std::nullopt;
    if (!(a - b).contains_symbol(undetermined_.unknown())) scope_.add_equation(a, b);
    return true;
  }

  // a = b was seen to be an identity: one that rewrites a known curve is a curve, too.
  void note_rewriting(const Expr& a, const Expr& b) {
    const Expr known = scope_.resolve(a);
    if (b.symbols().size() == 1 && std::any_of(curves_.begin(), curves_.end(), [&](const Expr& curve) { return curve.same(known); })) note_curve(scope_.resolve(b));
  }

  void note_sums(const Expr& e, int depth = 0) {
    constexpr std::size_t kMostSums = 6;
    if ((e.is_func("sum") || e.is_func("product")) && e.args().size() == 4 && e.arg(1).is(Op::kSymbol) && sums_.size() < kMostSums) {
      const auto low = constant(e.arg(2));
      if (low && low->is_integer()) sums_.push_back({e.arg(1).name(), *low});
      note_curve(scope_.resolve(e.arg(0)));
    }
    for (const Expr& arg : e.args()) {
      if (depth < 6) note_sums(arg, depth + 1);
    }
  }

  // The numbers of the first terms of the sums that the text speaks of, in each form of the term.
  void show_terms_of_sums() {
    constexpr long long kTerms = 6;
    for (const auto& [letter, low] : sums_) {
      for (const Expr& curve : curves_) {
        if (curve.symbols() != std::vector<std::string>{letter}) continue;
        for (long long i = 0; i < kTerms; ++i) show_parts_of(curve.substitute(letter, Expr::number(low + Rational(i))), 0);
      }
    }
  }

  // "Here $a = -1$, $b = -6$ and $c = 12$": are these the factors of the powers of a quadratic polynomial of the problem? Nothing for all else.
  std::optional<bool> is_named_coefficient(std::size_t at, const Expr& a, const Expr& b) const {
    constexpr std::size_t kReach = 60;
    const std::string_view front = text_.substr(at > kReach ? at - kReach : 0, std::min(at, kReach));
    const std::size_t here = front.rfind("Here $a = ") == std::string_view::npos && front.ends_with("Here $") ? front.size() : front.rfind("Here $a = ");
    const auto value = constant(b);
    const std::size_t index = a.is(Op::kSymbol) && a.name().size() == 1 ? std::string_view("cba").find(a.name()[0]) : std::string_view::npos;
    if (here == std::string_view::npos || front.find(". ", here) != std::string_view::npos || index == std::string_view::npos || !value) return std::nullopt;
    std::optional<bool> found;
    for (const Expr& curve : curves_) {
      const auto p = math::as_polynomial(curve, curve.symbols()[0], 2);
      if (p && math::degree(*p) == 2) found = found.value_or(false) || (*p)[index] == *value;
    }
    return found;
  }

  // The extreme values of the quadratic curves of a text that speaks of a vertex.
  void show_vertices() {
    if (text_.find("vertex") == std::string_view::npos) return;
    const std::vector<Expr> curves = curves_;
    for (const Expr& curve : curves) {
      const auto p = math::as_polynomial(curve, curve.symbols()[0], 2);
      if (!p || math::degree(*p) != 2) continue;
      const Rational place = -((*p)[1] / ((*p)[2] * Rational(2)));
      for (const Rational& value : {place, math::evaluate(*p, place)}) shown_.push_back({value.abs(), 0});
    }
  }

  // ---- a value that is put in ------------------------------------------------------------------------------------------

  // "for $f(3)$ we put $n = -3$ into $n^2 - 1$": another value than the one in the brackets.
  bool is_other_argument(const Statement& statement, const Rational& value) const {
    constexpr std::size_t kReach = 80;
    std::string_view front = text_.substr(statement.at > kReach ? statement.at - kReach : 0, std::min(statement.at, kReach));
    constexpr std::string_view kWords = "$ we put $";
    if (!front.ends_with(kWords)) return false;
    front.remove_suffix(kWords.size());
    const std::size_t formula = front.rfind('$');
    const auto call = formula == std::string_view::npos || !front.substr(0, formula).ends_with("or ") ? Result<Expr>(Error{}) : math::parse(front.substr(formula + 1), math::Notation::kLatex, reader_.limits());
    const auto argument = call.ok() && call->is(Op::kFunc) && call->args().size() == 1 ? constant(call->arg(0)) : std::nullopt;
    return argument && *argument != value;
  }

  // "Putting $x = -17$ into the first equation", "Taking $b = -6$ gives", "Testing $x = 18$, which holds", where x was found, and is not that.
  bool puts_in_another(const Statement& statement, const std::string& symbol, const Rational& value) const {
    const std::size_t end = std::min(statement.at + statement.length, text_.size());
    std::string_view behind = text_.substr(end, 48);
    const bool taken = text_in_front(statement.at).ends_with("Taking $"), holds = behind.starts_with("$, which holds");
    if (behind.starts_with("$ and ") || behind.starts_with("$, ")) behind = behind.substr(std::min(behind.find("$ into the"), behind.size()));
    const bool into = statement.hypothetical && behind.starts_with("$ into the ") && behind.find(" equation") != std::string_view::npos;
    if (!into && !taken && !holds) return false;
    const std::set<Rational> found = scope_.found_values(symbol);
    return !found.empty() && found.count(value) == 0;
  }

  // "Putting in $x = -2$ gives $2^3 + 1$": the number (one of more digits anywhere) stands in it as the base of a power, with the other sign, and
  // nowhere with its own. The -2^2 of
  // -x^2 is no other sign of 2.
  bool shows_other_sign(const Rational& value, std::string_view latex) const {
    bool own = value.is_zero(), other = false;
    for (const NumberPlace& number : numbers_in(latex)) {
      if (number.value != value.abs()) continue;
      std::size_t front = number.at;
      while (front > 0 && latex[front - 1] == ' ') --front;
      const bool minus = front > 0 && latex[front - 1] == '-', bracket = front > 1 && latex[front - 2] == '(';
      own = own || (value.sign() < 0 ? minus : !minus || !bracket);
      other = other || number.value > Rational(9) || latex.substr(number.at + number.length).starts_with("^") || latex.substr(number.at + number.length).starts_with(")^");
    }
    return !own && other;
  }

  // Does the number stand in it as it is, with its sign? A minus between spaces subtracts.
  static bool shows_number(std::string_view latex, const Rational& value) {
    const auto is_signed = [&](std::size_t at) { return (at > 0 && latex[at - 1] == '-') == (value.sign() < 0); };
    if (!value.is_integer()) {
      const std::string fraction = "\\frac{" + value.num().abs().to_string() + "}{" + value.den().to_string() + "}";
      for (std::size_t at = latex.find(fraction); at != std::string_view::npos; at = latex.find(fraction, at + 1)) {
        if (is_signed(at)) return true;
      }
      return false;
    }
    const std::vector<NumberPlace> numbers = numbers_in(latex);
    return std::any_of(numbers.begin(), numbers.end(), [&](const NumberPlace& number) { return number.value == value.abs() && is_signed(number.at); });
  }

  Undetermined undetermined_;

 private:
  void show_parts_of(const Expr& e, int depth) {
    constexpr std::size_t kMostShown = 2000;
    if (depth > 6 || shown_.size() > kMostShown) return;
    if (const auto value = constant(e)) {
      shown_.push_back({value->num().abs(), 0});
      shown_.push_back({value->den(), 0});
    }
    for (const Expr& arg : e.args()) show_parts_of(arg, depth + 1);
  }

  struct Sum {
    std::string letter;
    Rational low;
  };
  std::vector<Sum> sums_;
};

}  // namespace retort::check
