// Systems of equations that need not be linear: one unknown after the other is expressed by the others or eliminated, and each
// candidate is put into all equations.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "cas/domain.h"
#include "cas/expression_matrix.h"
#include "cas/plane_curve.h"
#include "cas/polynomial_roots.h"
#include "cas/registry.h"
#include "cas/solve.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "cas/zero_scan.h"
#include "math/collect.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/matrix.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxSolutions = 64;
constexpr std::size_t kMaxSize = 400;        // nodes of one equation
constexpr int kFineDigits = 60;              // to which solutions without a form are refined
constexpr double kResidual = 1e-40;          // what is left of the equations there

using Values = std::map<std::string, Expr>;
struct Candidate {
  Values values;
  bool approximate = false;
};
using Candidates = std::vector<Candidate>;

class System {
 public:
  System(Session& session, std::vector<std::string> unknowns) : session_(session), unknowns_(std::move(unknowns)) {}

  Grade grade() const { return grade_; }   // of the candidates being all there are

  // Candidates among which all solutions are. Values are free of unknowns.
  Outcome<Candidates> candidates(std::vector<Expr> equations, std::vector<std::string> unknowns, int depth) {
    RETORT_TRY(const bool possible, drop_settled(equations));
    if (!possible) return Candidates();
    if (unknowns.empty()) return Candidates{{}};
    if (depth > kMaxDepth) return Failure(FailureKind::kUnsupported, "the system is too large");
    if (equations.empty())
      return Failure(FailureKind::kDomain, fmt::format("there are infinitely many solutions: '{}' can be chosen freely", unknowns.back()));
    for (const Expr& e : equations)
      if (e.size() > kMaxSize) return Failure(FailureKind::kUnsupported, "the equations become too long");
    for (std::size_t i = 0; i < equations.size(); ++i)
      if (unknowns_in(equations[i]).size() == 1 && !isolated({equations[i]})) return solve_one(equations, i, unknowns, depth);
    if (auto step = isolated(equations)) return substitute(std::move(equations), std::move(unknowns), *step, depth);
    if (unknowns.size() == 2 && equations.size() >= 2) return eliminate(equations, unknowns);
    if (unknowns.size() == 2)
      return Failure(FailureKind::kDomain, "there is one equation for two unknowns: give another one, or solve_equation for one of them");
    return Failure(FailureKind::kUnsupported, "no unknown could be eliminated: solve one equation for an unknown and put it into the others first");
  }

 private:
  struct Step {
    std::size_t equation = 0;
    std::string unknown;
    Expr value, slope;   // unknown = value where slope is not 0
  };

  std::vector<std::string> unknowns_in(const Expr& e) const {
    std::vector<std::string> out;
    for (const auto& s : e.symbols())
      if (std::find(unknowns_.begin(), unknowns_.end(), s) != unknowns_.end()) out.push_back(s);
    return out;
  }

  // Removes equations that hold; false when one cannot.
  Outcome<bool> drop_settled(std::vector<Expr>& equations) const {
    std::vector<Expr> left;
    for (const Expr& e : equations) {
      if (!unknowns_in(e).empty()) {
        const auto zero = math::normal_form(e);
        if (!(zero.ok() && zero->is_number() && zero->value().is_zero())) left.push_back(e);
        continue;
      }
      const auto verdict = math::equal(e, Expr::integer(0));
      if (verdict.outcome == math::Verdict::Outcome::kEqual) continue;
      if (!e.symbols().empty()) return Failure(FailureKind::kDomain, "there is a solution only where " + math::to_plain(collected(e)) + " = 0");
      // A decimal put in for an unknown leaves a rest; whether it counts is seen at the end.
      if (is_decimal(e) && std::abs(math::real_value(e, 5).value_or({.mid = 1}).mid) < 1e-6) continue;
      if (verdict.outcome == math::Verdict::Outcome::kUnknown) return Failure(FailureKind::kUnverified, "whether a candidate is a solution could not be decided");
      return false;
    }
    equations = std::move(left);
    return true;
  }

