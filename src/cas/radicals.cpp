#include "cas/radicals.h"

#include <algorithm>
#include <vector>

#include "math/exact.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Op;
using math::Rational;

namespace {

constexpr long long kMaxIndex = 12;      // of one root
constexpr std::size_t kMaxSize = 64;     // product of the indices
constexpr long long kMaxPower = 60;
constexpr int kMaxDegree = 200;
constexpr long kMaxBits = 4'000;         // of a coefficient
constexpr long kMaxWork = 300'000;       // products of coefficients

enum class Reach { kFull, kOtherParts, kTooLarge };

// Coefficients of the products of powers of the roots, t1 fastest; as long as the roots known when it was made allow, the missing ones
// are zero.
using Element = std::vector<Coefficients>;

Element shortened(Element a) {
  while (!a.empty() && a.back().empty()) a.pop_back();
  return a;
}

class Tower {
 public:
  struct Quotient {
    Element num, den;
  };

  explicit Tower(const std::string& variable) : variable_(variable) {}

  // What has been met so far; once it is not kFull, all results are 0 and mean nothing.
  Reach reach() const { return reach_; }

  Quotient read(const Expr& e) {
    if (!e.contains_symbol(variable_))
      if (const auto value = math::exact_value(e, {kMaxBits, 100}); value.ok()) return {number(*value), number(1)};
    switch (e.op()) {
      case Op::kSymbol: return {{{Rational(0), Rational(1)}}, number(1)};
      case Op::kAdd: {
        Quotient total{{}, number(1)};
        for (const Expr& term : e.args()) total = add(total, read(term));
        return total;
      }
      case Op::kMul: {
        Quotient total{number(1), number(1)};
        for (const Expr& factor : e.args()) total = multiply(total, read(factor));
        return total;
      }
      case Op::kNeg: return multiply({number(-1), number(1)}, read(e.arg(0)));
      case Op::kDiv: return multiply(read(e.arg(0)), inverse(read(e.arg(1))));
      case Op::kPercent: return multiply({number(Rational(1, 100)), number(1)}, read(e.arg(0)));
      case Op::kPow: return power(e);
      case Op::kFunc: return function(e);
      default: return give_up(Reach::kOtherParts);
    }
  }

  Coefficients norm(Element a) {
    for (; !roots_.empty(); roots_.pop_back()) {
      a = shortened(std::move(a));
      if (a.size() > size(roots_.size() - 1)) a = determinant(a);
    }
    return a.empty() ? Coefficients() : a[0];
  }

 private:
  struct Root {
    std::size_t index;
    Element radicand;   // of the roots before this one
  };

  static Element number(const Rational& r) { return r.is_zero() ? Element() : Element{{r}}; }

  std::size_t size(std::size_t level) const {
    std::size_t n = 1;
    for (std::size_t i = 0; i < level; ++i) n *= roots_[i].index;
    return n;
  }

  // ---- elements ----

  Quotient give_up(Reach why) {
    reach_ = why;
    return {};
  }

  Coefficients product(const Coefficients& a, const Coefficients& b) {
    work_ += static_cast<long>(a.size() * b.size());
    if (work_ > kMaxWork || math::degree(a) + math::degree(b) > kMaxDegree) give_up(Reach::kTooLarge);
    if (reach_ != Reach::kFull) return {};
    Coefficients c = math::multiply(a, b);
    if (std::any_of(c.begin(), c.end(), [](const Rational& r) { return r.bits() > kMaxBits; })) give_up(Reach::kTooLarge);
    return c;
  }

  static Element add(const Element& a, const Element& b) {
    Element sum(std::max(a.size(), b.size()));
    for (std::size_t i = 0; i < sum.size(); ++i)
      sum[i] = i >= a.size() ? b[i] : i >= b.size() ? a[i] : math::add(a[i], b[i]);
    return shortened(std::move(sum));
  }

  // The coefficient of the i-th power of the root that ends `level`.
  Element part(const Element& a, std::size_t level, std::size_t i) const {
    const std::size_t block = size(level - 1), from = std::min(a.size(), i * block), to = std::min(a.size(), (i + 1) * block);
    return shortened(Element(a.begin() + static_cast<long>(from), a.begin() + static_cast<long>(to)));
  }

  // a times the i-th power of that root.
  Element shifted(const Element& a, std::size_t level, std::size_t i) const {
    if (a.empty()) return a;
    Element out(i * size(level - 1));
    out.insert(out.end(), a.begin(), a.end());
    return out;
  }

  Element multiply(const Element& a, const Element& b, std::size_t level) {
    if (a.empty() || b.empty()) return {};
    if (level == 0) return {product(a[0], b[0])};
    const Root& root = roots_[level - 1];
    Element sum;
    for (std::size_t i = 0; i < root.index; ++i) {
      const Element x = part(a, level, i);
      if (x.empty()) continue;
      for (std::size_t j = 0; j < root.index; ++j) {
        Element y = multiply(x, part(b, level, j), level - 1);
        if (i + j >= root.index) y = multiply(y, root.radicand, level - 1);
        sum = add(sum, shifted(y, level, (i + j) % root.index));
      }
    }
    return sum;
  }
  Element multiply(const Element& a, const Element& b) { return multiply(a, b, roots_.size()); }

