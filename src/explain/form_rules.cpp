#include "explain/form_rules.h"

#include <algorithm>

#include "explain/equation.h"
#include "explain/exact_numbers.h"
#include "explain/general_equation.h"
#include "explain/matrices.h"
#include "explain/radical.h"
#include "explain/rules.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

bool is_equation(const Expr& e) { return e.is(Op::kRel) && e.name() == "="; }

// Equal sides stay equal: both differences are the same, up to a factor that is a number.
Judgement judge_equivalent(const std::string& claim, const Expr& asked) {
  const auto read = math::parse(claim, math::Notation::kLatex);
  if (!read) return fails(read.error().message);
  if (!is_equation(asked)) return judge(math::holds(*read));
  if (!is_equation(*read)) return fails("no equation");
  return judge_same(read->arg(0) - read->arg(1), asked.arg(0) - asked.arg(1));
}

// One letter of a sum: a x^2 + b x.
struct Part {
  std::string letter, x;
  Rational a, b;
  Rational half() const { return b / (a * 2); }             // of the coefficient after a is taken out
  Rational added() const { return a * half() * half(); }    // what the square brings in besides
  std::string sum() const { return tex(Coefficients{Rational(0), b, a}, letter); }
  std::string square() const {
    const std::string inside = half().is_zero() ? x : "(" + x + tex_signed(half()) + ")";
    return (a == Rational(1) ? "" : a == Rational(-1) ? "-" : tex(a)) + inside + "^2";
  }
};

std::string joined(const std::vector<std::string>& terms) {
  std::string out;
  for (const std::string& t : terms) out += out.empty() ? t : t[0] == '-' ? " - " + t.substr(1) : " + " + t;
  return out.empty() ? "0" : out;
}

// The quadratic parts of `e` and what is left without them; nothing where the letters are multiplied or the numbers are no fractions.
struct Quadratic {
  std::vector<Part> parts;
  Rational constant;
};
std::optional<Quadratic> quadratic_parts(const Expr& e) {
  Quadratic out;
  Expr rest = e;
  for (const std::string& letter : e.symbols()) {
    const auto c = math::coefficients_in(rest, letter, 2);
    if (!c || c->size() != 3) return std::nullopt;
    const auto a = math::exact_value((*c)[2]), b = math::exact_value((*c)[1]);
    if (!a || !b) return std::nullopt;
    out.parts.push_back({letter, tex_variable(letter), *a, *b});
    rest = (*c)[0];
  }
  const auto constant = math::exact_value(rest);
  if (!constant || out.parts.empty()) return std::nullopt;
  out.constant = *constant;
  return out;
}

}  // namespace

