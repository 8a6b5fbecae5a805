// The methods of GeneralEquation for angles and for letters besides the unknown.
#include <algorithm>
#include <cmath>
#include <functional>

#include "explain/equation.h"
#include "explain/exact_numbers.h"
#include "explain/factoring.h"
#include "explain/general_equation.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

Expr with_replaced(const Expr& e, const std::function<std::optional<Expr>(const Expr&)>& by) {
  if (const auto r = by(e)) return *r;
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& a : e.args()) args.push_back(with_replaced(a, by));
  return Expr::make(e.op(), std::move(args), e.name());
}

void collect_parts(const Expr& e, const std::function<bool(const Expr&)>& wanted, std::vector<Expr>& out) {
  if (wanted(e)) {
    if (std::none_of(out.begin(), out.end(), [&](const Expr& o) { return o.same(e); })) out.push_back(e);
    return;
  }
  for (const Expr& a : e.args()) collect_parts(a, wanted, out);
}

// sin u = c and its like: the angles in one period, then all of them.
GeneralEquation::Found GeneralEquation::trigonometric(const Expr& l, const Expr& r, int depth) {
  const std::string& name = l.name();
  if (name == "sec" || name == "csc" || name == "cot") {
    if (is_zero(r)) return std::nullopt;
    const std::string basic = name == "sec" ? "cos" : name == "csc" ? "sin" : "tan";
    const Expr left = Expr::func(basic, {l.arg(0)}), right = tidy(Expr::integer(1) / r);
    return next(left, right, "take_reciprocals", board_.say({"turning both sides upside down", "taking reciprocals on both sides", "taking one over both sides"}), judge_same(left * l, right * r), depth);
  }
  const auto u = math::as_polynomial(l.arg(0), variable_, 1);
  if (!u || u->size() != 2) return std::nullopt;
  const auto value = math::real_value(r, 15);
  if (!value) return std::nullopt;
  if (name != "tan" && std::fabs(value->mid) > 1 + 1e-12) {
    const std::string claim = "\\left|" + tex_number(r) + "\\right| > 1";
    return none(claim, "out_of_range", board_.say({"noting that sine and cosine stay between $-1$ and 1, so there is no solution here", "seeing that no sine or cosine is that large, so nothing solves this"}), judge_fact(claim));
  }
  const Expr inverse = Expr::func("a" + name, {r});
  const Expr angle = write_trigonometric_value(board_, inverse);
  if (board_.failed()) return std::nullopt;
  const Expr pi = Expr::constant("pi"), turn = Expr::integer(2) * pi;
  std::vector<Expr> angles{angle};
  if (name == "sin") angles.push_back(tidy(pi - angle));
  if (name == "cos") angles.push_back(tidy(-angle));
  if (angles.size() == 2 && judge_same(angles[0], angles[1]).holds) angles.pop_back();
  if (name == "cos" && judge_same(angle, pi).holds) angles.resize(1);
  if (name == "sin" && angles.size() == 2 && !board_.brief()) {
    const std::string first = tex_number(angle);
    board_.fact("\\pi - " + (first[0] == '-' ? "\\left(" + first + "\\right)" : first) + " = " + tex_number(angles[1]), "second_angle",
                board_.say({"finding the other angle with the same sine", "mirroring the angle, which keeps the sine"}));
  }
  const Expr period = name == "tan" ? pi : turn;
  const std::string more = " + " + (name == "tan" ? std::string("\\pi k") : std::string("2\\pi k"));
  Judgement follows = proved(true, "", "certificate");
  std::string claim;
  const std::string inside = math::to_latex(l.arg(0));
  for (const Expr& a : angles) {
    follows = both(follows, judge_same(Expr::func(name, {a}), r));
    const std::string text = tex_number(a);
    claim += (claim.empty() ? "" : " \\text{ or } ") + inside + " = " + (text == "0" ? more.substr(3) : text + more);
  }
  board_.write(claim, "all_angles", angles.size() == 2 ? board_.say({"taking both angles in one turn, and any whole number $k$ of turns", "naming both angles of one period and adding whole turns, $k$ any whole number", "noting the second angle and the period, with any whole number $k$"})
                                                        : board_.say({"adding any whole number $k$ of periods", "noting that the values repeat, with any whole number $k$", "taking the angle and all its repetitions, $k$ any whole number"}), follows);
  Solutions all;
  const Expr slope = Expr::number((*u)[1]), shift = Expr::number((*u)[0]);
  const bool bare = (*u)[1] == Rational(1) && (*u)[0].is_zero();
  const Expr step = tidy(period / Expr::number((*u)[1].abs()));
  std::string solved;
  for (const Expr& a : angles) {
    const Expr x = bare ? a : tidy((a - shift) / slope);
    all.push_back({x, step});
    solved += (solved.empty() ? "" : " \\text{ or } ") + tex_variable(variable_) + " = " + (is_zero(x) ? "" : tex_number(x) + " + ") + (math::to_latex(step) + " k");
  }
  if (!bare) board_.write(solved, "divide_by_coefficient", board_.say({"solving for ${0}$", "leaving ${0}$ alone", "working out ${0}$"}, tex_variable(variable_)), follows);
  return all;
}

