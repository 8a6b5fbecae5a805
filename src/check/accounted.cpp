#include "check/accounted.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::size_t kMaxValues = 600, kMaxArgs = 16, kMaxSubset = 9;
constexpr long long kMaxFactorial = 60, kMaxPower = 12;
constexpr int kMaxDepth = 20;

std::optional<Rational> value_of(const Expr& e) {
  if (e.is_number()) return e.value();
  if (e.size() > 200 || !e.symbols().empty()) return std::nullopt;
  const auto value = math::exact_value(e, {4096, 200});
  return value.ok() ? std::optional(*value) : std::nullopt;
}

// Terms of a sum or factors of a product, those of sums in sums and products in products included.
void flatten(const Expr& e, Op op, int depth, std::vector<Expr>& out) {
  if (e.is(op) && depth < kMaxDepth) {
    for (const Expr& arg : e.args()) flatten(arg, op, depth + 1, out);
  } else if (out.size() <= kMaxArgs) {
    out.push_back(e);
  }
}

std::vector<Expr> parts(const Expr& e) {
  std::vector<Expr> out;
  flatten(e, e.op(), 0, out);
  return out;
}

// What a side shows when it is worked out step by step.
class Source {
 public:
  explicit Source(const Expr& left) { visit(left, 0); }

  bool has(const Rational& value) const { return values_.count(value.abs()) != 0; }
  // 576/12 for 5760/120, 6/3 beside 2/3
  bool has_fraction(const Rational& above, const Rational& below) const {
    if (denominators_.count(below.abs()) != 0 && has_number(above / below)) return true;
    return std::any_of(fractions_.begin(), fractions_.end(), [&](const auto& known) {
      const Rational factor = known.second / below.abs();
      return factor.is_integer() && known.first == above.abs() * factor;
    });
  }
  bool has_number(const Rational& value) const { return numbers_.count(value.abs()) != 0; }
  std::set<Rational> take() {
    values_.insert(numbers_.begin(), numbers_.end());
    return std::move(values_);
  }

 private:
  void visit(const Expr& e, int depth) {
    if (depth > kMaxDepth || values_.size() > kMaxValues) return;
    if (e.is_number()) return number(e.value());
    if (const auto value = e.is(Op::kBase) ? std::nullopt : value_of(e)) mixed(*value);   // 50_7 shows its digits, not 35
    if (e.is(Op::kAdd) || e.is(Op::kMul)) together(e);
    if (e.is(Op::kAdd)) over_one(e);
    if (e.is(Op::kMul) || e.is(Op::kDiv)) fraction_of(e);
    if (e.is(Op::kDiv)) quotients(e.arg(0), e.arg(1));
    if (e.is(Op::kPow)) powers(e.arg(0), e.arg(1));
    if (e.is(Op::kBase)) digits(e);
    if (e.is_func("factorial")) factors(e.arg(0));
    if (e.is_func("binomial") && e.args().size() == 2) choose(e.arg(0), e.arg(1));
    if ((e.is_func("sum") || e.is_func("product")) && e.args().size() == 4) written_out(e, depth);
    for (const Expr& arg : e.args()) visit(arg, depth + 1);
  }

  void add(const Rational& value) {
    if (values_.size() > kMaxValues) return;
    values_.insert(value.abs());
    if (!value.is_integer()) digits_of_decimal(value.abs());
  }

  // 9/4 is 2 + 1/4.
  void mixed(const Rational& value) {
    add(value);
    if (value.is_integer() || value.abs() < Rational(1)) return;
    add(value.abs().floor());
    add(value.abs() - value.abs().floor());
  }

  void number(const Rational& value) {
    numbers_.insert(value.abs());
    if (!value.is_integer()) digits_of_decimal(value.abs());
  }

  // 0.875 is 875 / 1000.
  void digits_of_decimal(const Rational& value) {
    Rational scaled = value, unit(1);
    for (int i = 0; i < 8 && !scaled.is_integer(); ++i) {
      scaled *= Rational(10);
      unit *= Rational(10);
    }
    if (!scaled.is_integer()) return;
    values_.insert(scaled);
    values_.insert(unit);
  }

