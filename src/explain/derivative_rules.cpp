// Differentiation at the board.
#include <algorithm>

#include "explain/calculus.h"
#include "explain/general_equation.h"
#include "explain/rules.h"
#include "explain/terms.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

bool is_value(const Expr& e, int v) { return e.is_number() && e.value() == Rational(v); }
Expr negated(const Expr& e) {
  if (e.is_number()) return Expr::number(-e.value());
  return e.is(Op::kNeg) ? e.arg(0) : -e;
}
Expr sum(const Expr& a, const Expr& b) {
  if (is_value(a, 0)) return b;
  if (is_value(b, 0)) return a;
  return a + b;
}
Expr product(const Expr& a, const Expr& b) {
  if (is_value(a, 0) || is_value(b, 0)) return Expr::integer(0);
  if (is_value(a, 1)) return b;
  if (is_value(b, 1)) return a;
  if (a.is_number() && b.is_number()) return Expr::number(a.value() * b.value());
  if (b.is_number()) return product(b, a);
  if (a.is(Op::kNeg)) return negated(product(a.arg(0), b));
  if (b.is(Op::kNeg)) return negated(product(a, b.arg(0)));
  if (is_value(a, -1)) return negated(b);
  if (a.is_number() && b.is(Op::kMul) && b.arg(0).is_number()) {
    std::vector<Expr> rest = b.args();
    rest[0] = Expr::number(a.value() * b.arg(0).value());
    if (is_value(rest[0], 1)) rest.erase(rest.begin());
    return rest.size() == 1 ? rest[0] : Expr::make(Op::kMul, std::move(rest));
  }
  std::vector<Expr> factors = a.is(Op::kMul) ? a.args() : std::vector<Expr>{a};
  if (b.is(Op::kMul) && !b.arg(0).is_number())
    factors.insert(factors.end(), b.args().begin(), b.args().end());
  else
    factors.push_back(b);
  return Expr::make(Op::kMul, std::move(factors));
}
Expr quotient(const Expr& a, const Expr& b) {
  if (is_value(a, 0) || is_value(b, 1)) return a;
  if (a.is(Op::kNeg)) return negated(quotient(a.arg(0), b));
  if (a.is_number() && a.value().sign() < 0) return -(Expr::number(-a.value()) / b);
  return a / b;
}
Expr power(const Expr& base, const Rational& n) {
  if (n.is_zero()) return Expr::integer(1);
  if (n == Rational(1)) return base;
  return math::pow(base, Expr::number(n));
}

// What a basic function becomes at u: its derivative without the inner one.
std::optional<Expr> outer_derivative(const std::string& name, const Expr& u) {
  const auto f = [&](const char* function) { return Expr::func(function, {u}); };
  const Expr one = Expr::integer(1);
  if (name == "sin") return f("cos");
  if (name == "cos") return -f("sin");
  if (name == "tan") return one / power(f("cos"), 2);
  if (name == "cot") return -(one / power(f("sin"), 2));
  if (name == "sec") return f("sec") * f("tan");
  if (name == "csc") return -(f("csc") * f("cot"));
  if (name == "tanh") return one / power(f("cosh"), 2);
  if (name == "abs") return u / f("abs");
  if (name == "exp") return f("exp");
  if (name == "ln" || name == "log") return one / u;
  if (name == "sqrt") return one / (Expr::integer(2) * f("sqrt"));
  if (name == "asin") return one / Expr::func("sqrt", {one - power(u, 2)});
  if (name == "acos") return -(one / Expr::func("sqrt", {one - power(u, 2)}));
  if (name == "atan") return one / (one + power(u, 2));
  if (name == "sinh") return f("cosh");
  if (name == "cosh") return f("sinh");
  return std::nullopt;
}

class Differentiation {
 public:
  Differentiation(Board& board, std::string variable) : board_(board), variable_(std::move(variable)) {}

  Expr derive(const Expr& e, bool top);

