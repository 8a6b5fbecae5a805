#include "agent/posynomial.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "math/exact.h"
#include "math/identity.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

using Sum = std::vector<Monomial>;
constexpr std::size_t kMostTerms = 60;

void add_term(Sum& sum, const Monomial& term) {
  for (Monomial& known : sum)
    if (known.powers == term.powers) return void(known.factor += term.factor);
  sum.push_back(term);
}

Monomial product(const Monomial& a, const Monomial& b) {
  Monomial made = a;
  made.factor *= b.factor;
  for (const auto& [name, power] : b.powers) {
    made.powers[name] += power;
    if (made.powers[name].is_zero()) made.powers.erase(name);
  }
  return made;
}

std::optional<Sum> product(const Sum& a, const Sum& b) {
  Sum made;
  for (const Monomial& x : a)
    for (const Monomial& y : b) {
      add_term(made, product(x, y));
      if (made.size() > kMostTerms) return {};
    }
  return made;
}

std::optional<Monomial> raised(const Monomial& m, const Rational& exponent) {
  Monomial made;
  auto factor = math::exact_value(pow(Expr::number(m.factor), Expr::number(exponent)));
  if (!factor.ok()) return {};
  made.factor = *factor;
  for (const auto& [name, power] : m.powers) made.powers[name] = power * exponent;
  return made;
}

std::optional<Sum> raised(const Sum& base, const Rational& exponent) {
  if (base.size() == 1) {
    auto one = raised(base[0], exponent);
    return one ? std::optional(Sum{*one}) : std::nullopt;
  }
  auto n = exponent.to_int64();
  if (!n || *n < 1 || *n > 4) return {};
  Sum made = base;
  for (long long i = 1; i < *n; ++i) {
    auto longer = product(made, base);
    if (!longer) return {};
    made = std::move(*longer);
  }
  return made;
}

std::optional<Sum> read(const Expr& e) {
  if (auto value = e.symbols().empty() ? math::exact_value(e) : Result<Rational>(Error{}); value.ok()) return Sum{{*value, {}}};
  switch (e.op()) {
    case Op::kSymbol: return Sum{{Rational(1), {{e.name(), Rational(1)}}}};
    case Op::kNeg: {
      auto inner = read(e.arg(0));
      if (inner)
        for (Monomial& term : *inner) term.factor = -term.factor;
      return inner;
    }
    case Op::kAdd: {
      Sum made;
      for (const Expr& part : e.args()) {
        auto inner = read(part);
        if (!inner) return {};
        for (const Monomial& term : *inner) add_term(made, term);
      }
      return made.size() <= kMostTerms ? std::optional(made) : std::nullopt;
    }
    case Op::kMul: {
      Sum made = {{Rational(1), {}}};
      for (const Expr& part : e.args()) {
        auto inner = read(part);
        auto longer = inner ? product(made, *inner) : std::nullopt;
        if (!longer) return {};
        made = std::move(*longer);
      }
      return made;
    }
    case Op::kDiv: {
      auto above = read(e.arg(0)), below = read(e.arg(1));
      if (!above || !below || below->size() != 1 || (*below)[0].factor.is_zero()) return {};
      auto inverse = raised((*below)[0], Rational(-1));
      return inverse ? product(*above, {*inverse}) : std::nullopt;
    }
    case Op::kPow: {
      auto base = read(e.arg(0));
      auto exponent = math::exact_value(e.arg(1));
      return base && exponent.ok() ? raised(*base, *exponent) : std::nullopt;
    }
    case Op::kFunc: {
      if (!e.is_func("sqrt") && !e.is_func("root")) return {};
      auto base = read(e.arg(0));
      auto index = e.is_func("sqrt") ? Result<Rational>(Rational(2)) : math::exact_value(e.arg(1));
      return base && base->size() == 1 && index.ok() && !index->is_zero() ? raised(*base, Rational(1) / *index) : std::nullopt;
    }
    default: return {};
  }
}

