// Choices, arrangements of things of which some look alike, arithmetic series.
#include <cctype>
#include <cmath>

#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

Expr choose(const Rational& n, const Rational& k) { return Expr::func("binomial", {Expr::number(n), Expr::number(k)}); }
Expr factorial(long long n) { return Expr::func("factorial", {Expr::integer(n)}); }
Expr product(std::vector<Expr> factors) { return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, std::move(factors)); }

// n choose k from the row above in Pascal's triangle; nothing at the edge of it.
std::optional<std::string> from_row_above(const Rational& n, const Rational& k, const Rational& value) {
  auto left = math::binomial(n - 1, k - 1), right = math::binomial(n - 1, k);
  if (!left.ok() || !right.ok() || *left + *right != value) return {};
  return tex(choose(n - 1, k - 1)) + " + " + tex(choose(n - 1, k)) + " = " + tex(*left) + " + " + tex(*right) + " = " + tex(value);
}

}  // namespace

void pursue(const Choices& goal, Work& work) {
  work.plan("Count the choices within each group, multiply the numbers, and check with Pascal's triangle.");
  std::vector<Rational> ways;
  for (const auto& group : goal.groups) {
    if (group.count == 1) {   // one of them: as many ways as there are things
      ways.emplace_back(group.size);
      work.think("There are " + inline_math(std::to_string(group.size)) + " ways to choose the " + group.things + ".");
      continue;
    }
    Rational n = group.size, k = group.count;
    work.think("There are " + inline_math(tex(choose(n, k))) + " ways to choose the " + group.things + ".");
    auto value = work.number("binomial", {{"n", group.size}, {"k", group.count}});
    if (!value) return;
    auto check = from_row_above(n, k, *value);
    if (!check) return work.give_up("the binomial coefficient does not agree with Pascal's triangle");
    work.reflect("Check: " + inline_math(*check) + ".");
    ways.push_back(*value);
  }
  std::vector<Expr> factors;
  for (const Rational& w : ways) factors.push_back(Expr::number(w));
  work.think("Each choice goes with each, so we multiply.");
  auto value = work.number("evaluate", {{"expression", math::to_plain(product(factors))}});
  if (!value) return;
  work.reflect("Check: " + inline_math(worked(Expr::number(*value) / factors.back())) + ".");
  work.finish(tex(*value), work.vary({"there are @ possibilities", "there are @ ways"}));
}

namespace {

// Places chosen kind by kind, the single ones ordered at the end: another way to the same number.
std::pair<Rational, std::string> by_places(const Arrangements& goal, long long total) {
  Rational value = 1;
  std::string factors, values;
  auto add = [&](const std::string& factor, const Rational& number) {
    value *= number;
    factors += (factors.empty() ? "" : " \\cdot ") + factor;
    values += (values.empty() ? "" : " \\cdot ") + tex(number);
  };
  long long left = total;
  for (const auto& [name, count] : goal.kinds) {
    if (count == 1 || left == count) continue;
    auto ways = math::binomial(left, count);
    if (!ways.ok()) return {0, ""};
    add(tex(choose(left, count)), *ways);
    left -= count;
  }
  long long singles = 0;
  for (const auto& kind : goal.kinds) singles += kind.second == 1;
  if (singles > 1 && singles == left) {
    auto ways = math::factorial(left);
    if (!ways.ok()) return {0, ""};
    add(tex(factorial(left)), *ways);
  }
  if (values.find("cdot") != values.npos) values += " = " + tex(value);
  return {value, factors + " = " + values};
}

}  // namespace

void pursue(const Arrangements& goal, Work& work) {
  long long total = 0;
  std::vector<Expr> repeats;
  std::vector<std::string> counts;
  for (const auto& [name, count] : goal.kinds) {
    total += count;
    if (count == 1) continue;
    repeats.push_back(factorial(count));
    counts.push_back(name + " occurs " + inline_math(std::to_string(count)) + " times");
  }
  work.plan("Count the places, divide the factorial of their number by the factorials of the repeats, and count again by choosing places.");
  work.think(goal.setting);
  if (!counts.empty()) {
    std::string sentence = and_list(counts) + ".";
    sentence[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence[0])));
    work.think(sentence);
  }
  Expr count = repeats.empty() ? factorial(total) : factorial(total) / product(repeats);
  work.think("So we need " + inline_math(tex(count)) + ".");
  auto value = work.number("evaluate", {{"expression", math::to_plain(count)}});
  if (!value) return;
  auto [other, text] = by_places(goal, total);
  if (other != *value) {
    work.reflect("This count does not fit.", "rejected");
    return work.give_up("choosing places gives another number of arrangements");
  }
  work.reflect(repeats.empty() ? "All are different, so nothing is divided out." : "Check by choosing places: " + inline_math(text) + ".");
  work.finish(tex(*value), "there are @ arrangements");
}

