// Rewriting expressions: simplified, multiplied out, factored.
#include <algorithm>

#include "cas/domain.h"
#include "cas/registry.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;

namespace {

bool holds_function(const Expr& e, const std::vector<std::string_view>& names) {
  if (e.is(Op::kFunc) && std::find(names.begin(), names.end(), e.name()) != names.end()) return true;
  return std::any_of(e.args().begin(), e.args().end(), [&](const Expr& a) { return holds_function(a, names); });
}

std::vector<std::string> more_simplifiers(const Expr& e) {
  std::vector<std::string> operations = {"normal"};
  if (holds_function(e, {"sin", "cos", "tan", "sec", "csc", "cot"})) operations.insert(operations.end(), {"tlin", "trigcos"});
  if (holds_function(e, {"ln", "log"})) operations.push_back("lncollect");
  return operations;
}

// A rewriting that was confirmed, with the domain it keeps to.
ToolResult rewritten(const Expr& original, const Expr& result, const std::string& how, Grade grade) {
  ToolResult r = answer(result, how, grade);
  r.conditions = lost_conditions(original, result);
  return r;
}

// The shortest of what several ways give, each confirmed before it counts.
Outcome<ToolResult> simplify(Session& session, const Arguments& args) {
  const Expr& e = args.expr("expression");
  RETORT_TRY(auto first, session.apply("simplify", e));
  std::vector<Expr> candidates{tidy(first), tidy(e)};
  for (const auto& operation : more_simplifiers(e))
    if (auto candidate = session.try_apply(operation, e)) candidates.push_back(tidy(*candidate));
  std::stable_sort(candidates.begin(), candidates.end(), [](const Expr& a, const Expr& b) { return reading_cost(a) < reading_cost(b); });
  for (const Expr& candidate : candidates)
    if (auto grade = confirm_equal(e, candidate); grade.ok()) return rewritten(e, candidate, "compared with the original", *grade);
  return Failure(FailureKind::kUnverified, "no simplified form could be confirmed");
}

// A whole power of one of these: (-y)**3, (2*x)**2, (1/x)**2.
bool has_power_of(const Expr& e, std::initializer_list<Op> bases) {
  const auto is_one = [&](Op op) { return e.arg(0).is(op); };
  if (e.is(Op::kPow) && e.arg(1).is_integer() && std::any_of(bases.begin(), bases.end(), is_one)) return true;
  return std::any_of(e.args().begin(), e.args().end(), [&](const Expr& part) { return has_power_of(part, bases); });
}

Outcome<ToolResult> expand(Session& session, const Arguments& args) {
  const Expr& e = args.expr("expression");
  RETORT_TRY(auto expanded, session.apply("expand", e));
  Expr result = tidy(expanded);
  // The worker leaves powers of fractions alone: over one denominator first, where that is no longer to read.
  if (has_power_of(result, {Op::kDiv})) {
    RETORT_TRY(auto quotient, session.apply("normal", e));
    RETORT_TRY(auto terms, session.apply("expand", quotient));
    if (const Expr apart = tidy(terms); reading_cost(apart) <= reading_cost(result)) result = apart;
  }
  // And (-y)**3 in products of several symbols.
  if (has_power_of(result, {Op::kNeg, Op::kMul}))
    if (const auto normal = math::normal_form(result); normal.ok()) result = tidy(*normal);
  RETORT_TRY(auto grade, confirm_equal(e, result));
  return rewritten(e, result, "compared with the original", grade);
}

// x - 1 before x + 1 before x - 2 before x**2 + 1.
bool comes_first(const math::Coefficients& a, const math::Coefficients& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].abs() != b[i].abs()) return a[i].abs() < b[i].abs();
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

