// All solutions of some facts: by one equation, by a system, or by the divisors of a number where two integers have an equation in their product.
#include "agent/rules_solver_cases.h"

#include <algorithm>

#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/number_theory.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;
using Take = Given::Take;

namespace {

constexpr std::size_t kMostValues = 12;

bool is_true(const Expr& relation) { return math::holds(relation).outcome == math::Verdict::Outcome::kEqual; }

std::vector<std::string> names_in(const std::vector<Expr>& terms) {
  std::vector<std::string> names;
  for (const Expr& term : terms)
    for (const std::string& name : term.symbols())
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

double size_of(const Expr& e) {
  auto ball = math::real_value(e, 15);
  return ball.ok() ? ball->mid : 0;
}

using Solution = std::vector<Expr>;

class Cases {
 public:
  Cases(const Given& goal, const SortedFacts& facts, Work& work) : goal_(goal), facts_(facts), work_(work), names_(names_in(facts.equations)) {}

  void run() {
    if (!std::all_of(facts_.equations.begin(), facts_.equations.end(), is_plain) || !is_plain(facts_.asked)) return work_.give_up("solutions may be missing where angles, exponents or complex numbers are unknown");
    auto found = names_.size() == 2 && facts_.equations.size() == 1 ? integer_pairs() : names_.size() == 1 ? roots() : system();
    if (!found || work_.over()) return;
    std::erase_if(*found, [&](const Solution& s) { return !fits(s); });
    if (found->empty()) return work_.give_up("the equations have no solution of the kind that is asked for");
    if (!note_values(*found)) return;
    answer();
  }

 private:
  static Expr put(Expr e, const std::vector<std::string>& names, const Solution& values) {
    for (std::size_t i = 0; i < names.size(); ++i) e = e.substitute(names[i], values[i]);
    return e;
  }

  bool fits(const Solution& values) const {
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (!values[i].symbols().empty() || !is_allowed(goal_, facts_.bounds, names_[i], values[i])) return false;
    auto holds = [&](const Expr& fact) { return is_true(put(fact, names_, values)); };
    return std::all_of(facts_.equations.begin(), facts_.equations.end(), holds) && std::all_of(facts_.bounds.begin(), facts_.bounds.end(), holds);
  }

  // Without waves, unknown exponents and complex numbers, whose solutions are more than those listed.
  static bool is_plain(const Expr& e) {
    static const std::vector<std::string> kKnown = {"sqrt", "root", "abs", "floor", "ceil", "factorial", "gcd", "lcm", "min", "max"};
    if (e.is(Op::kConstant) && e.name() == "i") return false;
    if (e.is(Op::kPow) && !e.arg(1).symbols().empty()) return false;
    if (e.is(Op::kFunc) && !e.symbols().empty() && std::find(kKnown.begin(), kKnown.end(), e.name()) == kKnown.end()) return false;
    return std::all_of(e.args().begin(), e.args().end(), is_plain);
  }

  // Only the largest or smallest value, or real unknowns: then solutions that are not real do not count.
  bool real_only() const { return goal_.real || goal_.positive || goal_.integers || !facts_.bounds.empty() || goal_.take == Take::kLargest || goal_.take == Take::kSmallest; }

  std::optional<std::vector<Solution>> roots() {
    const Expr& equation = facts_.equations[0];
    if (is_hidden_power(equation, names_[0])) return fail("some solutions may be missing");
    work_.think("We solve " + inline_math(tex(equation)) + ".");
    auto roots = work_.items("solve_equation", {{"sympy_equation", math::to_plain(equation)}, {"variable", names_[0]}});
    if (!roots) return {};
    auto fraction = math::as_single_fraction(equation.arg(0) - equation.arg(1));
    if (auto p = fraction ? math::as_polynomial(fraction->first, names_[0]) : std::nullopt; p && math::degree(*p) > 0) {
      const int all = math::degree(*p) - math::degree(math::gcd(*p, math::derivative(*p)));
      const int real = math::count_real_roots(*p);
      const auto found = static_cast<int>(roots->size());
      if (fraction->second.symbols().empty() ? found != real : found > real) return fail("not all roots of the equation were found");
      if (!real_only() && real != all) return fail("some solutions are not real");
    }
    std::vector<Solution> found;
    for (const Expr& root : *roots) found.push_back({root});
    return found;
  }

  std::optional<std::vector<Solution>> system() {
    if (!real_only()) return fail("solutions that are not real might count");
    Json plain = Json::array();
    std::vector<std::string> shown;
    for (const Expr& equation : facts_.equations) {
      auto fraction = math::as_single_fraction(equation.arg(0) - equation.arg(1));
      if (!fraction) return fail("an equation of the system is no quotient of polynomials");
      plain.push_back(math::to_plain(fraction->second.symbols().empty() ? equation : Expr::rel("=", fraction->first, Expr::integer(0))));
      shown.push_back(inline_math(tex(equation)));
    }
    work_.think("We solve " + and_list(shown) + " together.");
    auto solutions = work_.items("solve_nonlinear_system", {{"sympy_equations", plain}, {"variables", names_}});
    if (!solutions) return {};
    std::vector<Solution> found;
    for (const Expr& solution : *solutions) {
      if (solution.args().size() != names_.size()) return fail("a solution of the equations could not be read");
      found.push_back(solution.args());
    }
    return found;
  }

  // (A x + C)(A y + B) = B C - A D: both factors are divisors.
  std::optional<std::vector<Solution>> integer_pairs() {
    auto e = bilinear(facts_.equations[0]);
    if (!e || !goal_.integers) return fail("the facts do not determine what is asked");
    const Rational product = e->x_alone * e->y_alone - e->xy * e->constant;
    auto whole = product.to_int64();
    if (!whole || product.is_zero() || product.abs() > Rational(100'000'000)) return fail("the divisors of the product are too many");
    const auto factor = [&](const std::string& name, const Rational& plus) {
      Expr term = e->xy == Rational(1) ? Expr::symbol(name) : Expr::number(e->xy) * Expr::symbol(name);
      if (plus.is_zero()) return term;
      return plus.sign() > 0 ? term + Expr::number(plus) : term - Expr::number(-plus);
    };
    const Expr left = factor(e->x, e->y_alone), right = factor(e->y, e->x_alone);
    work_.think("The equation " + inline_math(tex(facts_.equations[0])) + " can be written as " + inline_math(tex(Expr::rel("=", left * right, Expr::number(product)))) +
                ". So " + inline_math(tex(left)) + " divides " + inline_math(tex(product)) + ".");
    auto divisors = work_.items("divisors", {{"n", product.abs().to_string()}});
    if (!divisors) return {};
    std::vector<Solution> found;
    for (const Expr& divisor : *divisors) {
      auto d = math::exact_value(divisor);
      if (!d.ok() || d->is_zero()) return fail("a divisor could not be read");
      for (const Rational& one : {*d, -*d}) {
        const Rational x = (one - e->y_alone) / e->xy, y = (product / one - e->x_alone) / e->xy;
        if (!x.is_integer() || !y.is_integer()) continue;
        Solution s = {Expr::number(x), Expr::number(y)};
        if (names_[0] != e->x) std::swap(s[0], s[1]);
        if (fits(s)) found.push_back(s);
      }
    }
    return found;
  }

  std::nullopt_t fail(std::string reason) { return work_.give_up(std::move(reason)), std::nullopt; }

  // The different values of what is asked, ascending, and the sentence that shows them.
  bool note_values(const std::vector<Solution>& solutions) {
    std::vector<std::string> shown;
    for (const Solution& solution : solutions) {
      const Expr here = put(facts_.asked, names_, solution);
      auto exact = math::exact_value(here);
      auto normal = exact.ok() ? Result<Expr>(Expr::number(*exact)) : math::normal_form(here);
      if (!normal.ok() || !normal->symbols().empty() || !is_true(Expr::rel("=", here, *normal))) return work_.give_up("a value could not be worked out"), false;
      const bool known = std::any_of(values_.begin(), values_.end(), [&](const Expr& v) { return is_true(Expr::rel("=", v, *normal)); });
      if (!known) values_.push_back(*normal);
      if (known && goal_.take != Take::kOne) continue;
      shown.push_back(shown_case(solution, here, *normal));
    }
    if (values_.size() > kMostValues) return work_.give_up("there are too many values"), false;
    std::sort(values_.begin(), values_.end(), [](const Expr& a, const Expr& b) { return size_of(a) < size_of(b); });
    const bool single = names_.size() == 1 && facts_.asked.is(Op::kSymbol);
    work_.reflect("");
    if (single && solutions.size() == 1) work_.think("So only " + shown[0] + " is possible.");
    else work_.think((shown.size() == 1 ? "This leaves " : "The cases are ") + and_list(shown) + ".");
    return true;
  }

  std::string shown_case(const Solution& solution, const Expr& here, const Expr& value) const {
    std::string text;
    for (std::size_t i = 0; i < names_.size(); ++i) text += (i > 0 ? ", " : "") + tex(Expr::rel("=", Expr::symbol(names_[i]), solution[i]));
    if (facts_.asked.is(Op::kSymbol)) return inline_math(text);
    return inline_math(text) + " with " + inline_math(math::exact_value(here).ok() ? tex(facts_.asked) + " = " + worked(here) : tex(Expr::rel("=", facts_.asked, value)));
  }

  void answer() {
    const std::string asked = inline_math(tex(goal_.asked));
    switch (goal_.take) {
      case Take::kOne:
        if (values_.size() != 1) return work_.give_up("the equations have several solutions, and what is asked differs between them");
        return finish(values_[0], asked + " is @");
      case Take::kLargest: return finish(values_.back(), "the largest value of " + asked + " is @");
      case Take::kSmallest: return finish(values_.front(), "the smallest value of " + asked + " is @");
      case Take::kCount: return work_.finish(std::to_string(values_.size()), "the number of values of " + asked + " is @");
      case Take::kDifference:
        if (values_.size() != 2) return work_.give_up("there are not two values");
        return combine(values_[1] - values_[0], "the difference is @");
      case Take::kSum: return combine(Expr::make(Op::kAdd, values_), "the sum is @");
      case Take::kProduct: return combine(Expr::make(Op::kMul, values_), "the product is @");
      case Take::kEvery: break;
    }
    std::string list;
    for (const Expr& value : values_) list += (list.empty() ? "" : ", ") + tex(value);
    work_.finish(list, values_.size() == 1 ? asked + " is @" : "the values of " + asked + " are @");
  }

  void finish(const Expr& value, const std::string& closing) { work_.finish(tex(value), closing); }

  void combine(const Expr& term, const std::string& closing) {
    if (values_.size() == 1) return finish(values_[0], closing);
    work_.think("Now " + inline_math(tex(term)) + " is worked out.");
    auto value = worked_out(term, work_);
    if (value) work_.finish(tex(*value), closing);
  }

  const Given& goal_;
  const SortedFacts& facts_;
  Work& work_;
  std::vector<std::string> names_;
  std::vector<Expr> values_;
};

}  // namespace

bool is_allowed(const Given& goal, const std::vector<Expr>& bounds, const std::string& name, const Expr& value) {
  auto ball = math::real_value(value, 15);
  if (!ball.ok()) return false;
  if (goal.positive && ball->mid - ball->radius <= 0) return false;
  if (auto exact = math::exact_value(value); goal.integers && (!exact.ok() || !exact->is_integer())) return false;
  return std::all_of(bounds.begin(), bounds.end(), [&](const Expr& bound) {
    return bound.symbols() != std::vector<std::string>{name} || is_true(bound.substitute(name, value));
  });
}

std::optional<BilinearEquation> bilinear(const Expr& equation) {
  auto symbols = equation.symbols();
  if (!equation.is(Op::kRel) || symbols.size() != 2) return {};
  auto fraction = math::as_single_fraction(equation.arg(0) - equation.arg(1));
  auto in_x = fraction ? math::coefficients_in(fraction->first, symbols[0], 1) : std::nullopt;
  if (!in_x || in_x->size() != 2) return {};
  auto high = math::as_polynomial((*in_x)[1], symbols[1], 1), low = math::as_polynomial((*in_x)[0], symbols[1], 1);
  if (!high || !low || math::degree(*high) != 1) return {};
  const auto at = [](const math::Coefficients& p, std::size_t i) { return i < p.size() ? p[i] : Rational(0); };
  Rational parts[4] = {at(*high, 1), at(*high, 0), at(*low, 1), at(*low, 0)};
  Rational scale(1);
  for (const Rational& part : parts) scale = scale * (part * scale).den();
  for (Rational& part : parts) part = part * scale;
  Rational common(0);
  for (const Rational& part : parts) common = math::gcd(common, part);
  if (parts[0].sign() < 0) common = -common;
  for (Rational& part : parts) part = part / common;
  return BilinearEquation{symbols[0], symbols[1], parts[0], parts[1], parts[2], parts[3]};
}

bool has_cases(const Given& goal, const SortedFacts& facts) {
  const auto names = names_in(facts.equations);
  for (const std::string& name : facts.asked.symbols())
    if (std::find(names.begin(), names.end(), name) == names.end()) return false;
  if (facts.asked.is(Op::kTuple) || facts.asked.symbols().empty() || facts.equations.empty()) return false;
  if (facts.equations.size() == 1 && names.size() == 2) return goal.integers && bilinear(facts.equations[0]).has_value();
  return names.size() <= 4 && facts.equations.size() >= names.size() && (names.size() > 1 || facts.equations.size() == 1);
}

void pursue_cases(const Given& goal, const SortedFacts& facts, Work& work) { Cases(goal, facts, work).run(); }

}  // namespace retort::agent
