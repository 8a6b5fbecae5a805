// Patterns over statements: literal words, alternatives, optional parts and typed slots.
//
//   (find|compute|what is) [the value of] {expr:e} [,] if {eq:given}
//
// word       that word, whatever its case; punctuation of the statement is no token and never stands in a pattern
// (a|b c|d)  one of these
// [a|b]      one of these or nothing
// {type:k}   a slot: something of that type, captured under the name k; types in forms_slots.h
//            or a phrase with forms of its own: num, nums, set, ... (forms_phrases.h)
// {=k}       the same thing that k captured, singular or plural; {=k:m} captures it as m
// <name>     a phrase, replaced by its text when the pattern is compiled
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/lookup.h"
#include "agent/statement.h"

namespace retort::agent {

class IntegerSet;
class Phrases;

// What a slot caught.
struct Capture {
  std::vector<math::Expr> exprs;    // mathematics and numbers
  std::string text;                 // words as written, joined by blanks
  std::string stem;                 // words for comparison with {=k}
  std::vector<Lookup> before = {};  // what leads to the numbers in exprs
  std::vector<Lookup> own = {};     // the last of these, while a phrase is being built
  std::shared_ptr<const IntegerSet> set = {};   // of {set} and its parts
};

class Captures {
 public:
  bool has(std::string_view name) const { return by_name_.count(std::string(name)) > 0; }
  const Capture& at(std::string_view name) const;               // present (checked)
  const math::Expr& expr(std::string_view name) const;          // the first expression of it (checked)
  long long integer(std::string_view name) const;               // a captured {int} (checked; it fits by construction)
  const std::string& text(std::string_view name) const;
  void set(std::string_view name, Capture capture) { by_name_[std::string(name)] = std::move(capture); }
  // What all slots need, in the order of their names.
  std::vector<Lookup> before() const;

 private:
  std::map<std::string, Capture> by_name_;
};

class Pattern {
 public:
  // A pattern that does not follow the grammar above is a defect (checked).
  static Pattern compile(std::string_view text, const std::map<std::string, std::string>& phrases);

  // The captures when the pattern covers all of `tokens`. Bounded: at most 100,000 steps, then it counts as no match.
  // `phrases`: reads slots of phrases; without it the pattern must have none.
  std::optional<Captures> match(const std::vector<Token>& tokens, Phrases* phrases = nullptr) const;

  // Every way in which the pattern covers tokens[at], tokens[at + 1], ...; `left` is there from the start.
  struct Prefix {
    std::size_t length = 0;
    Captures captures;
  };
  std::vector<Prefix> prefixes(const std::vector<Token>& tokens, std::size_t at, Phrases& phrases, const Capture* left = nullptr) const;

 private:
  enum class Op { kLiteral, kSlot, kSame, kSplit, kJump, kEnd };
  struct Step {
    Op op = Op::kEnd;
    std::string text, name;         // literal word; slot type and name; kSame: what it repeats and its own name
    std::size_t first = 0, second = 0;   // kSplit: where to go on, in this order; kJump: first
  };
  friend class PatternCompiler;
  struct Run;
  std::vector<Step> steps_;
};

}  // namespace retort::agent
