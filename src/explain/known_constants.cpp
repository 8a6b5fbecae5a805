#include "explain/known_constants.h"

#include <algorithm>
#include <cmath>
#include <vector>

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
  bool series(const Expr& e, const std::string& term, const std::string& next, const Rational& rest, const std::vector<Rational>& terms, std::string because);
  void write(std::string claim, std::string_view rule, std::string because, const Judgement& judgement);
  bool exponential(const Expr& e, const Rational& q);
  bool wave(const Expr& e, const Rational& q, bool sine);
  bool logarithm(const Expr& e, const Rational& q);
  bool small_logarithm(const Expr& e, const Rational& q);
  bool arctangent(const Expr& e, const Rational& q);
  // More digits than are shown, so that rounding cannot be caught between two.
  Rational small() const { return Rational(1) / power_of_ten(digits_ + 6); }

  Board& board_;
  int digits_;
  int depth_ = 0;
};

// What stands already is not written again: ln 2 serves several logarithms.
void BySeries::write(std::string claim, std::string_view rule, std::string because, const Judgement& judgement) {
  const auto& said = board_.steps();
  if (std::none_of(said.begin(), said.end(), [&](const Step& s) { return s.claim == claim; })) board_.write(std::move(claim), rule, std::move(because), judgement);
}

bool BySeries::state(const Expr& e, std::string because) {
  const auto known = math::real_value(e, digits_);
  if (!known) return false;
  const std::string claim = math::to_latex(e) + " \\approx " + known->digits;
  const Judgement fits = judge_fact(claim);
  if (!fits.holds) return false;
  write(claim, "digits_by_series", std::move(because), fits);
  return true;
}

bool BySeries::series(const Expr& e, const std::string& term, const std::string& next, const Rational& rest, const std::vector<Rational>& terms, std::string because) {
  const auto known = math::real_value(e, digits_ + 1);
  if (!known) return false;
  const int last = static_cast<int>(terms.size()) - 1;
  if (!board_.brief()) {
    // Each term as a decimal, with places for their rounding.
    const auto point = known->digits.find('.');
    const int places = point == std::string::npos ? 2 : static_cast<int>(known->digits.size() - point) + 1;
    const Rational scale = power_of_ten(places);
    Rational total(0);
    std::string sum;
    for (const Rational& t : terms) {
      const Rational shown = (t.abs() * scale + Rational(1, 2)).floor() / scale;
      if (shown.is_zero()) continue;
      const auto text = shown.to_decimal(40);
      if (!text) return false;
      sum += sum.empty() ? (t.sign() < 0 ? "-" : "") + *text : (t.sign() < 0 ? " - " : " + ") + *text;
      total += t.sign() < 0 ? -shown : shown;
    }
    const auto end = total.to_decimal(40);
    if (!end) return false;
    const std::string added = sum + " = " + *end;
    if (sum != *end) write(added, "series_terms", std::move(because), judge_fact(added));
    because = board_.say({"so this is the sum of these {0} terms", "which adds up the first {0} terms"}, terms.size());
  }
  const std::string sum = "\\sum_{k=0}^" + (last < 10 ? std::to_string(last) : "{" + std::to_string(last) + "}") + " " + term;
  const std::string claim = sum + " \\approx " + known->digits;
  const Judgement fits = judge_fact(claim);
  if (!fits.holds) return false;
  write(claim, "series", std::move(because), fits);
  const int zeros = digits_ + 1;
  write(next + " < 10^{-" + std::to_string(zeros) + "}", "rest_of_series", board_.say({"as the next term no longer changes these digits", "stopping where what is left out is smaller than the digits shown"}), proved(rest < small(), "the rest is too large"));
  return state(e, board_.say({"rounding to the digits asked for", "keeping the digits that are sure"}));
}

// q^k/k!
bool BySeries::exponential(const Expr& e, const Rational& q) {
  if (q.abs() > Rational(6) || q.is_zero()) return false;
  Rational term(1);
  std::vector<Rational> terms;
  for (int k = 1; k <= kMostTerms; ++k) {
    terms.push_back(term);
    term = term * q / Rational(k);
    if (term.abs() * 2 >= small() || Rational(2) * q.abs() > Rational(k)) continue;
    const std::string power = q == Rational(1) ? "1" : "\\left(" + tex(q) + "\\right)^k";
    return series(e, "\\frac{" + power + "}{k!}", "2 \\cdot \\frac{" + (q == Rational(1) ? "1" : "\\left(" + tex(q.abs()) + "\\right)^{" + std::to_string(k) + "}") + "}{" + std::to_string(k) + "!}", term.abs() * 2, terms,
                  q == Rational(1) ? board_.say({"adding $\\frac{{1}}{{k!}}$, which is how $e$ is built up", "summing the series of $e$"}) : board_.say({"adding the terms $\\frac{{u^k}}{{k!}}$ of the exponential with $u = {0}$", "summing the exponential series for $u = {0}$"}, tex(q)));
  }
  return false;
}

