#include "explain/letter_factoring.h"

#include <algorithm>
#include <array>

#include "explain/monomial_algebra.h"
#include "explain/numerals.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// "x^2", "(2y)^3", "(x + y)^2"
std::string tex_raised(const Sum& base, int n) {
  const std::string text = tex(base);
  if (n == 1) return tex_bracketed(base);
  const bool plain = base.terms.size() == 1 && (text.find_first_not_of("0123456789") == text.npos || text.size() == 1 || (text[0] == '\\' && text.find_first_of("^{ ") == text.npos));
  return tex_power(plain ? text : "(" + text + ")", n);
}

std::string signed_text(bool first, bool negative, const std::string& text) { return first ? (negative ? "-" : "") + text : (negative ? " - " : " + ") + text; }

class LetterFactoring {
 public:
  LetterFactoring(Board& board, std::vector<std::string> letters) : board_(board), letters_(std::move(letters)) {}

  // Facts "p = product" until the factors are those of the list; `text` is p as it is written.
  void split(const Sum& p, const std::vector<Sum>& factors, const std::string& text);

 private:
  using Factors = std::vector<Sum>;
  Sum sum(const Term& t) const { return {letters_, {t}}; }
  Sum sum(const Term& a, const Term& b) const { return {letters_, {a, b}}; }
  // The factors of the list that make up u, taken out of it; nothing when u is no product of some.
  std::optional<Factors> take(const Sum& u, Factors& from) const;
  // p = u v is written: both are split further.
  bool go_on(const Sum& u, const Sum& v, const Factors& factors);
  void fact(const std::string& left, const std::string& right, std::string_view rule, std::string because) {
    if (left != right) board_.fact(left + " = " + right, rule, std::move(because));
  }

  bool common_factor(const Sum& p, const Factors& factors, const std::string& text);
  bool whole_power(const Sum& p, const Factors& factors, const std::string& text);
  bool two_powers(const Sum& p, const Factors& factors, const std::string& text);
  bool three_terms(const Sum& p, const Factors& factors, const std::string& text);
  bool pairs(const Sum& p, const Factors& factors, const std::string& text);
  bool square_less_square(const Sum& p, const Factors& factors, const std::string& text);
  bool by_letter(const Sum& p, const Factors& factors, const std::string& text);
  bool two_sums(const Sum& p, const Factors& factors, const std::string& text);
  bool groups(const Sum& p, const Factors& factors, const std::string& text);
  bool by_zero(const Sum& p, const Factors& factors, const std::string& text);
  void multiplied_out(const Sum& p, const Factors& factors, const std::string& text);

  Board& board_;
  std::vector<std::string> letters_;
  int depth_ = 0;
};

std::optional<std::vector<Sum>> LetterFactoring::take(const Sum& u, Factors& from) const {
  Factors out, kept;
  Sum rest = u;
  for (const Sum& f : from) {
    const auto less = divided(rest, f);
    if (less) {
      rest = *less;
      out.push_back(f);
    } else {
      kept.push_back(f);
    }
  }
  if (rest.terms.size() != 1 || rest.terms[0].coefficient.abs() != Rational(1) || !is_one({rest.terms[0].coefficient.abs(), rest.terms[0].exponents})) return std::nullopt;
  from = std::move(kept);
  return out;
}

bool LetterFactoring::go_on(const Sum& u, const Sum& v, const Factors& factors) {
  Factors left = factors;
  const auto of_u = take(u, left);
  const auto of_v = of_u ? take(v, left) : std::nullopt;
  if (!of_v) return false;
  split(u, *of_u, tex(u));
  split(v, *of_v, tex(v));
  return true;
}

bool LetterFactoring::common_factor(const Sum& p, const Factors& factors, const std::string& text) {
  Term common = common_term(p);
  const Sum whole = plus(p, {letters_, {}});
  Sum goal = one(letters_);
  for (const Sum& f : factors) goal = times(goal, f);
  const bool minus = whole.terms.size() > 1 && [&] {
    const auto rest = divided(whole, sum(common));
    return rest && same_sum(*rest, negated(goal));
  }();
  if (minus) common.coefficient = -common.coefficient;
  if (is_one(common)) return false;
  Sum rest{letters_, {}};
  for (const Term& t : p.terms) rest.terms.push_back(quotient(t, common));
  const std::string factor = tex(common, letters_);
  fact(text, (factor == "-1" ? "-" : factor) + "(" + tex(rest) + ")", "common_factor", board_.say({"taking out ${0}$", "factoring out ${0}$", "pulling out the common factor ${0}$"}, factor));
  split(rest, factors, tex(rest));
  return true;
}

