// Matrices and vectors.
#include <algorithm>

#include "agent/forms.h"
#include "agent/forms_matrix.h"
#include "agent/forms_space.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

using Matrix = std::vector<std::vector<Rational>>;

std::optional<Matrix> entries(const Expr& e) {
  if (!e.is(Op::kMatrix)) return {};
  Matrix m;
  for (const Expr& row : e.args()) {
    m.emplace_back();
    for (const Expr& cell : row.args()) {
      auto value = math::exact_value(cell);
      if (!value.ok()) return {};
      m.back().push_back(*value);
    }
  }
  return m;
}

bool same_shape(const Matrix& a, const Matrix& b) { return a.size() == b.size() && a[0].size() == b[0].size(); }
bool is_column(const Matrix& m) { return m[0].size() == 1; }

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix out(a.size(), std::vector<Rational>(b[0].size()));
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b[0].size(); ++j)
      for (std::size_t k = 0; k < b.size(); ++k) out[i][j] += a[i][k] * b[k][j];
  return out;
}

Rational determinant(const Matrix& m) {
  if (m.size() == 1) return m[0][0];
  Rational sum;
  for (std::size_t j = 0; j < m.size(); ++j) {
    Matrix minor;
    for (std::size_t i = 1; i < m.size(); ++i) {
      minor.emplace_back();
      for (std::size_t k = 0; k < m.size(); ++k)
        if (k != j) minor.back().push_back(m[i][k]);
    }
    Rational term = m[0][j] * determinant(minor);
    sum += j % 2 == 0 ? term : -term;
  }
  return sum;
}

Expr as_expr(const Matrix& m) {
  std::vector<Expr> rows;
  for (const auto& row : m) {
    std::vector<Expr> cells;
    for (const Rational& r : row) cells.push_back(Expr::number(r));
    rows.push_back(Expr::make(Op::kTuple, cells));
  }
  return Expr::make(Op::kMatrix, rows);
}

Json plain(const Matrix& m) {
  Json rows = Json::array();
  for (const auto& row : m) {
    Json cells = Json::array();
    for (const Rational& r : row) cells.push_back(r.to_string());
    rows.push_back(cells);
  }
  return rows;
}

// a M + b N + ...: each entry as the term that it comes from.
std::optional<std::vector<std::vector<Expr>>> combination(const Expr& e) {
  using Entries = std::vector<std::vector<Expr>>;
  if (auto m = entries(e)) {
    Entries out;
    for (const auto& row : *m) {
      out.emplace_back();
      for (const Rational& r : row) out.back().push_back(Expr::number(r));
    }
    return out;
  }
  if (e.is(Op::kNeg)) {
    auto m = combination(e.arg(0));
    if (!m) return {};
    for (auto& row : *m)
      for (Expr& cell : row) cell = -cell;
    return m;
  }
  if (e.is(Op::kMul) && e.args().size() == 2 && math::exact_value(e.arg(0)).ok()) {
    auto m = combination(e.arg(1));
    if (!m) return {};
    for (auto& row : *m)
      for (Expr& cell : row) cell = e.arg(0) * cell;
    return m;
  }
  if (!e.is(Op::kAdd)) return {};
  std::optional<Entries> sum;
  for (const Expr& term : e.args()) {
    bool minus = term.is(Op::kNeg);
    auto m = combination(minus ? term.arg(0) : term);
    if (!m) return {};
    if (!sum) {
      sum = m;
      if (minus) return {};
      continue;
    }
    if (sum->size() != m->size() || (*sum)[0].size() != (*m)[0].size()) return {};
    for (std::size_t i = 0; i < sum->size(); ++i)
      for (std::size_t j = 0; j < (*sum)[i].size(); ++j) (*sum)[i][j] = minus ? (*sum)[i][j] - (*m)[i][j] : (*sum)[i][j] + (*m)[i][j];
  }
  return sum;
}

