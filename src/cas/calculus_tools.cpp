// Derivatives, integrals and sums.
#include <algorithm>

#include "cas/calculus.h"
#include "cas/registry.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/derivative.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;

namespace {

// (x**2 + 1 - x*2*x)/(x**2 + 1)**2 becomes (1 - x**2)/(x**2 + 1)**2.
Expr with_tidy_numerator(const Expr& e) {
  const Expr whole = written(e);
  if (whole.is(math::Op::kNeg)) return written(-with_tidy_numerator(whole.arg(0)));
  return whole.is(math::Op::kDiv) ? written(tidy(whole.arg(0)) / whole.arg(1)) : whole;
}

// The different roots that hold the variable: with two of them the engine computes for long, and never to something shorter.
void gather_roots(const Expr& e, const std::string& variable, std::vector<Expr>& roots) {
  if (e.is_func("sqrt") && e.contains_symbol(variable) && std::none_of(roots.begin(), roots.end(), [&](const Expr& r) { return r.same(e); }))
    roots.push_back(e);
  for (const Expr& arg : e.args()) gather_roots(arg, variable, roots);
}

// x*x as x**2.
Expr with_joined_letters(const Expr& e) {
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(with_joined_letters(arg));
  if (!e.is(Op::kMul)) return e.is(Op::kFunc) ? Expr::func(e.name(), std::move(args)) : Expr::make(e.op(), std::move(args), e.name());
  std::vector<Expr> factors;
  for (const Expr& arg : args) {
    const auto at = std::find_if(factors.begin(), factors.end(), [&](const Expr& f) { return arg.is(Op::kSymbol) && (f.same(arg) || (f.is(Op::kPow) && f.arg(0).same(arg) && f.arg(1).is_integer())); });
    if (at == factors.end()) factors.push_back(arg);
    else *at = at->is(Op::kPow) ? math::pow(arg, Expr::number(at->arg(1).value() + math::Rational(1))) : math::pow(arg, Expr::integer(2));
  }
  return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, std::move(factors));
}

// c x^m/x^n as one power above or below the line.
std::optional<Expr> quotient_of_powers(const Expr& e, const std::string& variable) {
  const auto f = math::as_fraction(e, variable, 60);
  if (!f || f->num.empty() || math::degree(f->den) < 1) return std::nullopt;
  const auto single = [](const math::Coefficients& p) { return std::count_if(p.begin(), p.end(), [](const math::Rational& c) { return !c.is_zero(); }) == 1; };
  if (!single(f->num) || !single(f->den)) return std::nullopt;
  return written(math::to_expr(f->num, variable) / math::to_expr(f->den, variable));
}

Outcome<ToolResult> differentiate(Session& session, const Arguments& args) {
  const Expr& e = args.expr("expression");
  if (!args.has("variable") && e.symbols().empty())
    return answer(Expr::integer(0), "the expression is constant", Grade::kProved);
  RETORT_TRY(const auto variable, chosen_variable(args, {e}));
  RETORT_TRY(const auto own, math::derivative(e, variable));
  RETORT_TRY(auto raw, session.apply("diff", e, variable));
  std::vector<Expr> forms{tidy(raw), written(raw), tidy(own), with_tidy_numerator(own)};
  for (Expr& form : forms) form = with_joined_letters(form);
  if (auto form = quotient_of_powers(own, variable)) forms.push_back(*form);
  std::vector<Expr> roots;
  gather_roots(raw, variable, roots);
  const bool short_enough = roots.size() > 1 || std::any_of(forms.begin(), forms.end(), [&](const Expr& form) { return is_short_for(form, e); });
  for (const char* operation : {"normal", "simplify"}) {
    if (short_enough) break;
    if (auto form = session.try_apply(operation, raw)) forms.push_back(written(*form));
  }
  RETORT_TRY(auto best, shortest_confirmed(forms, own));
  return answer(best.first, "differentiated again by the rules", best.second);
}

Outcome<ToolResult> integrate(Session& session, const Arguments& args) {
  const Expr& e = args.expr("expression");
  RETORT_TRY(const auto variable, chosen_variable(args, {e}));
  RETORT_TRY(auto found, antiderivative(session, e, variable));
  return answer(found.first, "differentiated back; any constant may be added", found.second);
}

Outcome<ToolResult> integrate_between(Session& session, const Arguments& args) {
  const Expr& e = args.expr("expression");
  RETORT_TRY(const auto variable, chosen_variable(args, {e}));
  return definite_integral(session, e, variable, args.expr("lower"), args.expr("upper"));
}

Outcome<ToolResult> summation(Session& session, const Arguments& args) {
  const Expr& e = args.expr("expression");
  RETORT_TRY(const auto variable, chosen_variable(args, {e}));
  return sum(session, e, variable, args.expr("lower"), args.expr("upper"));
}

Outcome<ToolResult> product_between(Session&, const Arguments& args) {
  const Expr& e = args.expr("expression");
  RETORT_TRY(const auto variable, chosen_variable(args, {e}));
  return product(e, variable, args.expr("lower"), args.expr("upper"));
}

}  // namespace

std::vector<ToolEntry> calculus_tools() {
  const ArgSpec variable{"variable", ArgKind::kVariable, "the variable, such as \"x\"; may be left out when there is only one symbol", false};
  const ArgSpec function{"expression", ArgKind::kExpression, "a function such as \"x**2*sin(x)\""};
  return {
      {"differentiate", "Derivative of a function.", {function, variable}, {{"expression", "x**3 - 2*x"}, {"variable", "x"}}, true, differentiate},
      {"integrate",
       "An antiderivative of a function, without the constant.",
       {function, variable},
       {{"expression", "3*x**2 + 2*x"}, {"variable", "x"}},
       true,
       integrate},
      {"definite_integral",
       "Integral of a function from lower to upper.",
       {function, variable, {"lower", ArgKind::kExpression, "where it starts: a number, \"-oo\" or an expression"},
        {"upper", ArgKind::kExpression, "where it ends: a number, \"oo\" or an expression"}},
       {{"expression", "x**2"}, {"variable", "x"}, {"lower", 0}, {"upper", 3}},
       true,
       integrate_between},
      {"summation",
       "Sum of an expression over whole numbers from lower to upper.",
       {{"expression", ArgKind::kExpression, "the term, such as \"k**2\""},
        {"variable", ArgKind::kVariable, "what runs, such as \"k\"; may be left out when there is only one symbol", false},
        {"lower", ArgKind::kExpression, "the first value"},
        {"upper", ArgKind::kExpression, "the last value: a number, a symbol or \"oo\""}},
       {{"expression", "k**2"}, {"variable", "k"}, {"lower", 1}, {"upper", 10}},
       true,
       summation},
      {"product",
       "Product of an expression over whole numbers from lower to upper.",
       {{"expression", ArgKind::kExpression, "the factor, such as \"1 - 1/k**2\""},
        {"variable", ArgKind::kVariable, "what runs, such as \"k\"; may be left out when there is only one symbol", false},
        {"lower", ArgKind::kExpression, "the first value, an integer"},
        {"upper", ArgKind::kExpression, "the last value: an integer or a symbol"}},
       {{"expression", "1 - 1/k**2"}, {"variable", "k"}, {"lower", 2}, {"upper", 5}},
       false,
       product_between},
  };
}

}  // namespace retort::cas
