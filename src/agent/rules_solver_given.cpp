// Facts and a term whose value follows from them: definitions are put in, equations solved until every symbol of the term is known.
#include <algorithm>
#include <map>

#include "agent/rules_solver_cases.h"
#include "agent/rules_solver_given.h"
#include "agent/rules_solver_optimum.h"
#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "agent/symmetric_terms.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

// x > y and the like.
bool is_comparison(const Expr& fact) {
  return fact.is(Op::kRel) && fact.name() != "=" && fact.name() != "~" && !fact.symbols().empty();
}

bool is_true(const Expr& relation) { return math::holds(relation).outcome == math::Verdict::Outcome::kEqual; }

// Do two values, or two tuples of values, agree?
bool same_value(const Expr& a, const Expr& b) {
  if (!a.is(Op::kTuple)) return is_true(Expr::rel("=", a, b));
  for (std::size_t i = 0; i < a.args().size(); ++i)
    if (!is_true(Expr::rel("=", a.arg(i), b.arg(i)))) return false;
  return true;
}

std::string named(const std::string& name, const Expr& value) { return inline_math(tex(Expr::symbol(name)) + " = " + tex(value)); }

// The facts while they are being used up.
class Deduction {
 public:
  Deduction(const Given& goal, Work& work) : goal_(goal), work_(work), asked_(goal.asked) {}

  void run() {
    if (!sort_facts() || !looked_up(goal_.before, work_)) return;
    introduce();
    if (!put_in_functions()) return;
    const SortedFacts facts{asked_, equations_, bounds_};
    if (goal_.take != Given::Take::kOne) return has_cases(goal_, facts) ? pursue_cases(goal_, facts, work_) : pursue_optimum(goal_, facts, work_);
    if (goal_.integers && equations_.size() == 1 && unknowns().size() == 2 && has_cases(goal_, facts)) return pursue_cases(goal_, facts, work_);
    while (!work_.over() && !asked_.symbols().empty() && !equations_.empty())
      if (!assign() && !solve_one() && !solve_linear() && !symmetric() && !compare_coefficients() && !eliminate() && !solve_together() && !express())
        return work_.give_up("the facts do not determine what is asked");
    if (work_.over()) return;
    if (!asked_.symbols().empty()) return finish_with_symbols();
    finish();
  }

 private:
  bool give_up(const char* reason) { return work_.give_up(reason), false; }

  // Definitions, equations, bounds; anything else cannot be used.
  bool sort_facts() {
    for (const Expr& fact : goal_.facts) {
      if (auto definition = as_definition(fact)) {
        // A second equation for the same function is one for its argument: g(a) = 0.
        if (!definitions_.emplace(fact.arg(0).name(), *definition).second) equations_.push_back(fact);
      } else if (fact.is(Op::kRel) && fact.name() == "=") {
        equations_.push_back(fact);
      } else if (fact.is(Op::kChain) && std::all_of(fact.args().begin(), fact.args().end(), [](const Expr& e) { return e.name() == "="; })) {
        equations_.insert(equations_.end(), fact.args().begin(), fact.args().end());
      } else if (is_bound(fact) || is_comparison(fact)) {
        bounds_.push_back(fact);
      } else if (fact.is(Op::kChain) && std::all_of(fact.args().begin(), fact.args().end(), is_comparison)) {
        bounds_.insert(bounds_.end(), fact.args().begin(), fact.args().end());
      } else {
        return give_up("a fact is no definition, equation or bound");
      }
    }
    return true;
  }

  // Function values at numbers by a call each, innermost first; others are written out.
  bool put_in_functions() {
    while (auto inner = innermost_value(asked_, definitions_)) {
      auto value = function_value(*inner);
      if (!value) return false;
      asked_ = with_replaced(asked_, *inner, *value);
    }
    auto asked = written_out(asked_, definitions_);
    if (!asked) return give_up("a function is not defined");
    asked_ = *asked;
    for (Expr& equation : equations_) {
      auto written = written_out(equation, definitions_);
      if (!written) return give_up("a function is not defined");
      equation = *written;
    }
    return true;
  }

