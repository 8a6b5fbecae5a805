// exact_value: one walk over the tree, every operation on rationals, every size bounded before it is computed.
#include "math/exact.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "math/exact_parts.h"
#include "math/function_names.h"
#include "math/number_theory.h"
#include "math/time_budget.h"

namespace retort::math {
namespace {

Error unsupported(std::string what) { return {ErrorCode::kUnsupported, std::move(what)}; }
Error invalid(std::string what) { return {ErrorCode::kInvalidArgument, std::move(what)}; }
Error budget(std::string what) { return {ErrorCode::kBudget, std::move(what)}; }

constexpr int kMaxDepth = 1'000;

class Evaluator {
 public:
  explicit Evaluator(const EvalLimits& limits) : limits_(limits), terms_left_(limits.max_terms), steps_left_(10 * limits.max_terms), bits_left_(32 * limits.max_bits) {}

  Result<Rational> value(const Expr& e) {
    if (--steps_left_ < 0 || time_is_up()) return budget("more operations than the limit");
    Result<Rational> r = uncapped(e);
    if (r.ok()) RETORT_TRY_STATUS(spend(*r));
    return r;
  }

 private:
  // Large numbers, one by one and all together, have a limit.
  Status spend(const Rational& r) {
    const long bits = r.bits();
    if (bits > limits_.max_bits) return budget("a number of more than " + std::to_string(limits_.max_bits) + " bits");
    if (bits > 512 && (bits_left_ -= bits) < 0) return budget("more work on large numbers than the limit");
    return {};
  }

  Result<Rational> uncapped(const Expr& e) {
    switch (e.op()) {
      case Op::kNumber: return e.value();
      case Op::kAdd: return add(e);
      case Op::kMul: return multiply(e);
      case Op::kDiv: {
        RETORT_TRY(const Rational above, value(e.arg(0)));
        RETORT_TRY(const Rational below, value(e.arg(1)));
        if (below.is_zero()) return invalid("a division by 0");
        return above / below;
      }
      case Op::kNeg: {
        RETORT_TRY(const Rational r, value(e.arg(0)));
        return -r;
      }
      case Op::kPow: return power(e);
      case Op::kFunc: return function(e);
      case Op::kMixed: {
        RETORT_TRY(const Rational whole, value(e.arg(0)));
        RETORT_TRY(const Rational part, value(e.arg(1)));
        return whole + part;
      }
      case Op::kPercent: {
        RETORT_TRY(const Rational r, value(e.arg(0)));
        return r / 100;
      }
      case Op::kBase: return in_base(e);
      case Op::kSymbol:
        for (auto b = bound_.rbegin(); b != bound_.rend(); ++b)
          if (b->first == e.name()) return b->second;
        return unsupported("the symbol " + e.name());
      case Op::kConstant: return unsupported("the constant " + e.name());
      case Op::kDegree: return unsupported("an angle in degrees");
      default: return unsupported("something that is not a number");
    }
  }

  Result<Rational> add(const Expr& e) {
    Rational total;
    for (const Expr& term : e.args()) {
      RETORT_TRY(const Rational r, value(term));
      total += r;
      RETORT_TRY_STATUS(spend(total));
    }
    return total;
  }

  Result<Rational> multiply(const Expr& e) {
    Rational total = 1;
    for (const Expr& factor : e.args()) {
      RETORT_TRY(const Rational r, value(factor));
      total *= r;
      RETORT_TRY_STATUS(spend(total));
    }
    return total;
  }

  Result<Rational> power(const Expr& e) {
    RETORT_TRY(const Rational exponent, value(e.arg(1)));
    RETORT_TRY(const Rational base, value(e.arg(0)));
    if (base.is_zero() && exponent.is_zero()) return invalid("0 to the power 0");
    if (exponent.is_integer()) return Rational::pow(base, exponent, limits_.max_bits);
    // 8^{2/3}: the root first, if it is exact. A negative base has no real power with a fraction as exponent in general.
    if (base.sign() < 0) return unsupported("a power of a negative number with a fraction as exponent");
    RETORT_TRY(const Rational root, exact_root(base, exponent.den()));
    return Rational::pow(root, exponent.num(), limits_.max_bits);
  }

