// Roots over the complex numbers, eigenvalues and eigenvectors.
#include <algorithm>
#include <cmath>
#include <complex>
#include <functional>
#include <numeric>

#include "explain/bracketing.h"
#include "explain/exact_numbers.h"
#include "explain/factoring.h"
#include "explain/general_equation.h"
#include "explain/matrices.h"
#include "explain/quadratic.h"
#include "explain/terms.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/parse.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

std::vector<Expr> items_of(const Call& call) {
  std::vector<Expr> out;
  for (const std::string& item : cas::result_items(call.result())) out.push_back(call.parse(item));
  return out;
}

bool same_value(const Expr& a, const Expr& b) {
  const auto x = as_radical(a), y = as_radical(b);
  if (x && y) return *x == *y;
  return math::equal(a, b).outcome == math::Verdict::Outcome::kEqual;
}

bool same_values(std::vector<Expr> mine, const std::vector<Expr>& theirs) {
  for (const Expr& t : theirs) {
    const auto at = std::find_if(mine.begin(), mine.end(), [&](const Expr& m) { return same_value(m, t); });
    if (at == mine.end()) return false;
    mine.erase(at);
  }
  return mine.empty();
}

Judgement judge_zero_at(const Coefficients& p, const Expr& value) {
  if (const auto r = as_radical(value)) {
    Radical total;
    for (std::size_t i = p.size(); i-- > 0;) total = total * *r + Radical(p[i]);
    return proved(total.is_zero(), "the value put back does not give 0");
  }
  return judge(math::equal(math::to_expr(p, "x").substitute("x", value), Expr::integer(0)));
}

// a x^2 + b x + c with any discriminant.
std::optional<std::vector<Expr>> quadratic_roots(Board& board, const Coefficients& f, const std::string& variable) {
  const std::string x = tex_variable(variable);
  const Rational &a = f[2], &b = f[1], &c = f[0];
  std::vector<Expr> roots;
  const Rational d = b * b - Rational(4) * a * c;
  const auto root = radical_root(b.is_zero() ? -c / a : d);
  if (!root) return std::nullopt;
  if (b.is_zero()) {
    board.write(x + "^2 = " + tex(-c / a), "square_alone", board.say({"leaving the square alone", "bringing the number to the right", "solving for the square"}), proved(true, "", "certificate"));
    roots = {(-*root).expr(), root->expr()};
  } else {
    write_discriminant(board, f);
    const Radical over(Rational(1) / (Rational(2) * a));
    roots = {((Radical(-b) + -*root) * over).expr(), ((Radical(-b) + *root) * over).expr()};
  }
  Judgement fits = proved(true);
  std::string claim;
  for (const Expr& r : roots) {
    fits = both(fits, judge_zero_at(f, r));
    claim += (claim.empty() ? "" : " \\text{ or } ") + x + " = " + tex_number(r);
  }
  const bool complex = d.sign() < 0;
  if (complex && !board.brief()) {
    board.fact("\\sqrt{" + tex(b.is_zero() ? -c / a : d) + "} = " + tex_number(root->expr()), "complex_root", board.say({"drawing the root with $i^2 = -1$", "using $i$ for the root of $-1$"}));
    if (!b.is_zero())
      board.fact("\\frac{" + tex(-b) + " + " + tex_number(root->expr()) + "}{" + tex(Rational(2) * a) + "} = " + tex_number(roots[1]), "complex_root",
                 board.say({"putting the root into the quadratic formula", "adding the root and dividing by twice the leading coefficient"}));
  }
  board.write(claim, "quadratic_formula",
              b.is_zero() ? (complex ? board.say({"taking square roots, with $i$ for the root of $-1$", "drawing the root of a negative number with $i$"}) : board.say({"taking square roots with both signs", "drawing the root with both signs"}))
              : complex   ? board.say({"using the quadratic formula, where the root of the negative discriminant is written with $i$", "putting the numbers into the quadratic formula, with $i^2 = -1$"})
                          : board.say({"using the quadratic formula", "putting the numbers into the quadratic formula", "solving with the quadratic formula"}), fits);
  return roots;
}

