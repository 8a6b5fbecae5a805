// Mathematical statements in a narrative, as they are written, before anybody asks whether they are true.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort::check {

// One side of a statement.
struct Side {
  std::string latex;               // empty: words ("the cost"), which name something
  std::vector<std::string> units;  // words behind its numbers, in one spelling (grade::clean_unit)
  std::size_t at = 0, length = 0;  // byte range in the narrative
  bool has_operator = false;       // more than a lone number, symbol or formula
};

// `a = b = c`, `x < 3`, `a \equiv b \pmod m`.
struct Statement {
  std::vector<Side> sides;
  std::vector<std::string> signs;  // "=", "\\approx", "<", "<=", ">", ">=", "!=", "\\equiv", "is"; one fewer than sides
  std::string modulus;             // LaTeX, of congruences
  bool hypothetical = false;       // "at x = 2", "put in x = 2", "if x = 2": a value taken for what follows
  bool tested = false;             // "testing x = 2", "checking": a value that is put in to see whether it fits
  bool refused = false;            // "x = 2 does not fit", "leaving out x = 2"; such a statement is `tested`, too
  bool supposed = false;           // "if", "suppose", "let", "set": an equation taken for what follows
  bool definition = false;         // "let", "define", "denote", "call"
  bool rounding = false;           // words such as "about", "rounded" stand near
  bool alternative = false;        // "x = 2 or x = 3"
  bool lenient = false;            // words between its numbers were passed over: says something only if it is true
  bool naming = false;             // `$d$ is $6ra$`: says something only if it is true, or names what has letters
  bool unreadable = false;         // holds a sign of equality, but no sides were found
  bool measure = false;            // two quantities with their units, 3 yards = 9 feet
  std::size_t at = 0, length = 0;
};

// The letters that the words of a text (not its formulas) use as unknowns.
std::string plain_letters(std::string_view text);

// All statements of a text in order. Never fails; linear in the text but for sentences, which are read up to 200 tokens.
std::vector<Statement> read_statements(std::string_view text);

}  // namespace retort::check