  Outcome<Candidates> solve_one(const std::vector<Expr>& equations, std::size_t which, const std::vector<std::string>& unknowns, int depth) {
    const std::string v = unknowns_in(equations[which])[0];
    RETORT_TRY(const auto found, solve(session_, equations[which], Expr::integer(0), v));
    if (std::any_of(found.conditions.begin(), found.conditions.end(), [](const auto& c) { return c.starts_with("plus any"); }))
      return Failure(FailureKind::kUnsupported, "the solutions repeat without end: solve the equation for '" + v + "' alone first");
    grade_ = weaker(grade_, found.grade);
    std::vector<std::string> others = unknowns;
    std::erase(others, v);
    Candidates out;
    for (const Solution& s : found.all) {
      std::vector<Expr> rest;
      for (std::size_t i = 0; i < equations.size(); ++i)
        if (i != which) rest.push_back(equations[i].substitute(v, s.value));
      RETORT_TRY(auto below, candidates(std::move(rest), others, depth + 1));
      for (Candidate& c : below) {
        c.values[v] = s.value;
        c.approximate |= s.approximate;
        out.push_back(std::move(c));
      }
      if (out.size() > kMaxSolutions) return Failure(FailureKind::kUnsupported, "there are too many solutions");
    }
    return out;
  }

  // The shortest way to express an unknown by the others: it stands to the first power in some equation.
  std::optional<Step> isolated(const std::vector<Expr>& equations) const {
    std::optional<Step> best;
    const auto cost = [this](const Step& s) { return s.value.size() + (unknowns_in(s.slope).empty() ? 0 : 50); };
    for (std::size_t i = 0; i < equations.size(); ++i)
      for (const auto& v : unknowns_in(equations[i])) {
        const auto c = math::coefficients_in(equations[i], v, 1);
        if (!c || c->size() != 2) continue;
        const Expr value = collected(-(*c)[0]);
        const bool one = (*c)[1].is_number() && (*c)[1].value() == Rational(1);
        Step step{i, v, one ? value : collected(value / (*c)[1]), (*c)[1]};
        if (!best || cost(step) < cost(*best)) best = std::move(step);
      }
    return best;
  }

  Outcome<Candidates> substitute(std::vector<Expr> equations, std::vector<std::string> unknowns, const Step& step, int depth) {
    std::vector<Expr> rest;
    for (std::size_t i = 0; i < equations.size(); ++i)
      if (i != step.equation) rest.push_back(equations[i].substitute(step.unknown, step.value));
    std::vector<std::string> others = unknowns;
    std::erase(others, step.unknown);
    RETORT_TRY(auto out, candidates(std::move(rest), others, depth + 1));
    for (Candidate& c : out) {
      Expr value = step.value;
      for (const auto& [name, known] : c.values) value = value.substitute(name, known);
      c.values[step.unknown] = simplest(value);
    }
    if (unknowns_in(step.slope).empty()) return out;
    // Where the slope is zero the equation says something else.
    equations.push_back(step.slope);
    RETORT_TRY(auto more, candidates(std::move(equations), std::move(unknowns), depth + 1));
    for (Candidate& c : more) out.push_back(std::move(c));
    return out;
  }

  // A division is brought away where that makes the value shorter: 1/(2 - sqrt(3)).
  Expr simplest(const Expr& value) {
    const Expr plain = collected(value);
    if (is_decimal(value) || plain.is_number() || plain.symbols().size() > 1) return plain;
    const auto simplified = session_.try_apply("simplify", plain);
    if (!simplified || is_decimal(*simplified)) return plain;
    const Expr shorter = tidy(*simplified);
    return reading_cost(shorter) < reading_cost(plain) && confirm_equal(shorter, plain).ok() ? shorter : plain;
  }

  // Two unknowns in polynomials: the resultants hold the coordinates of all common points.
  Outcome<Candidates> eliminate(const std::vector<Expr>& equations, const std::vector<std::string>& unknowns) {
    const Failure common(FailureKind::kUnsupported, "two of the equations have a common factor, so there may be infinitely many solutions: factor them");
    std::vector<std::vector<RealRoot>> coordinates;
    for (int which = 0; which < 2; ++which) {
      const auto &first = unknowns[static_cast<std::size_t>(which)], &second = unknowns[static_cast<std::size_t>(1 - which)];
      const auto f = as_plane_curve(equations[0], first, second), g = as_plane_curve(equations[1], first, second);
      if (!f || !g)
        return Failure(FailureKind::kUnsupported, "no unknown can be expressed by the others, and only two polynomials with rational coefficients in two unknowns can be taken further: express one unknown first");
      RETORT_TRY(const auto p, resultant_in_first(*f, *g));
      if (p.empty()) return common;
      coordinates.push_back(math::degree(p) < 1 ? std::vector<RealRoot>{} : real_roots(p));
    }
    Candidates out;
    if (coordinates[0].size() * coordinates[1].size() > kMaxSolutions * 4) return Failure(FailureKind::kUnsupported, "there are too many candidates");
    for (RealRoot& x : coordinates[0])
      for (RealRoot& y : coordinates[1])
        if (near_all(equations, unknowns, x, y)) {
          const auto a = x.exact(), b = y.exact();
          out.push_back({{{unknowns[0], a.value_or(x.decimal())}, {unknowns[1], b.value_or(y.decimal())}}, !a || !b});
        }
    return out;
  }

