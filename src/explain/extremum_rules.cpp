#include "explain/extremum_rules.h"

#include <algorithm>
#include <cmath>

#include "explain/calculus.h"
#include "explain/exact_numbers.h"
#include "explain/general_equation.h"
#include "explain/radical.h"
#include "explain/rules.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr std::size_t kMaxCandidates = 12;

struct Place {
  Expr at;
  double x = 0;
  bool end = false;
};

bool is_infinite(const Expr& e) { return (e.is(Op::kConstant) && e.name() == "oo") || (e.is(Op::kNeg) && is_infinite(e.arg(0))); }

std::optional<Rational> fraction(const Expr& e) {
  const auto value = math::exact_value(e);
  return value ? std::optional(*value) : std::nullopt;
}

// Numbers are compared where they are written: "3 > 2".
std::string tex_place(const Expr& e) { return tex_number(e); }

class Extreme {
 public:
  Extreme(const Call& call, int sign) : call_(call), board_(call.board()), sign_(sign), f_(call.expr("expression")) {}

  void write() {
    if (board_.failed()) return;
    variable_ = call_.variable(f_);
    x_ = tex_variable(variable_);
    read_end("lower", low_, from_);
    read_end("upper", high_, to_);
    if (board_.failed()) return;
    const auto places = candidates();
    if (!places || board_.failed()) return;
    if (places->empty()) return board_.unsupported("a function without a place to look at");
    compare(*places);
  }

 private:
  const char* wanted() const { return sign_ > 0 ? "largest" : "smallest"; }

  void read_end(const char* name, Expr& end, double& x) {
    if (!call_.has(name) || board_.failed()) return;
    end = call_.expr(name);
    if (is_infinite(end)) return;
    const auto value = defined_value(end);
    if (!value) return board_.unsupported("an interval whose ends are no numbers");
    x = *value;
  }

  bool inside(double x) const { return x >= from_ - 1e-12 && x <= to_ + 1e-12; }

  std::optional<std::vector<Place>> candidates() {
    std::vector<Place> out;
    const Expr slope = write_derivative(board_, f_, variable_);
    if (board_.failed()) return std::nullopt;
    if (!slope.contains_symbol(variable_)) {
      board_.write(math::to_latex(slope) + " \\neq 0", "no_zero", board_.say({"seeing that the slope is the same everywhere and not 0", "noting that the derivative is never 0"}), judge(math::holds(Expr::rel("!=", slope, Expr::integer(0)))));
    } else {
      board_.write(math::to_latex(slope) + " = 0", "set_derivative_zero", board_.say({"setting the derivative to 0", "looking where the derivative is 0", "putting the derivative equal to 0"}), proved(true, "", "certificate"));
      GeneralEquation equation(board_, variable_, slope, Expr::integer(0));
      const auto zeros = equation.solve();
      if (!zeros || board_.failed()) {
        board_.unsupported("a derivative whose zeros are not found by hand");
        return std::nullopt;
      }
      for (const Solution& zero : *zeros) add(zero, out);
    }
    if (std::isfinite(from_)) out.push_back({low_, from_, true});
    if (std::isfinite(to_)) out.push_back({high_, to_, true});
    if (out.size() > kMaxCandidates) {
      board_.unsupported("more places than one looks at by hand");
      return std::nullopt;
    }
    return out;
  }

  // The zeros that lie in the interval; those of one period where it has no ends.
  void add(const Solution& zero, std::vector<Place>& out) {
    const auto x = defined_value(zero.value);
    if (!x) return board_.unsupported("a zero that is no number");
    if (!zero.period) {
      if (inside(*x)) return out.push_back({zero.value, *x});
      const bool below = *x < from_;
      return board_.fact(tex_place(zero.value) + (below ? " < " : " > ") + tex_place(below ? low_ : high_), "reject", board_.say({"leaving this zero out, which lies outside of the interval", "dropping the zero outside of the interval"}));
    }
    const auto length = defined_value(*zero.period);
    if (!std::isfinite(from_) || !std::isfinite(to_)) return out.push_back({zero.value, *x});
    if (!length || *length <= 0) return board_.unsupported("zeros without a period");
    for (double k = std::ceil((from_ - *x) / *length - 1e-9); *x + k * *length <= to_ + 1e-12 && out.size() <= kMaxCandidates; ++k)
      out.push_back({simple_angle(zero.value + Expr::integer(static_cast<long long>(k)) * *zero.period), *x + k * *length});
  }

