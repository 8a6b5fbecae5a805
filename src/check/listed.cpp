#include "check/listed.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "math/number_theory.h"

namespace retort::check {
namespace {

using math::Rational;

constexpr std::size_t kLeast = 3, kMost = 60;

bool goes_on(const std::vector<Rational>& list) {
  const auto steps = [&](const auto& step) {
    for (std::size_t i = 2; i < list.size(); ++i) {
      if (step(list[i - 1], list[i]) != step(list[0], list[1])) return false;
    }
    return true;
  };
  if (list.size() == 3 && list[1] - list[0] == Rational(0)) return false;
  if (steps([](const Rational& a, const Rational& b) { return b - a; })) return true;
  const bool zero = std::any_of(list.begin(), list.end(), [](const Rational& value) { return value.is_zero(); });
  return !zero && steps([](const Rational& a, const Rational& b) { return b / a; });
}

Rational digit_sum(const Rational& value) {
  long long sum = 0;
  for (char c : value.to_string()) sum += c >= '0' && c <= '9' ? c - '0' : 0;
  return Rational(sum);
}

bool reads_same_backwards(const Rational& value) {
  const std::string text = value.to_string();
  return value.is_integer() && std::equal(text.begin(), text.end(), text.rbegin());
}

bool is_square(const Rational& value) {
  if (!value.is_integer() || value > Rational(1'000'000)) return false;
  Rational root(0);
  while (root * root < value) root += Rational(1);
  return root * root == value;
}

// Has every member of a list what a sentence behind it says: "They all contain the digit $4$."
class Trait {
 public:
  Trait(std::string_view behind, const std::function<bool(const Rational&)>& is_known) {
    constexpr std::string_view kOpening = "they all ";
    const std::size_t begin = behind.find(kOpening);
    if (begin == std::string_view::npos || begin > 8) return;
    says_ = std::string(behind.substr(begin + kOpening.size()));
    says_.resize(std::min(says_.find(". "), says_.size()));
    for (const NumberPlace& number : numbers_in(says_)) {
      named_.push_back(number.value);
      all_known_ = all_known_ && is_known(number.value);
    }
  }

  bool has(const std::vector<Rational>& list) const {
    const auto all = [&](const auto& test) { return std::all_of(list.begin(), list.end(), test); };
    if (!all_known_ || !all([](const Rational& value) { return value.is_integer() && value.sign() >= 0; })) return false;
    const auto divides = [&](std::size_t i, const Rational& value) { return !named_[i].is_zero() && (value / named_[i]).is_integer(); };
    if (speaks("no factor in common with") && named_.size() == 1 && named_[0].is_integer()) return all([&](const Rational& value) { return math::gcd(value, named_[0]) == Rational(1); });
    if (speaks("multiples of exactly one of") && named_.size() == 2) return all([&](const Rational& value) { return divides(0, value) != divides(1, value); });
    if (speaks("multiples of $") && speaks(" or $") && named_.size() == 2) return all([&](const Rational& value) { return divides(0, value) || divides(1, value); });
    if (speaks("multiples of $") && named_.size() == 1) return all([&](const Rational& value) { return divides(0, value); });
    if (speaks("contain the digit") && !named_.empty()) return all([&](const Rational& value) { return std::all_of(named_.begin(), named_.end(), [&](const Rational& digit) { return holds_digit(value, digit); }); });
    if (speaks("end in $") && named_.size() == 1) return all([&](const Rational& value) { return value.to_string().ends_with(named_[0].to_string()); });
    if (speaks("have digits whose product is") && named_.size() == 1) return all([&](const Rational& value) { return digit_product(value) == named_[0]; });
    if (speaks("have different digits")) return all([](const Rational& value) { return !repeats_digit(value); });
    if (speaks("have a digit more than once")) return all([](const Rational& value) { return repeats_digit(value); });
    const bool larger = speaks("tens digit that is larger than the ones digit"), smaller = speaks("tens digit that is smaller than the ones digit");
    return (larger || smaller) && all([&](const Rational& value) {
      const std::string text = value.to_string();
      return text.size() == 2 && (larger ? text[0] > text[1] : text[0] < text[1]);
    });
  }

