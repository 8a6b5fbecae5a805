// Operations that a statement defines: a \star b = a^2 + b.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::agent {

struct Operation {
  std::string sign;      // "\\star"
  char letter = 'T';     // a \star b is written T(a, b) from here on

  // `latex` with the operation as a function; as it was where it does not stand between two single terms.
  std::string rewritten(const std::string& latex) const;
};

// The operation that one of the pieces defines: two different letters with a sign between them on the left of "=".
std::optional<Operation> defined_operation(const std::vector<std::string>& pieces);

}  // namespace retort::agent