void rule_complete_the_square(const Call& call) {
  Board& board = call.board();
  const Expr asked = call.expr("expression"), result = call.result_expr();
  if (board.failed()) return;
  const bool equation = is_equation(asked);
  const auto q = quadratic_parts(equation ? asked.arg(0) - asked.arg(1) : asked);
  if (!q || q->parts.size() > 3 || is_equation(result) != equation) return board.unsupported("no sum of squares and multiples of letters with fractions");
  const std::string right = equation ? " = " + tex(-q->constant) : "";
  std::vector<std::string> grouped, squares, completed;
  Rational constant = q->constant;
  for (const Part& p : q->parts) {
    grouped.push_back(p.sum());
    squares.push_back(p.square());
    if (!p.added().is_zero()) completed.push_back(tex(-p.added()));
    constant = constant - p.added();
  }
  if (!equation && !q->constant.is_zero()) {
    grouped.push_back(tex(q->constant));
    completed.push_back(tex(q->constant));
  }
  const std::string left = equation ? "" : math::to_latex(asked) + " = ";
  const auto line = [&](const std::string& form, std::string_view rule, std::string because) {
    const std::string claim = left + form;
    if (claim == math::to_latex(asked) || form == math::to_latex(asked)) return;
    board.write(claim, rule, std::move(because), judge_equivalent(claim, asked));
  };
  if (equation) line(joined(grouped) + right, "sort_letters", board.say({"putting the terms of each letter together and the number on the right", "sorting by letters, with the number on the right"}));
  for (const Part& p : q->parts) {
    if (p.half().is_zero() || board.brief()) continue;
    if (p.a != Rational(1))
      board.fact(p.sum() + " = " + (p.a == Rational(-1) ? "-" : tex(p.a)) + "(" + tex(Coefficients{Rational(0), p.b / p.a, Rational(1)}, p.letter) + ")", "take_out_factor",
                 board.say({"taking out {0}", "putting the factor {0} in front", "bracketing {0} out"}, words(p.a)));
    board.fact("\\frac{" + tex(p.b / p.a) + "}{2} = " + tex(p.half()), "half_coefficient", board.say({"taking half of the number before ${0}$", "halving what stands before ${0}$", "finding half of {1}"}, p.x, words(p.b / p.a)));
    board.fact(tex(Coefficients{Rational(0), p.b / p.a, Rational(1)}, p.letter) + " = (" + p.x + tex_signed(p.half()) + ")^2" + tex_signed(-p.half() * p.half()), "complete_square",
               board.say({"completing the square, where {0} is taken away again", "making it a square and subtracting {0} again", "using the square, less the {0} that it brings in"}, words(p.half() * p.half())));
  }
  if (!board.brief() && !completed.empty()) {
    std::vector<std::string> all = squares;
    all.insert(all.end(), completed.begin(), completed.end());
    line(joined(all) + right, "put_together", board.say({"putting the squares in", "writing it with the squares", "replacing the parts by their squares"}));
  }
  if (equation) {
    line(joined(squares) + " = " + tex(-constant), "collect_numbers", board.say({"bringing the numbers to the right", "adding the numbers on the right", "collecting the numbers"}));
  } else {
    if (!constant.is_zero()) squares.push_back(tex(constant));
    line(joined(squares), "collect_numbers", board.say({"adding up the numbers", "collecting the numbers", "putting the numbers together"}));
  }
  if (board.steps().empty()) board.write(left + joined(squares) + (equation ? right : ""), "as_given", board.say({"noting that the squares are complete already", "seeing nothing to complete"}), judge_equivalent(left + joined(squares) + (equation ? right : ""), asked));
  call.expect(equation ? judge_same(result.arg(0) - result.arg(1), asked.arg(0) - asked.arg(1)).holds : judge_same(result, asked).holds);
}

