#include "explain/product_rule.h"

#include "explain/arithmetic.h"
#include "explain/letter_products.h"
#include "explain/rewriting.h"
#include "explain/rules.h"
#include "explain/telescoping.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr long long kFactors = 12;   // at most so many are multiplied by hand

// "\frac{3}{4} \cdot \frac{8}{9}"
std::string tex_fractions(const std::vector<Rational>& factors) {
  std::string out;
  for (const Rational& f : factors) out += (out.empty() ? "" : " \\cdot ") + (out.empty() ? tex(f) : tex_bracketed(f));
  return out;
}

Rational product_of_all(const std::vector<Rational>& factors) {
  Rational p(1);
  for (const Rational& f : factors) p *= f;
  return p;
}

// Numerators over denominators, then what stays when equal factors are cancelled.
void write_cancelled(Board& board, const std::string& name, const std::vector<Rational>& factors, const Rational& value) {
  std::vector<Rational> above, below;
  for (const Rational& f : factors) {
    if (f.num() != Rational(1)) above.push_back(f.num());
    if (f.den() != Rational(1)) below.push_back(f.den());
  }
  board.fact(name + " = " + tex_fractions(factors), "written_out", board.say({"writing out the {0} factors", "putting in the numbers one by one", "listing all {0} factors"}, factors.size()));
  board.fact(tex_fractions(factors) + " = \\frac{" + tex_product(above) + "}{" + tex_product(below) + "} = " + tex(value), "cancel",
             math::gcd(product_of_all(above), product_of_all(below)) == Rational(1) ? board.say({"multiplying tops and bottoms", "putting all over one line", "multiplying over one line"})
                                                                                                : board.say({"multiplying over one line and cancelling what is above and below", "cancelling common factors of top and bottom", "putting all over one line, where common factors cancel"}));
}

std::string name_of(const Expr& e, const std::string& variable, const Rational& low, const Rational& high) {
  const std::string body = e.is(Op::kAdd) || e.is(Op::kNeg) ? "\\left(" + math::to_latex(e) + "\\right)" : math::to_latex(e), top = high.to_string();
  return "\\prod_{" + tex_variable(variable) + "=" + low.to_string() + "}^" + (top.size() == 1 ? top : "{" + top + "}") + " " + body;
}

// Factors that hold other letters, multiplied out.
void write_with_letters(const Call& call, const Expr& e, const std::string& variable, const Rational& low, const Rational& high) {
  Board& board = call.board();
  const Expr result = call.result_expr();
  if (board.failed()) return;
  if (high < low || high - low > Rational(12)) return board.unsupported("more factors than one multiplies by hand");
  std::vector<Expr> factors;
  for (Rational k = low; k <= high; k += 1) {
    const Expr put = e.substitute(variable, Expr::number(k));
    factors.push_back(put.is(Op::kMul) ? math::product_of(put.args()) : put);
  }
  const Expr whole = math::product_of(factors);
  const std::string name = name_of(e, variable, low, high);
  board.write(name + " = " + math::to_latex(whole), "written_out", board.say({"writing out the {0} factors", "putting in each number from {1} to {2}"}, factors.size(), low.to_string(), high.to_string()), proved(true, "", "certificate"));
  write_multiplied_out(board, whole, result);
  board.write(name + " = " + math::to_latex(result), "product", board.say({"which is the product asked for", "coming back to the whole product"}), judge(math::equal(whole, result)));
}

// Many factors that cancel: to a letter first, then the number put in.
bool write_by_formula(const Call& call, const Expr& e, const std::string& variable, const Rational& low, const Rational& high) {
  Board& board = call.board();
  const auto from = low.to_int64();
  if (!from) return false;
  const std::string letter = variable == "n" ? "m" : "n";
  Board trial = board;
  const auto formula = write_product_to_letter(trial, e, variable, *from, letter, std::nullopt);
  if (!formula || trial.failed()) return false;
  const Expr put = formula->substitute(letter, Expr::number(high));
  const auto value = math::exact_value(put);
  if (!value) return false;
  const std::string middle = math::to_latex(put), text = tex(*value);
  trial.write(name_of(e, variable, low, high) + " = " + middle + (middle == text ? "" : " = " + text), "put_bound_in", trial.say({"putting in ${0} = {1}$", "taking ${0} = {1}$"}, letter, high.to_string()), judge_fact(middle + " = " + text));
  if (trial.failed()) return false;
  board = std::move(trial);
  call.expect(*value);
  return true;
}

}  // namespace

void rule_product(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression"), upper = call.expr("upper");
  if (board.failed()) return;
  const std::string variable = call.variable(e);
  if (board.failed()) return;
  if (!upper.symbols().empty()) return write_telescoped_product(call, e, variable, call.expr("lower"), upper);
  const Rational low = call.number("lower"), high = call.number("upper");
  if (board.failed()) return;
  const auto letters = e.symbols();
  if (std::any_of(letters.begin(), letters.end(), [&](const std::string& s) { return s != variable; })) return write_with_letters(call, e, variable, low, high);
  if (high - low >= Rational(kFactors) && write_by_formula(call, e, variable, low, high)) return;
  if (!low.is_integer() || !high.is_integer() || high < low || high - low >= Rational(kFactors)) return board.unsupported("more factors than one multiplies by hand");
  std::vector<Rational> factors;
  Rational value(1);
  bool whole = true, easy = true;
  for (Rational k = low; k <= high; k += 1) {
    const auto factor = math::exact_value(e.substitute(variable, Expr::number(k)));
    if (!factor) return board.unsupported("a factor that is no fraction");
    whole &= factor->is_integer();
    easy &= !factor->is_integer() || !product_needs_pieces(value.abs(), factor->abs(), board.full());
    value *= *factor;
    factors.push_back(*factor);
  }
  const std::string top = high.to_string(), name = name_of(e, variable, low, high);
  const std::string because = factors.size() == 1 ? board.say({"having the one factor", "putting in the only number {0}"}, top) : board.say({"writing out the {0} factors", "multiplying the {0} factors", "putting in each number from {1} to {2}"}, factors.size(), low.to_string(), top);
  if (value.is_zero()) {
    board.fact(name + " = 0", "zero_factor", board.say({"finding a factor that is 0", "seeing that one of the factors is 0", "having the factor 0 among them"}));
  } else if (!whole && factors.size() > 1) {
    write_cancelled(board, name, factors, value);
  } else if (easy || factors.size() < 2 || board.brief()) {
    board.fact(name + " = " + running_product(factors), "written_out", because);
  } else {
    board.fact(name + " = " + tex_product(factors), "written_out", because);
    Arithmetic(board, Form::kFractions).product(factors);
  }
  call.expect(value);
}

}  // namespace retort::explain
