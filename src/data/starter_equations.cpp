// Further starter problems of algebra: curves that meet, pairs of inequalities, complex numbers, trigonometric and logarithmic equations.
#include <algorithm>

#include "data/starter_family.h"

namespace retort::data {

namespace {

// x + y and xy, or x - y and xy, of two different numbers.
Instance line_and_curve(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long x, y;
  do {
    x = easy ? random.between(1, 12) : nonzero(random, 15);
    y = easy ? random.between(1, 12) : nonzero(random, 15);
  } while (x == y || x == -y);
  if (variant == 0) {
    long long low = std::min(x, y), high = std::max(x, y);
    return {{0, low, high}, {{"sum", text(x + y)}, {"product", text(x * y)}}, point_text(low, high) + ", " + point_text(high, low)};
  }
  // The line y = x + d meets x^2 + y^2 = r in (x, x + d) and (-x - d, -x).
  long long d = y - x;
  std::string first = point_text(x, y), second = point_text(-y, -x);
  return {{1, d, x * x + y * y}, {{"line", polynomial_text({1, d}, "x")}, {"r", text(x * x + y * y)}}, first + ", " + second};
}

// 0: x^2 < r^2 and x > a, or x + a > 0; 1: two linear ones.
Instance inequality_pair(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  if (variant == 0) {
    long long r = random.between(2, easy ? 12 : 20), a = random.between(1 - r, r - 1);
    return {{0, r, a}, {{"first", "x^2 < " + text(r * r)}, {"second", "x > " + text(a)}}, "(" + text(a) + ", " + text(r) + ")"};
  }
  long long a = random.between(2, easy ? 5 : 9), b = nonzero(random, easy ? 9 : 20), c = random.between(2, easy ? 5 : 9), d = nonzero(random, easy ? 9 : 20);
  long long low = easy ? random.between(-5, 5) : random.between(-12, 8), high = low + random.between(1, easy ? 7 : 15);
  return {{1, a, b, c, d, low, high},
          {{"first", polynomial_text({a, b}, "x") + " \\ge " + text(a * low + b)}, {"second", polynomial_text({c, d}, "x") + " < " + text(c * high + d)}},
          "[" + text(low) + ", " + text(high) + ")"};
}

std::string complex_text(long long re, long long im) {
  if (im == 0) return text(re);
  long long size = im < 0 ? -im : im;
  std::string part = (size == 1 ? "" : text(size)) + "i";
  if (re == 0) return (im < 0 ? "-" : "") + part;
  return text(re) + (im < 0 ? " - " : " + ") + part;
}

// 0: a quotient with whole parts; 1: a product; 2: r (cos t + i sin t) for t a multiple of 30 or 45 degrees.
Instance complex_number(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long a = nonzero(random, easy ? 4 : 9), b = nonzero(random, easy ? 4 : 9), c = nonzero(random, easy ? 3 : 6), d = nonzero(random, easy ? 3 : 6);
  if (variant < 2) {
    long long re = a * c - b * d, im = a * d + b * c;
    if (variant == 1)
      return {{1, a, b, c, d}, {{"z", "(" + complex_text(a, b) + ")(" + complex_text(c, d) + ")"}}, complex_text(re, im)};
    return {{0, a, b, c, d}, {{"z", "\\frac{" + complex_text(re, im) + "}{" + complex_text(c, d) + "}"}}, complex_text(a, b)};
  }
  // Twelfths of a turn; n times the unit, whose parts are whole, halves or roots of 3.
  struct Direction { const char *re, *im, *angle; long long size; };
  static const std::vector<Direction> directions = {{"#", "#i", "\\frac{\\pi}{4}", 2},       {"-#", "#i", "\\frac{3\\pi}{4}", 2},
                                                    {"#", "-#i", "-\\frac{\\pi}{4}", 2},     {"-#", "-#i", "-\\frac{3\\pi}{4}", 2},
                                                    {"#", "#\\sqrt{3}i", "\\frac{\\pi}{3}", 4},  {"-#", "#\\sqrt{3}i", "\\frac{2\\pi}{3}", 4},
                                                    {"#\\sqrt{3}", "#i", "\\frac{\\pi}{6}", 4},  {"-#\\sqrt{3}", "#i", "\\frac{5\\pi}{6}", 4},
                                                    {"#", "-#\\sqrt{3}i", "-\\frac{\\pi}{3}", 4}, {"#\\sqrt{3}", "-#i", "-\\frac{\\pi}{6}", 4}};
  long long which = random.between(0, static_cast<long long>(directions.size()) - 1), n = random.between(1, easy ? 9 : 20);
  const Direction& direction = directions[static_cast<std::size_t>(which)];
  auto part = [&](std::string_view pattern) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      const bool alone = i + 1 == pattern.size();
      if (pattern[i] != '#') out += pattern[i];
      else if (n != 1 || alone) out += text(n);
    }
    return out;
  };
  std::string re = part(direction.re), im = part(direction.im);
  std::string size = direction.size == 4 ? text(2 * n) : (n == 1 ? "" : text(n)) + "\\sqrt{2}", angle = direction.angle;
  return {{2, which, n}, {{"z", re + (im[0] == '-' ? " - " + im.substr(1) : " + " + im)}},
          size + "\\left(\\cos\\left(" + angle + "\\right) + i\\sin\\left(" + angle + "\\right)\\right)"};
}

