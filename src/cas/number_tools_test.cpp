// Divisors, congruences, digits and counting, against answers worked out by hand or by counting.
#include <gtest/gtest.h>

#include "base/random.h"
#include "cas/tool_cases.h"

namespace retort::cas {
namespace {

TEST(NumberTools, Divisors) {
  check("divisors", {{R"j({"n": 36})j", "[1, 2, 3, 4, 6, 9, 12, 18, 36]"},
                     {R"j({"n": 1})j", "[1]"},
                     {R"j({"n": "2^61 - 1"})j", "[1, 2305843009213693951]"},
                     {R"j({"n": 0})j", "error: domain"},
                     {R"j({"n": -6})j", "error: domain"},
                     {R"j({"n": "3/2"})j", "error: arguments"},
                     {R"j({"n": "100!"})j", "error: unsupported"}});
  check("divisor_sum", {{R"j({"n": 360})j", "1170"}, {R"j({"n": 1})j", "1"}, {R"j({"n": 28})j", "56"}, {R"j({"n": -1})j", "error: domain"}});
  check("totient", {{R"j({"n": 36})j", "12"}, {R"j({"n": 1})j", "1"}, {R"j({"n": "10^30"})j", "400000000000000000000000000000"}, {R"j({"n": 0})j", "error: domain"}});
}

TEST(NumberTools, DivisorsAgreeWithCounting) {
  for (int n = 1; n <= 120; ++n) {
    int sum = 0;
    std::string list;
    for (int d = 1; d <= n; ++d)
      if (n % d == 0) {
        sum += d;
        list += (list.empty() ? "" : ", ") + std::to_string(d);
      }
    const Json args{{"n", n}};
    EXPECT_EQ(tools().call({"divisors", args}).result, "[" + list + "]");
    EXPECT_EQ(tools().call({"divisor_sum", args}).result, std::to_string(sum));
  }
}

TEST(NumberTools, Congruences) {
  check("solve_congruence", {{R"j({"a": 3, "b": 4, "modulus": 7})j", "(6, 7)"},
                             {R"j({"a": 6, "b": 3, "modulus": 9})j", "(2, 3)"},
                             {R"j({"a": 6, "b": 4, "modulus": 9})j", "error: domain"},
                             {R"j({"a": -5, "b": "2^70", "modulus": 11})j", "(2, 11)"},
                             {R"j({"a": 0, "b": 0, "modulus": 4})j", "(0, 1)"},
                             {R"j({"a": 4, "b": 8, "modulus": 4})j", "(0, 1)"},
                             {R"j({"a": 2, "b": 1, "modulus": 0})j", "error: arguments"}});
  check("chinese_remainder", {{R"j({"remainders": [2, 3, 2], "moduli": [3, 5, 7]})j", "(23, 105)"},
                              {R"j({"remainders": [3, 7, 4], "moduli": [8, 12, 5]})j", "(19, 120)"},
                              {R"j({"remainders": [-1], "moduli": [10]})j", "(9, 10)"},
                              {R"j({"remainders": [1, 2], "moduli": [4, 6]})j", "error: domain"},
                              {R"j({"remainders": [1, 2], "moduli": [4]})j", "error: arguments"},
                              {R"j({"remainders": [1, 2], "moduli": ["10^1000", "10^1000 + 1"]})j", "error: unsupported"}});
}

TEST(NumberTools, CongruencesAgreeWithTrial) {
  Random random(5, "congruences");
  for (int i = 0; i < 200; ++i) {
    const long long a = random.between(-30, 30), b = random.between(-30, 30), m = random.between(1, 40);
    std::vector<long long> all;
    for (long long x = 0; x < m; ++x)
      if ((a * x - b) % m == 0) all.push_back(x);
    const auto r = tools().call({"solve_congruence", {{"a", a}, {"b", b}, {"modulus", m}}});
    ASSERT_EQ(r.ok, !all.empty()) << a << " " << b << " " << m;
    if (!r.ok) continue;
    const long long step = m / static_cast<long long>(all.size());
    EXPECT_EQ(r.result, "(" + std::to_string(all[0]) + ", " + std::to_string(step) + ")") << a << " " << b << " " << m;
  }
}

TEST(NumberTools, Digits) {
  check("digits", {{R"j({"n": 5082})j", "[5, 0, 8, 2]"},
                   {R"j({"n": 0})j", "[0]"},
                   {R"j({"n": 1000, "base": 16})j", "[3, 14, 8]"},
                   {R"j({"n": -7})j", "error: domain"},
                   {R"j({"n": 7, "base": 1})j", "error: arguments"},
                   {R"j({"n": "10^2000"})j", "error: unsupported"}});
  check("digit_sum", {{R"j({"n": "2^100"})j", "115"}, {R"j({"n": "10^2000 - 1"})j", "18000"}, {R"j({"n": 255, "base": 2})j", "8"},
                      {R"j({"n": "9^(9^9)"})j", "error: arguments"}});
}

TEST(NumberTools, Counting) {
  check("permutations", {{R"j({"n": 10, "k": 3})j", "720"}, {R"j({"n": 5})j", "120"}, {R"j({"n": 3, "k": 4})j", "0"}, {R"j({"n": 0})j", "1"},
                         {R"j({"n": -1})j", "error: arguments"}, {R"j({"n": "10^9"})j", "error: unsupported"}});
  check("multinomial", {{R"j({"counts": [3, 2, 1]})j", "60"}, {R"j({"counts": [0, 4]})j", "1"}, {R"j({"counts": [2, -1]})j", "error: arguments"},
                        {R"j({"counts": [5000, 5000]})j", "error: unsupported"}});
  check("arrangements", {{R"j({"word": "MISSISSIPPI"})j", "34650"}, {R"j({"word": "Banana"})j", "60"}, {R"j({"word": ""})j", "error: arguments"},
                         {R"j({"word": "a b"})j", "error: arguments"}});
  check("partitions", {{R"j({"n": 7})j", "15"}, {R"j({"n": 0})j", "1"}, {R"j({"n": 100})j", "190569292"}, {R"j({"n": 10, "parts": 3})j", "8"},
                       {R"j({"n": 4, "parts": 7})j", "0"}, {R"j({"n": "10^7"})j", "error: unsupported"}, {R"j({"n": -1})j", "error: arguments"}});
  EXPECT_EQ(tools().call({"arrangements", {{"word", std::string(2000, 'a')}}}).kind, "unsupported");
}

TEST(NumberTools, Products) {
  check("product", {{R"j({"expression": "1 - 1/k**2", "lower": 2, "upper": 10})j", "11/20"},
                    {R"j({"expression": "k", "lower": 1, "upper": 6})j", "720"},
                    {R"j({"expression": "k - 3", "lower": 1, "upper": 100})j", "0"},
                    {R"j({"expression": "1/k", "lower": 0, "upper": 3})j", "error: domain"},
                    {R"j({"expression": "sqrt(k)", "lower": 1, "upper": 3})j", "error: unsupported"},
                    {R"j({"expression": "k", "lower": 3, "upper": 1})j", "error: domain"},
                    {R"j({"expression": "k", "lower": 1, "upper": "n"})j", "factorial(n)"},
                    {R"j({"expression": "k", "lower": "-2^63", "upper": "2^63 - 1"})j", "error: unsupported"},
                    {R"j({"expression": "10^k", "lower": 1, "upper": 4000})j", "error: unsupported"}});
}

TEST(GeometryTools, Points) {
  check("distance", {{R"j({"points": [[1, 2], [4, 6]]})j", "5"},
                     {R"j({"points": [[0, 0], [1, 7]]})j", "5*sqrt(2)"},
                     {R"j({"points": ["(1/2, 0)", [0, "1/2"]]})j", "sqrt(2)/2"},
                     {R"j({"points": [[3, 3], [3, 3]]})j", "0"},
                     {R"j({"points": [[1, 2]]})j", "error: arguments"},
                     {R"j({"points": [[1, 2], [1, 2, 3]]})j", "error: arguments"},
                     {R"j({"points": [[1, 2], 5]})j", "error: arguments"},
                     {R"j({"points": [["a", 2], [0, 0]]})j", "error: unsupported"},
                     {R"j({"points": [["10^100", 2], [0, 0]]})j", "error: unsupported"}});
  check("midpoint", {{R"j({"points": [[1, 2], [4, 6]]})j", "(5/2, 4)"}, {R"j({"points": [[-1, 2], [1, -2]]})j", "(0, 0)"}});
  check("line_through", {{R"j({"points": [[1, 2], [3, 6]]})j", "y = 2*x"},
                         {R"j({"points": [[0, 5], [2, 4]]})j", "y = 5 - x/2"},
                         {R"j({"points": [[3, 1], [3, 2]]})j", "x = 3"},
                         {R"j({"points": [[1, 4], [2, 4]]})j", "y = 4"},
                         {R"j({"points": [[1, 4], [1, 4]]})j", "error: domain"}});
  check("polygon_area", {{R"j({"points": [[0, 0], [4, 0], [4, 3]]})j", "6"},
                         {R"j({"points": [[0, 0], [0, 2], [2, 2], [2, 0]]})j", "4"},
                         {R"j({"points": [[0, 0], [2, 2], [2, 0], [0, 2]]})j", "error: domain"},
                         {R"j({"points": [[0, 0], [1, 1]]})j", "error: arguments"}});
}

}  // namespace
}  // namespace retort::cas