// a sin u + b cos u = 0 through the tangent.
// sin 2u beside sin u or cos u is 2 sin u cos u; cos 2u is 1 - 2 sin^2 u, or 2 cos^2 u - 1.
GeneralEquation::Found GeneralEquation::double_angle(const Expr& l, const Expr& r, int depth) {
  std::vector<Expr> parts;
  const auto wanted = [&](const Expr& e) { return has(e) && (e.is_func("sin") || e.is_func("cos")); };
  collect_parts(l, wanted, parts);
  collect_parts(r, wanted, parts);
  for (const Expr& twice : parts) {
    const Expr half = math::normal_form(twice.arg(0) / Expr::integer(2)).value_or(twice.arg(0));
    const auto stands = [&](std::string_view name) { return std::any_of(parts.begin(), parts.end(), [&](const Expr& p) { return p.is_func(name) && judge_same(p.arg(0), half).holds; }); };
    const bool sine = stands("sin"), cosine = stands("cos");
    if (!sine && !cosine) continue;
    const Expr s = Expr::func("sin", {half}), c = Expr::func("cos", {half}), two = Expr::integer(2), one = Expr::integer(1);
    const Expr by = twice.is_func("sin") ? two * s * c : cosine ? two * math::pow(c, two) - one : one - two * math::pow(s, two);
    const auto put = [&](const Expr& e) { return e.same(twice) ? std::optional(by) : std::nullopt; };
    const Expr left = with_replaced(l, put), right = with_replaced(r, put);
    const auto whole = math::multiply_out(math::is_zero(right) ? left : left - right);
    if (!whole) return std::nullopt;
    board_.fact(math::to_latex(twice) + " = " + math::to_latex(by), "double_angle", board_.say({"using the double angle", "writing the double angle with ${0}$", "recalling the formula for the double angle"}, math::to_latex(half)));
    return next(*whole, Expr::integer(0), "put_in", board_.say({"putting this in, with everything on the left", "inserting it and bringing all to the left"}), judge_same(*whole, l - r), depth);
  }
  return std::nullopt;
}

