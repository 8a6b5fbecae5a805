#include "agent/forms_space.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "agent/linear_solution.h"
#include "agent/rules_solver_text.h"
#include "agent/vector_terms.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Kind = VectorTerm::Kind;

Expr integer(long long n) { return Expr::integer(n); }
Expr number(const Rational& r) { return Expr::number(r); }
Expr square(const Expr& e) { return pow(e, integer(2)); }
Expr root(Expr e) { return Expr::func("sqrt", {std::move(e)}); }
Expr sum(const std::vector<Expr>& terms) { return terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms); }
std::optional<Goal> value(Expr e, std::string setting, Closing closing) { return Evaluate{std::move(e), std::move(setting), std::move(closing), {}}; }

// a x + b y + c z + d = 0
struct Plane {
  std::vector<Rational> normal;
  Rational constant;
};

std::optional<Plane> plane_of(const Expr& equation) {
  if (!equation.is(Op::kRel) || equation.name() != "=") return {};
  const Expr f = equation.arg(0) - equation.arg(1);
  for (const std::string& name : f.symbols())
    if (name != "x" && name != "y" && name != "z") return {};
  auto at = [&](long long x, long long y, long long z) -> std::optional<Rational> {
    auto v = math::exact_value(f.substitute("x", integer(x)).substitute("y", integer(y)).substitute("z", integer(z)));
    return v.ok() ? std::optional(*v) : std::nullopt;
  };
  auto zero = at(0, 0, 0), x = at(1, 0, 0), y = at(0, 1, 0), z = at(0, 0, 1), far = at(2, -3, 5), other = at(-7, 4, 3);
  if (!zero || !x || !y || !z || !far || !other) return {};
  Plane p{{*x - *zero, *y - *zero, *z - *zero}, *zero};
  if (p.normal[0] * 2 - p.normal[1] * 3 + p.normal[2] * 5 + *zero != *far || p.normal[0] * -7 + p.normal[1] * 4 + p.normal[2] * 3 + *zero != *other) return {};
  if (p.normal[0].is_zero() && p.normal[1].is_zero() && p.normal[2].is_zero()) return {};
  return p;
}

std::optional<std::vector<Rational>> tuple(const Expr& e, std::size_t size) {
  if (!e.is(Op::kTuple) || e.args().size() != size) return {};
  std::vector<Rational> out;
  for (const Expr& part : e.args()) {
    auto v = math::exact_value(part);
    if (!v.ok()) return {};
    out.push_back(*v);
  }
  return out;
}

Expr length_of(const std::vector<Rational>& v) {
  std::vector<Expr> squares;
  for (const Rational& x : v)
    if (!x.is_zero()) squares.push_back(square(number(x)));
  return root(sum(squares));
}

std::optional<Goal> point_to_plane(const Captures& c) {
  auto plane = plane_of(c.expr("eq"));
  auto p = tuple(c.expr("p"), 3);
  if (!plane || !p) return {};
  std::vector<Expr> terms;
  for (std::size_t i = 0; i < 3; ++i)
    if (!plane->normal[i].is_zero()) terms.push_back(number(plane->normal[i]) * number((*p)[i]));
  if (!plane->constant.is_zero()) terms.push_back(number(plane->constant));
  return value(Expr::func("abs", {sum(terms)}) / length_of(plane->normal), "The distance of a point from a plane $ax + by + cz + d = 0$ is $\\frac{|ax + by + cz + d|}{\\sqrt{a^2 + b^2 + c^2}}$.", "the distance is @");
}

