#include "explain/matrices.h"

#include <algorithm>

#include "explain/evaluate.h"
#include "explain/radical.h"
#include "math/exact.h"
#include "math/matrix.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr std::size_t kMaxRows = 8;

ExprRows rows_of(const Expr& e) {
  ExprRows out;
  if (e.is(Op::kMatrix))
    for (const Expr& row : e.args()) out.push_back(row.args());
  return out;
}

// The same matrix over the rationals, where its entries are.
std::optional<math::Matrix> rational_rows(const ExprRows& rows) {
  math::Matrix out;
  for (const auto& row : rows) {
    out.emplace_back();
    for (const Expr& e : row) {
      const auto value = math::exact_value(e);
      if (!value) return std::nullopt;
      out.back().push_back(*value);
    }
  }
  return out;
}

ExprRows minor_of(const ExprRows& rows, std::size_t row, std::size_t column) {
  ExprRows out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == row) continue;
    out.emplace_back();
    for (std::size_t j = 0; j < rows.size(); ++j)
      if (j != column) out.back().push_back(rows[i][j]);
  }
  return out;
}

// The sum over all permutations: how the claims about determinants are judged where entries are no fractions.
Expr by_permutations(const ExprRows& rows) {
  std::vector<std::size_t> order(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  Expr total = Expr::integer(0);
  do {
    int sign = 1;
    Expr term = Expr::integer(1);
    for (std::size_t i = 0; i < order.size(); ++i) {
      term = term * rows[i][order[i]];
      for (std::size_t j = i + 1; j < order.size(); ++j)
        if (order[j] < order[i]) sign = -sign;
    }
    total = sign > 0 ? total + term : total - term;
  } while (std::next_permutation(order.begin(), order.end()));
  return total;
}

Judgement judge_determinant(const ExprRows& rows, const Expr& value) {
  if (const auto m = rational_rows(rows)) {
    const auto v = math::exact_value(value);
    return proved(v && math::determinant(*m) == *v, "the determinant has another value");
  }
  return judge(math::equal(by_permutations(rows), value));
}

std::string tex_factor_of(const Expr& e) {
  const auto r = as_radical(e);
  if (r) return r->tex_factor();
  return e.is(Op::kAdd) || e.is(Op::kNeg) ? "(" + math::to_latex(e) + ")" : math::to_latex(e);
}

std::string tex_entry(const Expr& e) {
  const auto r = as_radical(e);
  return r ? r->tex() : math::to_latex(e);
}

const char* const kOrdinal[] = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"};

Expr determinant_2(Board& board, const ExprRows& m) {
  const Expr value = simple_entry(m[0][0] * m[1][1] - m[0][1] * m[1][0]);
  const std::string first = tex_factor_of(m[0][0]) + " \\cdot " + tex_factor_of(m[1][1]), second = tex_factor_of(m[0][1]) + " \\cdot " + tex_factor_of(m[1][0]);
  std::string claim = tex_matrix(m, "vmatrix") + " = " + first + " - " + second;
  const Expr p = simple_entry(m[0][0] * m[1][1]), q = simple_entry(m[0][1] * m[1][0]);
  const std::string middle = tex_entry(p) + " - " + tex_factor_of(q), end = tex_entry(value);
  if (!board.brief() && middle != end) claim += " = " + middle;
  claim += " = " + end;
  board.write(claim, "determinant_2", board.say({"multiplying along the diagonals and subtracting", "taking the product of the main diagonal minus that of the other", "using $ad - bc$"}), judge_determinant(m, value));
  return value;
}

// Along the row with the most zeros.
Expr determinant_by_cofactors(Board& board, const ExprRows& m) {
  std::size_t best = 0, zeros = 0;
  for (std::size_t i = 0; i < m.size(); ++i) {
    const auto count = static_cast<std::size_t>(std::count_if(m[i].begin(), m[i].end(), is_zero_entry));
    if (count > zeros) {
      best = i;
      zeros = count;
    }
  }
  std::string expansion, values;
  Expr total = Expr::integer(0);
  std::vector<std::pair<Expr, ExprRows>> parts;
  for (std::size_t j = 0; j < m.size(); ++j) {
    if (is_zero_entry(m[best][j])) continue;
    const bool minus = (best + j) % 2 == 1;
    const ExprRows small = minor_of(m, best, j);
    expansion += (expansion.empty() ? (minus ? "-" : "") : minus ? " - " : " + ") + tex_factor_of(m[best][j]) + " \\cdot " + tex_matrix(small, "vmatrix");
    parts.emplace_back(minus ? simple_entry(-m[best][j]) : m[best][j], small);
  }
  if (parts.empty()) {
    board.write(tex_matrix(m, "vmatrix") + " = 0", "zero_row", board.say({"seeing a row of zeros", "noting that a whole row is 0"}), judge_determinant(m, Expr::integer(0)));
    return Expr::integer(0);
  }
  if (!board.brief())
    board.write(tex_matrix(m, "vmatrix") + " = " + expansion, "cofactors", board.say({"expanding along the {0} row", "using cofactors of the {0} row", "developing by the {0} row"}, kOrdinal[best]),
                judge_determinant(m, by_permutations(m)));
  for (const auto& [c, small] : parts) {
    const Expr d = board.brief() ? simple_entry(by_permutations(small)) : write_determinant(board, small);
    total = total + c * d;
    values += (values.empty() ? tex_factor_of(c) : " + " + tex_factor_of(c)) + " \\cdot " + tex_factor_of(d);
  }
  const Expr value = simple_entry(total);
  board.write(tex_matrix(m, "vmatrix") + " = " + values + " = " + tex_entry(value), "add_cofactors", board.say({"putting the small determinants in", "adding the products", "working out the sum"}),
              both(judge_determinant(m, value), judge(math::equal(total, value))));
  return value;
}

// "subtracting row 1 twice from row 2 and adding it 3 times to row 4": what is done with the multiples k of a row, each taken off row i.
std::string tell_clearing(Board& board, std::size_t row, const std::vector<std::pair<Expr, std::size_t>>& multiples) {
  const auto count = [](const Expr& k) {
    const auto v = math::exact_value(k);
    if (v && *v == Rational(1)) return std::string("once");
    if (v && *v == Rational(2)) return std::string("twice");
    return "$" + tex_entry(k) + "$ times";
  };
  std::vector<std::string> off, on;
  for (const auto& [k, i] : multiples) {
    const auto v = math::exact_value(k);
    const bool added = v ? v->sign() < 0 : k.is(Op::kNeg);
    (added ? on : off).push_back(count(added ? simple_entry(-k) : k) + (added ? " to row " : " from row ") + std::to_string(i + 1));
  }
  const std::string it = off.empty() ? "row " + std::to_string(row + 1) : "it";
  if (on.empty()) return board.say({"subtracting row {0} {1}", "taking row {0} away {1}"}, row + 1, words_list(off));
  const std::string added = "adding " + it + " " + words_list(on);
  return off.empty() ? added : board.say({"subtracting row {0} {1} and {2}", "taking row {0} away {1} and {2}"}, row + 1, words_list(off), added);
}

// Row operations down to a triangle.
Expr determinant_by_rows(Board& board, const ExprRows& given) {
  ExprRows m = given;
  int sign = 1;
  const std::string left = tex_matrix(given, "vmatrix");
  const auto show = [&](std::string_view rule, std::string because) {
    const Expr d = by_permutations(given.size() <= 5 ? given : ExprRows{{Expr::integer(1)}});
    const auto a = rational_rows(given), b = rational_rows(m);
    const Judgement judgement = a && b ? proved(math::determinant(*a) == Rational(sign) * math::determinant(*b), "the determinant has changed") : judge(math::equal(d, Expr::integer(sign) * by_permutations(m)));
    board.write(left + " = " + (sign < 0 ? "-" : "") + tex_matrix(m, "vmatrix"), rule, std::move(because), judgement);
  };
  const std::size_t n = m.size();
  for (std::size_t c = 0; c + 1 < n && !board.failed(); ++c) {
    std::size_t p = c;
    while (p < n && is_zero_entry(m[p][c])) ++p;
    if (p == n) {
      board.write(left + " = 0", "no_pivot", board.say({"finding no pivot in column {0}, so the determinant is 0", "seeing only zeros left in column {0}"}, c + 1), judge_determinant(given, Expr::integer(0)));
      return Expr::integer(0);
    }
    if (p != c) {
      std::swap(m[p], m[c]);
      sign = -sign;
      show("swap_rows", board.say({"swapping rows {0} and {1}, which turns the sign", "exchanging rows {0} and {1} and changing the sign"}, c + 1, p + 1));
    }
    std::vector<std::pair<Expr, std::size_t>> told;
    for (std::size_t i = c + 1; i < n; ++i) {
      if (is_zero_entry(m[i][c])) continue;
      const Expr k = simple_entry(m[i][c] / m[c][c]);
      for (std::size_t j = 0; j < n; ++j) m[i][j] = simple_entry(m[i][j] - k * m[c][j]);
      told.emplace_back(k, i);
      if (board.full()) {
        show("clear_entry", tell_clearing(board, c, told));
        told.clear();
      }
    }
    if (!told.empty()) show("clear_column", tell_clearing(board, c, told));
  }
  std::string diagonal;
  Expr value = Expr::integer(sign);
  for (std::size_t i = 0; i < n; ++i) {
    diagonal += (i ? " \\cdot " : sign < 0 ? "-" : "") + tex_factor_of(m[i][i]);
    value = value * m[i][i];
  }
  value = simple_entry(value);
  board.write(left + " = " + diagonal + " = " + tex_entry(value), "diagonal_product", board.say({"multiplying the diagonal", "taking the product of the diagonal of the triangle", "multiplying the numbers on the diagonal"}), judge_determinant(given, value));
  return value;
}

}  // namespace

