#include "explain/series_methods.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "cas/factorial_terms.h"
#include "explain/arithmetic.h"
#include "explain/general_equation.h"
#include "explain/integration.h"
#include "explain/letter_sums.h"
#include "explain/partial_fractions.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr long kMaxBits = 400;       // of a power that is written out
constexpr long long kMaxShift = 12;  // between two fractions that cancel

bool multiply_in(const Expr& e, const std::string& k, bool below, PowerTerm& out) {
  if (e.is(Op::kNeg)) {
    for (Rational& c : out.p) c = -c;
    return multiply_in(e.arg(0), k, below, out);
  }
  if (e.is(Op::kMul)) return std::all_of(e.args().begin(), e.args().end(), [&](const Expr& f) { return multiply_in(f, k, below, out); });
  if (e.is(Op::kDiv)) return multiply_in(e.arg(0), k, below, out) && multiply_in(e.arg(1), k, !below, out);
  if (e.is(Op::kPow) && e.arg(1).contains_symbol(k)) {
    const auto base = math::exact_value(e.arg(0));
    const auto line = math::as_polynomial(e.arg(1), k, 1);
    if (!base || base->is_zero() || !line || line->size() != 2 || !(*line)[0].is_integer() || !(*line)[1].is_integer()) return false;
    const Rational sign(below ? -1 : 1);
    const auto step = Rational::pow(*base, sign * (*line)[1], kMaxBits), start = Rational::pow(*base, sign * (*line)[0], kMaxBits);
    if (!step || !start) return false;
    out.r *= *step;
    for (Rational& c : out.p) c *= *start;
    return true;
  }
  const auto p = math::as_polynomial(e, k, 4);
  if (!p || p->empty() || (below && p->size() > 1)) return false;
  out.p = below ? math::multiply(out.p, {Rational(1) / (*p)[0]}) : math::multiply(out.p, *p);
  return true;
}

}  // namespace

std::optional<PowerTerm> as_power_term(const Expr& e, const std::string& variable) {
  PowerTerm out;
  return multiply_in(e, variable, false, out) && out.r != Rational(1) && !out.p.empty() ? std::optional(out) : std::nullopt;
}

Expr to_expr(const PowerTerm& t, const std::string& variable) {
  const Expr power = math::pow(Expr::number(t.r), Expr::symbol(variable));
  if (t.p.size() == 1) return t.p[0] == Rational(1) ? power : Expr::number(t.p[0]) * power;
  return math::to_expr(t.p, variable) * power;
}

std::pair<Coefficients, Coefficients> differences(const Coefficients& p) {
  Coefficients shifted, power{Rational(1)};
  for (const Rational& c : p) {
    shifted = math::add(shifted, math::multiply({c}, power));
    power = math::multiply(power, {Rational(-1), Rational(1)});
  }
  return {math::add(p, math::multiply({Rational(-1)}, shifted)), shifted};
}

namespace {

class StructuredSum {
 public:
  StructuredSum(Board& board, std::string variable, long long low, std::optional<long long> high) : board_(board), k_(std::move(variable)), low_(low), high_(high) {}

  std::optional<Expr> powers(const Expr& e);
  std::optional<Expr> split(const Expr& e);
  std::optional<Expr> cancelling_fractions(const Expr& e);
  std::optional<Expr> cancelling_functions(const Expr& e);
  std::optional<Expr> cancelling_factorials(const Expr& e);

 private:
  std::string name(const Expr& e, long long low) const { return tex_sum_of(e, k_, std::to_string(low), high_ ? std::to_string(*high_) : "\\infty"); }
  std::optional<Rational> geometric(const PowerTerm& s, const Expr& shown, long long low);
  std::optional<Rational> with_polynomial(const PowerTerm& s, const Expr& shown, long long low);
  void conclude(const Expr& e, long long low, const std::string& middle, const Expr& value, std::string_view rule, std::string because);
  Judgement judge_sum(const Expr& e, long long low, const Expr& value) const;
  Expr at(const Expr& e, long long k) const { return e.substitute(k_, Expr::integer(k)); }

