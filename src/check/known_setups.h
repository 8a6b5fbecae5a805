// Equations that a narrative sets up: general forms with letters of their own, numbers put in for letters, an expression set equal to 0, and values of
// functions of which nothing is known.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/coefficients.h"
#include "check/known_analysis.h"

namespace retort::check {

class KnownSetups : protected KnownAnalysis {
 protected:
  KnownSetups(std::string_view problem, std::string_view narrative) : KnownAnalysis(problem, narrative) {}

  // a + b + c = 6 + 3 + 2, (1/2)bh = (1/2)(8)(5): the right side is the left one with a number for each letter, none of them a number that the letter
  // is known not to be. The numbers must come from somewhere, which the number gate asks. From then on they are candidates.
  bool puts_numbers_in(const Expr& a, const Expr& b) {
    std::map<std::string, Rational> values;
    if (a.is(Op::kSymbol) || a.symbols().empty() || !b.symbols().empty() || !matches(a, b, values, 0) || values.empty()) return false;
    for (const auto& [letter, value] : values) {
      if (const auto known = scope_.value_of(letter); known && *known != value) return false;
      const std::set<Rational> found = scope_.candidates(letter);
      if (!found.empty() && found.count(value) == 0) return false;
    }
    for (const auto& [letter, value] : values) scope_.add_candidate(letter, value);
    return true;
  }

  // An expression of the problem, or a multiple of it, set equal to 0.
  bool sets_to_zero(const Expr& a, const Expr& b) const {
    const auto zero = constant(b);
    const Expr difference = scope_.resolve(a - b);
    if (!zero || !zero->is_zero() || difference.size() > 100) return false;
    return std::any_of(bodies_.begin(), bodies_.end(), [&](const Expr& body) { return is_multiple(body, difference); });
  }

  // An equation in several letters, one of which is new here, as in y = a(x - 1)^2 + 3: some value of it fits.
  bool introduces_letter(const Expr& a, const Expr& b) const {
    const std::vector<std::string> letters = (a - b).symbols();
    const auto fresh = [&](const std::string& letter) { return letter.size() == 1 && !scope_.knows_symbol(letter) && !names_of_problem(letter); };
    return letters.size() > 1 && letters.size() < 7 && std::any_of(letters.begin(), letters.end(), fresh);
  }

  // "We are told that $s_1 = 4$, $V_1 = V_2$ and $s_2 = 8$.": the problem in letters.
  bool is_told(std::size_t at) const {
    constexpr std::size_t kReach = 200;
    const std::string_view front = text_.substr(at > kReach ? at - kReach : 0, std::min(at, kReach));
    const std::size_t words = front.rfind("We are told that ");
    return words != std::string_view::npos && front.find(". ", words) == std::string_view::npos;
  }

  // c_{12}, an entry of whichever product is worked out.
  static bool is_entry(const Expr& e) {
    return e.is(Op::kSymbol) && e.name().size() == 4 && e.name().starts_with("c_") && std::isdigit(static_cast<unsigned char>(e.name()[2])) != 0 && std::isdigit(static_cast<unsigned char>(e.name()[3])) != 0;
  }

  // f(5) = 2 where nothing is known of f(5).
  bool names_call(const Expr& a, const Expr& b) {
    constexpr std::size_t kMostCalls = 40;
    const bool call = a.is(Op::kFunc) && a.name().size() == 1 && a.args().size() == 1 && constant(a.arg(0)) && !scope_.defines(a.name()) && reader_.applies(a.name());
    if (!call || holds_call(b) || calls_.size() >= kMostCalls) return false;
    if (const auto terms = monomials_of(a); terms && scope_.relate(a, b) != Scope::Relation::kIndependent) return false;
    return calls_.insert(a.name() + "(" + constant(a.arg(0))->to_string() + ")").second;
  }

  // "With its roots the polynomial is $a(x - 3)(x - r)$, so $c$ is $3ra$": what the factors of the powers say, when it is held against the problem's.
  bool is_coefficient_by_roots(std::size_t at, const Expr& a, const Expr& b, const std::vector<Expr>& given) const {
    constexpr std::size_t kReach = 600;
    constexpr std::string_view kWords = "the polynomial is $";
    const std::string_view front = text_.substr(at > kReach ? at - kReach : 0, std::min(at, kReach));
    const std::size_t words = front.rfind(kWords), begin = words + kWords.size(), end = words == std::string_view::npos ? words : front.find('$', begin);
    const auto form = end == std::string_view::npos ? Result<Expr>(Error{}) : math::parse(front.substr(begin, end - begin), math::Notation::kLatex, reader_.limits());
    if (!form.ok() || form->size() > 80) return false;
    for (const Expr& known : given) {
      for (const std::string& letter : form->symbols()) {
        if (known.contains_symbol(letter) && known.size() <= 80 && is_coefficient({known - *form}, letter, scope_.resolve(a - b))) return true;
      }
    }
    return false;
  }

 private:
  static bool matches(const Expr& a, const Expr& b, std::map<std::string, Rational>& values, int depth) {
    constexpr int kMaxDepth = 10;
    if (depth > kMaxDepth) return false;
    if (a.is(Op::kSymbol)) {
      const auto value = constant(b);
      return value && values.emplace(a.name(), *value).first->second == *value;
    }
    if (a.symbols().empty()) return a.same(b) || (constant(a) && constant(b) && *constant(a) == *constant(b));
    if (a.op() != b.op() || a.name() != b.name() || a.args().size() != b.args().size()) return false;
    for (std::size_t i = 0; i < a.args().size(); ++i) {
      if (!matches(a.arg(i), b.arg(i), values, depth + 1)) return false;
    }
    return true;
  }

  // Is the letter one of a formula of the problem?
  bool names_of_problem(const std::string& letter) const {
    bool formula = false;
    for (std::size_t i = 0; i < problem_.size(); ++i) {
      if (problem_[i] == '$') formula = !formula;
      const auto part = [&](std::size_t k) { return k < problem_.size() && std::isalpha(static_cast<unsigned char>(problem_[k])) != 0; };
      const bool command = i > 0 && problem_[i - 1] == '\\';
      if (formula && problem_.substr(i, 1) == letter && !command && !(i > 0 && part(i - 1) && inside_command(i))) return true;
    }
    return false;
  }

  bool inside_command(std::size_t at) const {
    while (at > 0 && std::isalpha(static_cast<unsigned char>(problem_[at - 1])) != 0) --at;
    return at > 0 && problem_[at - 1] == '\\';
  }

  std::set<std::string> calls_;   // with a value
};

}  // namespace retort::check