namespace {

// The number of terms from first to last.
std::optional<Rational> count_terms(const SeriesSum& goal, Work& work) {
  Expr count = (Expr::number(*goal.last) - Expr::number(goal.first)) / Expr::number(goal.step) + Expr::integer(1);
  work.think("The terms change by " + inline_math(tex(goal.step)) + " each time from " + inline_math(tex(goal.first)) + " to " +
             inline_math(tex(*goal.last)) + ". We count them.");
  auto n = work.number("evaluate", {{"expression", math::to_plain(count)}});
  if (!n) return {};
  if (!n->is_integer() || n->sign() <= 0) {
    work.reflect("This is no number of terms.", "rejected");
    work.give_up("the last term does not belong to the series");
    return {};
  }
  work.reflect("Check: " + inline_math(worked(Expr::number(goal.first) + Expr::number(*n - 1) * Expr::number(goal.step))) + ".");
  return n;
}

std::optional<Rational> last_term(const SeriesSum& goal, Work& work) {
  Expr last = Expr::number(goal.first) + Expr::number(*goal.terms - 1) * Expr::number(goal.step);
  work.think("From the first to the last of " + inline_math(tex(*goal.terms)) + " terms there are " + inline_math(worked(Expr::number(*goal.terms) - Expr::integer(1))) +
             " steps of " + inline_math(tex(goal.step)) + ".");
  auto value = work.number("evaluate", {{"expression", math::to_plain(last)}});
  if (!value) return {};
  work.reflect("Check: " + inline_math(worked((Expr::number(*value) - Expr::number(goal.first)) / Expr::number(goal.step))) + ".");
  return value;
}

// Pairs from both ends, or the term in the middle as the mean of all.
std::string paired(const Rational& n, const Rational& ends) {
  Rational half = n / 2;
  if (half.is_integer())
    return "Check: " + inline_math(tex(half)) + " pairs of " + inline_math(tex(ends)) + " give " +
           inline_math(worked(Expr::number(half) * Expr::number(ends))) + ".";
  return "Check: the term in the middle is " + inline_math(tex(ends / 2)) + ", and " +
         inline_math(worked(Expr::number(n) * Expr::number(ends / 2))) + ".";
}

}  // namespace

void pursue(const SeriesSum& goal, Work& work) {
  work.plan("Find the number of terms and the last term, multiply the mean of the ends by the number of terms, and check with pairs.");
  work.think(goal.setting);
  std::optional<Rational> n = goal.terms, last = goal.last;
  if (!n) n = count_terms(goal, work);
  else last = last_term(goal, work);
  if (!n || !last) return;
  work.think("The sum is half the number of terms times first plus last term.");
  Expr sum = Expr::number(*n) * (Expr::number(goal.first) + Expr::number(*last)) / Expr::integer(2);
  auto value = work.number("evaluate", {{"expression", math::to_plain(sum)}});
  if (!value) return;
  if (*n * goal.first + goal.step * *n * (*n - 1) / 2 != *value) return work.give_up("the sum does not agree with the formula by steps");
  work.reflect(paired(*n, goal.first + *last));
  work.finish(tex(*value), goal.closing.empty() ? "the sum is @" : goal.closing);
}

// The value must be close to a long partial sum, and closer than half of it.
void pursue(const InfiniteSum& goal, Work& work) {
  work.plan("Find the sum of all terms, and compare it with the sum of many of them.");
  work.think("We add " + inline_math(tex(goal.term)) + " for all " + inline_math(goal.variable + " \\ge " + std::to_string(goal.from)) + ".");
  auto value = work.expression("summation", {{"expression", math::to_plain(goal.term)}, {"variable", goal.variable}, {"lower", goal.from}, {"upper", "oo"}});
  if (!value) return;
  auto whole = math::real_value(*value, 15);
  double sum = 0, half = 0;
  constexpr long long kTerms = 400;
  for (long long n = goal.from; whole.ok() && n < goal.from + kTerms; ++n) {
    auto term = math::real_value(goal.term, 15, {{goal.variable, Rational(n)}});
    if (!term.ok()) return work.give_up("a term of the sum has no value");
    sum += term->mid;
    if (n < goal.from + kTerms / 2) half += term->mid;
  }
  // Each doubling of the terms must leave less of the rest.
  if (!whole.ok() || std::abs(whole->mid - sum) > 0.02 || std::abs(whole->mid - sum) > 0.6 * std::abs(whole->mid - half) + 1e-9)
    return work.give_up("the sum does not agree with its partial sums");
  work.reflect("");
  work.finish(tex(*value), "the sum is @");
}

}  // namespace retort::agent
