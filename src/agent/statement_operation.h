// Operations that a statement defines: a \star b = a^2 + b, \#a = 2a, a\& = 7 - a.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::agent {

struct DefinedOperation {
  enum class Place { kBetween, kBefore, kAfter };
  std::string sign;      // "\\star"
  char letter = 'T';     // a \star b is written T(a, b) from here on
  Place place = Place::kBetween;

  // `latex` with the operation as a function; as it was where it does not stand beside single terms.
  std::string rewritten(const std::string& latex) const;
};

// The operation that one of the pieces defines: two different letters with a sign between them, or a letter with a sign beside it, on the left of "=".
std::optional<DefinedOperation> defined_operation(const std::vector<std::string>& pieces);

}  // namespace retort::agent
