// Polynomials: their normal form, degree, coefficients and roots; division, resultants.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "cas/domain.h"
#include "cas/expression_matrix.h"
#include "cas/plane_curve.h"
#include "cas/polynomial_roots.h"
#include "cas/registry.h"
#include "cas/solve.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

constexpr int kMaxDegree = 200;

// lhs - rhs of an equation.
Expr without_relation(const Expr& e) { return e.is(Op::kRel) && e.name() == "=" ? e.arg(0) - e.arg(1) : e; }

struct Polynomial {
  std::string variable;
  std::vector<Expr> coefficients;   // constant term first, no trailing zeros
  Grade grade = Grade::kProved;     // of being equal to what was given
};

// c_n x^n + ... + c_0
Expr expanded(const Polynomial& p) {
  const Expr x = Expr::symbol(p.variable);
  std::vector<Expr> terms;
  for (std::size_t k = p.coefficients.size(); k-- > 0;) {
    const Expr& c = p.coefficients[k];
    if (is_zero(c)) continue;
    const Expr power = k == 1 ? x : math::pow(x, Expr::integer(static_cast<long long>(k)));
    const bool one = c.is_number() && c.value() == Rational(1);
    terms.push_back(k == 0 ? c : one ? power : c * power);
  }
  return written(math::sum_of(std::move(terms)));
}

// "variable", the only symbol, or x where a number is given.
Outcome<std::string> polynomial_variable(const Arguments& args, const Expr& e) {
  if (!args.has("variable") && e.symbols().empty()) return std::string("x");
  return chosen_variable(args, {e});
}

Outcome<Polynomial> read_polynomial(const Arguments& args) {
  const Expr e = without_relation(args.expr("expression"));
  Polynomial p;
  RETORT_TRY(p.variable, polynomial_variable(args, e));
  if (const auto rational = math::as_polynomial(e, p.variable, kMaxDegree)) {
    for (const Rational& c : *rational) p.coefficients.push_back(Expr::number(c));
  } else {
    const auto found = math::coefficients_in(e, p.variable, kMaxDegree);
    if (!found) return Failure(FailureKind::kDomain, fmt::format("this is no polynomial in '{}' (of degree at most {})", p.variable, kMaxDegree));
    for (const Expr& c : *found) p.coefficients.push_back(tidy(c));
  }
  while (!p.coefficients.empty() && is_zero(p.coefficients.back())) p.coefficients.pop_back();
  RETORT_TRY(p.grade, confirm_equal(expanded(p), e));
  return p;
}

const char* kCompared = "compared with the original";

Outcome<ToolResult> polynomial_representation(Session&, const Arguments& args) {
  RETORT_TRY(const auto p, read_polynomial(args));
  return answer(expanded(p), kCompared, p.grade);
}

Outcome<ToolResult> polynomial_degree(Session&, const Arguments& args) {
  RETORT_TRY(const auto p, read_polynomial(args));
  if (p.coefficients.empty()) return Failure(FailureKind::kDomain, "this is the zero polynomial, which has no degree");
  return answer(Expr::integer(static_cast<long long>(p.coefficients.size()) - 1), kCompared, p.grade);
}

Outcome<ToolResult> polynomial_coefficients(Session&, const Arguments& args) {
  RETORT_TRY(auto p, read_polynomial(args));
  if (p.coefficients.empty()) p.coefficients.push_back(Expr::integer(0));
  std::reverse(p.coefficients.begin(), p.coefficients.end());
  std::vector<std::string> plain, latex;
  for (const Expr& c : p.coefficients) {
    plain.push_back(math::to_plain(c));
    latex.push_back(math::to_latex(c));
  }
  return answer("[" + join(plain, ", ") + "]", join(latex, ", "), kCompared, p.grade);
}

// ---- roots ----

ToolResult roots_answer(const std::vector<PolynomialRoot>& roots, std::string how, Grade grade) {
  std::vector<std::string> plain, latex, conditions;
  bool approximate = false;
  for (const PolynomialRoot& root : roots) {
    plain.push_back(math::to_plain(root.value));
    latex.push_back(math::to_latex(root.value));
    approximate |= root.approximate;
    if (root.multiplicity > 1) conditions.push_back(fmt::format("{} has multiplicity {}", plain.back(), root.multiplicity));
  }
  ToolResult r = answer("[" + join(plain, ", ") + "]", latex.empty() ? "\\emptyset" : join(latex, ", "), std::move(how), grade);
  r.approximate = approximate;
  r.conditions = std::move(conditions);
  return r;
}

