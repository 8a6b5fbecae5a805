#include "explain/exact_numbers.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "explain/surds.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

bool has_irrational_part(const Expr& e) {
  if (e.is(Op::kConstant) || e.is(Op::kDegree)) return true;
  if (e.is_func("log") || e.is_func("ln") || e.is_func("exp")) return true;
  if ((e.is_func("sqrt") || e.is_func("root") || (e.is(Op::kPow) && !e.arg(1).is_integer() && !e.arg(1).is(Op::kNeg))) && !math::exact_value(e)) return true;
  return std::any_of(e.args().begin(), e.args().end(), has_irrational_part);
}

bool is_inner_function(const Expr& e) {
  static constexpr std::string_view kNames[] = {"sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan"};
  return e.is(Op::kFunc) && std::find(std::begin(kNames), std::end(kNames), e.name()) != std::end(kNames);
}

// "6 + 3i - 2i + 1" of (3 - i)(2 + i): each term times each term.
std::vector<Radical> terms_of(const Radical& r) {
  std::vector<Radical> out;
  const Expr e = r.expr();
  for (const Expr& term : e.is(Op::kAdd) ? e.args() : std::vector<Expr>{e}) out.push_back(*as_radical(term));
  return out;
}

std::string tex_terms(const std::vector<Radical>& terms) {
  std::string out;
  for (const Radical& t : terms) {
    if (t.is_zero()) continue;
    const std::string text = t.tex();
    out += out.empty() ? text : text[0] == '-' ? " - " + text.substr(1) : " + " + text;
  }
  return out;
}

std::string multiplied_out(const Radical& a, const Radical& b) {
  std::vector<Radical> terms;
  for (const Radical& x : terms_of(a))
    for (const Radical& y : terms_of(b)) terms.push_back(x * y);
  return tex_terms(terms);
}

}  // namespace

// Digits of an approximate value stay digits.
static bool has_digits(const Expr& e) {
  return (e.is_number() && e.text().find('.') != std::string::npos) || std::any_of(e.args().begin(), e.args().end(), has_digits);
}

std::string tex_number(const Expr& value) {
  if (has_digits(value)) return math::to_latex(value);
  const auto r = as_radical(value);
  return r ? r->tex() : math::to_latex(value);
}

void write_quoted(Board& board, const Expr& e, const Expr& value, std::string because) {
  const std::string claim = math::to_latex(e) + " = " + tex_number(value);
  Judgement judgement = judge_fact(claim);
  judgement.grade = math::Grade::kQuoted;
  board.write(claim, "known_value", std::move(because), judgement);
}

Expr ExactNumbers::state(const Expr& e, const std::string& middle, const Expr& value, std::string_view rule, std::string because) {
  const std::string left = math::to_latex(e), right = tex_number(value);
  if (left != right) {
    const bool shown = !middle.empty() && middle != left && middle != right && !board_.brief();
    board_.fact(left + (shown ? " = " + middle : "") + " = " + right, rule, std::move(because));
  }
  return value;
}

Expr ExactNumbers::rebuilt(const Expr& e) {
  if (e.args().empty() || e.is(Op::kDegree)) return e;
  std::vector<Expr> args;
  for (std::size_t i = 0; i < e.args().size(); ++i) {
    const auto exponent = e.is(Op::kPow) && i == 1 ? math::exact_value(e.arg(1)) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
    args.push_back(exponent ? Expr::number(*exponent) : value(e.arg(i)));
  }
  return Expr::make(e.op(), std::move(args), e.name());
}

