#include "cas/cells.h"

#include <algorithm>
#include <cmath>

#include "cas/domain.h"
#include "cas/interval_text.h"
#include "cas/periodic.h"
#include "cas/solve.h"
#include "cas/zero_scan.h"
#include "math/collect.h"
#include "math/exact.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

constexpr int kMaxDegree = 60;

struct Relation {
  Expr h;              // lhs - rhs
  int sign = 1;        // what h must have: 1 for >, -1 for <
  bool with_zero = false;
  bool holds(int s) const { return s == 0 ? with_zero : s == sign; }
};

// lhs - rhs with its numbers added up: far out 2^x + 3 - 3 is too small to be told from 0.
Expr difference(const Expr& lhs, const Expr& rhs) {
  Rational numbers;
  std::vector<Expr> rest;
  for (const Expr& term : math::terms_of(lhs - rhs)) {
    const auto value = math::exact_value(term);
    if (value.ok()) numbers += *value;
    else rest.push_back(term);
  }
  if (!numbers.is_zero() || rest.empty()) rest.push_back(Expr::number(numbers));
  return math::sum_of(std::move(rest));
}

std::vector<Relation> read(const std::vector<Expr>& relations) {
  std::vector<Relation> out;
  for (const Expr& r : relations) out.push_back({difference(r.arg(0), r.arg(1)), r.name()[0] == '>' ? 1 : -1, r.name().size() == 2});
  return out;
}

ToolResult set_answer(const std::vector<Piece>& pieces, const std::string& variable, const char* how, Grade grade) {
  return answer(plain_set(pieces, variable), latex_set(pieces, variable), how, grade);
}

// ---- rational functions and abs( ) of polynomials ----

std::optional<Coefficients> numerator(const Expr& e, const std::string& variable) {
  if (auto p = math::as_polynomial(e, variable, kMaxDegree)) return p;
  if (auto f = math::as_fraction(e, variable, kMaxDegree)) return f->num;
  return std::nullopt;
}

// Multiplies into `product` every polynomial at whose zeros the truth of the relation may change; false if it has other parts.
bool gather(const Expr& h, const std::string& variable, Coefficients& product) {
  const auto include = [&](const Coefficients& p) {
    if (!p.empty()) product = math::multiply(product, p);
  };
  const auto arguments = abs_arguments(h, variable);
  if (!arguments) return false;
  Coefficients breaks{Rational(1)};
  for (const auto& a : *arguments)
    if (!a.empty()) breaks = math::multiply(breaks, a);
  include(breaks);
  auto roots = math::degree(breaks) < 1 ? std::vector<RealRoot>{} : real_roots(breaks);
  for (const Rational& sample : cell_samples(roots)) {
    const auto p = numerator(without_abs(h, variable, sample), variable);
    if (!p) return false;
    include(*p);
  }
  for (const Expr& d : denominators(h)) {
    const auto p = numerator(d, variable);
    if (!p) return false;
    include(*p);
  }
  return math::degree(product) <= kMaxDegree;
}

// Whether the relation holds at a boundary, from how it stands in a neighbouring cell.
bool holds_at(const Relation& r, const std::string& variable, const RealRoot& root, const Rational& neighbour) {
  if (divides_by_zero(r.h, variable, root)) return false;
  const auto p = numerator(without_abs(r.h, variable, neighbour), variable);
  if (p->empty() || math::divide(*p, root.factor()).second.empty()) return r.with_zero;
  // Not zero and continuous here, so the sign is the neighbour's.
  const auto value = math::exact_value(r.h.substitute(variable, Expr::number(neighbour)));
  return value.ok() && r.holds(value->sign());
}

Outcome<ToolResult> exact_cells(const std::vector<Relation>& relations, const std::string& variable, const Coefficients& product) {
  auto roots = math::degree(product) < 1 ? std::vector<RealRoot>{} : real_roots(product);
  const auto samples = cell_samples(roots);
  std::vector<bool> in_cell, at_boundary;
  for (const Rational& sample : samples) {
    bool all = true;
    for (const Relation& r : relations) {
      RETORT_TRY(auto value, math::exact_value(r.h.substitute(variable, Expr::number(sample))));
      all = all && r.holds(value.sign());
    }
    in_cell.push_back(all);
  }
  std::vector<Expr> boundaries;
  bool approximate = false;
  for (std::size_t i = 0; i < roots.size(); ++i) {
    const auto exact = roots[i].exact();
    approximate |= !exact;
    boundaries.push_back(exact.value_or(roots[i].decimal()));
    at_boundary.push_back(std::all_of(relations.begin(), relations.end(),
                                      [&](const Relation& r) { return holds_at(r, variable, roots[i], samples[i + 1]); }));
  }
  ToolResult r = set_answer(joined_pieces(boundaries, at_boundary, in_cell), variable, "sign in each cell between all zeros (FLINT)", Grade::kProved);
  r.approximate = approximate;
  return r;
}

// ---- other functions ----

struct Boundary {
  double at = 0;
  Expr value;
  std::vector<std::size_t> zero_of;   // relations whose h is zero here
  bool approximate = false;
};