  std::optional<Expr> function_value(const Expr& applied) {
    const auto before = function_values_.find(math::to_plain(applied));
    if (before != function_values_.end()) return before->second;
    const Definition& f = definitions_.at(applied.name());
    Json values = Json::object();
    Expr direct = f.body;
    for (std::size_t i = 0; i < f.parameters.size(); ++i) {
      values[f.parameters[i]] = math::to_plain(applied.arg(i));
      direct = direct.substitute(f.parameters[i], applied.arg(i));
    }
    if (f.parameters.size() == 1) {
      work_.think("For " + inline_math(tex(applied)) + " we put " + inline_math(tex(applied.arg(0))) + " into " + inline_math(tex(f.body)) + ".");
    } else {
      std::vector<std::string> put;
      for (std::size_t i = 0; i < f.parameters.size(); ++i) put.push_back(named(f.parameters[i], applied.arg(i)));
      work_.think("With " + and_list(put) + " we work out " + inline_math(tex(f.body)) + ".");
    }
    auto value = work_.expression("substitute", {{"expression", math::to_plain(f.body)}, {"values", values}});
    if (!value) return {};
    if (!value->symbols().empty() || math::equal(*value, direct).outcome != math::Verdict::Outcome::kEqual) {
      work_.reflect("This does not agree.", "rejected");
      work_.give_up("a function value could not be confirmed");
      return {};
    }
    // An operation of the statement stands there under another sign.
    const bool named = f.parameters.size() == 1 && std::string("TSUVW").find(applied.name()) == std::string::npos;
    work_.reflect(named ? "So " + inline_math(tex(applied) + " = " + tex(*value)) + "." : "So this is " + inline_math(tex(*value)) + ".");
    function_values_.emplace(math::to_plain(applied), *value);
    return value;
  }

  // x = 3, or a linear equation of one symbol that is solved for it already.
  bool assign() {
    for (std::size_t i = 0; i < equations_.size(); ++i) {
      const Expr left = equations_[i].arg(0), right = equations_[i].arg(1);
      bool swapped = !left.is(Op::kSymbol);
      const Expr &symbol = swapped ? right : left, &value = swapped ? left : right;
      if (!symbol.is(Op::kSymbol) || !value.symbols().empty()) continue;
      equations_.erase(equations_.begin() + static_cast<std::ptrdiff_t>(i));
      return know(symbol.name(), value);
    }
    return false;
  }

  // An equation in one symbol.
  bool solve_one() {
    for (std::size_t i = 0; i < equations_.size(); ++i) {
      auto symbols = equations_[i].symbols();
      if (symbols.size() != 1) continue;
      Expr equation = equations_[i];
      if (equations_.size() == 1 && reduce_by(equation, symbols[0])) return true;
      equations_.erase(equations_.begin() + static_cast<std::ptrdiff_t>(i));
      return solve_for(equation, symbols[0]);
    }
    return false;
  }