 private:
  bool constant(const Expr& e) const { return !e.contains_symbol(variable_); }
  void write(const Expr& e, const Expr& derivative, std::string_view rule, std::string because);
  Expr polynomial(const Expr& e, const Coefficients& p, bool top);
  Expr sum_rule(const Expr& e);
  Expr product_rule(const Expr& e);
  Expr quotient_rule(const Expr& e);
  Expr power_rule(const Expr& e);
  Expr function_rule(const Expr& e);
  Expr other_logarithm(const Expr& e);
  std::optional<Expr> split_logarithm(const Expr& e);
  std::string tex(const Expr& e) const { return math::to_latex(e); }

  Board& board_;
  std::string variable_;
};

void Differentiation::write(const Expr& e, const Expr& derivative, std::string_view rule, std::string because) {
  if (board_.failed()) return;
  const std::string claim = tex_derivative_of(e, variable_) + " = " + tex(derivative);
  const bool shown = std::any_of(board_.steps().begin(), board_.steps().end(), [&](const Step& s) { return s.claim == claim; });
  if (!shown) board_.write(claim, rule, std::move(because), judge_calculus(claim, variable_));
}

// 2x^3 - 5x^2 + 4x - 7: one line with the exponents brought down, each term in a line of its own at full detail.
Expr Differentiation::polynomial(const Expr& e, const Coefficients& p, bool top) {
  const Expr result = math::to_expr(math::derivative(p), variable_);
  if (!top) return result;
  const int degree = math::degree(p);
  const std::string goal = tex(result);
  if (board_.full() && std::count_if(p.begin(), p.end(), [](const Rational& c) { return !c.is_zero(); }) > 1)
    for (int n = degree; n >= 0; --n) {
      Coefficients term(static_cast<std::size_t>(n) + 1);
      term.back() = p[static_cast<std::size_t>(n)];
      if (term.back().is_zero()) continue;
      write(math::to_expr(term, variable_), math::to_expr(math::derivative(term), variable_), "power_rule",
            n == 0 ? board_.say({"noting that a constant does not change", "dropping the constant", "using that a constant has the derivative 0"})
                   : board_.say({"bringing down the exponent {0}", "multiplying by {0} and lowering the exponent", "using the power rule with the exponent {0}"}, n));
    }
  std::string brought;
  for (int n = degree; n >= 1; --n) {
    const Rational& c = p[static_cast<std::size_t>(n)];
    if (c.is_zero()) continue;
    std::string term = n == 1 ? retort::explain::tex(c.abs()) : tex_monomial(Rational(n), variable_, n - 1);
    if (n > 1 && c.abs() != Rational(1)) term = retort::explain::tex(c.abs()) + " \\cdot " + term;
    brought += brought.empty() ? (c.sign() < 0 ? "-" : "") + term : (c.sign() < 0 ? " - " : " + ") + term;
  }
  std::string claim = tex_derivative_of(e, variable_) + " = ";
  if (!brought.empty() && brought != goal && !board_.brief()) claim += brought + " = ";
  claim += goal;
  board_.write(claim, "power_rule",
               degree == 0 ? board_.say({"noting that a constant does not change", "dropping the constant", "using that a constant has the derivative 0"})
                           : board_.say({"bringing down each exponent", "using the power rule term by term", "differentiating each power"}),
               judge_calculus(claim, variable_));
  return result;
}

Expr Differentiation::derive(const Expr& e, bool top) {
  if (board_.failed()) return e;
  if (constant(e)) {
    const Expr zero = Expr::integer(0);
    if (top) write(e, zero, "constant", board_.say({"noting that a constant does not change", "differentiating a constant", "using that a constant has the derivative 0"}));
    return zero;
  }
  const bool high_power = e.is(Op::kPow) && e.arg(0).is(Op::kAdd) && e.arg(1).is_integer() && e.arg(1).value() > Rational(2);
  if (!high_power)
    if (const auto p = math::as_polynomial(e, variable_)) {
      if (!top || is_tidy(e, *p, variable_)) return polynomial(e, *p, top);
      const Expr expanded = math::to_expr(*p, variable_);
      board_.fact(tex(e) + " = " + tex(expanded), "expand", board_.say({"multiplying out first", "expanding first", "writing it as a sum of powers"}));
      const Expr result = polynomial(expanded, *p, true);
      write(e, result, "same_function", board_.say({"going back to the product", "taking the same function again", "returning to the given form"}));
      return result;
    }
  Expr result;
  switch (e.op()) {
    case Op::kAdd: return sum_rule(e);
    case Op::kNeg: result = negated(derive(e.arg(0), false)); break;
    case Op::kMul: return product_rule(e);
    case Op::kDiv: return quotient_rule(e);
    case Op::kPow: return power_rule(e);
    case Op::kFunc: return function_rule(e);
    default: board_.unsupported("a function without a rule for its derivative"); return e;
  }
  if (top) write(e, result, "sign", board_.say({"keeping the minus sign", "carrying the minus sign along", "taking the minus sign out"}));
  return result;
}

