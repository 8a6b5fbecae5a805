// Definite integrals: the values of an antiderivative at the ends, limits where an end is infinite or the function has no value there,
// and cases where an absolute value changes its sign.
#include <algorithm>
#include <cmath>
#include <functional>

#include "cas/domain.h"
#include "cas/sign_changes.h"
#include "explain/arithmetic.h"
#include "explain/calculus.h"
#include "explain/evaluate.h"
#include "explain/exact_numbers.h"
#include "explain/general_equation.h"
#include "explain/limit_finder.h"
#include "explain/rules.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr double kBeyond = 60;          // where an infinite range is searched for zeros
constexpr std::size_t kMaxPieces = 8;

bool is_infinite(const Expr& e) { return e.is(Op::kNeg) ? is_infinite(e.arg(0)) : e.is(Op::kConstant) && e.name() == "oo"; }

std::string tex_bounds(const Expr& low, const Expr& high) {
  const auto bound = [](const Expr& e) {
    const std::string text = math::to_latex(e);
    return text.size() == 1 ? text : "{" + text + "}";
  };
  return "_" + bound(low) + "^" + bound(high);
}

Expr simplest(const Expr& e) {
  if (const auto exact = math::exact_value(e)) return Expr::number(*exact);
  const auto normal = math::normal_form(e);
  return normal && normal->size() <= e.size() ? *normal : e;
}

Expr minus(const Expr& a, const Expr& b) {
  if (b.is_number() && b.value().sign() < 0) return a + Expr::number(-b.value());
  return b.is(Op::kNeg) ? a + b.arg(0) : a - b;
}

// Steps that are worth a line beside the value at an end; plain arithmetic is not.
bool tells(std::string_view rule) {
  for (const std::string_view known : {"known_angle", "reference_angle", "inverse_function", "logarithm", "simplify_root", "rationalize", "half_angle"})
    if (rule == known) return true;
  return false;
}

class DefiniteIntegral {
 public:
  DefiniteIntegral(Board& board, std::string variable) : board_(board), variable_(std::move(variable)) {}

  // Writes the way; the last claim is \int_low^high e = the value. Nothing where no antiderivative is found by hand.
  std::optional<Expr> value(const Expr& e, const Expr& low, const Expr& high);
  std::string name(const Expr& e, const Expr& low, const Expr& high) const { return "\\int" + tex_bounds(low, high) + " " + tex_grouped(e) + " \\, d" + tex_variable(variable_); }

 private:
  std::optional<Expr> polynomial(const Expr& e, const Rational& low, const Rational& high);
  std::optional<Expr> by_cases(const Expr& e, const Expr& low, const Expr& high);
  std::optional<Expr> added(const Expr& e, const Expr& low, const Expr& high, const std::vector<Expr>& pieces, const std::vector<Expr>& ends, std::string_view rule, std::string because);
  std::optional<Expr> by_limit(const Expr& e, const Expr& F, const Expr& low, const Expr& high, bool at_high);
  std::optional<double> at(const Expr& e, double x) const;
  Expr worked(const Expr& F, const Expr& end);

  Board& board_;
  std::string variable_;
};