ExprRows read_rows(const Call& call, std::string_view name) {
  ExprRows out;
  if (call.board().failed()) return out;
  const Json json = call.json(name);
  if (json.is_array()) {
    for (const Json& row : json) {
      out.emplace_back();
      if (row.is_array())
        for (const Json& item : row) out.back().push_back(call.parse(item.is_string() ? item.get<std::string>() : item.dump()));
      else
        out.back().push_back(call.parse(row.is_string() ? row.get<std::string>() : row.dump()));
    }
  } else {
    std::string text = call.text(name);
    if (!text.empty() && text[0] == '[') text = "Matrix(" + text + ")";
    out = rows_of(call.parse(text));
  }
  for (auto& row : out)
    for (Expr& e : row) e = simple_entry(e);
  const bool good = !out.empty() && !out[0].empty() && std::all_of(out.begin(), out.end(), [&](const auto& row) { return row.size() == out[0].size(); });
  if (!call.board().failed() && (!good || out.size() > kMaxRows || out[0].size() > kMaxRows)) call.board().unsupported("a matrix of this size");
  return out;
}

std::vector<Expr> read_vector(const Call& call, std::string_view name) {
  std::vector<Expr> out;
  const Json json = call.json(name);
  if (json.is_array()) {
    for (const Json& item : json) {
      const Json& inner = item.is_array() && item.size() == 1 ? item[0] : item;
      out.push_back(call.parse(inner.is_string() ? inner.get<std::string>() : inner.dump()));
    }
    return out;
  }
  for (const std::string& item : cas::result_items(call.text(name))) out.push_back(call.parse(item));
  return out;
}

