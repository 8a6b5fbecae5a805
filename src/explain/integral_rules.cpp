// Integration at the board, and critical points.
#include <algorithm>

#include "explain/arithmetic.h"
#include "explain/calculus.h"
#include "explain/evaluate.h"
#include "explain/integration.h"
#include "explain/limit_finder.h"
#include "explain/equation.h"
#include "explain/rules.h"
#include "explain/terms.h"
#include "math/collect.h"
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

// Powers of the variable alone whose exponent is no whole number from 0 on: roots, and 1/x^n.
std::optional<Expr> root_antiderivative(const Expr& term, const std::string& variable) {
  const Expr x = Expr::symbol(variable);
  const bool below = term.is(Op::kDiv) && term.arg(0).is_number();
  const Expr& part = below ? term.arg(1) : term;
  const Rational c = below ? term.arg(0).value() : Rational(1);
  if (part.is_func("sqrt") && part.arg(0).same(x)) return below ? times(c * Rational(2), part) : Expr::integer(2) * x * part / Expr::integer(3);
  // x^n sqrt(x)
  if (!below && part.is(Op::kMul) && part.args().size() == 2 && part.arg(1).is_func("sqrt") && part.arg(1).arg(0).same(x))
    if (const auto p = math::as_polynomial(part.arg(0), variable); p && math::degree(*p) >= 1 && math::to_expr(*p, variable).same(math::pow(x, Expr::integer(math::degree(*p))))) {
      const int n = math::degree(*p);
      return Expr::integer(2) * math::pow(x, Expr::integer(n + 1)) * part.arg(1) / Expr::integer(2 * n + 3);
    }
  Rational r;
  if (part.is(Op::kPow) && part.arg(0).same(x)) {
    const auto exponent = math::exact_value(part.arg(1));
    if (!exponent) {
      // x^n with a letter, n not -1.
      if (below || part.arg(1).contains_symbol(variable) || part.arg(1).symbols().empty()) return std::nullopt;
      const Expr next = part.arg(1) + Expr::integer(1);
      return math::pow(x, next) / next;
    }
    r = below ? -*exponent : *exponent;
  } else if (part.is_func("root") && part.arg(0).same(x)) {
    const auto index = math::exact_value(part.arg(1));
    if (!index || index->is_zero()) return std::nullopt;
    r = (below ? Rational(-1) : Rational(1)) / *index;
  } else {
    return std::nullopt;
  }
  const Rational next = r + 1;
  if (next.is_zero() || (r.is_integer() && r.sign() >= 0)) return std::nullopt;
  if (next.is_integer() && next.sign() < 0) {
    // -c/(n x^n)
    const Expr power = next == Rational(-1) ? x : math::pow(x, Expr::number(-next));
    const Expr size = Expr::number(c.abs()) / (next == Rational(-1) ? power : Expr::number(-next) * power);
    return c.sign() > 0 ? -size : size;
  }
  const Rational k = c / next;
  const Expr power = math::pow(x, Expr::number(next));
  return k.is_integer() || k.num().abs() == Rational(1) ? times(k, power) : k.sign() < 0 ? -(times(k.num().abs(), power) / Expr::number(k.den())) : times(k.num(), power) / Expr::number(k.den());
}

