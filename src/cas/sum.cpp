#include <algorithm>
#include <cmath>

#include "cas/calculus.h"
#include "cas/domain.h"
#include "cas/factorial_terms.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

constexpr long kWrittenOut = 5000;   // terms summed one by one
constexpr long kMaxProductBits = 1 << 16;

bool holds_form(const Expr& e) {
  if (e.is_func("sum") || e.is_func("integral")) return true;
  return std::any_of(e.args().begin(), e.args().end(), holds_form);
}
bool is_infinity(const Expr& e) { return e.is(Op::kConstant) && e.name() == "oo"; }

Outcome<Expr> worker_sum(Session& session, const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  Json args = Json::array();
  RETORT_TRY(auto text, session.names().print(e));
  args.push_back(text);
  args.push_back(session.names().print_symbol(variable));
  for (const Expr* bound : {&lower, &upper}) {
    RETORT_TRY(auto b, session.names().print(*bound));
    args.push_back(b);
  }
  RETORT_TRY(auto value, session.ask("sum", args));
  RETORT_TRY(auto sum, session.names().read(value));
  if (holds_form(sum)) return Failure(FailureKind::kNoSolutionFound, "no closed form of this sum was found");
  return sum;
}

// Terms that are not rational (square roots, powers of pi): the written-out sum, simplified and compared with it.
Outcome<ToolResult> irrational_terms(Session& session, const Expr& e, const std::string& variable, long long lower, long long upper) {
  if (upper - lower >= 100) return Failure(FailureKind::kUnsupported, "more than 100 terms that are not rational numbers");
  std::vector<Expr> terms;
  for (long long k = lower; k <= upper; ++k) terms.push_back(e.substitute(variable, Expr::integer(k)));
  const Expr whole = terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, std::move(terms));
  std::vector<Expr> forms{tidy(whole)};
  if (auto simple = session.try_apply("simplify", whole)) forms.push_back(tidy(*simple));
  RETORT_TRY(auto best, shortest_confirmed(forms, whole));
  return answer(best.first, "compared with the sum written out", best.second);
}

Outcome<ToolResult> written_out(Session& session, const Expr& e, const std::string& variable, long long lower, long long upper) {
  if (upper < lower) return Failure(FailureKind::kDomain, "'upper' is below 'lower': there is nothing to add");
  if (upper - lower >= kWrittenOut) return Failure(FailureKind::kUnsupported, "more than 5000 terms without a closed form");
  Rational total;
  for (long long k = lower; k <= upper; ++k) {
    auto term = math::exact_value(e.substitute(variable, Expr::integer(k)));
    if (!term.ok() && term.error().code == ErrorCode::kUnsupported) return irrational_terms(session, e, variable, lower, upper);
    if (!term.ok()) return Failure(FailureKind::kDomain, "the term at " + variable + " = " + std::to_string(k) + ": " + term.error().message);
    total += *term;
  }
  const Expr result = Expr::number(total);
  auto other = worker_sum(session, e, variable, Expr::integer(lower), Expr::integer(upper));
  if (!other.ok() && other.error().kind != FailureKind::kUnsupported && other.error().kind != FailureKind::kNoSolutionFound) return other.error();
  if (other.ok()) {
    RETORT_TRY([[maybe_unused]] auto grade, confirm_equal(result, *other));
  }
  return answer(result, "added up term by term (FLINT)", Grade::kProved);
}

// The number r with e(k + 1) = r e(k), if there is one.
std::optional<Rational> common_ratio(const Expr& e, const std::string& variable, long long lower) {
  const auto first = math::exact_value(e.substitute(variable, Expr::integer(lower))), second = math::exact_value(e.substitute(variable, Expr::integer(lower + 1)));
  if (!first.ok() || !second.ok() || first->is_zero() || second->is_zero()) return std::nullopt;
  const Rational r = *second / *first;
  const Expr next = e.substitute(variable, Expr::symbol(variable) + Expr::integer(1));
  return math::equal(next, Expr::number(r) * e).outcome == math::Verdict::Outcome::kEqual ? std::optional(r) : std::nullopt;
}

// The form that a person finds: falling geometric series, quotients with a factorial.
std::optional<Expr> form_by_hand(const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  const auto from = math::exact_value(lower);
  if (!from.ok() || !from->to_int64()) return std::nullopt;
  if (const auto d = factorial_difference(e, variable)) {
    const auto start = math::exact_value(d->neighbour(lower));
    return start.ok() ? std::optional(written(d->neighbour(upper + Expr::integer(1)) - Expr::number(*start))) : std::nullopt;
  }
  if (e.symbols().size() != 1) return std::nullopt;
  const auto r = common_ratio(e, variable, *from->to_int64());
  if (!r || r->abs() >= Rational(1)) return std::nullopt;
  const Rational whole = *math::exact_value(e.substitute(variable, lower)) / (Rational(1) - *r);
  const Expr power = math::pow(Expr::number(*r), *from == Rational(1) ? upper : written(upper + Expr::number(Rational(1) - *from)));
  return written(Expr::number(whole) - Expr::number(whole) * power);
}

