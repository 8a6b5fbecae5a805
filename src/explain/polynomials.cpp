// expand_expression, factor_expression and simplify_expression.
#include <algorithm>

#include "explain/arithmetic.h"
#include "explain/evaluate.h"
#include "explain/factoring.h"
#include "explain/letter_factoring.h"
#include "explain/monomials.h"
#include "explain/rewriting.h"
#include "explain/rules.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr std::size_t kMaxTerms = 60;

// Expands products and powers of sums, one multiplication a claim.
class Expansion {
 public:
  Expansion(Board& board, std::vector<std::string> letters) : board_(board), letters_(std::move(letters)) {}
  // Nothing when the expression is no polynomial, or too long for paper.
  std::optional<Sum> expand(const Expr& e);

 private:
  std::optional<Sum> multiply_all(const std::vector<Sum>& factors);
  Sum multiply(const Sum& a, const Sum& b, const std::string& prefix);
  Sum power(const Sum& base, int n);
  Board& board_;
  std::vector<std::string> letters_;
};

// (2x + 3)(4x - 5) = 8x^2 - 10x + 12x - 15 = 8x^2 + 2x - 15
Sum Expansion::multiply(const Sum& a, const Sum& b, const std::string& prefix) {
  const Sum raw = product(a, b), result = collected(raw);
  const std::string left = tex_bracketed(a) + tex_bracketed(b);
  constexpr std::size_t kLongList = 8;
  const auto because = [&] {
    return a.terms.size() == 1 ? board_.say({"multiplying each term by ${0}$", "taking ${0}$ into the bracket", "distributing ${0}$"}, tex(a))
                               : board_.say({"multiplying each term by each term", "multiplying out the brackets", "distributing over both brackets"});
  };
  if (a.terms.size() == 1 && b.terms.size() == 1) {
    const std::string separated = tex(a) + " \\cdot " + tex_bracketed(b);
    board_.fact(separated + " = " + tex(result), "multiply_terms", board_.say({"multiplying the two terms", "multiplying numbers and letters", "taking the terms together"}));
    return result;
  }
  if (raw.terms.size() > kLongList && a.terms.size() > 1 && !board_.brief()) {
    Sum total{letters_, {}};
    for (const Term& t : a.terms) {
      const Sum row = product({letters_, {t}}, b);
      if (!(t.coefficient == Rational(1) && std::all_of(t.exponents.begin(), t.exponents.end(), [](int n) { return n == 0; })))
        board_.fact(tex({letters_, {t}}) + tex_bracketed(b) + " = " + tex(row), "distribute", board_.say({"multiplying each term by ${0}$", "taking ${0}$ into the bracket", "distributing ${0}$"}, tex(Sum{letters_, {t}})));
      total.terms.insert(total.terms.end(), row.terms.begin(), row.terms.end());
    }
    board_.fact(prefix + left + " = " + tex(result), "combine", board_.say({"adding the rows and combining like terms", "collecting like terms of all rows", "adding up the rows"}));
    return result;
  }
  std::string claim = prefix + left + " = ";
  const bool like = tex(raw) != tex(result);
  if (like && !board_.brief()) claim += tex(raw) + " = ";
  board_.fact(claim + tex(result), "expand", because());
  return result;
}

long long binomial_coefficient(int n, int k) {
  long long c = 1;
  for (int i = 1; i <= k; ++i) c = c * (n - k + i) / i;
  return c;
}