  Result<Rational> in_base(const Expr& e) {
    RETORT_TRY(const Rational base, value(e.arg(1)));
    const auto b = base.to_int64();
    if (!b || *b < 2 || *b > 36) return invalid("the base " + base.to_string() + " is not in 2..36");
    const std::string& digits = e.arg(0).text();
    return from_base(digits.empty() ? e.arg(0).value().to_string() : digits, static_cast<int>(*b));
  }

  Result<std::vector<Rational>> values(const Expr& e) {
    std::vector<Rational> out;
    for (const Expr& arg : e.args()) {
      RETORT_TRY(Rational r, value(arg));
      out.push_back(std::move(r));
    }
    return out;
  }

  Result<Rational> function(const Expr& e) {
    const std::string& name = e.name();
    if (name == "sum" || name == "product") return written_out(e);
    if (is_elementary(name)) return elementary(e);
    if (name == "det") return determinant(e);
    static constexpr std::string_view kKnown[] = {"sqrt", "root",  "abs",  "factorial", "binomial", "floor", "ceil",
                                                  "sign", "gcd",   "lcm",  "mod",       "min",      "max"};
    if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown)) return unsupported("the function " + name);
    RETORT_TRY(const std::vector<Rational> a, values(e));
    if (name == "sqrt") return a[0].sign() < 0 ? Result<Rational>(unsupported("the root of a negative number")) : exact_root(a[0], 2);
    if (name == "root") return root(a[0], a[1]);
    if (name == "abs") return a[0].abs();
    if (name == "sign") return Rational(a[0].sign());
    if (name == "floor") return a[0].floor();
    if (name == "ceil") return a[0].ceil();
    if (name == "min") return *std::min_element(a.begin(), a.end());
    if (name == "max") return *std::max_element(a.begin(), a.end());
    if (name == "factorial") return factorial(a[0]);
    if (name == "binomial") return binomial(a[0], a[1]);
    return of_integers(name, a);
  }

  Result<Rational> of_integers(const std::string& name, const std::vector<Rational>& a) {
    for (const Rational& r : a)
      if (!r.is_integer()) return unsupported(name + " of a fraction");
    if (name == "mod") {
      if (a[1].sign() <= 0) return invalid("the modulus " + a[1].to_string() + " is not positive");
      return mod(a[0], a[1]);
    }
    Rational total = a[0].abs();
    for (std::size_t i = 1; i < a.size(); ++i) {
      total = name == "gcd" ? gcd(total, a[i]) : lcm(total, a[i]);
      RETORT_TRY_STATUS(spend(total));
    }
    return total;
  }

  // \sqrt[3]{-8} = -2: odd roots of negative numbers are real.
  Result<Rational> root(const Rational& x, const Rational& n) {
    if (!n.is_integer() || n.sign() <= 0) return unsupported("a root whose index is not a positive integer");
    const bool odd = !mod(n, 2).is_zero();
    if (x.sign() < 0 && !odd) return unsupported("an even root of a negative number");
    RETORT_TRY(const Rational r, exact_root(x.abs(), n));
    return x.sign() < 0 ? -r : r;
  }

