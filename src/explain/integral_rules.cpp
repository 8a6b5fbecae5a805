// Integration at the board, and critical points.
#include <algorithm>

#include "explain/arithmetic.h"
#include "explain/calculus.h"
#include "explain/evaluate.h"
#include "explain/equation.h"
#include "explain/rules.h"
#include "explain/terms.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// c x^n integrated but not yet simplified: 4 \cdot \frac{x^2}{2}.
std::string raised_term(const Rational& c, const std::string& variable, int n) {
  if (n == 0) return tex_monomial(c, variable, 1);
  const std::string fraction = "\\frac{" + tex_monomial(Rational(1), variable, n + 1) + "}{" + std::to_string(n + 1) + "}";
  return c == Rational(1) ? fraction : tex(c) + " \\cdot " + fraction;
}

// x^3 - \frac{3x^2}{2} + 5x: fractions are written over the whole term.
Expr antiderivative_of(const Coefficients& p, const std::string& variable) {
  const Coefficients F = math::antiderivative(p);
  std::optional<Expr> total;
  for (std::size_t i = F.size(); i-- > 0;) {
    if (F[i].is_zero()) continue;
    const Rational top = F[i].num().abs(), below = F[i].den();
    const Expr power = i == 1 ? Expr::symbol(variable) : math::pow(Expr::symbol(variable), Expr::integer(static_cast<long long>(i)));
    Expr term = top == Rational(1) ? power : Expr::number(top) * power;
    if (below != Rational(1)) term = term / Expr::number(below);
    if (F[i].sign() < 0) term = -term;
    total = total ? *total + term : term;
  }
  return total.value_or(Expr::integer(0));
}

// Does raising the exponents leave something to simplify, such as 4 \cdot \frac{x^2}{2}?
bool simplifies(const Coefficients& p) {
  for (std::size_t n = 1; n < p.size(); ++n)
    if (math::gcd(p[n].num(), Rational(static_cast<long long>(n) + 1)) != Rational(1) || !p[n].is_integer()) return true;
  return false;
}

Expr polynomial_antiderivative(Board& board, const Expr& e, const Coefficients& p, const std::string& variable) {
  const Expr result = antiderivative_of(p, variable);
  const std::string goal = math::to_latex(result);
  std::string raised;
  for (int n = math::degree(p); n >= 0; --n) {
    const Rational& c = p[static_cast<std::size_t>(n)];
    if (c.is_zero()) continue;
    const std::string term = raised_term(c.abs(), variable, n);
    raised += raised.empty() ? (c.sign() < 0 ? "-" : "") + term : (c.sign() < 0 ? " - " : " + ") + term;
  }
  std::string claim = tex_integral_of(e, variable) + " = ";
  if (!raised.empty() && raised != goal && simplifies(p) && !board.brief()) claim += raised + " + C = ";
  claim += goal + " + C";
  board.write(claim, "power_rule",
              board.say({"raising each exponent by 1 and dividing by it", "using the power rule backwards", "integrating each power"}), judge_calculus(claim, variable));
  return result;
}

// a x + b with a != 0.
std::optional<Coefficients> linear(const Expr& e, const std::string& variable) {
  auto p = math::as_polynomial(e, variable, 1);
  return p && p->size() == 2 ? p : std::nullopt;
}

Expr scaled(const Rational& c, const Expr& e) {
  if (c == Rational(1)) return e;
  if (c == Rational(-1)) return -e;
  if (c.sign() < 0) return -scaled(-c, e);
  if (c.num() == Rational(1)) return e / Expr::number(c.den());
  return Expr::number(c) * e;
}