// A number whose square is s = p + q i, where s is not positive; nothing where that takes more than roots of fractions.
std::optional<Expr> root_of_complex(const Expr& s) {
  const auto number = as_radical(s);
  if (!number) return std::nullopt;
  if (number->is_real()) {
    if (number->rational() || number->to_double() > 0) return std::nullopt;
    return Expr::func("sqrt", {(-*number).expr()}) * Expr::constant("i");
  }
  const auto p = number->real().rational(), square = (number->real() * number->real() + number->imaginary() * number->imaginary()).rational();
  const auto size = square ? radical_root(*square) : std::nullopt;
  const auto modulus = size ? size->rational() : std::nullopt;
  if (!p || !modulus) return std::nullopt;
  const auto a = radical_root((*modulus + *p) / 2), b = radical_root((*modulus - *p) / 2);
  if (!a || !b) return std::nullopt;
  const Radical imaginary = *b * Radical::unit();
  return (number->imaginary().to_double() < 0 ? *a + -imaginary : *a + imaginary).expr();
}

// x^3 = c without a rational root: the real one, and two by the quadratic formula.
std::vector<Expr> cube_roots(Board& board, const Rational& c, const std::string& variable) {
  const std::string x = tex_variable(variable);
  const Expr letter = Expr::symbol(variable), three = Expr::integer(3), size = Expr::func("root", {Expr::number(c.abs()), three});
  const Expr r = c.sign() < 0 ? -size : size, square = math::pow(size, Expr::integer(2));
  board.write(x + "^3 = " + tex(c), "power_alone", board.say({"leaving the power alone", "bringing the number to the right"}), proved(true, "", "certificate"));
  board.write(x + " = " + math::to_latex(r), "root", board.say({"taking the third root, the only real solution", "drawing the third root"}), judge(math::equal(math::pow(r, three), Expr::number(c))));
  const Expr linear = letter - r, rest = math::pow(letter, Expr::integer(2)) + (c.sign() < 0 ? -(size * letter) : size * letter) + square;
  board.fact(math::to_latex(math::pow(letter, three) - Expr::number(c)) + " = " + math::to_latex(linear * rest), "sum_of_powers",
             c.sign() < 0 ? board.say({"using $a^3 + b^3 = (a + b)(a^2 - ab + b^2)$ for the other two"}) : board.say({"using $a^3 - b^3 = (a - b)(a^2 + ab + b^2)$ for the other two"}));
  const Expr d = -(three * square), root_of_d = Expr::func("sqrt", {three}) * size * Expr::constant("i");
  board.fact(math::to_latex(square - Expr::integer(4) * square) + " = " + math::to_latex(d), "discriminant", board.say({"working out the discriminant $b^2 - 4ac$ of the second factor", "computing $b^2 - 4ac$ for the second factor"}));
  board.fact("\\sqrt{" + math::to_latex(d) + "} = " + math::to_latex(root_of_d), "complex_root", board.say({"drawing the root with $i^2 = -1$", "using $i$ for the root of $-1$"}));
  const std::vector<Expr> pair{(-r - root_of_d) / Expr::integer(2), (-r + root_of_d) / Expr::integer(2)};
  Judgement fits = proved(true);
  std::string claim;
  for (const Expr& value : pair) {
    fits = both(fits, judge(math::equal(math::pow(value, three), Expr::number(c))));
    claim += (claim.empty() ? "" : " \\text{ or } ") + x + " = " + math::to_latex(value);
  }
  board.write(claim, "quadratic_formula", board.say({"putting the numbers into the quadratic formula", "using the quadratic formula"}), fits);
  return {r, pair[0], pair[1]};
}

