// Finite sums: arithmetic and geometric series, sums of powers, and few terms written out.
#include "explain/arithmetic.h"
#include "explain/evaluate.h"
#include "explain/exact_numbers.h"
#include "explain/general_equation.h"
#include "explain/letter_sums.h"
#include "explain/rules.h"
#include "explain/series_methods.h"
#include "explain/telescoping.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr long long kWrittenOut = 6;      // at most so many terms are added one by one
constexpr long long kLongestList = 15;    // the same, where there is no rule
constexpr long long kCheckedTerms = 20'000;

class Series {
 public:
  Series(Board& board, Expr term, std::string variable, long long low, long long high)
      : board_(board), term_(std::move(term)), variable_(std::move(variable)), low_(low), high_(high) {
    const std::string body = term_.is(Op::kAdd) || term_.is(Op::kNeg) ? "(" + math::to_latex(term_) + ")" : math::to_latex(term_);
    const std::string top = std::to_string(high_);
    name_ = "\\sum_{" + tex_variable(variable_) + "=" + std::to_string(low_) + "}^" + (top.size() == 1 ? top : "{" + top + "}") + " " + body;
  }

  void write();
  Rational value() const { return value_; }

 private:
  Rational term_at(long long k) const { return math::exact_value(term_.substitute(variable_, Expr::integer(k))).value_or(Rational(0)); }
  void written_out();
  void arithmetic(const Coefficients& p);
  void powers(const Coefficients& p);
  void without_first(const Coefficients& p);
  bool geometric();
  bool by_formula();
  void conclude(const std::string& rest, std::string_view rule, std::string because);

  Board& board_;
  Expr term_;
  std::string variable_;
  long long low_, high_;
  std::string name_;
  Rational value_;
};

void Series::conclude(const std::string& rest, std::string_view rule, std::string because) {
  board_.fact(name_ + " = " + rest, rule, std::move(because));
}

void Series::written_out() {
  std::vector<Rational> terms;
  for (long long k = low_; k <= high_; ++k) terms.push_back(term_at(k));
  std::string rest;
  const std::vector<Rational> all = terms;
  while (terms.size() > 1) {
    rest += (rest.empty() ? "" : " = ") + tex_sum(terms);
    terms[1] += terms[0];
    terms.erase(terms.begin());
  }
  value_ = terms[0];
  rest += (rest.empty() ? "" : " = ") + tex(value_);
  conclude(rest, "written_out", board_.say({"writing out the {0} terms", "adding the {0} terms", "putting in each number from {1} to {2}"}, all.size(), low_, high_));
}

// n terms: n (first + last) / 2.
void Series::arithmetic(const Coefficients&) {
  Arithmetic arithmetic(board_, Form::kFractions);
  const Rational first = term_at(low_), last = term_at(high_), n(high_ - low_ + 1);
  value_ = n * (first + last) / 2;
  const Expr at_first = term_.substitute(variable_, Expr::integer(low_)), at_last = term_.substitute(variable_, Expr::integer(high_));
  if (!board_.brief()) {
    const auto show = [&](const Expr& at, const Rational& value, const char* which) {
      const std::string text = math::to_latex(at);
      if (text != tex(value)) write_value(board_, at, Form::kFractions, board_.say({"taking the {0} term", "working out the {0} term", "finding the {0} term"}, which));
    };
    show(at_first, first, "first");
    show(at_last, last, "last");
    if (low_ != 1)
      board_.fact(std::to_string(high_) + " - " + (low_ < 0 ? "(" + std::to_string(low_) + ")" : std::to_string(low_)) + " + 1 = " + tex(n), "number_of_terms",
                  board_.say({"counting the terms", "counting the numbers from {0} to {1}", "finding the number of terms"}, low_, high_));
    const Rational both_ends = arithmetic.add(first, last);
    // n (a + b) / 2 with the even one of the two halved.
    if ((n / 2).is_integer()) {
      const Rational half = arithmetic.divide(n, Rational(2));
      const Worked product = arithmetic.multiplied(half, both_ends);
      conclude("\\frac{" + tex(n) + " \\cdot " + tex_bracketed(both_ends) + "}{2} = " + product.chain, "arithmetic_series",
               board_.say({"making {0} pairs with the sum {1}", "pairing first and last terms, {0} times {1}", "taking half the number of terms times {1}"}, tex(half), words(both_ends)));
    } else {
      const Rational half = (both_ends / 2).is_integer() ? arithmetic.divide(both_ends, Rational(2)) : both_ends / 2;
      const Worked product = arithmetic.multiplied(n, half);
      conclude("\\frac{" + tex(n) + " \\cdot " + tex_bracketed(both_ends) + "}{2} = " + product.chain, "arithmetic_series",
               board_.say({"taking {0} times the mean {1}", "using the mean of first and last term, {0} times {1}", "multiplying the mean {1} by the number of terms"}, tex(n), words(half)));
    }
    return;
  }
  conclude("\\frac{" + tex(n) + " \\cdot (" + tex(first) + tex_signed(last) + ")}{2} = " + tex(value_), "arithmetic_series",
           board_.say({"pairing first and last terms", "using the formula for an arithmetic series", "taking the mean times the number of terms"}));
}

