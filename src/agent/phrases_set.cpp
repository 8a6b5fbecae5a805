// Phrases for sets of integers, and for what is asked about them: how many, the smallest, the list.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "agent/digit_sets.h"
#include "agent/forms_phrases.h"
#include "agent/integer_bounds.h"
#include "agent/integer_set.h"
#include "agent/integer_traits.h"
#include "agent/phrase_terms.h"
#include "agent/set_questions.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/number_theory.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Built = std::optional<Capture>;

Built bounded(const Captures& c, IntegerSet set) {
  for (const char* name : {"e", "a", "b"})
    if (c.has(name)) set.explain_bound(bound_shown(c.expr(name)));
  return built(std::move(set));
}

Built below(const Captures& c, bool strict) {
  auto high = beside(c.expr("e"), false, strict);
  if (!high) return {};
  return bounded(c, IntegerSet::range({}, high));
}
Built above(const Captures& c, bool strict) {
  auto low = beside(c.expr("e"), true, strict);
  if (!low) return {};
  return bounded(c, IntegerSet::range(low, {}));
}
Built less(const Captures& c) { return below(c, true); }
Built at_most(const Captures& c) { return below(c, false); }
Built greater(const Captures& c) { return above(c, true); }
Built at_least(const Captures& c) { return above(c, false); }
Built from_to(const Captures& c) {
  auto low = beside(c.expr("a"), true, false), high = beside(c.expr("b"), false, false);
  if (!low || !high || *low > *high) return {};
  return bounded(c, IntegerSet::range(low, high));
}
Built strictly_between(const Captures& c) {
  auto low = beside(c.expr("a"), true, true), high = beside(c.expr("b"), false, true);
  if (!low || !high) return {};
  return bounded(c, IntegerSet::range(low, high));
}
Built between(const Captures& c) {
  auto low = value(c, "a"), high = value(c, "b");
  if (!low || !high) return strictly_between(c);
  if (*high < *low) return {};
  return bounded(c, IntegerSet::between(*low, *high));
}

// Only words for what another condition tests.
IntegerSet all_pass(std::string trait) {
  return IntegerSet::with({.test = [](long long) { return true; }, .trait = std::move(trait)});
}

Built multiple_of(const Captures& c) {
  auto n = whole(c, "e");
  if (!n || *n < 1) return {};
  return built(IntegerSet::multiples(*n));
}
Built multiple_of_each(const Captures& c) {
  IntegerSet set;
  for (const Expr& e : c.at("l").exprs) {
    auto n = e.is_integer() ? e.value().to_int64() : std::nullopt;
    if (!n || *n < 1) return {};
    set = set.and_also(IntegerSet::multiples(*n));
  }
  return built(set);
}
Built multiple_of_some(const Captures& c) {
  auto a = whole(c, "a"), b = whole(c, "b");
  if (!a || !b || *a < 1 || *b < 1) return {};
  IntegerSet some = IntegerSet::multiples(*a).or_else(IntegerSet::multiples(*b));
  return built(some.and_also(all_pass("are multiples of $" + std::to_string(*a) + "$ or $" + std::to_string(*b) + "$")));
}
Built divisor_of(const Captures& c) {
  auto n = whole(c, "e");
  if (!n || *n < 1) return {};
  IntegerSet::Condition condition = divides(*n);
  if (!c.expr("e").is_number()) condition.trait = "divide $" + std::to_string(*n) + " = " + tex(c.expr("e")) + "$";
  return built(IntegerSet::with(condition).and_also(IntegerSet::range(1, *n)));
}
Built divisor_of_each(const Captures& c) {
  IntegerSet set = IntegerSet::range(1, {});
  for (const Expr& e : c.at("l").exprs) {
    auto n = e.is_integer() ? e.value().to_int64() : std::nullopt;
    if (!n || *n < 1) return {};
    set = set.and_also(IntegerSet::with(divides(*n))).and_also(IntegerSet::range({}, n));
  }
  return built(set);
}
Built proper_divisor_of(const Captures& c) {
  auto set = divisor_of(c);
  if (!set) return {};
  return built(set->set->and_also(IntegerSet::range({}, *whole(c, "e") - 1)));
}

