#include "agent/digit_sets.h"

#include <algorithm>
#include <string>

#include "agent/phrase_terms.h"
#include "agent/set_questions.h"

namespace retort::agent {

using math::Expr;
using math::Rational;
using Built = std::optional<Capture>;

namespace {

std::string text_of(long long n) { return std::to_string(n < 0 ? -n : n); }
std::string digit_chain(long long n, const char* sign) {
  std::string chain;
  for (char d : text_of(n)) chain += (chain.empty() ? "" : std::string(" ") + sign + " ") + d;
  return chain;
}
long long digit_sum(long long n) {
  long long sum = 0;
  for (char d : text_of(n)) sum += d - '0';
  return sum;
}

}  // namespace

Built digits(long long count) {
  long long low = 1;
  for (long long i = 1; i < count; ++i) low *= 10;
  return built(IntegerSet::range(low, low * 10 - 1));
}
Built with_digits(const Captures& c) {
  auto n = whole(c, "n");
  if (!n || *n < 1 || *n > 9) return {};
  return digits(*n);
}
Built palindrome(const Captures&) {
  const auto same_backwards = [](long long n) {
    std::string t = text_of(n);
    return n >= 0 && std::equal(t.begin(), t.end(), t.rbegin());
  };
  return built(IntegerSet::with({.test = same_backwards, .trait = "read the same backwards"}).and_also(IntegerSet::range(0, {})));
}
Built digits_sum_to(const Captures& c) {
  auto s = whole(c, "e");
  if (!s) return {};
  return built(IntegerSet::with({.test = [s = *s](long long n) { return n > 0 && digit_sum(n) == s; },
                                 .witness = [s = *s](long long n) { return "$" + digit_chain(n, "+") + " = " + std::to_string(s) + "$"; },
                                 .trait = "have digits that add up to $" + std::to_string(*s) + "$"}));
}
Built digit_sum_in(const Captures& c) {
  auto set = c.at("s").set;
  const auto shown = [set](long long n) {   // 1 + 3 = 4 = 2^2
    const std::string plain = "$" + std::to_string(digit_sum(n)) + "$", listed = set->listed(digit_sum(n));
    return "$" + digit_chain(n, "+") + " = " + (listed.size() > plain.size() ? listed : plain).substr(1);
  };
  return built(IntegerSet::with({.test = [set](long long n) { return n > 0 && set->contains(digit_sum(n)); }, .witness = shown}));
}
Built digits_multiply_to(const Captures& c) {
  auto p = whole(c, "e");
  if (!p) return {};
  const auto multiply = [p = *p](long long n) {
    long long product = 1;
    for (char d : text_of(n)) product *= d - '0';
    return n > 0 && product == p;
  };
  return built(IntegerSet::with({.test = multiply,
                                 .witness = [p = *p](long long n) { return "$" + digit_chain(n, "\\cdot") + " = " + std::to_string(p) + "$"; },
                                 .trait = "have digits whose product is $" + std::to_string(*p) + "$"}));
}
// The last digits, as many as are written.
Built ends_in(const Captures& c) {
  auto d = whole(c, "e");
  if (!d || *d < 0 || *d > 9'999) return {};
  const std::string end = std::to_string(*d);
  long long period = 1;
  for (std::size_t i = 0; i < end.size(); ++i) period *= 10;
  return built(IntegerSet::with({.test = [end](long long n) { return n >= 0 && text_of(n).ends_with(end); }, .trait = "end in $" + end + "$", .period = period}));
}
Built last_digit_in(const Captures& c) {
  auto set = c.at("s").set;
  return built(IntegerSet::with({.test = [set](long long n) { return n >= 0 && set->contains(n % 10); }}));
}
Built distinct_digits(const Captures&) {
  const auto differ = [](long long n) {
    std::string t = text_of(n);
    std::sort(t.begin(), t.end());
    return std::adjacent_find(t.begin(), t.end()) == t.end();
  };
  return built(IntegerSet::with({.test = differ, .trait = "have different digits"}));
}
Built repeated_digits(const Captures& c) {
  const auto differ = distinct_digits(c)->set;
  return built(IntegerSet::with({.test = [differ](long long n) { return !differ->contains(n); }, .trait = "have a digit more than once"}).and_also(IntegerSet::range(1, {})));
}
Built descending(const Captures&, bool up) {
  const auto goes_one_way = [up](long long n) {
    long long tens = n / 10 % 10, ones = n % 10;
    return up ? tens < ones : tens > ones;
  };
  return built(IntegerSet::with({.test = goes_one_way, .trait = std::string("have a tens digit that is ") + (up ? "smaller" : "larger") + " than the ones digit"}).and_also(IntegerSet::range(10, 99)));
}
Built each_digit(const Captures& c) {
  auto set = c.at("s").set;
  const auto fits = [set](long long n) {
    std::string t = text_of(n);
    return n > 0 && std::all_of(t.begin(), t.end(), [&](char d) { return set->contains(d - '0'); });
  };
  return built(IntegerSet::with({.test = fits}));
}
Built has_digit(const Captures& c) {
  auto d = whole(c, "e");
  if (!d || *d < 0 || *d > 9) return {};
  return built(IntegerSet::with({.test = [d = static_cast<char>('0' + *d)](long long n) { return text_of(n).find(d) != std::string::npos; }, .trait = "contain the digit $" + std::to_string(*d) + "$"}));
}
Built has_both_digits(const Captures& c) {
  auto a = whole(c, "a"), b = whole(c, "b");
  if (!a || !b || *a < 0 || *b < 0 || *a > 9 || *b > 9) return {};
  const auto has = [x = static_cast<char>('0' + *a), y = static_cast<char>('0' + *b)](long long n) {
    return text_of(n).find(x) != std::string::npos && text_of(n).find(y) != std::string::npos;
  };
  return built(IntegerSet::with({.test = has, .trait = "contain the digits $" + std::to_string(*a) + "$ and $" + std::to_string(*b) + "$"}));
}

}  // namespace retort::agent
