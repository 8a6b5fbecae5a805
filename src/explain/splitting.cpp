// Polynomials without rational zeros that split all the same: in x^k, by completing the square, as squares, by comparing coefficients.
#include <algorithm>

#include "explain/factoring.h"
#include "explain/numerals.h"
#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::explain {

namespace {

std::optional<Rational> square_root(const Rational& c) {
  if (c.sign() < 0) return std::nullopt;
  const auto exact = math::exact_value(math::Expr::func("sqrt", {math::Expr::number(c)}));
  return exact ? std::optional(*exact) : std::nullopt;
}

Coefficients at_power(const Coefficients& q, int k) {
  Coefficients out(static_cast<std::size_t>((static_cast<int>(q.size()) - 1) * k) + 1);
  for (std::size_t i = 0; i < q.size(); ++i) out[i * static_cast<std::size_t>(k)] = q[i];
  return out;
}

class Splitting {
 public:
  Splitting(Board& board, std::string variable) : board_(board), x_(std::move(variable)) {}

  // Facts "p = product" until nothing splits; p is primitive, without rational zeros.
  void write(const Coefficients& p) {
    if (p.size() < 4 || board_.failed()) return;
    const auto whole = primitive_factors(p);
    if (whole.factors.size() == 1 && whole.factors[0].second == 1) return;
    if (in_power(p) || square(p) || difference_of_squares(p) || two_quadratics(p)) return;
    products(p, whole);
  }

 private:
  std::string text(const Coefficients& p) const { return tex(p, x_); }
  void fact(const Coefficients& p, const std::string& form, std::string_view rule, std::string because) { board_.fact(text(p) + " = " + form, rule, std::move(because)); }

  // t = x^k
  bool in_power(const Coefficients& p) {
    int k = 0;
    for (std::size_t i = 1; i < p.size(); ++i)
      if (!p[i].is_zero()) k = static_cast<int>(math::gcd(Rational(k), Rational(static_cast<long long>(i))).to_int64().value_or(1));
    if (k < 2) return false;
    for (int step = k; step >= 2; --step) {
      if (k % step) continue;
      Coefficients q;
      for (std::size_t i = 0; i < p.size(); i += static_cast<std::size_t>(step)) q.push_back(p[i]);
      const auto factors = primitive_factors(q);
      if (factors.factors.size() < 2 && factors.factors[0].second < 2) continue;
      const std::string t = x_ == "t" ? "s" : "t", whole = tex(q, t);
      write_polynomial_factoring(board_, q, t, [&](const std::string& form, std::string_view rule, std::string because) {
        board_.fact(whole + " = " + form, rule, board_.steps().empty() || board_.steps().back().claim.find(t) == std::string::npos ? "with $" + t + " = " + tex_monomial(Rational(1), x_, step) + "$, " + because : std::move(because));
      });
      math::Factorization back{factors.content, {}};
      for (const auto& [f, n] : factors.factors) back.factors.emplace_back(at_power(f, step), n);
      fact(p, tex_factored(back, x_), "factor", board_.say({"putting ${0}$ back for ${1}$", "going back to ${2}$"}, tex_monomial(Rational(1), x_, step), t, tex_variable(x_)));
      for (const auto& [f, n] : back.factors) write(f);
      return true;
    }
    return false;
  }

  bool square(const Coefficients& p) {
    const auto whole = primitive_factors(p);
    if (whole.factors.size() != 1 || whole.factors[0].second < 2 || whole.content != Rational(1)) return false;
    const int n = whole.factors[0].second;
    const Coefficients& f = whole.factors[0].first;
    if (n == 2 && f.size() > 2) {
      // (x^2 + x + 1)^2: the square of x^2 + x, twice x^2 + x, and 1.
      Coefficients front = f;
      const Rational c = front[0];
      front[0] = Rational(0);
      const Coefficients square = math::multiply(front, front);
      board_.fact(text(square) + " = (" + text(front) + ")^2", "perfect_square", board_.say({"seeing a square in the terms with the highest powers", "starting with the square that has the first terms"}));
      fact(p, "(" + text(front) + ")^2" + (c.sign() < 0 ? " - " : " + ") + (c.abs() == Rational(1) ? "2" : tex(Rational(2) * c.abs())) + "(" + text(front) + ") + " + tex(c * c), "group", board_.say({"writing the rest with twice ${0}$ and a number", "grouping what is left by ${0}$"}, text(front)));
    }
    fact(p, "(" + text(f) + ")^" + std::to_string(n), "perfect_square", n == 2 ? board_.say({"recognising a square: the ends are the squares of the ends of ${0}$, and multiplied out the middle fits", "seeing the square of ${0}$, which multiplied out gives all terms"}, text(f)) : board_.say({"recognising a power of ${0}$"}, text(f)));
    return true;
  }

