#include "explain/rewriting.h"

#include <algorithm>
#include <optional>

#include "explain/exact_numbers.h"
#include "explain/factoring.h"
#include "explain/general_equation.h"
#include "explain/letter_factoring.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

struct Move {
  Expr to;
  std::string_view rule;
  std::string because;
};
using Found = std::optional<Move>;

bool is_number(const Expr& e, int v) { return e.is_number() && e.value() == Rational(v); }
Expr power_of(const Expr& base, const Expr& exponent) {
  const auto n = math::exact_value(exponent);
  if (n && *n == Rational(1)) return base;
  return math::pow(base, n ? Expr::number(*n) : math::normal_form(exponent).value_or(exponent));
}

Expr base_of(const Expr& e) { return e.is(Op::kPow) ? e.arg(0) : e; }
Expr exponent_of(const Expr& e) { return e.is(Op::kPow) ? e.arg(1) : Expr::integer(1); }

class Rewriting {
 public:
  explicit Rewriting(Board& board) : board_(board) {}
  Expr run(const Expr& e);

 private:
  Expr inside(const Expr& e);
  Found move(const Expr& e);
  Found on_function(const Expr& e);
  Found on_power(const Expr& e);
  Found on_product(const Expr& e);
  Found on_quotient(const Expr& e);
  Found on_sum(const Expr& e);
  Board& board_;
  int moves_ = 0;
};

Found Rewriting::on_function(const Expr& e) {
  const std::string& name = e.name();
  if (e.args().empty()) return std::nullopt;
  const Expr& u = e.arg(0);
  const bool natural_power = u.is_func("exp") || (u.is(Op::kPow) && u.arg(0).is(Op::kConstant) && u.arg(0).name() == "e");
  if (name == "ln" && natural_power) return Move{u.is_func("exp") ? u.arg(0) : u.arg(1), "log_of_exponential", board_.say({"using that the logarithm undoes the exponential", "seeing that logarithm and exponential undo each other", "taking the exponent"})};
  if (name == "exp" && u.is_func("ln")) return Move{u.arg(0), "exponential_of_log", board_.say({"using that the exponential undoes the logarithm", "seeing that exponential and logarithm undo each other"})};
  // e^{c ln u} = u^c
  if (name == "exp" && u.is(Op::kMul) && u.args().size() == 2 && u.arg(1).is_func("ln") && u.arg(0).is_number())
    return Move{power_of(u.arg(1).arg(0), u.arg(0)), "exponential_of_log", board_.say({"writing $c \\ln u$ as $\\ln u^c$, which the exponential undoes", "using $e^{{c \\ln u}} = (e^{{\\ln u}})^c = u^c$"})};
  if (name == "sqrt" && u.is(Op::kPow) && u.arg(1).is_integer() && (u.arg(1).value() / 2).is_integer() && u.arg(1).value().sign() > 0) {
    const Rational half = u.arg(1).value() / 2;
    const Expr root = power_of(u.arg(0), Expr::number(half));
    const bool even = (half / 2).is_integer();
    return Move{even ? root : Expr::func("abs", {root}), "root_of_square", even ? board_.say({"taking the root of the square", "halving the exponent"}) : board_.say({"taking the root of a square, which is the absolute value", "using $\\sqrt{{u^2}} = |u|$", "noting that the root of a square is not negative"})};
  }
  if (name == "tan") return Move{Expr::func("sin", {u}) / Expr::func("cos", {u}), "tangent", board_.say({"writing the tangent as sine over cosine", "using $\\tan = \\frac{{\\sin}}{{\\cos}}$"})};
  if (name == "cot") return Move{Expr::func("cos", {u}) / Expr::func("sin", {u}), "cotangent", board_.say({"writing the cotangent as cosine over sine", "using $\\cot = \\frac{{\\cos}}{{\\sin}}$"})};
  if (name == "sec") return Move{Expr::integer(1) / Expr::func("cos", {u}), "secant", board_.say({"writing the secant as one over the cosine", "using the definition of the secant"})};
  if (name == "csc") return Move{Expr::integer(1) / Expr::func("sin", {u}), "cosecant", board_.say({"writing the cosecant as one over the sine", "using the definition of the cosecant"})};
  if (name == "sin" || name == "cos") {
    // Double angles of a letter.
    if (u.is(Op::kMul) && u.args().size() == 2 && is_number(u.arg(0), 2)) {
      const Expr s = Expr::func("sin", {u.arg(1)}), c = Expr::func("cos", {u.arg(1)});
      if (name == "sin") return Move{Expr::integer(2) * s * c, "double_angle", board_.say({"using the double angle $\\sin 2u = 2 \\sin u \\cos u$", "writing the sine of the double angle as a product"})};
      return Move{Expr::integer(2) * math::pow(c, Expr::integer(2)) - Expr::integer(1), "double_angle", board_.say({"using the double angle $\\cos 2u = 2 \\cos^2 u - 1$", "writing the cosine of the double angle with the square"})};
    }
    if (u.is(Op::kNeg)) {
      const Expr f = Expr::func(name, {u.arg(0)});
      return Move{name == "sin" ? -f : f, "symmetry", board_.say({"using the symmetry of the {0}", "noting that the {0} is {1}"}, name == "sin" ? "sine" : "cosine", name == "sin" ? "odd" : "even")};
    }
  }
  if (name == "log" && e.args().size() == 2 && u.is(Op::kPow) && u.arg(0).same(e.arg(1))) return Move{u.arg(1), "log_of_exponential", board_.say({"taking the exponent", "using that the logarithm asks for this exponent"})};
  return std::nullopt;
}