Expr Differentiation::sum_rule(const Expr& e) {
  Expr total = Expr::integer(0);
  for (const Expr& term : e.args()) total = sum(total, derive(term, false));
  write(e, total, "sum_rule", board_.say({"adding the derivatives of the terms", "differentiating term by term", "putting the terms together"}));
  return total;
}

Expr Differentiation::product_rule(const Expr& e) {
  std::vector<Expr> fixed, moving;
  for (const Expr& f : e.args()) (constant(f) ? fixed : moving).push_back(f);
  if (moving.size() == 1) {
    const Expr inner = derive(moving[0], false);
    const Expr result = product(fixed.size() == 1 ? fixed[0] : Expr::make(Op::kMul, fixed), inner);
    write(e, result, "constant_factor", board_.say({"keeping the factor ${0}$", "carrying the factor ${0}$ along", "multiplying by the factor ${0}$"}, tex(fixed.size() == 1 ? fixed[0] : Expr::make(Op::kMul, fixed))));
    return result;
  }
  Expr u = moving[0];
  for (const Expr& f : fixed) u = product(f, u);
  const Expr v = moving.size() == 2 ? moving[1] : Expr::make(Op::kMul, {moving.begin() + 1, moving.end()});
  const Expr du = derive(u, !board_.brief()), dv = derive(v, !board_.brief());
  const Expr result = sum(product(du, v), product(u, dv));
  write(e, result, "product_rule", board_.say({"differentiating one factor at a time and adding", "applying the product rule to ${0}$ and ${1}$", "using the product rule with $u = {0}$ and $v = {1}$"}, tex(u), tex(v)));
  return result;
}

Expr Differentiation::quotient_rule(const Expr& e) {
  const Expr &u = e.arg(0), &v = e.arg(1);
  // c/x^n = c x^(-n)
  if (constant(u) && u.is_number() && v.is(Op::kPow) && v.arg(1).is_integer() && v.arg(1).value() > Rational(1)) {
    const Rational n = v.arg(1).value();
    const Expr inner = derive(v.arg(0), false);
    const Expr above = product(product(Expr::number(n * u.value()), inner), Expr::integer(1));
    const Expr result = negated(quotient(above, power(v.arg(0), n + Rational(1))));
    const bool plain = v.arg(0).is(Op::kSymbol);
    write(e, result, plain ? "power_rule" : "chain_rule",
          plain ? board_.say({"reading it as a power with the exponent $-{0}$, which comes down", "bringing down the exponent $-{0}$ and lowering it by 1"}, n.to_string())
                : board_.say({"reading it as a power with the exponent $-{0}$, times the inner derivative ${1}$", "bringing down the exponent $-{0}$ and multiplying by the inner derivative ${1}$"}, n.to_string(), tex(inner)));
    return result;
  }
  if (constant(v)) {
    const Expr result = quotient(derive(u, false), v);
    write(e, result, "constant_factor", board_.say({"keeping the divisor ${0}$", "carrying the divisor ${0}$ along", "dividing by ${0}$"}, tex(v)));
    return result;
  }
  const Expr du = derive(u, !board_.brief() && !constant(u)), dv = derive(v, !board_.brief());
  const Expr top = sum(product(du, v), negated(product(u, dv)));
  const Expr result = quotient(top, power(v, 2));
  write(e, result, "quotient_rule", board_.say({"using the quotient rule", "applying the quotient rule $\\frac{{u'v - uv'}}{{v^2}}$", "using the quotient rule with $u = {0}$ and $v = {1}$"}, tex(u), tex(v)));
  return result;
}