std::optional<Goal> combined(const Expr& e) {
  auto m = combination(e);
  if (!m || m->size() > 3 || (*m)[0].size() > 3) return {};
  Several goal;
  goal.shape = "\\begin{pmatrix} ";
  std::size_t n = 0;
  for (std::size_t i = 0; i < m->size(); ++i) {
    goal.shape += i == 0 ? "" : " \\\\ ";
    for (std::size_t j = 0; j < (*m)[i].size(); ++j) {
      goal.parts.push_back((*m)[i][j]);
      goal.shape += (j == 0 ? "#" : " & #") + std::to_string(++n) + "#";
    }
  }
  goal.shape += " \\end{pmatrix}";
  goal.setting = "We go through " + inline_math(tex(e)) + " entry by entry.";
  goal.closing = "the result is @";
  return goal;
}

Expr dot(const Matrix& a, const Matrix& b) {
  std::vector<Expr> terms;
  for (std::size_t i = 0; i < a.size(); ++i) terms.push_back(Expr::number(a[i][0]) * Expr::number(b[i][0]));
  return Expr::make(Op::kAdd, terms);
}

std::optional<Goal> cross(const Matrix& a, const Matrix& b) {
  if (a.size() != 3 || b.size() != 3 || !is_column(a) || !is_column(b)) return {};
  auto part = [&](std::size_t i, std::size_t j) {
    return Expr::number(a[i][0]) * Expr::number(b[j][0]) - Expr::number(a[j][0]) * Expr::number(b[i][0]);
  };
  return Several{{part(1, 2), part(2, 0), part(0, 1)}, "\\begin{pmatrix} #1# \\\\ #2# \\\\ #3# \\end{pmatrix}",
                 "Each entry of the cross product is a difference of two products.", "the cross product is @"};
}

std::optional<Goal> determinant_of(const Expr& matrix) {
  auto m = entries(matrix);
  if (!m || m->size() != (*m)[0].size() || m->size() > 4) return {};
  return DirectCall{"We work out the determinant of " + inline_math(tex(matrix)) + ".", "compute_determinant", {{"matrix", plain(*m)}}, Expr::number(determinant(*m)),
                    "the determinant is @"};
}

// What a command means for an expression of matrices.
std::optional<Goal> worked_out_matrix(const Captures& c) {
  const Expr& e = c.expr("m");
  const std::string& latex = c.text("m");
  if (e.is_func("det")) return determinant_of(e.arg(0));
  if (e.is(Op::kMul) && e.args().size() == 2) {
    auto a = entries(e.arg(0)), b = entries(e.arg(1));
    if (a && b) {
      bool times = latex.find("\\times") != latex.npos, dotted = latex.find("\\cdot") != latex.npos;
      if (times) return cross(*a, *b);
      if (dotted && is_column(*a) && is_column(*b) && a->size() == b->size()) return Evaluate{dot(*a, *b), "Entries in the same place are multiplied, and the products added.", "the dot product is @", {}};
      if ((*a)[0].size() != b->size()) return {};
      return DirectCall{"Rows of the first matrix meet columns of the second.", "matrix_multiplication", {{"matrix1", plain(*a)}, {"matrix2", plain(*b)}},
                        as_expr(product(*a, *b)), "the product is @"};
    }
  }
  if (e.is(Op::kPow) && e.arg(1).is_integer() && e.arg(1).value() == Rational(2)) {
    auto a = entries(e.arg(0));
    if (!a || a->size() != (*a)[0].size()) return {};
    return DirectCall{"The matrix is multiplied by itself.", "matrix_multiplication", {{"matrix1", plain(*a)}, {"matrix2", plain(*a)}}, as_expr(product(*a, *a)), "the square is @"};
  }
  if (e.is(Op::kMatrix)) return {};
  return combined(e);
}

std::optional<Goal> inverse(const Captures& c) {
  auto m = entries(c.expr("m"));
  if (!m || m->size() != 2 || (*m)[0].size() != 2) return {};
  Rational d = determinant(*m);
  if (d.is_zero()) {
    if (!c.has("zero")) return {};
    Expr zero = as_expr({{0, 0}, {0, 0}});
    Expr term = Expr::number((*m)[0][0]) * Expr::number((*m)[1][1]) - Expr::number((*m)[0][1]) * Expr::number((*m)[1][0]);
    Several goal{{}, tex(zero), "The determinant is " + inline_math(worked(term)) + ", so there is no inverse.", "the answer is @"};
    return goal;
  }
  Matrix inverted = {{(*m)[1][1] / d, -(*m)[0][1] / d}, {-(*m)[1][0] / d, (*m)[0][0] / d}};
  return DirectCall{"We invert " + inline_math(tex(c.expr("m"))) + ".", "compute_inverse", {{"matrix", plain(*m)}}, as_expr(inverted), "the inverse is @"};
}

