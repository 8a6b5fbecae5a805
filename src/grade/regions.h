// Sets of real numbers written as intervals, unions, finite sets or inequalities, in one form.
#pragma once

#include <optional>
#include <vector>

#include "grade/answer.h"
#include "grade/grade.h"

namespace retort::grade {

struct Piece {
  math::Expr low, high;               // \infty where open ended
  bool closed_low = false, closed_high = false;
};
struct Region {
  std::vector<Piece> pieces;             // ascending, touching ones merged
  std::optional<math::Expr> subject;     // what lies in the region: x of `x < 2`, f(x) of `0 < f(x) < 1`; none for a bare set
};

// The set of reals an answer names: `(a,b)`, `[a,b)`, unions, finite sets inside unions, \R, `x \ne 5`, linear inequalities in one symbol,
// `a < E < b` as the range of E, `x \in S`. Nothing when it is not such a set or the order of its ends is not known.
std::optional<Region> to_region(const Answer& answer);

// `x \ge c` beside [c, \infty), where c may hold letters: x or c may be what lies there, so all readings.
std::vector<Region> half_lines(const Relation& relation);

// Inequalities side by side, `x > 1 \text{ and } x < 3`: what lies in all of them; where nothing does, or with `any` (they are joined by
// "or"), what lies in one of them. Nothing where they speak about different subjects.
std::optional<Region> region_of_list(const List& list, bool any);

// May this answer name a region whatever the other side is? (A finite set alone may not: it compares as a set.)
bool names_region(const Answer& answer);

Verdict compare_regions(const Region& gold, const Region& pred, const GradeOptions& options);

}  // namespace retort::grade