namespace {

std::string coefficient_list(const std::vector<Expr>& c) {
  std::vector<std::string> out;
  for (std::size_t k = c.size(); k-- > 0;) out.push_back("$" + math::to_latex(c[k]) + "$");
  return words_list(out);
}

std::string row_count(std::size_t n) { return n == 1 ? "one row" : std::to_string(n) + " rows"; }

// The resultant as the product of the values of g at the zeros of f, which are fractions; `turned`: with the other sign.
bool resultant_by_zeros(const Call& call, const std::string& name, const Expr& f, const Expr& g, const std::string& variable, const Expr& result, bool turned) {
  const auto p = math::as_polynomial(f, variable);
  const auto q = math::coefficients_in(g, variable, 6);
  if (!p || !q || math::degree(*p) > 4) return false;
  const auto zeros = math::rational_roots(*p);
  int count = 0;
  for (const auto& [r, k] : zeros) count += k;
  if (count != math::degree(*p)) return false;
  Board board = call.board();
  if (!write_all_roots(board, *p, variable)) return false;
  const std::string x = tex_variable(variable);
  std::string places, values, numbers;
  const Rational lead = *Rational::pow(p->back(), Rational(static_cast<long long>(q->size()) - 1));
  Expr product = Expr::number(turned ? -lead : lead);
  if (lead != Rational(1) || turned) values = tex(turned ? -lead : lead);
  for (const auto& [r, k] : zeros) {
    places += (places.empty() ? "" : " \\text{ or } ") + x + " = " + tex(r);
    const Expr put = g.substitute(variable, Expr::number(r)), value = math::normal_form(put).value_or(put);
    if (math::to_latex(put) != math::to_latex(value))
      board.fact(math::to_latex(put) + " = " + math::to_latex(value), "value_at_point", board.say({"putting ${0} = {1}$ into the other polynomial", "taking the other polynomial at ${0} = {1}$"}, x, tex(r)));
    for (int i = 0; i < k; ++i) {
      const std::string text = math::to_latex(value);
      const bool bracket = value.is(Op::kAdd) || text[0] == '-';
      values += (values.empty() ? "" : " \\cdot ") + (bracket ? "(" + text + ")" : text);
      product = product * value;
    }
  }
  const bool several = zeros.size() > 1 || zeros[0].second > 1;
  if (board.steps().empty() || board.steps().back().claim != places)
    board.write(places, "zeros", board.say({"reading off the zeros of ${0}$", "taking the zeros of ${0}$"}, math::to_latex(f)), proved(true, "", "certificate"));
  const std::string target = math::to_latex(result);
  const Judgement same = judge(math::equal(product, result));
  board.write(name + " = " + values + (values == target || several || values[0] == '(' ? "" : " = " + target), "product_over_zeros",
              lead != Rational(1) ? board.say({"multiplying the values at the zeros, and {0} to the power {1} for the leading coefficient"}, words(p->back()), q->size() - 1)
              : turned            ? board.say({"multiplying the values at the zeros; the sign turns when the two polynomials change places an odd number of times"})
                                  : board.say({"multiplying the values of the one polynomial at the zeros of the other, which is the resultant", "using that the resultant is the product of the values at the zeros"}), same);
  if (values != target && board.steps().back().claim != name + " = " + values + " = " + target)
    board.write(name + " = " + target, "value", board.say({"multiplying out", "working out the product"}), same);
  if (board.failed()) return false;
  call.board() = std::move(board);
  return true;
}

}  // namespace

void rule_resultant(const Call& call) {
  Board& board = call.board();
  const Expr a = call.expr("polynomial1"), b = call.expr("polynomial2"), result = call.result_expr();
  if (board.failed()) return;
  const std::string variable = call.variable(Expr::make(Op::kTuple, {a, b}));
  if (board.failed()) return;
  const auto p = math::coefficients_in(a, variable, 6), q = math::coefficients_in(b, variable, 6);
  if (!p || !q || p->size() < 2 || q->size() < 2) return board.unsupported("polynomials that do not both hold the letter");
  const std::size_t m = p->size() - 1, n = q->size() - 1;
  const std::string name = "\\operatorname{Res}(" + math::to_latex(a) + ", " + math::to_latex(b) + ")";
  if (resultant_by_zeros(call, name, a, b, variable, result, false) || resultant_by_zeros(call, name, b, a, variable, result, (m * n) % 2 == 1)) return;
  constexpr std::size_t kLargest = 5;
  if (m + n > kLargest) return board.unsupported("a determinant too large for paper");
  ExprRows rows(m + n, std::vector<Expr>(m + n, Expr::integer(0)));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k <= m; ++k) rows[i][i + k] = (*p)[m - k];
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t k = 0; k <= n; ++k) rows[n + i][i + k] = (*q)[n - k];
  // Its rows are multiples of the two by powers of the letter: row times the column of powers is the polynomial.
  Judgement fits = proved(true);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Expr row = Expr::integer(0), shift = math::pow(Expr::symbol(variable), Expr::integer(static_cast<long long>(i < n ? n - 1 - i : m - 1 - (i - n))));
    for (std::size_t k = 0; k < rows.size(); ++k) row = row + rows[i][k] * math::pow(Expr::symbol(variable), Expr::integer(static_cast<long long>(rows.size() - 1 - k)));
    fits = both(fits, judge(math::equal(row, (i < n ? a : b) * shift)));
  }
  board.write(name + " = " + tex_matrix(rows, "vmatrix"), "sylvester_matrix",
              board.say({"writing the coefficients {0} of the first polynomial into {1} and {2} of the second into {3}, each row a place further to the right",
                         "filling {1} with the coefficients {0} of the first polynomial and {3} with {2} of the second, each row shifted by a place"},
                        coefficient_list(*p), row_count(n), coefficient_list(*q), row_count(m)), fits);
  const Expr value = write_determinant(board, rows);
  if (board.failed()) return;
  const Judgement same = judge(math::equal(value, result));
  const std::string stated = name + " = " + math::to_latex(result);
  board.write(stated, "value", result.is_number() && result.value().is_zero() ? board.say({"finding 0, so the two have a common zero", "which is 0: the two share a zero"})
                                                                              : board.say({"which is the resultant", "so this is the resultant", "taking the value of the determinant"}), same);
}

