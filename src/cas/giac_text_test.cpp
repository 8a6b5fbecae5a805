#include <gtest/gtest.h>

#include "cas/giac_text.h"
#include "cas/worker_protocol.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::cas {
namespace {

math::Expr plain(const std::string& text) { return *math::parse(text, math::Notation::kPlain); }

std::string printed(const std::string& text) {
  GiacText names;
  const auto out = names.print(plain(text));
  return out.ok() ? *out : "refused: " + out.error().message;
}

TEST(GiacText, RenamesEverySymbolAndBracketsEverything) {
  EXPECT_EQ(printed("2*x - 3/4"), "((2*v0)+(-(3/4)))");
  EXPECT_EQ(printed("beta*S + x_1"), "((v0*v1)+v2)");
  EXPECT_EQ(printed("-x**2"), "(-(v0^2))");
  EXPECT_EQ(printed("system*read"), "(v0*v1)");
  EXPECT_EQ(printed("sqrt(E) + I*pi"), "(sqrt(exp(1))+(i*pi))");
  EXPECT_EQ(printed("20% * x"), "((20/100)*v0)");
}

TEST(GiacText, ComputesWhatTheWorkerHasNoWordFor) {
  EXPECT_EQ(printed("gcd(12, 18)*x"), "(6*v0)");
  EXPECT_EQ(printed("floor(7/2) + mod(17, 5)"), "(floor((7/2))+2)");
}

TEST(GiacText, RefusesWhatIsNoAlgebra) {
  for (const char* text : {"f(x)", "x = 1", "diff(x**2, x)", "(1, 2)"}) EXPECT_TRUE(printed(text).starts_with("refused")) << printed(text);
}

TEST(GiacText, WhatItPrintsPassesTheWorkersCheck) {
  for (const char* text : {"2*x - 3/4", "abs(x)**(1/3)", "oo", "-oo", "log(x, 10)", "binomial(n, k)", "x!", "max(x, 3)", "1e-30*x", "sec(x) + asin(y)"})
    EXPECT_TRUE(check_worker_text(printed(text)).ok()) << printed(text);
}

TEST(GiacText, RestoresNamesAndRefusesForeignForms) {
  GiacText names;
  ASSERT_TRUE(names.print(plain("beta + x")).ok());
  const auto read = [&](const char* text) {
    const auto e = names.read(Json(text));
    return e.ok() ? math::to_plain(*e) : std::string(failure_name(e.error().kind));
  };
  EXPECT_EQ(read("v1^2-2*v0"), "x**2 - 2*beta");
  EXPECT_EQ(read("+infinity"), "oo");
  EXPECT_EQ(read("-infinity"), "-oo");
  EXPECT_EQ(read("exp(1)"), "E");
  EXPECT_EQ(read("undef"), "domain");
  EXPECT_EQ(read("rootof([1,0],[1,0,-2])"), "unsupported");
  EXPECT_EQ(read("v7+1"), "unsupported");
  EXPECT_EQ(read("foo(v0)"), "unsupported");
  EXPECT_EQ(read("list[v0]"), "unsupported");
  EXPECT_FALSE(names.read(Json::array({"1"})).ok());
}

}  // namespace
}  // namespace retort::cas
