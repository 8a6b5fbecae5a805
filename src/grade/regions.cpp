#include "grade/regions.h"

#include <algorithm>

#include "grade/equations.h"
#include "grade/values.h"
#include "math/exact.h"
#include "math/polynomial.h"

namespace retort::grade {
namespace {

using math::Expr;

Expr infinity() { return Expr::constant("oo"); }
bool is_infinite(const Expr& e) {
  const Expr& bare = e.is(math::Op::kNeg) ? e.arg(0) : e;
  return bare.is(math::Op::kConstant) && bare.name() == "oo";
}
using Pieces = std::vector<Piece>;

Region whole_line() { return {{{-infinity(), infinity(), false, false}}, {}}; }

const Expr* value_of(const Answer& answer) {
  const Value* value = answer.as<Value>();
  return value ? &value->expr : nullptr;
}

bool is_line(const Answer& answer) { return answer.text == "\\R"; }

bool says_all_reals(const Answer& answer) {
  const Words* found = answer.as<Words>();
  return found && (found->text == "all real numbers" || found->text == "all reals" || found->text == "all real values");
}

std::optional<Piece> piece(const Answer& low, const Answer& high, bool closed_low, bool closed_high) {
  const Expr *a = value_of(low), *b = value_of(high);
  if (!a || !b) return std::nullopt;
  return Piece{*a, *b, closed_low, closed_high};
}

// Ascending, with pieces that touch or overlap joined. Nothing when an order is not known.
std::optional<Pieces> normal(Pieces region) {
  if (region.size() == 1) return region;   // ends may hold symbols
  for (std::size_t i = 1; i < region.size(); ++i) {
    for (std::size_t j = i; j > 0; --j) {
      const auto order = compare_order(region[j - 1].low, region[j].low);
      if (!order) return std::nullopt;
      if (*order < 0 || (*order == 0 && (region[j - 1].closed_low || !region[j].closed_low))) break;
      std::swap(region[j - 1], region[j]);
    }
  }
  Pieces merged;
  for (const Piece& next : region) {
    if (merged.empty()) {
      merged.push_back(next);
      continue;
    }
    Piece& last = merged.back();
    const auto gap = compare_order(last.high, next.low);
    const auto ends = compare_order(last.high, next.high);
    if (!gap || !ends) return std::nullopt;
    if (*gap < 0 || (*gap == 0 && !last.closed_high && !next.closed_low)) {
      merged.push_back(next);
    } else if (*ends < 0) {
      last.high = next.high;
      last.closed_high = next.closed_high;
    } else if (*ends == 0) {
      last.closed_high = last.closed_high || next.closed_high;
    }
  }
  return merged;
}

// The line without the given points.
std::optional<Pieces> without_points(std::vector<Expr> points) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    for (std::size_t j = i; j > 0; --j) {
      const auto order = compare_order(points[j - 1], points[j]);
      if (!order) return std::nullopt;
      if (*order <= 0) break;
      std::swap(points[j - 1], points[j]);
    }
  }
  Pieces region;
  Expr low = -infinity();
  for (const Expr& point : points) {
    region.push_back({low, point, false, false});
    low = point;
  }
  region.push_back({low, infinity(), false, false});
  return region;
}

// The pieces without the given points.
std::optional<Pieces> cut_out(Pieces pieces, const std::vector<Expr>& points) {
  for (const Expr& point : points) {
    Pieces left;
    for (const Piece& piece : pieces) {
      const auto low = compare_order(piece.low, point), high = compare_order(point, piece.high);
      if (!low || !high) return std::nullopt;
      if (*low > 0 || *high > 0) {
        left.push_back(piece);
        continue;
      }
      if (*low < 0) left.push_back({piece.low, point, piece.closed_low, false});
      if (*high < 0) left.push_back({point, piece.high, false, piece.closed_high});
    }
    pieces = std::move(left);
  }
  return pieces;
}

// What lies in both.
std::optional<Pieces> intersection(const Pieces& a, const Pieces& b) {
  Pieces both;
  for (const Piece& x : a) {
    for (const Piece& y : b) {
      const auto low = compare_order(x.low, y.low), high = compare_order(x.high, y.high);
      if (!low || !high) return std::nullopt;
      const Piece &from = *low >= 0 ? x : y, &to = *high <= 0 ? x : y;
      Piece piece{from.low, to.high, *low == 0 ? x.closed_low && y.closed_low : from.closed_low, *high == 0 ? x.closed_high && y.closed_high : to.closed_high};
      const auto length = compare_order(piece.low, piece.high);
      if (!length) return std::nullopt;
      if (*length < 0 || (*length == 0 && piece.closed_low && piece.closed_high)) both.push_back(std::move(piece));
    }
  }
  return both;
}