// The zeros of a denominator are none of the function.
bool is_pole(const Expr& e, const std::string& variable, const PolynomialRoot& root) {
  for (const Expr& d : denominators(e)) {
    const auto f = math::as_fraction(d, variable, kMaxDegree);
    const auto p = f ? std::optional(f->num) : math::as_polynomial(d, variable, kMaxDegree);
    if (p && !p->empty() && math::divide(*p, root.factor).second.empty()) return true;
  }
  return false;
}

// A linear or quadratic polynomial with other symbols in it, by the formula.
Outcome<std::optional<ToolResult>> roots_with_parameters(const Expr& e, const std::string& variable) {
  const auto found = math::coefficients_in(e, variable, 2);
  if (!found || found->size() < 2 || is_zero(found->back())) return std::optional<ToolResult>();
  const auto& c = *found;
  std::vector<Expr> values;
  if (c.size() == 2) {
    values = {tidy(-c[0] / c[1])};
  } else if (is_zero(c[1])) {
    const Expr root = Expr::func("sqrt", {written(collected(-c[0]) / c[2])});
    values = {-root, root};
  } else {
    const Expr inside = collected(math::pow(c[1], Expr::integer(2)) - Expr::integer(4) * c[2] * c[0]);
    const Expr root = Expr::func("sqrt", {inside}), below = collected(Expr::integer(2) * c[2]);
    for (const Expr& top : {-c[1] - root, -c[1] + root}) values.push_back(tidy(written(top) / below));
    if (is_zero(inside)) values = {tidy(collected(-c[1]) / below)};
  }
  std::vector<PolynomialRoot> roots;
  Grade grade = Grade::kProved;
  for (const Expr& value : values) {
    RETORT_TRY(const auto g, confirm_equal(e.substitute(variable, value), Expr::integer(0)));
    grade = weaker(grade, g);
    roots.push_back({.value = value});
  }
  ToolResult r = roots_answer(roots, "substituted", grade);
  for (auto& condition : nonzero_conditions({c.back()})) r.conditions.push_back(std::move(condition));
  return std::optional(std::move(r));
}

Outcome<ToolResult> find_roots(Session& session, const Arguments& args) {
  const Expr e = without_relation(args.expr("expression"));
  RETORT_TRY(const auto variable, chosen_variable(args, {e}));
  std::optional<Coefficients> p = math::as_polynomial(e, variable, kMaxDegree);
  if (!p)
    if (auto f = math::as_fraction(e, variable, kMaxDegree)) p = std::move(f->num);
  if (p) {
    if (p->empty()) return Failure(FailureKind::kDomain, "this is zero for every number");
    if (p->size() == 1) return roots_answer({}, "a constant is not zero", Grade::kProved);
    RETORT_TRY(auto roots, polynomial_roots(*p));
    std::erase_if(roots.all, [&](const PolynomialRoot& root) { return is_pole(e, variable, root); });
    return roots_answer(roots.all, "each zero of an irreducible factor, as many as the degree (FLINT, Arb)", roots.grade);
  }
  if (e.symbols().size() > 1) {
    RETORT_TRY(auto formula, roots_with_parameters(e, variable));
    if (formula) return *std::move(formula);
  }
  RETORT_TRY(auto real, solve(session, e, Expr::integer(0), variable));
  std::vector<PolynomialRoot> roots;
  for (const Solution& s : real.all) roots.push_back({.value = s.value, .approximate = s.approximate});
  ToolResult r = roots_answer(roots, real.verified_by, real.grade);
  r.conditions = std::move(real.conditions);
  r.conditions.push_back("real roots only");
  return r;
}

// ---- two polynomials ----

Outcome<std::pair<Coefficients, Coefficients>> two_polynomials(const Expr& a, const Expr& b, const std::string& variable) {
  auto p = math::as_polynomial(a, variable, kMaxDegree), q = math::as_polynomial(b, variable, kMaxDegree);
  if (!p || !q)
    return Failure(FailureKind::kUnsupported, fmt::format("both must be polynomials in '{}' with rational coefficients and no other symbol", variable));
  return std::pair(std::move(*p), std::move(*q));
}

Outcome<ToolResult> polynomial_division(Session&, const Arguments& args) {
  const Expr &dividend = args.expr("dividend"), &divisor = args.expr("divisor");
  RETORT_TRY(const auto variable, chosen_variable(args, {dividend, divisor}));
  RETORT_TRY(const auto both, two_polynomials(dividend, divisor, variable));
  if (both.second.empty()) return Failure(FailureKind::kDomain, "the divisor is zero");
  const auto [quotient, remainder] = math::divide(both.first, both.second);
  const Expr q = written(math::to_expr(quotient, variable)), r = written(math::to_expr(remainder, variable));
  RETORT_TRY(const auto grade, confirm_equal(q * divisor + r, dividend));
  return answer(Expr::make(Op::kTuple, {q, r}), "quotient times divisor plus remainder", grade);
}

