#include "check/calculus_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "math/derivative.h"
#include "math/exact.h"
#include "math/identity.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Point = std::map<std::string, Rational>;

constexpr int kMaxDepth = 12, kDigits = 15;
constexpr std::size_t kMaxSize = 200;

bool is_infinite(const Expr& e) { return e.is(Op::kNeg) ? is_infinite(e.arg(0)) : e.is(Op::kConstant) && e.name() == "oo"; }
bool is_counter(const std::string& letter) { return letter == "n" || letter == "k" || letter == "m" || letter == "N" || letter == "j"; }

bool is_form(const Expr& e) {
  if (e.is_func("limit")) return e.args().size() >= 3;
  if (e.args().size() != 4) return false;
  return e.is_func("integral") || (e.is_func("sum") && is_infinite(e.arg(3)));
}

bool any_part(const Expr& e, bool (*is_it)(const Expr&), int depth = 0) {
  return depth < kMaxDepth && (is_it(e) || std::any_of(e.args().begin(), e.args().end(), [&](const Expr& arg) { return any_part(arg, is_it, depth + 1); }));
}

// Exact: a double is a fraction.
std::optional<Rational> as_rational(double x) {
  constexpr int kBits = 53, kMostExponent = 400;
  int exponent = 0;
  if (!std::isfinite(x)) return std::nullopt;
  const double mantissa = std::frexp(x, &exponent);
  exponent -= kBits;
  if (std::abs(exponent) > kMostExponent) return std::abs(x) < 1 ? std::optional(Rational(0)) : std::nullopt;
  const auto scale = Rational::pow(Rational(2), Rational(exponent));
  return scale.ok() ? std::optional(Rational(static_cast<long long>(std::ldexp(mantissa, kBits))) * *scale) : std::nullopt;
}

struct Value {
  double at = 0, error = 0;
  int infinite = 0;   // its sign
};
using Found = std::optional<Value>;

class Values {
 public:
  Found value(const Expr& e, const Point& point, int depth = 0) const {
    if (depth > kMaxDepth) return std::nullopt;
    if (is_infinite(e)) return Value{0, 0, e.is(Op::kNeg) ? -1 : 1};
    if (!any_part(e, is_form)) return plain(e, point);
    if (e.is_func("limit")) return limit(e, point, depth);
    if (e.is_func("integral")) return integral(e, point, depth);
    if (e.is_func("sum")) return is_form(e) ? series(e, point) : std::nullopt;
    return combined(e, point, depth);
  }

 private:
  static Found plain(const Expr& e, const Point& point) {
    const auto real = math::real_value(e, kDigits, point);
    if (!real.ok() || !std::isfinite(real->mid)) {
      const auto exact = point.empty() && e.symbols().empty() ? math::exact_value(e) : Result<Rational>(Error{});
      return exact.ok() ? Found(Value{exact->to_double()}) : std::nullopt;
    }
    return Value{real->mid, 1e-14 * std::fabs(real->mid)};
  }

  Found combined(const Expr& e, const Point& point, int depth) const {
    std::vector<Value> parts;
    for (const Expr& arg : e.args()) {
      const Found part = value(arg, point, depth + 1);
      if (!part || part->infinite != 0) return std::nullopt;
      parts.push_back(*part);
    }
    if (parts.empty()) return std::nullopt;
    Value out = parts[0];
    const auto by = [&](const Value& factor) {
      out.error = std::fabs(out.at) * factor.error + std::fabs(factor.at) * out.error;
      out.at *= factor.at;
    };
    const auto inverse = [](const Value& v) { return Value{1 / v.at, v.error / (v.at * v.at)}; };
    switch (e.op()) {
      case Op::kAdd:
        for (std::size_t i = 1; i < parts.size(); ++i) out.at += parts[i].at, out.error += parts[i].error;
        return out;
      case Op::kNeg: return Value{-out.at, out.error};
      case Op::kMul:
        for (std::size_t i = 1; i < parts.size(); ++i) by(parts[i]);
        return out;
      case Op::kDiv:
        if (std::fabs(parts[1].at) <= 10 * parts[1].error || parts[1].at == 0) return std::nullopt;
        by(inverse(parts[1]));
        return out;
      case Op::kPow: {
        const bool whole = std::floor(parts[1].at) == parts[1].at && std::fabs(parts[1].at) <= 20 && parts[1].error < 1e-12;
        if ((out.at <= 0 && !whole) || (out.at == 0 && parts[1].at <= 0)) return std::nullopt;
        const double power = std::pow(out.at, parts[1].at);
        const double error = std::fabs(power) * (std::fabs(parts[1].at) * out.error / std::max(std::fabs(out.at), 1e-300) + std::fabs(std::log(std::fabs(out.at) + 1e-300)) * parts[1].error);
        return std::isfinite(power) ? Found(Value{power, error}) : std::nullopt;
      }
      default: return std::nullopt;
    }
  }