// (a + b)^n by the binomial formula, other bases by repeated multiplication.
Sum Expansion::power(const Sum& base, int n) {
  if (base.terms.size() != 2) {
    Sum total = base;
    for (int i = 2; i <= n && !board_.failed() && total.terms.size() <= kMaxTerms; ++i)
      total = multiply(total, base, i == n ? tex_power(tex_bracketed(base), n) + " = " : std::string());
    return total;
  }
  const Sum a{letters_, {base.terms[0]}};
  Term positive = base.terms[1];
  const bool minus = positive.coefficient.sign() < 0;
  positive.coefficient = positive.coefficient.abs();
  const Sum b{letters_, {positive}};
  Sum total{letters_, {}};
  std::string raw;
  const auto factor = [&](const Sum& x, int k) {
    const std::string text = tex(x);
    const bool plain = text.size() == 1;
    return k == 1 ? (plain || text.find_first_not_of("0123456789") == text.npos ? text : "(" + text + ")")
                  : tex_power(plain || text.find_first_not_of("0123456789") == text.npos ? text : "(" + text + ")", k);
  };
  for (int k = 0; k <= n; ++k) {
    const long long c = binomial_coefficient(n, k);
    Sum term{letters_, {{Rational(minus && k % 2 ? -c : c), Exponents(letters_.size(), 0)}}};
    for (int i = 0; i < n - k; ++i) term = product(term, a);
    for (int i = 0; i < k; ++i) term = product(term, b);
    total.terms.push_back(term.terms[0]);
    std::string text = c == 1 ? "" : std::to_string(c);
    if (k < n) text += (text.empty() ? "" : " \\cdot ") + factor(a, n - k);
    if (k > 0 && tex(b) != "1") text += (text.empty() ? "" : " \\cdot ") + factor(b, k);
    if (text.empty()) text = "1";
    raw += raw.empty() ? text : (minus && k % 2 ? " - " : " + ") + text;
  }
  const Sum result = collected(total);
  std::string claim = tex_power(tex_bracketed(base), n) + " = ";
  if (!board_.brief() && raw != tex(result) && tex(b) != "1") claim += raw + " = ";
  board_.fact(claim + tex(result), n == 2 ? "binomial_square" : "binomial_formula",
              n == 2 ? (minus ? board_.say({"using $(a - b)^2 = a^2 - 2ab + b^2$", "squaring the difference", "taking the square of a difference"})
                              : board_.say({"using $(a + b)^2 = a^2 + 2ab + b^2$", "squaring the sum", "taking the square of a sum"}))
                     : board_.say({"using the binomial coefficients for the power {0}", "expanding with Pascal's triangle, row {0}", "applying the binomial formula with power {0}"}, n));
  return result;
}

std::optional<Sum> Expansion::multiply_all(const std::vector<Sum>& factors) {
  Sum total = factors[0];
  // Numbers and single letters are taken in at the end.
  for (std::size_t i = 1; i < factors.size(); ++i) {
    if (board_.failed() || total.terms.size() * factors[i].terms.size() > kMaxTerms) return std::nullopt;
    total = multiply(total, factors[i], {});
  }
  return total;
}

std::optional<Sum> Expansion::expand(const Expr& e) {
  if (board_.failed()) return std::nullopt;
  if (const auto plain = read_terms(e, letters_)) return plain;
  switch (e.op()) {
    case Op::kNeg: {
      auto inner = expand(e.arg(0));
      if (inner)
        for (Term& t : inner->terms) t.coefficient = -t.coefficient;
      return inner;
    }
    case Op::kAdd: {
      Sum total{letters_, {}};
      for (const Expr& part : e.args()) {
        const auto s = expand(part);
        if (!s) return std::nullopt;
        total.terms.insert(total.terms.end(), s->terms.begin(), s->terms.end());
      }
      return total.terms.size() > kMaxTerms ? std::nullopt : std::optional(total);
    }
    case Op::kDiv: {
      auto inner = expand(e.arg(0));
      if (!inner || !e.arg(1).is_number() || e.arg(1).value().is_zero()) return std::nullopt;
      for (Term& t : inner->terms) t.coefficient /= e.arg(1).value();
      return inner;
    }
    case Op::kMul: {
      std::vector<Sum> factors;
      Sum single{letters_, {{Rational(1), Exponents(letters_.size(), 0)}}};
      bool has_single = false;
      for (const Expr& f : e.args()) {
        auto s = expand(f);
        if (!s) return std::nullopt;
        const Sum c = collected(*s);
        if (c.terms.size() == 1) {
          single = product(single, c);
          has_single = true;
        } else {
          factors.push_back(has_like_terms(*s) ? c : *s);
        }
      }
      if (factors.empty()) return single;
      // 2(t + 1) \cdot 3 is 6(t + 1) first.
      if (factors.size() == 1 && has_single && e.args().size() > 2 && !board_.brief()) board_.fact(math::to_latex(e) + " = " + tex(single) + tex_bracketed(factors[0]), "multiply_terms", board_.say({"multiplying the numbers in front", "taking the plain factors together"}));
      // The first bracket takes in what stands before it.
      if (has_single && tex(single) != "1") factors.insert(factors.size() == 1 ? factors.begin() : factors.begin(), single);
      return multiply_all(factors);
    }
    case Op::kPow: {
      const auto n = e.arg(1).is_integer() ? e.arg(1).value().to_int64() : std::nullopt;
      const auto base = expand(e.arg(0));
      if (!base || !n || *n < 2 || *n > 12 || base->terms.empty()) return std::nullopt;
      const Sum c = has_like_terms(*base) ? collected(*base) : *base;
      return power(c, static_cast<int>(*n));
    }
    default: return std::nullopt;
  }
}

