#include "explain/sequence_rules.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "explain/arithmetic.h"
#include "explain/equation.h"
#include "explain/exact_numbers.h"
#include "explain/matrices.h"
#include "explain/radical.h"
#include "explain/rules.h"
#include "explain/surds.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/matrix.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr long long kTermsByHand = 40;

// a(n) = c1 a(n-1) + ... + ck a(n-k) + d from a(first) on.
class Sequence {
 public:
  explicit Sequence(const Call& call) : call_(call), board_(call.board()) {
    read("coefficients", c_);
    read("initial", a_);
    if (call.has("constant")) d_ = call.number("constant");
    if (call.has("first")) first_ = call.number("first").to_int64().value_or(0);
    if (!board_.failed() && (c_.empty() || c_.size() != a_.size())) board_.fail({ErrorCode::kInvalidArgument, "as many first terms as factors"});
  }

  void write() {
    if (board_.failed()) return;
    if (!call_.has("n")) return formula();
    const auto n = call_.number("n").to_int64();
    if (board_.failed()) return;
    if (!n || *n < first_) return board_.unsupported("a term before the first one");
    if (*n - first_ <= kTermsByHand) return one_by_one(*n);
    if (c_.size() == 1 && d_.is_zero()) return geometric(*n);
    board_.unsupported("a term too far out to be reached by hand");
  }

 private:
  void read(const char* name, std::vector<Rational>& out) {
    for (const Expr& e : read_vector(call_, name)) {
      const auto value = math::exact_value(e);
      if (!value) return board_.unsupported("numbers that are no fractions");
      out.push_back(*value);
    }
  }

  Rational next(const std::vector<Rational>& before) const {
    Rational sum = d_;
    for (std::size_t i = 0; i < c_.size(); ++i) sum += c_[i] * before[before.size() - 1 - i];
    return sum;
  }
  std::vector<Rational> terms(std::size_t count) const {
    std::vector<Rational> all = a_;
    while (all.size() < count) all.push_back(next(all));
    return all;
  }

  // r^k = c1 r^(k-1) + ...: r^k - ..., times r - 1 for what is added at each step.
  Coefficients characteristic() const {
    Coefficients p(c_.size() + 1);
    p.back() = Rational(1);
    for (std::size_t i = 0; i < c_.size(); ++i) p[c_.size() - 1 - i] = -c_[i];
    return p;
  }
  Coefficients without_constant() const { return d_.is_zero() ? characteristic() : math::multiply(characteristic(), {Rational(-1), Rational(1)}); }

  // The term by powers of r modulo the characteristic polynomial, which shares nothing with adding up.
  Rational by_powers(long long steps) const {
    const Coefficients p = without_constant();
    const auto start = terms(p.size() - 1);
    Coefficients power{Rational(1)};
    for (long long i = 0; i < steps; ++i) power = math::divide(math::multiply(power, {Rational(0), Rational(1)}), p).second;
    Rational sum;
    for (std::size_t i = 0; i < power.size(); ++i) sum += power[i] * start[i];
    return sum;
  }

  static std::string a(long long index) { return "a_{" + std::to_string(index) + "}"; }

  void one_by_one(long long n) {
    std::vector<Rational> all = a_;
    for (long long i = first_; i <= n && i < first_ + static_cast<long long>(a_.size()); ++i)
      if (i == n) board_.write(a(i) + " = " + tex(a_[static_cast<std::size_t>(i - first_)]), "given", board_.say({"reading off the given term", "having this term given"}), proved(true, "", "certificate"));
    for (long long i = first_ + static_cast<long long>(a_.size()); i <= n && !board_.failed(); ++i) {
      std::string products;
      std::vector<Rational> parts;
      for (std::size_t k = 0; k < c_.size(); ++k) {
        if (c_[k].is_zero()) continue;
        const Rational& before = all[all.size() - 1 - k];
        const std::string value = products.empty() && c_[k] == Rational(1) ? tex(before) : tex_bracketed(before);
        const Rational size = c_[k].abs();
        const std::string term = size == Rational(1) ? value : tex(size) + " \\cdot " + tex_bracketed(before);
        products += products.empty() ? (c_[k].sign() < 0 ? "-" : "") + term : (c_[k].sign() < 0 ? " - " : " + ") + term;
        parts.push_back(c_[k] * before);
      }
      if (!d_.is_zero()) {
        products += tex_signed(d_);
        parts.push_back(d_);
      }
      all.push_back(next(all));
      const std::string sum = tex_sum(parts), value = tex(all.back());
      std::string chain = products;
      if (sum != products && parts.size() > 1 && !board_.brief()) chain += " = " + sum;
      if (value != chain) chain += " = " + value;
      const Judgement steps = chain.find(" = ") == chain.npos ? proved(true) : judge_fact(chain);
      board_.write(a(i) + " = " + chain, "recurrence", i == n ? board_.say({"taking the last step", "working out the term asked for", "reaching the term asked for"})
                                                              : board_.say({"putting in the terms before", "taking the next step", "using the terms before"}),
                   both(steps, proved(by_powers(i - first_) == all.back(), "another term")));
    }
    call_.expect(all[static_cast<std::size_t>(n - first_)]);
  }