Found Rewriting::on_power(const Expr& e) {
  const Expr &base = e.arg(0), &n = e.arg(1);
  const auto value = math::exact_value(n);
  if (value && value->is_zero()) return Move{Expr::integer(1), "zero_power", board_.say({"taking the power 0, which is 1", "using that the power 0 is 1"})};
  if (base.is(Op::kPow) && n.is_integer()) return Move{power_of(base.arg(0), base.arg(1) * n), "power_of_power", board_.say({"multiplying the exponents", "using $(u^a)^b = u^{{ab}}$"})};
  if (base.is_func("exp") && value) return Move{Expr::func("exp", {math::normal_form(base.arg(0) * n).value_or(base.arg(0) * n)}), "power_of_power", board_.say({"multiplying the exponents", "using $(e^a)^b = e^{{ab}}$"})};
  if (base.is_func("sqrt") && n.is_integer() && n.value() == Rational(2)) return Move{base.arg(0), "square_of_root", board_.say({"squaring the root", "using that the square undoes the root"})};
  if (base.is_func("abs") && value && (*value / 2).is_integer()) return Move{power_of(base.arg(0), n), "even_power", board_.say({"dropping the bars under an even power", "noting that an even power does not see the sign"})};
  if (base.is(Op::kNeg) && n.is_integer()) {
    const Expr p = power_of(base.arg(0), n);
    return Move{(n.value() / 2).is_integer() ? p : -p, "sign_of_power", board_.say({"taking the sign out of the power", "counting the minus signs"})};
  }
  if ((base.is(Op::kMul) || base.is(Op::kDiv)) && n.is_integer()) {
    std::vector<Expr> parts;
    for (const Expr& f : base.args()) parts.push_back(power_of(f, n));
    for (Expr& p : parts)
      if (const auto v = math::exact_value(p); v && p.symbols().empty()) p = Expr::number(*v);
    return Move{Expr::make(base.op(), parts), "power_of_product", board_.say({"raising each factor to the power ${0}$", "taking the power ${0}$ of every part", "spreading the power ${0}$ over the factors"}, math::to_latex(n))};
  }
  if (value && value->sign() < 0 && !base.is_number()) return Move{Expr::integer(1) / power_of(base, Expr::number(-*value)), "negative_exponent", board_.say({"writing the negative power as a fraction", "turning the negative exponent into a fraction"})};
  // 2^{n+4} = 2^4 \cdot 2^n
  if (base.is_number() && n.is(Op::kAdd)) {
    for (std::size_t i = 0; i < n.args().size(); ++i) {
      const auto shift = math::exact_value(n.arg(i));
      if (!shift || !shift->is_integer() || shift->abs() > Rational(40)) continue;
      std::vector<Expr> rest = n.args();
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      const auto factor = Rational::pow(base.value(), *shift, 2048);
      if (!factor) continue;
      return Move{Expr::number(*factor) * math::pow(base, math::sum_of(rest)), "split_exponent", board_.say({"splitting the exponent", "using $b^{{m + n}} = b^m \\cdot b^n$"})};
    }
  }
  return std::nullopt;
}

