// Sums over a row of binomial coefficients: the binomial theorem read backwards, k binomial(n, k) = n binomial(n - 1, k - 1) first.
#include "explain/integration.h"
#include "explain/letter_sums.h"
#include "explain/numerals.h"
#include "explain/series_methods.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr long long kCheckedByHand = 6;

struct Row {
  Coefficients p{Rational(1)};                            // the factor before the coefficient
  Expr x = Expr::integer(1), y = Expr::integer(1);        // x^k y^(n - k)
  bool coefficient = false;
};

bool multiply_in(const Expr& e, const std::string& k, const Expr& n, Row& row) {
  const Expr letter = Expr::symbol(k);
  if (e.is_func("binomial")) {
    if (row.coefficient || !e.arg(0).same(n) || !e.arg(1).same(letter)) return false;
    row.coefficient = true;
    return true;
  }
  if (e.is(Op::kPow) && e.arg(1).contains_symbol(k)) {
    if (e.arg(0).contains_symbol(k)) return false;
    if (e.arg(1).same(letter)) {
      row.x = e.arg(0);
      return true;
    }
    row.y = e.arg(0);
    return math::equal(e.arg(1), n - letter).outcome == math::Verdict::Outcome::kEqual;
  }
  const auto p = math::as_polynomial(e, k, 2);
  if (!p || p->empty()) return false;
  row.p = math::multiply(row.p, *p);
  return row.p.size() <= 3;
}

std::optional<Row> read_row(const Expr& term, const std::string& k, const Expr& n) {
  Row row;
  for (const Expr& f : math::factors_of(term))
    if (!multiply_in(f, k, n, row)) return std::nullopt;
  return row.coefficient ? std::optional(row) : std::nullopt;
}

// An equality in the letter n, at its first values; sums written out.
Judgement judge_row(const Expr& left, const Expr& right, const Expr& n, long long from) {
  if (!n.is(Op::kSymbol)) return judge(math::equal(left, right));
  Judgement holds = proved(true);
  for (long long i = from; i < from + kCheckedByHand; ++i) holds = both(holds, judge(math::equal(left.substitute(n.name(), Expr::integer(i)), right.substitute(n.name(), Expr::integer(i)))));
  holds.grade = std::max(holds.grade, math::Grade::kNumeric);
  return holds;
}

Expr lowered(const Expr& n, long long by) {
  if (by == 0) return n;
  return n.is_number() ? Expr::number(n.value() - Rational(by)) : n - Expr::integer(by);
}

// Sums without brackets around them: n \\sum ...
std::string name_of(const Expr& e) {
  if (e.is_func("sum")) return tex_sum_of(e.arg(0), e.arg(1).name(), math::to_latex(e.arg(2)), math::to_latex(e.arg(3)));
  if (!e.is(Op::kMul) || !e.args().back().is_func("sum")) return math::to_latex(e);
  return math::to_latex(math::product_of({e.args().begin(), e.args().end() - 1})) + " " + name_of(e.args().back());
}

}  // namespace