Expr ExactNumbers::value(const Expr& e) {
  if (board_.failed() || e.is_number() || e.is(Op::kConstant)) return e;
  if (e.is(Op::kNeg) && e.arg(0).is_number()) return Expr::number(-e.arg(0).value());
  if (e.is(Op::kDiv) && e.arg(0).is_integer() && e.arg(1).is_integer() && math::exact_value(e) && math::gcd(e.arg(0).value(), e.arg(1).value()) == Rational(1))
    return Expr::number(*math::exact_value(e));   // a fraction in lowest terms is a number already
  if (!has_irrational_part(e))
    if (math::exact_value(e)) {
      // The whole is a fraction, worked out as on paper.
      Board trial = board_;
      const Rational found = Evaluation(trial, has_digits(e) ? form_of(e) : Form::kFractions).value(e);
      if (!trial.failed()) {
        board_ = std::move(trial);
        return Expr::number(found);
      }
    }
  if (is_inner_function(e)) return write_trigonometric_value(board_, e);
  if (const auto turned = euler(e)) return *turned;
  return operation(rebuilt(e));
}

// exp(i t) = cos t + i sin t, with exp(a) before it for exp(a + i t).
std::optional<Expr> ExactNumbers::euler(const Expr& e) {
  const bool power = e.is(Op::kPow) && e.arg(0).is(Op::kConstant) && e.arg(0).name() == "e";
  if (!e.is_func("exp") && !power) return std::nullopt;
  Expr angle = Expr::integer(0), real = Expr::integer(0);
  const std::function<bool(const Expr&)> imaginary = [&](const Expr& x) { return (x.is(Op::kConstant) && x.name() == "i") || std::any_of(x.args().begin(), x.args().end(), imaginary); };
  const std::function<Expr(const Expr&)> without_unit = [&](const Expr& x) -> Expr {
    if (x.is(Op::kConstant)) return x.name() == "i" ? Expr::integer(1) : x;
    if (x.args().empty()) return x;
    std::vector<Expr> args;
    for (const Expr& a : x.args()) args.push_back(without_unit(a));
    return Expr::make(x.op(), std::move(args), x.name());
  };
  int turning = 0;
  for (const Expr& t : math::terms_of(power ? e.arg(1) : e.arg(0))) {
    if (!imaginary(t)) {
      real = real + t;
      continue;
    }
    ++turning;
    angle = without_unit(t);
  }
  const auto turns = turning == 1 ? half_turns(angle) : std::nullopt;
  if (!turns) return std::nullopt;
  const Expr t = math::normal_form(angle).value_or(angle), size = math::normal_form(real).value_or(real);
  const bool unit = math::is_zero(size);
  const Expr c = Expr::func("cos", {t}), s = Expr::func("sin", {t}), i = Expr::constant("i");
  const std::string direction = math::to_latex(c) + " + i" + math::to_latex(s), left = math::to_latex(e), front = unit ? std::string() : math::to_latex(math::pow(Expr::constant("e"), size));
  board_.fact(left + " = " + (unit ? direction : front + "\\left(" + direction + "\\right)"), "euler", board_.say({"using Euler's formula $e^{{it}} = \\cos t + i\\sin t$ with $t = {0}$", "writing the exponential with cosine and sine, by Euler's formula"}, math::to_latex(t)));
  const auto a = as_radical(write_trigonometric_value(board_, c)), b = as_radical(write_trigonometric_value(board_, s));
  if (!a || !b || board_.failed()) return std::nullopt;
  const Radical whole = *a + *b * Radical::unit();
  if (unit) {
    board_.fact(left + " = " + whole.tex(), "put_in", board_.say({"putting these values in", "with these values"}));
    return whole.expr();
  }
  const Expr value = math::pow(Expr::constant("e"), size) * whole.expr();
  board_.fact(left + " = " + front + " \\cdot " + whole.tex_factor(), "put_in", board_.say({"putting these values in", "with these values"}));
  return value;
}

Expr ExactNumbers::operation(const Expr& e) {
  if (board_.failed()) return e;
  switch (e.op()) {
    case Op::kNeg: {
      const auto r = as_radical(e);
      return r ? r->expr() : e;
    }
    case Op::kAdd: return sum(e);
    case Op::kMul: return product(e);
    case Op::kDiv: return quotient(e);
    case Op::kPow: return power(e);
    case Op::kFunc:
      if (e.name() == "sqrt" || e.name() == "root") return root(e);
      if (e.name() == "abs") return magnitude(e);
      if (e.name() == "log" || e.name() == "ln") return logarithm(e);
      if (e.name() == "floor" || e.name() == "ceil") return rounded(e);
      break;
    default: break;
  }
  if (const auto exact = math::exact_value(e)) return Expr::number(*exact);
  return e;
}

