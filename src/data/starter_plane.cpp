// Starter problems of plane geometry with coordinates.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/starter_family.h"

namespace retort::data {

namespace {

// A root drawn: 45 -> 3\sqrt{5}.
std::string root_text(long long n) {
  long long outside = 1;
  for (long long d = 2; d * d <= n; ++d)
    while (n % (d * d) == 0) n /= d * d, outside *= d;
  if (n == 1) return text(outside);
  return (outside == 1 ? "" : text(outside)) + "\\sqrt{" + text(n) + "}";
}

struct Points { long long x1, y1, x2, y2; };

Points two_points(Random& random, bool easy) {
  const long long most = easy ? 6 : 12;
  Points p{};
  do p = {random.between(easy ? 0 : -most, most), random.between(easy ? 0 : -most, most), random.between(easy ? 0 : -most, most), random.between(easy ? 0 : -most, most)};
  while (p.x1 == p.x2 || p.y1 == p.y2);
  return p;
}

Instance of_points(const Points& p, int variant, std::string answer) {
  return {{variant, p.x1, p.y1, p.x2, p.y2}, {{"p", point_text(p.x1, p.y1)}, {"q", point_text(p.x2, p.y2)}}, std::move(answer)};
}

// 0: distance; 1: midpoint.
Instance segment(Random& random, int variant, StarterLevel level) {
  Points p = two_points(random, level == StarterLevel::kEasy);
  long long dx = p.x2 - p.x1, dy = p.y2 - p.y1;
  if (variant == 0) return of_points(p, 0, root_text(dx * dx + dy * dy));
  return of_points(p, 1, "\\left(" + fraction_text(p.x1 + p.x2, 2) + ", " + fraction_text(p.y1 + p.y2, 2) + "\\right)");
}

// "mx + b" with fractions.
std::string line_text(long long p, long long q, long long b_p, long long b_q) {
  std::string slope = fraction_text(p, q), b = fraction_text(b_p, b_q);
  std::string term = slope == "1" ? "x" : slope == "-1" ? "-x" : slope + "x";
  if (b == "0") return term;
  return term + (b[0] == '-' ? " - " + b.substr(1) : " + " + b);
}

// y = mx + b through two points.
Instance line_equation(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  Points p{};
  do p = two_points(random, easy); while (easy && (p.y2 - p.y1) % (p.x2 - p.x1) != 0);
  long long dx = p.x2 - p.x1, dy = p.y2 - p.y1;
  return of_points(p, 0, "y = " + line_text(dy, dx, p.y1 * dx - p.x1 * dy, dx));
}

// ax + by = c, as far from both points.
Instance bisector(Random& random, int, StarterLevel level) {
  Points p = two_points(random, level == StarterLevel::kEasy);
  long long a = 2 * (p.x2 - p.x1), b = 2 * (p.y2 - p.y1), c = p.x2 * p.x2 - p.x1 * p.x1 + p.y2 * p.y2 - p.y1 * p.y1;
  long long common = std::gcd(std::gcd(a, b), c) * (a < 0 ? -1 : 1);
  a /= common, b /= common, c /= common;
  std::string y = (b == 1 || b == -1 ? "" : text(b < 0 ? -b : b)) + "y";
  return of_points(p, 0, polynomial_text({a, 0}, "x") + (b < 0 ? " - " : " + ") + y + " = " + text(c));
}

// 0: center; 1: radius; 2: equation through three corners of a rectangle with sides along the axes.
Instance circle(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long h = nonzero(random, easy ? 4 : 8), k = nonzero(random, easy ? 4 : 8), r = random.between(2, easy ? 6 : 12);
  auto shifted = [](const char* v, long long a) { return "(" + polynomial_text({1, -a}, v) + ")^2"; };
  if (variant == 2) {
    long long dx = random.between(1, easy ? 3 : 6), dy = random.between(1, easy ? 3 : 6);
    return {{2, h, k, dx, dy},
            {{"p", point_text(h - dx, k - dy)}, {"q", point_text(h + dx, k - dy)}, {"r", point_text(h - dx, k + dy)}},
            shifted("x", h) + " + " + shifted("y", k) + " = " + text(dx * dx + dy * dy)};
  }
  std::string left = "x^2 + y^2";
  for (auto [v, a] : {std::pair{"x", h}, std::pair{"y", k}})
    left += (a < 0 ? " + " : " - ") + text(a < 0 ? -2 * a : 2 * a) + v;
  return {{variant, h, k, r}, {{"eq", left + " = " + text(r * r - h * h - k * k)}}, variant == 0 ? point_text(h, k) : text(r)};
}

// 0: triangle; 1: quadrangle; corners in order, no sides that cross.
Instance polygon(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  const long long most = easy ? 5 : 9;
  auto step = [&] { return random.between(1, most); };
  // One corner on each side of a center keeps the sides apart.
  long long x = random.between(0, easy ? 3 : 6), y = random.between(0, easy ? 3 : 6);
  std::vector<std::pair<long long, long long>> corners = {{x - step(), y - step()}, {x + step(), y - step()}, {x + step(), y + step()}, {x - step(), y + step()}};
  if (variant == 0) corners.erase(corners.begin() + random.between(0, 3));
  long long twice = 0;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    auto [x1, y1] = corners[i];
    auto [x2, y2] = corners[(i + 1) % corners.size()];
    twice += x1 * y2 - x2 * y1;
  }
  Instance made{{variant}, {}, fraction_text(twice < 0 ? -twice : twice, 2)};
  const char* names[] = {"p", "q", "r", "s"};
  for (std::size_t i = 0; i < corners.size(); ++i) {
    made.key.insert(made.key.end(), {corners[i].first, corners[i].second});
    made.slots[names[i]] = point_text(corners[i].first, corners[i].second);
  }
  return made;
}

// The angle at a corner, a multiple of 45 degrees.
Instance angle(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  static const std::vector<std::pair<long long, long long>> ways = {{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}};
  long long x = random.between(easy ? 0 : -6, 6), y = random.between(easy ? 0 : -6, 6), start = random.between(0, 7), turn = random.between(1, 3);
  auto end = [&](long long way) {
    auto [dx, dy] = ways[static_cast<std::size_t>(way % 8)];
    long long length = random.between(1, easy ? 4 : 8);
    return std::pair{x + length * dx, y + length * dy};
  };
  auto first = end(start), second = end(start + turn);
  return {{x, y, first.first, first.second, second.first, second.second},
          {{"p", point_text(first.first, first.second)}, {"q", point_text(x, y)}, {"r", point_text(second.first, second.second)}},
          turn == 2 ? "\\frac{\\pi}{2}" : turn == 1 ? "\\frac{\\pi}{4}" : "\\frac{3\\pi}{4}"};
}

}  // namespace