std::optional<Expr> write_binomial_row(Board& board, const Expr& term, const std::string& variable, const Expr& n, const std::optional<Expr>& goal) {
  const auto row = read_row(term, variable, n);
  if (!row || (row->p.size() > 1 && !(row->x.is_number() && row->y.is_number()))) return std::nullopt;
  const Expr k = Expr::symbol(variable), one = Expr::integer(1), zero = Expr::integer(0);
  const auto sum = [&](const Expr& e, long long low) { return Expr::func("sum", {e, k, Expr::integer(low), n}); };
  // Claims a = middle = b, but for what says nothing or stands already.
  const auto claim = [&](const Expr& a, const Expr& b, long long from, std::string_view rule, std::string because, const std::optional<Expr>& middle = std::nullopt) {
    const std::string left = name_of(a), right = math::to_latex(b) , between = middle && math::to_latex(*middle) != name_of(b) ? math::to_latex(*middle) + " = " : "";
    const std::string text = left + " = " + between + name_of(b);
    const bool stands = std::any_of(board.steps().begin(), board.steps().end(), [&](const Step& s) { return s.claim == text || (s.claim.starts_with(left + " = ") && s.claim.ends_with(" = " + name_of(b))); });
    if (left != right && !stands) board.write(text, rule, std::move(because), middle ? both(judge_row(a, *middle, n, from), judge_row(*middle, b, n, from)) : judge_row(a, b, n, from));
  };
  const std::string a = math::to_latex(row->y), b = math::to_latex(row->x);
  if (row->p.size() == 1) {
    if (n.is(Op::kSymbol) && !math::exact_value(row->x + row->y)) {
      // Other letters: the first rows multiplied out.
      Judgement holds = proved(true);
      for (long long size = 0; size < kCheckedByHand; ++size) {
        Expr total = zero;
        for (long long j = 0; j <= size; ++j) total = total + term.substitute(n.name(), Expr::integer(size)).substitute(variable, Expr::integer(j));
        holds = both(holds, judge(math::equal(total, math::pow(row->x + row->y, Expr::integer(size)))));
      }
      holds.grade = math::Grade::kNumeric;
      const Expr power = math::pow(row->y + row->x, n), scaled = row->p[0] == Rational(1) ? power : times(row->p[0], power);
      board.write(math::to_latex(sum(term, 0)) + " = " + math::to_latex(scaled), "binomial_theorem", board.say({"using the binomial theorem $(a + b)^n = \\sum \\binom{{n}}{{k}} a^{{n - k}} b^k$ with $a = {0}$ and $b = {1}$"}, a, b), holds);
      const Expr last = goal.value_or(scaled);
      if (math::to_latex(last) != math::to_latex(scaled)) board.fact(math::to_latex(scaled) + " = " + math::to_latex(last), "simplify", board.say({"adding inside the bracket", "working out the bracket"}));
      return last;
    }
  }
  const auto total = math::exact_value(row->x + row->y);
  if (!total) return std::nullopt;
  // p(k) = c_0 + c_1 k + c_2 k(k - 1)
  Coefficients c = row->p;
  if (c.size() > 2) c[1] += c[2];
  const Expr falling = k * (k - one);
  if (c.size() > 2 && !board.brief()) board.fact(tex(row->p, variable) + " = " + math::to_latex([&] {
    std::vector<Expr> parts{times(c[2], falling)};
    if (!c[1].is_zero()) parts.push_back(times(c[1], k));
    if (!c[0].is_zero()) parts.push_back(Expr::number(c[0]));
    return math::sum_of(parts);
  }()), "falling_factors", board.say({"writing it with ${0}({0} - 1)$, which fits the factorials in the binomial coefficient", "preparing to cancel factors of ${0}!$"}, variable));
  const auto x_power = [&](long long j) -> std::vector<Expr> {
    std::vector<Expr> out;
    if (row->x.is_number() && row->x.value() == Rational(1)) return out;
    if (j > 0) out.push_back(j == 1 ? row->x : math::pow(row->x, Expr::integer(j)));
    return out;
  };
  std::vector<Expr> values;
  for (std::size_t i = c.size(); i-- > 0;) {
    if (c[i].is_zero()) continue;
    const auto j = static_cast<long long>(i);
    const Expr front = i == 0 ? one : i == 1 ? k : falling;
    const Expr taken = i == 0 ? one : i == 1 ? n : n.is_number() ? Expr::number(n.value() * (n.value() - 1)) : n * (n - one);
    const Expr coefficient = Expr::func("binomial", {n, k}), smaller = Expr::func("binomial", {lowered(n, j), lowered(k, j)});
    std::vector<Expr> waves;
    if (!(row->x.is_number() && row->x.value() == Rational(1))) waves.push_back(math::pow(row->x, k));
    if (!(row->y.is_number() && row->y.value() == Rational(1))) waves.push_back(math::pow(row->y, n - k));
    const auto with_waves = [&](std::vector<Expr> head) {
      head.insert(head.end(), waves.begin(), waves.end());
      return math::product_of(head);
    };
    std::vector<Expr> value_factors;
    if (i > 0) value_factors = math::factors_of(taken);
    for (const Expr& f : x_power(j)) value_factors.push_back(f);
    const Expr base = total->is_zero() ? zero : Expr::number(*total), power = math::pow(base, lowered(n, j));
    const Expr bracket = math::pow(row->y + row->x, lowered(n, j));
    if (i == 0) {
      const Expr whole_sum = sum(with_waves({coefficient}), 0);
      claim(whole_sum, power, 0, "binomial_theorem", board.say({"reading the binomial theorem $(a + b)^n = \\sum \\binom{{n}}{{k}} a^{{n - k}} b^k$ backwards, with $a = {0}$ and $b = {1}$", "using the binomial theorem with $a = {0}$ and $b = {1}$"}, a, b), bracket);
      values.push_back(times(c[0], power));
      continue;
    }
    const Expr left = i == 1 ? k * coefficient : math::product_of({k, k - one, coefficient});
    claim(left, taken.is(Op::kMul) ? math::product_of({n, n - one, smaller}) : taken * smaller, j, "absorption", board.say({"cancelling $k$ in $\\frac{{n!}}{{k!(n - k)!}}$ and taking $n$ out of $n!$", "using $k\\binom{{n}}{{k}} = n\\binom{{n - 1}}{{k - 1}}$"}));
    std::vector<Expr> taken_out = math::factors_of(taken);
    const Expr inner = sum(with_waves({smaller}), j);
    taken_out.push_back(inner);
    const Expr outer = sum(with_waves(i == 1 ? std::vector<Expr>{k, coefficient} : std::vector<Expr>{k, k - one, coefficient}), 0);
    claim(outer, math::product_of(taken_out), j, "take_out", board.say({"taking ${0}$ out of the sum and leaving out the terms that are 0", "putting ${0}$ before the sum, which may start at {1}"}, math::to_latex(taken), j));
    std::vector<Expr> inner_factors = x_power(j);
    inner_factors.push_back(bracket);
    const Expr row_value = math::product_of(inner_factors);
    std::vector<Expr> short_factors = x_power(j);
    short_factors.push_back(power);
    claim(inner, math::product_of(short_factors), j, "binomial_theorem", board.say({"using the binomial theorem for the exponent ${0}$", "adding all binomial coefficients of the row ${0}$ by the binomial theorem"}, math::to_latex(lowered(n, j))), row_value);
    value_factors.push_back(power);
    values.push_back(times(c[i], math::product_of(value_factors)));
  }
  if (board.failed()) return std::nullopt;
  const Expr value = math::sum_of(values), last = goal.value_or(value);
  const long long from = static_cast<long long>(c.size()) - 1;
  claim(sum(term, 0), value, from, "put_together", board.say({"putting the parts together", "adding the parts"}));
  claim(sum(term, 0), last, from, "simplify", board.say({"taking out what is common", "collecting the powers"}));
  return last;
}

}  // namespace retort::explain
