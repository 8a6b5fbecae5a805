// Limits: putting the point in, cancelling the factor that vanishes, comparing degrees, conjugates, l'Hopital's rule.
#include <algorithm>
#include <cmath>

#include "explain/calculus.h"
#include "explain/factoring.h"
#include "explain/limit_finder.h"
#include "explain/rules.h"
#include "explain/terms.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Factorization;
using math::Op;

namespace {

bool is_infinite(const Expr& e) {
  const Expr& x = e.is(Op::kNeg) ? e.arg(0) : e;
  return x.is(Op::kConstant) && x.name() == "oo";
}

std::string tex_fraction_of(const std::string& above, const std::string& below) { return "\\frac{" + above + "}{" + below + "}"; }

class Limit {
 public:
  Limit(const Call& call, Expr e, std::string variable, Expr point, std::string direction);
  void write();
  void infinite(int sign);

 private:
  void at_number();
  void at_infinity();
  bool rational_at_number();
  bool cancel(const Coefficients& num, const Coefficients& den);
  bool conjugate();
  bool quotient_at_point(const Expr& num, const Expr& den);
  void conclude(const std::string& middle, const Expr& value, std::string_view rule, std::string because, const Judgement& judgement);
  // The claimed value against the function close to the point (balls).
  Judgement near_point(const Expr& value) const;
  Judgement far_out(const Rational& value) const;
  Judgement grows(int sign) const;
  std::optional<Expr> at_point(const Expr& f) const;