  Board& board_;
  std::string k_;
  long long low_;
  std::optional<long long> high_;
};

Judgement StructuredSum::judge_sum(const Expr& e, long long low, const Expr& value) const {
  if (!high_) return judge_series(e, k_, low, value);
  return judge(math::equal(Expr::func("sum", {e, Expr::symbol(k_), Expr::integer(low), Expr::integer(*high_)}), value));
}

void StructuredSum::conclude(const Expr& e, long long low, const std::string& middle, const Expr& value, std::string_view rule, std::string because) {
  const std::string text = math::to_latex(value);
  Judgement verdict = judge_sum(e, low, value);
  if (!middle.empty() && middle != text) verdict = both(verdict, judge_fact(middle + " = " + text));
  board_.write(name(e, low) + " = " + (middle.empty() || middle == text ? "" : middle + " = ") + text, rule, std::move(because), verdict);
}

// First term over one minus the ratio.
std::optional<Rational> StructuredSum::geometric(const PowerTerm& s, const Expr& shown, long long low) {
  const auto start = Rational::pow(s.r, Rational(low), kMaxBits);
  if (!start) return std::nullopt;
  const Rational first = s.p[0] * *start, one(1);
  const std::string r = tex(s.r), below = s.r.sign() < 0 ? "1 - (" + r + ")" : "1 - " + r, put = math::to_latex(at(shown, low));
  if (!board_.brief()) {
    if (put != tex(first)) board_.fact(put + " = " + tex(first), "first_term", board_.say({"taking the first term", "putting in ${0} = {1}$"}, k_, low));
    const std::string next = math::to_latex(at(shown, low + 1));
    if (next != tex(first * s.r)) board_.fact(next + " = " + tex(first * s.r), "first_term", board_.say({"taking the second term", "putting in ${0} = {1}$"}, k_, low + 1));
    board_.fact("\\frac{" + tex(first * s.r) + "}{" + tex(first) + "} = " + r, "ratio", board_.say({"dividing the second term by the first", "finding the common ratio"}));
  }
  if (high_) {
    const long long n = *high_ - low + 1;
    const auto power = Rational::pow(s.r, Rational(n), kMaxBits);
    if (!power) return std::nullopt;
    const Rational value = first * (one - *power) / (one - s.r);
    conclude(shown, low, (first == one ? "" : tex(first) + " \\cdot ") + "\\frac{1 - " + tex_power(tex_base(s.r), n) + "}{" + below + "}", Expr::number(value), "geometric_series",
             board_.say({"using the formula for a geometric series of {0} terms", "summing the geometric series with {0} terms"}, n));
    return value;
  }
  const Rational value = first / (one - s.r);
  const std::string count = low == 0 ? "n + 1" : low == 1 ? "n" : low < 0 ? "n + " + std::to_string(1 - low) : "n - " + std::to_string(low - 1);
  if (!board_.brief()) {
    const std::string power = tex_base(s.r) + "^{" + count + "}", n = k_ == "n" ? "m" : "n";
    std::string shown_power = power;
    if (n == "m") std::replace(shown_power.begin(), shown_power.end(), 'n', 'm');
    // Checked for the first sums.
    Judgement holds = proved(true);
    Rational partial;
    for (long long j = 0; j < 6; ++j) {
      const auto step = Rational::pow(s.r, Rational(low + j), kMaxBits), all = Rational::pow(s.r, Rational(j + 1), kMaxBits);
      if (!step || !all) return std::nullopt;
      partial += s.p[0] * *step;
      holds = both(holds, proved(partial == first * (one - *all) / (one - s.r), "the partial sums differ"));
    }
    board_.write(tex_sum_of(shown, k_, std::to_string(low), n) + " = " + (first == one ? "" : tex(first) + " \\cdot ") + "\\frac{1 - " + shown_power + "}{" + below + "}", "geometric_series",
                 board_.say({"using the formula for the sum of a geometric series", "adding the terms up to ${0}$ by the formula for a geometric series"}, n), holds);
    board_.write("\\lim_{" + n + " \\to \\infty} " + shown_power + " = 0", "vanishing_power", board_.say({"as the ratio lies between $-1$ and 1", "since powers of a number between $-1$ and 1 go to 0"}), proved(s.r.abs() < one, "the series diverges", "certificate"));
  }
  conclude(shown, low, "\\frac{" + tex(first) + "}{" + below + "}", Expr::number(value), "infinite_geometric_series", board_.say({"letting the number of terms grow without bound", "taking the first term over 1 minus the ratio"}));
  return value;
}

// (1 - r) times the sum leaves a sum with a polynomial of lower degree.
std::optional<Rational> StructuredSum::with_polynomial(const PowerTerm& s, const Expr& shown, long long low) {
  if (s.p.size() == 1) return geometric(s, shown, low);
  const Rational one(1);
  const auto [q, shifted] = differences(s.p);
  const PowerTerm rest{q, s.r};
  const auto start = Rational::pow(s.r, Rational(low), kMaxBits);
  if (!start) return std::nullopt;
  const Rational first = math::evaluate(s.p, Rational(low)) * *start;
  Rational last;
  if (high_) {
    const auto end = Rational::pow(s.r, Rational(*high_ + 1), kMaxBits);
    if (!end || *high_ <= low) return std::nullopt;
    last = math::evaluate(s.p, Rational(*high_)) * *end;
  }
  const Expr moved = to_expr(PowerTerm{shifted, s.r}, k_), left = to_expr(rest, k_);
  const std::string r = tex(s.r), ratio = s.r.sign() < 0 || !s.r.is_integer() ? "\\left(" + r + "\\right)" : r, whole = name(shown, low);
  const auto value = [&](const Rational& inner) { return (first - last + inner) / (one - s.r); };
  // What both claims say of the sums, checked with the values.
  Rational inner_value;
  {
    Board scratch = board_;
    StructuredSum other(scratch, k_, low + 1, high_);
    const auto v = other.with_polynomial(rest, left, low + 1);
    if (!v || scratch.failed()) return std::nullopt;
    inner_value = *v;
  }
  const Rational total = value(inner_value);
  const Judgement fits = judge_sum(shown, low, Expr::number(total));
  if (!board_.brief() && !high_)
    board_.write(ratio + " " + whole + " = " + name(moved, low + 1), "shift", board_.say({"multiplying by ${0}$ and counting from {1} on", "taking ${0}$ times the sum, each term one place further"}, r, low + 1), fits);
  std::string right = first.is_zero() ? "" : tex(first);
  // The last term as it comes about: 20 \\cdot 2^{21}.
  const Rational end_factor = high_ ? math::evaluate(s.p, Rational(*high_)) : Rational(0);
  const std::string end_power = high_ ? tex_power(tex_base(s.r), *high_ + 1) : std::string();
  const std::string end = end_factor == Rational(1) ? end_power : tex_bracketed(end_factor) + " \\cdot " + end_power;
  if (!last.is_zero()) right += (right.empty() ? "-" : " - ") + end;
  right += (right.empty() ? "" : " + ") + name(left, low + 1);
  const std::string factor = "\\left(1 - " + (s.r.sign() < 0 ? "(" + r + ")" : r) + "\\right)";
  if (!board_.brief()) board_.write(factor + " " + whole + " = " + right, "subtract_shifted", board_.say({"subtracting ${0}$ times the sum, so that the powers of ${1}$ fall by one", "taking the sum minus its shifted multiple"}, r, k_), fits);
  const auto inner = with_polynomial(rest, left, low + 1);
  if (!inner || board_.failed()) return std::nullopt;
  const Rational above = first - last + *inner;
  if (!board_.brief() && high_) {
    const std::string put = (first.is_zero() ? "" : tex(first)) + (last.is_zero() ? "" : (first.is_zero() ? "-" : " - ") + end) + (inner->sign() < 0 ? " - " : " + ") + tex(inner->abs());
    board_.fact(factor + " " + whole + " = " + put + " = " + tex(above), "put_in", board_.say({"putting in the sum that was left", "with the remaining sum known"}));
  }
  conclude(shown, low, "\\frac{" + tex(above) + "}{" + (s.r.sign() < 0 ? "1 - (" + r + ")" : "1 - " + r) + "}", Expr::number(total), "solve_for_sum", board_.say({"dividing by ${0}$", "solving for the sum"}, tex(one - s.r)));
  return total;
}

std::optional<Expr> StructuredSum::powers(const Expr& e) {
  const auto s = as_power_term(e, k_);
  if (!s || (!high_ && s->r.abs() >= Rational(1))) return std::nullopt;
  Expr shown = e;
  const bool quotient_of_powers = e.is(Op::kDiv) && e.arg(0).contains_symbol(k_) && e.arg(1).contains_symbol(k_);
  if ((s->p.size() > 1 || quotient_of_powers) && !board_.brief()) {
    shown = to_expr(*s, k_);
    const std::string given = math::to_latex(e), plain = math::to_latex(shown);
    if (given != plain) board_.write(given + " = " + plain, "as_power", board_.say({"writing the term with a power of ${0}$", "taking ${0}$ to the power ${1}$"}, tex(s->r), k_), judge_same(e, shown));
  }
  const auto value = with_polynomial(*s, shown, low_);
  if (!value || board_.failed()) return std::nullopt;
  if (!shown.same(e) && math::to_latex(shown) != math::to_latex(e)) conclude(e, low_, {}, Expr::number(*value), "same_sum", board_.say({"which is the sum asked for", "as the terms are the same"}));
  return Expr::number(*value);
}

// A sum of several kinds of terms: each by itself.
std::optional<Expr> StructuredSum::split(const Expr& e) {
  std::vector<Expr> terms = math::terms_of(e);
  if (e.is(Op::kDiv) && e.arg(0).is(Op::kAdd)) {
    terms.clear();
    for (const Expr& t : math::terms_of(e.arg(0))) terms.push_back(t.is(Op::kNeg) ? -(t.arg(0) / e.arg(1)) : t / e.arg(1));
  }
  if (terms.size() < 2) return std::nullopt;
  std::string parts;
  for (const Expr& t : terms) {
    const bool minus = t.is(Op::kNeg);
    parts += (parts.empty() ? (minus ? "-" : "") : minus ? " - " : " + ") + name(minus ? t.arg(0) : t, low_);
  }
  std::vector<Expr> values;
  Board scratch = board_;
  for (const Expr& t : terms) {
    const auto v = write_sum_by_structure(scratch, t.is(Op::kNeg) ? t.arg(0) : t, k_, low_, high_);
    if (!v || scratch.failed()) return std::nullopt;
    values.push_back(t.is(Op::kNeg) ? -*v : *v);
  }
  const Expr sum = math::sum_of(values);
  const auto total = math::exact_value(sum);
  if (!total) return std::nullopt;
  board_.write(name(e, low_) + " = " + parts, "split_sum", board_.say({"adding each kind of term by itself", "splitting the sum"}), judge_sum(e, low_, Expr::number(*total)));
  for (const Expr& t : terms) write_sum_by_structure(board_, t.is(Op::kNeg) ? t.arg(0) : t, k_, low_, high_);
  conclude(e, low_, math::to_latex(sum), Expr::number(*total), "put_together", board_.say({"putting the sums together", "adding the parts"}));
  return Expr::number(*total);
}

// Fractions that cancel in between: 1/k - 1/(k + 1).
std::optional<Expr> StructuredSum::cancelling_fractions(const Expr& e) {
  const std::string n = k_ == "n" ? "m" : "n";
  const auto found = write_cancelled_fractions(board_, e, k_, low_, n, high_);
  if (!found) return std::nullopt;
  const Expr formula = math::sum_of(found->terms);
  const Rational& constant = found->constant;
  if (high_) {
    const Expr put = formula.substitute(n, Expr::integer(*high_));
    const auto value = math::exact_value(put);
    if (!value) return std::nullopt;
    conclude(e, low_, math::to_latex(put), Expr::number(*value), "put_bound_in", board_.say({"putting in ${0} = {1}$", "taking ${0} = {1}$"}, n, *high_));
    return Expr::number(*value);
  }
  board_.write("\\lim_{" + n + " \\to \\infty} \\left(" + math::to_latex(formula) + "\\right) = " + tex(constant), "vanishing_fractions", board_.say({"as the fractions with ${0}$ below go to 0", "letting ${0}$ grow, so that these fractions vanish"}, n), judge_series(e, k_, low_, Expr::number(constant)));
  conclude(e, low_, {}, Expr::number(constant), "infinite_sum", board_.say({"taking this limit as the value of the sum", "letting the number of terms grow without bound"}));
  return Expr::number(constant);
}

// k/(k + 1)! = 1/k! - 1/(k + 1)!
std::optional<Expr> StructuredSum::cancelling_factorials(const Expr& e) {
  if (high_ || !cas::factorial_difference(e, k_)) return std::nullopt;
  const std::string n = k_ == "n" ? "m" : "n";
  const auto formula = write_sum_to_letter(board_, e, k_, low_, n, std::nullopt);
  if (!formula || !formula->is(Op::kAdd) || !formula->arg(0).is_number()) return std::nullopt;
  const Expr value = formula->arg(0);
  const Judgement near = judge_series(e, k_, low_, value);
  if (!near.holds) return std::nullopt;
  board_.write("\\lim_{" + n + " \\to \\infty} \\left(" + math::to_latex(*formula) + "\\right) = " + math::to_latex(value), "vanishing_fractions", board_.say({"as the factorial below grows without bound", "letting ${0}$ grow, so that the fraction vanishes"}, n), near);
  conclude(e, low_, {}, value, "infinite_sum", board_.say({"taking this limit as the value of the sum", "letting the number of terms grow without bound"}));
  return value;
}

// Roots and logarithms that cancel in between: sqrt(k + 1) - sqrt(k), ln(k + 1) - ln(k).
std::optional<Expr> StructuredSum::cancelling_functions(const Expr& e) {
  if (!high_) return std::nullopt;
  const Expr next = Expr::symbol(k_) + Expr::integer(1), last = Expr::integer(*high_), first = Expr::integer(low_);
  // e = c (G(k + 1) - G(k))
  std::optional<Expr> G;
  Rational c(1);
  std::string because;
  std::string_view rule;
  if (e.is_func("ln")) {
    const auto f = math::as_fraction(e.arg(0), k_, 4);
    if (!f) return std::nullopt;
    const Expr top = math::to_expr(f->num, k_), bottom = math::to_expr(f->den, k_);
    const auto same = [&](const Expr& a, const Expr& b) { return math::equal(a, b).outcome == math::Verdict::Outcome::kEqual; };
    if (same(bottom.substitute(k_, next), top)) {
      G = Expr::func("ln", {bottom});
    } else if (same(top.substitute(k_, next), bottom)) {
      G = Expr::func("ln", {top});
      c = Rational(-1);
    } else {
      return std::nullopt;
    }
    rule = "logarithm_of_quotient";
    because = board_.say({"using $\\ln \\frac{{a}}{{b}} = \\ln a - \\ln b$", "writing the logarithm of a quotient as a difference"});
  } else if (e.is(Op::kDiv) && e.arg(0).is_number() && e.arg(1).is(Op::kAdd) && e.arg(1).args().size() == 2 && e.arg(1).arg(0).is_func("sqrt") && e.arg(1).arg(1).is_func("sqrt")) {
    const auto u = math::as_polynomial(e.arg(1).arg(0).arg(0), k_, 1), v = math::as_polynomial(e.arg(1).arg(1).arg(0), k_, 1);
    if (!u || !v || u->size() != 2 || v->size() != 2 || (*u)[1] != (*v)[1]) return std::nullopt;
    const bool swapped = (*u)[0] < (*v)[0];
    const Coefficients& low = swapped ? *u : *v;
    const Rational distance = ((*u)[0] - (*v)[0]).abs();
    if (distance != low[1].abs() || low[1].sign() < 0) return std::nullopt;
    G = Expr::func("sqrt", {math::to_expr(low, k_)});
    c = e.arg(0).value() / distance;
    rule = "rationalize";
    because = board_.say({"multiplying top and bottom by the difference of the roots", "using the conjugate: $(a + b)(a - b) = a^2 - b^2$"});
  } else {
    return std::nullopt;
  }
  const auto shifted = math::normal_form(G->arg(0).substitute(k_, next));
  if (!shifted) return std::nullopt;
  const Expr after = Expr::func(G->name(), {*shifted});
  const Expr difference = c.sign() < 0 ? *G - after : after - *G, as = times(c.abs(), difference);
  board_.write(math::to_latex(e) + " = " + math::to_latex(as), rule, because, judge_same(e, as));
  const auto value_at = [&](const Expr& k) {
    const Expr raw = G->substitute(k_, k);
    if (const auto exact = math::exact_value(raw)) return Expr::number(*exact);
    const auto inside = math::exact_value(raw.arg(0));
    return inside ? Expr::func(G->name(), {Expr::number(*inside)}) : raw;
  };
  const Expr a = value_at(first), b = value_at(last + Expr::integer(1));
  const Expr ends = c.sign() < 0 ? a - b : b - a, total = times(c.abs(), ends);
  const auto exact = math::exact_value(total);
  const Expr value = exact ? Expr::number(*exact) : math::is_zero(a) ? times(c, b) : math::is_zero(b) ? times(-c, a) : total;
  conclude(e, low_, math::to_latex(total), value, "telescope", board_.say({"adding up, where all that lies between cancels", "letting neighbours cancel, so that only the two ends stay"}));
  return value;
}

}  // namespace

