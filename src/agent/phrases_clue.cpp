// Clues about one integer in clauses of their own: "when it is divided by 7, the remainder is 2", "in rows of 4 there are 3 left over". Their
// captures hold the set that a clue leaves; the symbol where the integer has a letter; the stem of what is counted in a story.
#include <algorithm>
#include <array>
#include <map>

#include "agent/digit_sets.h"
#include "agent/forms_phrases.h"
#include "agent/integer_set.h"
#include "agent/phrase_terms.h"
#include "agent/set_questions.h"
#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Built = std::optional<Capture>;

// A clue that names its integer by the letter captured as "v".
Built about(const Captures& c, IntegerSet set) {
  Capture made = *built(std::move(set));
  if (c.has("v")) made.exprs = {c.expr("v")};
  return made;
}
// A clue in a story, about a number of things.
Built counted(IntegerSet set, std::string things) {
  Capture made = *built(std::move(set));
  made.stem = things.empty() ? "story" : std::move(things);
  return made;
}

IntegerSet with_remainder(long long r, long long m) {
  const auto witness = [r, m](long long n) {
    return "$" + std::to_string(n) + " = " + std::to_string((n - r) / m) + " \\cdot " + std::to_string(m) + (r == 0 ? "" : (r < 0 ? " - " : " + ") + std::to_string(r < 0 ? -r : r)) + "$";
  };
  return IntegerSet::with({.test = [r, m](long long n) { return ((n - r) % m + m) % m == 0; }, .witness = witness, .period = m, .residue = ((r % m) + m) % m});
}

Built is_in(const Captures& c) { return about(c, set_of(c, "b")); }

Built remainder(const Captures& c) {
  auto r = whole(c, "r"), m = whole(c, "m");
  if (!r || !m || *r < 0 || *m <= *r) return {};
  return about(c, with_remainder(*r, *m));
}

// Several divisors with a remainder each, or one remainder for all.
Built remainders(const Captures& c) {
  const auto& moduli = c.at("l").exprs;
  const auto& rests = c.at(c.has("k") ? "k" : "r").exprs;
  if (c.has("k") ? rests.size() != moduli.size() : rests.size() != 1) return {};
  IntegerSet set;
  for (std::size_t i = 0; i < moduli.size(); ++i) {
    auto m = math::exact_value(moduli[i]), r = math::exact_value(rests[c.has("k") ? i : 0]);
    if (!m.ok() || !r.ok() || !m->to_int64() || !r->to_int64() || r->sign() < 0 || *m <= *r) return {};
    set = set.and_also(with_remainder(*r->to_int64(), *m->to_int64()));
  }
  return about(c, set);
}

Built multiple_of(const Captures& c) {
  IntegerSet set;
  for (const Expr& e : c.at("l").exprs) {
    auto d = math::exact_value(e);
    if (!d.ok() || !d->to_int64() || *d < Rational(1)) return {};
    set = set.and_also(IntegerSet::multiples(*d->to_int64()));
  }
  return about(c, set);
}

Built digit_sum(const Captures& c) {
  auto set = digits_sum_to(c);
  return set ? about(c, *set->set) : Built();
}

std::optional<long long> place_of(const std::string& word) {
  static const std::map<std::string, long long> places = {{"unit", 1}, {"units", 1}, {"ones", 1}, {"one", 1}, {"last", 1}, {"tens", 10}, {"ten", 10}, {"hundreds", 100}, {"hundred", 100}, {"thousands", 1000}, {"thousand", 1000}};
  auto found = places.find(word);
  return found == places.end() ? std::nullopt : std::optional(found->second);
}

// The digit at a place is of a kind, or is a number.
Built digit_is(const Captures& c) {
  auto place = place_of(c.at("place").stem);
  if (!place) return {};
  std::shared_ptr<const IntegerSet> set;
  if (c.has("b")) {
    set = c.at("b").set;
  } else {
    auto d = whole(c, "e");
    if (!d || *d < 0 || *d > 9) return {};
    set = built(IntegerSet::range(d, d))->set;
  }
  return about(c, IntegerSet::with({.test = [set, p = *place](long long n) { return n >= p && set->contains(n / p % 10); }}));
}

