// More properties of integers in words: of their digits, roots and remainders, of terms in them; and more that is asked about a set of them.
#include <algorithm>
#include <cmath>

#include "agent/digit_sets.h"
#include "agent/forms_phrases.h"
#include "agent/integer_set.h"
#include "agent/phrase_terms.h"
#include "agent/set_questions.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/number_theory.h"
#include "math/polynomial.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Built = std::optional<Capture>;

constexpr long long kFarDigits = 18;

std::string shown(long long n) { return "$" + std::to_string(n) + "$"; }

// Remainders

IntegerSet with_remainder(long long r, long long m) {
  const auto witness = [r, m](long long n) {
    const std::string times = std::to_string((n - r) / m);
    return "$" + std::to_string(n) + " = " + (n < r ? "(" + times + ")" : times) + " \\cdot " + std::to_string(m) + (r == 0 ? "" : " + " + std::to_string(r)) + "$";
  };
  return IntegerSet::with({.test = [r, m](long long n) { return ((n - r) % m + m) % m == 0; }, .witness = witness, .period = m, .residue = r});
}

// The same remainder for every modulus from a to b: for their least common multiple.
Built remainders_from_to(const Captures& c) {
  const long long a = std::max(c.integer("a"), 2LL), b = c.integer("b"), r = c.has("r") ? c.integer("r") : 0;
  if (b <= a || b > 20 || r < 0 || r >= a) return {};
  Rational least(1);
  Json numbers = Json::array();
  for (long long m = a; m <= b; ++m) {
    least = math::lcm(least, Rational(m));
    numbers.push_back(std::to_string(m));
  }
  const long long m = *least.to_int64();
  Capture made = *built(r == 0 ? IntegerSet::multiples(m) : with_remainder(r, m));
  made.own.push_back({"What holds for all of these divisors holds for their least common multiple.", "lcm", {{"numbers", numbers}}, {Expr::number(least)}, ""});
  return made;
}

Built leaves(const Captures& c) {
  auto r = c.has("r") ? whole(c, "r") : std::optional<long long>(0), m = whole(c, "m");
  if (!r || !m || *r < 0 || *m <= *r) return {};
  return built(*r == 0 ? IntegerSet::multiples(*m) : with_remainder(*r, *m));
}

Built some_but_not(const Captures& c) {
  auto a = whole(c, "a"), b = whole(c, "b"), n = whole(c, "n");
  if (!a || !b || !n || *a < 1 || *b < 1 || *n < 1) return {};
  return built(IntegerSet::multiples(*a).or_else(IntegerSet::multiples(*b)).and_also(IntegerSet::multiples(*n).negated()));
}
Built both_but_neither(const Captures& c) {
  auto a = whole(c, "a"), b = whole(c, "b"), x = whole(c, "x"), y = whole(c, "y");
  if (!a || !b || !x || !y || *a < 1 || *b < 1 || *x < 1 || *y < 1) return {};
  return built(IntegerSet::multiples(*a).and_also(IntegerSet::multiples(*b)).and_also(IntegerSet::multiples(*x).or_else(IntegerSet::multiples(*y)).negated()));
}

