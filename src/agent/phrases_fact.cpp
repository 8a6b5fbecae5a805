// Clauses that state something: an equation in words, what a letter stands for. Their captures hold relations; the stem tells of what kind
// the unknowns are ("positive", "integer").
#include "agent/forms_phrases.h"
#include "agent/phrase_terms.h"
#include "math/exact.h"
#include "math/polynomial.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Built = std::optional<Capture>;

Built relations(const Captures& c) {
  Capture made;
  made.exprs = c.at("f").exprs;
  return made;
}

Built equality(const Captures& c) {
  const Expr &a = c.expr("a"), &b = c.expr("b");
  if (a.symbols().empty() && b.symbols().empty()) return {};
  // "n is an integer" says of what kind it is.
  if (b.is(Op::kSymbol) && b.name() == "unknown_1") return {};
  return number_capture(Expr::rel("=", a, b));
}

Built nonnegative_integers(const Captures& c) {
  Capture made;
  made.stem = "integer";
  for (const Expr& name : c.at("vars").exprs) made.exprs.push_back(Expr::rel(">=", name, Expr::integer(0)));
  return made;
}

// Of what kind the unknowns are, and nothing else.
Built kind_of(const char* kind) {
  Capture made;
  made.stem = kind;
  return made;
}
Built nothing(const Captures&) { return kind_of("free"); }
// f(x), or the letter of a function.
Built of_function(const Captures& c) {
  const Expr& f = c.expr("f");
  const bool letter = f.is(Op::kSymbol) && (f.name() == "f" || f.name() == "g" || f.name() == "h");
  return letter || (f.is(Op::kFunc) && f.name().size() == 1) ? nothing(c) : Built();
}
Built positive(const Captures&) { return kind_of("positive"); }
Built nonnegative(const Captures& c) {
  Capture made;
  made.stem = "free";
  for (const Expr& name : c.at("vars").exprs) made.exprs.push_back(Expr::rel(">=", name, Expr::integer(0)));
  return made;
}
Built negative_kind(const Captures& c) {
  Capture made = number_capture(Expr::rel("<", c.expr("v"), Expr::integer(0)));
  made.stem = "free";
  return made;
}
Built positive_integers(const Captures&) { return kind_of("positive integer"); }
Built integers(const Captures&) { return kind_of("integer"); }

Built ratio(const Captures& c) { return number_capture(Expr::rel("=", c.expr("a") / c.expr("b"), c.expr("r"))); }
Built ratio_to(const Captures& c) {
  return number_capture(Expr::rel("=", c.expr("a") / c.expr("b"), c.expr("p") / c.expr("q")));
}

// P is a factor of Q, for a linear P without letters of its own: Q is zero where P is.
Built factor(const Captures& c) {
  const Expr &p = c.expr("p"), &q = c.expr("q");
  auto symbols = p.symbols();
  if (symbols.size() != 1 || !q.contains_symbol(symbols[0])) return {};
  auto linear = math::as_polynomial(p, symbols[0]);
  if (!linear || math::degree(*linear) != 1) return {};
  return number_capture(Expr::rel("=", q.substitute(symbols[0], Expr::number(-(*linear)[0] / (*linear)[1])), Expr::integer(0)));
}
Built remainder(const Captures& c) {
  auto zero = factor(c);
  if (!zero) return {};
  return number_capture(Expr::rel("=", zero->exprs[0].arg(0), c.expr("r")));
}

