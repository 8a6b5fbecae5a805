// Linear congruences: reduced, divided, multiplied by an inverse; several of them put together by substitution.
#include "explain/arithmetic.h"
#include "explain/integers.h"
#include "explain/rules.h"
#include "math/number_theory.h"
#include "math/parse.h"

namespace retort::explain {

using math::Expr;

namespace {

std::string modulo(const Rational& m) { return " \\pmod{" + tex(m) + "}"; }

// All numbers r modulo m.
struct ResidueClass {
  Rational r, m;
};

// The claim holds for the unknown in the class and, where `exactly`, for no number near it outside.
Judgement judge_class(const std::string& claim, const std::string& unknown, const ResidueClass& c, bool exactly) {
  const auto read = math::parse(claim, math::Notation::kLatex);
  if (!read) return fails(read.error().message);
  const auto at = [&](const Rational& x) { return judge(math::holds(read->substitute(unknown, Expr::number(x)))); };
  Judgement all = both(at(c.r), both(at(c.r + c.m), at(c.r - c.m)));
  for (Rational x = c.r + 1; exactly && x < c.r + c.m && x < c.r + 6; x += 1)
    if (at(x).holds) return fails("it also holds at " + x.to_string());
  return all;
}

std::string tex_multiple(const Rational& a, const std::string& x) { return a == Rational(1) ? x : a == Rational(-1) ? "-" + x : tex(a) + x; }

// a x = b modulo m, solved at the board; the last claim states the class, which is returned.
class CongruenceLines {
 public:
  CongruenceLines(Board& board, std::string x, Rational a, Rational b, Rational m)
      : board_(board), x_(std::move(x)), a_(std::move(a)), b_(std::move(b)), m_(std::move(m)) {}

  ResidueClass solve();

 private:
  void line(std::string claim, std::string_view rule, std::string because) {
    const Judgement judgement = judge_class(claim, x_, found_, true);
    board_.write(std::move(claim), rule, std::move(because), judgement);
  }
  void state(std::string_view rule, std::string because) { line(tex_multiple(a_, x_) + " \\equiv " + tex(b_) + modulo(m_), rule, std::move(because)); }
  void reduce();
  void divide_by_common_factor(const Rational& g);
  void multiply_by_inverse();

