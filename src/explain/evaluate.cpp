#include "explain/evaluate.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "explain/counting.h"
#include "explain/integers.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

bool has_decimal(const Expr& e) {
  if (e.is_number()) return !e.value().is_integer() || e.text().find('.') != std::string::npos;
  if (e.is(Op::kPercent)) return true;
  return std::any_of(e.args().begin(), e.args().end(), has_decimal);
}

// 1/2 * 1/3
bool multiplies_quotients(const Expr& e) {
  return e.is(Op::kMul) && std::count_if(e.args().begin(), e.args().end(), [](const Expr& factor) { return factor.is(Op::kDiv); }) > 1;
}

// Looks at quotients of integers: one that does not end as a decimal, or a proper one with a small denominator beside a sum or another quotient.
void look_at_quotients(const Expr& e, bool in_sum, bool& endless, bool& meant) {
  if (e.is(Op::kDiv) && e.arg(0).is_integer() && e.arg(1).is_integer() && !e.arg(1).value().is_zero()) {
    const Rational q = e.arg(0).value() / e.arg(1).value();
    if (!q.is_integer()) {
      if (!ends(q, 4)) endless = true;
      if (in_sum && q.abs() < Rational(1) && q.den() <= Rational(12)) meant = true;
    }
  }
  if (e.is(Op::kPow) && e.arg(0).is_integer() && e.arg(1).is(Op::kNeg) && e.arg(1).arg(0).is_integer() && !e.arg(0).value().is_zero() && !ends(Rational(1) / e.arg(0).value(), 4)) endless = true;
  if (e.is(Op::kMixed)) meant = true;
  for (const Expr& arg : e.args()) look_at_quotients(arg, e.is(Op::kAdd) || multiplies_quotients(e) || (in_sum && e.is(Op::kNeg)), endless, meant);
}

bool is_even_quotient(const Expr& e) {
  const auto q = math::exact_value(e);
  return q.ok() && q->is_integer();
}

// \frac{2}{3} as it stands is a number already.
bool is_plain_fraction(const Expr& e) {
  const Expr& x = e.is(Op::kNeg) ? e.arg(0) : e;
  if (!x.is(Op::kDiv) || !x.arg(0).is_integer() || !x.arg(1).is_integer() || x.arg(1).value() < Rational(2)) return false;
  return math::gcd(x.arg(0).value(), x.arg(1).value()) == Rational(1);
}

// Brackets that a person works out first: their value is used as a whole.
bool is_bracket(const Expr& e) { return e.is(Op::kAdd); }

}  // namespace

Form form_of(const Expr& e) {
  if (has_decimal(e)) return Form::kDecimals;
  bool endless = false, meant = false;
  look_at_quotients(e, false, endless, meant);
  return endless || meant ? Form::kFractions : Form::kDecimals;
}

Rational Evaluation::nothing(std::string what) {
  board_.unsupported(std::move(what));
  return Rational(1);
}

Rational Evaluation::value(const Expr& e) {
  if (board_.failed()) return Rational(1);
  switch (e.op()) {
    case Op::kNumber: return e.value();
    case Op::kNeg: return e.arg(0).is(Op::kMul) || e.arg(0).is(Op::kDiv) ? product(e) : -value(e.arg(0));
    case Op::kAdd: return sum(e);
    case Op::kMul:
    case Op::kDiv:
    case Op::kPercent: return product(e);
    case Op::kPow: return power(e);
    case Op::kMixed: {
      const auto mixed = math::exact_value(e);
      if (!mixed) return nothing("this mixed number");
      board_.fact(math::to_latex(e) + " = " + tex(*mixed, arithmetic_.form()), "mixed_number", board_.say({"writing the mixed number as one fraction", "putting whole and fraction together", "taking the mixed number as one fraction"}));
      return *mixed;
    }
    case Op::kFunc: return function(e);
    default: return nothing("this kind of expression is not worked out by hand");
  }
}

Rational Evaluation::sum(const Expr& e) {
  std::vector<Rational> terms;
  const bool fractions = arithmetic_.form() == Form::kFractions;
  for (const Expr& arg : e.args()) terms.push_back(fractions && is_plain_fraction(arg) ? *math::exact_value(arg) : value(arg));
  if (board_.failed()) return Rational(1);
  return arithmetic_.sum(terms);
}