// A cubic with one real zero, known in decimals: divided by it, the other two come from the quadratic formula.
bool write_rest_of_cubic(const Call& call, const Coefficients& p, const std::string& variable, const std::vector<Expr>& values) {
  if (math::degree(p) != 3 || values.size() != 3) return false;
  const auto real = std::find_if(values.begin(), values.end(), [](const Expr& v) { return math::exact_value(v).ok(); });
  if (real == values.end() || std::count_if(values.begin(), values.end(), [](const Expr& v) { return math::exact_value(v).ok(); }) != 1) return false;
  Board trial = call.board();
  const std::string x = tex_variable(variable);
  if (!write_bracketed_zeros(trial, math::to_expr(p, variable), variable, {*real})) return false;
  const Rational r = *math::exact_value(*real);
  const auto shorter = [](const Rational& v) {
    const Rational scale = power_of_ten(9);
    return (v * scale + Rational(1, 2)).floor() / scale;
  };
  const Rational b = p[2] / p[3] + r, c = p[1] / p[3] + r * b, d = b * b - Rational(4) * c;
  if (d.sign() >= 0) return false;
  const auto shown = [&](const Rational& v) { return shorter(v).to_decimal(12).value_or(tex(v)); };
  const auto plus = [&](const Rational& v) { return (v.sign() < 0 ? " - " : " + ") + shown(v.abs()); };
  const std::string lead = p[3] == Rational(1) ? "" : p[3] == Rational(-1) ? "-" : tex(p[3]), by = x + plus(-r);
  const Judgement numeric{true, math::Grade::kNumeric, "arb", {}};
  trial.write(tex(p, variable) + " \\approx " + lead + "(" + by + ")(" + x + "^2" + plus(b) + x + plus(c) + ")", "divide_by_factor",
              trial.say({"dividing by ${0}$, with decimals", "splitting off ${0}$ by division, with decimals"}, by), numeric);
  const std::string there = (b.sign() < 0 ? "(" + shown(b) + ")" : shown(b)) + "^2 - 4 \\cdot " + (c.sign() < 0 ? "(" + shown(c) + ")" : shown(c)) + " \\approx " + shown(d);
  trial.write(there, "discriminant", trial.say({"working out the discriminant $b^2 - 4ac$ of the second factor", "computing $b^2 - 4ac$ for the second factor"}), numeric);
  std::string claim, all;
  for (const Expr& v : values) {
    all += (all.empty() ? "" : " \\text{ or } ") + x + " \\approx " + tex_number(v);
    if (v.same(*real)) continue;
    claim += (claim.empty() ? "" : " \\text{ or } ") + x + " \\approx " + tex_number(v);
  }
  trial.write(claim, "quadratic_formula", trial.say({"putting these into the quadratic formula, with $i$ for the root of $-1$ and with all digits kept", "using the quadratic formula with $i^2 = -1$, all digits kept"}), numeric);
  trial.write(all, "zero_product", trial.say({"setting each factor to 0", "collecting the roots"}), numeric);
  if (trial.failed()) return false;
  call.board() = std::move(trial);
  return true;
}

// z rounded to so many places: "-0.7649 - 0.3525i".
std::string tex_complex(std::complex<double> z, int places) {
  const std::string re = fmt::format("{:.{}f}", z.real(), places), im = fmt::format("{:.{}f}", std::fabs(z.imag()), places);
  return re + (z.imag() < 0 ? " - " : " + ") + im + "i";
}

// a + b i with decimals.
std::optional<std::complex<double>> complex_value(const Expr& e) {
  if (const auto v = math::exact_value(e)) return v->to_double();
  if (e.is(Op::kConstant) && e.name() == "i") return std::complex<double>(0, 1);
  std::vector<std::complex<double>> parts;
  for (const Expr& a : e.args()) {
    const auto part = complex_value(a);
    if (!part) return std::nullopt;
    parts.push_back(*part);
  }
  if (e.is(Op::kNeg)) return -parts[0];
  if (e.is(Op::kAdd)) return std::accumulate(parts.begin(), parts.end(), std::complex<double>(0));
  if (e.is(Op::kMul)) return std::accumulate(parts.begin(), parts.end(), std::complex<double>(1), std::multiplies<>());
  return std::nullopt;
}

// The value of p and its derivative.
std::pair<std::complex<double>, std::complex<double>> value_and_slope(const Coefficients& p, std::complex<double> z) {
  std::complex<double> value = 0, slope = 0;
  for (std::size_t i = p.size(); i-- > 0;) {
    slope = slope * z + value;
    value = value * z + p[i].to_double();
  }
  return {value, slope};
}

