// Integrals in another variable: roots, exponentials, logarithms and tan(x/2) become u.
#include <algorithm>

#include "explain/calculus.h"
#include "explain/general_equation.h"
#include "explain/integration.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// a and c of a x^m + c with m > 1.
std::optional<std::pair<Rational, Rational>> root_inside(const Expr& e, const std::string& x) {
  const auto p = math::as_polynomial(e, x, 6);
  if (!p || p->size() < 3 || std::any_of(p->begin() + 1, p->end() - 1, [](const Rational& c) { return !c.is_zero(); })) return std::nullopt;
  return std::pair(p->back(), (*p)[0]);
}

// a and b of a e^x + b.
std::optional<std::pair<Rational, Rational>> shifted_exponential(const Expr& e, const std::string& x) {
  const Expr letter = Expr::symbol("retort_power"), power = Expr::func("exp", {Expr::symbol(x)});
  const auto p = math::as_polynomial(with_replaced(e, [&](const Expr& part) { return part.same(power) ? std::optional(letter) : std::nullopt; }), "retort_power", 1);
  return p && p->size() == 2 ? std::optional(std::pair((*p)[1], (*p)[0])) : std::nullopt;
}

}  // namespace

// Quotients of sines and cosines of x become quotients of polynomials in u = tan(x/2).
Integration::Found Integration::half_angle_tangent(const Expr& e, int depth) {
  if (variable_ == "u" || e.contains_symbol("u") || depth > 1) return std::nullopt;
  const Expr x = Expr::symbol(variable_), u = Expr::symbol("u"), one = Expr::integer(1), two = Expr::integer(2), below = one + square(u);
  const Expr inside = with_replaced(e, [&](const Expr& part) -> std::optional<Expr> {
    if (part.is_func("sin") && part.arg(0).same(x)) return two * u / below;
    if (part.is_func("cos") && part.arg(0).same(x)) return (one - square(u)) / below;
    return std::nullopt;
  });
  if (inside.same(e) || inside.contains_symbol(variable_)) return std::nullopt;
  const auto whole = math::as_fraction(inside * (two / below), "u", 8);
  const auto plain = math::as_polynomial(inside * (two / below), "u", 8);
  if ((!whole || whole->den.empty()) && !plain) return std::nullopt;
  const Expr g = applied("tan", x / two);
  const Expr h = plain ? math::to_expr(*plain, "u") : math::degree(whole->den) == 0 ? math::to_expr(math::multiply(whole->num, {Rational(1) / whole->den[0]}), "u") : math::to_expr(whole->num, "u") / math::to_expr(whole->den, "u");
  const std::string s = "\\sin " + tex_variable(variable_), c = "\\cos " + tex_variable(variable_);
  const Expr sine = two * g / (one + square(g)), cosine = (one - square(g)) / (one + square(g));
  board_.fact(s + " = " + math::to_latex(sine), "half_angle", board_.say({"taking $u = {0}$, by which sine and cosine can be written", "substituting $u = {0}$, as every sine and cosine can be written with it"}, math::to_latex(g)));
  board_.fact(c + " = " + math::to_latex(cosine), "half_angle", board_.say({"in the same way", "doing the same for the cosine"}));
  const auto slope = math::derivative(g, variable_);
  if (!slope) return std::nullopt;
  const std::string d = tex_derivative_of(g, variable_) + " = " + math::to_latex((one + square(g)) / two);
  board_.write(d, "inner_derivative", board_.say({"differentiating $u$, so that $d{0} = \\frac{{2}}{{1 + u^2}} \\, du$"}, tex_variable(variable_)), judge_calculus(d, variable_));
  board_.write(tex_integral_of(e, variable_) + " = " + tex_integral_of(h, "u"), "integral_in_u", board_.say({"putting these in and simplifying", "writing the whole integral with $u$"}), judge_same(h.substitute("u", g) * *slope, e));
  if (board_.failed()) return std::nullopt;
  const auto U = Integration(board_, "u").integrate(h, depth + 1);
  if (!U || board_.failed()) return std::nullopt;
  const Expr F = U->substitute("u", g);
  state(e, F, "substitution", board_.say({"putting ${0}$ back for $u$", "replacing $u$ by ${0}$ again"}, math::to_latex(g)));
  return F;
}