  void geometric(long long n) {
    const auto power = Rational::pow(c_[0], Rational(n - first_), 1 << 12);
    if (!power) return board_.unsupported("a term with too many digits");
    board_.write(a(n) + " = " + tex(a_[0]) + " \\cdot " + tex_power(tex_base(c_[0]), n - first_) + " = " + tex(a_[0] * *power), "geometric_sequence",
                 board_.say({"multiplying {0} times by {1}", "taking {0} steps, each a multiplication by {1}"}, n - first_, words(c_[0])), proved(by_powers(n - first_) == a_[0] * *power, "another term"));
    call_.expect(a_[0] * *power);
  }

  // The zeros of the characteristic polynomial with what belongs to each: r^n, n r^n, ...
  struct Shape {
    Expr root;
    int power = 0;
    Expr at(const Expr& n) const {
      const Expr base = root.is_number() && root.value() == Rational(1) ? Expr::integer(1) : math::pow(root, n);
      if (power == 0) return base;
      const Expr factor = power == 1 ? n : math::pow(n, Expr::integer(power));
      return base.is_number() ? factor : factor * base;
    }
    std::string tex_with(const std::string& letter) const {
      const Expr shape = at(Expr::symbol("n"));
      return shape.is_number() ? letter : letter + " \\cdot " + math::to_latex(shape);
    }
  };

  std::optional<std::vector<Shape>> shapes() {
    const Coefficients p = characteristic();
    Coefficients left(c_.size() + 1), right = p;
    left.back() = Rational(1);
    right.pop_back();
    for (Rational& c : right) c = -c;
    EquationLines lines(board_, "r", left, right);
    lines.line(tex(left, "r") + " = " + tex(right, "r"), "characteristic_equation", board_.say({"trying $a_n = r^n$", "putting in $a_n = r^n$ and dividing by the lowest power", "looking for powers $r^n$ that fit"}));
    const auto roots = solve_polynomial_equation(lines);
    if (board_.failed()) return std::nullopt;
    std::vector<Shape> out;
    const Coefficients all = without_constant();
    for (const auto& [root, times] : math::rational_roots(all))
      for (int i = 0; i < times; ++i) out.push_back({Expr::number(root), i});
    if (static_cast<int>(out.size()) != math::degree(all))
      for (const Root& root : roots)
        if (!math::exact_value(root.value)) out.push_back({as_radical(root.value).value_or(Radical()).expr(), 0});
    if (static_cast<int>(out.size()) == math::degree(all)) return out;
    board_.unsupported("a characteristic equation with zeros that are not real or repeated roots");
    return std::nullopt;
  }

