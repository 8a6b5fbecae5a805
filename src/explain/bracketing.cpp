#include "explain/bracketing.h"

#include <algorithm>
#include <cmath>

#include "cas/real_roots.h"
#include "explain/calculus.h"
#include "explain/exact_numbers.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

class Bracketing {
 public:
  Bracketing(Board& board, Expr f, std::string variable) : board_(board), f_(std::move(f)), x_(std::move(variable)), p_(math::as_polynomial(f_, x_)) {}

  bool enclose(const Expr& zero);
  bool count(const std::vector<Expr>& values);
  const std::string& reason() const { return reason_; }

 private:
  std::optional<double> at(const Expr& e, const Rational& x) const {
    const auto v = math::real_value(e, 12, {{x_, x}});
    return v ? std::optional(v->mid) : std::nullopt;
  }
  bool show(const Rational& x);
  bool monotonic();
  bool turning_points(const std::vector<Expr>& values);

  Board& board_;
  Expr f_;
  std::string x_;
  std::optional<Coefficients> p_;
  std::string reason_;
};

Rational decimal(const Rational& x, int places) { return (x * power_of_ten(places)).floor() / power_of_ten(places); }

// "1.5^3 - 3 \cdot 1.5 + 1 = -0.125", rounded where it has many digits.
bool Bracketing::show(const Rational& x) {
  const auto v = at(f_, x);
  if (!v || *v == 0) return false;
  const auto text = x.to_decimal(12);
  if (!text) return false;
  const auto read = Rational::parse(text->front() == '-' ? text->substr(1) : *text);
  if (!read) return false;
  const Expr size = Expr::number(*read, text->front() == '-' ? text->substr(1) : *text), point = x.sign() < 0 ? -size : size;
  const std::string left = math::to_latex(f_.substitute(x_, point));
  const auto exact = math::exact_value(f_.substitute(x_, Expr::number(x)));
  std::string claim;
  if (exact && exact->to_decimal(8)) {
    claim = left + " = " + *exact->to_decimal(8);
  } else {
    const auto rounded = math::real_value(f_, 4, {{x_, x}});
    if (!rounded) return false;
    claim = left + " \\approx " + rounded->digits;
  }
  const auto& said = board_.steps();
  if (std::any_of(said.begin(), said.end(), [&](const Step& s) { return s.claim == claim; })) return true;
  const Judgement fits = judge_fact(claim);
  if (!fits.holds) return false;
  board_.write(claim, "value_beside", *v > 0 ? board_.say({"trying {0}, where the value is positive", "putting in {0}: the value is above 0"}, words(x, Form::kDecimals)) : board_.say({"trying {0}, where the value is negative", "putting in {0}: the value is below 0"}, words(x, Form::kDecimals)), fits);
  return true;
}

bool Bracketing::enclose(const Expr& zero) {
  const auto v = math::exact_value(zero);
  if (!v) return false;
  const int most = board_.brief() ? 0 : board_.full() ? 3 : 2;
  for (int places = 0; places <= most; ++places) {
    const Rational low = decimal(*v, places), high = low + Rational(1) / power_of_ten(places);
    const auto a = at(f_, low), b = at(f_, high);
    // Another zero in between, or one on the grid: finer steps will do.
    if (!a || !b || *a == 0 || *b == 0 || (*a < 0) == (*b < 0)) continue;
    if (!show(low) || !show(high)) return false;
  }
  // The digits that are shown: the sign changes within one of the last.
  const std::string text = math::to_latex(zero);
  const auto point = text.find('.');
  const int places = point == text.npos ? 0 : static_cast<int>(text.size() - point) - 1;
  const Rational step = Rational(1) / power_of_ten(places), low = *v - step, high = *v + step;
  const auto a = math::real_value(f_, 4, {{x_, low}}), b = math::real_value(f_, 4, {{x_, high}});
  if (!a || !b || (a->mid < 0) == (b->mid < 0)) return false;
  const auto low_text = low.to_decimal(20), high_text = high.to_decimal(20);
  if (!low_text || !high_text) return false;
  board_.write(*low_text + " < " + tex_variable(x_) + " < " + *high_text, "change_of_sign", board_.say({"halving the interval again and again, always keeping the half in which the sign changes", "going on in the same way, one digit after the other, with the sign changing in between"}), {true, math::Grade::kNumeric, "arb", {}});
  return true;
}

