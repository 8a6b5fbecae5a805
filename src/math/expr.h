// Mathematical expressions as they are written.
//
// An Expr is a syntax tree: `2x + 3x` stays a sum of two products until somebody simplifies it, so that gates can judge
// what a text says and derivations can show each step. Meaning lives elsewhere: exact.h (values), identity.h (equality),
// polynomial.h. Reading: parse.h. Writing: print.h.
//
// Exprs are immutable values, cheap to copy, safe to share between threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "math/rational.h"

namespace retort::math {

enum class Op {
  kNumber,     // value(): exact; text(): as written when that matters ("0.50", "1,000"), else empty
  kSymbol,     // name(): "x", "x_1", "\\alpha" is "alpha", multi-letter names from plain text are kept whole
  kConstant,   // name(): "pi", "e", "i", "oo" (positive infinity)
  kAdd,        // args: two or more terms; a subtracted term is a kNeg
  kMul,        // args: two or more factors
  kDiv,        // args: numerator, denominator
  kNeg,        // args: one
  kPow,        // args: base, exponent
  kFunc,       // name(): see kFunctions in parse.h: sqrt root(x,n) abs sin cos ... ln log(x,base) exp factorial binomial floor
               // ceil gcd lcm mod min max, derivative/integral/sum/product/limit forms, and applied symbols such as f(x)
  kRel,        // name(): "=", "!=", "<", "<=", ">", ">=", "~" (approximately); args: two. A chain a = b < c is a kChain
  kChain,      // args: kRel, each one's right side is the next one's left side
  kCongruence, // args: a, b, modulus                    a \equiv b \pmod m
  kTuple,      // (a, b)    ordered
  kList,       // a, b      as written without brackets
  kSet,        // {a, b}
  kInterval,   // args: low, high; name(): "()", "[)", "(]", "[]"
  kUnion,      // args: sets and intervals
  kMatrix,     // args: kTuple rows of equal length
  kPlusMinus,  // args: a \pm b (two) or \pm b (one)
  kPercent,    // args: one, x% = x/100
  kDegree,     // args: one, x degrees
  kBase,       // args: kNumber digits (text() holds them as written), base      1103_6
  kMixed,      // args: whole, fraction                   3\frac{1}{3}
  kText,       // name(): words inside mathematics, \text{cm}; never a value
  kUnit,       // args: quantity, kText                   5\text{ cm}
};

class Expr {
 public:
  Expr();  // the number 0

  static Expr number(Rational value);
  static Expr number(Rational value, std::string as_written);
  static Expr integer(long long value) { return number(Rational(value)); }
  static Expr symbol(std::string name);
  static Expr constant(std::string name);
  static Expr func(std::string name, std::vector<Expr> args);
  static Expr rel(std::string relation, Expr lhs, Expr rhs);
  static Expr make(Op op, std::vector<Expr> args, std::string name = {});

  Op op() const;
  bool is(Op op) const { return this->op() == op; }
  const std::vector<Expr>& args() const;
  const Expr& arg(std::size_t i) const { return args()[i]; }
  const std::string& name() const;
  const Rational& value() const;     // kNumber only
  const std::string& text() const;   // kNumber: as written, or empty

  bool is_number() const { return is(Op::kNumber); }
  bool is_integer() const { return is_number() && value().is_integer(); }
  bool is_func(std::string_view name) const { return is(Op::kFunc) && this->name() == name; }

  // The same tree, node for node (numbers by value). Not mathematical equality: see identity.h.
  bool same(const Expr& other) const;
  std::size_t hash() const;
  int depth() const;          // 1 for a leaf
  std::size_t size() const;   // nodes

  // Free symbols in order of first appearance.
  std::vector<std::string> symbols() const;
  bool contains_symbol(std::string_view name) const;
  // Every occurrence of the symbol replaced.
  Expr substitute(std::string_view name, const Expr& by) const;

 private:
  struct Node;
  explicit Expr(std::shared_ptr<const Node> node);
  std::shared_ptr<const Node> node_;
};

// Building as one would write it; no simplification beyond dropping nothing.
Expr operator+(const Expr& a, const Expr& b);
Expr operator-(const Expr& a, const Expr& b);
Expr operator*(const Expr& a, const Expr& b);
Expr operator/(const Expr& a, const Expr& b);
Expr operator-(const Expr& a);
Expr pow(const Expr& base, const Expr& exponent);

}  // namespace retort::math
