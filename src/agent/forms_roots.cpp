// Terms in the roots of a polynomial that do not change when the roots change places: written with Vieta's sums, whose values the
// coefficients give.
#include <array>
#include <map>

#include "agent/forms.h"
#include "agent/rules_solver_text.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/polynomial.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::size_t kMostRoots = 4, kMostTerms = 400;
using Powers = std::array<int, kMostRoots>;
using Terms = std::map<Powers, Rational>;   // of a polynomial in the roots, without zeros

void add(Terms& to, const Powers& powers, const Rational& factor) {
  Rational& at = to[powers];
  at += factor;
  if (at.is_zero()) to.erase(powers);
}

std::optional<Terms> product(const Terms& a, const Terms& b) {
  Terms out;
  for (const auto& [p, x] : a)
    for (const auto& [q, y] : b) {
      Powers sum{};
      for (std::size_t i = 0; i < kMostRoots; ++i) sum[i] = p[i] + q[i];
      add(out, sum, x * y);
      if (out.size() > kMostTerms) return {};
    }
  return out;
}

std::optional<Terms> terms_in(const Expr& e, const std::vector<std::string>& names) {
  if (e.is_number()) return e.value().is_zero() ? Terms{} : Terms{{Powers{}, e.value()}};
  if (e.is(Op::kSymbol)) {
    auto found = std::find(names.begin(), names.end(), e.name());
    if (found == names.end()) return {};
    Powers one{};
    one[static_cast<std::size_t>(found - names.begin())] = 1;
    return Terms{{one, Rational(1)}};
  }
  if (e.is(Op::kNeg)) {
    auto inner = terms_in(e.arg(0), names);
    return inner ? product(*inner, Terms{{Powers{}, Rational(-1)}}) : inner;
  }
  if (e.is(Op::kPow)) {
    auto inner = terms_in(e.arg(0), names);
    if (!inner || !e.arg(1).is_integer() || e.arg(1).value().sign() < 0 || e.arg(1).value() > Rational(12)) return {};
    std::optional<Terms> out = Terms{{Powers{}, Rational(1)}};
    for (long long i = 0; out && i < *e.arg(1).value().to_int64(); ++i) out = product(*out, *inner);
    return out;
  }
  if (e.is(Op::kDiv)) {
    auto divisor = math::exact_value(e.arg(1));
    auto inner = terms_in(e.arg(0), names);
    if (!inner || !divisor.ok() || divisor->is_zero()) return {};
    return product(*inner, Terms{{Powers{}, Rational(1) / *divisor}});
  }
  if (!e.is(Op::kAdd) && !e.is(Op::kMul)) return {};
  std::optional<Terms> out = e.is(Op::kAdd) ? Terms{} : Terms{{Powers{}, Rational(1)}};
  for (const Expr& arg : e.args()) {
    auto inner = terms_in(arg, names);
    if (!inner) return {};
    if (e.is(Op::kMul)) out = product(*out, *inner);
    else
      for (const auto& [powers, factor] : *inner) add(*out, powers, factor);
    if (!out) return {};
  }
  return out;
}

// The sum of all products of k different roots.
Terms elementary(std::size_t k, std::size_t n) {
  Terms out;
  for (unsigned chosen = 0; chosen < (1u << n); ++chosen) {
    Powers powers{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < n; ++i)
      if (chosen >> i & 1u) powers[i] = 1, ++count;
    if (count == k) out[powers] = 1;
  }
  return out;
}

// A polynomial in the elementary sums: exponents of s_1, s_2, ... and a factor each.
std::optional<std::vector<std::pair<Powers, Rational>>> in_sums(Terms rest, std::size_t n) {
  std::vector<std::pair<Powers, Rational>> out;
  while (!rest.empty()) {
    const Powers lead = rest.rbegin()->first;
    const Rational factor = rest.rbegin()->second;
    Powers of{};
    for (std::size_t i = 0; i < n; ++i) {
      of[i] = lead[i] - (i + 1 < n ? lead[i + 1] : 0);
      if (of[i] < 0) return {};
    }
    std::optional<Terms> term = Terms{{Powers{}, factor}};
    for (std::size_t i = 0; i < n; ++i)
      for (int k = 0; term && k < of[i]; ++k) term = product(*term, elementary(i + 1, n));
    if (!term || out.size() > 40) return {};
    for (const auto& [powers, x] : *term) add(rest, powers, -x);
    out.emplace_back(of, factor);
  }
  return out;
}

