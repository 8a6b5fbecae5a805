// Values of trigonometric functions at angles that are known, and of the inverse functions.
#include <algorithm>
#include <cmath>

#include "explain/exact_numbers.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

Expr angle_of(const Rational& half_turns, bool degrees) {
  if (degrees) return Expr::make(Op::kDegree, {Expr::number(half_turns * 180)});
  if (half_turns.is_zero()) return Expr::integer(0);
  const Rational n = half_turns.num().abs();
  Expr e = n == Rational(1) ? Expr::constant("pi") : Expr::number(n) * Expr::constant("pi");
  if (half_turns.den() != Rational(1)) e = e / Expr::number(half_turns.den());
  return half_turns.sign() < 0 ? -e : e;
}

bool has_degree(const Expr& e) { return e.is(Op::kDegree) || std::any_of(e.args().begin(), e.args().end(), has_degree); }

// sin of 0, 30, 45, 60 and 90 degrees.
std::optional<Radical> first_quadrant_sine(const Rational& r) {
  if (r.is_zero()) return Radical(Rational(0));
  if (r == Rational(1, 6)) return Radical(Rational(1, 2));
  if (r == Rational(1, 4)) return Radical(Rational(1, 2)) * Radical::root(Rational(2));
  if (r == Rational(1, 3)) return Radical(Rational(1, 2)) * Radical::root(Rational(3));
  if (r == Rational(1, 2)) return Radical(Rational(1));
  return std::nullopt;
}

std::optional<Radical> table(const std::string& name, const Rational& r) {
  if (name == "sin") return first_quadrant_sine(r);
  if (name == "cos") return first_quadrant_sine(Rational(1, 2) - r);
  const auto sine = first_quadrant_sine(r), cosine = first_quadrant_sine(Rational(1, 2) - r);
  const auto over = cosine ? cosine->inverse() : std::nullopt;
  return sine && over ? std::optional(*sine * *over) : std::nullopt;
}

const char* long_name(const std::string& name) { return name == "sin" ? "sine" : name == "cos" ? "cosine" : "tangent"; }

class TrigValue {
 public:
  TrigValue(Board& board, bool degrees) : board_(board), degrees_(degrees) {}
  // sin, cos or tan of r half turns; nothing where no rule fits.
  std::optional<Expr> at(const std::string& name, const Rational& r, const Expr& as_written);

 private:
  Expr call(const std::string& name, const Rational& r) const { return Expr::func(name, {angle_of(r, degrees_)}); }
  std::string tex_angle(const Rational& r) const { return math::to_latex(angle_of(r, degrees_)); }
  std::optional<Expr> by_addition(const std::string& name, const Rational& r);
  std::optional<Expr> by_fifths(const std::string& name, const Rational& r);
  Board& board_;
  bool degrees_;
};