// gcd(n, k) = d and lcm(n, k) = d for a given k.
Built common(const Captures& c, bool multiple) {
  auto k = whole(c, "k"), d = whole(c, "d");
  if (!k || !d || *k < 1 || *d < 1) return {};
  const auto value = [k = *k, multiple](long long n) { return multiple ? math::lcm(Rational(n), Rational(k)) : math::gcd(Rational(n), Rational(k)); };
  const auto witness = [value, k = *k, multiple](long long n) {
    return std::string("$\\") + (multiple ? "operatorname{lcm}" : "gcd") + "(" + std::to_string(n) + ", " + std::to_string(k) + ") = " + tex(value(n)) + "$";
  };
  IntegerSet set = IntegerSet::with({.test = [value, d = *d](long long n) { return n != 0 && value(n) == Rational(d); }, .witness = witness});
  if (multiple) set = set.and_also(IntegerSet::range(1, *d));
  if (c.has("s")) set = set.and_also(set_of(c, "s"));
  return about(c, set);
}
Built common_divisor(const Captures& c) { return common(c, false); }
Built common_multiple(const Captures& c) { return common(c, true); }

// Groups of a size, and what is left over: "fives" in words, too.
std::optional<long long> group_size(const Captures& c) {
  if (c.has("m")) return whole(c, "m");
  static constexpr std::array<std::string_view, 13> kNames = {"", "", "two", "three", "four", "five", "sixe", "seven", "eight", "nine", "ten", "eleven", "twelve"};
  const std::string& stem = c.at("by").stem;
  if (stem == "six" || stem == "sixes") return 6;
  for (std::size_t i = 2; i < kNames.size(); ++i)
    if (stem == kNames[i]) return static_cast<long long>(i);
  return {};
}
Built left_over(const Captures& c) {
  auto m = group_size(c), r = c.has("r") ? whole(c, "r") : std::optional<long long>(0);
  if (!m || !r || *m < 2 || *r < 0 || *r >= *m) return {};
  return counted(with_remainder(*r, *m).and_also(IntegerSet::range(1, {})), "");
}
// Groups of each of some sizes come out even.
Built shared_out(const Captures& c) {
  IntegerSet set = IntegerSet::range(1, {});
  for (const Expr& e : c.at("l").exprs) {
    auto m = e.is_integer() ? e.value().to_int64() : std::nullopt;
    if (!m || *m < 2) return {};
    set = set.and_also(IntegerSet::multiples(*m));
  }
  return counted(set, "");
}
// All places but r are taken.
Built missing(const Captures& c) {
  auto m = group_size(c), r = whole(c, "r");
  if (!m || !r || *m < 2 || *r < 0 || *r >= *m) return {};
  return counted(with_remainder(-*r, *m).and_also(IntegerSet::range(1, {})), "");
}

std::string things(const Captures& c) {
  if (!c.has("x")) return "";
  const std::string& stem = c.at("x").stem;
  return stem.substr(0, stem.find(' '));
}
Built fewer(const Captures& c) { return counted(IntegerSet::range(1, c.integer("n") - 1), things(c)); }
Built more(const Captures& c) { return counted(IntegerSet::range(c.integer("n") + 1, {}), things(c)); }
Built at_most(const Captures& c) { return counted(IntegerSet::range(1, c.integer("n")), things(c)); }
Built at_least(const Captures& c) { return counted(IntegerSet::range(c.integer("n"), {}), things(c)); }
Built between(const Captures& c) {
  if (c.integer("a") < 0 || c.integer("b") <= c.integer("a")) return {};
  return counted(IntegerSet::between(Rational(c.integer("a")), Rational(c.integer("b"))), things(c));
}
Built number_of(const Captures& c) { return counted(set_of(c, "b").and_also(IntegerSet::range(1, {})), things(c)); }

}  // namespace

