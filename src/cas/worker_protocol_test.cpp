#include <gtest/gtest.h>

#include "cas/worker_protocol.h"

namespace retort::cas {
namespace {

TEST(WorkerText, AdmitsWhatTheParentPrints) {
  for (const char* text : {"v0", "(v0^2-(5/2)*v12)", "sqrt(2)+ln(v0)", "comb(5,2)", "(+infinity)", "exp(1)", "max(v0,v1,3)", "pi*i"})
    EXPECT_TRUE(check_worker_text(text).ok()) << text;
}

TEST(WorkerText, RefusesEverythingElse) {
  for (const char* text :
       {"", "x", "v", "vv0", "v0000", "system(1)", "read(v0)", "v0:=5", "\"text\"", "'v0'", "v0;v1", "[1,2]", "{v0}", "v0!", "v0=1", "v0<1",
        "pari(1)", "expr(v0)", "from", "V0", "v0_1", "a", "e", "1.5", "1e5", "v0 ", "\n", "#", "%1", "v0|v1", "v0->v0", "sin\xc3\xa9(1)",
        "(v0", "v0)", ")(", "\\int", "sqrt(2", "$", "@", "?v0", "while(1)"})
    EXPECT_FALSE(check_worker_text(text).ok()) << text;
}

TEST(WorkerText, LimitsSizeAndNesting) {
  EXPECT_EQ(check_worker_text(std::string(kMaxWorkerText + 1, '1')).error().code, ErrorCode::kBudget);
  const auto nested = [](int n) { return std::string(n, '(') + "1" + std::string(n, ')'); };
  EXPECT_TRUE(check_worker_text(nested(kMaxWorkerBrackets)).ok());
  EXPECT_FALSE(check_worker_text(nested(kMaxWorkerBrackets + 1)).ok());
}

}  // namespace
}  // namespace retort::cas