// Arguments of square roots and logarithms: where they turn negative, the domain ends.
void collect_domain(const Expr& e, const std::string& variable, std::vector<Expr>& out) {
  if (e.is(Op::kFunc) && e.contains_symbol(variable) && (e.name() == "sqrt" || e.name() == "ln" || e.name() == "log" || e.name() == "root" ||
                                                         e.name() == "abs"))
    out.push_back(e.arg(0));
  if (e.is(Op::kPow) && e.arg(0).contains_symbol(variable) && !e.arg(1).is_integer()) out.push_back(e.arg(0));
  for (const Expr& arg : e.args()) collect_domain(arg, variable, out);
}

Outcome<bool> append_zeros(Session& session, const Expr& h, const std::string& variable, std::optional<std::size_t> relation,
                           std::vector<Boundary>& out) {
  if (!h.contains_symbol(variable)) return true;
  auto zeros = solve(session, h, Expr::integer(0), variable);
  if (!zeros.ok()) {
    if (zeros.error().kind == FailureKind::kNoSolutionFound) return true;
    return zeros.error();
  }
  for (const Solution& s : zeros->all) {
    const auto ball = math::real_value(s.value);
    if (!ball.ok()) continue;
    const auto same = std::find_if(out.begin(), out.end(), [&](const Boundary& b) { return same_solution(b.at, ball->mid, 0); });
    Boundary& b = same == out.end() ? out.emplace_back(Boundary{ball->mid, s.value, {}, s.approximate}) : *same;
    if (relation) b.zero_of.push_back(*relation);
  }
  return true;
}

// Whether the relations hold in a cell: several points, in an unbounded one far out too, must agree.
template <typename Holds>
Outcome<bool> holds_throughout(double low, double high, bool down, bool up, const Holds& holds) {
  std::vector<double> points;
  for (double part : {0.0137, 0.1871, 0.4871, 0.7129, 0.9863}) points.push_back(low + (high - low) * part);
  for (double far : {3.7, 31.3, 977.0, 1e5, 1e8}) {
    if (down) points.push_back(low - far);
    if (up) points.push_back(high + far);
  }
  const auto count = std::count_if(points.begin(), points.end(), holds);
  if (count != 0 && count != static_cast<long>(points.size()))
    return Failure(FailureKind::kUnverified, "points of one interval disagree: some boundary was not found");
  return count != 0;
}

Outcome<ToolResult> sampled_cells(Session& session, const std::vector<Relation>& relations, const std::string& variable) {
  std::vector<Boundary> found;
  for (std::size_t i = 0; i < relations.size(); ++i) {
    const Expr& h = relations[i].h;
    if (period_of(h, variable)) return Failure(FailureKind::kUnsupported, "the solutions repeat without end: give a range instead, or solve the equation");
    RETORT_TRY([[maybe_unused]] bool zeros, append_zeros(session, h, variable, i, found));
    std::vector<Expr> others = denominators(h);
    collect_domain(h, variable, others);
    for (const Expr& other : others) {
      RETORT_TRY([[maybe_unused]] bool more, append_zeros(session, other, variable, std::nullopt, found));
    }
  }
  std::sort(found.begin(), found.end(), [](const Boundary& a, const Boundary& b) { return a.at < b.at; });
  const auto holds_everywhere = [&](double x) {
    return std::all_of(relations.begin(), relations.end(), [&](const Relation& r) {
      const auto s = sign_at(r.h, variable, x);
      return s && r.holds(*s);
    });
  };
  std::vector<bool> in_cell, at_boundary;
  std::vector<Expr> boundaries;
  bool approximate = false;
  for (std::size_t i = 0; i <= found.size(); ++i) {
    const double low = i == 0 ? (found.empty() ? 0.0 : found[0].at - 2) : found[i - 1].at;
    const double high = i == found.size() ? low + 2 : found[i].at;
    RETORT_TRY(const bool holds, holds_throughout(low, high, i == 0, i == found.size(), holds_everywhere));
    in_cell.push_back(holds);
    if (i == found.size()) break;
    const Boundary& b = found[i];
    approximate |= b.approximate;
    boundaries.push_back(b.value);
    bool all = true;
    for (std::size_t r = 0; r < relations.size() && all; ++r) {
      const bool zero = std::find(b.zero_of.begin(), b.zero_of.end(), r) != b.zero_of.end();
      const auto ball = math::real_value(relations[r].h.substitute(variable, b.value));
      all = zero ? relations[r].with_zero : ball.ok() && relations[r].holds(ball->mid > 0 ? 1 : -1);
    }
    at_boundary.push_back(all);
  }
  ToolResult result = set_answer(joined_pieces(boundaries, at_boundary, in_cell), variable, "sign at one point of each cell (Arb)", Grade::kNumeric);
  result.approximate = approximate;
  return result;
}

}  // namespace

Outcome<ToolResult> solve_on_cells(Session& session, const std::vector<Expr>& relations, const std::string& variable) {
  const auto parts = read(relations);
  Coefficients product{Rational(1)};
  const bool exact = std::all_of(parts.begin(), parts.end(), [&](const Relation& r) { return gather(r.h, variable, product); });
  if (exact) return exact_cells(parts, variable, product);
  if (std::all_of(parts.begin(), parts.end(), [&](const Relation& r) { return is_rational_function(r.h, variable); }))
    return Failure(FailureKind::kUnsupported, "the degree is too high");
  return sampled_cells(session, parts, variable);
}

}  // namespace retort::cas
