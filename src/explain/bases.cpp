#include "explain/bases.h"

#include <algorithm>

#include "base/text.h"
#include "explain/arithmetic.h"
#include "math/number_theory.h"

namespace retort::explain {
namespace {

bool usable_base(Board& board, const Rational& base) {
  if (base.is_integer() && base >= Rational(2) && base <= Rational(36)) return true;
  board.unsupported("a base outside of 2 to 36");
  return false;
}

// 1103_6; digits above 9 as letters in upright type.
std::string tex_in_base(const std::string& digits, const Rational& base) {
  const bool letters = std::any_of(digits.begin(), digits.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  std::string text = digits;
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  const std::string mark = base < Rational(10) ? "_" + tex(base) : "_{" + tex(base) + "}";
  return (letters ? "\\mathrm{" + text + "}" : text) + mark;
}

// A claim that equates digits in a base with a number, judged by the digits as they stand in it.
void write_base_claim(Board& board, const std::string& claim, const std::string& digits, const Rational& base, const Rational& n,
                      const std::string& rest, std::string_view rule, std::string because) {
  const bool letters = digits.find_first_not_of("0123456789") != std::string::npos;
  if (!letters) return board.fact(claim, rule, std::move(because));
  // Letters as digits have no notation that reads back: the parts are judged one by one.
  const auto value = math::from_base(digits, static_cast<int>(*base.to_int64()));
  Judgement judgement = proved(value.ok() && *value == n, "the digits stand for another number");
  if (!rest.empty()) judgement = both(judgement, judge_fact(rest));
  board.write(claim, rule, std::move(because), judgement);
}

}  // namespace

std::string explain_to_base(Board& board, const Rational& n, const Rational& base) {
  if (!usable_base(board, base) || !n.is_integer() || n.sign() < 0) {
    board.unsupported("a number that is negative or no integer");
    return {};
  }
  const std::string digits = math::to_base(n, static_cast<int>(*base.to_int64()));
  if (!board.brief()) {
    Rational rest = n;
    while (rest >= base && !board.failed()) {
      const Rational q = (rest / base).floor(), r = rest - q * base;
      board.fact(tex(rest) + " = " + tex(q) + " \\cdot " + tex(base) + " + " + tex(r), "divide_by_base",
                 board.say({"dividing {0} by {1}, remainder {2}", "taking {1} out of {0}, which leaves {2}", "dividing by {1} with the remainder {2}"}, tex(rest), tex(base), tex(r)));
      rest = q;
    }
  }
  write_base_claim(board, tex(n) + " = " + tex_in_base(digits, base), digits, base, n, {}, "read_remainders",
                   board.say({"reading the last quotient and the remainders backwards", "writing the last quotient and then the remainders from the last to the first",
                              "collecting the digits from the bottom up"}));
  return digits;
}

Rational explain_from_base(Board& board, const std::string& digits_given, const Rational& base) {
  if (!usable_base(board, base)) return Rational(0);
  const std::string digits = lower_ascii(trim(digits_given));
  const auto value = math::from_base(digits, static_cast<int>(*base.to_int64()));
  if (!value || digits.empty() || digits.size() > 16 || digits[0] == '-') {
    board.unsupported("digits that cannot be read in this base");
    return Rational(0);
  }
  Arithmetic arithmetic(board, Form::kFractions);
  std::vector<Rational> terms;
  std::string expanded;
  Rational power(1);
  std::vector<Rational> powers;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    powers.push_back(power);
    // 6^3 = 6 \cdot 36 = 216
    if (i >= 2 && !board.brief()) {
      const Worked next = i == 2 ? arithmetic.multiplied(base, base) : arithmetic.multiplied(base, powers[i - 1]);
      board.fact(tex_power(tex(base), static_cast<long long>(i)) + " = " + next.chain, "power_of_base",
                 board.say({"taking the next power of {0}", "multiplying by {0} again", "going up one power of {0}"}, tex(base)));
    }
    power *= base;
  }
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char c = digits[i];
    const Rational d(c <= '9' ? c - '0' : c - 'a' + 10);
    const std::size_t place = digits.size() - 1 - i;
    const Rational& p = powers[place];
    if (d.is_zero()) continue;
    if (d != Rational(1) && place > 0 && (product_needs_pieces(d, p, board.full())) && !board.brief()) arithmetic.multiply(d, p);
    terms.push_back(d * p);
    const std::string part = place == 0 ? tex(d) : tex(d) + " \\cdot " + (place == 1 ? tex(base) : board.brief() ? tex_power(tex(base), static_cast<long long>(place)) : tex(p));
    expanded += (expanded.empty() ? "" : " + ") + part;
  }
  if (terms.empty()) {
    terms.emplace_back(0);
    expanded = "0";
  }
  std::string rest = expanded;
  std::vector<Rational> left = terms;
  if (tex_sum(left) != expanded) rest += " = " + tex_sum(left);
  while (left.size() > 2) {
    left[1] += left[0];
    left.erase(left.begin());
    rest += " = " + tex_sum(left);
  }
  if (left.size() == 2) rest += " = " + tex(*value);
  write_base_claim(board, tex_in_base(digits, base) + " = " + rest, digits, base, *value, rest.find(" = ") == rest.npos ? std::string() : rest, "place_values",
                   board.say({"giving each digit its place value in base {0}", "adding digit times power of {0}", "writing the places out in powers of {0}"}, tex(base)));
  return *value;
}

}  // namespace retort::explain