  // Of the multiplication by `a`, a matrix over the elements of the level below, by the method of Faddeev and LeVerrier.
  Element determinant(const Element& a) {
    const std::size_t level = roots_.size(), n = roots_.back().index;
    using Matrix = std::vector<std::vector<Element>>;
    Matrix m(n, std::vector<Element>(n));
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t i = 0; i < n; ++i)
        m[(i + j) % n][j] = i + j < n ? part(a, level, i) : multiply(part(a, level, i), roots_.back().radicand, level - 1);
    Matrix power = m;
    for (std::size_t k = 1;; ++k) {
      Element trace;
      for (std::size_t i = 0; i < n; ++i) trace = add(trace, power[i][i]);
      const Element coefficient = multiply(trace, number(Rational(-1, static_cast<long long>(k))), level - 1);
      if (k == n) return n % 2 == 0 ? coefficient : multiply(coefficient, number(-1), level - 1);
      for (std::size_t i = 0; i < n; ++i) power[i][i] = add(power[i][i], coefficient);
      Matrix next(n, std::vector<Element>(n));
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
          for (std::size_t l = 0; l < n; ++l) next[i][j] = add(next[i][j], multiply(m[i][l], power[l][j], level - 1));
      power = std::move(next);
    }
  }

  // ---- quotients ----

  Quotient multiply(const Quotient& a, const Quotient& b) { return {multiply(a.num, b.num), multiply(a.den, b.den)}; }
  Quotient add(const Quotient& a, const Quotient& b) {
    if (a.den == b.den) return {add(a.num, b.num), a.den};
    return {add(multiply(a.num, b.den), multiply(b.num, a.den)), multiply(a.den, b.den)};
  }
  Quotient inverse(Quotient a) {
    if (a.num.empty()) return give_up(Reach::kOtherParts);   // a division by zero
    return {std::move(a.den), std::move(a.num)};
  }
  Quotient whole_power(const Quotient& base, long long exponent) {
    if (exponent < -kMaxPower || exponent > kMaxPower) return give_up(Reach::kTooLarge);
    Quotient total{number(1), number(1)};
    for (long long i = 0; i < std::abs(exponent); ++i) total = multiply(total, base);
    return exponent < 0 ? inverse(total) : total;
  }

  Quotient power(const Expr& e) {
    const auto exponent = math::exact_value(e.arg(1), {64, 100});
    if (!exponent.ok()) return give_up(Reach::kOtherParts);
    const auto above = exponent->num().to_int64(), below = exponent->den().to_int64();
    if (!above || !below) return give_up(Reach::kTooLarge);
    const Quotient base = read(e.arg(0));
    return whole_power(*below == 1 ? base : root(base, *below), *above);
  }

  Quotient function(const Expr& e) {
    if (e.is_func("sqrt") && e.args().size() == 1) return root(read(e.arg(0)), 2);
    if (e.is_func("abs")) {
      const Quotient inner = read(e.arg(0));
      return root(multiply(inner, inner), 2);
    }
    if (!e.is_func("root") || e.args().size() != 2) return give_up(Reach::kOtherParts);
    const auto index = math::exact_value(e.arg(1), {64, 100});
    if (!index.ok() || !index->is_integer() || index->sign() <= 0) return give_up(Reach::kOtherParts);
    return root(read(e.arg(0)), index->to_int64().value_or(kMaxIndex + 1));
  }

  // The n-th root of p/q is the n-th root of p q^(n-1), over q.
  Quotient root(const Quotient& of, long long n) {
    if (n == 1) return of;
    if (n > kMaxIndex) return give_up(Reach::kTooLarge);
    const auto index = static_cast<std::size_t>(n);
    Element radicand = multiply(of.num, whole_power({of.den, number(1)}, n - 1).num);
    if (radicand.empty()) return {{}, number(1)};
    for (std::size_t i = 0; i < roots_.size(); ++i)
      if (const auto factor = roots_[i].index == index ? known_multiple(roots_[i].radicand, radicand, n) : std::nullopt)
        return {multiply(number(*factor), shifted(number(1), i + 1, 1)), of.den};
    if (size(roots_.size()) * index > kMaxSize) return give_up(Reach::kTooLarge);
    roots_.push_back({index, std::move(radicand)});
    return {shifted(number(1), roots_.size(), 1), of.den};
  }

  // The c with radicand = c^n known, so that its root is c times the known one.
  static std::optional<Rational> known_multiple(const Element& known, const Element& radicand, long long n) {
    const auto i = static_cast<std::size_t>(std::find_if(known.begin(), known.end(), [](const auto& c) { return !c.empty(); }) - known.begin());
    if (known.size() != radicand.size() || radicand[i].empty()) return std::nullopt;
    const Rational ratio = radicand[i].back() / known[i].back();
    for (std::size_t k = 0; k < known.size(); ++k)
      if (math::multiply(known[k], {ratio}) != radicand[k]) return std::nullopt;
    const auto factor = math::exact_value(Expr::func("root", {Expr::number(ratio), Expr::integer(n)}));
    return factor.ok() ? std::optional(*factor) : std::nullopt;
  }

  const std::string& variable_;
  std::vector<Root> roots_;
  long work_ = 0;
  Reach reach_ = Reach::kFull;
};

}  // namespace

Outcome<std::optional<Coefficients>> norm_of_numerator(const Expr& e, const std::string& variable) {
  Tower tower(variable);
  auto norm = tower.norm(tower.read(e).num);
  if (tower.reach() == Reach::kTooLarge)
    return Failure(FailureKind::kUnsupported, "too many roots or too high powers to find all solutions: give a smaller equation");
  return tower.reach() == Reach::kFull ? std::optional(std::move(norm)) : std::nullopt;
}

}  // namespace retort::cas
