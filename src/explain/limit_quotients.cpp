// Limits of quotients: over the highest power, l'Hopital's rule one use at a time, absolute values to one side.
#include <algorithm>

#include "explain/calculus.h"
#include "explain/exact_numbers.h"
#include "explain/general_equation.h"
#include "explain/limit_finder.h"
#include "explain/limit_forms.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

// Roots and powers far out: all divided by the highest power below.
LimitFinder::Found LimitFinder::over_highest_power(const Expr& e, int depth) {
  if (!far()) return std::nullopt;
  const auto n = order_of(e.arg(0), variable_), d = order_of(e.arg(1), variable_);
  if (!n || !d || !d->is_integer() || *d <= Rational(0)) return std::nullopt;
  const int k = static_cast<int>(d->to_int64().value_or(0));
  const auto top = over_power(e.arg(0), variable_, k, far_), bottom = over_power(e.arg(1), variable_, k, far_);
  if (!top || !bottom || (top->same(e.arg(0)) && bottom->same(e.arg(1)))) return std::nullopt;
  const Expr as = bottom->is_number() && bottom->value() == Rational(1) ? *top : *top / *bottom;
  // x / |x| is -1 on the left: the equality holds only on the way.
  const std::string power = tex_monomial(Rational(1), variable_, k);
  const std::string claim = math::to_latex(e) + " = " + math::to_latex(as);
  for (const int step : {1, 2, 3}) {
    const auto a = near(e, step, 1), b = near(as, step, 1);
    if (!a || !b || std::fabs(*a - *b) > 1e-9 * std::max(1.0, std::fabs(*a))) return std::nullopt;
  }
  const Judgement everywhere = judge_same(e, as);
  board_.write(claim, "divide_by_power",
               far_ < 0 ? board_.say({"dividing top and bottom by ${0}$, where ${1} < 0$", "taking out ${0}$ above and below, for negative ${1}$"}, power, tex_variable(variable_))
                        : board_.say({"dividing top and bottom by ${0}$, for positive ${1}$", "taking out ${0}$ above and below, for ${1} > 0$"}, power, tex_variable(variable_)),
               everywhere.holds ? everywhere : Judgement{true, math::Grade::kNumeric, "arb", {}});
  const auto t = quiet(*top, depth + 2), b = quiet(*bottom, depth + 2);
  if (!t || !b || t->infinite || b->infinite || is_nought(b->value)) return std::nullopt;
  const Expr total = b->value.is_number() && b->value.value() == Rational(1) ? t->value : t->value / b->value, value = math::exact_value(total) ? Expr::number(*math::exact_value(total)) : tidied(total);
  return conclude(e, {false, 0, value}, math::to_latex(total), "leading_terms", board_.say({"letting the fractions with ${0}$ below go to 0", "dropping the terms that go to 0", "keeping what does not vanish"}, tex_variable(variable_)));
}

// Both parts as they are at the point, where that says 0/0.
void LimitFinder::write_noughts(const Expr& top, const Expr& bottom) {
  if (far() || board_.brief()) return;
  for (const Expr* part : {&top, &bottom}) {
    const Expr put = part->substitute(variable_, point_);
    const auto v = at_point(*part);
    if (!v || !is_nought(v->value) || math::is_zero(put)) continue;
    const bool above = part == &top;
    board_.fact(math::to_latex(put) + " = 0", above ? "numerator" : "denominator", above ? board_.say({"seeing that the numerator goes to 0", "putting the point into the numerator, which gives 0"}) : board_.say({"seeing that the denominator goes to 0, too", "finding 0 below as well"}));
  }
}