namespace {

// c ln u with whole c, not 0, and a positive number u.
std::optional<std::pair<Rational, Rational>> as_logarithm(const Expr& e) {
  if (e.is(Op::kNeg)) {
    const auto inner = as_logarithm(e.arg(0));
    return inner ? std::optional(std::pair(-inner->first, inner->second)) : std::nullopt;
  }
  Rational c(1);
  Expr log = e;
  if (e.is(Op::kMul) && e.args().size() == 2 && e.arg(0).is_integer()) {
    c = e.arg(0).value();
    log = e.arg(1);
  }
  if (!log.is_func("ln") || c.is_zero() || c.abs() > Rational(20)) return std::nullopt;
  const auto u = math::exact_value(log.arg(0));
  return u && u->sign() > 0 && *u != Rational(1) ? std::optional(std::pair(c, *u)) : std::nullopt;
}

std::optional<Expr> one_logarithm(const Expr& e) {
  const auto terms = math::terms_of(e);
  if (terms.size() < 2) return std::nullopt;
  Rational product(1);
  for (const Expr& t : terms) {
    const auto log = as_logarithm(t);
    const auto power = log ? Rational::pow(log->second, log->first, 256) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
    if (!power) return std::nullopt;
    product *= *power;
  }
  if (product.bits() > 64) return std::nullopt;
  return product == Rational(1) ? Expr::integer(0) : Expr::func("ln", {Expr::number(product)});
}

}  // namespace

Expr ExactNumbers::sum(const Expr& e) {
  // 2 ln 3 + ln 2 = ln(3^2 \cdot 2): logarithms of numbers as one.
  if (const auto one = one_logarithm(e)) {
    std::string inside;
    for (const Expr& t : math::terms_of(e)) {
      const auto [c, u] = *as_logarithm(t);
      const std::string power = c.abs() == Rational(1) ? tex_base(u) : tex_base(u) + "^" + tex(c.abs());
      inside += inside.empty() ? (c.sign() < 0 ? "\\frac{1}{" + power + "}" : power) : c.sign() < 0 ? " / " + power : " \\cdot " + power;
    }
    return state(e, "\\ln(" + inside + ")", *one, "one_logarithm", board_.say({"using $c \\ln a = \\ln a^c$, $\\ln a + \\ln b = \\ln ab$ and $\\ln a - \\ln b = \\ln \\frac{{a}}{{b}}$", "taking the logarithms together"}));
  }
  // \log 40 + \log 25
  const auto is_log = [&](const Expr& t) { return (t.is_func("log") && t.args().size() == 2 && t.arg(1).same(e.arg(0).arg(1))) || (t.is_func("ln") && e.arg(0).is_func("ln")); };
  if ((e.arg(0).is_func("log") && e.arg(0).args().size() == 2) || e.arg(0).is_func("ln")) {
    if (std::all_of(e.args().begin(), e.args().end(), is_log)) {
      Expr inside = e.arg(0).arg(0);
      for (std::size_t i = 1; i < e.args().size(); ++i) inside = inside * e.arg(i).arg(0);
      std::vector<Expr> args = e.arg(0).args();
      args[0] = inside;
      const Expr joined = state(e, {}, Expr::func(e.arg(0).name(), args), "log_of_product", board_.say({"adding logarithms by multiplying what is inside", "using that logarithms add up to the logarithm of the product", "putting the logarithms together"}));
      return value(joined);
    }
  }
  const auto r = as_radical(e);
  if (!r) {
    const auto normal = math::normal_form(e);
    return normal && normal->size() < e.size() ? state(e, {}, *normal, "collect", board_.say({"collecting like terms", "putting like terms together", "adding what is alike"})) : e;
  }
  return state(e, *r, r->is_real() ? "collect_roots" : "complex_sum",
               r->rational() && as_radical(e.arg(0))->rational() ? board_.say({"adding up", "adding the numbers", "taking the terms together"})
               : r->is_real() && as_radical(e.arg(0))->is_real() ? board_.say({"collecting like roots", "adding the terms with the same root", "putting like roots together"})
                              : board_.say({"adding real parts and imaginary parts", "taking real and imaginary parts apart", "collecting the terms with and without $i$"}));
}