std::optional<Goal> between_planes(const Captures& c) {
  const auto& eqs = c.at("eqs").exprs;
  if (eqs.size() != 2) return {};
  auto a = plane_of(eqs[0]), b = plane_of(eqs[1]);
  if (!a || !b) return {};
  std::optional<Rational> factor;
  for (std::size_t i = 0; i < 3; ++i) {
    if (a->normal[i].is_zero() != b->normal[i].is_zero()) return {};
    if (a->normal[i].is_zero()) continue;
    if (factor && *factor != b->normal[i] / a->normal[i]) return {};
    factor = b->normal[i] / a->normal[i];
  }
  std::string setting = "The planes are parallel. ";
  if (*factor != Rational(1)) setting += "Divided by " + inline_math(tex(*factor)) + ", the second has the same left side as the first. ";
  Expr shift = number(a->constant) - (*factor == Rational(1) ? number(b->constant) : number(b->constant) / number(*factor));
  return value(Expr::func("abs", {shift}) / length_of(a->normal), setting + "The distance is the difference of the constants over the length of the normal vector.", "the distance is @");
}

// "2x - y + 3z + 8 = 0" with whole numbers without a common factor, the first positive.
std::optional<std::string> plane_text(std::vector<Rational> parts) {
  long long common = 1, divisor = 0;
  for (const Rational& r : parts) {
    auto d = Rational(r.den()).to_int64();
    if (!d) return {};
    common = std::lcm(common, *d);
  }
  std::vector<long long> whole;
  for (const Rational& r : parts) {
    auto n = (r * Rational(common)).to_int64();
    if (!n) return {};
    whole.push_back(*n);
    divisor = std::gcd(divisor, *n);
  }
  auto first = std::find_if(whole.begin(), whole.begin() + 3, [](long long n) { return n != 0; });
  if (first == whole.begin() + 3 || divisor == 0) return {};
  if (*first < 0) divisor = -divisor;
  std::string text;
  const char* const kNames[] = {"x", "y", "z", ""};
  for (std::size_t i = 0; i < 4; ++i) {
    const long long n = whole[i] / divisor;
    if (n == 0) continue;
    const long long size = std::abs(n);
    text += text.empty() ? (n < 0 ? "-" : "") : n < 0 ? " - " : " + ";
    if (size != 1 || i == 3) text += std::to_string(size);
    text += kNames[i];
  }
  return text + " = 0";
}

std::optional<Goal> plane_through(const Captures& c) {
  const auto& ps = c.at("ps").exprs;
  if (ps.size() != 3) return {};
  auto a = tuple(ps[0], 3), b = tuple(ps[1], 3), d = tuple(ps[2], 3);
  if (!a || !b || !d) return {};
  std::vector<Rational> u, v, normal;
  for (std::size_t i = 0; i < 3; ++i) u.push_back((*b)[i] - (*a)[i]), v.push_back((*d)[i] - (*a)[i]);
  std::vector<std::string> entries;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t j = (i + 1) % 3, k = (i + 2) % 3;
    normal.push_back(u[j] * v[k] - u[k] * v[j]);
    entries.push_back(inline_math(worked(number(u[j]) * number(v[k]) - number(u[k]) * number(v[j]))));
  }
  Rational constant = -(normal[0] * (*a)[0] + normal[1] * (*a)[1] + normal[2] * (*a)[2]);
  auto text = plane_text({normal[0], normal[1], normal[2], constant});
  if (!text) return {};
  auto tuple_text = [](const std::vector<Rational>& t) { return inline_math("(" + tex(t[0]) + ", " + tex(t[1]) + ", " + tex(t[2]) + ")"); };
  return Several{{}, *text, "From the first point the others are reached by " + tuple_text(u) + " and " + tuple_text(v) + ". The entries of their cross product are " + and_list(entries) + ", which is normal to the plane, and the first point gives the constant.", "the equation is @"};
}

std::optional<Goal> parallel_plane(const Captures& c) {
  auto plane = plane_of(c.expr("eq"));
  auto p = tuple(c.expr("p"), 3);
  if (!plane || !p) return {};
  const auto& n = plane->normal;
  auto text = plane_text({n[0], n[1], n[2], -(n[0] * (*p)[0] + n[1] * (*p)[1] + n[2] * (*p)[2])});
  if (!text) return {};
  const Expr left = number(n[0]) * number((*p)[0]) + number(n[1]) * number((*p)[1]) + number(n[2]) * number((*p)[2]);
  return Several{{}, *text, "A parallel plane has the same left side up to a constant. At the point the left side is " + inline_math(worked(left)) + ".", "the equation is @"};
}