std::optional<std::pair<Matrix, Matrix>> two_vectors(const Captures& c) {
  auto a = entries(c.expr("a")), b = entries(c.expr("b"));
  if (!a || !b || !same_shape(*a, *b) || !is_column(*a)) return {};
  return std::pair{*a, *b};
}

std::optional<Goal> cross_product(const Captures& c) {
  auto v = two_vectors(c);
  return v ? cross(v->first, v->second) : std::nullopt;
}
std::optional<Goal> dot_product(const Captures& c) {
  auto v = two_vectors(c);
  if (!v) return {};
  return Evaluate{dot(v->first, v->second), "Entries in the same place are multiplied, and the products added.", "the dot product is @", {}};
}

std::optional<Goal> projection(const Captures& c) {
  auto v = two_vectors(c);
  if (!v) return {};
  auto ab = math::exact_value(dot(v->first, v->second)), bb = math::exact_value(dot(v->second, v->second));
  if (!ab.ok() || !bb.ok() || bb->is_zero()) return {};
  Several goal;
  std::string shape;
  for (std::size_t i = 0; i < v->second.size(); ++i) {
    goal.parts.push_back(Expr::number(*ab) / Expr::number(*bb) * Expr::number(v->second[i][0]));
    shape += (i == 0 ? "#" : " \\\\ #") + std::to_string(i + 1) + "#";
  }
  goal.shape = "\\begin{pmatrix} " + shape + " \\end{pmatrix}";
  goal.setting = "The dot product of the two is " + inline_math(worked(dot(v->first, v->second))) + ", and that of the second with itself is " +
                 inline_math(worked(dot(v->second, v->second))) + ". The second vector is multiplied by their quotient.";
  goal.closing = "the projection is @";
  return goal;
}

std::optional<Goal> angle(const Captures& c) {
  auto v = two_vectors(c);
  if (!v) return {};
  auto ab = math::exact_value(dot(v->first, v->second)), aa = math::exact_value(dot(v->first, v->first)), bb = math::exact_value(dot(v->second, v->second));
  if (!ab.ok() || !aa.ok() || !bb.ok() || aa->is_zero() || bb->is_zero()) return {};
  // The square of the cosine tells which of the known angles it is.
  Rational square = *ab * *ab / (*aa * *bb);
  struct Known { Rational square; long long degrees; const char* cosine; };
  const Known table[] = {{0, 90, "0"}, {Rational(1) / 4, 60, "\\frac{1}{2}"}, {Rational(1) / 2, 45, "\\frac{\\sqrt{2}}{2}"}, {Rational(3) / 4, 30, "\\frac{\\sqrt{3}}{2}"}, {1, 0, "1"}};
  const auto* row = std::find_if(std::begin(table), std::end(table), [&](const Known& k) { return k.square == square; });
  if (row == std::end(table)) return {};
  const long long degrees = ab->sign() < 0 ? 180 - row->degrees : row->degrees;
  const std::string value = (ab->sign() < 0 ? "-" : "") + std::string(row->cosine);
  Expr cosine = Expr::number(*ab) / (Expr::func("sqrt", {Expr::number(*aa)}) * Expr::func("sqrt", {Expr::number(*bb)}));
  const Expr known = Expr::func("cos", {Expr::integer(degrees) * Expr::constant("pi") / Expr::integer(180)});
  auto lookup = Lookup{"The dot product is " + inline_math(worked(dot(v->first, v->second))) + ", and the squares of the lengths are " + inline_math(worked(dot(v->first, v->first))) + " and " +
                           inline_math(worked(dot(v->second, v->second))) + ". The cosine of the angle is the dot product over the product of the lengths, " + inline_math(tex(cosine)) + ".",
                       "evaluate",
                       {{"expression", math::to_plain(cosine)}}, {known}, ""};
  return Evaluate{Expr::integer(degrees), "The angle with this cosine is known: " + inline_math("\\cos " + std::to_string(degrees) + "^\\circ = " + value) + ".", "the angle is @ degrees", {lookup}};
}