Expr ExactNumbers::product(const Expr& e) {
  const auto whole = as_radical(e);
  if (!whole) {
    const auto normal = math::normal_form(e);
    return normal && normal->size() < e.size() ? state(e, {}, *normal, "simplify", board_.say({"multiplying out", "simplifying the product", "working out the product"})) : e;
  }
  Radical total = *as_radical(e.arg(0));
  for (std::size_t i = 1; i < e.args().size(); ++i) {
    const Radical next = *as_radical(e.arg(i)), result = total * next;
    const bool last = i + 1 == e.args().size();
    if (total.rational() && next.rational()) {
      if (!board_.brief()) Arithmetic(board_, Form::kFractions).multiply(*total.rational(), *next.rational());
    } else if (!board_.brief() || last) {
      const std::string left = e.args().size() == 2 ? math::to_latex(e) : total.tex_factor() + " \\cdot " + next.tex_factor();
      std::string middle;
      const bool roots = total.size() == 1 && next.size() == 1 && total.some_root() && next.some_root();
      if (roots)
        middle = "\\sqrt{" + tex(*total.some_root()) + " \\cdot " + tex(*next.some_root()) + "}";
      if (roots && (total.part(*total.some_root()) != Rational(1) || next.part(*next.some_root()) != Rational(1))) middle.clear();
      if (!roots && (total.size() > 1 || next.size() > 1)) middle = multiplied_out(total, next);
      const std::string right = result.tex();
      if (left != right)
        board_.fact(left + (middle.empty() || middle == right || middle == left ? "" : " = " + middle) + " = " + right, roots ? "multiply_roots" : "multiply_out",
                  roots ? board_.say({"multiplying under the root", "using $\\sqrt{{a}} \\cdot \\sqrt{{b}} = \\sqrt{{ab}}$", "bringing both under one root"})
                  : total.is_real() && next.is_real() ? board_.say({"multiplying each term by each term", "multiplying out", "expanding the product"})
                                                      : board_.say({"multiplying out with $i^2 = -1$", "multiplying each term by each term, where $i^2 = -1$", "expanding and using $i^2 = -1$"}));
    }
    total = result;
  }
  return total.expr();
}

