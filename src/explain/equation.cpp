#include "explain/equation.h"

#include <algorithm>

#include "explain/surds.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

Coefficients scale(const Coefficients& p, const Rational& k) {
  Coefficients out = p;
  for (Rational& c : out) c *= k;
  return out;
}

Coefficients difference(const Coefficients& a, const Coefficients& b) { return math::add(a, scale(b, Rational(-1))); }

// a = k b for a number k; nothing when it is not so.
std::optional<Rational> ratio(const Coefficients& a, const Coefficients& b) {
  if (a.size() != b.size() || a.empty()) return std::nullopt;
  const Rational k = a.back() / b.back();
  return scale(b, k) == a ? std::optional(k) : std::nullopt;
}

// x = 28 / 4 = 7 -> its relations
std::vector<Expr> relations(const Expr& claim) {
  if (claim.is(Op::kChain)) return claim.args();
  return {claim};
}

}  // namespace

EquationLines::EquationLines(Board& board, std::string variable, Coefficients lhs, Coefficients rhs)
    : board_(board), variable_(std::move(variable)), x_(tex_variable(variable_)), lhs_(std::move(lhs)), rhs_(std::move(rhs)) {
  polynomial_ = difference(lhs_, rhs_);
}

Judgement EquationLines::follows(const std::string& claim) {
  const auto read = math::parse(claim, math::Notation::kLatex, {.symbols = {variable_}});
  if (!read) return fails(read.error().message);
  Judgement verdict = proved(true);
  const auto links = relations(*read);
  for (std::size_t i = 1; i < links.size(); ++i) verdict = both(verdict, judge(math::holds(links[i])));
  if (!links[0].is(Op::kRel) || links[0].name() != "=") return fails("not an equation");
  const auto left = math::as_polynomial(links[0].arg(0), variable_), right = math::as_polynomial(links[0].arg(1), variable_);
  if (!left || !right) return fails("not an equation between polynomials");
  const bool simplified = *left == lhs_ && *right == rhs_, swapped = *left == rhs_ && *right == lhs_;
  const bool moved = difference(*left, *right) == difference(lhs_, rhs_);
  const auto k = ratio(lhs_.empty() ? *right : *left, lhs_.empty() ? rhs_ : lhs_);
  const bool scaled = k && scale(lhs_, *k) == *left && scale(rhs_, *k) == *right;
  if (!simplified && !swapped && !moved && !scaled) return fails("does not follow from the line before in one step");
  if (!verdict.holds) return verdict;
  lhs_ = *left;
  rhs_ = *right;
  polynomial_ = difference(lhs_, rhs_);
  return verdict;
}

void EquationLines::line(std::string claim, std::string_view rule, std::string because) {
  if (board_.failed()) return;
  const Judgement judgement = follows(claim);
  board_.write(std::move(claim), rule, std::move(because), judgement);
}

Judgement judge_root(const Coefficients& p, const Expr& value) {
  if (const auto exact = math::exact_value(value)) return proved(math::evaluate(p, *exact).is_zero(), "the value put back does not give 0");
  if (const auto surd = as_surd(value)) {
    Surd total = surd->with(0);
    for (std::size_t i = p.size(); i-- > 0;) total = total * *surd + surd->with(p[i]);
    return proved(total.is_zero(), "the value put back does not give 0");
  }
  return judge(math::equal(math::to_expr(p, "x").substitute("x", value), Expr::integer(0)));
}

void EquationLines::solutions(const std::vector<Root>& roots, std::string_view rule, std::string because) {
  if (board_.failed()) return;
  std::string claim;
  for (const Root& r : roots) claim += (claim.empty() ? "" : " \\text{ or } ") + x_ + " = " + r.tex;
  const auto read = math::parse(claim, math::Notation::kLatex, {.symbols = {variable_}});
  if (!read) return board_.write(claim, rule, because, fails(read.error().message));
  const std::vector<Expr> items = read->is(Op::kList) ? read->args() : std::vector<Expr>{*read};
  Judgement verdict = proved(items.size() == roots.size() && static_cast<int>(roots.size()) == math::count_real_roots(polynomial_),
                             "the number of real roots is another one");
  for (std::size_t i = 0; i < items.size() && verdict.holds; ++i) {
    const auto links = relations(items[i]);
    if (!links[0].is(Op::kRel) || !links[0].arg(0).is(Op::kSymbol) || links[0].arg(0).name() != variable_) verdict = fails("not a solution");
    for (const Expr& link : links)
      if (verdict.holds) verdict = both(verdict, judge_root(polynomial_, link.arg(1)));
    for (std::size_t j = 0; j < i && verdict.holds; ++j)
      if (roots[j].tex == roots[i].tex) verdict = fails("a root is named twice");
  }
  board_.write(std::move(claim), rule, std::move(because), verdict);
}

void EquationLines::no_solution(std::string claim, std::string_view rule, std::string because) {
  if (board_.failed()) return;
  const Judgement none = proved(math::count_real_roots(polynomial_) == 0, "there is a real root");
  board_.write(claim, rule, std::move(because), both(none, judge_fact(claim)));
}

Root rational_root(const Rational& value) { return {tex(value), Expr::number(value)}; }

bool same_roots(const std::vector<Root>& roots, std::string_view result) {
  const auto elements = list_elements(result);
  if (elements.size() != roots.size()) return false;
  std::vector<Expr> values;
  for (const std::string& e : elements) {
    auto value = math::parse_any(e);
    if (!value) return false;
    values.push_back(std::move(*value));
  }
  for (const Root& r : roots) {
    const auto found = std::find_if(values.begin(), values.end(), [&](const Expr& v) {
      return math::equal(r.value, v).outcome == math::Verdict::Outcome::kEqual;
    });
    if (found == values.end()) return false;
    values.erase(found);
  }
  return true;
}

}  // namespace retort::explain
