#include "explain/geometry_rules.h"

#include "explain/arithmetic.h"
#include "explain/form_rules.h"
#include "explain/radical.h"
#include "explain/rules.h"
#include "explain/surds.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;

namespace {

struct Point {
  Rational x, y;
};

Rational coordinate(const Call& call, const Json& json) {
  const auto value = math::exact_value(call.parse(json.is_string() ? json.get<std::string>() : json.dump()));
  if (!value) call.board().unsupported("a coordinate that is no fraction");
  return value.value_or(Rational(0));
}

std::vector<Point> read_points(const Call& call) {
  const auto list = parse_json(call.text("points"));
  std::vector<Point> out;
  for (const Json& item : list.ok() && list->is_array() ? *list : Json::array()) {
    if (item.is_array() && item.size() == 2) {
      out.push_back({coordinate(call, item[0]), coordinate(call, item[1])});
    } else if (const Expr e = item.is_string() ? call.parse(item.get<std::string>()) : Expr(); e.is(math::Op::kTuple) && e.args().size() == 2) {
      const auto x = math::exact_value(e.arg(0)), y = math::exact_value(e.arg(1));
      if (!x || !y) call.board().unsupported("a coordinate that is no fraction");
      out.push_back({x.value_or(Rational(0)), y.value_or(Rational(0))});
    }
  }
  if (out.size() < 2) call.board().fail({ErrorCode::kInvalidArgument, "\"points\" is a list of pairs"});
  return out;
}

std::string tex_point(const Point& p) { return "(" + tex(p.x) + ", " + tex(p.y) + ")"; }
std::string tex_difference(const Rational& a, const Rational& b) { return tex(a) + (b.sign() < 0 ? " - (" + tex(b) + ")" : " - " + tex(b)); }
std::string tex_sum_of_two(const Rational& a, const Rational& b) { return tex(a) + (b.sign() < 0 ? " + (" + tex(b) + ")" : " + " + tex(b)); }

// The claim holds at both points.
void write_line_claim(Board& board, const std::vector<Point>& points, std::string claim, std::string_view rule, std::string because) {
  const auto read = math::parse(claim, math::Notation::kLatex);
  if (!read) return board.fail(read.error());
  Judgement judgement = proved(true);
  for (const Point& p : points)
    judgement = both(judgement, judge(math::holds(read->substitute("x", Expr::number(p.x)).substitute("y", Expr::number(p.y)))));
  board.write(std::move(claim), rule, std::move(because), judgement);
}

// "\frac{4}{3}(x - 1)"
std::string tex_shift(const std::string& letter, const Rational& by) { return by.is_zero() ? letter : letter + tex_signed(-by); }

}  // namespace

void rule_distance(const Call& call) {
  Board& board = call.board();
  const auto p = read_points(call);
  if (board.failed()) return;
  const Rational dx = p[1].x - p[0].x, dy = p[1].y - p[0].y, square = dx * dx + dy * dy;
  std::string chain = "\\sqrt{(" + tex_difference(p[1].x, p[0].x) + ")^2 + (" + tex_difference(p[1].y, p[0].y) + ")^2}";
  if (!board.brief()) chain += " = \\sqrt{" + tex_power(tex_base(dx), 2) + " + " + tex_power(tex_base(dy), 2) + "}";
  if (!board.brief()) chain += " = \\sqrt{" + tex_sum({dx * dx, dy * dy}) + "}";
  chain += " = \\sqrt{" + tex(square) + "}";
  std::string value = "0";
  if (!square.is_zero()) {
    const auto parts = square_part(square.num() * square.den());
    if (!parts) return board.unsupported("a distance with numbers too large for paper");
    const Rational outside = parts->s / square.den();
    value = parts->d == Rational(1) ? tex(outside) : tex(Surd{Rational(0), outside, parts->d});
  }
  if (value != "\\sqrt{" + tex(square) + "}") chain += " = " + value;
  board.fact(chain, "pythagoras", board.say({"using Pythagoras with the differences {0} and {1} of the coordinates", "taking the legs {0} and {1} of the right triangle between the points",
                                             "going {0} across and {1} up and using Pythagoras"}, words(dx), words(dy)));
  if (const auto stated = last_member(chain)) call.expect(*stated);
}