  Result<Rational> elementary(const Expr& e) {
    const std::string& name = e.name();
    if (is_trigonometric(name)) {
      Expr argument = e.arg(0);
      for (auto b = bound_.rbegin(); b != bound_.rend(); ++b) argument = argument.substitute(b->first, Expr::number(b->second));
      if (const auto angle = turns(argument, limits_)) return trigonometric_value(name, *angle);
      return unsupported("the function " + name);
    }
    RETORT_TRY(const Rational x, value(e.arg(0)));
    if (name == "log" && e.args().size() == 2) {
      RETORT_TRY(const Rational base, value(e.arg(1)));
      return exact_log(x, base);
    }
    if (name == "ln" || name == "log") {
      if (x.sign() <= 0) return unsupported("the logarithm of a number that is not positive");
      return x == 1 ? Result<Rational>(Rational(0)) : unsupported("a logarithm that is not rational");
    }
    if (x.is_zero()) {
      if (name == "exp" || name == "cosh") return Rational(1);
      if (name != "acos") return Rational(0);
    }
    if (name == "acos" && x == 1) return Rational(0);
    return unsupported("the function " + name);
  }

  // A sum or product over integers, term by term.
  Result<Rational> written_out(const Expr& e) {
    RETORT_TRY(const Rational low, value(e.arg(2)));
    RETORT_TRY(const Rational high, value(e.arg(3)));
    if (!low.is_integer() || !high.is_integer()) return unsupported("a sum whose bounds are not integers");
    if (high < low - 1) return invalid("a sum whose upper bound lies below the lower one");
    const bool is_sum = e.is_func("sum");
    bound_.emplace_back(e.arg(1).name(), low);
    Result<Rational> total = terms_together(e.arg(0), high, is_sum);
    bound_.pop_back();
    return total;
  }

  // Over the values of the innermost bound symbol, from where it stands to `high`.
  Result<Rational> terms_together(const Expr& body, const Rational& high, bool is_sum) {
    Rational total = is_sum ? 0 : 1;
    for (; bound_.back().second <= high; bound_.back().second += 1) {
      if (--terms_left_ < 0) return budget("more than " + std::to_string(limits_.max_terms) + " terms");
      RETORT_TRY(const Rational term, value(body));
      if (is_sum) total += term; else total *= term;
      RETORT_TRY_STATUS(spend(total));
    }
    return total;
  }

  Result<Rational> determinant(const Expr& e) {
    const Expr& matrix = e.arg(0);
    if (!matrix.is(Op::kMatrix)) return unsupported("the determinant of something that is not a matrix");
    const std::size_t n = matrix.args().size();
    if (n > 30 || matrix.arg(0).args().size() != n) return unsupported("the determinant of a matrix that is not square or too large");
    std::vector<std::vector<Rational>> rows;
    for (const Expr& row : matrix.args()) {
      RETORT_TRY(std::vector<Rational> cells, values(row));
      rows.push_back(std::move(cells));
    }
    return eliminate(rows);
  }

  // Gauss; the product of the pivots with the sign of the swaps.
  static Rational eliminate(std::vector<std::vector<Rational>>& rows) {
    Rational det = 1;
    for (std::size_t c = 0; c < rows.size(); ++c) {
      std::size_t pivot = c;
      while (pivot < rows.size() && rows[pivot][c].is_zero()) ++pivot;
      if (pivot == rows.size()) return Rational(0);
      if (pivot != c) {
        std::swap(rows[pivot], rows[c]);
        det = -det;
      }
      det *= rows[c][c];
      for (std::size_t r = c + 1; r < rows.size(); ++r) {
        const Rational times = rows[r][c] / rows[c][c];
        if (times.is_zero()) continue;
        for (std::size_t k = c; k < rows.size(); ++k) rows[r][k] -= times * rows[c][k];
      }
    }
    return det;
  }

  const EvalLimits& limits_;
  std::vector<std::pair<std::string, Rational>> bound_;   // symbols of the sums around, innermost last
  long terms_left_;
  long steps_left_;
  long bits_left_;
};

}  // namespace

Result<Rational> exact_value(const Expr& e, const EvalLimits& limits) {
  if (e.depth() > kMaxDepth) return budget("an expression nested deeper than " + std::to_string(kMaxDepth));
  return Evaluator(limits).value(e);
}

}  // namespace retort::math
