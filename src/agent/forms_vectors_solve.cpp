// Vectors and matrices whose components are known, or follow from equations entry by entry.
#include <algorithm>
#include <set>

#include "agent/forms_matrix.h"
#include "agent/forms_vectors.h"
#include "agent/linear_solution.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;
using Kind = VectorTerm::Kind;
using Ask = VectorSituation::Ask;

namespace {

bool all_numbers(const VectorValue& v) {
  for (const auto& row : v.entries)
    for (const Expr& e : row)
      if (!math::exact_value(e).ok()) return false;
  return true;
}

Json plain_matrix(const Entries& entries) {
  Json rows = Json::array();
  for (const auto& row : entries) {
    Json cells = Json::array();
    for (const Expr& e : row) cells.push_back(math::to_plain(e));
    rows.push_back(cells);
  }
  return rows;
}

std::string tex(const VectorValue& v) { return v.scalar ? agent::tex(v.number()) : agent::tex(matrix_of(v.entries)); }

Several shown(const VectorValue& v, std::vector<Lookup> before, std::string setting, const char* closing) {
  Several goal;
  goal.shape = "\\begin{pmatrix} ";
  for (std::size_t i = 0; i < v.rows(); ++i) {
    goal.shape += i == 0 ? "" : " \\\\ ";
    for (std::size_t j = 0; j < v.columns(); ++j) {
      goal.parts.push_back(v.entries[i][j]);
      goal.shape += (j == 0 ? "#" : " & #") + std::to_string(goal.parts.size()) + "#";
    }
  }
  goal.shape += " \\end{pmatrix}";
  goal.before = std::move(before);
  goal.setting = std::move(setting);
  goal.closing = closing;
  return goal;
}

class Components {
 public:
  explicit Components(const VectorSituation& s) : s_(s) {}

  std::optional<Goal> run() {
    if (!s_.units.empty() || !s_.angles.empty()) return {};
    define();
    if (s_.every.empty() && open_.empty() && s_.orthogonal.empty()) return direct();
    if (!s_.every.empty()) return for_all();
    if (auto goal = from_equations()) return goal;
    return unknown_matrix();
  }

 private:
  // Names that stand for explicit entries.
  void define() {
    std::vector<std::vector<VectorTerm>> rest = s_.facts;
    for (bool more = true; std::exchange(more, false);) {
      for (std::size_t i = 0; i < rest.size(); ++i) {
        if (rest[i].size() == 2 && given_inverse(rest[i][0], rest[i][1])) {
          rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
          more = true;
          break;
        }
        if (rest[i].size() != 2 || rest[i][0].kind != Kind::kName || names_.count(rest[i][0].name)) continue;
        auto value = vector_value(rest[i][1], names_);
        if (!value || value->scalar) continue;
        names_[rest[i][0].name] = *value;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
        more = true;
        break;
      }
    }
    open_ = std::move(rest);
  }

  // "A^{-1} = (...)": A is found from it.
  bool given_inverse(const VectorTerm& left, const VectorTerm& right) {
    if (left.kind != Kind::kPower || left.power != -1 || left.parts[0].kind != Kind::kName || names_.count(left.parts[0].name)) return false;
    auto given = vector_value(right, names_);
    if (!given || given->scalar) return false;
    VectorTerm back = left;
    VectorNames one = {{left.parts[0].name, *given}};
    auto value = vector_value(back, one);
    if (!value || !all_numbers(*value)) return false;
    names_[left.parts[0].name] = *value;
    inverses_[left.parts[0].name] = *given;
    steps_.push_back({"The inverse of the given matrix is the matrix itself.", "compute_inverse", {{"matrix", plain_matrix(given->entries)}}, {matrix_of(value->entries)}, ""});
    return true;
  }

