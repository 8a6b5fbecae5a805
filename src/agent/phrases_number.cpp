// Phrases for one number: arithmetic in words, divisors, digits, terms of sequences.
#include "agent/forms_phrases.h"
#include "agent/forms_terms.h"
#include "agent/phrase_terms.h"
#include "agent/set_questions.h"
#include "base/text.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/polynomial.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Built = std::optional<Capture>;

Expr integer(long long n) { return Expr::integer(n); }

Built plain(const Captures& c) { return number_capture(c.expr("e")); }
Built inner(const Captures& c) { return c.at("e"); }

// A long row with equal steps is not added term by term.
Built sum(const Captures& c) {
  constexpr std::size_t kLongRow = 8;
  const std::vector<Expr>& terms = c.at("l").exprs;
  std::vector<long long> row;
  for (const Expr& term : terms) {
    const auto value = math::exact_value(term);
    if (value.ok() && value->is_integer() && value->to_int64()) row.push_back(*value->to_int64());
  }
  bool even = row.size() == terms.size() && row.size() >= kLongRow && row[1] > row[0];
  for (std::size_t i = 2; even && i < row.size(); ++i) even = row[i] - row[i - 1] == row[1] - row[0];
  return even ? row_sum(row.front(), row.back(), row[1] - row[0]) : number_capture(Expr::make(Op::kAdd, terms));
}
Built product(const Captures& c) { return number_capture(Expr::make(Op::kMul, c.at("l").exprs)); }
Built minus(const Captures& c) { return number_capture(c.expr("a") - c.expr("b")); }
Built absolute_difference(const Captures& c) {
  auto a = math::exact_value(c.expr("a")), b = math::exact_value(c.expr("b"));
  if (a.ok() && b.ok() && *a < *b) return number_capture(c.expr("b") - c.expr("a"));
  if (a.ok() && b.ok()) return minus(c);
  return number_capture(Expr::func("abs", {c.expr("a") - c.expr("b")}));
}
Built quotient(const Captures& c) { return number_capture(c.expr("a") / c.expr("b")); }
Built mean(const Captures& c) {
  const auto& items = c.at("l").exprs;
  return number_capture(Expr::make(Op::kAdd, items) / integer(static_cast<long long>(items.size())));
}

std::optional<std::vector<Rational>> values(const std::vector<Expr>& items) {
  std::vector<Rational> out;
  for (const Expr& e : items) {
    auto value = math::exact_value(e);
    if (!value.ok()) return {};
    out.push_back(*value);
  }
  return out;
}

Built median(const Captures& c) {
  auto sorted = values(c.at("l").exprs);
  if (!sorted || sorted->size() < 2) return {};
  std::sort(sorted->begin(), sorted->end());
  std::size_t half = sorted->size() / 2;
  std::string in_order;
  for (const Rational& v : *sorted) in_order += (in_order.empty() ? "" : ", ") + tex(v);
  Capture made = number_capture(sorted->size() % 2 == 1 ? Expr::number((*sorted)[half])
                                                         : (Expr::number((*sorted)[half - 1]) + Expr::number((*sorted)[half])) / integer(2));
  made.own.push_back({"In ascending order the numbers are $" + in_order + "$.", {}, {}, {}, {}});
  return made;
}

Built extreme(const Captures& c, bool largest) {
  const auto& items = c.at("l").exprs;
  auto all = values(items);
  if (!all || all->size() < 2) return {};
  auto at = largest ? std::max_element(all->begin(), all->end()) : std::min_element(all->begin(), all->end());
  return number_capture(items[static_cast<std::size_t>(at - all->begin())]);
}
Built greatest(const Captures& c) { return extreme(c, true); }
Built least(const Captures& c) { return extreme(c, false); }

Built times(const Captures& c, const Rational& factor) { return number_capture(Expr::number(factor) * c.expr("e")); }
Built twice(const Captures& c) { return times(c, 2); }
Built thrice(const Captures& c) { return times(c, 3); }
Built half(const Captures& c) { return number_capture(c.expr("e") / integer(2)); }
Built part(const Captures& c, long long n, long long d) { return number_capture(integer(n) / integer(d) * c.expr("e")); }