Expr ExactNumbers::quotient(const Expr& e) {
  // ln 8 / ln 2: both as multiples of one logarithm.
  if (e.arg(0).is_func("ln") && e.arg(1).is_func("ln"))
    if (const auto top = math::real_value(e.arg(0), 15), bottom = math::real_value(e.arg(1), 15); top && bottom && bottom->mid != 0) {
      const double ratio = top->mid / bottom->mid;
      for (long long den = 1; den <= 12; ++den) {
        const double n = ratio * static_cast<double>(den);
        if (std::fabs(n - std::round(n)) > 1e-9 || std::fabs(n) > 200 || std::round(n) == 0) continue;
        const Rational k(std::llround(n), den);
        const std::string claim = math::to_latex(math::pow(e.arg(1).arg(0), Expr::number(k))) + " = " + math::to_latex(e.arg(0).arg(0));
        if (!judge_fact(claim).holds) break;
        board_.fact(claim, "power_of_base", board_.say({"writing ${0}$ as a power of ${1}$", "seeing that ${0}$ is a power of ${1}$"}, math::to_latex(e.arg(0).arg(0)), math::to_latex(e.arg(1).arg(0))));
        board_.fact(math::to_latex(e.arg(0)) + " = " + tex(k) + " \\cdot " + math::to_latex(e.arg(1)), "logarithm_of_power", board_.say({"bringing the exponent in front of the logarithm", "using $\\ln a^k = k \\ln a$"}));
        return state(e, {}, Expr::number(k), "cancel", board_.say({"cancelling ${0}$", "dividing out ${0}$"}, math::to_latex(e.arg(1))));
      }
    }
  const auto a = as_radical(e.arg(0)), b = as_radical(e.arg(1)), r = as_radical(e);
  if (!a || !b || !r) {
    const auto normal = math::normal_form(e);
    return normal && normal->size() < e.size() ? state(e, {}, *normal, "simplify", board_.say({"cancelling", "simplifying the fraction", "reducing the fraction"})) : e;
  }
  if (b->rational()) {
    if (a->rational()) return state(e, *r, "divide", board_.say({"dividing", "reducing the fraction", "working out the fraction"}));
    return state(e, *r, "divide", board_.say({"dividing each term by {0}", "dividing by {0}", "dividing through by {0}"}, words(*b->rational())));
  }
  const Radical other = !b->is_real() ? b->conjugate() : b->size() == 1 ? Radical::root(*b->some_root()) : b->conjugate(math::factor_integer(*b->some_root())->back().first);
  const Radical above = *a * other, below = *b * other;
  const std::string middle = "\\frac{" + a->tex_factor() + (other.size() > 1 ? other.tex_factor() : " \\cdot " + other.tex()) + "}{" + b->tex_factor() + (other.size() > 1 ? other.tex_factor() : " \\cdot " + other.tex()) + "}";
  const std::string wide = "\\frac{" + above.tex() + "}{" + below.tex() + "}";
  const std::string because = !b->is_real() ? board_.say({"multiplying top and bottom by the conjugate ${0}$", "making the denominator real with ${0}$", "using the conjugate ${0}$"}, other.tex())
                              : b->size() == 1 ? board_.say({"multiplying top and bottom by ${0}$", "clearing the root below with ${0}$", "making the denominator a whole number with ${0}$"}, other.tex())
                                               : board_.say({"multiplying top and bottom by ${0}$", "using the conjugate ${0}$ to clear the root below", "clearing the roots below with ${0}$"}, other.tex());
  const Expr next = above.expr() / below.expr();
  board_.fact(math::to_latex(e) + (board_.brief() ? "" : " = " + middle) + " = " + wide, "rationalize", because);
  if (wide != tex_number(next)) return quotient(next);
  return next;
}