std::optional<Expr> TrigValue::at(const std::string& name, const Rational& given, const Expr& as_written) {
  const std::string left = math::to_latex(as_written);
  Rational r = given;
  std::string now = left;
  const auto move = [&](const std::string& next, std::string_view rule, const std::string& because) {
    if (next != now) board_.fact(now + " = " + next, rule, because);
    now = next;
  };
  const Rational period = name == "tan" ? Rational(1) : Rational(2);
  const Rational turns = (r / period).floor();
  if (!turns.is_zero()) {
    r = r - turns * period;
    const std::string size = tex_angle(period);
    move(math::to_latex(call(name, r)), "full_turns",
         turns.abs() == Rational(1) ? (turns.sign() > 0 ? board_.say({"taking off one period of ${0}$", "subtracting the period ${0}$", "leaving out ${0}$, after which the values repeat"}, size)
                                                         : board_.say({"adding one period of ${0}$", "adding the period ${0}$", "going on by ${0}$, after which the values repeat"}, size))
                                    : board_.say({"{1} {2} periods of ${0}$", "{1} ${0}$ {2} times", "moving by {2} periods of ${0}$"}, size, turns.sign() > 0 ? "subtracting" : "adding", words(turns.abs())));
  }
  if (r == Rational(1, 2) && name == "tan") return std::nullopt;
  // The reference angle in the first quadrant and the sign.
  Rational reference = r;
  int sign = 1;
  const char* quadrant = "";
  if (r > Rational(1, 2) && r <= Rational(1)) {
    reference = Rational(1) - r;
    sign = name == "sin" ? 1 : -1;
    quadrant = "second";
  } else if (r > Rational(1) && r < Rational(3, 2)) {
    reference = r - Rational(1);
    sign = name == "tan" ? 1 : -1;
    quadrant = "third";
  } else if (r >= Rational(3, 2)) {
    reference = Rational(2) - r;
    sign = name == "cos" ? 1 : -1;
    quadrant = "fourth";
  }
  if (reference != r) {
    const Expr next = call(name, reference);
    move((sign < 0 ? "-" : "") + math::to_latex(next), "reference_angle",
         board_.say({"measuring ${0}$ to the horizontal axis, with the {1} {2} in the {3} quadrant", "using the reference angle ${0}$, where the {1} is {2} in the {3} quadrant", "going back to ${0}$, as the {1} is {2} in the {3} quadrant"},
                    tex_angle(reference), long_name(name), sign < 0 ? "negative" : "positive", quadrant));
  }
  std::optional<Expr> value;
  if (const auto known = table(name, reference)) {
    value = known->expr();
    board_.fact(math::to_latex(call(name, reference)) + " = " + known->tex(), "known_angle",
                board_.say({"knowing the {0} of ${1}$", "recalling the {0} of ${1}$", "taking the {0} of ${1}$ from the table"}, long_name(name), tex_angle(reference)));
  } else {
    value = by_addition(name, reference);
    if (!value) return std::nullopt;
  }
  const auto number = as_radical(*value);
  const Expr signed_value = sign < 0 ? (number ? (-*number).expr() : -*value) : *value;
  const std::string goal = tex_number(signed_value);
  if (now != math::to_latex(call(name, reference)) || left != now) board_.fact(left + " = " + goal, "value", board_.say({"putting it together", "taking the sign with it", "coming back to the angle asked for"}));
  return signed_value;
}

// 36 degrees, for which cos 3t = -cos 2t, and what follows from it.
std::optional<Expr> TrigValue::by_fifths(const std::string& name, const Rational& r) {
  if (name == "tan" || !(r * 10).is_integer() || (r * 2).is_integer()) return std::nullopt;
  const Rational fifth(1, 5), as_cosine = name == "cos" ? r : Rational(1, 2) - r;
  const Radical c = (Radical(Rational(1)) + Radical::root(Rational(5))) * Radical(Rational(1, 4));
  const auto f = [&](const char* n, const Rational& x) { return math::to_latex(call(n, x)); };
  const std::string t = tex_angle(fifth), asked = f(name.c_str(), r);
  if (as_cosine != fifth && as_cosine != fifth * 2) {
    // The other function of the same angle.
    const std::string partner = name == "sin" ? "cos" : "sin";
    const auto other = by_fifths(partner, r);
    if (!other) return std::nullopt;
    const auto square = as_radical(Expr::integer(1) - math::pow(*other, Expr::integer(2)));
    if (!square) return std::nullopt;
    const Expr inside = (*square * Radical(Rational(16))).expr(), value = Expr::func("sqrt", {inside}) / Expr::integer(4);
    board_.fact(asked + " = \\sqrt{1 - \\left(" + tex_number(*other) + "\\right)^2} = \\sqrt{" + square->tex() + "}", "pythagoras", board_.say({"using $\\sin^2 + \\cos^2 = 1$, with a positive value in the first quadrant", "finding the other value by $\\sin^2 + \\cos^2 = 1$"}));
    board_.fact(asked + " = " + math::to_latex(value), "root", board_.say({"taking the denominator 16 out of the root", "writing the root over 4"}));
    return value;
  }
  board_.fact(f("cos", fifth * 3) + " = -" + f("cos", fifth * 2), "supplement", board_.say({"as the two angles add up to a half turn", "seeing that $3t$ and $2t$ make a half turn for $t = {0}$"}, t));
  const std::string letter = "c";
  board_.write("4" + letter + "^3 - 3" + letter + " = -(2" + letter + "^2 - 1)", "multiple_angles", board_.say({"writing ${0}$ for $\\cos {1}$, with the formulas for the triple and the double angle", "using the triple and the double angle, with ${0} = \\cos {1}$"}, letter, t), judge(math::equal(Expr::integer(4) * math::pow(c.expr(), Expr::integer(3)) - Expr::integer(3) * c.expr(), -(Expr::integer(2) * math::pow(c.expr(), Expr::integer(2)) - Expr::integer(1)))));
  board_.write("4" + letter + "^3 + 2" + letter + "^2 - 3" + letter + " - 1 = 0", "move_all_left", board_.say({"collecting everything on the left", "bringing all to the left"}), judge(math::equal(Expr::integer(4) * math::pow(c.expr(), Expr::integer(3)) + Expr::integer(2) * math::pow(c.expr(), Expr::integer(2)) - Expr::integer(3) * c.expr(), Expr::integer(1))));
  board_.fact("4" + letter + "^3 + 2" + letter + "^2 - 3" + letter + " - 1 = (" + letter + " + 1)(4" + letter + "^2 - 2" + letter + " - 1)", "divide_by_factor", board_.say({"splitting off the factor ${0} + 1$, which is not 0 here", "dividing by ${0} + 1$, as ${0}$ is not $-1$"}, letter));
  board_.write("4" + letter + "^2 - 2" + letter + " - 1 = 0", "zero_product", board_.say({"so the other factor is 0", "setting the other factor to 0"}), judge(math::equal(Expr::integer(4) * math::pow(c.expr(), Expr::integer(2)), Expr::integer(2) * c.expr() + Expr::integer(1))));
  board_.fact(f("cos", fifth) + " = \\frac{2 + \\sqrt{4 + 16}}{8} = " + c.tex(), "quadratic_formula", board_.say({"solving the quadratic and taking the positive root, as the cosine is positive here", "taking the positive root of the quadratic formula"}));
  Radical value = c;
  if (as_cosine == fifth * 2) {
    value = Radical(Rational(2)) * c * c + Radical(Rational(-1));
    board_.fact(f("cos", fifth * 2) + " = 2 \\cdot \\left(" + c.tex() + "\\right)^2 - 1 = " + value.tex(), "double_angle", board_.say({"using $\\cos 2t = 2\\cos^2 t - 1$", "doubling the angle"}));
  }
  if (name == "sin") board_.fact(asked + " = " + f("cos", as_cosine) + " = " + value.tex(), "complement", board_.say({"taking the cosine of what is missing to a right angle", "as the two angles make a right angle"}));
  return value.expr();
}

