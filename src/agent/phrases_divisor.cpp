// Divisors of a kind, counted by the exponents of a factorization that may be too large to list: "even", "perfect squares", "multiples of 12".
#include <algorithm>

#include "agent/forms_phrases.h"
#include "agent/phrase_terms.h"
#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Built = std::optional<Capture>;
using Factors = std::vector<std::pair<Rational, int>>;

// A kind of divisor: the stem names it, the expression is its number.
Built trait(const char* stem, Expr n) {
  Capture made = number_capture(std::move(n));
  made.stem = stem;
  return made;
}

std::optional<Factors> factors_of(const Expr& e) {
  auto n = math::exact_value(e);
  if (!n.ok() || !n->is_integer() || n->sign() <= 0 || n->bits() > 40'000) return {};
  // A product of powers of small numbers is factored part by part.
  if (e.is(Op::kMul) || e.is(Op::kPow)) {
    Factors all;
    const auto add = [&](const Factors& more, long long times) {
      for (const auto& [p, k] : more) {
        auto at = std::find_if(all.begin(), all.end(), [&, prime = p](const auto& f) { return f.first == prime; });
        if (at == all.end()) all.emplace_back(p, static_cast<int>(k * times));
        else at->second += static_cast<int>(k * times);
      }
    };
    for (const Expr& part : e.is(Op::kMul) ? e.args() : std::vector<Expr>{e}) {
      long long times = 1;
      Expr base = part;
      if (part.is(Op::kPow)) {
        auto k = math::exact_value(part.arg(1));
        if (!k.ok() || !k->to_int64() || *k < Rational(0) || *k > Rational(100'000)) return {};
        times = *k->to_int64();
        base = part.arg(0);
      }
      auto inner = factors_of(base);
      if (!inner) return {};
      add(*inner, times);
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return all;
  }
  if (n->bits() > 200) return {};
  if (*n == Rational(1)) return Factors{};
  auto found = math::factor_integer(*n);
  if (!found.ok()) return {};
  return *found;
}

Expr product_of(const Factors& factors) {
  std::vector<Expr> powers;
  for (const auto& [p, k] : factors) powers.push_back(k == 1 ? Expr::number(p) : pow(Expr::number(p), Expr::integer(k)));
  return powers.empty() ? Expr::integer(1) : powers.size() == 1 ? powers[0] : Expr::make(Op::kMul, powers);
}

// Which exponents of one prime a divisor of the kind can have: from low up to high in steps.
struct Choice { int low = 0, high = 0, step = 1; };

std::optional<Choice> choice(const Capture& kind, const Rational& p, int k) {
  const std::string& stem = kind.stem;
  if (stem == "any") return Choice{0, k, 1};
  if (stem == "odd") return p == Rational(2) ? Choice{0, 0, 1} : Choice{0, k, 1};
  if (stem == "even") return p == Rational(2) ? Choice{1, k, 1} : Choice{0, k, 1};
  if (stem == "square") return Choice{0, k, 2};
  if (stem == "cube") return Choice{0, k, 3};
  if (stem == "even square") return p == Rational(2) ? Choice{2, k, 2} : Choice{0, k, 2};
  if (stem == "odd square") return p == Rational(2) ? Choice{0, 0, 2} : Choice{0, k, 2};
  if (stem == "multiple") {
    auto m = factors_of(kind.exprs[0]);
    if (!m) return {};
    for (const auto& [q, low] : *m)
      if (q == p) return Choice{low, k, 1};
    return Choice{0, k, 1};
  }
  return {};
}

// Every prime of what they must be multiples of has to be there.
bool possible(const Capture& kind, const Factors& factors) {
  std::vector<Rational> needed;
  if (kind.stem == "even" || kind.stem == "even square") needed = {Rational(2)};
  if (kind.stem == "multiple") {
    auto m = factors_of(kind.exprs[0]);
    if (!m) return false;
    for (const auto& [q, low] : *m) needed.push_back(q);
  }
  return std::all_of(needed.begin(), needed.end(), [&](const Rational& q) { return std::any_of(factors.begin(), factors.end(), [&](const auto& f) { return f.first == q; }); });
}

std::string exponents_text(const Choice& c) {
  if (c.low == c.high) return "only $" + std::to_string(c.low) + "$";
  if (c.step == 1) return "from $" + std::to_string(c.low) + "$ to $" + std::to_string(c.high) + "$";
  std::vector<std::string> all;
  for (int e = c.low; e <= c.high; e += c.step) all.push_back("$" + std::to_string(e) + "$");
  if (all.size() > 4) return "$" + std::to_string(c.low) + ", " + std::to_string(c.low + c.step) + ", \\ldots, " + std::to_string(c.low + (c.high - c.low) / c.step * c.step) + "$";
  return and_list(all);
}

// "$12 / 2 + 1 = 7$"
std::string counted(const Choice& c) {
  const int top = c.low + (c.high - c.low) / c.step * c.step;
  const std::string count = std::to_string((top - c.low) / c.step + 1);
  if (top == c.low) return "$1$";
  const std::string span = std::to_string(top) + (c.low > 0 ? " - " + std::to_string(c.low) : "");
  if (c.step == 1 && c.low == 1) return "$" + count + "$";
  return "$" + (c.step == 1 ? span : c.low > 0 ? "(" + span + ") / " + std::to_string(c.step) : span + " / " + std::to_string(c.step)) + " + 1 = " + count + "$";
}

// How the exponents of a product of powers add up: "of $2$ it is $4 + 2 \\cdot 6 = 16$".
std::string gathered(const Expr& e, const Factors& factors) {
  if (!e.is(Op::kMul)) return "";
  std::vector<std::string> told;
  for (const auto& [prime, total] : factors) {
    std::string sum;
    int parts = 0;
    for (const Expr& part : e.args()) {
      auto base = factors_of(part.is(Op::kPow) ? part.arg(0) : part);
      if (!base) return "";
      for (const auto& [p, k] : *base) {
        if (p != prime) continue;
        const std::string power = part.is(Op::kPow) ? tex(part.arg(1)) : "1";
        sum += (sum.empty() ? "" : " + ") + (k == 1 ? power : std::to_string(k) + " \\cdot " + power);
        parts += k == 1 ? 1 : 2;
      }
    }
    if (parts > 1) told.push_back("of $" + tex(prime) + "$ it is $" + sum + " = " + std::to_string(total) + "$");
  }
  return told.empty() ? "" : "The exponents add up: " + and_list(told) + ". ";
}

Built count_kind(const Captures& c) {
  auto factors = factors_of(c.expr("e"));
  if (!factors || factors->empty() || factors->size() > 12) return {};
  const Capture kind = c.has("t") ? c.at("t") : *trait("any", Expr::integer(1));
  if (!possible(kind, *factors)) return {};
  std::vector<Expr> choices;
  std::vector<std::string> told, counts;
  for (const auto& [p, k] : *factors) {
    auto range = choice(kind, p, k);
    if (!range || range->high < range->low) return {};
    choices.push_back(Expr::integer((range->high - range->low) / range->step + 1));
    told.push_back("of $" + tex(p) + "$ " + exponents_text(*range));
    counts.push_back(counted(*range));
  }
  Capture made = number_capture(choices.size() == 1 ? choices[0] : Expr::make(Op::kMul, choices));
  const Expr written = product_of(*factors);
  auto n = math::exact_value(c.expr("e"));
  if (!c.expr("e").same(written) && n.ok() && n->bits() < 100 && c.expr("e").is_number())
    made.own.push_back(factoring(*n, c.expr("e")));
  else if (!c.expr("e").same(written))
    made.own.push_back({gathered(c.expr("e"), *factors) + "In powers of primes this is $" + tex(c.expr("e")) + " = " + tex(written) + "$.", {}, {}, {}, {}});
  made.own.push_back({"A divisor of this kind can have these exponents: " + and_list(told) + ". That makes " + and_list(counts) + (choices.size() == 1 ? " choices." : " choices, one for each prime."), {}, {}, {}, {}});
  return made;
}

// Divisors that several numbers have in common: those of their greatest common divisor.
Built common_count(const Captures& c) {
  Rational g;
  for (const Expr& e : c.at("l").exprs) {
    auto n = math::exact_value(e);
    if (!n.ok() || !n->is_integer() || n->sign() <= 0) return {};
    g = math::gcd(g, *n);
  }
  if (g < Rational(2)) return {};
  Captures with = c;
  with.set("e", number_capture(Expr::number(g)));
  auto made = count_kind(with);
  if (!made) return {};
  Json numbers = Json::array();
  for (const Expr& e : c.at("l").exprs) numbers.push_back(math::exact_value(e)->to_string());
  made->own.insert(made->own.begin(), {"The divisors in common are the divisors of the greatest common divisor.", "gcd", {{"numbers", numbers}}, {Expr::number(g)}, ""});
  return made;
}

// The smallest number that makes a product a square or cube.
Built completing(const Captures& c, int power) {
  auto factors = factors_of(c.expr("e"));
  if (!factors || factors->empty() || c.expr("e").is_number()) return {};
  std::vector<Expr> missing;
  for (const auto& [p, k] : *factors) {
    const int more = (power - k % power) % power;
    if (more > 0) missing.push_back(more == 1 ? Expr::number(p) : pow(Expr::number(p), Expr::integer(more)));
  }
  if (missing.empty()) return {};
  Capture made = number_capture(missing.size() == 1 ? missing[0] : Expr::make(Op::kMul, missing));
  const Expr written = product_of(*factors);
  if (!c.expr("e").same(written)) made.own.push_back({"In powers of primes this is $" + tex(c.expr("e")) + " = " + tex(written) + "$.", {}, {}, {}, {}});
  made.own.push_back({"Every exponent must become a multiple of $" + std::to_string(power) + "$; what is missing is $" + tex(made.exprs[0]) + "$.", {}, {}, {}, {}});
  return made;
}

// The greatest k for which p^k divides n!, and with it the zeros at its end: the multiples of p, p^2, ... are counted.
Built legendre(const Captures& c) {
  const Expr& e = c.expr("e");
  if (!e.is_func("factorial") || !e.arg(0).is_integer()) return {};
  auto n = e.arg(0).value().to_int64(), base = c.has("p") ? c.expr("p").value().to_int64() : std::optional<long long>(10);
  if (!n || !base || *n < 2 || *n > 1'000'000'000 || *base < 2) return {};
  auto factors = math::factor_integer(Rational(*base));
  if (!factors.ok()) return {};
  // 10 = 2 * 5: the larger of simple primes decides.
  for (const auto& [p, k] : *factors)
    if (k != 1) return {};
  const long long p = *factors->back().first.to_int64();
  std::vector<Expr> parts;
  std::vector<std::string> shown;
  for (long long q = p, k = 1; q <= *n; q *= p, ++k) {
    parts.push_back(Expr::integer(*n / q));
    const std::string power = std::to_string(p) + (k == 1 ? "" : "^{" + std::to_string(k) + "}");
    shown.push_back("$\\lfloor \\frac{" + std::to_string(*n) + "}{" + power + "} \\rfloor = " + std::to_string(*n / q) + "$");
  }
  if (parts.empty()) return {};
  Capture made = number_capture(parts.size() == 1 ? parts[0] : Expr::make(Op::kAdd, parts));
  made.own.push_back({(factors->size() > 1 ? "There are more factors $" + tex(factors->front().first) + "$ than $" + std::to_string(p) + "$, so the factors $" + std::to_string(p) + "$ are counted. " : "") +
                          "Among the factors of $" + tex(e) + "$ the multiples of $" + std::to_string(p) + "$" + (parts.size() > 1 ? " and of its powers" : "") + " are counted: " + and_list(shown) + ".", {}, {}, {}, {}});
  return made;
}

// The same asked with the power as a term: 3^k.
Built legendre_power(const Captures& c) {
  const Expr& power = c.expr("p");
  if (!power.is(Op::kPow) || !power.arg(0).is_integer() || !power.arg(1).same(c.expr("v"))) return {};
  Captures with = c;
  with.set("p", number_capture(power.arg(0)));
  return legendre(with);
}

}  // namespace

std::vector<PhraseForm> divisor_phrases() {
  const auto any = [](const Captures&) { return trait("any", Expr::integer(1)); };
  return {
      {"trait", "[positive|natural-number|whole-number|natural number] even", [](const Captures&) { return trait("even", Expr::integer(2)); }},
      {"trait", "[positive|natural-number|whole-number] odd", [](const Captures&) { return trait("odd", Expr::integer(1)); }},
      {"trait", "[positive] (perfect square|perfect squares|square|squares|a perfect square)", [](const Captures&) { return trait("square", Expr::integer(2)); }},
      {"trait", "[positive] (perfect cube|perfect cubes|cube|cubes)", [](const Captures&) { return trait("cube", Expr::integer(3)); }},
      {"trait", "even (perfect square|perfect squares|square|squares)", [](const Captures&) { return trait("even square", Expr::integer(2)); }},
      {"trait", "odd (perfect square|perfect squares|square|squares)", [](const Captures&) { return trait("odd square", Expr::integer(2)); }},
      {"trait", "(multiples of|divisible by|a multiple of) {num:m}", [](const Captures& c) { return trait("multiple", c.expr("m")); }},
      {"trait", "(positive|natural-number|whole-number|distinct|different|distinct positive|distinct natural-number|natural number|whole number)", any},

      {"term", "how many [of the] [distinct|different] {trait:t} [integer|integral|whole-number|natural-number|whole number] (factors|divisors) does [the (number|product)] {term:e} have", count_kind},
      {"term", "how many [distinct|different] [integer|natural number] (factors|divisors) does [the (number|product)] {term:e} have", count_kind},
      {"term", "how many [of the] [positive|natural-number|natural number|distinct|whole-number] [integer|integral] (factors|divisors) of {term:e} are {trait:t}", count_kind},
      {"term", "how many {trait:t} [integer|integers|number|numbers] (are|are there that are) (factors|divisors) of [the (number|product)] {term:e}", count_kind},
      {"term", "how many {trait:t} [integers|numbers] divide {term:e}", count_kind},
      {"term", "[the] number of {trait:t} [integer|integral] (factors|divisors) of {term:e}", count_kind},
      {"term", "how many [positive|distinct] (divisors|factors) do {nums:l} have in common", common_count},
      {"term", "how many [positive|distinct] common (divisors|factors) do {nums:l} have", common_count},
      {"term", "[the] number of [positive|distinct] common (divisors|factors) of {nums:l}", common_count},
      {"term", "[the] (smallest|least) positive integer [{var}] that when multiplied (with|by) {term:e} (produces|gives|yields|results in) [a product that is] [a] perfect square", [](const Captures& c) { return completing(c, 2); }},
      {"term", "[the] (smallest|least) positive integer by which {term:e} (must|can|should) be multiplied to (make|get|give|obtain|produce) [a] perfect square", [](const Captures& c) { return completing(c, 2); }},
      {"term", "[the] (smallest|least) positive integer by which {term:e} (must|can|should) be multiplied to (make|get|give|obtain|produce) [a] perfect cube", [](const Captures& c) { return completing(c, 3); }},
      {"term", "how many (zeros|zeroes) (are at the end of|are there at the end of) {term:e}", legendre},
      {"term", "how many [trailing|terminal] (zeros|zeroes) does [the] [decimal (representation|expansion) of] {term:e} (have|end with|end in) [at the end|at its end]", legendre},
      {"term", "how many [trailing|terminal] (zeros|zeroes) (are there|are) [in|at the end of] [the] [decimal (representation|expansion) of] {term:e}", legendre},
      {"term", "[the] number of [trailing|terminal|consecutive] (zeros|zeroes) (at the end of|of|in|that end) {term:e}", legendre},
      {"term", "[the] (largest|greatest) [positive] (integer|value|exponent) [of] {var:v} (such that|for which|so that) {expr:p} (divides|is a factor of|is a divisor of) {term:e}", legendre_power},
      {"term", "[the] (largest|greatest) [positive] (integer|value|exponent) [of] {var:v} (such that|for which|so that) {term:e} is divisible by {expr:p}", legendre_power},
      {"term", "[the] (largest|greatest) power of {int:p} that (divides|is a factor of|is a divisor of|divides evenly into) {term:e}", [](const Captures& c) -> Built {
         auto made = legendre(c);
         if (made) made->exprs[0] = pow(c.expr("p"), made->exprs[0]);
         return made;
       }},
      {"term", "[the] exponent of {int:p} in [the] prime factorization of {term:e}", legendre},
  };
}

}  // namespace retort::agent
