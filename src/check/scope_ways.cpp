// The ways in which an equation comes from what is known.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "check/scope.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr int kMaxDepth = 12;

bool is_symbol(const Expr& e) { return e.is(Op::kSymbol); }

// Are all roots of `a` roots of `b`, given their common part?
bool roots_within(const math::Coefficients& a, const math::Coefficients& common) {
  return math::degree(common) == math::degree(a) || (math::count_real_roots(a) > 0 && math::count_real_roots(common) == math::count_real_roots(a));
}

// Does an equation with one polynomial give that with the other? One of the same degree only as a multiple: (n - 5)(n^2 + n + 42) has the real roots of
// (n - 5)(n^2 + 8n + 42), but is another polynomial.
bool gives_roots(const math::Coefficients& known, const math::Coefficients& claimed) {
  const math::Coefficients common = math::gcd(claimed, known);
  if (math::degree(common) < 1) return false;
  if (math::degree(known) == math::degree(claimed)) return math::degree(common) == math::degree(claimed);
  return roots_within(claimed, common) || roots_within(known, common);
}

// No functions, quotients and powers with unknowns in the exponent.
bool monomials_only(const Expr& e) {
  if (e.is(Op::kFunc) || (e.is(Op::kDiv) && !e.arg(1).symbols().empty()) || (e.is(Op::kPow) && (!e.arg(1).is_number() || !e.arg(1).value().is_integer()))) return false;
  return std::all_of(e.args().begin(), e.args().end(), monomials_only);
}

bool holds_root(const Expr& e, int depth) {
  if (e.is_func("sqrt") || e.is_func("root") || (e.is(Op::kPow) && e.arg(1).is_number() && !e.arg(1).value().is_integer())) return true;
  return depth < kMaxDepth && std::any_of(e.args().begin(), e.args().end(), [&](const Expr& arg) { return holds_root(arg, depth + 1); });
}

// The square of a sum, its terms squared one by one: 49 - 14\sqrt{x} + x for (7 - \sqrt{x})^2.
Expr raised(const Expr& e, int n);
Expr squared_sum(const Expr& e) {
  std::vector<Expr> terms;
  for (std::size_t i = 0; i < e.args().size(); ++i) {
    terms.push_back(raised(e.arg(i), 2));
    for (std::size_t k = i + 1; k < e.args().size(); ++k) terms.push_back(Expr::make(Op::kMul, {Expr::integer(2), e.arg(i), e.arg(k)}));
  }
  return Expr::make(Op::kAdd, std::move(terms));
}

// e^n with roots of index n in its factors undone: 16x^2 (x + 3) for (4x \sqrt{x + 3})^2.
Expr raised(const Expr& e, int n) {
  const auto is_nth_root = [n](const Expr& part) { return (n == 2 && part.is_func("sqrt")) || (part.is_func("root") && part.args().size() == 2 && part.arg(1).is_number() && part.arg(1).value() == Rational(n)); };
  if (is_nth_root(e)) return e.arg(0);
  if (e.is(Op::kAdd) && n == 2 && e.args().size() <= 3 && holds_root(e, 0)) return squared_sum(e);
  if (e.is(Op::kNeg)) return n % 2 == 0 ? raised(e.arg(0), n) : -raised(e.arg(0), n);
  if (e.is(Op::kMul)) {
    std::vector<Expr> factors;
    for (const Expr& factor : e.args()) factors.push_back(is_nth_root(factor) ? factor.arg(0) : Expr::make(Op::kPow, {factor, Expr::integer(n)}));
    return Expr::make(Op::kMul, std::move(factors));
  }
  return Expr::make(Op::kPow, {e, Expr::integer(n)});
}

}  // namespace

