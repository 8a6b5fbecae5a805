#include "agent/linear_solution.h"

#include <algorithm>
#include <set>

#include "agent/rules_solver_text.h"
#include "agent/vector_terms.h"
#include "math/exact.h"
#include "math/matrix.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

std::optional<Rational> value_at(const Expr& e, const std::map<std::string, Rational>& at) {
  auto value = math::exact_value(with_values(e, at));
  return value.ok() ? std::optional(*value) : std::nullopt;
}

// Coefficients and the constant of e = 0, when it is linear in all its symbols.
struct Row {
  std::map<std::string, Rational> factors;
  Rational constant;
};

std::optional<Row> linear_row(const Expr& e) {
  const auto names = e.symbols();
  std::map<std::string, Rational> at;
  for (const std::string& name : names) at[name] = 0;
  auto zero = value_at(e, at);
  if (!zero) return {};
  Row row{{}, *zero};
  Rational first = *zero, second = *zero;
  std::map<std::string, Rational> p, q;
  long long k = 2;
  for (const std::string& name : names) {
    at[name] = 1;
    auto one = value_at(e, at);
    at[name] = 0;
    if (!one) return {};
    row.factors[name] = *one - *zero;
    p[name] = k;
    q[name] = -k * k;
    first += row.factors[name] * p[name];
    second += row.factors[name] * q[name];
    ++k;
  }
  auto at_p = value_at(e, p), at_q = value_at(e, q);
  if (!at_p || !at_q || *at_p != first || *at_q != second) return {};
  return row;
}

// The unknowns that the rows determine, and which rows are needed.
struct Round {
  std::map<std::string, Rational> values;
  std::vector<std::size_t> rows;
};

std::optional<Round> eliminate(const std::vector<Row>& rows) {
  std::set<std::string> names;
  for (const Row& row : rows)
    for (const auto& [name, factor] : row.factors)
      if (!factor.is_zero()) names.insert(name);
  std::vector<std::string> order(names.begin(), names.end());
  auto line = [&](const Row& row) {
    std::vector<Rational> cells;
    for (const std::string& name : order) cells.push_back(row.factors.count(name) ? row.factors.at(name) : Rational(0));
    cells.push_back(-row.constant);
    return cells;
  };
  Round round;
  if (order.empty()) return round;
  math::Matrix all;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    math::Matrix more = all;
    more.push_back(line(rows[i]));
    if (math::rank(more) == static_cast<int>(more.size())) {
      all = std::move(more);
      round.rows.push_back(i);
    }
  }
  const math::Matrix reduced = math::reduced_rows(all);
  for (const auto& cells : reduced) {
    std::size_t pivot = 0, count = 0;
    for (std::size_t j = 0; j < order.size(); ++j)
      if (!cells[j].is_zero()) pivot = count++ == 0 ? j : pivot;
    if (count == 0 && !cells.back().is_zero()) return {};   // 0 = 1
    if (count == 1) round.values[order[pivot]] = cells.back();
  }
  // Rows with an unknown that stays open are not used.
  std::erase_if(round.rows, [&](std::size_t i) {
    return std::any_of(rows[i].factors.begin(), rows[i].factors.end(), [&](const auto& f) { return !f.second.is_zero() && !round.values.count(f.first); });
  });
  return round;
}

