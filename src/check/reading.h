// Sides of statements as expressions: LaTeX as people write it, brought into the form that math::parse reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/statement.h"
#include "math/expr.h"
#include "math/parse.h"

namespace retort::check {

struct Reading {
  math::Expr expr;
  bool percent = false;
  std::string unit;
};

// The sides of one problem and narrative: which letters are functions and which are plain unknowns depends on the whole text.
class Reader {
 public:
  Reader(std::string_view problem, std::string_view narrative);

  // One number or expression; nothing for all else.
  std::optional<Reading> value(const Side& side) const;
  // Also tuples, matrices and a \pm b.
  std::optional<math::Expr> any(const Side& side) const;

  bool applies(std::string_view letter) const;   // is this letter used as a function, L(x)?
  const math::ParseLimits& limits() const { return limits_; }

 private:
  math::ParseLimits limits_;
};

// Has the LaTeX letters outside commands: could it hold unknowns?
bool has_unknowns(std::string_view latex);

// Marks that carry no meaning are dropped, words inside mathematics become symbols, dots become sums: `\cancel{8}`, `3!2!`,
// `\frac{\text{boys}}{5}`, `\operatorname{lcm}[4, 6]`, `1 + 2 + \cdots + 9`.
std::string readable_latex(std::string_view latex);

// (a, b) = (c, d) and matrices as equal components, sums, multiples, products, dot and cross products worked out. Nothing where the two
// sides are of different shapes, or are numbers.
std::optional<std::vector<std::pair<math::Expr, math::Expr>>> component_pairs(const math::Expr& a, const math::Expr& b);

// a \pm b as a + b and a - b, every sign taken at once; nothing where `e` holds none.
std::optional<std::pair<math::Expr, math::Expr>> both_signs(const math::Expr& e);

}  // namespace retort::check