std::string flipped(std::string_view sign) {
  if (sign == "<") return ">";
  if (sign == ">") return "<";
  if (sign == "<=") return ">=";
  if (sign == ">=") return "<=";
  return std::string(sign);
}

// a x + b SIGN 0 as pieces of x.
std::optional<Pieces> solve_linear(const math::Rational& a, const math::Rational& b, std::string_view sign) {
  if (a.is_zero()) return std::nullopt;
  const std::string side = a.sign() < 0 ? flipped(sign) : std::string(sign);
  const Expr root = Expr::number(-b / a);
  if (side == "!=") return without_points({root});
  if (side == "<" || side == "<=") return Pieces{{-infinity(), root, false, side == "<="}};
  if (side == ">" || side == ">=") return Pieces{{root, infinity(), side == ">=", false}};
  return std::nullopt;
}

// slope * name + shift
struct Line {
  std::string name;
  math::Rational slope, shift;
};

// An expression that is linear in one symbol and holds no other.
std::optional<Line> line_of(const Expr& e) {
  const auto linear = math::as_linear(e);
  Line line;
  if (!linear) return std::nullopt;
  for (const auto& [symbol, coefficient] : *linear) {
    if (symbol.empty()) {
      line.shift = coefficient;
    } else if (line.name.empty()) {
      line.name = symbol;
      line.slope = coefficient;
    } else {
      return std::nullopt;
    }
  }
  return line.slope.is_zero() ? std::nullopt : std::optional(std::move(line));
}

bool is_symbolic(const Expr& e) { return !e.symbols().empty(); }

std::optional<Region> of(const Expr& subject, std::optional<Pieces> pieces) {
  if (!pieces) return std::nullopt;
  return Region{std::move(*pieces), subject};
}

// |E| < c lies between -c and c, |E| > c outside.
std::optional<Region> solve_absolute(const Expr& inside, const Expr& bound, std::string_view sign) {
  const auto order = compare_order(bound, Expr());
  if (!order || *order <= 0) return std::nullopt;
  const bool closed = sign.size() == 2;
  if (sign == "<" || sign == "<=") return of(inside, Pieces{{-bound, bound, closed, closed}});
  if (sign == ">" || sign == ">=") return of(inside, Pieces{{-infinity(), -bound, false, closed}, {bound, infinity(), closed, false}});
  return std::nullopt;
}

// x < 2, 3 - x >= 1, 2 != x, x > \sqrt{2}: one sign, one symbol; x^2 < 2 stays a statement about x^2.
std::optional<Region> solve_single(const Expr& left, const Expr& right, std::string_view sign) {
  if (const auto line = line_of(left - right)) return of(Expr::symbol(line->name), solve_linear(line->slope, line->shift, sign));
  if (is_symbolic(left) == is_symbolic(right)) return std::nullopt;
  const Expr &bound = is_symbolic(left) ? right : left, &subject = is_symbolic(left) ? left : right;
  const std::string side = is_symbolic(left) ? std::string(sign) : flipped(sign);
  if (subject.is_func("abs") && side != "!=") return solve_absolute(subject.arg(0), bound, side);
  if (side == "!=") return of(subject, without_points({bound}));
  if (side == "<" || side == "<=") return of(subject, Pieces{{-infinity(), bound, false, side == "<="}});
  if (side == ">" || side == ">=") return of(subject, Pieces{{bound, infinity(), side == ">=", false}});
  return std::nullopt;
}

bool shares_symbol(const Expr& a, const Expr& b) {
  const std::vector<std::string> names = b.symbols();
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { const auto all = a.symbols(); return std::find(all.begin(), all.end(), name) != all.end(); });
}

bool is_less(std::string_view sign) { return sign == "<" || sign == "<="; }
bool is_greater(std::string_view sign) { return sign == ">" || sign == ">="; }

// a < x <= b; 1 <= |z| <= 3/2 gives both sides of zero.
std::optional<Region> solve_double(const Relation& relation) {
  const Expr *a = value_of(relation.sides[0]), *middle = value_of(relation.sides[1]), *b = value_of(relation.sides[2]);
  if (!a || !middle || !b || !is_symbolic(*middle) || shares_symbol(*a, *middle) || shares_symbol(*b, *middle)) return std::nullopt;
  const std::string &first = relation.signs[0], &second = relation.signs[1];
  const bool up = is_less(first) && is_less(second), down = is_greater(first) && is_greater(second);
  if (!up && !down) return std::nullopt;
  const bool first_closed = first.size() == 2, second_closed = second.size() == 2;
  Piece range = up ? Piece{*a, *b, first_closed, second_closed} : Piece{*b, *a, second_closed, first_closed};
  if (middle->is_func("abs") && middle->args().size() == 1) {
    const auto sign = compare_order(range.low, Expr());
    if (!sign || *sign <= 0) return std::nullopt;
    return of(middle->arg(0), normal({{-range.high, -range.low, range.closed_high, range.closed_low}, range}));
  }
  return of(*middle, Pieces{range});   // about_symbol solves for the symbol of a linear one
}