std::vector<PhraseForm> clue_phrases() {
  return {
      // About a letter or "it"
      {"clue", "<it> (is|was|be) [also] {set:b}", is_in},
      {"clue", "<it> [also] (is|was|be) [also] {condition:b}", is_in},
      {"clue", "<it> [also] {condition:b}", is_in},
      {"clue", "(when|if|whenever) <it> is divided by {num:m} [there is|it leaves|it gives|it has|has|leaves|gives] [a] remainder [is|of|equals] {num:r} [is obtained|results]", remainder},
      {"clue", "(when|if|whenever) [you|we|i|he|she|one] (divide|divides) <it> by {num:m} [you|we|i|he|she] [get|gets|have|obtain|obtains] [a] remainder [is|of] {num:r}", remainder},
      {"clue", "dividing <it> by {num:m} (leaves|gives|yields|results in|produces) [a] remainder [of] {num:r}", remainder},
      {"clue", "when divided by {num:m} [<it>] (leaves|gives|yields|has) [a] remainder [of] {num:r}", remainder},
      {"clue", "when divided by {num:m} [the] remainder is {num:r}", remainder},
      {"clue", "[the] remainder (when|if) <it> is divided by {num:m} is {num:r}", remainder},
      {"clue", "(when|if|whenever) <it> is divided by [each of|both] {nums:l} [the] (remainders|remainder) [of|are|is] {nums:k} [respectively] [are obtained|are left|result] [respectively]", remainders},
      {"clue", "(when|if|whenever) <it> is divided by [each of|either of|any of|either|both] {nums:l} [the|it leaves|there is|it has|it gives] [a] remainder [is|of] [always] {num:r} [each time|in each case|in all cases]", remainders},
      {"clue", "[numbers|integers] {nums:l} are [all|both] (factors|divisors) of <it>", multiple_of},
      {"clue", "{num:l} is a (factor|divisor) of <it>", multiple_of},
      {"clue", "{num:l} divides <it>", multiple_of},
      {"clue", "<it> has {num:l} as a (factor|divisor)", multiple_of},
      {"clue", "(sum of its digits|sum of digits of <it>|digit sum of <it>|its digit sum) is {num:e}", digit_sum},
      {"clue", "its digits (add up to|sum to|have a sum of|add to) {num:e}", digit_sum},
      {"clue", "[its] {word:place} digit [of <it>] is {condition:b}", digit_is},
      {"clue", "[its] {word:place} digit [of <it>] is {num:e}", digit_is},
      {"clue", "greatest common (divisor|factor) of {num:k} and <it> is {num:d}", common_divisor},
      {"clue", "greatest common (divisor|factor) of <it> and {num:k} is {num:d}", common_divisor},
      {"clue", "greatest common (divisor|factor) of {num:k} and (some|certain) {set:s} is {num:d}", common_divisor},
      {"clue", "least common multiple of {num:k} and <it> is {num:d}", common_multiple},
      {"clue", "least common multiple of <it> and {num:k} is {num:d}", common_multiple},

      // Stories
      {"clue", "(in|into|among) [equal] [<groups>|shares] [of|among|for] {nums:l} [{thing}] (with|and|so that|leaving) [there (is|are)] (no one|nobody|none|nothing|no {thing}) [is|are|being] (left over|leftover|left|remaining)", shared_out},
      {"clue", "(when|if|whenever) {words} (in|into|by|with|among) [<groups> (of|with)|equal <groups> of] [size|length] {num:m} [{words}] <left>", left_over},
      {"clue", "(when|if|whenever) {words} [in|into] <groups> (of|with) {num:m} [{words}] <left>", left_over},
      {"clue", "(when|if|whenever) {words} by {word:by} <left>", left_over},
      {"clue", "(when|if|whenever) {words} (among|between|to|by) {num:m} [{words}] [{words}] <left>", left_over},
      {"clue", "(in|with|by) [<groups> of] {num:m} <left>", left_over},
      {"clue", "by {word:by} <left>", left_over},
      {"clue", "(when|if|whenever) {words} in {num:m} rows there are {num:r} (positions|places|seats|spots|spaces|chairs) (unoccupied|empty|unfilled|left empty) [in the formation]", missing},
      {"clue", "(fewer|less) than {int:n} {thing:x}", fewer},
      {"clue", "more than {int:n} {thing:x}", more},
      {"clue", "at least {int:n} {thing:x}", at_least},
      {"clue", "(at most|no more than|up to) {int:n} {thing:x}", at_most},
      {"clue", "between {int:a} and {int:b} {thing:x}", between},
      {"clue", "between {int:a} and {int:b}", between},
      {"clue", "number of {thing:x} [in {words}] [is] {condition:b}", number_of},
      {"clue", "number of {thing:x} [in {words}] is {condition:b}", number_of},
  };
}

}  // namespace retort::agent