Built square(const Captures& c) { return number_capture(pow(c.expr("e"), integer(2))); }
Built cube(const Captures& c) { return number_capture(pow(c.expr("e"), integer(3))); }
Built root(const Captures& c) { return number_capture(Expr::func("sqrt", {c.expr("e")})); }
Built cube_root(const Captures& c) { return number_capture(Expr::func("root", {c.expr("e"), integer(3)})); }
Built reciprocal(const Captures& c) {
  if (c.expr("e").is_func("mod")) return {};
  return number_capture(integer(1) / c.expr("e"));
}
Built negative(const Captures& c) { return number_capture(-c.expr("e")); }
Built absolute(const Captures& c) { return number_capture(Expr::func("abs", {c.expr("e")})); }

Built left_plus(const Captures& c) { return number_capture(c.expr("left") + c.expr("e")); }
Built left_minus(const Captures& c) { return number_capture(c.expr("left") - c.expr("e")); }
// "The product of k and three more than k" is no "more than".
bool joins(const Captures& c) {
  const std::string text = lower_ascii(c.at("left").text);
  if (text.find(" and ") == text.npos) return false;
  return text.find("product of") != text.npos || text.find("sum of") != text.npos || text.find("difference ") != text.npos || text.find("quotient of") != text.npos;
}
Built more_than(const Captures& c) { return joins(c) ? Built() : number_capture(c.expr("e") + c.expr("left")); }
Built less_than(const Captures& c) { return joins(c) ? Built() : number_capture(c.expr("e") - c.expr("left")); }
Built times_more(const Captures& c) { return number_capture(c.expr("a") * (c.expr("b") + c.expr("n"))); }
Built times_less(const Captures& c) { return number_capture(c.expr("a") * (c.expr("b") - c.expr("n"))); }
Built plus_more(const Captures& c) { return number_capture(c.expr("a") + c.expr("b") + c.expr("n")); }
Built plus_less(const Captures& c) { return number_capture(c.expr("a") + c.expr("b") - c.expr("n")); }
Built left_times(const Captures& c) { return number_capture(c.expr("left") * c.expr("e")); }
Built left_over(const Captures& c) { return number_capture(c.expr("left") / c.expr("e")); }
Built percent_of(const Captures& c) { return number_capture(c.expr("left") / integer(100) * c.expr("e")); }
Built squared(const Captures& c) { return number_capture(pow(c.expr("left"), integer(2))); }
Built cubed(const Captures& c) { return number_capture(pow(c.expr("left"), integer(3))); }

// "20\% of 50", "\frac{1}{2} of 6".
Built share_of(const Captures& c) {
  const Expr& share = c.expr("left");
  if (share.is(Op::kPercent)) return number_capture(share.arg(0) / integer(100) * c.expr("e"));
  bool fraction = share.is(Op::kDiv) && share.arg(0).is_number() && share.arg(1).is_number();
  bool decimal = share.is_number() && !share.is_integer();
  if (!fraction && !decimal) return {};
  return number_capture(share * c.expr("e"));
}
Built percent_change(const Captures& c, int sign) {
  Expr rate = c.expr("left");
  if (rate.is(Op::kPercent)) rate = rate.arg(0);
  else if (!c.has("percent")) return {};
  Expr change = rate / integer(100) * c.expr("e");
  return number_capture(sign > 0 ? c.expr("e") + change : c.expr("e") - change);
}
Built percent_more(const Captures& c) { return percent_change(c, 1); }
Built percent_less(const Captures& c) { return percent_change(c, -1); }

// Integers

std::optional<Rational> whole(const Expr& e) {
  auto value = math::exact_value(e);
  if (!value.ok() || !value->is_integer()) return {};
  return *value;
}

Built call_on(const std::string& name, const std::vector<Expr>& items) {
  for (const Expr& e : items) {
    if (!e.symbols().empty()) continue;
    auto value = whole(e);
    if (!value || value->sign() <= 0) return {};
  }
  return number_capture(Expr::func(name, items));
}
Built gcd(const Captures& c) { return call_on("gcd", c.at("l").exprs); }
Built lcm(const Captures& c) { return call_on("lcm", c.at("l").exprs); }
Built lcm_and_gcd(const Captures& c) {
  auto a = gcd(c), b = lcm(c);
  if (!a || !b) return {};
  a->exprs.push_back(b->exprs[0]);
  return a;
}

