// Divisors, congruences, digits and counting by hand: what a student reads, and what is refused.
#include "explain/claim_checks.h"
#include "explain/derivation_cases.h"

namespace retort::explain {
namespace {

TEST(Divisors, PairsUpToTheSquareRoot) {
  const auto d = derive({"divisors", R"({"n": 12})", "[1, 2, 3, 4, 6, 12]"});
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(claims(*d), (std::vector<std::string>{"12 = 1 \\cdot 12", "12 = 2 \\cdot 6", "12 = 3 \\cdot 4", "4^2 > 12", "d \\in \\{1, 2, 3, 4, 6, 12\\}"}));
}

TEST(Totient, PrimePowers) {
  const auto d = derive({"totient", R"({"n": 1001})", "720"});
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(d->steps.back().claim, "(7 - 1)(11 - 1)(13 - 1) = 6 \\cdot 10 \\cdot 12 = 60 \\cdot 12 = 720");
}

TEST(Congruence, MultipliesByTheInverse) {
  const auto d = derive({"solve_congruence", R"({"a": 12, "b": 30, "modulus": 42})", "(6, 7)"});
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(d->steps.back().claim, "x \\equiv 4 \\cdot 5 = 20 \\equiv 6 \\pmod{7}");
}

TEST(Distance, Pythagoras) {
  const auto d = derive({"distance", R"({"points": [[1, 2], [4, 6]]})", "5"});
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(d->steps.back().claim, "\\sqrt{(4 - 1)^2 + (6 - 2)^2} = \\sqrt{3^2 + 4^2} = \\sqrt{9 + 16} = \\sqrt{25} = 5");
}

TEST(LineThrough, SlopeAndPoint) {
  const auto d = derive({"line_through", R"({"points": [[1, 2], [4, 6]]})", "y = 4*x/3 + 2/3"});
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(claims(*d), (std::vector<std::string>{"\\frac{6 - 2}{4 - 1} = \\frac{4}{3}", "y - 2 = \\frac{4}{3}(x - 1)", "y = \\frac{4}{3}x + \\frac{2}{3}"}));
}

TEST(NumberDerivations, EveryDetail) {
  for (const Case& c : std::vector<Case>{{"divisors", R"({"n": 1})", "[1]"},
                                         {"divisors", R"({"n": 211})", "[1, 211]"},
                                         {"divisors", R"({"n": "2*3*29"})", "[1, 2, 3, 6, 29, 58, 87, 174]"},
                                         {"divisor_sum", R"({"n": 1024})", "2047"},
                                         {"divisor_sum", R"({"n": 1})", "1"},
                                         {"totient", R"({"n": 360})", "96"},
                                         {"totient", R"({"n": 97})", "96"},
                                         {"solve_congruence", R"({"a": 17, "b": -5, "modulus": 29})", "(27, 29)"},
                                         {"solve_congruence", R"({"a": 1, "b": 9, "modulus": 4})", "(1, 4)"},
                                         {"chinese_remainder", R"({"remainders": [2, 3, 2], "moduli": [3, 5, 7]})", "(23, 105)"},
                                         {"chinese_remainder", R"({"remainders": [7], "moduli": [4]})", "(3, 4)"},
                                         {"digits", R"({"n": 25, "base": 2})", "[1, 1, 0, 0, 1]"},
                                         {"digit_sum", R"({"n": 1000})", "1"},
                                         {"permutations", R"({"n": 26, "k": 4})", "358800"},
                                         {"permutations", R"({"n": 3, "k": 5})", "0"},
                                         {"multinomial", R"({"counts": [4, 4]})", "70"},
                                         {"multinomial", R"({"counts": [6]})", "1"},
                                         {"arrangements", R"({"word": "MISSISSIPPI"})", "34650"},
                                         {"product", R"({"expression": "1 - 1/k**2", "variable": "k", "lower": 2, "upper": 10})", "11/20"},
                                         {"product", R"({"expression": "2*k + 1", "variable": "k", "lower": 1, "upper": 5})", "10395"},
                                         {"product", R"({"expression": "k - 3", "variable": "k", "lower": 1, "upper": 9})", "0"},
                                         {"product", R"({"expression": "-k", "variable": "k", "lower": 2, "upper": 2})", "-2"},
                                         {"distance", R"j({"points": ["(1/2, 0)", [-1, "1/3"]]})j", "sqrt(85)/6"},
                                         {"distance", R"({"points": [[3, 3], [3, 3]]})", "0"},
                                         {"midpoint", R"({"points": [[-1, 2], [4, -7]]})", "(3/2, -5/2)"},
                                         {"line_through", R"({"points": [[3, 1], [3, 2]]})", "x = 3"},
                                         {"line_through", R"({"points": [[1, 4], [2, 4]]})", "y = 4"},
                                         {"line_through", R"({"points": [[-1, -4], [2, 5]]})", "y = 3*x - 1"},
                                         {"polygon_area", R"({"points": [[0, 0], [0, 2], [2, 2], [2, 0]]})", "4"},
                                         {"partitions", R"({"n": 7})", "15"},
                                         {"partitions", R"({"n": 20})", "627"},
                                         {"partitions", R"({"n": 10, "parts": 3})", "8"}})
    for (const std::uint64_t seed : {0u, 1u, 2u}) expect_derived(c, seed);
}

TEST(Primes, CertifiedOrTried) {
  for (const char* n : {"1009", "20231", "999983", "1000000007"}) {
    const auto d = derive({"is_prime", std::string("{\"n\": ") + n + "}", "True"});
    ASSERT_TRUE(d.ok()) << n << d.error().message;
    EXPECT_EQ(d->steps.back().rule, "no_small_divisor") << n;
    for (const Step& s : d->steps) EXPECT_EQ(s.grade, math::Grade::kProved) << s.claim;
  }
  const auto d = derive({"factor_integer", R"({"n": 1022117})", "1009*1013"});
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(d->steps.back().claim, "1022117 = 1009 \\cdot 1013");
}

TEST(PowerMod, NegativeExponentsByTheInverse) {
  const auto d = derive({"power_mod", R"({"base": 5, "exponent": -3, "modulus": 13})", "5"});
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(d->steps.back().claim, "5^{-3} \\equiv 5 \\pmod{13}");
}

TEST(NumericValue, BracketsRootsAndKeepsGuardDigits) {
  const auto root = derive({"numeric_value", R"j({"expression": "2**(1/3)", "digits": 7})j", "1.259921"});
  ASSERT_TRUE(root.ok()) << root.error().message;
  EXPECT_EQ(std::count_if(root->steps.begin(), root->steps.end(), [](const Step& s) { return s.rule == "between_squares"; }), 2);
  for (const Case& c : std::vector<Case>{{"numeric_value", R"j({"expression": "exp(2) - pi**2", "digits": 12})j", "-2.48054830216"},
                                         {"numeric_value", R"j({"expression": "cos(pi/5)", "digits": 6})j", "0.809017"},
                                         {"numeric_value", R"j({"expression": "log(10)/log(3)", "digits": 8})j", "2.0959033"},
                                         {"numeric_value", R"j({"expression": "sqrt(2 + sqrt(3))", "digits": 8})j", "1.9318517"},
                                         {"numeric_value", R"j({"expression": "acos(1/3)", "digits": 5})j", "1.2310"}}) {
    const auto d = derive(c);
    ASSERT_TRUE(d.ok()) << d.error().message;
    EXPECT_GT(d->steps.size(), 3u);
    for (const Step& s : d->steps) EXPECT_NE(s.grade, math::Grade::kQuoted) << s.claim;
  }
}

TEST(NumberDerivations, RejectWrongResults) {
  for (const Case& c : std::vector<Case>{{"divisors", R"({"n": 12})", "[1, 2, 3, 4, 12]"},
                                         {"divisor_sum", R"({"n": 12})", "27"},
                                         {"totient", R"({"n": 12})", "5"},
                                         {"solve_congruence", R"({"a": 3, "b": 4, "modulus": 7})", "(5, 7)"},
                                         {"chinese_remainder", R"({"remainders": [2, 3], "moduli": [3, 5]})", "(7, 15)"},
                                         {"digit_sum", R"({"n": 1234})", "11"},
                                         {"distance", R"({"points": [[1, 2], [4, 6]]})", "7"},
                                         {"line_through", R"({"points": [[1, 2], [4, 6]]})", "y = x"},
                                         {"polygon_area", R"({"points": [[0, 0], [4, 0], [4, 3]]})", "12"},
                                         {"partitions", R"({"n": 7})", "14"}}) {
    const auto d = derive(c);
    ASSERT_FALSE(d.ok()) << c.tool;
    EXPECT_EQ(d.error().code, ErrorCode::kCorruption) << c.tool << ": " << d.error().message;
  }
}

}  // namespace
}  // namespace retort::explain
