// Systems of linear equations.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "cas/domain.h"
#include "cas/registry.h"
#include "cas/solve.h"
#include "cas/verify.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/matrix.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Matrix;
using math::Op;
using math::Rational;

namespace {

// Coefficients and constant of each equation, when they are rational numbers.
Outcome<std::optional<Matrix>> coefficients(const std::vector<Expr>& equations, const std::vector<std::string>& variables) {
  Matrix m;
  for (const Expr& e : equations) {
    const auto linear = math::as_linear(e);
    if (!linear) return std::optional<Matrix>();
    std::vector<Rational> row;
    for (const auto& v : variables) row.push_back(linear->contains(v) ? linear->at(v) : Rational());
    for (const auto& [name, c] : *linear)
      if (!name.empty() && std::find(variables.begin(), variables.end(), name) == variables.end()) return std::optional<Matrix>();
    row.push_back(linear->contains("") ? linear->at("") : Rational());
    m.push_back(std::move(row));
  }
  return std::optional(std::move(m));
}

// The slope in each variable must be free of all of them.
Status check_linear(const Expr& e, const std::vector<std::string>& variables) {
  for (const auto& v : variables) {
    RETORT_TRY(const auto slope, math::derivative(e, v));
    const auto normal = math::normal_form(slope);
    const Expr& form = normal.ok() ? *normal : slope;
    for (const auto& w : variables)
      if (form.contains_symbol(w))
        return Error{ErrorCode::kInvalidArgument, fmt::format("the equations are not linear in '{}': solve one of them with solve_equation", w)};
  }
  return {};
}

Outcome<std::vector<Expr>> worker_solution(Session& session, const std::vector<Expr>& equations, const std::vector<std::string>& variables) {
  Json texts = Json::array(), names = Json::array();
  for (const Expr& e : equations) {
    RETORT_TRY(auto text, session.names().print(e));
    texts.push_back(text);
  }
  for (const auto& v : variables) names.push_back(session.names().print_symbol(v));
  RETORT_TRY(auto value, session.ask("linsolve", Json::array({texts, names})));
  std::vector<Expr> solution;
  if (!value.is_array()) return Failure(FailureKind::kNoSolutionFound, "no solution was found");
  for (const auto& item : value) {
    RETORT_TRY(auto e, session.names().read(item));
    solution.push_back(tidy(e));
  }
  return solution;
}

Expr put_in(Expr e, const std::vector<std::string>& variables, const std::vector<Expr>& solution) {
  for (std::size_t i = 0; i < variables.size(); ++i) e = e.substitute(variables[i], Expr::symbol("unknown " + variables[i]));
  for (std::size_t i = 0; i < variables.size(); ++i) e = e.substitute("unknown " + variables[i], solution[i]);
  return e;
}

ToolResult tuple_answer(const std::vector<Expr>& solution, const std::string& how, Grade grade) {
  if (solution.size() == 1) return answer("(" + math::to_plain(solution[0]) + ",)", math::to_latex(solution[0]), how, grade);
  return answer(Expr::make(Op::kTuple, solution), how, grade);
}

// What the ranks say about the number of solutions must be what the worker found.
Outcome<std::string> confirm_count(const Matrix& m, std::size_t unknowns, const std::vector<Expr>& solution) {
  Matrix without_constants = m;
  for (auto& row : without_constants) row.pop_back();
  const int of_matrix = math::rank(without_constants), with_constants = math::rank(m);
  const bool solvable = of_matrix == with_constants;
  std::vector<std::string> free;
  for (const Expr& e : solution)
    for (const auto& s : e.symbols())
      if (std::find(free.begin(), free.end(), s) == free.end()) free.push_back(s);
  if (solvable == solution.empty() || (solvable && free.size() != unknowns - static_cast<std::size_t>(of_matrix)))
    return Failure(FailureKind::kUnverified, "the number of solutions could not be confirmed");
  return join(free, ", ");
}

Outcome<ToolResult> solve_linear_system(Session& session, const Arguments& args) {
  RETORT_TRY(const auto equations, differences(args.exprs("equations"), "equations"));
  const auto& variables = args.texts("variables");
  for (std::size_t i = 0; i < variables.size(); ++i)
    if (std::find(variables.begin(), variables.begin() + static_cast<long>(i), variables[i]) != variables.begin() + static_cast<long>(i))
      return Failure(FailureKind::kArguments, fmt::format("'{}' stands twice in 'variables'", variables[i]));
  RETORT_TRY(const auto matrix, coefficients(equations, variables));
  if (!matrix)
    for (const Expr& e : equations) RETORT_TRY_STATUS(check_linear(e, variables));
  RETORT_TRY(auto solution, worker_solution(session, equations, variables));
  if (!solution.empty() && solution.size() != variables.size()) return Failure(FailureKind::kUnverified, "the solution found has another size");
  Grade grade = Grade::kProved;
  if (!solution.empty()) {
    for (const Expr& e : equations) {
      RETORT_TRY(auto g, confirm_equal(put_in(e, variables, solution), Expr::integer(0)));
      grade = weaker(grade, g);
    }
  }
  if (matrix) {
    RETORT_TRY(const auto free, confirm_count(*matrix, variables.size(), solution));
    if (solution.empty()) return answer("[]", "\\emptyset", "ranks compared (exact elimination)", Grade::kProved);
    ToolResult r = tuple_answer(solution, "substituted; number of solutions by ranks", grade);
    if (!free.empty()) r.conditions.push_back("for every value of " + free);
    return r;
  }
  if (solution.empty()) return Failure(FailureKind::kNoSolutionFound, "no solution was found; are all equations linear in 'variables'?");
  ToolResult r = tuple_answer(solution, "substituted", grade);
  std::vector<Expr> below;
  for (const Expr& e : solution)
    for (const Expr& d : denominators(e)) below.push_back(d);
  r.conditions = nonzero_conditions(below);
  return r;
}

}  // namespace

std::vector<ToolEntry> linear_system_tools() {
  return {{"solve_linear_system",
           "Solution of a system of linear equations, in the order of the variables; [] when there is none.",
           {{"equations", ArgKind::kRelations, "equations such as \"2*x + y = 5\""},
            {"variables", ArgKind::kVariables, "the unknowns, such as [\"x\", \"y\"]"}},
           {{"equations", {"x + y = 8", "x - y = -2"}}, {"variables", {"x", "y"}}},
           true,
           solve_linear_system}};
}

}  // namespace retort::cas
