#include "explain/limit_finder.h"

#include <algorithm>
#include <cmath>

#include "explain/calculus.h"
#include "explain/exact_numbers.h"
#include "explain/general_equation.h"
#include "explain/limit_forms.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr int kMaxDepth = 9;
constexpr int kHospital = 4;

bool is_infinite(const Expr& e) { return e.is(Op::kNeg) ? is_infinite(e.arg(0)) : e.is(Op::kConstant) && e.name() == "oo"; }
bool is_exponential(const Expr& e) { return e.is_func("exp") || (e.is(Op::kPow) && e.arg(0).symbols().empty() && !e.arg(1).symbols().empty()); }
Expr exponent_of(const Expr& e) { return e.is_func("exp") ? e.arg(0) : e.arg(1); }

}  // namespace

std::string tex(const LimitValue& v) { return v.infinite ? (v.sign < 0 ? "-\\infty" : "\\infty") : math::to_latex(v.value); }

LimitFinder::LimitFinder(Board& board, std::string variable, Expr point, std::string direction)
    : board_(board), variable_(std::move(variable)), point_(std::move(point)), direction_(std::move(direction)), rules_left_(kHospital) {
  if (is_infinite(point_)) {
    far_ = point_.is(Op::kNeg) ? -1 : 1;
    return;
  }
  const Expr at = without_letters(point_, variable_);
  if (const auto exact = math::exact_value(at)) {
    close_ = *exact;
  } else if (const auto real = math::real_value(at, 40)) {
    // The certified digits as a fraction.
    const std::string& text = real->digits;
    if (text.find('e') == std::string::npos)
      if (const auto read = Rational::parse(text)) close_ = *read;
  }
}

std::string LimitFinder::name_of(const Expr& e) const {
  const std::string side = direction_ == "+" || direction_ == "-" ? "^" + direction_ : "";
  std::string to = math::to_latex(point_);
  if (!side.empty() && to[0] == '-') to = "(" + to + ")";
  const std::string text = math::to_latex(e), body = e.is(Op::kAdd) || e.is(Op::kNeg) ? "(" + text + ")" : text;
  return "\\lim_{" + tex_variable(variable_) + " \\to " + to + side + "} " + body;
}

// The value of `e` a step of 10^-step from the point, or at 10^step far out.
std::optional<double> LimitFinder::near(const Expr& e, int step, int side) const {
  if (!far() && !close_) return std::nullopt;
  const Rational ten = power_of_ten(step);
  const Rational at = far() ? Rational(far_) * (ten + Rational(1, 2)) : *close_ + Rational(side) / ten;
  const auto v = math::real_value(without_letters(e, variable_), 15, {{variable_, at}});
  if (!v || std::isnan(v->mid)) return std::nullopt;
  return v->mid;
}

int LimitFinder::sign_near(const Expr& e) const {
  int sign = 0;
  for (const int side : {1, -1}) {
    if (far() ? side < 0 : (side > 0 && direction_ == "-") || (side < 0 && direction_ == "+")) continue;
    for (const int step : {3, 5, 7}) {
      const auto v = near(e, step, side);
      if (!v || *v == 0) return 0;
      const int here = *v > 0 ? 1 : -1;
      if (sign && sign != here) return 0;
      sign = here;
    }
  }
  return sign;
}

Judgement LimitFinder::judge_limit(const Expr& e, const LimitValue& v) const {
  const auto goal = v.infinite ? std::optional(0.0) : [&]() -> std::optional<double> {
    const auto real = math::real_value(without_letters(v.value, variable_), 15);
    return real ? std::optional(real->mid) : std::nullopt;
  }();
  if (!goal) return fails("no numeric value");
  for (const int side : {1, -1}) {
    if (far() ? side < 0 : (side > 0 && direction_ == "-") || (side < 0 && direction_ == "+")) continue;
    std::optional<double> last;
    for (const int step : {2, 4, 6, 8}) {
      const auto here = near(e, step, side);
      if (!here) {
        // exp(10^8) is beyond what a ball holds; what was seen before it counts.
        if (last) break;
        return fails("the function has no value on the way");
      }
      if (v.infinite) {
        if (*here * v.sign <= 0 || (last && std::fabs(*here) <= 1.3 * std::fabs(*last) && std::isfinite(*here))) return fails("the values do not grow without bound");
        last = *here;
      } else {
        const double distance = std::fabs(*here - *goal);
        if (last && distance > 0.75 * *last && distance > 1e-9 * std::max(1.0, std::fabs(*goal))) return fails("the function does not approach the value");
        last = distance;
      }
    }
    if (!v.infinite && *last > 2e-2 * std::max(1.0, std::fabs(*goal))) return fails("the function does not approach the value");
  }
  return {true, math::Grade::kNumeric, "arb", {}};
}

