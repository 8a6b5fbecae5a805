// Zeros of rational functions and of piecewise rational functions built with abs( ), complete by Sturm's theorem.
#include <algorithm>

#include "cas/domain.h"
#include "cas/solve.h"
#include "math/exact.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Rational;

namespace {

constexpr int kMaxDegree = 60;

// The numerator in lowest terms, if `e` is a rational function.
std::optional<Coefficients> numerator(const Expr& e, const std::string& variable) {
  if (auto p = math::as_polynomial(e, variable, kMaxDegree)) return p;
  if (auto f = math::as_fraction(e, variable, kMaxDegree)) return f->num;
  return std::nullopt;
}

Failure everywhere() { return {FailureKind::kDomain, "it holds for all numbers of a whole interval, not for single ones"}; }

// Appends the zeros of `e` that lie in its domain and pass `keep`.
template <typename Keep>
Outcome<bool> append_zeros(const Expr& e, const std::string& variable, std::vector<RealRoot>& out, Keep keep) {
  const auto p = numerator(e, variable);
  if (!p) return false;
  if (p->empty()) return everywhere();
  for (RealRoot& root : real_roots(*p))
    if (!divides_by_zero(e, variable, root) && keep(root)) out.push_back(std::move(root));
  return true;
}

bool same_number(RealRoot& a, RealRoot& b) {
  if (a.factor() != b.factor()) return false;
  if (a.is_rational()) return true;
  // Intervals of one irreducible polynomial: equal roots when the overlap holds one.
  const Rational low = std::max(a.low(), b.low()), high = std::min(a.high(), b.high());
  return low < high && math::count_real_roots(a.factor(), low, high) == 1;
}

// Where the sign of an abs argument may change, ascending, each once.
std::vector<RealRoot> break_points(const std::vector<Coefficients>& arguments) {
  Coefficients product{Rational(1)};
  for (const auto& p : arguments)
    if (!p.empty()) product = math::multiply(product, p);
  return math::degree(product) < 1 ? std::vector<RealRoot>{} : real_roots(product);
}

// The cell that the root lies in (0 .. breaks.size()), or nothing when it is a break itself.
std::optional<std::size_t> cell_of(RealRoot root, std::vector<RealRoot>& breaks) {
  std::size_t cell = 0;
  for (RealRoot& b : breaks) {
    if (same_number(root, b)) return std::nullopt;
    if (root.below(b)) return cell;
    ++cell;
  }
  return cell;
}

Outcome<bool> piecewise_zeros(const Expr& e, const std::string& variable, const std::vector<Coefficients>& arguments,
                              std::vector<RealRoot>& out) {
  auto breaks = break_points(arguments);
  const auto samples = cell_samples(breaks);
  for (std::size_t cell = 0; cell < samples.size(); ++cell) {
    const Expr piece = without_abs(e, variable, samples[cell]);
    RETORT_TRY(const bool rational, append_zeros(piece, variable, out, [&](const RealRoot& root) {
                 const auto in = cell_of(root, breaks);
                 // A break belongs to the cells on both sides; it is taken with the cell on its right.
                 if (in) return *in == cell;
                 return cell > 0 && same_number(breaks[cell - 1], const_cast<RealRoot&>(root));
               }));
    if (!rational) return false;
  }
  return true;
}

}  // namespace

Outcome<std::optional<std::vector<RealRoot>>> exact_zeros(const Expr& e, const std::string& variable) {
  using Zeros = std::optional<std::vector<RealRoot>>;
  if (e.symbols().size() > 1) return Zeros();
  std::vector<RealRoot> zeros;
  const auto arguments = abs_arguments(e, variable);
  if (!arguments) return Zeros();
  if (arguments->empty()) {
    RETORT_TRY(const bool rational, append_zeros(e, variable, zeros, [](const RealRoot&) { return true; }));
    return rational ? Zeros(std::move(zeros)) : Zeros();
  }
  RETORT_TRY(const bool rational, piecewise_zeros(e, variable, *arguments, zeros));
  return rational ? Zeros(std::move(zeros)) : Zeros();
}

}  // namespace retort::cas