  // The two constants with roots in them, by taking one equation times a zero from the other.
  bool two_by_hand(const std::vector<Shape>& shapes, const std::vector<Rational>& t) {
    if (shapes.size() != 2 || first_ != 0 || shapes[0].power + shapes[1].power > 0) return false;
    const auto r = as_surd(shapes[0].root), s = as_surd(shapes[1].root);
    if (!r || !s) return false;
    // A + B = t0 and r A + s B = t1: B by the first equation, put into the second.
    const Surd minus_s = *s * s->with(Rational(-1)), top = r->with(t[1]) + s->with(-t[0]) * *s, gap = *r + minus_s;
    const auto below = inverse(gap);
    if (!below) return false;
    const Surd A = top * *below, B = r->with(t[0]) + A * A.with(Rational(-1));
    const auto bracketed = [](const Surd& x) { return "\\left(" + tex(x) + "\\right)"; };
    const std::string first = t[0].is_zero() ? "-A" : tex(t[0]) + " - A", put = t[0].is_zero() ? "" : tex(t[0]) + " \\cdot " + bracketed(*s);
    const auto stands = [&](const Surd& left, const Surd& right) { return proved((left + right * right.with(Rational(-1))).is_zero(), "the equation does not hold"); };
    board_.write("A + B = " + tex(t[0]), "first_term", board_.say({"asking for the right value at $n = {0}$", "comparing with $a_{{{0}}}$", "putting in $n = {0}$"}, 0), stands(A + B, r->with(t[0])));
    board_.write(bracketed(*r) + "A + " + bracketed(*s) + "B = " + tex(t[1]), "first_term", board_.say({"asking for the right value at $n = {0}$", "comparing with $a_{{{0}}}$", "putting in $n = {0}$"}, 1), stands(*r * A + *s * B, r->with(t[1])));
    board_.write("B = " + first, "express", board_.say({"solving the first equation for $B$", "expressing $B$ by $A$"}), stands(B + A, r->with(t[0])));
    const std::string left = "\\left(" + tex(*r) + " - " + bracketed(*s) + "\\right)A";
    board_.write(left + " = " + tex(t[1]) + (put.empty() ? "" : " - " + put), "put_in", board_.say({"putting this into the second equation and collecting $A$", "inserting it for $B$, with the terms with $A$ on the left"}), stands(gap * A, top));
    board_.write(tex(gap) + " \\cdot A = " + tex(top), "combine", board_.say({"working out both sides", "simplifying both sides"}), stands(gap * A, top));
    board_.write("A = " + tex(A), "divide_by_coefficient", board_.say({"dividing by ${0}$", "solving for $A$"}, tex(gap)), stands(gap * A, top));
    const std::string minus = t[0].is_zero() ? "-" + bracketed(A) : tex(t[0]) + " - " + bracketed(A);
    board_.write("B = " + minus + " = " + tex(B), "put_back", board_.say({"putting $A$ back", "going back to $B$"}), judge_fact(minus + " = " + tex(B)));
    return true;
  }