LimitFinder::Found LimitFinder::conclude(const Expr& e, LimitValue v, const std::string& middle, std::string_view rule, std::string because, bool write) {
  if (!write || board_.failed()) return board_.failed() ? Found{} : Found(v);
  const std::string text = tex(v);
  std::string claim = name_of(e) + " = ";
  Judgement verdict = judge_limit(e, v);
  if (!middle.empty() && middle != text) {
    claim += middle + " = ";
    // A limit in the middle has been found by the steps before.
    if (!v.infinite && !middle.starts_with("\\lim")) verdict = both(verdict, judge_fact(middle + " = " + text));
  }
  if (!verdict.holds) return std::nullopt;
  board_.write(claim + text, rule, std::move(because), verdict);
  return v;
}

LimitFinder::Found LimitFinder::quiet(const Expr& e, int depth) const {
  Board scratch = board_;
  LimitFinder other(scratch, variable_, point_, direction_);
  other.rules_left_ = rules_left_;
  auto found = other.find(e, depth + 1);
  return scratch.failed() ? std::nullopt : found;
}

// The value put in where every part is defined and continuous.
LimitFinder::Found LimitFinder::at_point(const Expr& e) const {
  if (far()) return std::nullopt;
  const std::function<bool(const Expr&)> jumps = [&](const Expr& part) {
    if (has(part) && (part.is_func("floor") || part.is_func("ceil") || part.is_func("sign") || part.is_func("mod"))) return true;
    // 0/0 and 0^0 have no value; a zero of a denominator with letters neither.
    if (part.is(Op::kDiv) && has(part.arg(1)) && is_nought(part.arg(1).substitute(variable_, point_))) return true;
    return std::any_of(part.args().begin(), part.args().end(), jumps);
  };
  if (jumps(e)) return std::nullopt;
  const Expr value = e.substitute(variable_, point_);
  if (const auto exact = math::exact_value(value)) return LimitValue{false, 0, Expr::number(*exact)};
  // 1 is added, as no ball can show that a value is exactly 0.
  const auto real = math::real_value(without_letters(Expr::integer(1) + value, variable_), 12);
  if (!real || !std::isfinite(real->mid)) return std::nullopt;
  if (is_nought(value)) return LimitValue{false, 0, Expr::integer(0)};
  return LimitValue{false, 0, worked_value(value)};
}

// A number without letters in its simplest form, such as the angle of an arcsine.
Expr LimitFinder::worked_value(const Expr& e) const {
  const Expr plain = tidied(e);
  if (!plain.symbols().empty() || plain.size() > 40) return plain;
  Board scratch = board_;
  const Expr v = ExactNumbers(scratch).value(plain);
  return !scratch.failed() && v.size() <= plain.size() && equals(v, plain) ? v : plain;
}

LimitFinder::Found LimitFinder::rewritten(const Expr& e, const Expr& as, std::string_view rule, std::string because, int depth) {
  if (as.same(e)) return std::nullopt;
  const Judgement same = judge_same(e, as);
  if (!same.holds) return std::nullopt;
  board_.write(math::to_latex(e) + " = " + math::to_latex(as), rule, std::move(because), same);
  const auto v = find(as, depth + 1);
  if (!v) return std::nullopt;
  return conclude(e, *v, {}, "same_limit", board_.say({"as the two are equal", "going back to the form that was given", "since both have the same limit"}));
}

