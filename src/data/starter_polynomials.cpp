// Further starter problems of algebra: factors, squares, division, fractions, common zeros, shapes of polynomials.
#include <algorithm>
#include <numeric>

#include "data/starter_family.h"

namespace retort::data {

namespace {

// (x - r)(ax - s) multiplied out.
Instance factor_quadratic(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long a = easy ? 1 : random.between(1, 4), r, s;
  do {
    r = nonzero(random, easy ? 9 : 12);
    s = nonzero(random, easy ? 9 : 12);
  } while (r == s || r == -s || std::gcd(a, s) != 1 || a * r == s);
  if (a == 1 && r > s) std::swap(r, s);
  return {{a, r, s}, {{"p", polynomial_text({a, -(s + a * r), r * s}, "x")}},
          "(" + polynomial_text({1, -r}, "x") + ")(" + polynomial_text({a, -s}, "x") + ")"};
}

// a(x - h)^2 + k. 0: the whole form; 1: k alone.
Instance square_form(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long a = easy ? 1 : random.between(1, 4), h = nonzero(random, easy ? 6 : 9), k = nonzero(random, easy ? 20 : 40);
  if (a * h * h + k == 0) ++k;
  std::string square = (a == 1 ? "" : text(a)) + "(" + polynomial_text({1, -h}, "x") + ")^2";
  return {{variant, a, h, k}, {{"p", polynomial_text({a, -2 * a * h, a * h * h + k}, "x")}, {"lead", a == 1 ? "" : text(a)}},
          variant == 1 ? text(k) : square + (k < 0 ? " - " : " + ") + text(k < 0 ? -k : k)};
}

// (x^2 + b x + c)(x - r) + d divided by x - r. 0: remainder; 1: quotient.
Instance polynomial_division(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long r = nonzero(random, easy ? 3 : 5), a = easy ? 1 : random.between(1, 3), b = nonzero(random, easy ? 4 : 7), c = nonzero(random, easy ? 6 : 9);
  long long d = variant == 1 ? 0 : nonzero(random, easy ? 9 : 20);
  return {{variant, a, b - a * r, c - b * r, d - c * r, r},
          {{"p", polynomial_text({a, b - a * r, c - b * r, d - c * r}, "x")}, {"q", polynomial_text({1, -r}, "x")}},
          variant == 1 ? polynomial_text({a, b, c}, "x") : text(d)};
}

// p/(x - r) + q/(x - s) over one line.
Instance simple_fractions(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long r, s, p, q;
  do {
    r = nonzero(random, easy ? 4 : 7);
    s = nonzero(random, easy ? 4 : 7);
    p = nonzero(random, easy ? 5 : 9);
    q = nonzero(random, easy ? 5 : 9);
  } while (r >= s || r + s == 0 || p + q == 0);
  long long constant = -(p * s + q * r);
  std::string answer = (p < 0 ? "-" : "") + std::string("\\frac{") + text(p < 0 ? -p : p) + "}{" + polynomial_text({1, -r}, "x") + "}" + (q < 0 ? " - " : " + ") +
                       "\\frac{" + text(q < 0 ? -q : q) + "}{" + polynomial_text({1, -s}, "x") + "}";
  return {{r, s, p, q}, {{"f", "\\frac{" + polynomial_text({p + q, constant}, "x") + "}{" + polynomial_text({1, -(r + s), r * s}, "x") + "}"}}, answer};
}

// Res(x^2 + bx + c, x - r) = r^2 + br + c.
Instance common_zero(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long b = nonzero(random, easy ? 5 : 9), c = nonzero(random, easy ? 9 : 20), r = nonzero(random, easy ? 4 : 8);
  return {{b, c, r}, {{"p", polynomial_text({1, b, c}, "x")}, {"q", polynomial_text({1, -r}, "x")}}, text(r * r + b * r + c)};
}

// (ax + b)(cx^2 + dx + e). 0: degree of its product with a power; 1: sum of the coefficients; 2: ordered by powers.
Instance polynomial_shape(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long a = random.between(1, easy ? 2 : 5), b = nonzero(random, easy ? 5 : 9), c = random.between(1, easy ? 2 : 4);
  long long d = variant == 1 || !easy ? nonzero(random, 6) : 0, e = nonzero(random, easy ? 5 : 9), n = variant == 0 ? random.between(2, easy ? 3 : 4) : 1;
  std::string first = "(" + polynomial_text({a, b}, "x") + ")", second = "(" + polynomial_text({c, d, e}, "x") + ")";
  Instance made{{variant, a, b, c, d, e, n}, {{"p", (n > 1 ? first + "^" + text(n) : first) + second}}, ""};
  made.answer = variant == 0 ? text(n + 2) : variant == 1 ? text((a + b) * (c + d + e)) : polynomial_text({a * c, a * d + b * c, a * e + b * d, b * e}, "x");
  return made;
}

// Zeros of x^2 - 2ax + a^2 + b^2, or of (x - r)(x^2 + b^2).
Instance complex_roots(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long b = random.between(1, easy ? 6 : 9);
  std::string unit = b == 1 ? "i" : text(b) + "i";
  if (variant == 1) {
    long long r = nonzero(random, easy ? 5 : 9);
    return {{1, r, b}, {{"p", polynomial_text({1, -r, b * b, -r * b * b}, "x")}}, text(r) + ", " + unit + ", -" + unit};
  }
  long long a = nonzero(random, easy ? 5 : 9);
  return {{0, a, b}, {{"p", polynomial_text({1, -2 * a, a * a + b * b}, "x")}}, text(a) + " + " + unit + ", " + text(a) + " - " + unit};
}

}  // namespace

std::vector<Family> polynomial_families() {
  return {
      {"factor_quadratic", "algebra", factor_quadratic,
       {{0, "Factor $<p>$."},
        {0, "Factor the polynomial $<p>$ completely."},
        {0, "Write $<p>$ as a product of two linear factors."},
        {0, "Factor the quadratic $<p>$ over the integers."}},
       {{0, "Write $<p>$ in factored form."}, {0, "Into which two linear factors does $<p>$ split?"}}},
      {"square_form", "algebra", square_form,
       {{0, "Complete the square in $<p>$."},
        {0, "Write $<p>$ as a multiple of a square plus a constant."},
        {1, "When $<p>$ is written in the form $<lead>(x - h)^2 + k$, what is $k$?"},
        {1, "Complete the square in $<p>$. Which constant is added to the square?"}},
       {{0, "Bring $<p>$ into vertex form."}, {1, "Let $<p> = <lead>(x - h)^2 + k$ for all $x$. Find $k$."}}},
      {"polynomial_division", "algebra", polynomial_division,
       {{0, "What is the remainder when $<p>$ is divided by $<q>$?"},
        {0, "Find the remainder on dividing $<p>$ by $<q>$."},
        {1, "Find the quotient when $<p>$ is divided by $<q>$."},
        {1, "Divide $<p>$ by $<q>$. What is the quotient?"},
        {1, "Simplify $\\frac{<p>}{<q>}$."}},
       {{0, "Divide $<p>$ by $<q>$. Which remainder is left?"}, {1, "By which polynomial must $<q>$ be multiplied to give $<p>$?"}}},
      {"simple_fractions", "algebra", simple_fractions,
       {{0, "Decompose $<f>$ into partial fractions."},
        {0, "Find the partial fraction decomposition of $<f>$."},
        {0, "Write $<f>$ as a sum of partial fractions."},
        {0, "Split $<f>$ into simple fractions."}},
       {{0, "Express $<f>$ as a sum of two fractions with linear denominators."}, {0, "What is the partial fraction form of $<f>$?"}}},
      {"common_zero", "algebra", common_zero,
       {{0, "Find the resultant of $<p>$ and $<q>$."},
        {0, "Compute the resultant of the polynomials $<p>$ and $<q>$ in $x$."},
        {0, "What is the resultant of $<p>$ and $<q>$ with respect to $x$?"},
        {0, "The resultant of two polynomials is zero exactly when they have a common zero. What is it for $<p>$ and $<q>$?"}},
       {{0, "Determine the resultant of the polynomials $<p>$ and $<q>$."}, {0, "Which value does the resultant of $<p>$ and $<q>$ have?"}}},
      {"polynomial_shape", "algebra", polynomial_shape,
       {{0, "What is the degree of the polynomial $<p>$?"},
        {1, "Find the sum of the coefficients of $<p>$ after it is multiplied out."},
        {2, "Write $<p>$ in descending powers of $x$."},
        {0, "Find the degree in $x$ of $<p>$."},
        {2, "Multiply out $<p>$ and order the terms by falling powers of $x$."}},
       {{0, "Which degree does the polynomial $<p>$ have?"}, {1, "What do the coefficients of $<p>$ add up to when it is expanded?"}}},
      {"complex_roots", "algebra", complex_roots,
       {{0, "Find all complex roots of $<p>$."},
        {1, "Find all complex roots of $<p>$."},
        {0, "Find all complex numbers $x$ with $<p> = 0$."},
        {1, "What are all the complex zeros of $<p>$?"}},
       {{0, "List the complex solutions of $<p> = 0$."}, {1, "Over the complex numbers, what are the zeros of $<p>$?"}}},
  };
}

}  // namespace retort::data