// Rows of shifted coefficients: its determinant is the resultant.
math::Matrix sylvester(const Coefficients& p, const Coefficients& q) {
  const std::size_t m = p.size() - 1, n = q.size() - 1;
  math::Matrix rows(m + n, std::vector<Rational>(m + n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k <= m; ++k) rows[i][i + k] = p[m - k];
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t k = 0; k <= n; ++k) rows[n + i][i + k] = q[n - k];
  return rows;
}

Rational by_sylvester(const Coefficients& p, const Coefficients& q) {
  if (p.empty() || q.empty()) return 0;
  return p.size() + q.size() == 2 ? Rational(1) : math::determinant(sylvester(p, q));
}

Outcome<ToolResult> resultant(Session&, const Arguments& args) {
  const Expr &a = args.expr("polynomial1"), &b = args.expr("polynomial2");
  RETORT_TRY(const auto variable, chosen_variable(args, {a, b}));
  std::vector<std::string> others = Expr::make(Op::kTuple, {a, b}).symbols();
  std::erase(others, variable);
  if (others.empty()) {
    RETORT_TRY(const auto both, two_polynomials(a, b, variable));
    const Rational value = math::resultant(both.first, both.second);
    if (value != by_sylvester(both.first, both.second)) return Failure(FailureKind::kUnverified, "two ways to compute this resultant disagree");
    return answer(Expr::number(value), "determinant of the Sylvester matrix (FLINT)", Grade::kProved);
  }
  if (others.size() > 1) return Failure(FailureKind::kUnsupported, "at most one symbol besides the variable can be treated");
  const auto f = as_plane_curve(a, others[0], variable), g = as_plane_curve(b, others[0], variable);
  if (!f || !g) return Failure(FailureKind::kUnsupported, "both must be polynomials with rational coefficients");
  RETORT_TRY(const auto p, resultant_in_first(*f, *g));
  // A point that the interpolation did not use.
  const Rational at(7919, 13);
  if (f->at(at).size() == f->size() && g->at(at).size() == g->size() && math::evaluate(p, at) != by_sylvester(f->at(at), g->at(at)))
    return Failure(FailureKind::kUnverified, "two ways to compute this resultant disagree");
  return answer(written(math::to_expr(p, others[0])), "determinant of the Sylvester matrix at another point (FLINT)", Grade::kProved);
}

}  // namespace

std::vector<ToolEntry> polynomial_tools() {
  const ArgSpec variable{"variable", ArgKind::kVariable, "the variable, such as \"x\"; may be left out when there is only one symbol", false};
  const std::vector<ArgSpec> polynomial{{"expression", ArgKind::kRelation, "a polynomial such as \"(x + 1)*(x - 2)\""}, variable};
  const Json example = {{"expression", "(x + 1)*(x**2 - 3)"}, {"variable", "x"}};
  return {
      {"polynomial_representation", "A polynomial multiplied out and collected in descending powers of the variable.", polynomial, example, false,
       polynomial_representation},
      {"polynomial_degree", "Degree of a polynomial in the variable.", polynomial, example, false, polynomial_degree},
      {"polynomial_coefficients", "List of the coefficients of a polynomial, highest power first, zeros included.", polynomial, example, false,
       polynomial_coefficients},
      {"find_roots",
       "List of all roots of a polynomial, real and complex, each once; real roots of other functions.",
       {{"expression", ArgKind::kRelation, "an expression such as \"x**2 - 9\", or an equation"}, variable},
       {{"expression", "x**4 - 16"}},
       true,
       find_roots},
      {"polynomial_division",
       "Quotient and remainder (q, r) of the division of polynomials in one variable.",
       {{"dividend", ArgKind::kExpression, "such as \"x**3 - 2*x + 5\""}, {"divisor", ArgKind::kExpression, "such as \"x - 2\""}, variable},
       {{"dividend", "x**3 - 2*x + 5"}, {"divisor", "x - 2"}},
       false,
       polynomial_division},
      {"resultant",
       "Resultant of two polynomials with respect to a variable: zero exactly where they have a common root.",
       {{"polynomial1", ArgKind::kExpression, "such as \"x**2 + y**2 - 5\""}, {"polynomial2", ArgKind::kExpression, "such as \"x - y - 1\""}, variable},
       {{"polynomial1", "x**2 + y**2 - 5"}, {"polynomial2", "x - y - 1"}, {"variable", "y"}},
       false,
       resultant},
  };
}

}  // namespace retort::cas
