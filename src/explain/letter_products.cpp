#include "explain/letter_products.h"

#include <algorithm>

#include "cas/written_form.h"
#include "explain/factoring.h"
#include "explain/general_equation.h"
#include "explain/numerals.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr long long kCheckedByHand = 6;
constexpr long long kMostEnds = 6;      // factors that stay at either end
constexpr long long kFactorialShift = 8;

Expr whole(long long v) { return Expr::integer(v); }

// a k + b with whole numbers without a common factor, a > 0
struct Line {
  Rational a, b;
  Expr at(const Expr& x) const {
    const Expr scaled = a == Rational(1) ? x : Expr::number(a) * x;
    return b.is_zero() ? scaled : b.sign() < 0 ? scaled - Expr::number(-b) : scaled + Expr::number(b);
  }
  Line later(long long steps) const { return {a, b + a * Rational(steps)}; }
  Rational value(const Rational& x) const { return a * x + b; }
  Rational zero() const { return -b / a; }
};

// The lines of a polynomial with rational zeros, each as often as it counts, and the number before them.
std::optional<std::pair<Rational, std::vector<Line>>> lines_of(const Coefficients& p) {
  const auto f = primitive_factors(p);
  std::vector<Line> out;
  for (const auto& [factor, times] : f.factors) {
    if (factor.size() != 2) return std::nullopt;
    out.insert(out.end(), static_cast<std::size_t>(times), Line{factor[1], factor[0]});
  }
  return std::pair(f.content, std::move(out));
}

class LetterProduct {
 public:
  LetterProduct(Board& board, std::string variable, long long low, std::string n) : board_(board), k_(std::move(variable)), low_(low), n_(std::move(n)) {}

  std::optional<Expr> write(const Expr& e, const std::optional<Expr>& goal);

 private:
  using Found = std::optional<Expr>;
  Expr n() const { return Expr::symbol(n_); }
  Expr k() const { return Expr::symbol(k_); }
  Expr product(const Expr& e) const { return Expr::func("product", {e, k(), whole(low_), n()}); }
  std::string name(const Expr& e) const {
    const std::string body = e.is(Op::kMul) && !e.arg(0).is(Op::kNumber) ? "\\left(" + math::to_latex(e) + "\\right)" : std::string();
    return body.empty() ? math::to_latex(product(e)) : "\\prod_{" + tex_variable(k_) + "=" + std::to_string(low_) + "}^{" + n_ + "} " + body;
  }
  Expr count() const { return low_ == 1 ? n() : cas::written(n() + whole(1 - low_)); }

  // The first values multiplied out, and the quotient of neighbours.
  Judgement judge_formula(const Expr& e, const Expr& formula) const;
  void state(const Expr& e, const Expr& formula, std::string_view rule, std::string because, const std::string& middle = {});
  Found equal_factors(const Expr& e, const std::optional<Expr>& goal);
  Found powers(const Expr& e, const std::optional<Expr>& goal);
  Found lines(const Expr& e, const std::optional<Expr>& goal);
  Expr pair(const Line& above, const Line& below);
  Found factorial(const Line& line);

  Board& board_;
  std::string k_;
  long long low_;
  std::string n_;
};

Judgement LetterProduct::judge_formula(const Expr& e, const Expr& formula) const {
  Judgement all = proved(true);
  Rational total(1);
  for (long long i = low_; i < low_ + kCheckedByHand; ++i) {
    const auto next = math::exact_value(e.substitute(k_, whole(i)));
    if (!next) return fails("a factor without a value");
    total = total * *next;
    all = both(all, judge(math::equal(formula.substitute(n_, whole(i)), Expr::number(total))));
  }
  const Expr before = formula.substitute(n_, n() - whole(1));
  return both(all, judge(math::equal(formula, before * e.substitute(k_, n()))));
}

void LetterProduct::state(const Expr& e, const Expr& formula, std::string_view rule, std::string because, const std::string& middle) {
  const std::string text = math::to_latex(formula);
  Judgement holds = judge_formula(e, formula);
  if (!middle.empty() && middle != text) holds = both(holds, judge_fact(middle + " = " + text));
  board_.write(name(e) + " = " + (middle.empty() || middle == text ? "" : middle + " = ") + text, rule, std::move(because), holds);
}

