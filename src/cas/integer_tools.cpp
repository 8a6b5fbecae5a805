// Divisibility of integers, each answer with a certificate.
#include <fmt/core.h>

#include <algorithm>

#include "cas/registry.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

constexpr long kWorkerBits = 80;       // larger numbers are factored in the worker, which can be killed
constexpr long kMaxGcdBits = 4000;
constexpr long kMaxFactoredBits = 2000;
constexpr int kMaxListedDivisors = 5000;
constexpr int kCountedOut = 2000;        // up to here a count is checked by counting

Failure disagree() { return {FailureKind::kUnverified, "the certificate of this value does not hold"}; }

bool divides(const Rational& d, const Rational& n) { return n.is_zero() || (!d.is_zero() && (n / d).is_integer()); }

// g = s a + t b by Euclid's algorithm, g >= 0.
struct Bezout { Rational g, s, t; };
Bezout euclid(Rational a, Rational b) {
  Rational s0 = 1, s1 = 0, t0 = 0, t1 = 1;
  while (!b.is_zero()) {
    const Rational q = (a / b).floor();
    a -= q * b, std::swap(a, b);
    s0 -= q * s1, std::swap(s0, s1);
    t0 -= q * t1, std::swap(t0, t1);
  }
  if (a.sign() < 0) return {-a, -s0, -t0};
  return {a, s0, t0};
}

// The gcd, with the certificate that it divides both and is a combination of both.
Outcome<Rational> certified_gcd(const Rational& a, const Rational& b) {
  if (std::max(a.bits(), b.bits()) > kMaxGcdBits) return Failure(FailureKind::kUnsupported, "the numbers are too large");
  const Rational g = math::gcd(a, b);
  const Bezout certificate = euclid(a, b);
  if (certificate.s * a + certificate.t * b != g || !divides(g, a) || !divides(g, b)) return disagree();
  return g;
}

Outcome<ToolResult> gcd(Session&, const Arguments& args) {
  Rational g;
  for (const Rational& n : args.integers("numbers")) {
    RETORT_TRY(g, certified_gcd(g, n));
  }
  return answer(Expr::number(g), "divides all and is a combination of them (Bezout)", Grade::kProved);
}

Outcome<ToolResult> lcm(Session&, const Arguments& args) {
  Rational l = 1;
  for (const Rational& n : args.integers("numbers")) {
    const Rational before = l;
    l = math::lcm(before, n);
    RETORT_TRY(auto g, certified_gcd(before, n));
    if (g * l != (before * n).abs()) return disagree();
  }
  return answer(Expr::number(l), "gcd times lcm is the product (Bezout)", Grade::kProved);
}

using Factors = std::vector<std::pair<Rational, int>>;

