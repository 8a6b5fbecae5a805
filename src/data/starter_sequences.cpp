// Further starter problems about terms one after another: recurrences, sums, products, decimals, a process step by step.
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "data/starter_family.h"

namespace retort::data {

namespace {

// a(n) = p a(n-1) + q a(n-2); the n-th term.
Instance recurrence_term(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long p = random.between(2, easy ? 4 : 5), q = random.between(2, easy ? 4 : 5), a = random.between(1, easy ? 3 : 6), b = random.between(1, easy ? 5 : 9);
  long long n = easy ? random.between(4, 5) : random.between(5, 7), before = a, last = b;
  for (long long i = 3; i <= n; ++i) last = p * last + q * std::exchange(before, last);
  return {{p, q, a, b, n},
          {{"p", text(p) + " times "}, {"q", text(q) + " times "}, {"a", text(a)}, {"b", text(b)}, {"nth", text(n) + "th"}},
          text(last)};
}

// The sum of (c k^2 + d k + e) for k = 1, ..., n. 0: squares; 1: another polynomial.
Instance sum_of_terms(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long n = random.between(4, easy ? 10 : 25), c = variant == 0 ? random.between(1, easy ? 9 : 20) : random.between(1, easy ? 2 : 5);
  long long d = variant == 0 ? 0 : nonzero(random, easy ? 3 : 7), sum = 0;
  for (long long k = 1; k <= n; ++k) sum += c * k * k + d * k;
  return {{variant, c, d, n}, {{"term", polynomial_text({c, d, 0}, "k")}, {"n", text(n)}}, text(sum)};
}

// The product of (k + a)/(k + b) for k = l, ..., n, that telescopes.
Instance product_of_terms(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long b = random.between(0, easy ? 2 : 5), a = b + random.between(1, 2), low = random.between(1, easy ? 3 : 6), high = low + random.between(3, easy ? 6 : 12);
  long long p = 1, q = 1;
  for (long long k = low; k <= high; ++k) {
    p *= k + a, q *= k + b;
    const long long common = std::gcd(p, q);
    p /= common, q /= common;
  }
  return {{a, b, low, high},
          {{"factor", "\\frac{" + polynomial_text({1, a}, "k") + "}{" + polynomial_text({1, b}, "k") + "}"}, {"low", text(low)}, {"high", text(high)}},
          fraction_text(p, q)};
}

// A root to three or four significant digits.
Instance decimal_value(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long n, root;
  do {
    n = random.between(2, easy ? 90 : 400);
    root = static_cast<long long>(std::sqrt(static_cast<double>(n)));
  } while (root * root == n);
  // The largest m with (m - 1/2)^2 <= 10^(2 places) n, so m is the root times 10^places, rounded.
  int digits = easy ? 3 : 4, places = digits - static_cast<int>(std::to_string(root).size());
  long long scale = 1, m = 1;
  for (int i = 0; i < places; ++i) scale *= 10;
  while ((2 * m + 1) * (2 * m + 1) <= 4 * n * scale * scale) ++m;
  std::string tail = text(m % scale);
  tail.insert(0, static_cast<std::size_t>(places) - tail.size(), '0');
  return {{n, digits}, {{"n", text(n)}, {"digits", digits == 3 ? "three" : "four"}}, text(m / scale) + "." + tail};
}

// x -> a x + b, so many times.
Instance repeated_steps(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long start = random.between(1, easy ? 6 : 12), a = random.between(2, easy ? 3 : 4), b = nonzero(random, easy ? 5 : 9), times = random.between(3, easy ? 4 : 5);
  if (a * start + b <= start) b = -b;
  long long value = start;
  for (long long i = 0; i < times; ++i) value = a * value + b;
  static const std::vector<std::string> words = {"", "", "doubled", "tripled", "multiplied by four"};
  return {{start, a, b, times},
          {{"start", text(start)}, {"grown", words[static_cast<std::size_t>(a)]}, {"change", b < 0 ? "reduced by " + text(-b) : "increased by " + text(b)}, {"times", text(times)}},
          text(value)};
}

}  // namespace

std::vector<Family> sequence_families() {
  return {
      {"recurrence_term", "sequences", recurrence_term,
       {{0, "A sequence begins with <a> and <b>. Each further term is <p>the term before it plus <q>the term before that. What is the <nth> term?"},
        {0, "The first two terms of a sequence are <a> and <b>. From then on each term is <p>the previous term plus <q>the one before. Find the <nth> term."},
        {0, "In a sequence every term from the third on is <p>the last term plus <q>the second last. It starts with <a> and <b>. What is the <nth> term?"},
        {0, "A sequence starts $<a>, <b>$. The next term is always <p>the last one plus <q>the one before it. Which number is the <nth> term?"}},
       {{0, "Take <a> and <b> as the first two numbers of a list. Each new number is <p>the last one plus <q>the one before the last. What is the <nth> number?"},
        {0, "Find the <nth> term of the sequence with first terms <a> and <b> in which each term is <p>the previous one plus <q>the one before that."}}},
      {"sum_of_terms", "sequences", sum_of_terms,
       {{0, "Find the sum of $<term>$ for $k$ from $1$ to $<n>$."},
        {1, "Find the sum of $<term>$ for $k$ from $1$ to $<n>$."},
        {0, "Add the values of $<term>$ for $k = 1, 2, \\ldots, <n>$. What is the sum?"},
        {1, "What do you get when you add $<term>$ over all integers $k$ from $1$ to $<n>$?"}},
       {{0, "What is the total of the numbers $<term>$ with $k$ running from $1$ to $<n>$?"}, {1, "Sum $<term>$ over the integers $k$ from $1$ to $<n>$."}}},
      {"product_of_terms", "sequences", product_of_terms,
       {{0, "Find the product of $<factor>$ for $k$ from $<low>$ to $<high>$."},
        {0, "What do you get when you multiply $<factor>$ over all integers $k$ from $<low>$ to $<high>$?"},
        {0, "The fractions $<factor>$ for $k$ from $<low>$ to $<high>$ are multiplied. What is the product?"},
        {0, "Multiply all the fractions $<factor>$ with $k$ running from $<low>$ to $<high>$."}},
       {{0, "Work out the product of the fractions $<factor>$, where $k$ runs from $<low>$ to $<high>$."},
        {0, "Which number is the product of all $<factor>$ for the integers $k$ from $<low>$ to $<high>$?"}}},
      {"decimal_value", "arithmetic", decimal_value,
       {{0, "Find $\\sqrt{<n>}$ to <digits> significant digits."},
        {0, "Round $\\sqrt{<n>}$ to <digits> significant digits."},
        {0, "Give the square root of $<n>$ to <digits> significant digits."},
        {0, "What is $\\sqrt{<n>}$, rounded to <digits> significant digits?"}},
       {{0, "A square has area <n>. How long is its side, to <digits> significant digits?"}, {0, "Approximate $\\sqrt{<n>}$ by a decimal with <digits> significant digits."}}},
      {"repeated_steps", "algorithms", repeated_steps,
       {{0, "A counter shows <start>. In each step its value is <grown> and then <change>. What does it show after <times> steps?"},
        {0, "Start with <start>. <times> times in a row the number is <grown> and then <change>. What is the result?"},
        {0, "A machine turns a number into the number that is <grown> and then <change>. It is fed with <start> and used <times> times. What comes out?"},
        {0, "A population of <start> is <grown> and then <change> every year. How large is it after <times> years?"}},
       {{0, "Beginning with <start>, a number is <grown> and then <change>, <times> times over. Which number do you end with?"},
        {0, "A score of <start> is <grown> and then <change> in each of <times> rounds. What is the final score?"}}},
  };
}

}  // namespace retort::data