  static Found at(const Expr& body, const std::string& letter, const Rational& x, Point point) {
    point[letter] = x;
    return plain(body, point);
  }

  // ---- limits ----------------------------------------------------------------------------------------------------------

  Found limit(const Expr& e, const Point& point, int depth) const {
    if (!e.arg(1).is(Op::kSymbol) || any_part(e.arg(0), is_form)) return std::nullopt;
    const std::string direction = e.args().size() > 3 ? e.arg(3).name() : "";
    if (is_infinite(e.arg(2))) return along(e, point, e.arg(2).is(Op::kNeg) ? -1 : 1, std::nullopt);
    const auto place = place_of(e.arg(2), point, depth);
    if (!place) return std::nullopt;
    const Found above = direction == "-" ? std::nullopt : along(e, point, 1, place), below = direction == "+" ? std::nullopt : along(e, point, -1, place);
    if (!above || !below) return above ? above : below;
    if (above->infinite != below->infinite) return std::nullopt;
    if (above->infinite != 0) return above;
    const double apart = std::fabs(above->at - below->at);
    return apart <= 1e-6 * (1 + std::fabs(above->at)) + above->error + below->error ? Found(Value{above->at, std::max(above->error, apart)}) : std::nullopt;
  }

  // To 40 digits.
  std::optional<Rational> place_of(const Expr& e, const Point& point, int depth) const {
    if (depth > kMaxDepth) return std::nullopt;
    Expr here = e;
    for (const auto& [name, x] : point) here = here.substitute(name, Expr::number(x));
    if (const auto exact = math::exact_value(here); exact.ok()) return *exact;
    const auto real = math::real_value(here, 40);
    const auto read = real.ok() ? Rational::parse(real->digits) : Result<Rational>(Error{});
    return read.ok() ? std::optional(*read) : std::nullopt;
  }

  // What the body comes to on one side of a place, or far out.
  static Found along(const Expr& e, const Point& point, int side, const std::optional<Rational>& place) {
    constexpr std::array<int, 9> kSteps = {1, 2, 3, 4, 5, 6, 8, 12, 24};
    const std::string& letter = e.arg(1).name();
    std::vector<double> seen;
    for (int step : kSteps) {
      const auto ten = Rational::pow(Rational(10), Rational(step));
      if (!ten.ok()) continue;
      const Rational x = place ? *place + Rational(side) / *ten : Rational(side) * (is_counter(letter) ? *ten : *ten + Rational(1, 3));
      if (const Found here = at(e.arg(0), letter, x, point); here && std::fabs(here->at) < 1e280) seen.push_back(here->at);
    }
    if (seen.size() < 3) return std::nullopt;
    const double last = seen.back(), before = seen[seen.size() - 2], first = seen[seen.size() - 3];
    const double late = std::fabs(last - before), early = std::fabs(before - first);
    if (late <= 1e-12 * (1 + std::fabs(last))) return Value{last, late};
    if (late < 0.8 * early) return Value{last, late * std::min(1.0, 1.5 * late / early)};   // what is left shrinks as it has shrunk
    const bool grows = std::fabs(last) > 1.5 * std::fabs(before) && std::fabs(before) > 1.5 * std::fabs(first) && last * before > 0 && before * first > 0;
    return grows ? Found(Value{0, 0, last > 0 ? 1 : -1}) : std::nullopt;
  }

  // ---- integrals -------------------------------------------------------------------------------------------------------

  struct Quadrature {
    std::function<std::optional<double>(double)> f;
    int left = 3000;   // evaluations
    double error = 0;
    bool failed = false;

