#include "check/boxed_term.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "check/expression_kind.h"
#include "check/monomials.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/parse.h"
#include "math/polynomial.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::size_t kLongest = 160;   // bytes of a term
constexpr math::EvalLimits kLimits{4096, 200};

Expr without_pi(const Expr& e) {
  if (e.is(Op::kConstant) && e.name() == "pi") return Expr::integer(1);
  if (!e.is(Op::kMul) && !e.is(Op::kDiv) && !e.is(Op::kNeg)) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(without_pi(arg));
  return Expr::make(e.op(), std::move(args), e.name());
}

// No tuple, set, interval, relation or matrix, whose parts are shown one by one.
bool is_term(const Expr& e) {
  const bool calculates = e.is(Op::kAdd) || e.is(Op::kMul) || e.is(Op::kDiv) || e.is(Op::kPow) || e.is(Op::kNeg) || e.is(Op::kFunc);
  return calculates && std::all_of(e.args().begin(), e.args().end(), [](const Expr& arg) { return is_term(arg) || arg.is_number() || arg.is(Op::kSymbol) || arg.is(Op::kConstant); });
}

bool is_same_term(const Expr& a, const Expr& b) {
  constexpr std::size_t kMaxSize = 100;
  if (a.same(b)) return true;
  if (a.size() > kMaxSize || b.size() > kMaxSize || a.symbols().size() != b.symbols().size()) return false;
  const auto m = a.symbols().empty() ? std::nullopt : monomials_of(a - b);
  return m ? m->empty() : math::equal(a, b).outcome == math::Verdict::Outcome::kEqual;
}

// 2x - 20 of ax + b where a = 2 and b = -20 were found; \frac{35}{2}\pi where 35/2 was.
bool is_put_together(const Expr& boxed, const std::vector<Claim>& claims, const std::function<bool(const Rational&)>& is_known) {
  constexpr int kMostDegree = 6;
  if (boxed.symbols().empty()) {
    const auto factor = math::exact_value(without_pi(boxed), kLimits);
    return factor.ok() && is_known(factor->abs());
  }
  const auto p = boxed.symbols().size() == 1 ? math::as_polynomial(boxed, boxed.symbols()[0], kMostDegree) : std::nullopt;
  return p && std::all_of(p->begin(), p->end(), [&](const Rational& c) {
    const auto names = [&](const Claim& claim) {
      const auto value = claim.left && claim.right && claim.left->is(Op::kSymbol) ? math::exact_value(*claim.right, kLimits) : Result<Rational>(Error{});
      return value.ok() && *value == c;
    };
    return c.is_zero() || std::any_of(claims.begin(), claims.end(), names);
  });
}

// \sqrt{65}/9 where \sqrt{65} stands on a line and 9 was found: one step.
bool is_quotient_of_shown(const Expr& boxed, const std::vector<Claim>& claims, const std::function<bool(const Rational&)>& is_known) {
  const Expr& whole = boxed.is(Op::kNeg) ? boxed.arg(0) : boxed;
  if ((!whole.is(Op::kDiv) && !whole.is(Op::kMul)) || whole.args().size() != 2 || !has_irrational_parts(whole)) return false;
  return std::all_of(whole.args().begin(), whole.args().end(), [&](const Expr& part) {
    const auto value = math::exact_value(without_pi(part), kLimits);
    if (value.ok()) return is_known(value->abs());
    return std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) { return (claim.left && is_same_term(*claim.left, part)) || (claim.right && is_same_term(*claim.right, part)); });
  });
}

}  // namespace

bool is_boxed_term_shown(std::string_view text, std::size_t begin, std::size_t end, const std::vector<Claim>& claims, const std::vector<Piece>& pieces,
                         const std::function<bool(const Rational&)>& is_known) {
  if (begin >= end || end > text.size() || end - begin > kLongest) return true;
  const std::string_view inside = text.substr(begin, end - begin);
  const auto boxed = math::parse(inside, math::Notation::kLatex);
  if (!boxed.ok() || is_lone(*boxed) || !is_term(*boxed)) return true;
  if (replace_all(text.substr(0, begin), " ", "").find(replace_all(inside, " ", "")) != std::string::npos || is_put_together(*boxed, claims, is_known) || is_quotient_of_shown(*boxed, claims, is_known)) return true;
  const auto value = boxed->symbols().empty() ? math::exact_value(*boxed, kLimits) : Result<Rational>(Error{});
  if (value.ok() && (is_known(value->abs()) || is_known((*value * Rational(100)).abs()))) return true;
  const bool on_line = std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
    const bool around = claim.at + claim.length > begin, stands = claim.standing == Standing::kHolds || claim.standing == Standing::kFollows;
    if (claim.standing == Standing::kUnread || claim.standing == Standing::kOpen || (around && !stands)) return false;
    return (claim.left && is_same_term(*claim.left, *boxed)) || (claim.right && is_same_term(*claim.right, *boxed));
  });
  return on_line || std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
    if (!piece.formula || piece.end > begin || piece.inner_end - piece.inner_begin > kLongest) return false;
    const std::string_view inner = text.substr(piece.inner_begin, piece.inner_end - piece.inner_begin);
    const auto term = inner.find('=') == std::string_view::npos ? math::parse(inner, math::Notation::kLatex) : Result<Expr>(Error{});
    return term.ok() && is_same_term(*term, *boxed);
  });
}

}  // namespace retort::check