// Roots in decimals, complex ones too: the real ones between changes of sign, the others by Newton's steps; as many as the degree.
bool write_decimal_roots(const Call& call, const Coefficients& p, const std::string& variable, const std::vector<Expr>& values) {
  if (static_cast<int>(values.size()) != math::degree(p) || p.size() > 9) return false;
  Board trial = call.board();
  const std::string x = tex_variable(variable);
  const Judgement numeric{true, math::Grade::kNumeric, "arb", {}};
  std::vector<Expr> real, turned;
  for (const Expr& v : values) (math::exact_value(v).ok() ? real : turned).push_back(v);
  if (!real.empty() && !write_bracketed_zeros(trial, math::to_expr(p, variable), variable, real)) return false;
  const std::string slope = math::to_latex(math::to_expr(math::derivative(p), variable));
  trial.fact("\\frac{d}{d" + x + "}(" + tex(p, variable) + ") = " + slope, "power_rule", trial.say({"taking the derivative, for Newton's steps", "using the power rule, for Newton's steps"}));
  for (const Expr& v : turned) {
    const auto number = complex_value(v);
    if (!number) return false;
    const std::complex<double> root = *number;
    if (root.imag() < 0) continue;   // the conjugate comes with the other
    std::complex<double> z(std::round(root.real() * 10) / 10, std::round(root.imag() * 10) / 10);
    trial.write("z_0 = " + tex_complex(z, 1), "newton_start", trial.say({"starting near a place where the value is small", "starting from a rough place"}), numeric);
    for (int k = 1; k <= 6; ++k) {
      const auto [value, derivative] = value_and_slope(p, z);
      if (std::abs(derivative) == 0) return false;
      z -= value / derivative;
      const int places = std::min(12, 2 << k);
      trial.write(fmt::format("z_{0} = z_{1} - \\frac{{p(z_{1})}}{{p'(z_{1})}} \\approx {2}", k, k - 1, tex_complex(z, places)), "newton", k == 1 ? trial.say({"taking Newton's step with $p({0}) = {1}$", "following the slope to where it gives 0, with $p({0}) = {1}$"}, x, tex(p, variable)) : trial.say({"taking the step again", "doing the same from there"}), numeric);
      if (places == 12 && std::abs(z - root) < 1e-12) break;
    }
    if (std::abs(z - root) > 1e-9) return false;
    trial.write(x + " \\approx " + math::to_latex(v), "newton_end", trial.say({"as further steps no longer change these digits; the conjugate number is a root too", "since the digits stay as they are; with it its conjugate is a root, the coefficients being real"}), numeric);
  }
  std::string all;
  for (const Expr& v : values) all += (all.empty() ? "" : " \\text{ or } ") + x + " \\approx " + tex_number(v);
  trial.write(all, "all_roots", trial.say({"which are all, as a polynomial of degree {0} has {0} roots", "collecting them: degree {0}, {0} roots"}, values.size()), numeric);
  if (trial.failed()) return false;
  call.board() = std::move(trial);
  return true;
}

}  // namespace

std::optional<std::vector<Expr>> write_all_roots(Board& board, const Coefficients& given, const std::string& variable) {
  const std::string x = tex_variable(variable);
  const Coefficients p = given;
  std::vector<Expr> roots;
  if (math::degree(p) == 1) {
    const Rational r = -p[0] / p[1];
    board.write(x + " = " + tex(r), "linear", board.say({"solving for ${0}$", "leaving ${0}$ alone"}, x), judge_zero_at(p, Expr::number(r)));
    return std::vector<Expr>{Expr::number(r)};
  }
  const std::string whole = tex(p, variable);
  std::vector<Coefficients> factors;
  const auto factorization = primitive_factors(p);
  for (const auto& [f, k] : factorization.factors) factors.push_back(f);
  if (!(factors.size() == 1 && factorization.factors[0].second == 1))
    write_polynomial_factoring(board, p, variable, [&](const std::string& form, std::string_view rule, std::string because) { board.fact(whole + " = " + form, rule, std::move(because)); });
  if (board.failed()) return std::nullopt;
  for (const Coefficients& f : factors) {
    if (math::degree(f) == 1) {
      roots.push_back(Expr::number(-f[0] / f[1]));
    } else if (math::degree(f) == 2) {
      const auto two = quadratic_roots(board, f, variable);
      if (!two) return std::nullopt;
      roots.insert(roots.end(), two->begin(), two->end());
    } else if (math::degree(f) == 3 && f[1].is_zero() && f[2].is_zero()) {
      const auto three = cube_roots(board, -f[0] / f[3], variable);
      roots.insert(roots.end(), three.begin(), three.end());
    } else if (math::degree(f) == 4 && f[1].is_zero() && f[3].is_zero()) {
      // x^2 = y
      const std::string y = "y";
      board.write(tex(Coefficients{f[0], f[2], f[4]}, y) + " = 0", "new_letter", board.say({"writing $y$ for ${0}^2$", "abbreviating ${0}^2$ by $y$"}, x), proved(true, "", "certificate"));
      const auto squares = quadratic_roots(board, {f[0], f[2], f[4]}, y);
      if (!squares) return std::nullopt;
      for (const Expr& s : *squares) {
        board.write(x + "^2 = " + tex_number(s), "back_to_unknown", board.say({"putting ${0}^2$ back for ${1}$", "going back to ${0}^2$"}, x, y), proved(true, "", "certificate"));
        Board trial = board;
        const auto complex = root_of_complex(s);
        const Expr root = complex ? *complex : ExactNumbers(trial).value(Expr::func("sqrt", {s}));
        if (trial.failed()) return std::nullopt;
        board = trial;
        const auto r = as_radical(root);
        const Expr minus = r ? (-*r).expr() : -root;
        if (r && !r->is_real() && !board.brief())
          board.fact("\\left(" + tex_number(root) + "\\right)^2 = " + tex_number(s), "root_of_complex", board.say({"looking for $a + bi$ with $a^2 - b^2$ as the real and $2ab$ as the imaginary part", "finding $a$ and $b$ from $a^2 - b^2$ and $2ab$, the parts of $(a + bi)^2$"}));
        board.write(x + " = " + tex_number(minus) + " \\text{ or } " + x + " = " + tex_number(root), "square_root", board.say({"taking the root with both signs", "drawing the root with both signs"}),
                    both(judge_zero_at(f, minus), judge_zero_at(f, root)));
        roots.push_back(minus);
        roots.push_back(root);
      }
    } else {
      return std::nullopt;
    }
  }
  return roots;
}