// A^2 + 2AB + B^2, A^3 + 3A^2 B + 3AB^2 + B^3, and the square of a sum of three.
bool LetterFactoring::whole_power(const Sum& p, const Factors& factors, const std::string& text) {
  const auto n = static_cast<int>(factors.size());
  if (n < 2 || !std::all_of(factors.begin(), factors.end(), [&](const Sum& f) { return same_sum(f, factors[0]); })) return false;
  const Sum& f = factors[0];
  if (!same_sum(p, [&] { Sum all = one(letters_); for (int i = 0; i < n; ++i) all = times(all, f); return all; }())) return false;
  const std::string goal = "(" + tex(f) + ")^" + std::to_string(n);
  if (f.terms.size() == 2 && n <= 3) {
    const Sum a = sum(f.terms[0]), b = sum(Term{f.terms[1].coefficient.abs(), f.terms[1].exponents});
    const bool minus = f.terms[1].coefficient.sign() < 0;
    if (f.terms[0].coefficient.sign() > 0) {
      const std::string bracket_a = tex(a), bracket_b = tex(b), times_b = " \\cdot " + bracket_b;
      const std::string spread = n == 2 ? tex_raised(a, 2) + (minus ? " - " : " + ") + "2 \\cdot " + bracket_a + times_b + " + " + tex_raised(b, 2)
                                        : tex_raised(a, 3) + (minus ? " - " : " + ") + "3 \\cdot " + tex_raised(a, 2) + times_b + " + 3 \\cdot " + bracket_a + " \\cdot " + tex_raised(b, 2) + (minus ? " - " : " + ") + tex_raised(b, 3);
      fact(text, spread, "see_the_power", n == 2 ? board_.say({"seeing the squares of ${0}$ and ${1}$ and twice their product", "writing it with the squares of ${0}$ and ${1}$ and their double product"}, bracket_a, bracket_b)
                                                 : board_.say({"seeing the cubes of ${0}$ and ${1}$ and three times their mixed products"}, bracket_a, bracket_b));
    }
  } else if (f.terms.size() == 3 && n == 2) {
    // (a + b)^2 + 2c(a + b) + c^2
    const Sum two = sum(f.terms[0], f.terms[1]), c = sum(Term{f.terms[2].coefficient.abs(), f.terms[2].exponents});
    const std::string sign = f.terms[2].coefficient.sign() < 0 ? " - " : " + ", doubled = tex(times(f.terms[2].coefficient.sign() < 0 ? negated(sum(f.terms[2])) : c, Sum{letters_, {{Rational(2), Exponents(letters_.size(), 0)}}}));
    const std::string behind = sign + doubled + "(" + tex(two) + ") + " + (is_one(c.terms[0]) ? "1" : tex_raised(c, 2));
    fact(text, "(" + tex(times(two, two)) + ")" + behind, "group", board_.say({"putting the terms without ${0}$ first, then those with ${0}$", "grouping by ${0}$"}, tex(c)));
    fact(text, "(" + tex(two) + ")^2" + behind, "perfect_square", board_.say({"seeing the square of ${0}$ in the first bracket", "writing the first bracket as a square"}, tex(two)));
  }
  fact(text, goal, n == 2 ? "perfect_square" : "perfect_power", n == 2 && f.terms.size() == 2 ? (f.terms[1].coefficient.sign() < 0 ? board_.say({"using $a^2 - 2ab + b^2 = (a - b)^2$", "writing the square of a difference"}) : board_.say({"using $a^2 + 2ab + b^2 = (a + b)^2$", "writing the square of a sum"}))
       : n == 2 ? board_.say({"using $u^2 + 2uc + c^2 = (u + c)^2$ with the bracket as $u$", "seeing the square of a sum once more, with the bracket as one part"}) : board_.say({"reading the binomial formula for the power {0} backwards", "recognising the binomial formula for the power {0}"}, n));
  return true;
}

