#include "explain/general_equation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "explain/equation.h"
#include "explain/exact_numbers.h"
#include "explain/factoring.h"
#include "explain/terms.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr int kMaxDepth = 14;
constexpr std::size_t kMaxSize = 120;

std::string tex_equation(const Expr& l, const Expr& r) { return tex_number(l) + " = " + tex_number(r); }

}  // namespace

std::optional<double> defined_value(const Expr& e) {
  if (const auto exact = math::exact_value(e)) return exact->to_double();
  if (const auto value = math::real_value(e, 12)) return value->mid;
  // Balls around 0 give no digits.
  return math::equal(e, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual ? std::optional(0.0) : std::nullopt;
}

Judgement judge_same(const Expr& f, const Expr& g) {
  const auto verdict = math::equal(f, g);
  const auto symbols = (f - g).symbols();
  if (verdict.outcome != math::Verdict::Outcome::kUnknown || symbols.size() != 1) return judge(verdict);
  // Both sides may be defined far out only, as ln(x - 50) is: the same claim with the letter moved.
  for (const long long by : {100LL, -100LL}) {
    const Expr moved = Expr::symbol(symbols[0]) + Expr::integer(by);
    const auto far = math::equal(f.substitute(symbols[0], moved), g.substitute(symbols[0], moved));
    if (far.outcome == math::Verdict::Outcome::kEqual) return judge(far);
  }
  return judge(verdict);
}

GeneralEquation::GeneralEquation(Board& board, std::string variable, Expr lhs, Expr rhs)
    : board_(board), variable_(std::move(variable)), lhs_(std::move(lhs)), rhs_(std::move(rhs)) {}

// Numbers by exact arithmetic, everything else in normal form when that is shorter.
Expr GeneralEquation::tidy(const Expr& e) const {
  if (const auto r = as_radical(e)) return r->expr();
  const auto normal = math::normal_form(e);
  return normal && normal->size() <= e.size() + 2 ? *normal : e;
}

GeneralEquation::Found GeneralEquation::none(const std::string& claim, std::string_view rule, std::string because, const Judgement& judgement) {
  board_.write(claim, rule, std::move(because), judgement);
  return Solutions{};
}

GeneralEquation::Found GeneralEquation::next(const Expr& l, const Expr& r, std::string_view rule, std::string because, const Judgement& follows, int depth) {
  if (!follows.holds || board_.failed()) return std::nullopt;
  board_.write(tex_equation(l, r), rule, std::move(because), follows);
  return solve(l, r, depth + 1);
}

GeneralEquation::Found GeneralEquation::branches(const Expr& u, const std::vector<Expr>& values, std::string_view rule, std::string because, const Judgement& follows, int depth) {
  std::string claim;
  for (const Expr& v : values) claim += (claim.empty() ? "" : " \\text{ or } ") + tex_equation(u, v);
  board_.write(claim, rule, std::move(because), follows);
  Solutions all;
  for (const Expr& v : values) {
    auto found = solve(u, v, depth + 1);
    if (!found) return std::nullopt;
    all.insert(all.end(), found->begin(), found->end());
  }
  return all;
}

GeneralEquation::Found GeneralEquation::polynomial(const Expr& l, const Expr& r) {
  const auto p = math::as_polynomial(l, variable_, 40), q = math::as_polynomial(r, variable_, 40);
  if (!p || !q) return std::nullopt;
  Coefficients difference = *q;
  for (Rational& c : difference) c = -c;
  difference = math::add(*p, difference);
  if (math::degree(difference) < 1) {
    if (difference.empty()) return std::nullopt;
    const Rational left = p->empty() ? Rational(0) : (*p)[0], right = q->empty() ? Rational(0) : (*q)[0];
    const std::string claim = tex(left) + " \\neq " + tex(right);
    return none(claim, "contradiction", board_.say({"being left with two different numbers, so nothing solves this", "finding a contradiction, so there is no solution here", "seeing that the unknown drops out and the rest is false"}), judge_fact(claim));
  }
  Board trial = board_;
  EquationLines lines(trial, variable_, *p, *q);
  tidy_equation(lines, l, r);
  const auto roots = solve_polynomial_equation(lines);
  if (trial.failed()) {
    if (auto found = common_power(l, r, difference)) return found;
    board_.unsupported("a polynomial whose zeros are not found by hand");
    return std::nullopt;
  }
  board_ = std::move(trial);
  Solutions out;
  for (const Root& root : roots) out.push_back({tidy(root.value)});
  return out;
}

// a x^4 + b x^2 + c = 0 is an equation in x^2.
GeneralEquation::Found GeneralEquation::common_power(const Expr& l, const Expr& r, const Coefficients& p) {
  std::size_t k = 0;
  for (std::size_t i = 1; i < p.size(); ++i)
    if (!p[i].is_zero()) k = std::gcd(k, i);
  if (k < 2 || new_letters_.size() >= 2) return std::nullopt;
  const std::string letter = variable_ == "t" ? "u" : "t";
  Coefficients q;
  for (std::size_t i = 0; i < p.size(); i += k) q.push_back(p[i]);
  if (q.size() == 2) {
    // a x^k + c = 0: the power alone on the left.
    const Expr power = math::pow(Expr::symbol(variable_), Expr::integer(static_cast<long long>(k))), alone = Expr::number(-q[0] / q[1]);
    const std::string claim = math::to_latex(power) + " = " + tex_number(alone);
    if (claim != math::to_latex(l) + " = " + math::to_latex(r)) board_.write(claim, "power_alone", board_.say({"leaving the power alone", "bringing the number to the right and leaving the power on the left"}), judge_same(Expr::number(q[1]) * (power - alone), l - r));
    return board_.failed() ? std::nullopt : peel(power, alone, kMaxDepth / 2);
  }
  const Expr in_letter = math::to_expr(q, letter), part = math::pow(Expr::symbol(variable_), Expr::integer(static_cast<long long>(k)));
  const Judgement follows = judge_same(in_letter.substitute(letter, part), l - r);
  if (!follows.holds) return std::nullopt;
  board_.write(math::to_latex(in_letter) + " = 0", "new_letter", board_.say({"writing ${0}$ for ${1}$", "putting ${0} = {1}$", "abbreviating ${1}$ by ${0}$"}, letter, math::to_latex(part)), follows);
  GeneralEquation inner(board_, letter, in_letter, Expr::integer(0));
  inner.new_letters_ = new_letters_;
  inner.new_letters_.push_back(letter);
  const auto values = inner.solve();
  if (!values || board_.failed()) return std::nullopt;
  Solutions all;
  for (const Solution& v : *values) {
    board_.write(math::to_latex(part) + " = " + tex_number(v.value), "back_to_unknown", board_.say({"going back from ${0}$ with ${0} = {1}$", "putting ${0} = {1}$ back", "taking ${0} = {1}$"}, letter, tex_number(v.value)), proved(true, "", "certificate"));
    const auto found = peel(part, v.value, kMaxDepth / 2);
    if (!found) return std::nullopt;
    all.insert(all.end(), found->begin(), found->end());
  }
  return all;
}

// A factor that all terms share is taken out: e^{-x} - x e^{-x} = e^{-x}(1 - x).
GeneralEquation::Found GeneralEquation::common_factor(const Expr& l, const Expr& r, int depth) {
  if (!(r.is_number() && r.value().is_zero())) return std::nullopt;
  const auto terms = math::terms_of(l);
  if (terms.size() < 2) return std::nullopt;
  const auto bare = [](const Expr& t) { return t.is(Op::kNeg) ? t.arg(0) : t; };
  for (const Expr& f : math::factors_of(bare(terms[0]))) {
    if (!has(f)) continue;
    std::vector<Expr> rest;
    for (const Expr& term : terms) {
      std::vector<Expr> factors = math::factors_of(bare(term));
      const auto at = std::find_if(factors.begin(), factors.end(), [&](const Expr& g) { return g.same(f); });
      if (at == factors.end()) break;
      factors.erase(at);
      const Expr left = factors.empty() ? Expr::integer(1) : math::product_of(factors);
      rest.push_back(term.is(Op::kNeg) ? -left : left);
    }
    if (rest.size() != terms.size()) continue;
    const Expr inside = math::sum_of(rest), whole = f * inside;
    return next(whole, r, "common_factor", board_.say({"taking out ${0}$", "factoring out ${0}$", "pulling out the common factor ${0}$"}, math::to_latex(f)), judge_same(whole, l), depth);
  }
  return std::nullopt;
}

GeneralEquation::Found GeneralEquation::solve(const Expr& l, const Expr& r, int depth) {
  if (board_.failed() || depth > kMaxDepth || l.size() + r.size() > kMaxSize) return std::nullopt;
  if (l.is(Op::kSymbol) && l.name() == variable_ && !has(r)) return Solutions{{tidy(r)}};
  if (!has(l) && !has(r)) {
    const Judgement same = judge_same(l, r);
    if (same.holds) return std::nullopt;
    const std::string claim = tex_number(l) + " \\neq " + tex_number(r);
    return none(claim, "contradiction", board_.say({"finding a contradiction, so there is no solution here", "being left with something false, so nothing solves this"}), judge_fact(claim));
  }
  if (!has(l)) return solve(r, l, depth + 1);
  if (auto found = polynomial(l, r)) return found;
  if (board_.failed()) return std::nullopt;
  using Method = Found (GeneralEquation::*)(const Expr&, const Expr&, int);
  static constexpr Method kMethods[] = {&GeneralEquation::same_base, &GeneralEquation::common_factor, &GeneralEquation::peel, &GeneralEquation::absolute, &GeneralEquation::rational,
                                        &GeneralEquation::logarithms, &GeneralEquation::double_angle, &GeneralEquation::substitution, &GeneralEquation::sine_and_cosine, &GeneralEquation::radicals, &GeneralEquation::both_logarithms};
  for (const Method method : kMethods) {
    const Board before = board_;
    const bool checked = check_;
    if (auto found = (this->*method)(l, r, depth)) return found;
    board_ = before;
    check_ = checked;
  }
  return parameters(l, r);
}

GeneralEquation::Found GeneralEquation::peel(const Expr& l, const Expr& r, int depth) {
  if (has(r)) return std::nullopt;
  switch (l.op()) {
    case Op::kNeg:
      return next(l.arg(0), tidy(-r), "change_sign", board_.say({"changing the sign on both sides", "multiplying both sides by $-1$", "turning the signs around"}), judge_same(l - r, -(l.arg(0) - tidy(-r))), depth);
    case Op::kAdd: return peel_sum(l, r, depth);
    case Op::kMul: return peel_product(l, r, depth);
    case Op::kDiv: return peel_quotient(l, r, depth);
    case Op::kPow: return has(l.arg(1)) ? peel_exponential(l, r, depth) : peel_power(l, r, depth);
    case Op::kFunc: return peel_function(l, r, depth);
    default: return std::nullopt;
  }
}

GeneralEquation::Found GeneralEquation::peel_sum(const Expr& l, const Expr& r, int depth) {
  std::vector<Expr> with, without;
  for (const Expr& term : math::terms_of(l)) (has(term) ? with : without).push_back(term);
  if (without.empty() || with.empty()) {
    const auto collected = math::collect_terms(l);
    if (!collected || collected->size() >= l.size()) return std::nullopt;
    return next(*collected, r, "combine", board_.say({"combining like terms", "collecting like terms", "adding like terms"}), judge_same(*collected, l), depth);
  }
  const Expr moved = math::sum_of(without), left = math::sum_of(with), right = tidy(r - moved);
  if (with.size() > 1 && r.is_number() && r.value().is_zero() && !right.is_number()) return std::nullopt;
  const std::string text = tex_number(moved.is(Op::kNeg) ? moved.arg(0) : moved);
  return next(left, right, "move_constant",
              moved.is(Op::kNeg) || (moved.is_number() && moved.value().sign() < 0)
                  ? board_.say({"adding ${0}$ on both sides", "bringing ${0}$ to the right", "adding ${0}$ to both sides"}, text)
                  : board_.say({"subtracting ${0}$ from both sides", "bringing ${0}$ to the right", "taking ${0}$ away on both sides"}, text),
              judge_same(left - right, l - r), depth);
}

GeneralEquation::Found GeneralEquation::peel_product(const Expr& l, const Expr& r, int depth) {
  std::vector<Expr> with, without;
  for (const Expr& f : math::factors_of(l)) (has(f) ? with : without).push_back(f);
  const bool zero = r.is_number() && r.value().is_zero();
  if (zero && with.size() > 1) {
    std::string claim;
    for (const Expr& f : with) claim += (claim.empty() ? "" : " \\text{ or } ") + math::to_latex(f) + " = 0";
    board_.write(claim, "zero_product", board_.say({"setting each factor to 0", "using that a product is 0 when a factor is", "taking each factor equal to 0"}),
                 proved(judge_same(l, math::product_of(math::factors_of(l))).holds, "other factors", "certificate"));
    Solutions all;
    check_ = true;
    for (const Expr& f : with) {
      auto found = solve(f, r, depth + 1);
      if (!found) return std::nullopt;
      all.insert(all.end(), found->begin(), found->end());
    }
    return all;
  }
  if (without.empty()) return std::nullopt;
  const Expr factor = math::product_of(without), left = math::product_of(with), right = tidy(r / factor);
  return next(left, right, "divide_by_coefficient", board_.say({"dividing both sides by ${0}$", "dividing by ${0}$", "dividing through by ${0}$"}, tex_number(factor)),
              both(judge_same(l, factor * left), judge_same(r, factor * right)), depth);
}

GeneralEquation::Found GeneralEquation::peel_quotient(const Expr& l, const Expr& r, int depth) {
  const Expr &above = l.arg(0), &below = l.arg(1);
  if (!has(below)) {
    const Expr right = tidy(r * below);
    return next(above, right, "multiply_by_denominator", board_.say({"multiplying both sides by ${0}$", "multiplying by ${0}$", "clearing the denominator ${0}$"}, tex_number(below)),
                judge_same(right, r * below), depth);
  }
  if (has(above)) return std::nullopt;
  if (r.is_number() && r.value().is_zero()) return std::nullopt;
  const Expr right = tidy(above / r);
  check_ = true;
  return next(below, right, "take_reciprocals", board_.say({"turning both sides upside down and multiplying by ${0}$", "multiplying by ${1}$ and dividing by ${2}$", "solving for the denominator ${1}$"}, tex_number(above), tex_number(below), tex_number(r)),
              judge_same(right * r, above), depth);
}

// u^n = r
GeneralEquation::Found GeneralEquation::peel_power(const Expr& l, const Expr& r, int depth) {
  const Expr& u = l.arg(0);
  const auto n = math::exact_value(l.arg(1));
  if (!n || n->is_zero()) return std::nullopt;
  const auto value = math::real_value(r, 15);
  if (n->sign() < 0) {
    const Expr right = tidy(Expr::integer(1) / r), left = *n == Rational(-1) ? u : math::pow(u, Expr::number(-*n));
    check_ = true;
    return next(left, right, "take_reciprocals", board_.say({"turning both sides upside down", "taking reciprocals on both sides", "taking one over both sides"}), judge_same(right * r, Expr::integer(1)), depth);
  }
  if (!value) return std::nullopt;
  const bool even_above = (n->num() / 2).is_integer();
  if (even_above && value->mid < 0) {
    const std::string claim = tex_number(r) + " < 0";
    return none(claim, "negative_power", board_.say({"noting that an even power is never negative, so there is no solution here", "seeing that no real number has a negative even power"}), judge_fact(claim));
  }
  const Rational inverse = Rational(1) / *n;
  const Expr magnitude = value->mid < 0 ? tidy(-r) : r;
  const Expr root = inverse.num() == Rational(1) && inverse.den() == Rational(2) ? Expr::func("sqrt", {magnitude})
                    : inverse.num() == Rational(1)                              ? Expr::func("root", {magnitude, Expr::number(inverse.den())})
                                                                                 : math::pow(magnitude, Expr::number(inverse));
  Expr right = tidy(root);
  if (value->mid < 0) right = tidy(-right);
  const Judgement follows = judge_same(math::pow(right, Expr::number(n->num())), math::pow(r, Expr::number(n->den())));
  if (!follows.holds) return std::nullopt;
  if (!n->is_integer()) check_ = true;
  if (even_above && !(right.is_number() && right.value().is_zero())) {
    const bool bare = u.is(Op::kSymbol);
    const Expr minus = tidy(-right);
    if (!bare) return branches(u, {minus, right}, "square_root", board_.say({"taking roots with both signs", "drawing the root, with both signs", "using that both signs are possible"}), follows, depth);
    const std::string claim = tex_equation(u, minus) + " \\text{ or } " + tex_equation(u, right);
    board_.write(claim, "square_root", board_.say({"taking roots with both signs", "drawing the root, with both signs", "using that both signs are possible"}), follows);
    return Solutions{{minus}, {right}};
  }
  return next(u, right, n->is_integer() ? "take_root" : "raise_to_power",
              n->is_integer() ? board_.say({"taking the root with index {0} on both sides", "drawing the root with index {0}", "undoing the power {0}"}, words(*n))
                              : board_.say({"raising both sides to the power ${0}$", "taking both sides to the power ${0}$", "undoing the power with the exponent ${0}$"}, tex(inverse)), follows, depth);
}

// b^u = r
GeneralEquation::Found GeneralEquation::peel_exponential(const Expr& l, const Expr& r, int depth) {
  const Expr &base = l.arg(0), &u = l.arg(1);
  if (has(base)) return std::nullopt;
  const auto value = math::real_value(r, 15);
  if (value && value->mid <= 0) {
    const auto height = math::real_value(base, 6);
    return none(math::to_latex(l) + " > 0", "exponential_positive",
                board_.say({"noting that a power of a positive number is always positive and never ${0}$, so there is no solution here", "seeing that an exponential is always positive and so never ${0}$"}, tex_number(r)),
                proved(height && height->mid > 0, "the base is not positive", "arb"));
  }
  const bool natural = base.is(Op::kConstant) && base.name() == "e";
  const Expr log = natural ? Expr::func("ln", {r}) : Expr::func("ln", {r}) / Expr::func("ln", {base});
  Expr right = log;
  const auto exact = math::exact_value(Expr::func("log", {r, base}));
  if (exact) right = Expr::number(*exact);
  return next(u, right, "take_logarithm", board_.say({"taking logarithms on both sides", "using the logarithm on both sides", "undoing the power with the logarithm"}), judge_same(math::pow(base, right), r), depth);
}

GeneralEquation::Found GeneralEquation::peel_function(const Expr& l, const Expr& r, int depth) {
  const std::string& name = l.name();
  const Expr& u = l.arg(0);
  const auto value = math::real_value(r, 15);
  if (name == "exp") return peel_exponential(math::pow(Expr::constant("e"), u), r, depth);
  if (name == "abs") return std::nullopt;
  if (name == "sqrt" || name == "root") {
    const auto index = name == "sqrt" ? Result<Rational>(Rational(2)) : math::exact_value(l.arg(1));
    if (!index || !index->is_integer()) return std::nullopt;
    const bool even = (*index / 2).is_integer();
    if (even && value && value->mid < 0) {
      const std::string claim = tex_number(r) + " < 0";
      return none(claim, "root_not_negative", board_.say({"noting that a square root is never negative, so there is no solution here", "seeing that a root cannot be negative, so nothing solves this"}), judge_fact(claim));
    }
    const Expr raised = math::pow(r, Expr::number(*index)), right = tidy(raised);
    if (const auto number = math::exact_value(r); number && !number->is_zero() && *number != Rational(1))   // 9^2 = 81
      board_.fact(math::to_latex(raised) + " = " + math::to_latex(right), "power",
                  *index == Rational(2) ? board_.say({"squaring {0}", "multiplying {0} by itself"}, words(*number)) : board_.say({"raising {0} to the power {1}"}, words(*number), words(*index)));
    return next(u, right, "raise_to_power",
                *index == Rational(2) ? board_.say({"squaring both sides", "taking the square of both sides", "undoing the root by squaring"})
                                      : board_.say({"raising both sides to the power {0}", "taking both sides to the power {0}", "undoing the root with the power {0}"}, words(*index)),
                judge_same(right, raised), depth);
  }
  if (name == "ln" || (name == "log" && !(l.args().size() == 2 && has(l.arg(1))))) {
    const Expr base = name == "ln" ? Expr::constant("e") : l.args().size() == 2 ? l.arg(1) : Expr::integer(10);
    const Expr right = tidy(math::pow(base, r));
    return next(u, right, "exponentiate", board_.say({"raising ${0}$ to both sides", "undoing the logarithm with base ${0}$", "writing it as a power of ${0}$"}, math::to_latex(base)), judge_same(right, math::pow(base, r)), depth);
  }
  if (name == "log" && !has(u)) {
    check_ = true;
    const Expr left = math::pow(l.arg(1), r);
    return next(left, u, "exponentiate", board_.say({"writing it as a power of ${0}$", "undoing the logarithm", "using what the logarithm means"}, math::to_latex(l.arg(1))), proved(!has(r), "", "certificate"), depth);
  }
  if (name == "sin" || name == "cos" || name == "tan" || name == "cot" || name == "sec" || name == "csc") return trigonometric(l, r, depth);
  if (name == "asin" || name == "acos" || name == "atan") {
    check_ = true;
    const Expr forward = Expr::func(name.substr(1), {r});
    const Expr right = tidy(forward);
    return next(u, right, "inverse_function", board_.say({"taking the {0} of both sides", "undoing the inverse function with the {0}", "using the {0} on both sides"}, name == "asin" ? "sine" : name == "acos" ? "cosine" : "tangent"), judge_same(right, forward), depth);
  }
  return std::nullopt;
}

bool GeneralEquation::stands(const Solution& s) {
  const auto bracketed = [](const Expr& v) { return v; };
  const Expr l = lhs_.substitute(variable_, bracketed(s.value)), r = rhs_.substitute(variable_, bracketed(s.value));
  const std::string name = tex_variable(variable_) + " = " + tex_number(s.value);
  const auto left = defined_value(l), right = defined_value(r);
  if (left && right) {
    const Judgement same = judge_same(l, r);
    if (same.holds) {
      std::string claim = math::to_latex(l) + " = " + math::to_latex(r);
      const Expr shown = tidy(r);
      if (math::to_latex(shown) != math::to_latex(r) && judge_same(shown, r).holds) claim += " = " + tex_number(shown);
      board_.write(claim, "check", board_.say({"putting ${0}$ back, which fits", "checking ${0}$ in the equation", "testing ${0}$, which holds"}, name), both(same, judge_fact(claim)));
      return true;
    }
    const std::string claim = math::to_latex(l) + " \\neq " + math::to_latex(r);
    board_.write(claim, "reject", board_.say({"putting ${0}$ back, which does not fit, so it is rejected", "testing ${0}$, which fails and falls away", "finding that ${0}$ came in by the last steps and does not solve the equation"}, name), judge_fact(claim));
    return false;
  }
  write_undefined(s, name, !left ? lhs_ : rhs_);
  return false;
}

// The part of `side` that has no value there: a logarithm of -2, a root of -3, a division by 0.
void GeneralEquation::write_undefined(const Solution& s, const std::string& name, const Expr& side) {
  std::string claim;
  const auto look = [&](const Expr& part) -> std::optional<Expr> {
    const bool logarithm = part.is_func("ln") || part.is_func("log"), root = part.is_func("sqrt");
    if (!claim.empty() || (!logarithm && !root && !part.is(Op::kDiv))) return std::nullopt;
    const Expr inside = (part.is(Op::kDiv) ? part.arg(1) : part.arg(0)).substitute(variable_, s.value);
    const auto value = defined_value(inside);
    if (logarithm && value && *value <= 0) claim = math::to_latex(inside) + " \\leq 0";
    if (root && value && *value < 0) claim = math::to_latex(inside) + " < 0";
    if (part.is(Op::kDiv) && value && *value == 0) claim = math::to_latex(inside) + " = 0";
    return std::nullopt;
  };
  with_replaced(side, look);
  const std::string because = board_.say({"rejecting ${0}$, for which the equation is not defined", "leaving out ${0}$, where a part of the equation has no value", "noting that ${0}$ does not belong to the domain and falls away"}, name);
  if (claim.empty()) return board_.write(name, "reject", because, proved(true, "", "arb"));
  board_.fact(claim, "reject", because);
}

std::optional<std::vector<Solution>> GeneralEquation::solve() {
  auto found = solve(lhs_, rhs_, 0);
  if (!found || board_.failed()) return std::nullopt;
  Solutions kept;
  for (const Solution& s : *found) {
    const auto same = [&](const Solution& o) { return !s.period && !o.period && judge_same(o.value, s.value).holds; };
    if (std::any_of(kept.begin(), kept.end(), same)) continue;
    const auto left = defined_value(lhs_.substitute(variable_, s.value));
    const bool fits = left && judge_same(lhs_.substitute(variable_, s.value), rhs_.substitute(variable_, s.value)).holds;
    const bool parametric = lhs_.symbols().size() + rhs_.symbols().size() > 2 || !s.value.symbols().empty();
    if (parametric || (fits && (!check_ || s.period) && !board_.full())) {
      kept.push_back(s);
      continue;
    }
    if (stands(s)) kept.push_back(s);
  }
  return board_.failed() ? std::nullopt : std::optional(kept);
}

}  // namespace retort::explain
