// Integrals that yield after a rewriting: trigonometric identities, completed squares, another variable, the same integral coming back.
#include <algorithm>
#include <cmath>
#include <functional>

#include "explain/calculus.h"
#include "explain/general_equation.h"
#include "explain/integration.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

Expr power_of(const Expr& e, long long n) { return n == 1 ? e : math::pow(e, Expr::integer(n)); }
Expr plus_scaled(const Expr& a, const Rational& c, const Expr& e) { return c.sign() < 0 ? a - times(-c, e) : a + times(c, e); }

// f^n of one function of the variable: its base and n.
std::pair<Expr, long long> base_and_exponent(const Expr& e) {
  if (e.is(Op::kPow) && e.arg(1).is_integer()) return {e.arg(0), e.arg(1).value().to_int64().value_or(0)};
  return {e, 1};
}

// The derivative of a sum of functions and of multiples of integrals over x.
std::optional<Expr> through_integrals(const Expr& e, const std::string& x) {
  if (e.is_func("integral") && e.args().size() == 2) return e.arg(0);
  const std::function<bool(const Expr&)> holds = [&](const Expr& part) { return part.is_func("integral") || std::any_of(part.args().begin(), part.args().end(), holds); };
  if (!holds(e)) {
    const auto d = math::derivative(e, x);
    return d ? std::optional(*d) : std::nullopt;
  }
  std::vector<Expr> args;
  if (e.is(Op::kAdd) || e.is(Op::kNeg)) {
    for (const Expr& a : e.args()) {
      const auto d = through_integrals(a, x);
      if (!d) return std::nullopt;
      args.push_back(*d);
    }
    return Expr::make(e.op(), std::move(args), e.name());
  }
  if (!e.is(Op::kMul) && !e.is(Op::kDiv)) return std::nullopt;
  int integrals = 0;
  for (const Expr& a : e.args()) {
    if (!holds(a)) {
      if (a.contains_symbol(x)) return std::nullopt;
      args.push_back(a);
      continue;
    }
    const auto d = through_integrals(a, x);
    if (!d || ++integrals > 1) return std::nullopt;
    args.push_back(*d);
  }
  return Expr::make(e.op(), std::move(args), e.name());
}

// sin^m u cos^n u times a number: what is needed of each.
struct Waves {
  Rational factor{1};
  std::optional<Expr> u;
  long long sines = 0, cosines = 0;
};
std::optional<Waves> as_waves(const Expr& e) {
  Waves w;
  for (const Expr& part : math::factors_of(e)) {
    if (const auto c = math::exact_value(part)) {
      w.factor *= *c;
      continue;
    }
    const auto [base, n] = base_and_exponent(part);
    if (n < 1 || !(base.is_func("sin") || base.is_func("cos")) || (w.u && !w.u->same(base.arg(0)))) return std::nullopt;
    w.u = base.arg(0);
    (base.is_func("sin") ? w.sines : w.cosines) += n;
  }
  return w.u ? std::optional(w) : std::nullopt;
}

}  // namespace

Judgement judge_with_integrals(const std::string& claim, const std::string& variable) {
  const auto read = math::parse(claim, math::Notation::kLatex, {.symbols = {variable}});
  if (!read) return fails(read.error().message);
  if (!read->is(Op::kRel)) return fails("not an equality");
  const auto a = through_integrals(read->arg(0), variable), b = through_integrals(read->arg(1), variable);
  return a && b ? judge_same(*a, *b) : fails("a derivative without a rule");
}

Integration::Found Integration::rewritten(const Expr& e, const Expr& as, std::string_view rule, std::string because, int depth) {
  const Judgement same = judge_same(e, as);
  if (!same.holds) return std::nullopt;
  board_.write(math::to_latex(e) + " = " + math::to_latex(as), rule, std::move(because), same);
  const auto F = integrate(as, depth + 1);
  if (!F || board_.failed()) return std::nullopt;
  state(e, *F, "same_integral", board_.say({"as the two integrands are equal", "going back to the integrand that was given", "having found the integral asked for"}));
  return F;
}