void Evaluation::collect(const Expr& e, bool divides, Product& out) {
  if (board_.failed()) return;
  Rational quotient;
  if (!divides && e.is(Op::kDiv) && factorial_quotient(e, quotient)) {
    out.factors.push_back({quotient, false});
  } else if (e.is(Op::kNeg) && !is_bracket(e.arg(0))) {
    out.sign = -out.sign;
    collect(e.arg(0), divides, out);
  } else if (e.is(Op::kMul) && !divides) {
    for (const Expr& f : e.args()) {
      // 10 * (6 / 3): an even quotient in brackets is worked out first.
      if (!out.factors.empty() && f.is(Op::kDiv) && is_even_quotient(f))
        out.factors.push_back({value(f), false});
      else
        collect(f, divides, out);
    }
  } else if (e.is(Op::kDiv) && !divides) {
    collect(e.arg(0), false, out);
    collect(e.arg(1), true, out);
  } else if (e.is(Op::kPercent)) {
    collect(e.arg(0), divides, out);
    out.factors.push_back({Rational(100), !divides});
  } else {
    const Rational v = value(e);
    if (divides && v.is_zero() && !board_.failed()) board_.fail({ErrorCode::kInvalidArgument, "a division by zero"});
    out.factors.push_back({v, divides});
  }
}

Rational Evaluation::product(const Expr& e) {
  Rational quotient;
  if (factorial_quotient(e, quotient)) return quotient;
  Product p;
  collect(e, false, p);
  if (board_.failed()) return Rational(1);
  return carry_out(p);
}

namespace {

struct Operation {
  Rational a, b;
  bool divides;
};

// The operations of a product in the order in which a person takes them. `detour`: not simply from left to right.
struct Plan {
  std::vector<Operation> operations;
  Rational value{1};
  bool detour = false;

  void multiply(const Rational& a, const Rational& b) { operations.push_back({a, b, false}); }
  Rational divide(const Rational& a, const Rational& b) {
    operations.push_back({a, b, true});
    return a / b;
  }
};

bool divides_evenly(const Rational& a, const Rational& b) {
  return a.is_integer() && b.is_integer() && !a.is_zero() && (a / b).is_integer();
}

// 2/3 * 60: a division that does not come out even waits for a factor that it divides (60 / 3), else for the end.
Plan plan_product(const std::vector<std::pair<Rational, bool>>& factors) {
  Plan plan;
  std::vector<Rational> waiting;
  bool started = false, bare_one = false;   // bare_one: nothing but a written 1 so far, as in 1/2 * 48
  std::size_t factors_left = static_cast<std::size_t>(std::count_if(factors.begin(), factors.end(), [](const auto& f) { return !f.second; }));
  for (const auto& [given, divides] : factors) {
    if (divides) {
      if (started && waiting.empty() && (factors_left == 0 || divides_evenly(plan.value, given))) {
        plan.value = plan.divide(plan.value, given);
      } else {
        waiting.push_back(given);
        plan.detour = true;
      }
      continue;
    }
    --factors_left;
    Rational v = given;
    for (auto it = waiting.begin(); it != waiting.end();) {
      if (divides_evenly(v, *it)) {
        v = plan.divide(v, *it);
        it = waiting.erase(it);
      } else {
        ++it;
      }
    }
    if (started && given == Rational(1) && factors.size() > 2) {   // 8 * 1/2 is 8 / 2
      plan.detour = true;
      continue;
    }
    if (started && !(bare_one && plan.detour)) plan.multiply(plan.value, v);
    bare_one = !started && v == Rational(1);
    plan.value = started ? plan.value * v : v;
    started = true;
  }
  if (waiting.empty()) return plan;
  Rational below = waiting[0];
  for (std::size_t i = 1; i < waiting.size(); ++i) {
    plan.multiply(below, waiting[i]);
    below *= waiting[i];
  }
  plan.value = plan.divide(plan.value, below);
  return plan;
}

}  // namespace

// The product as it stands: \frac{2}{3} \cdot 60.
std::string Evaluation::stated(const Product& product) const {
  std::string out, last;
  const Form form = arithmetic_.form();
  const auto close = [&] {
    if (!last.empty()) out += (out.empty() ? "" : " \\cdot ") + last;
    last.clear();
  };
  for (const Factor& f : product.factors) {
    if (f.divides) {
      last = "\\frac{" + (last.empty() ? "1" : last) + "}{" + tex(f.value, form) + "}";
    } else {
      close();
      last = out.empty() ? tex(f.value, form) : tex_bracketed(f.value, form);
    }
  }
  close();
  return out;
}

Rational Evaluation::carry_out(const Product& product) {
  std::vector<std::pair<Rational, bool>> factors;
  for (const Factor& f : product.factors) factors.emplace_back(f.value, f.divides);
  Plan plan = plan_product(factors);
  if (plan.operations.empty() && factors.size() > 1)
    factors[1].second ? static_cast<void>(plan.divide(factors[0].first, factors[1].first)) : plan.multiply(factors[0].first, factors[1].first);
  const bool restate = plan.detour && product.factors.size() > 2;
  for (std::size_t i = 0; i < plan.operations.size(); ++i) {
    const Operation& o = plan.operations[i];
    const std::string prefix = restate && i + 1 == plan.operations.size() ? stated(product) : std::string();
    o.divides ? arithmetic_.divide(o.a, o.b, prefix) : arithmetic_.multiply(o.a, o.b, prefix);
  }
  return product.sign < 0 ? -plan.value : plan.value;
}

