#include "explain/radical.h"

#include <cmath>
#include <vector>

#include "explain/surds.h"
#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::explain {

using math::Expr;
using math::Op;

Radical Radical::root(const Rational& d) {
  Radical r;
  r.put({d, false}, Rational(1));
  return r;
}

Radical Radical::unit() {
  Radical r;
  r.put({Rational(1), true}, Rational(1));
  return r;
}

void Radical::put(const Key& key, const Rational& c) {
  if (c.is_zero()) return;
  const auto [at, fresh] = terms_.emplace(key, c);
  if (fresh) return;
  at->second += c;
  if (at->second.is_zero()) terms_.erase(at);
}

bool Radical::is_real() const {
  for (const auto& [key, c] : terms_)
    if (key.second) return false;
  return true;
}

std::optional<Rational> Radical::rational() const {
  if (terms_.empty()) return Rational(0);
  const auto& [key, c] = *terms_.begin();
  return terms_.size() == 1 && key == Key{Rational(1), false} ? std::optional(c) : std::nullopt;
}

Rational Radical::part(const Rational& d, bool imaginary) const {
  const auto at = terms_.find({d, imaginary});
  return at == terms_.end() ? Rational(0) : at->second;
}

Radical Radical::real() const {
  Radical out;
  for (const auto& [key, c] : terms_)
    if (!key.second) out.put(key, c);
  return out;
}

Radical Radical::imaginary() const {
  Radical out;
  for (const auto& [key, c] : terms_)
    if (key.second) out.put({key.first, false}, c);
  return out;
}

std::optional<Rational> Radical::some_root() const {
  std::optional<Rational> largest;
  for (const auto& [key, c] : terms_)
    if (key.first != Rational(1) && (!largest || key.first > *largest)) largest = key.first;
  return largest;
}

Radical Radical::conjugate() const {
  Radical out;
  for (const auto& [key, c] : terms_) out.put(key, key.second ? -c : c);
  return out;
}

Radical Radical::conjugate(const Rational& d) const {
  Radical out;
  for (const auto& [key, c] : terms_) out.put(key, (key.first / d).is_integer() ? -c : c);
  return out;
}

Radical operator+(const Radical& a, const Radical& b) {
  Radical out = a;
  for (const auto& [key, c] : b.terms_) out.put(key, c);
  return out;
}

Radical operator*(const Radical& a, const Radical& b) {
  Radical out;
  for (const auto& [x, p] : a.terms_)
    for (const auto& [y, q] : b.terms_) {
      // \sqrt{6} \sqrt{10} = 2 \sqrt{15}
      const Rational g = math::gcd(x.first, y.first);
      const Rational sign(x.second && y.second ? -1 : 1);
      out.put({x.first / g * (y.first / g), x.second != y.second}, sign * p * q * g);
    }
  return out;
}

std::optional<Radical> Radical::inverse() const {
  if (is_zero()) return std::nullopt;
  Radical above{Rational(1)}, below = *this;
  for (int round = 0; round < 6; ++round) {
    if (const auto r = below.rational()) return above * Radical(Rational(1) / *r);
    Radical other;
    if (!below.is_real()) {
      other = below.conjugate();
    } else {
      const auto d = below.some_root();
      const auto primes = math::factor_integer(*d);
      if (!primes) return std::nullopt;
      other = below.conjugate(primes->back().first);
    }
    above = above * other;
    below = below * other;
    if (below.is_zero()) return std::nullopt;
  }
  return std::nullopt;
}

namespace {

std::string root_text(const Rational& d) { return d == Rational(1) ? std::string() : "\\sqrt{" + tex(d) + "}"; }

std::string joined(const std::string& first, const std::string& next) {
  if (first.empty()) return next;
  return next[0] == '-' ? first + " - " + next.substr(1) : first + " + " + next;
}

// c \sqrt{d} tail, c an integer
std::string term_text(const Rational& c, const std::string& symbol) {
  if (symbol.empty()) return tex(c);
  if (c == Rational(1)) return symbol;
  return c == Rational(-1) ? "-" + symbol : tex(c) + symbol;
}

}  // namespace

std::string Radical::tex_real() const {
  Rational common(1);
  for (const auto& [key, c] : terms_) common = math::lcm(common, c.den());
  std::string out;
  for (const auto& [key, c] : terms_) out = joined(out, term_text(c * common, root_text(key.first)));
  if (common == Rational(1)) return out;
  const bool minus = terms_.size() == 1 && out[0] == '-';
  return (minus ? "-\\frac{" + out.substr(1) : "\\frac{" + out) + "}{" + retort::explain::tex(common) + "}";
}