Expr ExactNumbers::power(const Expr& e) {
  const auto base = as_radical(e.arg(0));
  const auto exponent = math::exact_value(e.arg(1));
  if (!base || !exponent) return e;
  if (exponent->is_integer() && *base == Radical::unit()) {
    const long long n = exponent->to_int64().value_or(0), rest = ((n % 4) + 4) % 4;
    const Radical values[] = {Radical(Rational(1)), Radical::unit(), Radical(Rational(-1)), -Radical::unit()};
    const Rational turns = (Rational(n) - Rational(rest)) / 4;
    const std::string left = math::to_latex(e);
    if (n > 4 || n < 0)
      board_.fact(left + " = (i^4)^{" + tex(turns) + "}" + (rest ? " \\cdot " + tex_power("i", rest) : "") + " = " + values[rest].tex(), "power_of_i",
                  board_.say({"using $i^4 = 1$ and the remainder {0} of {1} by 4", "dropping the fours, as $i^4 = 1$ and {1} leaves {0}", "reducing {1} by fours to {0}, as $i^4 = 1$"}, words(Rational(rest)), words(Rational(n))));
    else if (left != values[rest].tex())
      board_.fact(left + " = " + values[rest].tex(), "power_of_i", board_.say({"using $i^2 = -1$", "knowing the powers of $i$", "taking the power of $i$"}));
    return values[rest].expr();
  }
  if (!exponent->is_integer()) {
    const auto index = exponent->den().to_int64();
    if (!index || *index > 6) return e;
    const Expr inner = operation(*index == 2 ? Expr::func("sqrt", {e.arg(0)}) : Expr::func("root", {e.arg(0), Expr::integer(*index)}));
    return exponent->num() == Rational(1) ? inner : power(math::pow(inner, Expr::number(exponent->num())));
  }
  const auto n = exponent->to_int64();
  if (!n || std::abs(*n) > 64 || base->size() > 4) return e;
  if (*n < 0) {
    const Expr below = *n == -1 ? e.arg(0) : power(math::pow(e.arg(0), Expr::integer(-*n)));
    const Expr over = Expr::integer(1) / below;
    board_.fact(math::to_latex(e) + " = " + math::to_latex(over), "negative_exponent", board_.say({"writing the negative power as a fraction", "turning the negative exponent into a fraction", "taking one over the power"}));
    return quotient(over);
  }
  if (base->rational()) {
    const Rational r = board_.brief() ? *math::exact_value(e) : Arithmetic(board_, Form::kFractions).power(*base->rational(), *exponent);
    return Expr::number(r);
  }
  // Squares first: (1 + i)^6 = ((1 + i)^2)^3.
  if (*n % 2 == 0 && *n > 2) {
    const Expr half = power(math::pow(e.arg(0), Expr::integer(2)));
    if (board_.failed()) return e;
    const Expr rest = math::pow(half, Expr::integer(*n / 2));
    board_.fact(math::to_latex(e) + " = " + math::to_latex(rest), "power_of_square", board_.say({"squaring first", "taking the square to the power {0}", "writing the exponent as $2 \\cdot {0}$"}, words(Rational(*n / 2))));
    return power(rest);
  }
  if (*n == 1) return base->expr();
  if (*n == 2 || *n == 3) {
    Radical square = *base * *base;
    std::string middle = base->size() > 1 ? multiplied_out(*base, *base) : std::string();
    const Expr first = state(*n == 2 ? e : math::pow(e.arg(0), Expr::integer(2)), middle, square.expr(), "square",
          base->size() > 1 ? board_.say({"squaring the sum", "multiplying the bracket by itself", "working out the square"}) : board_.say({"squaring", "working out the square", "squaring root and factor"}));
    if (*n == 2) return first;
    return state(e, base->tex_factor() + " \\cdot " + square.tex_factor(), (square * *base).expr(), "next_power", board_.say({"multiplying once more by ${0}$", "taking one more factor ${0}$", "multiplying the square by ${0}$"}, base->tex()));
  }
  const Expr even = power(math::pow(e.arg(0), Expr::integer(*n - 1)));
  const auto r = as_radical(even);
  if (!r) return e;
  return state(e, base->tex_factor() + " \\cdot " + r->tex_factor(), (*r * *base).expr(), "next_power", board_.say({"multiplying once more by ${0}$", "taking one more factor ${0}$", "multiplying by the last ${0}$"}, base->tex()));
}

// \sqrt{p + q \sqrt{d}} = \sqrt{m} + \sqrt{n} with m + n = p and 4 m n = q^2 d.
std::optional<Radical> ExactNumbers::denested(const Radical& inside) {
  const auto d = inside.some_root();
  if (!d || inside.size() != 2) return std::nullopt;
  const Rational p = inside.part(Rational(1)), q = inside.part(*d);
  const auto root = rational_square_root(p * p - q * q * *d);
  if (!root || p.sign() <= 0) return std::nullopt;
  const Rational m = (p + *root) / 2, n = (p - *root) / 2;
  const auto first = radical_root(m), second = radical_root(n);
  if (!first || !second || n.sign() < 0) return std::nullopt;
  return q.sign() < 0 ? *first + -*second : *first + *second;
}