// a + t d, with the letter of the parameter left out.
struct Line {
  std::vector<Expr> start, way;
};
std::optional<Line> line_of(const VectorTerm& term) {
  if (term.kind != Kind::kSum || term.parts.size() != 2) return {};
  const VectorTerm &a = term.parts[0], &b = term.parts[1];
  if (a.kind != Kind::kMatrix || b.kind != Kind::kProduct || b.parts.size() != 2 || b.parts[0].kind != Kind::kScalar || !b.parts[0].scalar.is(Op::kSymbol) || b.parts[1].kind != Kind::kMatrix) return {};
  Line line;
  for (const auto& row : a.entries) line.start.push_back(row[0]);
  for (const auto& row : b.parts[1].entries) line.way.push_back(row[0]);
  return line.start.size() == line.way.size() ? std::optional(line) : std::nullopt;
}
std::optional<Line> line_in(const std::string& latex) {
  auto sides = read_vector_sides(latex);
  return sides.empty() || sides.size() > 2 ? std::nullopt : line_of(sides.back());
}

// sqrt(|w|^2 - (w . d)^2 / |d|^2)
std::optional<Goal> distance_to_line(const std::vector<Rational>& p, const std::vector<Rational>& a, const std::vector<Rational>& d) {
  if (p.size() != a.size() || a.size() != d.size()) return {};
  std::vector<Expr> dots, squares, ways;
  std::string w;
  Rational length = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const Rational x = p[i] - a[i];
    w += (w.empty() ? "" : ", ") + worked(number(p[i]) - number(a[i]));
    dots.push_back(number(x) * number(d[i]));
    squares.push_back(square(number(x)));
    ways.push_back(square(number(d[i])));
    length += d[i] * d[i];
  }
  if (length.is_zero()) return {};
  return value(root(sum(squares) - square(sum(dots)) / sum(ways)),
               "From the line's point to the given one the differences are $" + w + "$. By the theorem of Pythagoras the square of the distance is the square of this vector's length less the square of its projection onto the line.", "the distance is @");
}

std::optional<std::vector<Rational>> numbers(const std::vector<Expr>& exprs) { return tuple(Expr::make(Op::kTuple, exprs), exprs.size()); }