// A^2 - B^2, A^3 + B^3, A^3 - B^3, A^5 + B^5, ...
bool LetterFactoring::two_powers(const Sum& p, const Factors& factors, const std::string& text) {
  if (p.terms.size() != 2 || factors.size() < 2) return false;
  const bool opposite = p.terms[0].coefficient.sign() != p.terms[1].coefficient.sign();
  const Term& first = p.terms[p.terms[0].coefficient.sign() > 0 ? 0 : 1];
  const Term& second = &first == &p.terms[0] ? p.terms[1] : p.terms[0];
  if (first.coefficient.sign() < 0) return false;
  for (const int n : {2, 3, 5, 7}) {
    if (n == 2 && !opposite) continue;
    const auto a = root_of(first, n), b = root_of(second, n);
    if (!a || !b) continue;
    // (A - B)(A^{n-1} + A^{n-2} B + ...), (A + B)(A^{n-1} - A^{n-2} B + ...)
    Sum u = sum(*a, *b), v{letters_, {}};
    if (opposite) u.terms[1].coefficient = -u.terms[1].coefficient;
    if (n == 2) {
      v = sum(*a, *b);
    } else {
      for (int k = 0; k < n; ++k) v.terms.push_back(times(power_of(*a, n - 1 - k), power_of(*b, k), Rational(!opposite && k % 2 ? -1 : 1)));
    }
    Factors left = factors;
    if (!take(u, left)) continue;
    const bool lone = is_one(*b);
    fact(text, tex_raised(sum(*a), n) + (opposite ? " - " : " + ") + (lone ? "1" : tex_raised(sum(*b), n)), "as_powers",
         n == 2 ? board_.say({"seeing two squares, those of ${0}$ and ${1}$", "writing both terms as squares"}, tex(*a, letters_), tex(*b, letters_))
         : n == 3 ? board_.say({"seeing two cubes, those of ${0}$ and ${1}$", "writing both terms as cubes"}, tex(*a, letters_), tex(*b, letters_))
                  : board_.say({"writing both terms as powers with the exponent {0}"}, n));
    if (n > 3) {
      fact(tex(*a, letters_) + "(" + tex(v) + ")", tex(times(sum(*a), v)), "distribute", board_.say({"multiplying the sum of all products of the powers by ${0}$", "taking ${0}$ times the sum of all products of the powers"}, tex(*a, letters_)));
      if (!lone) fact(tex(*b, letters_) + "(" + tex(v) + ")", tex(times(sum(*b), v)), "distribute", board_.say({"multiplying it by ${0}$, which gives the same terms but for the ends", "taking ${0}$ times it, where all but the ends are the same"}, tex(*b, letters_)));
    }
    fact(text, "(" + tex(u) + ")(" + tex(v) + ")", n == 2 ? "difference_of_squares" : "sum_of_powers",
         n == 2 ? board_.say({"using $a^2 - b^2 = (a - b)(a + b)$", "splitting the difference of two squares"})
         : n == 3 && opposite ? board_.say({"using $a^3 - b^3 = (a - b)(a^2 + ab + b^2)$", "splitting the difference of two cubes by $a^3 - b^3 = (a - b)(a^2 + ab + b^2)$"})
         : n == 3 ? board_.say({"using $a^3 + b^3 = (a + b)(a^2 - ab + b^2)$", "splitting the sum of two cubes by $a^3 + b^3 = (a + b)(a^2 - ab + b^2)$"})
                  : board_.say({"{0} the two, so that only the ends stay"}, opposite ? "subtracting" : "adding"));
    return go_on(u, v, factors);
  }
  // A^4 + 4 B^4 and the like: a square is completed.
  const auto a = root_of(first, 2), b = root_of(second, 2);
  if (!a || !b || opposite) return false;
  const Term doubled = times(*a, *b, Rational(2));
  const auto c = root_of(doubled, 2);
  if (!c) return false;
  const Sum inner = sum(*a, *b), u{letters_, {*a, {-c->coefficient, c->exponents}, *b}}, v{letters_, {*a, *c, *b}};
  fact("(" + tex(inner) + ")^2", tex(Sum{letters_, {first, doubled, second}}), "square", board_.say({"looking for a square that has the same ends", "starting from the square with the right ends"}));
  fact(text, "(" + tex(inner) + ")^2 - " + tex_raised(sum(*c), 2), "complete_the_square", board_.say({"adding and subtracting ${0}$, which is the square of ${1}$", "completing the square, which takes ${0}$ more, the square of ${1}$"}, tex(doubled, letters_), tex(*c, letters_)));
  fact(text, "(" + tex(u) + ")(" + tex(v) + ")", "difference_of_squares", board_.say({"using $a^2 - b^2 = (a - b)(a + b)$", "splitting the difference of two squares"}));
  return go_on(u, v, factors);
}