// The antiderivative of one basic term: a number times sin, cos, exp or 1/u of a linear u.
std::optional<Expr> basic_antiderivative(const Expr& term, const std::string& variable) {
  if (term.is(Op::kNeg)) {
    const auto inner = basic_antiderivative(term.arg(0), variable);
    return inner ? std::optional(times(Rational(-1), *inner)) : std::nullopt;
  }
  if (term.is(Op::kMul) && term.args().size() == 2 && term.arg(0).is_number()) {
    const auto inner = basic_antiderivative(term.arg(1), variable);
    if (!inner) return std::nullopt;
    return times(term.arg(0).value(), *inner);
  }
  if (term.is(Op::kDiv) && term.arg(1).is_number()) {
    const auto inner = basic_antiderivative(term.arg(0), variable);
    const Rational part = Rational(1) / term.arg(1).value();
    if (!inner) return std::nullopt;
    return times(part, *inner);
  }
  if (term.is(Op::kDiv) && !term.arg(0).contains_symbol(variable)) {
    const auto u = linear_in(term.arg(1), variable);
    const auto c = math::exact_value(term.arg(0));
    // A number before a bracket goes with the constant: 1/(2(x + 1)) gives \ln|x + 1| over 2.
    Expr below = term.arg(1);
    while (below.is(Op::kMul) && below.args().size() == 2 && below.arg(0).is_number() && below.arg(1).is(Op::kAdd)) below = below.arg(1);
    if (u && c) return times(*c / (*u)[1], Expr::func("ln", {Expr::func("abs", {below})}));
  }
  if (const auto power = root_antiderivative(term, variable)) return power;
  // 1/(x^2 + c) and 1/sqrt(c - x^2), 1/sqrt(x^2 + c)
  if (term.is(Op::kDiv) && term.arg(0).is_number()) {
    const Expr x = Expr::symbol(variable);
    const bool root = term.arg(1).is_func("sqrt");
    const auto p = math::as_polynomial(root ? term.arg(1).arg(0) : term.arg(1), variable, 2);
    if (p && p->size() == 3 && (*p)[1].is_zero() && (*p)[2].abs() == Rational(1)) {
      const Rational c = (*p)[0];
      const Expr r = root_of(c.abs()), inside = c.abs() == Rational(1) ? x : x / r;
      if (!root && (*p)[2].sign() > 0 && c.sign() > 0) {
        const Expr arc = Expr::func("atan", {inside});
        return r.is_number() ? times(term.arg(0).value() / r.value(), arc) : times(term.arg(0).value(), arc / r);
      }
      if (root && (*p)[2].sign() < 0 && c.sign() > 0) return times(term.arg(0).value(), Expr::func("asin", {inside}));
      if (root && (*p)[2].sign() > 0) return times(term.arg(0).value(), Expr::func("ln", {Expr::func("abs", {x + term.arg(1)})}));
    }
  }
  // The secant squared and its like.
  {
    const bool inverse = term.is(Op::kDiv) && term.arg(0).is_number() && term.arg(1).is(Op::kPow);
    const Expr& power = inverse ? term.arg(1) : term;
    if (power.is(Op::kPow) && power.arg(1).is_integer() && power.arg(1).value() == Rational(2) && power.arg(0).is(Op::kFunc) && power.arg(0).args().size() == 1)
      if (const auto u = linear_in(power.arg(0).arg(0), variable)) {
        const Rational c = (inverse ? term.arg(0).value() : Rational(1)) / (*u)[1];
        const std::string& name = power.arg(0).name();
        if (name == (inverse ? "cos" : "sec")) return times(c, Expr::func("tan", {power.arg(0).arg(0)}));
        if (name == (inverse ? "sin" : "csc")) return times(-c, Expr::func("cot", {power.arg(0).arg(0)}));
      }
  }
  // c^u with a number c
  if (term.is(Op::kPow) && term.arg(0).is_number() && term.arg(0).value().sign() > 0 && term.arg(0).value() != Rational(1))
    if (const auto u = linear_in(term.arg(1), variable)) return times(Rational(1) / (*u)[1], term / Expr::func("ln", {term.arg(0)}));
  const bool exponential = term.is(Op::kPow) && term.arg(0).is(Op::kConstant) && term.arg(0).name() == "e";
  if (!exponential && !(term.is(Op::kFunc) && term.args().size() == 1)) return std::nullopt;
  const auto u = linear_in(exponential ? term.arg(1) : term.arg(0), variable);
  if (!u) return std::nullopt;
  const Rational k = Rational(1) / (*u)[1];
  if (exponential || term.name() == "exp") return times(k, term);
  if (term.name() == "cos") return times(k, Expr::func("sin", {term.arg(0)}));
  if (term.name() == "sin") return times(-k, Expr::func("cos", {term.arg(0)}));
  if (term.name() == "cosh") return times(k, Expr::func("sinh", {term.arg(0)}));
  if (term.name() == "sinh") return times(k, Expr::func("cosh", {term.arg(0)}));
  return std::nullopt;
}