// det(A^n), det(kA)
std::optional<Goal> determinant_of_power(const Captures& c) {
  const Expr& given = c.expr("given");
  const Expr& e = c.expr("asked");
  if (!given.is(Op::kRel) || !given.arg(0).is_func("det") || !given.arg(0).arg(0).is(Op::kSymbol) || !e.is_func("det")) return {};
  const Expr& inner = e.arg(0);
  if (!inner.is(Op::kPow) || !inner.arg(0).same(given.arg(0).arg(0)) || !inner.arg(1).is_integer() || inner.arg(1).value().sign() <= 0) return {};
  return Evaluate{pow(given.arg(1), inner.arg(1)), "The determinant of a product is the product of the determinants.", "the determinant is @", {}};
}

Captures pair_of(const Expr& a, const Expr& b) {
  Captures c;
  c.set("a", {{a}, {}, {}});
  c.set("b", {{b}, {}, {}});
  return c;
}

// A matrix multiplies areas by the size of its determinant.
std::optional<Goal> image_area(const Captures& c) {
  const Expr& m = c.expr("m");
  if (!m.is(Op::kMatrix) || m.args().size() != 2 || m.arg(0).args().size() != 2 || !m.symbols().empty()) return {};
  const Expr det = m.arg(0).arg(0) * m.arg(1).arg(1) - m.arg(0).arg(1) * m.arg(1).arg(0);
  auto value = math::exact_value(det);
  if (!value.ok()) return {};
  Lookup lookup{"A matrix multiplies areas by the size of its determinant.", "compute_determinant", {{"matrix", math::to_plain(m)}}, {Expr::number(*value)}, ""};
  return Evaluate{c.expr("area") * Expr::number(value->abs()), "So the area is multiplied by " + inline_math(tex(value->abs())) + ".", "the area is @", {lookup}};
}

}  // namespace

std::optional<Goal> angle_between(const Expr& a, const Expr& b) { return angle(pair_of(a, b)); }
std::optional<Goal> projection_onto(const Expr& a, const Expr& b) { return projection(pair_of(a, b)); }

std::vector<Form> matrix_forms() {
  std::vector<Form> forms = {
      {"matrix", "(compute|find|evaluate|what is|calculate) [the] [determinant|product|sum|dot product|cross product] {math:m}", [](const Captures& c) -> std::optional<Goal> {
         if (c.at("m").exprs.size() != 1) return {};
         return worked_out_matrix(c);
       }},
      {"determinant", "(compute|find|what is) the determinant of [the matrix] {matrix:m}", [](const Captures& c) { return determinant_of(c.expr("m")); }},
      {"image_area", "(let|if|suppose) {var:s} (be|is) [a] region in the plane (with|of|whose area is|having) [area] {number:area} when we apply [the] matrix {matrix:m} to {=s} we obtain [the] region {math} (compute|find|what is) [the] area of {math}", image_area},
      {"image_area", "[a] region {var:s} in the plane has area {number:area} when we apply [the] matrix {matrix:m} to {=s} we obtain [the] region {math} (compute|find|what is) [the] area of {math}", image_area},
      {"inverse", "(compute|find|what is) the inverse of [the] [matrix] {matrix:m} [if the inverse does not exist then enter the {word:zero} matrix]", inverse},
      {"cross_product", "(compute|find|what is) the cross product of [the vectors] {matrix:a} and {matrix:b}", cross_product},
      {"dot_product", "(compute|find|what is) the dot product of [the vectors] {matrix:a} and {matrix:b}", dot_product},
      {"projection", "(compute|find|what is) the projection of [the vector] {matrix:a} onto [the vector] {matrix:b}", projection},
      {"angle", "(compute|find|what is) the angle [in degrees] between [the vectors] {matrix:a} and {matrix:b} [in degrees] [give your answer in degrees]", angle},
      {"determinant_of_power", "(if|given|given that|suppose) {eq:given} [then] (find|compute|what is) {expr:asked}", determinant_of_power},
  };
  for (const Form& form : space_forms()) forms.push_back(form);
  return forms;
}

}  // namespace retort::agent
