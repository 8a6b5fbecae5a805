// Tokens of mathematics in LaTeX, plain text and Unicode. Both notations come out in one alphabet: `\cdot`, `*` and `×` are
// the same token, so the parser has one grammar.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "math/parse.h"

namespace retort::math {

enum class Tok : std::uint8_t {
  kEnd,
  kNumber,       // text as canonical digits: separators are commas, repeating part in \overline{}
  kName,         // one letter (LaTeX), a whole name (plain), or the name of a Greek letter, "pi", "oo"
  kCommand,      // text without the backslash
  kWords,        // \text{..}: the words
  kRoman,        // \mathrm{..}, \operatorname{..}: a function's name or words
  kItalic,       // \mathit{..}: a symbol of several letters
  kBegin, kEnvEnd,             // text: the environment
  kPlus, kMinus, kTimes, kDivide, kPlusMinus,   // kDivide: / and \div
  kCaret, kUnderscore, kBang, kPercent, kDegree, kPrime, kComma, kDollar,
  kSuperscript,  // Unicode: text is the digits
  kRoot,         // Unicode root sign
  kOpenParen, kCloseParen, kOpenBracket, kCloseBracket, kOpenBrace, kCloseBrace, kOpenSet, kCloseSet,
  kBar, kOpenBar, kCloseBar, kOpenFloor, kCloseFloor, kOpenCeil, kCloseCeil,
  kRelation,     // text: = != < <= > >= ~ equiv in
  kCup, kAmpersand, kRow,      // kRow: two backslashes
};

struct Token {
  Tok kind = Tok::kEnd;
  bool space_before = false;
  std::uint32_t pos = 0;      // byte in the whole text
  std::uint32_t end = 0;
  std::string_view text;      // of the input, of a static name, or of `Tokens::owned`
};

struct Tokens {
  std::vector<Token> list;    // ends with kEnd
  std::vector<std::unique_ptr<std::string>> owned;
};

// Reads the whole text. Math delimiters around it ($, $$, \(, \[) are taken off.
Result<Tokens> lex(std::string_view text, Notation notation, const ParseLimits& limits);

}  // namespace retort::math