Built square(const Captures&) { return built(powers_of_degree(2)); }
Built cube(const Captures&) { return built(powers_of_degree(3)); }
Built fourth_power(const Captures&) { return built(powers_of_degree(4)); }
Built power_of(const Captures& c) {
  auto base = whole(c, "e");
  if (!base || *base < 2) return {};
  const auto exponent = [b = *base](long long n) -> std::optional<int> {
    if (n < 1) return {};
    int k = 0;
    for (; n % b == 0; ++k) n /= b;
    return n == 1 ? std::optional(k) : std::nullopt;
  };
  return built(IntegerSet::with({.test = [exponent](long long n) { return exponent(n).has_value(); },
                                 .witness = [exponent, b = *base](long long n) { return equality(n, std::to_string(b) + "^{" + std::to_string(*exponent(n)) + "}"); },
                                 .in_lists = true})
                   .and_also(IntegerSet::range(1, {})));
}

bool prime(long long n) { return n > 1 && math::is_prime(Rational(n)); }
Built primes(const Captures&) {
  return built(IntegerSet::with({.test = prime, .witness = [](long long n) { return "$" + std::to_string(n) + "$ is prime"; }, .trait = "are prime"}).and_also(IntegerSet::range(2, {})));
}
Built composites(const Captures&) {
  return built(IntegerSet::with({.test = [](long long n) { return n > 3 && !prime(n); }}).and_also(IntegerSet::range(4, {})));
}
Built odd(const Captures&) { return built(IntegerSet::with({.test = [](long long n) { return n % 2 != 0; }, .trait = "are odd", .period = 2})); }
Built even(const Captures&) { return built(IntegerSet::with({.test = [](long long n) { return n % 2 == 0; }, .trait = "are even", .period = 2})); }
Built positive(const Captures&) { return built(IntegerSet::range(1, {})); }
Built negative(const Captures&) { return built(IntegerSet::range({}, -1)); }
Built nonnegative(const Captures&) { return built(IntegerSet::range(0, {})); }
Built any(const Captures&) { return built(IntegerSet()); }
Built nonzero(const Captures&) { return built(IntegerSet::with({.test = [](long long n) { return n != 0; }})); }
Built adjective(const Captures& c) { return c.at("a"); }

Built neither(const Captures& c) {
  auto some = multiple_of_some(c);
  return some ? built(some->set->negated()) : Built();
}
Built exactly_one(const Captures& c) {
  auto a = whole(c, "a"), b = whole(c, "b");
  if (!a || !b || *a < 1 || *b < 1) return {};
  return built(IntegerSet::with({.test = [a = *a, b = *b](long long n) { return (n % a == 0) != (n % b == 0); },
                                 .trait = "are multiples of exactly one of $" + std::to_string(*a) + "$ and $" + std::to_string(*b) + "$"}));
}
Built root_below(const Captures& c, int k) {
  auto e = value(c, "e");
  if (!e || e->sign() <= 0) return {};
  Rational power = k == 2 ? *e * *e : *e * *e * *e;
  auto high = ((power - Rational(1) / 1'000'000).floor()).to_int64();
  return high ? built(IntegerSet::range(0, high)) : Built();
}
Built common_divisor_is(const Captures& c) {
  auto d = whole(c, "d"), n = whole(c, "n");
  if (!d || !n) return {};
  return built(IntegerSet::with({.test = [d = *d, n = *n](long long k) { return math::gcd(Rational(k), Rational(n)) == Rational(d); },
                                 .witness = [d = *d, n = *n](long long k) { return "$\\gcd(" + std::to_string(k) + ", " + std::to_string(n) + ") = " + std::to_string(d) + "$"; }}));
}

Built leaves(const Captures& c) {
  auto r = whole(c, "r");
  if (!r || *r < 0) return {};
  IntegerSet set;
  for (const Expr& e : c.at(c.has("m") ? "m" : "l").exprs) {
    auto m = e.is_integer() ? e.value().to_int64() : std::nullopt;
    if (!m || *m <= *r) return {};
    set = set.and_also(remainder(*r, *m));
  }
  return built(set);
}
Built congruent(const Captures& c) {
  auto r = whole(c, "r"), m = whole(c, "m");
  if (!r || !m || *m < 2) return {};
  return built(remainder(*r, *m));
}
Built coprime(const Captures& c) {
  auto n = whole(c, "e");
  if (!n) return {};
  return built(IntegerSet::with({.test = [n = *n](long long k) { return math::gcd(Rational(k), Rational(n)) == Rational(1); },
                                 .witness = [n = *n](long long k) { return "$\\gcd(" + std::to_string(k) + ", " + std::to_string(n) + ") = 1$"; },
                                 .trait = "have no factor in common with $" + std::to_string(*n) + "$"}));
}