// m A^2 + b A B + c B^2 with monomials A and B: by two numbers, or by completing a square.
bool LetterFactoring::three_terms(const Sum& given, const Factors& factors, const std::string& text) {
  const Sum p = given.terms.size() == 3 ? given : Sum{};
  if (p.terms.empty() || factors.size() < 2) return false;
  for (std::size_t mid = 0; mid < 3; ++mid) {
    const Term &x = p.terms[mid == 0 ? 1 : 0], &y = p.terms[mid], &z = p.terms[mid == 2 ? 1 : 2];
    const auto a = root_of({Rational(1), x.exponents}, 2), b = root_of({Rational(1), z.exponents}, 2);
    if (!a || !b || times(*a, *b).exponents != y.exponents) continue;
    const Rational m = x.coefficient, n = y.coefficient, c = z.coefficient, d = n * n - Rational(4) * m * c;
    const auto root = d.sign() < 0 ? Result<Rational>(Error{ErrorCode::kUnsupported, ""}) : math::exact_value(Expr::func("sqrt", {Expr::number(d)}));
    if (const auto r = root_of(x, 2), s = root_of(z, 2); root && root->is_zero() && r && s && m.sign() > 0 && c.sign() > 0) {
      const Term other{n.sign() < 0 ? -s->coefficient : s->coefficient, s->exponents};
      const Sum base = sum(*r, other);
      Factors twice{base, base};
      if (!whole_power({letters_, {x, y, z}}, twice, text)) return false;
      Factors left = factors;
      const auto of_base = take(base, left);
      if (!of_base) return false;
      split(base, *of_base, tex(base));
      return true;
    }
    if (root) {
      const Rational s = (n - *root) / 2, t = (n + *root) / 2;   // product m c, sum n
      board_.fact(tex(s) + " \\cdot " + tex_bracketed(t) + " = " + tex(m * c), "two_numbers", board_.say({"looking for two numbers with product {0} and sum {1}", "choosing factors of {0} that add up to {1}"}, words(m * c), words(n)));
      board_.fact(tex(s) + tex_signed(t) + " = " + tex(n), "two_numbers", board_.say({"checking their sum", "adding them", "taking their sum"}));
      Sum u, v;
      const Term first = times(*a, *b, s), second = times(*a, *b, t);
      fact(text, tex(Sum{letters_, {x, first, second, z}}), "split_middle", board_.say({"splitting ${0}$", "writing the middle term as two"}, tex(y, letters_)));
      // x + s ab = k a (u), t ab + z = l b (u)
      Term k = common_term(sum(x, first));
      if (m.sign() < 0) k.coefficient = -k.coefficient;
      u = sum(quotient(x, k), quotient(first, k));
      const Term l = quotient(second, u.terms[0]);
      v = sum(k, l);
      const auto part = [&](const Term& by, bool leading) {
        Term positive{by.coefficient.abs(), by.exponents};
        return signed_text(leading, by.coefficient.sign() < 0, (is_one(positive) ? "" : tex(positive, letters_)) + "(" + tex(u) + ")");
      };
      fact(text, part(k, true) + part(l, false), "group", board_.say({"grouping in pairs", "factoring each pair", "taking out what each pair shares"}));
      fact(text, "(" + tex(v) + ")(" + tex(u) + ")", "factor", board_.say({"taking out the common bracket", "factoring out the bracket"}));
      return go_on(v, u, factors);
    }
    // (r A + s B)^2 - (q ...)^2
    const auto r = root_of(x, 2), s = root_of(z, 2);
    if (!r || !s || m.sign() < 0 || c.sign() < 0) continue;
    for (const int sign : {1, -1}) {
      Term other = *s;
      other.coefficient = Rational(sign) * other.coefficient;
      const Term doubled = times(*r, other, Rational(2)), less{doubled.coefficient - n, y.exponents};
      const auto q = less.coefficient.sign() > 0 ? root_of(less, 2) : std::nullopt;
      if (!q) continue;
      const Sum inner = sum(*r, other), u{letters_, {*r, {-q->coefficient, q->exponents}, other}}, v{letters_, {*r, *q, other}};
      fact("(" + tex(inner) + ")^2", tex(Sum{letters_, {x, doubled, z}}), "square", board_.say({"looking for a square that has the same ends", "starting from the square with the right ends"}));
      fact(text, "(" + tex(inner) + ")^2 - " + tex_raised(sum(*q), 2), "complete_the_square", board_.say({"adding and subtracting ${0}$", "completing the square, which takes ${0}$ more"}, tex(less, letters_)));
      fact(text, "(" + tex(u) + ")(" + tex(v) + ")", "difference_of_squares", board_.say({"using $a^2 - b^2 = (a - b)(a + b)$", "splitting the difference of two squares"}));
      return go_on(u, v, factors);
    }
  }
  return false;
}

// ab + ac + db + dc: two pairs that leave the same bracket.
bool LetterFactoring::pairs(const Sum& p, const Factors& factors, const std::string& text) {
  if (p.terms.size() != 4 || factors.size() < 2) return false;
  for (const auto& order : {std::array<std::size_t, 4>{0, 1, 2, 3}, {0, 2, 1, 3}, {0, 3, 1, 2}}) {
    const Sum first = sum(p.terms[order[0]], p.terms[order[1]]), second = sum(p.terms[order[2]], p.terms[order[3]]);
    Term k = common_term(first), l = common_term(second);
    if (first.terms[0].coefficient.sign() < 0) k.coefficient = -k.coefficient;
    Sum bracket = sum(quotient(first.terms[0], k), quotient(first.terms[1], k)), other = sum(quotient(second.terms[0], l), quotient(second.terms[1], l));
    if (same_sum(negated(bracket), other)) l.coefficient = -l.coefficient;
    else if (!same_sum(bracket, other)) continue;
    if (k.exponents == l.exponents) continue;
    const std::string sorted = tex(Sum{letters_, {first.terms[0], first.terms[1], second.terms[0], second.terms[1]}});
    if (order[1] != 1) fact(text, sorted, "sort_terms", board_.say({"putting together the terms that share a factor", "sorting into pairs that share a factor"}));
    const auto part = [&](const Term& by, bool leading) {
      Term positive{by.coefficient.abs(), by.exponents};
      return signed_text(leading, by.coefficient.sign() < 0, (is_one(positive) ? "" : tex(positive, letters_)) + "(" + tex(bracket) + ")");
    };
    fact(text, part(k, true) + part(l, false), "group", board_.say({"grouping in pairs", "taking out what each pair shares", "factoring each pair"}));
    const Sum v = sum(k, l);
    fact(text, "(" + tex(v) + ")(" + tex(bracket) + ")", "factor", board_.say({"taking out the common bracket ${0}$", "factoring out ${0}$"}, tex(bracket)));
    return go_on(v, bracket, factors);
  }
  return false;
}

