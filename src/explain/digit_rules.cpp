// The digits of a number and their sum.
#include "explain/arithmetic.h"
#include "explain/rules.h"
#include "math/number_theory.h"

namespace retort::explain {
namespace {

constexpr std::size_t kMaxDigits = 40;

struct Digits {
  Rational n, base;
  std::vector<Rational> all;   // the first one first; empty when the board failed
};

Digits read_digits(const Call& call) {
  Digits d{call.worked_number("n"), call.has("base") ? call.number("base") : Rational(10), {}};
  Board& board = call.board();
  if (board.failed()) return d;
  if (!d.n.is_integer() || d.n.sign() < 0 || !d.base.is_integer() || d.base < Rational(2) || d.base > Rational(36)) {
    board.unsupported("digits of a number that is negative or not whole");
    return d;
  }
  const std::string text = math::to_base(d.n, static_cast<int>(*d.base.to_int64()));
  if (text.size() > kMaxDigits) {
    board.unsupported("more digits than one writes by hand");
    return d;
  }
  for (const char c : text) d.all.emplace_back(c <= '9' ? c - '0' : c - 'a' + 10);
  return d;
}

// Divisions by the base; in base ten the digits are there already.
void write_divisions(Board& board, const Digits& d) {
  if (d.base == Rational(10) || board.brief()) return;
  for (Rational rest = d.n; rest >= d.base && !board.failed(); rest = (rest / d.base).floor()) {
    const Rational q = (rest / d.base).floor(), r = rest - q * d.base;
    board.fact(tex(rest) + " = " + tex(q) + " \\cdot " + tex(d.base) + " + " + tex(r), "divide_by_base",
               board.say({"dividing {0} by {1}, remainder {2}", "taking {1} out of {0}, which leaves the digit {2}", "dividing by {1} with the remainder {2}"}, tex(rest), tex(d.base), tex(r)));
  }
}

// n as the sum of its digits times their places.
void write_places(Board& board, const Digits& d) {
  std::string chain;
  for (std::size_t i = 0; i < d.all.size(); ++i) {
    const auto place = static_cast<long long>(d.all.size() - 1 - i);
    const std::string value = place == 0 ? "" : d.base != Rational(10) && place > 1 ? tex_power(tex(d.base), place)
                                                                                  : tex(*Rational::pow(d.base, Rational(place)));
    chain += (i ? " + " : "") + tex(d.all[i]) + (value.empty() ? "" : " \\cdot " + value);
  }
  board.fact(tex(d.n) + " = " + chain, "place_values",
             d.base == Rational(10) ? board.say({"reading {0} place by place", "writing out the places of {0}", "taking {0} apart by its places"}, tex(d.n))
                                    : board.say({"reading the last quotient and the remainders backwards", "collecting the remainders from the last to the first", "taking the last quotient and then the remainders from the bottom up"}));
}

}  // namespace

void rule_digits(const Call& call) {
  Board& board = call.board();
  const Digits d = read_digits(call);
  if (board.failed()) return;
  write_divisions(board, d);
  write_places(board, d);
  std::string list;
  for (const Rational& digit : d.all) list += (list.empty() ? "" : ", ") + tex(digit);
  call.expect(call.result() == "[" + list + "]");
}
void rule_digit_sum(const Call& call) {
  Board& board = call.board();
  const Digits d = read_digits(call);
  if (board.failed()) return;
  write_divisions(board, d);
  // A number that was worked out first is taken apart even in short.
  if ((!board.brief() || !board.steps().empty()) && d.base == Rational(10) && d.all.size() > 1) write_places(board, d);
  Rational sum;
  for (const Rational& digit : d.all) sum += digit;
  std::vector<Rational> digits = d.all;
  std::erase(digits, Rational(0));   // they add nothing
  std::string chain = digits.empty() ? "0" : grouped_sum(digits);
  if (chain.find('=') == chain.npos) chain += " = " + tex(sum);
  board.fact(chain, "digit_sum", board.say({"adding the digits", "adding up the {0} digits", "taking the digits together"}, d.all.size()));
  call.expect(sum);
}

}  // namespace retort::explain
