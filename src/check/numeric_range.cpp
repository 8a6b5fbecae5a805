#include "check/numeric_range.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/parse.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr long long kGrid = 1'000'000;

// A rational number close to the value.
std::optional<Rational> near(const Expr& e) {
  const auto ball = e.symbols().empty() ? math::real_value(e, 20) : Result<math::RealBall>(Error{});
  if (!ball.ok() || ball->mid > 1e9 || ball->mid < -1e9) return std::nullopt;
  return Rational(static_cast<long long>(ball->mid * static_cast<double>(kGrid))) / Rational(kGrid);
}

struct Ends {
  std::string unknown;
  std::optional<Rational> low, high;
};

// -1 \le x < 3, x > 5, 5 < x
std::optional<Ends> ends_of(const std::vector<Expr>& range, const std::vector<std::string>& signs) {
  Ends ends;
  std::size_t at = range.size();
  for (std::size_t i = 0; i < range.size(); ++i) {
    if (range[i].is(Op::kSymbol)) at = i;
  }
  if (at == range.size() || range.size() > 3 || (range.size() == 3 && at != 1)) return std::nullopt;
  ends.unknown = range[at].name();
  for (std::size_t i = 0; i < signs.size(); ++i) {
    const bool less = signs[i][0] == '<', other_is_left = i < at;
    const auto value = near(range[other_is_left ? i : i + 1]);
    if (!value || (!less && signs[i][0] != '>')) return std::nullopt;
    (less == other_is_left ? ends.low : ends.high) = *value;
  }
  return ends;
}

}  // namespace

bool NumericRange::has_component(const std::vector<Expr>& range, const std::vector<std::string>& range_signs) const {
  const auto ends = ends_of(range, range_signs);
  if (!ends || (ends->low && ends->high && *ends->high <= *ends->low)) return false;
  for (const Expr& side : sides) {
    for (const std::string& symbol : side.symbols()) {
      if (symbol != ends->unknown) return false;
    }
  }
  const auto holds = [&](const Rational& x) {
    for (std::size_t i = 0; i + 1 < sides.size(); ++i) {
      const auto put_in = [&](const Expr& side) { return side.substitute(ends->unknown, Expr::number(x)); };
      if (math::holds(Expr::rel(signs[i], put_in(sides[i]), put_in(sides[i + 1]))).outcome != math::Verdict::Outcome::kEqual) return false;
    }
    return true;
  };
  constexpr int kInside = 6;
  const Rational step(1, 1000);
  std::vector<Rational> inside;
  bool goes_on = false;   // past an end, which belongs itself: not a pole between two pieces
  if (ends->low && ends->high) {
    for (int i = 1; i < kInside; ++i) inside.push_back(*ends->low + (*ends->high - *ends->low) * Rational(i, kInside));
  }
  const Rational close = ends->low && ends->high ? (*ends->high - *ends->low) * step : step;
  if (ends->low) {
    inside.push_back(*ends->low + close);
    goes_on = holds(*ends->low - step) && holds(*ends->low);
    for (long long far : {1LL, 10LL, 100LL}) {
      if (!ends->high) inside.push_back(*ends->low + Rational(far));
    }
  }
  if (ends->high) {
    inside.push_back(*ends->high - close);
    goes_on = goes_on || (holds(*ends->high + step) && holds(*ends->high));
    for (long long far : {1LL, 10LL, 100LL}) {
      if (!ends->low) inside.push_back(*ends->high - Rational(far));
    }
  }
  return !goes_on && std::all_of(inside.begin(), inside.end(), holds);
}

bool NumericRange::has_pieces(const std::string& unknown, std::string_view intervals) const {
  std::vector<std::string_view> pieces;
  for (std::size_t cup = intervals.find("\\cup"); cup != std::string_view::npos; cup = intervals.find("\\cup")) {
    pieces.push_back(intervals.substr(0, cup));
    intervals.remove_prefix(cup + 4);
  }
  pieces.push_back(intervals);
  return std::all_of(pieces.begin(), pieces.end(), [&](std::string_view piece) {
    piece = trim(piece);
    const std::size_t comma = piece.find(',');
    const bool interval = piece.size() > 4 && comma != std::string_view::npos && (piece.front() == '(' || piece.front() == '[') && (piece.back() == ')' || piece.back() == ']');
    if (!interval) return false;
    const std::string_view low = trim(piece.substr(1, comma - 1)), high = trim(piece.substr(comma + 1, piece.size() - comma - 2));
    std::vector<Expr> range{Expr::symbol(unknown)};
    std::vector<std::string> range_signs;
    if (low != "-\\infty") {
      const auto end = math::parse(low, math::Notation::kLatex);
      if (!end.ok()) return false;
      range.insert(range.begin(), *end);
      range_signs.push_back("<");
    }
    if (high != "\\infty") {
      const auto end = math::parse(high, math::Notation::kLatex);
      if (!end.ok()) return false;
      range.push_back(*end);
      range_signs.push_back("<");
    }
    return !range_signs.empty() && has_component(range, range_signs);
  });
}

}  // namespace retort::check