long long divisor_count(long long n) {
  auto factors = n > 0 ? math::factor_integer(Rational(n)) : Result<std::vector<std::pair<Rational, int>>>(Error{});
  if (!factors.ok()) return 0;
  long long count = 1;
  for (const auto& [p, e] : *factors) count *= e + 1;
  return count;
}
// "$48 = 2^4 \cdot 3$ has $(4 + 1)(1 + 1) = 10$ divisors"
std::string counted_divisors(long long n) {
  auto factors = n > 1 ? math::factor_integer(Rational(n)) : Result<std::vector<std::pair<Rational, int>>>(Error{});
  if (!factors.ok()) return "";
  std::string product;
  for (const auto& [p, e] : *factors) product += "(" + std::to_string(e) + " + 1)";
  return equality(n, tex(prime_product(Rational(n)))) + " has $" + product + " = " + std::to_string(divisor_count(n)) + "$ divisors";
}
Built divisors_count(const Captures& c) {
  auto k = whole(c, "e");
  if (!k || *k < 1) return {};
  return built(IntegerSet::with({.test = [k = *k](long long n) { return n > 0 && divisor_count(n) == k; }, .witness = counted_divisors}).and_also(IntegerSet::range(1, {})));
}
Built prime_factor_count(const Captures& c) {
  auto k = whole(c, "e");
  if (!k || *k < 1) return {};
  const auto has_so_many = [k = *k](long long n) {
    if (n < 2) return false;
    auto factors = math::factor_integer(Rational(n));
    return factors.ok() && static_cast<long long>(factors->size()) == k;
  };
  return built(IntegerSet::with({.test = has_so_many, .witness = [](long long n) { return equality(n, tex(prime_product(Rational(n)))); }}).and_also(IntegerSet::range(2, {})));
}

// n \le 1000 and the like: tested by putting the integer in.
Built relation(const Captures& c) {
  const Expr& rel = c.expr("rel");
  auto symbols = rel.symbols();
  if (symbols.size() != 1 || (c.has("v") && c.expr("v").name() != symbols[0])) return {};
  const auto put_in = [rel, name = symbols[0]](long long n) { return rel.substitute(name, Expr::integer(n)); };
  return built(IntegerSet::with({.test = [put_in](long long n) { return math::holds(put_in(n)).outcome == math::Verdict::Outcome::kEqual; },
                                 .witness = [put_in](long long n) { return "$" + tex(put_in(n)) + "$"; }}));
}

Built both(const Captures& c) { return built(set_of(c, "a").and_also(set_of(c, "b"))); }
Built left_and(const Captures& c) { return built(set_of(c, "left").and_also(set_of(c, "b"))); }
Built left_or(const Captures& c) { return built(set_of(c, "left").or_else(set_of(c, "b"))); }
Built left_not(const Captures& c) { return built(set_of(c, "left").and_also(set_of(c, "b").negated())); }
Built negation(const Captures& c) { return built(set_of(c, "b").negated()); }
Built shifted(const Captures& c, long long sign) {
  auto by = whole(c, "e");
  if (!by) return {};
  return built(IntegerSet::with({.test = [set = c.at("s").set, d = sign * *by](long long n) { return set->contains(n - d); },
                                 .witness = [set = c.at("s").set, d = sign * *by](long long n) {
                                   const std::string difference = "$" + std::to_string(n) + (d < 0 ? " + " : " - ") + std::to_string(d < 0 ? -d : d) + " = " + std::to_string(n - d) + "$";
                                   std::vector<std::string> shown = set->witnesses(n - d);
                                   return shown.size() == 1 ? difference + " and " + shown[0] : difference;
                                 }}));
}

// How many divisors of a number are of a kind.
Built divisors_of_kind(const Captures& c) {
  auto divisors = divisor_of(c);
  if (!divisors) return {};
  Captures with = c;
  with.set("s", *built(divisors->set->and_also(set_of(c, "a"))));
  return count(with);
}