std::optional<Goal> point_to_line(const Captures& c) {
  auto line = line_in(c.text("l"));
  if (!line) return {};
  auto p = tuple(c.expr("p"), line->start.size()), a = numbers(line->start), d = numbers(line->way);
  return p && a && d ? distance_to_line(*p, *a, *d) : std::nullopt;
}
std::optional<Goal> point_to_line_through(const Captures& c) {
  const auto& ps = c.at("ps").exprs;
  if (ps.size() != 2) return {};
  auto p = tuple(c.expr("p"), 3), a = tuple(ps[0], 3), b = tuple(ps[1], 3);
  if (!p || !a || !b) return {};
  std::vector<Rational> d;
  for (std::size_t i = 0; i < 3; ++i) d.push_back((*b)[i] - (*a)[i]);
  return distance_to_line(*p, *a, d);
}
std::optional<Goal> between_lines(const Captures& c) {
  auto k = line_in(c.text("k")), l = line_in(c.text("l"));
  if (!k || !l) return {};
  auto a = numbers(k->start), b = numbers(l->start), d = numbers(k->way), e = numbers(l->way);
  if (!a || !b || !d || !e || d->size() != e->size()) return {};
  for (std::size_t i = 0; i < d->size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if ((*d)[i] * (*e)[j] != (*d)[j] * (*e)[i]) return {};
  return distance_to_line(*a, *b, *d);
}

// Lines of the plane in parameters.

std::optional<Goal> with_asked(const LinearSolution& solution, const Expr& asked) {
  if (!asked.is(Op::kTuple)) return {};
  Several goal;
  for (const Expr& part : asked.args()) {
    Expr e = tidy(with_values(part, solution.values));
    if (!e.is_number()) return {};
    goal.parts.push_back(e);
    goal.shape += (goal.shape.empty() ? "(" : ", ") + std::string("#") + std::to_string(goal.parts.size()) + "#";
  }
  goal.shape += ")";
  goal.before = solution.lookups;
  goal.closing = "the answer is @";
  return goal;
}

std::optional<Goal> parameters(const Captures& c) {
  auto line = line_in(c.text("v"));
  const Expr& equation = c.expr("eq");
  if (!line || line->start.size() != 2) return {};
  auto at = [&](const std::vector<Expr>& p) { return Expr::rel("=", equation.arg(0).substitute("x", p[0]).substitute("y", p[1]), equation.arg(1).substitute("x", p[0]).substitute("y", p[1])); };
  // A step along the line, from any of its points: without the constants.
  const Expr f = equation.arg(0) - equation.arg(1);
  const std::vector<Expr> zero = {integer(0), integer(0)};
  const Expr constant = tidy(f.substitute("x", zero[0]).substitute("y", zero[1]));
  const Expr step = tidy(at(line->way).arg(0) - at(line->way).arg(1) - constant);
  auto solution = solve_linear_rounds({at(line->start), Expr::rel("=", step, integer(0))}, "The first point lies on the line, and a step in its direction changes both sides alike.");
  return solution ? with_asked(*solution, c.expr("asked")) : std::nullopt;
}

std::optional<Goal> slope_form(const Captures& c) {
  auto sides = read_vector_sides(c.text("v"));
  if (sides.size() != 2 || !c.expr("asked").is(Op::kTuple) || c.expr("asked").args().size() != 2) return {};
  if (auto line = line_of(sides[1]); line && line->start.size() == 2) {
    auto a = numbers(line->start), d = numbers(line->way);
    if (!a || !d || (*d)[0].is_zero()) return {};
    const Expr slope = number((*d)[1]) / number((*d)[0]);
    return Several{{slope, number((*a)[1]) - slope * number((*a)[0])}, "(#1#, #2#)", "The slope is the quotient of the entries of the direction, and the line goes through " + inline_math("(" + tex((*a)[0]) + ", " + tex((*a)[1]) + ")") + ".", "the answer is @"};
  }
  VectorNames none;
  auto left = vector_value(sides[0], none), right = vector_value(sides[1], none);
  if (!left || !right || !left->scalar || !right->scalar) return {};
  auto plane = plane_of(Expr::rel("=", left->number(), right->number()));
  if (!plane || plane->normal[1].is_zero() || !plane->normal[2].is_zero()) return {};
  const Expr below = number(plane->normal[1]);
  return Several{{-number(plane->normal[0]) / below, -number(plane->constant) / below}, "(#1#, #2#)", "Multiplied out, this is " + inline_math(tex(left->number()) + " = " + tex(right->number())) + ", which is solved for $y$.", "the answer is @"};
}

// Polar curves

// A + B cos t + C sin t
struct Waves {
  Rational constant, cosine, sine;
};
std::optional<Waves> waves_of(const Expr& e, const std::string& t) {
  auto at = [&](const Expr& angle) -> std::optional<Rational> {
    auto v = math::exact_value(e.substitute(t, angle));
    return v.ok() ? std::optional(*v) : std::nullopt;
  };
  const Expr pi = Expr::constant("pi");
  auto zero = at(integer(0)), half = at(pi), quarter = at(pi / integer(2));
  if (!zero || !half || !quarter) return {};
  Waves w{(*zero + *half) / 2, (*zero - *half) / 2, 0};
  w.sine = *quarter - w.constant;
  const Expr x = Expr::symbol(t);
  const Expr made = number(w.constant) + number(w.cosine) * Expr::func("cos", {x}) + number(w.sine) * Expr::func("sin", {x});
  if (math::equal(e, made).outcome != math::Verdict::Outcome::kEqual) return {};
  return w;
}

std::optional<Goal> option(const char* letter, const std::string& why) {
  return Several{{}, std::string("\\text{(") + letter + ")}", why, "the correct option is @"};
}

std::optional<Goal> polar_curve(const Captures& c) {
  const Expr& e = c.expr("e");
  if (!e.is(Op::kRel) || !e.arg(0).is(Op::kSymbol)) return {};
  const Expr& right = e.arg(1);
  if (e.arg(0).name() == "theta" && right.symbols().empty()) return option("A", "The direction from the origin is fixed, so the points make up a line.");
  if (e.arg(0).name() != "r") return {};
  if (right.symbols().empty()) return option("B", "The distance from the origin is fixed, so the points make up a circle.");
  if (right.symbols() != std::vector<std::string>{"theta"}) return {};
  if (auto w = waves_of(right, "theta"); w && w->constant.is_zero()) return option("B", "Multiplied by $r$, the equation says that $x^2 + y^2$ is a sum of multiples of $x$ and $y$, which is a circle through the origin.");
  if (auto w = waves_of(integer(1) / right, "theta")) {
    const Rational across = w->cosine * w->cosine + w->sine * w->sine, straight = w->constant * w->constant;
    if (straight.is_zero()) return option("A", "Multiplied by the denominator, the equation is linear in $x = r \\cos \\theta$ and $y = r \\sin \\theta$.");
    if (across.is_zero()) return {};
    const std::string why = "This is a conic with a focus in the origin. ";
    if (across == straight) return option("C", why + "Its eccentricity is $1$.");
    return across < straight ? option("D", why + "Its eccentricity is less than $1$.") : option("E", why + "Its eccentricity is greater than $1$.");
  }
  return {};
}

std::optional<Goal> solid_shape(const Captures& c) {
  const Expr& e = c.expr("e");
  if (!e.is(Op::kRel) || !e.arg(0).is(Op::kSymbol) || e.arg(1).contains_symbol(e.arg(0).name())) return {};
  const std::string &name = e.arg(0).name(), &kind = c.at("kind").stem;
  if (kind == "spherical" && name == "rho") return option("D", "The distance from the origin is fixed, so the points make up a sphere.");
  if (kind == "spherical" && (name == "phi" || name == "varphi")) return option("F", "The angle with the positive $z$ axis is fixed, so the points make up a cone.");
  if (name == "theta") return option("C", "The angle around the $z$ axis is fixed, so the points make up a plane.");
  if (kind == "cylindrical" && name == "r") return option("E", "The distance from the $z$ axis is fixed, so the points make up a cylinder.");
  if (kind == "cylindrical" && name == "z") return option("C", "The height is fixed, so the points make up a plane.");
  return {};
}

std::optional<Goal> polar_circle(const Captures& c) {
  const Expr& e = c.expr("e");
  if (!e.is(Op::kRel) || !e.arg(0).is(Op::kSymbol) || e.arg(0).name() != "r") return {};
  auto w = waves_of(e.arg(1), "theta");
  if (!w || !w->constant.is_zero()) return {};
  std::vector<Expr> squares;
  for (const Rational& r : {w->cosine, w->sine})
    if (!r.is_zero()) squares.push_back(square(number(r)));
  if (squares.empty()) return {};
  const std::string why = "The circle goes through the origin, and the square of its diameter is the sum of the squares of the factors of cosine and sine.";
  if (c.at("what").stem == "area") return value(Expr::constant("pi") * sum(squares) / integer(4), why, "the area is @");
  return c.at("what").stem == "radius" ? value(root(sum(squares)) / integer(2), why, "the radius is @") : std::nullopt;
}

std::optional<Goal> extreme(const Captures& c) {
  const Expr& e = c.expr("e");
  if (e.symbols().size() != 1 || (c.has("v") && c.expr("v").name() != e.symbols()[0])) return {};
  auto w = waves_of(e, e.symbols()[0]);
  if (!w) return {};
  std::vector<Expr> squares;
  for (const Rational& r : {w->cosine, w->sine})
    if (!r.is_zero()) squares.push_back(square(number(r)));
  if (squares.empty()) return {};
  const std::string& which = c.at("which").stem;
  const bool largest = which == "maximum" || which == "largest" || which == "greatest";
  if (!largest && which != "minimum" && which != "smallest" && which != "least") return {};
  Expr size = root(sum(squares));
  if (!w->constant.is_zero()) size = largest ? number(w->constant) + size : number(w->constant) - size;
  else if (!largest) size = -size;
  return value(size, "$a \\cos x + b \\sin x$ is $\\sqrt{a^2 + b^2}$ times the cosine of a shifted angle, so it goes from $-\\sqrt{a^2 + b^2}$ to $\\sqrt{a^2 + b^2}$.", "the value is @");
}

std::optional<Goal> reflected(const Captures& c) {
  const Expr &a = c.expr("a"), &b = c.expr("b");
  auto column = [](const Expr& m) -> std::optional<std::vector<Rational>> {
    std::vector<Expr> cells;
    for (const Expr& row : m.args()) {
      if (row.args().size() != 1) return {};
      cells.push_back(row.arg(0));
    }
    return numbers(cells);
  };
  auto v = column(a), w = column(b);
  if (!v || !w || v->size() != w->size()) return {};
  std::vector<Expr> dots, squares;
  Rational vw, ww;
  for (std::size_t i = 0; i < v->size(); ++i) {
    dots.push_back(number((*v)[i]) * number((*w)[i]));
    squares.push_back(square(number((*w)[i])));
    vw += (*v)[i] * (*w)[i];
    ww += (*w)[i] * (*w)[i];
  }
  if (ww.is_zero()) return {};
  Several goal;
  std::string shape;
  for (std::size_t i = 0; i < v->size(); ++i) {
    goal.parts.push_back(integer(2) * (number(vw) / number(ww)) * number((*w)[i]) - number((*v)[i]));
    shape += (i == 0 ? "#" : " \\\\ #") + std::to_string(i + 1) + "#";
  }
  goal.shape = "\\begin{pmatrix} " + shape + " \\end{pmatrix}";
  goal.setting = "The dot product of the two is " + inline_math(worked(sum(dots))) + ", and that of the second with itself is " + inline_math(worked(sum(squares))) + ". The reflection is twice the projection less the vector.";
  goal.closing = "the reflection is @";
  return goal;
}

// M X = Y for every X: M is what becomes of the identity, if anything does it.
std::optional<Goal> row_operation(const Captures& c) {
  auto sides = read_vector_sides(c.text("e"));
  if (sides.size() != 2 || sides[0].kind != Kind::kProduct || sides[0].parts.size() != 2 || sides[0].parts[1].kind != Kind::kMatrix || sides[1].kind != Kind::kMatrix) return {};
  const auto &x = sides[0].parts[1].entries, &y = sides[1].entries;
  const std::size_t n = x.size();
  if (n != y.size() || n != x[0].size() || n > 3) return {};
  VectorTerm m = sides[1];
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (!x[i][j].is(Op::kSymbol)) return {};
      for (auto& row : m.entries)
        for (Expr& e : row) e = e.substitute(x[i][j].name(), integer(i == j ? 1 : 0));
    }
  VectorTerm product;
  product.kind = Kind::kProduct;
  product.parts = {m, sides[0].parts[1]};
  auto made = vector_value(product, {}), wanted = vector_value(sides[1], {}), matrix = vector_value(m, {});
  if (!made || !wanted || !matrix) return {};
  bool works = true;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) works = works && math::equal(made->entries[i][j], wanted->entries[i][j]).outcome == math::Verdict::Outcome::kEqual;
  if (works) return Several{{}, tex(matrix_of(matrix->entries)), "Put in the identity matrix: the matrix must be what becomes of it.", "the matrix is @"};
  if (!c.has("zero")) return {};
  for (auto& row : matrix->entries)
    for (Expr& e : row) e = integer(0);
  return Several{{}, tex(matrix_of(matrix->entries)), "Put in the identity matrix: the matrix would have to be what becomes of it. That does not do the same to every matrix, so there is none.", "the answer is @"};
}