// Whether the dividend is an integer is seen when the remainder is worked out.
Built remainder(const Captures& c) {
  auto m = whole(c.expr("m"));
  if (!m || m->sign() <= 0 || !c.expr("n").symbols().empty() || holds_tower(c.expr("n"))) return {};
  return number_capture(Expr::func("mod", {c.expr("n"), Expr::number(*m)}));
}
Built last_digit(const Captures& c) {
  if (holds_tower(c.expr("e"))) return {};
  return number_capture(Expr::func("mod", {c.expr("e"), integer(10)}));
}
Built tens_digit(const Captures& c) {
  return number_capture(Expr::func("floor", {Expr::func("mod", {c.expr("e"), integer(100)}) / integer(10)}));
}

std::optional<Rational> positive(const Captures& c) {
  auto n = whole(c.expr("e"));
  if (!n || *n < Rational(2) || n->bits() > 200) return {};
  return n;
}

Built divisor_count(const Captures& c) {
  auto n = positive(c);
  if (!n) return {};
  auto divisors = math::divisors(*n, 5'000);
  if (!divisors.ok()) return {};
  auto factors = math::factor_integer(*n);
  if (!factors.ok()) return {};
  std::vector<Expr> choices;
  std::vector<std::string> exponents;
  for (const auto& [prime, exponent] : *factors) {
    choices.push_back(integer(exponent) + integer(1));
    exponents.push_back("$" + std::to_string(exponent) + "$");
  }
  Capture made = number_capture(choices.size() == 1 ? choices[0] : Expr::make(Op::kMul, choices));
  made.own = {factoring(*n, c.expr("e"))};
  made.own.push_back({exponents.size() == 1 ? "The exponent of a divisor goes from $0$ to " + exponents[0] + "."
                                            : "The exponents of a divisor go from $0$ to " + and_list(exponents) + ".", {}, {}, {}, {}});
  return made;
}

Built with_primes(const Captures& c, Expr (*of)(const std::vector<std::pair<Rational, int>>&)) {
  auto n = positive(c);
  if (!n) return {};
  auto factors = math::factor_integer(*n);
  if (!factors.ok() || factors->empty()) return {};
  Capture made = number_capture(of(*factors));
  made.own = {factoring(*n, c.expr("e"))};
  return made;
}
Built largest_prime(const Captures& c) {
  return with_primes(c, [](const auto& f) { return Expr::number(f.back().first); });
}
Built smallest_prime(const Captures& c) {
  return with_primes(c, [](const auto& f) { return Expr::number(f.front().first); });
}
Built prime_count(const Captures& c) {
  return with_primes(c, [](const auto& f) { return integer(static_cast<long long>(f.size())); });
}
Built divisor_sum(const Captures& c) {
  return with_primes(c, [](const auto& f) {
    std::vector<Expr> factors;
    for (const auto& [prime, exponent] : f) {
      std::vector<Expr> terms = {integer(1)};
      for (int e = 1; e <= exponent; ++e) terms.push_back(e == 1 ? Expr::number(prime) : pow(Expr::number(prime), integer(e)));
      factors.push_back(Expr::make(Op::kAdd, terms));
    }
    return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, factors);
  });
}

Built digits(const Captures& c, Op op) {
  auto n = whole(c.expr("e"));
  if (!n || n->sign() < 0) return {};
  std::string text = n->to_string();
  if (text.size() < 2 || text.size() > 60) return {};
  std::vector<Expr> each;
  for (char digit : text) each.push_back(integer(digit - '0'));
  Capture made = number_capture(Expr::make(op, each));
  if (!c.expr("e").is_number()) {
    made.own.push_back({"We work out $" + tex(c.expr("e")) + "$.", "evaluate", {{"expression", math::to_plain(c.expr("e"))}}, {Expr::number(*n)}, ""});
  }
  return made;
}
Built digit_sum(const Captures& c) { return digits(c, Op::kAdd); }
Built digit_product(const Captures& c) { return digits(c, Op::kMul); }

