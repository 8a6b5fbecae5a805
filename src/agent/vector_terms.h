// Terms of vectors and matrices in LaTeX: sums, multiples, the three products that look alike to a reader of numbers, norms, projections.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "math/expr.h"

namespace retort::agent {

struct VectorTerm {
  enum class Kind {
    kScalar,       // scalar
    kName,         // name: a bold letter; "0" is the zero vector or matrix
    kMatrix,       // entries
    kSum,          // parts
    kNegative,     // parts[0]
    kProduct,      // parts, written side by side
    kDot, kCross,  // parts[0], parts[1]
    kQuotient,     // parts[0], a scalar parts[1]
    kPower,        // parts[0], power
    kTransposed, kNorm, kDeterminant,   // parts[0]
    kProjection    // of parts[1] onto parts[0]
  } kind = Kind::kScalar;
  math::Expr scalar;
  std::string name;
  std::vector<std::vector<math::Expr>> entries;
  long long power = 1;
  std::vector<VectorTerm> parts;
};

// Nothing for what is no such term; a letter that is not bold is a number.
std::optional<VectorTerm> read_vector_term(std::string_view latex);
// The sides of "a = b = c", one for a term without a relation; empty when one cannot be read.
std::vector<VectorTerm> read_vector_sides(std::string_view latex);
// Pieces between commas and the word "and" inside mathematics.
std::vector<std::string> vector_pieces(std::string_view latex);

using Entries = std::vector<std::vector<math::Expr>>;

// A number is one entry with `scalar` set.
struct VectorValue {
  bool scalar = false;
  Entries entries;

  static VectorValue of(math::Expr number) { return {true, {{std::move(number)}}}; }
  const math::Expr& number() const { return entries[0][0]; }
  bool is_column() const { return !scalar && entries[0].size() == 1; }
  std::size_t rows() const { return entries.size(); }
  std::size_t columns() const { return entries[0].size(); }
};

using VectorNames = std::map<std::string, VectorValue>;

// The value entry by entry, numbers worked out; nothing where shapes do not fit, a name is unknown or a value is not exact. The
// identity I and the zero vector take their shape from what they are added to or multiplied with.
// As written: numbers stay as they are put together from entries, so that a reader sees where each comes from.
enum class Worked { kOut, kAsWritten };
std::optional<VectorValue> vector_value(const VectorTerm& term, const VectorNames& names, Worked worked = Worked::kOut);

// Entries as a matrix, and a number worked out.
math::Expr matrix_of(const Entries& entries);
math::Expr tidy(const math::Expr& e);

}  // namespace retort::agent