GeneralEquation::Found GeneralEquation::sine_and_cosine(const Expr& l, const Expr& r, int depth) {
  std::vector<Expr> parts;
  const auto wanted = [&](const Expr& e) { return has(e) && (e.is_func("sin") || e.is_func("cos")); };
  collect_parts(l, wanted, parts);
  collect_parts(r, wanted, parts);
  if (parts.size() != 2 || !parts[0].arg(0).same(parts[1].arg(0)) || parts[0].name() == parts[1].name()) return std::nullopt;
  const Expr s = Expr::symbol("retort_s"), c = Expr::symbol("retort_c");
  const auto by = [&](const Expr& e) -> std::optional<Expr> {
    if (e.is_func("sin") && e.arg(0).same(parts[0].arg(0))) return s;
    if (e.is_func("cos") && e.arg(0).same(parts[0].arg(0))) return c;
    return std::nullopt;
  };
  const auto linear = math::as_linear(with_replaced(l, by) - with_replaced(r, by));
  if (!linear) return std::nullopt;
  const auto at = [&](const char* n) { const auto i = linear->find(n); return i == linear->end() ? Rational(0) : i->second; };
  const Rational a = at("retort_s"), b = at("retort_c"), rest = at("");
  if (a.is_zero() || b.is_zero() || !rest.is_zero()) return std::nullopt;
  const Expr tangent = Expr::func("tan", {parts[0].arg(0)});
  return next(tangent, Expr::number(-b / a), "divide_by_cosine", board_.say({"dividing by the cosine, which cannot be 0 here", "dividing by the cosine to get a tangent", "bringing sine and cosine to one side and dividing"}),
              judge_same((tangent - Expr::number(-b / a)) * Expr::number(a) * Expr::func("cos", {parts[0].arg(0)}), l - r), depth);
}

// Letters besides the unknown: linear and quadratic equations.
GeneralEquation::Found GeneralEquation::parameters(const Expr& l, const Expr& r) {
  const auto c = math::coefficients_in(l - r, variable_, 2);
  if (!c || c->size() < 2) return std::nullopt;
  const Expr x = Expr::symbol(variable_);
  const auto neat = [](const Expr& e) { return math::normal_form(e).value_or(e); };
  if (c->size() == 2) {
    const Expr right = neat(-(*c)[0]), left = (*c)[1].is_number() && (*c)[1].value() == Rational(1) ? x : (*c)[1] * x;
    if (!left.same(l) || !right.same(r))
      board_.write(math::to_latex(left) + " = " + math::to_latex(right), "move_terms", board_.say({"leaving the terms with ${0}$ on the left", "bringing everything without ${0}$ to the right", "collecting the terms with ${0}$"}, tex_variable(variable_)), judge_same(left - right, l - r));
    Expr value = right / (*c)[1];
    if ((*c)[1].is_number()) value = neat(value);
    if (!left.is(Op::kSymbol))
      board_.write(tex_variable(variable_) + " = " + math::to_latex(value), "divide_by_coefficient", board_.say({"dividing by ${0}$", "dividing both sides by ${0}$", "dividing through by ${0}$"}, math::to_latex((*c)[1])), judge_same(value * (*c)[1], right));
    return Solutions{{value}};
  }
  const Expr &k0 = (*c)[0], &k1 = (*c)[1], &k2 = (*c)[2];
  const Expr d = neat(math::pow(k1, Expr::integer(2)) - Expr::integer(4) * k2 * k0);
  Solutions out;
  std::string claim;
  Judgement fits = proved(true);
  for (const bool plus : {true, false}) {
    const Expr root = Expr::func("sqrt", {d});
    const bool no_b = is_zero(k1);
    const Expr top = no_b ? (plus ? root : -root) : plus ? -k1 + root : -k1 - root;
    const Expr value = top / neat(Expr::integer(2) * k2);
    out.push_back({value});
    fits = both(fits, judge_same(k2 * math::pow(value, Expr::integer(2)) + k1 * value + k0, Expr::integer(0)));
    claim += (claim.empty() ? "" : " \\text{ or } ") + tex_variable(variable_) + " = " + math::to_latex(value);
  }
  if (!fits.holds) return std::nullopt;
  board_.fact("(" + math::to_latex(k1) + ")^2 - 4 \\cdot (" + math::to_latex(k2) + ") \\cdot (" + math::to_latex(k0) + ") = " + math::to_latex(d), "discriminant", board_.say({"working out the discriminant $b^2 - 4ac$", "computing $b^2 - 4ac$"}));
  board_.write(claim, "quadratic_formula", board_.say({"using the quadratic formula", "putting the letters into the quadratic formula", "solving with the quadratic formula"}), fits);
  return out;
}

}  // namespace retort::explain