  static Rational refined(RealRoot& root) {
    root.refine_below((root.high().abs() + 1) / *Rational::pow(10, kFineDigits));
    return root.high();
  }

  bool near_all(const std::vector<Expr>& equations, const std::vector<std::string>& unknowns, RealRoot& x, RealRoot& y) const {
    const Expr a = Expr::number(refined(x)), b = Expr::number(refined(y));
    return std::all_of(equations.begin(), equations.end(), [&](const Expr& e) {
      const auto value = math::exact_value(e.substitute(unknowns[0], a).substitute(unknowns[1], b));
      return value.ok() && std::abs(value->to_double()) < kResidual;
    });
  }

  Session& session_;
  std::vector<std::string> unknowns_;
  Grade grade_ = Grade::kProved;
};

// ---- checking ----

// e at the values, in the reals; nothing where it is not defined there.
Outcome<std::optional<Expr>> at_values(const Expr& e, const std::vector<std::string>& unknowns, const Values& values) {
  Expr all = e;
  for (const auto& v : unknowns) all = all.substitute(v, values.at(v));
  if (!all.symbols().empty()) return std::optional(all);
  for (const auto& v : unknowns) {
    // With numbers for the others each part that holds `v` is looked at.
    Expr partly = e;
    for (const auto& w : unknowns)
      if (w != v) partly = partly.substitute(w, values.at(w));
    const auto there = put_in_reals(partly, v, values.at(v));
    if (there.place == Substituted::Place::kOutside) return std::optional<Expr>();
    if (there.place == Substituted::Place::kUnknown) return Failure(FailureKind::kUnverified, "whether a candidate lies in the domain could not be decided");
  }
  return std::optional(all);
}

// Newton's method on the decimals, with many digits; nothing where it does not settle.
std::optional<Values> refined(const std::vector<Expr>& equations, const std::vector<std::string>& unknowns, const Values& start) {
  if (equations.size() < unknowns.size()) return std::nullopt;
  std::map<std::string, Rational> at;
  for (const auto& v : unknowns) {
    const auto ball = math::real_value(start.at(v), 40);
    const auto value = ball.ok() ? Rational::parse(ball->digits) : Result<Rational>(ball.error());
    if (!value.ok()) return std::nullopt;
    at.emplace(v, *value);
  }
  const std::size_t n = unknowns.size();
  const auto number = [&](const Expr& e) -> std::optional<Rational> {
    Expr there = e;
    for (const auto& [name, value] : at) there = there.substitute(name, Expr::number(value));
    if (auto exact = math::exact_value(there); exact.ok()) return *exact;
    const auto ball = math::real_value(there, kFineDigits);
    if (!ball.ok()) return std::nullopt;
    auto value = Rational::parse(ball->digits);
    return value.ok() ? std::optional(*value) : std::nullopt;
  };
  const Rational grid = *Rational::pow(10, kFineDigits + 10);
  for (int round = 0; round < 12; ++round) {
    math::Matrix slopes(n), rest(n);
    for (std::size_t i = 0; i < n; ++i) {
      const auto value = number(equations[i]);
      if (!value) return std::nullopt;
      rest[i] = {*value};
      for (const auto& v : unknowns) {
        const auto slope = math::derivative(equations[i], v);
        const auto there = slope.ok() ? number(*slope) : std::nullopt;
        if (!there) return std::nullopt;
        slopes[i].push_back(*there);
      }
    }
    const auto inverse = math::inverse(slopes);
    if (!inverse) return std::nullopt;
    const auto step = math::multiply(*inverse, rest);
    double most = 0;
    for (std::size_t i = 0; i < n; ++i) {
      Rational& value = at.at(unknowns[i]);
      value = ((value - step[i][0]) * grid).floor() / grid;
      most = std::max(most, std::abs(step[i][0].to_double()));
    }
    if (most > 1e-6) return std::nullopt;   // another solution
    if (most < kResidual) {
      Values out;
      for (const auto& [name, value] : at) out.emplace(name, decimal_number(value.to_double()));
      return out;
    }
  }
  return std::nullopt;
}

struct Checked {
  Values values;
  bool approximate = false;
  Grade grade = Grade::kProved;
};