// 15 and 75 degrees from 45 and 30; half angles of 45 degrees.
std::optional<Expr> TrigValue::by_addition(const std::string& name, const Rational& r) {
  const bool minus = r == Rational(1, 12);
  if (minus || r == Rational(5, 12)) {
    const Rational a(1, 4), b(1, 6);
    const auto f = [&](const char* n, const Rational& x) { return *table(n, x); };
    const Radical sign(Rational(minus ? -1 : 1));
    const std::string op = minus ? " - " : " + ", other = minus ? " + " : " - ", A = tex_angle(a), B = tex_angle(b);
    std::string formula;
    Radical value;
    const auto c = [&](const char* n, const std::string& x) { return std::string("\\") + n + " " + x; };
    if (name == "sin") {
      formula = c("sin", A) + " \\cdot " + c("cos", B) + op + c("cos", A) + " \\cdot " + c("sin", B);
      value = f("sin", a) * f("cos", b) + sign * f("cos", a) * f("sin", b);
    } else if (name == "cos") {
      formula = c("cos", A) + " \\cdot " + c("cos", B) + other + c("sin", A) + " \\cdot " + c("sin", B);
      value = f("cos", a) * f("cos", b) + -(sign * f("sin", a) * f("sin", b));
    } else {
      formula = "\\frac{" + c("tan", A) + op + c("tan", B) + "}{1" + other + c("tan", A) + " \\cdot " + c("tan", B) + "}";
      value = (f("tan", a) + sign * f("tan", b)) * *(Radical(Rational(1)) + -(sign * f("tan", a) * f("tan", b))).inverse();
    }
    board_.fact(math::to_latex(call(name, r)) + " = " + formula, "addition_formula",
                board_.say({"writing ${0}$ as ${1}{2}{3}$", "using the addition formula for ${1}{2}{3}$", "splitting ${0}$ into ${1}{2}{3}$"}, tex_angle(r), A, op, B));
    board_.fact(math::to_latex(call(name, r)) + " = " + value.tex(), "known_angle", board_.say({"putting in the known values", "taking the values from the table", "working it out with the known values"}));
    return value.expr();
  }
  if (const auto fifth = by_fifths(name, r)) return fifth;
  if ((r == Rational(1, 8) || r == Rational(3, 8)) && name != "tan") {
    const Radical half = Radical(Rational(1, 2)) * Radical::root(Rational(2));
    const bool plus = (name == "cos") == (r == Rational(1, 8));
    const Expr inside = ((Radical(Rational(1)) + (plus ? half : -half)) * Radical(Rational(1, 2))).expr();
    const Expr value = Expr::func("sqrt", {Expr::integer(2) + (plus ? Expr::func("sqrt", {Expr::integer(2)}) : -Expr::func("sqrt", {Expr::integer(2)}))}) / Expr::integer(2);
    board_.fact("\\" + name + "^2 " + tex_angle(r) + " = " + tex_number(inside), "half_angle", board_.say({"using the half of ${0}$", "using the half-angle formula with ${0}$", "halving ${0}$"}, tex_angle(r * 2)));
    board_.fact(math::to_latex(call(name, r)) + " = " + math::to_latex(value), "root", board_.say({"taking the positive root", "drawing the root, which is positive here", "taking the square root"}));
    return value;
  }
  if (r == Rational(1, 8) || r == Rational(3, 8)) {
    // \tan u = (1 - \cos 2u)/\sin 2u
    const Radical half = Radical(Rational(1, 2)) * Radical::root(Rational(2)), cosine = r == Rational(1, 8) ? half : -half;
    const Radical value = (Radical(Rational(1)) + -cosine) * *half.inverse();
    const std::string doubled = tex_angle(r * 2), t = math::to_latex(call("tan", r));
    board_.fact(t + " = \\frac{1 - \\cos " + doubled + "}{\\sin " + doubled + "}", "half_angle", board_.say({"using $\\tan u = \\frac{{1 - \\cos 2u}}{{\\sin 2u}}$", "halving ${0}$ by $\\tan u = \\frac{{1 - \\cos 2u}}{{\\sin 2u}}$"}, doubled));
    board_.fact(t + " = \\frac{1 - " + cosine.tex_factor() + "}{" + half.tex() + "} = " + value.tex(), "known_angle", board_.say({"putting in the known values", "working it out with the known values"}));
    return value.expr();
  }
  return std::nullopt;
}

