// Further starter problems of calculus: derivatives and antiderivatives as functions, critical points, continuity, series, values on an interval.
#include <algorithm>
#include <numeric>

#include "data/starter_family.h"

namespace retort::data {

namespace {

std::string factor_text(long long a) { return a == 1 ? "" : a == -1 ? "-" : text(a); }

// 0: polynomial; 1: x^n e^(ax); 2: a sin(bx) + cx.
Instance derivative(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  if (variant == 0) {
    long long a = random.between(1, easy ? 4 : 7), b = nonzero(random, easy ? 5 : 9), c = nonzero(random, 9), d = nonzero(random, 20);
    return {{0, a, b, c, d}, {{"f", polynomial_text({a, b, c, d}, "x")}}, polynomial_text({3 * a, 2 * b, c}, "x")};
  }
  if (variant == 1) {
    long long n = random.between(1, 3), a = random.between(1, easy ? 9 : 12), c = random.between(1, easy ? 5 : 9);
    std::string power = polynomial_text(n == 1 ? std::vector<long long>{c, 0} : n == 2 ? std::vector<long long>{c, 0, 0} : std::vector<long long>{c, 0, 0, 0}, "x");
    std::string lower = n == 1 ? text(c) : polynomial_text(n == 2 ? std::vector<long long>{2 * c, 0} : std::vector<long long>{3 * c, 0, 0}, "x");
    std::string exponent = factor_text(a) + "x", e = "e^{" + exponent + "}";
    return {{1, n, a, c}, {{"f", power + e}}, lower + e + " + " + (a * c == 1 ? "" : text(a * c)) + (n == 1 ? "x" : "x^" + text(n)) + e};
  }
  long long a = random.between(2, easy ? 6 : 9), b = random.between(1, easy ? 4 : 7), c = nonzero(random, 9);
  return {{2, a, b, c},
          {{"f", text(a) + "\\sin(" + factor_text(b) + "x)" + (c < 0 ? " - " : " + ") + polynomial_text({c < 0 ? -c : c, 0}, "x")}},
          text(a * b) + "\\cos(" + factor_text(b) + "x)" + (c < 0 ? " - " : " + ") + text(c < 0 ? -c : c)};
}

// 0: polynomial with a whole antiderivative; 1: a cos(bx), b divides a; 2: a/(x + b).
Instance antiderivative(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  if (variant == 0) {
    long long a = random.between(1, easy ? 3 : 6), b = nonzero(random, easy ? 4 : 8), c = nonzero(random, 9);
    return {{0, a, b, c}, {{"f", polynomial_text({3 * a, 2 * b, c}, "x")}}, polynomial_text({a, b, c, 0}, "x") + " + C"};
  }
  if (variant == 1) {
    long long b = random.between(2, easy ? 5 : 9), m = random.between(1, easy ? 5 : 9);
    return {{1, b, m}, {{"f", text(b * m) + "\\cos(" + text(b) + "x)"}}, factor_text(m) + "\\sin(" + text(b) + "x) + C"};
  }
  long long a = random.between(1, easy ? 6 : 12), b = nonzero(random, easy ? 9 : 20);
  return {{2, a, b}, {{"f", "\\frac{" + text(a) + "}{" + polynomial_text({1, b}, "x") + "}"}}, factor_text(a) + "\\ln|" + polynomial_text({1, b}, "x") + "| + C"};
}

// a x^3 + b x^2 + c x + d with derivative 3a (x - r)(x - s) or, easy, a parabola.
Instance critical_points(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  if (variant == 0) {
    long long a = random.between(1, easy ? 3 : 5), h = nonzero(random, easy ? 6 : 9), d = nonzero(random, 12);
    return {{0, a, h, d}, {{"f", polynomial_text({a, -2 * a * h, d}, "x")}}, text(h)};
  }
  long long r, s, a = 2 * random.between(1, easy ? 1 : 2), d = nonzero(random, 12);
  do {
    r = nonzero(random, easy ? 4 : 6);
    s = nonzero(random, easy ? 4 : 6);
  } while (r >= s);
  return {{1, a, r, s, d}, {{"f", polynomial_text({a, -3 * a * (r + s) / 2, 3 * a * r * s, d}, "x")}}, text(r) + ", " + text(s)};
}

// (x^2 - s)/(x - p) with or without a jump at each of three points: at how many is it not defined or not continuous?
Instance discontinuities(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long p, q, n = random.between(1, easy ? 9 : 20);
  do {
    p = nonzero(random, easy ? 5 : 9);
    q = nonzero(random, easy ? 5 : 9);
  } while (p >= q || p + q == 0);
  // Points to look at: p, and two others of which q may be one.
  bool both = random.chance(0.5);
  long long first = p, second = both ? q : q + 1, third = q + 2;
  long long count = 1 + both;
  return {{p, q, n, second},
          {{"f", "\\frac{" + polynomial_text({1, n}, "x") + "}{" + polynomial_text({1, -(p + q), p * q}, "x") + "}"}, {"a", text(first)}, {"b", text(second)}, {"c", text(third)}},
          text(count)};
}

// c times 0: e^(ax); 1: sin(ax); 2: cos(ax); all about 0.
Instance series(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long a = nonzero(random, easy ? 12 : 20), c = random.between(1, easy ? 5 : 9);
  auto term = [](long long p, long long q, int power) {
    std::string size = fraction_text(p < 0 ? -p : p, q), x = power == 0 ? "" : power == 1 ? "x" : "x^" + text(power);
    return (p < 0 ? " - " : " + ") + (size == "1" && power > 0 ? "" : size) + x;
  };
  std::string inside = polynomial_text({a, 0}, "x"), answer, f;
  if (variant == 0) f = factor_text(c) + "e^{" + inside + "}", answer = text(c) + term(c * a, 1, 1) + term(c * a * a, 2, 2);
  if (variant == 1) {
    std::string first = polynomial_text({c * a, 0}, "x");
    f = factor_text(c) + "\\sin(" + inside + ")", answer = first + term(-c * a * a * a, 6, 3);
  }
  if (variant == 2) {
    f = factor_text(c) + "\\cos(" + inside + ")";
    answer = text(c) + term(-c * a * a, 2, 2);
  }
  return {{variant, a, c}, {{"f", f}, {"order", variant == 1 ? "4" : "3"}, {"degree", variant == 1 ? "3" : "2"}}, answer};
}

// Values of a polynomial on an interval with whole ends. 0: greatest; 1: least.
Instance interval_extremum(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  std::vector<long long> p;
  long long low, high, best = 0;
  if (easy || random.chance(0.5)) {
    long long a = nonzero(random, easy ? 1 : 3), h = random.between(-4, 4);
    p = {a, -2 * a * h, nonzero(random, 9)};
    low = h - random.between(-1, 4), high = low + random.between(3, 6);
  } else {
    // 2x^3 - 3(r + s)x^2 + 6rsx + d, critical at r and s.
    long long r = random.between(-3, 1), s = r + random.between(1, 3);
    p = {2, -3 * (r + s), 6 * r * s, nonzero(random, 9)};
    low = r - random.between(0, 2), high = s + random.between(0, 2);
  }
  bool first = true;
  for (long long x = low; x <= high; ++x) {   // critical points are whole
    long long value = 0;
    for (long long c : p) value = value * x + c;
    if (first || (variant == 0 ? value > best : value < best)) best = value;
    first = false;
  }
  std::vector<long long> key = p;
  key.insert(key.end(), {variant, low, high});
  return {key, {{"f", polynomial_text(p, "x")}, {"low", text(low)}, {"high", text(high)}}, text(best)};
}

}  // namespace

std::vector<Family> analysis_families() {
  return {
      {"derivative", "calculus", derivative,
       {{0, "Differentiate $<f>$ with respect to $x$."},
        {1, "Differentiate $<f>$ with respect to $x$."},
        {2, "Find the derivative of $f(x) = <f>$."},
        {0, "If $f(x) = <f>$, find $f'(x)$."},
        {1, "Let $f(x) = <f>$. Find $f'(x)$."}},
       {{0, "Which function is the derivative of $f(x) = <f>$?"}, {2, "Determine the derivative of $<f>$ as a function of $x$."}}},
      {"antiderivative", "calculus", antiderivative,
       {{0, "Find an antiderivative of $<f>$."},
        {1, "Compute $\\int <f> \\, dx$."},
        {2, "Compute $\\int <f> \\, dx$."},
        {0, "Find the indefinite integral of $<f>$ with respect to $x$."}},
       {{0, "Which functions have the derivative $<f>$?"}, {1, "Integrate $<f>$ with respect to $x$."}}},
      {"critical_points", "calculus", critical_points,
       {{0, "Find the critical point of $f(x) = <f>$."},
        {1, "Find all critical points of $f(x) = <f>$."},
        {1, "At which $x$ is the derivative of $f(x) = <f>$ equal to zero?"},
        {0, "For which $x$ does the graph of $f(x) = <f>$ have a horizontal tangent?"}},
       {{0, "Where does the function $f(x) = <f>$ have its critical point?"}, {1, "List the critical points of $f(x) = <f>$."}}},
      {"discontinuities", "calculus", discontinuities,
       {{0, "At how many of the points $x = <a>$, $x = <b>$ and $x = <c>$ is $f(x) = <f>$ not continuous?"},
        {0, "Consider $f(x) = <f>$. At how many of the points $x = <a>$, $x = <b>$ and $x = <c>$ is it discontinuous?"},
        {0, "How many of the points $x = <a>$, $x = <b>$ and $x = <c>$ are discontinuities of $f(x) = <f>$?"},
        {0, "Count the points among $x = <a>$, $x = <b>$ and $x = <c>$ where $f(x) = <f>$ is not continuous."}},
       {{0, "Of the points $x = <a>$, $x = <b>$ and $x = <c>$, at how many does $f(x) = <f>$ fail to be continuous?"},
        {0, "The function $f(x) = <f>$ is examined at $x = <a>$, $x = <b>$ and $x = <c>$. At how many of them is it not continuous?"}}},
      {"series", "calculus", series,
       {{0, "Find the Taylor polynomial of degree <degree> of $<f>$ about $x = 0$."},
        {1, "Find the Taylor polynomial of degree <degree> of $<f>$ about $x = 0$."},
        {2, "Expand $<f>$ in powers of $x$ up to degree <degree>."},
        {0, "Approximate $<f>$ near $x = 0$ by a polynomial of degree <degree>, using its Taylor series."}},
       {{2, "What is the Maclaurin polynomial of degree <degree> of $<f>$?"}, {1, "Write down the Maclaurin series of $<f>$ up to degree <degree>."}}},
      {"interval_extremum", "calculus", interval_extremum,
       {{0, "Find the maximum value of $f(x) = <f>$ on the interval $[<low>, <high>]$."},
        {1, "Find the minimum value of $f(x) = <f>$ on the interval $[<low>, <high>]$."},
        {0, "What is the largest value of $<f>$ for $<low> \\le x \\le <high>$?"},
        {1, "What is the smallest value of $<f>$ for $<low> \\le x \\le <high>$?"}},
       {{0, "How large can $<f>$ become when $<low> \\le x \\le <high>$?"}, {1, "Let $<low> \\le x \\le <high>$. What is the least possible value of $<f>$?"}}},
  };
}

}  // namespace retort::data