void rule_midpoint(const Call& call) {
  Board& board = call.board();
  const auto p = read_points(call);
  if (board.failed()) return;
  const Point m{(p[0].x + p[1].x) / 2, (p[0].y + p[1].y) / 2};
  std::string chain = "\\left(\\frac{" + tex_sum_of_two(p[0].x, p[1].x) + "}{2}, \\frac{" + tex_sum_of_two(p[0].y, p[1].y) + "}{2}\\right)";
  if (!board.brief()) chain += " = \\left(\\frac{" + tex(p[0].x + p[1].x) + "}{2}, \\frac{" + tex(p[0].y + p[1].y) + "}{2}\\right)";
  board.fact(chain + " = \\left(" + tex(m.x) + ", " + tex(m.y) + "\\right)", "midpoint",
             board.say({"taking the mean of each coordinate", "averaging the two $x$ and the two $y$ coordinates", "going halfway in each direction"}));
  call.expect(Expr::make(math::Op::kTuple, {Expr::number(m.x), Expr::number(m.y)}));
}

void rule_line_through(const Call& call) {
  Board& board = call.board();
  const auto p = read_points(call);
  if (board.failed()) return;
  const Rational rise = p[1].y - p[0].y, run = p[1].x - p[0].x;
  if (run.is_zero()) {
    write_line_claim(board, p, "x = " + tex(p[0].x), "vertical_line", board.say({"seeing that both points have $x = {0}$", "noting the same $x$ coordinate {0} twice", "having a vertical line at {0}"}, tex(p[0].x)));
    return call.expect(call.result() == "x = " + p[0].x.to_string());
  }
  const Rational slope = rise / run, start = p[0].y - slope * p[0].x;
  const std::string fraction = "\\frac{" + tex_difference(p[1].y, p[0].y) + "}{" + tex_difference(p[1].x, p[0].x) + "}";
  const std::string middle = "\\frac{" + tex(rise) + "}{" + tex(run) + "}";
  board.fact(fraction + " = " + middle + (middle == tex(slope) ? "" : " = " + tex(slope)), "slope",
             board.say({"dividing the rise {0} by the run {1} for the slope", "finding the slope from the points {2} and {3}", "taking rise over run, {0} over {1}"}, words(rise), words(run), "$" + tex_point(p[0]) + "$", "$" + tex_point(p[1]) + "$"));
  const std::string factor = slope == Rational(1) ? "" : slope == Rational(-1) ? "-" : tex(slope);
  if (!slope.is_zero() && !board.brief() && !(p[0].x.is_zero() && p[0].y.is_zero())) {
    const std::string shift = tex_shift("x", p[0].x);
    write_line_claim(board, p, tex_shift("y", p[0].y) + " = " + factor + (p[0].x.is_zero() || factor.empty() ? shift : "(" + shift + ")"), "point_slope",
                     board.say({"taking the line through {0} where this is the slope", "going through {0} where this is the slope", "starting at {0}, where this is the slope"}, "$" + tex_point(p[0]) + "$"));
  }
  const std::string line = slope.is_zero() ? tex(start) : factor + "x" + (start.is_zero() ? "" : tex_signed(start));
  write_line_claim(board, p, "y = " + line, "solve_for_y", slope.is_zero() ? board.say({"having the same $y$ in both points", "seeing a horizontal line"})
                                                                          : board.say({"solving for $y$", "multiplying out and leaving $y$ alone", "bringing everything else to the right"}));
  const Expr result = call.result_expr();
  if (!board.failed() && result.is(math::Op::kRel) && result.arg(0).is(math::Op::kSymbol))
    call.expect(math::equal(result.arg(1), Expr::number(slope) * Expr::symbol("x") + Expr::number(start)).outcome == math::Verdict::Outcome::kEqual);
  else
    call.expect(false);
}