// 3 \int f, \int f / 4: the number stands before the integral.
Integration::Found Integration::constant_factor(const Expr& e, int depth) {
  const bool negative = e.is(Op::kNeg);
  const Expr bare = negative ? e.arg(0) : e;
  Rational c(negative ? -1 : 1);
  std::vector<Expr> rest;
  const Expr top = bare.is(Op::kDiv) ? bare.arg(0) : bare;
  std::vector<Expr> below;
  for (const Expr& part : math::factors_of(top))
    if (const auto v = math::exact_value(part))
      c *= *v;
    else
      rest.push_back(part);
  if (bare.is(Op::kDiv)) {
    for (const Expr& part : math::factors_of(bare.arg(1)))
      if (const auto v = math::exact_value(part))
        c /= *v;
      else
        below.push_back(part);
  }
  // Letters other than the variable are numbers, too.
  std::vector<Expr> letters, letters_below;
  const auto set_aside = [&](std::vector<Expr>& from, std::vector<Expr>& to) {
    for (std::size_t i = 0; i < from.size();)
      if (!from[i].contains_symbol(variable_)) {
        to.push_back(from[i]);
        from.erase(from.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
  };
  set_aside(rest, letters);
  set_aside(below, letters_below);
  if (!letters.empty() || !letters_below.empty()) {
    const Expr held = letters_below.empty() ? math::product_of(letters) : math::product_of(letters) / math::product_of(letters_below);
    const Expr inner = times(c, below.empty() ? math::product_of(rest) : math::product_of(rest) / math::product_of(below));
    Expr total;
    if (!inner.contains_symbol(variable_)) {
      total = math::product_of({held, Expr::symbol(variable_)});
      if (c != Rational(1)) total = times(c, total);
    } else {
      const auto F = integrate(inner, depth);
      if (!F || board_.failed()) return std::nullopt;
      const bool divided = F->is(Op::kDiv) && F->arg(1).is_number() && letters_below.empty();
      total = divided ? math::product_of({held, F->arg(0)}) / F->arg(1) : math::product_of({held, *F});
    }
    state(e, total, "constant_factor", board_.say({"keeping the factor ${0}$, which does not depend on ${1}$", "with the constant ${0}$ in front"}, math::to_latex(held), tex_variable(variable_)));
    return total;
  }
  if (c == Rational(1) || c.is_zero() || (rest.empty() && below.empty())) return std::nullopt;
  const Expr above = math::product_of(rest);
  const Expr inner = below.empty() ? above : above / math::product_of(below);
  const auto F = integrate(inner, depth);   // shorter by the number, so this ends
  if (!F || board_.failed()) return std::nullopt;
  Expr total = times(c, *F);
  if (F->is(Op::kAdd)) {
    // The number goes to each term.
    std::vector<Expr> spread;
    for (const Expr& t : math::terms_of(*F)) spread.push_back(times(c, t));
    total = math::sum_of(spread);
  }
  if (c == Rational(-1))
    state(e, total, "sign", board_.say({"keeping the minus sign", "taking the opposite"}));
  else
    state(e, total, "constant_factor", board_.say({"keeping the factor ${0}$", "multiplying by the factor ${0}$", "with the factor ${0}$ in front"}, tex(c)));
  return total;
}

// (a x + b)/(x^2 + p x + q) with no real zero below: a logarithm and an arctangent.
Integration::Found Integration::quadratic_below(const Expr& e, int depth) {
  if (!e.is(Op::kDiv)) return std::nullopt;
  const auto n = math::as_polynomial(e.arg(0), variable_, 1), d = math::as_polynomial(e.arg(1), variable_, 2);
  if (!n || n->empty() || !d || d->size() != 3) return std::nullopt;
  const Rational lead = (*d)[2], p = (*d)[1] / lead, q = (*d)[0] / lead, rest = q - p * p / 4;
  if (rest.sign() <= 0 || (p.is_zero() && n->size() == 1 && lead == Rational(1))) return std::nullopt;
  const Expr x = Expr::symbol(variable_), below = e.arg(1);
  const Rational a = n->size() == 2 ? (*n)[1] : Rational(0), b = (*n)[0];
  if (n->size() == 2) {
    // The derivative of what stands below, and a number.
    const Expr slope = math::to_expr(math::derivative(*d), variable_);
    const Rational c = a / (Rational(2) * lead), left = b - c * (*d)[1];
    if (left.is_zero()) return std::nullopt;
    const Expr first = c == Rational(1) ? slope / below : c.num() == Rational(1) ? slope / (Expr::number(c.den()) * below) : Expr::number(c) * (slope / below);
    const Expr second = left.den() == Rational(1) ? Expr::number(left.abs()) / below : Expr::number(left.num().abs()) / (Expr::number(left.den()) * below);
    return rewritten(e, left.sign() < 0 ? first - second : first + second, "split_numerator", board_.say({"splitting off the derivative ${0}$ of the denominator", "writing the numerator with the derivative ${0}$ of what stands below"}, math::to_latex(slope)), depth);
  }
  // A completed square, then the arctangent.
  const Expr shifted = p.is_zero() ? x : p.sign() < 0 ? x - Expr::number(-p / 2) : x + Expr::number(p / 2);
  const Expr completed = square(shifted) + Expr::number(rest);
  if (!p.is_zero())
    board_.fact(math::to_latex(below) + " = " + (lead == Rational(1) ? math::to_latex(completed) : tex(lead) + "\\left(" + math::to_latex(completed) + "\\right)"), "complete_the_square",
                board_.say({"completing the square below", "writing the denominator as a square plus a number"}));
  const Expr r = root_of(rest);
  const Expr inside = r.is_number() && r.value() == Rational(1) ? shifted : shifted / r;
  const Rational c = b / lead;
  const Expr F = r.is_number() ? times(c / r.value(), applied("atan", inside)) : times(c, applied("atan", inside) / r);
  state(e, F, "known_integral", board_.say({"using $\\int \\frac{{1}}{{u^2 + k^2}} \\, du = \\frac{{1}}{{k}} \\arctan \\frac{{u}}{{k}}$ with $u = {0}$ and $k = {1}$", "taking the arctangent, with $u = {0}$ and $k = {1}$ in $\\frac{{1}}{{k}} \\arctan \\frac{{u}}{{k}}$"}, math::to_latex(shifted), math::to_latex(r)));
  return F;
}

// One sine or cosine is kept for the substitution, the others become powers of the other function.
Integration::Found Integration::odd_power(const Expr& e) {
  const auto w = as_waves(e);
  if (!w || w->sines + w->cosines < 3 || w->sines + w->cosines > 12) return std::nullopt;
  const auto line = linear_in(*w->u, variable_);
  const bool on_sine = w->sines % 2 == 1;
  if (!line || (!on_sine && w->cosines % 2 == 0)) return std::nullopt;
  const char *kept = on_sine ? "sin" : "cos", *inner = on_sine ? "cos" : "sin";
  const long long pairs = ((on_sine ? w->sines : w->cosines) - 1) / 2, others = on_sine ? w->cosines : w->sines;
  const Expr g = applied(inner, *w->u), one = Expr::integer(1), bracket = power_of(one - square(g), pairs == 0 ? 1 : pairs);
  if (pairs == 0) return std::nullopt;   // substitution does it at once
  std::vector<Expr> factors{bracket};
  if (others) factors.push_back(power_of(g, others));
  factors.push_back(applied(kept, *w->u));
  const Expr as = times(w->factor, math::product_of(factors));
  board_.write(math::to_latex(e) + " = " + math::to_latex(as), "pythagoras", board_.say({"keeping one ${0}$ and using $\\sin^2 + \\cos^2 = 1$ for the rest", "setting one ${0}$ aside and replacing the others"}, "\\" + std::string(kept) + " " + math::to_latex(*w->u)), judge_same(e, as));
  // u = g, du = \pm k (kept) dx
  const Rational slope = (*line)[1] * Rational(on_sine ? -1 : 1);
  const Expr dg = times(slope, applied(kept, *w->u));
  const std::string d = tex_derivative_of(g, variable_) + " = " + math::to_latex(dg);
  board_.write(d, "inner_derivative", board_.say({"taking $u = {0}$", "substituting $u = {0}$"}, math::to_latex(g)), judge_calculus(d, variable_));
  Coefficients p{Rational(1)};
  for (long long i = 0; i < pairs; ++i) p = math::multiply(p, {Rational(1), Rational(0), Rational(-1)});
  Coefficients shift(static_cast<std::size_t>(others) + 1);
  shift.back() = w->factor / slope;
  p = math::multiply(p, shift);
  const Expr U = math::to_expr(math::antiderivative(p), "u"), integrand = math::to_expr(p, "u");
  const std::string claim = tex_integral_of(integrand, "u") + " = " + math::to_latex(U) + " + C";
  board_.write(claim, "integral_in_u", board_.say({"integrating over $u$, multiplied out", "taking the integral in $u$"}), judge_calculus(claim, "u"));
  const Expr F = U.substitute("u", g);
  state(e, F, "substitution", board_.say({"putting ${0}$ back for $u$", "replacing $u$ by ${0}$ again"}, math::to_latex(g)));
  return F;
}

// c/(sin u + cos u): one sine at a shifted angle, sin u + cos u = sqrt(2) sin(u + pi/4).
Integration::Found Integration::over_sum_of_waves(const Expr& e, int depth) {
  if (!e.is(Op::kDiv) || !e.arg(0).is_number() || !e.arg(1).is(Op::kAdd) || e.arg(1).args().size() != 2) return std::nullopt;
  const Expr &a = e.arg(1).arg(0), &b = e.arg(1).arg(1);
  const bool minus = b.is(Op::kNeg);
  const Expr& other = minus ? b.arg(0) : b;
  if (!a.is_func("sin") || !other.is_func("cos") || !a.arg(0).same(other.arg(0)) || !linear_in(a.arg(0), variable_)) return std::nullopt;
  const Expr quarter = Expr::constant("pi") / Expr::integer(4), u = minus ? a.arg(0) - quarter : a.arg(0) + quarter, root = root_of(Rational(2));
  const Expr one_wave = root * applied("sin", u), as = times(e.arg(0).value(), applied("csc", u)) / root;
  board_.write(math::to_latex(e.arg(1)) + " = " + math::to_latex(one_wave), "addition_formula", board_.say({"putting both waves into one: $\\sin(u + t) = \\cos t \\sin u + \\sin t \\cos u$ with $t = {0}$", "using the addition formula of the sine with $t = {0}$"}, math::to_latex(minus ? -quarter : quarter)), judge_same(e.arg(1), one_wave));
  board_.write(math::to_latex(e) + " = " + math::to_latex(as), "in_cosecant", board_.say({"writing one over the sine as the cosecant", "using $\\csc u = \\frac{{1}}{{\\sin u}}$"}), judge_same(e, as));
  const auto inner = integrate(applied("csc", u), depth + 1);
  if (!inner || board_.failed()) return std::nullopt;
  const Expr F = times(e.arg(0).value(), *inner) / root;
  state(e, F, "constant_factor", board_.say({"keeping the divisor ${0}$", "dividing by ${0}$"}, math::to_latex(root)));
  return F;
}

Integration::Found Integration::by_identity(const Expr& e, int depth) {
  const Expr one = Expr::integer(1), two = Expr::integer(2);
  if (auto F = odd_power(e)) return F;
  if (auto F = over_sum_of_waves(e, depth)) return F;
  if (const auto w = as_waves(e); w && linear_in(*w->u, variable_) && w->sines % 2 == 0 && w->cosines % 2 == 0 && w->sines + w->cosines <= 6) {
    const Expr twice = math::normal_form(two * *w->u).value_or(two * *w->u), c = applied("cos", twice);
    const auto halves = [&](long long n, bool sine) { return power_of((sine ? one - c : one + c) / two, n / 2); };
    std::vector<Expr> factors;
    if (w->sines) factors.push_back(halves(w->sines, true));
    if (w->cosines) factors.push_back(halves(w->cosines, false));
    const Expr as = times(w->factor, math::product_of(factors));
    if (w->sines + w->cosines == 2) {
      const Expr spread = w->sines ? one / two - c / two : one / two + c / two;
      if (w->factor == Rational(1)) return rewritten(e, spread, "half_angle", w->sines ? board_.say({"using $\\sin^2 u = \\frac{{1 - \\cos 2u}}{{2}}$", "halving by means of the double angle: $\\sin^2 u = \\frac{{1 - \\cos 2u}}{{2}}$"}) : board_.say({"using $\\cos^2 u = \\frac{{1 + \\cos 2u}}{{2}}$", "halving by means of the double angle: $\\cos^2 u = \\frac{{1 + \\cos 2u}}{{2}}$"}), depth);
      return std::nullopt;
    }
    board_.write(math::to_latex(e) + " = " + math::to_latex(as), "half_angle", board_.say({"using $\\sin^2 u = \\frac{{1 - \\cos 2u}}{{2}}$ and $\\cos^2 u = \\frac{{1 + \\cos 2u}}{{2}}$"}), judge_same(e, as));
    // Multiplied out as a polynomial in the cosine.
    const auto p = math::as_polynomial(with_replaced(as, [&](const Expr& part) { return part.same(c) ? std::optional(Expr::symbol("c_0")) : std::nullopt; }), "c_0");
    if (!p) return std::nullopt;
    std::optional<Expr> spread;
    for (std::size_t i = 0; i < p->size(); ++i) {
      const Rational& k = (*p)[i];
      if (k.is_zero()) continue;
      const Expr size = i == 0 ? Expr::number(k.abs().num()) : times(k.abs().num(), power_of(c, static_cast<long long>(i)));
      const Expr term = k.den() == Rational(1) ? size : size / Expr::number(k.den());
      spread = !spread ? (k.sign() < 0 ? -term : term) : k.sign() < 0 ? *spread - term : *spread + term;
    }
    return rewritten(e, *spread, "multiply_out", board_.say({"multiplying out", "writing it as a sum"}), depth);
  }
  // Products of waves with different arguments.
  if (e.is(Op::kMul) && e.args().size() == 2) {
    const Expr &a = e.arg(0), &b = e.arg(1);
    const bool sa = a.is_func("sin"), sb = b.is_func("sin");
    if ((sa || a.is_func("cos")) && (sb || b.is_func("cos")) && !a.arg(0).same(b.arg(0))) {
      const Expr &u = sa || !sb ? a.arg(0) : b.arg(0), &v = sa || !sb ? b.arg(0) : a.arg(0);
      const auto plus = math::normal_form(u + v), minus = math::normal_form(u - v);
      if (!plus || !minus) return std::nullopt;
      const auto wave = [&](const char* name, const Expr& arg) -> Expr {
        // sin(-x) = -sin x, cos(-x) = cos x
        const auto p = math::as_polynomial(arg, variable_, 1);
        if (!p || p->empty() || p->back().sign() > 0) return applied(name, arg);
        const Expr turned = math::normal_form(-arg).value_or(arg);
        return std::string_view(name) == "sin" ? -applied(name, turned) : applied(name, turned);
      };
      Expr first, second;
      if (sa && sb) {
        first = wave("cos", *minus) / two;
        second = -(wave("cos", *plus) / two);
      } else if (!sa && !sb) {
        first = wave("cos", *minus) / two;
        second = wave("cos", *plus) / two;
      } else {
        first = wave("sin", *plus) / two;
        const Expr w = wave("sin", *minus);
        second = w.is(Op::kNeg) ? -(w.arg(0) / two) : w / two;
      }
      return rewritten(e, second.is(Op::kNeg) ? first - second.arg(0) : first + second, "product_to_sum",
                       sa && sb ? board_.say({"using $\\sin a \\sin b = \\frac{{\\cos(a - b) - \\cos(a + b)}}{{2}}$"}) : sa || sb ? board_.say({"using $\\sin a \\cos b = \\frac{{\\sin(a + b) + \\sin(a - b)}}{{2}}$"}) : board_.say({"using $\\cos a \\cos b = \\frac{{\\cos(a - b) + \\cos(a + b)}}{{2}}$"}), depth);
    }
  }
  if (e.args().size() == 1 && e.is(Op::kFunc)) {
    const Expr& u = e.arg(0);
    const Expr s = applied("sin", u), c = applied("cos", u), sec = applied("sec", u), csc = applied("csc", u), tan = applied("tan", u), cot = applied("cot", u);
    if (e.name() == "tan") return rewritten(e, s / c, "in_sine_and_cosine", board_.say({"writing the tangent as sine over cosine", "using $\\tan u = \\frac{{\\sin u}}{{\\cos u}}$"}), depth);
    if (e.name() == "cot") return rewritten(e, c / s, "in_sine_and_cosine", board_.say({"writing the cotangent as cosine over sine"}), depth);
    if (e.name() == "sec") return rewritten(e, (sec * tan + square(sec)) / (sec + tan), "multiply_by_one", board_.say({"multiplying top and bottom by $\\sec u + \\tan u$, whose derivative then stands above", "extending by $\\sec u + \\tan u$"}), depth);
    if (e.name() == "csc") return rewritten(e, (csc * cot + square(csc)) / (csc + cot), "multiply_by_one", board_.say({"multiplying top and bottom by $\\csc u + \\cot u$, whose derivative is the opposite of what then stands above"}), depth);
  }
  if (e.is(Op::kPow) && e.arg(1).is_integer()) {
    const long long n = e.arg(1).value().to_int64().value_or(0);
    if (n >= 2 && n <= 8 && (e.arg(0).is_func("tan") || e.arg(0).is_func("cot"))) {
      // tan^n = tan^{n-2} sec^2 - tan^{n-2}
      const Expr t = e.arg(0), r = applied(t.is_func("tan") ? "sec" : "csc", t.arg(0));
      const Expr as = n == 2 ? square(r) - one : power_of(t, n - 2) * square(r) - power_of(t, n - 2);
      return rewritten(e, as, "pythagoras", t.is_func("tan") ? board_.say({"using $\\tan^2 u = \\sec^2 u - 1$"}) : board_.say({"using $\\cot^2 u = \\csc^2 u - 1$"}), depth);
    }
    if (n == 4 && e.arg(0).is_func("sec")) {
      const Expr r = e.arg(0), t = applied("tan", r.arg(0));
      return rewritten(e, square(r) + square(t) * square(r), "pythagoras", board_.say({"using $\\sec^2 u = 1 + \\tan^2 u$ for one of the two squares"}), depth);
    }
  }
  if (e.is(Op::kDiv)) {
    const Expr &top = e.arg(0), &bottom = e.arg(1);
    // 1/(sin cos) and 1/cos: back to sums and to the secant.
    if (top.is_number() && top.value() == Rational(1)) {
      if (const auto w = as_waves(bottom); w && w->factor == Rational(1)) {
        const Expr s = applied("sin", *w->u), c = applied("cos", *w->u);
        if (w->sines == 1 && w->cosines == 1) return rewritten(e, s / c + c / s, "pythagoras", board_.say({"writing 1 as $\\sin^2 u + \\cos^2 u$ above and splitting the fraction"}), depth);
        if (w->sines == 2 && w->cosines == 2) return rewritten(e, one / square(c) + one / square(s), "pythagoras", board_.say({"writing 1 as $\\sin^2 u + \\cos^2 u$ above and splitting the fraction"}), depth);
        if (w->sines == 0 && (w->cosines == 1 || w->cosines == 3)) return rewritten(e, power_of(applied("sec", *w->u), w->cosines), "secant", board_.say({"writing $\\sec u$ for $\\frac{{1}}{{\\cos u}}$"}), depth);
        if (w->cosines == 0 && w->sines == 1) return rewritten(e, applied("csc", *w->u), "cosecant", board_.say({"writing $\\csc u$ for $\\frac{{1}}{{\\sin u}}$"}), depth);
      }
      // 1/(e^x + c) = (1 - e^x/(e^x + c))/c
      if (bottom.is(Op::kAdd) && bottom.args().size() == 2)
        for (const int i : {0, 1}) {
          const Expr &w = bottom.arg(static_cast<std::size_t>(i)), &c = bottom.arg(static_cast<std::size_t>(1 - i));
          const bool exponential = w.is_func("exp") || (w.is(Op::kPow) && w.arg(0).symbols().empty() && w.arg(1).contains_symbol(variable_));
          const auto number = math::exact_value(c);
          if (exponential && number && *number == Rational(1)) return rewritten(e, one - w / bottom, "add_and_subtract", board_.say({"adding and subtracting ${0}$ above", "writing 1 as ${1} - {0}$ above"}, math::to_latex(w), math::to_latex(bottom)), depth);
        }
    }
    // A sum over one term: term by term.
    if (top.is(Op::kAdd) && !bottom.is(Op::kAdd)) {
      std::optional<Expr> total;
      for (const Expr& t : math::terms_of(top)) {
        const bool minus = t.is(Op::kNeg);
        const Expr bare = minus ? t.arg(0) : t;
        // x/sqrt(x) is sqrt(x)
        Expr q = bare / bottom;
        if (const Expr root = applied("sqrt", Expr::symbol(variable_)); bottom.same(root) && math::as_polynomial(bare, variable_))
          if (const auto p = math::as_polynomial(bare, variable_); p && math::degree(*p) >= 1) q = times(p->back(), math::degree(*p) == 1 ? root : power_of(Expr::symbol(variable_), math::degree(*p) - 1) * root);
        if (const auto normal = math::normal_form(q); normal && normal->size() < q.size() && judge_same(*normal, q).holds) q = *normal;
        total = !total ? (minus ? -q : q) : minus ? *total - q : *total + q;
      }
      return rewritten(e, *total, "split_fraction", board_.say({"dividing each term", "splitting the fraction term by term"}), depth);
    }
  }
  // Brackets multiplied out: sqrt(x) (x - 1), (sin x + 1)^2.
  if (e.is(Op::kMul) || (e.is(Op::kPow) && e.arg(0).is(Op::kAdd) && e.arg(1).is_integer() && e.arg(1).value() <= Rational(4) && e.arg(1).value().sign() > 0))
    if (const auto out = math::multiply_out(e); out && out->is(Op::kAdd) && out->size() < 60) {
      const auto collected = math::collect_terms(*out);
      const Expr as = collected && collected->is(Op::kAdd) ? *collected : *out;
      if (!as.same(e) && depth < 2) return rewritten(e, as, "multiply_out", board_.say({"multiplying out", "writing it as a sum"}), depth);
    }
  return std::nullopt;
}

// e^{ax} sin bx: by parts twice brings the integral back.
Integration::Found Integration::exponential_times_wave(const Expr& e) {
  const auto factors = math::factors_of(e);
  if (factors.size() != 2) return std::nullopt;
  const auto is_exp = [](const Expr& part) { return part.is_func("exp") || (part.is(Op::kPow) && part.arg(0).is(Op::kConstant) && part.arg(0).name() == "e"); };
  const Expr &g = is_exp(factors[0]) ? factors[0] : factors[1], &wave = is_exp(factors[0]) ? factors[1] : factors[0];
  if (!is_exp(g) || !(wave.is_func("sin") || wave.is_func("cos"))) return std::nullopt;
  const auto a_line = linear_in(g.is_func("exp") ? g.arg(0) : g.arg(1), variable_), b_line = linear_in(wave.arg(0), variable_);
  if (!a_line || !b_line) return std::nullopt;
  const Rational a = (*a_line)[1], b = (*b_line)[1];
  const bool sine = wave.is_func("sin");
  const Expr other = applied(sine ? "cos" : "sin", wave.arg(0)), v = times(Rational(1) / a, g);
  // wave' = s b other
  const Rational s(sine ? 1 : -1), k = s * b / a;
  const auto signed_integral = [&](const Rational& c, const Expr& h) {
    const std::string size = c.abs() == Rational(1) ? std::string() : tex(c.abs());
    return (c.sign() < 0 ? " + " : " - ") + size + tex_integral_of(h, variable_);
  };
  const Expr first = g * wave, second = g * other;
  const std::string I = tex_integral_of(e, variable_);
  const std::string one = I + " = " + math::to_latex(times(Rational(1) / a, g * wave)) + signed_integral(k, second);
  board_.write(one, "integration_by_parts", board_.say({"integrating by parts with $u = {0}$ and $v = {1}$", "using $\\int u v' = uv - \\int u' v$ with $u = {0}$ and $v = {1}$"}, math::to_latex(wave), math::to_latex(v)), judge_with_integrals(one, variable_));
  const std::string two = tex_integral_of(second, variable_) + " = " + math::to_latex(times(Rational(1) / a, g * other)) + signed_integral(-k, first);
  board_.write(two, "integration_by_parts", board_.say({"integrating by parts once more, with $u = {0}$", "doing the same with $u = {0}$"}, math::to_latex(other)), judge_with_integrals(two, variable_));
  // (1 + k^2) I = g wave / a - k g other / a
  const Expr right = plus_scaled(times(Rational(1) / a, g * wave), -k / a, g * other);
  const Rational whole = Rational(1) + k * k;
  const std::string three = (whole == Rational(1) ? "" : tex(whole)) + I + " = " + math::to_latex(right) + " + C";
  board_.write(three, "integral_returns", board_.say({"putting this in, where the first integral comes back, and bringing it to the left", "bringing the integral that has come back to the left side"}), judge_with_integrals(tex(whole) + " \\cdot " + I + " = " + math::to_latex(right), variable_));
  // Over a^2 + b^2: g (a wave - s b other)/(a^2 + b^2)
  const Expr inner = plus_scaled(times(a, wave), -(s * b), other);
  const Rational below = a * a + b * b;
  const Expr F = below == Rational(1) ? g * inner : below.is_integer() ? (g * inner) / Expr::number(below) : times(Rational(1) / below, g * inner);
  state(e, F, "solve_for_integral", board_.say({"dividing by ${0}$", "solving for the integral"}, tex(whole)));
  return F;
}

// sqrt(x^2 + c), sqrt(c - x^2): by parts, where the same integral comes back.
Integration::Found Integration::root_of_quadratic(const Expr& e) {
  if (!e.is_func("sqrt")) return std::nullopt;
  const auto p = math::as_polynomial(e.arg(0), variable_, 2);
  if (!p || p->size() != 3 || !(*p)[1].is_zero() || (*p)[2].abs() != Rational(1) || (*p)[0].is_zero()) return std::nullopt;
  const bool circle = (*p)[2].sign() < 0;
  const Rational c = (*p)[0];
  if (circle && c.sign() < 0) return std::nullopt;
  const Expr x = Expr::symbol(variable_), x2 = square(x);
  const std::string I = tex_integral_of(e, variable_), root = math::to_latex(e), inner = tex_integral_of(x2 / e, variable_);
  const std::string one = I + " = " + math::to_latex(x * e) + (circle ? " + " : " - ") + inner;
  board_.write(one, "integration_by_parts", board_.say({"integrating by parts with $u = {0}$ and $v = {1}$"}, root, tex_variable(variable_)), judge_with_integrals(one, variable_));
  // x^2/root = \pm (root - c/root)
  const Expr over = Expr::number(c.abs()) / e;
  const Expr split = circle ? over - e : c.sign() < 0 ? e + over : e - over;
  board_.fact(math::to_latex(x2 / e) + " = " + math::to_latex(split), "split_fraction", board_.say({"writing ${0}$ with ${1}$ above and splitting", "splitting the fraction, as ${0}$ differs from ${1}$ by a number"}, math::to_latex(x2), math::to_latex(e.arg(0))));
  // 2 I = x root + (integral of c/root)
  const Expr r = root_of(c.abs());
  const Expr arc = circle ? applied("asin", r.is_number() && r.value() == Rational(1) ? x : x / r) : applied("ln", applied("abs", x + e));
  const std::string last = tex_integral_of(over, variable_) + " = " + math::to_latex(times(c.abs(), arc)) + " + C";
  board_.write(last, "known_integral", circle ? board_.say({"knowing the integral of the arcsine's derivative", "reversing the derivative of the arcsine"}) : board_.say({"knowing that $\\ln\\left(u + \\sqrt{{u^2 + c}}\\right)$ has the derivative $\\frac{{1}}{{\\sqrt{{u^2 + c}}}}$"}), judge_calculus(last, variable_));
  const bool minus = !circle && c.sign() < 0;
  const Expr total = minus ? x * e - times(c.abs(), arc) : x * e + times(c.abs(), arc);
  const std::string twice = "2" + I + " = " + math::to_latex(total) + " + C";
  board_.write(twice, "integral_returns", board_.say({"putting these in and bringing the integral that comes back to the left side", "collecting the integral that has come back on the left"}), judge_with_integrals("2 \\cdot " + I + " = " + math::to_latex(total), variable_));
  const Expr F = total / Expr::integer(2);
  state(e, F, "solve_for_integral", board_.say({"dividing by 2", "halving both sides"}));
  return F;
}

Integration::Found Integration::secant_cubed(const Expr& e) {
  const auto [base, n] = base_and_exponent(e);
  const bool secant = base.is_func("sec");
  if (n != 3 || !(secant || base.is_func("csc")) || !base.arg(0).is(Op::kSymbol)) return std::nullopt;
  const Expr u = base.arg(0), sec = base, tan = applied(secant ? "tan" : "cot", u);
  const std::string I = tex_integral_of(e, variable_);
  const Expr outside = secant ? sec * tan : -(sec * tan), v = secant ? tan : -tan;
  const std::string one = I + " = " + math::to_latex(outside) + " - " + tex_integral_of(sec * square(tan), variable_);
  board_.write(one, "integration_by_parts", board_.say({"integrating by parts with $u = {0}$ and $v = {1}$"}, math::to_latex(sec), math::to_latex(v)), judge_with_integrals(one, variable_));
  board_.write(math::to_latex(sec * square(tan)) + " = " + math::to_latex(e - sec), "pythagoras", secant ? board_.say({"using $\\tan^2 u = \\sec^2 u - 1$"}) : board_.say({"using $\\cot^2 u = \\csc^2 u - 1$"}), judge_same(sec * square(tan), e - sec));
  const auto S = integrate(sec, 1);
  if (!S || board_.failed()) return std::nullopt;
  const Expr total = S->is(Op::kNeg) ? outside - S->arg(0) : outside + *S;
  const std::string twice = "2" + I + " = " + math::to_latex(total) + " + C";
  board_.write(twice, "integral_returns", board_.say({"bringing the integral that has come back to the left side"}), judge_with_integrals("2 \\cdot " + I + " = " + math::to_latex(total), variable_));
  const Expr F = total / Expr::integer(2);
  state(e, F, "solve_for_integral", board_.say({"dividing by 2", "halving both sides"}));
  return F;
}

Integration::Found Integration::returning(const Expr& e, int) {
  if (auto F = exponential_times_wave(e)) return F;
  if (auto F = root_of_quadratic(e)) return F;
  return secant_cubed(e);
}

}  // namespace retort::explain