namespace {

void conclude_roots(const Call& call, const Coefficients& p, const std::string& variable, const std::vector<Expr>& values, std::string_view rule, std::string because, bool quoted) {
  Board& board = call.board();
  const std::string x = tex_variable(variable);
  std::string claim;
  Judgement fits = proved(true);
  for (const Expr& v : values) {
    const bool approximate = tex_number(v).find('.') != std::string::npos;
    claim += (claim.empty() ? "" : " \\text{ or } ") + x + (quoted && approximate ? " \\approx " : " = ") + tex_number(v);
    if (!quoted) fits = both(fits, judge_zero_at(p, v));
  }
  if (quoted) fits = {true, math::Grade::kQuoted, "arb", {}};
  const bool shown = !board.steps().empty() && board.steps().back().claim == claim;
  if (!shown) board.write(claim, rule, std::move(because), fits);
}

}  // namespace

void rule_find_roots(const Call& call) {
  Board& board = call.board();
  Expr e = call.expr("expression");
  if (board.failed()) return;
  if (e.is(Op::kRel) && e.name() == "=") e = e.arg(1).is_number() && e.arg(1).value().is_zero() ? e.arg(0) : e.arg(0) - e.arg(1);
  const std::string variable = call.variable(e);
  const auto values = items_of(call);
  if (board.failed()) return;
  const auto p = math::as_polynomial(e, variable, 60);
  if (p && math::degree(*p) >= 1) {
    const Expr expanded = math::to_expr(*p, variable);
    if (math::to_latex(e) != math::to_latex(expanded) && !math::to_latex(e).starts_with(math::to_latex(expanded)))
      if (e.is(Op::kAdd) || has_bracket(e)) board.fact(math::to_latex(e) + " = " + tex(*p, variable), "expand", board.say({"multiplying out first", "writing it in descending powers", "collecting the powers"}));
    Board trial = board;
    const auto roots = write_all_roots(trial, *p, variable);
    if (roots && !trial.failed() && same_values(*roots, values)) {
      board = std::move(trial);
      return conclude_roots(call, *p, variable, values, "zero_product", board.say({"setting each factor to 0", "using that a product is 0 when a factor is", "collecting the roots"}), false);
    }
    const int distinct = math::degree(*p) - math::degree(math::gcd(*p, math::derivative(*p)));
    if (static_cast<int>(values.size()) != distinct) return call.expect(false);
    const bool exact = std::all_of(values.begin(), values.end(), [&](const Expr& v) { return judge_zero_at(*p, v).holds; });
    if (exact && !values.empty()) return conclude_roots(call, *p, variable, values, "check", board.say({"putting each value back, which gives 0", "checking each value in the polynomial"}), false);
    if (values.empty()) return board.unsupported("a polynomial without roots");
    const bool decimals = std::all_of(values.begin(), values.end(), [](const Expr& v) { return math::exact_value(v).ok(); });
    if (decimals && write_bracketed_zeros(board, expanded, variable, values)) return;
    if (write_rest_of_cubic(call, *p, variable, values) || write_decimal_roots(call, *p, variable, values)) return;
    if (!trial.failed() && !trial.steps().empty() && trial.steps().size() < 12) board = std::move(trial);
    return conclude_roots(call, *p, variable, values, "known_solutions", board.say({"approximating the roots, which have no simple closed form", "taking the roots by approximation, as no formula with roots is at hand"}), true);
  }
  if (write_general_equation(call, e, Expr::integer(0), variable, values)) return;
  board.unsupported("a function whose roots are not found by hand");
}