// f(x) = ..., or f(x) alone, leaves a number on division by a x + b: the value of f where the divisor is zero.
Built remainder_of(const Captures& c) {
  const Expr &f = c.expr("f"), &p = c.expr("p");
  const Expr head = f.is(Op::kRel) ? f.arg(0) : f;
  auto symbols = p.symbols();
  if (symbols.size() != 1 || !head.is(Op::kFunc) || head.name().size() != 1 || head.args().size() != 1 || !head.arg(0).same(Expr::symbol(symbols[0]))) return {};
  auto linear = math::as_polynomial(p, symbols[0]);
  if (!linear || math::degree(*linear) != 1) return {};
  const Expr rest = c.has("r") ? c.expr("r") : Expr::integer(0);
  if (rest.contains_symbol(symbols[0])) return {};
  const Expr at = Expr::number(-(*linear)[0] / (*linear)[1]);
  Capture made;
  if (f.is(Op::kRel)) made.exprs.push_back(f);
  made.exprs.push_back(Expr::rel("=", Expr::func(head.name(), {at}), rest));
  made.own.push_back({"On division by " + inline_math(tex(p)) + " the remainder is the value at " + inline_math(symbols[0] + " = " + tex(at)) + ".", {}, {}, {}, {}});
  return made;
}

// x is a root of an equation with other letters: put in.
Built root_of(const Captures& c) {
  const Expr& equation = c.expr("q");
  for (const char* unknown : {"x", "z", "y", "t"}) {
    if (!equation.contains_symbol(unknown) || equation.symbols().size() < 2 || !c.expr("x").symbols().empty()) continue;
    return number_capture(equation.substitute(unknown, c.expr("x")));
  }
  return {};
}

// A curve in x and y with other letters, and a point on it.
Built point_on(const Captures& c) {
  const Expr &curve = c.expr("q"), &point = c.expr("p");
  if (!curve.contains_symbol("x") || !curve.contains_symbol("y") || curve.symbols().size() < 3 || point.args().size() != 2) return {};
  return number_capture(curve.substitute("x", point.arg(0)).substitute("y", point.arg(1)));
}

// r and s are the roots of a quadratic: their sum and product. Three of a cubic likewise.
Built roots(const Captures& c) {
  const Expr& equation = c.expr("q");
  const auto& names = c.at("vars").exprs;
  auto symbols = equation.symbols();
  if (symbols.size() != 1) return {};
  auto p = math::as_polynomial(equation.is(Op::kRel) ? equation.arg(0) - equation.arg(1) : equation, symbols[0]);
  if (!p || math::degree(*p) != static_cast<int>(names.size()) || names.size() < 2 || names.size() > 3) return {};
  for (const Expr& name : names)
    if (name.same(Expr::symbol(symbols[0]))) return {};
  const std::size_t n = names.size();
  const auto coefficient = [&](std::size_t k) { return Expr::number(((k % 2 == 1) ? -(*p)[n - k] : (*p)[n - k]) / (*p)[n]); };
  Capture made;
  made.exprs.push_back(Expr::rel("=", Expr::make(Op::kAdd, names), coefficient(1)));
  if (n == 3) made.exprs.push_back(Expr::rel("=", names[0] * names[1] + names[0] * names[2] + names[1] * names[2], coefficient(2)));
  made.exprs.push_back(Expr::rel("=", Expr::make(Op::kMul, names), coefficient(n)));
  return made;
}

}  // namespace