  // A polynomial whose remainder on division by the equation's polynomial is a number has this value at each of its roots.
  bool reduce_by(const Expr& equation, const std::string& name) {
    if (asked_.is(Op::kTuple) || asked_.symbols() != std::vector<std::string>{name}) return false;
    auto fraction = math::as_single_fraction(equation.arg(0) - equation.arg(1));
    if (!fraction) return false;
    auto p = math::as_polynomial(fraction->first, name, 40), asked = math::as_polynomial(asked_, name, 3'000);
    if (!p || !asked || math::degree(*p) < 2 || math::degree(*asked) < std::max(3, math::degree(*p)) || math::count_real_roots(*p) == math::degree(*p)) return false;
    auto rest = math::divide(*asked, *p).second;
    if (math::degree(rest) > 0) return false;
    const Rational value = rest.empty() ? Rational(0) : rest[0];
    const Expr divisor = math::to_expr(*p, name);
    work_.think("We divide " + inline_math(tex(asked_)) + " by " + inline_math(tex(divisor)) + ", which is zero.");
    auto parts = work_.items("polynomial_division", {{"dividend", math::to_plain(asked_)}, {"divisor", math::to_plain(divisor)}});
    if (!parts) return true;   // given up
    auto found = parts->size() == 2 ? math::exact_value(parts->back()) : Result<Rational>(Error{});
    if (!found.ok() || *found != value) return give_up("the remainder is not the number that was expected"), true;
    work_.reflect("The product with the quotient is zero, so only the remainder " + inline_math(tex(value)) + " is left.");
    equations_.clear();
    asked_ = Expr::number(value);
    return true;
  }

  bool solve_for(const Expr& equation, const std::string& name) {
    work_.think("We solve " + inline_math(tex(equation)) + ".");
    auto roots = work_.items("solve_equation", {{"sympy_equation", math::to_plain(equation)}, {"variable", name}});
    if (!roots) return false;
    std::size_t all = roots->size();
    for (const Expr& root : *roots)
      if (!is_true(equation.substitute(name, root))) return give_up("a root does not satisfy its equation");
    std::erase_if(*roots, [&](const Expr& root) { return !allowed(name, root); });
    if (roots->size() > 1 && !same_value_for_all(name, *roots)) {
      work_.reflect("There are several solutions.", "rejected");
      return give_up("an equation has several solutions, and what is asked differs between them");
    }
    if (roots->empty()) {
      work_.reflect("No solution is left.", "rejected");
      return give_up("an equation has no solution of the kind that is asked for");
    }
    bool rejected = roots->size() < all;
    work_.reflect("So " + named(name, roots->front()) + (rejected ? "; the other solution is left out." : "."), rejected ? "rejected" : "confirmed");
    return know(name, roots->front());
  }

  // Several roots do no harm when the term asked for has the same value for each and nothing else depends on them.
  bool same_value_for_all(const std::string& name, const std::vector<Expr>& roots) const {
    if (asked_.symbols() != std::vector<std::string>{name} || !equations_.empty()) return false;
    return std::all_of(roots.begin(), roots.end(), [&](const Expr& root) {
      return same_value(asked_.substitute(name, root), asked_.substitute(name, roots.front()));
    });
  }

  bool allowed(const std::string& name, const Expr& root) const { return is_allowed(goal_, bounds_, name, root); }

  // As many linear equations as symbols.
  bool solve_linear() {
    std::vector<std::string> symbols;
    Json plain = Json::array();
    std::vector<std::string> shown;
    for (const Expr& equation : equations_) {
      if (!math::as_linear(equation.arg(0) - equation.arg(1))) return false;
      for (const std::string& name : equation.symbols())
        if (std::find(symbols.begin(), symbols.end(), name) == symbols.end()) symbols.push_back(name);
      plain.push_back(math::to_plain(equation));
      shown.push_back(inline_math(tex(equation)));
    }
    if (symbols.size() != equations_.size() || symbols.size() < 2) return false;
    std::sort(symbols.begin(), symbols.end());
    work_.think("We solve " + and_list(shown) + ".");
    auto values = work_.items("solve_linear_system", {{"equations", plain}, {"variables", symbols}});
    if (!values) return false;
    if (values->size() != symbols.size()) return give_up("the equations have no single solution");
    std::vector<Expr> solved = std::move(equations_);
    equations_.clear();
    std::vector<std::string> found;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
      if (!(*values)[i].symbols().empty() || !allowed(symbols[i], (*values)[i])) return give_up("the equations have no solution of the kind that is asked for");
      for (Expr& equation : solved) equation = equation.substitute(symbols[i], (*values)[i]);
      found.push_back(named(symbols[i], (*values)[i]));
    }
    if (!std::all_of(solved.begin(), solved.end(), is_true)) return give_up("the solution does not satisfy every equation");
    work_.reflect("So " + and_list(found) + ".");
    for (std::size_t i = 0; i < symbols.size(); ++i) know(symbols[i], (*values)[i]);
    return true;
  }