LetterProduct::Found LetterProduct::equal_factors(const Expr& e, const std::optional<Expr>& goal) {
  const Expr value = goal.value_or(math::pow(e, count()));
  state(e, value, "equal_factors", board_.say({"multiplying ${0}$ equal factors", "having the same factor ${0}$ times"}, math::to_latex(count())));
  return value;
}

// 2^1 2^2 ... 2^n = 2^(1 + 2 + ... + n)
LetterProduct::Found LetterProduct::powers(const Expr& e, const std::optional<Expr>& goal) {
  if (!e.is(Op::kPow) || e.arg(0).contains_symbol(k_)) return std::nullopt;
  const auto line = math::as_polynomial(e.arg(1), k_, 1);
  if (!line || line->size() != 2 || !math::exact_value(e.arg(0))) return std::nullopt;
  const Expr first = cas::written(e.arg(1).substitute(k_, whole(low_))), last = e.arg(1).substitute(k_, n());
  const Expr sum = Expr::func("sum", {e.arg(1), k(), whole(low_), n()}), ends = math::sum_of({first, last});
  const Expr total = math::product_of({count(), ends}) / whole(2), as_sum = math::pow(e.arg(0), sum);
  Judgement first_values = proved(true);
  for (long long i = low_; i < low_ + kCheckedByHand; ++i) first_values = both(first_values, judge(math::equal(sum.substitute(n_, whole(i)), total.substitute(n_, whole(i)))));
  board_.write(name(e) + " = " + math::to_latex(as_sum), "add_exponents", board_.say({"adding the exponents, as the base stays the same", "multiplying powers of the same base by adding their exponents"}), judge_formula(e, math::pow(e.arg(0), total)));
  board_.write(math::to_latex(sum) + " = " + math::to_latex(total), "arithmetic_series", board_.say({"taking ${0}$ times the mean of the first and the last exponent", "pairing the first exponent with the last"}, math::to_latex(count())), first_values);
  const Expr value = goal.value_or(math::pow(e.arg(0), total));
  state(e, value, "put_in", board_.say({"putting this exponent in", "writing it with this exponent"}));
  return value;
}

// L(k + d)/L(k): all but the factors at the two ends cancel.
Expr LetterProduct::pair(const Line& above, const Line& below) {
  const Expr e = above.at(k()) / below.at(k());
  const long long distance = ((above.b - below.b) / above.a).to_int64().value_or(0), d = distance < 0 ? -distance : distance;
  const Line& base = distance > 0 ? below : above;   // the one that comes first
  std::vector<Expr> ends, starts;
  Rational start(1);
  for (long long j = 1; j <= d; ++j) ends.push_back(base.later(j).at(n()));
  for (long long j = 0; j < d; ++j) {
    const Rational v = base.value(Rational(low_ + j));
    start *= v;
    if (v != Rational(1) || d == 1) starts.push_back(Expr::number(v));
  }
  if (starts.empty()) starts.push_back(whole(1));
  const Expr end = math::product_of(ends), begin = math::product_of(starts), begin_value = Expr::number(start);
  const auto over = [&](const Expr& top, const Expr& bottom) { return bottom.is_number() && bottom.value() == Rational(1) ? top : top / bottom; };
  const Expr raw = distance > 0 ? over(end, begin) : begin / end, value = distance > 0 ? over(end, begin_value) : begin_value / end;
  if (!board_.brief()) {
    // 3/1 4/2 5/3 6/4: what cancels is seen in the first factors.
    const long long shown = d + 2;
    std::string factors, top, bottom;
    for (long long i = low_; i < low_ + shown; ++i) factors += (factors.empty() ? "" : " \\cdot ") + tex_fraction(above.value(Rational(i)), below.value(Rational(i)));
    std::vector<Rational> late, early;
    for (long long j = 1; j <= d; ++j) late.push_back(base.value(Rational(low_ + shown - 1 + j)));
    for (long long j = 0; j < d; ++j) early.push_back(base.value(Rational(low_ + j)));
    const auto text = [](const std::vector<Rational>& list) {
      std::string out;
      for (const Rational& v : list) out += (out.empty() ? "" : " \\cdot ") + tex_bracketed(v);
      return out;
    };
    const std::string above_text = text(distance > 0 ? late : early), below_text = text(distance > 0 ? early : late);
    board_.fact(factors + " = " + (below_text == "1" ? above_text : "\\frac{" + above_text + "}{" + below_text + "}"), "first_terms", board_.say({"writing out the first factors, where what stands above one line cancels with what stands below another", "looking at the first factors, to see what cancels"}));
  }
  state(e, value, "telescope", distance > 0 ? board_.say({"cancelling all the way to ${0}$: above, ${1}$ stays at the end, and below, ${2}$ at the start", "letting everything between cancel, so that only ${1}$ stays above and ${2}$ below"}, n_, math::to_latex(end), math::to_latex(begin))
                                            : board_.say({"cancelling all the way to ${0}$: below, ${1}$ stays at the end, and above, ${2}$ at the start", "letting everything between cancel, so that only ${2}$ stays above and ${1}$ below"}, n_, math::to_latex(end), math::to_latex(begin)),
        math::to_latex(raw));
  return value;
}