// ---- numbers ----

void rule_rectangular_form(const Call& call) {
  const Expr e = call.expr("expression");
  if (!call.board().failed()) write_number(call, e);
}

void rule_polar_form(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression"), result = call.result_expr();
  if (board.failed()) return;
  const Expr value = ExactNumbers(board).value(e);
  const auto number = as_radical(value);
  if (board.failed()) return;
  if (!number || number->is_zero()) return board.unsupported("a number whose parts are no roots");
  const std::string z = math::to_latex(e), plain = number->tex();
  if (z != plain && (board.steps().empty() || !board.steps().back().claim.ends_with(" = " + plain))) board.fact(z + " = " + plain, "value", board.say({"working it out", "writing it as $a + bi$", "bringing it to the form $a + bi$"}));
  // size (cos t + i sin t), the size 1 left out.
  const bool scaled = result.is(Op::kMul);
  const Expr turn = scaled ? result.args().back() : result;
  if (!turn.is(Op::kAdd) || turn.args().size() != 2 || !turn.arg(0).is_func("cos")) return board.unsupported("another form");
  const Expr angle = turn.arg(0).arg(0);
  const auto square = as_radical((number->real() * number->real() + number->imaginary() * number->imaginary()).expr());
  Board aside{ExplainOptions{}};
  const Expr size = ExactNumbers(aside).value(Expr::func("sqrt", {square->expr()}));
  const std::string re = number->real().tex(), im = number->imaginary().tex();
  const auto squared = [](const std::string& part) { return part.size() == 1 ? part + "^2" : "\\left(" + part + "\\right)^2"; };
  const std::string root = "\\sqrt{" + square->tex() + "}";
  board.fact("\\sqrt{" + squared(re) + " + " + squared(im) + "} = " + root + (root == tex_number(size) ? "" : " = " + tex_number(size)), "modulus",
             board.say({"taking the distance from 0", "finding the length with Pythagoras", "using Pythagoras with the parts ${0}$ and ${1}$"}, re, im));
  if (const auto known = half_turns(angle); known && (*known * 12).is_integer()) {
    for (const char* name : {"cos", "sin"}) {
      const Expr part = name[0] == 'c' ? number->real().expr() : number->imaginary().expr();
      const Expr wanted = ExactNumbers(aside).value(part / size);
      board.fact(math::to_latex(Expr::func(name, {angle})) + " = " + tex_number(wanted), "known_angle",
                 board.say({"looking for the angle whose {0} is ${1}$", "finding the angle with the {0} ${1}$", "knowing the {0} ${1}$ of this angle"}, name[0] == 'c' ? "cosine" : "sine", tex_number(wanted)));
    }
  } else if (!math::is_zero(number->real().expr())) {
    board.fact("\\tan\\left(" + math::to_latex(angle) + "\\right) = " + tex_number(ExactNumbers(aside).value(number->imaginary().expr() / number->real().expr())), "known_angle",
               board.say({"taking the angle whose tangent is the imaginary part over the real part", "finding the angle by its tangent", "using the arctangent in the right quadrant"}));
  }
  board.fact(z + " = " + math::to_latex(result), "polar", board.say({"putting length and angle together", "writing it with length and angle", "taking the length times the direction"}));
}

}  // namespace retort::explain
