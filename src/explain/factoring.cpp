#include "explain/factoring.h"

#include <algorithm>
#include <tuple>

#include "math/number_theory.h"

namespace retort::explain {
namespace {

Rational content_of(const Coefficients& p) {
  Rational num(0), den(1);
  for (const Rational& c : p) {
    num = math::gcd(num, c.num());
    den = math::lcm(den, c.den());
  }
  const Rational content = num / den;
  return p.back().sign() < 0 ? -content : content;
}

Coefficients divided_by(const Coefficients& p, const Rational& k) {
  Coefficients out = p;
  for (Rational& c : out) c /= k;
  return out;
}

std::string power_text(const std::string& base, int k) { return k == 1 ? base : tex_power(base, k); }

// "1 - 6 + 11 - 6 = 0": the polynomial at a root, term by term.
std::string value_at_root(const Coefficients& p, const Rational& root) {
  std::vector<Rational> terms;
  Rational power(1);
  for (const Rational& c : p) {
    if (!c.is_zero()) terms.insert(terms.begin(), c * power);
    power *= root;
  }
  std::string out;
  for (const Rational& t : terms) out += out.empty() ? tex(t) : tex_signed(t);
  return out + " = 0";
}

std::string prefix_text(const std::string& prefix, const Coefficients& rest, const std::string& variable) {
  return prefix.empty() ? tex(rest, variable) : prefix + tex_bracketed(rest, variable);
}

}  // namespace

math::Factorization primitive_factors(const Coefficients& p) {
  math::Factorization f = math::factor(p);
  for (auto& [factor, k] : f.factors) {
    const Rational c = content_of(factor);
    factor = divided_by(factor, c);
    for (int i = 0; i < k; ++i) f.content *= c;
  }
  std::sort(f.factors.begin(), f.factors.end(), [](const auto& a, const auto& b) {
    const Coefficients &x = a.first, &y = b.first;
    const bool x_alone = x.size() == 2 && x[0].is_zero(), y_alone = y.size() == 2 && y[0].is_zero();
    if (x_alone != y_alone) return x_alone;
    if (x.size() != y.size()) return x.size() < y.size();
    if (x.size() == 2) return -x[0] / x[1] < -y[0] / y[1];
    return std::lexicographical_compare(x.rbegin(), x.rend(), y.rbegin(), y.rend());
  });
  return f;
}

std::string tex_factored(const math::Factorization& f, const std::string& variable) {
  std::string out;
  int parts = 0;
  for (const auto& [factor, k] : f.factors) parts += k;
  for (const auto& [factor, k] : f.factors) {
    const bool alone = parts == 1 && f.content == Rational(1);
    out += alone ? tex(factor, variable) : power_text(tex_bracketed(factor, variable), k);
  }
  if (f.content == Rational(1) && !out.empty()) return out;
  if (f.content == Rational(-1) && !out.empty()) return "-" + out;
  return tex(f.content) + out;
}

PolynomialFactors write_polynomial_factoring(Board& board, const Coefficients& p, const std::string& variable, const Emit& emit) {
  const math::Factorization whole = primitive_factors(p);
  std::vector<Coefficients> distinct;
  for (const auto& [f, k] : whole.factors) distinct.push_back(f);
  const std::string goal = tex_factored(whole, variable);
  std::string last;
  const Emit write = [&](const std::string& form, std::string_view rule, std::string because) {
    last = form;
    emit(form, rule, std::move(because));
  };
  // Common factor of the numbers and of x.
  std::size_t low = 0;
  while (p[low].is_zero()) ++low;
  const Rational content = content_of(p);
  Coefficients rest = divided_by(Coefficients(p.begin() + static_cast<long>(low), p.end()), content);
  std::string prefix;
  if (content != Rational(1)) prefix = content == Rational(-1) ? "-" : tex(content);
  if (low > 0) prefix += power_text(tex_variable(variable), static_cast<int>(low));
  if (!prefix.empty() && rest.size() > 1)
    write(prefix_text(prefix, rest, variable), "common_factor",
          board.say({"taking out ${0}$", "factoring out ${0}$", "pulling out the common factor ${0}$"}, prefix == "-" ? "-1" : prefix));
  // Rational roots, the easiest first, divided out until a quadratic is left.
  while (rest.size() > 3 && !board.failed()) {
    auto roots = math::rational_roots(rest);
    if (roots.empty()) break;
    std::sort(roots.begin(), roots.end(), [](const auto& a, const auto& b) {
      const auto effort = [](const Rational& r) { return std::make_tuple(r.den(), r.abs(), r.sign() < 0); };
      return effort(a.first) < effort(b.first);
    });
    const Rational root = roots[0].first;
    const Coefficients factor = linear_factor(root);
    if (!board.brief())
      board.fact(value_at_root(rest, root), "try_root",
                 board.say({"trying ${1} = {0}$", "testing ${1} = {0}$", "putting in ${1} = {0}$"}, tex(root), tex_variable(variable)));
    rest = math::divide(rest, factor).first;
    prefix += tex_bracketed(factor, variable);
    write(prefix_text(prefix, rest, variable), "divide_by_factor",
          board.say({"dividing by ${0}$", "splitting off ${0}$", "dividing out the factor ${0}$"}, tex(factor, variable)));
  }
  // No rational zero is left: squares, powers as a new letter, numbers that fit.
  if (rest.size() > 4 && !board.failed() && !board.brief()) write_splitting(board, rest, variable);
  bool complete = rest.size() < 3 || (rest.size() == 3 && math::rational_roots(rest).empty());
  if (rest.size() == 3 && !board.failed())
    if (const auto f = factor_quadratic(rest, variable))
      write_factoring(board, rest, variable, *f, [&](const std::string& form, std::string_view rule, std::string because) {
        const bool product = rule == "factor" || rule == "common_factor" || (rule == "difference_of_squares" && form[0] == '(' && form.find(")(") != form.npos);
        write(prefix.empty() || product ? prefix + form : prefix + "(" + form + ")", rule, std::move(because));
        complete = product;
      });
  const bool repeated = std::any_of(whole.factors.begin(), whole.factors.end(), [](const auto& f) { return f.second > 1; });
  const bool splits = whole.factors.size() > 1 || repeated || !last.empty();
  if (splits && last != goal && (!complete || repeated || last.empty()) && !board.failed())
    write(goal, "factor", board.say({"factoring completely", "putting the factors together", "collecting the factors"}));
  return {std::move(distinct), last.empty() ? goal : last};
}

}  // namespace retort::explain
