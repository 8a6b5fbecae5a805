// Expressions on their way to the worker and back: symbols renamed to v0, v1, ..., only allow-listed functions, everything
// bracketed; and what Giac printed read by our own parser, with the user's names restored.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "cas/failure.h"
#include "math/expr.h"

namespace retort::cas {

// The names of one call: use one for all its texts. Not for use by several threads at once.
class GiacText {
 public:
  // kUnsupported names the part that the worker has no word for.
  Outcome<std::string> print(const math::Expr& e);
  std::string print_symbol(const std::string& name);
  // What Giac printed. kUnsupported when it holds anything but our symbols, known functions and numbers ("rootof").
  Outcome<math::Expr> read(const Json& text) const;

 private:
  Outcome<std::string> print_func(const math::Expr& e);
  Outcome<std::string> print_list(const std::vector<math::Expr>& args, std::string_view separator);
  std::vector<std::string> names_;
};

}  // namespace retort::cas