// S(lower) is the first term and S(n) - S(n-1) the n-th: induction.
Outcome<Confirmed> closed_form(Session& session, const Expr& e, const std::string& variable, const Expr& lower, const std::string& n) {
  const Expr upper = Expr::symbol(n);
  RETORT_TRY(auto raw, worker_sum(session, e, variable, lower, upper));
  std::vector<Expr> forms{tidy(raw)};
  for (const char* operation : {"factor", "simplify"})
    if (auto form = session.try_apply(operation, raw)) forms.push_back(written(*form));
  if (auto form = form_by_hand(e, variable, lower, upper)) forms.push_back(*form);
  RETORT_TRY(auto best, shortest_confirmed(forms, raw));
  const Expr& s = best.first;
  RETORT_TRY(auto first, confirm_equal(s.substitute(n, lower), e.substitute(variable, lower)));
  RETORT_TRY(auto step, confirm_equal(s - s.substitute(n, upper - Expr::integer(1)), e.substitute(variable, upper)));
  return Confirmed(s, weaker(first, step));
}

// Where the terms themselves depend on n, induction says nothing: the first ten sums, written out.
Outcome<Confirmed> sampled_form(Session& session, const Expr& e, const std::string& variable, const Expr& lower, const std::string& n) {
  const auto start = math::exact_value(lower);
  if (!start.ok() || !start->to_int64()) return Failure(FailureKind::kUnsupported, "'lower' must be an integer when the terms hold the upper bound");
  RETORT_TRY(auto raw, worker_sum(session, e, variable, lower, Expr::symbol(n)));
  const Expr s = tidy(raw);
  for (long long last = *start->to_int64(); last < *start->to_int64() + 10; ++last) {
    const Expr here = e.substitute(n, Expr::integer(last));
    Expr total = Expr::integer(0);
    for (long long k = *start->to_int64(); k <= last; ++k) total = total + here.substitute(variable, Expr::integer(k));
    RETORT_TRY([[maybe_unused]] auto grade, confirm_equal(s.substitute(n, Expr::integer(last)), total));
  }
  return Confirmed(s, Grade::kNumeric);
}

constexpr const char* kInduction = "induction: first term and differences";

Outcome<ToolResult> sum_to_symbol(Session& session, const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  if (!upper.is(Op::kSymbol)) {
    // n - 1, 2n: the sum to a symbol of its own, the bound put in for it.
    const auto symbols = upper.symbols();
    const auto line = symbols.size() == 1 ? math::as_polynomial(upper, symbols[0], 1) : std::nullopt;
    if (!line || line->size() != 2 || !(*line)[0].is_integer() || !(*line)[1].is_integer() || e.contains_symbol(symbols[0]))
      return Failure(FailureKind::kUnsupported, "'upper' must be a number, a symbol, a whole multiple of a symbol plus a whole number such as n - 1 or 2*n, or oo");
    std::string letter = "m";
    while (e.contains_symbol(letter) || symbols[0] == letter || variable == letter) letter += "m";
    RETORT_TRY(auto s, closed_form(session, e, variable, lower, letter));
    const Expr raw = s.first.substitute(letter, upper);
    std::vector<Expr> forms{tidy(raw), written(raw)};
    for (const char* operation : {"factor", "simplify"})
      if (auto form = session.try_apply(operation, raw)) forms.push_back(written(*form));
    RETORT_TRY(auto best, shortest_confirmed(forms, raw));
    ToolResult r = answer(best.first, "induction: first term and differences, then the bound put in", weaker(s.second, best.second));
    r.conditions.push_back(math::to_plain(upper) + " >= " + math::to_plain(lower));
    return r;
  }
  const bool fixed_terms = !e.contains_symbol(upper.name());
  auto s = fixed_terms ? closed_form(session, e, variable, lower, upper.name()) : sampled_form(session, e, variable, lower, upper.name());
  if (!s.ok()) return s.error();
  ToolResult r = answer(s->first, fixed_terms ? kInduction : "added up for the first ten values of " + upper.name(), s->second);
  for (const Expr& d : denominators(s->first))
    if (d.symbols() != std::vector<std::string>{upper.name()})
      for (auto& condition : nonzero_conditions({d})) r.conditions.push_back(std::move(condition));
  r.conditions.push_back(upper.name() + " >= " + math::to_plain(lower));
  return r;
}