namespace {

// The sums to the first letters are what the formula says.
Judgement judge_partial_sums(const Expr& e, const std::string& variable, long long low, const Expr& formula, const std::string& letter) {
  Judgement holds = proved(true);
  Rational partial;
  for (long long k = low; k < low + 6; ++k) {
    const auto v = math::exact_value(e.substitute(variable, Expr::integer(k)));
    if (!v) return fails("a term without a value");
    partial += *v;
    holds = both(holds, judge(math::equal(formula.substitute(letter, Expr::integer(k)), Expr::number(partial))));
  }
  return holds;
}

// Simple fractions with the zeros of their denominators descending: 1/k before 1/(k + 1).
PartialFractions in_order(PartialFractions split) {
  std::stable_sort(split.parts.begin(), split.parts.end(), [](const auto& a, const auto& b) { return a.factor.size() == 2 && b.factor.size() == 2 && a.factor[0] / a.factor[1] < b.factor[0] / b.factor[1]; });
  return split;
}

}  // namespace

std::optional<CancelledSum> write_cancelled_fractions(Board& board, const Expr& e, const std::string& variable, long long low, const std::string& n, std::optional<long long> high) {
  const auto f = math::as_fraction(e, variable, 8);
  if (!f || math::degree(f->num) >= math::degree(f->den)) return std::nullopt;
  const PartialFractions split = in_order(partial_fractions_of(f->num, f->den));
  struct Entry {
    Rational c, shift;
  };
  std::map<std::pair<int, std::string>, std::vector<Entry>> groups;   // by power and by what is behind the point of the shift
  for (const auto& part : split.parts) {
    if (part.factor.size() != 2) return std::nullopt;
    const Rational a = part.factor[1], shift = part.factor[0] / a, whole = shift.floor();
    const auto scale = Rational::pow(a, Rational(part.power), kMaxBits);
    if (!scale) return std::nullopt;
    groups[{part.power, (shift - whole).to_string()}].push_back({part.numerator[0] / *scale, shift});
  }
  Rational constant;
  std::vector<Rational> starts;   // what stays of the first terms
  struct Tail {
    Rational c, shift;
    int power;
  };
  std::vector<Tail> tails;
  const auto inverse = [&](const Rational& x, int power) -> std::optional<Rational> {
    const auto v = x.is_zero() ? Result<Rational>(Error{ErrorCode::kInvalidArgument, ""}) : Rational::pow(x, Rational(-power), kMaxBits);
    return v ? std::optional(*v) : std::nullopt;
  };
  for (auto& [key, entries] : groups) {
    Rational sum, base = entries[0].shift;
    for (const Entry& x : entries) {
      sum += x.c;
      base = std::min(base, x.shift);
    }
    if (!sum.is_zero()) return std::nullopt;
    std::map<long long, Rational> left, front;
    for (const Entry& x : entries) {
      const long long s = (x.shift - base).to_int64().value_or(kMaxShift + 1);
      if (s > kMaxShift) return std::nullopt;
      for (long long j = 0; j < s; ++j) {
        const auto v = inverse(Rational(low) + base + Rational(j), key.first);
        if (!v) return std::nullopt;
        constant -= x.c * *v;
        front[j] -= x.c * *v;
        left[j + 1] += x.c;
      }
    }
    for (const auto& [j, c] : front)
      if (!c.is_zero()) starts.push_back(c);
    for (const auto& [j, c] : left)
      if (!c.is_zero()) tails.push_back({c, base + Rational(j), key.first});
  }
  if (tails.empty()) return std::nullopt;
  const Expr pieces = math::sum_of(split.terms(variable));
  if (!board.brief()) write_numerators(board, f->num, f->den, split, variable);
  if (!pieces.same(e)) board.fact(math::to_latex(e) + " = " + math::to_latex(pieces), "partial_fractions", board.say({"splitting the term into simple fractions", "writing the term as fractions that can cancel"}));
  if (!board.brief()) {
    std::string shown;
    Rational total;
    for (long long k = low; k < low + 3 && (!high || k <= *high); ++k) {
      std::vector<Rational> values;
      for (const Expr& t : math::terms_of(pieces))
        if (const auto v = math::exact_value(t.substitute(variable, Expr::integer(k)))) values.push_back(*v);
      for (const Rational& v : values) total += v;
      shown += (shown.empty() ? "" : " + ") + ("\\left(" + tex_sum(values) + "\\right)");
    }
    board.fact(shown + " = " + tex(total), "first_terms", board.say({"looking at the first terms, where neighbours cancel", "writing the first terms out, to see what cancels"}));
  }
  CancelledSum out{constant, {}, {}};
  if (!constant.is_zero()) out.terms.push_back(Expr::number(constant));
  for (const Tail& t : tails) {
    // c/(n + p/q)^m with whole numbers below.
    const Rational q = t.shift.den();
    const auto scale = Rational::pow(q, Rational(t.power), kMaxBits);
    const Rational c = t.c * (scale ? *scale : Rational(1));
    const Expr upper = Expr::symbol(n), inner = (q == Rational(1) ? upper : Expr::number(q) * upper), shifted = t.shift.is_zero() ? inner : t.shift.sign() < 0 ? inner - Expr::number(-t.shift.num()) : inner + Expr::number(t.shift.num());
    const Expr base = t.power == 1 ? shifted : math::pow(shifted, Expr::integer(t.power));
    const Expr size = Expr::number(c.num().abs()) / (c.den() == Rational(1) ? base : Expr::number(c.den()) * base);
    out.terms.push_back(c.sign() < 0 ? -size : size);
    out.denominators.push_back(base);
  }
  const Expr formula = math::sum_of(out.terms);
  if (!board.brief() && starts.size() > 1) board.fact(tex_sum(starts) + " = " + tex(constant), "first_terms", board.say({"adding what stays of the first terms", "collecting what finds no partner at the start"}));
  std::vector<Expr> ends(out.terms.begin() + (constant.is_zero() ? 0 : 1), out.terms.end());
  board.write(tex_sum_of(e, variable, std::to_string(low), n) + " = " + math::to_latex(formula), "telescope", board.say({"adding all terms up to ${0}$, where everything between cancels: ${1}$ stays at the start and ${2}$ at the end", "letting neighbours cancel all the way to ${0}$, so that only ${1}$ from the start and ${2}$ from the end stay"}, n, tex(constant), math::to_latex(math::sum_of(ends))), judge_partial_sums(e, variable, low, formula, n));
  if (board.failed()) return std::nullopt;
  return out;
}

