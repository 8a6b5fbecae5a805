// Arrangements, choices and partitions, each counted in two ways.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "cas/registry.h"
#include "math/number_theory.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Rational;

namespace {

constexpr int kMaxThings = 5000;
constexpr int kMaxPartitioned = 5000;
constexpr int kMaxPartitionedInParts = 1000;
constexpr std::size_t kMaxWord = 1000;

Failure disagree() { return {FailureKind::kUnverified, "two counts disagree"}; }

Status check_count(const char* name, const Rational& n, int most) {
  if (n.sign() < 0) return Error{ErrorCode::kInvalidArgument, fmt::format("'{}' must not be negative", name)};
  if (n > Rational(most)) return Error{ErrorCode::kUnsupported, fmt::format("'{}' beyond {}", name, most)};
  return {};
}

// n (n - 1) ... (n - k + 1), against n! / (n - k)!.
Outcome<ToolResult> permutations(Session&, const Arguments& args) {
  const Rational& n = args.integer("n");
  const Rational k = args.has("k") ? args.integer("k") : n;
  RETORT_TRY_STATUS(check_count("n", n, kMaxThings));
  RETORT_TRY_STATUS(check_count("k", k, kMaxThings));
  Rational product(k <= n ? 1 : 0);
  for (Rational i; i < k && !product.is_zero(); i += 1) product *= n - i;
  if (k <= n) {
    RETORT_TRY(const auto above, math::factorial(n));
    RETORT_TRY(const auto below, math::factorial(n - k));
    if (product * below != above) return disagree();
  }
  return answer(Expr::number(product), "compared with factorials (FLINT)", Grade::kProved);
}

// n! / (k1! k2! ...), against the choices of the places for each kind.
Outcome<Rational> arrangements_of(const std::vector<Rational>& counts) {
  Rational n, choices(1), below(1);
  for (const Rational& k : counts) {
    RETORT_TRY_STATUS(check_count("counts", k, kMaxThings));
    n += k;
    RETORT_TRY_STATUS(check_count("counts", n, kMaxThings));
    RETORT_TRY(const auto places, math::binomial(n, k));
    choices *= places;
    RETORT_TRY(const auto same, math::factorial(k));
    below *= same;
  }
  RETORT_TRY(const auto above, math::factorial(n));
  if (choices * below != above) return disagree();
  return choices;
}

Outcome<ToolResult> multinomial(Session&, const Arguments& args) {
  RETORT_TRY(const auto value, arrangements_of(args.integers("counts")));
  return answer(Expr::number(value), "compared with a product of binomial coefficients (FLINT)", Grade::kProved);
}

Outcome<ToolResult> arrangements(Session&, const Arguments& args) {
  const std::string& word = args.text("word");
  if (word.empty()) return Failure(FailureKind::kArguments, "'word' is empty");
  if (word.size() > kMaxWord) return Failure(FailureKind::kUnsupported, "'word' has more than 1000 letters");
  std::map<char, int> letters;
  for (const char c : lower_ascii(word)) {
    const bool usable = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!usable) return Failure(FailureKind::kArguments, "'word' must be made of letters and digits only, without spaces");
    ++letters[c];
  }
  std::vector<Rational> counts;
  for (const auto& [letter, count] : letters) counts.emplace_back(count);
  RETORT_TRY(const auto value, arrangements_of(counts));
  return answer(Expr::number(value), "compared with a product of binomial coefficients (FLINT)", Grade::kProved);
}

// Euler: p(n) = p(n - 1) + p(n - 2) - p(n - 5) - p(n - 7) + ...
Rational partitions_by_pentagonal_numbers(int n) {
  std::vector<Rational> p{Rational(1)};
  for (int m = 1; m <= n; ++m) {
    Rational sum;
    for (int k = 1; k * (3 * k - 1) / 2 <= m; ++k) {
      Rational pair = p[static_cast<std::size_t>(m - k * (3 * k - 1) / 2)];
      if (k * (3 * k + 1) / 2 <= m) pair += p[static_cast<std::size_t>(m - k * (3 * k + 1) / 2)];
      sum += k % 2 == 1 ? pair : -pair;
    }
    p.push_back(sum);
  }
  return p.back();
}

// Partitions of 0, ..., n into parts of at most k.
std::vector<Rational> with_parts_up_to(int n, int k) {
  std::vector<Rational> ways(static_cast<std::size_t>(n) + 1);
  ways[0] = 1;
  for (int part = 1; part <= k; ++part)
    for (int m = part; m <= n; ++m) ways[static_cast<std::size_t>(m)] += ways[static_cast<std::size_t>(m - part)];
  return ways;
}

// p(n, k) = p(n - 1, k - 1) + p(n - k, k), row by row.
Rational partitions_into(int n, int k) {
  std::vector<Rational> before(static_cast<std::size_t>(n) + 1), row;
  before[0] = 1;
  for (int parts = 1; parts <= k; ++parts) {
    row.assign(static_cast<std::size_t>(n) + 1, Rational(0));
    for (int m = parts; m <= n; ++m) row[static_cast<std::size_t>(m)] = before[static_cast<std::size_t>(m - 1)] + row[static_cast<std::size_t>(m - parts)];
    before = row;
  }
  return before.back();
}

Outcome<ToolResult> partitions(Session&, const Arguments& args) {
  const Rational& n = args.integer("n");
  const bool in_parts = args.has("parts");
  RETORT_TRY_STATUS(check_count("n", n, in_parts ? kMaxPartitionedInParts : kMaxPartitioned));
  const int whole = static_cast<int>(*n.to_int64());
  if (!in_parts) {
    const Rational value = partitions_by_pentagonal_numbers(whole);
    RETORT_TRY(const auto check, math::partition_count(n));
    if (check != value) return disagree();
    return answer(Expr::number(value), "Euler's recurrence, compared with FLINT's count", Grade::kProved);
  }
  RETORT_TRY_STATUS(check_count("parts", args.integer("parts"), kMaxPartitionedInParts));
  const int parts = static_cast<int>(*args.integer("parts").to_int64());
  const Rational value = parts <= whole ? partitions_into(whole, parts) : Rational(0);
  // As many have `parts` as their largest part.
  const Rational largest = parts == 0 ? Rational(whole == 0) : parts > whole ? Rational(0) : with_parts_up_to(whole - parts, parts).back();
  if (largest != value) return disagree();
  return answer(Expr::number(value), "compared with the count by largest parts", Grade::kProved);
}

}  // namespace

std::vector<ToolEntry> counting_tools() {
  return {
      {"permutations",
       "Number of ways to arrange k of n different things in order.",
       {{"n", ArgKind::kInteger, "how many there are"}, {"k", ArgKind::kInteger, "how many are arranged; all n when left out", false}},
       {{"n", 10}, {"k", 3}},
       false,
       permutations},
      {"multinomial",
       "Number of ways to arrange things of which some are alike.",
       {{"counts", ArgKind::kIntegers, "how many there are of each kind, such as [3, 2, 1]"}},
       {{"counts", {3, 2, 1}}},
       false,
       multinomial},
      {"arrangements",
       "Number of different arrangements of the letters of a word.",
       {{"word", ArgKind::kText, "the word, such as \"BANANA\""}},
       {{"word", "BANANA"}},
       false,
       arrangements},
      {"partitions",
       "Number of ways to write n as a sum of positive integers, the order left out of account.",
       {{"n", ArgKind::kInteger, "an integer that is not negative"}, {"parts", ArgKind::kInteger, "exactly so many summands; any number when left out", false}},
       {{"n", 7}},
       false,
       partitions},
  };
}

}  // namespace retort::cas