// \arcsin \frac{1}{2} = \frac{\pi}{6}
std::optional<Expr> inverse_value(Board& board, const Expr& e) {
  const auto x = as_radical(e.arg(0));
  if (!x || !x->is_real()) return std::nullopt;
  const std::string name = e.name() == "asin" ? "sin" : e.name() == "acos" ? "cos" : "tan";
  for (long long twelfth = -6; twelfth <= 12; ++twelfth) {
    const Rational r(twelfth, 12);
    if (name == "cos" ? r.sign() < 0 : r > Rational(1, 2)) continue;
    if (name == "tan" && r.abs() == Rational(1, 2)) continue;
    const bool mirrored = name == "cos" && r > Rational(1, 2);
    const auto value = table(name, mirrored ? Rational(1) - r : r.abs());
    if (!value) continue;
    const bool negative = mirrored || (name != "cos" && r.sign() < 0);
    if ((negative ? -*value : *value) == *x) {
      const Expr angle = angle_of(r, false);
      board.fact(math::to_latex(Expr::func(name, {angle})) + " = " + x->tex(), "known_angle", board.say({"looking for the angle with this {0}", "recalling the angle with this {0}", "asking which angle has this {0}"}, long_name(name)));
      board.fact(math::to_latex(e) + " = " + math::to_latex(angle), "inverse_function", board.say({"taking the angle in the principal range", "reading off the angle", "choosing the principal value"}));
      return angle;
    }
  }
  return std::nullopt;
}