LimitFinder::Found LimitFinder::find(const Expr& e, int depth) {
  if (depth > kMaxDepth || board_.failed()) return std::nullopt;
  if (!has(e)) return LimitValue{false, 0, e};
  if (e.is(Op::kSymbol)) {
    if (far()) return conclude(e, {true, far_, {}}, {}, "grows", board_.say({"going beyond every number"}), depth == 0);
    return LimitValue{false, 0, point_};
  }
  if (const auto v = at_point(e)) {
    if (depth > 0) return v;
    return conclude(e, *v, math::to_latex(e.substitute(variable_, point_)), "substitute", board_.say({"putting in ${0}$", "letting ${1}$ go to ${0}$", "setting ${1} = {0}$"}, math::to_latex(point_), tex_variable(variable_)));
  }
  const Board before = board_;
  if (auto v = parts(e, depth); v && !board_.failed()) return v;
  board_ = before;
  return std::nullopt;
}

LimitFinder::Found LimitFinder::parts(const Expr& e, int depth) {
  switch (e.op()) {
    case Op::kNeg: {
      auto v = find(e.arg(0), depth + 1);
      if (!v) return std::nullopt;
      if (v->infinite)
        v->sign = -v->sign;
      else
        v->value = tidied(-v->value);
      return conclude(e, *v, {}, "sign", board_.say({"keeping the minus sign", "taking the opposite"}), depth == 0);
    }
    case Op::kAdd: return sum(e, depth);
    case Op::kMul: return product(e, depth);
    case Op::kDiv: return quotient(e, depth);
    case Op::kPow: return power(e, depth);
    case Op::kFunc: return function(e, depth);
    default: return std::nullopt;
  }
}

LimitFinder::Found LimitFinder::sum(const Expr& e, int depth) {
  const auto terms = math::terms_of(e);
  const auto p = math::as_polynomial(e, variable_);
  if (p && far() && math::degree(*p) > 0) {
    const std::string leading = tex_monomial(p->back(), variable_, math::degree(*p));
    const int sign = p->back().sign() * (far_ < 0 && math::degree(*p) % 2 ? -1 : 1);
    return conclude(e, {true, sign, {}}, {}, "leading_term", board_.say({"looking at ${0}$, which outgrows the other terms", "letting the highest power ${0}$ decide"}, leading), depth == 0);
  }
  std::vector<LimitValue> values;
  int up = 0, down = 0;
  for (const Expr& t : terms) {
    const auto v = quiet(t, depth);
    if (!v) break;
    values.push_back(*v);
    (v->sign < 0 ? down : up) += v->infinite;
  }
  if (values.size() == terms.size() && !(up && down)) {
    for (const Expr& t : terms) find(t, depth + 1);
    if (board_.failed()) return std::nullopt;
    if (up || down) return conclude(e, {true, up ? 1 : -1, {}}, {}, "sum_of_limits", board_.say({"adding what stays finite to what grows without bound", "noting that nothing holds back the growth"}), true);
    Expr total = values[0].value;
    for (std::size_t i = 1; i < values.size(); ++i) total = values[i].value.is(Op::kNeg) ? total - values[i].value.arg(0) : total + values[i].value;
    const auto exact = math::exact_value(total);
    const Expr value = exact ? Expr::number(*exact) : tidied(total);
    return conclude(e, {false, 0, value}, math::to_latex(total), "sum_of_limits", board_.say({"taking the limit of each term", "letting each term go to its limit", "adding the limits of the terms"}), true);
  }
  {
    if (values.size() == terms.size())
      if (auto v = difference_of_roots(e, depth)) return v;
    if (values.size() == terms.size())
      if (const auto as = with_one_logarithm(terms, values))
        return rewritten(e, *as, "logarithm_of_quotient", board_.say({"taking the logarithms together", "using $\\ln a - \\ln b = \\ln \\frac{{a}}{{b}}$"}), depth);
    if (std::any_of(terms.begin(), terms.end(), [](const Expr& t) { return t.is(Op::kDiv) || (t.is(Op::kNeg) && t.arg(0).is(Op::kDiv)); }))
      if (const auto one = math::as_single_fraction(e); one && has(one->second)) {
        const Board before = board_;
        if (auto v = rewritten(e, simpler_quotient(one->first / one->second, variable_), "one_fraction", board_.say({"bringing the terms to one denominator", "writing it as one fraction"}), depth)) return v;
        board_ = before;
      }
    if (values.size() < terms.size()) return std::nullopt;
    // What grows fastest is taken out.
    std::size_t largest = 0;
    double most = -1;
    for (std::size_t i = 0; i < terms.size(); ++i)
      if (const auto size = near(terms[i], 3, direction_ == "-" ? -1 : 1); size && std::fabs(*size) > most) {
        most = std::fabs(*size);
        largest = i;
      }
    if (most > 0) {
      std::optional<Expr> bracket = Expr::integer(1);
      const Expr lead = terms[largest].is(Op::kNeg) ? terms[largest].arg(0) : terms[largest];
      bracket = terms[largest].is(Op::kNeg) ? -Expr::integer(1) : Expr::integer(1);
      for (std::size_t i = 0; i < terms.size(); ++i)
        if (i != largest) bracket = terms[i].is(Op::kNeg) ? *bracket - tidied(terms[i].arg(0) / lead) : *bracket + tidied(terms[i] / lead);
      const auto inside = quiet(*bracket, depth + 1);
      if (inside && !inside->infinite && !is_nought(inside->value))
        return rewritten(e, lead * *bracket, "take_out", board_.say({"taking out ${0}$, which grows fastest", "factoring out the fastest term ${0}$"}, math::to_latex(lead)), depth);
    }
  }
  return std::nullopt;
}