// Too many terms to write out: the closed form with the bound put in.
Outcome<ToolResult> sum_by_formula(Session& session, const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  std::string n = "n";
  while (e.contains_symbol(n)) n += "n";
  RETORT_TRY(auto s, closed_form(session, e, variable, lower, n));
  auto value = math::exact_value(s.first.substitute(n, upper));
  if (!value.ok()) return Failure(FailureKind::kUnsupported, "the value is too large to write out: " + value.error().message);
  return answer(Expr::number(std::move(value).value()), kInduction, s.second);
}

// The distance of the partial sums shrinks towards zero.
bool approaches(const Expr& e, const std::string& variable, long long lower, double limit) {
  double partial = 0, before = HUGE_VAL;
  long long k = lower;
  for (long long terms : {50, 200, 800}) {
    for (; k < lower + terms; ++k) {
      const auto ball = math::real_value(e, 15, {{variable, Rational(k)}});
      if (!ball.ok()) return false;
      partial += ball->mid;
    }
    const double distance = std::abs(partial - limit);
    if (distance > 1e-10 * std::max(1.0, std::abs(limit)) && distance > before / 1.7) return false;
    before = distance;
  }
  return before < 0.05 * std::max(1.0, std::abs(limit));
}

// Simple fractions that cancel in between, c/(k - r) with zeros r that differ by whole numbers: what stays of them.
std::optional<Rational> cancelling_series(const Expr& e, const std::string& variable, long long lower) {
  const auto f = math::as_fraction(e, variable, 8);
  if (!f || math::degree(f->num) + 1 >= math::degree(f->den)) return std::nullopt;
  const auto zeros = math::rational_roots(f->den);
  if (static_cast<int>(zeros.size()) != math::degree(f->den)) return std::nullopt;
  const auto slope = math::derivative(f->den);
  Rational value;
  std::vector<bool> done(zeros.size(), false);
  for (std::size_t i = 0; i < zeros.size(); ++i) {
    if (done[i]) continue;
    // The zeros ascend, so the last of its kind has the smallest shift.
    Rational sum, last = zeros[i].first;
    for (const auto& [r, times] : zeros)
      if ((r - zeros[i].first).is_integer()) last = r;
    for (std::size_t j = i; j < zeros.size(); ++j) {
      const Rational& r = zeros[j].first;
      if (!(r - zeros[i].first).is_integer()) continue;
      done[j] = true;
      const Rational c = math::evaluate(f->num, r) / math::evaluate(slope, r);
      sum += c;
      for (Rational t(0); t < last - r; t += 1) {
        const Rational below = Rational(lower) - last + t;
        if (below.is_zero() || last - r > Rational(100)) return std::nullopt;
        value -= c / below;
      }
    }
    if (!sum.is_zero()) return std::nullopt;
  }
  return value;
}

// Geometric series added up kind by kind: (2^k + 3^k)/6^k.
std::optional<Rational> geometric_kinds(const Expr& e, const std::string& variable, long long lower) {
  if (e.symbols().size() != 1) return std::nullopt;
  const bool quotient = e.is(Op::kDiv);
  Rational value;
  for (const Expr& t : math::terms_of(quotient ? e.arg(0) : e)) {
    const Expr term = quotient ? t / e.arg(1) : t;
    const auto r = common_ratio(term, variable, lower);
    if (!r || r->abs() >= Rational(1)) return std::nullopt;
    value += *math::exact_value(term.substitute(variable, Expr::integer(lower))) / (Rational(1) - *r);
  }
  return value;
}

Outcome<ToolResult> series(Session& session, const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  const auto start = math::exact_value(lower);
  if (!start.ok() || !start->to_int64()) return Failure(FailureKind::kArguments, "'lower' must be an integer");
  if (const auto value = cancelling_series(e, variable, *start->to_int64()); value && approaches(e, variable, *start->to_int64(), value->to_double()))
    return answer(Expr::number(*value), "simple fractions that cancel, compared with partial sums", Grade::kNumeric);
  if (const auto value = geometric_kinds(e, variable, *start->to_int64()); value && approaches(e, variable, *start->to_int64(), value->to_double()))
    return answer(Expr::number(*value), "geometric series, compared with partial sums", Grade::kNumeric);
  RETORT_TRY(auto raw, worker_sum(session, e, variable, lower, upper));
  if (is_infinity(raw) || (raw.is(Op::kNeg) && is_infinity(raw.arg(0)))) return Failure(FailureKind::kDomain, "the series diverges");
  const Expr value = tidy(raw);
  const auto ball = math::real_value(value);
  if (!ball.ok() || !approaches(e, variable, *start->to_int64(), ball->mid))
    return Failure(FailureKind::kUnverified, "the partial sums do not confirm the value found; the series may diverge");
  return answer(value, "compared with partial sums", Grade::kNumeric);
}

}  // namespace