// A letter captured as "math" beside a congruence in it alone.
Built congruence(const Captures& c) {
  const auto& exprs = c.at("math").exprs;
  if (exprs.size() != 1 || !exprs[0].is(Op::kCongruence)) return {};
  const Expr cong = exprs[0];
  auto symbols = cong.symbols();
  auto modulus = math::exact_value(cong.arg(2));
  if (symbols.size() != 1 || !modulus.ok() || !modulus->is_integer() || *modulus < Rational(2) || !modulus->to_int64()) return {};
  const long long m = *modulus->to_int64();
  // Tested once for each residue; n below stands for all that leave it.
  if (m > 20'000) return {};
  std::vector<bool> fits(static_cast<std::size_t>(m));
  for (long long n = 0; n < m; ++n) {
    auto a = math::exact_value(cong.arg(0).substitute(symbols[0], Expr::integer(n))), b = math::exact_value(cong.arg(1).substitute(symbols[0], Expr::integer(n)));
    if (!a.ok() || !b.ok() || !a->is_integer() || !b->is_integer()) return {};
    fits[static_cast<std::size_t>(n)] = math::mod(*a - *b, *modulus).is_zero();
  }
  const bool one_class = std::count(fits.begin(), fits.end(), true) == 1;
  const auto witness = [cong, name = symbols[0], m](long long n) -> std::string {
    Expr left = cong.arg(0).substitute(name, Expr::integer(n)), right = cong.arg(1).substitute(name, Expr::integer(n));
    auto a = math::exact_value(left), b = math::exact_value(right);
    if (!a.ok() || !b.ok()) return "";
    const bool turned = *a < *b;
    const Rational difference = turned ? *b - *a : *a - *b;
    const Expr minus = turned ? right - left : left - right;
    return "$" + tex(minus) + " = " + tex(difference) + (difference.is_zero() ? "" : " = " + tex(difference / Rational(m)) + " \\cdot " + std::to_string(m)) + "$";
  };
  return built(IntegerSet::with({.test = [fits, m](long long n) { return bool(fits[static_cast<std::size_t>((n % m + m) % m)]); }, .witness = witness, .period = one_class ? m : 0}));
}

// Bounds in mathematics on a linear term in one letter: 0 < 4n < 30, $n \ge 7$.
Built linear_bounds(const Captures& c) {
  const Expr& rel = c.expr("rel");
  auto symbols = rel.symbols();
  if (symbols.size() != 1) return {};
  IntegerSet set;
  for (const Expr& link : rel.is(Op::kChain) ? rel.args() : std::vector<Expr>{rel}) {
    const std::string& sign = link.name();
    if (sign != "<" && sign != "<=" && sign != ">" && sign != ">=") return {};
    auto p = math::as_polynomial(link.arg(0) - link.arg(1), symbols[0]);
    if (!p || math::degree(*p) != 1) return {};
    // a n + b < 0
    const Rational a = (*p)[1], root = -(*p)[0] / a;
    const bool upper = (sign[0] == '<') == (a.sign() > 0), strict = sign.size() == 1;
    Rational end = upper ? root.floor() : root.ceil();
    if (strict && end == root) end += upper ? -1 : 1;
    if (!end.to_int64()) return {};
    set = set.and_also(upper ? IntegerSet::range({}, end.to_int64()) : IntegerSet::range(end.to_int64(), {}));
  }
  return built(set);
}

// Any other relation in one letter: tested by putting the integer in. gcd(n, 20) = 4 and lcm(n, 20) = 60 show their value.
Built relation(const Captures& c) {
  const Expr& rel = c.expr("rel");
  auto symbols = rel.symbols();
  if (symbols.size() != 1 || linear_bounds(c) || rel.is(Op::kChain)) return {};
  const auto at = [rel, name = symbols[0]](long long n) { return rel.substitute(name, Expr::integer(n)); };
  IntegerSet set = IntegerSet::with({.test = [at](long long n) { return math::holds(at(n)).outcome == math::Verdict::Outcome::kEqual; }, .witness = [at](long long n) { return "$" + tex(at(n)) + "$"; }});
  const Expr &left = rel.arg(0), &right = rel.arg(1);
  if (rel.name() == "=" && left.is_func("lcm") && right.is_integer() && right.value().to_int64()) set = set.and_also(IntegerSet::range(1, right.value().to_int64()));
  return built(set);
}

// Digits

std::string digits_of(long long n) { return std::to_string(n < 0 ? -n : n); }

Built digits_among(const Captures& c) {
  std::string allowed;
  for (const Expr& e : c.at("l").exprs) {
    auto d = e.is_integer() ? e.value().to_int64() : std::nullopt;
    if (!d || *d < 0 || *d > 9) return {};
    allowed += static_cast<char>('0' + *d);
  }
  return built(IntegerSet::with({.test = [allowed](long long n) { return n > 0 && digits_of(n).find_first_not_of(allowed) == std::string::npos; }}));
}

// "The digits 01" keep their zero.
Built ends_in_digits(const Captures& c) {
  const std::string end = c.text("e");
  if (end.empty() || end.size() > 4 || end.find_first_not_of("0123456789") != std::string::npos) return {};
  long long period = 1;
  for (std::size_t i = 0; i < end.size(); ++i) period *= 10;
  const long long rest = std::stoll(end);
  return built(IntegerSet::with({.test = [rest, period](long long n) { return n >= 0 && n % period == rest; }, .period = period}));
}

Built reversed(const Captures& c) {
  auto set = c.at("s").set;
  const auto turned = [](long long n) {
    std::string text = digits_of(n);
    std::reverse(text.begin(), text.end());
    return std::stoll(text);
  };
  const auto test = [set, turned](long long n) { return n > 0 && n < 1'000'000'000 && set->contains(turned(n)); };
  return built(IntegerSet::with({.test = test}));
}

Built digits_in_base(const Captures& c) {
  const long long k = c.integer("k"), b = c.has("b") ? c.integer("b") : 2;
  if (k < 1 || b < 2 || b > 36 || static_cast<double>(k) * std::log10(static_cast<double>(b)) > kFarDigits) return {};
  long long low = 1;
  for (long long i = 1; i < k; ++i) low *= b;
  const std::string base = std::to_string(b), digits = std::to_string(k);
  const auto witness = [=](long long n) -> std::string {
    if (n == low) return "$" + base + "^{" + digits + " - 1} = " + std::to_string(low) + "$";
    return n == low * b - 1 ? "$" + base + "^" + digits + " - 1 = " + std::to_string(n) + "$" : "";
  };
  return built(IntegerSet::with({.test = [](long long) { return true; }, .witness = witness}).and_also(IntegerSet::range(low, low * b - 1)));
}

// Powers and roots

std::string decimal(const Rational& r) {
  auto text = r.to_decimal(9);
  return text ? *text : tex(r);
}
Built root_between(const Captures& c, int k) {
  auto low = value(c, "a"), high = value(c, "b");
  if (!low || !high || low->sign() < 0 || *high <= *low) return {};
  const Rational from = k == 2 ? *low * *low : *low * *low * *low, to = k == 2 ? *high * *high : *high * *high * *high;
  Rational first = from.ceil(), last = to.floor();
  if (first == from) first += 1;
  if (last == to) last -= 1;
  if (!first.to_int64() || !last.to_int64()) return {};
  const std::string mark = "^" + std::to_string(k);
  const auto witness = [from, to, a = decimal(*low), b = decimal(*high), mark](long long n) {
    return "$" + a + mark + " = " + decimal(from) + " < " + std::to_string(n) + " < " + decimal(to) + " = " + b + mark + "$";
  };
  return built(IntegerSet::with({.test = [](long long) { return true; }, .witness = witness}).and_also(IntegerSet::range(first.to_int64(), last.to_int64())));
}

Built no_small_primes(const Captures& c) {
  auto bound = whole(c, "e");
  if (!bound || *bound < 3 || *bound > 200) return {};
  const auto test = [b = *bound](long long n) {
    for (long long p = 2; p < b; ++p)
      if (n % p == 0) return false;
    return n > 1;
  };
  const auto witness = [](long long n) { return "$" + std::to_string(n) + " = " + tex(prime_product(Rational(n))) + "$"; };
  return built(IntegerSet::with({.test = test, .witness = witness}).and_also(IntegerSet::range(2, {})));
}

Built coprime(const Captures& c, bool is) {
  auto n = whole(c, "e");
  if (!n || *n < 2) return {};
  const auto gcd = [n = *n](long long k) { return math::gcd(Rational(k), Rational(n)); };
  const auto witness = [gcd, n = *n](long long k) { return "$\\gcd(" + std::to_string(k) + ", " + std::to_string(n) + ") = " + tex(gcd(k)) + "$"; };
  return built(IntegerSet::with({.test = [gcd, is](long long k) { return (gcd(k) == Rational(1)) == is; }, .witness = witness}));
}

// Terms in the integer

// A fraction whose denominator has no prime factors but 2 and 5.
bool terminates(const Rational& r) {
  Rational d = r.den();
  for (long long p : {2, 5})
    while (math::mod(d, Rational(p)).is_zero()) d = d / Rational(p);
  return d == Rational(1);
}
Built terminating(const Captures& c) {
  const Expr& e = c.expr("e");
  auto symbols = e.symbols();
  if (symbols.size() != 1 || (c.has("v") && c.expr("v").name() != symbols[0])) return {};
  const auto at = [e, name = symbols[0]](long long n) { return math::exact_value(e.substitute(name, Expr::integer(n))); };
  const auto test = [at](long long n) {
    auto v = at(n);
    return v.ok() && terminates(*v);
  };
  const auto witness = [at, e, name = symbols[0]](long long n) -> std::string {
    auto v = at(n);
    return v.ok() && !v->is_integer() ? "$" + tex(e.substitute(name, Expr::integer(n))) + " = " + tex(*v) + "$ has the denominator $" + tex(v->den()) + " = " + tex(prime_product(v->den())) + "$" : "";
  };
  // A denominator that stays the same: the numbers that cancel its other primes.
  if (auto p = math::as_polynomial(e, symbols[0]); p && math::degree(*p) == 1 && (*p)[0].is_zero() && (*p)[1].num() == Rational(1)) {
    Rational rest = (*p)[1].den();
    for (long long prime : {2, 5})
      while (math::mod(rest, Rational(prime)).is_zero()) rest = rest / Rational(prime);
    if (rest.to_int64() && *rest.to_int64() > 1) return built(IntegerSet::multiples(*rest.to_int64()));
  }
  return built(IntegerSet::with({.test = test, .witness = witness}));
}

// Questions

void tell(Capture& made, std::string text) { made.own.push_back({std::move(text), {}, {}, {}, {}}); }

Captures with_set(const Captures& c, IntegerSet set) {
  Captures with = c;
  with.set("s", *built(std::move(set)));
  return with;
}

Built count_terminating(const Captures& c) {
  auto t = terminating(c);
  if (!t) return {};
  auto counted = count(with_set(c, set_of(c, "s").and_also(*t->set)));
  if (!counted) return {};
  const Expr& e = c.expr("e");
  if (auto p = math::as_polynomial(e, e.symbols()[0]); p && t->set->divisors().size() == 1) {
    const Rational d = (*p)[1].den();
    Capture told;
    tell(told, "A decimal ends when the denominator in lowest terms has no prime factors but $2$ and $5$. Here $" + tex(d) + (math::is_prime(d) ? "$ is prime" : " = " + tex(prime_product(d)) + "$") +
                   ", so the numerator must be a multiple of $" + std::to_string(t->set->divisors()[0]) + "$.");
    counted->own.insert(counted->own.begin(), told.own.begin(), told.own.end());
  }
  return counted;
}

// How many of a set make a term in one letter an integer of a kind.
Built count_where(const Captures& c) {
  const Expr& e = c.expr("e");
  auto symbols = e.symbols();
  auto members = set_of(c, "s").members();
  if (symbols.size() != 1 || !members || members->size() > 2'000) return {};
  const auto at = [e, name = symbols[0]](long long n) { return e.substitute(name, Expr::integer(n)); };
  const auto test = [at, wanted = c.has("c") ? c.at("c").set : nullptr](long long n) {
    auto v = math::exact_value(at(n));
    return v.ok() && v->to_int64() && (!wanted || wanted->contains(*v->to_int64()));
  };
  const auto witness = [at](long long n) {
    auto v = math::exact_value(at(n));
    return v.ok() && !at(n).is_number() ? "$" + tex(at(n)) + " = " + tex(*v) + "$" : std::string();
  };
  return count(with_set(c, set_of(c, "s").and_also(IntegerSet::with({.test = test, .witness = witness}))));
}

// Integers of a range, counted by the multiples in it: of a, of b, of both.
Built count_by_multiples(const Captures& c, bool some) {
  const IntegerSet& set = set_of(c, "s");
  auto a = whole(c, "a"), b = c.has("b") ? whole(c, "b") : std::optional<long long>(0);
  if (!a || !b || *a < 2 || (*b < 2 && c.has("b")) || !set.low() || !set.high() || set.regular_step() != 1 || *set.low() < 1 || *set.high() < *set.low() || *set.high() > 1'000'000'000) return {};
  auto members = set.and_also(IntegerSet::range(set.low(), std::min(*set.high(), *set.low() + 1))).members();
  if (!members || !set.contains(*set.low()) || !set.contains(*set.high()) || set.divisors().size() > 0) return {};
  const long long low = *set.low(), high = *set.high();
  std::vector<std::string> told;
  const auto multiples = [&](long long m) {
    const long long count = high / m - (low - 1) / m;
    const std::string upper = "$\\lfloor \\frac{" + std::to_string(high) + "}{" + std::to_string(m) + "} \\rfloor = " + std::to_string(high / m) + "$";
    std::string text = std::to_string(m) + "$ there are " + upper + " up to $" + std::to_string(high) + "$";
    if ((low - 1) / m > 0) text += " and $\\lfloor \\frac{" + std::to_string(low - 1) + "}{" + std::to_string(m) + "} \\rfloor = " + std::to_string((low - 1) / m) + "$ up to $" + std::to_string(low - 1) + "$";
    told.push_back("of $" + text);
    return (low - 1) / m > 0 ? Expr::integer(high / m) - Expr::integer((low - 1) / m) : Expr::integer(count);
  };
  Expr fit = multiples(*a);
  std::string both;
  if (c.has("b")) {
    const long long least = *math::lcm(Rational(*a), Rational(*b)).to_int64();
    const Expr second = multiples(*b), joint = multiples(least);
    fit = fit + second - joint;
    both = " Multiples of both are multiples of $\\operatorname{lcm}(" + std::to_string(*a) + ", " + std::to_string(*b) + ") = " + std::to_string(least) + "$ and are counted twice.";
  }
  const Expr all = low == 1 ? Expr::integer(high) : Expr::integer(high) - Expr::integer(low) + Expr::integer(1);
  Capture made = number_capture(some ? fit : all - fit);
  tell(made, "Of the multiples " + and_list(told) + "." + both);
  return made;
}

Built extremes(const Captures& c) {
  auto low = smallest(c), high = largest(c);
  if (!low || !high) return {};
  Capture made;
  made.exprs = {low->exprs[0], high->exprs[0]};
  made.own = low->own;
  made.own.insert(made.own.end(), high->own.begin(), high->own.end());
  return made;
}

// The k-th of a set that goes up from its smallest: by its regular step, or listed.
Built nth(const Captures& c) {
  const long long k = c.integer("k");
  const IntegerSet& set = set_of(c, "s");
  if (k < 1 || !set.low()) return {};
  if (set.high()) {
    auto members = set.members();
    if (!members || static_cast<long long>(members->size()) < k || k > 30) return {};
    Capture made = number_capture(Expr::integer((*members)[static_cast<std::size_t>(k - 1)]));
    std::vector<std::string> first;
    for (long long i = 0; i < k; ++i) first.push_back(shown((*members)[static_cast<std::size_t>(i)]));
    tell(made, "In ascending order these numbers are " + and_list(first) + ".");
    return made;
  }
  auto first = set.smallest();
  if (!first) return {};
  if (auto step = set.regular_step(); step && k > 1) {
    Capture made = number_capture(Expr::integer(*first) + (Expr::integer(k) - Expr::integer(1)) * Expr::integer(*step));
    if (*step == 1) made = number_capture(Expr::integer(*first) + (Expr::integer(k) - Expr::integer(1)));
    tell(made, "The first of these numbers is " + shown(*first) + ", and they go up in steps of " + shown(*step) + ", so there are " + shown(k - 1) + " steps to the one in question.");
    return made;
  }
  if (k < 2 || k > 30) return {};
  Captures with = c;
  with.set("k", number_capture(Expr::integer(k)));
  auto listed = first_few(with);
  if (!listed) return {};
  Capture made = number_capture(listed->exprs.back());
  made.own = listed->own;
  return made;
}

Built closest(const Captures& c) {
  auto target = whole(c, "e");
  if (!target) return {};
  auto below = set_of(c, "s").and_also(IntegerSet::range({}, *target)).largest(), above = set_of(c, "s").and_also(IntegerSet::range(*target, {})).smallest();
  if (!below || !above || *target - *below == *above - *target) return {};
  const bool up = *above - *target < *target - *below;
  Capture made = number_capture(Expr::integer(up ? *above : *below));
  const auto why = [&](long long n) {
    const auto w = set_of(c, "s").witnesses(n);
    return shown(n) + (w.size() == 1 ? " (" + w[0] + ")" : "");
  };
  tell(made, "The nearest such numbers on both sides are " + why(*below) + " and " + why(*above) + ". Their distances are $" + std::to_string(*target) + " - " + std::to_string(*below) + " = " +
                 std::to_string(*target - *below) + "$ and $" + std::to_string(*above) + " - " + std::to_string(*target) + " = " + std::to_string(*above - *target) + "$.");
  return made;
}

// What must be added to a number, or taken from it, to come to the next of a set.
Built to_reach(const Captures& c, bool add) {
  auto from = whole(c, "e");
  if (!from) return {};
  const IntegerSet beyond = add ? IntegerSet::range(*from + 1, {}) : IntegerSet::range({}, *from - 1);
  const IntegerSet set = set_of(c, "s").and_also(beyond);
  auto reached = add ? set.smallest() : set.largest();
  if (!reached) return {};
  Capture made = number_capture(add ? Expr::integer(*reached) - Expr::integer(*from) : Expr::integer(*from) - Expr::integer(*reached));
  const auto why = set.witnesses(*reached);
  tell(made, std::string("The next such number is ") + shown(*reached) + (why.empty() ? "." : ": " + and_list(why) + "."));
  return made;
}

Built which(const Captures& c) { return only(c); }

Built join(const Captures& c) { return built(set_of(c, "left").and_also(set_of(c, "b"))); }

IntegerSet powers(int k) {
  const auto root = [k](long long n) { return static_cast<long long>(std::llround(std::pow(static_cast<double>(n), 1.0 / k))); };
  const auto test = [root, k](long long n) {
    if (n < 0) return false;
    long long p = 1;
    for (int i = 0; i < k; ++i) p *= root(n);
    return p == n;
  };
  return IntegerSet::with({.test = test, .witness = [root, k](long long n) { return "$" + std::to_string(n) + " = " + std::to_string(root(n)) + "^" + std::to_string(k) + "$"; }, .in_lists = true});
}

}  // namespace

std::vector<PhraseForm> property_phrases() {
  return {
      {"adjective", "perfect square", [](const Captures&) { return built(powers(2)); }},
      {"adjective", "perfect cube", [](const Captures&) { return built(powers(3)); }},
      {"adjective", "(base-ten|base ten|consecutive-free|ordinary|unique|single|natural)", [](const Captures&) { return built(IntegerSet()); }},
      {"kind", "(base ten|base 10) (number|numbers|integer|integers)", [](const Captures&) { return built(IntegerSet()); }},
      {"kind", "base {int:b} (number|numbers|integer|integers) (that has|with|having|that have) {int:k} digits", digits_in_base},

      {"simple", "when divided by {num:m} (gives|leaves|has|yields|produces|give|leave|have) [a] remainder [of] {num:r}", leaves},
      {"simple", "remainder [of] {num:r} when [it is|they are] divided by {num:m}", leaves},
      {"simple", "(gives|give|yields|yield|produces|produce) [a] remainder [of] {num:r} when [it is|they are] divided by {num:m}", leaves},
      {"simple", "(has|have|leaves|leave) remainder {num:r} when [it is|they are] divided by {num:m}", leaves},
      {"simple", "(has|have|leave|leaves) no (remainder|remainders) when [it is|they are] divided by {num:m}", leaves},
      {"simple", "[leaves|leave|has|have|gives] remainder [of] {int:r} when [it is|they are] divided by (any|each|every|all) [of] [the] (integer|integers|number|numbers) [from] {int:a} (through|to) {int:b} [inclusive]", remainders_from_to},
      {"simple", "[evenly] divisible by [each of|all of|all|every|each|any] [of] [the] [positive] (integer|integers|number|numbers) [from] {int:a} (through|to) {int:b} [inclusive]", remainders_from_to},
      {"simple", "(multiples of|divisible by) [either] {num:a} or {num:b} but not [of|by|multiples of|divisible by] {num:n}", some_but_not},
      {"simple", "(multiples of|divisible by) both {num:a} and {num:b} but not [of|by] [either] {num:x} or {num:y}", both_but_neither},
      {"simple", "(multiples of|divisible by) both {num:a} and {num:b} but neither {num:x} nor {num:y}", both_but_neither},
      {"simple", "{math:math}", congruence},
      {"simple", "{rel:rel}", linear_bounds},
      {"simple", "{rel:rel}", relation},
      {"simple", "fewer than {num:e}", [](const Captures& c) -> Built {
         auto n = whole(c, "e");
         return n ? built(IntegerSet::range({}, *n - 1)) : Built();
       }},

      {"simple", "whose digits are [all] (the same|equal|identical|same)", [](const Captures&) {
         return built(IntegerSet::with({.test = [](long long n) { return n > 0 && digits_of(n).find_first_not_of(digits_of(n)[0]) == std::string::npos; }}));
       }},
      {"simple", "whose only digits are {nums:l}", digits_among},
      {"simple", "(whose digits are all|with every digit|each of whose digits is|every digit of which is|all of whose digits are) [either] {nums:l}", digits_among},
      {"simple", "(consisting|consists|made up|that consists|that consist) [only|entirely] of [only] [the] digits {nums:l}", digits_among},
      {"simple", "(end|ends|ending) (in|with) [the] [two|three] (digit|digits) {number:e}", ends_in_digits},
      {"simple", "whose digits sum is {num:e}", digits_sum_to},
      {"simple", "(for which|such that|where) the (sum of its digits|sum of the digits|digit sum) is {num:e}", digits_sum_to},
      {"simple", "(with|having|has|have) (all different|all distinct|no repeated|different|distinct|no two equal) digits", distinct_digits},
      {"simple", "[such that|for which] reversing [the|its] digits [of the (number|integer)] (produces|gives|yields|results in|makes) [a|another] {set:s}", reversed},
      {"simple", "whose digits reversed (give|form|make) [a|another] {set:s}", reversed},
      {"simple", "(requires|require|has|have|with|having) {int:k} digits (in|for its|in its) base {int:b} [representation|expansion]", digits_in_base},
      {"simple", "(has|have|with|having|whose) [a] base {int:b} representation (with|has|have|of) [exactly] {int:k} digits", digits_in_base},

      {"simple", "(has|have|with|having|whose) [a|positive] square (root|roots) [is|are] [a number|strictly] between {num:a} and {num:b}", [](const Captures& c) { return root_between(c, 2); }},
      {"simple", "(has|have|with|having|whose) [a] cube (root|roots) [is|are] [a number|strictly] between {num:a} and {num:b}", [](const Captures& c) { return root_between(c, 3); }},
      {"simple", "(has|have|with|having) no prime (factors|factor|divisors) (less|smaller) than {num:e}", no_small_primes},
      {"simple", "(invertible|coprime) (modulo|mod|to|with) {num:e}", [](const Captures& c) { return coprime(c, true); }},
      {"simple", "(has|have|with|having) no (inverse|multiplicative inverse) (modulo|mod) {num:e}", [](const Captures& c) { return coprime(c, false); }},
      {"simple", "whose negation is {condition:b}", [](const Captures& c) {
         return built(IntegerSet::with({.test = [set = c.at("b").set](long long n) { return set->contains(-n); }}).and_also(IntegerSet::range(-1'000'000, 1'000'000)));
       }},
      {"simple", "[such that|for which] {expr:e} (is|is equal to|equals|has|yields|can be written as) [a] terminating decimal [representation]", terminating},
      {"simple", "[such that|for which] decimal (representation|expansion) of {expr:e} terminates", terminating},

      {"condition+", "{condition:b}", join},
      {"set+", "(satisfies|satisfy|satisfying|such that|so that|with|where|for which|that satisfies|that satisfy) {condition:b}", join},
      {"set+", "{var} (satisfies|satisfy|satisfying|such that|so that|with|where|for which|that satisfies|that satisfy) {condition:b}", join},
      {"set+", "[which|that|and] when divided by {num:m} (gives|leaves|has|yields) [a] remainder [of] {num:r}", [](const Captures& c) -> Built {
         auto more = leaves(c);
         return more ? built(set_of(c, "left").and_also(*more->set)) : Built();
       }},

      {"nums", "[the] (smallest|least) and [the] (largest|greatest|biggest) [of the] {set:s}", extremes},
      {"nums", "[the] (largest|greatest|biggest) and [the] (smallest|least) [of the] {set:s}", [](const Captures& c) {
         auto both = extremes(c);
         if (both) std::swap(both->exprs[0], both->exprs[1]);
         return both;
       }},
      {"term", "how many {set:s} are (multiples of|divisible by) [either] {num:a} or [divisible by|multiples of|by] {num:b} [or both]", [](const Captures& c) { return count_by_multiples(c, true); }},
      {"term", "how many {set:s} are (neither|not) [either] (multiples of|divisible by) [either] {num:a} (nor|or) [multiples of|divisible by|by] {num:b}", [](const Captures& c) { return count_by_multiples(c, false); }},
      {"term", "how many {set:s} are (multiples of|divisible by) neither {num:a} nor [by|of] {num:b}", [](const Captures& c) { return count_by_multiples(c, false); }},
      {"term", "how many {set:s} are not [a] (multiples of|divisible by|multiple of) {num:a}", [](const Captures& c) { return count_by_multiples(c, false); }},
      {"term", "[the] {ordinal:k} [smallest] {set:s}", nth},
      {"term", "(what|which) {set:s} is (closest|nearest) to {num:e}", closest},
      {"term", "[the] {set:s} [that is|which is] (closest|nearest) to {num:e}", closest},
      {"term", "[the] (smallest|least) {set} that (can|must|should|needs to) be added to {num:e} to (yield|get|produce|make|give|obtain) [a|an] {set:s}", [](const Captures& c) { return to_reach(c, true); }},
      {"term", "[the] (smallest|least) {set} that (can|must|should|needs to) be subtracted from {num:e} to (yield|get|produce|make|give|obtain) [a|an] {set:s}",
       [](const Captures& c) { return to_reach(c, false); }},
      {"term", "for how many {set:s} does [the] decimal (representation|expansion) of {expr:e} terminate", count_terminating},
      {"term", "for how many {set:s} is {expr:e} [a] {simple:c}", count_where},
      {"term", "for how many {set:s} is {expr:e} (an integer|a whole number)", count_where},
      {"term", "for how many {set:s} (is|does) {expr:e} (a terminating decimal|terminate|yield a terminating decimal|have a terminating decimal representation)", count_terminating},
      {"term", "(what|which) {set:s}", which},
      {"term", "how many {set:s} are there [that are|that|which are|which] {condition:b}", [](const Captures& c) { return count(with_set(c, set_of(c, "s").and_also(set_of(c, "b")))); }},
      {"term", "[the] number of {set:s} {var}", count},
  };
}

}  // namespace retort::agent