// sqrt(u) - v where both grow: times the sum over the sum.
LimitFinder::Found LimitFinder::difference_of_roots(const Expr& e, int depth) {
  const auto c = conjugated(e);
  if (!c) return std::nullopt;
  return rewritten(e, c->first / c->second, "conjugate", board_.say({"multiplying and dividing by ${0}$", "using the conjugate: $(a - b)(a + b) = a^2 - b^2$, over ${0}$", "extending by ${0}$"}, math::to_latex(c->second)), depth);
}

LimitFinder::Found LimitFinder::squeezed(const Expr& e, const std::vector<Expr>& factors) {
  std::vector<Expr> rest;
  std::optional<Expr> swings;
  for (const Expr& f : factors)
    if (!swings && has(f) && bound_of(f))
      swings = f;
    else
      rest.push_back(f);
  if (!swings || rest.empty()) return std::nullopt;
  const Expr g = math::product_of(rest);
  const auto small = quiet(g, 1);
  if (!small || small->infinite || !is_nought(small->value)) return std::nullopt;
  const std::string bound = tex(*bound_of(*swings)), size = (bound == "1" ? "" : bound) + "\\left|" + math::to_latex(g) + "\\right|";
  board_.write("-" + bound + " \\leq " + math::to_latex(*swings) + " \\leq " + bound, "bounded", board_.say({"knowing that a sine or cosine never leaves these bounds", "as this factor only swings between its bounds"}), proved(true, "", "certificate"));
  board_.write("-" + size + " \\leq " + math::to_latex(e) + " \\leq " + size, "bounds", board_.say({"multiplying by ${0}$", "so that the whole lies between two bounds"}, math::to_latex(g)), proved(true, "", "certificate"));
  const LimitValue zero{false, 0, Expr::integer(0)};
  // It may touch 0 on its way, so the bound is what is followed to the limit.
  const Judgement verdict = judge_limit(Expr::func("abs", {g}), zero);
  if (!verdict.holds) return std::nullopt;
  board_.write(name_of(e) + " = 0", "squeeze", board_.say({"squeezing it between two bounds that both go to 0", "as both bounds go to 0"}), verdict);
  return zero;
}