// The last claim shows the whole expression and its expanded form.
void write_expansion(Board& board, const Expr& e) {
  const auto letters = e.symbols();
  if (letters.empty() || letters.size() > 6) return board.unsupported("an expression without letters");
  const auto sum = Expansion(board, letters).expand(e);
  if (board.failed()) return;
  if (!sum) return board.unsupported("an expression that is no polynomial");
  const Sum result = collected(*sum);
  const std::string whole = math::to_latex(e), goal = tex(result);
  const bool stands = !board.steps().empty() && board.steps().back().claim.ends_with("= " + goal) && !e.is(Op::kAdd);
  if (!stands) {
    std::string claim = whole + " = ";
    const std::string flat = tex(*sum);
    if (flat != goal && flat != whole && !board.brief()) claim += flat + " = ";
    board.fact(claim + goal, "combine", board.say({"combining like terms", "collecting like terms", "adding like terms"}));
  }
}

void write_expansion(const Call& call, const Expr& e) {
  write_expansion(call.board(), e);
  if (!call.board().failed()) call.expect(math::equal(call.result_expr(), e).outcome == math::Verdict::Outcome::kEqual);
}

void write_factors(const Call& call, const Expr& e, const std::string& variable, const Coefficients& p) {
  Board& board = call.board();
  const std::string whole = is_tidy(e, p, variable) ? math::to_latex(e) : tex(p, variable);
  if (!is_tidy(e, p, variable))
    board.fact(math::to_latex(e) + " = " + whole, "expand", board.say({"multiplying out first", "expanding first", "writing it as a sum of powers"}));
  if (p.size() == 3 && math::count_real_roots(p) == 0) write_discriminant(board, p);
  bool split = false;
  const auto factors = write_polynomial_factoring(board, p, variable, [&](const std::string& form, std::string_view rule, std::string because) {
    board.fact(whole + " = " + form, rule, std::move(because));
    split = true;
  });
  if (!board.failed() && !split)
    board.fact(whole + " = " + factors.factored, "irreducible", board.say({"finding no factors", "seeing that it does not split further", "noting that it has no rational root"}));
}

}  // namespace

namespace {

// The steps of `write` if they lead to the end, those of `otherwise` if not.
template <typename First, typename Second>
void first_that_works(const Call& call, First write, Second otherwise) {
  Board trial = call.board();
  write(call.on(trial));
  if (!trial.failed() || !trial.error_is(ErrorCode::kUnsupported))
    call.board() = std::move(trial);
  else
    otherwise();
}

}  // namespace

bool write_expansion_alone(Board& board, const Expr& e) {
  Board trial = board;
  write_expansion(trial, e);
  if (trial.failed() || trial.steps().empty()) return false;
  board = std::move(trial);
  return true;
}

