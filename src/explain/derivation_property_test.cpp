// Random calls of every explained tool, answered by the toolbox: each step of the derivation holds where it is read and
// judged again, and the last one states the result.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "base/text.h"
#include "explain/property_cases.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::explain {
namespace {

// --- what a case asserts ---

// Every claim holds for each root, and for the last one these are all.
bool all_at_roots(const Solved& s) {
  for (const Expr& root : elements(s.result))
    for (const std::string& claim : s.claims)
      if (!claim_holds(claim, {{"x", root}})) return false;
  return true;
}
bool ends_with_roots(const Solved& s) {
  const auto stated = alternatives(s.last());
  const auto roots = elements(s.result);
  if (stated.size() != roots.size()) return false;
  for (std::size_t i = 0; i < roots.size(); ++i) {
    const Expr link = links_of(stated[i]).back();
    if (!links_of(stated[i]).front().arg(0).same(Expr::symbol("x")) || !agree(link.arg(1), roots[i])) return false;
  }
  return true;
}

Values solution_of(const Solved& s) {
  Values at;
  const auto values = elements(s.result);
  for (std::size_t i = 0; i < values.size(); ++i) at.emplace_back(s.args["variables"][i].get<std::string>(), values[i]);
  return at;
}
bool ends_with_tuple(const Solved& s) {
  const Expr tuple = last_of(s.last());
  const auto values = elements(s.result);
  if (tuple.args().size() != values.size()) return false;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!agree(tuple.arg(i), values[i])) return false;
  return true;
}
bool all_at_solution(const Solved& s) {
  const Values at = solution_of(s);
  return std::all_of(s.claims.begin(), s.claims.end() - 1,
                     [&](const std::string& claim) { return claim_holds(claim, at); });
}

// Each line is true for the same numbers as the inequality asked for.
bool all_equivalent(const Solved& s) {
  const Expr asked = plain(s.args["inequality"].get<std::string>());
  for (long long twice = -61; twice <= 61; ++twice) {
    const Values at{{"x", Expr::number(Rational(twice) / Rational(2))}};
    for (const std::string& claim : s.claims)
      if (claim_holds(claim, at) != stands(with(asked, at))) return false;
  }
  return true;
}
bool ends_with_bound(const Solved& s) {
  const Expr link = links_of(alternatives(s.last())[0]).back();
  return s.result.find("oo") != std::string::npos &&
         s.result.find(math::exact_value(link.arg(1))->to_string()) != std::string::npos;
}

bool all_near_point(const Solved& s) {
  const Values at{
      {"x", plain(s.args["point"].get<std::string>()) + Expr::integer(1) / pow(Expr::integer(10), Expr::integer(12))}};
  return std::all_of(s.claims.begin(), s.claims.end(),
                     [&](const std::string& claim) { return nearly_holds(claim, at); });
}

bool ends_with_antiderivative(const Solved& s) {
  const auto a = math::derivative(last_of(s.last()), "x"), b = math::derivative(plain(s.result), "x");
  return a && b && agree(*a, *b) && last_of(s.last()).contains_symbol("C");
}

// The prime powers of "2^3 \cdot 3" are those of "2**3*3".
std::vector<std::string> prime_powers(const Expr& product) {
  std::vector<std::string> out;
  for (const Expr& factor : product.is(Op::kMul) ? product.args() : std::vector<Expr>{product}) {
    const Expr base = factor.is(Op::kPow) ? factor.arg(0) : factor;
    out.push_back(math::exact_value(base)->to_string() + "^" + math::exact_value(factor)->to_string());
  }
  std::sort(out.begin(), out.end());
  return out;
}
bool ends_with_prime_powers(const Solved& s) {
  return prime_powers(last_of(s.last())) == prime_powers(plain(s.result));
}

// A proper divisor shows the one, the square of the next candidate above the number the other.
bool ends_with_reason(const Solved& s) {
  const Expr n = Expr::integer(s.args["n"].get<long long>()), link = links_of(alternatives(s.last())[0]).back();
  if (s.result == "True") return link.name() == ">" && agree(link.arg(1), n);
  const Expr& product = link.arg(1);
  if (link.name() != "=" || !product.is(Op::kMul) || !agree(link.arg(0), n)) return false;
  return std::none_of(product.args().begin(), product.args().end(),
                      [&](const Expr& f) { return agree(f, Expr::integer(1)) || agree(f, n); });
}

bool ends_with_inverse(const Solved& s) {
  const Expr congruence = links_of(alternatives(s.last())[0]).back();
  return congruence.is(Op::kCongruence) && congruence.arg(0).is(Op::kMul) &&
         agree(congruence.arg(0).args().back(), plain(s.result)) && agree(congruence.arg(1), Expr::integer(1));
}