Rational Evaluation::power(const Expr& e) {
  const Expr& exponent = e.arg(1);
  const auto n = math::exact_value(exponent);
  if (!n) return nothing("a power whose exponent is no plain number");
  if (!n->is_integer()) {
    const auto index = n->den().to_int64();
    if (!index || *index > 6) return nothing("a root beyond those taken by hand");
    const Rational r = root(e.arg(0), *index);
    return board_.failed() || n->num() == Rational(1) ? r : arithmetic_.power(r, n->num());
  }
  if (n->is_zero()) {
    // The base need not be worked out, if only it is not 0.
    const auto given = math::exact_value(e.arg(0));
    if (given && !given->is_zero() && !e.arg(0).is_number()) {
      board_.fact(math::to_latex(e) + " = 1", "zero_power", board_.say({"taking the power 0, which is always 1", "using that the power 0 is 1", "having no factor left"}));
      return Rational(1);
    }
  }
  const Rational base = value(e.arg(0));
  return board_.failed() ? Rational(1) : arithmetic_.power(base, *n);
}

Rational Evaluation::root(const Expr& of, long long index) {
  const Rational inside = value(of);
  if (board_.failed()) return Rational(1);
  const auto r = math::exact_value(Expr::func("root", {Expr::number(inside), Expr::integer(index)}));
  if (!r) return nothing("a root that is no fraction");
  const std::string sign = index == 2 ? "\\sqrt{" : "\\sqrt[" + std::to_string(index) + "]{";
  const std::string back = tex_power(tex_base(*r, arithmetic_.form()), index);
  const std::string because = board_.say({"using that ${0} = {1}$", "knowing that ${0} = {1}$", "noting that ${0} = {1}$"}, back,
                                         tex(inside, arithmetic_.form()));
  board_.fact(sign + tex(inside, arithmetic_.form()) + "} = " + tex(*r, arithmetic_.form()), "root", because);
  return *r;
}