// x^a x^b = x^{a+b}, also of exponentials.
Found Rewriting::on_product(const Expr& e) {
  // e^a e^b = e^{a + b}
  std::vector<Expr> exponents, others;
  for (const Expr& f : e.args()) (f.is_func("exp") ? exponents : others).push_back(f.is_func("exp") ? f.arg(0) : f);
  if (exponents.size() > 1) {
    const Expr sum = math::sum_of(exponents), total = math::normal_form(sum).value_or(sum);
    others.push_back(math::is_zero(total) ? Expr::integer(1) : Expr::func("exp", {total}));
    return Move{math::product_of(others), "add_exponents", board_.say({"adding the exponents", "using $e^a e^b = e^{{a + b}}$"})};
  }
  const auto factors = math::factors_of(e);
  for (std::size_t i = 0; i < factors.size(); ++i)
    for (std::size_t j = i + 1; j < factors.size(); ++j) {
      const Expr &a = factors[i], &b = factors[j];
      std::optional<Expr> joined;
      if (a.is_func("exp") && b.is_func("exp")) joined = Expr::func("exp", {math::normal_form(a.arg(0) + b.arg(0)).value_or(a.arg(0) + b.arg(0))});
      if (!a.is_number() && base_of(a).same(base_of(b))) joined = power_of(base_of(a), exponent_of(a) + exponent_of(b));
      if (a.is_func("sqrt") && a.same(b)) joined = a.arg(0);
      if (!joined) continue;
      std::vector<Expr> rest = factors;
      rest[i] = *joined;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(j));
      return Move{math::product_of(rest), "add_exponents", board_.say({"adding the exponents", "using $u^a \\cdot u^b = u^{{a + b}}$", "joining the powers with the same base"})};
    }
  // a \cdot \frac{b}{c}
  for (std::size_t i = 0; i < factors.size(); ++i) {
    if (!factors[i].is(Op::kDiv) || factors[i].symbols().empty()) continue;
    std::vector<Expr> above = factors;
    above[i] = factors[i].arg(0);
    std::erase_if(above, [](const Expr& f) { return is_number(f, 1); });
    const Expr top = above.empty() ? Expr::integer(1) : math::product_of(above);
    return Move{top / factors[i].arg(1), "one_fraction", board_.say({"writing it as one fraction", "taking everything over one line", "multiplying into the numerator"})};
  }
  const auto normal = math::normal_form(e);
  if (normal && !normal->is(Op::kAdd) && normal->size() < e.size()) return Move{*normal, "multiply", board_.say({"multiplying the factors", "working out the product"})};
  return std::nullopt;
}

Found Rewriting::on_quotient(const Expr& e) {
  const Expr &a = e.arg(0), &b = e.arg(1);
  // (1/x + 1/y)/(x + y): the fractions above, or below, become one.
  for (const bool above_line : {true, false}) {
    const Expr& side = above_line ? a : b;
    const bool fractions = side.is(Op::kAdd) && std::any_of(side.args().begin(), side.args().end(), [](const Expr& t) {
      const Expr& q = t.is(Op::kNeg) ? t.arg(0) : t;
      return q.is(Op::kDiv) && !q.arg(1).symbols().empty();
    });
    const auto one = fractions ? math::as_single_fraction(side) : std::nullopt;
    if (!one || one->second.is_number()) continue;
    const Expr joined = one->first / one->second;
    return Move{above_line ? joined / b : a / joined, "common_denominator", board_.say({"bringing the fractions {0} the line to the denominator ${1}$", "adding the fractions {0} the line over ${1}$"}, above_line ? "above" : "below", math::to_latex(one->second))};
  }
  if (b.is(Op::kDiv)) return Move{(is_number(a, 1) ? b.arg(1) : a * b.arg(1)) / b.arg(0), "divide_by_fraction", board_.say({"multiplying by the inverse of the fraction below", "turning the fraction below upside down", "dividing by a fraction"})};
  if (is_number(b, 1)) return Move{a, "drop_one", board_.say({"dividing by 1", "dropping the denominator 1"})};
  if (a.is(Op::kDiv)) return Move{a.arg(0) / (a.arg(1) * b), "one_fraction", board_.say({"joining the denominators", "taking both denominators together"})};
  if (a.is_func("factorial") && b.is_func("factorial")) {
    const auto gap = math::normal_form(a.arg(0) - b.arg(0));
    const auto k = gap ? math::exact_value(*gap) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
    if (k && k->is_integer() && k->abs() <= Rational(6) && !k->is_zero()) {
      const Expr top = k->sign() > 0 ? a.arg(0) : b.arg(0);
      std::vector<Expr> factors;
      for (long long i = 0; i < *k->abs().to_int64(); ++i) factors.push_back(math::normal_form(top - Expr::integer(i)).value_or(top));
      const Expr p = math::product_of(factors);
      return Move{k->sign() > 0 ? p : Expr::integer(1) / p, "cancel_factorials", board_.say({"cancelling the factors that both factorials share", "writing out the first factors of the larger factorial and cancelling the rest"})};
    }
  }
  // Common powers above and below.
  const auto above = math::factors_of(a), below = math::factors_of(b);
  for (std::size_t i = 0; i < above.size(); ++i)
    for (std::size_t j = 0; j < below.size(); ++j) {
      if (above[i].is_number() || !base_of(above[i]).same(base_of(below[j]))) continue;
      const Expr left = math::normal_form(exponent_of(above[i]) - exponent_of(below[j])).value_or(exponent_of(above[i]) - exponent_of(below[j]));
      std::vector<Expr> top = above, bottom = below;
      bottom.erase(bottom.begin() + static_cast<std::ptrdiff_t>(j));
      const auto value = math::exact_value(left);
      if (value && value->is_zero()) {
        top.erase(top.begin() + static_cast<std::ptrdiff_t>(i));
      } else if (value && value->sign() < 0) {
        top.erase(top.begin() + static_cast<std::ptrdiff_t>(i));
        bottom.push_back(power_of(base_of(above[i]), Expr::number(-*value)));
      } else {
        top[i] = power_of(base_of(above[i]), left);
      }
      const Expr t = top.empty() ? Expr::integer(1) : math::product_of(top);
      return Move{bottom.empty() ? t : t / math::product_of(bottom), "cancel", board_.say({"cancelling ${0}$", "dividing out ${0}$", "subtracting the exponents of ${0}$"}, math::to_latex(base_of(above[i])))};
    }
  const auto normal = math::normal_form(e);
  if (normal && normal->size() < e.size()) return Move{*normal, "simplify", board_.say({"simplifying the fraction", "reducing the fraction", "cancelling what is common"})};
  return std::nullopt;
}