// Where some equations have one unknown alone, these come first.
void keep_single(std::vector<Row>& rows, std::vector<Expr>& texts) {
  auto single = [](const Row& row) { return std::count_if(row.factors.begin(), row.factors.end(), [](const auto& f) { return !f.second.is_zero(); }) == 1; };
  if (std::none_of(rows.begin(), rows.end(), single)) return;
  for (std::size_t i = rows.size(); i-- > 0;) {
    if (single(rows[i])) continue;
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
    texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

// Equations without a common unknown are solved apart.
std::vector<std::pair<Round, std::vector<Expr>>> separate(const std::vector<Row>& rows, const std::vector<Expr>& texts, const std::map<std::string, Rational>& values) {
  std::vector<std::pair<std::set<std::string>, std::vector<std::size_t>>> groups;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::pair<std::set<std::string>, std::vector<std::size_t>> joined;
    for (const auto& [name, factor] : rows[i].factors)
      if (!factor.is_zero()) joined.first.insert(name);
    std::erase_if(groups, [&](auto& group) {
      const bool meets = std::any_of(group.first.begin(), group.first.end(), [&](const std::string& name) { return joined.first.count(name) > 0; });
      if (meets) {
        joined.first.insert(group.first.begin(), group.first.end());
        joined.second.insert(joined.second.end(), group.second.begin(), group.second.end());
      }
      return meets;
    });
    joined.second.push_back(i);
    groups.push_back(std::move(joined));
  }
  std::vector<std::pair<Round, std::vector<Expr>>> out;
  for (const auto& [names, lines] : groups) {
    Round round;
    std::vector<Expr> equations;
    for (const std::string& name : names)
      if (values.count(name)) round.values[name] = values.at(name);
    for (std::size_t i : lines) equations.push_back(texts[i]);
    out.emplace_back(std::move(round), std::move(equations));
  }
  return out;
}

Lookup told(const std::vector<Expr>& equations, const Round& round, std::string thought) {
  std::vector<std::string> texts, names;
  Json plain = Json::array();
  for (const Expr& e : equations) {
    const Expr left = tidy(e.arg(0)), right = tidy(e.arg(1));
    // A side without unknowns can be reached from both forms of the other.
    const bool chained = left.symbols().empty() || right.symbols().empty();
    std::string text = tex(e.arg(0));
    if (chained && tex(left) != text) text += " = " + tex(left);
    text += " = " + tex(e.arg(1));
    if (chained && tex(right) != tex(e.arg(1))) text += " = " + tex(right);
    texts.push_back(inline_math(text));
    plain.push_back(math::to_plain(Expr::rel("=", left, right)));
  }
  std::vector<Expr> expected;
  for (const auto& [name, value] : round.values) {
    names.push_back(name);
    expected.push_back(Expr::number(value));
  }
  if (!thought.empty()) thought += ' ';
  thought.append("So ").append(and_list(texts)).append(".");
  if (names.size() == 1) return {thought, "solve_equation", {{"sympy_equation", plain[0]}, {"variable", names[0]}}, expected, ""};
  return {thought, "solve_linear_system", {{"equations", plain}, {"variables", names}}, expected, ""};
}

}  // namespace

Expr with_values(const Expr& e, const std::map<std::string, Rational>& values) {
  Expr out = e;
  for (const auto& [name, value] : values) out = out.substitute(name, Expr::number(value));
  return out;
}

std::optional<LinearSolution> solve_linear_rounds(const std::vector<Expr>& equations, const std::string& thought) {
  LinearSolution solution;
  for (int turn = 0; turn < 6; ++turn) {
    std::vector<Row> rows;
    std::vector<Expr> texts;
    bool open = false;
    for (const Expr& equation : equations) {
      Expr difference = tidy(with_values(equation.arg(0) - equation.arg(1), solution.values));
      auto row = linear_row(difference);
      open = open || !difference.symbols().empty();
      if (difference.symbols().empty()) {
        auto zero = math::exact_value(difference);
        if (!zero.ok() || !zero->is_zero()) return {};
        continue;
      }
      if (!row) continue;
      rows.push_back(*row);
      texts.push_back(with_values(equation, solution.values));
    }
    if (!open) break;
    keep_single(rows, texts);
    auto round = eliminate(rows);
    if (!round) return {};
    if (round->values.empty() || round->rows.empty()) break;
    std::vector<Expr> used;
    std::set<std::string> named;
    for (std::size_t i : round->rows) {
      used.push_back(texts[i]);
      for (const auto& [name, factor] : rows[i].factors)
        if (!factor.is_zero()) named.insert(name);
    }
    std::erase_if(round->values, [&](const auto& v) { return !named.count(v.first); });
    if (round->values.empty() || used.size() != round->values.size()) return {};
    std::vector<Row> used_rows;
    for (std::size_t i : round->rows) used_rows.push_back(rows[i]);
    std::string first = turn == 0 ? thought : "With these values the others say more.";
    for (auto& [part, texts_of_part] : separate(used_rows, used, round->values)) {
      if (texts_of_part.size() != part.values.size()) return {};
      solution.lookups.push_back(told(texts_of_part, part, std::exchange(first, "")));
    }
    solution.values.insert(round->values.begin(), round->values.end());
  }
  return solution.values.empty() ? std::nullopt : std::optional(solution);
}

}  // namespace retort::agent
