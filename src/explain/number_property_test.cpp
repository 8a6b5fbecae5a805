// Random calls of the tools on integers, each claim read again and judged at the numbers it speaks of.
#include "explain/property_cases.h"
#include "math/number_theory.h"

namespace retort::explain {
namespace {

// The last claim holds for the divisors d and no other number.
bool ends_with_divisors(const Solved& s) {
  const long long n = s.args["n"].get<long long>();
  for (long long d = 1; d <= n; ++d)
    if (claim_holds(s.last(), {{"d", Expr::integer(d)}}) != (n % d == 0)) return false;
  return true;
}
bool facts_before_the_last(const Solved& s) {
  return std::all_of(s.claims.begin(), s.claims.end() - 1, [](const std::string& claim) { return claim_holds(claim, {}); });
}

long long solution_of(const Solved& s) { return std::stoll(s.result.substr(1)); }

// There are numbers for the helping letters with which every claim holds.
bool all_at_solution(const Solved& s) {
  const auto holds_at = [&](const std::string& claim) {
    for (long long t = -60; t <= 60; ++t)
      for (const char* letter : {"t", "s"})
        if (claim_holds(claim, {{"x", Expr::integer(solution_of(s))}, {letter, Expr::integer(t)}})) return true;
    return false;
  };
  return std::all_of(s.claims.begin(), s.claims.end(), holds_at);
}
bool ends_with_class(const Solved& s) {
  const Expr link = links_of(alternatives(s.last())[0]).back();
  const std::string m = s.result.substr(s.result.find(' ') + 1);
  return link.is(Op::kCongruence) && agree(link.arg(1), Expr::integer(solution_of(s))) && math::exact_value(link.arg(2))->to_string() + ")" == m;
}

bool all_with_partition_numbers(const Solved& s) {
  Values p;
  for (long long k = 0; k <= 40; ++k) p.emplace_back("p_" + std::to_string(k), Expr::number(*math::partition_count(Rational(k))));
  return std::all_of(s.claims.begin(), s.claims.end(), [&](const std::string& claim) { return claim_holds(claim, p); });
}
bool ends_with_digits(const Solved& s) {
  const Expr sum = last_of(s.last());
  std::string list;
  for (const Expr& term : sum.is(Op::kAdd) ? sum.args() : std::vector<Expr>{sum})
    list += (list.empty() ? "" : ", ") + math::exact_value(term.is(Op::kMul) ? term.arg(0) : term)->to_string();
  return "[" + list + "]" == s.result;
}

Json points(Random& random, int count) {
  Json list = Json::array();
  for (int i = 0; i < count; ++i) list.push_back({random.between(-9, 9) + 20 * i, random.between(-9, 9)});
  return {{"points", list}};
}
// Every claim at both points; without letters it holds anyway.
bool all_at_points(const Solved& s) {
  return std::all_of(s.claims.begin(), s.claims.end(), [&](const std::string& claim) {
    return std::all_of(s.args["points"].begin(), s.args["points"].end(), [&](const Json& p) {
      return claim_holds(claim, {{"x", Expr::integer(p[0].get<long long>())}, {"y", Expr::integer(p[1].get<long long>())}});
    });
  });
}
bool ends_with_line(const Solved& s) { return agree(last_of(s.last()), plain(s.result.substr(4))); }
bool ends_with_point(const Solved& s) { return agree(last_of(s.last()), plain(s.result)); }

Json number(Random& random, long long low, long long high) { return {{"n", random.between(low, high)}}; }

std::vector<Subject> subjects() {
  return {
      {"divisors", [](Random& r) { return number(r, 1, 400); }, facts_before_the_last, ends_with_divisors},
      {"divisor_sum", [](Random& r) { return number(r, 1, 3000); }, all_facts, ends_with_result},
      {"totient", [](Random& r) { return number(r, 1, 3000); }, all_facts, ends_with_result},
      {"solve_congruence",
       [](Random& r) {
         static const std::vector<long long> kPrimes = {5, 7, 11, 13, 17, 19, 23, 29, 31};
         const long long m = r.pick(kPrimes), g = r.between(1, 3);
         return Json{{"a", g * r.between(1, m - 1)}, {"b", g * r.between(-20, 40)}, {"modulus", g * m}};
       },
       all_at_solution, ends_with_class},
      {"chinese_remainder",
       [](Random& r) {
         return Json{{"remainders", {r.between(0, 3), r.between(0, 4), r.between(0, 6)}}, {"moduli", {4, 5, 7}}};
       },
       all_at_solution, ends_with_class},
      {"digits",
       [](Random& r) {
         return Json{{"n", r.between(0, 99'999)}, {"base", r.between(2, 12)}};
       },
       all_facts, ends_with_digits},
      {"digit_sum", [](Random& r) { return number(r, 0, 99'999'999); }, all_facts, ends_with_result},
      {"permutations",
       [](Random& r) {
         return Json{{"n", r.between(1, 20)}, {"k", r.between(0, 6)}};
       },
       all_facts, ends_with_result},
      {"multinomial",
       [](Random& r) {
         return Json{{"counts", {r.between(1, 5), r.between(0, 4), r.between(1, 3)}}};
       },
       all_facts, ends_with_result},
      {"arrangements",
       [](Random& r) {
         std::string word;
         for (long long k = r.between(1, 9); k > 0; --k) word += static_cast<char>('A' + r.between(0, 4));
         return Json{{"word", word}};
       },
       all_facts, ends_with_result},
      {"product",
       [](Random& r) {
         const long long low = r.between(1, 4);
         return Json{{"expression", r.chance(0.5) ? fmt::format("{}*k + {}", r.between(1, 4), r.between(1, 5)) : fmt::format("(k + {})/(k + {})", r.between(1, 4), r.between(1, 5))},
                     {"variable", "k"},
                     {"lower", low},
                     {"upper", low + r.between(0, 5)}};
       },
       all_facts, ends_with_result},
      {"distance", [](Random& r) { return points(r, 2); }, all_facts, ends_with_result},
      {"midpoint", [](Random& r) { return points(r, 2); }, all_facts, ends_with_point},
      {"line_through", [](Random& r) { return points(r, 2); }, all_at_points, ends_with_line},
      {"polygon_area", [](Random& r) { return points(r, 3); }, all_facts, ends_with_result},
      {"partitions", [](Random& r) { return number(r, 1, 30); }, all_with_partition_numbers, ends_with_result},
  };
}

class NumberTool : public testing::TestWithParam<Subject> {};

TEST_P(NumberTool, DerivesWhatItAnswers) { expect_derives_what_it_answers(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Derivations, NumberTool, testing::ValuesIn(subjects()), [](const auto& info) { return info.param.tool; });

}  // namespace
}  // namespace retort::explain
