#include "math/derivative.h"

#include <string>

namespace retort::math {

namespace {

bool is_integer(const Expr& e, long long n) { return e.is_number() && e.value() == Rational(n); }

// Building without the terms that are 0 and the factors that are 1.
Expr plus(const Expr& a, const Expr& b) { return is_integer(a, 0) ? b : is_integer(b, 0) ? a : a + b; }
Expr minus(const Expr& a) { return a.is_number() ? Expr::number(-a.value()) : -a; }
Expr times(const Expr& a, const Expr& b) {
  if (is_integer(a, 0) || is_integer(b, 0)) return Expr::integer(0);
  return is_integer(a, 1) ? b : is_integer(b, 1) ? a : a * b;
}
Expr over(const Expr& a, const Expr& b) { return is_integer(a, 0) || is_integer(b, 1) ? a : a / b; }
Expr square(const Expr& a) { return pow(a, Expr::integer(2)); }
Expr call(const char* name, const Expr& a) { return Expr::func(name, {a}); }

// f'(u) for the functions of one argument.
std::optional<Expr> outer(const std::string& f, const Expr& u) {
  const Expr one = Expr::integer(1);
  if (f == "sqrt") return one / (Expr::integer(2) * call("sqrt", u));
  if (f == "abs") return u / call("abs", u);
  if (f == "exp") return call("exp", u);
  if (f == "ln") return one / u;
  if (f == "sin") return call("cos", u);
  if (f == "cos") return -call("sin", u);
  if (f == "tan") return one / square(call("cos", u));
  if (f == "cot") return -(one / square(call("sin", u)));
  if (f == "sec") return call("sin", u) / square(call("cos", u));
  if (f == "csc") return -(call("cos", u) / square(call("sin", u)));
  if (f == "asin") return one / call("sqrt", one - square(u));
  if (f == "acos") return -(one / call("sqrt", one - square(u)));
  if (f == "atan") return one / (one + square(u));
  if (f == "sinh") return call("cosh", u);
  if (f == "cosh") return call("sinh", u);
  if (f == "tanh") return one / square(call("cosh", u));
  return std::nullopt;
}

Error no_rule(const std::string& what) { return {ErrorCode::kUnsupported, "no rule for the derivative of " + what}; }

class Differentiator {
 public:
  explicit Differentiator(std::string_view variable) : x_(variable) {}

  Result<Expr> run(const Expr& e) {
    if (!e.contains_symbol(x_)) return Expr::integer(0);
    switch (e.op()) {
      case Op::kSymbol: return Expr::integer(1);
      case Op::kAdd: return sum(e);
      case Op::kMul: return product(e);
      case Op::kDiv: return quotient(e);
      case Op::kPow: return power(e.arg(0), e.arg(1), e);
      case Op::kNeg: {
        RETORT_TRY(auto inner, run(e.arg(0)));
        return minus(inner);
      }
      case Op::kPercent: {
        RETORT_TRY(auto inner, run(e.arg(0)));
        return over(inner, Expr::integer(100));
      }
      case Op::kFunc: return function(e);
      default: return no_rule("this form");
    }
  }

 private:
  Result<Expr> sum(const Expr& e) {
    Expr total = Expr::integer(0);
    for (const Expr& term : e.args()) {
      RETORT_TRY(auto d, run(term));
      total = plus(total, d);
    }
    return total;
  }

  // (u v w)' = u' v w + u v' w + u v w'
  Result<Expr> product(const Expr& e) {
    Expr total = Expr::integer(0);
    for (std::size_t i = 0; i < e.args().size(); ++i) {
      RETORT_TRY(auto d, run(e.arg(i)));
      Expr term = d;
      for (std::size_t j = 0; j < e.args().size(); ++j)
        if (j != i) term = times(term, e.arg(j));
      total = plus(total, term);
    }
    return total;
  }

  Result<Expr> quotient(const Expr& e) {
    const Expr &u = e.arg(0), &v = e.arg(1);
    RETORT_TRY(auto du, run(u));
    if (!v.contains_symbol(x_)) return over(du, v);
    RETORT_TRY(auto dv, run(v));
    return (times(du, v) - times(u, dv)) / square(v);
  }

  // x^n, a^x and u^v.
  Result<Expr> power(const Expr& base, const Expr& exponent, const Expr& whole) {
    if (!exponent.contains_symbol(x_)) {
      RETORT_TRY(auto d, run(base));
      const Expr lower = exponent.is_number() ? Expr::number(exponent.value() - 1) : exponent - Expr::integer(1);
      const Expr reduced = is_integer(lower, 1) ? base : is_integer(lower, 0) ? Expr::integer(1) : pow(base, lower);
      return times(times(exponent, reduced), d);
    }
    RETORT_TRY(auto de, run(exponent));
    const bool natural = base.is(Op::kConstant) && base.name() == "e";
    Expr total = times(natural ? whole : whole * call("ln", base), de);
    if (base.contains_symbol(x_)) {
      RETORT_TRY(auto db, run(base));
      total = plus(total, times(times(exponent, pow(base, exponent - Expr::integer(1))), db));
    }
    return total;
  }

  Result<Expr> function(const Expr& e) {
    const std::string& f = e.name();
    const Expr& u = e.arg(0);
    // A root and a logarithm to a base without the variable are constant multiples of what has a rule.
    if (f == "root" && !e.arg(1).contains_symbol(x_)) {
      RETORT_TRY(auto d, run(u));
      return times(over(e, e.arg(1) * u), d);
    }
    if (f == "log" && e.args().size() == 2 && !e.arg(1).contains_symbol(x_)) {
      RETORT_TRY(auto d, run(u));
      return over(d, u * call("ln", e.arg(1)));
    }
    // (ln|u|)' = u'/u
    if (f == "ln" && u.is_func("abs")) {
      RETORT_TRY(auto d, run(u.arg(0)));
      return over(d, u.arg(0));
    }
    const auto outside = e.args().size() == 1 ? outer(f, u) : std::nullopt;
    if (!outside) return no_rule(f);
    RETORT_TRY(auto inside, run(u));
    return times(*outside, inside);
  }

  std::string_view x_;
};

}  // namespace

Result<Expr> derivative(const Expr& e, std::string_view variable) { return Differentiator(variable).run(e); }

}  // namespace retort::math