  Call call_;
  Board& board_;
  Expr e_;
  std::string variable_;
  Expr point_;
  std::string direction_, name_;   // name_: \lim_{x \to 2} f
  std::optional<Rational> a_;
};

Limit::Limit(const Call& call, Expr e, std::string variable, Expr point, std::string direction)
    : call_(call), board_(call.board()), e_(std::move(e)), variable_(std::move(variable)), point_(std::move(point)), direction_(std::move(direction)) {
  if (const auto a = math::exact_value(point_)) a_ = *a;
  const std::string side = direction_ == "+" || direction_ == "-" ? "^" + direction_ : "";
  std::string to = math::to_latex(point_);
  if (!side.empty() && to[0] == '-') to = "(" + to + ")";
  const std::string body = e_.is(Op::kAdd) || e_.is(Op::kNeg) ? "(" + math::to_latex(e_) + ")" : math::to_latex(e_);
  name_ = "\\lim_{" + tex_variable(variable_) + " \\to " + to + side + "} " + body;
}

void Limit::conclude(const std::string& middle, const Expr& value, std::string_view rule, std::string because, const Judgement& judgement) {
  const std::string text = math::to_latex(value);
  std::string claim = name_ + " = ";
  if (!middle.empty() && middle != text) claim += middle + " = ";
  claim += text;
  Judgement verdict = judgement;
  if (!middle.empty() && middle != text) verdict = both(verdict, judge_fact(middle + " = " + text));
  board_.write(claim, rule, std::move(because), verdict);
}

Judgement Limit::near_point(const Expr& value) const {
  const auto goal = math::real_value(value, 15);
  if (!goal || !a_) return fails("no numeric value");
  Judgement j{true, math::Grade::kNumeric, "arb", {}};
  for (const int side : {1, -1}) {
    if ((side > 0 && direction_ == "-") || (side < 0 && direction_ == "+")) continue;
    // Closer points must come closer, down to a hundred-thousandth.
    double last = 1e300;
    for (const long long scale : {1'000LL, 1'000'000LL}) {
      const auto v = math::real_value(e_, 15, {{variable_, *a_ + Rational(side, scale)}});
      if (!v) return fails("the function has no value near the point");
      const double distance = std::fabs(v->mid - goal->mid);
      if (distance > last + 1e-12) return fails("the function does not approach the value");
      last = distance;
    }
    if (last > 1e-4 * std::max(1.0, std::fabs(goal->mid))) return fails("the function does not approach the value");
  }
  return j;
}

// The distance to the value shrinks at least tenfold on the way from 10^6 to 10^9, or is 0.
Judgement Limit::far_out(const Rational& value) const {
  const bool down = point_.is(Op::kNeg);
  std::optional<Rational> before;
  for (const long long at : {1'000'000LL, 1'000'000'000LL}) {
    const auto v = math::exact_value(e_.substitute(variable_, Expr::integer(down ? -at : at)));
    if (!v) return fails("no value far out");
    const Rational distance = (*v - value).abs();
    if (before && !distance.is_zero() && *before < distance * Rational(10)) return fails("the values do not come closer");
    before = distance;
  }
  return proved(true);
}

// f at the point, where every part of it is defined there.
std::optional<Expr> Limit::at_point(const Expr& f) const {
  const Expr value = f.substitute(variable_, point_);
  if (const auto exact = math::exact_value(value)) return Expr::number(*exact);
  if (const auto real = math::real_value(value, 10); real && std::isfinite(real->mid)) return value;
  return std::nullopt;
}

// The vanishing factor split off from both parts and cancelled.
bool Limit::cancel(const Coefficients& num, const Coefficients& den) {
  const Coefficients g = math::gcd(num, den);
  if (math::degree(g) < 1) return false;
  const auto factored = [&](const Coefficients& p) {
    if (math::degree(p) < 2) return tex(p, variable_);
    const Factorization whole_factors = primitive_factors(p);
    if (math::degree(p) == 2 && (whole_factors.content == Rational(1) || !p[1].is_zero()) && !board_.brief())
      if (const auto q = factor_quadratic(p, variable_)) {
        const std::string whole = tex(p, variable_);
        write_factoring(board_, p, variable_, *q, [&](const std::string& form, std::string_view rule, std::string because) {
          board_.fact(whole + " = " + form, rule, std::move(because));
        });
        return q->factored;
      }
    const std::string text = tex_factored(whole_factors, variable_), whole = tex(p, variable_);
    if (text != whole)
      board_.fact(whole + " = " + text, "factor", board_.say({"splitting off ${0}$", "taking out the factor ${0}$", "dividing by ${0}$"}, tex(g, variable_)));
    return text;
  };
  factored(num);
  factored(den);
  // Leading coefficients stay with the numerator's quotient.
  const Coefficients top = math::divide(num, g).first, bottom = math::divide(den, g).first;
  const std::string before = tex_fraction_of(tex(num, variable_), tex(den, variable_));
  const std::string after = math::degree(bottom) == 0 && bottom[0] == Rational(1) ? tex(top, variable_) : tex_fraction_of(tex(top, variable_), tex(bottom, variable_));
  board_.fact(before + " = " + after, "cancel", board_.say({"cancelling ${0}$", "cancelling the common factor ${0}$", "dividing out ${0}$"}, tex(g, variable_)));
  if (math::evaluate(bottom, *a_).is_zero()) return false;
  const Rational t = math::evaluate(top, *a_), b = math::evaluate(bottom, *a_), value = t / b;
  std::string middle = math::to_latex(math::to_expr(top, variable_).substitute(variable_, Expr::number(*a_)));
  if (!(math::degree(bottom) == 0 && bottom[0] == Rational(1))) middle = tex_fraction(t, b);
  conclude(middle, Expr::number(value), "substitute", board_.say({"putting in {0}", "letting ${1}$ go to {0}", "setting ${1} = {2}$"}, words(*a_), tex_variable(variable_), tex(*a_)),
           proved(math::multiply(top, den) == math::multiply(bottom, num) && math::evaluate(top, *a_) / math::evaluate(bottom, *a_) == value));
  return true;
}

bool Limit::rational_at_number() {
  Coefficients num, den{Rational(1)};
  if (const auto p = math::as_polynomial(e_, variable_)) {
    num = *p;
  } else if (e_.is(Op::kDiv)) {
    const auto n = math::as_polynomial(e_.arg(0), variable_), d = math::as_polynomial(e_.arg(1), variable_);
    if (!n || !d || d->empty()) return false;
    num = *n;
    den = *d;
  } else {
    return false;
  }
  const Rational n = math::evaluate(num, *a_), d = math::evaluate(den, *a_);
  if (!d.is_zero()) {
    const Expr inserted = e_.substitute(variable_, Expr::number(*a_));
    const std::string middle = math::degree(den) > 0 ? tex_fraction(n, d) : math::to_latex(inserted);
    conclude(middle, Expr::number(n / d), "substitute", board_.say({"putting in {0}, where nothing vanishes below", "putting in {0}", "setting ${1} = {2}$"}, words(*a_), tex_variable(variable_), tex(*a_)),
             judge(math::equal(inserted, Expr::number(n / d))));
    return true;
  }
  return n.is_zero() && cancel(num, den);
}

// (sqrt(u) - c)/d: top and bottom times sqrt(u) + c.
bool Limit::conjugate() {
  if (!e_.is(Op::kDiv) || !e_.arg(0).is(Op::kAdd) || e_.arg(0).args().size() != 2) return false;
  const Expr &root = e_.arg(0).arg(0), &other = e_.arg(0).arg(1);
  if (!root.is_func("sqrt") || !other.is(Op::kNeg) || !other.arg(0).is_number()) return false;
  const Rational c = other.arg(0).value();
  const auto u = math::as_polynomial(root.arg(0), variable_), d = math::as_polynomial(e_.arg(1), variable_);
  if (!u || !d) return false;
  Coefficients top = *u;
  if (top.empty()) return false;
  top[0] -= c * c;
  while (!top.empty() && top.back().is_zero()) top.pop_back();
  if (top.empty() || d->empty()) return false;
  const auto [q, rest] = math::divide(*d, top);
  const auto [p, rest2] = math::divide(top, *d);
  if (!rest2.empty() || p.empty()) return false;
  const Expr sum = root + Expr::number(c);
  const std::string s = math::to_latex(sum);
  board_.fact("(" + math::to_latex(e_.arg(0)) + ")(" + s + ") = " + tex(top, variable_), "conjugate",
              board_.say({"multiplying by ${0}$", "using the conjugate ${0}$", "taking $(a - b)(a + b) = a^2 - b^2$"}, s));
  const std::string after = tex_fraction_of(tex(p, variable_), s);
  board_.fact(math::to_latex(e_) + " = " + after, "cancel", board_.say({"cancelling ${0}$", "cancelling the common factor ${0}$", "dividing out ${0}$"}, tex(*d, variable_)));
  const Expr value = math::to_expr(p, variable_) / sum;
  const auto result = at_point(value);
  if (!result || board_.failed()) return false;
  conclude(math::to_latex(value.substitute(variable_, point_)), call_.result_expr(), "substitute", board_.say({"putting in {0}", "letting ${1}$ go to {0}", "setting ${1} = {2}$"}, words(*a_), tex_variable(variable_), tex(*a_)),
           both(near_point(*result), judge(math::equal(*result, call_.result_expr()))));
  return true;
}

// A quotient whose denominator does not vanish.
bool Limit::quotient_at_point(const Expr& num, const Expr& den) {
  const auto n = at_point(num), d = at_point(den);
  if (!n || !d || math::equal(*d, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual) return false;
  const Expr value = call_.result_expr();
  conclude(tex_fraction_of(math::to_latex(*n), math::to_latex(*d)), value, "substitute", board_.say({"putting in {0}", "letting ${1}$ go to {0}", "setting ${1} = {2}$"}, words(*a_), tex_variable(variable_), tex(*a_)), both(near_point(value), judge(math::equal(*n / *d, value))));
  return true;
}

void Limit::at_number() {
  if (rational_at_number() || board_.failed()) return;
  const bool quotient = e_.is(Op::kDiv) && e_.arg(1).contains_symbol(variable_);
  if (quotient) {
    if (conjugate() || board_.failed()) return;
    if (quotient_at_point(e_.arg(0), e_.arg(1))) return;
    return board_.unsupported("a limit without a rule");
  }
  const auto value = at_point(e_);
  if (!value) return board_.unsupported("a limit without a rule");
  const Expr result = call_.result_expr();
  conclude(math::to_latex(e_.substitute(variable_, point_)), result, "substitute", board_.say({"putting in {0}", "letting ${1}$ go to {0}", "setting ${1} = {2}$"}, words(*a_), tex_variable(variable_), tex(*a_)),
           both(near_point(result), judge(math::equal(*value, result))));
}

// Quotients of polynomials: divided by the highest power below.
void Limit::at_infinity() {
  const auto f = math::as_fraction(e_, variable_);
  if (!f || !e_.is(Op::kDiv)) return board_.unsupported("a limit at infinity that is no quotient of polynomials");
  const auto n = math::as_polynomial(e_.arg(0), variable_), d = math::as_polynomial(e_.arg(1), variable_);
  if (!n || !d || n->empty()) return board_.unsupported("a limit at infinity that is no quotient of polynomials");
  const int dn = math::degree(*n), dd = math::degree(*d);
  if (dn > dd) return board_.unsupported("a limit that is infinite");
  const auto divided = [&](const Coefficients& p) {
    std::string out;
    for (int i = math::degree(p); i >= 0; --i) {
      const Rational& c = p[static_cast<std::size_t>(i)];
      if (c.is_zero()) continue;
      const std::string term = i == dd ? tex(c.abs()) : tex_fraction_of(tex(c.abs()), tex_monomial(Rational(1), variable_, dd - i));
      out += out.empty() ? (c.sign() < 0 ? "-" : "") + term : (c.sign() < 0 ? " - " : " + ") + term;
    }
    return out;
  };
  const std::string power = tex_monomial(Rational(1), variable_, dd);
  board_.fact(math::to_latex(e_) + " = " + tex_fraction_of(divided(*n), divided(*d)), "divide_by_power",
              board_.say({"dividing top and bottom by ${0}$", "taking out ${0}$ above and below", "dividing by the highest power ${0}$"}, power));
  const Rational top = dn == dd ? n->back() : Rational(0), value = top / d->back();
  conclude(d->back() == Rational(1) ? tex(value) : tex_fraction(top, d->back()), Expr::number(value), "leading_terms",
           board_.say({"letting the fractions with ${0}$ below go to 0", "dropping the terms that go to 0", "keeping what does not vanish"}, tex_variable(variable_)), far_out(value));
}

// The values at two points on the way grow a hundredfold and have the sign.
Judgement Limit::grows(int sign) const {
  const bool far = is_infinite(point_);
  Judgement j{true, math::Grade::kNumeric, "arb", {}};
  for (const int side : {1, -1}) {
    if (far ? (side > 0) == point_.is(Op::kNeg) : (side > 0 && direction_ == "-") || (side < 0 && direction_ == "+")) continue;
    double last = 0;
    for (const long long scale : {10'000LL, 10'000'000LL}) {
      const auto v = math::real_value(e_, 15, {{variable_, far ? Rational(side * scale) : *a_ + Rational(side, scale)}});
      if (!v || v->mid * sign <= 0 || std::fabs(v->mid) < 100 * last) return fails("the values do not grow without bound");
      last = std::fabs(v->mid);
    }
  }
  return j;
}

// A limit that is infinite: the highest power wins, or a denominator goes to 0 and the numerator does not.
void Limit::infinite(int sign) {
  const std::string goal = sign > 0 ? "\\infty" : "-\\infty";
  const auto whole = math::as_polynomial(e_, variable_);
  const bool quotient = !whole && e_.is(Op::kDiv);
  const auto n = quotient ? math::as_polynomial(e_.arg(0), variable_) : std::nullopt, d = quotient ? math::as_polynomial(e_.arg(1), variable_) : std::nullopt;
  if (is_infinite(point_)) {
    if (whole && math::degree(*whole) > 0) {
      const std::string leading = tex_monomial(whole->back(), variable_, math::degree(*whole));
      return board_.write(name_ + " = " + goal, "leading_term", board_.say({"looking at ${0}$, which outgrows the other terms", "letting the highest power ${0}$ decide"}, leading), grows(sign));
    }
    if (!n || !d || n->empty() || d->empty() || math::degree(*n) <= math::degree(*d)) return board_.unsupported("a limit that is infinite");
    const int over = math::degree(*n) - math::degree(*d);
    const std::string leading = tex_monomial(n->back() / d->back(), variable_, over), top = tex_monomial(n->back(), variable_, math::degree(*n)), bottom = tex_monomial(d->back(), variable_, math::degree(*d));
    board_.fact("\\frac{" + top + "}{" + bottom + "} = " + leading, "leading_terms", board_.say({"comparing the highest powers above and below", "taking the leading terms alone, which decide far out"}));
    return board_.write(name_ + " = " + goal, "leading_term", board_.say({"following the leading terms ${0}$, which grow without bound", "seeing that ${0}$ decides and passes every number"}, leading), grows(sign));
  }
  if (!a_ || !n || !d || math::degree(*d) < 1) return board_.unsupported("a limit that is infinite");
  const Rational above = math::evaluate(*n, *a_), below = math::evaluate(*d, *a_);
  if (!below.is_zero() || above.is_zero()) return board_.unsupported("a limit that is infinite");
  // 1 = 1 says nothing.
  const std::string top_at = math::to_latex(e_.arg(0).substitute(variable_, point_)), bottom_at = math::to_latex(e_.arg(1).substitute(variable_, point_));
  if (top_at != tex(above)) board_.fact(top_at + " = " + tex(above), "numerator", board_.say({"putting {0} into the numerator", "seeing where the numerator goes"}, words(*a_)));
  if (bottom_at != "0") board_.fact(bottom_at + " = 0", "denominator", board_.say({"putting {0} into the denominator", "seeing that the denominator goes to 0"}, words(*a_)));
  const bool positive = (above.sign() > 0) == (sign > 0);
  board_.write(name_ + " = " + goal, "pole", positive ? board_.say({"dividing by positive numbers that come close to 0", "noting that the denominator is positive and goes to 0"}) : board_.say({"dividing by negative numbers that come close to 0", "noting that the denominator is negative and goes to 0"}), grows(sign));
}

void Limit::write() {
  if (is_infinite(point_)) return at_infinity();
  if (!a_) return board_.unsupported("a limit at a point that is no fraction");
  at_number();
}

}  // namespace

void rule_compute_limit(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression"), point = call.expr("point");
  if (board.failed()) return;
  const std::string variable = call.variable(e);
  std::string direction = call.has("direction") ? call.text("direction") : "";
  if (direction == "+-") direction.clear();
  const Expr result = call.result_expr();
  if (board.failed()) return;
  Board trial = board;
  {
    Limit limit(call.on(trial), e, variable, point, direction);
    if (is_infinite(result))
      limit.infinite(result.is(Op::kNeg) ? -1 : 1);
    else
      limit.write();
  }
  if (!trial.failed()) {
    board = std::move(trial);
    if (is_infinite(result)) return;
    const auto value = last_member(board.steps().back().claim);
    return call.expect(value && math::equal(*value, result).outcome == math::Verdict::Outcome::kEqual);
  }
  // What is no quotient that these methods know: part by part.
  const auto found = LimitFinder(board, variable, point, direction).find(e);
  if (board.failed()) return;
  if (!found) return board.unsupported("a limit without a rule");
  call.expect(found->infinite ? is_infinite(result) && (result.is(Op::kNeg) ? -1 : 1) == found->sign : math::equal(found->value, result).outcome == math::Verdict::Outcome::kEqual);
}

}  // namespace retort::explain