Found Rewriting::on_sum(const Expr& e) {
  // \sin^2 u + \cos^2 u = 1 and its two mirror images.
  const auto terms = math::terms_of(e);
  const auto square = [](const Expr& t, const char* f) { return t.is(Op::kPow) && is_number(t.arg(1), 2) && t.arg(0).is_func(f); };
  for (std::size_t i = 0; i < terms.size(); ++i)
    for (std::size_t j = 0; j < terms.size(); ++j) {
      if (i == j) continue;
      std::optional<Expr> joined;
      if (square(terms[i], "sin") && square(terms[j], "cos") && terms[i].arg(0).arg(0).same(terms[j].arg(0).arg(0))) joined = Expr::integer(1);
      for (const auto& [f, g] : {std::pair("sin", "cos"), std::pair("cos", "sin")})
        if (is_number(terms[i], 1) && terms[j].is(Op::kNeg) && square(terms[j].arg(0), f)) joined = math::pow(Expr::func(g, {terms[j].arg(0).arg(0).arg(0)}), Expr::integer(2));
      if (!joined) continue;
      std::vector<Expr> rest = terms;
      rest[i] = *joined;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(j));
      return Move{math::sum_of(rest), "pythagoras", board_.say({"using $\\sin^2 + \\cos^2 = 1$", "using that the squares of sine and cosine add up to 1", "applying Pythagoras to sine and cosine"})};
    }
  // \sin a \cos b + \cos a \sin b
  if (terms.size() == 2) {
    const auto pair_of = [](const Expr& t, const char* f, const char* g) -> std::optional<std::pair<Expr, Expr>> {
      const Expr& p = t.is(Op::kNeg) ? t.arg(0) : t;
      if (!p.is(Op::kMul) || p.args().size() != 2) return std::nullopt;
      if (p.arg(0).is_func(f) && p.arg(1).is_func(g)) return std::pair(p.arg(0).arg(0), p.arg(1).arg(0));
      if (p.arg(1).is_func(f) && p.arg(0).is_func(g) && std::string_view(f) != g) return std::pair(p.arg(1).arg(0), p.arg(0).arg(0));
      return std::nullopt;
    };
    const auto a = pair_of(terms[0], "sin", "cos"), b = pair_of(terms[1], "cos", "sin");
    if (a && b && !terms[0].is(Op::kNeg) && a->first.same(b->first) && a->second.same(b->second)) {
      const Expr raw = terms[1].is(Op::kNeg) ? a->first - a->second : a->first + a->second;
      return Move{Expr::func("sin", {math::normal_form(raw).value_or(raw)}), "addition_formula", board_.say({"reading the addition formula backwards", "using the addition formula for the sine from right to left"})};
    }
    const auto c = pair_of(terms[0], "cos", "cos"), s = pair_of(terms[1], "sin", "sin");
    if (c && s && !terms[0].is(Op::kNeg) && c->first.same(s->first) && c->second.same(s->second)) {
      const Expr raw = terms[1].is(Op::kNeg) ? c->first + c->second : c->first - c->second;
      return Move{Expr::func("cos", {math::normal_form(raw).value_or(raw)}), "addition_formula", board_.say({"reading the addition formula backwards", "using the addition formula for the cosine from right to left"})};
    }
  }
  // ln(uv) - ln u: one logarithm, when something cancels in it.
  if (terms.size() == 2 && terms[1].is(Op::kNeg) && terms[0].is_func("ln") && terms[1].arg(0).is_func("ln"))
    if (const Expr q = terms[0].arg(0) / terms[1].arg(0); const auto less = on_quotient(q)) return Move{Expr::func("ln", {q}), "logarithm_of_quotient", board_.say({"using $\\ln a - \\ln b = \\ln \\frac{{a}}{{b}}$", "taking the two logarithms together"})};
  // ln u^c beside other logarithms: c ln u.
  const auto bare = [](const Expr& t) { return t.is(Op::kNeg) ? t.arg(0) : t; };
  const auto has_log = [&](const Expr& t) { return bare(t).is_func("ln") || (bare(t).is(Op::kMul) && bare(t).args().back().is_func("ln")); };
  if (terms.size() > 1 && std::all_of(terms.begin(), terms.end(), has_log)) {
    std::vector<Expr> changed = terms;
    bool any = false;
    for (Expr& t : changed)
      if (const Expr b = bare(t); b.is_func("ln") && b.arg(0).is(Op::kPow) && b.arg(0).arg(1).is_number()) {
        const Expr term = b.arg(0).arg(1) * Expr::func("ln", {b.arg(0).arg(0)});
        t = t.is(Op::kNeg) ? -term : term;
        any = true;
      }
    if (any) return Move{math::sum_of(changed), "logarithm_of_power", board_.say({"bringing the exponent in front of the logarithm", "using $\\ln u^c = c \\ln u$"})};
  }
  // a/(x - y) + b/(y - x): the sign of a denominator is turned; with equal denominators the numerators are added.
  for (std::size_t i = 0; i < terms.size(); ++i)
    for (std::size_t j = i + 1; j < terms.size(); ++j) {
      const Expr u = bare(terms[i]), v = bare(terms[j]);
      if (!u.is(Op::kDiv) || !v.is(Op::kDiv) || u.arg(1).symbols().empty()) continue;
      std::vector<Expr> changed = terms;
      if (u.arg(1).same(v.arg(1))) {
        const Expr a = terms[i].is(Op::kNeg) ? -u.arg(0) : u.arg(0), sum = terms[j].is(Op::kNeg) ? a - v.arg(0) : a + v.arg(0);
        changed[i] = sum / u.arg(1);
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(j));
        return Move{math::sum_of(changed), "add_fractions", board_.say({"adding over the same denominator", "taking both over the denominator ${0}$"}, math::to_latex(u.arg(1)))};
      }
      if (!v.arg(1).is(Op::kAdd) || math::equal(u.arg(1), -v.arg(1)).outcome != math::Verdict::Outcome::kEqual) continue;
      const Expr turned = v.arg(0) / u.arg(1);
      changed[j] = terms[j].is(Op::kNeg) ? turned : -turned;
      return Move{math::sum_of(changed), "turn_sign", board_.say({"using ${0} = -({1})$, which turns the sign of the fraction", "writing ${0}$ as $-({1})$"}, math::to_latex(v.arg(1)), math::to_latex(u.arg(1)))};
    }
  const auto collected = math::collect_terms(e);
  if (collected && collected->size() < e.size()) return Move{*collected, "combine", board_.say({"combining like terms", "collecting like terms", "adding like terms"})};
  return std::nullopt;
}

