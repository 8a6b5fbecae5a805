#include "math/algebra.h"

#include <algorithm>
#include <utility>

#include "math/function_names.h"
#include "math/number_theory.h"
#include "math/time_budget.h"

namespace retort::math {
namespace {

constexpr int kMaxDepth = 500;

std::size_t mix(std::size_t h, std::size_t x) { return (h ^ x) * 0x9e3779b97f4a7c15ULL; }

Ratio constant(const Rational& r) { return {SparsePoly(r), SparsePoly(Rational(1))}; }

}  // namespace

int Algebra::generator(Generator g) {
  const std::size_t hash = mix(mix(static_cast<std::size_t>(g.kind), g.expr.hash()), mix(g.prime.hash(), static_cast<std::size_t>(g.index)));
  const auto [from, to] = by_hash_.equal_range(hash);
  for (auto at = from; at != to; ++at) {
    const Generator& known = generators_[static_cast<std::size_t>(at->second)];
    if (known.kind == g.kind && known.index == g.index && known.prime == g.prime && known.expr.same(g.expr)) return at->second;
  }
  generators_.push_back(std::move(g));
  const int id = static_cast<int>(generators_.size()) - 1;
  by_hash_.emplace(hash, id);
  return id;
}

std::optional<Ratio> Algebra::atom(const Expr& e) { return one(generator({Generator::Kind::kAtom, e, 0, 0})); }

// An atom whose power is something simpler: sqrt(x)^2 = x. Only where nothing of the domain has to be kept.
std::optional<Ratio> Algebra::related_atom(const Expr& e, int index, const Ratio& value) {
  const auto below = value.den.constant();
  if (quotients_ != Quotients::kIdentities || !below) return atom(e);
  return one(generator({Generator::Kind::kAtom, e, 0, index, reduced(value.num).scaled(Rational(1) / *below)}));
}

std::optional<Ratio> Algebra::multiplied(const Ratio& a, const Ratio& b) {
  auto num = SparsePoly::multiply(a.num, b.num, work_), den = SparsePoly::multiply(a.den, b.den, work_);
  if (!num || !den) return std::nullopt;
  return Ratio{reduced(std::move(*num)), reduced(std::move(*den))};
}

std::optional<Ratio> Algebra::added(const Ratio& a, const Ratio& b) {
  if (a.den == b.den) return Ratio{a.num + b.num, a.den};
  const auto left = SparsePoly::multiply(a.num, b.den, work_), right = SparsePoly::multiply(b.num, a.den, work_);
  auto below = SparsePoly::multiply(a.den, b.den, work_);
  if (!left || !right || !below) return std::nullopt;
  return Ratio{*left + *right, std::move(*below)};
}

Expr Algebra::normal(const Expr& e) {
  const Quotients outer = std::exchange(quotients_, Quotients::kKept);
  const auto r = convert(e);
  quotients_ = outer;
  if (!r) return e;
  return expression(reduced(r->num).scaled(Rational(1) / *r->den.constant()));
}

std::optional<Ratio> Algebra::convert(const Expr& e) {
  if (--steps_ < 0 || depth_ > kMaxDepth || time_is_up()) return std::nullopt;
  struct Depth {
    explicit Depth(int& d) : d(d) { ++d; }
    ~Depth() { --d; }
    int& d;
  } depth(depth_);
  switch (e.op()) {
    case Op::kNumber: return constant(e.value());
    case Op::kSymbol: return atom(e);
    case Op::kConstant:
      if (e.name() == "oo") return std::nullopt;
      if (e.name() == "i") return imaginary();
      return atom(e);
    case Op::kNeg: {
      auto r = convert(e.arg(0));
      if (r) r->num = r->num.scaled(-1);
      return r;
    }
    case Op::kAdd: case Op::kMixed: {
      Ratio total = constant(0);
      for (const Expr& t : e.args()) {
        const auto r = convert(t);
        if (!r) return std::nullopt;
        if (r->den == total.den) {
          total.num += r->num;
          continue;
        }
        auto next = added(total, *r);
        if (!next) return std::nullopt;
        total = std::move(*next);
      }
      return total;
    }
    case Op::kMul: {
      Ratio total = constant(1);
      for (const Expr& factor : e.args()) {
        const auto r = convert(factor);
        if (!r) return std::nullopt;
        auto next = multiplied(total, *r);
        if (!next) return std::nullopt;
        total = std::move(*next);
      }
      return total;
    }
    case Op::kDiv: {
      const auto above = convert(e.arg(0)), below = convert(e.arg(1));
      if (!above || !below) return std::nullopt;
      return quotient(*above, *below);
    }
    case Op::kPow: return power(e);
    case Op::kPercent: {
      auto r = convert(e.arg(0));
      if (r) r->num = r->num.scaled(Rational(1, 100));
      return r;
    }
    case Op::kDegree: {
      const auto r = convert(e.arg(0)), pi = atom(Expr::constant("pi"));
      if (!r || !pi) return std::nullopt;
      auto product = SparsePoly::multiply(r->num, pi->num, work_);
      if (!product) return std::nullopt;
      return Ratio{product->scaled(Rational(1, 180)), r->den};
    }
    case Op::kBase: {
      const Result<Rational> r = exact_value(e, limits_);
      return r ? std::optional(constant(*r)) : std::nullopt;
    }
    case Op::kFunc: return function(e);
    default: return std::nullopt;
  }
}

// 1/(3 sqrt(2)) = sqrt(2)/6: the inverse of one product of roots of numbers, which is no question of domain.
std::optional<Ratio> Algebra::inverse_of_root(const SparsePoly& p) {
  if (p.terms().size() != 1) return std::nullopt;
  const auto& [monomial, c] = *p.terms().begin();
  SparsePoly total(Rational(1) / c);
  for (const auto& [id, k] : monomial) {
    const Generator& g = generators_[static_cast<std::size_t>(id)];
    if (g.kind != Generator::Kind::kPrimeRoot && g.kind != Generator::Kind::kImaginary) return std::nullopt;
    // g^-k = g^(index - k) / g^index
    const auto rest = SparsePoly::power(SparsePoly::generator(id), g.index - k, work_);
    const auto product = rest ? SparsePoly::multiply(total, *rest, work_) : std::nullopt;
    if (!product) return std::nullopt;
    total = product->scaled(Rational(1) / *g.value.constant());
  }
  return Ratio{std::move(total), SparsePoly(Rational(1))};
}

std::optional<Ratio> Algebra::inverse(const Ratio& r) {
  const SparsePoly num = reduced(r.num);
  if (num.is_zero()) return std::nullopt;
  if (const auto c = num.constant()) return Ratio{r.den.scaled(Rational(1) / *c), SparsePoly(Rational(1))};
  if (quotients_ != Quotients::kKept) return Ratio{r.den, num};
  if (const auto known = inverse_of_root(num)) return multiplied(*known, Ratio{r.den, SparsePoly(Rational(1))});
  // The number in front leaves the generator: 1/(2x) is 1/2 * 1/x.
  const Rational lead = num.terms().rbegin()->second;
  const int id = generator({Generator::Kind::kInverse, expression(num.scaled(Rational(1) / lead)), 0, 0});
  const auto product = SparsePoly::multiply(SparsePoly::generator(id), r.den, work_);
  if (!product) return std::nullopt;
  return Ratio{product->scaled(Rational(1) / lead), SparsePoly(Rational(1))};
}

std::optional<Ratio> Algebra::quotient(const Ratio& above, const Ratio& below) {
  const auto times = inverse(below);
  return times ? multiplied(above, *times) : std::nullopt;
}

std::optional<Ratio> Algebra::raised(const Ratio& base, long exponent) {
  if (exponent == 0) return reduced(base.num).is_zero() ? std::nullopt : std::optional(constant(1));
  if (exponent < 0) {
    const auto below = inverse(base);
    return below ? raised(*below, -exponent) : std::nullopt;
  }
  auto num = SparsePoly::power(base.num, exponent, work_), den = SparsePoly::power(base.den, exponent, work_);
  if (!num || !den) return std::nullopt;
  return Ratio{reduced(std::move(*num)), reduced(std::move(*den))};
}

// x^(power/index) of a positive rational: 12^(1/2) = 2 * 3^(1/2).
std::optional<Ratio> Algebra::root_of_number(const Rational& x, long index, long power) {
  if (x.is_zero()) return power > 0 ? std::optional(constant(0)) : std::nullopt;
  if (index < 1 || index > 64 || x.bits() > 256) return std::nullopt;
  Ratio total = constant(1);
  for (const bool below : {false, true}) {
    for (const auto& [p, k] : prime_parts(below ? x.den() : x.num())) {
      const long exponent = (below ? -k : k) * power;
      const Rational whole = Rational(exponent, index).floor();
      const Result<Rational> outside = Rational::pow(p, whole, 4096);
      if (!outside) return std::nullopt;
      long rest = exponent - *whole.to_int64() * index;   // 0 <= rest < index
      const Rational reduced_rest(rest, index);
      Ratio factor = constant(*outside);
      if (rest > 0) {
        const int n = static_cast<int>(*reduced_rest.den().to_int64());
        const auto g = SparsePoly::power(SparsePoly::generator(generator({Generator::Kind::kPrimeRoot, Expr(), p, n, SparsePoly(p)})),
                                         *reduced_rest.num().to_int64(), work_);
        factor.num = g->scaled(*outside);
      }
      auto num = SparsePoly::multiply(total.num, factor.num, work_);
      if (!num) return std::nullopt;
      total.num = std::move(*num);
    }
  }
  return total;
}

std::optional<Ratio> Algebra::power(const Expr& e) {
  const Result<Rational> exponent = exact_value(e.arg(1), {256, 1'000});
  if (!exponent) {
    if (exponent.error().code == ErrorCode::kInvalidArgument) return std::nullopt;
    return power_of_sum(e.arg(0), e.arg(1));
  }
  const auto num = exponent->num().to_int64(), den = exponent->den().to_int64();
  if (!num || !den || *num > 1'000'000 || *num < -1'000'000) return std::nullopt;
  const auto base = convert(e.arg(0));
  if (!base) return std::nullopt;
  if (*den == 1) return raised(*base, *num);
  const auto above = reduced(base->num).constant(), below = reduced(base->den).constant();
  if (above && below) {
    const Rational x = *above / *below;
    if (x.sign() >= 0) return root_of_number(x, *den, *num);
    if (*den != 2) return std::nullopt;
    // sqrt(-x) = i sqrt(x)
    const auto size = root_of_number(-x, 2, *num);
    const auto turn = raised(imaginary(), *num);
    return size && turn ? multiplied(*size, *turn) : std::nullopt;
  }
  const Expr inside = normal(e.arg(0));
  const Expr root = *den == 2 ? Expr::func("sqrt", {inside}) : pow(inside, Expr::integer(1) / Expr::integer(*den));
  const auto found = *den <= 64 ? related_atom(root, static_cast<int>(*den), *base) : atom(root);
  return raised(*found, *num);
}

std::optional<Ratio> Algebra::function(const Expr& e) {
  const std::string& name = e.name();
  if (e.symbols().empty()) {
    const Result<Rational> r = exact_value(e, limits_);
    if (r) return constant(*r);
    if (r.error().code != ErrorCode::kUnsupported) return std::nullopt;
  }
  if (name == "exp") return power(pow(Expr::constant("e"), e.arg(0)));
  if (name == "sqrt") return power(pow(e.arg(0), Expr::integer(1) / Expr::integer(2)));
  if (name == "root") {
    // An odd root of a negative number is real here and not in a power, so only roots of positive numbers meet.
    const Result<Rational> x = exact_value(e.arg(0), {256, 1'000}), n = exact_value(e.arg(1), {64, 1'000});
    const bool whole = n && n->is_integer() && n->to_int64();
    if (whole && x && x->sign() >= 0) return root_of_number(*x, *n->to_int64(), 1);
    if (whole && x && x->sign() < 0 && mod(*n, 2) == 1) {
      auto r = root_of_number(-*x, *n->to_int64(), 1);
      if (r) r->num = r->num.scaled(-1);
      return r;
    }
    if (whole && *n >= 2 && *n <= 64) {
      const auto inside = convert(e.arg(0));
      if (!inside) return std::nullopt;
      return related_atom(Expr::func("root", {normal(e.arg(0)), e.arg(1)}), static_cast<int>(*n->to_int64()), *inside);
    }
  }
  const bool binds = name == "sum" || name == "product" || name == "integral" || name == "derivative" || name == "limit";
  if (binds) return atom(e);
  if (quotients_ == Quotients::kIdentities) {
    if (is_trigonometric(name)) return trigonometric(name, e.arg(0));
    if (name == "ln") return logarithm(e.arg(0));
    if (name == "log" && e.args().size() == 2) {
      const auto above = logarithm(e.arg(0)), below = logarithm(e.arg(1));
      return above && below ? quotient(*above, *below) : std::nullopt;
    }
  }
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(normal(arg));
  return atom(Expr::func(name, std::move(args)));
}

// Later generators are written in earlier ones, so one pass from the last to the first is enough.
SparsePoly Algebra::reduced(SparsePoly p) {
  for (std::size_t id = generators_.size(); id-- > 0;) {
    const Generator& g = generators_[id];
    if (g.index == 0) continue;
    if (auto smaller = p.reduced(static_cast<int>(id), g.index, g.value, work_)) p = std::move(*smaller);
  }
  return p;
}

}  // namespace retort::math