LimitFinder::Found LimitFinder::product(const Expr& e, int depth) {
  const auto factors = math::factors_of(e);
  std::vector<Found> values;
  bool all = true, infinite = false, nought = false;
  int sign = 1;
  for (const Expr& f : factors) {
    values.push_back(quiet(f, depth));
    all = all && values.back();
    if (!values.back()) continue;
    infinite = infinite || values.back()->infinite;
    nought = nought || (!values.back()->infinite && is_nought(values.back()->value));
  }
  if (!all) {
    const Board before = board_;
    if (auto v = squeezed(e, factors)) return v;
    board_ = before;
    // A pole among the factors goes below.
    std::vector<Expr> above, below;
    for (const Expr& f : factors)
      if (f.is(Op::kDiv)) {
        if (!(f.arg(0).is_number() && f.arg(0).value() == Rational(1))) above.push_back(f.arg(0));
        below.push_back(f.arg(1));
      } else {
        above.push_back(f);
      }
    if (below.empty() || above.empty()) return std::nullopt;
    return rewritten(e, math::product_of(above) / math::product_of(below), "as_quotient", board_.say({"writing the product as a quotient", "taking it as one fraction"}), depth);
  }
  if (!(infinite && nought)) {
    for (const Expr& f : factors) find(f, depth + 1);
    if (infinite) {
      for (std::size_t i = 0; i < factors.size(); ++i) sign *= values[i]->infinite ? values[i]->sign : sign_near(factors[i]);
      if (!sign) return std::nullopt;
      return conclude(e, {true, sign, {}}, {}, "product_of_limits", board_.say({"multiplying what grows without bound by what does not vanish", "as the growth wins"}), depth == 0);
    }
    std::vector<Expr> numbers;
    for (const auto& v : values) numbers.push_back(v->value);
    const Expr total = math::product_of(numbers), value = tidied(total);
    return conclude(e, {false, 0, value}, math::to_latex(total), "product_of_limits", board_.say({"multiplying the limits of the factors", "taking the limit of each factor"}), depth == 0);
  }
  // 0 times infinity: a quotient. Falling exponentials go below as growing ones; else what vanishes goes below as its inverse.
  std::vector<Expr> top, bottom, vanish, grow;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const Expr& f = factors[i];
    if (is_exponential(f) && !values[i]->infinite && has(f) && is_nought(values[i]->value)) {
      const Expr turned = tidied(-exponent_of(f));
      bottom.push_back(f.is_func("exp") ? Expr::func("exp", {turned}) : math::pow(f.arg(0), turned));
    } else if (f.is(Op::kDiv)) {
      if (!math::exact_value(f.arg(0)).ok() || *math::exact_value(f.arg(0)) != Rational(1)) top.push_back(f.arg(0));
      bottom.push_back(f.arg(1));
    } else {
      (!values[i]->infinite && is_nought(values[i]->value) ? vanish : grow).push_back(f);
    }
  }
  for (const Expr& f : vanish)
    if (const auto c = conjugated(f)) {
      std::vector<Expr> above;
      for (const Expr& other : factors)
        if (!other.same(f)) above.push_back(other);
      if (!(c->first.is_number() && c->first.value() == Rational(1))) above.push_back(c->first);
      return rewritten(e, math::product_of(above) / c->second, "conjugate", board_.say({"multiplying and dividing by ${0}$", "extending by ${0}$, as $(a - b)(a + b) = a^2 - b^2$"}, math::to_latex(c->second)), depth);
    }
  if (bottom.empty()) {
    // x ln x = ln x / (1/x)
    const bool logarithm = std::any_of(grow.begin(), grow.end(), [](const Expr& f) { return f.is_func("ln") || (f.is(Op::kPow) && f.arg(0).is_func("ln")); });
    std::vector<Expr>& below = logarithm ? vanish : grow;
    const Expr inverse_of = math::product_of(below);
    // A number stays above.
    const Expr inverse = inverse_of.is(Op::kPow) && inverse_of.arg(1).is_number() && inverse_of.arg(1).value().sign() < 0 ? math::pow(inverse_of.arg(0), Expr::number(-inverse_of.arg(1).value())) : Expr::integer(1) / inverse_of;
    bottom.push_back(inverse);
    top = logarithm ? grow : vanish;
  } else {
    top.insert(top.end(), grow.begin(), grow.end());
    top.insert(top.end(), vanish.begin(), vanish.end());
  }
  const Expr as = (top.empty() ? Expr::integer(1) : math::product_of(top)) / math::product_of(bottom);
  return rewritten(e, as, "as_quotient", board_.say({"writing the product as a quotient", "bringing one factor below", "making it a quotient, as 0 times infinity says nothing yet"}), depth);
}

