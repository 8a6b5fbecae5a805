// Equations with roots: one of them left alone, both sides squared, and again.
#include <algorithm>

#include "explain/exact_numbers.h"
#include "explain/general_equation.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// sqrt(u)^2 as u.
Expr without_squared_roots(const Expr& e) {
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(without_squared_roots(arg));
  if (e.is(Op::kPow) && args[0].is_func("sqrt") && args[1].is_integer()) {
    const Rational half = args[1].value() / Rational(2);
    if (half == Rational(1)) return args[0].arg(0);
    if (half.is_integer() && half.sign() > 0) return math::pow(args[0].arg(0), Expr::number(half));
  }
  if (e.is(Op::kMul))
    for (std::size_t i = 0; i < args.size(); ++i)
      for (std::size_t j = i + 1; j < args.size(); ++j)
        if (args[i].is_func("sqrt") && args[i].same(args[j])) {
          args[i] = args[i].arg(0);
          args.erase(args.begin() + static_cast<std::ptrdiff_t>(j));
          return args.size() == 1 ? args[0] : Expr::make(Op::kMul, std::move(args));
        }
  return e.is(Op::kFunc) ? Expr::func(e.name(), std::move(args)) : Expr::make(e.op(), std::move(args), e.name());
}

// `e` times the root that `letter` stands for, so that it no longer divides: 3/t is 3, t is u. Nothing where it stands in another way.
std::optional<Expr> times_root(const Expr& e, const Expr& letter, const Expr& inside) {
  if (e.same(letter)) return inside;
  if (!e.contains_symbol(letter.name())) return e * letter;
  if (e.is(Op::kNeg)) {
    const auto inner = times_root(e.arg(0), letter, inside);
    return inner ? std::optional(-*inner) : std::nullopt;
  }
  if (e.is(Op::kDiv) && !e.arg(1).contains_symbol(letter.name()) && e.arg(0).is(Op::kDiv)) return times_root(e.arg(0).arg(0) / (e.arg(0).arg(1) * e.arg(1)), letter, inside);
  if (e.is(Op::kDiv)) {
    if (e.arg(1).same(letter)) return e.arg(0).contains_symbol(letter.name()) ? std::nullopt : std::optional(e.arg(0));
    if (e.arg(1).is(Op::kMul)) {
      std::vector<Expr> rest = e.arg(1).args();
      const auto at = std::find_if(rest.begin(), rest.end(), [&](const Expr& f) { return f.same(letter); });
      if (at == rest.end()) return std::nullopt;
      rest.erase(at);
      return e.arg(0) / (rest.size() == 1 ? rest[0] : Expr::make(Op::kMul, std::move(rest)));
    }
    const auto above = e.arg(1).contains_symbol(letter.name()) ? std::nullopt : times_root(e.arg(0), letter, inside);
    return above ? std::optional(*above / e.arg(1)) : std::nullopt;
  }
  if (!e.is(Op::kMul)) return std::nullopt;
  std::vector<Expr> factors = e.args();
  for (Expr& factor : factors)
    if (factor.contains_symbol(letter.name())) {
      const auto inner = times_root(factor, letter, inside);
      if (!inner) return std::nullopt;
      factor = *inner;
      return Expr::make(Op::kMul, std::move(factors));
    }
  return std::nullopt;
}

}  // namespace

// One root alone on the left, then squared.
GeneralEquation::Found GeneralEquation::radicals(const Expr& l, const Expr& r, int depth) {
  std::vector<Expr> roots;
  const auto is_root = [&](const Expr& e) {
    return has(e) && (e.is_func("sqrt") || e.is_func("root") || (e.is(Op::kPow) && !has(e.arg(1)) && math::exact_value(e.arg(1)) && !math::exact_value(e.arg(1))->is_integer()));
  };
  collect_parts(l, is_root, roots);
  collect_parts(r, is_root, roots);
  if (roots.empty() || depth > 8) return std::nullopt;
  const Expr chosen = *std::max_element(roots.begin(), roots.end(), [](const Expr& a, const Expr& b) { return a.size() < b.size(); });
  const auto exponent = chosen.is_func("sqrt") ? Rational(1, 2) : chosen.is_func("root") ? Rational(1) / *math::exact_value(chosen.arg(1)) : *math::exact_value(chosen.arg(1));
  const Rational index = exponent.den();
  if (index > Rational(4)) return std::nullopt;
  const Expr letter = Expr::symbol("retort_root");
  const auto by = [&](const Expr& e) { return e.same(chosen) ? std::optional(letter) : std::nullopt; };
  const Expr difference = with_replaced(l, by) - with_replaced(r, by);
  const auto parts = math::coefficients_in(difference, "retort_root", 1);
  if ((!parts || parts->size() != 2) && chosen.is_func("sqrt")) {
    // A root in a denominator: both sides times it.
    std::vector<Expr> terms;
    for (const Expr& term : math::terms_of(difference)) {
      if (math::is_zero(term)) continue;
      const auto cleared = times_root(term, letter, chosen.arg(0));
      if (!cleared) return std::nullopt;
      terms.push_back(cleared->substitute("retort_root", chosen));
    }
    const Expr raw_sum = math::sum_of(std::move(terms)), cleared = math::normal_form(raw_sum).value_or(raw_sum);
    check_ = true;
    return next(cleared, Expr::integer(0), "multiply_by_denominator", board_.say({"multiplying both sides by ${0}$", "clearing the denominator ${0}$"}, math::to_latex(chosen)), judge_same(cleared, (l - r) * chosen), depth);
  }
  if (!parts || parts->size() != 2) return std::nullopt;
  const Expr factor = (*parts)[1];
  const bool alone = !has(factor);
  const Expr left = alone ? chosen : math::normal_form(factor * chosen).value_or(factor * chosen);
  const Expr raw = alone ? -(*parts)[0] / factor : -(*parts)[0];
  const Expr right = math::normal_form(raw).value_or(raw);
  const bool isolated = (l.same(left) && r.same(right)) || (r.same(left) && l.same(right));
  if (!isolated) {
    const Judgement follows = judge_same(alone ? factor * (left - right) : left - right, l - r);
    if (!follows.holds) return std::nullopt;
    board_.write(tex_number(left) + " = " + tex_number(right), "isolate", board_.say({"leaving one root alone on the left", "isolating the root", "bringing everything but the root to the right"}), follows);
  }
  check_ = true;
  const Expr n = Expr::number(index);
  const auto raised = [&](const Expr& e) {
    const auto expanded = math::multiply_out(math::pow(e, n));
    const Expr out = without_squared_roots(expanded ? *expanded : math::pow(e, n));
    return math::normal_form(out).value_or(out);
  };
  const Expr inner = chosen.arg(0);
  Expr up = exponent.num() == Rational(1) ? inner : math::pow(inner, Expr::number(exponent.num()));
  if (!alone) up = math::pow(factor, n) * up;
  up = math::normal_form(up).value_or(up);
  const Expr down = raised(right);
  const Judgement follows = both(judge_same(up, math::pow(left, n)), judge_same(down, math::pow(right, n)));
  return next(up, down, "raise_to_power",
              index == Rational(2) ? board_.say({"squaring both sides", "taking the square of both sides", "undoing the root by squaring"})
                                   : board_.say({"raising both sides to the power {0}", "taking both sides to the power {0}", "undoing the root with the power {0}"}, words(index)), follows, depth);
}

}  // namespace retort::explain