Expr matrix_expr(const ExprRows& rows) {
  std::vector<Expr> out;
  for (const auto& row : rows) out.push_back(Expr::make(Op::kTuple, row));
  return Expr::make(Op::kMatrix, std::move(out));
}

std::string tex_matrix(const ExprRows& rows, const char* environment) {
  std::string body;
  for (const auto& row : rows) {
    if (!body.empty()) body += " \\\\ ";
    for (std::size_t j = 0; j < row.size(); ++j) body += (j ? " & " : "") + tex_entry(row[j]);
  }
  return fmt::format("\\begin{{{0}}} {1} \\end{{{0}}}", environment, body);
}

Expr simple_entry(const Expr& e) {
  if (const auto r = as_radical(e)) return r->expr();
  const auto normal = math::normal_form(e);
  return normal && normal->size() <= e.size() ? *normal : e;
}

bool is_zero_entry(const Expr& e) { return e.is_number() ? e.value().is_zero() : math::equal(e, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual; }

ExprRows product(const ExprRows& a, const ExprRows& b) {
  ExprRows out(a.size(), std::vector<Expr>(b[0].size()));
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b[0].size(); ++j) {
      Expr total = a[i][0] * b[0][j];
      for (std::size_t k = 1; k < b.size(); ++k) total = total + a[i][k] * b[k][j];
      out[i][j] = simple_entry(total);
    }
  return out;
}