Found Rewriting::move(const Expr& e) {
  switch (e.op()) {
    case Op::kFunc: return on_function(e);
    case Op::kPow: return on_power(e);
    case Op::kMul: return on_product(e);
    case Op::kDiv: return on_quotient(e);
    case Op::kAdd: return on_sum(e);
    case Op::kNeg: {
      if (e.arg(0).is(Op::kNeg)) return Move{e.arg(0).arg(0), "sign", board_.say({"dropping the two minus signs", "using that two minus signs cancel"})};
      return std::nullopt;
    }
    default: return std::nullopt;
  }
}

Expr Rewriting::inside(const Expr& e) {
  if (e.args().empty() || e.is(Op::kDegree)) return e;
  std::vector<Expr> args;
  for (const Expr& a : e.args()) args.push_back(run(a));
  return Expr::make(e.op(), std::move(args), e.name());
}

Expr Rewriting::run(const Expr& e) {
  if (board_.failed() || e.args().empty()) return e;
  if (e.symbols().empty()) {
    // Numbers: worked out where that needs a step, taken as they are otherwise.
    if (const auto exact = math::exact_value(e)) {
      const Expr& power = e.is(Op::kNeg) ? e.arg(0) : e;
      if (exact->is_integer() && power.is(Op::kPow) && power.arg(0).is_number() && !board_.brief()) board_.fact(math::to_latex(power) + " = " + tex(e.is(Op::kNeg) ? -*exact : *exact), "power", board_.say({"working out the power", "taking the power of the number"}));
      return exact->is_integer() || e.is(Op::kDiv) ? Expr::number(*exact) : e;
    }
    if (e.is(Op::kAdd) || e.is(Op::kMul) || e.is(Op::kDiv) || e.is_func("sqrt")) {
      Board trial = board_;
      const Expr value = ExactNumbers(trial).value(e);
      if (!trial.failed() && value.size() <= e.size()) {
        board_ = std::move(trial);
        return value;
      }
    }
    return e;
  }
  Expr now = inside(e);
  while (moves_ < 40 && !board_.failed()) {
    const auto next = move(now);
    if (!next || next->to.same(now)) break;
    ++moves_;
    const std::string left = math::to_latex(now), right = math::to_latex(next->to);
    if (left != right) {
      const Judgement judgement = judge_fact(left + " = " + right);
      if (!judgement.holds) break;
      board_.write(left + " = " + right, next->rule, next->because, judgement);
    }
    now = inside(next->to);
  }
  return now;
}