// x^2 - (y - 1)^2 where the bracket stands multiplied out.
bool LetterFactoring::square_less_square(const Sum& p, const Factors& factors, const std::string& text) {
  if (factors.size() < 2 || factors.size() > 3) return false;
  for (std::size_t mask = 1; mask + 1 < (1U << factors.size()); ++mask) {
    Sum u = one(letters_), v = one(letters_);
    for (std::size_t i = 0; i < factors.size(); ++i) (mask >> i & 1 ? u : v) = times(mask >> i & 1 ? u : v, factors[i]);
    for (const int sign : {1, -1}) {
      if (!same_sum(times(u, v), p)) continue;
      const Sum w = sign > 0 ? v : negated(v);
      Sum x = plus(u, w), y = plus(w, negated(u));
      const auto halve = [](Sum& s) {
        for (Term& t : s.terms) t.coefficient /= 2;
        return std::all_of(s.terms.begin(), s.terms.end(), [](const Term& t) { return t.coefficient.is_integer(); });
      };
      if (!halve(x) || !halve(y) || x.terms.empty() || y.terms.empty() || x.terms.size() + y.terms.size() < 3) continue;
      // p = x^2 - y^2 for the first sign, y^2 - x^2 for the second.
      const Sum &plus_root = sign > 0 ? x : y, &minus_root = sign > 0 ? y : x;
      const Sum xx = times(plus_root, plus_root), yy = times(minus_root, minus_root);
      if (xx.terms.size() + yy.terms.size() != collected(p).terms.size()) continue;   // nothing may cancel: the groups are to be seen
      const Sum a = plus_root.terms[0].coefficient.sign() < 0 ? negated(plus_root) : plus_root, b = minus_root.terms[0].coefficient.sign() < 0 ? negated(minus_root) : minus_root;
      const auto raised = [](const Sum& s) { return s.terms.size() == 1 && is_one(s.terms[0]) ? std::string("1") : tex_raised(s, 2); };
      for (const auto& [root, square] : {std::pair(a, xx), std::pair(b, yy)})
        if (root.terms.size() > 1) whole_power(square, {root, root}, tex(square));
      fact(text, (a.terms.size() > 1 ? "(" + tex(xx) + ")" : tex(xx)) + " - " + (b.terms.size() > 1 ? "(" + tex(yy) + ")" : tex(yy)), "group", board_.say({"grouping the terms into two squares", "seeing one square less another"}));
      fact(text, raised(a) + " - " + raised(b), "as_powers", board_.say({"putting the squares in", "writing both as squares"}));
      const Sum minus = plus(a, negated(b)), sum_of_both = plus(a, b);
      const auto inner = [](const Sum& s) { return s.terms.size() > 1 ? "(" + tex(s) + ")" : tex(s); };
      fact(text, "(" + tex(a) + " - " + inner(b) + ")(" + tex(a) + " + " + inner(b) + ")", "difference_of_squares", board_.say({"using $a^2 - b^2 = (a - b)(a + b)$", "splitting the difference of two squares"}));
      fact(text, "(" + tex(minus) + ")(" + tex(sum_of_both) + ")", "remove_brackets", board_.say({"removing the inner brackets", "dropping the inner brackets, with the signs"}));
      return go_on(minus, sum_of_both, factors);
    }
  }
  return false;
}