Judgement judge_rows(const ExprRows& a, const ExprRows& b) {
  if (a.size() != b.size() || a[0].size() != b[0].size()) return fails("matrices of different shape");
  const auto x = rational_rows(a), y = rational_rows(b);
  if (x && y) return proved(*x == *y, "an entry differs");
  Judgement all = proved(true);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < a[0].size(); ++j) all = both(all, judge(math::equal(a[i][j], b[i][j])));
  return all;
}

Expr write_determinant(Board& board, const ExprRows& rows) {
  switch (rows.size()) {
    case 1: {
      board.write(tex_matrix(rows, "vmatrix") + " = " + tex_entry(rows[0][0]), "determinant_1", board.say({"taking the only entry", "reading off the only entry"}), judge_determinant(rows, rows[0][0]));
      return rows[0][0];
    }
    case 2: return determinant_2(board, rows);
    case 3: return determinant_by_cofactors(board, rows);
    default: {
      const bool letters = std::any_of(rows.begin(), rows.end(), [](const auto& row) { return std::any_of(row.begin(), row.end(), [](const Expr& e) { return !e.symbols().empty(); }); });
      return letters && rows.size() <= 5 ? determinant_by_cofactors(board, rows) : determinant_by_rows(board, rows);
    }
  }
}

namespace {

// `changed` is `row` plus a multiple of `by`, judged at the column c where `by` is not 0.
Judgement judge_multiple(const std::vector<Expr>& changed, const std::vector<Expr>& row, const std::vector<Expr>& by, std::size_t c) {
  Judgement all = proved(true);
  for (std::size_t j = 0; j < row.size() && all.holds; ++j)
    all = both(all, judge(math::equal((changed[j] - row[j]) * by[c], (changed[c] - row[c]) * by[j])));
  return all;
}

// Each row of `after` is a row of `before`, or one of them times a number, or one plus a multiple of another.
Judgement judge_row_operations(const ExprRows& before, const ExprRows& after) {
  Judgement all = proved(true);
  const std::vector<Expr> zero(after[0].size(), Expr::integer(0));
  for (std::size_t i = 0; i < after.size() && all.holds; ++i) {
    Judgement best = fails("a row that is no combination of the rows before");
    const auto same = [&](const std::vector<Expr>& row) {
      return std::equal(row.begin(), row.end(), after[i].begin(), [](const Expr& x, const Expr& y) { return x.same(y); });
    };
    if (std::any_of(before.begin(), before.end(), same)) continue;
    for (std::size_t p = 0; p < before.size() && !best.holds; ++p) {
      std::size_t c = 0;
      while (c < zero.size() && is_zero_entry(before[p][c])) ++c;
      if (c < zero.size() && !(p == i && is_zero_entry(after[i][c]))) best = judge_multiple(after[i], p == i ? zero : before[i], before[p], c);
    }
    all = both(all, best);
  }
  return all;
}

}  // namespace