namespace {

struct Spectrum {
  std::vector<Expr> values;
  std::vector<int> multiplicities;
};

std::optional<Spectrum> write_spectrum(const Call& call, const ExprRows& m) {
  Board& board = call.board();
  const std::size_t n = m.size();
  const Expr lambda = Expr::symbol("lambda");
  ExprRows shifted = m;
  for (std::size_t i = 0; i < n; ++i) {
    const bool zero = is_zero_entry(m[i][i]);
    shifted[i][i] = zero ? -lambda : m[i][i] - lambda;
  }
  bool triangle = true;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) triangle = triangle && is_zero_entry(m[i][j]);
  Expr value = Expr::integer(1);
  if (triangle) {
    std::string factors;
    for (std::size_t i = 0; i < n; ++i) {
      value = i ? value * shifted[i][i] : shifted[i][i];
      factors += "(" + math::to_latex(shifted[i][i]) + ")";
    }
    board.write(tex_matrix(shifted, "vmatrix") + " = " + factors, "triangular_determinant", board.say({"multiplying the diagonal, as all entries below it are 0", "taking the product of the diagonal of a triangular matrix"}), proved(true, "", "certificate"));
    Spectrum s;
    for (std::size_t i = 0; i < n; ++i) {
      const auto at = std::find_if(s.values.begin(), s.values.end(), [&](const Expr& v) { return same_value(v, m[i][i]); });
      if (at == s.values.end()) {
        s.values.push_back(m[i][i]);
        s.multiplicities.push_back(1);
      } else {
        ++s.multiplicities[static_cast<std::size_t>(at - s.values.begin())];
      }
    }
    return s;
  }
  value = write_determinant(board, shifted);
  if (board.failed()) return std::nullopt;
  const auto p = math::as_polynomial(value, "lambda", 12);
  if (!p) return std::nullopt;
  Coefficients q = *p;
  if (q.back().sign() < 0)
    for (Rational& c : q) c = -c;
  board.write(tex(q, "lambda") + " = 0", "characteristic_equation", board.say({"setting the determinant to 0", "looking where the determinant is 0", "solving the characteristic equation"}), proved(q.size() == n + 1, "another degree", "certificate"));
  const auto roots = write_all_roots(board, q, "lambda");
  if (!roots) return std::nullopt;
  Spectrum s;
  for (const Expr& r : *roots) {
    s.values.push_back(r);
    int k = 0;
    for (const auto& [f, power] : math::factor(q).factors)
      if (judge_zero_at(f, r).holds) k += power;
    s.multiplicities.push_back(k);
  }
  return s;
}

std::string multiplicity_words(int k) { return k == 2 ? "twice" : k == 3 ? "three times" : fmt::format("{} times", k); }

void state_spectrum(Board& board, const Spectrum& s) {
  std::string claim;
  std::vector<std::string> repeated;
  for (std::size_t i = 0; i < s.values.size(); ++i) {
    claim += (i ? " \\text{ or } " : "") + std::string("\\lambda = ") + tex_number(s.values[i]);
    if (s.multiplicities[i] > 1) repeated.push_back(fmt::format("${}$ counts {}", tex_number(s.values[i]), multiplicity_words(s.multiplicities[i])));
  }
  const std::string tail = repeated.empty() ? "" : ", where " + words_list(repeated);
  if (board.steps().back().claim != claim || !repeated.empty())
    board.write(claim, "eigenvalues", board.say({"collecting the zeros{0}", "reading off the eigenvalues{0}", "taking the zeros of the determinant{0}"}, tail), proved(true, "", "certificate"));
}

}  // namespace