  Board& board_;
  std::string x_;
  Rational a_, b_, m_;
  ResidueClass found_;
};

void CongruenceLines::reduce() {
  const Rational a = math::mod(a_, m_), b = math::mod(b_, m_);
  if (a == a_ && b == b_) return;
  const std::string which = a != a_ && b != b_ ? words(a_) + " and " + words(b_) : words(a != a_ ? a_ : b_);
  a_ = a;
  b_ = b;
  state("reduce", board_.say({"reducing {0} modulo {1}", "taking the remainder of {0} on division by {1}", "replacing {0} by the remainder modulo {1}"}, which, tex(m_)));
}

void CongruenceLines::divide_by_common_factor(const Rational& g) {
  a_ /= g;
  b_ /= g;
  m_ /= g;
  state("divide_congruence", board_.say({"dividing both sides and the modulus by {0}", "taking the common factor {0} out of everything, the modulus too", "cancelling {0} throughout"}, tex(g)));
}

void CongruenceLines::multiply_by_inverse() {
  if (b_.is_zero()) {
    board_.write(x_ + " \\equiv 0" + modulo(m_), "multiply_by_inverse",
                 board_.say({"seeing that only multiples of {0} work, as {1} and {0} have no common factor", "cancelling {1}, which has no common factor with {0}"}, tex(m_), tex(a_)),
                 judge_class(x_ + " \\equiv 0" + modulo(m_), x_, found_, true));
    return;
  }
  if ((b_ / a_).is_integer()) {
    if (!board_.brief() && a_ != Rational(1)) board_.fact(tex(b_) + " / " + tex(a_) + " = " + tex(b_ / a_), "divide", board_.say({"dividing the right side", "taking the right side by {0}"}, tex(a_)));
    const std::string chain = x_ + " \\equiv " + tex(b_ / a_) + modulo(m_);
    return line(chain, "divide_congruence", board_.say({"dividing by {0}, which has no common factor with {1}", "cancelling {0}, as it shares no factor with {1}"}, tex(a_), tex(m_)));
  }
  const Rational inverse = explain_inverse_mod(board_, a_, m_), product = inverse * b_;
  if (board_.failed()) return;
  if (!board_.brief() && product_needs_pieces(inverse, b_, board_.full())) Arithmetic(board_, Form::kFractions).multiply(inverse, b_);
  std::string chain = x_ + " \\equiv " + tex(inverse) + " \\cdot " + tex(b_) + (product >= m_ ? " = " + tex(product) : "") + " \\equiv " + tex(found_.r);
  if (b_ == Rational(1)) chain = x_ + " \\equiv " + tex(inverse);
  line(chain + modulo(m_), "multiply_by_inverse", board_.say({"multiplying both sides by {0}", "multiplying by the inverse {0}", "taking both sides times {0}"}, tex(inverse)));
}

ResidueClass CongruenceLines::solve() {
  const Rational g = math::gcd(a_, m_);
  const auto inverse = math::inverse_mod(a_ / g, m_ / g);
  if (!inverse || !(b_ / g).is_integer()) {
    board_.unsupported("a congruence without a solution");
    return {};
  }
  found_ = {math::mod(*inverse * (b_ / g), m_ / g), m_ / g};
  if (found_.m == Rational(1)) {
    line(x_ + " \\equiv 0 \\pmod{1}", "every_number", board_.say({"noting that {0} divides both sides, so every number works", "seeing that every number satisfies it"}, tex(m_)));
    return found_;
  }
  reduce();
  if (g != Rational(1)) {
    divide_by_common_factor(g);
    reduce();
  }
  if (a_ == Rational(1)) {
    const std::string claim = x_ + " \\equiv " + tex(b_) + modulo(m_);
    if (board_.steps().empty() || board_.steps().back().claim != claim)
      state("solution", board_.say({"reading off the solution", "having the unknown alone", "keeping the unknown by itself"}));
    return found_;
  }
  multiply_by_inverse();
  return found_;
}

}  // namespace

void rule_solve_congruence(const Call& call) {
  Board& board = call.board();
  const Rational a = call.worked_number("a"), b = call.worked_number("b"), m = call.worked_number("modulus");
  if (board.failed()) return;
  if (!a.is_integer() || !b.is_integer() || !m.is_integer() || m < Rational(1)) return board.unsupported("a congruence of numbers that are not whole");
  const ResidueClass found = CongruenceLines(board, "x", a, b, m).solve();
  call.expect(call.result() == "(" + tex(found.r) + ", " + tex(found.m) + ")");
}

namespace {

// The claim with the letters at these values.
Judgement judge_at(const std::string& claim, const std::vector<std::pair<std::string, Rational>>& values) {
  const auto read = math::parse(claim, math::Notation::kLatex);
  if (!read) return fails(read.error().message);
  Expr e = *read;
  for (const auto& [name, value] : values) e = e.substitute(name, Expr::number(value));
  return judge(math::holds(e));
}

// The class of the numbers in `known` and in `next`: x = r + m t put into the second condition. `x`: a number in all classes.
ResidueClass join(Board& board, const ResidueClass& known, const ResidueClass& next, const std::string& t, const Rational& x) {
  if (math::mod(known.m, next.m).is_zero()) return known;
  const std::vector<std::pair<std::string, Rational>> values{{"x", x}, {t, (x - known.r) / known.m}};
  const auto line = [&](std::string claim, std::string_view rule, std::string because) {
    const Judgement judgement = judge_at(claim, values);
    board.write(std::move(claim), rule, std::move(because), judgement);
  };
  const std::string step = tex_multiple(known.m, t), form = (known.r.is_zero() ? "" : tex(known.r) + " + ") + step;
  const Rational right = next.r - known.r, g = math::gcd(known.m, next.m), m = known.m * (next.m / g);
  Rational count = math::mod(math::mod(x, m) - known.r, m) / known.m;
  if (!board.brief()) {
    line("x = " + form, "general_member", board.say({"writing every number with remainder {0} modulo {1} this way", "naming all numbers that leave remainder {0} on division by {1}",
                                                     "starting from {0} and going on in steps of {1}"}, tex(known.r), tex(known.m)));
    line(form + " \\equiv " + tex(next.r) + modulo(next.m), "put_in", board.say({"asking for the remainder {0} modulo {1}", "putting this into the condition modulo {1}", "requiring remainder {0} on division by {1}"}, tex(next.r), tex(next.m)));
    if (!known.r.is_zero())
      line(step + " \\equiv " + tex(right) + modulo(next.m), "subtract", board.say({"subtracting {0}", "moving {0} to the other side", "taking {0} from both sides"}, tex(known.r)));
    count = CongruenceLines(board, t, known.m, right, next.m).solve().r;
    if (board.failed()) return known;
  }
  const Rational product = known.m * count, r = known.r + product;
  std::string chain = "x \\equiv ";
  if (!known.r.is_zero()) chain += tex(known.r) + " + ";
  chain += count == Rational(1) ? tex(known.m) : tex(known.m) + " \\cdot " + tex(count);
  if (!known.r.is_zero() && count != Rational(1) && !count.is_zero()) chain += " = " + tex(known.r) + " + " + tex(product);
  if (!known.r.is_zero() || count != Rational(1)) chain += " \\equiv " + tex(r);
  line(chain + modulo(m), "put_together",
       board.say({"putting ${0} = {1}$ back in, where {2} more changes nothing", "going back with ${0} = {1}$; the pattern repeats every {2}", "taking ${0} = {1}$, and the same again every {2}"}, t, tex(count), tex(m)));
  return {r, m};
}

}  // namespace

void rule_chinese_remainder(const Call& call) {
  Board& board = call.board();
  const auto remainders = call.numbers("remainders"), moduli = call.numbers("moduli");
  if (board.failed()) return;
  static const std::vector<std::string> kLetters{"t", "s", "u", "v", "w"};
  if (remainders.size() != moduli.size() || moduli.size() > kLetters.size() + 1) return board.unsupported("too many congruences for paper");
  const auto parts = list_elements(call.result());
  const auto x = parts.size() == 2 ? Rational::parse(parts[0]) : Result<Rational>(Rational(0));
  ResidueClass known{0, 1};
  for (std::size_t i = 0; i < moduli.size() && !board.failed(); ++i) {
    if (!remainders[i].is_integer() || !moduli[i].is_integer() || moduli[i].sign() <= 0) return board.unsupported("congruences of numbers that are not whole");
    const ResidueClass next{math::mod(remainders[i], moduli[i]), moduli[i]};
    known = i == 0 || known.m == Rational(1) ? next : join(board, known, next, kLetters[i - 1], x.value_or(Rational(0)));
  }
  if (board.failed()) return;
  const std::string claim = "x \\equiv " + tex(known.r) + modulo(known.m);
  const bool stated = !board.steps().empty() && board.steps().back().rule == "put_together";
  if (!stated)
    board.write(claim, "solution", board.say({"having all conditions in one", "seeing that this covers every condition", "reading off the solution"}), judge_class(claim, "x", known, true));
  call.expect(call.result() == "(" + tex(known.r) + ", " + tex(known.m) + ")");
  for (std::size_t i = 0; i < moduli.size(); ++i) call.expect(math::mod(known.r - remainders[i], moduli[i]).is_zero());
}

}  // namespace retort::explain
