#include "check/scope.h"

#include <algorithm>
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
constexpr int kMaxDepth = 12;

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

}  // namespace

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

}  // namespace retort::check