// x^(m - 1) times a function of x^m and u = sqrt(a x^m + c): x^(m - 1) dx = 2 u du/(m a).
Integration::Found Integration::even_root(const Expr& e, const Expr& g, const std::pair<Rational, Rational>& line, int depth) {
  const auto& [a, c] = line;
  const auto m = static_cast<std::size_t>(math::degree(math::as_polynomial(g.arg(0), variable_).value_or(Coefficients(3, Rational(1)))));
  const Rational share = Rational(2) / (Rational(static_cast<long long>(m)) * a);
  const Expr u = Expr::symbol("u"), letter = Expr::symbol("retort_root");
  const Expr inside = with_replaced(e, [&](const Expr& part) { return part.same(g) ? std::optional(letter) : std::nullopt; });
  // P(x) root^k with an odd P.
  Coefficients p;
  long long k = 0;
  const Expr top = inside.is(Op::kDiv) ? inside.arg(0) : inside;
  std::vector<Expr> rest;
  for (const Expr& part : math::factors_of(top)) {
    if (part.same(letter))
      ++k;
    else
      rest.push_back(part);
  }
  if (inside.is(Op::kDiv)) {
    for (const Expr& part : math::factors_of(inside.arg(1))) {
      if (!part.same(letter)) return std::nullopt;
      --k;
    }
  }
  const auto odd = math::as_polynomial(math::product_of(rest), variable_, 14);
  if (!odd || odd->empty()) return std::nullopt;
  for (std::size_t i = 0; i < odd->size(); ++i)
    if (i % m != m - 1 && !(*odd)[i].is_zero()) return std::nullopt;
  // x^{m i + m - 1} dx = ((u^2 - c)/a)^i 2 u du/(m a)
  Coefficients power{Rational(1)}, total;
  for (std::size_t i = m - 1; i < odd->size(); i += m) {
    if (!(*odd)[i].is_zero()) total = math::add(total, math::multiply({(*odd)[i] * share}, power));
    power = math::multiply(power, {-c / a, Rational(0), Rational(1) / a});
  }
  const long long shift = k + 1;
  if (shift < 0) return std::nullopt;
  Coefficients monomial(static_cast<std::size_t>(shift) + 1);
  monomial.back() = Rational(1);
  const Coefficients h = math::multiply(total, monomial);
  const auto slope = math::derivative(g, variable_);
  if (!slope) return std::nullopt;
  const std::string d = tex_derivative_of(g, variable_) + " = " + math::to_latex([&] {
    const Expr power = m == 2 ? Expr::symbol(variable_) : math::pow(Expr::symbol(variable_), Expr::integer(static_cast<long long>(m) - 1));
    const Rational front = Rational(1) / share;
    return times(front.num(), power) / (front.den() == Rational(1) ? g : Expr::number(front.den()) * g);
  }());
  board_.write(d, "inner_derivative", board_.say({"taking $u = {0}$, so that ${1} \\, d{2}$ is $u \\, du$ up to a number", "substituting $u = {0}$"}, math::to_latex(g), tex_monomial(Rational(1), variable_, static_cast<int>(m) - 1), tex_variable(variable_)), judge_calculus(d, variable_));
  const Expr integrand = math::to_expr(h, "u");
  board_.write(tex_integral_of(e, variable_) + " = " + tex_integral_of(integrand, "u"), "integral_in_u", board_.say({"writing the whole integral with $u$, as ${0} = u^2$", "putting ${0} = u^2$ in"}, math::to_latex(g.arg(0))), judge_same(integrand.substitute("u", g) * *slope, e));
  if (board_.failed()) return std::nullopt;
  const auto U = Integration(board_, "u").integrate(integrand, depth + 1);
  if (!U || board_.failed()) return std::nullopt;
  const Expr F = U->substitute("u", g);
  state(e, F, "substitution", board_.say({"putting ${0}$ back for $u$", "replacing $u$ by ${0}$ again"}, math::to_latex(g)));
  return F;
}

