// Questions about whole numbers, choices and sets that one tool answers.
#include "agent/forms_starter.h"
#include "agent/forms_terms.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;

std::string plain(const Captures& c, std::string_view slot) { return math::to_plain(c.expr(slot)); }

Goal ask(std::string tool, Json args, std::string thought, Closing closing, Take take) {
  return ToolQuestion{std::move(tool), {std::move(args)}, {std::move(thought)}, take, std::move(closing)};
}

namespace {

constexpr long long kMost = 1'000'000, kMostWithDigits = 1'000'000'000'000;

template <typename Build>
std::optional<Goal> of_number(const Captures& c, Build build, long long most = kMost) {
  long long n = c.integer("n");
  return n >= 1 && n <= most ? std::optional<Goal>(build(n)) : std::nullopt;
}

std::optional<Goal> divisors(const Captures& c) {
  return of_number(c, [](long long n) { return ask("divisors", {{"n", n}}, "We need the divisors.", "the divisors are @"); });
}
std::optional<Goal> divisor_total(const Captures& c) {
  return of_number(c, [](long long n) { return ask("divisor_sum", {{"n", n}}, "We need the sum of the divisors.", "the sum of the divisors is @"); });
}
std::optional<Goal> divisor_number(const Captures& c) {
  return of_number(c, [](long long n) { return ask("divisor_count", {{"n", n}}, "The first factor can be any divisor.", "there are @ of them"); });
}
std::optional<Goal> totient(const Captures& c) {
  if (c.has("one") && c.integer("one") != 1) return {};
  if (c.has("same") && !c.expr("same").same(c.expr("n"))) return {};
  return of_number(c, [](long long n) { return ask("totient", {{"n", n}}, "We need the number of integers without a common factor.", "there are @ of them"); });
}

// All k with 1 <= k <= n.
std::optional<Goal> coprime_range(const Captures& c) {
  const Expr &range = c.expr("range"), &k = c.expr("k");
  if (!range.is(Op::kChain) || range.args().size() != 2 || range.arg(0).name() != "<=" || range.arg(1).name() != "<=") return {};
  bool whole = range.arg(0).arg(0).same(Expr::integer(1)) && range.arg(0).arg(1).same(k) && range.arg(1).arg(1).same(c.expr("n"));
  return whole ? totient(c) : std::nullopt;
}

std::optional<Goal> congruence(long long a, long long b, long long m) {
  if (m < 2 || m > kMost || a < 1 || b < 1 || a >= m || b >= m) return {};
  return ask("solve_congruence", {{"a", a}, {"b", b}, {"modulus", m}}, "We need the inverse of the factor.", "the smallest such number is @", Take::kFirst);
}

// ax = b (mod m), or x = b (mod m).
struct Residue { long long factor = 1, remainder = 0, modulus = 0; };
std::optional<Residue> residue(const Expr& e, const std::string& variable) {
  if (!e.is(Op::kCongruence) || !e.arg(1).is_integer() || !e.arg(2).is_integer()) return {};
  auto b = e.arg(1).value().to_int64(), m = e.arg(2).value().to_int64();
  if (!b || !m) return {};
  const Expr& left = e.arg(0);
  if (left.is(Op::kSymbol) && left.name() == variable) return Residue{1, *b, *m};
  if (!left.is(Op::kMul) || left.args().size() != 2 || !left.arg(0).is_integer() || !left.arg(1).is(Op::kSymbol) || left.arg(1).name() != variable) return {};
  auto a = left.arg(0).value().to_int64();
  return a ? std::optional(Residue{*a, *b, *m}) : std::nullopt;
}

std::optional<Goal> written_congruence(const Captures& c) {
  if (c.at("cong").exprs.empty()) return {};
  auto r = residue(c.expr("cong"), c.expr("x").name());
  return r ? congruence(r->factor, r->remainder, r->modulus) : std::nullopt;
}

std::optional<Goal> told_congruence(const Captures& c) {
  const Expr& left = c.expr("ax");
  if (!left.is(Op::kMul) || left.args().size() != 2 || !left.arg(0).is_integer() || !left.arg(1).same(c.expr("x"))) return {};
  auto a = left.arg(0).value().to_int64();
  return a ? congruence(*a, c.integer("b"), c.integer("m")) : std::nullopt;
}

std::optional<Goal> inverse(const Captures& c) {
  long long a = c.integer("a"), m = c.integer("m");
  if (m < 2 || m > kMost || a < 1 || a >= m || (c.has("same") && c.integer("same") != m) || (c.has("one") && c.integer("one") != 1)) return {};
  return ask("inverse_mod", {{"a", a}, {"modulus", m}}, "We need the inverse.", "the inverse is @");
}

std::optional<Goal> remainders(long long r, long long m, long long s, long long n) {
  if (m < 2 || n < 2 || m > kMost || n > kMost || r < 0 || s < 0 || r >= m || s >= n || r + s == 0) return {};
  return ask("chinese_remainder", {{"remainders", {r, s}}, {"moduli", {m, n}}}, "Both conditions must hold at once.", "the smallest such number is @", Take::kFirst);
}
std::optional<Goal> two_remainders(const Captures& c) { return remainders(c.integer("r"), c.integer("m"), c.integer("s"), c.integer("n")); }

std::optional<Goal> written_remainders(const Captures& c) {
  if (c.at("first").exprs.empty() || c.at("second").exprs.empty()) return {};
  auto a = residue(c.expr("first"), c.expr("x").name()), b = residue(c.expr("second"), c.expr("x").name());
  if (!a || !b || a->factor != 1 || b->factor != 1) return {};
  return remainders(a->remainder, a->modulus, b->remainder, b->modulus);
}

std::optional<Goal> primes(const Captures& c) {
  ToolQuestion goal{"is_prime", {}, {}, Take::kTrue, "@ of them are prime"};
  const auto& numbers = c.at("ints").exprs;
  if (numbers.size() < 2 || numbers.size() > 8) return {};
  for (const Expr& n : numbers) {
    auto value = n.value().to_int64();
    if (!value || *value < 2 || *value > kMost) return {};
    goal.calls.push_back({{"n", *value}});
    goal.thoughts.push_back("We look at $" + number_text(n) + "$.");
  }
  return goal;
}

std::optional<Goal> factors(const Captures& c) {
  return of_number(c, [](long long n) { return ask("factor_integer", {{"n", n}}, "We split off one prime after the other.", "the factorization is @"); });
}
std::optional<Goal> digit_total(const Captures& c) {
  return of_number(c, [](long long n) { return ask("digit_sum", {{"n", n}}, "We add the digits.", "the sum of the digits is @"); }, kMostWithDigits);
}
std::optional<Goal> digit_product(const Captures& c) {
  if (c.integer("n") < 10 || c.integer("n") > kMostWithDigits) return {};
  return ask("digits", {{"n", c.integer("n")}}, "We look at the digits one by one.", "the product of the digits is @", Take::kProduct);
}
std::optional<Goal> in_base(const Captures& c) {
  long long n = c.integer("n"), base = c.integer("base");
  if (n < 1 || base < 2 || base > 10) return {};
  return ask("to_base", {{"n", n}, {"base", base}}, "We divide again and again.", "the number is @");
}

std::optional<Goal> ordered(const Captures& c) {
  long long n = c.integer("n"), k = c.integer("k");
  if (k < 1 || n < k || n > 60) return {};
  return ask("permutations", {{"n", n}, {"k", k}}, "The places are filled one after the other.", "there are @ ways");
}

std::optional<Goal> groups(const Captures& c) {
  long long n = c.integer("n"), total = 0;
  Json counts = Json::array();
  for (const char* group : {"a", "b", "c"}) {
    long long size = c.integer(group);
    if (size < 1 || size > 30) return {};
    total += size;
    counts.push_back(size);
  }
  if (total != n) return {};
  return ask("multinomial", {{"counts", counts}}, "Only who is in which group counts, not the order within it.", "there are @ ways");
}

std::optional<Goal> anagrams(const Captures& c) {
  const std::string& word = c.text("word");
  if (word.size() < 2 || word.size() > 15) return {};
  for (char letter : word)
    if (letter < 'A' || letter > 'Z') return {};
  return ask("arrangements", {{"word", word}}, "Equal letters cannot be told apart.", "there are @ of them");
}

std::optional<Goal> partitions(const Captures& c) {
  long long n = c.integer("n"), k = c.integer("k");
  if (k < 1 || n < k || n > 60) return {};
  return ask("partitions", {{"n", n}, {"parts", k}}, "We list the sums in order.", "there are @ ways");
}

// The sets in the slots; A = {1, 2} counts as its right side.
std::optional<Json> sets(const Captures& c) {
  Json out = Json::array();
  for (const char* slot : {"a", "b"}) {
    if (c.at(slot).exprs.empty()) return {};
    const Expr& e = c.expr(slot);
    const Expr& set = e.is(Op::kRel) && e.name() == "=" ? e.arg(1) : e;
    if (!set.is(Op::kSet) || !set.symbols().empty()) return {};
    out.push_back(math::to_plain(set));
  }
  return out;
}

std::optional<Goal> set_question(const Captures& c, const char* operation, Take take, const char* closing) {
  auto both = sets(c);
  if (!both) return {};
  return ask("combine_sets", {{"operation", operation}, {"sets", *both}}, "We go through the elements.", closing, take);
}
std::optional<Goal> union_size(const Captures& c) { return set_question(c, "union", Take::kSize, "there are @ elements"); }
std::optional<Goal> common_elements(const Captures& c) { return set_question(c, "intersection", Take::kValue, "the common elements form @"); }
std::optional<Goal> difference_size(const Captures& c) { return set_question(c, "difference", Take::kSize, "there are @ such elements"); }
// How many elements A \cup B has; or A \cap B itself.
std::optional<Goal> named_union(const Captures& c) { return c.text("q").find("\\cup") != std::string::npos ? union_size(c) : std::nullopt; }
std::optional<Goal> named_intersection(const Captures& c) { return c.text("q").find("\\cap") != std::string::npos ? common_elements(c) : std::nullopt; }

}  // namespace