// The digits in base `b`, found by dividing; the number of them or their sum.
std::optional<std::vector<long long>> digits_in_base(const Captures& c) {
  auto n = whole(c.expr("e"));
  long long base = c.has("b") ? c.integer("b") : 10;
  if (!n || n->sign() <= 0 || base < 2 || base > 16 || n->bits() > 160) return {};
  std::vector<long long> found;
  Rational rest = *n;
  while (rest.sign() > 0) {
    Rational quotient = (rest / Rational(base)).floor();
    found.push_back(*(rest - quotient * Rational(base)).to_int64());
    rest = quotient;
  }
  return std::vector<long long>(found.rbegin(), found.rend());
}
Lookup converted(const Captures& c, const std::vector<long long>& found) {
  long long base = c.has("b") ? c.integer("b") : 10;
  std::string text;
  for (long long d : found) text += "0123456789abcdef"[d];
  auto n = whole(c.expr("e"));
  if (base == 10) return {"We work out $" + tex(c.expr("e")) + "$.", "evaluate", {{"expression", math::to_plain(c.expr("e"))}}, {Expr::number(*n)}, ""};
  if (base < 10) {
    // "$777 = 2 \\cdot 7^{3} + 1 \\cdot 7^{2} + 6 \\cdot 7 + 0$, so in base $7$ its digits are $2$, $1$, $6$ and $0$."
    std::string sum;
    std::vector<std::string> digits;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const std::size_t power = found.size() - 1 - i;
      const std::string place = power == 0 ? "" : " \\cdot " + std::to_string(base) + (power == 1 ? "" : "^{" + std::to_string(power) + "}");
      sum += (i == 0 ? "" : " + ") + std::to_string(found[i]) + place;
      digits.push_back("$" + std::to_string(found[i]) + "$");
    }
    return {"$" + tex(*n) + " = " + sum + "$, so in base $" + std::to_string(base) + "$ its digits are " + and_list(digits) + ".", {}, {}, {}, {}};
  }
  std::string written;
  for (char d : text) written += d >= 'a' ? static_cast<char>(d - 'a' + 'A') : d;
  return {"In base $" + std::to_string(base) + "$ the number $" + tex(*n) + "$ has the digits $" + written + "$.", {}, {}, {}, {}};
}
Built digit_count(const Captures& c) {
  auto found = digits_in_base(c);
  if (!found || found->size() < 2) return {};
  Capture made = number_capture(integer(static_cast<long long>(found->size())));
  if (c.has("b") || !c.expr("e").is_number()) made.own = {converted(c, *found)};
  std::vector<std::string> counted;
  for (long long d : *found) counted.push_back("$" + std::to_string(d) + "$");
  const std::string number = "$" + std::to_string(found->size()) + "$";
  const bool listed = c.has("b") && c.integer("b") < 10;
  made.own.push_back({listed ? "Counting them gives " + number + "." : "The digits are " + and_list(counted) + ". Counting them gives " + number + ".", {}, {}, {}, {}});
  return made;
}
Built base_digit_sum(const Captures& c) {
  auto found = digits_in_base(c);
  if (!found || found->size() < 2) return {};
  std::vector<Expr> each;
  for (long long d : *found) each.push_back(integer(d));
  Capture made = number_capture(Expr::make(Op::kAdd, each));
  made.own = {converted(c, *found)};
  return made;
}

// The floor and ceiling in words.
Built next_integer(const Captures& c, bool up) { return number_capture(Expr::func(up ? "ceil" : "floor", {c.expr("e")})); }
Built least_above(const Captures& c) {
  auto value = math::exact_value(c.expr("e"));
  return value.ok() && value->is_integer() ? Built() : next_integer(c, true);
}
Built greatest_below(const Captures& c) {
  auto value = math::exact_value(c.expr("e"));
  return value.ok() && value->is_integer() ? Built() : next_integer(c, false);
}
Built nearest(const Captures& c) {
  if (!c.expr("e").symbols().empty()) return {};
  auto value = math::exact_value(c.expr("e") + Expr::number(Rational(1) / 2));
  if (value.ok() && value->is_integer()) return {};
  return number_capture(Expr::func("floor", {c.expr("e") + Expr::number(Rational(1) / 2)}));
}