// One use of the rule in each claim: the limit of the quotient is that of the quotient of the derivatives, and so on while both parts vanish.
LimitFinder::Found LimitFinder::hospital(const Expr& top, const Expr& bottom, const Expr& e, int depth) {
  Expr now = e, above = top, below = bottom;
  for (int used = 0;; ++used) {
    if (rules_left_ <= 0) return std::nullopt;
    --rules_left_;
    write_noughts(above, below);
    const Expr dt = write_derivative(board_, above, variable_), db = write_derivative(board_, below, variable_);
    if (board_.failed()) return std::nullopt;
    const bool over_one = db.is_number() && db.value() == Rational(1);
    const Expr q = over_one ? dt : dt / db;
    // Fractions inside fractions are cleared where that is shorter.
    const Expr best = over_one ? q : simpler_quotient(q, variable_);
    const auto goal = quiet(best, depth);
    if (!goal) return std::nullopt;
    const Judgement agree = both(judge_limit(now, *goal), has(best) ? judge_limit(best, *goal) : proved(true));
    if (!agree.holds) return std::nullopt;
    board_.write(name_of(now) + " = " + name_of(q), "l_hospital",
                 used ? board_.say({"using l'Hopital's rule once more, as both parts still go to 0", "applying l'Hopital's rule again"})
                      : far() ? board_.say({"by l'Hopital's rule, as numerator and denominator run to 0 or beyond bounds together", "using l'Hopital's rule: the quotient of the derivatives has the same limit"})
                              : board_.say({"using l'Hopital's rule, which allows to differentiate above and below", "applying l'Hopital's rule: the quotient of the derivatives has the same limit"}), agree);
    if (!best.same(q)) board_.write(math::to_latex(q) + " = " + math::to_latex(best), "simplify", board_.say({"simplifying the quotient of the derivatives", "tidying up the quotient"}), judge_same(q, best));
    now = best;
    const bool quotient = best.is(Op::kDiv) && has(best.arg(1)) && !math::as_fraction(best, variable_);
    const auto t = quotient ? at_point(best.arg(0)) : std::nullopt, b = quotient ? at_point(best.arg(1)) : std::nullopt;
    if (t && b && is_nought(t->value) && is_nought(b->value)) {
      above = best.arg(0);
      below = best.arg(1);
      continue;
    }
    const bool plain = at_point(best).has_value();
    const Expr put = best.substitute(variable_, point_);
    const std::string middle = !has(best) ? std::string() : !plain ? name_of(best) : put.is(Op::kNeg) && math::is_zero(put.arg(0)) ? std::string() : math::to_latex(put);
    if (!plain && !find(best, depth + 1)) return std::nullopt;
    return conclude(e, *goal, middle, plain ? "substitute" : "same_limit", plain ? board_.say({"putting in ${0}$", "letting ${1}$ go to ${0}$", "setting ${1} = {0}$"}, math::to_latex(point_), tex_variable(variable_)) : board_.say({"going back to the first limit, with the value that ${0}$ tends to", "since both have the same limit, that of ${0}$"}, math::to_latex(best)));
  }
}

// |x| is -x all the way from the left.
LimitFinder::Found LimitFinder::without_bars(const Expr& e, int depth) {
  std::vector<Expr> bars;
  collect_parts(e, [&](const Expr& part) { return part.is_func("abs") && has(part); }, bars);
  if (bars.empty()) return std::nullopt;
  bool known = true;
  const Expr as = with_replaced(e, [&](const Expr& part) -> std::optional<Expr> {
    if (!part.is_func("abs") || !has(part)) return std::nullopt;
    const int sign = sign_near(part.arg(0));
    known = known && sign;
    return sign < 0 ? -part.arg(0) : part.arg(0);
  });
  if (!known) return std::nullopt;
  const Expr simple = simpler_quotient(as, variable_);
  const auto v = find(simple, depth + 1);
  if (!v) return std::nullopt;
  return conclude(e, *v, has(as) ? name_of(as) : std::string(), "absolute_value", board_.say({"dropping the bars, as the sign inside stays the same on the way", "replacing the absolute value by what it is beside the point"}));
}

