// Recursive descent over the lexer's tokens, one grammar for both notations. Levels, loosest first:
// list, relation, union, modulo, sum, term (explicit products), run (implicit products), postfix, primary.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "math/lexer.h"

namespace retort::math {

class Parser {
 public:
  Parser(Tokens tokens, Notation notation, const ParseLimits& limits)
      : tokens_(std::move(tokens)), latex_(notation == Notation::kLatex), limits_(limits) {}

  Result<Expr> run_all();

 private:
  // Every reader takes tokens from next_ on, sets `out` and returns true; or records the error and returns false.
  bool list(Expr& out);
  bool relation(Expr& out);
  bool unions(Expr& out);
  bool modulo(Expr& out);
  bool sum(Expr& out);
  bool term(Expr& out);
  bool signed_run(std::vector<Expr>& factors);
  bool run(std::vector<Expr>& factors);
  bool postfix(Expr& out);
  bool primary(Expr& out);

  // parser.cpp
  bool congruence(const std::vector<Expr>& sides, const std::vector<std::string>& relations, Expr& out);
  bool plus_minus(Expr& out);
  bool starts_factor(bool after_bracket) const;
  bool attach_unit(std::vector<Expr>& factors);
  bool divide(std::vector<Expr>& factors);
  bool check_bound_variable(const std::vector<Expr>& terms, const std::vector<bool>& bracketed);

  // parse_atoms.cpp: numbers, names, powers
  bool number(Expr& out);
  bool number_value(const Token& token, Expr& out);
  bool mixed(const Token& whole, Expr& value);
  bool numeric_fraction_ahead() const;
  bool in_base(const Token& digits, Expr& out);
  bool name(Expr& out);
  bool subscript(std::string& name);
  bool applied(const std::string& name, Expr& out);
  bool inverse_mark_ahead() const;
  bool power(Expr& out, bool& powered);
  bool exponent(Expr& out);
  bool check_word();

  // parse_brackets.cpp
  bool bracket(Expr& out);
  bool bracket_items(std::vector<Expr>& items);
  bool braces(Expr& out);               // { ... }, a LaTeX group
  bool set(Expr& out);
  bool bars(Expr& out);
  bool fences(Expr& out, Tok close, const char* function);
  bool matrix(Expr& out);
  bool call_arguments(std::vector<Expr>& args);

  // parse_latex.cpp
  bool command(Expr& out);
  bool argument(Expr& out);             // of \frac, \sqrt: a group, or one digit, letter or command
  bool fraction(Expr& out);
  bool derivative_fraction(Expr& out, bool& met);
  bool square_root(Expr& out);
  bool big_operator(const std::string& function, Expr& out);
  bool limit(Expr& out);
  bool integral(Expr& out);
  bool roman(Expr& out);
  bool angle(Expr& out);
  bool segment(Expr& out);

  // parse_functions.cpp
  bool named_function(const std::string& function, Expr& out);   // its name is taken
  bool elementary(const std::string& function, Expr& out);
  bool bare_argument(const std::string& function, Expr& out);
  bool function_power(bool& inverse, Expr& power);
  bool starts_degree() const;           // ^\\circ is no power

  // parse_plain.cpp
  bool plain_call(const Token& token, Expr& out);
  bool plain_matrix(Expr& out);
  bool matrix_rows(Expr& out);           // [[1, 2], [3, 4]]

  const Token& peek(std::size_t ahead = 0) const {
    return tokens_.list[std::min(next_ + ahead, tokens_.list.size() - 1)];
  }
  bool at(Tok kind) const { return peek().kind == kind; }
  bool at_command(std::string_view text) const { return at(Tok::kCommand) && peek().text == text; }
  bool at_name(std::string_view text, std::size_t ahead = 0) const {
    return peek(ahead).kind == Tok::kName && peek(ahead).text == text;
  }
  Token take() {
    const Token t = peek();
    if (t.kind != Tok::kEnd) ++next_;
    return t;
  }
  bool accept(Tok kind) {
    if (!at(kind)) return false;
    ++next_;
    return true;
  }
  bool expect(Tok kind, const char* what);
  bool fail(ErrorCode code, const Token& where, std::string what);
  bool expected(const char* what);      // fails: "expected WHAT, found ..."
  bool starts_modulus() const;          // \pmod, \bmod, (mod
  bool is_separator_word() const;       // \text{and}, \text{or}
  bool is_applied_letter(std::string_view name) const;
  bool is_plain_symbol(std::string_view name) const;
  bool first_digit(Token& digit);       // splits the number ahead: \frac12

  class Level;                          // counts the nesting

  Tokens tokens_;
  std::size_t next_ = 0;
  bool latex_;
  const ParseLimits& limits_;
  int depth_ = 0;
  int open_bars_ = 0;                   // | ... | being read at this bracket level
  bool in_congruence_ = false;          // a \bmod here belongs to the relation
  bool in_integral_ = false;            // `dx` ends the integrand
  bool in_limit_target_ = false;        // a trailing ^+ or ^- is the side
  std::vector<std::string> bound_;      // summation variables
  int sum_terms_ = 1;                   // of the sum just read: more than one or not
  bool last_was_bracket_ = false;       // the factor just read ended with a round bracket
  Error error_;
  bool failed_ = false;
};

// Enters one nesting level for its lifetime, with the state that a bracket hides.
class Parser::Level {
 public:
  explicit Level(Parser& p, bool bracket = true)
      : p_(p), bars_(p.open_bars_), congruence_(p.in_congruence_), integral_(p.in_integral_), limit_(p.in_limit_target_) {
    ++p.depth_;
    if (!bracket) return;
    p.open_bars_ = 0;
    p.in_congruence_ = p.in_integral_ = p.in_limit_target_ = false;
  }
  ~Level() {
    --p_.depth_;
    p_.open_bars_ = bars_;
    p_.in_congruence_ = congruence_;
    p_.in_integral_ = integral_;
    p_.in_limit_target_ = limit_;
  }
  bool ok() {
    return p_.depth_ <= p_.limits_.max_depth || p_.fail(ErrorCode::kBudget, p_.peek(), "nesting deeper than the limit");
  }

 private:
  Parser& p_;
  int bars_;
  bool congruence_, integral_, limit_;
};

}  // namespace retort::math