// Content and irreducible factors, written c * p * q**2.
Expr product(math::Factorization f, const std::string& variable) {
  std::sort(f.factors.begin(), f.factors.end(), [](const auto& a, const auto& b) { return comes_first(a.first, b.first); });
  std::vector<Expr> parts;
  math::Rational content = f.content;
  for (const auto& [factor, multiplicity] : f.factors) {
    const Expr base = written(math::to_expr(factor, variable));
    parts.push_back(multiplicity == 1 ? base : math::pow(base, Expr::integer(multiplicity)));
  }
  if (parts.empty()) return Expr::number(content);
  const bool negative = content == math::Rational(-1);
  if (!negative && content != math::Rational(1)) parts.insert(parts.begin(), Expr::number(content));
  const Expr whole = parts.size() == 1 ? parts[0] : Expr::make(Op::kMul, std::move(parts));
  return written(negative ? -whole : whole);
}

// The worker's factors of a polynomial in one variable must be as many as FLINT finds irreducible ones.
int factor_count(const Expr& e, const std::string& variable) {
  if (e.is(Op::kNeg)) return factor_count(e.arg(0), variable);
  if (!e.contains_symbol(variable)) return 0;
  if (e.is(Op::kDiv) && !e.arg(1).contains_symbol(variable)) return factor_count(e.arg(0), variable);
  if (e.is(Op::kPow) && e.arg(1).is_integer()) {
    const auto n = e.arg(1).value().to_int64();
    return n && *n > 0 && *n < 1000 ? static_cast<int>(*n) * factor_count(e.arg(0), variable) : 1;
  }
  if (!e.is(Op::kMul)) return 1;
  int count = 0;
  for (const Expr& arg : e.args()) count += factor_count(arg, variable);
  return count;
}

math::Rational highest_exponent(const Expr& e) {
  math::Rational most;
  for (const Expr& arg : e.args()) most = std::max(most, highest_exponent(arg));
  return e.is(Op::kPow) && e.arg(1).is_number() && !e.arg(0).symbols().empty() ? std::max(most, e.arg(1).value()) : most;
}

Outcome<ToolResult> factor(Session& session, const Arguments& args) {
  const Expr& e = args.expr("expression");
  if (e.symbols().empty())
    return Failure(FailureKind::kArguments, "'expression' holds no symbol: use factor_integer for a number");
  constexpr int kMaxDegree = 200;
  if (highest_exponent(e) > math::Rational(kMaxDegree))
    return Failure(FailureKind::kUnsupported, "an exponent above 200: factor it with a smaller one, or use the pattern x^n - 1 = (x - 1)(x^(n-1) + ... + 1)");
  RETORT_TRY(auto factored, session.apply("factor", e));
  factored = written(factored);
  RETORT_TRY(auto grade, confirm_equal(e, factored));
  const std::string variable = e.symbols()[0];
  const auto polynomial = e.symbols().size() == 1 ? math::as_polynomial(e, variable) : std::nullopt;
  if (!polynomial || polynomial->empty()) return rewritten(e, factored, "multiplied out", grade);
  const auto irreducible = math::factor(*polynomial);
  int expected = 0;
  for (const auto& [factor, multiplicity] : irreducible.factors) expected += multiplicity;
  if (factor_count(factored, variable) != expected)
    return Failure(FailureKind::kUnverified, "the factors found are not all irreducible");
  const Expr result = product(irreducible, variable);
  RETORT_TRY(grade, confirm_equal(e, result));
  return rewritten(e, result, "multiplied out, factors irreducible (FLINT)", grade);
}

}  // namespace

std::vector<ToolEntry> expression_tools() {
  const std::vector<ArgSpec> expression{{"expression", ArgKind::kExpression, "an expression such as \"(x**2 - 1)/(x - 1)\""}};
  return {
      {"simplify_expression", "An equal expression that is shorter.", expression, {{"expression", "(x**2 - 1)/(x - 1)"}}, true, simplify},
      {"expand_expression", "An equal expression with products and powers of sums multiplied out.", expression,
       {{"expression", "(x + 1)*(2*x - 3)"}}, true, expand},
      {"factor_expression", "An equal product of factors that are irreducible over the rational numbers.", expression,
       {{"expression", "x**2 - 5*x + 6"}}, true, factor},
  };
}

}  // namespace retort::cas
