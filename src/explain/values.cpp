// The value of a sum of simple terms in one claim, as when a number is put into a polynomial.
#include <algorithm>

#include "explain/evaluate.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// c base^n / den
struct SimpleTerm {
  Rational c{1}, base{1}, den{1};
  long long n = 1;
  bool has_base = false;

  Rational power() const { return has_base ? Rational::pow(base, Rational(n), 4096).value_or(Rational(0)) : Rational(1); }
  Rational value() const { return c * power() / den; }
};

bool read_factor(const Expr& e, SimpleTerm& out) {
  if (e.is_number()) {
    // The number put in for the letter is the base, the one in front of it the coefficient.
    if (!out.has_base && out.c == Rational(1)) {
      out.c = e.value();
      return true;
    }
    if (out.has_base) return false;
    out.base = e.value();
    out.has_base = true;
    return true;
  }
  if (!e.is(Op::kPow) || out.has_base || !e.arg(0).is_number() || !e.arg(1).is_integer()) return false;
  const auto n = e.arg(1).value().to_int64();
  if (!n || *n < 0 || *n > 30) return false;
  out.base = e.arg(0).value();
  out.n = *n;
  out.has_base = true;
  return true;
}

std::optional<SimpleTerm> read_simple_term(const Expr& e) {
  SimpleTerm out;
  if (e.is(Op::kDiv)) {
    if (!e.arg(1).is_integer() || e.arg(1).value().sign() <= 0) return std::nullopt;
    auto above = read_simple_term(e.arg(0));
    if (!above || above->den != Rational(1)) return std::nullopt;
    above->den = e.arg(1).value();
    return above;
  }
  if (e.is(Op::kMul)) {
    if (e.args().size() != 2) return std::nullopt;
    for (const Expr& f : e.args())
      if (!read_factor(f, out)) return std::nullopt;
    return out;
  }
  return read_factor(e, out) ? std::optional(out) : std::nullopt;
}

// Powers and products that are not done in the head get claims of their own before.
void prepare(Board& board, Arithmetic& arithmetic, const SimpleTerm& t) {
  const Rational p = t.power(), product = t.c * p;
  const bool pieces = t.c.is_integer() && p.is_integer() && !product.is_zero() && t.c.abs() != Rational(1) && p.abs() != Rational(1) &&
                      product_needs_pieces(t.c.abs(), p.abs(), board.full());
  const bool hard_power = (p.abs() > Rational(144) || !p.is_integer()) && t.base.abs() > Rational(2);
  if (t.has_base && t.n > 1 && (hard_power || pieces)) arithmetic.power(t.base, Rational(t.n));
  if (pieces) arithmetic.multiply(t.c.abs(), p.abs());
}

// The term with its power worked out: 3 \cdot 25, \frac{27}{3}.
std::string worked_power(const SimpleTerm& t, Form form, bool first) {
  const Rational p = t.power();
  std::string text = t.c == Rational(1) || !t.has_base ? tex(t.has_base ? p : t.c, form)
                     : p == Rational(1)                ? tex(t.c, form)
                                                       : tex(t.c, form) + " \\cdot " + tex_bracketed(p, form);
  if (t.den != Rational(1)) return "\\frac{" + text + "}{" + tex(t.den) + "}";
  return !first && text[0] == '-' ? "(" + text + ")" : text;
}

// The products done as well: \frac{189}{3}.
std::string worked_product(const SimpleTerm& t, Form form, bool first) {
  const Rational product = t.c * t.power();
  if (t.den == Rational(1)) {
    const std::string text = tex(product, form);
    return !first && text[0] == '-' ? "(" + text + ")" : text;
  }
  return "\\frac{" + tex(product, form) + "}{" + tex(t.den) + "}";
}