  static Expr simple_angle(const Expr& e) {
    const auto turns = half_turns(e);
    if (!turns) return math::normal_form(e).value_or(e);
    if (turns->is_zero()) return Expr::integer(0);
    const Expr pi = Expr::constant("pi");
    const Expr top = turns->num().abs() == Rational(1) ? pi : Expr::number(turns->num().abs()) * pi;
    const Expr angle = turns->den() == Rational(1) ? top : top / Expr::number(turns->den());
    return turns->sign() < 0 ? -angle : angle;
  }

  // The value there, without the steps that lead to it.
  std::optional<Expr> value_at(const Place& place) {
    const Expr there = f_.substitute(variable_, place.at);
    if (const auto exact = math::exact_value(there)) return Expr::number(*exact);
    if (const auto radical = as_radical(there)) return radical->expr();
    ExplainOptions quiet;
    Board aside(quiet);
    const Expr value = ExactNumbers(aside).value(there);
    return aside.failed() ? std::nullopt : std::optional(value);
  }

  void compare(const std::vector<Place>& places) {
    std::optional<std::size_t> best;
    std::vector<std::pair<Expr, double>> values;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto value = value_at(places[i]);
      const auto size = value ? defined_value(*value) : std::nullopt;
      if (!size) return board_.unsupported("a value that is not worked out by hand");
      values.emplace_back(*value, *size);
      const std::string claim = math::to_latex(f_.substitute(variable_, places[i].at)) + " = " + tex_number(*value);
      board_.fact(claim, "value_at_point", places[i].end ? board_.say({"taking the value of the end, at ${0} = {1}$", "looking at an end, at ${0} = {1}$"}, x_, tex_place(places[i].at))
                                                         : board_.say({"putting in ${0} = {1}$", "taking the value at ${0} = {1}$", "looking at ${0} = {1}$"}, x_, tex_place(places[i].at)));
      if (!best || sign_ * *size > sign_ * values[*best].second + 1e-12) best = i;
    }
    for (const int side : {-1, 1})
      if (!std::isfinite(side < 0 ? from_ : to_)) write_far_out(side, values[*best].second);
    if (board_.failed()) return;
    const Expr& value = values[*best].first;
    board_.write(math::to_latex(f_) + (sign_ > 0 ? " \\leq " : " \\geq ") + tex_number(value), "compare_values",
                 places.size() == 1 ? board_.say({"having the {0} value at ${1} = {2}$", "so the {0} value is reached at ${1} = {2}$"}, wanted(), x_, tex_place(places[*best].at))
                                    : board_.say({"comparing the values, the {0} is at ${1} = {2}$", "taking the {0} of these values, at ${1} = {2}$", "seeing the {0} value at ${1} = {2}$"}, wanted(), x_, tex_place(places[*best].at)),
                 judge_bound(value));
    call_.expect(value);
  }

  // What the values do where the interval has no end: nothing better may come there.
  void write_far_out(int side, double best) {
    if (trigonometric(f_)) return;
    std::vector<double> seen;
    for (const double distance : {1e2, 1e4, 1e6, 1e8}) {
      const auto v = defined_value(f_.substitute(variable_, Expr::integer(static_cast<long long>(side * distance))));
      if (v) seen.push_back(*v);
    }
    const std::string to = side > 0 ? "\\infty" : "-\\infty", name = "\\lim_{" + x_ + " \\to " + to + "} " + (f_.is(Op::kAdd) || f_.is(Op::kNeg) ? "\\left(" + math::to_latex(f_) + "\\right)" : math::to_latex(f_));
    const bool grows = seen.size() >= 2 && std::abs(seen.back()) > 1e3 && std::abs(seen.back()) > std::abs(seen.front());
    const bool fades = !seen.empty() && std::abs(seen.back()) < 1e-6;
    if (grows && sign_ * seen.back() < 0)
      return board_.write(name + " = " + (seen.back() > 0 ? "\\infty" : "-\\infty"), "far_out", board_.say({"seeing that nothing better comes far out", "noting how the values go on for large ${0}$", "looking far out, where the values only get worse"}, x_), {true, math::Grade::kNumeric, "arb", {}});
    if (fades && sign_ * best >= -1e-12)
      return board_.write(name + " = 0", "far_out", board_.say({"seeing that the values come close to 0 far out", "noting that far out the values tend to 0"}), {true, math::Grade::kNumeric, "arb", {}});
    board_.unsupported("values far out that are not seen at a glance");
  }

  static bool trigonometric(const Expr& e) {
    if (e.is_func("sin") || e.is_func("cos")) return true;
    return std::any_of(e.args().begin(), e.args().end(), trigonometric);
  }

  // Exactly for quotients of polynomials: f - value does not change its sign between the ends and has the right sign somewhere. By points elsewhere.
  Judgement judge_bound(const Expr& value) const {
    const auto exact = math::exact_value(value);
    const auto whole = math::as_polynomial(f_, variable_);
    const auto low = std::isfinite(from_) ? fraction(low_) : std::nullopt, high = std::isfinite(to_) ? fraction(high_) : std::nullopt;
    const auto quotient = whole ? std::nullopt : math::as_fraction(f_, variable_);
    const bool ends = (!std::isfinite(from_) || low) && (!std::isfinite(to_) || high);
    if (exact && ends && (whole || quotient)) {
      const Coefficients den = quotient ? quotient->den : Coefficients{Rational(1)};
      Coefficients h = math::multiply(math::add(whole ? *whole : quotient->num, math::multiply(den, {-*exact})), den);
      if (h.empty()) return proved(true);
      for (const auto& [factor, times] : math::factor(h).factors) {
        if (times % 2 == 0) continue;
        int changes = math::count_real_roots(factor, low, high);
        if (high && math::evaluate(factor, *high).is_zero()) --changes;
        if (changes > 0) return fails("there are values beyond it");
      }
    }
    return by_points(value, exact && ends && (whole || quotient));
  }

  Judgement by_points(const Expr& value, bool exact) const {
    const auto bound = defined_value(value);
    if (!bound) return fails("no number");
    const double low = std::isfinite(from_) ? from_ : std::isfinite(to_) ? to_ - 50 : -50, high = std::isfinite(to_) ? to_ : low + 100;
    int seen = 0;
    for (int i = 1; i < 60; ++i) {
      const Rational at(static_cast<long long>(std::floor((low + (high - low) * i / 60) * 4096)), 4096);
      if (at.to_double() < from_ || at.to_double() > to_) continue;
      const auto v = defined_value(f_.substitute(variable_, Expr::number(at)));
      if (!v) continue;
      ++seen;
      if (sign_ * (*v - *bound) > 1e-9 * std::max(1.0, std::abs(*bound))) return fails("a value beyond it");
    }
    if (seen == 0) return fails("no point to look at");
    return exact ? proved(true) : Judgement{true, math::Grade::kNumeric, "arb", {}};
  }

  const Call& call_;
  Board& board_;
  int sign_;
  Expr f_;
  std::string variable_, x_;
  Expr low_, high_;
  double from_ = -HUGE_VAL, to_ = HUGE_VAL;
};

}  // namespace

void rule_maximum(const Call& call) { Extreme(call, 1).write(); }
void rule_minimum(const Call& call) { Extreme(call, -1).write(); }

}  // namespace retort::explain