bool ends_with(const Board& board, const std::string& left, const std::string& right) {
  return !board.steps().empty() && board.steps().back().claim.starts_with(left + " = ") && board.steps().back().claim.ends_with(" = " + right);
}

// Functions become letters: what is equal then is equal by algebra alone.
Expr with_letters(const Expr& e, std::vector<Expr>& met) {
  if (e.is(Op::kFunc) && e.name() != "sqrt") {
    const auto at = std::find_if(met.begin(), met.end(), [&](const Expr& m) { return m.same(e); });
    const auto index = at - met.begin();
    if (at == met.end()) met.push_back(e);
    return Expr::symbol("retort_f" + std::to_string(index));
  }
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& a : e.args()) args.push_back(with_letters(a, met));
  return Expr::make(e.op(), std::move(args), e.name());
}

bool equal_by_algebra(const Expr& a, const Expr& b) {
  std::vector<Expr> met;
  const Expr x = with_letters(a, met), y = with_letters(b, met);
  return judge_same(x, y).holds;
}

}  // namespace

Expr write_simplified(Board& board, const Expr& e) { return Rewriting(board).run(e); }

namespace {

// A polynomial in sin u and cos u of one u: squares completed or split first, so that sin^2 + cos^2 can become 1. What it has become.
Expr write_waves(Board& board, const Expr& e) {
  std::vector<Expr> waves;
  collect_parts(e, [](const Expr& part) { return part.is_func("sin") || part.is_func("cos"); }, waves);
  if (waves.empty()) return e;
  const Expr u = waves[0].arg(0), s = Expr::func("sin", {u}), c = Expr::func("cos", {u});
  for (const Expr& w : waves)
    if (!w.same(s) && !w.same(c)) return e;
  const Expr two = Expr::integer(2), s2 = math::pow(s, two), c2 = math::pow(c, two);
  const auto p = math::coefficients_in(with_replaced(e, [&](const Expr& part) { return part.same(s) ? std::optional(Expr::symbol("s_0")) : part.same(c) ? std::optional(Expr::symbol("c_0")) : std::nullopt; }), "s_0", 4);
  if (!p) return e;
  const std::string whole = math::to_latex(e);
  const auto equal = [&](const Expr& form) { return equal_by_algebra(e, form); };
  const auto fact = [&](const Expr& form, std::string_view rule, std::string because) {
    board.fact(whole + " = " + math::to_latex(form), rule, std::move(because));
    return form;
  };
  const Expr s4 = math::pow(s, Expr::integer(4)), c4 = math::pow(c, Expr::integer(4));
  for (const bool sine_first : {true, false}) {
    const Expr &a = sine_first ? s2 : c2, &b = sine_first ? c2 : s2;
    if (!equal(sine_first ? s4 - c4 : c4 - s4)) continue;
    fact((a - b) * (a + b), "difference_of_squares", board.say({"using $a^2 - b^2 = (a - b)(a + b)$ with the squares of sine and cosine", "seeing a difference of two squares"}));
    return fact(a - b, "pythagoras", board.say({"using $\\sin^2 + \\cos^2 = 1$", "as the second bracket is 1"}));
  }
  if (equal(math::pow(s2 + c2, two)) && e.is(Op::kAdd)) {
    fact(math::pow(s2 + c2, two), "perfect_square", board.say({"using $a^2 + 2ab + b^2 = (a + b)^2$", "seeing the square of a sum"}));
    return fact(Expr::integer(1), "pythagoras", board.say({"using $\\sin^2 + \\cos^2 = 1$"}));
  }
  // A square of a sum is multiplied out.
  std::vector<Expr> squares;
  collect_parts(e, [&](const Expr& part) { return part.is(Op::kPow) && part.arg(0).is(Op::kAdd) && is_number(part.arg(1), 2) && !part.symbols().empty(); }, squares);
  if (squares.empty()) return e;
  const auto out = math::multiply_out(e);
  const auto collected = out ? math::collect_terms(*out) : out;
  if (!collected || !equal(*collected)) return e;
  return fact(*collected, "expand", board.say({"multiplying the square out", "using $(a + b)^2 = a^2 + 2ab + b^2$"}));
}

// How a form in sin u and cos u becomes one with the double angle.
std::string double_angle_reason(Board& board, const Expr& goal) {
  std::vector<Expr> doubled;
  collect_parts(goal, [](const Expr& part) { return (part.is_func("sin") || part.is_func("cos")) && part.arg(0).is(Op::kMul) && is_number(part.arg(0).arg(0), 2); }, doubled);
  if (doubled.empty()) return {};
  return doubled[0].name() == "sin" ? board.say({"using $2 \\sin u \\cos u = \\sin 2u$", "reading the double angle formula of the sine backwards"})
                                    : board.say({"using $\\cos^2 u - \\sin^2 u = \\cos 2u$", "reading the double angle formula of the cosine backwards"});
}

}  // namespace

