// An answer as it was understood: what kind of thing it is, and its parts.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "math/expr.h"

namespace retort::grade {

struct Answer;

struct Nothing {};                                   // an empty answer
struct Opaque {};                                    // not read whole: only equal to the same text
struct Choice { char letter = 'A'; };                // (C), C
struct Words { std::string text; };                  // clean_words
struct Value {                                       // one number or expression
  math::Expr expr;
  std::string unit;                                  // as in units.h, "" when none is written
  bool percent = false;                              // expr is the number before the percent sign
  bool degrees = false;                              // expr is the number of degrees
};
struct Tuple { std::vector<Answer> items; char label = 0; };   // (a, b), A(a, b): ordered; two items may also be an open interval
struct List { std::vector<Answer> items; bool thin = false; };   // a, b: as written without brackets; thin: a thin space behind a comma
struct Set { std::vector<Answer> items; };           // {a, b}
struct Interval { std::vector<Answer> ends; bool closed_low = false, closed_high = false; };  // two ends
struct Union { std::vector<Answer> parts; bool both = false; };   // intervals, sets, tuples of two; both: what lies in all of them
struct Matrix { std::vector<std::vector<Answer>> rows; };
struct Relation {                                    // a < b <= c, x = 5, x \in S
  std::vector<Answer> sides;
  std::vector<std::string> signs;                    // "=", "!=", "<", "<=", ">", ">=", "in", "minus"; one fewer than sides
};
struct Ratio { std::vector<Answer> parts; };         // 7:32
struct ClockTime { int hour = 0, minute = 0, second = 0; char half = 0; };   // half: 'a', 'p', or 0 when not said
struct Date { int year = 0, month = 0, day = 0; };   // 0: not said

struct Answer {
  std::string text;                                  // cleaned, without spaces
  std::variant<Nothing, Opaque, Choice, Words, Value, Tuple, List, Set, Interval, Union, Matrix, Relation, Ratio, ClockTime, Date> form;

  template <typename T>
  const T* as() const { return std::get_if<T>(&form); }
};

// Reads one answer. Never fails: what is not read whole is Opaque. Bounded: at most kMaxAnswerBytes are read (longer text is
// Opaque) and brackets nest at most ten deep.
inline constexpr std::size_t kMaxAnswerBytes = 4000;
Answer read_answer(std::string_view raw);

struct GradeOptions;
struct Verdict;
// compare() of answers that were read before (in compare.cpp).
Verdict compare_answers(const Answer& gold, const Answer& pred, const GradeOptions& options);

// The items of a tuple, list or set; null for other forms.
const std::vector<Answer>* items_of(const Answer& answer);

// Is any part Opaque?
bool holds_opaque(const Answer& answer);

}  // namespace retort::grade
