// Equations of any kind in one unknown: taken apart operation by operation, with cases, substitutions and candidates put back.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "explain/board.h"
#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

// A solution, or with `period` a family value + k period.
struct Solution {
  math::Expr value;
  std::optional<math::Expr> period = {};
};

class GeneralEquation {
 public:
  GeneralEquation(Board& board, std::string variable, math::Expr lhs, math::Expr rhs);

  // Writes the way to all real solutions; the candidates are put back where a step may have brought in too many. Nothing where no
  // method fits: the board keeps what was written until then.
  std::optional<std::vector<Solution>> solve();

 private:
  using Solutions = std::vector<Solution>;
  using Found = std::optional<Solutions>;
  using Expr = math::Expr;

  Found solve(const Expr& l, const Expr& r, int depth);
  Found polynomial(const Expr& l, const Expr& r);
  Found peel(const Expr& l, const Expr& r, int depth);           // the unknown stands on the left alone
  Found peel_sum(const Expr& l, const Expr& r, int depth);
  Found peel_product(const Expr& l, const Expr& r, int depth);
  Found peel_quotient(const Expr& l, const Expr& r, int depth);
  Found peel_power(const Expr& l, const Expr& r, int depth);
  Found peel_exponential(const Expr& l, const Expr& r, int depth);
  Found peel_function(const Expr& l, const Expr& r, int depth);
  Found trigonometric(const Expr& l, const Expr& r, int depth);
  Found absolute(const Expr& l, const Expr& r, int depth);
  Found common_factor(const Expr& l, const Expr& r, int depth);
  Found common_power(const Expr& l, const Expr& r, const Coefficients& p);
  Found rational(const Expr& l, const Expr& r, int depth);
  Found same_base(const Expr& l, const Expr& r, int depth);
  Found logarithms(const Expr& l, const Expr& r, int depth);
  Found both_logarithms(const Expr& l, const Expr& r, int depth);
  Found radicals(const Expr& l, const Expr& r, int depth);
  Found substitution(const Expr& l, const Expr& r, int depth);
  Found double_angle(const Expr& l, const Expr& r, int depth);
  Found sine_and_cosine(const Expr& l, const Expr& r, int depth);
  Found parameters(const Expr& l, const Expr& r);
  bool part_needs_check(const Expr& part) const;

  // l' = r' written and solved. The move says how it follows from l = r, and is checked.
  Found next(const Expr& l, const Expr& r, std::string_view rule, std::string because, const Judgement& follows, int depth);
  Found none(const std::string& claim, std::string_view rule, std::string because, const Judgement& judgement);
  Found branches(const Expr& u, const std::vector<Expr>& values, std::string_view rule, std::string because, const Judgement& follows, int depth);
  bool has(const Expr& e) const { return e.contains_symbol(variable_); }
  bool stands(const Solution& s);
  void write_undefined(const Solution& s, const std::string& name, const Expr& side);
  Expr tidy(const Expr& e) const;

  Board& board_;
  std::string variable_;
  Expr lhs_, rhs_;
  bool check_ = false;                  // a step may have brought in values that do not solve the equation
  std::vector<std::string> new_letters_;
};

// The value of an expression without symbols, 0 included; nothing where it is not defined or not real.
std::optional<double> defined_value(const math::Expr& e);
// f and g are equal wherever both are defined.
Judgement judge_same(const math::Expr& f, const math::Expr& g);

// `e` with each part for which `by` has an answer replaced by it, from the outside.
math::Expr with_replaced(const math::Expr& e, const std::function<std::optional<math::Expr>(const math::Expr&)>& by);
// Adds the outermost parts of `e` that are `wanted`, each once.
void collect_parts(const math::Expr& e, const std::function<bool(const math::Expr&)>& wanted, std::vector<math::Expr>& out);

}  // namespace retort::explain