// Ordered by the powers of a letter that a factor does not hold: each coefficient holds that factor.
bool LetterFactoring::by_letter(const Sum& p, const Factors& factors, const std::string& text) {
  for (std::size_t letter = 0; letter < letters_.size(); ++letter) {
    const int top = degree_in(p, letter);
    if (top == 0) continue;
    Sum shared = one(letters_);
    Factors of_shared;
    for (const Sum& f : factors)
      if (degree_in(f, letter) == 0) {
        shared = times(shared, f);
        of_shared.push_back(f);
      }
    if (of_shared.empty() || of_shared.size() == factors.size()) continue;
    std::string ordered, grouped;
    Sum rest{letters_, {}};
    const std::string x = tex_variable(letters_[letter]);
    for (int k = top; k >= 0; --k) {
      const Sum c = collected(coefficient_of(p, letter, k));
      if (c.terms.empty()) continue;
      auto d = divided(c, shared);
      if (!d) return false;
      const std::string power = k == 0 ? "" : k == 1 ? x : tex_power(x, k);
      // -(y + 1) rather than (-y - 1)
      const bool negative = d->terms[0].coefficient.sign() < 0;
      const Sum shown = negative ? negated(c) : c, by = negative ? negated(*d) : *d;
      ordered += signed_text(ordered.empty(), negative, power + (k == 0 && c.terms.size() == 1 ? tex(shown) : "(" + tex(shown) + ")"));
      const std::string factor = by.terms.size() == 1 ? (is_one(by.terms[0]) ? "" : tex(by)) : "(" + tex(by) + ")";
      grouped += signed_text(grouped.empty(), negative, power + factor + "(" + tex(shared) + ")");
      if (by.terms.size() > 1 || !is_one(by.terms[0])) {
        fact(tex(shown), same_sum(by, shared) ? "(" + tex(shared) + ")^2" : factor + "(" + tex(shared) + ")", "factor", power.empty() ? board_.say({"finding the bracket in the terms without ${0}$", "looking at the terms without ${0}$"}, x) : board_.say({"finding the bracket in what stands before ${0}$", "looking at what stands with ${0}$"}, power));
      }
      for (Term t : d->terms) {
        t.exponents[letter] = k;
        rest.terms.push_back(t);
      }
    }
    if (!board_.failed()) fact(text, ordered, "sort_by_letter", board_.say({"ordering by the powers of ${0}$", "collecting what stands before the powers of ${0}$"}, x));
    fact(text, grouped, "group", board_.say({"seeing the same bracket ${0}$ in each part", "writing each part with the bracket ${0}$"}, tex(shared)));
    fact(text, "(" + tex(shared) + ")(" + tex(rest) + ")", "factor", board_.say({"taking out the common bracket", "factoring out ${0}$"}, tex(shared)));
    return go_on(shared, rest, factors);
  }
  return false;
}

// x^2 + (P + Q) x + P Q with sums P and Q without x.
bool LetterFactoring::two_sums(const Sum& p, const Factors& factors, const std::string& text) {
  if (factors.size() != 2) return false;
  for (std::size_t letter = 0; letter < letters_.size(); ++letter) {
    const auto monic = [&](const Sum& f) { return degree_in(f, letter) == 1 && same_sum(coefficient_of(f, letter, 1), one(letters_)); };
    if (!monic(factors[0]) || !monic(factors[1])) continue;
    const Sum u = coefficient_of(factors[0], letter, 0), v = coefficient_of(factors[1], letter, 0), c = coefficient_of(p, letter, 0), b = coefficient_of(p, letter, 1);
    if (u.terms.empty() || v.terms.empty()) continue;
    const std::string x = tex_variable(letters_[letter]);
    const auto bracket = [](const Sum& s) { return s.terms.size() > 1 ? "(" + tex(s) + ")" : tex(s); };
    if (b.terms.empty()) return false;
    const bool negative = b.terms[0].coefficient.sign() < 0;
    fact(text, x + "^2 " + (negative ? "- " : "+ ") + bracket(negative ? negated(b) : b) + x + (c.terms[0].coefficient.sign() < 0 ? " - " + bracket(negated(c)) : " + " + bracket(c)), "sort_by_letter", board_.say({"ordering by the powers of ${0}$", "reading it as a quadratic in ${0}$"}, x));
    fact(tex(c), tex_bracketed(u) + (u.terms.size() == 1 && v.terms.size() == 1 ? " \\cdot " : "") + tex_bracketed(v), "two_numbers", board_.say({"looking for two terms with the product ${0}$ and the sum ${1}$", "splitting ${0}$ so that the two parts add up to ${1}$"}, tex(c), tex(b)));
    fact(bracket(u) + " + " + (v.terms.size() > 1 || v.terms[0].coefficient.sign() < 0 ? "(" + tex(v) + ")" : tex(v)), tex(b), "two_numbers", board_.say({"checking their sum", "adding them", "taking their sum"}));
    fact(text, "(" + tex(factors[0]) + ")(" + tex(factors[1]) + ")", "factor", board_.say({"writing the two factors with these", "adding each of them to ${0}$ in a bracket"}, x));
    return true;
  }
  return false;
}