  // As many equations as constants, solved by elimination.
  void constants(const std::vector<Shape>& shapes, const std::vector<std::string>& letters, const std::vector<Rational>& t) {
    Json equations = Json::array();
    math::Matrix rows;
    bool rational = true;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      std::string text;
      auto& row = rows.emplace_back();
      for (std::size_t k = 0; k < shapes.size(); ++k) {
        const long long n = first_ + static_cast<long long>(i);
        const Expr at = n == 0 ? Expr::integer(shapes[k].power == 0 ? 1 : 0) : shapes[k].at(Expr::integer(n));
        const auto value = math::exact_value(at);
        rational = rational && value.ok();
        row.push_back(value.value_or(Rational(0)));
        if (row.back().is_zero()) continue;
        text += (text.empty() ? "" : " + ") + ("(" + value->to_string() + ")*" + letters[k]);
      }
      row.push_back(t[i]);
      equations.push_back(text + " = " + t[i].to_string());
    }
    if (!rational) {
      if (!two_by_hand(shapes, t)) board_.unsupported("constants that are no fractions");
      return;
    }
    if (shapes.size() == 1) {
      const auto value = math::exact_value(first_ == 0 ? Expr::integer(1) : shapes[0].at(Expr::integer(first_)));
      if (!value || value->is_zero()) return board_.unsupported("a first term that leaves the constant open");
      return board_.write("A = " + tex(t[0] / *value), "first_term", board_.say({"comparing the first term", "fitting the first term", "choosing it so that the first term is right"}), proved(t[0] / *value * *value == t[0]));
    }
    const math::Matrix solution = math::reduced_rows(rows);
    std::string values;
    for (const auto& row : solution) values += (values.empty() ? "(" : ", ") + row.back().to_string();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::string left;
      Rational sum;
      for (std::size_t k = 0; k < letters.size(); ++k) {
        sum += rows[i][k] * solution[k].back();
        if (rows[i][k].is_zero()) continue;
        const std::string term = tex_monomial(rows[i][k].abs(), letters[k], 1);
        left += left.empty() ? (rows[i][k].sign() < 0 ? "-" : "") + term : (rows[i][k].sign() < 0 ? " - " : " + ") + term;
      }
      const long long n = first_ + static_cast<long long>(i);
      board_.write(left + " = " + tex(t[i]), "first_term", board_.say({"asking for the right value at $n = {0}$", "comparing with $a_{{{0}}}$", "putting in $n = {0}$"}, n), proved(sum == t[i], "another first term"));
    }
    cas::ToolResult solved;
    solved.ok = true;
    solved.result = values + ")";
    const cas::ToolCall system{"solve_linear_system", {{"equations", equations}, {"variables", letters}}};
    solve_by_elimination(Call(system, solved, board_));
  }

  // c_1^2 + 4 c_2 < 0: the zeros are rho (cos t + i sin t) and its conjugate, and their powers turn by t at each step.
  void turning(const Coefficients& p) {
    const Expr result = call_.result_expr();
    const Rational &c = c_[0], square = -c_[1];
    const Rational quarter = c * c / (Rational(4) * square);
    const std::pair<Rational, Rational> known[] = {{Rational(0), Rational(1, 2)}, {Rational(1, 4), Rational(1, 3)}, {Rational(1, 2), Rational(1, 4)}, {Rational(3, 4), Rational(1, 6)}};
    const auto found = std::find_if(std::begin(known), std::end(known), [&](const auto& k) { return k.first == quarter; });
    if (found == std::end(known) || first_ != 0) return board_.unsupported("zeros whose angle is not known");
    const Rational turn = c.sign() < 0 ? Rational(1) - found->second : found->second;
    const Expr pi = Expr::constant("pi"), angle = turn.num() == Rational(1) ? pi / Expr::number(turn.den()) : Expr::number(turn.num()) * pi / Expr::number(turn.den());
    const auto rho = as_radical(Expr::func("sqrt", {Expr::number(square)})), cosine = as_radical(ExactNumbers(scratch()).value(Expr::func("cos", {angle}))), sine = as_radical(ExactNumbers(scratch()).value(Expr::func("sin", {angle})));
    if (!rho || !cosine || !sine) return board_.unsupported("a length that is no root");
    const Radical re = *rho * *cosine, im = *rho * *sine;
    const std::string r2 = "r^2 = " + tex(Coefficients{c_[1], c}, "r");
    board_.write(r2, "characteristic_equation", board_.say({"trying $a_n = r^n$", "looking for powers $r^n$ that fit"}), proved(true, "", "certificate"));
    const Rational d = c * c + Rational(4) * c_[1];
    board_.fact(tex_power(tex_base(c), 2) + " + 4 \\cdot " + tex_bracketed(c_[1]) + " = " + tex(d), "discriminant", board_.say({"working out what stands under the root of the quadratic formula", "computing the discriminant, which is negative"}));
    const Radical root = re + im * Radical::unit(), mirrored = re + -(im * Radical::unit());
    const auto zero_of = [&](const Radical& x) { return proved((x * x + -(Radical(c) * x) + Radical(-c_[1])).is_zero(), "no zero"); };
    board_.write("r = " + root.tex() + " \\text{ or } r = " + mirrored.tex(), "quadratic_formula", board_.say({"solving with the quadratic formula, where $\\sqrt{{{0}}}$ is imaginary", "using the quadratic formula with an imaginary root of ${0}$"}, tex(d)), both(zero_of(root), zero_of(mirrored)));
    const auto squared = [](const Radical& x) { return (x.tex().size() == 1 ? x.tex() : "\\left(" + x.tex() + "\\right)") + "^2"; };
    const std::string plain = "\\sqrt{" + tex(square) + "}";
    board_.fact("\\sqrt{" + squared(re) + " + " + squared(im) + "} = " + plain + (plain == rho->tex() ? "" : " = " + rho->tex()), "modulus", board_.say({"finding the length of this number", "taking its distance from 0"}));
    const std::string t = math::to_latex(angle), cos_t = math::to_latex(Expr::func("cos", {angle})), sin_t = math::to_latex(Expr::func("sin", {angle}));
    board_.fact(cos_t + " = " + cosine->tex(), "known_angle", board_.say({"looking for the angle with this cosine", "finding its direction"}));
    board_.fact(sin_t + " = " + sine->tex(), "known_angle", board_.say({"and with this sine", "checking the sine of this angle"}));
    // rho^n (A cos n t + B sin n t), and a constant part for what is added.
    const bool unit = square == Rational(1);
    const Expr n = Expr::symbol("n"), turns = turn.num() == Rational(1) ? n * pi / Expr::number(turn.den()) : math::product_of({Expr::number(turn.num()), n, pi}) / Expr::number(turn.den());
    const Expr cos_n = Expr::func("cos", {turns}), sin_n = Expr::func("sin", {turns});
    const std::string base = rho->tex().size() == 1 ? rho->tex() : "\\left(" + rho->tex() + "\\right)", grown = unit ? "" : base + "^n";
    const std::string waves = "A \\cdot " + math::to_latex(cos_n) + " + B \\cdot " + math::to_latex(sin_n);
    const Rational steady = d_ / (Rational(1) - c - c_[1]);
    // The steps turn by t and grow by rho, which is what the recurrence asks: checked with the powers themselves.
    const auto fits = [&](const Radical& x) { return zero_of(x); };
    if (!d_.is_zero()) board_.fact(tex(c) + " \\cdot " + tex_bracketed(steady) + " + " + tex_bracketed(c_[1]) + " \\cdot " + tex_bracketed(steady) + tex_signed(d_) + " = " + tex(steady), "steady_part", board_.say({"finding a constant that the recurrence keeps, for the {0} that is added", "looking for a value that stays the same"}, words(d_)));
    board_.write("a_n = " + (unit ? waves : grown + "\\left(" + waves + "\\right)") + (d_.is_zero() ? "" : tex_signed(steady)), "general_form", board_.say({"as powers of these two numbers turn by ${0}$ at each step (de Moivre)", "using de Moivre: each step turns by ${0}$ and multiplies by ${1}$"}, t, rho->tex()), both(fits(root), fits(mirrored)));
    const Rational first = a_[0] - steady, second = a_[1] - steady;
    board_.write("A" + (d_.is_zero() ? std::string() : tex_signed(steady)) + " = " + tex(a_[0]), "first_term", board_.say({"putting in $n = 0$, where the cosine is 1 and the sine 0", "comparing with $a_0$"}), proved(true, "", "certificate"));
    if (!d_.is_zero()) board_.write("A = " + tex(first), "move_constant", board_.say({"solving for $A$"}), proved(first + steady == a_[0]));
    const auto term = [](const Radical& factor, const char* letter) { return factor.tex() == "1" ? std::string(letter) : factor.tex() == "-1" ? "-" + std::string(letter) : factor.tex_factor() + " \\cdot " + letter; };
    const auto under = im.inverse();
    if (!under) return board_.unsupported("an angle without a sine");
    const Radical B = (Radical(second) + -(re * Radical(first))) * *under;
    const Judgement holds = proved((re * Radical(first) + im * B + Radical(-second)).is_zero(), "the equation does not hold");
    board_.write((re.is_zero() ? "" : term(re, "A") + " + ") + term(im, "B") + " = " + tex(second), "first_term", board_.say({"putting in $n = 1$", "comparing with $a_1$"}), holds);
    if (!(re.is_zero() && im.tex() == "1")) board_.write("B = " + B.tex(), "put_back", first.is_zero() || re.is_zero() ? board_.say({"solving for $B$"}) : board_.say({"putting $A = {0}$ in and solving for $B$", "with $A = {0}$ this gives $B$"}, tex(first)), holds);
    Judgement right = proved(p.size() == 3);
    const auto a = terms(9);
    for (std::size_t i = 0; i < a.size(); ++i) right = both(right, judge(math::equal(result.substitute("n", Expr::integer(static_cast<long long>(i))), Expr::number(a[i]))));
    board_.write("a_n = " + math::to_latex(result), "formula", board_.say({"putting the constants in", "writing the formula with these constants", "inserting the constants"}), right);
  }

  Board& scratch() {
    aside_ = Board(ExplainOptions{});
    return aside_;
  }

  void formula() {
    if (c_.size() == 2 && c_[0] * c_[0] + Rational(4) * c_[1] < Rational(0)) return turning(characteristic());
    const auto all = shapes();
    if (!all || board_.failed()) return;
    std::vector<std::string> letters;
    std::string sum;
    for (std::size_t i = 0; i < all->size(); ++i) {
      letters.push_back(std::string(1, static_cast<char>('A' + i)));
      sum += (sum.empty() ? "" : " + ") + (*all)[i].tex_with(letters.back());
    }
    Judgement fits = proved(true);
    for (const Shape& s : *all) {
      Expr rest = s.at(Expr::integer(20));
      const Coefficients p = without_constant();
      for (std::size_t k = 0; k + 1 < p.size(); ++k) rest = rest + Expr::number(p[k]) * s.at(Expr::integer(20 + static_cast<long long>(k) - static_cast<long long>(p.size()) + 1));
      fits = both(fits, judge(math::equal(rest, Expr::integer(0))));
    }
    board_.write("a_n = " + sum, "general_form", d_.is_zero() ? board_.say({"taking a sum of these powers with constants", "combining the powers with constants", "writing the general term with constants"})
                                                             : board_.say({"taking these powers and a constant part for the {0} that is added", "combining the powers, with a part for the {0} added each time"}, words(d_)), fits);
    const auto t = terms(all->size() + 6);
    constants(*all, letters, t);
    if (board_.failed()) return;
    const Expr result = call_.result_expr();
    Judgement right = proved(true);
    for (std::size_t i = 0; i < t.size(); ++i)
      right = both(right, judge(math::equal(result.substitute("n", Expr::integer(first_ + static_cast<long long>(i))), Expr::number(t[i]))));
    board_.write("a_n = " + math::to_latex(result), "formula", board_.say({"putting the constants in", "writing the formula with these constants", "inserting the constants"}), right);
  }

  const Call& call_;
  Board& board_;
  Board aside_{ExplainOptions{}};   // for values that are known
  std::vector<Rational> c_, a_;
  Rational d_;
  long long first_ = 0;
};