std::vector<Form> integer_question_forms() {
  return {
      {"divisors", "list all positive divisors of {int:n}", divisors},
      {"divisors", "write down every positive divisor of {int:n} [separated by commas]", divisors},
      {"divisors", "which positive integers divide {int:n} without a remainder", divisors},
      {"divisor_total", "what do the positive divisors of {int:n} add up to", divisor_total},
      {"divisor_total", "add up all positive divisors of {int:n} what is the total", divisor_total},
      {"divisor_total", "all positive divisors of {int:n} are added what is the result", divisor_total},
      {"divisor_number", "in how many ways can {int:n} be written as a product of two positive integers if the order matters", divisor_number},
      {"divisor_number", "how many ordered pairs of positive integers have the product {int:n}", divisor_number},
      {"totient", "how many of the integers from {int:one} to {int:n} have no common factor with {int:same} other than {int}", totient},
      {"totient", "how many positive integers up to {int:n} are relatively prime to {int:same}", totient},
      {"totient", "compute euler 's totient of {int:n}", totient},
      {"totient", "what is the value of euler 's phi function at {int:n}", totient},
      {"totient", "count the positive integers not greater than {int:n} that are coprime to {int:same}", totient},
      {"totient", "for how many integers {var:k} with {rel:range} is the greatest common divisor of {var} and {int:n} equal to {int:one}", coprime_range},
      {"congruence", "find the smallest positive integer {var:x} with {math:cong}", written_congruence},
      {"congruence", "solve the congruence {math:cong} for the smallest positive integer {var:x}", written_congruence},
      {"congruence", "what is the least positive integer {var:x} such that {expr:ax} leaves remainder {int:b} when divided by {int:m}", told_congruence},
      {"inverse", "find the inverse of {int:a} modulo {int:m}", inverse},
      {"inverse", "by which positive integer less than {int:m} must {int:a} be multiplied to leave remainder {int:one} when divided by {int:same}", inverse},
      {"inverse", "which number from {int:one} to {int:same} is the multiplicative inverse of {int:a} modulo {int:m}", inverse},
      {"remainders",
       "what is the smallest positive integer that leaves remainder {int:r} when divided by {int:m} and remainder {int:s} when divided by {int:n}", two_remainders},
      {"remainders", "find the smallest positive integer {var:x} with {math:first} and {math:second}", written_remainders},
      {"remainders",
       "packed in boxes of {int:m} a heap of eggs leaves {int:r} over packed in boxes of {int:n} it leaves {int:s} over what is the smallest possible number of eggs",
       two_remainders},
      {"remainders",
       "a number gives remainder {int:r} on division by {int:m} and remainder {int:s} on division by {int:n} what is the least such positive number", two_remainders},
      {"remainders", "in rows of {int:m} {int:r} soldiers are left over in rows of {int:n} {int:s} are left over at least how many soldiers are there", two_remainders},
      {"remainders",
       "which is the smallest positive number that is {int:r} more than a multiple of {int:m} and {int:s} more than a multiple of {int:n}", two_remainders},
      {"primes", "how many of the numbers {ints} are prime", primes},
      {"primes", "of the integers {ints} how many are prime numbers", primes},
      {"primes", "count the primes among {ints}", primes},
      {"primes", "consider {ints} how many of these numbers are prime", primes},
      {"primes", "among {ints} how many primes are there", primes},
      {"primes", "the numbers {ints} are given how many primes are among them", primes},
      {"factors", "write {int:n} as a product of primes", factors},
      {"factors", "<find> the prime factorization of [the number] {int:n}", factors},
      {"factors", "express {int:n} as a product of powers of primes", factors},
      {"factors", "(factor {int:n} into primes|decompose {int:n} into prime factors)", factors},
      {"digit_total", "what is the sum of the digits of {int:n}", digit_total},
      {"digit_total", "add the digits of {int:n} what is the result", digit_total},
      {"digit_total", "compute the digit sum of {int:n}", digit_total},
      {"digit_product", "(what is|find) the product of [the|all] digits of [the number] {int:n}", digit_product},
      {"digit_product", "multiply the digits of {int:n} what is the result", digit_product},
      {"in_base", "(write|convert|express) [the number] {int:n} (in|to) base {int:base}", in_base},
      {"in_base", "what is {int:n} written in base {int:base}", in_base},
      {"in_base", "how is the number {int:n} written in base {int:base}", in_base},
      {"in_base", "find the digits of {int:n} in base {int:base}", in_base},
      {"ordered", "in how many ways can {int:k} of {int:n} different books be put in a row on a shelf", ordered},
      {"ordered", "a club has {int:n} members in how many ways can it fill {int:k} different offices if nobody holds two", ordered},
      {"ordered", "how many ordered lists of {int:k} different letters can be made from an alphabet of {int:n} letters", ordered},
      {"ordered", "in a race of {int:n} runners in how many ways can the first {int:k} places be taken", ordered},
      {"ordered", "from {int:n} different flags {int:k} are hung up one below the other how many signals are possible", ordered},
      {"ordered", "in how many ways can {int:k} different tasks be given to {int:n} workers at most one to each", ordered},
      {"groups", "in how many ways can {int:n} children be divided into a red team of {int:a} a blue team of {int:b} and a green team of {int:c}", groups},
      {"groups",
       "a class of {int:n} pupils sends {int:a} to the kitchen {int:b} to the garden and {int:c} to the stage how many ways are there to share them out", groups},
      {"groups",
       "how many ways are there to put {int:n} different stamps on {int} pages so that they hold {int:a} {int:b} and {int:c} stamps in this order", groups},
      {"anagrams", "how many anagrams does the word {word} have itself included", anagrams},
      {"anagrams", "how many different words with or without a meaning can be spelled with all the letters of {word}", anagrams},
      {"anagrams", "count the different ways to order the letters of the word {word}", anagrams},
      {"partitions", "in how many ways can {int:n} be written as a sum of {int:k} positive integers if the order does not matter", partitions},
      {"partitions", "how many ways are there to split {int:n} equal coins into {int:k} heaps none of them empty", partitions},
      {"partitions", "into how many different sets of {int:k} whole positive lengths can a rope of length {int:n} be cut", partitions},
      {"partitions", "how many partitions of {int:n} into exactly {int:k} positive parts are there", partitions},
      {"partitions", "ignoring order how many ways are there to write {int:n} as a sum of {int:k} positive integers", partitions},
      {"partitions", "in how many ways can {int:n} identical balls be put into {int:k} identical boxes so that no box stays empty", partitions},
      {"union_size", "let {math:a} and {math:b} how many elements does {math:q} have", named_union},
      {"intersection", "let {math:a} and {math:b} find {math:q}", named_intersection},
      {"difference_size", "let {math:a} and {math:b} how many elements of {var} are not in {var}", difference_size},
      {"union_size", "how many numbers are in at least one of the sets {math:a} and {math:b}", union_size},
      {"union_size", "how many elements does the union of {math:a} and {math:b} have", union_size},
      {"intersection", "which numbers are in both of the sets {math:a} and {math:b}", common_elements},
      {"intersection", "find the intersection of {math:a} and {math:b}", common_elements},
  };
}

}  // namespace retort::agent
