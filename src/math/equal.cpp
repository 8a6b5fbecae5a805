// equal: exact values first, then the shape (pairs, sets, intervals), then polynomials, then balls.
#include <algorithm>

#include "math/compare.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/print.h"

namespace retort::math {

std::string_view grade_name(Grade grade) {
  switch (grade) {
    case Grade::kProved: return "proved";
    case Grade::kNumeric: return "numeric";
    case Grade::kQuoted: return "quoted";
  }
  return "numeric";
}

namespace {

using Outcome = Verdict::Outcome;

Verdict proved_equal(std::string reason) { return {Outcome::kEqual, Grade::kProved, std::move(reason)}; }
Verdict different(std::string reason) { return {Outcome::kDifferent, Grade::kProved, std::move(reason)}; }
Verdict unknown(std::string reason) { return {Outcome::kUnknown, Grade::kNumeric, std::move(reason)}; }

std::string short_number(const Rational& r) {
  if (r.bits() > 256) return "a number of " + std::to_string(r.bits()) + " bits";
  return r.to_string();
}

enum class Shape { kValue, kTuple, kList, kSet, kInterval, kUnion, kMatrix, kRelation, kText, kPlusMinus };
Shape shape_of(const Expr& e) {
  switch (e.op()) {
    case Op::kTuple: return Shape::kTuple;
    case Op::kList: return Shape::kList;
    case Op::kSet: return Shape::kSet;
    case Op::kInterval: return Shape::kInterval;
    case Op::kUnion: return Shape::kUnion;
    case Op::kMatrix: return Shape::kMatrix;
    case Op::kRel: case Op::kChain: case Op::kCongruence: return Shape::kRelation;
    case Op::kText: return Shape::kText;
    case Op::kPlusMinus: return Shape::kPlusMinus;
    default: return Shape::kValue;
  }
}

bool is_infinite(const Expr& e) {
  const Expr& bare = e.is(Op::kNeg) ? e.arg(0) : e;
  return bare.is(Op::kConstant) && bare.name() == "oo";
}

Verdict combined(Verdict a, const Verdict& b) {
  if (a.outcome != Outcome::kEqual) return a;
  if (b.outcome != Outcome::kEqual) return b;
  if (b.grade != Grade::kProved) a.grade = b.grade;
  return a;
}

// Part by part, in order. A part that differs decides, one that stays open does not.
Verdict in_order(const Expr& a, const Expr& b, const char* what) {
  if (a.args().size() != b.args().size())
    return different(std::string(what) + " of " + std::to_string(a.args().size()) + " and of " + std::to_string(b.args().size()) + " parts");
  Verdict total = proved_equal("equal part by part");
  for (std::size_t i = 0; i < a.args().size(); ++i) {
    const Verdict part = equal(a.arg(i), b.arg(i));
    if (part.outcome == Outcome::kDifferent) return different("part " + std::to_string(i + 1) + ": " + part.reason);
    total = combined(std::move(total), part);
  }
  return total;
}

// Every part of one meets a part of the other. Parts that stay open leave the whole open.
Verdict as_sets(const Expr& a, const Expr& b) {
  if (a.args().size() * b.args().size() > 2'500) return unknown("sets too large to compare");
  bool open = false;
  Grade grade = Grade::kProved;
  const auto covered = [&](const Expr& from, const Expr& by) -> std::optional<std::string> {
    for (const Expr& x : from.args()) {
      bool met = false, maybe = false;
      for (const Expr& y : by.args()) {
        const Verdict v = equal(x, y);
        if (v.outcome == Outcome::kEqual) {
          met = true;
          if (v.grade != Grade::kProved) grade = v.grade;
          break;
        }
        maybe = maybe || v.outcome == Outcome::kUnknown;
      }
      if (!met && !maybe) return to_plain(x) + " is in one set only";
      if (!met) open = true;
    }
    return std::nullopt;
  };
  // {x, -x} and {|x|, -|x|}: with free symbols, what meets what may depend on their values.
  const bool fixed = a.symbols().empty() && b.symbols().empty();
  for (const auto& missing : {covered(a, b), covered(b, a)})
    if (missing) return fixed ? different(*missing) : unknown(*missing);
  if (open) return unknown("elements that could not be compared");
  return {Outcome::kEqual, grade, "the same elements"};
}

Verdict intervals(const Expr& a, const Expr& b) {
  const Verdict ends = in_order(a, b, "intervals");
  if (ends.outcome != Outcome::kEqual) return ends;
  if (a.name() != b.name()) return different("an end belongs to one interval only");
  return ends;
}

// a \pm b as the set of its two values.
Expr both_signs(const Expr& e) {
  const Expr& step = e.args().back();
  if (e.args().size() == 1) return Expr::make(Op::kSet, {step, -step});
  return Expr::make(Op::kSet, {e.arg(0) + step, e.arg(0) - step});
}

Verdict by_shape(const Expr& a, const Expr& b, Shape left, Shape right) {
  // A pair may be an interval or a greatest common divisor, a set of one its element: what a text means is not for here.
  if (left != right) return unknown("forms that are not compared with each other");
  switch (left) {
    case Shape::kTuple: return in_order(a, b, "tuples");
    case Shape::kMatrix: return in_order(a, b, "matrices");
    case Shape::kSet: return as_sets(a, b);
    case Shape::kInterval: return intervals(a, b);
    case Shape::kPlusMinus: return as_sets(both_signs(a), both_signs(b));
    case Shape::kList: {
      const Verdict v = in_order(a, b, "lists");
      return v.outcome == Outcome::kDifferent ? unknown("lists that differ in their order: " + v.reason) : v;
    }
    case Shape::kUnion: {
      const Verdict v = as_sets(a, b);
      return v.outcome == Outcome::kEqual ? v : unknown("unions that may overlap");
    }
    case Shape::kText: return a.name() == b.name() ? proved_equal("the same words") : unknown("words");
    default: return a.same(b) ? proved_equal("the same relation") : unknown("relations");
  }
}

// Which units a quantity bears; a comparison across different units needs knowledge that is not here.
std::vector<std::string> units_of(const Expr& e) {
  std::vector<std::string> out;
  for (const std::string& s : e.symbols())
    if (s.starts_with("unit ")) out.push_back(s);
  std::sort(out.begin(), out.end());
  return out;
}

// log without a base: 10 and e must agree.
Expr with_log_base(const Expr& e, const Expr& base) {
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(with_log_base(arg, base));
  if (e.is_func("log") && args.size() == 1) args.push_back(base);
  return e.args().empty() ? e : Expr::make(e.op(), std::move(args), e.name());
}
bool has_bare_log(const Expr& e) {
  if (e.is_func("log") && e.args().size() == 1) return true;
  return std::any_of(e.args().begin(), e.args().end(), has_bare_log);
}

Verdict by_points(const Expr& a, const Expr& b) {
  if (has_open_form(a) || has_open_form(b)) return unknown("a limit, an integral or a derivative");
  const bool unknown_functions = has_unknown_function(a) || has_unknown_function(b);
  if (same_as_polynomials(a, b)) {
    if (unknown_functions && is_defined_somewhere(a) && is_defined_somewhere(b))
      return proved_equal("the same combination of the same functions");
    const BallEvidence defined = compare_at_points(a, b, true);
    if (defined.agreeing > 0) return proved_equal("the same polynomial or quotient of polynomials");
    return unknown("the same form, but no point was found where both sides are defined (" + defined.open + ")");
  }
  if (unknown_functions) return unknown("a function of which only the letter is known");
  const BallEvidence evidence = compare_at_points(a, b, false);
  if (evidence.differ) {
    return different(evidence.where.starts_with("at ") ? "differ " + evidence.where : "differ: " + evidence.where);
  }
  const bool constant = a.symbols().empty() && b.symbols().empty();
  if (evidence.exact) return proved_equal("the same rational number");
  if (constant && evidence.agreeing == 1) return {Outcome::kEqual, Grade::kNumeric, "agree to 300 digits"};
  if (!constant && evidence.agreeing >= 6)
    return {Outcome::kEqual, Grade::kNumeric, "agree to 40 digits at " + std::to_string(evidence.agreeing) + " points"};
  return unknown(evidence.open.empty() ? "too few points where both sides are defined" : evidence.open);
}

Verdict with_bases(const Expr& x, const Expr& y) {
  if (has_bare_log(x) || has_bare_log(y)) {
    const Expr ten = Expr::integer(10), e = Expr::constant("e");
    const Verdict decimal = by_points(with_log_base(x, ten), with_log_base(y, ten));
    const Verdict natural = by_points(with_log_base(x, e), with_log_base(y, e));
    if (decimal.outcome == natural.outcome) return decimal.grade == Grade::kProved ? natural : decimal;
    return unknown("a logarithm without a base: " + decimal.reason + " for base 10, " + natural.reason + " for base e");
  }
  return by_points(x, y);
}

Verdict values(const Expr& a, const Expr& b) {
  if (is_infinite(a) || is_infinite(b)) {
    if (a.same(b)) return proved_equal("the same infinity");
    const Expr& other = is_infinite(a) ? b : a;
    return exact_value(other).ok() || is_infinite(other) ? different("infinity and something else") : unknown("infinity");
  }
  const Expr x = units_as_symbols(derivatives_taken(a)), y = units_as_symbols(derivatives_taken(b));
  if (units_of(x) != units_of(y)) return unknown("different units");
  const Verdict v = with_bases(x, y);
  // 360/12 = 30 degrees, said of the number of degrees.
  if (v.outcome == Outcome::kDifferent && has_op(x, Op::kDegree) != has_op(y, Op::kDegree)) return unknown("degrees on one side only");
  return v;
}

constexpr int kMaxDepth = 500;

}  // namespace

Verdict equal(const Expr& a, const Expr& b) {
  if (a.depth() > kMaxDepth || b.depth() > kMaxDepth) return unknown("nested too deeply");
  const Result<Rational> left = exact_value(a);
  if (left.ok() || left.error().code != ErrorCode::kUnsupported) {
    if (!left) {
      if (left.error().code == ErrorCode::kInvalidArgument) return unknown("the first side is undefined: " + left.error().message);
    } else if (const Result<Rational> right = exact_value(b); right.ok()) {
      if (*left == *right) return proved_equal("both are " + short_number(*left));
      return different(short_number(*left) + " and " + short_number(*right));
    } else if (right.error().code == ErrorCode::kInvalidArgument) {
      return unknown("the second side is undefined: " + right.error().message);
    }
  }
  const Shape first = shape_of(a), second = shape_of(b);
  if (first != Shape::kValue || second != Shape::kValue) return by_shape(a, b, first, second);
  return values(a, b);
}

}  // namespace retort::math
