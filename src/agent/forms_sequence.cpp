// Arithmetic and geometric sequences and series.
#include "agent/forms.h"
#include "agent/forms_terms.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr num(const Rational& r) { return Expr::number(r); }

// The terms that are written, with dots or as a plain list of three or more.
std::optional<std::vector<Rational>> terms_of(const Captures& c, const char* name) {
  std::vector<Rational> terms;
  if (c.at(name).text.find("dots") != std::string::npos || c.at(name).text.find("...") != std::string::npos) {
    auto written = read_sequence(c.text(name), ',');
    if (!written || written->last) return {};
    return written->terms;
  }
  for (const Expr& e : c.at(name).exprs)
    for (const Expr& term : e.is(Op::kList) ? e.args() : std::vector<Expr>{e}) {
      auto value = math::exact_value(term);
      if (!value.ok()) return {};
      terms.push_back(*value);
    }
  if (terms.size() < 2) return {};
  return terms;
}

struct Progression {
  Rational first, change;   // difference or ratio
  bool geometric = false;
};

std::optional<Progression> progression(const std::vector<Rational>& t, bool geometric) {
  if (t.size() < 2 || (geometric && (t[0].is_zero() || t[1].is_zero()))) return {};
  Progression p{t[0], geometric ? t[1] / t[0] : t[1] - t[0], geometric};
  for (std::size_t i = 2; i < t.size(); ++i)
    if (geometric ? t[i] != t[i - 1] * p.change : t[i] - t[i - 1] != p.change) return {};
  return p;
}

Expr term(const Progression& p, const Rational& n) {
  Expr steps = num(n - 1);
  return p.geometric ? num(p.first) * pow(num(p.change), steps) : num(p.first) + steps * num(p.change);
}

std::string setting(const Progression& p, const std::vector<Rational>& t) {
  if (p.geometric) return "The common ratio is " + inline_math(tex(num(t[1]) / num(t[0])) + " = " + tex(p.change)) + ".";
  return "The common difference is " + inline_math(tex(num(t[1]) - num(t[0])) + " = " + tex(p.change)) + ".";
}

