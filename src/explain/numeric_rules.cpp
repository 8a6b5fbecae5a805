// numeric_value: digits worked out from the inside to the outside, with a few more than are asked for.
#include <algorithm>
#include <cmath>

#include "explain/evaluate.h"
#include "explain/exact_numbers.h"
#include "explain/form_rules.h"
#include "explain/known_constants.h"
#include "explain/rules.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr int kMostPlaces = 40;

Rational rounded(const Rational& v, int places) {
  const Rational scale = power_of_ten(places), half(1, 2);
  const Rational up = (v.abs() * scale + half).floor() / scale;
  return v.sign() < 0 ? -up : up;
}

std::string text(const Rational& v) { return v.to_decimal(kMostPlaces).value_or(v.to_string()); }
std::string bracketed(const Rational& v) { return v.sign() < 0 ? "(" + text(v) + ")" : text(v); }
std::string signed_text(const Rational& v) { return (v.sign() < 0 ? " - " : " + ") + text(v.abs()); }

// Digits before the point; 0 for numbers below 1, less for those that start with zeros.
int leading_digits(double v) { return v == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::fabs(v)))) + 1; }

double size_of(const Expr& e) {
  const auto v = math::real_value(e, 10);
  return v ? v->mid : 0;
}

class Decimals {
 public:
  explicit Decimals(Board& board) : board_(board) {}

  // The value to about `places` decimal places, a few units of the last one off at most; nothing where a part has no method.
  std::optional<Rational> value(const Expr& e, int places);

 private:
  using Found = std::optional<Rational>;
  Found fraction(const Expr& e, const Rational& exact, int places);
  Found sum(const Expr& e, int places);
  Found product(const Expr& e, int places);
  Found quotient(const Expr& e, int places);
  Found power(const Expr& e, int places);
  Rational by_squares(const Rational& base, long long n, int places);
  Found root(const Expr& e, const Expr& of, long long index, int places);
  Found function(const Expr& e, int places);
  Found by_series(const Expr& e, int places);
  Found rewritten(const Expr& e, const Expr& as, std::string_view rule, std::string because, int places);
  // claim \approx the rounded value.
  Rational state(const std::string& left, const Rational& v, int places, std::string_view rule, std::string because);

  Board& board_;
  int depth_ = 0;
};

Rational Decimals::state(const std::string& left, const Rational& v, int places, std::string_view rule, std::string because) {
  const Rational shown = rounded(v, places);
  const bool exactly = shown == v && rule != "round" && rule != "sign" && rule != "digits_by_series";
  const std::string claim = left + (exactly ? " = " : " \\approx ") + text(shown);
  const auto& said = board_.steps();
  if (std::none_of(said.begin(), said.end(), [&](const Step& s) { return s.claim == claim; })) board_.write(claim, rule, std::move(because), judge_fact(claim));
  return shown;
}

Decimals::Found Decimals::fraction(const Expr& e, const Rational& exact, int places) {
  const bool plain = e.is_number() || (e.is(Op::kNeg) && e.arg(0).is_number());
  if (exact.is_integer() || (plain && exact.to_decimal(places))) return exact;
  const std::string because = e.is(Op::kPow)   ? board_.say({"taking the power", "working out the power"})
                              : e.is(Op::kMul) ? board_.say({"multiplying", "working out the product"})
                              : e.is(Op::kAdd) ? board_.say({"adding", "working out the sum"})
                                               : board_.say({"dividing to {0} places", "writing it as a decimal with {0} places"}, places);
  return state(math::to_latex(e), exact, places, "decimal_places", because);
}

Decimals::Found Decimals::sum(const Expr& e, int places) {
  Rational total(0);
  std::string claim;
  for (const Expr& arg : e.args()) {
    const auto part = value(arg, places + 1);
    if (!part) return std::nullopt;
    claim += claim.empty() ? text(*part) : signed_text(*part);
    total += *part;
  }
  board_.fact(claim + " = " + text(total), "add_digits", board_.say({"adding the parts", "putting the parts together", "working out the sum"}));
  return total;
}

