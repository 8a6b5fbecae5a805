// Matrices: numbers, symbols, roots; every way to write them.
#include "cas/tool_cases.h"

#include "base/random.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/matrix.h"
#include "math/parse.h"

namespace retort::cas {
namespace {

TEST(MatrixTools, Determinant) {
  check("compute_determinant", {{R"j({"matrix": [[1, 2], [3, 4]]})j", "-2"},
                                {R"j({"matrix": [["1/2", 0.5], ["3", 4]]})j", "1/2"},
                                {R"j({"matrix": "[[1, 2], [3, 4]]"})j", "-2"},
                                {R"j({"matrix": "Matrix([[a, b], [c, d]])"})j", "a*d - b*c"},
                                {R"j({"matrix": "\\begin{pmatrix} 2 & 1 \\\\ 5 & 3 \\end{pmatrix}"})j", "1"},
                                {R"j({"matrix": [["cos(t)", "-sin(t)"], ["sin(t)", "cos(t)"]]})j", "1"},
                                {R"j({"matrix": [["sqrt(2)", 1], [1, "sqrt(2)"]]})j", "1"},
                                {R"j({"matrix": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]})j", "0"},
                                {R"j({"matrix": [["1", "x", "x^2"], ["1", "y", "y^2"], ["1", "2", "4"]]})j", "-x**2*y + x*y**2 + 2*x**2 - 2*y**2 - 4*x + 4*y"},
                                {R"j({"matrix": [[1, 2, 3], [4, 5, 6]]})j", "error: domain"},
                                {R"j({"matrix": [[1, 2], [3]]})j", "error: arguments"},
                                {R"j({"matrix": []})j", "error: arguments"},
                                {R"j({"matrix": [[1, true], [3, 4]]})j", "error: arguments"},
                                {R"j({"matrix": "x + 1"})j", "error: arguments"},
                                {R"j({"matrix": 5})j", "error: arguments"}});
}

TEST(MatrixTools, Inverse) {
  check("compute_inverse", {{R"j({"matrix": [[1, 2], [3, 4]]})j", "Matrix([[-2, 1], [3/2, -1/2]])"},
                            {R"j({"matrix": [[1, 1, 1], [0, 1, 1], [0, 0, 1]]})j", "Matrix([[1, -1, 0], [0, 1, -1], [0, 0, 1]])"},
                            {R"j({"matrix": [[1, 2], [2, 4]]})j", "error: domain"},
                            {R"j({"matrix": [["a", "b"], ["a", "b"]]})j", "error: domain"},
                            {R"j({"matrix": [[4]]})j", "Matrix([[1/4]])"}});
  const auto symbolic = call("compute_inverse", R"j({"matrix": [["a", "b"], ["c", "d"]]})j");
  EXPECT_EQ(symbolic.result, "Matrix([[d/(a*d - b*c), -b/(a*d - b*c)], [-c/(a*d - b*c), a/(a*d - b*c)]])");
  EXPECT_EQ(symbolic.conditions, std::vector<std::string>{"a*d - b*c != 0"});
}

TEST(MatrixTools, RankAndNullSpace) {
  check("compute_rank", {{R"j({"matrix": [[1, 2], [2, 4]]})j", "1"},
                         {R"j({"matrix": [[0, 0], [0, 0]]})j", "0"},
                         {R"j({"matrix": [["sqrt(2)", 2], [1, "sqrt(2)"]]})j", "1"},
                         {R"j({"matrix": [["a", 1], [1, 1]]})j", "error: domain"}});
  check("compute_nullspace", {{R"j({"matrix": [[1, 2], [2, 4]]})j", "[Matrix([[-2], [1]])]"},
                              {R"j({"matrix": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]})j", "[Matrix([[1], [-2], [1]])]"},
                              {R"j({"matrix": [[1, 0], [0, 1]]})j", "[]"},
                              {R"j({"matrix": [[0, 0]]})j", "[Matrix([[1], [0]]), Matrix([[0], [1]])]"},
                              {R"j({"matrix": [["sqrt(2)", 2], [1, "sqrt(2)"]]})j", "[Matrix([[-sqrt(2)], [1]])]"}});
}

TEST(MatrixTools, Products) {
  check("compute_inner_product", {{R"j({"vector1": [1, 2, 3], "vector2": [4, 5, 6]})j", "32"},
                                  {R"j({"vector1": "(1, 2)", "vector2": "[a, 1/2]"})j", "a + 1"},
                                  {R"j({"vector1": [[1], [2]], "vector2": ["sqrt(2)", "1"]})j", "2 + sqrt(2)"},
                                  {R"j({"vector1": [1, 2], "vector2": [1, 2, 3]})j", "error: arguments"},
                                  {R"j({"vector1": [], "vector2": []})j", "error: arguments"}});
  check("matrix_multiplication", {{R"j({"matrix1": [[1, 2], [3, 4]], "matrix2": [[0, 1], [1, 0]]})j", "Matrix([[2, 1], [4, 3]])"},
                                  {R"j({"matrix1": [["a", 1]], "matrix2": [["a"], ["b"]]})j", "Matrix([[a**2 + b]])"},
                                  {R"j({"matrix1": [[1, 2]], "matrix2": [[1, 2]]})j", "error: arguments"}});
}

TEST(MatrixTools, Eigenvalues) {
  check("compute_eigenvalues", {{R"j({"matrix": [[2, 0], [0, 3]]})j", "{2: 1, 3: 1}"},
                                {R"j({"matrix": [[0, -1], [1, 0]]})j", "{-I: 1, I: 1}"},
                                {R"j({"matrix": [[2, 1], [0, 2]]})j", "{2: 2}"},
                                {R"j({"matrix": [[4, 1, 0], [1, 3, 1], [0, 1, 2]]})j", "{3 - sqrt(3): 1, 3: 1, 3 + sqrt(3): 1}"},
                                {R"j({"matrix": [["a", 1], [0, "b"]]})j", "{a: 1, b: 1}"},
                                {R"j({"matrix": [[1, 2]]})j", "error: arguments"},
                                {R"j({"matrix": [["a", 1, 2], [3, "b", 1], [1, 1, "c"]]})j", "error: unsupported"}});
}

// A cubic with three real roots: engines answer `rootof` or mix floats with exact values, unmarked.
TEST(MatrixTools, EigenvaluesWithoutASimpleFormAreMarkedDecimals) {
  const auto r = call("compute_eigenvalues", R"j({"matrix": [[1, 2, 0], [2, 3, 1], [0, 1, 5]]})j");
  ASSERT_TRUE(r.ok) << r.message;
  EXPECT_TRUE(r.approximate);
  EXPECT_EQ(result_items(r.result).size(), 3u);
  EXPECT_EQ(r.result.find("rootof"), std::string::npos);
}

TEST(MatrixTools, Eigenvectors) {
  check("compute_eigenvectors",
        {{R"j({"matrix": [[2, 0], [0, 3]]})j", "[(2, 1, [Matrix([[1], [0]])]), (3, 1, [Matrix([[0], [1]])])]"},
         {R"j({"matrix": [[2, 1], [0, 2]]})j", "[(2, 2, [Matrix([[1], [0]])])]"},
         {R"j({"matrix": [[2, 0, 0], [0, 3, 4], [0, 4, 9]]})j",
          "[(1, 1, [Matrix([[0], [-2], [1]])]), (2, 1, [Matrix([[1], [0], [0]])]), (11, 1, [Matrix([[0], [1/2], [1]])])]"},
         {R"j({"matrix": [[0, -1], [1, 0]]})j", "[(-I, 1, [Matrix([[-I], [1]])]), (I, 1, [Matrix([[I], [1]])])]"},
         {R"j({"matrix": [[1, 1], [1, 0]]})j",
          "[((1 - sqrt(5))/2, 1, [Matrix([[(1 - sqrt(5))/2], [1]])]), ((1 + sqrt(5))/2, 1, [Matrix([[(1 + sqrt(5))/2], [1]])])]"},
         {R"j({"matrix": [["a", 0], [0, "b"]]})j", "[(a, 1, [Matrix([[1], [0]])]), (b, 1, [Matrix([[0], [1]])])]"},
         {R"j({"matrix": [[1, 2, 0], [2, 3, 1], [0, 1, 5]]})j", "error: unsupported"}});
}

// On random matrices: each vector times the matrix is the value times the vector.
TEST(MatrixTools, EigenvectorsOfRandomMatrices) {
  Random random(5, "eigenvectors");
  int seen = 0;
  for (int round = 0; round < 40; ++round) {
    Json rows = Json::array();
    const int n = 2 + round % 2;
    for (int i = 0; i < n; ++i) {
      Json row = Json::array();
      for (int j = 0; j < n; ++j) row.push_back(random.between(-3, 3));
      rows.push_back(row);
    }
    const auto r = call("compute_eigenvectors", Json{{"matrix", rows}}.dump());
    if (!r.ok) {
      EXPECT_EQ(r.kind, "unsupported") << r.message;
      continue;
    }
    for (const auto& triple : result_items(r.result)) {
      const auto parts = result_items(triple);
      ASSERT_EQ(parts.size(), 3u) << triple;
      const auto value = math::parse(parts[0], math::Notation::kPlain);
      ASSERT_TRUE(value.ok());
      for (const auto& column : result_items(parts[2])) {
        const auto v = math::parse(column, math::Notation::kPlain);
        ASSERT_TRUE(v.ok() && v->is(math::Op::kMatrix)) << column;
        for (int i = 0; i < n; ++i) {
          math::Expr sum;
          for (int j = 0; j < n; ++j) sum = sum + math::Expr::integer(rows[i][j].get<int>()) * v->arg(j).arg(0);
          EXPECT_EQ(math::equal(sum, *value * v->arg(i).arg(0)).outcome, math::Verdict::Outcome::kEqual) << rows.dump() << r.result;
          ++seen;
        }
      }
    }
  }
  EXPECT_GT(seen, 100);
}

TEST(MatrixTools, LargeMatricesEndInTime) {
  Json rows = Json::array(), symbolic = Json::array();
  for (int i = 0; i < 30; ++i) {
    Json row = Json::array(), names = Json::array();
    for (int j = 0; j < 30; ++j) {
      row.push_back((i * 7 + j * 13 + i * j) % 19 - 9);
      names.push_back("a" + std::to_string(i) + "_" + std::to_string(j));
    }
    rows.push_back(row);
    symbolic.push_back(names);
  }
  EXPECT_TRUE(call("compute_determinant", Json{{"matrix", rows}}.dump()).ok);
  EXPECT_EQ(call("compute_determinant", Json{{"matrix", symbolic}}.dump()).kind, "unsupported");
  rows.push_back(rows[0]);
  EXPECT_EQ(call("compute_determinant", Json{{"matrix", rows}}.dump()).kind, "arguments");
}

}  // namespace
}  // namespace retort::cas