namespace {

// 1/(x - 1) - 1/(x + 1) with each numerator times what its denominator lacks: ((x + 1) - (x - 1))/(x^2 - 1). Nothing where that says nothing new.
std::optional<Expr> over_common_denominator(const Expr& sum, const Expr& denominator) {
  std::vector<Expr> terms;
  bool changed = false;
  for (const Expr& t : math::terms_of(sum)) {
    const bool negative = t.is(Op::kNeg);
    const Expr& q = negative ? t.arg(0) : t;
    const Expr above = q.is(Op::kDiv) ? q.arg(0) : q, below = q.is(Op::kDiv) ? q.arg(1) : Expr::integer(1);
    const auto lacking = polynomial_quotient(denominator, below);
    if (!lacking) return std::nullopt;
    const bool one = is_number(*lacking, 1);
    changed = changed || !one;
    const Expr term = one ? above : is_number(above, 1) ? *lacking : above * *lacking;
    terms.push_back(negative ? -term : term);
  }
  return changed ? std::optional(Expr::make(Op::kAdd, std::move(terms)) / denominator) : std::nullopt;
}

}  // namespace

namespace {

// The fraction with the polynomials in one letter above and below taken apart, each in facts of its own; nothing where none splits.
std::optional<std::string> write_factors_of(Board& board, const Expr& fraction) {
  bool any = false;
  const auto side = [&](const Expr& product) {
    std::string out;
    for (const Expr& f : math::factors_of(product)) {
      const auto letters = f.symbols();
      const auto p = f.is(Op::kAdd) && letters.size() == 1 ? math::as_polynomial(f, letters[0]) : std::optional<Coefficients>{};
      std::string text = f.is(Op::kAdd) ? "(" + math::to_latex(f) + ")" : math::to_latex(f);
      if (p && p->size() > 1) {
        const auto parts = primitive_factors(*p);
        if (parts.factors.size() > 1 || parts.factors[0].second > 1 || parts.content != Rational(1)) {
          const std::string poly = tex(*p, letters[0]);
          write_polynomial_factoring(board, *p, letters[0], [&](const std::string& form, std::string_view rule, std::string because) { board.fact(poly + " = " + form, rule, std::move(because)); });
          text = tex_factored(parts, letters[0]);
          any = true;
        }
      }
      out += (out.empty() || text[0] == '(' ? "" : " \\cdot ") + text;
    }
    return out;
  };
  const std::string above = side(fraction.arg(0)), below = side(fraction.arg(1));
  return any && !board.failed() ? std::optional("\\frac{" + above + "}{" + below + "}") : std::nullopt;
}

}  // namespace