std::optional<Goal> nth(const Captures& c, bool geometric) {
  auto t = terms_of(c, "seq");
  auto p = t ? progression(*t, geometric) : std::nullopt;
  Rational n = c.expr("n").value();
  if (!p || n < Rational(1) || n > Rational(10'000)) return {};
  return Evaluate{term(*p, n), setting(*p, *t) + " From the first term it is " + (n == Rational(2) ? "one step" : inline_math(tex(n - 1)) + " steps") + ".",
                  "the term is @", {}};
}
std::optional<Goal> nth_arithmetic(const Captures& c) { return nth(c, false); }
std::optional<Goal> nth_geometric(const Captures& c) { return nth(c, true); }

std::optional<Goal> nth_from_two(const Captures& c) {
  auto a = math::exact_value(c.expr("a")), b = math::exact_value(c.expr("b"));
  if (!a.ok() || !b.ok() || a->is_zero() || b->is_zero()) return {};
  std::vector<Rational> t = {*a, *b};
  auto p = progression(t, c.at("kind").stem == "geometric");
  Rational n = c.expr("n").value();
  if (!p || n > Rational(1'000)) return {};
  return Evaluate{term(*p, n), setting(*p, t), "the term is @", {}};
}

std::optional<Goal> arithmetic_nth_from_step(const Captures& c) {
  auto a = math::exact_value(c.expr("a")), d = math::exact_value(c.expr("d"));
  Rational n = c.expr("n").value();
  if (!a.ok() || !d.ok()) return {};
  return Evaluate{term({*a, *d, c.at("kind").stem == "geometric"}, n), "From the first term it is " + inline_math(tex(n - 1)) + " steps.", "the term is @", {}};
}

// The i-th term is a and the j-th is b: what is the k-th?
std::optional<Goal> between_terms(const Captures& c, bool geometric) {
  auto a = math::exact_value(c.expr("a")), b = math::exact_value(c.expr("b"));
  Rational i = c.expr("i").value(), j = c.expr("j").value(), k = c.expr("k").value();
  if (!a.ok() || !b.ok() || i == j) return {};
  if (!geometric) {
    Expr step = (num(*b) - num(*a)) / num(j - i);
    auto d = math::exact_value(step);
    const std::string between = "From the one given term to the other there are " + inline_math(worked(num(j) - num(i))) + " steps, so the common difference is " + inline_math(worked(step));
    return Evaluate{num(*a) + num(k - i) * num(*d), between + ". To the term asked for there are " + inline_math(worked(num(k) - num(i))) + " steps from the first of them.", "the term is @", {}};
  }
  // Only where the steps are whole multiples, so that no root has to be taken.
  Rational share = (k - j) / (j - i);
  if (!share.is_integer() || a->is_zero()) return {};
  Expr ratio = num(*b) / num(*a);
  return Evaluate{num(*b) * pow(ratio, num(share)), "From one of the two terms to the other the factor is " + inline_math(worked(ratio)) + ".", "the term is @", {}};
}

std::optional<Goal> geometric_sum(const Rational& a, const Rational& r, const Rational& n, std::string setting) {
  if (r == Rational(1) || n > Rational(200)) return {};
  Expr one = Expr::integer(1);
  return Evaluate{num(a) * (one - pow(num(r), num(n))) / (one - num(r)), std::move(setting) + " The sum of $n$ terms is $a \\cdot \\frac{1 - r^n}{1 - r}$.", "the sum is @", {}};
}

std::optional<Goal> sum_of_first(const Captures& c) {
  auto t = terms_of(c, "seq");
  bool geometric = c.at("kind").stem == "geometric";
  auto p = t ? progression(*t, geometric) : std::nullopt;
  Rational n = c.expr("n").value();
  if (!p || n < Rational(2)) return {};
  if (geometric) return geometric_sum(p->first, p->change, n, setting(*p, *t));
  return SeriesSum{p->first, p->change, n, {}, setting(*p, *t), "the sum is @"};
}

std::optional<Goal> infinite_sum(const Rational& a, const Rational& r, std::string text) {
  if (r * r >= Rational(1) || r.is_zero()) return {};
  return Evaluate{num(a) / (Expr::integer(1) - num(r)), std::move(text) + " The sum of all terms is $\\frac{a}{1 - r}$.", "the sum is @", {}};
}

// 1 + \frac{1}{3} + ... and 3/2 - 2/3 + ...: terms with their signs.
std::optional<std::vector<Rational>> signed_terms(const std::string& latex) {
  std::string text = latex;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char ch = text[i];
    if (ch == '(' || ch == '{') ++depth;
    if (ch == ')' || ch == '}') --depth;
    if (depth == 0 && ch == '-' && i > 0) text.insert(i++, "+");
  }
  auto written = read_sequence(text, '+');
  if (!written || written->last) return {};
  return written->terms;
}

std::optional<Goal> written_infinite(const Captures& c) {
  auto t = signed_terms(c.text("sum"));
  if (!t || t->size() < 3) return {};
  auto p = progression(*t, true);
  if (!p) return {};
  return infinite_sum(p->first, p->change, setting(*p, *t));
}

std::optional<Goal> described_infinite(const Captures& c) {
  auto a = math::exact_value(c.expr("a")), r = math::exact_value(c.expr("r"));
  if (!a.ok() || !r.ok()) return {};
  return infinite_sum(*a, *r, "Here " + inline_math("a = " + tex(*a)) + " and " + inline_math("r = " + tex(*r)) + ".");
}

std::optional<Goal> ratio_from_sum(const Captures& c) {
  auto a = math::exact_value(c.expr("a")), s = math::exact_value(c.expr("s"));
  if (!a.ok() || !s.ok() || s->is_zero()) return {};
  return Evaluate{Expr::integer(1) - num(*a) / num(*s), "From $S = \\frac{a}{1 - r}$ it follows that $r = 1 - \\frac{a}{S}$.", "the common ratio is @", {}};
}
std::optional<Goal> first_from_sum(const Captures& c) {
  auto r = math::exact_value(c.expr("r")), s = math::exact_value(c.expr("s"));
  if (!r.ok() || !s.ok()) return {};
  Expr first = num(*s) * (Expr::integer(1) - num(*r));
  if (c.has("second")) return Evaluate{first * num(*r), "The first term is $S(1 - r)$, and the second is it times $r$.", "the second term is @", {}};
  return Evaluate{first, "From $S = \\frac{a}{1 - r}$ it follows that $a = S(1 - r)$.", "the first term is @", {}};
}

// How many terms a, a + d, ..., b has.
std::optional<Goal> count_terms(const Captures& c) {
  auto written = read_sequence(c.text("seq"), ',');
  if (!written || !written->last || written->terms.size() < 2) return {};
  auto p = progression(written->terms, false);
  if (!p || p->change.is_zero()) return {};
  Rational n = (*written->last - p->first) / p->change;
  if (!n.is_integer() || n.sign() <= 0) return {};
  return Evaluate{(num(*written->last) - num(p->first)) / num(p->change) + Expr::integer(1),
                  setting(*p, written->terms) + " We count the steps from the first to the last term, and add one.", "there are @ terms", {}};
}

// Terms with one unknown among them: 2^2, y, 2^4; 1/2, x - 1, 3x.
std::optional<Goal> unknown_in_arithmetic(const Captures& c) {
  std::vector<Expr> t;
  for (const Expr& e : c.at("seq").exprs)
    for (const Expr& part : e.is(Op::kList) ? e.args() : std::vector<Expr>{e}) t.push_back(part);
  if (t.size() != 3) return {};
  Expr equation = Expr::rel("=", t[1] - t[0], t[2] - t[1]);
  if (c.has("geometric")) equation = Expr::rel("=", pow(t[1], Expr::integer(2)), t[0] * t[2]);
  auto symbols = equation.symbols();
  if (symbols.size() != 1 || (c.has("v") && c.expr("v").name() != symbols[0])) return {};
  RootAsk ask = c.has("positive") ? RootAsk::kPositive : RootAsk::kOnly;
  SolveEquation goal{equation, symbols[0], ask, {}, {}};
  goal.setting = std::string(c.has("geometric") ? "The square of the middle term is the product of its neighbours" : "Neighbouring terms differ by the same number") +
                 ", so " + inline_math(tex(equation)) + ".";
  return goal;
}

// Unknown letters between known terms: 17, a, b, c, 41.
std::optional<Goal> filled_in(const Captures& c) {
  std::vector<Expr> t;
  for (const Expr& e : c.at("seq").exprs)
    for (const Expr& part : e.is(Op::kList) ? e.args() : std::vector<Expr>{e}) t.push_back(part);
  std::optional<std::pair<std::size_t, Rational>> a, b;
  for (std::size_t i = 0; i < t.size(); ++i) {
    auto value = math::exact_value(t[i]);
    if (!value.ok()) {
      if (!t[i].is(Op::kSymbol)) return {};
    } else if (!a) {
      a = {i, *value};
    } else {
      b = {i, *value};
    }
  }
  if (!a || !b || t.size() < 3) return {};
  Rational d = (b->second - a->second) / Rational(static_cast<long long>(b->first - a->first));
  Expr asked = c.expr("asked");
  if (asked.symbols().empty()) return {};
  std::vector<std::string> named;
  for (std::size_t i = 0; i < t.size(); ++i) {
    Rational here = a->second + d * (Rational(static_cast<long long>(i)) - Rational(static_cast<long long>(a->first)));
    if (t[i].is(Op::kSymbol)) {
      asked = asked.substitute(t[i].name(), num(here));
      named.push_back(inline_math(t[i].name() + " = " + worked(num(here - d) + num(d))));
    } else if (math::exact_value(t[i]).value_or(here) != here) {
      return {};
    }
  }
  if (!asked.symbols().empty()) return {};
  Expr step = (num(b->second) - num(a->second)) / Expr::integer(static_cast<long long>(b->first - a->first));
  const std::string steps = worked(Expr::integer(static_cast<long long>(b->first) + 1) - Expr::integer(static_cast<long long>(a->first) + 1));
  return Evaluate{asked, "From the one given term to the other there are " + inline_math(steps) + " steps, so the common difference is " + inline_math(worked(step)) + ". So " + and_list(named) + ".", inline_math(tex(c.expr("asked"))) + " is @", {}};
}

std::optional<Goal> ratio_of(const std::vector<math::Rational>& terms) {
  if (terms.size() < 2 || terms[0].is_zero() || terms[1].is_zero()) return {};
  const math::Rational ratio = terms[1] / terms[0];
  for (std::size_t i = 2; i < terms.size(); ++i)
    if (terms[i] != terms[i - 1] * ratio) return {};
  return Evaluate{math::Expr::number(terms[1]) / math::Expr::number(terms[0]), "The ratio of each term to the one before it is the same, so we divide the second term by the first.", "the common ratio is @", {}};
}
std::optional<Goal> common_ratio(const Captures& c) {
  for (char between : {',', '+'})
    if (auto written = read_sequence(c.text("seq"), between)) return ratio_of(written->terms);
  return {};
}
std::optional<Goal> ratio_of_terms(const Captures& c) {
  std::vector<math::Rational> terms;
  for (const math::Expr& e : c.at("terms").exprs) {
    auto value = math::exact_value(e);
    if (!value.ok()) return {};
    terms.push_back(*value);
  }
  return ratio_of(terms);
}

}  // namespace

std::vector<Form> sequence_forms() {
  static const std::string kRatio = "<find> the common ratio (of|for|in) [the] [following] [infinite] geometric (sequence|series|progression) {math:seq}",
                           kStart = "(a|the) [infinite] geometric (sequence|series|progression) (starts|begins|is|starts with|begins with|starts as follows) {math:seq} <find> the common ratio [of] [this|the] [sequence|series]",
                           kStarts = "(a|the) [infinite] geometric (sequence|series|progression) (starts|begins|starts with|begins with) {exprs:terms} <find> the common ratio [of] [this|the] [sequence|series]";
  return {
      {"common_ratio", kRatio, common_ratio},
      {"common_ratio", kStart, common_ratio},
      {"common_ratio", kStarts, ratio_of_terms},
      {"arithmetic_term", "<find> the {ordinal:n} (term|number) (of|in) [the] arithmetic (sequence|series|progression) {math:seq}", nth_arithmetic},
      {"arithmetic_term", "[consider] the arithmetic (sequence|series|progression) {math:seq} <find> the {ordinal:n} term [of|in] [the sequence]", nth_arithmetic},
      {"geometric_term", "<find> the {ordinal:n} (term|number) (of|in) [the] geometric (sequence|series|progression) {math:seq}", nth_geometric},
      {"geometric_term", "[consider] the geometric (sequence|series|progression) {exprs:seq} [{math}] <find> the {ordinal:n} term [of|in] [the sequence]", nth_geometric},
      {"term_from_two", "<find> the {ordinal:n} term of (the|a) {word:kind} sequence (with|whose) first term [is] {expr:a} and [whose] second term [is] {expr:b}", nth_from_two},
      {"term_from_step", "<find> the {ordinal:n} term of (the|an|a) {word:kind} sequence (with|whose) first term [is] {expr:a} and [a|whose] common (difference|ratio) [is|of] {expr:d}", arithmetic_nth_from_step},
      {"between_terms", "the {ordinal:i} and {ordinal:j} terms of an arithmetic (sequence|progression) are {expr:a} and {expr:b} [respectively] what is the {ordinal:k} term [of (this|the) (sequence|progression)]",
       [](const Captures& c) { return between_terms(c, false); }},
      {"between_terms", "the {ordinal:i} and {ordinal:j} terms of a geometric (sequence|progression) are {expr:a} and {expr:b} [respectively] what is the {ordinal:k} term [of (this|the) (sequence|progression)]",
       [](const Captures& c) { return between_terms(c, true); }},
      {"between_terms", "the {ordinal:i} term of an arithmetic sequence is {expr:a} and the {ordinal:j} term is {expr:b} what is the {ordinal:k} term [of (this|the) sequence]",
       [](const Captures& c) { return between_terms(c, false); }},
      {"sum_of_first", "<find> the sum of the first {int:n} terms (of|in) the {word:kind} (sequence|series) {math:seq}", sum_of_first},
      {"infinite", "(calculate|find|evaluate|compute|what is) [the] [sum of] [the] [infinite] [geometric] [sum|series] [of] {math:sum}", written_infinite},
      {"infinite", "(calculate|find|evaluate|compute|what is) the sum of the [infinite] geometric series {math:sum}", written_infinite},
      {"infinite", "an infinite geometric series has (first term|a first term of) {expr:a} and [a] common ratio [of] {expr:r} what is the sum of the series", described_infinite},
      {"ratio_from_sum", "an infinite geometric series has first term {expr:a} and [a] sum [of] {expr:s} what is its common ratio", ratio_from_sum},
      {"first_from_sum", "an infinite geometric series has common ratio {expr:r} and sum {expr:s} what is the first term of the (series|sequence)", first_from_sum},
      {"second_from_sum", "an infinite geometric series has common ratio {expr:r} and sum {expr:s} what is the {word:second} term of the (series|sequence)",
       [](const Captures& c) -> std::optional<Goal> { return c.at("second").stem == "second" ? first_from_sum(c) : std::nullopt; }},
      {"count_terms", "how many (numbers|terms|integers) are [there] in [the] [(arithmetic) (sequence|list)|list|arithmetic sequence|sequence] {math:seq}", count_terms},
      {"unknown_term", "what is the [integer] value of {var:v} in the arithmetic sequence {exprs:seq}", unknown_in_arithmetic},
      {"unknown_term", "(solve for|find) {var:v} if the first three terms of an arithmetic sequence are {exprs:seq}", unknown_in_arithmetic},
      {"filled_in", "in the arithmetic sequence {exprs:seq} what is [the value of] {expr:asked}", filled_in},
      {"filled_in", "the sequence {exprs:seq} is arithmetic what is [the value of] {expr:asked}", filled_in},
  };
}

}  // namespace retort::agent