std::string tex_sum_of(const Expr& e, const std::string& variable, const std::string& low, const std::string& high) {
  const std::string text = math::to_latex(e), body = e.is(Op::kAdd) || e.is(Op::kNeg) ? "(" + text + ")" : text;
  return "\\sum_{" + tex_variable(variable) + "=" + low + "}^" + (high.size() == 1 ? high : "{" + high + "}") + " " + body;
}

Judgement judge_series(const Expr& e, const std::string& variable, long long low, const Expr& value) {
  const auto goal = math::real_value(Expr::integer(1) + value, 15);
  if (!goal) return fails("no numeric value");
  double partial = 1, before = 1e300;
  long long k = low;
  for (const long long terms : {20, 60, 180, 540}) {
    for (; k < low + terms; ++k) {
      const Expr term = e.substitute(variable, Expr::integer(k));
      const auto exact = math::exact_value(term, {.max_bits = 1 << 14});
      const auto real = exact ? Result<math::RealBall>(math::RealBall{exact->to_double(), 0, {}}) : math::real_value(term, 15);
      if (!real) return fails("a term without a value");
      partial += real->mid;
    }
    const double distance = std::fabs(partial - goal->mid);
    if (distance > 1e-10 * std::max(1.0, std::fabs(goal->mid)) && distance > before / 1.7) return fails("the partial sums do not approach the value");
    before = distance;
  }
  if (before > 0.05 * std::max(1.0, std::fabs(goal->mid))) return fails("the partial sums do not approach the value");
  return {true, math::Grade::kNumeric, "arb", {}};
}

std::optional<Expr> write_sum_by_structure(Board& board, const Expr& e, const std::string& variable, long long low, std::optional<long long> high) {
  const auto attempt = [&](auto method) -> std::optional<Expr> {
    Board trial = board;
    StructuredSum sum(trial, variable, low, high);
    auto value = (sum.*method)(e);
    if (!value || trial.failed()) return std::nullopt;
    board = std::move(trial);
    return value;
  };
  if (auto v = attempt(&StructuredSum::powers)) return v;
  if (auto v = attempt(&StructuredSum::cancelling_fractions)) return v;
  if (auto v = attempt(&StructuredSum::cancelling_functions)) return v;
  if (auto v = attempt(&StructuredSum::cancelling_factorials)) return v;
  return attempt(&StructuredSum::split);
}

}  // namespace retort::explain
