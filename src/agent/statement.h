// A problem's statement as a row of words, numbers and pieces of mathematics, so that forms can be matched against it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "math/expr.h"

namespace retort::agent {

enum class TokenKind { kWord, kNumber, kMath };

struct Token {
  TokenKind kind = TokenKind::kWord;
  std::string text;      // kWord: lower case; kNumber: as written, without thousands separators; kMath: LaTeX without its dollars
  std::string written;   // kWord: as it stands in the statement
  // kNumber, and words such as "three".
  std::optional<math::Rational> number;
  // kMath: what it says, one expression for each row of an aligned block; empty when it could not be read.
  std::vector<math::Expr> exprs;
  // The mark that follows: one of . ? ! : ; , or 0.
  char mark = 0;

  bool ends_sentence() const { return mark == '.' || mark == '?' || mark == '!'; }
};

struct Statement {
  std::vector<Token> tokens;
};

// Mathematics stands in $...$, $$...$$, \(...\), \[...\] or an align environment; "25%" becomes 25 and the word "percent", "\$5"
// becomes 5 and the word "dollars", "base-4" two words, the "th" of "$n$th" and the
// "'s" of "Ann's" words of their own, 3:4 "3 to 4"; an operation that
// the statement defines (a \star b = ...) becomes a function of two numbers. Drawings are passed over. kUnsupported for an open dollar,
// an environment that is no aligned block, a sign of arithmetic outside mathematics (7 - 2) except the minus of a
// number, a fraction and a factorial, or more than 300 tokens; kBudget for more than 8,000 bytes.
Result<Statement> read_statement(std::string_view text);

// The value of an English number word ("seven", "twenty-five"), as an adjective or count.
std::optional<long long> number_word(std::string_view word);

}  // namespace retort::agent