// A sum of polynomial and basic terms; nothing when some term is neither.
std::optional<Expr> table_antiderivative(Board& board, const Expr& e, const std::string& variable) {
  const std::vector<Expr> terms = e.is(Op::kAdd) ? e.args() : std::vector<Expr>{e};
  std::vector<std::pair<Expr, Expr>> parts;
  for (const Expr& term : terms) {
    const auto p = math::as_polynomial(term, variable);
    const auto F = p ? std::optional(antiderivative_of(*p, variable)) : basic_antiderivative(term, variable);
    if (!F) return std::nullopt;
    parts.emplace_back(term, *F);
  }
  Expr total = parts[0].second;
  for (std::size_t i = 1; i < parts.size(); ++i) total = parts[i].second.is(Op::kNeg) ? total - parts[i].second.arg(0) : total + parts[i].second;
  const auto write = [&](const Expr& f, const Expr& F, std::string_view rule, std::string because) {
    const std::string claim = tex_integral_of(f, variable) + " = " + math::to_latex(F) + " + C";
    board.write(claim, rule, std::move(because), judge_calculus(claim, variable));
  };
  if (parts.size() > 1 && !board.brief())
    for (const auto& [f, F] : parts) write(f, F, "known_integral", board.say({"reversing the derivative", "finding what has the derivative ${0}$", "integrating ${0}$"}, math::to_latex(f)));
  write(e, total, parts.size() > 1 ? "sum_rule" : "known_integral",
        parts.size() > 1 ? board.say({"adding the parts", "integrating term by term", "putting the terms together"})
                         : board.say({"reversing the derivative", "finding what has this derivative", "integrating with the inner factor"}));
  return total;
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
    if (math::to_latex(e) != math::to_latex(expanded))
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

// The text without the bars of absolute values and the brackets.
static std::string without_bars(const std::string& latex) {
  std::string out;
  for (std::size_t i = 0; i < latex.size(); ++i) {
    if (latex[i] == '|' || latex[i] == '(' || latex[i] == ')') continue;
    if (latex.compare(i, 5, "\\left") == 0 && latex.compare(i, 9, "\\leftarrow") != 0) i += 4;
    else if (latex.compare(i, 6, "\\right") == 0) i += 5;
    else out += latex[i];
  }
  return out;
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
    board.write(claim, "simplify", without_bars(mine) == without_bars(wanted) ? board.say({"leaving out the bars, as what is inside is positive", "dropping the bars around what is never negative"}) : board.say({"simplifying", "tidying up", "writing it more simply"}), judge_calculus(claim, variable));
  call.expect(judge_calculus(claim, variable).holds);
}

namespace {

// Term by term in normal form: x \cdot 1/x is 1.
Expr leaner(const Expr& e, const std::string& variable) {
  if (e.is(Op::kDiv)) return leaner(e.arg(0), variable) / e.arg(1);
  std::vector<Expr> terms;
  for (const Expr& t : math::terms_of(e)) {
    const bool minus = t.is(Op::kNeg);
    const Expr bare = minus ? t.arg(0) : t;
    const auto fraction = math::as_fraction(bare, variable);
    const auto normal = fraction && math::degree(fraction->den) == 0 ? Result<Expr>(math::to_expr(math::multiply(fraction->num, {Rational(1) / fraction->den[0]}), variable)) : math::normal_form(bare);
    const Expr shorter = normal && normal->size() < bare.size() ? *normal : bare;
    terms.push_back(minus ? -shorter : shorter);
  }
  return math::sum_of(terms);
}

// Points that the list holds because the derivative does not exist there: its limits from the sides, then all points together. False where there are none.
bool write_kinks(const Call& call, const Expr& e, const Expr& derived, const std::string& variable) {
  Board& board = call.board();
  std::vector<Expr> zeros, kinks;
  for (const std::string& text : list_elements(call.result())) {
    const Expr v = call.parse(text);
    const auto zero = math::equal(derived.substitute(variable, v), Expr::integer(0));
    (zero.outcome == math::Verdict::Outcome::kEqual ? zeros : kinks).push_back(v);
  }
  if (board.failed() || kinks.empty()) return false;
  for (const Expr& v : kinks)
    if (!math::exact_value(v) || !math::exact_value(e.substitute(variable, v))) return false;
  if (!zeros.empty()) {
    board.write(math::to_latex(derived) + " = 0", "set_derivative_zero", board.say({"setting the derivative to 0", "looking where the derivative is 0"}), proved(true, "", "certificate"));
    if (!write_general_equation(call, derived, Expr::integer(0), variable, zeros)) return board.unsupported("a derivative whose zeros are not found by hand"), true;
  }
  const std::string x = tex_variable(variable);
  for (const Expr& v : kinks) {
    board.fact(math::to_latex(e.substitute(variable, v)) + " = " + math::to_latex(Expr::number(*math::exact_value(e.substitute(variable, v)))), "value_at_point", board.say({"noting that there is a value at ${0} = {1}$", "taking the value at ${0} = {1}$"}, x, math::to_latex(v)));
    std::vector<LimitValue> sides;
    for (const char* side : {"-", "+"}) {
      Board trial = board;
      const auto limit = LimitFinder(trial, variable, v, side).find(derived);
      if (!limit || trial.failed()) continue;
      board = std::move(trial);
      sides.push_back(*limit);
    }
    const bool infinite = std::any_of(sides.begin(), sides.end(), [](const LimitValue& l) { return l.infinite; });
    const bool jump = sides.size() == 2 && !infinite && math::equal(sides[0].value, sides[1].value).outcome == math::Verdict::Outcome::kDifferent;
    if (!infinite && !jump) return board.unsupported("a point where the derivative is not seen to be missing"), true;
    board.write(x + " = " + math::to_latex(v), "no_derivative", infinite ? board.say({"as the slope grows beyond all bounds there, so that there is no derivative", "since the tangent becomes vertical there"}) : board.say({"as the slopes from the two sides differ, so that there is no derivative", "since the curve has a corner there"}), {true, math::Grade::kNumeric, "arb", {}});
  }
  if (!zeros.empty() || kinks.size() > 1) {
    std::string claim;
    for (const std::string& text : list_elements(call.result())) claim += (claim.empty() ? "" : " \\text{ or } ") + x + " = " + math::to_latex(call.parse(text));
    board.write(claim, "solution", board.say({"putting both kinds of points together", "listing all critical points"}), {true, math::Grade::kNumeric, "arb", {}});
  }
  return true;
}

}  // namespace

void rule_find_critical_points(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression");
  if (board.failed()) return;
  const std::string variable = call.variable(e);
  if (board.failed()) return;
  Expr derived = write_derivative(board, e, variable);
  if (board.failed()) return;
  const Expr as_differentiated = derived;
  if (const Expr lean = leaner(derived, variable); !math::as_polynomial(derived, variable) && !math::as_fraction(derived, variable) && lean.size() < derived.size() && math::equal(lean, derived).outcome == math::Verdict::Outcome::kEqual) {
    board.fact(math::to_latex(derived) + " = " + math::to_latex(lean), "simplify", board.say({"simplifying", "tidying up"}));
    derived = lean;
  }
  const auto fraction = math::as_fraction(derived, variable);
  const auto p = math::as_polynomial(derived, variable);
  if (write_kinks(call, e, derived, variable) || board.failed()) return;
  if (!p && !fraction) {
    std::vector<Expr> values;
    for (const std::string& text : list_elements(call.result())) values.push_back(call.parse(text));
    board.write(math::to_latex(derived) + " = 0", "set_derivative_zero", board.say({"setting the derivative to 0", "looking where the derivative is 0", "putting the derivative equal to 0"}), proved(true, "", "certificate"));
    if (board.failed() || write_general_equation(call, derived, Expr::integer(0), variable, values)) return;
    // A fraction is 0 where its numerator is.
    if (derived.is(Op::kDiv)) {
      board.write(math::to_latex(derived.arg(0)) + " = 0", "set_numerator_zero", board.say({"setting the numerator to 0", "using that a fraction is 0 when its numerator is"}), proved(true, "", "certificate"));
      if (board.failed() || write_general_equation(call, derived.arg(0), Expr::integer(0), variable, values)) return;
    }
    if (!as_differentiated.same(derived) && (board.failed() || write_general_equation(call, as_differentiated, Expr::integer(0), variable, values))) return;
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