  // Neighbours and pairs of terms or factors.
  void together(const Expr& e) {
    const std::vector<Expr> all = parts(e);
    std::vector<Rational> known;
    for (const Expr& part : all) {
      const auto value = value_of(part);
      if (!value || all.size() > kMaxArgs) return;
      known.push_back(*value);
    }
    const auto join = [&](const Rational& a, const Rational& b) { return e.is(Op::kAdd) ? a + b : a * b; };
    for (std::size_t begin = 0; begin < known.size(); ++begin) {
      Rational run = known[begin];
      for (std::size_t end = begin + 1; end < known.size(); ++end) {
        run = join(run, known[end]);
        add(run);
        add(join(known[begin], known[end]));
      }
    }
  }

  // 50 / 100 * 120 shows 50 * 120 / 100; 10 / 100 * 300 shows 300 / 100.
  void fraction_of(const Expr& e) {
    Rational above(1), below(1);
    std::vector<Rational> over, under;
    for (const Expr& part : e.is(Op::kMul) ? parts(e) : std::vector<Expr>{e}) {
      const auto top = value_of(part.is(Op::kDiv) ? part.arg(0) : part), bottom = part.is(Op::kDiv) ? value_of(part.arg(1)) : std::optional(Rational(1));
      if (!top || !bottom || bottom->is_zero() || over.size() > kMaxArgs) return;
      above *= *top;
      below *= *bottom;
      over.push_back(*top);
      if (*bottom != Rational(1)) under.push_back(*bottom);
    }
    if (below == Rational(1)) return;
    add(above);
    add(below);
    denominators_.insert(below.abs());
    fractions_.emplace(above.abs(), below.abs());
    for (const Rational& top : over) {
      for (const Rational& bottom : under) add(top / bottom);
    }
  }

  // (a + b) / c shows a / c and b / c; a b / (c d) shows a / c.
  void quotients(const Expr& above, const Expr& below) {
    const auto by = value_of(below);
    if (!by || by->is_zero()) return;
    denominators_.insert(by->abs());
    if (const auto whole = value_of(above)) {
      fractions_.emplace(whole->abs(), by->abs());
      scaled(*whole, *by);
    }
    if (above.is(Op::kAdd) || above.is(Op::kMul)) {
      for (const Expr& part : parts(above)) {
        if (const auto value = value_of(part)) add(*value / *by);
      }
    }
    if (above.is(Op::kMul)) {
      for (const Expr& part : parts(above)) {
        if (const auto value = value_of(part)) cancelled(value->abs(), by->abs());
      }
    }
    if (!below.is(Op::kMul)) return;
    for (const Expr& part : parts(below)) {
      const auto value = value_of(part);
      if (!value || value->is_zero()) continue;
      for (const Expr& factor : above.is(Op::kMul) ? parts(above) : std::vector<Expr>{above}) {
        if (const auto over = value_of(factor)) add(*over / *value);
      }
    }
  }

  // 14 shows 7 over 120: what is left of a factor when a part of the denominator is cancelled.
  void cancelled(const Rational& factor, const Rational& below) {
    constexpr long long kMostTried = 200;
    if (!factor.is_integer() || !below.is_integer()) return;
    const Rational common = math::gcd(factor, below);
    for (Rational part(2); part <= common && part <= Rational(kMostTried); part += Rational(1)) {
      if ((common / part).is_integer()) add(factor / part);
    }
  }

  // 11/6 + 1/6 is 12/6.
  void over_one(const Expr& e) {
    std::optional<Rational> below;
    Rational above;
    for (const Expr& part : parts(e)) {
      const bool minus = part.is(Op::kNeg);
      const Expr& term = minus ? part.arg(0) : part;
      const auto top = term.is(Op::kDiv) ? value_of(term.arg(0)) : std::nullopt, bottom = term.is(Op::kDiv) ? value_of(term.arg(1)) : std::nullopt;
      if (!top || !bottom || bottom->is_zero() || (below && *below != *bottom)) return;
      below = bottom;
      above += minus ? -*top : *top;
    }
    if (below && above.is_integer() && below->is_integer()) fractions_.insert({above.abs(), below->abs()});
  }

  // 0.18 / 0.003 is 180 / 3.
  void scaled(Rational above, Rational below) {
    constexpr int kMaxShift = 6;
    for (int i = 0; i < kMaxShift && !(above.is_integer() && below.is_integer()); ++i) {
      above *= Rational(10);
      below *= Rational(10);
      add(above);
      add(below);
    }
  }

