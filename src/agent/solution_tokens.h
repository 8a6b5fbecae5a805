// A line of a worked solution as tokens: words, numbers, operators, equality signs, calculator marks.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace retort::agent {

// A calculator mark, `<<48/2=24>>`.
struct Mark {
  std::string left, right;   // "48/2", "24", as written
};

struct SolutionToken {
  enum class Kind { kWord, kNumber, kSymbol, kOperator, kEquals, kOpen, kClose, kPunctuation };
  Kind kind = Kind::kWord;
  std::size_t begin = 0, end = 0;   // bytes of the line; a marked number includes its mark and currency sign
  std::string text;                 // kNumber: its digits without separators ("1500", "0.5"); else as written
  char op = 0;                      // kOperator: + - * / ^
  std::string currency;             // kNumber: "$", "€", "£" or empty
  bool percent = false;             // kNumber: a % follows
  std::string fraction;             // kNumber: "1/2" in 2 1/2, else empty
  bool marked = false;              // kNumber: it is the result of `mark`
  Mark mark;

  bool is(Kind k) const { return kind == k; }
};

// Typographic signs in ASCII: dashes, quotes, multiplication and division signs, simple fractions, no-break spaces.
std::string ascii_signs(std::string_view text);

// The single letters that the solution uses as unknowns ("Let x be ...", "m = 76/4"), not as units or articles.
std::set<char> unknowns_of(std::string_view solution);

// Reads one line. kParse for a mark without end or without exactly one `=`. A marked number's text is the printed number
// after the mark, or the mark's right side where none is printed.
Result<std::vector<SolutionToken>> tokenize_line(std::string_view line, const std::set<char>& unknowns);

}  // namespace retort::agent
