// Sums of fractions whose parts cancel each other: 1/(n(n + 1)) and the like, to a last term or for ever.
#include <algorithm>
#include <map>

#include "agent/forms_more.h"
#include "agent/rules_solver_text.h"
#include "agent/telescoping.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

using math::Coefficients;
using math::Expr;
using math::Op;
using math::Rational;

namespace {

Expr num(const Rational& r) { return Expr::number(r); }

// r_i / (k + a_i): the residues at the zeros of the denominator, which must be single whole numbers.
std::optional<std::map<Rational, Rational>> residues(const Expr& term, const std::string& k) {
  auto f = math::as_fraction(term, k, 8);
  if (!f || math::degree(f->num) >= math::degree(f->den)) return {};
  const Coefficients slope = math::derivative(f->den);
  std::map<Rational, Rational> found;
  for (const auto& [root, times] : math::rational_roots(f->den)) {
    if (times != 1 || !root.is_integer()) return {};
    found[-root] = math::evaluate(f->num, root) / math::evaluate(slope, root);
  }
  if (static_cast<int>(found.size()) != math::degree(f->den) || found.size() < 2) return {};
  return found;
}

}  // namespace

std::optional<Goal> cancelling_sum(const Expr& term, const std::string& k, long long from, std::optional<long long> to, const std::string& law) {
  auto parts = residues(term, k);
  if (!parts) return {};
  Rational total = 0;
  for (const auto& [shift, r] : *parts) total += r;
  const Rational low = parts->begin()->first, high = parts->rbegin()->first;
  if (!total.is_zero() || !(high - low < Rational(6)) || (to && *to - from < 8)) return {};
  // What 1/m is counted with, for each m = k + a_i: only near both ends it does not come to zero.
  std::vector<Expr> left;
  std::vector<std::pair<Rational, Rational>> ends;
  const Rational first = Rational(from) + low, last = to ? Rational(*to) + high : Rational(from) + high;
  for (Rational m = first; m <= last; m = m + 1) {
    Rational factor = 0;
    for (const auto& [shift, r] : *parts) {
      const Rational k_here = m - shift;
      if (k_here >= Rational(from) && (!to || k_here <= Rational(*to))) factor += r;
    }
    if (m.is_zero() || ends.size() > 12) return {};
    if (!factor.is_zero()) ends.emplace_back(m, factor);
  }
  Rational sum = 0;
  for (const auto& [m, factor] : ends) {
    sum += factor / m;
    const bool minus = factor.sign() < 0;
    const Rational size = minus ? -factor : factor;
    const Expr part = num(size.num()) / num(size.den() * m);
    left.push_back(minus ? -part : part);
  }
  if (left.size() < 1) return {};
  std::vector<Expr> pieces;
  const Expr letter = Expr::symbol(k);
  for (const auto& [shift, r] : *parts) {
    const bool minus = r.sign() < 0;
    const Rational size = minus ? -r : r;
    const Expr below = shift.is_zero() ? letter : letter + num(shift);
    const Expr part = num(size.num()) / (size.den() == Rational(1) ? below : num(size.den()) * below);
    pieces.push_back(minus ? -part : part);
  }
  const Expr apart = Expr::make(Op::kAdd, pieces), rest = left.size() == 1 ? left[0] : Expr::make(Op::kAdd, left);
  Lookup split{law + "We write " + inline_math(tex(term)) + " as a sum of simple fractions.", "partial_fractions", {{"expression", math::to_plain(term)}}, {apart}, ""};
  std::string setting = "In the sum nearly all of these fractions cancel with those of neighbouring terms. ";
  setting += to ? "Only some at both ends are left: " + inline_math(tex(rest)) + "." : "Only some of the first are left, for the others become as small as one likes: " + inline_math(tex(rest)) + ".";
  return Evaluate{rest, setting, "the sum is @", {split}};
}

namespace {

std::optional<Goal> written_sum(const Captures& c) {
  const Expr& e = c.expr("e");
  if (!e.is_func("sum") || e.args().size() != 4 || !e.arg(1).is(Op::kSymbol) || !e.arg(2).is_integer() || !e.arg(2).value().to_int64()) return {};
  const std::string k = e.arg(1).name();
  if (e.arg(0).symbols() != std::vector<std::string>{k}) return {};
  const bool infinite = e.arg(3).is(Op::kConstant) && e.arg(3).name() == "oo";
  if (!infinite && (!e.arg(3).is_integer() || !e.arg(3).value().to_int64())) return {};
  return cancelling_sum(e.arg(0), k, *e.arg(2).value().to_int64(), infinite ? std::nullopt : e.arg(3).value().to_int64(), "");
}

}  // namespace

std::vector<Form> series_forms() {
  return {{"cancelling_sum", "(<find>|compute) <value> [the] [following] [infinite|finite] [sum|series] {expr:e}", written_sum}};
}

}  // namespace retort::agent