// The 2 of `x = 2`.
const Answer& bare_point(const Answer& answer) {
  const Relation* relation = answer.as<Relation>();
  return relation && is_assignment(*relation) ? assigned(*relation) : answer;
}

std::optional<std::vector<Expr>> points_of(const Answer& answer) {
  const Set* set = answer.as<Set>();
  const List* list = answer.as<List>();
  std::vector<Expr> points;
  if (!set && !list) {
    const Expr* value = value_of(bare_point(answer));
    if (!value) return std::nullopt;
    points.push_back(*value);
    return points;
  }
  for (const Answer& item : set ? set->items : list->items) {
    const Expr* value = value_of(bare_point(item));
    if (!value) return std::nullopt;
    points.push_back(*value);
  }
  return points;
}

// \R \setminus \{1, 2\}, [0,5] \setminus \{1\}
std::optional<Pieces> region_without(const Answer& answer, const Answer& points) {
  if (const auto hole = points.as<Tuple>() || points.as<Interval>() ? to_region(points) : std::nullopt; hole && is_line(answer) && hole->pieces.size() == 1) {
    const Piece& piece = hole->pieces[0];
    return Pieces{{-infinity(), piece.low, false, !piece.closed_low}, {piece.high, infinity(), !piece.closed_high, false}};
  }
  const auto found = points_of(points);
  if (found && is_line(answer)) return without_points(*found);
  const auto region = found ? to_region(answer) : std::nullopt;
  return region ? cut_out(region->pieces, *found) : std::nullopt;
}

std::optional<Region> about(const Answer& subject, std::optional<Region> region) {
  if (const Expr* value = value_of(subject); region && value) region->subject = *value;
  return region;
}

std::optional<Region> bare(std::optional<Pieces> pieces) {
  if (!pieces) return std::nullopt;
  return Region{std::move(*pieces), {}};
}

std::optional<Region> from_relation(const Relation& relation) {
  const std::size_t n = relation.signs.size();
  if (n == 1 && relation.signs[0] == "in") return about(relation.sides[0], to_region(relation.sides[1]));
  if (n == 2 && relation.signs[0] == "in" && relation.signs[1] == "minus") {
    return about(relation.sides[0], bare(region_without(relation.sides[1], relation.sides[2])));
  }
  if (n == 1 && relation.signs[0] == "minus") return bare(region_without(relation.sides[0], relation.sides[1]));
  if (n == 2 && (is_less(relation.signs[0]) || is_greater(relation.signs[0]))) return solve_double(relation);
  const Expr* left = n == 1 ? value_of(relation.sides[0]) : nullptr;
  const Expr* right = n == 1 ? value_of(relation.sides[1]) : nullptr;
  if (!left || !right || relation.signs[0] == "=") return std::nullopt;
  return solve_single(*left, *right, relation.signs[0]);
}

// (-\infty,5] \cap [2,\infty)
std::optional<Region> from_intersection(const Union& all) {
  std::optional<Pieces> common;
  for (const Answer& part : all.parts) {
    const auto inner = to_region(part);
    if (!inner) return std::nullopt;
    common = common ? intersection(*common, inner->pieces) : inner->pieces;
    if (!common) return std::nullopt;
  }
  return bare(std::move(common));
}

std::optional<Region> from_union(const Union& all) {
  if (all.both) return from_intersection(all);
  Pieces region;
  for (const Answer& part : all.parts) {
    if (const auto points = part.as<Set>() ? points_of(part) : std::nullopt) {
      for (const Expr& point : *points) region.push_back({point, point, true, true});
      continue;
    }
    const auto inner = to_region(part);
    if (!inner) return std::nullopt;
    region.insert(region.end(), inner->pieces.begin(), inner->pieces.end());
  }
  return bare(normal(std::move(region)));
}

// The region of a linear subject as the region of its symbol: 2x-1 in [1,3] is x in [1,2].
std::optional<Region> about_symbol(Region region) {
  const auto line = region.subject && !region.subject->is(math::Op::kSymbol) ? line_of(*region.subject) : std::nullopt;
  if (!line) return region;
  const bool down = line->slope.sign() < 0;
  const auto moved = [&](const Expr& end) -> Expr {
    if (is_infinite(end)) return down ? -end : end;
    return (end - Expr::number(line->shift)) / Expr::number(line->slope);
  };
  for (Piece& piece : region.pieces) {
    piece.low = moved(piece.low);
    piece.high = moved(piece.high);
    if (!down) continue;
    std::swap(piece.low, piece.high);
    std::swap(piece.closed_low, piece.closed_high);
  }
  if (down) std::reverse(region.pieces.begin(), region.pieces.end());
  region.subject = Expr::symbol(line->name);
  return region;
}

}  // namespace

