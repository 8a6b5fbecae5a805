// Integrals that are no sums of table entries: substitution, parts, partial fractions.
#include <algorithm>
#include <cmath>

#include "explain/calculus.h"
#include "explain/factoring.h"
#include "explain/general_equation.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr int kMaxDepth = 4;

Expr times(const Rational& c, const Expr& e) {
  if (c == Rational(1)) return e;
  if (c == Rational(-1)) return -e;
  if (c.sign() < 0) return -times(-c, e);
  if (c.num() == Rational(1)) return e / Expr::number(c.den());
  return Expr::number(c) * e;
}

// Outer functions k with an antiderivative K that is known.
struct Outer {
  Expr k, K;
};
std::vector<Outer> outer_functions(const Expr& u) {
  const auto f = [&](const char* name) { return Expr::func(name, {u}); };
  const Expr one = Expr::integer(1);
  std::vector<Outer> out{{f("exp"), f("exp")}, {f("cos"), f("sin")}, {f("sin"), -f("cos")}, {one / u, Expr::func("ln", {f("abs")})},
                         {f("sqrt"), Expr::integer(2) * u * f("sqrt") / Expr::integer(3)}, {one / f("sqrt"), Expr::integer(2) * f("sqrt")},
                         {one / (one + math::pow(u, Expr::integer(2))), f("atan")}, {one / math::pow(f("cos"), Expr::integer(2)), f("tan")}};
  for (long long n = 1; n <= 6; ++n) {
    const Expr up = math::pow(u, Expr::integer(n + 1));
    out.push_back({n == 1 ? u : math::pow(u, Expr::integer(n)), up / Expr::integer(n + 1)});
    if (n > 1) out.push_back({one / math::pow(u, Expr::integer(n)), -(one / (Expr::integer(n - 1) * (n == 2 ? u : math::pow(u, Expr::integer(n - 1)))))});
  }
  return out;
}

void inner_functions(const Expr& e, const std::string& x, std::vector<Expr>& out) {
  const auto add = [&](const Expr& g) {
    if (g.contains_symbol(x) && !g.is(Op::kSymbol) && std::none_of(out.begin(), out.end(), [&](const Expr& o) { return o.same(g); })) out.push_back(g);
  };
  for (const Expr& a : e.args()) {
    if (e.is(Op::kFunc)) add(a);
    if (a.is(Op::kFunc)) add(a);
    if ((e.is(Op::kPow) && &a == &e.arg(0)) || (e.is(Op::kDiv) && &a == &e.arg(1))) add(a);
    if (e.is(Op::kPow) && &a == &e.arg(1)) add(a);
    inner_functions(a, x, out);
  }
}

// The number c with e = c f, if there is one.
std::optional<Rational> constant_ratio(const Expr& e, const Expr& f, const std::string& x) {
  constexpr long long kLargestBelow = 400;
  std::optional<Rational> c;
  for (const Rational at : {Rational(7, 5), Rational(2, 3), Rational(13, 4)}) {
    const auto a = math::real_value(e, 12, {{x, at}}), b = math::real_value(f, 12, {{x, at}});
    if (!a || !b || b->mid == 0) continue;
    const double ratio = a->mid / b->mid;
    for (long long den = 1; den <= kLargestBelow && !c; ++den)
      if (std::fabs(ratio * static_cast<double>(den) - std::round(ratio * static_cast<double>(den))) < 1e-9 && std::fabs(ratio) < 1e5)
        c = Rational(static_cast<long long>(std::llround(ratio * static_cast<double>(den))), den);
    break;
  }
  if (!c || c->is_zero() || !judge_same(e, Expr::number(*c) * f).holds) return std::nullopt;
  return c;
}

class Integration {
 public:
  Integration(Board& board, std::string variable) : board_(board), variable_(std::move(variable)) {}
  std::optional<Expr> integrate(const Expr& e, int depth);

 private:
  std::optional<Expr> substitution(const Expr& e);
  std::optional<Expr> parts(const Expr& e, int depth);
  std::optional<Expr> partial_fractions(const Expr& e, int depth);
  void state(const Expr& e, const Expr& F, std::string_view rule, std::string because);
  Board& board_;
  std::string variable_;
};

void Integration::state(const Expr& e, const Expr& F, std::string_view rule, std::string because) {
  const std::string claim = tex_integral_of(e, variable_) + " = " + math::to_latex(F) + " + C";
  board_.write(claim, rule, std::move(because), judge_calculus(claim, variable_));
}

