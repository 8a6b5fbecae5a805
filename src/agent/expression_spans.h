// Where the expressions of a solution's line begin and end among its words.
#pragma once

#include <span>
#include <vector>

#include "agent/solution_tokens.h"

namespace retort::agent {

// Looks around in the tokens of one line. An expression is a chain of operands and operators; unit words may follow each
// operand: "5 smoothies * 3 minutes/smoothie". All positions are token numbers.
class ExpressionSpans {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  static constexpr int kMaxUnitWords = 8;

  // The tokens must outlive this object.
  explicit ExpressionSpans(std::span<const SolutionToken> tokens);

  // Where the expression that ends before `end` begins, at `low` or later; kNone without one.
  std::size_t expression_begin(std::size_t end, std::size_t low) const;
  // Where the expression that begins at `i` ends, kNone without one; `equals` is the equality sign after it and its units, or
  // kNone.
  std::size_t expression_end(std::size_t i, std::size_t& equals) const;
  // Where the operand that begins at `i` ends: a number, 2x, 3(4+5), (1+2)(3+4); kNone without one.
  std::size_t operand_end(std::size_t i) const;

 private:
  const SolutionToken& at(std::size_t i) const { return tokens_[i]; }
  bool adjacent(std::size_t i) const { return at(i - 1).end == at(i).begin; }   // to the token before it
  bool joins_factor(std::size_t i) const;
  std::size_t before_units(std::size_t end, std::size_t low) const;
  std::size_t after_units(std::size_t begin) const;
  std::size_t operand_begin(std::size_t end, std::size_t low) const;
  bool holds_expression(std::size_t open, std::size_t close) const;
  bool is_remark(std::size_t open, std::size_t close) const;

  std::span<const SolutionToken> tokens_;
  std::vector<std::size_t> close_of_, open_of_;   // matching brackets
};

}  // namespace retort::agent