LimitFinder::Found LimitFinder::quotient(const Expr& e, int depth) {
  const Expr &top = e.arg(0), &bottom = e.arg(1);
  if (!has(bottom)) {
    auto v = find(top, depth + 1);
    if (!v) return std::nullopt;
    if (v->infinite) {
      const auto b = math::real_value(without_letters(bottom, variable_), 10);
      if (!b || b->mid == 0) return std::nullopt;
      v->sign *= b->mid < 0 ? -1 : 1;
    } else {
      v->value = tidied(v->value / bottom);
    }
    return conclude(e, *v, {}, "constant_factor", board_.say({"keeping the divisor", "carrying the divisor along"}), depth == 0);
  }
  const auto t = quiet(top, depth), b = quiet(bottom, depth);
  if (!t && b && b->infinite) {
    const Board before = board_;
    if (auto v = squeezed(e, {top, Expr::integer(1) / bottom})) return v;
    board_ = before;
    // (x + sin x)/x: term by term.
    if (!top.is(Op::kAdd) || bottom.is(Op::kAdd)) return std::nullopt;
    std::vector<Expr> parts;
    for (const Expr& term : math::terms_of(top)) {
      const Expr bare = term.is(Op::kNeg) ? term.arg(0) : term, part = simpler_quotient(bare / bottom, variable_);
      parts.push_back(term.is(Op::kNeg) ? -part : part);
    }
    return rewritten(e, math::sum_of(parts), "split_fraction", board_.say({"dividing each term", "splitting the fraction term by term"}), depth);
  }
  if (!b || !t) return std::nullopt;
  const bool top_nought = !t->infinite && is_nought(t->value), bottom_nought = !b->infinite && is_nought(b->value);
  if (!(top_nought && bottom_nought) && !(t->infinite && b->infinite)) {
    find(top, depth + 1);
    find(bottom, depth + 1);
    if (board_.failed()) return std::nullopt;
    if (bottom_nought || t->infinite) {
      const int sign = sign_near(e);
      if (!sign) return std::nullopt;
      return conclude(e, {true, sign, {}}, {}, bottom_nought ? "pole" : "grows",
                      bottom_nought ? (sign > 0 ? board_.say({"as the denominator goes to 0 and the quotient is positive on the way", "dividing by numbers that come close to 0, with positive quotients"})
                                                : board_.say({"as the denominator goes to 0 and the quotient is negative on the way", "dividing by numbers that come close to 0, with negative quotients"}))
                                    : board_.say({"as the numerator grows without bound and the denominator does not", "dividing what grows without bound by what does not"}), depth == 0);
    }
    if (b->infinite) return conclude(e, {false, 0, Expr::integer(0)}, {}, "over_infinity", board_.say({"dividing by what grows without bound", "as the denominator grows without bound and the numerator does not"}), depth == 0);
    const Expr total = t->value / b->value, value = math::exact_value(total) ? Expr::number(*math::exact_value(total)) : tidied(total);
    return conclude(e, {false, 0, value}, math::to_latex(total), "quotient_of_limits", board_.say({"dividing the limits", "taking the limits above and below"}), depth == 0);
  }
  const Board before = board_;
  if (auto v = without_bars(e, depth)) return v;
  board_ = before;
  if (auto v = over_highest_power(e, depth)) return v;
  board_ = before;
  // a/b over c is a/(b c).
  if (top.is(Op::kDiv) || bottom.is(Op::kDiv))
    if (const auto one = math::as_single_fraction(e)) {
      const Expr as = simpler_quotient(one->first / one->second, variable_);
      if (as.is(Op::kDiv) && has(as.arg(1)) && (as.size() < e.size() || top.is(Op::kDiv))) {
        if (auto v = rewritten(e, as, "one_fraction", board_.say({"writing it as one fraction", "clearing the fraction inside"}), depth)) return v;
        board_ = before;
      }
    }
  return hospital(top, bottom, e, depth);
}

}  // namespace retort::explain
