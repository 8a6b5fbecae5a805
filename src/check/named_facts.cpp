#include "check/named_facts.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/polynomial.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Rows = std::vector<std::vector<Rational>>;

constexpr std::size_t kMostRows = 6, kMostElements = 60, kMostBytes = 600;

std::optional<Expr> read(std::string_view latex) {
  if (latex.size() > kMostBytes) return std::nullopt;
  const auto e = math::parse(trim(latex), math::Notation::kLatex);
  return e.ok() ? std::optional(*e) : std::nullopt;
}

std::optional<Rational> number(std::string_view latex) {
  const auto e = read(latex);
  const auto value = e ? math::exact_value(*e) : Result<Rational>(Error{});
  return value.ok() ? std::optional(*value) : std::nullopt;
}

// A matrix, or a number times one.
std::optional<Rows> matrix(std::string_view latex) {
  const std::size_t begin = latex.find("\\begin");
  if (begin != std::string_view::npos && !trim(latex.substr(0, begin)).empty()) {
    std::string_view before = trim(latex.substr(0, begin));
    if (before.ends_with("\\cdot")) before.remove_suffix(5);
    const auto factor = number(before);
    auto rows = matrix(latex.substr(begin));
    if (!factor || !rows) return std::nullopt;
    for (auto& row : *rows)
      for (Rational& entry : row) entry *= *factor;
    return rows;
  }
  const auto e = read(latex);
  if (!e || !e->is(Op::kMatrix) || e->args().size() > kMostRows) return std::nullopt;
  Rows rows;
  for (const Expr& row : e->args()) {
    rows.emplace_back();
    for (const Expr& entry : row.args()) {
      const auto value = math::exact_value(entry);
      if (!value.ok() || row.args().size() > kMostRows) return std::nullopt;
      rows.back().push_back(*value);
    }
  }
  return rows;
}

std::size_t rank_of(Rows m) {
  std::size_t rank = 0;
  for (std::size_t column = 0; column < m[0].size() && rank < m.size(); ++column) {
    std::size_t pivot = rank;
    while (pivot < m.size() && m[pivot][column].is_zero()) ++pivot;
    if (pivot == m.size()) continue;
    std::swap(m[pivot], m[rank]);
    for (std::size_t i = rank + 1; i < m.size(); ++i) {
      const Rational factor = m[i][column] / m[rank][column];
      for (std::size_t j = column; j < m[i].size(); ++j) m[i][j] -= factor * m[rank][j];
    }
    ++rank;
  }
  return rank;
}

std::optional<bool> is_rank(std::string_view of, std::string_view right) {
  const auto m = matrix(of);
  const auto value = number(right);
  if (!m || m->empty() || !value) return std::nullopt;
  return *value == Rational(static_cast<long long>(rank_of(*m)));
}

std::optional<bool> is_inverse(std::string_view of, std::string_view right) {
  const auto a = matrix(of), b = matrix(right);
  if (!a || !b || a->size() != b->size()) return std::nullopt;
  for (std::size_t i = 0; i < a->size(); ++i) {
    if ((*a)[i].size() != a->size() || (*b)[i].size() != a->size()) return std::nullopt;
    for (std::size_t j = 0; j < a->size(); ++j) {
      Rational sum;
      for (std::size_t k = 0; k < a->size(); ++k) sum += (*a)[i][k] * (*b)[k][j];
      if (sum != Rational(i == j ? 1 : 0)) return false;
    }
  }
  return true;
}

std::optional<std::set<Rational>> finite_set(std::string_view latex) {
  latex = trim(latex);
  if (latex == "\\emptyset" || latex == "\\varnothing") return std::set<Rational>();
  const auto e = read(latex);
  if (!e || !e->is(Op::kSet) || e->args().size() > kMostElements) return std::nullopt;
  std::set<Rational> out;
  for (const Expr& element : e->args()) {
    const auto value = math::exact_value(element);
    if (!value.ok()) return std::nullopt;
    out.insert(*value);
  }
  return out;
}

// A \cap B = C and the like.
std::optional<bool> is_set(std::string_view left, std::string_view sign, std::string_view right) {
  const std::size_t at = left.find(sign);
  const auto a = finite_set(left.substr(0, at)), b = finite_set(left.substr(at + sign.size())), c = finite_set(right);
  if (!a || !b || !c) return std::nullopt;
  std::set<Rational> made;
  const auto into = std::inserter(made, made.begin());
  if (sign == "\\cap") std::set_intersection(a->begin(), a->end(), b->begin(), b->end(), into);
  else if (sign == "\\cup") std::set_union(a->begin(), a->end(), b->begin(), b->end(), into);
  else std::set_difference(a->begin(), a->end(), b->begin(), b->end(), into);
  return made == *c;
}

std::optional<math::Coefficients> polynomial(const std::optional<Expr>& e) {
  constexpr int kMostDegree = 30;
  if (!e || e->symbols().size() != 1) return std::nullopt;
  return math::as_polynomial(*e, e->symbols()[0], kMostDegree);
}