void rule_polygon_area(const Call& call) {
  Board& board = call.board();
  const auto p = read_points(call);
  if (board.failed()) return;
  if (p.size() > 20) return board.unsupported("more corners than one goes round by hand");
  std::vector<Rational> laces;
  Rational total;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const Point &a = p[i], &b = p[(i + 1) % p.size()];
    const Rational first = a.x * b.y, second = b.x * a.y;
    if (!board.brief())
      board.fact(tex(a.x) + " \\cdot " + tex_bracketed(b.y) + " - " + tex_bracketed(b.x) + " \\cdot " + tex_bracketed(a.y) + " = " + tex_difference(first, second) + " = " + tex(first - second), "shoelace",
                 board.say({"crossing the corners {0} and {1}", "taking the side from {0} to {1}", "multiplying crosswise for {0} and {1}"}, "$" + tex_point(a) + "$", "$" + tex_point(b) + "$"));
    laces.push_back(first - second);
    total += first - second;
  }
  const std::string half = "\\frac{" + (total.sign() < 0 ? "|" + tex(total) + "|" : tex(total)) + "}{2}", area = tex(total.abs() / 2);
  board.fact("\\frac{|" + tex_sum(laces) + "|}{2} = " + half + (half == area ? "" : " = " + area), "half_the_sum",
             board.say({"adding these and taking half", "halving the sum of the cross products", "taking half of their sum"}));
  call.expect(total.abs() / 2);
}

