#include "check/scope.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "math/derivative.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::size_t kMaxEquations = 40;
constexpr std::size_t kMaxTerms = 60;
constexpr int kMaxDepth = 12;

// The coefficient and the rest of one term of a normal form.
bool add_term(const Expr& term, Rational sign, Monomials& out) {
  if (term.is(Op::kNeg)) return add_term(term.arg(0), -sign, out);
  std::string key;
  if (term.is_number()) {
    sign *= term.value();
  } else if (term.is(Op::kMul)) {
    for (const Expr& factor : term.args()) {
      const auto value = factor.symbols().empty() ? math::exact_value(factor) : Result<Rational>(Error{});
      if (value.ok()) sign *= *value;
      else key += (key.empty() ? "" : "*") + math::to_plain(factor);
    }
  } else if (term.is(Op::kDiv) && term.arg(1).is_number() && !term.arg(1).value().is_zero()) {
    return add_term(term.arg(0), sign / term.arg(1).value(), out);
  } else {
    key = math::to_plain(term);
  }
  Rational& coefficient = out[key];
  coefficient += sign;
  if (coefficient.is_zero()) out.erase(key);
  return out.size() <= kMaxTerms;
}

void subtract(Monomials& from, const Monomials& row, const Rational& factor) {
  for (const auto& [key, value] : row) {
    Rational& coefficient = from[key];
    coefficient += -(value * factor);
    if (coefficient.is_zero()) from.erase(key);
  }
}

// Nonlinear monomials are eliminated first, so that what remains is linear.
std::string pivot_of(const Monomials& m) {
  std::string best;
  for (const auto& [key, value] : m) {
    if (key.size() > best.size()) best = key;
  }
  return best;
}

bool is_constant(const Monomials& m) { return m.size() == 1 && m.begin()->first.empty(); }

bool is_symbol(const Expr& e) { return e.is(Op::kSymbol); }

// The same but for a factor?
bool is_multiple(const Monomials& a, const Monomials& b) {
  if (a.empty() || a.size() != b.size()) return false;
  const Rational factor = a.begin()->second / b.begin()->second;
  return std::equal(a.begin(), a.end(), b.begin(), [&](const auto& p, const auto& q) { return p.first == q.first && p.second == q.second * factor; });
}

// A definite integral of a polynomial, args: body, variable, low, high.
std::optional<Expr> integral_value(const Expr& e) {
  if (e.args().size() != 4 || !is_symbol(e.arg(1))) return std::nullopt;
  const auto body = math::as_polynomial(e.arg(0), e.arg(1).name(), 50);
  const auto low = math::exact_value(e.arg(2)), high = math::exact_value(e.arg(3));
  if (!body || !low.ok() || !high.ok()) return std::nullopt;
  const math::Coefficients primitive = math::antiderivative(*body);
  return Expr::number(math::evaluate(primitive, *high) - math::evaluate(primitive, *low));
}

// The limit of a rational function at a point, args: body, variable, point.
std::optional<Expr> limit_value(const Expr& e) {
  if (e.args().size() < 3 || !is_symbol(e.arg(1))) return std::nullopt;
  const auto fraction = math::as_fraction(e.arg(0), e.arg(1).name(), 50);
  const auto point = math::exact_value(e.arg(2));
  if (!fraction || !point.ok()) return std::nullopt;
  const Rational below = math::evaluate(fraction->den, *point);
  if (below.is_zero()) return std::nullopt;
  return Expr::number(math::evaluate(fraction->num, *point) / below);
}

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

