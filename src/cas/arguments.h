// The arguments of a tool: declared once, from which the JSON schema, the reading and the messages about mistakes follow.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "cas/failure.h"
#include "math/expr.h"

namespace retort::cas {

enum class ArgKind {
  kExpression,    // one expression: text or a number
  kRelation,      // an equation or inequality, or an expression (meant to be zero)
  kVariable,      // a symbol
  kInteger,       // an integer: a number or text that has an integer value, "2^10 - 1"
  kExpressions, kRelations, kVariables, kIntegers,   // lists of these
  kPoints,        // points of the plane: [[1, 2], "(3, 4)"], pairs as kTuple
  kValues,        // {"x": "3", ...}
  kDigits,        // digits in some base, as written
  kText,          // words, as written
  kDirection,     // "+", "-" or "+-"
  kMatrix,        // rows of expressions: [[1, "1/2"], ["a", 3]], or as text "[[1, 2], [3, 4]]", Matrix([[1, 2]]), LaTeX
  kVector,        // a list of expressions, or as text "(1, 2, 3)"
};

struct ArgSpec {
  std::string name;
  ArgKind kind;
  std::string help;
  bool required = true;
  int least = 1, most = 0;   // entries of a list; 0: as many as one likes
};

// The JSON schema of an object with these members.
Json schema_of(const std::vector<ArgSpec>& specs);

// Arguments that were read. Asking for one under a name or kind that was not declared is a defect.
class Arguments {
 public:
  // Every member is declared, required ones are there, and each reads as its kind; else kArguments with a message that
  // names the member, what is wrong, and the nearest known name.
  static Outcome<Arguments> read(const std::vector<ArgSpec>& specs, const Json& json);

  bool has(std::string_view name) const { return values_.contains(std::string(name)); }
  const math::Expr& expr(std::string_view name) const;                // kExpression, kRelation
  const std::vector<math::Expr>& exprs(std::string_view name) const;  // kExpressions, kRelations, kVector, kPoints
  const std::vector<std::vector<math::Expr>>& rows(std::string_view name) const;   // kMatrix: at least one entry, rows of equal length
  const math::Rational& integer(std::string_view name) const;
  const std::vector<math::Rational>& integers(std::string_view name) const;
  const std::string& text(std::string_view name) const;               // kVariable, kDigits, kText, kDirection
  const std::vector<std::string>& texts(std::string_view name) const;  // kVariables
  const std::vector<std::pair<std::string, math::Expr>>& values(std::string_view name) const;

 private:
  struct Value {
    std::vector<math::Expr> exprs;
    std::vector<std::vector<math::Expr>> rows;
    std::vector<math::Rational> integers;
    std::vector<std::string> texts;
    std::vector<std::pair<std::string, math::Expr>> bindings;
  };
  static Outcome<Value> read_value(const ArgSpec& spec, const Json& json);
  static Outcome<Value> read_matrix(const ArgSpec& spec, const Json& json);
  static Outcome<Value> read_vector(const ArgSpec& spec, const Json& json);
  const Value& at(std::string_view name) const;
  std::map<std::string, Value> values_;
};

// The variable a tool is to work on: the one given, else the only symbol of `e`. kArguments when there is none or a choice.
Outcome<std::string> chosen_variable(const Arguments& args, const std::vector<math::Expr>& in);

}  // namespace retort::cas
