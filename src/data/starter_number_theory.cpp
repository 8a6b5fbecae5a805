// Starter problems of number theory: divisors, multiples, remainders, bases.
#include <algorithm>
#include <numeric>

#include "data/starter_family.h"

namespace retort::data {

namespace {

Instance gcd_of_two(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long g, m, n, most = easy ? 60 : 480;
  do {
    g = random.between(easy ? 2 : 4, easy ? 15 : 36);
    m = random.between(2, easy ? 7 : 15);
    n = random.between(2, easy ? 7 : 15);
  } while (m == n || std::gcd(m, n) != 1 || g * std::max(m, n) > most);
  long long a = g * m, b = g * n;
  return {{std::min(a, b), std::max(a, b)}, {{"a", text(a)}, {"b", text(b)}}, text(g)};
}

Instance lcm_of_two(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long a, b, most = easy ? 100 : 600;
  do {
    a = random.between(easy ? 4 : 6, easy ? 24 : 48);
    b = random.between(easy ? 4 : 6, easy ? 24 : 48);
  } while (a % b == 0 || b % a == 0 || std::gcd(a, b) == 1 || std::lcm(a, b) > most);
  return {{std::min(a, b), std::max(a, b)}, {{"a", text(a)}, {"b", text(b)}}, text(std::lcm(a, b))};
}

Instance power_remainder(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long m, a, n, r;
  do {
    m = random.between(easy ? 3 : 7, easy ? 11 : 29);
    a = random.between(2, easy ? 9 : 12);
    n = easy ? random.between(2, 4) : random.between(8, 60);
    r = 1;
    for (long long i = 0; i < n; ++i) r = r * a % m;
  } while (std::gcd(a, m) != 1 || a % m == 1 || (r == 1 && !easy));
  std::string power = text(a) + (n < 10 ? "^" + text(n) : "^{" + text(n) + "}");
  return {{a, n, m}, {{"power", power}, {"m", text(m)}}, text(r)};
}

Instance divisor_count(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  static const std::vector<long long> primes = {2, 3, 5, 7, 11, 13};
  long long n, count;
  do {
    n = count = 1;
    for (long long p : primes) {
      long long e = p < 4 ? random.between(0, 4) : random.between(0, p < 6 ? 2 : 1);
      count *= e + 1;
      for (; e > 0; --e) n *= p;
    }
  } while (n < (easy ? 6 : 48) || n > (easy ? 120 : 990) || count < (easy ? 3 : 6));
  return {{n}, {{"n", text(n)}}, text(count)};
}

Instance base_conversion(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long base = random.between(3, 9), places = easy ? random.between(2, base < 6 ? 3 : 2) : random.between(3, base < 6 ? 4 : 3);
  long long value = 0;
  std::string digits;
  std::vector<long long> key = {base};
  for (long long i = 0; i < places; ++i) {
    long long digit = random.between(i == 0 ? 1 : 0, base - 1);
    digits += text(digit);
    value = value * base + digit;
  }
  key.push_back(value);
  static const std::vector<std::string> words = {"", "", "", "three", "four", "five", "six", "seven", "eight", "nine"};
  return {key, {{"digits", digits}, {"base", text(base)}, {"word", words[static_cast<std::size_t>(base)]}}, text(value)};
}

}  // namespace

std::vector<Family> number_theory_families() {
  return {
      {"gcd", "number theory", gcd_of_two,
       {{0, "What is the greatest common divisor of $<a>$ and $<b>$?"},
        {0, "Find the greatest common factor of $<a>$ and $<b>$."},
        {0, "Compute $\\gcd(<a>, <b>)$."},
        {0, "A floor measures <a> cm by <b> cm. It is covered with equal square tiles without cutting any. What is the largest "
            "possible side length of a tile in cm?"},
        {0, "A florist has <a> roses and <b> lilies. She makes as many identical bouquets as possible and uses all the flowers. "
            "How many bouquets does she make?"}},
       {{0, "What is the largest integer that divides both $<a>$ and $<b>$?"},
        {0, "Two ropes of <a> cm and <b> cm are cut into pieces of equal length with nothing left over. What is the greatest "
            "possible length of a piece in cm?"}}},
      {"lcm", "number theory", lcm_of_two,
       {{0, "What is the least common multiple of $<a>$ and $<b>$?"},
        {0, "Find the smallest positive integer that is a multiple of both $<a>$ and $<b>$."},
        {0, "Compute $\\text{lcm}(<a>, <b>)$."},
        {0, "Two buses leave a station together. One leaves every <a> minutes, the other every <b> minutes. After how many "
            "minutes do they next leave together?"},
        {0, "One light flashes every <a> seconds and another every <b> seconds. They flash together now. In how many seconds "
            "will they next flash together?"}},
       {{0, "What is the smallest positive number that both $<a>$ and $<b>$ divide?"},
        {0, "Two bells ring every <a> and every <b> minutes. They have just rung together. How many minutes pass until they ring "
            "together again?"}}},
      {"power_remainder", "number theory", power_remainder,
       {{0, "What is the remainder when $<power>$ is divided by $<m>$?"},
        {0, "Find the remainder when $<power>$ is divided by $<m>$."},
        {0, "Compute $<power> \\bmod <m>$."},
        {0, "When $<power>$ is divided by $<m>$, what is the remainder?"}},
       {{0, "Dividing $<power>$ by $<m>$ leaves which remainder?"},
        {0, "Find the integer $r$ with $0 \\le r < <m>$ and $<power> \\equiv r \\pmod{<m>}$."}}},
      {"divisor_count", "number theory", divisor_count,
       {{0, "How many positive divisors does $<n>$ have?"},
        {0, "Find the number of positive divisors of $<n>$."},
        {0, "How many positive integers divide $<n>$?"},
        {0, "How many positive factors does the number $<n>$ have?"}},
       {{0, "What is the number of positive factors of $<n>$?"},
        {0, "Count the positive integers that are divisors of $<n>$."}}},
      {"base_conversion", "number theory", base_conversion,
       {{0, "Convert $<digits>_<base>$ to base ten."},
        {0, "What is $<digits>_<base>$ in base 10?"},
        {0, "Express the base-<base> number $<digits>_<base>$ in base ten."},
        {0, "Write $<digits>_{<base>}$ as a base 10 integer."}},
       {{0, "A number is written $<digits>$ in base <word>. What is it in base ten?"},
        {0, "Which base-ten number equals $<digits>_<base>$?"}}},
  };
}

}  // namespace retort::data
