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

namespace {

// ln of a product of positive numbers and of powers of them with linear exponents: the terms a ln b, and those with the unknown.
struct LogSide {
  std::vector<Expr> constant, linear;   // linear: what stands before the unknown
  std::vector<Expr> terms;              // as one writes them: (x - 2) \ln 40
};

Expr scaled_log(const Rational& c, const Expr& log) { return c == Rational(1) ? log : c == Rational(-1) ? -log : c.sign() < 0 ? -(Expr::number(-c) * log) : Expr::number(c) * log; }

bool read_side(const Expr& e, const std::string& x, bool below, LogSide& out) {
  if (e.is(Op::kMul)) return std::all_of(e.args().begin(), e.args().end(), [&](const Expr& f) { return read_side(f, x, below, out); });
  if (e.is(Op::kDiv)) return read_side(e.arg(0), x, below, out) && read_side(e.arg(1), x, !below, out);
  const Rational sign(below ? -1 : 1);
  if (!e.contains_symbol(x)) {
    const auto n = math::exact_value(e);
    if (!n || n->sign() <= 0) return false;
    if (*n == Rational(1)) return true;
    const Expr log = Expr::func("ln", {Expr::number(*n)});
    out.constant.push_back(scaled_log(sign, log));
    out.terms.push_back(scaled_log(sign, log));
    return true;
  }
  const bool natural = e.is_func("exp") || (e.is(Op::kPow) && e.arg(0).is(Op::kConstant) && e.arg(0).name() == "e");
  if (!natural && !e.is(Op::kPow)) return false;
  const Expr exponent = e.is_func("exp") ? e.arg(0) : e.arg(1);
  const auto p = math::as_polynomial(exponent, x, 1);
  if (!p || p->size() != 2) return false;
  Expr log = Expr::integer(1);
  if (!natural) {
    const auto base = math::exact_value(e.arg(0));
    if (!base || base->sign() <= 0 || *base == Rational(1)) return false;
    log = Expr::func("ln", {Expr::number(*base)});
  }
  const Expr term = natural ? exponent : exponent * log;
  out.terms.push_back(below ? -term : term);
  out.linear.push_back(natural ? Expr::number(sign * (*p)[1]) : scaled_log(sign * (*p)[1], log));
  if (!(*p)[0].is_zero()) out.constant.push_back(natural ? Expr::number(sign * (*p)[0]) : scaled_log(sign * (*p)[0], log));
  return true;
}

std::vector<Expr> with_opposites(std::vector<Expr> to, const std::vector<Expr>& from) {
  for (const Expr& e : from) to.push_back(e.is(Op::kNeg) ? e.arg(0) : e.is_number() ? Expr::number(-e.value()) : -e);
  return to;
}

}  // namespace

// 59^x = 24 \cdot 40^{x - 2}: logarithms of both sides make a linear equation.
GeneralEquation::Found GeneralEquation::both_logarithms(const Expr& l, const Expr& r, int) {
  LogSide left, right;
  if (!has(l) || !read_side(l, variable_, false, left) || !read_side(r, variable_, false, right)) return std::nullopt;
  const Expr L = math::sum_of(left.terms), R = math::sum_of(right.terms);
  const Judgement follows = both(judge_same(Expr::func("ln", {l}), L), judge_same(Expr::func("ln", {r}), R));
  if (!follows.holds) return std::nullopt;
  board_.write(math::to_latex(L) + " = " + math::to_latex(R), "take_logarithms", board_.say({"taking the logarithm of both sides", "using logarithms on both sides, which bring the exponents down"}), follows);
  const std::vector<Expr> slope = with_opposites(left.linear, right.linear), rest = with_opposites(right.constant, left.constant);
  if (slope.empty()) return std::nullopt;
  const Expr factor = math::sum_of(slope), constant = math::sum_of(rest), x = Expr::symbol(variable_);
  const auto size = math::real_value(factor, 10);
  if (!size || size->mid == 0) return std::nullopt;
  const Judgement same = judge_same(x * factor - constant, L - R);
  if (!same.holds) return std::nullopt;
  board_.write(math::to_latex(x * factor) + " = " + math::to_latex(constant), "collect", board_.say({"bringing the terms with ${0}$ to the left and taking out ${0}$", "collecting ${0}$ on the left and the rest on the right"}, tex_variable(variable_)), same);
  const Expr value = constant / factor;
  board_.write(math::to_latex(x) + " = " + math::to_latex(value), "divide", board_.say({"dividing by ${0}$", "dividing both sides by the bracket"}, math::to_latex(factor)), judge_same(value * factor, constant));
  if (board_.failed()) return std::nullopt;
  return Solutions{{value}};
}

}  // namespace retort::explain
