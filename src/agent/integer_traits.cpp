#include "agent/integer_traits.h"

#include <cmath>

namespace retort::agent {

namespace {

long long root_of(long long n, int k) {
  if (n < 0) return k % 2 == 1 ? -root_of(-n, k) : 0;
  auto guess = static_cast<long long>(std::llround(std::pow(static_cast<double>(n), 1.0 / k)));
  return guess;
}
bool is_power(long long n, int k) {
  if (n < 0 && k % 2 == 0) return false;
  long long r = root_of(n, k), p = 1;
  for (int i = 0; i < k; ++i) p *= r;
  return p == n;
}

}  // namespace

std::string equality(long long n, const std::string& right) { return "$" + std::to_string(n) + " = " + right + "$"; }

IntegerSet powers_of_degree(int k) {
  return IntegerSet::with({.test = [k](long long n) { return is_power(n, k); },
                           .witness =
                               [k](long long n) {
                                 const std::string root = std::to_string(root_of(n, k));
                                 return equality(n, (n < 0 ? "(" + root + ")" : root) + "^" + std::to_string(k));
                               },
                           .in_lists = true});
}

IntegerSet::Condition divides(long long n) {
  return {.test = [n](long long d) { return d != 0 && n % d == 0; },
          .witness = [n](long long d) { return equality(n, std::to_string(d) + " \\cdot " + std::to_string(n / d)); },
          .trait = "divide $" + std::to_string(n) + "$"};
}

IntegerSet remainder(long long r, long long m) {
  return IntegerSet::with({.test = [r, m](long long n) { return ((n - r) % m + m) % m == 0; },
                           .witness =
                               [r, m](long long n) {
                                 const std::string times = std::to_string((n - r) / m);
                                 return equality(n, (n < r ? "(" + times + ")" : times) + " \\cdot " + std::to_string(m) + (r == 0 ? "" : (r < 0 ? " - " : " + ") + std::to_string(r < 0 ? -r : r)));
                               },
                           .period = m, .residue = (r % m + m) % m});
}

}  // namespace retort::agent
