// The methods of GeneralEquation that look at both sides: cases, common denominators, powers, logarithms, squaring, new letters.
#include <algorithm>
#include <cmath>
#include <functional>

#include "explain/equation.h"
#include "explain/exact_numbers.h"
#include "explain/factoring.h"
#include "explain/general_equation.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

bool holds_func(const Expr& e, std::string_view name) {
  return e.is_func(name) || std::any_of(e.args().begin(), e.args().end(), [&](const Expr& a) { return holds_func(a, name); });
}

// b = c^m with the smallest c: 8 -> 2, 1/9 -> 3.
Rational primitive_base(const Rational& b) {
  const Rational n = b.num() == Rational(1) ? b.den() : b.num();
  const auto primes = math::factor_integer(n);
  if (!primes || primes->empty()) return n;
  long long shared = 0;
  for (const auto& [p, k] : *primes) shared = std::gcd(shared, static_cast<long long>(k));
  Rational base(1);
  for (const auto& [p, k] : *primes)
    for (int i = 0; i < k / shared; ++i) base *= p;
  return base;
}

std::optional<Rational> whole_log(const Rational& value, const Rational& base) {
  if (value.sign() <= 0 || (value.num() != Rational(1) && value.den() != Rational(1))) return std::nullopt;
  Rational n = value.den() == Rational(1) ? value.num() : value.den(), k(0);
  while (n != Rational(1)) {
    if (!(n / base).is_integer() || k > Rational(4000)) return std::nullopt;
    n /= base;
    k += 1;
  }
  return value.den() == Rational(1) ? k : -k;
}

// The exponent u with e = base^u.
std::optional<Expr> log_base(const Expr& e, const Rational& base, const std::string& x) {
  if (!e.contains_symbol(x) && !e.is(Op::kPow) && !e.is_func("sqrt") && !e.is(Op::kMul) && !e.is(Op::kDiv)) {
    const auto v = math::exact_value(e);
    const auto k = v ? whole_log(*v, base) : std::nullopt;
    return k ? std::optional(Expr::number(*k)) : std::nullopt;
  }
  switch (e.op()) {
    case Op::kPow: {
      const auto inner = log_base(e.arg(0), base, x);
      return inner ? std::optional(*inner * e.arg(1)) : std::nullopt;
    }
    case Op::kMul: {
      std::optional<Expr> total;
      for (const Expr& f : e.args()) {
        const auto u = log_base(f, base, x);
        if (!u) return std::nullopt;
        total = total ? *total + *u : *u;
      }
      return total;
    }
    case Op::kDiv: {
      const auto a = log_base(e.arg(0), base, x), b = log_base(e.arg(1), base, x);
      return a && b ? std::optional(*a - *b) : std::nullopt;
    }
    case Op::kFunc: {
      if (e.name() != "sqrt" && e.name() != "root") return std::nullopt;
      const auto inner = log_base(e.arg(0), base, x);
      return inner ? std::optional(*inner / (e.name() == "sqrt" ? Expr::integer(2) : e.arg(1))) : std::nullopt;
    }
    default: return std::nullopt;
  }
}

bool is_power_of_x(const Expr& e, const std::string& x) {
  return (e.is(Op::kPow) && e.arg(1).contains_symbol(x) && !e.arg(0).contains_symbol(x)) || (e.is_func("exp") && e.arg(0).contains_symbol(x));
}

// coefficient, argument and base of c \log_b u
struct LogTerm {
  Rational c;
  Expr u, base;
};
std::optional<LogTerm> read_log(const Expr& term) {
  if (term.is(Op::kNeg)) {
    auto inner = read_log(term.arg(0));
    if (inner) inner->c = -inner->c;
    return inner;
  }
  if (term.is_func("ln")) return LogTerm{Rational(1), term.arg(0), Expr::constant("e")};
  if (term.is_func("log")) return LogTerm{Rational(1), term.arg(0), term.args().size() == 2 ? term.arg(1) : Expr::integer(10)};
  if ((term.is(Op::kMul) && term.args().size() == 2) || term.is(Op::kDiv)) {
    const bool quotient = term.is(Op::kDiv);
    const auto c = math::exact_value(term.arg(quotient ? 1 : 0));
    auto inner = read_log(term.arg(quotient ? 0 : 1));
    if (!c || !inner || c->is_zero()) return std::nullopt;
    inner->c *= quotient ? Rational(1) / *c : *c;
    return inner;
  }
  return std::nullopt;
}