// The antiderivative of one basic term: a number times sin, cos, exp or 1/u of a linear u.
std::optional<Expr> basic_antiderivative(const Expr& term, const std::string& variable) {
  if (term.is(Op::kNeg)) {
    const auto inner = basic_antiderivative(term.arg(0), variable);
    return inner ? std::optional(-*inner) : std::nullopt;
  }
  if (term.is(Op::kMul) && term.args().size() == 2 && term.arg(0).is_number()) {
    const auto inner = basic_antiderivative(term.arg(1), variable);
    if (!inner) return std::nullopt;
    return inner->is(Op::kNeg) ? scaled(-term.arg(0).value(), inner->arg(0)) : scaled(term.arg(0).value(), *inner);
  }
  if (term.is(Op::kDiv) && term.arg(1).is_number()) {
    const auto inner = basic_antiderivative(term.arg(0), variable);
    const Rational part = Rational(1) / term.arg(1).value();
    if (!inner) return std::nullopt;
    // \frac{\exp 8x}{8} over 8 is \frac{\exp 8x}{64}.
    if (inner->is(Op::kDiv) && inner->arg(1).is_number()) return scaled(part / inner->arg(1).value(), inner->arg(0));
    return inner->is(Op::kNeg) ? scaled(-part, inner->arg(0)) : scaled(part, *inner);
  }
  if (term.is(Op::kDiv) && !term.arg(0).contains_symbol(variable)) {
    const auto u = linear(term.arg(1), variable);
    const auto c = math::exact_value(term.arg(0));
    if (u && c) return scaled(*c / (*u)[1], Expr::func("ln", {Expr::func("abs", {term.arg(1)})}));
  }
  // 1/(1 + x^2) and 1/sqrt(1 - x^2)
  if (term.is(Op::kDiv) && term.arg(0).is_number()) {
    const Expr x = Expr::symbol(variable);
    const auto square = [&](const Expr& e) { return math::as_polynomial(e, variable); };
    if (square(term.arg(1)) == std::optional(Coefficients{1, 0, 1})) return scaled(term.arg(0).value(), Expr::func("atan", {x}));
    if (term.arg(1).is_func("sqrt") && square(term.arg(1).arg(0)) == std::optional(Coefficients{1, 0, -1})) return scaled(term.arg(0).value(), Expr::func("asin", {x}));
  }
  const bool exponential = term.is(Op::kPow) && term.arg(0).is(Op::kConstant) && term.arg(0).name() == "e";
  if (!exponential && !(term.is(Op::kFunc) && term.args().size() == 1)) return std::nullopt;
  const auto u = linear(exponential ? term.arg(1) : term.arg(0), variable);
  if (!u) return std::nullopt;
  const Rational k = Rational(1) / (*u)[1];
  if (exponential || term.name() == "exp") return scaled(k, term);
  if (term.name() == "cos") return scaled(k, Expr::func("sin", {term.arg(0)}));
  if (term.name() == "sin") return scaled(-k, Expr::func("cos", {term.arg(0)}));
  return std::nullopt;
}

// A sum of polynomial and basic terms; nothing when some term is neither.
std::optional<Expr> table_antiderivative(Board& board, const Expr& e, const std::string& variable) {
  const std::vector<Expr> terms = e.is(Op::kAdd) ? e.args() : std::vector<Expr>{e};
  std::vector<std::pair<Expr, Expr>> parts;
  for (const Expr& term : terms) {
    const auto p = math::as_polynomial(term, variable);
    const auto F = p ? std::optional(math::to_expr(math::antiderivative(*p), variable)) : basic_antiderivative(term, variable);
    if (!F) return std::nullopt;
    parts.emplace_back(term, *F);
  }
  Expr total = parts[0].second;
  for (std::size_t i = 1; i < parts.size(); ++i) total = total + parts[i].second;
  const auto write = [&](const Expr& f, const Expr& F, std::string_view rule, std::string because) {
    const std::string claim = tex_integral_of(f, variable) + " = " + math::to_latex(F) + " + C";
    board.write(claim, rule, std::move(because), judge_calculus(claim, variable));
  };
  if (parts.size() > 1 && !board.brief())
    for (const auto& [f, F] : parts) write(f, F, "known_integral", board.say({"reversing the derivative", "taking a function whose derivative is ${0}$", "integrating ${0}$"}, math::to_latex(f)));
  write(e, total, parts.size() > 1 ? "sum_rule" : "known_integral",
        parts.size() > 1 ? board.say({"adding the parts", "integrating term by term", "putting the terms together"})
                         : board.say({"reversing the derivative", "finding what has this derivative", "integrating with the inner factor"}));
  return total;
}

