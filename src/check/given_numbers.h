// The numbers that a statement gives: in digits, in words, as percent and fractions, and by what its measures imply.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "math/rational.h"

namespace retort::check {

struct NumberPlace {
  std::size_t at = 0, length = 0;
  math::Rational value;
};

// Numbers in digits, in the order of the text; not those that belong to a name (x_1, A4). At most kMaxNumbers.
inline constexpr std::size_t kMaxNumbers = 3000;
std::vector<NumberPlace> numbers_in(std::string_view text);

// Does `20%`, `20\\%` or `20 percent` stand here?
bool is_percent(std::string_view text, const NumberPlace& number);

// What the word that `text` begins with multiplies by: "million" 1,000,000; nothing for other words.
std::optional<math::Rational> power_word(std::string_view text);

// A set of numbers with what they bring along.
class KnownNumbers {
 public:
  // In a text that speaks of percent a share brings its percentage, too.
  explicit KnownNumbers(bool speaks_of_percent) : speaks_of_percent_(speaks_of_percent) {}

  bool speaks_of_percent() const { return speaks_of_percent_; }
  bool has(const math::Rational& value) const { return values_.count(value) != 0; }
  bool has_percent(const math::Rational& value) const { return has(value) || percents_.count(value) != 0; }
  void add(const math::Rational& value);
  // One that the problem states or that its measures imply: what two of them make may be worked out in the head.
  void state(const math::Rational& value);
  const std::vector<math::Rational>& stated() const { return stated_; }
  // The same for one that the problem says itself: sums and differences of these need no words.
  void say(const math::Rational& value);
  const std::vector<math::Rational>& said() const { return said_; }
  // 20% also as 0.2, 80%, 120%, and as one of five parts.
  void add_percent(const math::Rational& p);
  // 1/3 also as its parts, the rest, in percent, and as 0.33.
  void add_share(const math::Rational& share);

 private:
  bool speaks_of_percent_;
  std::vector<math::Rational> stated_, said_;
  std::set<math::Rational> values_, percents_;   // percents_: only in front of a percent sign
};

// What `problem` gives, and what the words of `narrative` bring with them.
KnownNumbers given_numbers(std::string_view problem, std::string_view narrative);

}  // namespace retort::check