// The derivative keeps its sign.
bool Bracketing::monotonic() {
  Board trial = board_;
  const Expr d = write_derivative(trial, f_, x_);
  if (trial.failed()) return false;
  int sign = 0;
  bool touches = false;
  if (const auto q = math::as_polynomial(d, x_)) {
    if (q->empty() || math::count_real_roots(*q) != 0) return false;
    sign = q->front().sign();
  } else {
    for (int i = -400; i <= 400; ++i) {
      const Rational place(2 * i + 1, 17);
      if (!math::real_value(f_, 6, {{x_, place}})) continue;   // outside of where f is defined
      const auto v = at(d, place);
      if (!v) return false;
      if (*v == 0) continue;
      const int here = *v > 0 ? 1 : -1;
      if (sign && here != sign) return false;
      sign = here;
      touches = touches || std::fabs(*v) < 1e-3;
    }
  }
  if (sign == 0) return false;
  board_ = std::move(trial);
  const std::string relation = touches ? (sign > 0 ? " \\geq 0" : " \\leq 0") : sign > 0 ? " > 0" : " < 0";
  board_.write(math::to_latex(d) + relation, "sign_of_derivative", sign > 0 ? board_.say({"seeing that the slope is never negative, so that the values only grow", "as the slope is positive throughout, each value is taken once"}) : board_.say({"seeing that the slope is never positive, so that the values only fall", "as the slope is negative throughout, each value is taken once"}),
               {true, math::as_polynomial(d, x_) ? math::Grade::kProved : math::Grade::kNumeric, "arb", {}});
  reason_ = board_.say({"as there is no second zero", "since no value is taken twice"});
  return true;
}

// Between the places where the derivative is 0 the values only rise or only fall.
bool Bracketing::turning_points(const std::vector<Expr>& values) {
  if (!p_) return false;
  Board trial = board_;
  const Expr d = write_derivative(trial, f_, x_);
  if (trial.failed()) return false;
  const Coefficients q = math::derivative(*p_);
  const auto roots = cas::real_roots(q);
  std::vector<int> signs;
  const int degree = math::degree(*p_), lead = p_->back().sign();
  signs.push_back(degree % 2 ? -lead : lead);
  const std::string x = tex_variable(x_);
  std::string places;
  for (const auto& root : roots) {
    const Expr point = root.exact().value_or(root.decimal());
    const bool exact = root.exact().has_value();
    places += (places.empty() ? "" : " \\text{ or } ") + x + (exact ? " = " : " \\approx ") + math::to_latex(point);
  }
  if (roots.empty()) return false;
  trial.write(places, "zeros_of_derivative", trial.say({"finding where the slope is 0", "setting the slope ${0}$ to 0"}, math::to_latex(d)), {true, math::Grade::kNumeric, "arb", {}});
  for (const auto& root : roots) {
    const Expr point = root.exact().value_or(root.decimal()), there = f_.substitute(x_, point);
    const auto v = math::real_value(there, 4);
    if (!v || v->mid == 0) return false;
    signs.push_back(v->mid > 0 ? 1 : -1);
    const std::string claim = math::to_latex(there) + " \\approx " + v->digits;
    trial.write(claim, "turning_value", trial.say({"taking the value there", "working out the value at this place"}), judge_fact(claim));
  }
  signs.push_back(lead);
  int changes = 0;
  for (std::size_t i = 1; i < signs.size(); ++i) changes += signs[i] != signs[i - 1];
  if (trial.failed() || changes != static_cast<int>(values.size())) return false;
  board_ = std::move(trial);
  reason_ = board_.say({"as the values only rise or fall between these places, and the sign changes {0} on the way", "since between these places each value is taken at most once, and the sign changes {0}"}, changes == 1 ? "once" : changes == 2 ? "twice" : std::to_string(changes) + " times");
  return true;
}

bool Bracketing::count(const std::vector<Expr>& values) {
  if (p_ && math::degree(*p_) == static_cast<int>(values.size())) {
    reason_ = board_.say({"as an equation of degree {0} has no more than {0} solutions", "since there cannot be more than {0} solutions for degree {0}"}, values.size());
    return true;
  }
  return (values.size() == 1 && monotonic()) || turning_points(values);
}

}  // namespace

bool write_bracketed_zeros(Board& board, const Expr& f, const std::string& variable, const std::vector<Expr>& values) {
  if (values.empty() || values.size() > 6) return false;
  Board trial = board;
  const auto tidy = math::as_polynomial(f, variable) ? math::normal_form(f) : Result<Expr>(f);
  Bracketing work(trial, tidy ? *tidy : f, variable);
  for (const Expr& v : values)
    if (!work.enclose(v)) return false;
  if (!work.count(values)) return false;
  std::string claim;
  for (const Expr& v : values) claim += (claim.empty() ? "" : " \\text{ or } ") + tex_variable(variable) + " \\approx " + math::to_latex(v);
  trial.write(claim, "solution", work.reason(), {true, math::Grade::kNumeric, "arb", {}});
  if (trial.failed()) return false;
  board = std::move(trial);
  return true;
}

}  // namespace retort::explain