Decimals::Found Decimals::product(const Expr& e, int places) {
  const double whole = std::fabs(size_of(e));
  Rational total(1);
  std::string claim;
  for (const Expr& arg : e.args()) {
    const double other = whole / std::max(1e-12, std::fabs(size_of(arg)));
    const auto part = value(arg, std::clamp(places + 1 + std::max(0, leading_digits(other)), 1, kMostPlaces - 4));
    if (!part) return std::nullopt;
    claim += claim.empty() ? text(*part) : " \\cdot " + bracketed(*part);
    total *= *part;
  }
  return state(claim, total, places, "multiply_digits", board_.say({"multiplying the parts", "working out the product"}));
}

Decimals::Found Decimals::quotient(const Expr& e, int places) {
  const double a = std::fabs(size_of(e.arg(0))), b = std::fabs(size_of(e.arg(1)));
  if (b == 0) return std::nullopt;
  const int for_top = places + 1 + std::max(0, leading_digits(1 / b)), for_bottom = places + 1 + std::max(0, leading_digits(a / (b * b)));
  const int wanted = std::min(std::max(for_top, for_bottom), kMostPlaces - 4);   // the same for both: what serves the one serves the other
  const auto top = value(e.arg(0), wanted), bottom = top ? value(e.arg(1), wanted) : std::nullopt;
  if (!bottom || bottom->is_zero()) return std::nullopt;
  return state("\\frac{" + text(*top) + "}{" + text(*bottom) + "}", *top / *bottom, places, "divide_digits", board_.say({"dividing the two", "dividing by {0}"}, text(*bottom)));
}

Decimals::Found Decimals::rewritten(const Expr& e, const Expr& as, std::string_view rule, std::string because, int places) {
  const std::string claim = math::to_latex(e) + " = " + math::to_latex(as);
  const Judgement fits = judge_fact(claim);
  if (!fits.holds) return std::nullopt;
  const auto& said = board_.steps();
  if (std::none_of(said.begin(), said.end(), [&](const Step& s) { return s.claim == claim; })) board_.write(claim, rule, std::move(because), fits);
  return value(as, places);
}

Decimals::Found Decimals::power(const Expr& e, int places) {
  const auto n = math::exact_value(e.arg(1));
  const bool natural = e.arg(0).is(Op::kConstant) && e.arg(0).name() == "e";
  if (natural) return n && n->is_integer() && *n == Rational(1) ? value(e.arg(0), places) : function(Expr::func("exp", {e.arg(1)}), places);
  if (!n) return rewritten(e, Expr::func("exp", {e.arg(1) * Expr::func("ln", {e.arg(0)})}), "as_exponential", board_.say({"using $a^b = e^{{b \\ln a}}$", "writing the power with the exponential"}), places);
  if (n->sign() < 0) return rewritten(e, Expr::integer(1) / math::pow(e.arg(0), Expr::number(-*n)), "negative_exponent", board_.say({"writing the negative power as a fraction", "turning the negative exponent into a fraction"}), places);
  if (n->is_integer()) {
    const auto exponent = n->to_int64();
    constexpr long long kLargestExponent = 400;
    if (!exponent || *exponent > kLargestExponent) return std::nullopt;
    const double b = std::fabs(size_of(e.arg(0)));
    const auto base = value(e.arg(0), std::min(kMostPlaces - 4, places + 1 + std::max(0, leading_digits(static_cast<double>(*exponent) * std::pow(b, static_cast<double>(*exponent - 1))))));
    if (!base) return std::nullopt;
    if (*exponent > 3) return by_squares(*base, *exponent, places);
    return state(tex_power(bracketed(*base), *exponent), *Rational::pow(*base, *n), places, "power", *exponent == 2 ? board_.say({"squaring it", "taking the square"}) : board_.say({"raising it to the power {0}"}, *exponent));
  }
  const auto index = n->den().to_int64();
  if (!index || *index > 12) return std::nullopt;
  const Expr inside = n->num() == Rational(1) ? e.arg(0) : math::pow(e.arg(0), Expr::number(n->num()));
  if (n->num() == Rational(1)) return root(e, inside, *index, places);
  const auto worked = math::exact_value(inside);
  const Expr as = Expr::func("root", {worked ? Expr::number(*worked) : inside, Expr::integer(*index)});
  return rewritten(e, as, "as_root", board_.say({"writing the power as a root", "using $a^{{p/q}} = \\sqrt[q]{{a^p}}$"}), places);
}