  // Three or four letters that may change places: their elementary symmetric sums are the unknowns.
  bool symmetric() {
    std::vector<std::string> names = unknowns();
    if (names.size() < 3 || names.size() > 4 || !bounds_.empty() || in_sums_ || asked_.is(Op::kTuple)) return false;
    for (const std::string& name : asked_.symbols())
      if (std::find(names.begin(), names.end(), name) == names.end()) return false;
    std::vector<std::string> letters;
    for (const char* letter : {"s", "q", "p", "r", "t", "u"})
      if (letters.size() < names.size() && std::find(names.begin(), names.end(), letter) == names.end()) letters.emplace_back(letter);
    std::vector<Expr> sums, made;
    for (const std::string& letter : letters) sums.push_back(Expr::symbol(letter));
    std::vector<std::string> shown;
    auto rewritten = [&](const Expr& e) -> std::optional<Expr> {
      auto in = in_elementary(e, names, sums);
      if (in && in->size() > 1) shown.push_back(inline_math(tex(e)) + " is " + inline_math(tex(*in)));
      return in;
    };
    for (const Expr& equation : equations_) {
      auto left = rewritten(equation.arg(0)), right = rewritten(equation.arg(1));
      if (!left || !right) return false;
      made.push_back(Expr::rel("=", *left, *right));
    }
    auto asked = rewritten(asked_);
    if (!asked) return false;
    std::vector<std::string> meaning;
    for (std::size_t k = 0; k < letters.size(); ++k) {
      auto used = [&](const Expr& e) { return e.contains_symbol(letters[k]); };
      if (used(*asked) || std::any_of(made.begin(), made.end(), used)) meaning.push_back(inline_math(letters[k] + " = " + tex(elementary_sum(k + 1, names))));
    }
    work_.think("Let " + and_list(meaning) + "." + (shown.empty() ? "" : " In these, " + and_list(shown) + "."));
    equations_ = std::move(made);
    asked_ = *asked;
    in_sums_ = true;
    return true;
  }

  // y = 2x + 1 put into the others.
  bool eliminate() {
    for (std::size_t i = 0; i < equations_.size(); ++i) {
      for (int side = 0; side < 2; ++side) {
        Expr symbol = equations_[i].arg(static_cast<std::size_t>(side)), value = equations_[i].arg(static_cast<std::size_t>(1 - side));
        if (!symbol.is(Op::kSymbol) || value.contains_symbol(symbol.name()) || ++eliminations_ > 4) continue;
        equations_.erase(equations_.begin() + static_cast<std::ptrdiff_t>(i));
        work_.think("We put " + named(symbol.name(), value) + " in.");
        return know(symbol.name(), value);
      }
    }
    return false;
  }

  // Unnamed numbers of a story get their letters.
  void introduce() {
    std::vector<std::string> names, shown;
    for (const Expr& equation : equations_) {
      for (const std::string& name : equation.symbols())
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      shown.push_back(inline_math(tex(equation)));
    }
    if (goal_.setting.empty() || names.empty()) return;
    std::sort(names.begin(), names.end());
    if (goal_.setting == "two" && names.size() == 2)
      work_.think("Let the numbers be " + inline_math(names[0] + " \\ge " + names[1]) + ". Then " + and_list(shown) + ".");
    else
      work_.think("Let the number be " + inline_math(names[0]) + ". Then " + and_list(shown) + ".");
  }

  // An equation that holds for all values of a letter which is in nothing else: the coefficients of its powers agree.
  bool compare_coefficients() {
    for (std::size_t i = 0; i < equations_.size(); ++i) {
      const Expr equation = equations_[i];
      for (const std::string& name : equation.symbols()) {
        if (equation.symbols().size() < 2 || asked_.contains_symbol(name) || in_another(name, i) || !fewer_than_unknowns()) continue;
        auto fraction = math::as_single_fraction(equation.arg(0) - equation.arg(1));
        auto coefficients = fraction ? math::coefficients_in(fraction->first, name, 12) : std::nullopt;
        if (!coefficients || coefficients->size() < 2) continue;
        std::vector<Expr> made;
        bool possible = true;
        for (const Expr& c : *coefficients) {
          if (!c.symbols().empty()) made.push_back(Expr::rel("=", c, Expr::integer(0)));
          else possible = possible && math::is_zero(c);
        }
        if (!possible || made.empty()) continue;
        equations_.erase(equations_.begin() + static_cast<std::ptrdiff_t>(i));
        std::vector<std::string> shown;
        for (const Expr& e : made) shown.push_back(inline_math(tex(e)));
        work_.think("This holds for all " + inline_math(tex(Expr::symbol(name))) + ", so the coefficients of its powers agree on both sides: " + and_list(shown) + ".");
        equations_.insert(equations_.end(), made.begin(), made.end());
        return true;
      }
    }
    return false;
  }