std::vector<Family> plane_families() {
  return {
      {"segment", "geometry", segment,
       {{0, "How far apart are the points $<p>$ and $<q>$?"},
        {0, "Find the length of the segment from $<p>$ to $<q>$."},
        {1, "Find the midpoint of the segment from $<p>$ to $<q>$."},
        {1, "Which point lies halfway between $<p>$ and $<q>$?"}},
       {{0, "A straight path leads from $<p>$ to $<q>$. How long is it?"}, {1, "What is the midpoint of $<p>$ and $<q>$?"}}},
      {"line_equation", "geometry", line_equation,
       {{0, "Find the equation of the line through $<p>$ and $<q>$ in the form $y = mx + b$."},
        {0, "A line passes through $<p>$ and $<q>$. What is its equation, solved for $y$?"},
        {0, "Give the slope-intercept form of the line through $<p>$ and $<q>$."},
        {0, "Write the line through the points $<p>$ and $<q>$ in slope-intercept form."}},
       {{0, "Which line goes through the points $<p>$ and $<q>$? Give its equation in the form $y = mx + b$."},
        {0, "Find the linear equation $y = mx + b$ that both points $<p>$ and $<q>$ satisfy."}}},
      {"bisector", "geometry", bisector,
       {{0, "Find the equation of the perpendicular bisector of the segment from $<p>$ to $<q>$."},
        {0, "What is the equation of the perpendicular bisector of the segment between $<p>$ and $<q>$?"},
        {0, "Find the equation of the line whose points are equally far from $<p>$ and $<q>$."},
        {0, "Which line cuts the segment from $<p>$ to $<q>$ in half at right angles? Give its equation."}},
       {{0, "Describe by an equation all points $(x, y)$ at the same distance from $<p>$ and $<q>$."},
        {0, "Give an equation of the line of symmetry that exchanges $<p>$ and $<q>$."}}},
      {"circle", "geometry", circle,
       {{0, "What is the center of the circle $<eq>$?"},
        {1, "What is the radius of the circle $<eq>$?"},
        {2, "Find the equation of the circle through $<p>$, $<q>$ and $<r>$."},
        {0, "Find the center of the circle with equation $<eq>$."},
        {1, "Find the radius of the circle with equation $<eq>$."}},
       {{1, "How large is the radius of the circle given by $<eq>$?"}, {2, "A circle passes through $<p>$, $<q>$ and $<r>$. What is its equation?"}}},
      {"polygon", "geometry", polygon,
       {{0, "What is the area of the triangle with corners $<p>$, $<q>$ and $<r>$?"},
        {0, "Find the area of the triangle with vertices $<p>$, $<q>$ and $<r>$."},
        {1, "What is the area of the quadrilateral with corners $<p>$, $<q>$, $<r>$ and $<s>$ in this order?"},
        {1, "Find the area of the quadrilateral with vertices $<p>$, $<q>$, $<r>$ and $<s>$ in this order."}},
       {{0, "A triangular field has its corners at $<p>$, $<q>$ and $<r>$. How large is its area?"},
        {1, "Going around a field one meets the corners $<p>$, $<q>$, $<r>$ and $<s>$. How large is its area?"}}},
      {"corner_angle", "geometry", angle,
       {{0, "What is the angle at $<q>$ in the triangle with corners $<p>$, $<q>$ and $<r>$, in radians?"},
        {0, "Find the angle in radians between the rays from $<q>$ to $<p>$ and from $<q>$ to $<r>$."},
        {0, "A triangle has corners $<p>$, $<q>$ and $<r>$. Find its angle at $<q>$ in radians."},
        {0, "Seen from $<q>$, what is the angle between the points $<p>$ and $<r>$ in radians?"}},
       {{0, "Two rays start at $<q>$, one through $<p>$ and one through $<r>$. What angle in radians do they enclose?"},
        {0, "Which angle, in radians, does the triangle $<p>$, $<q>$, $<r>$ have at its second corner?"}}},
  };
}

}  // namespace retort::data