  void powers(const Expr& base, const Expr& exponent) {
    const auto b = value_of(base), n = value_of(exponent);
    if (!b || !n || !n->is_integer() || n->abs() > Rational(kMaxPower)) return;
    if (n->sign() < 0) add(Rational(1));   // 2^{-3} = 1/8
    Rational power = *b;
    for (Rational k(2); k < n->abs() && power.bits() < 200; k += Rational(1)) add(power *= *b);
  }

  void digits(const Expr& e) {
    for (char c : e.arg(0).text()) {
      if (c >= '0' && c <= '9') numbers_.insert(Rational(c - '0'));
    }
    const auto base = value_of(e.arg(1));
    if (!base) return;
    Rational power = *base;
    for (std::size_t i = 1; i < e.arg(0).text().size() && power.bits() < 200; ++i) add(power *= *base);
  }

  // The terms of a sum and the factors of a product, at the values that run.
  void written_out(const Expr& e, int depth) {
    const auto low = value_of(e.arg(2)), high = value_of(e.arg(3));
    if (!low || !high || !e.arg(1).is(Op::kSymbol) || !low->is_integer() || *high - *low > Rational(static_cast<long long>(kMaxArgs)) || depth > 2) return;
    for (Rational k = *low; k <= *high; k += Rational(1)) {
      const Expr term = e.arg(0).substitute(e.arg(1).name(), Expr::number(k));
      if (const auto value = value_of(term)) add(value->num()), add(value->den());
      visit(term, depth + 1);
    }
  }

  // 6! shows 5, 4, 3, 2.
  void factors(const Expr& of) {
    const auto n = value_of(of);
    if (!n || !n->is_integer() || n->sign() <= 0 || *n > Rational(kMaxFactorial)) return;
    for (Rational k(2); k < *n; k += Rational(1)) add(k);
  }

  void choose(const Expr& of, const Expr& chosen) {
    factors(of);
    const auto n = value_of(of), k = value_of(chosen);
    if (n && k) add(*n - *k);
  }

  std::set<Rational> numbers_, values_, denominators_;
  std::set<std::pair<Rational, Rational>> fractions_;   // of whole numerators and denominators
};

void leaves(const Expr& e, int depth, std::set<Rational>& out) {
  if (depth > kMaxDepth || out.size() > kMaxValues) return;
  if (e.is_number()) out.insert(e.value().abs());
  for (const Expr& arg : e.args()) leaves(arg, depth + 1, out);
}

// What the right side makes of the numbers of the source.
class Pieces {
 public:
  Pieces(const Source& source, const Expr& right, std::set<Rational>& out) : source_(source), whole_(right), out_(out) { visit(right, 0); }

 private:
  void visit(const Expr& e, int depth) {
    if (depth > kMaxDepth || out_.size() > kMaxValues) return;
    if (e.is(Op::kDiv)) fraction(e);
    if (e.is(Op::kAdd) || e.is(Op::kMul)) groups(e);
    if (e.is(Op::kAdd)) distributed(e);
    for (const Expr& arg : e.args()) visit(arg, depth + 1);
  }

  // A part of the source reduced or expanded: 6/27 for 2/9. Whole numbers only over a denominator that is there.
  void fraction(const Expr& e) {
    const auto value = value_of(e), above = value_of(e.arg(0)), below = value_of(e.arg(1));
    if (!value || !above || !below || !e.arg(0).args().empty() || !e.arg(1).args().empty()) return;
    if (*value == Rational(1) && *above == *below) return leaves(e, 0, out_);   // 7/7
    if (value->is_integer() ? source_.has_fraction(*above, *below) : source_.has(*value)) leaves(e, 0, out_);
  }

  struct Part {
    std::optional<Rational> value;
    Expr shown;
  };