// The candidate as a solution; nothing if it is none.
Outcome<std::optional<Checked>> checked(const std::vector<Expr>& equations, const std::vector<std::string>& unknowns, const Candidate& c) {
  using Answer = std::optional<Checked>;
  if (c.approximate) {
    auto fine = refined(equations, unknowns, c.values);
    if (!fine) return Failure(FailureKind::kUnverified, "a solution without a simple form could not be confirmed");
    return Answer({std::move(*fine), true, Grade::kNumeric});
  }
  Checked out{c.values, false, Grade::kProved};
  for (const Expr& e : equations) {
    RETORT_TRY(const auto there, at_values(e, unknowns, c.values));
    if (!there) return Answer();
    const auto verdict = math::equal(*there, Expr::integer(0));
    if (verdict.outcome == math::Verdict::Outcome::kDifferent) return Answer();
    if (verdict.outcome == math::Verdict::Outcome::kUnknown)
      return Failure(FailureKind::kUnverified, "whether a candidate is a solution could not be decided: " + verdict.reason);
    out.grade = weaker(out.grade, verdict.grade);
  }
  return Answer(std::move(out));
}

bool same_values(const Checked& a, const Checked& b) {
  return std::all_of(a.values.begin(), a.values.end(), [&](const auto& item) {
    const Expr& other = b.values.at(item.first);
    if (!item.second.symbols().empty() || !other.symbols().empty()) return confirm_equal(item.second, other).ok();
    return same_solution(math::real_value(item.second, 12).value_or({}).mid, math::real_value(other, 12).value_or({}).mid, 0);
  });
}

Outcome<ToolResult> solve_nonlinear_system(Session& session, const Arguments& args) {
  RETORT_TRY(const auto equations, differences(args.exprs("sympy_equations"), "sympy_equations"));
  const auto& unknowns = args.texts("variables");
  for (std::size_t i = 0; i < unknowns.size(); ++i)
    if (std::find(unknowns.begin() + static_cast<long>(i) + 1, unknowns.end(), unknowns[i]) != unknowns.end())
      return Failure(FailureKind::kArguments, fmt::format("'{}' stands twice in 'variables'", unknowns[i]));
  System system(session, unknowns);
  RETORT_TRY(const auto found, system.candidates(equations, unknowns, 0));
  std::vector<Checked> solutions;
  Grade grade = system.grade();
  for (const Candidate& c : found) {
    RETORT_TRY(auto solution, checked(equations, unknowns, c));
    if (!solution || std::any_of(solutions.begin(), solutions.end(), [&](const Checked& s) { return same_values(s, *solution); })) continue;
    grade = weaker(grade, solution->grade);
    solutions.push_back(std::move(*solution));
  }
  std::stable_sort(solutions.begin(), solutions.end(), [&](const Checked& a, const Checked& b) {
    for (const auto& v : unknowns) {
      const auto x = math::real_value(a.values.at(v), 12), y = math::real_value(b.values.at(v), 12);
      if (x.ok() && y.ok() && !same_solution(x->mid, y->mid, 0)) return x->mid < y->mid;
    }
    return false;
  });
  std::vector<std::string> plain, latex;
  std::vector<Expr> below;
  bool approximate = false;
  for (const Checked& s : solutions) {
    std::vector<Expr> values;
    for (const auto& v : unknowns) values.push_back(s.values.at(v));
    for (const Expr& value : values)
      for (const Expr& d : denominators(value)) below.push_back(d);
    approximate |= s.approximate;
    if (values.size() == 1) {
      plain.push_back("(" + math::to_plain(values[0]) + ",)");
      latex.push_back(math::to_latex(values[0]));
    } else {
      const Expr tuple = Expr::make(Op::kTuple, values);
      plain.push_back(math::to_plain(tuple));
      latex.push_back(math::to_latex(tuple));
    }
  }
  ToolResult r = answer("[" + join(plain, ", ") + "]", latex.empty() ? "\\emptyset" : join(latex, ", "), "unknowns eliminated, each solution substituted", grade);
  r.approximate = approximate;
  r.conditions = nonzero_conditions(below);
  r.conditions.push_back("real solutions only");
  return r;
}

}  // namespace

std::vector<ToolEntry> nonlinear_system_tools() {
  return {{"solve_nonlinear_system",
           "List of the real solutions of a system of equations, each in the order of the variables.",
           {{"sympy_equations", ArgKind::kRelations, "equations such as \"x**2 + y**2 = 25\""},
            {"variables", ArgKind::kVariables, "the unknowns, such as [\"x\", \"y\"]"}},
           {{"sympy_equations", {"x**2 + y**2 = 25", "x + y = 7"}}, {"variables", {"x", "y"}}},
           true,
           solve_nonlinear_system}};
}

}  // namespace retort::cas
