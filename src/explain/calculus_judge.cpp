#include "explain/calculus.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"
#include "explain/terms.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// Derivatives in the expression worked out; nothing where one has no rule.
std::optional<Expr> without_derivatives(const Expr& e) {
  if (e.is_func("derivative")) {
    const auto inner = without_derivatives(e.arg(0));
    if (!inner) return std::nullopt;
    const auto d = math::derivative(*inner, e.arg(1).name());
    return d ? std::optional(*d) : std::nullopt;
  }
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& a : e.args()) {
    auto inner = without_derivatives(a);
    if (!inner) return std::nullopt;
    args.push_back(std::move(*inner));
  }
  return Expr::make(e.op(), std::move(args), e.name());
}

Judgement judge_equal(const Expr& a, const Expr& b, const std::string& variable) {
  const auto p = math::as_polynomial(a, variable), q = math::as_polynomial(b, variable);
  if (p && q) return proved(*p == *q, "the two polynomials differ");
  return judge(math::equal(a, b));
}

Judgement judge_link(const Expr& link, const std::string& variable) {
  if (!link.is(Op::kRel) || link.name() != "=") return fails("not an equality");
  if (link.arg(0).is_func("integral") && link.arg(0).args().size() == 2) {
    const auto d = math::derivative(link.arg(1), variable);
    return d ? judge_equal(*d, link.arg(0).arg(0), variable) : fails(d.error().message);
  }
  const auto a = without_derivatives(link.arg(0)), b = without_derivatives(link.arg(1));
  return a && b ? judge_equal(*a, *b, variable) : fails("a derivative without a rule");
}

std::vector<Expr> links_of(const Expr& claim) { return claim.is(Op::kChain) ? claim.args() : std::vector<Expr>{claim}; }

}  // namespace

Judgement judge_calculus(const std::string& claim, const std::string& variable) {
  const auto read = math::parse(claim, math::Notation::kLatex, {.symbols = {variable}});
  if (!read) return fails(read.error().message);
  Judgement verdict = proved(true);
  for (const Expr& link : links_of(*read)) verdict = both(verdict, judge_link(link, variable));
  return verdict;
}

Judgement judge_definite(const std::string& claim, const std::string& variable, const Expr& antiderivative) {
  const auto read = math::parse(claim, math::Notation::kLatex, {.symbols = {variable}});
  if (!read) return fails(read.error().message);
  const auto links = links_of(*read);
  if (!links[0].is(Op::kRel) || !links[0].arg(0).is_func("integral") || links[0].arg(0).args().size() != 4) return fails("not a definite integral");
  const Expr& integral = links[0].arg(0);
  Judgement verdict = proved(true);
  for (std::size_t i = 1; i < links.size(); ++i) verdict = both(verdict, judge_link(links[i], variable));
  if (!verdict.holds) return verdict;
  // Polynomials are integrated by FLINT, without the antiderivative of the steps.
  if (const auto f = math::as_polynomial(integral.arg(0), variable)) {
    const auto low = math::exact_value(integral.arg(2)), high = math::exact_value(integral.arg(3)), value = math::exact_value(links[0].arg(1));
    if (low && high && value) {
      const Coefficients F = math::antiderivative(*f);
      return both(verdict, proved(math::evaluate(F, *high) - math::evaluate(F, *low) == *value, "the integral has another value"));
    }
  }
  const auto d = math::derivative(antiderivative, variable);
  if (!d) return fails(d.error().message);
  verdict = both(verdict, judge_equal(*d, integral.arg(0), variable));
  const Expr difference = antiderivative.substitute(variable, integral.arg(3)) - antiderivative.substitute(variable, integral.arg(2));
  return both(verdict, judge(math::equal(difference, links[0].arg(1))));
}

std::string tex_derivative_of(const Expr& e, const std::string& variable) {
  const std::string d = "\\frac{d}{d" + tex_variable(variable) + "}", body = tex_grouped(e);
  return body[0] == '(' ? d + body : d + " " + body;
}

std::string tex_integral_of(const Expr& e, const std::string& variable) {
  return "\\int " + tex_grouped(e) + " \\, d" + tex_variable(variable);
}

}  // namespace retort::explain
