// Divisors, congruences, digits and counting by hand: what a student reads, and what is refused.
#include "explain/claim_checks.h"
#include "explain/derivation_cases.h"

namespace retort::explain {
namespace {

TEST(Divisors, PairsUpToTheSquareRoot) {
  const auto d = derive({"divisors", R"({"n": 12})", "[1, 2, 3, 4, 6, 12]"});
  ASSERT_TRUE(d.ok()) << d.error().message;
  EXPECT_EQ(claims(*d), (std::vector<std::string>{"12 = 1 \\cdot 12 = 2 \\cdot 6 = 3 \\cdot 4", "4^2 = 16 > 12", "d \\in \\{1, 2, 3, 4, 6, 12\\}"}));
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
                                         {"partitions", R"({"n": 7})", "15"},
                                         {"partitions", R"({"n": 20})", "627"},
                                         {"partitions", R"({"n": 10, "parts": 3})", "8"}})
    for (const std::uint64_t seed : {0u, 1u, 2u}) expect_derived(c, seed);
}

TEST(NumberDerivations, RejectWrongResults) {
  for (const Case& c : std::vector<Case>{{"divisors", R"({"n": 12})", "[1, 2, 3, 4, 12]"},
                                         {"divisor_sum", R"({"n": 12})", "27"},
                                         {"totient", R"({"n": 12})", "5"},
                                         {"solve_congruence", R"({"a": 3, "b": 4, "modulus": 7})", "(5, 7)"},
                                         {"chinese_remainder", R"({"remainders": [2, 3], "moduli": [3, 5]})", "(7, 15)"},
                                         {"digit_sum", R"({"n": 1234})", "11"},
                                         {"partitions", R"({"n": 7})", "14"}}) {
    const auto d = derive(c);
    ASSERT_FALSE(d.ok()) << c.tool;
    EXPECT_EQ(d.error().code, ErrorCode::kCorruption) << c.tool << ": " << d.error().message;
  }
}

}  // namespace
}  // namespace retort::explain