// The nearest fraction with a small denominator, where there is one.
std::optional<Rational> as_fraction(double x, long long most, double within) {
  if (!std::isfinite(x) || std::abs(x) > 1e9) return {};
  long long p0 = 0, q0 = 1, p1 = 1, q1 = 0;
  double rest = x;
  for (int i = 0; i < 40; ++i) {
    const double whole = std::floor(rest);
    if (std::abs(whole) > 1e9) return {};
    const long long a = static_cast<long long>(whole), p = a * p1 + p0, q = a * q1 + q0;
    if (q > most) return {};
    if (std::abs(x - static_cast<double>(p) / static_cast<double>(q)) <= within * std::max(1.0, std::abs(x))) return Rational(p, q);
    p0 = p1, q0 = q1, p1 = p, q1 = q;
    if (rest - whole < 1e-13) return {};
    rest = 1 / (rest - whole);
  }
  return {};
}

using Vector = std::vector<double>;

// Solves a x = b; `a` row by row. False where it is singular.
bool solve(std::vector<Vector> a, Vector b, Vector& x) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t best = k;
    for (std::size_t i = k + 1; i < n; ++i)
      if (std::abs(a[i][k]) > std::abs(a[best][k])) best = i;
    if (std::abs(a[best][k]) < 1e-14) return false;
    std::swap(a[k], a[best]), std::swap(b[k], b[best]);
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = a[i][k] / a[k][k];
      for (std::size_t j = k; j < n; ++j) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  }
  x.assign(n, 0);
  for (std::size_t k = n; k-- > 0;) {
    double rest = b[k];
    for (std::size_t j = k + 1; j < n; ++j) rest -= a[k][j] * x[j];
    x[k] = rest / a[k][k];
  }
  return true;
}

// A sum as a function of the logarithms of its letters.
struct LogSum {
  std::vector<Vector> powers;
  Vector logs;

  LogSum(const Sum& sum, const std::vector<std::string>& names) {
    for (const Monomial& term : sum) {
      logs.push_back(std::log(term.factor.to_double()));
      powers.emplace_back();
      for (const std::string& name : names) {
        auto found = term.powers.find(name);
        powers.back().push_back(found == term.powers.end() ? 0 : found->second.to_double());
      }
    }
  }
  double value(const Vector& at, Vector* shares = nullptr) const {
    double total = 0;
    Vector parts;
    for (std::size_t i = 0; i < logs.size(); ++i) {
      parts.push_back(std::exp(logs[i] + std::inner_product(at.begin(), at.end(), powers[i].begin(), 0.0)));
      total += parts.back();
    }
    for (double& part : parts) part /= total;
    if (shares) *shares = parts;
    return std::log(total);
  }
};

std::optional<Rational> degree_of(const Sum& sum) {
  std::optional<Rational> degree;
  for (const Monomial& term : sum) {
    Rational here(0);
    for (const auto& [name, power] : term.powers) here += power;
    if (degree && *degree != here) return {};
    degree = here;
  }
  return degree;
}

class Search {
 public:
  Search(const Sum& sum, const SumCondition* condition) : sum_(sum), condition_(condition) {
    for (const Sum* part : {static_cast<const Sum*>(&sum_), condition ? &condition->sum : nullptr})
      if (part)
        for (const Monomial& term : *part)
          for (const auto& [name, power] : term.powers)
            if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
    std::sort(names_.begin(), names_.end());
  }

  std::optional<LeastSum> run() {
    if (names_.empty() || names_.size() > 6 || sum_.size() < 2) return {};
    if (condition_ && condition_->sum.size() > 1 && !weigh_condition()) return {};
    if (!descend()) return {};
    return certified();
  }

 private:
  bool held() const { return condition_ && condition_->sum.size() == 1; }   // a product that is fixed

  // The power of the condition's sum that makes the whole free of scale.
  bool weigh_condition() {
    auto p = degree_of(sum_), q = degree_of(condition_->sum);
    if (!p || !q || q->is_zero()) return false;
    power_ = -(*p / *q);
    return power_.sign() > 0;
  }

  double energy(const Vector& at, const LogSum& f, const LogSum* g) const {
    return f.value(at) + (g ? power_.to_double() * g->value(at) : 0);
  }