namespace {

std::string tex_square_of_shift(const std::string& letter, const Rational& by) { return by.is_zero() ? letter + "^2" : "(" + tex_shift(letter, by) + ")^2"; }
Rational squared_distance(const Point& a, const Point& b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

Expr circle_expr(const Point& center, const Rational& square) {
  const Expr two = Expr::integer(2);
  const auto shift = [](const char* letter, const Rational& by) { return Expr::symbol(letter) - Expr::number(by); };
  return math::pow(shift("x", center.x), two) + math::pow(shift("y", center.y), two) - Expr::number(square);
}

std::string tex_circle(const Point& center, const Rational& square) {
  return tex_square_of_shift("x", center.x) + " + " + tex_square_of_shift("y", center.y) + " = " + tex(square);
}

// (x - 1)^2 + (y - 2)^2 multiplied out: "x^2 - 2x + 1 + y^2 - 4y + 4".
std::string tex_squares_out(const Point& p) {
  const auto one = [](const char* letter, const Rational& by) { return tex(Coefficients{by * by, Rational(-2) * by, Rational(1)}, letter); };
  return one("x", p.x) + " + " + one("y", p.y);
}

// "a x + b y = c" in LaTeX and for the elimination.
struct Equation {
  Rational a, b, c;
  std::string latex() const {
    std::string out = a.is_zero() ? "" : tex_monomial(a, "x", 1);
    if (!b.is_zero()) {
      const std::string term = tex_monomial(b.abs(), "y", 1);
      out += out.empty() ? (b.sign() < 0 ? "-" : "") + term : (b.sign() < 0 ? " - " : " + ") + term;
    }
    return out + " = " + tex(c);
  }
  std::string plain() const { return "(" + a.to_string() + ")*x + (" + b.to_string() + ")*y = " + c.to_string(); }
};

}  // namespace

void rule_circle_through(const Call& call) {
  Board& board = call.board();
  const auto p = read_points(call);
  if (board.failed()) return;
  if (p.size() != 3) return board.fail({ErrorCode::kInvalidArgument, "three points"});
  std::vector<Equation> equations;
  for (std::size_t i = 1; i < 3; ++i)
    equations.push_back({(p[i].x - p[0].x) * 2, (p[i].y - p[0].y) * 2, p[i].x * p[i].x + p[i].y * p[i].y - p[0].x * p[0].x - p[0].y * p[0].y});
  const Equation &f = equations[0], &g = equations[1];
  const Rational d = f.a * g.b - g.a * f.b;
  if (d.is_zero()) return board.unsupported("points on one line");
  const Point center{(f.c * g.b - g.c * f.b) / d, (f.a * g.c - g.a * f.c) / d};
  for (std::size_t i = 0; i < 2; ++i) {
    const Point& q = p[i + 1];
    const std::string equal = tex_square_of_shift("x", p[0].x) + " + " + tex_square_of_shift("y", p[0].y) + " = " + tex_square_of_shift("x", q.x) + " + " + tex_square_of_shift("y", q.y);
    write_line_claim(board, {center}, equal, "equal_distances", board.say({"asking that the center is as far from {0} as from {1}", "setting the distances to {0} and {1} equal", "comparing the distances to {0} and {1}"}, "$" + tex_point(p[0]) + "$", "$" + tex_point(q) + "$"));
    if (!board.brief()) write_line_claim(board, {center}, tex_squares_out(p[0]) + " = " + tex_squares_out(q), "multiply_out", board.say({"multiplying the squares out", "expanding all squares"}));
    write_line_claim(board, {center}, equations[i].latex(), "collect", board.say({"cancelling $x^2$ and $y^2$ and bringing the letters to the left", "dropping the squares on both sides, with the letters to the left"}));
  }
  if (!board.brief() && !f.a.is_zero() && !f.b.is_zero() && !g.a.is_zero() && !g.b.is_zero()) {
    cas::ToolResult solved;
    solved.ok = true;
    solved.result = "(" + center.x.to_string() + ", " + center.y.to_string() + ")";
    const cas::ToolCall system{"solve_linear_system", {{"equations", {f.plain(), g.plain()}}, {"variables", {"x", "y"}}}};
    solve_by_elimination(Call(system, solved, board));
  } else {
    board.write("(x, y) = " + tex_point(center), "center", board.say({"solving the two equations", "finding the center from both", "reading off the center"}),
                proved(f.a * center.x + f.b * center.y == f.c && g.a * center.x + g.b * center.y == g.c, "not on both lines"));
  }
  const Rational square = squared_distance(center, p[0]);
  board.fact("(" + tex_difference(p[0].x, center.x) + ")^2 + (" + tex_difference(p[0].y, center.y) + ")^2 = " + tex(square), "radius_squared",
             board.say({"taking the square of the distance to {0}", "finding the square of the radius with {0}", "measuring from the center to {0}"}, "$" + tex_point(p[0]) + "$"));
  write_line_claim(board, p, tex_circle(center, square), "circle", board.say({"writing the circle with this center and radius", "putting center and radius into the equation", "collecting this in the equation of the circle"}));
  const Expr result = call.result_expr();
  if (!board.failed()) call.expect(result.is(math::Op::kRel) && math::equal(result.arg(0) - result.arg(1), circle_expr(center, square)).outcome == math::Verdict::Outcome::kEqual);
}

void rule_circle_center_radius(const Call& call) {
  Board& board = call.board();
  const Expr asked = call.expr("equation"), result = call.result_expr();
  if (board.failed()) return;
  if (!result.is(math::Op::kTuple) || result.args().size() != 2 || !result.arg(0).is(math::Op::kTuple) || !asked.is(math::Op::kRel)) return call.expect(false);
  const auto u = math::exact_value(result.arg(0).arg(0)), v = math::exact_value(result.arg(0).arg(1)), square = math::exact_value(math::pow(result.arg(1), Expr::integer(2)));
  const auto read = math::normal_form(math::pow(result.arg(1), Expr::integer(2)));
  const auto radius_squared = square ? std::optional(*square) : read && read->is_number() ? std::optional(read->value()) : std::nullopt;
  if (!u || !v || !radius_squared) return board.unsupported("a center that is no pair of fractions");
  const Point center{*u, *v};
  const Expr difference = asked.arg(0) - asked.arg(1), circle = circle_expr(center, *radius_squared);
  // The factor of x^2, by which the equation is divided.
  const auto in_x = math::coefficients_in(difference, "x", 2);
  const auto a = in_x && in_x->size() == 3 ? math::exact_value((*in_x)[2]) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
  if (!a || math::equal(difference, Expr::number(*a) * circle).outcome != math::Verdict::Outcome::kEqual) return call.expect(false);
  Expr equation = asked;
  if (*a != Rational(1)) {
    const auto divided = math::normal_form(difference / Expr::number(*a));
    if (!divided) return board.unsupported("an equation that is too long");
    equation = Expr::rel("=", *divided, Expr::integer(0));
    const Judgement same = judge(math::equal(*divided * Expr::number(*a), difference));
    board.write(math::to_latex(equation), "divide", board.say({"dividing by {0}", "dividing everything by {0}, with all on the left"}, words(*a)), same);
  }
  cas::ToolResult squares;
  squares.ok = true;
  squares.result = math::to_plain(circle) + " = 0";
  const cas::ToolCall form{"complete_the_square", {{"expression", math::to_plain(equation)}}};
  rule_complete_the_square(Call(form, squares, board));
  const std::string r = math::to_latex(result.arg(1));
  if (!board.brief() && "\\sqrt{" + tex(*radius_squared) + "}" != r) board.fact("\\sqrt{" + tex(*radius_squared) + "} = " + r, "root", board.say({"taking the root of the right side", "finding the radius", "drawing the root for the radius"}));
  board.write("M = " + tex_point(center) + ", \\; r = " + r, "center_and_radius", board.say({"reading off center and radius", "taking center and radius from this form"}),
              judge(math::equal(Expr::number(*radius_squared), math::pow(result.arg(1), Expr::integer(2)))));
}

void rule_angle_at(const Call& call) {
  Board& board = call.board();
  const auto p = read_points(call);
  const Expr result = call.result_expr();
  if (board.failed()) return;
  if (p.size() != 3) return board.fail({ErrorCode::kInvalidArgument, "three points"});
  const auto direction = [&](const Point& to, const char* name) {
    const Point d{to.x - p[1].x, to.y - p[1].y};
    board.write("\\vec{" + std::string(name) + "} = (" + tex_difference(to.x, p[1].x) + ", " + tex_difference(to.y, p[1].y) + ") = " + tex_point(d), "direction",
                board.say({"going from {0} to {1}", "taking the direction from {0} to {1}"}, "$" + tex_point(p[1]) + "$", "$" + tex_point(to) + "$"), proved(p[1].x + d.x == to.x && p[1].y + d.y == to.y));
    return d;
  };
  const Point u = direction(p[0], "u"), v = direction(p[2], "v");
  const Rational dot = u.x * v.x + u.y * v.y, a = u.x * u.x + u.y * u.y, b = v.x * v.x + v.y * v.y;
  board.fact(tex(u.x) + " \\cdot " + tex_bracketed(v.x) + " + " + tex_bracketed(u.y) + " \\cdot " + tex_bracketed(v.y) + " = " + tex(dot), "dot_product",
             board.say({"multiplying the directions", "taking the product of the directions", "multiplying part by part and adding"}));
  if (!dot.is_zero()) {
    for (const auto& [d, square] : {std::pair(u, a), std::pair(v, b)})
      board.fact(tex_power(tex_base(d.x), 2) + " + " + tex_power(tex_base(d.y), 2) + " = " + tex(square), "pythagoras", board.say({"squaring the length of $({0}, {1})$", "using Pythagoras for $({0}, {1})$"}, tex(d.x), tex(d.y)));
    const auto root = rational_square_root(a * b);
    const auto inside = root ? std::nullopt : square_part((a * b).num() * (a * b).den());
    if (!root && !inside) return board.unsupported("lengths with numbers too large for paper");
    const Surd length = root ? Surd{*root, Rational(0), Rational(1)} : Surd{Rational(0), inside->s / (a * b).den(), inside->d};
    const auto over = inverse(length);
    if (!over) return board.unsupported("a direction of length 0");
    const std::string root_of_product = "\\sqrt{" + tex(a * b) + "}", simple = tex(length), value = tex(*over * length.with(dot));
    std::string chain = "\\frac{" + tex(dot) + "}{\\sqrt{" + tex(a) + "} \\cdot \\sqrt{" + tex(b) + "}}";
    if (!board.brief()) {
      chain += " = \\frac{" + tex(dot) + "}{" + root_of_product + "}";
      if (simple != root_of_product) chain += " = \\frac{" + tex(dot) + "}{" + simple + "}";
    }
    if (!chain.ends_with(" = " + value)) chain += " = " + value;
    board.fact(chain, "cosine",
               board.say({"dividing by both lengths for the cosine", "taking the cosine of the angle between them", "using that the cosine is the product over both lengths"}));
  }
  const Expr cosine = Expr::func("cos", {result});
  const Expr ratio = dot.is_zero() ? Expr::integer(0) : Expr::number(dot) / Expr::func("sqrt", {Expr::number(a * b)});
  const auto tidy = dot.is_zero() ? std::optional(Radical(Rational(0))) : as_radical(ratio);
  const std::string claim = "\\arccos\\left(" + (tidy ? tidy->tex() : math::to_latex(ratio)) + "\\right) = " + math::to_latex(result);
  board.write(claim, "known_angle", dot.is_zero() ? board.say({"seeing a right angle, as the product is 0", "noting that the product 0 means a right angle"}) : board.say({"taking the angle with this cosine", "finding the angle by its cosine"}),
              both(judge_fact(claim), judge(math::equal(cosine * Expr::func("sqrt", {Expr::number(a * b)}), Expr::number(dot)))));
}

}  // namespace retort::explain