std::optional<double> DefiniteIntegral::at(const Expr& e, double x) const {
  const auto v = math::real_value(e, 12, {{variable_, Rational(static_cast<long long>(std::llround(x * 1e9)), 1'000'000'000LL)}});
  return v ? std::optional(v->mid) : std::nullopt;
}

std::optional<Expr> DefiniteIntegral::polynomial(const Expr& e, const Rational& a, const Rational& b) {
  const Expr F = write_antiderivative(board_, e, variable_, std::nullopt);
  const Expr at_high = F.substitute(variable_, Expr::number(b)), at_low = F.substitute(variable_, Expr::number(a));
  const Rational top = write_value(board_, at_high, Form::kFractions);
  const Rational bottom = a.is_zero() ? Rational(0) : write_value(board_, at_low, Form::kFractions);
  if (board_.failed()) return std::nullopt;
  std::string claim = name(e, Expr::number(a), Expr::number(b)) + " = ";
  if (bottom.sign() < 0) claim += tex(top) + " - " + tex_bracketed(bottom) + " = ";
  claim += bottom.is_zero() ? tex(top) + " - 0 = " + tex(top) : Arithmetic(board_, Form::kFractions).added(top, -bottom).chain;
  board_.write(claim, "difference_of_values",
               board_.say({"subtracting the value at {0} from the value at {1}", "taking upper value minus lower value", "subtracting the lower value from the upper value"}, words(a), words(b)),
               judge_definite(claim, variable_, F));
  return Expr::number(top - bottom);
}

std::optional<Expr> DefiniteIntegral::added(const Expr& e, const Expr& low, const Expr& high, const std::vector<Expr>& pieces, const std::vector<Expr>& ends, std::string_view rule, std::string because) {
  std::string parts;
  for (std::size_t i = 0; i < pieces.size(); ++i) parts += (i ? " + " : "") + name(pieces[i], ends[i], ends[i + 1]);
  board_.write(name(e, low, high) + " = " + parts, rule, std::move(because), {true, math::Grade::kNumeric, "arb", {}});
  std::optional<Expr> total;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto one = value(pieces[i], ends[i], ends[i + 1]);
    if (!one || board_.failed()) return std::nullopt;
    total = !total ? *one : one->is(Op::kNeg) || (one->is_number() && one->value().sign() < 0) ? *total - (one->is(Op::kNeg) ? one->arg(0) : Expr::number(one->value().abs())) : *total + *one;
  }
  const Expr sum = simplest(*total);
  const std::string middle = math::to_latex(*total), text = math::to_latex(sum);
  if (pieces.size() > 1)
    board_.write(name(e, low, high) + " = " + middle + (middle == text ? "" : " = " + text), "add_pieces", board_.say({"adding the pieces", "taking the pieces together", "adding the integrals of the pieces"}),
                 judge_fact(middle + " = " + text));
  return sum;
}

std::optional<Expr> DefiniteIntegral::by_cases(const Expr& e, const Expr& low, const Expr& high) {
  std::vector<Expr> bars;
  collect_parts(e, [&](const Expr& part) { return part.is_func("abs") && part.contains_symbol(variable_); }, bars);
  const auto end = [](const Expr& x) { return is_infinite(x) ? (x.is(Op::kNeg) ? -kBeyond : kBeyond) : math::real_value(x, 12) ? math::real_value(x, 12)->mid : NAN; };
  const double a = end(low), b = end(high);
  if (!(a < b)) return std::nullopt;
  std::vector<Expr> inside;
  for (const Expr& bar : bars) {
    const auto zeros = cas::sign_changes(bar.arg(0), variable_, a, b);
    if (!zeros) return std::nullopt;
    inside.insert(inside.end(), zeros->begin(), zeros->end());
  }
  std::sort(inside.begin(), inside.end(), [](const Expr& x, const Expr& y) { return math::real_value(x, 12)->mid < math::real_value(y, 12)->mid; });
  inside.erase(std::unique(inside.begin(), inside.end(), [](const Expr& x, const Expr& y) { return x.same(y); }), inside.end());
  if (inside.size() >= kMaxPieces) return std::nullopt;
  std::vector<Expr> ends{low};
  ends.insert(ends.end(), inside.begin(), inside.end());
  ends.push_back(high);
  std::vector<Expr> pieces;
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    const double middle = (end(ends[i]) + end(ends[i + 1])) / 2;
    bool known = true;
    const Expr piece = with_replaced(e, [&](const Expr& part) -> std::optional<Expr> {
      if (!part.is_func("abs") || !part.contains_symbol(variable_)) return std::nullopt;
      const auto v = at(part.arg(0), middle);
      known = known && v;
      if (!v || *v > 0) return part.arg(0);
      if (part.arg(0).is(Op::kAdd) || part.arg(0).is(Op::kMul))
        if (const auto turned = math::normal_form(-part.arg(0))) return *turned;
      return -part.arg(0);
    });
    if (!known) return std::nullopt;
    const auto tidy = math::as_polynomial(piece, variable_) ? math::normal_form(piece) : Result<Expr>(piece);
    pieces.push_back(tidy ? *tidy : piece);
  }
  std::vector<std::string> where, what;
  for (const Expr& x : inside) where.push_back("$" + math::to_latex(x) + "$");
  for (const Expr& bar : bars) what.push_back("$" + math::to_latex(bar.arg(0)) + "$");
  std::string because = inside.empty() ? board_.say({"dropping the bars, as {0} keeps its sign between the ends", "seeing that {0} does not change its sign between the ends"}, words_list(what))
                                       : board_.say({"splitting where {0} changes sign, at {1}, and dropping the bars piece by piece", "taking cases: {0} changes its sign at {1}"}, words_list(what), words_list(where));
  return added(e, low, high, pieces, ends, "cases", std::move(because));
}

// F at an end, worked out where it takes more than a glance.
Expr DefiniteIntegral::worked(const Expr& F, const Expr& end) {
  const Expr put = F.substitute(variable_, end);
  if (!put.symbols().empty() || put.size() < 5 || board_.brief()) return put;
  Board trial = board_;
  const Expr v = ExactNumbers(trial).value(put);
  if (trial.failed() || v.size() >= put.size() || math::equal(v, put).outcome != math::Verdict::Outcome::kEqual) return put;
  const std::size_t before = board_.steps().size();
  for (std::size_t i = before; i < trial.steps().size(); ++i)
    if (trial.steps()[i].grade == math::Grade::kQuoted) return put;
  for (std::size_t i = before; i < trial.steps().size(); ++i)
    if (const Step& s = trial.steps()[i]; board_.full() || (tells(s.rule) && !math::is_zero(v))) board_.write(s.claim, s.rule, s.because, {true, s.grade, s.checked_by, {}});
  board_.fact(math::to_latex(put) + " = " + math::to_latex(v), "value_at_end", board_.say({"putting ${0}$ into the antiderivative", "taking the antiderivative at ${0}$"}, math::to_latex(end)));
  return v;
}

// The end moves towards its place: \int_1^b, then b to infinity.
std::optional<Expr> DefiniteIntegral::by_limit(const Expr& e, const Expr& F, const Expr& low, const Expr& high, bool at_high) {
  const std::string letter = variable_ == "b" ? "t" : at_high ? "b" : variable_ == "a" ? "t" : "a";
  if (e.contains_symbol(letter)) return std::nullopt;
  const Expr moving = Expr::symbol(letter), fixed = at_high ? low : high, goal = at_high ? high : low;
  const Expr there = F.substitute(variable_, moving), here = simplest(F.substitute(variable_, fixed));
  const Expr difference = math::is_zero(here) ? (at_high ? there : -there) : at_high ? minus(there, here) : minus(here, there);
  const std::string partial = at_high ? name(e, low, moving) : name(e, moving, high);
  const std::string claim = partial + " = " + math::to_latex(difference);
  board_.write(claim, "difference_of_values",
               is_infinite(goal) ? board_.say({"integrating up to ${0}$ first", "putting ${0}$ for the infinite end"}, letter) : board_.say({"keeping off the end, where the integrand has no value: up to ${0}$ first", "putting ${0}$ for the end at which the integrand has no value"}, letter),
               judge_definite(claim, variable_, F));
  if (board_.failed()) return std::nullopt;
  LimitFinder limit(board_, letter, goal, is_infinite(goal) ? "" : at_high ? "-" : "+");
  const auto v = limit.find(difference);
  if (!v || v->infinite || board_.failed()) return std::nullopt;
  const Expr value = simplest(v->value);
  board_.write(name(e, low, high) + " = " + math::to_latex(value), "improper_integral",
               board_.say({"taking this limit as the value of the integral", "letting ${0}$ go to ${1}$", "since ${0}$ may come as close to ${1}$ as one likes"}, letter, math::to_latex(goal)), limit.judge_limit(difference, *v));
  return value;
}

std::optional<Expr> DefiniteIntegral::value(const Expr& e, const Expr& low, const Expr& high) {
  if (const Expr with_bars = cas::without_max(e); !with_bars.same(e)) {
    board_.fact(math::to_latex(e) + " = " + math::to_latex(with_bars), "larger_of_two", board_.say({"writing the larger or smaller of two with an absolute value", "using that the larger of two is half of their sum and distance"}));
    return board_.failed() ? std::nullopt : value(with_bars, low, high);
  }
  const std::function<bool(const Expr&)> bars = [&](const Expr& part) { return (part.is_func("abs") && part.contains_symbol(variable_)) || std::any_of(part.args().begin(), part.args().end(), bars); };
  if (bars(e)) return by_cases(e, low, high);
  const auto p = math::as_polynomial(e, variable_);
  const auto a = math::exact_value(low), b = math::exact_value(high);
  if (p && a && b && !p->empty()) return polynomial(e, *a, *b);
  if (is_infinite(low) && is_infinite(high)) {
    const Expr zero = Expr::integer(0);
    return added(e, low, high, {e, e}, {low, zero, high}, "split_at_zero", board_.say({"splitting at 0, so that each piece has one infinite end", "cutting the line at 0"}));
  }
  const Expr F = write_antiderivative(board_, e, variable_, std::nullopt);
  if (board_.failed()) return std::nullopt;
  const auto open = [&](const Expr& end) {
    if (is_infinite(end)) return true;
    if (!end.symbols().empty() || e.symbols().size() > 1) return false;
    // 1 is added, as no ball can show that a value is exactly 0.
    const auto there = math::real_value(Expr::integer(1) + F.substitute(variable_, end), 10);
    const auto itself = math::real_value(Expr::integer(1) + e.substitute(variable_, end), 10);
    const auto nought = [&](const Expr& g) { return math::equal(g.substitute(variable_, end), Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual; };
    return !((there && std::isfinite(there->mid)) || nought(F)) || !((itself && std::isfinite(itself->mid)) || nought(e));
  };
  if (open(high)) return open(low) ? std::nullopt : by_limit(e, F, low, high, true);
  if (open(low)) return by_limit(e, F, low, high, false);
  const Expr at_high = worked(F, high), at_low = worked(F, low);
  const Expr difference = minus(at_high, at_low);
  Expr value = simplest(difference);
  std::string middle = math::to_latex(at_high) + " - ";
  middle += at_low.is(Op::kAdd) || at_low.is(Op::kNeg) || (at_low.is_number() && at_low.value().sign() < 0) ? "(" + math::to_latex(at_low) + ")" : math::to_latex(at_low);
  if (!value.is_number() && value.symbols().empty()) {
    Board trial = board_;
    const Expr worked_out = ExactNumbers(trial).value(difference);
    if (!trial.failed() && worked_out.size() < value.size() && math::equal(worked_out, difference).outcome == math::Verdict::Outcome::kEqual) value = worked_out;
  }
  const std::string text = math::to_latex(value);
  const std::string claim = name(e, low, high) + " = " + middle + (middle == text ? "" : " = " + text);
  board_.write(claim, "difference_of_values", board_.say({"subtracting the value at the lower end", "taking upper value minus lower value", "subtracting the lower value from the upper value"}),
               judge_definite(claim, variable_, F));
  return value;
}

}  // namespace

void rule_definite_integral(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression"), low = call.expr("lower"), high = call.expr("upper");
  if (board.failed()) return;
  const std::string variable = call.variable(e);
  const Expr result = call.result_expr();
  if (board.failed()) return;
  Board trial = board;
  DefiniteIntegral integral(trial, variable);
  const bool approximate = call.result().find('.') != std::string::npos;
  const auto value = integral.value(e, low, high);
  if (value && !trial.failed()) {
    board = std::move(trial);
    if (approximate) {
      const auto digits = math::real_value(*value, 12), stated = math::real_value(result, 12);
      return call.expect(digits && stated && std::fabs(digits->mid - stated->mid) <= 1e-8 * std::max(1.0, std::fabs(digits->mid)));
    }
    const auto verdict = math::equal(*value, result);
    call.expect(verdict.outcome == math::Verdict::Outcome::kEqual);
    const std::string mine = math::to_latex(*value), wanted = math::to_latex(result);
    if (!board.failed() && mine != wanted) board.fact(mine + " = " + wanted, "simplify", board.say({"simplifying", "tidying up", "writing it more simply"}));
    return;
  }
  if (trial.failed() && !trial.error_is(ErrorCode::kUnsupported)) return board = std::move(trial), void();
  // No antiderivative by hand: the value is taken as known, to the digits that are sure.
  std::string because = approximate ? board.say({"taking the value by numerical integration, as no antiderivative is at hand", "adding up thin strips under the curve, to as many digits as are sure"})
                                    : board.say({"relying on a table for this integral", "knowing the value of this integral"});
  board.write(integral.name(e, low, high) + (approximate ? " \\approx " : " = ") + math::to_latex(result), "known_value", std::move(because), {true, math::Grade::kQuoted, "arb", {}});
}

}  // namespace retort::explain
