// Systems of linear equations: one letter is eliminated after the other, then the values are put back.
#include <algorithm>
#include <map>

#include "explain/arithmetic.h"
#include "explain/equation.h"
#include "explain/exact_numbers.h"
#include "explain/matrices.h"
#include "explain/rules.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/parse.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// sum a[i] x_i = value
struct Row {
  std::vector<Rational> a;
  Rational value;
  std::string name;   // "the first equation", "${...}$"
};

class System {
 public:
  System(Board& board, std::vector<std::string> variables) : board_(board), variables_(std::move(variables)) {}

  bool read(const Expr& equation);
  void tidy(const std::vector<Expr>& equations);
  bool solve();
  const std::vector<Rational>& solution() const { return solution_; }
  void conclude();

 private:
  std::string tex_row(const std::vector<Rational>& a) const;
  std::string tex_equation(const Row& row) const { return tex_row(row.a) + " = " + tex(row.value); }
  Judgement judge_row(const std::string& claim, const Row& row) const;
  Row combine(const Row& first, const Rational& p, const Row& second, const Rational& q);
  std::size_t choose(const std::vector<Row>& rows, const std::vector<std::size_t>& left, std::size_t& pivot) const;
  bool eliminate(std::vector<Row> rows, std::vector<std::size_t> left);
  bool put_back(const Row& row, std::size_t variable);

  Board& board_;
  std::vector<std::string> variables_;
  std::vector<Row> rows_;
  std::vector<Rational> solution_;
  std::vector<bool> known_;
};

const char* const kOrdinals[] = {"first", "second", "third", "fourth", "fifth"};

std::string System::tex_row(const std::vector<Rational>& a) const {
  std::string out;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].is_zero()) continue;
    const std::string term = tex_monomial(a[i].abs(), variables_[i], 1);
    out += out.empty() ? (a[i].sign() < 0 ? "-" : "") + term : (a[i].sign() < 0 ? " - " : " + ") + term;
  }
  return out.empty() ? "0" : out;
}

bool System::read(const Expr& equation) {
  const bool relation = equation.is(Op::kRel) && equation.name() == "=";
  if (!relation && (equation.is(Op::kRel) || equation.is(Op::kChain))) return false;
  const auto linear = math::as_linear(relation ? equation.arg(0) - equation.arg(1) : equation);
  if (!linear || rows_.size() >= std::size(kOrdinals)) return false;
  Row row{std::vector<Rational>(variables_.size()), Rational(0), fmt::format("the {} equation", kOrdinals[rows_.size()])};
  for (const auto& [name, c] : *linear) {
    if (name.empty()) {
      row.value = -c;
      continue;
    }
    const auto at = std::find(variables_.begin(), variables_.end(), name);
    if (at == variables_.end()) return false;
    row.a[static_cast<std::size_t>(at - variables_.begin())] = c;
  }
  rows_.push_back(std::move(row));
  return true;
}

// The claim, read back, is a multiple of the row (its first relation; the others are facts).
Judgement System::judge_row(const std::string& claim, const Row& row) const {
  const auto read = math::parse(claim, math::Notation::kLatex, {.symbols = variables_});
  if (!read) return fails(read.error().message);
  const std::vector<Expr> links = read->is(Op::kChain) ? read->args() : std::vector<Expr>{*read};
  Judgement verdict = proved(true);
  for (std::size_t i = 1; i < links.size(); ++i) verdict = both(verdict, judge(math::holds(links[i])));
  if (!links[0].is(Op::kRel) || links[0].name() != "=") return fails("not an equation");
  const auto linear = math::as_linear(links[0].arg(0) - links[0].arg(1));
  if (!linear) return fails("not a linear equation");
  std::vector<Rational> a(variables_.size());
  Rational value;
  for (const auto& [name, c] : *linear) {
    const auto at = std::find(variables_.begin(), variables_.end(), name);
    if (name.empty())
      value = -c;
    else if (at == variables_.end())
      return fails("another letter");
    else
      a[static_cast<std::size_t>(at - variables_.begin())] = c;
  }
  return both(verdict, proved(a == row.a && value == row.value, "not the combination of the equations that is named"));
}