std::vector<PhraseForm> fact_phrases() {
  return {
      {"fact", "{rels:f}", relations},
      {"fact", "[the] [value of] {num:a} (is|equals|is equal to|is the same as|be|are|gives|has the value|was|yields) {num:b}", equality},
      {"fact", "when {num:a} is (added to|increased by) {num:b} the (result|sum) is {num:c}", [](const Captures& c) -> Built {
         if (c.expr("a").symbols().empty() && c.expr("b").symbols().empty()) return {};
         return number_capture(Expr::rel("=", c.expr("a") + c.expr("b"), c.expr("c")));
       }},
      {"fact", "when {num:a} is decreased by {num:b} the result is {num:c}", [](const Captures& c) -> Built {
         if (c.expr("a").symbols().empty()) return {};
         return number_capture(Expr::rel("=", c.expr("a") - c.expr("b"), c.expr("c")));
       }},
      {"fact", "{vars:vars} (is|are|be|denote|represent) [a|any|all|some|two|three|four|both] [non-zero|nonzero|distinct|different|unequal] [real|complex|constant|rational] (number|numbers|constant|constants|reals|scalars)", nothing},
      {"fact", "{vars:vars} (is|are|be) [a|two|three|four|both] [distinct|different] positive [real] (number|numbers|reals)", positive},
      {"fact", "{vars:vars} (is|are|be) [both] positive", positive},
      {"fact", "{vars:vars} (is|are|be) [a|two|three|four|both] [distinct|different] positive (integer|integers|whole numbers)", positive_integers},
      {"fact", "{vars:vars} (is|are|be) [an|two|three|four|both] [distinct|different|non-zero|nonzero] (integer|integers)", integers},
      {"fact", "{vars:vars} (is|are|be) [both] (nonnegative|non-negative) integers", nonnegative_integers},
      {"fact", "{vars:vars} (is|are|be) [both|all] real", nothing},
      {"fact", "[real] numbers {vars:vars} [satisfy|satisfying]", nothing},
      {"fact", "[the] [real] (numbers|constants) {vars:vars} satisfy {rels:f}", relations},
      {"fact", "[the] ratio of {num:a} to {num:b} (is|equals) {num:r}", ratio},
      {"fact", "[the] ratio of {num:a} to {num:b} is {number:p} to {number:q}", ratio_to},
      {"fact", "{expr:p} is a factor of {expr:q}", factor},
      {"fact", "{expr:q} is divisible by {expr:p}", factor},
      {"fact", "the remainder is {expr:r} when {expr:q} is divided by {expr:p}", remainder},
      {"fact", "when {expr:q} is divided by {expr:p} the remainder is {expr:r}", remainder},
      {"fact", "for all [real] [numbers|values of|values] {vars:vars}", nothing},
      {"fact", "[the] (operation|relation) {math} is defined [by|as|as follows|to be] [for (all|) [non-zero|nonzero|real|positive] (numbers|integers)] [as follows|by] {rels:f}", relations},
      {"fact", "[the] (operation|relation) {math} be defined (by|as|as follows) {rels:f}", relations},
      {"fact", "{expr} is defined (as|by|to be) {rels:f}", relations},
      {"fact", "for all (real|positive|) (numbers|integers) {vars:vars}", nothing},
      {"fact", "for example {rels}", nothing},
      {"fact", "[a|the] [new] [binary] (operation|relation) {math} (is defined|be defined) [for (all|any) [real|nonzero|positive] (numbers|integers) [{vars}]] (by|as|as follows|to be) [the formula|the equation] {rels:f}", relations},
      {"fact", "{expr} (as|by|to be) {rels:f}", relations},
      {"fact", "{expr} by the formula {rels:f}", relations},
      {"fact", "{vars} (satisfy|satisfies|are such|be such)", nothing},
      {"fact", "{exprs} (be|are) functions [such|where]", nothing},
      {"fact", "[a] [real-valued] [function] {expr:f} (is|be|denotes) [a] [real-valued|rational|certain|continuous] function", of_function},
      {"fact", "[a] [real-valued|certain] [function] {expr:f} (satisfies|satisfying|satisfy|has the property|has the properties|has the property that|which satisfies|such that)", of_function},
      {"fact", "[a] [function] {expr:f} (be|is) [a function] defined (for|on) [all] [the] [positive|nonnegative|non-negative|real|rational] (numbers|integers|reals|real numbers) [{rel}|{vars}] [and satisfies|such that]", of_function},
      {"fact", "{expr} (satisfies|satisfy|satisfying) {rels:f}", relations},
      {"fact", "[for] (all|any|every) [real|nonzero|non-zero|rational] [real|valid] (numbers|values|number|values of|value of) {vars:vars}", nothing},
      {"fact", "[for] (all|any|every) positive [real|rational] (numbers|values|number|values of|value of) {vars:vars}", positive},
      {"fact", "[for] (all|any|every) (integers|integer|integer values of) {vars:vars}", integers},
      {"fact", "[for] (all|any|every) positive (integers|integer|integer values of) {vars:vars}", positive_integers},
      {"fact", "[two|three|the] [positive] [real] (numbers|integers) {rels:f}", [](const Captures& c) { return relations(c); }},
      {"fact", "[for] some [real|unknown|nonzero] (number|numbers|constant|constants|real constants) {vars:vars}", nothing},
      {"fact", "[for] [some] (positive|certain positive) [real] (number|numbers|constants) {vars:vars}", positive},
      {"fact", "[for] [some] [unique|distinct|relatively prime] positive (integer|integers) {vars:vars}", positive_integers},
      {"fact", "[for] [some] [unique|distinct] (integer|integers) {vars:vars}", integers},
      {"fact", "{vars:vars} (is|are|be|represent|represents) [a|the|some|all|any|certain] [distinct|different|unequal|unique|fixed|nonzero|non-zero] (constant|constants|complex numbers|angles|variables|real numbers|numbers)", nothing},
      {"fact", "{vars:vars} (is|are|be) [both|all] nonzero", nothing},
      {"fact", "{vars:vars} (is|are|be) (relatively prime|coprime) positive integers", positive_integers},
      {"fact", "{vars:vars} (is|are|be) (both|all|) (distinct|different|) integers greater than [or equal to] {num:low}", [](const Captures& c) -> Built {
         Capture made;
         made.stem = "integer";
         for (const Expr& name : c.at("vars").exprs) made.exprs.push_back(Expr::rel(">=", name, c.expr("low")));
         return made;
       }},
      {"fact", "(for|where|if) [all|any|every] [real] [numbers|values of] {rel:f}", [](const Captures& c) -> Built {
         return c.expr("f").is(Op::kRel) && c.expr("f").name() == "!=" ? nothing(c) : Built();
       }},
      {"fact", "[the] [quadratic|polynomial|cubic|equation|quadratic equation] {eq:q} has [a|one] (root|solution|zero) [of|at] {expr:x}", [](const Captures& c) { return root_of(c); }},
      {"fact", "{expr:x} is (a|one) [real] (root|solution|zero) (of|to) [the] [equation|quadratic|polynomial|quadratic equation] {eq:q}", [](const Captures& c) { return root_of(c); }},
      {"fact", "[the] [graph of] {eq:q} (passes through|contains) [the point] {point:p}", point_on},
      {"fact", "[the point] {point:p} (lies|is) on [the] [graph of] {eq:q}", point_on},
      {"fact", "{nums:l} (have|has) [a] sum of {num:s}", [](const Captures& c) -> Built { return number_capture(Expr::rel("=", Expr::make(Op::kAdd, c.at("l").exprs), c.expr("s"))); }},
      {"fact", "{nums:l} (have|has) [a] product of {num:s}", [](const Captures& c) -> Built { return number_capture(Expr::rel("=", Expr::make(Op::kMul, c.at("l").exprs), c.expr("s"))); }},
      {"fact", "{vars:vars} (sum to|add up to|have a sum of|have sum) {num:s}", [](const Captures& c) -> Built {
         if (c.at("vars").exprs.size() < 2) return {};
         return number_capture(Expr::rel("=", Expr::make(Op::kAdd, c.at("vars").exprs), c.expr("s")));
       }},
      {"fact", "for each pair of [real] numbers {rels}", nothing},
      {"fact", "(for|over|where) [all] [real] [values of] [numbers|values|number] {vars:vars}", nothing},
      {"fact", "(for|over) [all] positive [real] [values of] [numbers|values] {vars:vars}", positive},
      {"fact", "(for|where|over) [all] positive (integer values of|integers) {vars:vars}", positive_integers},
      {"fact", "{vars:vars} (range|ranges|vary|varies) over [all] [real] numbers", nothing},
      {"fact", "{vars:vars} (is|are|be) [a|both|all] nonnegative [real] (number|numbers|reals)", nonnegative},
      {"fact", "nonnegative [real] (number|numbers|reals) {vars:vars}", nonnegative},
      {"fact", "[a] negative (integer|number|real number) {var:v}", negative_kind},
      {"fact", "{var:v} is [a] negative (integer|number|real number)", negative_kind},
      {"fact", "[two|three|four|five] positive (integers|whole numbers) {vars:vars} (have [a] sum of|add up to|sum to|have sum) {num:s}", [](const Captures& c) -> Built {
         Capture made = number_capture(Expr::rel("=", Expr::make(Op::kAdd, c.at("vars").exprs), c.expr("s")));
         made.stem = "positive integer";
         return c.at("vars").exprs.size() < 2 ? Built() : Built(made);
       }},
      {"fact", "[there are] [real] (values|numbers|constants|scalars) {vars:vars}", nothing},
      {"fact", "there are [unique] integers {vars:vars}", integers},
      {"fact", "(find|determine|compute) [the] [constants|numbers|values|values of] {vars:vars} (such that|so that|if|satisfying|for which)", [](const Captures& c) -> Built {
         return c.at("vars").exprs.size() < 2 ? Built() : nothing(c);
       }},
      {"fact", "(when|if) {eq:f} is divided by {expr:p} [the] remainder is [equal to] {expr:r}", [](const Captures& c) { return remainder_of(c); }},
      {"fact", "{eq:f} (has|leaves|gives) [a] remainder [of] {expr:r} when divided by {expr:p}", [](const Captures& c) { return remainder_of(c); }},
      {"fact", "(when|if) {expr:f} is divided by {expr:p} [the] remainder is [equal to] {expr:r}", [](const Captures& c) { return remainder_of(c); }},
      {"fact", "{expr:f} (has|leaves|gives) [a] remainder [of] {expr:r} when divided by {expr:p}", [](const Captures& c) { return remainder_of(c); }},
      {"fact", "{expr:p} is [a] factor of [the] [polynomial] {eq:f}", [](const Captures& c) { return remainder_of(c); }},
      {"fact", "[the] [polynomial] {eq:f} is divisible by {expr:p}", [](const Captures& c) { return remainder_of(c); }},
      {"fact", "[the] [polynomial] {eq:f} has [a] factor [of] {expr:p}", [](const Captures& c) { return remainder_of(c); }},
      {"fact", "[the] (number|real number|integer|complex number|variable|constant) {var:v} satisfies [the] [equation|relation|condition] {rels:f}", relations},
      {"fact", "[the] (numbers|real numbers|integers|variables|constants) {vars:vars} satisfy [the] [equations|equation|relations|conditions] {rels:f}", relations},
      {"fact", "[the] [expression|quadratic|polynomial|quantity|quadratic expression|equation] {num:a} can be (written|expressed|rewritten|factored) (in the form [of]|as) {num:b}", equality},
      {"fact", "(we|you) (express|write|rewrite) [the] [expression|quadratic|quantity] {num:a} (in the form|as) {num:b}", equality},
      {"fact", "{num:a} is (written|expressed) (in the form|as) {num:b}", equality},
      {"fact", "{vars:vars} (is|are|be) [a] [the] [real|positive] [non-zero] constants", nothing},
      {"fact", "{vars:vars} (is|are|be) [the] [two] [distinct|real] (roots|solutions|zeros) (of|to) [the] [quadratic] [equation] {eq:q}", roots},
      {"fact", "[the] [three|two] (roots|solutions|zeros) of [the] [quadratic|cubic|polynomial|equation|quadratic equation|cubic equation|cubic polynomial] ({eq:q}|{expr:q}) (are|be) {vars:vars}", roots},
      {"fact", "{vars:vars} (is|are|be) [the] [three|two] [distinct|different|real|complex] (roots|solutions|zeros) (of|to) [the] [quadratic|cubic|polynomial|equation|quadratic equation|cubic equation|cubic polynomial] ({eq:q}|{expr:q})", roots},
      {"fact", "[the] [quadratic|cubic|polynomial|equation|quadratic equation|cubic equation|cubic polynomial] ({eq:q}|{expr:q}) has [the] [three|two] [distinct|real|complex] (roots|solutions|zeros) {vars:vars}", roots},
      {"fact", "{expr} [is a] (function|polynomial) (defined|given) by {rels:f}", relations},
      {"fact", "[the] functions {expr} and {expr} are defined by {rels:f}", relations},
  };
}

}  // namespace retort::agent
