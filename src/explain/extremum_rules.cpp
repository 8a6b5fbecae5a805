#include "explain/extremum_rules.h"

#include <algorithm>
#include <cmath>

#include "cas/periodic.h"
#include "explain/calculus.h"
#include "explain/exact_numbers.h"
#include "explain/general_equation.h"
#include "explain/radical.h"
#include "explain/rules.h"
#include "math/collect.h"
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
    if (wave() || board_.failed()) return;
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

  // a sin u + b cos u + c is r sin(u + t) + c with r = sqrt(a^2 + b^2), and a sine lies between -1 and 1.
  bool wave() {
    if (std::isfinite(from_) || std::isfinite(to_)) return false;
    Expr constant = Expr::integer(0), u;
    std::optional<Expr> a, b;
    for (const Expr& term : math::terms_of(f_)) {
      if (!term.contains_symbol(variable_)) {
        constant = constant + term;
        continue;
      }
      const bool minus = term.is(Op::kNeg);
      std::vector<Expr> numbers;
      std::optional<Expr> function;
      for (const Expr& f : math::factors_of(minus ? term.arg(0) : term)) {
        if (!f.contains_symbol(variable_))
          numbers.push_back(f);
        else if (function || !(f.is_func("sin") || f.is_func("cos")))
          return false;
        else
          function = f;
      }
      if (!function || !math::as_polynomial(function->arg(0), variable_, 1)) return false;
      std::optional<Expr>& mine = function->name() == "sin" ? a : b;
      std::optional<Expr>& other = function->name() == "sin" ? b : a;
      if (mine || (other && !function->arg(0).same(u))) return false;
      u = function->arg(0);
      const Expr size = math::product_of(numbers);
      mine = minus ? -size : size;
    }
    if (!a || !b) return false;
    const auto p = as_radical(*a), q = as_radical(*b), shift = as_radical(constant);
    if (!p || !q || !shift || p->is_zero() || q->is_zero()) return false;
    Board trial = board_, aside{ExplainOptions{}};
    const Radical square = *p * *p + *q * *q;
    const Expr r = ExactNumbers(aside).value(Expr::func("sqrt", {square.expr()}));
    const auto length = as_radical(r);
    const auto inverse = length ? length->inverse() : std::nullopt;
    if (!inverse || aside.failed()) return false;
    const Radical cosine = *p * *inverse, sine = *q * *inverse;
    const auto squared = [](const Radical& x) { return (x.tex().size() == 1 ? x.tex() : "\\left(" + x.tex() + "\\right)") + "^2"; };
    const std::string root = "\\sqrt{" + squared(*p) + " + " + squared(*q) + "} = ", plain = "\\sqrt{" + square.tex() + "}", R = length->tex();
    trial.fact(root + (plain == R ? "" : plain + " = ") + R, "modulus", trial.say({"taking the numbers before sine and cosine as the legs of a right triangle", "finding the hypotenuse for the legs ${0}$ and ${1}$"}, p->tex(), q->tex()));
    trial.fact(squared(cosine) + " + " + squared(sine) + " = 1", "unit_circle", trial.say({"dividing both numbers by ${0}$, so that they are cosine and sine of one angle $t$", "scaling by ${0}$: the two quotients are cosine and sine of an angle $t$"}, R));
    // tan t = sin t/cos t
    const auto tangent = cosine.inverse();
    if (!tangent) return false;
    const Expr turned = ExactNumbers(aside).value(Expr::func("atan", {(sine * *tangent).expr()}));
    const Expr t = cosine.to_double() < 0 ? simple_angle(turned + Expr::constant("pi")) : turned;
    const Expr angle = t.is(Op::kNeg) ? u - t.arg(0) : u + t, whole_wave = length->tex() == "1" ? Expr::func("sin", {angle}) : r * Expr::func("sin", {angle});
    const Expr as = shift->is_zero() ? whole_wave : constant.is(Op::kNeg) ? whole_wave - constant.arg(0) : whole_wave + constant;
    trial.fact(math::to_latex(f_) + " = " + math::to_latex(as), "addition_formula", trial.say({"using $\\sin(u + t) = \\cos t \\sin u + \\sin t \\cos u$ with $t = {0}$", "putting both waves into one with the addition formula, $t = {0}$"}, math::to_latex(t)));
    trial.write("-1 \\leq " + math::to_latex(Expr::func("sin", {angle})) + " \\leq 1", "bounded", trial.say({"knowing that a sine never leaves these bounds", "as a sine lies between $-1$ and 1"}), proved(true, "", "certificate"));
    const Radical best = (sign_ > 0 ? *length : -*length) + *shift;
    const Expr value = best.expr();
    trial.write(math::to_latex(f_) + (sign_ > 0 ? " \\leq " : " \\geq ") + best.tex(), "compare_values", sign_ > 0 ? trial.say({"so the largest value is reached where the sine is 1, at ${0} = \\frac{{\\pi}}{{2}}$ and a whole number of turns further", "taking the sine as large as it gets, 1, where ${0} = \\frac{{\\pi}}{{2}}$"}, math::to_latex(angle))
                                                                                                                     : trial.say({"so the smallest value is reached where the sine is $-1$, at ${0} = -\\frac{{\\pi}}{{2}}$ and a whole number of turns further", "taking the sine as small as it gets, $-1$, where ${0} = -\\frac{{\\pi}}{{2}}$"}, math::to_latex(angle)), judge_bound(value));
    if (trial.failed()) return false;
    board_ = std::move(trial);
    call_.expect(value);
    return true;
  }

  bool inside(double x) const { return x >= from_ - 1e-12 && x <= to_ + 1e-12; }

  // Where the inside of an absolute value is 0, and what lies between such places, where the bars fall away.
  std::optional<std::vector<Place>> candidates_of_cases(const std::vector<Expr>& insides) {
    std::vector<Place> out, kinks;
    for (const Expr& inside : insides) {
      if (!inside.contains_symbol(variable_)) continue;
      board_.write(math::to_latex(inside) + " = 0", "kink", board_.say({"looking where the inside of the bars is 0", "finding where the inside of the absolute value changes its sign"}), proved(true, "", "certificate"));
      const auto zeros = GeneralEquation(board_, variable_, inside, Expr::integer(0)).solve();
      if (!zeros || board_.failed()) return board_.unsupported("an absolute value whose zeros are not found by hand"), std::nullopt;
      for (const Solution& zero : *zeros) {
        if (zero.period) return board_.unsupported("an absolute value of a periodic function"), std::nullopt;
        add(zero, kinks);
      }
    }
    if (board_.failed()) return std::nullopt;
    std::sort(kinks.begin(), kinks.end(), [](const Place& a, const Place& b) { return a.x < b.x; });
    kinks.erase(std::unique(kinks.begin(), kinks.end(), [](const Place& a, const Place& b) { return std::abs(a.x - b.x) < 1e-12; }), kinks.end());
    std::erase_if(kinks, [&](const Place& k) { return std::abs(k.x - from_) < 1e-12 || std::abs(k.x - to_) < 1e-12; });
    for (std::size_t i = 0; i <= kinks.size(); ++i)
      if (!add_piece(i == 0 ? nullptr : &kinks[i - 1], i == kinks.size() ? nullptr : &kinks[i], out)) return std::nullopt;
    out.insert(out.end(), kinks.begin(), kinks.end());
    return with_ends(std::move(out));
  }

  // The zeros of the derivative between two kinks.
  bool add_piece(const Place* left, const Place* right, std::vector<Place>& out) {
    const double low = left != nullptr ? left->x : from_, high = right != nullptr ? right->x : to_;
    const double middle = std::isfinite(low) && std::isfinite(high) ? (low + high) / 2 : std::isfinite(low) ? low + 1 : std::isfinite(high) ? high - 1 : 0;
    const Rational sample(static_cast<long long>(std::floor(middle * 4096)), 4096);
    const Expr branch = math::normal_form(without_bars(f_, sample)).value_or(without_bars(f_, sample));
    const std::string from = left != nullptr ? tex_place(left->at) : std::isfinite(from_) ? tex_place(low_) : "", to = right != nullptr ? tex_place(right->at) : std::isfinite(to_) ? tex_place(high_) : "";
    const std::string where = from.empty() && to.empty() ? "everywhere" : from.empty() ? "below $" + to + "$" : to.empty() ? "above $" + from + "$" : "between $" + from + "$ and $" + to + "$";
    const Expr slope = quiet_derivative(branch, where);
    if (board_.failed()) return false;
    const auto constant = math::exact_value(slope);
    if (constant && constant->is_zero()) {
      const auto level = defined_value(branch);
      if (level) flat_.push_back({*level, where});
    }
    if (constant) {
      if (!constant->is_zero()) board_.fact(math::to_latex(slope) + " \\neq 0", "no_zero", board_.say({"noting that the slope is not 0 {0}", "seeing a slope that is never 0 {0}"}, where));
      return !board_.failed();
    }
    board_.write(math::to_latex(slope) + " = 0", "set_derivative_zero", board_.say({"setting the derivative to 0", "looking where the derivative is 0", "putting the derivative equal to 0"}), proved(true, "", "certificate"));
    const auto zeros = GeneralEquation(board_, variable_, slope, Expr::integer(0)).solve();
    if (!zeros || board_.failed()) return board_.unsupported("a derivative whose zeros are not found by hand"), false;
    for (const Solution& zero : *zeros) {
      const auto x = defined_value(zero.value);
      if (!x || zero.period) return board_.unsupported("a zero that is no number"), false;
      if (*x > low + 1e-12 && *x < high - 1e-12) {
        out.push_back({zero.value, *x});
      } else {
        const bool below = *x <= low + 1e-12;
        board_.fact(tex_place(zero.value) + (below ? " \\leq " : " \\geq ") + (below ? from : to), "reject", board_.say({"leaving this zero out, which does not lie {0}", "dropping the zero, as this holds only {0}"}, where));
      }
    }
    return !board_.failed();
  }

  // The derivative on one piece, its last claim with the piece's name.
  Expr quiet_derivative(const Expr& branch, const std::string& where) {
    Board aside(ExplainOptions{});
    const Expr slope = write_derivative(aside, branch, variable_);
    if (aside.failed()) return board_.unsupported("a derivative that is not found by hand"), slope;
    const std::vector<Step>& steps = aside.steps();
    for (std::size_t i = 0; i < steps.size(); ++i)
      board_.write(steps[i].claim, steps[i].rule, i + 1 == steps.size() ? board_.say({"leaving out the bars, as may be done {0}, and differentiating", "differentiating what stands there {0}"}, where) : steps[i].because, {true, steps[i].grade, steps[i].checked_by, {}});
    return slope;
  }

  // |u| as u or -u, as it is at the sample.
  Expr without_bars(const Expr& e, const Rational& sample) const {
    if (e.args().empty()) return e;
    std::vector<Expr> args;
    for (const Expr& arg : e.args()) args.push_back(without_bars(arg, sample));
    if (e.is_func("abs")) {
      const auto value = defined_value(args[0].substitute(variable_, Expr::number(sample)));
      return value && *value < 0 ? -args[0] : args[0];
    }
    return e.is(Op::kFunc) ? Expr::func(e.name(), std::move(args)) : Expr::make(e.op(), std::move(args), e.name());
  }

  std::optional<std::vector<Place>> candidates() {
    std::vector<Place> out;
    std::vector<Expr> bars, insides;
    collect_parts(f_, [&](const Expr& part) { return part.is_func("abs"); }, bars);
    for (const Expr& part : bars) insides.push_back(part.arg(0));
    if (!insides.empty()) return candidates_of_cases(insides);
    const Expr slope = write_derivative(board_, f_, variable_);
    if (board_.failed()) return std::nullopt;
    if (!slope.contains_symbol(variable_)) {
      board_.write(math::to_latex(slope) + " \\neq 0", "no_zero", board_.say({"seeing that the slope is the same everywhere and not 0", "noting that the derivative is never 0"}), judge(math::holds(Expr::rel("!=", slope, Expr::integer(0)))));
    } else {
      board_.write(math::to_latex(slope) + " = 0", "set_derivative_zero", board_.say({"setting the derivative to 0", "looking where the derivative is 0", "putting the derivative equal to 0"}), proved(true, "", "certificate"));
      const Board before = board_;
      auto zeros = GeneralEquation(board_, variable_, slope, Expr::integer(0)).solve();
      if ((!zeros || board_.failed()) && slope.is(Op::kDiv)) {
        // A fraction is 0 where its numerator is.
        board_ = before;
        const Expr numerator = math::normal_form(slope.arg(0)).value_or(slope.arg(0));
        board_.write(math::to_latex(numerator) + " = 0", "set_numerator_zero", board_.say({"setting the numerator to 0", "using that a fraction is 0 when its numerator is"}), judge(math::equal(numerator, slope.arg(0))));
        zeros = GeneralEquation(board_, variable_, numerator, Expr::integer(0)).solve();
      }
      if (!zeros || board_.failed()) {
        board_.unsupported("a derivative whose zeros are not found by hand");
        return std::nullopt;
      }
      for (const Solution& zero : *zeros) add(zero, out);
    }
    return with_ends(std::move(out));
  }

  std::optional<std::vector<Place>> with_ends(std::vector<Place> out) {
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
    if (!length || *length <= 0) return board_.unsupported("zeros without a period");
    if (!std::isfinite(from_) || !std::isfinite(to_)) {
      // All of one period of the function.
      const auto whole = cas::period_of(f_, variable_);
      const double turn = whole ? whole->length : *length;
      out.push_back({zero.value, *x});
      for (long long k = 1; static_cast<double>(k) * *length < turn - 1e-9 && out.size() <= kMaxCandidates; ++k) out.push_back({simple_angle(zero.value + Expr::integer(k) * *zero.period), *x + static_cast<double>(k) * *length});
      return;
    }
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
    const auto flat = std::find_if(flat_.begin(), flat_.end(), [&](const auto& f) { return std::abs(f.first - values[*best].second) < 1e-12 * std::max(1.0, std::abs(f.first)); });
    if (flat != flat_.end()) {
      board_.write(math::to_latex(f_) + (sign_ > 0 ? " \\leq " : " \\geq ") + tex_number(value), "compare_values", board_.say({"as the {0} value is taken everywhere {1}", "seeing the {0} value, which stays the same {1}"}, wanted(), flat->second), judge_bound(value));
      return call_.expect(value);
    }
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
    const bool level = seen.size() >= 2 && std::all_of(seen.begin(), seen.end(), [&](double v) { return std::abs(v - seen[0]) < 1e-9 * std::max(1.0, std::abs(v)); });
    if (level && sign_ * (best - seen[0]) >= -1e-9)
      if (const auto value = math::exact_value(f_.substitute(variable_, Expr::integer(side * 1000000))))
        return board_.write(name + " = " + tex(*value), "far_out", board_.say({"as the value stays the same far out", "noting that the values do not change any more far out"}), {true, math::Grade::kNumeric, "arb", {}});
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
  std::vector<std::pair<double, std::string>> flat_;   // pieces on which the value does not change, and where they lie
};

}  // namespace

void rule_maximum(const Call& call) { Extreme(call, 1).write(); }
void rule_minimum(const Call& call) { Extreme(call, -1).write(); }

}  // namespace retort::explain