// Sums of 1, k, k^2 and k^3 from 1 to n, put together with the coefficients.
void Series::powers(const Coefficients& p) {
  Arithmetic arithmetic(board_, Form::kFractions);
  const Rational n(high_);
  const std::string k = tex_variable(variable_), top = std::to_string(high_);
  const std::string sigma = "\\sum_{" + k + "=1}^" + (top.size() == 1 ? top : "{" + top + "}") + " ";
  std::vector<Rational> sums(p.size());
  sums[0] = n;
  if (p.size() > 1) sums[1] = n * (n + 1) / 2;
  if (p.size() > 2) sums[2] = n * (n + 1) * (Rational(2) * n + 1) / 6;
  if (p.size() > 3) sums[3] = sums[1] * sums[1];
  const std::string next = tex(n + 1), odd = tex(Rational(2) * n + 1);
  if (!board_.brief() && p.size() > 1) {
    const std::string because = board_.say({"preparing the formula with $n = {0}$", "working out the factors for $n = {0}$"}, tex(n));
    board_.fact(tex(n) + " + 1 = " + next, "formula_factor", because);
    if (p.size() > 2 && !p[2].is_zero()) board_.fact("2 \\cdot " + tex(n) + " + 1 = " + odd, "formula_factor", because);
  }
  std::vector<Rational> parts;
  std::string scaled;
  for (std::size_t i = p.size(); i-- > 0;) {
    if (p[i].is_zero()) continue;
    if (i == 3) {
      board_.fact("\\frac{" + tex(n) + " \\cdot " + next + "}{2} = " + tex(sums[1]), "sum_of_integers",
                  board_.say({"adding the numbers from 1 to {0}", "taking $\\frac{{n(n + 1)}}{{2}}$ with $n = {0}$", "finding the sum of the first {0} numbers"}, tex(n)));
      arithmetic.multiply(sums[1], sums[1], sigma + k + "^3 = \\left(\\frac{" + tex(n) + " \\cdot " + next + "}{2}\\right)^2");
    } else if (i == 2) {
      const Rational numerator = n * (n + 1) * (Rational(2) * n + 1);
      const Worked quotient = arithmetic.divided(numerator, Rational(6));
      board_.fact(sigma + k + "^2 = \\frac{" + tex(n) + " \\cdot " + next + " \\cdot " + odd + "}{6} = " + quotient.chain, "sum_of_squares",
                  board_.say({"using the formula for the sum of squares", "taking $\\frac{{n(n + 1)(2n + 1)}}{{6}}$ with $n = {0}$", "adding the squares by the formula"}, tex(n)));
    } else if (i == 1) {
      board_.fact(sigma + k + " = \\frac{" + tex(n) + " \\cdot " + next + "}{2} = " + tex(sums[1]), "sum_of_integers",
                  board_.say({"using the formula for the sum of the first {0} numbers", "taking $\\frac{{n(n + 1)}}{{2}}$ with $n = {0}$", "adding the numbers from 1 to {0}"}, tex(n)));
    }
    parts.push_back(p[i] * sums[i]);
    const std::string value = tex(sums[i]);
    const std::string term = p[i].abs() == Rational(1) ? value : tex(p[i].abs()) + " \\cdot " + value;
    scaled += scaled.empty() ? (p[i].sign() < 0 ? "-" : "") + term : (p[i].sign() < 0 ? " - " : " + ") + term;
  }
  std::string rest = scaled;
  const std::string plain = tex_sum(parts);
  if (plain != scaled) rest += " = " + plain;
  value_ = Rational(0);
  for (const Rational& part : parts) value_ += part;
  if (parts.size() > 1) rest += " = " + tex(value_);
  if (board_.steps().empty() || parts.size() > 1 || plain != scaled)
    conclude(rest, "linearity", board_.say({"adding term by term", "splitting the sum by its terms", "putting the sums together"}));
}