Expr Differentiation::power_rule(const Expr& e) {
  const Expr &base = e.arg(0), &exponent = e.arg(1);
  if (constant(exponent)) {
    const Expr n = exponent.is(Op::kNeg) && exponent.arg(0).is_number() ? Expr::number(-exponent.arg(0).value())
                   : exponent.is(Op::kDiv) && exponent.arg(0).is_integer() && exponent.arg(1).is_integer() && !is_value(exponent.arg(1), 0)
                       ? Expr::number(exponent.arg(0).value() / exponent.arg(1).value()) : exponent;
    const Expr lowered = n.is_number() ? power(base, n.value() - Rational(1)) : math::pow(base, n - Expr::integer(1));
    const bool plain = base.is(Op::kSymbol);
    const Expr inner = derive(base, false);
    const Expr result = product(product(n, inner), lowered);
    write(e, result, plain ? "power_rule" : "chain_rule",
          plain ? board_.say({"bringing down the exponent ${0}$", "using the power rule with ${0}$", "lowering the exponent ${0}$ by 1"}, tex(n))
                : board_.say({"using the chain rule with the inner derivative ${0}$", "bringing down ${1}$ and multiplying by the inner derivative ${0}$", "applying the chain rule, inner derivative ${0}$"}, tex(inner), tex(n)));
    return result;
  }
  const bool natural = base.is(Op::kConstant) && base.name() == "e";
  const Expr inner = derive(exponent, false);
  if (constant(base)) {
    const Expr result = product(natural ? inner : product(Expr::func("ln", {base}), inner), e);
    const bool plain = natural && inner.is_number() && inner.value() == Rational(1), other_base = !natural && inner.is_number() && inner.value() == Rational(1);
    write(e, result, "exponential_rule", other_base ? board_.say({"multiplying by the logarithm of the base ${0}$", "using $(a^x)' = a^x \\ln a$ with $a = {0}$"}, tex(base)) : plain ? board_.say({"using that ${0}$ is its own derivative", "keeping ${0}$, which does not change"}, tex(e)) : board_.say({"multiplying by the derivative ${0}$ of the exponent", "using the chain rule with the inner derivative ${0}$", "taking the exponential times ${0}$"}, tex(inner)));
    return result;
  }
  const Expr outer = derive(base, false);
  const Expr result = product(e, sum(product(inner, Expr::func("ln", {base})), quotient(product(exponent, outer), base)));
  write(e, result, "logarithmic_rule", board_.say({"writing the power with the logarithm ${0} \\ln {1}$", "differentiating through the logarithm", "using $u^v = e^{{v \\ln u}}$"}, tex_grouped(exponent), tex_grouped(base)));
  return result;
}

// log_b u = ln u/ln b
Expr Differentiation::other_logarithm(const Expr& e) {
  const Expr natural = Expr::func("ln", {e.arg(0)}), below = Expr::func("ln", {e.arg(1)}), as = natural / below;
  board_.write(tex(e) + " = " + tex(as), "change_of_base", board_.say({"writing it with natural logarithms", "changing to the natural logarithm"}), judge_same(e, as));
  const Expr inner = derive(natural, true), result = inner.is(Op::kDiv) ? quotient(inner.arg(0), product(inner.arg(1), below)) : quotient(inner, below);
  write(e, result, "constant_factor", board_.say({"keeping the divisor ${0}$", "carrying the divisor ${0}$ along"}, tex(below)));
  return result;
}