// 1.05^10: squared, and multiplied once more, as the exponent asks for; each rounded with places to spare.
Rational Decimals::by_squares(const Rational& base, long long n, int places) {
  if (n == 1) return base;
  const int spare = std::min(kMostPlaces - 4, places + 2);
  const Rational part = by_squares(base, n % 2 ? n - 1 : n / 2, places);
  if (n % 2) return state(text(part) + " \\cdot " + bracketed(base), part * base, spare, "power", board_.say({"multiplying once more, for the power {0}", "adding one factor, which gives the power {0}"}, n));
  return state(bracketed(part) + "^2", part * part, spare, "power", board_.say({"squaring, for the power {0}", "taking the square, which is the power {0}"}, n));
}

// Newton's (Heron's) steps from a rough value, then the powers half a unit of the last place to both sides.
Decimals::Found Decimals::root(const Expr& e, const Expr& of, long long index, int places) {
  auto inside = math::exact_value(of);
  Found decimal;
  if (!inside) {
    const double r = std::fabs(size_of(e));
    decimal = r == 0 ? std::nullopt : value(of, std::min(kMostPlaces - 4, places + 1 + std::max(0, leading_digits(static_cast<double>(index) * std::pow(r, static_cast<double>(index - 1))))));
    if (!decimal) return std::nullopt;
  }
  const Rational a = inside ? *inside : *decimal;
  if (a.sign() < 0 && index % 2 == 1) {
    const auto positive = root(Expr::func("root", {Expr::number(-a), Expr::integer(index)}), Expr::number(-a), index, places);
    return positive ? Found(state(math::to_latex(e), -*positive, places, "sign", board_.say({"putting the sign in front", "taking the sign out of the odd root"}))) : std::nullopt;
  }
  if (a.sign() <= 0) return std::nullopt;
  const Expr meant = Expr::func("root", {Expr::number(a), Expr::integer(index)});
  const auto known = math::real_value(meant, std::min(60, places + std::max(1, leading_digits(size_of(meant))) + 3));
  const auto precise = known ? Rational::parse(known->digits) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
  if (!precise || precise->sign() <= 0) return std::nullopt;
  const Rational n(index), target = rounded(*precise, places);
  const std::string inner = inside ? tex(a) : text(a), whole = index == 2 ? "\\sqrt{" + inner + "}" : "\\sqrt[" + std::to_string(index) + "]{" + inner + "}";
  int at = std::max(0, 1 - leading_digits(precise->to_double()));
  Rational x = rounded(*precise, at);
  if (!board_.brief()) {
    for (int i = 0; i < 8 && x != target && !x.is_zero(); ++i) {
      const int next_at = std::min(places, 2 * at + 2);
      const Rational below = *Rational::pow(x, n - 1), better = ((n - 1) * x + a / below) / n;
      const std::string quotient = "\\frac{" + inner + "}{" + (index == 2 ? text(x) : tex_power(text(x), index - 1)) + "}";
      const std::string left = index == 2 ? "\\frac{1}{2}\\left(" + text(x) + " + " + quotient + "\\right)" : "\\frac{1}{" + std::to_string(index) + "}\\left(" + std::to_string(index - 1) + " \\cdot " + text(x) + " + " + quotient + "\\right)";
      const Rational next = rounded(better, next_at);
      if (next == x && next_at == places) break;
      state(left, better, next_at, "better_root", i == 0 ? board_.say({"starting from {0} and taking the mean with what the division gives, which is closer to ${1}$", "beginning with {0}, which is roughly ${1}$, and improving it with Heron's method"}, text(x), whole)
                                                          : board_.say({"doing the same with {0}", "improving {0} in the same way"}, text(x)));
      x = next;
      at = next_at;
    }
  }
  const Rational step = Rational(1) / power_of_ten(places) / 2, low = target - step, high = target + step;
  for (const Rational& side : {low, high}) {
    const bool under = side == low;
    const Rational there = *Rational::pow(side, n);
    int shown_places = places + 1;
    while (rounded(there, shown_places) == a && shown_places < kMostPlaces) ++shown_places;
    const Rational shown = rounded(there, shown_places);
    const std::string claim = tex_power(text(side), index) + (shown == there ? " = " : " \\approx ") + text(shown) + (under ? " < " : " > ") + inner;
    board_.write(claim, "between_squares", under ? board_.say({"checking that {0} is too small", "trying {0}, which is too small"}, text(side)) : board_.say({"checking that {0} is too large", "trying {0}, which is too large"}, text(side)), judge_fact(claim));
  }
  return state(math::to_latex(e), target, places, "round", board_.say({"since the root lies between {0} and {1}, which both round to {2}", "so the root is between {0} and {1}, and rounds to {2}"}, text(low), text(high), text(target)));
}