  // Newton's method; the function is convex.
  bool descend() {
    const std::size_t n = names_.size();
    const LogSum f(sum_, names_);
    std::optional<LogSum> g;
    if (condition_ && !held()) g.emplace(condition_->sum, names_);
    Vector line;   // of a fixed product
    at_.assign(n, 0);
    if (held()) {
      const LogSum one(condition_->sum, names_);
      line = one.powers[0];
      const double square = std::inner_product(line.begin(), line.end(), line.begin(), 0.0), target = std::log(condition_->value.to_double()) - one.logs[0];
      for (std::size_t i = 0; i < n; ++i) at_[i] = line[i] * target / square;
    }
    const std::size_t size = n + (held() ? 1 : 0);
    for (int round = 0; round < 200; ++round) {
      std::vector<Vector> matrix(size, Vector(size, 0));
      Vector slope(size, 0);
      const auto add = [&](const LogSum& s, double factor) {
        Vector shares, mean(n, 0);
        s.value(at_, &shares);
        for (std::size_t t = 0; t < shares.size(); ++t)
          for (std::size_t i = 0; i < n; ++i) mean[i] += shares[t] * s.powers[t][i];
        for (std::size_t i = 0; i < n; ++i) {
          slope[i] -= factor * mean[i];
          for (std::size_t j = 0; j < n; ++j) {
            double second = -mean[i] * mean[j];
            for (std::size_t t = 0; t < shares.size(); ++t) second += shares[t] * s.powers[t][i] * s.powers[t][j];
            matrix[i][j] += factor * second;
          }
        }
      };
      add(f, 1);
      if (g) add(*g, power_.to_double());
      for (std::size_t i = 0; i < n; ++i) matrix[i][i] += 1e-9;
      for (std::size_t i = 0; held() && i < n; ++i) matrix[i][n] = matrix[n][i] = line[i];
      Vector step;
      if (!solve(matrix, slope, step)) return false;
      step.resize(n);
      const double before = energy(at_, f, g ? &*g : nullptr);
      double scale = 1;
      Vector next = at_;
      for (; scale > 1e-8; scale /= 2) {
        for (std::size_t i = 0; i < n; ++i) next[i] = at_[i] + scale * step[i];
        if (energy(next, f, g ? &*g : nullptr) <= before + 1e-15) break;
      }
      double moved = 0;
      for (std::size_t i = 0; i < n; ++i) moved = std::max(moved, std::abs(next[i] - at_[i]));
      at_ = next;
      if (std::any_of(at_.begin(), at_.end(), [](double x) { return !std::isfinite(x) || std::abs(x) > 40; })) return false;
      if (moved < 1e-12) break;
    }
    if (g) {
      // Scaled so that the condition holds.
      const double shift = (std::log(condition_->value.to_double()) - g->value(at_)) / degree_of(condition_->sum)->to_double();
      for (double& x : at_) x += shift;
    }
    f.value(at_, &shares_);
    if (g) g->value(at_, &condition_shares_);
    least_ = f.value(at_);
    return true;
  }

  static bool all_fractions(const Vector& shares, const Rational& times, std::vector<Rational>& out) {
    for (double share : shares) {
      auto fraction = as_fraction(share * times.to_double(), 600, 1e-7);
      if (!fraction || fraction->sign() <= 0) return false;
      out.push_back(*fraction);
    }
    return true;
  }