Expr ExactNumbers::root(const Expr& e) {
  const auto inside = as_radical(e.arg(0));
  if (!inside) return e;
  const auto index = e.name() == "root" ? math::exact_value(e.arg(1)) : Result<Rational>(Rational(2));
  if (!index || !index->is_integer()) return e;
  const auto value = inside->rational();
  if (*index == Rational(2)) {
    if (value) {
      const auto r = radical_root(*value);
      if (!r) return e;
      const auto square = square_part((value->num() * value->den()).abs());
      const std::string left = math::to_latex(e);
      if (value->is_integer() && square->s != Rational(1) && square->d != Rational(1) && value->sign() > 0)
        return state(e, "\\sqrt{" + tex(square->s * square->s) + " \\cdot " + tex(square->d) + "}", r->expr(), "simplify_root",
                     board_.say({"taking {0} out of the root", "using ${1} = {0}^2 \\cdot {2}$", "writing {1} as ${0}^2 \\cdot {2}$"}, tex(square->s), tex(*value), tex(square->d)));
      if (square->d == Rational(1) && value->sign() > 0)
        return state(e, *r, "root", board_.say({"using that ${0} = {1}$", "knowing that ${0} = {1}$", "noting that ${0} = {1}$"}, tex_power(tex_base(*r->rational()), 2), tex(*value)));
      if (value->sign() < 0)
        return state(e, "\\sqrt{" + tex(-*value) + "}\\,i", r->expr(), "imaginary_root", board_.say({"taking out $\\sqrt{{-1}} = i$", "using $i^2 = -1$", "writing the root of a negative number with $i$"}));
      if (!value->is_integer())
        return state(e, "\\frac{\\sqrt{" + tex(value->num() * value->den()) + "}}{" + tex(value->den()) + "}", r->expr(), "root_of_fraction",
                     board_.say({"making the denominator a square", "widening the fraction by {0}", "taking {0} out below"}, tex(value->den())));
      return state(e, *r, "simplify_root", board_.say({"taking squares out of the root", "simplifying the root", "drawing out what is a square"}));
    }
    const auto split = denested(*inside);
    if (!split) return e;
    const std::string square = tex_power(split->tex_factor(), 2);
    board_.fact(square + " = " + inside->tex(), "perfect_square", board_.say({"finding that ${0}$ has this square", "looking for a sum whose square it is", "trying ${0}$"}, split->tex()));
    return state(e, *split, "root", board_.say({"taking the square root", "drawing the root of the square", "undoing the square"}));
  }
  if (!value || value->sign() == 0) return e;
  // \sqrt[3]{16} = \sqrt[3]{8 \cdot 2} = 2 \sqrt[3]{2}
  const auto n = index->to_int64();
  if (!n || *n > 12 || *n < 2 || !value->is_integer() || (value->sign() < 0 && *n % 2 == 0)) return e;
  const auto primes = math::factor_integer(value->abs());
  if (!primes) return e;
  Rational outside(value->sign()), rest(1);
  long long shared = *n;
  for (const auto& [p, k] : *primes) shared = std::gcd(shared, static_cast<long long>(k));
  for (const auto& [p, k] : *primes) {
    for (int i = 0; i < k / *n; ++i) outside *= p;
    for (int i = 0; i < k % *n; ++i) rest *= p;
  }
  if (shared > 1 && outside.abs() == Rational(1) && value->sign() > 0) {   // \sqrt[6]{4} = \sqrt[3]{2}
    Rational base(1);
    for (const auto& [p, k] : *primes)
      for (int i = 0; i < k / shared; ++i) base *= p;
    const Expr lower = *n / shared == 2 ? Expr::func("sqrt", {Expr::number(base)}) : Expr::func("root", {Expr::number(base), Expr::integer(*n / shared)});
    return state(e, {}, lower, "lower_index", board_.say({"using ${0} = {1}$", "writing {0} as ${1}$", "noting that ${0} = {1}$"}, tex(*value), tex_power(tex(base), shared)));
  }
  if (outside.abs() == Rational(1) && value->sign() > 0) return e;
  const Expr bare = Expr::func("root", {Expr::number(rest), Expr::integer(*n)});
  const Expr result = rest == Rational(1) ? Expr::number(outside) : outside == Rational(-1) ? -bare : Expr::number(outside) * bare;
  return state(e, {}, result, "root", board_.say({"taking out ${0}$", "using ${0} = {1}$", "noting that ${0} = {1}$"}, tex_power(tex_base(outside), *n), tex(*value / rest)));
}