LimitFinder::Found LimitFinder::power(const Expr& e, int depth) {
  const Expr &base = e.arg(0), &exponent = e.arg(1);
  if (!has(exponent)) {
    const auto v = find(base, depth + 1);
    const auto n = math::exact_value(exponent);
    if (!v || !n) return std::nullopt;
    if (v->infinite) {
      const int sign = v->sign < 0 && n->is_integer() && !(*n / 2).is_integer() ? -1 : 1;
      if (v->sign < 0 && !n->is_integer()) return std::nullopt;
      if (n->sign() > 0) return conclude(e, {true, sign, {}}, {}, "grows", board_.say({"raising what grows without bound to a power"}), depth == 0);
      return conclude(e, {false, 0, Expr::integer(0)}, {}, "over_infinity", board_.say({"dividing by what grows without bound"}), depth == 0);
    }
    if (is_nought(v->value) && n->sign() < 0) {
      const int sign = sign_near(e);
      if (!sign) return std::nullopt;
      return conclude(e, {true, sign, {}}, {}, "pole", board_.say({"dividing by what comes close to 0"}), depth == 0);
    }
    if (is_nought(v->value)) return conclude(e, {false, 0, Expr::integer(0)}, {}, "power_of_limit", board_.say({"raising the limit to the power"}), depth == 0);
    return conclude(e, {false, 0, tidied(math::pow(v->value, exponent))}, {}, "power_of_limit", board_.say({"raising the limit to the power"}), depth == 0);
  }
  if (!has(base)) {
    const auto b = math::real_value(without_letters(base, variable_), 12);
    const auto v = find(exponent, depth + 1);
    if (!v || !b || b->mid <= 0 || b->mid == 1) return std::nullopt;
    if (!v->infinite) return conclude(e, {false, 0, tidied(math::pow(base, v->value))}, {}, "continuous", board_.say({"putting the limit of the exponent in"}), depth == 0);
    if ((v->sign > 0) == (b->mid > 1)) return conclude(e, {true, 1, {}}, {}, "grows", board_.say({"as the power grows without bound", "raising a number above 1 to ever larger exponents"}), depth == 0);
    return conclude(e, {false, 0, Expr::integer(0)}, {}, "vanishes", b->mid < 1 ? board_.say({"multiplying by a number below 1 again and again", "as powers of a number below 1 go to 0"}) : board_.say({"as the exponent falls below every number", "since it is one over a power that grows without bound"}), depth == 0);
  }
  // f^g = e^{g ln f}
  const Expr logarithm = exponent * Expr::func("ln", {base}), as = Expr::func("exp", {logarithm});
  const Judgement same = judge_same(e, as);
  board_.write(math::to_latex(e) + " = " + math::to_latex(as), "power_as_exponential", board_.say({"writing the power with base $e$, as $a = e^{{\\ln a}}$", "bringing the exponent down with a logarithm: $f^g = e^{{g \\ln f}}$"}),
               same.holds ? same : Judgement{sign_near(base) > 0, math::Grade::kNumeric, "arb", "the base is not positive"});
  const auto v = find(logarithm, depth + 1);
  if (!v) return std::nullopt;
  if (v->infinite && v->sign > 0) return conclude(e, {true, 1, {}}, {}, "exponential", board_.say({"as the exponent grows without bound"}));
  const Expr value = v->infinite ? Expr::integer(0) : is_nought(v->value) ? Expr::integer(1) : v->value.is_number() && v->value.value() == Rational(1) ? Expr::constant("e") : math::pow(Expr::constant("e"), v->value);
  return conclude(e, {false, 0, value}, {}, "exponential", board_.say({"raising $e$ to the limit of the exponent", "going back from the exponent", "as the exponential is continuous"}));
}