std::optional<Region> region_of_list(const List& list, bool any) {
  std::optional<Region> all;
  for (const Answer& item : list.items) {
    auto one = to_region(item);
    if (!one) return std::nullopt;
    if (!all) {
      all = std::move(one);
      continue;
    }
    const bool same = all->subject.has_value() == one->subject.has_value() && (!all->subject || all->subject->same(*one->subject));
    if (!same) return std::nullopt;
    if (!any) {
      const auto both = intersection(all->pieces, one->pieces);
      if (!both) return std::nullopt;
      if (!both->empty()) {
        all->pieces = *both;
        continue;
      }
    }
    all->pieces.insert(all->pieces.end(), one->pieces.begin(), one->pieces.end());
    auto joined = normal(std::move(all->pieces));
    if (!joined) return std::nullopt;
    all->pieces = std::move(*joined);
  }
  return all;
}

std::vector<Region> half_lines(const Relation& relation) {
  std::vector<Region> found;
  if (relation.signs.size() != 1 || !(is_less(relation.signs[0]) || is_greater(relation.signs[0]))) return found;
  const Expr *left = value_of(relation.sides[0]), *right = value_of(relation.sides[1]);
  if (!left || !right || shares_symbol(*left, *right)) return found;
  for (const bool turned : {false, true}) {
    const Expr &subject = turned ? *right : *left, &end = turned ? *left : *right;
    if (!subject.is(math::Op::kSymbol)) continue;
    const bool below = is_less(relation.signs[0]) != turned, closed = relation.signs[0].size() == 2;
    found.push_back({{below ? Piece{-infinity(), end, false, closed} : Piece{end, infinity(), closed, false}}, subject});
  }
  return found;
}

std::optional<Region> to_region(const Answer& answer) {
  if (is_line(answer) || says_all_reals(answer)) return whole_line();
  if (const Interval* interval = answer.as<Interval>()) {
    const auto one = piece(interval->ends[0], interval->ends[1], interval->closed_low, interval->closed_high);
    return one ? bare(Pieces{*one}) : std::nullopt;
  }
  if (const Tuple* tuple = answer.as<Tuple>(); tuple && tuple->items.size() == 2) {
    const auto one = piece(tuple->items[0], tuple->items[1], false, false);
    return one ? bare(Pieces{*one}) : std::nullopt;
  }
  if (const Union* all = answer.as<Union>()) return from_union(*all);
  if (const Relation* relation = answer.as<Relation>()) {
    auto region = from_relation(*relation);
    return region ? about_symbol(std::move(*region)) : std::nullopt;
  }
  return std::nullopt;
}

bool names_region(const Answer& answer) {
  if (answer.as<Interval>() || answer.as<Union>() || is_line(answer) || says_all_reals(answer)) return true;
  const Relation* relation = answer.as<Relation>();
  return relation && std::any_of(relation->signs.begin(), relation->signs.end(), [](const std::string& sign) { return sign != "="; });
}

Verdict compare_regions(const Region& gold, const Region& pred, const GradeOptions& options) {
  if (gold.subject && pred.subject && !gold.subject->same(*pred.subject)) {
    const bool symbols = gold.subject->is(math::Op::kSymbol) && pred.subject->is(math::Op::kSymbol);
    return {symbols ? Outcome::kDifferent : Outcome::kUndecided, "inequality", "the two speak about different expressions"};
  }
  if (gold.pieces.size() != pred.pieces.size()) return {Outcome::kDifferent, "interval", "the sets have a different number of parts"};
  Outcome outcome = Outcome::kEqual;
  for (std::size_t i = 0; i < gold.pieces.size(); ++i) {
    const Piece &g = gold.pieces[i], &p = pred.pieces[i];
    if (g.closed_low != p.closed_low || g.closed_high != p.closed_high) {
      return {Outcome::kDifferent, "interval", "the ends are open in one set and closed in the other"};
    }
    for (const auto& [a, b] : {std::pair{&g.low, &p.low}, std::pair{&g.high, &p.high}}) {
      const Verdict end = compare_values(*a, *b, options);
      if (end.outcome == Outcome::kDifferent) return {Outcome::kDifferent, "interval", "an end differs: " + end.reason};
      if (end.outcome == Outcome::kUndecided) outcome = Outcome::kUndecided;
    }
  }
  return {outcome, "interval", outcome == Outcome::kEqual ? "the sets have the same ends" : "an end could not be compared"};
}

}  // namespace retort::grade
