#include "cas/polynomial_roots.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "cas/real_roots.h"
#include "cas/verify.h"
#include "math/complex_roots.h"
#include "math/exact.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Rational;

namespace {

constexpr int kMaxDegree = 60;
const Expr kImaginary = Expr::constant("i");

Expr sqrt_of(const Expr& e) {
  const Expr root = Expr::func("sqrt", {e});
  const auto value = math::exact_value(root);
  return value.ok() ? Expr::number(*value) : root;
}
Expr with_sign(int sign, const Expr& e) { return sign < 0 ? -e : e; }

using Values = std::vector<Expr>;

// x^3 + c: the real cube root and its products with the other cube roots of 1.
Values pure_cubic(const Coefficients& p) {
  const Rational c = -p[0];
  const Expr root = Expr::func("root", {Expr::number(c.abs()), Expr::integer(3)});
  const Expr turn = Expr::func("sqrt", {Expr::integer(3)}) * kImaginary;
  const int sign = c.sign();
  return {with_sign(sign, root), with_sign(-sign, root * (Expr::integer(1) - turn) / Expr::integer(2)),
          with_sign(-sign, root * (Expr::integer(1) + turn) / Expr::integer(2))};
}

// x^4 + b x^2 + c, irreducible: from x^2 where that is real, else from sqrt(c) = |x|^2.
Values biquadratic(const Coefficients& p) {
  const Rational b = p[2], c = p[0], discriminant = b * b - Rational(4) * c;
  Values out;
  if (discriminant.sign() > 0) {
    QuadraticNumber square = quadratic_root({c, b, Rational(1)});
    for (int which = 0; which < 2; ++which, square.b = -square.b) {
      const Expr value = square.written();
      const auto ball = math::real_value(value);
      if (!ball.ok()) return {};
      QuadraticNumber positive = square;
      if (ball->mid < 0) positive.a = -positive.a, positive.b = -positive.b;
      const Expr root = sqrt_of(positive.written());
      for (int sign : {-1, 1}) out.push_back(with_sign(sign, ball->mid < 0 ? root * kImaginary : root));
    }
    return out;
  }
  const Expr size = tidy(sqrt_of(Expr::number(c)));
  const Expr re = sqrt_of(tidy(Expr::integer(2) * size - Expr::number(b))), im = sqrt_of(tidy(Expr::integer(2) * size + Expr::number(b)));
  for (int s : {-1, 1})
    for (int t : {-1, 1}) {
      const Expr part = im * kImaginary;
      out.push_back((with_sign(s, re) + with_sign(t, part)) / Expr::integer(2));
    }
  return out;
}

bool is_pure_cubic(const Coefficients& p) { return math::degree(p) == 3 && p[1].is_zero() && p[2].is_zero(); }
bool is_biquadratic(const Coefficients& p) { return math::degree(p) == 4 && p[1].is_zero() && p[3].is_zero(); }

Expr decimal(const Rational& value) {
  const auto digits = value.to_decimal(30);
  return digits ? Expr::number(value, *digits) : Expr::number(value);
}

Expr decimal(const math::ComplexRoot& root) {
  if (root.is_real) return decimal(root.re);
  const Expr part = decimal(root.im.abs()) * kImaginary;
  if (root.re.is_zero()) return root.im.sign() < 0 ? -part : part;
  return root.im.sign() < 0 ? decimal(root.re) - part : decimal(root.re) + part;
}

// Exact values among which all roots of the irreducible monic `p` are; none where it has no simple ones.
Values exact_forms(const Coefficients& p) {
  if (math::degree(p) == 1) return {Expr::number(-p[0])};
  if (math::degree(p) == 2) {
    QuadraticNumber root = quadratic_root(p);
    const Expr upper = root.written();
    root.b = -root.b;
    return {root.written(), upper};
  }
  if (is_pure_cubic(p)) return pure_cubic(p);
  return is_biquadratic(p) ? biquadratic(p) : Values();
}

bool lies_at(const Expr& value, const math::ComplexRoot& root) {
  const auto distance = math::real_value(Expr::func("abs", {value - decimal(root)}), 3);
  return distance.ok() && distance->mid < 1e-9 * std::max(1.0, std::hypot(root.re.to_double(), root.im.to_double()));
}

// The form that is this root and makes the factor zero.
std::optional<std::pair<Expr, math::Grade>> form_of(const math::ComplexRoot& root, const Values& forms, const Coefficients& factor) {
  if (math::degree(factor) == 1) return std::pair(forms[0], math::Grade::kProved);
  for (const Expr& form : forms) {
    if (!lies_at(form, root)) continue;
    const auto grade = confirm_equal(math::to_expr(factor, "x").substitute("x", form), Expr::integer(0));
    if (grade.ok()) return std::pair(form, *grade);
  }
  return std::nullopt;
}

}  // namespace

Outcome<PolynomialRoots> polynomial_roots(const Coefficients& p) {
  RETORT_CHECK(math::degree(p) > 0, "a constant has no roots");
  if (math::degree(p) > kMaxDegree) return Failure(FailureKind::kUnsupported, "the degree is too high");
  PolynomialRoots out;
  int count = 0;
  for (const auto& [factor, multiplicity] : math::factor(p).factors) {
    Coefficients monic = factor;
    for (Rational& c : monic) c /= factor.back();
    const Values forms = exact_forms(monic);
    for (const math::ComplexRoot& root : math::complex_roots(monic)) {
      const auto form = form_of(root, forms, monic);
      if (form) out.grade = weaker(out.grade, form->second);
      out.all.push_back({form ? form->first : decimal(root), !form, multiplicity, monic, root.re.to_double(), root.im.to_double()});
      count += multiplicity;
    }
  }
  if (count != math::degree(p)) return Failure(FailureKind::kUnverified, "the number of roots is not the degree");
  std::stable_sort(out.all.begin(), out.all.end(), [](const PolynomialRoot& a, const PolynomialRoot& b) {
    if ((a.im == 0) != (b.im == 0)) return a.im == 0;
    if (a.re != b.re) return a.re < b.re;
    return std::abs(a.im) != std::abs(b.im) ? std::abs(a.im) < std::abs(b.im) : a.im < b.im;
  });
  return out;
}

}  // namespace retort::cas