  // Every name is known: the steps are told from the inside to the outside.
  std::optional<Goal> direct() {
    if (s_.ask == Ask::kAngle && s_.asked.size() == 2) {
      auto a = inner(s_.asked[0]), b = inner(s_.asked[1]);
      if (!a || !b || a->scalar || b->scalar) return {};
      auto goal = angle_between(matrix_of(a->entries), matrix_of(b->entries));
      if (goal) put_before(*goal);
      return goal;
    }
    if (s_.ask == Ask::kCosine && s_.asked.size() == 2) return cosine();
    if (s_.ask == Ask::kArea) return area();
    if (s_.ask == Ask::kVolume) return volume();
    if (s_.ask != Ask::kTerm || s_.asked.size() != 1) return {};
    return last_step(s_.asked[0]);
  }

  void put_before(Goal& goal) {
    std::visit([&](auto& g) {
      if constexpr (requires { g.before; }) g.before.insert(g.before.begin(), steps_.begin(), steps_.end());
    }, goal);
  }

  // A part of the term, worked out with a step of its own where it is no plain name or matrix.
  std::optional<VectorValue> inner(const VectorTerm& term) {
    auto value = vector_value(term, names_);
    if (!value || !all_numbers(*value)) return {};
    if (term.kind == Kind::kScalar || term.kind == Kind::kName || term.kind == Kind::kMatrix) return value;
    std::vector<VectorValue> parts;
    for (const VectorTerm& part : term.parts) {
      auto v = inner(part);
      if (!v) return {};
      parts.push_back(*v);
    }
    switch (term.kind) {
      case Kind::kProduct:
        if (parts.size() == 2 && !parts[0].scalar && !parts[1].scalar) {
          steps_.push_back({"We multiply the matrices.", "matrix_multiplication", {{"matrix1", plain_matrix(parts[0].entries)}, {"matrix2", plain_matrix(parts[1].entries)}}, {matrix_of(value->entries)}, ""});
          return value;
        }
        if (parts.size() > 2) return {};
        break;
      case Kind::kDot:
        if (!parts[0].scalar && !parts[1].scalar) {
          steps_.push_back({"We need the dot product of " + inline_math(tex(parts[0])) + " and " + inline_math(tex(parts[1])) + ".", "compute_inner_product",
                            {{"vector1", column(parts[0])}, {"vector2", column(parts[1])}}, {value->number()}, ""});
          return value;
        }
        break;
      case Kind::kPower:
        if (term.power == 2 && !parts[0].scalar) {
          steps_.push_back({"The matrix is multiplied by itself.", "matrix_multiplication", {{"matrix1", plain_matrix(parts[0].entries)}, {"matrix2", plain_matrix(parts[0].entries)}}, {matrix_of(value->entries)}, ""});
          return value;
        }
        if (term.power == -1 && !parts[0].scalar) {
          steps_.push_back({"We invert " + inline_math(tex(parts[0])) + ".", "compute_inverse", {{"matrix", plain_matrix(parts[0].entries)}}, {matrix_of(value->entries)}, ""});
          return value;
        }
        return power_steps(parts[0], term.power);
      case Kind::kDeterminant:
        steps_.push_back({"We need the determinant of " + inline_math(tex(parts[0])) + ".", "compute_determinant", {{"matrix", plain_matrix(parts[0].entries)}}, {value->number()}, ""});
        return value;
      case Kind::kCross:
        return cross_steps(parts[0], parts[1], *value);
      case Kind::kSum: case Kind::kNegative: case Kind::kQuotient: case Kind::kTransposed: break;
      default: return {};
    }
    if (value->scalar) {
      return value;
    }
    steps_.push_back({entry_text(term, parts, *value), "", {}, {}, ""});
    return value;
  }

  static Json column(const VectorValue& v) {
    Json cells = Json::array();
    for (const auto& row : v.entries) cells.push_back(math::to_plain(row[0]));
    return cells;
  }

  std::optional<VectorValue> cross_steps(const VectorValue& a, const VectorValue& b, const VectorValue& value) {
    if (a.scalar || b.scalar) return {};
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::size_t j = (i + 1) % 3, k = (i + 2) % 3;
      entries.push_back(inline_math(worked(a.entries[j][0] * b.entries[k][0] - a.entries[k][0] * b.entries[j][0])));
    }
    steps_.push_back({"The entries of the cross product of " + inline_math(tex(a)) + " and " + inline_math(tex(b)) + " are " + and_list(entries) + ".", "", {}, {}, ""});
    return value;
  }