// Whole numbers first, then the fractions over one denominator: 3 - \frac{7}{2}, \frac{6}{2} - \frac{7}{2}, \frac{-1}{2}.
std::vector<std::string> fraction_sums(const std::vector<Rational>& values) {
  std::vector<Rational> terms;
  Rational whole(0), common(1), total(0);
  for (const Rational& v : values) {
    total += v;
    if (v.is_integer())
      whole += v;
    else
      terms.push_back(v);
    common = math::lcm(common, v.den());
  }
  if (!whole.is_zero()) terms.push_back(whole);
  std::vector<std::string> out{tex_sum(terms)};
  if (terms.size() == 1) return out;
  std::string over;
  for (const Rational& t : terms) {
    const std::string text = tex_fraction((t * common).abs(), common);
    over += over.empty() ? (t.sign() < 0 ? "-" : "") + text : (t.sign() < 0 ? " - " : " + ") + text;
  }
  out.push_back(over);
  if (!total.is_zero()) out.push_back(tex_fraction(total * common, common));
  return out;
}

}  // namespace

void close_with_value(Board& board, const Expr& e, const Rational& value, Form form) {
  if (board.failed() || board.stated_value() == std::optional(value)) return;
  const std::string text = math::to_latex(e);
  const bool given = e.is_number() || (e.is(Op::kNeg) && e.arg(0).is_number());
  board.fact(text + " = " + tex(value, text == tex(value, form) ? Form::kFractions : form), given ? "as_given" : "value",
             given ? board.say({"taking the number as it is", "having the number already", "reading off the number"})
                   : board.say({"putting it together", "taking the whole expression", "coming back to the whole expression"}));
}

Rational write_value(Board& board, const Expr& e, Form form, std::string because) {
  const auto exact = math::exact_value(e);
  if (!exact) {
    board.fail(exact.error());
    return Rational(0);
  }
  Evaluation evaluation(board, form);
  std::vector<Rational> values;
  std::string powers, products;
  bool simple = true;
  for (const Expr& arg : e.is(Op::kAdd) ? e.args() : std::vector<Expr>{e}) {
    const bool negative = arg.is(Op::kNeg);
    const Expr& term = negative ? arg.arg(0) : arg;
    const auto t = read_simple_term(term);
    Rational value;
    if (t) {
      value = t->value();
      if (!board.brief()) prepare(board, evaluation.arithmetic(), *t);
      const std::string text = worked_power(*t, form, powers.empty() && !negative);
      const std::string done = worked_product(*t, form, powers.empty() && !negative);
      const std::string sign = powers.empty() ? (negative ? "-" : "") : (negative ? " - " : " + ");
      powers += sign + text;
      products += sign + done;
    } else {
      simple = false;
      value = board.brief() ? math::exact_value(term).value_or(Rational(0)) : evaluation.value(term);
    }
    values.push_back(negative ? -value : value);
  }
  if (board.failed()) return *exact;
  const std::string whole = math::to_latex(e);
  if (!simple && values.size() == 1) {
    close_with_value(board, e, *exact, form);
    return *exact;
  }
  std::string chain = whole, last = whole;
  const auto add = [&](const std::string& member) {
    if (member == last) return;
    chain += " = " + member;
    last = member;
  };
  if (simple && !board.brief()) {
    add(powers);
    if (products.find("\\frac") != std::string::npos) add(products);
  }
  const bool fractions = form == Form::kFractions && values.size() > 1 && std::any_of(values.begin(), values.end(), [](const Rational& v) { return !v.is_integer(); });
  if (fractions) {
    add(tex_sum(values, form));
    for (const std::string& member : fraction_sums(values)) add(member);
    values = {*exact};
  }
  while (values.size() > 1) {
    add(tex_sum(values, form));
    values[1] += values[0];
    values.erase(values.begin());
  }
  add(tex(values[0], form));
  if (chain == whole) chain += " = " + last;
  if (because.empty()) because = board.say({"working out each term", "working out the terms and adding", "taking the terms one by one"});
  board.fact(chain, "value_of_sum", std::move(because));
  return *exact;
}

}  // namespace retort::explain