// k - r: (n - r)!/(low - 1 - r)!
LetterProduct::Found LetterProduct::factorial(const Line& line) {
  if (line.a != Rational(1)) return std::nullopt;
  const long long start = line.value(Rational(low_)).to_int64().value_or(0);
  if (start < 1 || start > kFactorialShift) return std::nullopt;
  const Expr e = line.at(k()), end = cas::written(line.at(n())), top = Expr::func("factorial", {end});
  if (start <= 2) {
    state(e, top, "factorial", board_.say({"multiplying the whole numbers from 1 to ${0}$", "having all whole numbers up to ${0}$ as factors"}, math::to_latex(end)));
    return top;
  }
  const Expr below = Expr::func("factorial", {whole(start - 1)}), value = top / Expr::number(*math::exact_value(below));
  state(e, value, "factorial", board_.say({"taking all whole numbers up to ${0}$ and dividing by those before {1}", "multiplying the whole numbers from {1} to ${0}$"}, math::to_latex(end), start), math::to_latex(top / below));
  return value;
}

LetterProduct::Found LetterProduct::lines(const Expr& e, const std::optional<Expr>& goal) {
  auto f = math::as_fraction(e, k_, 12);
  if (!f) {
    const auto p = math::as_polynomial(e, k_, 12);
    if (!p || p->empty()) return std::nullopt;
    f = math::Fraction{*p, {Rational(1)}};
  }
  auto top = lines_of(f->num), bottom = lines_of(f->den);
  if (!top || !bottom) return std::nullopt;
  const Rational number = top->first / bottom->first;
  // The factor with its lines in sight.
  const auto by_zero = [](const Line& a, const Line& b) { return a.zero() > b.zero(); };
  std::stable_sort(top->second.begin(), top->second.end(), by_zero);
  std::stable_sort(bottom->second.begin(), bottom->second.end(), by_zero);
  const auto joined = [&](const Rational& c, const std::vector<Line>& lines) {
    std::vector<Expr> factors;
    if (c != Rational(1)) factors.push_back(Expr::number(c));
    for (std::size_t i = 0; i < lines.size();) {
      std::size_t same = i;
      while (same < lines.size() && lines[same].b == lines[i].b && lines[same].a == lines[i].a) ++same;
      const Expr base = lines[i].at(k());
      factors.push_back(same - i == 1 ? base : math::pow(base, whole(static_cast<long long>(same - i))));
      i = same;
    }
    return math::product_of(factors);
  };
  const Expr above = joined(number.num(), top->second), below = joined(number.den(), bottom->second);
  const Expr shown = below.is_number() && below.value() == Rational(1) ? above : above / below;
  std::vector<std::pair<Line, Line>> pairs;
  std::vector<Line> alone_above, alone_below = bottom->second;
  for (const Line& r : top->second) {
    auto best = alone_below.end();
    for (auto s = alone_below.begin(); s != alone_below.end(); ++s)
      if (s->a == r.a && ((r.b - s->b) / r.a).is_integer() && (best == alone_below.end() || (r.b - s->b).abs() < (r.b - best->b).abs())) best = s;
    if (best == alone_below.end() || ((r.b - best->b) / r.a).abs() > Rational(kMostEnds)) {
      alone_above.push_back(r);
      continue;
    }
    pairs.emplace_back(r, *best);
    alone_below.erase(best);
  }
  if (!alone_below.empty() && !alone_above.empty()) return std::nullopt;
  std::vector<Expr> pieces;
  for (const auto& [a, b] : pairs) pieces.push_back(a.at(k()) / b.at(k()));
  for (const Line& line : alone_above) pieces.push_back(line.at(k()));
  for (const Line& line : alone_below) pieces.push_back(whole(1) / line.at(k()));
  if (number != Rational(1)) pieces.push_back(Expr::number(number));
  if (pieces.empty()) return std::nullopt;
  const std::string given = math::to_latex(e);
  std::string split;
  for (const Expr& p : pieces) split += (split.empty() ? "" : " \\cdot ") + math::to_latex(p);
  const std::string text = math::to_latex(shown);
  if (e.is(Op::kDiv) && given != text && !board_.brief()) {
    // Common factors first in sight, then cancelled.
    const auto p = math::as_polynomial(e.arg(0), k_, 12), q = math::as_polynomial(e.arg(1), k_, 12);
    const auto a = p && !p->empty() ? lines_of(*p) : std::nullopt, b = q && !q->empty() ? lines_of(*q) : std::nullopt;
    if (a && b && p->size() > f->num.size()) {
      const Expr both_parts = joined(a->first, a->second) / joined(b->first, b->second);
      const std::string apart = math::to_latex(both_parts);
      if (apart != given) board_.fact(given + " = " + apart, "factor", board_.say({"factoring above and below", "taking numerator and denominator apart into factors"}));
      board_.fact(apart + " = " + text, "cancel", board_.say({"cancelling the common factor", "dividing out what is common"}));
    }
  }
  const bool reduced = std::any_of(board_.steps().begin(), board_.steps().end(), [](const Step& s) { return s.rule == "cancel"; });
  if (given != text && !reduced && !board_.brief()) board_.fact(given + " = " + text, "factor", board_.say({"writing the factor as one fraction of simple factors", "taking the factor apart into lines in ${0}$"}, k_));
  if (pieces.size() > 1 && !board_.brief()) board_.fact(text + " = " + split, "split_product", board_.say({"splitting it into parts that can each be multiplied up", "putting those together that are whole steps apart"}));
  std::vector<Expr> values;
  for (const auto& [a, b] : pairs) values.push_back(pair(a, b));
  for (const Line& line : alone_above) {
    const auto v = factorial(line);
    if (!v) return std::nullopt;
    values.push_back(*v);
  }
  for (const Line& line : alone_below) {
    const auto v = factorial(line);
    if (!v) return std::nullopt;
    values.push_back(whole(1) / *v);
  }
  if (number != Rational(1)) values.push_back(*equal_factors(pieces.back(), std::nullopt));
  if (board_.failed()) return std::nullopt;
  std::string joined_values;
  for (const Expr& v : values) joined_values += (joined_values.empty() ? "" : " \\cdot ") + (v.is(Op::kAdd) ? "(" + math::to_latex(v) + ")" : math::to_latex(v));
  const Expr total = math::product_of(values), value = goal.value_or(pieces.size() == 1 ? values[0] : cas::written(total));
  if (pieces.size() > 1) state(e, value, "put_together", board_.say({"multiplying the parts", "putting the parts together"}), joined_values);
  if (pieces.size() == 1 && (given != math::to_latex(pieces[0]) || math::to_latex(value) != math::to_latex(values[0]))) {
    const std::string found = math::to_latex(values[0]);
    if (found != math::to_latex(value)) state(e, value, "simplify", board_.say({"multiplying out", "simplifying"}), found);
    else state(e, value, "same_product", board_.say({"which is the product asked for", "as the factors are the same"}));
  }
  return value;
}

LetterProduct::Found LetterProduct::write(const Expr& e, const std::optional<Expr>& goal) {
  if (!e.contains_symbol(k_)) return equal_factors(e, goal);
  if (auto v = powers(e, goal)) return v;
  return lines(e, goal);
}

}  // namespace

std::optional<Expr> write_product_to_letter(Board& board, const Expr& factor, const std::string& variable, long long low, const std::string& n, const std::optional<Expr>& goal) {
  Board trial = board;
  auto value = LetterProduct(trial, variable, low, n).write(factor, goal);
  if (!value || trial.failed()) return std::nullopt;
  board = std::move(trial);
  return value;
}

}  // namespace retort::explain