  bool in_another(const std::string& name, std::size_t but) const {
    for (std::size_t i = 0; i < equations_.size(); ++i)
      if (i != but && equations_[i].contains_symbol(name)) return true;
    return std::any_of(bounds_.begin(), bounds_.end(), [&](const Expr& bound) { return bound.contains_symbol(name); });
  }

  std::vector<std::string> unknowns() const {
    std::vector<std::string> names;
    for (const Expr& equation : equations_)
      for (const std::string& name : equation.symbols())
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
  }
  bool fewer_than_unknowns() const { return equations_.size() < unknowns().size(); }

  // All equations at once. Several solutions do no harm where what is asked has the same value for each of them.
  bool solve_together() {
    const std::vector<std::string> names = unknowns();
    if (names.size() < 2 || names.size() > 4 || equations_.size() < names.size()) return false;
    Json plain = Json::array();
    std::vector<std::string> shown;
    for (const Expr& equation : equations_) {
      auto fraction = math::as_single_fraction(equation.arg(0) - equation.arg(1));
      if (!fraction) return false;
      plain.push_back(math::to_plain(fraction->second.symbols().empty() ? equation : Expr::rel("=", fraction->first, Expr::integer(0))));
      shown.push_back(inline_math(tex(equation)));
    }
    work_.think("We solve " + and_list(shown) + " together.");
    auto solutions = work_.items("solve_nonlinear_system", {{"sympy_equations", plain}, {"variables", names}});
    if (!solutions) return true;   // given up
    std::optional<Expr> value;
    std::vector<Expr> kept;
    for (const Expr& solution : *solutions) {
      if (solution.args().size() != names.size()) return give_up("a solution of the equations could not be read"), true;
      if (!fits(names, solution.args())) continue;
      Expr here = put(asked_, names, solution.args());
      if (value && !same_value(here, *value)) return give_up("the equations have several solutions, and what is asked differs between them"), true;
      if (!value) value = here, kept = solution.args();
    }
    if (!value) return give_up("the equations have no solution of the kind that is asked for"), true;
    std::vector<std::string> found;
    for (std::size_t i = 0; i < names.size(); ++i) found.push_back(named(names[i], kept[i]));
    work_.reflect("So we can take " + and_list(found) + (solutions->size() > 1 ? "; what is asked is the same for every solution that is allowed." : "."));
    for (std::size_t i = 0; i < names.size(); ++i) know(names[i], kept[i]);
    equations_.clear();
    return true;
  }

  static Expr put(Expr e, const std::vector<std::string>& names, const std::vector<Expr>& values) {
    for (std::size_t i = 0; i < names.size(); ++i) e = e.substitute(names[i], values[i]);
    return e;
  }

  bool fits(const std::vector<std::string>& names, const std::vector<Expr>& values) const {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (!values[i].symbols().empty() || !allowed(names[i], values[i])) return false;
    auto holds = [&](const Expr& fact) {
      Expr here = put(fact, names, values);
      return !here.symbols().empty() || is_true(here);
    };
    return std::all_of(equations_.begin(), equations_.end(), holds) && std::all_of(bounds_.begin(), bounds_.end(), holds);
  }