std::string tex_bounds(const Expr& low, const Expr& high) {
  const auto bound = [](const Expr& e) {
    const std::string text = math::to_latex(e);
    return text.size() == 1 ? text : "{" + text + "}";
  };
  return "_" + bound(low) + "^" + bound(high);
}

}  // namespace

std::optional<Expr> write_table_antiderivative(Board& board, const Expr& e, const std::string& variable) {
  if (const auto p = math::as_polynomial(e, variable); p && !p->empty()) return write_antiderivative(board, e, variable, std::nullopt);
  return table_antiderivative(board, e, variable);
}

Expr write_antiderivative(Board& board, const Expr& e, const std::string& variable, const std::optional<Expr>& known) {
  if (const auto p = math::as_polynomial(e, variable); p && !p->empty()) {
    if (is_tidy(e, *p, variable)) return polynomial_antiderivative(board, e, *p, variable);
    const Expr expanded = math::to_expr(*p, variable);
    board.fact(math::to_latex(e) + " = " + math::to_latex(expanded), "expand", board.say({"multiplying out first", "expanding first", "writing it as a sum of powers"}));
    return polynomial_antiderivative(board, expanded, *p, variable);
  }
  if (const auto F = table_antiderivative(board, e, variable)) return *F;
  if (const auto F = write_integral_by_methods(board, e, variable)) return *F;
  if (!known) {
    board.unsupported("an integral without a rule");
    return e;
  }
  const Expr derived = write_derivative(board, *known, variable);
  if (board.failed()) return *known;
  const std::string d = math::to_latex(derived), wanted = math::to_latex(e);
  if (d != wanted) board.fact(d + " = " + wanted, "simplify", board.say({"simplifying", "tidying up", "writing it more simply"}));
  const std::string claim = tex_integral_of(e, variable) + " = " + math::to_latex(*known) + " + C";
  board.write(claim, "reverse_derivative", board.say({"reversing this derivative", "reading the derivative backwards", "going back from the derivative"}), judge_calculus(claim, variable));
  return *known;
}

void rule_integrate(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression");
  if (board.failed()) return;
  const std::string variable = call.variable(e);
  const Expr result = call.result_expr();
  if (board.failed()) return;
  const Expr F = write_antiderivative(board, e, variable, result);
  if (board.failed()) return;
  // Antiderivatives may differ by a constant: the derivative of the tool's result decides.
  const std::string claim = tex_integral_of(e, variable) + " = " + math::to_latex(result) + " + C";
  const std::string mine = math::to_latex(F), wanted = math::to_latex(result);
  if (mine != wanted && !math::as_polynomial(e, variable) && !board.steps().empty() && board.steps().back().claim.find(wanted) == std::string::npos &&
      math::equal(F, result).outcome == math::Verdict::Outcome::kEqual)
    board.write(claim, "simplify", board.say({"simplifying", "tidying up", "writing it more simply"}), judge_calculus(claim, variable));
  call.expect(judge_calculus(claim, variable).holds);
}

