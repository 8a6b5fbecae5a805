// What a statement asks for, once it is understood. Forms build goals; strategies pursue them.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "agent/lookup.h"
#include "base/json.h"
#include "math/expr.h"

namespace retort::agent {

// The last sentence of a solution with "@" in the place of the answer: "the new price is @ dollars".
using Closing = std::string;

// What is asked about the solutions of an equation: all of them, all real ones, the one there is, ...
enum class RootAsk { kEvery, kReal, kOnly, kSmallest, kLargest, kPositive, kNegative, kSum, kProduct, kSquareSum, kCount };

struct SolveEquation {
  math::Expr equation;
  std::string variable;
  RootAsk ask = RootAsk::kEvery;
  std::string setting;        // how a story led to the equation, a sentence; may be empty
  Closing closing;            // empty: made from what is asked
};

// An equation in one unknown from a story, and a term of the unknown that is asked for.
struct StoryEquation {
  std::string setting;        // "After $t$ hours they have gone $47t$ and $35t$ km."
  math::Expr equation;
  std::string variable;
  math::Expr asked;           // the variable itself or a term in it
  std::string why_asked;      // the thought before the term is worked out
  // Holds between the unknown, the symbol `result` and numbers when the term is right; unused when the unknown is asked.
  std::optional<math::Expr> check;
  Closing closing;
};

struct SolveSystem {
  std::vector<math::Expr> equations;
  std::vector<std::string> variables;
  math::Expr asked;
  std::string setting;
  Closing closing;
  bool positive = false;      // amounts: the solution must not be negative
};

// How many integers satisfy a relation in one variable.
struct IntegerCount {
  math::Expr relation;
  std::string variable;
  bool positive = false;      // positive integers only
};

struct Coefficient {
  math::Expr product;
  std::string variable;
  int power = 1;
};

struct CommonDivisor {
  std::vector<math::Rational> numbers;
  bool multiple = false;      // the least common multiple is asked instead
  std::string setting;
  Closing closing;
};

struct PowerRemainder { math::Rational base, exponent, modulus; };
struct DivisorCount { math::Rational n; };
struct FromBase { std::string digits; int base = 10; };
struct ToBase {
  math::Rational n;
  int base = 10;
  std::vector<Lookup> before = {};
};

// `count` of `size`, from each group, chosen independently.
struct Choices {
  struct Group { long long size = 0, count = 0; std::string things; };
  std::vector<Group> groups;
};

// Rows of things of which some look alike.
struct Arrangements {
  std::vector<std::pair<std::string, long long>> kinds;   // "A", 3
  std::string setting;
};

struct SeriesSum {
  math::Rational first, step;
  std::optional<math::Rational> terms, last;   // one of them is given
  std::string setting;
  Closing closing;
};

// The sum of `term` over the whole numbers from `from` on.
struct InfiniteSum {
  math::Expr term;
  std::string variable;
  long long from = 1;
};

struct DerivativeAt {
  math::Expr function;
  std::string variable;
  math::Expr at;
  Closing closing;
};

struct DefiniteIntegral {
  math::Expr function;
  std::string variable;
  math::Expr low, high;
  bool area = false;          // the function must not be negative between the bounds
};

struct Extremum {
  math::Expr function;
  std::string variable;
  bool maximum = false;
  Closing closing;
};

struct Limit {
  math::Expr function;
  std::string variable;
  math::Expr point;
};

// A chain of calculations with numbers, each with a check that is another way to see it.
struct Calculation {
  struct Step {
    std::string thought;
    math::Expr expression;    // the symbols v1, v2, ... stand for earlier results
    std::string check;        // a sentence whose mathematics holds, with #1, #2, ... for results; may be empty
  };
  std::string plan;
  std::vector<Step> steps;
  Closing closing;
};

// The value of a term without symbols.
struct Evaluate {
  math::Expr expression;
  std::string setting;        // how a story led to the term; may be empty
  Closing closing;            // empty: "the value is @"
  std::vector<Lookup> before = {};   // what leads to the numbers in the term
};

// Several terms without symbols that make up one answer: coordinates, entries.
struct Several {
  std::vector<math::Expr> parts;
  std::string shape;          // of the answer, with #1#, #2#, ... for the parts: "(#1#, #2#)"
  std::string setting;
  Closing closing;
  std::vector<Lookup> before = {};
};

// One call whose result is the answer as it stands, once it agrees with `expected`.
struct DirectCall {
  std::string setting, tool;
  Json args;
  math::Expr expected;
  Closing closing;
};

// A term with symbols in another form.
struct Transform {
  enum class To { kExpanded, kFactored, kSimple } to = To::kSimple;
  math::Expr expression;
};

// A term whose value follows from facts: function definitions, equations, bounds.
struct Given {
  // Which of the values that the facts allow: the one there is, all of them, ....
  enum class Take { kOne, kEvery, kLargest, kSmallest, kSum, kProduct, kCount, kDifference };