  // Fewer equations than unknowns: one unknown in terms of the others, in the hope that what is asked does not depend on them.
  bool express() {
    for (std::size_t i = 0; i < equations_.size(); ++i) {
      auto fraction = math::as_single_fraction(equations_[i].arg(0) - equations_[i].arg(1));
      if (!fraction) continue;
      for (const std::string& name : equations_[i].symbols()) {
        auto c = math::coefficients_in(fraction->first, name, 3);
        if (!c || c->size() != 2 || math::is_zero((*c)[1]) || ++eliminations_ > 6) continue;
        Expr value = -(*c)[0] / (*c)[1];
        auto normal = math::normal_form(value);
        if (normal.ok()) value = *normal;
        work_.think("From " + inline_math(tex(equations_[i])) + " we get " + named(name, value) + ".");
        equations_.erase(equations_.begin() + static_cast<std::ptrdiff_t>(i));
        return know(name, value);
      }
    }
    return false;
  }

  bool know(const std::string& name, const Expr& value) {
    asked_ = asked_.substitute(name, value);
    for (Expr& equation : equations_) equation = equation.substitute(name, value);
    for (Expr& bound : bounds_) bound = bound.substitute(name, value);
    return true;
  }

  void finish() {
    // Equations without symbols left over must hold, bounds too.
    for (const Expr& rest : equations_)
      if (rest.symbols().empty() && !is_true(rest)) return work_.give_up("the facts contradict each other");
    for (const Expr& bound : bounds_)
      if (bound.symbols().empty() && !is_true(bound)) return work_.give_up("a bound is not kept");
    if (asked_.is(Op::kTuple)) return finish_tuple();
    if (math::Rational::parse(math::to_plain(asked_)).ok()) return work_.finish(tex(asked_), inline_math(tex(goal_.asked)) + " is @");
    if (goal_.asked.symbols().empty() || !goal_.asked.same(asked_)) work_.think("Now " + inline_math(tex(goal_.asked)) + " is worked out.");
    auto value = worked_out(asked_, work_);
    if (value) work_.finish(tex(*value), inline_math(tex(goal_.asked)) + " is @");
  }

  void finish_tuple() {
    std::vector<Expr> parts;
    for (const Expr& part : asked_.args()) {
      auto value = part.is_number() ? std::optional(part) : worked_out(part, work_);
      if (!value) return;
      parts.push_back(*value);
    }
    work_.finish(tex(Expr::make(Op::kTuple, parts)), inline_math(tex(goal_.asked)) + " is @");
  }

  // Only definitions were given: the term stays one in its symbols.
  void finish_with_symbols() {
    if (asked_.is(Op::kTuple)) return work_.give_up("the facts do not determine what is asked");
    if (auto constant = constant_value()) {
      work_.think("Now " + inline_math(tex(goal_.asked)) + " becomes " + inline_math(tex(asked_)) + ".");
      auto value = work_.expression("simplify_expression", {{"expression", math::to_plain(asked_)}});
      if (!value) return;
      if (!is_true(Expr::rel("=", *value, *constant))) return work_.give_up("the simplified term is not the constant that it should be");
      work_.reflect("");
      return work_.finish(tex(*value), inline_math(tex(goal_.asked)) + " is @");
    }
    if (!goal_.facts.empty() && definitions_.size() != goal_.facts.size()) return work_.give_up("the facts do not determine what is asked");
    pursue(Transform{Transform::To::kSimple, asked_}, work_);
  }

  // The value of the term asked for where it is the same for all values of its symbols.
  std::optional<Expr> constant_value() const {
    Expr at = asked_;
    long long n = 3;
    for (const std::string& name : asked_.symbols()) at = at.substitute(name, Expr::integer(n += 4));
    auto value = math::exact_value(at);
    if (!value.ok() || math::equal(asked_, Expr::number(*value)).outcome != math::Verdict::Outcome::kEqual) return {};
    return Expr::number(*value);
  }

  const Given& goal_;
  Work& work_;
  Expr asked_;
  std::map<std::string, Definition> definitions_;
  std::vector<Expr> equations_, bounds_;
  int eliminations_ = 0;
  bool in_sums_ = false;
  std::map<std::string, Expr> function_values_;   // worked out so far, by f(6) as written
};

}  // namespace

void pursue(const Given& goal, Work& work) {
  work.plan("Put the definitions in, solve the equations for what is not known, and work out what is asked.");
  Deduction(goal, work).run();
}

}  // namespace retort::agent