Outcome<Factors> worker_factors(Session& session, const Rational& n) {
  RETORT_TRY(auto value, session.ask("ifactors", Json::array({n.to_string()})));
  Factors factors;
  if (!value.is_array() || value.size() % 2 != 0) return disagree();
  for (std::size_t i = 0; i + 1 < value.size(); i += 2) {
    const auto p = value[i].is_string() ? Rational::parse(value[i].get<std::string>()) : Result<Rational>(Rational(0));
    const auto e = value[i + 1].is_string() ? Rational::parse(value[i + 1].get<std::string>()) : Result<Rational>(Rational(0));
    if (!p.ok() || !e.ok() || !e->to_int64() || *e->to_int64() < 1 || *e->to_int64() > n.bits()) return disagree();
    factors.emplace_back(*p, static_cast<int>(*e->to_int64()));
  }
  std::sort(factors.begin(), factors.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return factors;
}

// Prime factors of |n| >= 2: primes proved, product multiplied out.
Outcome<Factors> certified_factors(Session& session, const Rational& n) {
  Factors factors;
  if (n.bits() <= kWorkerBits) {
    RETORT_TRY(factors, math::factor_integer(n));
  } else {
    if (n.bits() > kMaxFactoredBits) return Failure(FailureKind::kUnsupported, "the number is too large to be factored");
    RETORT_TRY(factors, worker_factors(session, n.abs()));
  }
  Rational product = 1;
  for (const auto& [p, e] : factors) {
    RETORT_TRY(auto power, Rational::pow(p, e));
    product *= power;
    RETORT_TRY(const bool prime, math::decide_prime(p));
    if (!prime) return disagree();
  }
  if (product != n.abs()) return disagree();
  return factors;
}

Outcome<Factors> factors_of(Session& session, const Rational& n) {
  if (n.is_zero()) return Failure(FailureKind::kDomain, "0 has no factorization");
  if (n.abs() == Rational(1)) return Factors{};
  return certified_factors(session, n);
}

Expr factored(const Rational& n, const Factors& factors) {
  std::vector<Expr> parts;
  for (const auto& [p, e] : factors) parts.push_back(e == 1 ? Expr::number(p) : math::pow(Expr::number(p), Expr::integer(e)));
  if (parts.empty()) return Expr::number(n);
  const Expr product = parts.size() == 1 ? parts[0] : Expr::make(Op::kMul, std::move(parts));
  return n.sign() < 0 ? -product : product;
}

Outcome<ToolResult> factor_integer(Session& session, const Arguments& args) {
  const Rational& n = args.integer("n");
  RETORT_TRY(auto factors, factors_of(session, n));
  return answer(factored(n, factors), "primes proved, multiplied out (FLINT)", Grade::kProved);
}

Outcome<Factors> factors_of_positive(Session& session, const Rational& n) {
  if (n.sign() <= 0) return Failure(FailureKind::kDomain, "'n' must be positive");
  return factors_of(session, n);
}

Rational count_of(const Factors& factors) {
  Rational count = 1;
  for (const auto& [p, e] : factors) count *= Rational(e + 1);
  return count;
}

Outcome<ToolResult> divisor_count(Session& session, const Arguments& args) {
  const Rational& n = args.integer("n");
  RETORT_TRY(auto factors, factors_of_positive(session, n));
  return answer(Expr::number(count_of(factors)), "from the proved prime factors (FLINT)", Grade::kProved);
}

std::vector<Rational> divisors_from(const Factors& factors) {
  std::vector<Rational> all{Rational(1)};
  for (const auto& [p, e] : factors) {
    const std::size_t before = all.size();
    for (std::size_t i = 0; i < before * static_cast<std::size_t>(e); ++i) all.push_back(all[all.size() - before] * p);
  }
  std::sort(all.begin(), all.end());
  return all;
}

Outcome<ToolResult> divisors(Session& session, const Arguments& args) {
  const Rational& n = args.integer("n");
  RETORT_TRY(auto factors, factors_of_positive(session, n));
  if (count_of(factors) > Rational(kMaxListedDivisors))
    return Failure(FailureKind::kUnsupported, "there are " + count_of(factors).to_string() + " divisors, too many to list: use divisor_count or divisor_sum");
  const auto all = divisors_from(factors);
  const bool once = std::adjacent_find(all.begin(), all.end()) == all.end();
  if (!once || !std::all_of(all.begin(), all.end(), [&](const Rational& d) { return divides(d, n); })) return disagree();
  std::string plain, latex;
  for (const Rational& d : all) plain += (plain.empty() ? "" : ", ") + d.to_string();
  return answer("[" + plain + "]", plain, "each divides, and the proved prime factors say how many there are", Grade::kProved);
}

// The product of 1 + p + ... + p^e, against (p^(e + 1) - 1) / (p - 1) for each prime.
Outcome<ToolResult> divisor_sum(Session& session, const Arguments& args) {
  RETORT_TRY(auto factors, factors_of_positive(session, args.integer("n")));
  Rational sum = 1, check = 1;
  for (const auto& [p, e] : factors) {
    Rational power = 1, part = 1;
    for (int i = 0; i < e; ++i) part += power *= p;
    sum *= part;
    check *= (power * p - 1) / (p - 1);
  }
  if (sum != check) return disagree();
  return answer(Expr::number(sum), "from the proved prime factors, in two ways (FLINT)", Grade::kProved);
}

// The numbers up to n without a common factor with it, one by one.
Rational coprime_count(const Rational& n) {
  long long count = 0;
  for (long long k = 1; Rational(k) <= n; ++k) count += math::gcd(Rational(k), n) == Rational(1);
  return count;
}

// The product of (p - 1) p^(e - 1), against n (1 - 1/p) (1 - 1/q) ..., and counted for a small n.
Outcome<ToolResult> totient(Session& session, const Arguments& args) {
  const Rational& n = args.integer("n");
  RETORT_TRY(auto factors, factors_of_positive(session, n));
  Rational value = 1, check = n;
  for (const auto& [p, e] : factors) {
    RETORT_TRY(auto power, Rational::pow(p, e - 1));
    value *= power * (p - 1);
    check *= Rational(1) - Rational(1) / p;
  }
  if (value != check || (n <= Rational(kCountedOut) && coprime_count(n) != value)) return disagree();
  return answer(Expr::number(value), "from the proved prime factors, in two ways (FLINT)", Grade::kProved);
}

Outcome<ToolResult> is_prime(Session&, const Arguments& args) {
  RETORT_TRY(const bool prime, math::decide_prime(args.integer("n")));
  return answer(prime ? "True" : "False", prime ? "\\text{true}" : "\\text{false}",
                prime ? "primality proof (FLINT)" : "proof that it is composite (FLINT)", Grade::kProved);
}

}  // namespace

std::vector<ToolEntry> integer_tools() {
  const ArgSpec numbers{"numbers", ArgKind::kIntegers, "a list of integers, such as [12, 18]"};
  const auto n = [](const char* help) { return std::vector<ArgSpec>{{"n", ArgKind::kInteger, help}}; };
  return {
      {"gcd", "Greatest common divisor of integers.", {numbers}, {{"numbers", {48, 36}}}, false, gcd},
      {"lcm", "Least common multiple of integers.", {numbers}, {{"numbers", {4, 6}}}, false, lcm},
      {"factor_integer", "Prime factorization of an integer.", n("an integer other than 0"), {{"n", 360}}, false, factor_integer},
      {"divisor_count", "Number of positive divisors of a positive integer.", n("a positive integer"), {{"n", 360}}, false, divisor_count},
      {"divisors", "List of the positive divisors of a positive integer, ascending.", n("a positive integer"), {{"n", 36}}, false, divisors},
      {"divisor_sum", "Sum of the positive divisors of a positive integer.", n("a positive integer"), {{"n", 360}}, false, divisor_sum},
      {"totient",
       "Euler's phi: how many of the numbers 1, ..., n have no common factor with n.",
       n("a positive integer"),
       {{"n", 36}},
       false,
       totient},
      {"is_prime", "Whether an integer is a prime number: True or False.", n("an integer"), {{"n", 97}}, false, is_prime},
  };
}

}  // namespace retort::cas