    // The 7 and 15 points of Gauss and Kronrod.
    double over(double a, double b, double tolerance, int depth) {
      constexpr std::array<double, 8> kNode = {0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
                                               0.586087235467691130294144691693870, 0.405845151377397166906606412076961, 0.207784955007898467600689403773245, 0.0};
      constexpr std::array<double, 8> kKronrod = {0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
                                                  0.169004726639267902826583426598550, 0.190350578064785409913256402421014, 0.204432940075298892414161999234649, 0.209482141084727828012999174891714};
      constexpr std::array<double, 4> kGauss = {0.129484966168869693270611432679082, 0.279705391489276667901467771423780, 0.381830050505118944950369775488975, 0.417959183673469387755102040816327};
      const double middle = (a + b) / 2, half = (b - a) / 2;
      double fine = 0, coarse = 0;
      for (std::size_t i = 0; i < kNode.size() && !failed; ++i) {
        const double x = half * kNode[i];
        double sum = sample(middle + x);
        if (i != 7) sum += sample(middle - x);
        fine += kKronrod[i] * sum;
        if (i % 2 == 1) coarse += kGauss[i / 2] * sum;
      }
      fine *= half;
      const double miss = std::fabs(fine - coarse * half);
      if (failed || miss <= tolerance || depth >= 40) {
        error += miss;
        return fine;
      }
      return over(a, middle, tolerance / 2, depth + 1) + over(middle, b, tolerance / 2, depth + 1);
    }

    double sample(double x) {
      const auto y = --left > 0 && !failed ? f(x) : std::nullopt;
      failed = failed || !y || !std::isfinite(*y);
      return failed ? 0 : *y;
    }
  };

  Found integral(const Expr& e, const Point& point, int depth) const {
    if (!e.arg(1).is(Op::kSymbol) || any_part(e.arg(0), is_form)) return std::nullopt;
    const Found low = value(e.arg(2), point, depth + 1), high = value(e.arg(3), point, depth + 1);
    if (!low || !high || (low->infinite != 0 && low->infinite == high->infinite)) return std::nullopt;
    const auto body = [&](double x) -> std::optional<double> {
      const auto exact = as_rational(x);
      const Found y = exact ? at(e.arg(0), e.arg(1).name(), *exact, point) : std::nullopt;
      return y ? std::optional(y->at) : std::nullopt;
    };
    if (low->infinite == 0 && high->infinite == 0) return between(body, low->at, high->at);
    if (low->infinite != 0 && high->infinite != 0) {
      const Found up = beyond(body, 0, high->infinite), down = beyond(body, 0, low->infinite);
      if (!up || !down) return std::nullopt;
      return Value{up->at * high->infinite - down->at * low->infinite, up->error + down->error};
    }
    const bool upper = high->infinite != 0;
    const Found tail = beyond(body, upper ? low->at : high->at, upper ? high->infinite : low->infinite);
    if (!tail) return std::nullopt;
    return Value{(upper ? high->infinite : -low->infinite) * tail->at, tail->error};
  }

  // With x = a + (b - a) u^2 (3 - 2u), which takes the edge off roots at the ends.
  static Found between(const std::function<std::optional<double>(double)>& body, double a, double b) {
    Quadrature rule{[&](double u) -> std::optional<double> {
      const auto y = body(a + (b - a) * u * u * (3 - 2 * u));
      return y ? std::optional(*y * (b - a) * 6 * u * (1 - u)) : std::nullopt;
    }};
    return finish(rule);
  }

  // The integral of the values at a + direction * t over t from 0 on, with t = w / (1 - w) and w = u^2 (3 - 2u).
  static Found beyond(const std::function<std::optional<double>(double)>& body, double a, int direction) {
    Quadrature rule{[&](double u) -> std::optional<double> {
      const double w = u * u * (3 - 2 * u), rest = (1 - u) * (1 - u) * (1 + 2 * u);
      const auto y = body(a + direction * w / rest);
      return y ? std::optional(*y * 6 * u * (1 - u) / (rest * rest)) : std::nullopt;
    }};
    return finish(rule);
  }

  static Found finish(Quadrature& rule) {
    const double sum = rule.over(0, 1, 1e-11, 0);
    return rule.failed ? std::nullopt : Found(Value{sum, rule.error + 1e-13 * std::fabs(sum)});
  }

  // ---- sums without end ------------------------------------------------------------------------------------------------