Reduced write_reduction(Board& board, const ExprRows& given, std::size_t pivot_columns, bool full) {
  Reduced out{given, {}};
  ExprRows& m = out.rows;
  ExprRows before = m;
  const auto show = [&](std::string_view rule, std::string because) {
    const auto a = rational_rows(before), b = rational_rows(m);
    Judgement judgement = proved(a && b && math::reduced_rows(*a) == math::reduced_rows(*b), "the rows span another space");
    if (!a || !b) judgement = judge_row_operations(before, m);
    const std::string from = tex_matrix(before), to = tex_matrix(m);
    if (from != to) board.write(from + " \\sim " + to, rule, std::move(because), judgement);
    before = m;
  };
  std::size_t row = 0;
  for (std::size_t c = 0; c < pivot_columns && row < m.size() && !board.failed(); ++c) {
    std::size_t p = row;
    while (p < m.size() && is_zero_entry(m[p][c])) ++p;
    if (p == m.size()) continue;
    // A one as pivot saves fractions.
    for (std::size_t i = p; i < m.size(); ++i)
      if (m[i][c].is_number() && m[i][c].value() == Rational(1) && !(m[p][c].is_number() && m[p][c].value() == Rational(1))) {
        p = i;
        break;
      }
    if (p != row) {
      std::swap(m[p], m[row]);
      show("swap_rows", board.say({"swapping rows {0} and {1}", "exchanging rows {0} and {1}", "bringing row {1} up to place {0}"}, row + 1, p + 1));
    }
    const Expr pivot = m[row][c];
    if (full && !(pivot.is_number() && pivot.value() == Rational(1))) {
      for (Expr& e : m[row]) e = simple_entry(e / pivot);
      show("scale_row", board.say({"dividing row {0} by ${1}$", "making the pivot of row {0} a 1 by dividing by ${1}$", "taking row {0} over ${1}$"}, row + 1, tex_entry(pivot)));
    }
    std::vector<std::pair<Expr, std::size_t>> told;
    for (std::size_t i = full ? 0 : row + 1; i < m.size(); ++i) {
      if (i == row || is_zero_entry(m[i][c])) continue;
      const Expr k = simple_entry(m[i][c] / m[row][c]);
      for (std::size_t j = 0; j < m[i].size(); ++j) m[i][j] = simple_entry(m[i][j] - k * m[row][j]);
      told.emplace_back(k, i);
      if (board.full()) {
        show("clear_entry", tell_clearing(board, row, told));
        told.clear();
      }
    }
    if (!told.empty()) show("clear_column", tell_clearing(board, row, told));
    out.pivots.push_back(c);
    ++row;
  }
  return out;
}

void write_read_rows(Board& board, const Reduced& reduced, std::size_t columns) {
  std::vector<std::size_t> free;
  for (std::size_t c = 0; c < columns; ++c)
    if (std::find(reduced.pivots.begin(), reduced.pivots.end(), c) == reduced.pivots.end()) free.push_back(c);
  for (std::size_t r = 0; r < reduced.pivots.size(); ++r) {
    std::string right;
    for (const std::size_t f : free) {
      const Expr k = simple_entry(-reduced.rows[r][f]);
      if (is_zero_entry(k)) continue;
      std::string text = tex_factor_of(k);
      if (k.is_number()) text = tex_entry(k);
      const std::string x = "x_{" + std::to_string(f + 1) + "}";
      text = text == "1" ? x : text == "-1" ? "-" + x : text + " " + x;
      right += right.empty() ? text : text[0] == '-' ? " - " + text.substr(1) : " + " + text;
    }
    board.write("x_{" + std::to_string(reduced.pivots[r] + 1) + "} = " + (right.empty() ? "0" : right), "read_row", board.say({"reading row {0} as an equation", "solving row {0} for its first unknown", "taking row {0} as an equation"}, r + 1), proved(true, "", "certificate"));
  }
}

std::vector<std::vector<Expr>> null_vectors(const Reduced& reduced, std::size_t columns) {
  std::vector<std::vector<Expr>> out;
  for (std::size_t free = 0; free < columns; ++free) {
    if (std::find(reduced.pivots.begin(), reduced.pivots.end(), free) != reduced.pivots.end()) continue;
    std::vector<Expr> v(columns, Expr::integer(0));
    v[free] = Expr::integer(1);
    for (std::size_t r = 0; r < reduced.pivots.size(); ++r) v[reduced.pivots[r]] = simple_entry(-reduced.rows[r][free]);
    out.push_back(std::move(v));
  }
  return out;
}

}  // namespace retort::explain
