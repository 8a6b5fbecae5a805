#include "check/absolute_values.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "check/scope.h"

namespace retort::check {
namespace {

using math::Expr;

constexpr int kMaxDepth = 20;
constexpr std::size_t kMaxBars = 4;

std::optional<Expr> first_bars(const Expr& e, int depth) {
  if (depth > kMaxDepth) return std::nullopt;
  if (e.is_func("abs") && e.args().size() == 1) return e;
  for (const Expr& arg : e.args()) {
    if (auto found = first_bars(arg, depth + 1)) return found;
  }
  return std::nullopt;
}

Expr replaced(const Expr& e, const Expr& what, const Expr& by, int depth) {
  if (e.same(what)) return by;
  if (e.args().empty() || depth > kMaxDepth) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(replaced(arg, what, by, depth + 1));
  return Expr::make(e.op(), std::move(args), e.name());
}

}  // namespace

bool has_bars(const Expr& e) { return first_bars(e, 0).has_value(); }

Signed without_bars(const Expr& with_bars) {
  Signed found{{with_bars}, {}};
  for (std::size_t round = 0; round < kMaxBars; ++round) {
    std::vector<Expr> next;
    for (const Expr& e : found.cases) {
      const auto bars = first_bars(e, 0);
      if (!bars) continue;
      found.insides.push_back(bars->arg(0));
      next.push_back(replaced(e, *bars, bars->arg(0), 0));
      next.push_back(replaced(e, *bars, -bars->arg(0), 0));
    }
    if (next.empty()) break;
    found.cases = std::move(next);
  }
  return found;
}

bool is_case_of(const Expr& difference, const Expr& with_bars) {
  const std::vector<Expr> cases = without_bars(with_bars).cases;
  const auto claimed = monomials_of(difference);
  return claimed && std::any_of(cases.begin(), cases.end(), [&](const Expr& e) {
    const auto same = monomials_of(e), opposite = monomials_of(-e);
    return (same && *same == *claimed) || (opposite && *opposite == *claimed);
  });
}

}  // namespace retort::check