bool BySeries::wave(const Expr& e, const Rational& q, bool sine) {
  if (q.abs() > Rational(6) || q.is_zero()) return false;
  Rational term = sine ? q : Rational(1);
  std::vector<Rational> terms;
  for (int k = 1; k <= kMostTerms; ++k) {
    terms.push_back(term);
    const int n = sine ? 2 * k + 1 : 2 * k;
    term = -(term * q * q) / Rational(static_cast<long long>(n) * (n - 1));
    if (term.abs() >= small() || q.abs() > Rational(n)) continue;
    const std::string exponent = sine ? "2k + 1" : "2k", base = "\\left(" + tex(q) + "\\right)";
    const std::string power = q == Rational(1) ? "1" : base + "^{" + exponent + "}";
    const std::string last = q.abs() == Rational(1) ? "1" : "\\left(" + tex(q.abs()) + "\\right)^{" + std::to_string(n) + "}";
    return series(e, "\\frac{(-1)^k \\cdot " + power + "}{(" + exponent + ")!}", "\\frac{" + last + "}{" + std::to_string(n) + "!}", term.abs(), terms, board_.say({"adding the terms of the series of the {0} at ${1}$", "summing the {0} series for ${1}$"}, sine ? "sine" : "cosine", tex(q)));
  }
  return false;
}

// arctan q for a small q
bool BySeries::arctangent(const Expr& e, const Rational& q) {
  if (q.is_zero()) return false;
  if (q.abs() > Rational(1, 2)) {
    // arctan q = arctan a + arctan((q - a)/(1 + a q)), again and again with a = 1/2
    const Rational half(q.sign() < 0 ? -1 : 1, 2), rest = (q - half) / (Rational(1) + half * q);
    const Expr first = Expr::func("atan", {Expr::number(half)}), second = Expr::func("atan", {Expr::number(rest)});
    if (rest.is_zero() || depth_ > 3) return false;
    const std::string claim = math::to_latex(e) + " = " + math::to_latex(first) + " + " + math::to_latex(second);
    const Judgement fits = judge_fact(claim);
    if (!fits.holds) return false;
    write(claim, "machin", board_.say({"splitting the angle by the addition formula of the tangent", "taking the angle as two smaller ones, by the addition formula of the tangent"}), fits);
    const int more = depth_ == 0 ? 2 : 0;
    digits_ += more;
    ++depth_;
    const bool both = arctangent(first, half) && arctangent(second, rest);
    digits_ -= more;
    --depth_;
    return both && state(e, board_.say({"adding the two and rounding", "putting both together"}));
  }
  Rational power = q;
  std::vector<Rational> terms;
  for (int k = 1; k <= kMostTerms; ++k) {
    terms.push_back((k % 2 ? power : -power) / Rational(2 * k - 1));
    power *= q * q;
    const Rational term = power.abs() / Rational(2 * k + 1);
    if (term >= small()) continue;
    const std::string base = "\\left(" + tex(q) + "\\right)", n = std::to_string(2 * k + 1);
    return series(e, "\\frac{(-1)^k \\cdot " + base + "^{2k + 1}}{2k + 1}", "\\frac{\\left(" + tex(q.abs()) + "\\right)^{" + n + "}}{" + n + "}", term, terms, board_.say({"adding the terms $\\frac{{(-1)^k u^{{2k + 1}}}}{{2k + 1}}$ of the arctangent with $u = {0}$", "summing the arctangent series for $u = {0}$"}, tex(q)));
  }
  return false;
}

// ln q = 2 (y + y^3/3 + ...) with y = (q - 1)/(q + 1)
bool BySeries::small_logarithm(const Expr& e, const Rational& q) {
  const Rational y = (q - 1) / (q + 1);
  if (y.is_zero() || y.abs() > Rational(2, 5)) return false;
  Rational power = y;
  std::vector<Rational> terms;
  for (int k = 1; k <= kMostTerms; ++k) {
    terms.push_back(Rational(2) * power / Rational(2 * k - 1));
    power *= y * y;
    const Rational rest = Rational(3) * power.abs() / Rational(2 * k + 1);
    if (rest >= small()) continue;
    const std::string base = "\\left(" + tex(y) + "\\right)", n = std::to_string(2 * k + 1);
    return series(e, "\\frac{2 \\cdot " + base + "^{2k + 1}}{2k + 1}", "3 \\cdot \\frac{\\left(" + tex(y.abs()) + "\\right)^{" + n + "}}{" + n + "}", rest, terms, board_.say({"using $\\ln \\frac{{1 + y}}{{1 - y}} = 2\\left(y + \\frac{{y^3}}{{3}} + \\frac{{y^5}}{{5}} + ...\\right)$ with $y = {0}$"}, tex(y)));
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