  static Found series(const Expr& e, const Point& point) {
    constexpr int kProbe = 40, kMost = 700;
    constexpr std::array<int, 6> kCounts = {16, 32, 64, 128, 256, 512};
    if (!e.arg(1).is(Op::kSymbol) || any_part(e.arg(0), is_form)) return std::nullopt;
    const auto low = math::exact_value(e.arg(2));
    if (!low.ok() || !low->is_integer()) return std::nullopt;
    std::vector<double> sums{0};   // of so many terms
    double last = 0, half_way = 0;
    bool fast = false;   // as a geometric sum
    for (int i = 0; i < kMost; ++i) {
      const Found term = at(e.arg(0), e.arg(1).name(), *low + Rational(i), point);
      if (!term) {
        if (fast) break;
        return std::nullopt;
      }
      sums.push_back(sums.back() + term->at);
      if (i == kProbe / 2) half_way = std::fabs(term->at);
      if (i == kProbe) fast = std::fabs(term->at) <= 1e-3 * half_way;
      last = term->at;
      if (i > kProbe && fast && std::fabs(last) <= 1e-17 * (1 + std::fabs(sums.back()))) return Value{sums.back(), 1e-14 * (1 + std::fabs(sums.back()))};
      if (i + 1 == kCounts.back() && !fast) break;
    }
    if (fast || std::fabs(last) <= 1e-14 * (1 + std::fabs(sums.back()))) return Value{sums.back(), 100 * std::fabs(last)};
    std::vector<double> table;   // by Richardson: the rest falls with the powers of the count
    for (int count : kCounts) table.push_back(sums[static_cast<std::size_t>(count)]);
    double miss = 0;
    for (std::size_t order = 1; order < table.size(); ++order) {
      const double weight = std::pow(2.0, static_cast<double>(order)) - 1;
      for (std::size_t i = table.size() - 1; i >= order; --i) {
        const double change = (table[i] - table[i - 1]) / weight;
        if (i + 1 == table.size()) miss = std::fabs(change);
        table[i] += change;
      }
    }
    return Value{table.back(), 10 * miss};
  }
};

enum class Agreement { kSame, kDifferent, kUndecided };

Agreement compare(const Found& a, const Found& b) {
  if (!a || !b) return Agreement::kUndecided;
  if (a->infinite != 0 || b->infinite != 0) return a->infinite == b->infinite ? Agreement::kSame : Agreement::kDifferent;
  const double scale = 1 + std::max(std::fabs(a->at), std::fabs(b->at)), error = a->error + b->error, apart = std::fabs(a->at - b->at);
  if (error > 1e-5 * scale) return Agreement::kUndecided;
  if (apart <= 1e-9 * scale + 4 * error) return Agreement::kSame;
  return apart > 1e-7 * scale + 20 * error ? Agreement::kDifferent : Agreement::kUndecided;
}

