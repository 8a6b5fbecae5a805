// holds: equations, orders, approximations, congruences, chains of them, membership.
#include <algorithm>

#include "math/compare.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/residue.h"

namespace retort::math {
namespace {

using Outcome = Verdict::Outcome;

Verdict make(Outcome outcome, std::string reason, Grade grade = Grade::kProved) { return {outcome, grade, std::move(reason)}; }
Verdict unknown(std::string reason) { return make(Outcome::kUnknown, std::move(reason), Grade::kNumeric); }

Verdict not_equal(const Expr& a, const Expr& b) {
  Verdict v = equal(a, b);
  if (!a.symbols().empty() || !b.symbols().empty()) {
    // x != y for every x is another question than "not an identity".
    if (v.outcome == Outcome::kEqual && v.grade == Grade::kProved) return make(Outcome::kDifferent, "the two sides are equal");
    return unknown("an inequation with free symbols");
  }
  if (v.outcome == Outcome::kDifferent) return make(Outcome::kEqual, v.reason);
  if (v.outcome == Outcome::kEqual && v.grade == Grade::kProved) return make(Outcome::kDifferent, v.reason);
  return unknown(v.reason);
}

bool order_holds(const std::string& relation, int sign) {
  if (relation == "<") return sign < 0;
  if (relation == "<=") return sign <= 0;
  if (relation == ">") return sign > 0;
  return sign >= 0;
}

// -oo, a number or oo, as a pair that sorts.
std::optional<int> infinite_sign(const Expr& e) {
  const bool negative = e.is(Op::kNeg);
  const Expr& bare = negative ? e.arg(0) : e;
  if (!bare.is(Op::kConstant) || bare.name() != "oo") return std::nullopt;
  return negative ? -1 : 1;
}

Verdict order(const std::string& relation, const Expr& a, const Expr& b) {
  const Expr x = units_as_symbols(a), y = units_as_symbols(b);
  if (const auto left = infinite_sign(a), right = infinite_sign(b); left || right) {
    const bool other_is_real = left ? (right || sign_of_constant(b)) : sign_of_constant(a).has_value();
    const int sign = left && right ? (*left > *right) - (*left < *right) : left ? *left : -*right;
    if (!other_is_real || (left && right && sign == 0)) return unknown("an order with infinity");
    return order_holds(relation, sign) ? make(Outcome::kEqual, "an order with infinity") : make(Outcome::kDifferent, "an order with infinity");
  }
  Expr difference = x - y;
  const std::vector<std::string> symbols = difference.symbols();
  if (!symbols.empty()) {
    // 5 cm < 6 cm: the unit is positive, so 1 may stand for it.
    for (const std::string& s : symbols) {
      if (!s.starts_with("unit ")) return unknown("an inequality with free symbols");
    }
    if (symbols.size() != 1 || !x.contains_symbol(symbols[0]) || !y.contains_symbol(symbols[0]) || !a.is(Op::kUnit) || !b.is(Op::kUnit))
      return unknown("quantities with units");
    difference = difference.substitute(symbols[0], Expr::integer(1));
  }
  std::string why;
  const auto sign = sign_of_constant(difference, &why);
  if (!sign) return unknown(why);
  const std::string reason = std::string("the difference is ") + (*sign < 0 ? "negative" : *sign > 0 ? "positive" : "0");
  return make(order_holds(relation, *sign) ? Outcome::kEqual : Outcome::kDifferent, reason);
}

// The decimal places that a number shows: 3.14 two, 20 none; nothing for anything that is not one number.
std::optional<int> shown_places(const Expr& e) {
  if (e.is(Op::kNeg) || e.is(Op::kUnit) || e.is(Op::kDegree)) return shown_places(e.arg(0));
  if (e.is(Op::kPercent)) {
    const auto places = shown_places(e.arg(0));
    return places ? std::optional(*places + 2) : std::nullopt;
  }
  if (e.is(Op::kMul) && e.args().size() == 2 && e.arg(1).is(Op::kPow) && e.arg(1).arg(0).is_integer() &&
      e.arg(1).arg(0).value() == 10) {   // 2.05 \times 10^{-3}
    const auto places = shown_places(e.arg(0));
    const Result<Rational> power = exact_value(e.arg(1).arg(1), {32, 10});
    if (!places || !power || !power->to_int64()) return std::nullopt;
    return *places - static_cast<int>(*power->to_int64());
  }
  if (!e.is_number()) return std::nullopt;
  const std::string& text = e.text();
  if (text.find_first_of("\\eE") != text.npos) return std::nullopt;
  if (const auto dot = text.find('.'); dot != text.npos) return static_cast<int>(text.size() - dot - 1);
  if (e.value().is_integer()) return 0;
  return std::nullopt;
}

// 14.6667 \approx 14.67: the longer one rounds, or is cut, to what the shorter one shows.
Verdict approximately(const Expr& a, const Expr& b) {
  const Expr x = units_as_symbols(a), y = units_as_symbols(b);
  const auto left = shown_places(a), right = shown_places(b);
  if (!left && !right) return unknown("an approximation without digits");
  const bool right_is_shown = right && (!left || *right <= *left);
  const int places = right_is_shown ? *right : *left;
  Expr value = right_is_shown ? x : y, digits = right_is_shown ? y : x;
  std::vector<std::string> symbols = (value - digits).symbols();
  if (!symbols.empty()) {
    if (symbols.size() != 1 || !symbols[0].starts_with("unit ") || !a.is(Op::kUnit) || !b.is(Op::kUnit))
      return unknown("an approximation with free symbols");
    value = value.substitute(symbols[0], Expr::integer(1));
    digits = digits.substitute(symbols[0], Expr::integer(1));
  }
  if (places > 4'000 || places < -4'000) return unknown("an approximation of too many digits");
  const Result<Rational> unit = Rational::pow(10, -places);
  const Result<Rational> shown = exact_value(digits);
  if (!unit || !shown) return unknown("an approximation whose digits are not exact");
  const auto sign_beyond = [&](const Rational& bound) { return sign_of_constant(value - Expr::number(bound)); };
  const auto low = sign_beyond(*shown - *unit / 2), high = sign_beyond(*shown + *unit / 2);
  if (!low || !high) return unknown("an approximation that could not be decided");
  if (*low >= 0 && *high <= 0) return make(Outcome::kEqual, "within half a unit of the last digit shown");
  // Cut instead of rounded: 3.141 for pi.
  const Rational away = shown->sign() < 0 ? *shown - *unit : *shown + *unit;
  const auto near = sign_beyond(*shown), far = sign_beyond(away);
  if (near && far && *near * *far < 0 && !shown->is_zero()) return make(Outcome::kEqual, "cut to the digits shown");
  // 1234 \approx 1200: trailing zeros may be digits or not.
  if (places == 0 && shown->is_integer() && !shown->is_zero()) {
    Rational step = 1;
    while ((*shown / (step * 10)).is_integer()) step *= 10;
    const auto l = sign_beyond(*shown - step / 2), h = sign_beyond(*shown + step / 2);
    if (step > 1 && l && h && *l >= 0 && *h <= 0) return unknown("trailing zeros that may not be digits");
  }
  return make(Outcome::kDifferent, "further apart than the digits shown");
}

Verdict congruent(const Expr& e) {
  const Result<Rational> m = exact_value(e.arg(2));
  if (!m) return unknown("a modulus that is not a number");
  if (!m->is_integer() || m->sign() <= 0) return unknown("a modulus that is not a positive whole number");
  const Result<Rational> a = residue(e.arg(0), *m), b = residue(e.arg(1), *m);
  if (!a) return unknown(a.error().message);
  if (!b) return unknown(b.error().message);
  const std::string reason = m->bits() > 256 ? "the remainders of both sides" : "remainders " + a->to_string() + " and " + b->to_string();
  return make(*a == *b ? Outcome::kEqual : Outcome::kDifferent, reason);
}


Verdict member(const Expr& x, const Expr& set) {
  if (!x.symbols().empty() || !set.symbols().empty()) return unknown("membership with free symbols");
  if (set.is(Op::kSet) || set.is(Op::kUnion)) {
    bool open = false;
    for (const Expr& part : set.args()) {
      const Verdict v = set.is(Op::kSet) ? equal(x, part) : member(x, part);
      if (v.outcome == Outcome::kEqual) return v;
      open = open || v.outcome == Outcome::kUnknown;
    }
    return open ? unknown("a part that could not be decided") : make(Outcome::kDifferent, "in no part");
  }
  if (!set.is(Op::kInterval)) return unknown("membership in something that is no set");
  const Verdict low = order(set.name()[0] == '[' ? "<=" : "<", set.arg(0), x);
  const Verdict high = order(set.name()[1] == ']' ? "<=" : "<", x, set.arg(1));
  if (low.outcome == Outcome::kDifferent) return low;
  return low.outcome == Outcome::kEqual ? high : (high.outcome == Outcome::kDifferent ? high : low);
}

Verdict relation_holds(const Expr& e) {
  const std::string& r = e.name();
  const Expr &a = e.arg(0), &b = e.arg(1);
  if (r == "=") return equal(a, b);
  if (r == "!=") return not_equal(a, b);
  if (r == "~") return approximately(a, b);
  if (r == "in") return member(a, b);
  return order(r, a, b);
}

}  // namespace

Verdict holds(const Expr& relation) {
  if (relation.is(Op::kRel)) return relation_holds(relation);
  if (relation.is(Op::kCongruence)) return congruent(relation);
  if (!relation.is(Op::kChain)) return unknown("not a relation");
  Verdict total = make(Outcome::kEqual, "every link holds");
  for (const Expr& link : relation.args()) {
    const Verdict v = holds(link);
    if (v.outcome == Outcome::kDifferent) return v;
    if (total.outcome != Outcome::kEqual) continue;
    if (v.outcome == Outcome::kUnknown) total = v;
    if (v.outcome == Outcome::kEqual && v.grade != Grade::kProved) total.grade = v.grade;
  }
  return total;
}

}  // namespace retort::math