  std::vector<math::Expr> facts;
  math::Expr asked;
  Take take = Take::kOne;
  bool positive = false;      // every unknown
  bool integers = false;      // every unknown is one
  std::string setting = {};   // "one" or "two" unnamed numbers of a story, which the facts call by letters
  std::vector<Lookup> before = {};
  bool real = false;          // the unknowns are said to be real
};

// The real numbers that satisfy an inequality, as intervals.
struct SolutionSet {
  math::Expr relation;
  std::string variable;
};

// Where a term is defined: what stands under logarithms is positive, under even roots not negative, under fraction lines not zero.
struct Domain {
  math::Expr term;
  std::string variable;
  std::vector<math::Expr> positive, nonnegative, nonzero;
};

// One integer that an inequality picks out.
struct ExtremeInteger {
  math::Expr relation;
  std::string variable;
  bool largest = false;
};

// The remainder of an integer that is given as a term.
struct Remainder {
  math::Expr dividend;
  math::Rational modulus;
  Closing closing;
};

struct InverseMod { math::Rational number, modulus; };

// What is asked about the prime factors or divisors of a number.
struct PrimeFacts {
  enum class Ask { kLargest, kSmallest, kCount, kSum, kDivisorSum } ask = Ask::kLargest;
  math::Rational n;
};

// A question that one tool answers.
struct ToolQuestion {
  enum class Take {
    kValue,            // the result as it is
    kFirst, kSecond,   // of a pair
    kSize,             // how many elements a set has
    kSum, kProduct,    // of the items of a list
    kTrue, kFalse,     // how many of several calls say so
    kVector            // the one vector that the result names for `chosen`
  };
  std::string tool;
  std::vector<Json> calls;             // the arguments; several for kTrue and kFalse alone
  std::vector<std::string> thoughts;   // before each call
  Take take = Take::kValue;
  Closing closing;
  std::optional<math::Expr> chosen = {};
  std::string constant = {};           // what is added to the answer: " + C"
};

// The solutions of an equation with sines or cosines in a range of one turn or less.
struct AngleEquation {
  math::Expr equation;
  std::string variable;
  math::Expr low, high;
  bool high_included = false;
};

// start -> factor * start + change, again and again.
struct RepeatedStep {
  long long start = 0, factor = 1, change = 0, times = 1;
  Closing closing;
};

using Goal = std::variant<ToolQuestion, AngleEquation, RepeatedStep, Evaluate, Several, DirectCall, Transform, Given, SolutionSet, Domain, ExtremeInteger, Remainder, InverseMod, PrimeFacts, SolveEquation, StoryEquation, SolveSystem, IntegerCount, Coefficient, CommonDivisor, PowerRemainder,
                          DivisorCount, FromBase, ToBase, Choices, Arrangements, SeriesSum, InfiniteSum, DerivativeAt, DefiniteIntegral,
                          Extremum, Limit, Calculation>;

}  // namespace retort::agent
