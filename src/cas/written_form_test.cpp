#include <gtest/gtest.h>

#include "cas/interval_text.h"
#include "cas/written_form.h"
#include "math/identity.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::cas {
namespace {

math::Expr plain(const std::string& text) { return *math::parse(text, math::Notation::kPlain); }

TEST(Written, FormsOfABook) {
  const std::pair<const char*, const char*> cases[] = {
      {"1/3*x**3", "x**3/3"},
      {"-1/2*2*x*sqrt(y)**-1", "-x/sqrt(y)"},
      {"-y + 2", "2 - y"},
      {"-x**2 + x - 1", "-x**2 + x - 1"},
      {"(-sqrt(2)/8)*ln(x)", "-sqrt(2)*log(x)/8"},
      {"a - (b - c)", "a - b + c"},
      {"2*(3*x)", "6*x"},
      {"x*(-1)", "-x"},
      {"(2/3)/(4*x)", "1/(6*x)"},
      {"exp(-0) + 2*3", "7"},
      {"x/x", "x/x"},
  };
  for (const auto& [from, to] : cases) {
    const auto e = written(plain(from));
    EXPECT_EQ(math::to_plain(e), to);
    if (std::string_view(from) != "exp(-0) + 2*3") EXPECT_EQ(math::equal(e, plain(from)).outcome, math::Verdict::Outcome::kEqual) << from;
  }
}

TEST(Written, CostPrefersWhatReadsBetter) {
  const auto better = [](const char* a, const char* b) { return reading_cost(plain(a)) < reading_cost(plain(b)); };
  EXPECT_TRUE(better("2*sqrt(2)", "sqrt(8)"));
  EXPECT_TRUE(better("ln(x) + ln(y)", "ln(x*y)"));
  EXPECT_TRUE(better("x + 1", "(x**2 - 1)/(x - 1)"));
  EXPECT_TRUE(better("15*(3*x + 1)**4", "1215*x**4 + 1620*x**3 + 810*x**2 + 180*x + 15"));
}

TEST(IntervalText, JoinsCellsAndBoundaries) {
  const std::vector<math::Expr> at{math::Expr::integer(1), math::Expr::integer(3)};
  const auto text = [&](std::vector<bool> boundary, std::vector<bool> cell) { return plain_set(joined_pieces(at, boundary, cell), "x"); };
  EXPECT_EQ(text({false, false}, {false, true, false}), "(1 < x) & (x < 3)");
  EXPECT_EQ(text({true, true}, {false, true, false}), "(1 <= x) & (x <= 3)");
  EXPECT_EQ(text({true, false}, {true, true, false}), "(-oo < x) & (x < 3)");
  EXPECT_EQ(text({false, true}, {true, true, true}), "((-oo < x) & (x < 1)) | ((1 < x) & (x < oo))");
  EXPECT_EQ(text({true, false}, {false, false, false}), "Eq(x, 1)");
  EXPECT_EQ(text({true, false}, {false, false, true}), "Eq(x, 1) | ((3 < x) & (x < oo))");
  EXPECT_EQ(text({true, true}, {true, true, true}), "(-oo < x) & (x < oo)");
  EXPECT_EQ(text({false, false}, {false, false, false}), "False");
  EXPECT_EQ(latex_set(joined_pieces(at, {true, false}, {false, true, false}), "x"), "1 \\le x < 3");
  EXPECT_EQ(latex_set(joined_pieces(at, {true, true}, {true, false, true}), "x"), "x \\le 1 \\text{ or } x \\ge 3");
}

}  // namespace
}  // namespace retort::cas