std::optional<bool> is_degree(std::string_view of, std::string_view right) {
  const auto expression = read(of);
  const auto p = polynomial(expression);
  const auto value = number(right);
  if (!p || !value) return std::nullopt;
  // \deg f and \deg(P^2) speak of polynomials that have names.
  for (const std::string& symbol : expression->symbols()) {
    if (symbol.size() == 1 && std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZfghpqr").find(symbol[0]) != std::string_view::npos) return std::nullopt;
  }
  return *value == Rational(math::degree(*p));
}

// "(p, q)"
std::optional<bool> is_resultant(std::string_view of, std::string_view right) {
  const auto pair = read(of);
  if (!pair || (!pair->is(Op::kTuple) && !pair->is(Op::kInterval)) || pair->args().size() != 2) return std::nullopt;
  const auto p = polynomial(pair->arg(0)), q = polynomial(pair->arg(1));
  const auto value = number(right);
  if (!p || !q || !value || pair->arg(0).symbols() != pair->arg(1).symbols()) return std::nullopt;
  return *value == math::resultant(*p, *q);
}

}  // namespace

std::optional<bool> named_fact(std::string_view left, std::string_view right) {
  constexpr std::string_view kRank = "\\operatorname{rank}", kResultant = "\\operatorname{Res}", kDegree = "\\deg", kInverse = "^{-1}";
  left = trim(left);
  if (left.starts_with(kRank)) return is_rank(left.substr(kRank.size()), right);
  if (left.starts_with(kResultant)) return is_resultant(left.substr(kResultant.size()), right);
  if (left.starts_with(kDegree)) return is_degree(left.substr(kDegree.size()), right);
  if (left.starts_with("\\begin") && left.ends_with(kInverse)) return is_inverse(left.substr(0, left.size() - kInverse.size()), right);
  for (std::string_view sign : {"\\cap", "\\cup", "\\setminus"})
    if (left.find(sign) != std::string_view::npos) return is_set(left, sign, right);
  return std::nullopt;
}

std::string_view subject_of_fact(std::string_view left) {
  const std::size_t degree = left.find("\\deg(");
  if (degree != std::string_view::npos && left.ends_with(")")) return trim(left.substr(degree + 5, left.size() - degree - 6));
  if (left.find("\\{") != std::string_view::npos && (left.find("\\cap") != std::string_view::npos || left.find("\\cup") != std::string_view::npos || left.find("\\setminus") != std::string_view::npos)) return left;
  const std::size_t rank = left.find("\\operatorname{rank}");
  if (rank != std::string_view::npos) return trim(left.substr(rank + 19));
  return {};
}

std::optional<bool> row_equivalent(std::string_view left, std::string_view right) {
  const auto a = matrix(left), b = matrix(right);
  if (!a || !b || a->empty() || b->empty() || (*a)[0].size() != (*b)[0].size()) return std::nullopt;
  Rows both = *a;
  both.insert(both.end(), b->begin(), b->end());
  return rank_of(*a) == rank_of(*b) && rank_of(*a) == rank_of(both);
}

std::vector<RowStep> row_steps(std::string_view text) {
  constexpr std::string_view kEnd = "\\end{pmatrix}", kBegin = "\\begin{pmatrix}", kBetween = "\\end{pmatrix} \\sim \\begin{pmatrix}";
  constexpr std::size_t kMostSteps = 40;
  std::vector<RowStep> found;
  for (std::size_t at = text.find(kBetween); at != std::string_view::npos && found.size() < kMostSteps; at = text.find(kBetween, at + 1)) {
    const std::size_t begin = text.rfind(kBegin, at), middle = at + kEnd.size(), next = at + kBetween.size() - kBegin.size(), end = text.find(kEnd, next);
    if (begin == std::string_view::npos || end == std::string_view::npos) continue;
    RowStep step{begin, middle - begin, next, end + kEnd.size() - next, std::nullopt};
    step.holds = row_equivalent(text.substr(step.left_at, step.left_length), text.substr(step.right_at, step.right_length));
    found.push_back(step);
  }
  return found;
}

std::optional<bool> series_fact(std::string_view left, std::string_view right) {
  constexpr int kMostOrder = 12, kDigits = 60;
  const std::size_t rest = right.find("O(");
  if (rest == std::string_view::npos || right.back() != ')') return std::nullopt;
  std::string_view before = trim(right.substr(0, rest));
  if (!before.ends_with('+')) return std::nullopt;
  before = trim(before.substr(0, before.size() - 1));
  const auto f = read(left), p = read(before), order = read(right.substr(rest + 2, right.size() - rest - 3));
  if (!f || !p || !order || f->symbols().size() != 1) return std::nullopt;
  const std::string x = f->symbols()[0];
  const auto terms = math::as_polynomial(*p, x, kMostOrder), power = math::as_polynomial(*order, x, kMostOrder);
  const Expr& base = order->is(Op::kPow) ? order->arg(0) : *order;   // x, or x - 2 of powers about 2
  const auto line = math::as_polynomial(base, x, 1);
  if (!line || math::degree(*line) != 1 || (*line)[1] != Rational(1)) return std::nullopt;
  if (!terms || !power || math::degree(*power) <= math::degree(*terms)) return std::nullopt;
  // Ten times closer, what is left out is 10^n times smaller.
  const auto left_out = [&](long long scale) {
    const auto ball = math::real_value((*f - *p).substitute(x, Expr::number(Rational(1, scale) - (*line)[0])), kDigits);
    return ball.ok() ? std::optional(std::fabs(ball->mid)) : std::nullopt;
  };
  const auto far = left_out(10'000), near = left_out(100'000);
  if (!far || !near) return std::nullopt;
  return *near <= 3 * *far * std::pow(10.0, -math::degree(*power));
}

}  // namespace retort::check