// Integer coefficients without fractions, letters on the left; said where it was not so.
void System::tidy(const std::vector<Expr>& equations) {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Row& row = rows_[i];
    Rational common = row.value.den();
    for (const Rational& c : row.a) common = math::lcm(common, c.den());
    const Expr& e = equations[i];
    const bool numbers_right = e.is(Op::kRel) && e.arg(1).symbols().empty();
    if (common != Rational(1)) {
      for (Rational& c : row.a) c *= common;
      row.value *= common;
      const std::string claim = tex_equation(row);
      board_.write(claim, "clear_fractions", board_.say({"multiplying {0} by {1}", "taking {0} times {1}", "clearing the fractions of {0} with {1}"}, row.name, tex(common)),
                   judge_row(claim, row));
    } else if (!numbers_right && !board_.brief()) {
      const std::string claim = tex_equation(row);
      board_.write(claim, "move_terms", board_.say({"ordering {0}", "moving the letters of {0} to the left and the number to the right", "writing {0} with the letters on the left"}, row.name),
                   judge_row(claim, row));
    }
  }
}

// p first + q second.
Row System::combine(const Row& first, const Rational& p, const Row& second, const Rational& q) {
  Row out{std::vector<Rational>(variables_.size()), p * first.value + q * second.value, {}};
  for (std::size_t i = 0; i < out.a.size(); ++i) out.a[i] = p * first.a[i] + q * second.a[i];
  return out;
}

// The variable to eliminate and the row to do it with: smallest multipliers, letters with opposite signs first.
std::size_t System::choose(const std::vector<Row>& rows, const std::vector<std::size_t>& left, std::size_t& pivot) const {
  std::size_t best_variable = left[0];
  Rational best_cost(-1);
  for (const std::size_t v : left) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (rows[r].a[v].is_zero()) continue;
      Rational cost(0);
      for (std::size_t s = 0; s < rows.size(); ++s) {
        if (s == r || rows[s].a[v].is_zero()) continue;
        const Rational common = math::lcm(rows[r].a[v], rows[s].a[v]);
        const Rational effort = common / rows[r].a[v].abs() + common / rows[s].a[v].abs();
        cost += effort * Rational(4) + Rational(rows[r].a[v].sign() == rows[s].a[v].sign() ? 1 : 0);
      }
      if (best_cost.sign() < 0 || cost < best_cost || (cost == best_cost && v > best_variable)) {
        best_cost = cost;
        best_variable = v;
        pivot = r;
      }
    }
  }
  return best_variable;
}