// x^3 + y^3 + x + y: two groups of terms that hold the same factor.
bool LetterFactoring::groups(const Sum& p, const Factors& factors, const std::string& text) {
  if (p.terms.size() < 4 || p.terms.size() > 8 || factors.size() < 2) return false;
  for (std::size_t i = 0; i < factors.size(); ++i)
    for (unsigned mask = 1; mask < (1U << p.terms.size()); mask += 2) {   // the group with the first term
      Sum first{letters_, {}}, second{letters_, {}};
      for (std::size_t t = 0; t < p.terms.size(); ++t) (mask >> t & 1 ? first : second).terms.push_back(p.terms[t]);
      if (first.terms.size() < 2 || second.terms.size() < 2) continue;
      const auto a = divided(first, factors[i]), b = divided(second, factors[i]);
      if (!a || !b) continue;
      Factors others = factors;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
      const auto piece = [&](const Sum& group, const Sum& quotient) {
        if (same_sum(group, factors[i]) || quotient.terms.size() == 1) return;
        Factors two{factors[i], quotient};
        Board trial = board_;
        LetterFactoring inner(trial, letters_);
        inner.depth_ = depth_;
        inner.split(group, two, tex(group));
        if (!trial.failed()) board_ = std::move(trial);
      };
      piece(first, *a);
      piece(second, *b);
      const auto part = [&](const Sum& quotient, bool leading) {
        const bool negative = quotient.terms[0].coefficient.sign() < 0;
        const Sum positive = negative ? negated(quotient) : quotient;
        const std::string by = positive.terms.size() == 1 ? (is_one(positive.terms[0]) ? "" : tex(positive)) : "(" + tex(positive) + ")";
        return signed_text(leading, negative, by + "(" + tex(factors[i]) + ")");
      };
      const bool turned = second.terms[0].coefficient.sign() < 0;
      fact(text, "(" + tex(first) + ")" + (turned ? " - (" + tex(negated(second)) + ")" : " + (" + tex(second) + ")"), "group", board_.say({"putting together the terms that share a factor", "grouping the terms in two"}));
      fact(text, part(*a, true) + part(*b, false), "group", board_.say({"seeing the factor ${0}$ in both groups", "writing both groups with the factor ${0}$"}, tex(factors[i])));
      const Sum rest = plus(*a, *b);
      fact(text, "(" + tex(factors[i]) + ")(" + tex(rest) + ")", "factor", board_.say({"taking out the common bracket", "factoring out ${0}$"}, tex(factors[i])));
      split(rest, others, tex(rest));
      return true;
    }
  return false;
}

// The factor theorem: with x = -rest the polynomial is 0, so x + rest is a factor.
bool LetterFactoring::by_zero(const Sum& p, const Factors& factors, const std::string& text) {
  if (factors.size() < 2) return false;
  for (std::size_t i = 0; i < factors.size(); ++i)
    for (std::size_t letter = 0; letter < letters_.size(); ++letter) {
      const Sum& f = factors[i];
      const Sum lead = coefficient_of(f, letter, 1);
      if (degree_in(f, letter) != 1 || lead.terms.size() != 1 || lead.terms[0].coefficient.abs() != Rational(1) || !is_one({Rational(1), lead.terms[0].exponents})) continue;
      const Sum rest = coefficient_of(f, letter, 0), value = lead.terms[0].coefficient.sign() < 0 ? rest : negated(rest);
      if (rest.terms.empty() || rest.terms.size() > 2) continue;
      std::string there;
      for (const Term& t : p.terms) {
        Term without{t.coefficient.abs(), t.exponents};
        without.exponents[letter] = 0;
        const int k = t.exponents[letter];
        const std::string other = k > 0 && is_one(without) ? "" : tex(without, letters_);
        const std::string base = k == 0 ? "" : k == 1 ? (value.terms.size() > 1 || value.terms[0].coefficient.sign() < 0 ? "(" + tex(value) + ")" : tex(value)) : tex_raised(value, k);
        there += signed_text(there.empty(), t.coefficient.sign() < 0, other + (other.empty() || base.empty() ? "" : " \\cdot ") + base);
      }
      const auto q = divided(p, f);
      if (!q) continue;
      const std::string x = tex_variable(letters_[letter]);
      fact(there, "0", "try_root", board_.say({"trying ${0} = {1}$, where the terms cancel", "putting in ${0} = {1}$"}, x, tex(value)));
      fact(text, "(" + tex(f) + ")(" + tex(*q) + ")", "divide_by_factor", board_.say({"so that ${0}$ is a factor, which is divided out", "dividing by the factor ${0}$ that this gives"}, tex(f)));
      Factors others = factors;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
      split(*q, others, tex(*q));
      return true;
    }
  return false;
}

// Multiplied out again, one term of the first factor after the other.
void LetterFactoring::multiplied_out(const Sum& p, const Factors& factors, const std::string& text) {
  Sum rest = one(letters_);
  for (std::size_t i = 1; i < factors.size(); ++i) rest = times(rest, factors[i]);
  std::string spread;
  for (const Term& t : factors[0].terms) {
    const Term positive{t.coefficient.abs(), t.exponents};
    spread += signed_text(spread.empty(), t.coefficient.sign() < 0, (is_one(positive) ? "" : tex(positive, letters_)) + "(" + tex(rest) + ")");
  }
  fact(spread, tex(p), "multiply_out", board_.say({"trying ${0}$ as one factor and multiplying term by term", "testing the product with ${0}$, term by term"}, tex(factors[0])));
  fact(text, "(" + tex(factors[0]) + ")(" + tex(rest) + ")", "factor", board_.say({"so these are two factors", "reading this backwards"}));
  Factors others(factors.begin() + 1, factors.end());
  split(rest, others, tex(rest));
}

