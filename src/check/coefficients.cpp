#include "check/coefficients.h"

#include <algorithm>
#include <map>
#include <utility>

#include "check/monomials.h"
#include "math/parse.h"

namespace retort::check {
namespace {

using math::Expr;

// "A*B*x^2" as "x^2" and "A*B".
std::pair<std::string, std::string> split_power(const std::string& key, const std::string& letter) {
  std::string power, rest;
  for (std::size_t begin = 0; begin < key.size();) {
    const std::size_t end = std::min(key.find('*', begin), key.size());
    const std::string factor = key.substr(begin, end - begin);
    if (factor == letter || factor.starts_with(letter + "^")) power = factor;
    else rest += (rest.empty() ? "" : "*") + factor;
    begin = end + 1;
  }
  return {power, rest};
}

// The sum of the terms with each power of the letter.
std::map<std::string, Expr> by_power(const Monomials& whole, const std::string& letter) {
  std::map<std::string, Expr> sums;
  for (const auto& [key, value] : whole) {
    const auto [power, rest] = split_power(key, letter);
    const auto factor = rest.empty() ? Result<Expr>(Expr::integer(1)) : math::parse(rest, math::Notation::kPlain);
    if (!factor.ok()) return {};
    const Expr term = Expr::number(value) * *factor;
    const auto [at, fresh] = sums.emplace(power, term);
    if (!fresh) at->second = at->second + term;
  }
  return sums;
}

}  // namespace

std::string letter_of_coefficients(std::string_view text, std::size_t at) {
  constexpr std::size_t kReach = 400;
  constexpr std::string_view kFor = "holds for all $";
  const std::string_view front = text.substr(at > kReach ? at - kReach : 0, std::min(at, kReach));
  const std::size_t words = front.rfind(kFor);
  if (words == std::string_view::npos || front.find(". ", words) != std::string_view::npos || front.find("coefficients", words) == std::string_view::npos) return {};
  const std::size_t begin = words + kFor.size(), end = front.find('$', begin);
  return end == std::string_view::npos ? std::string() : std::string(front.substr(begin, end - begin));
}

bool is_coefficient(const std::vector<Expr>& differences, const std::string& letter, const Expr& claimed) {
  const auto wanted = monomials_of(claimed);
  if (!wanted) return false;
  return std::any_of(differences.begin(), differences.end(), [&](const Expr& difference) {
    const auto whole = monomials_of(difference);
    const auto sums = whole ? by_power(*whole, letter) : std::map<std::string, Expr>{};
    return sums.size() > 1 && std::any_of(sums.begin(), sums.end(), [&](const auto& sum) {
      const auto m = monomials_of(sum.second);
      return m && is_multiple(*wanted, *m);
    });
  });
}

}  // namespace retort::check