bool System::eliminate(std::vector<Row> rows, std::vector<std::size_t> left) {
  if (board_.failed()) return false;
  if (left.size() == 1) {
    const auto usable = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return !r.a[left[0]].is_zero(); });
    return usable != rows.end() && put_back(*usable, left[0]);
  }
  std::size_t pivot = 0;
  const std::size_t v = choose(rows, left, pivot);
  const Row base = rows[pivot];
  if (base.a[v].is_zero()) return false;
  rows.erase(rows.begin() + static_cast<long>(pivot));
  std::vector<Row> next;
  for (const Row& other : rows) {
    if (other.a[v].is_zero()) {
      next.push_back(other);
      continue;
    }
    const Rational common = math::lcm(base.a[v], other.a[v]);
    Rational p = common / base.a[v].abs(), q = common / other.a[v].abs();
    const auto scaled = [&](const Row& row, const Rational& k) {
      if (k == Rational(1)) return row;
      Row r = combine(row, k, row, Rational(0));
      const std::string claim = tex_equation(r);
      board_.write(claim, "scale_equation", board_.say({"multiplying {0} by {1}", "taking {1} times {0}", "multiplying {0} through by {1}"}, row.name, tex(k)), judge_row(claim, r));
      r.name = "$" + claim + "$";
      return r;
    };
    const Row x = board_.brief() ? base : scaled(base, p), y = board_.brief() ? other : scaled(other, q);
    if (!board_.brief()) p = q = Rational(1);
    const bool subtract = base.a[v].sign() == other.a[v].sign();
    // The first letter that stays comes out with a plus.
    Row out = combine(x, p, y, subtract ? -q : q);
    bool turned = false;
    for (const Rational& c : out.a)
      if (!c.is_zero()) {
        turned = subtract && c.sign() < 0;
        break;
      }
    if (turned) out = combine(y, q, x, -p);
    if (std::all_of(out.a.begin(), out.a.end(), [](const Rational& c) { return c.is_zero(); })) return false;
    const Rational one = turned ? q * y.value : p * x.value, two = turned ? p * x.value : q * y.value;
    std::string claim = tex_row(out.a) + " = ";
    claim += board_.brief() ? tex(out.value) : tex(one) + tex_signed(subtract ? -two : two) + " = " + tex(out.value);
    if (!board_.brief() && two.is_zero()) claim = tex_row(out.a) + " = " + tex(out.value);
    const std::string &n1 = turned ? y.name : x.name, &n2 = turned ? x.name : y.name;
    board_.write(claim, subtract ? "subtract_equations" : "add_equations",
                 subtract ? board_.say({"subtracting {1} from {0}", "taking {1} away from {0}", "taking {0} minus {1}"}, n1, n2)
                          : board_.say({"adding {0} and {1}", "putting {0} and {1} together", "adding {1} to {0}"}, n1, n2),
                 judge_row(claim, out));
    out.name = "$" + tex_equation(out) + "$";
    next.push_back(std::move(out));
  }
  left.erase(std::find(left.begin(), left.end(), v));
  if (!eliminate(std::move(next), left)) return false;
  return put_back(base, v);
}

// All other variables of the row are known: solves it for `variable`.
bool System::put_back(const Row& row, std::size_t variable) {
  const std::string& name = variables_[variable];
  const std::string x = tex_variable(name);
  // The equation with the known values in it: 3x + 2 \cdot 7 = 30.
  Rational known(0);
  std::string text;
  for (std::size_t i = 0; i < row.a.size(); ++i) {
    if (row.a[i].is_zero()) continue;
    std::string term;
    if (i == variable) {
      term = tex_monomial(row.a[i].abs(), name, 1);
    } else {
      term = row.a[i].abs() == Rational(1) ? tex_bracketed(solution_[i]) : tex(row.a[i].abs()) + " \\cdot " + tex_bracketed(solution_[i]);
      known += row.a[i] * solution_[i];
    }
    const bool negative = row.a[i].sign() < 0;
    if (text.empty() && !negative && term[0] == '(' && i != variable) term = tex(solution_[i]);
    text += text.empty() ? (negative ? "-" : "") + term : (negative ? " - " : " + ") + term;
  }
  const bool others = std::any_of(row.a.begin(), row.a.end(), [&](const Rational& c) { return !c.is_zero() && &c != &row.a[variable]; });
  EquationLines lines(board_, name, known.is_zero() ? Coefficients{Rational(0), row.a[variable]} : Coefficients{known, row.a[variable]},
                      row.value.is_zero() ? Coefficients{} : Coefficients{row.value});
  if (others && !board_.brief()) {
    std::vector<std::string> used;
    for (std::size_t i = 0; i < row.a.size(); ++i)
      if (i != variable && !row.a[i].is_zero()) used.push_back("$" + tex_variable(variables_[i]) + " = " + tex(solution_[i]) + "$");
    lines.line(text + " = " + tex(row.value), "put_back", board_.say({"putting {0} into {1}", "using {0} in {1}", "inserting {0} into {1}"}, words_list(used), row.name));
  }
  const std::size_t before = board_.steps().size();
  const auto roots = solve_linear_equation(lines);
  if (board_.failed() || roots.empty()) return false;
  const bool stands = row.name == "$" + tex_equation(row) + "$" && row.a[variable] == Rational(1);   // as the last claim
  if (board_.steps().size() == before && !stands && (!others || board_.brief())) lines.solutions(roots, "solution", board_.say({"reading off ${0}$", "having ${0}$ alone", "taking ${0}$ as it stands"}, x));
  solution_[variable] = *math::exact_value(roots[0].value);
  return true;
}