void rule_compute_eigenvalues(const Call& call) {
  Board& board = call.board();
  const ExprRows m = read_rows(call, "matrix");
  if (board.failed()) return;
  std::vector<Expr> theirs;
  std::vector<int> counts;
  for (const std::string& item : cas::result_items(call.result())) {
    const auto colon = item.rfind(':');
    if (colon == item.npos) return call.expect(false);
    theirs.push_back(call.parse(item.substr(0, colon)));
    counts.push_back(std::atoi(item.c_str() + colon + 1));
  }
  if (board.failed()) return;
  auto s = write_spectrum(call, m);
  if (board.failed()) return;
  if (!s) {
    Spectrum known{theirs, counts};
    std::string claim;
    for (const Expr& v : theirs) claim += (claim.empty() ? "" : " \\text{ or } ") + std::string("\\lambda \\approx ") + math::to_latex(v);
    return board.write(claim, "known_solutions", board.say({"approximating the zeros, which have no simple closed form", "taking the zeros by approximation"}), {true, math::Grade::kQuoted, "arb", {}});
  }
  if (!same_values(s->values, theirs)) return call.expect(false);
  Spectrum ordered{theirs, {}};
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    const auto at = std::find_if(s->values.begin(), s->values.end(), [&](const Expr& v) { return same_value(v, theirs[i]); });
    ordered.multiplicities.push_back(s->multiplicities[static_cast<std::size_t>(at - s->values.begin())]);
    if (ordered.multiplicities.back() != counts[i]) return call.expect(false);
  }
  state_spectrum(board, ordered);
}

void rule_compute_eigenvectors(const Call& call) {
  Board& board = call.board();
  const ExprRows m = read_rows(call, "matrix");
  if (board.failed()) return;
  auto s = write_spectrum(call, m);
  if (board.failed()) return;
  if (!s) return board.unsupported("eigenvalues without a closed form");
  state_spectrum(board, *s);
  const std::size_t n = m.size();
  std::string all;
  std::size_t written = 0;
  for (const std::string& item : cas::result_items(call.result())) {
    const auto parts = cas::result_items(item);
    if (parts.size() != 3) return call.expect(false);
    const Expr value = call.parse(parts[0]);
    if (board.failed()) return;
    if (std::none_of(s->values.begin(), s->values.end(), [&](const Expr& v) { return same_value(v, value); })) return call.expect(false);
    ++written;
    ExprRows shifted = m;
    for (std::size_t i = 0; i < n; ++i) shifted[i][i] = simple_entry(m[i][i] - value);
    const std::string name = tex_number(value);
    const Reduced reduced = write_reduction(board, shifted, n, true);
    if (board.failed()) return;
    if (!board.brief()) write_read_rows(board, reduced, n);
    const auto basis = null_vectors(reduced, n);
    const auto theirs = cas::result_items(parts[2]);
    if (basis.size() != theirs.size()) return call.expect(false);
    for (std::size_t k = 0; k < basis.size(); ++k) {
      ExprRows column, scaled;
      for (const Expr& e : basis[k]) {
        column.push_back({e});
        scaled.push_back({simple_entry(e * value)});
      }
      const Expr given = call.parse(theirs[k]);
      if (board.failed()) return;
      const bool same = math::equal(matrix_expr(column), given).outcome == math::Verdict::Outcome::kEqual;
      if (!same) return call.expect(false);
      board.write(tex_matrix(m) + " \\cdot " + tex_matrix(column) + " = " + tex_matrix(scaled), "eigenvector", board.say({"solving for the vectors that are stretched by ${0}$", "setting the free unknown to 1 for the eigenvalue ${0}$", "taking the free unknown as 1, for ${0}$"}, name),
                  judge_rows(product(m, column), scaled));
      all += (all.empty() ? "" : ", \\; ") + std::string("v_{") + name + "} = " + tex_matrix(column);
    }
  }
  if (written != s->values.size()) return call.expect(false);
  board.write(all, "eigenvectors", board.say({"collecting the eigenvectors", "listing the eigenvectors by their eigenvalues", "putting the eigenvectors together"}), proved(true, "", "certificate"));
}

}  // namespace retort::explain