Expr ExactNumbers::magnitude(const Expr& e) {
  const auto z = as_radical(e.arg(0));
  if (!z) return e;
  if (z->is_real()) {
    const Radical size = z->to_double() < 0 ? -*z : *z;
    return state(e, size, "absolute_value", board_.say({"dropping the sign", "taking the distance from 0", "noting the sign of what is inside"}));
  }
  const Radical a = z->real(), b = z->imaginary();
  const auto square = (a * a + b * b).rational();
  if (!square) return e;
  const Expr root_of = Expr::func("sqrt", {Expr::number(*square)});
  board_.fact(math::to_latex(e) + " = \\sqrt{" + tex_power(a.tex().size() == 1 ? a.tex() : "(" + a.tex() + ")", 2) + " + " + tex_power(b.tex().size() == 1 ? b.tex() : "(" + b.tex() + ")", 2) + "} = " + math::to_latex(root_of), "magnitude",
              board_.say({"using $|a + bi| = \\sqrt{{a^2 + b^2}}$", "taking the root of the squares of both parts", "measuring the distance from 0"}));
  return root(root_of);
}

Expr ExactNumbers::logarithm(const Expr& e) {
  const bool natural = e.name() == "ln" || e.args().size() == 1;
  const Expr base = natural ? Expr::constant("e") : e.arg(1);
  const auto above = math::real_value(e, 15);
  if (!above) return e;
  for (long long below = 1; below <= 12; ++below) {
    const double top = above->mid * static_cast<double>(below);
    if (std::fabs(top - std::round(top)) > 1e-9 || std::fabs(top) > 400) continue;
    const Rational k(static_cast<long long>(std::round(top)), below);
    const std::string claim = math::to_latex(math::pow(base, Expr::number(k))) + " = " + math::to_latex(e.arg(0));
    if (!judge_fact(claim).holds) return e;
    board_.fact(claim, "power_of_base", board_.say({"looking for the power of ${0}$", "asking which power of ${0}$ this is", "writing it as a power of ${0}$"}, math::to_latex(base)));
    return state(e, {}, Expr::number(k), "logarithm", board_.say({"reading off the exponent", "taking the exponent", "noting that the exponent is ${0}$"}, tex(k)));
  }
  return e;
}

Expr ExactNumbers::rounded(const Expr& e) {
  const auto at = math::real_value(e.arg(0), 12);
  if (!at) return e;
  const double down = std::floor(at->mid);
  if (std::fabs(down) > 1e9) return e;
  const Rational low(static_cast<long long>(down)), high = low + 1;
  const Expr& u = e.arg(0);
  const auto inside = u.is_func("sqrt") ? math::exact_value(u.arg(0)) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
  if (inside && low.sign() >= 0)
    board_.fact(tex_power(tex(low), 2) + " = " + tex(low * low) + " < " + tex(*inside) + " < " + tex(high * high) + " = " + tex_power(tex(high), 2), "between_squares",
                board_.say({"finding the squares around {0}", "placing {0} between two squares", "comparing with the squares of {1} and {2}"}, words(*inside), tex(low), tex(high)));
  else
    board_.fact(tex(low) + " < " + math::to_latex(u) + " < " + tex(high), "between_integers", board_.say({"placing it between whole numbers", "estimating the value", "finding the whole numbers around it"}));
  return state(e, {}, Expr::number(e.name() == "floor" ? low : high), e.name() == "floor" ? "round_down" : "round_up",
               e.name() == "floor" ? board_.say({"rounding down", "taking the whole number below", "going down to a whole number"})
                                   : board_.say({"rounding up", "taking the whole number above", "going up to a whole number"}));
}

}  // namespace retort::explain
