#include "explain/known_constants.h"

#include <cmath>

#include <fmt/format.h>

#include "explain/numerals.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr int kMostDigits = 25;
constexpr int kMostTerms = 40;

class BySeries {
 public:
  BySeries(Board& board, int digits) : board_(board), digits_(digits) {}

  bool value(const Expr& e);

 private:
  bool state(const Expr& e, std::string because);
  // e \approx sum of terms over k = 0, ..., n, the rest below the last digit.
  bool series(const Expr& e, const std::string& term, const std::string& next, const Rational& rest, int last, std::string because);
  bool exponential(const Expr& e, const Rational& q);
  bool wave(const Expr& e, const Rational& q, bool sine);
  bool logarithm(const Expr& e, const Rational& q);
  bool small_logarithm(const Expr& e, const Rational& q);
  bool arctangent(const Expr& e, const Rational& q);
  // Three digits more than are shown, so that rounding cannot be caught between two.
  Rational small() const { return Rational(1) / power_of_ten(digits_ + 4); }

  Board& board_;
  int digits_;
};

bool BySeries::state(const Expr& e, std::string because) {
  const auto known = math::real_value(e, digits_);
  if (!known) return false;
  const std::string claim = math::to_latex(e) + " \\approx " + known->digits;
  const Judgement fits = judge_fact(claim);
  if (!fits.holds) return false;
  board_.write(claim, "digits_by_series", std::move(because), fits);
  return true;
}

bool BySeries::series(const Expr& e, const std::string& term, const std::string& next, const Rational& rest, int last, std::string because) {
  const auto known = math::real_value(e, digits_ + 1);
  if (!known) return false;
  const std::string sum = "\\sum_{k=0}^" + (last < 10 ? std::to_string(last) : "{" + std::to_string(last) + "}") + " " + term;
  const std::string claim = sum + " \\approx " + known->digits;
  const Judgement fits = judge_fact(claim);
  if (!fits.holds) return false;
  board_.write(claim, "series", std::move(because), fits);
  const int zeros = digits_ + 1;
  board_.write(next + " < 10^{-" + std::to_string(zeros) + "}", "rest_of_series", board_.say({"as the next term no longer changes these digits", "stopping where what is left out is smaller than the digits shown"}), proved(rest < small(), "the rest is too large"));
  return state(e, board_.say({"rounding to the digits asked for", "keeping the digits that are sure"}));
}

// q^k/k!
bool BySeries::exponential(const Expr& e, const Rational& q) {
  if (q.abs() > Rational(6) || q.is_zero()) return false;
  Rational term(1);
  for (int k = 1; k <= kMostTerms; ++k) {
    term = term * q / Rational(k);
    if (term.abs() * 2 >= small() || Rational(2) * q.abs() > Rational(k)) continue;
    const std::string power = q == Rational(1) ? "1" : "\\left(" + tex(q) + "\\right)^k";
    return series(e, "\\frac{" + power + "}{k!}", "2 \\cdot \\frac{" + (q == Rational(1) ? "1" : "\\left(" + tex(q.abs()) + "\\right)^{" + std::to_string(k) + "}") + "}{" + std::to_string(k) + "!}", term.abs() * 2, k - 1,
                  q == Rational(1) ? board_.say({"adding $\\frac{{1}}{{k!}}$, which is how $e$ is built up", "summing the series of $e$"}) : board_.say({"adding the terms $\\frac{{u^k}}{{k!}}$ of the exponential with $u = {0}$", "summing the exponential series for $u = {0}$"}, tex(q)));
  }
  return false;
}

bool BySeries::wave(const Expr& e, const Rational& q, bool sine) {
  if (q.abs() > Rational(6) || q.is_zero()) return false;
  Rational term = sine ? q : Rational(1);
  for (int k = 1; k <= kMostTerms; ++k) {
    const int n = sine ? 2 * k + 1 : 2 * k;
    term = -(term * q * q) / Rational(static_cast<long long>(n) * (n - 1));
    if (term.abs() >= small() || q.abs() > Rational(n)) continue;
    const std::string exponent = sine ? "2k + 1" : "2k", base = "\\left(" + tex(q) + "\\right)";
    const std::string power = q == Rational(1) ? "1" : base + "^{" + exponent + "}";
    const std::string last = q.abs() == Rational(1) ? "1" : "\\left(" + tex(q.abs()) + "\\right)^{" + std::to_string(n) + "}";
    return series(e, "\\frac{(-1)^k \\cdot " + power + "}{(" + exponent + ")!}", "\\frac{" + last + "}{" + std::to_string(n) + "!}", term.abs(), k - 1, board_.say({"adding the terms of the series of the {0} at ${1}$", "summing the {0} series for ${1}$"}, sine ? "sine" : "cosine", tex(q)));
  }
  return false;
}

// arctan q for a small q
bool BySeries::arctangent(const Expr& e, const Rational& q) {
  if (q.abs() > Rational(1, 2) || q.is_zero()) return false;
  Rational power = q;
  for (int k = 1; k <= kMostTerms; ++k) {
    power *= q * q;
    const Rational term = power.abs() / Rational(2 * k + 1);
    if (term >= small()) continue;
    const std::string base = "\\left(" + tex(q) + "\\right)", n = std::to_string(2 * k + 1);
    return series(e, "\\frac{(-1)^k \\cdot " + base + "^{2k + 1}}{2k + 1}", "\\frac{\\left(" + tex(q.abs()) + "\\right)^{" + n + "}}{" + n + "}", term, k - 1, board_.say({"adding the terms $\\frac{{(-1)^k u^{{2k + 1}}}}{{2k + 1}}$ of the arctangent with $u = {0}$", "summing the arctangent series for $u = {0}$"}, tex(q)));
  }
  return false;
}