Expr log_of(const Expr& u, const Expr& base) {
  return base.is(Op::kConstant) ? Expr::func("ln", {u}) : Expr::func("log", {u, base});
}

Coefficients lcm_of(const Coefficients& a, const Coefficients& b) { return math::divide(math::multiply(a, b), math::gcd(a, b)).first; }

const char* const kNewLetters[] = {"t", "u", "s", "w"};

}  // namespace

// |u| = c, |u| = |v|, and sums of absolute values case by case.
GeneralEquation::Found GeneralEquation::absolute(const Expr& l, const Expr& r, int depth) {
  std::vector<Expr> found;
  const auto inner_abs = [&](const Expr& e) { return e.is_func("abs") && has(e) && !holds_func(e.arg(0), "abs"); };
  collect_parts(l, inner_abs, found);
  collect_parts(r, inner_abs, found);
  if (found.empty()) return std::nullopt;
  const Expr& l0 = l;
  if (l0.is_func("abs")) {
    const Expr& u = l0.arg(0);
    if (!has(r)) {
      const auto value = math::real_value(r, 12);
      if (!value) return std::nullopt;
      if (is_zero(r)) return next(u, r, "absolute_value", board_.say({"noting that only 0 has the absolute value 0", "using that the inside must be 0", "dropping the bars around 0"}), proved(true, "", "certificate"), depth);
      if (value->mid < 0) {
        const std::string claim = tex_number(r) + " < 0";
        return none(claim, "absolute_value", board_.say({"noting that an absolute value is never negative, so there is no solution here", "seeing that no distance is negative, so nothing solves this"}), judge_fact(claim));
      }
      return branches(u, {tidy(-r), r}, "absolute_value", board_.say({"splitting into two cases, as both signs give this distance from 0", "using that the inside is ${0}$ or $-{0}$", "taking both signs of the inside"}, tex_number(r)), proved(true, "", "certificate"), depth);
    }
    const Expr v = r.is_func("abs") ? r.arg(0) : r;
    if (!holds_func(v, "abs")) {
      if (!r.is_func("abs")) check_ = true;
      return branches(u, {v, tidy(-v)}, "absolute_value", board_.say({"splitting into two cases, with equal and with opposite signs", "using that the insides agree up to the sign", "taking both signs"}), proved(true, "", "certificate"), depth);
    }
  }
  if (found.size() == 1) {
    // |u| alone on the left.
    const Expr letter = Expr::symbol("retort_abs");
    const auto by = [&](const Expr& e) { return e.same(found[0]) ? std::optional(letter) : std::nullopt; };
    const Expr difference = with_replaced(l, by) - with_replaced(r, by);
    const auto parts = math::coefficients_in(difference, "retort_abs", 1);
    if (parts && parts->size() == 2 && !has((*parts)[1])) {
      const Expr right = tidy(-(*parts)[0] / (*parts)[1]);
      if (!(l.same(found[0]) && r.same(right)))
        return next(found[0], right, "isolate", board_.say({"leaving the absolute value alone on the left", "solving for the absolute value", "bringing everything else to the right"}), judge_same((found[0] - right) * (*parts)[1], l - r), depth);
    }
  }
  std::vector<Rational> ends;
  for (const Expr& a : found) {
    const auto p = math::as_polynomial(a.arg(0), variable_, 2);
    if (!p || math::degree(*p) < 1) return std::nullopt;
    const auto roots = math::rational_roots(*p);
    if (static_cast<int>(roots.size()) != math::count_real_roots(*p)) return std::nullopt;
    for (const auto& [v, k] : roots) ends.push_back(v);
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  if (ends.empty() || ends.size() > 4) return std::nullopt;
  check_ = true;
  Solutions all;
  const std::string x = tex_variable(variable_);
  for (std::size_t i = 0; i <= ends.size(); ++i) {
    const Rational inside = i == 0 ? ends[0] - 1 : i == ends.size() ? ends.back() + 1 : (ends[i - 1] + ends[i]) / 2;
    const std::string range = i == 0 ? x + " < " + tex(ends[0]) : i == ends.size() ? x + " \\geq " + tex(ends.back()) : tex(ends[i - 1]) + " \\leq " + x + " < " + tex(ends[i]);
    bool signs_known = true;
    const auto by = [&](const Expr& e) -> std::optional<Expr> {
      if (std::none_of(found.begin(), found.end(), [&](const Expr& a) { return a.same(e); })) return std::nullopt;
      const auto at = math::exact_value(e.arg(0).substitute(variable_, Expr::number(inside)));
      if (!at || at->is_zero()) signs_known = false;
      return at && at->sign() < 0 ? -e.arg(0) : e.arg(0);
    };
    const Expr left = with_replaced(l, by), right = with_replaced(r, by);
    if (!signs_known) return std::nullopt;
    const Judgement sample = judge_same((l - r).substitute(variable_, Expr::number(inside)), (left - right).substitute(variable_, Expr::number(inside)));
    board_.write(math::to_latex(left) + " = " + math::to_latex(right), "case_split",
                 board_.say({"taking the case ${0}$, where the signs of the insides are known", "assuming ${0}$ and dropping the bars", "looking at ${0}$, where the bars can be dropped"}, range), sample);
    const auto part = solve(left, right, depth + 1);
    if (!part) return std::nullopt;
    for (const Solution& s : *part) {
      const auto v = math::real_value(s.value, 12);
      const bool in = v && (i == 0 || v->mid >= ends[i - 1].to_double() - 1e-12) && (i == ends.size() || v->mid < ends[i].to_double() + 1e-12);
      if (in) {
        all.push_back(s);
        continue;
      }
      const std::string claim = v && i > 0 && v->mid < ends[i - 1].to_double() ? tex_number(s.value) + " < " + tex(ends[i - 1]) : tex_number(s.value) + " > " + tex(ends[std::min(i, ends.size() - 1)]);
      board_.write(claim, "reject", board_.say({"rejecting this value, which does not lie in ${0}$", "leaving it out, as it is not in ${0}$", "noting that it falls outside of ${0}$"}, range), judge_fact(claim));
    }
  }
  return all;
}

// Quotients of polynomials: both sides times the common denominator.
GeneralEquation::Found GeneralEquation::rational(const Expr& l, const Expr& r, int depth) {
  const auto read = [&](const Expr& e) -> std::optional<math::Fraction> {
    if (const auto p = math::as_polynomial(e, variable_, 12)) return math::Fraction{*p, {Rational(1)}};
    return math::as_fraction(e, variable_, 12);
  };
  const auto a = read(l), b = read(r);
  if (!a || !b) return std::nullopt;
  // Fractions that can be reduced come first.
  std::vector<Expr> quotients;
  const auto is_quotient = [&](const Expr& e) { return e.is(Op::kDiv) && has(e.arg(1)); };
  collect_parts(l, is_quotient, quotients);
  collect_parts(r, is_quotient, quotients);
  for (const Expr& q : quotients) {
    const auto n = math::as_polynomial(q.arg(0), variable_, 12), d = math::as_polynomial(q.arg(1), variable_, 12);
    if (!n || !d || n->empty()) continue;
    const Coefficients g = math::gcd(*n, *d);
    if (math::degree(g) < 1) continue;
    check_ = true;
    const Coefficients top = math::divide(*n, g).first, bottom = math::divide(*d, g).first;
    const std::string after = math::degree(bottom) == 0 && bottom[0] == Rational(1) ? tex(top, variable_) : "\\frac{" + tex(top, variable_) + "}{" + tex(bottom, variable_) + "}";
    board_.fact(math::to_latex(q) + " = " + after, "cancel", board_.say({"cancelling ${0}$", "cancelling the common factor ${0}$", "dividing out ${0}$"}, tex(g, variable_)));
  }
  if (math::degree(a->den) == 0 && math::degree(b->den) == 0) {
    const Expr left = math::to_expr(a->num, variable_), right = math::to_expr(b->num, variable_);
    check_ = true;
    return next(left, right, "combine", board_.say({"putting in the reduced fractions", "writing the equation without fractions", "using the shorter forms"}), judge_same(l - r, left - right), depth);
  }
  Coefficients common = lcm_of(a->den, b->den);
  Rational content(0), below(1);
  for (const Rational& c : common) {
    content = math::gcd(content, c.num());
    below = math::lcm(below, c.den());
  }
  for (Rational& c : common) c *= below / content;
  Coefficients left = math::multiply(a->num, math::divide(common, a->den).first), right = math::multiply(b->num, math::divide(common, b->den).first);
  for (const Coefficients* side : {&left, &right})
    for (const Rational& c : *side) below = math::lcm(c.den(), Rational(1));
  Rational scale(1);
  for (const Coefficients* side : {&left, &right})
    for (const Rational& c : *side) scale = math::lcm(scale, c.den());
  for (Coefficients* side : {&left, &right, &common})
    for (Rational& c : *side) c *= scale;
  check_ = true;
  const std::string factor = tex_factored(primitive_factors(common), variable_);
  const Expr L = math::to_expr(left, variable_), R = math::to_expr(right, variable_);
  const Judgement follows = judge_same(L - R, math::to_expr(common, variable_) * (l - r));
  return next(L, R, "multiply_by_denominator", board_.say({"multiplying both sides by ${0}$", "clearing the fractions with ${0}$", "multiplying by the common denominator ${0}$"}, factor), follows, depth);
}

// b^u = b^v
GeneralEquation::Found GeneralEquation::same_base(const Expr& l, const Expr& r, int depth) {
  std::vector<Expr> powers;
  const auto wanted = [&](const Expr& e) { return e.is(Op::kPow) && is_power_of_x(e, variable_); };
  collect_parts(l, wanted, powers);
  collect_parts(r, wanted, powers);
  if (powers.empty()) return std::nullopt;
  const auto first = math::exact_value(powers[0].arg(0));
  if (!first || first->sign() <= 0 || *first == Rational(1) || (first->num() != Rational(1) && !first->is_integer())) return std::nullopt;
  const Rational base = primitive_base(*first);
  const auto u = log_base(l, base, variable_), v = log_base(r, base, variable_);
  if (!u || !v) return std::nullopt;
  const auto shorter = [](const Expr& e) { return math::normal_form(e).value_or(e); };
  const Expr left = shorter(*u), right = shorter(*v), b = Expr::number(base);
  const Expr L = math::pow(b, left), R = math::pow(b, right);
  if (!L.same(l) || !R.same(r)) {
    const Judgement follows = both(judge_same(L, l), judge_same(R, r));
    if (!follows.holds) return std::nullopt;
    board_.write(math::to_latex(L) + " = " + math::to_latex(R), "same_base", board_.say({"writing both sides as powers of {0}", "bringing everything to the base {0}", "using powers of {0} on both sides"}, words(base)), follows);
  }
  return next(left, right, "equal_exponents", board_.say({"comparing the exponents", "using that equal powers of {0} have equal exponents", "setting the exponents equal"}, words(base)), proved(base > Rational(1), "the base is 1", "certificate"), depth);
}

// Sums of logarithms brought together.
GeneralEquation::Found GeneralEquation::logarithms(const Expr& l, const Expr& r, int depth) {
  const Expr all = is_zero(r) ? l : l - r;
  std::vector<LogTerm> logs;
  std::vector<Expr> rest;
  for (const Expr& term : math::terms_of(all)) {
    const auto log = read_log(term);
    if (log && has(term)) {
      if (has(log->base)) return std::nullopt;
      logs.push_back(*log);
    } else {
      rest.push_back(term);
    }
  }
  if (logs.empty() || std::any_of(rest.begin(), rest.end(), [&](const Expr& e) { return has(e); })) return std::nullopt;
  // Constants that are logarithms of the same base join.
  std::vector<Expr> numbers;
  for (const Expr& term : rest) {
    const auto log = read_log(term);
    if (log && log->base.same(logs[0].base))
      logs.push_back(*log);
    else
      numbers.push_back(term);
  }
  Expr base = logs[0].base;
  for (const LogTerm& t : logs)
    if (!t.base.same(base)) {
      // \log_4 u = \frac{1}{2} \log_2 u
      const auto b = math::exact_value(base), c = math::exact_value(t.base);
      if (!b || !c) return std::nullopt;
      const Rational p = primitive_base(*b);
      if (p != primitive_base(*c)) return std::nullopt;
      base = Expr::number(p);
    }
  for (LogTerm& t : logs)
    if (!t.base.same(base)) {
      const auto k = whole_log(*math::exact_value(t.base), base.value());
      if (!k) return std::nullopt;
      const Rational over = Rational(1) / *k;
      board_.fact(math::to_latex(log_of(t.u, t.base)) + " = " + math::to_latex(Expr::number(over) * log_of(t.u, base)), "change_of_base",
                  board_.say({"changing to the base ${0}$, as ${1} = {2}$", "using ${1} = {2}$ to change the base", "going over to the base ${0}$"}, math::to_latex(base), math::to_latex(t.base), tex_power(math::to_latex(base).size() == 1 ? math::to_latex(base) : "(" + math::to_latex(base) + ")", k->to_int64().value_or(1))));
      t.c *= over;
      t.base = base;
    }
  if (logs.size() == 1 && logs[0].c == Rational(1) && numbers.empty() && l.is(Op::kFunc)) return std::nullopt;
  check_ = true;
  Rational scale(1);
  for (const LogTerm& t : logs) scale = math::lcm(scale, t.c.den());
  std::optional<Expr> above, below;
  for (const LogTerm& t : logs) {
    const Rational k = (t.c * scale).abs();
    const Expr f = k == Rational(1) ? t.u : math::pow(t.u, Expr::number(k));
    auto& to = t.c.sign() > 0 ? above : below;
    to = to ? *to * f : f;
  }
  const Expr top = above.value_or(Expr::integer(1)), value = tidy(numbers.empty() ? Expr::integer(0) : Expr::number(-scale) * math::sum_of(numbers));
  const std::string because = board_.say({"putting the logarithms together", "using that logarithms add up to the logarithm of the product", "joining the logarithms into one"});
  if (numbers.empty() && below) {
    // \log f = \log g
    const Expr L = log_of(top, base), R = log_of(*below, base);
    if (!(L.same(l) && R.same(r))) board_.write(math::to_latex(L) + " = " + math::to_latex(R), "combine_logarithms", because, judge_same((L - R), Expr::number(scale) * all));
    return next(top, *below, "equal_logarithms", board_.say({"comparing what is inside", "using that equal logarithms have equal insides", "dropping the logarithms"}), proved(true, "", "certificate"), depth);
  }
  const Expr inside = below ? top / *below : top;
  const Expr L = log_of(inside, base);
  if (L.same(l) && value.same(r)) return std::nullopt;
  return next(L, value, "combine_logarithms", because, judge_same(L - value, Expr::number(scale) * all), depth);
}

// A part that stands for the unknown everywhere gets a letter of its own.
GeneralEquation::Found GeneralEquation::substitution(const Expr& l, const Expr& r, int depth) {
  if (new_letters_.size() >= 2) return std::nullopt;
  std::string letter;
  for (const char* c : kNewLetters)
    if (letter.empty() && !l.contains_symbol(c) && !r.contains_symbol(c) && variable_ != c) letter = c;
  const Expr t = Expr::symbol(letter);
  struct Candidate {
    Expr part;
    std::function<std::optional<Expr>(const Expr&)> by;
  };
  std::vector<Candidate> candidates;
  std::vector<Expr> parts;
  // b^{a x + c} over one base; roots of x over one index; logarithms of x.
  const auto is_basic = [&](const Expr& e) {
    return has(e) && (is_power_of_x(e, variable_) || e.is_func("sqrt") || e.is_func("root") || e.is_func("abs") || e.is_func("ln") || e.is_func("log") ||
                      (e.is(Op::kFunc) && e.args().size() == 1) || (e.is(Op::kPow) && !e.arg(1).is_integer()));
  };
  collect_parts(l, is_basic, parts);
  collect_parts(r, is_basic, parts);
  const bool exponentials = !parts.empty() && std::all_of(parts.begin(), parts.end(), [&](const Expr& e) { return is_power_of_x(e, variable_); });
  if (exponentials) {
    const auto exponent = [&](const Expr& e) { return e.is_func("exp") ? e.arg(0) : e.arg(1); };
    const bool natural = parts[0].is_func("exp") || parts[0].arg(0).is(Op::kConstant);
    const auto first = natural ? Result<Rational>(Rational(1)) : math::exact_value(parts[0].arg(0));
    if (first && first->sign() > 0) {
      const Rational base = natural ? Rational(1) : primitive_base(*first);
      Rational step(0);
      bool good = true;
      std::vector<std::pair<Rational, Rational>> forms;   // power of b^x, exponent of the constant b
      for (const Expr& e : parts) {
        const auto p = math::as_polynomial(exponent(e), variable_, 1);
        const bool e_natural = e.is_func("exp") || e.arg(0).is(Op::kConstant);
        const auto value = e_natural ? Result<Rational>(Rational(1)) : math::exact_value(e.arg(0));
        const auto k = e_natural ? std::optional(Rational(1)) : value ? whole_log(*value, base) : std::nullopt;
        if (!p || p->size() != 2 || !k || e_natural != natural) {
          good = false;
          break;
        }
        forms.emplace_back((*p)[1] * *k, (*p)[0] * *k);
        const Rational a = (*p)[1] * *k;
        step = step.is_zero() ? a.abs() : math::gcd(step.num() * a.den(), a.num() * step.den()) / (step.den() * a.den());
      }
      if (good && !step.is_zero()) {
        const Expr b = natural ? Expr::constant("e") : Expr::number(base);
        const Expr x = Expr::symbol(variable_), u = step == Rational(1) ? x : Expr::number(step) * x;
        candidates.push_back({math::pow(b, u), [=](const Expr& e) -> std::optional<Expr> {
          for (std::size_t i = 0; i < parts.size(); ++i) {
            if (!e.same(parts[i])) continue;
            const Rational k = forms[i].first / step;
            Expr power = k == Rational(1) ? t : math::pow(t, Expr::number(k));
            if (!forms[i].second.is_zero()) power = math::pow(b, Expr::number(forms[i].second)) * power;
            return power;
          }
          return std::nullopt;
        }});
      }
    }
  }
  // x^{1/n}
  const auto root_of_x = [&](const Expr& e) -> std::optional<Rational> {
    if (e.is(Op::kSymbol) && e.name() == variable_) return Rational(1);
    if (e.is_func("sqrt") && e.arg(0).is(Op::kSymbol)) return Rational(1, 2);
    if (e.is_func("root") && e.arg(0).is(Op::kSymbol) && e.arg(1).is_integer()) return Rational(1) / e.arg(1).value();
    if (e.is(Op::kPow) && e.arg(0).is(Op::kSymbol) && !has(e.arg(1))) {
      const auto k = math::exact_value(e.arg(1));
      if (k) return *k;
    }
    return std::nullopt;
  };
  std::vector<Expr> powers;
  collect_parts(l, [&](const Expr& e) { return has(e) && root_of_x(e).has_value(); }, powers);
  collect_parts(r, [&](const Expr& e) { return has(e) && root_of_x(e).has_value(); }, powers);
  Rational index(1), shared(0);
  for (const Expr& e : powers) {
    const Rational k = *root_of_x(e);
    index = math::lcm(index, k.den());
  }
  for (const Expr& e : powers) shared = math::gcd(shared, *root_of_x(e) * index);
  if (index > Rational(1) && index <= Rational(6)) {
    const Expr x = Expr::symbol(variable_);
    const Expr part = index == Rational(2) ? Expr::func("sqrt", {x}) : Expr::func("root", {x, Expr::number(index)});
    check_ = true;
    candidates.push_back({part, [=](const Expr& e) -> std::optional<Expr> {
      const auto k = root_of_x(e);
      if (!k) return std::nullopt;
      return *k * index == Rational(1) ? t : math::pow(t, Expr::number(*k * index));
    }});
  }
  for (const Expr& part : parts) {
    if (part.is_func("sqrt") && part.arg(0).is(Op::kSymbol)) continue;
    candidates.push_back({part, [=, this](const Expr& e) -> std::optional<Expr> {
      if (e.same(part)) return t;
      // \log x^2 = 2 \log x, |x|^2 = x^2
      const auto log = read_log(e), mine = read_log(part);
      if (log && mine && !has(log->base) && !has(mine->base)) {
        Rational k = log->c / mine->c;
        Expr u = log->u;
        if (u.is(Op::kPow) && u.arg(1).is_integer()) {
          k *= u.arg(1).value();
          u = u.arg(0);
        }
        const auto b = math::exact_value(log->base), c = math::exact_value(mine->base);
        if (u.same(mine->u) && b && c && b->sign() > 0 && c->sign() > 0) {
          const Rational p = primitive_base(*b);
          const auto m = whole_log(*b, p), n = whole_log(*c, p);
          if (m && n && !m->is_zero()) {
            const Rational factor = k * *n / *m;
            return factor == Rational(1) ? t : Expr::number(factor) * t;
          }
        }
        if (u.same(mine->u) && log->base.same(mine->base)) return k == Rational(1) ? t : Expr::number(k) * t;
      }
      if (part.is_func("abs") && e.is(Op::kPow) && e.arg(0).same(part.arg(0)) && e.arg(1).is_integer() && (e.arg(1).value() / 2).is_integer()) return math::pow(t, e.arg(1));
      // cos^2 = 1 - sin^2, cos 2u
      if (part.is_func("sin") || part.is_func("cos")) {
        const bool sine = part.is_func("sin");
        const Expr one = Expr::integer(1), square = math::pow(t, Expr::integer(2));
        if (e.is(Op::kPow) && e.arg(0).is_func(sine ? "cos" : "sin") && e.arg(0).arg(0).same(part.arg(0)) && e.arg(1).is_integer() && e.arg(1).value() == Rational(2)) return one - square;
        if (e.is_func("cos") && judge_same(e.arg(0), Expr::integer(2) * part.arg(0)).holds) return sine ? one - Expr::integer(2) * square : Expr::integer(2) * square - one;
      }
      if (part.is_func("tan") && e.is_func("cot") && e.arg(0).same(part.arg(0))) return Expr::integer(1) / t;
      return std::nullopt;
    }});
  }
  for (const Candidate& c : candidates) {
    if (c.part.same(l) || c.part.same(r)) continue;
    Expr left = with_replaced(l, c.by), right = with_replaced(r, c.by);
    if (has(left) || has(right)) continue;
    const Judgement follows = judge_same((left - right).substitute(letter, c.part), l - r);
    if (!follows.holds) continue;
    const Board before = board_;
    board_.write(math::to_latex(left) + " = " + math::to_latex(right), "new_letter",
                 board_.say({"writing ${0}$ for ${1}$", "putting ${0} = {1}$", "abbreviating ${1}$ by ${0}$"}, letter, math::to_latex(c.part)), follows);
    GeneralEquation inner(board_, letter, left, right);
    inner.new_letters_ = new_letters_;
    inner.new_letters_.push_back(letter);
    const auto values = inner.solve();
    if (!values || board_.failed()) {
      board_ = before;
      continue;
    }
    check_ = check_ || part_needs_check(c.part);
    Solutions all;
    bool done = true;
    for (const Solution& v : *values) {
      board_.write(math::to_latex(c.part) + " = " + tex_number(v.value), "back_to_unknown", board_.say({"going back from ${0}$ with ${0} = {1}$", "putting ${0} = {1}$ back", "taking ${0} = {1}$"}, letter, tex_number(v.value)),
                   proved(true, "", "certificate"));
      const auto found = solve(c.part, v.value, depth + 1);
      if (!found) {
        done = false;
        break;
      }
      all.insert(all.end(), found->begin(), found->end());
    }
    if (done && !board_.failed()) return all;
    board_ = before;
  }
  return std::nullopt;
}

bool GeneralEquation::part_needs_check(const Expr& part) const { return !(part.is(Op::kPow) || part.is_func("exp") || part.is_func("sin") || part.is_func("cos")); }

}  // namespace retort::explain