Expr written(const std::vector<std::pair<Powers, Rational>>& sums, const std::vector<Expr>& values) {
  std::vector<Expr> terms;
  for (const auto& [powers, factor] : sums) {
    std::vector<Expr> factors;
    const bool minus = factor.sign() < 0;
    const Rational size = minus ? -factor : factor;
    if (size != Rational(1)) factors.push_back(Expr::number(size));
    for (std::size_t i = 0; i < values.size(); ++i)
      if (powers[i] > 0) factors.push_back(powers[i] == 1 ? values[i] : pow(values[i], Expr::integer(powers[i])));
    Expr term = factors.empty() ? Expr::integer(1) : factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, factors);
    terms.push_back(minus ? -term : term);
  }
  return terms.empty() ? Expr::integer(0) : terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms);
}

struct Roots {
  std::vector<std::string> names;
  std::vector<Expr> sums, values;   // s_1, s_2, ... in the roots, and their values
};

std::optional<Roots> roots_of(const Expr& equation, std::vector<std::string> names) {
  const Expr zero = equation.is(Op::kRel) ? equation.arg(0) - equation.arg(1) : equation;
  auto symbols = zero.symbols();
  if (symbols.size() != 1) return {};
  auto p = math::as_polynomial(zero, symbols[0], 20);
  if (!p) return {};
  auto n = static_cast<std::size_t>(std::max(0, math::degree(*p)));
  if (names.empty())
    for (const char* letter : {"a", "b", "c", "d"})
      if (names.size() < n && symbols[0] != letter) names.emplace_back(letter);
  if (n != names.size() || n < 2 || n > kMostRoots || std::find(names.begin(), names.end(), symbols[0]) != names.end()) return {};
  Roots roots{std::move(names), {}, {}};
  for (std::size_t k = 1; k <= n; ++k) {
    std::vector<Expr> products;
    auto all = elementary(k, n);
    for (auto term = all.rbegin(); term != all.rend(); ++term) {
      std::vector<Expr> factors;
      for (std::size_t i = 0; i < n; ++i)
        if (term->first[i] == 1) factors.push_back(Expr::symbol(roots.names[i]));
      products.push_back(factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, factors));
    }
    roots.sums.push_back(products.size() == 1 ? products[0] : Expr::make(Op::kAdd, products));
    Rational value = (*p)[n - k] / (*p)[n];
    roots.values.push_back(Expr::number(k % 2 == 1 ? -value : value));
  }
  return roots;
}

std::optional<Goal> symmetric(const Roots& roots, const Expr& asked, const std::string& named) {
  Expr num = asked, den = Expr::integer(1);
  auto whole = terms_in(asked, roots.names);
  if (!whole) {
    auto fraction = math::as_single_fraction(asked);
    if (!fraction) return {};
    num = fraction->first;
    den = fraction->second;
    whole = terms_in(num, roots.names);
  }
  auto below = terms_in(den, roots.names);
  const std::size_t n = roots.names.size();
  auto up = whole ? in_sums(*whole, n) : std::nullopt;
  auto down = below ? in_sums(*below, n) : std::nullopt;
  if (!up || !down) return {};
  const bool divided = !den.is_number();
  Expr letters = written(*up, roots.sums), numbers = written(*up, roots.values);
  if (divided) letters = letters / written(*down, roots.sums), numbers = numbers / written(*down, roots.values);
  std::vector<std::string> vieta;
  for (std::size_t i = 0; i < n; ++i) vieta.push_back(inline_math(tex(roots.sums[i]) + " = " + tex(roots.values[i])));
  std::string setting = "By Vieta's formulas the coefficients give " + and_list(vieta) + ".";
  if (!letters.same(asked)) setting += " We have " + inline_math(tex(asked) + " = " + tex(letters)) + ".";
  return Evaluate{numbers, setting, named.empty() ? inline_math(tex(asked)) + " is @" : named, {}};
}

std::optional<Goal> of_named_roots(const Captures& c) {
  std::vector<std::string> names;
  for (const Expr& name : c.at("vars").exprs) names.push_back(name.name());
  auto roots = roots_of(c.expr("q"), names);
  if (!roots || c.expr("asked").symbols().empty()) return {};
  return symmetric(*roots, c.expr("asked"), "");
}

std::optional<Goal> of_all_roots(const Captures& c, const char* what) {
  auto roots = roots_of(c.expr("q"), {});
  if (!roots || roots->names.size() < 3) return {};
  const std::string kind = what;
  std::vector<Expr> parts;
  for (const std::string& name : roots->names) {
    Expr r = Expr::symbol(name);
    parts.push_back(kind == "squares" ? pow(r, Expr::integer(2)) : kind == "cubes" ? pow(r, Expr::integer(3)) : kind == "reciprocals" ? Expr::integer(1) / r : r);
  }
  std::vector<std::string> letters;
  for (const std::string& name : roots->names) letters.push_back(inline_math(name));
  auto goal = symmetric(*roots, Expr::make(kind == "product" ? Op::kMul : Op::kAdd, parts), "this is @");
  if (!goal) return {};
  auto& evaluate = std::get<Evaluate>(*goal);
  evaluate.setting = "Let the roots be " + and_list(letters) + ". " + evaluate.setting;
  return goal;
}