// 1 + 3 + 5 + ... + 99: the sum of an arithmetic or geometric sequence, or of squares or cubes, that is written with dots. Without a
// last term it goes on for ever.
Built dotted_sum(const Captures& c) {
  std::string text = c.text("s");
  if (text.find("dots") == text.npos && text.find("...") == text.npos) return {};
  for (std::string_view sign : {"- ", "-"})
    for (std::size_t at = text.find(sign, 1); at != text.npos; at = text.find(sign, at + 2))
      if (text[at - 1] == ' ' || sign == "- ") text.replace(at, sign.size(), "+-"), at += 1;
  for (std::string_view dots : {"+-\\cdots", "+-\\dots", "+-\\ldots", "+- \\cdots", "+- \\dots"})
    for (std::size_t at = text.find(dots); at != text.npos; at = text.find(dots)) text.erase(at + 1, 1);
  auto written = read_sequence(text, '+');
  if (!written || written->terms.size() < 3) return {};
  const auto& t = written->terms;
  const Rational step = t[1] - t[0];
  auto each = [&](auto test) {
    for (std::size_t i = 2; i < t.size(); ++i)
      if (!test(i)) return false;
    return true;
  };
  Capture made;
  if (each([&](std::size_t i) { return t[i] - t[i - 1] == step; })) {
    if (!written->last || step.is_zero()) return {};
    const Rational count = (*written->last - t[0]) / step + 1;
    if (!count.is_integer() || count < Rational(3) || count > Rational(1'000'000'000)) return {};
    made = number_capture((Expr::number(t[0]) + Expr::number(*written->last)) * Expr::number(count) / integer(2));
    made.own.push_back({"The terms go up in steps of $" + tex(step) + "$, so there are $" + tex((Expr::number(*written->last) - Expr::number(t[0])) / Expr::number(step) + integer(1)) + " = " + tex(count) +
                        "$ of them, and their sum is the mean of the first and the last term times this number.", {}, {}, {}, {}});
    return made;
  }
  const Rational ratio = t[0].is_zero() ? Rational(0) : t[1] / t[0];
  if (!ratio.is_zero() && each([&](std::size_t i) { return t[i] == t[i - 1] * ratio; })) {
    const std::string shown = "Each term is $" + tex(ratio) + "$ times the one before. ";
    if (!written->last) {
      if (ratio * ratio >= Rational(1)) return {};
      made = number_capture(Expr::number(t[0]) / (integer(1) - Expr::number(ratio)));
      made.own.push_back({shown + "The sum of all of them is the first term over one minus this ratio.", {}, {}, {}, {}});
      return made;
    }
    Rational last = t[0];
    int count = 1;
    while (last != *written->last && count < 400) last *= ratio, ++count;
    if (last != *written->last) return {};
    made = number_capture((Expr::number(*written->last) * Expr::number(ratio) - Expr::number(t[0])) / (Expr::number(ratio) - integer(1)));
    made.own.push_back({shown + "The sum is the last term times the ratio less the first term, over the ratio less one.", {}, {}, {}, {}});
    return made;
  }
  const bool squares = t[0] == Rational(1) && each([&](std::size_t i) { return t[i] == Rational(static_cast<long long>((i + 1) * (i + 1))); }) && t[1] == Rational(4);
  const bool cubes = t[0] == Rational(1) && each([&](std::size_t i) { return t[i] == Rational(static_cast<long long>((i + 1) * (i + 1) * (i + 1))); }) && t[1] == Rational(8);
  if ((!squares && !cubes) || !written->last) return {};
  auto n = math::exact_value(Expr::func("root", {Expr::number(*written->last), integer(squares ? 2 : 3)}));
  if (!n.ok() || !n->is_integer()) return {};
  Expr k = Expr::number(*n), next = k + integer(1);
  made = number_capture(squares ? k * next * (integer(2) * k + integer(1)) / integer(6) : pow(k * next / integer(2), integer(2)));
  made.own.push_back({squares ? "The first $n$ squares add up to $\\frac{n(n + 1)(2n + 1)}{6}$, and here $n = " + tex(*n) + "$."
                              : "The first $n$ cubes add up to $\\left(\\frac{n(n + 1)}{2}\\right)^2$, and here $n = " + tex(*n) + "$.", {}, {}, {}, {}});
  return made;
}

// Unknowns of a story

Expr unknown(int i) { return Expr::symbol("unknown_" + std::to_string(i)); }
Built a_number(const Captures&) { return number_capture(unknown(1)); }
Built larger(const Captures&) { return number_capture(unknown(1)); }
Built smaller(const Captures&) { return number_capture(unknown(2)); }
Built two_sum(const Captures&) { return number_capture(unknown(1) + unknown(2)); }
Built two_difference(const Captures&) { return number_capture(unknown(1) - unknown(2)); }
Built two_product(const Captures&) { return number_capture(unknown(1) * unknown(2)); }
Built two_squares(const Captures&) { return number_capture(pow(unknown(1), integer(2)) + pow(unknown(2), integer(2))); }
Built two_reciprocals(const Captures&) { return number_capture(integer(1) / unknown(1) + integer(1) / unknown(2)); }

}  // namespace

std::vector<PhraseForm> number_phrases() {
  return {
      {"term", "{number:e}", plain},
      {"term", "{expr:e}", plain},
      {"term", "[the] (number|integer|quantity|expression|fraction|decimal|value of|value of the expression|digit|constant|real number|value of the constant|numerical value of|exact value of|unique value of|possible value of|positive integer) {expr:e}", plain},
      {"term", "[the] [following] (sum|product|difference|quotient) {expr:e}", plain},
      {"term", "[the] [following|finite|arithmetic|geometric|infinite geometric] [sum|series|sum of] {math:s}", dotted_sum},
      {"term", "[the] sum of the [infinite|finite|] [arithmetic|geometric] series {math:s}", dotted_sum},
      {"num", "{term:e}", inner},
      {"num", "[the] [exact|numerical|possible] value of [the] {num:e}", inner},

      // Two operands
      {"term", "[the] sum of [the] [numbers|two numbers|integers|following] {nums:l}", sum},
      {"term", "[the] product of [the] [numbers|two numbers|integers|following] {nums:l}", product},
      {"term", "[the] product of {term:a} and [a number that is] {number:n} (more|greater|larger) than {term:b}", times_more},
      {"term", "[the] product of {term:a} and [a number that is] {number:n} (less|fewer|smaller) than {term:b}", times_less},
      {"term", "[the] sum of {term:a} and [a number that is] {number:n} (more|greater|larger) than {term:b}", plus_more},
      {"term", "[the] sum of {term:a} and [a number that is] {number:n} (less|fewer|smaller) than {term:b}", plus_less},
      {"term", "[the] difference (between|of) {num:a} and {num:b}", minus},
      {"term", "[the] difference (between|of) {nums:l}", [](const Captures& c) -> Built {
         if (c.at("l").exprs.size() != 2) return {};
         return number_capture(c.at("l").exprs[0] - c.at("l").exprs[1]);
       }},
      {"term", "[the] (positive|nonnegative|non-negative|absolute) difference (between|of) {num:a} and {num:b}", absolute_difference},
      {"term", "[the] quotient (of|when) {num:a} (and|is divided by|divided by) {num:b}", quotient},
      {"term", "[the] ratio of {num:a} to {num:b}", quotient},
      {"term", "[the] (average|mean|arithmetic mean) [value] of [the] [numbers|two numbers|integers|values|list|set|set of numbers|following numbers] {nums:l}", mean},
      {"term", "[the] median of [the] [numbers|integers|values|list|set|set of numbers] {nums:l}", median},
      {"term", "[the] (largest|greatest|maximum) of [the] [numbers] {nums:l}", greatest},
      {"term", "[the] (smallest|least|minimum) of [the] [numbers] {nums:l}", least},

      // One operand
      {"term", "(twice|double|two times) {term:e}", twice},
      {"term", "(triple|three times|thrice) {term:e}", thrice},
      {"term", "[one] half [of|the] {term:e}", half},
      {"term", "one-half [of] {term:e}", half},
      {"term", "(one-third|a third|one third) of {term:e}", [](const Captures& c) { return part(c, 1, 3); }},
      {"term", "(two-thirds|two thirds) of {term:e}", [](const Captures& c) { return part(c, 2, 3); }},
      {"term", "(one-fourth|a fourth|one fourth|one-quarter|a quarter|one quarter) of {term:e}", [](const Captures& c) { return part(c, 1, 4); }},
      {"term", "(three-fourths|three fourths|three-quarters|three quarters) of {term:e}", [](const Captures& c) { return part(c, 3, 4); }},
      {"term", "(one-fifth|a fifth|one fifth) of {term:e}", [](const Captures& c) { return part(c, 1, 5); }},
      {"term", "(one-tenth|a tenth|one tenth) of {term:e}", [](const Captures& c) { return part(c, 1, 10); }},
      {"term", "[the] square of {term:e}", square},
      {"term", "[the] cube of {term:e}", cube},
      {"term", "[the] [positive] square root of {term:e}", root},
      {"term", "[the] cube root of {term:e}", cube_root},
      {"term", "[the] (reciprocal|multiplicative inverse) of {term:e}", reciprocal},
      {"term", "[the] (negative|opposite|additive inverse) of {term:e}", negative},
      {"term", "[the] absolute value of {term:e}", absolute},

      // What goes on behind a phrase
      {"num+", "(plus|increased by|added to) {term:e}", left_plus},
      {"num+", "(minus|decreased by|diminished by|reduced by) {term:e}", left_minus},
      {"num+", "(more|greater|larger) than {num:e}", more_than},
      {"num+", "(less|fewer|smaller) than {num:e}", less_than},
      {"num+", "subtracted from {num:e}", less_than},
      {"term+", "(times|multiplied by) {term:e}", left_times},
      {"term+", "divided by {term:e}", left_over},
      {"term+", "percent of {term:e}", percent_of},
      {"term+", "of {term:e}", share_of},
      {"term+", "[{word:percent}] (more|greater|larger) than {term:e}", percent_more},
      {"term+", "[{word:percent}] (less|smaller|lower) than {term:e}", percent_less},
      {"term+", "squared", squared},
      {"term+", "cubed", cubed},
      {"term+", "factorial", [](const Captures& c) -> Built { return number_capture(Expr::func("factorial", {c.expr("left")})); }},

      {"term", "[the] complement of [an] [angle of] {term:e} [degrees]", [](const Captures& c) -> Built { return number_capture(integer(90) - c.expr("e")); }},
      {"term", "[the] supplement of [an] [angle of] {term:e} [degrees]", [](const Captures& c) -> Built { return number_capture(integer(180) - c.expr("e")); }},
      {"term", "what fraction of {num:a} is {num:b}", [](const Captures& c) -> Built { return number_capture(c.expr("b") / c.expr("a")); }},
      {"num", "when {num:a} is increased by {number:p} percent", [](const Captures& c) -> Built { return number_capture(c.expr("a") + c.expr("p") / integer(100) * c.expr("a")); }},
      {"term", "[the] {ordinal:k} number in the row of pascal 's triangle that has {int:n} numbers", [](const Captures& c) -> Built {
         long long n = c.integer("n"), k = c.integer("k");
         if (k < 1 || k > n) return {};
         Capture made = number_capture(Expr::func("binomial", {integer(n - 1), integer(k - 1)}));
         const std::string row = std::to_string(n), place = std::to_string(k);
         made.own.push_back({"The row with $" + row + "$ numbers begins with $\\binom{" + std::to_string(n - 1) + "}{0}$, as $" + row + " - 1 = " + std::to_string(n - 1) + "$, and below stands one less than the place: $" + place +
                                 " - 1 = " + std::to_string(k - 1) + "$.",
                             {}, {}, {}, {}});
         return made;
       }},

      // Integers
      {"term", "[the] (greatest|largest|highest) common (divisor|factor) [gcd|gcf] (of|between|for) [the] [numbers|integers] {nums:l}", gcd},
      {"term", "[the] (least|lowest|smallest) common multiple [lcm] (of|for) [the] [numbers|integers] {nums:l}", lcm},
      {"nums", "[the] (greatest|largest) common (divisor|factor) [gcd|gcf] and [the] (least|lowest) common multiple [lcm] of {nums:l}", lcm_and_gcd},
      {"nums", "[the] (least|lowest) common multiple [lcm] and [the] (greatest|largest) common (divisor|factor) [gcd|gcf] of {nums:l}", lcm_and_gcd},
      {"term", "[the] remainder (when|if) {num:n} is divided by {num:m}", remainder},
      {"term", "[the] remainder [of|when] {num:n} divided by {num:m}", remainder},
      {"term", "[the] remainder (of|when dividing) {num:n} by {num:m}", remainder},
      {"term", "[the] remainder of {num:n} when it is divided by {num:m}", remainder},
      {"term", "[the] modulo {int:m} remainder of {num:n}", remainder},
      {"term", "[the] (residue|remainder|value) [of] {num:n} (modulo|mod) {int:m}", remainder},
      {"term+", "(modulo|mod) {int:m}", [](const Captures& c) -> Built {
         if (c.integer("m") < 2 || c.expr("left").is(Op::kDiv)) return {};
         return number_capture(Expr::func("mod", {c.expr("left"), c.expr("m")}));
       }},
      {"term", "[the] (units|ones|last|rightmost) digit (of|in|when) {num:e} [is (multiplied out|written as an integer|expanded|written out)]", last_digit},
      {"term", "[the] digit in the (units|ones) place of {num:e}", last_digit},
      {"term", "[the] tens digit (of|in) {num:e}", tens_digit},
      {"term", "[the] digit in the tens place of {num:e}", tens_digit},
      {"term", "[the] number of [distinct|different] [positive|natural-number|whole-number] [integer|integral|natural|whole] [number] (divisors|factors) of {num:e}", divisor_count},
      {"term", "[the] sum of [all] [of] [the] [distinct|different] [positive|natural-number|whole-number] [integer|integral|whole number] (divisors|factors) of {num:e}", divisor_sum},
      {"term", "[the] (largest|greatest) prime (factor|divisor) of {num:e}", largest_prime},
      {"term", "[the] (smallest|least) [positive] prime (factor|divisor) of {num:e}", smallest_prime},
      {"term", "[the] number of (distinct|different) [positive] prime (factors|divisors) of {num:e}", prime_count},
      {"term", "[the] sum of [all] [of] the digits (of|in) [the (integer|number)] {num:e}", digit_sum},
      {"term", "[the] digit sum of {num:e}", digit_sum},
      {"term", "[the] number of digits (in|of) [the] base {int:b} (representation|expression|expansion) of {num:e}", digit_count},
      {"term", "how many [base {int}] digits (are there|are) in [the] base {int:b} (representation|expression|expansion) of {num:e}", digit_count},
      {"term", "how many [base {int}] digits does [the] base {int:b} (representation|expression|expansion) of {num:e} have", digit_count},
      {"term", "[the] number of digits (in|of) [the] [decimal representation of|product|number|integer|value of|expansion of] {num:e} [when written out|when it is written out]", digit_count},
      {"term", "how many digits (are there in|are in) [the] [number of] [product|number|integer|value of|expansion of] {num:e}", digit_count},
      {"term", "how many digits does {num:e} have", digit_count},
      {"term", "[the] sum of [all] [of] the digits (of|in) [the] base {int:b} (representation|expression|expansion) of {num:e}", base_digit_sum},
      {"term", "[the] [units|ones] digit [of|in] {num:e} when [it is] (written|expressed) in base {int:b}", [](const Captures& c) -> Built {
         if (c.integer("b") < 2 || c.integer("b") > 16) return {};
         return number_capture(Expr::func("mod", {c.expr("e"), c.expr("b")}));
       }},
      {"term", "[the] product of [all] [of] the digits (of|in) {num:e}", digit_product},
      {"term", "[the] (smallest|least) integer (greater|larger|more) than {num:e}", least_above},
      {"term", "[the] (largest|greatest) integer (less|smaller) than {num:e}", greatest_below},
      {"term", "[the] (integer|whole number) [that is] (closest|nearest) to {num:e}", nearest},

      // Unknowns
      {"term", "(a|some|a certain|the|this|that|the same|the original|the positive|an|a positive|a particular|the smallest|a negative) (number|integer|the number)", a_number},
      {"term", "[the] (larger|greater|largest|bigger) (number|integer|of the two numbers|of the two integers|of the numbers|of these numbers|of the two|of the integers)", larger},
      {"term", "[the] (smaller|lesser|smallest) (number|integer|of the two numbers|of the two integers|of the numbers|of these numbers|of the two|of the integers)", smaller},
      {"term", "[the] sum of (two|the two|these two|the|these) [positive|real|distinct|whole] (numbers|integers)", two_sum},
      {"term", "their sum", two_sum},
      {"term", "[the] [positive] difference (of|between) (two|the two|these two|the|these) [positive|real|distinct|whole] (numbers|integers)", two_difference},
      {"term", "their [positive] difference", two_difference},
      {"term", "[the] product of (two|the two|these two|the|these) [positive|real|distinct|whole] (numbers|integers)", two_product},
      {"term", "their product", two_product},
      {"nums", "[the] squares of the [two] (numbers|integers)", [](const Captures&) -> Built {
         Capture made;
         made.exprs = {pow(unknown(1), integer(2)), pow(unknown(2), integer(2))};
         return made;
       }},
      {"term", "its square", [](const Captures&) -> Built { return number_capture(pow(unknown(1), integer(2))); }},
      {"term", "its cube", [](const Captures&) -> Built { return number_capture(pow(unknown(1), integer(3))); }},
      {"term", "its (reciprocal|multiplicative inverse)", [](const Captures&) -> Built { return number_capture(integer(1) / unknown(1)); }},
      {"term", "[the] sum of (the|their) squares [of (two|the two|the|these two) [positive] (numbers|integers)]", two_squares},
      {"term", "[the] sum of (the|their) reciprocals [of (two|the two|the|these two) [positive] (numbers|integers)]", two_reciprocals},
  };
}

}  // namespace retort::agent