namespace {

bool is_large(const Expr& e) {
  const auto v = math::exact_value(e);
  return v && v->is_integer() && v->abs() > Rational(10'000);
}

bool holds_large_power(const Expr& e) {
  if (e.is(Op::kPow) && is_large(e)) return true;
  return (e.is(Op::kAdd) || e.is(Op::kMul) || e.is(Op::kNeg)) && std::any_of(e.args().begin(), e.args().end(), holds_large_power);
}

}  // namespace

Rational Evaluation::function(const Expr& e) {
  const std::string& name = e.name();
  if (name == "sqrt") return root(e.arg(0), 2);
  if (name == "root") {
    const auto index = math::exact_value(e.arg(1));
    const auto n = index ? index->to_int64() : std::nullopt;
    return n && *n >= 2 && *n <= 6 ? root(e.arg(0), *n) : nothing("this root");
  }
  std::vector<Rational> args;
  const bool on_numbers = name == "abs" || name == "factorial" || name == "binomial" || name == "gcd" || name == "lcm" ||
                          name == "mod" || name == "floor" || name == "ceil" || name == "min" || name == "max";
  if (!on_numbers) return nothing("the function " + name);
  if (name == "mod" && holds_large_power(e.arg(0))) {
    const Rational m = value(e.arg(1));
    const auto r = m.is_integer() && m > Rational(1) ? residue(e.arg(0), m) : std::nullopt;
    if (!r) return nothing("a remainder of numbers that are not whole");
    const Rational kept = math::mod(*r, m);
    board_.fact(math::to_latex(e) + " = " + tex(kept), "remainder", board_.say({"keeping the remainder {0}", "reading off the remainder"}, tex(kept)));
    return kept;
  }
  for (const Expr& arg : e.args()) args.push_back(value(arg));
  if (board_.failed()) return Rational(1);
  const Form form = arithmetic_.form();
  if (name == "factorial") return explain_factorial(board_, args[0]);
  if (name == "binomial") return explain_binomial(board_, args[0], args[1]);
  if (name == "gcd") return explain_gcd(board_, args);
  if (name == "lcm") return explain_lcm(board_, args);
  if (name == "mod") return explain_remainder(board_, args[0], args[1]);
  if (name == "abs") {
    board_.fact("|" + tex(args[0], form) + "| = " + tex(args[0].abs(), form), "absolute_value",
                board_.say({"dropping the sign", "taking the distance from 0", "taking {0} without its sign"}, words(args[0], form)));
    return args[0].abs();
  }
  if (name == "floor" || name == "ceil") {
    const bool down = name == "floor";
    const Rational r = down ? args[0].floor() : args[0].ceil();
    board_.fact((down ? "\\lfloor " : "\\lceil ") + tex(args[0], form) + (down ? " \\rfloor = " : " \\rceil = ") + tex(r),
                down ? "round_down" : "round_up",
                board_.say({"rounding {0} {1}", "going {1} from {0} to a whole number", "taking {0} {1} to the next whole number"},
                           words(args[0], form), down ? "down" : "up"));
    return r;
  }
  std::vector<std::string> names;
  for (const Rational& a : args) names.push_back(tex(a, form));
  const Rational r = name == "min" ? *std::min_element(args.begin(), args.end()) : *std::max_element(args.begin(), args.end());
  board_.fact("\\" + name + "(" + [&] {
    std::string joined;
    for (const std::string& n : names) joined += (joined.empty() ? "" : ", ") + n;
    return joined;
  }() + ") = " + tex(r, form), name == "min" ? "smallest" : "largest",
              board_.say({"taking the {0}", "picking the {0}", "choosing the {0}"}, name == "min" ? "smallest" : "largest"));
  return r;
}

// 7!/(2! 3!), 10!/(7! * 4): factorials in a quotient are cancelled before they are multiplied out.
bool Evaluation::factorial_quotient(const Expr& e, Rational& out) {
  if (!e.is(Op::kDiv)) return false;
  std::vector<Rational> above, below;
  std::vector<Factor> others;
  const std::function<bool(const Expr&, bool, std::vector<Rational>&)> read = [&](const Expr& x, bool divides, std::vector<Rational>& to) {
    if (x.is(Op::kMul)) return std::all_of(x.args().begin(), x.args().end(), [&](const Expr& f) { return read(f, divides, to); });
    if (x.is(Op::kPow) && x.arg(0).is_func("factorial") && x.arg(1).is_integer() && x.arg(1).value() > Rational(0) && x.arg(1).value() < Rational(6)) {
      for (long long i = 0; i < *x.arg(1).value().to_int64(); ++i)
        if (!read(x.arg(0), divides, to)) return false;
      return true;
    }
    if (x.is_integer() && !x.value().is_zero()) {
      if (x.value() != Rational(1)) others.push_back({x.value(), divides});
      return true;
    }
    if (!x.is_func("factorial") || !x.arg(0).is_integer() || x.arg(0).value() > Rational(200) || x.arg(0).value().sign() < 0) return false;
    to.push_back(x.arg(0).value());
    return true;
  };
  if (!read(e.arg(0), false, above) || !read(e.arg(1), true, below) || above.size() != 1 || below.empty()) return false;
  constexpr long long kLongest = 30;   // factors that stay
  if (above[0] - *std::max_element(below.begin(), below.end()) > Rational(kLongest)) return false;
  out = explain_factorial_quotient(board_, above[0], below);
  if (!others.empty() && !board_.failed()) {
    Product p;
    p.factors.push_back({out, false});
    p.factors.insert(p.factors.end(), others.begin(), others.end());
    out = carry_out(p);
  }
  return true;
}

// The remainder of sums and products with large powers: each part is reduced before it grows.
std::optional<Rational> Evaluation::residue(const Expr& e, const Rational& m) {
  if (board_.failed()) return std::nullopt;
  const auto modulo = " \\pmod{" + tex(m) + "}";
  if (e.is_integer()) return e.value();
  if (e.is(Op::kNeg)) {
    const auto inner = residue(e.arg(0), m);
    return inner ? std::optional(-*inner) : std::nullopt;
  }
  if (e.is(Op::kPow) && e.arg(1).is_integer() && is_large(e)) {
    const Rational base = value(e.arg(0));
    if (!base.is_integer() || e.arg(1).value().sign() < 0) return std::nullopt;
    return explain_power_mod(board_, base, e.arg(1).value(), m);
  }
  if (e.is(Op::kAdd) || e.is(Op::kMul)) {
    std::vector<Rational> parts;
    Rational total(e.is(Op::kMul) ? 1 : 0);
    for (const Expr& arg : e.args()) {
      const auto part = residue(arg, m);
      if (!part) return std::nullopt;
      parts.push_back(*part);
      total = e.is(Op::kMul) ? total * *part : total + *part;
    }
    const Rational r = math::mod(total, m);
    const std::string written = e.is(Op::kMul) ? tex_product(parts) : tex_sum(parts);
    board_.fact(math::to_latex(e) + " \\equiv " + written + " = " + tex(total) + (total == r ? "" : " \\equiv " + tex(r)) + modulo, "reduce",
                e.is(Op::kMul) ? board_.say({"multiplying the remainders", "taking the product of the remainders"}) : board_.say({"adding the remainders", "putting the remainders together"}));
    return r;
  }
  const Rational v = value(e);
  return board_.failed() || !v.is_integer() ? std::nullopt : std::optional(v);
}

}  // namespace retort::explain
