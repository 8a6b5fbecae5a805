// Polynomials in several letters, term by term: what expanding and factoring by hand works on.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

// Exponents of the letters, in the order of `letters`.
using Exponents = std::vector<int>;

struct Term {
  Rational coefficient;
  Exponents exponents;
};

// A sum of terms as written: not collected, in order.
struct Sum {
  std::vector<std::string> letters;
  std::vector<Term> terms;
};

// A sum of monomials, read term by term as it is written; nothing when it holds anything else.
std::optional<Sum> read_terms(const math::Expr& e, const std::vector<std::string>& letters);
// Like terms added, zero terms dropped, in descending order (the first letters' powers count most).
Sum collected(const Sum& s);
// Each term of a times each term of b, a's terms outermost; not collected.
Sum product(const Sum& a, const Sum& b);
bool has_like_terms(const Sum& s);

std::string tex(const Term& term, const std::vector<std::string>& letters);   // with its sign
std::string tex(const Sum& s);
std::string tex_bracketed(const Sum& s);   // brackets unless it is one term without a minus

}  // namespace retort::explain