// Of all fractions in `e`, as they are written.
std::optional<math::Coefficients> product_of_denominators(const Expr& e, const std::string& symbol, int depth) {
  constexpr int kMostDegree = 12;
  math::Coefficients product{Rational(1)};
  const auto take = [&](const std::optional<math::Coefficients>& factor) {
    if (factor) product = math::multiply(product, *factor);
    return factor && math::degree(product) <= kMostDegree;
  };
  if (depth > kMaxDepth || (e.is(Op::kDiv) && !take(math::as_polynomial(e.arg(1), symbol, kMostDegree)))) return std::nullopt;
  for (const Expr& arg : e.args()) {
    if (!take(product_of_denominators(arg, symbol, depth + 1))) return std::nullopt;
  }
  return product;
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

std::optional<Monomials> monomials_of(const Expr& e) {
  const auto normal = math::normal_form(e);
  if (!normal.ok()) return std::nullopt;
  Monomials m;
  if (!normal->is(Op::kAdd)) return add_term(*normal, Rational(1), m) ? std::optional(m) : std::nullopt;
  for (const Expr& term : normal->args()) {
    if (!add_term(term, Rational(1), m)) return std::nullopt;
  }
  return m;
}

void Scope::define(const std::string& function, const std::string& parameter, const Expr& body) {
  functions_.emplace(function, Function{parameter, body});
  const auto slope = math::derivative(body, parameter);
  if (slope.ok()) functions_.emplace(function + "'", Function{parameter, *slope});
}

Expr Scope::resolve(const Expr& e) const {
  struct Walk {
    const Scope& scope;
    Expr operator()(const Expr& e, int depth) const {
      if (e.args().empty() || depth > kMaxDepth) return e;
      std::vector<Expr> args;
      for (const Expr& arg : e.args()) args.push_back((*this)(arg, depth + 1));
      if (e.is(Op::kFunc)) {
        const auto known = scope.functions_.find(e.name());
        if (known != scope.functions_.end() && args.size() == 1 && known->second.body.size() < 200) {
          return known->second.body.substitute(known->second.parameter, args[0]);
        }
        const Expr made = Expr::func(e.name(), args);
        if (e.name() == "integral") return integral_value(made).value_or(made);
        if (e.name() == "limit") return limit_value(made).value_or(made);
        if (e.name() == "derivative" && args.size() == 2 && is_symbol(args[1])) {
          const auto slope = math::derivative(args[0], args[1].name());
          return slope.ok() ? *slope : made;
        }
        return made;
      }
      return Expr::make(e.op(), std::move(args), e.name());
    }
  };
  return Walk{*this}(e, 0);
}

void Scope::add_trial(const std::string& symbol, const Rational& value) {
  const auto before = candidates_.find(symbol);
  const bool found = before != candidates_.end() && before->second.count(value) > 0 && trials_[symbol].count(value) == 0;
  add_candidate(symbol, value);
  if (!found) trials_[symbol].insert(value);
}

void Scope::add_candidate(const std::string& symbol, const Rational& value) {
  symbols_.insert(symbol);
  auto& values = candidates_[symbol];
  if (values.size() < 8) values.insert(value);
  if (const auto trials = trials_.find(symbol); trials != trials_.end()) trials->second.erase(value);
}

Monomials Scope::reduce(Monomials m) const {
  for (const auto& [pivot, row] : basis_) {
    const auto at = m.find(pivot);
    if (at != m.end()) subtract(m, row, Rational(at->second));
  }
  return m;
}

std::optional<Expr> Scope::meaning(const std::string& symbol) const {
  const auto known = definitions_.find(symbol);
  return known == definitions_.end() ? std::nullopt : std::optional(expand(known->second));
}

Expr Scope::expand(const Expr& e) const {
  constexpr int kRounds = 4;
  constexpr std::size_t kMaxSize = 150;
  Expr out = e;
  for (int round = 0; round < kRounds; ++round) {
    const std::vector<std::string> symbols = out.symbols();
    bool changed = false;
    for (const std::string& symbol : symbols) {
      const auto known = definitions_.find(symbol);
      if (known == definitions_.end() || out.size() > kMaxSize) continue;
      out = out.substitute(symbol, known->second);
      changed = true;
    }
    if (!changed) break;
  }
  return out;
}

void Scope::add_equation(const Expr& left, const Expr& right) {
  constexpr std::size_t kMaxDefinition = 40, kMaxDefinitions = 30;
  if (equations_.size() >= kMaxEquations) return;
  for (const auto& [name, value] : {std::pair(&left, &right), std::pair(&right, &left)}) {
    const bool fresh = is_symbol(*name) && symbols_.count(name->name()) == 0 && definitions_.size() < kMaxDefinitions;
    if (!fresh || value->size() > kMaxDefinition) continue;
    const Expr meant = expand(resolve(*value));
    if (!meant.contains_symbol(name->name()) && meant.size() <= kMaxDefinition) {
      definitions_.emplace(name->name(), meant);
      break;
    }
  }
  const Expr difference = resolve(left - right);
  const std::vector<std::string> symbols = difference.symbols();
  symbols_.insert(symbols.begin(), symbols.end());
  const auto m = monomials_of(difference);
  equations_.push_back({resolve(left), resolve(right), difference, symbols, m});
  if (!m) return;
  Monomials row = reduce(*m);
  if (row.empty() || is_constant(row)) return;
  const std::string pivot = pivot_of(row);
  const Rational lead = row[pivot];
  for (auto& [key, value] : row) value = value / lead;
  for (auto& [other, known] : basis_) {
    const auto at = known.find(pivot);
    if (at != known.end()) subtract(known, row, Rational(at->second));
  }
  basis_.emplace_back(pivot, std::move(row));
}

void Scope::note_form(const Expr& left, const Expr& right) {
  const Expr difference = resolve(left - right);
  const std::vector<std::string> symbols = difference.symbols();
  const bool alone = symbols.size() == 1 && std::none_of(equations_.begin(), equations_.end(), [&](const Equation& equation) { return equation.symbols == symbols; });
  note_cleared(left, right);
  if (alone && !is_symbol(left)) return add_equation(left, right);   // what elimination leaves
  if (forms_.size() >= kMaxEquations) return;
  forms_.push_back({resolve(left), resolve(right), difference, symbols, std::nullopt});
}

void Scope::note_cleared(const Expr& left, const Expr& right) {
  constexpr std::size_t kMaxCleared = 20;
  const Expr difference = resolve(left - right);
  const std::vector<std::string> symbols = difference.symbols();
  const auto p = symbols.size() == 1 && cleared_.size() < kMaxCleared ? math::as_polynomial(difference, symbols[0], 20) : std::nullopt;
  if (!p || math::degree(*p) < 2) return;
  const bool same = std::any_of(cleared_.begin(), cleared_.end(), [&](const Roots& known) {
    return known.symbol == symbols[0] && math::degree(known.polynomial) == math::degree(*p) && math::degree(math::gcd(known.polynomial, *p)) == math::degree(*p);
  });
  const auto cleared = [&](const Equation& equation) {
    const auto known = equation.symbols == symbols ? math::as_fraction(equation.difference, symbols[0], 20) : std::nullopt;
    const auto below = known ? product_of_denominators(equation.difference, symbols[0], 0) : std::nullopt;
    if (!below || math::degree(*below) < 1) return false;
    const math::Coefficients lowest = math::divide(known->num, math::gcd(known->num, known->den)).first;
    return math::degree(math::gcd(*p, lowest)) == math::degree(lowest) && math::degree(math::gcd(*p, math::multiply(known->num, *below))) == math::degree(*p);
  };
  if (!same && (std::any_of(equations_.begin(), equations_.end(), cleared) || by_raising(difference))) cleared_.push_back({symbols[0], *p});
}

void Scope::rule_out(const std::string& symbol, const Rational& value) {
  ruled_out_[symbol].insert(value);
  if (const auto values = candidates_.find(symbol); values != candidates_.end()) values->second.erase(value);
}

bool Scope::is_ruled_out(const std::string& symbol, const Rational& value) const {
  const auto values = ruled_out_.find(symbol);
  return values != ruled_out_.end() && values->second.count(value) != 0;
}

void Scope::add_irrational(const std::string& symbol, const Expr& value) {
  constexpr std::size_t kMostValues = 8, kMostSize = 60;
  auto& values = irrational_[symbol];
  if (values.size() < kMostValues && value.size() <= kMostSize) values.push_back(value);
}

void Scope::add_solution(std::map<std::string, Expr> values) {
  constexpr std::size_t kMaxSolutions = 4;
  if (solutions_.size() < kMaxSolutions) solutions_.push_back(std::move(values));
}

bool Scope::satisfied(const Expr& left, const Expr& right) const {
  const Expr difference = resolve(left - right);
  const auto known = by_values(difference, true);   // not the value that left = right itself asks for
  if (known && *known == Relation::kImplied) return true;
  const std::vector<std::string> symbols = difference.symbols();
  if (const auto roots = symbols.size() == 1 ? irrational_.find(symbols[0]) : irrational_.end(); roots != irrational_.end() && difference.size() <= 60) {
    const auto solves = [&](const Expr& value) { return math::equal(difference.substitute(symbols[0], value), Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual; };
    if (std::any_of(roots->second.begin(), roots->second.end(), solves)) return true;
  }
  const auto solves = [&](const std::map<std::string, Expr>& values) {
    Expr rest = difference;
    for (const auto& [name, value] : values) rest = rest.substitute(name, value);
    return rest.symbols().empty() && rest.size() <= 60 && math::equal(rest, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual;
  };
  if (symbols.size() > 1 && std::any_of(solutions_.begin(), solutions_.end(), solves)) return true;
  const Expr meant = expand(difference);
  return !meant.same(difference) && meant.symbols().empty() && math::equal(meant, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual;
}

std::vector<std::vector<Rational>> Scope::choices() const {
  std::vector<std::vector<Rational>> found;
  for (const auto& [symbol, values] : candidates_) {
    if (values.size() > 1) found.emplace_back(values.begin(), values.end());
  }
  return found;
}

std::set<Rational> Scope::found_values(const std::string& symbol) const {
  std::set<Rational> found = candidates(symbol);
  if (const auto trials = trials_.find(symbol); trials != trials_.end()) {
    for (const Rational& value : trials->second) found.erase(value);
  }
  if (const auto value = value_of(symbol)) found.insert(*value);
  return found;
}

std::set<Rational> Scope::candidates(const std::string& symbol) const {
  const auto known = candidates_.find(symbol);
  return known == candidates_.end() ? std::set<Rational>{} : std::set<Rational>(known->second.begin(), known->second.end());
}

bool Scope::is_multiple_of_known(const Expr& left, const Expr& right) const {
  const Expr difference = resolve(left - right);
  const auto symbols = difference.symbols();
  const auto claimed = symbols.size() == 1 ? math::as_polynomial(difference, symbols[0], 20) : std::nullopt;
  if (!claimed || math::degree(*claimed) < 1) return false;
  return std::any_of(equations_.begin(), equations_.end(), [&](const Equation& equation) {
    const auto known = equation.symbols == symbols ? math::as_polynomial(equation.difference, symbols[0], 20) : std::nullopt;
    const auto within = [&](const math::Coefficients& p) { return math::degree(p) >= 1 && math::degree(math::gcd(p, *known)) == math::degree(*known); };
    const auto whole = math::as_polynomial(resolve(left), symbols[0], 20);
    return known && math::degree(*known) > 1 && within(*claimed) && !(whole && within(*whole));
  });
}

bool Scope::has_roots_of(const Expr& left, const Expr& right) const {
  const Expr difference = resolve(left - right);
  const auto symbols = difference.symbols();
  const auto claimed = symbols.size() == 1 ? math::as_polynomial(difference, symbols[0], 20) : std::nullopt;
  if (!claimed || math::degree(*claimed) < 1) return false;
  return std::any_of(equations_.begin(), equations_.end(), [&](const Equation& equation) {
    const auto known = equation.symbols == symbols ? math::as_fraction(equation.difference, symbols[0], 20) : std::nullopt;
    if (!known || math::degree(known->num) < 1 || math::degree(known->den) < 1) return false;   // no fraction was cleared
    const math::Coefficients all = math::multiply(known->num, known->den);
    return math::degree(math::gcd(*claimed, known->num)) == math::degree(known->num) && math::degree(math::gcd(*claimed, all)) == math::degree(*claimed);
  });
}

std::optional<Rational> Scope::factor_of(const Expr& left, const Expr& right) const {
  const Expr difference = resolve(left - right);
  const auto m = monomials_of(difference);
  if (!m || m->empty()) return std::nullopt;
  const std::vector<std::string> symbols = difference.symbols();
  bool alone = false;
  for (const Equation& equation : equations_) {
    alone = alone || (equation.symbols.size() == 1 && equation.symbols == symbols);
    if (!equation.terms || equation.terms->size() != m->size()) continue;
    const auto first = equation.terms->find(m->begin()->first);
    if (first == equation.terms->end()) continue;
    const Rational factor = m->begin()->second / first->second;
    const bool same = std::all_of(m->begin(), m->end(), [&](const auto& term) {
      const auto at = equation.terms->find(term.first);
      return at != equation.terms->end() && at->second * factor == term.second;
    });
    if (same && (factor.is_integer() || factor.num().abs() == Rational(1))) return factor;
  }
  return symbols.size() == 1 && !alone ? std::optional(Rational(1)) : std::nullopt;
}

bool Scope::solved_by(const std::map<std::string, Expr>& values) const {
  std::vector<const Monomials*> shared;
  for (const Equation& equation : equations_) {
    const bool inside = std::all_of(equation.symbols.begin(), equation.symbols.end(), [&](const std::string& name) { return values.count(name) != 0; });
    if (!inside || equation.symbols.size() < 2) continue;
    Expr difference = equation.difference;
    for (const auto& [name, value] : values) difference = difference.substitute(name, value);
    const auto rest = math::exact_value(difference);
    if (rest.ok() ? !rest->is_zero() : math::equal(difference, Expr::integer(0)).outcome != math::Verdict::Outcome::kEqual) return false;
    const Monomials* terms = equation.terms ? &*equation.terms : nullptr;
    const bool again = terms && std::any_of(shared.begin(), shared.end(), [&](const Monomials* other) { return other && is_multiple(*terms, *other); });
    if (!again) shared.push_back(terms);
  }
  return shared.size() >= values.size();
}

std::optional<Rational> Scope::value_of(const std::string& symbol) const {
  for (const auto& [pivot, row] : basis_) {
    if (pivot != symbol) continue;
    if (row.size() == 1) return Rational(0);
    const auto constant = row.find("");
    if (row.size() == 2 && constant != row.end()) return -constant->second;
  }
  return std::nullopt;
}

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
    if (!m || m->size() != claimed->size() || m->begin()->first != claimed->begin()->first) return false;
    const Rational factor = m->begin()->second / claimed->begin()->second;
    return std::equal(m->begin(), m->end(), claimed->begin(), [&](const auto& a, const auto& b) { return a.first == b.first && a.second == b.second * factor; });
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
  if (const auto root = by_putting_in(left, right)) return *root;
  const bool found_only = (!left.symbols().empty() && !right.symbols().empty()) || is_symbol(left);   // a value that is tried makes no rewriting true and is not found by that
  if (const auto known = by_values(difference, found_only); known && *known == Relation::kImplied) return *known;
  const auto m = monomials_of(difference);
  if (m) {
    const Monomials rest = reduce(*m);
    if (rest.empty()) return Relation::kImplied;
    if (const auto root = by_roots(difference)) return *root;
    if (is_constant(rest)) return Relation::kExcluded;
  }
  if (by_raising(difference) || by_elimination(difference) || by_ratio(difference)) return Relation::kImplied;
  if (const auto known = by_values(difference, found_only)) return *known;
  const Expr meant = expand(difference);
  if (meant.same(difference)) return Relation::kIndependent;
  if (const auto put_in = monomials_of(meant); put_in && (reduce(*put_in).empty() || by_roots(meant) == Relation::kImplied)) return Relation::kImplied;   // t^2 - 52t + 1 = 0 with t = x^3
  return math::equal(meant, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual ? Relation::kImplied : Relation::kIndependent;
}

}  // namespace retort::check