// ln(a/b) = ln a - ln b, ln(a b) = ln a + ln b: term by term.
std::optional<Expr> Differentiation::split_logarithm(const Expr& e) {
  std::vector<Expr> parts;
  const Expr& u = e.arg(0);
  const auto add = [&](const Expr& f, bool below) {
    Rational n(below ? -1 : 1);
    Expr base = f;
    if (f.is(Op::kPow) && f.arg(1).is_integer()) {
      n = n * f.arg(1).value();
      base = f.arg(0);
    } else if (f.is_func("sqrt")) {
      n = n / Rational(2);
      base = f.arg(0);
    }
    const Expr logarithm = Expr::func("ln", {base});
    parts.push_back(product(Expr::number(n), logarithm));
  };
  const std::vector<Expr> above = u.is(Op::kDiv) ? (u.arg(0).is(Op::kMul) ? u.arg(0).args() : std::vector<Expr>{u.arg(0)}) : u.is(Op::kMul) ? u.args() : std::vector<Expr>{};
  const std::vector<Expr> below = u.is(Op::kDiv) ? (u.arg(1).is(Op::kMul) ? u.arg(1).args() : std::vector<Expr>{u.arg(1)}) : std::vector<Expr>{};
  if (above.size() + below.size() < 2 || !std::all_of(above.begin(), above.end(), [&](const Expr& f) { return !constant(f); }) || !std::all_of(below.begin(), below.end(), [&](const Expr& f) { return !constant(f); })) return std::nullopt;
  for (const Expr& f : above) add(f, false);
  for (const Expr& f : below) add(f, true);
  const Expr as = Expr::make(Op::kAdd, std::move(parts));
  const Judgement same = judge_same(e, as);
  if (!same.holds) return std::nullopt;
  board_.write(tex(e) + " = " + tex(as), "logarithm_laws", board_.say({"taking the logarithm apart first: quotients become differences, products sums", "using the laws of logarithms before differentiating"}), same);
  const Expr result = derive(as, true);
  write(e, result, "same_function", board_.say({"going back to the given form", "returning to the given form"}));
  return result;
}

Expr Differentiation::function_rule(const Expr& e) {
  // \ln|u| has the same derivative as \ln u.
  const bool bars = e.is_func("ln") && e.arg(0).is_func("abs");
  if (e.is_func("log") && e.args().size() == 2 && constant(e.arg(1))) return other_logarithm(e);
  if (e.is_func("ln") && !bars)
    if (const auto split = split_logarithm(e)) return *split;
  const Expr& u = bars ? e.arg(0).arg(0) : e.arg(0);
  const auto outer = e.args().size() == 1 ? outer_derivative(e.name(), u) : std::nullopt;
  if (!outer) {
    board_.unsupported("the function " + e.name());
    return e;
  }
  const Expr inner = derive(u, false);
  const Expr result = outer->is(Op::kDiv) ? quotient(product(inner, outer->arg(0)), outer->arg(1))
                      : outer->is(Op::kNeg) && outer->arg(0).is(Op::kDiv) ? negated(quotient(product(inner, outer->arg(0).arg(0)), outer->arg(0).arg(1)))
                                                                           : product(inner, *outer);
  write(e, result, u.is(Op::kSymbol) ? "known_derivative" : "chain_rule",
        u.is(Op::kSymbol) ? board_.say({"recalling this derivative", "using the known derivative", "taking the derivative from the table"})
                          : board_.say({"using the chain rule with the inner derivative ${0}$", "multiplying by the inner derivative ${0}$", "applying the chain rule, inner derivative ${0}$"}, tex(inner)));
  return result;
}

}  // namespace

Expr write_derivative(Board& board, const Expr& e, const std::string& variable) { return Differentiation(board, variable).derive(e, true); }

void rule_differentiate(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression");
  if (board.failed()) return;
  const std::string variable = call.variable(e);
  if (board.failed()) return;
  const Expr derived = write_derivative(board, e, variable);
  if (board.failed()) return;
  const Expr result = call.result_expr();
  call.expect(derived);
  // The form of the result, where the rules end in another one.
  const std::string mine = math::to_latex(derived), wanted = math::to_latex(result);
  if (!board.failed() && mine != wanted && !math::as_polynomial(derived, variable))
    board.fact(mine + " = " + wanted, "simplify", board.say({"simplifying", "tidying up", "writing it more simply"}));
}

}  // namespace retort::explain