  // x^4 + b x^2 + c = (x^2 + s)^2 - d x^2 with squares s^2 = c and d.
  bool difference_of_squares(const Coefficients& p) {
    if (p.size() != 5 || !p[1].is_zero() || !p[3].is_zero() || p[4] != Rational(1)) return false;
    const auto root = square_root(p[0]);
    if (!root) return false;
    for (const Rational& s : {*root, -*root}) {
      const Rational d = Rational(2) * s - p[2];
      const auto r = square_root(d);
      if (!r || r->is_zero()) continue;
      const Coefficients inner{s, Rational(0), Rational(1)}, line{Rational(0), *r};
      const std::string square_text = "(" + text(inner) + ")^2", line_text = text(line);
      const Coefficients wide{p[0], Rational(0), Rational(2) * s, Rational(0), Rational(1)};
      board_.fact(square_text + " = " + text(wide), "square", board_.say({"looking for a square that has the same ends", "starting from the square with the right ends"}));
      const std::string squared = *r == Rational(1) ? text({Rational(0), Rational(0), Rational(1)}) : "(" + line_text + ")^2";
      fact(p, square_text + " - " + squared, "complete_the_square", board_.say({"adding and subtracting ${0}$", "completing the square, which takes ${0}$ more"}, text({Rational(0), Rational(0), d})));
      const Coefficients minus{s, -*r, Rational(1)}, plus{s, *r, Rational(1)};
      fact(p, "(" + text(minus) + ")(" + text(plus) + ")", "difference_of_squares", board_.say({"using $a^2 - b^2 = (a - b)(a + b)$", "splitting the difference of two squares"}));
      write(minus);
      write(plus);
      return true;
    }
    return false;
  }

  // (x^2 + a x + b)(x^2 + c x + d): the four numbers that fit.
  bool two_quadratics(const Coefficients& p) {
    const auto whole = primitive_factors(p);
    if (p.size() != 5 || p[4] != Rational(1) || whole.factors.size() != 2 || whole.factors[0].first.size() != 3) return false;
    const Coefficients &f = whole.factors[0].first, &g = whole.factors[1].first;
    const Rational a = f[1], b = f[0], c = g[1], d = g[0];
    const auto sum = [](const Rational& u, const Rational& v) { return tex(u) + tex_signed(v); };
    board_.fact(tex(b) + " \\cdot " + tex_bracketed(d) + " = " + tex(p[0]), "two_numbers", board_.say({"looking for two factors of second degree: their last numbers have the product ${0}$", "trying a product of two quadratics, whose last numbers multiply to ${0}$"}, tex(p[0])));
    board_.fact(sum(a, c) + " = " + tex(p[3]), "two_numbers", board_.say({"as the numbers before the letter add up to ${0}$", "with middle numbers whose sum is ${0}$"}, tex(p[3])));
    board_.fact(tex(a) + " \\cdot " + tex_bracketed(c) + tex_signed(b) + tex_signed(d) + " = " + tex(p[2]), "two_numbers", board_.say({"and their product with the last numbers gives ${0}$", "comparing the number before the square"}, tex(p[2])));
    board_.fact(tex(a) + " \\cdot " + tex_bracketed(d) + " + " + tex(b) + " \\cdot " + tex_bracketed(c) + " = " + tex(p[1]), "two_numbers", board_.say({"and the products across give ${0}$", "comparing the number before the letter"}, tex(p[1])));
    fact(p, "(" + text(f) + ")(" + text(g) + ")", "factor", board_.say({"so that all numbers fit", "writing the two factors"}));
    return true;
  }

  // Multiplied out again, term by term of the first factor.
  void products(const Coefficients& p, const math::Factorization& whole) {
    const Coefficients& f = whole.factors[0].first;
    const Coefficients g = math::divide(p, f).first;
    std::string spread;
    for (std::size_t i = f.size(); i-- > 0;) {
      if (f[i].is_zero()) continue;
      const std::string part = tex_monomial(f[i].abs(), x_, static_cast<int>(i));
      spread += (spread.empty() ? (f[i].sign() < 0 ? "-" : "") : f[i].sign() < 0 ? " - " : " + ") + (part == "1" ? "" : part) + "(" + text(g) + ")";
    }
    fact(p, spread, "group", board_.say({"grouping so that each group holds ${0}$", "adding and taking away terms so that ${0}$ can be taken out"}, text(g)));
    fact(p, "(" + text(f) + ")(" + text(g) + ")", "factor", board_.say({"taking out the common bracket", "pulling out ${0}$"}, text(g)));
    write(g);
  }

  Board& board_;
  std::string x_;
};

}  // namespace

void write_splitting(Board& board, const Coefficients& p, const std::string& variable) { Splitting(board, variable).write(p); }

}  // namespace retort::explain