bool System::solve() {
  solution_.assign(variables_.size(), Rational(0));
  std::vector<std::size_t> left(variables_.size());
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
  return eliminate(rows_, left);
}

void System::conclude() {
  std::string names, values;
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    names += (i ? ", " : "") + tex_variable(variables_[i]);
    values += (i ? ", " : "") + tex(solution_[i]);
  }
  const bool holds = std::all_of(rows_.begin(), rows_.end(), [&](const Row& r) {
    Rational total(0);
    for (std::size_t i = 0; i < r.a.size(); ++i) total += r.a[i] * solution_[i];
    return total == r.value;
  });
  const std::string claim = "(" + names + ") = (" + values + ")";
  const auto read = math::parse(claim, math::Notation::kLatex, {.symbols = variables_});
  bool same = read.ok() && read->is(Op::kRel) && read->arg(1).args().size() == solution_.size();
  for (std::size_t i = 0; same && i < solution_.size(); ++i) {
    const auto value = math::exact_value(read->arg(1).arg(i));
    same = value.ok() && *value == solution_[i];
  }
  board_.write(claim, "solution", board_.say({"collecting the values", "putting the values together", "taking the values together"}),
               proved(holds && same, "the values do not satisfy all equations"));
}

}  // namespace

namespace {

// Systems with letters as coefficients, or without exactly one solution: row by row in a matrix.
void solve_by_rows(const Call& call, const std::vector<Expr>& equations, const std::vector<std::string>& variables) {
  Board& board = call.board();
  ExprRows rows;
  for (const Expr& e : equations) {
    Expr rest = e.is(Op::kRel) ? e.arg(0) - e.arg(1) : e;
    rows.emplace_back();
    for (const std::string& v : variables) {
      const auto c = math::coefficients_in(rest, v, 1);
      if (!c) return board.unsupported("an equation that is not linear in the letters");
      rows.back().push_back(simple_entry(c->size() > 1 ? (*c)[1] : Expr::integer(0)));
      rest = c->empty() ? Expr::integer(0) : (*c)[0];
    }
    rows.back().push_back(simple_entry(-rest));
  }
  board.write(tex_matrix(rows), "coefficient_rows", board.say({"writing the numbers of the equations into rows", "collecting the coefficients, with the right sides in the last column", "putting the coefficients and the right sides into a matrix"}), proved(true, "", "certificate"));
  const Reduced reduced = write_reduction(board, rows, variables.size(), true);
  if (board.failed()) return;
  for (std::size_t r = reduced.pivots.size(); r < reduced.rows.size(); ++r) {
    const Expr& right = reduced.rows[r].back();
    if (is_zero_entry(right)) continue;
    board.write("0 \\neq " + tex_number(right), "contradiction", board.say({"reading the row as $0 = {0}$, which is false, so there is no solution", "finding $0 = {0}$ in a row, which no values can satisfy", "seeing that a row says $0 = {0}$, so the system has no solution"}, tex_number(right)),
                judge(math::holds(Expr::rel("!=", Expr::integer(0), right))));
    return call.expect(cas::result_items(call.result()).empty());
  }
  const auto theirs = cas::result_items(call.result());
  if (theirs.size() != variables.size()) return call.expect(false);
  std::vector<Expr> values;
  for (const std::string& t : theirs) values.push_back(call.parse(t));
  if (board.failed()) return;
  Judgement fits = proved(true);
  for (const Expr& e : equations) {
    Expr put = e.is(Op::kRel) ? e.arg(0) - e.arg(1) : e;
    for (std::size_t i = 0; i < variables.size(); ++i) put = put.substitute(variables[i], Expr::symbol("retort_" + std::to_string(i)));
    for (std::size_t i = 0; i < variables.size(); ++i) put = put.substitute("retort_" + std::to_string(i), values[i]);
    fits = both(fits, judge(math::equal(put, Expr::integer(0))));
  }
  std::string names, text;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    names += (i ? ", " : "") + tex_variable(variables[i]);
    text += (i ? ", " : "") + tex_number(values[i]);
  }
  const bool free = reduced.pivots.size() < variables.size();
  // Each row as an equation: x - 2y = 3.
  if (!board.brief())
    for (std::size_t r = 0; r < reduced.pivots.size(); ++r) {
      std::string left;
      for (std::size_t i = 0; i < variables.size(); ++i) {
        const Expr& c = reduced.rows[r][i];
        if (is_zero_entry(c)) continue;
        const bool one = c.is_number() && c.value().abs() == Rational(1), negative = c.is_number() ? c.value().sign() < 0 : c.is(Op::kNeg);
        const std::string size = tex_number(negative ? simple_entry(-c) : c);
        left += (left.empty() ? (negative ? "-" : "") : negative ? " - " : " + ") + (one ? "" : c.is(Op::kAdd) ? "(" + size + ")" : size) + tex_variable(variables[i]);
      }
      board.write(left + " = " + tex_number(reduced.rows[r].back()), "read_row", board.say({"reading row {0} as an equation", "taking row {0} as an equation"}, r + 1), proved(true, "", "certificate"));
    }
  std::vector<std::string> open;
  for (const Expr& v : values)
    for (const std::string& s : v.symbols())
      if (std::find(variables.begin(), variables.end(), s) != variables.end() && std::find(open.begin(), open.end(), s) == open.end()) open.push_back(s);
  if (open.size() != variables.size() - reduced.pivots.size()) return call.expect(false);
  board.write("(" + names + ") = (" + text + ")", "solution", free ? board.say({"reading the rows as equations, where the other letters may be any number", "solving the rows for their first letters and leaving the others free"})
                                                                    : board.say({"reading off the values", "taking the last column as the solution", "reading the rows as equations"}), fits);
}

}  // namespace