// a r^k: first (r^n - 1) / (r - 1).
bool Series::geometric() {
  const Rational first = term_at(low_), second = term_at(low_ + 1);
  if (first.is_zero() || high_ - low_ < 2) return false;
  const Rational r = second / first;
  if (r == Rational(1) || r.is_zero()) return false;
  Rational t = first;
  for (long long k = low_; k <= std::min(high_, low_ + 12); ++k) {
    if (term_at(k) != t) return false;
    t *= r;
  }
  const long long n = high_ - low_ + 1;
  if (n > 60) return false;
  Arithmetic arithmetic(board_, Form::kFractions);
  const auto power = Rational::pow(r, Rational(n), 4096);
  if (!power) return false;
  value_ = first * (*power - 1) / (r - 1);
  if (!board_.brief()) arithmetic.power(r, Rational(n));
  // a \frac{r^n - 1}{r - 1}, then the value of the power put in.
  const std::string factor = first == Rational(1) ? std::string() : tex(first) + " \\cdot ";
  const std::string below = tex(r) + " - 1";
  std::string rest = factor + "\\frac{" + tex_power(tex_base(r), n) + " - 1}{" + below + "}";
  if (!board_.brief()) rest += " = " + factor + "\\frac{" + tex(*power) + " - 1}{" + below + "}";
  const Rational quotient = (*power - 1) / (r - 1);
  if (!board_.brief() && r.is_integer() && r != Rational(2)) rest += " = " + factor + tex_fraction(*power - 1, r - 1);
  if (r.is_integer() && !factor.empty())
    rest += " = " + arithmetic.multiplied(first, quotient).chain;
  else
    rest += " = " + tex(value_);
  conclude(rest, "geometric_series", board_.say({"using the formula for a geometric series with ratio {0}", "summing the geometric series with first term {1} and ratio {0}", "taking the ratio {0} and {2} terms"}, words(r), words(first), n));
  return true;
}

// Rows of binomial coefficients, and factorials that cancel between neighbours.
bool Series::by_formula() {
  const auto holds = [&](const std::function<bool(const Expr&)>& wanted) {
    std::vector<Expr> found;
    collect_parts(term_, wanted, found);
    return !found.empty();
  };
  if (holds([](const Expr& e) { return e.is_func("binomial"); })) {
    if (low_ != 0) return false;
    Board trial = board_;
    const auto value = write_binomial_row(trial, term_, variable_, Expr::integer(high_), std::nullopt);
    const auto exact = value ? math::exact_value(*value) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
    if (trial.failed() || !exact) return false;
    board_ = std::move(trial);
    value_ = *exact;
    if (math::to_latex(*value) != tex(value_)) conclude(math::to_latex(*value) + " = " + tex(value_), "value", board_.say({"working out the power", "working this out"}));
    return true;
  }
  if (!holds([](const Expr& e) { return e.is_func("factorial"); })) return false;
  const std::string letter = variable_ == "n" ? "m" : "n";
  Board trial = board_;
  const auto formula = write_sum_to_letter(trial, term_, variable_, low_, letter, std::nullopt);
  if (!formula || trial.failed()) return false;
  const Expr put = formula->substitute(letter, Expr::integer(high_));
  const auto exact = math::exact_value(put);
  if (!exact) return false;
  board_ = std::move(trial);
  value_ = *exact;
  conclude(math::to_latex(put) + " = " + tex(value_), "put_bound_in", board_.say({"putting in ${0} = {1}$", "taking ${0} = {1}$"}, letter, high_));
  return true;
}

// From 1 on, less what comes before the first term.
void Series::without_first(const Coefficients&) {
  Series all(board_, term_, variable_, 1, high_), before(board_, term_, variable_, 1, low_ - 1);
  all.write();
  before.write();
  if (board_.failed()) return;
  value_ = all.value() - before.value();
  conclude(tex(all.value()) + " - " + tex_bracketed(before.value()) + " = " + tex(value_), "less_the_first", board_.say({"taking the sum from 1 on, less the terms up to {0}", "leaving out the terms from 1 to {0}"}, low_ - 1));
}

