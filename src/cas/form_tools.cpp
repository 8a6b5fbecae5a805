// The same expression in another form: partial fractions, completed squares.
#include <algorithm>

#include "cas/domain.h"
#include "cas/expression_matrix.h"
#include "cas/registry.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/collect.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

Coefficients power(const Coefficients& p, int n) {
  Coefficients out{Rational(1)};
  for (int i = 0; i < n; ++i) out = math::multiply(out, p);
  return out;
}

// top / (p^n): the content of the numerator goes below the line as a book has it, 1/(2(x - 1)).
Expr fraction_term(const Coefficients& top, const Coefficients& p, int n, const std::string& variable) {
  Rational common = 1;
  for (const Rational& c : top) common = math::lcm(common, c.den());
  const Coefficients whole = math::multiply(top, {common});
  const Expr base = math::to_expr(p, variable);
  Expr below = n == 1 ? base : math::pow(base, Expr::integer(n));
  if (common != Rational(1)) below = Expr::number(common) * below;
  return written(math::to_expr(whole, variable) / below);
}

Outcome<ToolResult> partial_fractions(Session&, const Arguments& args) {
  const Expr& e = args.expr("expression");
  RETORT_TRY(const auto variable, chosen_variable(args, {e}));
  if (e.symbols().size() > 1) return Failure(FailureKind::kUnsupported, "put numbers in for the symbols besides '" + variable + "' first");
  const auto f = math::as_fraction(e, variable);
  if (!f || f->den.size() < 2) {
    if (f || math::as_polynomial(e, variable)) return Failure(FailureKind::kDomain, "this is a polynomial: there is no denominator to split");
    return Failure(FailureKind::kDomain, "this is no quotient of polynomials in '" + variable + "'");
  }
  const auto [whole, rest] = math::divide(f->num, f->den);
  std::vector<Expr> terms;
  if (!whole.empty()) terms.push_back(written(math::to_expr(whole, variable)));
  auto factored = math::factor(f->den);
  std::stable_sort(factored.factors.begin(), factored.factors.end(),
                   [](const auto& a, const auto& b) { return a.first.size() != b.first.size() ? a.first.size() < b.first.size() : b.first[0] < a.first[0]; });
  for (const auto& [p, n] : factored.factors) {
    // The part over p^n is rest / (den / p^n) modulo p^n; written in powers of p it falls apart.
    const Coefficients own = power(p, n), others = math::divide(f->den, own).first;
    const auto inverse = others.size() == 1 ? Coefficients{Rational(1) / others[0]} : math::inverse_modulo(others, own).value();
    Coefficients left = math::divide(math::multiply(rest, inverse), own).second;
    std::vector<Expr> parts;
    for (int k = n; k >= 1; --k) {
      const auto [next, digit] = math::divide(left, p);
      if (!digit.empty()) parts.push_back(fraction_term(digit, p, k, variable));
      left = next;
    }
    terms.insert(terms.end(), parts.rbegin(), parts.rend());
  }
  const Expr sum = written(math::sum_of(std::move(terms)));
  RETORT_TRY(const auto grade, confirm_equal(sum, e));
  ToolResult r = answer(sum, "added up and compared with the original", grade);
  r.conditions = lost_conditions(e, sum);
  return r;
}

bool is_one(const Expr& e) { return e.is_number() && e.value() == Rational(1); }

struct Completed {
  std::vector<Expr> squares;   // a (x + h)^2
  Expr rest;
};

// a x^2 + b x + c = a (x + b/(2a))^2 + c - b^2/(4a)
Outcome<bool> complete_in(const std::string& variable, const std::vector<std::string>& all, Completed& done) {
  const auto c = math::coefficients_in(done.rest, variable, 2);
  if (!c || c->size() != 3) return false;
  const Expr &square = (*c)[2], &linear = (*c)[1];
  for (const auto& v : all)
    if (square.contains_symbol(v) || linear.contains_symbol(v)) return false;
  const Expr shift = collected(linear / (Expr::integer(2) * square));
  const Expr x = Expr::symbol(variable);
  const Expr inside = is_zero(shift) ? x : written(x + shift);
  const Expr squared = math::pow(inside, Expr::integer(2));
  done.squares.push_back(is_one(square) ? squared : written(square * squared));
  done.rest = collected((*c)[0] - linear * linear / (Expr::integer(4) * square));
  return true;
}

Outcome<ToolResult> complete_the_square(Session&, const Arguments& args) {
  const Expr& given = args.expr("expression");
  const bool equation = given.is(Op::kRel) && given.name() == "=";
  if (!equation && (given.is(Op::kRel) || given.is(Op::kChain))) return Failure(FailureKind::kArguments, "give an expression or an equation with one '='");
  const Expr e = equation ? given.arg(0) - given.arg(1) : given;
  std::vector<std::string> variables = e.symbols();
  if (args.has("variable")) variables = {args.text("variable")};
  Completed done{{}, e};
  for (const auto& v : variables) {
    RETORT_TRY([[maybe_unused]] const bool found, complete_in(v, variables, done));
  }
  if (done.squares.empty()) return Failure(FailureKind::kDomain, "there is no square to complete: no symbol has a term with its square, or they are multiplied with each other");
  std::vector<Expr> terms = done.squares;
  if (equation) {
    const Expr lhs = written(math::sum_of(std::move(terms))), rhs = collected(-done.rest);
    RETORT_TRY(const auto grade, confirm_equal(lhs - rhs, e));
    return answer(Expr::rel("=", lhs, rhs), "multiplied out", grade);
  }
  if (!is_zero(done.rest)) terms.push_back(done.rest);
  const Expr result = math::sum_of(std::move(terms));
  RETORT_TRY(const auto grade, confirm_equal(result, e));
  return answer(result, "multiplied out", grade);
}

}  // namespace

std::vector<ToolEntry> form_tools() {
  return {
      {"partial_fractions",
       "A quotient of polynomials as a sum of simple fractions.",
       {{"expression", ArgKind::kExpression, "a quotient such as \"(3*x + 5)/(x**2 - 1)\""},
        {"variable", ArgKind::kVariable, "the variable, such as \"x\"; may be left out when there is only one symbol", false}},
       {{"expression", "(3*x + 5)/(x**2 - 1)"}},
       false,
       partial_fractions},
      {"complete_the_square",
       "A quadratic expression as squares plus a constant; an equation of a circle, ellipse or parabola in the same way.",
       {{"expression", ArgKind::kRelation, "such as \"x**2 - 6*x + 1\" or \"x**2 + y**2 - 4*x + 6*y = 12\""},
        {"variable", ArgKind::kVariable, "the variable to complete in; all of them when it is left out", false}},
       {{"expression", "x**2 - 6*x + 1"}},
       false,
       complete_the_square},
  };
}

}  // namespace retort::cas