  // Powers by squaring.
  std::optional<VectorValue> power_steps(const VectorValue& base, long long power) {
    if (base.scalar || power < 3 || power > 12 || base.rows() > 3) return {};
    VectorValue so_far = base;
    for (long long n = 2; n <= power; ++n) {
      VectorNames pair = {{"A", so_far}, {"B", base}};
      VectorTerm product, a, b;
      a.kind = b.kind = Kind::kName;
      a.name = "A", b.name = "B";
      product.kind = Kind::kProduct;
      product.parts = {a, b};
      auto next = vector_value(product, pair);
      if (!next) return {};
      steps_.push_back({"The power " + std::to_string(n) + " is the power " + std::to_string(n - 1) + " times the matrix.", "matrix_multiplication",
                        {{"matrix1", plain_matrix(so_far.entries)}, {"matrix2", plain_matrix(base.entries)}}, {matrix_of(next->entries)}, ""});
      so_far = *next;
    }
    return so_far;
  }

  static std::string entry_text(const VectorTerm& term, const std::vector<VectorValue>& parts, const VectorValue& value) {
    if (term.kind == Kind::kTransposed) return "Rows become columns, which gives " + inline_math(tex(value)) + ".";
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool minus = term.kind == Kind::kNegative || term.parts[i].kind == Kind::kNegative;
      VectorValue part = parts[i];
      if (term.kind == Kind::kSum && minus)
        for (auto& row : part.entries)
          for (Expr& e : row) e = tidy(-e);
      const std::string sign = term.kind == Kind::kSum ? (i == 0 ? (minus ? "-" : "") : minus ? " - " : " + ") : term.kind == Kind::kNegative ? "-" : i == 0 ? "" : term.kind == Kind::kQuotient ? " / " : " \\cdot ";
      text += sign + tex(part);
    }
    return "Entry by entry, " + inline_math(text + " = " + tex(value)) + ".";
  }

  // The last operation as the goal itself.
  std::optional<Goal> last_step(const VectorTerm& term) {
    auto value = vector_value(term, names_);
    if (!value) return {};
    if (term.kind == Kind::kPower && term.power == -1 && term.parts[0].kind == Kind::kPower && term.parts[0].parts[0].kind == Kind::kName && inverses_.count(term.parts[0].parts[0].name)) {
      // (A^n)^{-1} is (A^{-1})^n.
      VectorTerm power = term.parts[0];
      names_[power.parts[0].name] = inverses_.at(power.parts[0].name);
      steps_ = {{"The inverse of a power is the power of the inverse.", "", {}, {}, ""}};
      return inner(power) ? std::optional<Goal>(shown(*value, steps_, "", "the result is @")) : std::nullopt;
    }
    if (term.kind == Kind::kNorm) {
      auto v = inner(term.parts[0]);
      if (!v || !v->is_column()) return {};
      std::vector<Expr> squares;
      for (const auto& row : v->entries) squares.push_back(pow(row[0], Expr::integer(2)));
      return Evaluate{Expr::func("sqrt", {Expr::make(Op::kAdd, squares)}), "The length is the root of the sum of the squares of the entries.", "the length is @", steps_};
    }
    if (!all_numbers(*value)) return {};
    if (term.kind == Kind::kProjection) {
      auto onto = inner(term.parts[0]), of = inner(term.parts[1]);
      if (!onto || !of) return {};
      auto goal = projection_onto(matrix_of(of->entries), matrix_of(onto->entries));
      if (goal) put_before(*goal);
      return goal;
    }
    if (value->scalar) {
      if (term.kind == Kind::kDot || term.kind == Kind::kDeterminant) {
        if (!inner(term) || steps_.empty()) return {};
        return Evaluate{value->number(), "", "the value is @", steps_};
      }
      return {};
    }
    if (term.kind == Kind::kName || term.kind == Kind::kMatrix) return {};
    if (!inner(term) || value->rows() > 3) return {};
    return shown(*value, steps_, "", "the result is @");
  }

  std::optional<Goal> area() {
    if (s_.asked.size() != 2) return {};
    auto a = inner(s_.asked[0]), b = inner(s_.asked[1]);
    if (!a || !b || !a->is_column() || !b->is_column() || a->rows() != b->rows()) return {};
    if (a->rows() == 2)
      return Evaluate{Expr::func("abs", {a->entries[0][0] * b->entries[1][0] - a->entries[1][0] * b->entries[0][0]}), "The area is the size of the determinant of the two vectors.", "the area is @", steps_};
    if (a->rows() != 3) return {};
    VectorNames names = {{"a", *a}, {"b", *b}};
    std::vector<Expr> squares;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::size_t j = (i + 1) % 3, k = (i + 2) % 3;
      squares.push_back(pow(a->entries[j][0] * b->entries[k][0] - a->entries[k][0] * b->entries[j][0], Expr::integer(2)));
    }
    return Evaluate{Expr::func("sqrt", {Expr::make(Op::kAdd, squares)}), "The area is the length of the cross product of the two vectors.", "the area is @", steps_};
  }

  std::optional<Goal> cosine() {
    auto a = inner(s_.asked[0]), b = inner(s_.asked[1]);
    if (!a || !b || !a->is_column() || !b->is_column() || a->rows() != b->rows()) return {};
    std::vector<Expr> dots, left, right;
    for (std::size_t i = 0; i < a->rows(); ++i) {
      dots.push_back(a->entries[i][0] * b->entries[i][0]);
      left.push_back(pow(a->entries[i][0], Expr::integer(2)));
      right.push_back(pow(b->entries[i][0], Expr::integer(2)));
    }
    auto length = [](const std::vector<Expr>& squares) { return Expr::func("sqrt", {Expr::make(Op::kAdd, squares)}); };
    return Evaluate{Expr::make(Op::kAdd, dots) / (length(left) * length(right)), "The cosine of the angle is the dot product over the product of the lengths.", "the cosine is @", steps_};
  }

  std::optional<Goal> volume() {
    if (s_.asked.size() != 3) return {};
    VectorValue all;
    all.entries.assign(3, {});
    for (const VectorTerm& term : s_.asked) {
      auto v = inner(term);
      if (!v || !v->is_column() || v->rows() != 3) return {};
      for (std::size_t i = 0; i < 3; ++i) all.entries[i].push_back(v->entries[i][0]);
    }
    VectorTerm determinant, m;
    m.kind = Kind::kMatrix;
    m.entries = all.entries;
    determinant.kind = Kind::kDeterminant;
    determinant.parts = {m};
    auto value = inner(determinant);
    if (!value) return {};
    return Evaluate{Expr::func("abs", {value->number()}), "The volume is the size of the determinant.", "the volume is @", steps_};
  }

  // M v = k v for all v, and the like: the columns of M are what it makes of the unit vectors.
  std::optional<Goal> for_all() {
    if (open_.size() != 1 || open_[0].size() != 2 || s_.asked.size() != 1 || s_.asked[0].kind != Kind::kName || s_.ask != Ask::kTerm) return {};
    const VectorTerm &left = open_[0][0], &right = open_[0][1];
    if (left.kind != Kind::kProduct || left.parts.size() != 2 || left.parts[0].name != s_.asked[0].name || left.parts[1].name != s_.every) return {};
    const std::size_t n = s_.dimension == 0 ? 2 : s_.dimension;
    VectorValue matrix;
    matrix.entries.assign(n, std::vector<Expr>(n));
    std::vector<std::string> columns;
    for (std::size_t j = 0; j < n; ++j) {
      VectorValue unit;
      for (std::size_t i = 0; i < n; ++i) unit.entries.push_back({Expr::integer(i == j ? 1 : 0)});
      names_[s_.every] = unit;
      auto image = vector_value(right, names_);
      if (!image || !image->is_column() || image->rows() != n || !all_numbers(*image)) return {};
      for (std::size_t i = 0; i < n; ++i) matrix.entries[i][j] = image->entries[i][0];
      columns.push_back(inline_math(tex(unit)) + " to " + inline_math(tex(*image)));
    }
    return shown(matrix, {}, "The matrix sends " + and_list(columns) + ". These are its columns.", "the matrix is @");
  }

  // M A = B, A M = B, or M u = p and M v = q, with one unknown matrix M.
  std::optional<Goal> unknown_matrix() {
    if (s_.ask != Ask::kTerm || s_.asked.size() != 1 || s_.asked[0].kind != Kind::kName || names_.count(s_.asked[0].name)) return {};
    const std::string& name = s_.asked[0].name;
    if (name[0] < 'A' || name[0] > 'Z') return {};
    VectorValue from, to;
    bool from_left = true;
    for (const auto& fact : open_) {
      if (fact.size() != 2 || fact[0].kind != Kind::kProduct || fact[0].parts.size() != 2) return {};
      const bool left = fact[0].parts[0].kind == Kind::kName && fact[0].parts[0].name == name;
      const bool right = fact[0].parts[1].kind == Kind::kName && fact[0].parts[1].name == name;
      if (left == right || (right && open_.size() != 1)) return {};
      from_left = left;
      auto known = vector_value(fact[0].parts[left ? 1 : 0], names_), image = vector_value(fact[1], names_);
      if (!known || !image || known->scalar) return {};
      if (image->scalar) {
        VectorTerm m;
        m.kind = Kind::kMatrix;
        m.entries = known->entries;
        if (known->rows() != known->columns() || image->number().same(Expr::integer(0))) return {};
        VectorValue identity = *known;
        for (std::size_t i = 0; i < known->rows(); ++i)
          for (std::size_t j = 0; j < known->rows(); ++j) identity.entries[i][j] = i == j ? image->number() : Expr::integer(0);
        image = identity;
      }
      if (from.entries.empty()) from.entries.assign(known->rows(), {}), to.entries.assign(image->rows(), {});
      if (from.rows() != known->rows() || to.rows() != image->rows() || (left && known->columns() != image->columns())) return {};
      for (std::size_t i = 0; i < known->rows(); ++i) from.entries[i].insert(from.entries[i].end(), known->entries[i].begin(), known->entries[i].end());
      for (std::size_t i = 0; i < image->rows(); ++i) to.entries[i].insert(to.entries[i].end(), image->entries[i].begin(), image->entries[i].end());
    }
    if (from.entries.empty() || from.rows() != from.columns() || from.rows() > 3 || !all_numbers(from) || !all_numbers(to)) return {};
    VectorTerm inverse, m;
    m.kind = Kind::kMatrix;
    m.entries = from.entries;
    inverse.kind = Kind::kPower;
    inverse.power = -1;
    inverse.parts = {m};
    auto inverted = vector_value(inverse, names_);
    if (!inverted) return {};
    VectorTerm product, a = m, b = m;
    a.entries = from_left ? to.entries : inverted->entries;
    b.entries = from_left ? inverted->entries : to.entries;
    product.kind = Kind::kProduct;
    product.parts = {a, b};
    auto value = vector_value(product, names_);
    if (!value) return {};
    std::string why = open_.size() > 1 ? "Both equations together say " + inline_math("\\mathbf{" + name + "} " + tex(from) + " = " + tex(to)) + ". " : "";
    steps_.push_back({why + "We invert " + inline_math(tex(from)) + ".", "compute_inverse", {{"matrix", plain_matrix(from.entries)}}, {matrix_of(inverted->entries)}, ""});
    steps_.push_back({std::string("The inverse is multiplied from the ") + (from_left ? "right" : "left") + " to the other side.", "matrix_multiplication",
                      {{"matrix1", plain_matrix(a.entries)}, {"matrix2", plain_matrix(b.entries)}}, {matrix_of(value->entries)}, ""});
    return shown(*value, steps_, "", "the matrix is @");
  }

  // Unknown vectors get letters; equal entries give equations.
  std::optional<Goal> from_equations() {
    std::set<std::string> unknown, taken;
    auto note = [&](const VectorTerm& term) { collect(term, unknown, taken); };
    for (const auto& fact : open_)
      for (const VectorTerm& side : fact) note(side);
    for (const VectorTerm& term : s_.asked) note(term);
    for (const auto& [a, b] : s_.orthogonal) note(a), note(b);
    for (const auto& [name, value] : names_)
      for (const auto& row : value.entries)
        for (const Expr& e : row)
          for (const std::string& symbol : e.symbols()) taken.insert(symbol);
    std::string setting;
    for (const std::string& name : unknown) {
      if (names_.count(name)) continue;
      const bool matrix = name[0] >= 'A' && name[0] <= 'Z';
      auto rows = column_size();
      if (!rows || unknown_.size() > 1 || (matrix && (*rows != 2 || !unknown_.empty()))) return {};
      VectorValue v;
      if (matrix) {
        for (const char* letter : {"a", "b", "c", "d"})
          if (!taken.insert(letter).second) return {};
        names_[name] = {false, {{Expr::symbol("a"), Expr::symbol("b")}, {Expr::symbol("c"), Expr::symbol("d")}}};
        unknown_.push_back(name);
        setting = "We call the entries of the matrix, row by row, $a$, $b$, $c$ and $d$";
        continue;
      }
      static const char* const kLetters[] = {"x", "y", "z", "w", "p", "q", "r", "s"};
      std::size_t next = 0;
      while (v.rows() < *rows && next < std::size(kLetters)) {
        const char* letter = kLetters[next++];
        if (taken.insert(letter).second) v.entries.push_back({Expr::symbol(letter)});
      }
      if (v.rows() != *rows) return {};
      names_[name] = v;
      unknown_.push_back(name);
      setting += (setting.empty() ? "Let " : " and ") + inline_math("\\mathbf{" + name + "} = " + tex(v));
    }
    if (!setting.empty()) setting += ". ";
    std::vector<Expr> equations;
    for (const auto& fact : open_)
      for (std::size_t i = 0; i + 1 < fact.size(); ++i)
        if (!equate(fact[i], fact[i + 1], equations)) return {};
    for (const auto& [a, b] : s_.orthogonal) {
      VectorTerm dot, zero;
      dot.kind = Kind::kDot;
      dot.parts = {a, b};
      zero.scalar = Expr::integer(0);
      if (!equate(dot, zero, equations)) return {};
    }
    if (equations.empty()) return {};
    for (const auto& fact : open_)
      for (const VectorTerm& side : fact)
        if (!inverses_told(side)) return {};
    auto solution = solve_linear_rounds(equations, setting + "What stands in the same place must be equal.");
    if (!solution) return {};
    solution->lookups.insert(solution->lookups.begin(), steps_.begin(), steps_.end());
    for (auto& [name, v] : names_)
      for (auto& row : v.entries)
        for (Expr& e : row) e = tidy(with_values(e, solution->values));
    return with_solution(*solution);
  }

  // Inverses of known matrices are steps of their own.
  bool inverses_told(const VectorTerm& term) {
    if (term.kind == Kind::kPower && term.power == -1) return inner(term).has_value();
    return std::all_of(term.parts.begin(), term.parts.end(), [&](const VectorTerm& part) { return inverses_told(part); });
  }

  std::optional<Goal> with_solution(const LinearSolution& solution) {
    if (s_.ask == Ask::kTuple) {
      Several goal;
      std::string shape;
      for (const VectorTerm& term : s_.asked) {
        Expr part = tidy(with_values(term.scalar, solution.values));
        if (!math::exact_value(part).ok()) return {};
        goal.parts.push_back(part);
        shape += (shape.empty() ? "" : ", ") + std::string("#") + std::to_string(goal.parts.size()) + "#";
      }
      goal.shape = "(" + shape + ")";
      goal.before = solution.lookups;
      goal.closing = "the answer is @";
      return goal;
    }
    if (s_.ask != Ask::kTerm || s_.asked.size() != 1) return {};
    const VectorTerm& asked = s_.asked[0];
    if (asked.kind == Kind::kScalar) {
      Expr term = with_values(asked.scalar, solution.values);
      if (!term.symbols().empty()) return {};
      return Evaluate{term, asked.scalar.is(Op::kSymbol) ? "" : "These values are put into " + inline_math(agent::tex(asked.scalar)) + ".", inline_math(agent::tex(asked.scalar)) + " is @", solution.lookups};
    }
    auto value = vector_value(asked, names_);
    if (!value || !all_numbers(*value)) return {};
    if (asked.kind == Kind::kName) return shown(*value, solution.lookups, "", value->is_column() ? "the vector is @" : "the matrix is @");
    steps_ = solution.lookups;
    return last_step(asked);
  }

  void collect(const VectorTerm& term, std::set<std::string>& unknown, std::set<std::string>& taken) const {
    if (term.kind == Kind::kName && !names_.count(term.name) && term.name != "0" && term.name != "I") unknown.insert(term.name);
    for (const std::string& name : term.scalar.symbols()) taken.insert(name);
    for (const auto& row : term.entries)
      for (const Expr& e : row)
        for (const std::string& name : e.symbols()) taken.insert(name);
    for (const VectorTerm& part : term.parts) collect(part, unknown, taken);
  }

  // The size of the columns in the statement, when they all have the same.
  std::optional<std::size_t> column_size() const {
    std::set<std::size_t> sizes;
    auto look = [&](const auto& self, const VectorTerm& term) -> void {
      if (term.kind == Kind::kMatrix) sizes.insert(term.entries.size());
      for (const VectorTerm& part : term.parts) self(self, part);
    };
    for (const auto& fact : s_.facts)
      for (const VectorTerm& side : fact) look(look, side);
    return sizes.size() == 1 ? std::optional(*sizes.begin()) : std::nullopt;
  }

  bool equate(const VectorTerm& left, const VectorTerm& right, std::vector<Expr>& equations) const {
    auto a = vector_value(left, names_, Worked::kAsWritten), b = vector_value(right, names_, Worked::kAsWritten);
    if (!a || !b) return false;
    if (a->scalar != b->scalar) {
      VectorValue& whole = a->scalar ? *b : *a;
      const Expr number = a->scalar ? a->number() : b->number();
      const bool zero = number.same(Expr::integer(0));
      if (!zero && whole.rows() != whole.columns()) return false;
      VectorValue filled = whole;
      for (std::size_t i = 0; i < whole.rows(); ++i)
        for (std::size_t j = 0; j < whole.columns(); ++j) filled.entries[i][j] = i == j || zero ? number : Expr::integer(0);
      (a->scalar ? *a : *b) = filled;
    }
    if (a->rows() != b->rows() || a->columns() != b->columns()) return false;
    for (std::size_t i = 0; i < a->rows(); ++i) {
      for (std::size_t j = 0; j < a->columns(); ++j) {
        const Expr &x = a->entries[i][j], &y = b->entries[i][j];
        if (x.symbols().empty() && y.symbols().empty()) {
          auto p = math::exact_value(x), q = math::exact_value(y);
          if (!p.ok() || !q.ok() || *p != *q) return false;
          continue;
        }
        equations.push_back(Expr::rel("=", x, y));
      }
    }
    return true;
  }

  const VectorSituation& s_;
  VectorNames names_;
  std::vector<std::vector<VectorTerm>> open_;   // facts that define no name
  std::vector<std::string> unknown_;
  VectorNames inverses_;                        // of the names whose inverse is given
  std::vector<Lookup> steps_;
};

}  // namespace

std::optional<Goal> from_components(const VectorSituation& situation) { return Components(situation).run(); }

}  // namespace retort::agent