Outcome<ToolResult> sum(Session& session, const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  if (lower.contains_symbol(variable) || upper.contains_symbol(variable))
    return Failure(FailureKind::kArguments, "'lower' and 'upper' must not hold the variable of the sum");
  if (is_infinity(upper)) return series(session, e, variable, lower, upper);
  const auto from = math::exact_value(lower), to = math::exact_value(upper);
  if (from.ok() && to.ok() && e.symbols().size() <= 1) {
    const auto first = from->to_int64(), last = to->to_int64();
    if (!first || !last) return Failure(FailureKind::kArguments, "'lower' and 'upper' must be integers");
    if (*last - *first < kWrittenOut) return written_out(session, e, variable, *first, *last);
    return sum_by_formula(session, e, variable, lower, upper);
  }
  return sum_to_symbol(session, e, variable, lower, upper);
}

namespace {

// Factors with other letters: multiplied out where they are polynomials and few.
Outcome<ToolResult> product_with_letters(const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  constexpr long long kMost = 12;
  const auto from = math::exact_value(lower), to = math::exact_value(upper);
  const auto first = from.ok() ? from->to_int64() : std::nullopt, last = to.ok() ? to->to_int64() : std::nullopt;
  if (!first || !last) return Failure(FailureKind::kUnsupported, "factors with other letters need whole numbers as bounds");
  if (*last < *first) return Failure(FailureKind::kDomain, "'upper' is below 'lower': there is nothing to multiply");
  if (*last - *first >= kMost) return Failure(FailureKind::kUnsupported, "more than 12 factors with other letters: put numbers in for the letters first");
  std::vector<Expr> factors;
  for (long long k = *first; k <= *last; ++k) factors.push_back(written(e.substitute(variable, Expr::integer(k))));
  const Expr whole = factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, factors);
  const auto normal = math::normal_form(whole);
  if (!normal.ok()) return Failure(FailureKind::kUnsupported, "the product has too many terms: put numbers in for the letters first");
  const Expr value = written(*normal);
  RETORT_TRY(const auto grade, confirm_equal(whole, value));
  return answer(value, "multiplied out, compared with the factors", grade);
}

}  // namespace

Outcome<ToolResult> product(const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  const auto symbols = e.symbols();
  const bool letters = std::any_of(symbols.begin(), symbols.end(), [&](const std::string& s) { return s != variable; });
  if (letters) return product_with_letters(e, variable, lower, upper);
  if (!upper.symbols().empty()) return product_to_symbol(e, variable, lower, upper);
  const auto from = math::exact_value(lower), to = math::exact_value(upper);
  const auto first = from.ok() ? from->to_int64() : std::nullopt, last = to.ok() ? to->to_int64() : std::nullopt;
  if (!first || !last) return Failure(FailureKind::kArguments, "'lower' and 'upper' must be integers");
  if (*last < *first) return Failure(FailureKind::kDomain, "'upper' is below 'lower': there is nothing to multiply");
  if (*to - *from >= Rational(kWrittenOut)) return Failure(FailureKind::kUnsupported, "more than 5000 factors");
  std::vector<Rational> factors;
  Rational value(1), above(1), below(1);
  for (long long k = *first; k <= *last; ++k) {
    auto factor = math::exact_value(e.substitute(variable, Expr::integer(k)));
    if (!factor.ok() && factor.error().code == ErrorCode::kUnsupported) return Failure(FailureKind::kUnsupported, "the factors must be rational numbers: " + factor.error().message);
    if (!factor.ok()) return Failure(FailureKind::kDomain, "the factor at " + variable + " = " + std::to_string(k) + ": " + factor.error().message);
    value *= *factor;
    if (value.bits() > kMaxProductBits) return Failure(FailureKind::kUnsupported, "the product has too many digits");
    factors.push_back(std::move(*factor));
  }
  for (auto factor = factors.rbegin(); factor != factors.rend(); ++factor) {
    const Rational common = math::gcd(above, factor->den());
    above = above / common * factor->num();
    below *= factor->den() / common;
  }
  if (value * below != above) return Failure(FailureKind::kUnverified, "two computations of this value disagree");
  return answer(Expr::number(value), "multiplied out in the other order", Grade::kProved);
}

}  // namespace retort::cas