// Where an order is looked at.
std::vector<Point> places_for(const std::vector<std::string>& letters, bool positive) {
  constexpr int kMany = 80;
  std::vector<Point> places;
  if (letters.size() == 1) {
    std::vector<Rational> line;
    for (long long i = -20; i <= 20; ++i) line.push_back(Rational(i) + Rational(1, 7));
    for (long long i = -3; i <= 3; ++i) line.emplace_back(i);
    for (long long far : {37LL, 1'000LL, 1'000'000LL}) line.insert(line.end(), {Rational(far), Rational(-far)});
    for (long long i = 1; i <= 9; ++i) line.emplace_back(i, 10);
    for (const Rational& x : line) {
      if (!positive || x.sign() > 0) places.push_back({{letters[0], x}});
    }
    return places;
  }
  unsigned long long state = 12'345;   // a fixed choice
  const auto next = [&] { return static_cast<long long>((state = state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL) >> 33); };
  for (int i = 0; i < kMany; ++i) {
    Point point;
    for (const std::string& letter : letters) {
      const Rational x(next() % 60 + 1, next() % 7 + 1);
      point[letter] = !positive && next() % 2 == 0 ? -x : x;
    }
    if (i % 8 == 0) {   // all of them the same
      for (auto& [letter, x] : point) x = point.begin()->second;
    }
    places.push_back(std::move(point));
  }
  return places;
}

bool is_antiderivative(const Expr& e) { return e.is_func("integral") && e.args().size() == 2 && e.arg(1).is(Op::kSymbol); }

}  // namespace

bool holds_calculus(const Expr& e) { return any_part(e, is_form); }

std::optional<bool> calculus_agrees(const Expr& left, const Expr& right) {
  constexpr std::array<std::pair<long long, long long>, 5> kNumbers = {{{7, 5}, {2, 7}, {12, 5}, {3, 5}, {16, 3}}};
  if (left.size() > kMaxSize || right.size() > kMaxSize) return std::nullopt;
  const Values values;
  std::vector<std::string> letters = (left - right).symbols(), own = left.symbols(), others = right.symbols();
  if (letters.empty()) {
    const Agreement agreement = compare(values.value(left, {}), values.value(right, {}));
    return agreement == Agreement::kUndecided ? std::nullopt : std::optional(agreement == Agreement::kSame);
  }
  int same = 0, different = 0;
  for (std::size_t i = 0; i < kNumbers.size() && same < 3 && different < 2; ++i) {
    Point point;
    for (std::size_t k = 0; k < letters.size(); ++k) {
      const auto& [over, below] = kNumbers[(i + 2 * k) % kNumbers.size()];
      point[letters[k]] = is_counter(letters[k]) ? Rational(static_cast<long long>(3 + 2 * i + k)) : Rational(over, below);
    }
    const Agreement agreement = compare(values.value(left, point), values.value(right, point));
    same += agreement == Agreement::kSame;
    different += agreement == Agreement::kDifferent;
  }
  if (same >= 2 && different == 0) return true;
  std::sort(own.begin(), own.end());
  std::sort(others.begin(), others.end());
  return different >= 2 && same == 0 && own == others ? std::optional(false) : std::nullopt;
}

std::string antiderivative_letter(const Expr& e) {
  if (is_antiderivative(e)) return e.arg(1).name();
  for (const Expr& arg : e.args()) {
    if (e.is(Op::kFunc) || e.size() > kMaxSize) break;
    if (std::string letter = antiderivative_letter(arg); !letter.empty()) return letter;
  }
  return {};
}

std::optional<Expr> slope_of(const Expr& e, const std::string& variable, const Meaning& meaning) {
  if (antiderivative_letter(e).empty()) {
    const auto slope = math::derivative(e, variable);
    return slope.ok() ? std::optional(*slope) : std::nullopt;
  }
  if (is_antiderivative(e)) {
    const std::string& letter = e.arg(1).name();
    if (letter == variable) return e.arg(0);
    const auto meant = meaning(letter);
    const auto slope = meant && meant->contains_symbol(variable) ? math::derivative(*meant, variable) : Result<Expr>(Error{});
    return slope.ok() ? std::optional(e.arg(0).substitute(letter, *meant) * *slope) : std::nullopt;
  }
  if (e.is(Op::kNeg)) {
    const auto inner = slope_of(e.arg(0), variable, meaning);
    return inner ? std::optional(-*inner) : std::nullopt;
  }
  if (e.is(Op::kAdd)) {
    std::optional<Expr> sum;
    for (const Expr& term : e.args()) {
      const auto slope = slope_of(term, variable, meaning);
      if (!slope) return std::nullopt;
      sum = sum ? *sum + *slope : *slope;
    }
    return sum;
  }
  const bool quotient = e.is(Op::kDiv) && !e.arg(1).contains_symbol(variable) && antiderivative_letter(e.arg(1)).empty();
  if (quotient) {
    const auto above = slope_of(e.arg(0), variable, meaning);
    return above ? std::optional(*above / e.arg(1)) : std::nullopt;
  }
  if (!e.is(Op::kMul)) return std::nullopt;
  std::optional<Expr> product;   // numbers times one integral
  for (const Expr& factor : e.args()) {
    const bool integral = !antiderivative_letter(factor).empty();
    if (!integral && factor.contains_symbol(variable)) return std::nullopt;
    const auto part = integral ? slope_of(factor, variable, meaning) : std::optional(factor);
    if (!part) return std::nullopt;
    product = product ? *product * *part : *part;
  }
  return product;
}

bool holds_everywhere(const std::vector<Expr>& sides, const std::vector<std::string>& signs, bool positive) {
  constexpr int kEnough = 20;
  constexpr std::size_t kMostLetters = 4;
  std::vector<std::string> letters;
  for (const Expr& side : sides) {
    if (side.size() > kMaxSize || side.is(Op::kSymbol) || (side.is(Op::kNeg) && side.arg(0).is(Op::kSymbol))) return false;
    for (const std::string& symbol : side.symbols()) {
      if (std::find(letters.begin(), letters.end(), symbol) == letters.end()) letters.push_back(symbol);
    }
  }
  if (letters.empty() || letters.size() > kMostLetters) return false;
  int seen = 0;
  for (const Point& point : places_for(letters, positive)) {
    std::vector<double> values;
    for (const Expr& side : sides) {
      const auto real = math::real_value(side, 15, point);
      if (!real.ok() || !std::isfinite(real->mid)) break;
      values.push_back(real->mid);
    }
    if (values.size() != sides.size()) continue;
    ++seen;
    for (std::size_t i = 0; i < signs.size(); ++i) {
      const double a = values[i], b = values[i + 1], near = 1e-12 * (1 + std::fabs(a));
      const bool holds = signs[i] == "<" ? a < b : signs[i] == "<=" ? a <= b + near : signs[i] == ">" ? a > b : signs[i] == ">=" && a + near >= b;
      if (!holds) return false;
    }
  }
  return seen >= kEnough;
}

}  // namespace retort::check