// The root, the exponential or the logarithm becomes the variable.
Integration::Found Integration::change_of_variable(const Expr& e, int depth) {
  if (variable_ == "u" || e.contains_symbol("u") || depth > 1) return std::nullopt;
  std::vector<Expr> candidates;
  collect_parts(e, [&](const Expr& part) {
    if (!part.contains_symbol(variable_)) return false;
    return (part.is_func("sqrt") && (linear_in(part.arg(0), variable_) || root_inside(part.arg(0), variable_) || shifted_exponential(part.arg(0), variable_))) || (part.is_func("exp") && linear_in(part.arg(0), variable_)) || (part.is_func("ln") && part.arg(0).is(Op::kSymbol));
  }, candidates);
  const Expr u = Expr::symbol("u");
  for (const Expr& g : candidates) {
    const auto line = g.is_func("ln") ? std::nullopt : linear_in(g.arg(0), variable_);
    const auto even = g.is_func("sqrt") && !line ? root_inside(g.arg(0), variable_) : std::nullopt;
    const auto growing = g.is_func("sqrt") && !line && !even ? shifted_exponential(g.arg(0), variable_) : std::nullopt;
    if (even) {
      if (auto F = even_root(e, g, *even, depth)) return F;
      continue;
    }
    // x and dx/du
    Expr x, dx;
    if (growing) {
      // u^2 = a e^x + b
      const Expr power = growing->second.is_zero() ? square(u) : growing->second.sign() < 0 ? square(u) + Expr::number(-growing->second) : square(u) - Expr::number(growing->second);
      x = Expr::func("ln", {growing->first == Rational(1) ? power : power / Expr::number(growing->first)});
      dx = Expr::integer(2) * u / power;
    } else if (g.is_func("sqrt")) {
      const Rational a = (*line)[1], b = (*line)[0];
      const Expr moved = b.is_zero() ? square(u) : b.sign() < 0 ? square(u) + Expr::number(-b) : square(u) - Expr::number(b);
      x = a == Rational(1) ? moved : moved / Expr::number(a);
      dx = times(Rational(2) / a, u);
    } else if (g.is_func("exp")) {
      x = times(Rational(1) / (*line)[1], Expr::func("ln", {u}) - Expr::number((*line)[0]));
      dx = Expr::integer(1) / times((*line)[1], u);
    } else {
      x = Expr::func("exp", {u});
      dx = Expr::func("exp", {u});
    }
    Expr inside = with_replaced(e, [&](const Expr& part) { return part.same(g) ? std::optional(u) : std::nullopt; });
    if (g.is_func("exp") && inside.contains_symbol(variable_)) continue;
    if (growing) {
      const Expr power = x.arg(0), exponential = Expr::func("exp", {Expr::symbol(variable_)});
      inside = with_replaced(inside, [&](const Expr& part) { return part.same(exponential) ? std::optional(power) : std::nullopt; });
      if (inside.contains_symbol(variable_)) continue;
    }
    inside = inside.substitute(variable_, x);
    Expr h = inside * dx;
    if (const auto fraction = math::as_fraction(h, "u", 12))
      h = math::to_expr(fraction->num, "u") / math::to_expr(fraction->den, "u");
    else if (const auto q = math::as_polynomial(h, "u"))
      h = math::to_expr(*q, "u");
    else if (const auto normal = math::normal_form(h); normal && normal->size() <= h.size())
      h = *normal;
    const Board before = board_;
    const std::string how = math::to_latex(x), slope = math::to_latex(dx);
    const std::string named = tex_derivative_of(x, "u") + " = " + slope;
    board_.write(named, "change_of_variable", board_.say({"taking $u = {0}$, so that ${1} = {2}$", "substituting $u = {0}$, which means ${1} = {2}$"}, math::to_latex(g), tex_variable(variable_), how), judge_calculus(named, "u"));
    const auto derivative = math::derivative(g, variable_);
    const std::string moved = tex_integral_of(e, variable_) + " = " + tex_integral_of(h, "u");
    const Judgement same = derivative ? judge_same(h.substitute("u", g) * *derivative, e) : fails("no derivative");
    board_.write(moved, "integral_in_u", board_.say({"putting $u$ and its part of $d{0}$ in", "writing the whole integral with $u$"}, tex_variable(variable_)), same);
    if (!board_.failed()) {
      const auto U = Integration(board_, "u").integrate(h, depth + 1);
      if (U && !board_.failed()) {
        Expr F = U->substitute("u", g);
        // e^{ln x} is x, ln e^x is x
        F = with_replaced(F, [&](const Expr& part) -> std::optional<Expr> {
          if (part.is_func("exp") && part.arg(0).is_func("ln")) return part.arg(0).arg(0);
          if (part.is_func("ln") && part.arg(0).is_func("abs") && part.arg(0).arg(0).is_func("exp")) return part.arg(0).arg(0).arg(0);
          return std::nullopt;
        });
        state(e, F, "substitution", board_.say({"putting ${0}$ back for $u$", "replacing $u$ by ${0}$ again"}, math::to_latex(g)));
        if (!board_.failed()) return F;
      }
    }
    board_ = before;
  }
  return std::nullopt;
}

}  // namespace retort::explain