void write_rewriting(Board& board, const Expr& given, const Expr& goal) {
  const std::string whole = math::to_latex(given), target = math::to_latex(goal);
  const Expr e = board.brief() || whole == target ? given : write_waves(board, given);
  if (math::to_latex(e) == target && !e.same(given)) return;
  if (whole == target)
    return board.fact(whole + " = " + target, "as_given", board.say({"noting that it is in its simplest form already", "seeing nothing to simplify", "leaving it as it stands"}));
  Expr now = board.brief() ? e : write_simplified(board, e);
  if (board.failed()) return;
  if (now.same(goal) || math::to_latex(now) == target) {
    if (!ends_with(board, whole, target)) board.fact(whole + " = " + target, "value", board.say({"putting the parts together", "coming back to the whole expression", "taking it all together"}));
    return;
  }
  if (math::to_latex(now) != whole) board.fact(whole + " = " + math::to_latex(now), "value", board.say({"putting the parts together", "taking the simpler parts", "writing it with these parts"}));
  const auto fraction = math::as_single_fraction(now);
  if (fraction && !board.brief() && !fraction->second.is_number() && now.is(Op::kAdd)) {
    const Expr one = fraction->first / fraction->second;
    const auto raised = over_common_denominator(now, fraction->second);
    board.fact(math::to_latex(now) + " = " + (raised ? math::to_latex(*raised) + " = " : std::string()) + math::to_latex(one), "common_denominator", board.say({"bringing everything to the denominator ${0}$", "using the common denominator ${0}$", "adding over ${0}$"}, math::to_latex(fraction->second)));
    now = write_simplified(board, one);
  }
  if (board.failed() || ends_with(board, whole, target)) return;
  if (equal_by_algebra(now, goal)) {
    const auto below = math::as_single_fraction(now), mine = math::as_single_fraction(goal);
    const bool cancels = below && mine && !below->second.is_number() && below->second.size() > mine->second.size();
    if (cancels && !board.brief() && now.is(Op::kDiv)) {
      if (const auto between = write_factors_of(board, now)) {
        const std::string claim = whole + " = " + *between;
        if (*between != whole && *between != target && judge_fact(claim).holds) board.fact(claim, "factor", board.say({"writing numerator and denominator with their factors", "putting the factors in"}));
      }
    }
    return board.fact(whole + " = " + target, cancels ? "cancel" : "simplify",
                      cancels ? board.say({"cancelling what numerator and denominator share", "dividing out the common factor", "cancelling the common factor"})
                              : board.say({"multiplying out and ordering", "collecting and ordering the terms", "writing it in its simplest form"}));
  }
  const std::string claim = whole + " = " + target;
  Judgement judgement = judge_fact(claim);
  std::vector<Expr> met;
  with_letters(now, met);
  const bool trigonometric = std::any_of(met.begin(), met.end(), [](const Expr& f) { return f.is_func("sin") || f.is_func("cos"); });
  if (const std::string reason = trigonometric ? double_angle_reason(board, goal) : std::string(); !reason.empty() && goal.is(Op::kAdd) && !board.brief()) {
    // Squares by the double angle, one after the other.
    std::vector<Expr> squares;
    collect_parts(now, [](const Expr& part) { return part.is(Op::kPow) && is_number(part.arg(1), 2) && (part.arg(0).is_func("sin") || part.arg(0).is_func("cos")); }, squares);
    for (const Expr& q : squares) {
      const std::string doubled = math::to_latex(Expr::func("cos", {Expr::integer(2) * q.arg(0).arg(0)}));
      board.fact(math::to_latex(q) + " = \\frac{1 " + (q.arg(0).is_func("sin") ? "- " : "+ ") + doubled + "}{2}", "double_angle", q.arg(0).is_func("sin") ? board.say({"using $\\cos 2u = 1 - 2\\sin^2 u$", "solving $\\cos 2u = 1 - 2\\sin^2 u$ for the square"}) : board.say({"using $\\cos 2u = 2\\cos^2 u - 1$", "solving $\\cos 2u = 2\\cos^2 u - 1$ for the square"}));
    }
  }
  if (const std::string reason = trigonometric ? double_angle_reason(board, goal) : std::string(); !reason.empty()) return board.write(claim, "double_angle", reason, judgement);
  if (trigonometric)
    return board.write(claim, "pythagoras", board.say({"using $\\sin^2 + \\cos^2 = 1$ and the addition formulas", "applying $\\sin^2 + \\cos^2 = 1$", "replacing by means of $\\sin^2 + \\cos^2 = 1$"}), judgement);
  judgement.grade = math::Grade::kQuoted;
  board.write(claim, "known_form", board.say({"recalling this identity", "knowing that both forms are the same", "taking this identity as known"}), judgement);
}

void write_multiplied_out(Board& board, const Expr& e, const Expr& goal) {
  const std::string whole = math::to_latex(e), target = math::to_latex(goal);
  if (whole == target)
    return board.fact(whole + " = " + target, "as_given", board.say({"seeing nothing to multiply out", "noting that it is expanded already", "leaving it as it stands"}));
  const auto raw = math::multiply_out(e);
  std::string claim = whole;
  if (raw && !board.brief()) {
    const std::string middle = math::to_latex(*raw);
    constexpr std::size_t kLongLine = 160;
    if (middle != whole && middle != target && middle.size() < kLongLine) claim += " = " + middle;
  }
  if (!equal_by_algebra(e, goal)) return write_rewriting(board, e, goal);
  board.fact(claim + " = " + target, "expand", board.say({"multiplying each term by each term", "multiplying out the brackets", "distributing over the brackets"}));
}

}  // namespace retort::explain