  // The bound by the rational weights, as its N-th power.
  std::optional<LeastSum> certified() {
    std::vector<Rational> w, v;
    if (!all_fractions(shares_, Rational(1), w) || !all_fractions(condition_shares_, power_, v)) return {};
    const auto total = [](const std::vector<Rational>& all) { return std::accumulate(all.begin(), all.end(), Rational(0)); };
    if (total(w) != Rational(1) || (!v.empty() && total(v) != power_)) return {};
    Monomial left{Rational(1), {}};   // the letters in the product of all terms with their weights
    const auto gather = [&](const Sum& terms, const std::vector<Rational>& weights) {
      for (std::size_t i = 0; i < weights.size(); ++i)
        for (const auto& [name, power] : terms[i].powers) left.powers[name] += power * weights[i];
    };
    gather(sum_, w);
    if (!v.empty()) gather(condition_->sum, v);
    std::erase_if(left.powers, [](const auto& item) { return item.second.is_zero(); });
    Rational ratio(0);
    if (!left.powers.empty()) {
      if (!held()) return {};
      const auto& fixed = condition_->sum[0].powers;
      if (fixed.size() != left.powers.size()) return {};
      ratio = left.powers.begin()->second / fixed.begin()->second;
      for (const auto& [name, power] : left.powers)
        if (!fixed.count(name) || power != ratio * fixed.at(name)) return {};
    }
    Rational n = ratio.den();
    const auto widen = [&](const std::vector<Rational>& all) {
      for (const Rational& r : all) n = n * (r * n).den();
    };
    widen(w), widen(v);
    if (n > Rational(1'000)) return {};
    Rational power(1);
    const auto times = [&](const Rational& base, const Rational& exponent) {
      auto value = Rational::pow(base, exponent, 1 << 15);
      if (value.ok()) power *= *value;
      return value.ok();
    };
    for (std::size_t i = 0; i < w.size(); ++i)
      if (!times(sum_[i].factor / w[i], n * w[i])) return {};
    for (std::size_t j = 0; j < v.size(); ++j)
      if (!times(condition_->sum[j].factor * power_ / (condition_->value * v[j]), n * v[j])) return {};
    if (!ratio.is_zero() && !times(condition_->value / condition_->sum[0].factor, n * ratio)) return {};
    auto value = root_of(std::exp(least_), power, n);
    if (!value) return {};
    LeastSum found{*value, w, {}};
    find_place(found);
    return found;
  }

  // The short form of a number whose n-th power is known.
  static std::optional<Expr> root_of(double near, const Rational& power, const Rational& n) {
    for (int k : {1, 2, 3, 4, 5, 6}) {
      auto candidate = as_fraction(std::pow(near, k), 1'000'000, 1e-10);
      if (!candidate || candidate->sign() <= 0) continue;
      auto left = Rational::pow(*candidate, n, 1 << 17), right = Rational::pow(power, Rational(k), 1 << 17);
      if (!left.ok() || !right.ok() || *left != *right) continue;
      return root_of(*candidate, k);
    }
    return {};
  }

  static Expr root_of(const Rational& r, int k) {
    if (k == 1) return Expr::number(r);
    return k == 2 ? Expr::func("sqrt", {Expr::number(r)}) : Expr::func("root", {Expr::number(r), Expr::integer(k)});
  }

  void find_place(LeastSum& found) const {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      for (int k : {1, 2, 3, 4, 5, 6}) {
        auto candidate = as_fraction(std::exp(k * at_[i]), 5'000, 1e-9);
        if (!candidate || candidate->sign() <= 0) continue;
        found.place[names_[i]] = root_of(*candidate, k);
        break;
      }
      if (!found.place.count(names_[i])) return found.place.clear();
    }
  }

  Sum sum_;
  const SumCondition* condition_;
  std::vector<std::string> names_;
  Rational power_ = Rational(0);   // of the condition's sum in the product
  Vector at_, shares_, condition_shares_;
  double least_ = 0;
};

}  // namespace

std::optional<std::vector<Monomial>> as_monomials(const Expr& e) {
  auto sum = read(e);
  if (sum) std::erase_if(*sum, [](const Monomial& term) { return term.factor.is_zero(); });
  return sum;
}

std::optional<LeastSum> least_sum(const std::vector<Monomial>& sum, const std::vector<SumCondition>& conditions) {
  if (conditions.size() > 1) return {};
  const auto positive = [](const Sum& terms) { return std::all_of(terms.begin(), terms.end(), [](const Monomial& term) { return term.factor.sign() > 0; }); };
  if (!positive(sum) || (!conditions.empty() && (!positive(conditions[0].sum) || conditions[0].sum.empty() || conditions[0].value.sign() <= 0))) return {};
  return Search(sum, conditions.empty() ? nullptr : &conditions[0]).run();
}

}  // namespace retort::agent
