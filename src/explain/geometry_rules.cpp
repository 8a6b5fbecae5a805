#include "explain/geometry_rules.h"

#include "explain/arithmetic.h"
#include "explain/rules.h"
#include "explain/surds.h"
#include "math/exact.h"
#include "math/parse.h"

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
                     board.say({"putting the line through {0} with this slope", "starting at {0} with this slope", "using the point {0} and the slope"}, "$" + tex_point(p[0]) + "$"));
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

}  // namespace retort::explain