// \cos(\arcsin x) = \sqrt{1 - x^2} and its like.
std::optional<Expr> of_inverse(Board& board, const Expr& e) {
  const Expr& inner = e.arg(0);
  const Expr &x = inner.arg(0), one = Expr::integer(1), square = math::pow(x, Expr::integer(2));
  const std::string f = e.name(), g = inner.name();
  if ("a" + f == g) {
    board.fact(math::to_latex(e) + " = " + tex_number(x), "inverse_function", board.say({"undoing the inverse function", "using that the two undo each other", "going forth and back"}));
    return x;
  }
  std::optional<Expr> formula;
  if ((g == "asin" && f == "cos") || (g == "acos" && f == "sin")) formula = Expr::func("sqrt", {one - square});
  if (g == "atan" && f == "cos") formula = one / Expr::func("sqrt", {one + square});
  if (g == "atan" && f == "sin") formula = x / Expr::func("sqrt", {one + square});
  if (g == "asin" && f == "tan") formula = x / Expr::func("sqrt", {one - square});
  if (g == "acos" && f == "tan") formula = Expr::func("sqrt", {one - square}) / x;
  if (!formula) return std::nullopt;
  board.fact(math::to_latex(e) + " = " + math::to_latex(*formula), "right_triangle",
             board.say({"using a right triangle with this angle", "reading it off a right triangle", "using Pythagoras in a right triangle with this angle"}));
  return ExactNumbers(board).value(*formula);
}

}  // namespace

std::optional<Rational> half_turns(const Expr& e) {
  if (e.is(Op::kDegree)) {
    const auto x = math::exact_value(e.arg(0));
    return x ? std::optional(*x / 180) : std::nullopt;
  }
  if (e.is(Op::kConstant)) return e.name() == "pi" ? std::optional(Rational(1)) : std::nullopt;
  if (e.is_number()) return e.value().is_zero() ? std::optional(Rational(0)) : std::nullopt;
  switch (e.op()) {
    case Op::kNeg: {
      const auto r = half_turns(e.arg(0));
      return r ? std::optional(-*r) : std::nullopt;
    }
    case Op::kAdd: {
      Rational total(0);
      for (const Expr& a : e.args()) {
        const auto r = half_turns(a);
        if (!r) return std::nullopt;
        total += *r;
      }
      return total;
    }
    case Op::kMul: {
      std::optional<Rational> turns;
      Rational factor(1);
      for (const Expr& a : e.args()) {
        if (const auto c = math::exact_value(a)) {
          factor *= *c;
        } else {
          if (turns || !(turns = half_turns(a))) return std::nullopt;
        }
      }
      return turns ? std::optional(*turns * factor) : std::nullopt;
    }
    case Op::kDiv: {
      const auto r = half_turns(e.arg(0));
      const auto c = math::exact_value(e.arg(1));
      return r && c && !c->is_zero() ? std::optional(*r / *c) : std::nullopt;
    }
    default: return std::nullopt;
  }
}

Expr write_trigonometric_value(Board& board, const Expr& e) {
  const std::string& name = e.name();
  if (name[0] == 'a') {
    const Expr inside = ExactNumbers(board).value(e.arg(0));
    const Expr rebuilt = Expr::func(name, {inside});
    return inverse_value(board, rebuilt).value_or(rebuilt);
  }
  const bool reciprocal = name == "sec" || name == "csc" || name == "cot";
  const std::string basic = name == "sec" ? "cos" : name == "csc" ? "sin" : name == "cot" ? "tan" : name;
  const bool inverse = e.arg(0).is(Op::kFunc) && e.arg(0).name().size() == 4 && e.arg(0).name()[0] == 'a';
  const auto r = half_turns(e.arg(0));
  if (reciprocal && (r || inverse)) {
    const Expr plain = Expr::func(basic, {e.arg(0)});
    const bool by_sine = name == "cot" && r && (*r - Rational(1, 2)).is_integer();
    const Expr over = by_sine ? Expr::func("cos", {e.arg(0)}) / Expr::func("sin", {e.arg(0)}) : Expr::integer(1) / plain;
    board.fact(math::to_latex(e) + " = " + math::to_latex(over), "reciprocal", board.say({"writing it with the {0}", "using its definition by the {0}", "going back to the {0}"}, by_sine ? "sine and cosine" : long_name(basic)));
    const Expr value = ExactNumbers(board).value(over);
    if (!board.failed()) board.fact(math::to_latex(e) + " = " + tex_number(value), "value", board.say({"putting it together", "coming back to what was asked", "taking this value"}));
    return value;
  }
  if (inverse) return of_inverse(board, e).value_or(e);
  if (!r) return e;
  return TrigValue(board, has_degree(e.arg(0))).at(basic, *r, e).value_or(e);
}

}  // namespace retort::explain