void LetterFactoring::split(const Sum& p, const Factors& factors, const std::string& text) {
  constexpr int kDeepest = 12;
  if (board_.failed() || ++depth_ > kDeepest || p.terms.size() < 2) return;
  if (common_factor(p, factors, text) || factors.size() < 2) return;
  using Method = bool (LetterFactoring::*)(const Sum&, const Factors&, const std::string&);
  for (const Method method : {&LetterFactoring::whole_power, &LetterFactoring::two_powers, &LetterFactoring::three_terms, &LetterFactoring::pairs, &LetterFactoring::square_less_square, &LetterFactoring::by_letter, &LetterFactoring::two_sums, &LetterFactoring::groups, &LetterFactoring::by_zero})
    if (board_.failed() || (this->*method)(p, factors, text)) return;
  multiplied_out(p, factors, text);
}

// The factors with more than one term, each as often as it counts; nothing where one is no such sum.
std::optional<std::vector<Sum>> factor_list(const Expr& goal, const std::vector<std::string>& letters) {
  std::vector<Sum> out;
  const Expr& body = goal.is(Op::kNeg) ? goal.arg(0) : goal;
  for (const Expr& f : math::factors_of(body)) {
    const bool power = f.is(Op::kPow) && f.arg(0).is(Op::kAdd);
    const auto n = power && f.arg(1).is_integer() ? f.arg(1).value().to_int64().value_or(0) : 1;
    const auto s = read_terms(power ? f.arg(0) : f, letters);
    if (!s || n < 1 || n > 12) return std::nullopt;
    for (long long i = 0; i < n && s->terms.size() > 1; ++i) out.push_back(*s);
  }
  return out;
}

}  // namespace

std::optional<Expr> polynomial_quotient(const Expr& a, const Expr& b) {
  const auto letters = (a * b).symbols();
  const auto above = math::multiply_out(a), below = math::multiply_out(b);
  const auto p = above ? read_terms(*above, letters) : std::nullopt, q = below ? read_terms(*below, letters) : std::nullopt;
  const auto out = p && q ? divided(*p, *q) : std::nullopt;
  if (!out) return std::nullopt;
  std::vector<Expr> terms;
  for (const Term& t : out->terms) {
    std::vector<Expr> factors;
    if (t.coefficient.abs() != Rational(1)) factors.push_back(Expr::number(t.coefficient.abs()));
    for (std::size_t i = 0; i < letters.size(); ++i)
      if (t.exponents[i] > 0) factors.push_back(t.exponents[i] == 1 ? Expr::symbol(letters[i]) : math::pow(Expr::symbol(letters[i]), Expr::integer(t.exponents[i])));
    const Expr term = math::product_of(factors);
    terms.push_back(t.coefficient.sign() < 0 ? -term : term);
  }
  return math::sum_of(terms);
}

void write_product_of_two(Board& board, const Expr& e, const Expr& first, const Expr& second) {
  const auto letters = e.symbols();
  const auto p = read_terms(e, letters), a = read_terms(first, letters), b = read_terms(second, letters);
  if (!p || !a || !b || p->terms.size() < 2) return;
  std::vector<Sum> factors;
  for (const Sum& s : {*a, *b})
    if (s.terms.size() > 1) factors.push_back(s);
  Board trial = board;
  LetterFactoring(trial, letters).split(*p, factors, math::to_latex(e));
  if (!trial.failed()) board = std::move(trial);
}

void write_letter_factoring(Board& board, const Expr& e, const Expr& goal) {
  const auto letters = e.symbols();
  const auto p = read_terms(e, letters);
  const auto factors = factor_list(goal, letters);
  const auto whole_numbers = [](const Sum& s) { return std::all_of(s.terms.begin(), s.terms.end(), [](const Term& t) { return t.coefficient.is_integer(); }); };
  if (!p || !factors || !whole_numbers(*p) || !std::all_of(factors->begin(), factors->end(), whole_numbers)) return board.unsupported("factors that are no sums of terms with whole numbers");
  const std::string whole = math::to_latex(e), target = math::to_latex(goal);
  if (!board.brief()) LetterFactoring(board, letters).split(has_like_terms(*p) ? collected(*p) : *p, *factors, whole);
  if (board.failed()) return;
  const auto end = board.steps().empty() || !board.steps().back().claim.starts_with(whole + " = ") ? std::nullopt : last_member(board.steps().back().claim);
  const auto reached = end ? factor_list(*end, letters) : std::nullopt;
  const bool stands = reached && reached->size() == factors->size() && std::is_permutation(reached->begin(), reached->end(), factors->begin(), same_sum) && !end->is(Op::kAdd);
  if (!stands) board.fact(whole + " = " + target, "factor", board.say({"putting the factors together", "collecting the factors", "taking all factors together"}));
}

}  // namespace retort::explain
