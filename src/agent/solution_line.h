// A line of a worked solution as words, computations and equations.
//
// "Natalia sold 48/2 = <<48/2=24>>24 clips in May." reads as the words "Natalia sold ", the computation 48/2 with the
// result 24, and the words " clips in May.".
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agent/arithmetic_form.h"
#include "base/error.h"
#include "math/rational.h"

namespace retort::agent {

struct Piece {
  enum class Kind {
    kWords,        // text: prose, dollar signs escaped, a lone unknown as $x$; spaces at its ends belong to it
    kComputation,  // sides = result, one expression to compute
    kEquation,     // text: LaTeX of an equality or expression with unknowns, or of numbers that nothing computes
  };
  Kind kind = Kind::kWords;
  std::string text;

  // kComputation; a `text` is the formula in full, result included, that takes the place of the sides
  std::vector<std::string> sides;   // LaTeX, equal to each other; may begin with an unknown: x, 76 / 4
  std::string expression;           // plain notation: the last side
  math::Rational result;
  bool marked = false;              // by a calculator mark
  bool given = false;               // the mark only repeats a number: <<21=21>>

  bool false_equation = false;      // kEquation: numbers that are not equal
};

// kParse for a mark that cannot be read, kInvalidArgument for one that is not exactly true; the message quotes it.
Result<std::vector<Piece>> read_line(std::string_view line, const std::set<char>& unknowns);

}  // namespace retort::agent