// c f(x) + d = e with a known angle; solutions in [0, 2 pi) with a sine, or in [0, pi] with a cosine.
Instance trig_equation(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  struct Value { long long twice; const char *sine, *cosine; };   // 2 sin x or 2 cos x
  static const std::vector<Value> values = {{1, "\\frac{\\pi}{6}, \\frac{5\\pi}{6}", "\\frac{\\pi}{3}"}, {2, "\\frac{\\pi}{2}", "0"},
                                            {-1, "\\frac{7\\pi}{6}, \\frac{11\\pi}{6}", "\\frac{2\\pi}{3}"}, {-2, "\\frac{3\\pi}{2}", "\\pi"}};
  const Value& value = values[static_cast<std::size_t>(random.between(0, easy ? 2 : 3))];
  long long c = 2 * random.between(1, easy ? 4 : 8), d = nonzero(random, easy ? 9 : 20), e = c * value.twice / 2 + d;
  std::string left = text(c) + (variant == 0 ? "\\sin x" : "\\cos x") + (d < 0 ? " - " : " + ") + text(d < 0 ? -d : d);
  return {{variant, c, d, e}, {{"eq", left + " = " + text(e)}}, variant == 0 ? value.sine : value.cosine};
}

// 0: log_b(ax + c) = n; 1: a sum of two logarithms of powers.
Instance logarithms(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  auto power = [](long long b, long long n) {
    long long value = 1;
    for (; n > 0; --n) value *= b;
    return value;
  };
  long long b = random.between(2, 5), n = random.between(2, b == 2 ? 6 : b == 3 ? 4 : 3);
  if (variant == 0) {
    long long a = easy ? 1 : random.between(2, 5), x = random.between(1, easy ? 30 : 20), c = power(b, n) - a * x;
    if (c == 0) c = a, --x;
    return {{0, b, n, a, c}, {{"eq", "\\log_{" + text(b) + "}(" + polynomial_text({a, c}, "x") + ") = " + text(n)}}, text(x)};
  }
  long long d = random.between(2, easy ? 5 : 10), m = random.between(1, d == 2 ? 6 : 3);
  std::string sum = "\\log_{" + text(b) + "} " + text(power(b, n)) + " + \\log_{" + text(d) + "} " + text(power(d, m));
  return {{1, b, n, d, m}, {{"sum", sum}}, text(n + m)};
}

}  // namespace

std::vector<Family> equation_families() {
  return {
      {"line_and_curve", "algebra", line_and_curve,
       {{0, "Find all pairs $(x, y)$ of real numbers with $x + y = <sum>$ and $xy = <product>$."},
        {0, "Solve the system $x + y = <sum>$, $xy = <product>$ for real $(x, y)$."},
        {1, "In which points does the line $y = <line>$ meet the circle $x^2 + y^2 = <r>$?"},
        {1, "Find all points where the line $y = <line>$ and the circle $x^2 + y^2 = <r>$ intersect."}},
       {{0, "Which pairs $(x, y)$ satisfy both $x + y = <sum>$ and $xy = <product>$?"},
        {1, "Find the points of the circle $x^2 + y^2 = <r>$ that lie on the line $y = <line>$."}}},
      {"inequality_pair", "algebra", inequality_pair,
       {{0, "Which real numbers $x$ satisfy both $<first>$ and $<second>$? Express your answer in interval notation."},
        {1, "Which real numbers $x$ satisfy both $<first>$ and $<second>$? Express your answer in interval notation."},
        {0, "Solve the system of inequalities $<first>$ and $<second>$. Express your answer in interval notation."},
        {1, "Find all real $x$ with $<first>$ and $<second>$. Express your answer in interval notation."}},
       {{0, "For which real $x$ do $<first>$ and $<second>$ hold at once? Give your answer in interval notation."},
        {1, "Find the interval of all $x$ with $<first>$ and $<second>$ at the same time."}}},
      {"complex_number", "algebra", complex_number,
       {{0, "Write $<z>$ in the form $a + bi$."},
        {1, "Express $<z>$ in the form $a + bi$ with real $a$ and $b$."},
        {0, "Bring $<z>$ into rectangular form."},
        {2, "Write $<z>$ in polar form."},
        {2, "Find the polar form of $<z>$ with an angle between $-\\pi$ and $\\pi$."}},
       {{1, "What is the rectangular form of $<z>$?"}, {2, "Express the complex number $<z>$ in polar form."}}},
      {"trig_equation", "trigonometry", trig_equation,
       {{0, "Find all $x$ with $0 \\le x < 2\\pi$ and $<eq>$."},
        {0, "Solve $<eq>$ for $0 \\le x < 2\\pi$."},
        {1, "Find the angle $x$ with $0 \\le x \\le \\pi$ and $<eq>$."},
        {1, "Solve $<eq>$ for $0 \\le x \\le \\pi$."}},
       {{0, "Which angles $x$ in radians with $0 \\le x < 2\\pi$ satisfy $<eq>$?"}, {1, "For which $x$ with $0 \\le x \\le \\pi$ is $<eq>$?"}}},
      {"logarithms", "algebra", logarithms,
       {{0, "Solve $<eq>$ for $x$."},
        {0, "If $<eq>$, what is $x$?"},
        {1, "What is the value of $<sum>$?"},
        {1, "Compute $<sum>$."}},
       {{0, "For which $x$ is $<eq>$?"}, {1, "Work out $<sum>$."}}},
  };
}

}  // namespace retort::data