bool ends_with_digits(const Solved& s) {
  const std::string letters = fmt::format("= \\mathrm{{{}}}_{{{}}}", s.result, s.args["base"].get<long long>());
  if (lower_ascii(s.last()).ends_with(letters)) return true;
  const Expr written = last_of(s.last());
  return written.is(Op::kBase) && written.arg(0).text() == s.result &&
         agree(written.arg(1), Expr::integer(s.args["base"].get<long long>()));
}

// --- random calls ---

long long nonzero(Random& random, long long bound) {
  const long long n = random.between(1, bound);
  return random.chance(0.5) ? n : -n;
}

std::string polynomial(Random& random, int degree) {
  std::string out = fmt::format("{}*x**{}", nonzero(random, 9), degree);
  for (int i = degree - 1; i >= 1; --i) out += fmt::format(" + ({})*x**{}", random.between(-9, 9), i);
  return fmt::format("{} + ({})", out, random.between(-9, 9));
}

std::string arithmetic(Random& random) {
  std::string out = std::to_string(random.between(2, 99));
  for (long long k = random.between(1, 3); k > 0; --k)
    out = fmt::format("({}){}{}", out, random.pick(std::vector<char>{'+', '-', '*', '/'}), random.between(2, 60));
  return out;
}

Json some_numbers(Random& random) {
  Json numbers = Json::array();
  for (long long k = random.between(2, 3); k > 0; --k) numbers.push_back(random.between(2, 400));
  return {{"numbers", numbers}};
}

Json equation(Random& random) {
  const long long r = random.between(-12, 12), s = random.between(-12, 12), a = random.between(1, 4);
  if (random.chance(0.5)) {
    const long long b = random.between(-40, 40), c = -random.between(1, 9);
    return {{"sympy_equation", fmt::format("{}*x + {} = {}*x + {}", a, b, c, (a - c) * r + b)}, {"variable", "x"}};
  }
  return {{"sympy_equation", fmt::format("{}*x**2 + {}*x + {} = 0", a, -a * (r + s), a * r * s)}, {"variable", "x"}};
}

Json linear_system(Random& random) {
  const long long x = random.between(-9, 9), y = random.between(-9, 9), a = random.between(1, 6),
                  b = random.between(1, 6), c = random.between(1, 6);
  const long long d = -random.between(1, 6);   // the determinant ad - bc is negative
  return {
      {"equations",
       {fmt::format("{}*x + {}*y = {}", a, b, a * x + b * y), fmt::format("{}*x + {}*y = {}", c, d, c * x + d * y)}},
      {"variables", {"x", "y"}}};
}

Json inequality(Random& random) {
  const long long a = random.between(1, 9), c = -random.between(1, 9), x = random.between(-15, 15),
                  b = random.between(-20, 20);
  const bool swap = random.chance(0.5);
  return {{"inequality", fmt::format("{}*x + {} {} {}*x + {}", swap ? c : a, b,
                                     random.pick(std::vector<std::string>{"<", "<=", ">", ">="}), swap ? a : c,
                                     (swap ? c - a : a - c) * x + b)},
          {"variable", "x"}};
}

Json invertible(Random& random) {
  static const std::vector<long long> kPrimes = {7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53};
  const long long m = random.pick(kPrimes);
  return {{"a", random.between(2, m - 1)}, {"modulus", m}};
}

// (x - a)(x - b) multiplied out, over x - a.
struct Quotient {
  std::string expression;
  long long a;
};
Quotient quotient(Random& random) {
  const long long a = random.between(-7, 7), b = random.between(-9, 9);
  return {fmt::format("(x**2 - ({})*x + ({}))/(x - ({}))", a + b, a * b, a), a};
}

Json limit(Random& random) {
  const Quotient q = quotient(random);
  return {{"expression", q.expression}, {"variable", "x"}, {"point", std::to_string(q.a)}};
}

Json critical(Random& random) {
  const long long r = random.between(-6, 6), s = random.between(-6, 6);
  return {{"expression", fmt::format("2*x**3 - 3*({})*x**2 + 6*({})*x + {}", r + s, r * s, random.between(-9, 9))},
          {"variable", "x"}};
}

Json on_polynomial(Random& random, int degree) {
  return {{"expression", polynomial(random, degree)}, {"variable", "x"}};
}

std::string digits_in(Random& random, long long base) {
  static const std::string kDigits = "0123456789ABCDEF";
  std::string out(1, kDigits[static_cast<std::size_t>(random.between(1, base - 1))]);
  for (long long k = random.between(1, 3); k > 0; --k)
    out += kDigits[static_cast<std::size_t>(random.between(0, base - 1))];
  return out;
}