 private:
  bool speaks(std::string_view words) const { return says_.find(words) != std::string::npos; }
  static bool holds_digit(const Rational& value, const Rational& digit) { return digit.is_integer() && value.to_string().find(digit.to_string()) != std::string::npos; }
  static Rational digit_product(const Rational& value) {
    Rational product(1);
    for (char c : value.to_string()) product *= Rational(c - '0');
    return product;
  }
  static bool repeats_digit(const Rational& value) {
    std::string text = value.to_string();
    std::sort(text.begin(), text.end());
    return std::adjacent_find(text.begin(), text.end()) != text.end();
  }

  std::string says_;
  std::vector<Rational> named_;
  bool all_known_ = true;
};

// With the sign in front of it.
Rational signed_value(std::string_view text, const NumberPlace& number) {
  const bool minus = number.at > 1 && text[number.at - 1] == '-' && (text[number.at - 2] == '$' || text[number.at - 2] == ' ');
  return minus ? -number.value : number.value;
}

}  // namespace

bool joins_list(std::string_view between) {
  std::string rest = lower_ascii(between.substr(0, 30));
  for (std::string_view mark : {std::string_view("and"), std::string_view("or"), std::string_view("\\ldots"), std::string_view("\\dots"), std::string_view("\\quad"), std::string_view("\\text{"), std::string_view("}")}) {
    rest = replace_all(rest, mark, "");
  }
  const bool joins = between.find(',') != std::string_view::npos || between.find(" and ") != std::string_view::npos;
  return between.size() <= 30 && joins && rest.find_first_not_of(" ,$\\-") == std::string::npos;
}

std::vector<std::size_t> listed_by_rule(std::string_view text, const std::vector<NumberPlace>& numbers, const std::function<bool(const Rational&)>& is_known) {
  const std::string lower = lower_ascii(text);
  const auto speaks = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
  const bool primes = speaks("prime"), squares = speaks("square"), divisors = speaks("divisor") || speaks("factor") || speaks("divide"), digits = speaks("digit"), palindromes = speaks("backwards");
  std::vector<std::size_t> found;
  for (std::size_t begin = 0; begin < numbers.size();) {
    std::size_t end = begin + 1;
    while (end < numbers.size() && end - begin < kMost) {
      const std::size_t from = numbers[end - 1].at + numbers[end - 1].length;
      if (!joins_list(text.substr(from, numbers[end].at - from))) break;
      ++end;
    }
    std::vector<Rational> list;
    for (std::size_t i = begin; i < end; ++i) list.push_back(signed_value(text, numbers[i]));
    const auto all = [&](const auto& test) { return std::all_of(list.begin(), list.end(), test); };
    const auto all_divide = [&](const Rational& whole) {
      return is_known(whole) && all([&](const Rational& value) { return value.is_integer() && !value.is_zero() && (whole / value).is_integer(); });
    };
    const auto divide_one = [&] {   // the largest of them, or the number that the sentence behind the list names
      const std::size_t next = lower.find("divide $", numbers[end - 1].at);
      const auto named = std::find_if(numbers.begin(), numbers.end(), [&](const NumberPlace& number) { return next != std::string::npos && number.at == next + 8; });
      return all_divide(*std::max_element(list.begin(), list.end())) || (named != numbers.end() && all_divide(named->value));
    };
    const auto has_trait = [&] { return Trait(std::string_view(lower).substr(numbers[end - 1].at + numbers[end - 1].length), is_known).has(list); };
    const auto same_digit_sum = [&] {
      return all([&](const Rational& value) { return value.is_integer() && value.sign() > 0 && digit_sum(value) == digit_sum(list[0]); }) && is_known(digit_sum(list[0]));
    };
    const bool rule = list.size() >= kLeast && (goes_on(list) || (primes && all([](const Rational& value) { return value.is_integer() && value < Rational(1'000'000) && value > Rational(1) && math::is_prime(value); })) ||
                                                (squares && all(is_square)) || (divisors && divide_one()) || (digits && same_digit_sum()) || has_trait() ||
                                                (palindromes && all(reads_same_backwards)));
    for (std::size_t i = begin; rule && i < end; ++i) found.push_back(i);
    begin = end;
  }
  return found;
}

}  // namespace retort::check