void Series::write() {
  const auto p = math::as_polynomial(term_, variable_, 3);
  const long long n = high_ - low_ + 1;
  if (p && p->size() == 2 && n > 3) return arithmetic(*p);
  if (n <= kWrittenOut) return written_out();
  if (p && p->size() == 1) {
    const Worked product = Arithmetic(board_, Form::kFractions).multiplied(Rational(n), (*p)[0]);
    value_ = product.value;
    return conclude(product.chain, "equal_terms", board_.say({"adding {0} equal terms", "taking {0} times the same term", "counting {0} terms"}, n));
  }
  if (p && low_ == 1 && !p->empty()) return powers(*p);
  if (p && low_ > 1 && !p->empty()) return without_first(*p);
  if (geometric() || by_formula()) return;
  if (n > kLongestList)
    if (const auto value = write_sum_by_structure(board_, term_, variable_, low_, high_))
      if (const auto exact = math::exact_value(*value)) {
        value_ = *exact;
        return;
      }
  if (n <= kLongestList) return written_out();
  board_.unsupported("a sum without a rule");
}

}  // namespace

namespace {

bool is_infinite(const Expr& e) { return e.is(Op::kConstant) && e.name() == "oo"; }

bool rational_terms(const Expr& e, const std::string& variable, long long low, long long high) {
  for (long long k = low; k <= high && k < low + 5; ++k)
    if (!math::exact_value(e.substitute(variable, Expr::integer(k)))) return false;
  return true;
}

void write_infinite_sum(const Call& call, const Expr& e, const std::string& variable, long long low) {
  Board& board = call.board();
  const Expr result = call.result_expr();
  if (board.failed()) return;
  if (const auto value = write_sum_by_structure(board, e, variable, low, std::nullopt)) return call.expect(math::equal(*value, result).outcome == math::Verdict::Outcome::kEqual);
  Judgement verdict = judge_series(e, variable, low, result);
  if (!verdict.holds) return call.expect(false);
  verdict.grade = math::Grade::kQuoted;
  board.write(tex_sum_of(e, variable, std::to_string(low), "\\infty") + " = " + math::to_latex(result), "known_value", board.say({"knowing the value of this famous sum", "taking the value of this sum as known"}), verdict);
}

// Roots, logarithms, cosines: what cancels, or term by term.
void write_irrational_sum(const Call& call, const Expr& e, const std::string& variable, long long low, long long high) {
  Board& board = call.board();
  if (const auto value = write_sum_by_structure(board, e, variable, low, high)) {
    const Expr result = call.result_expr();
    return board.failed() ? void() : call.expect(math::equal(*value, result).outcome == math::Verdict::Outcome::kEqual);
  }
  if (high - low >= kLongestList) return board.unsupported("a sum without a rule");
  std::vector<Expr> terms;
  for (long long k = low; k <= high; ++k) terms.push_back(e.substitute(variable, Expr::integer(k)));
  const Expr whole = math::sum_of(terms);
  board.fact(tex_sum_of(e, variable, std::to_string(low), std::to_string(high)) + " = " + math::to_latex(whole), "written_out", board.say({"writing out the {0} terms", "putting in each number from {1} to {2}"}, terms.size(), low, high));
  const Expr value = ExactNumbers(board).value(whole), result = call.result_expr();
  if (board.failed()) return;
  call.expect(math::equal(value, result).outcome == math::Verdict::Outcome::kEqual);
  const std::string mine = math::to_latex(value), wanted = math::to_latex(result);
  if (mine != wanted) board.fact(mine + " = " + wanted, "simplify", board.say({"simplifying", "tidying up"}));
}

}  // namespace

void rule_summation(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression");
  const auto low = math::exact_value(call.expr("lower")), high = math::exact_value(call.expr("upper"));
  if (board.failed()) return;
  const std::string variable = call.variable(e);
  const Expr upper = call.expr("upper");
  if (board.failed()) return;
  if (!upper.symbols().empty()) return write_telescoped_sum(call, e, variable, call.expr("lower"), upper);
  const long long a = low ? low->to_int64().value_or(1) : 1, b = high ? high->to_int64().value_or(0) : 0;
  for (const std::string& s : e.symbols())
    if (s != variable) return board.unsupported("a sum with another letter");
  if (low && low->to_int64() && is_infinite(upper)) return write_infinite_sum(call, e, variable, a);
  if (!low || !high || b < a || b - a > kCheckedTerms) return board.unsupported("a sum without two whole bounds in order");
  if (!rational_terms(e, variable, a, b)) return write_irrational_sum(call, e, variable, a, b);
  Series series(board, e, variable, a, b);
  series.write();
  call.expect(series.value());
}

}  // namespace retort::explain