std::optional<Expr> Integration::substitution(const Expr& e) {
  std::vector<Expr> inner;
  inner_functions(e, variable_, inner);
  for (const Expr& g : inner) {
    if (const auto p = math::as_polynomial(g, variable_); p && math::degree(*p) < 1) continue;
    const auto raw = math::derivative(g, variable_);
    if (!raw) continue;
    const Expr dg = math::normal_form(*raw).value_or(*raw);
    for (const Outer& o : outer_functions(g)) {
      const auto c = constant_ratio(e, o.k * dg, variable_);
      if (!c) continue;
      const Expr F = times(*c, o.K);
      const std::string d = "\\frac{d}{d" + tex_variable(variable_) + "}" + tex_grouped(g) + " = " + math::to_latex(dg);
      if (!board_.brief()) {
        board_.write(d, "inner_derivative", board_.say({"taking $u = {0}$", "substituting $u = {0}$", "choosing $u = {0}$, whose derivative stands beside it"}, math::to_latex(g)), judge_calculus(d, variable_));
        const Expr u = Expr::symbol("u");
        std::vector<Outer> at_u = outer_functions(u);
        for (const Outer& outer : at_u)
          if (outer.k.substitute("u", g).same(o.k)) {
            const Expr fu = times(*c, outer.k), Fu = times(*c, outer.K);
            const std::string claim = tex_integral_of(fu, "u") + " = " + math::to_latex(Fu) + " + C";
            board_.write(claim, "integral_in_u", board_.say({"integrating over $u$", "taking the integral in $u$", "finding the antiderivative in $u$"}), judge_calculus(claim, "u"));
            break;
          }
      }
      state(e, F, "substitution", board_.say({"putting ${0}$ back for $u$", "going back to ${1}$", "replacing $u$ by ${0}$ again"}, math::to_latex(g), tex_variable(variable_)));
      return F;
    }
  }
  return std::nullopt;
}

bool holds_exponential(const Expr& e) {
  if (e.is_func("exp") || (e.is(Op::kPow) && e.arg(0).is(Op::kConstant))) return true;
  return std::any_of(e.args().begin(), e.args().end(), holds_exponential);
}

std::optional<Expr> Integration::parts(const Expr& e, int depth) {
  std::vector<Expr> factors = math::factors_of(e);
  std::optional<Expr> u, dv;
  std::vector<Expr> rest;
  const auto is_log = [&](const Expr& f) { return f.is_func("ln") || f.is_func("atan") || f.is_func("asin") || (f.is(Op::kPow) && f.arg(0).is_func("ln") && f.arg(1).is_integer() && f.arg(1).value().sign() > 0); };
  for (const Expr& f : factors)
    if (!u && f.contains_symbol(variable_) && is_log(f))
      u = f;
    else
      rest.push_back(f);
  if (u) {
    const Expr other = rest.empty() ? Expr::integer(1) : math::product_of(rest);
    if (!math::as_polynomial(other, variable_)) return std::nullopt;
    dv = other;
  } else {
    rest.clear();
    for (const Expr& f : factors)
      if (!u && f.contains_symbol(variable_) && math::as_polynomial(f, variable_))
        u = f;
      else
        rest.push_back(f);
    if (!u || rest.empty()) return std::nullopt;
    dv = math::product_of(rest);
    if (!dv->contains_symbol(variable_)) return std::nullopt;
  }
  Board quiet = board_;
  const auto v = Integration(quiet, variable_).integrate(*dv, kMaxDepth);
  const auto raw = math::derivative(*u, variable_);
  if (!v || !raw || quiet.failed()) return std::nullopt;
  const Expr du = math::normal_form(*raw).value_or(*raw);
  // A number leaves v as it is written: exp(8x) stays where its normal form would be a power.
  Expr left = du.is_number() ? times(du.value(), *v) : math::normal_form(*v * du).value_or(*v * du);
  // x^2/2 \cdot 1/x is x/2.
  for (long long n = 0; n <= 6; ++n) {
    const Expr power = n == 0 ? Expr::integer(1) : n == 1 ? Expr::symbol(variable_) : math::pow(Expr::symbol(variable_), Expr::integer(n));
    if (const auto c = constant_ratio(left, power, variable_)) {
      left = times(*c, power);
      break;
    }
  }
  const Expr uv = math::product_of({*u, *v});
  board_.write(tex_integral_of(e, variable_) + " = " + math::to_latex(uv) + " - " + tex_integral_of(left, variable_), "integration_by_parts",
               board_.say({"integrating by parts with $u = {0}$ and $v = {1}$", "using $\\int u v' = uv - \\int u' v$ with $u = {0}$ and $v = {1}$", "taking $u = {0}$, $v' = {2}$ and integrating by parts"}, math::to_latex(*u), math::to_latex(*v), math::to_latex(*dv)),
               judge_same(*dv * *u, e));
  const auto F = integrate(left, depth + 1);
  if (!F || board_.failed()) return std::nullopt;
  const Expr raw_total = uv - *F;
  // exp(3x) stays where collecting would write a power of e^x.
  const Expr total = holds_exponential(raw_total) ? raw_total : math::collect_terms(raw_total).value_or(raw_total);
  state(e, total, "put_together", board_.say({"putting the remaining integral in", "subtracting the remaining integral", "taking both parts together"}));
  return total;
}