void rule_definite_integral(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression"), low = call.expr("lower"), high = call.expr("upper");
  if (board.failed()) return;
  const std::string variable = call.variable(e);
  const Expr value = call.result_expr();
  if (board.failed()) return;
  const auto p = math::as_polynomial(e, variable);
  const auto a = math::exact_value(low), b = math::exact_value(high);
  const std::string body = tex_grouped(e);
  const std::string integral = "\\int" + tex_bounds(low, high) + " " + body + " \\, d" + tex_variable(variable);
  if (p && a && b && !p->empty()) {
    const Expr F = write_antiderivative(board, e, variable, std::nullopt);
    const Expr at_high = F.substitute(variable, Expr::number(*b)), at_low = F.substitute(variable, Expr::number(*a));
    const Rational top = write_value(board, at_high, Form::kFractions);
    const Rational bottom = a->is_zero() ? Rational(0) : write_value(board, at_low, Form::kFractions);
    if (board.failed()) return;
    const Rational difference = top - bottom;
    std::string claim = integral + " = ";
    if (bottom.sign() < 0) claim += tex(top) + " - " + tex_bracketed(bottom) + " = ";
    claim += bottom.is_zero() ? tex(top) + " - 0 = " + tex(top) : Arithmetic(board, Form::kFractions).added(top, -bottom).chain;
    board.write(claim, "difference_of_values",
                board.say({"subtracting the value at {0} from the value at {1}", "taking upper value minus lower value", "subtracting the lower value from the upper value"}, words(*a), words(*b)),
                judge_definite(claim, variable, F));
    return call.expect(difference);
  }
  const bool finite = !(low.is(Op::kConstant) && low.name() == "oo") && high.symbols().empty() && low.symbols().empty() && !(high.is(Op::kConstant) && high.name() == "oo");
  if (!finite) return board.unsupported("an integral over an infinite interval");
  Board trial = board;
  const Expr F = write_antiderivative(trial, e, variable, std::nullopt);
  if (trial.failed()) {
    if (!trial.error_is(ErrorCode::kUnsupported)) return board = std::move(trial), void();
    // No antiderivative by hand: the value is taken as known, to the digits that are sure.
    const bool approximate = call.result().find('.') != std::string::npos;
    std::string because = approximate ? board.say({"taking the value by numerical integration, as no antiderivative is at hand", "adding up thin strips under the curve, to as many digits as are sure"})
                                      : board.say({"relying on a table for this integral", "knowing the value of this integral"});
    return board.write(integral + (approximate ? " \\approx " : " = ") + math::to_latex(value), "known_value", std::move(because), {true, math::Grade::kQuoted, "arb", {}});
  }
  board = std::move(trial);
  const Expr at_high = F.substitute(variable, high), at_low = F.substitute(variable, low);
  const std::string claim = integral + " = " + math::to_latex(at_high) + " - (" + math::to_latex(at_low) + ") = " + math::to_latex(value);
  board.write(claim, "difference_of_values", board.say({"subtracting the value at the lower end", "taking upper value minus lower value", "subtracting the lower value from the upper value"}),
              judge_definite(claim, variable, F));
}

void rule_find_critical_points(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression");
  if (board.failed()) return;
  const std::string variable = call.variable(e);
  if (board.failed()) return;
  const Expr derived = write_derivative(board, e, variable);
  if (board.failed()) return;
  const auto fraction = math::as_fraction(derived, variable);
  const auto p = math::as_polynomial(derived, variable);
  if (!p && !fraction) {
    std::vector<Expr> values;
    for (const std::string& text : list_elements(call.result())) values.push_back(call.parse(text));
    board.write(math::to_latex(derived) + " = 0", "set_derivative_zero", board.say({"setting the derivative to 0", "looking where the derivative is 0", "putting the derivative equal to 0"}), proved(true, "", "certificate"));
    if (board.failed() || write_general_equation(call, derived, Expr::integer(0), variable, values)) return;
    return board.unsupported("a derivative whose zeros are not found by hand");
  }
  const Coefficients numerator = p ? *p : fraction->num;
  if (math::degree(numerator) < 1) {
    if (call.result() != "[]") return call.expect(false);
    return board.write(tex(numerator, variable) + " \\neq 0", "no_zero", board.say({"noting that the derivative is never 0, so there is no critical point", "seeing that the derivative has no zero, so no such point exists"}), proved(!numerator.empty(), "it is 0 everywhere"));
  }
  EquationLines lines(board, variable, numerator, {});
  const std::string because = board.say({"setting the derivative to 0", "looking where the derivative is 0", "putting the derivative equal to 0"});
  const std::string text = p && !is_tidy(derived, *p, variable) ? math::to_latex(derived) : tex(numerator, variable);
  lines.line(text + " = 0", p ? "set_derivative_zero" : "set_numerator_zero",
             p ? because : board.say({"setting the numerator of the derivative to 0", "using that a fraction is 0 when its numerator is", "putting the numerator equal to 0"}));
  const auto roots = solve_polynomial_equation(lines);
  if (board.failed()) return;
  for (const Root& r : roots)
    if (!p)
      if (const auto x = math::exact_value(r.value); x ? math::evaluate(fraction->den, *x).is_zero() : math::degree(math::gcd(fraction->num, fraction->den)) > 0) return board.unsupported("a zero of the numerator that the function does not allow");
  call.expect(same_roots(roots, call.result()));
}

}  // namespace retort::explain