// ---- sets ----

using Elements = std::vector<Rational>;   // ascending, each once

std::string tex_set(const Elements& s) {
  if (s.empty()) return "\\emptyset";
  std::string out;
  for (const Rational& e : s) out += (out.empty() ? "" : ", ") + tex(e);
  return "\\{" + out + "\\}";
}

bool has(const Elements& s, const Rational& e) { return std::find(s.begin(), s.end(), e) != s.end(); }

Elements elements_in(const Expr& e) {
  std::set<Rational> found;
  for (const Expr& item : e.is(Op::kSet) || e.is(Op::kList) ? e.args() : std::vector<Expr>{e})
    if (const auto value = math::exact_value(item)) found.insert(*value);
  return {found.begin(), found.end()};
}

}  // namespace

void rule_solve_recurrence(const Call& call) { Sequence(call).write(); }

void rule_combine_sets(const Call& call) {
  Board& board = call.board();
  const std::string operation = call.text("operation");
  const auto sets = call.exprs("sets");
  if (board.failed()) return;
  Elements now = elements_in(sets[0]);
  const std::string sign = operation == "union" ? " \\cup " : operation == "intersection" ? " \\cap " : operation == "difference" ? " \\setminus " : " \\triangle ";
  for (std::size_t i = 1; i < sets.size(); ++i) {
    const Elements other = elements_in(sets[i]);
    const Elements before = now;
    Elements both_hold, next;
    for (const Rational& e : before)
      if (has(other, e)) both_hold.push_back(e);
    std::set<Rational> kept;
    for (const Rational& e : before)
      if (operation == "union" || (operation == "intersection" ? has(other, e) : !has(other, e))) kept.insert(e);
    for (const Rational& e : other)
      if (operation == "union" || (operation == "symmetric_difference" && !has(before, e))) kept.insert(e);
    next.assign(kept.begin(), kept.end());
    // By counting instead of looking: |A| + |B| = |A and B| + |A or B| and its kin.
    const std::size_t common = both_hold.size(), a = before.size(), b = other.size();
    const std::size_t expected = operation == "union" ? a + b - common : operation == "intersection" ? common : operation == "difference" ? a - common : a + b - 2 * common;
    if (operation != "intersection" && !board.brief())
      board.write(tex_set(before) + " \\cap " + tex_set(other) + " = " + tex_set(both_hold), "common_elements", common == 0 ? board.say({"finding nothing in both", "seeing that they share nothing"})
                                                                                                                       : board.say({"looking for what is in both", "finding the common elements", "marking what both hold"}),
                  proved(std::includes(before.begin(), before.end(), both_hold.begin(), both_hold.end()) && std::includes(other.begin(), other.end(), both_hold.begin(), both_hold.end()), "not in both", "certificate"));
    const std::string because = operation == "union"          ? board.say({"taking everything that is in one of them, each once", "putting both together, each number once", "collecting all, without repeating"})
                                : operation == "intersection" ? board.say({"keeping what is in both", "taking only what both hold", "looking for what they share"})
                                : operation == "difference"   ? board.say({"leaving out what the second holds", "taking away the common elements", "keeping what only the first holds"})
                                                              : board.say({"keeping what is in exactly one of them", "taking both together without what they share"});
    board.write(tex_set(before) + sign + tex_set(other) + " = " + tex_set(next), "combine_sets", because, proved(next.size() == expected, "another number of elements", "certificate"));
    now = next;
  }
  if (sets.size() == 1) board.write(tex_set(now) + " = " + tex_set(now), "as_given", board.say({"having only one set", "seeing nothing to combine"}), proved(true, "", "certificate"));
  const Expr result = call.result_expr();
  call.expect(elements_in(result) == now);
}

}  // namespace retort::explain