// Distinct linear factors below: the numerators by covering up.
std::optional<Expr> Integration::partial_fractions(const Expr& e, int depth) {
  const auto f = math::as_fraction(e, variable_, 8);
  if (!f) return std::nullopt;
  const auto [whole, rest] = math::divide(f->num, f->den);
  const auto roots = math::rational_roots(f->den);
  const bool simple = static_cast<int>(roots.size()) == math::degree(f->den);
  std::optional<Expr> sum;
  if (!whole.empty()) sum = math::to_expr(whole, variable_);
  if (simple && roots.size() > 1) {
    if (board_.full() || !board_.brief()) {
      const std::string text = tex(f->den, variable_), factored = tex_factored(primitive_factors(f->den), variable_);
      if (text != factored) board_.fact(text + " = " + factored, "factor", board_.say({"factoring the denominator", "splitting the denominator into factors", "taking the denominator apart"}));
    }
    const Coefficients d = math::derivative(f->den);
    for (const auto& [root, k] : roots) {
      const Rational A = math::evaluate(rest, root) / math::evaluate(d, root);
      if (A.is_zero()) continue;
      const Expr below = math::to_expr({-root, Rational(1)}, variable_);
      const Expr term = A.den() == Rational(1) ? Expr::number(A.num().abs()) / below : Expr::number(A.num().abs()) / (Expr::number(A.den()) * below);
      sum = !sum ? (A.sign() < 0 ? -term : term) : A.sign() < 0 ? *sum - term : *sum + term;
    }
  } else if (whole.empty() || rest.empty()) {
    return std::nullopt;
  } else {
    sum = *sum + math::to_expr(rest, variable_) / math::to_expr(f->den, variable_);
  }
  if (!sum) return std::nullopt;
  board_.fact(math::to_latex(e) + " = " + math::to_latex(*sum), "partial_fractions", board_.say({"splitting into partial fractions", "writing it as a sum of simple fractions", "taking it apart into partial fractions"}));
  std::optional<Expr> total;
  for (const Expr& term : math::terms_of(*sum)) {
    const auto F = integrate(term, depth + 1);
    if (!F || board_.failed()) return std::nullopt;
    total = !total ? *F : F->is(Op::kNeg) ? *total - F->arg(0) : *total + *F;
  }
  state(e, *total, "sum_rule", board_.say({"adding the parts", "integrating term by term", "putting the terms together"}));
  return total;
}

std::optional<Expr> Integration::integrate(const Expr& e, int depth) {
  if (board_.failed() || depth > kMaxDepth + 1) return std::nullopt;
  const auto attempt = [&](auto method) -> std::optional<Expr> {
    Board before = board_;
    auto found = method();
    if (found && !board_.failed()) return found;
    board_ = std::move(before);
    return std::nullopt;
  };
  if (auto F = attempt([&] { return write_table_antiderivative(board_, e, variable_); })) return F;
  if (auto F = attempt([&] { return substitution(e); })) return F;
  if (depth > kMaxDepth) return std::nullopt;
  if (auto F = attempt([&] { return partial_fractions(e, depth); })) return F;
  if (auto F = attempt([&] { return parts(e, depth); })) return F;
  const auto terms = math::terms_of(e);
  if (terms.size() < 2) return std::nullopt;
  return attempt([&]() -> std::optional<Expr> {
    std::optional<Expr> total;
    for (const Expr& term : terms) {
      const auto F = integrate(term, depth + 1);
      if (!F) return std::nullopt;
      total = !total ? *F : F->is(Op::kNeg) ? *total - F->arg(0) : *total + *F;
    }
    state(e, *total, "sum_rule", board_.say({"adding the parts", "integrating term by term", "putting the terms together"}));
    return total;
  });
}

}  // namespace

std::optional<Expr> write_integral_by_methods(Board& board, const Expr& e, const std::string& variable) {
  Board trial = board;
  auto F = Integration(trial, variable).integrate(e, 0);
  if (!F || trial.failed()) return std::nullopt;
  board = std::move(trial);
  return F;
}

}  // namespace retort::explain
