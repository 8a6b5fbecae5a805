// Starter problems of algebra: equations, systems, quadratics, products, inequalities.
#include <numeric>

#include "data/starter_family.h"

namespace retort::data {

namespace {

// a v + b = c v + d with an integer solution.
// Easy: c = 0 and a positive solution.
Instance linear_equation(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long c = easy ? 0 : random.between(1, 8), a = c + random.between(2, easy ? 6 : 9);
  long long x = easy ? random.between(1, 9) : random.between(-9, 12), b = easy ? random.between(-9, 9) : random.between(-30, 30);
  if (x == 0) x = 11;
  if (b == 0) b = 7;
  long long d = (a - c) * x + b;
  std::string v = random.pick(std::vector<std::string>{"x", "x", "y", "n", "t"});
  std::string lhs = polynomial_text({a, b}, v), rhs = polynomial_text({c, d}, v);
  return {{a, b, c, d}, {{"v", v}, {"lhs", lhs}, {"rhs", rhs}, {"eq", lhs + " = " + rhs}}, text(x)};
}

struct Pair { long long a, b, c, d, x, y; };

// Two equations with different solutions in x and y; the coefficients suit stories, too. Easy: x has the same coefficient in
// both, 1 or, in a story, more.
Pair draw_pair(Random& random, bool easy, bool story) {
  Pair p{};
  do {
    if (easy) {
      p.a = p.c = story ? random.between(2, 3) : 1;
      p.b = random.between(story ? 2 : 1, 3), p.d = random.between(p.b + 1, 5);
      p.x = random.between(1, 9), p.y = random.between(1, 9);
    } else {
      p = {random.between(2, 7), random.between(2, 7), random.between(2, 7), random.between(2, 7), random.between(2, 15),
           random.between(2, 15)};
    }
  } while (p.a * p.d == p.b * p.c || p.x == p.y);
  return p;
}

// 0: bare equations, one may have a minus; 1: prices of two kinds of ticket; 2: heads and legs of two kinds of animal.
Instance linear_system(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  Pair p = draw_pair(random, easy, variant == 1);
  int ask = static_cast<int>(random.between(0, easy || variant == 2 ? 1 : variant == 1 ? 2 : 3));
  if (variant == 2) p.a = p.b = 1, p.c = 2, p.d = 4, p.x += random.between(0, 20), p.y += random.between(0, 12);
  bool minus = !easy && variant == 0 && random.chance(0.4);
  if (minus) p.d = -p.d;
  long long e = p.a * p.x + p.b * p.y, f = p.c * p.x + p.d * p.y;
  long long answers[] = {p.x, p.y, p.x + p.y, p.x * p.y};
  const char* expressions[] = {"x", "y", "x + y", "xy"};
  const char* tickets[] = {"What does one adult ticket cost?", "What does one child ticket cost?",
                           "What do one adult ticket and one child ticket cost together?"};
  const char* drinks[] = {"Find the price of one coffee.", "Find the price of one muffin.",
                          "Find the price of one coffee and one muffin together."};
  const char* animals[] = {"hens", "rabbits", "", ""};
  auto side = [](long long x, long long y) { return polynomial_text({x, 0}, "x") + (y < 0 ? " - " : " + ") + polynomial_text({y < 0 ? -y : y, 0}, "y"); };
  Instance made{{p.a, p.b, p.c, p.d, e, f}, {}, text(answers[ask])};
  made.slots = {{"a", text(p.a)}, {"b", text(p.b)}, {"c", text(p.c)}, {"d", text(p.d)}, {"e", text(e)}, {"f", text(f)},
                {"ask", expressions[ask]}, {"animal", animals[ask]},
                {"first", side(p.a, p.b) + " = " + text(e)}, {"second", side(p.c, p.d) + " = " + text(f)}};
  if (ask < 3) made.slots["ask_ticket"] = tickets[ask], made.slots["ask_drink"] = drinks[ask];
  return made;
}

// x^2 + b x + c with the roots r < s.
// 0: any integers; 1: one negative, one positive; 2: a rectangle whose width is the positive root.
// Easy: at most 8 in size, both positive in 0.
Instance quadratic_roots(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long r, s;
  do {
    r = variant != 0 ? random.between(easy ? -8 : -16, easy ? -2 : -3) : random.between(easy ? 1 : -9, easy ? 7 : 9);
    s = variant != 0 ? random.between(easy ? 1 : 2, easy ? 8 : 15) : random.between(easy ? 1 : -9, easy ? 8 : 14);
  } while (r >= s || r == 0 || s == 0 || r + s == 0 || (variant == 2 && r + s >= 0));
  int ask = variant == 0 ? static_cast<int>(random.between(0, easy ? 1 : 2)) : 1;
  long long answers[] = {r, s, r * r + s * s};
  const char* asks[] = {"smaller root", "larger root", "sum of the squares of the roots"};
  const char* find[] = {"the smaller solution", "the larger solution", "the sum of the squares of the solutions"};
  Instance made{{r, s}, {}, text(answers[ask])};
  made.slots = {{"eq", polynomial_text({1, -(r + s), r * s}, "x") + " = 0"}, {"ask", asks[ask]}, {"find", find[ask]},
                {"area", text(-r * s)}, {"more", text(-(r + s))}};
  return made;
}

// 0: (ax + b)(cx + d), coefficient of x; 1: (ax + b)(x^2 + cx + d), coefficient of x or x^2.
// Easy: a = 1, small positive numbers.
Instance product_coefficient(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  auto nonzero = [&](long long most) {
    long long n = random.between(1, easy ? most / 2 : most);
    return !easy && random.chance(0.35) ? -n : n;
  };
  long long a = easy ? 1 : random.between(2, 9), b = nonzero(12);
  long long c = variant != 0 ? nonzero(9) : easy ? random.between(1, 3) : random.between(2, 9), d = nonzero(12);
  bool square = variant == 1 && random.chance(0.5);
  long long answer = variant == 0 ? a * d + b * c : square ? a * c + b : a * d + b * c;
  if (answer == 0) return product_coefficient(random, variant, level);
  std::string second = variant == 0 ? polynomial_text({c, d}, "x") : polynomial_text({1, c, d}, "x");
  Instance made{{variant, a, b, c, d}, {}, text(answer)};
  made.slots = {{"product", "(" + polynomial_text({a, b}, "x") + ")(" + second + ")"}, {"term", square ? "x^2" : "x"}};
  return made;
}

// 0: low < ax + b <= high; 1: a quadratic below zero.
Instance inequality_count(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  if (variant == 1) {
    long long r = easy ? random.between(1, 6) : random.between(-12, 9), s = r + (easy ? random.between(2, 7) : random.between(4, 21));
    bool open = random.chance(0.5);
    std::string left = polynomial_text({1, -(r + s), r * s}, "x");
    Instance made{{1, r, s}, {}, text(s - r + (open ? -1 : 1))};
    made.slots = {{"ineq", left + (open ? " < 0" : " \\le 0")}};
    return made;
  }
  long long a = random.between(easy ? 1 : 2, easy ? 5 : 7), b = easy ? random.between(1, 9) : random.between(-20, 20);
  long long from = easy ? random.between(1, 9) : random.between(-12, 8);
  if (b == 0) b = 5;
  long long count = easy ? random.between(3, 9) : random.between(5, 24), to = from + count - 1;
  // Bounds between multiples of a, so that the solutions are exactly from..to; on the multiple itself at either end.
  long long slack_low = easy ? 0 : random.between(0, a - 1), slack_high = easy ? 0 : random.between(0, a - 1);
  long long low = a * from + b - slack_low, high = a * to + b + slack_high;
  Instance made{{0, a, b, low, high}, {}, text(count)};
  made.slots = {{"ineq", text(low) + " \\le " + polynomial_text({a, b}, "x") + " \\le " + text(high)}};
  return made;
}

}  // namespace

std::vector<Family> algebra_families() {
  return {
      {"linear_equation", "algebra", linear_equation,
       {{0, "Solve for $<v>$: $<eq>$."},
        {0, "Find the value of $<v>$ that satisfies $<eq>$."},
        {0, "If $<eq>$, what is $<v>$?"},
        {0, "What value of $<v>$ makes the equation $<eq>$ true?"},
        {0, "Solve the equation $<eq>$."}},
       {{0, "For which $<v>$ does $<lhs>$ equal $<rhs>$?"}, {0, "The number $<v>$ satisfies $<eq>$. Determine $<v>$."}}},
      {"linear_system", "algebra", linear_system,
       {{0, "If $<first>$ and $<second>$, what is $<ask>$?"},
        {0, "Find $<ask>$ given that $<first>$ and $<second>$."},
        {0, "The numbers $x$ and $y$ satisfy $<first>$ and $<second>$. What is the value of $<ask>$?"},
        {1, "<a> adult tickets and <b> child tickets cost <e> dollars. <c> adult tickets and <d> child tickets cost <f> "
            "dollars. <ask_ticket>"},
        {2, "A farmer has hens and rabbits. Together they have <e> heads and <f> legs. How many <animal> are there?"}},
       {{0, "Let $<first>$ and $<second>$. Compute $<ask>$."},
        {1, "At a kiosk, <a> coffees and <b> muffins cost <e> dollars, while <c> coffees and <d> muffins cost <f> dollars. "
            "<ask_drink>"}}},
      {"quadratic_roots", "algebra", quadratic_roots,
       {{0, "What is the <ask> of $<eq>$?"},
        {0, "Find <find> of the equation $<eq>$."},
        {1, "Find the positive solution of $<eq>$."},
        {1, "If $x$ is positive and $<eq>$, what is $x$?"},
        {2, "A rectangle has area <area>. Its length is <more> more than its width. What is its width?"}},
       {{0, "Determine <find> of $<eq>$."}, {1, "The positive number $x$ satisfies $<eq>$. What is $x$?"}}},
      {"product_coefficient", "algebra", product_coefficient,
       {{0, "What is the coefficient of $<term>$ in the expansion of $<product>$?"},
        {1, "What is the coefficient of $<term>$ in the expansion of $<product>$?"},
        {0, "Find the coefficient of $<term>$ when $<product>$ is expanded."},
        {1, "Expand $<product>$. What is the coefficient of $<term>$?"},
        {1, "When $<product>$ is multiplied out, what is the coefficient of $<term>$?"}},
       {{0, "Determine the coefficient of $<term>$ in the product $<product>$."},
        {1, "After expanding $<product>$, which number stands in front of $<term>$?"}}},
      {"inequality_count", "algebra", inequality_count,
       {{0, "How many integers $x$ satisfy $<ineq>$?"},
        {1, "How many integers $x$ satisfy $<ineq>$?"},
        {0, "Find the number of integers $x$ such that $<ineq>$."},
        {1, "How many integers satisfy the inequality $<ineq>$?"},
        {0, "What is the number of integer solutions of $<ineq>$?"}},
       {{0, "For how many integers $x$ is $<ineq>$?"}, {1, "Count the integers $x$ with $<ineq>$."}}},
  };
}

}  // namespace retort::data