void write_expanded(Board& board, const Expr& e, const Expr& goal) {
  Board trial = board;
  write_expansion(trial, e);
  if (trial.failed() || trial.steps().empty()) return write_multiplied_out(board, e, goal);
  board = std::move(trial);
  const std::string whole = math::to_latex(e), target = math::to_latex(goal);
  const auto end = last_member(board.steps().back().claim);
  if (board.steps().back().claim.starts_with(whole + " = ") && end && math::to_latex(*end) == target) return;
  const bool reached = end && math::to_latex(*end) == target;
  board.fact(whole + " = " + target, reached ? "value" : "sort_terms", reached ? board.say({"so this is the whole product", "coming back to the whole expression"}) : board.say({"putting the terms in order", "ordering the terms", "writing it in order"}));
}

void rule_expand_expression(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression"), result = call.result_expr();
  if (board.failed()) return;
  first_that_works(call, [&](const Call& c) { write_expansion(c, e); }, [&] {
    write_multiplied_out(board, e, result);
    if (!board.failed()) call.expect(e);
  });
}

namespace {

// (x + 1)^2 - 9 as it stands: a square less another.
bool factor_squares_as_written(Board& board, const Expr& e, const Expr& result) {
  if (!e.is(Op::kAdd) || e.args().size() != 2 || !e.arg(1).is(Op::kNeg) || board.brief()) return false;
  const auto root = [](const Expr& t) -> std::optional<Expr> {
    if (t.is(Op::kPow) && t.arg(1).is_integer() && t.arg(1).value() == Rational(2)) return t.arg(0);
    const auto n = t.is_integer() ? math::exact_value(Expr::func("sqrt", {t})) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
    return n ? std::optional(Expr::number(*n)) : std::nullopt;
  };
  const auto a = root(e.arg(0)), b = root(e.arg(1).arg(0));
  if (!a || !b || (!a->is(Op::kAdd) && !b->is(Op::kAdd))) return false;
  const std::string whole = math::to_latex(e), target = math::to_latex(result);
  const auto squared = [](const Expr& root) { return math::to_latex(Expr::make(Op::kPow, {root, Expr::integer(2)})); };
  const std::string squares = squared(*a) + " - " + squared(*b);
  if (squares != whole) board.fact(whole + " = " + squares, "as_powers", board.say({"writing both terms as squares", "seeing two squares"}));
  board.fact(whole + " = " + math::to_latex(Expr::make(Op::kMul, {*a - *b, *a + *b})), "difference_of_squares", board.say({"using $a^2 - b^2 = (a - b)(a + b)$", "splitting the difference of two squares"}));
  for (const Expr& part : {*a - *b, *a + *b})
    if (const auto tidy = math::multiply_out(part); tidy && !part.same(math::collect_terms(*tidy).value_or(part)))
      board.fact(math::to_latex(part) + " = " + math::to_latex(*math::collect_terms(*tidy)), "combine", board.say({"removing the brackets and adding like terms", "combining like terms in a factor"}));
  board.fact(whole + " = " + target, "factor", board.say({"putting the factors together", "writing both factors in order"}));
  return !board.failed();
}

// x(x + y) - 3(x + y): the bracket that all terms share.
bool factor_common_bracket(Board& board, const Expr& e, const Expr& result) {
  const auto terms = math::terms_of(e);
  if (!e.is(Op::kAdd) || terms.size() < 2 || board.brief()) return false;
  const auto factors = [](const Expr& t) { return math::factors_of(t.is(Op::kNeg) ? t.arg(0) : t); };
  for (const Expr& bracket : factors(terms[0])) {
    if (!bracket.is(Op::kAdd)) continue;
    std::vector<Expr> rest;
    for (const Expr& t : terms) {
      auto fs = factors(t);
      const auto at = std::find_if(fs.begin(), fs.end(), [&](const Expr& f) { return f.same(bracket); });
      if (at == fs.end()) break;
      fs.erase(at);
      const Expr left = math::product_of(fs);
      rest.push_back(t.is(Op::kNeg) ? -left : left);
    }
    if (rest.size() != terms.size()) continue;
    const Expr other = math::sum_of(rest);
    board.fact(math::to_latex(e) + " = " + math::to_latex(Expr::make(Op::kMul, {other, bracket})), "common_factor", board.say({"taking out the common bracket ${0}$", "factoring out ${0}$, which all terms share"}, math::to_latex(bracket)));
    const auto same_product = judge_fact(math::to_latex(Expr::make(Op::kMul, {other, bracket})) + " = " + math::to_latex(result));
    const std::size_t brackets = math::factors_of(result).size();
    if (same_product.holds && brackets <= 2) return !board.failed();
    board.fact(math::to_latex(e) + " = " + math::to_latex(result), "factor", board.say({"factoring what is left, and ordering"}));
    return !board.failed();
  }
  return false;
}

void factor(const Call& call, const Expr& e, const Expr& result) {
  Board& board = call.board();
  const auto letters = e.symbols();
  if (letters.empty()) return board.unsupported("an expression without letters");
  const auto between = math::multiply_out(e);
  if (Board trial = board; factor_squares_as_written(trial, e, result)) {
    board = std::move(trial);
  } else if (Board other = board; factor_common_bracket(other, e, result)) {
    board = std::move(other);
  } else if (letters.size() > 1 && !read_terms(e, letters) && between && !e.is(Op::kDiv)) {
    const Expr flat = math::collect_terms(*between).value_or(*between);
    if (!read_terms(flat, letters)) return board.unsupported("an expression that is no polynomial");
    write_expanded(board, e, flat);
    write_letter_factoring(board, flat, result);
    const std::string end = math::to_latex(e) + " = " + math::to_latex(result);
    if (!board.failed() && board.steps().back().claim != end) board.fact(end, "factor", board.say({"so the whole splits this way", "coming back to the whole expression"}));
  } else if (letters.size() > 1) {
    write_letter_factoring(board, e, result);
  } else {
    const auto p = math::as_polynomial(e, letters[0]);
    if (!p || p->size() < 2) return board.unsupported("an expression that is no polynomial");
    write_factors(call, e, letters[0], *p);
  }
}

// (a^2 - b^2)/(a - b): both factored, then cancelled.
void simplify_letter_fraction(const Call& call, const Expr& e, const Expr& result) {
  Board& board = call.board();
  const Expr above = result.is(Op::kDiv) ? result.arg(0) : result, below = result.is(Op::kDiv) ? result.arg(1) : Expr::integer(1);
  const auto common = polynomial_quotient(e.arg(0), above);
  if (!common || common->symbols().empty() || !judge_fact(math::to_latex(e.arg(1)) + " = " + math::to_latex(Expr::make(Op::kMul, {*common, below}))).holds) return board.unsupported("a fraction in lowest terms");
  const auto joined = [&](const Expr& rest) { return rest.is_number() && rest.value() == Rational(1) ? *common : rest.is_number() || rest.is(Op::kSymbol) ? Expr::make(Op::kMul, {rest, *common}) : Expr::make(Op::kMul, {*common, rest}); };
  if (!board.brief()) {
    write_product_of_two(board, e.arg(0), *common, above);
    write_product_of_two(board, e.arg(1), *common, below);
  }
  const Expr between = joined(above) / joined(below);
  const std::string whole = math::to_latex(e), middle = math::to_latex(between), target = math::to_latex(result);
  board.fact(whole + (middle == whole || board.brief() ? "" : " = " + middle) + " = " + target, "cancel", board.say({"cancelling ${0}$", "cancelling the common factor ${0}$", "dividing out ${0}$"}, math::to_latex(*common)));
}

// A fraction of polynomials in one letter.
void simplify_fraction(const Call& call, const Expr& e, const Expr& result) {
  Board& board = call.board();
  const auto letters = e.symbols();
  if (letters.size() == 1 && e.is(Op::kDiv)) {
    const std::string& x = letters[0];
    const auto n = math::as_polynomial(e.arg(0), x), d = math::as_polynomial(e.arg(1), x);
    if (!n || !d || n->empty() || math::degree(*d) < 1) return board.unsupported("a fraction that is not of polynomials");
    const Coefficients g = math::gcd(*n, *d);
    if (math::degree(g) < 1) return board.unsupported("a fraction in lowest terms");
    for (const std::size_t side : {0U, 1U})   // powers of powers are worked out first, by other moves
      if (!has_bracket(e.arg(side)) && !is_tidy(e.arg(side), side ? *d : *n, x)) return board.unsupported("a fraction with powers of powers");
    for (const Coefficients* p : {&*n, &*d}) {
      const std::string whole = tex(*p, x), form = tex_factored(primitive_factors(*p), x);
      if (math::degree(*p) < 2 || whole == form) continue;
      write_polynomial_factoring(board, *p, x, [&](const std::string& f, std::string_view rule, std::string because) { board.fact(whole + " = " + f, rule, std::move(because)); });
    }
    const auto in_factors = [&](const Coefficients& p) {
      const auto f = primitive_factors(p);
      return tex_factored(f, x);
    };
    const std::string between = "\\frac{" + in_factors(*n) + "}{" + in_factors(*d) + "}", whole = math::to_latex(e), target = math::to_latex(result);
    const bool shows = !board.brief() && between != whole && between != target;
    board.fact(whole + (shows ? " = " + between : std::string()) + " = " + target, "cancel", board.say({"cancelling ${0}$", "cancelling the common factor ${0}$", "dividing out ${0}$"}, tex_factored({Rational(1), primitive_factors(g).factors}, x)));
    return;
  }
  if (letters.size() > 1 && e.is(Op::kDiv)) return simplify_letter_fraction(call, e, result);
  write_expansion(call, e);
}

}  // namespace