Decimals::Found Decimals::by_series(const Expr& e, int places) {
  const int digits = places + leading_digits(size_of(e));
  if (digits < 1 || !write_by_series(board_, e, std::max(digits, 3))) return std::nullopt;
  const auto known = math::real_value(e, std::max(digits, 3));
  const auto v = known ? Rational::parse(known->digits) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
  return v ? Found(*v) : std::nullopt;
}

Decimals::Found Decimals::function(const Expr& e, int places) {
  const std::string& name = e.name();
  if (name == "sqrt") return root(e, e.arg(0), 2, places);
  if (name == "root" && e.args().size() == 2) {
    const auto index = math::exact_value(e.arg(1));
    const auto n = index ? index->to_int64() : std::nullopt;
    return n && *n >= 2 && *n <= 12 ? root(e, e.arg(0), *n, places) : std::nullopt;
  }
  if (name == "cbrt") return root(e, e.arg(0), 3, places);
  if (name == "abs") {
    const auto v = value(e.arg(0), places);
    return v ? Found(v->abs()) : std::nullopt;
  }
  const Expr one = Expr::integer(1);
  if (name == "sinh" || name == "cosh" || name == "tanh") {
    const Expr up = Expr::func("exp", {e.arg(0)}), down = Expr::func("exp", {-e.arg(0)});
    const Expr as = name == "sinh" ? (up - down) / Expr::integer(2) : name == "cosh" ? (up + down) / Expr::integer(2) : (up - down) / (up + down);
    return rewritten(e, as, "as_exponential", board_.say({"writing it with exponentials", "using its definition with exponentials"}), places);
  }
  if (name == "asin") return rewritten(e, Expr::func("atan", {e.arg(0) / Expr::func("sqrt", {one - math::pow(e.arg(0), Expr::integer(2))})}), "as_arctangent", board_.say({"using the tangent of the angle, sine over cosine"}), places);
  if (name == "acos") return rewritten(e, Expr::constant("pi") / Expr::integer(2) - Expr::func("asin", {e.arg(0)}), "as_arcsine", board_.say({"using that both angles add up to a right one"}), places);
  const bool exact = std::all_of(e.args().begin(), e.args().end(), [](const Expr& a) { return math::exact_value(a).ok(); });
  if (exact) return by_series(e, places);
  if (e.args().size() == 2 && name == "log") return rewritten(e, Expr::func("ln", {e.arg(0)}) / Expr::func("ln", {e.arg(1)}), "change_of_base", board_.say({"changing to natural logarithms", "dividing the natural logarithms"}), places);
  if (e.args().size() != 1) return std::nullopt;
  // f(\sqrt{2}) at the decimal of the root.
  const auto at = value(e.arg(0), std::min(kMostPlaces - 4, places + 1 + (name == "exp" ? std::max(0, leading_digits(size_of(e))) : 0)));
  if (!at) return std::nullopt;
  const Expr size = Expr::number(at->abs(), text(at->abs())), there = Expr::func(name, {at->sign() < 0 ? -size : size});
  const auto v = by_series(there, places);
  return v ? Found(state(math::to_latex(e), *v, places, "digits_by_series", board_.say({"as the argument is known to so many digits that these do not change", "since the digits left out of the argument do not reach these"}))) : std::nullopt;
}