// With the values that the unknowns have or may have put in.
std::optional<Scope::Relation> Scope::by_values(const Expr& difference, bool found_only) const {
  constexpr std::size_t kMaxIrrational = 60;
  std::vector<Expr> cases{difference};
  bool candidates = false;
  for (const std::string& symbol : difference.symbols()) {
    std::vector<Rational> values;
    const auto known = candidates_.find(symbol);
    const auto trials = trials_.find(symbol);
    if (known != candidates_.end())
      std::copy_if(known->second.begin(), known->second.end(), std::back_inserter(values),
                   [&](const Rational& value) { return !found_only || trials == trials_.end() || trials->second.count(value) == 0; });
    const bool found = !values.empty(), tried = trials != trials_.end() && !trials->second.empty();
    if (const auto value = value_of(symbol); value && !(found_only && (found || tried))) values.push_back(*value);
    candidates = candidates || found;
    if (values.empty() || cases.size() * values.size() > 16) return std::nullopt;
    std::vector<Expr> next;
    for (const Expr& e : cases) {
      for (const Rational& value : values) next.push_back(e.substitute(symbol, Expr::number(value)));
    }
    cases = std::move(next);
  }
  bool all_false = true;
  for (const Expr& e : cases) {
    const auto value = math::exact_value(e);
    if (value.ok() && value->is_zero()) return Relation::kImplied;
    if (!value.ok() && e.size() <= kMaxIrrational && math::equal(e, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual) return Relation::kImplied;   // \sqrt{245} = 7 \sqrt{5}
    all_false = all_false && value.ok();
  }
  if (!all_false) return std::nullopt;
  return candidates ? Relation::kIndependent : Relation::kExcluded;
}

// One unknown: its equation against the polynomials known for it. One set of roots must lie within the other: a root that is found, or
// an equation with the same solutions.
std::optional<Scope::Relation> Scope::by_roots(const Expr& difference) const {
  const auto symbols = difference.symbols();
  if (symbols.size() != 1) return std::nullopt;
  const auto fraction = math::as_fraction(difference, symbols[0], 20);
  if (!fraction || math::degree(fraction->num) < 1) return std::nullopt;
  const math::Coefficients* claimed = &fraction->num;
  std::optional<Relation> found;
  for (const Equation& equation : equations_) {
    if (equation.symbols != symbols) continue;
    const auto known = math::as_fraction(equation.difference, symbols[0], 20);
    if (!known || math::degree(known->num) < 1) continue;
    if (gives_roots(known->num, *claimed)) return Relation::kImplied;
    found = Relation::kExcluded;   // unless a later equation has the root: x - 1 = 0 was cancelled in an earlier one
  }
  const bool in_form = std::any_of(forms_.begin(), forms_.end(), [&](const Equation& form) {
    const auto known = form.symbols == symbols ? math::as_fraction(form.difference, symbols[0], 20) : std::nullopt;
    return known && math::degree(known->num) >= 1 && gives_roots(known->num, *claimed);
  });
  return in_form || by_cleared(symbols[0], *claimed) ? std::optional(Relation::kImplied) : found;
}

// (x - 4)(x + 11) for x^2 - 15x + 44: of the degree of known polynomials, with a root of one of them, and a multiple of none.
bool Scope::is_other_polynomial(const Expr& difference) const {
  const auto symbols = difference.symbols();
  const auto claimed = symbols.size() == 1 ? math::as_polynomial(difference, symbols[0], 20) : std::nullopt;
  if (!claimed || math::degree(*claimed) < 2) return false;
  bool shares = false, same = false;
  for (const std::vector<Equation>* list : {&equations_, &forms_}) {
    for (const Equation& equation : *list) {
      const auto known = equation.symbols == symbols ? math::as_polynomial(equation.difference, symbols[0], 20) : std::nullopt;
      if (!known || math::degree(*known) < 2) continue;
      const int common = math::degree(math::gcd(*claimed, *known));
      const bool within = common == math::degree(*claimed) || common == math::degree(*known);
      same = same || within;
      shares = shares || (common >= 1 && math::degree(*known) == math::degree(*claimed));
    }
  }
  return shares && !same;
}

// A root of an equation whose fractions were cleared, or which was squared, though it may not solve the equation it comes from.
bool Scope::by_cleared(const std::string& symbol, const math::Coefficients& claimed) const {
  return std::any_of(cleared_.begin(), cleared_.end(), [&](const Roots& known) { return known.symbol == symbol && math::degree(math::gcd(claimed, known.polynomial)) == math::degree(claimed); });
}


// Without roots, powers and logarithms of its unknown.
bool Scope::is_polynomial(const Expr& difference) { return math::as_polynomial(difference, difference.symbols()[0], 20).has_value(); }

// x = 1 - \sqrt{2}, a value that is not rational, put into an equation in x alone; x = 10/y put into xy = 10.
std::optional<Scope::Relation> Scope::by_putting_in(const Expr& left, const Expr& right) const {
  if (!is_symbol(left) || right.size() > 60) return std::nullopt;
  if (!right.symbols().empty()) return solves_for(left.name(), right) ? std::optional(Relation::kImplied) : std::nullopt;
  if (const auto found = irrational_.find(left.name()); found != irrational_.end()) {
    const auto same = [&](const Expr& value) { return math::equal(value, right).outcome == math::Verdict::Outcome::kEqual; };
    if (std::any_of(found->second.begin(), found->second.end(), same)) return Relation::kImplied;
  }
  const bool rational = math::exact_value(right).ok();   // polynomials are left to their roots
  bool excluded = false;
  for (const Equation& equation : equations_) {
    const bool holds_name = std::find(equation.symbols.begin(), equation.symbols.end(), left.name()) != equation.symbols.end();
    if (!holds_name || equation.difference.size() > 200) continue;
    const bool alone = equation.symbols.size() == 1;
    const Expr meant = alone ? equation.difference : expand(equation.difference);
    if (const auto m = alone ? std::nullopt : monomials_of(meant); m && m->empty()) continue;   // what put the name in says nothing itself
    if (meant.symbols() != std::vector<std::string>{left.name()} || (alone && rational && equation.terms && is_polynomial(meant))) continue;
    const math::Verdict verdict = math::equal(meant.substitute(left.name(), right), Expr::integer(0));
    if (verdict.outcome == math::Verdict::Outcome::kEqual) return Relation::kImplied;
    excluded = excluded || (verdict.outcome == math::Verdict::Outcome::kDifferent && !rational && alone);   // unless it solves the equation of a case
  }
  const auto solves_form = [&](const Equation& form) {   // x^4 = 82 for x = -\sqrt[4]{82}, of which an earlier equation has only the positive root
    return form.symbols == std::vector<std::string>{left.name()} && form.difference.size() <= 60 && !is_symbol(form.left) &&
           math::equal(form.difference.substitute(left.name(), right), Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual;
  };
  if (!rational && std::any_of(forms_.begin(), forms_.end(), solves_form)) return Relation::kImplied;
  return excluded ? std::optional(Relation::kExcluded) : std::nullopt;
}

// Does putting `value` in for a symbol make one of the equations an identity?
bool Scope::solves_for(const std::string& symbol, const Expr& value) const {
  if (value.contains_symbol(symbol)) return false;
  const auto solved = [&](const Equation& equation) {
    const bool holds_name = std::find(equation.symbols.begin(), equation.symbols.end(), symbol) != equation.symbols.end();
    if (!holds_name || equation.symbols.size() < 2 || equation.symbols.size() > value.symbols().size() + 1 || equation.difference.size() > 100) return false;
    return math::equal(equation.difference.substitute(symbol, value), Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual;
  };
  return std::any_of(equations_.begin(), equations_.end(), solved) || std::any_of(forms_.begin(), forms_.end(), solved);
}

// x = y + 15 put into xy = 4: (y + 15)y - 4 = 0.
bool Scope::by_elimination(const Expr& difference) const {
  constexpr std::size_t kMaxSize = 80;
  const std::vector<std::string> symbols = difference.symbols();
  const auto claimed = monomials_of(difference);
  const auto same = [&](const Expr& made) {
    if (made.symbols() != symbols) return false;
    if (const auto m = monomials_of(made); claimed && m) return is_multiple(*claimed, *m);
    return made.size() <= kMaxSize && math::equal(made, difference).outcome == math::Verdict::Outcome::kEqual;
  };
  for (const std::vector<Equation>* solved : {&equations_, &forms_}) {
    for (const Equation& by : *solved) {
      if (!is_symbol(by.left) || by.right.symbols().empty() || by.right.contains_symbol(by.left.name()) || by.right.size() > kMaxSize) continue;
      const std::string& name = by.left.name();
      if (std::find(symbols.begin(), symbols.end(), name) != symbols.end()) continue;
      for (const Equation& into : equations_) {
        if (into.difference.size() <= kMaxSize && into.difference.contains_symbol(name) && same(into.difference.substitute(name, by.right))) return true;
      }
    }
  }
  return false;
}

// Both sides of a known equation raised to the same power, or taken as exponents: \sqrt{x} = 7 gives x = 49, \log_2 x = 5 gives x = 32, and
// 2^x = 2^5 gives x = 5.
bool Scope::by_raising(const Expr& difference) const {
  constexpr int kHighest = 4;
  constexpr std::size_t kMaxSize = 60;
  const auto claimed = monomials_of(difference);
  if (!claimed || claimed->empty()) return false;
  const auto gives = [&](const Expr& made) {
    const auto m = monomials_of(made);
    return m && is_multiple(*m, *claimed);
  };
  const auto is_log = [](const Expr& e) { return e.is_func("log") && e.args().size() == 2; };
  std::vector<const Equation*> all;
  for (const auto* list : {&equations_, &forms_}) {
    for (const Equation& equation : *list) all.push_back(&equation);
  }
  for (const Equation* equation : all) {
    const Expr &l = equation->left, &r = equation->right;
    if (l.size() + r.size() > kMaxSize || equation->symbols.empty()) continue;
    if (l.is(Op::kPow) && r.is(Op::kPow) && l.arg(0).same(r.arg(0)) && l.arg(0).symbols().empty() && gives(l.arg(1) - r.arg(1))) return true;
    if (is_log(l) && is_log(r) && l.arg(1).same(r.arg(1)) && gives(l.arg(0) - r.arg(0))) return true;
    for (const auto& [log, other] : {std::pair(&l, &r), std::pair(&r, &l)}) {
      if (is_log(*log) && other->symbols().empty() && gives(log->arg(0) - Expr::make(Op::kPow, {log->arg(1), *other}))) return true;
    }
    const bool root = holds_root(l, 0) || holds_root(r, 0);
    for (int n = 2; root && n <= kHighest; ++n) {
      if (gives(raised(l, n) - raised(r, n))) return true;
    }
  }
  return false;
}

// A known equation times a number, its terms written in another way: \log_2(x \cdot x^4) = 20 for \log_4 x + \log_2 x^2 = 10. By values, where its
// letters are positive.
bool Scope::by_ratio(const Expr& difference) const {
  constexpr std::size_t kMaxSize = 80, kMaxSymbols = 3;
  constexpr std::array<std::pair<long long, long long>, 5> kNumbers = {{{7, 5}, {12, 5}, {16, 3}, {3, 5}, {31, 4}}};
  constexpr double kNear = 1e-11;
  std::vector<std::string> symbols = difference.symbols();
  if (symbols.empty() || symbols.size() > kMaxSymbols || difference.size() > kMaxSize || monomials_only(difference)) return false;
  const auto value = [&](const Expr& e, std::size_t place) -> std::optional<double> {
    std::map<std::string, Rational> at;
    for (std::size_t k = 0; k < symbols.size(); ++k) {
      const auto& [over, below] = kNumbers[(place + 2 * k) % kNumbers.size()];
      at[symbols[k]] = Rational(over, below);
    }
    const auto real = math::real_value(e, 15, at);
    return real.ok() && std::isfinite(real->mid) && real->mid != 0 ? std::optional(real->mid) : std::nullopt;
  };
  std::vector<std::optional<double>> claimed;
  for (std::size_t i = 0; i < kNumbers.size(); ++i) claimed.push_back(value(difference, i));
  const auto is_multiple_of = [&](const Equation& equation) {
    if (equation.difference.size() > kMaxSize || !std::is_permutation(equation.symbols.begin(), equation.symbols.end(), symbols.begin(), symbols.end())) return false;
    std::optional<double> ratio;
    int seen = 0;
    for (std::size_t i = 0; i < kNumbers.size(); ++i) {
      const auto known = claimed[i] ? value(equation.difference, i) : std::nullopt;
      if (!known) continue;
      const double here = *claimed[i] / *known;
      if (ratio && std::fabs(here - *ratio) > kNear * (std::fabs(here) + std::fabs(*ratio))) return false;
      ratio = here;
      ++seen;
    }
    return seen >= 3;
  };
  return std::any_of(equations_.begin(), equations_.end(), is_multiple_of) || std::any_of(forms_.begin(), forms_.end(), is_multiple_of);
}

Scope::Relation Scope::relate(const Expr& left, const Expr& right) const {
  const Expr difference = resolve(left - right);
  if (is_other_polynomial(difference)) return Relation::kExcluded;
  if (const auto root = by_putting_in(left, right)) return *root;
  const bool found_only = (!left.symbols().empty() && !right.symbols().empty()) || is_symbol(left);   // a value that is tried makes no rewriting true and is not found by that
  if (const auto known = by_values(difference, found_only); known && *known == Relation::kImplied) return *known;
  const auto m = monomials_of(difference);
  if (m) {
    const Monomials rest = reduce(*m);
    if (rest.empty()) return Relation::kImplied;
    if (const auto root = by_roots(difference)) return *root;
    if (rest.size() == 1 && rest.count("") == 1) return Relation::kExcluded;
  }
  if (by_raising(difference) || by_elimination(difference) || by_ratio(difference)) return Relation::kImplied;
  if (const auto known = by_values(difference, found_only)) return *known;
  const Expr meant = expand(difference);
  if (meant.same(difference)) return Relation::kIndependent;
  if (const auto put_in = monomials_of(meant); put_in && (reduce(*put_in).empty() || by_roots(meant) == Relation::kImplied)) return Relation::kImplied;   // t^2 - 52t + 1 = 0 with t = x^3
  return math::equal(meant, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual ? Relation::kImplied : Relation::kIndependent;
}

}  // namespace retort::check
