#include "explain/monomials.h"

#include <algorithm>

#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr int kMaxDegree = 40;

std::optional<Term> read_term(const Expr& e, const std::vector<std::string>& letters) {
  Term out{Rational(1), Exponents(letters.size(), 0)};
  switch (e.op()) {
    case Op::kNumber: out.coefficient = e.value(); return out;
    case Op::kSymbol: {
      const auto at = std::find(letters.begin(), letters.end(), e.name());
      if (at == letters.end()) return std::nullopt;
      out.exponents[static_cast<std::size_t>(at - letters.begin())] = 1;
      return out;
    }
    case Op::kNeg: {
      auto inner = read_term(e.arg(0), letters);
      if (inner) inner->coefficient = -inner->coefficient;
      return inner;
    }
    case Op::kDiv: {
      auto above = read_term(e.arg(0), letters);
      if (!above || !e.arg(1).is_number() || e.arg(1).value().is_zero()) return std::nullopt;
      above->coefficient /= e.arg(1).value();
      return above;
    }
    case Op::kMul:
      for (const Expr& f : e.args()) {
        const auto factor = read_term(f, letters);
        if (!factor) return std::nullopt;
        out.coefficient *= factor->coefficient;
        for (std::size_t i = 0; i < out.exponents.size(); ++i) out.exponents[i] += factor->exponents[i];
      }
      return out;
    case Op::kPow: {
      const auto n = e.arg(1).is_integer() ? e.arg(1).value().to_int64() : std::nullopt;
      const auto base = read_term(e.arg(0), letters);
      if (!n || *n < 0 || *n > kMaxDegree || !base) return std::nullopt;
      const auto c = Rational::pow(base->coefficient, Rational(*n), 2048);
      if (!c) return std::nullopt;
      out.coefficient = *c;
      for (std::size_t i = 0; i < out.exponents.size(); ++i) out.exponents[i] = base->exponents[i] * static_cast<int>(*n);
      return out;
    }
    default: return std::nullopt;
  }
}

bool before(const Term& a, const Term& b) {
  return std::lexicographical_compare(b.exponents.begin(), b.exponents.end(), a.exponents.begin(), a.exponents.end());
}

}  // namespace

std::optional<Sum> read_terms(const Expr& e, const std::vector<std::string>& letters) {
  Sum out{letters, {}};
  const bool negative = e.is(Op::kNeg) && e.arg(0).is(Op::kAdd);
  const Expr& body = negative ? e.arg(0) : e;
  for (const Expr& part : body.is(Op::kAdd) ? body.args() : std::vector<Expr>{body}) {
    auto term = read_term(part, letters);
    if (!term) return std::nullopt;
    if (negative) term->coefficient = -term->coefficient;
    out.terms.push_back(std::move(*term));
  }
  return out;
}

Sum collected(const Sum& s) {
  Sum out{s.letters, {}};
  for (const Term& t : s.terms) {
    const auto same = std::find_if(out.terms.begin(), out.terms.end(), [&](const Term& o) { return o.exponents == t.exponents; });
    if (same == out.terms.end())
      out.terms.push_back(t);
    else
      same->coefficient += t.coefficient;
  }
  std::erase_if(out.terms, [](const Term& t) { return t.coefficient.is_zero(); });
  std::stable_sort(out.terms.begin(), out.terms.end(), before);
  return out;
}

bool has_like_terms(const Sum& s) { return collected(s).terms.size() != s.terms.size(); }

Sum product(const Sum& a, const Sum& b) {
  Sum out{a.letters, {}};
  for (const Term& x : a.terms)
    for (const Term& y : b.terms) {
      Term t{x.coefficient * y.coefficient, x.exponents};
      for (std::size_t i = 0; i < t.exponents.size(); ++i) t.exponents[i] += y.exponents[i];
      out.terms.push_back(std::move(t));
    }
  return out;
}

std::string tex(const Term& term, const std::vector<std::string>& letters) {
  std::string letters_text;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (term.exponents[i] == 0) continue;
    const std::string x = tex_variable(letters[i]);
    letters_text += term.exponents[i] == 1 ? x : tex_power(x, term.exponents[i]);
  }
  if (letters_text.empty()) return tex(term.coefficient);
  if (term.coefficient == Rational(1)) return letters_text;
  if (term.coefficient == Rational(-1)) return "-" + letters_text;
  return tex(term.coefficient) + letters_text;
}

std::string tex(const Sum& s) {
  std::string out;
  for (const Term& t : s.terms) {
    const std::string text = tex(t, s.letters);
    out += out.empty() ? text : text[0] == '-' ? " - " + text.substr(1) : " + " + text;
  }
  return out.empty() ? "0" : out;
}

std::string tex_bracketed(const Sum& s) {
  const std::string text = tex(s);
  return s.terms.size() > 1 || text[0] == '-' ? "(" + text + ")" : text;
}

}  // namespace retort::explain