std::vector<Subject> subjects() {
  return {
      {"evaluate",
       [](Random& r) {
         return Json{{"expression", arithmetic(r)}};
       },
       all_facts, ends_with_result},
      {"substitute",
       [](Random& r) {
         return Json{{"expression", polynomial(r, 2)}, {"values", {{"x", r.between(-6, 6)}}}};
       },
       all_facts, ends_with_result},
      {"gcd", some_numbers, all_facts, ends_with_result},
      {"lcm", some_numbers, all_facts, ends_with_result},
      {"factor_integer",
       [](Random& r) {
         return Json{{"n", r.between(2, 3000)}};
       },
       all_facts, ends_with_prime_powers},
      {"divisor_count",
       [](Random& r) {
         return Json{{"n", r.between(4, 3000)}};
       },
       all_facts, ends_with_result},
      {"is_prime",
       [](Random& r) {
         return Json{{"n", r.between(5, 500)}};
       },
       all_facts, ends_with_reason},
      {"power_mod",
       [](Random& r) {
         return Json{{"base", r.between(2, 60)}, {"exponent", r.between(2, 200)}, {"modulus", r.between(3, 60)}};
       },
       all_facts, ends_with_result},
      {"inverse_mod", invertible, all_facts, ends_with_inverse},
      {"binomial",
       [](Random& r) {
         return Json{{"n", r.between(6, 20)}, {"k", r.between(1, 6)}};
       },
       all_facts, ends_with_result},
      {"to_base",
       [](Random& r) {
         return Json{{"n", r.between(1, 5000)}, {"base", r.between(2, 16)}};
       },
       all_facts, ends_with_digits},
      {"from_base",
       [](Random& r) {
         const long long b = r.between(2, 16);
         return Json{{"digits", digits_in(r, b)}, {"base", b}};
       },
       all_facts, ends_with_result},
      {"solve_equation", equation, all_at_roots, ends_with_roots},
      {"solve_linear_system", linear_system, all_at_solution, ends_with_tuple},
      {"solve_univariate_inequality", inequality, all_equivalent, ends_with_bound},
      {"expand_expression",
       [](Random& r) {
         return Json{{"expression", fmt::format("({})*({})", polynomial(r, 1), polynomial(r, 2))}};
       },
       all_facts, ends_with_result},
      {"factor_expression",
       [](Random& r) {
         const long long a = r.between(-9, 9), b = r.between(-9, 9);
         return Json{{"expression", fmt::format("x**2 + {}*x + {}", a + b, a * b)}};
       },
       all_facts, ends_with_result},
      {"simplify_expression",
       [](Random& r) {
         return Json{{"expression", quotient(r).expression}};
       },
       all_facts, ends_with_result},
      {"differentiate", [](Random& r) { return on_polynomial(r, static_cast<int>(r.between(1, 5))); }, all_facts,
       ends_with_result},
      {"integrate", [](Random& r) { return on_polynomial(r, static_cast<int>(r.between(1, 4))); }, all_facts,
       ends_with_antiderivative},
      {"definite_integral",
       [](Random& r) {
         Json j = on_polynomial(r, static_cast<int>(r.between(1, 3)));
         j["lower"] = r.between(-3, 0);
         j["upper"] = r.between(1, 4);
         return j;
       },
       all_facts, ends_with_result},
      {"find_critical_points", critical, all_at_roots, ends_with_roots},
      {"compute_limit", limit, all_near_point, ends_with_result},
      {"summation",
       [](Random& r) {
         return Json{{"expression", fmt::format("{}*k + {}", r.between(1, 9), r.between(-9, 20))},
                     {"variable", "k"},
                     {"lower", r.between(0, 3)},
                     {"upper", r.between(8, 40)}};
       },
       all_facts, ends_with_result},
  };
}

class EachTool : public testing::TestWithParam<Subject> {};

TEST_P(EachTool, DerivesWhatItAnswers) { expect_derives_what_it_answers(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Derivations, EachTool, testing::ValuesIn(subjects()),
                         [](const auto& info) { return info.param.tool; });

// The checks above can fail: a wrong result is not stated by the steps of the right one.
TEST(DerivationChecks, RefuseWhatDoesNotHold) {
  EXPECT_FALSE(all_facts({{}, "7", {"3 + 4 = 7", "3 + 4 = 8"}}));
  EXPECT_FALSE(all_facts({{}, "x**2", {"\\int x \\, dx = x^2 + C"}}));
  EXPECT_FALSE(all_facts({{}, "1", {"\\int_0^1 x \\, dx = 1"}}));
  EXPECT_FALSE(all_at_roots({{}, "[7]", {"4x = 28", "x = 8"}}));
  EXPECT_FALSE(ends_with_roots({{}, "[2, 3]", {"x = 2"}}));
  EXPECT_FALSE(ends_with_result({{}, "8", {"3 + 4 = 7"}}));
}

}  // namespace
}  // namespace retort::explain