LimitFinder::Found LimitFinder::function(const Expr& e, int depth) {
  if (e.args().size() != 1) return std::nullopt;
  const Expr& u = e.arg(0);
  const std::string& f = e.name();
  const auto because = [&] { return board_.say({"as $\\{0}$ is continuous there", "putting the inner limit in"}, f == "atan" ? "arctan" : f == "asin" ? "arcsin" : f); };
  if (f == "floor" || f == "ceil") {
    const auto a = near(e, 4, direction_ == "-" ? -1 : 1), b = near(e, 6, direction_ == "-" ? -1 : 1);
    if (direction_.empty() || far() || !a || !b || *a != *b) return std::nullopt;
    return conclude(e, {false, 0, Expr::integer(static_cast<long long>(*a))}, {}, "constant_beside", board_.say({"noting that the value is $" + std::to_string(static_cast<long long>(*a)) + "$ all the way beside the point", "as it does not change just beside the point"}));
  }
  if (f == "abs") {
    const int sign = sign_near(u);
    if (!sign) {
      // |g| -> |L|, whatever signs g takes on the way.
      const auto v = find(u, depth + 1);
      if (!v || v->infinite) return std::nullopt;
      return conclude(e, {false, 0, tidied(Expr::func("abs", {v->value}))}, {}, "continuous", because(), depth == 0);
    }
    const auto v = find(sign < 0 ? -u : u, depth + 1);
    if (!v) return std::nullopt;
    return conclude(e, *v, {}, "absolute_value", sign < 0 ? board_.say({"turning the sign, as the inside is negative on the way"}) : board_.say({"dropping the bars, as the inside is positive on the way"}), depth == 0);
  }
  if (f == "tan" || f == "cot" || f == "sec" || f == "csc") {
    const Expr s = Expr::func("sin", {u}), c = Expr::func("cos", {u}), one = Expr::integer(1);
    return rewritten(e, f == "tan" ? s / c : f == "cot" ? c / s : f == "sec" ? one / c : one / s, "in_sine_and_cosine", board_.say({"writing it with sine and cosine", "going back to sine and cosine"}), depth);
  }
  // The inner limit is told where it is not plain.
  const auto v = find(u, depth == 0 && !board_.brief() && !u.is(Op::kSymbol) ? 0 : depth + 1);
  if (!v) return std::nullopt;
  if (v->infinite) {
    if (f == "exp" && v->sign < 0) return conclude(e, {false, 0, Expr::integer(0)}, {}, "vanishes", board_.say({"as the exponent falls below every number", "since $e$ to an ever more negative exponent goes to 0"}), depth == 0);
    if ((f == "exp" || f == "ln" || f == "sqrt" || f == "cosh") && (v->sign > 0 || f == "cosh")) return conclude(e, {true, 1, {}}, {}, "grows", board_.say({"as it grows without bound with its argument"}), depth == 0);
    if (f == "sinh") return conclude(e, {true, v->sign, {}}, {}, "grows", board_.say({"as it grows without bound with its argument"}), depth == 0);
    if (f == "tanh") return conclude(e, {false, 0, Expr::integer(v->sign)}, {}, "asymptote", board_.say({"following the curve to its asymptote"}), depth == 0);
    if (f == "atan") {
      const Expr half = Expr::constant("pi") / Expr::integer(2);
      return conclude(e, {false, 0, v->sign < 0 ? -half : half}, {}, "asymptote", board_.say({"as the angle whose tangent grows without bound comes close to a right angle", "following the arctangent to its asymptote"}), depth == 0);
    }
    return std::nullopt;
  }
  if (f == "ln" && is_nought(v->value)) return conclude(e, {true, -1, {}}, {}, "grows", board_.say({"as the logarithm of small numbers falls below every bound"}), depth == 0);
  const Expr raw = Expr::func(f, {v->value});
  const auto exact = math::exact_value(raw);
  const auto real = math::real_value(without_letters(raw, variable_), 12);
  if (!exact && !real) return std::nullopt;
  const Expr value = exact ? Expr::number(*exact) : f == "exp" && v->value.is_number() ? (v->value.value() == Rational(1) ? Expr::constant("e") : raw) : worked_value(raw);
  return conclude(e, {false, 0, value}, {}, "continuous", because(), depth == 0);
}

}  // namespace retort::explain