void rule_solve_linear_system(const Call& call) {
  Board whole = call.board();
  solve_by_elimination(call.on(whole));
  if (!whole.failed() || !whole.error_is(ErrorCode::kUnsupported)) {
    call.board() = std::move(whole);
    return;
  }
  const auto equations = call.exprs("equations");
  const auto variables = call.texts("variables");
  if (!call.board().failed()) solve_by_rows(call, equations, variables);
}

void solve_by_elimination(const Call& call) {
  Board& board = call.board();
  const auto equations = call.exprs("equations");
  const auto variables = call.texts("variables");
  if (board.failed()) return;
  if (variables.size() < 2 || variables.size() > 4 || equations.size() != variables.size())
    return board.unsupported("a system without as many equations as letters, two to four");
  System system(board, variables);
  for (const Expr& e : equations)
    if (!system.read(e)) return board.unsupported("an equation that is not linear in the letters");
  system.tidy(equations);
  if (!system.solve()) return board.unsupported("a system without exactly one solution");
  system.conclude();
  const auto elements = list_elements(call.result());
  bool agrees = elements.size() == variables.size();
  for (std::size_t i = 0; agrees && i < elements.size(); ++i) {
    const auto value = math::exact_value(call.parse(elements[i]));
    agrees = value.ok() && *value == system.solution()[i];
  }
  call.expect(agrees);
}

}  // namespace retort::explain