// ln q = 2 (y + y^3/3 + ...) with y = (q - 1)/(q + 1)
bool BySeries::small_logarithm(const Expr& e, const Rational& q) {
  const Rational y = (q - 1) / (q + 1);
  if (y.is_zero() || y.abs() > Rational(2, 5)) return false;
  Rational power = y;
  for (int k = 1; k <= kMostTerms; ++k) {
    power *= y * y;
    const Rational rest = Rational(3) * power.abs() / Rational(2 * k + 1);
    if (rest >= small()) continue;
    const std::string base = "\\left(" + tex(y) + "\\right)", n = std::to_string(2 * k + 1);
    return series(e, "\\frac{2 \\cdot " + base + "^{2k + 1}}{2k + 1}", "3 \\cdot \\frac{\\left(" + tex(y.abs()) + "\\right)^{" + n + "}}{" + n + "}", rest, k - 1, board_.say({"using $\\ln \\frac{{1 + y}}{{1 - y}} = 2\\left(y + \\frac{{y^3}}{{3}} + \\frac{{y^5}}{{5}} + ...\\right)$ with $y = {0}$"}, tex(y)));
  }
  return false;
}

bool BySeries::logarithm(const Expr& e, const Rational& q) {
  if (q.sign() <= 0 || q == Rational(1)) return false;
  Rational rest = q;
  int twos = 0;
  while (rest > Rational(4, 3) && twos < 40) {
    rest /= 2;
    ++twos;
  }
  while (rest < Rational(2, 3) && twos > -40) {
    rest *= 2;
    --twos;
  }
  if (twos == 0 || (twos == 1 && rest == Rational(1))) return small_logarithm(e, q);
  const Expr two = Expr::func("ln", {Expr::integer(2)}), small_part = Expr::func("ln", {Expr::number(rest)});
  const std::string parts = (twos == 1 ? "" : std::to_string(twos) + " \\cdot ") + math::to_latex(two) + (rest == Rational(1) ? "" : " + " + math::to_latex(small_part));
  board_.fact(math::to_latex(e) + " = " + parts, "powers_of_two", board_.say({"taking out powers of 2, as {0} is close to 1", "splitting off twos"}, words(rest)));
  if (!small_logarithm(two, Rational(2))) return false;
  if (rest != Rational(1) && !small_logarithm(small_part, rest)) return false;
  return state(e, board_.say({"putting the digits in", "adding these up and rounding"}));
}

bool BySeries::value(const Expr& e) {
  if (digits_ > kMostDigits) return false;
  if (e.is(Op::kConstant) && e.name() == "e") return exponential(e, Rational(1));
  if (e.is(Op::kConstant) && e.name() == "pi") {
    // Machin's formula
    const Expr fifth = Expr::func("atan", {Expr::integer(1) / Expr::integer(5)}), other = Expr::func("atan", {Expr::integer(1) / Expr::integer(239)});
    const std::string claim = "\\pi = 16" + math::to_latex(fifth) + " - 4" + math::to_latex(other);
    const Judgement fits = judge_fact(claim);
    if (!fits.holds) return false;
    board_.write(claim, "machin", board_.say({"using Machin's formula, which follows from the addition formula of the tangent", "writing $\\pi$ with two small angles, as Machin did"}), fits);
    digits_ += 2;
    const bool both = arctangent(fifth, Rational(1, 5)) && arctangent(other, Rational(1, 239));
    digits_ -= 2;
    return both && state(e, board_.say({"putting these in and rounding", "taking 16 times the first less 4 times the second"}));
  }
  if (e.is_func("log") && e.args().size() == 2) {
    const Expr top = Expr::func("ln", {e.arg(0)}), bottom = Expr::func("ln", {e.arg(1)});
    board_.fact(math::to_latex(e) + " = " + math::to_latex(top / bottom), "change_of_base", board_.say({"changing to natural logarithms", "dividing the natural logarithms"}));
    digits_ += 2;
    const auto a = math::exact_value(e.arg(0)), b = math::exact_value(e.arg(1));
    const bool both = a && b && logarithm(top, *a) && logarithm(bottom, *b);
    digits_ -= 2;
    return both && state(e, board_.say({"dividing the two and rounding"}));
  }
  if (e.is_func("tan") && math::exact_value(e.arg(0))) {
    const Expr top = Expr::func("sin", {e.arg(0)}), bottom = Expr::func("cos", {e.arg(0)});
    board_.fact(math::to_latex(e) + " = " + math::to_latex(top / bottom), "tangent", board_.say({"writing the tangent as sine over cosine"}));
    digits_ += 2;
    const Rational at = *math::exact_value(e.arg(0));
    const bool both = wave(top, at, true) && wave(bottom, at, false);
    digits_ -= 2;
    return both && state(e, board_.say({"dividing the two and rounding"}));
  }
  if (!e.is(Op::kFunc) || e.args().size() != 1) {
    if (e.is(Op::kPow) && e.arg(0).is(Op::kConstant) && e.arg(0).name() == "e")
      if (const auto q = math::exact_value(e.arg(1))) return exponential(e, *q);
    return false;
  }
  const auto q = math::exact_value(e.arg(0));
  if (!q) return false;
  if (e.name() == "exp") return exponential(e, *q);
  if (e.name() == "sin" || e.name() == "cos") return wave(e, *q, e.name() == "sin");
  if (e.name() == "ln") return logarithm(e, *q);
  if (e.name() == "atan") return arctangent(e, *q);
  return false;
}

}  // namespace

bool write_by_series(Board& board, const Expr& e, int digits) {
  Board trial = board;
  if (!BySeries(trial, digits).value(e) || trial.failed()) return false;
  board = std::move(trial);
  return true;
}

}  // namespace retort::explain