std::string Radical::tex() const {
  if (is_zero()) return "0";
  const Radical re = real(), im = imaginary();
  if (im.is_zero()) return re.tex_real();
  std::string imaginary_text = im.terms_.size() == 1 ? im.tex_real() : "(" + im.tex_real() + ")";
  if (const auto b = im.rational(); b && *b == Rational(1)) imaginary_text = "i";
  else if (b && *b == Rational(-1)) imaginary_text = "-i";
  else imaginary_text += "i";
  return re.is_zero() ? imaginary_text : joined(re.tex_real(), imaginary_text);
}

std::string Radical::tex_factor() const {
  const std::string text = tex();
  return terms_.size() > 1 || text[0] == '-' ? "(" + text + ")" : text;
}

Expr Radical::expr() const {
  std::optional<Expr> total;
  for (const auto& [key, c] : terms_) {
    std::optional<Expr> symbol;
    if (key.first != Rational(1)) symbol = Expr::func("sqrt", {Expr::number(key.first)});
    if (key.second) symbol = symbol ? *symbol * Expr::constant("i") : Expr::constant("i");
    const Rational size = c.abs();
    Expr term = !symbol ? Expr::number(size) : size.num() == Rational(1) ? *symbol : Expr::number(size.num()) * *symbol;
    if (symbol && size.den() != Rational(1)) term = term / Expr::number(size.den());
    if (c.sign() < 0) term = symbol ? -term : Expr::number(c);
    total = total ? *total + term : term;
  }
  return total.value_or(Expr::integer(0));
}

double Radical::to_double() const {
  double total = 0;
  for (const auto& [key, c] : terms_)
    if (!key.second) total += c.to_double() * std::sqrt(key.first.to_double());
  return total;
}

std::optional<Radical> radical_root(const Rational& value) {
  if (value.is_zero()) return Radical();
  const auto square = square_part((value.num() * value.den()).abs());
  if (!square) return std::nullopt;
  const Radical r = Radical(square->s / value.den()) * Radical::root(square->d);
  return value.sign() > 0 ? r : r * Radical::unit();
}

std::optional<Radical> as_radical(const Expr& e) {
  switch (e.op()) {
    case Op::kNumber: return Radical(e.value());
    case Op::kConstant: return e.name() == "i" ? std::optional(Radical::unit()) : std::nullopt;
    case Op::kNeg: {
      const auto inner = as_radical(e.arg(0));
      return inner ? std::optional(-*inner) : std::nullopt;
    }
    case Op::kAdd:
    case Op::kMul: {
      auto total = as_radical(e.arg(0));
      for (std::size_t i = 1; total && i < e.args().size(); ++i) {
        const auto next = as_radical(e.arg(i));
        total = !next || next->size() * total->size() > 64 ? std::nullopt : std::optional(e.is(Op::kMul) ? *total * *next : *total + *next);
      }
      return total;
    }
    case Op::kDiv: {
      const auto a = as_radical(e.arg(0)), b = as_radical(e.arg(1));
      const auto over = a && b ? b->inverse() : std::nullopt;
      return over ? std::optional(*a * *over) : std::nullopt;
    }
    case Op::kPow: {
      const auto base = as_radical(e.arg(0));
      const auto exponent = math::exact_value(e.arg(1));
      if (!base || !exponent) return std::nullopt;
      if (*exponent == Rational(1, 2) || *exponent == Rational(-1, 2)) {
        const auto inside = base->rational();
        const auto root = inside ? radical_root(*inside) : std::nullopt;
        return !root || exponent->sign() > 0 ? root : root->inverse();
      }
      const auto n = exponent->to_int64();
      if (!n || std::abs(*n) > 24 || base->size() > 4) return std::nullopt;
      Radical total(Rational(1));
      for (long long i = 0; i < std::abs(*n); ++i) total = total * *base;
      return *n < 0 ? total.inverse() : std::optional(total);
    }
    case Op::kFunc: {
      if (e.name() != "sqrt") {
        const auto value = math::exact_value(e);
        return value ? std::optional(Radical(*value)) : std::nullopt;
      }
      const auto inside = as_radical(e.arg(0));
      const auto value = inside ? inside->rational() : std::nullopt;
      return value ? radical_root(*value) : std::nullopt;
    }
    default: {
      const auto value = math::exact_value(e);
      return value ? std::optional(Radical(*value)) : std::nullopt;
    }
  }
}

}  // namespace retort::explain