// 3n is a perfect square; n + 18 over n is an integer.
Built value_condition(const Captures& c) {
  const Expr& e = c.expr("e");
  auto symbols = e.symbols();
  if (symbols.size() != 1) return {};
  auto wanted = c.has("c") ? c.at("c").set : c.has("s") ? c.at("s").set : std::make_shared<const IntegerSet>();
  // The multiples of a number and nothing else: then values beyond 64 bits can be judged, too.
  long long step = 1;
  for (long long d : wanted->divisors()) step = std::lcm(step, std::min(d, 10'000LL));
  bool multiples = step > 1 && step <= 10'000;
  for (long long n = 0; multiples && n < 3 * step; ++n) multiples = wanted->contains(n) == (n % step == 0);
  multiples = multiples && wanted->contains(-step) && wanted->contains(step * 100'000'000'000LL);
  return built(IntegerSet::with({.test = [e, name = symbols[0], wanted, step, multiples](long long n) {
    auto value = math::exact_value(e.substitute(name, Expr::integer(n)));
    if (!value.ok() || !value->is_integer()) return false;
    if (!value->to_int64()) return multiples && math::mod(*value, Rational(step)).is_zero();
    return wanted->contains(*value->to_int64());
  }, .witness = [e, name = symbols[0], wanted](long long n) {
    Expr at = e.substitute(name, Expr::integer(n));
    auto value = math::exact_value(at);
    if (!value.ok() || at.is_number()) return std::string();
    const std::string plain = "$" + tex(*value) + "$", listed = value->to_int64() ? wanted->listed(*value->to_int64()) : plain;   // 15 \cdot 60 = 900 = 30^2
    return "$" + tex(at) + " = " + (listed.size() > plain.size() ? listed.substr(1) : plain.substr(1));
  }}));
}

// "$1356 - 3 \cdot 12 = 1320 = 60 \cdot 22$" of $3 \cdot 12 \equiv 1356 \pmod{22}$
std::string divided_difference(const Expr& congruence) {
  const auto a = math::exact_value(congruence.arg(0)), b = math::exact_value(congruence.arg(1)), m = math::exact_value(congruence.arg(2));
  if (!a.ok() || !b.ok() || !m.ok() || m->sign() <= 0) return "";
  const bool turned = *a < *b;
  const Rational difference = turned ? *b - *a : *a - *b;
  const Expr shown = turned ? congruence.arg(1) - congruence.arg(0) : congruence.arg(0) - congruence.arg(1);
  return "$" + tex(shown) + " = " + tex(difference) + (difference.is_zero() ? "" : " = " + tex(difference / *m) + " \\cdot " + tex(*m)) + "$";
}

Captures with_set(const Captures& c, IntegerSet set) {
  Captures with = c;
  with.set("s", *built(std::move(set)));
  return with;
}
Built count_both(const Captures& c) { return count(with_set(c, set_of(c, "s").and_also(set_of(c, "b")))); }

// How many of a set make a term in its letter an integer of a kind.
Built count_where(const Captures& c) {
  if (c.expr("e").symbols() != std::vector<std::string>{c.expr("v").name()}) return {};
  auto members = set_of(c, "s").members();
  if (!members || members->size() > 2'000) return {};
  Captures only_term;
  only_term.set("e", c.at("e"));
  if (c.has("c")) only_term.set("c", c.at("c"));
  auto passes = value_condition(only_term);
  return passes ? count(with_set(c, set_of(c, "s").and_also(*passes->set))) : Built();
}
Built count_equal(const Captures& c) {
  Expr rel = Expr::rel("=", c.expr("a"), c.expr("b"));
  if (rel.symbols() != std::vector<std::string>{c.expr("v").name()}) return {};
  Capture equation = number_capture(rel);
  Captures with = c;
  with.set("rel", equation);
  auto set = relation(with);
  return set ? count(with_set(c, set_of(c, "s").and_also(*set->set))) : Built();
}
Built share_of_set(const Captures& c, long long whole_share) {
  auto all = count(c), fit = count_both(c);
  if (!all || !fit) return {};
  Capture made = number_capture(whole_share == 1 ? fit->exprs[0] / all->exprs[0] : fit->exprs[0] / all->exprs[0] * Expr::integer(whole_share));
  made.own = all->own;
  made.own.insert(made.own.end(), fit->own.begin(), fit->own.end());
  return made;
}

// 3n \equiv 4 \pmod{7}
Built congruence(const Captures& c) {
  if (c.at("math").exprs.size() != 1 || !c.at("math").exprs[0].is(Op::kCongruence)) return {};
  const Expr congruence = c.at("math").exprs[0];
  auto symbols = congruence.symbols();
  if (symbols.size() != 1) return {};
  const auto put_in = [congruence, name = symbols[0]](long long n) { return congruence.substitute(name, Expr::integer(n)); };
  return built(IntegerSet::with({.test = [put_in](long long n) { return math::holds(put_in(n)).outcome == math::Verdict::Outcome::kEqual; },
                                 .witness = [put_in](long long n) { return divided_difference(put_in(n)); }}));
}

// Bounds in mathematics: n \le 1000, 0 < n < 7.
Built bounds(const Captures& c) {
  const Expr& rel = c.expr("rel");
  auto symbols = rel.symbols();
  if (symbols.size() != 1) return {};
  IntegerSet set;
  for (const Expr& link : rel.is(Op::kChain) ? rel.args() : std::vector<Expr>{rel}) {
    bool right = link.arg(1).is(Op::kSymbol), left = link.arg(0).is(Op::kSymbol);
    const std::string& sign = link.name();
    if (right == left || (sign != "<" && sign != "<=" && sign != ">" && sign != ">=")) return {};
    bool upper = left == (sign[0] == '<'), strict = sign.size() == 1;
    auto end = beside(left ? link.arg(1) : link.arg(0), !upper, strict);
    if (!end) return {};
    set = set.and_also(upper ? IntegerSet::range({}, end) : IntegerSet::range(end, {}));
  }
  return built(set);
}

}  // namespace

std::vector<PhraseForm> set_phrases() {
  return {
      // Nouns
      {"kind", "(integer|integers|number|numbers|value|values)", any},
      {"kind", "(whole number|whole numbers)", nonnegative},
      {"kind", "(natural number|natural numbers|counting numbers)", positive},
      {"kind", "(prime|primes|prime number|prime numbers)", primes},
      {"kind", "(composite number|composite numbers|composites)", composites},
      {"kind", "(perfect square|perfect squares|square|squares|square number|square numbers)", square},
      {"kind", "(perfect cube|perfect cubes|cube|cubes|cube numbers)", cube},
      {"kind", "(palindrome|palindromes)", palindrome},
      {"kind", "(multiple|multiples) of [both|each of] {num:e}", multiple_of},
      {"kind", "[common] (multiple|multiples) of [both|each of] {nums:l}", multiple_of_each},
      {"kind", "(divisor|divisors|factor|factors) of {num:e}", divisor_of},
      {"kind", "(proper divisor|proper divisors|proper factors) of {num:e}", proper_divisor_of},
      {"kind", "(common|shared) (divisor|divisors|factor|factors) of {nums:l}", divisor_of_each},
      {"kind", "(power|powers) of {int:e}", power_of},

      // Adjectives
      {"adjective", "positive", positive},
      {"adjective", "negative", negative},
      {"adjective", "(nonnegative|non-negative)", nonnegative},
      {"adjective", "(nonzero|non-zero)", nonzero},
      {"adjective", "odd", odd},
      {"adjective", "even", even},
      {"adjective", "prime", primes},
      {"adjective", "composite", composites},
      {"adjective", "palindromic", palindrome},
      {"adjective", "(different|distinct|possible|such|integer|base ten|integral|natural-number|natural number|whole number)", any},
      {"adjective", "(one-digit|single-digit|1-digit|one digit)", [](const Captures&) { return built(IntegerSet::range(1, 9)); }},
      {"adjective", "(two-digit|two digit)", [](const Captures&) { return digits(2); }},
      {"adjective", "(three-digit|three digit)", [](const Captures&) { return digits(3); }},
      {"adjective", "(four-digit|four digit)", [](const Captures&) { return digits(4); }},
      {"adjective", "(five-digit|five digit)", [](const Captures&) { return digits(5); }},
      {"adjective", "(six-digit|six digit)", [](const Captures&) { return digits(6); }},
      {"adjective", "{int:n} digit", with_digits},

      // Conditions
      {"simple", "(less|smaller) than {num:e}", less},
      {"simple", "(greater|larger|more|bigger) than {num:e}", greater},
      {"simple", "(below|under) {num:e}", less},
      {"simple", "(above|over) {num:e}", greater},
      {"simple", "(at most|no more than|no greater than|not exceeding|not greater than|up to|less than or equal to|no larger than) {num:e}", at_most},
      {"simple", "(at least|no less than|not less than|greater than or equal to) {num:e}", at_least},
      {"simple", "(between|from) {num:a} (and|to|through) {num:b} inclusive", from_to},
      {"simple", "from {num:a} (to|through) {num:b}", from_to},
      {"simple", "(strictly|exclusively) between {num:a} and {num:b}", strictly_between},
      {"simple", "between {num:a} and {num:b}", between},
      {"simple", "[a|also a] (multiple|multiples) of {num:e}", multiple_of},
      {"simple", "[a|also a] [common] (multiple|multiples) of [both|all of|each of] {nums:l}", multiple_of_each},
      {"simple", "(a|both a) multiple of {num:a} and a multiple of {num:b}", [](const Captures& c) -> Built {
         auto a = whole(c, "a"), b = whole(c, "b");
         if (!a || !b || *a < 1 || *b < 1) return {};
         return built(IntegerSet::multiples(*a).and_also(IntegerSet::multiples(*b)));
       }},
      {"simple", "(multiples of|divisible by) [either] {num:a} or {num:b}", multiple_of_some},
      {"simple", "[evenly] divisible by {num:e}", multiple_of},
      {"simple", "[evenly] divisible by [both|all of|each of] {nums:l}", multiple_of_each},
      {"simple", "[evenly] divisible by both {num:a} and {num:b}", [](const Captures& c) -> Built {
         auto a = whole(c, "a"), b = whole(c, "b");
         if (!a || !b || *a < 1 || *b < 1) return {};
         return built(IntegerSet::multiples(*a).and_also(IntegerSet::multiples(*b)));
       }},
      {"simple", "(a divisor|divisors|a factor|factors|also a factor|also a divisor|also factors) of {num:e}", divisor_of},
      {"simple", "(a divisor|divisors|a factor|factors) of [both] {nums:l}", divisor_of_each},
      {"simple", "(divide|divides) {num:e}", divisor_of},
      {"simple", "(divide|divides) [both] {nums:l}", divisor_of_each},
      {"simple", "(prime|primes|prime numbers|a prime|a prime number)", primes},
      {"simple", "(composite|composite numbers|a composite number)", composites},
      {"simple", "odd", odd},
      {"simple", "even", even},
      {"simple", "positive", positive},
      {"simple", "(perfect squares|a perfect square|squares|perfect square|a square)", square},
      {"simple", "(perfect cubes|a perfect cube|cubes|perfect cube|a cube)", cube},
      {"simple", "(perfect fourth powers|a perfect fourth power|squares of perfect squares)", fourth_power},
      {"simple", "(palindromes|a palindrome)", palindrome},
      {"simple", "(powers|a power) of {int:e}", power_of},
      {"simple", "relatively prime (to|with) {num:e}", coprime},
      {"simple", "congruent to {num:r} (modulo|mod) {int:m}", congruent},
      {"simple", "(leave|leaves|has|have|leaving|with) (a|the) remainder [of] {num:r} when [it is|they are] divided by {num:m}", leaves},
      {"simple", "(leave|leaves|has|have|leaving|with) (a|the) remainder [of] {num:r} when [it is|they are] divided by [each of|both|any of|all of] {nums:l}", leaves},
      {"simple", "(leave|leaves) [a] remainder {num:r} when divided by {num:m}", leaves},
      {"simple", "(has|have|with|having) [exactly|only] {int:e} [distinct|different] [positive] [integer|integral|whole-number|whole number] (divisors|factors)", divisors_count},
      {"simple", "(has|have|with|having) [exactly|only] {int:e} (distinct|different) [positive] prime (divisors|factors)", prime_factor_count},
      {"simple", "(has|have|with|having) an odd number of [positive] [integer|distinct] (divisors|factors)", square},
      {"simple", "(whose|with|has|have|having) digits (sum to|add up to|that sum to|that add up to|add to|which sum to) {num:e}", digits_sum_to},
      {"simple", "(whose|with|has|have|having|for which the) [digits with] [a|the] (sum of|digit sum of|sum of the digits of|digits whose sum is|digits' sum is|digits summing to) [is|equal to] {num:e}",
       digits_sum_to},
      {"simple", "(has|have|with|having) (digits whose sum is|digits that sum to|a digit sum of|the sum of their digits equal to|the sum of its digits equal to) {num:e}", digits_sum_to},
      {"simple", "whose (digits sum to|digit sum is|digits have a sum of|digits add up to|digits' sum is|sum of digits is) {num:e}", digits_sum_to},
      {"simple", "(has|have|with|having) digits whose sum is [a|an] {set:s}", digit_sum_in},
      {"simple", "(has|have|with|having) digits whose product is {num:e}", digits_multiply_to},
      {"simple", "whose digits (multiply to|have a product of|have product) {num:e}", digits_multiply_to},
      {"simple", "(has|have|with|having|whose) [a|the] (units|ones|last) digit (of|is|equal to) {int:e}", ends_in},
      {"simple", "(end in|ends in|end with|ends with|ending in|ending with) [a|the digit] {int:e}", ends_in},
      {"simple", "(has|have|with|having|whose) [a|an] (units|ones|last) digit [is|of] {adjective:s}", last_digit_in},
      {"simple", "(has|have|with|having) {int:e} as (their|its) last [two|three] (digits|digit)", ends_in},
      {"simple", "(multiples of|divisible by) neither {num:a} nor {num:b}", neither},
      {"simple", "neither (multiples of|divisible by) {num:a} nor [multiples of|divisible by] {num:b}", neither},
      {"simple", "(multiples of|divisible by) [either] {num:a} or {num:b} but not (both|both at once)", exactly_one},
      {"simple", "(multiples of|divisible by) both {num:a} and {num:b}", [](const Captures& c) -> Built {
         auto a = whole(c, "a"), b = whole(c, "b");
         if (!a || !b || *a < 1 || *b < 1) return {};
         return built(IntegerSet::multiples(*a).and_also(IntegerSet::multiples(*b)));
       }},
      {"simple", "(has|have|with|having) at least two digits (that are the same|the same|equal|alike)", repeated_digits},
      {"simple", "(has|have|with|having) (repeated|repeating) digits", repeated_digits},
      {"simple", "(in which the|whose|with a) tens digit [is] (greater|larger|more) than [the|its] (ones|units) digit", [](const Captures& c) { return descending(c, false); }},
      {"simple", "(in which the|whose|with a) tens digit [is] (less|smaller) than [the|its] (ones|units) digit", [](const Captures& c) { return descending(c, true); }},
      {"simple", "(have|has|with|having) (an inverse|a multiplicative inverse|inverses) (modulo|mod) {num:e}", coprime},
      {"simple", "(have|has|with|having) no [common] (factor|factors|divisor|divisors) in common with {num:e}", coprime},
      {"simple", "(contain|contains) both the digits {int:a} and {int:b}", has_both_digits},
      {"simple", "(have|has|with|whose) cube (roots|root) [that] (are|is|) less than {num:e}", [](const Captures& c) { return root_below(c, 3); }},
      {"simple", "(have|has|with|whose) square (roots|root) [that] (are|is|) less than {num:e}", [](const Captures& c) { return root_below(c, 2); }},
      {"simple", "(whose|for which the|for which their) greatest common (divisor|factor) with {num:n} is {num:d}", common_divisor_is},
      {"simple", "for which the greatest common (divisor|factor) of that (integer|number) and {num:n} is {num:d}", common_divisor_is},
      {"simple", "(the product of whose digits|whose digits' product) is {num:e}", digits_multiply_to},
      {"simple", "the sum of whose digits is {num:e}", digits_sum_to},
      {"simple", "whose digits all are {simple:s}", each_digit},
      {"simple", "with (each|every) digit {simple:s}", each_digit},
      {"simple", "(has|have|with|having) only {adjective:s} digits", each_digit},
      {"simple", "whose digits are all {simple:s}", each_digit},
      {"simple", "(contain|contains|containing|include|has|have|with) the digit {int:e}", has_digit},
      {"simple", "(has|have|with|having|whose) [all] [digits are all] (distinct|different) [digits]", distinct_digits},
      {"simple", "(with|having) (no|no two|no repeated) (digit repeated|identical digits|digits the same|digits)", distinct_digits},
      {"simple", "(satisfy|satisfies|satisfying|such that|for which) [the (inequality|condition|equation)] {rel:rel}", relation},
      {"simple", "{var:v} (satisfy|satisfies|satisfying|such that|for which|with) [the (inequality|condition|equation)] {rel:rel}", relation},
      {"simple", "{int:e} (more|greater) than [a|an] {set:s}", [](const Captures& c) { return shifted(c, 1); }},
      {"simple", "{int:e} less than [a|an] {set:s}", [](const Captures& c) { return shifted(c, -1); }},
      {"simple", "[such that|for which] {expr:e} is [a|an] {simple:c}", value_condition},
      {"simple", "[such that|for which] {expr:e} is (an integer|a whole number)", value_condition},
      {"simple", "(such that|for which|which satisfies|that satisfies|satisfying|so that) [the congruence] {math:math}", congruence},
      {"simple", "(have|has|with) [both] {nums:l} as (factors|divisors)", multiple_of_each},
      {"condition", "{simple:a}", adjective},
      {"condition", "not {simple:b}", negation},
      {"condition", "both {condition:a} and {condition:b}", both},
      {"condition+", "(and|but) [also|is|are|that] {condition:b}", left_and},
      {"condition+", "(but|and) [is|are|that] (not|are not|is not) {condition:b}", left_not},
      {"condition+", "or [are|is] {condition:b}", left_or},

      // Sets
      {"set", "[all] [of] [the] {kind:a}", adjective},
      {"set", "[all] [of] [the] {adjective:a} {set:b}", both},
      {"set+", "[that are|which are|that is|which is|are|is|that|which|and|but] {condition:b}", left_and},
      {"set+", "[that|which] (are not|is not|do not) {condition:b}", left_not},
      {"set+", "[that|which] [both] (are|is) both {condition:a} and {condition:b}", [](const Captures& c) {
         return built(set_of(c, "left").and_also(set_of(c, "a")).and_also(set_of(c, "b")));
       }},

      {"set+", "(of|for) {var:v}", [](const Captures& c) { return c.at("left").set ? Built(c.at("left")) : Built(); }},
      {"set+", "{var:v}", [](const Captures& c) { return c.at("left").set ? Built(c.at("left")) : Built(); }},
      {"set+", "[{var:v}] [with|where|such that|for which|that satisfies|that satisfy|satisfying|satisfy|satisfies|satisfy the inequality|so that|does|will satisfy] [the (inequality|inequalities|condition|equation)] {rel:rel} [inclusive]", [](const Captures& c) -> Built {
         auto b = bounds(c);
         if (!b) b = relation(c);
         if (!b) return {};
         return built(set_of(c, "left").and_also(*b->set));
       }},

      // What is asked about them
      {"term", "how many [distinct|different] {adjective:a} [number|integer|integral|whole number|natural number] (divisors|factors) (does {num:e} have|of {num:e} are there)", divisors_of_kind},
      {"term", "how many [distinct|different] [positive|natural-number|whole-number] [integer|whole number] (divisors|factors) does [the number] {num:e} have", [](const Captures& c) {
         Captures with = c;
         with.set("a", *built(IntegerSet()));
         return divisors_of_kind(with);
       }},
      {"term", "[the] [positive|two-digit] {set:s}", [](const Captures& c) -> Built {
         // "The prime number between 24 and 30"; a plural asks for a list.
         const std::string& text = c.text("s");
         if (text.find("integers") != text.npos || text.find("numbers") != text.npos || text.find("primes") != text.npos || text.find("multiples") != text.npos) return {};
         return only(c);
       }},
      {"term", "for how many [different] {set:s} [of|for|] {var:v} is {expr:e} [a|an] {simple:c}", count_where},
      {"term", "for how many [different] {set:s} [of|for|] {var:v} is {expr:e} (an integer|a whole number)", count_where},
      {"term", "for how many [different] {set:s} [of|for|] {var:v} is {num:a} (equal to|) {num:b}", count_equal},
      {"term", "for how many [different] {set:s} [of|for|] {var:v} (is|does|is it true that|do we have) {rel:rel} [true|hold]", [](const Captures& c) -> Built {
         auto r = relation(c);
         if (!r) return {};
         Captures with = c;
         with.set("s", *built(set_of(c, "s").and_also(*r->set)));
         return count(with);
       }},
      {"term", "how many of [the] [first {int}] {set:s} (are|have|is|can be) {condition:b}", count_both},
      {"term", "how many {set:s} (are|have) {condition:b}", count_both},
      {"term", "(what|which) {set:s} is [also] [a|an] {condition:b}", [](const Captures& c) {
         Captures with = c;
         with.set("s", *built(set_of(c, "s").and_also(set_of(c, "b"))));
         return only(with);
       }},
      {"term", "what fraction of {set:s} (are|is|have) {condition:b}", [](const Captures& c) { return share_of_set(c, 1); }},
      {"term", "what (percent|percentage) of {set:s} (are|is|have) {condition:b}", [](const Captures& c) { return share_of_set(c, 100); }},
      {"term", "[the] (sum|total) of {set:s}", sum_of_set},
      {"term", "[the] product of {set:s}", [](const Captures& c) -> Built {
         auto all = list(c);
         if (!all || all->exprs.size() < 2) return {};
         Capture made = number_capture(Expr::make(Op::kMul, all->exprs));
         made.own = all->own;
         return made;
       }},
      {"nums", "{set:s}", list},
      {"nums", "[the] first {int:k} {set:s}", first_few},
      {"nums", "[the] {int:k} smallest {set:s}", first_few},
      {"term", "[the] number of {set:s}", count},
      {"term", "how many {set:s} [are there|exist]", count},
      {"term", "[the] (smallest|least|lowest) [possible] {set:s}", smallest},
      {"term", "[the] (largest|greatest|biggest) [possible] {set:s}", largest},
  };
}

}  // namespace retort::agent