std::optional<Goal> midpoint(const Captures& c) {
  const auto& ps = c.at("ps").exprs;
  if (ps.size() != 2) return {};
  auto a = tuple(ps[0], 3), b = tuple(ps[1], 3);
  if (!a || !b) return {};
  Several goal;
  for (std::size_t i = 0; i < 3; ++i) goal.parts.push_back((number((*a)[i]) + number((*b)[i])) / integer(2));
  goal.shape = "(#1#, #2#, #3#)";
  goal.setting = "Each coordinate is the mean of those of the ends.";
  goal.closing = "the midpoint is @";
  return goal;
}

}  // namespace

std::vector<Form> space_forms() {
  static const std::string kForm = " [enter [your] answer in form {math} where {vars} are integers such that {rel} and {math}]";
  static const std::string kThrough = "<find> [the] equation of [the] plane (passing through|containing|that passes through|that contains|which passes through) [the] [points] {points:ps}" + kForm;
  static const std::string kParallel = "<find> [the] equation of [the] plane (which passes|that passes|passing) through [the] point {point:p} and [which] [that] [is] parallel to [the] plane {eq:eq}" + kForm;
  static const std::string kOptions = " [{word}] line b circle c parabola d ellipse e hyperbola enter letter of correct option";
  static const std::string kSolids = " [{word}] line b circle c plane d sphere e cylinder f cone enter letter of correct option";
  static const std::string kCurve = "find curve defined by [the] equation {eq:e}" + kOptions;
  static const std::string kShape = "[for] [a] [positive] [constant] [{math}] in {word:kind} coordinates [{math}] find shape described by [the] equation {eq:e}" + kSolids;
  return {
      {"point_to_plane", "<find> distance (from|between) [the] point {point:p} (to|and) [the] plane {eq:eq}", point_to_plane},
      {"between_planes", "<find> distance between [the] [two] [parallel] planes [given by] {eqs:eqs}", between_planes},
      {"plane_through", kThrough, plane_through},
      {"parallel_plane", kParallel, parallel_plane},
      {"point_to_line", "<find> distance (from|between) [the] point {point:p} (to|and) [the] line (described by|given by|parameterized by|defined by|with equation) {math:l}", point_to_line},
      {"point_to_line", "<find> distance (from|between) [the] point {point:p} (to|and) [the] line (passing through|that passes through|through|containing) [the] [points] {points:ps}", point_to_line_through},
      {"between_lines", "<find> distance between [the] parallel lines [given by|described by|parameterized by] {math:k} and {math:l}", between_lines},
      {"parameters", "[the] line {eq:eq} (is|can be) (parameterized|paramterized|parametrized) (by|in) [the] [form] {math:v} enter ordered pair {tuple:asked}", parameters},
      {"slope_form", "line is (expressed in form|expressed as|parameterized by|given by|described by) {math:v} equation of [the] line can be expressed in form {math} enter ordered pair {tuple:asked}", slope_form},
      {"polar_curve", kCurve, polar_curve},
      {"solid_shape", kShape, solid_shape},
      {"polar_circle", "[the] graph of {eq:e} is [a] circle find {word:what} of [the] circle", polar_circle},
      {"extreme", "<find> [the] {word:which} value of {expr:e} [over all [real] [numbers|angles] {var:v}|for all [real] [numbers|angles] {var:v}|as {var:v} ranges over all [real] [numbers|angles]]", extreme},
      {"reflected", "<find> [the] reflection of [the] [vector] {matrix:a} over [the] [vector] {matrix:b}", reflected},
      {"row_operation", "find [the] [{math}] matrix {math} that {words} in other words {math:e} [if no such matrix {math} exists enter {word:zero} matrix]", row_operation},
      {"midpoint", "<find> [the] midpoint of [the] [line] segment <endpoints> {points:ps}", midpoint},
  };
}

}  // namespace retort::agent