void rule_factor_expression(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression"), result = call.result_expr();
  if (board.failed()) return;
  first_that_works(call, [&](const Call& c) { factor(c, e, result); }, [&] { write_rewriting(board, e, result); });
  if (!board.failed()) call.expect(math::equal(e, result).outcome == math::Verdict::Outcome::kEqual);
}

void rule_simplify_expression(const Call& call) {
  Board& board = call.board();
  const Expr e = call.expr("expression"), result = call.result_expr();
  if (board.failed()) return;
  if (e.symbols().empty()) {
    first_that_works(call, [&](const Call& c) {
      const Rational value = write_value(c.board(), e, form_of(e));
      c.expect(value);
    }, [&] { write_number(call, e); });
    return;
  }
  first_that_works(call, [&](const Call& c) {
    simplify_fraction(c, e, result);
    // A form that is not the one asked for needs other moves.
    if (!c.board().failed() && !c.board().steps().empty()) {
      const auto last = last_member(c.board().steps().back().claim);
      if (!last || math::to_latex(*last) == math::to_latex(result)) return last ? void() : c.board().unsupported("another form");
      auto mine = math::terms_of(*last);
      const auto theirs = math::terms_of(result);
      const bool reordered = mine.size() == theirs.size() && std::is_permutation(mine.begin(), mine.end(), theirs.begin(), [](const Expr& a, const Expr& b) { return math::to_latex(a) == math::to_latex(b); });
      if (!reordered) return c.board().unsupported("another form");
      c.board().fact(math::to_latex(e) + " = " + math::to_latex(result), "sort_terms", c.board().say({"putting the terms in order", "writing it in order"}));
    }
  }, [&] { write_rewriting(board, e, result); });
  if (!board.failed()) call.expect(math::equal(e, result).outcome == math::Verdict::Outcome::kEqual);
}

}  // namespace retort::explain