  // 2^2 * 26 as 2, 2 and 26, so that 52 is among its products.
  static std::vector<Part> single_parts(const Expr& e) {
    std::vector<Part> out;
    for (const Expr& part : parts(e)) {
      const auto power = e.is(Op::kMul) && part.is(Op::kPow) ? value_of(part.arg(1)) : std::nullopt;
      const bool repeated = power && power->is_integer() && *power > Rational(1) && *power <= Rational(static_cast<long long>(kMaxSubset));
      const long times = repeated ? static_cast<long>(power->to_double()) : 1;
      for (long i = 0; i < times; ++i) out.push_back({value_of(repeated ? part.arg(0) : part), part});
    }
    return out;
  }

  // Terms or factors that make up one number of the source: 2 and 10 for 20.
  void groups(const Expr& e) {
    const std::vector<Part> all = single_parts(e);
    if (all.size() > kMaxSubset) return whole_sum(e);
    for (unsigned mask = 1; mask < (1u << all.size()); ++mask) {
      const bool whole = mask + 1 == (1u << all.size());
      if ((mask & (mask - 1)) == 0 || (whole && e.same(whole_))) continue;
      Rational total(e.is(Op::kAdd) ? 0 : 1);
      bool read = true;
      for (std::size_t i = 0; i < all.size() && read; ++i) {
        if ((mask >> i & 1) == 0) continue;
        const auto& value = all[i].value;
        read = value && !(e.is(Op::kMul) && value->abs() == Rational(1));
        if (read) total = e.is(Op::kAdd) ? total + *value : total * *value;
      }
      if (!read || !source_.has_number(total)) continue;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if ((mask >> i & 1) != 0) leaves(all[i].shown, 0, out_);
      }
    }
  }

  void whole_sum(const Expr& e) {
    const auto value = value_of(e);
    if (value && !e.same(whole_) && source_.has_number(*value)) leaves(e, 0, out_);
  }

  // 23 * 10 + 23 * 4: what one factor of the source multiplies makes up another.
  void distributed(const Expr& e) {
    const std::vector<Expr> terms = parts(e);
    if (terms.size() < 2 || terms.size() > kMaxArgs) return;
    const auto factors = [](const Expr& term) { return term.is(Op::kMul) ? parts(term) : term.is(Op::kNeg) && term.arg(0).is(Op::kMul) ? parts(term.arg(0)) : std::vector<Expr>{term}; };
    for (const Expr& common : factors(terms[0])) {
      const auto by = value_of(common);
      if (!by || by->is_zero() || !source_.has_number(*by)) continue;
      Rational sum;
      bool shared = true;
      for (const Expr& term : terms) {
        const std::vector<Expr> all = factors(term);
        shared = shared && std::any_of(all.begin(), all.end(), [&](const Expr& factor) { const auto value = value_of(factor); return value && value->abs() == by->abs(); });
        const auto value = value_of(term);
        if (value) sum += *value / *by;
        shared = shared && value;
      }
      if (shared && source_.has_number(sum)) leaves(e, 0, out_);
    }
  }

  const Source& source_;
  const Expr& whole_;
  std::set<Rational>& out_;
};

// 2^8 \cdot 1308 = 2^9 \cdot 654: one more factor of the base is taken out.
std::optional<std::set<Rational>> split_off(const Expr& left, const Expr& right) {
  struct Parts {
    Rational base, exponent, rest;
  };
  const auto read = [](const Expr& e) -> std::optional<Parts> {
    if (!e.is(Op::kMul) || e.args().size() != 2) return std::nullopt;
    const Expr& power = e.arg(0);
    const auto base = value_of(power.is(Op::kPow) ? power.arg(0) : power), exponent = power.is(Op::kPow) ? value_of(power.arg(1)) : std::optional(Rational(1)), rest = value_of(e.arg(1));
    return base && exponent && rest && e.arg(1).is_number() ? std::optional(Parts{*base, *exponent, *rest}) : std::nullopt;
  };
  const auto a = read(left), b = read(right);
  if (!a || !b || a->base != b->base || b->exponent != a->exponent + Rational(1) || a->rest != a->base * b->rest) return std::nullopt;
  return std::set<Rational>{b->exponent, b->rest.abs()};
}

}  // namespace

std::set<Rational> accounted_numbers(const Expr& left, const Expr& right) {
  Source source(left);
  std::set<Rational> found;
  Pieces(source, right, found);
  found.merge(source.take());
  if (const auto split = split_off(left, right)) found.insert(split->begin(), split->end());
  return found;
}

}  // namespace retort::check
