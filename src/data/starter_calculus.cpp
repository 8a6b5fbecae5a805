// Starter problems of calculus: derivatives, areas, extrema, limits. All parameters are chosen so that answers are integers.
#include "data/starter_family.h"

namespace retort::data {

namespace {

Instance derivative_at(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long a = nonzero(random, 4), b = nonzero(random, 7), c = nonzero(random, 12), d = nonzero(random, 20);
  long long at = easy ? random.between(1, 4) : random.between(-3, 5);
  if (at == 0) at = 4;
  if (easy || random.chance(0.3)) a = 0;
  if (easy) b = random.between(1, 4), c = nonzero(random, 9), d = 0;
  long long value = 3 * a * at * at + 2 * b * at + c;
  return {{a, b, c, at}, {{"f", polynomial_text({a, b, c, d}, "x")}, {"at", text(at)}}, text(value)};
}

// The integral of 3a x^2 + 2b x + c, never negative between the bounds.
// Easy: a = 0, from 0.
Instance area_under(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long a = easy ? 0 : random.between(0, 3), b = random.between(1, easy ? 4 : 6), c = random.between(1, easy ? 6 : 12);
  long long low = easy ? 0 : random.between(0, 2), high = low + random.between(1, 4);
  auto antiderivative = [&](long long x) { return a * x * x * x + b * x * x + c * x; };
  long long value = antiderivative(high) - antiderivative(low);
  return {{a, b, c, low, high},
          {{"f", polynomial_text({3 * a, 2 * b, c}, "x")}, {"low", text(low)}, {"high", text(high)}},
          text(value)};
}

// a (x - h)^2 + k. 0: minimum; 1: maximum; 2: height of a ball.
// Easy: a = 1 in size, and small numbers.
Instance extremum(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long a = easy ? 1 : random.between(1, 5), h = easy ? random.between(1, 6) : nonzero(random, 8);
  long long k = easy ? random.between(1, 20) : random.between(-40, 60);
  if (variant == 2) a = 5, h = random.between(1, easy ? 3 : 6), k = 5 * h * h + random.between(1, easy ? 20 : 30);
  if (variant > 0) a = -a;
  long long b = -2 * a * h, c = a * h * h + k;
  return {{a, h, k}, {{"f", polynomial_text({a, b, c}, variant == 2 ? "t" : "x")}}, text(k)};
}

// (p x + q)(x - a) / (x - a) as x goes to a.
// Easy: p = 1, and q and a are positive.
Instance quotient_limit(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long a = easy ? random.between(1, 9) : nonzero(random, 9), p = easy ? 1 : random.between(1, 5);
  long long q = easy ? random.between(1, 9) : nonzero(random, 20);
  if (p * a + q == 0) q += 1;
  if (q == 0) q = 20;
  return {{a, p, q},
          {{"num", polynomial_text({p, q - p * a, -q * a}, "x")}, {"den", polynomial_text({1, -a}, "x")}, {"a", text(a)}},
          text(p * a + q)};
}

}  // namespace

std::vector<Family> calculus_families() {
  return {
      {"derivative_at", "calculus", derivative_at,
       {{0, "If $f(x) = <f>$, what is $f'(<at>)$?"},
        {0, "Let $f(x) = <f>$. Find $f'(<at>)$."},
        {0, "What is the slope of the tangent line to $y = <f>$ at $x = <at>$?"},
        {0, "Find the derivative of $<f>$ at $x = <at>$."}},
       {{0, "Evaluate the derivative of $f(x) = <f>$ at the point $x = <at>$."},
        {0, "At what rate does $<f>$ change with $x$ when $x = <at>$?"}}},
      {"area_under", "calculus", area_under,
       {{0, "Compute $\\int_{<low>}^{<high>} (<f>) \\, dx$."},
        {0, "Find the area under the curve $y = <f>$ from $x = <low>$ to $x = <high>$."},
        {0, "What is the value of the integral of $<f>$ from $x = <low>$ to $x = <high>$?"},
        {0, "Evaluate the definite integral $\\int_{<low>}^{<high>} \\left(<f>\\right) dx$."}},
       {{0, "Determine the area between the $x$-axis and the graph of $<f>$ for $<low> \\le x \\le <high>$."},
        {0, "Integrate $<f>$ over the interval $[<low>, <high>]$. What is the result?"}}},
      {"extremum", "calculus", extremum,
       {{0, "What is the minimum value of $<f>$ over all real numbers $x$?"},
        {1, "What is the maximum value of $<f>$ over all real numbers $x$?"},
        {0, "Find the smallest value of $f(x) = <f>$."},
        {1, "Find the largest value of $f(x) = <f>$."},
        {2, "The height of a ball after $t$ seconds is $<f>$ metres. What is its greatest height in metres?"}},
       {{0, "What is the least value that $<f>$ takes for real $x$?"},
        {1, "The function $f(x) = <f>$ has a greatest value. What is it?"}}},
      {"quotient_limit", "calculus", quotient_limit,
       {{0, "Compute $\\lim_{x \\to <a>} \\frac{<num>}{<den>}$."},
        {0, "Find the limit of $\\frac{<num>}{<den>}$ as $x$ approaches $<a>$."},
        {0, "What is $\\lim_{x \\to <a>} \\frac{<num>}{<den>}$?"},
        {0, "Evaluate the limit $\\lim_{x \\to <a>} \\frac{<num>}{<den>}$."}},
       {{0, "Which value does $\\frac{<num>}{<den>}$ approach as $x$ tends to $<a>$?"},
        {0, "As $x$ goes to $<a>$, what is the limit of $\\frac{<num>}{<den>}$?"}}},
  };
}

}  // namespace retort::data