Decimals::Found Decimals::value(const Expr& e, int places) {
  constexpr int kDeepest = 24;
  if (board_.failed() || ++depth_ > kDeepest || places > kMostPlaces) return std::nullopt;
  if (const auto exact = math::exact_value(e)) {
    const bool parts = (e.is(Op::kPow) || e.is(Op::kMul) || e.is(Op::kAdd) || e.is(Op::kDiv)) && !exact->to_decimal(places) && !(e.is(Op::kDiv) && e.arg(0).is_number() && e.arg(1).is_number());
    if (!parts) return fraction(e, *exact, places);
  }
  switch (e.op()) {
    case Op::kNeg: {
      const auto v = value(e.arg(0), places);
      return v ? Found(-*v) : std::nullopt;
    }
    case Op::kConstant: return by_series(e, places);
    case Op::kAdd: return sum(e, places);
    case Op::kMul: return product(e, places);
    case Op::kDiv: return quotient(e, places);
    case Op::kPow: return power(e, places);
    case Op::kFunc: return function(e, places);
    default: return std::nullopt;
  }
}

// e \approx value by digits with as many guard places as the rounding needs.
bool write_digits(Board& board, const Expr& e, const Expr& value) {
  const auto shown = math::exact_value(value);
  const std::string digits = math::to_latex(value);
  if (!shown || digits.find_first_not_of("-0123456789.") != digits.npos) return false;
  const std::size_t point = digits.find('.');
  const int places = point == digits.npos ? 0 : static_cast<int>(digits.size() - point) - 1;
  const bool one_part = e.is(Op::kConstant) || e.is(Op::kFunc) || (e.is(Op::kPow) && math::exact_value(e.arg(0)).ok() && math::exact_value(e.arg(1)).ok());
  for (int guard = one_part ? 0 : 1; guard <= 5; ++guard) {
    Board trial = board;
    const auto v = Decimals(trial).value(e, places + guard);
    if (!v || trial.failed()) {
      if (guard == 0) continue;
      return false;
    }
    if (rounded(*v, places) != *shown) continue;
    const std::string claim = math::to_latex(e) + " \\approx " + digits;
    if (trial.steps().back().claim != claim) trial.write(claim, "round", trial.say({"rounding to {0} places", "keeping {0} places"}, places), judge_fact(claim));
    if (trial.failed()) return false;
    board = std::move(trial);
    return true;
  }
  return false;
}

}  // namespace

void rule_numeric_value(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression"), value = call.result_expr();
  if (board.failed()) return;
  if (const auto exact = math::exact_value(e); exact && exact->to_decimal(100) && math::exact_value(value).ok() && *math::exact_value(value) == *exact) {
    // Its digits end: worked out exactly, and divided out.
    const bool quotient = e.is(Op::kDiv) && e.arg(0).is_number() && e.arg(1).is_number();
    if (!quotient && !e.is_number()) write_number(call, e);
    const std::string decimal = math::to_latex(value);
    const bool stands = !board.steps().empty() && board.steps().back().claim.ends_with(" = " + decimal);
    if (!stands && !board.failed()) board.fact(math::to_latex(e) + " = " + decimal, "decimal", board.say({"dividing, which comes to an end", "writing it as a decimal", "dividing until nothing is left"}));
    return;
  }
  const std::string claim = math::to_latex(e) + " \\approx " + math::to_latex(value);
  Judgement fits = judge_fact(claim);
  if (!fits.holds) return board.write(claim, "round", {}, fits);
  // sin 30, cos(pi/5), a fraction: an exact value first.
  Board trial = board;
  const Expr exact = ExactNumbers(trial).value(e);
  const auto plain = math::exact_value(exact);
  const bool short_value = !plain || plain->den() < power_of_ten(8);
  const bool other = !trial.failed() && short_value && !exact.same(e) && exact.size() <= e.size() + 12;
  if (other && (as_radical(exact) || math::exact_value(exact).ok()) && write_digits(trial, exact, value)) {
    board = std::move(trial);
    if (board.steps().back().claim != claim) board.write(claim, "round", board.say({"which is the value asked for", "coming back to the whole expression"}), fits);
    return;
  }
  if (write_digits(board, e, value)) return;
  fits.grade = math::Grade::kQuoted;
  board.write(claim, "known_digits", board.say({"looking up the digits", "recalling the digits", "taking the known digits"}), fits);
}

}  // namespace retort::explain
