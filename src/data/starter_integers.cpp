// Further starter problems of number theory: divisors, primes, congruences, digits.
#include <numeric>

#include "data/starter_family.h"

namespace retort::data {

namespace {

// 0: all divisors; 1: their sum; 2: how many.
Instance divisor_list(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  std::vector<long long> divisors;
  long long n;
  do {
    n = random.between(easy ? 8 : 40, easy ? 80 : 240);
    divisors.clear();
    for (long long d = 1; d <= n; ++d)
      if (n % d == 0) divisors.push_back(d);
  } while (divisors.size() < 4 || divisors.size() > (easy ? 10u : 16u));
  long long sum = std::accumulate(divisors.begin(), divisors.end(), 0LL);
  return {{variant, n}, {{"n", text(n)}}, variant == 0 ? list_text(divisors) : text(variant == 1 ? sum : static_cast<long long>(divisors.size()))};
}

Instance coprime_count(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long n = random.between(easy ? 6 : 40, easy ? 90 : 400), count = 0;
  for (long long k = 1; k <= n; ++k) count += std::gcd(k, n) == 1;
  return {{n}, {{"n", text(n)}}, text(count)};
}

// a x = b (mod m) with a and m coprime. 0: the smallest x; 1: the inverse of a.
Instance linear_congruence(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long m, a, b, x = 0;
  do {
    m = random.between(easy ? 5 : 11, easy ? 13 : 60);
    a = random.between(2, m - 1);
    b = variant == 1 ? 1 : random.between(2, m - 1);
  } while (std::gcd(a, m) != 1 || a == b);
  while (a * x % m != b % m) ++x;
  return {{variant, a, b, m}, {{"a", text(a)}, {"b", text(b)}, {"m", text(m)}}, text(x)};
}

// The smallest positive number with two given remainders.
Instance two_remainders(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long m, n, r, s, x = 1;
  do {
    m = random.between(3, easy ? 8 : 15);
    n = random.between(3, easy ? 8 : 15);
    r = random.between(1, m - 1);
    s = random.between(1, n - 1);
  } while (m >= n || std::gcd(m, n) != 1 || r == s);
  while (x % m != r || x % n != s) ++x;
  return {{m, n, r, s}, {{"m", text(m)}, {"n", text(n)}, {"r", text(r)}, {"s", text(s)}}, text(x)};
}

bool prime(long long n) {
  for (long long d = 2; d * d <= n; ++d)
    if (n % d == 0) return false;
  return n > 1;
}

// How many of three odd numbers are prime.
Instance prime_count(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  std::vector<long long> numbers;
  while (numbers.size() < 3) {
    long long n = 2 * random.between(easy ? 4 : 25, easy ? 50 : 200) + 1;
    if (n % 5 == 0 || (!numbers.empty() && n <= numbers.back())) continue;
    if (n > (easy ? 60 : 250) && numbers.empty()) continue;
    if (n > (easy ? 80 : 320) && numbers.size() == 1) continue;
    numbers.push_back(n);
  }
  long long count = 0;
  for (long long n : numbers) count += prime(n);
  return {numbers, {{"a", text(numbers[0])}, {"b", text(numbers[1])}, {"c", text(numbers[2])}}, text(count)};
}

Instance prime_factors(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long n;
  do n = random.between(easy ? 12 : 100, easy ? 150 : 900); while (prime(n) || (n % 2 != 0 && n % 3 != 0 && n % 5 != 0));
  std::string answer;
  long long rest = n;
  for (long long p = 2; rest > 1; ++p) {
    long long exponent = 0;
    for (; rest % p == 0; rest /= p) ++exponent;
    if (exponent > 0) answer += (answer.empty() ? "" : " \\cdot ") + text(p) + (exponent > 1 ? "^{" + text(exponent) + "}" : "");
  }
  return {{n}, {{"n", text(n)}}, answer};
}

// 0: sum of the digits; 1: their product, no digit zero.
Instance digit_facts(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long places = easy ? random.between(3, 4) : random.between(5, 7), n = 0, sum = 0, product = 1;
  for (long long i = 0; i < places; ++i) {
    long long digit = random.between(variant == 1 || i == 0 ? 1 : 0, 9);
    n = 10 * n + digit;
    sum += digit;
    product *= digit;
  }
  return {{variant, n}, {{"n", text(n)}}, text(variant == 0 ? sum : product)};
}

Instance base_digits(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  static const std::vector<std::string> words = {"", "", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
  long long base = random.between(2, easy ? 6 : 9), n = random.between(base * base, easy ? 90 : 900);
  std::string digits;
  for (long long rest = n; rest > 0; rest /= base) digits.insert(digits.begin(), static_cast<char>('0' + rest % base));
  return {{base, n}, {{"n", text(n)}, {"base", text(base)}, {"word", words[static_cast<std::size_t>(base)]}}, digits + "_{" + text(base) + "}"};
}

}  // namespace

std::vector<Family> integer_families() {
  return {
      {"divisor_list", "number theory", divisor_list,
       {{0, "List all positive divisors of $<n>$."},
        {0, "Write down every positive divisor of $<n>$, separated by commas."},
        {1, "What do the positive divisors of $<n>$ add up to?"},
        {1, "Add up all positive divisors of $<n>$. What is the total?"},
        {2, "In how many ways can $<n>$ be written as a product of two positive integers, if the order matters?"}},
       {{2, "How many ordered pairs of positive integers have the product $<n>$?"},
        {0, "Which positive integers divide $<n>$ without a remainder?"}, {1, "All positive divisors of $<n>$ are added. What is the result?"}}},
      {"coprime_count", "number theory", coprime_count,
       {{0, "How many of the integers from $1$ to $<n>$ have no common factor with $<n>$ other than $1$?"},
        {0, "How many positive integers up to $<n>$ are relatively prime to $<n>$?"},
        {0, "Compute Euler's totient of $<n>$."},
        {0, "Count the positive integers not greater than $<n>$ that are coprime to $<n>$."}},
       {{0, "What is the value of Euler's phi function at $<n>$?"},
        {0, "For how many integers $k$ with $1 \\le k \\le <n>$ is the greatest common divisor of $k$ and $<n>$ equal to $1$?"}}},
      {"linear_congruence", "number theory", linear_congruence,
       {{0, "Find the smallest positive integer $x$ with $<a>x \\equiv <b> \\pmod{<m>}$."},
        {0, "What is the least positive integer $x$ such that $<a>x$ leaves remainder $<b>$ when divided by $<m>$?"},
        {1, "Find the inverse of $<a>$ modulo $<m>$."},
        {1, "By which positive integer less than $<m>$ must $<a>$ be multiplied to leave remainder $1$ when divided by $<m>$?"}},
       {{0, "Solve the congruence $<a>x \\equiv <b> \\pmod{<m>}$ for the smallest positive integer $x$."},
        {1, "Which number from $1$ to $<m>$ is the multiplicative inverse of $<a>$ modulo $<m>$?"}}},
      {"two_remainders", "number theory", two_remainders,
       {{0, "What is the smallest positive integer that leaves remainder $<r>$ when divided by $<m>$ and remainder $<s>$ when divided by $<n>$?"},
        {0, "Find the smallest positive integer $x$ with $x \\equiv <r> \\pmod{<m>}$ and $x \\equiv <s> \\pmod{<n>}$."},
        {0, "Packed in boxes of <m>, a heap of eggs leaves <r> over. Packed in boxes of <n>, it leaves <s> over. What is the smallest possible "
            "number of eggs?"},
        {0, "A number gives remainder $<r>$ on division by $<m>$ and remainder $<s>$ on division by $<n>$. What is the least such positive number?"}},
       {{0, "In rows of <m>, <r> soldiers are left over; in rows of <n>, <s> are left over. At least how many soldiers are there?"},
        {0, "Which is the smallest positive number that is <r> more than a multiple of <m> and <s> more than a multiple of <n>?"}}},
      {"prime_count", "number theory", prime_count,
       {{0, "How many of the numbers $<a>$, $<b>$ and $<c>$ are prime?"},
        {0, "Of the integers $<a>$, $<b>$ and $<c>$, how many are prime numbers?"},
        {0, "Count the primes among $<a>$, $<b>$ and $<c>$."},
        {0, "Consider $<a>$, $<b>$ and $<c>$. How many of these numbers are prime?"}},
       {{0, "Among $<a>$, $<b>$ and $<c>$, how many primes are there?"}, {0, "The numbers $<a>$, $<b>$ and $<c>$ are given. How many primes are among them?"}}},
      {"prime_factors", "number theory", prime_factors,
       {{0, "Write $<n>$ as a product of primes."},
        {0, "Find the prime factorization of $<n>$."},
        {0, "Express $<n>$ as a product of powers of primes."},
        {0, "Factor $<n>$ into primes."}},
       {{0, "Decompose $<n>$ into prime factors."}, {0, "What is the prime factorization of the number $<n>$?"}}},
      {"digit_facts", "number theory", digit_facts,
       {{0, "What is the sum of the digits of $<n>$?"},
        {0, "Add the digits of $<n>$. What is the result?"},
        {1, "What is the product of the digits of $<n>$?"},
        {1, "Multiply the digits of $<n>$. What is the result?"}},
       {{0, "Compute the digit sum of $<n>$."}, {1, "Find the product of all digits of the number $<n>$."}}},
      {"base_digits", "number theory", base_digits,
       {{0, "Write $<n>$ in base $<base>$."},
        {0, "Convert $<n>$ to base $<base>$."},
        {0, "Express the number $<n>$ in base $<base>$."},
        {0, "What is $<n>$ written in base $<base>$?"}},
       {{0, "How is the number $<n>$ written in base <word>?"}, {0, "Find the digits of $<n>$ in base <word>."}}},
  };
}

}  // namespace retort::data