// p(x) + h(x) = q(x): what is h(x)?
std::optional<Goal> missing_polynomial(const Captures& c) {
  const Expr& h = c.expr("h");
  const Expr& equation = c.expr("eq");
  if (!h.is(Op::kFunc) || h.args().size() != 1 || !h.arg(0).is(Op::kSymbol)) return {};
  for (std::size_t side : {0u, 1u}) {
    const Expr& sum = equation.arg(side);
    if (!sum.is(Op::kAdd)) continue;
    std::vector<Expr> others;
    bool found = false;
    for (const Expr& term : sum.args()) {
      if (term.same(h)) found = true;
      else others.push_back(term);
    }
    if (!found || others.empty()) continue;
    Expr rest = equation.arg(1 - side) - (others.size() == 1 ? others[0] : Expr::make(Op::kAdd, others));
    if (!math::as_polynomial(rest, h.arg(0).name())) return {};
    return Transform{Transform::To::kExpanded, rest};
  }
  return {};
}

// Of a polynomial of any degree the sum or product alone.
std::optional<Goal> vieta_end(const Captures& c, bool product) {
  const Expr& equation = c.expr("q");
  const Expr zero = equation.is(Op::kRel) ? equation.arg(0) - equation.arg(1) : equation;
  auto symbols = zero.symbols();
  if (symbols.size() != 1) return {};
  auto p = math::as_polynomial(zero, symbols[0], 3'000);
  if (!p || math::degree(*p) < 3) return {};
  auto n = static_cast<std::size_t>(math::degree(*p));
  const Rational &lead = (*p)[n], &next = product ? (*p)[0] : (*p)[n - 1];
  const bool minus = !product || n % 2 == 1;
  Expr value = Expr::number(next) / Expr::number(lead);
  return Evaluate{minus ? -value : value,
                  std::string("The highest coefficient is ") + inline_math(tex(lead)) + (product ? " and the constant term is " : " and the next one is ") + inline_math(tex(next)) + ". By Vieta's formulas the " +
                      (product ? "product" : "sum") + " of the roots is " + (minus ? "the negative of" : "") + " their quotient.",
                  product ? "the product of the roots is @" : "the sum of the roots is @", {}};
}

}  // namespace

std::vector<Form> root_forms() {
  std::vector<Form> forms = {
      {"named_roots", "[let|if|suppose|suppose that|given that|given] {vars:vars} [be|are|denote|represent|and] [the|be the] [three|two|four|distinct] [real|complex|distinct|] [<roots>] (of|to) [the] [quadratic|cubic|quartic] "
                      "[equation|polynomial|cubic polynomial] ({eq:q}|{expr:q}) [then] <find> <value> {expr:asked}", of_named_roots},
      {"named_roots", "(let|if|suppose|suppose that|given that) [the] [three|two|four] [real|complex] <roots> (of|to) [the] [quadratic|cubic] [equation|polynomial|cubic polynomial] ({eq:q}|{expr:q}) (be|are) {vars:vars} [then] <find> <value> {expr:asked}", of_named_roots},
      {"named_roots", "[the] [equation|polynomial|cubic] ({eq:q}|{expr:q}) has [three|two|four] [real|complex|distinct] [distinct] <roots> {vars:vars} [then] <find> <value> {expr:asked}", of_named_roots},
      {"named_roots", "<find> <value> {expr:asked} (if|where|given that) {vars:vars} are [the] [three|two|four] <roots> (of|to) [the] [equation|polynomial|cubic] ({eq:q}|{expr:q})", of_named_roots},
      {"missing_polynomial", "find {expr:h} [with terms in order of decreasing degree|with [the] terms in decreasing order of degree] (if|given that|when) {eq:eq}", missing_polynomial},
      {"roots_sum", "<find> the sum of [all] the roots of [the] [equation|polynomial] ({eq:q}|{expr:q})", [](const Captures& c) { return vieta_end(c, false); }},
      {"roots_product", "<find> the product of [all] the roots of [the] [equation|polynomial] ({eq:q}|{expr:q})", [](const Captures& c) { return vieta_end(c, true); }},
      {"roots_squares", "<find> the sum of the squares of the roots of [the] [equation|polynomial] ({eq:q}|{expr:q})", [](const Captures& c) { return of_all_roots(c, "squares"); }},
      {"roots_cubes", "<find> the sum of the cubes of the roots of [the] [equation|polynomial] ({eq:q}|{expr:q})", [](const Captures& c) { return of_all_roots(c, "cubes"); }},
      {"roots_reciprocals", "<find> the sum of the reciprocals of the roots of [the] [equation|polynomial] ({eq:q}|{expr:q})", [](const Captures& c) { return of_all_roots(c, "reciprocals"); }},
  };
  return forms;
}

}  // namespace retort::agent
